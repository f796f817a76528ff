// SPDX-License-Identifier: EUPL-1.2
//! Who may know whom on the server, and where the things with side effects are kept.

use std::collections::BTreeMap;

use crate::house::area_of_migration;
use crate::rule;
use crate::source::{Fault, File, Tree, closing, is_word, next_word, words};

/// Crates whose work is the database, beside the stores of the areas.
const CRATES_WITH_SQL: [&str; 4] = ["db", "access", "events", "jobs"];

/// Where each area stands: an import goes down or stays, content never goes sideways.
/// A new area is written here first, on its floor.
const GROUND: [&str; 3] = ["accounts", "orgs", "projects"];
const CONTENT: [&str; 5] = ["documents", "tasks", "messages", "calendar", "meetings"];
const READERS: [&str; 7] = [
    "search",
    "notifications",
    "activity",
    "webhooks",
    "audit",
    "export",
    "admin",
];

fn floor(area: &str) -> Option<u8> {
    if GROUND.contains(&area) {
        Some(0)
    } else if CONTENT.contains(&area) {
        Some(1)
    } else if READERS.contains(&area) {
        Some(2)
    } else {
        None
    }
}

fn is_store(file: &File) -> bool {
    file.name().starts_with("store") || file.path.contains("/store/")
}

/// What one would take for SQL in a string. Verbs alone are not enough: "Update the page" is a sentence.
fn is_sql(text: &str) -> bool {
    let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
    [
        "SELECT ",
        "INSERT INTO ",
        "DELETE FROM ",
        "CREATE TABLE ",
        "CREATE INDEX ",
        "ALTER TABLE ",
        "DROP TABLE ",
        "PRAGMA ",
    ]
    .iter()
    .any(|it| flat.starts_with(it))
        || (flat.starts_with("UPDATE ") && flat.contains(" SET "))
        || (flat.starts_with("WITH ") && flat.contains(" AS ("))
}

rule! {
    sql_stands_in_stores,
    "every statement is prepared on both databases by a test, and a table has one room where all its SQL is read",
    sql,
    finds: [
        [("crates/plano/src/areas/orgs/actions.rs", "fn a() { tx.exec(\"SELECT id FROM groups\") }")],
        [("crates/plano/src/areas/orgs/routes.rs", "fn a() { x(\n\"UPDATE groups\n SET name = $1\") }")],
        [("crates/plano/src/cli/doctor.rs", "fn a() { sql!(\"…\") }")],
        [("crates/live/src/lib.rs", "const A: &str = \"DELETE FROM events\";")],
    ],
    allows: [
        [("crates/plano/src/areas/orgs/store.rs", "fn a() { sql!(\"SELECT id FROM groups\") }")],
        [("crates/plano/src/areas/orgs/store_import.rs", "fn a() { sql!(\"SELECT id FROM imports\") }")],
        [("crates/events/src/outbox.rs", "fn a() { sql!(\"SELECT seq FROM events\") }")],
        [("crates/plano/src/areas/orgs/tests.rs", "fn a() { x(\"SELECT 1\") }")],
        [("crates/plano/src/areas/orgs/actions.rs", "// SELECT id FROM groups\nconst A: &str = \"Update the page\";")],
    ],
}

fn sql(tree: &Tree) -> Vec<Fault> {
    let mut faults = Vec::new();
    for file in tree.production_rust() {
        if is_store(file) || file.krate().is_some_and(|it| CRATES_WITH_SQL.contains(&it)) {
            continue;
        }
        faults.extend(
            words(&file.code(), "sql!")
                .into_iter()
                .map(|at| file.fault(at, "a statement outside a store")),
        );
        for (at, text) in file.strings().into_iter().filter(|it| is_sql(it.1)) {
            faults.push(file.fault(
                at,
                format!("SQL outside a store: {}", text.lines().next().unwrap_or_default()),
            ));
        }
    }
    faults
}

