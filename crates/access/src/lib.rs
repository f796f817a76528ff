// SPDX-License-Identifier: EUPL-1.2
//! Who may do what. The policy is one function; a permission is a value that only this crate can make.

mod action;
mod administration;
mod administrators;
mod bounds;
mod directory;
mod grant;
mod people;
mod policy;
mod role;

pub use action::{Action, ActionKind, Comment, Manage, Oversee, Own, React, Read, Write};
pub use administration::{
    Administer, Administration, See, administer_account, administer_group, administer_import,
    administer_organisation, administration, reaches, see_account,
};
pub use administrators::{Administered, administrators};
pub use bounds::{Admits, Bounds};
pub use directory::{Beginnings, Term, find_people, reached, seen, seen_groups, sees, term};
pub use grant::{
    Denied, Grant, InProject, Project, Resource, Signed, Standing, System, grant, grant_again, grant_in,
    standing, standings,
};
pub use people::{people_of, ways_into};
pub use policy::{Refusal, allows, preset};
pub use role::{Level, Levels, LevelsPatch, Module, ModuleSet, Role};
