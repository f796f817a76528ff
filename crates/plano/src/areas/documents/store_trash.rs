// SPDX-License-Identifier: EUPL-1.2
//! The SQL of the trash.

use access::{Grant, Write};
use base::{Id, PageSize, Timestamp, kind};
use db::{DbResult, FromRow, Reads, RowRef, Tx, sql};

use super::{
    store::{EntryId, EntryRow},
    store_places::{Documents, Entry, Trashed, admits},
};

type ProjectId = Id<kind::Project>;

/// What was put into the trash, and by whom.
pub struct TrashedRow {
    pub entry: EntryRow,
    pub trashed_at: Timestamp,
    pub trashed_by: Option<Id<kind::Account>>,
    /// The folder it was in, if that is still there.
    pub was_in: Option<(EntryId, String)>,
}

impl FromRow for TrashedRow {
    fn from_row(row: &RowRef<'_>) -> DbResult<Self> {
        let folder: Option<EntryId> = row.get(20)?;
        let name: Option<String> = row.get(21)?;
        Ok(Self {
            entry: EntryRow::from_row(row)?,
            trashed_at: row.get(18)?,
            trashed_by: row.get(19)?,
            was_in: folder.zip(name),
        })
    }
}

/// Puts an entry into the trash with all that is in it, but for what is there already.
pub async fn trash(tx: &mut Tx, entry: &Grant<Write, Entry>) -> DbResult<()> {
    let now = tx.now();
    sql!("INSERT INTO trashed_entries (entry, project, trashed_at, trashed_by) VALUES ($1, $2, $3, $4)")
        .bind(entry.id())
        .bind(entry.project())
        .bind(now)
        .bind(entry.actor().account)
        .exec(tx)
        .await?;
    sql!(
        "WITH RECURSIVE b(id) AS (SELECT id FROM entries WHERE id = $1
           UNION ALL SELECT e.id FROM b JOIN entries e ON e.parent = b.id WHERE e.trash IS NULL)
         UPDATE entries SET trash = $1, version = version + 1 WHERE id IN (SELECT id FROM b)"
    )
    .bind(entry.id())
    .exec(tx)
    .await?;
    Ok(())
}

