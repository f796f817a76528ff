// SPDX-License-Identifier: EUPL-1.2
//! What happened while one was away.

use std::time::Duration;

use serde_json::{Value, json};
use uuid::Uuid;

use super::{answers, bodies, id, invite, main_channel, makes, posts, project, two};
use crate::testkit::{Caller, TestApp};

const DAY: Duration = Duration::from_secs(24 * 3_600);

async fn since(whom: &Caller<'_>, at: &Value) -> Value {
    let at = at.as_str().expect("a time");
    whom.get(&format!("/me/catch-up?since={at}")).await.ok()
}

fn now(plano: &TestApp) -> Value {
    json!(plano.app.now())
}

async fn decides(by: &Caller<'_>, channel: &str, body: &str) {
    let message = json!({ "draft": Uuid::now_v7(), "kind": "decision", "body": body });
    by.post(&format!("/channels/{channel}/messages"), message)
        .await
        .ok();
}

async fn reacts(by: &Caller<'_>, message: &Value, sign: &str) {
    by.put(&format!("/messages/{}/reactions/{sign}", id(message)), json!({}))
        .await
        .ok();
}

async fn converse(by: &Caller<'_>, with: &Caller<'_>) -> String {
    let people = json!({ "people": [with.account()] });
    id(&by.post("/me/conversations", people).await.ok())
}

