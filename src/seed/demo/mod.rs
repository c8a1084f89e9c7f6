//! The demo: two small shops with everything in them, as after two months of work.
//!
//! The catalogue is written by its service. Orders and what follows from them are worked out here and written with a
//! statement a table, and all stock moves through `stock_apply` in order of time: through the services it would take a
//! minute.

mod bulk;
mod circle;
mod documents;
mod editor;
mod insert;
mod matrix;
mod more;
mod notices;
mod orders;
mod parcels;
mod payments;
mod people;
mod purchases;
mod returns;
mod statements;
mod stations;
mod stock;
mod team;
mod warehouse;
mod work;
mod write;

use super::dice::Dice;
use super::plan::{DAY, HOUR};
use super::shops::{SHOPS, Shop};
use crate::domains::access::model::{PostalAddress, TaxId};
use crate::domains::access::service::{
    AboutForm, NewFile, NewOrganization, create_organization, organization_by_slug, organization_page, set_logo, update_about,
};
use crate::domains::audit;
use crate::domains::catalog::model::{ProductInput, ProductStatus, TaxClass, TaxRateForm, VariantInput};
use crate::domains::catalog::service::{add_tax_rate, tax_table, upsert_product};
use crate::domains::inventory::service::tell_low;
use crate::domains::localization::model::RateForm;
use crate::domains::localization::service::{add_currency, set_rate};
use crate::server::clock::Clock;
use crate::server::context::Organization;
use crate::server::storage::Storage;
use crate::server::{Db, Error, Scope, Work, password};
use crate::shared::{AppError, Language};
use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use serde_json::{Value, json};
use std::collections::HashMap;
use uuid::Uuid;

/// Advisory lock of who makes the demo.
const LOCK: i64 = 5_301_944_470_173_337_012;
/// Days that the demo looks back.
const DAYS: i64 = 60;

/// What the organization was made with, by id.
struct Base {
    now: i64,
    users: HashMap<&'static str, Uuid>,
    warehouses: Vec<Uuid>,
    couriers: Vec<Uuid>,
    riders: Vec<bool>,
    store_id: Uuid,
    variants: Vec<Variant>,
}

/// A variant that can be ordered.
struct Variant {
    id: Uuid,
    sku: String,
    label: String,
    /// Cents.
    price: i64,
}

impl Base {
    fn user(&self, role: &str) -> Option<Uuid> {
        self.users.get(role).copied()
    }
}

/// A moment as JSON takes it.
fn time(at: i64) -> Value {
    json!(moment(at))
}

fn maybe_time(at: Option<i64>) -> Value {
    at.map_or(Value::Null, time)
}

fn moment(at: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(at, 0).unwrap_or_default()
}

/// Cents as JSON takes them.
fn money(cents: i64) -> Value {
    json!(Decimal::new(cents, 2).to_string())
}

