//! What a change of a product's options makes of its variants. Nothing here asks the database.

use crate::domains::catalog::model::{MOST_OPTIONS, MOST_VARIANTS, OptionsForm, ProductOption};
use crate::domains::catalog::store::Row;
use crate::shared::FieldErrors;
use serde_json::{Map, Value, json};
use std::collections::{HashMap, HashSet};

/// Longest name of an option and longest value, in characters.
const LONGEST: usize = 60;
/// Longest SKU, in characters, that values are appended to.
const LONGEST_SKU: usize = 90;
/// Letters of a value that its SKU has.
const LETTERS: usize = 12;

fn same(one: &str, other: &str) -> bool {
    one.to_lowercase() == other.to_lowercase()
}

/// The options that a product has. What an importer has given variants without telling the product of it is read from them.
pub(super) fn read(stored: &Value, rows: &[Row]) -> Vec<ProductOption> {
    let known: Vec<ProductOption> = serde_json::from_value(stored.clone()).unwrap_or_default();
    if !known.is_empty() {
        return known.into_iter().take(MOST_OPTIONS).collect();
    }
    let mut options: Vec<ProductOption> = Vec::new();
    for (name, value) in rows.iter().filter_map(|row| row.options.as_object()).flatten() {
        let Some(value) = value.as_str() else { continue };
        match options.iter_mut().find(|option| option.name == *name) {
            Some(option) if option.values.iter().any(|known| known == value) => {}
            Some(option) => option.values.push(value.to_owned()),
            None => options.push(ProductOption { name: name.clone(), values: vec![value.to_owned()] }),
        }
    }
    options.truncate(MOST_OPTIONS);
    options
}

/// The values that were typed: one in a line, or all in one line between commas.
fn values(typed: &str) -> Vec<String> {
    let lines: Vec<&str> = typed.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    match lines.as_slice() {
        [one] => one.split(',').map(str::trim).filter(|value| !value.is_empty()).map(ToOwned::to_owned).collect(),
        many => many.iter().map(|value| (*value).to_owned()).collect(),
    }
}

/// The options as typed; lines without a name and values are left out.
pub(super) fn parse(form: &OptionsForm, errors: &mut FieldErrors) -> Vec<ProductOption> {
    let mut options: Vec<ProductOption> = Vec::new();
    for (name_field, name, values_field, typed) in form.lines() {
        let (name, values) = (name.trim(), values(typed));
        if name.is_empty() && values.is_empty() {
            continue;
        }
        if name.is_empty() {
            errors.add(name_field, "error-required");
        }
        if values.is_empty() {
            errors.add(values_field, "catalog-error-option-values");
        }
        if name.chars().count() > LONGEST {
            errors.add(name_field, "error-too-long");
        }
        if values.iter().any(|value| value.chars().count() > LONGEST) {
            errors.add(values_field, "error-too-long");
        }
        if options.iter().any(|known| same(&known.name, name)) {
            errors.add(name_field, "catalog-error-option-twice");
        }
        let mut seen = HashSet::new();
        if let Some(twice) = values.iter().find(|value| !seen.insert(value.to_lowercase())) {
            errors.add_with(values_field, "catalog-error-value-twice", vec![("value".to_owned(), twice.clone())]);
        }
        options.push(ProductOption { name: name.to_owned(), values });
    }
    let count = options.iter().try_fold(1_usize, |count, option| count.checked_mul(option.values.len().max(1)));
    if count.is_none_or(|count| count > MOST_VARIANTS) {
        let args = [("count", count.map_or_else(|| "–".to_owned(), |count| count.to_string())), ("most", MOST_VARIANTS.to_string())];
        errors.add_with("values_1", "catalog-error-too-many-variants", args.map(|(name, value)| (name.to_owned(), value)).to_vec());
    }
    options
}

/// What is to be done.
#[derive(Debug, Default)]
pub(super) struct Plan {
    /// Variants that stay for sale or become so again, as they are to be.
    pub kept: Vec<Row>,
    /// Variants that are no combination any more.
    pub left: Vec<Row>,
    /// Combinations without a variant: (place, values).
    pub missing: Vec<(i32, Vec<String>)>,
    /// Values that are called otherwise now: (before, after).
    pub renamed: Vec<(String, String)>,
}

/// Where each new option comes from: the old one of the same name, or the one in its place whose name is gone.
fn sources(old: &[ProductOption], new: &[ProductOption]) -> Vec<Option<usize>> {
    let by_name: Vec<Option<usize>> = new.iter().map(|option| old.iter().position(|known| same(&known.name, &option.name))).collect();
    let in_place = |at: usize| (old.len() == new.len() && !by_name.contains(&Some(at))).then_some(at);
    by_name.iter().enumerate().map(|(at, found)| found.or_else(|| in_place(at))).collect()
}