rule! {
    a_store_names_only_its_own_tables,
    "an area that reads another's table breaks when that table changes, unseen by either",
    tables,
    finds: [
        [
            ("migrations/0001_accounts.sql", "-- area: accounts\nCREATE TABLE accounts (\n"),
            ("crates/plano/src/areas/orgs/store.rs", "fn a() { sql!(\"SELECT a.id FROM groups g JOIN accounts a ON a.id = g.account\") }"),
        ],
        [
            ("migrations/0001_accounts.sql", "-- area: accounts\nCREATE TABLE IF NOT EXISTS accounts (\n"),
            ("crates/plano/src/areas/orgs/store.rs", "fn a() { sql!(\"UPDATE accounts SET name = $1\") }"),
        ],
    ],
    allows: [
        [
            ("migrations/0001_accounts.sql", "-- area: accounts\nCREATE TABLE accounts (\n"),
            ("crates/plano/src/areas/accounts/store.rs", "fn a() { sql!(\"SELECT id FROM accounts\") }"),
            // A column of that name is not the table.
            ("crates/plano/src/areas/orgs/store.rs", "fn a() { sql!(\"SELECT accounts FROM organisations\") }"),
        ],
    ],
}

fn tables(tree: &Tree) -> Vec<Fault> {
    let mut owners: BTreeMap<String, String> = BTreeMap::new();
    for file in tree.under("migrations/", &[".sql"]) {
        let Some(area) = area_of_migration(&file.text) else {
            continue;
        };
        for table in tables_after(&file.without_comments(), &["CREATE TABLE"]) {
            owners.insert(table, area.to_owned());
        }
    }
    let mut faults = Vec::new();
    for file in tree.production_rust().filter(|it| is_store(it)) {
        let Some(own) = file.area() else { continue };
        for (at, text) in file.strings().into_iter().filter(|it| is_sql(it.1)) {
            for table in tables_after(text, &["FROM", "JOIN", "INTO", "UPDATE", "TABLE"]) {
                match owners.get(&table) {
                    Some(owner) if owner != own => {
                        faults.push(file.fault(
                            at,
                            format!("names {table}, a table of {owner}; ask {owner}'s door"),
                        ));
                    }
                    _ => {}
                }
            }
        }
    }
    faults
}

fn tables_after(text: &str, keywords: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for keyword in keywords {
        for at in words(text, keyword) {
            let mut from = at + keyword.len();
            for passed in ["IF", "NOT", "EXISTS", "ONLY"] {
                if next_word(text, from) == passed {
                    from = from + text[from..].find(passed).unwrap_or(0) + passed.len();
                }
            }
            let name = next_word(text, from);
            if !name.is_empty() && name.chars().any(|it| it.is_ascii_lowercase()) {
                found.push(name.to_owned());
            }
        }
    }
    found
}

rule! {
    a_store_neither_begins_nor_commits,
    "what must be true together is decided by the action; a store that commits would split it",
    transactions_in_stores,
    finds: [
        [("crates/plano/src/areas/orgs/store.rs", "async fn a(db: &Db) { db.write(async |tx| {}).await }")],
        [("crates/plano/src/areas/orgs/store.rs", "async fn a(tx: Tx) { tx.commit().await }")],
        [("crates/plano/src/areas/orgs/store.rs", "async fn a(tx: Tx) { tx.announce(x).await }")],
    ],
    allows: [[("crates/plano/src/areas/orgs/store.rs", "async fn a(tx: &mut Tx) { sql!(\"…\").exec(tx).await }")]],
}

fn transactions_in_stores(tree: &Tree) -> Vec<Fault> {
    let calls = [".write(", ".begin(", ".commit(", ".rollback(", ".announce("];
    found_in(
        tree.production_rust()
            .filter(|it| is_store(it) && it.area().is_some()),
        &calls,
    )
}

rule! {
    routes_do_not_touch_the_database,
    "a route decodes, calls an action and encodes; what it says about permission is in its signature",
    routes,
    finds: [
        [("crates/plano/src/areas/orgs/routes.rs", "use db::Db;")],
        [("crates/plano/src/areas/orgs/routes.rs", "async fn a() { app.db.write(async |tx| {}).await }")],
        [("crates/plano/src/areas/orgs/routes_admin.rs", "use super::store;")],
    ],
    allows: [
        [("crates/plano/src/areas/orgs/routes.rs", "async fn a() { actions::rename(&app.db, org, new).await }")],
        [("crates/plano/src/areas/orgs/routes.rs", "use crate::storage; // the store is not touched\n")],
    ],
}

