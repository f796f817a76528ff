// SPDX-License-Identifier: EUPL-1.2
//! From what happened to who is told: never the one who did it himself, only those who may see it, and each thing once.

use access::{Administered, administrators, people_of, standing, ways_into};
use base::{Id, kind};
use db::{DbResult, Tx};
use events::{
    AccountEvent, Announce as _, BoxedRead, Event, JobEvent, MessageEvent, NotificationEvent, OrgEvent,
    ProjectEvent, Reader, Recorded,
};

use super::{
    jobs::{Rest, TellOfMessage},
    model::{AccountId, Audience, Details, Kind, Notice, ProjectId, ProjectThen},
    store, tell,
};
use crate::areas::{accounts, messages, orgs, projects};

type MemberId = Id<kind::Member>;
type GroupId = Id<kind::Group>;

/// Its name as a reader.
pub const NAME: &str = "notifications";

/// How many people are told of a message at once, by the reader itself. The others are told by a job: whatever else happens
/// does not wait for them.
const AT_ONCE: usize = 50;

/// Tells people what happened.
#[derive(Debug)]
pub struct Teller;

impl Reader for Teller {
    fn name(&self) -> &'static str {
        NAME
    }

    fn read<'a>(&'a self, tx: &'a mut Tx, event: &'a Recorded) -> BoxedRead<'a> {
        Box::pin(read(tx, event))
    }
}

async fn read(tx: &mut Tx, recorded: &Recorded) -> DbResult<()> {
    // No `_` arm in any of them: the next kind of event must be answered here.
    match &recorded.event {
        Some(Event::Account(event)) => of_accounts(tx, recorded, event).await,
        Some(Event::Org(event)) => of_orgs(tx, recorded, event).await,
        Some(Event::Project(event)) => of_projects(tx, recorded, event).await,
        Some(Event::Job(JobEvent::Dead { job })) => given_up(tx, recorded, *job).await,
        // What people are told is not itself told; what a newer version wrote, its own nodes tell.
        Some(Event::Message(event)) => of_messages(tx, recorded, event).await,
        Some(Event::Notification(_)) | None => Ok(()),
    }
}

async fn of_accounts(tx: &mut Tx, recorded: &Recorded, event: &AccountEvent) -> DbResult<()> {
    use AccountEvent as A;
    match *event {
        A::AccessAsked {
            request,
            organisation,
        } => {
            let Some((name, reason)) = accounts::asker(&mut *tx, request).await? else {
                return Ok(());
            };
            let notice = Notice {
                kind: Kind::AccountRequested,
                key: format!("asks:{organisation}"),
                audience: Audience::Organisation,
                project: None,
                organisation: Some(organisation),
                actor: None,
                counted: Some(request.uuid()),
                subject: Some(request.uuid()),
                is_open: true,
                details: Details {
                    name: Some(name),
                    reason: Some(reason).filter(|it| !it.is_empty()),
                    ..Details::default()
                },
            };
            let people = administrators(&mut *tx, Administered::Organisation(organisation)).await?;
            tell::people(tx, recorded, &people, &notice).await
        }
        A::AccessApproved { request, .. } | A::AccessRefused { request, .. } => {
            tell::answered(tx, recorded, request.uuid()).await
        }
        A::Created { .. }
        | A::Invited { .. }
        | A::Accepted { .. }
        | A::SignedIn { .. }
        | A::SignInRefused { .. }
        | A::SignedOut { .. }
        | A::SessionEnded { .. }
        | A::PasswordChanged { .. }
        | A::ResetAsked { .. }
        | A::EmailChangeAsked { .. }
        | A::EmailChanged { .. }
        | A::ProfileChanged { .. }
        | A::DisplayChanged { .. }
        | A::AppPasswordMade { .. }
        | A::AppPasswordRemoved { .. }
        | A::Deactivated { .. }
        | A::Reactivated { .. }
        | A::Promoted { .. }
        | A::Demoted { .. } => Ok(()),
    }
}

