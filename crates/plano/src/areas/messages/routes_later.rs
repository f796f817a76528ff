// SPDX-License-Identifier: EUPL-1.2
//! What one keeps for later: `/messages/{message}/saved`, `/messages/{message}/reminder`, `/scheduled-messages`, and the
//! lists of them below `/me`. Each reads his own; no path names another's.

use access::{Comment, Read};
use axum::extract::State;
use base::{Invalid, PageSize, Problem, ids, kind};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    actions_later, actions_saved,
    model_hooks::Automate,
    model_later::{
        MessageMark, NewReminder, NewScheduledMessage, Reminders, SavedMessages, ScheduledMessage,
        ScheduledMessagePatch,
    },
    store_places, views_later,
};
use crate::{
    app::App,
    areas::projects::Items,
    http::{
        Answer, Asker, ByProgram, Created, Done, Failure, Granted, IfMatch, Json, OneOf, Problems, Query,
    },
};

/// The routes of this file.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(save_message, unsave_message))
        .routes(routes!(list_saved_messages))
        .routes(routes!(remind_of_message, forget_reminder))
        .routes(routes!(list_reminders))
        .routes(routes!(list_message_marks))
        .routes(routes!(schedule_message))
        .routes(routes!(list_scheduled_messages))
        .routes(routes!(edit_scheduled_message, cancel_scheduled_message))
        .routes(routes!(send_scheduled_message))
}

/// Save a message.
#[utoipa::path(put, path = "/messages/{message}/saved", tag = "messages", operation_id = "save_message",
    extensions(("x-codes" = json!({"409": ["saved.too_many"]}))),
    params(("message" = inline(ids::MessageId), Path)), responses((status = 204), Problems))]
async fn save_message(
    State(app): State<App>,
    Granted(message): Granted<Read, store_places::Message>,
) -> Answer<Done> {
    actions_saved::save(&app.db, message).await?;
    Ok(Done)
}

/// Save a message no longer.
#[utoipa::path(delete, path = "/messages/{message}/saved", tag = "messages", operation_id = "unsave_message",
    params(("message" = inline(ids::MessageId), Path)), responses((status = 204), Problems))]
async fn unsave_message(
    State(app): State<App>,
    Granted(message): Granted<Read, store_places::Message>,
) -> Answer<Done> {
    actions_saved::unsave(&app.db, message).await?;
    Ok(Done)
}

/// Which of the messages one has saved.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct WhichSaved {
    /// The `next` of the page before.
    after: Option<String>,
    /// 1 to 200.
    #[serde(default)]
    #[param(inline)]
    limit: PageSize,
}

/// The messages one has saved, as far as one reads their channels, those saved last first.
#[utoipa::path(get, path = "/me/saved-messages", tag = "messages", operation_id = "list_saved_messages",
    params(WhichSaved), responses((status = 200, body = SavedMessages), Problems))]
async fn list_saved_messages(
    State(app): State<App>,
    me: Asker,
    Query(which): Query<WhichSaved>,
) -> Answer<Json<SavedMessages>> {
    let after = match which.after.as_deref().map(views_later::place) {
        Some(None) => return Err(Failure(Problem::field("after", Invalid::new("page.after")))),
        after => after.flatten(),
    };
    Ok(Json(
        views_later::saved(&app, me.signed, after, which.limit).await?,
    ))
}

/// Be reminded of a message at a time, instead of any other.
#[utoipa::path(put, path = "/messages/{message}/reminder", tag = "messages", operation_id = "remind_of_message",
    extensions(("x-codes" = json!({"429": ["message.too_often"], "409": ["reminder.too_many"]}))),
    params(("message" = inline(ids::MessageId), Path)), request_body = NewReminder, responses((status = 204), Problems))]
async fn remind_of_message(
    State(app): State<App>,
    Granted(message): Granted<Read, store_places::Message>,
    Json(new): Json<NewReminder>,
) -> Answer<Done> {
    app.pace.change(message.actor().account)?;
    actions_saved::remind(&app.db, message, new.remind_at).await?;
    Ok(Done)
}

/// Not be reminded of a message.
#[utoipa::path(delete, path = "/messages/{message}/reminder", tag = "messages", operation_id = "forget_reminder",
    params(("message" = inline(ids::MessageId), Path)), responses((status = 204), Problems))]
async fn forget_reminder(
    State(app): State<App>,
    Granted(message): Granted<Read, store_places::Message>,
) -> Answer<Done> {
    actions_saved::forget_reminder(&app.db, message).await?;
    Ok(Done)
}

/// The messages one will be reminded of, as far as one reads their channels, the soonest first.
#[utoipa::path(get, path = "/me/reminders", tag = "messages", operation_id = "list_reminders",
    responses((status = 200, body = Reminders), Problems))]
