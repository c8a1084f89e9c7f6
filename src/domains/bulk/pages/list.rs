//! The list of imports, with the form for a new one.

use super::rows::Imports;
use crate::domains::bulk::api::load_imports;
use crate::domains::bulk::model::{ImportFormat, ImportKind, ImportList};
use crate::domains::bulk::urls;
use crate::domains::views::model::Tools;
use crate::domains::views::pages::panels;
use crate::server::context;
use crate::server::forms::form_state;
use crate::server::i18n::t;
use crate::server::page::{page, params};
use crate::shared::{AppError, Params, Permission};
use crate::ui::field::{Choice, FileField, SelectField};
use crate::ui::form::Form;
use crate::ui::{Button, ButtonKind, Card, EmptyState, Icon, PageHeader};
use leptos::prelude::*;
use leptos_meta::Title;

/// `/imports`
#[component]
pub fn ImportsPage() -> impl IntoView {
    let may = context::request().and_then(|request| request.scope).is_some_and(|scope| scope.may(Permission::ImportsWrite));
    view! {
        <Title text=t("nav-imports")/>
        <PageHeader title=t("nav-imports") sub=t("bulk-intro")/>
        <div class="stack">
            {may.then(upload_form)}
            {page(load(params()), |(tools, imports)| list(&tools, imports))}
        </div>
    }
}

fn upload_form() -> impl IntoView {
    let form = form_state(urls::UPLOAD);
    let kinds = ImportKind::ALL.iter().map(|kind| Choice::new(kind.code(), t(kind.key()))).collect();
    let formats = ImportFormat::ALL.iter().map(|format| Choice::new(format.code(), t(format.key()))).collect();
    view! {
        <Card title=t("bulk-upload-title")>
            <Form action=urls::UPLOAD multipart=true errors=form.summary() error_title=t("form-errors-title")>
                <SelectField name="kind" label=t("bulk-kind") options=kinds value=form.value_or("kind", ImportKind::Products.code()) error=form.error("kind")/>
                <SelectField name="format" label=t("bulk-format") options=formats value=form.value_or("format", ImportFormat::Woocommerce.code()) error=form.error("format") help=t("bulk-format-help")/>
                <FileField name="file" label=t("bulk-file") help=t("bulk-file-help") error=form.error("file") accept=".csv,.json,.txt,.xlsx,text/csv,application/json" required=true/>
                <div><Button kind=ButtonKind::Primary icon=Icon::Upload>{t("bulk-upload")}</Button></div>
            </Form>
        </Card>
    }
}

async fn load(params: Params) -> Result<(Tools, ImportList), AppError> {
    let tools = panels::load::<Imports>(params).await?;
    let list = load_imports(panels::page_of(&tools)).await?;
    Ok((tools, list))
}

fn list(tools: &Tools, list: ImportList) -> AnyView {
    if list.rows.is_empty() {
        return view! { <EmptyState title=t("bulk-empty-title") text=t("bulk-empty")/> }.into_any();
    }
    let (menus, table) = (panels::tools(tools), panels::table::<Imports>(tools, list, None));
    view! {
        {panels::dialogs(tools)}
        {panels::view_tabs(tools, Vec::new())}
        <Card flush=true>
            {menus}
            {table}
        </Card>
        {panels::script()}
    }
    .into_any()
}
