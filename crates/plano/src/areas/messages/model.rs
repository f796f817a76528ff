// SPDX-License-Identifier: EUPL-1.2
//! Channels and messages: what they are and what they may contain.

use std::borrow::Cow;

use base::{
    Id, Invalid, Timestamp, ids, kind,
    text::{Name, Phrase},
};
use serde::{Deserialize, Deserializer, Serialize, de};
use unicode_normalization::UnicodeNormalization as _;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    model_folders::ChannelFolder, model_forward::Forwarded, model_hooks::Automate, model_polls::Poll,
};
use crate::{
    areas::{accounts::Person, orgs::GroupRef},
    words::words,
};

/// Longest body accepted, in bytes of UTF-8. Source: attacks.md, limits.
pub const BODY_MAX_BYTES: usize = 16 * 1024;

/// Most people in a direct conversation, whoever opened it included: beyond that it is a private channel.
pub const CONVERSATION_MAX_PEOPLE: usize = 20;

/// Most kinds of reactions on one message: more are no answer any more, and a line shows no more.
pub const REACTIONS_MAX: i64 = 20;

/// How many people are named with a sign, the first ones; the others are counted.
pub const REACTION_PEOPLE_MAX: i64 = 30;

words! {
    /// Who reads and writes in a channel.
    ChannelKind "channel.kind_unknown" {
        /// All who read the project's messages.
        Open = "open",
        /// Those who are in it, whatever the role of others.
        Private = "private",
        /// All read; those who are named, and who manage, write.
        Announcement = "announcement",
        /// A log (main courante): entries are numbered, and nobody edits or takes away any.
        Log = "log",
        /// Between people, in no project.
        Direct = "direct",
    }
    /// What a message is.
    MessageKind "message.kind_unknown" {
        /// Text.
        Text = "text",
        /// Something that was decided; the project lists its decisions.
        Decision = "decision",
        /// An entry of a log.
        Entry = "entry",
        /// A question with options to choose from.
        Poll = "poll",
    }
    /// Of what one is told.
    Attention "attention.unknown" {
        /// Of every message.
        All = "all",
        /// Of mentions, and answers in threads that one follows.
        Mentions = "mentions",
        /// Of nothing.
        Nothing = "nothing",
    }
    /// How someone keeps a thread.
    ThreadAttention "attention.unknown" {
        /// He is told of its answers.
        Followed = "followed",
        /// He reads it, no more.
        Unfollowed = "unfollowed",
        /// He is not told, even if he is mentioned.
        Muted = "muted",
    }
}

impl ChannelKind {
    /// People are let in, or let write, one by one.
    #[must_use]
    pub const fn names_people(self) -> bool {
        matches!(self, Self::Private | Self::Announcement)
    }
}

/// Markdown text, never blank, at most [`BODY_MAX_BYTES`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Body(String);

impl Body {
    /// NFC, line ends as `\n`, without what shows nothing and comes along when text is pasted: control characters and
    /// overrides of direction, with which text can be made to read as another (Unicode TR 36 §2.10).
    ///
    /// # Errors
    /// `message.blank`, `message.too_long` with `max_bytes`.
    pub fn new(text: &str) -> Result<Self, Invalid> {
        let text: String = text
            .replace("\r\n", "\n")
            .nfc()
            .map(|c| {
                if matches!(c, '\r' | '\u{2028}' | '\u{2029}' | '\u{85}') {
                    '\n'
                } else {
                    c
                }
            })
            .filter(|&c| {
                let is_layout = matches!(c, '\n' | '\t');
                let turns_text = matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}');
                is_layout || !(c.is_control() || turns_text)
            })
            .collect();
        // The first line keeps its indent, which means something in Markdown.
        let body = text.trim_end().trim_start_matches('\n');
        if base::text::is_blank(body) {
            return Err(Invalid::new("message.blank"));
        }
        if body.len() > BODY_MAX_BYTES {
            return Err(Invalid::new("message.too_long").with("max_bytes", BODY_MAX_BYTES));
        }
        Ok(Self(body.to_owned()))
    }

    /// No words of one's own, beside what is passed on.
    #[must_use]
    pub const fn absent() -> Self {
        Self(String::new())
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<'de> Deserialize<'de> for Body {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<str>::deserialize(deserializer)?;
        Self::new(&text).map_err(|invalid| de::Error::custom(invalid.wire()))
    }
}

