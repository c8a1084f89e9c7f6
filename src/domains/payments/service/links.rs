//! Links by which buyers pay. The token of an address is made of the link's id and the server's key, so that the merchant can see the
//! address again while the database alone tells nobody; what is looked up is the token's hash.

use super::accounts;
use crate::domains::access::model::OrganizationSettings;
use crate::domains::access::service::{Limit, limit};
use crate::domains::payments::model::accounts::PaymentAccount;
use crate::domains::payments::model::links::{LinkForm, LinkRow, OrderLinks, PayItem, PayOption, PayPage, PayState};
use crate::domains::payments::model::{PaidTotals, PaymentMethod};
use crate::domains::payments::store::links::{self as store, Link, NewLink, OrderOfLink};
use crate::domains::payments::{store as payments_store, urls};
use crate::domains::{access, audit, orders};
use crate::server::clock::{Clock, hash_secret, new_id};
use crate::server::seal::Sealer;
use crate::server::{Db, Error, Result, Scope, Work, outbox};
use crate::shared::lankaqr::Code;
use crate::shared::money::{grouped, parse_amount};
use crate::shared::{AppError, FieldErrors};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::TimeDelta;
use fast_qr::convert::svg::SvgBuilder;
use fast_qr::qr::QRBuilder;
use hmac::{Hmac, KeyInit, Mac};
use rust_decimal::Decimal;
use serde_json::json;
use sha2::Sha256;
use std::net::IpAddr;
use uuid::Uuid;

/// For how many days a link is good unless somebody says otherwise.
pub const DAYS: i64 = 14;
/// Most days.
const MOST_DAYS: i64 = 90;
/// Longest token that is looked up.
const LONGEST_TOKEN: usize = 100;
/// Pages of payment links from one address.
const VISITS: Limit = Limit { endpoint: "payment_links", requests: 600, minutes: 10 };

/// The token of a link's address.
///
/// # Errors
/// When the key cannot be used.
pub fn token(sealer: &Sealer, organization_id: Uuid, id: Uuid) -> Result<String> {
    let key = sealer.derived("addresses of payment links")?;
    let malformed = |_| Error::Other(anyhow::anyhow!("a key that nothing can be made of"));
    let mut mac = Hmac::<Sha256>::new_from_slice(&key).map_err(malformed)?;
    mac.update(organization_id.as_bytes());
    mac.update(id.as_bytes());
    Ok(URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes()))
}

/// Makes a link for what is due on an order, or for a part of it. Returns the order's number.
///
/// # Errors
/// [`AppError::NotFound`]; field errors; a conflict when nothing is due.
pub async fn create(scope: &Scope, sealer: &Sealer, order_id: Uuid, form: &LinkForm) -> Result<String> {
    let mut work = scope.begin().await?;
    let due = super::due(&mut work, order_id).await?;
    let mut errors = FieldErrors::default();
    let amount = match form.amount.trim() {
        "" => None,
        typed => match parse_amount(typed) {
            Ok(amount) if amount.is_zero() => {
                errors.add("amount", "payments-error-amount-zero");
                None
            }
            Ok(amount) if amount > due => {
                errors.add_with("amount", "payments-error-above-due", vec![("due".to_owned(), grouped(due))]);
                None
            }
            Ok(amount) => Some(amount),
            Err(error) => {
                errors.add("amount", error.key());
                None
            }
        },
    };
    let days = match form.days.trim() {
        "" => DAYS,
        typed => typed.parse().ok().filter(|days| (1..=MOST_DAYS).contains(days)).unwrap_or_else(|| {
            errors.add("days", "payments-error-days");
            DAYS
        }),
    };
    errors.into_result()?;
    if due.is_zero() {
        return Err(Error::conflict("payments-error-nothing-due"));
    }
    let id = new_id();
    let token = token(sealer, scope.organization.id, id)?;
    let (now, created_by) = (work.now, scope.user_id());
    let new = NewLink {
        id,
        order_id,
        token_hash: &hash_secret(&token),
        amount: amount.filter(|amount| *amount < due),
        expires_at: now + TimeDelta::days(days),
        created_by,
        at: now,
    };
    store::insert(work.conn(), &new).await?;
    let values = json!({"amount": new.amount, "expires_at": new.expires_at});
    audit::service::record(&mut work, "payments.link_created", "order", order_id, json!(null), values).await?;
    outbox::emit(&mut work, "payments.link_created", order_id, json!({"link_id": id})).await?;
    let order = store::order(work.conn(), order_id).await?.ok_or(AppError::NotFound)?;
    work.commit().await?;
    Ok(order.order_number)
}

