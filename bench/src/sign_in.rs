// SPDX-License-Identifier: EUPL-1.2
//! Sign-ins: checking a password is slow on purpose, and may not take more than its share of the machine.

use std::{
    net::Ipv4Addr,
    time::{Duration, Instant},
};

use anyhow::Result;

use crate::{
    client::Client,
    installation::{Installation, PASSWORD, Program},
    measure::{Times, each, per_second, processor},
};

/// Who tries at once, each from a network of his own, and how often: within what is allowed from one network.
const PEOPLE: u8 = 16;
const EACH: usize = 6;

/// So many accounts, because one account has so many attempts from anywhere.
const ACCOUNTS: u8 = 4;

fn address_of(account: u8) -> String {
    format!("agent.{account}@rivemont.example")
}

/// Measures.
pub async fn run(installation: &Installation) -> Result<()> {
    for account in 0..ACCOUNTS {
        installation.with_account(&address_of(account)).await?;
    }
    let program = Program::start(installation).await?;
    let (address, before, began) = (program.address, processor(program.pid), Instant::now());
    let mut people = tokio::task::JoinSet::new();
    for person in 0..PEOPLE {
        people.spawn(async move {
            let mut times = Times::default();
            for _ in 0..EACH {
                let mut client = Client::from(address, Ipv4Addr::new(127, 0, 1, person));
                let began = Instant::now();
                client.sign_in(&address_of(person % ACCOUNTS), PASSWORD).await?;
                times.add(began.elapsed());
            }
            Ok::<_, anyhow::Error>(times)
        });
    }
    // Meanwhile somebody works: hashing may not starve the rest.
    let mut times = Times::default();
    let mut others = Times::default();
    let mut at_work = Client::new(address);
    loop {
        tokio::select! {
            done = people.join_next() => match done {
                Some(done) => times.merge(done??),
                None => break,
            },
            () = tokio::time::sleep(Duration::from_millis(10)) => {
                let began = Instant::now();
                at_work.get("/instance").await?;
                others.add(began.elapsed());
            }
        }
    }
    let (took, used) = (began.elapsed(), processor(program.pid) - before);
    let count = times.len();
    println!(
        "{:.1} sign-ins/s with {PEOPLE} at once, {}, {} of processor each",
        per_second(count, took),
        times.told(),
        each(used, count)
    );
    println!("another request meanwhile: {}", others.told());
    program.stop().await
}
