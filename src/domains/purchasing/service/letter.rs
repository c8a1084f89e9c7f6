//! What the supplier gets: the order on paper, a letter with it, and word for its people who sign in.

use crate::domains::access;
use crate::domains::access::model::OrganizationSettings;
use crate::domains::notifications::model::Kind;
use crate::domains::notifications::service::{
    Audience, Notice, OwnLetter, hold_letter, letter_left, letter_stayed, letters_failed, notify, write_down,
};
use crate::domains::purchasing::model::{PurchaseDetail, SupplierDetail};
use crate::domains::purchasing::{store, urls};
use crate::server::context::Organization;
use crate::server::format::{date_in, money_in};
use crate::server::i18n::text_with;
use crate::server::mail::{Attachment, Letter};
use crate::server::pdf;
use crate::server::worker::{Event, JobContext};
use crate::server::{Result, Scope};
use crate::shared::money::grouped;
use crate::shared::{AppError, Language, Paper, PaperBlock, PaperColumn, Permission};
use chrono::{NaiveDate, NaiveTime};
use chrono_tz::Tz;
use rust_decimal::Decimal;
use serde_json::json;
use uuid::Uuid;

fn say(language: Language, key: &str) -> String {
    text_with(language, key, &[])
}

fn day_in(day: NaiveDate, language: Language) -> String {
    date_in(day.and_time(NaiveTime::MIN).and_utc(), Tz::UTC, language)
}

/// Who writes: name, address and numbers of the organization.
fn sender(organization: &Organization, language: Language) -> Vec<String> {
    let settings = OrganizationSettings::read(&organization.settings);
    let name = if settings.legal_name.is_empty() { organization.name.clone() } else { settings.legal_name };
    let town = [settings.address.postal_code.as_str(), settings.address.city.as_str()].join(" ");
    let mut lines = vec![name, settings.address.line1, settings.address.line2, town.trim().to_owned(), settings.phone, settings.email];
    lines.extend(settings.tax_ids.into_iter().filter(|tax| !tax.number.is_empty()).map(|tax| format!("{} {}", tax.kind, tax.number)));
    lines.retain(|line| !line.trim().is_empty());
    if lines.is_empty() {
        lines.push(say(language, "purchasing-paper-title"));
    }
    lines
}

/// An order as its supplier gets it, in their language.
#[must_use]
pub fn paper(organization: &Organization, order: &PurchaseDetail, supplier: &SupplierDetail) -> Paper {
    let language = supplier.language;
    let say = |key: &str| say(language, key);
    let money = |amount: Decimal| money_in(amount, &order.row.currency, language);
    let mut to = vec![supplier.row.business_name.clone(), supplier.row.contact.clone()];
    to.extend(supplier.address.lines());
    to.retain(|line| !line.trim().is_empty());
    let mut facts = vec![
        (say("purchasing-number"), order.row.number.clone()),
        (say("purchasing-paper-date"), date_in(order.row.created_at, organization.time_zone, language)),
    ];
    if let Some(day) = order.row.expected_on {
        facts.push((say("purchasing-expected"), day_in(day, language)));
    }
    facts.push((say("purchasing-currency"), order.row.currency.clone()));
    if let Some(days) = supplier.payment_days {
        facts.push((say("purchasing-payment"), text_with(language, "purchasing-payment-in", &[("days", days.into())])));
    }
    let rows = order
        .items
        .iter()
        .filter(|item| item.quantity > 0)
        .map(|item| {
            let late = item.expected_on.filter(|day| Some(*day) != order.row.expected_on);
            let late = late.map(|day| format!("\n{}: {}", say("purchasing-expected"), day_in(day, language))).unwrap_or_default();
            vec![
                item.sku.clone(),
                format!("{}{late}", item.name),
                item.quantity.to_string(),
                grouped(item.unit_cost),
                grouped(item.total()),
            ]
        })
        .collect();
    let note = |title: &str, text: &str| PaperBlock { title: say(title), lines: text.lines().map(ToOwned::to_owned).collect() };
    let notes = [("purchasing-notes", order.notes.as_str()), ("purchasing-terms", supplier.terms.as_str())];
    Paper {
        language,
        title: say("purchasing-paper-title"),
        from: sender(organization, language),
        blocks: vec![
            PaperBlock { title: say("purchasing-paper-to"), lines: to },
            PaperBlock { title: say("purchasing-paper-deliver"), lines: vec![order.row.warehouse.clone()] },
        ],
        facts,
        columns: vec![
            PaperColumn::words(say("purchasing-sku"), 18),
            PaperColumn::words(say("purchasing-product"), 42),
            PaperColumn::numbers(say("purchasing-quantity"), 10),
            PaperColumn::numbers(say("purchasing-unit-cost"), 14),
            PaperColumn::numbers(say("purchasing-line-total"), 16),
        ],
        rows,
        sums: vec![(say("purchasing-total"), money(order.row.total))],
        notes: notes.into_iter().filter(|(_, text)| !text.trim().is_empty()).map(|(title, text)| note(title, text)).collect(),
        footer: format!("{} · {}", organization.name, order.row.number),
        ..Paper::default()
    }
}

