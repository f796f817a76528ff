// SPDX-License-Identifier: EUPL-1.2
//! When to try again.

use std::time::Duration;

use base::{Id, kind};

/// How often a job is begun before it is given up: with [`backoff()`], for about 22 hours, so that a mail server which is
/// down for a night delays and loses nothing.
pub const ATTEMPTS_MAX: i64 = 12;

/// The pause after the first failure.
const FIRST: Duration = Duration::from_secs(5);

/// Each pause is so many times the one before.
const GROWTH: u32 = 3;

/// The longest pause.
const LONGEST: Duration = Duration::from_secs(6 * 60 * 60);

/// The pause after attempt `attempt` (from one) of `job`: 5 s, 15 s, 45 s … at most 6 h, shortened by up to a quarter, so
/// that jobs which failed together do not come back together. Follows from the id, hence the same at each asking.
#[must_use]
pub fn backoff(job: Id<kind::Job>, attempt: i64) -> Duration {
    let step = u32::try_from(attempt.saturating_sub(1)).unwrap_or(0);
    let whole = GROWTH
        .checked_pow(step)
        .map_or(LONGEST, |factor| FIRST.saturating_mul(factor).min(LONGEST));
    let share = u32::try_from(mix(job, attempt) % 1_000).unwrap_or(0);
    whole - whole / 4 * share / 1_000
}

/// The finishing step of SplitMix64 (Steele, Lea and Flood, 2014): neighbouring ids give unrelated numbers.
fn mix(job: Id<kind::Job>, attempt: i64) -> u64 {
    let (high, low) = job.uuid().as_u64_pair();
    let mut bits = (high ^ low).wrapping_add(attempt.unsigned_abs().wrapping_mul(0x9E37_79B9_7F4A_7C15));
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    bits ^ (bits >> 31)
}

#[cfg(test)]
mod tests {
    use base::{Clock, Ids, Timestamp};
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_pause_lies_between_three_quarters_and_the_whole(number: u64, attempt in -2i64..100) {
            let job = Ids::Counted(std::sync::Arc::new(number.into())).next(Timestamp::from_micros(0));
            let whole = Duration::from_secs(5 * 3u64.pow(u32::try_from((attempt - 1).clamp(0, 9)).unwrap())).min(LONGEST);
            let pause = backoff(job, attempt);
            prop_assert!(whole * 3 / 4 <= pause && pause <= whole, "{pause:?} of {whole:?}");
        }
    }

    #[test]
    fn jobs_that_failed_together_do_not_come_back_together() {
        let ids = Ids::counted();
        let clock = Clock::set_to(Timestamp::from_micros(0));
        let mut pauses: Vec<_> = (0..100).map(|_| backoff(ids.next(clock.now()), 3)).collect();
        pauses.sort();
        pauses.dedup();
        assert!(pauses.len() > 80, "{}", pauses.len());
    }

    #[test]
    fn all_attempts_take_between_half_a_day_and_a_day() {
        let job = Ids::counted().next(Timestamp::from_micros(0));
        let whole: Duration = (1..ATTEMPTS_MAX).map(|attempt| backoff(job, attempt)).sum();
        assert!((12..=24).contains(&(whole.as_secs() / 3_600)), "{whole:?}");
    }
}
