// SPDX-License-Identifier: EUPL-1.2
//! Rules for every file: its licence, no trace of the machine it was written on, migrations in order.

use crate::rule;
use crate::source::{Fault, Tree, words};

const SOURCES: [&str; 10] = [
    ".rs", ".ts", ".tsx", ".mts", ".mjs", ".js", ".css", ".sql", ".sh", "Makefile",
];

rule! {
    every_source_file_names_its_licence,
    "a file that travels alone must still say what may be done with it",
    licence,
    finds: [
        [("crates/base/src/lib.rs", "//! Things\npub fn a() {}\n")],
        [("web/src/main.tsx", "export {}\n")],
        [("migrations/0001_accounts.sql", "-- area: accounts\nCREATE TABLE accounts (id UUID);\n")],
    ],
    allows: [
        [("crates/base/src/lib.rs", "// SPDX-License-Identifier: EUPL-1.2\n//! Things\n")],
        [("scripts/a.sh", "#!/usr/bin/env bash\n# SPDX-License-Identifier: EUPL-1.2\n")],
        [("migrations/0001_accounts.sql", "-- area: accounts\n-- SPDX-License-Identifier: EUPL-1.2\n")],
        [("docs/a.md", "# Title\n")],
    ],
}

fn licence(tree: &Tree) -> Vec<Fault> {
    tree.under("", &SOURCES)
        .filter(|it| {
            !it.text
                .lines()
                .take(3)
                .any(|line| line.contains("SPDX-License-Identifier: EUPL-1.2"))
        })
        .map(|it| it.fault_of_file("does not begin with `SPDX-License-Identifier: EUPL-1.2`"))
        .collect()
}

rule! {
    no_path_of_a_machine,
    "what works on one machine alone works on none of the others",
    paths,
    finds: [
        [("scripts/a.sh", concat!("cd /", "work/main\n"))],
        [("docs/a.md", concat!("see `/", "home/anna/plano`\n"))],
        [("web/vite.config.ts", concat!("const root = '/", "Users/anna/plano'\n"))],
    ],
    allows: [
        [("scripts/a.sh", "cd \"$ROOT/framework/main\"\n")],
        [("deploy/plano.service", "ProtectHome=true\nStateDirectory=plano\n")],
    ],
}

fn paths(tree: &Tree) -> Vec<Fault> {
    let places = [
        concat!("/", "work/"),
        concat!("/", "home/"),
        concat!("/", "root/"),
        concat!("/", "Users/"),
    ];
    let mut faults = Vec::new();
    for file in tree
        .under("", &[""])
        .filter(|it| !it.path.ends_with("package-lock.json"))
    {
        for place in places {
            for (at, _) in file.text.match_indices(place) {
                let before = file.text[..at].chars().next_back();
                // The beginning of a path, not the middle of one or of a web address.
                if before.is_none_or(|it| {
                    !it.is_alphanumeric() && !matches!(it, '/' | '}' | '.' | '-' | '_' | '*')
                }) {
                    faults.push(file.fault(at, format!("names {place}…")));
                }
            }
        }
    }
    faults
}

rule! {
    nothing_is_left_for_later,
    "an unfinished thing is an issue with an owner, not a word in the code",
    unfinished,
    finds: [
        [("crates/base/src/lib.rs", concat!("// TO", "DO: this\n"))],
        [("web/src/a.ts", concat!("// FIX", "ME\n"))],
        [("web/src/a.test.ts", concat!("test.", "skip('x', () => {})\n"))],
        [("crates/base/src/lib.rs", concat!("#[", "ignore]\nfn a() {}\n"))],
    ],
    allows: [
        [("web/src/a.ts", "const rows = list.skip(3)\n")],
        // With its reason, and the command that runs it.
        [("crates/base/tests/a.rs", "#[ignore = \"needs a small disk: scripts/with-small-disk.sh\"]\nfn a() {}\n")],
    ],
}

