// SPDX-License-Identifier: EUPL-1.2
//! `/admin/organisations`, `/admin/settings`, `/admin/jobs`; accounts, groups and imports have files of their own.

use axum::extract::State;
use base::{Page, PageSize, ids, kind};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    actions,
    model::{NewOrganisation, Organisation, OrganisationPatch, Organisations},
    settings::{Settings, SettingsChange},
    views,
};
use crate::{
    app::App,
    http::{
        Administers, AdministersOne, Answer, Created, Done, Fresh, IfMatch, Json, OneOf, Problems, Query,
    },
};

/// The area's routes.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list_organisations, create_organisation))
        .routes(routes!(edit_organisation, remove_organisation))
        .routes(routes!(appoint_administrator, dismiss_administrator))
        .routes(routes!(get_settings, change_settings))
        .routes(routes!(list_jobs))
        .routes(routes!(retry_job))
        .routes(routes!(discard_job))
        .merge(super::routes_accounts::routes())
        .merge(super::routes_groups::routes())
        .merge(super::routes_imports::routes())
}

/// The organisations within reach, each after the one above it.
#[utoipa::path(get, path = "/admin/organisations", tag = "administration", operation_id = "list_organisations",
    responses((status = 200, body = Organisations), Problems))]
async fn list_organisations(
    State(app): State<App>,
    Administers(administration): Administers,
) -> Answer<Json<Organisations>> {
    Ok(Json(Organisations {
        items: views::organisations(&app.db, administration.actor()).await?,
    }))
}

/// Make an organisation below one within reach.
#[utoipa::path(post, path = "/admin/organisations", tag = "administration", operation_id = "create_organisation",
    extensions(("x-codes" = json!({"409": ["draft.reused"]}))),
    request_body = NewOrganisation, responses((status = 201, body = Organisation), Problems))]
async fn create_organisation(
    State(app): State<App>,
    Administers(administration): Administers,
    Json(new): Json<NewOrganisation>,
) -> Answer<Created<Organisation>> {
    let actor = administration.actor();
    let id = actions::create_organisation(&app.db, administration, new).await?;
    Ok(Created(views::organisation(&app.db, actor, id).await?))
}

/// Change an organisation, or move it with all that is below it.
#[utoipa::path(patch, path = "/admin/organisations/{organisation}", tag = "administration", operation_id = "edit_organisation",
    extensions(("x-codes" = json!({"403": ["organisation.not_yours"], "409": ["organisation.loop"]}))),
    params(("organisation" = inline(ids::OrganisationId), Path), ("If-Match" = String, Header)), request_body = OrganisationPatch,
    responses((status = 200, body = Organisation), Problems))]
async fn edit_organisation(
    State(app): State<App>,
    AdministersOne(held): AdministersOne<kind::Organisation>,
    IfMatch(version): IfMatch,
    Json(patch): Json<OrganisationPatch>,
) -> Answer<Json<Organisation>> {
    let (actor, id) = (held.actor(), held.id());
    actions::edit_organisation(&app.db, held, version, patch).await?;
    Ok(Json(views::organisation(&app.db, actor, id).await?))
}

/// Remove an organisation that nothing belongs to.
#[utoipa::path(delete, path = "/admin/organisations/{organisation}", tag = "administration", operation_id = "remove_organisation",
    extensions(("x-codes" = json!({"403": ["organisation.not_yours"], "409": ["organisation.not_empty"]}))),
    params(("organisation" = inline(ids::OrganisationId), Path)), responses((status = 204), Problems))]
async fn remove_organisation(
    State(app): State<App>,
    AdministersOne(held): AdministersOne<kind::Organisation>,
) -> Answer<Done> {
    actions::remove_organisation(&app.db, held).await?;
    Ok(Done)
}

/// Make someone administer an organisation and all that is below it.
#[utoipa::path(put, path = "/admin/organisations/{organisation}/administrators/{account}", tag = "administration",
    operation_id = "appoint_administrator",
    extensions(("x-codes" = json!({"409": ["access.not_for_externals", "account.deactivated"]}))), params(("organisation" = inline(ids::OrganisationId), Path), ("account" = inline(ids::AccountId), Path)),
    responses((status = 200, body = Organisation), Problems))]
async fn appoint_administrator(
    State(app): State<App>,
    AdministersOne(held): AdministersOne<kind::Organisation>,
    OneOf(account): OneOf<kind::Account>,
) -> Answer<Json<Organisation>> {
    let (actor, id) = (held.actor(), held.id());
    actions::appoint(&app.db, held, account).await?;
    Ok(Json(views::organisation(&app.db, actor, id).await?))
}

