// SPDX-License-Identifier: EUPL-1.2
//! Polls: who votes, what shows, and what of an anonymous one shows nowhere.

use std::time::Duration;

use futures_util::future::join_all;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{id, invite, main_channel, makes, project, three, two};
use crate::testkit::{Answer, Caller, TestApp};

const HOUR: Duration = Duration::from_secs(3_600);

async fn tries_to_put(by: &Caller<'_>, channel: &str, more: Value) -> Answer {
    let mut poll =
        json!({ "draft": Uuid::now_v7(), "question": "Quel jour ?", "options": ["Lundi", "Mardi", "Jeudi"] });
    for (name, value) in more.as_object().expect("an object") {
        poll[name] = value.clone();
    }
    by.post(&format!("/channels/{channel}/polls"), poll).await
}

async fn puts(by: &Caller<'_>, channel: &str, more: Value) -> Value {
    tries_to_put(by, channel, more).await.ok()
}

async fn tries_to_vote(by: &Caller<'_>, poll: &Value, options: &[i64]) -> Answer {
    let path = format!("/messages/{}/poll/vote", id(poll));
    by.put(&path, json!({ "options": options })).await
}

async fn votes(by: &Caller<'_>, poll: &Value, options: &[i64]) {
    tries_to_vote(by, poll, options).await.ok();
}

async fn mine(of: &Caller<'_>, poll: &Value) -> Value {
    of.get(&format!("/messages/{}/poll/vote", id(poll))).await.ok()["options"].clone()
}

/// How often each option was chosen, and by how many people in all.
async fn counts(of: &Caller<'_>, poll: &Value) -> (Vec<i64>, i64) {
    let poll = of.get(&format!("/messages/{}", id(poll))).await.ok()["poll"].clone();
    let options = poll["options"].as_array().expect("options");
    (
        options
            .iter()
            .map(|it| it["votes"].as_i64().expect("a number"))
            .collect(),
        poll["voters"].as_i64().expect("a number"),
    )
}

async fn close(by: &Caller<'_>, poll: &Value) -> Answer {
    by.put(&format!("/messages/{}/poll/closure", id(poll)), json!({}))
        .await
}

#[tokio::test(flavor = "multi_thread")]
async fn one_chooses_and_chooses_otherwise() {
    let plano = TestApp::new().await;
    let (anna, bruno, project) = two(&plano).await;
    let channel = main_channel(&anna, &project).await;
    let poll = puts(&anna, &channel, json!({})).await;
    assert_eq!(
        (&poll["kind"], &poll["body"]),
        (&json!("poll"), &json!("Quel jour ?"))
    );
    votes(&bruno, &poll, &[1]).await;
    votes(&anna, &poll, &[1]).await;
    assert_eq!(counts(&anna, &poll).await, (vec![0, 2, 0], 2));
    votes(&bruno, &poll, &[0]).await;
    votes(&bruno, &poll, &[0]).await;
    assert_eq!(counts(&anna, &poll).await, (vec![1, 1, 0], 2));
    assert_eq!(
        (mine(&bruno, &poll).await, mine(&anna, &poll).await),
        (json!([0]), json!([1]))
    );
    let names = anna
        .get(&format!("/messages/{}/poll/votes", id(&poll)))
        .await
        .ok();
    assert_eq!(names["options"], json!([[bruno.account()], [anna.account()], []]));
    votes(&bruno, &poll, &[]).await;
    assert_eq!(counts(&anna, &poll).await, (vec![0, 1, 0], 1));

    tries_to_vote(&bruno, &poll, &[0, 1])
        .await
        .refused(422, "poll.one_option");
    for unknown in [3, -1] {
        tries_to_vote(&bruno, &poll, &[unknown])
            .await
            .refused(422, "poll.option_unknown");
    }
    let several = puts(&anna, &channel, json!({ "is_multiple": true })).await;
    votes(&bruno, &several, &[2, 0, 0]).await;
    assert_eq!(counts(&anna, &several).await, (vec![1, 0, 1], 1));
    assert_eq!(mine(&bruno, &several).await, json!([0, 2]));
}

