//! One product.

use super::detail_facts::{attributes, description, hidden_category, more_facts, own_size_guide};
use super::{may, media, status_badge};
use crate::domains::audit::pages::panels::HistoryTab;
use crate::domains::audit::urls as audit_urls;
use crate::domains::catalog::api::{UpdateVariant, load_product};
use crate::domains::catalog::model::{PriceChange, ProductDetail, VariantForm, VariantRow};
use crate::domains::catalog::urls;
use crate::domains::inventory::api::load_levels_of_product;
use crate::domains::inventory::model::StockLevel;
use crate::domains::inventory::urls as inventory_urls;
use crate::domains::localization::urls as localization_urls;
use crate::server::format::{currency_symbol, date_time, money, number};
use crate::server::forms::form_state;
use crate::server::i18n::{language, t, t_with};
use crate::server::page::{page, path_id, query, url_with};
use crate::shared::{AppError, Language, Permission};
use crate::ui::field::{Checkbox, Hidden, MoneyField, TextField};
use crate::ui::form::{Edited, Form};
use crate::ui::page_header::{Crumb, PageHeader};
use crate::ui::table::{Table, Th};
use crate::ui::{Badge, Button, ButtonKind, Card, Dialog, Icon, LinkButton};
use leptos::prelude::*;
use leptos_meta::Title;
use rust_decimal::Decimal;
use server_fn::ServerFn;
use uuid::Uuid;

async fn load(id: Result<Uuid, AppError>) -> Result<(ProductDetail, Vec<StockLevel>), AppError> {
    let product = load_product(id).await?;
    let levels = load_levels_of_product(product.id).await?;
    Ok((product, levels))
}

/// `/products/{id}`
#[component]
pub fn ProductPage() -> impl IntoView {
    page(load(path_id("id")), |(product, levels)| {
        let edit = may(Permission::CatalogWrite).then(|| {
            view! {
                <LinkButton href=urls::edit(product.id) kind=ButtonKind::Primary icon=Icon::Edit>{t("edit")}</LinkButton>
            }
        });
        let audit = may(Permission::AuditRead).then(|| {
            view! {
                <LinkButton href=audit_urls::of_record("product", product.id) icon=Icon::Activity>{t("catalog-audit")}</LinkButton>
            }
        });
        let translations = may(Permission::TranslationsWrite).then(|| {
            view! {
                <LinkButton href=localization_urls::translate("products", product.id) icon=Icon::Language>{t("nav-translations")}</LinkButton>
            }
        });
        let description = description(&product);
        let described =
            (!product.description.trim().is_empty()).then(|| view! { <Card title=t("catalog-description")>{description}</Card> });
        let variants = variants(&product, &levels);
        let grid = may(Permission::CatalogWrite).then(|| {
            let href = urls::variants(product.id);
            view! { <LinkButton href small=true icon=Icon::Columns>{t("catalog-grid-edit")}</LinkButton> }.into_any()
        });
        view! {
            <Title text=product.shown_name.clone()/>
            <PageHeader title=product.shown_name.clone() badge=status_badge(product.status).into_any() sub=product.sku.clone()
                crumbs=vec![Crumb::new(t("nav-products"), urls::LIST)] crumbs_label=t("breadcrumbs")>
                {audit}{translations}{edit}
            </PageHeader>
            {hidden_category(&product)}
            <div class="detail">
                <div class="main-col">
                    <Card title=t("catalog-variants") flush=true actions=grid.into_any()>{variants}</Card>
                    {media::card(&product)}
                    {described}
                    {own_size_guide(&product)}
                </div>
                <div class="side-col">
                    {facts(&product)}
                    {attributes(&product)}
                    {names(&product)}
                    {prices(&product)}
                </div>
            </div>
            <HistoryTab resource="product" id=product.id/>
            {dialog(&product)}
        }
    })
}

fn variants(product: &ProductDetail, levels: &[StockLevel]) -> impl IntoView + use<> {
    let writes = may(Permission::CatalogWrite);
    let sees_stock = may(Permission::InventoryRead);
    let warehouses = levels.iter().map(|level| level.warehouse_id).collect::<std::collections::BTreeSet<_>>().len();
    let lines = product
        .variants
        .iter()
        .map(|variant| {
            let of_variant: Vec<&StockLevel> = levels.iter().filter(|level| level.variant_id == variant.id).collect();
            variant_line(product, variant, &of_variant, warehouses > 1, writes, sees_stock)
        })
        .collect_view();
    let stock = sees_stock.then(|| view! {
        <Th label=t("inventory-on-hand") class="num"/><Th label=t("inventory-reserved") class="num"/><Th label=t("inventory-available") class="num"/>
    });
    let actions = writes.then(|| view! { <Th hidden_label=t("edit")/> });
    let head = view! {
        <Th label=t("catalog-variant")/><Th label=t("catalog-price") class="num"/>{stock}{actions}
    }
    .into_any();
    view! { <Table caption=t("catalog-variants") head>{lines}</Table> }
}

