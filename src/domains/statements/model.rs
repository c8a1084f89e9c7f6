//! What the statements domain shows and takes.

pub mod matching;

use crate::shared::words;
use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

words! {
    /// How a bank writes its file.
    StatementFormat {
        /// A table.
        Csv = "CSV", "statements-format-csv";
        /// ISO 20022 XML.
        Camt053 = "CAMT053", "statements-format-camt";
        /// SWIFT.
        Mt940 = "MT940", "statements-format-mt940";
        /// Open Financial Exchange.
        Ofx = "OFX", "statements-format-ofx";
    }
}

words! {
    /// Where a statement stands.
    StatementStatus {
        /// It was sent, and somebody looks whether it is understood.
        Draft = "DRAFT", "statements-status-draft";
        /// Its lines are there.
        Taken = "TAKEN", "statements-status-taken";
    }
}

words! {
    /// Whether balances and lines agree.
    BalanceState {
        /// They do.
        Agrees = "AGREES", "statements-balance-agrees";
        /// They do not.
        Differs = "DIFFERS", "statements-balance-differs";
        /// The file does not say.
        Unknown = "UNKNOWN", "statements-balance-unknown";
    }
}

words! {
    /// What a column means.
    ColumnMeaning {
        /// Nothing that is needed.
        Skip = "SKIP", "statements-column-skip";
        /// Day of booking.
        Date = "DATE", "statements-column-date";
        /// Day of value.
        ValueDate = "VALUE_DATE", "statements-column-value-date";
        /// Amount with its sign.
        Amount = "AMOUNT", "statements-column-amount";
        /// What went out.
        Debit = "DEBIT", "statements-column-debit";
        /// What came in.
        Credit = "CREDIT", "statements-column-credit";
        /// A word that says which way.
        Direction = "DIRECTION", "statements-column-direction";
        /// What is said of it; several columns are joined.
        Description = "DESCRIPTION", "statements-column-description";
        /// Its number.
        Reference = "REFERENCE", "statements-column-reference";
        /// Who paid or was paid.
        Party = "PARTY", "statements-column-party";
        /// Their account.
        PartyAccount = "PARTY_ACCOUNT", "statements-column-party-account";
        /// Currency.
        Currency = "CURRENCY", "statements-column-currency";
        /// What is on the account afterwards.
        Balance = "BALANCE", "statements-column-balance";
    }
}

words! {
    /// In which order a day is written. One that begins with four digits begins with the year.
    DateOrder {
        /// 31/12/2026.
        DayMonth = "DMY", "statements-date-dmy";
        /// 12/31/2026.
        MonthDay = "MDY", "statements-date-mdy";
        /// 26/12/31.
        YearMonth = "YMD", "statements-date-ymd";
    }
}

words! {
    /// What parts the cents.
    DecimalMark {
        /// 1,234.50.
        Point = "POINT", "statements-decimal-point";
        /// 1.234,50.
        Comma = "COMMA", "statements-decimal-comma";
    }
}

words! {
    /// Which lines are shown.
    LineFilter {
        /// Those that nobody has decided about.
        Open = "OPEN", "statements-show-open";
        /// Open ones that something is proposed for.
        Proposed = "PROPOSED", "statements-show-proposed";
        /// What came in and is open.
        In = "IN", "statements-show-in";
        /// What went out and is open.
        Out = "OUT", "statements-show-out";
        /// Matched ones.
        Matched = "MATCHED", "statements-show-matched";
        /// Ignored ones.
        Ignored = "IGNORED", "statements-show-ignored";
        /// All of them.
        All = "ALL", "statements-show-all";
    }
}

/// What the columns of a bank's CSV mean.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile {
    /// One for each column.
    pub columns: Vec<ColumnMeaning>,
    /// How days are written.
    pub date_order: DateOrder,
    /// How amounts are written.
    pub decimal: DecimalMark,
    /// What is above zero went out.
    pub inverted: bool,
}

impl Profile {
    /// The first column of a meaning.
    #[must_use]
    pub fn place(&self, meaning: ColumnMeaning) -> Option<usize> {
        self.columns.iter().position(|column| *column == meaning)
    }
}

/// A profile as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProfileForm {
    /// Words of [`ColumnMeaning`].
    pub columns: Vec<String>,
    /// A word of [`DateOrder`].
    pub date_order: String,
    /// A word of [`DecimalMark`].
    pub decimal: String,
    /// What is above zero went out.
    pub inverted: bool,
}

/// A part of a line that somebody matches with an order by hand, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartForm {
    /// Number of the order.
    #[serde(default)]
    pub number: String,
    /// How much; empty for all that is left.
    #[serde(default)]
    pub amount: String,
}

/// An account of the merchant at a bank.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BankAccount {
    /// Primary key.
    pub id: Uuid,
    /// What the merchant calls it.
    pub name: String,
}

/// A statement in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatementRow {
    /// Primary key.
    pub id: Uuid,
    /// The account.
    pub account: String,
    /// How it is written.
    pub format: StatementFormat,
    /// What the person calls the file.
    pub file_name: String,
    /// Where it stands.
    pub status: StatementStatus,
    /// Its first day.
    pub first_day: Option<NaiveDate>,
    /// Its last day.
    pub last_day: Option<NaiveDate>,
    /// Whether balances and lines agree.
    pub balance: BalanceState,
    /// Lines that came with it.
    pub lines: i64,
    /// Lines that were there before.
    pub known: i64,
    /// Lines of it that somebody has decided about.
    pub decided: i64,
    /// Lines that could not be read.
    pub refused: i64,
    /// When it came, UTC.
    pub created_at: DateTime<Utc>,
}

/// A line of a file before it is taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PreviewLine {
    /// Line of the file.
    pub number: u32,
    /// Day of booking.
    pub booked_on: NaiveDate,
    /// What is said of it.
    pub description: String,
    /// Who.
    pub party: String,
    /// Its number.
    pub reference: String,
    /// With its sign.
    pub amount: Decimal,
    /// A file of another format has brought it already.
    pub is_seen: bool,
}

/// A line that could not be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefusedLine {
    /// Line of the file.
    pub number: u32,
    /// The Fluent key of the reason.
    pub key: String,
}

/// The columns of a CSV with what they are taken for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mapping {
    /// Header of each column, and its first cell.
    pub columns: Vec<(String, String)>,
    /// What they mean.
    pub profile: Profile,
    /// Such a file was read before.
    pub is_remembered: bool,
}

/// A file before it is taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preview {
    /// Its columns; only for CSV.
    pub mapping: Option<Mapping>,
    /// The first lines.
    pub lines: Vec<PreviewLine>,
    /// How many there are.
    pub count: usize,
    /// How many of them files of other formats have brought already.
    pub seen: usize,
    /// What was on the account before and after, where the file says so.
    pub balances: Option<(Decimal, Decimal)>,
    /// Whether they agree with the lines.
    pub balance: BalanceState,
    /// What could not be read.
    pub refused: Vec<RefusedLine>,
    /// How many of them there are.
    pub refused_count: usize,
    /// Why nothing can be read: the Fluent key and what it is filled with.
    pub problem: Option<(String, Vec<(String, String)>)>,
}

/// A statement with what is asked of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatementView {
    /// As in the list.
    pub row: StatementRow,
    /// ISO 4217 code of the account.
    pub currency: String,
    /// What was there before and after.
    pub balances: Option<(Decimal, Decimal)>,
    /// What could not be read.
    pub refused: Vec<RefusedLine>,
    /// Only before it is taken.
    pub preview: Option<Preview>,
}
