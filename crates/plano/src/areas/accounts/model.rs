// SPDX-License-Identifier: EUPL-1.2
//! Accounts: what they are and what they may contain.

use std::{fmt, str::FromStr};

use base::{Day, EmailAddress, Id, Invalid, Timestamp, ids, kind, text::Name};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::areas::orgs::OrganisationRef;

/// A person's account.
pub type AccountId = Id<kind::Account>;
/// An organisation.
pub type OrganisationId = Id<kind::Organisation>;

macro_rules! words {
    ($($(#[$doc:meta])* $name:ident $code:literal { $($(#[$vdoc:meta])* $variant:ident = $word:tt,)* })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
        pub enum $name { $($(#[$vdoc])* #[serde(rename = $word)] $variant,)* }

        impl $name {
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

        db::text_column!($name);
    )*};
}

words! {
    /// A language of the interface and of mails.
    Language "language.unknown" {
        /// French.
        Fr = "fr",
        /// English.
        En = "en",
    }
    /// Where an account stands.
    AccountStatus "account.status_unknown" {
        /// Its owner has not chosen a password yet.
        Invited = "invited",
        /// In use.
        Active = "active",
        /// Closed by an administrator.
        Deactivated = "deactivated",
    }
    /// What an app password opens.
    Scope "app_password.scope_unknown" {
        /// Files, by WebDAV.
        Files = "files",
        /// Files, without changing them.
        FilesRead = "files:read",
        /// Calendars, by CalDAV.
        Calendar = "calendar",
        /// Calendars, without changing them.
        CalendarRead = "calendar:read",
        /// The API.
        Api = "api",
        /// The API, without changing anything.
        ApiRead = "api:read",
        /// Messages, as far as programs talk: read them, post, answer with a sign.
        Messages = "messages",
        /// The same, without posting.
        MessagesRead = "messages:read",
        /// The same, without reading.
        MessagesPost = "messages:post",
    }
    /// Where a request for an account stands.
    RequestStatus "access_request.status_unknown" {
        /// Its mailbox has answered; an administrator has not.
        Waiting = "waiting",
        /// An account was opened.
        Approved = "approved",
        /// No account was opened.
        Refused = "refused",
    }
    /// How the interface is lit.
    Theme "display.theme_unknown" {
        /// As the person's system is.
        System = "system",
        /// Light.
        Light = "light",
        /// Dark.
        Dark = "dark",
    }
    /// How much room things take.
    Density "display.density_unknown" {
        /// With air.
        Comfortable = "comfortable",
        /// More on one screen.
        Compact = "compact",
    }
}

impl Scope {
    /// Whether a password of this scope opens what asks for `needed`.
    #[must_use]
    pub fn opens(self, needed: Self) -> bool {
        self == needed
            || matches!(
                (self, needed),
                (Self::Files, Self::FilesRead)
                    | (Self::Calendar, Self::CalendarRead)
                    | (Self::Api, Self::ApiRead)
                    | (Self::Messages, Self::MessagesRead | Self::MessagesPost)
            )
    }
}

/// A time zone's IANA name, one that this program knows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct TimeZone(String);

impl TimeZone {
    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for TimeZone {
    type Err = Invalid;

    /// # Errors
    /// `time_zone.unknown`.
    fn from_str(text: &str) -> Result<Self, Invalid> {
        let zone = jiff::tz::TimeZone::get(text).map_err(|_| Invalid::new("time_zone.unknown"))?;
        Ok(Self(
            zone.iana_name()
                .ok_or_else(|| Invalid::new("time_zone.unknown"))?
                .to_owned(),
        ))
    }
}

impl<'de> Deserialize<'de> for TimeZone {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse()
            .map_err(|invalid: Invalid| serde::de::Error::custom(invalid.wire()))
    }
}

/// A password as typed: never printed.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(transparent)]
#[schema(value_type = String, format = Password)]
pub struct Password(String);

impl Password {
    /// The characters.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(…)")
    }
}

/// A person as shown to others.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Person {
    /// The account.
    pub id: AccountId,
    /// Given name, then family name.
    pub name: String,
    /// As the person writes it.
    pub given_name: String,
    /// As the person writes it.
    pub family_name: String,
    /// What the person does.
    pub function: Option<String>,
    /// The first organisation the person belongs to; for an outsider none.
    pub organisation: Option<String>,
    /// Comes from outside: sees only the projects that invited him.
    pub is_external: bool,
    /// Not deactivated.
    pub is_active: bool,
    /// Has not chosen a password yet.
    #[serde(skip)]
    pub is_invited: bool,
    /// Where the photo is, with its version.
    pub photo: Option<String>,
}

/// How someone wants to see Plano.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Display {
    /// Light or dark.
    pub theme: Theme,
    /// Airy or compact.
    pub density: Density,
    /// A typeface that is easier to read for some.
    pub reading_font: bool,
    /// Shortcuts of a single key.
    pub single_key_shortcuts: bool,
    /// Less movement.
    pub reduced_motion: bool,
}

impl Default for Display {
    fn default() -> Self {
        Self {
            theme: Theme::System,
            density: Density::Comfortable,
            reading_font: false,
            single_key_shortcuts: true,
            reduced_motion: false,
        }
    }
}

/// Oneself.
#[derive(Debug, Serialize, ToSchema)]
pub struct Me {
    /// As others see one.
    pub account: Person,
    /// To sign in, and where mail goes.
    pub email: EmailAddress,
    /// Of the interface and of mails.
    pub language: Language,
    /// IANA name.
    pub time_zone: String,
    /// Those one belongs to, by name.
    pub organisations: Vec<OrganisationRef>,
    /// How one wants to see Plano.
    pub display: Display,
    /// Administers the whole instance.
    pub is_instance_admin: bool,
    /// The branches one administers, by name.
    pub administers: Vec<OrganisationRef>,
    /// What one may do outside projects.
    pub can: MeCan,
    /// When the password was last chosen.
    pub password_changed_at: Timestamp,
    /// The session this was asked in.
    pub session: ids::SessionId,
    /// The password was given less than ten minutes ago.
    pub session_is_fresh: bool,
    /// How many notifications wait.
    pub unread_notifications: i64,
    /// The last day of an outsider's access.
    pub access_ends_on: Option<Day>,
    /// Where the stream of events stood before this was read. A socket that resumes from it misses nothing that happens
    /// to what is asked for after this answer.
    pub cursor: String,
}

/// What one may do outside projects.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub struct MeCan {
    /// Make projects.
    pub create_projects: bool,
    /// Look for anyone; an outsider finds the people of his projects only.
    pub search_people: bool,
    /// Enter the administration.
    pub administer: bool,
}

/// Where an account stands, for decisions about it.
#[derive(Debug, Clone, PartialEq)]
pub struct State {
    /// The account.
    pub account: AccountId,
    /// Its address.
    pub email: EmailAddress,
    /// The language of its mails.
    pub language: Language,
    /// An outsider.
    pub is_external: bool,
    /// Administers the instance.
    pub is_instance_admin: bool,
    /// Has not chosen a password yet.
    pub is_invited: bool,
    /// Closed.
    pub is_deactivated: bool,
    /// The organisation that answers for an outsider.
    pub host: Option<OrganisationId>,
    /// Grows with each change of names, function, organisations, status or role.
    pub version: i64,
}

/// An account to be made.
#[derive(Debug, Clone)]
pub struct NewAccount {
    /// Unique.
    pub email: EmailAddress,
    /// As the person writes it.
    pub given_name: Name,
    /// As the person writes it.
    pub family_name: Name,
    /// What the person does.
    pub function: Option<Name>,
    /// Of the interface and of mails.
    pub language: Language,
    /// IANA name; `None`: the instance's.
    pub time_zone: Option<TimeZone>,
    /// Those it belongs to; none for an outsider.
    pub organisations: Vec<OrganisationId>,
    /// For an outsider the organisation that answers for him.
    pub host: Option<OrganisationId>,
    /// An outsider.
    pub is_external: bool,
    /// Administers the instance.
    pub is_instance_admin: bool,
    /// The creator's key, so that a retry makes nothing twice.
    pub draft: Option<Uuid>,
}

impl NewAccount {
    /// A member's account, in French until its owner says otherwise.
    #[must_use]
    pub fn member(
        email: EmailAddress,
        given_name: Name,
        family_name: Name,
        organisations: Vec<OrganisationId>,
    ) -> Self {
        Self {
            email,
            given_name,
            family_name,
            function: None,
            language: Language::Fr,
            time_zone: None,
            organisations,
            host: None,
            is_external: false,
            is_instance_admin: false,
            draft: None,
        }
    }
}

/// Someone invited to a project by his address, who may have no account yet.
#[derive(Debug, Clone)]
pub struct NewInvited {
    /// Where the invitation goes.
    pub email: EmailAddress,
    /// As the inviting person knows it.
    pub given_name: Option<Name>,
    /// As the inviting person knows it.
    pub family_name: Option<Name>,
    /// The organisation that answers for him.
    pub host: Option<OrganisationId>,
    /// Who invites.
    pub by: AccountId,
    /// To what.
    pub project: Id<kind::Project>,
    /// Whether an account may be made; otherwise there must be one.
    pub may_be_made: bool,
}

/// Who was found, or made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    /// The account.
    pub account: AccountId,
    /// An outsider.
    pub is_external: bool,
    /// Has not chosen a password yet.
    pub is_invited: bool,
}

