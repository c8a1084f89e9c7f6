//! Gift cards. Of a code only its hash is kept: it is random and long enough that nobody finds it by trying, and unlike a keyed one the
//! hash outlives the server's key, with which people's money must not go. Whoever changes a card holds its row, after the order's and
//! the payment's.

use super::links::{Opened, standing};
use super::{CAPTURED, changed, event, notices, store as payments_store};
use crate::domains::access::service::{Limit, limit};
use crate::domains::audit;
use crate::domains::orders;
use crate::domains::orders::model::OrderMoney;
use crate::domains::payments::model::cards::{CardFilter, CardForm, CardReason, CardRow, CardStatus, CardView};
use crate::domains::payments::model::links::PayState;
use crate::domains::payments::model::{PaymentMethod, PaymentStatus};
use crate::domains::payments::store::New;
use crate::domains::payments::store::cards::{self as store, Card, NewCard, NewEntry, Sought};
use crate::server::clock::{end_of_day, hash_secret, new_id, new_secret};
use crate::server::{Error, Result, Scope, Work, outbox};
use crate::shared::money::{grouped, parse_amount};
use crate::shared::paging::PageRequest;
use crate::shared::{AppError, FieldErrors, Page, params};
use chrono::{DateTime, Months, TimeDelta, Utc};
use rust_decimal::Decimal;
use serde_json::json;
use uuid::Uuid;

/// Symbols of a code: 80 random bits.
const SYMBOLS: usize = 16;
/// Symbols of a group of them.
const GROUP: usize = 4;
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Shortest key of a form of which a code is made.
const SHORTEST_KEY: usize = 40;
/// A card is good for so many months unless somebody says otherwise.
const MONTHS: u32 = 12;
/// Most years.
const MOST_YEARS: i64 = 10;
/// Most that a card is issued with.
const MOST: Decimal = Decimal::from_parts(1_000_000, 0, 0, false, 0);
/// Codes that are tried by one link, and from one address.
const TRIES: Limit = Limit { endpoint: "gift_card_codes", requests: 20, minutes: 60 };
/// Cards that the sweeper writes down at a time.
const AT_ONCE: i64 = 500;

/// The code that a form's key stands for: the same form sent twice issues one card and says its code twice.
fn code_of(key: &str) -> String {
    let random;
    let key = if key.len() >= SHORTEST_KEY {
        key
    } else {
        random = new_secret();
        &random
    };
    let bytes = hash_secret(&format!("the code of a gift card: {key}"));
    bytes.iter().take(SYMBOLS).map(|byte| char::from(ALPHABET.get(usize::from(byte % 32)).copied().unwrap_or(b'0'))).collect()
}

/// A code as people read it.
fn spaced(code: &str) -> String {
    let symbols: Vec<char> = code.chars().collect();
    symbols.chunks(GROUP).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join("-")
}

/// A code as it was meant: capitals, no spaces, and the letters that Crockford's base 32 leaves out read as what they look like.
fn normal(typed: &str) -> String {
    let meant = |symbol: char| match symbol.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    typed.chars().filter(char::is_ascii_alphanumeric).map(meant).collect()
}

fn fingerprint(organization_id: Uuid, code: &str) -> Vec<u8> {
    hash_secret(&format!("{organization_id}:{code}"))
}

fn text(typed: &str, field: &str, longest: usize, errors: &mut FieldErrors) -> Option<String> {
    let text = typed.trim();
    if text.chars().count() > longest {
        errors.add(field, "error-too-long");
    }
    Some(text.to_owned()).filter(|text| !text.is_empty())
}

fn email(typed: &str, field: &str, errors: &mut FieldErrors) -> Option<String> {
    let email = text(typed, field, 254, errors)?.to_lowercase();
    let is_one = email.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'));
    if !is_one || email.contains(char::is_whitespace) {
        errors.add(field, "error-email");
    }
    Some(email)
}

/// An amount above zero.
fn amount(typed: &str, field: &str, errors: &mut FieldErrors) -> Decimal {
    match parse_amount(typed) {
        _ if typed.trim().is_empty() => errors.add(field, "error-required"),
        Ok(amount) if amount.is_zero() => errors.add(field, "payments-error-amount-zero"),
        Ok(amount) => return amount,
        Err(error) => errors.add(field, error.key()),
    }
    Decimal::ZERO
}

/// The moment after the last day of a card; a year from now where nothing was typed.
fn end(scope: &Scope, typed: &str, now: DateTime<Utc>, errors: &mut FieldErrors) -> DateTime<Utc> {
    let zone = scope.organization.time_zone;
    let today = now.with_timezone(&zone).date_naive();
    let usual = today.checked_add_months(Months::new(MONTHS)).unwrap_or(today);
    let last = match typed.trim() {
        "" => usual,
        typed => params::day(typed).filter(|day| *day >= today && *day - today <= TimeDelta::days(MOST_YEARS * 366)).unwrap_or_else(|| {
            errors.add("expires_on", "giftcards-error-day");
            usual
        }),
    };
    end_of_day(last, zone)
}

