// SPDX-License-Identifier: EUPL-1.2
//! Open browsers, as they are: windows on a listening server, several people at once.
#![allow(
    clippy::disallowed_methods,
    reason = "a client makes its own draft keys, and waits for what it expects"
)]

use std::{collections::HashSet, net::SocketAddr, time::Duration};

use ::live::{Cursor, Frame, Topic};
use base::{Actor, Id};
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
use uuid::Uuid;

use crate::{
    areas::accounts,
    router,
    testkit::{Answer, Caller, PASSWORD, TestApp},
};

mod folding;

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

async fn project(owner: &Caller<'_>, name: &str) -> String {
    let project = owner
        .post("/projects", json!({ "draft": Uuid::now_v7(), "name": name }))
        .await
        .ok();
    project["id"].as_str().expect("an id").to_owned()
}

/// Lets someone in; the member's id.
async fn invite(by: &Caller<'_>, project: &str, whom: &Caller<'_>, role: &str) -> String {
    let body = json!({ "invitations": [{ "account": whom.account(), "role": role }] });
    let answer = by.post(&format!("/projects/{project}/members"), body).await.ok();
    answer["items"][0]["member"]["id"]
        .as_str()
        .expect("a member")
        .to_owned()
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
    let id = project(&camille, "Plan vélo").await;
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
async fn who_was_away_too_long_is_told_to_look_again() {
    let server = Server::start().await;
    let camille = server.plano.person("camille").await;
    let id = project(&camille, "Plan vélo").await;
    told(&server).await;
    for cursor in ["nonsense", "9000000000000000000.1"] {
        let mut window = server.window(&camille, Some(cursor), &[&topic(&id)]).await;
        let heard = window.next().await;
        assert_eq!(heard["type"], "subscribed");
        assert_eq!(window.next().await["type"], "refetch", "{cursor}");
    }
    let mut window = server.window(&camille, None, &[]).await;
    window.until("ready").await;
    let cursor = window.cursor.clone();
    drop(window);
    // More happens than is kept.
    let live = &server.plano.app.live;
    let head = live.with(|hub| hub.head());
    live.with(|hub| {
        let frame = Frame::to(Topic::Project(Id::MAX), "it.happened", &json!({}));
        for seq in 1..=20_000 {
            hub.publish(
                Cursor {
                    tx: head.tx,
                    seq: head.seq + seq,
                },
                std::slice::from_ref(&frame),
            );
        }
    });
    let mut window = server.window(&camille, cursor.as_deref(), &[]).await;
    assert_eq!(window.next().await["type"], "refetch");
    // And goes on from there.
    window.say(json!({ "type": "ping" })).await;
    assert_eq!(window.next().await["type"], "pong");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_slow_reader_is_closed_and_comes_back_and_the_others_notice_nothing() {
    let server = Server::start().await;
    let (camille, sami) = (
        server.plano.person("camille").await,
        server.plano.person("sami").await,
    );
    let id = project(&camille, "Plan vélo").await;
    invite(&camille, &id, &sami, "member").await;
    told(&server).await;

    let mut slow = Window {
        socket: server
            .connect(sami.cookie(), Some(4_096))
            .await
            .expect("a socket"),
        cursor: None,
    };
    slow.say(json!({ "type": "resume", "cursor": null, "topics": [topic(&id)] }))
        .await;
    slow.until("ready").await;
    let mut fast = server.listening(&camille, &id).await;

    // Nobody reads the slow one. Each frame is waited for by the fast one, so that it is the reading that counts.
    let live = &server.plano.app.live;
    let head = live.with(|hub| hub.head());
    let text = "x".repeat(32 * 1024);
    let mut seq = 0;
    while live.census().slow_closed == 0 {
        seq += 1;
        assert!(seq < 2_000, "a socket that nobody reads holds more than it may");
        publish(live, &id, head, seq, &text);
        assert_eq!(
            fast.next().await["body"]["seq"],
            json!(seq),
            "the others notice nothing"
        );
    }
    // What it had been sent it reads, then why it hears no more; and it comes back.
    let (code, heard) = slow.closed().await;
    assert_eq!(code, Some(4008));
    let heard: Vec<i64> = heard.iter().filter_map(|it| it["body"]["seq"].as_i64()).collect();
    assert_eq!(
        heard,
        (1..=heard.len() as i64).collect::<Vec<_>>(),
        "in order, without gap"
    );
    assert!((heard.len() as i64) < seq);
    let cursor = slow.cursor.clone();
    let mut back = server.window(&sami, cursor.as_deref(), &[&topic(&id)]).await;
    assert_eq!(back.next().await["type"], "subscribed");
    // It missed more than is told again: it looks.
    assert_eq!(back.next().await["type"], "refetch");
    publish(live, &id, head, seq + 1, "");
    assert_eq!(back.next().await["body"]["seq"], json!(seq + 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_socket_that_nobody_reads_is_let_go() {
    let server = Server::start().await;
    let camille = server.plano.person("camille").await;
    let id = project(&camille, "Plan vélo").await;
    told(&server).await;
    let mut slow = Window {
        socket: server
            .connect(camille.cookie(), Some(4_096))
            .await
            .expect("a socket"),
        cursor: None,
    };
    slow.say(json!({ "type": "resume", "cursor": null, "topics": [topic(&id)] }))
        .await;
    slow.until("ready").await;
    let live = &server.plano.app.live;
    let head = live.with(|hub| hub.head());
    let text = "x".repeat(256 * 1024);
    for seq in 1.. {
        publish(live, &id, head, seq, &text);
        tokio::task::yield_now().await;
        if live.census().slow_closed > 0 {
            break;
        }
    }
    let wait = async {
        while live.census().connections > 0 {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(PATIENCE, wait)
        .await
        .expect("a slow socket is let go");
    assert_eq!(live.census().queued_frames, 0, "what waited for it is forgotten");
}

fn publish(live: &super::Live, project: &str, head: Cursor, seq: i64, text: &str) {
    let frame = Frame::to(
        topic(project).parse().expect("a topic"),
        "it.happened",
        &json!({ "seq": seq, "text": text }),
    );
    let cursor = Cursor {
        tx: head.tx,
        seq: head.seq + seq,
    };
    live.with(|hub| hub.publish(cursor, &[frame]));
}

#[tokio::test(flavor = "multi_thread")]
async fn who_reads_again_in_time_is_told_everything() {
    let server = Server::start().await;
    let camille = server.plano.person("camille").await;
    let id = project(&camille, "Plan vélo").await;
    told(&server).await;
    let mut window = server.listening(&camille, &id).await;
    let live = &server.plano.app.live;
    let head = live.with(|hub| hub.head());
    let text = "x".repeat(8 * 1024);
    // Half of what may wait, at once.
    for seq in 1..=60 {
        publish(live, &id, head, seq, &text);
    }
    for seq in 1..=60 {
        assert_eq!(window.next().await["body"]["seq"], json!(seq));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn removal_cuts_what_one_hears() {
    let server = Server::start().await;
    let (camille, sami, rose) = (
        server.plano.person("camille").await,
        server.plano.person("sami").await,
        server.plano.person("rose").await,
    );
    let id = project(&camille, "Plan vélo").await;
    let member = invite(&camille, &id, &sami, "member").await;
    told(&server).await;
    let mut window = server.listening(&sami, &id).await;

    camille
        .delete(&format!("/projects/{id}/members/{member}"))
        .await
        .ok();
    let heard = tokio::time::timeout(CUT, window.until("ended"))
        .await
        .expect("cut in time");
    assert_eq!(
        heard.last(),
        Some(&json!({ "type": "ended", "topic": topic(&id) }))
    );
    assert_eq!(
        names(&heard),
        Vec::<&str>::new(),
        "of the project nothing more, not even one's own removal"
    );
    let (left, _) = window.event("project.left").await;
    assert_eq!(left, json!({ "project": id }));

    invite(&camille, &id, &rose, "member").await;
    told(&server).await;
    assert_eq!(names(&window.rest().await), Vec::<&str>::new());
    // Nor by asking again, nor by coming back with the old cursor.
    window
        .say(json!({ "type": "subscribe", "topic": topic(&id) }))
        .await;
    assert_eq!(
        window.next().await,
        json!({ "type": "denied", "topic": topic(&id) })
    );
    let mut again = server.window(&sami, Some("0.0"), &[&topic(&id)]).await;
    let heard = again.until("ready").await;
    assert_eq!(heard[0]["type"], "denied");
    assert!(
        heard
            .iter()
            .all(|it| it["topic"] != json!(topic(&id)) || it["type"] == "denied"),
        "{heard:#?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn leaving_a_group_or_its_end_cuts_what_one_heard_through_it() {
    let server = Server::start().await;
    let (anna, camille) = (
        server.plano.admin("anna").await,
        server.plano.person("camille").await,
    );
    let (sami, rose) = (
        server.plano.person("sami").await,
        server.plano.person("rose").await,
    );
    let group = anna
        .post(
            "/admin/groups",
            json!({ "draft": Uuid::now_v7(), "name": "Voirie", "organisation": null }),
        )
        .await
        .ok();
    let group = format!("/admin/groups/{}", group["id"].as_str().expect("an id"));
    for person in [&sami, &rose] {
        anna.put(&format!("{group}/members/{}", person.account()), json!({}))
            .await
            .ok();
    }
    let id = project(&camille, "Plan vélo").await;
    let body =
        json!({ "invitations": [{ "group": group.trim_start_matches("/admin/groups/"), "role": "member" }] });
    camille.post(&format!("/projects/{id}/members"), body).await.ok();
    told(&server).await;
    let (mut his, mut hers) = (
        server.listening(&sami, &id).await,
        server.listening(&rose, &id).await,
    );

    anna.delete(&format!("{group}/members/{}", sami.account()))
        .await
        .ok();
    tokio::time::timeout(CUT, his.until("ended"))
        .await
        .expect("cut in time");
    anna.delete(&group).await.ok();
    tokio::time::timeout(CUT, hers.until("ended"))
        .await
        .expect("cut in time");
}

#[tokio::test(flavor = "multi_thread")]
async fn signing_out_closes_the_windows_of_that_session_only() {
    let server = Server::start().await;
    let sami = server.plano.person("sami").await;
    let other = sami.with_cookie_of(&sign_in(&server, "sami").await);
    told(&server).await;
    let (mut here, mut there) = (
        server.window(&sami, None, &[]).await,
        server.window(&other, None, &[]).await,
    );
    here.until("ready").await;
    there.until("ready").await;
    let session = other.get("/me").await.ok()["session"].clone();

    other.delete("/session").await.ok();
    let (code, _) = tokio::time::timeout(CUT, there.closed())
        .await
        .expect("cut in time");
    assert_eq!(code, Some(4001));
    let (body, _) = here.event("session.ended").await;
    assert_eq!(body, json!({ "session": session }));

    // Nobody comes back with what has ended.
    assert!(server.connect(other.cookie(), None).await.is_err());
    server
        .connect(sami.cookie(), None)
        .await
        .expect("the other session goes on");
}

async fn sign_in(server: &Server, name: &str) -> Answer {
    let body = json!({ "email": format!("{name}@rivemont.example"), "password": PASSWORD });
    server.plano.visitor().post("/session", body).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_closed_account_s_windows_are_closed() {
    let server = Server::start().await;
    let sami = server.plano.person("sami").await;
    told(&server).await;
    let mut window = server.window(&sami, None, &[]).await;
    window.until("ready").await;
    let account = sami.account();
    let closed = server.plano.db().write(Actor::System, async move |tx| {
        accounts::deactivate(tx, account).await
    });
    closed.await.expect("deactivated");
    let (code, _) = tokio::time::timeout(CUT, window.closed())
        .await
        .expect("cut in time");
    assert_eq!(code, Some(4001));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thousand_windows_hear_one_thing_once() {
    const PEOPLE: usize = 50;
    const WINDOWS: usize = 20;
    let server = Server::start().await;
    let camille = server.plano.person("camille").await;
    let id = project(&camille, "Grand projet").await;
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
async fn nobody_listens_to_what_he_may_not_read() {
    let server = Server::start().await;
    let (camille, sami, anna, nour) = (
        server.plano.person("camille").await,
        server.plano.person("sami").await,
        server.plano.admin("anna").await,
        server.plano.external("nour").await,
    );
    let id = project(&camille, "Réorganisation").await;
    // What they did before is told before they listen, however long PostgreSQL holds it back.
    told(&server).await;
    let absent = topic("prj_00000000000000000000000000");
    let hers = format!("person:{}", camille.account());
    for stranger in [&sami, &anna, &nour] {
        let own = format!("person:{}", stranger.account());
        let mut window = server.window(stranger, None, &[&topic(&id)]).await;
        assert_eq!(
            window.next().await,
            json!({ "type": "denied", "topic": topic(&id) })
        );
        window.until("ready").await;
        for asked in [&topic(&id), &absent, &hers, "channel:x", "nonsense"] {
            window.say(json!({ "type": "subscribe", "topic": asked })).await;
            assert_eq!(
                window.next().await,
                json!({ "type": "denied", "topic": asked }),
                "the same answer, whatever is there"
            );
        }
        window.say(json!({ "type": "subscribe", "topic": own })).await;
        assert_eq!(window.next().await["type"], "subscribed");
        camille
            .put(&format!("/projects/{id}/archive"), json!({}))
            .await
            .ok();
        camille.delete(&format!("/projects/{id}/archive")).await.ok();
        told(&server).await;
        assert_eq!(window.rest().await, Vec::<Value>::new());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn only_who_is_signed_in_and_comes_from_our_own_pages_opens_a_socket() {
    let server = Server::start().await;
    let sami = server.plano.person("sami").await;
    let refused = |result: Result<WebSocketStream<TcpStream>, Error>| match result {
        Err(Error::Http(response)) => response.status().as_u16(),
        other => panic!("{other:?}"),
    };
    assert_eq!(refused(server.connect("", None).await), 401);
    assert_eq!(refused(server.connect("plano=none", None).await), 401);

    let stream = TcpStream::connect(server.address).await.expect("it listens");
    let mut request = format!("ws://{}/api/v1/live", server.address)
        .into_client_request()
        .expect("an address");
    request
        .headers_mut()
        .insert("cookie", HeaderValue::from_str(sami.cookie()).expect("a cookie"));
    request
        .headers_mut()
        .insert("origin", HeaderValue::from_static("https://elsewhere.example"));
    let result = tokio_tungstenite::client_async(request, stream)
        .await
        .map(|it| it.0);
    assert_eq!(refused(result), 403);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_right_client_never_says_closes_its_socket() {
    let server = Server::start().await;
    let sami = server.plano.person("sami").await;
    let bad = [
        Message::text(json!({ "type": "ping" }).to_string()),
        Message::text("nonsense"),
        Message::text(json!({ "type": "resume", "cursor": null, "as": "camille" }).to_string()),
        Message::binary(vec![0_u8; 4]),
        Message::text(format!("\"{}\"", "x".repeat(::live::FRAME_MAX_BYTES))),
    ];
    for message in bad {
        let mut window = server.silent_window(&sami).await;
        window
            .socket
            .send(message.clone())
            .await
            .expect("the socket is open");
        assert_eq!(window.closed().await.0, Some(4010), "{message:.40?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_twenty_first_window_of_a_person_is_refused() {
    let server = Server::start().await;
    let (sami, rose) = (
        server.plano.person("sami").await,
        server.plano.person("rose").await,
    );
    let mut windows = Vec::new();
    for _ in 0..20 {
        let mut window = server.window(&sami, None, &[]).await;
        window.until("ready").await;
        windows.push(window);
    }
    assert_eq!(server.silent_window(&sami).await.closed().await.0, Some(4009));
    server.window(&rose, None, &[]).await.until("ready").await;
    windows[0].rest().await;
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

#[tokio::test(flavor = "multi_thread")]
async fn a_notification_is_heard_as_the_list_has_it_and_read_in_all_windows() {
    let server = Server::start().await;
    let (camille, sami) = (
        server.plano.person("camille").await,
        server.plano.person("sami").await,
    );
    let id = project(&camille, "Plan vélo").await;
    told(&server).await;
    let (mut one, mut other) = (
        server.window(&sami, None, &[]).await,
        server.window(&sami, None, &[]).await,
    );
    let mut hers = server.window(&camille, None, &[]).await;
    for window in [&mut one, &mut other, &mut hers] {
        window.until("ready").await;
    }

    let member = invite(&camille, &id, &sami, "member").await;
    one.event("project.joined").await;
    server.plano.settle().await;
    let (heard, _) = one.event("notification.changed").await;
    assert_eq!(json!([heard]), sami.get("/notifications").await.ok()["items"]);

    let notification = heard["id"].as_str().expect("an id");
    sami.put(&format!("/notifications/{notification}/read"), json!({}))
        .await
        .ok();
    let (read, _) = one.event("notification.changed").await;
    assert_eq!(json!([read]), sami.get("/notifications").await.ok()["items"]);
    assert_eq!(read["is_read"], true);
    other.event("notification.changed").await;
    other.event("notification.changed").await;
    sami.delete(&format!("/notifications/{notification}/read"))
        .await
        .ok();
    sami.put("/notifications/read", json!({ "until": notification }))
        .await
        .ok();
    let (until, _) = other.event("notification.all_read").await;
    assert_eq!(until, json!({ "until": notification }));

    // Hidden before it could be told: not told.
    camille
        .put(&format!("/projects/{id}/archive"), json!({}))
        .await
        .ok();
    camille.delete(&format!("/projects/{id}/archive")).await.ok();
    camille
        .delete(&format!("/projects/{id}/members/{member}"))
        .await
        .ok();
    one.event("project.left").await;
    server.plano.settle().await;
    let (last, heard) = one.event("notification.changed").await;
    assert_eq!(last["kind"], "project.member_removed");
    assert_eq!(names(&heard), Vec::<&str>::new());
    told(&server).await;
    assert!(
        !names(&hers.rest().await).contains(&"notification.changed"),
        "nobody hears what another is told"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn one_s_own_changes_and_the_administration_s_are_heard_by_those_they_concern() {
    let server = Server::start().await;
    let (anna, sami, rose) = (
        server.plano.admin("anna").await,
        server.plano.person("sami").await,
        server.plano.person("rose").await,
    );
    told(&server).await;
    let mut windows = Vec::new();
    for person in [&anna, &sami, &rose] {
        let mut window = server.window(person, None, &[]).await;
        window.until("ready").await;
        windows.push(window);
    }
    sami.patch("/me", "1", json!({ "function": "Urbaniste" }))
        .await
        .ok();
    told(&server).await;
    let heard = [
        windows[0].rest().await,
        windows[1].rest().await,
        windows[2].rest().await,
    ];
    assert_eq!(
        heard.iter().map(|it| names(it)).collect::<Vec<_>>(),
        [vec!["admin.changed"], vec!["me.changed"], vec![]]
    );
    assert_eq!(heard[0][0]["body"], json!({ "what": "accounts" }));
    assert_eq!(heard[1][0]["body"], json!({}));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_becomes_of_a_person_or_a_group_is_heard_in_their_projects() {
    let server = Server::start().await;
    let (anna, camille, sami) = (
        server.plano.admin("anna").await,
        server.plano.person("camille").await,
        server.plano.person("sami").await,
    );
    let group = anna
        .post(
            "/admin/groups",
            json!({ "draft": Uuid::now_v7(), "name": "Voirie", "organisation": null }),
        )
        .await
        .ok();
    let group = group["id"].as_str().expect("an id");
    let id = project(&camille, "Plan vélo").await;
    invite(&camille, &id, &sami, "member").await;
    let body = json!({ "invitations": [{ "group": group, "role": "reader" }] });
    camille.post(&format!("/projects/{id}/members"), body).await.ok();
    told(&server).await;
    let mut window = server.listening(&camille, &id).await;

    sami.patch("/me", "1", json!({ "function": "Urbaniste" }))
        .await
        .ok();
    let (told_of, _) = window.event("project.people_changed").await;
    assert_eq!(told_of["project"], json!(id));

    anna.put(
        &format!("/admin/groups/{group}/members/{}", anna.account()),
        json!({}),
    )
    .await
    .ok();
    let (told_of, _) = window.event("project.people_changed").await;
    assert_eq!(told_of["project"], json!(id));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_lists_of_projects_show_is_heard_where_no_project_is_open() {
    let server = Server::start().await;
    let (camille, sami, rose) = (
        server.plano.person("camille").await,
        server.plano.person("sami").await,
        server.plano.person("rose").await,
    );
    let id = project(&camille, "Plan vélo").await;
    invite(&camille, &id, &sami, "reader").await;
    told(&server).await;
    let (mut his, mut hers) = (
        server.window(&sami, None, &[]).await,
        server.window(&rose, None, &[]).await,
    );
    his.until("ready").await;
    hers.until("ready").await;

    let etag = camille.get(&format!("/projects/{id}")).await.ok()["etag"]
        .as_str()
        .expect("an etag")
        .to_owned();
    camille
        .patch(
            &format!("/projects/{id}"),
            &etag,
            json!({ "name": "Plan marche" }),
        )
        .await
        .ok();
    camille
        .put(&format!("/projects/{id}/archive"), json!({}))
        .await
        .ok();
    camille.delete(&format!("/projects/{id}/archive")).await.ok();
    for name in ["project.changed", "project.archived", "project.restored"] {
        let (body, _) = his.event(name).await;
        assert_eq!(body, json!({ "project": id }));
    }
    told(&server).await;
    assert!(hers.rest().await.is_empty(), "a stranger hears nothing");
}

#[tokio::test(flavor = "multi_thread")]
async fn presence_is_told_to_those_who_share_a_project_and_to_nobody_else() {
    let server = Server::start().await;
    let (camille, sami, rose) = (
        server.plano.person("camille").await,
        server.plano.person("sami").await,
        server.plano.person("rose").await,
    );
    let id = project(&camille, "Plan vélo").await;
    invite(&camille, &id, &sami, "member").await;
    let other = project(&rose, "Autre").await;
    told(&server).await;
    let mut hers = server.listening(&camille, &id).await;
    let mut apart = server.listening(&rose, &other).await;
    let mut his = server.window(&sami, None, &[]).await;
    his.until("ready").await;
    his.say(json!({ "type": "presence", "state": "busy" })).await;
    let sami = sami.account().to_string();
    loop {
        let frame = hers.frame().await.expect("open");
        if frame["people"][&sami] == "busy" {
            break;
        }
    }
    assert_eq!(
        server.plano.app.live.presence(sami.parse().expect("an id")),
        ::live::Presence::Busy
    );
    apart.say(json!({ "type": "ping" })).await;
    loop {
        let frame = apart.frame().await.expect("open");
        assert!(frame["people"].get(&sami).is_none(), "{frame}");
        if frame["type"] == "pong" {
            break;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_there_is_not_mailed_at_once() {
    let server = Server::start().await;
    let plano = &server.plano;
    let (camille, sami, rose) = (
        plano.person("camille").await,
        plano.person("sami").await,
        plano.person("rose").await,
    );
    let quiet = json!({ "on": false, "from": "19:00", "until": "08:00", "weekends": false });
    let wishes = json!({ "mail": "at_once", "projects": [], "quiet": quiet });
    let id = project(&camille, "Plan vélo").await;
    for person in [&sami, &rose] {
        person.put("/me/notification-settings", wishes.clone()).await.ok();
        invite(&camille, &id, person, "member").await;
    }
    plano.settle().await;
    let mut window = server.window(&sami, None, &[]).await;
    window.until("ready").await;
    plano.advance(Duration::from_secs(60));
    plano.settle().await;
    let mailed = |name: &str| plano.mails().to(&format!("{name}@rivemont.example")).len();
    assert_eq!((mailed("sami"), mailed("rose")), (0, 1));
}
