// SPDX-License-Identifier: EUPL-1.2
//! What every other crate speaks: typed ids, time, secrets, text that has been checked, paging, problems.
//! No I/O, and nothing of ours below it.

pub mod actor;
pub mod email;
pub mod id;
pub mod page;
pub mod problem;
pub mod secret;
pub mod text;
pub mod time;

pub use actor::Actor;
pub use email::EmailAddress;
pub use id::{Id, Ids, Kind, ids, kind};
pub use page::{Page, PageSize};
pub use problem::{FieldProblem, Invalid, Problem};
pub use secret::{Secret, SecretHash};
pub use time::{Clock, Day, Timestamp};
