// SPDX-License-Identifier: EUPL-1.2
//! The SQL of the tree of documents: folders and files, their places, the trash.

use access::{Admits, Grant, Level, Module, Resource, Write};
use base::{Id, PageSize, Timestamp, kind};
use db::{DbResult, Reads, Tx, row, sql};
use uuid::Uuid;

use super::{
    model::{Direction, EntryKind, EntryOrder},
    model_names::FileName,
    store_places::{Entry, admits},
};

pub type EntryId = Id<kind::Entry>;
type ProjectId = Id<kind::Project>;
type AccountId = Id<kind::Account>;

/// How a list of entries begins its next part: after this one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct After {
    pub kind: EntryKind,
    pub id: EntryId,
    /// What it is in order by.
    pub key: String,
}

/// An entry as one person sees it.
#[derive(Debug, Clone)]
pub struct EntryRow {
    pub id: EntryId,
    pub project: ProjectId,
    pub parent: Option<EntryId>,
    pub kind: EntryKind,
    pub name: String,
    pub sort_name: String,
    pub created_at: Timestamp,
    pub created_by: Option<AccountId>,
    pub changed_at: Timestamp,
    pub changed_by: Option<AccountId>,
    pub current_version: Option<Id<kind::FileVersion>>,
    pub revision: Option<i64>,
    pub size: Option<i64>,
    pub media_type: Option<String>,
    pub scope: Option<EntryId>,
    pub version: i64,
    pub admits: Admits,
    pub items: Option<i64>,
}
row!(EntryRow {
    id,
    project,
    parent,
    kind,
    name,
    sort_name,
    created_at,
    created_by,
    changed_at,
    changed_by,
    current_version,
    revision,
    size,
    media_type,
    scope,
    version,
    admits,
    items,
});

/// Whether the entry `e` is hidden from the account of the first parameter, unless he manages.
macro_rules! is_hidden {
    ($entry:literal) => {
        concat!(
            "EXISTS (SELECT 1 FROM entry_scopes s WHERE s.scope = ",
            $entry,
            ".scope
               AND NOT EXISTS (SELECT 1 FROM entry_people p WHERE p.folder = s.narrowed AND p.account = $1)
               AND NOT EXISTS (SELECT 1 FROM group_memberships g JOIN entry_people p ON p.group_id = g.group_id AND p.folder = s.narrowed
                 WHERE g.account = $1))"
        )
    };
}

