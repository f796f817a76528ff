// SPDX-License-Identifier: EUPL-1.2
//! SQLite: one thread writes, gathering what waits into one durable commit; a few connections read.

use std::{
    borrow::Cow,
    panic::{AssertUnwindSafe, catch_unwind},
    path::Path,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicI64, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use base::Actor;
use futures_util::FutureExt as _;
use rusqlite::{Connection, OpenFlags, config::DbConfig, types::ValueRef};
use tokio::{
    runtime::{Handle, RuntimeFlavor},
    sync::{Semaphore, mpsc, oneshot},
};

use crate::{
    QUEUE_MAX, Shared,
    error::{DbError, DbResult},
    query::{Query, RowRef, Sink},
    reserve::Reserve,
    tx::{Tx, TxEngine},
    value::Value,
};

/// Most writes that share one commit: bounds how long the first of them waits.
const BATCH_MAX: usize = 1_024;

pub struct Sqlite {
    queue: mpsc::Sender<Job>,
    readers: Mutex<Vec<Reader>>,
    permits: Semaphore,
    reserve: SharedReserve,
}

/// A connection that reads.
struct Reader {
    connection: Connection,
    allowance: Arc<Allowance>,
}

/// How far a reading may still go: that which runs where it is asked is ended when it turns out to be long, and runs again where
/// it holds up nobody.
struct Allowance(AtomicI64);

impl Allowance {
    /// Steps of SQLite's machine between two looks at it (<https://sqlite.org/c3ref/progress_handler.html>).
    const STEPS: i32 = 1_000;
    /// So many looks for the first row: half a millisecond or so.
    const SHORT: i64 = 20;

    fn set(&self, looks: i64) {
        self.0.store(looks, Ordering::Relaxed);
    }

    /// One look; whether it was one too many.
    fn is_used_up(&self) -> bool {
        self.0.fetch_sub(1, Ordering::Relaxed) <= 0
    }

    fn was_used_up(&self) -> bool {
        self.0.load(Ordering::Relaxed) < 0
    }
}

/// `None` until room has been set aside.
type SharedReserve = Arc<Mutex<Option<Reserve>>>;

/// A write that waits.
struct Job {
    room: Room,
    run: Box<dyn FnOnce(Turn<'_>) -> Ran + Send>,
}

/// The connection back, and what came of it; `None` of a write that was refused its turn.
type Ran = Option<(Connection, Outcome)>;

/// What a write may use when the disk is full.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Room {
    /// Nothing: it is refused.
    Usual,
    /// What was set aside.
    Reserve,
}

/// What becomes of a write whose turn it is.
enum Turn<'a> {
    /// It runs in the transaction open on this connection, and says what to do once that is durable, or is not.
    Run(Connection, &'a Arc<Shared>),
    /// It does not run.
    Refused(DbError),
}

/// Why a write failed.
pub enum Failure<E> {
    /// By what it is.
    Work(E),
    /// By what the database could not do, whatever it is.
    Database(DbError),
}

impl<E: From<DbError>> Failure<E> {
    pub fn told(self) -> E {
        match self {
            Self::Work(error) => error,
            Self::Database(error) => error.into(),
        }
    }
}

struct Outcome {
    keeps: bool,
    wakes_events: bool,
    wakes_jobs: bool,
    answer: Box<dyn FnOnce(Result<(), DbError>) + Send>,
}

impl Sqlite {
    pub fn open(file: &Path, readers: usize, shared: Arc<Shared>) -> DbResult<Self> {
        let writer = connect(
            file,
            OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE,
            16_384,
        )?;
        // FULL, because NORMAL loses acknowledged writes when the power goes.
        writer.execute_batch(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA journal_size_limit = 67108864;",
        )?;
        let readers = (0..readers.max(1))
            .map(|_| {
                let mut reader = connect(file, OpenFlags::SQLITE_OPEN_READ_WRITE, 8_192)?;
                reader.execute_batch("PRAGMA query_only = ON;")?;
                let allowance = Arc::new(Allowance(AtomicI64::new(i64::MAX)));
                let looked_at = Arc::clone(&allowance);
                reader.progress_handler(Allowance::STEPS, Some(move || looked_at.is_used_up()))?;
                Ok(Reader {
                    connection: reader,
                    allowance,
                })
            })
            .collect::<DbResult<Vec<_>>>()?;
        let (queue, waiting) = mpsc::channel(QUEUE_MAX);
        let reserve = SharedReserve::default();
        let of_writer = Arc::clone(&reserve);
        thread::Builder::new()
            .name("db-writer".into())
            .spawn(move || write_all(writer, waiting, &shared, &of_writer))
            .map_err(DbError::other)?;
        Ok(Self {
            queue,
            permits: Semaphore::new(readers.len()),
            readers: Mutex::new(readers),
            reserve,
        })
    }

    pub fn keep_reserve(&self, file: &Path) {
        let reserve = Reserve::take(file.to_path_buf());
        *self.reserve.lock().unwrap_or_else(PoisonError::into_inner) = Some(reserve);
    }

    pub async fn write<T, E, F>(&self, actor: Actor, room: Room, work: F) -> Result<T, Failure<E>>
    where
        F: AsyncFnOnce(&mut Tx) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        let (answer, answered) = oneshot::channel();
        let count = crate::statement_count();
        let run = Box::new(move |turn: Turn<'_>| {
            let (connection, shared) = match turn {
                Turn::Run(connection, shared) => (connection, shared),
                Turn::Refused(error) => {
                    let _ = answer.send(Err(Failure::Database(error)));
                    return None;
                }
            };
            let mut tx = Tx::new(
                TxEngine::Sqlite(SqliteTx { connection }),
                Arc::clone(shared),
                actor,
                count,
            );
            // Nothing in here waits for anything but the database, which answers at once.
            let result = catch_unwind(AssertUnwindSafe(|| work(&mut tx).now_or_never()));
            let result = match result {
                Ok(Some(result)) => result.map_err(Failure::Work),
                Ok(None) => Err(Failure::Database(DbError::other(
                    "a write waited for something other than the database",
                ))),
                Err(_) => Err(Failure::Database(DbError::other("a write panicked"))),
            };
            let TxEngine::Sqlite(SqliteTx { connection }) = tx.engine else {
                unreachable!("made as SQLite above")
            };
            let keeps = result.is_ok();
            let outcome = Outcome {
                keeps,
                wakes_events: keeps && tx.wakes_events,
                wakes_jobs: keeps && tx.wakes_jobs,
                answer: Box::new(move |durable| {
                    let result = match durable {
                        Err(error) if keeps => Err(Failure::Database(error)),
                        _ => result,
                    };
                    // Whoever asked may have gone; what was written stays.
                    let _ = answer.send(result);
                }),
            };
            Some((connection, outcome))
        });
        let stopped = || Failure::Database(DbError::Unavailable("the writer has stopped".into()));
        self.queue
            .try_send(Job { room, run })
            .map_err(|refused| match refused {
                mpsc::error::TrySendError::Full(_) => Failure::Database(DbError::Busy),
                mpsc::error::TrySendError::Closed(_) => stopped(),
            })?;
        answered.await.unwrap_or_else(|_| Err(stopped()))
    }

    pub async fn read(&self, query: &Query<'_>, sink: Sink<'_>) -> DbResult<()> {
        let _permit = self.permits.acquire().await.map_err(DbError::other)?;
        let reader = self.readers.lock().unwrap_or_else(PoisonError::into_inner).pop();
        // A permit is a connection, unless a panic while reading lost it.
        let reader =
            reader.ok_or_else(|| DbError::Unavailable("no connection is left for reading".into()))?;
        let cost = &query.statement.cost;
        let can_hand_over =
            Handle::try_current().is_ok_and(|it| it.runtime_flavor() == RuntimeFlavor::MultiThread);
        let mut work = |looks: i64| {
            let begun = Instant::now();
            let result = catch_unwind(AssertUnwindSafe(|| reader.read(query, sink, looks)));
            cost.took(begun.elapsed());
            result.unwrap_or_else(|_| Err(DbError::other("a read panicked")))
        };
        // A large query must not hold up the other tasks of this thread; most are over before those would be elsewhere.
        let read = if !can_hand_over {
            work(i64::MAX)
        } else if cost.is_short() {
            match work(Allowance::SHORT) {
                Ok(Ended::Early) => {
                    cost.was_long();
                    tokio::task::block_in_place(|| work(i64::MAX))
                }
                other => other,
            }
        } else {
            tokio::task::block_in_place(|| work(i64::MAX))
        };
        self.readers
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(reader);
        read.map(drop)
    }

    pub fn prepare(&self, text: &str) -> Result<(Vec<String>, usize), String> {
        let mut readers = self.readers.lock().unwrap_or_else(PoisonError::into_inner);
        let connection = &readers.first_mut().ok_or("no connection")?.connection;
        let statement = connection.prepare(text).map_err(|error| error.to_string())?;
        let names = statement.column_names().map(ToOwned::to_owned).collect();
        Ok((names, statement.parameter_count()))
    }

    pub fn plan(&self, text: &str) -> Result<Vec<String>, String> {
        let mut readers = self.readers.lock().unwrap_or_else(PoisonError::into_inner);
        let connection = &readers.first_mut().ok_or("no connection")?.connection;
        let explained = format!("EXPLAIN QUERY PLAN {text}");
        let mut statement = connection
            .prepare(&explained)
            .map_err(|error| error.to_string())?;
        // Parameters that are not bound are NULL.
        let mut rows = statement.raw_query();
        let mut steps = Vec::new();
        while let Some(row) = rows.next().map_err(|error| error.to_string())? {
            steps.push(row.get("detail").map_err(|error| error.to_string())?);
        }
        Ok(steps)
    }

    pub fn backup(&self, to: &Path) -> DbResult<()> {
        self.aside(|connection| {
            let mut target = Connection::open(to)?;
            rusqlite::backup::Backup::new(connection, &mut target)?.run_to_completion(
                512,
                Duration::ZERO,
                None,
            )?;
            target.execute_batch("PRAGMA journal_mode = DELETE; PRAGMA synchronous = FULL;")?;
            Ok(())
        })
    }

    pub fn damages(&self) -> DbResult<Vec<String>> {
        self.aside(|connection| {
            let mut damages = Vec::new();
            let mut statement = connection.prepare("PRAGMA integrity_check(20)")?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                damages.push(row.get::<_, String>(0)?);
            }
            damages.retain(|it| it != "ok");
            let mut statement = connection.prepare("PRAGMA foreign_key_check")?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                let (table, parent): (String, String) = (row.get(0)?, row.get(2)?);
                damages.push(format!("a row of {table} points to none of {parent}"));
            }
            Ok(damages)
        })
    }

    /// Lends a connection that nobody reads with meanwhile.
    fn aside<T>(&self, work: impl FnOnce(&Connection) -> DbResult<T>) -> DbResult<T> {
        let reader = self.readers.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let reader = reader.ok_or(DbError::Busy)?;
        let result = work(&reader.connection);
        self.readers
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(reader);
        result
    }
}

