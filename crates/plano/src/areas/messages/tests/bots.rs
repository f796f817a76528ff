// SPDX-License-Identifier: EUPL-1.2
//! Programs with an app password of a channel: what they read and say there, and that they know nothing else.

use std::time::Duration;

use serde_json::json;
use uuid::Uuid;

use super::{Town, answers, history, id, makes, posts};
use crate::testkit::{Caller, TestApp};

/// A bot of a channel: its id and a program that has its secret.
async fn bot<'p>(by: &Caller<'p>, channel: &str, reach: &str) -> (String, Caller<'p>) {
    let body = json!({ "name": "Veille", "reach": reach });
    let made = by.post(&format!("/channels/{channel}/bots"), body).await.ok();
    let program = by.with_app_password(made["secret"].as_str().expect("a secret"));
    (id(&made["bot"]), program)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bot_reads_and_posts_in_its_channel_and_knows_no_other() {
    let plano = TestApp::new().await;
    let town = Town::in_(&plano).await;
    let (anna, channel) = (&town.anna, &town.channel);
    let other = makes(anna, &town.project, "open", &[]).await;
    let elsewhere = posts(anna, &other, "Ailleurs").await;
    let root = posts(anna, channel, "Bonjour").await;
    let (_, program) = bot(anna, channel, "read_and_post").await;

    assert_eq!(history(&program, channel).await, ["Bonjour"]);
    let said = posts(&program, channel, "Bien reçu").await;
    assert_eq!(
        (
            &said["automate"]["kind"],
            &said["automate"]["name"],
            &said["author"]
        ),
        (&json!("program"), &json!("Veille"), &json!(anna.account()))
    );
    answers(&program, channel, &root, "Aussi ici").await;
    program
        .put(&format!("/messages/{}/reactions/👍", id(&root)), json!({}))
        .await
        .ok();
    for path in [
        format!("/channels/{other}"),
        format!("/channels/{other}/messages"),
        format!("/messages/{}", id(&elsewhere)),
    ] {
        program.get(&path).await.refused(404, "not_found");
    }
    program
        .get(&format!("/projects/{}/channels", town.project))
        .await
        .refused(404, "not_found");
    // What is no talking is not for a program of messages.
    for path in [
        "/me/channels".to_owned(),
        "/me/saved-messages".to_owned(),
        "/messages?q=bonjour".to_owned(),
        "/projects".to_owned(),
        format!("/projects/{}", town.project),
        format!("/projects/{}/members", town.project),
        "/people?q=bruno".to_owned(),
        "/me".to_owned(),
        format!("/channels/{channel}/automates"),
    ] {
        program.get(&path).await.refused(403, "app_password.not_here");
    }
    program
        .delete(&format!("/messages/{}", id(&root)))
        .await
        .refused(403, "app_password.not_here");
    program
        .put(&format!("/messages/{}/pin", id(&root)), json!({}))
        .await
        .refused(403, "app_password.not_here");
    program
        .put(&format!("/channels/{channel}/archive"), json!({}))
        .await
        .refused(403, "app_password.not_here");
    program
        .put(&format!("/channels/{channel}/read"), json!({ "seq": 1 }))
        .await
        .refused(403, "app_password.not_here");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bot_that_only_reads_does_not_post_and_one_that_only_posts_does_not_read() {
    let plano = TestApp::new().await;
    let Town { anna, channel, .. } = Town::in_(&plano).await;
    posts(&anna, &channel, "Bonjour").await;
    let (_, reads) = bot(&anna, &channel, "read").await;
    let (_, says) = bot(&anna, &channel, "post").await;
    let message = json!({ "draft": Uuid::now_v7(), "body": "Oui" });
    let path = format!("/channels/{channel}/messages");
    assert_eq!(history(&reads, &channel).await, ["Bonjour"]);
    reads
        .post(&path, message.clone())
        .await
        .refused(403, "app_password.read_only");
    says.get(&path).await.refused(403, "app_password.post_only");
    says.post(&path, message).await.ok();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bot_ends_with_its_maker_its_last_day_or_when_a_manager_takes_it_away() {
    let plano = TestApp::new().await;
    let town = Town::in_(&plano).await;
    let (anna, idriss, channel) = (&town.anna, &town.idriss, &town.channel);
    let path = format!("/channels/{channel}/messages");
    let (own, program) = bot(idriss, channel, "read").await;
    program.get(&path).await.ok();
    let listed = idriss.get("/me/app-passwords").await.ok();
    assert_eq!(listed["items"][0]["channel"], json!(channel));
    town.role(idriss, "reader").await;
    program.get(&path).await.ok();
    // Anna did not make it, but manages the channel.
    anna.delete(&format!("/channels/{channel}/bots/{own}")).await.ok();
    program.get(&path).await.refused(401, "session.none");
    town.role(idriss, "manager").await;
    let (_, program) = bot(idriss, channel, "read").await;
    idriss
        .delete(&format!("/projects/{}/membership", town.project))
        .await
        .ok();
    program.get(&path).await.refused(404, "not_found");

    let body = json!({ "name": "Veille", "reach": "read", "expires_on": "2026-10-09" });
    let made = anna.post(&format!("/channels/{channel}/bots"), body).await.ok();
    let program = anna.with_app_password(made["secret"].as_str().expect("a secret"));
    program.get(&path).await.ok();
    plano.advance(Duration::from_secs(3 * 24 * 3_600));
    program.get(&path).await.refused(401, "session.none");
    // A bot is of its channel: an app password of another kind is not taken away here.
    let other = anna
        .post("/me/app-passwords", json!({ "name": "Script", "scope": "api" }))
        .await;
    assert!(other.status == 201 || other.status == 403, "{}", other.status);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bot_asks_for_the_password_of_whoever_makes_it() {
    let plano = TestApp::new().await;
    let Town { anna, channel, .. } = Town::in_(&plano).await;
    plano.advance(Duration::from_secs(11 * 60));
    anna.post(
        &format!("/channels/{channel}/bots"),
        json!({ "name": "Veille", "reach": "read" }),
    )
    .await
    .refused(403, "session.not_fresh");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_any_program_posts_says_so_also_when_it_was_written_for_later() {
    let plano = TestApp::new().await;
    let Town { anna, channel, .. } = Town::in_(&plano).await;
    let made = anna
        .post("/me/app-passwords", json!({ "name": "Script", "scope": "api" }))
        .await
        .ok();
    let program = anna.with_app_password(made["secret"].as_str().expect("a secret"));
    let later = json!({ "draft": Uuid::now_v7(), "body": "Plus tard", "send_at": "2026-10-08T09:00:00Z" });
    program
        .post(&format!("/channels/{channel}/scheduled-messages"), later)
        .await
        .ok();
    posts(&program, &channel, "Maintenant").await;
    plano.advance(Duration::from_secs(24 * 3_600));
    plano.settle().await;
    let page = anna.get(&format!("/channels/{channel}/messages")).await.ok();
    let items = page["items"].as_array().expect("a list");
    assert_eq!(items.len(), 2);
    for it in items {
        assert_eq!(it["automate"]["name"], json!("Script"), "{it}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bot_reads_the_answers_to_what_was_taken_away() {
    let plano = TestApp::new().await;
    let Town { anna, channel, .. } = Town::in_(&plano).await;
    let root = posts(&anna, &channel, "À oublier").await;
    answers(&anna, &channel, &root, "Compris").await;
    let (_, program) = bot(&anna, &channel, "read").await;
    anna.delete(&format!("/messages/{}", id(&root))).await.ok();
    for reader in [&anna, &program] {
        let page = reader.get(&format!("/messages/{}/answers", id(&root))).await.ok();
        assert_eq!(page["items"][0]["body"], json!("Compris"));
        let shown = reader.get(&format!("/messages/{}", id(&root))).await.ok();
        assert!(!shown["retracted_at"].is_null());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn in_an_archived_project_bots_are_still_taken_away() {
    let plano = TestApp::new().await;
    let town = Town::in_(&plano).await;
    let (anna, channel) = (&town.anna, &town.channel);
    let (own, program) = bot(anna, channel, "read").await;
    anna.put(&format!("/projects/{}/archive", town.project), json!({}))
        .await
        .ok();
    anna.post(
        &format!("/channels/{channel}/bots"),
        json!({ "name": "Autre", "reach": "read" }),
    )
    .await
    .refused(403, "access.archived");
    anna.delete(&format!("/channels/{channel}/bots/{own}")).await.ok();
    program
        .get(&format!("/channels/{channel}/messages"))
        .await
        .refused(401, "session.none");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bot_that_only_posts_is_shown_what_it_wrote_and_nothing_else() {
    let plano = TestApp::new().await;
    let Town {
        anna, bruno, channel, ..
    } = Town::in_(&plano).await;
    let hers = posts(&anna, &channel, "Ce qu’elle pense").await;
    let (_, says) = bot(&anna, &channel, "post").await;
    let path = format!("/messages/{}", id(&hers));
    let lost = says.patch(&path, "99", json!({ "body": "Autre chose" })).await;
    let lost = lost.refused(412, "edit.lost_race");
    assert!(!lost.to_string().contains("pense"), "{lost}");

    let message = json!({ "draft": Uuid::now_v7(), "body": "Sauvegarde faite" });
    let path = format!("/channels/{channel}/messages");
    let said = says.post(&path, message.clone()).await.ok();
    let his = format!("/messages/{}", id(&said));
    bruno.put(&format!("{his}/reactions/👍"), json!({})).await.ok();
    answers(&bruno, &channel, &said, "Merci").await;
    anna.put(&format!("{his}/pin"), json!({})).await.ok();
    assert_eq!(says.post(&path, message).await.ok(), said);
    let etag = said["etag"].as_str().expect("a version");
    let edited = says
        .patch(&his, etag, json!({ "body": "Sauvegarde vérifiée" }))
        .await
        .ok();
    assert_eq!(
        (&edited["body"], &edited["reactions"], &edited["answers"]),
        (&json!("Sauvegarde vérifiée"), &json!([]), &json!(null))
    );
}
