// SPDX-License-Identifier: EUPL-1.2
//! What a client says: read strictly, within limits, before anything is done about it.

use std::{borrow::Cow, time::Duration};

use base::{Id, Timestamp, kind};
use serde::Deserialize;

use crate::presence::Presence;

/// Longest text frame accepted from a client.
/// Source: attacks.md, limits.
pub const FRAME_MAX_BYTES: usize = 64 * 1024;

/// Most topics one `resume` may name.
pub const RESUME_MAX_TOPICS: usize = 256;

/// Longest text taken for a topic; the longest known one has 38 characters.
const TOPIC_MAX_BYTES: usize = 64;

/// Longest text taken for a cursor: two 64-bit and two 32-bit numbers need 63 characters.
const CURSOR_MAX_BYTES: usize = 64;

/// A client may send one frame each so often, in the long run…
pub const ALLOWANCE_EVERY: Duration = Duration::from_millis(50);

/// …and so many at once.
pub const ALLOWANCE_BURST: u32 = 200;

/// Why a client's frame is not acted upon. The socket is closed with 4010: a right client never sends one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BadFrame {
    /// More than [`FRAME_MAX_BYTES`].
    TooLong,
    /// Not JSON, or not of the shape its type has.
    Malformed,
    /// A type this server does not know.
    UnknownType,
}

/// One frame of a client.
#[derive(Debug, PartialEq)]
pub(crate) enum ClientFrame<'a> {
    Resume {
        cursor: Option<Cow<'a, str>>,
        topics: Vec<Cow<'a, str>>,
    },
    Subscribe {
        topic: Cow<'a, str>,
    },
    Unsubscribe {
        topic: Cow<'a, str>,
    },
    Presence {
        state: Presence,
    },
    Typing {
        topic: Cow<'a, str>,
        /// In a thread of the channel.
        thread: Option<Id<kind::Message>>,
    },
    Ping,
}

/// Every field any type may have. A flat struct, because a value that nests where none may is then refused at its first
/// bracket, unread: depth costs nothing. (A tagged enum would first gather the whole frame.)
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Fields<'a> {
    #[serde(rename = "type", borrow)]
    kind: Cow<'a, str>,
    #[serde(default, borrow)]
    cursor: Option<Cow<'a, str>>,
    #[serde(default, borrow)]
    topics: Option<Vec<Cow<'a, str>>>,
    #[serde(default, borrow)]
    topic: Option<Cow<'a, str>>,
    #[serde(default, borrow)]
    thread: Option<Cow<'a, str>>,
    #[serde(default)]
    state: Option<Presence>,
}

impl<'a> ClientFrame<'a> {
    pub(crate) fn parse(text: &'a str) -> Result<Self, BadFrame> {
        if text.len() > FRAME_MAX_BYTES {
            return Err(BadFrame::TooLong);
        }
        let fields: Fields<'a> = serde_json::from_str(text).map_err(|_| BadFrame::Malformed)?;
        let is_long = |topic: &Cow<'_, str>| topic.len() > TOPIC_MAX_BYTES;
        if fields
            .cursor
            .as_ref()
            .is_some_and(|cursor| cursor.len() > CURSOR_MAX_BYTES)
            || fields.topic.as_ref().is_some_and(is_long)
            || fields
                .topics
                .as_ref()
                .is_some_and(|topics| topics.len() > RESUME_MAX_TOPICS || topics.iter().any(is_long))
        {
            return Err(BadFrame::Malformed);
        }
        let Ok(thread) = fields.thread.map(|it| it.parse()).transpose() else {
            return Err(BadFrame::Malformed);
        };
        // Each type with exactly its fields: what is written but not meant is refused, not ignored.
        Ok(
            match (
                &*fields.kind,
                fields.cursor,
                fields.topics,
                fields.topic,
                thread,
                fields.state,
            ) {
                ("resume", cursor, topics, None, None, None) => Self::Resume {
                    cursor,
                    topics: topics.unwrap_or_default(),
                },
                ("subscribe", None, None, Some(topic), None, None) => Self::Subscribe { topic },
                ("unsubscribe", None, None, Some(topic), None, None) => Self::Unsubscribe { topic },
                ("typing", None, None, Some(topic), thread, None) => Self::Typing { topic, thread },
                ("presence", None, None, None, None, Some(state)) if state != Presence::Offline => {
                    Self::Presence { state }
                }
                ("ping", None, None, None, None, None) => Self::Ping,
                ("resume" | "subscribe" | "unsubscribe" | "typing" | "presence" | "ping", ..) => {
                    return Err(BadFrame::Malformed);
                }
                _ => return Err(BadFrame::UnknownType),
            },
        )
    }
}

/// How fast a client may speak: [`ALLOWANCE_BURST`] frames at once, then one every [`ALLOWANCE_EVERY`].
/// Kept as the one instant when all that was spent will have come back (the generic cell rate algorithm).
#[derive(Debug, Clone, Copy)]
pub(crate) struct Allowance(Timestamp);

impl Allowance {
    pub(crate) fn full(now: Timestamp) -> Self {
        Self(now)
    }

