// SPDX-License-Identifier: EUPL-1.2
//! Who asks: a person by the cookie of a session, or a program by an app password.

use access::Signed;
use axum::{
    extract::{FromRequestParts, MatchedPath, RawPathParams},
    http::{HeaderMap, HeaderValue, Method, header, request::Parts},
};
use base::{Id, Kind, Problem, Secret, SecretHash, kind};

use crate::{
    app::App,
    areas::{
        accounts::{self, KNOWN_FOR, Proof, Scope},
        messages,
    },
    http::{client::Client, problem::Failure},
};

pub use accounts::SignedIn;

impl SignedIn {
    /// Someone signed in, or nobody: for operations that answer both.
    ///
    /// # Errors
    /// Only what the database says.
    pub async fn of(headers: &HeaderMap, app: &App) -> Result<Option<Self>, Failure> {
        match Self::secret(headers, app) {
            Some(secret) => Self::by(&secret, app).await,
            None => Ok(None),
        }
    }

    /// What the session of a request is known by, whether or not there is such a session: to ask again later.
    #[must_use]
    pub fn secret(headers: &HeaderMap, app: &App) -> Option<SecretHash> {
        Some(cookie(headers, name(app))?.parse::<Secret>().ok()?.hash())
    }

    /// Someone still signed in, or nobody.
    ///
    /// # Errors
    /// Only what the database says.
    pub async fn by(secret: &SecretHash, app: &App) -> Result<Option<Self>, Failure> {
        Ok(accounts::session(&app.db, secret, app.now()).await?)
    }
}

impl FromRequestParts<App> for SignedIn {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        // Asked once per request, whatever asks for it.
        if let Some(found) = parts.extensions.get::<Self>() {
            return Ok(found.clone());
        }
        let found = Self::of(&parts.headers, app).await?.ok_or_else(|| {
            // Said apart from being signed out, because asking again with the same secret would not help.
            Failure(match bearer(&parts.headers) {
                Some(_) => Problem::forbidden("app_password.not_here"),
                None => Problem::SignedOut,
            })
        })?;
        parts.extensions.insert(found.clone());
        Ok(found)
    }
}

/// Someone who asks: in person, or a program that holds an app password of the scope `api` or `api:read` (RFC 6750 §2.1), or
/// of a scope of messages, where messages are concerned. What concerns the account itself, and all administration, asks for
/// [`SignedIn`], which programs are not.
#[derive(Debug, Clone, Copy)]
pub struct Asker {
    /// On whose behalf.
    pub signed: Signed,
    /// The one project that the program may know; `None`: what its person may.
    project: Option<Id<kind::Project>>,
    /// The one channel that the program may know; `None`: all it may know otherwise.
    channel: Option<Id<kind::Channel>>,
    /// He may read at all: a program that only posts may not.
    reads: bool,
}

/// What opens the API to a program.
const OPENING: &[Scope] = &[Scope::ApiRead, Scope::MessagesRead, Scope::MessagesPost];

/// What a program of a scope of messages reads: what lies below these, one by one.
const MESSAGES_READ: &[&str] = &[
    "/channels/{channel}",
    "/channels/{channel}/messages",
    "/channels/{channel}/people",
    "/channels/{channel}/pins",
    "/messages/{message}",
    "/messages/{message}/answers",
    "/messages/{message}/versions",
    "/projects/{project}/channels",
    "/projects/{project}/decisions",
];

/// What it does, if it may post: it says something, changes what its person has said, answers with a sign.
const MESSAGES_POST: &[(&str, &[Method])] = &[
    ("/channels/{channel}/messages", &[Method::POST]),
    ("/messages/{message}", &[Method::PATCH]),
    (
        "/messages/{message}/reactions/{emoji}",
        &[Method::PUT, Method::DELETE],
    ),
];

impl Asker {
    /// Whether this asker may know of `project` at all, whatever his rights in it.
    #[must_use]
    pub fn may_know(&self, project: Id<kind::Project>) -> bool {
        self.project.is_none_or(|it| it == project)
    }

    /// The same of what lies in a project, or in none: conversations are not for a program of one project.
    #[must_use]
    pub fn may_know_in(&self, project: Option<Id<kind::Project>>) -> bool {
        match project {
            Some(project) => self.may_know(project),
            None => self.project.is_none(),
        }
    }

    /// Whether this asker may know of a thing with an id of its own: a program of one channel knows it, and what was said in it.
    ///
    /// # Errors
    /// Only what the database says.
    pub(crate) async fn may_know_one<K: Kind>(&self, app: &App, id: Id<K>) -> Result<bool, Failure> {
        let Some(channel) = self.channel else {
            return Ok(true);
        };
        let id = id.uuid();
        Ok(match K::PREFIX {
            kind::Channel::PREFIX => id == channel.uuid(),
            kind::Message::PREFIX => {
                // Also of what was taken away: its answers are there.
                messages::channel_of(&app.db, Id::from_uuid(id)).await? == Some(channel)
            }
            _ => false,
        })
    }

    /// Whether this asker may be shown what there is, besides what he has just written.
    #[must_use]
    pub const fn may_read(&self) -> bool {
        self.reads
    }

    /// Whether this asker may make projects: a program of one project could not know what it has made.
    ///
    /// # Errors
    /// `app_password.one_project`.
    pub fn makes_projects(&self) -> Result<(), Failure> {
        match self.project {
            Some(_) => Err(Failure(Problem::forbidden("app_password.one_project"))),
            None => Ok(()),
        }
    }

