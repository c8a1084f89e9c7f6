//! The form that books what came.

use super::own_currency;
use crate::domains::purchasing::api::{ReceivePurchaseOrder, load_receiving};
use crate::domains::purchasing::model::{PurchaseDetail, PurchaseItem, most_pieces};
use crate::domains::purchasing::urls;
use crate::server::clock::new_id;
use crate::server::format::{currency_symbol, number};
use crate::server::forms::{FormState, form_state};
use crate::server::i18n::{language, t, t_with};
use crate::server::page::{page, path_id};
use crate::ui::field::{Checkbox, Hidden, MoneyField, TextArea, TextField};
use crate::ui::form::{Form, SaveBar};
use crate::ui::page_header::{Crumb, PageHeader};
use crate::ui::table::{Table, Th};
use crate::ui::{Alert, Button, ButtonKind, Card, LinkButton, Tone};
use leptos::prelude::*;
use leptos_meta::Title;
use rust_decimal::Decimal;
use server_fn::ServerFn;

/// `/purchasing/{id}/receive`
#[component]
pub fn ReceivePage() -> impl IntoView {
    page(load_receiving(path_id("id")), |(order, rate)| {
        let title = t_with("purchasing-receive-title", &[("number", order.row.number.clone().into())]);
        let crumbs = vec![Crumb::new(t("nav-purchasing"), urls::LIST), Crumb::new(order.row.number.clone(), urls::order(order.row.id))];
        let body = if order.row.status.is_open() {
            fields(&order, rate).into_any()
        } else {
            view! { <Alert tone=Tone::Info title=t("purchasing-receive-ended")/> }.into_any()
        };
        view! {
            <Title text=title.clone()/>
            <PageHeader title sub=order.row.supplier.clone() crumbs crumbs_label=t("breadcrumbs")/>
            {body}
        }
    })
}

fn fields(order: &PurchaseDetail, rate: Option<Decimal>) -> impl IntoView + use<> {
    let form = form_state(ReceivePurchaseOrder::PATH);
    let own = own_currency();
    let unit = currency_symbol(&own, language()).to_owned();
    let id = form.value("receipt_id").map_or_else(|| new_id().to_string(), ToOwned::to_owned);
    let head = view! {
        <Th label=t("purchasing-product")/><Th label=t("purchasing-outstanding-head") class="num"/>
        <Th label=t("purchasing-came")/><Th label=t("purchasing-damaged")/>
    }
    .into_any();
    let rows = order.items.iter().enumerate().map(|(row, item)| line(&form, row, item, order.over_percent)).collect_view();
    let exchange = (order.row.currency != own).then(|| {
        let label = t_with("purchasing-rate", &[("currency", order.row.currency.clone().into()), ("own", own.clone().into())]);
        let initial = rate.map(|rate| rate.to_string()).unwrap_or_default();
        view! {
            <TextField name="exchange_rate" label help=t("purchasing-rate-help") inputmode="decimal" autocomplete="off" value=form.value_or("exchange_rate", &initial) error=form.error("exchange_rate") input_class="input-money"/>
        }
    });
    // What was expected stands in the first receipt's form; later ones have their own.
    let first = order.receipts.is_empty();
    let expected = |amount: Decimal| if first && !amount.is_zero() { amount.to_string() } else { String::new() };
    let (freight, duty) = (expected(order.freight), expected(order.duty));
    let over = t_with("purchasing-allow-over-help", &[("percent", order.over_percent.normalize().to_string().into())]);
    let back = urls::order(order.row.id);
    let allowed = form.value("allow_over") == Some("true");
    let order_id = order.row.id.to_string();
    let costs = view! {
                <div class="fields fields-2">
                    {exchange}
                    <MoneyField name="freight" label=t("purchasing-cost-freight") currency=unit.clone() value=form.value_or("freight", &freight) error=form.error("freight")/>
                    <MoneyField name="duty" label=t("purchasing-cost-duty") currency=unit.clone() value=form.value_or("duty", &duty) error=form.error("duty")/>
                    <MoneyField name="insurance" label=t("purchasing-cost-insurance") currency=unit.clone() value=form.value_or("insurance", "") error=form.error("insurance")/>
                    <MoneyField name="other" label=t("purchasing-cost-other") currency=unit value=form.value_or("other", "") error=form.error("other")/>
                </div>
    };
    let more = view! {
                <div class="fields">
                    <TextField name="reference" label=t("purchasing-reference") help=t("purchasing-reference-help") value=form.value_or("reference", "") error=form.error("reference") maxlength=100 autocomplete="off"/>
                    <TextArea name="note" label=t("purchasing-note") value=form.value_or("note", "") error=form.error("note") maxlength=2000/>
                </div>
    };
    view! {
        <Form action=ReceivePurchaseOrder::PATH errors=form.summary() error_title=t("form-errors-title")>
            <Hidden name="purchase_order_id" value=order_id/>
            <Hidden name="receipt_id" value=id/>
            <Card title=t("purchasing-came-card") flush=true>
                <Table caption=t("purchasing-came-card") head>{rows}</Table>
                <div class="card-body">
                    <Checkbox name="allow_over" label=t("purchasing-allow-over") help=over checked=allowed/>
                </div>
            </Card>
            <Card title=t("purchasing-landed-costs")>
                <p class="muted">{t("purchasing-landed-help")}</p>
                {costs}
            </Card>
            <Card title=t("purchasing-more")>{more}</Card>
            <SaveBar>
                <LinkButton href=back>{t("cancel")}</LinkButton>
                <Button kind=ButtonKind::Primary>{t("purchasing-receive")}</Button>
            </SaveBar>
        </Form>
    }
}

fn line(form: &FormState, row: usize, item: &PurchaseItem, percent: Decimal) -> impl IntoView + use<> {
    let field = |name: &str| format!("lines[{row}][{name}]");
    let id = |name: &str| format!("lines-{row}-{name}");
    let (came, damaged) = (field("received"), field("damaged"));
    let outstanding = item.outstanding();
    let most = (most_pieces(item.quantity, percent) - item.received).max(0);
    let initial = if outstanding > 0 { outstanding.to_string() } else { String::new() };
    let more = (most > outstanding)
        .then(|| view! { <span class="cell-note">{t_with("purchasing-at-most", &[("count", number(most.into()).into())])}</span> });
    let name = format!("{} {}", item.sku, t("purchasing-came"));
    let broken = format!("{} {}", item.sku, t("purchasing-damaged"));
    view! {
        <tr>
            <th scope="row" class="cell-main" data-label=t("purchasing-product")>
                {item.name.clone()}<span class="cell-note mono">{item.sku.clone()}</span>
                <Hidden name=field("item") value=item.id.to_string()/>
            </th>
            <td class="num" data-label=t("purchasing-outstanding-head")>{number(outstanding.into())}{more}</td>
            <td>
                <TextField id=id("received") label=name value=form.value_or(&came, &initial) error=form.error(&came) name=came inputmode="numeric" autocomplete="off" class="field-tight"/>
            </td>
            <td>
                <TextField id=id("damaged") label=broken value=form.value_or(&damaged, "") error=form.error(&damaged) name=damaged inputmode="numeric" autocomplete="off" class="field-tight"/>
            </td>
        </tr>
    }
}
