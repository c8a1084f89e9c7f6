//! All refunds, with those that wait for a second person.

use super::may;
use super::rows::Refunds;
use crate::domains::payments::urls as payments_urls;
use crate::domains::refunds::api::{SetRefundLimit, load_refund_limit, load_refunds};
use crate::domains::refunds::model::{Destination, RefundFilter, RefundRow, RefundState};
use crate::domains::refunds::urls;
use crate::domains::views::model::Tools;
use crate::domains::views::pages::panels;
use crate::server::context;
use crate::server::format::{currency_symbol, money};
use crate::server::forms::form_state;
use crate::server::i18n::{language, t, t_with};
use crate::server::page::{page, params, url_with};
use crate::shared::{AppError, Page, Params, Permission};
use crate::ui::dialog::ConfirmStep;
use crate::ui::field::{Choice, Hidden, MoneyField, SelectField};
use crate::ui::form::Form;
use crate::ui::page_header::{Crumb, PageHeader};
use crate::ui::tabs::Tab;
use crate::ui::{Button, ButtonKind, Card, EmptyKind, EmptyState, Icon, LinkButton};
use leptos::prelude::*;
use leptos_meta::Title;
use rust_decimal::Decimal;
use server_fn::ServerFn;

async fn load(params: Params) -> Result<(Tools, Page<RefundRow>, Option<Decimal>), AppError> {
    let tools = panels::load::<Refunds>(params.clone()).await?;
    let rows = load_refunds(RefundFilter::from_params(&params), panels::page_of(&tools)).await?;
    Ok((tools, rows, load_refund_limit().await?))
}

/// `/payments/refunds`
#[component]
pub fn RefundsPage() -> impl IntoView {
    let filter = RefundFilter::from_params(&params());
    view! {
        <Title text=t("refunds-title")/>
        <PageHeader title=t("refunds-title") crumbs=vec![Crumb::new(t("nav-payments"), payments_urls::LIST)] crumbs_label=t("breadcrumbs")/>
        {page(load(params()), move |(tools, rows, limit)| view! {
            {panels::dialogs(&tools)}
            {panels::view_tabs(&tools, tabs(&filter))}
            <Card flush=true>
                {filters(&filter, &tools)}
                {panels::tools(&tools)}
                {panels::chips(chips(&filter))}
                {table(&filter, &tools, rows)}
            </Card>
            {limits(limit)}
            {panels::script()}
        })}
    }
}

fn tabs(filter: &RefundFilter) -> Vec<Tab> {
    let mut tabs = vec![Tab::new(t("refunds-all"), url_with(&[("state", "")]), filter.state.is_none())];
    for state in RefundState::ALL {
        tabs.push(Tab::new(t(state.key()), url_with(&[("state", state.code())]), filter.state == Some(state)));
    }
    tabs
}

fn chips(filter: &RefundFilter) -> Vec<(&'static str, String, String)> {
    let destination = filter.destination.map(|to| ("destination", t("refunds-destination"), t(to.key())));
    destination.into_iter().collect()
}

fn filters(filter: &RefundFilter, tools: &Tools) -> impl IntoView + use<> {
    let destinations = Destination::ALL.into_iter().map(|to| Choice::new(to.code(), t(to.key()))).collect();
    let state = filter.state.map(|state| view! { <Hidden name="state" value=state.code()/> });
    view! {
        <form class="toolbar" method="get" action=urls::LIST>
            <SelectField name="destination" label=t("refunds-destination") options=destinations value=filter.destination.map(Destination::code).unwrap_or_default() blank=t("refunds-any-destination") autosubmit=true bare=true/>
            {state}
            {panels::kept(tools)}
            <Button>{t("filter")}</Button>
        </form>
    }
}

fn table(filter: &RefundFilter, tools: &Tools, rows: Page<RefundRow>) -> AnyView {
    if !rows.rows.is_empty() {
        return panels::table::<Refunds>(tools, rows, None);
    }
    if *filter != RefundFilter::default() {
        return view! {
            <EmptyState kind=EmptyKind::Filtered title=t("refunds-none-title") text=t("refunds-none")>
                <LinkButton href=urls::LIST>{t("clear-filters")}</LinkButton>
            </EmptyState>
        }
        .into_any();
    }
    view! { <EmptyState icon=Icon::Payments title=t("refunds-empty-title") text=t("refunds-empty")/> }.into_any()
}

/// From which amount on a second person must approve; a form for who may change it.
fn limits(limit: Option<Decimal>) -> impl IntoView {
    let currency =
        context::request().and_then(|request| request.scope).map(|scope| scope.organization.currency.clone()).unwrap_or_default();
    let said = match limit {
        Some(limit) => t_with("refunds-limit-is", &[("limit", money(limit, &currency).into())]),
        None => t("refunds-limit-none"),
    };
    let form = form_state(SetRefundLimit::PATH);
    let typed = form.value_or("approval_above", &limit.map(|limit| limit.to_string()).unwrap_or_default());
    let symbol = currency_symbol(&currency, language()).to_owned();
    let change = may(Permission::SettingsWrite).then(|| {
        view! {
            <ConfirmStep label=t("edit") kind=ButtonKind::Ghost small=true open=!form.action.is_empty()>
                <Form action=SetRefundLimit::PATH>
                    <MoneyField name="approval_above" label=t("refunds-limit") help=t("refunds-limit-help") currency=symbol value=typed error=form.error("approval_above")/>
                    <div><Button kind=ButtonKind::Primary>{t("save")}</Button></div>
                </Form>
            </ConfirmStep>
        }
    });
    view! { <div class="mt-4"><Card title=t("refunds-approval")><div class="flex flex-wrap items-center gap-3"><p>{said}</p>{change}</div></Card></div> }
}
