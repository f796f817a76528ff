// SPDX-License-Identifier: EUPL-1.2
//! Who finds what.

use std::time::Duration;

use serde_json::{Value, json};
use uuid::Uuid;

use super::{answers, id, invite, main_channel, makes, posts, project};
use crate::testkit::{Caller, TestApp, member_of};

async fn asks(who: &Caller<'_>, query: &str) -> Value {
    who.get(&format!("/messages?{query}")).await.ok()
}

/// The extracts of what someone finds, words that were found in brackets.
async fn finds(who: &Caller<'_>, query: &str) -> Vec<String> {
    let found = asks(who, query).await;
    let items = found["items"].as_array().expect("a list");
    items.iter().map(extract).collect()
}

fn extract(found: &Value) -> String {
    let pieces = found["extract"].as_array().expect("pieces");
    pieces
        .iter()
        .map(|it| {
            let text = it["text"].as_str().expect("a text");
            if it["is_found"] == json!(true) {
                format!("[{text}]")
            } else {
                text.to_owned()
            }
        })
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn words_are_found_folded_and_by_their_stems_newest_first() {
    let plano = TestApp::new().await;
    let anna = plano.person("anna").await;
    let project = project(&anna).await;
    let channel = main_channel(&anna, &project).await;
    posts(&anna, &channel, "Les **décisions** du conseil").await;
    plano.advance(Duration::from_secs(60));
    let last = posts(&anna, &channel, "Une DECISION de plus").await;
    posts(&anna, &channel, "Au cœur de la ville").await;

    assert_eq!(
        finds(&anna, "q=d%C3%A9cision").await,
        ["Une [DECISION] de plus", "Les [décisions] du conseil"]
    );
    assert_eq!(
        finds(&anna, "q=decisions+conseil").await,
        ["Les [décisions] du [conseil]"]
    );
    assert_eq!(finds(&anna, "q=COEUR").await, ["Au [cœur] de la ville"]);
    assert!(finds(&anna, "q=absent").await.is_empty());
    assert!(finds(&anna, "q=decision+absent").await.is_empty());

    let found = asks(&anna, "q=plus").await;
    let item = &found["items"][0];
    assert_eq!(
        (&item["id"], &item["channel"], &item["project"], &item["seq"]),
        (&last["id"], &json!(channel), &json!(project), &json!(2))
    );
    assert_eq!(found["people"][0]["id"], json!(anna.account()));
    assert_eq!(found["projects"][0]["name"], "Accueil des usagers");
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_asked_is_nothing_found() {
    let plano = TestApp::new().await;
    let anna = plano.person("anna").await;
    let channel = main_channel(&anna, &project(&anna).await).await;
    posts(&anna, &channel, "Bonjour").await;
    for query in [
        "",
        "q=",
        "q=la+le",
        "q=%22%27%28",
        "q=c_00000000000000000000000000000000",
        "project=prj_00000000000000000000000000",
    ] {
        assert!(finds(&anna, query).await.is_empty(), "{query}");
    }
    assert_eq!(finds(&anna, &format!("channel={channel}")).await, ["Bonjour"]);
    // Of a day, all that was said.
    assert_eq!(finds(&anna, "from=2001-01-01T00:00:00Z").await, ["Bonjour"]);
    assert!(finds(&anna, "to=2001-01-01T00:00:00Z").await.is_empty());
    assert_eq!(finds(&anna, "q=%22bonjour%22+OR+NOT%2A").await.len(), 0);
    assert_eq!(finds(&anna, "q=%22bonjour%22").await, ["[Bonjour]"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn author_channel_project_dates_and_links_narrow_what_is_found() {
    let plano = TestApp::new().await;
    let (anna, bruno) = (plano.person("anna").await, plano.person("bruno").await);
    let first = project(&anna).await;
    invite(&anna, &first, &bruno, "member").await;
    let main = main_channel(&anna, &first).await;
    let other = makes(&anna, &first, "open", &[]).await;
    let second = main_channel(&anna, &self::project(&anna).await).await;
    posts(&anna, &main, "Budget un https://example.org").await;
    plano.advance(Duration::from_secs(86_400));
    let between = posts(&bruno, &other, "Budget deux").await["posted_at"].clone();
    plano.advance(Duration::from_secs(86_400));
    let elsewhere = posts(&anna, &second, "Budget trois").await;

    let all = [
        "[Budget] trois",
        "[Budget] deux",
        "[Budget] un https://example.org",
    ];
    assert_eq!(finds(&anna, "q=budget").await, all);
    assert_eq!(
        finds(&anna, &format!("q=budget&author={}", bruno.account())).await,
        all[1..2]
    );
    assert_eq!(
        finds(&anna, &format!("author={}", bruno.account())).await,
        ["Budget deux"]
    );
    assert_eq!(finds(&anna, &format!("q=budget&channel={main}")).await, all[2..]);
    assert_eq!(finds(&anna, &format!("q=budget&project={first}")).await, all[1..]);
    assert_eq!(finds(&anna, "q=budget&has_link=true").await, all[2..]);
    let at = between.as_str().expect("a time");
    assert_eq!(finds(&anna, &format!("q=budget&from={at}")).await, all[..2]);
    assert_eq!(finds(&anna, &format!("q=budget&to={at}")).await, all[2..]);
    assert_eq!(
        finds(&anna, &format!("q=budget&after={}", id(&elsewhere))).await,
        all[1..]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_follow_each_other_without_gap_or_double() {
    let plano = TestApp::new().await;
    let anna = plano.person("anna").await;
    let channel = main_channel(&anna, &project(&anna).await).await;
    for n in 0..7 {
        posts(&anna, &channel, &format!("note {n}")).await;
    }
    let (mut seen, mut after) = (Vec::new(), String::new());
    loop {
        let page = asks(&anna, &format!("q=notes&limit=3{after}")).await;
        let items = page["items"].as_array().expect("a list");
        assert!(items.len() <= 3);
        seen.extend(items.iter().map(extract));
        let Some(next) = page["next"].as_str() else { break };
        after = format!("&after={next}");
    }
    let expected: Vec<String> = (0..7).rev().map(|n| format!("[note] {n}")).collect();
    assert_eq!(seen, expected);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_edited_is_found_as_it_is_now_and_what_is_taken_away_is_not() {
    let plano = TestApp::new().await;
    let anna = plano.person("anna").await;
    let channel = main_channel(&anna, &project(&anna).await).await;
    let message = posts(&anna, &channel, "Rendez-vous lundi").await;
    let path = format!("/messages/{}", id(&message));
    let root = posts(&anna, &channel, "Racine").await;
    let answer = answers(&anna, &channel, &root, "Réponse mardi").await;

    anna.changes(&path, json!({ "body": "Rendez-vous jeudi" })).await;
    assert!(finds(&anna, "q=lundi").await.is_empty());
    assert_eq!(finds(&anna, "q=jeudi").await, ["Rendez-vous [jeudi]"]);
    let found = asks(&anna, "q=mardi").await;
    assert_eq!(found["items"][0]["thread"], root["id"]);

    anna.delete(&path).await.ok();
    anna.delete(&format!("/messages/{}", id(&answer))).await.ok();
    for query in [
        "q=jeudi".to_owned(),
        "q=mardi".to_owned(),
        format!("author={}", anna.account()),
    ] {
        let found = finds(&anna, &query).await;
        assert!(found.iter().all(|it| it == "Racine"), "{query}: {found:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn only_those_find_a_message_who_read_its_channel() {
    let plano = TestApp::new().await;
    let (anna, bruno, rose, sami) = (
        plano.person("anna").await,
        plano.person("bruno").await,
        plano.person("rose").await,
        plano.person("sami").await,
    );
    let admin = plano.admin("admin").await;
    let project = project(&anna).await;
    invite(&anna, &project, &bruno, "member").await;
    let rose_in = member_of(&anna.invites(&project, &rose, "reader").await).0;
    let main = main_channel(&anna, &project).await;
    let private = makes(&bruno, &project, "private", &[&rose]).await;
    let announcement = makes(&anna, &project, "announcement", &[]).await;
    let direct = id(&bruno
        .post("/me/conversations", json!({ "people": [sami.account()] }))
        .await
        .ok());
    posts(&anna, &main, "secret ouvert").await;
    posts(&bruno, &private, "secret fermé").await;
    posts(&anna, &announcement, "secret annoncé").await;
    posts(&bruno, &direct, "secret à deux").await;

    let all = |it: &[&str]| it.iter().map(|it| format!("[secret] {it}")).collect::<Vec<_>>();
    let q = "q=secrets";
    assert_eq!(
        finds(&bruno, q).await,
        all(&["à deux", "annoncé", "fermé", "ouvert"])
    );
    assert_eq!(finds(&rose, q).await, all(&["annoncé", "fermé", "ouvert"]));
    // Anna owns the project; the administrator administers it.
    assert_eq!(finds(&anna, q).await, all(&["annoncé", "ouvert"]));
    assert_eq!(finds(&sami, q).await, all(&["à deux"]));
    assert!(finds(&admin, q).await.is_empty());
    // Naming what one may not know finds no more than naming what is not there.
    for filter in [format!("channel={private}"), format!("channel={direct}")] {
        assert!(finds(&anna, &filter).await.is_empty(), "{filter}");
        assert!(
            finds(&anna, &format!("{q}&{filter}")).await.is_empty(),
            "{filter}"
        );
    }
    assert!(finds(&sami, &format!("{q}&project={project}")).await.is_empty());
    assert_eq!(finds(&bruno, &format!("{q}&project={project}")).await.len(), 3);
    assert_eq!(
        finds(&anna, &format!("author={}", bruno.account())).await.len(),
        0
    );
    // What others say in it does not count among what is left on the page.
    assert_eq!(asks(&anna, "q=secrets&limit=2").await["next"], Value::Null);

    // Out of the private channel, then out of the project, at once.
    rose.delete(&format!("/channels/{private}/people/{}", rose.account()))
        .await
        .ok();
    assert_eq!(finds(&rose, q).await, all(&["annoncé", "ouvert"]));
    anna.delete(&format!("/projects/{project}/members/{rose_in}"))
        .await
        .ok();
    assert!(finds(&rose, q).await.is_empty());
    // Archived is still read.
    anna.put(&format!("/projects/{project}/archive"), json!({}))
        .await
        .ok();
    assert_eq!(finds(&anna, q).await, all(&["annoncé", "ouvert"]));
}

#[tokio::test(flavor = "multi_thread")]
async fn levels_modules_and_ends_are_asked_at_each_search() {
    let plano = TestApp::new().await;
    let (anna, rose, nour) = (
        plano.person("anna").await,
        plano.person("rose").await,
        plano.external("nour").await,
    );
    let project = project(&anna).await;
    let (rose_in, rose_etag) = member_of(&anna.invites(&project, &rose, "member").await);
    let (nour_in, nour_etag) = member_of(&anna.invites(&project, &nour, "member").await);
    let main = main_channel(&anna, &project).await;
    let private = makes(&anna, &project, "private", &[&rose, &nour]).await;
    posts(&anna, &main, "plan ouvert").await;
    posts(&anna, &private, "plan fermé").await;
    assert_eq!(finds(&rose, "q=plan").await.len(), 2);
    assert_eq!(finds(&nour, "q=plan").await.len(), 2);

    let members = format!("/projects/{project}/members");
    let levels = json!({ "levels": { "messages": "none" } });
    anna.patch(&format!("{members}/{rose_in}"), &rose_etag, levels)
        .await
        .ok();
    assert!(finds(&rose, "q=plan").await.is_empty());
    let modules = async |is_on: bool| {
        let body = json!({ "modules": { "messages": is_on } });
        anna.changes(&format!("/projects/{project}"), body).await;
    };
    modules(false).await;
    assert!(finds(&anna, "q=plan").await.is_empty());
    modules(true).await;
    assert_eq!(finds(&anna, "q=plan").await.len(), 2);

    // The test begins on 8 October. Sessions end sooner than the access does; what a program is given does not.
    let end = json!({ "ends_on": "2026-10-10" });
    anna.patch(&format!("{members}/{nour_in}"), &nour_etag, end)
        .await
        .ok();
    let made = json!({ "name": "robot", "scope": "api:read" });
    let made = nour.post("/me/app-passwords", made).await.ok();
    let program = nour.with_app_password(made["secret"].as_str().expect("a secret"));
    plano.advance(Duration::from_secs(24 * 3_600));
    assert_eq!(finds(&program, "q=plan").await.len(), 2);
    plano.advance(Duration::from_secs(3 * 24 * 3_600));
    assert!(finds(&program, "q=plan").await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_group_in_a_private_channel_finds_as_long_as_one_is_of_it() {
    let plano = TestApp::new().await;
    let (admin, anna, bruno) = (
        plano.admin("admin").await,
        plano.person("anna").await,
        plano.person("bruno").await,
    );
    let project = project(&anna).await;
    let body = json!({ "draft": Uuid::now_v7(), "name": "Bureau", "organisation": null });
    let group = id(&admin.post("/admin/groups", body).await.ok());
    let invitation = json!({ "invitations": [{ "group": group, "role": "member" }] });
    anna.post(&format!("/projects/{project}/members"), invitation)
        .await
        .ok();
    let channel = makes(&anna, &project, "private", &[]).await;
    anna.put(&format!("/channels/{channel}/people/{group}"), json!({}))
        .await
        .ok();
    posts(&anna, &channel, "ordre du jour").await;
    let member = format!("/admin/groups/{group}/members/{}", bruno.account());

    assert!(finds(&bruno, "q=ordre").await.is_empty());
    admin.put(&member, json!({})).await.ok();
    assert_eq!(finds(&bruno, "q=ordre").await.len(), 1);
    admin.delete(&member).await.ok();
    assert!(finds(&bruno, "q=ordre").await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_program_of_one_project_searches_nothing_beyond_it() {
    let plano = TestApp::new().await;
    let anna = plano.person("anna").await;
    let project = project(&anna).await;
    let channel = main_channel(&anna, &project).await;
    posts(&anna, &channel, "Bonjour").await;
    let wanted =
        |scope: &str, project: Option<&str>| json!({ "name": "robot", "scope": scope, "project": project });
    let password = async |body: Value| {
        let made = anna.post("/me/app-passwords", body).await.ok();
        anna.with_app_password(made["secret"].as_str().expect("a secret"))
    };
    let one = password(wanted("api", Some(&project))).await;
    for query in ["q=bonjour".to_owned(), format!("q=bonjour&project={project}")] {
        one.get(&format!("/messages?{query}"))
            .await
            .refused(403, "app_password.one_project");
    }
    let reader = password(wanted("api:read", None)).await;
    assert_eq!(finds(&reader, "q=bonjour").await, ["[Bonjour]"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn messages_that_were_there_before_are_found_after_a_rebuild() {
    let plano = TestApp::new().await;
    let anna = plano.person("anna").await;
    let channel = main_channel(&anna, &project(&anna).await).await;
    posts(&anna, &channel, "Bonjour").await;
    let gone = posts(&anna, &channel, "Bonsoir").await;
    anna.delete(&format!("/messages/{}", id(&gone))).await.ok();
    forget_index(&plano).await;
    assert!(finds(&anna, "q=bonjour").await.is_empty());
    for _ in 0..2 {
        let again = plano.db().write(base::Actor::System, async |tx| {
            super::super::index_after(tx, base::Id::MIN).await
        });
        assert_eq!(again.await.expect("a database").0, 1);
        assert_eq!(finds(&anna, "q=bonjour").await, ["[Bonjour]"]);
        assert!(finds(&anna, "q=bonsoir").await.is_empty());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn english_words_are_found_by_their_stems_and_all_is_found_again_after_a_rebuild() {
    let plano = TestApp::new().await;
    let anna = plano.person("anna").await;
    let channel = main_channel(&anna, &project(&anna).await).await;
    let poll = serde_json::json!({
        "draft": uuid::Uuid::now_v7(), "question": "Which policies apply?", "options": ["The older one", "Zoning"],
    });
    let poll = anna.post(&format!("/channels/{channel}/polls"), poll).await.ok();
    let forward = serde_json::json!({ "draft": uuid::Uuid::now_v7(), "message": poll["id"], "comment": "Please answer" });
    anna.post(&format!("/channels/{channel}/forwards"), forward)
        .await
        .ok();
    posts(&anna, &channel, "Réunions").await;
    let found = async || {
        let mut found = Vec::new();
        for q in ["policy", "zoning", "answering", "reunion"] {
            found.push(finds(&anna, &format!("q={q}")).await.len());
        }
        found
    };
    assert_eq!(found().await, [2, 2, 1, 1]);
    forget_index(&plano).await;
    assert_eq!(found().await, [0, 0, 0, 0]);
    plano
        .db()
        .write(base::Actor::System, async |tx| {
            super::super::index_after(tx, base::Id::MIN).await
        })
        .await
        .expect("a database");
    assert_eq!(found().await, [2, 2, 1, 1]);
}

async fn forget_index(plano: &TestApp) {
    let forget = if plano.db().dialect() == db::Dialect::Sqlite {
        "DELETE FROM message_search WHERE rowid IN (SELECT place FROM message_places)"
    } else {
        "DELETE FROM message_search"
    };
    plano
        .db()
        .script(forget.to_owned())
        .await
        .expect("an empty index");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_markdown_takes_for_an_address_is_found_and_told() {
    let plano = TestApp::new().await;
    let (anna, bruno) = (plano.person("anna").await, plano.person("bruno").await);
    let project = project(&anna).await;
    invite(&anna, &project, &bruno, "member").await;
    let channel = main_channel(&anna, &project).await;
    let all = json!({ "attention": "all" });
    bruno.put(&format!("/channels/{channel}/mine"), all).await.ok();
    posts(&anna, &channel, "[Urgent]: evacuation").await;
    assert_eq!(finds(&bruno, "q=evacuation").await, ["[Urgent]: [evacuation]"]);
    plano.settle().await;
    let told = bruno.get("/notifications").await.ok();
    assert_eq!(
        told["items"][0]["details"]["excerpt"],
        json!("[Urgent]: evacuation"),
        "{told}"
    );
}
