// SPDX-License-Identifier: EUPL-1.2
//! The SQL of how people want to be written to.

use std::collections::HashMap;

use db::{DbResult, FromRow, Reads, RowRef, Tx, sql};

use super::{
    model::{AccountId, MailRhythm, NewProjectRhythm, ProjectId, Quiet, Wishes},
    quiet::Hour,
};

struct Stored(Wishes);

impl FromRow for Stored {
    fn from_row(row: &RowRef<'_>) -> DbResult<Self> {
        let hour =
            |at, usual: Hour| -> DbResult<Hour> { Ok(row.get::<String>(at)?.parse().unwrap_or(usual)) };
        let usual = Wishes::default().quiet;
        let quiet = Quiet {
            on: row.get(1)?,
            from: hour(2, usual.from)?,
            until: hour(3, usual.until)?,
            weekends: row.get(4)?,
        };
        Ok(Self(Wishes {
            mail: row.get(0)?,
            quiet,
        }))
    }
}

/// What `account` has set, or what holds for those who have set nothing.
pub async fn wishes(on: impl Reads, account: AccountId) -> DbResult<Wishes> {
    let found: Option<Stored> =
        sql!("SELECT mail, quiet_is_on, quiet_from, quiet_until, quiet_weekends FROM notification_settings WHERE account = $1")
            .bind(account)
            .optional(on)
            .await?;
    Ok(found.map_or_else(Wishes::default, |it| it.0))
}

/// What each of `people` has set who has set something, for what is told of `project`.
pub async fn wishes_of(
    on: impl Reads,
    people: &[AccountId],
    project: Option<ProjectId>,
) -> DbResult<HashMap<AccountId, Wishes>> {
    let rows: Vec<StoredOf> = sql! {
        sqlite: "SELECT s.mail, s.quiet_is_on, s.quiet_from, s.quiet_until, s.quiet_weekends, a.account, p.mail
           FROM (SELECT unhex(value) AS account FROM json_each($1)) a
             LEFT JOIN notification_settings s ON s.account = a.account
             LEFT JOIN project_notification_settings p ON p.account = a.account AND p.project = $2
           WHERE s.account IS NOT NULL OR p.account IS NOT NULL",
        postgres: "SELECT s.mail, s.quiet_is_on, s.quiet_from, s.quiet_until, s.quiet_weekends, a.account, p.mail
           FROM (SELECT CAST(value AS UUID) AS account FROM jsonb_array_elements_text(CAST(CAST($1 AS TEXT) AS JSONB))) a
             LEFT JOIN notification_settings s ON s.account = a.account
             LEFT JOIN project_notification_settings p ON p.account = a.account AND p.project = $2
           WHERE s.account IS NOT NULL OR p.account IS NOT NULL",
    }
    .bind(db::id_list(people))
    .bind(project)
    .all(on)
    .await?;
    Ok(rows.into_iter().map(|it| (it.account, it.wishes)).collect())
}

struct StoredOf {
    account: AccountId,
    wishes: Wishes,
}

impl FromRow for StoredOf {
    fn from_row(row: &RowRef<'_>) -> DbResult<Self> {
        let usual: Option<MailRhythm> = row.get(0)?;
        let mut wishes = match usual {
            Some(_) => Stored::from_row(row)?.0,
            None => Wishes::default(),
        };
        // That of the project before the usual one.
        if let Some(own) = row.get::<Option<MailRhythm>>(6)? {
            wishes.mail = own;
        }
        Ok(Self {
            account: row.get(5)?,
            wishes,
        })
    }
}

/// The projects to which `account` has given a rhythm of their own.
pub async fn rhythms(on: impl Reads, account: AccountId) -> DbResult<HashMap<ProjectId, MailRhythm>> {
    let rows: Vec<(ProjectId, MailRhythm)> =
        sql!("SELECT project, mail FROM project_notification_settings WHERE account = $1")
            .bind(account)
            .all(on)
            .await?;
    Ok(rows.into_iter().collect())
}

/// Writes what `account` sets, all of it anew.
pub async fn set(
    tx: &mut Tx,
    account: AccountId,
    wishes: &Wishes,
    projects: &[NewProjectRhythm],
) -> DbResult<()> {
    sql!(
        "INSERT INTO notification_settings (account, mail, quiet_is_on, quiet_from, quiet_until, quiet_weekends) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (account) DO UPDATE SET mail = excluded.mail, quiet_is_on = excluded.quiet_is_on, quiet_from = excluded.quiet_from,
           quiet_until = excluded.quiet_until, quiet_weekends = excluded.quiet_weekends"
    )
    .bind(account)
    .bind(wishes.mail)
    .bind(wishes.quiet.on)
    .bind(wishes.quiet.from.to_string())
    .bind(wishes.quiet.until.to_string())
    .bind(wishes.quiet.weekends)
    .exec(tx)
    .await?;
    sql!("DELETE FROM project_notification_settings WHERE account = $1")
        .bind(account)
        .exec(tx)
        .await?;
    let queries = projects
        .iter()
        .map(|it| {
            sql!(
                "INSERT INTO project_notification_settings (account, project, mail) VALUES ($1, $2, $3)
                 ON CONFLICT (account, project) DO UPDATE SET mail = excluded.mail"
            )
            .bind(account)
            .bind(it.project)
            .bind(it.mail)
        })
        .collect();
    tx.each(queries).await.map(drop)
}
