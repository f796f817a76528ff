// SPDX-License-Identifier: EUPL-1.2
//! Every mail there is, and what it needs to know. The words are in `texts`.

use crate::Link;
use base::{Day, EmailAddress, Timestamp};
use serde::{Deserialize, Serialize};

macro_rules! mails {
    ($($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident: $type:ty,)* })*) => {
        $(
            $(#[$doc])*
            #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
            pub struct $name { $($(#[$field_doc])* pub $field: $type,)* }

            impl From<$name> for Mail {
                fn from(mail: $name) -> Self {
                    Self::$name(mail)
                }
            }
        )*

        /// Every mail there is.
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(tag = "kind", rename_all = "snake_case")]
        pub enum Mail {
            $($(#[$doc])* $name($name),)*
        }

        impl Mail {
            /// The names of all kinds.
            pub const KINDS: &'static [&'static str] = &[$(stringify!($name)),*];

            /// The name of the kind, for logs and counters.
            #[must_use]
            pub const fn kind(&self) -> &'static str {
                match self { $(Self::$name(_) => stringify!($name),)* }
            }
        }
    };
}

mails! {
    /// Someone is invited to make his account.
    Invitation {
        /// Who invites; `None` when it is the administration as such.
        invited_by: Option<String>,
        /// The organisation the account belongs to.
        organisation: Option<String>,
        /// Leads to choosing a password.
        link: Link,
        /// When the link stops working.
        expires_at: Timestamp,
    }
    /// Someone who has an account is invited to a project.
    ProjectInvitation {
        /// Who invites.
        invited_by: String,
        /// The project's name.
        project: String,
        /// The role in it.
        role: Role,
        /// What the inviting person adds.
        message: Option<String>,
        /// The last day of access.
        ends_on: Option<Day>,
        /// Leads to the project.
        link: Link,
    }
    /// Someone from outside is invited to one project, and gets an account for it.
    OutsiderInvitation {
        /// Who invites.
        invited_by: String,
        /// The organisation that invites.
        organisation: Option<String>,
        /// The project's name.
        project: String,
        /// What he may do there, module by module; those that are off or closed to him are left out.
        may: Vec<(Module, Level)>,
        /// What the inviting person adds.
        message: Option<String>,
        /// The last day of access.
        ends_on: Option<Day>,
        /// Leads to choosing a password.
        link: Link,
        /// When the link stops working.
        expires_at: Timestamp,
    }
    /// The way to a new password.
    PasswordReset {
        /// Leads to choosing a password.
        link: Link,
        /// When the link stops working.
        expires_at: Timestamp,
    }
    /// The password was changed; to the account's holder, in case it was not him.
    PasswordChanged {
        /// When.
        at: Timestamp,
        /// How many app passwords ended with it.
        ended_app_passwords: u64,
        /// The way to take the account back: ask for a new password.
        link: Link,
    }
    /// To the new address: is it yours?
    EmailChangeConfirmation {
        /// Confirms.
        link: Link,
        /// When the link stops working.
        expires_at: Timestamp,
    }
    /// To the old address, when a change is asked for: time to object.
    EmailChangeAsked {
        /// The address asked for.
        new_address: EmailAddress,
        /// When it was asked for.
        at: Timestamp,
        /// The way to the account's security page.
        link: Link,
    }
    /// To the old address, once the change is made.
    EmailChanged {
        /// The account's address from now on.
        new_address: EmailAddress,
        /// When.
        at: Timestamp,
    }
    /// Is this mailbox yours? It holds nothing that the asker wrote: anyone could have given this address.
    AccessRequestConfirmation {
        /// The organisation that is asked.
        organisation: String,
        /// Confirms the mailbox, and the request.
        link: Link,
        /// When the link stops working.
        expires_at: Timestamp,
    }
    /// The mailbox is confirmed; the request waits.
    AccessRequestReceived {
        /// The organisation that is asked.
        organisation: String,
    }
    /// The account is open.
    AccessRequestApproved {
        /// The organisation the account belongs to.
        organisation: String,
        /// Leads to choosing a password.
        link: Link,
        /// When the link stops working.
        expires_at: Timestamp,
    }
    /// The request was refused.
    AccessRequestRefused {
        /// The organisation that was asked.
        organisation: String,
        /// Why, in the administrator's words.
        reason: String,
    }
    /// To those who can answer: someone asks for an account.
    AccessRequestToAnswer {
        /// The asker's name.
        name: String,
        /// The asker's address, confirmed.
        email: EmailAddress,
        /// The organisation that is asked.
        organisation: String,
        /// The unit, in the asker's words.
        unit: Option<String>,
        /// Why, in the asker's words.
        reason: String,
        /// How many requests wait, this one included.
        waiting: u64,
        /// Leads to the requests.
        link: Link,
    }
    /// To those who can answer: someone asks to enter a project.
    ProjectAccessAsked {
        /// Who asks.
        person: String,
        /// The project's name.
        project: String,
        /// Why, in his words.
        reason: Option<String>,
        /// Leads to the request.
        link: Link,
    }
    /// One may enter the project.
    ProjectAccessGranted {
        /// The project's name.
        project: String,
        /// The role in it.
        role: Role,
        /// Leads to the project.
        link: Link,
    }
    /// One may not enter the project.
    ProjectAccessRefused {
        /// The name by which one asked for it.
        project: String,
        /// Why, in the manager's words.
        reason: Option<String>,
    }
    /// What happened while the person was away.
    Digest {
        /// Why now.
        rhythm: Rhythm,
        /// What happened, one group a project.
        groups: Vec<DigestGroup>,
        /// Leads to the notifications.
        link: Link,
        /// Leads to choosing which mails one gets.
        settings: Link,
    }
    /// One's access ends soon.
    AccessEnding {
        /// The project's name; `None` for the account as a whole.
        project: Option<String>,
        /// The last day.
        ends_on: Day,
        /// Leads to the project, or home.
        link: Link,
    }
    /// Someone signed in from a device not seen before; to the account's holder, in case it was not him.
    NewSignIn {
        /// The device, as the product calls it: `Firefox · Linux`.
        device: String,
        /// The network address.
        address: String,
        /// When.
        at: Timestamp,
        /// Leads to the list of sessions.
        link: Link,
    }
    /// An import of accounts is done.
    ImportDone {
        /// The file's name.
        file: String,
        /// Accounts made.
        created: u64,
        /// Lines whose account existed.
        existing: u64,
        /// Lines refused.
        faults: u64,
        /// Leads to the import.
        link: Link,
    }
    /// An administrator tries whether mail arrives.
    Test {
        /// When it was asked for.
        at: Timestamp,
    }
}

impl Mail {
    /// Whether the address may be anyone's, given by someone unknown. Such a mail carries no word of that person.
    #[must_use]
    pub const fn is_to_unproved_address(&self) -> bool {
        matches!(
            self,
            Self::AccessRequestConfirmation(_) | Self::EmailChangeConfirmation(_)
        )
    }
}

/// A role in a project.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(
    missing_docs,
    reason = "the words of the field; what each may do is in `access`"
)]
pub enum Role {
    Owner,
    Manager,
    Member,
    Reader,
}

