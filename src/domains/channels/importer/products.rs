//! A file of products: a group is a product with its variants.

use super::product_input::{product_input, variant_input};
use super::{fields, message, messages, number, refused};
use crate::domains::bulk::model::{Column, Inspection, Message, PreviewRow, RowStatus};
use crate::domains::bulk::ports::{RowResult, Setup, SourceFile, SourceRow};
use crate::domains::catalog::model::{Outcome, ProductInput, ProductStatus as CatalogStatus, Upserted};
use crate::domains::channels::formats::{
    Assembly, Encoding, Format, Mapping, OrphanVariant, ParentRef, ProductDraft, ProductField, ProductRow, RowErrors, Table, assemble,
    detect_format, guess_mapping, parse_products, read_table,
};
use crate::domains::channels::service::product_by_sku;
use crate::domains::inventory::model::Reference;
use crate::domains::{catalog, inventory, purchasing};
use crate::server::{Plans, Result, Work};
use async_trait::async_trait;
use chrono::NaiveDate;
use serde_json::Value;
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// What a group is made of.
#[derive(Clone, Copy, Debug)]
enum Part {
    /// A product, by its place in the assembly.
    Product(usize),
    /// A variation whose product is not in the file.
    Orphan(usize),
    /// A row that was refused.
    Refused(usize),
}

/// A table of products.
pub(super) struct ProductFile {
    table: Table,
    mapping: Mapping,
    format: Format,
    parsed: Vec<std::result::Result<ProductRow, RowErrors>>,
    assembly: Assembly,
    errors: Vec<RowErrors>,
    parts: Vec<Part>,
    groups: Vec<Vec<i32>>,
}

impl ProductFile {
    pub(super) fn read(format: Format, mapping: Option<&Value>, bytes: &[u8]) -> std::result::Result<Self, Message> {
        let table = read_table(bytes).map_err(|error| message(&error.issue()))?;
        let chosen: Option<Mapping> = mapping.and_then(|value| serde_json::from_value(value.clone()).ok());
        let mut mapping = chosen.unwrap_or_else(|| guess_mapping(format, &table.headers));
        mapping.columns.resize(table.headers.len(), None);
        let parsed = parse_products(format, &table, &mapping);
        let good = parsed.iter().filter_map(|row| row.as_ref().ok().cloned()).collect();
        let mut assembly = assemble(good);
        let mut errors: Vec<RowErrors> = parsed.iter().filter_map(|row| row.as_ref().err().cloned()).collect();
        errors.append(&mut assembly.errors);
        errors.sort_by_key(|error| error.row);
        let mut groups: Vec<(Part, Vec<i32>)> = Vec::new();
        for (at, product) in assembly.products.iter().enumerate() {
            groups.push((Part::Product(at), product.rows.iter().map(|row| number(*row)).collect()));
        }
        for (at, orphan) in assembly.orphans.iter().enumerate() {
            groups.push((Part::Orphan(at), vec![number(orphan.variant.row)]));
        }
        for (at, error) in errors.iter().enumerate() {
            groups.push((Part::Refused(at), vec![number(error.row)]));
        }
        groups.sort_by_key(|(_, rows)| rows.first().copied());
        let (parts, groups) = groups.into_iter().unzip();
        Ok(Self { table, mapping, format, parsed, assembly, errors, parts, groups })
    }

    /// What a row that could not be understood is about.
    fn raw_label(&self, cells: &[String]) -> String {
        let cell = |field| self.mapping.column_of(field).and_then(|at| cells.get(at)).map(|cell| cell.trim()).unwrap_or_default();
        let known = label(cell(ProductField::Sku), cell(ProductField::Name));
        if known.is_empty() { cells.iter().find(|cell| !cell.trim().is_empty()).cloned().unwrap_or_default() } else { known }
    }

    fn columns(&self) -> Vec<Column> {
        self.table
            .headers
            .iter()
            .enumerate()
            .map(|(at, header)| {
                let sample = self.table.rows.iter().filter_map(|row| row.cells.get(at)).find(|cell| !cell.trim().is_empty());
                Column {
                    header: header.clone(),
                    sample: sample.cloned().unwrap_or_default(),
                    field: self.mapping.columns.get(at).copied().flatten().map(|field| field.key()).unwrap_or_default(),
                }
            })
            .collect()
    }

