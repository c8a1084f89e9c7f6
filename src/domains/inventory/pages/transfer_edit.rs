//! The form of a draft of a transfer. It is a plain form; the picker above its lines fills them in for those who have JavaScript.

use crate::domains::catalog::islands::ProductPicker;
use crate::domains::inventory::api::{CreateTransfer, SaveTransfer, load_new_transfer, load_transfer};
use crate::domains::inventory::model::{TransferDetail, TransferStatus, Warehouse};
use crate::domains::inventory::urls;
use crate::server::forms::{FormState, form_state};
use crate::server::i18n::{t, t_with};
use crate::server::page::{page, path_id, query};
use crate::shared::AppError;
use crate::ui::field::{Choice, Hidden, SelectField, TextArea, TextField};
use crate::ui::form::{Form, SaveBar};
use crate::ui::page_header::{Crumb, PageHeader};
use crate::ui::{Button, ButtonKind, Card, LinkButton};
use leptos::prelude::*;
use leptos_meta::Title;
use server_fn::ServerFn;
use uuid::Uuid;

/// Rows of lines that the form shows at first.
const ROWS: usize = 5;
/// Most rows that it shows.
const MOST_ROWS: usize = 100;

fn crumbs() -> Vec<Crumb> {
    vec![Crumb::new(t("nav-inventory"), urls::LIST), Crumb::new(t("inventory-transfers"), urls::TRANSFERS)]
}

/// `/inventory/transfers/new`
#[component]
pub fn NewTransferPage() -> impl IntoView {
    view! {
        <Title text=t("inventory-transfer-new")/>
        <PageHeader title=t("inventory-transfer-new") crumbs=crumbs() crumbs_label=t("breadcrumbs")/>
        {page(load_new_transfer(), |warehouses| fields(&warehouses, None))}
    }
}

/// A draft; anything else is not changed any more.
async fn load(id: Result<Uuid, AppError>) -> Result<TransferDetail, AppError> {
    load_new_transfer().await?;
    let transfer = load_transfer(id).await?;
    if transfer.status != TransferStatus::Draft {
        leptos_axum::redirect(&urls::transfer(transfer.id));
    }
    Ok(transfer)
}

/// `/inventory/transfers/{id}/edit`
#[component]
pub fn EditTransferPage() -> impl IntoView {
    page(load(path_id("transfer")), |transfer| {
        let title = t_with("inventory-transfer-title", &[("number", transfer.number.clone().into())]);
        view! {
            <Title text=title.clone()/>
            <PageHeader title crumbs=crumbs() crumbs_label=t("breadcrumbs")/>
            {fields(&transfer.warehouses, Some(&transfer))}
        }
    })
}

fn fields(warehouses: &[Warehouse], draft: Option<&TransferDetail>) -> impl IntoView + use<> {
    let action = if draft.is_some() { SaveTransfer::PATH } else { CreateTransfer::PATH };
    let form = form_state(action);
    let typed = form.values.iter().filter(|(name, _)| name.starts_with("lines[") && name.ends_with("][sku]")).count();
    let wanted = query("rows").and_then(|rows| rows.parse().ok()).unwrap_or(ROWS);
    let items = draft.map_or(&[][..], |draft| draft.items.as_slice());
    let rows = typed.max(wanted).max(items.len() + 2).clamp(1, MOST_ROWS.max(items.len()));
    let choices: Vec<Choice> = warehouses
        .iter()
        .filter(|warehouse| warehouse.is_active)
        .map(|warehouse| Choice::new(warehouse.id.to_string(), warehouse.name.clone()))
        .collect();
    let default = warehouses.iter().find(|warehouse| warehouse.is_default).map(|warehouse| warehouse.id);
    let id = |known: Option<Uuid>| known.map(|id| id.to_string()).unwrap_or_default();
    let from = form.value_or("from", &id(draft.map(|draft| draft.from.0).or(default)));
    let to = form.value_or("to", &id(draft.map(|draft| draft.to.0)));
    let notes = form.value_or("notes", draft.map_or("", |draft| draft.notes.as_str()));
    let lines = (0..rows)
        .map(|row| {
            let item = items.get(row).map(|item| (item.sku.clone(), item.quantity.to_string())).unwrap_or_default();
            line(&form, row, &item)
        })
        .collect_view();
    let more = (rows < MOST_ROWS).then(|| {
        let href = crate::server::page::url_with(&[("rows", &(rows + 5).to_string())]);
        view! { <a class="link no-js-only" href=href>{t("inventory-more-rows")}</a> }
    });
    let back = draft.map_or_else(|| urls::TRANSFERS.to_owned(), |draft| urls::transfer(draft.id));
    let hidden = draft.map(|draft| view! { <Hidden name="transfer_id" value=draft.id.to_string()/> });
    let save = if draft.is_some() { t("save") } else { t("inventory-transfer-create") };
    view! {
        <Form action errors=form.summary() error_title=t("form-errors-title") guard=true>
            {hidden}
            <Card title=t("inventory-transfer-way")>
                <div class="fields fields-2">
                    <SelectField name="from" label=t("inventory-transfer-from") options=choices.clone() value=from error=form.error("from") required=true/>
                    <SelectField name="to" label=t("inventory-transfer-to") options=choices value=to blank=t("inventory-choose-warehouse") error=form.error("to") required=true/>
                </div>
                <TextArea class="mt-4" name="notes" label=t("inventory-notes") note=t("field-optional") value=notes error=form.error("notes") rows=2 maxlength=1000/>
            </Card>
            <Card title=t("inventory-transfer-lines")>
                <ProductPicker label=t("inventory-find-product") none=t("inventory-none-title") help=t("inventory-find-product-help")/>
                <div class="stack" id="order-lines">{lines}</div>
                {more}
            </Card>
            <SaveBar>
                <LinkButton href=back>{t("cancel")}</LinkButton>
                <Button kind=ButtonKind::Primary>{save}</Button>
            </SaveBar>
        </Form>
    }
}

fn line(form: &FormState, row: usize, known: &(String, String)) -> impl IntoView + use<> {
    let field = |name: &str| format!("lines[{row}][{name}]");
    let id = |name: &str| format!("lines-{row}-{name}");
    let (sku, quantity) = (field("sku"), field("quantity"));
    view! {
        <div class="order-line" role="group" aria-label=t_with("inventory-line-n", &[("n", (row + 1).into())])>
            <TextField id=id("sku") label=t("inventory-sku-or-barcode") value=form.value_or(&sku, &known.0) error=form.error(&sku) name=sku autocomplete="off" input_class="mono"/>
            <TextField id=id("quantity") label=t("inventory-units") value=form.value_or(&quantity, &known.1) error=form.error(&quantity) name=quantity inputmode="numeric" autocomplete="off"/>
        </div>
    }
}