fn messages(list: &Value, of: &str) -> Vec<String> {
    let items: Vec<Value> = list
        .as_array()
        .expect("a list")
        .iter()
        .map(|it| it[of].clone())
        .collect();
    bodies(&json!({ "items": items }))
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_comes_back_is_shown_what_was_said_since_and_nothing_of_before() {
    let plano = TestApp::new().await;
    let (anna, bruno, rose) = (
        plano.person("anna").await,
        plano.person("bruno").await,
        plano.person("rose").await,
    );
    let project = project(&anna).await;
    invite(&anna, &project, &bruno, "member").await;
    invite(&anna, &project, &rose, "reader").await;
    let channel = main_channel(&anna, &project).await;
    let quiet = makes(&anna, &project, "open", &[]).await;
    let talk = converse(&anna, &bruno).await;
    let name = format!("@[Bruno Test]({})", bruno.account());
    let says = async |when: &str| {
        posts(&anna, &channel, &format!("{name} {when}")).await;
        decides(&anna, &channel, &format!("Décidé {when}")).await;
        posts(&anna, &talk, &format!("Dis-moi {when}")).await;
    };
    says("avant").await;
    let root = posts(&bruno, &channel, "Qui vient ?").await;
    plano.advance(DAY);
    let friday = now(&plano);
    posts(&bruno, &quiet, "Je note pour moi").await;
    says("après").await;
    answers(&anna, &channel, &root, "Moi").await;
    let lively = posts(&anna, &channel, "Une idée").await;
    reacts(&bruno, &lively, "👍").await;

    let seen = since(&bruno, &friday).await;
    assert_eq!(seen["since"], friday);
    assert_eq!(bodies(&seen["mentions"]), [format!("{name} après")]);
    assert_eq!(seen["mentions"]["has_more"], false);
    assert_eq!(bodies(&seen["decisions"]), ["Décidé après"]);
    assert_eq!(messages(&seen["conversations"], "last"), ["Dis-moi après"]);
    assert_eq!(seen["conversations"][0]["count"], 1);
    assert_eq!(messages(&seen["threads"], "root"), ["Qui vient ?"]);
    assert_eq!(messages(&seen["threads"], "last"), ["Moi"]);
    assert_eq!(seen["threads"][0]["unread"], 1);
    let busy = &seen["channels"];
    assert_eq!(busy.as_array().expect("a list").len(), 1, "{busy}");
    assert_eq!(
        (&busy[0]["channel"], &busy[0]["count"]),
        (&json!(channel), &json!(3))
    );
    assert_eq!(busy[0]["people"], json!([anna.account()]));
    assert_eq!(bodies(&json!({ "items": busy[0]["liveliest"] })), ["Une idée"]);
    let first = &busy[0]["first"];
    let first = anna
        .get(&format!("/messages/{}", first.as_str().expect("an id")))
        .await;
    assert_eq!(first.ok()["body"], format!("{name} après"));
    let people: Vec<&Value> = seen["people"]
        .as_array()
        .expect("people")
        .iter()
        .map(|it| &it["id"])
        .collect();
    assert!(people.contains(&&json!(anna.account())), "{people:?}");

    // A reader who is in no conversation catches up with what he reads.
    let seen = since(&rose, &friday).await;
    assert_eq!(seen["conversations"], json!([]));
    assert_eq!(bodies(&seen["mentions"]), Vec::<String>::new());
    assert_eq!(bodies(&seen["decisions"]), ["Décidé après"]);
    assert_eq!(seen["channels"].as_array().expect("a list").len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_quarter_of_a_year_is_caught_up_with_at_most_and_nothing_is_yet_to_come() {
    let plano = TestApp::new().await;
    let bruno = plano.person("bruno").await;
    let seen = since(&bruno, &json!("2020-01-01T00:00:00Z")).await;
    assert_eq!(seen["since"], json!(plano.app.now() - DAY * 93));
    let seen = since(&bruno, &json!("2099-01-01T00:00:00Z")).await;
    assert_eq!(seen["since"], now(&plano));
    assert_eq!(bruno.get("/me/catch-up?since=vendredi").await.status, 400);
    plano
        .visitor()
        .get("/me/catch-up?since=2099-01-01T00:00:00Z")
        .await
        .refused(401, "session.none");
}

#[tokio::test(flavor = "multi_thread")]
async fn of_what_one_may_not_read_now_nothing_is_caught_up_with() {
    let plano = TestApp::new().await;
    let (anna, bruno, project) = two(&plano).await;
    let private = makes(&anna, &project, "private", &[&bruno]).await;
    let start = now(&plano);
    let root = posts(&bruno, &private, "Une question").await;
    answers(&anna, &private, &root, "secret").await;
    posts(&anna, &private, &format!("@[B]({}) secret", bruno.account())).await;
    posts(&anna, &private, "@[tous](everyone) secret").await;
    decides(&anna, &private, "secret").await;
    let seen = since(&bruno, &start).await;
    assert_eq!(bodies(&seen["mentions"]).len(), 2);
    assert_eq!(seen["threads"].as_array().map(Vec::len), Some(1));

    anna.delete(&format!("/channels/{private}/people/{}", bruno.account()))
        .await
        .ok();
    let seen = since(&bruno, &start).await.to_string();
    assert!(!seen.contains("secret") && !seen.contains(&private), "{seen}");
    // Whoever leaves the project sees nothing of its open channels either.
    let open = main_channel(&anna, &project).await;
    posts(&anna, &open, "public").await;
    assert!(since(&bruno, &start).await.to_string().contains(&open));
    bruno.delete(&format!("/projects/{project}/membership")).await;
    let guest = plano.external("guest").await;
    for whom in [&bruno, &guest] {
        let seen = since(whom, &start).await.to_string();
        assert!(!seen.contains(&open) && !seen.contains("secret"), "{seen}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_one_has_muted_or_was_taken_away_is_not_told_again() {
    let plano = TestApp::new().await;
    let (anna, bruno, project) = two(&plano).await;
    let channel = main_channel(&anna, &project).await;
    let start = now(&plano);
    let name = format!("@[Bruno Test]({})", bruno.account());
    let gone = posts(&anna, &channel, &format!("{name} pardon")).await;
    anna.delete(&format!("/messages/{}", id(&gone))).await.ok();
    let root = posts(&anna, &channel, "Une question").await;
    answers(&anna, &channel, &root, &format!("{name} ici")).await;
    bruno
        .put(
            &format!("/messages/{}/thread", id(&root)),
            json!({ "attention": "muted" }),
        )
        .await
        .ok();
    let seen = since(&bruno, &start).await;
    assert_eq!(bodies(&seen["mentions"]), Vec::<String>::new());
    assert_eq!(seen["threads"], json!([]));

    posts(&anna, &channel, &format!("{name} bis")).await;
    assert_eq!(
        bodies(&since(&bruno, &start).await["mentions"]),
        [format!("{name} bis")]
    );
    let mine = format!("/channels/{channel}/mine");
    bruno
        .put(&mine, json!({ "attention": "nothing", "is_muted": true }))
        .await
        .ok();
    let seen = since(&bruno, &start).await;
    assert_eq!(bodies(&seen["mentions"]), Vec::<String>::new());
    assert_eq!(seen["channels"], json!([]));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_first_message_since_is_found_whatever_their_number() {
    let plano = TestApp::new().await;
    let (anna, bruno) = (plano.person("anna").await, plano.person("bruno").await);
    let talk = converse(&anna, &bruno).await;
    let mut starts = vec![now(&plano)];
    for at in 0..13 {
        plano.advance(Duration::from_secs(60));
        starts.push(now(&plano));
        posts(&anna, &talk, &format!("Message {at}")).await;
    }
    plano.advance(Duration::from_secs(60));
    for (before, start) in starts.iter().enumerate() {
        let count = 13 - before.saturating_sub(1);
        let seen = since(&bruno, start).await;
        assert_eq!(seen["conversations"][0]["count"], json!(count), "{start}");
    }
    assert_eq!(since(&bruno, &now(&plano)).await["conversations"], json!([]));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_ones_own_programs_said_is_caught_up_with_as_what_others_said() {
    let plano = TestApp::new().await;
    let anna = plano.person("anna").await;
    let project = project(&anna).await;
    let channel = main_channel(&anna, &project).await;
    let root = posts(&anna, &channel, "Où en est la sauvegarde ?").await;
    let hook = json!({ "name": "Supervision", "icon": "siren", "colour": "cat-7" });
    let made = anna.post(&format!("/channels/{channel}/hooks"), hook).await.ok();
    let (_, path) = made["address"]
        .as_str()
        .and_then(|it| it.split_once("/api/v1"))
        .expect("an address");
    plano.advance(DAY);
    let then = now(&plano);
    let nothing = since(&anna, &then).await;
    assert_eq!(nothing["channels"], json!([]));
    let visitor = plano.visitor();
    let alert = format!("@[Anna Test]({}) alerte", anna.account());
    visitor.post(path, json!({ "text": alert })).await.ok();
    let answer = json!({ "text": "Terminée", "thread": root["id"] });
    visitor.post(path, answer).await.ok();

    let seen = since(&anna, &then).await;
    assert_eq!(bodies(&seen["mentions"]), [alert.as_str()]);
    assert_eq!(messages(&seen["threads"], "last"), ["Terminée"]);
    assert_eq!(seen["channels"][0]["channel"], json!(channel));
    assert_eq!(seen["channels"][0]["people"], json!([anna.account()]));
    posts(&anna, &channel, "Merci").await;
    assert_eq!(since(&anna, &then).await["channels"][0]["count"], 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_a_thread_that_stays_the_answers_that_were_cleared_are_not_unread() {
    let plano = TestApp::new().await;
    let (anna, bruno, project) = two(&plano).await;
    let channel = main_channel(&anna, &project).await;
    let before = now(&plano);
    let kept = json!({ "draft": Uuid::now_v7(), "kind": "decision", "body": "Le bleu" });
    let kept = anna
        .post(&format!("/channels/{channel}/messages"), kept)
        .await
        .ok();
    answers(&bruno, &channel, &kept, "d’accord").await;
    for at in 0..3 {
        answers(&anna, &channel, &kept, &format!("avant {at}")).await;
    }
    anna.delete(&format!("/channels/{channel}/history")).await.ok();
    answers(&anna, &channel, &kept, "après").await;
    let caught = since(&bruno, &before).await;
    let followed = bruno.get("/me/threads").await.ok();
    assert_eq!(caught["threads"][0]["unread"], json!(1), "{caught}");
    for what in ["read_seq", "unread"] {
        assert_eq!(caught["threads"][0][what], followed["items"][0][what], "{what}");
    }
}
