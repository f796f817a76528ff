// SPDX-License-Identifier: EUPL-1.2
//! Everything that can happen, the outbox it is written to, and those who read it.
//!
//! An action announces its event in the transaction that makes it true. Readers follow with a cursor of their own and do
//! what follows from it; they are idempotent, and any of them can be rebuilt.

mod event;
mod object;
mod outbox;
mod reader;

pub use event::{
    AccountEvent, DocumentEvent, Event, JobEvent, MessageEvent, NotificationEvent, OrgEvent, ProjectEvent,
};
pub use object::Object;
pub use outbox::{
    Announce, Patience, Position, Recorded, after, announce_all, announcement, end, prepare, project_page,
};
pub use reader::{
    BoxedRead, Failure, Lag, Reader, failures, follow, in_turn_with, lags, read_set_aside, settle,
};
