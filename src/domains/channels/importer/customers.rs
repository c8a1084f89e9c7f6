//! A file of customers: a group is a row.

use super::{message, messages, number, refused};
use crate::domains::bulk::model::{Column, FieldChoice, Inspection, Message, PreviewRow};
use crate::domains::bulk::ports::{RowResult, Setup, SourceFile, SourceRow};
use crate::domains::channels::formats::{
    CustomerField, CustomerMapping, CustomerRow, Encoding, Format, RowErrors, Table, parse_customers, parse_woocommerce_customers,
    read_table,
};
use crate::domains::customers;
use crate::domains::customers::model::FileCustomer;
use crate::server::{Result, Work};
use async_trait::async_trait;
use serde_json::Value;
use std::collections::HashMap;
use uuid::Uuid;

type Parsed = std::result::Result<CustomerRow, RowErrors>;

/// A list of customers.
pub(super) struct CustomerFile {
    /// `None` for JSON.
    table: Option<Table>,
    mapping: CustomerMapping,
    rows: Vec<Parsed>,
    groups: Vec<Vec<i32>>,
}

/// The columns of the file of refused rows of what is no table.
const HEADERS: [&str; 4] = ["row", "name", "phone", "email"];

impl CustomerFile {
    pub(super) fn read(format: Format, mapping: Option<&Value>, bytes: &[u8]) -> std::result::Result<Self, Message> {
        let unreadable = |error: crate::domains::channels::formats::ReadError| message(&error.issue());
        let (table, mapping, rows) = if format == Format::Woocommerce {
            (None, CustomerMapping::default(), parse_woocommerce_customers(bytes).map_err(unreadable)?)
        } else {
            let table = read_table(bytes).map_err(unreadable)?;
            let chosen: Option<CustomerMapping> = mapping.and_then(|value| serde_json::from_value(value.clone()).ok());
            let mut mapping = chosen.unwrap_or_else(|| CustomerMapping::guess(&table.headers));
            mapping.columns.resize(table.headers.len(), None);
            let rows = parse_customers(format, &table, &mapping);
            (Some(table), mapping, rows)
        };
        let groups = rows.iter().map(|row| vec![row_of(row)]).collect();
        Ok(Self { table, mapping, rows, groups })
    }

    /// The cells as they stand in the file, or the gist of them.
    fn cells(&self, at: usize) -> Vec<String> {
        if let Some(row) = self.table.as_ref().and_then(|table| table.rows.get(at)) {
            return row.cells.clone();
        }
        match self.rows.get(at) {
            Some(Ok(row)) => [vec![row.row.to_string()], gist(&row.customer)].concat(),
            Some(Err(errors)) => vec![errors.row.to_string()],
            None => Vec::new(),
        }
    }

    fn columns(&self) -> Vec<Column> {
        let Some(table) = &self.table else { return Vec::new() };
        let column = |(at, header): (usize, &String)| {
            let sample = table.rows.iter().filter_map(|row| row.cells.get(at)).find(|cell| !cell.trim().is_empty());
            let field = self.mapping.columns.get(at).copied().flatten().map(CustomerField::code).unwrap_or_default();
            Column { header: header.clone(), sample: sample.cloned().unwrap_or_default(), field: field.to_owned() }
        };
        table.headers.iter().enumerate().map(column).collect()
    }

    fn notes(&self) -> Vec<Message> {
        let Some(table) = &self.table else { return Vec::new() };
        let mut notes = Vec::new();
        if table.encoding == Encoding::Windows1252 {
            notes.push(Message::new("channels-note-encoding"));
        }
        for field in self.mapping.duplicates() {
            let columns = table.headers.iter().zip(&self.mapping.columns);
            let named: Vec<&str> = columns.filter(|(_, known)| **known == Some(field)).map(|(header, _)| header.as_str()).collect();
            notes.push(Message::new("channels-note-mapped-twice").arg("columns", named.join(", ")));
        }
        notes
    }

