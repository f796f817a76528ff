// SPDX-License-Identifier: EUPL-1.2
//! `/projects/{project}/channels`, `/channels/{channel}`, `/me/channels`, `/me/conversations`.

use access::{Manage, Read, Signed, Write};
use axum::extract::{Path, State};
use base::{Id, Invalid, Page, PageSize, Problem, ids, kind};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    actions_channels,
    actions_people::{self, Who},
    actions_reading, live,
    model::{Channel, ChannelPatch, ChannelPerson, KeptSo, NewChannel, NewConversation, ReadUpTo},
    store_places::{self, Messages},
    views_channels,
};
use crate::{
    app::App,
    areas::{accounts::Person, projects::Items},
    http::{Answer, Asker, Created, Done, Failure, Granted, IfMatch, Json, Problems, Query},
};

/// The routes of channels and conversations.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list_channels, create_channel))
        .routes(routes!(list_my_channels))
        .routes(routes!(list_conversations, open_conversation))
        .routes(routes!(get_channel, edit_channel))
        .routes(routes!(archive_channel, restore_channel))
        .routes(routes!(list_channel_people))
        .routes(routes!(list_channel_readers))
        .routes(routes!(add_channel_person, remove_channel_person))
        .routes(routes!(make_channel_manager, unmake_channel_manager))
        .routes(routes!(hide_conversation, show_conversation))
        .routes(routes!(mark_channel))
        .routes(routes!(keep_channel))
}

/// The channels of a project that one reads, in order.
#[utoipa::path(get, path = "/projects/{project}/channels", tag = "messages", operation_id = "list_channels",
    params(("project" = inline(ids::ProjectId), Path)), responses((status = 200, body = Items<Channel>), Problems))]
async fn list_channels(
    State(app): State<App>,
    Granted(project): Granted<Read, Messages>,
) -> Answer<Json<Items<Channel>>> {
    Ok(Json(Items {
        items: views_channels::channels(&app, &project).await?,
    }))
}

/// Make a channel.
#[utoipa::path(post, path = "/projects/{project}/channels", tag = "messages", operation_id = "create_channel",
    extensions(("x-codes" = json!({"403": ["access.managers_only"], "409": ["draft.reused", "channel.too_many"]}))),
    params(("project" = inline(ids::ProjectId), Path)), request_body = NewChannel,
    responses((status = 201, body = Channel), Problems))]
async fn create_channel(
    State(app): State<App>,
    Granted(project): Granted<Write, Messages>,
    Json(new): Json<NewChannel>,
) -> Answer<Created<Channel>> {
    let me = project.actor();
    let id = actions_channels::create(&app.db, project, new).await?;
    let Json(channel) = changed(&app, me, id).await?;
    Ok(Created(channel))
}

/// A channel after a change, with what its changer may still do.
async fn changed(app: &App, me: Signed, id: Id<kind::Channel>) -> Answer<Json<Channel>> {
    let grant = access::grant::<Read, store_places::Channel>(&app.db, me, id, app.now()).await?;
    Ok(Json(
        views_channels::channel(app, &grant)
            .await?
            .ok_or(Problem::NotFound)?,
    ))
}

/// All channels that one reads, over all one's projects, and the conversations in one's list, with what is unread: of those that
/// one has not put away the hundred with the latest words.
#[utoipa::path(get, path = "/me/channels", tag = "messages", operation_id = "list_my_channels",
    responses((status = 200, body = Items<Channel>), Problems))]
async fn list_my_channels(State(app): State<App>, me: Asker) -> Answer<Json<Items<Channel>>> {
    Ok(Json(Items {
        items: views_channels::listed(&app, me.signed).await?,
    }))
}

/// Which conversations.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct WhichConversations {
    /// The `next` of the page before.
    after: Option<String>,
    /// 1 to 200.
    #[serde(default)]
    #[param(inline)]
    limit: PageSize,
}

