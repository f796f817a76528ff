// SPDX-License-Identifier: EUPL-1.2
//! Two nodes of one installation: one PostgreSQL, one NATS, one folder of blobs. What is done through the one is heard
//! through the other, with the bus and without it.

use std::{
    path::{Path, PathBuf},
    process::Stdio,
    time::{Duration, Instant},
};

use bytes::Bytes;
use futures_util::{SinkExt as _, StreamExt as _};
use http::Request;
use http_body_util::Full;
use serde_json::{Value, json};
use tokio::{
    io::AsyncWriteExt as _,
    net::TcpStream,
    process::{Child, Command},
};
use tokio_tungstenite::{
    WebSocketStream,
    tungstenite::{Message, client::IntoClientRequest as _, http::HeaderValue},
};

use crate::{
    client::Client,
    commands::PICTURE,
    ledger::{Asked, draft},
    program::{PASSWORD, Place, Program, bare, free_port, not_tried, on_postgres, soon},
};

/// What a right that has ended may take to be cut on another node. Source: attacks.md.
const CUT: Duration = Duration::from_secs(5);
/// The code of a socket whose session has ended. Source: docs/api.md.
const SESSION_ENDED: u16 = 4001;

const NO_NATS: &str = "nats-server is not installed";

/// A NATS server of the test's own, which it may kill.
struct Nats {
    child: Child,
    program: PathBuf,
    port: u16,
}

impl Nats {
    /// `None` where none is installed.
    async fn start() -> Option<Self> {
        // Debian puts it where only the administrator's path looks.
        for program in ["nats-server", "/usr/sbin/nats-server"].map(PathBuf::from) {
            let port = free_port();
            if let Some(child) = Self::spawn(&program, port) {
                let nats = Self { child, program, port };
                nats.listens().await;
                return Some(nats);
            }
        }
        None
    }

    fn spawn(program: &Path, port: u16) -> Option<Child> {
        Command::new(program)
            .args(["--addr", "127.0.0.1", "--port", &port.to_string()])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .ok()
    }

    async fn listens(&self) {
        crate::program::until(async || TcpStream::connect(("127.0.0.1", self.port)).await.is_ok()).await;
    }

    async fn kill(&mut self) {
        self.child.kill().await.unwrap();
    }

    async fn start_again(&mut self) {
        self.child = Self::spawn(&self.program, self.port).unwrap();
        self.listens().await;
    }
}

/// One window of a browser, at one of the nodes.
struct Window(WebSocketStream<TcpStream>);

impl Window {
    /// Open, and listening to `project`.
    async fn listening(node: &Program, whom: &Client, project: &str) -> Self {
        Self::on(node, whom, &format!("project:{project}")).await
    }

    async fn on(node: &Program, whom: &Client, topic: &str) -> Self {
        let stream = TcpStream::connect(node.address()).await.unwrap();
        let mut request = format!("ws://{}/api/v1/live", node.address())
            .into_client_request()
            .unwrap();
        request
            .headers_mut()
            .insert("cookie", HeaderValue::from_str(whom.cookie()).unwrap());
        let (socket, _) = tokio_tungstenite::client_async(request, stream).await.unwrap();
        let mut window = Self(socket);
        let resume = json!({ "type": "resume", "cursor": null, "topics": [topic] });
        window.0.send(Message::text(resume.to_string())).await.unwrap();
        window.until(|it| it["type"] == "ready").await;
        window
    }

    /// The first frame that is so; the code of the socket's end before it is a failure.
    async fn until(&mut self, is_so: impl Fn(&Value) -> bool) -> Value {
        loop {
            let frame = self.next().await.unwrap();
            if is_so(&frame) {
                return frame;
            }
        }
    }

    /// What the socket is closed with.
    async fn closed(&mut self) -> Option<u16> {
        loop {
            if let Err(code) = self.next().await {
                return code;
            }
        }
    }

    async fn next(&mut self) -> Result<Value, Option<u16>> {
        loop {
            match soon(self.0.next()).await {
                Some(Ok(Message::Text(text))) => return Ok(serde_json::from_str(&text).unwrap()),
                Some(Ok(Message::Close(frame))) => return Err(frame.map(|it| it.code.into())),
                Some(Ok(_)) => {}
                Some(Err(_)) | None => return Err(None),
            }
        }
    }
}