/// What [`EntryRow`] reads of the entry `e`: by the account of the first parameter, who manages if the second is true.
macro_rules! columns {
    () => {
        concat!(
            "e.id, e.project, e.parent, e.kind, e.name, e.sort_name, e.created_at, e.created_by, e.changed_at, e.changed_by,
             e.current_version, e.revision, e.size, e.media_type, e.scope, e.version, ",
            admits!(),
            ", CASE WHEN e.kind = 'folder' THEN (SELECT COUNT(*) FROM entries i WHERE i.parent = e.id AND i.trash IS NULL
                 AND (i.scope IS NULL OR i.scope = e.scope OR $2 OR NOT ",
            is_hidden!("i"),
            ")) END"
        )
    };
}

/// Whether someone manages the documents of a project, and sees in them whatever is narrowed to others.
pub fn manages<A, R: access::InProject>(grant: &Grant<A, R>) -> bool {
    let standing = grant.standing();
    standing.modules.has(Module::Files) && standing.levels.of(Module::Files) >= Level::Manage
}

/// One entry.
pub async fn find<A>(on: impl Reads, entry: &Grant<A, Entry>) -> DbResult<Option<EntryRow>> {
    sql!(concat!(
        "SELECT ",
        columns!(),
        " FROM entries e WHERE e.id = $3 AND e.trash IS NULL"
    ))
    .bind(entry.actor().account)
    .bind(manages(entry))
    .bind(entry.id())
    .optional(on)
    .await
}

/// What is in a folder, one kind of it, in order, after a place.
pub async fn list<A>(
    on: impl Reads,
    folder: &Grant<A, Entry>,
    kind: EntryKind,
    (order, direction): (EntryOrder, Direction),
    after: Option<&After>,
    size: PageSize,
) -> DbResult<Vec<EntryRow>> {
    macro_rules! listed {
        ($key:literal, $beyond:literal, $way:literal) => {
            sql!(concat!(
                "SELECT ",
                columns!(),
                " FROM entries e WHERE e.parent = $3 AND e.kind = $4 AND e.trash IS NULL AND ($2 OR e.scope IS NULL OR NOT ",
                is_hidden!("e"),
                ") AND (",
                $key,
                ", e.id) ",
                $beyond,
                " ($5, $6) ORDER BY ",
                $key,
                " ",
                $way,
                ", e.id ",
                $way,
                " LIMIT $7"
            ))
        };
    }
    // Folders have no size.
    let order = match (order, kind) {
        (EntryOrder::Size, EntryKind::Folder) => EntryOrder::Name,
        (order, _) => order,
    };
    let query = match (order, direction) {
        (EntryOrder::Name, Direction::Ascending) => listed!("e.sort_name", ">", "ASC"),
        (EntryOrder::Name, Direction::Descending) => listed!("e.sort_name", "<", "DESC"),
        (EntryOrder::Changed, Direction::Ascending) => listed!("e.changed_at", ">", "ASC"),
        (EntryOrder::Changed, Direction::Descending) => listed!("e.changed_at", "<", "DESC"),
        (EntryOrder::Size, Direction::Ascending) => listed!("e.size", ">", "ASC"),
        (EntryOrder::Size, Direction::Descending) => listed!("e.size", "<", "DESC"),
    };
    let id = after.map_or(
        if direction == Direction::Ascending {
            Id::MIN
        } else {
            Id::MAX
        },
        |it| it.id,
    );
    let query = query
        .bind(folder.actor().account)
        .bind(manages(folder))
        .bind(folder.id())
        .bind(kind);
    let query = match order {
        EntryOrder::Name => {
            // Nothing sorts after the last character there is.
            let bound = if direction == Direction::Ascending {
                ""
            } else {
                "\u{10FFFF}"
            };
            query.bind(after.map_or_else(|| bound.to_owned(), |it| it.key.clone()))
        }
        EntryOrder::Changed | EntryOrder::Size => {
            let bound = if direction == Direction::Ascending {
                i64::MIN
            } else {
                i64::MAX
            };
            query.bind(after.and_then(|it| it.key.parse().ok()).unwrap_or(bound))
        }
    };
    query.bind(id).bind(size.and_one()).all(on).await
}

/// The entry of a folder with that name.
pub async fn named<A>(
    on: impl Reads,
    folder: &Grant<A, Entry>,
    name: &FileName,
) -> DbResult<Option<EntryRow>> {
    sql!(concat!(
        "SELECT ",
        columns!(),
        " FROM entries e WHERE e.parent = $3 AND e.name = $4 AND e.trash IS NULL"
    ))
    .bind(folder.actor().account)
    .bind(manages(folder))
    .bind(folder.id())
    .bind(name.as_str())
    .optional(on)
    .await
}

/// The folders on the way to an entry, from the top, and itself.
pub async fn path<A>(on: impl Reads, entry: &Grant<A, Entry>) -> DbResult<Vec<(EntryId, String)>> {
    ancestors(on, entry.id()).await
}

/// The folders on the way to what is there, from the top, and itself.
async fn ancestors(on: impl Reads, entry: EntryId) -> DbResult<Vec<(EntryId, String)>> {
    sql!(
        "WITH RECURSIVE a(id, parent, name, height) AS (
           SELECT id, parent, name, 0 FROM entries WHERE id = $1
           UNION ALL SELECT e.id, e.parent, e.name, a.height + 1 FROM a JOIN entries e ON e.id = a.parent)
         SELECT id, name FROM a ORDER BY height DESC"
    )
    .bind(entry)
    .all(on)
    .await
}

/// Makes the top of a new project's documents.
pub async fn make_top(tx: &mut Tx, project: ProjectId) -> DbResult<()> {
    let now = tx.now();
    sql!(
        "INSERT INTO entries (id, project, kind, name, sort_name, created_at, changed_at, version)
         VALUES ($1, $1, 'folder', '', '', $2, $2, 1)"
    )
    .bind(project)
    .bind(now)
    .exec(tx)
    .await?;
    Ok(())
}

/// The top of a project's documents.
pub const fn top_of(project: ProjectId) -> EntryId {
    Id::from_uuid(project.uuid())
}

/// Whether the tree changes around what is written in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hold {
    /// Something is put into a folder: it must still be there.
    Leaves,
    /// Folders move or go: nothing is put into any meanwhile.
    Branches,
}