/// All conversations one is in, those with the latest words first; also those one has put away.
#[utoipa::path(get, path = "/me/conversations", tag = "messages", operation_id = "list_conversations",
    params(WhichConversations), responses((status = 200, body = Page<Channel>), Problems))]
async fn list_conversations(
    State(app): State<App>,
    me: Asker,
    Query(which): Query<WhichConversations>,
) -> Answer<Json<Page<Channel>>> {
    let after = match which.after.as_deref().map(views_channels::place) {
        Some(None) => return Err(Failure(Problem::field("after", Invalid::new("page.after")))),
        after => after.flatten(),
    };
    Ok(Json(
        views_channels::conversations(&app, me.signed, after, which.limit).await?,
    ))
}

/// Open the conversation of some people and oneself; the same people, the same conversation.
#[utoipa::path(post, path = "/me/conversations", tag = "messages", operation_id = "open_conversation",
    extensions(("x-codes" = json!({"429": ["message.too_often"]}))),
    request_body = NewConversation, responses((status = 201, body = Channel), Problems))]
async fn open_conversation(
    State(app): State<App>,
    me: Asker,
    Json(new): Json<NewConversation>,
) -> Answer<Created<Channel>> {
    app.pace.change(me.signed.account)?;
    let id = actions_channels::converse(&app.db, me.signed, new.people).await?;
    let Json(channel) = changed(&app, me.signed, id).await?;
    Ok(Created(channel))
}

/// A channel.
#[utoipa::path(get, path = "/channels/{channel}", tag = "messages", operation_id = "get_channel",
    params(("channel" = inline(ids::ChannelId), Path)), responses((status = 200, body = Channel), Problems))]
async fn get_channel(
    State(app): State<App>,
    Granted(channel): Granted<Read, store_places::Channel>,
) -> Answer<Json<Channel>> {
    Ok(Json(
        views_channels::channel(&app, &channel)
            .await?
            .ok_or(Problem::NotFound)?,
    ))
}

/// Change what a channel is called, what it is about, and how one answers in it.
#[utoipa::path(patch, path = "/channels/{channel}", tag = "messages", operation_id = "edit_channel",
    extensions(("x-codes" = json!({"429": ["message.too_often"], "403": ["access.managers_only", "access.closed", "access.announcers_only"], "409": ["channel.is_a_conversation"]}))),
    params(("channel" = inline(ids::ChannelId), Path), ("If-Match" = String, Header)), request_body = ChannelPatch,
    responses((status = 200, body = Channel), Problems))]
async fn edit_channel(
    State(app): State<App>,
    Granted(channel): Granted<Write, store_places::Channel>,
    IfMatch(version): IfMatch,
    Json(patch): Json<ChannelPatch>,
) -> Answer<Json<Channel>> {
    let (me, id) = (channel.actor(), channel.id());
    app.pace.change(me.account)?;
    match actions_channels::edit(&app.db, channel, version, patch).await {
        // The one who lost sees what it is now, to decide anew.
        Err(Problem::LostRace(_)) => {
            let Json(now) = changed(&app, me, id).await?;
            Err(Failure(Problem::LostRace(
                serde_json::to_value(now).map_err(Problem::internal)?,
            )))
        }
        Err(problem) => Err(Failure(problem)),
        Ok(()) => changed(&app, me, id).await,
    }
}

/// Close a channel: it is read, no more.
#[utoipa::path(put, path = "/channels/{channel}/archive", tag = "messages", operation_id = "archive_channel",
    extensions(("x-codes" = json!({"409": ["channel.is_main"]}))),
    params(("channel" = inline(ids::ChannelId), Path)), responses((status = 200, body = Channel), Problems))]
async fn archive_channel(
    State(app): State<App>,
    Granted(channel): Granted<Manage, store_places::Channel>,
) -> Answer<Json<Channel>> {
    let (me, id) = (channel.actor(), channel.id());
    actions_channels::archive(&app.db, channel).await?;
    changed(&app, me, id).await
}

