// SPDX-License-Identifier: EUPL-1.2
//! Statements, their parameters, and the rows they give.

use std::{
    sync::atomic::{AtomicU32, Ordering},
    time::Duration,
};

use linkme::distributed_slice;

use base::Timestamp;

use crate::{
    Db, Dialect, Engine,
    error::{DbError, DbResult},
    tx::Tx,
    value::{Column, Mismatch, Value},
};

/// Every statement of the program, gathered at link time by [`sql!`](crate::sql).
#[distributed_slice]
pub static STATEMENTS: [Statement];

/// A statement: its text in each dialect, mostly one and the same, and where it stands.
#[derive(Debug)]
pub struct Statement {
    /// For SQLite.
    pub sqlite: &'static str,
    /// For PostgreSQL.
    pub postgres: &'static str,
    /// Source file and line.
    pub place: (&'static str, u32),
    /// How long it takes on SQLite.
    #[doc(hidden)]
    pub cost: Cost,
}

/// How long a statement took at most of late, in microseconds. Not exact where several run at once: it need not be.
#[derive(Debug)]
pub struct Cost {
    us: AtomicU32,
    /// It finds words, however many messages have them, in one step that nothing ends.
    finds_words: bool,
}

impl Cost {
    /// Reads that take less run where they are asked: to hand a thread's other tasks to another costs more.
    const SHORT_US: u32 = 500;
    /// How much of what is known is forgotten with each reading.
    const FORGOTTEN: u32 = 16;

    /// Of a statement that was not run yet: it is taken for long.
    #[must_use]
    pub const fn of(text: &str) -> Self {
        Self {
            us: AtomicU32::new(Self::SHORT_US),
            finds_words: has(text, " MATCH "),
        }
    }

    pub(crate) fn is_short(&self) -> bool {
        !self.finds_words && self.us.load(Ordering::Relaxed) < Self::SHORT_US
    }

    /// It was long this once, whatever it was before.
    pub(crate) fn was_long(&self) {
        self.us.fetch_max(Self::SHORT_US * 4, Ordering::Relaxed);
    }

    pub(crate) fn took(&self, time: Duration) {
        let before = self.us.load(Ordering::Relaxed);
        let now = u32::try_from(time.as_micros()).unwrap_or(u32::MAX);
        self.us.store(
            now.max(before - before.div_ceil(Self::FORGOTTEN)),
            Ordering::Relaxed,
        );
    }
}

/// Whether a text has a part, which `str::contains` does not say when compiling.
const fn has(text: &str, part: &str) -> bool {
    let (text, part) = (text.as_bytes(), part.as_bytes());
    let mut from = 0;
    while from + part.len() <= text.len() {
        let mut same = 0;
        while same < part.len() && text[from + same] == part[same] {
            same += 1;
        }
        if same == part.len() {
            return true;
        }
        from += 1;
    }
    false
}

impl Statement {
    /// Whether it never runs on SQLite where it is asked, however soon it was over: it may once be long in a way that cannot be
    /// ended, and hold up whatever else is done by that thread.
    #[must_use]
    pub const fn is_set_aside(&self) -> bool {
        self.cost.finds_words
    }

    /// The text for `dialect`.
    #[must_use]
    pub const fn text(&self, dialect: Dialect) -> &'static str {
        match dialect {
            Dialect::Sqlite => self.sqlite,
            Dialect::Postgres => self.postgres,
        }
    }
}

/// Writes a statement and registers it. Parameters are `$1`, `$2` … and appear in this order first.
///
/// ```ignore
/// sql!("SELECT id, name FROM groups WHERE id = $1").bind(group).optional(db).await
/// sql! { sqlite: "…", postgres: "…" }   // where the dialects truly differ; a snapshot lists these
/// ```
#[macro_export]
macro_rules! sql {
    // Expressions, so that a text may be put together by `concat!`.
    (sqlite: $sqlite:expr, postgres: $postgres:expr $(,)?) => {
        $crate::sql! { @register $sqlite, $postgres }
    };
    ($text:expr) => {
        $crate::sql! { @register $text, $text }
    };
    (@register $sqlite:expr, $postgres:expr) => {{
        #[$crate::linkme::distributed_slice($crate::STATEMENTS)]
        #[linkme(crate = $crate::linkme)]
        static STATEMENT: $crate::Statement = $crate::Statement {
            sqlite: $sqlite,
            postgres: $postgres,
            place: (file!(), line!()),
            cost: $crate::Cost::of($sqlite),
        };
        $crate::Query::new(&STATEMENT)
    }};
}

/// Makes a struct readable from a row whose columns stand in this order.
#[macro_export]
macro_rules! row {
    ($name:ident { $($field:ident),* $(,)? }) => {
        impl $crate::FromRow for $name {
            fn from_row(row: &$crate::RowRef<'_>) -> $crate::DbResult<Self> {
                let mut at = 0usize..;
                Ok(Self { $($field: row.get(at.next().unwrap_or_default())?),* })
            }
        }
    };
}

/// A statement with its parameters.
pub struct Query<'a> {
    pub(crate) statement: &'static Statement,
    pub(crate) params: Vec<Value<'a>>,
}

impl<'a> Query<'a> {
    /// By [`sql!`](crate::sql).
    #[must_use]
    pub const fn new(statement: &'static Statement) -> Self {
        Self {
            statement,
            params: Vec::new(),
        }
    }

