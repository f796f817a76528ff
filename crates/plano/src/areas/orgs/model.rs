// SPDX-License-Identifier: EUPL-1.2
//! Organisations and groups: what they are and what they may contain.

use base::{EmailAddress, Id, Invalid, Problem, kind, text::Name};
use serde::{Deserialize, Deserializer, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::areas::accounts::Person;

/// The id of an organisation.
pub type OrganisationId = Id<kind::Organisation>;
/// The id of a group.
pub type GroupId = Id<kind::Group>;
/// The id of an account.
pub type AccountId = Id<kind::Account>;

/// Most domains that one organisation, or the instance, takes requests from.
pub const EMAIL_DOMAINS_MAX: usize = 100;

/// An organisation, where it is only named.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[allow(missing_docs, reason = "the names say it")]
pub struct OrganisationRef {
    pub id: OrganisationId,
    pub name: String,
}

/// A group of people that counts as one member, where it is only named.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[allow(missing_docs, reason = "the names say it")]
pub struct GroupRef {
    pub id: GroupId,
    pub name: String,
    /// The name of the organisation it belongs to.
    pub organisation: Option<String>,
    /// How many people.
    pub people: i64,
}

/// An organisation that may be chosen by someone who asks for an account.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[allow(missing_docs, reason = "the names say it")]
pub struct OpenOrganisation {
    pub id: OrganisationId,
    pub name: String,
    /// The names of those above it, from the top.
    pub path: Vec<String>,
}

/// An organisation in the administration.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[allow(missing_docs, reason = "the names say it")]
pub struct Organisation {
    pub id: OrganisationId,
    pub name: String,
    /// `null` at the top, and at the top of what the caller administers.
    pub parent: Option<OrganisationId>,
    /// The names of those above it, from the top.
    pub path: Vec<String>,
    /// How many accounts belong to it itself.
    pub accounts: i64,
    /// How many belong to it or to one below it.
    pub branch_accounts: i64,
    pub open_to_requests: bool,
    pub email_domains: Vec<String>,
    /// What its branch may hold; `null`: no quota of its own.
    pub quota_bytes: Option<i64>,
    /// What its branch holds: of each of its people, and of the outsiders it answers for, once.
    pub used_bytes: i64,
    pub administrators: Vec<Person>,
    pub etag: String,
    pub can: OrganisationCan,
}

/// What the caller may do with an organisation.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, ToSchema)]
#[allow(missing_docs, reason = "the names say it")]
pub struct OrganisationCan {
    pub manage: bool,
    pub add_child: bool,
    pub delete: bool,
    /// Sets its quota.
    pub limit: bool,
}

/// Organisations in the order of the tree.
#[derive(Debug, Serialize, ToSchema)]
#[allow(missing_docs, reason = "the names say it")]
pub struct Organisations {
    pub items: Vec<Organisation>,
}

/// A new organisation.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "the names say it")]
pub struct NewOrganisation {
    pub draft: Uuid,
    pub name: Name,
    pub parent: Option<OrganisationId>,
}

/// Changes to an organisation; what is absent stays.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
#[allow(missing_docs, reason = "the names say it")]
pub struct OrganisationPatch {
    pub name: Option<Name>,
    /// `null`: to the top.
    #[serde(deserialize_with = "said")]
    #[schema(value_type = Option<OrganisationId>)]
    pub parent: Option<Option<OrganisationId>>,
    pub open_to_requests: Option<bool>,
    #[schema(value_type = Option<Vec<String>>)]
    pub email_domains: Option<Domains>,
    /// `null`: no quota of its own.
    #[serde(deserialize_with = "said")]
    #[schema(value_type = Option<i64>)]
    pub quota_bytes: Option<Option<Quota>>,
}

/// A field that was said, even if what was said is `null`.
pub fn said<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    deserializer: D,
) -> Result<Option<Option<T>>, D::Error> {
    Option::<T>::deserialize(deserializer).map(Some)
}

/// Domains of e-mail addresses, each checked, none twice.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(try_from = "Vec<String>", into = "Vec<String>")]
pub struct Domains(Vec<String>);

impl Domains {
    /// The domains.
    #[must_use]
    pub fn as_slice(&self) -> &[String] {
        &self.0
    }

    /// As one text, separated by spaces.
    #[must_use]
    pub fn joined(&self) -> String {
        self.0.join(" ")
    }

    /// From such a text.
    #[must_use]
    pub fn split(text: &str) -> Vec<String> {
        text.split_whitespace().map(ToOwned::to_owned).collect()
    }
}

impl From<Domains> for Vec<String> {
    fn from(it: Domains) -> Self {
        it.0
    }
}

impl TryFrom<Vec<String>> for Domains {
    type Error = WireInvalid;

    fn try_from(given: Vec<String>) -> Result<Self, WireInvalid> {
        if given.len() > EMAIL_DOMAINS_MAX {
            return Err(WireInvalid(
                Invalid::new("list.too_long").with("max", EMAIL_DOMAINS_MAX),
            ));
        }
        let mut domains: Vec<String> = Vec::with_capacity(given.len());
        for domain in given {
            let domain = base::email::domain(&domain).map_err(WireInvalid)?;
            if !domains.contains(&domain) {
                domains.push(domain);
            }
        }
        Ok(Self(domains))
    }
}

/// An [`Invalid`] on its way through serde.
#[derive(Debug)]
pub struct WireInvalid(pub Invalid);

impl std::fmt::Display for WireInvalid {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0.wire())
    }
}

/// Bytes that a branch may hold, at least one.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "i64", into = "i64")]
pub struct Quota(i64);

impl Quota {
    /// The bytes.
    #[must_use]
    pub const fn bytes(self) -> i64 {
        self.0
    }
}

impl From<Quota> for i64 {
    fn from(it: Quota) -> Self {
        it.0
    }
}

impl TryFrom<i64> for Quota {
    type Error = WireInvalid;

    fn try_from(bytes: i64) -> Result<Self, WireInvalid> {
        if bytes > 0 {
            Ok(Self(bytes))
        } else {
            Err(WireInvalid(Invalid::new("quota.not_positive").with("min", 1)))
        }
    }
}

/// Whether someone of this address may ask for an account where these domains are named; none named: anyone.
///
/// # Errors
/// `email.domain_refused` with the domains.
pub fn domain_is_accepted(email: &EmailAddress, domains: &[String]) -> Result<(), Problem> {
    if domains.is_empty() || email.is_in(domains) {
        return Ok(());
    }
    Err(Problem::field(
        "email",
        Invalid::new("email.domain_refused").with("domains", domains.join(", ")),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn domains_are_checked_and_said_once() {
        let read = |text: &str| serde_json::from_str::<Domains>(text);
        assert_eq!(
            read(r#"["Rivemont.example","@rivemont.example"]"#)
                .unwrap()
                .as_slice(),
            ["rivemont.example"]
        );
        assert!(read(r#"["rivemont"]"#).is_err());
        assert!(read(&serde_json::to_string(&vec!["a.fr"; EMAIL_DOMAINS_MAX + 1]).unwrap()).is_err());
    }

    #[test]
    fn what_is_not_said_stays() {
        let patch: OrganisationPatch = serde_json::from_str(r#"{"quota_bytes":null}"#).unwrap();
        assert_eq!((patch.quota_bytes, patch.parent), (Some(None), None));
        assert!(serde_json::from_str::<OrganisationPatch>(r#"{"quota_bytes":0}"#).is_err());
        assert!(serde_json::from_str::<OrganisationPatch>(r#"{"version":3}"#).is_err());
    }
}
