// SPDX-License-Identifier: EUPL-1.2
//! Orders that people make by hand: between any two ranks there is another, so that moving one thing writes one row.

use std::fmt;

/// A fraction between 0 and 1 in base 36, its digits after the point, never ending in `0`. Texts sort as the fractions do.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rank(String);

const DIGITS: &[u8; 36] = b"0123456789abcdefghijklmnopqrstuvwxyz";
const BASE: usize = DIGITS.len();

impl Rank {
    /// From the database; what is not a rank sorts first.
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        let is_rank = !text.is_empty() && !text.ends_with('0') && text.bytes().all(|it| DIGITS.contains(&it));
        is_rank.then(|| Self(text.to_owned()))
    }

    /// The text, which sorts as the rank does.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// A rank after `low` and before `high`; `None` stands for the ends. If `low` is not below `high`, one after `low`.
    #[must_use]
    pub fn between(low: Option<&Self>, high: Option<&Self>) -> Self {
        let high = high.filter(|high| low.is_none_or(|low| low < high));
        let digit = |rank: Option<&Self>, at: usize, end: usize| {
            rank.map_or(end, |it| {
                it.0.as_bytes()
                    .get(at)
                    .map_or(0, |byte| DIGITS.iter().position(|it| it == byte).unwrap_or(0))
            })
        };
        let mut text = String::new();
        let mut is_bounded = high.is_some();
        for at in 0.. {
            let below = digit(low, at, 0);
            let above = if is_bounded { digit(high, at, BASE) } else { BASE };
            if above > below + 1 {
                // At an open end a small step leaves room for many more beyond it.
                let step = match (low, high) {
                    (_, None) => below + 1,
                    (None, Some(_)) => above - 1,
                    _ => usize::midpoint(below, above),
                };
                text.push(char::from(DIGITS[step]));
                return Self(text);
            }
            text.push(char::from(DIGITS[below]));
            is_bounded &= above == below;
        }
        unreachable!("beyond the last digit of both there is room")
    }
}

impl fmt::Display for Rank {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn ranks() -> impl Strategy<Value = Rank> {
        "[0-9a-z]{0,6}[1-9a-z]".prop_map(|it| Rank::new(&it).unwrap())
    }

    proptest! {
        #[test]
        fn a_rank_between_two_sorts_between_them(a in ranks(), b in ranks()) {
            prop_assume!(a != b);
            let (low, high) = (a.clone().min(b.clone()), a.max(b));
            let middle = Rank::between(Some(&low), Some(&high));
            prop_assert!(low < middle && middle < high, "{low} {middle} {high}");
            prop_assert!(Rank::new(middle.as_str()).is_some());
        }

        #[test]
        fn there_is_room_at_both_ends(a in ranks()) {
            prop_assert!(Rank::between(Some(&a), None) > a);
            prop_assert!(Rank::between(None, Some(&a)) < a);
        }
    }

    #[test]
    fn many_at_the_end_stay_short() {
        let mut last = Rank::between(None, None);
        for _ in 0..1_000 {
            last = Rank::between(Some(&last), None);
        }
        assert!(last.as_str().len() < 40, "{last}");
    }
}
