// SPDX-License-Identifier: EUPL-1.2
//! What open browsers are told of projects.

use base::{Id, kind};
use db::DbResult;
use events::{AccountEvent, Event, OrgEvent, ProjectEvent, Recorded};
use live::{Frame, Topic};
use serde_json::json;

use super::{activity, store, store_members, views};
use crate::app::App;

type Project = Id<kind::Project>;

/// The frames of an event, in the order in which they are to be told.
///
/// # Errors
/// Whatever the database says.
pub async fn frames(app: &App, recorded: &Recorded) -> DbResult<Vec<Frame>> {
    use ProjectEvent as P;
    let Some(Event::Project(event)) = &recorded.event else {
        return Ok(Vec::new());
    };
    // No `_` arm: the next kind of event must be answered here.
    let mut frames = match *event {
        P::Changed { project } => to_everyone(app, project, "project.changed").await?,
        P::Created { project }
        | P::Duplicated { project, .. }
        | P::TemplateMade { project }
        | P::TemplateUnmade { project }
        | P::Linked { project, .. }
        | P::Unlinked { project, .. } => {
            vec![changed(project)]
        }
        P::Archived { project } => to_everyone(app, project, "project.archived").await?,
        P::Restored { project } => to_everyone(app, project, "project.restored").await?,
        P::MemberAdded {
            project,
            member,
            account,
            group,
        }
        | P::MemberAccepted {
            project,
            member,
            account,
            group,
        } => {
            let mut frames = one_member(app, project, member, "member.added").await?;
            frames.push(changed(project));
            frames.extend(to_people(app, account, group, "project.joined", project).await?);
            frames
        }
        P::MemberProposed { project, member, .. } => {
            let mut frames = one_member(app, project, member, "member.added").await?;
            frames.push(of(project, "project.request_changed"));
            frames
        }
        P::MemberChanged {
            project,
            member,
            account,
            group,
        } => {
            let mut frames = one_member(app, project, member, "member.changed").await?;
            frames.push(changed(project));
            frames.extend(to_people(app, account, group, "project.joined", project).await?);
            frames
        }
        P::MemberRemoved {
            project,
            member,
            account,
            group,
        }
        | P::MemberEnded {
            project,
            member,
            account,
            group,
        } => {
            let mut frames = vec![removed(project, member, account), changed(project)];
            frames.extend(to_people(app, account, group, "project.left", project).await?);
            frames
        }
        P::MemberLeft {
            project,
            member,
            account,
        } => {
            let mut frames = vec![removed(project, member, Some(account)), changed(project)];
            frames.extend(to_people(app, Some(account), None, "project.left", project).await?);
            frames
        }
        P::MemberEnding { .. } => Vec::new(),
        P::HandedOver { project, .. } => vec![changed(project)],
        P::AccessAsked { project, .. }
        | P::AccessRefused { project, .. }
        | P::AccessGranted { project, .. } => {
            vec![of(project, "project.request_changed")]
        }
        P::MineChanged { project, account } => vec![Frame::to(
            Topic::Person(account),
            "project.mine_changed",
            &json!({ "project": project }),
        )],
    };
    if let Some(project) = recorded.project
        && recorded.event.as_ref().is_some_and(activity::is_for_everyone)
    {
        let told = activity::told(&app.db, std::slice::from_ref(recorded)).await?;
        frames.extend(
            told.iter()
                .map(|it| Frame::to(Topic::Project(project), "activity.added", it)),
        );
    }
    Ok(frames)
}

