//! Reading the forms of orders.

use crate::domains::customers::model::{Address, CustomerIdentity};
use crate::domains::customers::phone::normalise_phone;
use crate::domains::orders::model::{ADVANCE_METHODS, Advance, LineForm, OrderForm, OrderHead, Source, TaxMode};
use crate::server::clock::new_id;
use crate::shared::money::parse_amount;
use crate::shared::{AppError, FieldErrors};
use rust_decimal::Decimal;
use uuid::Uuid;

/// Most lines of an order.
pub(super) const MOST_LINES: usize = 100;
/// Most pieces of a line.
pub(super) const MOST_PIECES: i32 = 10_000;

/// A line of a new order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewLine {
    /// Where it stood in the form, for messages.
    pub row: usize,
    /// SKU or barcode.
    pub sku: String,
    /// Pieces, at least one.
    pub quantity: i32,
    /// Price of a piece; `None` for the catalog's.
    pub price: Option<Decimal>,
    /// Off the line.
    pub discount: Decimal,
    /// How its tax is meant; `None` as the rate says.
    pub tax_mode: Option<TaxMode>,
}

/// A new order that cannot be wrong in form.
#[derive(Clone, Debug, PartialEq)]
pub struct NewOrder {
    /// Primary key, made by the form.
    pub id: Uuid,
    /// Who.
    pub customer: CustomerIdentity,
    /// Where to.
    pub address: Address,
    /// Lines, at least one unless it is a draft.
    pub lines: Vec<NewLine>,
    /// Delivery charge.
    pub shipping: Decimal,
    /// Off the whole order.
    pub discount: Decimal,
    /// What the buyer said.
    pub note: Option<String>,
    /// Where it came from.
    pub source: Source,
    /// It is still being written.
    pub is_draft: bool,
    /// Money that has come already.
    pub advance: Option<Advance>,
}