    /// The next parameter.
    #[must_use]
    pub fn bind(mut self, value: impl Into<Value<'a>>) -> Self {
        self.params.push(value.into());
        self
    }

    /// All rows.
    ///
    /// # Errors
    /// Whatever the database says; a row that is not a `T`.
    pub async fn all<T: FromRow + Send>(self, on: impl Reads) -> DbResult<Vec<T>> {
        let mut rows = Vec::new();
        on.fetch(self, &mut |row| {
            rows.push(T::from_row(&row)?);
            Ok(())
        })
        .await?;
        Ok(rows)
    }

    /// The first row, if there is one.
    ///
    /// # Errors
    /// As [`Query::all`].
    pub async fn optional<T: FromRow + Send>(self, on: impl Reads) -> DbResult<Option<T>> {
        let mut found = None;
        on.fetch(self, &mut |row| {
            if found.is_none() {
                found = Some(T::from_row(&row)?);
            }
            Ok(())
        })
        .await?;
        Ok(found)
    }

    /// The one row.
    ///
    /// # Errors
    /// As [`Query::all`]; [`DbError::NoRow`].
    pub async fn one<T: FromRow + Send>(self, on: impl Reads) -> DbResult<T> {
        self.optional(on).await?.ok_or(DbError::NoRow)
    }

    /// The first column of all rows.
    ///
    /// # Errors
    /// As [`Query::all`].
    pub async fn values<T: Column + Send>(self, on: impl Reads) -> DbResult<Vec<T>> {
        let mut values = Vec::new();
        on.fetch(self, &mut |row| {
            values.push(row.get(0)?);
            Ok(())
        })
        .await?;
        Ok(values)
    }

    /// The first column of the one row.
    ///
    /// # Errors
    /// As [`Query::one`].
    pub async fn value<T: Column + Send>(self, on: impl Reads) -> DbResult<T> {
        self.optional_value(on).await?.ok_or(DbError::NoRow)
    }

    /// The first column of the first row, if there is one.
    ///
    /// # Errors
    /// As [`Query::all`].
    pub async fn optional_value<T: Column + Send>(self, on: impl Reads) -> DbResult<Option<T>> {
        let mut found = None;
        on.fetch(self, &mut |row| {
            if found.is_none() {
                found = Some(row.get(0)?);
            }
            Ok(())
        })
        .await?;
        Ok(found)
    }

    /// Changes rows and tells how many.
    ///
    /// # Errors
    /// Whatever the database says.
    pub async fn exec(self, tx: &mut Tx) -> DbResult<u64> {
        tx.exec(self).await
    }
}

/// What takes each row as it comes.
pub type Sink<'s> = &'s mut (dyn FnMut(RowRef<'_>) -> DbResult<()> + Send);

/// Where a statement can be read: `&Db`, or `&mut Tx` to see what the transaction has written.
pub trait Reads {
    /// Runs the statement and hands each row to `sink`.
    fn fetch(self, query: Query<'_>, sink: Sink<'_>) -> impl Future<Output = DbResult<()>>;

    /// The time as this place has it: of a transaction, when it began.
    fn time(&self) -> Timestamp;
}

impl Reads for &Db {
    async fn fetch(self, query: Query<'_>, sink: Sink<'_>) -> DbResult<()> {
        if let Some(count) = crate::statement_count() {
            count.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        }
        match &self.engine {
            Engine::Sqlite(engine) => engine.read(&query, sink).await,
            Engine::Postgres(engine) => engine.read(&query, sink).await,
        }
    }

    fn time(&self) -> Timestamp {
        self.clock().now()
    }
}

impl Reads for &mut Tx {
    async fn fetch(self, query: Query<'_>, sink: Sink<'_>) -> DbResult<()> {
        self.read(query, sink).await
    }

    fn time(&self) -> Timestamp {
        self.now()
    }
}

/// A row, for the time it is looked at.
pub enum RowRef<'r> {
    /// Of SQLite.
    Sqlite(&'r rusqlite::Row<'r>),
    /// Of PostgreSQL.
    Postgres(&'r tokio_postgres::Row),
}

impl RowRef<'_> {
    /// The column at `at`, from zero.
    ///
    /// # Errors
    /// If it is absent or holds something else.
    pub fn get<T: Column>(&self, at: usize) -> DbResult<T> {
        let value = match self {
            Self::Sqlite(row) => crate::sqlite::value_at(row, at)?,
            Self::Postgres(row) => crate::postgres::value_at(row, at)?,
        };
        let found = value.kind();
        T::from_value(value).ok_or_else(|| {
            DbError::other(Mismatch {
                at,
                expected: T::EXPECTED,
                found,
            })
        })
    }
}

/// What a row can be read as.
pub trait FromRow: Sized {
    /// # Errors
    /// If a column is absent or holds something else.
    fn from_row(row: &RowRef<'_>) -> DbResult<Self>;
}

macro_rules! tuples {
    ($(($($type:ident $at:tt),*))*) => {$(
        impl<$($type: Column),*> FromRow for ($($type,)*) {
            fn from_row(row: &RowRef<'_>) -> DbResult<Self> {
                Ok(($(row.get::<$type>($at)?,)*))
            }
        }
    )*};
}
tuples! { (A 0, B 1) (A 0, B 1, C 2) (A 0, B 1, C 2, D 3) (A 0, B 1, C 2, D 3, E 4) (A 0, B 1, C 2, D 3, E 4, F 5) }