fn routes(tree: &Tree) -> Vec<Fault> {
    let routes = tree
        .production_rust()
        .filter(|it| it.area().is_some() && it.name().starts_with("routes"));
    found_in(
        routes,
        &["Db", "Tx", "db.write(", "db.read(", "store::", "::store"],
    )
}

rule! {
    actions_know_no_transport,
    "an action is what a person does, whoever asks (browser, import, command line); what follows is a reader's or a job's",
    actions,
    finds: [
        [("crates/plano/src/areas/orgs/actions.rs", "use axum::Json;")],
        [("crates/plano/src/areas/orgs/actions.rs", "async fn a() { bus::publish(x).await }")],
        [("crates/plano/src/areas/orgs/actions.rs", "use mail::Outgoing;")],
        [("crates/plano/src/areas/orgs/actions_import.rs", "use crate::areas::search;")],
    ],
    allows: [
        [("crates/plano/src/areas/orgs/actions.rs", "use super::jobs::SendInvitation; // sends the mail\nlet mail = &new.email;")],
    ],
}

fn actions(tree: &Tree) -> Vec<Fault> {
    let mut faults = Vec::new();
    for file in tree
        .production_rust()
        .filter(|it| it.area().is_some() && it.name().starts_with("actions"))
    {
        let code = file.code();
        for name in [
            "axum",
            "hyper",
            "tower",
            "tower_http",
            "http",
            "lettre",
            "bus",
            "mail",
            "live",
        ] {
            for at in words(&code, name)
                .into_iter()
                .filter(|at| is_path_root(&code, *at, name))
            {
                faults.push(file.fault(at, format!("uses {name}")));
            }
        }
        faults.extend(
            words(&code, "areas::search")
                .into_iter()
                .map(|at| file.fault(at, "uses search")),
        );
    }
    faults
}

/// `bus` in `bus::publish` and in `use bus;`, not in `super::bus::x` nor as the name of a variable.
fn is_path_root(code: &str, at: usize, name: &str) -> bool {
    let before = code[..at].trim_end();
    let after = code[at + name.len()..].trim_start();
    !before.ends_with("::")
        && (after.starts_with("::") || (before.ends_with("use") && after.starts_with([';', ' '])))
}

rule! {
    nothing_slow_while_a_transaction_is_open,
    "on SQLite all writers wait for the one that is open; an answer from elsewhere may take seconds",
    slow,
    finds: [
        [("crates/plano/src/areas/orgs/actions.rs", "db.write(async move |tx| { store::a(tx).await?; storage.put(key, bytes).await })")],
        [("crates/plano/src/areas/accounts/actions.rs", "db.write(async move |tx| { mailer.send(x).await })")],
        [("crates/plano/src/areas/accounts/jobs.rs", "db.write(async |tx| tokio::time::sleep(x).await)")],
    ],
    allows: [
        [("crates/plano/src/areas/orgs/actions.rs", "storage.put(key, bytes).await?; db.write(async move |tx| { store::a(tx).await })")],
    ],
}

fn slow(tree: &Tree) -> Vec<Fault> {
    let mut faults = Vec::new();
    for file in tree.production_rust().filter(|it| it.krate() == Some("plano")) {
        let code = file.code();
        for (at, call) in code.match_indices(".write(") {
            let end = closing(&code, at + call.len() - 1);
            let inside = &code[at..end];
            if !inside.contains("async") {
                continue;
            }
            for name in [
                "storage",
                "blobs",
                "mailer",
                "bus",
                "sleep",
                "spawn_blocking",
                "reqwest",
            ] {
                for found in words(inside, name) {
                    faults.push(file.fault(at + found, format!("{name} inside a transaction")));
                }
            }
        }
    }
    faults
}