/// The name of an order's file, and what is in it.
fn as_file(organization: &Organization, order: &PurchaseDetail, supplier: &SupplierDetail) -> Result<(String, Vec<u8>)> {
    let bytes = pdf::render(&paper(organization, order, supplier))?;
    Ok((format!("{}.pdf", order.row.number), bytes))
}

/// An order as its supplier gets it, as a file: its name and what is in it.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn order_file(scope: &Scope, id: Uuid) -> Result<(String, Vec<u8>)> {
    let order = super::detail(scope, id).await?;
    let supplier = super::supplier(scope, order.row.supplier_id).await?;
    as_file(&scope.organization, &order, &supplier)
}

/// As [`order_file`], for the supplier's own people.
///
/// # Errors
/// [`AppError::NotFound`] for an order that is not theirs.
pub async fn supply_file(scope: &Scope, id: Uuid) -> Result<(String, Vec<u8>)> {
    let order = super::supply_detail(scope, id).await?;
    let supplier = super::supplier(scope, order.row.supplier_id).await?;
    as_file(&scope.organization, &order, &supplier)
}

/// What letters to suppliers are about, among the messages.
const ABOUT: &str = "purchase_order";

/// Writes to a supplier about an order that it was sent. The letter is written down before it leaves; the same event writes once, and a
/// supplier without an address gets no letter.
///
/// # Errors
/// When the database refuses or the letter cannot leave; the outbox tries again.
pub async fn write_letter(context: &JobContext, organization_id: Uuid, order_id: Uuid, event: &Event) -> Result<()> {
    let organization = access::service::organization(&context.db, organization_id).await?;
    let scope = Scope::system(context.db.clone(), context.clock.clone(), organization);
    let mut work = scope.begin().await?;
    let Some(locked) = store::lock(work.conn(), order_id).await? else { return Ok(()) };
    if !locked.status.is_open() {
        drop(work);
        // What could not leave before the order was cancelled does not leave any more.
        return letter_died(&scope, order_id).await;
    }
    if store::mailed_by(work.conn(), order_id).await? == Some(event.id) {
        return Ok(());
    }
    let order = store::detail(work.conn(), order_id, Decimal::ZERO).await?.ok_or(AppError::NotFound)?;
    let supplier = store::supplier(work.conn(), order.row.supplier_id, false).await?.ok_or(AppError::NotFound)?;
    let Some(email) = supplier.row.email.clone() else { return Ok(()) };
    let (name, bytes) = as_file(&scope.organization, &order, &supplier)?;
    let mut letter = letter(context, &scope.organization, &order, &supplier, email);
    letter.attachments = vec![Attachment { name, kind: "application/pdf", bytes }];
    let key = format!("{ABOUT}:{order_id}:{}", event.id);
    let written = OwnLetter {
        to: &letter.to,
        to_name: &letter.to_name,
        language: letter.language,
        template: ABOUT,
        event: &event.kind,
        subject: &letter.subject,
        body: &letter.paragraphs.join("\n"),
        dedupe_key: &key,
        related: (ABOUT, order_id),
    };
    write_down(&mut work, &written).await?;
    work.commit().await?;
    let mut work = scope.begin().await?;
    let Some(id) = hold_letter(&mut work, &key).await? else { return Ok(()) };
    if let Err(error) = context.mail.send(&letter).await {
        drop(work);
        letter_stayed(&scope, id, &format!("{error:#}")).await?;
        return Err(error.into());
    }
    let at = work.now;
    letter_left(&mut work, id).await?;
    store::set_mailed(work.conn(), order_id, event.id, at).await?;
    work.commit().await
}

