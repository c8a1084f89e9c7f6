//! Files: sent, and looked at before they are taken.

use super::alike;
use super::taking::rows;
use crate::domains::audit;
use crate::domains::statements::formats::{self, Balance, Contents, ReadError, Refused, Sheet, camt, csv, detect, mt940, ofx};
use crate::domains::statements::model::{
    BalanceState, BankAccount, ColumnMeaning, DateOrder, DecimalMark, Mapping, Preview, PreviewLine, Profile, ProfileForm, RefusedLine,
    StatementFormat, StatementRow, StatementStatus, StatementView,
};
use crate::domains::statements::store::{self, Draft, NewStatement};
use crate::server::clock::new_id;
use crate::server::{Error, Result, Scope, Work, outbox};
use crate::shared::paging::PageRequest;
use crate::shared::{AppError, FieldErrors, Page};
use rust_decimal::Decimal;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// Lines that a preview shows.
const SHOWN: usize = 20;
/// Longest name of a file.
const LONGEST_NAME: usize = 150;
/// Fewest digits by which an account is known again.
const SHORTEST_ACCOUNT: usize = 4;

/// A file as it was sent.
pub struct Upload {
    /// Which account it is of.
    pub account_id: Uuid,
    /// A word of [`StatementFormat`]; empty to look for it.
    pub format: String,
    /// It may name another account.
    pub other_account: bool,
    /// What the person calls it, and its content.
    pub file: Option<(String, Vec<u8>)>,
}

/// The accounts that statements can be of.
///
/// # Errors
/// When the database refuses.
pub async fn accounts(scope: &Scope) -> Result<Vec<BankAccount>> {
    store::accounts(scope.begin().await?.conn()).await
}

/// A page of statements, newest first.
///
/// # Errors
/// When the database refuses.
pub async fn list(scope: &Scope, page: PageRequest) -> Result<Page<StatementRow>> {
    store::list(scope.begin().await?.conn(), page).await
}

pub(super) fn unread(error: ReadError) -> Error {
    let mut errors = FieldErrors::default();
    errors.add_with("file", error.key(), error.args());
    AppError::Invalid(errors).into()
}

fn read(format: StatementFormat, text: &str) -> std::result::Result<Contents, ReadError> {
    match format {
        StatementFormat::Camt053 => camt::read(text),
        StatementFormat::Mt940 => mt940::read(text),
        StatementFormat::Ofx => ofx::read(text),
        StatementFormat::Csv => csv::table(text).and_then(|table| csv::read(&table, &csv::propose(&table))),
    }
}

fn plain(number: &str) -> String {
    let letters: String = number.chars().filter(char::is_ascii_alphanumeric).collect();
    letters.trim_start_matches('0').to_ascii_uppercase()
}

/// Whether two numbers are of one account: banks write it with or without country, bank and branch.
fn is_same_account(one: &str, other: &str) -> bool {
    let (one, other) = (plain(one), plain(other));
    let ends = |long: &str, short: &str| short.len() >= SHORTEST_ACCOUNT && long.ends_with(short);
    one == other || ends(&one, &other) || ends(&other, &one)
}

/// The statements of the account, where the file has some of several; whether it has any.
fn of_account(contents: &mut Contents, number: &str) -> bool {
    let fits = |sheet: &Sheet| sheet.account.as_ref().is_none_or(|account| is_same_account(account, number));
    if number.is_empty() || contents.sheets.iter().all(|sheet| sheet.account.is_none()) {
        return true;
    }
    let found = contents.sheets.iter().any(fits);
    if found {
        contents.sheets.retain(fits);
    }
    found
}

pub(super) fn number_of(settings: &Value) -> &str {
    settings.get("number").and_then(Value::as_str).unwrap_or_default()
}

pub(super) fn fingerprint(table: &csv::Table) -> Vec<u8> {
    Sha256::digest(table.fingerprint().as_bytes()).to_vec()
}

async fn remembered(work: &mut Work, table: &csv::Table) -> Result<Option<Profile>> {
    let kept = store::profile(work.conn(), &fingerprint(table)).await?;
    Ok(kept.and_then(|kept| serde_json::from_value(kept).ok()))
}

