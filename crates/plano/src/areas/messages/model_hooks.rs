// SPDX-License-Identifier: EUPL-1.2
//! Programs that post in a channel: at the address of a hook, or with an app password of that channel (a bot). Each acts for
//! a person, and may do no more than he.

use base::{Day, Invalid, Timestamp, ids, text::Name};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::model::Body;
use crate::areas::{
    accounts::{Person, Scope},
    projects::{ProjectColour, ProjectIcon},
};

/// Most hooks of one channel, and most bots: they are listed at once.
pub const AUTOMATES_MAX: usize = 20;

/// How a program that posted was let in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AutomateKind {
    /// At the address of a hook.
    Hook,
    /// With an app password.
    Program,
}

/// The program that posted a message for its author, as it was called then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Automate {
    /// How it was let in.
    pub kind: AutomateKind,
    /// Its name.
    pub name: String,
    /// Its sign.
    pub icon: ProjectIcon,
    /// Its colour.
    pub colour: ProjectColour,
}

impl Automate {
    /// A program with an app password, which has no looks of its own.
    #[must_use]
    pub const fn program(name: String) -> Self {
        Self {
            kind: AutomateKind::Program,
            name,
            icon: ProjectIcon::Wrench,
            colour: ProjectColour::Cat10,
        }
    }

    /// As it is kept with a message.
    #[must_use]
    pub fn kept(&self) -> String {
        // A struct of words: there is nothing in it that JSON has no form for.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// From what was kept. What cannot be read is no program: its author answers for the message in any case.
    #[must_use]
    pub fn read(kept: Option<&str>) -> Option<Self> {
        serde_json::from_str(kept?).ok()
    }
}

/// Why a hook's message was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum HookRefusal {
    /// The account of whoever made it is closed.
    MakerSuspended,
    /// Whoever made it does not write in the channel any more.
    MakerMayNot,
    /// The channel or the project is closed.
    Closed,
}

impl HookRefusal {
    /// The word in the database and in the API.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::MakerSuspended => "maker_suspended",
            Self::MakerMayNot => "maker_may_not",
            Self::Closed => "closed",
        }
    }

    /// The code that whoever called the hook is answered.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::MakerSuspended => "hook.maker_suspended",
            Self::MakerMayNot => "hook.maker_may_not",
            Self::Closed => "hook.closed",
        }
    }
}

impl std::str::FromStr for HookRefusal {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        match text {
            "maker_suspended" => Ok(Self::MakerSuspended),
            "maker_may_not" => Ok(Self::MakerMayNot),
            "closed" => Ok(Self::Closed),
            _ => Err(Invalid::new("hook.refusal_unknown")),
        }
    }
}
db::text_column!(HookRefusal);

/// An address at which a program posts in a channel; without the address, which is told once.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Hook {
    /// Its id.
    pub id: ids::HookId,
    /// What its messages are signed with.
    pub name: String,
    /// Its sign.
    pub icon: ProjectIcon,
    /// Its colour.
    pub colour: ProjectColour,
    /// For whom it posts: it may do no more than he. `null`: his account is no more.
    pub maker: Option<Person>,
    /// When it was made.
    pub made_at: Timestamp,
    /// When it was given its present address, if it had another before.
    pub renewed_at: Option<Timestamp>,
    /// When it last posted, within a minute.
    pub last_used_at: Option<Timestamp>,
    /// When it was last refused, if it has not posted since.
    pub refused_at: Option<Timestamp>,
    /// Why.
    pub refusal: Option<HookRefusal>,
    /// For `If-Match`.
    pub etag: String,
}

/// A hook with its address, which is told this once.
#[derive(Serialize, ToSchema)]
pub struct MadeHook {
    /// The hook.
    pub hook: Hook,
    /// Where to post. Whoever knows it may post: kept nowhere.
    pub address: String,
}

impl std::fmt::Debug for MadeHook {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("MadeHook")
            .field("hook", &self.hook)
            .finish_non_exhaustive()
    }
}

