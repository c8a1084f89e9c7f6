//! Documents as files.

use smartstore::server::pdf::render;
use smartstore::shared::{Language, Paper, PaperBlock, PaperColumn};

fn paper(language: Language, title: &str, name: &str, rows: usize) -> Paper {
    Paper {
        language,
        title: title.to_owned(),
        from: vec![name.to_owned(), "24 Dalada Veediya".to_owned()],
        blocks: vec![PaperBlock { title: name.to_owned(), lines: vec![name.to_owned()] }],
        facts: vec![(name.to_owned(), "PO-0001".to_owned())],
        columns: vec![PaperColumn::words("SKU", 20), PaperColumn::words(name, 60), PaperColumn::numbers(name, 20)],
        rows: (0..rows).map(|row| vec![format!("SKU-{row}"), format!("{name}\n{name}"), "1,250.00".to_owned()]).collect(),
        sums: vec![(name.to_owned(), "Rs\u{202f}1,250.00".to_owned())],
        notes: vec![PaperBlock { title: name.to_owned(), lines: vec![format!("{name} ").repeat(60)] }],
        footer: name.to_owned(),
        ..Paper::default()
    }
}

/// How often a word stands in the file. Structure is not packed, pages are.
fn count(bytes: &[u8], word: &str) -> usize {
    bytes.windows(word.len()).filter(|window| *window == word.as_bytes()).count()
}

#[test]
fn each_script_comes_with_its_font_and_only_what_is_used_of_it() {
    let english = render(&paper(Language::En, "Purchase order", "Kandy Crafts", 3)).unwrap();
    let sinhala = render(&paper(Language::Si, "මිලදී ගැනීමේ ඇණවුම", "ශ්‍රී ලංකා පිත්තල භාණ්ඩ", 3)).unwrap();
    let tamil = render(&paper(Language::Ta, "கொள்முதல் ஆர்டர்", "யாழ்ப்பாணம் கைத்தறி", 3)).unwrap();
    for (bytes, name) in [(&english, "en"), (&sinhala, "si"), (&tamil, "ta")] {
        assert!(bytes.starts_with(b"%PDF-"), "{name}");
        assert!(bytes.len() < 120_000, "{name}: {} bytes", bytes.len());
    }
    let fonts = |bytes: &[u8]| count(bytes, "/FontDescriptor");
    assert!(fonts(&sinhala) > fonts(&english), "Latin letters and Sinhala letters: {} and {}", fonts(&sinhala), fonts(&english));
    assert!(fonts(&tamil) > fonts(&english));
}

#[test]
fn a_long_document_takes_as_many_pages_as_it_needs() {
    let pages = |rows| {
        count(&render(&paper(Language::Si, "ඇණවුම", "භාණ්ඩය", rows)).unwrap(), "/Type/Page/")
            + count(&render(&paper(Language::Si, "ඇණවුම", "භාණ්ඩය", rows)).unwrap(), "/Type /Page\n")
    };
    let (short, long) = (pages(2), pages(120));
    assert_eq!(short, 1);
    assert!((4..12).contains(&long), "{long} pages");
}

#[test]
fn what_no_font_has_does_not_make_a_document_fail() {
    for odd in ["", "💥", "日本語", "\u{0}\t\u{202f}", "ක්‍ෂ", &"ශ්‍රී".repeat(500), &"W".repeat(2000), "\u{200d}"] {
        let bytes = render(&paper(Language::Si, odd, odd, 1)).unwrap();
        assert!(bytes.starts_with(b"%PDF-"), "{odd:?}");
    }
    assert!(render(&Paper::default()).unwrap().starts_with(b"%PDF-"));
}
