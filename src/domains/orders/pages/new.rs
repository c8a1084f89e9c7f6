//! The form of a phone order. It is a plain form; the pickers above fill it in for those who have JavaScript.

use crate::domains::catalog::islands::ProductPicker;
use crate::domains::customers::islands::CustomerPicker;
use crate::domains::orders::api::{CreateOrder, load_new_order};
use crate::domains::orders::model::Source;
use crate::domains::orders::urls;
use crate::server::clock::new_id;
use crate::server::format::currency_symbol;
use crate::server::forms::{FormState, form_state};
use crate::server::i18n::{language, t};
use crate::server::page::{page, query};
use crate::ui::field::{Choice, Hidden, MoneyField, SelectField, TextArea, TextField};
use crate::ui::form::{Form, SaveBar};
use crate::ui::page_header::{Crumb, PageHeader};
use crate::ui::{Button, ButtonKind, Card, LinkButton};
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
        {page(load_new_order(), new_order)}
    }
}

fn new_order(currency: String) -> impl IntoView {
    let currency = currency_symbol(&currency, language()).to_owned();
    let form = form_state(CreateOrder::PATH);
    let typed = form.values.iter().filter(|(name, _)| name.starts_with("lines[") && name.ends_with("][sku]")).count();
    let wanted = query("rows").and_then(|rows| rows.parse().ok()).unwrap_or(ROWS);
    let rows = typed.max(wanted).clamp(1, MOST_ROWS);
    let sources = [Source::Phone, Source::Whatsapp, Source::Messenger, Source::Admin]
        .map(|source| Choice::new(source.as_str(), t(source.key())))
        .to_vec();
    let id = form.value("order_id").map_or_else(|| new_id().to_string(), ToOwned::to_owned);
    let (phone, name, line1, line2) =
        (form.value_or("phone", ""), form.value_or("name", ""), form.value_or("line1", ""), form.value_or("line2", ""));
    let (city, district, email) = (form.value_or("city", ""), form.value_or("district", ""), form.value_or("email", ""));
    let (shipping, discount, note) = (form.value_or("shipping", ""), form.value_or("discount", ""), form.value_or("note", ""));
    let lines = (0..rows).map(|row| line(&form, row, &currency)).collect_view();
    let more = (rows < MOST_ROWS)
        .then(|| view! { <a class="link no-js-only" href=format!("{}?rows={}", urls::NEW, rows + 5)>{t("orders-more-rows")}</a> });
    let (errors, sums) = (form.summary(), form.clone());
    let unit = currency.clone();
    view! {
        <Form action=CreateOrder::PATH errors error_title=t("form-errors-title")>
            <Hidden name="order_id" value=id/>
            <Card title=t("orders-buyer")>
                <CustomerPicker label=t("orders-find-buyer") none=t("orders-find-none") help=t("orders-find-buyer-help") blocked=t("customers-status-blocked")/>
                <div class="fields fields-2">
                    <TextField name="phone" kind="tel" label=t("orders-phone") value=phone error=form.error("phone") required=true autocomplete="off" inputmode="tel" help=t("orders-phone-help")/>
                    <TextField name="name" label=t("orders-name") value=name error=form.error("name") required=true autocomplete="off" maxlength=120/>
                    <TextField name="line1" label=t("orders-line1") value=line1 error=form.error("line1") required=true autocomplete="off" maxlength=200/>
                    <TextField name="line2" label=t("orders-line2") value=line2 error=form.error("line2") autocomplete="off" maxlength=200/>
                    <TextField name="city" label=t("orders-city") value=city error=form.error("city") required=true autocomplete="off" maxlength=80/>
                    <TextField name="district" label=t("orders-district") value=district error=form.error("district") autocomplete="off" maxlength=80/>
                    <TextField name="email" kind="email" label=t("orders-email") value=email error=form.error("email") autocomplete="off"/>
                    <SelectField name="source" label=t("orders-source") options=sources value=form.value_or("source", "PHONE") error=form.error("source")/>
                </div>
            </Card>
            <Card title=t("orders-lines")>
                <ProductPicker label=t("orders-find-product") none=t("orders-find-none") help=t("orders-find-product-help")/>
                <div class="stack" id="order-lines">{lines}</div>
                {more}
            </Card>
            <Card title=t("orders-money")>
                <div class="fields fields-2">
                    <MoneyField name="shipping" label=t("orders-shipping") currency=unit.clone() value=shipping error=sums.error("shipping")/>
                    <MoneyField name="discount" label=t("orders-discount") currency=unit value=discount error=sums.error("discount")/>
                </div>
                <TextArea class="mt-4" name="note" label=t("orders-buyer-note") value=note error=sums.error("note")/>
            </Card>
            <SaveBar>
                <LinkButton href=urls::LIST>{t("cancel")}</LinkButton>
                <Button kind=ButtonKind::Primary>{t("orders-create")}</Button>
            </SaveBar>
        </Form>
    }
}

fn line(form: &FormState, row: usize, currency: &str) -> impl IntoView + use<> {
    let field = |name: &str| format!("lines[{row}][{name}]");
    let id = |name: &str| format!("lines-{row}-{name}");
    let (sku, quantity, price) = (field("sku"), field("quantity"), field("price"));
    view! {
        <div class="order-line" role="group" aria-label=crate::server::i18n::t_with("orders-line-n", &[("n", (row + 1).into())])>
            <TextField id=id("sku") label=t("orders-sku") value=form.value_or(&sku, "") error=form.error(&sku) name=sku autocomplete="off"/>
            <TextField id=id("quantity") label=t("orders-quantity") value=form.value_or(&quantity, "") error=form.error(&quantity) name=quantity inputmode="numeric" autocomplete="off"/>
            <MoneyField id=id("price") label=t("orders-price-own") currency=currency.to_owned() value=form.value_or(&price, "") error=form.error(&price) name=price/>
        </div>
    }
}
