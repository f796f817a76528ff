// SPDX-License-Identifier: EUPL-1.2
//! Running one job that is held, and writing down how it ended.

use std::time::Duration;

use db::{Db, DbResult};
use tokio::{
    sync::watch,
    time::{sleep, timeout},
};

use crate::{
    backoff::{ATTEMPTS_MAX, backoff},
    job::{Context, JobError, Registry},
    store::{self, Claim},
};

/// Longest reason kept, in characters.
const REASON_MAX_CHARS: usize = 2_000;

/// Pause before the end of a job is written again, when the database did not take it.
const PAUSE: Duration = Duration::from_secs(1);

/// How a job is run.
#[derive(Debug, Clone, Copy)]
pub struct Terms {
    /// How long it is held without being renewed.
    pub lease: Duration,
    /// How often a job of a kind that this program does not know is put back before it is given up.
    pub unknown_attempts_max: i64,
}

/// How it ended.
#[derive(Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Done and gone.
    Done,
    /// It waits again.
    PutBack,
    /// Given up, with the reason.
    Dead(String),
    /// It is in other hands, or will be when the lease is over; nothing was written.
    Lost,
}

/// Runs what was claimed, unless `stop` comes first. `ending` tells the job beforehand that it should leave off.
pub async fn execute(
    db: &Db,
    registry: &Registry,
    claim: &Claim,
    terms: Terms,
    ending: watch::Receiver<bool>,
    stop: impl Future<Output = ()>,
) -> Outcome {
    let mut stop = std::pin::pin!(stop);
    let context = Context::new(db, claim, ending);
    let result = if claim.attempts > ATTEMPTS_MAX {
        // Begun as often as it may be, and never ended: it is likely what brings the program down.
        Err(JobError::permanent(format_args!(
            "it was begun {ATTEMPTS_MAX} times and never came to an end"
        )))
    } else {
        tokio::select! {
            biased;
            result = registry.run(&context, claim) => result,
            () = lease_lost(db, claim, terms.lease) => {
                tracing::warn!(job = %claim.id, kind = claim.kind, "a job passed into other hands while it was run");
                return Outcome::Lost;
            }
            () = &mut stop => return released(db, claim).await,
        }
    };
    let Some(ending) = Ending::of(claim, result, registry, terms) else {
        return released(db, claim).await;
    };
    let written = tokio::select! {
        biased;
        written = timeout(terms.lease, write_down(db, claim, &ending, registry)) => written.unwrap_or(false),
        () = stop => false,
    };
    if !written {
        tracing::warn!(job = %claim.id, kind = claim.kind, "the end of a job was not written down: it was in other hands, or the database away");
        return Outcome::Lost;
    }
    ending.outcome()
}

/// Ends when the job is not held any more.
async fn lease_lost(db: &Db, claim: &Claim, lease: Duration) {
    let mut claimed_until = claim.claimed_until;
    loop {
        sleep(lease / 3).await;
        let begun = db.clock().now();
        match store::renew(db, claim, lease).await {
            Ok(true) => claimed_until = begun + lease,
            Ok(false) => return,
            Err(error) if db.clock().now() < claimed_until => {
                tracing::warn!(job = %claim.id, kind = claim.kind, %error, "a lease could not be renewed");
            }
            // Another may have it by now.
            Err(_) => return,
        }
    }
}

async fn released(db: &Db, claim: &Claim) -> Outcome {
    match store::release(db, claim).await {
        Ok(true) => Outcome::PutBack,
        Ok(false) => Outcome::Lost,
        Err(error) => {
            tracing::warn!(job = %claim.id, kind = claim.kind, %error, "a job that was stopped waits for the end of its lease");
            Outcome::Lost
        }
    }
}

/// What follows from the result.
enum Ending {
    Done,
    PutBack { pause: Duration, why: String },
    Dead { why: String },
}

impl Ending {
    /// `None`: it left off because the program is to end.
    fn of(claim: &Claim, result: Result<(), JobError>, registry: &Registry, terms: Terms) -> Option<Self> {
        let attempts_max = if registry.knows(&claim.kind) {
            ATTEMPTS_MAX
        } else {
            terms.unknown_attempts_max
        };
        Some(match result {
            Ok(()) => Self::Done,
            Err(JobError::Ending) => return None,
            Err(JobError::Retry { after, why }) if claim.attempts < attempts_max => Self::PutBack {
                pause: after.unwrap_or_else(|| backoff(claim.id, claim.attempts)),
                why: bounded(&why),
            },
            Err(JobError::Retry { why, .. } | JobError::Permanent { why }) => {
                Self::Dead { why: bounded(&why) }
            }
        })
    }

    fn outcome(self) -> Outcome {
        match self {
            Self::Done => Outcome::Done,
            Self::PutBack { .. } => Outcome::PutBack,
            Self::Dead { why } => Outcome::Dead(why),
        }
    }
}

/// Cut, and without control characters: PostgreSQL's texts hold no NUL, and lists show one line.
fn bounded(why: &str) -> String {
    why.chars()
        .take(REASON_MAX_CHARS)
        .map(|it| if it.is_control() { ' ' } else { it })
        .collect()
}

/// Whether it was still held. Goes on until the database takes it, because what was done would be done again.
async fn write_down(db: &Db, claim: &Claim, ending: &Ending, registry: &Registry) -> bool {
    loop {
        match try_to_write_down(db, claim, ending, registry).await {
            Ok(held) => return held,
            Err(error) => {
                tracing::warn!(job = %claim.id, kind = claim.kind, %error, "the end of a job could not be written down yet");
                sleep(PAUSE).await;
            }
        }
    }
}

async fn try_to_write_down(db: &Db, claim: &Claim, ending: &Ending, registry: &Registry) -> DbResult<bool> {
    let (job, kind, attempt) = (claim.id, &claim.kind, claim.attempts);
    match ending {
        Ending::Done => store::finish(db, claim).await,
        Ending::PutBack { pause, why } => {
            let held = store::put_back(db, claim, *pause, why).await?;
            if held {
                tracing::warn!(%job, kind, attempt, pause_s = pause.as_secs(), why, "a job failed and will be tried again");
            }
            Ok(held)
        }
        Ending::Dead { why } => {
            let held = store::bury(db, claim, why, registry.mourner()).await?;
            if held {
                tracing::error!(%job, kind, attempt, why, "a job was given up");
            }
            Ok(held)
        }
    }
}
