//! Small text work: entities, HTML to Markdown, slugs and derived SKUs.

/// Decodes the entities that shops really put into names; unknown ones stay as written.
pub fn decode_entities(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.char_indices().take(12).find(|(_, c)| *c == ';').map(|(i, _)| i);
        match end.and_then(|end| entity(&rest[1..end]).map(|c| (c, end))) {
            Some((c, end)) => {
                out.push(c);
                rest = &rest[end + 1..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

fn entity(name: &str) -> Option<char> {
    let named = match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => ' ',
        "times" => '×',
        "ndash" => '–',
        "mdash" => '—',
        "hellip" => '…',
        "lsquo" => '‘',
        "rsquo" => '’',
        "ldquo" => '“',
        "rdquo" => '”',
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            return char::from_u32(code).filter(|c| !c.is_control() || *c == '\n');
        }
    };
    Some(named)
}

/// A name or a line: entities decoded, markup dropped, white space collapsed to single blanks.
pub fn plain_line(text: &str) -> String {
    let text = match text.contains('<') {
        true => strip_tags(text),
        false => text.to_owned(),
    };
    decode_entities(&text).split_whitespace().collect::<Vec<_>>().join(" ")
}

fn strip_tags(text: &str) -> String {
    let mut out = String::new();
    for piece in pieces(text) {
        if let Piece::Text(t) = piece {
            out.push_str(t);
        }
    }
    out
}

enum Piece<'a> {
    Text(&'a str),
    /// Name in lower case, and whether it closes.
    Tag(String, bool),
}

/// Cuts into text and tags. A `<` that begins no tag ("size < 5") is text.
fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut out = Vec::new();
    let mut start = 0;
    let mut at = 0;
    while let Some(open) = text[at..].find('<').map(|i| i + at) {
        let after = &text[open + 1..];
        let is_tag = after.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!');
        if !is_tag {
            at = open + 1;
            continue;
        }
        // Nothing closes any more, so this and every later `<` is text.
        let Some(close) = text[open..].find('>').map(|i| i + open) else {
            break;
        };
        if start < open {
            out.push(Piece::Text(&text[start..open]));
        }
        let inside = &text[open + 1..close];
        let closes = inside.starts_with('/');
        let name: String = inside.trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric).collect();
        out.push(Piece::Tag(name.to_ascii_lowercase(), closes));
        start = close + 1;
        at = start;
    }
    if start < text.len() {
        out.push(Piece::Text(&text[start..]));
    }
    out
}

/// Descriptions are Markdown here and HTML there. Keeps paragraphs, lists, headings and emphasis;
/// drops everything else, scripts and styles with their content.
pub fn html_to_markdown(html: &str) -> String {
    if !html.contains('<') {
        return decode_entities(html).trim().to_owned();
    }
    let mut out = String::new();
    let mut hidden = 0_u32;
    for piece in pieces(html) {
        match piece {
            Piece::Text(text) if hidden == 0 => out.push_str(&decode_entities(text)),
            Piece::Text(_) => {}
            Piece::Tag(name, closes) => match (name.as_str(), closes) {
                ("script" | "style", false) => hidden += 1,
                ("script" | "style", true) => hidden = hidden.saturating_sub(1),
                ("br", _) => out.push('\n'),
                ("li", false) => out.push_str("\n- "),
                ("h1" | "h2" | "h3" | "h4" | "h5" | "h6", false) => out.push_str("\n\n### "),
                ("b" | "strong", _) => out.push_str("**"),
                ("i" | "em", _) => out.push('*'),
                ("td" | "th", true) => out.push(' '),
                ("tr", true) => out.push('\n'),
                ("p" | "div" | "ul" | "ol" | "table" | "blockquote", _) => out.push_str("\n\n"),
                ("h1" | "h2" | "h3" | "h4" | "h5" | "h6", true) => out.push_str("\n\n"),
                _ => {}
            },
        }
    }
    // Blank lines in a row become one.
    let mut lines: Vec<&str> = Vec::new();
    for line in out.lines().map(str::trim) {
        if !(line.is_empty() && lines.last().is_none_or(|l| l.is_empty())) {
            lines.push(line);
        }
    }
    lines.join("\n").trim().to_owned()
}

/// A short ASCII word for a text in any script. What ASCII cannot say is kept apart by a checksum,
/// so two Sinhala names never share a slug, and the same name always gives the same one.
pub fn slug(text: &str) -> String {
    let mut out = String::new();
    let mut lost = false;
    for c in text.trim().chars().flat_map(char::to_lowercase) {
        if c.is_ascii_alphanumeric() {
            out.push(c);
        } else {
            lost |= !c.is_ascii();
            if !out.is_empty() && !out.ends_with('-') {
                out.push('-');
            }
        }
    }
    lost |= out.len() > 50;
    out.truncate(50);
    let out = out.trim_end_matches('-');
    match (lost, out.is_empty()) {
        (false, _) => out.to_owned(),
        (true, true) => checksum(text),
        (true, false) => format!("{out}-{}", checksum(text)),
    }
}

/// FNV-1a, written out here because a derived SKU must never change with a library.
fn checksum(text: &str) -> String {
    let hash = text.trim().bytes().fold(0xcbf2_9ce4_8422_2325_u64, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3));
    format!("{:08x}", (hash >> 32) ^ (hash & 0xFFFF_FFFF))
}

/// JSON text cannot go into PostgreSQL with NUL characters.
pub fn without_nul(text: &str) -> String {
    text.replace('\0', "")
}