/// The one value in the place of another, where everything else is as it was.
fn renaming(old: &ProductOption, new: &ProductOption) -> Option<(String, String)> {
    if old.values.len() != new.values.len() {
        return None;
    }
    let mut different = old.values.iter().zip(&new.values).filter(|(before, after)| before != after);
    let (before, after) = different.next()?;
    different.next().is_none().then(|| (before.clone(), after.clone()))
}

/// The combination with this number, the last option turning quickest.
fn combination(options: &[ProductOption], mut number: usize) -> Vec<String> {
    let mut picked: Vec<String> = Vec::with_capacity(options.len());
    for option in options.iter().rev() {
        let count = option.values.len().max(1);
        picked.extend(option.values.get(number % count).cloned());
        number /= count;
    }
    picked.reverse();
    picked
}

fn value<'a>(row: &'a Row, option: &ProductOption) -> Option<&'a str> {
    row.options.get(&option.name)?.as_str()
}

/// What a variant of these values is called where nobody calls it otherwise.
pub(super) fn name_of(values: &[String]) -> String {
    values.join(" / ")
}

/// Values under the names of their options.
pub(super) fn object(options: &[ProductOption], values: &[String]) -> Value {
    Value::Object(options.iter().zip(values).map(|(option, value)| (option.name.clone(), json!(value))).collect::<Map<String, Value>>())
}

/// Works out what becomes of the variants of a product when its options change.
pub(super) fn make(old: &[ProductOption], new: &[ProductOption], rows: Vec<Row>) -> Plan {
    let sources = sources(old, new);
    let renamings: Vec<Option<(String, String)>> = new
        .iter()
        .zip(&sources)
        .map(|(option, source)| source.and_then(|at| old.get(at)).and_then(|before| renaming(before, option)))
        .collect();
    let number_of = |row: &Row| -> Option<usize> {
        let mut number = 0;
        for ((option, source), renaming) in new.iter().zip(&sources).zip(&renamings) {
            let place = match source.and_then(|at| old.get(at)) {
                None => 0,
                Some(before) => {
                    let had = value(row, before)?;
                    let called = renaming.as_ref().filter(|(before, _)| before == had).map_or(had, |(_, after)| after.as_str());
                    option.values.iter().position(|value| same(value, called))?
                }
            };
            number = number * option.values.len() + place;
        }
        Some(number)
    };
    let was_combination =
        |row: &Row| old.iter().all(|option| value(row, option).is_some_and(|had| option.values.iter().any(|v| same(v, had))));
    let count: usize = new.iter().map(|option| option.values.len()).product();
    // Of several that become one combination the first that is for sale stays.
    let mut of_number: HashMap<usize, usize> = HashMap::new();
    for (at, row) in rows.iter().enumerate() {
        let Some(number) = number_of(row) else { continue };
        match of_number.get(&number).and_then(|held| rows.get(*held)) {
            Some(held) if held.variant.is_active || !row.variant.is_active => {}
            _ => _ = of_number.insert(number, at),
        }
    }
    let number_at: HashMap<usize, usize> = of_number.iter().map(|(number, at)| (*at, *number)).collect();
    let mut plan = Plan { renamed: renamings.into_iter().flatten().collect(), ..Plan::default() };
    for (at, mut row) in rows.into_iter().enumerate() {
        let Some(number) = number_at.get(&at) else {
            row.sort_order = place(count + plan.left.len());
            plan.left.push(row);
            continue;
        };
        let values = combination(new, *number);
        let by_itself: Vec<String> = old.iter().filter_map(|option| value(&row, option).map(ToOwned::to_owned)).collect();
        if row.variant.name.is_empty() || row.variant.name == name_of(&by_itself) {
            row.variant.name = name_of(&values);
        }
        row.variant.is_active |= !was_combination(&row);
        row.options = object(new, &values);
        row.sort_order = place(*number);
        plan.kept.push(row);
    }
    let missing = (0..count).filter(|number| !of_number.contains_key(number));
    plan.missing = missing.map(|number| (place(number), combination(new, number))).collect();
    plan
}

fn place(number: usize) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}

/// SKUs for these combinations that nobody has: the product's with the values, and a number where that is not enough. The first of
/// each that is not in `taken` is for the caller to choose.
pub(super) fn sku_candidates(sku: &str, values: &[String]) -> Vec<String> {
    let part = |value: &String| {
        let plain: String = slug::slugify(value).to_uppercase().chars().filter(|letter| *letter != '-').take(LETTERS).collect();
        if plain.is_empty() { "X".to_owned() } else { plain }
    };
    let start: String = sku.chars().take(LONGEST_SKU - values.len() * (LETTERS + 1)).collect();
    let whole = std::iter::once(start).chain(values.iter().map(part)).collect::<Vec<_>>().join("-");
    std::iter::once(whole.clone()).chain((2..10).map(|number| format!("{whole}-{number}"))).collect()
}
