// SPDX-License-Identifier: EUPL-1.2
//! Slows down those who guess: by account and by network, on every path that takes a secret. Held in memory, by node: it
//! bounds guessing, it is no truth. The owner of an account under attack is not locked out: a browser that he has signed in
//! on before is counted by itself, whatever strangers do.

use std::{net::IpAddr, num::NonZeroU32, time::Duration};

use base::{Invalid, Problem};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter, clock::Clock as _, clock::DefaultClock};

use super::known_browser::BrowserId;

/// A bounded number of attempts, refilled slowly (GCRA).
pub struct Throttle {
    /// Attempts at one account from one network.
    account_and_network: DefaultKeyedRateLimiter<(String, IpAddr)>,
    /// Attempts at one account from anywhere: against many networks at once.
    account: DefaultKeyedRateLimiter<String>,
    /// Attempts on a browser known to the account, which strangers cannot use up.
    known_browser: DefaultKeyedRateLimiter<BrowserId>,
    /// Mails asked for on a browser known to the account.
    mails_of_known_browser: DefaultKeyedRateLimiter<BrowserId>,
    /// Attempts from one network at anything.
    network: DefaultKeyedRateLimiter<IpAddr>,
    /// Mails asked for, by network.
    mails: DefaultKeyedRateLimiter<IpAddr>,
    clock: DefaultClock,
}

const fn number(it: u32) -> NonZeroU32 {
    match NonZeroU32::new(it) {
        Some(it) => it,
        None => NonZeroU32::MIN,
    }
}

impl Throttle {
    /// With the limits of the product.
    #[must_use]
    pub fn new() -> Self {
        let every = |seconds: u32, burst: u32| {
            let period = Duration::from_secs(u64::from(seconds));
            Quota::with_period(period)
                .unwrap_or(Quota::per_minute(number(1)))
                .allow_burst(number(burst))
        };
        Self {
            account_and_network: RateLimiter::keyed(every(30, 8)),
            account: RateLimiter::keyed(every(6, 60)),
            known_browser: RateLimiter::keyed(every(30, 8)),
            mails_of_known_browser: RateLimiter::keyed(every(60, 10)),
            network: RateLimiter::keyed(every(1, 120)),
            mails: RateLimiter::keyed(every(60, 10)),
            clock: DefaultClock::default(),
        }
    }

    /// One attempt at signing in to `account` (as typed, folded) from `network`, on a browser that has proved to be known
    /// to it or on any. What goes beyond a known browser's own limit counts as a stranger's: a stolen proof gives some
    /// guesses more, not all.
    ///
    /// # Errors
    /// `session.throttled` with how long to wait.
    pub(super) fn sign_in(
        &self,
        account: &str,
        network: IpAddr,
        known: Option<BrowserId>,
    ) -> Result<(), Problem> {
        if known.is_some_and(|it| self.known_browser.check_key(&it).is_ok()) {
            return Ok(());
        }
        self.network(network)?;
        self.judged(self.account_and_network.check_key(&(account.to_owned(), network)))?;
        self.judged(self.account.check_key(&account.to_owned()))
    }

    /// One attempt at a secret that names no account: a link from a mail.
    ///
    /// # Errors
    /// `session.throttled` with how long to wait.
    pub fn network(&self, network: IpAddr) -> Result<(), Problem> {
        self.judged(self.network.check_key(&network))
    }

    /// One mail asked for by someone who has not signed in.
    ///
    /// # Errors
    /// `session.throttled` with how long to wait.
    pub(super) fn mail(&self, network: IpAddr, known: Option<BrowserId>) -> Result<(), Problem> {
        if known.is_some_and(|it| self.mails_of_known_browser.check_key(&it).is_ok()) {
            return Ok(());
        }
        self.judged(self.mails.check_key(&network))
    }

    /// Forgets those who have not tried for long; to be called now and then.
    pub fn forget(&self) {
        self.account_and_network.retain_recent();
        self.account.retain_recent();
        self.known_browser.retain_recent();
        self.mails_of_known_browser.retain_recent();
        self.network.retain_recent();
        self.mails.retain_recent();
    }

    fn judged(
        &self,
        result: Result<(), governor::NotUntil<governor::clock::QuantaInstant>>,
    ) -> Result<(), Problem> {
        result.map_err(|until| {
            let wait = until.wait_time_from(self.clock.now());
            Problem::TooMany(
                Invalid::new("session.throttled").with("wait_s", wait.as_secs().max(1)),
                wait,
            )
        })
    }
}

impl Default for Throttle {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_guesser_is_stopped_and_the_owner_elsewhere_is_not() {
        let throttle = Throttle::new();
        let (guesser, owner): (IpAddr, IpAddr) =
            ("203.0.113.7".parse().unwrap(), "198.51.100.1".parse().unwrap());
        let refused = (0..20)
            .filter(|_| {
                throttle
                    .sign_in("camille@rivemont.example", guesser, None)
                    .is_err()
            })
            .count();
        assert_eq!(refused, 12);
        assert!(throttle.sign_in("camille@rivemont.example", owner, None).is_ok());
        assert!(throttle.sign_in("idriss@rivemont.example", guesser, None).is_ok());
    }
}
