// SPDX-License-Identifier: EUPL-1.2
//! What one keeps for later: saved messages, reminders, messages that are posted at another time.

use std::time::Duration;

use serde_json::{Value, json};
use uuid::Uuid;

use super::{bodies, history, id, invite, main_channel, makes, posts, project, two, unread};
use crate::testkit::{Caller, TestApp};

pub(super) const HOUR: Duration = Duration::from_secs(3_600);

pub(super) fn after(plano: &TestApp, span: Duration) -> Value {
    json!(plano.app.now() + span)
}

async fn items(of: &Caller<'_>, path: &str) -> Vec<Value> {
    let list = of.get(path).await.ok();
    list["items"].as_array().expect("a list").clone()
}

/// The bodies of the messages in a list of what is kept.
async fn kept(of: &Caller<'_>, path: &str) -> Vec<String> {
    let list = items(of, path).await;
    let messages: Vec<Value> = list.iter().map(|it| it["message"].clone()).collect();
    bodies(&json!({ "items": messages }))
}

async fn told(whom: &Caller<'_>) -> Vec<Value> {
    let list = items(whom, "/notifications?state=unread").await;
    list.into_iter()
        .filter(|it| it["kind"] == "message.reminded" || it["kind"] == "message.not_sent")
        .collect()
}

/// Whatever Bruno is told from now on is mailed to him without delay.
async fn is_mailed_at_once(plano: &TestApp, bruno: &Caller<'_>) {
    let until = items(bruno, "/notifications").await[0]["id"].clone();
    bruno
        .put("/notifications/read", json!({ "until": until }))
        .await
        .ok();
    let quiet = json!({ "on": false, "from": "19:00", "until": "08:00", "weekends": false });
    let wanted = json!({ "mail": "at_once", "projects": [], "quiet": quiet });
    bruno.put("/me/notification-settings", wanted).await.ok();
    plano.settle().await;
}

fn mails(plano: &TestApp) -> Vec<String> {
    let mails = plano.mails().to("bruno@rivemont.example");
    mails.iter().map(|it| it.text.clone()).collect()
}

pub(super) async fn schedules(by: &Caller<'_>, channel: &str, body: &str, at: Value) -> Value {
    let new = json!({ "draft": Uuid::now_v7(), "body": body, "send_at": at });
    by.post(&format!("/channels/{channel}/scheduled-messages"), new)
        .await
        .ok()
}

