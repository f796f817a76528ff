// SPDX-License-Identifier: EUPL-1.2
//! The SQL that moves jobs: asked for, claimed, put back, done, given up.
//!
//! Every change of hands is one statement on one row, guarded by its fence. Only one row of a worker's is locked at a time
//! (and, when it is put back, the one that waits under the same key), so workers and callers cannot block each other in a
//! circle.

use std::{sync::Arc, time::Duration};

use base::{Actor, Id, Timestamp, kind};
use db::{Db, DbError, DbResult, Tx, row, sql};

use crate::job::Mourner;

/// A job that may be had, as it was seen.
#[derive(Debug, Clone, Copy)]
pub struct Candidate {
    id: Id<kind::Job>,
    fence: i64,
}
row!(Candidate { id, fence });

/// A job that is held.
#[derive(Debug, Clone)]
pub struct Claim {
    pub id: Id<kind::Job>,
    pub kind: String,
    pub body: String,
    pub key: Option<String>,
    /// This one included.
    pub attempts: i64,
    pub fence: i64,
    pub claimed_until: Timestamp,
    pub created_at: Timestamp,
}
row!(Claim {
    id,
    kind,
    body,
    key,
    attempts,
    fence,
    claimed_until,
    created_at
});

/// A job that is to wait.
pub struct Waiting<'a> {
    pub id: Id<kind::Job>,
    pub kind: &'a str,
    pub body: &'a str,
    pub key: Option<&'a str>,
    pub run_at: Timestamp,
    pub attempts: i64,
    pub fence: i64,
    pub last_error: Option<&'a str>,
    pub created_at: Timestamp,
}

/// Lets a job wait, or joins it to the one that waits under the same key; the id of the one that waits then.
pub async fn put(tx: &mut Tx, job: Waiting<'_>) -> DbResult<Id<kind::Job>> {
    // DO UPDATE even where nothing changes: it locks the one that waits, so that it cannot be run before what this
    // transaction writes can be seen. After a failure the pause counts, whichever of the two came first.
    sql!(
        "INSERT INTO jobs (id, kind, body, key, run_at, attempts, fence, last_error, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         ON CONFLICT (kind, key) WHERE key IS NOT NULL AND claimed_until IS NULL AND dead_at IS NULL
         DO UPDATE SET
           run_at = CASE
             WHEN excluded.attempts > 0 THEN excluded.run_at
             WHEN jobs.attempts = 0 AND excluded.run_at < jobs.run_at THEN excluded.run_at
             ELSE jobs.run_at END,
           attempts = CASE WHEN excluded.attempts > jobs.attempts THEN excluded.attempts ELSE jobs.attempts END,
           last_error = COALESCE(excluded.last_error, jobs.last_error)
         RETURNING id"
    )
    .bind(job.id)
    .bind(job.kind)
    .bind(job.body)
    .bind(job.key)
    .bind(job.run_at)
    .bind(job.attempts)
    .bind(job.fence)
    .bind(job.last_error)
    .bind(job.created_at)
    .value(tx)
    .await
}

/// Lets several of a kind wait, each with a key, as [`put`] does one; `rows` is a list of their ids, keys, bodies and times.
pub async fn put_all(tx: &mut Tx, kind: &'static str, rows: &str) -> DbResult<()> {
    let now = tx.now();
    sql! {
        sqlite: "INSERT INTO jobs (id, kind, body, key, run_at, attempts, fence, created_at)
            SELECT unhex(value ->> 'id'), $1, value ->> 'body', value ->> 'key', value ->> 'run_at', 0, 0, $2 FROM json_each($3) WHERE TRUE
            ON CONFLICT (kind, key) WHERE key IS NOT NULL AND claimed_until IS NULL AND dead_at IS NULL
            DO UPDATE SET run_at = CASE WHEN jobs.attempts = 0 AND excluded.run_at < jobs.run_at THEN excluded.run_at ELSE jobs.run_at END",
        postgres: "INSERT INTO jobs (id, kind, body, key, run_at, attempts, fence, created_at)
            SELECT CAST(value ->> 'id' AS UUID), $1, value ->> 'body', value ->> 'key', CAST(value ->> 'run_at' AS BIGINT), 0, 0, $2
            FROM jsonb_array_elements(CAST(CAST($3 AS TEXT) AS JSONB))
            ON CONFLICT (kind, key) WHERE key IS NOT NULL AND claimed_until IS NULL AND dead_at IS NULL
            DO UPDATE SET run_at = CASE WHEN jobs.attempts = 0 AND excluded.run_at < jobs.run_at THEN excluded.run_at ELSE jobs.run_at END",
    }
    .bind(kind)
    .bind(now)
    .bind(rows)
    .exec(tx)
    .await
    .map(drop)
}

