// SPDX-License-Identifier: EUPL-1.2
//! What people are told, through HTTP.
#![allow(clippy::disallowed_methods, reason = "a client makes its own draft keys")]

use std::{sync::Arc, time::Duration};

use base::{Actor, Id, Timestamp, kind};
use events::{Announce as _, Event, JobEvent, Reader, Recorded};
use serde_json::{Value, json};
use uuid::Uuid;

use super::Teller;
use crate::{
    areas,
    testkit::{Caller, TestApp},
};

const MINUTE: Duration = Duration::from_secs(60);
const HOUR: Duration = Duration::from_secs(3_600);

async fn project(owner: &Caller<'_>, name: &str) -> String {
    let project = owner
        .post("/projects", json!({ "draft": Uuid::now_v7(), "name": name }))
        .await
        .ok();
    project["id"].as_str().expect("an id").to_owned()
}

/// Lets someone in; the member's id and version.
async fn invite(by: &Caller<'_>, project: &str, whom: &Caller<'_>, role: &str) -> (String, String) {
    let body = json!({ "invitations": [{ "account": whom.account(), "role": role }] });
    let answer = by.post(&format!("/projects/{project}/members"), body).await.ok();
    let member = &answer["items"][0]["member"];
    (
        member["id"].as_str().expect("a member").to_owned(),
        member["etag"].as_str().expect("a version").to_owned(),
    )
}

/// What someone was told, latest first.
async fn told(whom: &Caller<'_>) -> Vec<Value> {
    whom.get("/notifications").await.ok()["items"]
        .as_array()
        .expect("a list")
        .clone()
}

async fn kinds(whom: &Caller<'_>) -> Vec<String> {
    told(whom)
        .await
        .iter()
        .map(|it| it["kind"].as_str().expect("a kind").to_owned())
        .collect()
}

async fn the_one(whom: &Caller<'_>) -> Value {
    let told = told(whom).await;
    assert_eq!(told.len(), 1, "{told:#?}");
    told[0].clone()
}

fn id_of(notification: &Value) -> &str {
    notification["id"].as_str().expect("an id")
}

async fn ask(whom: &Caller<'_>, project: &str, reason: &str) {
    whom.post(
        &format!("/projects/{project}/access-requests"),
        json!({ "reason": reason }),
    )
    .await
    .ok();
}

async fn wishes(whom: &Caller<'_>, mail: &str, quiet: Value) {
    whom.put(
        "/me/notification-settings",
        json!({ "mail": mail, "projects": [], "quiet": quiet }),
    )
    .await
    .ok();
}

fn never_quiet() -> Value {
    json!({ "on": false, "from": "19:00", "until": "08:00", "weekends": false })
}

