// SPDX-License-Identifier: EUPL-1.2
//! `/instance`, `/setup`, `/session`, `/me` and the doors for those who have not signed in.

use axum::{
    body::Bytes,
    extract::{DefaultBodyLimit, FromRequest as _, Request, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use base::{PageSize, Problem, ids, kind};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    actions_links::{
        self, Acceptance, Forgotten, InvitationView, NewAddress, NewPassword, PasswordChange, Token,
    },
    actions_me::{self, AppPassword, Instance, MadeAppPassword, MePatch, NewAppPassword},
    actions_photo::{self, Format, MAX_BYTES},
    actions_requests::{
        self, AccessRequest, AccessRequestPage, Approval, NewAccessRequest, Refusal, RequestStanding, Which,
    },
    actions_session::{self, CameWith, NewSession, Opened, Session, SetUp},
    model::{Device, Display, Me, Password, Person, RequestStatus, Stay},
    views::{self, PersonSheet},
};
use crate::{
    app::App,
    areas::{
        orgs::{self, OpenOrganisation},
        projects::Items,
    },
    http::{
        Accepted, Administers, Answer, Asker, Done, Failure, Fresh, Json, OneOf, Problems, Query, SignedIn,
        body,
        client::Client,
        session::{browser_proof, clear_cookie, remember_browser, set_cookie},
    },
};

/// The area's routes.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(get_instance))
        .routes(routes!(set_up))
        .routes(routes!(sign_in, sign_out))
        .routes(routes!(confirm_session))
        .routes(routes!(ask_password_reset))
        .routes(routes!(complete_password_reset))
        .routes(routes!(inspect_invitation))
        .routes(routes!(accept_invitation))
        .routes(routes!(list_open_organisations))
        .routes(routes!(ask_access))
        .routes(routes!(confirm_access_request))
        .routes(routes!(list_access_requests))
        .routes(routes!(approve_access_request))
        .routes(routes!(refuse_access_request))
        .routes(routes!(get_me, edit_me))
        .routes(routes!(set_display))
        .routes(routes!(change_password))
        .routes(routes!(ask_email_change))
        .routes(routes!(confirm_email_change))
        .routes(routes!(list_sessions, end_other_sessions))
        .routes(routes!(end_session))
        .routes(routes!(list_app_passwords, make_app_password))
        .routes(routes!(remove_app_password))
        .routes(routes!(search_people))
        .routes(routes!(get_person))
        .merge(photo_routes())
}

/// A photo is larger than a JSON body may be.
fn photo_routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(set_photo, remove_photo))
        .layer(DefaultBodyLimit::max(MAX_BYTES))
        .routes(routes!(get_photo))
}

impl From<&Client> for Device {
    fn from(client: &Client) -> Self {
        Self {
            name: client.device.clone(),
            kind: client.device_kind,
            address: client.address.to_string(),
        }
    }
}

/// How long a browser keeps a session that stays, in seconds: as long as the server does.
const STAY_S: u64 = 90 * 24 * 3_600;

/// Oneself, with the session's cookie.
async fn entered(app: &App, opened: Opened, status: StatusCode) -> Answer<Response> {
    let me = actions_me::me(app, &opened.signed_in).await?;
    let age = matches!(opened.stay, Stay::SignedIn).then_some(STAY_S);
    let mut response = (status, Json(me)).into_response();
    let headers = response.headers_mut();
    headers.insert(header::SET_COOKIE, set_cookie(app, &opened.secret, age));
    headers.append(header::SET_COOKIE, remember_browser(app, &opened.browser));
    Ok(response)
}

/// What anyone may know of this installation.
#[utoipa::path(get, path = "/instance", tag = "instance", operation_id = "get_instance", security(()),
    responses((status = 200, body = Instance), Problems))]
async fn get_instance(State(app): State<App>) -> Answer<Json<Instance>> {
    Ok(Json(actions_me::instance(&app.db).await?))
}

