// SPDX-License-Identifier: EUPL-1.2
//! Who asks: the session's cookie.

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, HeaderValue, header, request::Parts},
};
use base::{Problem, Secret};

use crate::{app::App, areas::accounts, http::problem::Failure};

pub use accounts::SignedIn;

impl SignedIn {
    /// Someone signed in, or nobody: for operations that answer both.
    ///
    /// # Errors
    /// Only what the database says.
    pub async fn of(headers: &HeaderMap, app: &App) -> Result<Option<Self>, Failure> {
        let Some(secret) = cookie(headers, name(app)).and_then(|it| it.parse::<Secret>().ok()) else {
            return Ok(None);
        };
        Ok(accounts::session(&app.db, &secret.hash(), app.now()).await?)
    }
}

impl FromRequestParts<App> for SignedIn {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        // Asked once per request, whatever asks for it.
        if let Some(found) = parts.extensions.get::<Self>() {
            return Ok(found.clone());
        }
        let found = Self::of(&parts.headers, app)
            .await?
            .ok_or(Failure(Problem::SignedOut))?;
        parts.extensions.insert(found.clone());
        Ok(found)
    }
}

/// The same, with a password given less than ten minutes ago.
#[derive(Debug, Clone)]
pub struct Fresh(pub SignedIn);

impl FromRequestParts<App> for Fresh {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let signed_in = SignedIn::from_request_parts(parts, app).await?;
        if signed_in.fresh_until <= app.now() {
            return Err(Failure(Problem::forbidden("session.not_fresh")));
        }
        Ok(Self(signed_in))
    }
}

/// `__Host-` binds the cookie to this host and to TLS; browsers refuse it over the plain HTTP of a loopback address.
fn name(app: &App) -> &'static str {
    if app.config.is_https() {
        "__Host-plano"
    } else {
        "plano"
    }
}

fn cookie<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    let cookies = headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|it| it.to_str().ok())
        .flat_map(|it| it.split(';'));
    cookies
        .filter_map(|it| it.trim().split_once('='))
        .find(|(it, _)| *it == name)
        .map(|(_, value)| value)
}

/// The header that gives a browser its session. `max_age_s`: `None` ends with the browser.
#[must_use]
pub fn set_cookie(app: &App, secret: &Secret, max_age_s: Option<u64>) -> HeaderValue {
    let secure = if app.config.is_https() { "; Secure" } else { "" };
    let age = max_age_s.map_or_else(String::new, |it| format!("; Max-Age={it}"));
    let text = format!(
        "{}={}; Path=/; HttpOnly; SameSite=Lax{secure}{age}",
        name(app),
        secret.reveal()
    );
    HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static(""))
}

/// The header that takes it away.
#[must_use]
pub fn clear_cookie(app: &App) -> HeaderValue {
    let secure = if app.config.is_https() { "; Secure" } else { "" };
    let text = format!(
        "{}=; Path=/; HttpOnly; SameSite=Lax{secure}; Max-Age=0",
        name(app)
    );
    HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static(""))
}
