//! Carts that are no order yet: the list, and one of them.

use crate::domains::audit::pages::panels::HistoryTab;
use crate::domains::catalog::urls as catalog_urls;
use crate::domains::customers::urls as customers_urls;
use crate::domains::orders::api::carts::{AbandonCart, ConvertCart, load_cart, load_carts};
use crate::domains::orders::model::{CartFilter, CartLine, CartRow, CartStatus, CartView};
use crate::domains::orders::urls;
use crate::server::context;
use crate::server::format::{ago, date_time, money, number};
use crate::server::i18n::{t, t_with};
use crate::server::page::{page, page_request, params, path_id, url_with};
use crate::shared::{Cursor, Page, Permission};
use crate::ui::field::{Choice, Hidden, SelectField};
use crate::ui::page_header::{Crumb, PageHeader};
use crate::ui::table::{Table, Th};
use crate::ui::{Badge, Button, ButtonKind, Card, EmptyKind, EmptyState, Icon, LinkButton, Pager, Tone};
use chrono::{DateTime, Utc};
use leptos::prelude::*;
use leptos_meta::Title;
use rust_decimal::Decimal;
use server_fn::ServerFn;

fn badge(status: CartStatus) -> impl IntoView {
    let tone = match status {
        CartStatus::Open => Tone::Info,
        CartStatus::Abandoned => Tone::Warn,
        CartStatus::Converted => Tone::Ok,
    };
    view! { <Badge tone>{t(status.key())}</Badge> }
}

fn buyer(row: &CartRow) -> String {
    row.customer.as_ref().map_or_else(|| t("carts-visitor"), |(_, name)| name.clone())
}

/// `/orders/carts`
#[component]
pub fn CartsPage() -> impl IntoView {
    let filter = CartFilter::from_params(&params());
    let crumbs = vec![Crumb::new(t("nav-orders"), urls::LIST)];
    view! {
        <Title text=t("carts-title")/>
        <PageHeader title=t("carts-title") sub=t("carts-text") crumbs crumbs_label=t("breadcrumbs")/>
        <Card flush=true>
            {filters(&filter)}
            {page(load_carts(filter.clone(), page_request()), move |(carts, now)| table(&filter, carts, now))}
        </Card>
    }
}

fn filters(filter: &CartFilter) -> impl IntoView + use<> {
    let statuses = CartStatus::ALL.iter().map(|status| Choice::new(status.code(), t(status.key()))).collect();
    let status = filter.status.map(CartStatus::code).unwrap_or_default();
    let people = vec![Choice::new("customer", t("carts-of-customers")), Choice::new("visitor", t("carts-of-visitors"))];
    let who = filter.known.map(|known| if known { "customer" } else { "visitor" }).unwrap_or_default();
    view! {
        <form class="toolbar" method="get" action=urls::CARTS>
            <SelectField name="status" label=t("carts-status") options=statuses value=status blank=t("carts-status-any") autosubmit=true bare=true/>
            <SelectField name="who" label=t("carts-buyer") options=people value=who blank=t("carts-buyer-any") autosubmit=true bare=true/>
            <Button>{t("filter")}</Button>
        </form>
    }
}

fn table(filter: &CartFilter, carts: Page<CartRow>, now: DateTime<Utc>) -> AnyView {
    if carts.rows.is_empty() && *filter == CartFilter::default() {
        return view! { <EmptyState icon=Icon::Orders title=t("carts-empty-title") text=t("carts-empty")/> }.into_any();
    }
    if carts.rows.is_empty() {
        return view! {
            <EmptyState kind=EmptyKind::Filtered title=t("carts-none-title") text=t("carts-none")>
                <LinkButton href=urls::CARTS>{t("clear-filters")}</LinkButton>
            </EmptyState>
        }
        .into_any();
    }
    let head = view! {
        <Th label=t("carts-buyer")/><Th label=t("carts-touched")/><Th label=t("carts-status")/><Th label=t("carts-lines") class="num"/>
        <Th label=t("carts-value") class="num"/>
    }
    .into_any();
    let rows = carts.rows.iter().map(|row| line(row, now)).collect_view();
    let link = |name: &'static str, cursor: Option<Cursor>| {
        cursor.map(|cursor| url_with(&[("after", ""), ("before", ""), (name, &cursor.encode())])).unwrap_or_default()
    };
    let (next, previous) = (link("after", carts.next), link("before", carts.previous));
    view! {
        <Table caption=t("carts-title") head>{rows}</Table>
        <Pager previous next previous_label=t("previous") next_label=t("next") label=t("carts-title")/>
    }
    .into_any()
}

