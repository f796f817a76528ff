// SPDX-License-Identifier: EUPL-1.2
//! Asking for an account, and answering who asks.

use std::time::Duration;

use super::*;

const NOUR: &str = "nour@ch-rivemont.example";

/// Lets people of two domains ask for accounts in the root organisation.
async fn opened(plano: &TestApp) {
    let settings =
        r#"{"access_requests_open": true, "email_domains": ["ch-rivemont.example", "rivemont.example"]}"#;
    plano
        .db()
        .script(format!(
            "UPDATE settings SET body = '{settings}'; UPDATE organisations SET open_to_requests = TRUE"
        ))
        .await
        .unwrap();
}

fn request(plano: &TestApp, draft: &str, email: &str) -> Value {
    json!({
        "draft": draft, "given_name": "Nour", "family_name": "Attali", "email": email, "organisation": plano.organisation(),
        "unit": "Urgences", "reason": "Je travaille avec le service\nde la mobilité.", "language": "fr",
    })
}

const DRAFT: &str = "018f3b5e-7c00-7000-8000-000000000001";
const OTHER_DRAFT: &str = "018f3b5e-7c00-7000-8000-000000000002";

async fn asks(plano: &TestApp, draft: &str, email: &str) -> Answer {
    let answer = plano
        .visitor()
        .post("/access-requests", request(plano, draft, email))
        .await;
    plano.settle().await;
    answer
}