fn connect(file: &Path, flags: OpenFlags, cache_kib: i64) -> DbResult<Connection> {
    let connection = Connection::open_with_flags(
        file,
        flags | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI,
    )?;
    connection.busy_timeout(Duration::from_secs(5))?;
    connection.set_prepared_statement_cache_capacity(512);
    // A plan is made once, whatever is bound: otherwise a third of a reading is spent on making it again.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    // No memory map: each commit of another has a reader throw it away and build it anew, which costs more than it spares.
    connection.execute_batch(&format!(
        "PRAGMA foreign_keys = ON; PRAGMA cache_size = -{cache_kib}; PRAGMA temp_store = MEMORY; PRAGMA trusted_schema = OFF;"
    ))?;
    Ok(connection)
}

/// The writer's thread: everything that queued up while the previous commit ran shares the next.
fn write_all(
    mut connection: Connection,
    mut waiting: mpsc::Receiver<Job>,
    shared: &Arc<Shared>,
    reserve: &SharedReserve,
) {
    let mut early = None;
    while let Some(first) = early.take().or_else(|| waiting.blocking_recv()) {
        let is_disk_full = with(reserve, Reserve::is_disk_full).unwrap_or(false);
        let mut outcomes = Vec::new();
        let begun = connection.execute_batch("BEGIN IMMEDIATE").map_err(DbError::from);
        let mut next = Some(first);
        let mut broken = None;
        while let Some(job) = next.take() {
            if let Err(error) = &begun {
                (job.run)(Turn::Refused(error.again()));
                broken = Some(error.again());
                break;
            }
            if is_disk_full && job.room == Room::Usual {
                (job.run)(Turn::Refused(DbError::Full));
            } else {
                let outcome;
                (connection, outcome) = in_savepoint(connection, job, shared);
                outcomes.push(outcome);
                // Some errors (a full disk) undo the whole transaction by themselves.
                if connection.is_autocommit() {
                    broken = Some(DbError::Full);
                    break;
                }
            }
            if outcomes.len() < BATCH_MAX {
                next = waiting.try_recv().ok();
            }
        }
        if cfg!(debug_assertions) && broken.is_none() && shared.answers_before_commit.load(Ordering::Relaxed)
        {
            for outcome in outcomes.drain(..) {
                (outcome.answer)(Ok(()));
            }
            early = waiting.blocking_recv();
        }
        let committed = match broken {
            Some(error) => Err(error),
            None => commit(&connection, shared, outcomes.len()),
        };
        if committed.is_err() && !connection.is_autocommit() {
            let _ = connection.execute_batch("ROLLBACK");
        }
        if matches!(committed, Err(DbError::Full)) {
            // Before anybody is answered: who may use the reserve comes back at once.
            with(reserve, Reserve::give_up);
        }
        let wakes = |of: fn(&Outcome) -> bool| committed.is_ok() && outcomes.iter().any(of);
        let (events, jobs) = (wakes(|it| it.wakes_events), wakes(|it| it.wakes_jobs));
        for outcome in outcomes {
            (outcome.answer)(committed.as_ref().copied().map_err(DbError::again));
        }
        shared.wake(events, jobs);
    }
}

