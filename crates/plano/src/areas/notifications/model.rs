// SPDX-License-Identifier: EUPL-1.2
//! Notifications: what they are, and how people want to be written to about them.

use std::{collections::BTreeMap, str::FromStr};

use access::Role;
use base::{Day, Id, Invalid, Timestamp, kind};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::quiet::Hour;
use crate::areas::{
    accounts::Person,
    messages::NotSent,
    orgs::OrganisationRef,
    projects::{ProjectColour, ProjectIcon, ProjectRef},
};

/// A person's account.
pub type AccountId = Id<kind::Account>;
/// A channel.
pub type ChannelId = Id<kind::Channel>;
/// A notification.
pub type NotificationId = Id<kind::Notification>;
/// A project.
pub type ProjectId = Id<kind::Project>;

macro_rules! words {
    ($($(#[$doc:meta])* $name:ident $code:literal { $($(#[$vdoc:meta])* $variant:ident = $word:tt,)* })*) => {$(
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
        $(#[$doc])*
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
    /// What a person is told.
    #[schema(as = NotificationKind)]
    Kind "notification.kind_unknown" {
        /// He is in a project now.
        MemberAdded = "project.member_added",
        /// His role is another.
        MemberRoleChanged = "project.member_role_changed",
        /// He is in the project no more.
        MemberRemoved = "project.member_removed",
        /// Someone asks to enter a project he manages.
        AccessRequested = "project.access_requested",
        /// He may enter.
        AccessGranted = "project.access_granted",
        /// He may not enter.
        AccessRefused = "project.access_refused",
        /// A member has proposed someone for a project he manages.
        MemberWaiting = "project.member_waiting",
        /// Someone he proposed was let in.
        MemberAccepted = "project.member_accepted",
        /// The project is his now.
        HandedOver = "project.handed_over",
        /// The project is read-only.
        Archived = "project.archived",
        /// The project is in use again.
        Restored = "project.restored",
        /// His access ends soon.
        AccessEnding = "project.access_ending",
        /// A message names him.
        Mentioned = "message.mentioned",
        /// Someone writes to him.
        WrittenTo = "message.direct",
        /// Someone answers in a thread he follows.
        Answered = "message.answered",
        /// Something was posted where he wants to be told of everything.
        Posted = "message.posted",
        /// Someone wrote a word of which he wants to be told.
        Keyword = "message.keyword",
        /// His poll was closed.
        PollClosed = "poll.closed",
        /// He asked to be reminded of a message.
        Reminded = "message.reminded",
        /// What he wrote for later was not posted.
        NotSent = "message.not_sent",
        /// Someone asks for an account in an organisation he administers.
        AccountRequested = "account.access_requested",
        /// His import is done.
        ImportDone = "account.import_done",
        /// Work was given up.
        JobDead = "job.dead",
    }
    /// What must still be true for someone to see what he was told.
    Audience "notification.audience_unknown" {
        /// Nothing more.
        Own = "own",
        /// That he is in the project.
        Project = "project",
        /// That he manages it.
        Managers = "managers",
        /// That he reads the channel that is the subject.
        Channel = "channel",
        /// That he administers the organisation.
        Organisation = "organisation",
        /// That he administers the instance.
        Instance = "instance",
    }
    /// How often someone is written to.
    MailRhythm "mail_rhythm.unknown" {
        /// For each new thing.
        AtOnce = "at_once",
        /// At most once an hour.
        Hourly = "hourly",
        /// Once a day, in the morning.
        Daily = "daily",
        /// Not at all.
        Never = "never",
    }
}

impl MailRhythm {
    /// Every one there is.
    pub const ALL: [Self; 4] = [Self::AtOnce, Self::Hourly, Self::Daily, Self::Never];
}

/// Something a person is told.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Notification {
    /// Its id.
    pub id: NotificationId,
    /// What happened.
    pub kind: Kind,
    /// When, for the latest of what is gathered in it.
    pub at: Timestamp,
    /// Read, in whichever window.
    pub is_read: bool,
    /// Who did it; `null`: the program, or someone without an account.
    pub actor: Option<Person>,
    /// How many other people did the same.
    pub others: i64,
    /// In which project.
    pub project: Option<ProjectRef>,
    /// In which organisation.
    pub organisation: Option<OrganisationRef>,
    /// The request that waits for an answer.
    pub request: Option<String>,
    /// What the sentence needs besides.
    pub details: BTreeMap<String, String>,
    /// Where it leads, in the web client.
    pub href: String,
    /// An answer is still expected.
    pub is_open: bool,
}

/// What a sentence needs beside who and where. As stored; names of people are looked up when it is read.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Details {
    /// The role one has from now on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
    /// The last day of access.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ends_on: Option<Day>,
    /// In the asker's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The name of someone who has no account yet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Who was proposed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person: Option<AccountId>,
    /// The group that was proposed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<Id<kind::Group>>,
    /// As the file was called.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file_name: Option<String>,
    /// How many accounts were made.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created: Option<i64>,
    /// The kind of the job.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub job_kind: Option<String>,
    /// The project as it was when one could still see it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub project: Option<ProjectThen>,
    /// The latest message.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<Id<kind::Message>>,
    /// The message it answers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub thread: Option<Id<kind::Message>>,
    /// Its place in the channel: whoever has read so far has read it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seq: Option<i64>,
    /// The word of his that was written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub keyword: Option<String>,
    /// Its place among the answers of its thread: whoever has read so far there has read it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub thread_seq: Option<i64>,
    /// Why his message was not posted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not_sent: Option<NotSent>,
}

/// A project's card, kept for someone who can no longer see it: what it is called since is not his to know.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ProjectThen {
    /// Its name.
    pub name: String,
    /// Its sign.
    pub icon: ProjectIcon,
    /// Its colour.
    pub colour: ProjectColour,
}

/// One thing to tell.
#[derive(Debug, Clone)]
pub struct Notice {
    /// What.
    pub kind: Kind,
    /// What it is told together with.
    pub key: String,
    /// Who may see it.
    pub audience: Audience,
    /// In which project.
    pub project: Option<ProjectId>,
    /// In which organisation.
    pub organisation: Option<Id<kind::Organisation>>,
    /// Who did it.
    pub actor: Option<AccountId>,
    /// Who or what is counted when several are gathered; the actor if `None`.
    pub counted: Option<Uuid>,
    /// The request or the proposed member that waits for an answer.
    pub subject: Option<Uuid>,
    /// Whether an answer is expected.
    pub is_open: bool,
    /// What else.
    pub details: Details,
}

impl Notice {
    /// Something about a person's own place in a project: the latest is told in place of those before it.
    #[must_use]
    pub fn of_place(kind: Kind, project: ProjectId, actor: Option<AccountId>) -> Self {
        Self {
            kind,
            key: format!("place:{project}"),
            audience: Audience::Project,
            project: Some(project),
            organisation: None,
            actor,
            counted: None,
            subject: None,
            is_open: false,
            details: Details::default(),
        }
    }

    /// With another key: told apart from what else is told of this place.
    #[must_use]
    pub fn under(mut self, key: String) -> Self {
        self.key = key;
        self
    }

    /// Seen by others than those in the project.
    #[must_use]
    pub fn seen_by(mut self, audience: Audience) -> Self {
        self.audience = audience;
        self
    }

    /// With what the sentence needs.
    #[must_use]
    pub fn with(mut self, details: Details) -> Self {
        self.details = details;
        self
    }

    /// Waiting for an answer to `subject`.
    #[must_use]
    pub fn asks(mut self, subject: Uuid) -> Self {
        self.subject = Some(subject);
        self.is_open = true;
        self
    }
}

/// What one's notifications are about.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = NotificationsAbout)]
pub enum About {
    /// Whatever it is.
    #[default]
    All,
    /// That a message names one: what a channel counts in red. Not words of one's own, nor direct messages, which call one
    /// elsewhere.
    Mentions,
}

/// Which of one's notifications.
#[derive(Debug, Default, Clone, Copy)]
pub struct Asked {
    /// What they are about.
    pub about: About,
    /// None that was read.
    pub only_unread: bool,
}

/// A page of what a person is told, with what is unread in all.
#[derive(Debug, Serialize, ToSchema)]
pub struct NotificationPage {
    /// Latest first.
    pub items: Vec<Notification>,
    /// Ask for the next page with `after` set to this. `null` on the last page.
    pub next: Option<String>,
    /// How many are unread, on this page or not, whatever the page is about.
    pub unread: i64,
    /// How many of these are mentions.
    pub unread_mentions: i64,
}

/// Up to which notification all are read.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReadUntil {
    /// This one and all before it.
    pub until: NotificationId,
}

