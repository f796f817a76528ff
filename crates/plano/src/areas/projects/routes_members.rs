// SPDX-License-Identifier: EUPL-1.2
//! `/projects/{project}/members` and requests to enter.

use access::{Manage, Own, Read, Role};
use axum::extract::State;
use base::{FieldProblem, Id, Invalid, Page, Problem, ids, kind, text::Phrase};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    actions_invitations, actions_members, actions_owners, actions_requests,
    model::Project,
    model_members::{
        INVITATIONS_MAX, InvitationResult, Invitations, Member, MemberPatch, NewAccessRequestToProject,
        NewOwner, ProjectAccessRequest, RequestApproval, RequestRefusal,
    },
    routes::{Items, Paging},
    store_members, views,
};
use crate::{
    app::App,
    http::{Accepted, Answer, Asker, Done, Failure, Granted, IfMatch, Json, OneOf, Problems, Query},
};

/// The routes of members.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list_members, invite_members))
        .routes(routes!(edit_member, remove_member))
        .routes(routes!(accept_member))
        .routes(routes!(leave_project))
        .routes(routes!(hand_over_project))
        .routes(routes!(list_project_access_requests, ask_project_access))
        .routes(routes!(approve_project_access))
        .routes(routes!(refuse_project_access))
}

/// Who is in a project.
#[utoipa::path(get, path = "/projects/{project}/members", tag = "members", operation_id = "list_members",
    params(("project" = inline(ids::ProjectId), Path), Paging), responses((status = 200, body = Page<Member>), Problems))]
async fn list_members(
    State(app): State<App>,
    Granted(project): Granted<Read, access::Project>,
    Query(paging): Query<Paging>,
) -> Answer<Json<Page<Member>>> {
    let after = match paging.after.as_deref() {
        Some(text) => text.parse().map_err(|invalid| {
            Failure(Problem::Malformed(vec![FieldProblem {
                field: "after".into(),
                invalid,
            }]))
        })?,
        None => Id::MIN,
    };
    Ok(Json(views::members(&app, &project, after, paging.limit).await?))
}

/// Let people and groups in.
#[utoipa::path(post, path = "/projects/{project}/members", tag = "members", operation_id = "invite_members",
    extensions(("x-codes" = json!({"413": ["invitations.too_many"]}))),
    params(("project" = inline(ids::ProjectId), Path)), request_body = Invitations,
    responses((status = 200, body = Items<InvitationResult>), Problems))]
async fn invite_members(
    State(app): State<App>,
    Granted(project): Granted<Read, access::Project>,
    Json(invitations): Json<Invitations>,
) -> Answer<Json<Items<InvitationResult>>> {
    if invitations.invitations.len() > INVITATIONS_MAX {
        return Err(Failure(Problem::TooLarge(
            Invalid::new("invitations.too_many").with("max", INVITATIONS_MAX),
        )));
    }
    let (id, signed) = (project.id(), project.actor());
    let results = actions_invitations::invite(&app.db, project, invitations).await?;
    let grant = access::grant::<Read, access::Project>(&app.db, signed, id, app.now()).await?;
    let mut items = Vec::with_capacity(results.len());
    for (index, result) in results.into_iter().enumerate() {
        let member = match result.member {
            Some(member) => match store_members::find(&app.db, id, member).await? {
                Some(row) => Some(views::one_member(&app, &grant, row).await?),
                None => None,
            },
            None => None,
        };
        items.push(InvitationResult {
            index,
            status: result.status,
            code: result.code,
            member,
        });
    }
    Ok(Json(Items { items }))
}

/// Change role, levels or end of a member.
#[utoipa::path(patch, path = "/projects/{project}/members/{member}", tag = "members", operation_id = "edit_member",
    extensions(("x-codes" = json!({"409": ["project.last_owner"]}))),
    params(("project" = inline(ids::ProjectId), Path), ("member" = inline(ids::MemberId), Path), ("If-Match" = String, Header)), request_body = MemberPatch,
    responses((status = 200, body = Member), Problems))]
async fn edit_member(
    State(app): State<App>,
    me: Asker,
    Granted(project): Granted<Manage, access::Project>,
    OneOf(member): OneOf<kind::Member>,
    IfMatch(version): IfMatch,
    Json(patch): Json<MemberPatch>,
) -> Answer<Json<Member>> {
    let id = project.id();
    actions_members::change(&app.db, project, member, version, patch).await?;
    one(&app, &me, id, member).await
}

/// A member after a change.
async fn one(
    app: &App,
    me: &Asker,
    project: Id<kind::Project>,
    member: Id<kind::Member>,
) -> Answer<Json<Member>> {
    let grant = access::grant::<Read, access::Project>(&app.db, me.signed, project, app.now()).await?;
    let row = store_members::find(&app.db, project, member)
        .await?
        .ok_or(Problem::NotFound)?;
    Ok(Json(views::one_member(app, &grant, row).await?))
}

/// Remove a member.
#[utoipa::path(delete, path = "/projects/{project}/members/{member}", tag = "members", operation_id = "remove_member",
    extensions(("x-codes" = json!({"409": ["project.last_owner"]}))),
    params(("project" = inline(ids::ProjectId), Path), ("member" = inline(ids::MemberId), Path)), responses((status = 204), Problems))]
