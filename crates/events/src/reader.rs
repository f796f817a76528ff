// SPDX-License-Identifier: EUPL-1.2
//! Readers: each follows the events with a cursor kept in the database, and does its work in the transaction that moves it.

use std::{pin::Pin, sync::Arc, time::Duration};

use base::{Actor, Timestamp};
use db::{Db, DbError, DbResult, Tx, Wake, row, sql};
use tokio::sync::watch;

use crate::outbox::{Patience, Position, Recorded, after, is_held_back};

/// What a reader does with an event, while the transaction is open.
pub type BoxedRead<'a> = Pin<Box<dyn Future<Output = DbResult<()>> + 'a>>;

/// Something that follows from events. Idempotent: after a crash it may see an event again.
pub trait Reader: Send + Sync + 'static {
    /// Names its cursor; never changes.
    fn name(&self) -> &'static str;

    /// Does what follows from `event`. Writes through `tx` only; anything slow is a job it enqueues.
    fn read<'a>(&'a self, tx: &'a mut Tx, event: &'a Recorded) -> BoxedRead<'a>;
}

/// How many events share a transaction.
const BATCH: i64 = 200;
/// Attempts at an event before it is set aside and reported.
const ATTEMPTS: i64 = 5;
/// How long [`settle`] waits for events that are held back.
const HELD_BACK_MAX: Duration = Duration::from_secs(10);
/// How often it looks.
const HELD_BACK: Duration = Duration::from_millis(2);
/// How often to look without having been woken: other nodes write too.
const POLL: Duration = Duration::from_secs(2);

/// How long what happens is gathered before it is read: what readers do is waited for by nobody, and a transaction for each
/// message of a busy channel would cost more than the message.
const GATHERED: Duration = Duration::from_millis(20);

/// Follows the events until `stop` changes. One per reader and node; two nodes take turns by the cursor.
pub async fn follow(db: Db, reader: Arc<dyn Reader>, mut stop: watch::Receiver<bool>) {
    let mut commits = db.commits(Wake::Events);
    let mut pause = Duration::ZERO;
    let mut patience = Patience::new(POLL);
    let mut known = None;
    while !*stop.borrow() {
        match step(&db, &reader, &mut known).await {
            Ok(0) => {
                let wait = patience.pause(&db, known.unwrap_or(Position::START)).await;
                tokio::select! {
                    _ = commits.changed() => tokio::time::sleep(GATHERED).await,
                    () = tokio::time::sleep(wait) => {}
                    _ = stop.changed() => {}
                }
                // Another node may have gone on from there meanwhile.
                known = None;
            }
            Ok(_) => {
                pause = Duration::ZERO;
                patience.reset();
            }
            Err(error) => {
                known = None;
                tracing::warn!(reader = reader.name(), %error, "a reader of events will try again");
                pause = (pause * 2).clamp(Duration::from_millis(100), Duration::from_secs(10));
                tokio::select! {
                    () = tokio::time::sleep(pause) => {}
                    _ = stop.changed() => {}
                }
            }
        }
    }
}

/// Lets all `readers` read all there is; for tests and commands. The number of events read.
///
/// On PostgreSQL an event is held back while a transaction that began before it is open, be it in another database of the
/// same server. What is held back now is waited for, ten seconds at most.
///
/// # Errors
/// What a reader says of an event.
pub async fn settle(db: &Db, readers: &[Arc<dyn Reader>]) -> DbResult<usize> {
    let mut sum = 0;
    loop {
        // Waiting is no part of what the reading costs.
        let (waited, _) = db::counting_statements(until_nothing_is_held_back(db)).await;
        waited?;
        let mut read = 0;
        for reader in readers {
            read += step(db, reader, &mut None).await?;
        }
        sum += read;
        if read == 0 {
            return Ok(sum);
        }
    }
}

async fn until_nothing_is_held_back(db: &Db) -> DbResult<()> {
    let mut waited = Duration::ZERO;
    while waited < HELD_BACK_MAX && is_held_back(db).await? {
        tokio::time::sleep(HELD_BACK).await;
        waited += HELD_BACK;
    }
    Ok(())
}