/// Keeps a file to be looked at. Returns its id, and whether it was known already.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown account; field errors, also for a file that cannot be read or is of another account.
pub async fn upload(scope: &Scope, upload: Upload) -> Result<(Uuid, bool)> {
    let mut work = scope.begin().await?;
    let (_, settings) = store::account(work.conn(), upload.account_id).await?.ok_or(AppError::NotFound)?;
    let Some((name, bytes)) = upload.file.filter(|(_, bytes)| !bytes.is_empty()) else {
        return Err(Error::field("file", "error-file-missing"));
    };
    let text = formats::decode(&bytes).map_err(unread)?;
    let format = match upload.format.as_str() {
        "" => detect(&text),
        word => StatementFormat::parse(word).ok_or_else(|| Error::field("format", "error-choice"))?,
    };
    let mut profile = None;
    let mut currency = None;
    if format == StatementFormat::Csv {
        let table = csv::table(&text).map_err(unread)?;
        profile = Some(remembered(&mut work, &table).await?.unwrap_or_else(|| csv::propose(&table)));
    } else {
        let mut contents = read(format, &text).map_err(unread)?;
        if !of_account(&mut contents, number_of(&settings)) && !upload.other_account {
            let named = contents.sheets.iter().find_map(|sheet| sheet.account.clone()).unwrap_or_default();
            let mut errors = FieldErrors::default();
            errors.add_with("other_account", "statements-error-account", vec![("number".to_owned(), named)]);
            return Err(AppError::Invalid(errors).into());
        }
        currency = contents.sheets.iter().find_map(|sheet| sheet.currency.clone());
    }
    let currency = currency.unwrap_or_else(|| scope.organization.currency.clone());
    let file_name: String = name.chars().take(LONGEST_NAME).collect();
    let new = NewStatement {
        id: new_id(),
        account_id: upload.account_id,
        format,
        file_name: if file_name.trim().is_empty() { format.code() } else { &file_name },
        sha256: &Sha256::digest(&bytes),
        content: &bytes,
        profile: profile.map(|profile| json!(profile)),
        currency: &currency,
        created_by: scope.user_id(),
        at: work.now,
    };
    let id = store::insert(work.conn(), &new).await?;
    let is_known = id != new.id;
    if !is_known {
        let values = json!({"file": new.file_name, "format": format.code()});
        audit::service::record(&mut work, "statements.uploaded", "bank_statement", id, Value::Null, values).await?;
        outbox::emit(&mut work, "statements.uploaded", id, json!({})).await?;
    }
    work.commit().await?;
    Ok((id, is_known))
}

/// What a draft says, read as it is told to be read.
pub(super) fn contents_of(draft: &Draft, number: &str) -> std::result::Result<(Contents, Option<(csv::Table, Profile)>), ReadError> {
    let text = formats::decode(draft.content.as_deref().unwrap_or_default())?;
    if draft.format != StatementFormat::Csv {
        let mut contents = read(draft.format, &text)?;
        of_account(&mut contents, number);
        return Ok((contents, None));
    }
    let table = csv::table(&text)?;
    let kept = draft.profile.clone().and_then(|profile| serde_json::from_value(profile).ok());
    let profile: Profile = kept.unwrap_or_else(|| csv::propose(&table));
    let contents = csv::read(&table, &profile)?;
    Ok((contents, Some((table, profile))))
}

const fn state_of(balance: Balance) -> BalanceState {
    match balance {
        Balance::Agrees => BalanceState::Agrees,
        Balance::Differs => BalanceState::Differs,
        Balance::Unknown => BalanceState::Unknown,
    }
}

/// The balances before and after all of it.
pub(super) fn balances(contents: &Contents) -> Option<(Decimal, Decimal)> {
    Some((contents.sheets.first()?.opening?, contents.sheets.last()?.closing?))
}

pub(super) fn refused_lines(refused: &[Refused]) -> Vec<RefusedLine> {
    refused.iter().map(|refused| RefusedLine { number: refused.number, key: refused.key.to_owned() }).collect()
}

