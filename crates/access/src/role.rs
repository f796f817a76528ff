// SPDX-License-Identifier: EUPL-1.2
//! Roles, modules, and the level a person has in each.

use std::{fmt, str::FromStr};

use base::Invalid;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

macro_rules! words {
    ($($(#[$doc:meta])* $name:ident $code:literal { $($(#[$vdoc:meta])* $variant:ident = $word:literal,)* })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$vdoc])* $variant,)* }

        impl $name {
            /// All of them, in order.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The word in the database and in the API.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),* }
            }
        }

        impl FromStr for $name {
            type Err = Invalid;
            fn from_str(text: &str) -> Result<Self, Invalid> {
                match text { $($word => Ok(Self::$variant),)* _ => Err(Invalid::new($code)) }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.as_str())
            }
        }
        db::text_column!($name);
    )*};
}

words! {
    /// What a person is in a project; weakest first.
    Role "role.unknown" {
        /// Sees.
        Reader = "reader",
        /// Works.
        Member = "member",
        /// Says who may what.
        Manager = "manager",
        /// May give it away.
        Owner = "owner",
    }
    /// What a person may do in a module; weakest first.
    Level "level.unknown" {
        /// Nothing: the module is not there for him.
        None = "none",
        /// His own only. Tasks only.
        Own = "own",
        /// See.
        Read = "read",
        /// See and comment.
        Comment = "comment",
        /// See, comment and change.
        Write = "write",
        /// All that, and say how it works.
        Manage = "manage",
    }
    /// The parts of a project that can be switched on and off.
    Module "module.unknown" {
        /// Channels and threads.
        Messages = "messages",
        /// List, board, timeline.
        Tasks = "tasks",
        /// Folders and files.
        Files = "files",
        /// Co-edited text.
        Pages = "pages",
        /// Events.
        Calendar = "calendar",
        /// Audio and video.
        Meetings = "meetings",
    }
}

/// A level for each module.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[allow(missing_docs, reason = "named by the modules")]
pub struct Levels {
    pub messages: Level,
    pub tasks: Level,
    pub files: Level,
    pub pages: Level,
    pub calendar: Level,
    pub meetings: Level,
}

impl Levels {
    /// The same level everywhere.
    #[must_use]
    pub const fn all(level: Level) -> Self {
        Self {
            messages: level,
            tasks: level,
            files: level,
            pages: level,
            calendar: level,
            meetings: level,
        }
    }

    /// The level in `module`.
    #[must_use]
    pub const fn of(self, module: Module) -> Level {
        match module {
            Module::Messages => self.messages,
            Module::Tasks => self.tasks,
            Module::Files => self.files,
            Module::Pages => self.pages,
            Module::Calendar => self.calendar,
            Module::Meetings => self.meetings,
        }
    }

    /// The level in `module`, to set it.
    pub const fn of_mut(&mut self, module: Module) -> &mut Level {
        match module {
            Module::Messages => &mut self.messages,
            Module::Tasks => &mut self.tasks,
            Module::Files => &mut self.files,
            Module::Pages => &mut self.pages,
            Module::Calendar => &mut self.calendar,
            Module::Meetings => &mut self.meetings,
        }
    }

    /// The stronger of the two in each module: someone may be a member by himself and through groups.
    #[must_use]
    pub fn or(mut self, other: Self) -> Self {
        for &module in Module::ALL {
            let mine = self.of_mut(module);
            *mine = (*mine).max(other.of(module));
        }
        self
    }
}

/// Exceptions to the levels that a role gives.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "named by the modules")]
pub struct LevelsPatch {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub messages: Option<Level>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub tasks: Option<Level>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub files: Option<Level>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub pages: Option<Level>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub calendar: Option<Level>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub meetings: Option<Level>,
}

impl LevelsPatch {
    /// The exception in `module`.
    #[must_use]
    pub const fn of(self, module: Module) -> Option<Level> {
        match module {
            Module::Messages => self.messages,
            Module::Tasks => self.tasks,
            Module::Files => self.files,
            Module::Pages => self.pages,
            Module::Calendar => self.calendar,
            Module::Meetings => self.meetings,
        }
    }

    /// `levels` with these exceptions.
    #[must_use]
    pub fn on(self, mut levels: Levels) -> Levels {
        for &module in Module::ALL {
            if let Some(level) = self.of(module) {
                *levels.of_mut(module) = level;
            }
        }
        levels
    }

    /// `own` has a meaning for tasks only.
    ///
    /// # Errors
    /// `level.own_is_for_tasks`.
    pub fn checked(self) -> Result<Self, Invalid> {
        let misplaced = Module::ALL
            .iter()
            .any(|&it| it != Module::Tasks && self.of(it) == Some(Level::Own));
        if misplaced {
            Err(Invalid::new("level.own_is_for_tasks"))
        } else {
            Ok(self)
        }
    }
}

/// The modules that are on in a project; in the database their names separated by spaces.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ModuleSet(u8);

impl ModuleSet {
    /// With `module` on.
    #[must_use]
    pub const fn with(self, module: Module) -> Self {
        Self(self.0 | 1 << module as u8)
    }

    /// With `module` off.
    #[must_use]
    pub const fn without(self, module: Module) -> Self {
        Self(self.0 & !(1 << module as u8))
    }

    /// Whether `module` is on.
    #[must_use]
    pub const fn has(self, module: Module) -> bool {
        self.0 & 1 << module as u8 != 0
    }

    /// All on.
    #[must_use]
    pub fn all() -> Self {
        Module::ALL.iter().fold(Self::default(), |set, &it| set.with(it))
    }

    /// For the database.
    #[must_use]
    pub fn words(self) -> String {
        Module::ALL
            .iter()
            .filter(|it| self.has(**it))
            .map(|it| it.as_str())
            .collect::<Vec<_>>()
            .join(" ")
    }
}

impl FromIterator<Module> for ModuleSet {
    fn from_iter<I: IntoIterator<Item = Module>>(modules: I) -> Self {
        modules.into_iter().fold(Self::default(), Self::with)
    }
}

impl db::Column for ModuleSet {
    const EXPECTED: &'static str = "modules";
    fn from_value(value: db::Value<'_>) -> Option<Self> {
        match value {
            db::Value::Text(words) => words
                .split(' ')
                .filter(|it| !it.is_empty())
                .map(|it| it.parse::<Module>().ok())
                .collect(),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stronger_level_counts() {
        let mut mine = Levels::all(Level::Read);
        mine.tasks = Level::Own;
        let mut group = Levels::all(Level::None);
        group.files = Level::Write;
        group.tasks = Level::Comment;
        let both = mine.or(group);
        assert_eq!(
            (both.files, both.tasks, both.pages),
            (Level::Write, Level::Comment, Level::Read)
        );
    }

    #[test]
    fn modules_are_kept_as_words() {
        let set = ModuleSet::all().without(Module::Pages);
        assert_eq!(set.words(), "messages tasks files calendar meetings");
        assert_eq!(
            <ModuleSet as db::Column>::from_value(db::Value::Text(set.words().into())),
            Some(set)
        );
    }

    #[test]
    fn own_is_for_tasks() {
        assert!(
            LevelsPatch {
                tasks: Some(Level::Own),
                ..LevelsPatch::default()
            }
            .checked()
            .is_ok()
        );
        assert!(
            LevelsPatch {
                files: Some(Level::Own),
                ..LevelsPatch::default()
            }
            .checked()
            .is_err()
        );
    }
}
