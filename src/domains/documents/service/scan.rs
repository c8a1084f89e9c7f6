//! LANKAQR: what a phone reads to pay an amount.

use crate::domains::documents::store;
use crate::server::format::money_in;
use crate::server::i18n::text_with;
use crate::server::{Result, Scope};
use crate::shared::Language;
use crate::shared::lankaqr::Code;
use rust_decimal::Decimal;

/// The merchant's own code, from which codes for single amounts are made.
///
/// # Errors
/// When the database refuses.
pub(super) async fn merchant_code(scope: &Scope) -> Result<Option<String>> {
    store::merchant_code(scope.begin().await?.conn()).await
}

/// The code for an amount of an order, and what is said beside it. `None` without a merchant's code that can be read, for other
/// currencies than the code's, and when there is nothing to pay.
#[must_use]
pub fn scan_to_pay(merchant: Option<&str>, amount: Decimal, currency: &str, number: &str, language: Language) -> Option<(String, String)> {
    if currency != "LKR" || amount <= Decimal::ZERO {
        return None;
    }
    // What a merchant has pasted and no phone could read is no reason to print nothing.
    let code = Code::decode(merchant?).ok()?.charge(amount, number).ok()?;
    let caption = text_with(language, "documents-scan-to-pay", &[("amount", money_in(amount, currency, language).into())]);
    Some((code.encode(), caption))
}