/// What may be had now, the longest due first: waiting, or left by a worker that did not come back.
pub async fn due(db: &Db, most: usize) -> DbResult<Vec<Candidate>> {
    // `other.key IS NOT NULL` says nothing new: it lets PostgreSQL use the index of what runs.
    sql!(
        "SELECT id, fence FROM jobs
         WHERE dead_at IS NULL AND run_at <= $1 AND (claimed_until IS NULL OR claimed_until <= $1)
           AND (claimed_until IS NOT NULL OR NOT EXISTS (
             SELECT 1 FROM jobs AS other
             WHERE other.kind = jobs.kind AND other.key = jobs.key
               AND other.key IS NOT NULL AND other.claimed_until IS NOT NULL))
         ORDER BY run_at, id
         LIMIT $2"
    )
    .bind(db.clock().now())
    .bind(i64::try_from(most).unwrap_or(i64::MAX))
    .all(db)
    .await
}

/// When the next of those that are not due yet will be.
pub async fn next_due_in(db: &Db) -> DbResult<Option<Duration>> {
    let now = db.clock().now();
    let next: Option<Timestamp> =
        sql!("SELECT run_at FROM jobs WHERE dead_at IS NULL AND run_at > $1 ORDER BY run_at LIMIT 1")
            .bind(now)
            .optional_value(db)
            .await?;
    Ok(next.map(|at| at.since(now)))
}

/// Takes a job for the time of `lease`. `None` if another was faster, or the same work is being run.
pub async fn claim(db: &Db, candidate: Candidate, lease: Duration) -> DbResult<Option<Claim>> {
    let claimed = db
        .write(Actor::System, async move |tx| {
            sql!(
                "UPDATE jobs SET fence = fence + 1, attempts = attempts + 1, claimed_until = $1
                 WHERE id = $2 AND fence = $3 AND dead_at IS NULL AND (claimed_until IS NULL OR claimed_until <= $4)
                 RETURNING id, kind, body, key, attempts, fence, claimed_until, created_at"
            )
            .bind(tx.now() + lease)
            .bind(candidate.id)
            .bind(candidate.fence)
            .bind(tx.now())
            .optional(tx)
            .await
        })
        .await;
    match claimed {
        Err(DbError::NotUnique(_)) => Ok(None),
        claimed => claimed,
    }
}

/// Holds a job for another `lease` from now. Whether it was held.
pub async fn renew(db: &Db, claim: &Claim, lease: Duration) -> DbResult<bool> {
    let (id, fence) = (claim.id, claim.fence);
    db.write(Actor::System, async move |tx| {
        let changed = sql!("UPDATE jobs SET claimed_until = $1 WHERE id = $2 AND fence = $3")
            .bind(tx.now() + lease)
            .bind(id)
            .bind(fence)
            .exec(tx)
            .await?;
        Ok(changed == 1)
    })
    .await
}

/// Whether a job is held under this fence; nobody else can take it until the transaction ends.
pub async fn holds(tx: &mut Tx, id: Id<kind::Job>, fence: i64) -> DbResult<bool> {
    // A change of nothing, because only that locks the row on both databases.
    let held = sql!("UPDATE jobs SET fence = fence WHERE id = $1 AND fence = $2")
        .bind(id)
        .bind(fence)
        .exec(tx)
        .await?;
    Ok(held == 1)
}

/// Takes back what others hold, and tells how much that was: for the only process that can be there, when it starts.
/// Whoever held it is dead, however long its lease would have lasted.
///
/// # Errors
/// Whatever the database says.
pub async fn take_back(db: &Db) -> DbResult<u64> {
    db.write(Actor::System, async |tx| {
        let now = tx.now();
        let taken = sql!("UPDATE jobs SET claimed_until = $1, fence = fence + 1 WHERE claimed_until > $1 AND dead_at IS NULL")
            .bind(now)
            .exec(tx)
            .await?;
        tx.wakes(db::Wake::Jobs);
        Ok(taken)
    })
    .await
}

/// Done: it goes. Whether it was held.
pub async fn finish(db: &Db, claim: &Claim) -> DbResult<bool> {
    let (id, fence) = (claim.id, claim.fence);
    db.write(Actor::System, async move |tx| remove(tx, id, fence).await)
        .await
}

