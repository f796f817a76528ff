// SPDX-License-Identifier: EUPL-1.2
//! Open browsers, as they are: windows on a listening server, several people at once.
#![allow(
    clippy::disallowed_methods,
    reason = "a client makes its own draft keys, and waits for what it expects"
)]

use std::{collections::HashSet, net::SocketAddr, time::Duration};

use ::live::Cursor;
use futures_util::{SinkExt as _, StreamExt as _};
use serde_json::{Value, json};
use tokio::{
    net::{TcpListener, TcpSocket, TcpStream},
    sync::watch,
    task::JoinHandle,
};
use tokio_tungstenite::{
    WebSocketStream,
    tungstenite::{Error, Message, client::IntoClientRequest as _, http::HeaderValue},
};

use crate::{
    router,
    testkit::{Caller, TestApp, member_of},
};

mod channels;
mod cut;
mod folding;
mod people;
mod resuming;
mod rights;

/// Longer than anything takes that happens at all.
const PATIENCE: Duration = Duration::from_secs(20);
/// What a right that has ended may take to be cut. Source: attacks.md.
const CUT: Duration = Duration::from_secs(2);

/// A Plano that listens.
struct Server {
    plano: TestApp,
    address: SocketAddr,
    stop: watch::Sender<bool>,
    tasks: Vec<JoinHandle<()>>,
}

impl Server {
    async fn start() -> Self {
        Self::of(TestApp::new().await).await
    }

    async fn of(plano: TestApp) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        let service = router::router(plano.app.clone()).into_make_service_with_connect_info::<SocketAddr>();
        let (stop, stopped) = watch::channel(false);
        let served = tokio::spawn(async move { axum::serve(listener, service).await.expect("it serves") });
        let followed = tokio::spawn(super::follow(plano.app.clone(), stopped));
        Self {
            plano,
            address,
            stop,
            tasks: vec![served, followed],
        }
    }

    async fn connect(
        &self,
        cookie: &str,
        receive_buffer: Option<u32>,
    ) -> Result<WebSocketStream<TcpStream>, Error> {
        let socket = TcpSocket::new_v4().expect("a socket");
        if let Some(bytes) = receive_buffer {
            socket.set_recv_buffer_size(bytes).expect("a small buffer");
        }
        let stream = socket.connect(self.address).await.expect("the server listens");
        let mut request = format!("ws://{}/api/v1/live", self.address)
            .into_client_request()
            .expect("an address");
        request
            .headers_mut()
            .insert("cookie", HeaderValue::from_str(cookie).expect("a cookie"));
        Ok(tokio_tungstenite::client_async(request, stream).await?.0)
    }

    /// A window of `whom` that has said where it stopped and what it listens to.
    async fn window(&self, whom: &Caller<'_>, cursor: Option<&str>, topics: &[&str]) -> Window {
        let mut window = self.silent_window(whom).await;
        window
            .say(json!({ "type": "resume", "cursor": cursor, "topics": topics }))
            .await;
        window
    }

    /// A window that has said nothing yet.
    async fn silent_window(&self, whom: &Caller<'_>) -> Window {
        let socket = self
            .connect(whom.cookie(), None)
            .await
            .expect("the server lets in who is signed in");
        Window { socket, cursor: None }
    }

    /// A window that is open and listens to one project.
    async fn listening(&self, whom: &Caller<'_>, project: &str) -> Window {
        let mut window = self.window(whom, None, &[&topic(project)]).await;
        window.until("ready").await;
        window
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.stop.send(true);
        self.tasks.iter().for_each(JoinHandle::abort);
    }
}

/// One window of a browser.
struct Window {
    socket: WebSocketStream<TcpStream>,
    /// Of the last frame that had one.
    cursor: Option<String>,
}

impl Window {
    async fn say(&mut self, frame: Value) {
        self.socket
            .send(Message::text(frame.to_string()))
            .await
            .expect("the socket is open");
    }

    /// The next frame, or the code the socket is closed with.
    async fn frame(&mut self) -> Result<Value, Option<u16>> {
        loop {
            let message = tokio::time::timeout(PATIENCE, self.socket.next())
                .await
                .expect("something is said");
            match message {
                Some(Ok(Message::Text(text))) => {
                    let frame: Value = serde_json::from_str(&text).expect("frames are JSON");
                    if let Some(cursor) = frame["cursor"].as_str() {
                        self.cursor = Some(cursor.to_owned());
                    }
                    return Ok(frame);
                }
                Some(Ok(Message::Close(frame))) => return Err(frame.map(|it| it.code.into())),
                Some(Ok(_)) => {}
                Some(Err(_)) | None => return Err(None),
            }
        }
    }

    /// The next frame that is not about who is there, which is told by the clock.
    async fn next(&mut self) -> Value {
        loop {
            let frame = self.frame().await.expect("the socket stays open");
            if frame["type"] != "presence" {
                return frame;
            }
        }
    }

    /// All frames up to the first of that type, this one last.
    async fn until(&mut self, kind: &str) -> Vec<Value> {
        let mut heard = Vec::new();
        loop {
            heard.push(self.next().await);
            if heard.last().is_some_and(|it| it["type"] == kind) {
                return heard;
            }
        }
    }

