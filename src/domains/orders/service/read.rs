//! Reading orders.

use crate::domains::orders::model::{Bought, OrderDetail, OrderFilter, OrderRow, StatusCounts, Today};
use crate::domains::orders::store;
use crate::server::{Error, Result, Scope, Work};
use crate::shared::paging::PageRequest;
use crate::shared::{AppError, Page};
use chrono::{DateTime, Days, NaiveDate, NaiveTime, TimeDelta, Utc};
use chrono_tz::Tz;
use std::time::Duration;
use uuid::Uuid;

/// The first moment of a day in store time, as UTC. Where a clock change skips midnight it is the first hour that exists.
fn start_of(day: NaiveDate, zone: Tz) -> DateTime<Utc> {
    let midnight = day.and_time(NaiveTime::MIN);
    (0..24)
        .find_map(|hour| (midnight + TimeDelta::hours(hour)).and_local_timezone(zone).earliest())
        .map_or_else(|| midnight.and_utc(), |at| at.with_timezone(&Utc))
}

fn after(day: NaiveDate) -> NaiveDate {
    day.checked_add_days(Days::new(1)).unwrap_or(day)
}

/// A page of the queue, newest first.
///
/// # Errors
/// When the database refuses.
pub async fn list(scope: &Scope, filter: &OrderFilter, page: PageRequest) -> Result<Page<OrderRow>> {
    let mut work = scope.begin().await?;
    store::list(work.conn(), filter, &days(scope, filter), page).await
}

fn days(scope: &Scope, filter: &OrderFilter) -> store::Days {
    let zone = scope.organization.time_zone;
    store::Days { from: filter.from.map(|day| start_of(day, zone)), until: filter.to.map(|day| start_of(after(day), zone)) }
}

/// How many orders each of the first few filters lets through, counted up to `cap`; `None` for a search, for further ones, and
/// where counting takes longer than `patience`.
///
/// # Errors
/// When the database refuses.
pub async fn count_each(scope: &Scope, filters: &[OrderFilter], cap: i64, patience: Duration) -> Result<Vec<Option<i64>>> {
    let countable: Vec<_> = filters
        .iter()
        .enumerate()
        .filter(|(_, filter)| filter.search.is_none())
        .map(|(place, filter)| (place, filter, days(scope, filter)))
        .take(store::MOST_COUNTED)
        .collect();
    let mut counts = vec![None; filters.len()];
    if countable.is_empty() {
        return Ok(counts);
    }
    let (places, wanted): (Vec<usize>, Vec<_>) = countable.into_iter().map(|(place, filter, days)| (place, (filter, days))).unzip();
    let mut work = scope.begin().await?;
    for (place, count) in places.into_iter().zip(store::count_each(work.conn(), &wanted, cap, patience).await?.into_iter().flatten()) {
        if let Some(slot) = counts.get_mut(place) {
            *slot = Some(count);
        }
    }
    Ok(counts)
}

/// How many orders are in each status.
///
/// # Errors
/// When the database refuses.
pub async fn counts(scope: &Scope) -> Result<StatusCounts> {
    let mut work = scope.begin().await?;
    store::counts(work.conn()).await
}

/// An order whole.
///
/// # Errors
/// [`AppError::NotFound`] when there is none.
pub async fn detail(scope: &Scope, id: Uuid) -> Result<OrderDetail> {
    let mut work = scope.begin().await?;
    store::detail(work.conn(), id).await?.ok_or_else(|| Error::App(AppError::NotFound))
}

/// The order that a line belongs to.
///
/// # Errors
/// [`AppError::NotFound`] when there is none.
pub async fn order_of_item(scope: &Scope, item_id: Uuid) -> Result<Uuid> {
    let mut work = scope.begin().await?;
    store::order_of_item(work.conn(), item_id).await?.ok_or_else(|| Error::App(AppError::NotFound))
}

/// Days of the chart on the home page.
const CHART_DAYS: u64 = 14;

/// The numbers of the home page, in store time.
///
/// # Errors
/// When the database refuses.
pub async fn today(scope: &Scope) -> Result<Today> {
    let zone = scope.organization.time_zone;
    let now = scope.clock.now();
    let day = now.with_timezone(&zone).date_naive();
    let bounds = store::TodayBounds {
        today: start_of(day, zone),
        now,
        before: start_of(day.checked_sub_days(Days::new(7)).unwrap_or(day), zone),
        before_now: now - TimeDelta::days(7),
        chart: start_of(day.checked_sub_days(Days::new(CHART_DAYS - 1)).unwrap_or(day), zone),
        zone: zone.name().to_owned(),
    };
    let mut work = scope.begin().await?;
    let mut today = store::today(work.conn(), &bounds).await?;
    // Days without an order stand in the chart too.
    today.days = (0..CHART_DAYS)
        .rev()
        .filter_map(|back| day.checked_sub_days(Days::new(back)))
        .map(|day| today.days.iter().find(|(known, _, _)| *known == day).copied().unwrap_or((day, rust_decimal::Decimal::ZERO, 0)))
        .collect();
    Ok(today)
}

/// What an order still has, for its buyer.
///
/// # Errors
/// When the database refuses.
pub async fn bought(work: &mut Work, order_id: Uuid) -> Result<Vec<Bought>> {
    store::bought(work.conn(), order_id).await
}