/// Issues a card. Returns its id, and its code as people read it, which nobody can say afterwards. The same form again is the same card.
///
/// # Errors
/// Field errors.
pub async fn issue(scope: &Scope, form: &CardForm) -> Result<(Uuid, String)> {
    let mut work = scope.begin().await?;
    let mut errors = FieldErrors::default();
    let value = amount(&form.value, "value", &mut errors);
    if value > MOST {
        errors.add_with("value", "giftcards-error-value", vec![("most".to_owned(), grouped(MOST))]);
    }
    let now = work.now;
    let expires_at = end(scope, &form.expires_on, now, &mut errors);
    let recipient_name = text(&form.recipient_name, "recipient_name", 200, &mut errors);
    let recipient_email = email(&form.recipient_email, "recipient_email", &mut errors);
    let purchaser_email = email(&form.purchaser_email, "purchaser_email", &mut errors);
    let message = text(&form.message, "message", 1_000, &mut errors);
    let sku = text(&form.sku, "sku", 100, &mut errors);
    let notes = text(&form.notes, "notes", 2_000, &mut errors);
    errors.into_result()?;
    let code = code_of(form.key.trim());
    let hash = fingerprint(scope.organization.id, &code);
    let customer_id = match &purchaser_email {
        Some(email) => store::customer_by_email(work.conn(), email).await?,
        None => None,
    };
    let id = new_id();
    let new = NewCard {
        id,
        code_hash: &hash,
        last4: code.get(SYMBOLS - GROUP..).unwrap_or_default(),
        value,
        currency: &scope.organization.currency,
        expires_at,
        customer_id,
        purchaser_email: purchaser_email.as_deref(),
        recipient_name: recipient_name.as_deref(),
        recipient_email: recipient_email.as_deref(),
        message: message.as_deref(),
        sku: sku.as_deref(),
        notes: notes.as_deref(),
        created_by: scope.user_id(),
        at: now,
    };
    if !store::insert(work.conn(), &new).await? {
        let known = store::by_hash(work.conn(), &hash, now).await?.ok_or(AppError::NotFound)?;
        return Ok((known.id, spaced(&code)));
    }
    let entry = NewEntry { customer_id, ..entry(&work, id, CardReason::Issued, value) };
    store::insert_entry(work.conn(), &entry).await?;
    let values = json!({"value": value, "expires_at": expires_at, "last4": new.last4});
    audit::service::record(&mut work, "payments.gift_card_issued", "gift_card", id, json!(null), values).await?;
    outbox::emit(&mut work, "payments.gift_card_issued", id, json!({})).await?;
    work.commit().await?;
    Ok((id, spaced(&code)))
}

fn entry(work: &Work, card_id: Uuid, reason: CardReason, amount: Decimal) -> NewEntry {
    NewEntry {
        id: new_id(),
        card_id,
        order_id: None,
        customer_id: None,
        payment_id: None,
        refund_id: None,
        amount,
        reason,
        user_id: work.scope.user_id(),
        at: work.now,
    }
}

/// A page of cards, newest first.
///
/// # Errors
/// When the database refuses.
pub async fn list(scope: &Scope, filter: &CardFilter, page: PageRequest) -> Result<Page<CardRow>> {
    let mut work = scope.begin().await?;
    let now = work.now;
    let sought = filter.code.as_deref().map_or_else(Sought::default, |typed| match normal(typed) {
        code if code.len() == SYMBOLS => Sought { hash: Some(fingerprint(scope.organization.id, &code)), last4: None },
        code => Sought { hash: None, last4: Some(code) },
    });
    store::list(work.conn(), filter, &sought, page, now).await
}

/// A card with its ledger.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn view(scope: &Scope, id: Uuid) -> Result<CardView> {
    let mut work = scope.begin().await?;
    let now = work.now;
    store::view(work.conn(), id, now).await?.ok_or_else(|| AppError::NotFound.into())
}

/// What is left on the card of a code, and its currency.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown code; a field error for a card that is not good (any more).
pub async fn balance(scope: &Scope, code: &str) -> Result<(Decimal, String)> {
    let mut work = scope.begin().await?;
    let now = work.now;
    let hash = fingerprint(scope.organization.id, &normal(code));
    let card = store::by_hash(work.conn(), &hash, now).await?.ok_or(AppError::NotFound)?;
    if let Some(key) = problem(card.status) {
        return Err(Error::field("code", key));
    }
    Ok((card.balance, card.currency))
}

