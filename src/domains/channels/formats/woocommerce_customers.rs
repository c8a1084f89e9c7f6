//! WooCommerce customers in the shape of its REST API, version 3: one, a list of them, or either in an envelope `{"data": ...}`.

use super::csv_text::decode;
use super::customer::{CustomerRow, email};
use super::json_value::{id, line, text};
use super::woocommerce_json::address;
use super::{AddressDraft, Issue, MAX_ROWS, ReadError, RowErrors};
use crate::domains::customers::model::{Address, AddressType, FileAddress, FileCustomer};
use serde_json::Value;

/// Parses a file of customers; one result for each, in the file's order.
///
/// # Errors
/// When it holds no customers.
pub fn parse_woocommerce_customers(bytes: &[u8]) -> Result<Vec<Result<CustomerRow, RowErrors>>, ReadError> {
    let (text, _) = decode(bytes)?;
    let document: Value = serde_json::from_str(&text).map_err(|e| ReadError::NotJson { line: e.line(), column: e.column() })?;
    let body = document.get("data").or_else(|| document.get("customers")).unwrap_or(&document);
    let customers: Vec<&Value> = match body {
        Value::Array(customers) => customers.iter().collect(),
        Value::Object(_) => vec![body],
        _ => return Err(ReadError::NoCustomers),
    };
    if customers.len() > MAX_ROWS {
        return Err(ReadError::TooManyRows(MAX_ROWS));
    }
    if !customers.is_empty() && !customers.iter().any(|customer| looks_like_customer(customer)) {
        return Err(ReadError::NoCustomers);
    }
    Ok(customers.into_iter().zip(1_u32..).map(|(customer, row)| parse(customer, row)).collect())
}

/// An order has an address too, but no name to sign in with.
fn looks_like_customer(value: &Value) -> bool {
    id(value, "id").is_some() && value.get("billing").is_some() && value.get("line_items").is_none()
}

fn lives_at(draft: AddressDraft, kind: AddressType) -> FileAddress {
    let address = Address {
        full_name: draft.full_name,
        phone: draft.phone.or(draft.phone_raw).unwrap_or_default(),
        email: draft.email,
        line1: draft.line1,
        line2: draft.line2,
        city: draft.city,
        district: draft.district.unwrap_or_default(),
        postal_code: draft.postal_code.unwrap_or_default(),
        country: draft.country,
    };
    FileAddress { kind, label: String::new(), is_default: false, address }
}

fn parse(customer: &Value, row: u32) -> Result<CustomerRow, RowErrors> {
    if !looks_like_customer(customer) {
        return Err(RowErrors { row, line: 0, errors: vec![Issue::new("import-error-not-a-customer")] });
    }
    let billing = address(customer.get("billing").unwrap_or(&Value::Null));
    let shipping = address(customer.get("shipping").unwrap_or(&Value::Null));
    let own = [line(customer, "first_name", 100), line(customer, "last_name", 100)].into_iter().flatten().collect::<Vec<_>>().join(" ");
    let names = [own, billing.full_name.clone(), shipping.full_name.clone(), line(customer, "username", 100).unwrap_or_default()];
    let mut warnings = Vec::new();
    if let (None, Some(raw)) = (&billing.phone, &billing.phone_raw) {
        warnings.push(Issue::new("import-warning-phone").column("phone").arg("value", raw));
    }
    let phone = billing.phone.clone().or_else(|| shipping.phone.clone());
    let own_email = text(customer, "email").as_deref().and_then(email).or_else(|| billing.email.clone());
    let customer = FileCustomer {
        name: names.into_iter().find(|name| !name.is_empty()),
        phone,
        email: own_email,
        addresses: vec![lives_at(shipping, AddressType::Shipping), lives_at(billing, AddressType::Billing)],
        only_fills: true,
        ..FileCustomer::default()
    };
    Ok(CustomerRow { row, customer, warnings })
}
