//! The form of a phone order. It is a plain form; the pickers above fill it in for those who have JavaScript.

use super::fields;
use crate::domains::catalog::islands::ProductPicker;
use crate::domains::customers::islands::CustomerPicker;
use crate::domains::orders::api::{CreateOrder, load_new_order};
use crate::domains::orders::model::{ADVANCE_METHODS, OrderHead, Source};
use crate::domains::orders::urls;
use crate::server::clock::new_id;
use crate::server::format::currency_symbol;
use crate::server::forms::form_state;
use crate::server::i18n::{language, t};
use crate::server::page::{page, query};
use crate::ui::field::{Choice, Hidden, MoneyField, SelectField, TextArea, TextField};
use crate::ui::form::{Form, SaveBar};
use crate::ui::icon::Icon;
use crate::ui::page_header::{Crumb, PageHeader};
use crate::ui::{Alert, Button, ButtonKind, Card, LinkButton, Tone};
use leptos::prelude::*;
use leptos_meta::Title;
use server_fn::ServerFn;

/// Rows of lines that the form shows at first.
const ROWS: usize = 5;
/// Most rows that it shows.
const MOST_ROWS: usize = 100;

/// `/orders/new`
#[component]
pub fn NewOrderPage() -> impl IntoView {
    view! {
        <Title text=t("orders-new")/>
        <PageHeader title=t("orders-new") crumbs=vec![Crumb::new(t("nav-orders"), urls::LIST)] crumbs_label=t("breadcrumbs")/>
        {page(load_new_order(query("paste")), |(currency, read)| new_order(&currency, read))}
    }
}

/// The field for a text with an address; what it says is filled into the form.
fn paste(read: Option<&OrderHead>) -> impl IntoView + use<> {
    let said = read.map(|head| {
        let found = [&head.name, &head.phone, &head.line1, &head.city].iter().filter(|part| !part.is_empty()).count();
        let (tone, key) = if found == 4 { (Tone::Ok, "orders-paste-read") } else { (Tone::Warn, "orders-paste-partly") };
        view! { <Alert tone live=true>{t(key)}</Alert> }
    });
    let text = query("paste").unwrap_or_default();
    view! {
        <details class="card paste-card" open=read.is_some()>
            <summary class="card-head"><h2>{t("orders-paste")}</h2></summary>
            <form class="card-body stack" method="get" action=urls::NEW>
                <TextArea name="paste" label=t("orders-paste-label") help=t("orders-paste-help") value=text/>
                <div><Button icon=Icon::Place>{t("orders-paste-do")}</Button></div>
                {said}
            </form>
        </details>
    }
}

fn new_order(currency: &str, read: Option<OrderHead>) -> impl IntoView + use<> {
    let currency = currency_symbol(currency, language()).to_owned();
    let paste = paste(read.as_ref());
    let read = read.unwrap_or_default();
    let form = form_state(CreateOrder::PATH);
    let typed = form.values.iter().filter(|(name, _)| name.starts_with("lines[") && name.ends_with("][sku]")).count();
    let wanted = query("rows").and_then(|rows| rows.parse().ok()).unwrap_or(ROWS);
    let rows = typed.max(wanted).clamp(1, MOST_ROWS);
    let sources = [Source::Phone, Source::Whatsapp, Source::Messenger, Source::Admin]
        .map(|source| Choice::new(source.as_str(), t(source.key())))
        .to_vec();
    let id = form.value("order_id").map_or_else(|| new_id().to_string(), ToOwned::to_owned);
    let lines = (0..rows).map(|row| fields::line(&form, row, &currency)).collect_view();
    let more = (rows < MOST_ROWS)
        .then(|| view! { <a class="link no-js-only" href=format!("{}?rows={}", urls::NEW, rows + 5)>{t("orders-more-rows")}</a> });
    let errors = form.summary();
    let buyer = fields::address(&form, &read, true);
    let methods = ADVANCE_METHODS.iter().map(|(word, key)| Choice::new(*word, t(key))).collect();
    let mut amounts = fields::money(&form, &read, &currency);
    amounts.push(view! { <MoneyField name="advance[amount]" label=t("orders-advance") currency help=t("orders-advance-help") value=form.value_or("advance[amount]", "") error=form.error("advance[amount]")/> }.into_any());
    amounts.push(view! { <SelectField name="advance[method]" label=t("orders-advance-method") options=methods value=form.value_or("advance[method]", "BANK_TRANSFER") error=form.error("advance[method]")/> }.into_any());
    amounts.push(view! { <TextField name="advance[reference]" label=t("orders-advance-reference") value=form.value_or("advance[reference]", "") error=form.error("advance[reference]") autocomplete="off" maxlength=200/> }.into_any());
    let (note, note_error) = (form.value_or("note", &read.note), form.error("note"));
    view! {
        {paste}
        <Form action=CreateOrder::PATH errors error_title=t("form-errors-title")>
            <Hidden name="order_id" value=id/>
            <Card title=t("orders-buyer")>
                <CustomerPicker label=t("orders-find-buyer") none=t("orders-find-none") help=t("orders-find-buyer-help") blocked=t("customers-status-blocked")/>
                <div class="fields fields-2">
                    {buyer}
                    <SelectField name="source" label=t("orders-source") options=sources value=form.value_or("source", "PHONE") error=form.error("source")/>
                </div>
            </Card>
            <Card title=t("orders-lines")>
                <ProductPicker label=t("orders-find-product") none=t("orders-find-none") help=t("orders-find-product-help")/>
                <div class="stack" id="order-lines">{lines}</div>
                {more}
            </Card>
            <Card title=t("orders-money")>
                <div class="fields fields-2">{amounts}</div>
                <TextArea class="mt-4" name="note" label=t("orders-buyer-note") value=note error=note_error/>
            </Card>
            <SaveBar>
                <LinkButton href=urls::LIST>{t("cancel")}</LinkButton>
                <Button kind=ButtonKind::Primary>{t("orders-create")}</Button>
                // Enter in a field presses the first button of a form: that makes the order.
                <Button class="order-first" name="action" value="draft">{t("orders-save-draft")}</Button>
            </SaveBar>
        </Form>
    }
}
