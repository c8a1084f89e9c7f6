//! Reads the cells of one row by meaning and collects what is wrong with them.

use super::csv_text::{split_list, split_paths, split_unique};
use super::mapping::MAX_OPTIONS;
use super::numbers::{self, LengthUnit, MoneyError, WeightUnit};
use super::product::{Image, Language, Localized, OptionValues, ProductRow, ProductStatus, RowKind};
use super::text::{decode_entities, html_to_markdown, plain_line};
use super::{Issue, Mapping, ProductField, RowErrors, SourceRow, Table};
use chrono::{NaiveDate, NaiveDateTime};
use rust_decimal::Decimal;
use std::collections::HashMap;

/// Unique keys are indexed, so they must stay short.
const MAX_CODE: usize = 100;
const MAX_NAME: usize = 300;
const MAX_TEXT: usize = 100_000;
const MAX_URL: usize = 2_000;

/// Between the address of a picture and what it shows, in our own files.
pub(super) const SHOWS: &str = " | ";

/// Column numbers by meaning, looked up once per file.
#[derive(Debug)]
pub struct Columns<'a> {
    headers: &'a [String],
    by_field: HashMap<ProductField, usize>,
}

impl<'a> Columns<'a> {
    /// Of several columns with one meaning the first is read.
    pub fn new(table: &'a Table, mapping: &Mapping) -> Self {
        let mut by_field = HashMap::new();
        for (i, field) in mapping.columns.iter().enumerate().take(table.headers.len()) {
            if let Some(field) = field {
                by_field.entry(*field).or_insert(i);
            }
        }
        Self { headers: &table.headers, by_field }
    }
}

/// One row being read.
#[derive(Debug)]
pub struct RowReader<'a> {
    columns: &'a Columns<'a>,
    row: &'a SourceRow,
    errors: Vec<(Option<ProductField>, Issue)>,
    warnings: Vec<Issue>,
}

impl<'a> RowReader<'a> {
    /// Begins a row. Filled cells beyond the last header mean a broken quotation: nothing in such a
    /// row can be trusted.
    pub fn new(columns: &'a Columns<'a>, row: &'a SourceRow) -> Self {
        let mut reader = Self { columns, row, errors: Vec::new(), warnings: Vec::new() };
        if row.cells.iter().skip(columns.headers.len()).any(|c| !c.trim().is_empty()) {
            let issue = Issue::new("import-error-surplus-cells").arg("cells", row.cells.len()).arg("columns", columns.headers.len());
            reader.errors.push((None, issue));
        }
        reader
    }

