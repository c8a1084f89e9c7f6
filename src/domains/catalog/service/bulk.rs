//! What can be done with many products at once.

use super::products::{places, update};
use super::variants::save_variant;
use super::{categories, form};
use crate::domains::bulk::model::{ActionFacts, ActionField, FieldKind, Shown, Typed};
use crate::domains::bulk::ports::{Action, Effect, Rows, changed_since};
use crate::domains::catalog::model::{Outcome, ProductFilter, ProductStatus};
use crate::domains::catalog::store::{self, Product, Variant};
use crate::server::{Error, Result, Scope, Work, outbox};
use crate::shared::paging::{PAGE_SIZE, PageRequest};
use crate::shared::{AppError, Cursor, FieldErrors, Language, Params, Permission, money};
use anyhow::Context;
use async_trait::async_trait;
use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::collections::HashMap;
use uuid::Uuid;

/// The list of products.
pub static ROWS: &dyn Rows = &Products;

/// What can be done with its rows.
pub static ACTIONS: &[&dyn Action] = &[&Status, &Category, &Tags, &Price];

/// Products that one question to the list returns.
const PART: i64 = 1_000;
/// Largest percentage that a price is raised by.
const LARGEST_RAISE: i64 = 1_000;
/// Largest price that its column holds.
const LARGEST_PRICE: i64 = 999_999_999_999;

struct Products;

#[async_trait]
impl Rows for Products {
    fn area(&self) -> &'static str {
        "products"
    }

    async fn find(&self, scope: &Scope, query: &Params, place: Option<Cursor>) -> Result<(Vec<Uuid>, Option<Cursor>)> {
        let filter = ProductFilter::from_params(query);
        // How far a search looks depends on the size of its pages, so its pages are those of the screen.
        let size = if filter.query.is_some() { PAGE_SIZE } else { PART };
        let mut work = scope.begin().await?;
        let tree = categories::tree(&mut work, false, scope.organization.language).await?;
        let page = places(&mut work, &filter, &tree, PageRequest { cursor: place, size, ..PageRequest::default() }).await?;
        Ok((page.rows.into_iter().map(|place| place.id).collect(), page.next))
    }

    async fn labels(&self, work: &mut Work, ids: &[Uuid]) -> Result<HashMap<Uuid, String>> {
        Ok(store::product_names(work.conn(), ids).await?.into_iter().collect())
    }
}

const fn facts(key: &'static str, label: &'static str) -> ActionFacts {
    ActionFacts { key, area: "products", label, permission: Permission::CatalogWrite, is_reversible: true, is_grave: false }
}

fn value<'a>(typed: &'a Typed, name: &str) -> &'a str {
    typed.get(name).map(String::as_str).unwrap_or_default()
}

async fn locked(work: &mut Work, id: Uuid) -> Result<Product> {
    store::lock_product(work.conn(), id).await?.ok_or_else(|| AppError::NotFound.into())
}

/// What an action keeps of a field to take its change back.
#[derive(Serialize, Deserialize)]
struct Step<T> {
    before: T,
    after: T,
}

fn step<T: serde::de::DeserializeOwned>(undo: &Value) -> Result<Step<T>> {
    serde_json::from_value(undo.clone()).context("an undo that this program has not written").map_err(Error::Other)
}

/// Writes a product as it should be, as its form would.
async fn write(work: &mut Work, before: &Product, after: &Product, shown: (Shown, Shown), undo: Value) -> Result<Effect> {
    if update(work, before, after).await? == Outcome::Unchanged {
        return Ok(Effect::Unchanged);
    }
    outbox::emit(work, "catalog.product_changed", before.id, json!({})).await?;
    Ok(Effect::Changed { before: shown.0, after: shown.1, undo })
}

fn shown_status(code: &str) -> Shown {
    ProductStatus::parse(code).map_or_else(|| Shown::text(code), |status| Shown::Key(status.key().to_owned()))
}

struct Status;

#[async_trait]
impl Action for Status {
    fn facts(&self) -> ActionFacts {
        facts("products.status", "catalog-bulk-status")
    }

