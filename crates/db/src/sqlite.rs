// SPDX-License-Identifier: EUPL-1.2
//! SQLite: one thread writes, gathering what waits into one durable commit; a few connections read.

use std::{
    borrow::Cow,
    panic::{AssertUnwindSafe, catch_unwind},
    path::Path,
    sync::{Arc, Mutex, PoisonError, atomic::Ordering},
    thread,
    time::{Duration, Instant},
};

use base::Actor;
use futures_util::FutureExt as _;
use rusqlite::{Connection, OpenFlags, types::ValueRef};
use tokio::{
    runtime::{Handle, RuntimeFlavor},
    sync::{Semaphore, mpsc, oneshot},
};

use crate::{
    QUEUE_MAX, Shared,
    error::{DbError, DbResult},
    query::{Query, RowRef, Sink},
    tx::{Tx, TxEngine},
    value::Value,
};

/// Most writes that share one commit: bounds how long the first of them waits.
const BATCH_MAX: usize = 1_024;

pub struct Sqlite {
    queue: mpsc::Sender<Job>,
    readers: Mutex<Vec<Connection>>,
    permits: Semaphore,
}

/// A write that waits: runs in the transaction handed in, and returns what to do once that is durable, or is not.
type Job = Box<dyn FnOnce(Connection, &Arc<Shared>) -> (Connection, Outcome) + Send>;

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
                let reader = connect(file, OpenFlags::SQLITE_OPEN_READ_WRITE, 8_192)?;
                reader.execute_batch("PRAGMA query_only = ON;")?;
                Ok(reader)
            })
            .collect::<DbResult<Vec<_>>>()?;
        let (queue, waiting) = mpsc::channel(QUEUE_MAX);
        thread::Builder::new()
            .name("db-writer".into())
            .spawn(move || write_all(writer, waiting, &shared))
            .map_err(DbError::other)?;
        Ok(Self {
            queue,
            permits: Semaphore::new(readers.len()),
            readers: Mutex::new(readers),
        })
    }

    pub async fn write<T, E, F>(&self, actor: Actor, work: F) -> Result<T, E>
    where
        F: AsyncFnOnce(&mut Tx) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        let (answer, answered) = oneshot::channel();
        let count = crate::statement_count();
        let job: Job = Box::new(move |connection, shared| {
            let mut tx = Tx::new(
                TxEngine::Sqlite(SqliteTx { connection }),
                Arc::clone(shared),
                actor,
                count,
            );
            // Nothing in here waits for anything but the database, which answers at once.
            let result = catch_unwind(AssertUnwindSafe(|| work(&mut tx).now_or_never()));
            let result = match result {
                Ok(Some(result)) => result,
                Ok(None) => {
                    Err(DbError::other("a write waited for something other than the database").into())
                }
                Err(_) => Err(DbError::other("a write panicked").into()),
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
                        Err(error) if keeps => Err(error.into()),
                        _ => result,
                    };
                    // Whoever asked may have gone; what was written stays.
                    let _ = answer.send(result);
                }),
            };
            (connection, outcome)
        });
        self.queue.try_send(job).map_err(|refused| match refused {
            mpsc::error::TrySendError::Full(_) => E::from(DbError::Busy),
            mpsc::error::TrySendError::Closed(_) => {
                E::from(DbError::Unavailable("the writer has stopped".into()))
            }
        })?;
        answered
            .await
            .unwrap_or_else(|_| Err(DbError::Unavailable("the writer has stopped".into()).into()))
    }

    pub async fn read(&self, query: &Query<'_>, sink: Sink<'_>) -> DbResult<()> {
        let _permit = self.permits.acquire().await.map_err(DbError::other)?;
        let connection = self.readers.lock().unwrap_or_else(PoisonError::into_inner).pop();
        // A permit is a connection, unless a panic while reading lost it.
        let connection =
            connection.ok_or_else(|| DbError::Unavailable("no connection is left for reading".into()))?;
        let work = || {
            let result = catch_unwind(AssertUnwindSafe(|| read(&connection, query, sink)));
            self.readers
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .push(connection);
            result.unwrap_or_else(|_| Err(DbError::other("a read panicked")))
        };
        // A large query must not hold up the other tasks of this thread.
        if Handle::try_current().is_ok_and(|it| it.runtime_flavor() == RuntimeFlavor::MultiThread) {
            tokio::task::block_in_place(work)
        } else {
            work()
        }
    }

    pub fn prepare(&self, text: &str) -> Result<(Vec<String>, usize), String> {
        let mut readers = self.readers.lock().unwrap_or_else(PoisonError::into_inner);
        let connection = readers.first_mut().ok_or("no connection")?;
        let statement = connection.prepare(text).map_err(|error| error.to_string())?;
        let names = statement.column_names().map(ToOwned::to_owned).collect();
        Ok((names, statement.parameter_count()))
    }

    pub fn backup(&self, to: &Path) -> DbResult<()> {
        let connection = self.readers.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let connection = connection.ok_or(DbError::Busy)?;
        let copy = || {
            let mut target = Connection::open(to)?;
            rusqlite::backup::Backup::new(&connection, &mut target)?.run_to_completion(
                512,
                Duration::ZERO,
                None,
            )?;
            target.execute_batch("PRAGMA journal_mode = DELETE; PRAGMA synchronous = FULL;")?;
            Ok(())
        };
        let result = copy();
        self.readers
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(connection);
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
    connection.execute_batch(&format!(
        "PRAGMA foreign_keys = ON; PRAGMA cache_size = -{cache_kib}; PRAGMA mmap_size = 67108864; PRAGMA temp_store = MEMORY; PRAGMA trusted_schema = OFF;"
    ))?;
    Ok(connection)
}

