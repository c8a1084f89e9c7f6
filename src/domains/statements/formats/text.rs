//! From bytes to text.

use super::{LARGEST_BYTES, ReadError};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// Bytes in which a file may say how it is written.
const HEAD: usize = 400;

/// The encoding that an XML file says it has. UTF-16 is told by its bytes, not by its word.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(bytes.get(..HEAD.min(bytes.len()))?).into_owned();
    let rest = head.strip_prefix("<?xml")?.split_once("encoding")?.1;
    let quoted = rest.trim_start().strip_prefix('=')?.trim_start();
    let quote = quoted.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let label = quoted.get(1..)?.split(quote).next()?;
    Encoding::for_label(label.as_bytes()).filter(|encoding| *encoding != UTF_16LE && *encoding != UTF_16BE)
}

/// Which half of the first pairs of bytes is zero in UTF-16 without a mark.
fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    let pairs: Vec<&[u8]> = bytes.chunks_exact(2).take(64).collect();
    let zero = |place: usize| pairs.iter().filter(|pair| pair.get(place) == Some(&0)).count();
    let (high, low) = (zero(0), zero(1));
    let enough = pairs.len() >= 4;
    if enough && low * 10 > pairs.len() * 8 && high == 0 {
        Some(UTF_16LE)
    } else if enough && high * 10 > pairs.len() * 8 && low == 0 {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// Reads UTF-8 and UTF-16 with or without their marks, what an XML file says of itself, and else Western Windows text, of which
/// Latin-1 is a part.
///
/// # Errors
/// When it is too large, empty, or no text.
pub fn decode(bytes: &[u8]) -> Result<String, ReadError> {
    if bytes.len() > LARGEST_BYTES {
        return Err(ReadError::TooLarge);
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"%PDF-") || bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        return Err(ReadError::NotText);
    }
    let (encoding, skip) = match Encoding::for_bom(bytes) {
        Some((encoding, length)) => (encoding, length),
        None => match wide(bytes).or_else(|| declared(bytes)) {
            Some(encoding) => (encoding, 0),
            None if std::str::from_utf8(bytes).is_ok() => (UTF_8, 0),
            None => (WINDOWS_1252, 0),
        },
    };
    let rest = bytes.get(skip..).unwrap_or_default();
    let (text, had_errors) = encoding.decode_without_bom_handling(rest);
    // A file that says UTF-8 and is Latin-1 is what banks send.
    let text = if had_errors && encoding == UTF_8 { WINDOWS_1252.decode_without_bom_handling(rest).0 } else { text };
    if (had_errors && encoding != UTF_8) || text.contains('\0') {
        return Err(ReadError::NotText);
    }
    if text.trim().is_empty() {
        return Err(ReadError::Empty);
    }
    Ok(text.into_owned())
}
