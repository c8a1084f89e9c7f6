//! The rows of the queue, on the screen and in a file.

use super::cells::{financial_tone, risk_tone, status_tone};
use super::list::may;
use crate::domains::customers::phone;
use crate::domains::orders::api::load_order_rows;
use crate::domains::orders::model::{FinancialStatus, OrderFilter, OrderRow, OrderStatus, Risk, RowParcels, Source};
use crate::domains::orders::urls;
use crate::domains::views::model::{Column, List};
use crate::domains::views::pages::panels::{Listed, Writer};
use crate::server::context;
use crate::server::export::Cell;
use crate::server::format::{ago, date_time, money};
use crate::server::i18n::{t, t_with};
use crate::shared::paging::PageRequest;
use crate::shared::{AppError, Page, Params, Permission};
use crate::ui::badge::{Tone, write_badge};
use crate::ui::html::Html;
use crate::ui::when::write_when;
use chrono::{DateTime, Utc};
use leptos::prelude::*;
use uuid::Uuid;

/// The queue.
pub const LIST: List = List {
    area: "orders",
    permission: Permission::OrdersRead,
    title: "nav-orders",
    columns: &[
        Column::new("number", "orders-number").parts(&["orders-number", "orders-platform-number"]),
        Column::new("buyer", "orders-buyer").parts(&["orders-name", "orders-phone", "orders-city", "orders-hold-reason", "orders-tags"]),
        Column::new("status", "orders-status").parts(&["orders-status", "orders-risk", "orders-calls"]),
        Column::new("paid", "orders-paid"),
        Column::new("source", "orders-source").wide(),
        Column::new("ordered", "orders-ordered").descending("date"),
        Column::num("total", "orders-total").descending("total").parts(&["orders-total", "orders-currency"]),
    ],
};

/// The queue's rows.
pub struct Orders;

impl Listed for Orders {
    type Row = OrderRow;
    const LIST: &'static List = &LIST;

    async fn load(params: Params, page: PageRequest) -> Result<Page<OrderRow>, AppError> {
        load_order_rows(OrderFilter::from_params(&params), page).await
    }

    fn id(row: &OrderRow) -> Uuid {
        row.id
    }

    fn name(row: &OrderRow) -> String {
        row.order_number.clone()
    }

    fn writer() -> Writer<OrderRow> {
        // The queue is the page that people open most: its cells are written, not built.
        let words = Words::new();
        Box::new(move |row, column, html| words.write(row, column, html))
    }

    fn values(row: &OrderRow, column: &str) -> Vec<Cell> {
        match column {
            "number" => vec![Cell::text(&row.order_number), Cell::maybe(row.platform_order_number.clone())],
            "buyer" => vec![
                Cell::text(&row.name),
                Cell::text(phone::display(&row.phone)),
                Cell::text(&row.city),
                Cell::maybe(row.hold_reason.clone()),
                Cell::Text(row.tags.join(", ")),
            ],
            "status" => vec![
                Cell::Text(t(row.status.key())),
                Cell::maybe(row.risk.map(|risk| t(risk.key()))),
                Cell::Whole(row.call_attempts.into()),
            ],
            "paid" => vec![Cell::Text(t(row.financial_status.key()))],
            "source" => vec![Cell::Text(t(row.source.key()))],
            "ordered" => vec![Cell::Time(row.ordered_at)],
            "total" => vec![Cell::Amount(row.total), Cell::text(&row.currency)],
            _ => Vec::new(),
        }
    }
}

/// What the cells of a page have in common.
struct Words {
    /// Orders that may still be changed lead there by key.
    may_edit: bool,
    /// Names of the columns, as attributes.
    number: Html,
    buyer: Html,
    status: Html,
    paid: Html,
    ordered: Html,
    total: Html,
    statuses: Vec<(OrderStatus, Html)>,
    payments: Vec<(FinancialStatus, Html)>,
    sources: Vec<(Source, Html)>,
    now: Option<DateTime<Utc>>,
}

fn badge(tone: Tone, key: &str) -> Html {
    let mut html = Html::default();
    write_badge(&mut html, tone, &t(key));
    html
}

/// The part that belongs to a value; there is one for each.
fn of<'a, T: PartialEq>(parts: &'a [(T, Html)], value: &T) -> Option<&'a Html> {
    parts.iter().find(|(known, _)| known == value).map(|(_, html)| html)
}

impl Words {
    fn new() -> Self {
        let label = |key: &str| {
            let mut html = Html::default();
            html.attr("data-label", &t(key));
            html
        };
        let source = |source: &Source| {
            let mut html = Html::default();
            html.text(&t(source.key()));
            (*source, html)
        };
        Self {
            may_edit: may(Permission::OrdersWrite),
            number: label("orders-number"),
            buyer: label("orders-buyer"),
            status: label("orders-status"),
            paid: label("orders-paid"),
            ordered: label("orders-ordered"),
            total: label("orders-total"),
            statuses: OrderStatus::ALL.iter().map(|status| (*status, badge(status_tone(*status), status.key()))).collect(),
            payments: FinancialStatus::ALL.iter().map(|status| (*status, badge(financial_tone(*status), status.key()))).collect(),
            sources: Source::ALL.iter().map(source).collect(),
            now: context::request_time(),
        }
    }

