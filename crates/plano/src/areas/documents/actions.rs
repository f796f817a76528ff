// SPDX-License-Identifier: EUPL-1.2
//! What people can do with the tree of documents: folders, names, places, the trash.

use access::{Grant, Manage, Write, grant_again};
use base::{Id, Invalid, Problem, kind};
use db::{Db, DbError, Tx};
use events::{Announce as _, DocumentEvent};
use uuid::Uuid;

use super::{
    content,
    jobs::Sweep,
    model::{EntryKind, EntryPlace, NewFolder},
    model_names::{FileName, PATH_BYTES_MAX},
    store::{self, Hold, NewEntry},
    store_places::{Entry, Trashed},
    store_trash,
};
use crate::app::App;

type Result<T> = std::result::Result<T, Problem>;
type EntryId = Id<kind::Entry>;

/// Makes a folder in another. The same draft is the same folder.
///
/// # Errors
/// `draft.reused`; `document.name_taken`; `document.not_a_folder`; `document.path_too_long`.
pub async fn make_folder(db: &Db, folder: Grant<Write, Entry>, new: NewFolder) -> Result<EntryId> {
    let (actor, at, draft, name) = (folder.actor(), folder.id(), new.draft, new.name.clone());
    let made = db
        .write(actor, async move |tx| {
            let folder = again(tx, &folder, Hold::Leaves).await?;
            if let Some(before) = made_before(tx, &folder, new.draft, &new.name, EntryKind::Folder).await? {
                return Ok(before);
            }
            fits(tx, folder.id(), &new.name, 0).await?;
            let entry = tx.new_id();
            let row = NewEntry {
                id: entry,
                kind: EntryKind::Folder,
                name: &new.name,
                draft: Some(new.draft),
            };
            if !store::insert(tx, &folder, &row).await? {
                return Err(Draft::Problem(refusal(tx, &folder, &new.name).await?));
            }
            let project = folder.project();
            tx.announce(DocumentEvent::FolderMade { project, entry }).await?;
            Ok(entry)
        })
        .await;
    match made {
        // The same draft twice at once: one of them has made it.
        Err(Draft::Twice) => match store::by_draft(db, actor.account, draft).await? {
            Some((id, parent, EntryKind::Folder, made))
                if parent == Some(at) && made.as_deref().is_none_or(|it| it == name.as_str()) =>
            {
                Ok(id)
            }
            _ => Err(Problem::conflict("draft.reused")),
        },
        Err(Draft::Problem(problem)) => Err(problem),
        Ok(id) => Ok(id),
    }
}

/// Why something was not made with a draft.
#[derive(Debug)]
pub(super) enum Draft {
    /// It is being made at the same time.
    Twice,
    /// Anything else.
    Problem(Problem),
}

impl From<DbError> for Draft {
    fn from(error: DbError) -> Self {
        match error {
            DbError::NotUnique(_) => Self::Twice,
            error => Self::Problem(error.into()),
        }
    }
}

impl From<Problem> for Draft {
    fn from(problem: Problem) -> Self {
        Self::Problem(problem)
    }
}

/// Asks the permission again, where nothing changes around what is written until the transaction ends.
pub(super) async fn again<A: access::Action, R: access::InProject>(
    tx: &mut Tx,
    held: &Grant<A, R>,
    how: Hold,
) -> Result<Grant<A, R>> {
    store::hold(tx, held.project(), how).await?;
    Ok(grant_again(tx, held).await?)
}

/// What was made with that draft before, if it is the same.
async fn made_before(
    tx: &mut Tx,
    folder: &Grant<Write, Entry>,
    draft: Uuid,
    name: &FileName,
    kind: EntryKind,
) -> Result<Option<EntryId>> {
    match store::by_draft(&mut *tx, folder.actor().account, draft).await? {
        None => Ok(None),
        // What it was made as is not known once it has another name or place: that is no other.
        Some((id, parent, before, made))
            if before == kind
                && made
                    .as_deref()
                    .is_none_or(|it| it == name.as_str() && parent == Some(folder.id())) =>
        {
            Ok(Some(id))
        }
        Some(_) => Err(Problem::conflict("draft.reused")),
    }
}

