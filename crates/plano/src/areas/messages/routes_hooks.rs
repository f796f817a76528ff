// SPDX-License-Identifier: EUPL-1.2
//! The programs of a channel, for those who manage it: `/channels/{channel}/automates`, `…/hooks`, `…/bots`. And the address
//! at which a program posts: `/hooks/{secret}`, the one address of Plano that holds a secret (docs/adr/0019).

use access::{Manage, Oversee};
use axum::extract::{Path, State};
use base::{Problem, Secret, ids, kind};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    actions_hooks as actions,
    model_hooks::{
        Automates, Hook, HookPatch, MadeBot, MadeHook, NewBot, NewHook, NewHookMessage, PostedByHook,
    },
    store_hooks::HookRow,
    store_places::Channel,
    views_hooks as views,
};
use crate::{
    app::App,
    http::{
        Answer, Created, Done, Failure, Fresh, Granted, IfMatch, Json, OneOf, Problems, SignedIn,
        client::Client,
    },
};

/// The routes of this file.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list_automates))
        .routes(routes!(create_hook))
        .routes(routes!(edit_hook, remove_hook))
        .routes(routes!(renew_hook))
        .routes(routes!(create_bot))
        .routes(routes!(remove_bot))
        .routes(routes!(post_by_hook))
}

/// The programs that post in a channel, or read it, each for one person.
#[utoipa::path(get, path = "/channels/{channel}/automates", tag = "hooks", operation_id = "list_automates",
    params(("channel" = inline(ids::ChannelId), Path)), responses((status = 200, body = Automates), Problems))]
async fn list_automates(
    State(app): State<App>,
    _: SignedIn,
    Granted(channel): Granted<Oversee, Channel>,
) -> Answer<Json<Automates>> {
    Ok(Json(views::automates(&app, &channel).await?))
}

/// Make a hook: an address at which a program posts in the channel, for whoever makes it. It is told this once.
#[utoipa::path(post, path = "/channels/{channel}/hooks", tag = "hooks", operation_id = "create_hook",
    extensions(("x-codes" = json!({"409": ["hook.too_many"]}))),
    params(("channel" = inline(ids::ChannelId), Path)), request_body = NewHook,
    responses((status = 201, body = MadeHook), Problems))]
async fn create_hook(
    State(app): State<App>,
    _: SignedIn,
    Granted(channel): Granted<Manage, Channel>,
    Json(new): Json<NewHook>,
) -> Answer<Created<MadeHook>> {
    let made = actions::make(&app, channel, new).await?;
    Ok(Created(with_address(&app, made).await?))
}

async fn with_address(app: &App, (row, secret): (HookRow, Secret)) -> Answer<MadeHook> {
    Ok(MadeHook {
        hook: views::hook(app, row).await?,
        address: format!("{}/api/v1/hooks/{}", app.config.origin(), secret.reveal()),
    })
}

/// Give a hook another name or other looks, for what it posts from then on.
#[utoipa::path(patch, path = "/channels/{channel}/hooks/{hook}", tag = "hooks", operation_id = "edit_hook",
    params(("channel" = inline(ids::ChannelId), Path), ("hook" = inline(ids::HookId), Path), ("If-Match" = String, Header)),
    request_body = HookPatch, responses((status = 200, body = Hook), Problems))]
async fn edit_hook(
    State(app): State<App>,
    _: SignedIn,
    Granted(channel): Granted<Manage, Channel>,
    OneOf(hook): OneOf<kind::Hook>,
    IfMatch(version): IfMatch,
    Json(patch): Json<HookPatch>,
) -> Answer<Json<Hook>> {
    let (row, is_changed) = actions::change(&app, channel, hook, version, patch).await?;
    let hook = views::hook(&app, row).await?;
    if is_changed {
        Ok(Json(hook))
    } else {
        // The one who lost sees what it is now, to decide anew.
        Err(Failure(Problem::LostRace(
            serde_json::to_value(hook).map_err(Problem::internal)?,
        )))
    }
}

