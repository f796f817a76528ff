// SPDX-License-Identifier: EUPL-1.2
//! `/admin/accounts`.

use axum::{extract::State, response::Response};
use base::{PageSize, ids, kind};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    actions_accounts as actions, export,
    model::OrganisationId,
    model_accounts::{
        AccountPage, AccountPatch, AccountProjects, AccountRole, AccountSort, AdminAccount, AskedAccount,
        Bulk, BulkOutcomes, HandedOver, Succession,
    },
    views,
};
use crate::{
    app::App,
    areas::accounts::AccountStatus,
    http::{
        Accepted, Administers, AdministersOne, Answer, Created, Done, Fresh, IfMatch, Json, Problems, Query,
        SeesOne,
    },
};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list_admin_accounts, create_account))
        .routes(routes!(export_accounts))
        .routes(routes!(change_accounts))
        .routes(routes!(get_admin_account, edit_account))
        .routes(routes!(deactivate_account, reactivate_account))
        .routes(routes!(invite_account))
        .routes(routes!(end_account_sessions))
        .routes(routes!(promote_account, demote_account))
        .routes(routes!(list_account_projects))
        .routes(routes!(hand_over_account))
}

/// Which accounts.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Which {
    /// Beginnings of names, functions or addresses.
    q: Option<String>,
    /// Of this organisation or one below it.
    #[param(inline)]
    organisation: Option<OrganisationId>,
    /// Standing so.
    #[param(inline)]
    status: Option<AccountStatus>,
    /// Being that.
    #[param(inline)]
    role: Option<AccountRole>,
    /// By `name` unless said.
    #[serde(default)]
    #[param(inline)]
    sort: AccountSort,
    /// The `next` of the page before.
    after: Option<String>,
    /// 1 to 200.
    #[serde(default)]
    #[param(inline)]
    limit: PageSize,
}

impl Which {
    fn asked(&self) -> views::Asked {
        views::Asked {
            q: self.q.clone().unwrap_or_default(),
            organisation: self.organisation,
            status: self.status,
            role: self.role,
            sort: self.sort,
        }
    }
}

/// The accounts within reach.
#[utoipa::path(get, path = "/admin/accounts", tag = "administration", operation_id = "list_admin_accounts", params(Which),
    responses((status = 200, body = AccountPage), Problems))]
async fn list_admin_accounts(
    State(app): State<App>,
    Administers(administration): Administers,
    Query(which): Query<Which>,
) -> Answer<Json<AccountPage>> {
    Ok(Json(
        views::accounts(
            &app.db,
            &administration,
            &which.asked(),
            which.after.as_deref(),
            which.limit,
        )
        .await?,
    ))
}

/// Make an account.
#[utoipa::path(post, path = "/admin/accounts", tag = "administration", operation_id = "create_account",
    extensions(("x-codes" = json!({"409": ["draft.reused", "account.email_taken"]}))), request_body = AskedAccount,
    responses((status = 201, body = AdminAccount), Problems))]
async fn create_account(
    State(app): State<App>,
    Administers(administration): Administers,
    Json(asked): Json<AskedAccount>,
) -> Answer<Created<AdminAccount>> {
    let actor = administration.actor();
    let account = actions::create(&app.db, administration, asked).await?;
    Ok(Created(views::account(&app.db, actor, account).await?))
}

/// The accounts within reach as a table, for other programs (RFC 4180).
#[utoipa::path(get, path = "/admin/accounts/export", tag = "administration", operation_id = "export_accounts", params(Which),
    responses((status = 200, content_type = "text/csv", body = String), Problems))]
async fn export_accounts(
    State(app): State<App>,
    Administers(administration): Administers,
    Query(which): Query<Which>,
) -> Answer<Response> {
    let asked = which.asked();
    actions::take_away(&app.db, administration.actor(), asked.organisation).await?;
    Ok(export::accounts(&app.db, administration.actor(), &asked).await?)
}

/// Do one thing to many accounts.
#[utoipa::path(post, path = "/admin/accounts/bulk", tag = "administration", operation_id = "change_accounts", request_body = Bulk,
    responses((status = 200, body = BulkOutcomes), Problems))]
async fn change_accounts(
    State(app): State<App>,
    Administers(administration): Administers,
    Json(bulk): Json<Bulk>,
) -> Answer<Json<BulkOutcomes>> {
    Ok(Json(BulkOutcomes {
        items: actions::bulk(&app.db, administration, bulk).await?,
    }))
}

/// One account.
#[utoipa::path(get, path = "/admin/accounts/{account}", tag = "administration", operation_id = "get_admin_account",
    params(("account" = inline(ids::AccountId), Path)), responses((status = 200, body = AdminAccount), Problems))]
async fn get_admin_account(State(app): State<App>, SeesOne(held): SeesOne) -> Answer<Json<AdminAccount>> {
    Ok(Json(views::account(&app.db, held.actor(), held.id()).await?))
}

/// Change someone's names, function, or the organisations he belongs to.
#[utoipa::path(patch, path = "/admin/accounts/{account}", tag = "administration", operation_id = "edit_account",
    params(("account" = inline(ids::AccountId), Path), ("If-Match" = String, Header)), request_body = AccountPatch,
    responses((status = 200, body = AdminAccount), Problems))]
