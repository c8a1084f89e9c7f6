//! How long stock will do, and how much to order.

/// Days that stock will do at the speed of the last `days` days; `None` when nothing was sold. What is short does not count as
/// negative days.
#[must_use]
pub const fn days_of_cover(available: i64, sold: i64, days: i64) -> Option<i64> {
    if sold <= 0 {
        return None;
    }
    let available = if available < 0 { 0 } else { available };
    Some(available * days / sold)
}
