// SPDX-License-Identifier: EUPL-1.2
//! The latest frames, for those who come back.

use std::collections::VecDeque;

use bytes::Bytes;
use uuid::Uuid;

use crate::{
    cursor::{Cursor, Position},
    frame::Frame,
    topic::Topic,
};

/// A frame as it was sent.
#[derive(Debug)]
pub(crate) struct Kept {
    pub(crate) position: Position,
    pub(crate) topic: Topic,
    pub(crate) name: &'static str,
    pub(crate) about: Option<Uuid>,
    pub(crate) text: Bytes,
}

/// Frames in order, the oldest leaving when there are too many.
#[derive(Debug)]
pub(crate) struct Ring {
    kept: VecDeque<Kept>,
    bytes: usize,
    /// All that came after this event is here.
    floor: Cursor,
    /// The last event heard of, told or not.
    head: Cursor,
    max_frames: usize,
    max_bytes: usize,
}

/// The ring cannot tell what was missed since.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Unknown;

impl Ring {
    pub(crate) const fn new(head: Cursor, max_frames: usize, max_bytes: usize) -> Self {
        Self {
            kept: VecDeque::new(),
            bytes: 0,
            floor: head,
            head,
            max_frames,
            max_bytes,
        }
    }

    pub(crate) const fn head(&self) -> Cursor {
        self.head
    }

    pub(crate) const fn bytes(&self) -> usize {
        self.bytes
    }

    /// Moves on to an event. `false` if it has been heard of already.
    pub(crate) fn advance(&mut self, to: Cursor) -> bool {
        let is_new = to > self.head;
        if is_new {
            self.head = to;
        }
        is_new
    }

    /// Keeps a frame of the event last moved on to.
    pub(crate) fn keep(&mut self, frame: Kept) {
        self.bytes += frame.text.len() + size_of::<Kept>();
        self.kept.push_back(frame);
    }

    /// Lets the oldest events go, each with all its frames, until the rest fits.
    pub(crate) fn trim(&mut self) {
        while self.kept.len() > self.max_frames || self.bytes > self.max_bytes {
            let Some(oldest) = self.kept.front() else { return };
            self.floor = oldest.position.cursor;
            while let Some(frame) = self.kept.pop_front_if(|it| it.position.cursor == self.floor) {
                self.bytes -= frame.text.len() + size_of::<Kept>();
            }
        }
    }

    /// Lets go what was told on a topic until now by the names that begin so: nobody who comes back hears it.
    pub(crate) fn forget(&mut self, topic: Topic, names: &str) {
        let mut bytes = self.bytes;
        self.kept.retain(|it| {
            let stays = it.topic != topic || !it.name.starts_with(names);
            if !stays {
                bytes -= it.text.len() + size_of::<Kept>();
            }
            stays
        });
        self.bytes = bytes;
    }

    /// What was told of a thing on a topic until now is told to those who come back as `frames` say it, each by its name; what
    /// none of them says is let go.
    pub(crate) fn retell(&mut self, topic: Topic, about: Uuid, frames: &[Frame]) {
        let mut bytes = self.bytes;
        self.kept.retain_mut(|it| {
            if it.topic != topic || it.about != Some(about) {
                return true;
            }
            bytes -= it.text.len();
            let now = frames.iter().find(|frame| frame.name() == it.name);
            match now {
                Some(frame) => {
                    it.text = frame.at(it.position);
                    bytes += it.text.len();
                }
                None => bytes -= size_of::<Kept>(),
            }
            now.is_some()
        });
        self.bytes = bytes;
        self.trim();
    }

    /// What came after `from`, in order.
    ///
    /// # Errors
    /// If `from` is before what is kept, or after what this node has heard of.
    pub(crate) fn since(&self, from: Position) -> Result<impl Iterator<Item = &Kept>, Unknown> {
        let at = from.cursor;
        if at < self.floor || at > self.head || (at == self.floor && !from.is_whole()) {
            return Err(Unknown);
        }
        let start = self.kept.partition_point(|it| it.position.cursor < at);
        Ok(self.kept.range(start..).filter(move |it| {
            // Another node may have told this event in another number of frames, because things had changed in between:
            // then all of it is told again, since hearing twice does no harm.
            it.position.cursor > at
                || !from.is_whole() && (it.position.of != from.of || it.position.heard > from.heard)
        }))
    }
}

#[cfg(test)]
mod tests {
    use base::Id;

    use super::*;

    fn at(seq: i64, heard: u32, of: u32) -> Position {
        Position {
            cursor: Cursor { tx: 0, seq },
            heard,
            of,
        }
    }

    fn ring(max_frames: usize, events: &[(i64, u32)]) -> Ring {
        let mut ring = Ring::new(Cursor::START, max_frames, usize::MAX);
        for &(seq, of) in events {
            assert!(ring.advance(Cursor { tx: 0, seq }));
            for heard in 1..=of {
                ring.keep(Kept {
                    position: at(seq, heard, of),
                    topic: Topic::Person(Id::MAX),
                    name: "thing.said",
                    about: None,
                    text: Bytes::from_static(b"x"),
                });
            }
            ring.trim();
        }
        ring
    }

    fn since(ring: &Ring, from: Position) -> Result<Vec<(i64, u32)>, Unknown> {
        Ok(ring
            .since(from)?
            .map(|it| (it.position.cursor.seq, it.position.heard))
            .collect())
    }