async fn of_orgs(tx: &mut Tx, recorded: &Recorded, event: &OrgEvent) -> DbResult<()> {
    use OrgEvent as O;
    match *event {
        O::ImportDone { import, organisation, by } => {
            let Some((file_name, created)) = orgs::import_result(&mut *tx, import).await? else { return Ok(()) };
            let notice = Notice {
                kind: Kind::ImportDone,
                key: format!("import:{import}"),
                audience: Audience::Own,
                project: None,
                organisation,
                actor: None,
                counted: None,
                subject: None,
                is_open: false,
                details: Details { file_name: Some(file_name), created: Some(created), ..Details::default() },
            };
            // He began it long ago: that it is done is news to him, whoever the event is written for.
            tell::people(tx, &Recorded { actor: None, ..recorded.clone() }, &[by], &notice).await
        }
        O::GroupJoined { group, account } => {
            for project in projects::ids_of_group(&mut *tx, group).await? {
                let now = tx.now();
                let standing = standing(&mut *tx, project, account, false, now).await?;
                // Who was in the project otherwise is in it as before.
                if ways_into(&mut *tx, project, account, now).await? == 1 {
                    let notice = Notice::of_place(Kind::MemberAdded, project, recorded.actor).with(Details {
                        role: standing.and_then(|it| it.role),
                        ..Details::default()
                    });
                    tell::people(tx, recorded, &[account], &notice).await?;
                }
            }
            Ok(())
        }
        O::GroupLeft { group, account } => {
            for project in projects::ids_of_group(&mut *tx, group).await? {
                removed(tx, recorded, project, &[account]).await?;
            }
            Ok(())
        }
        O::Created { .. }
        | O::Changed { .. }
        | O::Moved { .. }
        | O::Removed { .. }
        | O::AdministratorAppointed { .. }
        | O::AdministratorRemoved { .. }
        | O::AccountAdded { .. }
        | O::AccountRemoved { .. }
        | O::GroupCreated { .. }
        | O::GroupChanged { .. }
        | O::GroupRemoved { .. }
        | O::ImportChecked { .. }
        | O::ImportStarted { .. }
        | O::ImportPaused { .. }
        | O::ImportProgressed { .. }
        // The projects it hands over each say so themselves.
        | O::HandedOver { .. }
        | O::AccountsExported { .. }
        | O::JournalExported { .. }
        | O::SettingsChanged {} => Ok(()),
    }
}