/// Whether the way to an entry of that name in a folder, and to what is `below` it, is not too long.
pub(super) async fn fits(tx: &mut Tx, folder: EntryId, name: &FileName, below: usize) -> Result<()> {
    let bytes = store::path_bytes(&mut *tx, folder).await? + name.as_str().len() + below;
    if bytes > PATH_BYTES_MAX {
        let invalid = Invalid::new("document.path_too_long").with("max_bytes", PATH_BYTES_MAX);
        return Err(Problem::field("name", invalid));
    }
    Ok(())
}

/// Why nothing was put into a folder under a name: another entry has it, or it is no folder.
pub(super) async fn refusal(tx: &mut Tx, folder: &Grant<Write, Entry>, name: &FileName) -> Result<Problem> {
    let is_folder = store::find(&mut *tx, folder)
        .await?
        .is_some_and(|it| it.kind == EntryKind::Folder);
    if !is_folder {
        return Ok(Problem::conflict("document.not_a_folder"));
    }
    let other = store::named(&mut *tx, folder, name).await?;
    Ok(taken(other.as_ref()))
}

/// The answer where a name is taken: by which entry, unless that is hidden, so that whoever asked may choose what becomes of it.
pub(super) fn taken(by: Option<&store::EntryRow>) -> Problem {
    let mut invalid = Invalid::new("document.name_taken");
    if let Some(by) = by.filter(|it| it.admits != access::Admits::Managers) {
        invalid = invalid
            .with("entry", by.id.to_string())
            .with("kind", by.kind.as_str());
        if let Some(revision) = by.revision {
            invalid = invalid.with("revision", revision);
        }
    }
    Problem::Conflict(invalid)
}

/// Names an entry.
///
/// # Errors
/// [`Problem::LostRace`] if `version` is no longer its version; `document.name_taken`; `document.is_top`;
/// `document.path_too_long`.
pub async fn rename(app: &App, entry: Grant<Write, Entry>, version: i64, name: FileName) -> Result<()> {
    app.db
        .write(entry.actor(), async move |tx| {
            let entry = again(tx, &entry, Hold::Branches).await?;
            let row = store::find(&mut *tx, &entry).await?.ok_or(Problem::NotFound)?;
            let folder = row.parent.ok_or_else(|| Problem::conflict("document.is_top"))?;
            if row.version != version {
                return Err(lost(row, &entry)?);
            }
            if row.name == name.as_str() {
                return Ok(());
            }
            if store::is_taken(&mut *tx, folder, name.as_str(), entry.id()).await? {
                return Err(Problem::conflict("document.name_taken"));
            }
            let below = store::depth_bytes(&mut *tx, entry.id()).await?;
            fits(tx, folder, &name, below).await?;
            store::rename(tx, &entry, version, &name)
                .await?
                .ok_or(Problem::NotFound)?;
            let (project, entry) = (entry.project(), entry.id());
            tx.announce(DocumentEvent::Renamed { project, entry }).await?;
            Ok(())
        })
        .await
}

/// The answer to whoever has seen another version than there is.
pub(super) fn lost<A>(row: store::EntryRow, entry: &Grant<A, Entry>) -> Result<Problem> {
    let now = super::views::shown(row, entry.standing());
    Ok(Problem::LostRace(
        serde_json::to_value(now).map_err(Problem::internal)?,
    ))
}