    /// Once per request, whatever asks for it. Whether he may know what he asks for is not asked yet.
    ///
    /// # Errors
    /// `session.none`, `app_password.read_only`, `app_password.post_only`, `app_password.not_here`.
    pub(crate) async fn find(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        if let Some(found) = parts.extensions.get::<Self>() {
            return Ok(*found);
        }
        let found = match bearer(&parts.headers) {
            Some(secret) if SignedIn::of(&parts.headers, app).await?.is_none() => {
                let secret = secret.to_owned();
                Self::program(parts, app, &secret).await?
            }
            _ => Self {
                signed: SignedIn::from_request_parts(parts, app).await?.signed,
                project: None,
                channel: None,
                reads: true,
            },
        };
        parts.extensions.insert(found);
        Ok(found)
    }

    async fn program(parts: &mut Parts, app: &App, secret: &str) -> Result<Self, Failure> {
        let Some(opens) = accounts::app_password(&app.db, secret, OPENING).await? else {
            // Only what fails is counted: a program may ask more often than a person guesses.
            let client = Client::from_request_parts(parts, app).await?;
            app.throttle.network(client.network())?;
            return Err(Failure(Problem::SignedOut));
        };
        let reads = matches!(parts.method, Method::GET | Method::HEAD);
        if opens.scope.opens(Scope::ApiRead) {
            if !reads && !opens.scope.opens(Scope::Api) {
                return Err(Failure(Problem::forbidden("app_password.read_only")));
            }
        } else {
            talks(parts, app, opens.scope, reads).await?;
        }
        parts.extensions.insert(ByProgram(Some(opens.name)));
        Ok(Self {
            signed: opens.signed,
            project: opens.project,
            channel: opens.channel,
            reads: opens.scope.opens(Scope::ApiRead) || opens.scope.opens(Scope::MessagesRead),
        })
    }
}

/// Whether a program of a scope of messages may do what it asks for.
///
/// # Errors
/// `app_password.not_here`, `app_password.read_only`, `app_password.post_only`.
async fn talks(parts: &mut Parts, app: &App, scope: Scope, reads: bool) -> Result<(), Failure> {
    let matched = MatchedPath::from_request_parts(parts, app).await.ok();
    let path = matched.as_ref().map_or("", |it| it.as_str());
    let path = path.strip_prefix("/api/v1").unwrap_or(path);
    let posts = MESSAGES_POST
        .iter()
        .any(|(it, methods)| *it == path && methods.contains(&parts.method));
    let code = match (reads, MESSAGES_READ.contains(&path), posts) {
        (true, true, _) if scope.opens(Scope::MessagesRead) => return Ok(()),
        (false, _, true) if scope.opens(Scope::MessagesPost) => return Ok(()),
        (true, true, _) => "app_password.post_only",
        (false, _, true) => "app_password.read_only",
        _ => "app_password.not_here",
    };
    Err(Failure(Problem::forbidden(code)))
}

/// The program that asks, as its person calls it; `None`: a person asks.
#[derive(Debug, Clone)]
pub struct ByProgram(pub Option<String>);

impl FromRequestParts<App> for ByProgram {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        Asker::find(parts, app).await?;
        Ok(parts.extensions.get::<Self>().cloned().unwrap_or(Self(None)))
    }
}

impl FromRequestParts<App> for Asker {
    type Rejection = Failure;

    /// A program that may know one project only is let in where the path names that project.
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let found = Self::find(parts, app).await?;
        if found.project.is_some() {
            let params = RawPathParams::from_request_parts(parts, app).await;
            let named = params.iter().flatten().filter_map(|(_, text)| text.parse().ok());
            if !named.into_iter().any(|it| found.may_know(it)) {
                return Err(Failure(Problem::forbidden("app_password.one_project")));
            }
        }
        Ok(found)
    }
}

/// An asker behind a [`Granted`](crate::http::Granted), which has asked whether he may know what the path names: a program of
/// one project too, where the path names what lies in it.
#[derive(Debug, Clone, Copy)]
pub struct Behind(pub Asker);

impl FromRequestParts<App> for Behind {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        Asker::find(parts, app).await.map(Self)
    }
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    let (scheme, secret) = headers
        .get(header::AUTHORIZATION)?
        .to_str()
        .ok()?
        .split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then_some(secret.trim())
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

/// The cookie by which a browser is known to the account last signed in to on it. It outlives the session: signing out
/// leaves it, because it opens nothing.
fn name_of_proof(app: &App) -> &'static str {
    if app.config.is_https() {
        "__Host-plano-known"
    } else {
        "plano-known"
    }
}

/// What the browser keeps of the last sign-in on it.
#[must_use]
pub fn browser_proof(headers: &HeaderMap, app: &App) -> Option<String> {
    cookie(headers, name_of_proof(app)).map(ToOwned::to_owned)
}

/// The header that makes a browser known.
#[must_use]
pub fn remember_browser(app: &App, proof: &Proof) -> HeaderValue {
    cookie_to_set(app, name_of_proof(app), proof.reveal(), Some(KNOWN_FOR.as_secs()))
}

/// The header that gives a browser its session. `max_age_s`: `None` ends with the browser.
#[must_use]
pub fn set_cookie(app: &App, secret: &Secret, max_age_s: Option<u64>) -> HeaderValue {
    cookie_to_set(app, name(app), &secret.reveal(), max_age_s)
}

/// The header that takes it away.
#[must_use]
pub fn clear_cookie(app: &App) -> HeaderValue {
    cookie_to_set(app, name(app), "", Some(0))
}

fn cookie_to_set(app: &App, name: &str, value: &str, max_age_s: Option<u64>) -> HeaderValue {
    let secure = if app.config.is_https() { "; Secure" } else { "" };
    let age = max_age_s.map_or_else(String::new, |it| format!("; Max-Age={it}"));
    let text = format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax{secure}{age}");
    HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static(""))
}
