//! `import`: the same job as on the page, worked off by this process.

use super::{FINE, ImportFormat, ImportKind, REFUSED};
use crate::domains::bulk;
use crate::domains::bulk::api::words;
use crate::domains::bulk::model::{ImportFormat as Format, ImportKind as Kind, ImportStatus};
use crate::domains::bulk::service::{Upload, refused_rows, run, upload_and_claim};
use crate::domains::channels::importer::IMPORTER;
use crate::domains::orders::service::import_places;
use crate::domains::statements;
use crate::domains::statements::model::StatementFormat;
use crate::server::i18n::t_args;
use crate::server::{Db, Error, Scope};
use crate::shared::{AppError, Language};
use anyhow::Context;
use std::io::{IsTerminal, Write};
use std::path::Path;

/// Refused rows that are printed.
const SHOWN: usize = 1_000;

/// What is wrong, in words.
fn said(error: AppError) -> String {
    let messages: Vec<String> = match error {
        AppError::Invalid(errors) => errors.0.into_iter().map(|error| t_args(&error.key, &error.args)).collect(),
        error => {
            let (key, args) = error.message();
            vec![t_args(key, &args)]
        }
    };
    messages.join("; ")
}

/// The kind and format of an import that goes row by row; nothing for a statement, which is taken whole.
const fn of_rows(kind: ImportKind, format: ImportFormat) -> Option<(Kind, Format)> {
    let kind = match kind {
        ImportKind::Products => Kind::Products,
        ImportKind::Orders => Kind::Orders,
        ImportKind::Customers => Kind::Customers,
        ImportKind::Statement | ImportKind::Places => return None,
    };
    match format {
        ImportFormat::Woocommerce => Some((kind, Format::Woocommerce)),
        ImportFormat::Shopify => Some((kind, Format::Shopify)),
        ImportFormat::Smartstore => Some((kind, Format::Smartstore)),
        ImportFormat::Csv | ImportFormat::Camt053 | ImportFormat::Mt940 | ImportFormat::Ofx => None,
    }
}

/// How a bank writes.
const fn of_banks(format: ImportFormat) -> Option<StatementFormat> {
    match format {
        ImportFormat::Csv => Some(StatementFormat::Csv),
        ImportFormat::Camt053 => Some(StatementFormat::Camt053),
        ImportFormat::Mt940 => Some(StatementFormat::Mt940),
        ImportFormat::Ofx => Some(StatementFormat::Ofx),
        ImportFormat::Woocommerce | ImportFormat::Shopify | ImportFormat::Smartstore => None,
    }
}

/// Takes a bank's statement, whole or not at all. What it may belong to waits on its page.
#[expect(clippy::print_stdout, reason = "a command speaks to the terminal")]
#[expect(clippy::print_stderr, reason = "a command speaks to the terminal")]
async fn statement(scope: &Scope, format: StatementFormat, file: (String, Vec<u8>), account: Option<&str>) -> anyhow::Result<u8> {
    let accounts = statements::service::accounts(scope).await?;
    let known: Vec<&str> = accounts.iter().map(|account| account.name.as_str()).collect();
    let chosen = match (account, accounts.as_slice()) {
        (Some(name), all) => all.iter().find(|account| account.name == name),
        (None, [only]) => Some(only),
        (None, _) => None,
    };
    let Some(chosen) = chosen else { anyhow::bail!("say which account by --account (there are: {})", known.join(", ")) };
    let name = file.0.clone();
    let upload =
        statements::service::Upload { account_id: chosen.id, format: format.code().to_owned(), other_account: false, file: Some(file) };
    let taken = async {
        let (id, is_known) = statements::service::upload(scope, upload).await?;
        match statements::service::take(scope, id, None, false, false).await {
            // The same file was taken before.
            Err(Error::App(AppError::Conflict { .. })) if is_known => Ok((0, 0)),
            taken => taken,
        }
    };
    match taken.await {
        Ok((new, known)) => {
            println!("{new} new lines, {known} known before");
            Ok(FINE)
        }
        Err(Error::App(error)) => {
            eprintln!("{name}: {}", said(error));
            Ok(REFUSED)
        }
        Err(error) => Err(error.into()),
    }
}