    /// Takes one. `false` if nothing is left; nothing is then taken.
    pub(crate) fn spend(&mut self, now: Timestamp) -> bool {
        let next = self.0.max(now) + ALLOWANCE_EVERY;
        let is_left = next.since(now) <= ALLOWANCE_EVERY * ALLOWANCE_BURST;
        if is_left {
            self.0 = next;
        }
        is_left
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_frames_of_the_contract_are_read() {
        use ClientFrame::*;
        for (text, expected) in [
            (
                r#"{"type":"resume","cursor":null}"#,
                Resume {
                    cursor: None,
                    topics: vec![],
                },
            ),
            (
                r#"{"type":"resume","cursor":"1.2","topics":["a","b"]}"#,
                Resume {
                    cursor: Some("1.2".into()),
                    topics: vec!["a".into(), "b".into()],
                },
            ),
            (
                r#"{"topic":"a","type":"subscribe"}"#,
                Subscribe { topic: "a".into() },
            ),
            (
                r#"{"type":"unsubscribe","topic":"\u0061"}"#,
                Unsubscribe { topic: "a".into() },
            ),
            (
                r#"{"type":"presence","state":"away"}"#,
                Presence {
                    state: crate::Presence::Away,
                },
            ),
            (
                r#"{"type":"typing","topic":"a"}"#,
                Typing {
                    topic: "a".into(),
                    thread: None,
                },
            ),
            (
                r#"{"type":"typing","topic":"a","thread":"msg_00000000000000000000000001"}"#,
                Typing {
                    topic: "a".into(),
                    thread: Some(Id::from_uuid(uuid::Uuid::from_u128(1))),
                },
            ),
            (r#"{"type":"ping"}"#, Ping),
        ] {
            assert_eq!(ClientFrame::parse(text), Ok(expected), "{text}");
        }
    }

    #[test]
    fn all_else_is_refused() {
        let deep = format!(r#"{{"type":"ping","topic":{}"#, "[".repeat(60_000));
        let many = format!(
            r#"{{"type":"resume","cursor":null,"topics":[{}"a"]}}"#,
            r#""a","#.repeat(RESUME_MAX_TOPICS)
        );
        let long = format!(
            r#"{{"type":"subscribe","topic":"{}"}}"#,
            "a".repeat(TOPIC_MAX_BYTES + 1)
        );
        for text in [
            "",
            "null",
            "[]",
            "{}",
            "\u{0}",
            r#"{"type":null}"#,
            r#"{"type":1}"#,
            r#"{"type":["ping"]}"#,
            r#"{"type":"ping"} {"type":"ping"}"#,
            r#"{"type":"ping","type":"ping"}"#,
            r#"{"type":"ping","topic":"a"}"#,
            r#"{"type":"ping","more":1}"#,
            r#"{"type":"subscribe"}"#,
            r#"{"type":"subscribe","topic":null}"#,
            r#"{"type":"subscribe","topic":{"a":1}}"#,
            r#"{"type":"subscribe","topic":"a","thread":"msg_00000000000000000000000001"}"#,
            r#"{"type":"typing","topic":"a","thread":"acc_00000000000000000000000001"}"#,
            r#"{"type":"typing","topic":"a","thread":""}"#,
            r#"{"type":"typing","thread":"msg_00000000000000000000000001"}"#,
            r#"{"type":"presence","state":"offline"}"#,
            r#"{"type":"presence","state":"invisible"}"#,
            r#"{"type":"resume","cursor":12}"#,
            &deep,
            &many,
            &long,
        ] {
            assert_eq!(ClientFrame::parse(text), Err(BadFrame::Malformed), "{text:.80}");
        }
        assert_eq!(
            ClientFrame::parse(r#"{"type":"shout"}"#),
            Err(BadFrame::UnknownType)
        );
    }

    #[test]
    fn a_frame_may_have_64_kib_and_no_more() {
        let padded = |bytes: usize| {
            let ping = r#"{"type":"ping"}"#;
            ping.to_owned() + &" ".repeat(bytes - ping.len())
        };
        assert_eq!(
            ClientFrame::parse(&padded(FRAME_MAX_BYTES)),
            Ok(ClientFrame::Ping)
        );
        assert_eq!(
            ClientFrame::parse(&padded(FRAME_MAX_BYTES + 1)),
            Err(BadFrame::TooLong)
        );
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in r#"(\{"type":"[a-z]*",)?["a-z:{}\[\],0-9\\]{0,60}"#) {
            let _ = ClientFrame::parse(&text);
        }

        #[test]
        fn in_any_span_no_more_than_the_burst_and_the_rate(gaps_ms in prop::collection::vec(0u64..200, 1..600)) {
            let start = Timestamp::from_micros(1);
            let (mut now, mut allowance, mut allowed) = (start, Allowance::full(start), 0u32);
            for gap in gaps_ms {
                now = now + Duration::from_millis(gap);
                allowed += u32::from(allowance.spend(now));
                let bound = f64::from(ALLOWANCE_BURST) + now.since(start).as_secs_f64() / ALLOWANCE_EVERY.as_secs_f64();
                prop_assert!(f64::from(allowed) <= bound + 1e-6);
            }
        }
    }

    #[test]
    fn the_burst_is_whole_again_after_silence() {
        let mut now = Timestamp::from_micros(0);
        let mut allowance = Allowance::full(now);
        for _ in 0..3 {
            assert_eq!(
                (0..1_000).filter(|_| allowance.spend(now)).count(),
                ALLOWANCE_BURST as usize
            );
            now = now + ALLOWANCE_EVERY * ALLOWANCE_BURST;
        }
    }
}
