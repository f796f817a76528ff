// SPDX-License-Identifier: EUPL-1.2
//! Outsiders: they see what the projects show them that they were invited to, and no list, number or file tells them of more.

use serde_json::{Value, json};
use uuid::Uuid;

use super::{answers, history, id, invite, main_channel, makes, posts, project, unread};
use crate::testkit::{Caller, TestApp, member_of};

/// Two projects of Anna's; Nour, an outsider, is a member of the first.
struct House<'p> {
    anna: Caller<'p>,
    bruno: Caller<'p>,
    nour: Caller<'p>,
    open: String,
    private: String,
    announcement: String,
    elsewhere: String,
    project: String,
    other: String,
    /// Nour as a member.
    member: String,
}

impl<'p> House<'p> {
    async fn in_(plano: &'p TestApp) -> Self {
        let (anna, bruno, nour) = (
            plano.person("anna").await,
            plano.person("bruno").await,
            plano.external("nour").await,
        );
        let (project, other) = (project(&anna).await, project(&anna).await);
        for of in [&project, &other] {
            invite(&anna, of, &bruno, "member").await;
        }
        let member = member_of(&anna.invites(&project, &nour, "member").await).0;
        let it = Self {
            open: main_channel(&anna, &project).await,
            private: makes(&anna, &project, "private", &[&bruno]).await,
            announcement: makes(&anna, &project, "announcement", &[]).await,
            elsewhere: main_channel(&anna, &other).await,
            anna,
            bruno,
            nour,
            project,
            other,
            member,
        };
        plano.settle().await;
        it
    }

    /// The channels that are not there for Nour.
    fn hidden(&self) -> [&String; 2] {
        [&self.private, &self.elsewhere]
    }
}

/// Says in a channel all that may count for someone.
async fn calls(by: &Caller<'_>, channel: &str, whom: &Caller<'_>) {
    let root = posts(by, channel, &format!("secret @[N]({})", whom.account())).await;
    posts(by, channel, "secret @[tous](everyone)").await;
    answers(by, channel, &root, &format!("secret @[N]({})", whom.account())).await;
    let decided = json!({ "draft": Uuid::now_v7(), "kind": "decision", "body": "secret décidé" });
    by.post(&format!("/channels/{channel}/messages"), decided)
        .await
        .ok();
}

async fn makes_folder(by: &Caller<'_>, project: &str, name: &str, channel: &str) {
    let body = json!({ "draft": Uuid::now_v7(), "name": name });
    let folder = by
        .post(&format!("/projects/{project}/channel-folders"), body)
        .await
        .ok();
    let place = json!({ "folder": folder["id"], "before": null });
    by.put(&format!("/channels/{channel}/place"), place).await.ok();
}

