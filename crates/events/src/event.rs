// SPDX-License-Identifier: EUPL-1.2
//! Every event that can happen: one closed list per area, ids only, never text or names. What is content is read where it
//! lives, by those who may. An address is kept only for sign-ins that were refused, which have no session to keep it.

use base::{Id, kind};
use serde::{Deserialize, Serialize};

use crate::Object;

type Account = Id<kind::Account>;
type Project = Id<kind::Project>;
type Organisation = Id<kind::Organisation>;
type Group = Id<kind::Group>;
type Member = Id<kind::Member>;
type Channel = Id<kind::Channel>;
type Message = Id<kind::Message>;
type ChannelFolder = Id<kind::ChannelFolder>;
type Entry = Id<kind::Entry>;

/// What can happen. Read by [`Event::read`], to whom its kind is told: to try one list after the other costs more than all
/// else of reading it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Event {
    /// To accounts.
    Account(AccountEvent),
    /// To organisations, groups and the instance.
    Org(OrgEvent),
    /// To projects.
    Project(ProjectEvent),
    /// To channels and messages.
    Message(MessageEvent),
    /// To documents.
    Document(DocumentEvent),
    /// To what people are told.
    Notification(NotificationEvent),
    /// To work that must still happen.
    Job(JobEvent),
}

