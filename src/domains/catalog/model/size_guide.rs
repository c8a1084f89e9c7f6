//! Size guides: measurements by size, in centimetres and inches.

use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What lengths are measured in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum LengthUnit {
    /// Centimetres.
    #[default]
    Cm,
    /// Inches.
    Inch,
}

/// Centimetres of an inch, exact since 1959.
const CM_OF_INCH: Decimal = Decimal::from_parts(254, 0, 0, false, 2);

impl LengthUnit {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Cm, Self::Inch];

    /// The word in the database and in forms.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Cm => "CM",
            Self::Inch => "INCH",
        }
    }

    /// Reads [`LengthUnit::code`].
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|unit| unit.code() == code)
    }

    /// The Fluent key of its name.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Cm => "catalog-unit-cm",
            Self::Inch => "catalog-unit-inch",
        }
    }

    /// A length of this unit in another, to one place: a tape shows no more.
    #[must_use]
    pub fn to(self, other: Self, length: Decimal) -> Decimal {
        let converted = match (self, other) {
            (Self::Cm, Self::Inch) => length.checked_div(CM_OF_INCH).unwrap_or_default(),
            (Self::Inch, Self::Cm) => length.checked_mul(CM_OF_INCH).unwrap_or_default(),
            _ => return length.normalize(),
        };
        converted.round_dp_with_strategy(1, RoundingStrategy::MidpointAwayFromZero).normalize()
    }
}

/// What is measured, with its length in each size.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MeasureRow {
    /// What is measured, such as the chest.
    pub name: String,
    /// Its length by size; empty where nobody has measured.
    pub values: Vec<String>,
}

/// A table of measurements: as typed, and as it is kept.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Measurements {
    /// The sizes in order.
    pub sizes: Vec<String>,
    /// What is measured, in order.
    pub rows: Vec<MeasureRow>,
}

/// A size guide in full.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SizeGuide {
    /// Primary key.
    pub id: Uuid,
    /// Name.
    pub name: String,
    /// For whom it is.
    pub description: String,
    /// What it is measured in.
    pub unit: LengthUnit,
    /// The table.
    pub measurements: Measurements,
    /// How it fits.
    pub fit_description: String,
    /// Counts its changes.
    pub version: i32,
}

/// A line of the list of size guides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SizeGuideRow {
    /// Primary key.
    pub id: Uuid,
    /// When it was made, UTC.
    pub created_at: chrono::DateTime<chrono::Utc>,
    /// Name.
    pub name: String,
    /// What it is measured in.
    pub unit: LengthUnit,
    /// The sizes in order.
    pub sizes: Vec<String>,
    /// Products that were given it.
    pub products: i64,
    /// Categories that were given it.
    pub categories: i64,
}

/// The form of a size guide, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SizeGuideForm {
    /// Name.
    pub name: String,
    /// For whom it is.
    pub description: String,
    /// [`LengthUnit::code`].
    pub unit: String,
    /// The table.
    pub grid: Measurements,
    /// How it fits.
    pub fit_description: String,
}

impl From<&SizeGuide> for SizeGuideForm {
    /// The form as it is opened for a size guide.
    fn from(guide: &SizeGuide) -> Self {
        Self {
            name: guide.name.clone(),
            description: guide.description.clone(),
            unit: guide.unit.code().to_owned(),
            grid: guide.measurements.clone(),
            fit_description: guide.fit_description.clone(),
        }
    }
}