async fn of_projects(tx: &mut Tx, recorded: &Recorded, event: &ProjectEvent) -> DbResult<()> {
    use ProjectEvent as P;
    let actor = recorded.actor;
    match *event {
        P::MemberAdded {
            project,
            member,
            account,
            group,
        } => added(tx, recorded, project, member, (account, group)).await,
        P::MemberProposed {
            project,
            member,
            account,
            group,
        } => {
            let notice = Notice::of_place(Kind::MemberWaiting, project, actor)
                .under(format!("waits:{member}"))
                .seen_by(Audience::Managers)
                .asks(member.uuid())
                .with(Details {
                    person: account,
                    group,
                    ..Details::default()
                });
            let now = tx.now();
            let people = projects::managers(&mut *tx, project, now).await?;
            tell::people(tx, recorded, &people, &notice).await
        }
        P::MemberAccepted {
            project,
            member,
            account,
            group,
        } => {
            tell::answered(tx, recorded, member.uuid()).await?;
            let proposed_by = projects::member(&mut *tx, project, member)
                .await?
                .and_then(|it| it.invited_by);
            let notice = Notice::of_place(Kind::MemberAccepted, project, actor)
                .under(format!("accepted:{member}"))
                .with(Details {
                    person: account,
                    group,
                    ..Details::default()
                });
            tell::people(tx, recorded, &Vec::from_iter(proposed_by), &notice).await?;
            added(tx, recorded, project, member, (account, group)).await
        }
        P::MemberChanged {
            project,
            member,
            account,
            group,
        } => {
            let Some(row) = projects::member(&mut *tx, project, member).await? else {
                return Ok(());
            };
            let before = store::told_role(tx, member).await?;
            store::set_told_role(tx, member, row.role).await?;
            if row.is_waiting || before == Some(row.role) {
                return Ok(());
            }
            let notice = Notice::of_place(Kind::MemberRoleChanged, project, actor).with(Details {
                role: Some(row.role),
                ends_on: row.ends_on,
                ..Details::default()
            });
            let people = whom(tx, account, group).await?;
            tell::people(tx, recorded, &people, &notice).await
        }
        P::MemberRemoved {
            project,
            member,
            account,
            group,
        } => {
            tell::answered(tx, recorded, member.uuid()).await?;
            if !store::forget_role(tx, member).await? {
                // He was proposed and not let in, of which he was told nothing.
                return Ok(());
            }
            let people = whom(tx, account, group).await?;
            removed(tx, recorded, project, &people).await
        }
        P::MemberLeft { member, .. } | P::MemberEnded { member, .. } => {
            tell::answered(tx, recorded, member.uuid()).await?;
            store::forget_role(tx, member).await.map(drop)
        }
        P::MemberEnding {
            project,
            member,
            account,
        } => {
            let Some(row) = projects::member(&mut *tx, project, member).await? else {
                return Ok(());
            };
            let notice = Notice::of_place(Kind::AccessEnding, project, None)
                .under(format!("ending:{project}"))
                .with(Details {
                    ends_on: row.ends_on,
                    ..Details::default()
                });
            tell::people(tx, recorded, &[account], &notice).await
        }
        P::HandedOver { project, to, .. } => {
            tell::people(
                tx,
                recorded,
                &[to],
                &Notice::of_place(Kind::HandedOver, project, actor),
            )
            .await
        }
        P::AccessAsked {
            project,
            request,
            account,
        } => {
            let reason = projects::access_request(&mut *tx, request)
                .await?
                .map(|it| it.reason)
                .filter(|it| !it.is_empty());
            let notice = Notice::of_place(Kind::AccessRequested, project, Some(account))
                .under(format!("asks:{project}"))
                .seen_by(Audience::Managers)
                .asks(request.uuid())
                .with(Details {
                    reason,
                    ..Details::default()
                });
            let now = tx.now();
            let people = projects::managers(&mut *tx, project, now).await?;
            tell::people(tx, recorded, &people, &notice).await
        }
        P::AccessGranted {
            project,
            request,
            account,
        } => {
            tell::answered(tx, recorded, request.uuid()).await?;
            tell::people(
                tx,
                recorded,
                &[account],
                &Notice::of_place(Kind::AccessGranted, project, actor),
            )
            .await
        }
        P::AccessRefused {
            project,
            request,
            account,
        } => {
            tell::answered(tx, recorded, request.uuid()).await?;
            let notice = Notice::of_place(Kind::AccessRefused, project, actor)
                .seen_by(Audience::Own)
                .with(Details {
                    reason: projects::refusal(&mut *tx, request).await?,
                    ..Details::default()
                });
            tell::people(tx, recorded, &[account], &notice).await
        }
        P::Archived { project } => archived(tx, recorded, project, Kind::Archived).await,
        P::Restored { project } => archived(tx, recorded, project, Kind::Restored).await,
        P::Created { .. }
        | P::Duplicated { .. }
        | P::Changed { .. }
        | P::TemplateMade { .. }
        | P::TemplateUnmade { .. }
        | P::Linked { .. }
        | P::Unlinked { .. }
        | P::MineChanged { .. } => Ok(()),
    }
}

