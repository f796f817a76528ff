// SPDX-License-Identifier: EUPL-1.2
//! What is in a private channel, for those who are not in it: by every way that the API has, and by every id that one may have
//! kept or guessed, the answer is that of what is not there.

use axum::{body::Body, http::Request};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{
    answers, bodies, history, id, invite,
    later::{HOUR, after, schedules},
    main_channel, makes, posts, project,
};
use crate::{
    coverage_tests::{Operation, operations},
    testkit::{Answer, Caller, TestApp},
};

/// A private channel of Bruno's in Anna's project, in which there is everything that can be in one.
struct Closed<'p> {
    anna: Caller<'p>,
    bruno: Caller<'p>,
    rose: Caller<'p>,
    project: String,
    channel: String,
    root: Value,
    answer: Value,
    poll: Value,
    scheduled: Value,
    hook: String,
    bot: String,
}

impl<'p> Closed<'p> {
    async fn in_(plano: &'p TestApp) -> Self {
        let (anna, bruno, rose) = (
            plano.person("anna").await,
            plano.person("bruno").await,
            plano.person("rose").await,
        );
        let project = project(&anna).await;
        for whom in [&bruno, &rose] {
            invite(&anna, &project, whom, "member").await;
        }
        let channel = makes(&bruno, &project, "private", &[&rose]).await;
        plano.settle().await;
        let path = format!("/channels/{channel}");
        let root = posts(&bruno, &channel, "le secret des élus").await;
        let answer = answers(&rose, &channel, &root, "la réponse au secret").await;
        let decided = json!({ "draft": Uuid::now_v7(), "kind": "decision", "body": "le secret est gardé" });
        bruno.post(&format!("{path}/messages"), decided).await.ok();
        let asked =
            json!({ "draft": Uuid::now_v7(), "question": "Quel secret ?", "options": ["Un", "Deux"] });
        let poll = bruno.post(&format!("{path}/polls"), asked).await.ok();
        let root_path = format!("/messages/{}", id(&root));
        bruno.put(&format!("{root_path}/pin"), json!({})).await.ok();
        rose.put(&format!("{root_path}/reactions/👍"), json!({}))
            .await
            .ok();
        let scheduled = schedules(&bruno, &channel, "le secret de demain", after(plano, 24 * HOUR)).await;
        let hook = bruno
            .post(&format!("{path}/hooks"), json!({ "name": "Veille" }))
            .await
            .ok();
        let reach = json!({ "name": "Automate", "reach": "read" });
        let bot = bruno.post(&format!("{path}/bots"), reach).await.ok();
        plano.settle().await;
        Self {
            hook: id(&hook["hook"]),
            bot: id(&bot["bot"]),
            anna,
            bruno,
            rose,
            project,
            channel,
            root,
            answer,
            poll,
            scheduled,
        }
    }

    /// The address of an operation on what is there, and on what is not.
    fn paths(&self, operation: &Operation, asker: &Caller<'_>) -> (String, String) {
        let message = if operation.path.contains("/poll/") {
            &self.poll
        } else {
            &self.root
        };
        let mut paths = (operation.path.clone(), operation.path.clone());
        for (name, real) in [
            ("{channel}", &self.channel),
            ("{message}", &id(message)),
            ("{scheduled}", &id(&self.scheduled)),
            ("{hook}", &self.hook),
            ("{bot}", &self.bot),
        ] {
            paths = (paths.0.replace(name, real), paths.1.replace(name, &absent(real)));
        }
        let more = match operation.name.as_str() {
            "take_channel" => "?format=json",
            "take_log" => "?format=csv",
            _ => "",
        };
        let fill = |path: String| {
            let path = path.replace("{who}", &asker.account().to_string());
            format!("{}{more}", path.replace("{emoji}", "👍"))
        };
        (fill(paths.0), fill(paths.1))
    }
}

/// An id of the same kind that nobody has given to anything.
fn absent(real: &str) -> String {
    let (kind, _) = real.split_once('_').expect("an id");
    format!("{kind}_{:0>26}", "7")
}

