//! Exchange rates.

use crate::domains::localization::model::{RateFilter, RateRow, RateSource};
use crate::server::Result;
use crate::shared::paging::{Direction, PAGE_SIZE, PageRequest};
use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::Decimal;
use sqlx::PgConnection;
use uuid::Uuid;

/// A rate as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::domains::localization) struct Quote {
    pub from_currency: String,
    pub to_currency: String,
    pub rate: Decimal,
    pub date: NaiveDate,
    pub source: String,
}

/// What may say on a day what these currencies are worth in another: the organization's own last word, and what the banks said
/// from `oldest` on, straight, the other way round, or both against the euro. Each quote with the currency that it may tell of,
/// the banks' newest first.
pub(in crate::domains::localization) async fn quotes(
    conn: &mut PgConnection,
    froms: &[String],
    to: &str,
    day: NaiveDate,
    oldest: NaiveDate,
) -> Result<Vec<(String, Quote)>> {
    let rows = sqlx::query!(
        r#"select w.code as "code!", q.from_currency as "from_currency!", q.to_currency as "to_currency!", q.rate as "rate!", q.date as "date!",
                  q.source as "source!"
           from unnest($1::text[]) w (code)
           cross join lateral (
             (select from_currency, to_currency, rate, date, source, false as is_other
              from currency_exchange_rates
              where source = 'MANUAL' and date <= $3 and (from_currency = w.code and to_currency = $2 or from_currency = $2 and to_currency = w.code)
              order by date desc, (from_currency = w.code) desc limit 1)
             union all
             (select from_currency, to_currency, rate, date, source, organization_id is null
              from currency_exchange_rates
              where source <> 'MANUAL' and date between $4 and $3
                and (from_currency = w.code and to_currency = $2 or from_currency = $2 and to_currency = w.code
                     or from_currency = 'EUR' and to_currency in (w.code, $2)))
           ) q
           order by w.code, q.date desc, q.is_other desc, q.source"#,
        froms,
        to,
        day,
        oldest,
    )
    .fetch_all(conn)
    .await?;
    let quotes = rows.into_iter().map(|row| {
        let quote =
            Quote { from_currency: row.from_currency, to_currency: row.to_currency, rate: row.rate, date: row.date, source: row.source };
        (row.code, quote)
    });
    Ok(quotes.collect())
}

/// The rate of a pair that is nearest before a day (else after it), whoever said it and whichever way round.
pub(in crate::domains::localization) async fn nearest(
    conn: &mut PgConnection,
    from: &str,
    to: &str,
    day: NaiveDate,
) -> Result<Option<Quote>> {
    Ok(sqlx::query_as!(
        Quote,
        r#"select from_currency, to_currency, rate, date, source from currency_exchange_rates
           where (from_currency = $1 and to_currency = $2 or from_currency = $2 and to_currency = $1)
             and not (date = $3 and source = 'MANUAL')
           order by (date <= $3) desc, abs(date - $3), (from_currency = $1) desc limit 1"#,
        from,
        to,
        day,
    )
    .fetch_optional(conn)
    .await?)
}

/// The manual rate of a pair on a day: (id, rate, reason).
pub(in crate::domains::localization) async fn manual_on(
    conn: &mut PgConnection,
    from: &str,
    to: &str,
    day: NaiveDate,
) -> Result<Option<(Uuid, Decimal, String)>> {
    let row = sqlx::query!(
        r#"select id, rate, reason as "reason!" from currency_exchange_rates
           where source = 'MANUAL' and from_currency = $1 and to_currency = $2 and date = $3 for update"#,
        from,
        to,
        day,
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| (row.id, row.rate, row.reason)))
}

/// A manual rate.
pub(in crate::domains::localization) struct NewRate<'a> {
    pub id: Uuid,
    pub from: &'a str,
    pub to: &'a str,
    pub rate: Decimal,
    pub day: NaiveDate,
    pub reason: &'a str,
    pub user_id: Option<Uuid>,
    pub at: DateTime<Utc>,
}

