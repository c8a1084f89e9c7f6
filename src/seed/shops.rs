//! The two demo organizations.

use super::data::catalogue::{Category, Item};
use super::data::{jaffna, kandy};
use crate::shared::Language;

/// Somebody who may sign in: (role, name, language of their screen).
pub type Member = (&'static str, &'static str, Option<Language>);
/// A courier: (kind, name, phone, vehicle).
pub type Courier = (&'static str, &'static str, &'static str, Option<&'static str>);
/// A warehouse: (code, name, street, town, contact).
pub type Warehouse = (&'static str, &'static str, &'static str, &'static str, &'static str);

/// An organization and what it has.
pub struct Shop {
    /// Name in URLs.
    pub slug: &'static str,
    /// Name for people.
    pub name: &'static str,
    /// Language of its documents.
    pub language: Language,
    /// Chance starts here.
    pub seed: u64,
    /// One of each role.
    pub members: &'static [Member],
    /// The first is the default.
    pub warehouses: &'static [Warehouse],
    /// Those above first.
    pub categories: &'static [Category],
    /// Products.
    pub items: &'static [Item],
    /// How many customers.
    pub customers: usize,
    /// Of a hundred customers: Sinhala, Tamil, Moor.
    pub mix: [usize; 3],
    /// How many orders.
    pub orders: usize,
    /// Riders and companies.
    pub couriers: &'static [Courier],
    /// The web shop whose orders come in: (platform's id, name).
    pub store: (&'static str, &'static str),
    /// SKU of which nothing is left.
    pub sold_out: &'static str,
    /// SKU of which little is left.
    pub low: &'static str,
    /// Picture for its logo, if it has one.
    pub logo: Option<&'static [u8]>,
    /// What its settings say: registered name, street, town, district, postal code, phone, VAT number.
    pub about: [&'static str; 7],
}

/// Both.
pub const SHOPS: [Shop; 2] = [
    Shop {
        slug: "kandy-crafts",
        name: "Kandy Crafts",
        language: Language::En,
        seed: 20_260_801,
        members: &[
            ("OWNER", "Nirmala Weerasinghe", None),
            ("ADMIN", "Ruwan Ekanayake", None),
            ("STAFF", "Dilani Herath", None),
            ("WAREHOUSE", "Sunil Bandara", Some(Language::Si)),
            ("INFLUENCER", "Shanika Perera", None),
            ("WHOLESALER", "Mohamed Cassim", None),
            ("VIEWER", "Anura Jayawardena", None),
        ],
        warehouses: &[
            ("KDY", "Kandy workshop", "14, Sangaraja Mawatha", "Kandy", "Sunil Bandara"),
            ("CMB", "Colombo store", "221, Havelock Road", "Colombo 05", "Amila Fernando"),
        ],
        categories: kandy::CATEGORIES,
        items: kandy::ITEMS,
        customers: 120,
        mix: [62, 20, 18],
        orders: 300,
        couriers: &[
            ("RIDER", "Chaminda Rathnayake", "+94771203341", Some("Motorcycle")),
            ("RIDER", "Mohamed Rizwan", "+94761203342", Some("Motorcycle")),
            ("RIDER", "Kumaran Sivalingam", "+94711203343", Some("Three-wheeler")),
            ("COMPANY", "Lakdiva Express", "+94112003344", None),
            ("COMPANY", "Hill Country Couriers", "+94812003345", None),
            ("COMPANY", "Teardrop Parcels", "+94112003346", None),
        ],
        store: ("shop.kandy-crafts.example", "Web shop"),
        sold_out: "BRS-VAS",
        low: "TOY-OLI",
        logo: Some(include_bytes!("data/kandy-logo.png")),
        about: ["Kandy Crafts (Private) Limited", "24 Dalada Veediya", "Kandy", "Kandy", "20000", "081 222 3456", "174532986-7000"],
    },
    Shop {
        slug: "jaffna-textiles",
        name: "Jaffna Textiles",
        language: Language::Ta,
        seed: 20_260_802,
        members: &[
            ("OWNER", "Kavitha Selvarajah", Some(Language::Ta)),
            ("ADMIN", "Sivakumar Nadarajah", None),
            ("STAFF", "Tharshini Balasingam", Some(Language::Ta)),
            ("WAREHOUSE", "Mathan Kandasamy", Some(Language::Ta)),
            ("INFLUENCER", "Anusha Yogarajah", None),
            ("WHOLESALER", "Ramesh Ponnambalam", None),
            ("VIEWER", "Nirosha Arulanantham", None),
        ],
        warehouses: &[("JAF", "Jaffna store", "88, Kasthuriyar Road", "Jaffna", "Mathan Kandasamy")],
        categories: jaffna::CATEGORIES,
        items: jaffna::ITEMS,
        customers: 40,
        mix: [12, 76, 12],
        orders: 70,
        couriers: &[
            ("RIDER", "Jeyanthan Murugesu", "+94772203347", Some("Bicycle")),
            ("COMPANY", "Northern Parcel Service", "+94212003348", None),
        ],
        store: ("shop.jaffna-textiles.example", "Web shop"),
        sold_out: "JT-SHL",
        low: "JT-MAT",
        logo: None,
        about: ["Jaffna Textiles", "115 Hospital Road", "Jaffna", "Jaffna", "40000", "021 222 7654", ""],
    },
];
