// SPDX-License-Identifier: EUPL-1.2
//! Programs that post at the address of a hook: what they say, and what they may not.

use axum::{body::Body, http::Request};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{Town, history, id, invite, makes, posts, unread};
use crate::testkit::{Answer, Caller, TestApp};

/// A hook in a channel: its id, and the path below `/api/v1` that it posts at.
async fn hook(by: &Caller<'_>, channel: &str) -> (String, String) {
    let body = json!({ "name": "Supervision", "icon": "siren", "colour": "cat-7" });
    let made = by.post(&format!("/channels/{channel}/hooks"), body).await.ok();
    (id(&made["hook"]), path_of(&made))
}

fn path_of(made: &Value) -> String {
    let address = made["address"].as_str().expect("an address");
    let (_, path) = address.split_once("/api/v1").expect("an address of the API");
    path.to_owned()
}

async fn calls(plano: &TestApp, path: &str, text: &str) -> Answer {
    plano.visitor().post(path, json!({ "text": text })).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hook_posts_under_its_own_name_for_whoever_made_it() {
    let plano = TestApp::new().await;
    let Town {
        anna, bruno, channel, ..
    } = Town::in_(&plano).await;
    let (_, path) = hook(&anna, &channel).await;

    let posted = calls(&plano, &path, "**Alerte** : le disque est plein").await;
    assert_eq!(posted.status, 201);
    let message = bruno.get(&format!("/messages/{}", id(&posted.ok()))).await.ok();
    assert_eq!(
        (&message["automate"], &message["author"], &message["body"]),
        (
            &json!({ "kind": "hook", "name": "Supervision", "icon": "siren", "colour": "cat-7" }),
            &json!(anna.account()),
            &json!("**Alerte** : le disque est plein")
        )
    );
    // Whoever made it has not read it for that.
    assert_eq!(unread(&anna, &channel).await, (1, 0));
    let listed = anna.get(&format!("/channels/{channel}/automates")).await.ok();
    assert!(!listed["hooks"][0]["last_used_at"].is_null());
    assert_eq!(listed["hooks"][0]["maker"]["id"], json!(anna.account()));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_address_is_told_once_and_kept_nowhere() {
    let plano = TestApp::new().await;
    let Town { anna, channel, .. } = Town::in_(&plano).await;
    let (_, path) = hook(&anna, &channel).await;
    let secret = path.rsplit('/').next().expect("a secret");
    calls(&plano, &path, "Bonjour").await.ok();
    plano.settle().await;

    let listed = anna.get(&format!("/channels/{channel}/automates")).await.ok();
    assert!(!listed.to_string().contains(secret));
    let kept: Vec<String> = db::sql!(
        "SELECT body FROM events UNION ALL SELECT details FROM journal UNION ALL SELECT body FROM jobs"
    )
    .values(plano.db())
    .await
    .expect("what is kept");
    assert!(!kept.is_empty() && kept.iter().all(|it| !it.contains(secret)));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_draft_is_posted_once_and_another_text_is_refused() {
    let plano = TestApp::new().await;
    let Town { anna, channel, .. } = Town::in_(&plano).await;
    let (_, path) = hook(&anna, &channel).await;
    let draft = Uuid::now_v7();
    let body = json!({ "text": "Une fois", "draft": draft });
    let visitor = plano.visitor();
    let first = visitor.post(&path, body.clone()).await.ok();
    let again = visitor.post(&path, body).await.ok();
    assert_eq!(first, again);
    visitor
        .post(&path, json!({ "text": "Autre chose", "draft": draft }))
        .await
        .refused(409, "draft.reused");
    // Without one, twice is twice.
    for _ in 0..2 {
        calls(&plano, &path, "Deux fois").await.ok();
    }
    assert_eq!(
        history(&anna, &channel).await,
        ["Une fois", "Deux fois", "Deux fois"]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_hook_answers_stands_in_the_thread_and_nobody_follows_it_for_that() {
    let plano = TestApp::new().await;
    let Town {
        anna,
        bruno,
        channel,
        project: own,
        ..
    } = Town::in_(&plano).await;
    let (_, path) = hook(&anna, &channel).await;
    let root = posts(&bruno, &channel, "Où en est-on ?").await;
    let answer = json!({ "text": "Terminé", "thread": root["id"] });
    plano.visitor().post(&path, answer).await.ok();
    let page = bruno.get(&format!("/messages/{}/answers", id(&root))).await.ok();
    assert_eq!(page["items"][0]["automate"]["name"], json!("Supervision"));
    let shown = bruno.get(&format!("/messages/{}", id(&root))).await.ok();
    assert_eq!(
        (&shown["answers"]["count"], &shown["answers"]["people"]),
        (&json!(1), &json!([]))
    );
    let mine = anna.get("/me/threads").await.ok();
    assert_eq!(mine["items"], json!([]));
    // A message of another channel is no thread here.
    let other = makes(&anna, &own, "open", &[]).await;
    let elsewhere = posts(&anna, &other, "Ailleurs").await;
    plano
        .visitor()
        .post(&path, json!({ "text": "Terminé", "thread": elsewhere["id"] }))
        .await
        .refused(422, "thread.unknown");
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_made_a_hook_is_told_when_it_names_him_and_by_its_name() {
    let plano = TestApp::new().await;
    let Town {
        anna, bruno, channel, ..
    } = Town::in_(&plano).await;
    let (_, path) = hook(&anna, &channel).await;
    let text = format!("@[Anna]({}) : à voir", anna.account());
    calls(&plano, &path, &text).await.ok();
    plano.settle().await;
    let page = anna.get("/notifications?state=unread").await.ok();
    let told = &page["items"][0];
    assert_eq!(
        (&told["kind"], &told["actor"], &told["details"]["name"]),
        (&json!("message.mentioned"), &Value::Null, &json!("Supervision"))
    );
    let page = bruno.get("/notifications?state=unread").await.ok();
    let items = page["items"].as_array().expect("a list");
    assert!(items.iter().all(|it| it["kind"] != json!("message.mentioned")));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_guessed_or_malformed_secret_finds_nothing_and_is_slowed_down() {
    let plano = TestApp::new().await;
    let Town { anna, channel, .. } = Town::in_(&plano).await;
    let (own, path) = hook(&anna, &channel).await;
    for wrong in [
        "a".repeat(43),
        "a".repeat(42),
        own,
        channel.clone(),
        "%00".to_owned(),
        "..%2F..%2Fsession".to_owned(),
    ] {
        calls(&plano, &format!("/hooks/{wrong}"), "Bonjour")
            .await
            .refused(404, "not_found");
    }
    let mut is_slowed = false;
    for _ in 0..200 {
        let answer = calls(&plano, &format!("/hooks/{}", "b".repeat(43)), "Bonjour").await;
        if answer.status == 429 {
            assert!(answer.headers.contains_key("retry-after"));
            is_slowed = true;
            break;
        }
    }
    assert!(is_slowed, "two hundred guesses were let through");
    // What is right is not slowed down by what is wrong.
    calls(&plano, &path, "Bonjour").await.ok();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_renewed_or_removed_hook_posts_no_more_at_its_old_address() {
    let plano = TestApp::new().await;
    let Town { anna, channel, .. } = Town::in_(&plano).await;
    let (hook, path) = hook(&anna, &channel).await;
    let own = format!("/channels/{channel}/hooks/{hook}");
    let renewed = anna.post(&format!("{own}/address"), json!({})).await.ok();
    calls(&plano, &path, "Ancien").await.refused(404, "not_found");
    let path = path_of(&renewed);
    calls(&plano, &path, "Nouveau").await.ok();
    anna.delete(&own).await.ok();
    calls(&plano, &path, "Après").await.refused(404, "not_found");
    anna.post(&format!("{own}/address"), json!({}))
        .await
        .refused(404, "not_found");
    assert_eq!(history(&anna, &channel).await, ["Nouveau"]);
    // What it has posted stays signed with its name.
    let page = anna.get(&format!("/channels/{channel}/messages")).await.ok();
    assert_eq!(page["items"][0]["automate"]["name"], json!("Supervision"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hook_may_do_no_more_than_whoever_made_it_and_that_acts_at_once() {
    let plano = TestApp::new().await;
    let town = Town::in_(&plano).await;
    let (idriss, anna, channel) = (&town.idriss, &town.anna, &town.channel);
    let (_, path) = hook(idriss, channel).await;
    calls(&plano, &path, "Encore gestionnaire").await.ok();
    // He writes, but manages no more: the hook still says what he might.
    town.role(idriss, "member").await;
    calls(&plano, &path, "Encore membre").await.ok();
    town.role(idriss, "reader").await;
    calls(&plano, &path, "Lecteur")
        .await
        .refused(403, "hook.maker_may_not");
    let listed = anna.get(&format!("/channels/{channel}/automates")).await.ok();
    assert_eq!(listed["hooks"][0]["refusal"], json!("maker_may_not"));
    town.role(idriss, "member").await;
    calls(&plano, &path, "De nouveau membre").await.ok();
    let listed = anna.get(&format!("/channels/{channel}/automates")).await.ok();
    assert_eq!(listed["hooks"][0]["refusal"], Value::Null);
    idriss
        .delete(&format!("/projects/{}/membership", town.project))
        .await
        .ok();
    calls(&plano, &path, "Parti")
        .await
        .refused(403, "hook.maker_may_not");
    assert_eq!(
        history(anna, channel).await,
        ["Encore gestionnaire", "Encore membre", "De nouveau membre"]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hook_of_a_closed_account_channel_or_project_posts_nothing() {
    let plano = TestApp::new().await;
    let town = Town::in_(&plano).await;
    let (idriss, anna) = (&town.idriss, &town.anna);
    let (_, of_idriss) = hook(idriss, &town.channel).await;
    let channel = makes(anna, &town.project, "open", &[]).await;
    let (_, of_channel) = hook(anna, &channel).await;
    let admin = plano.admin("admin").await;
    let account = format!("/admin/accounts/{}/deactivation", idriss.account());
    admin.put(&account, json!({})).await.ok();
    calls(&plano, &of_idriss, "Suspendu")
        .await
        .refused(403, "hook.maker_suspended");
    admin.delete(&account).await.ok();
    calls(&plano, &of_idriss, "Rétabli").await.ok();
    anna.put(&format!("/channels/{channel}/archive"), json!({}))
        .await
        .ok();
    calls(&plano, &of_channel, "Fermé")
        .await
        .refused(403, "hook.closed");
    anna.put(&format!("/projects/{}/archive", town.project), json!({}))
        .await
        .ok();
    calls(&plano, &of_idriss, "Archivé")
        .await
        .refused(403, "hook.closed");
}

#[tokio::test(flavor = "multi_thread")]
async fn in_a_private_or_announcement_channel_a_hook_ends_with_its_makers_place() {
    let plano = TestApp::new().await;
    let town = Town::in_(&plano).await;
    let private = makes(&town.bruno, &town.project, "private", &[&town.idriss]).await;
    let (_, path) = hook(&town.bruno, &private).await;
    calls(&plano, &path, "Entre nous").await.ok();
    // Anna owns the project: the channel is not there for her, nor are its programs.
    for (method, path) in [("GET", "automates"), ("POST", "hooks"), ("POST", "bots")] {
        let request = Request::builder()
            .method(method)
            .uri(format!("/api/v1/channels/{private}/{path}"))
            .header("content-type", "application/json")
            .body(Body::from(r#"{"name":"Veille","reach":"read"}"#));
        town.anna
            .send(request.expect("a request"))
            .await
            .refused(404, "not_found");
    }
    let manager = format!("/channels/{private}/people/{}", town.bruno.account());
    // He makes room for another first.
    posts(&town.idriss, &private, "Je reprends").await;
    town.bruno
        .delete(&format!("/projects/{}/membership", town.project))
        .await
        .ok();
    plano.settle().await;
    calls(&plano, &path, "Encore ?")
        .await
        .refused(403, "hook.maker_may_not");
    town.idriss
        .get(&format!("/channels/{private}/automates"))
        .await
        .ok();
    assert_ne!(manager, private);
}

#[tokio::test(flavor = "multi_thread")]
async fn only_those_who_manage_a_channel_see_and_change_its_programs_and_programs_never_do() {
    let plano = TestApp::new().await;
    let town = Town::in_(&plano).await;
    let (anna, bruno, channel) = (&town.anna, &town.bruno, &town.channel);
    let (own, _) = hook(anna, channel).await;
    let stranger = plano.person("sami").await;
    let guest = plano.external("nour").await;
    invite(anna, &town.project, &guest, "reader").await;
    let list = format!("/channels/{channel}/automates");
    let one = format!("/channels/{channel}/hooks/{own}");
    for (who, status, code) in [
        (bruno, 403, "access.level_too_low"),
        (&guest, 403, "access.level_too_low"),
        (&stranger, 404, "not_found"),
    ] {
        who.get(&list).await.refused(status, code);
        who.delete(&one).await.refused(status, code);
        who.post(&format!("{one}/address"), json!({}))
            .await
            .refused(status, code);
        who.post(&format!("/channels/{channel}/hooks"), json!({ "name": "À moi" }))
            .await
            .refused(status, code);
    }
    plano.visitor().get(&list).await.refused(401, "session.none");
    // A hook is of its channel alone, also to those who manage both.
    let other = makes(anna, &town.project, "open", &[]).await;
    let elsewhere = format!("/channels/{other}/hooks/{own}");
    anna.post(&format!("{elsewhere}/address"), json!({}))
        .await
        .refused(404, "not_found");
    anna.delete(&elsewhere).await.ok();
    let listed = anna.get(&list).await.ok();
    assert_eq!(id(&listed["hooks"][0]), own);

    let made = anna
        .post("/me/app-passwords", json!({ "name": "Script", "scope": "api" }))
        .await
        .ok();
    let program = anna.with_app_password(made["secret"].as_str().expect("a secret"));
    program.get(&list).await.refused(403, "app_password.not_here");
    program
        .post(&format!("/channels/{channel}/hooks"), json!({ "name": "À lui" }))
        .await
        .refused(403, "app_password.not_here");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hook_is_renamed_for_what_it_says_next() {
    let plano = TestApp::new().await;
    let Town { anna, channel, .. } = Town::in_(&plano).await;
    let (hook, path) = hook(&anna, &channel).await;
    calls(&plano, &path, "avant").await.ok();
    let own = format!("/channels/{channel}/hooks/{hook}");
    let changed = anna
        .patch(&own, "1", json!({ "name": "Météo", "icon": "leaf" }))
        .await
        .ok();
    assert_eq!(
        (&changed["name"], &changed["icon"], &changed["colour"]),
        (&json!("Météo"), &json!("leaf"), &json!("cat-7"))
    );
    let told = anna
        .patch(&own, "1", json!({ "name": "Trop tard" }))
        .await
        .refused(412, "edit.lost_race");
    assert_eq!(
        (&told["current"]["etag"], &told["current"]["name"]),
        (&json!("2"), &json!("Météo"))
    );
    calls(&plano, &path, "après").await.ok();
    let page = anna.get(&format!("/channels/{channel}/messages")).await.ok();
    let names: Vec<&Value> = page["items"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|it| &it["automate"]["name"])
        .collect();
    assert_eq!(names, [&json!("Supervision"), &json!("Météo")]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hook_that_posts_too_often_is_asked_to_wait_and_the_others_are_not() {
    let plano = TestApp::new().await;
    let Town { anna, channel, .. } = Town::in_(&plano).await;
    let (_, path) = hook(&anna, &channel).await;
    let (_, other) = hook(&anna, &channel).await;
    // Sixty at once, and one more each second that this takes.
    let mut said = 0;
    let answer = loop {
        let answer = calls(&plano, &path, &format!("n° {said}")).await;
        if answer.status != 201 {
            break answer;
        }
        said += 1;
        assert!(said < 200, "two hundred were let through");
    };
    assert!(said >= 60, "only {said} were let through");
    assert!(answer.headers.contains_key("retry-after"));
    answer.refused(429, "hook.too_often");
    calls(&plano, &other, "un autre").await.ok();
    posts(&anna, &channel, "et moi").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_message_is_refused_and_markup_stays_text() {
    let plano = TestApp::new().await;
    let Town { anna, channel, .. } = Town::in_(&plano).await;
    let (_, path) = hook(&anna, &channel).await;
    let visitor = plano.visitor();
    let sends = async |kind: &str, body: String| {
        let request = Request::post(format!("/api/v1{path}"))
            .header("content-type", kind)
            .body(Body::from(body));
        visitor.send(request.expect("a request")).await
    };
    let good = r#"{"text":"Bonjour"}"#.to_owned();
    for kind in [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data",
    ] {
        assert_eq!(sends(kind, good.clone()).await.status, 415, "{kind}");
    }
    let huge = format!(r#"{{"text":"{}"}}"#, "a".repeat(2 * 1024 * 1024));
    assert_eq!(sends("application/json", huge).await.status, 413);
    let long = format!(r#"{{"text":"{}"}}"#, "a".repeat(16 * 1024 + 1));
    sends("application/json", long)
        .await
        .refused(422, "message.too_long");
    sends("application/json", r#"{"text":" \n "}"#.to_owned())
        .await
        .refused(422, "message.blank");
    sends("application/json", "{}".to_owned())
        .await
        .refused(400, "body.missing_field");
    for field in ["author", "kind", "channel", "automate", "also_in_channel"] {
        sends("application/json", format!(r#"{{"text":"a","{field}":"x"}}"#))
            .await
            .refused(400, "body.unknown_field");
    }
    // Another site's page, in a browser, is refused as everywhere.
    let request = Request::post(format!("/api/v1{path}"))
        .header("content-type", "application/json")
        .header("origin", "https://evil.example")
        .body(Body::from(good));
    visitor
        .send(request.expect("a request"))
        .await
        .refused(403, "request.other_origin");
    let markup = "<script>alert(1)</script> [clic](javascript:alert(1)) ![x](https://evil.example/x.png)";
    calls(&plano, &path, markup).await.ok();
    assert_eq!(history(&anna, &channel).await, [markup]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_channel_has_twenty_hooks_at_most() {
    let plano = TestApp::new().await;
    let Town { anna, channel, .. } = Town::in_(&plano).await;
    for _ in 0..20 {
        hook(&anna, &channel).await;
    }
    anna.post(
        &format!("/channels/{channel}/hooks"),
        json!({ "name": "De trop" }),
    )
    .await
    .refused(409, "hook.too_many");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hook_that_answers_whoever_made_it_tells_him_and_not_where_it_answers_itself() {
    let plano = TestApp::new().await;
    let Town { anna, channel, .. } = Town::in_(&plano).await;
    let (_, path) = hook(&anna, &channel).await;
    let answers_told = async || {
        plano.settle().await;
        let page = anna.get("/notifications?state=unread").await.ok();
        let items = page["items"].as_array().expect("a list").clone();
        items.iter().filter(|it| it["kind"] == "message.answered").count()
    };
    let alert = calls(&plano, &path, "Alerte").await.ok();
    let follow_up = json!({ "text": "Toujours en alerte", "thread": alert["id"] });
    plano.visitor().post(&path, follow_up).await.ok();
    assert_eq!(answers_told().await, 0);
    let root = posts(&anna, &channel, "Où en est la sauvegarde ?").await;
    let answer = json!({ "text": "Terminée", "thread": root["id"] });
    plano.visitor().post(&path, answer).await.ok();
    assert_eq!(answers_told().await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn in_an_archived_project_hooks_are_still_seen_and_taken_away_and_nothing_else() {
    let plano = TestApp::new().await;
    let town = Town::in_(&plano).await;
    let (anna, channel) = (&town.anna, &town.channel);
    let (own, path) = hook(anna, channel).await;
    anna.put(&format!("/projects/{}/archive", town.project), json!({}))
        .await
        .ok();
    let (list, one) = (
        format!("/channels/{channel}/automates"),
        format!("/channels/{channel}/hooks/{own}"),
    );
    let shown = anna.get(&format!("/channels/{channel}")).await.ok();
    assert_eq!(
        (&shown["can"]["oversee"], &shown["can"]["manage"]),
        (&json!(true), &json!(false))
    );
    assert_eq!(id(&anna.get(&list).await.ok()["hooks"][0]), own);
    anna.post(&format!("/channels/{channel}/hooks"), json!({ "name": "Autre" }))
        .await
        .refused(403, "access.archived");
    anna.patch(&one, "1", json!({ "name": "Autre" }))
        .await
        .refused(403, "access.archived");
    anna.post(&format!("{one}/address"), json!({}))
        .await
        .refused(403, "access.archived");
    town.bruno.delete(&one).await.refused(403, "access.level_too_low");
    let stranger = plano.external("nour").await;
    stranger.delete(&one).await.refused(404, "not_found");
    anna.delete(&one).await.ok();
    assert_eq!(anna.get(&list).await.ok()["hooks"], json!([]));
    calls(&plano, &path, "Encore").await.refused(404, "not_found");
}