fn unfinished(tree: &Tree) -> Vec<Fault> {
    let words_for_later = [
        concat!("TO", "DO"),
        concat!("FIX", "ME"),
        concat!("XX", "X"),
        concat!("HA", "CK"),
    ];
    let tests_that_do_not_run = [
        concat!("#[", "ignore]"),
        concat!("test.", "skip("),
        concat!("test.", "only("),
        concat!("test.", "fixme("),
        concat!("it.", "skip("),
        concat!("it.", "only("),
        concat!("describe.", "skip("),
        concat!("describe.", "only("),
    ];
    let mut faults = Vec::new();
    for file in tree.under("", &SOURCES) {
        for word in words_for_later {
            faults.extend(
                words(&file.text, word)
                    .into_iter()
                    .map(|at| file.fault(at, format!("says {word}"))),
            );
        }
        for text in tests_that_do_not_run {
            let found = words(&file.text, text);
            faults.extend(
                found
                    .into_iter()
                    .map(|at| file.fault(at, format!("{text}…: a test that does not run"))),
            );
        }
    }
    faults
}

rule! {
    migrations_are_numbered_owned_and_embedded,
    "a gap, a second 0007 or a forgotten file gives two machines two schemas",
    migrations,
    finds: [
        [("migrations/0002_orgs.sql", "-- area: orgs\n"), ("crates/db/src/m.rs", "\"0002_orgs.sql\"")],
        [("migrations/0001_accounts.sql", "CREATE TABLE accounts (id UUID);\n"), ("crates/db/src/m.rs", "\"0001_accounts.sql\"")],
        [("migrations/0001_accounts.sql", "-- area: accounts\n"), ("crates/db/src/m.rs", "")],
        [
            ("migrations/0001_accounts.sql", "-- area: accounts\n"),
            ("migrations/0001_orgs.sql", "-- area: orgs\n"),
            ("crates/db/src/m.rs", "\"0001_accounts.sql\" \"0001_orgs.sql\""),
        ],
        [
            ("migrations/0001_find.sqlite.sql", "-- area: search\n"),
            ("crates/db/src/m.rs", "\"0001_find.sqlite.sql\""),
        ],
    ],
    allows: [
        [
            ("migrations/0001_accounts.sql", "-- area: accounts\n"),
            ("migrations/0002_find.sqlite.sql", "-- area: search\n"),
            ("migrations/0002_find.postgres.sql", "-- area: search\n"),
            ("crates/db/src/m.rs", "\"0001_accounts.sql\" \"0002_find.sqlite.sql\" \"0002_find.postgres.sql\""),
        ],
    ],
}

fn migrations(tree: &Tree) -> Vec<Fault> {
    let mut faults = Vec::new();
    let rust: Vec<String> = tree.production_rust().map(|it| it.text.clone()).collect();
    let mut numbers: Vec<(u32, String)> = Vec::new();
    for file in tree.under("migrations/", &[".sql"]) {
        let (number, name) = file.name().split_once('_').unwrap_or(("", file.name()));
        match number.parse::<u32>() {
            Ok(number_read) if number.len() == 4 => numbers.push((number_read, name.to_owned())),
            _ => faults.push(file.fault_of_file("is not named NNNN_what.sql")),
        }
        if area_of_migration(&file.text).is_none() {
            faults.push(file.fault_of_file("does not begin with `-- area: NAME`, the owner of its tables"));
        }
        let stem = file
            .name()
            .trim_end_matches(".sql")
            .trim_end_matches(".sqlite")
            .trim_end_matches(".postgres");
        if !rust.iter().any(|it| it.contains(&format!("\"{stem}"))) {
            faults.push(file.fault_of_file("is not in the list of embedded migrations"));
        }
    }
    numbers.sort();
    for expected in 1..=numbers.last().map_or(0, |it| it.0) {
        let named: Vec<&str> = numbers
            .iter()
            .filter(|it| it.0 == expected)
            .map(|it| it.1.as_str())
            .collect();
        let whole = matches!(named[..], [one] if !one.contains(".sqlite.") && !one.contains(".postgres."));
        let pair = matches!(named[..], [one, two] if one.ends_with(".postgres.sql") && two.ends_with(".sqlite.sql")
            && one.trim_end_matches(".postgres.sql") == two.trim_end_matches(".sqlite.sql"));
        if !whole && !pair {
            let path = format!("migrations/{expected:04}_");
            let what = format!("expected one file, or one for each database, found {named:?}");
            faults.push(Fault { path, line: 0, what });
        }
    }
    faults
}

/// `accounts` for a migration that begins with `-- area: accounts`.
pub fn area_of_migration(text: &str) -> Option<&str> {
    text.lines()
        .next()?
        .strip_prefix("-- area: ")
        .map(str::trim)
        .filter(|it| !it.is_empty())
}