/// The rooms where the world comes in: the clock, the system's randomness, the environment.
const ROOMS_OF_THE_WORLD: [&str; 9] = [
    "crates/base/src/time.rs",
    "crates/base/src/id.rs",
    "crates/base/src/secret.rs",
    "crates/db/src/tx.rs",
    "crates/plano/src/config.rs",
    "crates/plano/src/main.rs",
    // A number to read out over the telephone, which nothing is decided by.
    "crates/plano/src/http/request_id.rs",
    // Keys and nonces: never a test's own, even in a test.
    "crates/storage/src/keyring.rs",
    "crates/storage/src/seal.rs",
];

rule! {
    time_chance_and_settings_come_from_one_place,
    "a test sets the clock and the ids, and a setting that is read anywhere is documented nowhere",
    world,
    finds: [
        [("crates/plano/src/areas/orgs/actions.rs", "let at = SystemTime::now();")],
        [("crates/jobs/src/lib.rs", "let at = Timestamp::now();")],
        [("crates/plano/src/areas/orgs/store.rs", "let id = Uuid::now_v7();")],
        [("crates/plano/src/http/session.rs", "let port = std::env::var(\"PORT\");")],
        [("crates/storage/src/lib.rs", "aws_lc_rs::rand::fill(&mut key)?;")],
        [("crates/live/src/hub.rs", "let since = Instant::now();")],
    ],
    allows: [
        [("crates/base/src/time.rs", "SystemTime::now()")],
        [("crates/plano/src/config.rs", "std::env::var(name)")],
        [("crates/plano/src/areas/orgs/actions.rs", "let at = tx.now(); // not SystemTime::now()")],
        [("crates/plano/src/serve.rs", "let began = Instant::now();")],
        [("crates/base/src/lib.rs", "#[cfg(test)] mod tests { fn a() { SystemTime::now(); } }")],
    ],
}

fn world(tree: &Tree) -> Vec<Fault> {
    let anywhere = [
        "SystemTime::now",
        "Timestamp::now",
        "Zoned::now",
        "Utc::now",
        "Uuid::now_v7",
        "Uuid::new_v4",
        "rand::fill",
        "SystemRandom::new",
        "OsRng",
        "thread_rng",
        "getrandom",
        "env::var",
        "env::var_os",
        "env::vars",
    ];
    let rooms = |file: &&File| !ROOMS_OF_THE_WORLD.contains(&file.path.as_str());
    let mut faults = found_in(tree.production_rust().filter(rooms), &anywhere);
    // Engines are handed the time, so that hours pass in milliseconds.
    let engines = tree
        .production_rust()
        .filter(|it| matches!(it.krate(), Some("live" | "collab" | "sfu")));
    faults.extend(found_in(engines, &["Instant::now"]));
    faults
}

rule! {
    a_panic_is_explained,
    "a panic answers 500 to somebody: expect() says why it cannot happen, in a sentence",
    panics,
    finds: [
        [("crates/base/src/lib.rs", "fn a() { x.unwrap() }")],
        [("crates/base/src/lib.rs", "fn a() { x.expect(\"valid\") }")],
        [("crates/base/src/lib.rs", "fn a() { x.expect(&text) }")],
    ],
    allows: [
        [("crates/base/src/lib.rs", "fn a() { x.expect(\"the router only matches known kinds\") }")],
        [("crates/base/src/lib.rs", "#[cfg(test)] mod tests { fn a() { x.unwrap() } }")],
        [("crates/base/tests/ids.rs", "fn a() { x.unwrap() }")],
        [("crates/base/src/lib.rs", "#[expect(dead_code, reason = \"x\")] fn a() { x.unwrap_or(1) }")],
    ],
}

