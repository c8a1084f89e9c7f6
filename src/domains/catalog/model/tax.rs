//! Taxes: classes of goods, and what is charged on each from which day on.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What kind of goods something is, for the tax. Rates stand with the class, so a new rate changes no product.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum TaxClass {
    /// Most goods.
    #[default]
    Standard,
    /// Goods with a lower rate.
    Reduced,
    /// Taxed at nothing, such as exports: still counted as taxed.
    Zero,
    /// Not taxed at all.
    Exempt,
}

impl TaxClass {
    /// All, in the order of a choice.
    pub const ALL: [Self; 4] = [Self::Standard, Self::Reduced, Self::Zero, Self::Exempt];

    /// The word in the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Standard => "STANDARD",
            Self::Reduced => "REDUCED",
            Self::Zero => "ZERO",
            Self::Exempt => "EXEMPT",
        }
    }

    /// Reads [`TaxClass::code`], in any case.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|class| class.code().eq_ignore_ascii_case(code.trim()))
    }

    /// The Fluent key of its name.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Standard => "catalog-tax-class-standard",
            Self::Reduced => "catalog-tax-class-reduced",
            Self::Zero => "catalog-tax-class-zero",
            Self::Exempt => "catalog-tax-class-exempt",
        }
    }

    /// Its rate can only be nothing.
    #[must_use]
    pub const fn is_untaxed(self) -> bool {
        matches!(self, Self::Zero | Self::Exempt)
    }
}

/// A rate and the days on which it holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaxRate {
    /// Primary key.
    pub id: Uuid,
    /// What it is charged on.
    pub class: TaxClass,
    /// Percent.
    pub rate: Decimal,
    /// The prices contain it; else it is added.
    pub inclusive: bool,
    /// First day, store time.
    pub valid_from: NaiveDate,
    /// Last day; `None` while no end is known.
    pub valid_to: Option<NaiveDate>,
}

impl TaxRate {
    /// Whether it holds on a day.
    #[must_use]
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        self.valid_from <= day && self.valid_to.is_none_or(|last| day <= last)
    }
}

/// All rates, by class and newest first, and what day it is in the store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaxTable {
    /// Today, store time.
    pub today: NaiveDate,
    /// The rates.
    pub rates: Vec<TaxRate>,
}

/// A rate as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TaxRateForm {
    /// [`TaxClass::code`].
    pub tax_class: String,
    /// Percent.
    pub rate: String,
    /// `true` when ticked: the prices contain it.
    pub inclusive: String,
    /// First day, as `2024-01-01`.
    pub valid_from: String,
}