fn with<T>(reserve: &SharedReserve, what: impl FnOnce(&mut Reserve) -> T) -> Option<T> {
    reserve
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .as_mut()
        .map(what)
}

fn in_savepoint(connection: Connection, job: Job, shared: &Arc<Shared>) -> (Connection, Outcome) {
    let mark = |connection: &Connection, text: &str| {
        connection
            .prepare_cached(text)
            .and_then(|mut it| it.execute([]))
            .map(drop)
    };
    let marked = mark(&connection, "SAVEPOINT write");
    let (connection, mut outcome) =
        (job.run)(Turn::Run(connection, shared)).expect("only a refused write has no outcome");
    let closed = marked.and_then(|()| {
        if !outcome.keeps {
            mark(&connection, "ROLLBACK TO write")?;
        }
        mark(&connection, "RELEASE write")
    });
    if let Err(error) = closed
        && outcome.keeps
    {
        let answer = outcome.answer;
        let error = DbError::from(error);
        outcome = Outcome {
            keeps: false,
            wakes_events: false,
            wakes_jobs: false,
            answer: Box::new(move |_| answer(Err(error))),
        };
    }
    (connection, outcome)
}

fn commit(connection: &Connection, shared: &Shared, writes: usize) -> DbResult<()> {
    let started = Instant::now();
    connection
        .prepare_cached("COMMIT")
        .and_then(|mut it| it.execute([]))?;
    let stats = &shared.stats;
    stats.commits.fetch_add(1, Ordering::Relaxed);
    stats.writes.fetch_add(writes as u64, Ordering::Relaxed);
    stats.commit_us.fetch_add(
        u64::try_from(started.elapsed().as_micros()).unwrap_or(u64::MAX),
        Ordering::Relaxed,
    );
    Ok(())
}