/// Makes what is missing. Two that start at once come one after the other; the second finds everything there.
pub async fn demo(db: &Db, clock: &Clock, storage: &Storage) -> anyhow::Result<()> {
    let mut guard = db.begin().await?;
    sqlx::query!("select pg_advisory_xact_lock($1)", LOCK).execute(&mut *guard).await?;
    let mut hash = None;
    for shop in &SHOPS {
        let organization = match organization_by_slug(db, shop.slug).await {
            Err(Error::App(AppError::NotFound)) => {
                let new = NewOrganization { name: shop.name.to_owned(), slug: shop.slug.to_owned(), language: shop.language };
                create_organization(db, clock, new).await?
            }
            found => found?,
        };
        let scope = Scope::system(db.clone(), clock.clone(), organization);
        let mut work = scope.begin().await?;
        // All of it is written in one transaction, the orders last.
        let is_complete = sqlx::query_scalar!(r#"select exists (select from orders) as "exists!""#).fetch_one(work.conn()).await?;
        drop(work);
        if is_complete {
            more::more(&scope, storage, shop).await?;
            continue;
        }
        let hashed = match &hash {
            Some(hash) => hash,
            None => &*hash.insert(password::hash(super::PASSWORD.to_owned()).await?),
        };
        about(&scope, storage, shop).await?;
        fill(&scope, shop, hashed).await?;
        more::more(&scope, storage, shop).await?;
        tracing::info!(organization = shop.slug, "the demo organization is ready");
    }
    guard.commit().await?;
    audit::service::seal(db).await?;
    Ok(())
}

/// What the organization says of itself.
async fn about(scope: &Scope, storage: &Storage, shop: &Shop) -> anyhow::Result<()> {
    let page = organization_page(scope).await?;
    let [legal_name, line1, city, district, postal_code, phone, vat] = shop.about.map(ToOwned::to_owned);
    let form = AboutForm {
        version: page.version.to_string(),
        base: String::new(),
        name: shop.name.to_owned(),
        legal_name,
        address: PostalAddress { line1, city, district, postal_code, ..PostalAddress::default() },
        phone,
        email: format!("hello@{}.example", shop.slug),
        tax_ids: vec![TaxId { kind: if vat.is_empty() { String::new() } else { "VAT".to_owned() }, number: vat }],
    };
    update_about(scope, &form).await?;
    if let Some(logo) = shop.logo.filter(|_| page.settings.logo.is_none()) {
        set_logo(scope, storage, Some(NewFile { name: "logo.png".to_owned(), bytes: logo.into() })).await?;
    }
    Ok(())
}

async fn fill(scope: &Scope, shop: &Shop, hash: &str) -> anyhow::Result<()> {
    let users = members(&scope.db, &scope.organization, shop, hash).await?;
    team::team(scope, &users).await?;
    let mut work = scope.begin().await?;
    let now = work.now.timestamp();
    let mut dice = Dice::new(shop.seed);
    let warehouses = warehouses(&mut work, shop, now, &mut dice).await?;
    categories(&mut work, shop, now, &mut dice).await?;
    taxes_and_rates(scope).await?;
    let variants = products(&mut work, shop, now, &mut dice).await?;
    let couriers = couriers(&mut work, shop, now, &mut dice).await?;
    let store_id = dice.id(now - (DAYS + 20) * DAY);
    work.now = moment(now);
    sqlx::query!(
        "insert into stores (id, platform, name, platform_store_id, last_sync_at, created_at) values ($1, 'woocommerce', $2, $3, $4, $5)
         on conflict do nothing",
        store_id,
        shop.store.1,
        shop.store.0,
        moment(now - HOUR / 2),
        moment(now - (DAYS + 20) * DAY),
    )
    .execute(work.conn())
    .await?;
    let riders = shop.couriers.iter().map(|(kind, _, _, _)| *kind == "RIDER").collect();
    let base = Base { now, users, warehouses, couriers, riders, store_id, variants };
    let mut people = people::people(shop, &mut dice);
    let orders = orders::orders(shop, &base, &mut people, &mut dice);
    let (transfers, transferred) = warehouse::transfers(shop, &base);
    let moves = stock::moves(shop, &base, &orders, transferred, &mut dice);
    write::people(&mut work, &base, &people, &mut dice).await?;
    write::orders(&mut work, &base, &people, &orders, &mut dice).await?;
    write::stock(&mut work, &moves).await?;
    warehouse::write(&mut work, shop, &base, &transfers).await?;
    notices::notices(&mut work, &base, &orders).await?;
    views(&mut work, &base, shop, &mut dice).await?;
    bulk::bulk(&mut work, &base, &mut dice).await?;
    circle::circle(&mut work, &base, &mut dice).await?;
    if shop.slug == "kandy-crafts" {
        matrix::product(&mut work, now).await?;
    }
    work.commit().await?;
    if let Some(low) = base.variants.iter().find(|variant| variant.sku == shop.low) {
        tell_low(scope, base.warehouses[0], low.id).await?;
    }
    more::tell_nobody(scope).await
}

/// The people of the organization, by role.
/// Views that the owner has shared with the staff: (name, query).
const VIEWS: &[(&str, &str)] =
    &[("To confirm today", "status=PENDING&sort=date"), ("COD over Rs 10,000", "paid=UNPAID&least=10000&sort=-total")];

async fn views(work: &mut Work, base: &Base, shop: &Shop, dice: &mut Dice) -> anyhow::Result<()> {
    let Some(owner) = base.user("OWNER").filter(|_| shop.slug == "kandy-crafts") else { return Ok(()) };
    for (name, query) in VIEWS {
        sqlx::query!(
            "insert into saved_views (id, owner_user_id, role_id, area, name, query, is_pinned)
             select $1, $2, r.id, 'orders', $3, $4, true from roles r where r.name = 'STAFF'",
            dice.id(base.now - DAYS * DAY),
            owner,
            name,
            query,
        )
        .execute(work.conn())
        .await?;
    }
    Ok(())
}

async fn members(db: &Db, organization: &Organization, shop: &Shop, hash: &str) -> anyhow::Result<HashMap<&'static str, Uuid>> {
    let mut tenant = db.tenant(organization.id).await?;
    let roles = sqlx::query!("select id, name from roles").fetch_all(&mut *tenant).await?;
    drop(tenant);
    let mut users = HashMap::new();
    for (role, name, language) in shop.members {
        let email = format!("{}@{}.example", role.to_lowercase(), shop.slug);
        let user_id = sqlx::query_scalar!(
            "insert into users (id, email, name, password_hash, locale, email_verified_at) values ($1, $2, $3, $4, $5, now())
             on conflict (email) where deleted_at is null do update set email = excluded.email returning id",
            crate::server::clock::new_id(),
            email,
            name,
            hash,
            language.map(Language::code),
        )
        .fetch_one(db.global())
        .await?;
        users.insert(*role, user_id);
        for known in roles.iter().filter(|known| known.name == *role) {
            sqlx::query!(
                "insert into memberships (user_id, organization_id, role_id) values ($1, $2, $3) on conflict do nothing",
                user_id,
                organization.id,
                known.id
            )
            .execute(db.global())
            .await?;
        }
    }
    Ok(users)
}

