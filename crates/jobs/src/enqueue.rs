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
