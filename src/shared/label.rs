//! Labels to stick on goods and shelves.

/// What a label says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Label {
    /// In large letters: a product, a place.
    pub title: String,
    /// Below it in small letters: a SKU, a warehouse.
    pub note: String,
    /// Price with its currency; empty for none.
    pub price: String,
    /// What a scanner reads.
    pub code: String,
}

/// What labels are printed on. Sizes of the sheets are those that stationers sell under these numbers of labels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LabelFormat {
    /// A4, 24 of 70 x 37 mm.
    #[default]
    A4By24,
    /// A4, 65 of 38.1 x 21.2 mm.
    A4By65,
    /// A4, 16 of 99.1 x 33.9 mm, for the edges of shelves.
    A4By16,
    /// A roll of 50 x 25 mm, one a page.
    Roll,
}

impl LabelFormat {
    /// All, the usual one first.
    pub const ALL: [Self; 4] = [Self::A4By24, Self::A4By65, Self::A4By16, Self::Roll];

    /// The word in URLs.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::A4By24 => "a4-24",
            Self::A4By65 => "a4-65",
            Self::A4By16 => "a4-16",
            Self::Roll => "roll",
        }
    }

    /// Reads [`LabelFormat::code`].
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.code() == code)
    }

    /// The Fluent key of its name.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::A4By24 => "inventory-labels-a4-24",
            Self::A4By65 => "inventory-labels-a4-65",
            Self::A4By16 => "inventory-labels-a4-16",
            Self::Roll => "inventory-labels-roll",
        }
    }

    /// Labels of a sheet.
    #[must_use]
    pub const fn of_sheet(self) -> usize {
        let (columns, rows) = self.grid();
        columns * rows
    }

    /// Labels beside and below each other.
    #[must_use]
    pub const fn grid(self) -> (usize, usize) {
        match self {
            Self::A4By24 => (3, 8),
            Self::A4By65 => (5, 13),
            Self::A4By16 => (2, 8),
            Self::Roll => (1, 1),
        }
    }
}
