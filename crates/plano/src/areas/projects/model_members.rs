// SPDX-License-Identifier: EUPL-1.2
//! Who is in a project, who is let in, who asks to be, and who can see what.

use access::{Level, Levels, LevelsPatch, Module, Role};
use base::{
    Day, EmailAddress, Timestamp, ids,
    text::{Name, Paragraphs, Phrase},
};
use serde::{Deserialize, Deserializer, Serialize};
use utoipa::ToSchema;

use super::model::{ProjectRef, given, optional_text};
use crate::areas::{
    accounts::{Person, PresenceWord},
    orgs::GroupRef,
};

/// Whether a member is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum MemberStatus {
    /// In.
    Active,
    /// In, but has not yet opened his account.
    Invited,
    /// A manager has not yet accepted.
    Waiting,
}

/// A person or a group in a project.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Member {
    /// Its id.
    pub id: ids::MemberId,
    /// `person` or `group`.
    pub kind: MemberKind,
    /// The person.
    pub person: Option<Person>,
    /// The group.
    pub group: Option<GroupRef>,
    /// The role.
    pub role: Role,
    /// The levels that follow from role and exceptions.
    pub levels: Levels,
    /// The exceptions.
    pub own_levels: LevelsPatch,
    /// An outsider.
    pub is_external: bool,
    /// The last day of access.
    pub ends_on: Option<Day>,
    /// Whether he is in.
    pub status: MemberStatus,
    /// Since when.
    pub joined_at: Timestamp,
    /// Who invited him.
    pub invited_by: Option<Person>,
    /// Whether he is here now.
    #[schema(value_type = PresenceWord)]
    pub presence: live::Presence,
    /// Oneself.
    pub is_me: bool,
    /// Its version.
    pub etag: String,
    /// What the one who asks may do.
    pub can: MemberCan,
}

/// What a member is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the names say it")]
pub enum MemberKind {
    Person,
    Group,
}

/// What someone may do to a member.
#[derive(Debug, Clone, Copy, Default, Serialize, ToSchema)]
#[allow(missing_docs, reason = "the names say it")]
pub struct MemberCan {
    pub edit: bool,
    pub remove: bool,
    pub accept: bool,
    pub make_owner: bool,
}

/// Most invitations in one request.
pub const INVITATIONS_MAX: usize = 200;

/// People and groups to let in.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Invitations {
    /// Up to 200.
    pub invitations: Vec<NewMember>,
    /// Goes with the mails.
    #[serde(default, deserialize_with = "optional_text")]
    #[schema(value_type = Option<String>)]
    pub message: Option<Paragraphs>,
}

/// Someone to let in: exactly one of `account`, `group`, `email`.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewMember {
    /// A colleague.
    #[serde(default)]
    pub account: Option<ids::AccountId>,
    /// A group.
    #[serde(default)]
    pub group: Option<ids::GroupId>,
    /// Anyone: an outsider's account is made on the way.
    #[serde(default)]
    pub email: Option<EmailAddress>,
    /// With `email`.
    #[serde(default)]
    pub given_name: Option<Name>,
    /// With `email`.
    #[serde(default)]
    pub family_name: Option<Name>,
    /// The role.
    pub role: Role,
    /// Exceptions to it.
    #[serde(default)]
    pub levels: LevelsPatch,
    /// The last day of access.
    #[serde(default)]
    pub ends_on: Option<Day>,
}

/// What became of an invitation.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct InvitationResult {
    /// Its place in the request.
    pub index: usize,
    /// What became of it.
    pub status: InvitationStatus,
    /// Why it was refused.
    pub code: Option<String>,
    /// The member.
    pub member: Option<Member>,
}

/// What became of an invitation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the names say it")]
pub enum InvitationStatus {
    Added,
    Invited,
    Waiting,
    AlreadyMember,
    Refused,
}

/// What to change in a member. What is absent stays; `null` empties.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MemberPatch {
    /// The role.
    pub role: Option<Role>,
    /// All exceptions to it, anew.
    pub levels: Option<LevelsPatch>,
    /// The last day of access.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<Day>)]
    pub ends_on: Option<Option<Day>>,
}

/// To whom a project goes.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewOwner {
    /// A member.
    pub account: ids::AccountId,
}

/// Someone asks to enter.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewAccessRequestToProject {
    /// Why.
    #[serde(default, deserialize_with = "optional_phrase")]
    #[schema(value_type = Option<String>)]
    pub reason: Option<Phrase>,
}

fn optional_phrase<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Phrase>, D::Error> {
    match Option::<String>::deserialize(deserializer)? {
        Some(text) if !text.trim().is_empty() => Phrase::new(&text)
            .map(Some)
            .map_err(|it| serde::de::Error::custom(it.wire())),
        _ => Ok(None),
    }
}

/// An answer that lets in.
#[derive(Debug, Clone, Copy, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RequestApproval {
    /// As what; `member` if absent.
    pub role: Option<Role>,
}

/// An answer that does not.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RequestRefusal {
    /// Why.
    #[serde(default, deserialize_with = "optional_phrase")]
    #[schema(value_type = Option<String>)]
    pub reason: Option<Phrase>,
}

/// Someone asked to enter.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[allow(missing_docs, reason = "the names say it")]
pub struct ProjectAccessRequest {
    pub id: ids::ProjectAccessRequestId,
    pub project: ProjectRef,
    pub person: Person,
    pub reason: String,
    pub asked_at: Timestamp,
}

/// Who can see a thing, and why.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct WhoCanSee {
    /// The thing.
    pub object: String,
    /// People, strongest role first.
    pub items: Vec<Seer>,
}

/// Someone who can see it.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[allow(missing_docs, reason = "the names say it")]
pub struct Seer {
    pub person: Person,
    pub role: Role,
    pub levels: Levels,
    pub why: Vec<Why>,
}

/// One of the reasons why.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[allow(missing_docs, reason = "the names say it")]
pub struct Why {
    pub via: Via,
    pub group: Option<GroupRef>,
    pub invited_by: Option<Person>,
    pub since: Timestamp,
    pub ends_on: Option<Day>,
}

/// How someone is in a project.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the names say it")]
pub enum Via {
    Direct,
    Group,
}

/// What an outsider may be in a project at the most: never one who says who may what.
#[must_use]
pub const fn is_for_externals(role: Role) -> bool {
    matches!(role, Role::Reader | Role::Member)
}

/// Whether exceptions leave an outsider below `manage` everywhere.
#[must_use]
pub fn levels_are_for_externals(levels: LevelsPatch) -> bool {
    Module::ALL.iter().all(|&it| levels.of(it) != Some(Level::Manage))
}