/// Nobody tries any more to send the letter about an order.
///
/// # Errors
/// When the database refuses.
pub async fn letter_died(scope: &Scope, order_id: Uuid) -> Result<()> {
    letters_failed(scope, (ABOUT, order_id)).await
}

fn letter(context: &JobContext, organization: &Organization, order: &PurchaseDetail, supplier: &SupplierDetail, to: String) -> Letter {
    let language = supplier.language;
    let paper = paper(organization, order, supplier);
    let name = if supplier.row.contact.is_empty() { supplier.row.business_name.clone() } else { supplier.row.contact.clone() };
    let args = [
        ("name", name.clone().into()),
        ("number", order.row.number.clone().into()),
        ("organization", organization.name.clone().into()),
        ("total", money_in(order.row.total, &order.row.currency, language).into()),
    ];
    let say = |key: &str| text_with(language, key, &args);
    let lines =
        order.items.iter().filter(|item| item.quantity > 0).map(|item| (item.sku.clone(), format!("{} × {}", item.quantity, item.name)));
    let facts = paper.facts.iter().cloned().chain(lines).chain(paper.sums.iter().cloned()).collect();
    // Who signs in for the supplier answers there; for others the merchant writes down what they said.
    let action = (!supplier.users.is_empty()).then(|| (say("purchasing-letter-open"), context.mail.url(&urls::supply(order.row.id))));
    let ask = if supplier.users.is_empty() { "purchasing-letter-ask" } else { "purchasing-letter-answer" };
    Letter {
        to,
        to_name: name,
        language,
        subject: say("purchasing-letter-subject"),
        paragraphs: vec![say("purchasing-letter-hello"), say("purchasing-letter-text"), say(ask)],
        facts,
        action,
        footer: say("purchasing-letter-footer"),
        ..Letter::default()
    }
}

/// Tells the people of a supplier that there is an order for them.
///
/// # Errors
/// When the database refuses.
pub async fn tell_sent(scope: &Scope, order_id: Uuid) -> Result<()> {
    let mut work = scope.begin().await?;
    let Some(order) = store::detail(work.conn(), order_id, Decimal::ZERO).await? else { return Ok(()) };
    for user_id in store::users_of(work.conn(), order.row.supplier_id).await? {
        let notice = Notice {
            kind: Kind::Order,
            title_key: "purchasing-notice-sent-title",
            message_key: "purchasing-notice-sent",
            data: json!({
                "number": order.row.number, "organization": scope.organization.name,
                "amount": order.row.total.to_string(), "currency": order.row.currency,
            }),
            link: urls::supply(order_id),
            dedupe_key: format!("purchasing.sent:{order_id}"),
            audience: Audience::Person(user_id),
            except: None,
        };
        notify(&mut work, notice).await?;
    }
    work.commit().await
}

/// Tells everybody who buys that a supplier has answered. The event's id keeps the same answer from being told twice.
///
/// # Errors
/// When the database refuses.
pub async fn tell_answered(scope: &Scope, order_id: Uuid, event_id: Uuid, by: Option<Uuid>, proposed: i64) -> Result<()> {
    let mut work = scope.begin().await?;
    let Some(order) = store::detail(work.conn(), order_id, Decimal::ZERO).await? else { return Ok(()) };
    let (title_key, message_key) = if proposed > 0 {
        ("purchasing-notice-proposed-title", "purchasing-notice-proposed")
    } else {
        ("purchasing-notice-confirmed-title", "purchasing-notice-confirmed")
    };
    let notice = Notice {
        kind: Kind::Order,
        title_key,
        message_key,
        data: json!({"number": order.row.number, "supplier": order.row.supplier, "count": proposed}),
        link: urls::order(order_id),
        dedupe_key: format!("purchasing.answered:{event_id}"),
        audience: Audience::Holders(Permission::PurchasingWrite),
        except: by,
    };
    notify(&mut work, notice).await?;
    work.commit().await
}
