// SPDX-License-Identifier: EUPL-1.2
//! The only SQL that names the tables of organisations.

use base::{Id, kind};
use db::{DbResult, Reads, Tx, row, sql};
use uuid::Uuid;

use super::model::{AccountId, GroupRef, OrganisationId, OrganisationRef};

/// What a new organisation is made of.
#[derive(Debug, Clone, Copy)]
pub struct Inserted<'a> {
    /// Its name.
    pub name: &'a str,
    /// Above it; `None`: at the top.
    pub parent: Option<OrganisationId>,
    /// The creator's key, so that a retry makes nothing twice.
    pub draft: Option<Uuid>,
}

/// Makes an organisation, and writes whose branch it is in.
///
/// # Errors
/// Whatever the database says.
pub async fn insert(tx: &mut Tx, new: Inserted<'_>) -> DbResult<OrganisationId> {
    let id = tx.new_id();
    sql!(
        "INSERT INTO organisations (id, parent, name, sort_name, open_to_requests, email_domains, created_at, created_by, draft, version)
         VALUES ($1, $2, $3, $4, FALSE, '', $5, $6, $7, 1)"
    )
    .bind(id)
    .bind(new.parent)
    .bind(new.name)
    .bind(base::text::fold(new.name))
    .bind(tx.now())
    .bind(tx.actor().account())
    .bind(new.draft)
    .exec(tx)
    .await?;
    sql!("INSERT INTO organisation_branches (organisation, ancestor, depth) VALUES ($1, $1, 0)")
        .bind(id)
        .exec(tx)
        .await?;
    if let Some(parent) = new.parent {
        sql!(
            "INSERT INTO organisation_branches (organisation, ancestor, depth)
             SELECT $1, ancestor, depth + 1 FROM organisation_branches WHERE organisation = $2"
        )
        .bind(id)
        .bind(parent)
        .exec(tx)
        .await?;
    }
    Ok(id)
}

/// The organisation that someone made with this draft: its id, name and parent.
///
/// # Errors
/// Whatever the database says.
pub async fn by_draft(
    tx: &mut Tx,
    by: AccountId,
    draft: Uuid,
) -> DbResult<Option<(OrganisationId, String, Option<OrganisationId>)>> {
    sql!("SELECT id, name, parent FROM organisations WHERE created_by = $1 AND draft = $2")
        .bind(by)
        .bind(draft)
        .optional(tx)
        .await
}

/// An organisation as it is stored.
#[derive(Debug, Clone)]
pub struct Row {
    /// Its id.
    pub id: OrganisationId,
    /// Above it.
    pub parent: Option<OrganisationId>,
    /// Its name.
    pub name: String,
    /// Whether people may ask for an account in it.
    pub open_to_requests: bool,
    /// Separated by spaces.
    pub email_domains: String,
    /// What its branch may hold.
    pub quota_bytes: Option<i64>,
    /// Grows with each change.
    pub version: i64,
}
row!(Row {
    id,
    parent,
    name,
    open_to_requests,
    email_domains,
    quota_bytes,
    version
});

/// All organisations, by name. There are hundreds, not thousands, and a tree is shown whole.
///
/// # Errors
/// Whatever the database says.
pub async fn all(on: impl Reads) -> DbResult<Vec<Row>> {
    sql!("SELECT id, parent, name, open_to_requests, email_domains, quota_bytes, version FROM organisations ORDER BY sort_name, id").all(on).await
}

/// One organisation.
///
/// # Errors
/// Whatever the database says.
pub async fn find(on: impl Reads, id: OrganisationId) -> DbResult<Option<Row>> {
    sql!("SELECT id, parent, name, open_to_requests, email_domains, quota_bytes, version FROM organisations WHERE id = $1")
        .bind(id)
        .optional(on)
        .await
}

/// Organisations within reach of an administration.
///
/// # Errors
/// Whatever the database says.
pub async fn reached(on: impl Reads, branches_of: AccountId) -> DbResult<Vec<OrganisationId>> {
    sql!(
        "SELECT DISTINCT b.organisation FROM organisation_branches b JOIN organisation_administrators a ON a.organisation = b.ancestor
         WHERE a.account = $1"
    )
    .bind(branches_of)
    .values(on)
    .await
}

