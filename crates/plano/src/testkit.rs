// SPDX-License-Identifier: EUPL-1.2
//! Plano in a test: the whole program behind its router, with a clock that the test moves. On SQLite, or on PostgreSQL
//! with `PLANO_TEST_ENGINE=postgres` and a server in `PLANO_TEST_POSTGRES`.
#![allow(
    clippy::disallowed_methods,
    reason = "a client makes its own draft keys; a test reads where its server is"
)]

mod database;

use std::{path::PathBuf, sync::LazyLock, time::Duration};

use axum::{
    Router,
    body::Body,
    http::{HeaderMap, Method, Request, header},
};
use base::{Clock, Id, Ids, Timestamp, kind};
use db::{Db, sql};
use futures_util::StreamExt as _;
use http_body_util::BodyExt as _;
use serde_json::{Value, json};
use tower::ServiceExt as _;
use uuid::Uuid;

use self::database::{Place, TEMPLATE, Template, leave, statement};
use crate::{
    app::{App, Parts},
    areas::accounts::{self, Passwords, SetUpLink, Throttle},
    config::Given,
    contract_tests,
    live::Live,
    router, serve,
};

/// Thursday 8 October 2026, 9 h 42 in Paris.
pub const NOW: Timestamp = Timestamp::from_micros(1_791_445_320_000_000);
/// The password of everyone.
pub const PASSWORD: &str = "quatre vaches bleues sur le toit";

/// A Plano of the test's own.
pub struct TestApp {
    /// The program.
    pub app: App,
    router: Router,
    mails: mail::Outbox,
    organisation: Id<kind::Organisation>,
    ids: Ids,
    place: Place,
}

/// A Plano as it was at one moment, to begin again from as often as a test wants.
pub struct Kept {
    template: Template,
    ids: Ids,
    now: Timestamp,
    blobs: storage::Storage,
    organisation: Id<kind::Organisation>,
}

/// Someone's browser, apart from the Plano that it speaks to.
#[derive(Debug, Clone)]
pub struct Browser {
    account: Option<Id<kind::Account>>,
    cookie: Option<String>,
}

/// Someone with a browser.
pub struct Caller<'p> {
    plano: &'p TestApp,
    account: Option<Id<kind::Account>>,
    cookie: Option<String>,
    bearer: Option<String>,
}

/// What the program answered.
#[derive(Debug)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// The body, `Null` if it is not JSON.
    pub json: Value,
    /// The body as it came.
    pub bytes: Vec<u8>,
    /// The headers.
    pub headers: HeaderMap,
}

impl Answer {
    /// The body of a success.
    #[track_caller]
    pub fn ok(self) -> Value {
        assert!((200..300).contains(&self.status), "{} {}", self.status, self.json);
        self.json
    }

    /// Asserts a refusal: its status and code. The fields' codes count too.
    #[track_caller]
    pub fn refused(self, status: u16, code: &str) -> Value {
        let codes: Vec<&str> = std::iter::once(&self.json["code"])
            .chain(
                self.json["fields"]
                    .as_array()
                    .into_iter()
                    .flatten()
                    .map(|it| &it["code"]),
            )
            .filter_map(Value::as_str)
            .collect();
        assert!(
            self.status == status && codes.contains(&code),
            "expected {status} {code}, got {} {}",
            self.status,
            self.json
        );
        self.json
    }
}

/// One keyring for all, so that what is sealed in one can be opened where it goes on.
static KEYS: LazyLock<tempfile::TempDir> = LazyLock::new(|| {
    let folder = tempfile::tempdir().expect("a folder for the keys");
    storage::Keyring::open_or_create(folder.path()).expect("a key");
    folder
});

impl TestApp {
    /// A Plano with one organisation and nobody in it.
    pub async fn new() -> Self {
        let mut plano = Self::empty().await;
        plano.organisation = plano
            .app
            .db
            .write(base::Actor::System, async |tx| {
                crate::areas::orgs::create_root(tx, "Agglomération de Rivemont").await
            })
            .await
            .expect("an organisation");
        plano
    }