fn is_here(frame: &Value, account: &str) -> bool {
    frame["type"] == "presence" && frame["people"][account] == "online"
}

/// A colleague made by the operator; the account, and who is signed in through `node`.
async fn colleague(place: &Place, node: &Program, name: &str) -> (String, Client) {
    let email = format!("{name}@rivemont.example");
    let mut command = bare();
    command
        .args([
            "admin",
            "account",
            "create",
            "--password-stdin",
            "--email",
            &email,
        ])
        .args(["--name", &format!("{name} Test"), "--data"])
        .arg(&place.data)
        .arg("--database")
        .arg(place.database.as_ref().unwrap())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    input.write_all(PASSWORD.as_bytes()).await.unwrap();
    drop(input);
    let output = soon(child.wait_with_output()).await.unwrap();
    let made: Value = serde_json::from_slice(&output.stdout).unwrap();
    let answer = node
        .client()
        .post("/session", json!({ "email": email, "password": PASSWORD }))
        .await
        .unwrap();
    let client = node.client().with_cookie_of(&answer);
    answer.ok();
    (made["id"].as_str().unwrap().to_owned(), client)
}

/// Lets someone in through the node that `by` is at; the member's id.
async fn invite(by: &Client, project: &str, account: &str) -> String {
    let body = json!({ "invitations": [{ "account": account, "role": "member" }] });
    let answer = by
        .post(&format!("/projects/{project}/members"), body)
        .await
        .unwrap()
        .ok();
    answer["items"][0]["member"]["id"].as_str().unwrap().to_owned()
}

