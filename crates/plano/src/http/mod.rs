// SPDX-License-Identifier: EUPL-1.2
//! HTTP around the areas: who asks, what may come in, what goes out.

pub mod attachment;
pub mod body;
pub mod client;
pub mod connections;
pub mod granted;
pub mod guard;
pub mod problem;
pub mod request_id;
pub mod session;
pub mod web;

pub use body::{Accepted, Created, Done, IfMatch, Json, Query};
pub use granted::{Administers, AdministersOne, Granted, GrantedOrRead, OneOf, SeesOne};
pub use problem::{Answer, Failure, Problems};
pub use session::{Asker, Behind, ByProgram, Fresh, SignedIn};

/// Longest body where a route does not say otherwise. Source: attacks.md, limits.
pub const BODY_MAX_BYTES: usize = 1024 * 1024;

/// Whether the path is one of programs, where errors are problems, rather than one of the web client.
#[must_use]
pub fn is_api(path: &str) -> bool {
    ["/api/", "/dav/", "/collab/", "/.well-known/"]
        .iter()
        .any(|it| path.starts_with(it))
}
