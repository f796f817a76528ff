// SPDX-License-Identifier: EUPL-1.2
//! What whoever comes back is shown: what happened since a moment, over all that he reads, short enough to be read.

use std::time::Duration;

use base::{Timestamp, ids};
use serde::Serialize;
use utoipa::ToSchema;

use super::model::Message;
use crate::areas::accounts::Person;

/// How far back one asks: a quarter of a year and a day. Whoever was away for longer begins there.
pub const BACK_MAX: Duration = Duration::from_secs(93 * 24 * 3_600);

/// Most mentions, and most decisions, that are shown.
pub const MESSAGES_MAX: i64 = 20;

/// Most conversations, and most threads, that are shown.
pub const TALKS_MAX: usize = 10;

/// Most channels that are shown, the busiest first.
pub const CHANNELS_MAX: usize = 5;

/// How many messages of a busy channel are shown.
pub const LIVELIEST_MAX: i64 = 3;

/// How far back from its end a channel is looked through for who wrote and for what was lively: who comes back to more than
/// this is shown what is latest of it.
pub const LOOK_BACK: i64 = 300;

/// What happened since a moment in all that one reads now. One's own messages are not told.
#[derive(Debug, Serialize, ToSchema)]
pub struct CatchUp {
    /// Since when: the moment that was asked for, 93 days ago at most.
    pub since: Timestamp,
    /// Messages that name one: oneself, a group, everyone in a channel.
    pub mentions: CaughtMessages,
    /// Direct conversations in which others wrote, those of the latest messages first, at most ten.
    pub conversations: Vec<CaughtConversation>,
    /// There are more conversations.
    pub has_more_conversations: bool,
    /// Followed threads in which others answered, those of the latest answers first, at most ten.
    pub threads: Vec<CaughtThread>,
    /// There are more threads.
    pub has_more_threads: bool,
    /// What was decided.
    pub decisions: CaughtMessages,
    /// Channels in which others wrote most, those of most messages first, at most five. Without those that one has muted.
    pub channels: Vec<BusyChannel>,
    /// In how many more channels something was said.
    pub other_channels: usize,
    /// The people whom all this shows.
    pub people: Vec<Person>,
}

/// The latest of some messages.
#[derive(Debug, Default, Serialize, ToSchema)]
pub struct CaughtMessages {
    /// The latest first, at most twenty.
    pub items: Vec<Message>,
    /// There are earlier ones.
    pub has_more: bool,
}

/// A conversation in which others wrote.
#[derive(Debug, Serialize, ToSchema)]
pub struct CaughtConversation {
    /// Which.
    pub channel: ids::ChannelId,
    /// How many messages, one's own among them.
    pub count: i64,
    /// The latest of them.
    pub last: Message,
}

/// A thread in which others answered.
#[derive(Debug, Serialize, ToSchema)]
pub struct CaughtThread {
    /// The message that began it.
    pub root: Message,
    /// Its latest answer.
    pub last: Message,
    /// The place of the last answer one has read.
    pub read_seq: i64,
    /// Answers one has not read.
    pub unread: i64,
}

/// A channel in which much was said.
#[derive(Debug, Serialize, ToSchema)]
pub struct BusyChannel {
    /// Which.
    pub channel: ids::ChannelId,
    /// How many messages, one's own among them.
    pub count: i64,
    /// Who wrote among the last 300 of them, those who wrote most first.
    pub people: Vec<ids::AccountId>,
    /// The first message since then.
    pub first: Option<ids::MessageId>,
    /// Those of the last 300 with most answers and signs, at most three, in the order in which they were posted.
    pub liveliest: Vec<Message>,
}