async fn warehouses(work: &mut Work, shop: &Shop, now: i64, dice: &mut Dice) -> anyhow::Result<Vec<Uuid>> {
    let at = now - (DAYS + 30) * DAY;
    let mut ids = Vec::new();
    for (place, (code, name, street, town, contact)) in shop.warehouses.iter().enumerate() {
        let id = dice.id(at);
        let address = json!({"line1": street, "city": town, "country": "LK"});
        sqlx::query!(
            "insert into warehouses (id, name, code, address, contact_person, is_default, created_at) values ($1, $2, $3, $4, $5, $6, $7)",
            id,
            name,
            code,
            address,
            contact,
            place == 0,
            moment(at),
        )
        .execute(work.conn())
        .await?;
        ids.push(id);
    }
    Ok(ids)
}

async fn categories(work: &mut Work, shop: &Shop, now: i64, dice: &mut Dice) -> anyhow::Result<()> {
    let at = now - (DAYS + 29) * DAY;
    let mut known: HashMap<&str, Uuid> = HashMap::new();
    for (place, (slug, above, names)) in shop.categories.iter().enumerate() {
        let id = dice.id(at);
        sqlx::query!(
            "insert into categories (id, parent_id, name, slug, sort_order, created_at) values ($1, $2, $3, $4, $5, $6)",
            id,
            known.get(above).copied(),
            names[0],
            slug,
            Decimal::from(place),
            moment(at),
        )
        .execute(work.conn())
        .await?;
        known.insert(slug, id);
        for (language, name) in [("si", names[1]), ("ta", names[2])] {
            sqlx::query!(
                "insert into translations (id, language, resource, resource_id, field, value, created_at) values ($1, $2, 'category', $3, 'name', $4, $5)",
                dice.id(at),
                language,
                id,
                name,
                moment(at),
            )
            .execute(work.conn())
            .await?;
        }
    }
    Ok(())
}

/// What the law of Sri Lanka has asked since the end of 2019, and a rate that a person has entered.
async fn taxes_and_rates(scope: &Scope) -> anyhow::Result<()> {
    // The newest first: a rate ends where the next begins, and what has passed is not rewritten.
    let vat = [("18", "2024-01-01"), ("15", "2022-09-01"), ("12", "2022-06-01"), ("8", "2019-12-01")];
    let standard = vat.map(|(rate, from)| (TaxClass::Standard, rate, from));
    for (class, rate, from) in standard.into_iter().chain([(TaxClass::Zero, "0", "2019-12-01")]) {
        let form = TaxRateForm {
            tax_class: class.code().to_owned(),
            rate: rate.to_owned(),
            inclusive: "true".to_owned(),
            valid_from: from.to_owned(),
        };
        if tax_table(scope).await?.rates.iter().all(|known| known.class != class || known.valid_from.to_string() != from) {
            add_tax_rate(scope, &form).await?;
        }
    }
    if !currencies_in_use(scope).await? {
        add_currency(scope, "USD").await?;
        let day = scope.clock.now().with_timezone(&scope.organization.time_zone).date_naive();
        let form = RateForm {
            from_currency: "USD".to_owned(),
            to_currency: scope.organization.currency.clone(),
            rate: "302.50".to_owned(),
            date: day.to_string(),
            reason: "Selling rate of our bank".to_owned(),
            confirm: String::new(),
        };
        set_rate(scope, &form).await?;
    }
    Ok(())
}