    async fn take(&self, work: &mut Work, groups: &[usize]) -> Result<HashMap<usize, Vec<RowResult>>> {
        let mut done = HashMap::new();
        let mut good: Vec<(usize, &CustomerRow)> = Vec::new();
        for at in groups {
            match self.rows.get(*at) {
                Some(Ok(row)) => good.push((*at, row)),
                Some(Err(errors)) => drop(done.insert(*at, vec![refused(errors)])),
                None => {}
            }
        }
        let rows: Vec<&FileCustomer> = good.iter().map(|(_, row)| &row.customer).collect();
        let taken = customers::service::take_file(work, &rows).await?;
        for ((at, row), taken) in good.into_iter().zip(taken) {
            let mut said = messages(&row.warnings);
            said.extend(taken.messages);
            let resource = taken.id.map(|id| ("customer", id));
            done.insert(at, vec![RowResult { number: number(row.row), status: taken.status, messages: said, resource }]);
        }
        Ok(done)
    }
}

fn row_of(row: &Parsed) -> i32 {
    match row {
        Ok(row) => number(row.row),
        Err(errors) => number(errors.row),
    }
}

/// Name, phone and e-mail address.
fn gist(customer: &FileCustomer) -> Vec<String> {
    [&customer.name, &customer.phone, &customer.email].map(|part| part.clone().unwrap_or_default()).to_vec()
}

#[async_trait]
impl SourceFile for CustomerFile {
    fn headers(&self) -> Vec<String> {
        self.table.as_ref().map_or_else(|| HEADERS.map(ToOwned::to_owned).to_vec(), |table| table.headers.clone())
    }

    fn inspect(&self, limit: usize) -> Inspection {
        let rows = self.rows.iter().take(limit).map(|row| match row {
            Ok(row) => {
                PreviewRow { number: number(row.row), cells: gist(&row.customer), is_refused: false, messages: messages(&row.warnings) }
            }
            Err(errors) => PreviewRow {
                number: number(errors.row),
                cells: vec![String::new(); HEADERS.len() - 1],
                is_refused: true,
                messages: messages(&errors.errors),
            },
        });
        let choice = |field: &CustomerField| FieldChoice { code: field.code().to_owned(), key: field.key().to_owned(), args: Vec::new() };
        Inspection {
            columns: self.columns(),
            fields: CustomerField::ALL.iter().map(choice).collect(),
            heads: ["customers-name", "customers-phone", "customers-email"].map(ToOwned::to_owned).to_vec(),
            rows: rows.collect(),
            total: self.rows.len(),
            refused: self.rows.iter().filter(|row| row.is_err()).count(),
            notes: self.notes(),
        }
    }

    fn mapping(&self) -> Value {
        match &self.table {
            Some(_) => serde_json::to_value(&self.mapping).unwrap_or_default(),
            None => Value::Object(serde_json::Map::new()),
        }
    }

    fn rows(&self) -> Vec<SourceRow> {
        let rows = self.rows.iter().enumerate().map(|(at, row)| {
            let cells = self.cells(at);
            let label = match row {
                Ok(row) => gist(&row.customer).into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · "),
                Err(_) => cells.iter().find(|cell| !cell.trim().is_empty()).cloned().unwrap_or_default(),
            };
            SourceRow { number: row_of(row), label: label.chars().take(200).collect(), cells }
        });
        rows.collect()
    }

    fn groups(&self) -> &[Vec<i32>] {
        &self.groups
    }

    async fn prepare(&self, _work: &mut Work) -> Result<Setup> {
        Ok(Setup::default())
    }

    async fn apply_together(&self, work: &mut Work, _job_id: Uuid, groups: &[usize]) -> Result<HashMap<usize, Vec<RowResult>>> {
        self.take(work, groups).await
    }

    async fn apply(&self, work: &mut Work, _job_id: Uuid, _setup: &Setup, group: usize) -> Result<Vec<RowResult>> {
        Ok(self.take(work, &[group]).await?.remove(&group).unwrap_or_default())
    }
}
