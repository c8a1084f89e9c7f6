//! The form of a size guide: a plain grid of inputs with one column and two rows to spare.

use crate::domains::catalog::api::{CreateSizeGuide, DeleteSizeGuide, UpdateSizeGuide, load_size_guide};
use crate::domains::catalog::model::{LengthUnit, Measurements, SizeGuide, SizeGuideForm};
use crate::domains::catalog::urls;
use crate::server::forms::{FormState, form_state};
use crate::server::i18n::{t, t_with};
use crate::server::page::{page, path_id};
use crate::ui::field::{Choice, Hidden, RadioField, TextArea, TextField};
use crate::ui::form::{Edited, Form, SaveBar};
use crate::ui::page_header::{Crumb, PageHeader};
use crate::ui::{Button, ButtonKind, Card, ConfirmStep, Icon, LinkButton};
use leptos::prelude::*;
use leptos_meta::Title;
use server_fn::ServerFn;

/// Columns and rows that the form of a new size guide has, and most that it shows.
const FIRST: (usize, usize) = (5, 5);
const MOST: usize = 41;

fn crumbs() -> Vec<Crumb> {
    vec![Crumb::new(t("nav-products"), urls::LIST), Crumb::new(t("catalog-size-guides"), urls::SIZE_GUIDES)]
}

/// `/size-guides/new`
#[component]
pub fn NewSizeGuidePage() -> impl IntoView {
    view! {
        <Title text=t("catalog-guide-new")/>
        <PageHeader title=t("catalog-guide-new") crumbs=crumbs() crumbs_label=t("breadcrumbs")/>
        {page(load_size_guide(None), |_| form(None))}
    }
}

/// `/size-guides/{id}`
#[component]
pub fn SizeGuidePage() -> impl IntoView {
    page(load_size_guide(Some(path_id("id"))), |guide| {
        let title = guide.as_ref().map(|guide| guide.name.clone()).unwrap_or_default();
        let form = form(guide.as_ref());
        let delete = guide.as_ref().map(|guide| {
            let (id, name) = (guide.id.to_string(), guide.name.clone());
            view! {
                <ConfirmStep label=t("catalog-guide-delete") icon=Icon::Delete>
                    <p>{t_with("catalog-guide-delete-text", &[("name", name.into())])}</p>
                    <form method="post" action=DeleteSizeGuide::PATH>
                        <Hidden name="size_guide_id" value=id/>
                        <Button kind=ButtonKind::Danger>{t("catalog-guide-delete")}</Button>
                    </form>
                </ConfirmStep>
            }
        });
        view! {
            <Title text=title.clone()/>
            <PageHeader title crumbs=crumbs() crumbs_label=t("breadcrumbs")/>
            {form}
            {delete}
        }
    })
}

fn form(guide: Option<&SizeGuide>) -> impl IntoView + use<> {
    let action = if guide.is_some() { UpdateSizeGuide::PATH } else { CreateSizeGuide::PATH };
    let form = form_state(action);
    let initial = guide.map(SizeGuideForm::from).unwrap_or_default();
    let identity = guide.map(|guide| {
        view! {
            <Hidden name="size_guide_id" value=guide.id.to_string()/>
            <Edited from=form.edited(guide.version, &initial)/>
        }
    });
    let units = LengthUnit::ALL.into_iter().map(|unit| Choice::new(unit.code(), t(unit.key()))).collect();
    let unit = if initial.unit.is_empty() { LengthUnit::Cm.code().to_owned() } else { initial.unit.clone() };
    let clash =
        form.error("grid").map(|message| view! { <p class="error-text" id="grid"><Icon name=Icon::Warning/><span>{message}</span></p> });
    let head = view! {
                <div class="fields">
                    <TextField name="name" label=t("catalog-name") value=form.value_or("name", &initial.name) error=form.error("name") required=true maxlength=200/>
                    <TextField name="description" label=t("catalog-guide-description") help=t("catalog-guide-description-help") value=form.value_or("description", &initial.description) error=form.error("description")/>
                    <RadioField name="unit" label=t("catalog-unit") help=t("catalog-unit-help") options=units value=form.value_or("unit", &unit) error=form.error("unit")/>
                </div>
    };
    let grid = grid(&form, &initial.grid, guide.is_some());
    let fit = view! {
        <TextArea name="fit_description" label=t("catalog-guide-fit") help=t("catalog-guide-fit-help") value=form.value_or("fit_description", &initial.fit_description) error=form.error("fit_description")/>
    };
    view! {
        <Form action class="form form-wide" guard=true errors=form.summary() error_title=t("form-errors-title")>
            {identity}
            <Card title=t("catalog-size-guide")>{head}</Card>
            <Card title=t("catalog-measurements")>
                {clash}
                <p class="help">{t("catalog-guide-grid-help")}</p>
                {grid}
            </Card>
            <Card>{fit}</Card>
            <SaveBar>
                <LinkButton href=urls::SIZE_GUIDES>{t("cancel")}</LinkButton>
                <Button kind=ButtonKind::Primary>{t("save")}</Button>
            </SaveBar>
        </Form>
        <script defer="" src="/js/editor.js"></script>
    }
}