/// The writer's thread: everything that queued up while the previous commit ran shares the next.
fn write_all(mut connection: Connection, mut waiting: mpsc::Receiver<Job>, shared: &Arc<Shared>) {
    while let Some(first) = waiting.blocking_recv() {
        let mut outcomes = Vec::new();
        let begun = connection.execute_batch("BEGIN IMMEDIATE").map_err(DbError::from);
        let mut next = Some(first);
        let mut broken = None;
        while let Some(job) = next.take() {
            if let Err(error) = &begun {
                // The job runs to know whom to answer, on a connection that writes nothing durable: no transaction is open,
                // so it must not run at all. It is answered by dropping it.
                broken = Some(error.again());
                drop(job);
                break;
            }
            let outcome;
            (connection, outcome) = in_savepoint(connection, job, shared);
            outcomes.push(outcome);
            // Some errors (a full disk) undo the whole transaction by themselves.
            if connection.is_autocommit() {
                broken = Some(DbError::Full);
                break;
            }
            if outcomes.len() < BATCH_MAX {
                next = waiting.try_recv().ok();
            }
        }
        let committed = match broken {
            Some(error) => Err(error),
            None => commit(&connection, shared, outcomes.len()),
        };
        if committed.is_err() && !connection.is_autocommit() {
            let _ = connection.execute_batch("ROLLBACK");
        }
        let wakes = |of: fn(&Outcome) -> bool| committed.is_ok() && outcomes.iter().any(of);
        let (events, jobs) = (wakes(|it| it.wakes_events), wakes(|it| it.wakes_jobs));
        for outcome in outcomes {
            (outcome.answer)(committed.as_ref().copied().map_err(DbError::again));
        }
        shared.wake(events, jobs);
    }
}

fn in_savepoint(connection: Connection, job: Job, shared: &Arc<Shared>) -> (Connection, Outcome) {
    let mark = |connection: &Connection, text: &str| {
        connection
            .prepare_cached(text)
            .and_then(|mut it| it.execute([]))
            .map(drop)
    };
    let marked = mark(&connection, "SAVEPOINT write");
    let (connection, mut outcome) = job(connection, shared);
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