#[tokio::test(flavor = "multi_thread")]
async fn saved_messages_are_found_again_those_saved_last_first() {
    let plano = TestApp::new().await;
    let (anna, bruno) = (plano.person("anna").await, plano.person("bruno").await);
    let project = project(&anna).await;
    invite(&anna, &project, &bruno, "reader").await;
    let channel = main_channel(&anna, &project).await;
    let (one, two) = (
        posts(&anna, &channel, "Un").await,
        posts(&anna, &channel, "Deux").await,
    );
    for message in [&two, &one, &one] {
        plano.advance(HOUR);
        bruno
            .put(&format!("/messages/{}/saved", id(message)), json!({}))
            .await
            .ok();
    }
    assert_eq!(kept(&bruno, "/me/saved-messages").await, ["Un", "Deux"]);
    assert!(kept(&anna, "/me/saved-messages").await.is_empty());
    assert_eq!(items(&bruno, "/me/message-marks").await.len(), 2);

    let first = bruno.get("/me/saved-messages?limit=1").await.ok();
    let next = first["next"].as_str().expect("a next page");
    assert_eq!(
        kept(&bruno, &format!("/me/saved-messages?limit=1&after={next}")).await,
        ["Deux"]
    );
    bruno.delete(&format!("/messages/{}/saved", id(&one))).await.ok();
    assert_eq!(kept(&bruno, "/me/saved-messages").await, ["Deux"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_a_message_that_one_may_not_read_any_more_nothing_shows() {
    let plano = TestApp::new().await;
    let (anna, bruno, project) = two(&plano).await;
    let channel = makes(&anna, &project, "private", &[&bruno]).await;
    plano.settle().await;
    is_mailed_at_once(&plano, &bruno).await;
    let path = format!("/messages/{}", id(&posts(&anna, &channel, "secret").await));
    bruno.put(&format!("{path}/saved"), json!({})).await.ok();
    let soon = json!({ "remind_at": after(&plano, HOUR) });
    bruno.put(&format!("{path}/reminder"), soon).await.ok();
    assert_eq!(kept(&bruno, "/me/reminders").await, ["secret"]);

    anna.delete(&format!("/channels/{channel}/people/{}", bruno.account()))
        .await
        .ok();
    assert!(items(&bruno, "/me/message-marks").await.is_empty());
    assert!(kept(&bruno, "/me/saved-messages").await.is_empty());
    assert!(kept(&bruno, "/me/reminders").await.is_empty());
    bruno
        .delete(&format!("{path}/saved"))
        .await
        .refused(404, "not_found");
    plano.advance(2 * HOUR);
    plano.settle().await;
    assert!(told(&bruno).await.is_empty());
    plano.advance(HOUR);
    plano.settle().await;
    assert!(mails(&plano).is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn one_is_reminded_once_at_the_time_last_chosen() {
    let plano = TestApp::new().await;
    let (anna, bruno, project) = two(&plano).await;
    let channel = main_channel(&anna, &project).await;
    plano.settle().await;
    is_mailed_at_once(&plano, &bruno).await;
    let message = posts(&anna, &channel, "À relire").await;
    let path = format!("/messages/{}/reminder", id(&message));
    for hours in [1, 3, 3] {
        let at = json!({ "remind_at": after(&plano, HOUR * hours) });
        bruno.put(&path, at).await.ok();
    }
    // Having read the channel does not undo what one asked for.
    bruno
        .put(&format!("/channels/{channel}/read"), json!({ "seq": 1 }))
        .await
        .ok();
    plano.advance(2 * HOUR);
    plano.settle().await;
    assert!(told(&bruno).await.is_empty());
    plano.advance(2 * HOUR);
    plano.settle().await;
    let list = told(&bruno).await;
    assert_eq!(list.len(), 1);
    assert_eq!(list[0]["details"]["excerpt"], "À relire");
    assert_eq!(
        list[0]["href"],
        format!("/p/{project}/messages/{channel}?message={}", id(&message))
    );
    assert!(kept(&bruno, "/me/reminders").await.is_empty());
    assert!(told(&anna).await.is_empty());
    // And by mail, as he has set it.
    plano.advance(HOUR);
    plano.settle().await;
    let mails = mails(&plano);
    assert_eq!(mails.len(), 1);
    assert!(mails[0].contains("À relire"), "{}", mails[0]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reminder_that_was_cancelled_or_whose_message_was_taken_away_tells_nothing() {
    let plano = TestApp::new().await;
    let anna = plano.person("anna").await;
    let project = project(&anna).await;
    let channel = main_channel(&anna, &project).await;
    let (one, two) = (
        posts(&anna, &channel, "Un").await,
        posts(&anna, &channel, "Deux").await,
    );
    for message in [&one, &two] {
        let path = format!("/messages/{}", id(message));
        let at = json!({ "remind_at": after(&plano, HOUR) });
        anna.put(&format!("{path}/reminder"), at).await.ok();
        anna.put(&format!("{path}/saved"), json!({})).await.ok();
    }
    anna.delete(&format!("/messages/{}/reminder", id(&one)))
        .await
        .ok();
    anna.delete(&format!("/messages/{}", id(&two))).await.ok();
    assert_eq!(kept(&anna, "/me/saved-messages").await, ["Un"]);
    plano.advance(2 * HOUR);
    plano.settle().await;
    assert!(told(&anna).await.is_empty());

    let path = format!("/messages/{}/reminder", id(&one));
    let at = |span| json!({ "remind_at": after(&plano, span) });
    anna.put(&path, at(Duration::ZERO))
        .await
        .refused(422, "later.past");
    anna.put(&path, at(367 * 24 * HOUR))
        .await
        .refused(422, "later.too_far");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_written_for_later_is_posted_at_its_time_as_any_other() {
    let plano = TestApp::new().await;
    let (anna, bruno, project) = two(&plano).await;
    let channel = main_channel(&anna, &project).await;
    plano.settle().await;
    let body = format!("@[Bruno Test]({}) bonjour", bruno.account());
    let waiting = schedules(&anna, &channel, &body, after(&plano, HOUR)).await;
    let root = posts(&bruno, &channel, "Avant").await;
    let answer = json!({
        "draft": Uuid::now_v7(), "body": "Réponse", "send_at": after(&plano, 2 * HOUR), "thread": root["id"],
    });
    anna.post(&format!("/channels/{channel}/scheduled-messages"), answer)
        .await
        .ok();
    assert_eq!(items(&anna, "/me/scheduled-messages").await.len(), 2);
    assert!(items(&bruno, "/me/scheduled-messages").await.is_empty());
    plano.settle().await;
    assert_eq!(history(&bruno, &channel).await, ["Avant"]);

    plano.advance(3 * HOUR);
    plano.settle().await;
    assert_eq!(history(&bruno, &channel).await, ["Avant", &body]);
    let page = bruno.get(&format!("/channels/{channel}/messages")).await.ok();
    let posted = &page["items"][1];
    assert_eq!(
        (&posted["draft"], &posted["author"], &posted["posted_at"]),
        (
            &waiting["draft"],
            &json!(anna.account()),
            &after(&plano, Duration::ZERO)
        )
    );
    assert_eq!(page["items"][0]["answers"]["count"], 1);
    assert!(items(&anna, "/me/scheduled-messages").await.is_empty());
    let list = items(&bruno, "/notifications?state=unread").await;
    assert!(list.iter().any(|it| it["kind"] == "message.mentioned"));
    assert!(told(&anna).await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_draft_waits_once_and_is_posted_once() {
    let plano = TestApp::new().await;
    let anna = plano.person("anna").await;
    let project = project(&anna).await;
    let channel = main_channel(&anna, &project).await;
    let path = format!("/channels/{channel}/scheduled-messages");
    let new = json!({ "draft": Uuid::now_v7(), "body": "Une fois", "send_at": after(&plano, HOUR) });
    let (one, two) = (
        anna.post(&path, new.clone()).await.ok(),
        anna.post(&path, new.clone()).await.ok(),
    );
    assert_eq!(one["id"], two["id"]);
    let mut other = new.clone();
    other["body"] = json!("Autre chose");
    anna.post(&path, other).await.refused(409, "draft.reused");
    plano.advance(2 * HOUR);
    plano.settle().await;
    // The answer was lost, and it is sent again after it was posted.
    let mut again = new;
    again["send_at"] = after(&plano, HOUR);
    anna.post(&path, again).await.ok();
    plano.advance(2 * HOUR);
    plano.settle().await;
    assert_eq!(history(&anna, &channel).await, ["Une fois"]);
    assert!(items(&anna, "/me/scheduled-messages").await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn stopped_after_posting_it_is_not_posted_again() {
    let plano = TestApp::new().await;
    let anna = plano.person("anna").await;
    let project = project(&anna).await;
    let channel = main_channel(&anna, &project).await;
    let waiting = schedules(&anna, &channel, "Une fois", after(&plano, HOUR)).await;
    plano.advance(2 * HOUR);
    // As far as a job comes that is killed just before it strikes the row out.
    let scheduled = id(&waiting).parse().expect("an id");
    let row = plano
        .db()
        .write(base::Actor::System, async move |tx| {
            super::super::store_later::claim(tx, scheduled).await
        })
        .await
        .expect("a database")
        .expect("its time has come");
    let failure = super::super::actions_later::send(&plano.app, &row).await;
    assert_eq!(failure.expect("it is posted"), None);
    // Meanwhile its author cannot change what has been said.
    let path = format!("/scheduled-messages/{}", id(&waiting));
    let etag = waiting["etag"].as_str().expect("a version");
    anna.patch(&path, etag, json!({ "body": "Autre chose" }))
        .await
        .refused(409, "scheduled.being_sent");
    anna.delete(&path).await.refused(409, "scheduled.being_sent");
    anna.put(&format!("{path}/sending"), json!({}))
        .await
        .refused(409, "scheduled.being_sent");
    plano.settle().await;
    assert_eq!(history(&anna, &channel).await, ["Une fois"]);
    assert!(items(&anna, "/me/scheduled-messages").await.is_empty());
    assert!(told(&anna).await.is_empty());
    anna.delete(&path).await.refused(404, "not_found");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_may_not_be_posted_any_more_is_kept_and_its_author_told_why() {
    let plano = TestApp::new().await;
    let (anna, bruno) = (plano.person("anna").await, plano.person("bruno").await);
    let project = project(&anna).await;
    let invited = bruno_in(&anna, &project, &bruno).await;
    let (closed, private) = (
        makes(&anna, &project, "open", &[]).await,
        makes(&anna, &project, "private", &[&bruno]).await,
    );
    let main = main_channel(&anna, &project).await;
    plano.settle().await;
    let root = posts(&bruno, &main, "Retiré bientôt").await;
    schedules(&bruno, &closed, "fermé", after(&plano, HOUR)).await;
    schedules(&bruno, &private, "sorti", after(&plano, HOUR)).await;
    let quoting = json!({
        "draft": Uuid::now_v7(), "body": "cité", "send_at": after(&plano, HOUR), "quotes": root["id"],
    });
    bruno
        .post(&format!("/channels/{main}/scheduled-messages"), quoting)
        .await
        .ok();
    anna.put(&format!("/channels/{closed}/archive"), json!({}))
        .await
        .ok();
    anna.delete(&format!("/channels/{private}/people/{}", bruno.account()))
        .await
        .ok();
    bruno.delete(&format!("/messages/{}", id(&root))).await.ok();
    plano.advance(2 * HOUR);
    plano.settle().await;

    let mut why: Vec<(String, String)> = items(&bruno, "/me/scheduled-messages")
        .await
        .iter()
        .map(|it| (it["body"].to_string(), it["failure"].to_string()))
        .collect();
    why.sort();
    let expected = [("cité", "gone"), ("fermé", "closed"), ("sorti", "not_allowed")];
    assert_eq!(
        why,
        expected.map(|(body, why)| (format!("\"{body}\""), format!("\"{why}\"")))
    );
    let list = told(&bruno).await;
    assert_eq!(list.len(), 3);
    assert!(
        list.iter()
            .all(|it| it["project"].is_null() && it["details"]["not_sent"].is_string())
    );
    assert_eq!(list[0]["href"], "/enregistres?liste=programmes");
    assert!(told(&anna).await.is_empty());

    // No longer a member; then invited again, and it is sent.
    schedules(&bruno, &main, "revenu", after(&plano, HOUR)).await;
    anna.delete(&invited).await.ok();
    plano.advance(2 * HOUR);
    plano.settle().await;
    let list = items(&bruno, "/me/scheduled-messages").await;
    let kept = list.iter().find(|it| it["body"] == "revenu").expect("its text");
    assert_eq!(kept["failure"], "not_allowed");
    bruno_in(&anna, &project, &bruno).await;
    bruno
        .put(&format!("/scheduled-messages/{}/sending", id(kept)), json!({}))
        .await
        .ok();
    plano.settle().await;
    assert!(history(&anna, &main).await.contains(&"revenu".to_owned()));
}

/// Invites Bruno; where he is then, as a member.
async fn bruno_in(by: &Caller<'_>, project: &str, bruno: &Caller<'_>) -> String {
    let answer = by.invites(project, bruno, "member").await;
    let (member, _) = crate::testkit::member_of(&answer);
    format!("/projects/{project}/members/{member}")
}

#[tokio::test(flavor = "multi_thread")]
async fn someone_who_was_suspended_does_not_speak() {
    let plano = TestApp::new().await;
    let (anna, bruno, admin) = (
        plano.person("anna").await,
        plano.person("bruno").await,
        plano.admin("odile").await,
    );
    let project = project(&anna).await;
    invite(&anna, &project, &bruno, "member").await;
    let channel = main_channel(&anna, &project).await;
    schedules(&bruno, &channel, "absent", after(&plano, HOUR)).await;
    let path = format!("/admin/accounts/{}/deactivation", bruno.account());
    admin.put(&path, json!({})).await.ok();
    plano.advance(2 * HOUR);
    plano.settle().await;
    assert!(history(&anna, &channel).await.is_empty());
    let failure: Option<String> = db::sql!("SELECT failure FROM scheduled_messages WHERE body = 'absent'")
        .optional_value(plano.db())
        .await
        .expect("a database");
    assert_eq!(failure.as_deref(), Some("suspended"));
}

#[tokio::test(flavor = "multi_thread")]
async fn one_changes_moves_sends_and_strikes_out_ones_own_and_nobody_elses() {
    let plano = TestApp::new().await;
    let (anna, bruno) = (plano.person("anna").await, plano.person("bruno").await);
    let project = project(&anna).await;
    invite(&anna, &project, &bruno, "owner").await;
    let channel = main_channel(&anna, &project).await;
    let waiting = schedules(&anna, &channel, "Brouillon", after(&plano, HOUR)).await;
    let path = format!("/scheduled-messages/{}", id(&waiting));
    let etag = waiting["etag"].as_str().expect("a version");
    bruno
        .patch(&path, etag, json!({ "body": "volé" }))
        .await
        .refused(404, "not_found");
    bruno.delete(&path).await.refused(404, "not_found");
    bruno
        .put(&format!("{path}/sending"), json!({}))
        .await
        .refused(404, "not_found");

    let later = json!({ "body": "Au propre", "send_at": after(&plano, 5 * HOUR) });
    let changed = anna.patch(&path, etag, later).await.ok();
    assert_eq!(changed["body"], "Au propre");
    let lost = anna.patch(&path, etag, json!({ "body": "Trop tard" })).await;
    assert_eq!(lost.status, 412);
    assert_eq!(lost.json["current"]["body"], "Au propre");
    plano.advance(2 * HOUR);
    plano.settle().await;
    assert!(history(&anna, &channel).await.is_empty());
    anna.put(&format!("{path}/sending"), json!({})).await.ok();
    plano.settle().await;
    assert_eq!(history(&anna, &channel).await, ["Au propre"]);

    let other = schedules(&anna, &channel, "Jamais", after(&plano, HOUR)).await;
    anna.delete(&format!("/scheduled-messages/{}", id(&other)))
        .await
        .ok();
    plano.advance(8 * HOUR);
    plano.settle().await;
    assert_eq!(history(&anna, &channel).await, ["Au propre"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_is_changed_while_it_is_sent_the_text_that_was_acknowledged_is_posted() {
    let plano = TestApp::new().await;
    let anna = plano.person("anna").await;
    let project = project(&anna).await;
    let channel = main_channel(&anna, &project).await;
    for round in 0..8 {
        let waiting = schedules(&anna, &channel, "avant", after(&plano, HOUR)).await;
        let path = format!("/scheduled-messages/{}", id(&waiting));
        let etag = waiting["etag"].as_str().expect("a version");
        plano.advance(2 * HOUR);
        let (changed, ()) = tokio::join!(
            anna.patch(&path, etag, json!({ "body": "après" })),
            plano.settle()
        );
        plano.settle().await;
        let said = history(&anna, &channel).await;
        assert_eq!(said.len(), round + 1);
        let expected = if changed.status == 200 { "après" } else { "avant" };
        assert_eq!(said[round], expected, "{}", changed.status);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_said_before_a_message_came_at_its_time_stays_unread_to_its_author() {
    let plano = TestApp::new().await;
    let (anna, bruno, project) = two(&plano).await;
    let channel = main_channel(&anna, &project).await;
    let mark = json!({ "seq": 0 });
    anna.put(&format!("/channels/{channel}/read"), mark).await.ok();
    schedules(&anna, &channel, "Bonjour", after(&plano, HOUR)).await;
    posts(&bruno, &channel, &format!("@[Anna]({}) ?", anna.account())).await;
    plano.advance(HOUR);
    plano.settle().await;
    assert_eq!(history(&bruno, &channel).await.len(), 2);
    assert_eq!(unread(&anna, &channel).await, (1, 1));
    // Who writes it himself has read what stands before it.
    posts(&anna, &channel, "Me voici").await;
    assert_eq!(unread(&anna, &channel).await, (0, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_has_been_said_under_a_draft_is_not_scheduled_to_be_said_under_it() {
    let plano = TestApp::new().await;
    let anna = plano.person("anna").await;
    let channel = main_channel(&anna, &project(&anna).await).await;
    let draft = Uuid::now_v7();
    let said = json!({ "draft": draft, "body": "Bonjour" });
    anna.post(&format!("/channels/{channel}/messages"), said)
        .await
        .ok();
    let other = json!({ "draft": draft, "body": "Bonsoir", "send_at": after(&plano, HOUR) });
    anna.post(&format!("/channels/{channel}/scheduled-messages"), other)
        .await
        .refused(409, "draft.reused");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_to_be_said_later_is_said_though_another_was_sent_under_its_draft() {
    let plano = TestApp::new().await;
    let anna = plano.person("anna").await;
    let project = project(&anna).await;
    let channel = main_channel(&anna, &project).await;
    let elsewhere = makes(&anna, &project, "open", &[]).await;
    let draft = Uuid::now_v7();
    let later = json!({ "draft": draft, "body": "Demain", "send_at": after(&plano, HOUR) });
    anna.post(&format!("/channels/{channel}/scheduled-messages"), later)
        .await
        .ok();
    for (channel, body) in [(&elsewhere, "Demain"), (&channel, "Aujourd’hui")] {
        let other = json!({ "draft": draft, "body": body });
        anna.post(&format!("/channels/{channel}/messages"), other)
            .await
            .refused(409, "draft.reused");
    }
    plano.advance(2 * HOUR);
    plano.settle().await;
    assert_eq!(history(&anna, &channel).await, ["Demain"]);
    assert!(history(&anna, &elsewhere).await.is_empty());
    assert!(items(&anna, "/me/scheduled-messages").await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn one_in_whose_place_another_was_said_is_kept_and_its_author_told() {
    let plano = TestApp::new().await;
    let anna = plano.person("anna").await;
    let channel = main_channel(&anna, &project(&anna).await).await;
    let said = posts(&anna, &channel, "Bonjour").await;
    let waiting = schedules(&anna, &channel, "Bonsoir", after(&plano, HOUR)).await;
    // At once they may come to the same draft.
    let draft: Uuid = serde_json::from_value(said["draft"].clone()).expect("a draft");
    let scheduled: base::Id<base::kind::ScheduledMessage> = id(&waiting).parse().expect("an id");
    plano
        .db()
        .write(base::Actor::System, async move |tx| {
            db::sql!("UPDATE scheduled_messages SET draft = $1 WHERE id = $2")
                .bind(draft)
                .bind(scheduled)
                .exec(tx)
                .await
        })
        .await
        .expect("a database");
    plano.advance(2 * HOUR);
    plano.settle().await;
    assert_eq!(history(&anna, &channel).await, ["Bonjour"]);
    let left = items(&anna, "/me/scheduled-messages").await;
    assert_eq!((left.len(), &left[0]["failure"]), (1, &json!("refused")));
    assert_eq!(told(&anna).await.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn however_often_its_time_is_changed_one_piece_of_work_waits_and_it_is_posted_at_the_last() {
    let plano = TestApp::new().await;
    let anna = plano.person("anna").await;
    let channel = main_channel(&anna, &project(&anna).await).await;
    let mut waiting = schedules(&anna, &channel, "Une fois", after(&plano, HOUR)).await;
    let path = format!("/scheduled-messages/{}", id(&waiting));
    for hours in [5, 2, 4, 3] {
        let etag = waiting["etag"].as_str().expect("a version").to_owned();
        let at = json!({ "send_at": after(&plano, hours * HOUR) });
        waiting = anna.patch(&path, &etag, at).await.ok();
    }
    let work: i64 = db::sql!("SELECT COUNT(*) FROM jobs WHERE kind = 'messages.send_scheduled'")
        .value(plano.db())
        .await
        .expect("a number");
    assert_eq!(work, 1);
    // Asked for sooner before, it looks, and waits again.
    plano.advance(HOUR + HOUR / 2);
    plano.settle().await;
    assert!(history(&anna, &channel).await.is_empty());
    plano.advance(2 * HOUR);
    plano.settle().await;
    assert_eq!(history(&anna, &channel).await, ["Une fois"]);
}
