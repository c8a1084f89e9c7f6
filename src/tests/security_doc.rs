//! `docs/security.md` says how the program meets a standard, and which test proves it. It stays true: every requirement stands in it,
//! and every test that it names is there.

use crate::support::source::{all_files, root};
use std::collections::{BTreeMap, BTreeSet};

/// Requirements of OWASP ASVS 4.0.3, chapters 2 to 5, up to level 2: (section, last number). Numbers that are left out were taken out of
/// the standard, or are of level 3.
const SECTIONS: &[(&str, u32)] = &[
    ("2.1", 12),
    ("2.2", 3),
    ("2.3", 3),
    ("2.4", 5),
    ("2.5", 7),
    ("2.6", 3),
    ("2.7", 6),
    ("2.8", 7),
    ("2.9", 3),
    ("2.10", 4),
    ("3.1", 1),
    ("3.2", 4),
    ("3.3", 4),
    ("3.4", 5),
    ("3.5", 3),
    ("3.7", 1),
    ("4.1", 5),
    ("4.2", 2),
    ("4.3", 3),
    ("5.1", 5),
    ("5.2", 8),
    ("5.3", 10),
    ("5.4", 3),
    ("5.5", 4),
];
/// Taken out of the standard: the same as another one.
const GONE: &[&str] = &["4.1.4"];

fn document() -> String {
    std::fs::read_to_string(root().join("docs/security.md")).unwrap()
}

/// A line of one of the tables: number, state, how, proof.
struct Row {
    number: String,
    state: String,
    how: String,
    proof: String,
}

fn rows() -> Vec<Row> {
    let text = document();
    let lines = text.lines().filter(|line| line.starts_with("| ") && line.chars().nth(2).is_some_and(|first| first.is_ascii_digit()));
    let rows = lines.map(|line| {
        let cells: Vec<&str> = line.trim_matches('|').split(" | ").map(str::trim).collect();
        assert_eq!(cells.len(), 4, "four cells: {line}");
        Row { number: cells[0].to_owned(), state: cells[1].to_owned(), how: cells[2].to_owned(), proof: cells[3].to_owned() }
    });
    rows.collect()
}

/// What stands between backquotes.
fn quoted(text: &str) -> Vec<String> {
    text.split('`').skip(1).step_by(2).map(ToOwned::to_owned).collect()
}

/// Names of the test functions of a file, those inside of `proptest!` too.
fn tests_of(text: &str) -> BTreeSet<String> {
    let file = syn::parse_file(text).unwrap();
    let mut names = BTreeSet::new();
    for item in file.items {
        match item {
            syn::Item::Fn(function) => {
                let is_test =
                    function.attrs.iter().any(|attribute| attribute.path().segments.last().is_some_and(|last| last.ident == "test"));
                if is_test {
                    names.insert(function.sig.ident.to_string());
                }
            }
            syn::Item::Macro(call) if call.mac.path.is_ident("proptest") => {
                let tokens: Vec<String> = call.mac.tokens.into_iter().map(|token| token.to_string()).collect();
                names.extend(tokens.windows(2).filter(|pair| pair[0] == "fn").map(|pair| pair[1].clone()));
            }
            _ => {}
        }
    }
    names
}

/// Every test that there is: `src/tests/….rs::name` and `end2end/….spec.ts › title`.
fn every_test() -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    for path in all_files() {
        let relative = path.strip_prefix(root()).unwrap().to_str().unwrap().to_owned();
        if relative.starts_with("src/tests/") {
            all.extend(tests_of(&std::fs::read_to_string(&path).unwrap()).into_iter().map(|name| format!("{relative}::{name}")));
        }
    }
    for entry in std::fs::read_dir(root().join("end2end")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        if name.ends_with(".spec.ts") {
            let text = std::fs::read_to_string(&path).unwrap();
            let titles = text.split("test(\"").skip(1).filter_map(|rest| rest.split('"').next()).map(ToOwned::to_owned);
            let spoken = text.split("test(`").skip(1).filter_map(|rest| rest.split('`').next()).map(ToOwned::to_owned);
            all.extend(titles.chain(spoken).map(|title| format!("end2end/{name} › {title}")));
        }
    }
    all
}

#[test]
fn every_requirement_up_to_level_two_is_answered_once() {
    let mut answered: BTreeMap<String, usize> = BTreeMap::new();
    for row in rows() {
        *answered.entry(row.number).or_default() += 1;
    }
    let asked: BTreeMap<String, usize> = SECTIONS
        .iter()
        .flat_map(|(section, last)| (1..=*last).map(move |number| (format!("{section}.{number}"), 1)))
        .filter(|(number, _)| !GONE.contains(&number.as_str()))
        .collect();
    assert_eq!(answered, asked);
}

#[test]
fn what_is_met_has_a_proof_and_what_is_not_says_what_is_missing() {
    let mut wrong = Vec::new();
    for row in rows() {
        let names = quoted(&row.proof);
        let fine = match row.state.as_str() {
            "met" => !names.is_empty() && !row.how.is_empty(),
            "in part" => !names.is_empty() && row.how.contains("Missing:"),
            "not met" => row.how.contains("Missing:"),
            "not applicable" => !row.how.is_empty(),
            _ => false,
        };
        if !fine {
            wrong.push(format!("{} ({})", row.number, row.state));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_test_that_the_document_names_is_there() {
    let known = every_test();
    let text = document();
    let named: Vec<String> = quoted(&text).into_iter().filter(|name| name.contains("::") || name.contains(" › ")).collect();
    assert!(named.len() > 100, "the document names its tests: {}", named.len());
    let missing: Vec<&String> = named.iter().filter(|name| !known.contains(*name)).collect();
    assert!(missing.is_empty(), "named and not there: {missing:#?}");
    let proofs = rows().into_iter().flat_map(|row| quoted(&row.proof)).filter(|name| !known.contains(name)).collect::<Vec<_>>();
    assert!(proofs.is_empty(), "proofs that are no tests: {proofs:#?}");
}
