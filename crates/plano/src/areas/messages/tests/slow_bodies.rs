// SPDX-License-Identifier: EUPL-1.2
//! Whoever begins a request and loses the right before its body has come as a whole has no right to it.

use std::sync::Arc;

use axum::{
    body::Body,
    http::{Method, Request, header},
};
use futures_util::{StreamExt as _, future::join_all, stream};
use serde_json::{Value, json};
use tokio::sync::{Notify, oneshot};
use uuid::Uuid;

use super::{Town, history, id, makes, posts};
use crate::testkit::{Answer, Caller, TestApp};

/// A request of which the first byte has come.
struct Slow {
    request: Request<Body>,
    /// Its body is being read.
    is_begun: Arc<Notify>,
    /// The rest comes.
    ends: oneshot::Sender<()>,
}

fn slow(method: Method, path: &str, etag: Option<&str>, body: &Value) -> Slow {
    let text = body.to_string();
    let (first, rest) = (text[..1].to_owned(), text[1..].to_owned());
    let (ends, ended) = oneshot::channel();
    let is_begun = Arc::new(Notify::new());
    let begun = Arc::clone(&is_begun);
    let rest = stream::once(async move {
        begun.notify_one();
        let _ = ended.await;
        Ok::<_, std::io::Error>(rest)
    });
    let body = Body::from_stream(stream::once(async { Ok(first) }).chain(rest));
    let mut request = Request::builder()
        .method(method)
        .uri(format!("/api/v1{path}"))
        .header(header::CONTENT_TYPE, "application/json");
    if let Some(etag) = etag {
        request = request.header(header::IF_MATCH, format!("\"{etag}\""));
    }
    Slow {
        request: request.body(body).expect("a request"),
        is_begun,
        ends,
    }
}

/// Begins all of these, lets something happen, and ends them.
async fn meanwhile(by: &Caller<'_>, slow: Vec<Slow>, happens: impl Future<Output = ()>) -> Vec<Answer> {
    let (mut sent, mut begun, mut ends) = (Vec::new(), Vec::new(), Vec::new());
    for it in slow {
        sent.push(by.send(it.request));
        begun.push(it.is_begun);
        ends.push(it.ends);
    }
    let between = async {
        for it in &begun {
            it.notified().await;
        }
        happens.await;
        for it in ends {
            it.send(()).expect("it is being read");
        }
    };
    tokio::join!(join_all(sent), between).0
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_removed_before_all_of_it_has_come_says_and_changes_nothing() {
    let plano = TestApp::new().await;
    let town = Town::in_(&plano).await;
    let (anna, bruno) = (&town.anna, &town.bruno);
    let channel = makes(anna, &town.project, "private", &[bruno]).await;
    let his = posts(bruno, &channel, "Bonjour").await;
    let path = format!("/channels/{channel}");
    let poll = json!({ "draft": Uuid::now_v7(), "question": "Quel jour ?", "options": ["Lundi", "Mardi"] });
    let poll = anna.post(&format!("{path}/polls"), poll).await.ok();
    let new = |more: Value| {
        let mut new = json!({ "draft": Uuid::now_v7() });
        for (name, value) in more.as_object().expect("an object") {
            new[name] = value.clone();
        }
        new
    };
    let at = plano.app.now() + std::time::Duration::from_secs(3_600);
    let (post, put) = (Method::POST, Method::PUT);
    let all = vec![
        slow(
            post.clone(),
            &format!("{path}/messages"),
            None,
            &new(json!({ "body": "Trop tard" })),
        ),
        slow(
            post.clone(),
            &format!("{path}/messages"),
            None,
            &new(json!({ "body": "Aussi", "thread": his["id"] })),
        ),
        slow(
            Method::PATCH,
            &format!("/messages/{}", id(&his)),
            Some("1"),
            &json!({ "body": "Autre chose" }),
        ),
        slow(
            put,
            &format!("/messages/{}/poll/vote", id(&poll)),
            None,
            &json!({ "options": [1] }),
        ),
        slow(
            post.clone(),
            &format!("{path}/polls"),
            None,
            &new(json!({ "question": "Qui ?", "options": ["Moi", "Toi"] })),
        ),
        slow(
            post.clone(),
            &format!("{path}/scheduled-messages"),
            None,
            &new(json!({ "body": "Demain", "send_at": at })),
        ),
        slow(
            post,
            &format!("{path}/forwards"),
            None,
            &new(json!({ "message": his["id"] })),
        ),
    ];
    let answers = meanwhile(bruno, all, async {
        anna.delete(&format!("{path}/people/{}", bruno.account()))
            .await
            .ok();
    })
    .await;
    let statuses: Vec<u16> = answers.iter().map(|it| it.status).collect();
    assert_eq!(statuses, [404; 7]);
    assert_eq!(history(anna, &channel).await, ["Bonjour", "Quel jour ?"]);
    let poll = anna.get(&format!("/messages/{}", id(&poll))).await.ok();
    assert_eq!(poll["poll"]["voters"], 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_closed_before_all_of_it_has_come_stays_as_it_is() {
    let plano = TestApp::new().await;
    let town = Town::in_(&plano).await;
    let (anna, bruno) = (&town.anna, &town.bruno);
    let channel = makes(anna, &town.project, "open", &[]).await;
    let his = posts(bruno, &channel, "Bonjour").await;
    let path = format!("/channels/{channel}");
    let edits = || {
        let path = format!("/messages/{}", id(&his));
        slow(Method::PATCH, &path, Some("1"), &json!({ "body": "Autre chose" }))
    };
    let says = |body: &str| {
        let new = json!({ "draft": Uuid::now_v7(), "body": body, "thread": his["id"] });
        slow(Method::POST, &format!("{path}/messages"), None, &new)
    };
    for archive in [
        format!("{path}/archive"),
        format!("/projects/{}/archive", town.project),
    ] {
        let answers = meanwhile(bruno, vec![edits(), says("Trop tard")], async {
            anna.put(&archive, json!({})).await.ok();
        })
        .await;
        let statuses: Vec<u16> = answers.iter().map(|it| it.status).collect();
        assert_eq!(statuses, [403; 2], "{archive}");
        anna.delete(&archive).await.ok();
    }
    assert_eq!(history(anna, &channel).await, ["Bonjour"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_suspended_before_all_of_it_has_come_is_nobody() {
    let plano = TestApp::new().await;
    let town = Town::in_(&plano).await;
    let (anna, bruno) = (&town.anna, &town.bruno);
    let admin = plano.admin("camille").await;
    let message = json!({ "draft": Uuid::now_v7(), "body": "Trop tard" });
    let all = vec![
        slow(
            Method::POST,
            &format!("/channels/{}/messages", town.channel),
            None,
            &message,
        ),
        slow(Method::PATCH, "/me", None, &json!({ "given_name": "Camille" })),
    ];
    let answers = meanwhile(bruno, all, async {
        let off = format!("/admin/accounts/{}/deactivation", bruno.account());
        admin.put(&off, json!({})).await.ok();
    })
    .await;
    let statuses: Vec<u16> = answers.iter().map(|it| it.status).collect();
    assert_eq!(statuses, [401; 2]);
    assert!(history(anna, &town.channel).await.is_empty());
}
