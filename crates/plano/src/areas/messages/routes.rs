// SPDX-License-Identifier: EUPL-1.2
//! `/channels/{channel}/messages`, `/messages/{message}`. Channels themselves have their own file.

use access::{Comment, React, Read, Write};
use axum::extract::{Path, State};
use base::{Id, Invalid, PageSize, Problem, ids, kind};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    actions, actions_reading, live,
    model::{
        FollowedThreads, Message, MessagePatch, MessageVersions, Messages, MyThread, NewMessage, ThreadPatch,
    },
    model_emoji::Emoji,
    model_hooks::Automate,
    post_queue::Posted,
    store_places,
    views::{self, Part},
};
use crate::{
    app::App,
    http::{
        Answer, Asker, Behind, ByProgram, Created, Done, Failure, Granted, GrantedOrRead, IfMatch, Json,
        Problems, Query,
    },
};

/// The area's routes.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list_messages, post_message))
        .routes(routes!(get_message, edit_message, retract_message))
        .routes(routes!(list_message_versions))
        .routes(routes!(list_answers))
        .routes(routes!(get_my_thread, keep_thread))
        .routes(routes!(list_my_threads))
        .routes(routes!(list_decisions))
        .routes(routes!(resolve_thread, reopen_thread))
        .routes(routes!(react, unreact))
        .routes(routes!(pin_message, unpin_message))
        .routes(routes!(list_pins))
        .merge(super::routes_catch_up::routes())
        .merge(super::routes_channels::routes())
        .merge(super::routes_clear::routes())
        .merge(super::routes_folders::routes())
        .merge(super::routes_forward::routes())
        .merge(super::routes_keywords::routes())
        .merge(super::routes_polls::routes())
        .merge(super::routes_search::routes())
        .merge(super::routes_later::routes())
        .merge(super::routes_hooks::routes())
        .merge(super::routes_exports::routes())
}

/// Which part of a channel; at most one of `before`, `after`, `around`. Without any, its end.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Which {
    /// What comes before this place.
    before: Option<i64>,
    /// What comes after this place.
    after: Option<i64>,
    /// This place, and what surrounds it.
    around: Option<i64>,
    /// 1 to 200.
    #[serde(default)]
    #[param(inline)]
    limit: PageSize,
}

/// A part of a channel, oldest first.
#[utoipa::path(get, path = "/channels/{channel}/messages", tag = "messages", operation_id = "list_messages",
    params(("channel" = inline(ids::ChannelId), Path), Which), responses((status = 200, body = Messages), Problems))]
async fn list_messages(
    State(app): State<App>,
    Granted(channel): Granted<Read, store_places::Channel>,
    Query(which): Query<Which>,
) -> Answer<Json<Messages>> {
    let part = match (which.before, which.after, which.around) {
        (None, None, None) => Part::Last,
        (Some(seq), None, None) => Part::Before(seq),
        (None, Some(seq), None) => Part::After(seq),
        (None, None, Some(seq)) => Part::Around(seq),
        _ => {
            let invalid = base::Invalid::new("page.one_part");
            return Err(Failure(Problem::field("before", invalid)));
        }
    };
    Ok(Json(views::page(&app, &channel, part, which.limit).await?))
}

/// Post a message in a channel, or an answer in a thread.
#[utoipa::path(post, path = "/channels/{channel}/messages", tag = "messages", operation_id = "post_message",
    extensions(("x-codes" = json!({"403": ["access.closed", "access.announcers_only"], "409": ["draft.reused", "log.no_threads", "thread.required"], "429": ["message.too_often"]}))),
    params(("channel" = inline(ids::ChannelId), Path)), request_body = NewMessage,
    responses((status = 201, body = Message), Problems))]