/// A module of a project.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the words of the field")]
pub enum Module {
    Messages,
    Tasks,
    Files,
    Pages,
    Calendar,
    Meetings,
}

/// What one may do in a module. `none` is not told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// His own tasks only.
    Own,
    /// Read.
    Read,
    /// Read and comment.
    Comment,
    /// Read and change.
    Write,
    /// Change and set up.
    Manage,
}

/// How often a person is written to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rhythm {
    /// As it happens.
    AtOnce,
    /// What happened within the hour.
    Hourly,
    /// What happened on this day.
    Daily {
        /// The day, where the reader is.
        day: Day,
    },
}

/// What happened in one project, or outside projects.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DigestGroup {
    /// The project's name; `None` for what belongs to none.
    pub project: Option<String>,
    /// Newest first.
    pub items: Vec<DigestItem>,
}

/// One notification.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DigestItem {
    /// What happened.
    pub what: Happening,
    /// Who did it; `None` for the program itself.
    pub actor: Option<String>,
    /// How many others did the same.
    pub others: u64,
    /// When, for the last one.
    pub at: Timestamp,
    /// Leads to the thing.
    pub link: Link,
}

/// What a notification tells. The same kinds as in the product.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Happening {
    /// The reader was added to the project.
    MemberAdded {
        /// With this role.
        role: Role,
    },
    /// The reader's role changed.
    MemberRoleChanged {
        /// To this.
        role: Role,
    },
    /// The reader was removed from the project.
    MemberRemoved,
    /// The actor asks to enter.
    AccessRequested,
    /// The reader may enter.
    AccessGranted,
    /// The reader may not enter.
    AccessRefused,
    /// An invitation by a member waits for a manager.
    MemberWaiting {
        /// Who is invited.
        person: String,
    },
    /// An invited person came.
    MemberAccepted {
        /// Who.
        person: String,
    },
    /// The project was handed to the reader.
    HandedOver,
    /// The project was archived.
    Archived,
    /// The project was taken out of the archive.
    Restored,
    /// The reader's access ends soon.
    AccessEnding {
        /// The last day.
        ends_on: Day,
    },
    /// A message names the reader.
    Mentioned {
        /// What its channel is called; empty: a project's main one, or a conversation.
        channel: String,
        /// Its words, shortened; empty once it was taken away.
        words: String,
    },
    /// The actor writes to the reader.
    WrittenTo {
        /// As above.
        words: String,
    },
    /// The actor answers in a thread the reader follows.
    Answered {
        /// As above.
        channel: String,
        /// As above.
        words: String,
    },
    /// Something was posted where the reader wants to be told of everything.
    Posted {
        /// As above.
        channel: String,
        /// As above.
        words: String,
    },
    /// Somebody wrote a word of which the reader wants to be told.
    Keyword {
        /// Which, as the reader wrote it.
        keyword: String,
        /// As above.
        channel: String,
        /// As above.
        words: String,
    },
    /// The reader's poll is closed.
    PollClosed {
        /// Its question.
        words: String,
    },
    /// The reader asked to be reminded of a message.
    Reminded {
        /// As above.
        words: String,
    },
    /// What the reader wrote for later was not posted.
    NotSent,
    /// The actor asks for an account.
    AccountRequested {
        /// In this organisation.
        organisation: String,
    },
    /// An import of accounts is done.
    ImportDone {
        /// The file's name.
        file: String,
    },
    /// A background job gave up.
    JobDead {
        /// The job's kind.
        job: String,
    },
}