/// Make someone administer an organisation no more.
#[utoipa::path(delete, path = "/admin/organisations/{organisation}/administrators/{account}", tag = "administration",
    operation_id = "dismiss_administrator", params(("organisation" = inline(ids::OrganisationId), Path), ("account" = inline(ids::AccountId), Path)),
    responses((status = 200, body = Organisation), Problems))]
async fn dismiss_administrator(
    State(app): State<App>,
    AdministersOne(held): AdministersOne<kind::Organisation>,
    OneOf(account): OneOf<kind::Account>,
) -> Answer<Json<Organisation>> {
    let (actor, id) = (held.actor(), held.id());
    // Shown as it was seen: whoever gives up his own branch sees it no more afterwards.
    let before = views::organisation(&app.db, actor, id).await?;
    actions::dismiss(&app.db, held, account).await?;
    let after = views::organisation(&app.db, actor, id).await;
    Ok(Json(after.unwrap_or_else(|_| {
        Organisation {
            administrators: before
                .administrators
                .iter()
                .filter(|it| it.id != account)
                .cloned()
                .collect(),
            ..before
        }
    })))
}

/// The rules of the instance.
#[utoipa::path(get, path = "/admin/settings", tag = "administration", operation_id = "get_settings",
    responses((status = 200, body = Settings), Problems))]
async fn get_settings(
    State(app): State<App>,
    Administers(administration): Administers,
) -> Answer<Json<Settings>> {
    administration.of_instance()?;
    Ok(Json(super::settings(&app.db).await?))
}

/// Set the rules of the instance, whole.
#[utoipa::path(put, path = "/admin/settings", tag = "administration", operation_id = "change_settings",
    extensions(("x-codes" = json!({"403": ["session.not_fresh"]}))),
    params(("If-Match" = String, Header)), request_body = SettingsChange, responses((status = 200, body = Settings), Problems))]
async fn change_settings(
    State(app): State<App>,
    Administers(administration): Administers,
    Fresh(_): Fresh,
    IfMatch(version): IfMatch,
    Json(change): Json<SettingsChange>,
) -> Answer<Json<Settings>> {
    let administration = administration.of_instance()?;
    Ok(Json(
        actions::change_settings(&app.db, administration, version, change).await?,
    ))
}

/// Which jobs.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct WhichJobs {
    /// `dead` (by default) or `waiting`.
    #[serde(default)]
    #[param(inline)]
    status: jobs::Filter,
    /// The `next` of the page before.
    #[param(inline)]
    after: Option<ids::JobId>,
    /// 1 to 200.
    #[serde(default)]
    #[param(inline)]
    limit: PageSize,
}

/// Work that is still to be done, or that was given up.
#[utoipa::path(get, path = "/admin/jobs", tag = "administration", operation_id = "list_jobs", params(WhichJobs),
    responses((status = 200, body = Page<jobs::Listed>), Problems))]
async fn list_jobs(
    State(app): State<App>,
    Administers(administration): Administers,
    Query(which): Query<WhichJobs>,
) -> Answer<Json<Page<jobs::Listed>>> {
    administration.of_instance()?;
    Ok(Json(
        jobs::list(&app.db, which.status, which.after, which.limit).await?,
    ))
}

/// Run a job again that was given up.
#[utoipa::path(post, path = "/admin/jobs/{job}/retry", tag = "administration", operation_id = "retry_job",
    params(("job" = inline(ids::JobId), Path)), responses((status = 204), Problems))]
async fn retry_job(
    State(app): State<App>,
    Administers(administration): Administers,
    OneOf(job): OneOf<kind::Job>,
) -> Answer<Done> {
    actions::retry_job(&app.db, administration.of_instance()?, job).await?;
    Ok(Done)
}

/// Drop a job for good.
#[utoipa::path(delete, path = "/admin/jobs/{job}", tag = "administration", operation_id = "discard_job",
    params(("job" = inline(ids::JobId), Path)), responses((status = 204), Problems))]
async fn discard_job(
    State(app): State<App>,
    Administers(administration): Administers,
    OneOf(job): OneOf<kind::Job>,
) -> Answer<Done> {
    actions::discard_job(&app.db, administration.of_instance()?, job).await?;
    Ok(Done)
}
