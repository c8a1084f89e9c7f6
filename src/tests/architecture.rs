//! The map holds: who may use whom, which files a domain has, how long a file may be.

use crate::support::source::{SourceFile, all_files, files, root};
use std::collections::BTreeSet;
use syn::visit::Visit;

/// In the order of their dependencies: a later one may call the service of an earlier one.
const DOMAINS: &[&str] = &[
    "access",
    "audit",
    "notifications",
    "views",
    "localization",
    "bulk",
    "catalog",
    "customers",
    "inventory",
    "purchasing",
    "orders",
    "payments",
    "delivery",
    "documents",
    "refunds",
    "statements",
    "stations",
    "channels",
    "platform",
    "search",
];

/// Names of files and folders that a domain may have. `phone` and `formats` only read text; `importer` is what `channels` plugs
/// into `bulk::ports`, and `exporter` writes what `formats` reads.
const DOMAIN_FILES: &[&str] = &[
    "mod", "model", "urls", "api", "islands", "pages", "service", "store", "jobs", "ports", "adapters", "phone", "formats", "importer",
    "exporter",
];

/// Longest file.
const LONGEST: usize = 450;
/// Files and folders of data, which may be longer.
const DATA: &[&str] = &["src/ui/icon.rs", "src/seed/data/"];

/// What a file is, or what a path leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Place {
    Shared,
    Ui,
    /// The first name below `server`.
    Server(String),
    App,
    Seed,
    /// Domain, file, and the rest of the path.
    Domain(String, String, Vec<String>),
    /// `lib.rs`, `main.rs`.
    Root,
}

fn place(segments: &[String]) -> Place {
    let at = |index: usize| segments.get(index).cloned().unwrap_or_default();
    match at(0).as_str() {
        "shared" => Place::Shared,
        "ui" => Place::Ui,
        "server" => Place::Server(at(1)),
        "app" => Place::App,
        "seed" => Place::Seed,
        "domains" if segments.len() > 1 => Place::Domain(at(1), at(2), segments.iter().skip(3).cloned().collect()),
        _ => Place::Root,
    }
}

fn order(domain: &str) -> usize {
    DOMAINS.iter().position(|name| *name == domain).unwrap_or_else(|| panic!("{domain} is missing in the order of domains"))
}

/// Parts of `server` that a file of a domain may use.
fn server_parts(layer: &str, part: &str) -> bool {
    const TYPES: &[&str] = &["Scope", "Work", "Plans", "Db", "Error", "Result", "context", "error", "clock", "db"];
    const API: &[&str] = &[
        "AppState", "Error", "Result", "Scope", "context", "cookies", "error", "forms", "session", "state", "clock", "i18n", "seal",
        "worker", "csv_out", "download", "export",
    ];
    const PAGES: &[&str] =
        &["Scope", "context", "cookies", "forms", "format", "i18n", "markdown", "page", "AppState", "clock", "export", "policy"];
    const SERVICE: &[&str] = &[
        "outbox", "password", "session", "i18n", "format", "worker", "seal", "mail", "push", "storage", "images", "csv_out", "chain",
        "pdf", "export", "outgoing", "kept",
    ];
    const JOBS: &[&str] = &["worker", "outbox", "mail", "i18n", "format", "books", "seal"];
    match layer {
        "api" => API.contains(&part),
        "pages" => PAGES.contains(&part),
        "service" | "importer" => TYPES.contains(&part) || SERVICE.contains(&part),
        "store" => TYPES.contains(&part) || part == "live",
        "jobs" => TYPES.contains(&part) || JOBS.contains(&part),
        "ports" | "adapters" => TYPES.contains(&part) || matches!(part, "outgoing" | "seal"),
        "phone" | "formats" => ["Error", "Result", "error"].contains(&part),
        "exporter" => ["export", "markdown"].contains(&part),
        // The plain routes of a domain: downloads and hooks.
        "mod" | "" => true,
        _ => false,
    }
}

/// The table: whether a file of a domain may use a file of a domain.
fn domain_may_use(domain: &str, layer: &str, other: &str, target: &str, rest: &[String]) -> bool {
    let own = domain == other;
    let earlier = order(other) < order(domain);
    // Every domain writes to the log, also those that it depends on.
    let logs = other == "audit" && target == "service" && ["service", "jobs"].contains(&layer);
    if own && layer == target || logs {
        return true;
    }
    match layer {
        "mod" | "" => own,
        "model" => target == "model" && earlier,
        "urls" => own && target == "model",
        "islands" => own && ["api", "model", "urls"].contains(&target) || ["model", "urls", "islands"].contains(&target),
        "pages" => {
            ["model", "urls", "api", "islands", "phone"].contains(&target)
                || target == "pages" && rest.first().is_some_and(|name| name == "panels")
        }
        "api" => own && ["model", "urls", "service", "phone"].contains(&target) || ["model", "urls"].contains(&target),
        "service" | "importer" => {
            own && ["model", "store", "ports", "adapters", "phone", "formats", "urls", "importer", "exporter", "service"].contains(&target)
                || earlier && ["service", "model", "phone", "ports"].contains(&target)
        }
        "store" => own && ["model", "ports"].contains(&target) || earlier && target == "model",
        "jobs" => {
            own && ["service", "model", "ports", "adapters", "importer"].contains(&target)
                || earlier && ["service", "model", "ports"].contains(&target)
        }
        "exporter" => own && ["model", "formats"].contains(&target) || earlier && target == "model",
        "ports" | "adapters" | "formats" | "phone" => {
            own && ["model", "ports", "formats", "phone"].contains(&target) || earlier && ["model", "ports", "phone"].contains(&target)
        }
        _ => false,
    }
}

