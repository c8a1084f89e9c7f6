//! One invoice as it is printed, and what was taken back of it.

use super::state_badge;
use crate::domains::audit::pages::panels::HistoryTab;
use crate::domains::documents::api::{CancelInvoice, load_invoice};
use crate::domains::documents::model::{InvoicePage as Shown, InvoiceRow};
use crate::domains::documents::urls;
use crate::domains::orders::urls as orders_urls;
use crate::server::context;
use crate::server::format::{date_time, money};
use crate::server::forms::form_state;
use crate::server::i18n::{t, t_with};
use crate::server::page::{page, path_id};
use crate::shared::Permission;
use crate::ui::dialog::ConfirmStep;
use crate::ui::field::{Hidden, TextField};
use crate::ui::form::Form;
use crate::ui::page_header::{Crumb, PageHeader};
use crate::ui::{Button, ButtonKind, Card, Icon, LinkButton, PaperSheet};
use leptos::prelude::*;
use leptos_meta::Title;
use server_fn::ServerFn;
use uuid::Uuid;

/// `/orders/invoices/{id}`
#[component]
pub fn InvoicePage() -> impl IntoView {
    page(load_invoice(path_id("id")), shown)
}

fn shown(invoice: Shown) -> impl IntoView {
    let Shown { row, credits, credit_notes, paper } = invoice;
    let title = format!("{} {}", t(row.kind.key()), row.number);
    let crumbs = vec![Crumb::new(t("nav-orders"), orders_urls::LIST), Crumb::new(t("documents-invoices"), urls::INVOICES)];
    let badge = state_badge(&row).into_any();
    let sub = format!("{} · {}", date_time(row.issued_at), row.buyer);
    let may = context::request().and_then(|request| request.scope).is_some_and(|scope| scope.may(Permission::OrdersWrite));
    let cancel = (may && row.is_open()).then(|| cancel(row.id));
    let beside = beside(&row, credits, credit_notes);
    view! {
        <Title text=title.clone()/>
        <div class="no-print">
            <PageHeader title badge sub crumbs crumbs_label=t("breadcrumbs")>
                <LinkButton href=orders_urls::order(row.order_id)>{t_with("orders-title", &[("number", row.order_number.clone().into())])}</LinkButton>
                <LinkButton href=urls::invoice_file(row.id) icon=Icon::Download kind=ButtonKind::Primary download=true>"PDF"</LinkButton>
            </PageHeader>
        </div>
        <div class="detail">
            <div class="main-col"><PaperSheet paper/></div>
            <div class="side-col stack no-print">{beside}{cancel}</div>
        </div>
        <HistoryTab resource="invoice" id=row.id/>
    }
}

fn beside(row: &InvoiceRow, credits: Option<(Uuid, String)>, notes: Vec<InvoiceRow>) -> impl IntoView + use<> {
    let credits = credits.map(|(id, number)| {
        view! { <Card title=t("documents-credits")><a class="link mono" href=urls::invoice(id)>{number}</a></Card> }
    });
    let currency = row.currency.clone();
    let left = money(row.total - row.credited, &currency);
    let notes = (!notes.is_empty()).then(|| {
        let rows = notes
            .into_iter()
            .map(|note| {
                view! {
                    <li class="flex flex-wrap justify-between gap-2">
                        <a class="link mono" href=urls::invoice(note.id)>{note.number.clone()}</a>
                        <span>{money(note.total, &note.currency)}</span>
                    </li>
                }
            })
            .collect_view();
        view! {
            <Card title=t("documents-credit-notes")>
                <ul class="grid gap-2">{rows}</ul>
                <dl class="sums"><dt class="total">{t("documents-left")}</dt><dd class="total">{left}</dd></dl>
            </Card>
        }
    });
    (credits, notes)
}

fn cancel(id: Uuid) -> impl IntoView {
    let form = form_state(CancelInvoice::PATH);
    view! {
        <Card title=t("documents-cancel")>
            <p class="muted mb-3">{t("documents-cancel-help")}</p>
            <ConfirmStep label=t("documents-cancel-do") kind=ButtonKind::DangerGhost open=!form.action.is_empty()>
                <Form action=CancelInvoice::PATH>
                    <Hidden name="invoice_id" value=id.to_string()/>
                    <TextField name="reason" label=t("documents-reason") value=form.value_or("reason", "") error=form.error("reason") required=true maxlength=500 autocomplete="off"/>
                    <div><Button kind=ButtonKind::Danger>{t("documents-cancel-do")}</Button></div>
                </Form>
            </ConfirmStep>
        </Card>
    }
}
