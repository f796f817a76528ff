// SPDX-License-Identifier: EUPL-1.2
//! What time does to projects: access that ends, and access that is about to.

use std::time::Duration;

use base::Timestamp;
use db::{DbError, DbResult, Tx};
use events::{Announce as _, ProjectEvent};
use jobs::{Context, Job, JobError};
use serde::{Deserialize, Serialize};

use super::store_members;

/// How long before its end someone is told.
const NOTICE: Duration = Duration::from_secs(7 * 24 * 3_600);

/// How often somebody looks.
const EVERY: Duration = Duration::from_secs(15 * 60);
const KEY: &str = "all";

/// Takes out members whose last day is over, and tells those whose last day is a week away. The right itself ends at the
/// instant, by the permission query; this tells open browsers, and people.
#[derive(Debug)]
pub struct EndMemberships;

/// What has been looked at so far.
#[derive(Debug, Serialize, Deserialize)]
pub struct Since {
    /// Until when, µs since 1970.
    until: i64,
}

impl Job for EndMemberships {
    const KIND: &'static str = "projects.end_memberships";
    type Body = Since;

    async fn run(&self, context: &Context, since: Since) -> Result<(), JobError> {
        let db = context.db();
        let now = db.clock().now();
        let from = Timestamp::from_micros(since.until);
        let ended = store_members::ending(db, Timestamp::from_micros(0), now)
            .await
            .map_err(JobError::retry)?;
        let ending = store_members::ending(db, from + NOTICE, now + NOTICE)
            .await
            .map_err(JobError::retry)?;
        context
            .write(async move |tx| {
                for row in ended {
                    if store_members::delete(tx, row.id).await? {
                        tx.announce(ProjectEvent::MemberEnded {
                            project: row.project,
                            member: row.id,
                            account: row.account,
                            group: row.group,
                        })
                        .await?;
                    }
                }
                for row in ending {
                    if let Some(account) = row.account {
                        tx.announce(ProjectEvent::MemberEnding {
                            project: row.project,
                            member: row.id,
                            account,
                        })
                        .await?;
                    }
                }
                // The next look begins where this one ended, across restarts too.
                let next = Since { until: now.micros() };
                jobs::enqueue_once::<Self>(tx, KEY, &next, Some(now + EVERY)).await?;
                Ok::<_, DbError>(())
            })
            .await
            .map_err(JobError::retry)
    }
}

/// Makes sure that somebody looks; to be called at start.
///
/// # Errors
/// Whatever the database says.
pub async fn look_at_ends(tx: &mut Tx) -> DbResult<()> {
    let since = Since {
        until: tx.now().micros(),
    };
    jobs::enqueue_once::<EndMemberships>(tx, KEY, &since, None)
        .await
        .map(drop)
}