/// How many accounts belong to each organisation itself.
///
/// # Errors
/// Whatever the database says.
pub async fn sizes(on: impl Reads) -> DbResult<Vec<(OrganisationId, i64)>> {
    sql!("SELECT organisation, COUNT(*) FROM organisation_accounts GROUP BY organisation")
        .all(on)
        .await
}

/// The accounts that belong to several organisations, with each of these: they would be counted twice in a branch.
///
/// # Errors
/// Whatever the database says.
pub async fn in_several(on: impl Reads) -> DbResult<Vec<(AccountId, OrganisationId)>> {
    sql!(
        "SELECT account, organisation FROM organisation_accounts
         WHERE account IN (SELECT account FROM organisation_accounts GROUP BY account HAVING COUNT(*) > 1)
         ORDER BY account"
    )
    .all(on)
    .await
}

/// Everyone who administers an organisation, with it, in the order of appointment.
///
/// # Errors
/// Whatever the database says.
pub async fn administrators(on: impl Reads) -> DbResult<Vec<(OrganisationId, AccountId)>> {
    sql!("SELECT organisation, account FROM organisation_administrators ORDER BY appointed_at, account")
        .all(on)
        .await
}

/// Those who administer an organisation, or one above it.
///
/// # Errors
/// Whatever the database says.
pub async fn administrators_of(on: impl Reads, organisation: OrganisationId) -> DbResult<Vec<AccountId>> {
    sql!(
        "SELECT DISTINCT a.account FROM organisation_administrators a JOIN organisation_branches b ON b.ancestor = a.organisation
         WHERE b.organisation = $1 ORDER BY a.account"
    )
    .bind(organisation)
    .values(on)
    .await
}

/// The first organisation at the top.
///
/// # Errors
/// Whatever the database says.
pub async fn root(on: impl Reads) -> DbResult<Option<OrganisationId>> {
    sql!("SELECT id FROM organisations WHERE parent IS NULL ORDER BY created_at, id LIMIT 1")
        .optional_value(on)
        .await
}

/// An organisation's card.
///
/// # Errors
/// Whatever the database says.
pub async fn card(on: impl Reads, id: OrganisationId) -> DbResult<Option<OrganisationRef>> {
    sql!("SELECT id, name FROM organisations WHERE id = $1")
        .bind(id)
        .optional(on)
        .await
}

/// Whether an account belongs to an organisation or to one below it.
///
/// # Errors
/// Whatever the database says.
pub async fn belongs(on: impl Reads, account: AccountId, organisation: OrganisationId) -> DbResult<bool> {
    let found: i64 = sql!(
        "SELECT COUNT(*) FROM organisation_accounts a JOIN organisation_branches b ON b.organisation = a.organisation
         WHERE a.account = $1 AND b.ancestor = $2"
    )
    .bind(account)
    .bind(organisation)
    .value(on)
    .await?;
    Ok(found > 0)
}

/// What changes in an organisation.
#[derive(Debug, Clone, Copy)]
pub struct Edited<'a> {
    /// Its name.
    pub name: &'a str,
    /// Whether people may ask for an account in it.
    pub open_to_requests: bool,
    /// Separated by spaces.
    pub email_domains: &'a str,
    /// What its branch may hold.
    pub quota_bytes: Option<i64>,
}

/// Changes an organisation. `false` if its version is another.
///
/// # Errors
/// Whatever the database says.
pub async fn update(tx: &mut Tx, id: OrganisationId, version: i64, new: Edited<'_>) -> DbResult<bool> {
    let changed = sql!(
        "UPDATE organisations SET name = $1, sort_name = $2, open_to_requests = $3, email_domains = $4, quota_bytes = $5, version = version + 1
         WHERE id = $6 AND version = $7"
    )
    .bind(new.name)
    .bind(base::text::fold(new.name))
    .bind(new.open_to_requests)
    .bind(new.email_domains)
    .bind(new.quota_bytes)
    .bind(id)
    .bind(version)
    .exec(tx)
    .await?;
    Ok(changed > 0)
}