    fn notes(&self) -> Vec<Message> {
        let mut notes = Vec::new();
        if let Some(detected) = detect_format(&self.table.headers).filter(|detected| *detected != self.format) {
            let key = match detected {
                Format::Woocommerce => "channels-note-looks-like-woocommerce",
                Format::Shopify => "channels-note-looks-like-shopify",
                Format::Smartstore => "channels-note-looks-like-smartstore",
            };
            notes.push(Message::new(key));
        }
        if self.table.encoding == Encoding::Windows1252 {
            notes.push(Message::new("channels-note-encoding"));
        }
        for field in self.mapping.duplicates() {
            let headers: Vec<&str> = self
                .table
                .headers
                .iter()
                .zip(&self.mapping.columns)
                .filter(|(_, meaning)| **meaning == Some(field))
                .map(|(header, _)| header.as_str())
                .collect();
            notes.push(Message::new("channels-note-mapped-twice").arg("columns", headers.join(", ")));
        }
        notes
    }

    /// Messages of rows that will be refused, and remarks on the others, by row.
    fn remarks(&self) -> HashMap<i32, Vec<Message>> {
        let mut remarks: HashMap<i32, Vec<Message>> = HashMap::new();
        for error in &self.errors {
            remarks.entry(number(error.row)).or_default().extend(messages(&error.errors));
        }
        for (row, warning) in self.assembly.products.iter().flat_map(|product| &product.warnings) {
            remarks.entry(number(*row)).or_default().push(message(warning));
        }
        for orphan in &self.assembly.orphans {
            let own = remarks.entry(number(orphan.variant.row)).or_default();
            own.push(Message::new("channels-note-parent-elsewhere").arg("parent", orphan.parent.value()));
            own.extend(messages(&orphan.warnings));
        }
        remarks
    }
}

/// SKU and name.
fn label(sku: &str, name: &str) -> String {
    [sku, name].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" · ")
}

#[async_trait]
impl SourceFile for ProductFile {
    fn headers(&self) -> Vec<String> {
        self.table.headers.clone()
    }

    fn inspect(&self, limit: usize) -> Inspection {
        let refused: HashSet<i32> = self.errors.iter().map(|error| number(error.row)).collect();
        let mut remarks = self.remarks();
        let rows = self
            .table
            .rows
            .iter()
            .zip(&self.parsed)
            .take(limit)
            .map(|(source, parsed)| {
                let at = number(source.number);
                let cells = match parsed {
                    Ok(row) => vec![
                        row.name.clone(),
                        row.sku.clone(),
                        row.price.map(|price| price.to_string()).unwrap_or_default(),
                        row.stock.map(|stock| stock.to_string()).unwrap_or_default(),
                    ],
                    Err(_) => vec![self.raw_label(&source.cells)],
                };
                PreviewRow {
                    number: at,
                    cells: pad(cells),
                    is_refused: refused.contains(&at),
                    messages: remarks.remove(&at).unwrap_or_default(),
                }
            })
            .collect();
        Inspection {
            columns: self.columns(),
            fields: fields::choices(),
            heads: ["channels-field-name", "channels-field-sku", "channels-field-price", "channels-field-stock"]
                .map(ToOwned::to_owned)
                .to_vec(),
            rows,
            total: self.table.rows.len(),
            refused: refused.len(),
            notes: self.notes(),
        }
    }

    fn mapping(&self) -> Value {
        serde_json::to_value(&self.mapping).unwrap_or_default()
    }

    fn rows(&self) -> Vec<SourceRow> {
        self.table
            .rows
            .iter()
            .zip(&self.parsed)
            .map(|(source, parsed)| {
                let label = match parsed {
                    Ok(row) => label(&row.sku, &row.name),
                    Err(_) => self.raw_label(&source.cells),
                };
                SourceRow { number: number(source.number), label: label.chars().take(200).collect(), cells: source.cells.clone() }
            })
            .collect()
    }

    fn groups(&self) -> &[Vec<i32>] {
        &self.groups
    }

    async fn prepare(&self, work: &mut Work) -> Result<Setup> {
        inventory::service::ensure_default_warehouse(&work.scope).await?;
        Ok(Setup::default())
    }