/// A hook to make.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewHook {
    /// What its messages are signed with.
    pub name: Name,
    /// Its sign.
    #[serde(default = "bell")]
    pub icon: ProjectIcon,
    /// Its colour.
    #[serde(default = "slate")]
    pub colour: ProjectColour,
}

const fn bell() -> ProjectIcon {
    ProjectIcon::Megaphone
}

const fn slate() -> ProjectColour {
    ProjectColour::Cat10
}

/// What changes of a hook, for what it posts from then on.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct HookPatch {
    /// What its messages are signed with.
    pub name: Option<Name>,
    /// Its sign.
    pub icon: Option<ProjectIcon>,
    /// Its colour.
    pub colour: Option<ProjectColour>,
}

/// What a program posts at the address of a hook.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewHookMessage {
    /// Markdown.
    pub text: Body,
    /// Chosen by the program: the same draft is posted once, however often it is sent.
    pub draft: Option<Uuid>,
    /// Answers that message of the channel, in its thread.
    pub thread: Option<ids::MessageId>,
}

/// What became of it.
#[derive(Debug, Serialize, ToSchema)]
pub struct PostedByHook {
    /// The message.
    pub id: ids::MessageId,
}

/// A program with an app password of a channel, without its secret.
#[derive(Debug, Serialize, ToSchema)]
pub struct Bot {
    /// Its id.
    pub id: ids::AppPasswordId,
    /// What its messages are signed with.
    pub name: String,
    /// What it may there.
    pub scope: Scope,
    /// For whom it acts: it may do no more than he. `null`: his account is no more.
    pub maker: Option<Person>,
    /// When it was made.
    pub made_at: Timestamp,
    /// When it last asked for something, within five minutes.
    pub last_used_at: Option<Timestamp>,
    /// The last day it opens anything.
    pub expires_on: Option<Day>,
}

/// The same with its secret, which is told this once.
#[derive(Serialize, ToSchema)]
pub struct MadeBot {
    /// The bot.
    pub bot: Bot,
    /// What the program shows as `Authorization: Bearer`; kept nowhere.
    pub secret: String,
}

impl std::fmt::Debug for MadeBot {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("MadeBot")
            .field("bot", &self.bot)
            .finish_non_exhaustive()
    }
}

/// What a bot may do in its channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum BotReach {
    /// Read it.
    Read,
    /// Post in it, without reading what others say.
    Post,
    /// Both.
    ReadAndPost,
}

impl From<BotReach> for Scope {
    fn from(reach: BotReach) -> Self {
        match reach {
            BotReach::Read => Self::MessagesRead,
            BotReach::Post => Self::MessagesPost,
            BotReach::ReadAndPost => Self::Messages,
        }
    }
}

/// A bot to make.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewBot {
    /// What its messages are signed with.
    pub name: Name,
    /// What it may in the channel.
    pub reach: BotReach,
    /// The last day it opens anything.
    pub expires_on: Option<Day>,
}

/// The programs of a channel, oldest first.
#[derive(Debug, Serialize, ToSchema)]
pub struct Automates {
    /// Those that post at an address.
    pub hooks: Vec<Hook>,
    /// Those that use the API.
    pub bots: Vec<Bot>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_of_a_program_is_read_again() {
        let automate = Automate {
            kind: AutomateKind::Hook,
            name: "Supervision « nuit » \"<b>\"".into(),
            icon: ProjectIcon::Siren,
            colour: ProjectColour::Cat7,
        };
        assert_eq!(Automate::read(Some(&automate.kept())), Some(automate));
        assert_eq!(Automate::read(None), None);
        assert_eq!(Automate::read(Some("{}")), None);
    }

    #[test]
    fn an_address_is_never_printed() {
        let made = MadeBot {
            bot: Bot {
                id: base::Id::MIN,
                name: "Veille".into(),
                scope: Scope::Messages,
                maker: None,
                made_at: Timestamp::from_micros(0),
                last_used_at: None,
                expires_on: None,
            },
            secret: "tres-secret".into(),
        };
        assert!(!format!("{made:?}").contains("tres-secret"));
    }
}
