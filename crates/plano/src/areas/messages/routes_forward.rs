// SPDX-License-Identifier: EUPL-1.2
//! `/channels/{channel}/forwards`: messages that are passed on.

use access::{Comment, Denied, Read};
use axum::extract::State;
use base::{Invalid, Problem, ids};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    actions_forward, model::Message, model_forward::NewForward, model_hooks::Automate, store_places, views,
};
use crate::{
    app::App,
    http::{Answer, Behind, ByProgram, Created, Failure, Granted, Json, Problems},
};

/// The route of this file.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(forward_message))
}

/// Pass a message that one reads on to a channel or conversation in which one writes. It is copied as it reads now.
#[utoipa::path(post, path = "/channels/{channel}/forwards", tag = "messages", operation_id = "forward_message",
    extensions(("x-codes" = json!({"403": ["access.closed", "access.announcers_only"], "409": ["draft.reused", "forward.too_long"], "429": ["message.too_often"]}))),
    params(("channel" = inline(ids::ChannelId), Path)), request_body = NewForward,
    responses((status = 201, body = Message), Problems))]
async fn forward_message(
    State(app): State<App>,
    Granted(channel): Granted<Comment, store_places::Channel>,
    Behind(me): Behind,
    ByProgram(program): ByProgram,
    Json(new): Json<NewForward>,
) -> Answer<Created<Message>> {
    app.pace.message(channel.actor().account)?;
    let unknown = || Failure(Problem::field("message", Invalid::new("forward.unknown")));
    let asked =
        access::grant::<Read, store_places::Message>(&app.db, me.signed, new.message, app.now()).await;
    let origin = match asked {
        Ok(origin) if me.may_know_in(origin.place()) && me.may_know_one(&app, origin.id()).await? => origin,
        Ok(_) | Err(Denied::NotFound | Denied::Forbidden(_)) => return Err(unknown()),
        Err(denied) => return Err(denied.into()),
    };
    let me = channel.actor().account;
    let automate = program.map(|it| Automate::program(it).kept());
    let id = actions_forward::forward(&app.db, &app.posts, channel, origin, new, automate).await?;
    let (message, _) = views::message(&app.db, Some(me), id)
        .await?
        .ok_or(Problem::NotFound)?;
    Ok(Created(message))
}
