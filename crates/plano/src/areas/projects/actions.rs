// SPDX-License-Identifier: EUPL-1.2
//! What people can do with projects. Members have their own file.

use access::{Grant, Manage, ModuleSet, Own, Read, Role, Signed, grant_again};
use aws_lc_rs::digest::{SHA256, digest};
use base::{Id, Invalid, Problem, kind};
use db::{Db, Tx};
use events::{Announce as _, ProjectEvent};

use super::{
    model::{Admission, Duplication, MinePatch, NewProject, ProjectColour, ProjectIcon, ProjectPatch},
    rank::Rank,
    store::{self, Edited, Inserted},
    store_members::{self, NewRow},
    views::last_rank,
};
use crate::areas::orgs;

type Result<T> = std::result::Result<T, Problem>;
type ProjectId = Id<kind::Project>;
type OrganisationId = Id<kind::Organisation>;

/// Makes a project whose maker owns it; from a template, with its modules and look where the request is silent.
///
/// # Errors
/// `project.creation_is_for_administrators`, `access.not_for_externals`, `project.template_unknown`,
/// `project.organisation_not_yours`, `draft.reused`.
pub async fn create(db: &Db, actor: Signed, new: NewProject) -> Result<ProjectId> {
    if actor.is_external {
        return Err(Problem::forbidden("access.not_for_externals"));
    }
    db.write(actor, async move |tx| {
        let settings = orgs::settings(&mut *tx).await?;
        if !settings.lets_create_projects(actor) {
            return Err(Problem::forbidden("project.creation_is_for_administrators"));
        }
        let template =
            match new.template {
                Some(id) => {
                    let found = store::templates(&mut *tx, actor.account)
                        .await?
                        .into_iter()
                        .find(|it| it.id == id);
                    Some(found.ok_or_else(|| {
                        Problem::field("template", Invalid::new("project.template_unknown"))
                    })?)
                }
                None => None,
            };
        let organisation = home(tx, actor, new.organisation, None).await?;
        let like = template.as_ref();
        let modules = match &new.modules {
            Some(modules) => modules.iter().copied().collect(),
            None => like.map_or_else(ModuleSet::all, |it| it.modules),
        };
        let aim = new
            .aim
            .as_ref()
            .map(base::text::Paragraphs::as_str)
            .or(like.map(|it| it.aim.as_str()))
            .unwrap_or_default();
        let hash = draft_hash(&new);
        let inserted = Inserted {
            name: new.name.as_str(),
            aim,
            icon: new.icon.or(like.map(|it| it.icon)).unwrap_or(ProjectIcon::Folder),
            colour: new
                .colour
                .or(like.map(|it| it.colour))
                .unwrap_or(ProjectColour::Cat1),
            organisation,
            modules,
            admission: like.map_or(Admission::Managers, |it| it.admission),
            by: actor.account,
            draft: new.draft,
            draft_hash: &hash,
        };
        let (project, is_new) = insert_once(tx, inserted).await?;
        if is_new {
            tx.announce(ProjectEvent::Created { project }).await?;
            crate::areas::furnish(tx, project).await?;
            own(tx, project, actor).await?;
        }
        Ok(project)
    })
    .await
}

/// The organisation of a project to be made: the chosen one, else the proposed one if its maker belongs to it, else his
/// first.
async fn home(
    tx: &mut Tx,
    actor: Signed,
    chosen: Option<OrganisationId>,
    proposed: Option<OrganisationId>,
) -> Result<Option<OrganisationId>> {
    if let Some(organisation) = chosen.or(proposed)
        && orgs::belongs(&mut *tx, actor.account, organisation).await?
    {
        return Ok(Some(organisation));
    }
    if chosen.is_some() {
        return Err(Problem::field(
            "organisation",
            Invalid::new("project.organisation_not_yours"),
        ));
    }
    Ok(orgs::first_of(&mut *tx, actor.account).await?)
}

/// Inserts a project unless its draft has become one; whether it is new.
async fn insert_once(tx: &mut Tx, new: Inserted<'_>) -> Result<(ProjectId, bool)> {
    let (by, draft, hash) = (new.by, new.draft, new.draft_hash);
    if let Some(project) = store::insert(tx, new).await? {
        return Ok((project, true));
    }
    match store::by_draft(tx, by, draft).await? {
        Some((project, before)) if before == hash => Ok((project, false)),
        _ => Err(Problem::conflict("draft.reused")),
    }
}