/// Why nothing can be paid by a card.
const fn problem(status: CardStatus) -> Option<&'static str> {
    match status {
        CardStatus::Active => None,
        CardStatus::Used => Some("giftcards-error-used"),
        CardStatus::Expired => Some("giftcards-error-expired"),
        CardStatus::Cancelled => Some("giftcards-error-cancelled"),
    }
}

/// The card of a code, locked and good for an order's currency.
async fn good(work: &mut Work, code: &str, currency: &str) -> Result<Card> {
    if code.trim().is_empty() {
        return Err(Error::field("code", "error-required"));
    }
    let (hash, now) = (fingerprint(work.scope.organization.id, &normal(code)), work.now);
    let unknown = || Error::field("code", "giftcards-error-unknown");
    let found = store::by_hash(work.conn(), &hash, now).await?.ok_or_else(unknown)?;
    let card = store::lock(work.conn(), found.id, now).await?.ok_or_else(unknown)?;
    if let Some(key) = problem(card.status) {
        return Err(Error::field("code", key));
    }
    if card.currency != currency {
        return Err(Error::field("code", "giftcards-error-currency"));
    }
    Ok(card)
}

/// Pays by a card that is locked, for an order that is locked. Returns the payment.
async fn pay(work: &mut Work, order: &OrderMoney, card: &Card, amount: Decimal, key: &str) -> Result<Uuid> {
    let (id, now) = (new_id(), work.now);
    let reference = format!("•••• {}", card.last4);
    let new = New {
        id,
        order_id: order.id,
        customer_id: order.customer_id,
        amount,
        currency: &order.currency,
        method: PaymentMethod::GiftCard,
        status: PaymentStatus::Completed,
        response: json!({"reference": reference}),
        key,
        captured: amount,
        refunded: Decimal::ZERO,
        processed_at: Some(now),
        created_at: now,
    };
    payments_store::insert(work.conn(), new).await?;
    event(work, id, CAPTURED, amount, json!({})).await?;
    store::take(work.conn(), card.id, amount, now).await?;
    let spent = entry(work, card.id, CardReason::Spent, -amount);
    let spent = NewEntry { order_id: Some(order.id), customer_id: order.customer_id, payment_id: Some(id), ..spent };
    store::insert_entry(work.conn(), &spent).await?;
    let values = json!({"method": PaymentMethod::GiftCard.code(), "status": "COMPLETED", "amount": amount, "reference": reference});
    changed(work, "payments.completed", id, order.id, json!(null), values).await?;
    let spent = json!({"spent": amount, "left": card.balance - amount, "order": order.order_number});
    audit::service::record(work, "payments.gift_card_spent", "gift_card", card.id, json!(null), spent).await?;
    Ok(id)
}

/// Pays an order, or a part of it, by a card; an empty amount is as much as the card has and the order needs. The same key again pays
/// nothing. Returns the order's number.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown order; field errors, also for more than is due or than the card has.
pub async fn redeem(scope: &Scope, order_id: Uuid, code: &str, typed: &str, key: &str) -> Result<String> {
    let mut work = scope.begin().await?;
    let order = orders::service::lock_money(&mut work, order_id).await?;
    let key = if key.is_empty() { format!("card:{order_id}:{}", new_id()) } else { format!("card:{order_id}:{key}") };
    if payments_store::lock_by_key(work.conn(), &key).await?.is_some() {
        return Ok(order.order_number);
    }
    let due = payments_store::totals(work.conn(), order_id).await?.due(order.total - order.cancelled_total);
    if due.is_zero() {
        return Err(Error::conflict("payments-error-nothing-due"));
    }
    let card = good(&mut work, code, &order.currency).await?;
    let mut errors = FieldErrors::default();
    let wanted = if typed.trim().is_empty() { due.min(card.balance) } else { amount(typed, "amount", &mut errors) };
    if wanted > due {
        errors.add_with("amount", "payments-error-above-due", vec![("due".to_owned(), grouped(due))]);
    } else if wanted > card.balance {
        errors.add_with("amount", "giftcards-error-left", vec![("left".to_owned(), grouped(card.balance))]);
    }
    errors.into_result()?;
    pay(&mut work, &order, &card, wanted, &key).await?;
    work.commit().await?;
    Ok(order.order_number)
}

