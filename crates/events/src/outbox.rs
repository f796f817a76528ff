// SPDX-License-Identifier: EUPL-1.2
//! The table of events, in the order in which readers see them.

use std::{fmt, str::FromStr, time::Duration};

use base::{Actor, Id, Invalid, PageSize, Timestamp, kind};
use db::{Db, DbError, DbResult, Dialect, Query, Tx, Wake, row, sql};
use serde::{Deserialize, Serialize};

use crate::Event;

/// A place in the order of events.
///
/// PostgreSQL hands out sequence numbers before commit, so that number 5 may appear after number 6 has been read. Readers
/// therefore order by the transaction's id first, and stay below the oldest transaction that is still open: whatever
/// appears later belongs to a later transaction, hence to a later place. On SQLite, where one writes at a time, `tx` is 0.
/// What came from another cluster has a `tx` of 0 or less: see [`prepare`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Position {
    /// The transaction, 0 on SQLite.
    pub tx: i64,
    /// The number.
    pub seq: i64,
}

impl Position {
    /// Before everything.
    pub const START: Self = Self { tx: i64::MIN, seq: 0 };
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.tx, self.seq)
    }
}

impl FromStr for Position {
    type Err = Invalid;

    /// # Errors
    /// `cursor.malformed`.
    fn from_str(text: &str) -> Result<Self, Invalid> {
        let parts = text
            .split_once('.')
            .and_then(|(tx, seq)| Some((tx.parse().ok()?, seq.parse().ok()?)));
        parts
            .map(|(tx, seq)| Self { tx, seq })
            .ok_or_else(|| Invalid::new("cursor.malformed"))
    }
}

/// An event with when, where and on whose behalf.
#[derive(Debug, Clone)]
pub struct Recorded {
    /// Its place in the order.
    pub position: Position,
    /// When.
    pub at: Timestamp,
    /// On whose behalf; `None`: a visitor or the program.
    pub actor: Option<Id<kind::Account>>,
    /// In which project.
    pub project: Option<Id<kind::Project>>,
    /// What. `None` if a newer version of Plano wrote a kind that this one does not know.
    pub event: Option<Event>,
}

struct Row {
    tx: i64,
    seq: i64,
    at: Timestamp,
    actor: Option<Id<kind::Account>>,
    project: Option<Id<kind::Project>>,
    kind: String,
    body: String,
}
row!(Row {
    tx,
    seq,
    at,
    actor,
    project,
    kind,
    body
});

impl From<Row> for Recorded {
    fn from(row: Row) -> Self {
        let event = Event::read(&row.kind, &row.body);
        Self {
            position: Position {
                tx: row.tx,
                seq: row.seq,
            },
            at: row.at,
            actor: row.actor,
            project: row.project,
            event,
        }
    }
}

/// Lets a transaction tell what it made true.
pub trait Announce {
    /// Writes the event; its readers are woken once the transaction is durable.
    ///
    /// # Errors
    /// Whatever the database says.
    fn announce(&mut self, event: impl Into<Event>) -> impl Future<Output = DbResult<()>>;
}

impl Announce for Tx {
    async fn announce(&mut self, event: impl Into<Event>) -> DbResult<()> {
        let announcement = announcement(self, self.actor(), &event.into())?;
        announcement.exec(self).await?;
        self.wakes(Wake::Events);
        Ok(())
    }
}

/// The statement that writes an event on behalf of `actor`, where one transaction carries what several people did. The
/// readers are woken by [`Tx::wakes`].
///
/// # Errors
/// Never in practice: an event is made of ids.
pub fn announcement(tx: &Tx, actor: Actor, event: &Event) -> DbResult<Query<'static>> {
    let body = serde_json::to_string(event).map_err(DbError::other)?;
    Ok(
        sql!("INSERT INTO events (at, actor, project, kind, body) VALUES ($1, $2, $3, $4, $5)")
            .bind(tx.now())
            .bind(actor.account())
            .bind(event.project())
            .bind(event.kind())
            .bind(body),
    )
}

