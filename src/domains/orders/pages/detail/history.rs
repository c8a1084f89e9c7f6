//! What happened to an order, newest first.

use crate::domains::orders::model::{CallOutcome, FinancialStatus, HistoryRow, OrderStatus, ShippingStatus};
use crate::server::context;
use crate::server::format::{ago, date_time};
use crate::server::i18n::{t, t_with};
use crate::ui::Card;
use crate::ui::badge::Tone;
use crate::ui::icon::Icon;
use crate::ui::timeline::{Timeline, TimelineItem};
use leptos::prelude::*;

/// Steps, calls and notes in one line of time.
pub(super) fn history(rows: Vec<HistoryRow>) -> impl IntoView {
    let now = context::request().and_then(|request| request.scope).map(|scope| scope.clock.now());
    let items = rows
        .into_iter()
        .map(|row| {
            let (icon, tone) = match row.field.as_str() {
                "NOTE" => (Icon::Note, Tone::Neutral),
                "EDIT" => (Icon::Edit, Tone::Neutral),
                "HOLD" => (Icon::Pause, Tone::Warn),
                "CALL" => (Icon::Phone, Tone::Info),
                "SHIPPING" | "PARCEL" => (Icon::Delivery, Tone::Info),
                "FINANCIAL" => (Icon::Payments, Tone::Ok),
                _ => (Icon::Activity, Tone::Accent),
            };
            let text = describe(&row);
            let reason = row.reason.map(|reason| view! { <div class="muted">{reason}</div> });
            let exact = date_time(row.at);
            let time = now.map_or_else(|| exact.clone(), |now| ago(row.at, now));
            let who = row.person.unwrap_or_else(|| t("audit-program"));
            view! { <TimelineItem icon tone who time exact iso=row.at.to_rfc3339()><span class="prewrap">{text}</span>{reason}</TimelineItem> }
        })
        .collect_view();
    view! { <Card title=t("orders-history") id="timeline"><div class="timeline-box" tabindex="0" role="region" aria-labelledby="timeline"><Timeline>{items}</Timeline></div></Card> }
}

/// The changed fields of an edit; of a line its name and the field.
fn changed(fields: &str) -> String {
    let said = fields.split(", ").map(|field| match field.rsplit_once(' ') {
        Some((line, cell)) => edited(cell).map_or_else(|| field.to_owned(), |key| format!("{line}: {}", t(key))),
        None => edited(field).map_or_else(|| field.to_owned(), t),
    });
    t_with("orders-edited", &[("fields", said.collect::<Vec<_>>().join(", ").into())])
}

/// The label of a field that an edit names.
fn edited(field: &str) -> Option<&'static str> {
    Some(match field {
        "name" => "orders-name",
        "phone" => "orders-phone",
        "email" => "orders-email",
        "line1" => "orders-line1",
        "line2" => "orders-line2",
        "city" => "orders-city",
        "district" => "orders-district",
        "postal_code" => "orders-postal-code",
        "note" => "orders-buyer-note",
        "shipping" => "orders-shipping",
        "discount" => "orders-discount",
        "quantity" => "orders-quantity",
        "price" => "orders-price",
        "tax" => "orders-tax-mode",
        "cancelled" => "orders-cancelled-value",
        _ => return None,
    })
}

/// What became of the order's parcels.
fn parcel(what: &str, about: &str) -> String {
    let (key, name) = match what {
        "PART" => ("orders-part-sent", "number"),
        "BACK" => ("orders-part-back", "number"),
        "MERGED" => ("orders-travels-with", "orders"),
        _ => ("orders-travels-alone", "number"),
    };
    t_with(key, &[(name, about.to_owned().into())])
}

fn describe(row: &HistoryRow) -> String {
    match (row.field.as_str(), row.old.as_deref(), row.new.as_str()) {
        ("EDIT", Some(_), pieces) => return t_with("orders-pieces-gone", &[("pieces", pieces.to_owned().into())]),
        ("EDIT", None, fields) => return changed(fields),
        ("PARCEL", what, about) => return parcel(what.unwrap_or_default(), about),
        ("HOLD", _, "HELD") => return t("orders-on-hold"),
        ("HOLD", ..) => return t("orders-hold-over"),
        _ => {}
    }
    let name = |text: &str| match row.field.as_str() {
        "STATUS" => OrderStatus::parse(text).map(|status| t(status.key())),
        "SHIPPING" => ShippingStatus::parse(text).map(|status| t(status.key())),
        "CALL" => CallOutcome::parse(text).map(|outcome| t(outcome.key())),
        "FINANCIAL" => FinancialStatus::parse(text).map(|status| t(status.key())),
        _ => None,
    };
    let new = name(&row.new).unwrap_or_else(|| row.new.clone());
    match row.old.as_deref().and_then(name) {
        Some(old) => format!("{old} → {new}"),
        None => new,
    }
}