    async fn apply_together(&self, work: &mut Work, job_id: Uuid, groups: &[usize]) -> Result<HashMap<usize, Vec<RowResult>>> {
        let products: Vec<(usize, &ProductDraft)> = groups
            .iter()
            .filter_map(|group| match self.parts.get(*group) {
                Some(Part::Product(at)) => Some((*group, self.assembly.products.get(*at)?)),
                _ => None,
            })
            .collect();
        create_together(work, job_id, &products).await
    }

    async fn apply(&self, work: &mut Work, job_id: Uuid, _setup: &Setup, group: usize) -> Result<Vec<RowResult>> {
        match self.parts.get(group) {
            Some(Part::Product(at)) => match self.assembly.products.get(*at) {
                Some(product) => write_product(work, job_id, product).await,
                None => Ok(Vec::new()),
            },
            Some(Part::Orphan(at)) => match self.assembly.orphans.get(*at) {
                Some(orphan) => write_orphan(work, job_id, orphan).await,
                None => Ok(Vec::new()),
            },
            Some(Part::Refused(at)) => Ok(self.errors.get(*at).map(refused).into_iter().collect()),
            None => Ok(Vec::new()),
        }
    }
}

fn pad(mut cells: Vec<String>) -> Vec<String> {
    cells.resize(4, String::new());
    cells
}

/// What files call by name and another domain or table keeps: suppliers and size guides.
struct Known {
    suppliers: HashMap<String, Uuid>,
    size_guides: HashSet<String>,
}

impl Known {
    async fn of(work: &mut Work, products: &[&ProductDraft]) -> Result<Self> {
        let suppliers: HashSet<&String> = products.iter().filter_map(|product| product.supplier.as_ref()).collect();
        let size_guides: HashSet<&String> = products.iter().filter_map(|product| product.size_guide.as_ref()).collect();
        let [suppliers, size_guides] = [suppliers, size_guides].map(|names| names.into_iter().cloned().collect::<Vec<String>>());
        Ok(Self {
            suppliers: purchasing::service::suppliers_named(work, &suppliers).await?,
            size_guides: catalog::service::known_size_guides(work, &size_guides).await?,
        })
    }

    /// A product with what its names stand for. An unknown name is said, and changes nothing.
    fn input(&self, product: &ProductDraft, today: NaiveDate) -> (ProductInput, Vec<Message>) {
        let mut input = product_input(product, today);
        let mut unknown = Vec::new();
        if let Some(name) = &product.supplier {
            input.supplier_id = self.suppliers.get(name).copied();
            if input.supplier_id.is_none() {
                unknown.push(Message::new("import-error-supplier").arg("value", name));
            }
        }
        if let Some(name) = &product.size_guide {
            if self.size_guides.contains(name) {
                input.size_guide = Some(name.clone());
            } else {
                unknown.push(Message::new("import-error-size-guide").arg("value", name));
            }
        }
        (input, unknown)
    }
}

const fn row_status(outcome: Outcome) -> RowStatus {
    match outcome {
        Outcome::Created => RowStatus::Created,
        Outcome::Updated => RowStatus::Updated,
        Outcome::Unchanged => RowStatus::Unchanged,
    }
}

/// Today in store time: sales begin and end with the store's days.
fn today(work: &Work) -> NaiveDate {
    work.now.with_timezone(&work.scope.organization.time_zone).date_naive()
}

async fn write_product(work: &mut Work, job_id: Uuid, product: &ProductDraft) -> Result<Vec<RowResult>> {
    let (input, unknown) = Known::of(work, &[product]).await?.input(product, today(work));
    let written = catalog::service::upsert_product(work, &input).await?;
    let counted = open_stock(work, job_id, &openings(product, &written)).await?;
    Ok(results(product, &written, counted > 0, &unknown))
}

