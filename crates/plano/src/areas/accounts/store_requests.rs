// SPDX-License-Identifier: EUPL-1.2
//! The only SQL that names `access_requests`.

use base::{EmailAddress, Id, PageSize, SecretHash, Timestamp, kind};
use db::{Db, DbResult, FromRow, Reads, RowRef, Tx, sql};
use uuid::Uuid;

use super::{
    model::{AccountId, Language, OrganisationId, RequestStatus},
    store::list,
};

type RequestId = Id<kind::AccessRequest>;

/// A request as kept.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Row {
    pub id: RequestId,
    pub given_name: String,
    pub family_name: String,
    pub email: EmailAddress,
    pub organisation: OrganisationId,
    pub unit: Option<String>,
    pub reason: String,
    pub language: Language,
    /// `None` until the mailbox has answered.
    pub status: Option<RequestStatus>,
    pub expires_at: Timestamp,
    pub asked_at: Timestamp,
    pub answered_at: Option<Timestamp>,
    pub answered_by: Option<AccountId>,
    pub answer_reason: Option<String>,
    pub account: Option<AccountId>,
}

impl FromRow for Row {
    fn from_row(row: &RowRef<'_>) -> DbResult<Self> {
        let status: String = row.get(8)?;
        Ok(Self {
            id: row.get(0)?,
            given_name: row.get(1)?,
            family_name: row.get(2)?,
            email: row.get(3)?,
            organisation: row.get(4)?,
            unit: row.get(5)?,
            reason: row.get(6)?,
            language: row.get(7)?,
            status: status.parse().ok(),
            expires_at: row.get(9)?,
            asked_at: row.get(10)?,
            answered_at: row.get(11)?,
            answered_by: row.get(12)?,
            answer_reason: row.get(13)?,
            account: row.get(14)?,
        })
    }
}

/// Inserts a request that its mailbox has yet to confirm. `false` if its key was used before.
pub(super) async fn insert(tx: &mut Tx, row: &Row, draft: Uuid) -> DbResult<bool> {
    let inserted = sql!(
        "INSERT INTO access_requests (id, draft, given_name, family_name, email, organisation, unit, reason, language, status, expires_at, asked_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'unconfirmed', $10, $11)
         ON CONFLICT (draft) DO NOTHING"
    )
    .bind(row.id)
    .bind(draft)
    .bind(row.given_name.as_str())
    .bind(row.family_name.as_str())
    .bind(&row.email)
    .bind(row.organisation)
    .bind(row.unit.as_deref())
    .bind(row.reason.as_str())
    .bind(row.language)
    .bind(row.expires_at)
    .bind(row.asked_at)
    .exec(tx)
    .await?;
    Ok(inserted > 0)
}

/// Makes the earlier unconfirmed requests of a mailbox worthless, whatever they asked for.
pub(super) async fn supersede(tx: &mut Tx, newer: RequestId, email: &EmailAddress) -> DbResult<()> {
    let now = tx.now();
    sql!("UPDATE access_requests SET expires_at = $1 WHERE email = $2 AND id <> $3 AND status = 'unconfirmed' AND expires_at > $1")
        .bind(now)
        .bind(email)
        .bind(newer)
        .exec(tx)
        .await
        .map(drop)
}

pub(super) async fn by_draft(on: impl Reads, draft: Uuid) -> DbResult<Option<Row>> {
    sql!(
        "SELECT id, given_name, family_name, email, organisation, unit, reason, language, status, expires_at, asked_at, answered_at,
           answered_by, answer_reason, account
         FROM access_requests WHERE draft = $1"
    )
    .bind(draft)
    .optional(on)
    .await
}

pub(super) async fn find(on: impl Reads, id: RequestId) -> DbResult<Option<Row>> {
    sql!(
        "SELECT id, given_name, family_name, email, organisation, unit, reason, language, status, expires_at, asked_at, answered_at,
           answered_by, answer_reason, account
         FROM access_requests WHERE id = $1"
    )
    .bind(id)
    .optional(on)
    .await
}

pub(super) async fn by_secret(on: impl Reads, hash: &SecretHash) -> DbResult<Option<Row>> {
    sql!(
        "SELECT id, given_name, family_name, email, organisation, unit, reason, language, status, expires_at, asked_at, answered_at,
           answered_by, answer_reason, account
         FROM access_requests WHERE secret_hash = $1"
    )
    .bind(hash)
    .optional(on)
    .await
}

/// Gives a request its secret, when the mail that carries it is about to leave.
pub(super) async fn arm(tx: &mut Tx, id: RequestId, hash: &SecretHash) -> DbResult<()> {
    sql!("UPDATE access_requests SET secret_hash = $1 WHERE id = $2 AND status = 'unconfirmed'")
        .bind(hash)
        .bind(id)
        .exec(tx)
        .await
        .map(drop)
}

