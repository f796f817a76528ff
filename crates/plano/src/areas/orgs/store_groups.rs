// SPDX-License-Identifier: EUPL-1.2
//! Groups, and who is in them. The permission query reads `group_people` itself: joining and leaving act at once.

use db::{DbResult, Reads, Tx, row, sql};
use uuid::Uuid;

use super::model::{AccountId, GroupId, GroupRef, OrganisationId};

/// A group as the administration has it.
#[derive(Debug, Clone)]
pub struct GroupRow {
    /// Which.
    pub id: GroupId,
    /// Its name.
    pub name: String,
    /// The organisation it belongs to.
    pub organisation: Option<OrganisationId>,
    /// The name of that.
    pub organisation_name: Option<String>,
    /// How many people.
    pub people: i64,
    /// Grows with each change.
    pub version: i64,
}
row!(GroupRow {
    id,
    name,
    organisation,
    organisation_name,
    people,
    version
});

/// The groups that the administrators of these branches reach, by name; `None`: all.
///
/// # Errors
/// Whatever the database says.
pub async fn all(on: impl Reads, branches_of: Option<AccountId>) -> DbResult<Vec<GroupRow>> {
    sql!(
        "SELECT g.id, g.name, g.organisation, o.name, (SELECT COUNT(*) FROM group_people p WHERE p.group_id = g.id), g.version
         FROM groups g LEFT JOIN organisations o ON o.id = g.organisation
         WHERE EXISTS (SELECT 1 FROM organisation_branches b JOIN organisation_administrators d ON d.organisation = b.ancestor
                       WHERE b.organisation = g.organisation AND d.account = $1) OR $1 IS NULL
         ORDER BY g.sort_name, g.id"
    )
    .bind(branches_of)
    .all(on)
    .await
}

/// One group.
///
/// # Errors
/// Whatever the database says.
pub async fn find(on: impl Reads, group: GroupId) -> DbResult<Option<GroupRow>> {
    sql!(
        "SELECT g.id, g.name, g.organisation, o.name, (SELECT COUNT(*) FROM group_people p WHERE p.group_id = g.id), g.version
         FROM groups g LEFT JOIN organisations o ON o.id = g.organisation WHERE g.id = $1"
    )
    .bind(group)
    .optional(on)
    .await
}

/// Groups that `account` may choose as members, by the beginning of any word of their names.
///
/// # Errors
/// Whatever the database says.
pub async fn to_choose_from(
    on: impl Reads,
    account: AccountId,
    folded: &str,
    limit: i64,
) -> DbResult<Vec<GroupRef>> {
    let escaped = folded.replace('!', "!!").replace('%', "!%").replace('_', "!_");
    sql!(
        "SELECT g.id, g.name, o.name, (SELECT COUNT(*) FROM group_people p WHERE p.group_id = g.id)
         FROM groups g LEFT JOIN organisations o ON o.id = g.organisation
         WHERE (g.organisation IS NULL OR EXISTS (
             SELECT 1 FROM organisation_branches theirs
             JOIN organisation_branches mine ON mine.ancestor = theirs.ancestor
             JOIN organisation_accounts a ON a.organisation = mine.organisation
             WHERE theirs.organisation = g.organisation AND a.account = $1))
           AND (g.sort_name LIKE $2 ESCAPE '!' OR g.sort_name LIKE $3 ESCAPE '!')
         ORDER BY g.sort_name, g.id LIMIT $4"
    )
    .bind(account)
    .bind(format!("{escaped}%"))
    .bind(format!("% {escaped}%"))
    .bind(limit)
    .all(on)
    .await
}

/// Makes a group.
///
/// # Errors
/// Whatever the database says.
pub async fn insert(
    tx: &mut Tx,
    name: &str,
    organisation: Option<OrganisationId>,
    draft: Option<Uuid>,
) -> DbResult<GroupId> {
    let id = tx.new_id();
    sql!(
        "INSERT INTO groups (id, name, sort_name, organisation, created_at, created_by, draft, version)
         VALUES ($1, $2, $3, $4, $5, $6, $7, 1)"
    )
    .bind(id)
    .bind(name)
    .bind(base::text::fold(name))
    .bind(organisation)
    .bind(tx.now())
    .bind(tx.actor().account())
    .bind(draft)
    .exec(tx)
    .await?;
    Ok(id)
}