/// How many fields of a row or column came back with a refused form.
fn typed(form: &FormState, prefix: &str, suffix: &str) -> usize {
    form.values.iter().filter(|(name, _)| name.starts_with(prefix) && name.ends_with(suffix)).count()
}

fn grid(form: &FormState, initial: &Measurements, is_known: bool) -> impl IntoView + use<> {
    let (mut columns, mut rows) = if is_known { (initial.sizes.len() + 1, initial.rows.len() + 2) } else { FIRST };
    columns = columns.max(typed(form, "grid[sizes][", "]")).min(MOST);
    rows = rows.max(typed(form, "grid[rows][", "][name]")).min(MOST);
    let head = (0..columns)
        .map(|column| {
            let size = initial.sizes.get(column).map(String::as_str).unwrap_or_default();
            let label = t_with("catalog-size-n", &[("n", (column + 1).into())]);
            view! { <th scope="col">{cell(form, format!("grid[sizes][{column}]"), label, size, "text")}</th> }
        })
        .collect_view();
    let body = (0..rows)
        .map(|row| {
            let of = initial.rows.get(row);
            let name = of.map(|row| row.name.as_str()).unwrap_or_default();
            let label = t_with("catalog-measure-n", &[("n", (row + 1).into())]);
            let cells = (0..columns)
                .map(|column| {
                    let value = of.and_then(|row| row.values.get(column)).map(String::as_str).unwrap_or_default();
                    let label = t_with("catalog-cell-n", &[("row", (row + 1).into()), ("column", (column + 1).into())]);
                    view! { <td>{cell(form, format!("grid[rows][{row}][values][{column}]"), label, value, "decimal")}</td> }
                })
                .collect_view();
            view! {
                <tr data-grow-row="">
                    <th scope="row">{cell(form, format!("grid[rows][{row}][name]"), label, name, "text")}</th>
                    {cells}
                </tr>
            }
        })
        .collect_view();
    view! {
        <div class="measures">
            <table data-grow-columns="">
                <caption class="sr-only">{t("catalog-measurements")}</caption>
                <thead><tr><th scope="col">{t("catalog-measure")}</th>{head}</tr></thead>
                <tbody>{body}</tbody>
            </table>
        </div>
    }
}

fn cell(form: &FormState, name: String, label: String, initial: &str, inputmode: &'static str) -> impl IntoView + use<> {
    let value = form.value_or(&name, initial);
    let error = form.error(&name);
    let invalid = error.is_some().then_some("true");
    let told = format!("{name}-error");
    let by = error.is_some().then(|| told.clone());
    let error = error.map(|message| view! { <p class="error-text" id=told><span>{message}</span></p> });
    view! {
        <input class="input" type="text" id=name.clone() name=name value=value aria-label=label inputmode=inputmode autocomplete="off" aria-invalid=invalid aria-describedby=by/>
        {error}
    }
}
