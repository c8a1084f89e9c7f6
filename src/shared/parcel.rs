//! The label of a parcel: who gets it, what is collected at the door, and what scanners and phones read.

use super::Language;

/// What a parcel's label says. All texts are in its language already; the address is as the buyer gave it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ParcelLabel {
    /// The language of its words.
    pub language: Language,
    /// Who sends it: the name first.
    pub from: Vec<String>,
    /// What stands before the address.
    pub to_title: String,
    /// Who receives it.
    pub to_name: String,
    /// Where.
    pub to_lines: Vec<String>,
    /// Their phone.
    pub to_phone: String,
    /// What scanners read: (what it is, the number). The first is the parcel's own.
    pub codes: Vec<(String, String)>,
    /// What is done at the door: "Collect", or that there is nothing to collect.
    pub collect: String,
    /// The amount; empty when there is nothing to collect.
    pub amount: String,
    /// What a phone reads to pay it, and what is said beside it.
    pub scan: Option<(String, String)>,
    /// Facts: (name, value).
    pub facts: Vec<(String, String)>,
    /// What the buyer wishes at the door.
    pub note: String,
}
