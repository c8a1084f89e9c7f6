//! The life of an invented order: what happens to it, when, and how far it has come by now.

use super::dice::Dice;

/// Seconds of an hour.
pub const HOUR: i64 = 3600;
/// Seconds of a day.
pub const DAY: i64 = 24 * HOUR;
/// Store time of Sri Lanka is so far ahead of UTC.
const AHEAD: i64 = 5 * HOUR + HOUR / 2;
/// The staff begins.
const OPENS: i64 = 8 * HOUR + HOUR / 2;
/// The staff goes home.
const CLOSES: i64 = 18 * HOUR + HOUR / 2;

/// What will happen to an order in the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// The buyer takes it.
    Delivered,
    /// Cancelled before anybody confirmed it.
    CancelledEarly,
    /// Confirmed, then cancelled.
    CancelledLate,
    /// The buyer refuses the parcel; it comes back and is cancelled.
    Refused,
    /// Somebody holds it back.
    Held,
}

/// A step of an order's life.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Ordered: `PENDING`.
    Ordered,
    /// `CONFIRMED`; stock is reserved.
    Confirmed,
    /// `PROCESSING`.
    Picking,
    /// `PACKED`.
    Packed,
    /// `OUT_FOR_DELIVERY`; stock is taken.
    Dispatched,
    /// `DELIVERED`.
    Delivered,
    /// `PACKED` again; stock is back and reserved.
    CameBack,
    /// `CANCELLED`; stock is released.
    Cancelled,
}

impl Step {
    /// The status that an order has after it.
    pub const fn status(self) -> &'static str {
        match self {
            Self::Ordered => "PENDING",
            Self::Confirmed => "CONFIRMED",
            Self::Picking => "PROCESSING",
            Self::Packed | Self::CameBack => "PACKED",
            Self::Dispatched => "OUT_FOR_DELIVERY",
            Self::Delivered => "DELIVERED",
            Self::Cancelled => "CANCELLED",
        }
    }
}

/// What has happened so far: steps with their times (seconds since 1970), in order.
#[derive(Clone, Debug)]
pub struct Plan {
    /// What will become of it.
    pub fate: Fate,
    /// The first is [`Step::Ordered`].
    pub steps: Vec<(Step, i64)>,
}

/// The same moment if the staff works then, else soon after they come.
pub fn working(at: i64, dice: &mut Dice) -> i64 {
    let of_day = (at + AHEAD).rem_euclid(DAY);
    let start_of_day = at - of_day;
    if of_day < OPENS {
        start_of_day + OPENS + dice.between(0, 5400)
    } else if of_day > CLOSES {
        start_of_day + DAY + OPENS + dice.between(0, 5400)
    } else {
        at
    }
}

impl Plan {
    /// Plans an order's life from when it was ordered, and keeps what has happened by `now`.
    pub fn new(dice: &mut Dice, fate: Fate, ordered_at: i64, now: i64) -> Self {
        let mut steps = vec![(Step::Ordered, ordered_at)];
        let mut at = ordered_at;
        let mut then = |dice: &mut Dice, step: Step, low: i64, high: i64| {
            at = working(at + dice.between(low, high), dice);
            steps.push((step, at));
        };
        match fate {
            Fate::Held => {}
            Fate::CancelledEarly => then(dice, Step::Cancelled, HOUR / 2, 30 * HOUR),
            _ => {
                then(dice, Step::Confirmed, HOUR / 6, 7 * HOUR);
                if fate == Fate::CancelledLate {
                    then(dice, Step::Cancelled, HOUR, 20 * HOUR);
                } else {
                    then(dice, Step::Picking, HOUR / 2, 9 * HOUR);
                    then(dice, Step::Packed, HOUR / 4, 5 * HOUR);
                    then(dice, Step::Dispatched, HOUR, 14 * HOUR);
                    if fate == Fate::Refused {
                        then(dice, Step::CameBack, 2 * DAY, 6 * DAY);
                        then(dice, Step::Cancelled, HOUR, 30 * HOUR);
                    } else {
                        then(dice, Step::Delivered, 14 * HOUR, 84 * HOUR);
                    }
                }
            }
        }
        steps.retain(|(step, at)| *step == Step::Ordered || *at <= now);
        Self { fate, steps }
    }

    /// How far it has come.
    pub fn last(&self) -> (Step, i64) {
        self.steps.last().copied().unwrap_or((Step::Ordered, 0))
    }

    /// When a step was done, if it was; of two the later.
    pub fn at(&self, step: Step) -> Option<i64> {
        self.steps.iter().rev().find(|(done, _)| *done == step).map(|(_, at)| *at)
    }

    /// The order's status now.
    pub fn status(&self) -> &'static str {
        self.last().0.status()
    }

    /// Where the goods are now.
    pub fn shipping_status(&self) -> &'static str {
        if self.at(Step::CameBack).is_some() {
            "RETURNED"
        } else if self.at(Step::Delivered).is_some() {
            "DELIVERED"
        } else if self.at(Step::Dispatched).is_some() {
            "DISPATCHED"
        } else if self.at(Step::Packed).is_some() {
            "PROCESSING"
        } else {
            "PENDING"
        }
    }

    /// Whether stock is reserved for it now.
    pub fn holds_stock(&self) -> bool {
        matches!(self.last().0, Step::Confirmed | Step::Picking | Step::Packed | Step::CameBack)
    }

    /// Whether its goods are gone.
    pub fn has_left(&self) -> bool {
        matches!(self.last().0, Step::Dispatched | Step::Delivered)
    }
}

/// How orders spread over the hours of a day of store time, in percent: few at night, most in the evening.
const BY_HOUR: [usize; 24] = [1, 0, 0, 0, 0, 1, 2, 3, 5, 6, 6, 5, 5, 5, 4, 4, 5, 6, 7, 9, 10, 8, 5, 3];

/// The moment of its day (seconds since 1970, UTC) that a fraction in parts of `whole` points to. `midnight` is that of
/// store time, in seconds since 1970.
pub fn moment(midnight: i64, part: u64, whole: u64) -> i64 {
    let mut left = (u128::from(part) * 100 * 3600 / u128::from(whole.max(1))) as i64;
    for (hour, share) in BY_HOUR.iter().enumerate() {
        let share = *share as i64 * 3600;
        if left < share {
            return midnight + hour as i64 * HOUR + left * HOUR / share;
        }
        left -= share;
    }
    midnight + DAY - 1
}

/// The midnight of store time at or before a moment.
pub const fn midnight(at: i64) -> i64 {
    at - (at + AHEAD).rem_euclid(DAY)
}
