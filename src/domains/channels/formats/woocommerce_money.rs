//! The sums of a WooCommerce order, brought into our identities to the cent.
//!
//! WooCommerce keeps line sums (before and after discount, always without tax), we keep a unit
//! price. A sum that does not divide by the quantity gives a unit price rounded **up** to the cent,
//! and the excess, always less than a cent per unit, goes into the line's discount: so line, order
//! and platform agree, and no discount is negative. Where the shop's prices contain tax, unit price
//! and discount contain it too, as the buyer saw them.

use super::Issue;
use super::json_value::{decimal, id, line, list, text};
use super::numbers::{fits_money, round_cents};
use super::order::{OrderDraft, OrderItemDraft, RefundDraft};
use rust_decimal::{Decimal, RoundingStrategy};
use serde_json::Value;

/// Sums of the order beyond its lines.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Extras {
    shipping: Decimal,
    shipping_tax: Decimal,
    /// Fees and gift cards, each without its sign: what may part the total from its lines.
    leeway: Decimal,
    /// Fees with their tax less gift cards.
    expected_adjustment: Decimal,
}

/// Collects money and the errors in it.
#[derive(Debug, Default)]
pub(super) struct Money {
    /// Why the order is not imported.
    pub(super) errors: Vec<Issue>,
    /// What was understood but changed.
    pub(super) warnings: Vec<Issue>,
}

impl Money {
    /// An amount rounded to cents; a bad one is noted.
    fn amount(&mut self, object: &Value, key: &str, column: &str) -> Option<Decimal> {
        match decimal(object, key) {
            Ok(value) => value.map(round_cents),
            Err(raw) => {
                self.errors.push(Issue::new("import-error-price").column(column).arg("value", raw));
                None
            }
        }
    }

    fn sum(&mut self, order: &Value, name: &'static str, key: &str) -> Decimal {
        list(order, name).into_iter().filter_map(|l| self.amount(l, key, &format!("{name}.{key}"))).sum()
    }

    /// A line, or nothing for one that was taken down to no units and no money.
    pub(super) fn item(&mut self, raw: &Value, at: usize, tax_inside: bool) -> Option<OrderItemDraft> {
        let column = |key: &str| format!("line_items[{}].{key}", at + 1);
        let name = line(raw, "name", 300);
        let quantity = match decimal(raw, "quantity") {
            Ok(quantity) => quantity.unwrap_or(Decimal::ONE),
            Err(raw) => {
                self.errors.push(Issue::new("import-error-quantity").column(column("quantity")).arg("value", raw));
                return None;
            }
        };
        let tax = self.amount(raw, "total_tax", &column("total_tax")).unwrap_or_default();
        let inside = |sum: Decimal, tax: Decimal| if tax_inside { sum + tax } else { sum };
        let net = self.amount(raw, "total", &column("total"));
        let before = self.amount(raw, "subtotal", &column("subtotal"));
        let before_tax = self.amount(raw, "subtotal_tax", &column("subtotal_tax")).unwrap_or(tax);
        let net = net.or(before).or_else(|| {
            let price = self.amount(raw, "price", &column("price"))?;
            Some(round_cents(price * quantity))
        });
        let net = inside(net.unwrap_or_default(), tax);
        // An agent may have raised a line above its list price; that is a price, not a discount.
        let gross = before.map_or(net, |before| inside(before, before_tax)).max(net);
        if quantity.is_zero() && net.is_zero() {
            let name = name.unwrap_or_default();
            self.warnings.push(Issue::new("import-warning-line-empty").column(column("quantity")).arg("name", name));
            return None;
        }
        if quantity <= Decimal::ZERO || net.is_sign_negative() && !net.is_zero() || tax.is_sign_negative() && !tax.is_zero() {
            let issue = Issue::new("import-error-quantity").column(column("quantity"));
            self.errors.push(issue.arg("value", quantity.normalize()));
            return None;
        }
        let sku = text(raw, "sku").filter(|sku| sku.chars().count() <= 100);
        let name = name.or_else(|| sku.clone()).unwrap_or_else(|| "?".to_owned());
        let whole = quantity.normalize();
        let units = (whole.scale() == 0).then(|| i32::try_from(whole.mantissa()).ok()).flatten();
        let (units, name, is_matchable) = match units {
            Some(units) => (units, name, true),
            None => {
                let issue = Issue::new("import-warning-quantity-fraction").column(column("quantity"));
                self.warnings.push(issue.arg("value", whole).arg("name", &name));
                (1, format!("{name} × {whole}"), false)
            }
        };
        let unit_price = round_up(gross / Decimal::from(units));
        let discount = round_cents(unit_price * Decimal::from(units) - net);
        Some(OrderItemDraft {
            platform_line_id: id(raw, "id"),
            product_id: id(raw, "product_id"),
            variation_id: id(raw, "variation_id"),
            sku,
            name,
            quantity: units,
            unit_price,
            discount,
            tax: if tax_inside { Decimal::ZERO } else { tax },
            tax_included: if tax_inside { tax } else { Decimal::ZERO },
            total: if tax_inside { net } else { net + tax },
            is_matchable,
        })
    }