/// Makes `actor` the owner of a project that has just been made, and pins it to his sidebar.
async fn own(tx: &mut Tx, project: ProjectId, actor: Signed) -> Result<()> {
    let owner = NewRow {
        project,
        account: Some(actor.account),
        group: None,
        role: Role::Owner,
        exceptions: access::LevelsPatch::default(),
        ends_on: None,
        ends_at: None,
        is_waiting: false,
        invited_by: None,
    };
    if let Some(member) = store_members::insert(tx, owner).await? {
        tx.announce(ProjectEvent::MemberAdded {
            project,
            member,
            account: Some(actor.account),
            group: None,
        })
        .await?;
    }
    let pinned = store::pinned(tx, actor.account).await?;
    store::keep(
        tx,
        actor.account,
        project,
        true,
        last_rank(&pinned).as_str(),
        None,
    )
    .await?;
    Ok(())
}

fn draft_hash(new: &NewProject) -> Vec<u8> {
    // The same request has the same text: field by field, in the order of the type.
    digest(&SHA256, format!("{new:?}").as_bytes()).as_ref().to_vec()
}

/// Changes what a project is.
///
/// # Errors
/// [`Problem::LostRace`] if `version` is no longer its version; `project.ends_before_it_starts`; `access.archived`.
pub async fn edit(
    db: &Db,
    project: Grant<Manage, access::Project>,
    version: i64,
    patch: ProjectPatch,
) -> Result<()> {
    db.write(project.actor(), async move |tx| {
        let project: Grant<Manage, _> = grant_again(tx, &project).await?;
        if project.standing().is_archived {
            return Err(Problem::forbidden("access.archived"));
        }
        let id = project.id();
        let before = store::find(&mut *tx, &project.to_read())
            .await?
            .ok_or(Problem::NotFound)?;
        let starts_on = patch.starts_on.unwrap_or(before.starts_on);
        let ends_on = patch.ends_on.unwrap_or(before.ends_on);
        if starts_on.zip(ends_on).is_some_and(|(first, last)| last < first) {
            return Err(Problem::field(
                "ends_on",
                Invalid::new("project.ends_before_it_starts"),
            ));
        }
        let budget = match &patch.budget {
            Some(budget) => budget.as_ref().map(base::text::Phrase::as_str),
            None => before.budget.as_deref(),
        };
        let edited = Edited {
            name: patch.name.as_ref().map_or(before.name.as_str(), |it| it.as_str()),
            aim: patch.aim.as_ref().map_or(before.aim.as_str(), |it| it.0.as_str()),
            icon: patch.icon.unwrap_or(before.icon),
            colour: patch.colour.unwrap_or(before.colour),
            modules: patch.modules.unwrap_or_default().on(before.modules),
            admission: patch.admission.unwrap_or(before.admission),
            starts_on,
            ends_on,
            budget,
        };
        if !store::update(tx, id, version, edited).await? {
            return Err(Problem::LostRace(
                serde_json::json!({ "etag": before.version.to_string() }),
            ));
        }
        tx.announce(ProjectEvent::Changed { project: id }).await?;
        Ok(())
    })
    .await
}

/// Makes a project read-only. Doing it twice changes nothing.
///
/// # Errors
/// Whatever the database says.
pub async fn archive(db: &Db, project: Grant<Manage, access::Project>) -> Result<()> {
    db.write(project.actor(), async move |tx| {
        let project: Grant<Manage, _> = grant_again(tx, &project).await?;
        let now = tx.now();
        if store::set_archived(tx, project.id(), Some(now)).await? {
            tx.announce(ProjectEvent::Archived {
                project: project.id(),
            })
            .await?;
        }
        Ok(())
    })
    .await
}

/// Lets an archived project be worked in again.
///
/// # Errors
/// Whatever the database says.
pub async fn restore(db: &Db, project: Grant<Manage, access::Project>) -> Result<()> {
    db.write(project.actor(), async move |tx| {
        let project: Grant<Manage, _> = grant_again(tx, &project).await?;
        if store::set_archived(tx, project.id(), None).await? {
            tx.announce(ProjectEvent::Restored {
                project: project.id(),
            })
            .await?;
        }
        Ok(())
    })
    .await
}

/// Lets others be made from a project.
///
/// # Errors
/// Whatever the database says.
pub async fn make_template(db: &Db, project: Grant<Own, access::Project>) -> Result<()> {
    set_template(db, project, true).await
}

/// No longer lets others be made from it.
///
/// # Errors
/// Whatever the database says.
pub async fn unmake_template(db: &Db, project: Grant<Own, access::Project>) -> Result<()> {
    set_template(db, project, false).await
}

async fn set_template(db: &Db, project: Grant<Own, access::Project>, is_template: bool) -> Result<()> {
    db.write(project.actor(), async move |tx| {
        let project: Grant<Own, _> = grant_again(tx, &project).await?;
        let id = project.id();
        if store::set_template(tx, id, is_template).await? {
            let event = if is_template {
                ProjectEvent::TemplateMade { project: id }
            } else {
                ProjectEvent::TemplateUnmade { project: id }
            };
            tx.announce(event).await?;
        }
        Ok(())
    })
    .await
}