/// Makes those of some products that are new, with their stock, all in one. No statement of it has a plan that depends on its values.
async fn create_together(work: &mut Work, job_id: Uuid, products: &[(usize, &ProductDraft)]) -> Result<HashMap<usize, Vec<RowResult>>> {
    work.plan(Plans::Once).await?;
    let drafts: Vec<&ProductDraft> = products.iter().map(|(_, product)| *product).collect();
    let known = Known::of(work, &drafts).await?;
    let today = today(work);
    let (inputs, unknown): (Vec<ProductInput>, Vec<Vec<Message>>) = drafts.iter().map(|product| known.input(product, today)).unzip();
    let made = catalog::service::create_products(work, &inputs).await?;
    let mut stock = Vec::new();
    let mut done = HashMap::new();
    for (((group, product), made), unknown) in products.iter().zip(made).zip(unknown) {
        if let Some(made) = made {
            stock.extend(openings(product, &made));
            done.insert(*group, results(product, &made, false, &unknown));
        }
    }
    open_stock(work, job_id, &stock).await?;
    work.plan(Plans::ByValues).await?;
    Ok(done)
}

/// The stock that a file gives its variants.
fn openings(product: &ProductDraft, written: &Upserted) -> Vec<(Uuid, i32)> {
    let variants: HashMap<&str, Uuid> = written.variants.iter().map(|(sku, id, _)| (sku.as_str(), *id)).collect();
    product.variants.iter().filter_map(|variant| Some((*variants.get(variant.sku.as_str())?, variant.stock?))).collect()
}

/// What became of the rows of a product.
fn results(product: &ProductDraft, written: &Upserted, is_counted: bool, unknown: &[Message]) -> Vec<RowResult> {
    let made: HashSet<&str> = written.variants.iter().filter(|(_, _, is_new)| *is_new).map(|(sku, _, _)| sku.as_str()).collect();
    let whole = match written.outcome {
        Outcome::Unchanged if is_counted => RowStatus::Updated,
        outcome => row_status(outcome),
    };
    product
        .rows
        .iter()
        .map(|row| {
            let is_new = product.variants.iter().any(|variant| variant.row == *row && made.contains(variant.sku.as_str()));
            RowResult {
                number: number(*row),
                status: if is_new { RowStatus::Created } else { whole },
                messages: product
                    .warnings
                    .iter()
                    .filter(|(of, _)| of == row)
                    .map(|(_, warning)| message(warning))
                    .chain(unknown.iter().filter(|_| product.rows.first() == Some(row)).cloned())
                    .collect(),
                resource: Some(("product", written.product_id)),
            }
        })
        .collect()
}

async fn open_stock(work: &mut Work, job_id: Uuid, stock: &[(Uuid, i32)]) -> Result<usize> {
    if stock.is_empty() {
        return Ok(0);
    }
    inventory::service::set_openings(work, stock, Some(Reference::new("IMPORT", job_id))).await
}

/// A variation whose product came with another file.
async fn write_orphan(work: &mut Work, job_id: Uuid, orphan: &OrphanVariant) -> Result<Vec<RowResult>> {
    let known = match &orphan.parent {
        ParentRef::Sku(sku) | ParentRef::Handle(sku) => product_by_sku(work, sku).await?,
        ParentRef::Id(_) => None,
    };
    let Some((product_id, name, status)) = known else { return Ok(vec![refused(&orphan.unknown_parent())]) };
    let variant = &orphan.variant;
    let sort_order = variant.position.and_then(|position| usize::try_from(position).ok()).unwrap_or_default();
    let input = ProductInput {
        id: Some(product_id),
        sku: orphan.parent.value().to_owned(),
        name,
        status: CatalogStatus::parse(&status).unwrap_or_default(),
        variants: vec![variant_input(variant, sort_order, false, today(work))],
        ..ProductInput::default()
    };
    let written = catalog::service::upsert_product(work, &input).await?;
    let variants: Vec<(Uuid, i32)> = written.variants.iter().filter_map(|(_, id, _)| Some((*id, variant.stock?))).collect();
    let counted = open_stock(work, job_id, &variants).await?;
    let is_new = written.variants.iter().any(|(_, _, is_new)| *is_new);
    let status = match written.outcome {
        _ if is_new => RowStatus::Created,
        Outcome::Unchanged if counted > 0 => RowStatus::Updated,
        outcome => row_status(outcome),
    };
    Ok(vec![RowResult {
        number: number(variant.row),
        status,
        messages: messages(&orphan.warnings),
        resource: Some(("product", product_id)),
    }])
}