    async fn fields(&self, _work: &mut Work, _language: Language) -> Result<Vec<ActionField>> {
        let choices = ProductStatus::ALL.into_iter().map(|status| (status.code().to_owned(), Shown::Key(status.key().to_owned())));
        Ok(vec![ActionField::new("status", "catalog-status", FieldKind::Choice(choices.collect()))])
    }

    async fn apply(&self, work: &mut Work, typed: &Typed, id: Uuid) -> Result<Effect> {
        let before = locked(work, id).await?;
        let after = Product { status: value(typed, "status").to_owned(), ..before.clone() };
        let shown = (shown_status(&before.status), shown_status(&after.status));
        let undo = json!(Step { before: &before.status, after: &after.status });
        write(work, &before, &after, shown, undo).await
    }

    async fn undo(&self, work: &mut Work, id: Uuid, undo: &Value) -> Result<()> {
        let step: Step<String> = step(undo)?;
        let now = locked(work, id).await?;
        if now.status != step.after {
            return Err(changed_since());
        }
        let wanted = Product { status: step.before, ..now.clone() };
        write(work, &now, &wanted, (Shown::Nothing, Shown::Nothing), Value::Null).await.map(drop)
    }
}

struct Category;

impl Category {
    /// The name of a product's category, as entered.
    async fn shown(work: &mut Work, id: Option<Uuid>) -> Result<Shown> {
        let Some(id) = id else { return Ok(Shown::Nothing) };
        Ok(store::category_name(work.conn(), id).await?.map_or(Shown::Nothing, Shown::Text))
    }
}

/// The choice that takes products out of their category.
const NO_CATEGORY: &str = "none";

#[async_trait]
impl Action for Category {
    fn facts(&self) -> ActionFacts {
        facts("products.category", "catalog-bulk-category")
    }

    async fn fields(&self, work: &mut Work, language: Language) -> Result<Vec<ActionField>> {
        let tree = categories::tree(work, false, language).await?;
        let named = tree.into_iter().map(|row| {
            let name = format!("{}{}", "\u{2003}".repeat(row.depth), row.shown_name);
            (row.id.to_string(), Shown::Text(name))
        });
        let none = (NO_CATEGORY.to_owned(), Shown::Key("catalog-no-category".to_owned()));
        Ok(vec![ActionField::new("category", "catalog-category", FieldKind::Choice(named.chain([none]).collect()))])
    }

    async fn apply(&self, work: &mut Work, typed: &Typed, id: Uuid) -> Result<Effect> {
        let before = locked(work, id).await?;
        let wanted = match value(typed, "category") {
            NO_CATEGORY => None,
            category => Some(form::id(category)?),
        };
        let shown = (Self::shown(work, before.category_id).await?, Self::shown(work, wanted).await?);
        if wanted.is_some() && shown.1 == Shown::Nothing {
            return Err(Error::conflict("catalog-bulk-error-category-gone"));
        }
        let after = Product { category_id: wanted, ..before.clone() };
        let undo = json!(Step { before: before.category_id, after: wanted });
        write(work, &before, &after, shown, undo).await
    }

    async fn undo(&self, work: &mut Work, id: Uuid, undo: &Value) -> Result<()> {
        let step: Step<Option<Uuid>> = step(undo)?;
        let now = locked(work, id).await?;
        if now.category_id != step.after {
            return Err(changed_since());
        }
        if step.before.is_some() && Self::shown(work, step.before).await? == Shown::Nothing {
            return Err(Error::conflict("catalog-bulk-error-category-gone"));
        }
        let wanted = Product { category_id: step.before, ..now.clone() };
        write(work, &now, &wanted, (Shown::Nothing, Shown::Nothing), Value::Null).await.map(drop)
    }
}

struct Tags;

#[async_trait]
impl Action for Tags {
    fn facts(&self) -> ActionFacts {
        facts("products.tags", "catalog-bulk-tags")
    }