    /// A Plano as it is before it is set up.
    pub async fn empty() -> Self {
        let template = TEMPLATE.get_or_init(Template::make).await;
        Self::on(template, NOW, Ids::counted(), storage::Storage::in_memory()).await
    }

    async fn on(template: &Template, now: Timestamp, ids: Ids, blobs: storage::Storage) -> Self {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let config = Given {
            data: Some(PathBuf::from(folder.path())),
            ..Given::default()
        }
        .complete()
        .expect("defaults are good");
        let from = config.mail_from.parse().expect("the default is good");
        let (mailer, mails) = mail::Mailer::in_memory(from);
        let (db, place) = template.copy(folder, Clock::set_to(now), ids.clone()).await;
        let app = App::new(Parts {
            live: Live::open(&db).await.expect("a hub"),
            db,
            blobs,
            keys: storage::Keyring::open(KEYS.path()).expect("the keys of the tests"),
            mailer,
            bus: bus::Bus::local(),
            passwords: Passwords::for_tests(),
            throttle: Throttle::new(),
            posts: crate::areas::messages::PostQueue::default(),
            pace: crate::areas::messages::Pace::new(),
            set_up: SetUpLink::generate(),
            config,
        });
        Self {
            router: router::router(app.clone()),
            app,
            mails,
            organisation: Id::MIN,
            ids,
            place,
        }
    }

    /// Keeps it as it is now. It goes on only as what [`Self::again`] makes.
    pub async fn keep(self) -> Kept {
        let template = match &self.place {
            Place::Folder { .. } => {
                let folder = tempfile::tempdir().expect("a folder for the test");
                self.app
                    .db
                    .backup(&folder.path().join("plano.db"))
                    .await
                    .expect("a copy");
                Template::Sqlite(folder)
            }
            Place::Postgres { server, name, .. } => {
                leave(server, name).await;
                Template::Postgres {
                    server: server.clone(),
                    name: name.clone(),
                }
            }
        };
        Kept {
            template,
            ids: self.ids.clone(),
            now: self.app.now(),
            blobs: self.app.blobs.clone(),
            organisation: self.organisation,
        }
    }

    /// Begins again from what was kept. What happens in one is not seen in another.
    pub async fn again(kept: &Kept) -> Self {
        let blobs = storage::Storage::in_memory();
        let mut all = std::pin::pin!(kept.blobs.list(None));
        while let Some(it) = all.next().await {
            let key = it.expect("a listing").key;
            let sealed = kept.blobs.get_sealed(&key).await.expect("what was listed");
            blobs.put_sealed(&key, sealed).await.expect("a copy");
        }
        let mut plano = Self::on(&kept.template, kept.now, kept.ids.apart(), blobs).await;
        plano.organisation = kept.organisation;
        plano
    }

    /// Ends it, and takes its database away: a test that makes hundreds would fill the disk.
    pub async fn end(self) {
        if let Place::Postgres { server, name, .. } = &self.place {
            statement(server, &format!("DROP DATABASE {name} WITH (FORCE)")).await;
        }
    }