/// The mailbox has answered. `false` if it had, or too late.
pub(super) async fn confirm(tx: &mut Tx, id: RequestId) -> DbResult<bool> {
    let now = tx.now();
    let confirmed = sql!("UPDATE access_requests SET status = 'waiting' WHERE id = $1 AND status = 'unconfirmed' AND expires_at > $2")
        .bind(id)
        .bind(now)
        .exec(tx)
        .await?;
    Ok(confirmed > 0)
}

/// Whether the same mailbox waits for an answer of the same organisation.
pub(super) async fn waits(
    on: impl Reads,
    email: &EmailAddress,
    organisation: OrganisationId,
) -> DbResult<bool> {
    let found: i64 = sql!(
        "SELECT COUNT(*) FROM access_requests WHERE email = $1 AND organisation = $2 AND status = 'waiting'"
    )
    .bind(email)
    .bind(organisation)
    .value(on)
    .await?;
    Ok(found > 0)
}

pub(super) async fn remove(tx: &mut Tx, id: RequestId) -> DbResult<()> {
    sql!("DELETE FROM access_requests WHERE id = $1")
        .bind(id)
        .exec(tx)
        .await
        .map(drop)
}

/// Answers a request. `false` if somebody has.
pub(super) async fn answer(
    tx: &mut Tx,
    id: RequestId,
    status: RequestStatus,
    organisation: OrganisationId,
    reason: Option<&str>,
) -> DbResult<bool> {
    let (now, by) = (tx.now(), tx.actor().account());
    let answered = sql!(
        "UPDATE access_requests SET status = $1, organisation = $2, answer_reason = $3, answered_at = $4, answered_by = $5
         WHERE id = $6 AND status = 'waiting'"
    )
    .bind(status)
    .bind(organisation)
    .bind(reason)
    .bind(now)
    .bind(by)
    .bind(id)
    .exec(tx)
    .await?;
    Ok(answered > 0)
}

/// Notes the account that an approved request has become.
pub(super) async fn opened(tx: &mut Tx, id: RequestId, account: AccountId) -> DbResult<()> {
    sql!("UPDATE access_requests SET account = $1 WHERE id = $2")
        .bind(account)
        .bind(id)
        .exec(tx)
        .await
        .map(drop)
}

/// What to list.
pub(super) struct Wanted {
    pub status: Option<RequestStatus>,
    pub organisation: Option<OrganisationId>,
    /// `None`: all.
    pub within: Option<Vec<OrganisationId>>,
    pub before: RequestId,
    pub size: PageSize,
}

/// Confirmed requests, newest first.
pub(super) async fn page(db: &Db, wanted: &Wanted) -> DbResult<Vec<Row>> {
    sql! {
        sqlite: "SELECT id, given_name, family_name, email, organisation, unit, reason, language, status, expires_at, asked_at, answered_at,
               answered_by, answer_reason, account
             FROM access_requests
             WHERE id < $1 AND status <> 'unconfirmed' AND (status = $2 OR $2 IS NULL) AND (organisation = $3 OR $3 IS NULL)
               AND ($4 OR organisation IN (SELECT unhex(value) FROM json_each($5)))
             ORDER BY id DESC LIMIT $6",
        postgres: "SELECT id, given_name, family_name, email, organisation, unit, reason, language, status, expires_at, asked_at, answered_at,
               answered_by, answer_reason, account
             FROM access_requests
             WHERE id < $1 AND status <> 'unconfirmed' AND (status = $2 OR $2 IS NULL) AND (organisation = $3 OR $3 IS NULL)
               AND ($4 OR organisation IN (SELECT CAST(value AS UUID) FROM jsonb_array_elements_text(CAST(CAST($5 AS TEXT) AS JSONB))))
             ORDER BY id DESC LIMIT $6",
    }
    .bind(wanted.before)
    .bind(wanted.status)
    .bind(wanted.organisation)
    .bind(wanted.within.is_none())
    .bind(list(wanted.within.as_deref().unwrap_or_default()))
    .bind(wanted.size.and_one())
    .all(db)
    .await
}

/// How many wait for an answer, and since when, by organisation.
pub(super) async fn waiting(on: impl Reads) -> DbResult<Vec<(OrganisationId, i64, Timestamp)>> {
    sql!(
        "SELECT organisation, COUNT(*), MIN(asked_at) FROM access_requests WHERE status = 'waiting' GROUP BY organisation"
    )
    .all(on)
    .await
}

/// Forgets requests whose mailbox has not answered in time.
pub(super) async fn forget(tx: &mut Tx) -> DbResult<()> {
    let now = tx.now();
    sql!("DELETE FROM access_requests WHERE status = 'unconfirmed' AND expires_at < $1")
        .bind(now)
        .exec(tx)
        .await
        .map(drop)
}