fn line(row: &CartRow, now: DateTime<Utc>) -> impl IntoView + use<> {
    let lines = t_with("carts-line-count", &[("lines", row.lines.into()), ("pieces", row.pieces.into())]);
    view! {
        <tr>
            <td class="cell-main"><a class="row-link" href=urls::cart(row.id)>{buyer(row)}</a></td>
            <td class="cell-sub">{ago(row.touched_at, now)}</td>
            <td class="cell-status">{badge(row.status)}</td>
            <td class="num">{lines}</td>
            <td class="cell-amount">{money(row.value, &row.currency)}</td>
        </tr>
    }
}

/// `/orders/carts/{cart}`
#[component]
pub fn CartPage() -> impl IntoView {
    page(load_cart(path_id("cart")), cart)
}

fn button(action: &'static str, row: &CartRow, kind: ButtonKind, label: String, confirm: String) -> impl IntoView + use<> {
    let id = row.id.to_string();
    view! { <form method="post" action=action><Hidden name="cart_id" value=id/><Button kind confirm>{label}</Button></form> }
}

fn cart(view: CartView) -> impl IntoView {
    let row = view.row.clone();
    let title = t_with("carts-one", &[("name", buyer(&row).into())]);
    let crumbs = vec![Crumb::new(t("nav-orders"), urls::LIST), Crumb::new(t("carts-title"), urls::CARTS)];
    let writes = context::request().and_then(|request| request.scope).is_some_and(|scope| scope.may(Permission::OrdersWrite));
    let is_open = row.status != CartStatus::Converted;
    let abandon = (writes && row.status == CartStatus::Open)
        .then(|| button(AbandonCart::PATH, &row, ButtonKind::Plain, t("carts-abandon"), String::new()));
    let convert = (writes && is_open && !view.lines.is_empty())
        .then(|| button(ConvertCart::PATH, &row, ButtonKind::Primary, t("carts-convert"), String::new()));
    let badge = badge(row.status).into_any();
    view! {
        <Title text=title.clone()/>
        <PageHeader title badge sub=date_time(row.touched_at) crumbs crumbs_label=t("breadcrumbs")>{abandon}{convert}</PageHeader>
        <div class="detail">
            <div class="main-col stack">{lines(&view)}</div>
            <div class="side-col stack">{facts(&row)}</div>
        </div>
        <HistoryTab resource="cart" id=row.id/>
    }
}

fn lines(view: &CartView) -> AnyView {
    if view.lines.is_empty() {
        return view! { <Card title=t("carts-lines")><p class="muted">{t("carts-no-lines")}</p></Card> }.into_any();
    }
    let currency = view.row.currency.clone();
    let one = |line: &CartLine| {
        let now = (line.price != line.price_seen)
            .then(|| view! { <span class="cell-note muted block">{t_with("carts-price-now", &[("price", money(line.price, &currency).into())])}</span> });
        let gone = (!line.is_sellable).then(|| view! { " "<Badge tone=Tone::Bad>{t("carts-gone")}</Badge> });
        view! {
            <tr>
                <td class="cell-main"><a class="link" href=catalog_urls::product(line.product_id)>{line.name.clone()}</a>{gone}<span class="cell-note mono">{line.sku.clone()}</span></td>
                <td class="num">{number(line.quantity.into())}</td>
                <td class="num">{money(line.price_seen, &currency)}{now}</td>
                <td class="cell-amount">{money(line.price_seen * Decimal::from(line.quantity), &currency)}</td>
            </tr>
        }
    };
    let rows = view.lines.iter().map(one).collect_view();
    let head = view! {
        <Th label=t("carts-product")/><Th label=t("carts-pieces") class="num"/><Th label=t("carts-price") class="num"/><Th label=t("carts-value") class="num"/>
    }
    .into_any();
    view! { <Card title=t("carts-lines") flush=true><Table caption=t("carts-lines") head>{rows}</Table></Card> }.into_any()
}

fn facts(row: &CartRow) -> impl IntoView + use<> {
    let buyer = match &row.customer {
        Some((id, name)) => view! { <a class="link" href=customers_urls::detail(*id)>{name.clone()}</a> }.into_any(),
        None => t("carts-visitor").into_any(),
    };
    let order = row.order.clone().map(|(id, number)| {
        view! { <dt>{t("carts-order")}</dt><dd><a class="link mono" href=urls::order(id)>{number}</a></dd> }
    });
    let (value, begun, touched) = (money(row.value, &row.currency), date_time(row.created_at), date_time(row.touched_at));
    view! {
        <Card title=t("carts-facts")>
            <dl class="facts">
                <dt>{t("carts-buyer")}</dt><dd>{buyer}</dd>
                <dt>{t("carts-value")}</dt><dd><strong>{value}</strong></dd>
                <dt>{t("carts-begun")}</dt><dd>{begun}</dd>
                <dt>{t("carts-touched")}</dt><dd>{touched}</dd>
                {order}
            </dl>
        </Card>
    }
}