fn panics(tree: &Tree) -> Vec<Fault> {
    /// Fewer words than this name a thing; they do not give a reason.
    const WORDS_OF_A_REASON: usize = 3;
    let mut faults = Vec::new();
    for file in tree.production_rust() {
        let code = file.code();
        let text = file.without_comments();
        faults.extend(
            words(&code, ".unwrap()")
                .into_iter()
                .map(|at| file.fault(at, ".unwrap()")),
        );
        for at in words(&code, ".expect(") {
            let end = closing(&code, at + ".expect".len());
            let reason = &text[at + ".expect(".len()..end];
            if !reason.trim_start().starts_with('"') || reason.split_whitespace().count() < WORDS_OF_A_REASON
            {
                faults.push(file.fault(at, format!(".expect({reason} does not say why it cannot fail")));
            }
        }
    }
    faults
}

rule! {
    areas_import_downwards,
    "readers know content, content knows ground; content areas meet through events and links, so that each can be left out",
    imports,
    finds: [
        [("crates/plano/src/areas/tasks/actions.rs", "use crate::areas::messages;")],
        [("crates/plano/src/areas/projects/actions.rs", "use crate::areas::{accounts, notifications};")],
        [("crates/plano/src/areas/messages/live.rs", "fn a() { crate::areas::notifications::b() }")],
        [("crates/plano/src/areas/gadgets/mod.rs", "fn a() {}")],
    ],
    allows: [
        [("crates/plano/src/areas/tasks/actions.rs", "use crate::areas::projects;")],
        [("crates/plano/src/areas/notifications/readers.rs", "use crate::areas::{accounts, projects, tasks};")],
        [("crates/plano/src/areas/projects/actions.rs", "use crate::areas::accounts;")],
    ],
}

fn imports(tree: &Tree) -> Vec<Fault> {
    let mut faults = Vec::new();
    for file in tree.production_rust() {
        let Some(own) = file.area() else { continue };
        let Some(own_floor) = floor(own) else {
            faults.push(file.fault_of_file(format!(
                "the area {own} has no floor yet; give it one in tests/tidy/server.rs"
            )));
            continue;
        };
        for (at, other) in areas_named(&file.code()) {
            let Some(other_floor) = floor(&other) else {
                continue;
            };
            let sideways = other != own && own_floor == 1 && other_floor == 1;
            if other_floor > own_floor || sideways {
                faults.push(file.fault(at, format!("{own} imports {other}")));
            }
        }
    }
    faults
}

rule! {
    an_area_is_entered_by_its_door,
    "mod.rs says what others may use; a store or a helper reached past it can no longer be changed freely",
    doors,
    finds: [
        [("crates/plano/src/areas/orgs/actions.rs", "use crate::areas::accounts::store;")],
        [("crates/plano/src/areas/orgs/actions.rs", "fn a() { crate::areas::accounts::store::find(x) }")],
    ],
    allows: [
        [("crates/plano/src/areas/orgs/actions.rs", "use crate::areas::accounts::find;")],
        [("crates/plano/src/areas/orgs/actions.rs", "use crate::areas::orgs::store;")],
    ],
}

fn doors(tree: &Tree) -> Vec<Fault> {
    let mut faults = Vec::new();
    for file in tree.production_rust().filter(|it| it.krate() == Some("plano")) {
        let code = file.code();
        for (at, other) in areas_named(&code) {
            let inside = code[at..]
                .strip_prefix(other.as_str())
                .and_then(|it| it.strip_prefix("::"));
            if file.area() != Some(other.as_str())
                && inside.is_some_and(|it| next_word(it, 0).starts_with("store"))
            {
                faults.push(file.fault(at, format!("reaches into {other}'s store")));
            }
        }
    }
    faults
}

/// Every area named in `areas::x` or `areas::{x, y::z}`, and where.
fn areas_named(code: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for start in words(code, "areas::") {
        let from = start + "areas::".len();
        if !code[from..].starts_with('{') {
            found.push((from, next_word(code, from).to_owned()));
            continue;
        }
        let end = closing(code, from);
        let mut depth = 0_usize;
        let mut expects_name = false;
        for (at, byte) in code.bytes().enumerate().take(end).skip(from) {
            match byte {
                b'{' => {
                    depth += 1;
                    expects_name = depth == 1;
                }
                b'}' => depth -= 1,
                b',' if depth == 1 => expects_name = true,
                _ if expects_name && is_word(byte) => {
                    found.push((at, next_word(code, at).to_owned()));
                    expects_name = false;
                }
                _ => {}
            }
        }
    }
    found
}

