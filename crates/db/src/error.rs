// SPDX-License-Identifier: EUPL-1.2
//! The databases' errors, turned into the few that callers tell apart.

use std::time::Duration;

use base::{Invalid, Problem};

/// What can go wrong with a statement or a transaction.
#[derive(Debug, thiserror::Error)]
pub enum DbError {
    /// A unique index refused it; the name of the index or its columns.
    #[error("not unique: {0}")]
    NotUnique(String),
    /// It points to something that is not there, or what points to it is.
    #[error("dangling reference: {0}")]
    Dangling(String),
    /// Too much waits, or a lock could not be had in time: try again.
    #[error("busy")]
    Busy,
    /// The database does not answer.
    #[error("unavailable: {0}")]
    Unavailable(String),
    /// The disk is full.
    #[error("the disk is full")]
    Full,
    /// The row asked for is not there.
    #[error("no row")]
    NoRow,
    /// Anything else: a fault of ours, or of the data.
    #[error("{0}")]
    Other(#[source] Box<dyn std::error::Error + Send + Sync>),
}

/// A result of this crate.
pub type DbResult<T> = Result<T, DbError>;

impl DbError {
    /// An error of ours, with its reason.
    pub fn other(why: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::Other(why.into())
    }
}

impl From<DbError> for Problem {
    fn from(error: DbError) -> Self {
        match error {
            DbError::Busy => Self::Unavailable(Duration::from_secs(1)),
            DbError::Unavailable(_) => Self::Unavailable(Duration::from_secs(3)),
            DbError::Full => Self::Full(Invalid::new("storage.full")),
            error => Self::internal(error),
        }
    }
}

impl From<rusqlite::Error> for DbError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::{Error, ErrorCode, ffi};
        match &error {
            Error::QueryReturnedNoRows => Self::NoRow,
            Error::SqliteFailure(code, message) => {
                let text = || message.clone().unwrap_or_default();
                match (code.code, code.extended_code) {
                    (_, ffi::SQLITE_CONSTRAINT_UNIQUE | ffi::SQLITE_CONSTRAINT_PRIMARYKEY) => {
                        Self::NotUnique(text().trim_start_matches("UNIQUE constraint failed: ").to_owned())
                    }
                    (_, ffi::SQLITE_CONSTRAINT_FOREIGNKEY) => Self::Dangling(text()),
                    // ENOSPC, as SQLite says itself. What it calls a failed write is for the most part the same to people: a
                    // quota (EDQUOT) or the greatest size of a file (EFBIG) is reached. Should the disk be broken, then it
                    // takes no more either, and what is written waits until it does.
                    (ErrorCode::DiskFull, _) | (_, ffi::SQLITE_IOERR_WRITE) => Self::Full,
                    (ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked, _) => Self::Busy,
                    (ErrorCode::CannotOpen | ErrorCode::SystemIoFailure, _) => {
                        Self::Unavailable(error.to_string())
                    }
                    _ => Self::other(error),
                }
            }
            _ => Self::other(error),
        }
    }
}

impl From<tokio_postgres::Error> for DbError {
    fn from(error: tokio_postgres::Error) -> Self {
        use tokio_postgres::error::SqlState as S;
        let Some(told) = error.as_db_error() else {
            return if error.is_closed()
                || std::error::Error::source(&error)
                    .is_some_and(<dyn std::error::Error + 'static>::is::<std::io::Error>)
            {
                Self::Unavailable(error.to_string())
            } else {
                Self::other(error)
            };
        };
        let name = || told.constraint().unwrap_or_else(|| told.message()).to_owned();
        match told.code() {
            code if *code == S::UNIQUE_VIOLATION => Self::NotUnique(name()),
            code if *code == S::FOREIGN_KEY_VIOLATION => Self::Dangling(name()),
            code if *code == S::DISK_FULL => Self::Full,
            code if [
                S::T_R_DEADLOCK_DETECTED,
                S::T_R_SERIALIZATION_FAILURE,
                S::LOCK_NOT_AVAILABLE,
                S::QUERY_CANCELED,
            ]
            .contains(code) =>
            {
                Self::Busy
            }
            code if [
                S::ADMIN_SHUTDOWN,
                S::CRASH_SHUTDOWN,
                S::CANNOT_CONNECT_NOW,
                S::TOO_MANY_CONNECTIONS,
            ]
            .contains(code) =>
            {
                Self::Unavailable(told.message().to_owned())
            }
            // tokio-postgres says only "db error" of itself.
            code => Self::other(format!(
                "{} ({}){}",
                told.message(),
                code.code(),
                told.detail().map(|it| format!(": {it}")).unwrap_or_default()
            )),
        }
    }
}

impl From<deadpool_postgres::PoolError> for DbError {
    fn from(error: deadpool_postgres::PoolError) -> Self {
        match error {
            deadpool_postgres::PoolError::Backend(error) => match Self::from(error) {
                Self::Other(why) => Self::Unavailable(why.to_string()),
                error => error,
            },
            deadpool_postgres::PoolError::Timeout(deadpool_postgres::TimeoutType::Wait) => Self::Busy,
            error => Self::Unavailable(error.to_string()),
        }
    }
}

impl DbError {
    /// The same for another caller: one failed commit fails everything it carried.
    pub(crate) fn again(&self) -> Self {
        match self {
            Self::NotUnique(it) => Self::NotUnique(it.clone()),
            Self::Dangling(it) => Self::Dangling(it.clone()),
            Self::Busy => Self::Busy,
            Self::Unavailable(it) => Self::Unavailable(it.clone()),
            Self::Full => Self::Full,
            Self::NoRow => Self::NoRow,
            Self::Other(it) => Self::other(it.to_string()),
        }
    }
}
