//! What is to be ordered, by supplier, with a form that makes the orders in one step.

use crate::domains::inventory::model::ReorderFilter;
use crate::domains::inventory::urls as inventory_urls;
use crate::domains::purchasing::api::{OrderSuggested, load_suggestions};
use crate::domains::purchasing::model::{SuggestedLine, Suggestions, SupplierChoice};
use crate::domains::purchasing::urls;
use crate::server::clock::new_id;
use crate::server::format::number;
use crate::server::forms::{FormState, form_state};
use crate::server::i18n::{t, t_with};
use crate::server::page::{page, page_request, params, url_with};
use crate::ui::field::{Checkbox, Choice, Hidden, SelectField, TextField};
use crate::ui::form::{Form, SaveBar};
use crate::ui::page_header::{Crumb, PageHeader};
use crate::ui::pagination::Pager;
use crate::ui::table::{Table, Th};
use crate::ui::{Button, ButtonKind, Card, EmptyState, Icon, LinkButton};
use leptos::prelude::*;
use leptos_meta::Title;
use server_fn::ServerFn;

/// `/purchasing/suggestions`
#[component]
pub fn SuggestionsPage() -> impl IntoView {
    let filter = ReorderFilter::from_params(&params());
    let sub = t_with("purchasing-suggestions-text", &[("days", filter.days.into()), ("cover", filter.cover.into())]);
    let narrow = params().list().address(inventory_urls::REORDER);
    view! {
        <Title text=t("purchasing-suggestions")/>
        <PageHeader title=t("purchasing-suggestions") sub crumbs=vec![Crumb::new(t("nav-purchasing"), urls::LIST)] crumbs_label=t("breadcrumbs")>
            <LinkButton href=narrow icon=Icon::Filter>{t("purchasing-suggestions-narrow")}</LinkButton>
        </PageHeader>
        {page(load_suggestions(filter, page_request()), fields)}
    }
}

fn fields(found: Suggestions) -> AnyView {
    if found.lines.is_empty() {
        return view! {
            <Card flush=true>
                <EmptyState icon=Icon::Done title=t("purchasing-suggestions-empty-title") text=t("purchasing-suggestions-empty")>
                    <LinkButton href=urls::LIST>{t("nav-purchasing")}</LinkButton>
                </EmptyState>
            </Card>
        }
        .into_any();
    }
    let form = form_state(OrderSuggested::PATH);
    let batch = form.value("batch").map_or_else(|| new_id().to_string(), ToOwned::to_owned);
    let previous = found.previous.map(|cursor| url_with(&[("before", &cursor.encode())]));
    let next = found.next.map(|cursor| url_with(&[("after", &cursor.encode())]));
    let numbered: Vec<(usize, &SuggestedLine)> = found.lines.iter().enumerate().collect();
    let cards = numbered
        .chunk_by(|(_, one), (_, other)| one.supplier_id == other.supplier_id)
        .map(|lines| supplier(&form, lines, &found.suppliers))
        .collect_view();
    view! {
        <Form class="form form-wide" action=OrderSuggested::PATH errors=form.summary() error_title=t("form-errors-title")>
            <Hidden name="batch" value=batch/>
            {cards}
            <SaveBar>
                <LinkButton href=urls::LIST>{t("cancel")}</LinkButton>
                <Button kind=ButtonKind::Primary>{t("purchasing-suggestions-order")}</Button>
            </SaveBar>
        </Form>
        <Pager previous next previous_label=t("previous") next_label=t("next") label=t("purchasing-suggestions")/>
    }
    .into_any()
}

