// SPDX-License-Identifier: EUPL-1.2
//! What links from mails open, once.

use std::time::Duration;

use futures_util::future::join_all;

use super::*;

const ANNA: &str = "anna@rivemont.example";

async fn forgets(plano: &TestApp, email: &str) -> Answer {
    let answer = plano
        .visitor()
        .post("/password-resets", json!({ "email": email }))
        .await;
    plano.settle().await;
    answer
}

async fn completes(plano: &TestApp, token: &str, password: &str) -> Answer {
    plano
        .visitor()
        .post(
            "/password-resets/completion",
            json!({ "token": token, "password": password }),
        )
        .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_forgotten_password_is_replaced_by_a_mail() {
    let plano = TestApp::new().await;
    let anna = plano.person("anna").await;
    forgets(&plano, ANNA).await;
    let (page, token) = link(&plano, ANNA);
    assert_eq!(page, "mot-de-passe");
    let answer = completes(&plano, &token, ANOTHER).await;
    assert_eq!(answer.status, 200, "{}", answer.json);
    plano.visitor().with_cookie_of(&answer).get("/me").await.ok();
    // Whoever was in is out.
    anna.get("/me").await.refused(401, "session.none");
    assert!(opens(&plano, "anna", ANOTHER).await);
    assert!(!opens(&plano, "anna", PASSWORD).await);
    completes(&plano, &token, "encore un autre mot de passe")
        .await
        .refused(403, "link.refused");
    plano.settle().await;
    assert!(matches!(
        plano.mails().to(ANNA).last().unwrap().mail,
        mail::Mail::PasswordChanged(_)
    ));
}

/// Two programs of Anna's, by what each shows.
async fn programs(anna: &Caller<'_>) -> Vec<String> {
    let mut secrets = Vec::new();
    for name in ["Tableau de bord", "Portable"] {
        let new = json!({ "name": name, "scope": "api:read" });
        let made = anna.post("/me/app-passwords", new).await.ok();
        secrets.push(made["secret"].as_str().unwrap().to_owned());
    }
    secrets
}

/// How many of them are still let in.
async fn let_in(plano: &TestApp, programs: &[String]) -> usize {
    let mut let_in = 0;
    for secret in programs {
        let_in += usize::from(
            plano
                .visitor()
                .with_app_password(secret)
                .get("/projects")
                .await
                .status
                == 200,
        );
    }
    let_in
}

async fn withdrawn_in_the_journal(plano: &TestApp) -> i64 {
    db::sql!("SELECT COUNT(*) FROM events WHERE kind = 'account.app_password_removed'")
        .value(plano.db())
        .await
        .unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_password_replaced_by_a_mail_ends_the_app_passwords_too() {
    let plano = TestApp::new().await;
    let anna = plano.person("anna").await;
    let programs = programs(&anna).await;
    assert_eq!(let_in(&plano, &programs).await, 2);
    forgets(&plano, ANNA).await;
    let (_, token) = link(&plano, ANNA);
    completes(&plano, &token, ANOTHER).await.ok();
    assert_eq!(let_in(&plano, &programs).await, 0);
    assert_eq!(withdrawn_in_the_journal(&plano).await, 1);
    plano.settle().await;
    let told = plano.mails().to(ANNA).last().unwrap().text.clone();
    assert!(
        told.contains("vos 2 mots de passe d’application ont pris fin"),
        "{told}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_password_changed_leaves_the_app_passwords_or_ends_them_as_asked() {
    let plano = TestApp::new().await;
    let anna = plano.person("anna").await;
    let programs = programs(&anna).await;
    let change = json!({ "current": PASSWORD, "password": ANOTHER });
    assert_eq!(anna.put("/me/password", change).await.status, 204);
    assert_eq!(let_in(&plano, &programs).await, 2);
    assert_eq!(withdrawn_in_the_journal(&plano).await, 0);
    let change = json!({ "current": ANOTHER, "password": PASSWORD, "end_app_passwords": true });
    assert_eq!(anna.put("/me/password", change).await.status, 204);
    assert_eq!(let_in(&plano, &programs).await, 0);
    assert_eq!(withdrawn_in_the_journal(&plano).await, 1);
    plano.settle().await;
    let told: Vec<_> = plano
        .mails()
        .to(ANNA)
        .iter()
        .map(|it| it.text.contains("application"))
        .collect();
    assert_eq!(told, [false, true]);
}

#[tokio::test(flavor = "multi_thread")]
async fn asking_tells_nothing_and_writes_to_nobody_else() {
    let plano = TestApp::new().await;
    let gone = plano.person("gone").await;
    plano.person("anna").await;
    deactivates(&plano, gone.account()).await;
    plano.settle().await;
    let mut answers = Vec::new();
    for email in [
        ANNA,
        "nobody@rivemont.example",
        "gone@rivemont.example",
        "not an address",
    ] {
        let (answer, statements) = db::counting_statements(
            plano
                .visitor()
                .post("/password-resets", json!({ "email": email })),
        )
        .await;
        answers.push((plain(&answer), statements));
    }
    plano.settle().await;
    assert_eq!(answers[0].0, (202, json!({})));
    assert!(answers.windows(2).all(|pair| pair[0] == pair[1]), "{answers:?}");
    let written: Vec<String> = plano.mails().all().iter().map(|it| it.to.to_string()).collect();
    assert_eq!(written, [ANNA]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_dies_by_time_and_by_a_newer_one() {
    let plano = TestApp::new().await;
    plano.person("anna").await;
    forgets(&plano, ANNA).await;
    let (_, first) = link(&plano, ANNA);
    forgets(&plano, ANNA).await;
    let (_, second) = link(&plano, ANNA);
    assert_ne!(first, second);
    completes(&plano, &first, ANOTHER)
        .await
        .refused(403, "link.refused");
    plano.advance(Duration::from_secs(30 * 60));
    completes(&plano, &second, ANOTHER)
        .await
        .refused(403, "link.refused");
    for token in ["", "x", &base::Secret::generate().reveal()] {
        completes(&plano, token, ANOTHER)
            .await
            .refused(403, "link.refused");
    }
    assert!(opens(&plano, "anna", PASSWORD).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mailbox_is_not_filled() {
    let plano = TestApp::new().await;
    plano.person("anna").await;
    for network in 0..10 {
        let asked = from_afar(
            Method::POST,
            "/password-resets",
            &json!({ "email": ANNA }),
            network,
        );
        assert_eq!(plano.visitor().send(asked).await.status, 202);
        plano.settle().await;
    }
    assert_eq!(plano.mails().to(ANNA).len(), 5);
    plano.advance(Duration::from_secs(3_601));
    forgets(&plano, ANNA).await;
    assert_eq!(plano.mails().to(ANNA).len(), 6);
}

#[tokio::test(flavor = "multi_thread")]
async fn strangers_who_ask_for_links_leave_the_owner_one_that_opens() {
    let plano = TestApp::new().await;
    plano.person("anna").await;
    let mut networks = 0..;
    let mut strangers_ask = async || {
        for network in networks.by_ref().take(8) {
            let body = json!({ "email": ANNA });
            let asked = from_afar(Method::POST, "/password-resets", &body, network);
            assert_eq!(plano.visitor().send(asked).await.status, 202);
            plano.settle().await;
        }
    };
    for round in 1..=12 {
        strangers_ask().await;
        forgets(&plano, ANNA).await;
        let (_, token) = link(&plano, ANNA);
        // Not spent: a password that is refused shows that the link was not.
        completes(&plano, &token, "court")
            .await
            .refused(422, "password.too_short");
        // And the mailbox is not filled: five at once, then one each quarter of an hour.
        assert!(plano.mails().to(ANNA).len() < 5 + 2 * round, "round {round}");
        plano.advance(Duration::from_secs(14 * 60));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_known_browser_asks_for_a_link_when_its_network_has_asked_for_too_many() {
    let plano = TestApp::new().await;
    plano.person("anna").await;
    let browser = plano
        .visitor()
        .with_proof_of(&signs_in(&plano.visitor(), "anna", PASSWORD).await);
    for n in 0..10 {
        forgets(&plano, &format!("nobody{n}@rivemont.example")).await;
    }
    forgets(&plano, ANNA).await.refused(429, "session.throttled");
    let asked = browser.post("/password-resets", json!({ "email": ANNA })).await;
    assert_eq!(asked.status, 202);
    plano.settle().await;
    assert_eq!(link(&plano, ANNA).0, "mot-de-passe");
    // For somebody else it is a browser like any other.
    browser
        .post("/password-resets", json!({ "email": "nobody@rivemont.example" }))
        .await
        .refused(429, "session.throttled");
}

#[tokio::test(flavor = "multi_thread")]
async fn one_network_asks_for_few_mails() {
    let plano = TestApp::new().await;
    for n in 0..10 {
        assert_eq!(
            forgets(&plano, &format!("nobody{n}@rivemont.example"))
                .await
                .status,
            202
        );
    }
    forgets(&plano, "nobody@rivemont.example")
        .await
        .refused(429, "session.throttled");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_that_failed_to_be_used_can_be_used_again() {
    let plano = TestApp::new().await;
    plano.person("anna").await;
    forgets(&plano, ANNA).await;
    let (_, token) = link(&plano, ANNA);
    completes(&plano, &token, "court")
        .await
        .refused(422, "password.too_short");
    completes(&plano, &token, "annaannaanna")
        .await
        .refused(422, "password.guessable");
    completes(&plano, &token, PASSWORD)
        .await
        .refused(422, "password.same");
    assert_eq!(completes(&plano, &token, ANOTHER).await.status, 200);
}

fn acceptance(token: &str) -> Value {
    json!({ "token": token, "given_name": "Maëlle", "family_name": "Le Kervadec", "password": ANOTHER, "language": "en" })
}

#[tokio::test(flavor = "multi_thread")]
async fn an_invitation_opens_an_account() {
    let plano = TestApp::new().await;
    let anna = plano.person("anna").await;
    let account = invited(&plano, &anna, "maelle").await;
    let (page, token) = link(&plano, "maelle@rivemont.example");
    assert_eq!(page, "invitation");
    let view = plano
        .visitor()
        .post("/invitations/inspection", json!({ "token": token }))
        .await
        .ok();
    assert_eq!(view["email"], "maelle@rivemont.example");
    assert_eq!(view["invited_by"], "Anna Test");
    assert_eq!(view["organisation"], "Agglomération de Rivemont");
    assert_eq!(
        (&view["is_external"], &view["project"], &view["access_ends_on"]),
        (&json!(false), &Value::Null, &Value::Null)
    );
    let mut weak = acceptance(&token);
    weak["password"] = json!("motdepasse1234");
    plano
        .visitor()
        .post("/invitations/acceptance", weak)
        .await
        .refused(422, "password.guessable");
    let mut more = acceptance(&token);
    more["is_instance_admin"] = json!(true);
    plano
        .visitor()
        .post("/invitations/acceptance", more)
        .await
        .refused(400, "body.unknown_field");
    let answer = plano
        .visitor()
        .post("/invitations/acceptance", acceptance(&token))
        .await;
    let me = plano.visitor().with_cookie_of(&answer).get("/me").await.ok();
    assert_eq!(
        (&me["account"]["id"], &me["account"]["name"], &me["language"]),
        (&json!(account), &json!("Maëlle Le Kervadec"), &json!("en"))
    );
    plano
        .visitor()
        .post("/invitations/acceptance", acceptance(&token))
        .await
        .refused(403, "link.refused");
    plano
        .visitor()
        .post("/invitations/inspection", json!({ "token": token }))
        .await
        .refused(403, "link.refused");
    // A link is for what it is for.
    completes(&plano, &token, ANOTHER)
        .await
        .refused(403, "link.refused");
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_hundred_who_accept_one_invitation_one_comes_in() {
    let plano = TestApp::new().await;
    let anna = plano.person("anna").await;
    invited(&plano, &anna, "maelle").await;
    let (_, token) = link(&plano, "maelle@rivemont.example");
    let visitor = plano.visitor();
    let attempts = (0..200u8).map(|network| {
        let request = from_afar(
            Method::POST,
            "/invitations/acceptance",
            &acceptance(&token),
            network,
        );
        visitor.send(request)
    });
    let answers = join_all(attempts).await;
    let count = |status| answers.iter().filter(|it| it.status == status).count();
    assert_eq!(count(200), 1);
    // The others are refused, or too many to be looked at in this moment.
    let others = answers.iter().find(|it| ![200, 403, 503].contains(&it.status));
    assert!(others.is_none(), "{others:?}");
    let entered = answers.iter().find(|it| it.status == 200).unwrap();
    let sessions = visitor.with_cookie_of(entered).get("/me/sessions").await.ok();
    assert_eq!(sessions["items"].as_array().unwrap().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_invited_and_forgets_is_invited_again() {
    let plano = TestApp::new().await;
    let anna = plano.person("anna").await;
    invited(&plano, &anna, "maelle").await;
    let (_, first) = link(&plano, "maelle@rivemont.example");
    forgets(&plano, "maelle@rivemont.example").await;
    let (page, second) = link(&plano, "maelle@rivemont.example");
    assert_eq!(page, "invitation");
    plano
        .visitor()
        .post("/invitations/acceptance", acceptance(&first))
        .await
        .refused(403, "link.refused");
    plano
        .visitor()
        .post("/invitations/acceptance", acceptance(&second))
        .await
        .ok();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_invitation_dies_with_its_account_and_with_time() {
    let plano = TestApp::new().await;
    let anna = plano.person("anna").await;
    let account = invited(&plano, &anna, "maelle").await;
    invited(&plano, &anna, "idriss").await;
    let (_, token) = link(&plano, "maelle@rivemont.example");
    deactivates(&plano, account).await;
    plano
        .visitor()
        .post("/invitations/acceptance", acceptance(&token))
        .await
        .refused(403, "link.refused");
    let (_, token) = link(&plano, "idriss@rivemont.example");
    plano.advance(Duration::from_secs(14 * 24 * 3_600));
    plano
        .visitor()
        .post("/invitations/acceptance", acceptance(&token))
        .await
        .refused(403, "link.refused");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_outsider_is_told_what_he_is_invited_to() {
    let plano = TestApp::new().await;
    let anna = plano.person("anna").await;
    let project = anna
        .post("/projects", json!({ "draft": draft(), "name": "Plan vélo" }))
        .await
        .ok();
    let path = format!("/projects/{}/members", project["id"].as_str().unwrap());
    let invitation = json!({ "email": "nour.attali@ch.example", "role": "member", "ends_on": "2026-12-31" });
    anna.post(&path, json!({ "invitations": [invitation] }))
        .await
        .ok();
    plano.settle().await;
    let mails = plano.mails().to("nour.attali@ch.example");
    assert!(
        mails
            .iter()
            .any(|it| matches!(it.mail, mail::Mail::OutsiderInvitation(_))),
        "{mails:?}"
    );
    let (_, token) = link(&plano, "nour.attali@ch.example");
    let view = plano
        .visitor()
        .post("/invitations/inspection", json!({ "token": token }))
        .await
        .ok();
    assert_eq!(
        (
            &view["is_external"],
            &view["project"],
            &view["access_ends_on"],
            &view["given_name"],
            &view["family_name"]
        ),
        (
            &json!(true),
            &json!("Plan vélo"),
            &json!("2026-12-31"),
            &json!("Nour"),
            &json!("Attali")
        )
    );
    let answer = plano
        .visitor()
        .post("/invitations/acceptance", acceptance(&token))
        .await;
    let nour = plano.visitor().with_cookie_of(&answer);
    let me = nour.get("/me").await.ok();
    assert_eq!(
        (&me["account"]["is_external"], &me["access_ends_on"]),
        (&json!(true), &json!("2026-12-31"))
    );
    assert_eq!(
        me["can"],
        json!({ "create_projects": false, "search_people": false, "administer": false })
    );
}

fn draft() -> String {
    base::Ids::Random
        .next::<kind::Blob>(crate::testkit::NOW)
        .uuid()
        .to_string()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_password_change_asks_for_the_old_one_and_ends_the_other_sessions() {
    let plano = TestApp::new().await;
    let anna = plano.person("anna").await;
    let other = anna.with_cookie_of(&signs_in(&plano.visitor(), "anna", PASSWORD).await);
    anna.put("/me/password", json!({ "current": ANOTHER, "password": ANOTHER }))
        .await
        .refused(403, "session.refused");
    anna.put(
        "/me/password",
        json!({ "current": PASSWORD, "password": PASSWORD }),
    )
    .await
    .refused(422, "password.same");
    assert_eq!(
        anna.put(
            "/me/password",
            json!({ "current": PASSWORD, "password": ANOTHER })
        )
        .await
        .status,
        204
    );
    other.get("/me").await.refused(401, "session.none");
    anna.get("/me").await.ok();
    assert!(opens(&plano, "anna", ANOTHER).await);
    plano.settle().await;
    assert!(matches!(
        plano.mails().to(ANNA).last().unwrap().mail,
        mail::Mail::PasswordChanged(_)
    ));
}

#[tokio::test(flavor = "multi_thread")]
async fn administrators_choose_longer_passwords() {
    let plano = TestApp::new().await;
    let admin = plano.admin("admin").await;
    let short = json!({ "current": PASSWORD, "password": "é8!kfmq-wz2Tb" });
    let refused = admin
        .put("/me/password", short)
        .await
        .refused(422, "password.too_short");
    assert_eq!(refused["fields"][0]["params"]["min_length"], 16);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_changes_when_its_mailbox_says_so() {
    let plano = TestApp::new().await;
    let anna = plano.person("anna").await;
    let new = "anna.nouvelle@rivemont.example";
    anna.post("/me/email", json!({ "email": ANNA }))
        .await
        .refused(422, "email.same");
    anna.post("/me/email", json!({ "email": "a@b@c" }))
        .await
        .refused(422, "email.malformed");
    assert_eq!(
        plain(&anna.post("/me/email", json!({ "email": new })).await),
        (202, json!({}))
    );
    plano.settle().await;
    assert!(matches!(
        plano.mails().to(ANNA).last().unwrap().mail,
        mail::Mail::EmailChangeAsked(_)
    ));
    let (page, token) = link(&plano, new);
    assert_eq!(page, "adresse");
    assert!(opens(&plano, "anna", PASSWORD).await);
    let confirm = async || {
        plano
            .visitor()
            .post("/email-changes/confirmation", json!({ "token": token }))
            .await
    };
    assert_eq!(confirm().await.status, 204);
    confirm().await.refused(403, "link.refused");
    assert!(!opens(&plano, "anna", PASSWORD).await);
    assert!(opens(&plano, "anna.nouvelle", PASSWORD).await);
    plano.settle().await;
    assert!(
        plano
            .mails()
            .to(ANNA)
            .iter()
            .any(|it| matches!(it.mail, mail::Mail::EmailChanged(_)))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_password_ends_an_address_that_was_asked_for_before() {
    let plano = TestApp::new().await;
    let intruder = plano.person("anna").await;
    let elsewhere = "intrus@ailleurs.example";
    let asks = async || {
        let asked = intruder.post("/me/email", json!({ "email": elsewhere })).await;
        assert_eq!(asked.status, 202);
        plano.settle().await;
        link(&plano, elsewhere).1
    };
    let confirm = async |token: String| {
        plano
            .visitor()
            .post("/email-changes/confirmation", json!({ "token": token }))
            .await
    };
    let asked = asks().await;
    let change = json!({ "current": PASSWORD, "password": ANOTHER });
    assert_eq!(intruder.put("/me/password", change).await.status, 204);
    confirm(asked).await.refused(403, "link.refused");

    let asked = asks().await;
    assert_eq!(forgets(&plano, ANNA).await.status, 202);
    plano.settle().await;
    let (_, reset) = link(&plano, ANNA);
    let done = completes(&plano, &reset, "un troisième mot de passe bien long").await;
    assert!((200..300).contains(&done.status), "{}", done.status);
    confirm(asked).await.refused(403, "link.refused");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_that_is_taken_is_not_told_of() {
    let plano = TestApp::new().await;
    let (anna, _) = (plano.person("anna").await, plano.person("bruno").await);
    let free = plain(
        &anna
            .post("/me/email", json!({ "email": "libre@rivemont.example" }))
            .await,
    );
    plano.settle().await;
    let (_, token) = link(&plano, "libre@rivemont.example");
    let taken = plain(
        &anna
            .post("/me/email", json!({ "email": "bruno@rivemont.example" }))
            .await,
    );
    plano.settle().await;
    assert_eq!(free, taken);
    assert!(plano.mails().to("bruno@rivemont.example").is_empty());
    // The newer wish has replaced the older one.
    plano
        .visitor()
        .post("/email-changes/confirmation", json!({ "token": token }))
        .await
        .refused(403, "link.refused");
}
