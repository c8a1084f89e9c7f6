//! Cells that a spreadsheet would run as a formula, and what they are written as so that it does not.

/// What a formula begins with: also as a full-width letter, and behind white space that a spreadsheet leaves out.
const FORMULA: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// Whether a cell is one, behind any number of apostrophes.
fn is_formula(cell: &str) -> bool {
    cell.trim_start_matches('\'').starts_with(FORMULA)
}

/// Makes a cell inert for spreadsheets: what begins like a formula gets an apostrophe in front.
#[must_use]
pub fn inert(cell: &str) -> String {
    if is_formula(cell) { format!("'{cell}") } else { cell.to_owned() }
}

/// A cell as it was before [`inert`], or before another program did the same.
#[must_use]
pub fn original(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|rest| is_formula(rest)).unwrap_or(cell)
}
