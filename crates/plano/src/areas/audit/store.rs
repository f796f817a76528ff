// SPDX-License-Identifier: EUPL-1.2
//! The only SQL that names the journal.

use base::{Id, PageSize, Timestamp, kind};
use db::{DbResult, Reads, Tx, row, sql};

use super::model::Sought;

/// A line.
#[derive(Debug, Clone)]
pub struct Line {
    pub position: i64,
    pub event_seq: i64,
    pub at: Timestamp,
    pub actor: Option<Id<kind::Account>>,
    pub kind: String,
    pub account: Option<Id<kind::Account>>,
    pub organisation: Option<Id<kind::Organisation>>,
    pub project: Option<Id<kind::Project>>,
    pub address: Option<String>,
    pub details: String,
}
row!(Line {
    position,
    event_seq,
    at,
    actor,
    kind,
    account,
    organisation,
    project,
    address,
    details
});

/// The last line's place and seal.
pub async fn last(on: impl Reads) -> DbResult<Option<(i64, Vec<u8>)>> {
    sql!("SELECT position, hash FROM journal ORDER BY position DESC LIMIT 1")
        .optional(on)
        .await
}

/// Whether an event has its line.
pub async fn has(tx: &mut Tx, event_seq: i64) -> DbResult<bool> {
    let found: i64 = sql!("SELECT COUNT(*) FROM journal WHERE event_seq = $1")
        .bind(event_seq)
        .value(tx)
        .await?;
    Ok(found > 0)
}

/// Writes a line and its seal.
pub async fn insert(tx: &mut Tx, line: &Line, hash: &[u8]) -> DbResult<()> {
    sql!(
        "INSERT INTO journal (position, event_seq, at, actor, kind, account, organisation, project, address, details, hash)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"
    )
    .bind(line.position)
    .bind(line.event_seq)
    .bind(line.at)
    .bind(line.actor)
    .bind(&line.kind)
    .bind(line.account)
    .bind(line.organisation)
    .bind(line.project)
    .bind(line.address.as_deref())
    .bind(&line.details)
    .bind(hash)
    .exec(tx)
    .await
    .map(drop)
}

/// A page of lines before `before`, newest first. What happens in projects is told there, to their members.
pub async fn page(on: impl Reads, sought: &Sought, before: i64, size: PageSize) -> DbResult<Vec<Line>> {
    let family = sought
        .kind
        .as_ref()
        .map(|it| format!("{}.%", it.replace(['%', '_'], "")));
    // Words are compared as bytes; no UTF-8 text holds the one that ends the range.
    let word_end = sought.word.as_ref().map(|it| [it.as_bytes(), &[0xff]].concat());
    sql!(
        "SELECT j.position, j.event_seq, j.at, j.actor, j.kind, j.account, j.organisation, j.project, j.address, j.details
         FROM journal j
         WHERE j.position < $1 AND j.kind NOT LIKE 'project.%'
           AND (j.kind = $2 OR j.kind LIKE $3 OR $2 IS NULL)
           AND (j.account = $4 OR j.actor = $4 OR $4 IS NULL)
           AND (j.account IN (SELECT s.account FROM account_search s WHERE s.word >= $5 AND s.word < $6)
             OR j.actor IN (SELECT s.account FROM account_search s WHERE s.word >= $5 AND s.word < $6) OR $5 IS NULL)
           AND j.at >= $7 AND j.at < $8
           AND (j.organisation IN (SELECT r.organisation FROM administered_organisations r WHERE r.account = $9)
             OR j.account IN (SELECT m.account FROM organisation_memberships m
                JOIN administered_organisations r ON r.organisation = m.organisation WHERE r.account = $9)
             OR $9 IS NULL)
         ORDER BY j.position DESC LIMIT $10"
    )
    .bind(before)
    .bind(sought.kind.as_deref())
    .bind(family)
    .bind(sought.account)
    .bind(sought.word.as_ref().map(|it| it.as_bytes().to_vec()))
    .bind(word_end)
    .bind(sought.from.unwrap_or(Timestamp::from_micros(i64::MIN)))
    .bind(sought.to.unwrap_or(Timestamp::from_micros(i64::MAX)))
    .bind(sought.branches_of)
    .bind(size.and_one())
    .all(on)
    .await
}

/// Lines with their seals after `position`, in order.
pub async fn sealed(on: impl Reads, position: i64) -> DbResult<Vec<(Line, Vec<u8>)>> {
    let rows: Vec<Sealed> = sql!(
        "SELECT position, event_seq, at, actor, kind, account, organisation, project, address, details, hash
         FROM journal WHERE position > $1 ORDER BY position LIMIT 1000"
    )
    .bind(position)
    .all(on)
    .await?;
    Ok(rows.into_iter().map(|it| (it.line, it.hash)).collect())
}

struct Sealed {
    line: Line,
    hash: Vec<u8>,
}

impl db::FromRow for Sealed {
    fn from_row(row: &db::RowRef<'_>) -> DbResult<Self> {
        Ok(Self {
            line: Line::from_row(row)?,
            hash: row.get(10)?,
        })
    }
}