async fn list_reminders(State(app): State<App>, me: Asker) -> Answer<Json<Reminders>> {
    Ok(Json(views_later::reminders(&app, me.signed).await?))
}

/// Which messages one keeps, and how: their ids only.
#[utoipa::path(get, path = "/me/message-marks", tag = "messages", operation_id = "list_message_marks",
    responses((status = 200, body = Items<MessageMark>), Problems))]
async fn list_message_marks(State(app): State<App>, me: Asker) -> Answer<Json<Items<MessageMark>>> {
    Ok(Json(Items {
        items: views_later::marks(&app, me.signed).await?,
    }))
}

/// Have a message posted later.
#[utoipa::path(post, path = "/channels/{channel}/scheduled-messages", tag = "messages", operation_id = "schedule_message",
    extensions(("x-codes" = json!({"403": ["access.closed", "access.announcers_only"], "409": ["draft.reused", "log.no_threads", "scheduled.too_many", "thread.required"], "429": ["message.too_often"]}))),
    params(("channel" = inline(ids::ChannelId), Path)), request_body = NewScheduledMessage,
    responses((status = 201, body = ScheduledMessage), Problems))]
async fn schedule_message(
    State(app): State<App>,
    Granted(channel): Granted<Comment, store_places::Channel>,
    ByProgram(program): ByProgram,
    Json(new): Json<NewScheduledMessage>,
) -> Answer<Created<ScheduledMessage>> {
    let author = channel.actor().account;
    app.pace.message(author)?;
    let made = actions_later::schedule(
        &app.db,
        channel,
        new,
        program.map(|it| Automate::program(it).kept()),
    )
    .await?;
    Ok(Created(views_later::shown_as(made)))
}

/// One's messages that wait to be posted, the soonest first; those that could not be, with the reason.
#[utoipa::path(get, path = "/me/scheduled-messages", tag = "messages", operation_id = "list_scheduled_messages",
    responses((status = 200, body = Items<ScheduledMessage>), Problems))]
async fn list_scheduled_messages(State(app): State<App>, me: Asker) -> Answer<Json<Items<ScheduledMessage>>> {
    Ok(Json(Items {
        items: views_later::all_scheduled(&app, me.signed).await?,
    }))
}

/// Give one that waits another text or another time.
#[utoipa::path(patch, path = "/scheduled-messages/{scheduled}", tag = "messages", operation_id = "edit_scheduled_message",
    extensions(("x-codes" = json!({"429": ["message.too_often"], "409": ["scheduled.being_sent"]}))),
    params(("scheduled" = inline(ids::ScheduledMessageId), Path), ("If-Match" = String, Header)),
    request_body = ScheduledMessagePatch, responses((status = 200, body = ScheduledMessage), Problems))]
async fn edit_scheduled_message(
    State(app): State<App>,
    me: Asker,
    OneOf(id): OneOf<kind::ScheduledMessage>,
    IfMatch(version): IfMatch,
    Json(patch): Json<ScheduledMessagePatch>,
) -> Answer<Json<ScheduledMessage>> {
    app.pace.change(me.signed.account)?;
    match actions_later::change(&app.db, me.signed, id, version, patch).await {
        // The one who lost sees what it is now, to decide anew.
        Err(Problem::LostRace(_)) => {
            let now = views_later::scheduled(&app, me.signed.account, id).await?;
            Err(Failure(Problem::LostRace(
                serde_json::to_value(now.ok_or(Problem::NotFound)?).map_err(Problem::internal)?,
            )))
        }
        Err(problem) => Err(Failure(problem)),
        Ok(changed) => Ok(Json(views_later::shown_as(changed))),
    }
}

/// Strike one out that waits.
#[utoipa::path(delete, path = "/scheduled-messages/{scheduled}", tag = "messages", operation_id = "cancel_scheduled_message",
    extensions(("x-codes" = json!({"409": ["scheduled.being_sent"]}))),
    params(("scheduled" = inline(ids::ScheduledMessageId), Path)), responses((status = 204), Problems))]
async fn cancel_scheduled_message(
    State(app): State<App>,
    me: Asker,
    OneOf(id): OneOf<kind::ScheduledMessage>,
) -> Answer<Done> {
    actions_later::cancel(&app.db, me.signed, id).await?;
    Ok(Done)
}

/// Have one that waits posted now.
#[utoipa::path(put, path = "/scheduled-messages/{scheduled}/sending", tag = "messages", operation_id = "send_scheduled_message",
    extensions(("x-codes" = json!({"409": ["scheduled.being_sent"]}))),
    params(("scheduled" = inline(ids::ScheduledMessageId), Path)), responses((status = 204), Problems))]
async fn send_scheduled_message(
    State(app): State<App>,
    me: Asker,
    OneOf(id): OneOf<kind::ScheduledMessage>,
) -> Answer<Done> {
    actions_later::send_now(&app.db, me.signed, id).await?;
    Ok(Done)
}