fn may_use(from: &Place, to: &Place) -> bool {
    match (from, to) {
        // Whole domains are only named to make a shorter name; what is used of them is checked by itself.
        (_, Place::Domain(_, target, _)) if target.is_empty() => !matches!(from, Place::Shared | Place::Ui | Place::Server(_)),
        (Place::App | Place::Root, _) | (_, Place::Shared | Place::Root) => true,
        (Place::Seed, to) => {
            !matches!(to, Place::App | Place::Ui)
                && !matches!(to, Place::Domain(_, target, _) if ["pages", "api", "islands"].contains(&target.as_str()))
        }
        (Place::Shared, _) => false,
        (Place::Ui, to) => *to == Place::Ui,
        (Place::Server(_), to) => matches!(to, Place::Server(_) | Place::Ui),
        (Place::Domain(_, layer, _), Place::Ui) => ["pages", "islands"].contains(&layer.as_str()),
        (Place::Domain(_, layer, _), Place::Server(part)) => server_parts(layer, part),
        (Place::Domain(domain, layer, _), Place::Domain(other, target, rest)) => domain_may_use(domain, layer, other, target, rest),
        (Place::Domain(..), Place::App | Place::Seed) => false,
    }
}

fn foreign_allowed(file: &SourceFile, path: &[String]) -> bool {
    let from = place(&file.module);
    let is = |wanted: &str| matches!(&from, Place::Domain(_, layer, _) if layer == wanted);
    let krate = path[0].as_str();
    match krate {
        // A service may look at what the database has refused.
        "sqlx" => {
            is("store")
                || is("service")
                    && (path.get(1).is_some_and(|name| name == "Error") || path.last().is_some_and(|name| name == "PgDatabaseError"))
                || matches!(from, Place::Server(_) | Place::Seed)
                || file.module.starts_with(&["app".to_owned(), "commands".to_owned()])
        }
        "leptos" | "leptos_axum" | "leptos_router" | "leptos_meta" | "server_fn" | "axum" | "tower" | "tower_http" => match &from {
            Place::Domain(_, layer, _) => {
                !["model", "urls", "service", "store", "jobs", "formats", "phone", "importer", "exporter"].contains(&layer.as_str())
            }
            Place::Seed => false,
            Place::Shared => krate == "server_fn",
            _ => true,
        },
        _ => true,
    }
}

