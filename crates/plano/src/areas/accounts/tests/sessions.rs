// SPDX-License-Identifier: EUPL-1.2
//! Signing in and out, and what a session is worth.

use std::time::Duration;

use base::{Actor, Problem};
use futures_util::future::join_all;

use super::{
    super::{passwords::Passwords, store},
    *,
};

const HOUR: Duration = Duration::from_secs(3_600);
const DAY: Duration = Duration::from_secs(24 * 3_600);

#[tokio::test(flavor = "multi_thread")]
async fn signing_in_gives_a_cookie_that_no_script_reads() {
    let plano = TestApp::new().await;
    plano.person("anna").await;
    let answer = signs_in(&plano.visitor(), "anna", PASSWORD).await;
    assert_eq!(answer.status, 200, "{}", answer.json);
    let cookie = answer.headers[header::SET_COOKIE].to_str().unwrap();
    assert!(
        cookie.starts_with("plano=") && cookie.ends_with("; Path=/; HttpOnly; SameSite=Lax"),
        "{cookie}"
    );
    assert_eq!(answer.json["email"], "anna@rivemont.example");
    assert_eq!(answer.json["session_is_fresh"], true);
    let anna = plano.visitor().with_cookie_of(&answer);
    assert_eq!(anna.get("/me").await.ok()["account"]["name"], "Anna Test");
    let body = json!({ "email": " Anna@Rivemont.example ", "password": PASSWORD, "stay_signed_in": true });
    let stays = plano.visitor().post("/session", body).await;
    assert!(
        stays.headers[header::SET_COOKIE]
            .to_str()
            .unwrap()
            .ends_with("; Max-Age=7776000")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_tells_an_unknown_address_from_a_wrong_password() {
    let plano = TestApp::new().await;
    let anna = plano.person("anna").await;
    invited(&plano, &anna, "maelle").await;
    let gone = plano.person("gone").await;
    deactivates(&plano, gone.account()).await;
    let mut answers = Vec::new();
    for email in [
        "anna@rivemont.example",
        "nobody@rivemont.example",
        "maelle@rivemont.example",
        "gone@rivemont.example",
        "not an address",
        "",
    ] {
        let (checks, events) = (plano.app.passwords.checks(), refusals(&plano).await);
        let answer = plano
            .visitor()
            .post(
                "/session",
                json!({ "email": email, "password": "faux mot de passe" }),
            )
            .await;
        // As long as the others take: one hash is computed, one line written.
        assert_eq!(plano.app.passwords.checks() - checks, 1, "{email}");
        assert_eq!(refusals(&plano).await - events, 1, "{email}");
        assert!(!answer.headers.contains_key(header::SET_COOKIE));
        answers.push(plain(&answer));
    }
    assert_eq!(answers[0].0, 401);
    assert_eq!(answers[0].1["code"], "session.refused");
    assert!(answers.windows(2).all(|pair| pair[0] == pair[1]), "{answers:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hash_made_with_less_is_made_anew_at_the_next_sign_in() {
    let plano = TestApp::new().await;
    let anna = plano.person("anna").await;
    let account = anna.account();
    let weak = Passwords::outdated().hash(PASSWORD.into()).await.unwrap();
    let kept = async || {
        store::credentials_of(plano.db(), account)
            .await
            .unwrap()
            .and_then(|it| it.password_hash)
            .unwrap()
    };
    let set = weak.clone();
    plano
        .db()
        .write(Actor::System, async move |tx| {
            store::rehash(tx, account, &set).await
        })
        .await
        .unwrap();
    signs_in(&plano.visitor(), "anna", ANOTHER)
        .await
        .refused(401, "session.refused");
    assert_eq!(kept().await, weak, "a wrong password makes nothing anew");
    assert!(opens(&plano, "anna", PASSWORD).await);
    let anew = kept().await;
    assert!(anew != weak && !plano.app.passwords.is_outdated(&anew), "{anew}");
    assert!(opens(&plano, "anna", PASSWORD).await);
    assert_eq!(kept().await, anew, "once is enough");
    // It is the same password: what was open stays open.
    anna.get("/me").await.ok();
}

async fn refusals(plano: &TestApp) -> i64 {
    // Not as readers see them: on PostgreSQL those wait for every transaction of the server, other tests' too.
    db::sql!("SELECT COUNT(*) FROM events WHERE kind = 'account.sign_in_refused'")
        .value(plano.db())
        .await
        .unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_closed_account_is_told_so_after_the_right_password_only() {
    let plano = TestApp::new().await;
    let anna = plano.person("anna").await;
    deactivates(&plano, anna.account()).await;
    anna.get("/me").await.refused(401, "session.none");
    signs_in(&plano.visitor(), "anna", ANOTHER)
        .await
        .refused(401, "session.refused");
    signs_in(&plano.visitor(), "anna", PASSWORD)
        .await
        .refused(403, "account.deactivated");
    let account = anna.account();
    plano
        .db()
        .write(Actor::System, async move |tx| {
            super::super::reactivate(tx, account).await
        })
        .await
        .unwrap();
    // What was cut stays cut; the password opens again.
    anna.get("/me").await.refused(401, "session.none");
    assert!(opens(&plano, "anna", PASSWORD).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_outsider_without_a_project_is_told_that_his_access_ended() {
    let plano = TestApp::new().await;
    plano.external("nour").await;
    signs_in(&plano.visitor(), "nour", ANOTHER)
        .await
        .refused(401, "session.refused");
    signs_in(&plano.visitor(), "nour", PASSWORD)
        .await
        .refused(403, "account.access_ended");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_outsider_signs_in_until_his_last_day_is_over() {
    let plano = TestApp::new().await;
    let (anna, nour) = (plano.person("anna").await, plano.external("nour").await);
    let project = json!({ "draft": "018f3b5e-7c00-7000-8000-000000000001", "name": "Plan vélo" });
    let project = anna.post("/projects", project).await.ok();
    let path = format!("/projects/{}/members", project["id"].as_str().unwrap());
    let invitation = json!({ "account": nour.account(), "role": "member", "ends_on": "2026-10-09" });
    anna.post(&path, json!({ "invitations": [invitation] }))
        .await
        .ok();
    plano.advance(DAY);
    assert!(opens(&plano, "nour", PASSWORD).await);
    // A day ends where it ends last, in Polynesia.
    plano.advance(DAY + 3 * HOUR);
    signs_in(&plano.visitor(), "nour", PASSWORD)
        .await
        .refused(403, "account.access_ended");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_guesser_is_slowed_down_and_the_owner_elsewhere_is_not() {
    let plano = TestApp::new().await;
    plano.person("anna").await;
    let right = json!({ "email": "anna@rivemont.example", "password": PASSWORD });
    for email in ["anna@rivemont.example", "nobody@rivemont.example"] {
        let wrong = json!({ "email": email, "password": "devine" });
        for _ in 0..8 {
            plano
                .visitor()
                .send(from_afar(Method::POST, "/session", &wrong, 7))
                .await
                .refused(401, "session.refused");
        }
        // The address is no secret: `ANNA@…` is the same account.
        let upper = json!({ "email": email.to_uppercase(), "password": PASSWORD });
        let answer = plano
            .visitor()
            .send(from_afar(Method::POST, "/session", &upper, 7))
            .await;
        assert!(answer.headers.contains_key(header::RETRY_AFTER));
        answer.refused(429, "session.throttled");
    }
    plano
        .visitor()
        .send(from_afar(Method::POST, "/session", &right, 8))
        .await
        .ok();
}

/// Wrong passwords from two hundred networks, until strangers are let try no more.
async fn strangers_fill_the_limit(plano: &TestApp) {
    let wrong = json!({ "email": "anna@rivemont.example", "password": "devine" });
    let mut refused = 0;
    for network in 1..=200 {
        let tried = from_afar(Method::POST, "/session", &wrong, network);
        let answer = plano.visitor().send(tried).await;
        assert!([401, 429].contains(&answer.status), "{}", answer.json);
        refused += u32::from(answer.status == 429);
    }
    assert!(refused > 100, "{refused}");
}

/// A password typed on some browser, on a network that nobody has come from yet.
async fn tries(browser: &Caller<'_>, name: &str, password: &str, network: u8) -> Answer {
    let body = json!({ "email": format!("{name}@rivemont.example"), "password": password });
    browser
        .send(from_afar(Method::POST, "/session", &body, network))
        .await
}

/// How many of some attempts were not even looked at.
async fn throttled(browser: &Caller<'_>, name: &str, times: u8) -> u8 {
    let mut refused = 0;
    for network in 0..times {
        refused += u8::from(tries(browser, name, "devine", 201 + network).await.status == 429);
    }
    refused
}

#[tokio::test(flavor = "multi_thread")]
async fn strangers_of_many_networks_do_not_lock_the_owner_out() {
    let plano = TestApp::new().await;
    plano.person("anna").await;
    let known = plano
        .visitor()
        .with_proof_of(&signs_in(&plano.visitor(), "anna", PASSWORD).await);
    strangers_fill_the_limit(&plano).await;
    assert!(throttled(&plano.visitor(), "anna", 20).await > 10);
    let answer = tries(&known, "anna", PASSWORD, 250).await;
    assert_eq!(answer.status, 200, "{}", answer.json);
    // And again, with what this sign-in has left.
    let known = known.with_proof_of(&answer);
    assert_eq!(tries(&known, "anna", PASSWORD, 250).await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stolen_proof_does_not_give_unbounded_guesses() {
    let plano = TestApp::new().await;
    plano.person("anna").await;
    let thief = plano
        .visitor()
        .with_proof_of(&signs_in(&plano.visitor(), "anna", PASSWORD).await);
    strangers_fill_the_limit(&plano).await;
    // Eight of its own, then it is a stranger among strangers.
    assert!(throttled(&thief, "anna", 40).await > 25);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proof_for_one_account_is_none_for_another() {
    let plano = TestApp::new().await;
    plano.person("anna").await;
    plano.person("bruno").await;
    let of_bruno = plano
        .visitor()
        .with_proof_of(&signs_in(&plano.visitor(), "bruno", PASSWORD).await);
    strangers_fill_the_limit(&plano).await;
    assert!(throttled(&of_bruno, "anna", 20).await > 10);
    let made_up = plano.visitor().with_cookie("plano-known=AAAA");
    assert!(throttled(&made_up, "anna", 20).await > 10);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_password_makes_other_browsers_unknown() {
    let plano = TestApp::new().await;
    plano.person("anna").await;
    let before = signs_in(&plano.visitor(), "anna", PASSWORD).await;
    let change = json!({ "current": PASSWORD, "password": ANOTHER });
    let changed = plano
        .visitor()
        .with_cookie_of(&before)
        .put("/me/password", change)
        .await;
    assert_eq!(changed.status, 204);
    strangers_fill_the_limit(&plano).await;
    let (old, new) = (
        plano.visitor().with_proof_of(&before),
        plano.visitor().with_proof_of(&changed),
    );
    assert!(throttled(&old, "anna", 20).await > 10);
    assert_eq!(tries(&new, "anna", ANOTHER, 250).await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_proof_is_kept_for_half_a_year_where_no_script_reads_it() {
    let plano = TestApp::new().await;
    plano.person("anna").await;
    let answer = signs_in(&plano.visitor(), "anna", PASSWORD).await;
    let cookies: Vec<_> = answer.headers.get_all(header::SET_COOKIE).iter().collect();
    let proof = cookies[1].to_str().unwrap();
    assert!(
        proof.starts_with("plano-known=")
            && proof.ends_with("; Path=/; HttpOnly; SameSite=Lax; Max-Age=15552000"),
        "{proof}"
    );
    assert!(proof.len() < 160, "{proof}");
    // It is no session.
    let known = plano.visitor().with_proof_of(&answer);
    known.get("/me").await.refused(401, "session.none");
}

#[tokio::test(flavor = "multi_thread")]
async fn signing_in_ends_the_session_the_browser_came_with() {
    let plano = TestApp::new().await;
    let anna = plano.person("anna").await;
    let answer = signs_in(&anna, "anna", PASSWORD).await;
    let again = anna.with_cookie_of(&answer);
    assert_ne!(anna.cookie(), again.cookie());
    anna.get("/me").await.refused(401, "session.none");
    again.get("/me").await.ok();
}

#[tokio::test(flavor = "multi_thread")]
async fn signing_out_ends_the_session_and_takes_the_cookie_away() {
    let plano = TestApp::new().await;
    let anna = plano.person("anna").await;
    let answer = anna.delete("/session").await;
    assert_eq!(answer.status, 204);
    assert!(
        answer.headers[header::SET_COOKIE]
            .to_str()
            .unwrap()
            .contains("plano=; ")
    );
    anna.get("/me").await.refused(401, "session.none");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_of_the_day_ends_unused_or_after_a_day() {
    let plano = TestApp::new().await;
    plano.person("anna").await;
    let unused = plano
        .visitor()
        .with_cookie_of(&signs_in(&plano.visitor(), "anna", PASSWORD).await);
    plano.advance(12 * HOUR);
    unused.get("/me").await.refused(401, "session.none");
    let used = plano
        .visitor()
        .with_cookie_of(&signs_in(&plano.visitor(), "anna", PASSWORD).await);
    for _ in 0..2 {
        plano.advance(11 * HOUR);
        used.get("/me").await.ok();
    }
    plano.advance(2 * HOUR);
    used.get("/me").await.refused(401, "session.none");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_that_stays_ends_after_thirty_days_unused_or_ninety() {
    let plano = TestApp::new().await;
    plano.person("anna").await;
    let stays = json!({ "email": "anna@rivemont.example", "password": PASSWORD, "stay_signed_in": true });
    let unused = plano
        .visitor()
        .with_cookie_of(&plano.visitor().post("/session", stays.clone()).await);
    let used = plano
        .visitor()
        .with_cookie_of(&plano.visitor().post("/session", stays).await);
    for _ in 0..3 {
        plano.advance(29 * DAY);
        used.get("/me").await.ok();
    }
    unused.get("/me").await.refused(401, "session.none");
    plano.advance(3 * DAY);
    used.get("/me").await.refused(401, "session.none");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_use_of_a_session_is_written_now_and_then() {
    let plano = TestApp::new().await;
    let anna = plano.person("anna").await;
    let used = async || anna.get("/me/sessions").await.ok()["items"][0]["last_used_at"].clone();
    let first = used().await;
    plano.advance(Duration::from_secs(4 * 60));
    assert_eq!(used().await, first);
    plano.advance(Duration::from_secs(60));
    assert_ne!(used().await, first);
}

#[tokio::test(flavor = "multi_thread")]
async fn sessions_are_listed_and_ended_one_or_all() {
    let plano = TestApp::new().await;
    let (anna, bruno) = (plano.person("anna").await, plano.person("bruno").await);
    let body = json!({ "email": "anna@rivemont.example", "password": PASSWORD });
    let other = anna.with_cookie_of(
        &plano
            .visitor()
            .send(from_afar(Method::POST, "/session", &body, 9))
            .await,
    );
    let third = anna.with_cookie_of(
        &plano
            .visitor()
            .send(from_afar(Method::POST, "/session", &body, 9))
            .await,
    );
    let sessions = anna.get("/me/sessions").await.ok()["items"].clone();
    assert_eq!(sessions.as_array().unwrap().len(), 3);
    assert_eq!(sessions[0]["is_current"], true);
    assert_eq!(
        (
            &sessions[1]["device"],
            &sessions[1]["kind"],
            &sessions[1]["address"]
        ),
        (
            &json!("Firefox · Linux"),
            &json!("desktop"),
            &json!("198.51.100.9")
        )
    );
    let id = other.get("/me").await.ok()["session"]
        .as_str()
        .unwrap()
        .to_owned();
    // Somebody else's session is not there for him: nothing happens.
    assert_eq!(bruno.delete(&format!("/me/sessions/{id}")).await.status, 204);
    other.get("/me").await.ok();
    assert_eq!(anna.delete(&format!("/me/sessions/{id}")).await.status, 204);
    other.get("/me").await.refused(401, "session.none");
    assert_eq!(anna.delete("/me/sessions").await.status, 204);
    third.get("/me").await.refused(401, "session.none");
    anna.get("/me").await.ok();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_asks_for_a_fresh_sign_in_asks_after_ten_minutes() {
    let plano = TestApp::new().await;
    let anna = plano.person("anna").await;
    let new = json!({ "name": "Téléphone", "scope": "calendar" });
    assert_eq!(anna.post("/me/app-passwords", new.clone()).await.status, 201);
    plano.advance(Duration::from_secs(10 * 60));
    anna.post("/me/app-passwords", new.clone())
        .await
        .refused(403, "session.not_fresh");
    anna.post("/me/email", json!({ "email": "a@rivemont.example" }))
        .await
        .refused(403, "session.not_fresh");
    assert_eq!(anna.get("/me").await.ok()["session_is_fresh"], false);
    // 403, not 401: he is still signed in.
    anna.post("/session/confirmation", json!({ "password": ANOTHER }))
        .await
        .refused(403, "session.refused");
    anna.post("/me/app-passwords", new.clone())
        .await
        .refused(403, "session.not_fresh");
    assert_eq!(
        anna.post("/session/confirmation", json!({ "password": PASSWORD }))
            .await
            .status,
        204
    );
    assert_eq!(anna.post("/me/app-passwords", new).await.status, 201);
}

#[tokio::test(flavor = "multi_thread")]
async fn confirming_is_throttled_as_signing_in_is() {
    let plano = TestApp::new().await;
    let anna = plano.person("anna").await;
    for _ in 0..8 {
        anna.post("/session/confirmation", json!({ "password": "devine" }))
            .await
            .refused(403, "session.refused");
    }
    anna.post("/session/confirmation", json!({ "password": PASSWORD }))
        .await
        .refused(429, "session.throttled");
    anna.put(
        "/me/password",
        json!({ "current": PASSWORD, "password": ANOTHER }),
    )
    .await
    .refused(429, "session.throttled");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_device_is_told_of_once() {
    let plano = TestApp::new().await;
    plano.person("anna").await;
    let body = json!({ "email": "anna@rivemont.example", "password": PASSWORD });
    for _ in 0..2 {
        plano
            .visitor()
            .send(from_afar(Method::POST, "/session", &body, 9))
            .await
            .ok();
        plano.settle().await;
    }
    let mails = plano.mails().to("anna@rivemont.example");
    assert_eq!(mails.len(), 1);
    assert!(
        mails[0].text.contains("Firefox · Linux") && mails[0].text.contains("198.51.100.9"),
        "{}",
        mails[0].text
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn fields_that_are_not_asked_for_are_refused() {
    let plano = TestApp::new().await;
    plano.person("anna").await;
    let body = json!({ "email": "anna@rivemont.example", "password": PASSWORD, "is_instance_admin": true });
    plano
        .visitor()
        .post("/session", body)
        .await
        .refused(400, "body.unknown_field");
    for email in [json!(null), json!([]), json!({ "a": 1 }), json!(7)] {
        let answer = plano
            .visitor()
            .post("/session", json!({ "email": email, "password": PASSWORD }))
            .await;
        assert_eq!(answer.status, 400);
        // A password is not sent back, wherever it stands.
        assert!(!answer.json.to_string().contains(PASSWORD));
    }
}

fn set_up_body(token: &str, email: &str) -> Value {
    json!({
        "token": token, "instance_name": "Plano Rivemont", "organisation_name": "Agglomération", "email": email,
        "given_name": "Camille", "family_name": "Rovère", "password": "quatre vaches bleues sur le toit", "language": "fr",
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn an_instance_is_set_up_once() {
    let plano = TestApp::empty().await;
    let token = plano.app.set_up.address("").split_once('#').unwrap().1.to_owned();
    let visitor = plano.visitor();
    assert_eq!(visitor.get("/instance").await.ok()["is_set_up"], false);
    let wrong = base::Secret::generate().reveal();
    visitor
        .post("/setup", set_up_body(&wrong, "c@rivemont.example"))
        .await
        .refused(403, "setup.token_refused");
    visitor
        .post("/setup", set_up_body("", "c@rivemont.example"))
        .await
        .refused(403, "setup.token_refused");
    let mut weak = set_up_body(&token, "c@rivemont.example");
    weak["password"] = json!("é8!kfmq-wz2Tb");
    let refused = visitor
        .post("/setup", weak)
        .await
        .refused(422, "password.too_short");
    assert_eq!(refused["fields"][0]["params"]["min_length"], 16);
    let answer = visitor
        .post("/setup", set_up_body(&token, "c@rivemont.example"))
        .await;
    assert_eq!(answer.status, 201, "{}", answer.json);
    let camille = visitor.with_cookie_of(&answer);
    let me = camille.get("/me").await.ok();
    assert_eq!(
        (&me["is_instance_admin"], &me["organisations"][0]["name"]),
        (&json!(true), &json!("Agglomération"))
    );
    let instance = visitor.get("/instance").await.ok();
    assert_eq!(
        (&instance["is_set_up"], &instance["name"]),
        (&json!(true), &json!("Plano Rivemont"))
    );
    visitor
        .post("/setup", set_up_body(&token, "d@rivemont.example"))
        .await
        .refused(409, "setup.already_done");
}

#[tokio::test(flavor = "multi_thread")]
async fn of_many_who_set_up_at_once_one_does() {
    let plano = TestApp::empty().await;
    let token = plano.app.set_up.address("").split_once('#').unwrap().1.to_owned();
    let visitor = plano.visitor();
    let attempts = (0..20).map(|n| {
        let (body, visitor) = (set_up_body(&token, &format!("c{n}@rivemont.example")), &visitor);
        async move { visitor.post("/setup", body).await.status }
    });
    let statuses = join_all(attempts).await;
    assert_eq!(
        statuses.iter().filter(|it| **it == 201).count(),
        1,
        "{statuses:?}"
    );
    assert!(statuses.iter().all(|it| [201, 409].contains(it)), "{statuses:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_last_administrator_stays() {
    let plano = TestApp::new().await;
    let (one, two) = (
        plano.admin("one").await.account(),
        plano.admin("two").await.account(),
    );
    let goes = |account| {
        plano
            .db()
            .write(Actor::System, async move |tx| -> Result<bool, Problem> {
                super::super::deactivate(tx, account).await
            })
    };
    let demoted = plano
        .db()
        .write(Actor::System, async move |tx| super::super::demote(tx, two).await);
    let (deactivated, demoted) = tokio::join!(goes(one), demoted);
    let refused = [deactivated.err(), demoted.err()]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>();
    assert_eq!(
        refused.iter().map(Problem::code).collect::<Vec<_>>(),
        ["account.last_administrator"]
    );
}
