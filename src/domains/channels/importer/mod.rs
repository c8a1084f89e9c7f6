//! Files of shops as imports: what [`super::formats`] understood, row by row and group by group.

mod customers;
mod fields;
mod orders;
mod payments;
mod product_input;
mod products;

pub use orders::{Imported, import_order};

use super::formats::{CustomerMapping, Format, Issue, Mapping, ProductField, RowErrors};
use crate::domains::bulk::model::{ImportFormat, ImportKind, Message, RowStatus};
use crate::domains::bulk::ports::{Importer, RowResult, SourceFile};
use serde_json::Value;
use std::sync::Arc;

/// The importer of all our formats.
pub static IMPORTER: FileImporter = FileImporter;

/// Reads every format that we know.
#[derive(Clone, Copy, Debug)]
pub struct FileImporter;

impl Importer for FileImporter {
    fn read(&self, kind: ImportKind, format: ImportFormat, mapping: Option<&Value>, bytes: &[u8]) -> Result<Arc<dyn SourceFile>, Message> {
        match kind {
            ImportKind::Products => Ok(Arc::new(products::ProductFile::read(parser(format), mapping, bytes)?)),
            ImportKind::Customers => Ok(Arc::new(customers::CustomerFile::read(parser(format), mapping, bytes)?)),
            ImportKind::Orders => Ok(Arc::new(orders::OrderFile::read(bytes)?)),
        }
    }

    fn mapping_of(&self, kind: ImportKind, columns: &[String]) -> Option<Value> {
        if kind == ImportKind::Customers {
            return serde_json::to_value(CustomerMapping::chosen(columns)?).ok();
        }
        let mut mapping = Mapping::default();
        for column in columns {
            mapping.columns.push(match column.as_str() {
                "" => None,
                word => Some(ProductField::from_key(word)?),
            });
        }
        serde_json::to_value(mapping).ok()
    }
}

pub(super) const fn parser(format: ImportFormat) -> Format {
    match format {
        ImportFormat::Woocommerce => Format::Woocommerce,
        ImportFormat::Shopify => Format::Shopify,
        ImportFormat::Smartstore => Format::Smartstore,
    }
}

fn message(issue: &Issue) -> Message {
    Message {
        column: issue.column.clone(),
        key: issue.key.to_string(),
        args: issue.args.iter().map(|(name, value)| (name.to_string(), value.clone())).collect(),
    }
}

pub(super) fn messages(issues: &[Issue]) -> Vec<Message> {
    issues.iter().map(message).collect()
}

fn number(row: u32) -> i32 {
    i32::try_from(row).unwrap_or(i32::MAX)
}

fn refused(errors: &RowErrors) -> RowResult {
    RowResult { number: number(errors.row), status: RowStatus::Failed, messages: messages(&errors.errors), resource: None }
}
