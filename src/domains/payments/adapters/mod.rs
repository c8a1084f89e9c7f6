//! Payment providers, each by its own protocol.

pub mod payhere;
pub mod paypal;
pub mod stripe;
pub mod twocheckout;
pub mod webxpay;

use super::model::PaymentMethod;
use super::ports::Gateway;
use crate::server::outgoing::Failure;
use serde_json::Value;

/// The provider of a method; `None` for what people book.
#[must_use]
pub fn gateway(method: PaymentMethod) -> Option<&'static dyn Gateway> {
    match method {
        PaymentMethod::PayHere => Some(&payhere::PayHere),
        PaymentMethod::Stripe => Some(&stripe::Stripe),
        PaymentMethod::PayPal => Some(&paypal::PayPal),
        PaymentMethod::WebXPay => Some(&webxpay::WebXPay),
        PaymentMethod::TwoCheckout => Some(&twocheckout::TwoCheckout),
        _ => None,
    }
}

/// A text in an answer; empty when there is none.
fn text<'a>(value: &'a Value, pointer: &str) -> &'a str {
    value.pointer(pointer).and_then(Value::as_str).unwrap_or_default()
}

/// A provider's id that can stand in a path.
fn path_part(id: &str) -> Result<&str, Failure> {
    let fine = !id.is_empty() && id.len() <= 200 && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-');
    if fine { Ok(id) } else { Err(Failure::Refused("an id that is none".to_owned())) }
}

/// The same text in a time that does not depend on where they differ.
fn same(one: &str, other: &str) -> bool {
    use subtle::ConstantTimeEq;
    one.len() == other.len() && bool::from(one.as_bytes().ct_eq(other.as_bytes()))
}

/// Bytes as lower-case hexadecimal digits.
fn hexadecimal(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    })
}
