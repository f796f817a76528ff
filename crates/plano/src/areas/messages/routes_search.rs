// SPDX-License-Identifier: EUPL-1.2
//! `/messages`: what was said, looked for.

use axum::extract::State;
use base::{PageSize, Timestamp, ids};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    model_search::FoundMessages,
    views_search::{self, Sought},
};
use crate::{
    app::App,
    http::{Answer, Asker, Json, Problems, Query},
};

/// The route of the search.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(search_messages))
}

/// What to look for. Without words, an author, a channel, a date or `has_link` nothing is found.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Which {
    /// Words, all of which are in the message: by their stems, whatever their accents and case; sixteen at most.
    #[serde(default)]
    q: String,
    /// Written by this person.
    #[param(inline)]
    author: Option<ids::AccountId>,
    /// In this channel.
    #[param(inline)]
    channel: Option<ids::ChannelId>,
    /// In the channels of this project.
    #[param(inline)]
    project: Option<ids::ProjectId>,
    /// Posted not before.
    #[param(inline)]
    from: Option<Timestamp>,
    /// Posted before.
    #[param(inline)]
    to: Option<Timestamp>,
    /// Only those with a link.
    #[serde(default)]
    has_link: bool,
    /// The `next` of the page before.
    #[param(inline)]
    after: Option<ids::MessageId>,
    /// 1 to 200.
    #[serde(default)]
    #[param(inline)]
    limit: PageSize,
}

/// Look for messages in all channels and conversations that one reads, newest first.
#[utoipa::path(get, path = "/messages", tag = "messages", operation_id = "search_messages", params(Which),
    responses((status = 200, body = FoundMessages), Problems))]
async fn search_messages(
    State(app): State<App>,
    me: Asker,
    Query(which): Query<Which>,
) -> Answer<Json<FoundMessages>> {
    let sought = Sought {
        words: which.q,
        author: which.author,
        channel: which.channel,
        project: which.project,
        from: which.from,
        to: which.to,
        has_link: which.has_link,
        after: which.after,
    };
    Ok(Json(
        views_search::search(&app, me.signed, &sought, which.limit).await?,
    ))
}