/// Set the instance up, at the first start.
#[utoipa::path(post, path = "/setup", tag = "instance", operation_id = "set_up",
    extensions(("x-codes" = json!({"403": ["setup.token_refused"], "409": ["setup.already_done"], "429": ["session.throttled"]}))), security(()), request_body = SetUp,
    responses((status = 201, body = Me), Problems))]
async fn set_up(State(app): State<App>, client: Client, Json(new): Json<SetUp>) -> Answer<Response> {
    let opened = actions_session::set_up(&app, new, Device::from(&client), client.network()).await?;
    entered(&app, opened, StatusCode::CREATED).await
}

/// Sign in.
#[utoipa::path(post, path = "/session", tag = "session", operation_id = "sign_in",
    extensions(("x-codes" = json!({"401": ["session.refused"], "403": ["account.deactivated", "account.access_ended"], "429": ["session.throttled"]}))), security(()), request_body = NewSession,
    responses((status = 200, body = Me), Problems))]
async fn sign_in(
    State(app): State<App>,
    client: Client,
    headers: HeaderMap,
    Json(new): Json<NewSession>,
) -> Answer<Response> {
    let came = CameWith {
        session: SignedIn::of(&headers, &app).await?,
        proof: browser_proof(&headers, &app),
    };
    let opened = actions_session::sign_in(&app, new, Device::from(&client), client.network(), came).await?;
    entered(&app, opened, StatusCode::OK).await
}

/// Sign out. Without a session there is nothing to do.
#[utoipa::path(delete, path = "/session", tag = "session", operation_id = "sign_out", responses((status = 204), Problems))]
async fn sign_out(State(app): State<App>, me: SignedIn) -> Answer<Response> {
    actions_session::sign_out(&app.db, me).await?;
    let mut response = Done.into_response();
    response
        .headers_mut()
        .insert(header::SET_COOKIE, clear_cookie(&app));
    // What the browser kept of this person goes too.
    response
        .headers_mut()
        .insert("clear-site-data", HeaderValue::from_static("\"cache\""));
    Ok(response)
}

/// A password that is given again.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Confirmation {
    password: Password,
}

/// Give the password again, for what asks for a fresh sign-in.
#[utoipa::path(post, path = "/session/confirmation", tag = "session", operation_id = "confirm_session",
    extensions(("x-codes" = json!({"403": ["session.refused"], "429": ["session.throttled"]}))), request_body = Confirmation,
    responses((status = 204), Problems))]
async fn confirm_session(
    State(app): State<App>,
    me: SignedIn,
    client: Client,
    Json(new): Json<Confirmation>,
) -> Answer<Done> {
    actions_session::confirm(&app, me, &new.password, client.network()).await?;
    Ok(Done)
}

/// Ask for a link to a new password. The answer does not tell whether the address is known.
#[utoipa::path(post, path = "/password-resets", tag = "session", operation_id = "ask_password_reset",
    extensions(("x-codes" = json!({"429": ["session.throttled"]}))), security(()), request_body = Forgotten,
    responses((status = 202, body = Accepted), Problems))]
async fn ask_password_reset(
    State(app): State<App>,
    client: Client,
    headers: HeaderMap,
    Json(asked): Json<Forgotten>,
) -> Answer<Accepted> {
    let proof = browser_proof(&headers, &app);
    actions_links::ask_reset(&app, asked, client.network(), proof).await?;
    Ok(Accepted)
}

/// Choose a new password, by the link of a mail.
#[utoipa::path(post, path = "/password-resets/completion", tag = "session", operation_id = "complete_password_reset",
    extensions(("x-codes" = json!({"403": ["link.refused"], "429": ["session.throttled"]}))), security(()),
    request_body = NewPassword, responses((status = 200, body = Me), Problems))]
async fn complete_password_reset(
    State(app): State<App>,
    client: Client,
    Json(new): Json<NewPassword>,
) -> Answer<Response> {
    let opened = actions_links::complete_reset(&app, new, Device::from(&client), client.network()).await?;
    entered(&app, opened, StatusCode::OK).await
}