/// Writes a manual rate over the one of the same pair and day.
pub(in crate::domains::localization) async fn put_manual(conn: &mut PgConnection, new: NewRate<'_>) -> Result<()> {
    sqlx::query!(
        "insert into currency_exchange_rates (id, from_currency, to_currency, rate, date, source, reason, entered_by, created_at)
         values ($1, $2, $3, $4, $5, 'MANUAL', $6, $7, $8)
         on conflict (organization_id, from_currency, to_currency, date, source)
         do update set rate = excluded.rate, reason = excluded.reason, entered_by = excluded.entered_by",
        new.id,
        new.from,
        new.to,
        new.rate,
        new.day,
        new.reason,
        new.user_id,
        new.at,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Writes what the European Central Bank said; returns how many rates are new, and how many differ from before.
pub(in crate::domains::localization) async fn put_ecb(
    conn: &mut PgConnection,
    rates: &[(Uuid, NaiveDate, String, Decimal)],
    user_id: Option<Uuid>,
    at: DateTime<Utc>,
) -> Result<(i64, i64)> {
    let ids: Vec<Uuid> = rates.iter().map(|(id, ..)| *id).collect();
    let days: Vec<NaiveDate> = rates.iter().map(|(_, day, ..)| *day).collect();
    let currencies: Vec<String> = rates.iter().map(|(_, _, currency, _)| currency.clone()).collect();
    let values: Vec<Decimal> = rates.iter().map(|(.., rate)| *rate).collect();
    let row = sqlx::query!(
        r#"with done as (
             insert into currency_exchange_rates (id, from_currency, to_currency, rate, date, source, entered_by, created_at)
             select new.id, 'EUR', new.currency, new.rate, new.day, 'ECB', $5, $6
             from unnest($1::uuid[], $2::date[], $3::text[], $4::numeric[]) as new (id, day, currency, rate)
             on conflict (organization_id, from_currency, to_currency, date, source)
             do update set rate = excluded.rate, entered_by = excluded.entered_by where currency_exchange_rates.rate <> excluded.rate
             returning (xmax = 0) as is_new
           )
           select count(*) filter (where is_new) as "new!", count(*) filter (where not is_new) as "changed!" from done"#,
        &ids,
        &days,
        &currencies,
        &values,
        user_id,
        at,
    )
    .fetch_one(conn)
    .await?;
    Ok((row.new, row.changed))
}

/// Up to one rate more than a page, the newest day first (the oldest first when going back). A cursor's time is midnight of
/// the day.
pub(in crate::domains::localization) async fn list(
    conn: &mut PgConnection,
    filter: &RateFilter,
    page: PageRequest,
) -> Result<Vec<RateRow>> {
    let (day, id) = page.cursor.map_or((None, None), |cursor| (Some(cursor.at.date_naive()), Some(cursor.id)));
    let backwards = page.cursor.is_some() && page.direction == Direction::Previous;
    let rows = sqlx::query!(
        r#"select r.id, r.date, r.from_currency, r.to_currency, r.rate, r.source, r.reason, u.name as "person?"
           from currency_exchange_rates r left join users u on u.id = r.entered_by
           where ($1::text is null or r.from_currency = $1 or r.to_currency = $1)
             and ($2::text is null or r.source = $2)
             and ($3::date is null or case when $5 then (r.date, r.id) > ($3, $4) else (r.date, r.id) < ($3, $4) end)
           order by case when $5 then r.date end asc, case when $5 then r.id end asc, r.date desc, r.id desc
           limit $6"#,
        filter.currency,
        filter.source.map(RateSource::code),
        day,
        id,
        backwards,
        PAGE_SIZE + 1,
    )
    .fetch_all(conn)
    .await?;
    let rows = rows.into_iter().map(|row| RateRow {
        id: row.id,
        date: row.date,
        from_currency: row.from_currency,
        to_currency: row.to_currency,
        rate: row.rate,
        source: RateSource::parse(&row.source).unwrap_or(RateSource::Manual),
        reason: row.reason,
        person: row.person,
    });
    Ok(rows.collect())
}