/// Puts an organisation, with all that is below it, under another, or at the top. That it is not put below itself is the
/// caller's matter, under [`lock`](super::store_settings::lock).
///
/// # Errors
/// Whatever the database says.
pub async fn place(tx: &mut Tx, id: OrganisationId, parent: Option<OrganisationId>) -> DbResult<()> {
    sql!("UPDATE organisations SET parent = $1 WHERE id = $2")
        .bind(parent)
        .bind(id)
        .exec(tx)
        .await?;
    sql!(
        "DELETE FROM organisation_branches
         WHERE organisation IN (SELECT organisation FROM organisation_branches WHERE ancestor = $1)
           AND ancestor NOT IN (SELECT organisation FROM organisation_branches WHERE ancestor = $1)"
    )
    .bind(id)
    .exec(tx)
    .await?;
    if let Some(parent) = parent {
        sql!(
            "INSERT INTO organisation_branches (organisation, ancestor, depth)
             SELECT below.organisation, above.ancestor, below.depth + above.depth + 1
             FROM organisation_branches below CROSS JOIN organisation_branches above
             WHERE below.ancestor = $1 AND above.organisation = $2"
        )
        .bind(id)
        .bind(parent)
        .exec(tx)
        .await?;
    }
    Ok(())
}

/// Works out anew which organisations are below which, from their parents. How many pairs there are.
///
/// # Errors
/// Whatever the database says.
pub async fn rebuild_branches(tx: &mut Tx) -> DbResult<u64> {
    sql!("DELETE FROM organisation_branches").exec(&mut *tx).await?;
    // A limit of depth, so that a circle, which no action makes, ends as well.
    sql!(
        "INSERT INTO organisation_branches (organisation, ancestor, depth)
         WITH RECURSIVE above (organisation, ancestor, depth) AS (
           SELECT id, id, CAST(0 AS BIGINT) FROM organisations
           UNION ALL
           SELECT a.organisation, o.parent, a.depth + 1 FROM above a JOIN organisations o ON o.id = a.ancestor
           WHERE o.parent IS NOT NULL AND a.depth < 100)
         SELECT organisation, ancestor, depth FROM above"
    )
    .exec(tx)
    .await
}

/// Whether `organisation` is `ancestor` or below it.
///
/// # Errors
/// Whatever the database says.
pub async fn is_below(
    on: impl Reads,
    organisation: OrganisationId,
    ancestor: OrganisationId,
) -> DbResult<bool> {
    let found: i64 =
        sql!("SELECT COUNT(*) FROM organisation_branches WHERE organisation = $1 AND ancestor = $2")
            .bind(organisation)
            .bind(ancestor)
            .value(on)
            .await?;
    Ok(found > 0)
}

/// Removes an organisation that nothing belongs to. `false` if something does.
///
/// # Errors
/// [`db::DbError::Dangling`] if another area still names it; whatever the database says.
pub async fn delete(tx: &mut Tx, id: OrganisationId) -> DbResult<bool> {
    let held: i64 = sql!(
        "SELECT (SELECT COUNT(*) FROM organisations WHERE parent = $1)
              + (SELECT COUNT(*) FROM organisation_accounts WHERE organisation = $1)
              + (SELECT COUNT(*) FROM groups WHERE organisation = $1)"
    )
    .bind(id)
    .value(&mut *tx)
    .await?;
    if held > 0 {
        return Ok(false);
    }
    sql!("DELETE FROM organisation_administrators WHERE organisation = $1")
        .bind(id)
        .exec(tx)
        .await?;
    sql!("DELETE FROM organisation_branches WHERE organisation = $1")
        .bind(id)
        .exec(tx)
        .await?;
    Ok(sql!("DELETE FROM organisations WHERE id = $1")
        .bind(id)
        .exec(tx)
        .await?
        > 0)
}

/// Makes someone administer an organisation and those below it. `false` if he does already.
///
/// # Errors
/// Whatever the database says.
pub async fn appoint(tx: &mut Tx, organisation: OrganisationId, account: AccountId) -> DbResult<bool> {
    let now = tx.now();
    let appointed = sql!(
        "INSERT INTO organisation_administrators (organisation, account, appointed_at) VALUES ($1, $2, $3)
         ON CONFLICT (organisation, account) DO NOTHING"
    )
    .bind(organisation)
    .bind(account)
    .bind(now)
    .exec(tx)
    .await?;
    Ok(appointed > 0)
}