    async fn fields(&self, _work: &mut Work, _language: Language) -> Result<Vec<ActionField>> {
        let how = [("add", "catalog-bulk-tags-add"), ("remove", "catalog-bulk-tags-remove")];
        let how = how.map(|(word, key)| (word.to_owned(), Shown::Key(key.to_owned())));
        Ok(vec![
            ActionField::new("how", "catalog-bulk-how", FieldKind::Choice(how.to_vec())),
            ActionField::new("tags", "catalog-tags", FieldKind::Text).help("catalog-tags-help"),
        ])
    }

    fn check(&self, typed: &Typed, errors: &mut FieldErrors) {
        let mut said = FieldErrors::default();
        let tags = form::tags(&mut said, "tags", value(typed, "tags"));
        errors.0.extend(said.0);
        if tags.is_empty() {
            errors.add("tags", "error-required");
        }
    }

    async fn apply(&self, work: &mut Work, typed: &Typed, id: Uuid) -> Result<Effect> {
        let before = locked(work, id).await?;
        let given = form::tags(&mut FieldErrors::default(), "tags", value(typed, "tags"));
        let mut tags = before.tags.clone();
        if value(typed, "how") == "remove" {
            tags.retain(|tag| !given.contains(tag));
        } else {
            tags.extend(given.into_iter().filter(|tag| !before.tags.contains(tag)));
        }
        let after = Product { tags, ..before.clone() };
        let shown = (Shown::text(&before.tags.join(", ")), Shown::text(&after.tags.join(", ")));
        let undo = json!(Step { before: &before.tags, after: &after.tags });
        write(work, &before, &after, shown, undo).await
    }

    async fn undo(&self, work: &mut Work, id: Uuid, undo: &Value) -> Result<()> {
        let step: Step<Vec<String>> = step(undo)?;
        let now = locked(work, id).await?;
        if now.tags != step.after {
            return Err(changed_since());
        }
        let wanted = Product { tags: step.before, ..now.clone() };
        write(work, &now, &wanted, (Shown::Nothing, Shown::Nothing), Value::Null).await.map(drop)
    }
}

/// How a price becomes another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum How {
    Set,
    RaiseBy,
    LowerBy,
    RaisePercent,
    LowerPercent,
}

impl How {
    const ALL: [(Self, &'static str, &'static str); 5] = [
        (Self::RaisePercent, "raise_percent", "catalog-bulk-price-raise-percent"),
        (Self::LowerPercent, "lower_percent", "catalog-bulk-price-lower-percent"),
        (Self::RaiseBy, "raise", "catalog-bulk-price-raise"),
        (Self::LowerBy, "lower", "catalog-bulk-price-lower"),
        (Self::Set, "set", "catalog-bulk-price-set"),
    ];

    fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|(_, known, _)| *known == word).map(|(how, _, _)| how)
    }
}

/// Steps that prices are rounded to: (as typed, shown).
const STEPS: [&str; 7] = ["none", "1", "5", "10", "50", "100", "1000"];

/// The rule of a change of prices.
struct Rule {
    how: How,
    by: Decimal,
    /// Prices become multiples of it; `None` for cents.
    step: Option<Decimal>,
}

impl Rule {
    fn read(typed: &Typed) -> Result<Self, &'static str> {
        let how = How::parse(value(typed, "how")).unwrap_or(How::Set);
        let by = money::parse_amount(value(typed, "by").trim_end_matches('%')).map_err(money::AmountError::key)?;
        let percent = matches!(how, How::RaisePercent | How::LowerPercent);
        if how != How::Set && by.is_zero() {
            return Err("catalog-bulk-error-nothing");
        }
        if percent && by > Decimal::from(LARGEST_RAISE) || how == How::LowerPercent && by > Decimal::ONE_HUNDRED {
            return Err("catalog-bulk-error-percent");
        }
        Ok(Self { how, by, step: value(typed, "step").parse().ok() })
    }

    /// The new price; a Fluent key where there can be none.
    fn price(&self, price: Decimal) -> Result<Decimal, &'static str> {
        let share = || price.checked_mul(self.by).map(|product| product / Decimal::ONE_HUNDRED);
        let raw = match self.how {
            How::Set => Some(self.by),
            How::RaiseBy => price.checked_add(self.by),
            How::LowerBy => price.checked_sub(self.by),
            How::RaisePercent => share().and_then(|share| price.checked_add(share)),
            How::LowerPercent => share().and_then(|share| price.checked_sub(share)),
        };
        let raw = raw.ok_or("error-amount-too-large")?;
        let rounded = match self.step {
            Some(step) => (raw / step).round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero) * step,
            None => raw,
        };
        let price = money::round(rounded);
        if price < Decimal::ZERO {
            return Err("catalog-bulk-error-below-zero");
        }
        if price > Decimal::from(LARGEST_PRICE) {
            return Err("error-amount-too-large");
        }
        Ok(price)
    }
}

