// SPDX-License-Identifier: EUPL-1.2
//! A transaction: a connection, the time, new ids, and on whose behalf.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use base::{Actor, Id, Timestamp};

use crate::{
    Dialect, Shared, Wake,
    error::DbResult,
    postgres::PostgresTx,
    query::{Query, Sink},
    sqlite::SqliteTx,
};

/// A transaction. Made, committed and rolled back by [`Db::write`](crate::Db::write) only.
pub struct Tx {
    pub(crate) engine: TxEngine,
    pub(crate) shared: Arc<Shared>,
    pub(crate) actor: Actor,
    pub(crate) now: Timestamp,
    pub(crate) wakes_events: bool,
    pub(crate) wakes_jobs: bool,
    pub(crate) count: Option<Arc<AtomicU64>>,
}

pub(crate) enum TxEngine {
    Sqlite(SqliteTx),
    Postgres(PostgresTx),
}

impl Tx {
    pub(crate) fn new(
        engine: TxEngine,
        shared: Arc<Shared>,
        actor: Actor,
        count: Option<Arc<AtomicU64>>,
    ) -> Self {
        let now = shared.clock.now();
        Self {
            engine,
            shared,
            actor,
            now,
            wakes_events: false,
            wakes_jobs: false,
            count,
        }
    }

    /// When it began: the time of everything it writes.
    #[must_use]
    pub const fn now(&self) -> Timestamp {
        self.now
    }

    /// On whose behalf.
    #[must_use]
    pub const fn actor(&self) -> Actor {
        self.actor
    }

    /// A new id.
    #[must_use]
    pub fn new_id<K>(&self) -> Id<K> {
        self.shared.ids.next(self.now)
    }

    /// Which database it is.
    #[must_use]
    pub const fn dialect(&self) -> Dialect {
        match self.engine {
            TxEngine::Sqlite(_) => Dialect::Sqlite,
            TxEngine::Postgres(_) => Dialect::Postgres,
        }
    }

    /// Those who wait for such changes are told once this is committed.
    pub fn wakes(&mut self, wake: Wake) {
        match wake {
            Wake::Events => self.wakes_events = true,
            Wake::Jobs => self.wakes_jobs = true,
        }
    }

    pub(crate) async fn read(&mut self, query: Query<'_>, sink: Sink<'_>) -> DbResult<()> {
        self.counted(1);
        match &mut self.engine {
            TxEngine::Sqlite(engine) => engine.read(&query, sink),
            TxEngine::Postgres(engine) => engine.read(&query, sink).await,
        }
    }

    pub(crate) async fn exec(&mut self, query: Query<'_>) -> DbResult<u64> {
        self.counted(1);
        match &mut self.engine {
            TxEngine::Sqlite(engine) => engine.exec(&query),
            TxEngine::Postgres(engine) => engine.exec(&query).await,
        }
    }

    /// Runs one statement for each row of parameters; on PostgreSQL all are sent at once. Returns the rows changed.
    ///
    /// # Errors
    /// Whatever the database says of any of them.
    pub async fn each<'q>(&mut self, queries: Vec<Query<'q>>) -> DbResult<u64> {
        self.counted(queries.len() as u64);
        match &mut self.engine {
            TxEngine::Sqlite(engine) => queries
                .iter()
                .try_fold(0, |sum, query| Ok(sum + engine.exec(query)?)),
            TxEngine::Postgres(engine) => engine.each(&queries).await,
        }
    }

    /// Runs several statements without parameters.
    ///
    /// # Errors
    /// Whatever the database says.
    pub async fn script(&mut self, text: &str) -> DbResult<()> {
        self.counted(1);
        match &mut self.engine {
            TxEngine::Sqlite(engine) => engine.script(text),
            TxEngine::Postgres(engine) => engine.script(text).await,
        }
    }

    fn counted(&self, statements: u64) {
        if let Some(count) = &self.count {
            count.fetch_add(statements, Ordering::Relaxed);
        }
    }
}
