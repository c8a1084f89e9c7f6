//! Reading orders.

use crate::domains::orders::model::{Bought, OrderDetail, OrderFilter, OrderRow, OrderStatus, Queue, StatusCounts, Today};
use crate::domains::orders::store;
use crate::server::clock::{end_of_day, start_of_day};
use crate::server::kept::Kept;
use crate::server::{Error, Result, Scope, Work};
use crate::shared::paging::PageRequest;
use crate::shared::{AppError, Cursor, Page};
use chrono::{Days, TimeDelta};
use std::sync::{Arc, LazyLock};
use std::time::Duration;
use uuid::Uuid;

/// A page of the queue.
///
/// # Errors
/// When the database refuses.
pub async fn list(scope: &Scope, filter: &OrderFilter, page: PageRequest) -> Result<Page<OrderRow>> {
    let mut work = begin_list(scope, filter, page).await?;
    list_in(&mut work, filter, page).await
}

/// Which of the pages that are opened most: (status, the row before it, rows).
type Question = (Option<OrderStatus>, Option<Cursor>, i64);

static QUEUES: LazyLock<Kept<Question, Queue>> = LazyLock::new(Kept::default);

/// A page of the queue, and how many orders are in each status, see [`counts`]. Of the pages that [`store::is_plain`] names it is kept
/// until something changes in the organization: every open page of everybody asks for the same one whenever something has.
///
/// # Errors
/// When the database refuses.
pub async fn queue(scope: &Scope, filter: &OrderFilter, page: PageRequest) -> Result<Arc<Queue>> {
    if store::is_plain(filter, page) {
        return QUEUES.get(scope, (filter.status, page.cursor, page.size), || read_queue(scope, filter, page)).await;
    }
    Ok(Arc::new(read_queue(scope, filter, page).await?))
}

async fn read_queue(scope: &Scope, filter: &OrderFilter, page: PageRequest) -> Result<Queue> {
    let mut work = begin_list(scope, filter, page).await?;
    let mut rows = list_in(&mut work, filter, page).await?;
    let here: Vec<Uuid> =
        rows.rows.iter().filter(|row| row.status.is_here() && row.status != OrderStatus::Draft).map(|row| row.id).collect();
    if !here.is_empty() {
        let parcels = store::row_parcels(work.conn(), &here).await?;
        for row in &mut rows.rows {
            row.parcels = parcels.get(&row.id).copied().unwrap_or_default();
        }
    }
    Ok((rows, counts_in(&mut work).await?))
}

async fn begin_list(scope: &Scope, filter: &OrderFilter, page: PageRequest) -> Result<Work> {
    if store::is_plain(filter, page) { Work::begin_planned_once(scope).await } else { scope.begin().await }
}

async fn list_in(work: &mut Work, filter: &OrderFilter, page: PageRequest) -> Result<Page<OrderRow>> {
    if store::is_plain(filter, page) {
        return store::plain(work.conn(), filter.status, page).await;
    }
    let mut days = days(&work.scope, filter);
    if let Some(tag) = &filter.tag {
        days.tagged = store::tagged(work.conn(), tag).await?;
    }
    store::list(work.conn(), filter, &days, page).await
}

fn days(scope: &Scope, filter: &OrderFilter) -> store::Days {
    let zone = scope.organization.time_zone;
    store::Days {
        from: filter.from.map(|day| start_of_day(day, zone)),
        until: filter.to.map(|day| end_of_day(day, zone)),
        now: scope.clock.now(),
        tagged: None,
    }
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

/// How many orders are in each status. A count beyond [`COUNT_CAP`] may be some seconds old; it is said to be "more than", and
/// counting so many again and again is the greatest part of what a page of a large shop costs.
///
/// # Errors
/// When the database refuses.
pub async fn counts(scope: &Scope) -> Result<StatusCounts> {
    counts_in(&mut Work::begin_planned_once(scope).await?).await
}

async fn counts_in(work: &mut Work) -> Result<StatusCounts> {
    let (many, others) = many::split(&work.scope);
    let now = work.now;
    let (counted, to_call) = store::counts(work.conn(), &others, now).await?;
    many::remember(&work.scope, &counted);
    Ok(StatusCounts { statuses: many.into_iter().chain(counted).collect(), to_call })
}

/// The statuses of which an organization had more than [`COUNT_CAP`] orders a moment ago.
mod many {
    use crate::domains::orders::model::{COUNT_CAP, OrderStatus};
    use crate::server::Scope;
    use chrono::{DateTime, TimeDelta, Utc};
    use std::collections::HashMap;
    use std::sync::{LazyLock, Mutex, MutexGuard, PoisonError};
    use uuid::Uuid;

    /// Seconds for which it is believed.
    const SECONDS: i64 = 10;

    type Seen = HashMap<(Uuid, OrderStatus), DateTime<Utc>>;

    static SEEN: LazyLock<Mutex<Seen>> = LazyLock::new(Mutex::default);

    fn seen() -> MutexGuard<'static, Seen> {
        // Whoever panicked with the lock has left single entries, each of which is whole.
        SEEN.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The statuses that need not be counted, with their counts, and the others.
    pub(super) fn split(scope: &Scope) -> (Vec<(OrderStatus, i64)>, Vec<OrderStatus>) {
        let oldest = scope.clock.now() - TimeDelta::seconds(SECONDS);
        let seen = seen();
        let (many, others) = OrderStatus::ALL
            .iter()
            .partition::<Vec<OrderStatus>, _>(|status| seen.get(&(scope.organization.id, **status)).is_some_and(|at| *at > oldest));
        (many.into_iter().map(|status| (status, COUNT_CAP + 1)).collect(), others)
    }

    /// Keeps which statuses have many orders.
    pub(super) fn remember(scope: &Scope, counted: &[(OrderStatus, i64)]) {
        let now = scope.clock.now();
        let oldest = now - TimeDelta::seconds(SECONDS);
        let mut seen = seen();
        for (status, _) in counted.iter().filter(|(_, count)| *count > COUNT_CAP) {
            seen.insert((scope.organization.id, *status), now);
        }
        seen.retain(|_, at| *at > oldest);
    }
}

/// An order whole.
///
/// # Errors
/// [`AppError::NotFound`] when there is none.
pub async fn detail(scope: &Scope, id: Uuid) -> Result<OrderDetail> {
    let mut work = scope.begin().await?;
    store::detail(work.conn(), id).await?.ok_or_else(|| Error::App(AppError::NotFound))
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
        today: start_of_day(day, zone),
        now,
        before: start_of_day(day.checked_sub_days(Days::new(7)).unwrap_or(day), zone),
        before_now: now - TimeDelta::days(7),
        chart: start_of_day(day.checked_sub_days(Days::new(CHART_DAYS - 1)).unwrap_or(day), zone),
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
