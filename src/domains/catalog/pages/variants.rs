//! The options of a product, and all of its variants in one grid. A plain form of inputs; `public/js/grid.js` makes a spreadsheet of it.

use crate::domains::catalog::api::{SaveOptions, SaveVariants, load_matrix};
use crate::domains::catalog::model::{
    GRID_COLUMNS, GridVariant, MOST_OPTIONS, MOST_VARIANTS, Matrix, OptionsForm, VariantCells, cell_name,
};
use crate::domains::catalog::urls;
use crate::server::format::{currency_symbol, number};
use crate::server::forms::{FormState, form_state};
use crate::server::i18n::{field_error, language, t, t_with};
use crate::server::page::{page, path_id};
use crate::ui::field::{Hidden, TextArea, TextField};
use crate::ui::form::{Edited, Form, SaveBar};
use crate::ui::html::Html;
use crate::ui::page_header::{Crumb, PageHeader};
use crate::ui::table::{Table, Th};
use crate::ui::{Alert, Button, ButtonKind, Card, Icon, LinkButton, Tone};
use leptos::prelude::*;
use leptos_meta::Title;
use server_fn::ServerFn;
use std::collections::HashMap;
use uuid::Uuid;

/// Where the conflict is that asks before variants are taken away.
const SURE: &str = "catalog-options-sure";

/// `/products/{id}/variants`
#[component]
pub fn VariantsPage() -> impl IntoView {
    page(load_matrix(path_id("id")), |matrix| {
        let title = t("catalog-variants");
        let crumbs = vec![Crumb::new(t("nav-products"), urls::LIST), Crumb::new(matrix.name.clone(), urls::product(matrix.product_id))];
        view! {
            <Title text=format!("{title} · {}", matrix.name)/>
            <PageHeader title sub=matrix.name.clone() crumbs crumbs_label=t("breadcrumbs")/>
            {options(&matrix)}
            {grid(&matrix)}
            <script defer="" src="/js/grid.js"></script>
        }
    })
}

fn options(matrix: &Matrix) -> impl IntoView + use<> {
    let form = form_state(SaveOptions::PATH);
    let stored = OptionsForm::from(matrix.options.as_slice());
    let fields = stored
        .lines()
        .into_iter()
        .enumerate()
        .map(|(at, (name_field, name, values_field, values))| {
            let position = number(i64::try_from(at + 1).unwrap_or_default());
            let label = t_with("catalog-option-name", &[("number", position.clone().into())]);
            let help = if at == 0 { t("catalog-option-name-help") } else { String::new() };
            let values_label = t_with("catalog-option-values", &[("number", position.into())]);
            view! {
                <div class="fields-2">
                    <TextField name=name_field label help value=form.value_or(name_field, name) error=form.error(name_field) maxlength=60 autocomplete="off"/>
                    <TextArea name=values_field label=values_label rows=2 value=form.value_or(values_field, values) error=form.error(values_field)/>
                </div>
            }
        })
        .collect_view();
    let asked = form.message.clone().filter(|(key, _)| key == SURE);
    let plan = asked.and_then(|(_, args)| args.into_iter().find(|(name, _)| name == "plan")).map(|(_, plan)| plan);
    let sure = plan.clone().map(|plan| {
        view! {
            <Alert tone=Tone::Warn title=t("catalog-options-sure-title")>{t("catalog-options-sure-text")}</Alert>
            <Hidden name="confirm" value=plan/>
        }
    });
    let save = if plan.is_some() { t("catalog-options-do") } else { t("catalog-options-save") };
    let id = matrix.product_id.to_string();
    let made_from = form.edited(matrix.version, &stored);
    let most = [("options", MOST_OPTIONS.into()), ("variants", MOST_VARIANTS.into())];
    view! {
        <Card title=t("catalog-options")>
            <Form action=SaveOptions::PATH guard=true errors=form.summary() error_title=t("form-errors-title") class="stack">
                <Hidden name="product_id" value=id/>
                <Edited from=made_from/>
                <p class="muted">{t_with("catalog-options-help", &most)}</p>
                <div class="fields">{fields}</div>
                {sure}
                <div><Button kind=if plan.is_some() { ButtonKind::Danger } else { ButtonKind::Plain }>{save}</Button></div>
            </Form>
        </Card>
    }
}

/// What was typed into the grid and refused, by the names of its inputs: it has thousands.
struct Refused {
    is_on: bool,
    typed: HashMap<String, String>,
    errors: HashMap<String, String>,
}

impl Refused {
    fn new(form: &FormState) -> Self {
        let errors = form.errors.0.iter().filter(|error| !error.field.is_empty());
        Self {
            is_on: !form.action.is_empty(),
            typed: form.values.iter().cloned().collect(),
            errors: errors.map(|error| (error.field.clone(), field_error(error))).collect(),
        }
    }

    /// Whether this row was sent: scripts send only those that were changed.
    fn has(&self, id: Uuid) -> bool {
        self.is_on && self.typed.contains_key(&cell_name(id, "version"))
    }

    fn cell(&self, id: Uuid, field: &str) -> String {
        self.typed.get(&cell_name(id, field)).cloned().unwrap_or_default()
    }

    /// The version and the cells that a row is made from now: of cells that both have changed the person now knows the other's.
    fn made_from(&self, variant: &GridVariant, newest: &VariantCells) -> (String, String) {
        let whole = serde_json::to_value(newest).unwrap_or_default();
        if !self.has(variant.id) {
            return (variant.version.to_string(), whole.to_string());
        }
        let base = self.cell(variant.id, "base");
        let Ok(serde_json::Value::Object(mut fields)) = serde_json::from_str(&base) else {
            return (self.cell(variant.id, "version"), base);
        };
        for (field, value) in newest.cells() {
            if self.errors.contains_key(&cell_name(variant.id, field)) && fields.get(field).is_some_and(|was| was != value) {
                fields.insert(field.to_owned(), value.into());
            }
        }
        (self.cell(variant.id, "version"), serde_json::Value::Object(fields).to_string())
    }
}

