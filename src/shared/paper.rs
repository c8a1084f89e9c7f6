//! A document for somebody outside of the house, in one language: an order to a supplier, an invoice. It says what stands where; the
//! page that prints it and the file that is sent make it look alike.

use super::Language;

/// A column of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaperColumn {
    /// Its head.
    pub label: String,
    /// Numbers stand at the right.
    pub is_number: bool,
    /// Its part of the width, in hundredths.
    pub width: u32,
}

impl PaperColumn {
    /// A column of words.
    #[must_use]
    pub fn words(label: impl Into<String>, width: u32) -> Self {
        Self { label: label.into(), is_number: false, width }
    }

    /// A column of numbers.
    #[must_use]
    pub fn numbers(label: impl Into<String>, width: u32) -> Self {
        Self { label: label.into(), is_number: true, width }
    }
}

/// A titled block of lines: an address, a note.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PaperBlock {
    /// Its head; may be empty.
    pub title: String,
    /// Its lines; long ones are broken where they are shown.
    pub lines: Vec<String>,
}

/// A document. All texts are in its language already.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Paper {
    /// Its language, for fonts and screen readers.
    pub language: Language,
    /// What it is: "Purchase order PO-0001".
    pub title: String,
    /// Who wrote it: the name first.
    pub from: Vec<String>,
    /// To whom, where that stands at the top right.
    pub to: Option<PaperBlock>,
    /// What a scanner reads at its top; empty for nothing. The file alone has it.
    pub code: String,
    /// What a phone reads to pay it, and what is said beside it. The file alone has it.
    pub scan: Option<(String, String)>,
    /// Blocks side by side below the title: to whom, where the goods go.
    pub blocks: Vec<PaperBlock>,
    /// Facts: (name, value).
    pub facts: Vec<(String, String)>,
    /// Columns of the table.
    pub columns: Vec<PaperColumn>,
    /// Rows of the table, a cell a column. A line break in a cell begins a line of small print.
    pub rows: Vec<Vec<String>>,
    /// Below the table: (name, amount); the last one is the total.
    pub sums: Vec<(String, String)>,
    /// Below that.
    pub notes: Vec<PaperBlock>,
    /// At the foot of each page.
    pub footer: String,
}