/// Holds a project's tree to the end of the transaction.
pub async fn hold(tx: &mut Tx, project: ProjectId, how: Hold) -> DbResult<()> {
    let query = match how {
        Hold::Leaves => sql! {
            sqlite: "SELECT id FROM entries WHERE id = $1",
            postgres: "SELECT id FROM entries WHERE id = $1 FOR SHARE",
        },
        Hold::Branches => sql! {
            sqlite: "SELECT project FROM entries WHERE id = $1",
            postgres: "SELECT project FROM entries WHERE id = $1 FOR NO KEY UPDATE",
        },
    };
    let _: Option<EntryId> = query.bind(project).optional_value(tx).await?;
    Ok(())
}

/// An entry to write.
pub struct NewEntry<'a> {
    pub id: EntryId,
    pub kind: EntryKind,
    pub name: &'a FileName,
    pub draft: Option<Uuid>,
}

/// Puts an entry into a folder; a file has no content yet. `false` if another there has its name.
pub async fn insert(tx: &mut Tx, folder: &Grant<Write, Entry>, new: &NewEntry<'_>) -> DbResult<bool> {
    let now = tx.now();
    let inserted = sql!(
        "INSERT INTO entries (id, project, parent, kind, name, sort_name, scope, draft, created_at, created_by, changed_at, changed_by, version)
         SELECT $1, project, id, $2, $3, $4, scope, $5, $6, $7, $6, $7, 1 FROM entries WHERE id = $8 AND kind = 'folder' AND trash IS NULL
         ON CONFLICT (parent, name) WHERE trash IS NULL DO NOTHING"
    )
    .bind(new.id)
    .bind(new.kind)
    .bind(new.name.as_str())
    .bind(new.name.sort_name())
    .bind(new.draft)
    .bind(now)
    .bind(folder.actor().account)
    .bind(folder.id())
    .exec(tx)
    .await?;
    Ok(inserted > 0)
}

/// What someone has made with a draft: its id, where, and the name it was made with; `None` once it was given another.
pub async fn by_draft(
    on: impl Reads,
    account: AccountId,
    draft: Uuid,
) -> DbResult<Option<(EntryId, Option<EntryId>, EntryKind, Option<String>)>> {
    sql!(
        "SELECT id, parent, kind, CASE WHEN version = 1 THEN name END FROM entries WHERE created_by = $1 AND draft = $2"
    )
    .bind(account)
    .bind(draft)
    .optional(on)
    .await
}

/// Names an entry, if `version` is still its version. The new version.
pub async fn rename(
    tx: &mut Tx,
    entry: &Grant<Write, Entry>,
    version: i64,
    name: &FileName,
) -> DbResult<Option<i64>> {
    sql!(
        "UPDATE entries SET name = $1, sort_name = $2, version = version + 1
         WHERE id = $3 AND version = $4 AND trash IS NULL RETURNING version"
    )
    .bind(name.as_str())
    .bind(name.sort_name())
    .bind(entry.id())
    .bind(version)
    .optional_value(tx)
    .await
}

/// Whether another entry of a folder has a name.
pub async fn is_taken(on: impl Reads, folder: EntryId, name: &str, except: EntryId) -> DbResult<bool> {
    let taken: i64 =
        sql!("SELECT COUNT(*) FROM entries WHERE parent = $1 AND name = $2 AND trash IS NULL AND id <> $3")
            .bind(folder)
            .bind(name)
            .bind(except)
            .value(on)
            .await?;
    Ok(taken > 0)
}

/// How many bytes the names have on the way to an entry, with a sign after each.
pub async fn path_bytes(on: impl Reads, entry: EntryId) -> DbResult<usize> {
    let path = ancestors(on, entry).await?;
    Ok(path.iter().map(|(_, name)| name.len() + 1).sum())
}

/// How many bytes the longest way below an entry has, with a sign before each name; 0 if nothing is in it.
pub async fn depth_bytes(on: impl Reads, entry: EntryId) -> DbResult<usize> {
    let bytes: i64 = sql!(
        "WITH RECURSIVE b(id, bytes) AS (
           SELECT id, CAST(0 AS BIGINT) FROM entries WHERE id = $1
           UNION ALL SELECT e.id, b.bytes + OCTET_LENGTH(e.name) + 1 FROM b JOIN entries e ON e.parent = b.id WHERE e.trash IS NULL)
         SELECT MAX(bytes) FROM b"
    )
    .bind(entry)
    .value(on)
    .await?;
    Ok(usize::try_from(bytes).unwrap_or(usize::MAX))
}