/// Someone is in a project now.
async fn added(
    tx: &mut Tx,
    recorded: &Recorded,
    project: ProjectId,
    member: MemberId,
    (account, group): (Option<AccountId>, Option<GroupId>),
) -> DbResult<()> {
    // Gone again since: his removal is told, or nothing.
    let Some(row) = projects::member(&mut *tx, project, member).await? else {
        return Ok(());
    };
    store::set_told_role(tx, member, row.role).await?;
    let notice = Notice::of_place(Kind::MemberAdded, project, recorded.actor).with(Details {
        role: Some(row.role),
        ends_on: row.ends_on,
        ..Details::default()
    });
    let mut people = whom(tx, account, group).await?;
    if group.is_some() {
        let mut new = Vec::with_capacity(people.len());
        for person in people {
            let now = tx.now();
            // Who was in the project otherwise is in it as before.
            if ways_into(&mut *tx, project, person, now).await? == 1 {
                new.push(person);
            }
        }
        people = new;
    }
    tell::people(tx, recorded, &people, &notice).await
}

/// One of the ways in which `people` were in a project is closed: those to whom no other is open are in it no more.
async fn removed(tx: &mut Tx, recorded: &Recorded, project: ProjectId, people: &[AccountId]) -> DbResult<()> {
    let Some(card) = projects::card(&mut *tx, project).await? else {
        return Ok(());
    };
    let mut out = Vec::with_capacity(people.len());
    for &person in people {
        let now = tx.now();
        if ways_into(&mut *tx, project, person, now).await? == 0 {
            out.push(person);
        }
    }
    let then = ProjectThen {
        name: card.name,
        icon: card.icon,
        colour: card.colour,
    };
    let notice = Notice::of_place(Kind::MemberRemoved, project, recorded.actor)
        .seen_by(Audience::Own)
        .with(Details {
            project: Some(then),
            ..Details::default()
        });
    tell::people(tx, recorded, &out, &notice).await
}

async fn archived(tx: &mut Tx, recorded: &Recorded, project: ProjectId, kind: Kind) -> DbResult<()> {
    let notice = Notice::of_place(kind, project, recorded.actor).under(format!("archive:{project}"));
    let now = tx.now();
    let people = people_of(&mut *tx, project, now).await?;
    tell::people(tx, recorded, &people, &notice).await
}

async fn given_up(tx: &mut Tx, recorded: &Recorded, job: Id<kind::Job>) -> DbResult<()> {
    // Tried again or dropped since.
    let Some(job_kind) = jobs::kind_of(&mut *tx, job).await? else {
        return Ok(());
    };
    let notice = Notice {
        kind: Kind::JobDead,
        key: format!("job.dead:{job_kind}"),
        audience: Audience::Instance,
        project: None,
        organisation: None,
        actor: None,
        counted: Some(job.uuid()),
        subject: None,
        is_open: false,
        details: Details {
            job_kind: Some(job_kind),
            ..Details::default()
        },
    };
    let people = administrators(&mut *tx, Administered::Instance).await?;
    tell::people(tx, recorded, &people, &notice).await
}

/// A person, or the people of a group.
async fn whom(tx: &mut Tx, account: Option<AccountId>, group: Option<GroupId>) -> DbResult<Vec<AccountId>> {
    match (account, group) {
        (Some(account), _) => Ok(vec![account]),
        (None, Some(group)) => orgs::people_of_group(tx, group).await,
        (None, None) => Ok(Vec::new()),
    }
}

