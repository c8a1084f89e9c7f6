//! The warehouses.

use super::{fulfilment, may};
use crate::domains::audit::pages::panels::HistoryTab;
use crate::domains::inventory::api::{CreateWarehouse, MakeDefaultWarehouse, load_fulfilment, load_warehouses};
use crate::domains::inventory::model::{Fulfilment, Warehouse};
use crate::domains::inventory::urls;
use crate::server::forms::form_state;
use crate::server::i18n::t;
use crate::server::page::{page, query, url_with};
use crate::shared::{AppError, Permission};
use crate::ui::field::{Hidden, TextField};
use crate::ui::form::Form;
use crate::ui::page_header::{Crumb, PageHeader};
use crate::ui::table::{Table, Th};
use crate::ui::{Badge, Button, ButtonKind, Card, EmptyState, Icon, Tone};
use leptos::prelude::*;
use leptos_meta::Title;
use server_fn::ServerFn;
use uuid::Uuid;

/// `/inventory/warehouses`
#[component]
pub fn WarehousesPage() -> impl IntoView {
    view! {
        <Title text=t("inventory-warehouses")/>
        <PageHeader title=t("inventory-warehouses") crumbs=vec![Crumb::new(t("nav-inventory"), urls::LIST)] crumbs_label=t("breadcrumbs")/>
        {page(load(), |(rows, fulfilment)| {
            let writes = may(Permission::InventoryWrite);
            let chosen = query("warehouse").and_then(|id| Uuid::parse_str(&id).ok());
            let history = chosen.map(|id| view! { <HistoryTab resource="warehouse" id/> });
            view! {
                <div class="detail">
                    <div class="main-col"><Card flush=true>{table(rows, writes)}</Card></div>
                    <div class="side-col stack">{writes.then(add)}{writes.then(|| fulfilment::form(&fulfilment))}</div>
                </div>
                {history}
            }
        })}
    }
}

async fn load() -> Result<(Vec<Warehouse>, Fulfilment), AppError> {
    Ok((load_warehouses().await?, load_fulfilment().await?))
}

fn table(rows: Vec<Warehouse>, writes: bool) -> impl IntoView {
    if rows.is_empty() {
        return view! { <EmptyState icon=Icon::Warehouse title=t("inventory-warehouses-empty-title") text=t("inventory-warehouses-empty")/> }.into_any();
    }
    let logged = may(Permission::AuditRead);
    let lines = rows
        .into_iter()
        .map(|row| {
            let state = if row.is_default {
                view! { <Badge tone=Tone::Accent>{t("inventory-default")}</Badge> }.into_any()
            } else if writes && row.is_active {
                view! {
                    <form method="post" action=MakeDefaultWarehouse::PATH>
                        <Hidden name="id" value=row.id.to_string()/>
                        <Button small=true>{t("inventory-make-default")}</Button>
                    </form>
                }
                .into_any()
            } else if row.is_active {
                ().into_any()
            } else {
                view! { <Badge>{t("inventory-warehouse-closed")}</Badge> }.into_any()
            };
            let history = format!("{}#history", url_with(&[("warehouse", &row.id.to_string()), ("history", "1")]));
            let history = logged.then(|| view! { <td class="cell-actions"><a class="link" href=history>{t("inventory-warehouse-history")}</a></td> });
            view! {
                <tr><td class="cell-main"><a class="link" href=urls::warehouse(row.id)>{row.name}</a></td><td class="cell-sub mono">{row.code}</td><td class="cell-status">{state}</td>{history}</tr>
            }
        })
        .collect_view();
    let head = view! { <Th label=t("inventory-warehouse-name")/><Th label=t("inventory-warehouse-code")/><Th hidden_label=t("inventory-default")/>{logged.then(|| view! { <Th hidden_label=t("inventory-warehouse-history")/> })} }.into_any();
    view! { <Table caption=t("inventory-warehouses") head>{lines}</Table> }.into_any()
}

fn add() -> impl IntoView {
    let form = form_state(CreateWarehouse::PATH);
    view! {
        <Card title=t("inventory-warehouse-new")>
            <Form action=CreateWarehouse::PATH errors=form.summary() error_title=t("form-errors-title")>
                <TextField name="name" label=t("inventory-warehouse-name") value=form.value_or("name", "") error=form.error("name") required=true maxlength=100/>
                <TextField name="code" label=t("inventory-warehouse-code") help=t("inventory-warehouse-code-help") value=form.value_or("code", "") error=form.error("code") required=true maxlength=20 input_class="mono"/>
                <div><Button kind=ButtonKind::Primary>{t("inventory-warehouse-add")}</Button></div>
            </Form>
        </Card>
    }
}
