//! Accounts at banks and providers. Their secrets are sealed, opened for a call, and never shown again.

use crate::domains::audit;
use crate::domains::payments::model::PaymentMethod;
use crate::domains::payments::model::accounts::{AccountField, AccountForm, FieldKind, PaymentAccount};
use crate::domains::payments::ports::Account;
use crate::domains::payments::store::accounts::{self as store, AccountRow};
use crate::server::clock::new_id;
use crate::server::seal::{Place, Sealer};
use crate::server::{Db, Error, Result, Scope, Work, outbox};
use crate::shared::lankaqr::{Code, Problem};
use crate::shared::money::parse_amount;
use crate::shared::{AppError, FieldErrors};
use anyhow::Context;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Longest name.
const LONGEST_NAME: usize = 100;
/// Longest value.
const LONGEST_VALUE: usize = 4_000;

/// Where an account's secrets are kept.
#[must_use]
pub const fn place(organization_id: Uuid, id: Uuid) -> Place<'static> {
    Place { organization_id, table: "payment_accounts", column: "credentials_enc", id }
}

fn opened(sealer: &Sealer, organization_id: Uuid, row: &AccountRow) -> Result<BTreeMap<String, String>> {
    let Some(sealed) = &row.credentials_enc else { return Ok(BTreeMap::new()) };
    let secrets = sealer.open(place(organization_id, row.id), sealed)?;
    Ok(serde_json::from_slice(&secrets).context("reading the secrets of an account")?)
}

fn sealed(sealer: &Sealer, organization_id: Uuid, id: Uuid, secrets: &BTreeMap<String, String>) -> Result<Option<Vec<u8>>> {
    if secrets.is_empty() {
        return Ok(None);
    }
    let text = serde_json::to_vec(secrets).context("writing the secrets of an account")?;
    Ok(Some(sealer.seal(place(organization_id, id), &text)?))
}

fn values(settings: &Value) -> BTreeMap<String, String> {
    let fields = settings.as_object().into_iter().flatten();
    fields.filter_map(|(name, value)| Some((name.clone(), value.as_str()?.to_owned()))).collect()
}

fn shown(sealer: &Sealer, organization_id: Uuid, row: AccountRow) -> Result<PaymentAccount> {
    let kept = opened(sealer, organization_id, &row)?.into_keys().collect();
    Ok(PaymentAccount {
        id: row.id,
        method: row.method,
        name: row.name,
        is_active: row.is_active,
        is_test: row.is_test,
        values: values(&row.settings),
        kept,
    })
}

/// All accounts, without their secrets.
///
/// # Errors
/// When one was sealed with another key.
pub async fn list(scope: &Scope, sealer: &Sealer) -> Result<Vec<PaymentAccount>> {
    let mut work = scope.begin().await?;
    let rows = store::all(work.conn()).await?;
    rows.into_iter().map(|row| shown(sealer, scope.organization.id, row)).collect()
}

/// An account with its secrets, for a call.
///
/// # Errors
/// [`AppError::NotFound`]; when it was sealed with another key.
pub async fn open(work: &mut Work, sealer: &Sealer, id: Uuid) -> Result<Account> {
    let organization_id = work.scope.organization.id;
    let row = store::one(work.conn(), id).await?.ok_or(AppError::NotFound)?;
    let mut all = values(&row.settings);
    all.extend(opened(sealer, organization_id, &row)?);
    Ok(Account { id, method: row.method, is_test: row.is_test, values: all })
}

/// The accounts that a buyer can pay to in a currency, without their secrets.
///
/// # Errors
/// When the database refuses.
pub async fn offered(work: &mut Work, currency: &str) -> Result<Vec<PaymentAccount>> {
    let rows = store::all(work.conn()).await?.into_iter();
    let fine = rows.filter(|row| row.is_active && row.method.capabilities().on_page && row.method.takes(currency));
    Ok(fine
        .map(|row| PaymentAccount {
            id: row.id,
            method: row.method,
            name: row.name,
            is_active: row.is_active,
            is_test: row.is_test,
            values: values(&row.settings),
            kept: Vec::new(),
        })
        .collect())
}

/// What is paid by an account.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn method_of(work: &mut Work, id: Uuid) -> Result<PaymentMethod> {
    Ok(store::one(work.conn(), id).await?.ok_or(AppError::NotFound)?.method)
}

/// Whose an account is; asked before a tenant is known.
///
/// # Errors
/// When the database refuses.
pub async fn organization_of(db: &Db, id: Uuid) -> Result<Option<Uuid>> {
    store::organization_of(db, id).await
}

/// What is wrong with a LANKAQR code, as the form says it.
const fn code_problem(problem: Problem) -> &'static str {
    match problem {
        Problem::Malformed | Problem::Field | Problem::Amount => "payments-error-code-malformed",
        Problem::Checksum => "payments-error-code-checksum",
        Problem::NoAccount => "payments-error-code-account",
        Problem::Elsewhere => "payments-error-code-elsewhere",
    }
}

fn check_value(field: &AccountField, value: &str) -> Result<String, &'static str> {
    if value.chars().count() > LONGEST_VALUE {
        return Err("error-too-long");
    }
    match (field.kind, field.name) {
        (FieldKind::Switch, _) => Ok("true".to_owned()),
        (FieldKind::Amount, _) => parse_amount(value).map(|amount| amount.to_string()).map_err(|error| error.key()),
        (_, "code") => {
            let code = Code::decode(value).and_then(|code| code.check().map(|()| code)).map_err(code_problem)?;
            Ok(code.encode())
        }
        (_, "public_key") => {
            crate::domains::payments::adapters::webxpay::public_key(value).map_err(|_| "payments-error-public-key")?;
            Ok(value.to_owned())
        }
        (FieldKind::Text | FieldKind::Secret, _) if value.contains(char::is_control) => Err("payments-error-line"),
        _ => Ok(value.to_owned()),
    }
}

