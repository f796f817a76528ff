// SPDX-License-Identifier: EUPL-1.2
//! Who may find whom.

use super::*;

async fn found(caller: &Caller<'_>, query: &str) -> Vec<String> {
    let people = caller.get(&format!("/people?{query}")).await.ok();
    people["items"]
        .as_array()
        .expect("people")
        .iter()
        .map(|it| it["given_name"].as_str().expect("a name").to_owned())
        .collect()
}

async fn called(caller: &Caller<'_>, given_name: &str, family_name: &str) {
    caller
        .patch(
            "/me",
            "1",
            json!({ "given_name": given_name, "family_name": family_name }),
        )
        .await
        .ok();
}

async fn elsewhere(plano: &TestApp) -> Id<kind::Organisation> {
    let made = plano
        .db()
        .write(Actor::System, async |tx| {
            crate::areas::orgs::create(tx, &text("Ailleurs"), None).await
        })
        .await;
    made.expect("an organisation")
}

async fn project(owner: &Caller<'_>, number: u8, members: &[&Caller<'_>]) -> String {
    let draft = format!("018f3b5e-7c00-7000-8000-0000000000{number:02}");
    let project = owner
        .post(
            "/projects",
            json!({ "draft": draft, "name": format!("Projet {number}") }),
        )
        .await
        .ok();
    let id = project["id"].as_str().expect("an id").to_owned();
    let invitations: Vec<Value> = members
        .iter()
        .map(|it| json!({ "account": it.account(), "role": "member" }))
        .collect();
    owner
        .post(
            &format!("/projects/{id}/members"),
            json!({ "invitations": invitations }),
        )
        .await
        .ok();
    id
}

#[tokio::test(flavor = "multi_thread")]
async fn people_are_found_by_beginnings_without_regard_to_accents() {
    let plano = TestApp::new().await;
    let (anna, helene) = (plano.person("anna").await, plano.person("helene").await);
    called(&helene, "Hélène", "Œuvrard-Maïs").await;
    for q in [
        "q=hel",
        "q=H%C3%A9L",
        "q=oeuv",
        "q=mais",
        "q=helene%20oeuvrard",
        "q=oeuvrard%20hel",
        "q=helene%40rivemont",
    ] {
        assert_eq!(found(&anna, q).await, ["Hélène"], "{q}");
    }
    for q in ["q=elene", "q=helene%20zz", "q=%25", "q=_elene", "q=h%25"] {
        assert_eq!(found(&anna, q).await, Vec::<String>::new(), "{q}");
    }
    // Once renamed, she is found by her present name only.
    called(&helene, "Marthe", "Durand").await;
    assert_eq!(found(&anna, "q=oeuv").await, Vec::<String>::new());
    assert_eq!(found(&anna, "q=marthe").await, ["Marthe"]);
}

/// More colleagues of everyone at the root than are looked at one by one.
async fn a_thousand_colleagues(plano: &TestApp) {
    let made = plano.db().write(Actor::System, async |tx| {
        for number in 0..=1_000 {
            let email = format!("zz{number}@rivemont.example")
                .parse()
                .expect("an address");
            let [given, family] = ["Zoé", "Zz"].map(|it| Name::new(it).expect("a name"));
            create_by_command(tx, &email, &given, &family, "no hash".to_owned(), false).await?;
        }
        Ok::<_, Problem>(())
    });
    made.await.expect("accounts");
}

#[tokio::test(flavor = "multi_thread")]
async fn close_colleagues_come_first() {
    let (town, ministry) = (TestApp::new().await, TestApp::new().await);
    a_thousand_colleagues(&ministry).await;
    for plano in [town, ministry] {
        expect_close_colleagues_first(&plano).await;
    }
}

