//! Documents of orders.

mod invoices;
mod printed;
mod words;

/// Pages of a file. Structure is not packed, pages are.
fn pages(file: &[u8]) -> usize {
    assert!(file.starts_with(b"%PDF-"));
    String::from_utf8_lossy(file).matches("/Type/Page/").count() + String::from_utf8_lossy(file).matches("/Type /Page\n").count()
}
