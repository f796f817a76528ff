// SPDX-License-Identifier: EUPL-1.2
//! Asking for work, in the transaction of the change it follows from.

use base::{Id, Timestamp, kind};
use db::{DbError, DbResult, Tx, Wake};

use crate::{
    job::Job,
    store::{self, Waiting},
};

/// Asks for the work `J` to be done once this transaction is committed, at `run_at` or as soon as it can be.
///
/// # Errors
/// Whatever the database says; a body that is not JSON.
pub async fn enqueue<J: Job>(
    tx: &mut Tx,
    body: &J::Body,
    run_at: Option<Timestamp>,
) -> DbResult<Id<kind::Job>> {
    ask::<J>(tx, None, body, run_at).await
}

/// As [`enqueue`], unless the same work is waiting already: then that is brought forward to `run_at` if it was to run
/// later, but not past the pause after a failure. Returns the id of the one that waits.
///
/// `key` names the work among those of its kind; everything that matters for it is in the key, because the body of the one
/// that waits is kept. Work that is being run does not count: it may have looked before this change. It ends first, then
/// the new one runs.
///
/// # Errors
/// As [`enqueue`].
pub async fn enqueue_once<J: Job>(
    tx: &mut Tx,
    key: &str,
    body: &J::Body,
    run_at: Option<Timestamp>,
) -> DbResult<Id<kind::Job>> {
    ask::<J>(tx, Some(key), body, run_at).await
}

/// As [`enqueue_once`] for several keys, each of them once in `work`, in one statement.
///
/// # Errors
/// As [`enqueue`].
pub async fn enqueue_each_once<J: Job>(tx: &mut Tx, work: &[(String, J::Body, Timestamp)]) -> DbResult<()> {
    if work.is_empty() {
        return Ok(());
    }
    let mut rows = Vec::with_capacity(work.len());
    for (key, body, run_at) in work {
        rows.push(serde_json::json!({
            "id": tx.new_id::<kind::Job>().uuid().simple().to_string(),
            "key": key,
            "body": serde_json::to_string(body).map_err(DbError::other)?,
            "run_at": run_at.micros(),
        }));
    }
    // In the order of their keys, so that two who ask for the same do not wait for each other.
    rows.sort_unstable_by(|one, other| one["key"].as_str().cmp(&other["key"].as_str()));
    tx.wakes(Wake::Jobs);
    store::put_all(tx, J::KIND, &serde_json::Value::from(rows).to_string()).await
}

async fn ask<J: Job>(
    tx: &mut Tx,
    key: Option<&str>,
    body: &J::Body,
    run_at: Option<Timestamp>,
) -> DbResult<Id<kind::Job>> {
    let body = serde_json::to_string(body).map_err(DbError::other)?;
    tx.wakes(Wake::Jobs);
    let job = Waiting {
        id: tx.new_id(),
        kind: J::KIND,
        body: &body,
        key,
        run_at: run_at.unwrap_or(tx.now()),
        attempts: 0,
        fence: 0,
        last_error: None,
        created_at: tx.now(),
    };
    store::put(tx, job).await
}
