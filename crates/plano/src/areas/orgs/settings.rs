// SPDX-License-Identifier: EUPL-1.2
//! The rules of the instance, which its administrators set.

use std::{collections::HashSet, str::FromStr};

use access::{Role, Signed};
use base::{Invalid, Problem, text::Name};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::model::{AccountId, Domains};
use crate::areas::accounts::Language;

/// Longest that outsiders may be let in for, in days: five years.
const EXTERNAL_DAYS_MAX: i64 = 5 * 366;
/// Longest address of a page.
const LINK_MAX_CHARS: usize = 1_000;

/// The rules of the instance.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(default)]
#[allow(missing_docs, reason = "the names say it")]
pub struct Settings {
    pub instance_name: String,
    pub default_language: Language,
    /// An IANA name.
    pub default_time_zone: String,
    pub access_requests_open: bool,
    /// Whose mailboxes may ask for an account; none: anyone's.
    pub email_domains: Vec<String>,
    pub projects_created_by: ProjectsCreatedBy,
    pub externals_invited_by: ExternalsInvitedBy,
    /// Longest that an outsider is let in for; `null`: no limit.
    pub external_max_days: Option<i64>,
    pub links: Links,
    /// For `If-Match`.
    pub etag: String,
    /// Who administers a branch, where only administrators create projects.
    #[serde(skip)]
    pub(super) branch_administrators: HashSet<AccountId>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            instance_name: "Plano".into(),
            default_language: Language::Fr,
            default_time_zone: "Europe/Paris".into(),
            access_requests_open: false,
            email_domains: Vec::new(),
            projects_created_by: ProjectsCreatedBy::Everyone,
            externals_invited_by: ExternalsInvitedBy::Managers,
            external_max_days: None,
            links: Links::default(),
            etag: String::new(),
            branch_administrators: HashSet::new(),
        }
    }
}

impl Settings {
    /// Whether `actor` may create projects. Outsiders never.
    #[must_use]
    pub fn lets_create_projects(&self, actor: Signed) -> bool {
        let is_allowed = match self.projects_created_by {
            ProjectsCreatedBy::Everyone => true,
            ProjectsCreatedBy::Administrators => {
                actor.is_instance_admin || self.branch_administrators.contains(&actor.account)
            }
        };
        is_allowed && !actor.is_external
    }
}

/// Addresses of pages that the client links to.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
#[allow(missing_docs, reason = "the names say it")]
pub struct Links {
    pub accessibility: Option<String>,
    pub privacy: Option<String>,
    pub legal: Option<String>,
    pub help: Option<String>,
}

