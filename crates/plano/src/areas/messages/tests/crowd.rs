// SPDX-License-Identifier: EUPL-1.2
//! Where many people are concerned: what it costs, and that it concerns nobody else.

use serde_json::{Value, json};
use uuid::Uuid;

use super::{answers, id, invite, main_channel, makes, posts, project, two, unread};
use crate::testkit::{Caller, TestApp};

/// So many people, all of them in the project.
async fn crowd<'a>(plano: &'a TestApp, project: &str, many: usize) -> Vec<Caller<'a>> {
    let mut people = Vec::new();
    for number in 0..many {
        people.push(plano.person(&format!("personne{number}")).await);
    }
    let project: base::Id<base::kind::Project> = project.parse().expect("an id");
    plano
        .db()
        .write(base::Actor::System, async move |tx| {
            db::sql!(
                "INSERT INTO members (id, project, account, role, status, joined_at, version)
                 SELECT a.id, $1, a.id, 'member', 'active', 0, 1 FROM accounts a
                 WHERE NOT EXISTS (SELECT 1 FROM members m WHERE m.project = $1 AND m.account = a.id)"
            )
            .bind(project)
            .exec(tx)
            .await
        })
        .await
        .expect("members");
    people
}

async fn told(whom: &Caller<'_>) -> Vec<Value> {
    let page = whom.get("/notifications?state=unread").await.ok();
    let items = page["items"].as_array().expect("a list").clone();
    items
        .into_iter()
        .filter(|it| {
            it["kind"]
                .as_str()
                .is_some_and(|kind| kind.starts_with("message."))
        })
        .collect()
}

/// What it costs to tell so many people of one message that names everyone, after another that did.
async fn cost_of_telling(many: usize) -> u64 {
    let plano = TestApp::new().await;
    let anna = plano.person("anna").await;
    let project = project(&anna).await;
    let people = crowd(&plano, &project, many).await;
    let channel = main_channel(&anna, &project).await;
    posts(&anna, &channel, "@[tous](everyone) Bonjour").await;
    plano.settle().await;
    posts(&anna, &channel, "@[tous](everyone) Réunion à 14 h").await;
    let ((), statements) = db::counting_statements(plano.settle()).await;
    for person in people.iter().step_by(17).chain(people.last()) {
        let list = told(person).await;
        assert_eq!(list.len(), 1, "told once, of both");
        assert_eq!(list[0]["details"]["excerpt"], json!("@tous Réunion à 14 h"));
    }
    assert!(told(&anna).await.is_empty());
    statements
}

#[tokio::test(flavor = "multi_thread")]
async fn telling_everyone_costs_hardly_more_however_many_they_are() {
    let (few, many) = (cost_of_telling(10).await, cost_of_telling(260).await);
    assert!(
        many < few + 250 / 2,
        "{few} statements for ten people, {many} for two hundred and sixty"
    );
}

/// What it costs to tell so many people of a message that says a word which each of them has written differently.
async fn cost_of_a_word(many: usize) -> u64 {
    let plano = TestApp::new().await;
    let anna = plano.person("anna").await;
    let project = project(&anna).await;
    let people = crowd(&plano, &project, many).await;
    let stranger = plano.person("stranger").await;
    let channel = main_channel(&anna, &project).await;
    // Each bit of the number is a letter: small or capital.
    let spelt = |at: usize| -> String {
        "plan climat"
            .chars()
            .enumerate()
            .map(|(place, c)| {
                if at >> place & 1 == 1 {
                    c.to_ascii_uppercase()
                } else {
                    c
                }
            })
            .collect()
    };
    for (at, who) in people.iter().chain([&anna, &stranger]).enumerate() {
        who.put("/me/keywords", json!({ "words": [spelt(at), "plan vélo"] }))
            .await
            .ok();
    }
    let last = people.last().expect("people");
    posts(
        &anna,
        &channel,
        &format!("@[Z]({}) le plan climat", last.account()),
    )
    .await;
    plano.settle().await;
    posts(
        &anna,
        &channel,
        &format!("@[Z]({}) encore le plan climat", last.account()),
    )
    .await;
    let ((), statements) = db::counting_statements(plano.settle()).await;
    for (at, person) in people.iter().enumerate().take(many - 1) {
        let list = told(person).await;
        assert_eq!(list.len(), 1, "told once, of both");
        assert_eq!(list[0]["kind"], "message.keyword");
        assert_eq!(list[0]["details"]["keyword"], json!(spelt(at)));
    }
    assert_eq!(told(last).await[0]["kind"], "message.mentioned");
    for who in [&anna, &stranger] {
        assert!(told(who).await.is_empty());
    }
    statements
}

