//! Chance that repeats: the same seed gives the same data.

use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use uuid::Uuid;

/// Crockford's base 32, in which the codes of orders and parcels are written.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// A source of chance.
pub struct Dice(StdRng);

impl Dice {
    /// The same seed gives the same sequence.
    pub fn new(seed: u64) -> Self {
        Self(StdRng::seed_from_u64(seed))
    }

    /// From 0 to one below `count`; 0 for a count of 0.
    pub fn below(&mut self, count: usize) -> usize {
        let wide = u128::from(self.0.next_u64()) * count as u128;
        (wide >> 64) as usize
    }

    /// Both ends included.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        low + self.below(usize::try_from(high - low + 1).unwrap_or(0)) as i64
    }

    /// True so many times in a thousand.
    pub fn chance(&mut self, per_mille: usize) -> bool {
        self.below(1000) < per_mille
    }

    /// One of them.
    pub fn pick<'a, T>(&mut self, choices: &'a [T]) -> &'a T {
        let index = self.below(choices.len());
        &choices[index]
    }

    /// One of them, as often as its weight says.
    pub fn weighted<T: Copy>(&mut self, choices: &[(usize, T)]) -> T {
        let mut left = self.below(choices.iter().map(|(weight, _)| weight).sum());
        for (weight, choice) in choices {
            if left < *weight {
                return *choice;
            }
            left -= weight;
        }
        choices[0].1
    }

    /// From 0 to one below `count`, small ones more often: a few buyers and products make most of the orders.
    pub fn skewed(&mut self, count: usize) -> usize {
        let first = self.below(count);
        self.below(first + 1)
    }

    /// An id as one made at that time (seconds since 1970): UUID version 7.
    pub fn id(&mut self, at: i64) -> Uuid {
        let mut random = [0; 10];
        self.0.fill_bytes(&mut random);
        let millisecond = self.below(1000) as u64;
        uuid::Builder::from_unix_timestamp_millis(u64::try_from(at).unwrap_or(0) * 1000 + millisecond, &random).into_uuid()
    }
}

/// Sends each number below 2^bits to another one of them, no two to the same.
fn scatter(number: u32, bits: u32) -> u32 {
    let mask = (1_u32 << bits) - 1;
    let mut x = number & mask;
    for factor in [0x2c1b_3c6d_u32, 0x297a_2d39, 0x1b56_c4e9] {
        x = x.wrapping_mul(factor | 1) & mask;
        x ^= x >> (bits / 2);
    }
    x
}

/// The code of `symbols` (5 or 6) symbols that belongs to a number; different numbers below 32^symbols have different codes.
pub fn code(number: u32, symbols: u32) -> String {
    let scattered = scatter(number, symbols * 5);
    (0..symbols).rev().map(|place| char::from(ALPHABET[(scattered >> (place * 5)) as usize & 31])).collect()
}

/// The mobile number in E.164 that belongs to a number; invented. Different numbers have different ones, up to 60 million.
pub fn phone(number: u32) -> String {
    const OPERATORS: [&str; 8] = ["77", "71", "76", "70", "75", "78", "72", "74"];
    let operator = OPERATORS[number as usize % OPERATORS.len()];
    format!("+94{operator}{}", 1_200_000 + scatter(number / 8, 23))
}