pub(super) fn optional(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// An amount, nothing where the field is empty.
pub(super) fn amount(errors: &mut FieldErrors, field: &str, text: &str) -> Decimal {
    if text.trim().is_empty() {
        return Decimal::ZERO;
    }
    parse_amount(text).unwrap_or_else(|error| {
        errors.add(field, error.key());
        Decimal::ZERO
    })
}

/// Pieces of a line; one where the field is empty.
pub(super) fn pieces(errors: &mut FieldErrors, field: &str, text: &str) -> i32 {
    match text.trim() {
        "" => 1,
        typed => match typed.parse::<i32>() {
            Ok(quantity) if (1..=MOST_PIECES).contains(&quantity) => quantity,
            _ => {
                errors.add(field, "orders-error-quantity");
                1
            }
        },
    }
}

/// How a line's tax is meant.
pub(super) fn tax_mode(errors: &mut FieldErrors, field: &str, text: &str) -> Option<TaxMode> {
    let mode = TaxMode::parse(text);
    if mode.is_none() && !text.is_empty() {
        errors.add(field, "error-choice");
    }
    mode
}

/// The address of a form. A draft may lack parts of it; what is there must be right.
pub(super) fn address(head: &OrderHead, is_draft: bool, errors: &mut FieldErrors) -> Address {
    let phone = normalise_phone(&head.phone);
    for (field, text) in [("name", &head.name), ("phone", &head.phone), ("line1", &head.line1), ("city", &head.city)] {
        if text.trim().is_empty() && !is_draft {
            errors.add(field, "error-required");
        }
    }
    if !head.phone.trim().is_empty() && phone.is_none() {
        errors.add("phone", "error-phone");
    }
    let email = optional(&head.email).map(|email| email.to_lowercase());
    if email.as_deref().is_some_and(|email| !email.contains('@') || email.contains(char::is_whitespace)) {
        errors.add("email", "error-email");
    }
    for (field, text, longest) in [
        ("name", &head.name, 120),
        ("line1", &head.line1, 200),
        ("line2", &head.line2, 200),
        ("city", &head.city, 80),
        ("district", &head.district, 80),
        ("postal_code", &head.postal_code, 20),
        ("note", &head.note, 2000),
    ] {
        if text.chars().count() > longest {
            errors.add(field, "error-too-long");
        }
    }
    Address {
        full_name: head.name.trim().to_owned(),
        phone: phone.unwrap_or_default(),
        email,
        line1: head.line1.trim().to_owned(),
        line2: optional(&head.line2),
        city: head.city.trim().to_owned(),
        district: head.district.trim().to_owned(),
        postal_code: head.postal_code.trim().to_owned(),
        ..Address::default()
    }
}

/// Who an address says that the buyer is.
pub(super) fn identity(address: &Address) -> CustomerIdentity {
    let phone = Some(address.phone.clone()).filter(|phone| !phone.is_empty());
    CustomerIdentity { name: address.full_name.clone(), phone, email: address.email.clone(), language: None }
}

/// Reads the form of a phone order.
///
/// # Errors
/// [`AppError::Invalid`] with every field that needs mending.
pub fn parse(form: &OrderForm) -> Result<NewOrder, AppError> {
    let mut errors = FieldErrors::default();
    let is_draft = form.action == "draft";
    let head = &form.head;
    let address = address(head, is_draft, &mut errors);
    let shipping = amount(&mut errors, "shipping", &head.shipping);
    let discount = amount(&mut errors, "discount", &head.discount);
    let lines = lines(&form.lines, &mut errors);
    if lines.is_empty() && !is_draft {
        errors.add("lines[0][sku]", "orders-error-no-lines");
    }
    if is_draft && lines.is_empty() && [&head.name, &head.phone, &head.line1, &head.note].iter().all(|text| text.trim().is_empty()) {
        errors.add("name", "orders-error-empty-draft");
    }
    let source = match Source::parse(&form.source) {
        Some(source @ (Source::Phone | Source::Whatsapp | Source::Messenger | Source::Admin)) => source,
        _ if form.source.is_empty() => Source::Phone,
        _ => {
            errors.add("source", "error-choice");
            Source::Phone
        }
    };
    let advance = advance(form, is_draft, &mut errors);
    let id = if form.order_id.is_empty() { Some(new_id()) } else { Uuid::parse_str(&form.order_id).ok() };
    let Some(id) = id else {
        return Err(AppError::NotFound);
    };
    errors.into_result()?;
    let customer = identity(&address);
    Ok(NewOrder { id, customer, address, lines, shipping, discount, note: optional(&head.note), source, is_draft, advance })
}

fn advance(form: &OrderForm, is_draft: bool, errors: &mut FieldErrors) -> Option<Advance> {
    let amount = amount(errors, "advance[amount]", &form.advance.amount);
    if amount.is_zero() {
        return None;
    }
    if is_draft {
        errors.add("advance[amount]", "orders-error-advance-draft");
    }
    let method = ADVANCE_METHODS.iter().find(|(word, _)| *word == form.advance.method);
    if method.is_none() {
        errors.add("advance[method]", "error-choice");
    }
    if form.advance.reference.chars().count() > 200 {
        errors.add("advance[reference]", "error-too-long");
    }
    method.map(|(method, _)| Advance { amount, method, reference: form.advance.reference.trim().to_owned() })
}

/// The lines that were typed into the rows of a form.
pub(super) fn lines(rows: &[LineForm], errors: &mut FieldErrors) -> Vec<NewLine> {
    let mut lines = Vec::new();
    for (row, line) in rows.iter().enumerate() {
        let at = |field: &str| format!("lines[{row}][{field}]");
        let sku = line.sku.trim();
        if sku.is_empty() {
            if !line.price.trim().is_empty() {
                errors.add(&at("sku"), "error-required");
            }
            continue;
        }
        let quantity = pieces(errors, &at("quantity"), &line.quantity);
        let price = if line.price.trim().is_empty() { None } else { Some(amount(errors, &at("price"), &line.price)) };
        let discount = amount(errors, &at("discount"), &line.discount);
        let tax_mode = tax_mode(errors, &at("tax"), &line.tax);
        lines.push(NewLine { row, sku: sku.to_owned(), quantity, price, discount, tax_mode });
    }
    if lines.len() > MOST_LINES {
        errors.add("lines[0][sku]", "orders-error-too-many-lines");
    }
    lines
}
