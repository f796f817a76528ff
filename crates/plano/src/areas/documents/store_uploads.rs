// SPDX-License-Identifier: EUPL-1.2
//! The SQL of files on their way.

use access::{Grant, Write};
use base::{Id, Timestamp, kind};
use db::{DbResult, Reads, Tx, row, sql};
use uuid::Uuid;

use super::{
    store_places::{Entry, Upload},
    store_versions::Part,
};

pub type UploadId = Id<kind::Upload>;
type EntryId = Id<kind::Entry>;
type AccountId = Id<kind::Account>;

/// A file on its way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UploadRow {
    pub id: UploadId,
    pub folder: EntryId,
    /// What it becomes the content of; `None`: a file of its own.
    pub file: Option<EntryId>,
    pub seen: Option<i64>,
    pub name: String,
    pub size: i64,
    pub received: i64,
    /// The file it has become.
    pub entry: Option<EntryId>,
    pub draft: Uuid,
    pub touched_at: Timestamp,
}
row!(UploadRow {
    id,
    folder,
    file,
    seen,
    name,
    size,
    received,
    entry,
    draft,
    touched_at,
});

macro_rules! columns {
    () => {
        "id, folder, file, seen, name, size, received, entry, draft, touched_at"
    };
}

/// A file that is to come.
pub struct NewUpload<'a> {
    pub draft: Uuid,
    pub file: Option<EntryId>,
    pub seen: Option<i64>,
    pub name: &'a str,
    pub size: i64,
}

/// Writes down that a file is to come into a folder.
pub async fn insert(tx: &mut Tx, folder: &Grant<Write, Entry>, new: &NewUpload<'_>) -> DbResult<UploadId> {
    let (now, id) = (tx.now(), tx.new_id::<kind::Upload>());
    sql!(
        "INSERT INTO uploads (id, account, draft, folder, file, seen, name, size, received, touched_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, $9)"
    )
    .bind(id)
    .bind(folder.actor().account)
    .bind(new.draft)
    .bind(folder.id())
    .bind(new.file)
    .bind(new.seen)
    .bind(new.name)
    .bind(new.size)
    .bind(now)
    .exec(tx)
    .await?;
    Ok(id)
}

/// What someone began to send with a draft.
pub async fn by_draft(on: impl Reads, account: AccountId, draft: Uuid) -> DbResult<Option<UploadRow>> {
    sql!(concat!(
        "SELECT ",
        columns!(),
        " FROM uploads WHERE account = $1 AND draft = $2"
    ))
    .bind(account)
    .bind(draft)
    .optional(on)
    .await
}

/// A file on its way.
pub async fn find<A>(on: impl Reads, upload: &Grant<A, Upload>) -> DbResult<Option<UploadRow>> {
    sql!(concat!("SELECT ", columns!(), " FROM uploads WHERE id = $1"))
        .bind(upload.id())
        .optional(on)
        .await
}

/// Holds an upload to the end of the transaction: the file it has become; `None` without one: it is gone.
pub async fn hold(tx: &mut Tx, upload: &Grant<Write, Upload>) -> DbResult<Option<Option<EntryId>>> {
    sql! {
        sqlite: "SELECT entry FROM uploads WHERE id = $1",
        postgres: "SELECT entry FROM uploads WHERE id = $1 FOR NO KEY UPDATE",
    }
    .bind(upload.id())
    .optional_value(tx)
    .await
}

/// How many files of someone are on their way.
pub async fn count(on: impl Reads, account: AccountId) -> DbResult<i64> {
    sql!("SELECT COUNT(*) FROM uploads WHERE account = $1 AND entry IS NULL")
        .bind(account)
        .value(on)
        .await
}

/// Takes the next part of a file that has come as far as `from`. `false` if it has not, or is further.
pub async fn take(tx: &mut Tx, upload: &Grant<Write, Upload>, from: i64, part: Part) -> DbResult<bool> {
    let now = tx.now();
    let taken = sql!(
        "UPDATE uploads SET received = received + $1, touched_at = $2
         WHERE id = $3 AND received = $4 AND received + $1 <= size AND entry IS NULL"
    )
    .bind(part.size)
    .bind(now)
    .bind(upload.id())
    .bind(from)
    .exec(tx)
    .await?;
    if taken == 0 {
        return Ok(false);
    }
    sql!("INSERT INTO upload_parts (upload, place, blob, size) VALUES ($1, $2, $3, $4)")
        .bind(upload.id())
        .bind(from)
        .bind(part.blob)
        .bind(part.size)
        .exec(tx)
        .await?;
    Ok(true)
}

/// What has come of it.
pub async fn parts<A>(on: impl Reads, upload: &Grant<A, Upload>) -> DbResult<Vec<Part>> {
    sql!("SELECT blob, size FROM upload_parts WHERE upload = $1 ORDER BY place")
        .bind(upload.id())
        .all(on)
        .await
}

/// Says otherwise what it becomes: the content of a file whose revision was seen, or a file of its own under a name.
pub async fn turn(
    tx: &mut Tx,
    upload: &Grant<Write, Upload>,
    (file, seen): (Option<EntryId>, Option<i64>),
    name: &str,
) -> DbResult<()> {
    sql!("UPDATE uploads SET file = $1, seen = $2, name = $3 WHERE id = $4 AND entry IS NULL")
        .bind(file)
        .bind(seen)
        .bind(name)
        .bind(upload.id())
        .exec(tx)
        .await?;
    Ok(())
}

/// It has become a file, whose bytes its parts are now.
pub async fn has_become(tx: &mut Tx, upload: &Grant<Write, Upload>, entry: EntryId) -> DbResult<()> {
    let now = tx.now();
    sql!("DELETE FROM upload_parts WHERE upload = $1")
        .bind(upload.id())
        .exec(tx)
        .await?;
    sql!("UPDATE uploads SET entry = $1, touched_at = $2 WHERE id = $3")
        .bind(entry)
        .bind(now)
        .bind(upload.id())
        .exec(tx)
        .await?;
    Ok(())
}

/// Forgets a file on its way: the blobs that had come.
pub async fn forget(tx: &mut Tx, upload: UploadId) -> DbResult<Vec<Uuid>> {
    let blobs = sql!("SELECT blob FROM upload_parts WHERE upload = $1")
        .bind(upload)
        .values(&mut *tx)
        .await?;
    sql!("DELETE FROM upload_parts WHERE upload = $1")
        .bind(upload)
        .exec(tx)
        .await?;
    sql!("DELETE FROM uploads WHERE id = $1")
        .bind(upload)
        .exec(tx)
        .await?;
    Ok(blobs)
}

/// Files of which nothing has come since before an instant, the oldest first, with their projects.
pub async fn idle(
    on: impl Reads,
    before: Timestamp,
    count: i64,
) -> DbResult<Vec<(UploadId, Id<kind::Project>)>> {
    sql!(
        "SELECT u.id, e.project FROM uploads u JOIN entries e ON e.id = u.folder WHERE u.touched_at < $1
         ORDER BY u.touched_at, u.id LIMIT $2"
    )
    .bind(before)
    .bind(count)
    .all(on)
    .await
}