#[tokio::test(flavor = "multi_thread")]
async fn those_who_may_answer_vote_and_nobody_else() {
    let plano = TestApp::new().await;
    let (anna, bruno, rose, guest) = (
        plano.person("anna").await,
        plano.person("bruno").await,
        plano.person("rose").await,
        plano.external("guest").await,
    );
    let project = project(&anna).await;
    for (who, role) in [(&bruno, "member"), (&rose, "reader"), (&guest, "member")] {
        invite(&anna, &project, who, role).await;
    }
    let (open, announcements, private, log) = (
        main_channel(&anna, &project).await,
        makes(&anna, &project, "announcement", &[]).await,
        makes(&anna, &project, "private", &[]).await,
        makes(&anna, &project, "log", &[]).await,
    );
    let poll = puts(&anna, &open, json!({})).await;
    votes(&guest, &poll, &[0]).await;
    tries_to_vote(&rose, &poll, &[0])
        .await
        .refused(403, "access.level_too_low");
    tries_to_vote(&plano.visitor(), &poll, &[0])
        .await
        .refused(401, "session.none");
    tries_to_vote(&plano.person("stranger").await, &poll, &[0])
        .await
        .refused(404, "not_found");
    // Whoever only reads sees the result.
    assert_eq!(counts(&rose, &poll).await, (vec![1, 0, 0], 1));

    // An announcement is answered with a sign by all who write elsewhere in the project; with a vote too.
    tries_to_put(&bruno, &announcements, json!({}))
        .await
        .refused(403, "access.announcers_only");
    let announced = puts(&anna, &announcements, json!({})).await;
    votes(&bruno, &announced, &[0]).await;
    let secret = puts(&anna, &private, json!({})).await;
    tries_to_vote(&bruno, &secret, &[0])
        .await
        .refused(404, "not_found");
    tries_to_put(&anna, &log, json!({}))
        .await
        .refused(409, "log.no_polls");
    let text = super::posts(&anna, &open, "Pas un sondage").await;
    tries_to_vote(&anna, &text, &[0]).await.refused(404, "not_found");
    anna.put(&format!("/channels/{announcements}/archive"), json!({}))
        .await
        .ok();
    tries_to_vote(&bruno, &announced, &[1])
        .await
        .refused(403, "access.closed");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_poll_that_cannot_be_answered_is_not_put() {
    let plano = TestApp::new().await;
    let anna = plano.person("anna").await;
    let project = project(&anna).await;
    let channel = main_channel(&anna, &project).await;
    let past = json!(plano.app.now() - HOUR);
    for (more, code) in [
        (json!({ "options": ["Seul"] }), "poll.options"),
        (json!({ "options": vec!["x"; 21] }), "poll.options"),
        (json!({ "options": ["Été", "ete"] }), "poll.option_twice"),
        (json!({ "ends_at": past }), "later.past"),
    ] {
        tries_to_put(&anna, &channel, more).await.refused(422, code);
    }
    let draft = Uuid::now_v7();
    let one = puts(&anna, &channel, json!({ "draft": draft })).await;
    let again = puts(&anna, &channel, json!({ "draft": draft })).await;
    assert_eq!(one["id"], again["id"]);
    tries_to_put(
        &anna,
        &channel,
        json!({ "draft": draft, "options": ["Oui", "Non"] }),
    )
    .await
    .refused(409, "draft.reused");
}

#[tokio::test(flavor = "multi_thread")]
async fn votes_at_once_are_all_counted_and_each_once() {
    let plano = TestApp::new().await;
    let anna = plano.person("anna").await;
    let project = project(&anna).await;
    let channel = main_channel(&anna, &project).await;
    let mut people = Vec::new();
    for at in 0..12 {
        let one = plano.person(&format!("p{at}")).await;
        invite(&anna, &project, &one, "member").await;
        people.push(one);
    }
    let poll = puts(&anna, &channel, json!({})).await;
    // Each changes his mind at the same time as all others, and says the last thing twice.
    let all = people.iter().enumerate().map(async |(at, one)| {
        let last = i64::try_from(at % 3).expect("a small number");
        for option in [0, 1, 2, last, last] {
            votes(one, &poll, &[option]).await;
        }
    });
    join_all(all).await;
    assert_eq!(counts(&anna, &poll).await, (vec![4, 4, 4], 12));
    // One person in several windows has one vote.
    let windows = (0..8).map(|at| tries_to_vote(&people[0], &poll, if at % 2 == 0 { &[1] } else { &[2] }));
    join_all(windows).await;
    let (options, voters) = counts(&anna, &poll).await;
    assert_eq!((options.iter().sum::<i64>(), voters), (12, 12));
}

#[tokio::test(flavor = "multi_thread")]
async fn of_an_anonymous_poll_nobody_learns_who_chose_what() {
    let plano = TestApp::new().await;
    let (anna, bruno, project) = two(&plano).await;
    let channel = main_channel(&anna, &project).await;
    let poll = puts(&anna, &channel, json!({ "is_anonymous": true })).await;
    plano.settle().await;
    let start = events::end(plano.db()).await.expect("the events");
    votes(&bruno, &poll, &[2]).await;
    votes(&bruno, &poll, &[1]).await;
    assert_eq!(counts(&anna, &poll).await, (vec![0, 1, 0], 1));
    // Only he himself sees his choice.
    assert_eq!(
        (mine(&bruno, &poll).await, mine(&anna, &poll).await),
        (json!([1]), json!([]))
    );
    let path = format!("/messages/{}/poll/votes", id(&poll));
    for whoever in [&anna, &bruno] {
        whoever.get(&path).await.refused(409, "poll.anonymous");
    }
    // Nor does what happened say that he voted.
    plano.settle().await;
    let recorded = events::after(plano.db(), start, 50).await.expect("the events");
    let voted: Vec<_> = recorded
        .iter()
        .filter(|it| it.event.as_ref().is_some_and(|it| it.kind() == "poll.voted"))
        .collect();
    assert_eq!(voted.len(), 2);
    assert!(voted.iter().all(|it| it.actor.is_none()));
    let admin = plano.admin("racine").await;
    let journal = admin.get("/admin/journal").await.ok().to_string();
    assert!(!journal.contains("poll."), "{journal}");

    // Closed, it is forgotten even to himself; how many chose what stays.
    close(&anna, &poll).await.ok();
    assert_eq!(counts(&anna, &poll).await, (vec![0, 1, 0], 1));
    assert_eq!(mine(&bruno, &poll).await, json!([]));
    let left: i64 = db::sql!("SELECT COUNT(*) FROM poll_votes")
        .value(plano.db())
        .await
        .expect("a number");
    assert_eq!(left, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_put_it_closes_it_and_whoever_manages_and_then_nobody_votes() {
    let plano = TestApp::new().await;
    let (anna, bruno, rose, project) = three(&plano).await;
    let channel = main_channel(&anna, &project).await;
    let of_bruno = puts(&bruno, &channel, json!({})).await;
    close(&rose, &of_bruno).await.refused(403, "access.author_only");
    votes(&rose, &of_bruno, &[0]).await;
    close(&anna, &of_bruno).await.ok();
    close(&anna, &of_bruno).await.ok();
    tries_to_vote(&rose, &of_bruno, &[1])
        .await
        .refused(409, "poll.closed");
    assert_eq!(counts(&rose, &of_bruno).await, (vec![1, 0, 0], 1));
    let text = super::posts(&anna, &channel, "Pas un sondage").await;
    close(&anna, &text).await.refused(404, "not_found");

    plano.settle().await;
    let told = async |whom: &Caller<'_>| -> Vec<Value> {
        let list = whom.get("/notifications?state=unread").await.ok();
        let items = list["items"].as_array().expect("a list").clone();
        items
            .into_iter()
            .filter(|it| it["kind"] == "poll.closed")
            .collect()
    };
    let list = told(&bruno).await;
    assert_eq!(list.len(), 1);
    assert_eq!(list[0]["details"]["excerpt"], "Quel jour ?");
    // Whoever closed his own knows.
    let of_rose = puts(&rose, &channel, json!({})).await;
    close(&rose, &of_rose).await.ok();
    plano.settle().await;
    assert!(told(&rose).await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_poll_closes_by_itself_when_its_time_has_come() {
    let plano = TestApp::new().await;
    let (anna, bruno, project) = two(&plano).await;
    let channel = main_channel(&anna, &project).await;
    let ends_at = json!(plano.app.now() + HOUR);
    let poll = puts(
        &anna,
        &channel,
        json!({ "ends_at": ends_at, "is_anonymous": true }),
    )
    .await;
    votes(&bruno, &poll, &[0]).await;
    plano.settle().await;
    let closed =
        async || anna.get(&format!("/messages/{}", id(&poll))).await.ok()["poll"]["closed_at"].clone();
    assert_eq!(closed().await, Value::Null);
    plano.advance(HOUR);
    // Late as the work may be, nobody votes after.
    tries_to_vote(&bruno, &poll, &[1])
        .await
        .refused(409, "poll.closed");
    plano.settle().await;
    assert_ne!(closed().await, Value::Null);
    assert_eq!(counts(&anna, &poll).await, (vec![1, 0, 0], 1));
    let told = anna.get("/notifications?state=unread").await.ok();
    assert_eq!(told["items"][0]["kind"], "poll.closed");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_question_changes_as_long_as_nobody_has_answered_it() {
    let plano = TestApp::new().await;
    let (anna, bruno, project) = two(&plano).await;
    let channel = main_channel(&anna, &project).await;
    let poll = puts(&anna, &channel, json!({})).await;
    let path = format!("/messages/{}", id(&poll));
    let etag = |it: &Value| it["etag"].as_str().expect("a version").to_owned();
    let edited = anna
        .patch(&path, &etag(&poll), json!({ "body": "Quelle date ?" }))
        .await
        .ok();
    for q in ["date", "jeudi"] {
        let found = bruno.get(&format!("/messages?q={q}")).await.ok();
        assert_eq!(found["items"][0]["id"], poll["id"], "{q}");
    }
    votes(&bruno, &poll, &[0]).await;
    anna.patch(&path, &etag(&edited), json!({ "body": "Pas de date ?" }))
        .await
        .refused(409, "poll.has_votes");
    votes(&bruno, &poll, &[]).await;
    anna.patch(&path, &etag(&edited), json!({ "body": "Alors ?" }))
        .await
        .ok();
    // Taken away, question, options and votes are gone.
    votes(&bruno, &poll, &[1]).await;
    anna.delete(&path).await.ok();
    assert_eq!(anna.get(&path).await.ok()["poll"], Value::Null);
    tries_to_vote(&bruno, &poll, &[0]).await.refused(404, "not_found");
    let found = bruno.get("/messages?q=jeudi").await.ok();
    assert_eq!(found["items"], json!([]));
}

#[tokio::test(flavor = "multi_thread")]
async fn sent_again_after_it_was_taken_away_it_is_the_same_still() {
    let plano = TestApp::new().await;
    let anna = plano.person("anna").await;
    let project = project(&anna).await;
    let channel = main_channel(&anna, &project).await;
    let draft = Uuid::now_v7();
    let poll = puts(&anna, &channel, json!({ "draft": draft })).await;
    anna.delete(&format!("/messages/{}", id(&poll))).await.ok();
    let again = puts(&anna, &channel, json!({ "draft": draft })).await;
    assert_eq!(poll["id"], again["id"]);
    let message = json!({ "draft": draft, "body": "Quel jour ?" });
    anna.post(&format!("/channels/{channel}/messages"), message)
        .await
        .refused(409, "draft.reused");
}

#[tokio::test(flavor = "multi_thread")]
async fn in_an_archived_project_or_channel_a_poll_is_not_closed_and_it_is_said_why() {
    let plano = TestApp::new().await;
    let (anna, bruno, rose, project) = three(&plano).await;
    let channel = makes(&anna, &project, "open", &[]).await;
    let poll = puts(&bruno, &channel, json!({})).await;
    anna.put(&format!("/channels/{channel}/archive"), json!({}))
        .await
        .ok();
    close(&bruno, &poll).await.refused(403, "access.closed");
    close(&rose, &poll).await.refused(403, "access.author_only");
    anna.delete(&format!("/channels/{channel}/archive")).await.ok();
    anna.put(&format!("/projects/{project}/archive"), json!({}))
        .await
        .ok();
    for who in [&anna, &bruno] {
        close(who, &poll).await.refused(403, "access.archived");
    }
    close(&rose, &poll).await.refused(403, "access.author_only");
}

#[tokio::test(flavor = "multi_thread")]
async fn under_one_draft_there_is_one_poll_with_its_options_and_settings() {
    let plano = TestApp::new().await;
    let (anna, bruno, project) = two(&plano).await;
    let channel = makes(&anna, &project, "open", &[]).await;
    let ends_at = json!(plano.app.now() + HOUR);
    let first = json!({ "draft": Uuid::now_v7(), "ends_at": ends_at });
    let with = |name: &str, value: Value| {
        let mut other = first.clone();
        other[name] = value;
        other
    };
    let poll = puts(&bruno, &channel, first.clone()).await;
    for other in [
        with("options", json!(["Lundi", "Mardi"])),
        with("is_anonymous", json!(true)),
        with("is_multiple", json!(true)),
        with("ends_at", json!(plano.app.now() + 2 * HOUR)),
        with("ends_at", Value::Null),
    ] {
        tries_to_put(&bruno, &channel, other)
            .await
            .refused(409, "draft.reused");
    }
    // Also once nobody may choose any more, nor put another.
    plano.advance(2 * HOUR);
    plano.settle().await;
    assert_eq!(puts(&bruno, &channel, first.clone()).await["id"], poll["id"]);
    anna.put(&format!("/channels/{channel}/archive"), json!({}))
        .await
        .ok();
    assert_eq!(puts(&bruno, &channel, first).await["id"], poll["id"]);
}
