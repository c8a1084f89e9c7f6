//! What a browser calls itself, in words for people. Only for showing: anybody can send anything.

/// Browser and system; empty where they are not known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Agent {
    /// Such as "Firefox".
    pub browser: &'static str,
    /// Such as "Android".
    pub system: &'static str,
}

/// Names in the order in which they are looked for: most browsers also call themselves what came before them.
const BROWSERS: &[(&str, &str)] = &[
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("UCBrowser/", "UC Browser"),
    ("YaBrowser/", "Yandex"),
    ("FxiOS/", "Firefox"),
    ("Firefox/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("HeadlessChrome/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
    ("curl/", "curl"),
];
const SYSTEMS: &[(&str, &str)] = &[
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("CrOS", "ChromeOS"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
];

/// Reads a `User-Agent` header.
#[must_use]
pub fn agent(text: &str) -> Agent {
    let find = |names: &[(&str, &'static str)]| names.iter().find(|(part, _)| text.contains(part)).map_or("", |(_, name)| *name);
    Agent { browser: find(BROWSERS), system: find(SYSTEMS) }
}
