// SPDX-License-Identifier: EUPL-1.2
//! What people can do with what files hold: send it, in parts that may come over days; write it again; name what it was.

use access::{Grant, Read, Write, grant_again};
use base::{Id, Invalid, Problem, kind};
use bytes::Bytes;
use db::Tx;
use events::{Announce as _, DocumentEvent};
use futures_util::Stream;

use super::{
    actions::{Draft, again, fits, lost, refusal, taken},
    content,
    model::{EntryKind, FileVersion},
    model_names::FileName,
    model_uploads::{NewUpload, UploadAs},
    store::{self, Hold, NewEntry},
    store_places::{Entry, Upload},
    store_uploads::{self, UploadId, UploadRow},
    store_versions::{self, NewVersion},
};
use crate::app::App;

type Result<T> = std::result::Result<T, Problem>;
type EntryId = Id<kind::Entry>;

/// Largest file. Source: attacks.md, limits.
pub const FILE_BYTES_MAX: u64 = 10 * 1024 * 1024 * 1024;
/// Most bytes of one part of an upload. Source: attacks.md, limits.
pub const CHUNK_BYTES_MAX: u64 = 8 * 1024 * 1024;
/// Most files of one person on their way at once: a folder dropped whole is sent some files at a time.
const UPLOADS_MAX: i64 = 1_000;

/// Begins an upload into a folder. The same draft is the same upload.
///
/// # Errors
/// `draft.reused`; `file.too_large`; `upload.too_many`; `document.name_taken` where a file of its own is to have a name that is
/// taken: whoever sends it chooses what becomes of that; `document.not_a_folder`; `document.path_too_long`; not found for a file
/// that is not in this folder.
pub async fn begin(app: &App, folder: Grant<Write, Entry>, new: NewUpload) -> Result<UploadId> {
    if new.size > FILE_BYTES_MAX {
        return Err(too_large(FILE_BYTES_MAX));
    }
    let size = i64::try_from(new.size).map_err(Problem::internal)?;
    let (actor, at) = (folder.actor(), folder.id());
    let (draft, asked) = (new.draft, new.clone());
    let begun = app
        .db
        .write(actor, async move |tx| {
            let folder = again(tx, &folder, Hold::Leaves).await?;
            if let Some(before) = store_uploads::by_draft(&mut *tx, actor.account, new.draft).await? {
                return Ok(is_same(before, at, &new)?);
            }
            if store_uploads::count(&mut *tx, actor.account).await? >= UPLOADS_MAX {
                return Err(Problem::conflict("upload.too_many").into());
            }
            let row = store::find(&mut *tx, &folder).await?.ok_or(Problem::NotFound)?;
            if row.kind != EntryKind::Folder {
                return Err(Problem::conflict("document.not_a_folder").into());
            }
            fits(tx, folder.id(), &new.name, 0).await?;
            let there = store::named(&mut *tx, &folder, &new.name).await?;
            let (file, seen) = match (&new.becomes, there) {
                (UploadAs::File, None) => (None, None),
                (UploadAs::File, Some(other)) => return Err(taken(Some(&other)).into()),
                (UploadAs::Version { file, revision }, Some(other))
                    if other.id == *file && other.kind == EntryKind::File =>
                {
                    (Some(*file), Some(*revision))
                }
                (UploadAs::Version { .. }, _) => {
                    return Err(Problem::field("file", Invalid::new("document.unknown")).into());
                }
            };
            let row = store_uploads::NewUpload {
                draft: new.draft,
                file,
                seen,
                name: new.name.as_str(),
                size,
            };
            Ok(store_uploads::insert(tx, &folder, &row).await?)
        })
        .await;
    match begun {
        Ok(id) => Ok(id),
        Err(Draft::Twice) => match store_uploads::by_draft(&app.db, actor.account, draft).await? {
            Some(before) => is_same(before, at, &asked),
            None => Err(Problem::conflict("draft.reused")),
        },
        Err(Draft::Problem(problem)) => Err(problem),
    }
}

fn is_same(before: UploadRow, folder: EntryId, new: &NewUpload) -> Result<UploadId> {
    if before.folder == folder && before.size.unsigned_abs() == new.size {
        Ok(before.id)
    } else {
        Err(Problem::conflict("draft.reused"))
    }
}

