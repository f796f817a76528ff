// SPDX-License-Identifier: EUPL-1.2
//! One facade over SQLite and PostgreSQL: one SQL text, gathered durable writes, rows decoded by index.
//!
//! - Reads go through `&Db`, on their own connections.
//! - Writes go through [`Db::write`]. On SQLite one thread gathers everything that waits into one durable transaction, a
//!   savepoint each, and answers after COMMIT; on PostgreSQL each is a transaction of its own.
//! - Every statement is written with [`sql!`], which registers it, so that a test prepares all of them on both databases.
//!
//! Why not a library: measured beside sqlx, SeaORM and toasty, see docs/adr/0002.

mod error;
mod migrate;
mod postgres;
mod query;
mod reserve;
mod sqlite;
mod tx;
mod value;

use std::{
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
};

use base::{Actor, Clock, Ids};
use tokio::sync::watch;

use crate::sqlite::Room;

pub use error::{DbError, DbResult};
pub use linkme;
pub use migrate::{Migration, SchemaError};
pub use query::{Cost, FromRow, Query, Reads, RowRef, STATEMENTS, Statement};
pub use tx::Tx;
pub use value::{Column, Mismatch, Value, id_list};

/// How many writes may wait before new ones are answered 503.
pub const QUEUE_MAX: usize = 4_096;

/// Who is told when a transaction has been committed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wake {
    /// Readers of the event table.
    Events,
    /// Workers of the job table.
    Jobs,
}

/// The database, SQLite or PostgreSQL. Cheap to clone.
#[derive(Clone)]
pub struct Db {
    engine: Engine,
    shared: Arc<Shared>,
}

#[derive(Clone)]
enum Engine {
    Sqlite(Arc<sqlite::Sqlite>),
    Postgres(Arc<postgres::Postgres>),
}

/// What both engines' transactions need.
pub(crate) struct Shared {
    pub clock: Clock,
    pub ids: Ids,
    events: watch::Sender<u64>,
    jobs: watch::Sender<u64>,
    pub stats: Stats,
    /// Only ever set by [`Db::answer_before_commit`].
    pub answers_before_commit: AtomicBool,
}

impl Shared {
    pub fn wake(&self, events: bool, jobs: bool) {
        for (sender, is_due) in [(&self.events, events), (&self.jobs, jobs)] {
            if is_due {
                sender.send_modify(|commits| *commits += 1);
            }
        }
    }
}

/// Counters since the start, for metrics and benchmarks.
#[derive(Debug, Default)]
pub struct Stats {
    /// Durable commits.
    pub commits: AtomicU64,
    /// Writes they carried.
    pub writes: AtomicU64,
    /// Time spent in COMMIT, µs.
    pub commit_us: AtomicU64,
    /// Writes refused because the queue was full.
    pub refused: AtomicU64,
}

/// Which database it is, for the few texts that differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// SQLite 3.
    Sqlite,
    /// PostgreSQL 14 or later.
    Postgres,
}

impl Db {
    /// Opens or creates `file`. `readers`: connections for reading.
    ///
    /// # Errors
    /// If the file cannot be opened or is not a database.
    pub fn sqlite(file: &Path, readers: usize, clock: Clock, ids: Ids) -> DbResult<Self> {
        let shared = Arc::new(Shared::new(clock, ids));
        let engine = sqlite::Sqlite::open(file, readers, Arc::clone(&shared))?;
        Ok(Self {
            engine: Engine::Sqlite(Arc::new(engine)),
            shared,
        })
    }

    /// Connects to `url` (`postgres://user:password@host/database?sslmode=…`). `connections`: for reading, and as many for writing.
    ///
    /// # Errors
    /// If the address is malformed. Whether the server answers is seen at the first query.
    pub fn postgres(url: &str, connections: usize, clock: Clock, ids: Ids) -> DbResult<Self> {
        let shared = Arc::new(Shared::new(clock, ids));
        let engine = postgres::Postgres::open(url, connections, Arc::clone(&shared))?;
        Ok(Self {
            engine: Engine::Postgres(Arc::new(engine)),
            shared,
        })
    }