/// What someone is, where accounts are made in one line: tests, demonstrations.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Of this organisation.
    Member(OrganisationId),
    /// Of this organisation, and administers the instance.
    InstanceAdmin(OrganisationId),
    /// From outside; this organisation answers for him.
    External(OrganisationId),
}

/// The browser or program at the other end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Device {
    /// `Firefox · Linux`
    pub name: String,
    /// `desktop`, `mobile` or `other`.
    pub kind: &'static str,
    /// Network address.
    pub address: String,
}

impl Device {
    /// The program itself, for tests and demonstrations.
    #[must_use]
    pub fn none() -> Self {
        Self {
            name: String::new(),
            kind: "other",
            address: "127.0.0.1".to_owned(),
        }
    }
}

/// Whether a session outlives the browser's window. Two named values, because `true` says nothing where it is passed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stay {
    /// Ends after 12 hours unused, 24 in any case.
    Day,
    /// Ends after 30 days unused, 90 in any case.
    SignedIn,
}

/// The words under which a person is found: folded, each once.
#[must_use]
pub fn words(texts: &[&str]) -> Vec<String> {
    let mut words: Vec<String> = texts
        .iter()
        .flat_map(|text| {
            let folded = base::text::fold(text);
            // `jean-pierre` is found by `jean`, by `pierre` and by `jean-pierre`; an address also by what is before its `@`.
            let whole: Vec<String> = folded.split(' ').map(ToOwned::to_owned).collect();
            let parts: Vec<String> = folded
                .split(|c: char| !c.is_alphanumeric())
                .map(ToOwned::to_owned)
                .collect();
            whole.into_iter().chain(parts)
        })
        .filter(|it| !it.is_empty())
        .collect();
    words.sort_unstable();
    words.dedup();
    words.truncate(WORDS_MAX);
    words
}

