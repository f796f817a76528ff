// SPDX-License-Identifier: EUPL-1.2
//! Times, and how they are told.

use std::time::Duration;

use anyhow::{Result, bail};

/// Times of the same thing, taken one after another.
#[derive(Debug, Default)]
pub struct Times(Vec<Duration>);

impl Times {
    /// One more.
    pub fn add(&mut self, time: Duration) {
        self.0.push(time);
    }

    /// Those of someone else too.
    pub fn merge(&mut self, others: Self) {
        self.0.extend(others.0);
    }

    /// How many.
    pub const fn len(&self) -> usize {
        self.0.len()
    }

    /// `p50 1.2 ms, p99 3.4 ms`.
    pub fn told(&mut self) -> String {
        format!("p50 {}, p99 {}", ms(self.at(50)), ms(self.at(99)))
    }

    /// The time that `percent` of them stay within.
    pub fn at(&mut self, percent: usize) -> Duration {
        self.0.sort_unstable();
        let last = self.0.len().saturating_sub(1);
        self.0.get(last * percent / 100).copied().unwrap_or_default()
    }
}

/// In milliseconds.
pub fn ms(time: Duration) -> String {
    let ms = time.as_secs_f64() * 1000.0;
    if ms < 10.0 {
        format!("{ms:.2} ms")
    } else {
        format!("{ms:.0} ms")
    }
}

/// How many in a second.
pub fn per_second(count: usize, time: Duration) -> f64 {
    count as f64 / time.as_secs_f64().max(f64::EPSILON)
}

/// What one of `count` cost of `time`.
pub fn each(time: Duration, count: usize) -> String {
    format!("{:.1} µs", time.as_secs_f64() * 1e6 / count.max(1) as f64)
}

/// What a process has used of a processor so far, in both modes. Source: proc(5), fields 14 and 15, in ticks of 10 ms.
pub fn processor(pid: u32) -> Duration {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    let after_name = stat.rsplit(')').next().unwrap_or_default();
    let ticks: u64 = after_name
        .split_whitespace()
        .skip(11)
        .take(2)
        .filter_map(|it| it.parse::<u64>().ok())
        .sum();
    Duration::from_millis(ticks * 10)
}

/// What a process holds in memory now, in KiB. Source: proc(5), `VmRSS`.
pub fn resident_kib(pid: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
    status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))
        .and_then(|rest| rest.split_whitespace().next()?.parse().ok())
        .unwrap_or(0)
}

/// Comes back once the program does nothing for a second.
pub async fn at_rest(pid: u32) -> Result<()> {
    for _ in 0..600 {
        let before = processor(pid);
        tokio::time::sleep(Duration::from_secs(1)).await;
        if processor(pid).saturating_sub(before) < Duration::from_millis(30) {
            return Ok(());
        }
    }
    bail!("the program did not come to rest in ten minutes")
}
