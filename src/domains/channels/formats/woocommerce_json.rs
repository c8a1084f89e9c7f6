//! WooCommerce orders in the shape of its REST API, version 3: one order, a list of them, or either
//! in an envelope `{"data": ...}`.

use super::csv_text::decode;
use super::json_value::{id, line, list, storable, text, truth};
use super::order::{AddressDraft, CustomerDraft, OrderDraft, OrderStatus, PaymentMethod};
use super::phone::normalise_phone;
use super::woocommerce_money::Money;
use super::{Issue, MAX_ROWS, ReadError, RowErrors};
use chrono::{DateTime, Datelike, FixedOffset, NaiveDateTime, Utc};
use rust_decimal::Decimal;
use serde_json::Value;
use std::collections::HashMap;

/// Parses a file of orders; one result per order, in the file's order.
pub fn parse_woocommerce_orders(bytes: &[u8]) -> Result<Vec<Result<OrderDraft, RowErrors>>, ReadError> {
    let (text, _) = decode(bytes)?;
    let document: Value = serde_json::from_str(&text).map_err(|e| ReadError::NotJson { line: e.line(), column: e.column() })?;
    let body = document.get("data").or_else(|| document.get("orders")).unwrap_or(&document);
    let orders: Vec<&Value> = match body {
        Value::Array(orders) => orders.iter().collect(),
        Value::Object(_) => vec![body],
        _ => return Err(ReadError::NoOrders),
    };
    if orders.len() > MAX_ROWS {
        return Err(ReadError::TooManyRows(MAX_ROWS));
    }
    if !orders.is_empty() && !orders.iter().any(|o| looks_like_order(o)) {
        return Err(ReadError::NoOrders);
    }
    let mut seen: HashMap<String, u32> = HashMap::new();
    let mut out = Vec::with_capacity(orders.len());
    for (order, row) in orders.into_iter().zip(1_u32..) {
        out.push(parse_woocommerce_order(order, row).and_then(|draft| match seen.insert(draft.platform_order_id.clone(), row) {
            None => Ok(draft),
            Some(first) => {
                seen.insert(draft.platform_order_id.clone(), first);
                let issue = Issue::new("import-error-order-duplicate").column("id");
                let issue = issue.arg("number", &draft.platform_order_number).arg("row", first);
                Err(RowErrors { row, line: 0, errors: vec![issue] })
            }
        }));
    }
    Ok(out)
}

fn looks_like_order(value: &Value) -> bool {
    value.get("line_items").is_some() && value.get("status").is_some() && id(value, "id").is_some()
}