/// Announces several events, on behalf of the transaction's actor, in one statement.
///
/// # Errors
/// Whatever the database says.
pub async fn announce_all(tx: &mut Tx, events: &[Event]) -> DbResult<()> {
    if events.is_empty() {
        return Ok(());
    }
    let mut rows = Vec::with_capacity(events.len());
    for event in events {
        rows.push(serde_json::json!({
            "project": event.project().map(|it| it.uuid().simple().to_string()),
            "kind": event.kind(),
            "body": serde_json::to_string(event).map_err(DbError::other)?,
        }));
    }
    let (now, actor) = (tx.now(), tx.actor().account());
    sql! {
        sqlite: "INSERT INTO events (at, actor, project, kind, body)
            SELECT $1, $2, unhex(value ->> 'project'), value ->> 'kind', value ->> 'body' FROM json_each($3)",
        postgres: "INSERT INTO events (at, actor, project, kind, body)
            SELECT $1, $2, CAST(value ->> 'project' AS UUID), value ->> 'kind', value ->> 'body'
            FROM jsonb_array_elements(CAST(CAST($3 AS TEXT) AS JSONB))",
    }
    .bind(now)
    .bind(actor)
    .bind(serde_json::Value::from(rows).to_string())
    .exec(tx)
    .await?;
    tx.wakes(Wake::Events);
    Ok(())
}

/// Up to `limit` events after `position`, oldest first, all of which are and stay in this order.
///
/// # Errors
/// Whatever the database says.
pub async fn after(db: &Db, position: Position, limit: i64) -> DbResult<Vec<Recorded>> {
    let rows: Vec<Row> = sql! {
        // `tx` is 0 there, always. Comparing the two as a row would walk all that ever happened, at each wake of each reader.
        sqlite: "SELECT tx, seq, at, actor, project, kind, body FROM events WHERE +tx >= $1 AND seq > $2 ORDER BY seq LIMIT $3",
        postgres: "SELECT tx, seq, at, actor, project, kind, body FROM events
            WHERE (tx, seq) > ($1, $2) AND tx < CAST(CAST(pg_snapshot_xmin(pg_current_snapshot()) AS TEXT) AS BIGINT)
            ORDER BY tx, seq LIMIT $3",
    }
    .bind(position.tx)
    .bind(position.seq)
    .bind(limit)
    .all(db)
    .await?;
    Ok(rows.into_iter().map(Recorded::from).collect())
}

/// One event, by its number.
pub(crate) async fn one(db: &Db, seq: i64) -> DbResult<Option<Recorded>> {
    let row: Option<Row> = sql!("SELECT tx, seq, at, actor, project, kind, body FROM events WHERE seq = $1")
        .bind(seq)
        .optional(db)
        .await?;
    Ok(row.map(Recorded::from))
}

/// The last event that readers may see.
///
/// # Errors
/// Whatever the database says.
pub async fn end(db: &Db) -> DbResult<Position> {
    let last: Option<(i64, i64)> = sql! {
        sqlite: "SELECT tx, seq FROM events ORDER BY tx DESC, seq DESC LIMIT 1",
        postgres: "SELECT tx, seq FROM events WHERE tx < CAST(CAST(pg_snapshot_xmin(pg_current_snapshot()) AS TEXT) AS BIGINT)
            ORDER BY tx DESC, seq DESC LIMIT 1",
    }
    .optional(db)
    .await?;
    Ok(last.map_or(Position::START, |(tx, seq)| Position { tx, seq }))
}

/// Whether something has happened that readers may not see yet: on PostgreSQL, while a transaction that began before is
/// open, be it in another database of the same server.
///
/// # Errors
/// Whatever the database says.
pub(crate) async fn is_held_back(db: &Db) -> DbResult<bool> {
    Ok(db.dialect() == Dialect::Postgres && end(db).await? < written(db).await?)
}

/// The last event that is committed, whether readers may see it or not.
async fn written(db: &Db) -> DbResult<Position> {
    let last: Option<(i64, i64)> = sql!("SELECT tx, seq FROM events ORDER BY tx DESC, seq DESC LIMIT 1")
        .optional(db)
        .await?;
    Ok(last.map_or(Position::START, |(tx, seq)| Position { tx, seq }))
}

