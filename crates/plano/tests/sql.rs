// SPDX-License-Identifier: EUPL-1.2
//! Every statement of the program is prepared on both databases; both schemas are the same; what differs is listed.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "a test stops where it fails, and reads its server from the environment"
)]

use base::{Clock, Ids};
use db::{Db, Dialect, STATEMENTS};

// Links the program in, and with it its statements.
use plano::migrations;

async fn sqlite() -> (Db, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let db = Db::sqlite(&folder.path().join("plano.db"), 1, Clock::System, Ids::Random).unwrap();
    db.migrate(migrations::ALL).await.unwrap();
    (db, folder)
}

async fn postgres() -> Option<Db> {
    let Ok(server) = std::env::var("PLANO_TEST_POSTGRES") else {
        eprintln!("PLANO_TEST_POSTGRES is not set: on SQLite only");
        return None;
    };
    let name = format!("sql_{}", uuid::Uuid::now_v7().simple());
    let (client, connection) = tokio_postgres::connect(&server, tokio_postgres::NoTls)
        .await
        .unwrap();
    tokio::spawn(connection);
    client
        .batch_execute(&format!("CREATE DATABASE {name}"))
        .await
        .unwrap();
    let (head, query) = server.split_once('?').unwrap_or((&server, ""));
    let url = format!("{}/{name}?{query}", head.rsplit_once('/').unwrap().0);
    let db = Db::postgres(&url, 2, Clock::System, Ids::Random).unwrap();
    db.migrate(migrations::ALL).await.unwrap();
    Some(db)
}

/// Statements of the crates below that stand in this test's binary too.
fn statements() -> impl Iterator<Item = &'static db::Statement> {
    assert!(
        STATEMENTS.len() > 50,
        "the program's statements are not linked in: {}",
        STATEMENTS.len()
    );
    assert!(!plano::router::openapi().is_empty()); // Keeps the areas from being left out by the linker.
    STATEMENTS.iter()
}

/// Where the `$n` of a text first appear, in order of appearance.
fn first_appearances(text: &str) -> Vec<u32> {
    let mut seen = Vec::new();
    for part in text.split('$').skip(1) {
        let digits: String = part.chars().take_while(char::is_ascii_digit).collect();
        if let Ok(number) = digits.parse()
            && !seen.contains(&number)
        {
            seen.push(number);
        }
    }
    seen
}

#[tokio::test(flavor = "multi_thread")]
async fn every_statement_runs_on_both_databases() {
    let (sqlite, _folder) = sqlite().await;
    let postgres = postgres().await;
    let mut faults = Vec::new();
    for statement in statements() {
        let place = format!("{}:{}", statement.place.0, statement.place.1);
        let mut shapes = Vec::new();
        for (db, dialect) in [
            (Some(&sqlite), Dialect::Sqlite),
            (postgres.as_ref(), Dialect::Postgres),
        ] {
            let Some(db) = db else { continue };
            let text = statement.text(dialect);
            let order = first_appearances(text);
            // SQLite numbers named parameters by their first appearance.
            if order != (1..=order.len() as u32).collect::<Vec<_>>() {
                faults.push(format!(
                    "{place} {dialect:?}: parameters first appear as {order:?}"
                ));
            }
            match db.prepare(text).await {
                Ok(shape) => shapes.push((shape.1, shape.0.len())),
                Err(error) => faults.push(format!("{place} {dialect:?}: {error}\n    {text}")),
            }
        }
        if let [first, second] = shapes[..]
            && first != second
        {
            faults.push(format!(
                "{place}: parameters and columns differ: {first:?} on SQLite, {second:?} on PostgreSQL"
            ));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn what_differs_between_the_dialects_is_known() {
    let mut split: Vec<String> = statements()
        .filter(|it| it.sqlite != it.postgres)
        .map(|it| {
            let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
            format!(
                "{}\n  sqlite:   {}\n  postgres: {}",
                it.place.0.replace('\\', "/"),
                words(it.sqlite),
                words(it.postgres)
            )
        })
        .collect();
    split.sort();
    split.dedup();
    insta::assert_snapshot!(split.join("\n\n"));
}

/// A table gone through from end to end costs more with every day that Plano is used; so do all the people of a project with
/// every one of them.
#[tokio::test(flavor = "multi_thread")]
async fn what_goes_through_much_on_sqlite_is_known() {
    let (sqlite, _folder) = sqlite().await;
    let mut much = Vec::new();
    for it in statements() {
        let plan = sqlite.plan(it.sqlite).unwrap();
        let mut steps: Vec<&str> = plan
            .iter()
            .map(String::as_str)
            .filter(|step| is_much(step))
            .collect();
        steps.dedup();
        if !steps.is_empty() {
            let text = it.sqlite.split_whitespace().collect::<Vec<_>>().join(" ");
            let text: String = text.chars().take(160).collect();
            let place = it.place.0.replace('\\', "/");
            much.push(format!("{place}\n  {}\n  {text}", steps.join("; ")));
        }
    }
    much.sort_unstable();
    insta::assert_snapshot!(much.join("\n"));
}

/// A table or an index read whole; all of a project's people; the outbox from a place on as if `tx` told it apart.
fn is_much(step: &str) -> bool {
    let is_small =
        |what: &str| what.starts_with('(') || what.contains("VIRTUAL TABLE") || what == "CONSTANT ROW";
    step.strip_prefix("SCAN ").is_some_and(|what| !is_small(what))
        || step.contains("members_project (project=?)")
        || step.contains("events_position (tx")
}

/// Whatever gathers many rows into few may be long once there are many: on SQLite it is never read where it is asked, with other
/// requests waiting for the same thread. All else is, as long as it is short.
#[test]
fn what_is_never_read_where_it_is_asked_on_sqlite_is_known() {
    let mut aside: Vec<String> = statements()
        .filter(|it| it.is_set_aside())
        .map(|it| {
            let text = it.sqlite.split_whitespace().collect::<Vec<_>>().join(" ");
            let text: String = text.chars().take(160).collect();
            format!("{}\n  {text}", it.place.0.replace('\\', "/"))
        })
        .collect();
    aside.sort_unstable();
    insta::assert_snapshot!(aside.join("\n"));
}

#[tokio::test(flavor = "multi_thread")]
async fn both_schemas_are_the_same() {
    let (sqlite, _folder) = sqlite().await;
    let Some(postgres) = postgres().await else { return };
    // But for the index of messages' words, which is of another kind in each, and what only that of SQLite stands on.
    let tables: Vec<String> = db::sql! {
        sqlite: "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%'
           AND name <> 'message_places' ORDER BY name",
        postgres: "SELECT CAST(tablename AS TEXT) FROM pg_tables WHERE schemaname = 'public' ORDER BY 1",
    }
    .values(&sqlite)
    .await
    .unwrap();
    for table in tables {
        let text = format!("SELECT * FROM {table}");
        let (sqlite, postgres) = (sqlite.prepare(&text).await, postgres.prepare(&text).await);
        assert_eq!(sqlite, postgres, "{table}");
    }
}

#[test]
fn parameters_out_of_order_are_found() {
    assert_eq!(
        first_appearances("SET a = a + $2 WHERE id = $1 AND b = $2"),
        [2, 1]
    );
}