    /// Whoever sits at that browser.
    pub fn caller(&self, browser: &Browser) -> Caller<'_> {
        Caller {
            plano: self,
            account: browser.account,
            cookie: browser.cookie.clone(),
            bearer: None,
        }
    }

    /// The root organisation.
    pub fn organisation(&self) -> Id<kind::Organisation> {
        self.organisation
    }

    /// The database.
    pub fn db(&self) -> &Db {
        &self.app.db
    }

    /// What was mailed.
    pub fn mails(&self) -> &mail::Outbox {
        &self.mails
    }

    /// Moves the clock.
    pub fn advance(&self, span: Duration) {
        self.app.db.clock().advance(span);
    }

    /// Lets everything that follows from what happened happen.
    pub async fn settle(&self) {
        serve::settle(&self.app).await.expect("readers and jobs pass");
        self.check_tally().await;
    }

    /// Whatever happened to accounts, their number by state is what counting them gives.
    async fn check_tally(&self) {
        let miscounted: Vec<String> = sql!(
            "SELECT status FROM (
               SELECT status, change FROM administered_tally UNION ALL SELECT status, -1 FROM administered_accounts) t
             GROUP BY status HAVING SUM(change) <> 0"
        )
        .values(self.db())
        .await
        .expect("a tally");
        assert_eq!(miscounted, Vec::<String>::new(), "accounts are miscounted");
    }

    /// Nobody.
    pub fn visitor(&self) -> Caller<'_> {
        Caller {
            plano: self,
            account: None,
            cookie: None,
            bearer: None,
        }
    }

    /// Someone of the root organisation, signed in.
    pub async fn person(&self, name: &str) -> Caller<'_> {
        self.person_in(name, self.organisation).await
    }

    /// Someone of `organisation`, signed in.
    pub async fn person_in(&self, name: &str, organisation: Id<kind::Organisation>) -> Caller<'_> {
        self.someone(name, accounts::Standing::Member(organisation)).await
    }

    /// An administrator of the instance, signed in.
    pub async fn admin(&self, name: &str) -> Caller<'_> {
        self.someone(name, accounts::Standing::InstanceAdmin(self.organisation))
            .await
    }

    /// An outsider whom the root organisation answers for, signed in.
    pub async fn external(&self, name: &str) -> Caller<'_> {
        self.someone(name, accounts::Standing::External(self.organisation))
            .await
    }

    async fn someone(&self, name: &str, standing: accounts::Standing) -> Caller<'_> {
        let (account, secret) = accounts::for_tests(&self.app, name, standing, PASSWORD)
            .await
            .expect("an account");
        Caller {
            plano: self,
            account: Some(account),
            cookie: Some(format!("plano={}", secret.reveal())),
            bearer: None,
        }
    }
}

