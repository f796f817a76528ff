// SPDX-License-Identifier: EUPL-1.2
//! Projects, and how each keeps them.

use access::{Levels, Module, ModuleSet, Role};
use base::{
    Day, Id, Invalid, Timestamp, ids, kind,
    text::{Name, Paragraphs, Phrase},
};
use serde::{Deserialize, Deserializer, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::areas::{
    accounts::Person,
    orgs::{GroupRef, OrganisationRef},
};

macro_rules! looks {
    ($($(#[$doc:meta])* $name:ident $code:literal { $($variant:ident = $word:tt,)* })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
        #[allow(missing_docs, reason = "the words say it")]
        pub enum $name { $(#[serde(rename = $word)] $variant,)* }

        impl $name {
            /// The word in the database and in the API.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),* }
            }
        }
        impl std::str::FromStr for $name {
            type Err = Invalid;
            fn from_str(text: &str) -> Result<Self, Invalid> {
                match text { $($word => Ok(Self::$variant),)* _ => Err(Invalid::new($code)) }
            }
        }
        db::text_column!($name);
    )*};
}

looks! {
    /// One of the categories' colours.
    ProjectColour "project.colour_unknown" {
        Cat1 = "cat-1", Cat2 = "cat-2", Cat3 = "cat-3", Cat4 = "cat-4", Cat5 = "cat-5",
        Cat6 = "cat-6", Cat7 = "cat-7", Cat8 = "cat-8", Cat9 = "cat-9", Cat10 = "cat-10",
    }
    /// One of the project's signs.
    ProjectIcon "project.icon_unknown" {
        Users = "users", Bike = "bike", Mail = "mail", School = "school", Shield = "shield", Vote = "vote", Building = "building",
        Heart = "heart", Leaf = "leaf", Book = "book", Calendar = "calendar", Chart = "chart", Euro = "euro", Flag = "flag",
        Folder = "folder", Globe = "globe", Hammer = "hammer", Landmark = "landmark", Lightbulb = "lightbulb", Map = "map",
        Megaphone = "megaphone", Music = "music", Phone = "phone", Scale = "scale", Siren = "siren", Sprout = "sprout",
        Star = "star", Train = "train", Truck = "truck", Wrench = "wrench",
    }
    /// Who lets new members in.
    Admission "project.admission_unknown" {
        // Managers invite; members do not.
        Managers = "managers",
        // Members invite too; a manager accepts whom they invite (PRODUCT 2.9).
        Approval = "approval",
    }
}

/// A project, in a list or a notification.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[allow(missing_docs, reason = "as in Project")]
pub struct ProjectRef {
    pub id: ids::ProjectId,
    pub name: String,
    pub icon: ProjectIcon,
    pub colour: ProjectColour,
}

/// A project that others are made from.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Template {
    /// The project.
    #[serde(flatten)]
    pub project: ProjectRef,
    /// What it is for.
    pub aim: String,
    /// Whose it is.
    pub organisation: Option<OrganisationRef>,
}

/// Which modules are on.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
#[allow(missing_docs, reason = "named by the modules")]
pub struct ModuleSwitches {
    pub messages: bool,
    pub tasks: bool,
    pub files: bool,
    pub pages: bool,
    pub calendar: bool,
    pub meetings: bool,
}

impl From<ModuleSet> for ModuleSwitches {
    fn from(set: ModuleSet) -> Self {
        Self {
            messages: set.has(Module::Messages),
            tasks: set.has(Module::Tasks),
            files: set.has(Module::Files),
            pages: set.has(Module::Pages),
            calendar: set.has(Module::Calendar),
            meetings: set.has(Module::Meetings),
        }
    }
}

/// Modules to switch.
#[derive(Debug, Clone, Copy, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "named by the modules")]
pub struct ModulePatch {
    pub messages: Option<bool>,
    pub tasks: Option<bool>,
    pub files: Option<bool>,
    pub pages: Option<bool>,
    pub calendar: Option<bool>,
    pub meetings: Option<bool>,
}

impl ModulePatch {
    /// `set` with these switched.
    #[must_use]
    pub fn on(self, set: ModuleSet) -> ModuleSet {
        let switches = [
            (Module::Messages, self.messages),
            (Module::Tasks, self.tasks),
            (Module::Files, self.files),
            (Module::Pages, self.pages),
            (Module::Calendar, self.calendar),
            (Module::Meetings, self.meetings),
        ];
        switches
            .into_iter()
            .fold(set, |set, (module, switch)| match switch {
                Some(true) => set.with(module),
                Some(false) => set.without(module),
                None => set,
            })
    }
}

/// The modules that have their screens. The next issues add theirs.
pub const AVAILABLE_MODULES: &[Module] = &[];

/// A project as one of its members sees it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Project {
    /// Its id.
    pub id: ids::ProjectId,
    /// Its name.
    pub name: String,
    /// What it is for; may be empty.
    pub aim: String,
    /// Its sign.
    pub icon: ProjectIcon,
    /// Its colour.
    pub colour: ProjectColour,
    /// The organisation it belongs to.
    pub organisation: Option<OrganisationRef>,
    /// Which modules are on.
    pub modules: ModuleSwitches,
    /// Which modules this version has screens for.
    pub available_modules: Vec<Module>,
    /// Who lets new members in.
    pub admission: Admission,
    /// First day.
    pub starts_on: Option<Day>,
    /// Last day.
    pub ends_on: Option<Day>,
    /// In words.
    pub budget: Option<String>,
    /// When it was made.
    pub created_at: Timestamp,
    /// Since when it is read-only.
    pub archived_at: Option<Timestamp>,
    /// Whether others are made from it.
    pub is_template: bool,
    /// How many members, groups counting as one.
    pub members: i64,
    /// How many of them are outsiders.
    pub externals: i64,
    /// How many wait for a manager; 0 for those who are not.
    pub waiting: i64,
    /// What the one who asks is in it.
    pub my: MyPlace,
    /// Its version.
    pub etag: String,
    /// What the one who asks may do.
    pub can: ProjectCan,
}

/// What someone is in a project.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct MyPlace {
    /// The strongest of his roles.
    pub role: Role,
    /// The strongest of his levels.
    pub levels: Levels,
    /// An outsider.
    pub is_external: bool,
    /// The last day of his access.
    pub ends_on: Option<Day>,
    /// The groups through which he is in it, if he is not in it by himself: it is not left without leaving them.
    pub groups: Vec<MyGroup>,
    /// Pinned to his sidebar.
    pub pinned: bool,
    /// The order of his sidebar.
    pub rank: String,
    /// The category he filed it under.
    pub category: Option<String>,
}