fn too_large(max: u64) -> Problem {
    Problem::TooLarge(Invalid::new("file.too_large").with("max_bytes", max))
}

/// What a client says that a part of an upload has (tus 1.0, Checksum).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Checksum {
    /// SHA-1.
    Sha1(Vec<u8>),
    /// SHA-256.
    Sha256(Vec<u8>),
}

/// How far an upload has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Bytes that are here.
    pub received: i64,
    /// All of them.
    pub size: i64,
    /// The file it has become.
    pub entry: Option<EntryId>,
}

impl From<UploadRow> for Progress {
    fn from(row: UploadRow) -> Self {
        Self {
            received: row.received,
            size: row.size,
            entry: row.entry,
        }
    }
}

/// How far an upload has come.
///
/// # Errors
/// Not found.
pub async fn progress<A>(app: &App, upload: &Grant<A, Upload>) -> Result<Progress> {
    let row = store_uploads::find(&app.db, upload).await?;
    Ok(row.ok_or(Problem::NotFound)?.into())
}

/// Takes the next part of an upload, from the place that it has come to. With the last one it becomes a file.
///
/// # Errors
/// `upload.offset` with `received` where it has come elsewhere; `upload.checksum`; `file.too_large` for a part beyond
/// [`CHUNK_BYTES_MAX`] or the size that was announced; with the last part, as [`finish`].
pub async fn append<E: Into<std::io::Error>>(
    app: &App,
    upload: Grant<Write, Upload>,
    from: i64,
    body: impl Stream<Item = std::result::Result<Bytes, E>> + Send + Unpin,
    checksum: Option<Checksum>,
) -> Result<Progress> {
    let row = store_uploads::find(&app.db, &upload)
        .await?
        .ok_or(Problem::NotFound)?;
    if row.entry.is_some() && from == row.size {
        return Ok(row.into());
    }
    if row.entry.is_some() || from != row.received {
        return Err(elsewhere(row.received));
    }
    let left = (row.size - row.received).unsigned_abs();
    let project = upload.project();
    let stored = content::store(app, project, body, left.min(CHUNK_BYTES_MAX)).await?;
    let is_whole = match &checksum {
        None => true,
        Some(Checksum::Sha1(told)) => *told == stored.sha1,
        Some(Checksum::Sha256(told)) => *told == stored.digest,
    };
    if !is_whole {
        content::discard(app, project, &[stored.part.blob]).await;
        return Err(Problem::Unacceptable(vec![base::FieldProblem {
            field: "Upload-Checksum".into(),
            invalid: Invalid::new("upload.checksum"),
        }]));
    }
    if stored.part.size == 0 {
        content::discard(app, project, &[stored.part.blob]).await;
        // All of it had come, and the program was stopped before it was made a file: it is made one now.
        if row.received < row.size {
            return Ok(row.into());
        }
    } else {
        let (part, actor) = (stored.part, upload.actor());
        let held = again_upload(app, &upload).await?;
        let taken = app
            .db
            .write(actor, async move |tx| {
                let upload: Grant<Write, Upload> = grant_again(tx, &held).await?;
                Ok::<_, Problem>(store_uploads::take(tx, &upload, from, part).await?)
            })
            .await?;
        if !taken {
            content::discard(app, project, &[stored.part.blob]).await;
            let now = progress(app, &upload).await?;
            return Err(elsewhere(now.received));
        }
    }
    if from + stored.part.size < row.size {
        return Ok(Progress {
            received: from + stored.part.size,
            size: row.size,
            entry: None,
        });
    }
    // Of a single part all is known by now.
    let is_single = from == 0 && stored.part.size == row.size;
    let known = is_single.then_some((stored.head, stored.digest));
    let entry = finish(app, upload, known).await?;
    Ok(Progress {
        received: row.size,
        size: row.size,
        entry: Some(entry),
    })
}

async fn again_upload(app: &App, upload: &Grant<Write, Upload>) -> Result<Grant<Write, Upload>> {
    Ok(access::grant(&app.db, upload.actor(), upload.id(), app.now()).await?)
}

