// SPDX-License-Identifier: EUPL-1.2
//! Posting, reading, editing, taking away, signs and pins.

use serde_json::{Value, json};
use uuid::Uuid;

use super::{bodies, history, id, invite, main_channel, makes, posts, project, three, tries, two, unread};
use crate::testkit::TestApp;

#[tokio::test(flavor = "multi_thread")]
async fn what_one_posts_all_read_in_order() {
    let plano = TestApp::new().await;
    let (anna, bruno, project) = two(&plano).await;
    let channel = main_channel(&anna, &project).await;

    let first = posts(&anna, &channel, "Bonjour").await;
    posts(&bruno, &channel, "Salut **Anna**").await;
    posts(&anna, &channel, "On commence ?").await;

    assert_eq!(
        (&first["seq"], &first["kind"], &first["etag"]),
        (&json!(1), &json!("text"), &json!("1"))
    );
    assert_eq!(
        history(&bruno, &channel).await,
        ["Bonjour", "Salut **Anna**", "On commence ?"]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_sent_again_is_one_message_and_another_text_under_its_draft_is_refused() {
    let plano = TestApp::new().await;
    let anna = plano.person("anna").await;
    let project = project(&anna).await;
    let channel = main_channel(&anna, &project).await;
    let path = format!("/channels/{channel}/messages");
    let body = json!({ "draft": Uuid::now_v7(), "body": "Une fois" });

    let first = anna.post(&path, body.clone()).await.ok();
    let second = anna.post(&path, body.clone()).await.ok();

    assert_eq!(first, second);
    assert_eq!(history(&anna, &channel).await, ["Une fois"]);
    let other = json!({ "draft": body["draft"], "body": "Autre chose" });
    anna.post(&path, other).await.refused(409, "draft.reused");
}

#[tokio::test(flavor = "multi_thread")]
async fn under_one_draft_the_same_words_elsewhere_are_another_message_which_is_refused() {
    let plano = TestApp::new().await;
    let anna = plano.person("anna").await;
    let project = project(&anna).await;
    let channel = main_channel(&anna, &project).await;
    let path = format!("/channels/{channel}/messages");
    let (root, other) = (
        posts(&anna, &channel, "Qui vient ?").await,
        posts(&anna, &channel, "Et sinon ?").await,
    );
    let draft = Uuid::now_v7();
    let plain = json!({ "draft": draft, "body": "Moi" });
    let first = anna.post(&path, plain.clone()).await.ok();
    for so in [
        json!({ "draft": draft, "body": "Moi", "thread": root["id"] }),
        json!({ "draft": draft, "body": "Moi", "kind": "decision" }),
        json!({ "draft": draft, "body": "Moi", "quotes": root["id"] }),
    ] {
        anna.post(&path, so).await.refused(409, "draft.reused");
    }
    assert_eq!(anna.post(&path, plain.clone()).await.ok(), first);

    let answer = json!({ "draft": Uuid::now_v7(), "body": "Moi aussi", "thread": root["id"] });
    let answered = anna.post(&path, answer.clone()).await.ok();
    for so in [
        json!({ "draft": answer["draft"], "body": "Moi aussi" }),
        json!({ "draft": answer["draft"], "body": "Moi aussi", "thread": other["id"] }),
        json!({ "draft": answer["draft"], "body": "Moi aussi", "thread": root["id"], "also_in_channel": true }),
    ] {
        anna.post(&path, so).await.refused(409, "draft.reused");
    }
    assert_eq!(anna.post(&path, answer).await.ok()["id"], answered["id"]);

    // Edited or taken away since, it is what was sent.
    let one = format!("/messages/{}", id(&first));
    anna.patch(&one, "1", json!({ "body": "Moi, dès 9 h" }))
        .await
        .ok();
    assert_eq!(anna.post(&path, plain.clone()).await.ok()["id"], first["id"]);
    anna.delete(&one).await.ok();
    assert_eq!(anna.post(&path, plain).await.ok()["id"], first["id"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_hundred_posted_at_once_have_two_hundred_places() {
    let plano = TestApp::new().await;
    let mut people = Vec::new();
    let anna = plano.person("anna").await;
    let project = project(&anna).await;
    for n in 0..4 {
        let person = plano.person(&format!("personne{n}")).await;
        invite(&anna, &project, &person, "member").await;
        people.push(person);
    }
    let channel = main_channel(&anna, &project).await;

    let posted = futures_util::future::join_all((0..200).map(|n| {
        let (person, channel) = (&people[n % people.len()], &channel);
        async move { posts(person, channel, &format!("message {n}")).await }
    }))
    .await;

    let mut places: Vec<i64> = posted
        .iter()
        .map(|it| it["seq"].as_i64().expect("a place"))
        .collect();
    places.sort_unstable();
    assert_eq!(places, (1..=200).collect::<Vec<_>>());
    let page = anna
        .get(&format!("/channels/{channel}/messages?limit=200"))
        .await
        .ok();
    assert_eq!(bodies(&page).len(), 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn one_draft_that_was_used_does_not_hold_up_those_posted_with_it() {
    let plano = TestApp::new().await;
    let anna = plano.person("anna").await;
    let project = project(&anna).await;
    let channel = main_channel(&anna, &project).await;
    let path = format!("/channels/{channel}/messages");
    let again = json!({ "draft": Uuid::now_v7(), "body": "déjà" });
    anna.post(&path, again.clone()).await.ok();

    let all = futures_util::future::join_all((0..30).map(|n| {
        let body = if n % 3 == 0 {
            again.clone()
        } else {
            json!({ "draft": Uuid::now_v7(), "body": format!("neuf {n}") })
        };
        let (anna, path) = (&anna, &path);
        async move { anna.post(path, body).await.ok() }
    }))
    .await;

    assert_eq!(all.len(), 30);
    assert_eq!(history(&anna, &channel).await.len(), 21);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_channel_is_read_in_parts_from_either_end_and_around_a_message() {
    let plano = TestApp::new().await;
    let anna = plano.person("anna").await;
    let project = project(&anna).await;
    let channel = main_channel(&anna, &project).await;
    for n in 1..=9 {
        posts(&anna, &channel, &n.to_string()).await;
    }
    let part = async |query: &str| {
        let page = anna
            .get(&format!("/channels/{channel}/messages?{query}"))
            .await
            .ok();
        (
            bodies(&page).join(""),
            page["has_older"].clone(),
            page["has_newer"].clone(),
        )
    };

    assert_eq!(part("limit=3").await, ("789".into(), json!(true), json!(false)));
    assert_eq!(
        part("limit=3&before=7").await,
        ("456".into(), json!(true), json!(true))
    );
    assert_eq!(
        part("limit=3&before=4").await,
        ("123".into(), json!(false), json!(true))
    );
    assert_eq!(
        part("limit=3&after=3").await,
        ("456".into(), json!(true), json!(true))
    );
    assert_eq!(
        part("limit=3&after=6").await,
        ("789".into(), json!(true), json!(false))
    );
    assert_eq!(
        part("limit=4&around=5").await,
        ("3456".into(), json!(true), json!(true))
    );
    anna.get(&format!("/channels/{channel}/messages?before=1&after=2"))
        .await
        .refused(422, "body.unacceptable");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_author_edits_his_message_and_what_it_was_stays_to_be_seen() {
    let plano = TestApp::new().await;
    let (anna, bruno) = (plano.person("anna").await, plano.person("bruno").await);
    let project = project(&anna).await;
    invite(&anna, &project, &bruno, "manager").await;
    let channel = main_channel(&anna, &project).await;
    let message = id(&posts(&anna, &channel, "Rendez-vous à 9 h").await);
    let path = format!("/messages/{message}");

    bruno
        .patch(&path, "1", json!({ "body": "à ma façon" }))
        .await
        .refused(403, "access.author_only");
    let edited = anna
        .patch(&path, "1", json!({ "body": "Rendez-vous à 10 h" }))
        .await
        .ok();
    assert_eq!(
        (&edited["body"], &edited["etag"]),
        (&json!("Rendez-vous à 10 h"), &json!("2"))
    );
    assert!(edited["edited_at"].is_string());
    let lost = anna.patch(&path, "1", json!({ "body": "à 11 h" })).await;
    assert_eq!(lost.status, 412);

    let versions = bruno.get(&format!("{path}/versions")).await.ok();
    assert_eq!(versions["items"][0]["body"], "Rendez-vous à 9 h");
    assert_eq!(versions["items"].as_array().expect("a list").len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_taken_away_leaves_its_place_and_nothing_of_its_text() {
    let plano = TestApp::new().await;
    let (anna, bruno, rose, project) = three(&plano).await;
    let channel = main_channel(&anna, &project).await;
    let message = id(&posts(&bruno, &channel, "mot de passe : 1234").await);
    let path = format!("/messages/{message}");
    bruno
        .patch(&path, "1", json!({ "body": "mot de passe : 5678" }))
        .await
        .ok();
    rose.put(&format!("{path}/reactions/👀"), json!({})).await.ok();
    rose.put(&format!("{path}/pin"), json!({})).await.ok();

    rose.delete(&path).await.refused(403, "access.author_only");
    // Who manages takes away what others wrote.
    anna.delete(&path).await.ok();
    anna.delete(&path).await.ok();

    let left = rose.get(&path).await.ok();
    assert_eq!(
        (&left["body"], &left["reactions"], &left["is_pinned"]),
        (&json!(""), &json!([]), &json!(false))
    );
    assert!(left["retracted_at"].is_string());
    assert_eq!(
        rose.get(&format!("{path}/versions")).await.ok()["items"],
        json!([])
    );
    assert_eq!(
        rose.get(&format!("/channels/{channel}/pins")).await.ok()["items"],
        json!([])
    );
    bruno
        .patch(&path, "3", json!({ "body": "encore" }))
        .await
        .refused(404, "not_found");
    rose.put(&format!("{path}/reactions/👀"), json!({})).await.ok();
    assert_eq!(rose.get(&path).await.ok()["reactions"], json!([]));
}

#[tokio::test(flavor = "multi_thread")]
async fn signs_are_gathered_by_emoji_in_the_order_they_came() {
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
    let message = id(&posts(&anna, &channel, "Validé ?").await);
    let path = format!("/messages/{message}");

    anna.put(&format!("{path}/reactions/✅"), json!({})).await.ok();
    bruno.put(&format!("{path}/reactions/❤️"), json!({})).await.ok();
    bruno.put(&format!("{path}/reactions/✅"), json!({})).await.ok();
    bruno.put(&format!("{path}/reactions/✅"), json!({})).await.ok();
    rose.put(&format!("{path}/reactions/✅"), json!({}))
        .await
        .refused(403, "access.level_too_low");
    anna.put(&format!("{path}/reactions/abc"), json!({}))
        .await
        .refused(422, "body.unacceptable");
    let reactions = rose.get(&path).await.ok()["reactions"].clone();
    assert_eq!(
        reactions,
        json!([
            { "emoji": "✅", "count": 2, "is_mine": false, "people": [anna.account(), bruno.account()] },
            { "emoji": "❤️", "count": 1, "is_mine": false, "people": [bruno.account()] },
        ])
    );
    anna.delete(&format!("{path}/reactions/✅")).await.ok();
    let left = rose.get(&path).await.ok()["reactions"].clone();
    let of = |emoji: &str| {
        left.as_array()
            .expect("a list")
            .iter()
            .find(|it| it["emoji"] == emoji)
            .cloned()
    };
    assert_eq!(of("✅").expect("a sign")["people"], json!([bruno.account()]));
}

#[tokio::test(flavor = "multi_thread")]
async fn unread_is_what_came_after_and_mentions_are_counted_apart() {
    let plano = TestApp::new().await;
    let (anna, bruno, project) = two(&plano).await;
    let channel = main_channel(&anna, &project).await;
    plano.settle().await;
    posts(&anna, &channel, "un").await;
    posts(&anna, &channel, &format!("@[Bruno]({}) deux", bruno.account())).await;
    posts(&anna, &channel, "@[tous](everyone) trois").await;
    posts(
        &anna,
        &channel,
        &format!("`@[Bruno]({})` quatre", bruno.account()),
    )
    .await;

    assert_eq!(unread(&bruno, &channel).await, (4, 2));
    bruno
        .put(&format!("/channels/{channel}/read"), json!({ "seq": 2 }))
        .await
        .ok();
    assert_eq!(unread(&bruno, &channel).await, (2, 1));
    // Further than the end is the end.
    bruno
        .put(&format!("/channels/{channel}/read"), json!({ "seq": 99 }))
        .await
        .ok();
    assert_eq!(unread(&bruno, &channel).await, (0, 0));
    posts(&anna, &channel, "cinq").await;
    assert_eq!(unread(&bruno, &channel).await, (1, 0));
    // Unread from there.
    bruno
        .put(&format!("/channels/{channel}/read"), json!({ "seq": 1 }))
        .await
        .ok();
    assert_eq!(unread(&bruno, &channel).await, (4, 2));
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_joins_reads_what_was_said_before_but_it_is_not_new() {
    let plano = TestApp::new().await;
    let (anna, bruno) = (plano.person("anna").await, plano.person("bruno").await);
    let project = project(&anna).await;
    let channel = main_channel(&anna, &project).await;
    posts(&anna, &channel, "avant").await;
    invite(&anna, &project, &bruno, "member").await;
    plano.settle().await;
    assert_eq!(history(&bruno, &channel).await, ["avant"]);
    assert_eq!(unread(&bruno, &channel).await, (0, 0));
    posts(&anna, &channel, "après").await;
    assert_eq!(unread(&bruno, &channel).await, (1, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_posts_very_much_is_asked_to_wait() {
    let plano = TestApp::new().await;
    let anna = plano.person("anna").await;
    let project = project(&anna).await;
    let channel = main_channel(&anna, &project).await;
    for n in 0..100 {
        posts(&anna, &channel, &n.to_string()).await;
    }
    // While a slow machine posts these, time gives some of them back.
    let mut refused = tries(&anna, &channel, "un de trop").await;
    for _ in 0..100 {
        if refused.status != 201 {
            break;
        }
        refused = tries(&anna, &channel, "encore un de trop").await;
    }
    assert_eq!(
        (refused.status, &refused.json["code"]),
        (429, &Value::from("message.too_often"))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_changes_very_much_of_what_was_said_is_asked_to_wait() {
    let plano = TestApp::new().await;
    let (anna, bruno) = (plano.person("anna").await, plano.person("bruno").await);
    let project = project(&anna).await;
    let channel = main_channel(&anna, &project).await;
    let message = posts(&anna, &channel, "Bonjour").await;
    let (path, etag) = (
        format!("/messages/{}", id(&message)),
        message["etag"].as_str().expect("a version"),
    );
    let later = json!({ "draft": Uuid::now_v7(), "body": "Demain", "send_at": plano.app.now() + std::time::Duration::from_secs(60) });
    let later = anna
        .post(&format!("/channels/{channel}/scheduled-messages"), later)
        .await
        .ok();
    let scheduled = format!("/scheduled-messages/{}", id(&later));
    // All that there is, just before each.
    let spend = || while plano.app.pace.change(anna.account()).is_ok() {};
    spend();
    let refusals = [
        anna.patch(&path, etag, json!({ "body": "Bonsoir" })).await,
        anna.put(&format!("{path}/reactions/👍"), json!({})).await,
        anna.put(&format!("{path}/pin"), json!({})).await,
        anna.put(
            &format!("{path}/reminder"),
            json!({ "remind_at": plano.app.now() + std::time::Duration::from_secs(60) }),
        )
        .await,
        anna.post("/me/conversations", json!({ "people": [bruno.account()] }))
            .await,
        anna.put(&format!("{path}/resolution"), json!({})).await,
        anna.patch(
            &format!("/channels/{channel}"),
            "1",
            json!({ "topic": "Rue Haute" }),
        )
        .await,
        anna.patch(&scheduled, "1", json!({ "body": "Bonsoir" })).await,
    ];
    let refused = refusals.iter().filter(|it| it.status == 429).count();
    // Time gives some back while a slow machine asks.
    assert!(refused >= 7, "{refused} of eight");
}

#[tokio::test(flavor = "multi_thread")]
async fn under_a_sign_that_many_gave_stand_the_first_thirty_how_many_and_whether_one_did() {
    let plano = TestApp::new().await;
    let anna = plano.person("anna").await;
    let project = project(&anna).await;
    let channel = main_channel(&anna, &project).await;
    let path = format!("/messages/{}", id(&posts(&anna, &channel, "Bravo").await));
    let mut people = Vec::new();
    for number in 0..42 {
        let person = plano.person(&format!("personne{number}")).await;
        invite(&anna, &project, &person, "member").await;
        person.put(&format!("{path}/reactions/👏"), json!({})).await.ok();
        people.push(person);
    }
    let under = async |who: &crate::testkit::Caller<'_>| {
        let page = who.get(&format!("/channels/{channel}/messages")).await.ok();
        let one = who.get(&path).await.ok();
        assert_eq!(page["items"][0]["reactions"], one["reactions"]);
        one["reactions"][0].clone()
    };
    let first: Vec<_> = people.iter().take(30).map(|it| json!(it.account())).collect();
    let sign = |is_mine: bool| json!({ "emoji": "👏", "count": 42, "is_mine": is_mine, "people": first });
    assert_eq!(under(&anna).await, sign(false));
    assert_eq!(under(&people[3]).await, sign(true));
    assert_eq!(under(&people[41]).await, sign(true));
    people[41].delete(&format!("{path}/reactions/👏")).await.ok();
    assert_eq!(under(&people[41]).await["count"], json!(41));
    assert_eq!(under(&people[41]).await["is_mine"], json!(false));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_posted_is_answered_as_posted_whatever_became_of_what_it_stands_on() {
    let plano = TestApp::new().await;
    let (anna, bruno, project) = two(&plano).await;
    let channel = makes(&anna, &project, "open", &[]).await;
    let path = format!("/channels/{channel}/messages");
    let (quoted, root) = (
        posts(&anna, &channel, "À citer").await,
        posts(&anna, &channel, "À répondre").await,
    );
    let sent = [
        json!({ "draft": Uuid::now_v7(), "body": "Je cite", "quotes": quoted["id"] }),
        json!({ "draft": Uuid::now_v7(), "body": "Je réponds", "thread": root["id"] }),
        json!({ "draft": Uuid::now_v7(), "body": "Bonjour" }),
    ];
    let mut said = Vec::new();
    for it in &sent {
        said.push(id(&bruno.post(&path, it.clone()).await.ok()));
    }
    let again = async |status: Option<(u16, &str)>| {
        for (it, said) in sent.iter().zip(&said) {
            let answer = bruno.post(&path, it.clone()).await;
            match status {
                None => assert_eq!(&id(&answer.ok()), said),
                Some((status, code)) => drop(answer.refused(status, code)),
            }
            let mut other = it.clone();
            other["body"] = json!("Autre chose");
            let status = if status.is_some() { 404 } else { 409 };
            assert_eq!(bruno.post(&path, other).await.status, status);
        }
    };
    for gone in [&quoted, &root] {
        anna.delete(&format!("/messages/{}", id(gone))).await.ok();
    }
    again(None).await;
    for archive in [
        format!("/channels/{channel}/archive"),
        format!("/projects/{project}/archive"),
    ] {
        anna.put(&archive, json!({})).await.ok();
        again(None).await;
        // What he has not said he may not say.
        let new = json!({ "draft": Uuid::now_v7(), "body": "Encore" });
        assert_eq!(bruno.post(&path, new).await.status, 403);
        anna.delete(&archive).await.ok();
    }
    // Whoever may not read it is told nothing of it.
    let members = anna.get(&format!("/projects/{project}/members")).await.ok();
    let members = members["items"].as_array().expect("a list").clone();
    let his = members
        .iter()
        .find(|it| it["person"]["id"] == json!(bruno.account()))
        .expect("a member");
    anna.delete(&format!("/projects/{project}/members/{}", id(his)))
        .await
        .ok();
    again(Some((404, "not_found"))).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_cleared_is_not_posted_again_by_whoever_sends_it_again() {
    let plano = TestApp::new().await;
    let (anna, bruno, project) = two(&plano).await;
    let channel = makes(&anna, &project, "open", &[]).await;
    let path = format!("/channels/{channel}/messages");
    let root = posts(&anna, &channel, "Qui vient ?").await;
    let sent = [
        json!({ "draft": Uuid::now_v7(), "body": "Bonjour" }),
        json!({ "draft": Uuid::now_v7(), "body": "Moi", "thread": root["id"] }),
    ];
    for it in &sent {
        bruno.post(&path, it.clone()).await.ok();
    }
    anna.delete(&format!("/channels/{channel}/history")).await.ok();
    for it in &sent {
        bruno.post(&path, it.clone()).await.refused(404, "not_found");
    }
    assert!(history(&anna, &channel).await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_message_was_is_read_to_the_end_however_often_it_was_edited() {
    let plano = TestApp::new().await;
    let (anna, bruno, project) = two(&plano).await;
    let channel = main_channel(&anna, &project).await;
    let own = format!("/messages/{}", id(&posts(&bruno, &channel, "Le premier").await));
    bruno.changes(&own, json!({ "body": "Le dernier" })).await;
    let edits = "INSERT INTO message_versions (message, version, body, replaced_at)
         WITH RECURSIVE n (n) AS (SELECT 2 UNION ALL SELECT n + 1 FROM n WHERE n < 450)
         SELECT v.message, n.n, 'version ' || n.n, v.replaced_at FROM message_versions v, n WHERE v.version = 1;
         UPDATE messages SET version = 451 WHERE edited_at IS NOT NULL";
    plano.db().script(edits.to_owned()).await.expect("many edits");

    let (mut read, mut after) = (Vec::new(), String::new());
    loop {
        let page = anna.get(&format!("{own}/versions{after}")).await.ok();
        read.extend(bodies(&page));
        if page["has_newer"] == json!(false) {
            break;
        }
        let items = page["items"].as_array().expect("a list");
        after = format!("?after={}", items.last().expect("some")["version"]);
    }
    assert_eq!((read.len(), read[0].as_str()), (450, "Le premier"));
    assert_eq!(read[449], "version 450");
    let few = anna.get(&format!("{own}/versions?after=448&limit=1")).await.ok();
    assert_eq!(
        (bodies(&few), &few["has_newer"]),
        (vec!["version 449".to_owned()], &json!(true))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_shows_nothing_is_neither_posted_nor_a_sign_and_a_sign_of_before_can_be_taken_back() {
    let plano = TestApp::new().await;
    let (anna, bruno, project) = two(&plano).await;
    let channel = main_channel(&anna, &project).await;
    for unseen in ["\u{2063}", "\u{1160}", "\u{FFA0}", "\u{E0041}", "\u{FE0F}"] {
        tries(&anna, &channel, unseen)
            .await
            .refused(422, "body.unacceptable");
    }
    let own = format!("/messages/{}", id(&posts(&anna, &channel, "Réagir").await));
    for no_sign in ["%EF%B8%8F", "%F3%A0%80%A0%EF%B8%8F", "a", "e%CC%81%CC%82"] {
        bruno
            .put(&format!("{own}/reactions/{no_sign}"), json!({}))
            .await
            .refused(422, "body.unacceptable");
    }
    bruno.put(&format!("{own}/reactions/👍🏽"), json!({})).await.ok();
    let before = "UPDATE reactions SET emoji = '\u{2600}'".to_owned();
    plano.db().script(before).await.expect("a sign of before");
    bruno
        .put(&format!("{own}/reactions/☀"), json!({}))
        .await
        .refused(422, "body.unacceptable");
    bruno.delete(&format!("{own}/reactions/☀")).await.ok();
    assert_eq!(bruno.get(&own).await.ok()["reactions"], json!([]));
}
