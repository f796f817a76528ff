// SPDX-License-Identifier: EUPL-1.2
//! Documents: the tree of folders and files of each project, what files hold and have held, files on their way.

mod actions;
mod actions_files;
mod content;
mod jobs;
mod live;
mod model;
mod model_names;
mod model_uploads;
mod routes;
mod routes_files;
mod routes_uploads;
mod store;
mod store_places;
mod store_trash;
mod store_uploads;
mod store_versions;
#[cfg(test)]
mod tests;
mod views;

pub use jobs::{Sweep, SweepBlobs, register};
pub use live::frames;
pub use routes::routes;
pub use store::make_top;
pub use store_places::{Documents, Entry};
pub use store_versions::{blobs_after, keys_after};
