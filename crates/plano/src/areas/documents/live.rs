// SPDX-License-Identifier: EUPL-1.2
//! What open browsers are told of documents: that there is something else to see, and where. Names are asked for by those who
//! may read them.

use db::DbResult;
use events::{DocumentEvent, Event, Recorded};
use live::{Frame, Topic};
use serde_json::json;

use super::store;
use crate::app::App;

/// The frames of an event.
///
/// # Errors
/// Whatever the database says.
pub async fn frames(app: &App, recorded: &Recorded) -> DbResult<Vec<Frame>> {
    use DocumentEvent as D;
    let Some(Event::Document(event)) = &recorded.event else {
        return Ok(Vec::new());
    };
    // No `_` arm: the next kind of event must be answered here.
    let (project, entry, folders) = match *event {
        D::FolderMade { project, entry }
        | D::FileMade { project, entry, .. }
        | D::FileWritten { project, entry, .. }
        | D::VersionNamed { project, entry }
        | D::Renamed { project, entry }
        | D::Trashed { project, entry }
        | D::Untrashed { project, entry } => (project, entry, Vec::new()),
        D::Moved {
            project,
            entry,
            from,
            to,
        } => (project, entry, vec![from, to]),
        D::Erased { project, entry } => (project, entry, Vec::new()),
    };
    // Of what is narrowed to some people nothing is said but that there may be something to see.
    let place = store::told_place(&app.db, entry).await?;
    let body = match place {
        Some((folder, false)) => {
            let mut folders = folders;
            folders.extend(folder);
            folders.sort_unstable();
            folders.dedup();
            json!({ "project": project, "entry": entry, "folders": folders })
        }
        Some((_, true)) | None => json!({ "project": project }),
    };
    Ok(vec![Frame::to(
        Topic::Project(project),
        "documents.changed",
        &body,
    )])
}