impl utoipa::PartialSchema for Body {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        use utoipa::openapi::{ObjectBuilder, schema::Type};
        ObjectBuilder::new()
            .schema_type(Type::String)
            .min_length(Some(1))
            .max_length(Some(BODY_MAX_BYTES))
            .into()
    }
}

impl ToSchema for Body {}

/// Whom a message names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Mention {
    /// A person.
    Account(Id<kind::Account>),
    /// A group of people.
    Group(Id<kind::Group>),
    /// All who read the channel.
    Everyone,
}

/// A channel as one of its readers has it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Channel {
    /// Its id.
    pub id: ids::ChannelId,
    /// Its project; `null`: a direct conversation.
    pub project: Option<ids::ProjectId>,
    /// Who reads and writes.
    pub kind: ChannelKind,
    /// Its name; empty: a direct conversation, named by its people.
    pub name: String,
    /// What it is about; may be empty.
    pub topic: String,
    /// The folder it is in; `null`: none.
    pub folder: Option<ChannelFolder>,
    /// Its place among the project's channels; sorts as text.
    pub rank: String,
    /// Made with the project.
    pub is_main: bool,
    /// Messages are answered in threads only.
    pub requires_threads: bool,
    /// When it was closed.
    pub archived_at: Option<Timestamp>,
    /// The people of a direct conversation, without oneself, at most twenty; empty for others.
    pub people: Vec<Person>,
    /// The place of its last message.
    pub last_seq: i64,
    /// When that was posted.
    pub last_posted_at: Option<Timestamp>,
    /// The place up to which one has read.
    pub read_seq: i64,
    /// Messages of others that are there and that one has not read.
    pub unread: i64,
    /// Those among them that mention one, counted up to a hundred; not what was put behind in one’s notifications.
    pub mentions: i64,
    /// Of what one is told; `null`: as elsewhere.
    pub attention: Option<Attention>,
    /// It does not stand out when something is posted.
    pub is_muted: bool,
    /// When its history was last cleared; what was posted until then is gone, but for decisions.
    pub cleared_at: Option<Timestamp>,
    /// By whom.
    pub cleared_by: Option<ids::AccountId>,
    /// After how many days a message is gone, unless it is a decision; `null`: never.
    pub expires_after_days: Option<i64>,
    /// A conversation that one has put away: it comes back into one's list with the next message.
    pub is_hidden: bool,
    /// What one may do.
    pub can: ChannelCan,
    /// For `If-Match`.
    pub etag: String,
}

/// What one may do in a channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub struct ChannelCan {
    /// Answer with a sign.
    pub react: bool,
    /// Post.
    pub post: bool,
    /// Name it, say what it is about, pin.
    pub edit: bool,
    /// See its programs and take them away, take the channel away whole: who manages it, also where all else is archived.
    pub oversee: bool,
    /// Say who is in it and how it works, close it, take messages away.
    pub manage: bool,
}

/// A channel to make.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewChannel {
    /// Chosen by the client: the same draft makes the same channel once.
    pub draft: Uuid,
    /// Not `direct`.
    pub kind: ChannelKind,
    /// Its name.
    pub name: Name,
    /// What it is about.
    pub topic: Option<Phrase>,
    /// Who is in it (private) or announces (announcement), besides its maker.
    #[serde(default)]
    #[schema(max_items = 200)]
    pub people: Vec<ids::AccountId>,
    /// Messages are answered in threads only.
    #[serde(default)]
    pub requires_threads: bool,
}

/// What changes of a channel.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChannelPatch {
    /// Its name.
    pub name: Option<Name>,
    /// What it is about; empty: nothing.
    pub topic: Option<Topic>,
    /// Messages are answered in threads only. For those who manage.
    pub requires_threads: Option<bool>,
}

/// What a channel is about: one line, or nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Topic(pub String);