fn count(list: &Value) -> usize {
    list["items"].as_array().expect("a list").len()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_an_outsider_does_not_read_counts_nowhere_and_is_named_nowhere() {
    let plano = TestApp::new().await;
    let it = House::in_(&plano).await;
    let since = json!(plano.app.now());
    let me = it.nour.get("/me").await.ok();
    for channel in it.hidden() {
        calls(&it.anna, channel, &it.nour).await;
    }
    makes_folder(&it.anna, &it.project, "Dossier secret", &it.private).await;
    makes_folder(
        &it.anna,
        &it.other,
        "Dossier secret",
        &makes(&it.anna, &it.other, "open", &[]).await,
    )
    .await;
    let said = posts(&it.anna, &it.open, &format!("ouvert @[N]({})", it.nour.account())).await;
    posts(&it.anna, &it.announcement, "annoncé").await;
    plano.settle().await;

    // One in each channel that she reads, one call.
    let mine = it.nour.get("/me/channels").await.ok();
    let mut counted: Vec<(String, i64, i64)> = mine["items"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|it| {
            let number = |name: &str| it[name].as_i64().expect("a number");
            (id(it), number("unread"), number("mentions"))
        })
        .collect();
    let mut expected = vec![(it.open.clone(), 1, 1), (it.announcement.clone(), 1, 0)];
    counted.sort();
    expected.sort();
    assert_eq!(counted, expected);
    let told = it.nour.get("/notifications?state=unread").await.ok();
    assert_eq!(told["unread_mentions"], json!(1));
    let now = it.nour.get("/me").await.ok();
    let calls = |me: &Value| me["unread_notifications"].as_i64().expect("a number");
    assert_eq!(calls(&now) - calls(&me), 1);
    assert_eq!(it.nour.get("/me/threads").await.ok()["items"], json!([]));
    assert_eq!(count(&it.nour.get("/messages?q=secret").await.ok()), 0);
    assert_eq!(count(&it.nour.get("/messages?q=ouvert&limit=1").await.ok()), 1);

    let at = since.as_str().expect("a time");
    let caught = it.nour.get(&format!("/me/catch-up?since={at}")).await.ok();
    assert_eq!(caught["mentions"]["items"][0]["id"], said["id"]);
    assert_eq!(caught["mentions"]["items"].as_array().map(Vec::len), Some(1));
    assert_eq!(caught["mentions"]["has_more"], json!(false));
    assert_eq!(caught["decisions"]["items"], json!([]));
    assert_eq!(caught["channels"].as_array().map(Vec::len), Some(2));
    assert_eq!(caught["other_channels"], json!(0));

    for path in [
        "/me/channels".to_owned(),
        "/notifications".to_owned(),
        "/search?q=secret".to_owned(),
        format!("/me/catch-up?since={at}"),
        format!("/projects/{}/channels", it.project),
        format!("/projects/{}/channel-folders", it.project),
        format!("/projects/{}/decisions", it.project),
        format!("/projects/{}/activity", it.project),
    ] {
        let seen = it.nour.get(&path).await.ok().to_string();
        for hidden in it.hidden().into_iter().chain([&it.other]) {
            assert!(!seen.contains(hidden.as_str()), "{path}: {seen}");
        }
        assert!(!seen.contains("secret"), "{path}: {seen}");
    }
    it.nour
        .get(&format!("/projects/{}/channel-folders", it.other))
        .await
        .refused(404, "not_found");

    // What one had sent to her meanwhile: as little.
    plano.advance(std::time::Duration::from_secs(48 * 3_600));
    plano.settle().await;
    let mails = plano.mails().to("nour@rivemont.example");
    assert!(mails.iter().all(|it| !it.text.contains("secret")));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_outsider_takes_no_channel_away_and_a_conversation_of_his_alone() {
    let plano = TestApp::new().await;
    let it = House::in_(&plano).await;
    posts(&it.anna, &it.open, "ouvert").await;
    let exports = |channel: &str| {
        [
            format!("/channels/{channel}/export?format=json"),
            format!("/channels/{channel}/export?format=html"),
            format!("/channels/{channel}/readers/export"),
        ]
    };
    for channel in [&it.open, &it.announcement] {
        for path in exports(channel) {
            it.nour.get(&path).await.refused(403, "access.managers_only");
        }
    }
    for channel in it.hidden() {
        for path in exports(channel) {
            it.nour.get(&path).await.refused(404, "not_found");
        }
    }
    // Nothing makes her one who may, as long as she is from outside.
    let members = format!("/projects/{}/members", it.project);
    let list = it.anna.get(&members).await.ok();
    let hers = list["items"]
        .as_array()
        .and_then(|all| all.iter().find(|member| id(member) == it.member))
        .expect("a member");
    let etag = hers["etag"].as_str().expect("a version");
    for more in [
        json!({ "role": "manager" }),
        json!({ "levels": { "messages": "manage" } }),
    ] {
        it.anna
            .patch(&format!("{members}/{}", it.member), etag, more)
            .await
            .refused(422, "access.not_for_externals");
    }

    // Of a conversation in which she is, what was said there, and of people what their messages show.
    let people = json!({ "people": [it.anna.account()] });
    let talk = id(&it.nour.post("/me/conversations", people).await.ok());
    posts(&it.anna, &talk, "à deux").await;
    posts(&it.nour, &talk, "merci").await;
    let taken = it.nour.get(&exports(&talk)[0]).await.ok();
    let said: Vec<&Value> = taken["messages"]
        .as_array()
        .expect("messages")
        .iter()
        .map(|it| &it["body"])
        .collect();
    assert_eq!(said, [&json!("à deux"), &json!("merci")]);
    let named: Vec<&Value> = taken["people"]
        .as_array()
        .expect("people")
        .iter()
        .map(|it| &it["id"])
        .collect();
    assert_eq!(named.len(), 2, "{named:?}");
    assert!(!named.contains(&&json!(it.bruno.account())));
    assert!(!taken.to_string().contains("@rivemont.example"), "{taken}");
    it.bruno.get(&exports(&talk)[0]).await.refused(404, "not_found");

    // With her last project, nothing of it.
    it.anna.delete(&format!("{members}/{}", it.member)).await.ok();
    plano.settle().await;
    for channel in [&it.open, &it.announcement, &talk] {
        for path in exports(channel) {
            it.nour.get(&path).await.refused(404, "not_found");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_outsider_whose_time_is_over_has_nothing_counted_any_more() {
    let plano = TestApp::new().await;
    let it = House::in_(&plano).await;
    let made = it
        .nour
        .post("/me/app-passwords", json!({ "name": "robot", "scope": "api" }))
        .await
        .ok();
    let root = posts(&it.nour, &it.open, "Une question").await;
    answers(&it.anna, &it.open, &root, "secret").await;
    calls(&it.anna, &it.open, &it.nour).await;
    makes_folder(&it.anna, &it.project, "Dossier", &it.announcement).await;
    plano.settle().await;
    assert_eq!(unread(&it.nour, &it.open).await, (3, 2));
    assert_eq!(count(&it.nour.get("/me/threads").await.ok()), 1);
    assert_eq!(
        it.nour.get("/notifications").await.ok()["unread_mentions"],
        json!(2)
    );

    it.anna
        .delete(&format!("/projects/{}/members/{}", it.project, it.member))
        .await
        .ok();
    plano.settle().await;
    let program = it
        .nour
        .with_app_password(made["secret"].as_str().expect("a secret"));
    for who in [&it.nour, &program] {
        for path in [
            "/me/channels",
            "/me/threads",
            "/messages?q=secret",
            "/me/saved-messages",
        ] {
            assert_eq!(who.get(path).await.ok()["items"], json!([]), "{path}");
        }
    }
    let told = it.nour.get("/notifications").await.ok();
    assert_eq!(told["unread_mentions"], json!(0));
    assert!(!told.to_string().contains(&it.open), "{told}");
    let caught = it.nour.get("/me/catch-up?since=2020-01-01T00:00:00Z").await.ok();
    assert!(!caught.to_string().contains(&it.open), "{caught}");
    assert_eq!(
        (&caught["channels"], &caught["other_channels"]),
        (&json!([]), &json!(0))
    );
    it.nour
        .get(&format!("/projects/{}/channel-folders", it.project))
        .await
        .refused(404, "not_found");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_reads_a_channel_is_told_to_an_outsider_of_his_channels_alone() {
    let plano = TestApp::new().await;
    let it = House::in_(&plano).await;
    let rose = plano.person("rose").await;
    invite(&it.anna, &it.other, &rose, "member").await;
    let readers = |channel: &str| format!("/channels/{channel}/readers");
    let seen = it.nour.get(&readers(&it.open)).await.ok();
    let mut named: Vec<String> = seen["items"].as_array().expect("people").iter().map(id).collect();
    let mut expected: Vec<String> = [&it.anna, &it.bruno, &it.nour]
        .map(|it| it.account().to_string())
        .to_vec();
    named.sort();
    expected.sort();
    assert_eq!(named, expected);
    for channel in it.hidden() {
        it.nour.get(&readers(channel)).await.refused(404, "not_found");
        it.nour
            .get(&format!("/channels/{channel}/people"))
            .await
            .refused(404, "not_found");
    }
    // Whom only others know he cannot find by naming him: the text stays what he typed, and nobody is told.
    let said = posts(&it.nour, &it.open, &format!("@[Rose]({})", rose.account())).await;
    plano.settle().await;
    let page = it.nour.get(&format!("/messages/{}", id(&said))).await.ok();
    assert!(!page.to_string().contains("Rose Test"), "{page}");
    let told = rose.get("/notifications?state=unread").await.ok().to_string();
    assert!(!told.contains("message.mentioned"), "{told}");
    assert_eq!(history(&it.anna, &it.open).await.len(), 1);
}
