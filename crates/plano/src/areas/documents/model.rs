// SPDX-License-Identifier: EUPL-1.2
//! What folders, files and their versions are.

use base::{Timestamp, ids};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::model_names::FileName;
use crate::{areas::accounts::Person, words::words};

words! {
    /// What an entry of a project's documents is.
    EntryKind "document.kind_unknown" {
        /// It holds others.
        Folder = "folder",
        /// It holds bytes.
        File = "file",
    }
    /// In which order a folder is listed; folders before files in any.
    EntryOrder "page.order_unknown" {
        /// By name, numbers by what they say.
        Name = "name",
        /// By when the content was written.
        Changed = "changed",
        /// By size.
        Size = "size",
    }
    /// Which way.
    Direction "page.order_unknown" {
        /// The least first.
        Ascending = "ascending",
        /// The greatest first.
        Descending = "descending",
    }
}

/// A folder or a file.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Entry {
    /// Its id.
    pub id: ids::EntryId,
    /// The project it is in.
    pub project: ids::ProjectId,
    /// The folder it is in; `null`: it is the top of the project's documents.
    pub folder: Option<ids::EntryId>,
    /// What it is.
    pub kind: EntryKind,
    /// Its name; empty at the top.
    pub name: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// By whom.
    pub created_by: Option<ids::AccountId>,
    /// Of a file, when its content was written; of a folder, when it was made.
    pub changed_at: Timestamp,
    /// By whom.
    pub changed_by: Option<ids::AccountId>,
    /// Of a file, what it holds.
    pub file: Option<FileContent>,
    /// Of a folder, how many entries the one who asks sees in it.
    pub items: Option<i64>,
    /// It, or a folder above it, is narrowed to some people.
    pub is_narrowed: bool,
    /// What the one who asks may do with it.
    pub can: EntryCan,
    /// For `If-Match`.
    pub etag: String,
}

/// What a file holds now.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FileContent {
    /// Its version.
    pub version: ids::FileVersionId,
    /// The number of the version, from 1.
    pub revision: i64,
    /// Bytes.
    pub size: i64,
    /// What kind of bytes, as their beginning and the file's name tell (RFC 6838).
    pub media_type: String,
}

/// What the one who asks may do with an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub struct EntryCan {
    /// Comment on it.
    pub comment: bool,
    /// Change it, and what is in it.
    pub write: bool,
    /// Say who sees it, and erase it.
    pub manage: bool,
}

/// An entry with the folders on the way to it.
#[derive(Debug, Serialize, ToSchema)]
pub struct EntryPage {
    /// The entry.
    pub entry: Entry,
    /// The folders it is in, from the top of the project's documents.
    pub path: Vec<FolderRef>,
    /// Those who made and wrote it.
    pub people: Vec<Person>,
}

/// A folder on the way to an entry.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FolderRef {
    /// Its id.
    pub id: ids::EntryId,
    /// Its name; empty at the top.
    pub name: String,
}

/// A part of what is in a folder.
#[derive(Debug, Serialize, ToSchema)]
pub struct Entries {
    /// In the order asked for.
    pub items: Vec<Entry>,
    /// Those who made and wrote them.
    pub people: Vec<Person>,
    /// Ask for the next with `after` set to this; `null`: there is no more.
    pub next: Option<String>,
}

/// What was put into the trash.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TrashedEntry {
    /// As it was.
    pub entry: Entry,
    /// When it was put there.
    pub trashed_at: Timestamp,
    /// By whom.
    pub trashed_by: Option<ids::AccountId>,
    /// When it is erased by itself.
    pub erased_at: Timestamp,
    /// The folder it was in, where it is put back; `null`: that one is gone, it is put back at the top.
    pub was_in: Option<FolderRef>,
}

/// A part of the trash, what was put there last first.
#[derive(Debug, Serialize, ToSchema)]
pub struct Trash {
    /// What was put there last first.
    pub items: Vec<TrashedEntry>,
    /// Those who made, wrote and put them there.
    pub people: Vec<Person>,
    /// Ask for the next with `after` set to this; `null`: there is no more.
    pub next: Option<String>,
}

/// A folder to make.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewFolder {
    /// Chosen by the client: the same draft makes the same folder once.
    pub draft: Uuid,
    /// Its name, which nothing else in the folder has.
    pub name: FileName,
}

/// What changes of an entry.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EntryPatch {
    /// Its name, which nothing else in the folder has.
    pub name: FileName,
}

/// Where an entry goes.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EntryPlace {
    /// The folder of the same project it goes into.
    pub folder: ids::EntryId,
    /// The name it has there; `null`: its own.
    pub name: Option<FileName>,
}

/// What a file held at a time.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FileVersion {
    /// Its id.
    pub id: ids::FileVersionId,
    /// Its number in the file, from 1.
    pub revision: i64,
    /// Bytes.
    pub size: i64,
    /// What kind of bytes.
    pub media_type: String,
    /// What people call it.
    pub name: Option<String>,
    /// The revision it was taken from again.
    pub restores: Option<i64>,
    /// When it was written.
    pub created_at: Timestamp,
    /// By whom.
    pub created_by: Option<ids::AccountId>,
}

/// What a file has held, the last first.
#[derive(Debug, Serialize, ToSchema)]
pub struct FileVersions {
    /// The last first.
    pub items: Vec<FileVersion>,
    /// Those who wrote them.
    pub people: Vec<Person>,
    /// There are older ones: ask with `before` the last one's `revision`.
    pub has_older: bool,
}
