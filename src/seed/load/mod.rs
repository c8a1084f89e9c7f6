//! The load: very many orders of one organization, written by COPY.
//!
//! COPY FROM is refused under forced row level security, so it is not forced inside this one transaction. What an order is
//! depends on its number and the seed alone, so orders are made twice: once to add up customers and stock, once to be
//! written. Orders before the newest ones are marked as fulfilled elsewhere: no movement stands behind each of their lines.

mod copy;
mod orders;
mod sql;
mod world;

use super::LoadSize;
use crate::domains::{access, audit, inventory};
use crate::server::clock::Clock;
use crate::server::{Db, Error, Scope};
use crate::shared::{AppError, Language};
use anyhow::ensure;
use orders::{CHUNK, chunk};
use std::sync::Arc;
use std::time::Instant;
use tokio::sync::mpsc;
use world::{World, add_up};

/// Says what has been done, with the seconds since the beginning.
#[expect(clippy::print_stdout, reason = "a command speaks to the terminal")]
fn say(begun: Instant, what: &str) {
    println!("{:7.1} s  {what}", begun.elapsed().as_secs_f64());
}

/// The organization, made with an owner if it does not exist.
async fn scope(db: &Db, clock: &Clock, slug: &str) -> anyhow::Result<Scope> {
    let organization = match access::service::organization_by_slug(db, slug).await {
        Err(Error::App(AppError::NotFound)) => {
            let new = access::service::NewOrganization { name: slug.to_owned(), slug: slug.to_owned(), language: Language::En };
            access::service::create_organization(db, clock, new).await?
        }
        found => found?,
    };
    let scope = Scope::system(db.clone(), clock.clone(), organization);
    access::service::add_user(&scope, &format!("owner@{slug}.example"), "Owner", super::PASSWORD.to_owned(), "OWNER").await?;
    Ok(scope)
}

/// Fills one organization.
pub async fn load(db: &Db, clock: &Clock, size: &LoadSize) -> anyhow::Result<()> {
    ensure!(size.orders > 0, "--orders must be at least 1");
    ensure!(size.orders <= 16_000_000, "at most 16 million orders: the codes have five and six symbols");
    let begun = Instant::now();
    let scope = scope(db, clock, &size.organization).await?;
    let organization_id = scope.organization.id;
    let mut work = scope.begin().await?;
    let has_orders = sqlx::query_scalar!(r#"select exists (select from orders) as "exists!""#).fetch_one(work.conn()).await?;
    ensure!(!has_orders, "{} has orders already: name another organization, or drop the database", size.organization);
    drop(work);
    let warehouse_id = inventory::service::ensure_default_warehouse(&scope).await?;

    let now = clock.now().timestamp();
    let world = Arc::new(World::new(organization_id, warehouse_id, now, size));
    let shared = world.clone();
    let sums = tokio::task::spawn_blocking(move || add_up(&shared)).await?;
    say(begun, "everything is thought out");

    let mut tx = db.begin().await?;
    sqlx::raw_sql(sql::NO_FORCE).execute(&mut *tx).await?;
    sqlx::raw_sql(sql::SET_ASIDE).execute(&mut *tx).await?;
    copy::catalogue(&mut tx, &world).await?;
    copy::couriers(&mut tx, &world).await?;
    say(begun, &format!("{} products with {} variants", world.products.len(), world.variants.len()));
    copy::customers(&mut tx, &world, &sums.customers).await?;
    say(begun, &format!("{} customers", world.customers.len()));

    let (send, mut receive) = mpsc::channel(2);
    let shared = world.clone();
    let maker = tokio::task::spawn_blocking(move || {
        for from in (0..shared.orders).step_by(CHUNK as usize) {
            if send.blocking_send(chunk(&shared, from)).is_err() {
                break;
            }
        }
    });
    while let Some(rows) = receive.recv().await {
        copy::chunk(&mut tx, &rows).await?;
        say(begun, &format!("{} of {} orders", rows.until, world.orders));
    }
    maker.await?;
    copy::stock(&mut tx, &world, &sums).await?;
    say(begun, "stock and movements");
    sqlx::raw_sql(sql::MAKE_INDEXES).execute(&mut *tx).await?;
    say(begun, "indexes");
    sqlx::raw_sql(sql::MAKE_KEYS).execute(&mut *tx).await?;
    say(begun, "keys");
    sqlx::raw_sql(sql::FORCE).execute(&mut *tx).await?;
    tx.commit().await?;
    audit::service::seal(db).await?;
    sqlx::raw_sql(sql::TIDY).execute(db.global()).await?;
    say(begun, &format!("{} is ready; sign in as owner@{}.example", size.organization, size.organization));
    Ok(())
}
