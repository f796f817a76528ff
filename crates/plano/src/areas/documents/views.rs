// SPDX-License-Identifier: EUPL-1.2
//! Folders and files as they are shown.

use access::{ActionKind, Grant, Module, Read, Standing};
use base::{Id, PageSize, Problem, Timestamp, kind};

use super::{
    jobs::TRASH_DAYS,
    model::{
        Direction, Entries, Entry, EntryCan, EntryKind, EntryOrder, EntryPage, FileContent, FileVersions,
        FolderRef, Trash, TrashedEntry,
    },
    store::{self, After, EntryRow},
    store_places::{self, Documents},
    store_trash, store_versions,
};
use crate::{
    app::App,
    areas::accounts::{self, Person},
};

type Result<T> = std::result::Result<T, Problem>;
type AccountId = Id<kind::Account>;

/// An entry as its row tells it to someone of that standing in the project.
pub fn shown(row: EntryRow, standing: &Standing) -> Entry {
    let mut here = *standing;
    here.bounds.admits = row.admits;
    let may = |action| access::allows(&here, action, Some(Module::Files)).is_ok();
    Entry {
        id: row.id,
        project: row.project,
        folder: row.parent,
        kind: row.kind,
        name: row.name,
        created_at: row.created_at,
        created_by: row.created_by,
        changed_at: row.changed_at,
        changed_by: row.changed_by,
        file: row.current_version.map(|version| FileContent {
            version,
            revision: row.revision.unwrap_or_default(),
            size: row.size.unwrap_or_default(),
            media_type: row.media_type.unwrap_or_default(),
        }),
        items: row.items,
        is_narrowed: row.scope.is_some(),
        can: EntryCan {
            comment: may(ActionKind::Comment),
            write: may(ActionKind::Write),
            manage: may(ActionKind::Manage),
        },
        etag: row.version.to_string(),
    }
}

/// One entry.
///
/// # Errors
/// Not found.
pub async fn entry<A>(app: &App, entry: &Grant<A, store_places::Entry>) -> Result<Entry> {
    let row = store::find(&app.db, entry).await?.ok_or(Problem::NotFound)?;
    Ok(shown(row, entry.standing()))
}

/// One entry with the folders on the way to it.
///
/// # Errors
/// Not found.
pub async fn page(app: &App, at: &Grant<Read, store_places::Entry>) -> Result<EntryPage> {
    let entry = entry(app, at).await?;
    let mut path = store::path(&app.db, at).await?;
    path.pop();
    let people = people(app, [entry.created_by, entry.changed_by]).await?;
    Ok(EntryPage {
        entry,
        path: path
            .into_iter()
            .map(|(id, name)| FolderRef { id, name })
            .collect(),
        people,
    })
}

/// The top of a project's documents.
///
/// # Errors
/// Not found.
pub async fn top(app: &App, project: &Grant<Read, Documents>) -> Result<EntryPage> {
    let top = store::top_of(project.project());
    let top: Grant<Read, store_places::Entry> =
        access::grant(&app.db, project.actor(), top, app.now()).await?;
    page(app, &top).await
}

/// A part of what is in a folder: its folders, then its files.
///
/// # Errors
/// `page.after`.
pub async fn list(
    app: &App,
    folder: &Grant<Read, store_places::Entry>,
    order: (EntryOrder, Direction),
    after: Option<&str>,
    size: PageSize,
) -> Result<Entries> {
    let after = after
        .map(|it| read_cursor(it).ok_or_else(after_unknown))
        .transpose()?;
    let mut rows = Vec::new();
    if after.as_ref().is_none_or(|it| it.kind == EntryKind::Folder) {
        rows = store::list(&app.db, folder, EntryKind::Folder, order, after.as_ref(), size).await?;
    }
    if rows.len() <= size.get() {
        let after = after.filter(|it| it.kind == EntryKind::File);
        rows.extend(store::list(&app.db, folder, EntryKind::File, order, after.as_ref(), size).await?);
    }
    let has_more = rows.len() > size.get();
    rows.truncate(size.get());
    let next = rows.last().filter(|_| has_more).map(|it| cursor(it, order.0));
    let people = people(app, rows.iter().flat_map(|it| [it.created_by, it.changed_by])).await?;
    Ok(Entries {
        items: rows.into_iter().map(|it| shown(it, folder.standing())).collect(),
        people,
        next,
    })
}