/// Most words kept for one person: names, function and address are bounded, but may be made of many short words.
const WORDS_MAX: usize = 60;

/// Family name first, folded: the order of every list of people.
#[must_use]
pub fn sort_name(given_name: &str, family_name: &str) -> String {
    base::text::fold(&format!("{family_name} {given_name}"))
}

/// The path of a photo.
#[must_use]
pub fn photo_path(account: AccountId, photo: Uuid) -> String {
    format!("/api/v1/accounts/{account}/photo?v={}", photo.simple())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_are_found_by_any_part_of_their_name() {
        let words = words(&["Anne-Sophie", "Le Goff", "a.legoff@rivemont.example"]);
        for word in [
            "anne-sophie",
            "anne",
            "sophie",
            "le",
            "goff",
            "a.legoff@rivemont.example",
            "legoff",
        ] {
            assert!(words.iter().any(|it| it == word), "{word} in {words:?}");
        }
    }

    #[test]
    fn a_scope_opens_itself_and_its_reading() {
        assert!(Scope::Files.opens(Scope::FilesRead));
        assert!(!Scope::FilesRead.opens(Scope::Files));
        assert!(!Scope::Files.opens(Scope::Api));
        assert!(!Scope::Api.opens(Scope::Files));
    }

    #[test]
    fn passwords_are_never_printed() {
        assert_eq!(format!("{:?}", Password("quatre vaches".into())), "Password(…)");
    }

    #[test]
    fn zones_are_those_that_exist() {
        assert_eq!(
            "Europe/Paris".parse::<TimeZone>().unwrap().as_str(),
            "Europe/Paris"
        );
        for wrong in ["", "Paris", "../../etc/passwd", "+02:00"] {
            assert!(wrong.parse::<TimeZone>().is_err(), "{wrong}");
        }
    }
}

/// Someone signed in, and in which session.
#[derive(Debug, Clone)]
pub struct SignedIn {
    /// Who.
    pub signed: access::Signed,
    /// In which session.
    pub session: Id<kind::Session>,
    /// Until when the password counts as just given.
    pub fresh_until: base::Timestamp,
}
