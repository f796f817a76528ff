// SPDX-License-Identifier: EUPL-1.2
//! PostgreSQL stops and comes back: no crash, told within three seconds, normal again within five of its return.

use std::{
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use futures_util::{SinkExt as _, StreamExt as _};
use serde_json::{Value, json};
use tokio::{net::TcpStream, process::Command};
use tokio_tungstenite::{
    WebSocketStream,
    tungstenite::{Message, client::IntoClientRequest as _},
};

use crate::{
    client::Client,
    ledger::{Asked, Deed, projects},
    program::{ADDRESS, PASSWORD, Place, Program, not_tried, soon, until},
};

/// What people are promised. Source: attacks.md, "Database away".
const TOLD_WITHIN: Duration = Duration::from_secs(3);
const BACK_WITHIN: Duration = Duration::from_secs(5);
/// A machine that compiles something else at the same time is slower than the promise is made for.
const SLACK: Duration = Duration::from_secs(2);

/// A cluster of the test's own, removed with it.
struct Cluster(PathBuf);

impl Cluster {
    fn script() -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scripts/postgres.sh")
    }

    /// Its address; `None` where PostgreSQL's programs are not installed.
    async fn start(&self) -> Option<String> {
        let output = soon(Command::new(Self::script()).arg("start").arg(&self.0).output())
            .await
            .unwrap();
        let url = String::from_utf8(output.stdout).unwrap();
        output
            .status
            .success()
            .then(|| format!("{}?sslmode=disable", url.trim()))
    }

    async fn stop(&self) {
        let status = soon(Command::new(Self::script()).arg("stop").arg(&self.0).status())
            .await
            .unwrap();
        assert!(status.success());
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        std::process::Command::new(Self::script())
            .arg("remove")
            .arg(&self.0)
            .status()
            .ok();
    }
}

/// The one socket of an open browser.
struct Window(WebSocketStream<TcpStream>);

impl Window {
    /// One that listens to a project.
    async fn open(program: &Program, client: &Client, project: &str) -> Self {
        let stream = TcpStream::connect(program.address()).await.unwrap();
        let mut request = format!("ws://{}/api/v1/live", program.address())
            .into_client_request()
            .unwrap();
        request
            .headers_mut()
            .insert("cookie", client.cookie().parse().unwrap());
        let (socket, _) = tokio_tungstenite::client_async(request, stream).await.unwrap();
        let mut window = Self(socket);
        let topic = format!("project:{project}");
        window
            .say(&json!({ "type": "resume", "cursor": null, "topics": [topic] }))
            .await;
        window.hears("type", "ready").await;
        window
    }

    async fn say(&mut self, frame: &Value) {
        self.0.send(Message::text(frame.to_string())).await.unwrap();
    }

    /// Waits for a frame whose `field` is `value`. Fails if the socket is closed instead.
    async fn hears(&mut self, field: &str, value: &str) -> Value {
        loop {
            let message = soon(self.0.next()).await.expect("the socket is kept").unwrap();
            if let Message::Text(text) = &message {
                let frame: Value = serde_json::from_str(text).unwrap();
                if frame[field] == value {
                    return frame;
                }
            }
            assert!(!message.is_close(), "{message}");
        }
    }

    /// Asserts that somebody is at the other end.
    async fn is_answered(&mut self) {
        self.say(&json!({ "type": "ping" })).await;
        self.hears("type", "pong").await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn requests_are_told_to_come_back_and_then_all_is_as_before() {
    let folder = tempfile::tempdir().unwrap();
    let cluster = Cluster(PathBuf::from(format!("/tmp/plano-away.{}", std::process::id())));
    let Some(database) = cluster.start().await else {
        not_tried(
            "a database that goes away",
            "PostgreSQL's server programs are not installed",
        );
        return;
    };
    let place = Place {
        database: Some(database),
        ..Place::sqlite(&folder.path().join("data"))
    };
    let mut program = Program::start(&place).await;
    let client = program.set_up().await;
    let project = Asked::new(1).send(&client).await.unwrap().ok()["id"].clone();
    let project = project.as_str().unwrap();
    let mut window = Window::open(&program, &client, project).await;

    cluster.stop().await;
    let second = Asked::new(2);
    let mut longest = Duration::ZERO;
    for round in 0..6 {
        let started = Instant::now();
        let answer = match round % 3 {
            0 => client.get("/projects").await,
            1 => second.send(&client).await,
            _ => {
                client
                    .post("/session", json!({ "email": ADDRESS, "password": PASSWORD }))
                    .await
            }
        }
        .unwrap();
        longest = longest.max(started.elapsed());
        assert_eq!(answer.status, 503, "round {round}: {}", answer.json);
        assert_eq!(answer.header("content-type"), Some("application/problem+json"));
        let after: u64 = answer.header("retry-after").unwrap().parse().unwrap();
        assert!((1..=3).contains(&after), "Retry-After: {after}");
    }
    assert!(longest < TOLD_WITHIN + SLACK, "told after {longest:?}");
    window.is_answered().await;
    assert!(program.is_running());

    cluster.start().await.unwrap();
    let started = Instant::now();
    until(async || client.get("/projects").await.unwrap().status == 200).await;
    until(async || second.send(&client).await.unwrap().status < 300).await;
    let back = started.elapsed();
    assert!(back < BACK_WITHIN + SLACK, "back after {back:?}");
    assert_eq!(projects(&client).await.len(), 2, "what was retried is there once");
    let edit = Deed::Edit {
        aim: "Après la panne".into(),
    };
    edit.send(&client, project).await.unwrap().ok();
    let frame = window.hears("name", "project.changed").await;
    assert_eq!(frame["body"]["project"], project, "{frame}");
    window.is_answered().await;
    assert!(program.is_running(), "the same process");
    eprintln!("told within {longest:?}, back within {back:?}");
    program.kill().await;
}