/// Not done: it waits again, for `pause`. Whether it was held.
pub async fn put_back(db: &Db, claim: &Claim, pause: Duration, why: &str) -> DbResult<bool> {
    let (claim, why) = (claim.clone(), why.to_owned());
    db.write(Actor::System, async move |tx| {
        let run_at = tx.now() + pause;
        wait_again(tx, &claim, run_at, claim.attempts, Some(&why)).await
    })
    .await
}

/// Stopped on the way through no fault of its own: it waits again as if it had not been begun. Whether it was held.
pub async fn release(db: &Db, claim: &Claim) -> DbResult<bool> {
    let claim = claim.clone();
    db.write(Actor::System, async move |tx| {
        tx.wakes(db::Wake::Jobs);
        let now = tx.now();
        wait_again(tx, &claim, now, claim.attempts - 1, None).await
    })
    .await
}

/// Given up: it stays for an administrator to see, and `mourner` is told. Whether it was held.
pub async fn bury(db: &Db, claim: &Claim, why: &str, mourner: Option<Arc<dyn Mourner>>) -> DbResult<bool> {
    let (claim, why) = (claim.clone(), why.to_owned());
    db.write(Actor::System, async move |tx| {
        let changed = sql!(
            "UPDATE jobs SET fence = fence + 1, claimed_until = NULL, dead_at = $1, last_error = $2
             WHERE id = $3 AND fence = $4"
        )
        .bind(tx.now())
        .bind(&why)
        .bind(claim.id)
        .bind(claim.fence)
        .exec(tx)
        .await?;
        if changed == 0 {
            return Ok(false);
        }
        if let Some(mourner) = mourner {
            mourner.tell(tx, claim.id, &claim.kind).await?;
        }
        Ok(true)
    })
    .await
}

/// Taken out and put in again rather than changed: the same work may have been asked for meanwhile, and be waiting.
async fn wait_again(
    tx: &mut Tx,
    claim: &Claim,
    run_at: Timestamp,
    attempts: i64,
    last_error: Option<&str>,
) -> DbResult<bool> {
    if !remove(tx, claim.id, claim.fence).await? {
        return Ok(false);
    }
    let job = Waiting {
        id: claim.id,
        kind: &claim.kind,
        body: &claim.body,
        key: claim.key.as_deref(),
        run_at,
        attempts,
        fence: claim.fence + 1,
        last_error,
        created_at: claim.created_at,
    };
    put(tx, job).await?;
    Ok(true)
}

async fn remove(tx: &mut Tx, id: Id<kind::Job>, fence: i64) -> DbResult<bool> {
    let removed = sql!("DELETE FROM jobs WHERE id = $1 AND fence = $2")
        .bind(id)
        .bind(fence)
        .exec(tx)
        .await?;
    Ok(removed == 1)
}

#[cfg(test)]
mod tests {
    use base::{Clock, Ids};
    use db::Migration;

    use super::*;

    #[tokio::test]
    async fn a_lease_renewed_at_the_last_moment_is_not_taken_by_who_saw_it_over() {
        let folder = tempfile::tempdir().unwrap();
        let clock = Clock::set_to(Timestamp::from_micros(1_760_000_000_000_000));
        let db = Db::sqlite(&folder.path().join("plano.db"), 1, clock.clone(), Ids::counted()).unwrap();
        let text = include_str!("../../../migrations/0002_jobs.sql");
        db.migrate(&[Migration {
            number: 2,
            name: "jobs",
            sqlite: text,
            postgres: text,
        }])
        .await
        .unwrap();
        let job = Waiting {
            id: Id::MIN,
            kind: "test.do",
            body: "null",
            key: None,
            run_at: clock.now(),
            attempts: 0,
            fence: 0,
            last_error: None,
            created_at: clock.now(),
        };
        db.write(Actor::System, async move |tx| put(tx, job).await)
            .await
            .unwrap();
        let lease = Duration::from_secs(60);
        let candidate = due(&db, 1).await.unwrap()[0];
        let held = claim(&db, candidate, lease).await.unwrap().unwrap();

        clock.advance(lease);
        let seen_over = due(&db, 1).await.unwrap()[0];
        assert!(renew(&db, &held, lease).await.unwrap());

        assert!(claim(&db, seen_over, lease).await.unwrap().is_none());
        clock.advance(lease);
        assert!(
            claim(&db, seen_over, lease).await.unwrap().is_some(),
            "over in earnest"
        );
        assert!(!renew(&db, &held, lease).await.unwrap());
    }
}
