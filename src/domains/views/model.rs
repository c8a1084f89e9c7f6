//! What a list is made of, and what people keep of it.

use crate::shared::paging::Sort;
use crate::shared::{Params, Permission};
use uuid::Uuid;

/// Longest name of a view, in characters.
pub const LONGEST_NAME: usize = 60;

/// Rows are counted up to here for pinned views and "all that match".
pub const COUNT_CAP: i64 = 999;

/// The areas that have lists, with what one needs to see them.
pub const AREAS: &[(&str, Permission)] = &[
    ("orders", Permission::OrdersRead),
    ("orders/invoices", Permission::OrdersRead),
    ("orders/returns", Permission::OrdersRead),
    ("products", Permission::CatalogRead),
    ("customers", Permission::CustomersRead),
    ("inventory", Permission::InventoryRead),
    ("inventory/movements", Permission::InventoryRead),
    ("inventory/transfers", Permission::InventoryRead),
    ("inventory/reorder", Permission::InventoryRead),
    ("deliveries", Permission::DeliveryRead),
    ("payments", Permission::PaymentsRead),
    ("payments/refunds", Permission::PaymentsRead),
    ("imports", Permission::ImportsWrite),
    ("purchasing", Permission::PurchasingRead),
    ("suppliers", Permission::PurchasingRead),
];

/// What one needs to see an area's list; `None` when there is no such list.
#[must_use]
pub fn permission_of(area: &str) -> Option<Permission> {
    AREAS.iter().find(|(known, _)| *known == area).map(|(_, permission)| *permission)
}

/// A column of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name in the URL.
    pub key: &'static str,
    /// Fluent key of its head.
    pub label: &'static str,
    /// Nothing is shown above it, as above pictures; the label is for screen readers.
    pub is_bare: bool,
    /// Classes of its head: `num`, `cell-wide`.
    pub class: &'static str,
    /// How a first press on its head sorts the list; `None` where no index has that order.
    pub sort: Option<Sort>,
    /// Shown to who has chosen nothing else.
    pub is_usual: bool,
    /// Fluent keys of its columns in a file; empty where the head says it. Pictures and buttons are in no file.
    pub parts: &'static [&'static str],
    /// In no file.
    pub is_screen_only: bool,
}

impl Column {
    /// A column that is usually shown.
    #[must_use]
    pub const fn new(key: &'static str, label: &'static str) -> Self {
        Self { key, label, is_bare: false, class: "", sort: None, is_usual: true, parts: &[], is_screen_only: false }
    }

    /// A column of numbers.
    #[must_use]
    pub const fn num(key: &'static str, label: &'static str) -> Self {
        Self { class: "num", ..Self::new(key, label) }
    }

    /// Sorts, least first at the first press.
    #[must_use]
    pub const fn ascending(self, key: &'static str) -> Self {
        Self { sort: Some(Sort { key, descending: false }), ..self }
    }

    /// Sorts, greatest first at the first press.
    #[must_use]
    pub const fn descending(self, key: &'static str) -> Self {
        Self { sort: Some(Sort { key, descending: true }), ..self }
    }

    /// Shown to who asks for it.
    #[must_use]
    pub const fn on_demand(self) -> Self {
        Self { is_usual: false, ..self }
    }

    /// On wide screens only.
    #[must_use]
    pub const fn wide(self) -> Self {
        Self { class: "cell-wide", ..self }
    }

    /// Several columns in a file.
    #[must_use]
    pub const fn parts(self, parts: &'static [&'static str]) -> Self {
        Self { parts, ..self }
    }

    /// A picture or buttons: without a visible head, and in no file.
    #[must_use]
    pub const fn screen_only(self) -> Self {
        Self { is_bare: true, is_screen_only: true, ..self }
    }
}

/// A list: where it is, who may see it, and its columns. The first one is always shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct List {
    /// One of [`AREAS`]; its path is `/area`, which may have several parts.
    pub area: &'static str,
    /// Who may see it.
    pub permission: Permission,
    /// Fluent key of its name.
    pub title: &'static str,
    /// All its columns in their order.
    pub columns: &'static [Column],
}

impl List {
    /// Columns by their keys joined by commas; the usual ones where none is known.
    #[must_use]
    pub fn columns(&self, keys: &str) -> Vec<&'static Column> {
        let wanted: Vec<&str> = keys.split(',').map(str::trim).filter(|key| !key.is_empty()).collect();
        let is_known = |key: &&&str| self.columns.iter().any(|column| column.key == **key);
        if !wanted.iter().any(|key| is_known(&key)) {
            return self.columns.iter().filter(|column| column.is_usual).collect();
        }
        let first = self.columns.first().map_or("", |column| column.key);
        self.columns.iter().filter(|column| column.key == first || wanted.contains(&column.key)).collect()
    }

    /// The order that the URL asks for: newest first where it asks for none that there is.
    #[must_use]
    pub fn sort(&self, params: &Params) -> Sort {
        let wanted = params.value("sort").unwrap_or_default();
        let (key, descending) = wanted.strip_prefix('-').map_or((wanted, false), |key| (key, true));
        let known = self.columns.iter().filter_map(|column| column.sort).find(|sort| sort.key == key);
        known.map_or(Sort::NEWEST, |sort| Sort { descending, ..sort })
    }
}

/// A list as somebody has narrowed, sorted and arranged it, with a name.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize)]
pub struct SavedView {
    /// Primary key.
    pub id: Uuid,
    /// Of which list.
    pub area: String,
    /// Name for people.
    pub name: String,
    /// The list's query string.
    pub query: String,
    /// Keys of its columns; empty for those that each person has chosen.
    pub columns: String,
    /// It has a tab above the list.
    pub is_pinned: bool,
    /// The role that it is shared with.
    pub role_id: Option<Uuid>,
    /// The asking person's own.
    pub is_own: bool,
    /// Who made it.
    pub owner: String,
}

impl SavedView {
    /// What it asks of the list.
    #[must_use]
    pub fn params(&self) -> Params {
        Params::parse(&self.query).with("columns", &self.columns)
    }

    /// Opening it is this address.
    #[must_use]
    pub fn href(&self) -> String {
        self.params().address(&format!("/{}", self.area))
    }
}

/// All that stands around the rows of a list.
#[derive(Clone, Debug)]
pub struct Tools {
    /// The list.
    pub list: &'static List,
    /// What the URL asks for.
    pub params: Params,
    /// Columns that are shown.
    pub columns: Vec<&'static Column>,
    /// How it is sorted.
    pub sort: Sort,
    /// Own and shared views by name.
    pub views: Vec<SavedView>,
    /// Pinned views with what they hold, counted up to [`COUNT_CAP`] + 1; `None` where counting took too long.
    pub counts: Vec<(Uuid, Option<i64>)>,
    /// How many rows match, when somebody may want all of them; counted as for `counts`.
    pub matching: Option<i64>,
    /// Lower rows.
    pub is_dense: bool,
    /// Roles that a view can be shared with; empty for who may not see roles.
    pub roles: Vec<(Uuid, String)>,
}

impl Tools {
    /// The list's own parameters, without the place in it.
    #[must_use]
    pub fn here(&self) -> Params {
        self.params.clone().list()
    }

    /// Keys of the shown columns.
    #[must_use]
    pub fn column_keys(&self) -> String {
        self.columns.iter().map(|column| column.key).collect::<Vec<_>>().join(",")
    }

    /// Whether a view is what is shown.
    #[must_use]
    pub fn shows(&self, view: &SavedView) -> bool {
        self.here().same_as(&view.params())
    }
}
