// SPDX-License-Identifier: EUPL-1.2
//! What is passed on from one channel to another.

use base::{Id, Timestamp, ids, kind};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    model::{BODY_MAX_BYTES, Body, MessageKind},
    model_hooks::Automate,
};

/// Longest text that is passed on, in bytes: one's words and what they pass on themselves.
pub const PASSED_ON_MAX_BYTES: usize = 2 * BODY_MAX_BYTES;

/// A message to pass on.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewForward {
    /// Chosen by the client: the same draft is posted once.
    pub draft: Uuid,
    /// Which. One must be able to read it.
    pub message: ids::MessageId,
    /// What one says to it.
    pub comment: Option<Body>,
}

/// What a message passes on, as it read at that moment.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Forwarded {
    /// The original. Whoever may not read it does not find it.
    pub message: ids::MessageId,
    /// The original's channel.
    pub channel: ids::ChannelId,
    /// Who wrote it.
    pub author: ids::AccountId,
    /// The program that posted it for him.
    pub automate: Option<Automate>,
    /// What it was.
    pub kind: MessageKind,
    /// Its number, of an entry of a log.
    pub number: Option<i64>,
    /// When it was posted.
    pub posted_at: Timestamp,
    /// Markdown. Whom it named is written as text: nobody is named by it again.
    pub body: String,
    /// The original was taken away since.
    pub is_gone: bool,
}

/// What is written down of the original.
#[derive(Debug, Clone)]
pub struct Copied {
    pub origin: Id<kind::Message>,
    pub channel: Id<kind::Channel>,
    pub author: Id<kind::Account>,
    /// As it is kept.
    pub automate: Option<String>,
    pub kind: MessageKind,
    pub number: Option<i64>,
    pub posted_at: Timestamp,
    pub body: String,
}
