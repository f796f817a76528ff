// SPDX-License-Identifier: EUPL-1.2
//! What happened, told in order: each event's frames, and before them what it changes about who may hear.

use std::{collections::HashSet, time::Duration};

use ::live::{Frame, Hub, Right, Topic};
use access::Signed;
use base::{Id, Timestamp, kind};
use db::{DbResult, Wake};
use events::{AccountEvent, Event, MessageEvent, OrgEvent, Position, ProjectEvent, Recorded};
use serde_json::json;
use tokio::sync::watch;

use super::{cursor, stopped};
use crate::{
    app::App,
    areas::{accounts, documents, messages, notifications, orgs, projects},
};

type AccountId = Id<kind::Account>;
type ChannelId = Id<kind::Channel>;
type ProjectId = Id<kind::Project>;

/// Follows the events until told to stop.
pub(super) async fn tail(app: &App, stop: watch::Receiver<bool>) {
    let mut commits = app.db.commits(Wake::Events);
    let mut position = app.live.opened_at;
    // Other nodes write too, and a wake-up may be lost.
    let mut patience = events::Patience::new(Duration::from_secs(1));
    let until = stopped(stop);
    tokio::pin!(until);
    loop {
        match advance(app, position).await {
            Ok(next) if next != position => {
                position = next;
                patience.reset();
                continue;
            }
            Ok(_) => {}
            Err(error) => tracing::warn!(%error, "open browsers wait for the database"),
        }
        let wait = patience.pause(&app.db, position).await;
        tokio::select! {
            _ = commits.changed() => {}
            () = tokio::time::sleep(wait) => {}
            () = &mut until => return,
        }
    }
}

/// Tells what happened after `position`; where it got to.
async fn advance(app: &App, position: Position) -> DbResult<Position> {
    let mut reached = position;
    let mut hints = HashSet::new();
    let events = events::after(&app.db, position, 200).await?;
    let messages = messages::known(app, &events).await?;
    for recorded in events {
        let mut frames = frames(app, &recorded, &messages).await?;
        // Whoever is told to look again once sees what all of these have changed: they are committed. An import of
        // thousands is a few words for each administrator, not thousands.
        if matches!(recorded.event, Some(Event::Account(_) | Event::Org(_))) {
            frames.retain(|it| hints.insert(it.clone()));
        }
        // Rights end before what happened is told: a removed member does not hear of his removal on the project's topic.
        let changes = changes(app, &recorded).await?;
        let retold = messages::retold(app, &recorded, &messages).await?;
        for frame in changes.iter().filter_map(|it| it.told(&recorded)) {
            if !frames.contains(&frame) {
                frames.push(frame);
            }
        }
        app.live.with(|hub| {
            for change in changes {
                change.apply(hub);
            }
            // What was cleared is not said again to those who come back. What else happened to the channel is.
            if let Some(Event::Message(
                MessageEvent::ChannelCleared { channel, .. } | MessageEvent::ChannelExpired { channel, .. },
            )) = recorded.event
            {
                hub.forget(Topic::Channel(channel), messages::FRAMES_OF_MESSAGES);
            }
            if let Some(it) = retold {
                hub.retell(Topic::Channel(it.channel), it.message, &it.frames);
            }
            hub.publish(cursor(recorded.position), &frames);
        });
        reached = recorded.position;
    }
    Ok(reached)
}

async fn frames(app: &App, recorded: &Recorded, messages: &messages::Known) -> DbResult<Vec<Frame>> {
    match &recorded.event {
        Some(Event::Account(_)) => {
            let mut frames = accounts::frames(app, recorded).await?;
            frames.extend(projects::frames_of_people(app, recorded).await?);
            Ok(frames)
        }
        Some(Event::Org(_)) => {
            let mut frames = orgs::frames(app, recorded).await?;
            frames.extend(projects::frames_of_people(app, recorded).await?);
            Ok(frames)
        }
        Some(Event::Project(_)) => projects::frames(app, recorded).await,
        Some(Event::Message(_)) => messages::frames(app, recorded, messages).await,
        Some(Event::Document(_)) => documents::frames(app, recorded).await,
        Some(Event::Notification(_)) => notifications::frames(app, recorded).await,
        // Of a newer version: its own nodes tell it. Dead jobs are told as notifications.
        Some(Event::Job(_)) | None => Ok(Vec::new()),
    }
}

