// SPDX-License-Identifier: EUPL-1.2
//! Measures the built program and the facade over the databases, on both. What is measured, how, and what came out:
//! `bench/README.md`.
#![expect(
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a load program: it prints its results, reads its surroundings, and is a client of its own"
)]

mod accounts;
mod client;
mod installation;
mod measure;
mod messages;
mod search;
mod sign_in;
mod sockets;
mod start;
mod writes;

use anyhow::{Context as _, Result};
use clap::{Parser, ValueEnum};

use installation::Installation;

/// Measures; without a word: everything.
#[derive(Debug, Parser)]
#[command(name = "bench")]
struct Asked {
    /// What to measure.
    what: Vec<What>,
    /// Only on this database.
    #[arg(long)]
    only: Option<Engine>,
    /// Idle sockets, by the twenty.
    #[arg(long, default_value_t = 5_000)]
    idle: usize,
    /// Sockets that frames are delivered to, by the twenty.
    #[arg(long, default_value_t = 1_000)]
    readers: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum What {
    /// Durable writes through the facade, beside the bare database.
    Writes,
    /// Sign-ins.
    SignIn,
    /// Memory of idle sockets, and frames delivered.
    Sockets,
    /// Start and memory at rest.
    Start,
    /// Import of accounts, and the list of very many.
    Accounts,
    /// Messages posted, delivered and read again.
    Messages,
    /// A million messages, found by their words.
    Search,
}

/// Which database.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Engine {
    /// In a folder.
    Sqlite,
    /// A server.
    Postgres,
}

#[tokio::main]
async fn main() -> Result<()> {
    let asked = Asked::parse();
    let server = std::env::var("PLANO_TEST_POSTGRES").ok();
    let engines = [Engine::Sqlite, Engine::Postgres]
        .into_iter()
        .filter(|it| asked.only.is_none_or(|only| only == *it))
        .filter(|it| *it == Engine::Sqlite || server.is_some());
    let whats = if asked.what.is_empty() {
        What::value_variants().to_vec()
    } else {
        asked.what
    };
    for engine in engines {
        for what in &whats {
            println!("\n### {what:?} on {engine:?}\n");
            let installation = Installation::new(engine, server.as_deref()).await?;
            let result = match what {
                What::Writes => writes::run(&installation).await,
                What::SignIn => sign_in::run(&installation).await,
                What::Sockets => sockets::run(&installation, asked.idle, asked.readers).await,
                What::Start => start::run(&installation).await,
                What::Accounts => accounts::run(&installation).await,
                What::Messages => messages::run(&installation).await,
                What::Search => search::run(&installation).await,
            };
            result.with_context(|| format!("{what:?} on {engine:?}"))?;
            installation.remove().await?;
        }
    }
    Ok(())
}