/// Imports a file; refused rows are listed with their reasons, and end in exit code 1.
#[expect(clippy::print_stdout, reason = "a command speaks to the terminal")]
#[expect(clippy::print_stderr, reason = "a command speaks to the terminal")]
pub async fn import(scope: &Scope, kind: ImportKind, format: ImportFormat, path: &Path, account: Option<&str>) -> anyhow::Result<u8> {
    bulk::ports::register(&IMPORTER);
    let bytes = std::fs::read(path).with_context(|| format!("the file {} cannot be read", path.display()))?;
    let file_name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    if let (ImportKind::Statement, Some(format)) = (kind, of_banks(format)) {
        return statement(scope, format, (file_name, bytes), account).await;
    }
    let Some((kind, format)) = of_rows(kind, format) else { anyhow::bail!("this is not written in that format") };
    let id = match upload_and_claim(scope, Upload { kind, format, file_name, bytes }).await {
        Ok(id) => id,
        Err(Error::App(error)) => {
            eprintln!("{}: {}", path.display(), said(error));
            return Ok(REFUSED);
        }
        Err(error) => return Err(error.into()),
    };
    let show = std::io::stderr().is_terminal();
    let run = run(scope, id, None, |counts| {
        if show {
            eprint!("\r{} of {} rows", counts.done, counts.total);
            drop(std::io::stderr().flush());
        }
    })
    .await?;
    if show {
        eprintln!();
    }
    if let Some(message) = run.error {
        eprintln!("{}: {}", path.display(), words(Language::En, &message));
        return Ok(REFUSED);
    }
    let counts = run.counts;
    println!(
        "{} rows: {} created, {} updated, {} unchanged, {} refused",
        counts.total, counts.created, counts.updated, counts.unchanged, counts.failed
    );
    if counts.failed > 0 {
        for (number, messages) in refused_rows(scope, id).await?.into_iter().take(SHOWN) {
            let reason: Vec<String> = messages.iter().map(|message| words(Language::En, message)).collect();
            eprintln!("row {number}: {}", reason.join("; "));
        }
    }
    if run.status != ImportStatus::Completed {
        eprintln!("the import was stopped: {} rows have no result", counts.total - counts.done);
    }
    Ok(if counts.failed == 0 && run.status == ImportStatus::Completed { FINE } else { REFUSED })
}

/// Takes places over, for all organizations, and says what has changed. Of a folder all its SQL is read.
#[expect(clippy::print_stdout, reason = "a command speaks to the terminal")]
#[expect(clippy::print_stderr, reason = "a command speaks to the terminal")]
pub async fn places(db: &Db, path: &Path) -> anyhow::Result<u8> {
    let mut files = vec![path.to_owned()];
    if path.is_dir() {
        files = std::fs::read_dir(path)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
        files.retain(|file| file.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("sql")));
        files.sort();
    }
    let mut text = String::new();
    for file in &files {
        text += &std::fs::read_to_string(file).with_context(|| format!("the file {} cannot be read as UTF-8", file.display()))?;
        text.push('\n');
    }
    let change = match import_places(db, &text).await {
        Ok(change) => change,
        Err(Error::Other(error)) => {
            eprintln!("{}: {error:#}", path.display());
            return Ok(REFUSED);
        }
        Err(error) => return Err(error.into()),
    };
    println!(
        "new: {} provinces, {} districts, {} cities; {} more spellings, {} postal codes; {} unchanged",
        change.provinces, change.districts, change.cities, change.spellings, change.postcodes, change.unchanged
    );
    for name in &change.refused {
        eprintln!("{name}: the province or district that it belongs to is not known");
    }
    Ok(if change.refused.is_empty() { FINE } else { REFUSED })
}