impl<'de> Deserialize<'de> for Topic {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<str>::deserialize(deserializer)?;
        if text.trim().is_empty() {
            return Ok(Self(String::new()));
        }
        Phrase::new(&text)
            .map(|it| Self(it.into_string()))
            .map_err(|invalid| de::Error::custom(invalid.wire()))
    }
}

impl utoipa::PartialSchema for Topic {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        use utoipa::openapi::{ObjectBuilder, schema::Type};
        ObjectBuilder::new()
            .schema_type(Type::String)
            .max_length(Some(Phrase::MAX_CHARS))
            .into()
    }
}

impl ToSchema for Topic {}

/// A message as its readers see it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Message {
    /// Its id.
    pub id: ids::MessageId,
    /// Its channel.
    pub channel: ids::ChannelId,
    /// Its place in the channel, in a log its number; `null`: shown in its thread only.
    pub seq: Option<i64>,
    /// The message it answers in a thread.
    pub thread: Option<ids::MessageId>,
    /// Its place among the answers.
    pub thread_seq: Option<i64>,
    /// Who wrote it, or for whom a program did.
    pub author: ids::AccountId,
    /// The program that posted it; `null`: its author did.
    pub automate: Option<Automate>,
    /// Chosen by the author's client, which knows its own message by it.
    pub draft: Uuid,
    /// What it is.
    pub kind: MessageKind,
    /// Markdown; empty once it is retracted, or where it only passes on another. People are named as `@[name](acc_…)`, groups as `@[name](grp_…)`, all who read
    /// the channel as `@[name](everyone)`.
    pub body: String,
    /// The message it quotes.
    pub quotes: Option<ids::MessageId>,
    /// What it passes on from elsewhere; its body may be empty then.
    pub forwarded: Option<Forwarded>,
    /// What one may choose, of a poll: its body is the question.
    pub poll: Option<Poll>,
    /// When.
    pub posted_at: Timestamp,
    /// When its author last changed it.
    pub edited_at: Option<Timestamp>,
    /// When it was taken away.
    pub retracted_at: Option<Timestamp>,
    /// Signs others answered with, in the order in which the first of each came, at most twenty.
    pub reactions: Vec<Reaction>,
    /// Its answers, if it has any.
    pub answers: Option<Answers>,
    /// The later entries that correct or complete it, of an entry of a log; of one that is posted now, its own frame says what it
    /// corrects.
    pub corrected_by: Vec<Correction>,
    /// It is pinned to the channel.
    pub is_pinned: bool,
    /// For `If-Match`.
    pub etag: String,
}

/// An entry of a log that corrects or completes another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub struct Correction {
    /// Its id.
    pub id: ids::MessageId,
    /// Its number.
    pub seq: i64,
}

/// One sign under a message.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Reaction {
    /// The emoji.
    pub emoji: String,
    /// How many people.
    pub count: i64,
    /// Whether one is among them. Left out on the socket, where all are told the same: one's own are told beside, in
    /// `message.signed`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = bool, required = false)]
    pub is_mine: Option<bool>,
    /// Who came first, at most thirty.
    pub people: Vec<ids::AccountId>,
}

/// The thread that a message began.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Answers {
    /// How many.
    pub count: i64,
    /// When the last was posted.
    pub last_posted_at: Timestamp,
    /// Who answered, the last ones first, at most five.
    pub people: Vec<ids::AccountId>,
    /// When it was settled.
    pub resolved_at: Option<Timestamp>,
}

/// A message to post.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewMessage {
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

/// A new text for a message.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MessagePatch {
    /// Markdown.
    pub body: Body,
}

/// What a message was before.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct MessageVersion {
    /// Its number; each is greater than those before.
    pub version: i64,
    /// Markdown.
    pub body: String,
    /// Until when it read so.
    pub replaced_at: Timestamp,
}

/// What a message was before, oldest first.
#[derive(Debug, Serialize, ToSchema)]
pub struct MessageVersions {
    /// Oldest first.
    pub items: Vec<MessageVersion>,
    /// There are newer ones: ask with `after` the last one's `version`.
    pub has_newer: bool,
}