/// Where a mail says its reader is: as `for_tests` makes accounts.
fn address(name: &str) -> String {
    format!("{name}@rivemont.example")
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_let_in_is_told_and_who_lets_in_is_not() {
    let plano = TestApp::new().await;
    let (camille, sami, rose) = (
        plano.person("camille").await,
        plano.person("sami").await,
        plano.person("rose").await,
    );
    let id = project(&camille, "Plan vélo").await;
    invite(&camille, &id, &sami, "member").await;
    plano.settle().await;

    let told = the_one(&sami).await;
    assert_eq!(
        (&told["kind"], &told["is_read"], &told["others"]),
        (&json!("project.member_added"), &json!(false), &json!(0))
    );
    assert_eq!(
        (&told["actor"]["given_name"], &told["project"]["name"]),
        (&json!("Camille"), &json!("Plan vélo"))
    );
    assert_eq!(
        (&told["details"], &told["href"]),
        (&json!({ "role": "member" }), &json!(format!("/p/{id}")))
    );
    for other in [&camille, &rose] {
        assert_eq!(
            other.get("/notifications").await.ok(),
            json!({ "items": [], "next": null, "unread": 0 })
        );
    }
    assert_eq!(sami.get("/notifications").await.ok()["unread"], 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_role_that_changes_is_told_and_an_end_that_changes_is_not_told_as_a_role() {
    let plano = TestApp::new().await;
    let (camille, sami) = (plano.person("camille").await, plano.person("sami").await);
    let id = project(&camille, "Plan vélo").await;
    let (member, etag) = invite(&camille, &id, &sami, "member").await;
    plano.settle().await;
    let first = the_one(&sami).await;

    let path = format!("/projects/{id}/members/{member}");
    let changed = camille
        .patch(&path, &etag, json!({ "ends_on": "2027-01-31" }))
        .await
        .ok();
    plano.settle().await;
    assert_eq!(the_one(&sami).await, first);

    camille
        .patch(
            &path,
            changed["etag"].as_str().expect("a version"),
            json!({ "role": "manager" }),
        )
        .await
        .ok();
    plano.settle().await;
    let told = the_one(&sami).await;
    assert_eq!(
        (&told["kind"], &told["details"]["role"]),
        (&json!("project.member_role_changed"), &json!("manager"))
    );
    assert_eq!(
        told["id"], first["id"],
        "what is unread about his place in the project is one line"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn removal_hides_at_once_what_was_told_of_the_project() {
    let plano = TestApp::new().await;
    let (camille, sami) = (plano.person("camille").await, plano.person("sami").await);
    let id = project(&camille, "Réorganisation").await;
    let (member, _) = invite(&camille, &id, &sami, "member").await;
    camille
        .put(&format!("/projects/{id}/archive"), json!({}))
        .await
        .ok();
    camille.delete(&format!("/projects/{id}/archive")).await.ok();
    plano.settle().await;
    let before = told(&sami).await;
    assert_eq!(before.len(), 2);

    camille
        .delete(&format!("/projects/{id}/members/{member}"))
        .await
        .ok();
    // Before any reader has run.
    assert_eq!(
        sami.get("/notifications").await.ok(),
        json!({ "items": [], "next": null, "unread": 0 })
    );
    for it in &before {
        sami.put(&format!("/notifications/{}/read", id_of(it)), json!({}))
            .await
            .refused(404, "not_found");
    }
    sami.put("/notifications/read", json!({ "until": id_of(&before[0]) }))
        .await
        .refused(404, "not_found");

    plano.settle().await;
    let left = the_one(&sami).await;
    assert_eq!(
        (&left["kind"], &left["project"]["name"]),
        (&json!("project.member_removed"), &json!("Réorganisation"))
    );
    // He goes on seeing the name he knew.
    let etag = camille.get(&format!("/projects/{id}")).await.ok()["etag"]
        .as_str()
        .expect("a version")
        .to_owned();
    camille
        .patch(
            &format!("/projects/{id}"),
            &etag,
            json!({ "name": "Suppression du service" }),
        )
        .await
        .ok();
    assert_eq!(the_one(&sami).await["project"]["name"], "Réorganisation");
    assert_eq!(left["href"], "/projets");
}

#[tokio::test(flavor = "multi_thread")]
async fn access_that_ends_by_itself_hides_at_that_instant() {
    let plano = TestApp::new().await;
    let (camille, sami) = (plano.person("camille").await, plano.person("sami").await);
    let id = project(&camille, "Enquête").await;
    let body =
        json!({ "invitations": [{ "account": sami.account(), "role": "reader", "ends_on": "2026-10-12" }] });
    camille.post(&format!("/projects/{id}/members"), body).await.ok();
    plano.settle().await;
    assert_eq!(kinds(&sami).await, ["project.member_added"]);
    plano.advance(6 * 24 * HOUR);
    assert_eq!(kinds(&sami).await, Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn those_who_ask_to_enter_are_one_line_until_each_has_his_answer() {
    let plano = TestApp::new().await;
    let (camille, idriss, rose) = (
        plano.person("camille").await,
        plano.person("idriss").await,
        plano.person("rose").await,
    );
    let (sami, nina) = (plano.person("sami").await, plano.person("nina").await);
    let id = project(&camille, "Plan vélo").await;
    invite(&camille, &id, &idriss, "manager").await;
    invite(&camille, &id, &rose, "member").await;
    plano.settle().await;

    ask(&sami, &id, "Je reprends le dossier de Léa.").await;
    plano.settle().await;
    let asked = the_one(&camille).await;
    assert_eq!(
        (&asked["kind"], &asked["is_open"], &asked["others"]),
        (&json!("project.access_requested"), &json!(true), &json!(0))
    );
    assert_eq!(
        (&asked["actor"]["given_name"], &asked["details"]["reason"]),
        (&json!("Sami"), &json!("Je reprends le dossier de Léa."))
    );
    assert!(asked["request"].as_str().is_some_and(|it| it.starts_with("par_")));
    assert_eq!(
        kinds(&rose).await,
        ["project.member_added"],
        "who does not manage is not told who asks"
    );
    assert_eq!(kinds(&sami).await, Vec::<String>::new());

    plano.advance(MINUTE);
    ask(&nina, &id, "").await;
    plano.settle().await;
    let both = the_one(&camille).await;
    assert_eq!(
        (&both["id"], &both["others"], &both["actor"]["given_name"]),
        (&asked["id"], &json!(1), &json!("Nina"))
    );

    // Camille answers the second one; the first still waits, for both who can answer.
    let request = both["request"].as_str().expect("a request").to_owned();
    camille
        .put(&format!("/project-access-requests/{request}/approval"), json!({}))
        .await
        .ok();
    plano.settle().await;
    for manager in [&camille, &idriss] {
        let rest = told(manager)
            .await
            .into_iter()
            .find(|it| it["kind"] == "project.access_requested")
            .expect("still asked");
        assert_eq!(
            (&rest["is_open"], &rest["others"], &rest["actor"]["given_name"]),
            (&json!(true), &json!(0), &json!("Sami"))
        );
        assert_eq!(
            (&rest["request"], &rest["is_read"]),
            (&asked["request"], &json!(false))
        );
    }
    let granted = the_one(&nina).await;
    assert_eq!(
        (&granted["kind"], &granted["actor"]["given_name"]),
        (&json!("project.access_granted"), &json!("Camille"))
    );
    assert_eq!(granted["project"]["name"], "Plan vélo");

    let request = asked["request"].as_str().expect("a request").to_owned();
    camille
        .put(
            &format!("/project-access-requests/{request}/refusal"),
            json!({ "reason": "Pas maintenant" }),
        )
        .await
        .ok();
    plano.settle().await;
    let mine = the_one(&camille).await;
    assert_eq!(
        (&mine["is_open"], &mine["is_read"]),
        (&json!(false), &json!(true)),
        "who answers has read the question"
    );
    let theirs = told(&idriss)
        .await
        .into_iter()
        .find(|it| it["kind"] == "project.access_requested")
        .expect("was asked");
    assert_eq!(
        (&theirs["is_open"], &theirs["is_read"]),
        (&json!(false), &json!(false))
    );
    let refused = the_one(&sami).await;
    assert_eq!(refused["details"], json!({ "reason": "Pas maintenant" }));
    assert_eq!(
        (&refused["kind"], &refused["project"]),
        (&json!("project.access_refused"), &Value::Null),
        "the name is not his to know"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn who_manages_no_more_no_longer_sees_who_asks() {
    let plano = TestApp::new().await;
    let (camille, idriss, sami) = (
        plano.person("camille").await,
        plano.person("idriss").await,
        plano.person("sami").await,
    );
    let id = project(&camille, "Plan vélo").await;
    let (member, etag) = invite(&camille, &id, &idriss, "manager").await;
    ask(&sami, &id, "").await;
    plano.settle().await;
    assert_eq!(
        kinds(&idriss).await,
        ["project.access_requested", "project.member_added"]
    );
    camille
        .patch(
            &format!("/projects/{id}/members/{member}"),
            &etag,
            json!({ "role": "member" }),
        )
        .await
        .ok();
    assert_eq!(kinds(&idriss).await, ["project.member_added"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proposal_is_told_to_managers_and_its_answer_to_both_sides() {
    let plano = TestApp::new().await;
    let (camille, rose, sami, nina) = (
        plano.person("camille").await,
        plano.person("rose").await,
        plano.person("sami").await,
        plano.person("nina").await,
    );
    let id = project(&camille, "Écoles").await;
    invite(&camille, &id, &rose, "member").await;
    let etag = camille.get(&format!("/projects/{id}")).await.ok()["etag"]
        .as_str()
        .expect("a version")
        .to_owned();
    camille
        .patch(
            &format!("/projects/{id}"),
            &etag,
            json!({ "admission": "approval" }),
        )
        .await
        .ok();
    let (first, _) = invite(&rose, &id, &sami, "member").await;
    let (second, _) = invite(&rose, &id, &nina, "member").await;
    plano.settle().await;

    let waiting = told(&camille).await;
    assert_eq!(waiting.len(), 2, "each proposal is answered by itself");
    let of_sami = waiting
        .iter()
        .find(|it| it["details"]["member"] == json!(first))
        .expect("one of Sami");
    assert_eq!(
        (&of_sami["kind"], &of_sami["is_open"]),
        (&json!("project.member_waiting"), &json!(true))
    );
    assert_eq!(of_sami["actor"]["given_name"], "Rose");
    assert!(
        of_sami["details"]["person"]
            .as_str()
            .is_some_and(|it| it.starts_with("Sami ")),
        "{of_sami}"
    );
    assert_eq!(
        kinds(&sami).await,
        Vec::<String>::new(),
        "who is only proposed is told nothing"
    );

    camille
        .put(&format!("/projects/{id}/members/{first}/acceptance"), json!({}))
        .await
        .ok();
    camille
        .delete(&format!("/projects/{id}/members/{second}"))
        .await
        .ok();
    plano.settle().await;
    assert!(
        told(&camille)
            .await
            .iter()
            .all(|it| it["is_open"] == false && it["is_read"] == true)
    );
    assert_eq!(kinds(&sami).await, ["project.member_added"]);
    assert_eq!(
        kinds(&nina).await,
        Vec::<String>::new(),
        "who was not let in was never told that he might be"
    );
    let accepted = told(&rose).await.remove(0);
    assert_eq!(accepted["kind"], "project.member_accepted");
    assert!(
        accepted["details"]["person"]
            .as_str()
            .is_some_and(|it| it.starts_with("Sami ")),
        "{accepted}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_project_that_is_given_archived_and_restored_is_told() {
    let plano = TestApp::new().await;
    let (camille, sami) = (plano.person("camille").await, plano.person("sami").await);
    let id = project(&camille, "Budget").await;
    invite(&camille, &id, &sami, "member").await;
    camille
        .put(
            &format!("/projects/{id}/owner"),
            json!({ "account": sami.account() }),
        )
        .await
        .ok();
    plano.settle().await;
    assert_eq!(
        kinds(&sami).await,
        ["project.handed_over"],
        "one line about one's place in a project"
    );
    assert_eq!(kinds(&camille).await, Vec::<String>::new());

    sami.put(&format!("/projects/{id}/archive"), json!({})).await.ok();
    plano.settle().await;
    assert_eq!(kinds(&camille).await, ["project.archived"]);
    sami.delete(&format!("/projects/{id}/archive")).await.ok();
    plano.settle().await;
    assert_eq!(kinds(&camille).await, ["project.restored"]);
    assert_eq!(kinds(&sami).await, ["project.handed_over"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_has_a_week_left_is_told() {
    let plano = TestApp::new().await;
    areas::enqueue_periodic(&plano.app).await.expect("periodic work");
    let (camille, sami) = (plano.person("camille").await, plano.person("sami").await);
    let id = project(&camille, "Enquête").await;
    let body =
        json!({ "invitations": [{ "account": sami.account(), "role": "reader", "ends_on": "2026-10-30" }] });
    camille.post(&format!("/projects/{id}/members"), body).await.ok();
    plano.settle().await;
    plano.advance(17 * 24 * HOUR);
    plano.settle().await;
    let ending = told(&sami)
        .await
        .into_iter()
        .find(|it| it["kind"] == "project.access_ending")
        .expect("told");
    assert_eq!(
        (&ending["details"]["ends_on"], &ending["actor"]),
        (&json!("2026-10-30"), &Value::Null)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn administrators_of_the_instance_are_told_of_work_that_was_given_up() {
    let plano = TestApp::new().await;
    let (anna, sami) = (plano.admin("anna").await, plano.person("sami").await);
    // No program knows this kind: it is given up.
    for number in 1..=2u128 {
        let job = Id::<kind::Job>::from_uuid(Uuid::from_u128(number));
        plano
            .db()
            .write(Actor::System, async move |tx| {
                let now = tx.now();
                db::sql!(
                    "INSERT INTO jobs (id, kind, body, run_at, attempts, fence, dead_at, created_at)
                     VALUES ($1, 'tests.nothing', '{}', $2, 1, 1, $2, $2)"
                )
                .bind(job)
                .bind(now)
                .exec(tx)
                .await?;
                tx.announce(JobEvent::Dead { job }).await
            })
            .await
            .expect("a dead job");
    }
    plano.settle().await;
    let dead = the_one(&anna).await;
    assert_eq!(
        (&dead["kind"], &dead["others"], &dead["details"]),
        (
            &json!("job.dead"),
            &json!(1),
            &json!({ "job_kind": "tests.nothing" })
        )
    );
    assert_eq!(dead["href"], "/administration/travaux");
    assert_eq!(kinds(&sami).await, Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_reads_or_marks_what_another_was_told() {
    let plano = TestApp::new().await;
    let (camille, sami, anna, nour) = (
        plano.person("camille").await,
        plano.person("sami").await,
        plano.admin("anna").await,
        plano.external("nour").await,
    );
    let id = project(&camille, "Plan vélo").await;
    invite(&camille, &id, &sami, "member").await;
    plano.settle().await;
    let mine = the_one(&sami).await;
    let path = format!("/notifications/{}/read", id_of(&mine));
    for other in [&camille, &anna, &nour] {
        assert_eq!(kinds(other).await, Vec::<String>::new());
        other.put(&path, json!({})).await.refused(404, "not_found");
        other.delete(&path).await.refused(404, "not_found");
        other
            .put("/notifications/read", json!({ "until": id_of(&mine) }))
            .await
            .refused(404, "not_found");
    }
    plano
        .visitor()
        .get("/notifications")
        .await
        .refused(401, "session.none");
    plano
        .visitor()
        .put(&path, json!({}))
        .await
        .refused(401, "session.none");
    plano
        .visitor()
        .get("/me/notification-settings")
        .await
        .refused(401, "session.none");
    assert_eq!(the_one(&sami).await, mine);
    sami.put("/notifications/ntf_zzz/read", json!({}))
        .await
        .refused(404, "not_found");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_read_is_read_everywhere_and_told_once() {
    let plano = TestApp::new().await;
    let (camille, sami) = (plano.person("camille").await, plano.person("sami").await);
    for name in ["Un", "Deux", "Trois"] {
        let id = project(&camille, name).await;
        invite(&camille, &id, &sami, "member").await;
        plano.settle().await;
        plano.advance(MINUTE);
    }
    let all = told(&sami).await;
    let names: Vec<&Value> = all.iter().map(|it| &it["project"]["name"]).collect();
    assert_eq!(names, ["Trois", "Deux", "Un"]);
    let path = format!("/notifications/{}/read", id_of(&all[0]));
    sami.put(&path, json!({})).await.ok();
    sami.put(&path, json!({})).await.ok();
    assert_eq!(read_events(&plano).await, ["notification.read_changed"]);
    let unread = sami.get("/notifications?state=unread").await.ok();
    assert_eq!(
        (unread["items"].as_array().map(Vec::len), &unread["unread"]),
        (Some(2), &json!(2))
    );
    sami.delete(&path).await.ok();
    assert_eq!(sami.get("/notifications").await.ok()["unread"], 3);

    // Up to the second: the third, which is later, stays.
    sami.put("/notifications/read", json!({ "until": id_of(&all[1]) }))
        .await
        .ok();
    let now = told(&sami).await;
    assert_eq!(
        now.iter().map(|it| it["is_read"] == true).collect::<Vec<_>>(),
        [false, true, true]
    );
    sami.put("/notifications/read", json!({ "until": id_of(&all[1]) }))
        .await
        .ok();
    assert_eq!(
        read_events(&plano).await,
        [
            "notification.read_changed",
            "notification.read_changed",
            "notification.all_read"
        ]
    );
    // Told again after it was read: a new line.
    sami.put("/notifications/read", json!({ "until": id_of(&all[0]) }))
        .await
        .ok();
    assert_eq!(sami.get("/notifications").await.ok()["unread"], 0);
}

async fn read_events(plano: &TestApp) -> Vec<String> {
    // On PostgreSQL an event is held back while another database's transaction is open.
    plano.settle().await;
    let all = events::after(plano.db(), events::Position::START, 1_000)
        .await
        .expect("the events");
    let kinds = all.iter().filter_map(|it| it.event.as_ref()).map(Event::kind);
    kinds
        .filter(|it| matches!(*it, "notification.read_changed" | "notification.all_read"))
        .map(ToOwned::to_owned)
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_follow_one_another_without_gap_or_repetition() {
    let plano = TestApp::new().await;
    let (camille, sami) = (plano.person("camille").await, plano.person("sami").await);
    for number in 0..5 {
        let id = project(&camille, &format!("Projet {number}")).await;
        invite(&camille, &id, &sami, "member").await;
    }
    plano.settle().await;
    let whole = told(&sami).await;
    let mut paged = Vec::new();
    let mut path = "/notifications?limit=2".to_owned();
    loop {
        let page = sami.get(&path).await.ok();
        paged.extend(page["items"].as_array().expect("a list").clone());
        let Some(next) = page["next"].as_str() else { break };
        path = format!("/notifications?limit=2&after={next}");
    }
    assert_eq!(paged, whole);
    assert_eq!(whole.len(), 5);
    sami.get("/notifications?after=elsewhere")
        .await
        .refused(400, "cursor.malformed");
    sami.get("/notifications?state=secret")
        .await
        .refused(400, "body.malformed");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_event_that_is_read_again_changes_nothing() {
    let plano = TestApp::new().await;
    let (camille, sami, nina) = (
        plano.person("camille").await,
        plano.person("sami").await,
        plano.person("nina").await,
    );
    let id = project(&camille, "Plan vélo").await;
    invite(&camille, &id, &sami, "member").await;
    ask(&nina, &id, "").await;
    plano.settle().await;
    let before = (told(&camille).await, told(&sami).await);
    sami.put(&format!("/notifications/{}/read", id_of(&before.1[0])), json!({}))
        .await
        .ok();
    let read = told(&sami).await;

    // As after a crash between the commit and the answer, twice over.
    for _ in 0..2 {
        let all = events::after(plano.db(), events::Position::START, 1_000)
            .await
            .expect("the events");
        let teller: Arc<dyn Reader> = Arc::new(Teller);
        for event in all {
            let teller = Arc::clone(&teller);
            plano
                .db()
                .write(Actor::System, async move |tx| {
                    let event: Recorded = event;
                    teller.read(tx, &event).await
                })
                .await
                .expect("read again");
        }
    }
    plano.settle().await;
    assert_eq!((told(&camille).await, told(&sami).await), (before.0, read));
}

#[tokio::test(flavor = "multi_thread")]
async fn people_say_how_they_want_to_be_written_to() {
    let plano = TestApp::new().await;
    let (camille, sami) = (plano.person("camille").await, plano.person("sami").await);
    let usual = sami.get("/me/notification-settings").await.ok();
    assert_eq!(
        usual,
        json!({ "mail": "hourly", "projects": [], "quiet": { "on": true, "from": "19:00", "until": "08:00", "weekends": true } })
    );

    let (mine, other) = (
        project(&camille, "À nous").await,
        project(&camille, "À elle").await,
    );
    let (member, _) = invite(&camille, &mine, &sami, "member").await;
    let quiet = json!({ "on": true, "from": "12:00", "until": "14:30", "weekends": false });
    let wanted = json!({ "mail": "daily", "projects": [{ "project": mine, "mail": "at_once" }, { "project": other, "mail": "never" }], "quiet": quiet });
    let set = sami.put("/me/notification-settings", wanted).await.ok();
    assert_eq!((&set["mail"], &set["quiet"]), (&json!("daily"), &quiet));
    assert_eq!(
        set["projects"].as_array().map(Vec::len),
        Some(1),
        "a project one is not in is not named"
    );
    assert_eq!(
        (&set["projects"][0]["project"]["id"], &set["projects"][0]["mail"]),
        (&json!(mine), &json!("at_once"))
    );
    assert_eq!(sami.get("/me/notification-settings").await.ok(), set);
    assert_eq!(camille.get("/me/notification-settings").await.ok(), usual);
    camille
        .delete(&format!("/projects/{mine}/members/{member}"))
        .await
        .ok();
    assert_eq!(
        sami.get("/me/notification-settings").await.ok()["projects"],
        json!([])
    );

    let bad = |quiet: Value| json!({ "mail": "daily", "projects": [], "quiet": quiet });
    sami.put(
        "/me/notification-settings",
        bad(json!({ "on": true, "from": "25:00", "until": "08:00", "weekends": true })),
    )
    .await
    .refused(400, "hour.malformed");
    sami.put(
        "/me/notification-settings",
        json!({ "mail": "weekly", "projects": [], "quiet": quiet }),
    )
    .await
    .refused(400, "body.malformed");
    sami.put(
        "/me/notification-settings",
        json!({ "mail": "daily", "projects": [], "quiet": quiet, "account": camille.account() }),
    )
    .await
    .refused(400, "body.unknown_field");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_leaves_when_nobody_has_read_what_it_says() {
    let plano = TestApp::new().await;
    let (camille, sami) = (plano.person("camille").await, plano.person("sami").await);
    wishes(&sami, "at_once", never_quiet()).await;
    let id = project(&camille, "Plan vélo").await;
    invite(&camille, &id, &sami, "member").await;
    plano.settle().await;
    assert_eq!(
        plano.mails().to(&address("sami")).len(),
        0,
        "there is a minute to read it in the program"
    );
    plano.advance(MINUTE);
    plano.settle().await;
    let mails = plano.mails().to(&address("sami"));
    assert_eq!(mails.len(), 1);
    assert!(mails[0].text.contains("Plan vélo"), "{}", mails[0].text);
    assert!(plano.mails().to(&address("camille")).is_empty());
    plano.advance(48 * HOUR);
    plano.settle().await;
    assert_eq!(plano.mails().to(&address("sami")).len(), 1, "once");

    let other = project(&camille, "Budget").await;
    invite(&camille, &other, &sami, "member").await;
    plano.settle().await;
    let latest = told(&sami).await.remove(0);
    sami.put(&format!("/notifications/{}/read", id_of(&latest)), json!({}))
        .await
        .ok();
    plano.advance(48 * HOUR);
    plano.settle().await;
    assert_eq!(
        plano.mails().to(&address("sami")).len(),
        1,
        "what was read is not mailed"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_hour_s_news_leave_together() {
    let plano = TestApp::new().await;
    let (camille, sami) = (plano.person("camille").await, plano.person("sami").await);
    wishes(&sami, "hourly", never_quiet()).await;
    for name in ["Un", "Deux"] {
        let id = project(&camille, name).await;
        invite(&camille, &id, &sami, "member").await;
        plano.settle().await;
        plano.advance(5 * MINUTE);
    }
    assert!(plano.mails().to(&address("sami")).is_empty());
    plano.advance(10 * MINUTE);
    plano.settle().await;
    let mails = plano.mails().to(&address("sami"));
    assert_eq!(mails.len(), 1);
    assert!(
        mails[0].text.contains("Un") && mails[0].text.contains("Deux"),
        "{}",
        mails[0].text
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_project_may_have_its_own_rhythm() {
    let plano = TestApp::new().await;
    let (camille, sami) = (plano.person("camille").await, plano.person("sami").await);
    let (loud, silent) = (
        project(&camille, "Bruyant").await,
        project(&camille, "Discret").await,
    );
    invite(&camille, &loud, &sami, "member").await;
    invite(&camille, &silent, &sami, "member").await;
    let projects = json!([{ "project": loud, "mail": "at_once" }, { "project": silent, "mail": "never" }]);
    sami.put(
        "/me/notification-settings",
        json!({ "mail": "daily", "projects": projects, "quiet": never_quiet() }),
    )
    .await
    .ok();
    plano.settle().await;
    plano.advance(MINUTE);
    plano.settle().await;
    plano.advance(48 * HOUR);
    plano.settle().await;
    let mails = plano.mails().to(&address("sami"));
    assert_eq!(mails.len(), 1);
    assert!(
        mails[0].text.contains("Bruyant") && !mails[0].text.contains("Discret"),
        "{}",
        mails[0].text
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_waits_follows_when_one_changes_one_s_mind() {
    let plano = TestApp::new().await;
    let (camille, sami) = (plano.person("camille").await, plano.person("sami").await);
    wishes(&sami, "at_once", never_quiet()).await;
    let id = project(&camille, "Plan vélo").await;
    invite(&camille, &id, &sami, "member").await;
    plano.settle().await;
    wishes(&sami, "never", never_quiet()).await;
    plano.advance(48 * HOUR);
    plano.settle().await;
    assert!(plano.mails().to(&address("sami")).is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_leaves_in_silent_hours_and_all_of_it_in_the_morning() {
    let plano = TestApp::new().await;
    let (camille, sami) = (plano.person("camille").await, plano.person("sami").await);
    // Asked for at once, and silent from 9 h 43 on: what was due at once waits for 14 h.
    wishes(&sami, "at_once", never_quiet()).await;
    let id = project(&camille, "Plan vélo").await;
    invite(&camille, &id, &sami, "member").await;
    plano.settle().await;
    wishes(
        &sami,
        "at_once",
        json!({ "on": true, "from": "09:43", "until": "14:00", "weekends": true }),
    )
    .await;
    plano.advance(3 * HOUR);
    plano.settle().await;
    assert!(plano.mails().to(&address("sami")).is_empty());
    plano.advance(2 * HOUR);
    plano.settle().await;
    assert_eq!(plano.mails().to(&address("sami")).len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_has_lost_the_right_is_not_mailed_either() {
    let plano = TestApp::new().await;
    let (camille, sami) = (plano.person("camille").await, plano.person("sami").await);
    wishes(&sami, "hourly", never_quiet()).await;
    let id = project(&camille, "Réorganisation").await;
    let (member, _) = invite(&camille, &id, &sami, "member").await;
    camille
        .put(&format!("/projects/{id}/archive"), json!({}))
        .await
        .ok();
    camille.delete(&format!("/projects/{id}/archive")).await.ok();
    plano.settle().await;
    camille
        .delete(&format!("/projects/{id}/members/{member}"))
        .await
        .ok();
    plano.settle().await;
    plano.advance(HOUR);
    plano.settle().await;
    let mails = plano.mails().to(&address("sami"));
    assert_eq!(mails.len(), 1);
    assert!(
        !mails[0].text.contains("rétabli"),
        "only his removal: {}",
        mails[0].text
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_question_that_is_settled_is_not_mailed() {
    let plano = TestApp::new().await;
    let (camille, idriss, sami) = (
        plano.person("camille").await,
        plano.person("idriss").await,
        plano.person("sami").await,
    );
    wishes(&idriss, "hourly", never_quiet()).await;
    let id = project(&camille, "Plan vélo").await;
    invite(&camille, &id, &idriss, "manager").await;
    plano.settle().await;
    idriss
        .put(
            "/notifications/read",
            json!({ "until": id_of(&the_one(&idriss).await) }),
        )
        .await
        .ok();
    ask(&sami, &id, "").await;
    plano.settle().await;
    let request = the_one(&camille).await["request"]
        .as_str()
        .expect("a request")
        .to_owned();
    camille
        .put(&format!("/project-access-requests/{request}/approval"), json!({}))
        .await
        .ok();
    plano.settle().await;
    plano.advance(HOUR);
    plano.settle().await;
    assert!(plano.mails().to(&address("idriss")).is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_of_news_costs_a_few_statements() {
    let plano = TestApp::new().await;
    let (camille, sami) = (plano.person("camille").await, plano.person("sami").await);
    let mut costs = Vec::new();
    for number in 0..12 {
        let id = project(&camille, &format!("Projet {number}")).await;
        invite(&camille, &id, &sami, "member").await;
        plano.settle().await;
        let (answer, statements) = db::counting_statements(sami.get("/notifications")).await;
        answer.ok();
        costs.push(statements);
    }
    assert!(costs.iter().all(|it| *it == costs[0]), "{costs:?}");
}

#[test]
fn a_place_in_the_list_is_read_as_it_was_written() {
    let place = (Timestamp::from_micros(1_791_445_320_000_000), Id::MAX);
    assert_eq!(
        super::views::place(&format!("{}~{}", place.0.micros(), place.1)),
        Some(place)
    );
    for wrong in ["", "~", "1~", "x~ntf_1", "1~prj_00000000000000000000000000"] {
        assert_eq!(super::views::place(wrong), None, "{wrong}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_comes_and_goes_with_a_group_is_told_to_those_for_whom_it_changes_something() {
    let plano = TestApp::new().await;
    let (anna, camille) = (plano.admin("anna").await, plano.person("camille").await);
    let (sami, rose) = (plano.person("sami").await, plano.person("rose").await);
    let body = json!({ "draft": Uuid::now_v7(), "name": "Voirie", "organisation": null });
    let group = anna.post("/admin/groups", body).await.ok()["id"].clone();
    let seat = |whom: &Caller<'_>| {
        format!(
            "/admin/groups/{}/members/{}",
            group.as_str().expect("an id"),
            whom.account()
        )
    };
    anna.put(&seat(&sami), json!({})).await.ok();
    let (first, second) = (project(&camille, "Un").await, project(&camille, "Deux").await);
    invite(&camille, &first, &rose, "member").await;
    for id in [&first, &second] {
        let body = json!({ "invitations": [{ "group": group, "role": "reader" }] });
        camille.post(&format!("/projects/{id}/members"), body).await.ok();
    }
    plano.settle().await;
    assert_eq!(kinds(&sami).await, ["project.member_added"; 2]);
    assert_eq!(kinds(&rose).await, ["project.member_added"]);

    // Two projects by the group, one of which she is in by herself.
    anna.put(&seat(&rose), json!({})).await.ok();
    plano.settle().await;
    let hers = told(&rose).await;
    assert_eq!(hers.len(), 2);
    assert_eq!(
        (&hers[0]["project"]["name"], &hers[0]["details"]["role"]),
        (&json!("Deux"), &json!("reader"))
    );
    assert_eq!(hers[0]["actor"]["given_name"], "Anna");

    anna.delete(&seat(&rose)).await.ok();
    anna.delete(&seat(&sami)).await.ok();
    plano.settle().await;
    let mut left: Vec<String> = Vec::new();
    for it in told(&sami).await {
        assert_eq!(it["kind"], "project.member_removed");
        left.push(it["project"]["name"].as_str().expect("a name").to_owned());
    }
    left.sort();
    assert_eq!(left, ["Deux", "Un"]);
    let mut hers = kinds(&rose).await;
    hers.sort();
    assert_eq!(hers, ["project.member_added", "project.member_removed"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_asks_for_an_account_is_told_to_the_administrators_of_that_branch() {
    let plano = TestApp::new().await;
    let (anna, idriss, sami) = (
        plano.admin("anna").await,
        plano.person("idriss").await,
        plano.person("sami").await,
    );
    let mut settings = anna.get("/admin/settings").await.ok();
    settings["access_requests_open"] = json!(true);
    let etag = settings["etag"].as_str().expect("a version").to_owned();
    settings.as_object_mut().expect("an object").remove("etag");
    anna.put_if("/admin/settings", &etag, settings).await.ok();
    let organisation = async |name: &str| {
        let body = json!({ "draft": Uuid::now_v7(), "name": name, "parent": plano.organisation() });
        let made = anna.post("/admin/organisations", body).await.ok();
        let path = format!("/admin/organisations/{}", made["id"].as_str().expect("an id"));
        let etag = made["etag"].as_str().expect("a version");
        anna.patch(&path, etag, json!({ "open_to_requests": true }))
            .await
            .ok();
        (made["id"].clone(), path)
    };
    let (mobility, path) = organisation("Mobilités").await;
    let (other, other_path) = organisation("Culture").await;
    anna.put(&format!("{path}/administrators/{}", idriss.account()), json!({}))
        .await
        .ok();
    anna.put(
        &format!("{other_path}/administrators/{}", sami.account()),
        json!({}),
    )
    .await
    .ok();
    plano.settle().await;

    let ask = async |name: &str, organisation: &Value| {
        let body = json!({ "draft": Uuid::now_v7(), "given_name": name, "family_name": "Attali", "email": format!("{name}@exemple.fr"),
            "organisation": organisation, "reason": "Je reprends le poste de Léa.", "language": "fr" });
        plano.visitor().post("/access-requests", body).await.ok();
        plano.settle().await;
        let mail = plano.mails().to(&format!("{name}@exemple.fr")).remove(0);
        let (_, token) = mail.text.split_once("/demande#").expect("a link");
        let token: String = token.chars().take_while(|it| !it.is_whitespace()).collect();
        plano
            .visitor()
            .post("/access-requests/confirmation", json!({ "token": token }))
            .await
            .ok();
        plano.settle().await;
    };
    ask("nour", &mobility).await;
    for administrator in [&anna, &idriss] {
        let asked = the_one(administrator).await;
        assert_eq!(
            (&asked["kind"], &asked["is_open"]),
            (&json!("account.access_requested"), &json!(true))
        );
        assert_eq!(
            asked["details"],
            json!({ "name": "nour Attali", "reason": "Je reprends le poste de Léa." })
        );
        assert_eq!(
            (&asked["organisation"]["name"], &asked["actor"]),
            (&json!("Mobilités"), &Value::Null)
        );
        assert!(asked["request"].as_str().is_some_and(|it| it.starts_with("req_")));
    }
    assert_eq!(kinds(&sami).await, Vec::<String>::new(), "another branch");
    ask("lea", &mobility).await;
    assert_eq!(the_one(&idriss).await["others"], 1);
    ask("max", &other).await;
    assert_eq!(told(&anna).await.len(), 2);

    for asked in ["lea", "nour"] {
        let request = the_one(&idriss).await["request"]
            .as_str()
            .expect("a request")
            .to_owned();
        let path = format!("/admin/access-requests/{request}/refusal");
        idriss
            .put(&path, json!({ "reason": format!("{asked} n’est pas d’ici.") }))
            .await
            .ok();
        plano.settle().await;
    }
    let settled = the_one(&idriss).await;
    assert_eq!(
        (&settled["is_open"], &settled["is_read"]),
        (&json!(false), &json!(true))
    );
    // Who administers it no more sees nothing of it.
    anna.delete(&format!("{path}/administrators/{}", idriss.account()))
        .await
        .ok();
    assert_eq!(kinds(&idriss).await, Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_import_that_is_done_is_told_to_who_began_it() {
    let plano = TestApp::new().await;
    let (anna, other) = (plano.admin("anna").await, plano.admin("basile").await);
    let file = "adresse;prénom;nom\nlou@rivemont.example;Lou;Martin\n";
    let request = axum::http::Request::post(format!(
        "/api/v1/admin/imports?draft={}&organisation={}&file_name=agents.csv",
        Uuid::now_v7(),
        plano.organisation()
    ))
    .header("content-type", "text/csv")
    .body(file.into())
    .expect("a request");
    let import = anna.send(request).await.ok()["id"]
        .as_str()
        .expect("an id")
        .to_owned();
    anna.put(
        &format!("/admin/imports/{import}/run"),
        json!({ "skip_faulty": true }),
    )
    .await
    .ok();
    plano.settle().await;
    let done = the_one(&anna).await;
    assert_eq!(done["kind"], "account.import_done");
    assert_eq!(
        done["details"],
        json!({ "file_name": "agents.csv", "created": "1" })
    );
    assert_eq!(done["href"], "/administration/import");
    assert_eq!(kinds(&other).await, Vec::<String>::new());
}
