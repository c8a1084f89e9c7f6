//! Invoices, tax invoices and credit notes.

use super::Layout;
use crate::shared::{Language, Paper, Params};
use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What was issued.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum InvoiceKind {
    /// For whoever needs no tax invoice.
    Invoice,
    /// For whoever takes the tax off their own.
    TaxInvoice,
    /// Takes an invoice back, whole or in part.
    CreditNote,
}

impl InvoiceKind {
    /// In the order of a list of choices.
    pub const ALL: [Self; 3] = [Self::Invoice, Self::TaxInvoice, Self::CreditNote];

    /// The word in the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Invoice => "INVOICE",
            Self::TaxInvoice => "TAX_INVOICE",
            Self::CreditNote => "CREDIT_NOTE",
        }
    }

    /// The Fluent key of its name.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Invoice => "documents-kind-invoice",
            Self::TaxInvoice => "documents-kind-tax-invoice",
            Self::CreditNote => "documents-kind-credit-note",
        }
    }

    /// What stands before the number, so that no two kinds have the same.
    #[must_use]
    pub const fn prefix(self) -> &'static str {
        match self {
            Self::Invoice => "INV_",
            Self::TaxInvoice => "",
            Self::CreditNote => "CN_",
        }
    }

    /// Reads the word of the database.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// Who sells or buys.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Party {
    /// Name in law.
    pub name: String,
    /// Taxpayer's number; empty for none.
    pub tin: String,
    /// Where.
    pub address: Vec<String>,
    /// Phone as people write it.
    pub phone: String,
}

/// A line as it was invoiced or taken back.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct InvoiceLine {
    /// The order's line; `None` for delivery, rounding and the like.
    pub item_id: Option<Uuid>,
    /// What it is.
    pub name: String,
    /// Its SKU, if it has one.
    pub sku: String,
    /// Pieces; `None` where nothing is counted.
    pub quantity: Option<i32>,
    /// Price of a piece as it was sold.
    pub unit_price: Decimal,
    /// Off the line.
    pub discount: Decimal,
    /// Percent of tax.
    pub rate: Decimal,
    /// Tax on it, added or contained.
    pub tax: Decimal,
    /// What the buyer pays for it, tax included.
    pub total: Decimal,
}

impl InvoiceLine {
    /// What it comes to without tax.
    #[must_use]
    pub fn net(&self) -> Decimal {
        self.total - self.tax
    }
}

/// The tax of a rate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TaxPart {
    /// Percent.
    pub rate: Decimal,
    /// What it is charged on.
    pub net: Decimal,
    /// What it comes to.
    pub tax: Decimal,
}

/// Tax by rate, the highest first.
#[must_use]
pub fn tax_parts(lines: &[InvoiceLine]) -> Vec<TaxPart> {
    let mut parts: Vec<TaxPart> = Vec::new();
    for line in lines {
        match parts.iter_mut().find(|part| part.rate == line.rate) {
            Some(part) => {
                part.net += line.net();
                part.tax += line.tax;
            }
            None => parts.push(TaxPart { rate: line.rate, net: line.net(), tax: line.tax }),
        }
    }
    parts.sort_by_key(|part| std::cmp::Reverse(part.rate));
    parts
}

/// All that an invoice says, as it was when it was issued.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct InvoiceContent {
    /// Who sells.
    pub seller: Party,
    /// Who buys.
    pub buyer: Party,
    /// Where the goods were supplied.
    pub place: String,
    /// The day of the supply.
    pub supplied_on: Option<NaiveDate>,
    /// How it is paid: words of payment methods.
    pub methods: Vec<String>,
    /// The order's number.
    pub order_number: String,
    /// The number of the invoice that a credit note takes back.
    pub credits: Option<String>,
    /// Its lines.
    pub lines: Vec<InvoiceLine>,
    /// How days are written.
    pub date_format: String,
    /// Amounts without cents.
    pub whole_rupees: bool,
    /// What stands at its end.
    pub footer: String,
}

