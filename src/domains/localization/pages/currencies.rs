//! Currencies in use and exchange rates.

use super::may;
use crate::domains::access::pages::panels::in_settings;
use crate::domains::localization::api::{AddCurrency, RemoveCurrency, SetRate, load_currencies};
use crate::domains::localization::model::{CurrencyPage, Rate, RateFilter, RateRow, RateSource, currency};
use crate::domains::localization::urls;
use crate::server::format::day;
use crate::server::forms::form_state;
use crate::server::i18n::{t, t_with};
use crate::server::page::{page, page_request, query, url_with};
use crate::shared::Permission;
use crate::ui::field::{Checkbox, Choice, FileField, Hidden, SelectField, TextField};
use crate::ui::form::Form;
use crate::ui::table::{Table, Th};
use crate::ui::{Badge, Button, ButtonKind, Card, ConfirmStep, EmptyKind, EmptyState, Icon, LinkButton, PageHeader, Pager, Tone};
use leptos::prelude::*;
use leptos_meta::Title;
use rust_decimal::Decimal;
use server_fn::ServerFn;

/// `/settings/currencies`
#[component]
pub fn CurrenciesPage() -> impl IntoView {
    let filter = RateFilter {
        currency: query("currency").and_then(|code| currency(&code)),
        source: query("source").and_then(|code| RateSource::parse(&code)),
    };
    let asked = filter.clone();
    view! {
        <Title text=t("nav-currencies")/>
        <PageHeader title=t("nav-currencies") sub=t("localization-currencies-intro") crumbs=in_settings() crumbs_label=t("breadcrumbs")/>
        {page(load_currencies(filter, page_request()), move |list| {
            let writes = may(Permission::SettingsWrite);
            let in_use = in_use(&list, writes);
            let forms = writes.then(|| (rate_form(&list), import_form()));
            view! {
                <div class="detail">
                    <div class="main-col"><Card title=t("localization-rates") flush=true>{filters(&asked, &list)}{rates(&asked, list)}</Card></div>
                    <div class="side-col">{in_use}{forms}</div>
                </div>
            }
        })}
    }
}

/// A rate as people read it: no zeros at the end, at most eight places.
fn shown(rate: Decimal) -> String {
    rate.round_dp(8).normalize().to_string()
}

fn codes(list: &CurrencyPage) -> Vec<String> {
    std::iter::once(list.base.clone()).chain(list.others.iter().map(|row| row.code.clone())).collect()
}

fn in_use(list: &CurrencyPage, writes: bool) -> impl IntoView + use<> {
    let base = list.base.clone();
    let worth = |rate: &Option<Rate>| match rate {
        Some(rate) => {
            let source = rate.source.map(|source| format!(" · {}", t(source.key()))).unwrap_or_default();
            view! { {shown(rate.rate)}" "{base.clone()}<span class="cell-note">{day(rate.date)}{source}</span> }.into_any()
        }
        None => view! { <span class="tone-warn">{t("localization-no-rate")}</span> }.into_any(),
    };
    let rows = list
        .others
        .iter()
        .map(|row| {
            let remove = writes.then(|| {
                let label = t_with("localization-currency-remove", &[("currency", row.code.clone().into())]);
                view! {
                    <form method="post" action=RemoveCurrency::PATH>
                        <Hidden name="code" value=row.code.clone()/>
                        <Button kind=ButtonKind::Ghost small=true icon=Icon::Delete label/>
                    </form>
                }
            });
            view! {
                <tr>
                    <th scope="row" class="cell-main">{row.code.clone()}</th>
                    <td class="num">{worth(&row.rate)}</td>
                    <td class="cell-actions">{remove}</td>
                </tr>
            }
        })
        .collect_view();
    let head = view! {
        <Th label=t("localization-currency")/><Th label=t("localization-worth") class="num"/><Th hidden_label=t("edit")/>
    }
    .into_any();
    let add = writes.then(|| {
        let form = form_state(AddCurrency::PATH);
        view! {
            <div class="card-body">
                <Form action=AddCurrency::PATH errors=form.summary() error_title=t("form-errors-title")>
                    <TextField name="code" label=t("localization-currency-code") help=t("localization-currency-code-help") value=form.value_or("code", "") error=form.error("code") required=true maxlength=3 input_class="mono" autocomplete="off"/>
                    <div><Button>{t("localization-currency-add")}</Button></div>
                </Form>
            </div>
        }
    });
    view! {
        <Card title=t("localization-in-use") flush=true>
            <Table caption=t("localization-in-use") head plain=true>
                <tr>
                    <th scope="row" class="cell-main">{base.clone()}" "<Badge tone=Tone::Accent>{t("localization-own-currency")}</Badge></th>
                    <td class="num">"1"</td>
                    <td></td>
                </tr>
                {rows}
            </Table>
            {add}
        </Card>
    }
}

