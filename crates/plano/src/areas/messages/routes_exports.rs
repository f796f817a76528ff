// SPDX-License-Identifier: EUPL-1.2
//! What is taken away: `/channels/{channel}/log`, `/channels/{channel}/export`, `/channels/{channel}/readers/export`.

use access::Read;
use axum::{
    body::Body,
    extract::State,
    http::{HeaderMap, HeaderValue},
    response::Response,
};
use base::{Day, Problem, ids};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    actions_exports as actions, export_stream,
    model_export::{ChannelExport, ExportFormat},
    model_log::LogFormat,
    store_places::Channel,
};
use crate::{
    app::App,
    http::{Answer, Granted, Problems, Query, SignedIn, attachment},
};

/// The routes of this file.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(take_log))
        .routes(routes!(take_channel))
        .routes(routes!(take_readers))
}

/// Which part of a log, and as what.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct WhichLog {
    /// To read, or for other programs.
    #[param(inline)]
    format: LogFormat,
    /// The first day, where one is.
    #[param(inline)]
    from: Option<Day>,
    /// The last day.
    #[param(inline)]
    to: Option<Day>,
}

/// Take a log away: its entries with their numbers, instants, authors and texts, what corrects what, and a fingerprint.
#[utoipa::path(get, path = "/channels/{channel}/log", tag = "messages", operation_id = "take_log",
    extensions(("x-codes" = json!({"409": ["channel.not_a_log"], "429": ["export.too_often"]}))),
    params(("channel" = inline(ids::ChannelId), Path), WhichLog),
    responses((status = 200, content((String = "application/pdf"), (String = "text/csv"))), Problems))]
async fn take_log(
    State(app): State<App>,
    Granted(channel): Granted<Read, Channel>,
    Query(which): Query<WhichLog>,
) -> Answer<Response> {
    let his = app.pace.export(channel.actor().account)?;
    let (log, words, turn) = actions::take_log(&app, channel, (which.from, which.to)).await?;
    let name = log.file_name(words);
    let made = actions::made(log, words, which.format, (his, turn)).await?;
    let (kind, ending) = match which.format {
        LogFormat::Pdf => ("application/pdf", "pdf"),
        LogFormat::Csv => ("text/csv; charset=utf-8", "csv"),
    };
    let mut response = attachment::bytes(Body::from(made.bytes), kind, &format!("{name}.{ending}"))?;
    let told = HeaderValue::from_str(&made.fingerprint).map_err(Problem::internal)?;
    response.headers_mut().insert("digest-of-entries", told);
    Ok(response)
}

/// As what a channel is taken away.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct As {
    /// For other programs, or to read.
    #[param(inline)]
    format: ExportFormat,
}

/// Take a channel away whole, with its threads, edits, reactions, pins and decisions: those who manage it, or are in the
/// conversation. The form of the JSON is described in `docs/channel-export.md`.
#[utoipa::path(get, path = "/channels/{channel}/export", tag = "hooks", operation_id = "take_channel",
    extensions(("x-codes" = json!({"429": ["export.too_often"]}))),
    params(("channel" = inline(ids::ChannelId), Path), As),
    responses((status = 200, content((ChannelExport = "application/json"), (String = "text/html"))), Problems))]
async fn take_channel(
    State(app): State<App>,
    _: SignedIn,
    Granted(channel): Granted<Read, Channel>,
    headers: HeaderMap,
    Query(which): Query<As>,
) -> Answer<Response> {
    let turn = app.pace.export(channel.actor().account)?;
    let session = SignedIn::secret(&headers, &app).ok_or(Problem::SignedOut)?;
    let id = channel.id();
    let taking = actions::take_channel(&app, channel, session, which.format).await?;
    let (kind, ending) = match which.format {
        ExportFormat::Json => ("application/json", "json"),
        ExportFormat::Html => ("text/html; charset=utf-8", "html"),
    };
    let body = export_stream::body(app, taking, turn);
    Ok(attachment::bytes(body, kind, &format!("{id}.{ending}"))?)
}

/// Take away who reads a channel, as a table by name: those who may take the channel away.
#[utoipa::path(get, path = "/channels/{channel}/readers/export", tag = "messages", operation_id = "take_channel_readers",
    extensions(("x-codes" = json!({"429": ["export.too_often"]}))),
    params(("channel" = inline(ids::ChannelId), Path)),
    responses((status = 200, content((String = "text/csv"))), Problems))]
async fn take_readers(State(app): State<App>, Granted(channel): Granted<Read, Channel>) -> Answer<Response> {
    let _turn = app.pace.export(channel.actor().account)?;
    let name = format!("{}-readers.csv", channel.id());
    let table = actions::take_readers(&app, channel).await?;
    Ok(attachment::table(table, &name)?)
}