#[tokio::test(flavor = "multi_thread")]
async fn a_word_that_many_want_to_hear_of_costs_hardly_more_however_many_and_however_they_write_it() {
    let (few, many) = (cost_of_a_word(10).await, cost_of_a_word(130).await);
    assert!(
        many < few + 60,
        "{few} statements for ten people, {many} for a hundred and thirty"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_named_where_he_does_not_read_is_told_nothing_even_if_he_is_let_in_later() {
    let plano = TestApp::new().await;
    let (anna, bruno, rose) = (
        plano.person("anna").await,
        plano.person("bruno").await,
        plano.person("rose").await,
    );
    let project = project(&anna).await;
    invite(&anna, &project, &bruno, "member").await;
    let channel = makes(&anna, &project, "private", &[]).await;
    plano.settle().await;
    posts(
        &anna,
        &channel,
        &format!(
            "@[B]({}) et @[R]({}) n'en savent rien, @[tous](everyone) si",
            bruno.account(),
            rose.account()
        ),
    )
    .await;
    plano.settle().await;
    anna.put(
        &format!("/channels/{channel}/people/{}", bruno.account()),
        json!({}),
    )
    .await
    .ok();
    invite(&anna, &project, &rose, "member").await;
    plano.settle().await;
    assert!(told(&bruno).await.is_empty());
    assert!(told(&rose).await.is_empty());
    let stored: i64 = db::sql!("SELECT COUNT(*) FROM notifications WHERE kind = $1")
        .bind("message.mentioned")
        .value(plano.db())
        .await
        .expect("a number");
    assert_eq!(stored, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_a_thread_that_one_has_muted_everyone_does_not_mean_one() {
    let plano = TestApp::new().await;
    let (anna, bruno, project) = two(&plano).await;
    let channel = main_channel(&anna, &project).await;
    plano.settle().await;
    let root = posts(&anna, &channel, "Qui vient ?").await;
    answers(&bruno, &channel, &root, "Pas moi").await;
    bruno
        .put(
            &format!("/messages/{}/thread", id(&root)),
            json!({ "attention": "muted" }),
        )
        .await
        .ok();
    answers(&anna, &channel, &root, "@[tous](everyone) relance").await;
    plano.settle().await;
    assert!(told(&bruno).await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_group_that_comes_into_a_project_has_what_was_said_behind_it() {
    let plano = TestApp::new().await;
    let (admin, anna) = (plano.admin("admin").await, plano.person("anna").await);
    let project = project(&anna).await;
    let channel = main_channel(&anna, &project).await;
    for n in 0..3 {
        posts(&anna, &channel, &format!("avant {n}")).await;
    }
    plano.settle().await;
    let mut people = Vec::new();
    for number in 0..60 {
        people.push(plano.person(&format!("agent{number}")).await);
    }
    let all: Vec<&Caller<'_>> = people.iter().collect();
    let group = admin.makes_group("Bureau", &all).await;
    let invitation = json!({ "invitations": [{ "group": group, "role": "member" }] });
    anna.post(&format!("/projects/{project}/members"), invitation)
        .await
        .ok();
    plano.settle().await;
    for person in &people {
        assert_eq!(unread(person, &channel).await, (0, 0));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_let_into_a_private_channel_begins_at_its_end() {
    let plano = TestApp::new().await;
    let (admin, anna, bruno, rose, sami) = (
        plano.admin("admin").await,
        plano.person("anna").await,
        plano.person("bruno").await,
        plano.person("rose").await,
        plano.person("sami").await,
    );
    let project = project(&anna).await;
    for person in [&bruno, &rose, &sami] {
        invite(&anna, &project, person, "member").await;
    }
    let channel = makes(&anna, &project, "private", &[]).await;
    plano.settle().await;
    let person = |who: &Caller<'_>| format!("/channels/{channel}/people/{}", who.account());
    posts(&anna, &channel, &format!("@[B]({}) un jour", bruno.account())).await;
    posts(&anna, &channel, "deux").await;
    anna.put(&person(&bruno), json!({})).await.ok();
    assert_eq!(unread(&bruno, &channel).await, (0, 0));
    posts(&anna, &channel, "trois").await;
    assert_eq!(unread(&bruno, &channel).await, (1, 0));
    // Whoever is in it already is let in by nothing: what he has not read stays so.
    anna.put(&person(&bruno), json!({})).await.ok();
    assert_eq!(unread(&bruno, &channel).await, (1, 0));

    // Out, and in again.
    anna.delete(&person(&bruno)).await.ok();
    posts(&anna, &channel, "quatre").await;
    anna.put(&person(&bruno), json!({})).await.ok();
    assert_eq!(unread(&bruno, &channel).await, (0, 0));

    // Through a group, and by coming into the group.
    let group = admin.makes_group("Cellule", &[&rose]).await;
    let invitation = json!({ "invitations": [{ "group": group, "role": "member" }] });
    anna.post(&format!("/projects/{project}/members"), invitation)
        .await
        .ok();
    plano.settle().await;
    anna.put(&format!("/channels/{channel}/people/{group}"), json!({}))
        .await
        .ok();
    plano.settle().await;
    assert_eq!(unread(&rose, &channel).await, (0, 0));
    posts(&anna, &channel, "cinq").await;
    admin
        .put(
            &format!("/admin/groups/{group}/members/{}", sami.account()),
            json!({}),
        )
        .await
        .ok();
    plano.settle().await;
    assert_eq!(unread(&sami, &channel).await, (0, 0));
    assert_eq!(unread(&rose, &channel).await, (1, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn mentions_are_counted_up_to_a_hundred() {
    let plano = TestApp::new().await;
    let (anna, bruno, project) = two(&plano).await;
    let channel = main_channel(&anna, &project).await;
    plano.settle().await;
    let said = format!("@[B]({}) et @[tous](everyone)", bruno.account());
    for _ in 0..3 {
        posts(&anna, &channel, &said).await;
    }
    assert_eq!(unread(&bruno, &channel).await, (3, 3));
    let (author, place) = (anna.account(), channel.clone());
    let place: base::Id<base::kind::Channel> = place.parse().expect("an id");
    let named = bruno.account();
    plano
        .db()
        .write(base::Actor::System, async move |tx| {
            for seq in 4_i64..=150 {
                let id = base::Id::<base::kind::Message>::from_uuid(Uuid::now_v7());
                db::sql!(
                    "INSERT INTO messages (id, channel, seq, author, draft, kind, body, posted_at, version)
                     VALUES ($1, $2, $3, $4, $1, 'text', 'x', 0, 1)"
                )
                .bind(id)
                .bind(place)
                .bind(seq)
                .bind(author)
                .exec(&mut *tx)
                .await?;
                db::sql!(
                    "INSERT INTO mentions (message, place, channel, seq, account) VALUES ($1, 0, $2, $3, $4)"
                )
                .bind(id)
                .bind(place)
                .bind(seq)
                .bind(named)
                .exec(&mut *tx)
                .await?;
            }
            db::sql!("UPDATE channels SET last_seq = 150 WHERE id = $1")
                .bind(place)
                .exec(tx)
                .await
        })
        .await
        .expect("messages");
    assert_eq!(unread(&bruno, &channel).await, (150, 100));
    let list = bruno.get("/me/channels").await.ok();
    let found = list["items"]
        .as_array()
        .expect("a list")
        .iter()
        .find(|it| it["id"] == json!(channel));
    assert_eq!(found.expect("the channel")["mentions"], json!(100));
}