/// How long to wait before looking for events again without having been woken.
#[derive(Debug)]
pub struct Patience {
    usual: Duration,
    next: Duration,
}

impl Patience {
    const SHORTEST: Duration = Duration::from_millis(5);

    /// `usual`: when nothing is known to come.
    #[must_use]
    pub const fn new(usual: Duration) -> Self {
        Self {
            usual,
            next: Self::SHORTEST,
        }
    }

    /// Something was read.
    pub const fn reset(&mut self) {
        self.next = Self::SHORTEST;
    }

    /// After reading up to `position`. Short while more is written than that: it is held back, and comes without a word,
    /// since the transaction it waits for need not have announced anything. Longer each time, as that one may last.
    pub async fn pause(&mut self, db: &Db, position: Position) -> Duration {
        let is_behind = db.dialect() == Dialect::Postgres && written(db).await.is_ok_and(|it| it > position);
        if !is_behind {
            return self.usual;
        }
        let pause = self.next;
        self.next = (pause * 2).min(self.usual);
        pause
    }
}

/// A page of what happened to a project and everybody in it may know, newest first, before `before`. What is for one
/// person or for those who manage, and what is said in its channels, takes no place in a page. Permission is the caller's
/// matter.
///
/// # Errors
/// Whatever the database says.
pub async fn project_page(
    db: &Db,
    project: Id<kind::Project>,
    before: Position,
    size: PageSize,
) -> DbResult<Vec<Recorded>> {
    let rows: Vec<Row> = sql! {
        // As in `after`: so only what the page shows is read, however deep it is.
        sqlite: "SELECT tx, seq, at, actor, project, kind, body FROM events
         WHERE project = $1 AND (tx = 0 AND $2 >= 0) AND seq < $3 AND kind LIKE 'project.%' AND kind NOT IN (
           'project.mine_changed', 'project.access_asked', 'project.access_granted', 'project.access_refused',
           'project.member_proposed', 'project.member_ending', 'project.linked', 'project.unlinked')
         ORDER BY tx DESC, seq DESC LIMIT $4",
        postgres: "SELECT tx, seq, at, actor, project, kind, body FROM events
         WHERE project = $1 AND (tx, seq) < ($2, $3) AND kind LIKE 'project.%' AND kind NOT IN (
           'project.mine_changed', 'project.access_asked', 'project.access_granted', 'project.access_refused',
           'project.member_proposed', 'project.member_ending', 'project.linked', 'project.unlinked')
         ORDER BY tx DESC, seq DESC LIMIT $4",
    }
    .bind(project)
    .bind(before.tx)
    .bind(before.seq)
    .bind(size.and_one())
    .all(db)
    .await?;
    Ok(rows.into_iter().map(Recorded::from).collect())
}

/// To be called once at start. A PostgreSQL database restored into another cluster finds itself among younger transaction
/// ids: what is there is put before them, in its order, and each cursor with it.
///
/// # Errors
/// Whatever the database says.
pub async fn prepare(db: &Db) -> DbResult<()> {
    let moved = db
        .write(Actor::System, async |tx| {
            let newest: i64 = sql!("SELECT COALESCE(MAX(tx), 0) FROM events")
                .value(&mut *tx)
                .await?;
            let current: i64 = sql! {
                sqlite: "SELECT 9223372036854775807",
                postgres: "SELECT CAST(CAST(pg_current_xact_id() AS TEXT) AS BIGINT)",
            }
            .value(&mut *tx)
            .await?;
            if newest < current {
                return Ok(false);
            }
            // All by the same distance, so that everything keeps its place, and each cursor what it has read and what not.
            sql!("UPDATE cursors SET tx = tx - $1 WHERE tx > $2")
                .bind(newest)
                .bind(Position::START.tx)
                .exec(tx)
                .await?;
            sql!("UPDATE events SET tx = tx - $1")
                .bind(newest)
                .exec(tx)
                .await?;
            Ok::<_, DbError>(true)
        })
        .await?;
    if moved {
        tracing::warn!("the database was restored into another cluster: its events were put in order again");
    }
    Ok(())
}