/// Least and greatest price of some variants.
fn range(variants: &[Variant], currency: &str) -> Shown {
    let prices = || variants.iter().map(|variant| variant.price);
    match (prices().min(), prices().max()) {
        (Some(least), Some(most)) => Shown::Amounts(least, most, currency.to_owned()),
        _ => Shown::Nothing,
    }
}

/// A variant's price before and after.
#[derive(Serialize, Deserialize)]
struct PriceStep {
    variant: Uuid,
    before: Decimal,
    after: Decimal,
}

struct Price;

#[async_trait]
impl Action for Price {
    fn facts(&self) -> ActionFacts {
        facts("products.price", "catalog-bulk-price")
    }

    async fn fields(&self, _work: &mut Work, _language: Language) -> Result<Vec<ActionField>> {
        let how = How::ALL.map(|(_, word, key)| (word.to_owned(), Shown::Key(key.to_owned())));
        let steps = STEPS.map(|step| {
            let shown = if step == "none" { Shown::Key("catalog-bulk-step-none".to_owned()) } else { Shown::Text(step.to_owned()) };
            (step.to_owned(), shown)
        });
        Ok(vec![
            ActionField::new("how", "catalog-bulk-how", FieldKind::Choice(how.to_vec())),
            ActionField::new("by", "catalog-bulk-by", FieldKind::Number).help("catalog-bulk-by-help"),
            ActionField::new("step", "catalog-bulk-step", FieldKind::Choice(steps.to_vec())).help("catalog-bulk-step-help"),
        ])
    }

    fn check(&self, typed: &Typed, errors: &mut FieldErrors) {
        if let Err(key) = Rule::read(typed) {
            errors.add("by", key);
        }
    }

    async fn apply(&self, work: &mut Work, typed: &Typed, id: Uuid) -> Result<Effect> {
        let rule = Rule::read(typed).map_err(Error::conflict)?;
        let product = locked(work, id).await?;
        let before = store::variants(work.conn(), id).await?;
        let (mut after, mut steps) = (Vec::with_capacity(before.len()), Vec::new());
        for variant in &before {
            let price = rule.price(variant.price).map_err(Error::conflict)?;
            let wanted = Variant { price, ..variant.clone() };
            if save_variant(work, Some(variant), &wanted).await? {
                steps.push(PriceStep { variant: variant.id, before: variant.price, after: price });
            }
            after.push(wanted);
        }
        if steps.is_empty() {
            return Ok(Effect::Unchanged);
        }
        outbox::emit(work, "catalog.product_changed", id, json!({})).await?;
        let (before, after) = (range(&before, &product.currency), range(&after, &product.currency));
        Ok(Effect::Changed { before, after, undo: json!(steps) })
    }

    async fn undo(&self, work: &mut Work, id: Uuid, undo: &Value) -> Result<()> {
        let steps: Vec<PriceStep> =
            serde_json::from_value(undo.clone()).context("an undo that this program has not written").map_err(Error::Other)?;
        locked(work, id).await?;
        let variants = store::variants(work.conn(), id).await?;
        for step in steps {
            let now = variants.iter().find(|variant| variant.id == step.variant && variant.price == step.after);
            let now = now.ok_or_else(changed_since)?;
            save_variant(work, Some(now), &Variant { price: step.before, ..now.clone() }).await?;
        }
        outbox::emit(work, "catalog.product_changed", id, json!({})).await
    }
}