async fn confirms(plano: &TestApp, email: &str) -> Value {
    let (page, token) = link(plano, email);
    assert_eq!(page, "demande");
    let answer = plano
        .visitor()
        .post("/access-requests/confirmation", json!({ "token": token }))
        .await
        .ok();
    plano.settle().await;
    answer
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_goes_from_the_mailbox_to_the_queue_to_an_account() {
    let plano = TestApp::new().await;
    opened(&plano).await;
    let admin = plano.admin("admin").await;
    let organisations = plano.visitor().get("/access-requests/organisations").await.ok();
    assert_eq!(organisations["items"][0]["id"], json!(plano.organisation()));
    assert_eq!(plain(&asks(&plano, DRAFT, NOUR).await), (202, json!({})));
    let queue = admin.get("/admin/access-requests").await.ok();
    assert_eq!((&queue["items"], &queue["waiting"]), (&json!([]), &json!(0)));
    assert_eq!(confirms(&plano, NOUR).await, json!({ "status": "waiting" }));
    assert!(
        plano
            .mails()
            .to(NOUR)
            .iter()
            .any(|it| matches!(it.mail, mail::Mail::AccessRequestReceived(_)))
    );
    let queue = admin.get("/admin/access-requests?status=waiting").await.ok();
    let waiting = &queue["items"][0];
    assert_eq!(queue["waiting"], 1);
    assert_eq!(
        (&waiting["email"], &waiting["unit"], &waiting["status"]),
        (&json!(NOUR), &json!("Urgences"), &json!("waiting"))
    );
    assert_eq!(waiting["reason"], "Je travaille avec le service\nde la mobilité.");
    let path = format!("/admin/access-requests/{}", waiting["id"].as_str().unwrap());
    let approval = json!({ "organisation": plano.organisation(), "function": "Infirmière" });
    let approved = admin
        .put(&format!("{path}/approval"), approval.clone())
        .await
        .ok();
    assert_eq!(
        (&approved["status"], &approved["answered_by"]["id"]),
        (&json!("approved"), &json!(admin.account()))
    );
    admin
        .put(&format!("{path}/approval"), approval)
        .await
        .refused(409, "access_request.answered");
    admin
        .put(&format!("{path}/refusal"), json!({ "reason": "Non" }))
        .await
        .refused(409, "access_request.answered");
    plano.settle().await;
    assert!(
        plano
            .mails()
            .to(NOUR)
            .iter()
            .any(|it| matches!(it.mail, mail::Mail::AccessRequestApproved(_)))
    );
    let (page, token) = link(&plano, NOUR);
    assert_eq!(page, "invitation");
    let body = json!({ "token": token, "given_name": "Nour", "family_name": "Attali", "password": ANOTHER, "language": "fr" });
    let answer = plano.visitor().post("/invitations/acceptance", body).await;
    let me = plano.visitor().with_cookie_of(&answer).get("/me").await.ok();
    assert_eq!(
        (&me["account"]["function"], &me["account"]["id"]),
        (&json!("Infirmière"), &approved["account"])
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refusal_gives_its_reason() {
    let plano = TestApp::new().await;
    opened(&plano).await;
    let admin = plano.admin("admin").await;
    asks(&plano, DRAFT, NOUR).await;
    confirms(&plano, NOUR).await;
    let id = admin.get("/admin/access-requests").await.ok()["items"][0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let path = format!("/admin/access-requests/{id}/refusal");
    admin
        .put(&path, json!({ "reason": "  " }))
        .await
        .refused(422, "text.blank");
    let refused = admin
        .put(&path, json!({ "reason": "Adressez-vous à votre direction." }))
        .await
        .ok();
    assert_eq!(
        (&refused["status"], &refused["answer_reason"]),
        (&json!("refused"), &json!("Adressez-vous à votre direction."))
    );
    plano.settle().await;
    assert!(
        plano
            .mails()
            .to(NOUR)
            .last()
            .unwrap()
            .text
            .contains("Adressez-vous à votre direction.")
    );
    // The link of the mailbox tells where it stands.
    let mails = plano.mails().to(NOUR);
    let token = mails[0]
        .text
        .split_whitespace()
        .find_map(|it| it.split_once("/demande#"))
        .unwrap()
        .1
        .to_owned();
    let standing = plano
        .visitor()
        .post("/access-requests/confirmation", json!({ "token": token }))
        .await
        .ok();
    assert_eq!(standing, json!({ "status": "refused" }));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_retry_asks_once() {
    let plano = TestApp::new().await;
    opened(&plano).await;
    asks(&plano, DRAFT, NOUR).await;
    assert_eq!(asks(&plano, DRAFT, NOUR).await.status, 202);
    assert_eq!(plano.mails().to(NOUR).len(), 1);
    asks(&plano, DRAFT, "autre@ch-rivemont.example")
        .await
        .refused(409, "draft.reused");
    confirms(&plano, NOUR).await;
    // Asking anew while one waits adds nothing to the queue.
    asks(&plano, OTHER_DRAFT, NOUR).await;
    assert_eq!(confirms(&plano, NOUR).await, json!({ "status": "waiting" }));
    let admin = plano.admin("admin").await;
    assert_eq!(admin.get("/admin/access-requests").await.ok()["waiting"], 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_queue_says_since_when_the_oldest_waits_even_on_a_page_of_the_newest() {
    let plano = TestApp::new().await;
    opened(&plano).await;
    let admin = plano.admin("admin").await;
    let newest = async || {
        admin
            .get("/admin/access-requests?status=waiting&limit=1")
            .await
            .ok()
    };
    assert_eq!(newest().await["oldest_asked_at"], json!(null));
    asks(&plano, DRAFT, NOUR).await;
    confirms(&plano, NOUR).await;
    let first = newest().await["items"][0].clone();
    plano.advance(Duration::from_secs(3_600));
    asks(&plano, OTHER_DRAFT, "autre@ch-rivemont.example").await;
    confirms(&plano, "autre@ch-rivemont.example").await;

    let queue = newest().await;
    assert_eq!(queue["oldest_asked_at"], first["asked_at"]);
    assert_ne!(queue["items"][0]["asked_at"], first["asked_at"]);
    // What is answered no longer waits.
    admin
        .put(
            &format!("/admin/access-requests/{}/refusal", first["id"].as_str().unwrap()),
            json!({ "reason": "Non" }),
        )
        .await
        .ok();
    let queue = newest().await;
    assert_eq!(queue["oldest_asked_at"], queue["items"][0]["asked_at"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_asks_is_not_told_who_has_an_account() {
    let plano = TestApp::new().await;
    opened(&plano).await;
    plano.person("anna").await;
    let unknown = plain(&asks(&plano, DRAFT, NOUR).await);
    assert_eq!(
        plain(&asks(&plano, OTHER_DRAFT, "anna@rivemont.example").await),
        unknown
    );
    // The owner of the mailbox gets the way into what there is.
    assert!(matches!(
        plano.mails().to("anna@rivemont.example").last().unwrap().mail,
        mail::Mail::PasswordReset(_)
    ));
}

#[tokio::test(flavor = "multi_thread")]
async fn only_open_organisations_and_their_domains_are_asked() {
    let plano = TestApp::new().await;
    let closed = asks(&plano, DRAFT, NOUR)
        .await
        .refused(422, "organisation.unknown");
    assert_eq!(closed["fields"][0]["field"], "organisation");
    assert_eq!(
        plano.visitor().get("/access-requests/organisations").await.ok()["items"],
        json!([])
    );
    opened(&plano).await;
    asks(&plano, DRAFT, "nour@ailleurs.example")
        .await
        .refused(422, "email.domain_refused");
    asks(&plano, DRAFT, "nour@evilrivemont.example")
        .await
        .refused(422, "email.domain_refused");
    let mut more = request(&plano, DRAFT, NOUR);
    more["status"] = json!("approved");
    plano
        .visitor()
        .post("/access-requests", more)
        .await
        .refused(400, "body.unknown_field");
    assert!(plano.mails().all().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mailbox_that_answers_late_asks_again() {
    let plano = TestApp::new().await;
    opened(&plano).await;
    asks(&plano, DRAFT, NOUR).await;
    let (_, token) = link(&plano, NOUR);
    plano.advance(Duration::from_secs(24 * 3_600));
    plano
        .visitor()
        .post("/access-requests/confirmation", json!({ "token": token }))
        .await
        .refused(403, "link.refused");
    plano
        .visitor()
        .post("/access-requests/confirmation", json!({ "token": "x" }))
        .await
        .refused(403, "link.refused");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_queue_is_the_administrators() {
    let plano = TestApp::new().await;
    opened(&plano).await;
    let (anna, admin) = (plano.person("anna").await, plano.admin("admin").await);
    asks(&plano, DRAFT, NOUR).await;
    confirms(&plano, NOUR).await;
    let id = admin.get("/admin/access-requests").await.ok()["items"][0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let approval = json!({ "organisation": plano.organisation() });
    anna.get("/admin/access-requests").await.refused(404, "not_found");
    anna.put(&format!("/admin/access-requests/{id}/approval"), approval.clone())
        .await
        .refused(404, "not_found");
    plano
        .visitor()
        .get("/admin/access-requests")
        .await
        .refused(401, "session.none");

    // An administrator of another branch sees none of it, nor puts an account into this one.
    let elsewhere = plano
        .db()
        .write(Actor::System, async |tx| {
            crate::areas::orgs::create(tx, &text("Ailleurs"), None).await
        })
        .await
        .unwrap();
    let farid = plano.person_in("farid", elsewhere).await;
    let account = farid.account();
    plano
        .db()
        .write(Actor::System, async move |tx| {
            db::sql!("INSERT INTO organisation_administrators (organisation, account, appointed_at) VALUES ($1, $2, 0)")
                .bind(elsewhere)
                .bind(account)
                .exec(tx)
                .await
        })
        .await
        .unwrap();
    let queue = farid.get("/admin/access-requests").await.ok();
    assert_eq!((&queue["items"], &queue["waiting"]), (&json!([]), &json!(0)));
    farid
        .put(
            &format!("/admin/access-requests/{id}/approval"),
            json!({ "organisation": elsewhere }),
        )
        .await
        .refused(404, "not_found");
    farid
        .put(
            &format!("/admin/access-requests/{id}/refusal"),
            json!({ "reason": "Non" }),
        )
        .await
        .refused(404, "not_found");
    admin
        .put(&format!("/admin/access-requests/{id}/approval"), approval)
        .await
        .ok();
}
