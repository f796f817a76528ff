// SPDX-License-Identifier: EUPL-1.2
//! Writes the journal from the events, in their order, outside the path of what people wait for.

use std::collections::BTreeMap;

use base::{Id, kind};
use db::{DbError, DbResult, Tx};
use events::{
    AccountEvent, BoxedRead, DocumentEvent, Event, MessageEvent, OrgEvent, ProjectEvent, Reader, Recorded,
};

use super::{
    chain::{BEGINNING, seal},
    store::{self, Line},
};

/// The reader that keeps the journal.
#[derive(Debug)]
pub struct Journal;

impl Reader for Journal {
    fn name(&self) -> &'static str {
        "audit.journal"
    }

    fn read<'a>(&'a self, tx: &'a mut Tx, event: &'a Recorded) -> BoxedRead<'a> {
        Box::pin(write(tx, event))
    }
}

async fn write(tx: &mut Tx, recorded: &Recorded) -> DbResult<()> {
    let Some(event) = &recorded.event else {
        return Ok(());
    };
    let Some(about) = about(event) else { return Ok(()) };
    if store::has(tx, recorded.position.seq).await? {
        return Ok(());
    }
    let (last, before) = store::last(&mut *tx).await?.unwrap_or((0, BEGINNING.to_vec()));
    let line = Line {
        position: last + 1,
        event_seq: recorded.position.seq,
        at: recorded.at,
        actor: recorded.actor,
        kind: event.kind().to_owned(),
        account: about.account,
        organisation: about.organisation,
        project: recorded.project,
        address: about.address,
        details: serde_json::to_string(&about.details).map_err(DbError::other)?,
    };
    let hash = seal(&before, &line);
    store::insert(tx, &line, &hash).await
}

/// What a line says besides kind, time and actor. Ids only: names are looked up by who reads it.
#[derive(Default)]
struct About {
    account: Option<Id<kind::Account>>,
    organisation: Option<Id<kind::Organisation>>,
    address: Option<String>,
    details: BTreeMap<&'static str, String>,
}

impl About {
    fn account(account: Id<kind::Account>) -> Self {
        Self {
            account: Some(account),
            ..Self::default()
        }
    }

    fn organisation(organisation: Option<Id<kind::Organisation>>) -> Self {
        Self {
            organisation,
            ..Self::default()
        }
    }

    fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.details.insert(name, value.to_string());
        self
    }
}

/// `None`: not for the journal, because it changes what one person sees of his own.
fn about(event: &Event) -> Option<About> {
    // No `_` arms: the next kind of event must be answered here.
    Some(match event {
        Event::Account(event) => of_account(event)?,
        Event::Org(event) => of_org(event)?,
        Event::Project(event) => of_project(event)?,
        Event::Message(event) => of_message(event)?,
        Event::Document(event) => of_document(event),
        Event::Job(events::JobEvent::Dead { job }) => About::default().with("job", job),
        Event::Notification(
            events::NotificationEvent::Told { .. }
            | events::NotificationEvent::ReadChanged { .. }
            | events::NotificationEvent::AllRead { .. },
        ) => return None,
    })
}

fn of_account(event: &AccountEvent) -> Option<About> {
    use AccountEvent as A;
    Some(match event {
        A::Created { account }
        | A::Accepted { account }
        | A::PasswordChanged { account }
        | A::ResetAsked { account }
        | A::EmailChangeAsked { account }
        | A::EmailChanged { account }
        | A::ProfileChanged { account }
        | A::Deactivated { account }
        | A::Reactivated { account }
        | A::Promoted { account }
        | A::Demoted { account } => About::account(*account),
        A::Invited { account, project } => {
            let about = About::account(*account);
            match project {
                Some(project) => about.with("project", project),
                None => about,
            }
        }
        A::SignedIn { account, session } | A::SignedOut { account, session } => {
            About::account(*account).with("session", session)
        }
        A::SessionEnded { account, session } => {
            let about = About::account(*account);
            match session {
                Some(session) => about.with("session", session),
                None => about,
            }
        }
        A::SignInRefused { account, address } => About {
            account: *account,
            address: Some(address.clone()),
            ..About::default()
        },
        A::AppPasswordMade {
            account,
            app_password,
        } => About::account(*account).with("app_password", app_password),
        A::AppPasswordRemoved {
            account,
            app_password,
        } => {
            let about = About::account(*account);
            match app_password {
                Some(app_password) => about.with("app_password", app_password),
                None => about,
            }
        }
        A::AccessAsked {
            request,
            organisation,
        }
        | A::AccessRefused {
            request,
            organisation,
        } => About::organisation(Some(*organisation)).with("request", request),
        A::AccessApproved {
            request,
            organisation,
            account,
        } => About {
            account: Some(*account),
            ..About::organisation(Some(*organisation))
        }
        .with("request", request),
        A::DisplayChanged { .. } => return None,
    })
}

fn of_org(event: &OrgEvent) -> Option<About> {
    use OrgEvent as O;
    Some(match event {
        O::Created { organisation }
        | O::Changed { organisation }
        | O::Moved { organisation }
        | O::Removed { organisation } => About::organisation(Some(*organisation)),
        O::AdministratorAppointed {
            organisation,
            account,
        }
        | O::AdministratorRemoved {
            organisation,
            account,
        }
        | O::AccountAdded {
            organisation,
            account,
        }
        | O::AccountRemoved {
            organisation,
            account,
        } => About {
            account: Some(*account),
            ..About::organisation(Some(*organisation))
        },
        O::GroupCreated { group, organisation }
        | O::GroupChanged { group, organisation }
        | O::GroupRemoved { group, organisation } => About::organisation(*organisation).with("group", group),
        O::GroupJoined { group, account } | O::GroupLeft { group, account } => {
            About::account(*account).with("group", group)
        }
        O::ImportChecked { import, organisation }
        | O::ImportStarted { import, organisation }
        | O::ImportPaused { import, organisation } => {
            About::organisation(*organisation).with("import", import)
        }
        O::ImportDone {
            import, organisation, ..
        } => About::organisation(*organisation).with("import", import),
        O::HandedOver { from, to } => About::account(*from).with("to", to),
        O::AccountsExported { organisation } | O::JournalExported { organisation } => {
            About::organisation(*organisation)
        }
        O::SettingsChanged {} => About::default(),
        O::ImportProgressed { .. } => return None,
    })
}