async fn of_messages(tx: &mut Tx, recorded: &Recorded, event: &MessageEvent) -> DbResult<()> {
    use MessageEvent as M;
    match *event {
        M::Posted { message, thread, .. } => {
            tell_of_message(tx, recorded, message, thread, None, AT_ONCE).await
        }
        M::PollClosed { message, .. } => poll_closed(tx, recorded, message).await,
        M::Reminded { message, account } => reminded(tx, recorded, message, account).await,
        M::NotSent {
            scheduled, account, ..
        } => not_sent(tx, recorded, scheduled, account).await,
        M::ChannelRead {
            channel,
            account,
            seq,
            ..
        } => {
            let read = store::read_past(tx, account, channel, seq).await?;
            read_now(tx, account, read).await
        }
        M::ThreadRead {
            thread, account, seq, ..
        } => {
            let reasons = REASONS.iter().map(|it| it.1).chain([KEYWORDS]);
            let keys: Vec<String> = reasons
                .flat_map(|it| [false, true].map(|is_by_program| key(is_by_program, it, thread)))
                .collect();
            let read = store::read_thread_past(tx, account, &keys, seq).await?;
            read_now(tx, account, read).await
        }
        M::ChannelCreated { .. }
        | M::ChannelChanged { .. }
        | M::ChannelArchived { .. }
        | M::ChannelRestored { .. }
        | M::ChannelPlaced { .. }
        | M::ExpirySet { .. }
        | M::ChannelCleared { .. }
        | M::ChannelExpired { .. }
        | M::FolderMade { .. }
        | M::FolderRenamed { .. }
        | M::FolderMoved { .. }
        | M::FolderRemoved { .. }
        | M::HookMade { .. }
        | M::HookChanged { .. }
        | M::HookRenewed { .. }
        | M::HookRemoved { .. }
        | M::BotMade { .. }
        | M::BotRemoved { .. }
        | M::LogTaken { .. }
        | M::ChannelTaken { .. }
        | M::PersonAdded { .. }
        | M::PersonChanged { .. }
        | M::PersonRemoved { .. }
        | M::ChannelKept { .. }
        | M::Edited { .. }
        | M::Retracted { .. }
        | M::Reacted { .. }
        | M::Pinned { .. }
        | M::Unpinned { .. }
        | M::ThreadResolved { .. }
        | M::ThreadReopened { .. }
        | M::Forwarded { .. }
        | M::Voted { .. }
        | M::KeywordsChanged { .. }
        | M::Kept { .. }
        | M::Scheduled { .. } => Ok(()),
    }
}

async fn read_now(tx: &mut Tx, account: AccountId, read: Vec<super::model::NotificationId>) -> DbResult<()> {
    for notification in read {
        tx.announce(NotificationEvent::ReadChanged {
            account,
            notification,
        })
        .await?;
    }
    Ok(())
}

/// Why someone is told of a message, and under what it is gathered.
const REASONS: [(Kind, &str); 4] = [
    (Kind::Mentioned, "mentions"),
    (Kind::WrittenTo, "direct"),
    (Kind::Answered, "answers"),
    (Kind::Posted, "posts"),
];
/// Under what those are gathered that hold a word of one's own.
const KEYWORDS: &str = "keywords";

/// What belongs together: all of one channel, or of one thread, for one reason; what programs say apart.
fn key<K>(is_by_program: bool, reason: &str, place: Id<K>) -> String
where
    Id<K>: std::fmt::Display,
{
    let by = if is_by_program { "programs:" } else { "" };
    format!("{by}{reason}:{place}")
}