fn after_unknown() -> Problem {
    Problem::Malformed(vec![base::FieldProblem {
        field: "after".into(),
        invalid: base::Invalid::new("page.after"),
    }])
}

fn cursor(row: &EntryRow, order: EntryOrder) -> String {
    let key = match (order, row.kind) {
        (EntryOrder::Name, _) | (EntryOrder::Size, EntryKind::Folder) => row.sort_name.clone(),
        (EntryOrder::Changed, _) => row.changed_at.micros().to_string(),
        (EntryOrder::Size, EntryKind::File) => row.size.unwrap_or_default().to_string(),
    };
    format!("{}.{}.{key}", row.kind.as_str(), row.id)
}

fn read_cursor(text: &str) -> Option<After> {
    let (kind, rest) = text.split_once('.')?;
    let (id, key) = rest.split_once('.')?;
    Some(After {
        kind: kind.parse().ok()?,
        id: id.parse().ok()?,
        key: key.to_owned(),
    })
}

/// A part of a project's trash.
///
/// # Errors
/// `page.after`.
pub async fn trash(
    app: &App,
    project: &Grant<Read, Documents>,
    after: Option<&str>,
    size: PageSize,
) -> Result<Trash> {
    let after = match after {
        Some(after) => after
            .split_once('.')
            .and_then(|(at, id)| Some((Timestamp::from_micros(at.parse().ok()?), id.parse().ok()?)))
            .ok_or_else(after_unknown)?,
        None => (Timestamp::from_micros(i64::MAX), Id::MAX),
    };
    let mut rows = store_trash::list(&app.db, project, after, size).await?;
    let has_more = rows.len() > size.get();
    rows.truncate(size.get());
    let next = rows
        .last()
        .filter(|_| has_more)
        .map(|it| format!("{}.{}", it.trashed_at.micros(), it.entry.id));
    let whom = rows
        .iter()
        .flat_map(|it| [it.entry.created_by, it.entry.changed_by, it.trashed_by]);
    let people = people(app, whom).await?;
    let items = rows.into_iter().map(|it| TrashedEntry {
        trashed_at: it.trashed_at,
        trashed_by: it.trashed_by,
        erased_at: it.trashed_at + TRASH_DAYS,
        was_in: it.was_in.map(|(id, name)| FolderRef { id, name }),
        entry: shown(it.entry, project.standing()),
    });
    Ok(Trash {
        items: items.collect(),
        people,
        next,
    })
}

/// What a file has held.
///
/// # Errors
/// Whatever the database says.
pub async fn versions(
    app: &App,
    file: &Grant<Read, store_places::Entry>,
    before: i64,
    size: PageSize,
) -> Result<FileVersions> {
    let mut items = store_versions::list(&app.db, file, before, size).await?;
    let has_older = items.len() > size.get();
    items.truncate(size.get());
    let people = people(app, items.iter().map(|it| it.created_by)).await?;
    Ok(FileVersions {
        items,
        people,
        has_older,
    })
}

async fn people(app: &App, whom: impl IntoIterator<Item = Option<AccountId>>) -> Result<Vec<Person>> {
    let mut whom: Vec<AccountId> = whom.into_iter().flatten().collect();
    whom.sort_unstable();
    whom.dedup();
    let mut people: Vec<Person> = accounts::people(&app.db, &whom).await?.into_values().collect();
    people.sort_unstable_by_key(|it| it.id);
    Ok(people)
}