    /// The cell as it is, trimmed; empty if the file has no such column.
    pub fn raw(&self, field: ProductField) -> &'a str {
        self.columns.by_field.get(&field).and_then(|i| self.row.cells.get(*i)).map_or("", |c| c.trim())
    }

    fn header(&self, field: ProductField) -> Option<String> {
        self.columns.by_field.get(&field).and_then(|i| self.columns.headers.get(*i)).cloned()
    }

    /// Whether any of these cells is filled.
    pub fn any(&self, fields: &[ProductField]) -> bool {
        fields.iter().any(|f| !self.raw(*f).is_empty())
    }

    /// Notes an error in a column.
    pub fn error(&mut self, field: ProductField, issue: Issue) {
        let issue = Issue { column: self.header(field), ..issue };
        self.errors.push((Some(field), issue));
    }

    /// Notes a warning with the cell's text as `value`.
    pub fn warn(&mut self, field: ProductField, key: &'static str) {
        let issue = Issue { column: self.header(field), ..Issue::new(key).arg("value", self.raw(field)) };
        self.warnings.push(issue);
    }

    /// Whether this column already has an error.
    pub fn failed(&self, field: ProductField) -> bool {
        self.errors.iter().any(|(f, _)| *f == Some(field))
    }

    fn bad_value(&mut self, field: ProductField, key: &'static str) {
        let issue = Issue::new(key).arg("value", self.raw(field));
        self.error(field, issue);
    }

    fn limited(&mut self, field: ProductField, text: String, max: usize) -> Option<String> {
        if text.chars().count() > max {
            self.error(field, Issue::new("import-error-too-long").arg("max", max));
            return None;
        }
        (!text.is_empty()).then_some(text)
    }

    /// A code such as a SKU: text as it is, leading zeros and all.
    pub fn code(&mut self, field: ProductField) -> Option<String> {
        self.limited(field, self.raw(field).to_owned(), MAX_CODE)
    }

    /// A single line.
    pub fn line(&mut self, field: ProductField) -> Option<String> {
        self.limited(field, plain_line(self.raw(field)), MAX_NAME)
    }

    /// A longer text, HTML turned into Markdown.
    pub fn html(&mut self, field: ProductField) -> Option<String> {
        self.limited(field, html_to_markdown(self.raw(field)), MAX_TEXT)
    }

    /// A longer text that is Markdown already.
    pub fn markdown(&mut self, field: ProductField) -> Option<String> {
        self.limited(field, self.raw(field).to_owned(), MAX_TEXT)
    }

    /// An amount of money; an error is noted if it is none.
    pub fn money(&mut self, field: ProductField) -> Option<Decimal> {
        let raw = self.raw(field);
        if raw.is_empty() {
            return None;
        }
        match numbers::parse_money(raw) {
            Ok(value) => Some(value),
            Err(error) => {
                self.bad_value(
                    field,
                    match error {
                        MoneyError::NotANumber => "import-error-price",
                        MoneyError::Negative => "import-error-price-negative",
                        MoneyError::TooLarge => "import-error-price-large",
                    },
                );
                None
            }
        }
    }

    /// A whole number that is not negative.
    pub fn whole(&mut self, field: ProductField) -> Option<i32> {
        let raw = self.raw(field);
        let value = (!raw.is_empty()).then(|| numbers::parse_whole(raw))?;
        if value.is_none_or(|v| v < 0) {
            self.bad_value(field, "import-error-number");
        }
        value.filter(|v| *v >= 0)
    }

    /// The order among siblings; nonsense is ignored, it decides nothing but an order.
    pub fn position(&self, field: ProductField) -> Option<i32> {
        numbers::parse_whole(self.raw(field))
    }

    /// The counted stock. Oversold stock is nothing on hand; a variation whose parent counts says
    /// "parent", and one number cannot be split among siblings.
    pub fn stock(&mut self) -> Option<i32> {
        let field = ProductField::Stock;
        let raw = self.raw(field);
        if raw.is_empty() {
            return None;
        }
        if raw.eq_ignore_ascii_case("parent") {
            self.warn(field, "import-warning-stock-parent");
            return None;
        }
        match numbers::parse_whole(raw) {
            Some(value) if value < 0 => {
                self.warn(field, "import-warning-stock-negative");
                Some(0)
            }
            Some(value) => Some(value),
            None => {
                self.bad_value(field, "import-error-stock");
                None
            }
        }
    }

    /// A day, with or without a time behind it.
    pub fn date(&mut self, field: ProductField) -> Option<NaiveDate> {
        let raw = self.raw(field);
        let day = raw.split([' ', 'T']).next().unwrap_or("");
        if day.is_empty() {
            return None;
        }
        let parsed = ["%Y-%m-%d", "%Y/%m/%d", "%d/%m/%Y", "%d-%m-%Y"]
            .iter()
            .find_map(|f| NaiveDate::parse_from_str(day, f).ok())
            .or_else(|| NaiveDateTime::parse_from_str(raw, "%Y-%m-%d %H:%M:%S").ok().map(|t| t.date()));
        if parsed.is_none() {
            self.bad_value(field, "import-error-date");
        }
        parsed
    }

    fn measure(&mut self, field: ProductField, value: Result<Option<i32>, MoneyError>) -> Option<i32> {
        value.unwrap_or_else(|_| {
            self.bad_value(field, "import-error-measure");
            None
        })
    }

    fn weight(&mut self) -> Option<i32> {
        let (field, unit) = WeightUnit::ALL.map(|u| (ProductField::Weight(u), u)).into_iter().find(|(f, _)| !self.raw(*f).is_empty())?;
        self.measure(field, numbers::grams(self.raw(field), unit))
    }

    fn length(&mut self, of: fn(LengthUnit) -> ProductField) -> Option<i32> {
        let (field, unit) = LengthUnit::ALL.map(|u| (of(u), u)).into_iter().find(|(f, _)| !self.raw(*f).is_empty())?;
        self.measure(field, numbers::millimetres(self.raw(field), unit))
    }

    /// Addresses of pictures, each with what it shows where [`SHOWS`] follows. A bare file name lies on the old shop's server and
    /// cannot be fetched.
    pub fn images(&mut self, field: ProductField) -> Vec<Image> {
        let mut images: Vec<Image> = Vec::new();
        for item in split_unique(self.raw(field)) {
            let (url, alt) = item.split_once(SHOWS).map_or((item.as_str(), None), |(url, alt)| (url.trim(), Some(alt.trim().to_owned())));
            let url = url.to_owned();
            let is_web = url.starts_with("https://") || url.starts_with("http://");
            if is_web && url.len() <= MAX_URL && !url.contains(char::is_whitespace) {
                images.push(Image { url, alt, position: None });
            } else {
                let issue = Issue::new("import-warning-image").arg("value", url);
                self.warnings.push(Issue { column: self.header(field), ..issue });
            }
        }
        images
    }

    /// Numbered options. `one_value` keeps commas: a variation's or Shopify's cell is one value.
    pub fn options(&mut self, one_value: bool) -> Vec<OptionValues> {
        let mut options: Vec<OptionValues> = Vec::new();
        for n in 1..=MAX_OPTIONS {
            let cell = self.raw(ProductField::OptionValues(n));
            let Some(name) = self.line(ProductField::OptionName(n)) else {
                if !cell.is_empty() && !self.failed(ProductField::OptionName(n)) {
                    self.warn(ProductField::OptionValues(n), "import-warning-option-name");
                }
                continue;
            };
            let values = match one_value {
                true => split_list(&cell.replace("\\,", ",").replace(',', "\\,")),
                false => split_unique(cell),
            };
            let values: Vec<String> = values.iter().map(|v| plain_line(v)).filter(|v| !v.is_empty()).collect();
            if values.iter().any(|v| v.chars().count() > MAX_NAME) {
                self.error(ProductField::OptionValues(n), Issue::new("import-error-too-long").arg("max", MAX_NAME));
            }
            if !options.iter().any(|o| o.name.to_lowercase() == name.to_lowercase()) {
                options.push(OptionValues { name, values });
            }
        }
        options
    }

    fn localized(&mut self, of: fn(Language) -> ProductField, long: bool) -> Vec<Localized> {
        let mut out = Vec::new();
        for language in Language::ALL {
            let text = if long { self.html(of(language)) } else { self.line(of(language)) };
            out.extend(text.map(|text| Localized { language, text }));
        }
        out
    }

    /// Everything that means the same in every format. Kind, SKU, price, options and the main
    /// description are left to the format.
    pub fn base(&mut self) -> ProductRow {
        use ProductField as F;
        let taxless = matches!(self.raw(F::TaxStatus).to_ascii_lowercase().as_str(), "none" | "false" | "no" | "0");
        let tax_class = self.code(F::TaxClass).map(|c| c.to_lowercase());
        let tax_class = match taxless {
            true => Some("zero-rate".to_owned()),
            false => tax_class.filter(|c| c != "standard" && c != "parent"),
        };
        let name = match self.line(F::Name) {
            Some(name) => name,
            // A shop that fills only "Name (si)" has a name all the same.
            None => Language::ALL.into_iter().find_map(|l| self.line(F::NameIn(l))).unwrap_or_default(),
        };
        ProductRow {
            row: self.row.number,
            line: self.row.line,
            kind: RowKind::Simple,
            external_id: self.code(F::ExternalId),
            handle: self.code(F::Handle),
            sku: String::new(),
            sku_derived: false,
            barcode: self.code(F::Barcode),
            name,
            names: self.localized(F::NameIn, false),
            short_description: None,
            description: None,
            descriptions: self.localized(F::DescriptionIn, true),
            status: ProductStatus::Active,
            price: None,
            compare_at_price: None,
            sale_from: None,
            sale_until: None,
            cost: self.money(F::Cost),
            wholesale_price: self.money(F::WholesalePrice),
            wholesale_minimum: self.whole(F::WholesaleMinimum).filter(|n| *n > 0),
            stock: self.stock(),
            weight_g: self.weight(),
            length_mm: self.length(F::Length),
            width_mm: self.length(F::Width),
            height_mm: self.length(F::Height),
            categories: split_paths(self.raw(F::Categories)),
            tags: split_unique(&decode_entities(self.raw(F::Tags))),
            brand: self.line(F::Brand),
            images: self.images(F::Images),
            options: Vec::new(),
            grouped: split_list(self.raw(F::GroupedProducts)),
            tax_class,
            position: self.position(F::Position),
            seo_title: self.line(F::SeoTitle),
            seo_description: self.html(F::SeoDescription),
            seo_titles: Vec::new(),
            seo_descriptions: Vec::new(),
            slug: None,
            variant_active: None,
            keeps_name: false,
            currency: None,
            supplier: None,
            size_guide: None,
            facts: None,
            warnings: Vec::new(),
        }
    }

    /// The draft with its warnings, or all errors.
    pub fn finish(self, mut draft: ProductRow) -> Result<ProductRow, RowErrors> {
        if self.errors.is_empty() {
            draft.warnings = self.warnings;
            return Ok(draft);
        }
        let errors = self.errors.into_iter().map(|(_, issue)| issue).collect();
        Err(RowErrors { row: self.row.number, line: self.row.line, errors })
    }
}
