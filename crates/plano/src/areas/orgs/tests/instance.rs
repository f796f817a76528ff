// SPDX-License-Identifier: EUPL-1.2
//! The rules of the instance, and its work that failed.

use super::*;

#[tokio::test(flavor = "multi_thread")]
async fn the_rules_are_checked_and_act() {
    let plano = TestApp::new().await;
    let (admin, camille) = (plano.admin("admin").await, plano.person("camille").await);
    let shown = admin.get("/admin/settings").await.ok();
    let etag = text(&shown["etag"]);
    // `If-Match` says which are changed, and nothing else does.
    admin
        .put_if("/admin/settings", &etag, shown.clone())
        .await
        .refused(400, "body.unknown_field");
    let mut settings = shown;
    settings.as_object_mut().unwrap().remove("etag");
    let with = |name: &str, value: Value| {
        let mut changed = settings.clone();
        changed[name] = value;
        changed
    };
    admin
        .put("/admin/settings", settings.clone())
        .await
        .refused(428, "edit.no_precondition");
    admin
        .put_if(
            "/admin/settings",
            &etag,
            with("default_time_zone", json!("Mars/Base")),
        )
        .await
        .refused(422, "time_zone.unknown");
    admin
        .put_if("/admin/settings", &etag, with("external_max_days", json!(0)))
        .await
        .refused(422, "settings.external_max_days");
    admin
        .put_if("/admin/settings", &etag, with("email_domains", json!(["nope"])))
        .await
        .refused(422, "email.domain_malformed");
    let links =
        json!({ "accessibility": null, "privacy": null, "legal": null, "help": "javascript:alert(1)" });
    admin
        .put_if("/admin/settings", &etag, with("links", links))
        .await
        .refused(422, "link.malformed");
    admin
        .put_if(
            "/admin/settings",
            &etag,
            with("projects_created_by", json!("anyone")),
        )
        .await
        .refused(400, "body.wrong_value");
    let new = || json!({ "draft": draft(), "name": "Projet" });
    camille.post("/projects", new()).await.ok();
    let changed = admin
        .put_if(
            "/admin/settings",
            &etag,
            with("projects_created_by", json!("administrators")),
        )
        .await
        .ok();
    assert_eq!(changed["projects_created_by"], "administrators");
    assert_eq!(camille.post("/projects", new()).await.status, 403);
    admin.post("/projects", new()).await.ok();
    appoint(&admin, plano.organisation(), &camille).await;
    camille.post("/projects", new()).await.ok();
    admin
        .put_if("/admin/settings", &etag, settings.clone())
        .await
        .refused(412, "edit.lost_race");
    plano.advance(std::time::Duration::from_secs(11 * 60));
    admin
        .put_if("/admin/settings", &text(&changed["etag"]), settings.clone())
        .await
        .refused(403, "session.not_fresh");
}

#[tokio::test(flavor = "multi_thread")]
async fn given_up_jobs_are_run_again_or_dropped_by_the_instances_administrators() {
    let plano = TestApp::new().await;
    let town = Town::new(&plano).await;
    plano.settle().await;
    plano
        .db()
        .script(
            "INSERT INTO jobs (id, kind, body, run_at, attempts, fence, dead_at, last_error, created_at)
             VALUES (X'00000000000000000000000000000001', 'orgs.run_import', '{\"import\":\"imp_00000000000000000000000001\"}', 0, 9, 1, 1, 'away', 0),
                    (X'00000000000000000000000000000002', 'orgs.run_import', '{\"import\":\"imp_00000000000000000000000001\"}', 0, 9, 1, 1, 'away', 0)"
                .replace("X'", if plano.db().dialect() == db::Dialect::Sqlite { "X'" } else { "'" }),
        )
        .await
        .expect("two dead jobs");
    let dead = town.admin.get("/admin/jobs?status=dead").await.ok();
    assert_eq!(dead["items"].as_array().map(Vec::len), Some(2));
    let (one, other) = (text(&dead["items"][0]["id"]), text(&dead["items"][1]["id"]));
    town.roads_admin
        .post(&format!("/admin/jobs/{one}/retry"), json!({}))
        .await
        .refused(404, "not_found");
    town.roads_admin
        .delete(&format!("/admin/jobs/{one}"))
        .await
        .refused(404, "not_found");
    town.admin
        .post(&format!("/admin/jobs/{one}/retry"), json!({}))
        .await
        .ok();
    town.admin.delete(&format!("/admin/jobs/{other}")).await.ok();
    town.admin
        .delete(&format!("/admin/jobs/{other}"))
        .await
        .refused(404, "not_found");
    assert_eq!(
        town.admin.get("/admin/jobs?status=waiting").await.ok()["items"][0]["id"],
        json!(one)
    );
    plano.settle().await;
    assert_eq!(
        town.admin.get("/admin/jobs?status=waiting").await.ok()["items"],
        json!([])
    );
}