/// The group that someone made with this draft: its id, name and organisation.
///
/// # Errors
/// Whatever the database says.
pub async fn by_draft(
    tx: &mut Tx,
    by: AccountId,
    draft: Uuid,
) -> DbResult<Option<(GroupId, String, Option<OrganisationId>)>> {
    sql!("SELECT id, name, organisation FROM groups WHERE created_by = $1 AND draft = $2")
        .bind(by)
        .bind(draft)
        .optional(tx)
        .await
}

/// The first group of this name, folded, in an organisation.
///
/// # Errors
/// Whatever the database says.
pub async fn by_name(
    tx: &mut Tx,
    folded: &str,
    organisation: Option<OrganisationId>,
) -> DbResult<Option<GroupId>> {
    sql!(
        "SELECT id FROM groups WHERE sort_name = $1 AND (organisation = $2 OR (organisation IS NULL AND $2 IS NULL))
         ORDER BY created_at, id LIMIT 1"
    )
    .bind(folded)
    .bind(organisation)
    .optional_value(tx)
    .await
}

/// Renames a group. `false` if its version is another.
///
/// # Errors
/// Whatever the database says.
pub async fn rename(tx: &mut Tx, group: GroupId, version: i64, name: &str) -> DbResult<bool> {
    let renamed = sql!(
        "UPDATE groups SET name = $1, sort_name = $2, version = version + 1 WHERE id = $3 AND version = $4"
    )
    .bind(name)
    .bind(base::text::fold(name))
    .bind(group)
    .bind(version)
    .exec(tx)
    .await?;
    Ok(renamed > 0)
}

/// Removes a group and takes everyone out of it; those who were in it.
///
/// # Errors
/// Whatever the database says.
pub async fn delete(tx: &mut Tx, group: GroupId) -> DbResult<bool> {
    sql!("DELETE FROM group_people WHERE group_id = $1")
        .bind(group)
        .exec(tx)
        .await?;
    Ok(sql!("DELETE FROM groups WHERE id = $1")
        .bind(group)
        .exec(tx)
        .await?
        > 0)
}

/// Puts someone into a group. `false` if he is in it.
///
/// # Errors
/// Whatever the database says.
pub async fn join(tx: &mut Tx, group: GroupId, account: AccountId) -> DbResult<bool> {
    let now = tx.now();
    let joined = sql!("INSERT INTO group_people (group_id, account, added_at) VALUES ($1, $2, $3) ON CONFLICT (group_id, account) DO NOTHING")
        .bind(group)
        .bind(account)
        .bind(now)
        .exec(tx)
        .await?;
    Ok(joined > 0)
}

/// Takes someone out of a group. `false` if he is not in it.
///
/// # Errors
/// Whatever the database says.
pub async fn leave(tx: &mut Tx, group: GroupId, account: AccountId) -> DbResult<bool> {
    let left = sql!("DELETE FROM group_people WHERE group_id = $1 AND account = $2")
        .bind(group)
        .bind(account)
        .exec(tx)
        .await?;
    Ok(left > 0)
}

/// One page of who is in a group, by name, after this name and account.
///
/// # Errors
/// Whatever the database says.
pub async fn people(
    on: impl Reads,
    group: GroupId,
    after: (&str, AccountId),
    limit: i64,
) -> DbResult<Vec<(AccountId, String)>> {
    sql!(
        "SELECT a.id, a.sort_name FROM group_people p JOIN administered_accounts a ON a.id = p.account
         WHERE p.group_id = $1 AND (a.sort_name, a.id) > ($2, $3) ORDER BY a.sort_name, a.id LIMIT $4"
    )
    .bind(group)
    .bind(after.0)
    .bind(after.1)
    .bind(limit)
    .all(on)
    .await
}

/// The groups someone is in.
///
/// # Errors
/// Whatever the database says.
pub async fn of_account(on: impl Reads, account: AccountId) -> DbResult<Vec<GroupId>> {
    sql!("SELECT group_id FROM group_people WHERE account = $1 ORDER BY group_id")
        .bind(account)
        .values(on)
        .await
}