pub struct SqliteTx {
    connection: Connection,
}

impl SqliteTx {
    pub fn read(&mut self, query: &Query<'_>, sink: Sink<'_>) -> DbResult<()> {
        read(&self.connection, query, sink)
    }

    pub fn exec(&mut self, query: &Query<'_>) -> DbResult<u64> {
        let mut statement = self.connection.prepare_cached(query.statement.sqlite)?;
        Ok(statement.execute(rusqlite::params_from_iter(&query.params))? as u64)
    }

    pub fn script(&mut self, text: &str) -> DbResult<()> {
        Ok(self.connection.execute_batch(text)?)
    }
}

/// How a reading came to its end.
enum Ended {
    Whole,
    /// Before its first row, for it took too long.
    Early,
}

impl Reader {
    /// Reads; ends early if the first row takes more than so many looks. What comes after it comes row by row.
    fn read(&self, query: &Query<'_>, sink: Sink<'_>, looks: i64) -> DbResult<Ended> {
        let allowance = &*self.allowance;
        allowance.set(looks);
        let mut is_begun = false;
        let result = read(&self.connection, query, &mut |row| {
            if !is_begun {
                is_begun = true;
                allowance.set(i64::MAX);
            }
            sink(row)
        });
        let is_early = result.is_err() && !is_begun && allowance.was_used_up();
        allowance.set(i64::MAX);
        if is_early {
            return Ok(Ended::Early);
        }
        result.map(|()| Ended::Whole)
    }
}

