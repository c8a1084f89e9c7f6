//! Rates of tax by class and day.

use super::may;
use crate::domains::access::pages::panels::in_settings;
use crate::domains::catalog::api::{AddTaxRate, DeleteTaxRate, EndTaxRate, load_taxes};
use crate::domains::catalog::model::{TaxClass, TaxRate, TaxTable};
use crate::server::format::day;
use crate::server::forms::form_state;
use crate::server::i18n::{t, t_with};
use crate::server::page::page;
use crate::shared::Permission;
use crate::ui::field::{Checkbox, Choice, Hidden, SelectField, TextField};
use crate::ui::form::Form;
use crate::ui::table::{Table, Th};
use crate::ui::{Badge, Button, ButtonKind, Card, ConfirmStep, PageHeader, Tone};
use chrono::NaiveDate;
use leptos::prelude::*;
use leptos_meta::Title;
use server_fn::ServerFn;

/// `/settings/taxes`
#[component]
pub fn TaxesPage() -> impl IntoView {
    view! {
        <Title text=t("nav-taxes")/>
        <PageHeader title=t("nav-taxes") sub=t("catalog-tax-intro") crumbs=in_settings() crumbs_label=t("breadcrumbs")/>
        {page(load_taxes(), |table| {
            let writes = may(Permission::SettingsWrite);
            let classes = TaxClass::ALL.into_iter().map(|kind| class(kind, &table, writes)).collect_view();
            view! {
                <div class="detail">
                    <div class="main-col">{classes}</div>
                    <div class="side-col">{writes.then(|| add(table.today))}</div>
                </div>
            }
        })}
    }
}

fn percent(rate: &TaxRate) -> String {
    t_with("catalog-tax-percent", &[("rate", rate.rate.normalize().to_string().into())])
}

fn how(rate: &TaxRate) -> String {
    if rate.inclusive { t("catalog-tax-inclusive") } else { t("catalog-tax-exclusive") }
}

/// A class with the rate of today in its head, then all of its rates.
fn class(kind: TaxClass, table: &TaxTable, writes: bool) -> impl IntoView + use<> {
    let rates: Vec<&TaxRate> = table.rates.iter().filter(|rate| rate.class == kind).collect();
    let now = match rates.iter().find(|rate| rate.holds_on(table.today)).map(|rate| percent(rate)) {
        Some(words) => view! { <Badge tone=Tone::Ok>{words}</Badge> }.into_any(),
        None => view! { <Badge>{t("catalog-tax-none-now")}</Badge> }.into_any(),
    };
    let body = if rates.is_empty() {
        view! { <p class="card-body muted">{t("catalog-tax-no-rates")}</p> }.into_any()
    } else {
        let actions = writes.then(|| view! { <Th hidden_label=t("edit")/> });
        let head = view! {
            <Th label=t("catalog-tax-rate")/><Th label=t("from-day")/><Th label=t("to-day")/><Th label=t("catalog-status")/>{actions}
        }
        .into_any();
        let rows = rates.iter().map(|rate| line(rate, table.today, writes)).collect_view();
        view! { <Table caption=t(kind.key()) head>{rows}</Table> }.into_any()
    };
    view! { <Card title=t(kind.key()) actions=now flush=true>{body}</Card> }
}

fn line(rate: &TaxRate, today: NaiveDate, writes: bool) -> impl IntoView + use<> {
    let is_past = rate.valid_to.is_some_and(|last| last < today);
    let is_future = rate.valid_from > today;
    let (tone, state) = if is_past {
        (Tone::Neutral, t("catalog-tax-past"))
    } else if is_future {
        (Tone::Info, t("catalog-tax-future"))
    } else {
        (Tone::Ok, t("catalog-tax-now"))
    };
    let actions = writes.then(|| {
        let steps = (!is_past).then(|| (end(rate, today), is_future.then(|| delete(rate))));
        view! { <td class="cell-actions">{steps}</td> }
    });
    view! {
        <tr>
            <td class="cell-main">{percent(rate)}<span class="cell-note">{how(rate)}</span></td>
            <td data-label=t("from-day")>{day(rate.valid_from)}</td>
            <td data-label=t("to-day")>{rate.valid_to.map_or_else(|| t("catalog-tax-open"), day)}</td>
            <td class="cell-status"><Badge tone>{state}</Badge></td>
            {actions}
        </tr>
    }
}

fn end(rate: &TaxRate, today: NaiveDate) -> impl IntoView + use<> {
    let form = form_state(EndTaxRate::PATH);
    let id = rate.id.to_string();
    let mine = form.value("id") == Some(id.as_str());
    let first = today.max(rate.valid_from).to_string();
    let (value, error) = if mine { (form.value_or("valid_to", ""), form.error("valid_to")) } else { (first.clone(), None) };
    view! {
        <ConfirmStep label=t("catalog-tax-end") kind=ButtonKind::Ghost small=true open=mine>
            <Form action=EndTaxRate::PATH>
                <Hidden name="id" value=id.clone()/>
                <TextField name="valid_to" id=format!("end-{id}") kind="date" label=t("catalog-tax-last-day") value error required=true min=first/>
                <div><Button kind=ButtonKind::Primary>{t("catalog-tax-end")}</Button></div>
            </Form>
        </ConfirmStep>
    }
}

fn delete(rate: &TaxRate) -> impl IntoView + use<> {
    let id = rate.id.to_string();
    view! {
        <ConfirmStep label=t("catalog-tax-delete") small=true>
            <p>{t("catalog-tax-delete-text")}</p>
            <form method="post" action=DeleteTaxRate::PATH>
                <Hidden name="id" value=id/>
                <Button kind=ButtonKind::Danger>{t("catalog-tax-delete")}</Button>
            </form>
        </ConfirmStep>
    }
}

fn add(today: NaiveDate) -> impl IntoView {
    let form = form_state(AddTaxRate::PATH);
    let classes = TaxClass::ALL.into_iter().map(|class| Choice::new(class.code(), t(class.key()))).collect();
    let inclusive = form.action.is_empty() || form.value("inclusive") == Some("true");
    view! {
        <Card title=t("catalog-tax-new")>
            <Form action=AddTaxRate::PATH errors=form.summary() error_title=t("form-errors-title")>
                <SelectField name="tax_class" label=t("catalog-tax-class") options=classes value=form.value_or("tax_class", TaxClass::Standard.code()) error=form.error("tax_class")/>
                <TextField name="rate" label=t("catalog-tax-rate") suffix="%" inputmode="decimal" value=form.value_or("rate", "") error=form.error("rate") required=true maxlength=12 autocomplete="off"/>
                <TextField name="valid_from" kind="date" label=t("catalog-tax-first-day") help=t("catalog-tax-first-day-help") value=form.value_or("valid_from", &today.to_string()) error=form.error("valid_from") required=true/>
                <Checkbox name="inclusive" label=t("catalog-tax-inclusive") help=t("catalog-tax-inclusive-help") checked=inclusive/>
                <div><Button kind=ButtonKind::Primary>{t("catalog-tax-add")}</Button></div>
            </Form>
        </Card>
    }
}
