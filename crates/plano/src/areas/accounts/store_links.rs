// SPDX-License-Identifier: EUPL-1.2
//! The only SQL that names `mailed_links`: used once, dead after a newer one of the same purpose.

use base::{EmailAddress, SecretHash, Timestamp};
use db::{Db, DbResult, Reads, Tx, row, sql};
use uuid::Uuid;

use super::model::AccountId;

/// What a link is for. As text in the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    Invitation,
    Reset,
    Email,
}

impl Purpose {
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::Invitation => "invitation",
            Self::Reset => "reset",
            Self::Email => "email",
        }
    }
}

impl std::str::FromStr for Purpose {
    type Err = ();
    fn from_str(text: &str) -> Result<Self, ()> {
        match text {
            "invitation" => Ok(Self::Invitation),
            "reset" => Ok(Self::Reset),
            "email" => Ok(Self::Email),
            _ => Err(()),
        }
    }
}
db::text_column!(Purpose);

/// A link as kept.
pub(super) struct Link {
    pub id: Uuid,
    pub purpose: Purpose,
    pub account: AccountId,
    pub email: Option<EmailAddress>,
    pub old_email: Option<EmailAddress>,
    pub invited_by: Option<AccountId>,
    pub project: Option<Uuid>,
    pub request: Option<Uuid>,
    pub message: Option<String>,
    pub created_at: Timestamp,
    pub expires_at: Timestamp,
    pub used_at: Option<Timestamp>,
}
row!(Link {
    id,
    purpose,
    account,
    email,
    old_email,
    invited_by,
    project,
    request,
    message,
    created_at,
    expires_at,
    used_at
});

impl Link {
    pub(super) fn is_open(&self, now: Timestamp) -> bool {
        self.used_at.is_none() && self.expires_at > now
    }
}

/// Puts a link, and makes the earlier ones of its purpose worthless.
pub(super) async fn insert(tx: &mut Tx, link: &Link) -> DbResult<()> {
    close(tx, link.account, link.purpose).await?;
    sql!(
        "INSERT INTO mailed_links (id, purpose, account, email, old_email, invited_by, project, request, message, created_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
         ON CONFLICT (id) DO UPDATE SET expires_at = excluded.expires_at"
    )
    .bind(link.id)
    .bind(link.purpose)
    .bind(link.account)
    .bind(link.email.as_ref())
    .bind(link.old_email.as_ref())
    .bind(link.invited_by)
    .bind(link.project)
    .bind(link.request)
    .bind(link.message.as_deref())
    .bind(link.created_at)
    .bind(link.expires_at)
    .exec(tx)
    .await
    .map(drop)
}

/// Makes the open links of a purpose worthless.
pub(super) async fn close(tx: &mut Tx, account: AccountId, purpose: Purpose) -> DbResult<()> {
    let now = tx.now();
    sql!("UPDATE mailed_links SET expires_at = $1 WHERE account = $2 AND purpose = $3 AND used_at IS NULL AND expires_at > $1")
        .bind(now)
        .bind(account)
        .bind(purpose)
        .exec(tx)
        .await
        .map(drop)
}

/// Gives a link its secret, when the mail that carries it is about to leave. `false` if it is no longer open.
pub(super) async fn arm(tx: &mut Tx, link: Uuid, hash: &SecretHash) -> DbResult<bool> {
    let now = tx.now();
    let armed = sql!(
        "UPDATE mailed_links SET secret_hash = $1 WHERE id = $2 AND used_at IS NULL AND expires_at > $3"
    )
    .bind(hash)
    .bind(link)
    .bind(now)
    .exec(tx)
    .await?;
    Ok(armed > 0)
}

pub(super) async fn by_secret(on: impl Reads, hash: &SecretHash, purpose: Purpose) -> DbResult<Option<Link>> {
    sql!(
        "SELECT id, purpose, account, email, old_email, invited_by, project, request, message, created_at, expires_at, used_at
         FROM mailed_links WHERE secret_hash = $1 AND purpose = $2"
    )
    .bind(hash)
    .bind(purpose)
    .optional(on)
    .await
}

pub(super) async fn by_id(db: &Db, id: Uuid) -> DbResult<Option<Link>> {
    sql!(
        "SELECT id, purpose, account, email, old_email, invited_by, project, request, message, created_at, expires_at, used_at
         FROM mailed_links WHERE id = $1"
    )
    .bind(id)
    .optional(db)
    .await
}

/// Uses a link. `false` if somebody has, or it is too old: of many at once one wins.
pub(super) async fn spend(tx: &mut Tx, link: Uuid) -> DbResult<bool> {
    let now = tx.now();
    let spent =
        sql!("UPDATE mailed_links SET used_at = $1 WHERE id = $2 AND used_at IS NULL AND expires_at > $1")
            .bind(now)
            .bind(link)
            .exec(tx)
            .await?;
    Ok(spent > 0)
}

/// How many links of a purpose an account has been sent since `since`.
pub(super) async fn sent_since(
    on: impl Reads,
    account: AccountId,
    purpose: Purpose,
    since: Timestamp,
) -> DbResult<i64> {
    sql!("SELECT COUNT(*) FROM mailed_links WHERE account = $1 AND purpose = $2 AND created_at > $3")
        .bind(account)
        .bind(purpose)
        .bind(since)
        .value(on)
        .await
}

/// Whether an account has a link of a purpose that will still open at `then`.
pub(super) async fn is_open_at(
    on: impl Reads,
    account: AccountId,
    purpose: Purpose,
    then: Timestamp,
) -> DbResult<bool> {
    let open: i64 = sql!(
        "SELECT COUNT(*) FROM mailed_links WHERE account = $1 AND purpose = $2 AND used_at IS NULL AND expires_at > $3"
    )
    .bind(account)
    .bind(purpose)
    .bind(then)
    .value(on)
    .await?;
    Ok(open > 0)
}

/// Forgets links that ended before `before`.
pub(super) async fn forget(tx: &mut Tx, before: Timestamp) -> DbResult<()> {
    sql!("DELETE FROM mailed_links WHERE expires_at < $1")
        .bind(before)
        .exec(tx)
        .await
        .map(drop)
}
