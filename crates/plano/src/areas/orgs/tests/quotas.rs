// SPDX-License-Identifier: EUPL-1.2
//! What a branch may hold: counted once, refused just over, by whomever it is asked.

use futures_util::TryStreamExt as _;

use super::*;

/// The smallest PNG there is: one grey point. What is kept of it is the same for everyone.
const PICTURE: &[u8] = &[
    0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0x00, 0x00, 0x0d, 0x49, 0x48, 0x44, 0x52, 0x00,
    0x00, 0x00, 0x01, 0x00, 0x00, 0x00, 0x01, 0x08, 0x00, 0x00, 0x00, 0x00, 0x3a, 0x7e, 0x9b, 0x55, 0x00,
    0x00, 0x00, 0x0a, 0x49, 0x44, 0x41, 0x54, 0x78, 0x9c, 0x63, 0x68, 0x00, 0x00, 0x00, 0x82, 0x00, 0x81,
    0x77, 0xcd, 0x72, 0xb6, 0x00, 0x00, 0x00, 0x00, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82,
];

async fn puts_photo(caller: &Caller<'_>) -> Answer {
    let request = Request::put("/api/v1/me/photo")
        .header(header::CONTENT_TYPE, "image/png")
        .body(Body::from(PICTURE))
        .expect("a request");
    caller.send(request).await
}

/// What each organisation holds, as `caller` is shown it.
async fn used(caller: &Caller<'_>, organisation: Id<kind::Organisation>) -> i64 {
    find(&caller.get("/admin/organisations").await.ok(), organisation)["used_bytes"]
        .as_i64()
        .expect("a number")
}

fn find(list: &Value, organisation: Id<kind::Organisation>) -> Value {
    let items = list["items"].as_array().expect("a list");
    let found = items.iter().find(|it| it["id"] == organisation.to_string());
    found.expect("it is within reach").clone()
}

async fn limits(town: &Town<'_>, organisation: Id<kind::Organisation>, bytes: i64) {
    let etag = text(&find(&town.admin.get("/admin/organisations").await.ok(), organisation)["etag"]);
    town.admin
        .patch(
            &format!("/admin/organisations/{organisation}"),
            &etag,
            json!({ "quota_bytes": bytes }),
        )
        .await
        .ok();
}

async fn blobs(plano: &TestApp) -> usize {
    let all: Vec<_> = plano.app.blobs.list(None).try_collect().await.expect("a list");
    all.len()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_branch_holds_what_its_people_store_and_refuses_what_goes_over() {
    let plano = TestApp::new().await;
    let town = Town::new(&plano).await;
    puts_photo(&town.roadmender).await.ok();
    let one = used(&town.roads_admin, town.roads).await;
    assert!(one > 0);
    assert_eq!(
        (
            used(&town.admin, plano.organisation()).await,
            used(&town.admin, town.press).await
        ),
        (one, 0),
        "those above hold it too, those beside do not"
    );

    limits(&town, town.roads, 2 * one - 1).await;
    let refused = puts_photo(&town.roads_admin).await.refused(507, "quota.full");
    assert_eq!(refused["params"]["quota_bytes"], json!(2 * one - 1));
    assert_eq!(blobs(&plano).await, 1, "what was refused is not kept");
    assert_eq!(town.roads_admin.get("/me").await.ok()["photo"], Value::Null);
    puts_photo(&town.roadmender).await.ok();
    puts_photo(&town.journalist).await.ok();

    limits(&town, town.roads, 2 * one).await;
    puts_photo(&town.roads_admin).await.ok();
    assert_eq!(
        used(&town.roads_admin, town.roads).await,
        2 * one,
        "full to the last byte"
    );

    // A limit above is one for all below.
    limits(&town, plano.organisation(), 3 * one).await;
    puts_photo(&town.press_admin).await.refused(507, "quota.full");
    // Lowered under what is there: what is there stays, may be replaced, and may go.
    limits(&town, plano.organisation(), one).await;
    puts_photo(&town.journalist).await.ok();
    town.roadmender.delete("/me/photo").await.ok();
    assert_eq!(used(&town.admin, plano.organisation()).await, 2 * one);
    plano.settle().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_last_room_is_given_once() {
    let plano = TestApp::new().await;
    let town = Town::new(&plano).await;
    puts_photo(&town.roadmender).await.ok();
    let one = used(&town.admin, town.roads).await;
    limits(&town, plano.organisation(), 2 * one).await;
    let (first, second, third) = tokio::join!(
        puts_photo(&town.roads_admin),
        puts_photo(&town.press_admin),
        puts_photo(&town.journalist)
    );
    let mut statuses = [first.status, second.status, third.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 507, 507]);
    assert_eq!(used(&town.admin, plano.organisation()).await, 2 * one);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_in_two_branches_is_held_by_both_and_counted_once_above() {
    let plano = TestApp::new().await;
    let town = Town::new(&plano).await;
    puts_photo(&town.roadmender).await.ok();
    let one = used(&town.admin, town.roads).await;
    let etag = text(&town.admin.get(&account(&town.roadmender)).await.ok()["etag"]);
    town.admin
        .patch(
            &account(&town.roadmender),
            &etag,
            json!({ "organisations": [town.roads, town.press] }),
        )
        .await
        .ok();
    for organisation in [town.roads, town.press, plano.organisation()] {
        assert_eq!(used(&town.admin, organisation).await, one);
    }
    // The outsider takes room of the organisation that answers for her.
    let nour = plano.external("nour").await;
    puts_photo(&nour).await.ok();
    assert_eq!(used(&town.admin, plano.organisation()).await, 2 * one);
    limits(&town, plano.organisation(), 2 * one).await;
    puts_photo(&plano.external("luca").await)
        .await
        .refused(507, "quota.full");
}
