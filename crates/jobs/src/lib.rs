// SPDX-License-Identifier: EUPL-1.2
//! Work that must still happen: mails, clean-up, whatever follows from a change and may take its time.
//!
//! - A job is written in the caller's transaction ([`enqueue`]), so it exists exactly if the change does. A crash loses
//!   none; one that was being run is run again once its lease is over. Jobs therefore bear being run twice.
//! - Every node runs a [`Worker`]. Who changes the row first has the job: no lock is held while it runs, only a lease with
//!   a fence, a number that grows with each change of hands. Whoever holds an older number can neither mark it done nor
//!   write through [`Context::write`].
//! - What fails is put back with growing delays ([`backoff()`]), and after [`ATTEMPTS_MAX`] attempts set aside as a dead
//!   letter, which administrators see ([`list`]), try again ([`retry`]) or drop ([`discard`]).
//! - A key ([`enqueue_once`]) names work that neither waits twice nor runs twice at once.

mod admin;
mod backoff;
mod enqueue;
mod execute;
mod job;
mod settle;
mod store;
mod worker;

pub use admin::{Depth, Filter, Listed, Status, depth, discard, kind_of, list, retry};
pub use backoff::{ATTEMPTS_MAX, backoff};
pub use enqueue::{enqueue, enqueue_each_once, enqueue_once};
pub use job::{Context, Job, JobError, Registry};
pub use settle::{DeadLetter, Unsettled, settle};
pub use store::take_back;
pub use worker::Worker;
