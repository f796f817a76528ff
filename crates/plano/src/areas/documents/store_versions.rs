// SPDX-License-Identifier: EUPL-1.2
//! The SQL of what files hold and have held.

use access::{Grant, Read, Write};
use base::{Id, PageSize, kind};
use db::{DbResult, Reads, Tx, row, sql};
use uuid::Uuid;

use super::{model::FileVersion, store_places::Entry};

pub type VersionId = Id<kind::FileVersion>;
type EntryId = Id<kind::Entry>;
type ProjectId = Id<kind::Project>;

/// Sealed bytes, one part of what a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    pub blob: Uuid,
    pub size: i64,
}
row!(Part { blob, size });

row!(FileVersion {
    id,
    revision,
    size,
    media_type,
    name,
    restores,
    created_at,
    created_by,
});

/// What a file is to hold from now on.
#[derive(Debug, Clone)]
pub struct NewVersion {
    pub parts: Vec<Part>,
    pub size: i64,
    pub media_type: String,
    /// SHA-256.
    pub digest: Option<Vec<u8>>,
    pub restores: Option<i64>,
}

/// Holds a file to the end of the transaction: whoever else writes it waits. The revision of what it holds; `None`: it is no file,
/// or is gone.
pub async fn hold(tx: &mut Tx, file: EntryId) -> DbResult<Option<i64>> {
    sql! {
        sqlite: "SELECT COALESCE(revision, 0) FROM entries WHERE id = $1 AND kind = 'file' AND trash IS NULL",
        postgres: "SELECT COALESCE(revision, 0) FROM entries WHERE id = $1 AND kind = 'file' AND trash IS NULL FOR NO KEY UPDATE",
    }
    .bind(file)
    .optional_value(tx)
    .await
}

/// Writes what a file that is held has from now on.
pub async fn write(
    tx: &mut Tx,
    file: EntryId,
    by: Id<kind::Account>,
    revision: i64,
    new: &NewVersion,
) -> DbResult<VersionId> {
    let (now, id) = (tx.now(), tx.new_id::<kind::FileVersion>());
    sql!(
        "INSERT INTO file_versions (id, file, revision, size, media_type, digest, restores, created_at, created_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
    )
    .bind(id)
    .bind(file)
    .bind(revision)
    .bind(new.size)
    .bind(new.media_type.as_str())
    .bind(new.digest.as_deref())
    .bind(new.restores)
    .bind(now)
    .bind(by)
    .exec(tx)
    .await?;
    let parts = (0_i64..)
        .zip(&new.parts)
        .map(|(place, part)| {
            sql!("INSERT INTO file_parts (version, place, blob, size) VALUES ($1, $2, $3, $4)")
                .bind(id)
                .bind(place)
                .bind(part.blob)
                .bind(part.size)
        })
        .collect();
    tx.each(parts).await?;
    sql!(
        "UPDATE entries SET current_version = $1, revision = $2, size = $3, media_type = $4, changed_at = $5, changed_by = $6,
           version = version + 1 WHERE id = $7"
    )
    .bind(id)
    .bind(revision)
    .bind(new.size)
    .bind(new.media_type.as_str())
    .bind(now)
    .bind(by)
    .bind(file)
    .exec(tx)
    .await?;
    Ok(id)
}

/// A version of a file: the one of that number, or what it holds now.
pub async fn find<A>(
    on: impl Reads,
    file: &Grant<A, Entry>,
    revision: Option<i64>,
) -> DbResult<Option<FileVersion>> {
    sql!(
        "SELECT v.id, v.revision, v.size, v.media_type, v.name, v.restores, v.created_at, v.created_by
         FROM entries e JOIN file_versions v ON v.file = e.id WHERE e.id = $1 AND v.revision = COALESCE($2, e.revision)"
    )
    .bind(file.id())
    .bind(revision)
    .optional(on)
    .await
}

