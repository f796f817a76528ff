// SPDX-License-Identifier: EUPL-1.2
//! Accounts and groups as administrators see them, and what they ask for.

use std::str::FromStr;

use access::Role;
use base::{Day, EmailAddress, Invalid, Timestamp, text::Name};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    model::{AccountId, GroupId, OrganisationId, OrganisationRef, said},
    settings::words,
};
use crate::areas::{
    accounts::{AccountStatus, Language, Person},
    projects::ProjectRef,
};

/// Most accounts acted on at once.
pub const BULK_MAX: usize = 200;

words! {
    /// What someone is, in the administration.
    AccountRole "account.role_unknown" {
        /// Nothing more.
        Member = "member"
        /// Administers a branch.
        BranchAdmin = "branch_admin"
        /// Administers the instance.
        InstanceAdmin = "instance_admin"
        /// Comes from outside.
        External = "external"
    }
}
db::text_column!(AccountRole);

/// The order of a list of accounts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AccountSort {
    /// By family name.
    #[default]
    Name,
    /// The last active first.
    #[serde(rename = "-last_active_at")]
    LastActive,
    /// The oldest first.
    #[serde(rename = "created_at")]
    Created,
}

/// An account, as administrators see it.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[allow(missing_docs, reason = "the names say it")]
pub struct AdminAccount {
    pub person: Person,
    pub email: EmailAddress,
    pub status: AccountStatus,
    pub role: AccountRole,
    pub organisations: Vec<OrganisationRef>,
    pub last_active_at: Option<Timestamp>,
    pub created_at: Timestamp,
    pub deactivated_at: Option<Timestamp>,
    /// The last day of an outsider's access.
    pub access_ends_on: Option<Day>,
    pub projects: i64,
    pub etag: String,
    pub can: AdminAccountCan,
}

/// What the caller may do with an account.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, ToSchema)]
#[allow(missing_docs, reason = "the names say it")]
pub struct AdminAccountCan {
    pub edit: bool,
    pub deactivate: bool,
    pub hand_over: bool,
    pub promote: bool,
}

/// A page of accounts, and how many there are.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = AdminAccountPage)]
pub struct AccountPage {
    /// In the order asked for.
    pub items: Vec<AdminAccount>,
    /// Ask for the next page with `after` set to this. `null` on the last page.
    pub next: Option<String>,
    /// How many accounts the filter leaves.
    pub total: i64,
    /// How many of all that the caller sees are in use.
    pub active: i64,
    /// How many of them are closed.
    pub deactivated: i64,
}

/// An account to be made.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewAccount)]
#[allow(missing_docs, reason = "the names say it")]
pub struct AskedAccount {
    pub draft: Uuid,
    pub email: EmailAddress,
    pub given_name: Name,
    pub family_name: Name,
    pub function: Option<Name>,
    pub organisations: Vec<OrganisationId>,
    pub language: Language,
    /// Send the invitation now.
    pub invite: bool,
}

/// Changes to an account; what is absent stays.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
#[allow(missing_docs, reason = "the names say it")]
pub struct AccountPatch {
    pub given_name: Option<Name>,
    pub family_name: Option<Name>,
    /// Empty or `null`: none.
    #[serde(deserialize_with = "said")]
    #[schema(value_type = Option<String>)]
    pub function: Option<Option<String>>,
    pub organisations: Option<Vec<OrganisationId>>,
}

/// What someone is in a project.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[allow(missing_docs, reason = "the names say it")]
pub struct AccountProject {
    pub project: ProjectRef,
    pub role: Role,
    pub is_last_owner: bool,
}

/// The projects someone is in.
#[derive(Debug, Serialize, ToSchema)]
#[allow(missing_docs, reason = "the names say it")]
pub struct AccountProjects {
    pub items: Vec<AccountProject>,
}

/// To whom all is handed over.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "the names say it")]
pub struct Succession {
    pub to: AccountId,
}

/// How much was handed over.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[allow(missing_docs, reason = "the names say it")]
pub struct HandedOver {
    pub projects: i64,
    pub groups: i64,
}

/// What can be done to many accounts at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum BulkAction {
    /// Close them.
    Deactivate,
    /// Open them again.
    Reactivate,
    /// Send their invitations.
    Invite,
    /// Make them belong to an organisation.
    AddToOrganisation,
    /// Put them into a group.
    AddToGroup,
}

/// Something to be done to many accounts.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "the names say it")]
pub struct Bulk {
    /// At most 200.
    pub accounts: Vec<AccountId>,
    pub action: BulkAction,
    /// The organisation or the group.
    pub target: Option<String>,
}

/// What became of one of them.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[allow(missing_docs, reason = "the names say it")]
pub struct BulkOutcome {
    pub account: AccountId,
    pub done: bool,
    /// Why not.
    pub code: Option<String>,
}

/// What became of each.
#[derive(Debug, Serialize, ToSchema)]
#[allow(missing_docs, reason = "the names say it")]
pub struct BulkOutcomes {
    pub items: Vec<BulkOutcome>,
}

/// A group in the administration.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[allow(missing_docs, reason = "the names say it")]
pub struct Group {
    pub id: GroupId,
    pub name: String,
    pub organisation: Option<OrganisationRef>,
    pub people: i64,
    pub projects: i64,
    pub etag: String,
    pub can: GroupCan,
}

/// What the caller may do with a group.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, ToSchema)]
#[allow(missing_docs, reason = "the names say it")]
pub struct GroupCan {
    pub manage: bool,
}

/// Groups by name.
#[derive(Debug, Serialize, ToSchema)]
#[allow(missing_docs, reason = "the names say it")]
pub struct Groups {
    pub items: Vec<Group>,
}

/// A new group.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "the names say it")]
pub struct NewGroup {
    pub draft: Uuid,
    pub name: Name,
    pub organisation: Option<OrganisationId>,
}

/// Changes to a group.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "the names say it")]
pub struct GroupPatch {
    pub name: Option<Name>,
}
