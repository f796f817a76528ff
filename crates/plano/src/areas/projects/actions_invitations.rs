// SPDX-License-Identifier: EUPL-1.2
//! Letting people and groups into a project: colleagues, outsiders, those whom a member proposes.

use access::{ActionKind, Grant, LevelsPatch, Read, Role, Signed, grant_again};
use base::{Day, Id, Invalid, Problem, Timestamp, kind};
use db::{Db, Tx};
use events::{Announce as _, ProjectEvent};

use super::{
    actions_members::end_of,
    model::Admission,
    model_members::{InvitationStatus, Invitations, NewMember, is_for_externals, levels_are_for_externals},
    store,
    store_members::{self, NewRow},
};
use crate::areas::{
    accounts,
    orgs::{self, Settings},
};

type Result<T> = std::result::Result<T, Problem>;
type ProjectId = Id<kind::Project>;
type MemberId = Id<kind::Member>;

/// What became of one invitation.
pub struct Invited {
    /// What became of it.
    pub status: InvitationStatus,
    /// Why it was refused.
    pub code: Option<String>,
    /// The member.
    pub member: Option<MemberId>,
}

/// Lets people and groups in: colleagues at once, outsiders with an account made on the way; those whom a member
/// proposes wait for a manager. Each is judged by itself: one that is refused does not hold up the others.
///
/// # Errors
/// `access.managers_only` if the project's managers alone invite, `access.archived`; what the database says.
pub async fn invite(
    db: &Db,
    project: Grant<Read, access::Project>,
    invitations: Invitations,
) -> Result<Vec<Invited>> {
    let actor = project.actor();
    db.write(actor, async move |tx| {
        let project: Grant<Read, _> = grant_again(tx, &project).await?;
        let row = store::find(&mut *tx, &project).await?.ok_or(Problem::NotFound)?;
        let role = project.standing().role.unwrap_or(Role::Reader);
        let manages = project.also(ActionKind::Manage);
        if project.standing().is_archived {
            return Err(Problem::forbidden("access.archived"));
        }
        let proposes = row.admission == Admission::Approval && role >= Role::Member && !actor.is_external;
        if !manages && !proposes {
            return Err(Problem::forbidden(if actor.is_external {
                "access.not_for_externals"
            } else {
                "access.managers_only"
            }));
        }
        let settings = orgs::settings(&mut *tx).await?;
        let inviter = Inviter {
            actor,
            role,
            manages,
            host: orgs::first_of(&mut *tx, actor.account).await?,
            settings,
        };
        let mut results = Vec::with_capacity(invitations.invitations.len());
        for new in invitations.invitations {
            results.push(match invite_one(tx, project.id(), &inviter, new).await {
                Ok(invited) => invited,
                Err(Problem::Unacceptable(fields)) => {
                    refused(fields.first().map_or("body.unacceptable", |it| &it.invalid.code))
                }
                Err(Problem::Forbidden(invalid) | Problem::Conflict(invalid)) => refused(&invalid.code),
                Err(problem) => return Err(problem),
            });
        }
        Ok(results)
    })
    .await
}

fn refused(code: &str) -> Invited {
    Invited {
        status: InvitationStatus::Refused,
        code: Some(code.to_owned()),
        member: None,
    }
}

struct Inviter {
    actor: Signed,
    role: Role,
    manages: bool,
    host: Option<Id<kind::Organisation>>,
    settings: Settings,
}

