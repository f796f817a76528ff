// SPDX-License-Identifier: EUPL-1.2
//! Messages whose time has passed are gone, wherever they could be seen, whoever looks first and whatever the clock does.

use std::time::Duration;

use serde_json::{Value, json};
use uuid::Uuid;

use super::clear::{DAY, decides, expires, rows};
use super::{answers, bodies, history, id, main_channel, makes, posts, tries, two, unread};
use crate::{
    areas,
    testkit::{Caller, TestApp},
};

/// What is done every hour.
async fn hour_strikes(plano: &TestApp) {
    areas::enqueue_periodic(&plano.app).await.expect("periodic work");
    plano.settle().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_is_gone_when_its_time_has_passed_even_before_anything_was_erased() {
    let plano = TestApp::new().await;
    let (anna, bruno, project) = two(&plano).await;
    let channel = main_channel(&anna, &project).await;
    assert_eq!(
        expires(&anna, &channel, Some(7)).await.ok()["expires_after_days"],
        json!(7)
    );
    let root = posts(&anna, &channel, "première").await;
    answers(&bruno, &channel, &root, "réponse").await;
    decides(&anna, &channel, "Le bleu", None).await;
    plano.advance(DAY * 4);
    posts(&anna, &channel, "deuxième").await;
    answers(&bruno, &channel, &root, "tardive").await;
    plano.settle().await;
    assert_eq!(
        history(&bruno, &channel).await,
        ["première", "Le bleu", "deuxième"]
    );
    // The clock has moved, and nothing else.
    plano.advance(DAY * 3 + Duration::from_secs(1));
    for _ in 0..2 {
        assert_eq!(history(&bruno, &channel).await, ["Le bleu", "deuxième"]);
        assert_eq!(bruno.get(&format!("/messages/{}", id(&root))).await.status, 404);
        // An answer goes with what it answers.
        let found = bruno
            .get(&format!("/messages?q=tardive&channel={channel}"))
            .await
            .ok();
        assert_eq!(found["items"], json!([]));
        hour_strikes(&plano).await;
    }
    assert_eq!(rows(&plano).await[..3], [2, 0, 2]);
    plano.advance(DAY * 4);
    assert_eq!(history(&bruno, &channel).await, ["Le bleu"]);
    // Looked for once more, there is nothing left to do.
    for _ in 0..2 {
        hour_strikes(&plano).await;
    }
    assert_eq!(rows(&plano).await[0], 1);
    let (project_event, ended): (i64, i64) = db::sql!(
        "SELECT COUNT(*) FILTER (WHERE kind = 'channel.expired'), COUNT(*) FILTER (WHERE kind = 'channel.expiry_set') FROM events"
    )
    .one(plano.db())
    .await
    .expect("two numbers");
    assert_eq!((project_event, ended), (2, 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_shorter_time_has_older_messages_go_at_once_and_says_how_many_before() {
    let plano = TestApp::new().await;
    let (anna, bruno, project) = two(&plano).await;
    let channel = main_channel(&anna, &project).await;
    posts(&anna, &channel, "vieux").await;
    decides(&anna, &channel, "Le bleu", None).await;
    plano.advance(DAY * 10);
    posts(&anna, &channel, "récent").await;
    let path = format!("/channels/{channel}/history");
    assert_eq!(
        anna.get(&format!("{path}?older_than_days=7")).await.ok(),
        json!({ "messages": 1, "decisions": 1 })
    );
    assert_eq!(
        anna.get(&format!("{path}?older_than_days=90")).await.ok(),
        json!({ "messages": 0, "decisions": 0 })
    );
    for days in [0, -1, 3_651] {
        expires(&anna, &channel, Some(days))
            .await
            .refused(422, "expiry.days");
        let path = format!("{path}?older_than_days={days}");
        anna.get(&path).await.refused(422, "expiry.days");
    }
    expires(&anna, &channel, Some(7)).await.ok();
    assert_eq!(history(&bruno, &channel).await, ["Le bleu", "récent"]);
    expires(&anna, &channel, Some(1)).await.ok();
    // Without an end again, what is gone stays gone and the rest stays.
    expires(&anna, &channel, None).await.ok();
    plano.advance(DAY * 9);
    hour_strikes(&plano).await;
    assert_eq!(history(&bruno, &channel).await, ["Le bleu", "récent"]);
    tries(&bruno, &channel, "encore").await.ok();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_gone_does_not_come_back_with_a_longer_time() {
    let plano = TestApp::new().await;
    let (anna, bruno, project) = two(&plano).await;
    let (channel, other) = (
        main_channel(&anna, &project).await,
        makes(&anna, &project, "open", &[]).await,
    );
    for channel in [&channel, &other] {
        expires(&anna, channel, Some(7)).await.ok();
        posts(&anna, channel, "vieux").await;
    }
    plano.advance(DAY * 8);
    for (channel, longer) in [(&channel, Some(90)), (&other, None)] {
        posts(&anna, channel, "récent").await;
        assert_eq!(history(&bruno, channel).await, ["récent"]);
        // Nothing has looked since its time passed.
        expires(&anna, channel, longer).await.ok();
        assert_eq!(history(&bruno, channel).await, ["récent"], "{longer:?}");
        hour_strikes(&plano).await;
        assert_eq!(history(&bruno, channel).await, ["récent"], "{longer:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_whose_time_has_passed_is_not_to_be_touched_before_it_is_erased() {
    let plano = TestApp::new().await;
    let (anna, bruno, project) = two(&plano).await;
    let channel = main_channel(&anna, &project).await;
    expires(&anna, &channel, Some(7)).await.ok();
    let root = posts(&anna, &channel, "ancien").await;
    let answer = answers(&anna, &channel, &root, "réponse").await;
    plano.settle().await;
    plano.advance(DAY * 8);
    for message in [&root, &answer] {
        let own = format!("/messages/{}", id(message));
        for path in [
            own.clone(),
            format!("{own}/answers"),
            format!("{own}/thread"),
            format!("{own}/versions"),
        ] {
            assert_eq!(anna.get(&path).await.status, 404, "{path}");
        }
        for path in ["pin", "saved", "resolved", "reactions/👍"] {
            let answer = anna.put(&format!("{own}/{path}"), json!({})).await;
            assert_eq!(answer.status, 404, "{path}");
        }
        assert_eq!(anna.delete(&own).await.status, 404);
        let etag = message["etag"].as_str().expect("a version");
        assert_eq!(
            anna.patch(&own, etag, json!({ "body": "autre" })).await.status,
            404
        );
    }
    drop(bruno);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_of_a_clock_that_was_wrong_does_not_keep_the_others() {
    let plano = TestApp::new().await;
    let (anna, bruno, project) = two(&plano).await;
    let channel = main_channel(&anna, &project).await;
    expires(&anna, &channel, Some(7)).await.ok();
    let decision = decides(&anna, &channel, "Le bleu", None).await;
    let clock = plano.db().clock();
    let start = clock.now();
    posts(&anna, &channel, "premier").await;
    clock.move_to(start + DAY * 12);
    posts(&anna, &channel, "de l’avenir").await;
    answers(&bruno, &channel, &decision, "de l’avenir").await;
    clock.move_to(start);
    posts(&anna, &channel, "deuxième").await;
    answers(&bruno, &channel, &decision, "aussitôt").await;
    plano.settle().await;
    plano.advance(DAY * 8);
    posts(&anna, &channel, "récent").await;
    hour_strikes(&plano).await;
    assert_eq!(history(&bruno, &channel).await, ["Le bleu", "récent"]);
    // The decision and what is recent.
    assert_eq!(rows(&plano).await[0], 2);
    plano.advance(DAY * 8);
    hour_strikes(&plano).await;
    assert_eq!(history(&bruno, &channel).await, ["Le bleu"]);
    assert_eq!(rows(&plano).await[0], 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_long_history_goes_step_by_step() {
    let plano = TestApp::new().await;
    let (anna, bruno, project) = two(&plano).await;
    let channel = makes(&anna, &project, "open", &[]).await;
    posts(&anna, &channel, "premier").await;
    // Faster than people may write.
    let first = plano.db().clock().now();
    let (place, author): (base::Id<base::kind::Channel>, _) =
        (channel.parse().expect("a channel"), anna.account());
    let many = 12_000_i64;
    plano
        .db()
        .write(base::Actor::System, async move |tx| {
            db::sql! {
                sqlite: "INSERT INTO messages (id, channel, seq, author, draft, kind, body, posted_at, version)
                   WITH RECURSIVE n (i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < $1)
                   SELECT randomblob(16), $2, i, $3, randomblob(16), 'text', 'encore', $4, 1 FROM n",
                postgres: "INSERT INTO messages (id, channel, seq, author, draft, kind, body, posted_at, version)
                   SELECT gen_random_uuid(), $2, i, $3, gen_random_uuid(), 'text', 'encore', $4, 1
                   FROM generate_series(2, CAST($1 AS BIGINT)) AS n (i)",
            }
            .bind(many)
            .bind(place)
            .bind(author)
            .bind(first)
            .exec(tx)
            .await?;
            db::sql!("UPDATE channels SET last_seq = $1 WHERE id = $2")
                .bind(many)
                .bind(place)
                .exec(tx)
                .await
        })
        .await
        .expect("they are there");
    plano.advance(DAY * 2);
    posts(&anna, &channel, "récent").await;
    expires(&anna, &channel, Some(1)).await.ok();
    let cleared = async || -> i64 {
        db::sql!("SELECT cleared_seq FROM channels WHERE id = $1")
            .bind(place)
            .value(plano.db())
            .await
            .expect("a number")
    };
    // The first step at once, the others follow; none is shown from the first on.
    assert_eq!(cleared().await, 5_000);
    assert_eq!(history(&bruno, &channel).await, ["récent"]);
    plano.settle().await;
    assert_eq!(cleared().await, many);
    assert_eq!(rows(&plano).await[0], 1);
    assert_eq!(history(&bruno, &channel).await, ["récent"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn time_goes_on_in_a_project_that_is_closed() {
    let plano = TestApp::new().await;
    let (anna, bruno, project) = two(&plano).await;
    let channel = main_channel(&anna, &project).await;
    expires(&anna, &channel, Some(7)).await.ok();
    posts(&anna, &channel, "vieux").await;
    decides(&anna, &channel, "Le bleu", None).await;
    anna.put(&format!("/projects/{project}/archive"), json!({}))
        .await
        .ok();
    plano.advance(DAY * 8);
    hour_strikes(&plano).await;
    assert_eq!(history(&bruno, &channel).await, ["Le bleu"]);
    assert_eq!(rows(&plano).await[0], 1);
}

/// An answer that shows in the channel too.
async fn answers_aloud(by: &Caller<'_>, channel: &str, root: &Value, body: &str) -> Value {
    let new = json!({ "draft": Uuid::now_v7(), "body": body, "thread": root["id"], "also_in_channel": true });
    by.post(&format!("/channels/{channel}/messages"), new).await.ok()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_shows_in_the_channel_outlives_what_it_answered() {
    let plano = TestApp::new().await;
    let (anna, bruno, project) = two(&plano).await;
    let channel = main_channel(&anna, &project).await;
    expires(&anna, &channel, Some(7)).await.ok();
    let root = posts(&anna, &channel, "question").await;
    answers(&bruno, &channel, &root, "à part").await;
    plano.advance(DAY * 4);
    let aloud = answers_aloud(&bruno, &channel, &root, "pour tous").await;
    answers(&anna, &channel, &root, "à part encore").await;
    decides(&anna, &channel, "Le bleu", Some(&root)).await;
    plano.settle().await;
    plano.advance(DAY * 4);
    for _ in 0..2 {
        hour_strikes(&plano).await;
        assert_eq!(history(&bruno, &channel).await, ["Le bleu", "pour tous"]);
        let there = bruno.get(&format!("/messages/{}", id(&aloud))).await.ok();
        assert_eq!((&there["thread"], &there["seq"]), (&Value::Null, &aloud["seq"]));
    }
    assert_eq!(rows(&plano).await[..2], [2, 0]);
    plano.advance(DAY * 4);
    hour_strikes(&plano).await;
    assert_eq!(history(&bruno, &channel).await, ["Le bleu"]);
    assert_eq!(unread(&bruno, &channel).await, (0, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn of_a_decision_the_answers_go_one_by_one() {
    let plano = TestApp::new().await;
    let (anna, bruno, project) = two(&plano).await;
    let channel = main_channel(&anna, &project).await;
    expires(&anna, &channel, Some(7)).await.ok();
    let kept = decides(&anna, &channel, "Le bleu", None).await;
    answers(&bruno, &channel, &kept, "première").await;
    decides(&anna, &channel, "Clair", Some(&kept)).await;
    plano.advance(DAY * 4);
    answers(&anna, &channel, &kept, "deuxième").await;
    plano.settle().await;
    let own = format!("/messages/{}", id(&kept));
    plano.advance(DAY * 4);
    hour_strikes(&plano).await;
    let thread = bruno.get(&format!("{own}/answers")).await.ok();
    assert_eq!(bodies(&thread), ["Clair", "deuxième"]);
    let told = bruno.get(&own).await.ok()["answers"].clone();
    assert_eq!(
        (&told["count"], &told["people"]),
        (&json!(2), &json!([anna.account()])),
    );
    plano.advance(Duration::from_secs(1));
    // It is told, also where nothing of the channel itself went.
    let told: i64 = db::sql!("SELECT COUNT(*) FROM events WHERE kind = 'channel.expired'")
        .value(plano.db())
        .await
        .expect("a number");
    plano.advance(DAY * 4);
    hour_strikes(&plano).await;
    let again: i64 = db::sql!("SELECT COUNT(*) FROM events WHERE kind = 'channel.expired'")
        .value(plano.db())
        .await
        .expect("a number");
    assert_eq!(again, told + 1);
    let thread = bruno.get(&format!("{own}/answers")).await.ok();
    assert_eq!(bodies(&thread), ["Clair"]);
    assert_eq!(bruno.get(&own).await.ok()["answers"]["count"], json!(1));
}