/// Makes a project like this one, without its content, owned by whoever asks; with its members if he manages it.
///
/// # Errors
/// `access.not_for_externals`, `access.managers_only`, `project.creation_is_for_administrators`,
/// `project.organisation_not_yours`, `draft.reused`.
pub async fn duplicate(db: &Db, source: Grant<Read, access::Project>, new: Duplication) -> Result<ProjectId> {
    let actor = source.actor();
    if actor.is_external {
        return Err(Problem::forbidden("access.not_for_externals"));
    }
    if new.with_members && !source.also(access::ActionKind::Manage) {
        return Err(Problem::forbidden("access.managers_only"));
    }
    db.write(actor, async move |tx| {
        if !orgs::settings(&mut *tx).await?.lets_create_projects(actor) {
            return Err(Problem::forbidden("project.creation_is_for_administrators"));
        }
        let source: Grant<Read, _> = grant_again(tx, &source).await?;
        // Asked above for a quick answer; it may have ended since.
        if new.with_members && !source.also(access::ActionKind::Manage) {
            return Err(Problem::forbidden("access.managers_only"));
        }
        let like = store::find(&mut *tx, &source).await?.ok_or(Problem::NotFound)?;
        let hash = digest(&SHA256, format!("{} {new:?}", source.id()).as_bytes());
        let inserted = Inserted {
            name: new.name.as_str(),
            aim: &like.aim,
            icon: like.icon,
            colour: like.colour,
            organisation: home(tx, actor, new.organisation, like.organisation).await?,
            modules: like.modules,
            admission: like.admission,
            by: actor.account,
            draft: new.draft,
            draft_hash: hash.as_ref(),
        };
        let (project, is_new) = insert_once(tx, inserted).await?;
        if !is_new {
            return Ok(project);
        }
        tx.announce(ProjectEvent::Duplicated {
            project,
            source: source.id(),
        })
        .await?;
        crate::areas::furnish(tx, project).await?;
        own(tx, project, actor).await?;
        if new.with_members {
            for member in store_members::active(tx, source.id()).await? {
                let ends_at = member.ends_on.map(super::actions_members::end_of);
                let copy = NewRow {
                    project,
                    account: member.account,
                    group: member.group,
                    role: member.role,
                    exceptions: member.exceptions,
                    ends_on: member.ends_on,
                    ends_at,
                    is_waiting: false,
                    invited_by: Some(actor.account),
                };
                if let Some(copied) = store_members::insert(tx, copy).await? {
                    tx.announce(ProjectEvent::MemberAdded {
                        project,
                        member: copied,
                        account: member.account,
                        group: member.group,
                    })
                    .await?;
                }
            }
        }
        Ok(project)
    })
    .await
}

/// Pins, orders and files a project, for oneself.
///
/// # Errors
/// `project.not_pinned` if it is to come after one that is not.
pub async fn keep(db: &Db, project: Grant<Read, access::Project>, patch: MinePatch) -> Result<()> {
    db.write(project.actor(), async move |tx| {
        let (id, account) = (project.id(), project.actor().account);
        let row = store::row_of(&mut *tx, id, account)
            .await?
            .ok_or(Problem::NotFound)?;
        let pinned: Vec<_> = store::pinned(tx, account)
            .await?
            .into_iter()
            .filter(|(it, _)| *it != id)
            .collect();
        let was_pinned = row.is_pinned.unwrap_or(false);
        let is_pinned = patch.pinned.unwrap_or(was_pinned || patch.after.is_some());
        let rank = match patch.after {
            Some(after) => place_after(&pinned, after)?,
            None if is_pinned && !was_pinned => last_rank(&pinned),
            None => Rank::new(row.rank.as_deref().unwrap_or_default()).unwrap_or_else(|| last_rank(&pinned)),
        };
        let category = match &patch.category {
            Some(category) => category.as_ref().map(base::text::Name::as_str),
            None => row.category.as_deref(),
        };
        store::keep(tx, account, id, is_pinned, rank.as_str(), category).await?;
        tx.announce(ProjectEvent::MineChanged { project: id, account })
            .await?;
        Ok(())
    })
    .await
}

fn place_after(pinned: &[(ProjectId, String)], after: Option<ProjectId>) -> Result<Rank> {
    let rank_at = |at: usize| pinned.get(at).and_then(|(_, rank)| Rank::new(rank));
    match after {
        None => Ok(Rank::between(None, rank_at(0).as_ref())),
        Some(after) => {
            let at = pinned
                .iter()
                .position(|(it, _)| *it == after)
                .ok_or_else(|| Problem::field("after", Invalid::new("project.not_pinned")))?;
            Ok(Rank::between(rank_at(at).as_ref(), rank_at(at + 1).as_ref()))
        }
    }
}