/// Makes someone administer an organisation no more. `false` if he did not.
///
/// # Errors
/// Whatever the database says.
pub async fn dismiss(tx: &mut Tx, organisation: OrganisationId, account: AccountId) -> DbResult<bool> {
    let dismissed = sql!("DELETE FROM organisation_administrators WHERE organisation = $1 AND account = $2")
        .bind(organisation)
        .bind(account)
        .exec(tx)
        .await?;
    Ok(dismissed > 0)
}

/// The first organisation of an account, by name.
///
/// # Errors
/// Whatever the database says.
pub async fn first_of(
    on: impl Reads,
    account: Id<kind::Account>,
) -> DbResult<Option<Id<kind::Organisation>>> {
    sql!(
        "SELECT o.id FROM organisations o JOIN organisation_accounts a ON a.organisation = o.id
         WHERE a.account = $1 ORDER BY o.sort_name, o.id LIMIT 1"
    )
    .bind(account)
    .optional_value(on)
    .await
}

row!(GroupRef {
    id,
    name,
    organisation,
    people
});

/// A group's card; permission is the caller's matter.
///
/// # Errors
/// Whatever the database says.
pub async fn group_card(on: impl Reads, group: Id<kind::Group>) -> DbResult<Option<GroupRef>> {
    sql!(
        "SELECT g.id, g.name, o.name, (SELECT COUNT(*) FROM group_people p WHERE p.group_id = g.id)
         FROM groups g LEFT JOIN organisations o ON o.id = g.organisation WHERE g.id = $1"
    )
    .bind(group)
    .optional(on)
    .await
}

/// Whether `account` may choose `group` as a member: it is of no organisation, or of one in the same tree as his.
///
/// # Errors
/// Whatever the database says.
pub async fn may_choose_group(
    on: impl Reads,
    account: Id<kind::Account>,
    group: Id<kind::Group>,
) -> DbResult<bool> {
    let found: i64 = sql!(
        "SELECT COUNT(*) FROM groups g WHERE g.id = $1 AND (g.organisation IS NULL OR EXISTS (
           SELECT 1 FROM organisation_branches theirs
           JOIN organisation_branches mine ON mine.ancestor = theirs.ancestor
           JOIN organisation_accounts a ON a.organisation = mine.organisation
           WHERE theirs.organisation = g.organisation AND a.account = $2))"
    )
    .bind(group)
    .bind(account)
    .value(on)
    .await?;
    Ok(found > 0)
}

/// The cards of several groups, in one statement.
///
/// # Errors
/// Whatever the database says.
pub async fn group_cards(
    on: impl Reads,
    groups: &[Id<kind::Group>],
) -> DbResult<std::collections::HashMap<Id<kind::Group>, GroupRef>> {
    if groups.is_empty() {
        return Ok(std::collections::HashMap::new());
    }
    let ids: Vec<String> = groups.iter().map(|it| it.uuid().simple().to_string()).collect();
    let cards: Vec<GroupRef> = sql! {
        sqlite: "SELECT g.id, g.name, o.name, (SELECT COUNT(*) FROM group_people p WHERE p.group_id = g.id)
            FROM groups g LEFT JOIN organisations o ON o.id = g.organisation
            WHERE g.id IN (SELECT unhex(value) FROM json_each($1))",
        postgres: "SELECT g.id, g.name, o.name, (SELECT COUNT(*) FROM group_people p WHERE p.group_id = g.id)
            FROM groups g LEFT JOIN organisations o ON o.id = g.organisation
            WHERE g.id IN (SELECT CAST(value AS UUID) FROM jsonb_array_elements_text(CAST(CAST($1 AS TEXT) AS JSONB)))",
    }
    .bind(serde_json::to_string(&ids).unwrap_or_default())
    .all(on)
    .await?;
    Ok(cards.into_iter().map(|it| (it.id, it)).collect())
}

/// The people of a group.
///
/// # Errors
/// Whatever the database says.
pub async fn people_of_group(on: impl Reads, group: Id<kind::Group>) -> DbResult<Vec<Id<kind::Account>>> {
    sql!("SELECT account FROM group_people WHERE group_id = $1 ORDER BY account")
        .bind(group)
        .values(on)
        .await
}

/// The names of all organisations, by name.
///
/// # Errors
/// Whatever the database says.
pub async fn all_names(on: impl Reads) -> DbResult<Vec<OrganisationRef>> {
    sql!("SELECT id, name FROM organisations ORDER BY sort_name, id")
        .all(on)
        .await
}
