// SPDX-License-Identifier: EUPL-1.2
//! The only SQL that names `sessions`. An ended session keeps its row for a while: a device seen before is known by it.

use std::time::Duration;

use access::Signed;
use base::{Id, SecretHash, Timestamp, kind};
use db::{Db, DbResult, Reads, Tx, row, sql};

use super::model::{AccountId, Device};

type SessionId = Id<kind::Session>;

/// What each request asks of its session.
pub(super) struct Found {
    pub session: SessionId,
    account: AccountId,
    is_external: bool,
    is_instance_admin: bool,
    pub fresh_until: Timestamp,
    pub last_used_at: Timestamp,
}
row!(Found {
    session,
    account,
    is_external,
    is_instance_admin,
    fresh_until,
    last_used_at
});

impl Found {
    pub(super) const fn signed(&self) -> Signed {
        Signed {
            account: self.account,
            is_external: self.is_external,
            is_instance_admin: self.is_instance_admin,
        }
    }
}

/// The session of this secret, if it has not ended and its account is active.
pub(super) async fn find(db: &Db, secret: &SecretHash, now: Timestamp) -> DbResult<Option<Found>> {
    sql!(
        "SELECT s.id, a.id, a.is_external, a.is_instance_admin, s.fresh_until, s.last_used_at
         FROM sessions s JOIN accounts a ON a.id = s.account
         WHERE s.secret_hash = $1 AND s.ends_at > $2 AND s.last_used_at + s.idle_us > $2 AND a.status = 'active'"
    )
    .bind(secret)
    .bind(now)
    .optional(db)
    .await
}

/// A session to be opened.
pub(super) struct New<'a> {
    pub account: AccountId,
    pub hash: SecretHash,
    pub device: &'a Device,
    pub idle: Duration,
    pub ends_at: Timestamp,
    pub fresh_until: Timestamp,
}

pub(super) async fn insert(tx: &mut Tx, new: New<'_>) -> DbResult<SessionId> {
    let (id, now) = (tx.new_id(), tx.now());
    sql!(
        "INSERT INTO sessions (id, account, secret_hash, device, device_kind, address, started_at, last_used_at, idle_us, ends_at, fresh_until)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $7, $8, $9, $10)"
    )
    .bind(id)
    .bind(new.account)
    .bind(&new.hash)
    .bind(new.device.name.as_str())
    .bind(new.device.kind)
    .bind(new.device.address.as_str())
    .bind(now)
    .bind(i64::try_from(new.idle.as_micros()).unwrap_or(i64::MAX))
    .bind(new.ends_at)
    .bind(new.fresh_until)
    .exec(tx)
    .await?;
    Ok(id)
}

pub(super) async fn used(tx: &mut Tx, session: SessionId) -> DbResult<()> {
    let now = tx.now();
    sql!("UPDATE sessions SET last_used_at = $1 WHERE id = $2")
        .bind(now)
        .bind(session)
        .exec(tx)
        .await
        .map(drop)
}

pub(super) async fn refresh(tx: &mut Tx, session: SessionId, until: Timestamp) -> DbResult<()> {
    sql!("UPDATE sessions SET fresh_until = $1 WHERE id = $2")
        .bind(until)
        .bind(session)
        .exec(tx)
        .await
        .map(drop)
}

/// Ends one session of an account. `false` if there is none.
pub(super) async fn end(tx: &mut Tx, account: AccountId, session: SessionId) -> DbResult<bool> {
    let now = tx.now();
    let ended = sql!("UPDATE sessions SET ends_at = $1 WHERE id = $2 AND account = $3 AND ends_at > $1")
        .bind(now)
        .bind(session)
        .bind(account)
        .exec(tx)
        .await?;
    Ok(ended > 0)
}

/// Ends all sessions of an account but `kept`, and tells which.
pub(super) async fn end_others(
    tx: &mut Tx,
    account: AccountId,
    kept: Option<SessionId>,
) -> DbResult<Vec<SessionId>> {
    let now = tx.now();
    sql!("UPDATE sessions SET ends_at = $1 WHERE account = $2 AND ends_at > $1 AND id <> $3 RETURNING id")
        .bind(now)
        .bind(account)
        .bind(kept.unwrap_or(SessionId::MIN))
        .values(tx)
        .await
}

/// A session as its owner sees it.
pub(super) struct Listed {
    pub id: SessionId,
    pub device: String,
    pub device_kind: String,
    pub address: String,
    pub started_at: Timestamp,
    pub last_used_at: Timestamp,
    pub idle_us: i64,
    pub ends_at: Timestamp,
}
row!(Listed {
    id,
    device,
    device_kind,
    address,
    started_at,
    last_used_at,
    idle_us,
    ends_at
});

/// Those that have not ended, the last used first.
pub(super) async fn of(db: &Db, account: AccountId, now: Timestamp) -> DbResult<Vec<Listed>> {
    sql!(
        "SELECT id, device, device_kind, address, started_at, last_used_at, idle_us, ends_at FROM sessions
         WHERE account = $1 AND ends_at > $2 AND last_used_at + idle_us > $2 ORDER BY last_used_at DESC, id DESC LIMIT 200"
    )
    .bind(account)
    .bind(now)
    .all(db)
    .await
}

/// One session, ended or not, for the mail that tells of it.
pub(super) async fn one(
    db: &Db,
    session: SessionId,
) -> DbResult<Option<(AccountId, String, String, Timestamp)>> {
    sql!("SELECT account, device, address, started_at FROM sessions WHERE id = $1")
        .bind(session)
        .optional(db)
        .await
}

/// Whether the account has been used from such a device before.
pub(super) async fn knows(on: impl Reads, account: AccountId, device: &Device) -> DbResult<bool> {
    let found: i64 = sql!("SELECT COUNT(*) FROM sessions WHERE account = $1 AND device = $2")
        .bind(account)
        .bind(device.name.as_str())
        .value(on)
        .await?;
    Ok(found > 0)
}

/// Forgets sessions that ended before `before`.
pub(super) async fn forget(tx: &mut Tx, before: Timestamp) -> DbResult<()> {
    sql!("DELETE FROM sessions WHERE ends_at < $1")
        .bind(before)
        .exec(tx)
        .await
        .map(drop)
}
