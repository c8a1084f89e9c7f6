//! What came of a purchase order, and what it cost to bring it here.

use super::{may, own_currency};
use crate::domains::purchasing::api::AddLandedCost;
use crate::domains::purchasing::model::{CostKind, PurchaseDetail, Receipt};
use crate::server::clock::new_id;
use crate::server::format::{currency_symbol, date, date_time, money, number};
use crate::server::forms::form_state;
use crate::server::i18n::{language, t, t_with};
use crate::shared::Permission;
use crate::ui::dialog::ConfirmStep;
use crate::ui::field::{Choice, Hidden, MoneyField, SelectField, TextField};
use crate::ui::form::Form;
use crate::ui::table::{Table, Th};
use crate::ui::{Button, ButtonKind, Card};
use leptos::prelude::*;
use rust_decimal::Decimal;
use server_fn::ServerFn;
use uuid::Uuid;

/// The receipts, the newest first; nothing where nothing came.
pub fn receipts(order: &PurchaseDetail) -> impl IntoView + use<> {
    let own = own_currency();
    let foreign = order.row.currency != own;
    let count = order.receipts.len();
    let numbered = order.receipts.iter().enumerate();
    numbered.map(|(place, came)| receipt(came, count - place, &order.row.currency, &own, foreign)).collect_view()
}

fn receipt(receipt: &Receipt, number_of_it: usize, currency: &str, own: &str, foreign: bool) -> impl IntoView + use<> {
    let title = t_with("purchasing-receipt-of", &[("day", date(receipt.at).into())]);
    let who = receipt.person.clone().unwrap_or_else(|| t("audit-program"));
    let head = view! {
        <Th label=t("purchasing-product")/><Th label=t("purchasing-quantity") class="num"/><Th label=t("purchasing-goods-value") class="num"/>
        <Th label=t("purchasing-landed-costs") class="num"/><Th label=t("purchasing-landed-unit") class="num"/>
    }
    .into_any();
    let rows = receipt
        .lines
        .iter()
        .map(|line| {
            let damaged = line.is_damaged.then(|| view! { <span class="cell-note tone-bad">{t("purchasing-condition-damaged")}</span> });
            let unit = (line.goods_value + line.landed) / Decimal::from(line.quantity.max(1));
            view! {
                <tr>
                    <th scope="row" class="cell-main" data-label=t("purchasing-product")>
                        {line.name.clone()}<span class="cell-note mono">{line.sku.clone()}</span>{damaged}
                    </th>
                    <td class="num" data-label=t("purchasing-quantity")>{number(line.quantity.into())}</td>
                    <td class="num" data-label=t("purchasing-goods-value")>{money(line.goods_value, own)}</td>
                    <td class="num" data-label=t("purchasing-landed-costs")>{money(line.landed, own)}</td>
                    <td class="cell-amount" data-label=t("purchasing-landed-unit")>{money(unit, own)}</td>
                </tr>
            }
        })
        .collect_view();
    let goods: Decimal = receipt.lines.iter().map(|line| line.goods_value).sum();
    let landed: Decimal = receipt.costs.iter().map(|cost| cost.amount).sum();
    let costs = receipt
        .costs
        .iter()
        .map(|cost| {
            let note = (!cost.note.is_empty()).then(|| format!(" · {}", cost.note));
            view! { <dt>{t(cost.kind.key())}{note}</dt><dd>{money(cost.amount, own)}</dd> }
        })
        .collect_view();
    let rate = foreign.then(|| {
        let args = [
            ("currency", currency.to_owned().into()),
            ("rate", receipt.exchange_rate.normalize().to_string().into()),
            ("own", own.to_owned().into()),
        ];
        view! { <p class="muted">{t_with("purchasing-rate-was", &args)}</p> }
    });
    let reference =
        (!receipt.reference.is_empty()).then(|| view! { <p class="muted">{t("purchasing-reference")}": "{receipt.reference.clone()}</p> });
    let note = (!receipt.note.is_empty()).then(|| view! { <p class="prewrap">{receipt.note.clone()}</p> });
    let add = may(Permission::PurchasingWrite).then(|| add_cost(receipt.id, own));
    let facts = view! { <p class="muted">{date_time(receipt.at)}" · "{who}</p>{reference}{rate}{note} };
    let sums = view! {
        <dl class="sums">
            <dt>{t("purchasing-goods-value")}</dt><dd>{money(goods, own)}</dd>
            {costs}
            <dt class="total">{t("purchasing-landed-total")}</dt><dd class="total">{money(goods + landed, own)}</dd>
        </dl>
    };
    view! {
        <Card title flush=true>
            <div class="card-body">{facts}</div>
            <Table caption=format!("{} {number_of_it}", t("purchasing-receipt")) head scroll=true>{rows}</Table>
            {sums}
            {add}
        </Card>
    }
}

/// A cost that became known later.
fn add_cost(receipt_id: Uuid, own: &str) -> impl IntoView + use<> {
    let form = form_state(AddLandedCost::PATH);
    let mine = form.value("receipt_id") == Some(receipt_id.to_string().as_str());
    let value = |name: &str| if mine { form.value_or(name, "") } else { String::new() };
    let error = |name: &str| if mine { form.error(name) } else { None };
    let id = |name: &str| format!("{name}-{}", receipt_id.simple());
    let cost_id = if mine { value("cost_id") } else { new_id().to_string() };
    let kinds = CostKind::ALL.iter().map(|kind| Choice::new(kind.code(), t(kind.key()))).collect();
    let kind = if mine { value("kind") } else { CostKind::Freight.code().to_owned() };
    let unit = currency_symbol(own, language()).to_owned();
    let fields = view! {
        <SelectField name="kind" id=id("kind") label=t("purchasing-cost-kind") options=kinds value=kind error=error("kind")/>
        <MoneyField name="amount" id=id("amount") label=t("purchasing-amount") currency=unit value=value("amount") error=error("amount") required=true/>
        <TextField name="note" id=id("note") label=t("purchasing-note") value=value("note") error=error("note") maxlength=500/>
    };
    view! {
        <div class="card-body no-print">
            <ConfirmStep label=t("purchasing-add-cost") kind=ButtonKind::Ghost small=true open=mine>
                <Form action=AddLandedCost::PATH>
                    <Hidden name="receipt_id" value=receipt_id.to_string()/>
                    <Hidden name="cost_id" value=cost_id/>
                    {fields}
                    <p class="help">{t("purchasing-add-cost-help")}</p>
                    <div><Button kind=ButtonKind::Primary>{t("purchasing-add-cost")}</Button></div>
                </Form>
            </ConfirmStep>
        </div>
    }
}