async fn remove_member(
    State(app): State<App>,
    Granted(project): Granted<Manage, access::Project>,
    OneOf(member): OneOf<kind::Member>,
) -> Answer<Done> {
    actions_members::remove(&app.db, project, member).await?;
    Ok(Done)
}

/// Let in someone whom a member has proposed.
#[utoipa::path(put, path = "/projects/{project}/members/{member}/acceptance", tag = "members", operation_id = "accept_member",
    params(("project" = inline(ids::ProjectId), Path), ("member" = inline(ids::MemberId), Path)), responses((status = 200, body = Member), Problems))]
async fn accept_member(
    State(app): State<App>,
    me: Asker,
    Granted(project): Granted<Manage, access::Project>,
    OneOf(member): OneOf<kind::Member>,
) -> Answer<Json<Member>> {
    let id = project.id();
    actions_members::accept(&app.db, project, member).await?;
    one(&app, &me, id, member).await
}

/// Leave a project.
#[utoipa::path(delete, path = "/projects/{project}/membership", tag = "members", operation_id = "leave_project",
    extensions(("x-codes" = json!({"409": ["project.last_owner", "project.member_by_group"]}))),
    params(("project" = inline(ids::ProjectId), Path)), responses((status = 204), Problems))]
async fn leave_project(
    State(app): State<App>,
    Granted(project): Granted<Read, access::Project>,
) -> Answer<Done> {
    actions_members::leave(&app.db, project).await?;
    Ok(Done)
}

/// Give a project to another of its members.
#[utoipa::path(put, path = "/projects/{project}/owner", tag = "members", operation_id = "hand_over_project",
    params(("project" = inline(ids::ProjectId), Path)), request_body = NewOwner, responses((status = 200, body = Project), Problems))]
async fn hand_over_project(
    State(app): State<App>,
    me: Asker,
    Granted(project): Granted<Own, access::Project>,
    Json(new): Json<NewOwner>,
) -> Answer<Json<Project>> {
    let id = project.id();
    actions_owners::hand_over(&app.db, project, new.account).await?;
    let grant = access::grant::<Read, access::Project>(&app.db, me.signed, id, app.now()).await?;
    Ok(Json(
        views::project(&app, &grant).await?.ok_or(Problem::NotFound)?,
    ))
}

/// Who asks to enter a project.
#[utoipa::path(get, path = "/projects/{project}/access-requests", tag = "members", operation_id = "list_project_access_requests",
    params(("project" = inline(ids::ProjectId), Path)), responses((status = 200, body = Items<ProjectAccessRequest>), Problems))]
async fn list_project_access_requests(
    State(app): State<App>,
    Granted(project): Granted<Manage, access::Project>,
) -> Answer<Json<Items<ProjectAccessRequest>>> {
    Ok(Json(Items {
        items: views::requests(&app, &project).await?,
    }))
}

/// Ask to enter a project. The answer does not tell whether it exists.
#[utoipa::path(post, path = "/projects/{project}/access-requests", tag = "members", operation_id = "ask_project_access",
    params(("project" = inline(ids::ProjectId), Path)), request_body = NewAccessRequestToProject, responses((status = 202, body = Accepted), Problems))]
async fn ask_project_access(
    State(app): State<App>,
    me: Asker,
    OneOf(project): OneOf<kind::Project>,
    Json(new): Json<NewAccessRequestToProject>,
) -> Answer<Accepted> {
    actions_requests::ask(&app.db, me.signed, project, new.reason.map(Phrase::into_string)).await?;
    Ok(Accepted)
}

/// The grant on the project of a request, which is not in the path.
async fn on_request(
    app: &App,
    me: &Asker,
    request: Id<kind::ProjectAccessRequest>,
) -> Answer<access::Grant<Manage, access::Project>> {
    let found = store_members::request(&app.db, request)
        .await?
        .ok_or(Problem::NotFound)?;
    Ok(access::grant(&app.db, me.signed, found.project, app.now()).await?)
}

/// Let in who asked to enter.
#[utoipa::path(put, path = "/project-access-requests/{request}/approval", tag = "members", operation_id = "approve_project_access",
    extensions(("x-codes" = json!({"409": ["access_request.answered"]}))),
    params(("request" = inline(ids::ProjectAccessRequestId), Path)), request_body = RequestApproval, responses((status = 204), Problems))]
async fn approve_project_access(
    State(app): State<App>,
    me: Asker,
    OneOf(request): OneOf<kind::ProjectAccessRequest>,
    Json(approval): Json<RequestApproval>,
) -> Answer<Done> {
    let project = on_request(&app, &me, request).await?;
    actions_requests::approve(&app.db, project, request, approval.role.unwrap_or(Role::Member)).await?;
    Ok(Done)
}

/// Do not let in who asked to enter.
#[utoipa::path(put, path = "/project-access-requests/{request}/refusal", tag = "members", operation_id = "refuse_project_access",
    extensions(("x-codes" = json!({"409": ["access_request.answered"]}))),
    params(("request" = inline(ids::ProjectAccessRequestId), Path)), request_body = RequestRefusal, responses((status = 204), Problems))]
async fn refuse_project_access(
    State(app): State<App>,
    me: Asker,
    OneOf(request): OneOf<kind::ProjectAccessRequest>,
    Json(refusal): Json<RequestRefusal>,
) -> Answer<Done> {
    let project = on_request(&app, &me, request).await?;
    actions_requests::refuse(&app.db, project, request, refusal.reason).await?;
    Ok(Done)
}
