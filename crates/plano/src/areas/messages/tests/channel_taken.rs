// SPDX-License-Identifier: EUPL-1.2
//! A channel taken away, whole: by those who manage it, or are in the conversation.

use std::time::Duration;

use http_body_util::BodyExt as _;
use serde_json::{Value, json};

use super::{answers, id, invite, main_channel, makes, posts, project, two};
use crate::testkit::{Caller, TestApp};

async fn json_of(by: &Caller<'_>, channel: &str) -> Value {
    by.get(&format!("/channels/{channel}/export?format=json"))
        .await
        .ok()
}

async fn page_of(by: &Caller<'_>, channel: &str) -> String {
    let answer = by.get(&format!("/channels/{channel}/export?format=html")).await;
    assert_eq!(answer.status, 200, "{}", answer.json);
    assert_eq!(answer.headers["content-type"], "text/html; charset=utf-8");
    let disposition = answer.headers["content-disposition"].to_str().expect("text");
    assert!(disposition.starts_with("attachment"), "{disposition}");
    String::from_utf8(answer.bytes).expect("UTF-8")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_manager_takes_a_channel_with_threads_edits_signs_pins_and_decisions() {
    let plano = TestApp::new().await;
    let (anna, bruno, project) = two(&plano).await;
    let channel = main_channel(&anna, &project).await;
    let root = posts(&bruno, &channel, "avant").await;
    let own = format!("/messages/{}", id(&root));
    bruno.changes(&own, json!({ "body": "après" })).await;
    answers(&anna, &channel, &root, "réponse").await;
    bruno.put(&format!("{own}/reactions/👍"), json!({})).await.ok();
    anna.put(&format!("{own}/pin"), json!({})).await.ok();
    let decision = json!({ "draft": uuid::Uuid::now_v7(), "body": "Le bleu", "kind": "decision" });
    anna.post(&format!("/channels/{channel}/messages"), decision)
        .await
        .ok();
    let gone = posts(&bruno, &channel, "à oublier").await;
    bruno.delete(&format!("/messages/{}", id(&gone))).await.ok();

    let all = json_of(&anna, &channel).await;
    assert_eq!(
        (&all["format"], &all["version"]),
        (&json!("plano.channel"), &json!(1))
    );
    assert_eq!(all["channel"]["id"], json!(channel));
    let messages = all["messages"].as_array().expect("a list");
    assert_eq!(messages.len(), 3);
    let first = &messages[0];
    assert_eq!(
        (&first["body"], &first["versions"][0]["body"], &first["is_pinned"]),
        (&json!("après"), &json!("avant"), &json!(true))
    );
    assert_eq!(first["thread_answers"][0]["body"], json!("réponse"));
    assert_eq!(first["reactions"][0]["people"], json!([bruno.account()]));
    assert_eq!(messages[1]["kind"], json!("decision"));
    assert_eq!(messages[2]["body"], json!(""));
    assert!(!all.to_string().contains("à oublier"));
    assert_eq!(all["people"].as_array().map(Vec::len), Some(2));

    let page = page_of(&anna, &channel).await;
    for needed in [
        "après",
        "avant",
        "réponse",
        "👍 Bruno",
        "Décision",
        "Épinglé",
        "Message retiré",
    ] {
        assert!(page.contains(needed), "{needed}: {page}");
    }
    plano.settle().await;
    let noted: i64 = db::sql!("SELECT COUNT(*) FROM journal WHERE kind = 'channel.taken'")
        .value(plano.db())
        .await
        .expect("a number");
    assert_eq!(noted, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_in_the_page_is_markup_of_those_who_wrote() {
    let plano = TestApp::new().await;
    let anna = plano.person("anna").await;
    let project = project(&anna).await;
    let channel = main_channel(&anna, &project).await;
    let etag = anna.get(&format!("/channels/{channel}")).await.ok()["etag"].clone();
    anna.patch(
        &format!("/channels/{channel}"),
        etag.as_str().expect("a version"),
        json!({ "name": "</title><script>1</script>", "topic": "\"><img src=x onerror=1>" }),
    )
    .await
    .ok();
    posts(&anna, &channel, "</p><script>alert(1)</script><style>*{}</style>").await;
    posts(
        &anna,
        &channel,
        "[x](javascript:alert(1)) ![y](https://evil.example/y.png)",
    )
    .await;
    let page = page_of(&anna, &channel).await;
    assert!(!page.contains("<script") && !page.contains("<img"), "{page}");
    assert_eq!(
        (page.matches("<style>").count(), page.matches("</title>").count()),
        (1, 1)
    );
    assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"), "{page}");
    assert!(
        page.contains("&quot;&gt;&lt;img src=x onerror=1&gt;") && !page.contains("href=\"javascript:"),
        "{page}"
    );
    // What leads nowhere is text.
    assert!(page.contains("[x](javascript:alert(1)) y"), "{page}");
    assert!(page.contains("default-src 'none'"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_channel_is_taken_by_those_who_manage_it_alone_and_a_conversation_by_its_people() {
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
    let export = |channel: &str| format!("/channels/{channel}/export?format=json");
    for who in [&bruno, &rose] {
        who.get(&export(&channel))
            .await
            .refused(403, "access.managers_only");
    }
    let private = makes(&bruno, &project, "private", &[&rose]).await;
    posts(&bruno, &private, "entre nous").await;
    // Anna owns the project, and does not know of it; Rose is in it, and does not manage it.
    anna.get(&export(&private)).await.refused(404, "not_found");
    rose.get(&export(&private))
        .await
        .refused(403, "access.managers_only");
    assert_eq!(
        json_of(&bruno, &private).await["messages"][0]["body"],
        json!("entre nous")
    );
    let talk = id(&bruno
        .post("/me/conversations", json!({ "people": [rose.account()] }))
        .await
        .ok());
    posts(&rose, &talk, "à deux").await;
    let all = json_of(&bruno, &talk).await;
    assert_eq!(
        (&all["project_name"], &all["messages"][0]["body"]),
        (&Value::Null, &json!("à deux"))
    );
    anna.get(&export(&talk)).await.refused(404, "not_found");
    // A program takes nothing away.
    let made = anna
        .post("/me/app-passwords", json!({ "name": "Script", "scope": "api" }))
        .await
        .ok();
    let program = anna.with_app_password(made["secret"].as_str().expect("a secret"));
    program
        .get(&export(&channel))
        .await
        .refused(403, "app_password.not_here");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_taken_is_compressed_for_who_asks_for_that_and_comes_to_its_end() {
    let plano = TestApp::new().await;
    let anna = plano.person("anna").await;
    let project = project(&anna).await;
    let channel = main_channel(&anna, &project).await;
    for _ in 0..20 {
        posts(&anna, &channel, &"un long message ".repeat(40)).await;
    }
    let request = axum::http::Request::get(format!("/api/v1/channels/{channel}/export?format=html"))
        .header("accept-encoding", "gzip")
        .body(axum::body::Body::empty());
    let answer = anna.send(request.expect("a request")).await;
    assert_eq!(
        (answer.status, &answer.headers["content-encoding"]),
        (200, &"gzip".parse().expect("a header"))
    );
    // The last eight bytes of it say how long it was (RFC 1952 §2.3.1).
    assert!(answer.bytes.starts_with(&[0x1F, 0x8B]) && answer.bytes.len() > 100);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_long_channel_is_taken_whole() {
    let plano = TestApp::new().await;
    let anna = plano.person("anna").await;
    let project = project(&anna).await;
    let channel = makes(&anna, &project, "open", &[]).await;
    let mut root = Value::Null;
    for at in 0..90 {
        root = posts(&anna, &channel, &format!("n° {at}")).await;
    }
    plano.advance(std::time::Duration::from_secs(120));
    let copies = format!(
        "INSERT INTO messages (id, channel, seq, author, draft, kind, body, posted_at, version)
         WITH RECURSIVE n (n) AS (SELECT 91 UNION ALL SELECT n + 1 FROM n WHERE n < 450)
         SELECT {random}, m.channel, n.n, m.author, {random}, m.kind, 'copie', m.posted_at, 1 FROM messages m, n WHERE m.seq = 1
           AND m.channel = (SELECT c.channel FROM messages c WHERE c.seq = 90)",
        random = match plano.db().dialect() {
            db::Dialect::Sqlite => "randomblob(16)",
            db::Dialect::Postgres => "gen_random_uuid()",
        }
    );
    plano.db().script(copies).await.expect("many messages");
    answers(&anna, &channel, &root, "une réponse").await;
    let all = json_of(&anna, &channel).await;
    let messages = all["messages"].as_array().expect("a list");
    let places: Vec<i64> = messages.iter().filter_map(|it| it["seq"].as_i64()).collect();
    assert_eq!(places, (1..=450).collect::<Vec<_>>());
    assert_eq!(messages[89]["thread_answers"][0]["body"], json!("une réponse"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_shows_polls_and_what_is_passed_on() {
    let plano = TestApp::new().await;
    let (anna, bruno, project) = two(&plano).await;
    let channel = main_channel(&anna, &project).await;
    let other = makes(&anna, &project, "open", &[]).await;
    let poll = json!({ "draft": uuid::Uuid::now_v7(), "question": "Quel jour ?", "options": ["Lundi <b>", "Mardi"] });
    let poll = anna.post(&format!("/channels/{channel}/polls"), poll).await.ok();
    let vote = format!("/messages/{}/poll/vote", id(&poll));
    bruno.put(&vote, json!({ "options": [1] })).await.ok();
    let said = posts(&bruno, &other, "Le pont est <fermé>").await;
    for comment in [None, Some("À lire")] {
        let forward = json!({ "draft": uuid::Uuid::now_v7(), "message": said["id"], "comment": comment });
        anna.post(&format!("/channels/{channel}/forwards"), forward)
            .await
            .ok();
    }
    let page = page_of(&anna, &channel).await;
    let name = bruno.get("/me").await.ok()["account"]["name"].clone();
    let from = format!(
        "Transféré de {}, 2026-10-08T07:42:00Z",
        name.as_str().expect("a name")
    );
    for needed in [
        "Quel jour ?",
        "<li>Lundi &lt;b&gt; – 0</li>",
        "<li>Mardi – 1</li>",
        "Sondage ouvert, une réponse chacun, 1 votant",
        "À lire",
        from.as_str(),
    ] {
        assert!(page.contains(needed), "{needed}: {page}");
    }
    assert_eq!(page.matches("Le pont est &lt;fermé&gt;").count(), 2);
    anna.put(&format!("/messages/{}/poll/closure", id(&poll)), json!({}))
        .await
        .ok();
    assert!(
        page_of(&anna, &channel)
            .await
            .contains("Sondage clos le 2026-10-08")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_archived_projects_channels_are_still_taken_by_those_who_manage_them() {
    let plano = TestApp::new().await;
    let (anna, bruno, project) = two(&plano).await;
    let channel = main_channel(&anna, &project).await;
    posts(&anna, &channel, "Avant l’archivage").await;
    anna.put(&format!("/projects/{project}/archive"), json!({}))
        .await
        .ok();
    assert_eq!(
        json_of(&anna, &channel).await["messages"][0]["body"],
        json!("Avant l’archivage")
    );
    bruno
        .get(&format!("/channels/{channel}/export?format=json"))
        .await
        .refused(403, "access.managers_only");
}

#[tokio::test(flavor = "multi_thread")]
async fn ones_own_notes_have_a_title() {
    let plano = TestApp::new().await;
    let anna = plano.person("anna").await;
    let notes = id(&anna.post("/me/conversations", json!({ "people": [] })).await.ok());
    posts(&anna, &notes, "à faire").await;
    let page = page_of(&anna, &notes).await;
    assert!(page.contains("<title>Notes pour moi</title>"), "{page}");
}

/// What is taken of a body after its first piece, and whether it came to its end.
async fn rest_of(mut body: axum::body::Body, meanwhile: impl Future<Output = ()>) -> (String, bool) {
    let first = body.frame().await.expect("a piece").expect("a piece");
    let mut text = String::from_utf8(first.into_data().expect("bytes").to_vec()).expect("UTF-8");
    meanwhile.await;
    while let Some(piece) = body.frame().await {
        let Ok(piece) = piece else {
            return (text, false);
        };
        text.push_str(std::str::from_utf8(&piece.into_data().expect("bytes")).expect("UTF-8"));
    }
    (text, true)
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_loses_the_right_or_signs_out_gets_no_further_however_slowly_he_takes() {
    let plano = TestApp::new().await;
    let anna = plano.person("anna").await;
    let project = project(&anna).await;
    let channel = main_channel(&anna, &project).await;
    let root = posts(&anna, &channel, "n° 0").await;
    for at in 1..30 {
        posts(&anna, &channel, &format!("n° {at}")).await;
    }
    for at in 0..30 {
        answers(&anna, &channel, &root, &format!("réponse {at}")).await;
    }
    let path = format!("/channels/{channel}/export?format=html");
    let slowly = || plano.advance(Duration::from_secs(3));
    let (text, is_whole) = rest_of(anna.takes(&path).await, async { slowly() }).await;
    assert!(
        is_whole && text.ends_with("</html>\n") && text.contains("n° 29"),
        "{text}"
    );
    let admin = plano.admin("racine").await;
    for (name, what) in [("bruno", 0), ("idriss", 1), ("rose", 2), ("sami", 3)] {
        let who = plano.person(name).await;
        invite(&anna, &project, &who, "manager").await;
        let (text, is_whole) = rest_of(who.takes(&path).await, async {
            let members = format!("/projects/{project}/members");
            match what {
                0 => drop(who.delete(&format!("/projects/{project}/membership")).await.ok()),
                1 => drop(who.delete("/session").await.ok()),
                2 => {
                    let off = format!("/admin/accounts/{}/deactivation", who.account());
                    admin.put(&off, json!({})).await.ok();
                }
                _ => {
                    let all = anna.get(&members).await.ok();
                    let items = all["items"].as_array().expect("a list");
                    let his = items.iter().find(|it| it["person"]["id"] == json!(who.account()));
                    let his = his.expect("a member");
                    anna.patch(
                        &format!("{members}/{}", id(his)),
                        his["etag"].as_str().expect("a version"),
                        json!({ "role": "member" }),
                    )
                    .await
                    .ok();
                }
            }
            slowly();
        })
        .await;
        assert!(!is_whole && !text.contains("n° 29"), "{name}: {text}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_takes_very_much_away_is_asked_to_wait() {
    let plano = TestApp::new().await;
    let anna = plano.person("anna").await;
    let notes = id(&anna.post("/me/conversations", json!({ "people": [] })).await.ok());
    let path = format!("/channels/{notes}/export?format=json");
    let mut taken = 0;
    let refused = loop {
        let answer = anna.get(&path).await;
        if answer.status != 200 {
            break answer;
        }
        taken += 1;
        assert!(taken < 100, "a hundred were let through");
    };
    assert!(taken >= 20, "only {taken} were let through");
    assert!(refused.headers.contains_key("retry-after"));
    refused.refused(429, "export.too_often");
}

/// Waits until a body says so, and gives what was taken until then.
async fn until(body: &mut axum::body::Body, said: &str) -> String {
    let mut text = String::new();
    while !text.contains(said) {
        let piece = body.frame().await.expect("more of it").expect("a piece");
        text.push_str(std::str::from_utf8(&piece.into_data().expect("bytes")).expect("UTF-8"));
    }
    text
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_edited_without_end_is_taken_whole_in_pieces_no_longer_than_a_text() {
    const EDITS: i64 = 1_200;
    let plano = TestApp::new().await;
    let anna = plano.person("anna").await;
    let project = project(&anna).await;
    let channel = main_channel(&anna, &project).await;
    let root = posts(&anna, &channel, "question").await;
    let answer = answers(&anna, &channel, &root, "réponse").await;
    posts(&anna, &channel, "ensuite").await;
    for message in [&root, &answer] {
        let own = format!("/messages/{}", id(message));
        anna.changes(&own, json!({ "body": "enfin" })).await;
    }
    let long = "x".repeat(6_000);
    let edits = format!(
        "INSERT INTO message_versions (message, version, body, replaced_at)
         WITH RECURSIVE n (n) AS (SELECT 2 UNION ALL SELECT n + 1 FROM n WHERE n < {EDITS})
         SELECT v.message, n.n, 'version ' || n.n || ' {long}', v.replaced_at FROM message_versions v, n WHERE v.version = 1;
         UPDATE messages SET version = {EDITS} + 1 WHERE edited_at IS NOT NULL"
    );
    plano.db().script(edits).await.expect("many edits");
    for format in ["json", "html"] {
        let mut body = anna
            .takes(&format!("/channels/{channel}/export?format={format}"))
            .await;
        let (mut text, mut longest) = (String::new(), 0);
        while let Some(piece) = body.frame().await {
            let piece = piece.expect("a piece").into_data().expect("bytes");
            longest = longest.max(piece.len());
            text.push_str(std::str::from_utf8(&piece).expect("UTF-8"));
        }
        assert!(longest < 2 * long.len(), "{longest}");
        if format == "html" {
            assert_eq!(
                text.matches("<details>").count(),
                2 * usize::try_from(EDITS).expect("few")
            );
            assert_eq!(
                text.matches("<article").count(),
                text.matches("</article>").count()
            );
            continue;
        }
        let all: Value = serde_json::from_str(&text).expect("JSON");
        let messages = all["messages"].as_array().expect("a list");
        assert_eq!((messages.len(), &messages[1]["versions"]), (2, &json!([])));
        for edited in [&messages[0], &messages[0]["thread_answers"][0]] {
            assert_eq!(edited["body"], json!("enfin"));
            let versions = edited["versions"].as_array().expect("a list");
            assert_eq!(versions.len(), usize::try_from(EDITS).expect("few"));
            for (at, version) in (2..).zip(&versions[1..]) {
                let body = version["body"].as_str().expect("a text");
                assert!(body.starts_with(&format!("version {at} ")), "{at}: {body}");
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn one_person_takes_two_at_once_and_leaves_the_others_their_turn() {
    let plano = TestApp::new().await;
    let (anna, bruno, project) = two(&plano).await;
    let channel = main_channel(&anna, &project).await;
    for at in 0..10 {
        posts(&anna, &channel, &format!("n° {at}")).await;
    }
    let talk = id(&anna
        .post("/me/conversations", json!({ "people": [bruno.account()] }))
        .await
        .ok());
    let log = makes(&anna, &project, "log", &[]).await;
    posts(&anna, &log, "Alerte").await;
    let path = format!("/channels/{channel}/export?format=html");
    // Begun, and left lying.
    let (one, other) = (anna.takes(&path).await, anna.takes(&path).await);
    for path in [&path, &format!("/channels/{log}/log?format=csv")] {
        let refused = anna.get(path).await;
        assert_eq!(refused.headers["retry-after"], "10");
        refused.refused(429, "export.too_often");
    }
    let theirs = format!("/channels/{talk}/export?format=html");
    assert_eq!(bruno.get(&theirs).await.status, 200);
    // One that is taken to its end leaves its turn, as does one that nobody takes any more.
    other.collect().await.expect("the whole of it");
    assert_eq!(anna.get(&path).await.status, 200);
    drop(one);
    let again = tokio::time::timeout(Duration::from_secs(20), async {
        let mut held = Vec::new();
        while held.len() < 2 {
            match plano.app.pace.turns.take(anna.account()) {
                Ok(turn) => held.push(turn),
                Err(_) => tokio::task::yield_now().await,
            }
        }
    });
    again.await.expect("the turns are given back");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thread_that_is_cleared_meanwhile_is_left_out_and_the_rest_is_taken_whole() {
    let plano = TestApp::new().await;
    let (anna, bruno, project) = two(&plano).await;
    let channel = main_channel(&anna, &project).await;
    for at in 0..10 {
        posts(&anna, &channel, &format!("n° {at}")).await;
    }
    let root = posts(&anna, &channel, "question").await;
    answers(&bruno, &channel, &root, "réponse").await;
    let path = format!("/channels/{channel}/export?format=json");
    let mut body = anna.takes(&path).await;
    let begun = until(&mut body, "n° 0").await;
    anna.delete(&format!("/channels/{channel}/history")).await.ok();
    plano.settle().await;
    let rest = body.collect().await.expect("the whole of it").to_bytes();
    let text = begun + std::str::from_utf8(&rest).expect("UTF-8");
    let all: Value = serde_json::from_str(&text).expect("JSON");
    let last = all["messages"].as_array().expect("a list").last();
    assert_eq!(last.expect("a message")["thread_answers"], json!([]));
    assert!(!text.contains("réponse"), "{text}");

    // Whoever has no right to it any more does not get to the end, be the thread the last thing in it.
    let rose = plano.person("rose").await;
    invite(&anna, &project, &rose, "manager").await;
    for at in 0..10 {
        posts(&anna, &channel, &format!("n° {at}")).await;
    }
    let root = posts(&anna, &channel, "question").await;
    answers(&bruno, &channel, &root, "réponse").await;
    let mut body = rose.takes(&path).await;
    until(&mut body, "n° 0").await;
    rose.delete(&format!("/projects/{project}/membership")).await.ok();
    body.collect().await.expect_err("she is not in it any more");
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_lets_a_piece_wait_is_asked_about_before_he_is_given_the_next() {
    let plano = TestApp::new().await;
    let (anna, _bruno, project) = two(&plano).await;
    let rose = plano.person("rose").await;
    invite(&anna, &project, &rose, "manager").await;
    let channel = main_channel(&anna, &project).await;
    for at in 0..20 {
        posts(&anna, &channel, &format!("n° {at}")).await;
    }
    let mut body = rose
        .takes(&format!("/channels/{channel}/export?format=html"))
        .await;
    until(&mut body, "n° 0").await;
    rose.delete(&format!("/projects/{project}/membership")).await.ok();
    plano.advance(Duration::from_secs(3));
    let mut more = 0;
    while body.frame().await.expect("it does not end").is_ok() {
        more += 1;
    }
    // What was laid down for her while she might.
    assert!(more <= 2, "{more}");
}
