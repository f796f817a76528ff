// SPDX-License-Identifier: EUPL-1.2
//! Who is in a project, from the project to the people: those who are told what concerns everyone in it.

use base::{Id, Timestamp, kind};
use db::{DbResult, Reads, sql};

/// Everyone who is in `project` at `now` with an account that is not closed, by himself or through a group.
///
/// # Errors
/// Whatever the database says.
pub async fn people_of(
    on: impl Reads,
    project: Id<kind::Project>,
    now: Timestamp,
) -> DbResult<Vec<Id<kind::Account>>> {
    sql!(
        "SELECT a.id FROM accounts a JOIN members m ON m.account = a.id
         WHERE m.project = $1 AND m.status = 'active' AND (m.ends_at > $2 OR m.ends_at IS NULL) AND a.status <> 'deactivated'
         UNION
         SELECT a.id FROM accounts a JOIN group_people g ON g.account = a.id JOIN members m ON m.group_id = g.group_id
         WHERE m.project = $1 AND m.status = 'active' AND (m.ends_at > $2 OR m.ends_at IS NULL) AND a.status <> 'deactivated'
         ORDER BY 1"
    )
    .bind(project)
    .bind(now)
    .values(on)
    .await
}

/// In how many ways `account` is in `project` at `now`: by himself, and through each of his groups.
///
/// # Errors
/// Whatever the database says.
pub async fn ways_into(
    on: impl Reads,
    project: Id<kind::Project>,
    account: Id<kind::Account>,
    now: Timestamp,
) -> DbResult<i64> {
    sql!(
        "SELECT COUNT(*) FROM (
           SELECT m.id FROM members m
             WHERE m.account = $1 AND m.project = $2 AND m.status = 'active' AND (m.ends_at > $3 OR m.ends_at IS NULL)
           UNION ALL
           SELECT m.id FROM group_people g JOIN members m ON m.group_id = g.group_id AND m.project = $2
             WHERE g.account = $1 AND m.status = 'active' AND (m.ends_at > $3 OR m.ends_at IS NULL)) w"
    )
    .bind(account)
    .bind(project)
    .bind(now)
    .value(on)
    .await
}
