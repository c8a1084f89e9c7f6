//! What a search finds.

use rust_decimal::Decimal;
use uuid::Uuid;

use crate::domains::orders::model::OrderStatus;
use crate::domains::purchasing::model::PurchaseStatus;

/// Most hits of one kind.
pub const MOST: i32 = 5;

/// An order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderHit {
    /// Primary key.
    pub id: Uuid,
    /// Number for people.
    pub number: String,
    /// Where it stands.
    pub status: Option<OrderStatus>,
    /// Who receives it.
    pub name: String,
    /// Where.
    pub city: String,
    /// What it costs.
    pub total: Decimal,
    /// ISO 4217 code.
    pub currency: String,
    /// Its number, its tracking number or its waybill is what was typed.
    pub is_exact: bool,
}

/// A customer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CustomerHit {
    /// Primary key.
    pub id: Uuid,
    /// Name for people.
    pub name: String,
    /// E.164.
    pub phone: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// The whole phone number or e-mail address is what was typed.
    pub is_exact: bool,
}

/// A product.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProductHit {
    /// Primary key.
    pub id: Uuid,
    /// Name in the language of the screen.
    pub name: String,
    /// SKU of the product.
    pub sku: String,
    /// Its SKU or barcode, or that of a variant, is what was typed.
    pub is_exact: bool,
}

/// A supplier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SupplierHit {
    /// Primary key.
    pub id: Uuid,
    /// What they are called.
    pub name: String,
    /// Whom one speaks to there.
    pub contact: String,
    /// As typed.
    pub phone: Option<String>,
    /// The whole phone number or e-mail address is what was typed.
    pub is_exact: bool,
}

/// An order to a supplier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PurchaseHit {
    /// Primary key.
    pub id: Uuid,
    /// Number for people.
    pub number: String,
    /// Where it stands.
    pub status: Option<PurchaseStatus>,
    /// Whom it was sent to.
    pub supplier: String,
    /// What it costs.
    pub total: Decimal,
    /// ISO 4217 code.
    pub currency: String,
    /// Its number is what was typed.
    pub is_exact: bool,
}

/// A page or an action of the admin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Fluent key of its name.
    pub key: &'static str,
    /// Where it is.
    pub path: &'static str,
}

/// Everything that was found; nothing of what the person may not see.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// What was searched.
    pub query: String,
    /// Orders, exact hits first.
    pub orders: Vec<OrderHit>,
    /// Customers, exact hits first.
    pub customers: Vec<CustomerHit>,
    /// Products, exact hits first.
    pub products: Vec<ProductHit>,
    /// Suppliers, exact hits first.
    pub suppliers: Vec<SupplierHit>,
    /// Orders to suppliers, exact hits first.
    pub purchases: Vec<PurchaseHit>,
    /// Pages and actions.
    pub places: Vec<Place>,
}

impl Found {
    /// How much was found.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.orders.len() + self.customers.len() + self.products.len() + self.suppliers.len() + self.purchases.len() + self.places.len()
    }

    /// Whether nothing was found.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }
}