/// What members are told when somebody among them shows otherwise than before: by name, function or photo, as closed, or
/// through a group. Only that it is so: each asks again for what is on his screen.
///
/// # Errors
/// Whatever the database says.
pub async fn frames_of_people(app: &App, recorded: &Recorded) -> DbResult<Vec<Frame>> {
    use {AccountEvent as A, OrgEvent as O};
    let db = &app.db;
    // No `_` arm: the next kind of event must be answered here.
    let projects = match &recorded.event {
        Some(Event::Account(
            A::Accepted { account }
            | A::ProfileChanged { account }
            | A::Deactivated { account }
            | A::Reactivated { account },
        ))
        | Some(Event::Org(O::AccountAdded { account, .. } | O::AccountRemoved { account, .. })) => {
            store::ids_of(db, *account, app.now()).await?
        }
        Some(Event::Org(
            O::GroupChanged { group, .. } | O::GroupJoined { group, .. } | O::GroupLeft { group, .. },
        )) => store::ids_of_group(db, *group).await?,
        Some(Event::Account(
            A::Created { .. }
            | A::Invited { .. }
            | A::SignedIn { .. }
            | A::SignInRefused { .. }
            | A::SignedOut { .. }
            | A::SessionEnded { .. }
            | A::PasswordChanged { .. }
            | A::ResetAsked { .. }
            | A::EmailChangeAsked { .. }
            | A::EmailChanged { .. }
            | A::DisplayChanged { .. }
            | A::AppPasswordMade { .. }
            | A::AppPasswordRemoved { .. }
            | A::Promoted { .. }
            | A::Demoted { .. }
            | A::AccessAsked { .. }
            | A::AccessApproved { .. }
            | A::AccessRefused { .. },
        ))
        | Some(Event::Org(
            // The name of an organisation stands on thousands of cards, and is seen with the next fetch.
            O::Created { .. }
            | O::Changed { .. }
            | O::Moved { .. }
            | O::Removed { .. }
            | O::AdministratorAppointed { .. }
            | O::AdministratorRemoved { .. }
            | O::GroupCreated { .. }
            // Its memberships have ended, each with an event of its own.
            | O::GroupRemoved { .. }
            | O::ImportChecked { .. }
            | O::ImportStarted { .. }
            | O::ImportPaused { .. }
            | O::ImportProgressed { .. }
            | O::ImportDone { .. }
            | O::HandedOver { .. }
            | O::AccountsExported { .. }
            | O::JournalExported { .. }
            | O::SettingsChanged {},
        ))
        | Some(
            Event::Project(_)
            | Event::Message(_)
            | Event::Document(_)
            | Event::Notification(_)
            | Event::Job(_),
        )
        | None => Vec::new(),
    };
    let mut frames = Vec::new();
    if let Some(Event::Org(O::GroupChanged { group, .. })) = recorded.event {
        // Its name is told to those who are in a project through it, wherever they are.
        for &project in &projects {
            frames.extend(to_people(app, None, Some(group), "project.mine_changed", project).await?);
        }
    }
    frames.extend(projects.into_iter().map(|it| of(it, "project.people_changed")));
    Ok(frames)
}

fn of(project: Project, name: &'static str) -> Frame {
    Frame::to(Topic::Project(project), name, &json!({ "project": project }))
}

/// What lists of projects show too is told to each of its people, wherever they are. Not on the project's topic besides:
/// where it is open, it would be heard twice.
async fn to_everyone(app: &App, project: Project, name: &'static str) -> DbResult<Vec<Frame>> {
    let people = access::people_of(&app.db, project, app.now()).await?;
    let body = json!({ "project": project });
    Ok(people
        .into_iter()
        .map(|it| Frame::to(Topic::Person(it), name, &body))
        .collect())
}

fn changed(project: Project) -> Frame {
    of(project, "project.changed")
}

fn removed(project: Project, member: Id<kind::Member>, account: Option<Id<kind::Account>>) -> Frame {
    Frame::to(
        Topic::Project(project),
        "member.removed",
        &json!({ "member": member, "account": account }),
    )
}

async fn one_member(
    app: &App,
    project: Project,
    member: Id<kind::Member>,
    name: &'static str,
) -> DbResult<Vec<Frame>> {
    // Gone again since: its removal is told next.
    let Some(row) = store_members::find(&app.db, project, member).await? else {
        return Ok(Vec::new());
    };
    let members = views::announced_members(app, vec![row]).await?;
    Ok(members
        .iter()
        .map(|it| Frame::to(Topic::Project(project), name, it))
        .collect())
}

async fn to_people(
    app: &App,
    account: Option<Id<kind::Account>>,
    group: Option<Id<kind::Group>>,
    name: &'static str,
    project: Project,
) -> DbResult<Vec<Frame>> {
    let people = match (account, group) {
        (Some(account), _) => vec![account],
        (None, Some(group)) => crate::areas::orgs::people_of_group(&app.db, group).await?,
        (None, None) => Vec::new(),
    };
    Ok(people
        .into_iter()
        .map(|it| Frame::to(Topic::Person(it), name, &json!({ "project": project })))
        .collect())
}
