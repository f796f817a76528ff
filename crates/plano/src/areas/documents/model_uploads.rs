// SPDX-License-Identifier: EUPL-1.2
//! Files on their way.

use base::{Id, ids, kind};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::model_names::FileName;

/// A file to send.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewUpload {
    /// Chosen by the client: the same draft is the same upload.
    pub draft: Uuid,
    pub name: FileName,
    /// Bytes.
    pub size: u64,
    pub becomes: UploadAs,
}

/// What an upload becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UploadAs {
    /// A file of its own.
    File,
    /// What a file holds from now on, if it still holds the revision that was seen.
    Version { file: Id<kind::Entry>, revision: i64 },
}

/// How far an upload has come.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Upload {
    /// Bytes that are here.
    pub received: i64,
    /// All of them.
    pub size: i64,
    /// The file it has become; `null`: not yet.
    pub entry: Option<ids::EntryId>,
}

/// What an upload is to become after all, where its name was taken or the file had changed.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UploadTurn {
    /// Its name.
    pub name: FileName,
    /// The file of that name that it becomes a version of; `null`: a file of its own.
    pub file: Option<ids::EntryId>,
    /// The revision of that file that was seen; with `file` only.
    pub revision: Option<i64>,
}

impl UploadTurn {
    /// What it becomes; `None`: a file without its revision, or the other way round.
    #[must_use]
    pub const fn becomes(&self) -> Option<UploadAs> {
        match (self.file, self.revision) {
            (None, None) => Some(UploadAs::File),
            (Some(file), Some(revision)) => Some(UploadAs::Version { file, revision }),
            _ => None,
        }
    }
}
