//! Labels of goods: how many of which, on what. All of it stands in the URL; the file is a download.

use crate::domains::inventory::api::load_labels;
use crate::domains::inventory::model::{LabelRequest, LabelRow, MOST_LABELS};
use crate::domains::inventory::urls;
use crate::server::format::money;
use crate::server::forms::{FormState, form_state};
use crate::server::i18n::{t, t_with};
use crate::server::page::{page, params};
use crate::shared::LabelFormat;
use crate::ui::field::{Checkbox, Choice, SelectField, TextField};
use crate::ui::page_header::{Crumb, PageHeader};
use crate::ui::table::{Table, Th};
use crate::ui::{Button, ButtonKind, Card, EmptyState, Icon};
use leptos::prelude::*;
use leptos_meta::Title;

/// `/inventory/labels`
#[component]
pub fn LabelsPage() -> impl IntoView {
    let request = LabelRequest::from_params(&params());
    view! {
        <Title text=t("inventory-labels")/>
        <PageHeader title=t("inventory-labels") sub=t("inventory-labels-text") crumbs=vec![Crumb::new(t("nav-inventory"), urls::LIST)] crumbs_label=t("breadcrumbs")/>
        {page(load_labels(request.clone()), move |(rows, is_known)| form(&request, &rows, is_known))}
    }
}

fn form(request: &LabelRequest, rows: &[LabelRow], is_known: bool) -> impl IntoView + use<> {
    let formats = LabelFormat::ALL.into_iter().map(|format| Choice::new(format.code(), t(format.key()))).collect();
    let skip = if request.skip == 0 { String::new() } else { request.skip.to_string() };
    let refused = form_state(urls::LABELS_FILE);
    let unknown = (!is_known).then(|| t("inventory-error-unknown-code")).or_else(|| refused.error("add"));
    let typed = if is_known { String::new() } else { request.add.clone().unwrap_or_default() };
    let total: i64 = rows.iter().map(|row| row.count).sum();
    let head = view! {
        <Th label=t("inventory-variant")/><Th label=t("inventory-labels-code")/><Th label=t("inventory-price") class="num"/><Th label=t("inventory-labels-count")/>
    }
    .into_any();
    let lines = rows.iter().map(|row| line(row, &refused)).collect_view();
    let table = if rows.is_empty() {
        view! { <EmptyState icon=Icon::Inventory title=t("inventory-labels-empty-title") text=t("inventory-labels-empty")/> }.into_any()
    } else {
        view! { <Table caption=t("inventory-labels") head>{lines}</Table> }.into_any()
    };
    let print = (total > 0 || !refused.action.is_empty()).then(|| {
        let label = t_with("inventory-labels-make", &[("count", total.into())]);
        view! { <Button kind=ButtonKind::Primary icon=Icon::Print formaction=urls::LABELS_FILE>{label}</Button> }
    });
    let most = t_with("inventory-labels-most", &[("most", MOST_LABELS.into())]);
    let with_price = request.with_price;
    let format = request.format.code();
    view! {
        <form method="get" action=urls::LABELS class="detail">
            <div class="main-col">
                <Card title=t("inventory-labels-what") flush=true>
                    {table}
                    <div class="card-body inline-form">
                        <TextField name="add" label=t("inventory-sku-or-barcode") value=typed error=unknown autocomplete="off" input_class="mono"/>
                        <Button>{t("inventory-labels-add")}</Button>
                    </div>
                </Card>
            </div>
            <div class="side-col">
                <Card title=t("inventory-labels-on")>
                    <div class="fields">
                        <SelectField name="format" label=t("inventory-labels-format") options=formats value=format/>
                        <TextField name="skip" label=t("inventory-labels-skip") help=t("inventory-labels-skip-help") inputmode="numeric" value=skip autocomplete="off"/>
                        <Checkbox name="price" label=t("inventory-labels-price") checked=with_price/>
                        <p class="muted">{most}</p>
                        {print}
                    </div>
                </Card>
            </div>
        </form>
    }
}

fn line(row: &LabelRow, refused: &FormState) -> impl IntoView + use<> {
    let code = row.barcode.clone().unwrap_or_else(|| row.sku.clone());
    let (id, name) = (format!("count-{}", row.variant_id), format!("count[{}]", row.variant_id));
    let (count, error) = (refused.value_or(&name, &row.count.to_string()), refused.error(&name));
    let label = format!("{} {}", row.sku, t("inventory-labels-count"));
    view! {
        <tr>
            <th scope="row" class="cell-main"><a class="link" href=urls::variant(row.variant_id)>{row.name.clone()}</a><span class="cell-note mono">{row.sku.clone()}</span></th>
            <td class="mono" data-label=t("inventory-labels-code")>{code}</td>
            <td class="num" data-label=t("inventory-price")>{money(row.price, &row.currency)}</td>
            <td><TextField name id label value=count error inputmode="numeric" autocomplete="off" class="field-tight"/></td>
        </tr>
    }
}
