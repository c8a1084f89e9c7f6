//! Pure parsers of the files that shops bring along: product tables (WooCommerce, Shopify, our own)
//! and WooCommerce orders as JSON. Bytes in, drafts and per-row messages out; nothing here touches
//! the database or the network, so a preview and the import itself see exactly the same result.
//!
//! The way of a product file: [`read_table`], [`guess_mapping`] (which the user may correct),
//! [`parse_products`] (one result per source row), [`assemble`] (products with their variants).

mod assemble;
pub mod csv_text;
mod customer;
mod customer_columns;
mod json_value;
pub mod mapping;
pub mod numbers;
mod order;
mod phone;
mod product;
mod row_reader;
mod shopify_csv;
mod smartstore_csv;
pub mod text;
mod woocommerce_csv;
mod woocommerce_customers;
mod woocommerce_json;
mod woocommerce_money;
mod xlsx;

pub use assemble::{Assembly, OrphanVariant, ProductDraft, VariantDraft, assemble};
pub use csv_text::{Encoding, SourceRow, Table, read_table};
pub use customer::{CustomerRow, identifier_cell, parse_customers};
pub use customer_columns::{CustomerField, CustomerMapping};
pub use mapping::{MAX_OPTIONS, Mapping, ProductField, detect_format, guess_mapping};
pub use order::{AddressDraft, CustomerDraft, OrderDraft, OrderItemDraft, OrderStatus, PaymentMethod, RefundDraft};
pub use phone::normalise_phone;
pub use product::{Image, Language, Localized, OptionValues, ParentRef, ProductRow, ProductStatus, RowKind, parse_products};
pub use smartstore_csv::{picture_cell, smartstore_headers};
pub use woocommerce_customers::parse_woocommerce_customers;
pub use woocommerce_json::{parse_woocommerce_order, parse_woocommerce_orders};

use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// Most data rows (or orders) one file may have; larger files are split by the user.
pub const MAX_ROWS: usize = 100_000;
/// Most columns one file may have.
pub const MAX_COLUMNS: usize = 200;

/// Where a product file comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// WooCommerce's own product CSV.
    Woocommerce,
    /// Shopify's product CSV.
    Shopify,
    /// Our own product CSV.
    Smartstore,
}

impl Format {
    /// The stable word for this format, as on the command line.
    pub fn key(self) -> &'static str {
        match self {
            Self::Woocommerce => "woocommerce",
            Self::Shopify => "shopify",
            Self::Smartstore => "smartstore",
        }
    }

    /// The format that a word means.
    pub fn from_key(key: &str) -> Option<Self> {
        [Self::Woocommerce, Self::Shopify, Self::Smartstore].into_iter().find(|f| f.key() == key)
    }
}

/// One thing to tell the user about a cell: a message key with its arguments, never a finished
/// sentence, because the reader's language is not known here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Issue {
    /// The column's header (or the JSON field), if one cell is to blame.
    pub column: Option<String>,
    /// Fluent message key.
    pub key: Cow<'static, str>,
    /// Arguments of the message.
    pub args: Vec<(Cow<'static, str>, String)>,
}

impl Issue {
    /// An issue without arguments.
    pub fn new(key: &'static str) -> Self {
        Self { column: None, key: Cow::Borrowed(key), args: Vec::new() }
    }

    /// Names the column.
    pub fn column(mut self, column: impl Into<String>) -> Self {
        self.column = Some(column.into());
        self
    }

    /// Adds an argument; long values are cut, a message need not repeat a whole description.
    pub fn arg(mut self, name: &'static str, value: impl ToString) -> Self {
        let value = value.to_string();
        let mut short: String = value.chars().take(80).collect();
        if short.len() < value.len() {
            short.push('…');
        }
        self.args.push((Cow::Borrowed(name), short));
        self
    }
}

/// Why a row (or an order) is not imported; all its faults at once, so it is corrected once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowErrors {
    /// Record number counted from 1, header not counted.
    pub row: u32,
    /// Line of the file where the record begins; 0 for JSON.
    pub line: u64,
    /// What is wrong.
    pub errors: Vec<Issue>,
}

/// Why a whole file cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// Nothing in it, or no header.
    #[error("the file is empty")]
    Empty,
    /// A spreadsheet, archive, picture or another binary file.
    #[error("the file is not text")]
    NotText,
    /// More rows than allowed.
    #[error("more than {0} rows")]
    TooManyRows(usize),
    /// More columns than allowed.
    #[error("more than {0} columns")]
    TooManyColumns(usize),
    /// The table cannot be read at this line.
    #[error("unreadable at line {0}")]
    Malformed(u64),
    /// Not JSON.
    #[error("not JSON at line {line}, column {column}")]
    NotJson {
        /// Line of the fault.
        line: usize,
        /// Column of the fault.
        column: usize,
    },
    /// JSON, but neither a customer nor a list of customers.
    #[error("the file holds no customers")]
    NoCustomers,
    /// JSON, but neither an order nor a list of orders.
    #[error("the file holds no orders")]
    NoOrders,
}

impl ReadError {
    /// The message for the user.
    pub fn issue(&self) -> Issue {
        match self {
            Self::Empty => Issue::new("import-file-empty"),
            Self::NotText => Issue::new("import-file-not-text"),
            Self::TooManyRows(max) => Issue::new("import-file-too-many-rows").arg("max", max),
            Self::TooManyColumns(max) => Issue::new("import-file-too-many-columns").arg("max", max),
            Self::Malformed(line) => Issue::new("import-file-malformed").arg("line", line),
            Self::NotJson { line, column } => Issue::new("import-file-not-json").arg("line", line).arg("column", column),
            Self::NoCustomers => Issue::new("import-file-no-customers"),
            Self::NoOrders => Issue::new("import-file-no-orders"),
        }
    }
}
