// SPDX-License-Identifier: EUPL-1.2
//! Announcement channels: what whoever may only read and react may not do there, by any way, and what he may; and whoever was
//! among the announcers.

use axum::http::Method;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{
    Town, answers, history, id, invite,
    later::{HOUR, after, schedules},
    main_channel, makes, posts, project, tries,
};
use crate::testkit::{Answer, Caller, TestApp};

/// A request to a channel in which few write.
type Request = (Method, String, Value);

async fn asks(by: &Caller<'_>, (method, path, body): &Request) -> Answer {
    match method.as_str() {
        "POST" => by.post(path, body.clone()).await,
        "PUT" => by.put(path, body.clone()).await,
        "PATCH" => by.patch(path, "1", body.clone()).await,
        _ => by.delete(path).await,
    }
}

/// An announcement channel with a message that was answered, and a poll.
struct Announced<'p> {
    anna: Caller<'p>,
    bruno: Caller<'p>,
    rose: Caller<'p>,
    project: String,
    channel: String,
    root: Value,
    poll: Value,
}

impl<'p> Announced<'p> {
    async fn in_(plano: &'p TestApp) -> Self {
        let (anna, bruno, rose) = (
            plano.person("anna").await,
            plano.person("bruno").await,
            plano.person("rose").await,
        );
        let project = project(&anna).await;
        for whom in [&bruno, &rose] {
            invite(&anna, &project, whom, "member").await;
        }
        let channel = makes(&anna, &project, "announcement", &[&bruno]).await;
        let root = posts(&bruno, &channel, "Fermeture lundi").await;
        answers(&anna, &channel, &root, "Toute la journée").await;
        let poll = puts_poll(&bruno, &channel).await.ok();
        plano.settle().await;
        Self {
            anna,
            bruno,
            rose,
            project,
            channel,
            root,
            poll,
        }
    }

    /// Everything by which something is added, settled or arranged in it.
    fn additions(&self, plano: &TestApp, elsewhere: &Value) -> Vec<Request> {
        let (channel, root) = (
            format!("/channels/{}", self.channel),
            format!("/messages/{}", id(&self.root)),
        );
        let messages = format!("{channel}/messages");
        let scheduled = format!("{channel}/scheduled-messages");
        let thread = &self.root["id"];
        let at = after(plano, HOUR);
        let draft = Uuid::now_v7;
        let mut all = Vec::new();
        let posted = [
            (&messages, json!({ "draft": draft(), "body": "moi" })),
            (
                &messages,
                json!({ "draft": draft(), "body": "moi", "thread": thread }),
            ),
            (
                &messages,
                json!({ "draft": draft(), "body": "moi", "thread": thread, "also_in_channel": true }),
            ),
            (
                &messages,
                json!({ "draft": draft(), "body": "moi", "quotes": thread }),
            ),
            (
                &messages,
                json!({ "draft": draft(), "body": "moi", "kind": "decision" }),
            ),
            (
                &scheduled,
                json!({ "draft": draft(), "body": "moi", "send_at": at }),
            ),
            (
                &scheduled,
                json!({ "draft": draft(), "body": "moi", "send_at": at, "thread": thread }),
            ),
            (
                &format!("{channel}/forwards"),
                json!({ "draft": draft(), "message": elsewhere["id"], "comment": "moi" }),
            ),
            (
                &format!("{channel}/polls"),
                json!({ "draft": draft(), "question": "Et moi ?", "options": ["Oui", "Non"] }),
            ),
        ];
        all.extend(posted.map(|(path, body)| (Method::POST, path.clone(), body)));
        for what in ["pin", "resolution"] {
            all.push((Method::PUT, format!("{root}/{what}"), json!({})));
            all.push((Method::DELETE, format!("{root}/{what}"), json!({})));
        }
        all.push((Method::PATCH, root, json!({ "body": "autrement" })));
        all.push((Method::PATCH, channel, json!({ "topic": "autre chose" })));
        all
    }
}

async fn puts_poll(by: &Caller<'_>, channel: &str) -> Answer {
    let poll = json!({ "draft": Uuid::now_v7(), "question": "Quel jour ?", "options": ["Lundi", "Mardi"] });
    by.post(&format!("/channels/{channel}/polls"), poll).await
}