fn rate_form(list: &CurrencyPage) -> impl IntoView + use<> {
    let form = form_state(SetRate::PATH);
    let froms: Vec<Choice> = codes(list).into_iter().map(|code| Choice::new(code.clone(), code)).collect();
    let (tos, base) = (froms.clone(), list.base.clone());
    let first = list.others.first().map(|row| row.code.clone()).unwrap_or_default();
    let today = list.today.to_string();
    let jump = form.error("confirm");
    let confirm = jump.is_some().then(|| view! { <Checkbox name="confirm" label=t("localization-confirm") error=jump/> });
    view! {
        <Card title=t("localization-rate-new")>
            <Form action=SetRate::PATH errors=form.summary() error_title=t("form-errors-title")>
                <SelectField name="from_currency" label=t("localization-from") options=froms value=form.value_or("from_currency", &first) error=form.error("from_currency")/>
                <SelectField name="to_currency" label=t("localization-to") options=tos value=form.value_or("to_currency", &base) error=form.error("to_currency")/>
                <TextField name="rate" label=t("localization-rate") help=t("localization-rate-help") value=form.value_or("rate", "") error=form.error("rate") required=true inputmode="decimal" autocomplete="off" maxlength=30/>
                <TextField name="date" kind="date" label=t("localization-day") value=form.value_or("date", &today) error=form.error("date") required=true max=today.clone()/>
                <TextField name="reason" label=t("localization-reason") help=t("localization-reason-help") value=form.value_or("reason", "") error=form.error("reason") required=true maxlength=500/>
                {confirm}
                <div><Button kind=ButtonKind::Primary>{t("localization-rate-save")}</Button></div>
            </Form>
        </Card>
    }
}

fn import_form() -> impl IntoView {
    let form = form_state(urls::IMPORT_ECB);
    let open = !form.action.is_empty();
    let jump = form.error("confirm");
    let confirm = jump.is_some().then(|| view! { <Checkbox name="confirm" id="confirm-file" label=t("localization-confirm") error=jump/> });
    view! {
        <Card title=t("localization-ecb-title")>
            <p class="muted mb-3">{t("localization-ecb-text")}</p>
            <ConfirmStep label=t("localization-ecb-open") kind=ButtonKind::Plain icon=Icon::Upload open>
                <Form action=urls::IMPORT_ECB multipart=true errors=form.summary() error_title=t("form-errors-title")>
                    <FileField name="file" label=t("localization-file") help=t("localization-file-help") error=form.error("file") accept=".xml,text/xml,application/xml" required=true/>
                    {confirm}
                    <div><Button kind=ButtonKind::Primary>{t("localization-ecb-import")}</Button></div>
                </Form>
            </ConfirmStep>
        </Card>
    }
}

fn filters(filter: &RateFilter, list: &CurrencyPage) -> impl IntoView + use<> {
    let mut known = codes(list);
    known.extend(filter.currency.clone().filter(|code| !known.contains(code)));
    let currencies = known.into_iter().map(|code| Choice::new(code.clone(), code)).collect();
    let sources = RateSource::ALL.into_iter().map(|source| Choice::new(source.code(), t(source.key()))).collect();
    let clear = filter
        .is_on()
        .then(|| view! { <LinkButton href=urls::CURRENCIES kind=ButtonKind::Ghost icon=Icon::Close label=t("clear-filters")/> });
    view! {
        <form class="toolbar" method="get" action=urls::CURRENCIES>
            <SelectField name="currency" label=t("localization-currency") options=currencies value=filter.currency.clone().unwrap_or_default() blank=t("localization-currency-any") bare=true autosubmit=true/>
            <SelectField name="source" label=t("localization-source") options=sources value=filter.source.map(RateSource::code).unwrap_or_default() blank=t("localization-source-any") bare=true autosubmit=true/>
            <Button>{t("filter")}</Button>
            {clear}
        </form>
    }
}

fn rates(filter: &RateFilter, list: CurrencyPage) -> impl IntoView + use<> {
    if list.page.rows.is_empty() {
        return if filter.is_on() {
            view! {
                <EmptyState kind=EmptyKind::Filtered title=t("localization-none-title") text=t("localization-none")>
                    <LinkButton href=urls::CURRENCIES>{t("clear-filters")}</LinkButton>
                </EmptyState>
            }
            .into_any()
        } else {
            view! { <EmptyState icon=Icon::Transfer title=t("localization-empty-title") text=t("localization-empty")/> }.into_any()
        };
    }
    let previous = list.page.previous.map(|cursor| url_with(&[("before", &cursor.encode())]));
    let next = list.page.next.map(|cursor| url_with(&[("after", &cursor.encode())]));
    let head = view! {
        <Th label=t("localization-day")/><Th label=t("localization-rate") class="num"/><Th label=t("localization-source")/><Th label=t("localization-reason")/>
    }
    .into_any();
    view! {
        <Table caption=t("localization-rates") head>{list.page.rows.into_iter().map(line).collect_view()}</Table>
        <Pager previous next previous_label=t("previous") next_label=t("next") label=t("localization-rates")/>
    }
    .into_any()
}

fn line(row: RateRow) -> impl IntoView {
    let tone = if row.source == RateSource::Manual { Tone::Info } else { Tone::Neutral };
    let person = row.person.map(|person| view! { <span class="cell-note">{person}</span> });
    view! {
        <tr>
            <td class="cell-main">{day(row.date)}</td>
            <td class="cell-amount">
                {format!("1 {} = ", row.from_currency)}<strong>{shown(row.rate)}</strong>{format!(" {}", row.to_currency)}
            </td>
            <td class="cell-status"><Badge tone>{t(row.source.key())}</Badge></td>
            <td data-label=t("localization-reason")>{row.reason.unwrap_or_else(|| "–".to_owned())}{person}</td>
        </tr>
    }
}