/// Parses one order, as a file or the API gives it. `row` is its number for messages.
pub fn parse_woocommerce_order(order: &Value, row: u32) -> Result<OrderDraft, RowErrors> {
    let failed = |errors| RowErrors { row, line: 0, errors };
    let Some(order_id) = id(order, "id").filter(|_| looks_like_order(order)) else {
        return Err(failed(vec![Issue::new("import-error-not-an-order")]));
    };
    let mut money = Money::default();
    let status_raw = text(order, "status").unwrap_or_default().to_ascii_lowercase();
    let status_raw = status_raw.strip_prefix("wc-").unwrap_or(&status_raw).to_owned();
    let (status, hold_reason, cancel_reason) = status(&status_raw);
    if status_raw == "trash" {
        money.errors.push(Issue::new("import-error-order-trash").column("status"));
    }
    let currency = text(order, "currency").unwrap_or_default().to_ascii_uppercase();
    if currency.len() != 3 || !currency.bytes().all(|b| b.is_ascii_uppercase()) {
        money.errors.push(Issue::new("import-error-currency").column("currency").arg("value", &currency));
    }
    let ordered_at = moment(order, "date_created", &mut money);
    if ordered_at.is_none() && !money.errors.iter().any(|e| e.key == "import-error-date") {
        money.errors.push(Issue::new("import-error-date").column("date_created_gmt").arg("value", ""));
    }
    let billing = address(order.get("billing").unwrap_or(&Value::Null));
    let mut shipping_address = address(order.get("shipping").unwrap_or(&Value::Null));
    if shipping_address.full_name.is_empty() && shipping_address.line1.is_empty() && shipping_address.city.is_empty() {
        shipping_address = billing.clone();
    } else if shipping_address.phone_raw.is_none() {
        // The courier calls whoever ordered when the receiver left no number.
        shipping_address.phone.clone_from(&billing.phone);
        shipping_address.phone_raw.clone_from(&billing.phone_raw);
    }
    let customer = CustomerDraft {
        name: some(&[&billing.full_name, &shipping_address.full_name]),
        email: billing.email.clone().or_else(|| shipping_address.email.clone()),
        phone: billing.phone.clone().or_else(|| shipping_address.phone.clone()),
        platform_customer_id: id(order, "customer_id"),
    };
    if let (None, Some(raw)) = (&shipping_address.phone, &shipping_address.phone_raw) {
        money.warnings.push(Issue::new("import-warning-phone").column("phone").arg("value", raw));
    }
    let payment_method_raw = text(order, "payment_method").unwrap_or_default();
    let mut draft = OrderDraft {
        row,
        platform_order_number: text(order, "number").unwrap_or_else(|| order_id.clone()),
        platform_order_id: order_id,
        status,
        status_raw,
        hold_reason,
        cancel_reason,
        currency,
        ordered_at: ordered_at.unwrap_or_default(),
        paid_at: moment(order, "date_paid", &mut money),
        completed_at: moment(order, "date_completed", &mut money),
        billing,
        shipping_address,
        customer,
        items: Vec::new(),
        subtotal: Decimal::ZERO,
        discount: Decimal::ZERO,
        shipping: Decimal::ZERO,
        shipping_tax: Decimal::ZERO,
        tax: Decimal::ZERO,
        tax_included: Decimal::ZERO,
        adjustment: Decimal::ZERO,
        total: Decimal::ZERO,
        coupon_codes: list(order, "coupon_lines").into_iter().filter_map(|c| line(c, "code", 100)).collect(),
        payment_method: payment_method(&payment_method_raw),
        payment_method_raw,
        payment_method_title: line(order, "payment_method_title", 200).unwrap_or_default(),
        transaction_id: id(order, "transaction_id"),
        customer_note: text(order, "customer_note").map(|note| note.chars().take(5_000).collect()),
        refunds: Vec::new(),
        warnings: Vec::new(),
        raw: storable(order),
    };
    let tax_inside = truth(order, "prices_include_tax");
    for (at, item) in list(order, "line_items").into_iter().enumerate() {
        draft.items.extend(money.item(item, at, tax_inside));
    }
    let extras = money.extras(order);
    // A line that could not be read would only make the sum wrong a second time.
    if money.errors.is_empty() {
        money.total(order, &mut draft, extras);
        draft.refunds = money.refunds(order, draft.total, draft.status_raw == "refunded");
    }
    draft.warnings = money.warnings;
    match money.errors.is_empty() {
        true => Ok(draft),
        false => Err(failed(money.errors)),
    }
}

/// Our status, why it is held, why it was cancelled. Plugins invent statuses: those wait for a
/// person.
fn status(raw: &str) -> (OrderStatus, Option<String>, Option<String>) {
    let reason = || Some(format!("woocommerce:{}", raw.chars().take(60).collect::<String>()));
    match raw {
        "pending" => (OrderStatus::Pending, None, None),
        "processing" => (OrderStatus::Confirmed, None, None),
        "completed" | "refunded" => (OrderStatus::Delivered, None, None),
        "cancelled" | "failed" | "trash" => (OrderStatus::Cancelled, None, reason()),
        "checkout-draft" | "auto-draft" | "draft" => (OrderStatus::Draft, None, None),
        _ => (OrderStatus::Pending, reason(), None),
    }
}