    /// The body of the next event of that name; what else is heard on the way.
    async fn event(&mut self, name: &str) -> (Value, Vec<Value>) {
        let mut heard = Vec::new();
        loop {
            let frame = self.next().await;
            if frame["name"] == name {
                return (frame["body"].clone(), heard);
            }
            heard.push(frame);
        }
    }

    /// Everything that has been said by now: what was said before the answer to a `ping`.
    async fn rest(&mut self) -> Vec<Value> {
        self.say(json!({ "type": "ping" })).await;
        let mut heard = self.until("pong").await;
        heard.pop();
        heard
    }

    /// What the socket is closed with, and what is heard before.
    async fn closed(&mut self) -> (Option<u16>, Vec<Value>) {
        let mut heard = Vec::new();
        loop {
            match self.frame().await {
                Ok(frame) => heard.push(frame),
                Err(code) => return (code, heard),
            }
        }
    }
}

fn topic(project: &str) -> String {
    format!("project:{project}")
}

fn names(frames: &[Value]) -> Vec<&str> {
    frames.iter().filter_map(|it| it["name"].as_str()).collect()
}

/// Lets someone in; the member's id.
async fn invite(by: &Caller<'_>, project: &str, whom: &Caller<'_>, role: &str) -> String {
    member_of(&by.invites(project, whom, role).await).0
}

/// Waits until the node has told everything that has happened, what PostgreSQL still holds back too.
async fn told(server: &Server) {
    let last: Option<(i64, i64)> = db::sql!("SELECT tx, seq FROM events ORDER BY tx DESC, seq DESC LIMIT 1")
        .optional(server.plano.db())
        .await
        .expect("the events");
    let Some((tx, seq)) = last else { return };
    let wait = async {
        while server.plano.app.live.with(|hub| hub.head()) < (Cursor { tx, seq }) {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(PATIENCE, wait)
        .await
        .expect("the tail keeps up");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_window_hears_what_happens_and_goes_on_where_it_stopped() {
    let server = Server::start().await;
    let (camille, sami, rose, nina) = (
        server.plano.person("camille").await,
        server.plano.person("sami").await,
        server.plano.person("rose").await,
        server.plano.person("nina").await,
    );
    let id = camille.makes_project("Plan vélo").await;
    invite(&camille, &id, &sami, "member").await;

    told(&server).await;

    let mut window = server.window(&sami, None, &[&topic(&id)]).await;
    let begun = window.until("ready").await;
    assert_eq!(
        begun.iter().map(|it| it["type"].clone()).collect::<Vec<_>>(),
        ["subscribed", "ready"]
    );

    invite(&camille, &id, &rose, "reader").await;
    let (added, _) = window.event("member.added").await;
    let member = sami.get(&format!("/projects/{id}/members")).await.ok()["items"][2].clone();
    assert_eq!(
        (&added["id"], &added["person"]),
        (&member["id"], &member["person"]),
        "a frame says what the list says"
    );
    let (activity, _) = window.event("activity.added").await;
    assert_eq!(
        activity,
        sami.get(&format!("/projects/{id}/activity")).await.ok()["items"][0]
    );
    let cursor = window.cursor.clone();
    drop(window);

    let last = invite(&camille, &id, &nina, "member").await;
    told(&server).await;
    let mut window = server.window(&sami, cursor.as_deref(), &[&topic(&id)]).await;
    let missed = window.until("ready").await;
    assert_eq!(missed[0]["type"], "subscribed");
    assert_eq!(
        names(&missed),
        ["member.added", "project.changed", "activity.added"],
        "all of it, once"
    );
    assert_eq!(missed[1]["body"]["id"], json!(last));

    // Nothing happened since: nothing is told.
    let cursor = window.cursor.clone();
    let mut window = server.window(&sami, cursor.as_deref(), &[&topic(&id)]).await;
    assert_eq!(names(&window.until("ready").await), Vec::<&str>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thousand_windows_hear_one_thing_once() {
    const PEOPLE: usize = 50;
    const WINDOWS: usize = 20;
    let server = Server::start().await;
    let camille = server.plano.person("camille").await;
    let id = camille.makes_project("Grand projet").await;
    let mut windows = Vec::new();
    for number in 0..PEOPLE {
        let person = server.plano.person(&format!("personne{number}")).await;
        invite(&camille, &id, &person, "member").await;
        for _ in 0..WINDOWS {
            windows.push(server.window(&person, None, &[&topic(&id)]).await);
        }
    }
    for window in &mut windows {
        window.until("ready").await;
    }
    told(&server).await;
    for window in &mut windows {
        window.rest().await;
    }
    camille
        .put(&format!("/projects/{id}/archive"), json!({}))
        .await
        .ok();
    told(&server).await;
    let mut texts = HashSet::new();
    for window in &mut windows {
        let heard = window.rest().await;
        assert_eq!(names(&heard), ["project.archived", "activity.added"]);
        assert_eq!(heard[0]["body"], json!({ "project": id }));
        texts.insert(heard[1].to_string());
    }
    assert_eq!((windows.len(), texts.len()), (1_000, 1), "the same for everyone");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_stops_says_so() {
    let server = Server::start().await;
    let sami = server.plano.person("sami").await;
    let mut window = server.window(&sami, None, &[]).await;
    window.until("ready").await;
    super::stop(&server.plano.app);
    assert_eq!(window.closed().await.0, Some(1001));
}
