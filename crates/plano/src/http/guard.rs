// SPDX-License-Identifier: EUPL-1.2
//! What every request and every answer passes: same origin for what changes things, strict headers on what leaves.

use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method, Uri, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use base::Problem;

use crate::{app::App, http::problem::Failure};

/// Nothing inline, nothing from elsewhere. `blob:` and `data:` for pictures the person has just chosen. No text becomes markup
/// or a script's address (Trusted Types), but what the client's one policy `plano` lets through: the service worker's.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; \
    connect-src 'self'; worker-src 'self'; manifest-src 'self'; media-src 'self' blob:; frame-ancestors 'none'; base-uri 'none'; \
    form-action 'self'; object-src 'none'; require-trusted-types-for 'script'; trusted-types plano";

/// Middleware: refuses what another site makes a browser send. Browsers say where a request comes from, in
/// `Sec-Fetch-Site` (Fetch Metadata) or `Origin`; programs, which send neither, hold no cookie of somebody else.
pub async fn same_origin(State(app): State<App>, request: Request, next: Next) -> Response {
    let changes = !matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS)
        || request.headers().contains_key(header::UPGRADE);
    if changes && !is_same_origin(request.headers(), app.config.origin()) {
        return Failure(Problem::forbidden("request.other_origin")).into_response();
    }
    next.run(request).await
}

fn is_same_origin(headers: &HeaderMap, ours: &str) -> bool {
    let told = |name: &str| headers.get(name).map(|it| it.to_str().unwrap_or_default());
    match (told("origin"), told("sec-fetch-site")) {
        (Some(origin), _) => origin.eq_ignore_ascii_case(ours) || is_own_host(origin, headers, ours),
        (None, Some(site)) => matches!(site, "same-origin" | "none"),
        (None, None) => true,
    }
}

/// On loopback, `localhost` and `127.0.0.1` are the same machine: the page may have been opened by either name.
fn is_own_host(origin: &str, headers: &HeaderMap, ours: &str) -> bool {
    // By the whole name: `localhost.evil.example` may be made to resolve to this machine.
    let is_loopback = |it: &str| {
        it.parse::<Uri>()
            .is_ok_and(|it| matches!(it.host(), Some("localhost" | "127.0.0.1" | "[::1]")))
    };
    let host = headers
        .get(header::HOST)
        .and_then(|it| it.to_str().ok())
        .unwrap_or_default();
    is_loopback(ours) && is_loopback(origin) && origin.split_once("://").is_some_and(|(_, rest)| rest == host)
}

/// Middleware: the headers of every answer.
pub async fn headers(State(app): State<App>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let mut set = |name: HeaderName, value: &'static str| {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    };
    set(header::CONTENT_SECURITY_POLICY, POLICY);
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(header::REFERRER_POLICY, "same-origin");
    set(
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    );
    set(
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    );
    set(
        HeaderName::from_static("permissions-policy"),
        "camera=(self), microphone=(self), display-capture=(self), geolocation=(), interest-cohort=()",
    );
    if app.config.is_https() {
        set(header::STRICT_TRANSPORT_SECURITY, "max-age=63072000");
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testkit::TestApp;

    fn passes(pairs: &[(&'static str, &'static str)], ours: &str) -> bool {
        let headers = pairs
            .iter()
            .map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)))
            .collect();
        is_same_origin(&headers, ours)
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn every_answer_says_what_a_page_may_do() {
        let plano = TestApp::new().await;
        for path in ["/session", "/nowhere"] {
            let answer = plano.visitor().get(path).await;
            let policy = answer.headers[header::CONTENT_SECURITY_POLICY]
                .to_str()
                .expect("text");
            let directives: Vec<&str> = policy.split(';').map(str::trim).collect();
            for needed in [
                "default-src 'none'",
                "script-src 'self'",
                "style-src 'self'",
                "object-src 'none'",
                "base-uri 'none'",
                "frame-ancestors 'none'",
                "require-trusted-types-for 'script'",
                "trusted-types plano",
            ] {
                assert!(
                    directives.contains(&needed),
                    "{path}: {needed} is not in {policy}"
                );
            }
            assert!(!policy.contains("unsafe"), "{path}: {policy}");
        }
    }

    #[test]
    fn another_site_is_refused() {
        let ours = "https://plano.rivemont.example";
        assert!(passes(
            &[
                ("origin", "https://plano.rivemont.example"),
                ("sec-fetch-site", "same-origin")
            ],
            ours
        ));
        assert!(!passes(
            &[
                ("origin", "https://evil.example"),
                ("sec-fetch-site", "cross-site")
            ],
            ours
        ));
        assert!(!passes(
            &[("origin", "https://plano.rivemont.example.evil.example")],
            ours
        ));
        assert!(!passes(&[("origin", "null")], ours));
        assert!(!passes(&[("sec-fetch-site", "same-site")], ours));
        assert!(!passes(&[("origin", "http://plano.rivemont.example")], ours));
        assert!(passes(&[], ours));
    }

    #[test]
    fn loopback_has_several_names() {
        let ours = "http://localhost:8080";
        assert!(passes(
            &[("origin", "http://127.0.0.1:8080"), ("host", "127.0.0.1:8080")],
            ours
        ));
        assert!(!passes(
            &[("origin", "http://127.0.0.1:9999"), ("host", "127.0.0.1:8080")],
            ours
        ));
        assert!(passes(
            &[("origin", "http://[::1]:8080"), ("host", "[::1]:8080")],
            ours
        ));
        for name in [
            "localhost.evil.example",
            "127.0.0.1.evil.example",
            "127.0.0.1@evil.example",
        ] {
            let (origin, host) = (format!("http://{name}:8080"), format!("{name}:8080"));
            let headers = [("origin", origin), ("host", host)];
            let headers = headers
                .into_iter()
                .map(|(name, value)| {
                    (
                        HeaderName::from_static(name),
                        HeaderValue::from_str(&value).expect("a header"),
                    )
                })
                .collect();
            assert!(!is_same_origin(&headers, ours), "{name}");
        }
    }
}
