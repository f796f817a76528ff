// SPDX-License-Identifier: EUPL-1.2
//! Many at once on one message, on the database that the tests run on.

use futures_util::future::join_all;
use serde_json::json;
use uuid::Uuid;

use super::{history, id, main_channel, makes, posts, project, three, two};
use crate::testkit::{Answer, Caller, TestApp};

fn count(answers: &[Answer], status: u16) -> usize {
    answers.iter().filter(|it| it.status == status).count()
}

async fn left(plano: &TestApp, query: db::Query<'_>) -> i64 {
    query.value(plano.db()).await.expect("a number")
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_taken_away_while_many_keep_it_keeps_nothing() {
    let plano = TestApp::new().await;
    let (anna, bruno, rose, project) = three(&plano).await;
    let channel = main_channel(&anna, &project).await;
    for round in 0..12 {
        let message = id(&posts(&anna, &channel, &format!("tour {round}")).await);
        let path = format!("/messages/{message}");
        let at = json!({ "remind_at": "2026-12-24T09:00:00Z" });
        let all: Vec<futures_util::future::LocalBoxFuture<'_, Answer>> = vec![
            Box::pin(async { bruno.put(&format!("{path}/reactions/👍"), json!({})).await }),
            Box::pin(async { rose.put(&format!("{path}/reactions/🎉"), json!({})).await }),
            Box::pin(async { bruno.put(&format!("{path}/pin"), json!({})).await }),
            Box::pin(async { bruno.put(&format!("{path}/saved"), json!({})).await }),
            Box::pin(async { rose.put(&format!("{path}/reminder"), at).await }),
            Box::pin(async { anna.delete(&path).await }),
            Box::pin(async { bruno.put(&format!("{path}/reactions/👀"), json!({})).await }),
            Box::pin(async { rose.put(&format!("{path}/pin"), json!({})).await }),
            Box::pin(async { rose.put(&format!("{path}/saved"), json!({})).await }),
        ];
        for answer in join_all(all).await {
            assert!(answer.status < 300 || answer.status == 404, "{}", answer.json);
        }
    }
    for query in [
        db::sql!("SELECT COUNT(*) FROM reactions"),
        db::sql!("SELECT COUNT(*) FROM pins"),
        db::sql!("SELECT COUNT(*) FROM saved_messages"),
        db::sql!("SELECT COUNT(*) FROM message_reminders"),
    ] {
        assert_eq!(left(&plano, query).await, 0);
    }
}

