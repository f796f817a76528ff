// SPDX-License-Identifier: EUPL-1.2
//! What waits for somebody's answer: who asks to enter, and who is proposed.

use super::*;

#[tokio::test(flavor = "multi_thread")]
async fn those_who_ask_to_enter_are_one_line_until_each_has_his_answer() {
    let plano = TestApp::new().await;
    let (camille, idriss, rose) = (
        plano.person("camille").await,
        plano.person("idriss").await,
        plano.person("rose").await,
    );
    let (sami, nina) = (plano.person("sami").await, plano.person("nina").await);
    let id = camille.makes_project("Plan vélo").await;
    invite(&camille, &id, &idriss, "manager").await;
    invite(&camille, &id, &rose, "member").await;
    plano.settle().await;

    ask(&sami, &id, "Je reprends le dossier de Léa.").await;
    plano.settle().await;
    let asked = the_one(&camille).await;
    assert_eq!(
        (&asked["kind"], &asked["is_open"], &asked["others"]),
        (&json!("project.access_requested"), &json!(true), &json!(0))
    );
    assert_eq!(
        (&asked["actor"]["given_name"], &asked["details"]["reason"]),
        (&json!("Sami"), &json!("Je reprends le dossier de Léa."))
    );
    assert!(asked["request"].as_str().is_some_and(|it| it.starts_with("par_")));
    assert_eq!(
        kinds(&rose).await,
        ["project.member_added"],
        "who does not manage is not told who asks"
    );
    assert_eq!(kinds(&sami).await, Vec::<String>::new());

    plano.advance(MINUTE);
    ask(&nina, &id, "").await;
    plano.settle().await;
    let both = the_one(&camille).await;
    assert_eq!(
        (&both["id"], &both["others"], &both["actor"]["given_name"]),
        (&asked["id"], &json!(1), &json!("Nina"))
    );

    // Camille answers the second one; the first still waits, for both who can answer.
    let request = both["request"].as_str().expect("a request").to_owned();
    camille
        .put(&format!("/project-access-requests/{request}/approval"), json!({}))
        .await
        .ok();
    plano.settle().await;
    for manager in [&camille, &idriss] {
        let rest = told(manager)
            .await
            .into_iter()
            .find(|it| it["kind"] == "project.access_requested")
            .expect("still asked");
        assert_eq!(
            (&rest["is_open"], &rest["others"], &rest["actor"]["given_name"]),
            (&json!(true), &json!(0), &json!("Sami"))
        );
        assert_eq!(
            (&rest["request"], &rest["is_read"]),
            (&asked["request"], &json!(false))
        );
    }
    let granted = the_one(&nina).await;
    assert_eq!(
        (&granted["kind"], &granted["actor"]["given_name"]),
        (&json!("project.access_granted"), &json!("Camille"))
    );
    assert_eq!(granted["project"]["name"], "Plan vélo");

    let request = asked["request"].as_str().expect("a request").to_owned();
    camille
        .put(
            &format!("/project-access-requests/{request}/refusal"),
            json!({ "reason": "Pas maintenant" }),
        )
        .await
        .ok();
    plano.settle().await;
    let mine = the_one(&camille).await;
    assert_eq!(
        (&mine["is_open"], &mine["is_read"]),
        (&json!(false), &json!(true)),
        "who answers has read the question"
    );
    let theirs = told(&idriss)
        .await
        .into_iter()
        .find(|it| it["kind"] == "project.access_requested")
        .expect("was asked");
    assert_eq!(
        (&theirs["is_open"], &theirs["is_read"]),
        (&json!(false), &json!(false))
    );
    let refused = the_one(&sami).await;
    assert_eq!(refused["details"], json!({ "reason": "Pas maintenant" }));
    assert_eq!(
        (&refused["kind"], &refused["project"]),
        (&json!("project.access_refused"), &Value::Null),
        "the name is not his to know"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn who_manages_no_more_no_longer_sees_who_asks() {
    let plano = TestApp::new().await;
    let (camille, idriss, sami) = (
        plano.person("camille").await,
        plano.person("idriss").await,
        plano.person("sami").await,
    );
    let id = camille.makes_project("Plan vélo").await;
    let (member, etag) = invite(&camille, &id, &idriss, "manager").await;
    ask(&sami, &id, "").await;
    plano.settle().await;
    assert_eq!(
        kinds(&idriss).await,
        ["project.access_requested", "project.member_added"]
    );
    camille
        .patch(
            &format!("/projects/{id}/members/{member}"),
            &etag,
            json!({ "role": "member" }),
        )
        .await
        .ok();
    assert_eq!(kinds(&idriss).await, ["project.member_added"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proposal_is_told_to_managers_and_its_answer_to_both_sides() {
    let plano = TestApp::new().await;
    let (camille, rose, sami, nina) = (
        plano.person("camille").await,
        plano.person("rose").await,
        plano.person("sami").await,
        plano.person("nina").await,
    );
    let id = camille.makes_project("Écoles").await;
    invite(&camille, &id, &rose, "member").await;
    camille
        .changes(&format!("/projects/{id}"), json!({ "admission": "approval" }))
        .await;
    let (first, _) = invite(&rose, &id, &sami, "member").await;
    let (second, _) = invite(&rose, &id, &nina, "member").await;
    plano.settle().await;

    let waiting = told(&camille).await;
    assert_eq!(waiting.len(), 2, "each proposal is answered by itself");
    let of_sami = waiting
        .iter()
        .find(|it| it["details"]["member"] == json!(first))
        .expect("one of Sami");
    assert_eq!(
        (&of_sami["kind"], &of_sami["is_open"]),
        (&json!("project.member_waiting"), &json!(true))
    );
    assert_eq!(of_sami["actor"]["given_name"], "Rose");
    assert!(
        of_sami["details"]["person"]
            .as_str()
            .is_some_and(|it| it.starts_with("Sami ")),
        "{of_sami}"
    );
    assert_eq!(
        kinds(&sami).await,
        Vec::<String>::new(),
        "who is only proposed is told nothing"
    );

    camille
        .put(&format!("/projects/{id}/members/{first}/acceptance"), json!({}))
        .await
        .ok();
    camille
        .delete(&format!("/projects/{id}/members/{second}"))
        .await
        .ok();
    plano.settle().await;
    assert!(
        told(&camille)
            .await
            .iter()
            .all(|it| it["is_open"] == false && it["is_read"] == true)
    );
    assert_eq!(kinds(&sami).await, ["project.member_added"]);
    assert_eq!(
        kinds(&nina).await,
        Vec::<String>::new(),
        "who was not let in was never told that he might be"
    );
    let accepted = told(&rose).await.remove(0);
    assert_eq!(accepted["kind"], "project.member_accepted");
    assert!(
        accepted["details"]["person"]
            .as_str()
            .is_some_and(|it| it.starts_with("Sami ")),
        "{accepted}"
    );
}
