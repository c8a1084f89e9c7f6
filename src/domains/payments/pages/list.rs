//! All payments.

use super::rows::Payments;
use crate::domains::payments::api::{ConfirmPayment, RemitCod, load_payments};
use crate::domains::payments::model::{PaymentFilter, PaymentMethod, PaymentRow, PaymentStatus};
use crate::domains::payments::urls;
use crate::domains::refunds::urls as refunds_urls;
use crate::domains::statements::urls as statements_urls;
use crate::domains::views::model::Tools;
use crate::domains::views::pages::panels;
use crate::server::i18n::t;
use crate::server::page::{page, params};
use crate::shared::{AppError, Page, Params};
use crate::ui::field::{Choice, Hidden, SelectField};
use crate::ui::page_header::PageHeader;
use crate::ui::{Button, Card, EmptyKind, EmptyState, Icon, LinkButton};
use leptos::prelude::*;
use leptos_meta::Title;
use server_fn::ServerFn;

async fn load(params: Params) -> Result<(Tools, Page<PaymentRow>), AppError> {
    let tools = panels::load::<Payments>(params.clone()).await?;
    let payments = load_payments(PaymentFilter::from_params(&params), panels::page_of(&tools)).await?;
    Ok((tools, payments))
}

/// `/payments`
#[component]
pub fn PaymentsPage() -> impl IntoView {
    let filter = PaymentFilter::from_params(&params());
    view! {
        <Title text=t("nav-payments")/>
        <PageHeader title=t("nav-payments")>
            <LinkButton href=statements_urls::LIST icon=Icon::Bank>{t("statements-title")}</LinkButton>
            <LinkButton href=urls::GIFT_CARDS icon=Icon::Payments>{t("giftcards-title")}</LinkButton>
            <LinkButton href=urls::SLIPS icon=Icon::Inbox>{t("payments-slips")}</LinkButton>
        </PageHeader>
        {page(load(params()), move |(tools, payments)| view! {
            {panels::dialogs(&tools)}
            {panels::view_tabs(&tools, Vec::new())}
            <Card flush=true>
                {filters(&filter, &tools)}
                {panels::tools(&tools)}
                {panels::chips(chips(&filter))}
                {rows(&filter, &tools, payments)}
            </Card>
            {panels::script()}
        })}
    }
}

fn chips(filter: &PaymentFilter) -> Vec<(&'static str, String, String)> {
    let status = filter.status.map(|status| ("status", t("payments-status"), t(status.key())));
    let method = filter.method.map(|method| ("method", t("payments-method"), t(method.key())));
    status.into_iter().chain(method).collect()
}

fn filters(filter: &PaymentFilter, tools: &Tools) -> impl IntoView + use<> {
    let statuses = PaymentStatus::ALL.iter().map(|status| Choice::new(status.code(), t(status.key()))).collect();
    let methods = PaymentMethod::ALL.iter().map(|method| Choice::new(method.code(), t(method.key()))).collect();
    let status = filter.status.map(PaymentStatus::code).unwrap_or_default();
    let method = filter.method.map(PaymentMethod::code).unwrap_or_default();
    view! {
        <form class="toolbar" method="get" action=urls::LIST>
            <SelectField name="status" label=t("payments-status") options=statuses value=status blank=t("payments-any-status") autosubmit=true bare=true/>
            <SelectField name="method" label=t("payments-method") options=methods value=method blank=t("payments-any-method") autosubmit=true bare=true/>
            {panels::kept(tools)}
            <Button>{t("filter")}</Button>
            <div class="end">
                <a class="chip" href=urls::WITH_COURIERS>{t("payments-with-courier")}</a>
                <a class="chip" href=refunds_urls::LIST>{t("refunds-title")}</a>
            </div>
        </form>
    }
}

fn rows(filter: &PaymentFilter, tools: &Tools, payments: Page<PaymentRow>) -> AnyView {
    if !payments.rows.is_empty() {
        return panels::table::<Payments>(tools, payments, None);
    }
    if *filter != PaymentFilter::default() {
        return view! {
            <EmptyState kind=EmptyKind::Filtered title=t("payments-none-title") text=t("payments-none")>
                <LinkButton href=urls::LIST>{t("payments-show-all")}</LinkButton>
            </EmptyState>
        }
        .into_any();
    }
    view! { <EmptyState icon=Icon::Payments title=t("payments-empty-title") text=t("payments-empty")/> }.into_any()
}

/// The button that writes down that a courier's cash has come; nothing for any other payment.
pub(super) fn remit_button(row: &PaymentRow, may_write: bool, back_to_order: bool) -> impl IntoView + use<> {
    (may_write && row.is_with_courier()).then(|| {
        let order_id = if back_to_order { row.order_id.to_string() } else { String::new() };
        view! {
            <form method="post" action=RemitCod::PATH>
                <Hidden name="id" value=row.id.to_string()/>
                <Hidden name="order_id" value=order_id/>
                <Button small=true icon=Icon::Cash>{t("payments-cash-received")}</Button>
            </form>
        }
    })
}

/// The button by which a person says that they have seen the money at the provider; nothing for any other payment.
pub(super) fn confirm_button(row: &PaymentRow, may_write: bool, back_to_order: bool) -> impl IntoView + use<> {
    (may_write && row.waits_for_a_look()).then(|| {
        let order_id = if back_to_order { row.order_id.to_string() } else { String::new() };
        view! {
            <form method="post" action=ConfirmPayment::PATH>
                <Hidden name="id" value=row.id.to_string()/>
                <Hidden name="order_id" value=order_id/>
                <Button small=true icon=Icon::Check>{t("payments-confirm")}</Button>
            </form>
        }
    })
}