/// A body that would be taken from whoever is in the channel.
fn body(plano: &TestApp, operation: &Operation, elsewhere: &Value) -> Value {
    let draft = Uuid::now_v7();
    match operation.name.as_str() {
        "edit_channel" => json!({ "name": "Pris" }),
        "create_bot" => json!({ "name": "Veille", "reach": "read" }),
        "create_hook" | "edit_hook" => json!({ "name": "Veille" }),
        "set_expiry" => json!({ "days": 7 }),
        "forward_message" => json!({ "draft": draft, "message": elsewhere["id"] }),
        "post_message" => json!({ "draft": draft, "body": "moi aussi" }),
        "schedule_message" => json!({ "draft": draft, "body": "demain", "send_at": after(plano, HOUR) }),
        "put_poll" => json!({ "draft": draft, "question": "Qui ?", "options": ["Moi", "Toi"] }),
        "keep_channel" => json!({ "attention": "all", "is_muted": false }),
        "keep_thread" => json!({ "attention": "followed", "read_seq": 1 }),
        "mark_channel" => json!({ "seq": 1 }),
        "place_channel" => json!({ "folder": null, "before": null }),
        "edit_message" => json!({ "body": "autrement" }),
        "vote" => json!({ "options": [0] }),
        "remind_of_message" => json!({ "remind_at": after(plano, HOUR) }),
        "edit_scheduled_message" => json!({ "body": "autrement" }),
        _ => json!({}),
    }
}

async fn sends(by: &Caller<'_>, operation: &Operation, path: &str, body: &Value) -> Answer {
    let request = Request::builder()
        .method(operation.method.as_str())
        .uri(format!("/api/v1{path}"))
        .header("if-match", "\"1\"");
    let request = if operation.has_json {
        request
            .header("content-type", "application/json")
            .body(Body::from(body.to_string()))
    } else {
        request.body(Body::empty())
    };
    by.send(request.expect("a request")).await
}

/// What an answer says, but for the number under which it is found in the journal.
fn said(answer: &Answer) -> (u16, Value) {
    let mut json = answer.json.clone();
    if let Some(fields) = json.as_object_mut() {
        fields.remove("request_id");
    }
    (answer.status, json)
}

/// How much has happened, and how much is to be done.
async fn happened(plano: &TestApp) -> (i64, i64) {
    db::sql!("SELECT (SELECT COUNT(*) FROM events), (SELECT COUNT(*) FROM jobs)")
        .one(plano.db())
        .await
        .expect("two numbers")
}