macro_rules! events {
    ($($(#[$doc:meta])* $list:ident as $variant:ident { $($(#[$event_doc:meta])* $name:ident = $kind:literal { $($field:ident: $type:ty),* $(,)? })* })*) => {
        $(
            $(#[$doc])*
            #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
            #[serde(tag = "kind")]
            #[allow(missing_docs, reason = "the fields are ids named by what they identify")]
            pub enum $list {
                $($(#[$event_doc])* #[serde(rename = $kind)] $name { $($field: $type),* },)*
            }

            impl $list {
                /// Stable name, `thing.happened`.
                #[must_use]
                pub const fn kind(&self) -> &'static str {
                    match self {
                        $(Self::$name { .. } => $kind,)*
                    }
                }
            }

            impl From<$list> for Event {
                fn from(event: $list) -> Self {
                    Self::$variant(event)
                }
            }
        )*

        impl Event {
            /// Stable name, `thing.happened`.
            #[must_use]
            pub const fn kind(&self) -> &'static str {
                match self {
                    $(Self::$variant(it) => it.kind(),)*
                }
            }

            /// Every kind there is.
            pub const KINDS: &[&str] = &[$($($kind,)*)*];

            /// An event of that kind, from the JSON it was written as. `None`: a newer version of Plano wrote it.
            #[must_use]
            pub fn read(kind: &str, body: &str) -> Option<Self> {
                match kind {
                    $($($kind)|* => serde_json::from_str(body).ok().map(Self::$variant),)*
                    _ => None,
                }
            }
        }
    };
}

events! {
    /// What can happen to accounts.
    AccountEvent as Account {
        Created = "account.created" { account: Account }
        Invited = "account.invited" { account: Account, project: Option<Project> }
        /// Its owner has chosen a password.
        Accepted = "account.accepted" { account: Account }
        SignedIn = "account.signed_in" { account: Account, session: Id<kind::Session> }
        SignInRefused = "account.sign_in_refused" { account: Option<Account>, address: String }
        SignedOut = "account.signed_out" { account: Account, session: Id<kind::Session> }
        /// Ended from elsewhere: from another browser, by a change of password, by an administrator. `None`: all of them.
        SessionEnded = "account.session_ended" { account: Account, session: Option<Id<kind::Session>> }
        PasswordChanged = "account.password_changed" { account: Account }
        ResetAsked = "account.reset_asked" { account: Account }
        EmailChangeAsked = "account.email_change_asked" { account: Account }
        EmailChanged = "account.email_changed" { account: Account }
        ProfileChanged = "account.profile_changed" { account: Account }
        DisplayChanged = "account.display_changed" { account: Account }
        AppPasswordMade = "account.app_password_made" { account: Account, app_password: Id<kind::AppPassword> }
        /// `None`: all there were, with the password.
        AppPasswordRemoved = "account.app_password_removed" { account: Account, app_password: Option<Id<kind::AppPassword>> }
        Deactivated = "account.deactivated" { account: Account }
        Reactivated = "account.reactivated" { account: Account }
        Promoted = "account.promoted" { account: Account }
        Demoted = "account.demoted" { account: Account }
        AccessAsked = "account.access_asked" { request: Id<kind::AccessRequest>, organisation: Organisation }
        AccessApproved = "account.access_approved" { request: Id<kind::AccessRequest>, organisation: Organisation, account: Account }
        AccessRefused = "account.access_refused" { request: Id<kind::AccessRequest>, organisation: Organisation }
    }
    /// What can happen to organisations, groups and the instance.
    OrgEvent as Org {
        Created = "organisation.created" { organisation: Organisation }
        Changed = "organisation.changed" { organisation: Organisation }
        Moved = "organisation.moved" { organisation: Organisation }
        Removed = "organisation.removed" { organisation: Organisation }
        AdministratorAppointed = "organisation.administrator_appointed" { organisation: Organisation, account: Account }
        AdministratorRemoved = "organisation.administrator_removed" { organisation: Organisation, account: Account }
        AccountAdded = "organisation.account_added" { organisation: Organisation, account: Account }
        AccountRemoved = "organisation.account_removed" { organisation: Organisation, account: Account }
        GroupCreated = "group.created" { group: Group, organisation: Option<Organisation> }
        GroupChanged = "group.changed" { group: Group, organisation: Option<Organisation> }
        GroupRemoved = "group.removed" { group: Group, organisation: Option<Organisation> }
        GroupJoined = "group.joined" { group: Group, account: Account }
        GroupLeft = "group.left" { group: Group, account: Account }
        ImportChecked = "import.checked" { import: Id<kind::Import>, organisation: Option<Organisation> }
        ImportStarted = "import.started" { import: Id<kind::Import>, organisation: Option<Organisation> }
        ImportPaused = "import.paused" { import: Id<kind::Import>, organisation: Option<Organisation> }
        ImportProgressed = "import.progressed" { import: Id<kind::Import>, organisation: Option<Organisation> }
        ImportDone = "import.done" { import: Id<kind::Import>, organisation: Option<Organisation>, by: Account }
        /// All that was `from`'s is `to`'s.
        HandedOver = "account.handed_over" { from: Account, to: Account }
        AccountsExported = "account.exported" { organisation: Option<Organisation> }
        JournalExported = "journal.exported" { organisation: Option<Organisation> }
        SettingsChanged = "settings.changed" {}
    }
    /// What can happen to projects.
    ProjectEvent as Project {
        Created = "project.created" { project: Project }
        Duplicated = "project.duplicated" { project: Project, source: Project }
        Changed = "project.changed" { project: Project }
        Archived = "project.archived" { project: Project }
        Restored = "project.restored" { project: Project }
        TemplateMade = "project.template_made" { project: Project }
        TemplateUnmade = "project.template_unmade" { project: Project }
        MemberAdded = "project.member_added" { project: Project, member: Member, account: Option<Account>, group: Option<Group> }
        /// Added by someone whose additions a manager accepts first.
        MemberProposed = "project.member_proposed" { project: Project, member: Member, account: Option<Account>, group: Option<Group> }
        MemberAccepted = "project.member_accepted" { project: Project, member: Member, account: Option<Account>, group: Option<Group> }
        MemberChanged = "project.member_changed" { project: Project, member: Member, account: Option<Account>, group: Option<Group> }
        MemberRemoved = "project.member_removed" { project: Project, member: Member, account: Option<Account>, group: Option<Group> }
        MemberLeft = "project.member_left" { project: Project, member: Member, account: Account }
        /// The end date has passed.
        MemberEnded = "project.member_ended" { project: Project, member: Member, account: Option<Account>, group: Option<Group> }
        /// The end date is near.
        MemberEnding = "project.member_ending" { project: Project, member: Member, account: Account }
        HandedOver = "project.handed_over" { project: Project, from: Account, to: Account }
        AccessAsked = "project.access_asked" { project: Project, request: Id<kind::ProjectAccessRequest>, account: Account }
        AccessGranted = "project.access_granted" { project: Project, request: Id<kind::ProjectAccessRequest>, account: Account }
        AccessRefused = "project.access_refused" { project: Project, request: Id<kind::ProjectAccessRequest>, account: Account }
        /// Told once in each project of the two things, first the thing that is there.
        Linked = "project.linked" { project: Project, object: Object, other: Object }
        Unlinked = "project.unlinked" { project: Project, object: Object, other: Object }
        /// Pinned, ordered, filed under a category: seen by one person only.
        MineChanged = "project.mine_changed" { project: Project, account: Account }
    }
    /// What can happen to channels and messages. Without a project: in a conversation between people.
    MessageEvent as Message {
        ChannelCreated = "channel.created" { project: Option<Project>, channel: Channel }
        ChannelChanged = "channel.changed" { project: Option<Project>, channel: Channel }
        ChannelArchived = "channel.archived" { project: Option<Project>, channel: Channel }
        ChannelRestored = "channel.restored" { project: Option<Project>, channel: Channel }
        /// It is in another folder than before, or in another place among the channels.
        ChannelPlaced = "channel.placed" { project: Option<Project>, channel: Channel }
        /// All that was said in it until then is gone, but for decisions. `seq`: the place of the last of it.
        ChannelCleared = "channel.cleared" { project: Option<Project>, channel: Channel, seq: i64 }
        /// What was said in it up to this place has been there for as long as messages stay.
        ChannelExpired = "channel.expired" { project: Option<Project>, channel: Channel, seq: i64 }
        /// Messages stay in it for another time than before.
        ExpirySet = "channel.expiry_set" { project: Option<Project>, channel: Channel }
        FolderMade = "channel_folder.made" { project: Project, folder: ChannelFolder }
        FolderRenamed = "channel_folder.renamed" { project: Project, folder: ChannelFolder }
        /// It has another place among the project's folders.
        FolderMoved = "channel_folder.moved" { project: Project, folder: ChannelFolder }
        /// Its channels are in none since.
        FolderRemoved = "channel_folder.removed" { project: Project, folder: ChannelFolder }
        /// Someone is let into a private channel, or may announce.
        PersonAdded = "channel.person_added" { project: Option<Project>, channel: Channel, account: Option<Account>, group: Option<Group> }
        /// Someone manages a private channel, or no longer.
        PersonChanged = "channel.person_changed" { project: Option<Project>, channel: Channel, account: Option<Account>, group: Option<Group> }
        PersonRemoved = "channel.person_removed" { project: Option<Project>, channel: Channel, account: Option<Account>, group: Option<Group> }
        /// Someone is told of other things in it than before.
        ChannelKept = "channel.kept" { project: Option<Project>, channel: Channel, account: Account }
        /// Someone has read past what he was told of: a mention, a conversation.
        ChannelRead = "channel.read" { project: Option<Project>, channel: Channel, account: Account, seq: i64 }
        /// Someone has read a thread, of whose answers he may have been told. `seq`: the place of the last one among them.
        ThreadRead = "thread.read" { project: Option<Project>, channel: Channel, thread: Message, account: Account, seq: i64 }
        /// `thread`: the message it answers.
        Posted = "message.posted" { project: Option<Project>, channel: Channel, message: Message, thread: Option<Message> }
        Edited = "message.edited" { project: Option<Project>, channel: Channel, message: Message }
        /// What it passes on is gone, with the history of the channel that it came from.
        OriginGone = "message.origin_gone" { project: Option<Project>, channel: Channel, message: Message }
        Retracted = "message.retracted" { project: Option<Project>, channel: Channel, message: Message }
        /// A sign came or went.
        Reacted = "message.reacted" { project: Option<Project>, channel: Channel, message: Message }
        Pinned = "message.pinned" { project: Option<Project>, channel: Channel, message: Message }
        Unpinned = "message.unpinned" { project: Option<Project>, channel: Channel, message: Message }
        ThreadResolved = "thread.resolved" { project: Option<Project>, channel: Channel, message: Message }
        ThreadReopened = "thread.reopened" { project: Option<Project>, channel: Channel, message: Message }
        /// It was passed on to another channel.
        Forwarded = "message.forwarded" { project: Option<Project>, message: Message, to: Channel }
        /// Someone chose something in its poll. Without an actor where the poll is anonymous.
        Voted = "poll.voted" { project: Option<Project>, channel: Channel, message: Message }
        PollClosed = "poll.closed" { project: Option<Project>, channel: Channel, message: Message }
        /// Someone has put behind what names him in channels, or taken it up again, without reading them: his own affair.
        CallsChanged = "calls.changed" { account: Account }
        /// Someone is told of other words than before: his own affair.
        KeywordsChanged = "keywords.changed" { account: Account }
        /// Someone has saved it, will be reminded of it, or no longer: his own affair.
        Kept = "message.kept" { message: Message, account: Account }
        /// The time has come to remind someone of it.
        Reminded = "message.reminded" { message: Message, account: Account }
        /// What someone has written for later is otherwise: his own affair, until it is posted.
        Scheduled = "message.scheduled" { channel: Channel, account: Account }
        /// What someone has written for later could not be posted.
        NotSent = "message.not_sent" { channel: Channel, scheduled: Id<kind::ScheduledMessage>, account: Account }
        /// A program may post in it from now on, at an address.
        HookMade = "hook.made" { project: Option<Project>, channel: Channel, hook: Id<kind::Hook> }
        HookChanged = "hook.changed" { project: Option<Project>, channel: Channel, hook: Id<kind::Hook> }
        /// It has another address; the one before opens nothing.
        HookRenewed = "hook.renewed" { project: Option<Project>, channel: Channel, hook: Id<kind::Hook> }
        HookRemoved = "hook.removed" { project: Option<Project>, channel: Channel, hook: Id<kind::Hook> }
        /// A program reads it or posts in it from now on, for someone.
        BotMade = "bot.made" { project: Option<Project>, channel: Channel, account: Account, bot: Id<kind::AppPassword> }
        BotRemoved = "bot.removed" { project: Option<Project>, channel: Channel, account: Account, bot: Id<kind::AppPassword> }
        /// Someone took a log away, or a period of it.
        LogTaken = "log.taken" { project: Option<Project>, channel: Channel }
        /// Someone took a channel away, whole.
        ChannelTaken = "channel.taken" { project: Option<Project>, channel: Channel }
        /// Who reads it was taken away as a table.
        ReadersTaken = "channel.readers_taken" { project: Option<Project>, channel: Channel }
    }
    /// What can happen to what people are told.
    NotificationEvent as Notification {
        Told = "notification.told" { account: Account, notification: Id<kind::Notification> }
        ReadChanged = "notification.read_changed" { account: Account, notification: Id<kind::Notification> }
        AllRead = "notification.all_read" { account: Account, until: Id<kind::Notification> }
    }
    /// What can happen to documents: folders and files.
    DocumentEvent as Document {
        FolderMade = "folder.made" { project: Project, entry: Entry }
        /// A file that was not there before, with its first content.
        FileMade = "file.made" { project: Project, entry: Entry, version: Id<kind::FileVersion> }
        /// A file holds something else than before.
        FileWritten = "file.written" { project: Project, entry: Entry, version: Id<kind::FileVersion> }
        /// What it held at some time has another name.
        VersionNamed = "file.version_named" { project: Project, entry: Entry }
        Renamed = "document.renamed" { project: Project, entry: Entry }
        /// It is in another folder than before.
        Moved = "document.moved" { project: Project, entry: Entry, from: Entry, to: Entry }
        Trashed = "document.trashed" { project: Project, entry: Entry }
        Untrashed = "document.untrashed" { project: Project, entry: Entry }
        /// It is gone for good, with all that was in it.
        Erased = "document.erased" { project: Project, entry: Entry }
    }
    /// What can happen to work that must still happen.
    JobEvent as Job {
        /// Given up after many attempts; an administrator looks at it.
        Dead = "job.dead" { job: Id<kind::Job> }
    }
}

impl Event {
    /// The project it happened in.
    #[must_use]
    pub const fn project(&self) -> Option<Project> {
        use ProjectEvent as P;
        match self {
            Self::Project(
                P::Created { project }
                | P::Duplicated { project, .. }
                | P::Changed { project }
                | P::Archived { project }
                | P::Restored { project }
                | P::TemplateMade { project }
                | P::TemplateUnmade { project }
                | P::MemberAdded { project, .. }
                | P::MemberProposed { project, .. }
                | P::MemberAccepted { project, .. }
                | P::MemberChanged { project, .. }
                | P::MemberRemoved { project, .. }
                | P::MemberLeft { project, .. }
                | P::MemberEnded { project, .. }
                | P::MemberEnding { project, .. }
                | P::HandedOver { project, .. }
                | P::AccessAsked { project, .. }
                | P::AccessGranted { project, .. }
                | P::AccessRefused { project, .. }
                | P::Linked { project, .. }
                | P::Unlinked { project, .. }
                | P::MineChanged { project, .. },
            ) => Some(*project),
            Self::Message(
                MessageEvent::ChannelCreated { project, .. }
                | MessageEvent::ChannelChanged { project, .. }
                | MessageEvent::ChannelArchived { project, .. }
                | MessageEvent::ChannelRestored { project, .. }
                | MessageEvent::ChannelPlaced { project, .. }
                | MessageEvent::ChannelCleared { project, .. }
                | MessageEvent::ChannelExpired { project, .. }
                | MessageEvent::ExpirySet { project, .. }
                | MessageEvent::PersonAdded { project, .. }
                | MessageEvent::PersonChanged { project, .. }
                | MessageEvent::PersonRemoved { project, .. }
                | MessageEvent::ChannelKept { project, .. }
                | MessageEvent::ChannelRead { project, .. }
                | MessageEvent::ThreadRead { project, .. }
                | MessageEvent::Posted { project, .. }
                | MessageEvent::Edited { project, .. }
                | MessageEvent::OriginGone { project, .. }
                | MessageEvent::Retracted { project, .. }
                | MessageEvent::Reacted { project, .. }
                | MessageEvent::Pinned { project, .. }
                | MessageEvent::Unpinned { project, .. }
                | MessageEvent::ThreadResolved { project, .. }
                | MessageEvent::ThreadReopened { project, .. }
                | MessageEvent::Forwarded { project, .. }
                | MessageEvent::Voted { project, .. }
                | MessageEvent::PollClosed { project, .. }
                | MessageEvent::HookMade { project, .. }
                | MessageEvent::HookChanged { project, .. }
                | MessageEvent::HookRenewed { project, .. }
                | MessageEvent::HookRemoved { project, .. }
                | MessageEvent::BotMade { project, .. }
                | MessageEvent::BotRemoved { project, .. }
                | MessageEvent::LogTaken { project, .. }
                | MessageEvent::ChannelTaken { project, .. }
                | MessageEvent::ReadersTaken { project, .. },
            ) => *project,
            Self::Message(
                MessageEvent::FolderMade { project, .. }
                | MessageEvent::FolderRenamed { project, .. }
                | MessageEvent::FolderMoved { project, .. }
                | MessageEvent::FolderRemoved { project, .. },
            ) => Some(*project),
            Self::Document(
                DocumentEvent::FolderMade { project, .. }
                | DocumentEvent::FileMade { project, .. }
                | DocumentEvent::FileWritten { project, .. }
                | DocumentEvent::VersionNamed { project, .. }
                | DocumentEvent::Renamed { project, .. }
                | DocumentEvent::Moved { project, .. }
                | DocumentEvent::Trashed { project, .. }
                | DocumentEvent::Untrashed { project, .. }
                | DocumentEvent::Erased { project, .. },
            ) => Some(*project),
            // What one keeps for oneself.
            Self::Message(
                MessageEvent::Kept { .. }
                | MessageEvent::CallsChanged { .. }
                | MessageEvent::KeywordsChanged { .. }
                | MessageEvent::Reminded { .. }
                | MessageEvent::Scheduled { .. }
                | MessageEvent::NotSent { .. },
            )
            | Self::Account(_)
            | Self::Org(_)
            | Self::Notification(_)
            | Self::Job(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_distinct() {
        let mut kinds = Event::KINDS.to_vec();
        kinds.sort_unstable();
        kinds.dedup();
        assert_eq!(kinds.len(), Event::KINDS.len());
    }

    #[test]
    fn what_is_written_is_read_back_the_same() {
        let events = [
            Event::from(ProjectEvent::MemberAdded {
                project: Id::MAX,
                member: Id::MIN,
                account: Some(Id::MAX),
                group: None,
            }),
            Event::from(AccountEvent::SignInRefused {
                account: None,
                address: "203.0.113.7".into(),
            }),
            Event::from(OrgEvent::SettingsChanged {}),
            Event::from(OrgEvent::HandedOver {
                from: Id::MIN,
                to: Id::MAX,
            }),
            Event::from(ProjectEvent::HandedOver {
                project: Id::MIN,
                from: Id::MIN,
                to: Id::MAX,
            }),
        ];
        for event in events {
            let text = serde_json::to_string(&event).unwrap();
            assert!(text.contains(event.kind()));
            assert_eq!(Event::read(event.kind(), &text).as_ref(), Some(&event));
            assert_eq!(Event::read("project.of_tomorrow", &text), None);
        }
    }
}