fn elsewhere(received: i64) -> Problem {
    Problem::Conflict(Invalid::new("upload.offset").with("received", received))
}

/// Says what an upload becomes, after all: where its name was taken meanwhile, or the file had another content than its author had
/// seen. If all of it is here, it becomes that now.
///
/// # Errors
/// As [`finish`]; `document.unknown` for a file that is not in its folder.
pub async fn turn(
    app: &App,
    upload: Grant<Write, Upload>,
    name: FileName,
    becomes: UploadAs,
) -> Result<Progress> {
    let row = store_uploads::find(&app.db, &upload)
        .await?
        .ok_or(Problem::NotFound)?;
    if row.entry.is_some() {
        return Ok(row.into());
    }
    let folder: Grant<Write, Entry> = access::grant(&app.db, upload.actor(), row.folder, app.now()).await?;
    let held = again_upload(app, &upload).await?;
    app.db
        .write(upload.actor(), async move |tx| {
            let upload: Grant<Write, Upload> = grant_again(tx, &held).await?;
            let file = match becomes {
                UploadAs::File => (None, None),
                UploadAs::Version { file, revision } => {
                    let there = store::named(&mut *tx, &folder, &name).await?;
                    if there.is_none_or(|it| it.id != file || it.kind != EntryKind::File) {
                        return Err(Problem::field("file", Invalid::new("document.unknown")));
                    }
                    (Some(file), Some(revision))
                }
            };
            store_uploads::turn(tx, &upload, file, name.as_str()).await?;
            Ok(())
        })
        .await?;
    if row.received < row.size {
        return Ok(row.into());
    }
    let entry = finish(app, upload, None).await?;
    Ok(Progress {
        entry: Some(entry),
        ..row.into()
    })
}

/// Makes a file of what has come.
///
/// # Errors
/// `document.name_taken`: another has come first; [`Problem::LostRace`] where the file holds something else than its author had
/// seen. What has come stays: [`turn`].
async fn finish(
    app: &App,
    upload: Grant<Write, Upload>,
    known: Option<(Vec<u8>, Vec<u8>)>,
) -> Result<EntryId> {
    let row = store_uploads::find(&app.db, &upload)
        .await?
        .ok_or(Problem::NotFound)?;
    let name = FileName::new(&row.name).map_err(Problem::internal)?;
    let parts = store_uploads::parts(&app.db, &upload).await?;
    let (head, digest) = match known {
        Some((head, digest)) => (head, Some(digest)),
        None => (content::head(app, upload.project(), &parts).await?, None),
    };
    let new = NewVersion {
        media_type: content::media_type(&name, &head),
        size: row.size,
        parts,
        digest,
        restores: None,
    };
    let folder: Grant<Write, Entry> = access::grant(&app.db, upload.actor(), row.folder, app.now()).await?;
    app.db
        .write(upload.actor(), async move |tx| {
            let folder = again(tx, &folder, Hold::Leaves).await?;
            let upload: Grant<Write, Upload> = grant_again(tx, &upload).await?;
            if let Some(before) = store_uploads::hold(tx, &upload).await?.ok_or(Problem::NotFound)? {
                return Ok(before);
            }
            let entry = match (row.file, row.seen) {
                (Some(file), Some(seen)) => {
                    let file: Grant<Write, Entry> = granted(tx, &folder, file).await?;
                    write(tx, &file, Some(seen), &new).await?;
                    file.id()
                }
                _ => make_file(tx, &folder, &name, Some(row.draft), &new).await?,
            };
            store_uploads::has_become(tx, &upload, entry).await?;
            Ok(entry)
        })
        .await
}

/// The permission for what lies in a folder, asked inside the transaction.
async fn granted(tx: &mut Tx, folder: &Grant<Write, Entry>, file: EntryId) -> Result<Grant<Write, Entry>> {
    Ok(access::grant_in(tx, folder.actor(), file).await?)
}