impl Caller<'_> {
    /// Whose browser it is.
    #[track_caller]
    pub fn account(&self) -> Id<kind::Account> {
        self.account.expect("a visitor has no account")
    }

    /// The cookie of the caller's browser.
    #[track_caller]
    pub fn cookie(&self) -> &str {
        self.cookie.as_deref().expect("a visitor has no cookie")
    }

    /// A program of the caller's, with an app password.
    pub fn with_app_password(&self, secret: &str) -> Self {
        Self {
            plano: self.plano,
            account: self.account,
            cookie: None,
            bearer: Some(secret.to_owned()),
        }
    }

    /// The browser by itself.
    pub fn browser(&self) -> Browser {
        Browser {
            account: self.account,
            cookie: self.cookie.clone(),
        }
    }

    /// GET, below `/api/v1`.
    pub async fn get(&self, path: &str) -> Answer {
        self.json(Method::GET, path, None, None).await
    }

    /// POST.
    pub async fn post(&self, path: &str, body: Value) -> Answer {
        self.json(Method::POST, path, None, Some(body)).await
    }

    /// PUT.
    pub async fn put(&self, path: &str, body: Value) -> Answer {
        self.json(Method::PUT, path, None, Some(body)).await
    }

    /// PUT against a version.
    pub async fn put_if(&self, path: &str, etag: &str, body: Value) -> Answer {
        self.json(Method::PUT, path, Some(etag), Some(body)).await
    }

    /// PATCH against a version.
    pub async fn patch(&self, path: &str, etag: &str, body: Value) -> Answer {
        self.json(Method::PATCH, path, Some(etag), Some(body)).await
    }

    /// PATCH against the version that it has now, which is taken.
    pub async fn changes(&self, path: &str, body: Value) -> Value {
        let now = self.get(path).await.ok();
        let etag = now["etag"].as_str().expect("a version");
        self.patch(path, etag, body).await.ok()
    }

    /// Makes a project: its id.
    pub async fn makes_project(&self, name: &str) -> String {
        let body = json!({ "draft": Uuid::now_v7(), "name": name });
        id_of(&self.post("/projects", body).await.ok())
    }

    /// Invites a colleague into a project: what became of it.
    pub async fn invites(&self, project: &str, whom: &Caller<'_>, role: &str) -> Value {
        let body = json!({ "invitations": [{ "account": whom.account(), "role": role }] });
        let answer = self
            .post(&format!("/projects/{project}/members"), body)
            .await
            .ok();
        answer["items"][0].clone()
    }

    /// As an administrator, makes a group of these people: its id.
    pub async fn makes_group(&self, name: &str, people: &[&Caller<'_>]) -> String {
        let body = json!({ "draft": Uuid::now_v7(), "name": name, "organisation": null });
        let group = id_of(&self.post("/admin/groups", body).await.ok());
        for person in people {
            let member = format!("/admin/groups/{group}/members/{}", person.account());
            self.put(&member, json!({})).await.ok();
        }
        group
    }

    /// DELETE.
    pub async fn delete(&self, path: &str) -> Answer {
        self.json(Method::DELETE, path, None, None).await
    }

    async fn json(&self, method: Method, path: &str, etag: Option<&str>, body: Option<Value>) -> Answer {
        let mut request = Request::builder().method(method).uri(format!("/api/v1{path}"));
        if let Some(etag) = etag {
            request = request.header(header::IF_MATCH, format!("\"{etag}\""));
        }
        let request = match body {
            Some(body) => request
                .header(header::CONTENT_TYPE, "application/json")
                .body(Body::from(body.to_string())),
            None => request.body(Body::empty()),
        };
        self.send(request.expect("a request")).await
    }

    /// Any request, with the caller's cookie.
    pub async fn send(&self, mut request: Request<Body>) -> Answer {
        if let Some(cookie) = &self.cookie {
            request
                .headers_mut()
                .insert(header::COOKIE, cookie.parse().expect("a cookie"));
        }
        if let Some(secret) = &self.bearer {
            let value = format!("Bearer {secret}").parse().expect("a header");
            request.headers_mut().insert(header::AUTHORIZATION, value);
        }
        let (method, path) = (request.method().clone(), request.uri().path().to_owned());
        let response = self
            .plano
            .router
            .clone()
            .oneshot(request)
            .await
            .expect("the router always answers");
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.expect("a whole body").to_bytes().to_vec();
        let json = serde_json::from_slice(&bytes).unwrap_or(Value::Null);
        let answer = Answer {
            status: parts.status.as_u16(),
            json,
            bytes,
            headers: parts.headers,
        };
        // Whatever a test is about, what it is answered is also what the API's description says.
        contract_tests::hold(&method, &path, &answer);
        answer
    }

    /// The body of what is there, as it comes: to be taken slowly.
    pub async fn takes(&self, path: &str) -> Body {
        let mut request = Request::get(format!("/api/v1{path}"))
            .body(Body::empty())
            .expect("a request");
        if let Some(cookie) = &self.cookie {
            request
                .headers_mut()
                .insert(header::COOKIE, cookie.parse().expect("a cookie"));
        }
        let answered = self.plano.router.clone().oneshot(request).await;
        let response = answered.expect("the router always answers");
        assert_eq!(response.status(), 200);
        response.into_body()
    }

    /// The same browser with the session that an answer has opened, and nothing else.
    pub fn with_cookie_of(&self, answer: &Answer) -> Self {
        self.with_one_of("plano=", answer)
    }

    /// The same browser with what an answer leaves it to be known by, and without a session.
    pub fn with_proof_of(&self, answer: &Answer) -> Self {
        self.with_one_of("plano-known=", answer)
    }

    fn with_one_of(&self, name: &str, answer: &Answer) -> Self {
        let cookies = answer.headers.get_all(header::SET_COOKIE).iter();
        let cookie = cookies
            .filter_map(|it| it.to_str().ok()?.split(';').next())
            .find(|it| it.starts_with(name));
        Self {
            plano: self.plano,
            account: self.account,
            cookie: cookie.map(ToOwned::to_owned),
            bearer: None,
        }
    }

    /// The same browser with any cookie.
    pub fn with_cookie(&self, cookie: &str) -> Self {
        Self {
            plano: self.plano,
            account: self.account,
            cookie: Some(cookie.to_owned()),
            bearer: None,
        }
    }
}

/// The id of a thing.
#[track_caller]
pub fn id_of(thing: &Value) -> String {
    thing["id"].as_str().expect("an id").to_owned()
}

/// The id and the version of the member whom an invitation made.
#[track_caller]
pub fn member_of(invited: &Value) -> (String, String) {
    let member = &invited["member"];
    let etag = member["etag"].as_str().expect("a version");
    (id_of(member), etag.to_owned())
}