/// Open a channel that was closed.
#[utoipa::path(delete, path = "/channels/{channel}/archive", tag = "messages", operation_id = "restore_channel",
    params(("channel" = inline(ids::ChannelId), Path)), responses((status = 200, body = Channel), Problems))]
async fn restore_channel(
    State(app): State<App>,
    Granted(channel): Granted<Manage, store_places::Channel>,
) -> Answer<Json<Channel>> {
    let (me, id) = (channel.actor(), channel.id());
    actions_channels::restore(&app.db, channel).await?;
    changed(&app, me, id).await
}

/// Who is in a private channel or conversation, or announces in an announcement channel.
#[utoipa::path(get, path = "/channels/{channel}/people", tag = "messages", operation_id = "list_channel_people",
    params(("channel" = inline(ids::ChannelId), Path)), responses((status = 200, body = Items<ChannelPerson>), Problems))]
async fn list_channel_people(
    State(app): State<App>,
    Granted(channel): Granted<Read, store_places::Channel>,
) -> Answer<Json<Items<ChannelPerson>>> {
    Ok(Json(Items {
        items: views_channels::people(&app, &channel).await?,
    }))
}

/// Whom to look for.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Sought {
    /// Beginnings of words of a name, an address, a function.
    #[serde(default)]
    q: String,
    /// 1 to 200.
    #[serde(default)]
    #[param(inline)]
    limit: PageSize,
}

/// Who reads a channel, by name, whether by themselves or by a group: those who can be named in it.
#[utoipa::path(get, path = "/channels/{channel}/readers", tag = "messages", operation_id = "list_channel_readers",
    params(("channel" = inline(ids::ChannelId), Path), Sought), responses((status = 200, body = Items<Person>), Problems))]
async fn list_channel_readers(
    State(app): State<App>,
    Granted(channel): Granted<Read, store_places::Channel>,
    Query(sought): Query<Sought>,
) -> Answer<Json<Items<Person>>> {
    Ok(Json(Items {
        items: views_channels::readers(&app, &channel, &sought.q, sought.limit).await?,
    }))
}

/// A person or a group of the path.
fn who(text: &str) -> Result<Who, Failure> {
    text.parse()
        .map(Who::Person)
        .or_else(|_| text.parse().map(Who::Group))
        .map_err(|_| Failure(Problem::NotFound))
}

/// Let a person or a group of the project into a private channel, or announce in an announcement channel.
#[utoipa::path(put, path = "/channels/{channel}/people/{who}", tag = "messages", operation_id = "add_channel_person",
    extensions(("x-codes" = json!({"409": ["channel.admits_all", "channel.not_in_project"]}))),
    params(("channel" = inline(ids::ChannelId), Path), ("who" = String, Path)), responses((status = 204), Problems))]
async fn add_channel_person(
    State(app): State<App>,
    Granted(channel): Granted<Manage, store_places::Channel>,
    Path((_, text)): Path<(String, String)>,
) -> Answer<Done> {
    actions_people::add(&app.db, channel, who(&text)?).await?;
    Ok(Done)
}

/// Have a person or a group in a private channel say who is in it and how it works.
#[utoipa::path(put, path = "/channels/{channel}/managers/{who}", tag = "messages", operation_id = "make_channel_manager",
    extensions(("x-codes" = json!({"409": ["channel.admits_all"]}))),
    params(("channel" = inline(ids::ChannelId), Path), ("who" = String, Path)), responses((status = 204), Problems))]
async fn make_channel_manager(
    State(app): State<App>,
    Granted(channel): Granted<Manage, store_places::Channel>,
    Path((_, text)): Path<(String, String)>,
) -> Answer<Done> {
    actions_people::entrust(&app.db, channel, who(&text)?).await?;
    Ok(Done)
}