async fn invite_one(tx: &mut Tx, project: ProjectId, inviter: &Inviter, new: NewMember) -> Result<Invited> {
    let levels = new
        .levels
        .checked()
        .map_err(|invalid| Problem::field("levels", invalid))?;
    inviter.may_give(new.role)?;
    let (account, group, is_external, is_invited) = match (new.account, new.group, new.email) {
        (Some(account), None, None) => {
            let state = accounts::state(&mut *tx, account)
                .await?
                .filter(|it| !it.is_deactivated);
            let state = state.ok_or_else(|| Problem::field("account", Invalid::new("account.unknown")))?;
            (Some(account), None, state.is_external, state.is_invited)
        }
        (None, Some(group), None) => {
            if !orgs::may_choose_group(&mut *tx, inviter.actor.account, group).await? {
                return Err(Problem::field("group", Invalid::new("group.unknown")));
            }
            (None, Some(group), false, false)
        }
        (None, None, Some(email)) => {
            let asked = accounts::NewInvited {
                email,
                given_name: new.given_name,
                family_name: new.family_name,
                host: inviter.host,
                by: inviter.actor.account,
                project,
                may_be_made: inviter.settings.externals_invited_by.allows(inviter.role),
            };
            let found = accounts::find_or_invite(tx, asked).await?;
            (Some(found.account), None, found.is_external, found.is_invited)
        }
        _ => return Err(Problem::field("account", Invalid::new("invitation.one_of_three"))),
    };
    if is_external {
        inviter.may_invite_external(new.role, levels, new.ends_on, tx.now())?;
    }
    if new.ends_on.is_some_and(|it| end_of(it) <= tx.now()) {
        return Err(Problem::field(
            "ends_on",
            Invalid::new("invitation.ends_in_the_past"),
        ));
    }
    let is_waiting = !inviter.manages;
    let row = NewRow {
        project,
        account,
        group,
        role: new.role,
        exceptions: levels,
        ends_on: new.ends_on,
        ends_at: new.ends_on.map(end_of),
        is_waiting,
        invited_by: Some(inviter.actor.account),
    };
    let Some(member) = store_members::insert(tx, row).await? else {
        return Ok(Invited {
            status: InvitationStatus::AlreadyMember,
            code: None,
            member: None,
        });
    };
    store::touch(tx, project).await?;
    tx.announce(if is_waiting {
        ProjectEvent::MemberProposed {
            project,
            member,
            account,
            group,
        }
    } else {
        ProjectEvent::MemberAdded {
            project,
            member,
            account,
            group,
        }
    })
    .await?;
    let status = match (is_waiting, is_invited) {
        (true, _) => InvitationStatus::Waiting,
        (false, true) => InvitationStatus::Invited,
        (false, false) => InvitationStatus::Added,
    };
    Ok(Invited {
        status,
        code: None,
        member: Some(member),
    })
}

impl Inviter {
    /// Nobody gives more than he has, and owners are the owners' matter.
    fn may_give(&self, role: Role) -> Result<()> {
        match role {
            Role::Owner if self.role != Role::Owner => Err(Problem::forbidden("access.owners_only")),
            Role::Manager if !self.manages => Err(Problem::forbidden("access.managers_only")),
            _ => Ok(()),
        }
    }

    fn may_invite_external(
        &self,
        role: Role,
        levels: LevelsPatch,
        ends_on: Option<Day>,
        now: Timestamp,
    ) -> Result<()> {
        if !self.settings.externals_invited_by.allows(self.role) {
            return Err(Problem::forbidden("invitation.externals_not_allowed"));
        }
        if !is_for_externals(role) || !levels_are_for_externals(levels) {
            return Err(Problem::field("role", Invalid::new("access.not_for_externals")));
        }
        ends_in_time(&self.settings, ends_on, now)
    }
}

/// The latest day on which an outsider's access may end, for one who is let in now.
pub(super) fn last_day_of_externals(settings: &Settings, now: Timestamp) -> Option<Day> {
    let days = settings.external_max_days?;
    Some(Day::of(now, &jiff::tz::TimeZone::UTC).plus_days(days))
}

pub(super) fn ends_in_time(settings: &Settings, ends_on: Option<Day>, now: Timestamp) -> Result<()> {
    match last_day_of_externals(settings, now) {
        Some(last) if ends_on.is_none_or(|it| it > last) => Err(Problem::field(
            "ends_on",
            Invalid::new("invitation.ends_too_late").with("last_day", last.to_string()),
        )),
        _ => Ok(()),
    }
}