    /// Runs `work` in a transaction and answers once it is durable. An error rolls back this work only.
    ///
    /// # Errors
    /// What `work` returns; [`DbError::Busy`] when too much waits; whatever the database says.
    pub async fn write<T, E, F>(&self, actor: impl Into<Actor>, work: F) -> Result<T, E>
    where
        F: AsyncFnOnce(&mut Tx) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        match &self.engine {
            Engine::Sqlite(engine) => engine
                .write(actor.into(), Room::Usual, work)
                .await
                .map_err(sqlite::Failure::told),
            Engine::Postgres(engine) => engine.write(actor.into(), work).await,
        }
    }

    /// As [`Db::write`], for the little that must go on when the disk is full: it may use the room set aside by
    /// [`Db::keep_reserve`]. A second attempt is made with it, hence `Clone`.
    ///
    /// # Errors
    /// As [`Db::write`]; [`DbError::Full`] once that room is used up as well, or if none was set aside.
    pub async fn write_on_reserve<T, E, F>(&self, actor: impl Into<Actor>, work: F) -> Result<T, E>
    where
        F: AsyncFnOnce(&mut Tx) -> Result<T, E> + Clone + Send + 'static,
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        let actor = actor.into();
        match &self.engine {
            Engine::Sqlite(engine) => {
                let result = match engine.write(actor, Room::Reserve, work.clone()).await {
                    // Found to be full by this very write, or by one beside it: there is room now.
                    Err(sqlite::Failure::Database(DbError::Full)) => {
                        engine.write(actor, Room::Reserve, work).await
                    }
                    result => result,
                };
                result.map_err(sqlite::Failure::told)
            }
            Engine::Postgres(engine) => engine.write(actor, work).await,
        }
    }

    /// Sets room aside on the disk, as `file`, for [`Db::write_on_reserve`]. On PostgreSQL, whose disk is another's,
    /// nothing.
    pub fn keep_reserve(&self, file: &Path) {
        if let Engine::Sqlite(engine) = &self.engine {
            engine.keep_reserve(file);
        }
    }

    /// A planted fault, which the tests of durability must find: from now on SQLite's writes are answered before their
    /// COMMIT, which comes with the next write. In a program built to be used there is no such thing.
    #[cfg(debug_assertions)]
    pub fn answer_before_commit(&self) {
        self.shared.answers_before_commit.store(true, Ordering::Relaxed);
    }

    /// Which database it is.
    #[must_use]
    pub fn dialect(&self) -> Dialect {
        match self.engine {
            Engine::Sqlite(_) => Dialect::Sqlite,
            Engine::Postgres(_) => Dialect::Postgres,
        }
    }

    /// A new id, for what is kept elsewhere before the transaction that names it. Inside one: [`Tx::new_id`].
    #[must_use]
    pub fn new_id<K>(&self) -> base::Id<K> {
        self.shared.ids.next(self.shared.clock.now())
    }

    /// The clock that transactions use.
    #[must_use]
    pub fn clock(&self) -> &Clock {
        &self.shared.clock
    }

    /// Changes each time a transaction that called [`Tx::wakes`] has been committed by this process.
    #[must_use]
    pub fn commits(&self, wake: Wake) -> watch::Receiver<u64> {
        match wake {
            Wake::Events => self.shared.events.subscribe(),
            Wake::Jobs => self.shared.jobs.subscribe(),
        }
    }

    /// As if a transaction of another process had been committed: its readers look.
    pub fn nudge(&self, wake: Wake) {
        self.shared.wake(wake == Wake::Events, wake == Wake::Jobs);
    }

    /// Counters since the start.
    #[must_use]
    pub fn stats(&self) -> &Stats {
        &self.shared.stats
    }

    /// Brings the schema up to date. Safe to interrupt: each migration is one transaction.
    ///
    /// # Errors
    /// [`SchemaError::Newer`] if a later version of Plano has been here; [`SchemaError::Changed`] if an applied migration
    /// was edited; whatever the database says.
    pub async fn migrate(&self, migrations: &[Migration]) -> Result<(), SchemaError> {
        migrate::run(self, migrations).await
    }

    /// How many of `migrations` have not been applied. Changes nothing.
    ///
    /// # Errors
    /// As [`Db::migrate`]; [`SchemaError::Db`] if there is no schema at all.
    pub async fn missing_migrations(&self, migrations: &[Migration]) -> Result<usize, SchemaError> {
        migrate::missing(self, migrations).await
    }

    /// What is wrong with the database as it lies on the disk, in its own words; empty if nothing is. Reads all of it.
    /// A PostgreSQL server looks after its files itself: there it is only asked for an answer.
    ///
    /// # Errors
    /// Whatever the database says.
    pub async fn damages(&self) -> DbResult<Vec<String>> {
        match &self.engine {
            Engine::Sqlite(engine) => engine.damages(),
            Engine::Postgres(_) => self.ping().await.map(|()| Vec::new()),
        }
    }

    /// Prepares a text without running it; for tests. The names of its columns and its number of parameters.
    ///
    /// # Errors
    /// What the database says of the text.
    pub async fn prepare(&self, text: &str) -> Result<(Vec<String>, usize), String> {
        match &self.engine {
            Engine::Sqlite(engine) => engine.prepare(text),
            Engine::Postgres(engine) => engine.prepare(text).await,
        }
    }

    /// How the database means to look for what a text asks, a line a step, without running it; for tests. Nothing on
    /// PostgreSQL, which chooses by what the tables hold.
    ///
    /// # Errors
    /// What the database says of the text.
    pub fn plan(&self, text: &str) -> Result<Vec<String>, String> {
        match &self.engine {
            Engine::Sqlite(engine) => engine.plan(text),
            Engine::Postgres(_) => Ok(Vec::new()),
        }
    }

    /// Runs several statements in one transaction; for migrations and tests.
    ///
    /// # Errors
    /// Whatever the database says.
    pub async fn script(&self, text: String) -> DbResult<()> {
        self.write(Actor::System, async move |tx| tx.script(&text).await)
            .await
    }

    /// Copies a SQLite database into `to`, whole and consistent, while it is in use.
    ///
    /// # Errors
    /// On PostgreSQL, where `pg_dump` does this; whatever the database says.
    pub async fn backup(&self, to: &Path) -> DbResult<()> {
        match &self.engine {
            Engine::Sqlite(engine) => engine.backup(to),
            Engine::Postgres(_) => Err(DbError::other("a PostgreSQL database is backed up with pg_dump")),
        }
    }

    /// Asks the database for an answer; for the health page.
    ///
    /// # Errors
    /// [`DbError::Unavailable`] or whatever the database says.
    pub async fn ping(&self) -> DbResult<()> {
        sql!("SELECT CAST(1 AS BIGINT)")
            .value::<i64>(self)
            .await
            .map(drop)
    }
}

impl Shared {
    fn new(clock: Clock, ids: Ids) -> Self {
        Self {
            clock,
            ids,
            events: watch::Sender::new(0),
            jobs: watch::Sender::new(0),
            stats: Stats::default(),
            answers_before_commit: AtomicBool::new(false),
        }
    }
}

tokio::task_local! {
    /// Counts the statements of one operation, reads and writes; see [`counting_statements`].
    static STATEMENT_COUNT: Arc<AtomicU64>;
}

/// Runs `work` and tells how many statements it sent; for the tests of what an operation costs.
pub async fn counting_statements<T>(work: impl Future<Output = T>) -> (T, u64) {
    let count = Arc::new(AtomicU64::new(0));
    let result = STATEMENT_COUNT.scope(Arc::clone(&count), work).await;
    (result, count.load(Ordering::Relaxed))
}

pub(crate) fn statement_count() -> Option<Arc<AtomicU64>> {
    STATEMENT_COUNT.try_with(Arc::clone).ok()
}
