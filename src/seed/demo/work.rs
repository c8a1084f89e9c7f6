//! What lies on the staff's desk: calls to buyers, what is due now, tags, notes to colleagues; carts that nobody has ordered; gift cards.

use super::purchases::{as_of, user};
use crate::domains::orders::model::{CallForm, CallOutcome, CartOwner};
use crate::domains::orders::service::{abandon_cart, add_note, add_tags, put_in_cart, record_call, refresh_risk, set_hold};
use crate::domains::payments::model::cards::CardForm;
use crate::domains::payments::service::cards;
use crate::seed::shops::Shop;
use crate::server::Scope;
use chrono::TimeDelta;
use uuid::Uuid;

/// What people write on orders: a tag or a note; `{}` is the colleague who is named.
const TAGS: &[&str] = &["gift", "regular buyer", "gift, fragile"];
const NOTES: &[&str] = &[
    "@{} please add the small sample",
    "Asked whether it comes before the weekend, @{} knows the courier",
    "Address checked on the phone",
];

/// Makes what is missing; nothing for a shop that has carts.
pub async fn work(scope: &Scope, shop: &Shop) -> anyhow::Result<()> {
    let mut work = scope.begin().await?;
    let known = sqlx::query_scalar!(r#"select exists (select from carts) as "known!""#).fetch_one(work.conn()).await?;
    drop(work);
    if known {
        return Ok(());
    }
    let staff = user(scope, &format!("staff@{}.example", shop.slug)).await?;
    let person = staff.map(|id| (id, "STAFF"));
    risk(scope).await?;
    calls(scope, person).await?;
    words(scope, shop, person).await?;
    carts(scope, person).await?;
    gift_cards(scope, person).await?;
    super::more::tell_nobody(scope).await
}

/// What buyers who have sent parcels back still wait for is marked.
async fn risk(scope: &Scope) -> anyhow::Result<()> {
    let mut work = scope.begin().await?;
    let orders = sqlx::query_scalar!(
        r#"select distinct on (o.customer_id) o.id from orders o join customers c on c.id = o.customer_id
           where c.refused_count > 0 and o.status in ('PENDING', 'CONFIRMED', 'PROCESSING', 'PACKED') order by o.customer_id, o.id"#
    )
    .fetch_all(work.conn())
    .await?;
    drop(work);
    for id in orders {
        refresh_risk(scope, id).await?;
    }
    Ok(())
}

/// Buyers who did not answer, one who asked to be called back and whose time has come, and a number that is somebody else's.
async fn calls(scope: &Scope, person: Option<(Uuid, &str)>) -> anyhow::Result<()> {
    let (mut work, yesterday) = (scope.begin().await?, scope.clock.now() - TimeDelta::hours(25));
    let orders = sqlx::query!(
        r#"select id, ordered_at < $1 as "is_old!" from orders where status = 'PENDING' and hold_reason is null and source <> 'WOOCOMMERCE'
           order by ordered_at, id limit 6"#,
        yesterday
    )
    .fetch_all(work.conn())
    .await?;
    drop(work);
    for (place, order) in orders.into_iter().enumerate() {
        let days = i64::from(order.is_old);
        let by = as_of(scope, days, person);
        let later =
            (by.clock.now() + TimeDelta::hours(4)).with_timezone(&scope.organization.time_zone).format("%Y-%m-%dT%H:%M").to_string();
        let (outcome, call_back_at, note) = match place {
            0 | 3 => (CallOutcome::CallBack, later, "At work, wants to be called in the afternoon"),
            1 | 4 => (CallOutcome::NoAnswer, String::new(), ""),
            2 => (CallOutcome::WrongNumber, String::new(), "A shop in Matale"),
            _ => (CallOutcome::NoAnswer, later, "Phone is switched off"),
        };
        let form = CallForm { outcome: outcome.as_str().to_owned(), call_back_at, note: note.to_owned() };
        record_call(&by, order.id, &form).await?;
    }
    Ok(())
}

/// Tags and notes on orders that are being worked on, and one that is held.
async fn words(scope: &Scope, shop: &Shop, person: Option<(Uuid, &str)>) -> anyhow::Result<()> {
    let mut work = scope.begin().await?;
    let orders = sqlx::query_scalar!(
        "select id from orders where status in ('CONFIRMED', 'PROCESSING', 'PACKED') and hold_reason is null order by ordered_at desc, id desc limit 6"
    )
    .fetch_all(work.conn())
    .await?;
    drop(work);
    let by = as_of(scope, 0, person);
    let colleague = |role: &str| shop.members.iter().find(|(known, _, _)| *known == role).map_or("", |(_, name, _)| *name);
    let names = [colleague("WAREHOUSE"), colleague("ADMIN"), ""];
    for (place, id) in orders.iter().enumerate() {
        if let Some(tags) = TAGS.get(place) {
            add_tags(&by, *id, tags).await?;
        }
        if let (Some(note), Some(name)) = (NOTES.get(place), names.get(place)) {
            add_note(&by, *id, &note.replace("{}", name)).await?;
        }
    }
    if let Some(last) = orders.get(4) {
        set_hold(&by, *last, "The buyer wants to add something").await?;
    }
    Ok(())
}

/// Carts of two customers and two visitors; two of them were left long ago.
async fn carts(scope: &Scope, person: Option<(Uuid, &str)>) -> anyhow::Result<()> {
    let mut work = scope.begin().await?;
    let variants = sqlx::query_scalar!(
        "select v.id from product_variants v join products p on p.id = v.product_id
         where v.is_active and v.deleted_at is null and p.status = 'ACTIVE' and p.deleted_at is null order by v.sku limit 6"
    )
    .fetch_all(work.conn())
    .await?;
    let people = sqlx::query_scalar!("select id from customers where deleted_at is null and total_orders > 1 order by id limit 2")
        .fetch_all(work.conn())
        .await?;
    drop(work);
    let owners = people.into_iter().map(CartOwner::Customer).chain(["demo-1", "demo-2"].map(|token| CartOwner::Visitor(token.to_owned())));
    for (place, owner) in owners.enumerate() {
        let by = as_of(scope, if place % 2 == 0 { 0 } else { 3 }, None);
        let mut left = None;
        for (step, variant_id) in variants.iter().skip(place).take(1 + place % 3).enumerate() {
            left = Some(put_in_cart(&by, &owner, *variant_id, 1 + i32::try_from(step)?).await?.row.id);
        }
        if let Some(id) = left.filter(|_| place == 3) {
            abandon_cart(&as_of(scope, 1, person), id).await?;
        }
    }
    Ok(())
}

/// A card that is new, and one that has paid for a part of an order.
async fn gift_cards(scope: &Scope, person: Option<(Uuid, &str)>) -> anyhow::Result<()> {
    let by = as_of(scope, 6, person);
    let card = |value: &str, name: &str, message: &str| CardForm {
        value: value.to_owned(),
        recipient_name: name.to_owned(),
        message: message.to_owned(),
        ..CardForm::default()
    };
    cards::issue(&by, &card("5000", "Ishara Gunawardena", "Happy birthday!")).await?;
    let (_, code) = cards::issue(&by, &card("2500", "Fathima Rizwan", "For the new house")).await?;
    let mut work = scope.begin().await?;
    let order = sqlx::query_scalar!(
        "select id from orders where status = 'CONFIRMED' and financial_status = 'UNPAID' and total > 1500 and currency = 'LKR'
         order by ordered_at desc, id desc limit 1"
    )
    .fetch_optional(work.conn())
    .await?;
    drop(work);
    if let Some(order) = order {
        cards::redeem(&as_of(scope, 0, person), order, &code, "1500", "").await?;
    }
    Ok(())
}
