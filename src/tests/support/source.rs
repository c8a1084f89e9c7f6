//! The sources of the program, read as tokens: what each file is, what it uses, which server functions it has.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::str::FromStr;

/// A file of `src`, tests excepted.
pub struct SourceFile {
    /// Such as `src/domains/access/api.rs`.
    pub path: String,
    /// Its module, such as `["domains", "access", "api"]`.
    pub module: Vec<String>,
    /// Its text.
    pub text: String,
    /// Its tokens.
    pub tokens: Vec<TokenTree>,
}

/// A path that a file uses, without `crate`, `super`, `self` and aliases.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct UsedPath {
    /// It begins with the name of another crate.
    pub is_foreign: bool,
    /// Its segments.
    pub segments: Vec<String>,
}

/// A server function as it is written.
#[derive(Clone, Debug)]
pub struct ServerFunction {
    /// Where it is called: prefix and endpoint.
    pub path: String,
    /// (name, type) of its arguments.
    pub arguments: Vec<(String, String)>,
}

/// The folder of the package.
pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn rust_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            rust_files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// Paths of all Rust files below `src`, tests included.
pub fn all_files() -> Vec<PathBuf> {
    let mut found = Vec::new();
    rust_files(&root().join("src"), &mut found);
    found.sort();
    found
}

/// All files of the program.
pub fn files() -> Vec<SourceFile> {
    all_files().into_iter().filter(|path| !path.starts_with(root().join("src/tests"))).map(|path| read(&path)).collect()
}

fn read(path: &Path) -> SourceFile {
    let text = std::fs::read_to_string(path).unwrap();
    let tokens = TokenStream::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display())).into_iter().collect();
    let relative = path.strip_prefix(root()).unwrap();
    let mut module: Vec<String> =
        relative.with_extension("").components().skip(1).map(|part| part.as_os_str().to_str().unwrap().to_owned()).collect();
    if module.last().is_some_and(|name| name == "mod" || name == "lib") {
        module.pop();
    }
    SourceFile { path: relative.to_str().unwrap().to_owned(), module, text, tokens }
}

fn ident(token: Option<&TokenTree>) -> Option<String> {
    match token {
        Some(TokenTree::Ident(ident)) => Some(ident.to_string().trim_start_matches("r#").to_owned()),
        _ => None,
    }
}

fn is_punct(token: Option<&TokenTree>, wanted: char) -> bool {
    matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == wanted)
}

fn is_double_colon(tokens: &[TokenTree], at: usize) -> bool {
    is_punct(tokens.get(at), ':') && is_punct(tokens.get(at + 1), ':')
}

/// A path as written, and the name that it gets.
type Written = (Vec<String>, Option<String>);

/// Reads a path or a tree of paths that starts at `at`; returns where it ends.
fn tree(tokens: &[TokenTree], mut at: usize, prefix: &[String], out: &mut Vec<Written>) -> usize {
    let mut segments = prefix.to_vec();
    loop {
        match tokens.get(at) {
            Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace => {
                let inner: Vec<TokenTree> = group.stream().into_iter().collect();
                for branch in inner.split(|token| is_punct(Some(token), ',')).filter(|branch| !branch.is_empty()) {
                    tree(branch, 0, &segments, out);
                }
                return at + 1;
            }
            Some(TokenTree::Punct(punct)) if punct.as_char() == '*' => {
                segments.push("*".to_owned());
                out.push((segments, None));
                return at + 1;
            }
            token => match ident(token) {
                Some(name) => segments.push(name),
                None => {
                    out.push((segments, None));
                    return at;
                }
            },
        }
        at += 1;
        if is_double_colon(tokens, at) {
            at += 2;
            continue;
        }
        if ident(tokens.get(at)).as_deref() == Some("as") {
            let name = ident(tokens.get(at + 1));
            out.push((segments, name));
            return at + 2;
        }
        out.push((segments, None));
        return at;
    }
}

fn collect_uses(tokens: &[TokenTree], out: &mut Vec<Written>) {
    let mut at = 0;
    while at < tokens.len() {
        if ident(tokens.get(at)).as_deref() == Some("use") && tokens.get(at + 1).is_some() {
            at = tree(tokens, at + 1, &[], out);
            continue;
        }
        if let TokenTree::Group(group) = &tokens[at] {
            collect_uses(&group.stream().into_iter().collect::<Vec<_>>(), out);
        }
        at += 1;
    }
}

fn collect_paths(tokens: &[TokenTree], out: &mut Vec<Written>) {
    let mut at = 0;
    while at < tokens.len() {
        let preceded = at >= 2 && is_double_colon(tokens, at - 2) || at >= 1 && is_punct(tokens.get(at - 1), '.');
        let name = ident(tokens.get(at));
        if name.as_deref() == Some("use") {
            at = tree(tokens, at + 1, &[], &mut Vec::new());
            continue;
        }
        if name.is_some() && !preceded && is_double_colon(tokens, at + 1) {
            at = tree(tokens, at, &[], out).max(at + 1);
            if is_punct(tokens.get(at), '!')
                && let Some(last) = out.last_mut().and_then(|(segments, _)| segments.last_mut())
            {
                last.push('!');
            }
            continue;
        }
        if let TokenTree::Group(group) = &tokens[at] {
            collect_paths(&group.stream().into_iter().collect::<Vec<_>>(), out);
        }
        at += 1;
    }
}

const FOREIGN: &[&str] =
    &["sqlx", "leptos", "leptos_axum", "leptos_router", "leptos_meta", "axum", "http", "tower", "tower_http", "server_fn"];