/// What is in a project's trash that someone sees, what was put there last first, before a place.
pub async fn list<A>(
    on: impl Reads,
    project: &Grant<A, Documents>,
    (at, entry): (Timestamp, EntryId),
    size: PageSize,
) -> DbResult<Vec<TrashedRow>> {
    sql!(concat!(
        "SELECT e.id, e.project, e.parent, e.kind, e.name, e.sort_name, e.created_at, e.created_by, e.changed_at, e.changed_by,
           e.current_version, e.revision, e.size, e.media_type, e.scope, e.version, ",
        admits!(),
        ", CASE WHEN e.kind = 'folder' THEN (SELECT COUNT(*) FROM entries i WHERE i.parent = e.id AND i.trash = e.id) END,
           t.trashed_at, t.trashed_by, p.id, p.name
         FROM trashed_entries t JOIN entries e ON e.id = t.entry LEFT JOIN entries p ON p.id = e.parent AND p.trash IS NULL
         WHERE t.project = $2 AND (t.trashed_at, t.entry) < ($3, $4) AND ($5 OR ",
        admits!(),
        " <> 'managers')
         ORDER BY t.trashed_at DESC, t.entry DESC LIMIT $6"
    ))
    .bind(project.actor().account)
    .bind(project.id())
    .bind(at)
    .bind(entry)
    .bind(super::store::manages(project))
    .bind(size.and_one())
    .all(on)
    .await
}

/// The folder that what is in the trash was in, if that is still there, and its name.
pub async fn was_in<A>(
    on: impl Reads,
    entry: &Grant<A, Trashed>,
) -> DbResult<Option<(Option<EntryId>, String)>> {
    sql!(
        "SELECT p.id, e.name FROM entries e LEFT JOIN entries p ON p.id = e.parent AND p.trash IS NULL WHERE e.id = $1 AND e.trash = e.id"
    )
    .bind(entry.id())
    .optional(on)
    .await
}

/// Takes an entry out of the trash with all that was put there with it.
pub async fn untrash(tx: &mut Tx, entry: &Grant<Write, Trashed>) -> DbResult<()> {
    sql!("DELETE FROM trashed_entries WHERE entry = $1")
        .bind(entry.id())
        .exec(tx)
        .await?;
    sql!("UPDATE entries SET trash = NULL, version = version + 1 WHERE trash = $1")
        .bind(entry.id())
        .exec(tx)
        .await?;
    Ok(())
}

/// What is in the trash since before an instant, the oldest first.
pub async fn due(on: impl Reads, before: Timestamp, count: i64) -> DbResult<Vec<(EntryId, ProjectId)>> {
    sql!(
        "SELECT entry, project FROM trashed_entries WHERE trashed_at < $1 ORDER BY trashed_at, entry LIMIT $2"
    )
    .bind(before)
    .bind(count)
    .all(on)
    .await
}

/// What is erased with an entry in the trash.
pub struct Erased {
    /// The blobs that nothing names any more, of the project.
    pub blobs: Vec<uuid::Uuid>,
}

/// Erases an entry of the trash with all that was put there with it. What lay in it and was put into the trash before it stays
/// there, and was at the top.
pub async fn erase(tx: &mut Tx, entry: EntryId) -> DbResult<Erased> {
    let left: Vec<(EntryId, ProjectId)> = sql!(
        "SELECT id, project FROM entries WHERE trash = id AND id <> $1 AND parent IN (SELECT i.id FROM entries i WHERE i.trash = $1)"
    )
    .bind(entry)
    .all(&mut *tx)
    .await?;
    for (left, project) in left {
        super::store::hang(tx, left, super::store::top_of(project)).await?;
    }
    // What they held, as far as nothing else holds the same.
    let blobs = sql!(
        "SELECT DISTINCT f.blob FROM entries e JOIN file_versions v ON v.file = e.id JOIN file_parts f ON f.version = v.id
         WHERE e.trash = $1 AND NOT EXISTS (
           SELECT 1 FROM file_parts o JOIN file_versions w ON w.id = o.version JOIN entries x ON x.id = w.file
           WHERE o.blob = f.blob AND (x.trash IS NULL OR x.trash <> $1))"
    )
    .bind(entry)
    .values(&mut *tx)
    .await?;
    for query in [
        sql!(
            "DELETE FROM upload_parts WHERE upload IN (SELECT u.id FROM uploads u JOIN entries e ON e.id = u.folder WHERE e.trash = $1
               UNION SELECT u.id FROM uploads u JOIN entries e ON e.id = u.file WHERE e.trash = $1)"
        ),
        sql!(
            "DELETE FROM uploads WHERE folder IN (SELECT id FROM entries WHERE trash = $1) OR file IN (SELECT id FROM entries WHERE trash = $1)"
        ),
        sql!(
            "DELETE FROM file_parts WHERE version IN (SELECT v.id FROM file_versions v JOIN entries e ON e.id = v.file WHERE e.trash = $1)"
        ),
        sql!("DELETE FROM file_versions WHERE file IN (SELECT id FROM entries WHERE trash = $1)"),
        sql!("DELETE FROM entry_people WHERE folder IN (SELECT id FROM entries WHERE trash = $1)"),
        sql!(
            "DELETE FROM entry_scopes WHERE scope IN (SELECT id FROM entries WHERE trash = $1) OR narrowed IN (SELECT id FROM entries WHERE trash = $1)"
        ),
        sql!("DELETE FROM trashed_entries WHERE entry = $1"),
    ] {
        query.bind(entry).exec(tx).await?;
    }
    // Those in a folder before the folder: a row that another names does not go.
    loop {
        let gone = sql!(
            "DELETE FROM entries WHERE trash = $1 AND NOT EXISTS (SELECT 1 FROM entries i WHERE i.parent = entries.id)"
        )
        .bind(entry)
        .exec(tx)
        .await?;
        if gone == 0 {
            return Ok(Erased { blobs });
        }
    }
}
