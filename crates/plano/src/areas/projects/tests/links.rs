// SPDX-License-Identifier: EUPL-1.2
//! Projects that belong with one another.

use serde_json::{Value, json};
use uuid::Uuid;

use crate::testkit::{Caller, TestApp};

async fn linked(by: &Caller<'_>, project: &str) -> Vec<String> {
    let list = by.get(&format!("/projects/{project}/links")).await.ok();
    list["items"]
        .as_array()
        .expect("items")
        .iter()
        .map(|it| it["id"].as_str().expect("an id").to_owned())
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_is_seen_from_both_sides_and_goes_from_both() {
    let plano = TestApp::new().await;
    let camille = plano.person("camille").await;
    let (velo, voirie) = (
        camille.makes_project("Plan vélo").await,
        camille.makes_project("Voirie").await,
    );
    let path = format!("/projects/{velo}/links/{voirie}");
    for _ in 0..2 {
        assert_eq!(camille.put(&path, json!({})).await.status, 204, "twice is once");
    }
    assert_eq!(linked(&camille, &velo).await, [voirie.as_str()]);
    assert_eq!(linked(&camille, &voirie).await, [velo.as_str()]);

    let back = format!("/projects/{voirie}/links/{velo}");
    assert_eq!(camille.delete(&back).await.status, 204, "from the other side");
    assert!(linked(&camille, &velo).await.is_empty());
    assert!(linked(&camille, &voirie).await.is_empty());
    camille.delete(&path).await.refused(404, "not_found");
    camille
        .put(&format!("/projects/{velo}/links/{velo}"), json!({}))
        .await
        .refused(409, "linked.itself");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_is_a_burden_only_to_the_project_it_is_made_from() {
    let plano = TestApp::new().await;
    let (camille, rose) = (plano.person("camille").await, plano.person("rose").await);
    let (velo, voirie) = (
        camille.makes_project("Plan vélo").await,
        rose.makes_project("Voirie").await,
    );
    camille.invites(&velo, &rose, "reader").await;
    rose.invites(&voirie, &camille, "reader").await;
    // From two hundred other things to the bicycle plan.
    let here: base::Id<base::kind::Project> = velo.parse().expect("an id");
    let tie = async |number: u128| {
        let tied: db::DbResult<u64> = plano
            .db()
            .write(base::Actor::System, async move |tx| {
                db::sql!(
                    "INSERT INTO links (object, object_kind, other, other_kind, created_at, created_by)
                     VALUES ($1, 'project', $2, 'project', 0, $1)"
                )
                .bind(Uuid::from_u128(number))
                .bind(here)
                .exec(tx)
                .await
            })
            .await;
        tied.expect("a link");
    };
    for number in 0..200 {
        tie(number).await;
    }
    let path = format!("/projects/{velo}/links/{voirie}");
    camille.put(&path, json!({})).await.ok();
    assert_eq!(linked(&rose, &velo).await, [voirie.as_str()]);

    // From the bicycle plan to two hundred other things.
    let turned: db::DbResult<u64> = plano
        .db()
        .write(base::Actor::System, async move |tx| {
            db::sql!("UPDATE links SET object = other, other = object WHERE other = $1")
                .bind(here)
                .exec(tx)
                .await
        })
        .await;
    assert_eq!(turned.expect("turned round"), 200);
    camille.delete(&path).await.ok();
    camille
        .put(&path, json!({}))
        .await
        .refused(409, "linked.too_many");
    assert!(linked(&camille, &velo).await.is_empty());
    rose.put(&format!("/projects/{voirie}/links/{velo}"), json!({}))
        .await
        .ok();
    assert_eq!(linked(&camille, &velo).await, [voirie.as_str()]);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_archived_project_is_linked_to_but_links_to_nothing() {
    let plano = TestApp::new().await;
    let camille = plano.person("camille").await;
    let (open, archived) = (
        camille.makes_project("Ouvert").await,
        camille.makes_project("Fini").await,
    );
    camille
        .put(&format!("/projects/{archived}/archive"), json!({}))
        .await
        .ok();
    let (to, from) = (
        format!("/projects/{open}/links/{archived}"),
        format!("/projects/{archived}/links/{open}"),
    );
    camille.put(&to, json!({})).await.ok();
    assert_eq!(linked(&camille, &archived).await, [open.as_str()]);
    camille.delete(&from).await.refused(403, "access.archived");
    camille.delete(&to).await.ok();
    camille
        .put(&from, json!({}))
        .await
        .refused(403, "access.archived");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_shows_nobody_a_project_he_may_not_read() {
    let plano = TestApp::new().await;
    let (camille, rose, maelle) = (
        plano.person("camille").await,
        plano.person("rose").await,
        plano.person("maelle").await,
    );
    let (open, secret) = (
        camille.makes_project("Ouvert").await,
        camille.makes_project("Secret").await,
    );
    camille.invites(&open, &rose, "reader").await;
    camille.invites(&open, &maelle, "member").await;
    let path = format!("/projects/{open}/links/{secret}");
    // Writing here is not enough: what is there must be readable.
    maelle.put(&path, json!({})).await.refused(404, "not_found");
    camille.put(&path, json!({})).await.ok();
    assert!(linked(&maelle, &open).await.is_empty());
    maelle.delete(&path).await.refused(404, "not_found");
    let activity = maelle.get(&format!("/projects/{open}/activity")).await.ok();
    assert!(!activity.to_string().contains(&secret));

    // Reading there is not enough: whoever links writes here.
    camille.invites(&secret, &rose, "reader").await;
    assert_eq!(linked(&rose, &open).await, [secret.as_str()]);
    rose.delete(&path)
        .await
        .refused(403, "access.readers_do_not_write");
    // The right lost, the link is gone from sight in the same moment.
    camille.invites(&secret, &maelle, "member").await;
    assert_eq!(linked(&maelle, &open).await, [secret.as_str()]);
    maelle
        .delete(&format!("/projects/{secret}/membership"))
        .await
        .ok();
    assert!(linked(&maelle, &open).await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_is_told_in_both_projects() {
    let plano = TestApp::new().await;
    let camille = plano.person("camille").await;
    let (one, other) = (
        camille.makes_project("Un").await,
        camille.makes_project("Autre").await,
    );
    camille
        .put(&format!("/projects/{one}/links/{other}"), json!({}))
        .await
        .ok();
    plano.settle().await;
    let told: Vec<(String, String)> =
        db::sql!("SELECT kind, body FROM events WHERE kind = 'project.linked' ORDER BY seq")
            .all(plano.db())
            .await
            .expect("events");
    let bodies: Vec<Value> = told
        .iter()
        .map(|(_, body)| serde_json::from_str(body).expect("JSON"))
        .collect();
    let expected = [(&one, &other), (&other, &one)].map(
        |(here, there)| json!({ "kind": "project.linked", "project": here, "object": here, "other": there }),
    );
    assert_eq!(bodies, expected);
}