async fn post_message(
    State(app): State<App>,
    channel: GrantedOrRead<Comment, store_places::Channel>,
    Behind(asker): Behind,
    ByProgram(program): ByProgram,
    Json(new): Json<NewMessage>,
) -> Answer<Created<Message>> {
    let me = asker.signed.account;
    app.pace.message(me)?;
    let body = new.body.clone();
    let posted = match channel {
        GrantedOrRead::Granted(channel) => {
            // Its person has not read what stands before.
            let (is_here, automate) = (program.is_none(), program.map(|it| Automate::program(it).kept()));
            actions::post_shown(&app.db, &app.posts, channel, new, is_here, automate).await?
        }
        GrantedOrRead::Reads(channel, refusal) => {
            let id = actions::said_before(&app.db, &channel, new, refusal).await?;
            Posted { id, shown: None }
        }
    };
    let message = match posted.shown {
        // Of signs under it, it is not yet said which are one's own.
        Some(message) if message.reactions.is_empty() => message,
        _ => shown(&app, me, posted.id).await?.0,
    };
    Ok(Created(if asker.may_read() {
        message
    } else {
        views::as_sent(message, &body)
    }))
}

/// A message.
#[utoipa::path(get, path = "/messages/{message}", tag = "messages", operation_id = "get_message",
    params(("message" = inline(ids::MessageId), Path)), responses((status = 200, body = Message), Problems))]
async fn get_message(
    State(app): State<App>,
    Granted(message): Granted<Read, store_places::Message>,
) -> Answer<Json<Message>> {
    shown(&app, message.actor().account, message.id()).await
}

async fn shown(app: &App, me: Id<kind::Account>, id: Id<kind::Message>) -> Answer<Json<Message>> {
    let (message, _) = views::message(&app.db, Some(me), id)
        .await?
        .ok_or(Problem::NotFound)?;
    Ok(Json(message))
}

/// Give one's message another text.
#[utoipa::path(patch, path = "/messages/{message}", tag = "messages", operation_id = "edit_message",
    extensions(("x-codes" = json!({"429": ["message.too_often"], "403": ["access.announcers_only", "access.author_only", "access.closed"], "409": ["poll.has_votes"]}))),
    params(("message" = inline(ids::MessageId), Path), ("If-Match" = String, Header)), request_body = MessagePatch,
    responses((status = 200, body = Message), Problems))]
async fn edit_message(
    State(app): State<App>,
    Granted(message): Granted<Write, store_places::Message>,
    Behind(asker): Behind,
    IfMatch(version): IfMatch,
    Json(patch): Json<MessagePatch>,
) -> Answer<Json<Message>> {
    let (me, id) = (message.actor().account, message.id());
    app.pace.change(me)?;
    let body = patch.body.clone();
    match actions::edit(&app.db, message, version, patch.body).await {
        Err(Problem::LostRace(_)) if !asker.may_read() => {
            Err(Failure(Problem::LostRace(serde_json::Value::Null)))
        }
        // The one who lost sees what it is now, to decide anew.
        Err(Problem::LostRace(_)) => {
            let Json(now) = shown(&app, me, id).await?;
            Err(Failure(Problem::LostRace(
                serde_json::to_value(now).map_err(Problem::internal)?,
            )))
        }
        Err(problem) => Err(Failure(problem)),
        Ok(()) if !asker.may_read() => Ok(Json(views::as_sent(shown(&app, me, id).await?.0, &body))),
        Ok(()) => shown(&app, me, id).await,
    }
}

/// Take a message away.
#[utoipa::path(delete, path = "/messages/{message}", tag = "messages", operation_id = "retract_message",
    extensions(("x-codes" = json!({"403": ["access.announcers_only", "access.author_only", "access.closed"]}))),
    params(("message" = inline(ids::MessageId), Path)), responses((status = 204), Problems))]
async fn retract_message(
    State(app): State<App>,
    Granted(message): Granted<Read, store_places::Message>,
) -> Answer<Done> {
    actions::retract(&app.db, message).await?;
    Ok(Done)
}

/// Which of the texts that a message had.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct WhichVersions {
    /// Those after this version; without it, from the first.
    #[serde(default)]
    after: i64,
    /// 1 to 200; without it, 200.
    #[param(value_type = Option<u16>)]
    limit: Option<PageSize>,
}

/// What a message was before it was edited, oldest first.
#[utoipa::path(get, path = "/messages/{message}/versions", tag = "messages", operation_id = "list_message_versions",
    params(("message" = inline(ids::MessageId), Path), WhichVersions),
    responses((status = 200, body = MessageVersions), Problems))]