macro_rules! words {
    ($($(#[$doc:meta])* $name:ident $code:literal { $($(#[$word_doc:meta])* $word:ident = $text:tt)* })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
        pub enum $name {
            $($(#[$word_doc])* #[serde(rename = $text)] $word,)*
        }

        impl $name {
            /// As in JSON.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$word => $text,)*
                }
            }
        }

        impl FromStr for $name {
            type Err = Invalid;

            fn from_str(text: &str) -> Result<Self, Invalid> {
                match text {
                    $($text => Ok(Self::$word),)*
                    _ => Err(Invalid::new($code)),
                }
            }
        }
    )*};
}
pub(super) use words;

words! {
    /// Who may create projects.
    ProjectsCreatedBy "settings.projects_created_by" {
        /// Everyone but outsiders.
        Everyone = "everyone"
        /// Those who administer the instance or a branch.
        Administrators = "administrators"
    }
    /// Who may invite outsiders into a project.
    ExternalsInvitedBy "settings.externals_invited_by" {
        /// Its managers and owners.
        Managers = "managers"
        /// Its owners.
        Owners = "owners"
        /// Nobody.
        Nobody = "nobody"
    }
}

impl ExternalsInvitedBy {
    /// Whether someone of `role` in a project may invite outsiders into it.
    #[must_use]
    pub fn allows(self, role: Role) -> bool {
        match self {
            Self::Managers => role >= Role::Manager,
            Self::Owners => role == Role::Owner,
            Self::Nobody => false,
        }
    }
}

/// The rules as an administrator wants them, whole.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "the names say it")]
pub struct SettingsChange {
    pub instance_name: Name,
    pub default_language: Language,
    pub default_time_zone: String,
    pub access_requests_open: bool,
    #[schema(value_type = Vec<String>)]
    pub email_domains: Domains,
    pub projects_created_by: ProjectsCreatedBy,
    pub externals_invited_by: ExternalsInvitedBy,
    pub external_max_days: Option<i64>,
    pub links: Links,
}

impl SettingsChange {
    /// The same, checked.
    ///
    /// # Errors
    /// `time_zone.unknown`, `settings.external_max_days`, `link.malformed`, each with its field.
    pub fn checked(self) -> Result<Settings, Problem> {
        if jiff::tz::TimeZone::get(&self.default_time_zone).is_err() {
            return Err(Problem::field(
                "default_time_zone",
                Invalid::new("time_zone.unknown"),
            ));
        }
        if self
            .external_max_days
            .is_some_and(|days| !(1..=EXTERNAL_DAYS_MAX).contains(&days))
        {
            let invalid = Invalid::new("settings.external_max_days")
                .with("min", 1)
                .with("max", EXTERNAL_DAYS_MAX);
            return Err(Problem::field("external_max_days", invalid));
        }
        let links = Links {
            accessibility: link("accessibility", self.links.accessibility)?,
            privacy: link("privacy", self.links.privacy)?,
            legal: link("legal", self.links.legal)?,
            help: link("help", self.links.help)?,
        };
        Ok(Settings {
            instance_name: self.instance_name.into_string(),
            default_language: self.default_language,
            default_time_zone: self.default_time_zone,
            access_requests_open: self.access_requests_open,
            email_domains: self.email_domains.into(),
            projects_created_by: self.projects_created_by,
            externals_invited_by: self.externals_invited_by,
            external_max_days: self.external_max_days,
            links,
            etag: String::new(),
            branch_administrators: HashSet::new(),
        })
    }
}

/// Only what a browser may follow safely: `https:`, `http:`, `mailto:`. Blank is none.
fn link(name: &str, given: Option<String>) -> Result<Option<String>, Problem> {
    let Some(given) = given.map(|it| it.trim().to_owned()).filter(|it| !it.is_empty()) else {
        return Ok(None);
    };
    let lower = given.to_ascii_lowercase();
    let is_address = ["https://", "http://", "mailto:"]
        .iter()
        .any(|it| lower.strip_prefix(it).is_some_and(|rest| !rest.is_empty()));
    let is_clean = !given.chars().any(|it| it.is_control() || it.is_whitespace());
    if is_address && is_clean && given.chars().count() <= LINK_MAX_CHARS {
        return Ok(Some(given));
    }
    Err(Problem::field(
        format!("links.{name}"),
        Invalid::new("link.malformed"),
    ))
}

#[cfg(test)]
mod tests {
    use base::Id;

    use super::*;

    #[test]
    fn only_safe_links_are_taken() {
        assert_eq!(
            link("help", Some(" https://aide.example/a ".into()))
                .unwrap()
                .as_deref(),
            Some("https://aide.example/a")
        );
        assert_eq!(link("help", Some("  ".into())).unwrap(), None);
        for text in [
            "javascript:alert(1)",
            "aide.example",
            "https://",
            "https://a b",
            "data:text/html,x",
            "HTTP",
        ] {
            assert!(link("help", Some(text.into())).is_err(), "{text}");
        }
    }

    #[test]
    fn outsiders_never_create_projects() {
        let mut settings = Settings::default();
        let someone = Signed {
            account: Id::MIN,
            is_external: false,
            is_instance_admin: false,
        };
        assert!(settings.lets_create_projects(someone));
        assert!(!settings.lets_create_projects(Signed {
            is_external: true,
            ..someone
        }));
        settings.projects_created_by = ProjectsCreatedBy::Administrators;
        assert!(!settings.lets_create_projects(someone));
        assert!(settings.lets_create_projects(Signed {
            is_instance_admin: true,
            ..someone
        }));
        settings.branch_administrators.insert(Id::MIN);
        assert!(settings.lets_create_projects(someone));
    }

    #[test]
    fn what_an_older_version_kept_is_read() {
        let settings: Settings = serde_json::from_str(r#"{"instance_name":"Rivemont","gone":1}"#).unwrap();
        assert_eq!(
            (settings.instance_name.as_str(), settings.externals_invited_by),
            ("Rivemont", ExternalsInvitedBy::Managers)
        );
    }
}
