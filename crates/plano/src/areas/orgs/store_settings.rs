// SPDX-License-Identifier: EUPL-1.2
//! The one row of the instance's rules.

use db::{DbError, DbResult, Reads, Tx, sql};

use super::{
    model::AccountId,
    settings::{ProjectsCreatedBy, Settings},
};

/// The rules of the instance; those of the product where none have been set.
///
/// # Errors
/// Whatever the database says.
pub async fn settings(on: impl Reads) -> DbResult<Settings> {
    // The administrators of branches come along, so that asking who may create projects needs no second statement.
    let rows: Vec<(String, i64, Option<AccountId>)> = sql!(
        "SELECT s.body, s.version, a.account FROM settings s
         LEFT JOIN organisation_administrators a ON s.body LIKE '%\"projects_created_by\":\"administrators\"%'
         WHERE s.number = 1"
    )
    .all(on)
    .await?;
    let Some((body, version, _)) = rows.first() else {
        return Ok(Settings {
            etag: "0".into(),
            ..Settings::default()
        });
    };
    let mut settings: Settings = serde_json::from_str(body).map_err(DbError::other)?;
    settings.etag = version.to_string();
    if settings.projects_created_by == ProjectsCreatedBy::Administrators {
        settings.branch_administrators = rows.iter().filter_map(|it| it.2).collect();
    }
    Ok(settings)
}

/// Keeps new rules. `false` if the version is another.
///
/// # Errors
/// Whatever the database says.
pub async fn keep(tx: &mut Tx, settings: &Settings, version: i64) -> DbResult<bool> {
    let body = serde_json::to_string(settings).map_err(DbError::other)?;
    let kept = sql!("UPDATE settings SET body = $1, version = version + 1 WHERE number = 1 AND version = $2")
        .bind(body)
        .bind(version)
        .exec(tx)
        .await?;
    Ok(kept > 0)
}

/// Writes the first rules, unless there are some.
///
/// # Errors
/// Whatever the database says.
pub async fn begin(tx: &mut Tx, settings: &Settings) -> DbResult<()> {
    let body = serde_json::to_string(settings).map_err(DbError::other)?;
    sql!("INSERT INTO settings (number, body, version) VALUES (1, $1, 1) ON CONFLICT (number) DO NOTHING")
        .bind(body)
        .exec(tx)
        .await?;
    Ok(())
}

/// What tells whether a key is the instance's, if that has been written down.
///
/// # Errors
/// Whatever the database says.
pub async fn key_check(on: impl Reads) -> DbResult<Option<Vec<u8>>> {
    sql!("SELECT sealed FROM instance_key WHERE number = 1")
        .optional_value(on)
        .await
}

/// Writes down what tells whether a key is the instance's, unless that was done, or instead of `former`.
///
/// # Errors
/// Whatever the database says.
pub async fn keep_key_check(tx: &mut Tx, check: &[u8], former: Option<&[u8]>) -> DbResult<()> {
    sql!(
        "INSERT INTO instance_key (number, sealed) VALUES (1, $1)
         ON CONFLICT (number) DO UPDATE SET sealed = excluded.sealed WHERE instance_key.sealed = $2"
    )
    .bind(check)
    .bind(former.unwrap_or_default())
    .exec(tx)
    .await
    .map(drop)
}

/// Makes transactions wait for one another: those that must see what the other has done, because each alone would be
/// right and both together wrong (the last administrator, an organisation below itself).
///
/// # Errors
/// Whatever the database says.
pub async fn lock(tx: &mut Tx) -> DbResult<()> {
    sql!(
        "INSERT INTO settings (number, body, version) VALUES (1, '{}', 0)
         ON CONFLICT (number) DO UPDATE SET version = settings.version"
    )
    .exec(tx)
    .await?;
    Ok(())
}