/// Reads one batch. How many events it had; 0 when there is nothing to read. `known`: where its cursor is, which need not be
/// asked for then.
async fn step(db: &Db, reader: &Arc<dyn Reader>, known: &mut Option<Position>) -> DbResult<usize> {
    let from = match known.take() {
        Some(from) => from,
        None => cursor(db, reader.name()).await?,
    };
    let events = Arc::new(after(db, from, BATCH).await?);
    let Some(last) = events.last() else {
        *known = Some(from);
        return Ok(0);
    };
    match read_all(db, reader, from, &events).await {
        Ok(true) => {
            *known = Some(last.position);
            Ok(events.len())
        }
        Ok(false) => Ok(events.len()),
        Err(error @ (DbError::Busy | DbError::Unavailable(_) | DbError::Full)) => Err(error),
        // One of them is at fault: one by one, to find which.
        Err(_) => one_by_one(db, reader, from, &events).await,
    }
}

/// Reads events and moves the cursor past them; `false`: another node was here first.
async fn read_all(
    db: &Db,
    reader: &Arc<dyn Reader>,
    from: Position,
    events: &Arc<Vec<Recorded>>,
) -> DbResult<bool> {
    let (reader, events) = (Arc::clone(reader), Arc::clone(events));
    db.write(Actor::System, async move |tx| {
        let Some(last) = events.last() else {
            return Ok(true);
        };
        if !advance(tx, reader.name(), from, last.position).await? {
            return Ok(false);
        }
        for event in events.iter() {
            reader.read(tx, event).await?;
        }
        Ok(true)
    })
    .await
}

async fn one_by_one(
    db: &Db,
    reader: &Arc<dyn Reader>,
    mut from: Position,
    events: &[Recorded],
) -> DbResult<usize> {
    for (read, event) in events.iter().enumerate() {
        let to = event.position;
        match read_all(db, reader, from, &Arc::new(vec![event.clone()])).await {
            Ok(_) => {}
            Err(error @ (DbError::Busy | DbError::Unavailable(_) | DbError::Full)) => return Err(error),
            Err(error) => {
                if !failed(db, reader.name(), from, to, error.to_string()).await? {
                    return if read == 0 { Err(error) } else { Ok(read) };
                }
                tracing::error!(reader = reader.name(), seq = to.seq, %error, "an event was set aside");
            }
        }
        from = to;
    }
    Ok(events.len())
}

/// Notes a failure; `true` once the event has been set aside, and the cursor moved past it.
async fn failed(db: &Db, name: &'static str, from: Position, to: Position, error: String) -> DbResult<bool> {
    db.write(Actor::System, async move |tx| {
        let attempts: i64 = sql!(
            "INSERT INTO event_failures (reader, seq, attempts, error, at, set_aside) VALUES ($1, $2, 1, $3, $4, FALSE)
             ON CONFLICT (reader, seq) DO UPDATE SET attempts = event_failures.attempts + 1, error = excluded.error, at = excluded.at
             RETURNING attempts"
        )
        .bind(name)
        .bind(to.seq)
        .bind(error)
        .bind(tx.now())
        .value(&mut *tx)
        .await?;
        if attempts < ATTEMPTS {
            return Ok(false);
        }
        sql!("UPDATE event_failures SET set_aside = TRUE WHERE reader = $1 AND seq = $2").bind(name).bind(to.seq).exec(tx).await?;
        advance(tx, name, from, to).await?;
        Ok(true)
    })
    .await
}

async fn cursor(db: &Db, name: &str) -> DbResult<Position> {
    let found: Option<(i64, i64)> = sql!("SELECT tx, seq FROM cursors WHERE reader = $1")
        .bind(name)
        .optional(db)
        .await?;
    Ok(found.map_or(Position::START, |(tx, seq)| Position { tx, seq }))
}

