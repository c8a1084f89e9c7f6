//! What orders show of their documents.

use super::state_badge;
use crate::domains::documents::api::{IssueInvoice, load_invoices_of};
use crate::domains::documents::model::{InvoiceKind, InvoiceRow, OrderInvoices};
use crate::domains::documents::urls;
use crate::domains::orders::model::OrderStatus;
use crate::server::context;
use crate::server::format::{date, money};
use crate::server::forms::form_state;
use crate::server::i18n::t;
use crate::server::page::page;
use crate::shared::Permission;
use crate::ui::dialog::ConfirmStep;
use crate::ui::field::{Choice, Hidden, SelectField, TextField};
use crate::ui::form::Form;
use crate::ui::icon::Icon;
use crate::ui::{Button, ButtonKind, Card, LinkButton, Menu};
use leptos::prelude::*;
use server_fn::ServerFn;
use uuid::Uuid;

/// The documents of an order.
#[component]
pub fn OrderDocuments(
    /// The order.
    order_id: Uuid,
    /// Where it stands.
    status: OrderStatus,
) -> impl IntoView {
    let slip = file_link(order_id, urls::PACKING_SLIPS, "documents-packing-slip");
    let label = file_link(order_id, urls::LABELS, "documents-label");
    let pick = status.holds_stock().then(|| file_link(order_id, urls::PICK_LIST, "documents-pick-list"));
    view! {
        <Card title=t("documents-title") id="documents">
            <div class="grid gap-4">
                <div class="flex flex-wrap gap-2">
                    {slip} {label} {pick}
                </div>
                {page(load_invoices_of(order_id), move |invoices| self::invoices(order_id, invoices))}
            </div>
        </Card>
    }
}

fn file_link(order_id: Uuid, file: &str, label: &'static str) -> impl IntoView + use<> {
    let href = urls::of_order(file, order_id);
    view! { <LinkButton href icon=Icon::Print small=true download=true>{t(label)}</LinkButton> }
}

fn invoices(order_id: Uuid, invoices: OrderInvoices) -> impl IntoView {
    let may = context::request().and_then(|request| request.scope).is_some_and(|scope| scope.may(Permission::OrdersWrite));
    let rows = invoices.rows.iter().map(row).collect_view();
    let list = (!invoices.rows.is_empty()).then(|| view! { <ul class="grid gap-3">{rows}</ul> });
    let issue = (may && invoices.can_issue).then(|| issue(order_id, &invoices));
    (list, issue)
}

fn row(row: &InvoiceRow) -> impl IntoView + use<> {
    view! {
        <li class="flex flex-wrap items-center gap-2">
            <span class="flex-1">
                <a class="link mono" href=urls::invoice(row.id)>{row.number.clone()}</a>
                <span class="cell-note muted block">{t(row.kind.key())}" · "{date(row.issued_at)}" · "{money(row.total, &row.currency)}</span>
            </span>
            {state_badge(row)}
            <LinkButton href=urls::invoice_file(row.id) icon=Icon::Download small=true download=true>"PDF"</LinkButton>
        </li>
    }
}

fn issue(order_id: Uuid, invoices: &OrderInvoices) -> impl IntoView + use<> {
    let form = form_state(IssueInvoice::PATH);
    let kinds = [InvoiceKind::Invoice, InvoiceKind::TaxInvoice].map(|kind| Choice::new(kind.code(), t(kind.key()))).into();
    let default = invoices.branches.iter().find(|branch| branch.is_default).map(|branch| branch.code.clone()).unwrap_or_default();
    let branch = if invoices.branches.len() > 1 {
        let choices = invoices.branches.iter().map(|branch| Choice::new(branch.code.clone(), format!("{} · {}", branch.code, branch.name)));
        let choices = choices.collect();
        view! { <SelectField name="branch" label=t("documents-branch") options=choices value=form.value_or("branch", &default) error=form.error("branch")/> }.into_any()
    } else {
        view! { <Hidden name="branch" value=default/> }.into_any()
    };
    let buyer = form.value_or("buyer_name", &invoices.buyer);
    view! {
        <ConfirmStep label=t("documents-issue") kind=ButtonKind::Plain icon=Icon::Plus open=!form.action.is_empty()>
            <Form action=IssueInvoice::PATH errors=form.summary() error_title=t("form-errors-title")>
                <Hidden name="order_id" value=order_id.to_string()/>
                <SelectField name="kind" id="invoice-kind" label=t("documents-kind") options=kinds value=form.value_or("kind", InvoiceKind::Invoice.code()) error=form.error("kind") required=true/>
                {branch}
                <TextField name="buyer_name" label=t("documents-buyer-name") value=buyer error=form.error("buyer_name") maxlength=200 autocomplete="off"/>
                <TextField name="buyer_tin" label=t("documents-buyer-tin") note=t("field-optional") help=t("documents-buyer-tin-help") value=form.value_or("buyer_tin", "") error=form.error("buyer_tin") maxlength=40 autocomplete="off" input_class="mono"/>
                <div><Button kind=ButtonKind::Primary>{t("documents-issue")}</Button></div>
            </Form>
        </ConfirmStep>
    }
}

/// The menu that prints documents of the ticked orders, for the bar below their table.
pub fn print_menu() -> impl IntoView {
    let button = |file: &'static str, label: &'static str| view! { <button class="menu-item" formaction=file>{t(label)}</button> };
    view! {
        <Menu text=t("documents-print") icon=Icon::Print small=true up=true>
            {button(urls::PACKING_SLIPS, "documents-packing-slips")}
            {button(urls::LABELS, "documents-labels")}
            {button(urls::PICK_LIST, "documents-pick-list")}
        </Menu>
    }
}

/// The link to the label of an order's parcel.
pub fn label_link(order_id: Uuid) -> impl IntoView {
    view! { <LinkButton href=urls::of_order(urls::LABELS, order_id) icon=Icon::Print download=true>{t("documents-print-label")}</LinkButton> }
}
