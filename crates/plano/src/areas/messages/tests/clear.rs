// SPDX-License-Identifier: EUPL-1.2
//! A history that is cleared is gone for all at once, wherever it could be seen; decisions and logs stay.

use std::time::Duration;

use futures_util::future::join_all;
use serde_json::{Value, json};
use uuid::Uuid;

use super::super::{actions::post, store_places::Channel};
use super::{answers, bodies, history, id, invite, main_channel, makes, posts, two, unread};
use crate::testkit::{Answer, Caller, TestApp};

pub(super) const DAY: Duration = Duration::from_secs(24 * 3_600);

pub(super) async fn decides(by: &Caller<'_>, channel: &str, body: &str, thread: Option<&Value>) -> Value {
    let message = json!({
        "draft": Uuid::now_v7(), "body": body, "kind": "decision", "thread": thread.map(|it| it["id"].clone()),
    });
    by.post(&format!("/channels/{channel}/messages"), message)
        .await
        .ok()
}

pub(super) async fn clears(by: &Caller<'_>, channel: &str) -> Answer {
    by.delete(&format!("/channels/{channel}/history")).await
}

pub(super) async fn expires(by: &Caller<'_>, channel: &str, days: Option<i64>) -> Answer {
    by.put(&format!("/channels/{channel}/expiry"), json!({ "days": days }))
        .await
}

/// How many rows of messages and of what hangs on them there are, in each table.
pub(super) async fn rows(plano: &TestApp) -> Vec<i64> {
    let mut rows = Vec::new();
    for query in [
        db::sql!("SELECT COUNT(*) FROM messages"),
        db::sql!("SELECT COUNT(*) FROM threads"),
        db::sql!("SELECT COUNT(*) FROM message_search"),
        db::sql!("SELECT COUNT(*) FROM message_versions"),
        db::sql!("SELECT COUNT(*) FROM reactions"),
        db::sql!("SELECT COUNT(*) FROM pins"),
        db::sql!("SELECT COUNT(*) FROM mentions"),
        db::sql!("SELECT COUNT(*) FROM saved_messages"),
        db::sql!("SELECT COUNT(*) FROM message_reminders"),
        db::sql!("SELECT COUNT(*) FROM polls"),
        db::sql!("SELECT COUNT(*) FROM poll_votes"),
        db::sql!("SELECT COUNT(*) FROM thread_readers"),
    ] {
        rows.push(query.value(plano.db()).await.expect("a number"));
    }
    rows
}