/// What a file has held, the last first, before a revision.
pub async fn list(
    on: impl Reads,
    file: &Grant<Read, Entry>,
    before: i64,
    size: PageSize,
) -> DbResult<Vec<FileVersion>> {
    sql!(
        "SELECT id, revision, size, media_type, name, restores, created_at, created_by FROM file_versions
         WHERE file = $1 AND revision < $2 ORDER BY revision DESC LIMIT $3"
    )
    .bind(file.id())
    .bind(before)
    .bind(size.and_one())
    .all(on)
    .await
}

/// Gives a version a name, or none. `false` if there is no such version.
pub async fn name(
    tx: &mut Tx,
    file: &Grant<Write, Entry>,
    revision: i64,
    name: Option<&str>,
) -> DbResult<bool> {
    let named = sql!("UPDATE file_versions SET name = $1 WHERE file = $2 AND revision = $3")
        .bind(name)
        .bind(file.id())
        .bind(revision)
        .exec(tx)
        .await?;
    Ok(named > 0)
}

/// The digest of a version, where it is known.
pub async fn digest(on: impl Reads, version: VersionId) -> DbResult<Option<Vec<u8>>> {
    let found: Option<Option<Vec<u8>>> = sql!("SELECT digest FROM file_versions WHERE id = $1")
        .bind(version)
        .optional_value(on)
        .await?;
    Ok(found.flatten())
}

/// The bytes of a version, in order.
pub async fn parts(on: impl Reads, version: VersionId) -> DbResult<Vec<Part>> {
    sql!("SELECT blob, size FROM file_parts WHERE version = $1 ORDER BY place")
        .bind(version)
        .all(on)
        .await
}

/// What seals the blobs of a project, wrapped.
pub async fn key(on: impl Reads, project: ProjectId) -> DbResult<Option<Vec<u8>>> {
    sql!("SELECT key FROM document_keys WHERE project = $1")
        .bind(project)
        .optional_value(on)
        .await
}

/// Keeps a key for a project that has none.
pub async fn keep_key(tx: &mut Tx, project: ProjectId, key: &[u8]) -> DbResult<()> {
    sql!("INSERT INTO document_keys (project, key) VALUES ($1, $2) ON CONFLICT (project) DO NOTHING")
        .bind(project)
        .bind(key)
        .exec(tx)
        .await?;
    Ok(())
}

/// Whether a blob of a project is a part of what some file holds or has held, or of a file on its way.
pub async fn is_named(on: impl Reads, blob: Uuid) -> DbResult<bool> {
    let named: i64 = sql!(
        "SELECT (SELECT COUNT(*) FROM file_parts WHERE blob = $1) + (SELECT COUNT(*) FROM upload_parts WHERE blob = $1)"
    )
    .bind(blob)
    .value(on)
    .await?;
    Ok(named > 0)
}

/// The blobs that rows name, with their projects, in order, after one; some a time.
pub async fn blobs_after(on: impl Reads, after: Uuid) -> DbResult<Vec<(Uuid, ProjectId)>> {
    sql!(
        "SELECT blob, project FROM (
           SELECT DISTINCT f.blob AS blob, e.project AS project FROM file_parts f
             JOIN file_versions v ON v.id = f.version JOIN entries e ON e.id = v.file WHERE f.blob > $1
           UNION
           SELECT DISTINCT p.blob, e.project FROM upload_parts p
             JOIN uploads u ON u.id = p.upload JOIN entries e ON e.id = u.folder WHERE p.blob > $1) b
         ORDER BY blob LIMIT 1000"
    )
    .bind(after)
    .all(on)
    .await
}

/// The keys that are kept, each with its project, after one; some a time.
pub async fn keys_after(on: impl Reads, after: ProjectId) -> DbResult<Vec<(ProjectId, Vec<u8>)>> {
    sql!("SELECT project, key FROM document_keys WHERE project > $1 ORDER BY project LIMIT 1000")
        .bind(after)
        .all(on)
        .await
}
