// SPDX-License-Identifier: EUPL-1.2
//! What a thing itself says about who may do what with it, beyond the level that someone has in its module.

use std::str::FromStr;

use base::Invalid;

/// Whom a thing admits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Admits {
    /// Everyone, as far as his level reaches.
    #[default]
    Everyone,
    /// Everyone to see and to react; to add, the one who asks would have to be an announcer, or manage.
    Announcers,
    /// Not the one who asks: to him it is not there, whatever his role. A private channel, another's conversation.
    Nobody,
    /// The one who asks is entrusted with it: he manages this one thing.
    AsManager,
    /// Not the one who asks, unless he manages what it lies in: a folder narrowed to others.
    Managers,
    /// The one who asks to read and to comment, however far his level reaches, unless he manages what it lies in.
    Readers,
}

impl FromStr for Admits {
    type Err = Invalid;

    fn from_str(word: &str) -> Result<Self, Invalid> {
        match word {
            "everyone" => Ok(Self::Everyone),
            "announcers" => Ok(Self::Announcers),
            "nobody" => Ok(Self::Nobody),
            "manager" => Ok(Self::AsManager),
            "managers" => Ok(Self::Managers),
            "readers" => Ok(Self::Readers),
            _ => Err(Invalid::new("admits.unknown")),
        }
    }
}

impl std::fmt::Display for Admits {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.as_str())
    }
}

impl Admits {
    /// The word in statements.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Everyone => "everyone",
            Self::Announcers => "announcers",
            Self::Nobody => "nobody",
            Self::AsManager => "manager",
            Self::Managers => "managers",
            Self::Readers => "readers",
        }
    }
}
db::text_column!(Admits);

/// All of it. The default is a thing that says nothing of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Bounds {
    /// Whom it admits.
    pub admits: Admits,
    /// Nothing is added to it or changed in it: an archived channel, an entry of a log. Who manages can still open it.
    pub is_closed: bool,
    /// It is what one person wrote: only he changes it; those who manage can take it away.
    pub is_authored: bool,
}