/// A line of the list of invoices.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvoiceRow {
    /// Primary key.
    pub id: Uuid,
    /// What it is.
    pub kind: InvoiceKind,
    /// Its number.
    pub number: String,
    /// Where it was issued.
    pub branch: String,
    /// Year and month.
    pub period: String,
    /// Its order.
    pub order_id: Uuid,
    /// Its order's number.
    pub order_number: String,
    /// Who buys.
    pub buyer: String,
    /// Without tax.
    pub net: Decimal,
    /// Tax.
    pub tax: Decimal,
    /// Altogether.
    pub total: Decimal,
    /// Taken back by credit notes.
    pub credited: Decimal,
    /// ISO 4217 code.
    pub currency: String,
    /// When, UTC.
    pub issued_at: DateTime<Utc>,
    /// When all of it had been taken back, UTC.
    pub cancelled_at: Option<DateTime<Utc>>,
}

impl InvoiceRow {
    /// Whether something of it can still be taken back.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.kind != InvoiceKind::CreditNote && self.cancelled_at.is_none()
    }
}

/// An invoice whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invoice {
    /// What the list shows of it.
    pub row: InvoiceRow,
    /// The language that it is in.
    pub language: Language,
    /// One unit of its currency in the organization's, when the order was made.
    pub exchange_rate: Decimal,
    /// Why a credit note takes back.
    pub reason: Option<String>,
    /// The invoice that it takes back.
    pub credits_id: Option<Uuid>,
    /// What it says.
    pub content: InvoiceContent,
}

/// What the page of an invoice shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvoicePage {
    /// The invoice.
    pub row: InvoiceRow,
    /// The invoice that it takes back.
    pub credits: Option<(Uuid, String)>,
    /// Its credit notes.
    pub credit_notes: Vec<InvoiceRow>,
    /// As it is printed.
    pub paper: Paper,
}

/// Which invoices to list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InvoiceFilter {
    /// Only these.
    pub kind: Option<InvoiceKind>,
    /// Only this month: `2026-11`.
    pub period: Option<String>,
    /// Only this branch.
    pub branch: Option<String>,
    /// Only of this order.
    pub order_id: Option<Uuid>,
}

impl InvoiceFilter {
    /// Reads the query string of the list; what cannot be read narrows nothing.
    #[must_use]
    pub fn from_params(params: &Params) -> Self {
        let is_period = |text: &String| text.len() == 7 && format!("{text}-01").parse::<NaiveDate>().is_ok();
        Self {
            kind: params.query("kind").and_then(|code| InvoiceKind::parse(&code)),
            period: params.query("period").filter(is_period),
            branch: params.query("branch"),
            order_id: params.query("order").and_then(|id| Uuid::parse_str(&id).ok()),
        }
    }
}

/// The form that issues an invoice, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct IssueForm {
    /// A word of [`InvoiceKind`].
    pub kind: String,
    /// A branch's code; empty for the default one.
    pub branch: String,
    /// Name in law of who buys; empty for the order's.
    pub buyer_name: String,
    /// Their taxpayer's number; may be empty.
    pub buyer_tin: String,
}

/// What an order's page shows of its invoices.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderInvoices {
    /// Oldest first.
    pub rows: Vec<InvoiceRow>,
    /// Whether one can be issued now.
    pub can_issue: bool,
    /// The branches that can issue it.
    pub branches: Vec<Branch>,
    /// Who buys.
    pub buyer: String,
}

/// A place that issues invoices.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Branch {
    /// Primary key; `None` for the one that stands in where none was written down.
    pub id: Option<Uuid>,
    /// What stands in numbers.
    pub code: String,
    /// Name for people.
    pub name: String,
    /// Where it is; empty for the organization's address.
    pub address: String,
    /// New invoices are of this one.
    pub is_default: bool,
    /// It issues invoices.
    pub is_active: bool,
}

impl Branch {
    /// The branch of an organization that has written down none.
    #[must_use]
    pub fn only() -> Self {
        Self { id: None, code: "HO".to_owned(), name: String::new(), address: String::new(), is_default: true, is_active: true }
    }
}

/// The form of a branch, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BranchForm {
    /// What stands in numbers; only of a new one.
    pub code: String,
    /// Name for people.
    pub name: String,
    /// Where it is.
    pub address: String,
    /// `true` when ticked.
    pub is_default: String,
    /// `true` when ticked.
    pub is_active: String,
}

/// What the settings of invoices show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvoiceSettings {
    /// Who sells, as invoices say it.
    pub seller: Party,
    /// All branches.
    pub branches: Vec<Branch>,
    /// All layouts, the newest first.
    pub layouts: Vec<Layout>,
    /// The version that holds today.
    pub current: i32,
    /// Today in the store.
    pub today: NaiveDate,
}