/// Whether an earlier run, cut off before its end, has come as far as the currencies.
async fn currencies_in_use(scope: &Scope) -> anyhow::Result<bool> {
    let mut work = scope.begin().await?;
    let known = sqlx::query_scalar!(r#"select exists (select from currency_exchange_rates where source = 'MANUAL') as "known!""#);
    Ok(known.fetch_one(work.conn()).await?)
}

/// Names of categories from the root down.
fn path(shop: &Shop, slug: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut next = slug;
    while let Some((_, above, name)) = shop.categories.iter().find(|(slug, _, _)| *slug == next) {
        names.push(name[0].to_owned());
        next = above;
    }
    names.reverse();
    names
}

/// An EAN-13 of Sri Lanka (479) with its check digit.
fn barcode(number: usize) -> String {
    let twelve = format!("479{:09}", 870_000 + number);
    let sum: u32 =
        twelve.chars().enumerate().map(|(place, digit)| digit.to_digit(10).unwrap_or(0) * if place % 2 == 0 { 1 } else { 3 }).sum();
    format!("{twelve}{}", (10 - sum % 10) % 10)
}

async fn products(work: &mut Work, shop: &Shop, now: i64, dice: &mut Dice) -> anyhow::Result<Vec<Variant>> {
    let mut variants = Vec::new();
    for (place, item) in shop.items.iter().enumerate() {
        work.now = moment(now - (DAYS + 28) * DAY + place as i64 * 7 * HOUR);
        let reduced = dice.chance(120);
        let inputs: Vec<VariantInput> = item
            .variants
            .iter()
            .enumerate()
            .map(|(sort_order, (code, value, rupees, grams))| VariantInput {
                sku: if code.is_empty() { item.sku.to_owned() } else { format!("{}-{code}", item.sku) },
                barcode: Some(barcode(place * 10 + sort_order)),
                price: Decimal::new(rupees * 100, 2),
                compare_at_price: reduced.then(|| Decimal::new(rupees * 115, 2)),
                cost_price: Some(Decimal::new(rupees * item.cost, 2)),
                options: if item.option.is_empty() { Vec::new() } else { vec![(item.option.to_owned(), (*value).to_owned())] },
                weight_g: Some(*grams),
                sort_order: i32::try_from(sort_order).unwrap_or_default(),
                is_active: true,
                ..VariantInput::default()
            })
            .collect();
        let values = item.variants.iter().map(|(_, value, _, _)| (*value).to_owned()).collect();
        let input = ProductInput {
            sku: item.sku.to_owned(),
            name: item.names[0].to_owned(),
            description: Some(item.description.to_owned()),
            status: ProductStatus::Active,
            categories: vec![path(shop, item.category)],
            tags: item.tags.split(' ').map(str::to_owned).collect(),
            options: if item.option.is_empty() { Vec::new() } else { vec![(item.option.to_owned(), values)] },
            translations: vec![
                (Language::Si, "name".to_owned(), item.names[1].to_owned()),
                (Language::Ta, "name".to_owned(), item.names[2].to_owned()),
            ],
            weight_g: item.variants.first().map(|(_, _, _, grams)| *grams),
            variants: inputs,
            ..ProductInput::default()
        };
        let done = upsert_product(work, &input).await?;
        for ((sku, id, _), (_, value, rupees, _)) in done.variants.into_iter().zip(item.variants) {
            variants.push(Variant { id, sku, label: crate::domains::catalog::model::label(item.names[0], value), price: rupees * 100 });
        }
    }
    Ok(variants)
}

async fn couriers(work: &mut Work, shop: &Shop, now: i64, dice: &mut Dice) -> anyhow::Result<Vec<Uuid>> {
    let at = now - (DAYS + 25) * DAY;
    let mut ids = Vec::new();
    for (kind, name, phone, vehicle) in shop.couriers {
        let id = dice.id(at);
        sqlx::query!(
            "insert into couriers (id, kind, name, phone, vehicle_type, created_at) values ($1, $2, $3, $4, $5, $6)",
            id,
            kind,
            name,
            phone,
            *vehicle,
            moment(at),
        )
        .execute(work.conn())
        .await?;
        ids.push(id);
    }
    Ok(ids)
}