/// A buyer pays by a card on the page of their link: as much as it has and the page asks for. Nothing is paid twice by a second press,
/// because then either nothing is asked for or nothing is left.
///
/// # Errors
/// Field errors; a conflict when nothing is to be paid; [`AppError::TooMany`] for whoever tries codes.
pub async fn redeem_by_link(opened: &Opened, code: &str) -> Result<Decimal> {
    let Opened { scope, link, order } = opened;
    let now = scope.clock.now();
    limit(&scope.db, now, TRIES, &link.id.to_string()).await?;
    if let Some(ip) = scope.ip {
        limit(&scope.db, now, TRIES, &ip.to_string()).await?;
    }
    let mut work = scope.begin().await?;
    let locked = orders::service::lock_money(&mut work, link.order_id).await?;
    // What was read when the link was opened may be older than the lock.
    let current = payments_store::links::order(work.conn(), link.order_id).await?.ok_or(AppError::NotFound)?;
    let (state, to_pay, _) = standing(&mut work, link, &current).await?;
    if state != PayState::Open {
        return Err(Error::conflict("payments-error-nothing-due"));
    }
    let card = good(&mut work, code, &order.currency).await?;
    let amount = to_pay.min(card.balance);
    let payment_id = pay(&mut work, &locked, &card, amount, &format!("card:{}", new_id())).await?;
    store::set_link(work.conn(), payment_id, link.id).await?;
    // A small card is no reason to keep the goods of a large order.
    if amount == to_pay {
        notices::secure(&mut work, locked.id, payment_id).await?;
    }
    work.commit().await?;
    Ok(amount)
}

/// Ends a card before its day. What is left stays written on it.
///
/// # Errors
/// [`AppError::NotFound`]; a conflict for one that is not good any more.
pub async fn deactivate(scope: &Scope, id: Uuid) -> Result<String> {
    let mut work = scope.begin().await?;
    let now = work.now;
    let card = store::lock(work.conn(), id, now).await?.ok_or(AppError::NotFound)?;
    if card.status != CardStatus::Active {
        return Err(Error::conflict("giftcards-error-ended"));
    }
    ended(&mut work, id, CardStatus::Cancelled, "payments.gift_card_cancelled").await?;
    work.commit().await?;
    Ok(card.last4)
}

async fn ended(work: &mut Work, id: Uuid, status: CardStatus, what: &str) -> Result<()> {
    store::set_status(work.conn(), id, status).await?;
    let (old, new) = (json!({"status": CardStatus::Active.code()}), json!({"status": status.code()}));
    audit::service::record(work, what, "gift_card", id, old, new).await?;
    outbox::emit(work, what, id, json!({})).await
}

/// Writes down which cards have expired. Returns how many.
///
/// # Errors
/// When the database refuses.
pub async fn expire(scope: &Scope) -> Result<usize> {
    let mut work = scope.begin().await?;
    let now = work.now;
    let overdue = store::overdue(work.conn(), now, AT_ONCE).await?;
    for id in &overdue {
        ended(&mut work, *id, CardStatus::Expired, "payments.gift_card_expired").await?;
    }
    if !overdue.is_empty() {
        work.commit().await?;
    }
    Ok(overdue.len())
}

/// Whether a payment was made by a card of ours, to which a refund can go back.
///
/// # Errors
/// When the database refuses.
pub async fn is_by_card(scope: &Scope, payment_id: Uuid) -> Result<bool> {
    Ok(store::of_payment(scope.begin().await?.conn(), payment_id).await?.is_some())
}

/// Puts a refund back on the card that paid; once, however often it is asked. The inner error says why the card takes nothing.
///
/// # Errors
/// [`AppError::NotFound`] for a payment that no card has made.
pub async fn take_back(
    scope: &Scope,
    payment_id: Uuid,
    refund_id: Uuid,
    amount: Decimal,
) -> Result<std::result::Result<String, &'static str>> {
    let mut work = scope.begin().await?;
    let now = work.now;
    let card_id = store::of_payment(work.conn(), payment_id).await?.ok_or(AppError::NotFound)?;
    let card = store::lock(work.conn(), card_id, now).await?.ok_or(AppError::NotFound)?;
    let name = format!("•••• {}", card.last4);
    if store::is_refunded(work.conn(), refund_id).await? {
        return Ok(Ok(name));
    }
    match card.status {
        CardStatus::Active => {}
        CardStatus::Used if card.expires_at > now => {}
        CardStatus::Used | CardStatus::Expired => return Ok(Err("giftcards-error-expired")),
        CardStatus::Cancelled => return Ok(Err("giftcards-error-cancelled")),
    }
    store::put_back(work.conn(), card_id, amount).await?;
    let order_id = payments_store::order_of(work.conn(), payment_id).await?;
    let back = entry(&work, card_id, CardReason::Refunded, amount);
    let back = NewEntry { order_id, payment_id: Some(payment_id), refund_id: Some(refund_id), ..back };
    store::insert_entry(work.conn(), &back).await?;
    let values = json!({"refunded": amount, "left": card.balance + amount});
    audit::service::record(&mut work, "payments.gift_card_refunded", "gift_card", card_id, json!(null), values).await?;
    outbox::emit(&mut work, "payments.gift_card_refunded", card_id, json!({"refund_id": refund_id})).await?;
    work.commit().await?;
    Ok(Ok(name))
}