    fn write(&self, row: &OrderRow, column: &str, html: &mut Html) {
        match column {
            "number" => self.number(row, html),
            "buyer" => self.buyer(row, html),
            "status" => self.status(row, html),
            "paid" => {
                html.raw("<td").part(&self.paid).raw(">");
                of(&self.payments, &row.financial_status).map(|badge| html.part(badge));
                html.raw("</td>");
            }
            "source" => {
                html.raw("<td class=\"cell-wide\">");
                of(&self.sources, &row.source).map(|name| html.part(name));
                html.raw("</td>");
            }
            "ordered" => {
                let exact = date_time(row.ordered_at);
                let text = self.now.map_or_else(|| exact.clone(), |now| ago(row.ordered_at, now));
                html.raw("<td").part(&self.ordered).raw(">");
                write_when(html, &text, &exact, &row.ordered_at.to_rfc3339());
                html.raw("</td>");
            }
            "total" => {
                html.raw("<td class=\"cell-amount\"").part(&self.total).raw(">");
                html.text(&money(row.total, &row.currency)).raw("</td>");
            }
            _ => {}
        }
    }

    fn number(&self, row: &OrderRow, html: &mut Html) {
        let edit = (self.may_edit && row.status.is_here()).then(|| urls::edit(row.id));
        html.raw("<th scope=\"row\" class=\"cell-main\"").part(&self.number).raw("><a class=\"row-link mono\"");
        html.attr("href", &urls::order(row.id)).attr_if("data-edit", edit.as_deref()).raw(">").text(&row.order_number).raw("</a>");
        if let Some(number) = &row.platform_order_number {
            html.raw("<span class=\"cell-note\">#").text(number).raw("</span>");
        }
        html.raw("</th>");
    }

    fn buyer(&self, row: &OrderRow, html: &mut Html) {
        html.raw("<td class=\"cell-sub\"").part(&self.buyer).raw(">").text(&row.name);
        html.raw("<span class=\"cell-note\">").text(&phone::display(&row.phone));
        if !row.city.is_empty() {
            html.raw(" · ").text(&row.city);
        }
        html.raw("</span>");
        if let Some(reason) = &row.hold_reason {
            let held = t_with("orders-held", &[("reason", reason.as_str().into())]);
            html.raw("<span class=\"cell-note tone-warn\">").text(&held).raw("</span>");
        }
        if row.parcels.together > 0 {
            let text = t_with("orders-travels-n", &[("count", row.parcels.together.into())]);
            html.raw("<span class=\"cell-note\">").text(&text).raw("</span>");
        }
        if row.parcels.others > 0 {
            let text = t_with("orders-others-n", &[("count", row.parcels.others.into())]);
            let href = format!("{}#together", urls::order(row.id));
            html.raw("<span class=\"cell-note\"><a class=\"link\"").attr("href", &href).raw(">").text(&text).raw("</a></span>");
        }
        if !row.tags.is_empty() {
            html.raw("<span class=\"cell-note\">").view(tags(&row.tags)).raw("</span>");
        }
        html.raw("</td>");
    }

    fn status(&self, row: &OrderRow, html: &mut Html) {
        html.raw("<td class=\"cell-status\"").part(&self.status).raw(">");
        of(&self.statuses, &row.status).map(|badge| html.part(badge));
        if let Some(risk) = row.risk.filter(|risk| *risk != Risk::Low) {
            html.raw(" ");
            write_badge(html, risk_tone(risk), &t(risk.key()));
        }
        if row.parcels.is_partly_sent() {
            html.raw(" ");
            write_badge(html, Tone::Info, &sent_text(row.parcels));
        }
        if row.status == OrderStatus::Pending
            && let Some(call) = call(row)
        {
            html.raw("<span class=\"cell-note\">").text(&call).raw("</span>");
        }
        html.raw("</td>");
    }
}

/// How often the buyer was called, and when they want to be called again.
fn call(row: &OrderRow) -> Option<String> {
    let attempts = (row.call_attempts > 0).then(|| t_with("orders-calls-n", &[("count", row.call_attempts.into())]))?;
    let next = row.next_call_at.map(|at| t_with("orders-call-next", &[("time", date_time(at).into())]));
    Some([Some(attempts), next].into_iter().flatten().collect::<Vec<_>>().join(" · "))
}

/// How much of an order has left, where some of it has.
pub(super) fn sent_text(parcels: RowParcels) -> String {
    t_with("orders-sent-of", &[("sent", parcels.sent.into()), ("pieces", parcels.pieces.into())])
}

/// Tags, each a link to the orders that have it.
pub(super) fn tags(tags: &[String]) -> impl IntoView + use<> {
    tags.iter().map(|tag| view! { <a class="chip" href=urls::with_tag(tag)>{tag.clone()}</a>" " }).collect_view()
}
