//! What is known of the customers beside their orders: tags, birthdays, consents, segments, and somebody who stands there twice.

use super::{Base, DAY, moment};
use crate::domains::customers::service::find_in;
use crate::seed::dice::Dice;
use crate::server::Work;

/// Customers who were asked whether they want offers.
const ASKED: i64 = 14;

/// Writes it, and has duplicates looked for.
pub async fn circle(work: &mut Work, base: &Base, dice: &mut Dice) -> anyhow::Result<()> {
    let at = base.now - 9 * DAY;
    sqlx::query!("update customers set tags = '{regular}' where total_orders >= 3").execute(work.conn()).await?;
    sqlx::query!(
        "insert into customer_consents (id, customer_id, channel, purpose, granted, source, user_id, at, created_at)
         select uuid_v7($1), c.id, 'SMS', 'MARKETING', c.n % 5 <> 0, 'PHONE', $2, $1, $1
         from (select id, row_number() over (order by created_at desc, id desc) as n from customers) c where c.n <= $3",
        moment(at),
        base.user("STAFF"),
        ASKED,
    )
    .execute(work.conn())
    .await?;
    // Every second one has told the year, which is a leap year because one of them may be born on 29 February.
    sqlx::query!(
        "update customers c set birth_day = extract(day from n.day)::integer, birth_month = extract(month from n.day)::integer,
           birth_year = case when n.n % 2 = 0 then 1964 + 4 * (n.n % 10) end::integer
         from (select id, row_number() over (order by created_at desc, id desc) as n,
                 ($1::timestamptz at time zone 'Asia/Colombo')::date + 9 * row_number() over (order by created_at desc, id desc)::integer as day
               from customers) n
         where c.id = n.id and n.n <= $2",
        moment(base.now),
        2 * ASKED,
    )
    .execute(work.conn())
    .await?;
    for (name, conditions) in [
        ("Regulars", serde_json::json!({"tag": "regular"})),
        ("Nothing for 30 days", serde_json::json!({"last_over": 30, "orders_from": 1})),
        ("Birthday within 30 days", serde_json::json!({"birthday_within": 30})),
        ("Want offers by SMS", serde_json::json!({"consent_channel": "SMS", "consent_purpose": "MARKETING"})),
    ] {
        sqlx::query!(
            "insert into customer_segments (id, name, conditions, created_by, created_at) values ($1, $2, $3, $4, $5)",
            dice.id(at),
            name,
            conditions,
            base.user("OWNER"),
            moment(at),
        )
        .execute(work.conn())
        .await?;
    }
    // Somebody who called from another number and was written down anew.
    sqlx::query!(
        "with known as (
           select c.id, c.name, c.locale, a.line1, a.city, a.district, a.postal_code
           from customers c join customer_addresses a on a.customer_id = c.id and a.is_default
           where c.total_orders > 0 order by c.created_at, c.id limit 1
         ), again as (
           insert into customers (id, name, locale, created_at) select $1, left(name, 1) || '. ' || name, locale, $2 from known returning id, name
         )
         insert into customer_addresses (id, customer_id, full_name, line1, city, district, postal_code, is_default, created_at)
         select $3, again.id, again.name, known.line1, known.city, known.district, known.postal_code, true, $2 from again cross join known",
        dice.id(at),
        moment(at),
        dice.id(at),
    )
    .execute(work.conn())
    .await?;
    anyhow::ensure!(find_in(work).await? > 0, "the demo has nobody who stands there twice");
    Ok(())
}