async fn project(by: &Client) -> String {
    Asked::new(1).send(by).await.unwrap().ok()["id"]
        .as_str()
        .unwrap()
        .to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_done_through_one_is_heard_through_the_other() {
    let Some(mut nats) = Nats::start().await else {
        not_tried("two nodes that hear each other", NO_NATS);
        return;
    };
    on_postgres(async |mut place| {
        place.settings = vec![("PLANO_BUS", format!("nats://127.0.0.1:{}", nats.port))];
        // The first makes the key, as its documentation says: both then read it in the folder they share.
        let one = Program::start(&place).await;
        let anna = one.set_up().await;
        let other = Program::start(&place).await;
        let anna_there = anna.at(other.address());

        // A session, a project and bytes of the one are those of the other.
        let id = project(&anna).await;
        anna_there.get(&format!("/projects/{id}")).await.unwrap().ok();
        let request = Request::put("/api/v1/me/photo")
            .header("content-type", "image/png")
            .body(Full::new(Bytes::from_static(PICTURE)))
            .unwrap();
        let photo = anna.send(request).await.unwrap().ok()["photo"].clone();
        let photo = photo.as_str().unwrap().trim_start_matches("/api/v1").to_owned();
        assert_eq!(anna_there.get(&photo).await.unwrap().status, 200, "{photo}");

        let (sami_id, sami) = colleague(&place, &one, "sami").await;
        let (rose_id, rose) = colleague(&place, &one, "rose").await;
        let member = invite(&anna, &id, &sami_id).await;
        let mut hers = Window::listening(&other, &anna_there, &id).await;

        // A change, and who is there.
        let his = Window::listening(&one, &sami, &id).await;
        hers.until(|it| is_here(it, &sami_id)).await;
        invite(&anna, &id, &rose_id).await;
        hers.until(|it| it["name"] == "member.added" && it["body"]["person"]["id"] == rose_id)
            .await;

        // Removed through the one, cut on the other.
        drop(his);
        let mut his = Window::listening(&other, &sami, &id).await;
        let started = Instant::now();
        let removed = anna.delete(&format!("/projects/{id}/members/{member}")).await;
        assert_eq!(removed.unwrap().status, 204);
        his.until(|it| it["type"] == "ended" && it["topic"] == format!("project:{id}"))
            .await;
        let cut = started.elapsed();
        assert!(cut < CUT, "cut after {cut:?}");

        // Signed out through the one, closed on the other.
        let started = Instant::now();
        assert_eq!(sami.delete("/session").await.unwrap().status, 204);
        assert_eq!(his.closed().await, Some(SESSION_ENDED));
        let closed = started.elapsed();
        assert!(closed < CUT, "closed after {closed:?}");

        // Without the bus both serve, and each finds what the other has done; rights end as soon.
        nats.kill().await;
        one.prints("bus disconnected").await;
        other.prints("bus disconnected").await;
        let member = invite(&anna, &id, &sami_id).await;
        hers.until(|it| it["name"] == "member.added" && it["body"]["person"]["id"] == sami_id)
            .await;
        let started = Instant::now();
        let removed = anna.delete(&format!("/projects/{id}/members/{member}")).await;
        assert_eq!(removed.unwrap().status, 204);
        hers.until(|it| it["name"] == "member.removed").await;
        let polled = started.elapsed();
        assert!(polled < CUT, "found after {polled:?}");

        // And with it again, who is there shows: presence goes by the bus alone.
        nats.start_again().await;
        let _hers = Window::listening(&one, &rose, &id).await;
        hers.until(|it| is_here(it, &rose_id)).await;
        eprintln!("cut within {cut:?}, closed within {closed:?}, found without the bus within {polled:?}");
        one.kill().await;
        other.kill().await;
    })
    .await;
}

/// As many as one person may post at once.
const MEANWHILE: i64 = 90;

#[tokio::test(flavor = "multi_thread")]
async fn a_node_that_stood_still_tells_all_that_happened_meanwhile() {
    let Some(nats) = Nats::start().await else {
        not_tried("a node that stood still", NO_NATS);
        return;
    };
    on_postgres(async |mut place| {
        place.settings = vec![("PLANO_BUS", format!("nats://127.0.0.1:{}", nats.port))];
        let one = Program::start(&place).await;
        let anna = one.set_up().await;
        let other = Program::start(&place).await;
        let anna_there = anna.at(other.address());
        let id = project(&anna).await;
        let mut channel = String::new();
        // It comes a moment after its project.
        crate::program::until(async || {
            let list = anna.get(&format!("/projects/{id}/channels")).await.unwrap().ok();
            list["items"][0]["id"].as_str().is_some_and(|it| {
                it.clone_into(&mut channel);
                true
            })
        })
        .await;
        let topic = format!("channel:{channel}");
        let mut there = Window::on(&other, &anna_there, &topic).await;
        let mut here = Window::on(&one, &anna, &topic).await;
        let (sami_id, sami) = colleague(&place, &one, "sami").await;
        let member = invite(&anna, &id, &sami_id).await;
        let mut his = Window::on(&other, &sami.at(other.address()), &topic).await;

        other.signal("STOP").await;
        // He loses the right while the node that he listens at stands still.
        let removed = anna.delete(&format!("/projects/{id}/members/{member}")).await;
        assert_eq!(removed.unwrap().status, 204);
        for seq in 1..=MEANWHILE {
            let new = json!({ "draft": draft(), "body": format!("relevé {seq}") });
            let path = format!("/channels/{channel}/messages");
            anna.post(&path, new).await.unwrap().ok();
        }
        // Be it that it had a transaction open, which holds back the other's readers until the database ends it.
        let began = Instant::now();
        heard_in_order(&mut here).await;
        let held = began.elapsed();
        assert!(held < Duration::from_secs(30), "held back for {held:?}");
        other.signal("CONT").await;
        heard_in_order(&mut there).await;
        let ended = his
            .until(|it| it["name"] == "message.posted" || it["type"] == "ended")
            .await;
        assert_eq!(ended["type"], "ended", "{ended}");
        one.kill().await;
        other.kill().await;
    })
    .await;
}

/// Each message once, in the order of their places.
async fn heard_in_order(window: &mut Window) {
    for seq in 1..=MEANWHILE {
        let heard = window.until(|it| it["name"] == "message.posted").await;
        assert_eq!(heard["body"]["message"]["seq"], seq);
    }
}