fn variant_line(
    product: &ProductDetail,
    variant: &VariantRow,
    levels: &[&StockLevel],
    several: bool,
    writes: bool,
    sees_stock: bool,
) -> impl IntoView + use<> {
    let name = if variant.name.is_empty() { t("catalog-only-variant") } else { variant.name.clone() };
    let off = (!variant.is_active).then(|| view! { " "<Badge>{t("catalog-not-for-sale")}</Badge> });
    let before =
        variant.compare_at_price.map(|price| view! { <span class="cell-note"><del>{money(price, &product.currency)}</del></span> });
    let numbers = |of: fn(&StockLevel) -> i32| {
        let sum: i64 = levels.iter().map(|level| i64::from(of(level))).sum();
        let parts = several.then(|| {
            levels
                .iter()
                .map(|level| view! { <span class="cell-note">{format!("{}: {}", level.warehouse, number(i64::from(of(level))))}</span> })
                .collect_view()
        });
        view! { {number(sum)}{parts} }.into_any()
    };
    let stock = sees_stock.then(|| {
        view! {
            <td class="num" data-label=t("inventory-on-hand")>{numbers(|level| level.on_hand)}</td>
            <td class="num" data-label=t("inventory-reserved")>{numbers(|level| level.reserved)}</td>
            <td class="num" data-label=t("inventory-available")>
                <a class="link" href=inventory_urls::variant(variant.id)>{numbers(|level| level.available)}</a>
            </td>
        }
    });
    let edit = writes.then(|| view! {
        <td class="cell-actions">
            <LinkButton href=url_with(&[("dialog", &variant.id.to_string())]) kind=ButtonKind::Ghost small=true icon=Icon::Edit label=t_with("catalog-edit-variant", &[("sku", variant.sku.clone().into())])/>
        </td>
    });
    view! {
        <tr>
            <td class="cell-main">{name}{off}<span class="cell-note mono">{variant.sku.clone()}</span></td>
            <td class="cell-amount">{money(variant.price, &product.currency)}{before}</td>
            {stock}
            {edit}
        </tr>
    }
}

fn facts(product: &ProductDetail) -> impl IntoView + use<> {
    let (created, updated) = (date_time(product.created_at), date_time(product.updated_at));
    let category = product.category_id.map(|id| {
        view! {
            <dt>{t("catalog-category")}</dt><dd><a class="link" href=urls::of_category(id)>{product.category_path.join(" › ")}</a></dd>
        }
    });
    let more = more_facts(product);
    let tax_class = t(product.tax_class.key());
    let tags = (!product.tags.is_empty()).then(|| {
        let tags = product.tags.iter().map(|tag| view! { <span class="chip">{tag.clone()}</span>" " }).collect_view();
        view! { <dt>{t("catalog-tags")}</dt><dd>{tags}</dd> }
    });
    let weight = product.weight_g.map(
        |grams| view! { <dt>{t("catalog-weight")}</dt><dd>{t_with("catalog-grams", &[("count", number(i64::from(grams)).into())])}</dd> },
    );
    let barcode = match product.variants.as_slice() {
        [only] => only.barcode.clone().map(|code| view! { <dt>{t("catalog-barcode")}</dt><dd class="mono">{code}</dd> }),
        _ => None,
    };
    let cost = match product.variants.as_slice() {
        [only] if may(Permission::CatalogWrite) => {
            only.cost_price.map(|cost| view! { <dt>{t("catalog-cost")}</dt><dd>{money(cost, &product.currency)}</dd> })
        }
        _ => None,
    };
    view! {
        <Card title=t("catalog-facts")>
            <dl class="facts">
                {category}{tags}{weight}{barcode}{cost}{more}
                <dt>{t("catalog-tax-class")}</dt><dd>{tax_class}</dd>
                <dt>{t("catalog-created")}</dt><dd>{created}</dd>
                <dt>{t("catalog-updated")}</dt><dd>{updated}</dd>
            </dl>
        </Card>
    }
}

/// The name in each language that has one.
fn names(product: &ProductDetail) -> impl IntoView + use<> {
    let rows: Vec<(Language, String)> = Language::ALL
        .into_iter()
        .map(|language| (language, product.translation(language, "name").to_owned()))
        .filter(|(_, name)| !name.is_empty())
        .collect();
    if rows.is_empty() {
        return ().into_any();
    }
    let entered = product.name.clone();
    let rows = rows
        .into_iter()
        .map(|(language, name)| view! { <dt lang=language.code()>{language.own_name()}</dt><dd lang=language.code()>{name}</dd> })
        .collect_view();
    view! {
        <Card title=t("catalog-names")><dl class="facts"><dt>{t("catalog-name-entered")}</dt><dd>{entered}</dd>{rows}</dl></Card>
    }
    .into_any()
}