/// Makes a file in a folder.
///
/// # Errors
/// `document.name_taken`.
pub(super) async fn make_file(
    tx: &mut Tx,
    folder: &Grant<Write, Entry>,
    name: &FileName,
    draft: Option<uuid::Uuid>,
    new: &NewVersion,
) -> Result<EntryId> {
    fits(tx, folder.id(), name, 0).await?;
    let id = tx.new_id();
    let entry = NewEntry {
        id,
        kind: EntryKind::File,
        name,
        draft,
    };
    if !store::insert(tx, folder, &entry).await? {
        return Err(refusal(tx, folder, name).await?);
    }
    let version = store_versions::write(tx, id, folder.actor().account, 1, new).await?;
    let project = folder.project();
    tx.announce(DocumentEvent::FileMade {
        project,
        entry: id,
        version,
    })
    .await?;
    Ok(id)
}

/// Writes what a file holds from now on; `seen`: only if it still holds that revision.
pub(super) async fn write(
    tx: &mut Tx,
    file: &Grant<Write, Entry>,
    seen: Option<i64>,
    new: &NewVersion,
) -> Result<()> {
    let revision = store_versions::hold(tx, file.id())
        .await?
        .ok_or_else(|| Problem::conflict("document.not_a_file"))?;
    if seen.is_some_and(|it| it != revision) {
        let row = store::find(&mut *tx, file).await?.ok_or(Problem::NotFound)?;
        return Err(lost(row, file)?);
    }
    let version = store_versions::write(tx, file.id(), file.actor().account, revision + 1, new).await?;
    let (project, entry) = (file.project(), file.id());
    tx.announce(DocumentEvent::FileWritten {
        project,
        entry,
        version,
    })
    .await?;
    Ok(())
}

/// Forgets an upload.
///
/// # Errors
/// Whatever the database says.
pub async fn cancel(app: &App, upload: Grant<Write, Upload>) -> Result<()> {
    let (project, id) = (upload.project(), upload.id());
    let blobs = app
        .db
        .write(upload.actor(), async move |tx| {
            store_uploads::forget(tx, id).await
        })
        .await?;
    content::discard(app, project, &blobs).await;
    Ok(())
}

/// Has a file hold again what it held as that revision, as its newest version.
///
/// # Errors
/// Not found; [`Problem::LostRace`] where it holds something else than `seen`.
pub async fn restore(app: &App, file: Grant<Write, Entry>, revision: i64, seen: i64) -> Result<()> {
    app.db
        .write(file.actor(), async move |tx| {
            let file = again(tx, &file, Hold::Leaves).await?;
            let before: FileVersion = store_versions::find(&mut *tx, &file, Some(revision))
                .await?
                .ok_or(Problem::NotFound)?;
            let new = NewVersion {
                parts: store_versions::parts(&mut *tx, before.id).await?,
                size: before.size,
                media_type: before.media_type,
                digest: store_versions::digest(&mut *tx, before.id).await?,
                restores: Some(revision),
            };
            write(tx, &file, Some(seen), &new).await
        })
        .await
}

/// Gives what a file held as that revision a name, or none.
///
/// # Errors
/// Not found.
pub async fn name_version(
    app: &App,
    file: Grant<Write, Entry>,
    revision: i64,
    name: Option<base::text::Phrase>,
) -> Result<()> {
    app.db
        .write(file.actor(), async move |tx| {
            let file = again(tx, &file, Hold::Leaves).await?;
            let name = name.as_ref().map(base::text::Phrase::as_str);
            if !store_versions::name(tx, &file, revision, name).await? {
                return Err(Problem::NotFound);
            }
            let (project, entry) = (file.project(), file.id());
            tx.announce(DocumentEvent::VersionNamed { project, entry })
                .await?;
            Ok(())
        })
        .await
}

/// A version of a file, and where its bytes are.
///
/// # Errors
/// `document.not_a_file`; not found for a revision that it has not had.
pub async fn opened(
    app: &App,
    file: &Grant<Read, Entry>,
    revision: Option<i64>,
) -> Result<(String, FileVersion, Vec<store_versions::Part>)> {
    let row = store::find(&app.db, file).await?.ok_or(Problem::NotFound)?;
    if row.kind != EntryKind::File {
        return Err(Problem::conflict("document.not_a_file"));
    }
    let version = store_versions::find(&app.db, file, revision)
        .await?
        .ok_or(Problem::NotFound)?;
    let parts = store_versions::parts(&app.db, version.id).await?;
    Ok((row.name, version, parts))
}