/// What an event changes about who may hear.
pub(super) enum Change {
    Ends(ProjectId, AccountId),
    /// Is in it, until then at most.
    Joins(ProjectId, AccountId, Option<Timestamp>),
    /// Reads a channel, by this right.
    Reads(AccountId, Right),
    /// No longer reads a channel.
    Leaves(ChannelId, AccountId),
    SignsOut(AccountId, Option<Id<kind::Session>>),
}

impl Change {
    /// What the person's own windows are told, of projects that come and go with groups too.
    fn told(&self, recorded: &Recorded) -> Option<Frame> {
        let of =
            |person, name, project| Frame::to(Topic::Person(person), name, &json!({ "project": project }));
        match *self {
            Self::Ends(project, person) => Some(of(person, "project.left", project)),
            Self::Joins(project, person, _) => {
                let has_joined = matches!(recorded.event, Some(Event::Org(OrgEvent::GroupJoined { .. })));
                has_joined.then(|| of(person, "project.joined", project))
            }
            Self::Reads(..) | Self::Leaves(..) | Self::SignsOut(..) => None,
        }
    }

    fn apply(self, hub: &mut Hub) {
        match self {
            Self::Ends(project, person) => hub.end(Topic::Project(project), person),
            Self::Joins(project, person, until) => {
                hub.join(person, project);
                hub.move_end(Topic::Project(project), person, until);
            }
            Self::Reads(person, right) => hub.change(person, right),
            Self::Leaves(channel, person) => hub.end(Topic::Channel(channel), person),
            Self::SignsOut(person, Some(session)) => hub.sign_out(person, session),
            Self::SignsOut(person, None) => hub.sign_out_everywhere(person),
        }
    }
}

async fn changes(app: &App, recorded: &Recorded) -> DbResult<Vec<Change>> {
    use ProjectEvent as P;
    match &recorded.event {
        Some(Event::Account(
            AccountEvent::SignedOut { account, session }
            | AccountEvent::SessionEnded {
                account,
                session: Some(session),
            },
        )) => Ok(vec![Change::SignsOut(*account, Some(*session))]),
        Some(Event::Account(
            AccountEvent::SessionEnded {
                account,
                session: None,
            }
            | AccountEvent::Deactivated { account },
        )) => Ok(vec![Change::SignsOut(*account, None)]),
        // A group that is gone no longer says who was in it: all who are here and in the project are asked about.
        Some(Event::Project(
            P::MemberRemoved {
                project,
                account: None,
                ..
            }
            | P::MemberEnded {
                project,
                account: None,
                ..
            },
        )) => {
            let here = app.live.seen_in(*project);
            let mut changes = judged(app, &[*project], &here).await?;
            // Private channels that they were in through it.
            changes.extend(channels(app, Some(*project), None, &here).await?);
            Ok(changes)
        }
        Some(Event::Project(
            P::MemberAdded {
                project,
                account,
                group,
                ..
            }
            | P::MemberAccepted {
                project,
                account,
                group,
                ..
            }
            | P::MemberRemoved {
                project,
                account,
                group,
                ..
            }
            | P::MemberEnded {
                project,
                account,
                group,
                ..
            },
        )) => judged(app, &[*project], &people(app, *account, *group).await?).await,
        // His level in messages may be another.
        Some(Event::Project(P::MemberChanged {
            project,
            account,
            group,
            ..
        })) => {
            let people = people(app, *account, *group).await?;
            let mut changes = judged(app, &[*project], &people).await?;
            changes.extend(channels(app, Some(*project), None, &people).await?);
            Ok(changes)
        }
        Some(Event::Project(P::MemberLeft { project, account, .. })) => {
            judged(app, &[*project], &[*account]).await
        }
        Some(Event::Org(
            OrgEvent::GroupJoined { group, account } | OrgEvent::GroupLeft { group, account },
        )) => {
            let projects = projects::ids_of_group(&app.db, *group).await?;
            let mut changes = judged(app, &projects, &[*account]).await?;
            // Private channels that he was in through the group.
            for project in projects {
                changes.extend(channels(app, Some(project), None, &[*account]).await?);
            }
            Ok(changes)
        }
        // With its module, the channels of a project end for everyone.
        Some(Event::Project(P::Changed { project })) => {
            if projects::has_module(&app.db, *project, access::Module::Messages).await? {
                return Ok(Vec::new());
            }
            let here = app.live.seen_in(*project);
            channels(app, Some(*project), None, &here).await
        }
        Some(Event::Message(MessageEvent::PersonRemoved {
            project,
            channel,
            account,
            group,
            ..
        })) => {
            let mut people = people(app, *account, *group).await?;
            // As above.
            if let (Some(project), Some(_)) = (project, group) {
                people.extend(app.live.seen_in(*project));
                people.sort_unstable();
                people.dedup();
            }
            channels(app, *project, Some(*channel), &people).await
        }
        // Where few announce, he may say something now.
        Some(Event::Message(MessageEvent::PersonAdded {
            project: Some(project),
            channel,
            account,
            group,
        })) => {
            let people = people(app, *account, *group).await?;
            channels(app, Some(*project), Some(*channel), &people).await
        }
        _ => Ok(Vec::new()),
    }
}