#[tokio::test(flavor = "multi_thread")]
async fn every_operation_on_what_is_in_a_private_channel_answers_others_as_on_what_is_not_there() {
    let plano = TestApp::new().await;
    let closed = Closed::in_(&plano).await;
    let (admin, nina, guest, stranger) = (
        plano.admin("admin").await,
        plano.person("nina").await,
        plano.external("guest").await,
        plano.person("stranger").await,
    );
    invite(&closed.anna, &closed.project, &nina, "manager").await;
    invite(&closed.anna, &closed.project, &guest, "member").await;
    let open = main_channel(&closed.anna, &closed.project).await;
    let elsewhere = posts(&closed.anna, &open, "pour tous").await;
    plano.settle().await;
    let before = happened(&plano).await;
    let mut tried = 0;
    for operation in operations() {
        let of = |name: &str| operation.path.contains(name);
        if !of("{channel}") && !of("{message}") && !of("{scheduled}") {
            continue;
        }
        tried += 1;
        let body = body(&plano, &operation, &elsewhere);
        // The owner of the project is not in it, nor is whoever manages it, nor whoever administers the instance.
        for asker in [&closed.anna, &nina, &admin, &guest, &stranger] {
            let (real, none) = closed.paths(&operation, asker);
            let real = sends(asker, &operation, &real, &body).await;
            let none = sends(asker, &operation, &none, &body).await;
            assert_eq!(said(&real), said(&none), "{operation}");
            assert_eq!(
                (real.status, &real.json["code"]),
                (404, &json!("not_found")),
                "{operation}"
            );
        }
    }
    assert!(tried >= 55, "only {tried} operations");
    assert_eq!(happened(&plano).await, before);

    // Whoever is in it finds all of it as it was.
    let there = closed
        .rose
        .get(&format!("/messages/{}", id(&closed.root)))
        .await
        .ok();
    assert_eq!(
        (
            &there["body"],
            &there["is_pinned"],
            &there["reactions"][0]["count"]
        ),
        (&json!("le secret des élus"), &json!(true), &json!(1))
    );
    assert_eq!(history(&closed.rose, &closed.channel).await.len(), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_of_a_private_channel_is_named_elsewhere_as_one_that_is_not_there() {
    let plano = TestApp::new().await;
    let closed = Closed::in_(&plano).await;
    let (anna, rose) = (&closed.anna, &closed.rose);
    let open = main_channel(anna, &closed.project).await;
    let message = |more: Value| {
        let mut body = json!({ "draft": Uuid::now_v7(), "body": "d'ailleurs" });
        for (name, value) in more.as_object().expect("an object") {
            body[name] = value.clone();
        }
        body
    };
    let send_at = after(&plano, HOUR);
    for real in [id(&closed.root), id(&closed.answer), id(&closed.poll)] {
        for (path, field) in [
            ("messages", "quotes"),
            ("messages", "thread"),
            ("scheduled-messages", "quotes"),
            ("forwards", "message"),
        ] {
            let path = format!("/channels/{open}/{path}");
            let body = |named: &str| match field {
                "message" => json!({ "draft": Uuid::now_v7(), "message": named }),
                _ if path.ends_with("scheduled-messages") => {
                    message(json!({ field: named, "send_at": send_at }))
                }
                _ => message(json!({ field: named })),
            };
            let answered = anna.post(&path, body(&real)).await;
            let none = anna.post(&path, body(&absent(&real))).await;
            assert_eq!(said(&answered), said(&none), "{path} {field}");
            assert_eq!(answered.status, 422, "{path} {field}");
            // Nor does whoever reads it take it out of its channel by quoting or answering it.
            if field != "message" {
                assert_eq!(rose.post(&path, body(&real)).await.status, 422, "{path} {field}");
            }
        }
    }
    // Which thread is answered later is looked at then.
    for (who, named) in [
        (anna, id(&closed.root)),
        (rose, id(&closed.root)),
        (anna, absent(&id(&closed.root))),
    ] {
        let path = format!("/channels/{open}/scheduled-messages");
        let answer = message(json!({ "thread": named, "send_at": send_at }));
        who.post(&path, answer).await.ok();
    }
    plano.advance(2 * HOUR);
    plano.settle().await;
    for (who, count) in [(anna, 2), (rose, 1)] {
        let waiting = who.get("/me/scheduled-messages").await.ok();
        let items = waiting["items"].as_array().expect("a list");
        assert_eq!(items.len(), count);
        assert!(items.iter().all(|it| it["failure"] == json!("gone")), "{waiting}");
    }
    assert!(history(anna, &open).await.is_empty());
    let thread = rose
        .get(&format!("/messages/{}/answers", id(&closed.root)))
        .await
        .ok();
    assert_eq!(bodies(&thread), ["la réponse au secret"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_that_lists_or_explains_names_a_private_channel_to_those_who_are_not_in_it() {
    let plano = TestApp::new().await;
    let closed = Closed::in_(&plano).await;
    let (admin, guest) = (plano.admin("admin").await, plano.external("guest").await);
    invite(&closed.anna, &closed.project, &guest, "member").await;
    plano.settle().await;
    let Closed { project, channel, .. } = &closed;
    for asker in [&closed.anna, &guest, &admin] {
        for path in [
            "/me/channels",
            "/me/conversations",
            "/me/threads",
            "/me/saved-messages",
            "/me/reminders",
            "/me/message-marks",
            "/me/scheduled-messages",
            "/me/catch-up?since=2020-01-01T00:00:00Z",
            "/notifications",
            "/messages?q=secret",
            "/search?q=secret",
            "/search?q=Canal",
        ]
        .into_iter()
        .map(str::to_owned)
        .chain([
            format!("/messages?channel={channel}"),
            format!("/projects/{project}/channels"),
            format!("/projects/{project}/decisions"),
            format!("/projects/{project}/channel-folders"),
            format!("/projects/{project}/links"),
            format!("/projects/{project}/activity"),
            format!("/access/{channel}"),
            format!("/access/{}", id(&closed.root)),
        ]) {
            let answer = asker.get(&path).await.json.to_string();
            for hidden in [
                "secret",
                channel.as_str(),
                &id(&closed.root),
                &id(&closed.answer),
                &id(&closed.poll),
            ] {
                let is_echo = path.contains(hidden) && answer.contains("\"code\"");
                assert!(is_echo || !answer.contains(hidden), "{path}: {answer}");
            }
        }
    }
    let decided = closed
        .rose
        .get(&format!("/projects/{project}/decisions"))
        .await
        .ok();
    assert_eq!(bodies(&decided), ["le secret est gardé"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_one_kept_of_a_private_channel_is_of_no_use_to_whoever_was_taken_out_of_it() {
    let plano = TestApp::new().await;
    let closed = Closed::in_(&plano).await;
    let Closed {
        bruno, rose, channel, ..
    } = &closed;
    let root = format!("/messages/{}", id(&closed.root));
    let poll = format!("/messages/{}", id(&closed.poll));
    rose.put(&format!("{root}/saved"), json!({})).await.ok();
    let soon = json!({ "remind_at": after(&plano, HOUR) });
    rose.put(&format!("{root}/reminder"), soon).await.ok();
    let follows = json!({ "attention": "followed" });
    rose.put(&format!("{root}/thread"), follows).await.ok();
    rose.put(&format!("{poll}/poll/vote"), json!({ "options": [1] }))
        .await
        .ok();
    rose.put(&format!("/channels/{channel}/read"), json!({ "seq": 1 }))
        .await
        .ok();
    let hers = schedules(rose, channel, "à mon tour", after(&plano, HOUR)).await;
    answers(bruno, channel, &closed.root, "un secret de plus").await;
    posts(bruno, channel, &format!("@[R]({}) secret", rose.account())).await;
    plano.settle().await;
    let lists = [
        "/me/channels",
        "/me/threads",
        "/me/saved-messages",
        "/me/reminders",
        "/notifications",
        "/messages?q=secret",
        "/me/catch-up?since=2020-01-01T00:00:00Z",
    ];
    let seen = async |path: &str| rose.get(path).await.ok().to_string();
    for path in lists {
        assert!(seen(path).await.contains(channel), "{path} shows what she reads");
    }

    bruno
        .delete(&format!("/channels/{channel}/people/{}", rose.account()))
        .await
        .ok();
    for path in lists {
        let seen = seen(path).await;
        assert!(
            !seen.contains(channel) && !seen.contains("secret"),
            "{path}: {seen}"
        );
    }
    for path in [
        format!("{root}/saved"),
        format!("{root}/reminder"),
        format!("{root}/reactions/👍"),
    ] {
        rose.delete(&path).await.refused(404, "not_found");
    }
    for (path, body) in [
        (format!("{root}/thread"), json!({ "read_seq": 2 })),
        (format!("{poll}/poll/vote"), json!({ "options": [] })),
        (format!("/channels/{channel}/read"), json!({ "seq": 3 })),
        (
            format!("/channels/{channel}/mine"),
            json!({ "attention": "all", "is_muted": false }),
        ),
    ] {
        rose.put(&path, body).await.refused(404, "not_found");
    }
    rose.get(&format!("{poll}/poll/vote"))
        .await
        .refused(404, "not_found");
    // Her own words that wait are hers: not posted there, and she is told.
    plano.advance(2 * HOUR);
    plano.settle().await;
    let waiting = rose.get("/me/scheduled-messages").await.ok();
    assert_eq!(
        (&waiting["items"][0]["id"], &waiting["items"][0]["failure"]),
        (&hers["id"], &json!("not_allowed"))
    );
    let said = history(bruno, channel).await;
    assert!(!said.contains(&"à mon tour".to_owned()), "{said:?}");
    let told = rose.get("/notifications?state=unread").await.ok().to_string();
    assert!(
        !told.contains("secret") && !told.contains("message.reminded"),
        "{told}"
    );
    // What she gave stays: her vote counts, her sign stands.
    let poll = bruno.get(&poll).await.ok();
    assert_eq!(poll["poll"]["options"][1]["votes"], json!(1));
}