rule! {
    crates_know_nothing_of_the_product,
    "a technique that knows the product cannot be tested, read or replaced alone",
    leaves,
    finds: [
        [("crates/live/Cargo.toml", "[package]\nname = \"live\"\n[dependencies]\nplano.workspace = true\n")],
        [("crates/base/Cargo.toml", "[package]\nname = \"base\"\n[dependencies]\ndb.workspace = true\n"), ("crates/db/Cargo.toml", "[package]\nname = \"db\"\n")],
        [("crates/storage/Cargo.toml", "[package]\nname = \"storage\"\n[dependencies]\naxum.workspace = true\n")],
        [("crates/live/Cargo.toml", "[package]\nname = \"live\"\n[dependencies]\ntokio.workspace = true\n")],
    ],
    allows: [
        [("crates/db/Cargo.toml", "[package]\nname = \"db\"\n[dependencies]\nbase.workspace = true\n"), ("crates/base/Cargo.toml", "[package]\nname = \"base\"\n")],
        [("crates/plano/Cargo.toml", "[package]\nname = \"plano\"\n[dependencies]\naxum.workspace = true\n")],
    ],
}

fn leaves(tree: &Tree) -> Vec<Fault> {
    let ours: Vec<&str> = tree
        .under("crates/", &["/Cargo.toml"])
        .filter_map(File::krate)
        .collect();
    let mut faults = Vec::new();
    for file in tree.under("crates/", &["/Cargo.toml"]) {
        let Some(own) = file.krate() else { continue };
        let manifest: toml::Table = file.text.parse().expect("cargo has read this manifest before us");
        let dependencies = manifest.get("dependencies").and_then(toml::Value::as_table);
        for name in dependencies.into_iter().flatten().map(|it| it.0.as_str()) {
            let forbidden = match own {
                "plano" => false,
                "base" => ours.contains(&name) || matches!(name, "tokio" | "axum"),
                // Engines without sockets.
                "live" | "collab" | "sfu" | "dav-proto" => matches!(name, "plano" | "tokio" | "axum" | "db"),
                _ => matches!(name, "plano" | "axum"),
            };
            if forbidden {
                faults.push(file.fault_of_file(format!("{own} depends on {name}")));
            }
        }
    }
    faults
}

rule! {
    events_carry_ids_never_content,
    "events are kept for years and read by many; what people wrote stays where its permissions are",
    event_bodies,
    finds: [
        [("crates/events/src/project.rs", "pub enum ProjectEvent { Renamed { project: ProjectId, name: String } }")],
        [("crates/events/src/message.rs", "pub enum MessageEvent { Posted { body: Body } }")],
    ],
    allows: [
        [("crates/events/src/project.rs", "pub enum ProjectEvent { Renamed { project: ProjectId } }\nstruct Row { body: String }")],
    ],
}

fn event_bodies(tree: &Tree) -> Vec<Fault> {
    let mut faults = Vec::new();
    for file in tree.production_rust().filter(|it| it.krate() == Some("events")) {
        let code = file.code();
        for at in words(&code, "enum") {
            if !next_word(&code, at + "enum".len()).ends_with("Event") {
                continue;
            }
            let Some(open) = code[at..].find('{').map(|it| at + it) else {
                continue;
            };
            let body = &code[open..closing(&code, open)];
            for kind in ["String", "str", "Body", "Value", "Text", "Vec<u8>"] {
                faults.extend(
                    words(body, kind)
                        .into_iter()
                        .map(|it| file.fault(open + it, format!("an event holds {kind}"))),
                );
            }
        }
    }
    faults
}

fn found_in<'a>(files: impl Iterator<Item = &'a File>, texts: &[&str]) -> Vec<Fault> {
    let mut faults = Vec::new();
    for file in files {
        let code = file.code();
        for text in texts {
            faults.extend(
                words(&code, text)
                    .into_iter()
                    .map(|at| file.fault(at, (*text).to_owned())),
            );
        }
    }
    faults
}