async fn people(
    app: &App,
    account: Option<AccountId>,
    group: Option<Id<kind::Group>>,
) -> DbResult<Vec<AccountId>> {
    match (account, group) {
        (Some(account), _) => Ok(vec![account]),
        (None, Some(group)) => orgs::people_of_group(&app.db, group).await,
        (None, None) => Ok(Vec::new()),
    }
}

/// Who of `people` is in each of `projects` now, and until when: a right may have another end than before.
pub(super) async fn judged(app: &App, projects: &[ProjectId], people: &[AccountId]) -> DbResult<Vec<Change>> {
    let now = app.now();
    let mut changes = Vec::new();
    for &project in projects {
        for &person in people {
            let standing = access::standing(&app.db, project, person, false, now).await?;
            changes.push(match standing.filter(|it| it.role.is_some()) {
                Some(standing) => Change::Joins(project, person, standing.ends_at),
                None => Change::Ends(project, person),
            });
        }
    }
    // The conversations of an outsider last as long as his projects; those of the others do not hang on them.
    changes.extend(channels(app, None, None, people).await?);
    Ok(changes)
}

/// Which of the channels that `people` hear in a project, or (`None`) between people, each of them reads now, and until when.
/// `which`: that one alone. What others than outsiders hear between people, no project decides: of those it is asked only where it
/// is that one.
async fn channels(
    app: &App,
    project: Option<ProjectId>,
    which: Option<ChannelId>,
    people: &[AccountId],
) -> DbResult<Vec<Change>> {
    let mut changes = Vec::new();
    for &person in people {
        let mut heard = app.live.channels_in_question(project, person);
        heard.retain(|it| which.is_none_or(|which| which == *it));
        if heard.is_empty() {
            continue;
        }
        let Some(state) = accounts::state(&app.db, person).await? else {
            continue;
        };
        let me = Signed {
            account: person,
            is_external: state.is_external,
            is_instance_admin: state.is_instance_admin,
        };
        if project.is_none() && which.is_none() && !me.is_external {
            continue;
        }
        for channel in heard {
            changes.push(match messages::heard(app, me, channel).await? {
                Some(heard) => Change::Reads(person, heard.right(channel)),
                None => Change::Leaves(channel, person),
            });
        }
    }
    Ok(changes)
}