fn read(connection: &Connection, query: &Query<'_>, sink: Sink<'_>) -> DbResult<()> {
    let mut statement = connection.prepare_cached(query.statement.sqlite)?;
    let mut rows = statement.query(rusqlite::params_from_iter(&query.params))?;
    while let Some(row) = rows.next()? {
        sink(RowRef::Sqlite(row))?;
    }
    Ok(())
}

pub fn value_at<'r>(row: &'r rusqlite::Row<'_>, at: usize) -> DbResult<Value<'r>> {
    Ok(match row.get_ref(at)? {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(it) => Value::Int(it),
        ValueRef::Text(it) => Value::Text(Cow::Borrowed(std::str::from_utf8(it).map_err(DbError::other)?)),
        ValueRef::Blob(it) => Value::Bytes(Cow::Borrowed(it)),
        ValueRef::Real(_) => return Err(DbError::other("a floating-point column: there are none")),
    })
}

#[cfg(test)]
mod tests {
    use rusqlite::StatementStatus;

    use super::*;

    #[test]
    fn a_plan_is_made_once_whatever_is_bound() {
        let folder = tempfile::tempdir().expect("a folder");
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
        let connection = connect(&folder.path().join("plano.db"), flags, 1_024).expect("a database");
        connection
            .execute_batch(
                "CREATE TABLE places (a BIGINT, b BIGINT); CREATE INDEX places_a ON places (a, b);",
            )
            .expect("a table");
        let mut statement = connection
            .prepare("SELECT b FROM places WHERE a = $1 ORDER BY b LIMIT $2")
            .expect("a statement");
        for n in 0..5 {
            assert!(!statement.exists((n, n)).expect("an answer"));
        }
        assert_eq!(statement.get_status(StatementStatus::RePrepare), 0);
    }
}
