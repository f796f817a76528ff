// SPDX-License-Identifier: EUPL-1.2
//! Migrations: numbered, forward only, one transaction each, their content remembered by hash.

use base::Actor;

use crate::{Db, DbError, Dialect, sql};

/// One step of the schema.
#[derive(Debug, Clone, Copy)]
pub struct Migration {
    /// From one, without a gap.
    pub number: i64,
    /// The file's name without number and ending.
    pub name: &'static str,
    /// The text for SQLite.
    pub sqlite: &'static str,
    /// The text for PostgreSQL, mostly the same.
    pub postgres: &'static str,
}

/// Why the schema cannot be brought up to date.
#[derive(Debug, thiserror::Error)]
pub enum SchemaError {
    /// A later version of Plano has been here.
    #[error(
        "the data is of a newer version of Plano: its schema is at step {found}, this program knows steps up to {known}. \
         Install the newer version again, or restore a backup made with this one"
    )]
    Newer {
        /// The last step applied.
        found: i64,
        /// The last step known.
        known: i64,
    },
    /// A migration that was applied is not what the program carries.
    #[error(
        "step {0} of the schema differs from the one that was applied here: this program was built from altered sources"
    )]
    Changed(i64),
    /// The database's own error.
    #[error("step {step} of the schema failed: {error}")]
    Db {
        /// The step, zero for the table of steps itself.
        step: i64,
        /// The error.
        #[source]
        error: DbError,
    },
}

/// Any constant: two nodes that start together take turns.
const LOCK: i64 = 0x0050_6c61_6e6f;

/// How many of `migrations` have not been applied; changes nothing.
pub async fn missing(db: &Db, migrations: &[Migration]) -> Result<usize, SchemaError> {
    let at = |error| SchemaError::Db { step: 0, error };
    let applied: Vec<(i64, Vec<u8>)> = sql!("SELECT number, hash FROM migrations ORDER BY number")
        .all(db)
        .await
        .map_err(at)?;
    let known = migrations.last().map_or(0, |it| it.number);
    let found = applied.last().map_or(0, |it| it.0);
    if found > known {
        return Err(SchemaError::Newer { found, known });
    }
    for (number, hash) in &applied {
        let same = migrations
            .iter()
            .find(|it| it.number == *number)
            .is_some_and(|it| {
                let text = match db.dialect() {
                    Dialect::Sqlite => it.sqlite,
                    Dialect::Postgres => it.postgres,
                };
                aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, text.as_bytes()).as_ref() == hash
            });
        if !same {
            return Err(SchemaError::Changed(*number));
        }
    }
    Ok(migrations.len() - applied.len())
}

pub async fn run(db: &Db, migrations: &[Migration]) -> Result<(), SchemaError> {
    let at = |step| move |error| SchemaError::Db { step, error };
    db.script(
        "CREATE TABLE IF NOT EXISTS migrations (number BIGINT PRIMARY KEY, name TEXT NOT NULL, hash BYTEA NOT NULL, applied_at BIGINT NOT NULL)".into(),
    )
    .await
    .map_err(at(0))?;
    let known = migrations.last().map_or(0, |it| it.number);
    for migration in migrations {
        let migration = *migration;
        let applied: Result<Result<(), SchemaError>, DbError> = db
            .write(Actor::System, async move |tx| {
                let text = match tx.dialect() {
                    Dialect::Sqlite => migration.sqlite,
                    Dialect::Postgres => {
                        // As long as it takes: what limits a request would undo a step on a large table, or
                        // the second node's start while the first is at it.
                        tx.script(&format!(
                            "SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0; SELECT pg_advisory_xact_lock({LOCK})"
                        ))
                        .await?;
                        migration.postgres
                    }
                };
                let hash = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, text.as_bytes());
                let found = sql!("SELECT MAX(number) FROM migrations")
                    .value::<Option<i64>>(&mut *tx)
                    .await?
                    .unwrap_or(0);
                if found > known {
                    return Ok(Err(SchemaError::Newer { found, known }));
                }
                let before = sql!("SELECT hash FROM migrations WHERE number = $1")
                    .bind(migration.number)
                    .optional_value::<Vec<u8>>(&mut *tx)
                    .await?;
                if let Some(before) = before {
                    return Ok(if before == hash.as_ref() {
                        Ok(())
                    } else {
                        Err(SchemaError::Changed(migration.number))
                    });
                }
                tx.script(text).await?;
                sql!("INSERT INTO migrations (number, name, hash, applied_at) VALUES ($1, $2, $3, $4)")
                    .bind(migration.number)
                    .bind(migration.name)
                    .bind(hash.as_ref())
                    .bind(tx.now())
                    .exec(tx)
                    .await?;
                tracing::info!(
                    step = migration.number,
                    name = migration.name,
                    "schema brought forward"
                );
                Ok(Ok(()))
            })
            .await;
        applied.map_err(at(migration.number))??;
    }
    Ok(())
}
