//! How likely a line belongs to something: points with their reasons. A hundred are given only when the amount is exact and a number or a
//! phone says whose it is; names and days alone never suffice.

use crate::domains::statements::model::matching::{LineRow, Proposal, Reason, TargetKind};
use crate::domains::statements::store::candidates::{Candidate, RefundCandidate};
use chrono::NaiveDate;
use rust_decimal::Decimal;

/// Shortest number of a slip or payment that is looked for in a text.
const SHORTEST_REFERENCE: usize = 5;
/// Days between an order, a slip or a payment and its money.
const NEAR_DAYS: i64 = 14;
/// Digits by which a phone is known.
const PHONE_DIGITS: usize = 9;

/// What a line says, ready to be looked through.
struct Words {
    /// Letters and digits without anything between them.
    joined: String,
    /// Words of letters and digits.
    words: Vec<String>,
}

impl Words {
    fn of(line: &LineRow) -> Self {
        let all = [&line.description, &line.reference, &line.end_to_end, &line.party].map(|text| text.to_uppercase()).join(" ");
        let words: Vec<String> = all.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(ToOwned::to_owned).collect();
        Self { joined: words.concat(), words }
    }

    fn has_word(&self, word: &str) -> bool {
        self.words.iter().any(|own| own == word)
    }

    fn has_reference(&self, reference: Option<&str>) -> bool {
        let plain: String = reference.unwrap_or_default().to_uppercase().chars().filter(|c| c.is_alphanumeric()).collect();
        plain.chars().count() >= SHORTEST_REFERENCE && plain.chars().any(|c| c.is_ascii_digit()) && self.joined.contains(&plain)
    }

    fn has_phone(&self, phone: &str) -> bool {
        let last = phone.len().checked_sub(PHONE_DIGITS).and_then(|from| phone.get(from..));
        last.is_some_and(|last| self.words.iter().any(|word| word.len() <= 15 && word.ends_with(last)))
    }

    /// Half of a name's longer words, and one of at least four letters.
    fn has_name(&self, name: &str) -> bool {
        let upper = name.to_uppercase();
        let parts: Vec<&str> = upper.split(|c: char| !c.is_alphanumeric()).filter(|part| part.chars().count() >= 3).collect();
        let found: Vec<&&str> = parts.iter().filter(|part| self.has_word(part)).collect();
        found.len() * 2 >= parts.len() && found.iter().any(|part| part.chars().count() >= 4)
    }
}

fn score(reasons: &[Reason]) -> u32 {
    let has = |reason: Reason| reasons.contains(&reason);
    if has(Reason::Amount) && (has(Reason::Number) || has(Reason::Reference) || has(Reason::Phone)) {
        return 100;
    }
    reasons.iter().map(|reason| reason.points()).sum::<u32>().min(99)
}

fn is_near(line: NaiveDate, other: NaiveDate) -> bool {
    (line - other).num_days().abs() <= NEAR_DAYS
}

fn reasons(found: &[(bool, Reason)]) -> Vec<Reason> {
    found.iter().filter(|(is, _)| *is).map(|(_, reason)| *reason).collect()
}

/// What a line that came in may be: a slip that waits, a transfer that is expected or known, or an order that is to be paid. `None` when
/// nothing is due there.
pub(super) fn incoming(line: &LineRow, found: &Candidate) -> Option<Proposal> {
    let (words, left) = (Words::of(line), line.left());
    let slip_fits = found.slip_amount == Some(left) && found.due >= left;
    let (kind, id, amount, is_exact, day) = match (found.slip_id, found.payment_id) {
        (Some(slip), _) if slip_fits => (TargetKind::Slip, slip, left, true, found.slip_day),
        (_, Some(payment)) => (TargetKind::Payment, payment, left, true, found.payment_day),
        (Some(slip), None) => (TargetKind::Slip, slip, left.min(found.due), false, found.slip_day),
        (None, None) => (TargetKind::Order, found.order_id, left.min(found.due), found.due == left, None),
    };
    if amount <= Decimal::ZERO {
        return None;
    }
    let is_expected = found.slip_id.is_some() || found.has_link || found.payment_received == Some(false);
    let reasons = reasons(&[
        (is_exact, Reason::Amount),
        (words.has_word(&found.order_number), Reason::Number),
        (
            words.has_reference(found.slip_reference.as_deref()) || words.has_reference(found.payment_reference.as_deref()),
            Reason::Reference,
        ),
        (words.has_phone(&found.phone), Reason::Phone),
        (words.has_name(&found.buyer), Reason::Name),
        (is_expected, Reason::Expected),
        (is_near(line.booked_on, day.unwrap_or(found.ordered_on)), Reason::Days),
    ]);
    Some(Proposal {
        kind,
        id,
        order_id: found.order_id,
        order_number: found.order_number.clone(),
        buyer: found.buyer.clone(),
        amount,
        score: score(&reasons),
        reasons,
    })
}

/// What a line that went out may be: a refund of exactly its amount.
pub(super) fn outgoing(line: &LineRow, found: &RefundCandidate) -> Proposal {
    let words = Words::of(line);
    let reasons = reasons(&[
        (true, Reason::Amount),
        (words.has_word(&found.order_number), Reason::Number),
        (words.has_reference(found.reference.as_deref()), Reason::Reference),
        (words.has_phone(&found.phone), Reason::Phone),
        (words.has_name(&found.buyer), Reason::Name),
        (is_near(line.booked_on, found.day), Reason::Days),
    ]);
    Proposal {
        kind: TargetKind::Refund,
        id: found.refund_id,
        order_id: found.order_id,
        order_number: found.order_number.clone(),
        buyer: found.buyer.clone(),
        amount: line.left(),
        score: score(&reasons),
        reasons,
    }
}