/// Some messages, oldest first.
#[derive(Debug, Serialize, ToSchema)]
pub struct Messages {
    /// Oldest first.
    pub items: Vec<Message>,
    /// Those who wrote these, and who answered them.
    pub people: Vec<Person>,
    /// There are older ones: ask with `before` the first one's place.
    pub has_older: bool,
    /// There are newer ones: ask with `after` the last one's place.
    pub has_newer: bool,
}

/// How one keeps a thread; what is left out stays.
#[derive(Debug, Clone, Copy, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ThreadPatch {
    /// Whether one is told of its answers.
    pub attention: Option<ThreadAttention>,
    /// The place of the last answer one has read.
    #[schema(minimum = 0)]
    pub read_seq: Option<i64>,
}

/// How one keeps a thread now.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub struct MyThread {
    /// Whether one is told of its answers.
    pub attention: ThreadAttention,
    /// The place of the last answer one has read.
    pub read_seq: i64,
}

/// A thread that one follows.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FollowedThread {
    /// The message that began it.
    pub root: Message,
    /// The place of the last answer one has read.
    pub read_seq: i64,
    /// The place of the last answer.
    pub last_seq: i64,
    /// Answers of others that are there and that one has not read.
    pub unread: i64,
}

/// Threads that one follows, with the people they show.
#[derive(Debug, Serialize, ToSchema)]
pub struct FollowedThreads {
    /// Those with the latest answers first, at most 200.
    pub items: Vec<FollowedThread>,
    /// Those who began them, and who answered.
    pub people: Vec<Person>,
}

/// How one keeps a channel.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct KeptSo {
    /// Of what one is told; `null`: as elsewhere.
    pub attention: Option<Attention>,
    /// It does not stand out when something is posted.
    #[serde(default)]
    pub is_muted: bool,
}

/// Whom to talk with.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewConversation {
    /// Without oneself; none: notes to oneself.
    #[schema(max_items = 19)]
    pub people: Vec<ids::AccountId>,
}

/// How far one has read.
#[derive(Debug, Clone, Copy, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReadUpTo {
    /// The place of the last message one has read; 0: none. May be less than before: unread from there.
    #[schema(minimum = 0)]
    pub seq: i64,
}

/// Someone in a private channel or conversation, or an announcer.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ChannelPerson {
    /// A person, or
    pub person: Option<Person>,
    /// a group.
    pub group: Option<GroupRef>,
    /// Says who is in it and how it works.
    pub is_manager: bool,
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_body_keeps_its_first_indent_and_loses_what_shows_nothing() {
        let body = Body::new("\r\n    let x = 1;\r\n\u{202E}fin\u{0}  ").unwrap();
        assert_eq!(body.as_str(), "    let x = 1;\nfin");
        for blank in [
            "",
            " \n\t ",
            "\u{200B}\u{2060}",
            "\u{2800}",
            "\u{2063}",
            "\u{115F}\u{1160}",
            "\u{3164} \u{FFA0}",
            "\u{FE0F}",
            "\u{E0041}\u{E007F}",
            "\u{34F}\u{301}",
            "\u{17B4}\u{180E}",
        ] {
            assert_eq!(Body::new(blank).unwrap_err().code, "message.blank", "{blank:?}");
        }
        for seen in ["é", "e\u{301}", "👍", "-", "❤\u{FE0F}", "\u{2801}", "ᄒ", "।"] {
            assert!(Body::new(seen).is_ok(), "{seen}");
        }
    }

    #[test]
    fn the_longest_body_is_accepted_and_one_byte_more_is_not() {
        assert!(Body::new(&"a".repeat(BODY_MAX_BYTES)).is_ok());
        assert_eq!(
            Body::new(&"a".repeat(BODY_MAX_BYTES + 1)).unwrap_err().code,
            "message.too_long"
        );
    }

    proptest! {
        #[test]
        fn a_body_read_again_is_the_same(text in "\\PC{0,200}|(.|\n){0,80}") {
            if let Ok(body) = Body::new(&text) {
                prop_assert_eq!(Body::new(body.as_str()), Ok(body));
            }
        }
    }
}