    #[test]
    fn what_came_after_is_told_in_order() {
        let ring = ring(100, &[(1, 1), (2, 2), (3, 0), (4, 1)]);
        assert_eq!(
            since(&ring, at(0, 0, 0)),
            Ok(vec![(1, 1), (2, 1), (2, 2), (4, 1)])
        );
        assert_eq!(since(&ring, at(1, 1, 1)), Ok(vec![(2, 1), (2, 2), (4, 1)]));
        assert_eq!(since(&ring, at(3, 0, 0)), Ok(vec![(4, 1)]));
        assert_eq!(since(&ring, at(4, 1, 1)), Ok(vec![]));
    }

    #[test]
    fn an_event_half_heard_is_told_from_there_or_wholly_if_it_was_told_otherwise_elsewhere() {
        let ring = ring(100, &[(1, 1), (2, 3)]);
        assert_eq!(since(&ring, at(2, 1, 3)), Ok(vec![(2, 2), (2, 3)]));
        assert_eq!(since(&ring, at(2, 1, 2)), Ok(vec![(2, 1), (2, 2), (2, 3)]));
    }

    #[test]
    fn too_old_and_future_are_unknown() {
        let ring = ring(3, &[(1, 1), (2, 2), (3, 1), (4, 1)]);
        // Event 2 left with both its frames, because one of them had to.
        assert_eq!(since(&ring, at(1, 1, 1)), Err(Unknown));
        assert_eq!(since(&ring, at(2, 1, 2)), Err(Unknown));
        assert_eq!(since(&ring, at(2, 2, 2)), Ok(vec![(3, 1), (4, 1)]));
        assert_eq!(since(&ring, at(5, 1, 1)), Err(Unknown));
    }

    #[test]
    fn what_was_said_on_a_topic_is_forgotten_and_the_rest_is_told() {
        let (said, other) = (Topic::Person(Id::MAX), Topic::Person(Id::MIN));
        let mut ring = ring(100, &[(1, 2), (2, 1)]);
        for (seq, topic, name) in [(3, other, "thing.said"), (4, said, "things.changed")] {
            assert!(ring.advance(Cursor { tx: 0, seq }));
            ring.keep(Kept {
                position: at(seq, 1, 1),
                topic,
                name,
                about: None,
                text: Bytes::from_static(b"y"),
            });
        }
        ring.forget(said, "thing.");
        assert_eq!(since(&ring, at(0, 0, 0)), Ok(vec![(3, 1), (4, 1)]));
        ring.forget(other, "thing.");
        assert_eq!(since(&ring, at(1, 1, 2)), Ok(vec![(4, 1)]));
        ring.forget(said, "things.");
        assert_eq!((since(&ring, at(1, 1, 2)), ring.bytes()), (Ok(vec![]), 0));
    }

    #[test]
    fn what_was_told_of_a_thing_is_told_as_it_is_now_at_its_place() {
        let thing = Uuid::from_u128(7);
        let (here, elsewhere) = (Topic::Person(Id::MAX), Topic::Person(Id::MIN));
        let mut ring = Ring::new(Cursor::START, 100, usize::MAX);
        let told = [
            (here, "thing.said", Some(thing)),
            (here, "thing.said", None),
            (here, "thing.changed", Some(thing)),
            (here, "thing.gone", Some(thing)),
            (elsewhere, "thing.said", Some(thing)),
        ];
        for (seq, (topic, name, about)) in (1..).zip(told) {
            assert!(ring.advance(Cursor { tx: 0, seq }));
            ring.keep(Kept {
                position: at(seq, 1, 1),
                topic,
                name,
                about,
                text: Bytes::from_static(b"secret"),
            });
        }
        let now = ["thing.said", "thing.changed"].map(|name| Frame::to(here, name, &"withdrawn"));
        ring.retell(here, thing, &now);
        let kept: Vec<_> = ring.since(at(0, 0, 0)).unwrap().collect();
        let is_secret = |it: &&Kept| it.text.as_ref() == b"secret";
        let seqs = |kept: Vec<&&Kept>| -> Vec<i64> { kept.iter().map(|it| it.position.cursor.seq).collect() };
        assert_eq!(seqs(kept.iter().filter(|it| is_secret(it)).collect()), [2, 5]);
        assert_eq!(seqs(kept.iter().filter(|it| !is_secret(it)).collect()), [1, 3]);
        assert_eq!(kept[0].text, now[0].at(at(1, 1, 1)));
        let bytes: usize = kept.iter().map(|it| it.text.len() + size_of::<Kept>()).sum();
        assert_eq!(ring.bytes(), bytes);
    }

    #[test]
    fn an_event_is_heard_of_once() {
        let mut ring = ring(3, &[(1, 1), (2, 1)]);
        assert!(!ring.advance(Cursor { tx: 0, seq: 2 }));
        assert!(!ring.advance(Cursor { tx: 0, seq: 1 }));
        assert!(ring.advance(Cursor { tx: 1, seq: 1 }));
    }

    #[test]
    fn bytes_are_bounded() {
        let mut ring = Ring::new(Cursor::START, usize::MAX, 10_000);
        for seq in 1..1_000 {
            ring.advance(Cursor { tx: 0, seq });
            ring.keep(Kept {
                position: at(seq, 1, 1),
                topic: Topic::Person(Id::MAX),
                name: "thing.said",
                about: None,
                text: Bytes::from(vec![b'x'; 900]),
            });
            ring.trim();
            assert!(ring.bytes() <= 10_000);
        }
        assert!(ring.bytes() > 8_000);
    }
}