/// What an invitation's link is for.
#[utoipa::path(post, path = "/invitations/inspection", tag = "session", operation_id = "inspect_invitation",
    extensions(("x-codes" = json!({"403": ["link.refused"], "429": ["session.throttled"]}))), security(()), request_body = Token,
    responses((status = 200, body = InvitationView), Problems))]
async fn inspect_invitation(
    State(app): State<App>,
    client: Client,
    Json(token): Json<Token>,
) -> Answer<Json<InvitationView>> {
    Ok(Json(
        actions_links::inspect_invitation(&app, &token, client.network()).await?,
    ))
}

/// Open one's account, by an invitation's link.
#[utoipa::path(post, path = "/invitations/acceptance", tag = "session", operation_id = "accept_invitation",
    extensions(("x-codes" = json!({"403": ["link.refused"], "429": ["session.throttled"]}))), security(()), request_body = Acceptance,
    responses((status = 200, body = Me), Problems))]
async fn accept_invitation(
    State(app): State<App>,
    client: Client,
    Json(new): Json<Acceptance>,
) -> Answer<Response> {
    let opened = actions_links::accept_invitation(&app, new, Device::from(&client), client.network()).await?;
    entered(&app, opened, StatusCode::OK).await
}

/// The organisations that accounts may be asked for in.
#[utoipa::path(get, path = "/access-requests/organisations", tag = "access requests", operation_id = "list_open_organisations", security(()),
    responses((status = 200, body = Items<OpenOrganisation>), Problems))]
async fn list_open_organisations(State(app): State<App>) -> Answer<Json<Items<OpenOrganisation>>> {
    Ok(Json(Items {
        items: orgs::open_organisations(&app.db).await?,
    }))
}

/// Ask for an account. The answer does not tell whether the address has one.
#[utoipa::path(post, path = "/access-requests", tag = "access requests", operation_id = "ask_access",
    extensions(("x-codes" = json!({"409": ["draft.reused"], "429": ["session.throttled"]}))), security(()), request_body = NewAccessRequest,
    responses((status = 202, body = Accepted), Problems))]
async fn ask_access(
    State(app): State<App>,
    client: Client,
    Json(new): Json<NewAccessRequest>,
) -> Answer<Accepted> {
    actions_requests::ask(&app, new, client.network()).await?;
    Ok(Accepted)
}

/// Confirm the mailbox of a request for an account.
#[utoipa::path(post, path = "/access-requests/confirmation", tag = "access requests", operation_id = "confirm_access_request",
    extensions(("x-codes" = json!({"403": ["link.refused"], "429": ["session.throttled"]}))), security(()),
    request_body = Token, responses((status = 200, body = RequestStanding), Problems))]
async fn confirm_access_request(
    State(app): State<App>,
    client: Client,
    Json(token): Json<Token>,
) -> Answer<Json<RequestStanding>> {
    Ok(Json(
        actions_requests::confirm(&app, token.token.reveal(), client.network()).await?,
    ))
}

/// Which requests.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct WhichRequests {
    /// Only these.
    #[param(inline)]
    #[param(inline)]
    status: Option<RequestStatus>,
    /// Only those for this organisation.
    #[param(inline)]
    organisation: Option<ids::OrganisationId>,
    /// The `next` of the page before.
    #[param(inline)]
    after: Option<ids::AccessRequestId>,
    /// 1 to 200.
    #[serde(default)]
    #[param(inline)]
    limit: PageSize,
}

/// The requests for accounts within one's reach.
#[utoipa::path(get, path = "/admin/access-requests", tag = "access requests", operation_id = "list_access_requests", params(WhichRequests),
    responses((status = 200, body = AccessRequestPage), Problems))]
