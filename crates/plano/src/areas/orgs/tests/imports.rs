// SPDX-License-Identifier: EUPL-1.2
//! Accounts from a file.

use super::*;

async fn send(who: &Caller<'_>, key: Uuid, query: &str, bytes: Vec<u8>) -> Answer {
    let request = Request::builder()
        .method(Method::POST)
        .uri(format!(
            "/api/v1/admin/imports?draft={key}&file_name=agents.csv{query}"
        ))
        .header(header::CONTENT_TYPE, "text/csv")
        .body(Body::from(bytes))
        .expect("a request");
    who.send(request).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_with_thirty_seven_faults_names_each_and_makes_nothing() {
    let plano = TestApp::new().await;
    let town = Town::new(&plano).await;
    let mut file = "Adresse électronique;Prénom;Nom;Fonction;Structure;Groupe;Langue\n".to_owned();
    for number in 0..10 {
        file.push_str(&format!(
            "bon{number}@rivemont.example;Bon;Agent;Agent;Voirie;Cantonniers;fr\n"
        ));
    }
    let long = "x".repeat(121);
    for number in 0..6 {
        file.push_str(&format!("faux{number};A;B;;;;\n")); // email.invalid
        file.push_str(&format!("vide{number}@rivemont.example;;B;;;;\n")); // name.blank
        file.push_str(&format!("langue{number}@rivemont.example;A;B;;;;de\n")); // language.unknown
        file.push_str(&format!("perdu{number}@rivemont.example;A;B;;Inconnue;;\n")); // organisation.unknown
        file.push_str(&format!("long{number}@rivemont.example;A;{long};;;;\n")); // name.too_long
        file.push_str(&format!("bon{number}@rivemont.example;A;B;;;;\n")); // email.duplicate_in_file
    }
    file.push_str("reste@rivemont.example;A;B;;;;;;trop\n"); // line.malformed
    let checked = send(&town.admin, draft(), "", file.into_bytes()).await.ok();
    let faults = checked["faults"].as_array().expect("a list");
    assert_eq!((faults.len(), &checked["faults_total"]), (37, &json!(37)));
    assert_eq!(
        faults[0],
        json!({ "line": 12, "column": "email", "code": "email.invalid", "value": "faux0" })
    );
    assert_eq!(
        (&faults[1]["line"], &faults[1]["column"], &faults[1]["code"]),
        (&json!(13), &json!("given_name"), &json!("name.blank"))
    );
    assert_eq!(
        (&faults[36]["line"], &faults[36]["code"]),
        (&json!(48), &json!("line.malformed"))
    );
    assert_eq!(
        (&checked["lines"], &checked["valid"], &checked["status"]),
        (&json!(47), &json!(10), &json!("checked"))
    );
    assert_eq!(
        (
            &checked["preview"][0]["organisation"],
            &checked["preview"][0]["line"]
        ),
        (&json!("Voirie"), &json!(2))
    );
    assert_eq!(town.admin.get("/admin/accounts?q=bon").await.ok()["total"], 0);
    let path = format!("/admin/imports/{}", text(&checked["id"]));
    town.press_admin.get(&path).await.refused(404, "not_found");
    town.admin
        .put(&format!("{path}/run"), json!({ "skip_faulty": false }))
        .await
        .refused(409, "import.faulty");
    town.admin
        .put(&format!("{path}/run"), json!({ "skip_faulty": true }))
        .await
        .ok();
    plano.settle().await;
    let done = town.admin.get(&path).await.ok();
    assert_eq!(
        (&done["status"], &done["created"], &done["invited"]),
        (&json!("done"), &json!(10), &json!(0))
    );
    assert_eq!(
        town.admin
            .get(&format!("/admin/accounts?q=bon&organisation={}", town.roads))
            .await
            .ok()["total"],
        10
    );
    assert_eq!(
        town.admin.get("/admin/groups").await.ok()["items"][0]["people"],
        10
    );
    let table = town.admin.get(&format!("{path}/faults")).await;
    assert_eq!(String::from_utf8(table.bytes).expect("text").lines().count(), 38);
    // In waves: three, then all that are left.
    let waves = format!("{path}/waves");
    let wave = |size: i64| town.admin.post(&waves, json!({ "size": size }));
    assert_eq!(wave(3).await.ok()["invited"], 3);
    assert_eq!(wave(100).await.ok()["invited"], 10);
    assert_eq!(wave(100).await.ok()["invited"], 10);
    wave(0).await.refused(422, "import.wave_size");
    plano.settle().await;
    let to_good = plano
        .mails()
        .all()
        .iter()
        .filter(|it| it.to.as_str().contains("bon"))
        .count();
    assert_eq!(to_good, 10);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_branch_imports_into_itself_only() {
    let plano = TestApp::new().await;
    let town = Town::new(&plano).await;
    let file = "email,first name,last name,organisation\n\
        un@rivemont.example,Un,Agent,\n\
        deux@rivemont.example,Deux,Agent,Presse\n\
        jeanne@rivemont.example,Jeanne,Martin,Voirie\n\
        rene@rivemont.example,Rene,Martin,Voirie\n";
    let checked = send(&town.roads_admin, draft(), "", file.into()).await.ok();
    let codes: Vec<&str> = checked["faults"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|it| it["code"].as_str())
        .collect();
    assert_eq!(codes, ["organisation.not_yours", "email.taken"]);
    assert_eq!((&checked["valid"], &checked["existing"]), (&json!(1), &json!(1)));
    send(
        &town.roads_admin,
        draft(),
        &format!("&organisation={}", town.press),
        file.into(),
    )
    .await
    .refused(404, "not_found");
    let path = format!("/admin/imports/{}", text(&checked["id"]));
    town.roads_admin
        .put(&format!("{path}/run"), json!({ "skip_faulty": true }))
        .await
        .ok();
    plano.settle().await;
    assert_eq!(
        town.roads_admin.get("/admin/accounts?q=un").await.ok()["total"],
        1
    );
    assert_eq!(
        town.admin.get(&account(&town.journalist)).await.ok()["organisations"]
            .as_array()
            .map(Vec::len),
        Some(1)
    );
}

/// A file that has been looked at by `who`; the path of its import.
async fn looked_at(who: &Caller<'_>, file: &str) -> String {
    let checked = send(who, draft(), "", file.as_bytes().to_vec()).await.ok();
    assert_eq!(checked["faults"], json!([]), "{checked}");
    format!("/admin/imports/{}", text(&checked["id"]))
}

#[tokio::test(flavor = "multi_thread")]
async fn who_administers_no_more_runs_no_import_he_had_prepared() {
    let plano = TestApp::new().await;
    let town = Town::new(&plano).await;
    let file = "email,first name,last name\nun@rivemont.example,Un,Agent\n";
    let path = looked_at(&town.roads_admin, file).await;
    let place = format!(
        "/admin/organisations/{}/administrators/{}",
        town.roads,
        town.roads_admin.account()
    );
    town.admin.delete(&place).await.ok();
    let run = async || {
        town.roads_admin
            .put(&format!("{path}/run"), json!({ "skip_faulty": true }))
            .await
    };
    town.roads_admin.get(&path).await.refused(404, "not_found");
    run().await.refused(404, "not_found");
    // Of another branch now: still not where the lines go.
    appoint(&town.admin, town.press, &town.roads_admin).await;
    run().await.refused(404, "not_found");
    plano.settle().await;
    assert_eq!(town.admin.get("/admin/accounts?q=un").await.ok()["total"], 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn lines_into_an_organisation_that_has_gone_join_no_group_of_the_instance() {
    let plano = TestApp::new().await;
    let town = Town::new(&plano).await;
    let group = json!({ "draft": draft(), "name": "Direction générale", "organisation": null });
    let group = text(&town.admin.post("/admin/groups", group).await.ok()["id"]);
    let passing = organisation(&town.roads_admin, "Passage", town.roads).await;
    let file = "email,first name,last name,organisation,group\n\
        rene@rivemont.example,Rene,Martin,Passage,Direction générale\n\
        neuf@rivemont.example,Neuf,Agent,Passage,Direction générale\n";
    let path = looked_at(&town.roads_admin, file).await;
    let gone = town
        .roads_admin
        .delete(&format!("/admin/organisations/{passing}"))
        .await;
    assert_eq!(gone.status, 204);
    town.roads_admin
        .put(&format!("{path}/run"), json!({ "skip_faulty": true }))
        .await
        .ok();
    plano.settle().await;
    let groups = town.admin.get("/admin/groups").await.ok();
    assert_eq!(
        (&groups["items"][0]["id"], &groups["items"][0]["people"]),
        (&json!(group), &json!(0))
    );
    assert_eq!(town.admin.get("/admin/accounts?q=neuf").await.ok()["total"], 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_that_another_branch_has_made_meanwhile_is_not_taken_by_an_import() {
    let plano = TestApp::new().await;
    let town = Town::new(&plano).await;
    let file = "email,first name,last name\nplus-tard@rivemont.example,Plus,Tard\n";
    let path = looked_at(&town.roads_admin, file).await;
    let new = json!({ "draft": draft(), "email": "plus-tard@rivemont.example", "given_name": "Plus", "family_name": "Tard",
        "organisations": [town.press], "language": "fr", "invite": false });
    let made = text(&town.press_admin.post("/admin/accounts", new).await.ok()["person"]["id"]);
    town.roads_admin
        .put(&format!("{path}/run"), json!({ "skip_faulty": true }))
        .await
        .ok();
    plano.settle().await;
    let path = format!("/admin/accounts/{made}");
    town.roads_admin.get(&path).await.refused(404, "not_found");
    assert_eq!(
        town.admin.get(&path).await.ok()["organisations"]
            .as_array()
            .map(Vec::len),
        Some(1)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_import_can_be_paused_and_goes_on_where_it_was() {
    let plano = TestApp::new().await;
    let admin = plano.admin("admin").await;
    let mut file = "email;prenom;nom\n".to_owned();
    for number in 0..450 {
        file.push_str(&format!("agent{number}@rivemont.example;Agent;Numéro\n"));
    }
    let key = draft();
    let checked = send(&admin, key, "", file.clone().into_bytes()).await.ok();
    assert_eq!(send(&admin, key, "", file.into_bytes()).await.ok(), checked);
    send(&admin, key, "", b"email;prenom;nom\na@b.fr;A;B\n".to_vec())
        .await
        .refused(409, "draft.reused");
    let path = format!("/admin/imports/{}", text(&checked["id"]));
    admin
        .put(&format!("{path}/pause"), json!({}))
        .await
        .refused(409, "import.not_running");
    let runs = format!("{path}/run");
    let run = || admin.put(&runs, json!({ "skip_faulty": false }));
    assert_eq!(run().await.ok()["status"], "running");
    // One batch by hand, as if the program had been killed after it.
    let import = text(&checked["id"]).parse().expect("an id");
    plano
        .db()
        .write(base::Actor::System, async move |tx| {
            super::super::actions_imports::next_batch(tx, import).await
        })
        .await
        .expect("a batch");
    assert_eq!(admin.get(&path).await.ok()["created"], 200);
    assert_eq!(
        admin.put(&format!("{path}/pause"), json!({})).await.ok()["status"],
        "paused"
    );
    plano.settle().await;
    assert_eq!(admin.get(&path).await.ok()["created"], 200);
    run().await.ok();
    run().await.ok();
    plano.settle().await;
    let done = admin.get(&path).await.ok();
    assert_eq!((&done["status"], &done["created"]), (&json!("done"), &json!(450)));
    assert_eq!(run().await.ok()["created"], 450);
    plano.settle().await;
    assert_eq!(admin.get("/admin/accounts?q=agent").await.ok()["total"], 450);
}

#[tokio::test(flavor = "multi_thread")]
async fn four_thousand_accounts_are_imported() {
    let plano = TestApp::new().await;
    let admin = plano.admin("admin").await;
    let mut file = "email;prenom;nom;fonction;groupe\n".to_owned();
    for number in 0..4_000 {
        file.push_str(&format!(
            "agent{number}@rivemont.example;Agent;Nom{number};Chargée de mission;Groupe {}\n",
            number % 20
        ));
    }
    let began = std::time::Instant::now();
    let checked = send(&admin, draft(), "", file.into_bytes()).await.ok();
    let looked = began.elapsed();
    let path = format!("/admin/imports/{}", text(&checked["id"]));
    admin
        .put(&format!("{path}/run"), json!({ "skip_faulty": false }))
        .await
        .ok();
    let began = std::time::Instant::now();
    jobs::settle(plano.db(), &crate::areas::jobs(&plano.app))
        .await
        .expect("the import runs");
    println!(
        "4,000 accounts: looked at in {looked:?}, made in {:?}",
        began.elapsed()
    );
    let done = admin.get(&path).await.ok();
    assert_eq!(
        (&done["status"], &done["created"]),
        (&json!("done"), &json!(4_000))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn files_are_bounded_and_of_one_type() {
    let plano = TestApp::new().await;
    let admin = plano.admin("admin").await;
    let header = b"email;prenom;nom\n".to_vec();
    let mut just = header.clone();
    just.resize(super::super::import::FILE_MAX_BYTES, b'\n');
    send(&admin, draft(), "", just.clone()).await.ok();
    just.push(b'\n');
    send(&admin, draft(), "", just)
        .await
        .refused(413, "body.too_large");
    send(&admin, draft(), "", Vec::new())
        .await
        .refused(422, "import.empty");
    admin
        .post(&format!("/admin/imports?draft={}", draft()), json!({}))
        .await
        .refused(415, "body.wrong_type");
}
