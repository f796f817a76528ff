// SPDX-License-Identifier: EUPL-1.2
//! How long the program takes to be ready on a populated installation, and what it holds in memory at rest.

use anyhow::{Result, ensure};

use crate::{
    installation::{Installation, Program},
    measure::{Times, ms, resident_kib},
};

const STARTS: usize = 20;

/// Measures.
pub async fn run(installation: &Installation) -> Result<()> {
    let output = installation.command(&["demo"])?.output().await?;
    ensure!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let mut times = Times::default();
    let mut memory = Vec::new();
    for _ in 0..STARTS {
        let program = Program::start(installation).await?;
        times.add(program.took);
        // What is done once at the start has been done by then.
        tokio::time::sleep(std::time::Duration::from_millis(300)).await;
        memory.push(resident_kib(program.pid));
        program.stop().await?;
    }
    memory.sort_unstable();
    println!(
        "ready after: {}, longest {} ({STARTS} starts)",
        times.told(),
        ms(times.at(100))
    );
    println!(
        "memory at rest: {:.1} MiB",
        memory[memory.len() / 2] as f64 / 1024.0
    );
    Ok(())
}
