//! Whatever comes in from outside: nothing of it makes a parser panic, fail without a reason, or say what it does not hold. Each property
//! runs on a bounded number of inputs, and on as many as `PROPTEST_CASES` says. What was found here stands as a constant beside it.

mod files;
mod money;
mod notices;
mod secrets;
mod statements;
mod web;

use proptest::prelude::*;
use proptest::sample::Index;

/// So many inputs, or what the environment asks for.
fn cases(usual: u32) -> ProptestConfig {
    let asked = std::env::var("PROPTEST_CASES").ok().and_then(|text| text.parse().ok());
    ProptestConfig { cases: asked.unwrap_or(usual), failure_persistence: None, ..ProptestConfig::default() }
}

/// Bytes that begin, end or escape something in one of the formats.
const ODD: &[&[u8]] = &[
    b"\"",
    b"'",
    b",",
    b";",
    b"\t",
    b"\n",
    b"\r\n",
    b"\0",
    b"\\",
    b"<",
    b">",
    b"&",
    b"&#x110000;",
    b"&#0;",
    b"=",
    b"+",
    b"-",
    b"@",
    b"%",
    b"%00",
    b"%%0000",
    b"%zz",
    b"{",
    b"}",
    b"[",
    b"[]",
    b"null",
    b"1e999",
    b"-1e-999",
    b"99999999999999999999999999999999",
    b"0.00000000000000000000000000000000000001",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\xc0\x80",
    b"\xed\xa0\x80",
    b"\xf0\x9f\x92\xa5",
    b"\xe0\xb6\xbb\xe0\xb7\x94",
    b"\xe2\x80\x8d",
    b"\xe2\x80\xae",
];

/// Anything at all.
fn bytes(longest: usize) -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        3 => prop::collection::vec(any::<u8>(), 0..24),
        2 => prop::sample::select(ODD).prop_map(<[u8]>::to_vec),
        2 => "[ -~]{0,24}".prop_map(String::into_bytes),
        1 => "\\PC{0,12}".prop_map(String::into_bytes),
    ];
    prop::collection::vec(piece, 0..24).prop_map(move |pieces| {
        let mut all = pieces.concat();
        all.truncate(longest);
        all
    })
}

/// Text of any letters, with what is odd in it.
fn text(longest: usize) -> impl Strategy<Value = String> {
    bytes(longest).prop_map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
}

/// A good file with up to a dozen places changed.
fn mutated(good: Vec<u8>) -> impl Strategy<Value = Vec<u8>> {
    let change = prop_oneof![
        4 => prop::sample::select(ODD).prop_map(<[u8]>::to_vec),
        1 => prop::collection::vec(any::<u8>(), 0..6),
    ];
    prop::collection::vec((any::<Index>(), 0_usize..12, change), 1..12).prop_map(move |changes| {
        let mut bytes = good.clone();
        for (place, length, change) in changes {
            let from = place.index(bytes.len() + 1);
            let until = (from + length).min(bytes.len());
            bytes.splice(from..until, change);
        }
        bytes
    })
}