async fn list_access_requests(
    State(app): State<App>,
    Administers(administration): Administers,
    Query(which): Query<WhichRequests>,
) -> Answer<Json<AccessRequestPage>> {
    let which = Which {
        status: which.status,
        organisation: which.organisation,
        after: which.after,
        size: which.limit,
    };
    Ok(Json(actions_requests::list(&app, &administration, which).await?))
}

/// Give someone the account he asked for.
#[utoipa::path(put, path = "/admin/access-requests/{request}/approval", tag = "access requests", operation_id = "approve_access_request",
    extensions(("x-codes" = json!({"409": ["access_request.answered", "account.email_taken"]}))),
    params(("request" = inline(ids::AccessRequestId), Path)), request_body = Approval, responses((status = 200, body = AccessRequest), Problems))]
async fn approve_access_request(
    State(app): State<App>,
    Administers(administration): Administers,
    OneOf(request): OneOf<kind::AccessRequest>,
    Json(approval): Json<Approval>,
) -> Answer<Json<AccessRequest>> {
    Ok(Json(
        actions_requests::approve(&app, administration, request, approval).await?,
    ))
}

/// Refuse someone the account he asked for.
#[utoipa::path(put, path = "/admin/access-requests/{request}/refusal", tag = "access requests", operation_id = "refuse_access_request",
    extensions(("x-codes" = json!({"409": ["access_request.answered"]}))),
    params(("request" = inline(ids::AccessRequestId), Path)), request_body = Refusal, responses((status = 200, body = AccessRequest), Problems))]
async fn refuse_access_request(
    State(app): State<App>,
    Administers(administration): Administers,
    OneOf(request): OneOf<kind::AccessRequest>,
    Json(refusal): Json<Refusal>,
) -> Answer<Json<AccessRequest>> {
    Ok(Json(
        actions_requests::refuse(&app, administration, request, refusal).await?,
    ))
}

/// Oneself.
#[utoipa::path(get, path = "/me", tag = "me", operation_id = "get_me", responses((status = 200, body = Me), Problems))]
async fn get_me(State(app): State<App>, me: SignedIn) -> Answer<Json<Me>> {
    Ok(Json(actions_me::me(&app, &me).await?))
}

/// Change one's profile.
#[utoipa::path(patch, path = "/me", tag = "me", operation_id = "edit_me", request_body = MePatch,
    responses((status = 200, body = Me), Problems))]
async fn edit_me(State(app): State<App>, me: SignedIn, Json(patch): Json<MePatch>) -> Answer<Json<Me>> {
    Ok(Json(actions_me::change_profile(&app, &me, patch).await?))
}

/// Set how one wants to see Plano.
#[utoipa::path(put, path = "/me/display", tag = "me", operation_id = "set_display", request_body = Display,
    responses((status = 200, body = Display), Problems))]
async fn set_display(
    State(app): State<App>,
    me: SignedIn,
    Json(display): Json<Display>,
) -> Answer<Json<Display>> {
    Ok(Json(actions_me::set_display(&app.db, me.signed, display).await?))
}

/// Change one's password; the other sessions end.
#[utoipa::path(put, path = "/me/password", tag = "me", operation_id = "change_password",
    extensions(("x-codes" = json!({"403": ["session.refused"], "429": ["session.throttled"]}))), request_body = PasswordChange,
    responses((status = 204), Problems))]
async fn change_password(
    State(app): State<App>,
    me: SignedIn,
    client: Client,
    Json(change): Json<PasswordChange>,
) -> Answer<Response> {
    let browser = actions_links::change_password(&app, me, change, client.network()).await?;
    let mut response = Done.into_response();
    response
        .headers_mut()
        .insert(header::SET_COOKIE, remember_browser(&app, &browser));
    Ok(response)
}

/// Ask for another address; its mailbox is asked to confirm.
#[utoipa::path(post, path = "/me/email", tag = "me", operation_id = "ask_email_change",
    extensions(("x-codes" = json!({"403": ["session.not_fresh"], "429": ["session.throttled"]}))), request_body = NewAddress,
    responses((status = 202, body = Accepted), Problems))]
