//! Small parts that several pages of purchasing show.

use crate::domains::purchasing::model::{PurchaseStatus, SuppliedRow, Verification};
use crate::server::format::{day, money, number};
use crate::server::i18n::{t, t_with};
use crate::server::page::url_with;
use crate::shared::Page;
use crate::ui::table::{Table, Th};
use crate::ui::{Badge, EmptyState, Icon, Pager, Tone};
use chrono::NaiveDate;
use leptos::prelude::*;
use uuid::Uuid;

/// The tone of a status: what waits for somebody is amber, what is done is green.
const fn status_tone(status: PurchaseStatus) -> Tone {
    match status {
        PurchaseStatus::Draft => Tone::Neutral,
        PurchaseStatus::Sent => Tone::Warn,
        PurchaseStatus::Confirmed => Tone::Accent,
        PurchaseStatus::PartiallyReceived => Tone::Info,
        PurchaseStatus::Received | PurchaseStatus::Closed => Tone::Ok,
        PurchaseStatus::Cancelled => Tone::Bad,
    }
}

/// Where an order stands.
#[component]
pub fn StatusBadge(status: PurchaseStatus) -> impl IntoView {
    view! { <Badge tone=status_tone(status)>{t(status.key())}</Badge> }
}

/// What is known of a supplier's papers.
#[component]
pub fn VerificationBadge(verification: Verification) -> impl IntoView {
    let tone = match verification {
        Verification::Pending => Tone::Warn,
        Verification::Verified => Tone::Ok,
        Verification::Rejected => Tone::Bad,
    };
    view! { <Badge tone>{t(verification.key())}</Badge> }
}

/// A day, or a dash.
pub fn maybe_day(value: Option<NaiveDate>) -> String {
    value.map_or_else(|| "–".to_owned(), day)
}

/// "3 of 10".
pub fn progress(received: i64, ordered: i64) -> String {
    t_with("purchasing-progress", &[("received", number(received).into()), ("ordered", number(ordered).into())])
}

/// What a supplier supplies, with its stock. `product` gives the address of a product's page, where the reader may see it.
pub fn supplied_table(page: Page<SuppliedRow>, product: Option<fn(Uuid) -> String>) -> AnyView {
    if page.rows.is_empty() {
        return view! { <EmptyState icon=Icon::Products title=t("purchasing-supplied-none-title") text=t("purchasing-supplied-none")/> }
            .into_any();
    }
    let head = view! {
        <Th label=t("purchasing-product")/><Th label=t("purchasing-on-hand") class="num"/><Th label=t("purchasing-available") class="num"/>
        <Th label=t("purchasing-on-order") class="num"/><Th label=t("purchasing-last-cost") class="num"/>
    }
    .into_any();
    let rows = page
        .rows
        .into_iter()
        .map(|row| {
            let name = match product {
                Some(product) => view! { <a class="row-link" href=product(row.product_id)>{row.name}</a> }.into_any(),
                None => view! { {row.name} }.into_any(),
            };
            let cost = row.last_cost.map(|(cost, currency)| money(cost, &currency)).unwrap_or_default();
            view! {
                <tr>
                    <th scope="row" class="cell-main" data-label=t("purchasing-product")>{name}<span class="cell-note mono">{row.sku}</span></th>
                    <td class="num" data-label=t("purchasing-on-hand")>{number(row.on_hand)}</td>
                    <td class="num" data-label=t("purchasing-available")>{number(row.available)}</td>
                    <td class="num" data-label=t("purchasing-on-order")>{number(row.on_order)}</td>
                    <td class="cell-amount" data-label=t("purchasing-last-cost")>{cost}</td>
                </tr>
            }
        })
        .collect_view();
    let previous = page.previous.map(|cursor| url_with(&[("before", &cursor.encode())]));
    let next = page.next.map(|cursor| url_with(&[("after", &cursor.encode())]));
    view! {
        <Table caption=t("purchasing-supplied") head>{rows}</Table>
        <Pager previous next previous_label=t("previous") next_label=t("next") label=t("purchasing-supplied")/>
    }
    .into_any()
}

/// Nothing matches: how to see all again.
pub fn none_found(list: &'static str) -> AnyView {
    view! {
        <EmptyState kind=crate::ui::EmptyKind::Filtered title=t("purchasing-none-found-title") text=t("purchasing-none-found")>
            <crate::ui::LinkButton href=list>{t("clear-filters")}</crate::ui::LinkButton>
        </EmptyState>
    }
    .into_any()
}
