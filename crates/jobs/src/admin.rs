// SPDX-License-Identifier: EUPL-1.2
//! What administrators see of jobs and may do with them.

use std::str::FromStr;

use base::{Id, Invalid, Page, PageSize, Timestamp, kind};
use db::{Db, DbResult, Reads, Tx, Wake, row, sql};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::store::{self, Waiting};

/// What has become of a job that is not done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
#[schema(as = JobStatus)]
pub enum Status {
    /// For its time, for a free hand, or for another attempt.
    Waiting,
    /// Someone holds it.
    Running,
    /// Given up.
    Dead,
}

impl Status {
    /// As in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Running => "running",
            Self::Dead => "dead",
        }
    }
}

impl FromStr for Status {
    type Err = Invalid;

    /// # Errors
    /// `job.status`.
    fn from_str(text: &str) -> Result<Self, Invalid> {
        [Self::Waiting, Self::Running, Self::Dead]
            .into_iter()
            .find(|it| it.as_str() == text)
            .ok_or_else(|| Invalid::new("job.status"))
    }
}
db::text_column!(Status);

/// Which jobs to list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
#[schema(as = JobFilter)]
pub enum Filter {
    /// Those still to be done, the running ones among them.
    Waiting,
    /// Those given up.
    #[default]
    Dead,
}

// Under a name of its own, because the API's description takes generic types for schemas with parameters.
type JobId = Id<kind::Job>;

/// A job as administrators see it: what it is about stays inside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = Job)]
pub struct Listed {
    /// Its id.
    pub id: JobId,
    /// `area.verb`.
    pub kind: String,
    /// What has become of it.
    pub status: Status,
    /// How often it was begun.
    pub attempts: i64,
    /// When it is, or was, to run.
    pub run_at: Timestamp,
    /// Why the last attempt failed.
    pub last_error: Option<String>,
    /// When it was asked for.
    pub created_at: Timestamp,
}
row!(Listed {
    id,
    kind,
    status,
    attempts,
    run_at,
    last_error,
    created_at
});

/// One page of jobs, newest first. `after` is the last one of the page before.
///
/// # Errors
/// Whatever the database says.
pub async fn list(
    db: &Db,
    filter: Filter,
    after: Option<Id<kind::Job>>,
    size: PageSize,
) -> DbResult<Page<Listed>> {
    let before = after.unwrap_or(Id::MAX);
    let jobs = match filter {
        Filter::Waiting => {
            sql!(
                "SELECT id, kind, CASE WHEN claimed_until > $1 THEN 'running' ELSE 'waiting' END,
                   attempts, run_at, last_error, created_at
                 FROM jobs WHERE dead_at IS NULL AND id < $2 ORDER BY id DESC LIMIT $3"
            )
            .bind(db.clock().now())
            .bind(before)
            .bind(size.and_one())
            .all(db)
            .await?
        }
        Filter::Dead => {
            sql!(
                "SELECT id, kind, 'dead', attempts, run_at, last_error, created_at
                 FROM jobs WHERE dead_at IS NOT NULL AND id < $1 ORDER BY id DESC LIMIT $2"
            )
            .bind(before)
            .bind(size.and_one())
            .all(db)
            .await?
        }
    };
    Ok(Page::cut(jobs, size, |last: &Listed| last.id.to_string()))
}

struct Taken {
    kind: String,
    body: String,
    key: Option<String>,
    fence: i64,
    last_error: Option<String>,
    created_at: Timestamp,
}
row!(Taken {
    kind,
    body,
    key,
    fence,
    last_error,
    created_at
});

/// The kind of a job that is not done.
///
/// # Errors
/// Whatever the database says.
pub async fn kind_of(on: impl Reads, id: Id<kind::Job>) -> DbResult<Option<String>> {
    sql!("SELECT kind FROM jobs WHERE id = $1")
        .bind(id)
        .optional_value(on)
        .await
}

/// Runs a job as soon as it can be, with all its attempts before it again; one that is being run is left alone. `false` if
/// there is none.
///
/// # Errors
/// Whatever the database says.
pub async fn retry(tx: &mut Tx, id: Id<kind::Job>) -> DbResult<bool> {
    // Taken out and put in again, because the same work may be waiting under its key.
    let taken: Option<Taken> = sql!(
        "DELETE FROM jobs WHERE id = $1 AND (claimed_until IS NULL OR claimed_until <= $2)
         RETURNING kind, body, key, fence, last_error, created_at"
    )
    .bind(id)
    .bind(tx.now())
    .optional(&mut *tx)
    .await?;
    let Some(taken) = taken else {
        return Ok(sql!("SELECT id FROM jobs WHERE id = $1")
            .bind(id)
            .optional_value::<Id<kind::Job>>(tx)
            .await?
            .is_some());
    };
    tx.wakes(Wake::Jobs);
    let job = Waiting {
        id,
        kind: &taken.kind,
        body: &taken.body,
        key: taken.key.as_deref(),
        run_at: tx.now(),
        attempts: 0,
        fence: taken.fence + 1,
        last_error: taken.last_error.as_deref(),
        created_at: taken.created_at,
    };
    store::put(tx, job).await?;
    Ok(true)
}

/// Drops a job for good. One that is being run is stopped when its worker next renews its lease. `false` if there is none.
///
/// # Errors
/// Whatever the database says.
pub async fn discard(tx: &mut Tx, id: Id<kind::Job>) -> DbResult<bool> {
    Ok(sql!("DELETE FROM jobs WHERE id = $1").bind(id).exec(tx).await? == 1)
}

/// How much is to be done, for metrics.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Depth {
    /// Not begun, or between two attempts.
    pub waiting: i64,
    /// Held by someone.
    pub running: i64,
    /// Given up.
    pub dead: i64,
    /// Since when the one that has been due longest has been waiting.
    pub due_since: Option<Timestamp>,
}
row!(Depth {
    waiting,
    running,
    dead,
    due_since
});

/// How much is to be done.
///
/// # Errors
/// Whatever the database says.
pub async fn depth(db: &Db) -> DbResult<Depth> {
    sql!(
        "SELECT
           COUNT(*) FILTER (WHERE dead_at IS NULL AND (claimed_until IS NULL OR claimed_until <= $1)),
           COUNT(*) FILTER (WHERE claimed_until > $1),
           COUNT(*) FILTER (WHERE dead_at IS NOT NULL),
           MIN(run_at) FILTER (WHERE dead_at IS NULL AND run_at <= $1 AND (claimed_until IS NULL OR claimed_until <= $1))
         FROM jobs"
    )
    .bind(db.clock().now())
    .one(db)
    .await
}
