// SPDX-License-Identifier: EUPL-1.2
//! What one keeps of messages for later: saved ones, reminders, and messages to be posted at another time.

use std::time::Duration;

use base::{Invalid, Problem, Timestamp, ids};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::model::{Body, Message, MessageKind, NewMessage};
use crate::areas::accounts::Person;

/// Most messages one saves: which they are is told at once.
pub const SAVED_MAX: i64 = 1_000;

/// Most reminders that wait: they are listed at once.
pub const REMINDERS_MAX: i64 = 200;

/// Most messages of one person that wait to be posted: they are listed at once.
pub const SCHEDULED_MAX: i64 = 200;

/// The furthest one plans ahead: a year, and the day that some have more.
const AHEAD_MAX: Duration = Duration::from_secs(366 * 24 * 3_600);

/// Whether `at` is a time that can still come, and soon enough.
///
/// # Errors
/// `later.past`, `later.too_far`, for `field`.
pub fn ahead(field: &'static str, at: Timestamp, now: Timestamp) -> Result<(), Problem> {
    if at <= now {
        return Err(Problem::field(field, Invalid::new("later.past")));
    }
    if at > now + AHEAD_MAX {
        return Err(Problem::field(field, Invalid::new("later.too_far")));
    }
    Ok(())
}

/// A message one has saved.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SavedMessage {
    /// The message.
    pub message: Message,
    /// When one saved it.
    pub saved_at: Timestamp,
}

/// A page of messages one has saved, with the people they show.
#[derive(Debug, Serialize, ToSchema)]
pub struct SavedMessages {
    /// Those saved last first.
    pub items: Vec<SavedMessage>,
    /// Those who wrote these, and who answered them.
    pub people: Vec<Person>,
    /// Ask for the next page with `after` set to this. `null` on the last page.
    pub next: Option<String>,
}

/// A message one will be reminded of.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Reminder {
    /// The message.
    pub message: Message,
    /// When one will be.
    pub remind_at: Timestamp,
}

/// The reminders that wait, with the people they show.
#[derive(Debug, Serialize, ToSchema)]
pub struct Reminders {
    /// The soonest first, at most 200.
    pub items: Vec<Reminder>,
    /// Those who wrote these messages, and who answered them.
    pub people: Vec<Person>,
}

/// When one wants to be reminded.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewReminder {
    /// Within a year.
    pub remind_at: Timestamp,
}

/// How one keeps a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub struct MessageMark {
    /// Which.
    pub message: ids::MessageId,
    /// One has saved it.
    pub is_saved: bool,
    /// When one will be reminded of it.
    pub remind_at: Option<Timestamp>,
}

/// Why a message was not posted when its time came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum NotSent {
    /// Its author may not write there any more.
    NotAllowed,
    /// The channel or the project was closed.
    Closed,
    /// Its author's account was suspended.
    Suspended,
    /// What it answers or quotes is gone.
    Gone,
    /// It was refused otherwise.
    Refused,
}

impl NotSent {
    /// The word in the database and in the API.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NotAllowed => "not_allowed",
            Self::Closed => "closed",
            Self::Suspended => "suspended",
            Self::Gone => "gone",
            Self::Refused => "refused",
        }
    }
}

impl std::str::FromStr for NotSent {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        Ok(match text {
            "not_allowed" => Self::NotAllowed,
            "closed" => Self::Closed,
            "suspended" => Self::Suspended,
            "gone" => Self::Gone,
            "refused" => Self::Refused,
            _ => return Err(Invalid::new("scheduled.failure_unknown")),
        })
    }
}

db::text_column!(NotSent);

/// A message of one's own that is to be posted later.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ScheduledMessage {
    /// Its id, until it is posted.
    pub id: ids::ScheduledMessageId,
    /// Where.
    pub channel: ids::ChannelId,
    /// That of the message it becomes.
    pub draft: Uuid,
    /// What it will be.
    pub kind: MessageKind,
    /// Markdown.
    pub body: String,
    /// The message it answers in a thread.
    pub thread: Option<ids::MessageId>,
    /// The answer will show in the channel too.
    pub also_in_channel: bool,
    /// The message it quotes.
    pub quotes: Option<ids::MessageId>,
    /// When it is to be posted.
    pub send_at: Timestamp,
    /// When it could not be.
    pub failed_at: Option<Timestamp>,
    /// Why.
    pub failure: Option<NotSent>,
    /// For `If-Match`.
    pub etag: String,
}

/// A message to post later.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewScheduledMessage {
    /// Within a year.
    pub send_at: Timestamp,
    /// Chosen by the client: the same draft is posted once.
    pub draft: Uuid,
    /// Markdown.
    pub body: Body,
    /// `text`, or `decision` in a channel of a project. In a log it is an entry, whatever is asked.
    #[serde(default = "text")]
    pub kind: MessageKind,
    /// Answers that message, in its thread.
    pub thread: Option<ids::MessageId>,
    /// The answer shows in the channel too; what answers nothing does in any case.
    #[serde(default)]
    pub also_in_channel: bool,
    /// Quotes that message of the same channel.
    pub quotes: Option<ids::MessageId>,
}

const fn text() -> MessageKind {
    MessageKind::Text
}

impl NewScheduledMessage {
    /// The message it would be if it were posted now.
    #[must_use]
    pub fn message(&self) -> NewMessage {
        NewMessage {
            draft: self.draft,
            body: self.body.clone(),
            kind: self.kind,
            thread: self.thread,
            also_in_channel: self.also_in_channel,
            quotes: self.quotes,
        }
    }
}

/// What changes of a message that waits; what is left out stays.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ScheduledMessagePatch {
    /// Markdown.
    pub body: Option<Body>,
    /// Within a year. One that could not be posted waits again.
    pub send_at: Option<Timestamp>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_plans_for_a_time_that_comes_within_a_year() {
        let now = Timestamp::from_micros(1_790_000_000_000_000);
        let refused = |at| match ahead("remind_at", at, now) {
            Err(Problem::Unacceptable(fields)) => fields[0].invalid.code.to_string(),
            other => format!("{other:?}"),
        };
        assert_eq!(refused(now), "later.past");
        assert_eq!(refused(now + AHEAD_MAX + Duration::from_secs(1)), "later.too_far");
        assert!(ahead("remind_at", now + Duration::from_secs(1), now).is_ok());
        assert!(ahead("remind_at", now + AHEAD_MAX, now).is_ok());
    }

    #[test]
    fn why_it_was_not_sent_is_read_back() {
        for why in [
            NotSent::NotAllowed,
            NotSent::Closed,
            NotSent::Suspended,
            NotSent::Gone,
            NotSent::Refused,
        ] {
            assert_eq!(why.as_str().parse(), Ok(why));
        }
        assert!("autre".parse::<NotSent>().is_err());
    }
}
