// SPDX-License-Identifier: EUPL-1.2
//! A log taken away: by those who read it, whole, and so that a change would be seen.

use aws_lc_rs::digest::{SHA256, digest};
use serde_json::json;
use uuid::Uuid;

use super::{
    super::actions_exports::{SHORT_AT_ONCE, turn},
    id, invite, main_channel, makes, posts, project, two,
};
use crate::testkit::{Caller, TestApp};

async fn corrects(by: &Caller<'_>, channel: &str, entry: &serde_json::Value, body: &str) {
    let message = json!({ "draft": Uuid::now_v7(), "body": body, "quotes": entry["id"] });
    by.post(&format!("/channels/{channel}/messages"), message)
        .await
        .ok();
}

async fn table(by: &Caller<'_>, path: &str) -> String {
    let answer = by.get(path).await;
    assert_eq!(answer.status, 200, "{}", answer.json);
    let disposition = answer.headers["content-disposition"].to_str().expect("text");
    assert!(
        disposition.starts_with("attachment; filename=\"main-courante-"),
        "{disposition}"
    );
    String::from_utf8(answer.bytes).expect("UTF-8")
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_reads_a_log_takes_it_away_with_what_corrects_what_and_the_journal_says_so() {
    let plano = TestApp::new().await;
    let (anna, rose, sami) = (
        plano.person("anna").await,
        plano.person("rose").await,
        plano.person("sami").await,
    );
    let project = project(&anna).await;
    invite(&anna, &project, &rose, "reader").await;
    let channel = makes(&anna, &project, "log", &[]).await;
    let first = posts(&anna, &channel, "Téléphonie rétablie, l’œil ouvert ; \"ok\"").await;
    posts(&anna, &channel, "=HYPERLINK(\"https://evil.example\")").await;
    corrects(&anna, &channel, &first, "Rétablie dès 10 h 09").await;

    let text = table(&rose, &format!("/channels/{channel}/log?format=csv")).await;
    let lines: Vec<&str> = text.trim_start_matches('\u{FEFF}').split("\r\n").collect();
    assert_eq!(lines.len(), 5, "{text}");
    assert!(
        lines[1].starts_with("1;2026-10-08T07:42:00Z;2026-10-08 09:42:00+02:00;"),
        "{text}"
    );
    assert!(
        lines[1].ends_with(";\"Téléphonie rétablie, l’œil ouvert ; \"\"ok\"\"\";;3;;;;"),
        "{text}"
    );
    assert!(lines[2].contains(";\"'=HYPERLINK"), "{text}");
    assert!(lines[3].ends_with(";Rétablie dès 10 h 09;1;;;;;"), "{text}");

    let document = rose.get(&format!("/channels/{channel}/log?format=pdf")).await;
    assert_eq!(document.headers["content-type"], "application/pdf");
    assert!(document.bytes.starts_with(b"%PDF-"));
    sami.get(&format!("/channels/{channel}/log?format=csv"))
        .await
        .refused(404, "not_found");
    plano
        .visitor()
        .get(&format!("/channels/{channel}/log?format=csv"))
        .await
        .refused(401, "session.none");
    plano.settle().await;
    let noted: i64 = db::sql!("SELECT COUNT(*) FROM journal WHERE kind = 'log.taken'")
        .value(plano.db())
        .await
        .expect("a number");
    assert_eq!(noted, 2);
}

/// As the guide says it is worked out.
fn fingerprint_of(table: &str) -> String {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(b';')
        .from_reader(table.trim_start_matches('\u{FEFF}').as_bytes());
    let mut all = String::new();
    for record in reader.records() {
        let record = record.expect("a line");
        let text = |at: usize| record[at].strip_prefix('\'').unwrap_or(&record[at]).to_owned();
        let mut parts = vec![text(0), text(1), text(4), text(5)];
        if !record[8].is_empty() {
            parts.extend([text(8), text(10), text(11)]);
        }
        all.push_str(&format!("{}\u{1E}", parts.join("\u{1F}")));
    }
    digest(&SHA256, all.as_bytes())
        .as_ref()
        .iter()
        .map(|it| format!("{it:02x}"))
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_fingerprint_is_worked_out_again_from_the_table() {
    let plano = TestApp::new().await;
    let anna = plano.person("anna").await;
    let project = project(&anna).await;
    let channel = makes(&anna, &project, "log", &[]).await;
    for body in [
        "'déjà une apostrophe",
        "-1 degré",
        "deux\nlignes ; et \"plus\"",
        "fin",
    ] {
        posts(&anna, &channel, body).await;
    }
    let text = table(&anna, &format!("/channels/{channel}/log?format=csv")).await;
    let answer = anna.get(&format!("/channels/{channel}/log?format=csv")).await;
    let told = answer.headers["digest-of-entries"].to_str().expect("text");
    assert_eq!(told, fingerprint_of(&text));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_period_is_of_days_where_one_is_and_only_logs_are_taken_so() {
    let plano = TestApp::new().await;
    let anna = plano.person("anna").await;
    let project = project(&anna).await;
    let channel = makes(&anna, &project, "log", &[]).await;
    posts(&anna, &channel, "jeudi").await;
    // It is half past midnight in Paris, and still the day before in UTC.
    plano.advance(std::time::Duration::from_secs(14 * 3_600 + 48 * 60));
    posts(&anna, &channel, "vendredi").await;
    let days = async |from: &str, to: &str| {
        let text = table(
            &anna,
            &format!("/channels/{channel}/log?format=csv&from={from}&to={to}"),
        )
        .await;
        (text.contains("jeudi"), text.contains("vendredi"))
    };
    assert_eq!(days("2026-10-08", "2026-10-08").await, (true, false));
    assert_eq!(days("2026-10-09", "2026-10-09").await, (false, true));
    assert_eq!(days("2026-10-01", "2026-10-31").await, (true, true));
    assert_eq!(days("2026-09-01", "2026-09-30").await, (false, false));
    anna.get(&format!(
        "/channels/{channel}/log?format=pdf&from=2026-10-09&to=2026-10-08"
    ))
    .await
    .refused(422, "period.ends_before_it_starts");
    anna.get(&format!("/channels/{channel}/log?format=docx"))
        .await
        .refused(400, "body.malformed");
    let open = main_channel(&anna, &project).await;
    anna.get(&format!("/channels/{open}/log?format=csv"))
        .await
        .refused(409, "channel.not_a_log");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_log_that_is_too_long_is_taken_by_periods() {
    let plano = TestApp::new().await;
    let anna = plano.person("anna").await;
    let project = project(&anna).await;
    let channel = makes(&anna, &project, "log", &[]).await;
    let entry = id(&posts(&anna, &channel, "un").await);
    // As many again as are refused, written as they stand.
    let copies = format!(
        "INSERT INTO messages (id, channel, seq, author, draft, kind, body, posted_at, version)
         WITH RECURSIVE n (n) AS (SELECT 2 UNION ALL SELECT n + 1 FROM n WHERE n < 10001)
         SELECT {}, m.channel, n.n, m.author, {}, m.kind, m.body, m.posted_at, 1 FROM messages m, n WHERE m.seq = 1",
        random(&plano),
        random(&plano)
    );
    plano.db().script(copies).await.expect("many entries");
    let told = anna
        .get(&format!("/channels/{channel}/log?format=pdf"))
        .await
        .refused(422, "log.too_long");
    assert_eq!(told["fields"][0]["params"]["max_entries"], json!(10_000));
    assert!(!entry.is_empty());
}

fn random(plano: &TestApp) -> &'static str {
    match plano.db().dialect() {
        db::Dialect::Sqlite => "randomblob(16)",
        db::Dialect::Postgres => "gen_random_uuid()",
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_entry_that_passes_a_message_on_is_taken_with_what_it_says_and_the_fingerprint_holds_it() {
    let plano = TestApp::new().await;
    let (anna, bruno, project) = two(&plano).await;
    let log = makes(&anna, &project, "log", &[]).await;
    let open = main_channel(&anna, &project).await;
    let said = posts(&bruno, &open, "=Crue à 3 m ; évacuation").await;
    plano.advance(std::time::Duration::from_secs(60));
    for comment in [None, Some("Pour mémoire")] {
        let forward = json!({ "draft": Uuid::now_v7(), "message": said["id"], "comment": comment });
        anna.post(&format!("/channels/{log}/forwards"), forward)
            .await
            .ok();
    }
    posts(&anna, &log, "Reçu").await;
    let path = format!("/channels/{log}/log?format=csv");
    let text = table(&anna, &path).await;
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(b';')
        .from_reader(text.trim_start_matches('\u{FEFF}').as_bytes());
    let records: Vec<csv::StringRecord> = reader.records().map(|it| it.expect("a line")).collect();
    let bruno_is = bruno.account().to_string();
    let name = bruno.get("/me").await.ok()["account"]["name"].clone();
    for (record, comment) in records.iter().zip(["", "Pour mémoire"]) {
        assert_eq!(&record[5], comment);
        assert_eq!(&record[8], "2026-10-08T07:42:00Z");
        assert_eq!(&record[9], name.as_str().expect("a name"));
        assert_eq!(&record[10], bruno_is);
        assert_eq!(&record[11], "'=Crue à 3 m ; évacuation");
    }
    assert_eq!(
        (&records[2][5], &records[2][8], &records[2][11]),
        ("Reçu", "", "")
    );
    let answer = anna.get(&path).await;
    let told = answer.headers["digest-of-entries"].to_str().expect("text");
    assert_eq!(told, fingerprint_of(&text));
    // What is passed on is of the entry: another text is another fingerprint.
    plano
        .db()
        .write(base::Actor::System, async move |tx| {
            db::sql!("UPDATE message_forwards SET body = 'Crue à 2 m'")
                .exec(tx)
                .await
        })
        .await
        .expect("a change");
    let changed = anna.get(&path).await;
    assert_ne!(changed.headers["digest-of-entries"].to_str().expect("text"), told);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_log_is_measured_in_bytes_and_with_what_it_passes_on() {
    let plano = TestApp::new().await;
    let anna = plano.person("anna").await;
    let project = project(&anna).await;
    let log = makes(&anna, &project, "log", &[]).await;
    let open = main_channel(&anna, &project).await;
    let path = format!("/channels/{log}/log?format=csv");
    let said = posts(&anna, &open, "à transmettre").await;
    let forward = json!({ "draft": Uuid::now_v7(), "message": said["id"], "comment": null });
    anna.post(&format!("/channels/{log}/forwards"), forward)
        .await
        .ok();
    // Fewer characters than there may be bytes.
    let long = "é".repeat(5 * 1024 * 1024);
    let says = async |own: &str, forwarded: &str| {
        let (own, forwarded) = (own.to_owned(), forwarded.to_owned());
        plano
            .db()
            .write(base::Actor::System, async move |tx| {
                tx.each(vec![
                    db::sql!("UPDATE messages SET body = $1 WHERE kind = 'entry'").bind(own),
                    db::sql!("UPDATE message_forwards SET body = $1").bind(forwarded),
                ])
                .await
            })
            .await
            .expect("a change");
    };
    says("", &long).await;
    anna.get(&path).await.refused(422, "log.too_long");
    says("", "court").await;
    assert_eq!(anna.get(&path).await.status, 200);
    says(&long, "court").await;
    anna.get(&path).await.refused(422, "log.too_long");
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_loses_the_right_while_he_waits_for_his_turn_takes_nothing() {
    let plano = TestApp::new().await;
    let (anna, bruno, project) = two(&plano).await;
    let log = makes(&anna, &project, "log", &[]).await;
    posts(&anna, &log, "Alerte").await;
    let mut held = Vec::new();
    for _ in 0..SHORT_AT_ONCE {
        held.push(turn(0, 0).await.expect("a turn"));
    }
    let path = format!("/channels/{log}/log?format=csv");
    let (answer, ()) = tokio::join!(bruno.get(&path), async {
        // As soon as he waits, of his two turns one is left.
        loop {
            let turns = [(); 2].map(|()| plano.app.pace.turns.take(bruno.account()));
            if turns.iter().any(Result::is_err) {
                break;
            }
            drop(turns);
            tokio::task::yield_now().await;
        }
        bruno
            .delete(&format!("/projects/{project}/membership"))
            .await
            .ok();
        drop(held);
    });
    answer.refused(404, "not_found");
    let noted: i64 = db::sql!("SELECT COUNT(*) FROM events WHERE kind = 'log.taken'")
        .value(plano.db())
        .await
        .expect("a number");
    assert_eq!(noted, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_entry_names_its_author_as_he_was_called_when_he_wrote_it() {
    let plano = TestApp::new().await;
    let (anna, bruno, project) = two(&plano).await;
    let log = makes(&anna, &project, "log", &[]).await;
    let open = main_channel(&anna, &project).await;
    let me = bruno.get("/me").await.ok();
    let then = me["account"]["name"].as_str().expect("a name").to_owned();
    let said = posts(&bruno, &open, "Pont fermé").await;
    posts(&bruno, &log, "Crue").await;
    let forward = json!({ "draft": Uuid::now_v7(), "message": said["id"], "comment": null });
    anna.post(&format!("/channels/{log}/forwards"), forward)
        .await
        .ok();
    let other = json!({ "given_name": "Claire", "family_name": "Martin" });
    bruno.patch("/me", "1", other).await.ok();
    posts(&bruno, &log, "Décrue").await;

    let text = table(&anna, &format!("/channels/{log}/log?format=csv")).await;
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(b';')
        .from_reader(text.trim_start_matches('\u{FEFF}').as_bytes());
    let records: Vec<_> = reader.records().map(|it| it.expect("a line")).collect();
    let bruno_is = bruno.account().to_string();
    assert_eq!(
        (&records[0][3], &records[0][4]),
        (then.as_str(), bruno_is.as_str())
    );
    assert_eq!(
        (&records[1][9], &records[1][10]),
        (then.as_str(), bruno_is.as_str())
    );
    assert_eq!(
        (&records[2][3], &records[2][4]),
        ("Claire Martin", bruno_is.as_str())
    );

    let all = anna
        .get(&format!("/channels/{log}/export?format=json"))
        .await
        .ok();
    let messages = all["messages"].as_array().expect("a list");
    assert_eq!(
        (&messages[0]["author_name"], &messages[0]["author"]),
        (&json!(then), &json!(bruno_is))
    );
    assert_eq!(messages[2]["author_name"], json!("Claire Martin"));
    let page = anna.get(&format!("/channels/{log}/export?format=html")).await;
    let page = String::from_utf8(page.bytes).expect("UTF-8");
    assert!(page.contains(&format!("{then} · {bruno_is}")), "{page}");
}
