// SPDX-License-Identifier: EUPL-1.2
//! The only SQL that names `app_passwords`.

use access::Signed;
use base::{Day, Id, SecretHash, Timestamp, kind};
use db::{Db, DbResult, FromRow, Reads, RowRef, Tx, row, sql};

use super::model::{AccountId, Scope};

type AppPasswordId = Id<kind::AppPassword>;

/// An app password without its secret.
pub(super) struct Row {
    pub id: AppPasswordId,
    pub name: String,
    pub scope: Scope,
    pub project: Option<Id<kind::Project>>,
    pub channel: Option<Id<kind::Channel>>,
    pub created_at: Timestamp,
    pub last_used_at: Option<Timestamp>,
    pub expires_on: Option<Day>,
}
row!(Row {
    id,
    name,
    scope,
    project,
    channel,
    created_at,
    last_used_at,
    expires_on
});

pub(super) async fn of(db: &Db, account: AccountId) -> DbResult<Vec<Row>> {
    sql!("SELECT id, name, scope, project, channel, created_at, last_used_at, expires_on FROM app_passwords WHERE account = $1 ORDER BY id DESC")
        .bind(account)
        .all(db)
        .await
}

pub(super) async fn count(on: impl Reads, account: AccountId) -> DbResult<i64> {
    sql!("SELECT COUNT(*) FROM app_passwords WHERE account = $1")
        .bind(account)
        .value(on)
        .await
}

pub(super) async fn insert(tx: &mut Tx, account: AccountId, row: &Row, hash: &SecretHash) -> DbResult<()> {
    sql!("INSERT INTO app_passwords (id, account, name, scope, project, channel, secret_hash, created_at, expires_on) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)")
        .bind(row.id)
        .bind(account)
        .bind(row.name.as_str())
        .bind(row.scope)
        .bind(row.project)
        .bind(row.channel)
        .bind(hash)
        .bind(row.created_at)
        .bind(row.expires_on)
        .exec(tx)
        .await
        .map(drop)
}

/// Removes one of an account's. `false` if there is none.
pub(super) async fn remove(tx: &mut Tx, account: AccountId, id: AppPasswordId) -> DbResult<bool> {
    let removed = sql!("DELETE FROM app_passwords WHERE id = $1 AND account = $2")
        .bind(id)
        .bind(account)
        .exec(tx)
        .await?;
    Ok(removed > 0)
}

/// Removes all of an account's, and tells how many there were.
pub(super) async fn remove_all(tx: &mut Tx, account: AccountId) -> DbResult<u64> {
    sql!("DELETE FROM app_passwords WHERE account = $1")
        .bind(account)
        .exec(tx)
        .await
}

/// One that is limited to a channel, with whose it is.
pub(super) struct OfChannel {
    pub id: AppPasswordId,
    pub account: AccountId,
    pub name: String,
    pub scope: Scope,
    pub created_at: Timestamp,
    pub last_used_at: Option<Timestamp>,
    pub expires_on: Option<Day>,
}
row!(OfChannel {
    id,
    account,
    name,
    scope,
    created_at,
    last_used_at,
    expires_on
});

pub(super) async fn of_channel(on: impl Reads, channel: Id<kind::Channel>) -> DbResult<Vec<OfChannel>> {
    sql!("SELECT id, account, name, scope, created_at, last_used_at, expires_on FROM app_passwords WHERE channel = $1 ORDER BY id")
        .bind(channel)
        .all(on)
        .await
}

/// Removes one that is limited to a channel: whose it was. `None` if there is none.
pub(super) async fn remove_of_channel(
    tx: &mut Tx,
    channel: Id<kind::Channel>,
    id: AppPasswordId,
) -> DbResult<Option<AccountId>> {
    sql!("DELETE FROM app_passwords WHERE id = $1 AND channel = $2 RETURNING account")
        .bind(id)
        .bind(channel)
        .optional_value(tx)
        .await
}

/// An app password with whose it is.
pub(super) struct Found {
    pub id: AppPasswordId,
    pub name: String,
    pub scope: Scope,
    pub project: Option<Id<kind::Project>>,
    pub channel: Option<Id<kind::Channel>>,
    pub last_used_at: Option<Timestamp>,
    pub expires_on: Option<Day>,
    pub signed: Signed,
}

impl FromRow for Found {
    fn from_row(row: &RowRef<'_>) -> DbResult<Self> {
        Ok(Self {
            id: row.get(0)?,
            name: row.get(1)?,
            scope: row.get(2)?,
            project: row.get(3)?,
            channel: row.get(4)?,
            last_used_at: row.get(5)?,
            expires_on: row.get(6)?,
            signed: Signed {
                account: row.get(7)?,
                is_external: row.get(8)?,
                is_instance_admin: row.get(9)?,
            },
        })
    }
}

/// The app password of this secret, if its account is active.
pub(super) async fn find(db: &Db, hash: &SecretHash) -> DbResult<Option<Found>> {
    sql!(
        "SELECT p.id, p.name, p.scope, p.project, p.channel, p.last_used_at, p.expires_on, a.id, a.is_external, a.is_instance_admin
         FROM app_passwords p JOIN accounts a ON a.id = p.account WHERE p.secret_hash = $1 AND a.status = 'active'"
    )
    .bind(hash)
    .optional(db)
    .await
}

pub(super) async fn used(tx: &mut Tx, id: AppPasswordId) -> DbResult<()> {
    let now = tx.now();
    sql!("UPDATE app_passwords SET last_used_at = $1 WHERE id = $2")
        .bind(now)
        .bind(id)
        .exec(tx)
        .await
        .map(drop)
}
