// SPDX-License-Identifier: EUPL-1.2
//! What the server says, as text. Each is encoded once, however many hear it.

use base::{Id, kind};
use bytes::Bytes;
use serde::{Serialize, Serializer};
use uuid::Uuid;

use crate::{
    cursor::{Cursor, Position},
    presence::Presence,
    topic::Topic,
};

/// One thing to tell about an event, to all who listen to a topic.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Frame {
    topic: Topic,
    name: &'static str,
    about: Option<Uuid>,
    /// The JSON object of topic, name and body: what follows the cursor, which the hub knows.
    rest: String,
}

impl Frame {
    /// Encodes what `topic`'s listeners are told: `name` as in the live contract (`member.added`), `body` as the API has it.
    ///
    /// # Panics
    /// If `body` cannot be JSON (a map whose keys are no strings): a mistake in the program, found by the first test that tells it.
    #[must_use]
    pub fn to(topic: Topic, name: &'static str, body: &impl Serialize) -> Self {
        #[derive(Serialize)]
        struct Rest<'a, B> {
            topic: Topic,
            name: &'a str,
            body: &'a B,
        }
        Self {
            topic,
            name,
            about: None,
            rest: json(&Rest { topic, name, body }),
        }
    }

    /// The same, which shows a thing that may be another later, or not to be seen any more: so it is found again in what is
    /// kept ([`Hub::retell`](crate::Hub::retell)), and asked about before it is told to a person who comes back
    /// ([`Resume::things`](crate::Resume::things)).
    #[must_use]
    pub fn showing<K>(self, thing: Id<K>) -> Self {
        Self {
            about: Some(thing.uuid()),
            ..self
        }
    }

    /// Whom it is for.
    #[must_use]
    pub const fn topic(&self) -> Topic {
        self.topic
    }

    /// What it says happened.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// The thing it shows.
    pub(crate) const fn about(&self) -> Option<Uuid> {
        self.about
    }

    /// The whole text, now that its place in the stream is known.
    pub(crate) fn at(&self, position: Position) -> Bytes {
        const HEAD: &str = r#"{"type":"event","cursor":""#;
        let position = position.to_string();
        let mut text = String::with_capacity(HEAD.len() + position.len() + 2 + self.rest.len() - 1);
        text.push_str(HEAD);
        text.push_str(&position); // digits, dots and signs: nothing to escape
        text.push_str(r#"","#);
        text.push_str(&self.rest[1..]); // without its brace
        Bytes::from(text)
    }
}

/// What the server says besides events.
#[derive(Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub(crate) enum Word<'a> {
    Ready {
        #[serde(serialize_with = "as_text")]
        cursor: Cursor,
    },
    Refetch {
        #[serde(serialize_with = "as_text")]
        cursor: Cursor,
    },
    Subscribed {
        topic: Topic,
        /// As far as the client has heard once it reads this; absent while what it missed is still to come.
        #[serde(serialize_with = "as_some_text", skip_serializing_if = "Option::is_none")]
        cursor: Option<Cursor>,
    },
    /// The text as the client sent it: it may be of a kind this server does not know.
    Denied {
        topic: &'a str,
    },
    Ended {
        topic: Topic,
    },
    Presence {
        #[serde(serialize_with = "as_map")]
        people: &'a [(Id<kind::Account>, Presence)],
    },
    Typing {
        topic: Topic,
        #[serde(skip_serializing_if = "Option::is_none")]
        thread: Option<Id<kind::Message>>,
        people: &'a [Id<kind::Account>],
    },
    /// With the cursor, so that a client to whom nothing happens for hours can still resume.
    Pong {
        #[serde(serialize_with = "as_text")]
        cursor: Cursor,
    },
}

/// What is told once to those who are there, and not kept for those who come back.
///
/// # Panics
/// As [`Frame::to`].
pub(crate) fn aside(topic: Topic, name: &str, body: &impl Serialize) -> String {
    #[derive(Serialize)]
    #[serde(tag = "type", rename = "aside")]
    struct Aside<'a, B> {
        topic: Topic,
        name: &'a str,
        body: &'a B,
    }
    json(&Aside { topic, name, body })
}

impl Word<'_> {
    pub(crate) fn text(&self) -> Bytes {
        Bytes::from(json(self))
    }
}

fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value)
        .expect("what the API sends has string keys: writing it to memory cannot fail")
}

fn as_text<S: Serializer>(cursor: &Cursor, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(cursor)
}

fn as_some_text<S: Serializer>(cursor: &Option<Cursor>, serializer: S) -> Result<S::Ok, S::Error> {
    match cursor {
        Some(cursor) => serializer.collect_str(cursor),
        None => serializer.serialize_none(),
    }
}

fn as_map<S: Serializer>(
    people: &&[(Id<kind::Account>, Presence)],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.collect_map(people.iter().map(|(person, presence)| (person, presence)))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn read(text: &Bytes) -> Value {
        serde_json::from_slice(text).unwrap()
    }

    #[test]
    fn an_event_says_cursor_topic_name_and_body() {
        let topic = Topic::Project(Id::from_uuid(Uuid::from_u128(7)));
        let frame = Frame::to(topic, "member.added", &json!({ "name": "Zoé \"Z\" \n" }));
        let text = frame.at(Position {
            cursor: Cursor { tx: 4, seq: 12 },
            heard: 1,
            of: 1,
        });
        assert_eq!(
            read(&text),
            json!({ "type": "event", "cursor": "4.12", "topic": topic.to_string(), "name": "member.added", "body": { "name": "Zoé \"Z\" \n" } })
        );
    }

    #[test]
    fn words_are_those_of_the_contract() {
        let topic = Topic::Project(Id::from_uuid(Uuid::from_u128(7)));
        let person = Id::from_uuid(Uuid::from_u128(1));
        let cursor = Cursor { tx: 4, seq: 12 };
        let project = topic.to_string();
        let said = [
            (
                Word::Ready { cursor }.text(),
                json!({ "type": "ready", "cursor": "4.12" }),
            ),
            (
                Word::Refetch { cursor }.text(),
                json!({ "type": "refetch", "cursor": "4.12" }),
            ),
            (
                Word::Subscribed { topic, cursor: None }.text(),
                json!({ "type": "subscribed", "topic": project }),
            ),
            (
                Word::Subscribed {
                    topic,
                    cursor: Some(cursor),
                }
                .text(),
                json!({ "type": "subscribed", "topic": project, "cursor": "4.12" }),
            ),
            (
                Word::Denied { topic: "x:\"y" }.text(),
                json!({ "type": "denied", "topic": "x:\"y" }),
            ),
            (
                Word::Ended { topic }.text(),
                json!({ "type": "ended", "topic": project }),
            ),
            (
                Word::Presence {
                    people: &[(person, Presence::Busy)],
                }
                .text(),
                json!({ "type": "presence", "people": { person.to_string(): "busy" } }),
            ),
            (
                Word::Typing {
                    topic,
                    thread: None,
                    people: &[person],
                }
                .text(),
                json!({ "type": "typing", "topic": project, "people": [person.to_string()] }),
            ),
            (
                Word::Pong { cursor }.text(),
                json!({ "type": "pong", "cursor": "4.12" }),
            ),
        ];
        for (text, expected) in said {
            assert_eq!(read(&text), expected);
        }
    }
}