async fn ask_email_change(
    State(app): State<App>,
    Fresh(me): Fresh,
    client: Client,
    Json(new): Json<NewAddress>,
) -> Answer<Accepted> {
    actions_links::ask_email_change(&app, me, new, client.network()).await?;
    Ok(Accepted)
}

/// Confirm one's new address, by the link of a mail.
#[utoipa::path(post, path = "/email-changes/confirmation", tag = "me", operation_id = "confirm_email_change",
    extensions(("x-codes" = json!({"403": ["link.refused"], "429": ["session.throttled"]}))), security(()), request_body = Token,
    responses((status = 204), Problems))]
async fn confirm_email_change(
    State(app): State<App>,
    client: Client,
    Json(token): Json<Token>,
) -> Answer<Done> {
    actions_links::confirm_email_change(&app, &token, client.network()).await?;
    Ok(Done)
}

/// One's open sessions.
#[utoipa::path(get, path = "/me/sessions", tag = "me", operation_id = "list_sessions",
    responses((status = 200, body = Items<Session>), Problems))]
async fn list_sessions(State(app): State<App>, me: SignedIn) -> Answer<Json<Items<Session>>> {
    Ok(Json(Items {
        items: actions_session::sessions(&app, &me).await?,
    }))
}

/// End one of one's sessions.
#[utoipa::path(delete, path = "/me/sessions/{session}", tag = "me", operation_id = "end_session", params(("session" = inline(ids::SessionId), Path)),
    responses((status = 204), Problems))]
async fn end_session(
    State(app): State<App>,
    me: SignedIn,
    OneOf(session): OneOf<kind::Session>,
) -> Answer<Done> {
    actions_session::end_session(&app.db, me, session).await?;
    Ok(Done)
}

/// End all one's other sessions.
#[utoipa::path(delete, path = "/me/sessions", tag = "me", operation_id = "end_other_sessions", responses((status = 204), Problems))]
async fn end_other_sessions(State(app): State<App>, me: SignedIn) -> Answer<Done> {
    actions_session::end_other_sessions(&app.db, me).await?;
    Ok(Done)
}

/// One's passwords for programs.
#[utoipa::path(get, path = "/me/app-passwords", tag = "me", operation_id = "list_app_passwords",
    responses((status = 200, body = Items<AppPassword>), Problems))]
async fn list_app_passwords(State(app): State<App>, me: SignedIn) -> Answer<Json<Items<AppPassword>>> {
    Ok(Json(Items {
        items: actions_me::app_passwords(&app.db, me.signed).await?,
    }))
}

/// Make a password for one program. Its secret is told this once.
#[utoipa::path(post, path = "/me/app-passwords", tag = "me", operation_id = "make_app_password",
    extensions(("x-codes" = json!({"403": ["session.not_fresh"], "409": ["app_password.too_many"]}))), request_body = NewAppPassword,
    responses((status = 201, body = MadeAppPassword), Problems))]
async fn make_app_password(
    State(app): State<App>,
    Fresh(me): Fresh,
    Json(new): Json<NewAppPassword>,
) -> Answer<Response> {
    Ok((
        StatusCode::CREATED,
        Json(actions_me::make_app_password(&app, me.signed, new).await?),
    )
        .into_response())
}

/// Take a program's password away.
#[utoipa::path(delete, path = "/me/app-passwords/{app_password}", tag = "me", operation_id = "remove_app_password",
    params(("app_password" = inline(ids::AppPasswordId), Path)), responses((status = 204), Problems))]
async fn remove_app_password(
    State(app): State<App>,
    me: SignedIn,
    OneOf(id): OneOf<kind::AppPassword>,
) -> Answer<Done> {
    actions_me::remove_app_password(&app.db, me.signed, id).await?;
    Ok(Done)
}