/// How much has happened, and how much is to be done.
async fn happened(plano: &TestApp) -> (i64, i64) {
    db::sql!("SELECT (SELECT COUNT(*) FROM events), (SELECT COUNT(*) FROM jobs)")
        .one(plano.db())
        .await
        .expect("two numbers")
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_does_not_announce_adds_nothing_and_arranges_nothing_there_by_any_way() {
    let plano = TestApp::new().await;
    let it = Announced::in_(&plano).await;
    let (lea, guest) = (plano.person("lea").await, plano.external("guest").await);
    invite(&it.anna, &it.project, &lea, "reader").await;
    invite(&it.anna, &it.project, &guest, "member").await;
    let open = main_channel(&it.anna, &it.project).await;
    let elsewhere = posts(&it.anna, &open, "pour tous").await;
    let made = it
        .rose
        .post("/me/app-passwords", json!({ "name": "Script", "scope": "api" }))
        .await
        .ok();
    let program = it
        .rose
        .with_app_password(made["secret"].as_str().expect("a secret"));
    plano.settle().await;
    let before = happened(&plano).await;
    for (who, code) in [
        (&it.rose, "access.announcers_only"),
        (&program, "access.announcers_only"),
        (&guest, "access.announcers_only"),
        (&lea, "access.level_too_low"),
    ] {
        for request in it.additions(&plano, &elsewhere) {
            let answer = asks(who, &request).await;
            assert_eq!(
                (answer.status, &answer.json["code"]),
                (403, &json!(code)),
                "{request:?}"
            );
        }
        let (root, poll) = (
            format!("/messages/{}", id(&it.root)),
            format!("/messages/{}/poll/closure", id(&it.poll)),
        );
        who.delete(&root).await.refused(403, "access.author_only");
        who.put(&poll, json!({})).await.refused(403, "access.author_only");
        // Nor does anyone say by himself that he announces.
        let himself = format!("/channels/{}/people/{}", it.channel, who.account());
        who.put(&himself, json!({}))
            .await
            .refused(403, "access.level_too_low");
    }
    assert_eq!(happened(&plano).await, before);
    assert_eq!(history(&it.rose, &it.channel).await.len(), 2);

    // Whoever announces may all of that.
    for request in it.additions(&plano, &elsewhere) {
        let answer = asks(&it.bruno, &request).await;
        assert!(answer.status < 300, "{request:?} {}", answer.json);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_does_not_announce_answers_by_signs_and_keeps_what_he_reads() {
    let plano = TestApp::new().await;
    let it = Announced::in_(&plano).await;
    let lea = plano.person("lea").await;
    invite(&it.anna, &it.project, &lea, "reader").await;
    let open = main_channel(&it.anna, &it.project).await;
    let (root, poll) = (
        format!("/messages/{}", id(&it.root)),
        format!("/messages/{}", id(&it.poll)),
    );
    // Whoever only reads the messages of the project does not answer by signs either.
    for who in [&it.rose, &lea] {
        for (path, body) in [
            (format!("{root}/saved"), json!({})),
            (
                format!("{root}/reminder"),
                json!({ "remind_at": after(&plano, HOUR) }),
            ),
            (
                format!("{root}/thread"),
                json!({ "attention": "followed", "read_seq": 1 }),
            ),
            (format!("/channels/{}/read", it.channel), json!({ "seq": 1 })),
            (
                format!("/channels/{}/mine", it.channel),
                json!({ "attention": "all", "is_muted": false }),
            ),
        ] {
            who.put(&path, body).await.ok();
        }
        assert_eq!(who.get(&root).await.ok()["body"], it.root["body"]);
    }
    let (sign, vote) = (format!("{root}/reactions/👍"), format!("{poll}/poll/vote"));
    lea.put(&sign, json!({}))
        .await
        .refused(403, "access.level_too_low");
    lea.put(&vote, json!({ "options": [0] }))
        .await
        .refused(403, "access.level_too_low");
    it.rose.put(&sign, json!({})).await.ok();
    it.rose.delete(&sign).await.ok();
    it.rose.put(&sign, json!({})).await.ok();
    it.rose.put(&vote, json!({ "options": [0] })).await.ok();
    let signed = it.rose.get(&root).await.ok();
    assert_eq!(signed["reactions"][0]["count"], json!(1));
    // Out of it, to where she writes.
    let passed = json!({ "draft": Uuid::now_v7(), "message": it.root["id"] });
    it.rose
        .post(&format!("/channels/{open}/forwards"), passed)
        .await
        .ok();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_whoever_announces_no_longer_had_scheduled_is_not_announced_and_he_is_told() {
    let plano = TestApp::new().await;
    let it = Announced::in_(&plano).await;
    let (admin, sami) = (plano.admin("admin").await, plano.person("sami").await);
    let group = admin.makes_group("Communication", &[&sami]).await;
    let invitation = json!({ "invitations": [{ "group": group, "role": "member" }] });
    it.anna
        .post(&format!("/projects/{}/members", it.project), invitation)
        .await
        .ok();
    let people = format!("/channels/{}/people", it.channel);
    it.anna.put(&format!("{people}/{group}"), json!({})).await.ok();
    plano.settle().await;
    posts(&sami, &it.channel, "Au nom du groupe").await;
    schedules(&it.bruno, &it.channel, "de Bruno", after(&plano, HOUR)).await;
    schedules(&sami, &it.channel, "de Sami", after(&plano, HOUR)).await;
    schedules(&it.anna, &it.channel, "d'Anna", after(&plano, HOUR)).await;
    let thread = json!({
        "draft": Uuid::now_v7(), "body": "dans le fil", "send_at": after(&plano, HOUR), "thread": it.root["id"],
    });
    it.bruno
        .post(&format!("/channels/{}/scheduled-messages", it.channel), thread)
        .await
        .ok();

    // The one is taken off by his name, the other leaves the group that announces.
    it.anna
        .delete(&format!("{people}/{}", it.bruno.account()))
        .await
        .ok();
    admin
        .delete(&format!("/admin/groups/{group}/members/{}", sami.account()))
        .await
        .ok();
    invite(&it.anna, &it.project, &sami, "member").await;
    plano.advance(2 * HOUR);
    plano.settle().await;
    let said = history(&it.rose, &it.channel).await;
    assert!(said.contains(&"d'Anna".to_owned()), "{said:?}");
    assert!(
        !said.iter().any(|it| it == "de Bruno" || it == "de Sami"),
        "{said:?}"
    );
    let answers = it
        .rose
        .get(&format!("/messages/{}/answers", id(&it.root)))
        .await
        .ok();
    assert!(!answers.to_string().contains("dans le fil"), "{answers}");
    for (who, count) in [(&it.bruno, 2), (&sami, 1)] {
        let waiting = who.get("/me/scheduled-messages").await.ok();
        let items = waiting["items"].as_array().expect("a list");
        assert_eq!(items.len(), count);
        assert!(
            items.iter().all(|it| it["failure"] == json!("not_allowed")),
            "{waiting}"
        );
        let told = who.get("/notifications?state=unread").await.ok().to_string();
        assert!(told.contains("message.not_sent"), "{told}");
        // Nor does he have it sent all the same.
        let path = format!("/scheduled-messages/{}/sending", id(&items[0]));
        who.put(&path, json!({})).await;
    }
    plano.settle().await;
    assert_eq!(history(&it.rose, &it.channel).await, said);

    // Among the announcers again, he has it sent.
    it.anna
        .put(&format!("{people}/{}", it.bruno.account()), json!({}))
        .await
        .ok();
    let waiting = it.bruno.get("/me/scheduled-messages").await.ok();
    for kept in waiting["items"].as_array().expect("a list") {
        it.bruno
            .put(&format!("/scheduled-messages/{}/sending", id(kept)), json!({}))
            .await
            .ok();
    }
    plano.settle().await;
    assert!(
        history(&it.rose, &it.channel)
            .await
            .contains(&"de Bruno".to_owned())
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_may_write_no_longer_has_nothing_posted_that_he_had_scheduled() {
    let plano = TestApp::new().await;
    let town = Town::in_(&plano).await;
    schedules(&town.bruno, &town.channel, "trop tard", after(&plano, HOUR)).await;
    town.role(&town.bruno, "reader").await;
    plano.advance(2 * HOUR);
    plano.settle().await;
    assert!(history(&town.anna, &town.channel).await.is_empty());
    let waiting = town.bruno.get("/me/scheduled-messages").await.ok();
    assert_eq!(waiting["items"][0]["failure"], json!("not_allowed"));
    town.role(&town.bruno, "member").await;
    let path = format!("/scheduled-messages/{}/sending", id(&waiting["items"][0]));
    town.bruno.put(&path, json!({})).await.ok();
    plano.settle().await;
    assert_eq!(history(&town.anna, &town.channel).await, ["trop tard"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_announces_no_longer_is_told_that_and_not_that_another_wrote_what_he_did() {
    let plano = TestApp::new().await;
    let it = Announced::in_(&plano).await;
    let people = format!("/channels/{}/people/{}", it.channel, it.bruno.account());
    it.anna.delete(&people).await.ok();
    tries(&it.bruno, &it.channel, "encore")
        .await
        .refused(403, "access.announcers_only");
    let root = format!("/messages/{}", id(&it.root));
    let edited = json!({ "body": "Fermeture mardi" });
    it.bruno
        .patch(&root, "1", edited)
        .await
        .refused(403, "access.announcers_only");
    it.bruno
        .delete(&root)
        .await
        .refused(403, "access.announcers_only");
    it.bruno
        .put(&format!("/messages/{}/poll/closure", id(&it.poll)), json!({}))
        .await
        .refused(403, "access.announcers_only");
    assert_eq!(history(&it.rose, &it.channel).await[0], "Fermeture lundi");
}
