// SPDX-License-Identifier: EUPL-1.2
//! The import of 4,000 accounts, and the administration's list once there are 100,000.

use std::time::Instant;

use anyhow::{Context as _, Result};

use crate::{
    client::Client,
    installation::{Installation, Program, import},
    measure::{Times, at_rest, each, ms, per_second, processor},
};

const IMPORT: usize = 4_000;
const MANY: usize = 100_000;
const TIMES: usize = 50;

/// Measures.
pub async fn run(installation: &Installation) -> Result<()> {
    installation.with_admin().await?;
    let program = Program::start(installation).await?;
    let mut admin = program.admin().await?;
    let before = processor(program.pid);
    let took = import(&mut admin, 0..IMPORT).await?;
    let used = processor(program.pid) - before;
    println!(
        "import of {IMPORT}: {}, {:.0} accounts/s, {} of processor each",
        ms(took),
        per_second(IMPORT, took),
        each(used, IMPORT)
    );
    let mut made = IMPORT;
    while made < MANY {
        let next = (made + 24_000).min(MANY);
        let took = import(&mut admin, made..next).await?;
        println!(
            "then {} more: {}, {:.0} accounts/s",
            next - made,
            ms(took),
            per_second(next - made, took)
        );
        made = next;
    }

    // What follows from a hundred thousand new accounts is done on the same two cores.
    at_rest(program.pid).await?;

    println!("\n| list of {MANY} accounts | |");
    println!("|---|---|");
    let lists = [
        ("first page of 50, by name", "/admin/accounts?limit=50"),
        (
            "first page, by last activity",
            "/admin/accounts?limit=50&sort=-last_active_at",
        ),
        (
            "first page, those invited",
            "/admin/accounts?limit=50&status=invited",
        ),
        (
            "first page, administrators",
            "/admin/accounts?limit=50&role=instance_admin",
        ),
        (
            "search `duran`, thousands of hits",
            "/admin/accounts?limit=50&q=duran",
        ),
        (
            "search `loeuillet heloise`",
            "/admin/accounts?limit=50&q=loeuillet%20heloise",
        ),
        (
            "search `agent.77777`, one hit",
            "/admin/accounts?limit=50&q=agent.77777",
        ),
        ("search `zzzz`, none", "/admin/accounts?limit=50&q=zzzz"),
    ];
    for (name, path) in lists {
        println!("| {name} | {} |", asked(&mut admin, path).await?);
    }
    // Deep in the list: keyset paging costs the same everywhere.
    let mut path = "/admin/accounts?limit=200".to_owned();
    for _ in 0..100 {
        let page = admin.get(&path).await?;
        // It holds a name, whose spaces an address cannot.
        let next = page["next"]
            .as_str()
            .context("there are 100,000")?
            .replace(' ', "%20");
        path = format!("/admin/accounts?limit=200&after={next}");
    }
    let path = path.replace("limit=200", "limit=50");
    println!(
        "| a page behind 20,000 others | {} |",
        asked(&mut admin, &path).await?
    );
    println!(
        "| people search `benka` (Ctrl K) | {} |",
        asked(&mut admin, "/people?q=benka").await?
    );
    program.stop().await
}

async fn asked(admin: &mut Client, path: &str) -> Result<String> {
    let mut times = Times::default();
    for _ in 0..TIMES {
        let began = Instant::now();
        admin.get(path).await?;
        times.add(began.elapsed());
    }
    Ok(times.told())
}
