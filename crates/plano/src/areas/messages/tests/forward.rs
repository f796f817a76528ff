// SPDX-License-Identifier: EUPL-1.2
//! Messages that are passed on.

use serde_json::{Value, json};
use uuid::Uuid;

use super::{bodies, history, id, invite, main_channel, makes, posts, project, tries, two};
use crate::testkit::{Answer, Caller, TestApp};

async fn tries_to_forward(by: &Caller<'_>, message: &Value, to: &str, comment: Option<&str>) -> Answer {
    let body = json!({ "draft": Uuid::now_v7(), "message": message["id"], "comment": comment });
    by.post(&format!("/channels/{to}/forwards"), body).await
}

async fn forwards(by: &Caller<'_>, message: &Value, to: &str, comment: Option<&str>) -> Value {
    tries_to_forward(by, message, to, comment).await.ok()
}

async fn get(by: &Caller<'_>, message: &Value) -> Value {
    by.get(&format!("/messages/{}", id(message))).await.ok()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_is_passed_on_as_it_read_with_who_said_it_and_when() {
    let plano = TestApp::new().await;
    let (anna, bruno, rose) = (
        plano.person("anna").await,
        plano.person("bruno").await,
        plano.person("rose").await,
    );
    let (here, there) = (project(&anna).await, project(&bruno).await);
    invite(&anna, &here, &bruno, "member").await;
    invite(&bruno, &there, &rose, "member").await;
    let from = makes(&anna, &here, "private", &[&bruno]).await;
    let to = main_channel(&bruno, &there).await;
    let said = posts(&anna, &from, &format!("@[X]({}) **oui**", bruno.account())).await;
    plano.advance(std::time::Duration::from_secs(60));
    let passed = forwards(&bruno, &said, &to, Some("À lire")).await;
    assert_eq!(
        (&passed["body"], &passed["author"], &passed["channel"]),
        (&json!("À lire"), &json!(bruno.account()), &json!(to))
    );
    let forwarded = &passed["forwarded"];
    let me = bruno.get("/me").await.ok();
    let name = me["account"]["name"].as_str().expect("a name");
    assert_eq!(
        *forwarded,
        json!({
            "message": said["id"], "channel": from, "author": anna.account(), "kind": "text", "number": null,
            "posted_at": said["posted_at"], "body": format!("@{name} **oui**"), "is_gone": false, "automate": null,
        })
    );

    // Who may not read the original reads the copy, and knows who is meant.
    let page = rose.get(&format!("/channels/{to}/messages")).await.ok();
    assert_eq!(page["items"][0]["forwarded"]["body"], format!("@{name} **oui**"));
    let people = page["people"].as_array().expect("people");
    assert!(people.iter().any(|it| it["id"] == json!(anna.account())));
    rose.get(&format!("/messages/{}", id(&said)))
        .await
        .refused(404, "not_found");
    // Whom the original named is not named again.
    plano.settle().await;
    let told = bruno.get("/notifications?state=unread").await.ok().to_string();
    assert!(!told.contains(&to), "{told}");

    // It stays as it was, and says what became of the original.
    anna.patch(
        &format!("/messages/{}", id(&said)),
        said["etag"].as_str().expect("a version"),
        json!({ "body": "non" }),
    )
    .await
    .ok();
    assert_eq!(
        get(&rose, &passed).await["forwarded"]["body"],
        format!("@{name} **oui**")
    );
    anna.delete(&format!("/messages/{}", id(&said))).await.ok();
    assert_eq!(get(&rose, &passed).await["forwarded"]["is_gone"], true);
    tries_to_forward(&bruno, &said, &to, None)
        .await
        .refused(422, "forward.unknown");

    // Taken away, nothing of it is left.
    bruno.delete(&format!("/messages/{}", id(&passed))).await.ok();
    assert_eq!(get(&rose, &passed).await["forwarded"], Value::Null);
}

#[tokio::test(flavor = "multi_thread")]
async fn one_passes_on_what_one_reads_to_where_one_writes() {
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
    let open = main_channel(&anna, &project).await;
    let private = makes(&anna, &project, "private", &[]).await;
    let announcements = makes(&anna, &project, "announcement", &[]).await;
    let public = posts(&anna, &open, "Pour tous").await;
    let secret = posts(&anna, &private, "secret").await;

    tries_to_forward(&bruno, &secret, &open, None)
        .await
        .refused(422, "forward.unknown");
    tries_to_forward(&bruno, &public, &private, None)
        .await
        .refused(404, "not_found");
    tries_to_forward(&bruno, &public, &announcements, None)
        .await
        .refused(403, "access.announcers_only");
    tries_to_forward(&rose, &public, &open, None)
        .await
        .refused(403, "access.level_too_low");
    tries_to_forward(&plano.visitor(), &public, &open, None)
        .await
        .refused(401, "session.none");
    forwards(&guest, &public, &open, None).await;
    forwards(&anna, &secret, &announcements, None).await;
    let absent = json!({ "id": "msg_00000000000000000000000000" });
    tries_to_forward(&anna, &absent, &open, None)
        .await
        .refused(422, "forward.unknown");
    anna.put(&format!("/channels/{announcements}/archive"), json!({}))
        .await
        .ok();
    tries_to_forward(&anna, &public, &announcements, None)
        .await
        .refused(403, "access.closed");
    // The stranger finds neither.
    let stranger = plano.person("stranger").await;
    tries_to_forward(&stranger, &public, &open, None)
        .await
        .refused(404, "not_found");
}

#[tokio::test(flavor = "multi_thread")]
async fn sent_twice_it_is_passed_on_once() {
    let plano = TestApp::new().await;
    let anna = plano.person("anna").await;
    let project = project(&anna).await;
    let open = main_channel(&anna, &project).await;
    let (one, two) = (posts(&anna, &open, "Un").await, posts(&anna, &open, "Deux").await);
    let path = format!("/channels/{open}/forwards");
    let draft = Uuid::now_v7();
    let body = |of: &Value| json!({ "draft": draft, "message": of["id"], "comment": null });
    let first = anna.post(&path, body(&one)).await.ok();
    let again = anna.post(&path, body(&one)).await.ok();
    assert_eq!(first["id"], again["id"]);
    anna.post(&path, body(&two)).await.refused(409, "draft.reused");
    assert_eq!(history(&anna, &open).await, ["Un", "Deux", ""]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_passes_on_is_passed_on_under_the_name_of_who_said_it() {
    let plano = TestApp::new().await;
    let (anna, bruno, project) = two(&plano).await;
    let (open, other) = (
        main_channel(&anna, &project).await,
        makes(&anna, &project, "open", &[]).await,
    );
    let said = posts(&anna, &open, "D’abord\n- point").await;
    let bare = forwards(&bruno, &said, &other, None).await;
    let again = forwards(&bruno, &bare, &open, None).await;
    assert_eq!(again["forwarded"]["author"], json!(anna.account()));
    assert_eq!(again["forwarded"]["message"], said["id"]);
    let worded = forwards(&bruno, &said, &other, Some("Mon avis")).await;
    let again = forwards(&anna, &worded, &open, None).await;
    assert_eq!(again["forwarded"]["author"], json!(bruno.account()));
    assert_eq!(again["forwarded"]["message"], worded["id"]);
    assert_eq!(again["forwarded"]["body"], "Mon avis\n\n> D’abord\n> - point");
}

#[tokio::test(flavor = "multi_thread")]
async fn decisions_entries_and_polls_say_what_they_were_and_a_log_numbers_what_comes_in() {
    let plano = TestApp::new().await;
    let anna = plano.person("anna").await;
    let project = project(&anna).await;
    let open = main_channel(&anna, &project).await;
    let log = makes(&anna, &project, "log", &[]).await;
    let decided = json!({ "draft": Uuid::now_v7(), "kind": "decision", "body": "Bleu" });
    let decided = anna
        .post(&format!("/channels/{open}/messages"), decided)
        .await
        .ok();
    let entry = forwards(&anna, &decided, &log, None).await;
    assert_eq!((&entry["kind"], &entry["seq"]), (&json!("entry"), &json!(1)));
    assert_eq!(entry["forwarded"]["kind"], "decision");
    anna.delete(&format!("/messages/{}", id(&entry)))
        .await
        .refused(403, "access.closed");

    let noted = posts(&anna, &log, "Pompes en marche").await;
    let passed = forwards(&anna, &noted, &open, None).await;
    assert_eq!(passed["kind"], "text");
    assert_eq!(
        (&passed["forwarded"]["kind"], &passed["forwarded"]["number"]),
        (&json!("entry"), &json!(2))
    );
    let poll = json!({ "draft": Uuid::now_v7(), "question": "Quand ?", "options": ["*Lundi*", "Mardi"] });
    let poll = anna.post(&format!("/channels/{open}/polls"), poll).await.ok();
    let passed = forwards(&anna, &poll, &open, None).await;
    assert_eq!(
        (&passed["poll"], &passed["forwarded"]["body"]),
        (&Value::Null, &json!("Quand ?\n- \\*Lundi\\*\n- Mardi"))
    );
    // The list of decisions has what was decided, once.
    let decisions = anna.get(&format!("/projects/{project}/decisions")).await.ok();
    assert_eq!(bodies(&decisions), ["Bleu"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_passed_on_is_found_by_its_words_and_told_in_a_line() {
    let plano = TestApp::new().await;
    let (anna, bruno) = (plano.person("anna").await, plano.person("bruno").await);
    let project = project(&anna).await;
    let open = main_channel(&anna, &project).await;
    let said = posts(&anna, &open, "Le **déménagement** est prévu").await;
    let people = json!({ "people": [bruno.account()] });
    let talk = id(&anna.post("/me/conversations", people).await.ok());
    let passed = forwards(&anna, &said, &talk, None).await;
    let found = async |q: &str| bruno.get(&format!("/messages?q={q}")).await.ok();
    assert_eq!(found("demenagement").await["items"][0]["id"], passed["id"]);
    let extract = found("demenagement").await["items"][0]["extract"].to_string();
    assert!(extract.contains("déménagement"), "{extract}");
    plano.settle().await;
    let told = bruno.get("/notifications?state=unread").await.ok();
    assert_eq!(
        told["items"][0]["details"]["excerpt"],
        "Le déménagement est prévu"
    );
    // Edited, it is found by its new words and by what it passes on.
    anna.patch(
        &format!("/messages/{}", id(&passed)),
        passed["etag"].as_str().expect("a version"),
        json!({ "body": "Cartons" }),
    )
    .await
    .ok();
    for q in ["cartons", "demenagement"] {
        assert_eq!(found(q).await["items"][0]["id"], passed["id"], "{q}");
    }
    tries(&anna, &open, "").await.refused(422, "message.blank");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_journal_says_who_let_out_what() {
    let plano = TestApp::new().await;
    let anna = plano.person("anna").await;
    let project = project(&anna).await;
    let private = makes(&anna, &project, "private", &[]).await;
    let open = main_channel(&anna, &project).await;
    let said = posts(&anna, &private, "secret").await;
    forwards(&anna, &said, &open, None).await;
    plano.settle().await;
    let admin = plano.admin("racine").await;
    let journal = admin.get("/admin/journal").await.ok();
    let entry = journal["items"]
        .as_array()
        .expect("a list")
        .iter()
        .find(|it| it["kind"] == "message.forwarded")
        .expect("an entry");
    assert!(
        entry.to_string().contains(&id(&said)) && !entry.to_string().contains("secret"),
        "{entry}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_program_said_is_passed_on_under_the_programs_name() {
    let plano = TestApp::new().await;
    let (anna, bruno, project) = two(&plano).await;
    let (open, other) = (
        main_channel(&anna, &project).await,
        makes(&anna, &project, "open", &[]).await,
    );
    let made = anna
        .post("/me/app-passwords", json!({ "name": "Vigie", "scope": "api" }))
        .await
        .ok();
    let program = anna.with_app_password(made["secret"].as_str().expect("a secret"));
    let said = posts(&program, &open, "Vent fort").await;
    let passed = forwards(&bruno, &said, &other, None).await;
    assert_eq!(passed["automate"], Value::Null);
    assert_eq!(passed["forwarded"]["automate"], said["automate"]);
    assert_eq!(passed["forwarded"]["automate"]["name"], json!("Vigie"));
    // Passed on again, as it was; what a person says of it is his.
    let again = forwards(&bruno, &passed, &open, None).await;
    assert_eq!(again["forwarded"]["automate"]["name"], json!("Vigie"));
    let worded = forwards(&bruno, &said, &other, Some("Attention")).await;
    let again = forwards(&bruno, &worded, &open, None).await;
    assert_eq!(again["forwarded"]["automate"], Value::Null);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_program_of_one_project_passes_on_within_it_and_nothing_from_elsewhere() {
    let plano = TestApp::new().await;
    let anna = plano.person("anna").await;
    let (here, there) = (project(&anna).await, project(&anna).await);
    let (from, to) = (
        main_channel(&anna, &here).await,
        makes(&anna, &here, "open", &[]).await,
    );
    let elsewhere = main_channel(&anna, &there).await;
    let made = anna
        .post(
            "/me/app-passwords",
            json!({ "name": "Script", "scope": "api", "project": here }),
        )
        .await
        .ok();
    let program = anna.with_app_password(made["secret"].as_str().expect("a secret"));
    let (said, secret) = (
        posts(&anna, &from, "Pour l’autre canal").await,
        posts(&anna, &elsewhere, "D’ailleurs").await,
    );
    let passed = forwards(&program, &said, &to, None).await;
    assert_eq!(passed["automate"]["name"], json!("Script"));
    tries_to_forward(&program, &secret, &to, None)
        .await
        .refused(422, "forward.unknown");
    tries_to_forward(&program, &said, &elsewhere, None)
        .await
        .refused(404, "not_found");
}

#[tokio::test(flavor = "multi_thread")]
async fn sent_again_after_it_was_taken_away_it_is_the_same_still() {
    let plano = TestApp::new().await;
    let anna = plano.person("anna").await;
    let project = project(&anna).await;
    let open = main_channel(&anna, &project).await;
    let (one, two) = (posts(&anna, &open, "Un").await, posts(&anna, &open, "Deux").await);
    let path = format!("/channels/{open}/forwards");
    let draft = Uuid::now_v7();
    let body = |of: &Value| json!({ "draft": draft, "message": of["id"], "comment": "Vu" });
    let first = anna.post(&path, body(&one)).await.ok();
    anna.delete(&format!("/messages/{}", id(&first))).await.ok();
    let again = anna.post(&path, body(&one)).await.ok();
    assert_eq!(first["id"], again["id"]);
    assert!(!again["retracted_at"].is_null());
    anna.post(&path, body(&two)).await.refused(409, "draft.reused");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_long_comment_hides_nothing_of_what_is_passed_on() {
    let plano = TestApp::new().await;
    let anna = plano.person("anna").await;
    let project = project(&anna).await;
    let open = main_channel(&anna, &project).await;
    let said = posts(&anna, &open, "Le déménagement").await;
    let comment = "mot ".repeat(4_096);
    let passed = forwards(&anna, &said, &open, Some(comment.trim())).await;
    let found = anna.get("/messages?q=demenagement").await.ok();
    assert_eq!(found["items"][0]["id"], passed["id"], "{found}");
    let extract = found["items"][0]["extract"].to_string();
    assert!(extract.contains("déménagement"), "{extract}");
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_passes_a_message_on_learns_no_name_that_he_may_not_know() {
    let plano = TestApp::new().await;
    let (admin, anna, stranger, guest) = (
        plano.admin("admin").await,
        plano.person("anna").await,
        plano.person("stranger").await,
        plano.external("guest").await,
    );
    let project = project(&anna).await;
    invite(&anna, &project, &guest, "member").await;
    let mut groups = Vec::new();
    for name in ["Astreinte du week-end", "Bureau"] {
        let group = json!({ "draft": Uuid::now_v7(), "name": name, "organisation": null });
        groups.push(id(&admin.post("/admin/groups", group).await.ok()));
    }
    let invitation = json!({ "invitations": [{ "group": groups[1], "role": "member" }] });
    anna.post(&format!("/projects/{project}/members"), invitation)
        .await
        .ok();
    let channel = main_channel(&anna, &project).await;
    let body = format!(
        "@[a]({}) @[b]({}) @[c]({}) @[d]({})",
        stranger.account(),
        groups[0],
        anna.account(),
        groups[1]
    );
    let (hidden, said) = (
        posts(&guest, &channel, &body).await,
        posts(&anna, &channel, &body).await,
    );
    let names = async |of: &Caller<'_>| {
        of.get("/me").await.ok()["account"]["name"]
            .as_str()
            .expect("a name")
            .to_owned()
    };
    let (hers, other) = (names(&anna).await, names(&stranger).await);
    let notes = json!({ "people": [] });
    // Whom one may not know one did not name; of whom was named, the name is there to be read.
    for who in [&guest, &anna] {
        let own = id(&who.post("/me/conversations", notes.clone()).await.ok());
        for (message, read) in [
            (&hidden, format!("@a @b @{hers} @Bureau")),
            (&said, format!("@{other} @Astreinte du week-end @{hers} @Bureau")),
        ] {
            let passed = forwards(who, message, &own, None).await;
            assert_eq!(passed["forwarded"]["body"], json!(read));
        }
    }
}