/// Have one who manages a private channel be in it as the others are; oneself too, unless one is the last.
#[utoipa::path(delete, path = "/channels/{channel}/managers/{who}", tag = "messages", operation_id = "unmake_channel_manager",
    extensions(("x-codes" = json!({"409": ["channel.admits_all", "channel.last_manager"]}))),
    params(("channel" = inline(ids::ChannelId), Path), ("who" = String, Path)), responses((status = 204), Problems))]
async fn unmake_channel_manager(
    State(app): State<App>,
    Granted(channel): Granted<Manage, store_places::Channel>,
    Path((_, text)): Path<(String, String)>,
) -> Answer<Done> {
    actions_people::relieve(&app.db, channel, who(&text)?).await?;
    Ok(Done)
}

/// Put a conversation away until something is said in it.
#[utoipa::path(put, path = "/channels/{channel}/hidden", tag = "messages", operation_id = "hide_conversation",
    extensions(("x-codes" = json!({"409": ["channel.not_a_conversation"]}))),
    params(("channel" = inline(ids::ChannelId), Path)), responses((status = 204), Problems))]
async fn hide_conversation(
    State(app): State<App>,
    Granted(channel): Granted<Read, store_places::Channel>,
) -> Answer<Done> {
    actions_channels::hide(&app.db, channel).await?;
    Ok(Done)
}

/// Put a conversation into one's list again.
#[utoipa::path(delete, path = "/channels/{channel}/hidden", tag = "messages", operation_id = "show_conversation",
    extensions(("x-codes" = json!({"409": ["channel.not_a_conversation"]}))),
    params(("channel" = inline(ids::ChannelId), Path)), responses((status = 204), Problems))]
async fn show_conversation(
    State(app): State<App>,
    Granted(channel): Granted<Read, store_places::Channel>,
) -> Answer<Done> {
    actions_channels::show(&app.db, channel).await?;
    Ok(Done)
}

/// Take someone out of a private channel, or from among the announcers; oneself too, and of a conversation of several people.
#[utoipa::path(delete, path = "/channels/{channel}/people/{who}", tag = "messages", operation_id = "remove_channel_person",
    extensions(("x-codes" = json!({"403": ["access.managers_only"],
        "409": ["channel.admits_all", "channel.last_manager", "conversation.of_two"]}))),
    params(("channel" = inline(ids::ChannelId), Path), ("who" = String, Path)), responses((status = 204), Problems))]
async fn remove_channel_person(
    State(app): State<App>,
    Granted(channel): Granted<Read, store_places::Channel>,
    Path((_, text)): Path<(String, String)>,
) -> Answer<Done> {
    actions_people::remove(&app.db, channel, who(&text)?).await?;
    Ok(Done)
}

/// Mark a channel as read up to a place, or as unread from there.
#[utoipa::path(put, path = "/channels/{channel}/read", tag = "messages", operation_id = "mark_channel",
    params(("channel" = inline(ids::ChannelId), Path)), request_body = ReadUpTo, responses((status = 204), Problems))]
async fn mark_channel(
    State(app): State<App>,
    Granted(channel): Granted<Read, store_places::Channel>,
    Json(mark): Json<ReadUpTo>,
) -> Answer<Done> {
    let (me, id) = (channel.actor().account, channel.id());
    if let Some(seq) = actions_reading::mark(&app.db, channel, mark.seq).await? {
        live::read(&app, me, id, seq);
    }
    Ok(Done)
}

/// Say of what one is told in a channel.
#[utoipa::path(put, path = "/channels/{channel}/mine", tag = "messages", operation_id = "keep_channel",
    params(("channel" = inline(ids::ChannelId), Path)), request_body = KeptSo, responses((status = 200, body = Channel), Problems))]
async fn keep_channel(
    State(app): State<App>,
    Granted(channel): Granted<Read, store_places::Channel>,
    Json(so): Json<KeptSo>,
) -> Answer<Json<Channel>> {
    let (me, id) = (channel.actor(), channel.id());
    actions_reading::keep(&app.db, channel, so.attention, so.is_muted).await?;
    changed(&app, me, id).await
}