async fn edit_account(
    State(app): State<App>,
    AdministersOne(held): AdministersOne<kind::Account>,
    IfMatch(version): IfMatch,
    Json(patch): Json<AccountPatch>,
) -> Answer<Json<AdminAccount>> {
    let (actor, account) = (held.actor(), held.id());
    actions::edit(&app.db, held, version, patch).await?;
    Ok(Json(views::account(&app.db, actor, account).await?))
}

/// Close an account: its sessions end at once.
#[utoipa::path(put, path = "/admin/accounts/{account}/deactivation", tag = "administration", operation_id = "deactivate_account",
    extensions(("x-codes" = json!({"409": ["account.self", "account.last_administrator"]}))),
    params(("account" = inline(ids::AccountId), Path)), responses((status = 200, body = AdminAccount), Problems))]
async fn deactivate_account(
    State(app): State<App>,
    AdministersOne(held): AdministersOne<kind::Account>,
) -> Answer<Json<AdminAccount>> {
    let (actor, account) = (held.actor(), held.id());
    actions::deactivate(&app.db, held).await?;
    Ok(Json(views::account(&app.db, actor, account).await?))
}

/// Open a closed account again.
#[utoipa::path(delete, path = "/admin/accounts/{account}/deactivation", tag = "administration", operation_id = "reactivate_account",
    params(("account" = inline(ids::AccountId), Path)), responses((status = 200, body = AdminAccount), Problems))]
async fn reactivate_account(
    State(app): State<App>,
    AdministersOne(held): AdministersOne<kind::Account>,
) -> Answer<Json<AdminAccount>> {
    let (actor, account) = (held.actor(), held.id());
    actions::reactivate(&app.db, held).await?;
    Ok(Json(views::account(&app.db, actor, account).await?))
}

/// Send the invitation, again if it was sent before.
#[utoipa::path(post, path = "/admin/accounts/{account}/invitation", tag = "administration", operation_id = "invite_account",
    extensions(("x-codes" = json!({"409": ["account.deactivated", "account.already_open"]}))),
    params(("account" = inline(ids::AccountId), Path)), responses((status = 202, body = Accepted), Problems))]
async fn invite_account(
    State(app): State<App>,
    AdministersOne(held): AdministersOne<kind::Account>,
) -> Answer<Accepted> {
    actions::invite(&app.db, held).await?;
    Ok(Accepted)
}

/// End all of someone's sessions.
#[utoipa::path(delete, path = "/admin/accounts/{account}/sessions", tag = "administration", operation_id = "end_account_sessions",
    params(("account" = inline(ids::AccountId), Path)), responses((status = 204), Problems))]
async fn end_account_sessions(
    State(app): State<App>,
    AdministersOne(held): AdministersOne<kind::Account>,
) -> Answer<Done> {
    actions::end_sessions(&app.db, held).await?;
    Ok(Done)
}

/// Make someone administer the instance.
#[utoipa::path(put, path = "/admin/accounts/{account}/administration", tag = "administration", operation_id = "promote_account",
    extensions(("x-codes" = json!({"403": ["session.not_fresh"], "409": ["access.not_for_externals", "account.not_active"]}))),
    params(("account" = inline(ids::AccountId), Path)), responses((status = 200, body = AdminAccount), Problems))]
async fn promote_account(
    State(app): State<App>,
    Administers(administration): Administers,
    SeesOne(held): SeesOne,
    Fresh(_): Fresh,
) -> Answer<Json<AdminAccount>> {
    administration.of_instance()?;
    let (actor, account) = (held.actor(), held.id());
    actions::promote(&app.db, held).await?;
    Ok(Json(views::account(&app.db, actor, account).await?))
}

/// Take the administration of the instance from someone.
#[utoipa::path(delete, path = "/admin/accounts/{account}/administration", tag = "administration", operation_id = "demote_account",
    extensions(("x-codes" = json!({"403": ["session.not_fresh"], "409": ["account.last_administrator"]}))),
    params(("account" = inline(ids::AccountId), Path)), responses((status = 200, body = AdminAccount), Problems))]
async fn demote_account(
    State(app): State<App>,
    Administers(administration): Administers,
    SeesOne(held): SeesOne,
    Fresh(_): Fresh,
) -> Answer<Json<AdminAccount>> {
    administration.of_instance()?;
    let (actor, account) = (held.actor(), held.id());
    actions::demote(&app.db, held).await?;
    Ok(Json(views::account(&app.db, actor, account).await?))
}

/// The projects that someone is in, never what is in them.
#[utoipa::path(get, path = "/admin/accounts/{account}/projects", tag = "administration", operation_id = "list_account_projects",
    params(("account" = inline(ids::AccountId), Path)), responses((status = 200, body = AccountProjects), Problems))]
async fn list_account_projects(
    State(app): State<App>,
    AdministersOne(held): AdministersOne<kind::Account>,
) -> Answer<Json<AccountProjects>> {
    Ok(Json(AccountProjects {
        items: views::account_projects(&app.db, held.id()).await?,
    }))
}

/// Give all that someone holds to a successor.
#[utoipa::path(put, path = "/admin/accounts/{account}/succession", tag = "administration", operation_id = "hand_over_account",
    params(("account" = inline(ids::AccountId), Path)), request_body = Succession, responses((status = 200, body = HandedOver), Problems))]
async fn hand_over_account(
    State(app): State<App>,
    AdministersOne(held): AdministersOne<kind::Account>,
    Json(succession): Json<Succession>,
) -> Answer<Json<HandedOver>> {
    Ok(Json(actions::hand_over(&app.db, held, succession.to).await?))
}