async fn list_message_versions(
    State(app): State<App>,
    Granted(message): Granted<Read, store_places::Message>,
    Query(which): Query<WhichVersions>,
) -> Answer<Json<MessageVersions>> {
    Ok(Json(
        views::versions(&app, &message, which.after, which.limit.unwrap_or(PageSize::MAX)).await?,
    ))
}

/// Which answers.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct WhichAnswers {
    /// What comes after this place in the thread.
    #[serde(default)]
    after: i64,
    /// 1 to 200.
    #[serde(default)]
    #[param(inline)]
    limit: PageSize,
}

/// The answers in a message's thread, oldest first.
#[utoipa::path(get, path = "/messages/{message}/answers", tag = "messages", operation_id = "list_answers",
    params(("message" = inline(ids::MessageId), Path), WhichAnswers), responses((status = 200, body = Messages), Problems))]
async fn list_answers(
    State(app): State<App>,
    Granted(root): Granted<Read, store_places::Message>,
    Query(which): Query<WhichAnswers>,
) -> Answer<Json<Messages>> {
    Ok(Json(
        views::answers(&app, &root, which.after.max(0), which.limit).await?,
    ))
}

/// How one keeps a thread.
#[utoipa::path(get, path = "/messages/{message}/thread", tag = "messages", operation_id = "get_my_thread",
    params(("message" = inline(ids::MessageId), Path)), responses((status = 200, body = MyThread), Problems))]
async fn get_my_thread(
    State(app): State<App>,
    Granted(root): Granted<Read, store_places::Message>,
) -> Answer<Json<MyThread>> {
    Ok(Json(views::my_thread(&app, &root).await?))
}

/// The threads one follows, over all channels one reads.
#[utoipa::path(get, path = "/me/threads", tag = "messages", operation_id = "list_my_threads",
    responses((status = 200, body = FollowedThreads), Problems))]
async fn list_my_threads(State(app): State<App>, me: Asker) -> Answer<Json<FollowedThreads>> {
    Ok(Json(views::followed(&app, me.signed).await?))
}

/// Which decisions.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct WhichDecisions {
    /// Those before this one.
    #[param(inline)]
    before: Option<ids::MessageId>,
    /// 1 to 200.
    #[serde(default)]
    #[param(inline)]
    limit: PageSize,
}

/// What was decided in a project, as far as one reads its channels, newest first.
#[utoipa::path(get, path = "/projects/{project}/decisions", tag = "messages", operation_id = "list_decisions",
    params(("project" = inline(ids::ProjectId), Path), WhichDecisions), responses((status = 200, body = Messages), Problems))]
async fn list_decisions(
    State(app): State<App>,
    Granted(project): Granted<Read, store_places::Messages>,
    Query(which): Query<WhichDecisions>,
) -> Answer<Json<Messages>> {
    let before = which.before.unwrap_or(Id::MAX);
    Ok(Json(views::decisions(&app, &project, before, which.limit).await?))
}

/// Follow, no longer follow, or mute a thread; mark it as read.
#[utoipa::path(put, path = "/messages/{message}/thread", tag = "messages", operation_id = "keep_thread",
    params(("message" = inline(ids::MessageId), Path)), request_body = ThreadPatch, responses((status = 204), Problems))]
async fn keep_thread(
    State(app): State<App>,
    Granted(root): Granted<Read, store_places::Message>,
    Json(patch): Json<ThreadPatch>,
) -> Answer<Done> {
    let (me, id) = (root.actor().account, root.id());
    let read = actions_reading::keep_thread(&app.db, root, patch.attention, patch.read_seq).await?;
    if let Some(seq) = read {
        live::thread_read(&app, me, id, seq);
    }
    Ok(Done)
}

/// Mark a thread as settled.
#[utoipa::path(put, path = "/messages/{message}/resolution", tag = "messages", operation_id = "resolve_thread",
    extensions(("x-codes" = json!({"429": ["message.too_often"], "403": ["access.announcers_only", "access.closed"]}))),
    params(("message" = inline(ids::MessageId), Path)), responses((status = 204), Problems))]
