// SPDX-License-Identifier: EUPL-1.2
//! `/groups`, `/admin/groups`.

use axum::extract::State;
use base::{Page, PageSize, ids, kind};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    actions_groups as actions,
    model::GroupRef,
    model_accounts::{Group, GroupPatch, Groups, NewGroup},
    views,
};
use crate::{
    app::App,
    areas::{accounts::Person, projects::Items},
    http::{
        Administers, AdministersOne, Answer, Asker, Created, Done, IfMatch, Json, OneOf, Problems, Query,
    },
};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list_groups))
        .routes(routes!(list_admin_groups, create_group))
        .routes(routes!(edit_group, remove_group))
        .routes(routes!(list_group_members))
        .routes(routes!(add_group_member, remove_group_member))
}

/// Which groups to choose from.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Sought {
    /// The beginning of a word of the name.
    q: Option<String>,
    /// 1 to 200.
    #[serde(default)]
    #[param(inline)]
    limit: PageSize,
}

/// The groups that one may choose as members of a project; none for outsiders.
#[utoipa::path(get, path = "/groups", tag = "groups", operation_id = "list_groups", params(Sought),
    responses((status = 200, body = Items<GroupRef>), Problems))]
async fn list_groups(
    State(app): State<App>,
    me: Asker,
    Query(sought): Query<Sought>,
) -> Answer<Json<Items<GroupRef>>> {
    let items = views::groups_to_choose_from(
        &app.db,
        me.signed,
        sought.q.as_deref().unwrap_or_default(),
        sought.limit,
    )
    .await?;
    Ok(Json(Items { items }))
}

/// The groups within reach, by name.
#[utoipa::path(get, path = "/admin/groups", tag = "administration", operation_id = "list_admin_groups",
    responses((status = 200, body = Groups), Problems))]
async fn list_admin_groups(
    State(app): State<App>,
    Administers(administration): Administers,
) -> Answer<Json<Groups>> {
    Ok(Json(Groups {
        items: views::all_groups(&app.db, &administration).await?,
    }))
}

/// Make a group.
#[utoipa::path(post, path = "/admin/groups", tag = "administration", operation_id = "create_group",
    extensions(("x-codes" = json!({"409": ["draft.reused"]}))), request_body = NewGroup,
    responses((status = 201, body = Group), Problems))]
async fn create_group(
    State(app): State<App>,
    Administers(administration): Administers,
    Json(new): Json<NewGroup>,
) -> Answer<Created<Group>> {
    let group = actions::create(&app.db, administration, new).await?;
    Ok(Created(views::group(&app.db, group).await?))
}

/// Rename a group.
#[utoipa::path(patch, path = "/admin/groups/{group}", tag = "administration", operation_id = "edit_group",
    params(("group" = inline(ids::GroupId), Path), ("If-Match" = String, Header)), request_body = GroupPatch,
    responses((status = 200, body = Group), Problems))]
async fn edit_group(
    State(app): State<App>,
    AdministersOne(held): AdministersOne<kind::Group>,
    IfMatch(version): IfMatch,
    Json(patch): Json<GroupPatch>,
) -> Answer<Json<Group>> {
    let group = held.id();
    actions::rename(&app.db, held, version, patch.name).await?;
    Ok(Json(views::group(&app.db, group).await?))
}

/// Remove a group, and take it out of its projects.
#[utoipa::path(delete, path = "/admin/groups/{group}", tag = "administration", operation_id = "remove_group",
    params(("group" = inline(ids::GroupId), Path)), responses((status = 204), Problems))]
async fn remove_group(
    State(app): State<App>,
    AdministersOne(held): AdministersOne<kind::Group>,
) -> Answer<Done> {
    actions::remove(&app.db, held).await?;
    Ok(Done)
}

/// A page of a list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Paged {
    /// The `next` of the page before.
    after: Option<String>,
    /// 1 to 200.
    #[serde(default)]
    #[param(inline)]
    limit: PageSize,
}

/// Who is in a group, by name.
#[utoipa::path(get, path = "/admin/groups/{group}/members", tag = "administration", operation_id = "list_group_members",
    params(("group" = inline(ids::GroupId), Path), Paged), responses((status = 200, body = Page<Person>), Problems))]
async fn list_group_members(
    State(app): State<App>,
    AdministersOne(held): AdministersOne<kind::Group>,
    Query(paged): Query<Paged>,
) -> Answer<Json<Page<Person>>> {
    Ok(Json(
        views::people_of_group(&app.db, held.id(), paged.after.as_deref(), paged.limit).await?,
    ))
}

/// Put someone into a group: it acts at once in all its projects.
#[utoipa::path(put, path = "/admin/groups/{group}/members/{account}", tag = "administration", operation_id = "add_group_member",
    extensions(("x-codes" = json!({"409": ["account.external", "account.deactivated"]}))),
    params(("group" = inline(ids::GroupId), Path), ("account" = inline(ids::AccountId), Path)), responses((status = 204), Problems))]
async fn add_group_member(
    State(app): State<App>,
    AdministersOne(held): AdministersOne<kind::Group>,
    OneOf(account): OneOf<kind::Account>,
) -> Answer<Done> {
    actions::join(&app.db, held, account).await?;
    Ok(Done)
}

/// Take someone out of a group: it acts at once in all its projects.
#[utoipa::path(delete, path = "/admin/groups/{group}/members/{account}", tag = "administration", operation_id = "remove_group_member",
    params(("group" = inline(ids::GroupId), Path), ("account" = inline(ids::AccountId), Path)), responses((status = 204), Problems))]
async fn remove_group_member(
    State(app): State<App>,
    AdministersOne(held): AdministersOne<kind::Group>,
    OneOf(account): OneOf<kind::Account>,
) -> Answer<Done> {
    actions::leave(&app.db, held, account).await?;
    Ok(Done)
}
