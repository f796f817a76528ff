// SPDX-License-Identifier: EUPL-1.2
//! Messages that do not stay: a history that is cleared, and one in which each message has its time.

use std::time::Duration;

use base::Invalid;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The longest time that can be said, in days: ten years. Longer is for ever.
pub const EXPIRY_DAYS_MAX: i64 = 3_650;

const DAY: Duration = Duration::from_secs(24 * 3_600);

/// How long messages stay in a channel.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Expiry {
    /// After how many days a message is gone, 1 to 3,650; `null`: never.
    #[schema(minimum = 1, maximum = 3650)]
    pub days: Option<i64>,
}

impl Expiry {
    /// In microseconds, as it is kept.
    ///
    /// # Errors
    /// `expiry.days` with `max`.
    pub fn micros(self) -> Result<Option<i64>, Invalid> {
        match self.days {
            None => Ok(None),
            Some(days) if (1..=EXPIRY_DAYS_MAX).contains(&days) => Ok(Some(days * day_micros())),
            Some(_) => Err(Invalid::new("expiry.days").with("max", EXPIRY_DAYS_MAX)),
        }
    }
}

const fn day_micros() -> i64 {
    DAY.as_secs().cast_signed() * 1_000_000
}

/// Whole days of what is kept.
#[must_use]
pub const fn in_days(micros: i64) -> i64 {
    micros / day_micros()
}

/// What would go.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub struct Clearance {
    /// Messages, with the answers in their threads.
    pub messages: i64,
    /// Decisions, which stay.
    pub decisions: i64,
}