impl SourceFile {
    /// Every path that the file uses, in `use` and in full, inside macros too.
    pub fn used_paths(&self) -> Vec<UsedPath> {
        let mut uses = Vec::new();
        collect_uses(&self.tokens, &mut uses);
        let aliases: BTreeMap<String, Vec<String>> = uses
            .iter()
            .filter_map(|(segments, alias)| Some((alias.clone().or_else(|| segments.last().cloned())?, segments.clone())))
            .filter(|(name, segments)| segments.first() != Some(name) && name != "self" && name != "_" && name != "*")
            .collect();
        let mut written = uses;
        collect_paths(&self.tokens, &mut written);
        let mut out: Vec<UsedPath> = written.into_iter().filter_map(|(segments, _)| self.resolve(segments, &aliases, 0)).collect();
        out.sort();
        out.dedup();
        out
    }

    fn resolve(&self, mut segments: Vec<String>, aliases: &BTreeMap<String, Vec<String>>, depth: usize) -> Option<UsedPath> {
        if segments.last().is_some_and(|last| last == "self") && segments.len() > 1 {
            segments.pop();
        }
        let first = segments.first()?.clone();
        match first.as_str() {
            "crate" | "smartstore" => Some(UsedPath { is_foreign: false, segments: segments.split_off(1) }),
            "super" | "self" => {
                let mut base = self.module.clone();
                let mut rest = segments.into_iter().peekable();
                while let Some(step) = rest.next_if(|segment| segment == "super" || segment == "self") {
                    if step == "super" {
                        base.pop();
                    }
                }
                base.extend(rest);
                Some(UsedPath { is_foreign: false, segments: base })
            }
            name if FOREIGN.contains(&name) => Some(UsedPath { is_foreign: true, segments }),
            name => {
                let target = aliases.get(name).filter(|_| depth < 3)?;
                let mut full = target.clone();
                full.extend(segments.into_iter().skip(1));
                self.resolve(full, aliases, depth + 1)
            }
        }
    }

    /// Every string literal of the file, inside macros too; names in HTML attributes excepted.
    pub fn strings(&self) -> Vec<String> {
        let mut out = Vec::new();
        strings(&self.tokens, &mut out);
        out
    }

    /// The server functions that are written in the file.
    pub fn server_functions(&self) -> Vec<ServerFunction> {
        if !self.text.contains("#[server(") {
            return Vec::new();
        }
        let file = syn::parse_file(&self.text).unwrap_or_else(|error| panic!("{}: {error}", self.path));
        let functions = file.items.iter().filter_map(|item| match item {
            syn::Item::Fn(function) => Some(function),
            _ => None,
        });
        functions.filter_map(|function| self.server_function(function)).collect()
    }

    fn server_function(&self, function: &syn::ItemFn) -> Option<ServerFunction> {
        let attribute = function.attrs.iter().find(|attribute| attribute.path().is_ident("server"))?;
        let (mut prefix, mut endpoint) = (None, None);
        attribute
            .parse_nested_meta(|meta| {
                if meta.path.is_ident("prefix") {
                    prefix = Some(meta.value()?.parse::<syn::LitStr>()?.value());
                } else if meta.path.is_ident("endpoint") {
                    endpoint = Some(meta.value()?.parse::<syn::LitStr>()?.value());
                } else if let Ok(value) = meta.value() {
                    value.parse::<syn::Expr>()?;
                }
                Ok(())
            })
            .unwrap_or_else(|error| panic!("{}: {}: {error}", self.path, function.sig.ident));
        let written =
            |value: Option<String>| value.unwrap_or_else(|| panic!("{}: {} has no prefix or endpoint", self.path, function.sig.ident));
        let arguments = function.sig.inputs.iter().filter_map(|input| match input {
            syn::FnArg::Typed(argument) => match argument.pat.as_ref() {
                syn::Pat::Ident(name) => Some((name.ident.to_string(), type_name(&argument.ty))),
                _ => None,
            },
            syn::FnArg::Receiver(_) => None,
        });
        Some(ServerFunction { path: format!("{}/{}", written(prefix), written(endpoint)), arguments: arguments.collect() })
    }
}

fn type_name(ty: &syn::Type) -> String {
    match ty {
        syn::Type::Path(path) => path.path.segments.last().map(|segment| segment.ident.to_string()).unwrap_or_default(),
        _ => String::new(),
    }
}

/// Attributes whose values are names for the program and its style sheet.
const NAMES: &[&str] = &["class", "id", "name", "for", "autocomplete", "kind", "form"];

fn is_name(tokens: &[TokenTree], at: usize) -> bool {
    at >= 2 && is_punct(tokens.get(at - 1), '=') && ident(tokens.get(at - 2)).is_some_and(|name| NAMES.contains(&name.as_str()))
}

fn strings(tokens: &[TokenTree], out: &mut Vec<String>) {
    for (_, token) in tokens.iter().enumerate().filter(|(at, _)| !is_name(tokens, *at)) {
        match token {
            TokenTree::Group(group) => strings(&group.stream().into_iter().collect::<Vec<_>>(), out),
            TokenTree::Literal(literal) => {
                if let Ok(text) = syn::parse_str::<syn::LitStr>(&literal.to_string()) {
                    out.push(text.value());
                }
            }
            _ => {}
        }
    }
}

/// Every server function of the program as written.
pub fn server_functions() -> Vec<ServerFunction> {
    files().iter().flat_map(SourceFile::server_functions).collect()
}