/// Whom to look for.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Sought {
    /// Beginnings of words of a name, an address, a function.
    #[serde(default)]
    q: String,
    /// Leave out who is in this project.
    #[param(inline)]
    project: Option<ids::ProjectId>,
    /// 1 to 200.
    #[param(value_type = Option<u16>)]
    limit: Option<PageSize>,
}

/// Most people that one search gives.
const PEOPLE_MAX: usize = 50;
const PEOPLE: usize = 20;

/// People, close colleagues first.
#[utoipa::path(get, path = "/people", tag = "people", operation_id = "search_people", params(Sought),
    responses((status = 200, body = Items<Person>), Problems))]
async fn search_people(
    State(app): State<App>,
    me: Asker,
    Query(sought): Query<Sought>,
) -> Answer<Json<Items<Person>>> {
    let limit = sought.limit.map_or(PEOPLE, PageSize::get).min(PEOPLE_MAX);
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    Ok(Json(Items {
        items: actions_me::search_people(&app, me.signed, &sought.q, sought.project, limit).await?,
    }))
}

/// A person.
#[utoipa::path(get, path = "/people/{account}", tag = "people", operation_id = "get_person", params(("account" = inline(ids::AccountId), Path)),
    responses((status = 200, body = PersonSheet), Problems))]
async fn get_person(
    State(app): State<App>,
    me: Asker,
    OneOf(account): OneOf<kind::Account>,
) -> Answer<Json<PersonSheet>> {
    Ok(Json(views::person_sheet(&app, me.signed, account).await?))
}

/// Set one's photo: JPEG, PNG or WebP, up to 5 MiB.
#[utoipa::path(put, path = "/me/photo", tag = "me", operation_id = "set_photo",
    extensions(("x-codes" = json!({"413": ["photo.too_large", "photo.too_many_pixels"], "507": ["storage.full", "quota.full"]}))),
    request_body(content(("image/jpeg"), ("image/png"), ("image/webp"))),
    responses((status = 200, body = Person), Problems))]
async fn set_photo(State(app): State<App>, me: SignedIn, request: Request) -> Answer<Json<Person>> {
    let format = body::content_type(request.headers())
        .and_then(Format::of)
        .ok_or(Failure(Problem::WrongType))?;
    let bytes = body::in_time(body::FILE_MAX_DURATION, Bytes::from_request(request, &app))
        .await?
        .map_err(|_| Failure(actions_photo::too_large()))?;
    Ok(Json(actions_photo::set(&app, me.signed, format, bytes).await?))
}

/// Take one's photo away.
#[utoipa::path(delete, path = "/me/photo", tag = "me", operation_id = "remove_photo", responses((status = 200, body = Person), Problems))]
async fn remove_photo(State(app): State<App>, me: SignedIn) -> Answer<Json<Person>> {
    Ok(Json(actions_photo::remove(&app, me.signed).await?))
}

/// Which photo.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Version {
    /// As in the person's card: with it the photo may be kept for ever.
    v: Option<String>,
}

/// A person's photo, for those who may know of the person.
#[utoipa::path(get, path = "/accounts/{account}/photo", tag = "people", operation_id = "get_photo",
    params(("account" = inline(ids::AccountId), Path), Version),
    responses((status = 200, content_type = "image/webp", body = Vec<u8>), Problems))]
async fn get_photo(
    State(app): State<App>,
    me: Asker,
    OneOf(account): OneOf<kind::Account>,
    Query(version): Query<Version>,
) -> Answer<Response> {
    let (photo, bytes) = actions_photo::get(&app, me.signed, account).await?;
    let is_this_one = version.v.is_some_and(|it| it == photo.simple().to_string());
    let cache = if is_this_one {
        "private, max-age=31536000, immutable"
    } else {
        "private, no-cache"
    };
    Ok((
        [
            (header::CONTENT_TYPE, "image/webp"),
            (header::CACHE_CONTROL, cache),
        ],
        bytes,
    )
        .into_response())
}
