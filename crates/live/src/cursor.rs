// SPDX-License-Identifier: EUPL-1.2
//! Places in the stream of events.

use std::{fmt, str::FromStr};

use base::Invalid;

/// The place of one event in the stream, as the outbox numbers it. Opaque text outside: `tx.seq`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Cursor {
    /// The transaction that announced the event; orders first, because sequence numbers are handed out before commit.
    pub tx: i64,
    /// The event within all transactions.
    pub seq: i64,
}

impl Cursor {
    /// Before every event.
    pub const START: Self = Self { tx: 0, seq: 0 };
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.tx, self.seq)
    }
}

impl FromStr for Cursor {
    type Err = Invalid;

    /// # Errors
    /// `cursor.malformed`.
    fn from_str(text: &str) -> Result<Self, Invalid> {
        let read = |text: &str| {
            let (tx, seq) = text.split_once('.')?;
            Some(Self {
                tx: tx.parse().ok()?,
                seq: seq.parse().ok()?,
            })
        };
        read(text).ok_or_else(|| Invalid::new("cursor.malformed"))
    }
}

/// How far a client has heard: an event, and how many of that event's frames.
///
/// One event may be told in several frames, for several topics. The last of them carries the event's cursor; the others
/// say `tx.seq.heard.of`, so that a socket cut in the middle loses no frame, and hears none twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Position {
    pub(crate) cursor: Cursor,
    /// Frames of this event heard so far, this one included.
    pub(crate) heard: u32,
    /// Frames this event has.
    pub(crate) of: u32,
}

impl Position {
    pub(crate) fn is_whole(self) -> bool {
        self.heard >= self.of
    }
}

impl From<Cursor> for Position {
    fn from(cursor: Cursor) -> Self {
        Self {
            cursor,
            heard: 0,
            of: 0,
        }
    }
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_whole() {
            self.cursor.fmt(f)
        } else {
            write!(f, "{}.{}.{}", self.cursor, self.heard, self.of)
        }
    }
}

impl FromStr for Position {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        if let Ok(cursor) = text.parse::<Cursor>() {
            return Ok(cursor.into());
        }
        let read = |text: &str| {
            let (rest, of) = text.rsplit_once('.')?;
            let (cursor, heard) = rest.rsplit_once('.')?;
            Some(Self {
                cursor: cursor.parse().ok()?,
                heard: heard.parse().ok()?,
                of: of.parse().ok()?,
            })
        };
        read(text).ok_or_else(|| Invalid::new("cursor.malformed"))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn text_and_back(tx: i64, seq: i64, heard: u32, of: u32) {
            let cursor = Cursor { tx, seq };
            prop_assert_eq!(cursor.to_string().parse::<Cursor>(), Ok(cursor));
            let position = Position { cursor, heard, of };
            let back: Position = position.to_string().parse().unwrap();
            prop_assert_eq!(back.cursor, cursor);
            prop_assert_eq!(back.is_whole(), position.is_whole());
            prop_assert!(position.is_whole() || back == position);
        }

        #[test]
        fn no_text_makes_it_panic(text in "[0-9.+-]{0,60}") {
            let _ = text.parse::<Position>();
        }
    }

    #[test]
    fn the_transaction_orders_before_the_sequence() {
        assert!(Cursor { tx: 1, seq: 9 } < Cursor { tx: 2, seq: 3 });
        assert!(Cursor::START < Cursor { tx: 0, seq: 1 });
    }
}