async fn resolve_thread(
    State(app): State<App>,
    Granted(root): Granted<Comment, store_places::Message>,
) -> Answer<Done> {
    // Whoever settles it again has opened it before: both are told to all.
    app.pace.change(root.actor().account)?;
    actions::resolve(&app.db, root).await?;
    Ok(Done)
}

/// Open a settled thread again.
#[utoipa::path(delete, path = "/messages/{message}/resolution", tag = "messages", operation_id = "reopen_thread",
    extensions(("x-codes" = json!({"403": ["access.announcers_only", "access.closed"]}))),
    params(("message" = inline(ids::MessageId), Path)), responses((status = 204), Problems))]
async fn reopen_thread(
    State(app): State<App>,
    Granted(root): Granted<Comment, store_places::Message>,
) -> Answer<Done> {
    actions::reopen(&app.db, root).await?;
    Ok(Done)
}

/// The emoji of the path.
fn emoji(read: Result<Emoji, Invalid>) -> Result<Emoji, Failure> {
    read.map_err(|invalid| Failure(Problem::field("emoji", invalid)))
}

/// Answer a message with a sign.
#[utoipa::path(put, path = "/messages/{message}/reactions/{emoji}", tag = "messages", operation_id = "react",
    extensions(("x-codes" = json!({"429": ["message.too_often"], "403": ["access.closed"], "409": ["reaction.too_many"], "422": ["body.unacceptable"]}))),
    params(("message" = inline(ids::MessageId), Path), ("emoji" = String, Path)), responses((status = 204), Problems))]
async fn react(
    State(app): State<App>,
    Granted(message): Granted<React, store_places::Message>,
    Path((_, sign)): Path<(String, String)>,
) -> Answer<Done> {
    app.pace.change(message.actor().account)?;
    actions::react(&app.db, message, emoji(Emoji::new(&sign))?).await?;
    Ok(Done)
}

/// Take one's sign back.
#[utoipa::path(delete, path = "/messages/{message}/reactions/{emoji}", tag = "messages", operation_id = "unreact",
    extensions(("x-codes" = json!({"403": ["access.closed"], "422": ["body.unacceptable"]}))),
    params(("message" = inline(ids::MessageId), Path), ("emoji" = String, Path)), responses((status = 204), Problems))]
async fn unreact(
    State(app): State<App>,
    Granted(message): Granted<React, store_places::Message>,
    Path((_, sign)): Path<(String, String)>,
) -> Answer<Done> {
    actions::unreact(&app.db, message, emoji(Emoji::given(&sign))?).await?;
    Ok(Done)
}

/// Pin a message to its channel.
#[utoipa::path(put, path = "/messages/{message}/pin", tag = "messages", operation_id = "pin_message",
    extensions(("x-codes" = json!({"429": ["message.too_often"], "403": ["access.closed", "access.announcers_only"], "409": ["pin.too_many"]}))),
    params(("message" = inline(ids::MessageId), Path)), responses((status = 204), Problems))]
async fn pin_message(
    State(app): State<App>,
    Granted(message): Granted<Comment, store_places::Message>,
) -> Answer<Done> {
    app.pace.change(message.actor().account)?;
    actions::pin(&app.db, message).await?;
    Ok(Done)
}

/// Unpin a message.
#[utoipa::path(delete, path = "/messages/{message}/pin", tag = "messages", operation_id = "unpin_message",
    extensions(("x-codes" = json!({"403": ["access.closed", "access.announcers_only"]}))),
    params(("message" = inline(ids::MessageId), Path)), responses((status = 204), Problems))]
async fn unpin_message(
    State(app): State<App>,
    Granted(message): Granted<Comment, store_places::Message>,
) -> Answer<Done> {
    actions::unpin(&app.db, message).await?;
    Ok(Done)
}

/// The messages pinned to a channel, the last pinned first.
#[utoipa::path(get, path = "/channels/{channel}/pins", tag = "messages", operation_id = "list_pins",
    params(("channel" = inline(ids::ChannelId), Path)), responses((status = 200, body = Messages), Problems))]
async fn list_pins(
    State(app): State<App>,
    Granted(channel): Granted<Read, store_places::Channel>,
) -> Answer<Json<Messages>> {
    Ok(Json(views::pinned(&app, &channel).await?))
}