/// Ends a link. Returns the order that it was for.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn revoke(scope: &Scope, id: Uuid) -> Result<Uuid> {
    let mut work = scope.begin().await?;
    let link = store::lock(work.conn(), id).await?.ok_or(AppError::NotFound)?;
    let (order_id, now) = (link.order_id, work.now);
    if link.revoked_at.is_none() {
        store::revoke(work.conn(), id, now).await?;
        audit::service::record(&mut work, "payments.link_revoked", "order", order_id, json!({"link": id}), json!(null)).await?;
        outbox::emit(&mut work, "payments.link_revoked", order_id, json!({"link_id": id})).await?;
        work.commit().await?;
    }
    Ok(order_id)
}

/// The links of an order.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn of_order(scope: &Scope, sealer: &Sealer, base_url: &str, order_id: Uuid) -> Result<OrderLinks> {
    let mut work = scope.begin().await?;
    let organization = scope.organization.clone();
    let order = store::order(work.conn(), order_id).await?.ok_or(AppError::NotFound)?;
    let due = payments_store::totals(work.conn(), order_id).await?.due(order.total);
    let now = work.now;
    let rows = store::of_order(work.conn(), order_id, now).await?.into_iter().map(|link| {
        let token = token(sealer, organization.id, link.id)?;
        // A link that was made under another key is still good, but nobody can say its address any more.
        let url = (hash_secret(&token) == link.token_hash).then(|| format!("{base_url}{}", urls::pay(&organization.slug, &token)));
        Ok(LinkRow { id: link.id, url, amount: link.amount, expires_at: link.expires_at, opened_at: link.opened_at })
    });
    let rows: Vec<LinkRow> = rows.collect::<Result<_>>()?;
    let takes_cards = payments_store::cards::any_good(work.conn(), &order.currency, now).await?;
    let can_be_paid = takes_cards || !accounts::offered(&mut work, &order.currency).await?.is_empty();
    Ok(OrderLinks {
        rows,
        number: order.order_number,
        due,
        currency: order.currency,
        phone: order.phone,
        language: order.language.unwrap_or(organization.language),
        can_be_paid,
    })
}

/// A link that a token has opened.
pub struct Opened {
    /// Asks for the merchant, with nobody signed in.
    pub scope: Scope,
    /// The link.
    pub(super) link: Link,
    /// Its order.
    pub(super) order: OrderOfLink,
}

/// Opens a link by its token.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown merchant or token; [`AppError::TooMany`].
pub async fn open(db: &Db, clock: &Clock, ip: Option<IpAddr>, slug: &str, token: &str) -> Result<Opened> {
    if token.is_empty() || token.len() > LONGEST_TOKEN || slug.contains('\0') {
        return Err(AppError::NotFound.into());
    }
    if let Some(ip) = ip {
        limit(db, clock.now(), VISITS, &ip.to_string()).await?;
    }
    let organization = access::service::organization_by_slug(db, slug).await?;
    if !organization.is_active {
        return Err(AppError::NotFound.into());
    }
    let scope = Scope { ip, ..Scope::system(db.clone(), clock.clone(), organization) };
    let mut work = scope.begin().await?;
    let link = store::by_token(work.conn(), &hash_secret(token)).await?.ok_or(AppError::NotFound)?;
    let order = store::order(work.conn(), link.order_id).await?.ok_or(AppError::NotFound)?;
    if link.opened_at.is_none() {
        let now = work.now;
        store::set_opened(work.conn(), link.id, now).await?;
        work.commit().await?;
    }
    Ok(Opened { scope, link, order })
}

