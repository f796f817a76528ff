// SPDX-License-Identifier: EUPL-1.2
//! Which folders of channels someone sees.

use std::collections::HashSet;

use access::{ActionKind, Grant, Read};
use db::DbResult;

use super::{model_folders::ChannelFolder, store_folders, store_places::Messages, views_channels};
use crate::app::App;

/// The folders of a project that someone sees, in order: those with a channel that he reads, because a name says something of
/// what is in it; all of them whoever manages the project's messages, so that he can fill them.
///
/// # Errors
/// Whatever the database says.
pub async fn seen(app: &App, project: &Grant<Read, Messages>) -> DbResult<Vec<ChannelFolder>> {
    if project.also(ActionKind::Manage) {
        return store_folders::all(&app.db, project).await;
    }
    let mut known = HashSet::new();
    let mut folders: Vec<ChannelFolder> = views_channels::channels(app, project)
        .await?
        .into_iter()
        .filter_map(|it| it.folder.filter(|it| known.insert(it.id)))
        .collect();
    folders.sort_unstable_by(|one, other| (&one.rank, one.id).cmp(&(&other.rank, other.id)));
    Ok(folders)
}
