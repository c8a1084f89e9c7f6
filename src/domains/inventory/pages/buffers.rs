//! What each channel is not shown of the stock.

use super::may;
use crate::domains::channels::api::load_store_names;
use crate::domains::inventory::api::{SetBuffer, load_buffers};
use crate::domains::inventory::model::{BufferException, StoreBuffers};
use crate::domains::inventory::urls;
use crate::server::format::number;
use crate::server::forms::form_state;
use crate::server::i18n::{t, t_with};
use crate::server::page::page;
use crate::shared::{AppError, Permission};
use crate::ui::field::{Hidden, TextField};
use crate::ui::form::Form;
use crate::ui::page_header::{Crumb, PageHeader};
use crate::ui::table::{Table, Th};
use crate::ui::{Button, Card, EmptyState, Icon};
use leptos::prelude::*;
use leptos_meta::Title;
use server_fn::ServerFn;
use uuid::Uuid;

async fn load() -> Result<Vec<(Uuid, String, StoreBuffers)>, AppError> {
    let stores = load_store_names().await?;
    let buffers = load_buffers(stores.iter().map(|(id, _)| *id).collect()).await?;
    Ok(stores.into_iter().zip(buffers).map(|((id, name), buffers)| (id, name, buffers)).collect())
}

/// `/inventory/buffers`
#[component]
pub fn BuffersPage() -> impl IntoView {
    view! {
        <Title text=t("inventory-buffers")/>
        <PageHeader title=t("inventory-buffers") sub=t("inventory-buffers-text") crumbs=vec![Crumb::new(t("nav-inventory"), urls::LIST)] crumbs_label=t("breadcrumbs")/>
        {page(load(), |stores| {
            if stores.is_empty() {
                return view! { <Card flush=true><EmptyState icon=Icon::Channels title=t("inventory-buffers-empty-title") text=t("inventory-buffers-empty")/></Card> }.into_any();
            }
            let writes = may(Permission::InventoryWrite);
            let cards = stores.iter().map(|(id, name, buffers)| store(*id, name, buffers, writes)).collect_view();
            view! { <div class="stack">{cards}</div> }.into_any()
        })}
    }
}

fn store(id: Uuid, name: &str, buffers: &StoreBuffers, writes: bool) -> impl IntoView + use<> {
    let forms = writes.then(|| view! { <div class="card-body fields fields-2">{all(id, buffers)}{one(id)}</div> });
    let seen = (!writes).then(|| {
        view! { <dl class="facts card-body"><dt>{t("inventory-buffer-all")}</dt><dd>{number(i64::from(buffers.buffer))}</dd></dl> }
    });
    let body = if buffers.exceptions.is_empty() {
        view! { <p class="card-body muted">{t("inventory-buffer-none")}</p> }.into_any()
    } else {
        let rows = buffers.exceptions.iter().map(exception).collect_view();
        let head = view! {
            <Th label=t("inventory-variant")/><Th label=t("inventory-available") class="num"/><Th label=t("inventory-buffer") class="num"/>
            <Th label=t("inventory-buffer-shown") class="num"/>
        }
        .into_any();
        view! { <Table caption=t("inventory-buffer-one") head>{rows}</Table> }.into_any()
    };
    let rest = buffers.count - i64::try_from(buffers.exceptions.len()).unwrap_or_default();
    let rest = (rest > 0).then(|| view! { <p class="card-body muted">{t_with("inventory-buffer-more", &[("count", rest.into())])}</p> });
    view! { <Card title=name.to_owned() flush=true>{forms}{seen}{body}{rest}</Card> }
}

fn exception(row: &BufferException) -> impl IntoView + use<> {
    view! {
        <tr>
            <td class="cell-main"><a class="link" href=urls::variant(row.variant_id)>{row.name.clone()}</a><span class="cell-note mono">{row.sku.clone()}</span></td>
            <td class="num" data-label=t("inventory-available")>{number(row.available)}</td>
            <td class="num" data-label=t("inventory-buffer")>{number(i64::from(row.buffer))}</td>
            <td class="num" data-label=t("inventory-buffer-shown")>{number(row.published())}</td>
        </tr>
    }
}

/// What was refused belongs to one of the forms: that of this store, for one product or for all.
fn refused(id: &str, is_one: bool) -> crate::server::forms::FormState {
    let form = form_state(SetBuffer::PATH);
    if form.value("store_id") == Some(id) && (form.value("of") == Some("one")) == is_one { form } else { Default::default() }
}

fn all(id: Uuid, buffers: &StoreBuffers) -> impl IntoView + use<> {
    let id = id.to_string();
    let form = refused(&id, false);
    let field = view! {
        <TextField name="buffer" id=format!("all-{id}") label=t("inventory-buffer-all") inputmode="numeric" value=form.value_or("buffer", &buffers.buffer.to_string()) error=form.error("buffer") required=true/>
    };
    view! {
        <Form action=SetBuffer::PATH>
            <Hidden name="store_id" value=id/>
            {field}
            <div><Button>{t("save")}</Button></div>
        </Form>
    }
}

fn one(id: Uuid) -> impl IntoView + use<> {
    let id = id.to_string();
    let form = refused(&id, true);
    let fields = view! {
        <TextField name="sku" id=format!("sku-{id}") label=t("inventory-sku-or-barcode") value=form.value_or("sku", "") error=form.error("sku") required=true autocomplete="off" input_class="mono"/>
        <TextField name="buffer" id=format!("one-{id}") label=t("inventory-buffer-one") help=t("inventory-buffer-help") inputmode="numeric" value=form.value_or("buffer", "") error=form.error("buffer")/>
    };
    view! {
        <Form action=SetBuffer::PATH>
            <Hidden name="store_id" value=id/>
            <Hidden name="of" value="one"/>
            {fields}
            <div><Button>{t("save")}</Button></div>
        </Form>
    }
}