#[test]
fn no_file_uses_what_the_map_forbids() {
    let mut wrong = Vec::new();
    for file in files() {
        let from = place(&file.module);
        for path in file.used_paths() {
            let fine = if path.is_foreign { foreign_allowed(&file, &path.segments) } else { may_use(&from, &place(&path.segments)) };
            if !fine {
                wrong.push(format!("{} must not use {}", file.path, path.segments.join("::")));
            }
        }
    }
    assert!(wrong.is_empty(), "{} uses that the map forbids:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn a_domain_has_only_files_of_the_known_names() {
    let mut wrong = Vec::new();
    for file in files() {
        let Some(rest) = file.path.strip_prefix("src/domains/").filter(|rest| rest.contains('/')) else { continue };
        let mut parts = rest.split('/');
        let domain = parts.next().unwrap_or_default();
        let name = parts.next().unwrap_or_default().trim_end_matches(".rs");
        if !DOMAINS.contains(&domain) || !DOMAIN_FILES.contains(&name) {
            wrong.push(file.path.clone());
        }
    }
    assert!(wrong.is_empty(), "not on the map: {wrong:#?}");
}

#[test]
fn every_domain_has_its_place_in_the_order_of_dependencies() {
    let text = std::fs::read_to_string(root().join("src/domains/mod.rs")).unwrap();
    let mut listed: Vec<&str> =
        text.lines().filter_map(|line| line.strip_prefix("pub mod ")).map(|line| line.trim_end_matches(';')).collect();
    let mut known = DOMAINS.to_vec();
    listed.sort_unstable();
    known.sort_unstable();
    assert_eq!(listed, known);
}

#[test]
fn no_file_is_longer_than_one_can_keep_in_mind() {
    let mut wrong = Vec::new();
    for path in all_files() {
        let relative = path.strip_prefix(root()).unwrap().to_str().unwrap().to_owned();
        let lines = std::fs::read_to_string(&path).unwrap().lines().count();
        if lines > LONGEST && !DATA.iter().any(|start| relative.starts_with(start)) {
            wrong.push(format!("{relative}: {lines} lines"));
        }
    }
    assert!(wrong.is_empty(), "longer than {LONGEST} lines: {wrong:#?}");
}

#[test]
fn every_statement_is_checked_against_the_schema_at_compile_time() {
    /// Statements that cannot be checked: opening a transaction, making databases and roles, COPY.
    const UNCHECKED: &[&str] = &["src/server/db.rs", "src/server/cluster", "src/seed/load"];
    let mut wrong = Vec::new();
    for file in files() {
        let unchecked =
            file.used_paths().into_iter().filter(|path| path.is_foreign && path.segments[0] == "sqlx").map(|path| path.segments.join("::"));
        let unchecked = unchecked.filter(|path| {
            let name = path.rsplit("::").next().unwrap_or_default();
            name.starts_with("query") && !name.ends_with('!')
                || name == "raw_sql"
                || path.contains("QueryBuilder")
                || name == "AssertSqlSafe"
        });
        wrong.extend(
            unchecked.filter(|_| !UNCHECKED.iter().any(|start| file.path.starts_with(start))).map(|path| format!("{}: {path}", file.path)),
        );
    }
    assert!(wrong.is_empty(), "statements without a check: {wrong:#?}");
}

#[test]
fn every_file_says_what_it_is_and_every_public_item_what_it_is_for() {
    let parsed: Vec<(SourceFile, syn::File)> = files()
        .into_iter()
        .map(|file| {
            let parsed = syn::parse_file(&file.text).unwrap_or_else(|error| panic!("{}: {error}", file.path));
            (file, parsed)
        })
        .collect();
    // What stands in a private module is nobody else's to use.
    let private: BTreeSet<Vec<String>> = parsed.iter().flat_map(|(file, parsed)| private_modules(&file.module, parsed)).collect();
    let mut wrong = Vec::new();
    for (file, parsed) in &parsed {
        if !has_doc(&parsed.attrs) {
            wrong.push(format!("{}: the file itself", file.path));
        }
        let is_private = (1..=file.module.len()).any(|length| private.contains(&file.module[..length]));
        if is_private || DATA.iter().any(|start| file.path.starts_with(start)) {
            continue;
        }
        let mut undocumented = Undocumented::default();
        undocumented.visit_file(parsed);
        wrong.extend(undocumented.names.into_iter().map(|name| format!("{}: {name}", file.path)));
    }
    assert!(wrong.is_empty(), "{} without a doc comment:\n{}", wrong.len(), wrong.join("\n"));
}

fn private_modules(module: &[String], file: &syn::File) -> Vec<Vec<String>> {
    let private = file.items.iter().filter_map(|item| match item {
        syn::Item::Mod(inner) if !matches!(inner.vis, syn::Visibility::Public(_)) => Some([module, &[inner.ident.to_string()]].concat()),
        _ => None,
    });
    private.collect()
}

#[derive(Default)]
struct Undocumented {
    names: Vec<String>,
    in_public_enum: bool,
}

fn has_doc(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|attribute| attribute.path().is_ident("doc"))
}

impl Undocumented {
    fn check(&mut self, visibility: &syn::Visibility, attributes: &[syn::Attribute], name: &str) {
        if matches!(visibility, syn::Visibility::Public(_)) && !has_doc(attributes) {
            self.names.push(name.to_owned());
        }
    }
}

impl<'ast> Visit<'ast> for Undocumented {
    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        self.check(&item.vis, &item.attrs, &format!("fn {}", item.sig.ident));
    }

    fn visit_item_struct(&mut self, item: &'ast syn::ItemStruct) {
        self.check(&item.vis, &item.attrs, &format!("struct {}", item.ident));
        for (index, field) in item.fields.iter().enumerate() {
            let Some(name) = &field.ident else { continue };
            if matches!(item.vis, syn::Visibility::Public(_)) {
                self.check(&field.vis, &field.attrs, &format!("{}.{name} (field {index})", item.ident));
            }
        }
    }

    fn visit_item_enum(&mut self, item: &'ast syn::ItemEnum) {
        self.check(&item.vis, &item.attrs, &format!("enum {}", item.ident));
        self.in_public_enum = matches!(item.vis, syn::Visibility::Public(_));
        syn::visit::visit_item_enum(self, item);
        self.in_public_enum = false;
    }

    fn visit_variant(&mut self, variant: &'ast syn::Variant) {
        if self.in_public_enum && !has_doc(&variant.attrs) {
            self.names.push(format!("variant {}", variant.ident));
        }
    }

    fn visit_item_const(&mut self, item: &'ast syn::ItemConst) {
        self.check(&item.vis, &item.attrs, &format!("const {}", item.ident));
    }

    fn visit_item_static(&mut self, item: &'ast syn::ItemStatic) {
        self.check(&item.vis, &item.attrs, &format!("static {}", item.ident));
    }

    fn visit_item_type(&mut self, item: &'ast syn::ItemType) {
        self.check(&item.vis, &item.attrs, &format!("type {}", item.ident));
    }

    fn visit_item_trait(&mut self, item: &'ast syn::ItemTrait) {
        self.check(&item.vis, &item.attrs, &format!("trait {}", item.ident));
    }

    fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
        self.check(&item.vis, &item.attrs, &format!("fn {}", item.sig.ident));
    }
}
