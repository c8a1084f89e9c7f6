//! Paths of the payments domain.

use uuid::Uuid;

/// All payments.
pub const LIST: &str = "/payments";
/// Cash that couriers have collected and not yet handed over.
pub const WITH_COURIERS: &str = "/payments?status=PROCESSING&method=COD";

/// Where the payments of an order are shown: on its page.
#[must_use]
pub fn of_order(order_id: Uuid) -> String {
    format!("/orders/{order_id}")
}

/// Accounts at banks and providers.
pub const SETTINGS: &str = "/settings/payments";

/// The settings with the form of a new account.
#[must_use]
pub fn add_account(method: super::model::PaymentMethod) -> String {
    format!("{SETTINGS}?add={}", method.code())
}

/// The settings with the form of an account.
#[must_use]
pub fn edit_account(id: Uuid) -> String {
    format!("{SETTINGS}?edit={id}")
}

/// All gift cards.
pub const GIFT_CARDS: &str = "/payments/gift-cards";
/// The form that issues one.
pub const NEW_GIFT_CARD: &str = "/payments/gift-cards/new";

/// One gift card.
#[must_use]
pub fn gift_card(id: Uuid) -> String {
    format!("{GIFT_CARDS}/{id}")
}

/// What buyers show for their transfers.
pub const SLIPS: &str = "/payments/slips";

/// One slip.
#[must_use]
pub fn slip(id: Uuid) -> String {
    format!("{SLIPS}/{id}")
}

/// Where a provider tells of payments to an account.
#[must_use]
pub fn hook(provider: &str, account_id: Uuid) -> String {
    format!("/hooks/{provider}/{account_id}")
}

/// Where a buyer pays.
#[must_use]
pub fn pay(organization: &str, token: &str) -> String {
    format!("/s/{organization}/pay/{token}")
}