fn payment_method(raw: &str) -> Option<PaymentMethod> {
    let raw = raw.to_ascii_lowercase();
    let begins = |words: &[&str]| words.iter().any(|w| raw.starts_with(w));
    Some(match raw.as_str() {
        "" => return None,
        "cod" | "cash_on_delivery" => PaymentMethod::Cod,
        "bacs" | "bank_transfer" | "bank-transfer" => PaymentMethod::BankTransfer,
        "cash" | "pos_cash" => PaymentMethod::Cash,
        _ if begins(&["payhere"]) => PaymentMethod::Payhere,
        _ if begins(&["webxpay"]) => PaymentMethod::Webxpay,
        _ if begins(&["lankaqr", "lanka_qr", "lanka-qr"]) => PaymentMethod::Lankaqr,
        _ if begins(&["stripe"]) => PaymentMethod::Stripe,
        _ if begins(&["paypal", "ppcp", "ppec"]) => PaymentMethod::Paypal,
        _ if begins(&["twocheckout", "2checkout"]) => PaymentMethod::Twocheckout,
        _ => PaymentMethod::Other,
    })
}

fn some(texts: &[&str]) -> String {
    texts.iter().find(|t| !t.is_empty()).map(|t| (*t).to_owned()).unwrap_or_default()
}

pub(super) fn address(raw: &Value) -> AddressDraft {
    let part = |key: &str| line(raw, key, 300);
    let company = part("company");
    let names: Vec<String> = [part("first_name"), part("last_name")].into_iter().flatten().collect();
    let full_name = some(&[&names.join(" "), company.as_deref().unwrap_or("")]);
    let country = text(raw, "country").unwrap_or_default().to_ascii_uppercase();
    let known = country.len() == 2 && country.bytes().all(|b| b.is_ascii_uppercase());
    let country = if known { country } else { "LK".to_owned() };
    let phone_raw = line(raw, "phone", 100);
    let email = text(raw, "email").map(|e| e.to_lowercase()).filter(|e| {
        let sound = e.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'));
        sound && e.len() <= 254 && !e.contains(char::is_whitespace)
    });
    AddressDraft {
        full_name,
        company,
        phone: phone_raw.as_deref().and_then(|p| normalise_phone(p, &country)),
        phone_raw,
        email,
        line1: part("address_1").unwrap_or_default(),
        line2: part("address_2"),
        city: part("city").unwrap_or_default(),
        district: part("state"),
        postal_code: line(raw, "postcode", 20),
        country,
    }
}

/// A time in UTC: the `_gmt` field, else the shop's local one taken for Sri Lankan time.
fn moment(order: &Value, name: &str, money: &mut Money) -> Option<DateTime<Utc>> {
    let gmt = format!("{name}_gmt");
    let (field, raw, offset) = match (text(order, &gmt), text(order, name)) {
        (Some(raw), _) if !raw.starts_with("0000") => (gmt, raw, 0),
        (_, Some(raw)) if !raw.starts_with("0000") => (name.to_owned(), raw, 19_800),
        _ => return None,
    };
    let parsed = parse_time(&raw, offset).filter(|t| (1970..=9999).contains(&t.year()));
    if parsed.is_none() {
        money.errors.push(Issue::new("import-error-date").column(field).arg("value", raw));
    } else if offset != 0 && name == "date_created" {
        money.warnings.push(Issue::new("import-warning-local-time").column(field).arg("value", raw));
    }
    parsed
}

fn parse_time(raw: &str, offset: i32) -> Option<DateTime<Utc>> {
    if let Ok(time) = DateTime::parse_from_rfc3339(raw) {
        return Some(time.with_timezone(&Utc));
    }
    let naive = ["%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%d %H:%M:%S%.f", "%Y-%m-%dT%H:%M"]
        .iter()
        .find_map(|format| NaiveDateTime::parse_from_str(raw, format).ok())?;
    let zone = FixedOffset::east_opt(offset)?;
    naive.and_local_timezone(zone).single().map(|time| time.with_timezone(&Utc))
}