/// Moves a cursor; `false` if it was not at `from` any more.
async fn advance(tx: &mut Tx, name: &str, from: Position, to: Position) -> DbResult<bool> {
    if from == Position::START {
        sql!("INSERT INTO cursors (reader, tx, seq) VALUES ($1, $2, $3) ON CONFLICT (reader) DO NOTHING")
            .bind(name)
            .bind(from.tx)
            .bind(from.seq)
            .exec(tx)
            .await?;
    }
    let moved = sql!("UPDATE cursors SET tx = $1, seq = $2 WHERE reader = $3 AND tx = $4 AND seq = $5")
        .bind(to.tx)
        .bind(to.seq)
        .bind(name)
        .bind(from.tx)
        .bind(from.seq)
        .exec(tx)
        .await?;
    Ok(moved == 1)
}

/// Waits for the transactions of a reader, and lets them wait, until this one ends: for a job that does the rest of what the
/// reader has begun, where both look first at what is there. SQLite has one writer.
///
/// # Errors
/// Whatever the database says.
pub async fn in_turn_with(tx: &mut Tx, name: &'static str) -> DbResult<()> {
    sql!("UPDATE cursors SET seq = seq WHERE reader = $1")
        .bind(name)
        .exec(tx)
        .await
        .map(drop)
}

/// An event that a reader could not read.
#[derive(Debug)]
pub struct Failure {
    /// Whose.
    pub reader: String,
    /// Which.
    pub seq: i64,
    /// How often it was tried.
    pub attempts: i64,
    /// Why, the last time.
    pub error: String,
    /// When, the last time.
    pub at: Timestamp,
}
row!(Failure {
    reader,
    seq,
    attempts,
    error,
    at
});

/// The last hundred events that were set aside.
///
/// # Errors
/// Whatever the database says.
pub async fn failures(db: &Db) -> DbResult<Vec<Failure>> {
    sql!("SELECT reader, seq, attempts, error, at FROM event_failures WHERE set_aside ORDER BY at DESC LIMIT 100").all(db).await
}

/// How far a reader is behind.
#[derive(Debug)]
pub struct Lag {
    /// Whose.
    pub reader: String,
    /// Events it has not read.
    pub events: i64,
    /// When the first of them happened.
    pub since: Option<Timestamp>,
}
row!(Lag {
    reader,
    events,
    since
});

/// How far each reader is behind that has ever read anything.
///
/// # Errors
/// Whatever the database says.
pub async fn lags(db: &Db) -> DbResult<Vec<Lag>> {
    sql! {
        sqlite: "SELECT c.reader, COUNT(e.seq), MIN(e.at) FROM cursors c
         LEFT JOIN events e ON e.seq > c.seq
         GROUP BY c.reader ORDER BY c.reader",
        postgres: "SELECT c.reader, COUNT(e.seq), MIN(e.at) FROM cursors c
         LEFT JOIN events e ON (e.tx, e.seq) > (c.tx, c.seq)
         GROUP BY c.reader ORDER BY c.reader",
    }
    .all(db)
    .await
}

/// Lets the readers read once more what they had set aside, oldest first. How many of these events they have read now, and
/// how many remain set aside.
///
/// # Errors
/// Whatever the database says; not what a reader says of an event, which then remains.
pub async fn read_set_aside(db: &Db, readers: &[Arc<dyn Reader>]) -> DbResult<(usize, usize)> {
    let failures: Vec<(String, i64)> =
        sql!("SELECT reader, seq FROM event_failures WHERE set_aside ORDER BY reader, seq")
            .all(db)
            .await?;
    let (mut read, mut remaining) = (0, 0);
    for (name, seq) in failures {
        let event = crate::outbox::one(db, seq).await?;
        let reader = readers.iter().find(|it| it.name() == name);
        let (Some(event), Some(reader)) = (event, reader.cloned()) else {
            remaining += 1;
            continue;
        };
        let done: DbResult<()> = db
            .write(Actor::System, async move |tx| {
                reader.read(tx, &event).await?;
                sql!("DELETE FROM event_failures WHERE reader = $1 AND seq = $2")
                    .bind(reader.name())
                    .bind(seq)
                    .exec(tx)
                    .await
                    .map(drop)
            })
            .await;
        match done {
            Ok(()) => read += 1,
            Err(error) => {
                tracing::warn!(reader = name, seq, %error, "an event remains set aside");
                remaining += 1;
            }
        }
    }
    Ok((read, remaining))
}
