// SPDX-License-Identifier: EUPL-1.2
//! The databases of tests: each a copy of one in which the schema stands already, or of one that was kept.

use std::sync::LazyLock;

use aws_lc_rs::digest::{Context, SHA256};
use base::{Clock, Ids};
use db::Db;
use tokio::sync::OnceCell;

use crate::migrations;

/// With the schema and nothing in it.
pub(super) static TEMPLATE: LazyLock<OnceCell<Template>> = LazyLock::new(OnceCell::new);

/// Where its database is.
pub(super) enum Place {
    Folder {
        _folder: tempfile::TempDir,
    },
    Postgres {
        server: String,
        name: String,
        _folder: tempfile::TempDir,
    },
}

/// What databases are copied from.
pub(super) enum Template {
    Sqlite(tempfile::TempDir),
    Postgres { server: String, name: String },
}

impl Template {
    pub(super) async fn make() -> Self {
        if std::env::var("PLANO_TEST_ENGINE").as_deref() != Ok("postgres") {
            let folder = tempfile::tempdir().expect("a folder for the test");
            let db = Db::sqlite(&folder.path().join("template.db"), 1, Clock::System, Ids::Random)
                .expect("a database");
            db.migrate(migrations::ALL).await.expect("the schema");
            db.backup(&folder.path().join("plano.db")).await.expect("a copy");
            return Self::Sqlite(folder);
        }
        let server = std::env::var("PLANO_TEST_POSTGRES").expect("PLANO_TEST_POSTGRES names a server");
        let name = format!("template_{}", schema_digest());
        // Made once for all the processes that test on this server: the first takes the lock, the others wait for it.
        let alone = Alone::on(&server).await;
        if !alone.has(&name).await {
            let draft = format!("draft_{}", uuid::Uuid::now_v7().simple());
            statement(&server, &format!("CREATE DATABASE {draft}")).await;
            let db = Db::postgres(&on(&server, &draft), 1, Clock::System, Ids::Random).expect("a database");
            db.migrate(migrations::ALL).await.expect("the schema");
            leave(&server, &draft).await;
            statement(&server, &format!("ALTER DATABASE {draft} RENAME TO {name}")).await;
        }
        Self::Postgres { server, name }
    }

    pub(super) async fn copy(&self, folder: tempfile::TempDir, clock: Clock, ids: Ids) -> (Db, Place) {
        match self {
            Self::Sqlite(template) => {
                let file = folder.path().join("plano.db");
                std::fs::copy(template.path().join("plano.db"), &file).expect("a copy of the template");
                let db = Db::sqlite(&file, 4, clock, ids).expect("a database");
                (db, Place::Folder { _folder: folder })
            }
            Self::Postgres { server, name } => {
                let copy = format!("test_{}", uuid::Uuid::now_v7().simple());
                // Its files, with what PostgreSQL has noted down of its catalogue: the first connection need not gather it.
                let text = format!("CREATE DATABASE {copy} TEMPLATE {name} STRATEGY = FILE_COPY");
                statement(server, &text).await;
                let db = Db::postgres(&on(server, &copy), 6, clock, ids).expect("a database");
                let place = Place::Postgres {
                    server: server.clone(),
                    name: copy,
                    _folder: folder,
                };
                (db, place)
            }
        }
    }
}

/// What the schema is, in a word that a database may be called by.
fn schema_digest() -> String {
    let mut digest = Context::new(&SHA256);
    for it in migrations::ALL {
        digest.update(it.name.as_bytes());
        digest.update(it.postgres.as_bytes());
    }
    digest.finish().as_ref()[..8]
        .iter()
        .map(|it| format!("{it:02x}"))
        .collect()
}

/// One process at a time, for as long as this connection lasts.
struct Alone(tokio_postgres::Client);

impl Alone {
    async fn on(server: &str) -> Self {
        let (client, connection) = tokio_postgres::connect(server, tokio_postgres::NoTls)
            .await
            .expect("the test's PostgreSQL answers");
        tokio::spawn(connection);
        client
            .execute("SELECT pg_advisory_lock(4611)", &[])
            .await
            .expect("a lock");
        Self(client)
    }

    async fn has(&self, name: &str) -> bool {
        let text = "SELECT EXISTS (SELECT 1 FROM pg_database WHERE datname = $1)";
        let row = self.0.query_one(text, &[&name]).await.expect("an answer");
        row.get(0)
    }
}

/// A template must have no connection while it is copied: the pools' last ones are ended by the server's own hand.
pub(super) async fn leave(server: &str, name: &str) {
    let text = format!("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'");
    statement(server, &text).await;
}

pub(super) async fn statement(server: &str, text: &str) {
    let (client, connection) = tokio_postgres::connect(server, tokio_postgres::NoTls)
        .await
        .expect("the test's PostgreSQL answers");
    let connection = tokio::spawn(connection);
    // Two tests may copy the template at one time, which PostgreSQL refuses while it is in use.
    for attempt in 0.. {
        match client.batch_execute(text).await {
            Ok(()) => break,
            Err(error)
                if attempt < 200 && error.code() == Some(&tokio_postgres::error::SqlState::OBJECT_IN_USE) =>
            {
                tokio::task::yield_now().await;
            }
            Err(error) => panic!("{text}: {error:?}"),
        }
    }
    drop(client);
    let _ = connection.await;
}

fn on(server: &str, name: &str) -> String {
    let (head, query) = server.split_once('?').unwrap_or((server, ""));
    let head = head.rsplit_once('/').map_or(head, |it| it.0);
    format!("{head}/{name}?{query}")
}