/// Reads a form over what is kept: the plain fields, and the secrets.
fn read(
    method: PaymentMethod,
    form: &AccountForm,
    kept: BTreeMap<String, String>,
) -> Result<(String, BTreeMap<String, String>, BTreeMap<String, String>)> {
    let mut errors = FieldErrors::default();
    let name = form.name.trim().to_owned();
    if name.is_empty() {
        errors.add("name", "error-required");
    } else if name.chars().count() > LONGEST_NAME {
        errors.add("name", "error-too-long");
    }
    let (mut plain, mut secrets) = (BTreeMap::new(), kept);
    for field in method.account_fields() {
        let typed = form.values.get(field.name).map(|value| value.trim()).unwrap_or_default();
        if typed.is_empty() {
            let has_one = field.kind == FieldKind::Secret && secrets.contains_key(field.name);
            if field.required && !has_one {
                errors.add(&field.input(), "error-required");
            }
            continue;
        }
        match check_value(field, typed) {
            Ok(value) if field.kind == FieldKind::Secret => drop(secrets.insert(field.name.to_owned(), value)),
            Ok(value) => drop(plain.insert(field.name.to_owned(), value)),
            Err(key) => errors.add(&field.input(), key),
        }
    }
    errors.into_result()?;
    Ok((name, plain, secrets))
}

/// What the log says of an account: which secrets there are, not what they are.
fn logged(row: &AccountRow, secrets: &BTreeMap<String, String>) -> Value {
    json!({
        "method": row.method.code(), "name": row.name, "is_active": row.is_active, "is_test": row.is_test, "settings": row.settings,
        "secrets": secrets.keys().collect::<Vec<_>>(),
    })
}

async fn finish(mut work: Work, what: &str, id: Uuid, old: Value, new: Value) -> Result<()> {
    audit::service::record(&mut work, what, "payment_account", id, old, new).await?;
    outbox::emit(&mut work, what, id, json!({})).await?;
    work.commit().await
}

/// Adds an account. Returns its id.
///
/// # Errors
/// Field errors.
pub async fn create(scope: &Scope, sealer: &Sealer, method: &str, form: &AccountForm) -> Result<Uuid> {
    let method = PaymentMethod::parse(method).filter(|method| !method.account_fields().is_empty());
    let Some(method) = method else { return Err(Error::field("method", "error-choice")) };
    let (name, plain, secrets) = read(method, form, BTreeMap::new())?;
    let id = new_id();
    let row = AccountRow {
        id,
        method,
        name,
        credentials_enc: sealed(sealer, scope.organization.id, id, &secrets)?,
        settings: json!(plain),
        is_active: true,
        is_test: form.is_test,
    };
    let mut work = scope.begin().await?;
    if !store::insert(work.conn(), &row).await? {
        return Err(Error::field("name", "payments-error-account-name"));
    }
    finish(work, "payments.account_created", id, Value::Null, logged(&row, &secrets)).await?;
    Ok(id)
}

/// Changes an account. A secret that was left empty stays.
///
/// # Errors
/// [`AppError::NotFound`]; field errors.
pub async fn update(scope: &Scope, sealer: &Sealer, id: Uuid, form: &AccountForm) -> Result<()> {
    let organization_id = scope.organization.id;
    let mut work = scope.begin().await?;
    let mut row = store::lock(work.conn(), id).await?.ok_or(AppError::NotFound)?;
    let kept = opened(sealer, organization_id, &row)?;
    let old = logged(&row, &kept);
    let before = kept.clone();
    let (name, mut plain, secrets) = read(row.method, form, kept)?;
    // A stand-in is no field of the form.
    if let Some(base) = values(&row.settings).remove("base_url") {
        plain.insert("base_url".to_owned(), base);
    }
    row.name = name;
    row.is_test = form.is_test;
    row.settings = json!(plain);
    row.credentials_enc = sealed(sealer, organization_id, id, &secrets)?;
    if !store::update(work.conn(), &row).await? {
        return Err(Error::field("name", "payments-error-account-name"));
    }
    let replaced: Vec<&String> = secrets.iter().filter(|(name, value)| before.get(*name) != Some(value)).map(|(name, _)| name).collect();
    let mut new = logged(&row, &secrets);
    if let Some(fields) = new.as_object_mut() {
        fields.insert("replaced".to_owned(), json!(replaced));
    }
    finish(work, "payments.account_updated", id, old, new).await
}

/// Takes an account out of use or back into it. Payments that are under way still come in. Returns its name.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn set_active(scope: &Scope, id: Uuid, is_active: bool) -> Result<String> {
    let mut work = scope.begin().await?;
    let mut row = store::lock(work.conn(), id).await?.ok_or(AppError::NotFound)?;
    let name = row.name.clone();
    if row.is_active != is_active {
        let old = json!({"is_active": row.is_active});
        row.is_active = is_active;
        store::update(work.conn(), &row).await?;
        finish(work, "payments.account_updated", id, old, json!({"is_active": is_active})).await?;
    }
    Ok(name)
}
