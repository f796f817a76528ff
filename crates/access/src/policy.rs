// SPDX-License-Identifier: EUPL-1.2
//! The policy: one function over what someone is, what he would do, and to what. Its whole table is a snapshot
//! (crates/plano/tests/policy.rs) that can be read without knowing how to program.

use base::Invalid;

use crate::{
    action::ActionKind,
    bounds::{Admits, Bounds},
    grant::Standing,
    role::{Level, Levels, Module, Role},
};

/// Why something that may be read may not be done. Each is said in plain words at the moment someone tries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// It may not even be known of.
    Hidden,
    /// A reader does not change things.
    ReaderOnly,
    /// For managers and owners.
    ManagersOnly,
    /// For owners.
    OwnersOnly,
    /// Never for outsiders.
    NotForExternals,
    /// The project is archived: read only.
    Archived,
    /// The level in this module does not reach.
    LevelTooLow,
    /// Only the author changes what he wrote.
    AuthorOnly,
    /// The thing itself is closed: an archived channel, a log entry.
    Closed,
    /// Few write here: an announcement channel.
    AnnouncersOnly,
}

impl Refusal {
    /// The code that the client turns into a sentence.
    #[must_use]
    pub fn invalid(self) -> Invalid {
        Invalid::new(match self {
            Self::Hidden => "not_found",
            Self::ReaderOnly => "access.readers_do_not_write",
            Self::ManagersOnly => "access.managers_only",
            Self::OwnersOnly => "access.owners_only",
            Self::NotForExternals => "access.not_for_externals",
            Self::Archived => "access.archived",
            Self::LevelTooLow => "access.level_too_low",
            Self::AuthorOnly => "access.author_only",
            Self::Closed => "access.closed",
            Self::AnnouncersOnly => "access.announcers_only",
        })
    }
}

/// The levels that a role gives, before exceptions.
#[must_use]
pub const fn preset(role: Role) -> Levels {
    match role {
        Role::Owner | Role::Manager => Levels::all(Level::Manage),
        Role::Member => Levels::all(Level::Write),
        Role::Reader => Levels::all(Level::Read),
    }
}

/// Whether someone of this standing may do `action`: to the project itself (`module` is `None`), or to what is in a module.
///
/// # Errors
/// Why not.
pub fn allows(standing: &Standing, action: ActionKind, module: Option<Module>) -> Result<(), Refusal> {
    let Some(role) = standing.role else {
        return Err(Refusal::Hidden);
    };
    let asked = match module {
        None => on_project(role, standing.is_external, action),
        Some(module) => {
            let level = if standing.modules.has(module) {
                standing.levels.of(module)
            } else {
                Level::None
            };
            in_module(level, standing, action)
        }
    };
    asked?;
    // Archived: all that could be read still can; who manages can still restore it, hand it over, let people go.
    let is_frozen =
        standing.is_archived && (module.is_some() || !matches!(action, ActionKind::Manage | ActionKind::Own));
    if is_frozen && !matches!(action, ActionKind::Read | ActionKind::Oversee) {
        Err(Refusal::Archived)
    } else {
        Ok(())
    }
}

fn on_project(role: Role, is_external: bool, action: ActionKind) -> Result<(), Refusal> {
    match action {
        ActionKind::Read => Ok(()),
        ActionKind::React | ActionKind::Comment | ActionKind::Write if role == Role::Reader => {
            Err(Refusal::ReaderOnly)
        }
        ActionKind::React | ActionKind::Comment | ActionKind::Write => Ok(()),
        // An outsider never says who may what, whatever his role was set to.
        ActionKind::Oversee | ActionKind::Manage | ActionKind::Own if is_external => {
            Err(Refusal::NotForExternals)
        }
        ActionKind::Oversee | ActionKind::Manage if role >= Role::Manager => Ok(()),
        ActionKind::Oversee | ActionKind::Manage => Err(Refusal::ManagersOnly),
        ActionKind::Own if role == Role::Owner => Ok(()),
        ActionKind::Own => Err(Refusal::OwnersOnly),
    }
}

fn in_module(level: Level, standing: &Standing, action: ActionKind) -> Result<(), Refusal> {
    let Bounds {
        admits,
        is_closed,
        is_authored,
    } = standing.bounds;
    let needed = match action {
        ActionKind::Read => Level::Read,
        ActionKind::React | ActionKind::Comment => Level::Comment,
        // Whoever may add may change what he added.
        ActionKind::Write if is_authored => Level::Comment,
        ActionKind::Write => Level::Write,
        ActionKind::Oversee | ActionKind::Manage | ActionKind::Own => Level::Manage,
    };
    let level = match admits {
        Admits::Nobody => Level::None,
        // Entrusted with this one thing, as far as he may write at all.
        Admits::AsManager if level >= Level::Comment => Level::Manage,
        Admits::Managers if level < Level::Manage => Level::None,
        Admits::Readers if level < Level::Manage => level.min(Level::Comment),
        Admits::AsManager | Admits::Everyone | Admits::Announcers | Admits::Managers | Admits::Readers => {
            level
        }
    };
    match level {
        Level::None => return Err(Refusal::Hidden),
        // His own only, but those as a member: to others they are not there.
        Level::Own if !standing.is_related => return Err(Refusal::Hidden),
        Level::Own if needed <= Level::Write => {}
        level if level >= needed => {}
        _ => return Err(Refusal::LevelTooLow),
    }
    let adds = matches!(action, ActionKind::Comment | ActionKind::Write);
    if is_closed && (adds || action == ActionKind::React) {
        Err(Refusal::Closed)
    } else if admits == Admits::Announcers && adds && level < Level::Manage {
        Err(Refusal::AnnouncersOnly)
    } else if is_authored && action == ActionKind::Write && !standing.is_related {
        Err(Refusal::AuthorOnly)
    } else {
        Ok(())
    }
}
