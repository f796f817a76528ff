// SPDX-License-Identifier: EUPL-1.2
//! What administrators are told.

use super::*;

#[tokio::test(flavor = "multi_thread")]
async fn administrators_of_the_instance_are_told_of_work_that_was_given_up() {
    let plano = TestApp::new().await;
    let (anna, sami) = (plano.admin("anna").await, plano.person("sami").await);
    // No program knows this kind: it is given up.
    for number in 1..=2u128 {
        let job = Id::<kind::Job>::from_uuid(Uuid::from_u128(number));
        plano
            .db()
            .write(Actor::System, async move |tx| {
                let now = tx.now();
                db::sql!(
                    "INSERT INTO jobs (id, kind, body, run_at, attempts, fence, dead_at, created_at)
                     VALUES ($1, 'tests.nothing', '{}', $2, 1, 1, $2, $2)"
                )
                .bind(job)
                .bind(now)
                .exec(tx)
                .await?;
                tx.announce(JobEvent::Dead { job }).await
            })
            .await
            .expect("a dead job");
    }
    plano.settle().await;
    let dead = the_one(&anna).await;
    assert_eq!(
        (&dead["kind"], &dead["others"], &dead["details"]),
        (
            &json!("job.dead"),
            &json!(1),
            &json!({ "job_kind": "tests.nothing" })
        )
    );
    assert_eq!(dead["href"], "/administration/travaux");
    assert_eq!(kinds(&sami).await, Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn who_asks_for_an_account_is_told_to_the_administrators_of_that_branch() {
    let plano = TestApp::new().await;
    let (anna, idriss, sami) = (
        plano.admin("anna").await,
        plano.person("idriss").await,
        plano.person("sami").await,
    );
    let mut settings = anna.get("/admin/settings").await.ok();
    settings["access_requests_open"] = json!(true);
    let etag = settings["etag"].as_str().expect("a version").to_owned();
    settings.as_object_mut().expect("an object").remove("etag");
    anna.put_if("/admin/settings", &etag, settings).await.ok();
    let organisation = async |name: &str| {
        let body = json!({ "draft": Uuid::now_v7(), "name": name, "parent": plano.organisation() });
        let made = anna.post("/admin/organisations", body).await.ok();
        let path = format!("/admin/organisations/{}", made["id"].as_str().expect("an id"));
        let etag = made["etag"].as_str().expect("a version");
        anna.patch(&path, etag, json!({ "open_to_requests": true }))
            .await
            .ok();
        (made["id"].clone(), path)
    };
    let (mobility, path) = organisation("Mobilités").await;
    let (other, other_path) = organisation("Culture").await;
    anna.put(&format!("{path}/administrators/{}", idriss.account()), json!({}))
        .await
        .ok();
    anna.put(
        &format!("{other_path}/administrators/{}", sami.account()),
        json!({}),
    )
    .await
    .ok();
    plano.settle().await;

    let ask = async |name: &str, organisation: &Value| {
        let body = json!({ "draft": Uuid::now_v7(), "given_name": name, "family_name": "Attali", "email": format!("{name}@exemple.fr"),
            "organisation": organisation, "reason": "Je reprends le poste de Léa.", "language": "fr" });
        plano.visitor().post("/access-requests", body).await.ok();
        plano.settle().await;
        let mail = plano.mails().to(&format!("{name}@exemple.fr")).remove(0);
        let (_, token) = mail.text.split_once("/demande#").expect("a link");
        let token: String = token.chars().take_while(|it| !it.is_whitespace()).collect();
        plano
            .visitor()
            .post("/access-requests/confirmation", json!({ "token": token }))
            .await
            .ok();
        plano.settle().await;
    };
    ask("nour", &mobility).await;
    for administrator in [&anna, &idriss] {
        let asked = the_one(administrator).await;
        assert_eq!(
            (&asked["kind"], &asked["is_open"]),
            (&json!("account.access_requested"), &json!(true))
        );
        assert_eq!(
            asked["details"],
            json!({ "name": "nour Attali", "reason": "Je reprends le poste de Léa." })
        );
        assert_eq!(
            (&asked["organisation"]["name"], &asked["actor"]),
            (&json!("Mobilités"), &Value::Null)
        );
        assert!(asked["request"].as_str().is_some_and(|it| it.starts_with("req_")));
    }
    assert_eq!(kinds(&sami).await, Vec::<String>::new(), "another branch");
    ask("lea", &mobility).await;
    assert_eq!(the_one(&idriss).await["others"], 1);
    ask("max", &other).await;
    assert_eq!(told(&anna).await.len(), 2);

    for asked in ["lea", "nour"] {
        let request = the_one(&idriss).await["request"]
            .as_str()
            .expect("a request")
            .to_owned();
        let path = format!("/admin/access-requests/{request}/refusal");
        idriss
            .put(&path, json!({ "reason": format!("{asked} n’est pas d’ici.") }))
            .await
            .ok();
        plano.settle().await;
    }
    let settled = the_one(&idriss).await;
    assert_eq!(
        (&settled["is_open"], &settled["is_read"]),
        (&json!(false), &json!(true))
    );
    // Who administers it no more sees nothing of it.
    anna.delete(&format!("{path}/administrators/{}", idriss.account()))
        .await
        .ok();
    assert_eq!(kinds(&idriss).await, Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_import_that_is_done_is_told_to_who_began_it() {
    let plano = TestApp::new().await;
    let (anna, other) = (plano.admin("anna").await, plano.admin("basile").await);
    let file = "adresse;prénom;nom\nlou@rivemont.example;Lou;Martin\n";
    let request = axum::http::Request::post(format!(
        "/api/v1/admin/imports?draft={}&organisation={}&file_name=agents.csv",
        Uuid::now_v7(),
        plano.organisation()
    ))
    .header("content-type", "text/csv")
    .body(file.into())
    .expect("a request");
    let import = anna.send(request).await.ok()["id"]
        .as_str()
        .expect("an id")
        .to_owned();
    anna.put(
        &format!("/admin/imports/{import}/run"),
        json!({ "skip_faulty": true }),
    )
    .await
    .ok();
    plano.settle().await;
    let done = the_one(&anna).await;
    assert_eq!(done["kind"], "account.import_done");
    assert_eq!(
        done["details"],
        json!({ "file_name": "agents.csv", "created": "1" })
    );
    assert_eq!(done["href"], "/administration/import");
    assert_eq!(kinds(&other).await, Vec::<String>::new());
}