/// What is to be paid by a link, and where the order stands.
pub(super) async fn standing(work: &mut Work, link: &Link, order: &OrderOfLink) -> Result<(PayState, Decimal, PaidTotals)> {
    let totals = payments_store::totals(work.conn(), link.order_id).await?;
    let due = totals.due(order.total);
    let to_pay = match link.amount {
        None => due,
        Some(part) => (part - store::paid_by(work.conn(), link.id).await?).max(Decimal::ZERO).min(due),
    };
    let is_over = link.revoked_at.is_some() || link.expires_at <= work.now;
    let state = if order.status == "CANCELLED" {
        PayState::Cancelled
    } else if to_pay.is_zero() {
        if totals.processing.is_zero() { PayState::Paid } else { PayState::Waiting }
    } else if is_over {
        PayState::Expired
    } else {
        PayState::Open
    };
    Ok((state, to_pay, totals))
}

/// The picture of a code; `None` when it is too long for one.
fn drawn(text: &str) -> Option<String> {
    QRBuilder::new(text).build().ok().map(|code| SvgBuilder::default().to_str(&code))
}

/// How an account is offered for an amount; `None` where it cannot be paid by it.
fn option(account: PaymentAccount, to_pay: Decimal, number: &str) -> Option<PayOption> {
    let qr = match (account.method, account.values.get("code")) {
        (PaymentMethod::LankaQr, Some(code)) => Some(drawn(&Code::decode(code).ok()?.charge(to_pay, number).ok()?.encode())?),
        (PaymentMethod::LankaQr, None) => return None,
        _ => None,
    };
    let shown = [
        ("bank", "payments-field-bank"),
        ("branch", "payments-field-branch"),
        ("holder", "payments-field-holder"),
        ("number", "payments-field-number"),
    ];
    let facts = match account.method {
        PaymentMethod::BankTransfer => {
            shown.iter().filter_map(|(name, key)| Some(((*key).to_owned(), account.values.get(*name)?.clone()))).collect()
        }
        _ => Vec::new(),
    };
    Some(PayOption { account_id: account.id, method: account.method, name: account.name, is_test: account.is_test, facts, qr })
}

/// What the buyer sees.
///
/// # Errors
/// When the database refuses.
pub async fn page(opened: &Opened, token: &str) -> Result<PayPage> {
    let Opened { scope, link, order } = opened;
    let organization = scope.organization.clone();
    let mut work = scope.begin().await?;
    let (state, to_pay, totals) = standing(&mut work, link, order).await?;
    let options = match state {
        PayState::Open => accounts::offered(&mut work, &order.currency).await?,
        _ => Vec::new(),
    };
    let options = options.into_iter().filter_map(|account| option(account, to_pay, &order.order_number)).collect();
    let items = orders::service::bought(&mut work, link.order_id).await?;
    let slips = crate::domains::payments::store::slips::of_link(work.conn(), link.id).await?;
    let name = order.shipping_address.get("full_name").and_then(serde_json::Value::as_str).unwrap_or_default();
    let now = work.now;
    let takes_cards = payments_store::cards::any_good(work.conn(), &order.currency, now).await?;
    let today = now.with_timezone(&organization.time_zone).date_naive();
    Ok(PayPage {
        slug: organization.slug.clone(),
        token: token.to_owned(),
        merchant: organization.name.clone(),
        logo: OrganizationSettings::read(&organization.settings).logo,
        language: order.language,
        time_zone: organization.time_zone.name().to_owned(),
        order_number: order.order_number.clone(),
        first_name: name.split_whitespace().next().unwrap_or_default().to_owned(),
        items: items.into_iter().map(|item| PayItem { name: item.name, quantity: item.quantity }).collect(),
        total: order.total - totals.conceded,
        paid: totals.captured - totals.refunded,
        to_pay,
        currency: order.currency.clone(),
        state,
        options,
        attempt: None,
        slips,
        takes_cards,
        today,
    })
}