async fn expect_close_colleagues_first(plano: &TestApp) {
    let away = elsewhere(plano).await;
    let anna = plano.person("anna").await;
    let (far, near, here) = (
        plano.person_in("pia", away).await,
        plano.person_in("paul", away).await,
        plano.person("pierre").await,
    );
    called(&far, "Pia", "Aa").await;
    called(&near, "Paul", "Bb").await;
    called(&here, "Pierre", "Cc").await;
    let id = project(&anna, 1, &[&near]).await;
    assert_eq!(found(&anna, "q=p").await, ["Pierre", "Paul", "Pia"]);
    assert_eq!(found(&anna, "q=p&limit=1").await, ["Pierre"]);
    // For an invitation, those who are in already are left out; whether they are is told to members only.
    assert_eq!(
        found(&anna, &format!("q=p&project={id}")).await,
        ["Pierre", "Pia"]
    );
    assert_eq!(found(&far, &format!("q=paul&project={id}")).await, ["Paul"]);
    deactivates(plano, here.account()).await;
    assert_eq!(found(&anna, "q=p").await, ["Paul", "Pia"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_outsider_finds_the_people_of_his_projects_only() {
    let plano = TestApp::new().await;
    let (anna, bruno, carla) = (
        plano.person("anna").await,
        plano.person("bruno").await,
        plano.person("carla").await,
    );
    let nour = plano.external("nour").await;
    assert_eq!(found(&nour, "q=").await, Vec::<String>::new());
    let id = project(&anna, 1, &[&bruno, &nour]).await;
    project(&anna, 2, &[&carla]).await;
    assert_eq!(found(&nour, "q=").await, ["Anna", "Bruno", "Nour"]);
    assert_eq!(found(&nour, "q=car").await, Vec::<String>::new());
    nour.get(&format!("/people/{}", carla.account()))
        .await
        .refused(404, "not_found");
    let nobody = nour.get("/people/acc_00000000000000000000000000").await;
    assert_eq!(
        plain(&nobody),
        plain(&nour.get(&format!("/people/{}", carla.account())).await)
    );
    let sheet = nour.get(&format!("/people/{}", bruno.account())).await.ok();
    assert_eq!(sheet["shared_projects"][0]["id"], json!(id));
    // Carla finds him, and sees that he is from outside.
    let people = carla.get("/people?q=nour").await.ok();
    assert_eq!(
        (
            &people["items"][0]["is_external"],
            &people["items"][0]["organisation"]
        ),
        (&json!(true), &Value::Null)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sheet_tells_where_someone_is_and_what_time_it_is_there() {
    let plano = TestApp::new().await;
    let (anna, bruno) = (plano.person("anna").await, plano.person("bruno").await);
    bruno
        .patch("/me", "1", json!({ "time_zone": "Indian/Reunion" }))
        .await
        .ok();
    let sheet = anna.get(&format!("/people/{}", bruno.account())).await.ok();
    assert_eq!(
        (&sheet["local_time"], &sheet["time_zone"]),
        (&json!("11:42"), &json!("Indian/Reunion"))
    );
    assert_eq!(sheet["organisations"][0]["name"], "Agglomération de Rivemont");
    assert_eq!(
        (&sheet["email"], &sheet["presence"]),
        (&json!("bruno@rivemont.example"), &json!("offline"))
    );
    assert_eq!(sheet["person"]["organisation"], "Agglomération de Rivemont");
    plano
        .visitor()
        .get(&format!("/people/{}", bruno.account()))
        .await
        .refused(401, "session.none");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_of_people_costs_the_same_however_long_it_is() {
    let plano = TestApp::new().await;
    let anna = plano.person("anna").await;
    let few = db::counting_statements(found(&anna, "q=")).await.1;
    for name in ["bea", "carl", "dina", "elio"] {
        plano.person(name).await;
    }
    let (people, many) = db::counting_statements(found(&anna, "q=")).await;
    assert_eq!((people.len(), few), (5, many));
    // Once there are enough of those who are near, the others are not looked for.
    let (people, near) = db::counting_statements(found(&anna, "q=&limit=5")).await;
    assert_eq!((people.len(), near), (5, many - 2));
}
