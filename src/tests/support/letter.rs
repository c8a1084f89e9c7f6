//! Reads letters as a mail program does: header lines (RFC 5322), encoded words (RFC 2047), parts (RFC 2046), and the encodings
//! of their bodies (RFC 2045). Written without the library that makes them.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use std::fmt;

/// A letter that has been read.
#[derive(Clone, Debug)]
pub struct ReadLetter {
    /// Names and decoded values in their order.
    pub headers: Vec<(String, String)>,
    /// The part for plain text.
    pub text: String,
    /// The part for HTML.
    pub html: String,
    /// Files that came along: MIME type with their name, and what is in them.
    pub attachments: Vec<(String, Vec<u8>)>,
}

impl fmt::Display for ReadLetter {
    /// Headers, a blank line, the text part, the HTML part.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (name, value) in &self.headers {
            writeln!(f, "{name}: {value}")?;
        }
        write!(f, "\n{}\n{}", self.text, self.html)
    }
}

impl ReadLetter {
    /// Whether it stands anywhere in the letter.
    pub fn contains(&self, text: &str) -> bool {
        self.to_string().contains(text)
    }

    /// Reads what goes over the wire.
    ///
    /// # Panics
    /// When it is no letter with a text part and an HTML part.
    pub fn read(raw: &str) -> Self {
        let raw = raw.replace("\r\n", "\n");
        let (headers, body) = split(&raw);
        let mut kind = find(&headers, "Content-Type");
        let mut words = body.to_owned();
        let mut attachments = Vec::new();
        if kind.starts_with("multipart/mixed") {
            let mut whole = parts(&kind, &words).into_iter();
            let (first, body) = whole.next().expect("words before the files");
            attachments = whole
                .map(|(headers, body)| (find(&headers, "Content-Type") + &find(&headers, "Content-Disposition"), bytes_of(&headers, &body)))
                .collect();
            (kind, words) = (find(&first, "Content-Type"), body);
        }
        assert!(kind.starts_with("multipart/alternative"), "{kind}");
        let parts = parts(&kind, &words);
        let decoded: Vec<(String, String)> =
            parts.iter().map(|(headers, body)| (find(headers, "Content-Type"), body_of(headers, body))).collect();
        assert_eq!(decoded.len(), 2, "{decoded:?}");
        assert!(decoded[0].0.starts_with("text/plain") && decoded[1].0.starts_with("text/html"), "the richer part comes last: {decoded:?}");
        Self { headers, text: decoded[0].1.clone(), html: decoded[1].1.clone(), attachments }
    }

    /// A header by name, empty when it is absent.
    pub fn header(&self, name: &str) -> String {
        find(&self.headers, name)
    }

    /// The path of the first link of this server in the text.
    pub fn path(&self) -> String {
        let link = self.text.split_whitespace().find(|word| word.starts_with("http://")).expect("a link");
        format!("/{}", link.splitn(4, '/').nth(3).unwrap_or_default())
    }
}

/// The parts of a body with several: headers and body of each.
fn parts(kind: &str, body: &str) -> Vec<(Vec<(String, String)>, String)> {
    let boundary = kind.split("boundary=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a boundary");
    body.split(&format!("--{boundary}"))
        .skip(1)
        .filter(|part| !part.starts_with("--"))
        .map(|part| split(part.strip_prefix('\n').unwrap_or(part)))
        .map(|(headers, body)| (headers, body.to_owned()))
        .collect()
}

fn find(headers: &[(String, String)], name: &str) -> String {
    headers.iter().find(|(candidate, _)| candidate.eq_ignore_ascii_case(name)).map(|(_, value)| value.clone()).unwrap_or_default()
}

fn split(text: &str) -> (Vec<(String, String)>, &str) {
    let (head, body) = text.split_once("\n\n").expect("an empty line after the headers");
    let mut headers: Vec<(String, String)> = Vec::new();
    for line in head.lines() {
        if line.starts_with([' ', '\t']) {
            let last = headers.last_mut().expect("a header before its second line");
            last.1.push_str(&format!(" {}", line.trim()));
        } else {
            let (name, value) = line.split_once(':').expect("a header");
            headers.push((name.to_owned(), value.trim().to_owned()));
        }
    }
    (headers.into_iter().map(|(name, value)| (name, encoded_words(&value))).collect(), body)
}

/// Decodes `=?utf-8?b?…?=` and `=?utf-8?q?…?=`; white space between two of them is none.
fn encoded_words(value: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = value;
    while let Some((before, after)) = rest.split_once("=?") {
        if !before.trim().is_empty() || bytes.is_empty() {
            bytes.extend(before.as_bytes());
        }
        let mut fields = after.splitn(3, '?');
        let (charset, encoding, tail) = (fields.next().unwrap(), fields.next().unwrap(), fields.next().unwrap());
        assert_eq!(charset.to_lowercase(), "utf-8");
        let (word, next) = tail.split_once("?=").expect("an end of the encoded word");
        assert!(word.len() <= 63, "an encoded word is too long: {word}");
        match encoding {
            "b" | "B" => bytes.extend(STANDARD.decode(word).unwrap()),
            _ => bytes.extend(quoted(&word.replace('_', " "))),
        }
        rest = next;
    }
    bytes.extend(rest.as_bytes());
    String::from_utf8(bytes).unwrap()
}

fn quoted(text: &str) -> Vec<u8> {
    let mut out = Vec::new();
    let mut bytes = text.replace("=\n", "").into_bytes().into_iter();
    while let Some(byte) = bytes.next() {
        if byte == b'=' {
            let pair = [bytes.next().unwrap(), bytes.next().unwrap()];
            out.push(u8::from_str_radix(std::str::from_utf8(&pair).unwrap(), 16).unwrap());
        } else {
            out.push(byte);
        }
    }
    out
}

fn body_of(headers: &[(String, String)], body: &str) -> String {
    String::from_utf8(bytes_of(headers, body)).unwrap().replace("\r\n", "\n")
}

fn bytes_of(headers: &[(String, String)], body: &str) -> Vec<u8> {
    match find(headers, "Content-Transfer-Encoding").to_lowercase().as_str() {
        "base64" => STANDARD.decode(body.split_whitespace().collect::<String>()).unwrap(),
        "quoted-printable" => quoted(body),
        _ => body.as_bytes().to_vec(),
    }
}