fn prices(product: &ProductDetail) -> impl IntoView + use<> {
    if product.prices.is_empty() {
        return ().into_any();
    }
    let currency = product.currency.clone();
    let several = product.variants.len() > 1;
    let rows = product.prices.iter().map(|change| price_line(change, &currency, several)).collect_view();
    view! { <Card title=t("catalog-price-history")><dl class="facts">{rows}</dl></Card> }.into_any()
}

fn price_line(change: &PriceChange, currency: &str, several: bool) -> impl IntoView + use<> {
    let field = match change.field.as_str() {
        "compare_at_price" => t("catalog-compare-at"),
        "cost_price" => t("catalog-cost"),
        "wholesale_price" => t("catalog-wholesale"),
        _ => t("catalog-price"),
    };
    let amount = |value: Option<Decimal>| value.map_or_else(|| "–".to_owned(), |value| money(value, currency));
    let sku = several.then(|| format!(" · {}", change.sku));
    let person = change.person.clone().map(|person| format!(" · {person}"));
    view! {
        <dt>{date_time(change.at)}</dt>
        <dd>{field}": "{amount(change.old)}" → "{amount(change.new)}<span class="cell-note muted">{sku}{person}</span></dd>
    }
}

/// The form of a variant, where the address asks for it.
fn dialog(product: &ProductDetail) -> impl IntoView + use<> {
    let id = query("dialog").and_then(|id| Uuid::parse_str(&id).ok());
    let Some(variant) = product.variants.iter().find(|variant| Some(variant.id) == id).filter(|_| may(Permission::CatalogWrite)) else {
        return ().into_any();
    };
    let form = form_state(UpdateVariant::PATH);
    let symbol = currency_symbol(&product.currency, language()).to_owned();
    let amount = |value: Option<Decimal>| value.map(|value| value.to_string()).unwrap_or_default();
    let pieces = variant.minimum_wholesale_quantity.map(|pieces| pieces.to_string()).unwrap_or_default();
    let title = if variant.name.is_empty() { product.shown_name.clone() } else { variant.name.clone() };
    let active = if form.action.is_empty() { variant.is_active } else { form.value("is_active") == Some("true") };
    let back = urls::product(product.id);
    let fields = view! {
        <Hidden name="id" value=variant.id.to_string()/>
        <Edited from=form.edited(variant.version, &VariantForm::from(variant))/>
        <div class="fields-2">
            <TextField name="sku" label=t("catalog-sku") value=form.value_or("sku", &variant.sku) error=form.error("sku") required=true maxlength=100 input_class="mono"/>
            <TextField name="barcode" label=t("catalog-barcode") value=form.value_or("barcode", variant.barcode.as_deref().unwrap_or_default()) error=form.error("barcode") maxlength=100 input_class="mono"/>
            <MoneyField name="price" label=t("catalog-price") currency=symbol.clone() value=form.value_or("price", &variant.price.to_string()) error=form.error("price") required=true/>
            <MoneyField name="compare_at_price" label=t("catalog-compare-at") currency=symbol.clone() value=form.value_or("compare_at_price", &amount(variant.compare_at_price)) error=form.error("compare_at_price")/>
            <MoneyField name="cost_price" label=t("catalog-cost") currency=symbol.clone() value=form.value_or("cost_price", &amount(variant.cost_price)) error=form.error("cost_price")/>
            <MoneyField name="wholesale_price" label=t("catalog-wholesale") currency=symbol value=form.value_or("wholesale_price", &amount(variant.wholesale_price)) error=form.error("wholesale_price")/>
            <TextField name="minimum_wholesale_quantity" label=t("catalog-wholesale-minimum") inputmode="numeric" value=form.value_or("minimum_wholesale_quantity", &pieces) error=form.error("minimum_wholesale_quantity") maxlength=9/>
        </div>
        <Checkbox name="is_active" label=t("catalog-for-sale") checked=active/>
    };
    view! {
        <Dialog title close_href=back.clone() close_label=t("close")>
            <Form action=UpdateVariant::PATH guard=true errors=form.summary() error_title=t("form-errors-title")>
                {fields}
                <div class="dialog-actions">
                    <LinkButton href=back>{t("cancel")}</LinkButton>
                    <Button kind=ButtonKind::Primary>{t("save")}</Button>
                </div>
            </Form>
        </Dialog>
    }
    .into_any()
}