/// Puts an entry into another folder of the project, with all that is in it.
///
/// # Errors
/// `document.name_taken`; `document.is_top`; `document.into_itself`; `document.not_a_folder`; `document.path_too_long`;
/// `document.other_project`.
pub async fn place(
    app: &App,
    entry: Grant<Write, Entry>,
    folder: Grant<Write, Entry>,
    place: EntryPlace,
) -> Result<()> {
    if entry.project() != folder.project() {
        return Err(Problem::field("folder", Invalid::new("document.other_project")));
    }
    app.db
        .write(entry.actor(), async move |tx| {
            let entry = again(tx, &entry, Hold::Branches).await?;
            let folder: Grant<Write, Entry> = grant_again(tx, &folder).await?;
            let row = store::find(&mut *tx, &entry).await?.ok_or(Problem::NotFound)?;
            let from = row.parent.ok_or_else(|| Problem::conflict("document.is_top"))?;
            let name = match place.name {
                Some(name) => name,
                None => FileName::new(&row.name).map_err(Problem::internal)?,
            };
            if from == folder.id() && row.name == name.as_str() {
                return Ok(());
            }
            let into = store::find(&mut *tx, &folder).await?.ok_or(Problem::NotFound)?;
            if into.kind != EntryKind::Folder {
                return Err(Problem::conflict("document.not_a_folder"));
            }
            if store::is_within(&mut *tx, folder.id(), entry.id()).await? {
                return Err(Problem::conflict("document.into_itself"));
            }
            if store::is_taken(&mut *tx, folder.id(), name.as_str(), entry.id()).await? {
                let other = store::named(&mut *tx, &folder, &name).await?;
                return Err(taken(other.as_ref()));
            }
            let below = store::depth_bytes(&mut *tx, entry.id()).await?;
            fits(tx, folder.id(), &name, below).await?;
            store::place(tx, &entry, folder.id(), &name).await?;
            let (project, entry, to) = (entry.project(), entry.id(), folder.id());
            tx.announce(if from == to {
                DocumentEvent::Renamed { project, entry }
            } else {
                DocumentEvent::Moved {
                    project,
                    entry,
                    from,
                    to,
                }
            })
            .await?;
            Ok(())
        })
        .await
}

/// Puts an entry into the trash, with all that is in it.
///
/// # Errors
/// `document.is_top`.
pub async fn trash(app: &App, entry: Grant<Write, Entry>) -> Result<()> {
    app.db
        .write(entry.actor(), async move |tx| {
            let entry = again(tx, &entry, Hold::Branches).await?;
            let row = store::find(&mut *tx, &entry).await?.ok_or(Problem::NotFound)?;
            if row.parent.is_none() {
                return Err(Problem::conflict("document.is_top"));
            }
            store_trash::trash(tx, &entry).await?;
            let (project, entry) = (entry.project(), entry.id());
            tx.announce(DocumentEvent::Trashed { project, entry }).await?;
            Sweep::ask(tx).await?;
            Ok(())
        })
        .await
}

/// Takes an entry out of the trash: into the folder it was in; at the top if that one is gone. Where its name is taken by now, it
/// has a number.
///
/// # Errors
/// Not found.
pub async fn untrash(app: &App, entry: Grant<Write, Trashed>) -> Result<EntryId> {
    app.db
        .write(entry.actor(), async move |tx| {
            let entry = again(tx, &entry, Hold::Branches).await?;
            let (folder, name) = store_trash::was_in(&mut *tx, &entry)
                .await?
                .ok_or(Problem::NotFound)?;
            let folder = folder.unwrap_or_else(|| store::top_of(entry.project()));
            let wanted = FileName::new(&name).map_err(Problem::internal)?;
            let mut name = wanted.clone();
            let mut number = 2;
            while store::is_taken(&mut *tx, folder, name.as_str(), entry.id()).await? {
                name = wanted.numbered(number);
                number += 1;
            }
            store::place(tx, &entry, folder, &name).await?;
            store_trash::untrash(tx, &entry).await?;
            let (project, entry) = (entry.project(), entry.id());
            tx.announce(DocumentEvent::Untrashed { project, entry }).await?;
            Ok(entry)
        })
        .await
}

/// Erases what is in the trash, for good.
///
/// # Errors
/// Not found.
pub async fn erase(app: &App, entry: Grant<Manage, Trashed>) -> Result<()> {
    let project = entry.project();
    let erased = app
        .db
        .write(entry.actor(), async move |tx| {
            let entry = again(tx, &entry, Hold::Branches).await?;
            let erased = store_trash::erase(tx, entry.id()).await?;
            let entry = entry.id();
            tx.announce(DocumentEvent::Erased { project, entry }).await?;
            Ok::<_, Problem>(erased)
        })
        .await?;
    content::discard(app, project, &erased.blobs).await;
    Ok(())
}