/// Take a hook away: its address opens nothing any more. What it has posted stays.
#[utoipa::path(delete, path = "/channels/{channel}/hooks/{hook}", tag = "hooks", operation_id = "remove_hook",
    params(("channel" = inline(ids::ChannelId), Path), ("hook" = inline(ids::HookId), Path)),
    responses((status = 204), Problems))]
async fn remove_hook(
    State(app): State<App>,
    _: SignedIn,
    Granted(channel): Granted<Oversee, Channel>,
    OneOf(hook): OneOf<kind::Hook>,
) -> Answer<Done> {
    actions::remove(&app, channel, hook).await?;
    Ok(Done)
}

/// Give a hook another address, told this once: the one before opens nothing any more.
#[utoipa::path(post, path = "/channels/{channel}/hooks/{hook}/address", tag = "hooks", operation_id = "renew_hook",
    params(("channel" = inline(ids::ChannelId), Path), ("hook" = inline(ids::HookId), Path)),
    responses((status = 200, body = MadeHook), Problems))]
async fn renew_hook(
    State(app): State<App>,
    _: SignedIn,
    Granted(channel): Granted<Manage, Channel>,
    OneOf(hook): OneOf<kind::Hook>,
) -> Answer<Json<MadeHook>> {
    let renewed = actions::renew(&app, channel, hook).await?;
    Ok(Json(with_address(&app, renewed).await?))
}

/// Make a bot: an app password of this channel alone, for whoever makes it. Its secret is told this once.
#[utoipa::path(post, path = "/channels/{channel}/bots", tag = "hooks", operation_id = "create_bot",
    extensions(("x-codes" = json!({"403": ["session.not_fresh"], "409": ["app_password.too_many", "hook.too_many"]}))),
    params(("channel" = inline(ids::ChannelId), Path)), request_body = NewBot,
    responses((status = 201, body = MadeBot), Problems))]
async fn create_bot(
    State(app): State<App>,
    _: SignedIn,
    Granted(channel): Granted<Manage, Channel>,
    _: Fresh,
    Json(new): Json<NewBot>,
) -> Answer<Created<MadeBot>> {
    let (bot, secret) = actions::make_bot(&app, channel, new).await?;
    Ok(Created(MadeBot {
        bot: views::bot(&app, bot).await?,
        secret: secret.reveal(),
    }))
}

/// Take a bot away, whoever made it: its secret opens nothing any more. What it has posted stays.
#[utoipa::path(delete, path = "/channels/{channel}/bots/{bot}", tag = "hooks", operation_id = "remove_bot",
    params(("channel" = inline(ids::ChannelId), Path), ("bot" = inline(ids::AppPasswordId), Path)),
    responses((status = 204), Problems))]
async fn remove_bot(
    State(app): State<App>,
    _: SignedIn,
    Granted(channel): Granted<Oversee, Channel>,
    OneOf(bot): OneOf<kind::AppPassword>,
) -> Answer<Done> {
    actions::remove_bot(&app, channel, bot).await?;
    Ok(Done)
}

/// Post in a channel as a program that knows the address of a hook. It may do what whoever made the hook may, or less.
#[utoipa::path(post, path = "/hooks/{secret}", tag = "hooks", operation_id = "post_by_hook", security(()),
    extensions(("x-codes" = json!({"403": ["hook.closed", "hook.maker_may_not", "hook.maker_suspended"],
        "409": ["draft.reused", "log.no_threads", "thread.required"], "429": ["hook.too_often", "session.throttled"]}))),
    params(("secret" = String, Path)), request_body = NewHookMessage,
    responses((status = 201, body = PostedByHook), Problems))]
async fn post_by_hook(
    State(app): State<App>,
    client: Client,
    Path(secret): Path<String>,
    Json(new): Json<NewHookMessage>,
) -> Answer<Created<PostedByHook>> {
    let posted = match secret.parse::<Secret>() {
        Ok(secret) => actions::post(&app, &secret, new).await,
        Err(_) => Err(Problem::NotFound),
    };
    match posted {
        Ok(id) => Ok(Created(PostedByHook { id })),
        Err(problem) => {
            // Only what opens nothing is counted: a program may post more often than a person guesses.
            if matches!(problem, Problem::NotFound) {
                app.throttle.network(client.network())?;
            }
            Err(Failure(problem))
        }
    }
}