/// Whether one folder is another, or in it.
pub async fn is_within(on: impl Reads, inner: EntryId, outer: EntryId) -> DbResult<bool> {
    let path = ancestors(on, inner).await?;
    Ok(path.iter().any(|it| it.0 == outer))
}

/// Puts an entry, or what is in the trash, into another folder under a name. What was seen as the folder it came from is seen as
/// that one's now.
pub async fn place<R: Resource<Kind = kind::Entry>>(
    tx: &mut Tx,
    entry: &Grant<Write, R>,
    folder: EntryId,
    name: &FileName,
) -> DbResult<()> {
    sql!("UPDATE entries SET name = $1, sort_name = $2, version = version + 1 WHERE id = $3")
        .bind(name.as_str())
        .bind(name.sort_name())
        .bind(entry.id())
        .exec(tx)
        .await?;
    hang(tx, entry.id(), folder).await
}

/// See [`place`].
pub(super) async fn hang(tx: &mut Tx, entry: EntryId, folder: EntryId) -> DbResult<()> {
    let before = scope_around(&mut *tx, entry).await?;
    sql!("UPDATE entries SET parent = $1 WHERE id = $2")
        .bind(folder)
        .bind(entry)
        .exec(tx)
        .await?;
    let now = scope_around(&mut *tx, entry).await?;
    rescope(tx, entry, before, now).await
}

/// The narrowed folder that the folder around an entry is in.
async fn scope_around(on: impl Reads, entry: EntryId) -> DbResult<Option<EntryId>> {
    let found: Option<Option<EntryId>> =
        sql!("SELECT p.scope FROM entries e JOIN entries p ON p.id = e.parent WHERE e.id = $1")
            .bind(entry)
            .optional_value(on)
            .await?;
    Ok(found.flatten())
}

/// What was in one narrowed folder with an entry and all below it is in another now; what is narrowed below it stays so.
async fn rescope(tx: &mut Tx, entry: EntryId, before: Option<EntryId>, now: Option<EntryId>) -> DbResult<()> {
    if before == now {
        return Ok(());
    }
    sql!(
        "WITH RECURSIVE b(id) AS (SELECT id FROM entries WHERE id = $1
           UNION ALL SELECT e.id FROM b JOIN entries e ON e.parent = b.id)
         DELETE FROM entry_scopes WHERE scope IN (SELECT e.id FROM entries e JOIN b ON b.id = e.id WHERE e.scope = e.id)
           AND narrowed IN (SELECT s.narrowed FROM entry_scopes s WHERE s.scope = $2)"
    )
    .bind(entry)
    .bind(before)
    .exec(tx)
    .await?;
    sql!(
        "WITH RECURSIVE b(id) AS (SELECT id FROM entries WHERE id = $1
           UNION ALL SELECT e.id FROM b JOIN entries e ON e.parent = b.id)
         INSERT INTO entry_scopes (scope, narrowed)
         SELECT e.id, s.narrowed FROM entries e JOIN b ON b.id = e.id JOIN entry_scopes s ON s.scope = $2 WHERE e.scope = e.id"
    )
    .bind(entry)
    .bind(now)
    .exec(tx)
    .await?;
    sql!(
        "WITH RECURSIVE b(id) AS (SELECT id FROM entries WHERE id = $1
           UNION ALL SELECT e.id FROM b JOIN entries e ON e.parent = b.id)
         UPDATE entries SET scope = $2 WHERE id IN (SELECT id FROM b) AND scope IS NOT DISTINCT FROM $3"
    )
    .bind(entry)
    .bind(now)
    .bind(before)
    .exec(tx)
    .await?;
    Ok(())
}

/// The folder around an entry, and whether someone may not know of it because it or a folder above it is narrowed. None: it is
/// gone.
pub async fn told_place(on: impl Reads, entry: EntryId) -> DbResult<Option<(Option<EntryId>, bool)>> {
    sql!("SELECT parent, scope IS NOT NULL FROM entries WHERE id = $1")
        .bind(entry)
        .optional(on)
        .await
}
