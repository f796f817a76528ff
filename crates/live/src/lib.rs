// SPDX-License-Identifier: EUPL-1.2
//! Who hears what, now: topics, subscriptions, queues, replay, presence. No sockets, no clock, no waiting.
//!
//! The shell owns the sockets. It hands in what came ([`Hub::receive`]), what happened ([`Hub::publish`]), what other
//! nodes said ([`Hub::hear`]) and the time; after each call it wakes the connections of [`Hub::take_wakes`], which then
//! [`Hub::take`] what is to be written. Rights are looked up by the shell between a frame received and its answer; a
//! right that ends meanwhile makes the hub ask again.
//!
//! What is said once is encoded once: a frame published to a thousand connections is one text and a thousand references
//! to it. A socket that does not keep up costs at most [`Limits::queue_max_bytes`], is closed, and resumes from the
//! cursor it heard last: from the ring of the latest frames, or by fetching afresh when the ring no longer has them.

#![warn(missing_docs)]

mod client;
mod cursor;
mod frame;
mod hub;
mod presence;
mod queue;
mod ring;
mod slots;
mod topic;

pub use client::{ALLOWANCE_BURST, ALLOWANCE_EVERY, BadFrame, FRAME_MAX_BYTES, RESUME_MAX_TOPICS};
pub use cursor::Cursor;
pub use frame::Frame;
pub use hub::{
    Ask, Census, Close, ConnectionId, Hub, Limits, Outdated, Resume, Right, Subscribe, TICK, Taken,
    TooManySockets,
};
pub use presence::{NOTE_MAX_BYTES, NodeId, Presence};
pub use topic::Topic;