/// The lines of one supplier, or those that nobody supplies.
fn supplier(form: &FormState, lines: &[(usize, &SuggestedLine)], choices: &[SupplierChoice]) -> impl IntoView + use<> {
    let first = lines.first().map(|(_, line)| *line);
    let chosen = first.and_then(|line| line.supplier_id);
    let title = match first {
        Some(line) if chosen.is_some() => format!("{} · {}", line.supplier, line.currency),
        _ => t("purchasing-suggestions-nobody"),
    };
    let help = chosen.is_none().then(|| view! { <p class="card-body muted">{t("purchasing-suggestions-nobody-help")}</p> });
    let choose = chosen.is_none().then(|| view! { <Th label=t("purchasing-supplier")/> });
    let head = view! {
        <Th label=t("purchasing-product")/><Th label=t("purchasing-warehouse") class="cell-wide"/>
        <Th label=t("purchasing-suggestions-stock") class="num"/><Th label=t("purchasing-suggestions-coming") class="num cell-wide"/>
        <Th label=t("purchasing-suggestions-left") class="num cell-wide"/>
        {choose}<Th label=t("purchasing-quantity")/><Th label=t("purchasing-unit-cost")/>
    }
    .into_any();
    let rows = lines.iter().map(|(row, line)| row_of(form, *row, line, choices)).collect_view();
    view! {
        <Card title=title.clone() flush=true>
            {help}
            <Table caption=title head>{rows}</Table>
        </Card>
    }
}

fn row_of(form: &FormState, row: usize, line: &SuggestedLine, choices: &[SupplierChoice]) -> impl IntoView + use<> {
    let field = |name: &str| format!("lines[{row}][{name}]");
    let id = |name: &str| format!("lines-{row}-{name}");
    let (take, quantity, price, from) = (field("take"), field("quantity"), field("price"), field("supplier_id"));
    let need = &line.need;
    let suggested = need.suggested();
    let ticked = if form.values.is_empty() { suggested > 0 && line.supplier_id.is_some() } else { form.value(&take).is_some() };
    let pieces = if suggested > 0 { suggested.to_string() } else { String::new() };
    let cost = line.unit_cost.map(|cost| cost.to_string()).unwrap_or_default();
    let coming = need.need.coming + need.need.on_order;
    let left = need.cover().map_or_else(|| "–".to_owned(), number);
    let supplier = match line.supplier_id {
        Some(id) => view! { <Hidden name=from value=id.to_string()/> }.into_any(),
        None => ().into_any(),
    };
    let choose = line.supplier_id.is_none().then(|| {
        let from = field("supplier_id");
        let options = choices.iter().map(|choice| Choice::new(choice.id.to_string(), choice.name.clone())).collect();
        let label = format!("{} {}", need.sku, t("purchasing-supplier"));
        view! {
            <td>
                <SelectField id=id("supplier") label options blank=t("purchasing-choose-supplier") value=form.value_or(&from, "") error=form.error(&from) name=from class="field-tight"/>
            </td>
        }
    });
    let (many, each) = (format!("{} {}", need.sku, t("purchasing-quantity")), format!("{} {}", need.sku, t("purchasing-unit-cost")));
    let href = inventory_urls::variant(need.variant_id);
    view! {
        <tr>
            <th scope="row" class="cell-main">
                <Checkbox id=id("take") label=need.name.clone() checked=ticked error=form.error(&take) name=take/>
                <span class="cell-note mono">{need.sku.clone()}</span>
                <Hidden name=field("variant_id") value=need.variant_id.to_string()/>
                <Hidden name=field("warehouse_id") value=need.warehouse_id.to_string()/>
                {supplier}
            </th>
            <td class="cell-wide" data-label=t("purchasing-warehouse")>{need.warehouse.clone()}</td>
            <td class="num" data-label=t("purchasing-suggestions-stock")><a class="link" href=href>{number(need.need.available)}</a></td>
            <td class="num cell-wide" data-label=t("purchasing-suggestions-coming")>{number(coming)}</td>
            <td class="num cell-wide" data-label=t("purchasing-suggestions-left")>{left}</td>
            {choose}
            <td>
                <TextField id=id("quantity") label=many value=form.value_or(&quantity, &pieces) error=form.error(&quantity) name=quantity inputmode="numeric" autocomplete="off" class="field-tight"/>
            </td>
            <td>
                <TextField id=id("price") label=each value=form.value_or(&price, &cost) error=form.error(&price) name=price inputmode="decimal" autocomplete="off" class="field-tight" input_class="input-money"/>
            </td>
        </tr>
    }
}
