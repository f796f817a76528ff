// SPDX-License-Identifier: EUPL-1.2
//! `/channels/{channel}/polls`, `/messages/{message}/poll`.

use access::{Comment, React, Read};
use axum::extract::State;
use base::{Problem, ids};
use serde_json::json;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    actions::Refused,
    actions_polls,
    model::Message,
    model_hooks::Automate,
    model_polls::{Ballot, NewPoll, PollVotes},
    store_places, views, views_polls,
};
use crate::{
    app::App,
    http::{Answer, Behind, ByProgram, Created, Done, Granted, GrantedOrRead, Json, Problems},
};

/// The routes of this file.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(put_poll))
        .routes(routes!(get_my_vote, vote))
        .routes(routes!(list_votes))
        .routes(routes!(close_poll))
}

/// Put a poll to those who read a channel.
#[utoipa::path(post, path = "/channels/{channel}/polls", tag = "messages", operation_id = "put_poll",
    extensions(("x-codes" = json!({"403": ["access.closed", "access.announcers_only"], "409": ["draft.reused", "log.no_polls"], "429": ["message.too_often"]}))),
    params(("channel" = inline(ids::ChannelId), Path)), request_body = NewPoll,
    responses((status = 201, body = Message), Problems))]
async fn put_poll(
    State(app): State<App>,
    channel: GrantedOrRead<Comment, store_places::Channel>,
    Behind(asker): Behind,
    ByProgram(program): ByProgram,
    Json(new): Json<NewPoll>,
) -> Answer<Created<Message>> {
    let me = asker.signed.account;
    app.pace.message(me)?;
    let id = match channel {
        GrantedOrRead::Granted(channel) => {
            let automate = program.map(|it| Automate::program(it).kept());
            actions_polls::put(&app, &app.posts, channel, new, automate).await?
        }
        GrantedOrRead::Reads(channel, refusal) => {
            let refused = Refused::Problem(refusal);
            actions_polls::put_before(&app.db, me, channel.id(), &new, refused).await?
        }
    };
    let (message, _) = views::message(&app.db, Some(me), id)
        .await?
        .ok_or(Problem::NotFound)?;
    Ok(Created(message))
}

/// What one has chosen in a poll. Nothing of an anonymous one that is closed: it was forgotten.
#[utoipa::path(get, path = "/messages/{message}/poll/vote", tag = "messages", operation_id = "get_my_vote",
    params(("message" = inline(ids::MessageId), Path)), responses((status = 200, body = Ballot), Problems))]
async fn get_my_vote(
    State(app): State<App>,
    Granted(message): Granted<Read, store_places::Message>,
) -> Answer<Json<Ballot>> {
    Ok(Json(views_polls::mine(&app, &message).await?))
}

/// Choose in a poll, instead of what one chose before.
#[utoipa::path(put, path = "/messages/{message}/poll/vote", tag = "messages", operation_id = "vote",
    extensions(("x-codes" = json!({"429": ["message.too_often"], "403": ["access.closed"], "409": ["poll.closed"]}))),
    params(("message" = inline(ids::MessageId), Path)), request_body = Ballot, responses((status = 204), Problems))]
async fn vote(
    State(app): State<App>,
    Granted(message): Granted<React, store_places::Message>,
    Json(ballot): Json<Ballot>,
) -> Answer<Done> {
    let (me, id) = (message.actor().account, message.id());
    app.pace.change(me)?;
    actions_polls::vote(&app.db, message, ballot).await?;
    // His other windows: what is told to all does not say who chose what.
    app.live.aside(me, "poll.voted", &json!({ "message": id }));
    Ok(Done)
}

/// Who chose what in a poll with names. Of an anonymous one nobody is told, whoever asks.
#[utoipa::path(get, path = "/messages/{message}/poll/votes", tag = "messages", operation_id = "list_votes",
    extensions(("x-codes" = json!({"409": ["poll.anonymous"]}))),
    params(("message" = inline(ids::MessageId), Path)), responses((status = 200, body = PollVotes), Problems))]
async fn list_votes(
    State(app): State<App>,
    Granted(message): Granted<Read, store_places::Message>,
) -> Answer<Json<PollVotes>> {
    Ok(Json(views_polls::votes(&app, &message).await?))
}

/// Close a poll one has put, or that stands in a channel one manages: nobody votes any more.
#[utoipa::path(put, path = "/messages/{message}/poll/closure", tag = "messages", operation_id = "close_poll",
    extensions(("x-codes" = json!({"403": ["access.announcers_only", "access.author_only", "access.closed"]}))),
    params(("message" = inline(ids::MessageId), Path)), responses((status = 204), Problems))]
async fn close_poll(
    State(app): State<App>,
    Granted(message): Granted<Read, store_places::Message>,
) -> Answer<Done> {
    actions_polls::close(&app.db, message).await?;
    Ok(Done)
}