fn row_name(matrix: &Matrix, variant: &GridVariant) -> String {
    if variant.name.is_empty() { matrix.name.clone() } else { variant.name.clone() }
}

fn column(field: &str) -> String {
    GRID_COLUMNS.iter().find(|(known, _)| *known == field).map(|(_, key)| t(key)).unwrap_or_default()
}

/// Errors with the row and the column that they are of.
fn summary(matrix: &Matrix, form: &FormState) -> Vec<(String, String)> {
    let names: HashMap<String, String> =
        matrix.variants.iter().map(|variant| (variant.id.to_string(), row_name(matrix, variant))).collect();
    let located = |(field, message): (String, String)| {
        let place = field.strip_prefix("rows[v").and_then(|rest| rest.strip_suffix(']')).and_then(|rest| rest.split_once("]["));
        let message = match place {
            Some((id, name)) => {
                let row = names.get(id).cloned().unwrap_or_default();
                let args = [("row", row.into()), ("column", column(name).into()), ("message", message.into())];
                t_with("catalog-cell-error", &args)
            }
            None => message,
        };
        (field, message)
    };
    form.summary().into_iter().map(located).collect()
}

fn grid(matrix: &Matrix) -> impl IntoView + use<> {
    let form = form_state(SaveVariants::PATH);
    let refused = Refused::new(&form);
    let unit = currency_symbol(&matrix.currency, language()).to_owned();
    let heads = GRID_COLUMNS
        .iter()
        .map(|(field, key)| {
            let is_amount = field.ends_with("price");
            let label = if is_amount { format!("{} ({unit})", t(key)) } else { t(key) };
            view! { <th scope="col" id=format!("col-{field}")>{label}</th> }
        })
        .collect_view();
    let head = view! { <Th label=t("catalog-variant")/>{heads} }.into_any();
    let labels = GRID_COLUMNS.iter().map(|(field, key)| (*field, t(key))).collect();
    let lines = matrix.variants.iter().map(|variant| line(matrix, &labels, variant, &refused)).collect_view();
    let count = i64::try_from(matrix.variants.len()).unwrap_or_default();
    let back = urls::product(matrix.product_id);
    let id = matrix.product_id.to_string();
    let changed = |count: i64| t_with("catalog-grid-changed", &[("count", count.into())]);
    view! {
        <Form action=SaveVariants::PATH guard=true errors=summary(matrix, &form) error_title=t("form-errors-title") class="sheet-form">
            <Hidden name="product_id" value=id/>
            <Card title=t_with("catalog-grid-title", &[("count", number(count).into())]) flush=true class="sheet">
                <p class="muted sheet-help js-only">{t("catalog-grid-help")}</p>
                <Table caption=t("catalog-variants") head scroll=true>{lines}</Table>
            </Card>
            <SaveBar class="sheet-bar">
                <p class="note js-only" role="status" data-count="" data-one=changed(1) data-many=changed(2)></p>
                <LinkButton href=back>{t("cancel")}</LinkButton>
                <Button kind=ButtonKind::Primary>{t("catalog-grid-save")}</Button>
            </SaveBar>
        </Form>
    }
}

fn line(matrix: &Matrix, labels: &HashMap<&str, String>, variant: &GridVariant, refused: &Refused) -> AnyView {
    let id = variant.id;
    let newest = VariantCells::from(variant);
    let (version, base) = refused.made_from(variant, &newest);
    let mut row = Html::default();
    row.raw("<tr").attr_if("class", (!variant.is_active).then_some("is-off")).raw("><th scope=\"row\" class=\"cell-main\"");
    row.attr("id", &format!("row-{id}")).raw(">").text(&row_name(matrix, variant));
    for (field, value) in [("version", version), ("base", base)] {
        row.raw("<input type=\"hidden\"").attr("name", &cell_name(id, field)).attr("value", &value).raw(">");
    }
    row.raw("</th>");
    let was_sent = refused.has(id);
    for (field, stored) in newest.cells() {
        let name = cell_name(id, field);
        let value = if was_sent { refused.cell(id, field) } else { stored.to_owned() };
        let error = refused.errors.get(&name).cloned();
        row.raw("<td class=\"sheet-cell\"").attr_if("data-label", labels.get(field).map(String::as_str)).raw(">");
        let described = error.is_some().then(|| format!("{name}-error"));
        row.raw("<input").attr("id", &name).attr("name", &name).attr("aria-labelledby", &format!("row-{id} col-{field}"));
        if field == "is_active" {
            row.raw(" class=\"checkbox cell\" type=\"checkbox\" value=\"true\"").raw(if value.is_empty() { "" } else { " checked" });
        } else {
            let (mode, class) = match field {
                "sku" | "barcode" => (None, "input cell mono"),
                "weight_g" => (Some("numeric"), "input cell num"),
                _ => (Some("decimal"), "input cell num"),
            };
            row.raw(" type=\"text\" autocomplete=\"off\"").attr("class", class).attr("value", &value).attr_if("inputmode", mode);
        }
        row.attr_if("data-was", (value != stored).then_some(stored)).attr_if("aria-invalid", error.is_some().then_some("true"));
        row.attr_if("aria-describedby", described.as_deref()).raw(">");
        if let (Some(message), Some(described)) = (error, described) {
            row.view(view! { <p class="error-text" id=described><Icon name=Icon::Warning/><span>{message}</span></p> });
        }
        row.raw("</td>");
    }
    row.raw("</tr>");
    row.into_any()
}