fn of_project(event: &ProjectEvent) -> Option<About> {
    use ProjectEvent as P;
    let member = |account: &Option<Id<kind::Account>>, group: &Option<Id<kind::Group>>| {
        let about = About {
            account: *account,
            ..About::default()
        };
        match group {
            Some(group) => about.with("group", group),
            None => about,
        }
    };
    Some(match event {
        P::Created { .. }
        | P::Changed { .. }
        | P::Archived { .. }
        | P::Restored { .. }
        | P::TemplateMade { .. }
        | P::TemplateUnmade { .. } => About::default(),
        P::Linked { object, other, .. } | P::Unlinked { object, other, .. } => {
            About::default().with("object", object).with("other", other)
        }
        P::Duplicated { source, .. } => About::default().with("source", source),
        P::MemberAdded { account, group, .. }
        | P::MemberProposed { account, group, .. }
        | P::MemberAccepted { account, group, .. }
        | P::MemberChanged { account, group, .. }
        | P::MemberRemoved { account, group, .. }
        | P::MemberEnded { account, group, .. } => member(account, group),
        P::MemberLeft { account, .. } | P::MemberEnding { account, .. } => About::account(*account),
        P::HandedOver { from, to, .. } => About::account(*to).with("from", from),
        P::AccessAsked { account, request, .. }
        | P::AccessGranted { account, request, .. }
        | P::AccessRefused { account, request, .. } => About::account(*account).with("request", request),
        P::MineChanged { .. } => return None,
    })
}

/// Who is let in where, and what is taken away; not what people say, which is theirs.
fn of_document(event: &DocumentEvent) -> About {
    use DocumentEvent as D;
    match *event {
        D::FolderMade { entry, .. }
        | D::VersionNamed { entry, .. }
        | D::Renamed { entry, .. }
        | D::Trashed { entry, .. }
        | D::Untrashed { entry, .. }
        | D::Erased { entry, .. } => About::default().with("entry", entry),
        D::FileMade { entry, version, .. } | D::FileWritten { entry, version, .. } => {
            About::default().with("entry", entry).with("version", version)
        }
        D::Moved { entry, from, to, .. } => About::default()
            .with("entry", entry)
            .with("from", from)
            .with("to", to),
    }
}

fn of_message(event: &MessageEvent) -> Option<About> {
    use MessageEvent as M;
    Some(match event {
        M::ChannelCreated { channel, .. }
        | M::ChannelChanged { channel, .. }
        | M::ChannelArchived { channel, .. }
        | M::ChannelRestored { channel, .. }
        | M::ChannelPlaced { channel, .. }
        | M::ChannelCleared { channel, .. }
        | M::ExpirySet { channel, .. }
        | M::LogTaken { channel, .. }
        | M::ChannelTaken { channel, .. }
        | M::ReadersTaken { channel, .. } => About::default().with("channel", channel),
        M::FolderMade { folder, .. }
        | M::FolderRenamed { folder, .. }
        | M::FolderMoved { folder, .. }
        | M::FolderRemoved { folder, .. } => About::default().with("channel_folder", folder),
        M::PersonAdded {
            channel,
            account,
            group,
            ..
        }
        | M::PersonChanged {
            channel,
            account,
            group,
            ..
        }
        | M::PersonRemoved {
            channel,
            account,
            group,
            ..
        } => {
            let about = About {
                account: *account,
                ..About::default()
            }
            .with("channel", channel);
            match group {
                Some(group) => about.with("group", group),
                None => about,
            }
        }
        M::HookMade { channel, hook, .. }
        | M::HookChanged { channel, hook, .. }
        | M::HookRenewed { channel, hook, .. }
        | M::HookRemoved { channel, hook, .. } => {
            About::default().with("channel", channel).with("hook", hook)
        }
        M::BotMade {
            channel,
            account,
            bot,
            ..
        }
        | M::BotRemoved {
            channel,
            account,
            bot,
            ..
        } => About::account(*account)
            .with("channel", channel)
            .with("app_password", bot),
        M::Retracted { channel, message, .. } => {
            About::default().with("channel", channel).with("message", message)
        }
        // What leaves a channel for another is let out by somebody.
        M::Forwarded { message, to, .. } => {
            About::default().with("message", message).with("channel", to)
        }
        // As it was agreed: that was noted when it was.
        M::ChannelExpired { .. }
        | M::ChannelKept { .. }
        | M::ChannelRead { .. }
        | M::ThreadRead { .. }
        | M::Posted { .. }
        | M::Edited { .. }
        | M::OriginGone { .. }
        | M::Reacted { .. }
        | M::Pinned { .. }
        | M::Unpinned { .. }
        | M::ThreadResolved { .. }
        | M::ThreadReopened { .. }
        // Not even that somebody voted: beside the numbers it would tell.
        | M::Voted { .. }
        | M::PollClosed { .. }
        | M::CallsChanged { .. }
        | M::KeywordsChanged { .. }
        | M::Kept { .. }
        | M::Reminded { .. }
        | M::Scheduled { .. }
        | M::NotSent { .. } => return None,
    })
}