async fn preview(work: &mut Work, draft: &Draft, number: &str) -> Result<Preview> {
    // The columns are shown also when the profile does not do.
    let table = match draft.format {
        StatementFormat::Csv => formats::decode(draft.content.as_deref().unwrap_or_default()).and_then(|text| csv::table(&text)).ok(),
        _ => None,
    };
    let mapping = match table {
        Some(table) => {
            let is_remembered = remembered(work, &table).await?.is_some();
            let kept = draft.profile.clone().and_then(|profile| serde_json::from_value(profile).ok());
            let profile: Profile = kept.unwrap_or_else(|| csv::propose(&table));
            let sample = |place: usize| table.rows.iter().find_map(|(_, cells)| cells.get(place).filter(|cell| !cell.is_empty()).cloned());
            let columns = (0..table.width())
                .map(|place| (table.headers.get(place).cloned().unwrap_or_default(), sample(place).unwrap_or_default()))
                .collect();
            Some(Mapping { columns, profile, is_remembered })
        }
        None => None,
    };
    let (contents, problem) = match contents_of(draft, number) {
        Ok((contents, _)) => (contents, None),
        Err(error) => (Contents::default(), Some((error.key().to_owned(), error.args()))),
    };
    let rows = rows(&contents, &draft.currency, work.now);
    let seen = alike::seen(work, draft.account_id, draft.format, &rows).await?;
    let shown = contents.sheets.iter().flat_map(|sheet| &sheet.lines).zip(&seen).take(SHOWN);
    let lines = shown.map(|(line, is_seen)| PreviewLine {
        is_seen: *is_seen,
        number: line.number,
        booked_on: line.booked_on,
        description: line.description.clone(),
        party: line.party.clone(),
        reference: line.reference.clone(),
        amount: line.amount,
    });
    Ok(Preview {
        mapping,
        lines: lines.collect(),
        count: contents.lines(),
        seen: seen.iter().filter(|seen| **seen).count(),
        balances: balances(&contents),
        balance: state_of(contents.balance()),
        refused: refused_lines(&contents.refused),
        refused_count: contents.refused_count,
        problem,
    })
}

/// A statement: with its preview before it is taken.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn view(scope: &Scope, id: Uuid) -> Result<StatementView> {
    let mut work = scope.begin().await?;
    let whole = store::one(work.conn(), id).await?.ok_or(AppError::NotFound)?;
    let preview = if whole.row.status == StatementStatus::Draft {
        let draft = store::lock(work.conn(), id).await?.ok_or(AppError::NotFound)?;
        let settings = store::account(work.conn(), draft.account_id).await?.ok_or(AppError::NotFound)?.1;
        Some(preview(&mut work, &draft, number_of(&settings)).await?)
    } else {
        None
    };
    let balances = whole.opening.zip(whole.closing);
    Ok(StatementView { row: whole.row, currency: whole.currency, balances, refused: whole.refused, preview })
}

fn profile_of(form: &ProfileForm) -> Result<Profile> {
    let mut errors = FieldErrors::default();
    let columns: Vec<ColumnMeaning> =
        form.columns.iter().map(|word| ColumnMeaning::parse(word).unwrap_or(ColumnMeaning::Skip)).take(100).collect();
    let (date_order, decimal) = (DateOrder::parse(&form.date_order), DecimalMark::parse(&form.decimal));
    if date_order.is_none() {
        errors.add("date_order", "error-choice");
    }
    if decimal.is_none() {
        errors.add("decimal", "error-choice");
    }
    errors.into_result()?;
    let (date_order, decimal) = (date_order.unwrap_or(DateOrder::DayMonth), decimal.unwrap_or(DecimalMark::Point));
    Ok(Profile { columns, date_order, decimal, inverted: form.inverted })
}

pub(super) async fn draft(work: &mut Work, id: Uuid) -> Result<Draft> {
    let draft = store::lock(work.conn(), id).await?.ok_or(AppError::NotFound)?;
    if draft.status == StatementStatus::Draft { Ok(draft) } else { Err(Error::conflict("statements-error-is-taken")) }
}

pub(super) async fn set_profile(work: &mut Work, id: Uuid, draft: &mut Draft, form: Option<&ProfileForm>) -> Result<()> {
    if let Some(form) = form.filter(|_| draft.format == StatementFormat::Csv) {
        let profile = json!(profile_of(form)?);
        store::set_profile(work.conn(), id, &profile).await?;
        draft.profile = Some(profile);
    }
    Ok(())
}

/// Says what the columns of a file mean, to look at it again.
///
/// # Errors
/// [`AppError::NotFound`]; field errors; a conflict when it is taken already.
pub async fn map(scope: &Scope, id: Uuid, form: &ProfileForm) -> Result<()> {
    let mut work = scope.begin().await?;
    let mut draft = draft(&mut work, id).await?;
    set_profile(&mut work, id, &mut draft, Some(form)).await?;
    work.commit().await
}

/// Throws a file away that was only looked at.
///
/// # Errors
/// [`AppError::NotFound`]; a conflict when it is taken already.
pub async fn discard(scope: &Scope, id: Uuid) -> Result<()> {
    let mut work = scope.begin().await?;
    let draft = draft(&mut work, id).await?;
    store::delete(work.conn(), id).await?;
    let old = json!({"format": draft.format.code()});
    audit::service::record(&mut work, "statements.discarded", "bank_statement", id, old, Value::Null).await?;
    outbox::emit(&mut work, "statements.discarded", id, json!({})).await?;
    work.commit().await
}
