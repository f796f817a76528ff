// SPDX-License-Identifier: EUPL-1.2
//! All routes, and what every request passes on its way.

use std::sync::LazyLock;

use axum::{
    Router,
    extract::DefaultBodyLimit,
    http::{Extensions, HeaderMap, Request, StatusCode, Version, header},
    middleware,
    response::IntoResponse,
    routing::get,
};
use serde_json::Value;
use tower_http::{
    catch_panic::CatchPanicLayer,
    compression::{
        CompressionLayer,
        predicate::{NotForContentType, Predicate as _, SizeAbove},
    },
    trace::TraceLayer,
};
use tracing::Span;
use utoipa::openapi::OpenApi;
use utoipa_axum::router::OpenApiRouter;

use crate::{
    app::App,
    areas, description,
    http::{BODY_MAX_BYTES, Json, body, guard, problem, request_id, web},
};

/// The routes of the API and what they say of themselves: the same whatever program they answer for, and slow to gather.
static API: LazyLock<(Router<App>, OpenApi)> = LazyLock::new(|| {
    OpenApiRouter::with_openapi(description::base())
        .merge(areas::routes())
        .split_for_parts()
});

/// The description as it is served. Made when it is first asked for: starting does not wait for it.
static DESCRIPTION: LazyLock<Value> = LazyLock::new(|| description::finished(&API.1));

/// The program's answer to every address.
pub fn router(app: App) -> Router {
    let api = API.0.clone();
    Router::new()
        .nest("/api/v1", api.merge(crate::live::routes()))
        .merge(crate::metrics::health())
        .route(
            "/api/openapi.json",
            get(async || Json(&*DESCRIPTION).into_response()),
        )
        .fallback(web::serve)
        .layer(middleware::from_fn(body::whole))
        .layer(DefaultBodyLimit::max(BODY_MAX_BYTES))
        .layer(middleware::from_fn_with_state(app.clone(), guard::same_origin))
        .layer(CatchPanicLayer::custom(|_: Box<dyn std::any::Any + Send>| {
            problem::Failure(base::Problem::internal("a handler panicked")).into_response()
        }))
        .layer(middleware::from_fn(problem::render))
        .layer(middleware::from_fn_with_state(app.clone(), guard::headers))
        .layer(
            CompressionLayer::new()
                .compress_when(SizeAbove::new(1_024).and(NotForContentType::IMAGES).and(is_made)),
        )
        .layer(TraceLayer::new_for_http().make_span_with(span))
        .layer(middleware::from_fn(request_id::number))
        .with_state(app)
}

/// Whether an answer was made here, and is no file of somebody's: those are given in ranges, by their length, and may be large.
fn is_made(_: StatusCode, _: Version, headers: &HeaderMap, _: &Extensions) -> bool {
    !headers.contains_key(header::ACCEPT_RANGES)
}

/// What the log says of a request: no address of a hook, whose last part is a secret.
fn span<B>(request: &Request<B>) -> Span {
    let (method, uri) = (request.method(), request.uri());
    tracing::debug_span!("request", %method, uri = without_secret(uri.path(), uri.query()), version = ?request.version())
}

fn without_secret(path: &str, query: Option<&str>) -> String {
    // However it is written: what is not an address of a hook may be one to a proxy.
    let at = path
        .to_ascii_lowercase()
        .find("/hooks/")
        .map(|it| it + "/hooks/".len());
    match (at, query) {
        (Some(end), _) => format!("{}…", &path[..end]),
        (None, Some(query)) => format!("{path}?{query}"),
        (None, None) => path.to_owned(),
    }
}

/// The API's description (OpenAPI 3.1), as committed in `api/openapi.json` and served.
#[must_use]
pub fn openapi() -> String {
    format!("{:#}\n", *DESCRIPTION)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_secret_of_a_hook_is_not_logged() {
        assert_eq!(without_secret("/api/v1/hooks/c2VjcmV0", None), "/api/v1/hooks/…");
        assert_eq!(
            without_secret("/api/v1/hooks/c2VjcmV0/", Some("a=b")),
            "/api/v1/hooks/…"
        );
        assert_eq!(without_secret("//x/HOOKS/c2VjcmV0", None), "//x/HOOKS/…");
        assert_eq!(
            without_secret("/api/v1/search", Some("q=a")),
            "/api/v1/search?q=a"
        );
    }
}
