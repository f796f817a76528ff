// SPDX-License-Identifier: EUPL-1.2
//! How much one person may post. Held in memory, by node: it bounds, it is no truth.

use std::{hash::Hash, num::NonZeroU32, time::Duration};

use base::{Id, Invalid, Problem, kind};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter, clock::Clock as _, clock::DefaultClock};

use super::export_turns::{ExportTurn, ExportTurns};

/// Messages one person may post in a minute, and at once. Source: attacks.md, limits.
const MESSAGES_A_MINUTE: NonZeroU32 = NonZeroU32::MIN.saturating_add(99);

/// Edits, signs, pins, reminders and conversations that one person may make in a minute, and at once: each is told to all who
/// are there.
const CHANGES_A_MINUTE: NonZeroU32 = NonZeroU32::MIN.saturating_add(299);

/// Messages that one hook may post in a minute, and at once: fewer than a person, whom it must not drown.
const HOOK_MESSAGES_A_MINUTE: NonZeroU32 = NonZeroU32::MIN.saturating_add(59);

/// Channels and logs that one person may take away in a minute, and at once: each is read whole.
const EXPORTS_A_MINUTE: NonZeroU32 = NonZeroU32::MIN.saturating_add(19);

/// See the module.
pub struct Pace {
    messages: DefaultKeyedRateLimiter<Id<kind::Account>>,
    changes: DefaultKeyedRateLimiter<Id<kind::Account>>,
    hooks: DefaultKeyedRateLimiter<Id<kind::Hook>>,
    exports: DefaultKeyedRateLimiter<Id<kind::Account>>,
    pub(super) turns: ExportTurns,
    clock: DefaultClock,
}

impl Pace {
    /// With the limits of the product.
    #[must_use]
    pub fn new() -> Self {
        Self {
            messages: RateLimiter::keyed(Quota::per_minute(MESSAGES_A_MINUTE)),
            changes: RateLimiter::keyed(Quota::per_minute(CHANGES_A_MINUTE)),
            hooks: RateLimiter::keyed(Quota::per_minute(HOOK_MESSAGES_A_MINUTE)),
            exports: RateLimiter::keyed(Quota::per_minute(EXPORTS_A_MINUTE)),
            turns: ExportTurns::default(),
            clock: DefaultClock::default(),
        }
    }

    /// One message of a person.
    ///
    /// # Errors
    /// `message.too_often` with how long to wait.
    pub fn message(&self, account: Id<kind::Account>) -> Result<(), Problem> {
        self.check(&self.messages, account)
    }

    /// One change of a person to what has been said.
    ///
    /// # Errors
    /// As [`Pace::message`].
    pub fn change(&self, account: Id<kind::Account>) -> Result<(), Problem> {
        self.check(&self.changes, account)
    }

    /// One message of a hook.
    ///
    /// # Errors
    /// `hook.too_often` with how long to wait.
    pub fn hook(&self, hook: Id<kind::Hook>) -> Result<(), Problem> {
        self.check_as("hook.too_often", &self.hooks, &hook)
    }

    /// One channel or log that a person takes away: his turn, to be held until he has it.
    ///
    /// # Errors
    /// `export.too_often` with how long to wait; [`Problem::Unavailable`] while too many others take something away.
    pub fn export(&self, account: Id<kind::Account>) -> Result<ExportTurn, Problem> {
        // Whoever gets no turn has taken nothing.
        let turn = self.turns.take(account)?;
        self.check_as("export.too_often", &self.exports, &account)?;
        Ok(turn)
    }

    fn check(
        &self,
        limiter: &DefaultKeyedRateLimiter<Id<kind::Account>>,
        account: Id<kind::Account>,
    ) -> Result<(), Problem> {
        self.check_as("message.too_often", limiter, &account)
    }

    fn check_as<K: Clone + Eq + Hash>(
        &self,
        code: &'static str,
        limiter: &DefaultKeyedRateLimiter<K>,
        key: &K,
    ) -> Result<(), Problem> {
        limiter.check_key(key).map_err(|not_until| {
            let wait = not_until.wait_time_from(self.clock.now());
            Problem::TooMany(Invalid::new(code), wait.max(Duration::from_secs(1)))
        })
    }

    /// Forgets those who have not posted for a while.
    pub fn forget(&self) {
        for limiter in [&self.messages, &self.changes, &self.exports] {
            limiter.retain_recent();
            limiter.shrink_to_fit();
        }
        self.hooks.retain_recent();
        self.hooks.shrink_to_fit();
    }
}

impl Default for Pace {
    fn default() -> Self {
        Self::new()
    }
}
