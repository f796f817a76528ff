// SPDX-License-Identifier: EUPL-1.2
//! Folders of channels: how a project's list of channels is divided.

use base::{ids, text::Heading};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// Most folders of one project: a list of more sections than that is not read but searched.
pub const FOLDERS_MAX: i64 = 100;

/// A folder of channels. It has no rights of its own: who reads a channel in it sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ChannelFolder {
    /// Its id.
    pub id: ids::ChannelFolderId,
    /// Its name.
    pub name: String,
    /// Its place among the project's folders; sorts as text.
    pub rank: String,
    /// For `If-Match`.
    pub etag: String,
}

/// A folder to make.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewChannelFolder {
    /// Chosen by the client: the same draft makes the same folder once.
    pub draft: Uuid,
    /// Its name. No other folder of the project has it, whatever its case and accents.
    pub name: Heading,
}

/// What changes of a folder.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChannelFolderPatch {
    /// Its name. No other folder of the project has it, whatever its case and accents.
    pub name: Heading,
}

/// Where a folder goes.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChannelFolderPlace {
    /// The folder it comes before; `null`: it is the last.
    pub before: Option<ids::ChannelFolderId>,
}

/// Where a channel goes.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChannelPlace {
    /// The folder it is in; `null`: none.
    pub folder: Option<ids::ChannelFolderId>,
    /// The channel of the same project that it comes before; `null`: it is the last.
    pub before: Option<ids::ChannelId>,
}