/// So many different signs.
fn signs(many: u32) -> Vec<String> {
    (0..many)
        .map(|it| char::from_u32(0x1F400 + it).expect("an animal").to_string())
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn of_sixty_signs_at_once_twenty_stay() {
    let plano = TestApp::new().await;
    let (anna, bruno, project) = two(&plano).await;
    let channel = main_channel(&anna, &project).await;
    let message = id(&posts(&anna, &channel, "Votez").await);
    let people = [&anna, &bruno];
    let tried = join_all(signs(60).into_iter().enumerate().map(|(n, sign)| {
        let path = format!("/messages/{message}/reactions/{sign}");
        let person: &Caller<'_> = people[n % 2];
        async move { person.put(&path, json!({})).await }
    }))
    .await;
    assert_eq!((count(&tried, 204), count(&tried, 409)), (20, 40));
    let shown = anna.get(&format!("/messages/{message}")).await.ok();
    assert_eq!(shown["reactions"].as_array().expect("a list").len(), 20);
    // One that is there already is one more, not another.
    let again = shown["reactions"][0]["emoji"]
        .as_str()
        .expect("a sign")
        .to_owned();
    for person in people {
        person
            .put(&format!("/messages/{message}/reactions/{again}"), json!({}))
            .await
            .ok();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn of_a_hundred_and_twenty_pins_at_once_a_hundred_stay() {
    let plano = TestApp::new().await;
    let (anna, bruno, project) = two(&plano).await;
    let channel = main_channel(&anna, &project).await;
    let mut messages = Vec::new();
    for n in 0..120 {
        let who = if n % 2 == 0 { &anna } else { &bruno };
        messages.push(id(&posts(who, &channel, &format!("{n}")).await));
    }
    let (before, at_once) = messages.split_at(80);
    for message in before {
        anna.put(&format!("/messages/{message}/pin"), json!({}))
            .await
            .ok();
    }
    let pinned = join_all(at_once.iter().map(|message| {
        let (path, bruno) = (format!("/messages/{message}/pin"), &bruno);
        async move { bruno.put(&path, json!({})).await }
    }))
    .await;
    assert_eq!((count(&pinned, 204), count(&pinned, 409)), (20, 20));
    assert_eq!(left(&plano, db::sql!("SELECT COUNT(*) FROM pins")).await, 100);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thousand_are_saved_and_no_more_however_fast_one_is() {
    let plano = TestApp::new().await;
    let anna = plano.person("anna").await;
    let project = project(&anna).await;
    let channel = main_channel(&anna, &project).await;
    let mut messages = Vec::new();
    for n in 0..40 {
        messages.push(id(&posts(&anna, &channel, &format!("{n}")).await));
    }
    let (author, place) = (anna.account(), channel.clone());
    let place: base::Id<base::kind::Channel> = place.parse().expect("an id");
    plano
        .db()
        .write(base::Actor::System, async move |tx| {
            for _ in 0..980 {
                let id = base::Id::<base::kind::Message>::from_uuid(Uuid::now_v7());
                db::sql!(
                    "INSERT INTO messages (id, channel, author, draft, kind, body, posted_at, version)
                     VALUES ($1, $2, $3, $1, 'text', 'x', 0, 1)"
                )
                .bind(id)
                .bind(place)
                .bind(author)
                .exec(&mut *tx)
                .await?;
                db::sql!("INSERT INTO saved_messages (account, message, saved_at) VALUES ($1, $2, 0)")
                    .bind(author)
                    .bind(id)
                    .exec(&mut *tx)
                    .await?;
            }
            Ok::<_, db::DbError>(())
        })
        .await
        .expect("saved messages");
    let saved = join_all(messages.iter().map(|message| {
        let (path, anna) = (format!("/messages/{message}/saved"), &anna);
        async move { anna.put(&path, json!({})).await }
    }))
    .await;
    assert_eq!((count(&saved, 204), count(&saved, 409)), (20, 20));
}

#[tokio::test(flavor = "multi_thread")]
async fn edits_and_a_taking_away_at_once_leave_one_truth() {
    let plano = TestApp::new().await;
    let anna = plano.person("anna").await;
    let project = project(&anna).await;
    let channel = main_channel(&anna, &project).await;
    for round in 0..4 {
        let message = id(&posts(&anna, &channel, &format!("tour {round}")).await);
        let path = format!("/messages/{message}");
        let edits = join_all((0..50).map(|n| {
            let (anna, path) = (&anna, &path);
            async move {
                if n == 25 && round % 2 == 1 {
                    return anna.delete(path).await;
                }
                anna.patch(path, "1", json!({ "body": format!("version {n}") }))
                    .await
            }
        }))
        .await;
        let now = anna.get(&path).await.ok();
        let versions = anna.get(&format!("{path}/versions")).await.ok();
        let versions = versions["items"].as_array().expect("a list").len();
        let won = count(&edits, 200);
        assert!(won <= 1);
        if round % 2 == 1 {
            assert_eq!((&now["body"], versions), (&json!(""), 0));
        } else {
            assert_eq!((won, versions, &now["etag"]), (1, 1, &json!("2")));
        }
    }
    assert_eq!(history(&anna, &channel).await.len(), 4);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_private_channel_keeps_a_manager_when_its_managers_leave_at_once() {
    let plano = TestApp::new().await;
    let (anna, bruno, rose, project) = three(&plano).await;
    for _ in 0..6 {
        let channel = makes(&anna, &project, "private", &[&bruno, &rose]).await;
        anna.put(
            &format!("/channels/{channel}/managers/{}", bruno.account()),
            json!({}),
        )
        .await
        .ok();
        let leaves = |who: &Caller<'_>| format!("/channels/{channel}/people/{}", who.account());
        let (one, other) = (leaves(&anna), leaves(&bruno));
        let (first, second) = tokio::join!(anna.delete(&one), bruno.delete(&other));
        let mut statuses = [first.status, second.status];
        statuses.sort_unstable();
        assert_eq!(statuses, [204, 409]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn of_many_programs_made_at_once_a_channel_has_twenty_of_each() {
    let plano = TestApp::new().await;
    let (anna, bruno, project) = two(&plano).await;
    let channel = makes(&bruno, &project, "private", &[&anna]).await;
    bruno
        .put(
            &format!("/channels/{channel}/managers/{}", anna.account()),
            json!({}),
        )
        .await
        .ok();
    let people = [&anna, &bruno];
    for (what, body) in [
        ("hooks", json!({ "name": "Vigie" })),
        ("bots", json!({ "name": "Vigie", "reach": "read" })),
    ] {
        let path = format!("/channels/{channel}/{what}");
        let made = join_all((0..30).map(|n| people[n % 2].post(&path, body.clone()))).await;
        assert_eq!((count(&made, 201), count(&made, 409)), (20, 10), "{what}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn of_many_lists_of_words_at_once_one_stays() {
    let plano = TestApp::new().await;
    let anna = plano.person("anna").await;
    for round in 0..4 {
        let lists: Vec<_> = (0..8)
            .map(|n| json!({ "words": [format!("mot {round}"), format!("autre {n}"), "commun"] }))
            .collect();
        let set = join_all(lists.iter().map(|it| anna.put("/me/keywords", it.clone()))).await;
        assert_eq!(count(&set, 200), 8);
        let kept = anna.get("/me/keywords").await.ok();
        assert!(lists.contains(&kept), "{kept}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_poll_is_edited_voted_in_closed_and_taken_away_at_once() {
    let plano = TestApp::new().await;
    let (anna, bruno, project) = two(&plano).await;
    let channel = main_channel(&anna, &project).await;
    for round in 0..8 {
        let poll =
            json!({ "draft": Uuid::now_v7(), "question": format!("Tour {round} ?"), "options": ["a", "b"] });
        let poll = id(&anna.post(&format!("/channels/{channel}/polls"), poll).await.ok());
        let path = format!("/messages/{poll}");
        let all: Vec<futures_util::future::LocalBoxFuture<'_, Answer>> = vec![
            Box::pin(async { anna.patch(&path, "1", json!({ "body": "Autre ?" })).await }),
            Box::pin(async { anna.delete(&path).await }),
            Box::pin(async { anna.patch(&path, "1", json!({ "body": "Encore ?" })).await }),
            Box::pin(async {
                bruno
                    .put(&format!("{path}/poll/vote"), json!({ "options": [0] }))
                    .await
            }),
            Box::pin(async { anna.put(&format!("{path}/poll/closure"), json!({})).await }),
            Box::pin(async { anna.delete(&path).await }),
        ];
        for answer in join_all(all).await {
            assert!(answer.status < 500, "{} {}", answer.status, answer.json);
        }
        let shown = anna.get(&path).await.ok();
        assert_eq!((&shown["body"], &shown["poll"]), (&json!(""), &json!(null)));
    }
}
