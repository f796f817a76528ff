// SPDX-License-Identifier: EUPL-1.2
//! What people and groups hold in projects, for those who administer accounts: which, as what, until when; never what is in
//! them.

use std::collections::HashMap;

use access::Role;
use base::{Day, Id, Timestamp, kind};
use db::{DbResult, Reads, Tx, row, sql};

use super::model::{ProjectColour, ProjectIcon, ProjectRef};

type AccountId = Id<kind::Account>;
type GroupId = Id<kind::Group>;
type ProjectId = Id<kind::Project>;
type MemberId = Id<kind::Member>;

/// A list of ids as one parameter.
fn list<K>(ids: &[Id<K>]) -> String {
    let texts: Vec<String> = ids.iter().map(|it| it.uuid().simple().to_string()).collect();
    serde_json::to_string(&texts).unwrap_or_default()
}

/// How many projects someone is in by himself, and the last day of the last of them; `None`: one has no end, or he is in none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Holding {
    /// How many projects.
    pub projects: i64,
    /// The last day of access.
    pub ends_on: Option<Day>,
}

struct HoldingRow {
    account: AccountId,
    projects: i64,
    open: i64,
    last: Option<Day>,
}
row!(HoldingRow {
    account,
    projects,
    open,
    last
});

/// What these people hold, in one statement; those who hold nothing are left out.
///
/// # Errors
/// Whatever the database says.
pub async fn holdings(
    on: impl Reads,
    accounts: &[AccountId],
    now: Timestamp,
) -> DbResult<HashMap<AccountId, Holding>> {
    let rows: Vec<HoldingRow> = sql! {
        sqlite: "SELECT account, COUNT(*), COUNT(CASE WHEN ends_at IS NULL THEN 1 END), MAX(ends_on) FROM members
            WHERE (ends_at > $1 OR ends_at IS NULL) AND account IN (SELECT unhex(value) FROM json_each($2)) GROUP BY account",
        postgres: "SELECT account, COUNT(*), COUNT(CASE WHEN ends_at IS NULL THEN 1 END), MAX(ends_on) FROM members
            WHERE (ends_at > $1 OR ends_at IS NULL)
              AND account IN (SELECT CAST(value AS UUID) FROM jsonb_array_elements_text(CAST(CAST($2 AS TEXT) AS JSONB)))
            GROUP BY account",
    }
    .bind(now)
    .bind(list(accounts))
    .all(on)
    .await?;
    let holding = |it: &HoldingRow| Holding {
        projects: it.projects,
        ends_on: if it.open > 0 { None } else { it.last },
    };
    Ok(rows.iter().map(|it| (it.account, holding(it))).collect())
}

/// How many projects these groups are in; those in none are left out.
///
/// # Errors
/// Whatever the database says.
pub async fn counts_of_groups(on: impl Reads, groups: &[GroupId]) -> DbResult<HashMap<GroupId, i64>> {
    let rows: Vec<(GroupId, i64)> = sql! {
        sqlite: "SELECT group_id, COUNT(*) FROM members WHERE group_id IN (SELECT unhex(value) FROM json_each($1)) GROUP BY group_id",
        postgres: "SELECT group_id, COUNT(*) FROM members
            WHERE group_id IN (SELECT CAST(value AS UUID) FROM jsonb_array_elements_text(CAST(CAST($1 AS TEXT) AS JSONB)))
            GROUP BY group_id",
    }
    .bind(list(groups))
    .all(on)
    .await?;
    Ok(rows.into_iter().collect())
}

/// A project that someone is in by himself.
#[derive(Debug, Clone)]
pub struct Held {
    /// Which.
    pub project: ProjectRef,
    /// As what.
    pub role: Role,
    /// Without him it would have no owner.
    pub is_last_owner: bool,
}

struct HeldRow {
    id: ProjectId,
    name: String,
    icon: ProjectIcon,
    colour: ProjectColour,
    role: Role,
    others: i64,
}
row!(HeldRow {
    id,
    name,
    icon,
    colour,
    role,
    others
});

/// The projects that someone is in by himself, by name.
///
/// # Errors
/// Whatever the database says.
pub async fn held(on: impl Reads, account: AccountId, now: Timestamp) -> DbResult<Vec<Held>> {
    let rows: Vec<HeldRow> = sql!(
        "SELECT p.id, p.name, p.icon, p.colour, m.role,
                (SELECT COUNT(*) FROM members o JOIN account_states a ON a.id = o.account
                 WHERE o.project = p.id AND o.account <> $1 AND o.role = 'owner' AND o.status = 'active' AND o.ends_at IS NULL
                   AND a.status <> 'deactivated')
         FROM members m JOIN projects p ON p.id = m.project
         WHERE m.account = $1 AND m.status = 'active' AND (m.ends_at > $2 OR m.ends_at IS NULL)
         ORDER BY p.sort_name, p.id"
    )
    .bind(account)
    .bind(now)
    .all(on)
    .await?;
    let held = |it: HeldRow| Held {
        is_last_owner: it.role == Role::Owner && it.others == 0,
        role: it.role,
        project: ProjectRef {
            id: it.id,
            name: it.name,
            icon: it.icon,
            colour: it.colour,
        },
    };
    Ok(rows.into_iter().map(held).collect())
}

/// Where a group is a member.
///
/// # Errors
/// Whatever the database says.
pub async fn of_group(tx: &mut Tx, group: GroupId) -> DbResult<Vec<(ProjectId, MemberId)>> {
    sql!("SELECT project, id FROM members WHERE group_id = $1 ORDER BY id")
        .bind(group)
        .all(tx)
        .await
}