/// Each is told once, for the strongest reason, together with what he was told of that channel or thread and has not read: at
/// most so many people, after one of them. Those who come after these are told by a job.
///
/// # Errors
/// Whatever the database says.
pub async fn tell_of_message(
    tx: &mut Tx,
    recorded: &Recorded,
    message: Id<kind::Message>,
    thread: Option<Id<kind::Message>>,
    after: Option<AccountId>,
    most: usize,
) -> DbResult<()> {
    let concerned = messages::concerned(tx, message, after, most).await?;
    let Some(channel) = concerned.channel else {
        return Ok(());
    };
    // What programs say is not gathered with what people say: it would be told under one's name.
    let is_by_program = concerned.program.is_some();
    // Whoever it was posted for is told like the others.
    let by_nobody = Recorded {
        actor: None,
        ..recorded.clone()
    };
    let recorded = if is_by_program { &by_nobody } else { recorded };
    let people = [
        &concerned.mentioned,
        &concerned.direct,
        &concerned.following,
        &concerned.all,
    ];
    // Those of this piece, by the order of their ids.
    let is_here = |person: &AccountId| {
        after.is_none_or(|it| *person > it) && concerned.next.is_none_or(|it| *person <= it)
    };
    let is_told = |person: &AccountId| people.iter().any(|it| it.contains(person));
    let by_keyword = messages::by_keyword(tx, message)
        .await?
        .into_iter()
        .map(|(word, people)| {
            let people: Vec<AccountId> = people
                .into_iter()
                .filter(|it| is_here(it) && !is_told(it))
                .collect();
            (Kind::Keyword, KEYWORDS, people, Some(word))
        });
    let told = REASONS
        .into_iter()
        .zip(people)
        .map(|((kind, reason), people)| (kind, reason, people.clone(), None));
    for (kind, reason, people, keyword) in told.chain(by_keyword) {
        let notice = Notice {
            kind,
            key: thread.map_or_else(
                || key(is_by_program, reason, channel),
                |thread| key(is_by_program, reason, thread),
            ),
            audience: Audience::Channel,
            project: concerned.project,
            organisation: None,
            actor: recorded.actor,
            counted: None,
            subject: Some(channel.uuid()),
            is_open: false,
            details: Details {
                name: concerned.program.clone(),
                message: Some(message),
                thread,
                seq: concerned.seq,
                keyword,
                thread_seq: concerned.thread_seq,
                ..Details::default()
            },
        };
        tell::people(tx, recorded, &people, &notice).await?;
    }
    if let Some(after) = concerned.next {
        let rest = Rest {
            seq: recorded.position.seq,
            at: recorded.at,
            actor: recorded.actor,
            message,
            thread,
            after,
        };
        jobs::enqueue::<TellOfMessage>(tx, &rest, None).await?;
    }
    Ok(())
}

/// Whoever put it is told what came of it, unless he closed it himself.
async fn poll_closed(tx: &mut Tx, recorded: &Recorded, message: Id<kind::Message>) -> DbResult<()> {
    let Some((author, channel, project)) = messages::poll_put_by(&mut *tx, message).await? else {
        return Ok(());
    };
    let notice = Notice {
        kind: Kind::PollClosed,
        key: format!("poll:{message}"),
        audience: Audience::Channel,
        project,
        organisation: None,
        actor: recorded.actor,
        counted: None,
        subject: Some(channel.uuid()),
        is_open: false,
        details: Details {
            message: Some(message),
            ..Details::default()
        },
    };
    tell::people(tx, recorded, &[author], &notice).await
}

/// He is told apart from all else, even if he has read the channel: he asked for it.
async fn reminded(
    tx: &mut Tx,
    recorded: &Recorded,
    message: Id<kind::Message>,
    account: AccountId,
) -> DbResult<()> {
    let Some(place) = messages::place_of(&mut *tx, message).await? else {
        return Ok(());
    };
    let notice = Notice {
        kind: Kind::Reminded,
        key: format!("reminder:{message}"),
        audience: Audience::Channel,
        project: place.project,
        organisation: None,
        actor: None,
        counted: None,
        subject: Some(place.channel.uuid()),
        is_open: false,
        details: Details {
            message: Some(message),
            thread: place.thread,
            ..Details::default()
        },
    };
    tell::people(tx, recorded, &[account], &notice).await
}

/// Without the project: he may have left it. The text is where he finds it again.
async fn not_sent(
    tx: &mut Tx,
    recorded: &Recorded,
    scheduled: Id<kind::ScheduledMessage>,
    account: AccountId,
) -> DbResult<()> {
    // Decided since.
    let Some(why) = messages::not_sent(&mut *tx, scheduled).await? else {
        return Ok(());
    };
    let notice = Notice {
        kind: Kind::NotSent,
        key: format!("scheduled:{scheduled}"),
        audience: Audience::Own,
        project: None,
        organisation: None,
        actor: None,
        counted: None,
        subject: None,
        is_open: false,
        details: Details {
            not_sent: Some(why),
            ..Details::default()
        },
    };
    tell::people(tx, recorded, &[account], &notice).await
}