    /// Shipping, fees and gift cards.
    pub(super) fn extras(&mut self, order: &Value) -> Extras {
        let shipping = self.amount(order, "shipping_total", "shipping_total");
        let shipping = shipping.unwrap_or_else(|| self.sum(order, "shipping_lines", "total"));
        let shipping_tax = self.amount(order, "shipping_tax", "shipping_tax");
        let shipping_tax = shipping_tax.unwrap_or_else(|| self.sum(order, "shipping_lines", "total_tax"));
        let mut extras = Extras { shipping, shipping_tax, ..Extras::default() };
        for fee in list(order, "fee_lines") {
            let fee = self.amount(fee, "total", "fee_lines.total").unwrap_or_default()
                + self.amount(fee, "total_tax", "fee_lines.total_tax").unwrap_or_default();
            extras.leeway += fee.abs();
            extras.expected_adjustment += fee;
        }
        for card in list(order, "gift_cards") {
            let card = self.amount(card, "amount", "gift_cards.amount").unwrap_or_default();
            extras.leeway += card.abs();
            extras.expected_adjustment -= card.abs();
        }
        if shipping.is_sign_negative() && !shipping.is_zero() {
            self.errors.push(Issue::new("import-error-price-negative").column("shipping_total").arg("value", shipping));
        }
        extras
    }

    /// Adds the order up. The platform's total counts; what its lines do not explain becomes the
    /// adjustment, but only as far as fees, gift cards and one rupee of rounding go: more means
    /// that something was not understood, and then no sum is better than a wrong one.
    pub(super) fn total(&mut self, order: &Value, draft: &mut OrderDraft, extras: Extras) {
        let sum = |of: fn(&OrderItemDraft) -> Decimal| -> Decimal { draft.items.iter().map(of).sum() };
        let subtotal = sum(|i| i.unit_price * Decimal::from(i.quantity));
        let (discount, line_tax, included) = (sum(|i| i.discount), sum(|i| i.tax), sum(|i| i.tax_included));
        let explained = sum(|i| i.total) + extras.shipping + extras.shipping_tax;
        let total = self.amount(order, "total", "total").unwrap_or(explained + extras.expected_adjustment);
        let adjustment = total - explained;
        if adjustment.abs() > extras.leeway + Decimal::ONE {
            let issue = Issue::new("import-error-total-mismatch").column("total").arg("total", total);
            self.errors.push(issue.arg("sum", explained + extras.expected_adjustment));
        }
        if total.is_sign_negative() && !total.is_zero() {
            self.errors.push(Issue::new("import-error-price-negative").column("total").arg("value", total));
        }
        if !fits_money(subtotal) || !fits_money(total) || !fits_money(explained) {
            self.errors.push(Issue::new("import-error-price-large").column("total").arg("value", subtotal));
        }
        draft.subtotal = round_cents(subtotal);
        draft.discount = round_cents(discount);
        draft.shipping = round_cents(extras.shipping);
        draft.shipping_tax = round_cents(extras.shipping_tax);
        draft.tax = round_cents(line_tax + extras.shipping_tax);
        draft.tax_included = round_cents(included);
        draft.adjustment = round_cents(adjustment);
        draft.total = round_cents(total);
    }

    /// Refunds; the status alone means that everything was given back.
    pub(super) fn refunds(&mut self, order: &Value, total: Decimal, wholly: bool) -> Vec<RefundDraft> {
        let mut refunds = Vec::new();
        for raw in list(order, "refunds") {
            let amount = self.amount(raw, "total", "refunds.total").or_else(|| self.amount(raw, "amount", "refunds.amount"));
            let amount = amount.unwrap_or_default().abs();
            if !amount.is_zero() {
                let reason = line(raw, "reason", 500);
                refunds.push(RefundDraft { platform_refund_id: id(raw, "id"), amount, reason });
            }
        }
        let sum: Decimal = refunds.iter().map(|r| r.amount).sum();
        if sum > total {
            let issue = Issue::new("import-error-refund-total").column("refunds").arg("refunded", sum);
            self.errors.push(issue.arg("total", total));
        }
        if wholly && refunds.is_empty() && !total.is_zero() {
            refunds.push(RefundDraft { platform_refund_id: None, amount: total, reason: None });
        }
        refunds
    }
}

fn round_up(value: Decimal) -> Decimal {
    round_cents(value.round_dp_with_strategy(2, RoundingStrategy::AwayFromZero))
}