/// A group through which someone is in a project. No more than its name: the rest changes with each who joins it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, ToSchema)]
pub struct MyGroup {
    /// Its name.
    pub name: String,
    /// Its id.
    pub id: ids::GroupId,
}

/// What someone may do to a project.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
#[allow(missing_docs, reason = "the names say it")]
pub struct ProjectCan {
    pub write: bool,
    pub manage: bool,
    pub own: bool,
    pub invite: bool,
    pub invite_external: bool,
    pub leave: bool,
    pub archive: bool,
    pub duplicate: bool,
    pub make_template: bool,
}

/// A project to make.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewProject {
    /// Made by the client, so that it can safely try again.
    pub draft: Uuid,
    /// Its name.
    pub name: Name,
    /// What it is for.
    #[serde(default, deserialize_with = "optional_text")]
    #[schema(value_type = Option<String>)]
    pub aim: Option<Paragraphs>,
    /// Its sign.
    #[serde(default)]
    pub icon: Option<ProjectIcon>,
    /// Its colour.
    #[serde(default)]
    pub colour: Option<ProjectColour>,
    /// The modules to switch on; all if absent.
    #[serde(default)]
    pub modules: Option<Vec<Module>>,
    /// The organisation it belongs to; the maker's first if absent.
    #[serde(default)]
    pub organisation: Option<ids::OrganisationId>,
    /// The project it is made from.
    #[serde(default)]
    pub template: Option<ids::ProjectId>,
}

/// What to change in a project. What is absent stays; `null` empties.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProjectPatch {
    /// Its name.
    pub name: Option<Name>,
    /// What it is for; empty text empties it.
    #[schema(value_type = Option<String>)]
    pub aim: Option<PossiblyEmpty>,
    /// Its sign.
    pub icon: Option<ProjectIcon>,
    /// Its colour.
    pub colour: Option<ProjectColour>,
    /// Modules to switch.
    pub modules: Option<ModulePatch>,
    /// Who lets new members in.
    pub admission: Option<Admission>,
    /// First day.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<Day>)]
    pub starts_on: Option<Option<Day>>,
    /// Last day.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<Day>)]
    pub ends_on: Option<Option<Day>>,
    /// In words.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<Phrase>)]
    pub budget: Option<Option<Phrase>>,
}

/// Some paragraphs, or nothing.
#[derive(Debug, Clone)]
pub struct PossiblyEmpty(pub String);

impl<'de> Deserialize<'de> for PossiblyEmpty {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        optional_text(deserializer).map(|it| Self(it.map(Paragraphs::into_string).unwrap_or_default()))
    }
}

/// Blank text is no text.
pub(super) fn optional_text<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Paragraphs>, D::Error> {
    match Option::<String>::deserialize(deserializer)? {
        Some(text) if !text.trim().is_empty() => Paragraphs::new(&text)
            .map(Some)
            .map_err(|it| serde::de::Error::custom(it.wire())),
        _ => Ok(None),
    }
}

/// Tells an absent field from `null`.
pub(super) fn given<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Option<T>>, D::Error> {
    Option::<T>::deserialize(deserializer).map(Some)
}

/// A project to make like another.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Duplication {
    /// Made by the client, so that it can safely try again.
    pub draft: Uuid,
    /// Its name.
    pub name: Name,
    /// With the same members.
    pub with_members: bool,
    /// The organisation it belongs to; if absent, that of the project it is made like, where its maker belongs to it, else
    /// the maker's first.
    #[serde(default)]
    pub organisation: Option<ids::OrganisationId>,
}

/// How someone keeps a project. What is absent stays.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MinePatch {
    /// Pinned to the sidebar.
    pub pinned: Option<bool>,
    /// The pinned project it comes after; `null`: it is the first.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<ids::ProjectId>)]
    pub after: Option<Option<Id<kind::Project>>>,
    /// A category of one's own; `null`: none.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<Name>)]
    pub category: Option<Option<Name>>,
}

/// Something that happened in a project.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Activity {
    /// Its place in the order of events.
    pub id: String,
    /// When.
    pub at: Timestamp,
    /// Who did it.
    pub actor: Option<Person>,
    /// What, as in the list of events.
    pub kind: String,
    /// To whom.
    pub person: Option<Person>,
    /// To which group.
    pub group: Option<GroupRef>,
    /// What the sentence needs besides.
    pub details: std::collections::BTreeMap<String, String>,
}

/// What the palette finds.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[allow(missing_docs, reason = "the names say it")]
pub struct Found {
    pub projects: Vec<ProjectRef>,
    pub people: Vec<Person>,
}