/// Everything that Bruno may be shown of messages.
async fn all_that_is_shown(bruno: &Caller<'_>, project: &str, channel: &str) -> String {
    let mut all = String::new();
    for path in [
        format!("/channels/{channel}/messages"),
        format!("/channels/{channel}/messages?around=1"),
        format!("/channels/{channel}/pins"),
        format!("/projects/{project}/decisions"),
        format!("/messages?q=secret&channel={channel}"),
        "/messages?q=secret".to_owned(),
        "/me/catch-up?since=2026-01-01T00:00:00Z".to_owned(),
        "/me/threads".to_owned(),
        "/me/saved-messages".to_owned(),
        "/me/reminders".to_owned(),
        "/notifications?state=all".to_owned(),
        "/me/channels".to_owned(),
    ] {
        let answer = bruno.get(&path).await;
        assert!(answer.status < 500, "{path}: {}", answer.status);
        all.push_str(&answer.json.to_string());
    }
    all
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_cleared_is_nowhere_to_be_seen_before_it_is_erased_and_after() {
    let plano = TestApp::new().await;
    let (anna, bruno, project) = two(&plano).await;
    let (channel, other) = (
        main_channel(&anna, &project).await,
        makes(&anna, &project, "open", &[]).await,
    );
    let named = format!("un secret pour @[B]({})", bruno.account());
    let root = posts(&anna, &channel, &named).await;
    let own = format!("/messages/{}", id(&root));
    answers(&bruno, &channel, &root, "secret répondu").await;
    anna.changes(&own, json!({ "body": format!("{named}, autrement") }))
        .await;
    bruno.put(&format!("{own}/reactions/👍"), json!({})).await.ok();
    anna.put(&format!("{own}/pin"), json!({})).await.ok();
    bruno.put(&format!("{own}/saved"), json!({})).await.ok();
    let later = json!({ "remind_at": "2026-10-20T09:00:00Z" });
    bruno.put(&format!("{own}/reminder"), later).await.ok();
    let poll = json!({ "draft": Uuid::now_v7(), "question": "Quel secret ?", "options": ["secret un", "secret deux"] });
    let poll = id(&anna.post(&format!("/channels/{channel}/polls"), poll).await.ok());
    bruno
        .put(&format!("/messages/{poll}/poll/vote"), json!({ "options": [0] }))
        .await
        .ok();
    let copy = json!({ "draft": Uuid::now_v7(), "message": root["id"], "comment": "pour mémoire" });
    let copy = anna.post(&format!("/channels/{other}/forwards"), copy).await.ok();
    let scheduled = json!({ "draft": Uuid::now_v7(), "body": "réponse plus tard", "thread": root["id"], "send_at": "2026-10-20T09:00:00Z" });
    bruno
        .post(&format!("/channels/{channel}/scheduled-messages"), scheduled)
        .await
        .ok();
    plano.settle().await;
    assert!(
        all_that_is_shown(&bruno, &project, &channel)
            .await
            .contains("secret")
    );

    let counted = anna.get(&format!("/channels/{channel}/history")).await.ok();
    assert_eq!(counted, json!({ "messages": 3, "decisions": 0 }));
    let cleared = clears(&anna, &channel).await.ok();
    assert_eq!(cleared["cleared_by"], json!(anna.account()));
    assert!(cleared["cleared_at"].is_string());
    // Nothing has been erased yet; afterwards everything.
    for is_erased in [false, true] {
        if is_erased {
            plano.settle().await;
        }
        let shown = all_that_is_shown(&bruno, &project, &channel).await;
        // The copy stays, and says that the original is gone.
        let there = bruno.get(&format!("/messages/{}", id(&copy))).await.ok();
        assert_eq!(there["forwarded"]["is_gone"], json!(true), "{is_erased}");
        assert!(!history(&bruno, &channel).await.iter().any(|_| true));
        for part in ["un secret pour", "secret répondu", "Quel secret", "secret un"] {
            let in_copy = part == "un secret pour";
            assert!(in_copy || !shown.contains(part), "{part} {is_erased}: {shown}");
        }
        for path in [
            own.clone(),
            format!("{own}/versions"),
            format!("{own}/answers"),
            format!("{own}/thread"),
            format!("/messages/{poll}/poll/vote"),
        ] {
            assert_eq!(bruno.get(&path).await.status, 404, "{path} {is_erased}");
        }
        assert_eq!(bruno.put(&format!("{own}/saved"), json!({})).await.status, 404);
        assert_eq!(bruno.get("/me/saved-messages").await.ok()["items"], json!([]));
        assert_eq!(bruno.get("/me/reminders").await.ok()["items"], json!([]));
        assert_eq!(bruno.get("/me/threads").await.ok()["items"], json!([]));
        assert_eq!(unread(&bruno, &channel).await, (0, 0), "{is_erased}");
        let export = anna
            .get(&format!("/channels/{channel}/export?format=json"))
            .await
            .ok();
        assert_eq!(export["messages"], json!([]));
        let quoting = json!({ "draft": Uuid::now_v7(), "body": "cela", "quotes": root["id"] });
        bruno
            .post(&format!("/channels/{channel}/messages"), quoting)
            .await
            .refused(422, "quote.unknown");
        let answer = json!({ "draft": Uuid::now_v7(), "body": "encore", "thread": root["id"] });
        bruno
            .post(&format!("/channels/{channel}/messages"), answer)
            .await
            .refused(422, "thread.unknown");
        let passed_on = json!({ "draft": Uuid::now_v7(), "message": root["id"] });
        let refused = bruno
            .post(&format!("/channels/{other}/forwards"), passed_on)
            .await;
        assert!(refused.status >= 400, "{}", refused.json);
    }
    // The copy and its words in the index are all that is left.
    assert_eq!(rows(&plano).await, [1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    // What was to be answered later finds nothing to answer, and its author is told.
    plano.advance(DAY * 20);
    plano.settle().await;
    let kept = bruno.get("/me/scheduled-messages").await.ok();
    assert!(kept["items"][0]["failure"].is_string(), "{kept}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_comes_after_is_there_and_counted_and_decisions_stay() {
    let plano = TestApp::new().await;
    let (anna, bruno, project) = two(&plano).await;
    let channel = main_channel(&anna, &project).await;
    // Who comes in begins at the end.
    plano.settle().await;
    posts(&anna, &channel, "avant").await;
    let kept = decides(&anna, &channel, "Le bleu", None).await;
    answers(&bruno, &channel, &kept, "pourquoi pas").await;
    let root = posts(&anna, &channel, "Quelle heure ?").await;
    answers(&bruno, &channel, &root, "tôt").await;
    let in_thread = decides(&bruno, &channel, "Neuf heures", Some(&root)).await;
    assert_eq!(
        anna.get(&format!("/channels/{channel}/history")).await.ok(),
        json!({ "messages": 4, "decisions": 2 })
    );
    clears(&anna, &channel).await.ok();
    posts(&anna, &channel, "après").await;
    assert_eq!(unread(&bruno, &channel).await, (1, 0));
    // What was decided in a thread stands where its question did.
    for _ in 0..2 {
        assert_eq!(
            history(&bruno, &channel).await,
            ["Le bleu", "Neuf heures", "après"]
        );
        plano.settle().await;
    }
    let there = bruno.get(&format!("/messages/{}", id(&in_thread))).await.ok();
    assert_eq!((&there["seq"], &there["thread"]), (&root["seq"], &Value::Null));
    let decided = bruno.get(&format!("/projects/{project}/decisions")).await.ok();
    assert_eq!(bodies(&decided), ["Neuf heures", "Le bleu"]);
    assert_eq!(unread(&bruno, &channel).await, (1, 0));

    // Of a decision the answers are gone, and it is answered again.
    let own = format!("/messages/{}", id(&kept));
    assert_eq!(bruno.get(&own).await.ok()["answers"], Value::Null);
    answers(&anna, &channel, &kept, "de nouveau").await;
    let thread = bruno.get(&format!("{own}/answers")).await.ok();
    assert_eq!(bodies(&thread), ["de nouveau"]);
    assert_eq!(bruno.get(&own).await.ok()["answers"]["count"], json!(1));
    // And cleared again.
    clears(&anna, &channel).await.ok();
    plano.settle().await;
    assert_eq!(history(&bruno, &channel).await, ["Le bleu", "Neuf heures"]);
    assert_eq!(
        bruno.get(&format!("{own}/answers")).await.ok()["items"],
        json!([])
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_acknowledged_after_the_clearing_is_there() {
    let plano = TestApp::new().await;
    let (anna, bruno, project) = two(&plano).await;
    let channel = main_channel(&anna, &project).await;
    for round in 0..6 {
        let root = posts(&anna, &channel, "question").await;
        let kept = decides(&anna, &channel, "décidé", None).await;
        let (anna, bruno, channel, root, kept) = (&anna, &bruno, &channel, &root, &kept);
        let done = std::sync::atomic::AtomicBool::new(false);
        let done = &done;
        let writers = (0..12).map(|at| async move {
            let thread = match at % 3 {
                0 => Value::Null,
                1 => root["id"].clone(),
                _ => kept["id"].clone(),
            };
            let body = format!("{round} {at}");
            // Read before it is sent: what is sent after the answer to the clearing comes after it.
            let is_after = done.load(std::sync::atomic::Ordering::SeqCst);
            let new = json!({ "draft": Uuid::now_v7(), "body": body, "thread": thread });
            let answer = bruno.post(&format!("/channels/{channel}/messages"), new).await;
            (is_after, at, answer)
        });
        let clearing = async {
            clears(anna, channel).await.ok();
            done.store(true, std::sync::atomic::Ordering::SeqCst);
        };
        let (said, ()) = tokio::join!(join_all(writers), clearing);
        let late = posts(bruno, channel, "ensuite").await;
        let late_answer = answers(bruno, channel, kept, "ensuite").await;
        plano.settle().await;
        for message in [&late, &late_answer] {
            assert_eq!(bruno.get(&format!("/messages/{}", id(message))).await.status, 200);
        }
        let cleared: i64 = db::sql!("SELECT cleared_seq FROM channels WHERE is_main")
            .value(plano.db())
            .await
            .expect("a number");
        for (is_after, at, answer) in said {
            // What was cleared as it came is gone before it could be shown.
            assert!(
                answer.status == 201 || !is_after || at % 3 == 1,
                "{}",
                answer.json
            );
            let seq = answer.json["seq"].as_i64();
            if answer.status != 201 || seq.is_none() && !is_after {
                continue;
            }
            let there = bruno.get(&format!("/messages/{}", id(&answer.json))).await.status == 200;
            assert_eq!(there, is_after || seq.is_some_and(|it| it > cleared), "{at}");
        }
    }
    // Every answer that is there has what it answers.
    let alone: i64 = db::sql!(
        "SELECT COUNT(*) FROM messages a WHERE a.thread IS NOT NULL AND NOT EXISTS (SELECT 1 FROM messages r WHERE r.id = a.thread)"
    )
    .value(plano.db())
    .await
    .expect("a number");
    assert_eq!(alone, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn only_those_who_manage_a_channel_have_messages_go() {
    let plano = TestApp::new().await;
    let (anna, bruno, project) = two(&plano).await;
    let (rose, nour, sami) = (
        plano.person("rose").await,
        plano.external("nour").await,
        plano.person("sami").await,
    );
    invite(&anna, &project, &rose, "reader").await;
    invite(&anna, &project, &nour, "member").await;
    let channel = makes(&anna, &project, "open", &[]).await;
    posts(&bruno, &channel, "reste").await;
    let private = makes(&bruno, &project, "private", &[&rose]).await;
    for (who, status) in [
        (&bruno, 403),
        (&rose, 403),
        (&nour, 403),
        (&sami, 404),
        (&plano.visitor(), 401),
    ] {
        assert_eq!(clears(who, &channel).await.status, status);
        assert_eq!(expires(who, &channel, Some(1)).await.status, status);
        let path = format!("/channels/{channel}/history");
        assert_eq!(who.get(&path).await.status, status);
    }
    // A private channel by whoever manages it, and by no one else.
    posts(&bruno, &private, "entre nous").await;
    assert_eq!(clears(&anna, &private).await.status, 404);
    assert_eq!(clears(&rose, &private).await.status, 403);
    clears(&bruno, &private).await.ok();
    assert!(history(&rose, &private).await.is_empty());

    let log = makes(&anna, &project, "log", &[]).await;
    posts(&anna, &log, "Alerte").await;
    clears(&anna, &log).await.refused(409, "channel.is_a_log");
    expires(&anna, &log, Some(1))
        .await
        .refused(409, "channel.is_a_log");
    // Of a conversation each takes away what he said himself.
    let with = json!({ "people": [bruno.account()] });
    let conversation = id(&anna.post("/me/conversations", with).await.ok());
    assert_eq!(clears(&anna, &conversation).await.status, 403);
    assert_eq!(expires(&anna, &conversation, Some(1)).await.status, 403);

    // A channel that is closed is cleared all the same; in a project that is closed nothing changes.
    anna.put(&format!("/channels/{channel}/archive"), json!({}))
        .await
        .ok();
    clears(&anna, &channel).await.ok();
    assert!(history(&bruno, &channel).await.is_empty());
    anna.put(&format!("/projects/{project}/archive"), json!({}))
        .await
        .ok();
    assert_eq!(clears(&anna, &channel).await.status, 403);
    assert_eq!(expires(&anna, &channel, Some(1)).await.status, 403);
    plano.settle().await;
    assert_eq!(history(&anna, &log).await, ["Alerte"]);
    let noted: i64 = db::sql!("SELECT COUNT(*) FROM journal WHERE kind = 'channel.cleared'")
        .value(plano.db())
        .await
        .expect("a number");
    assert_eq!(noted, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn many_messages_are_erased_piece_by_piece() {
    let plano = TestApp::new().await;
    let (anna, bruno, project) = two(&plano).await;
    let channel = main_channel(&anna, &project).await;
    let root = posts(&anna, &channel, "question").await;
    // Faster than people may write.
    let me = access::Signed {
        account: bruno.account(),
        is_external: false,
        is_instance_admin: false,
    };
    for at in 0..230 {
        let new = json!({ "draft": Uuid::now_v7(), "body": format!("réponse {at}"), "thread": root["id"] });
        let new = serde_json::from_value(new).expect("a message");
        let (app, place) = (&plano.app, channel.parse().expect("a channel"));
        let grant = access::grant::<access::Comment, Channel>(&app.db, me, place, app.now()).await;
        post(&app.db, &app.posts, grant.expect("he may"), new, true)
            .await
            .expect("it is posted");
    }
    clears(&anna, &channel).await.ok();
    // As often as it takes; a piece done twice, or by two at once, is done once.
    clears(&anna, &channel).await.ok();
    plano.settle().await;
    assert_eq!(rows(&plano).await, [0; 12]);
}