/// How someone wants to be written to.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct NotificationSettings {
    /// Unless a project has its own rhythm.
    pub mail: MailRhythm,
    /// Those with a rhythm of their own, by name.
    pub projects: Vec<ProjectRhythm>,
    /// When nothing is sent.
    pub quiet: Quiet,
}

/// The rhythm of one project.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ProjectRhythm {
    /// Which.
    pub project: ProjectRef,
    /// How often.
    pub mail: MailRhythm,
}

/// Most projects with a rhythm of their own in one request.
pub const RHYTHMS_MAX: usize = 1_000;

/// How someone wants to be written to from now on.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewNotificationSettings {
    /// Unless a project has its own rhythm.
    pub mail: MailRhythm,
    /// All projects with a rhythm of their own; one that is not in the list follows the general one.
    pub projects: Vec<NewProjectRhythm>,
    /// When nothing is sent.
    pub quiet: Quiet,
}

/// The rhythm of one project.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewProjectRhythm {
    /// One of one's own projects.
    pub project: ProjectId,
    /// How often.
    pub mail: MailRhythm,
}

/// The hours in which nothing is sent, where the person is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Quiet {
    /// Whether there are any.
    pub on: bool,
    /// The first quiet minute, `HH:MM`.
    #[schema(value_type = String, pattern = "^([01][0-9]|2[0-3]):[0-5][0-9]$")]
    pub from: Hour,
    /// The first minute after them, on the next day if it is before `from`.
    #[schema(value_type = String, pattern = "^([01][0-9]|2[0-3]):[0-5][0-9]$")]
    pub until: Hour,
    /// Saturdays and Sundays too.
    pub weekends: bool,
}

/// What one has set, without the names of projects.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wishes {
    /// How often.
    pub mail: MailRhythm,
    /// When nothing is sent.
    pub quiet: Quiet,
}

impl Default for Wishes {
    /// Those who have set nothing are written to within the hour, and not outside working hours: the right to disconnect
    /// (Code du travail, L2242-17) is theirs without asking.
    fn default() -> Self {
        Self {
            mail: MailRhythm::Hourly,
            quiet: Quiet {
                on: true,
                from: Hour::at(19, 0),
                until: Hour::at(8, 0),
                weekends: true,
            },
        }
    }
}
