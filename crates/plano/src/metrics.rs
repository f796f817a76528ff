// SPDX-License-Identifier: EUPL-1.2
//! Health for whoever restarts us, and numbers for the operator (Prometheus text format 0.0.4), on a private listener.

use std::{fmt::Write as _, sync::atomic::Ordering};

use axum::{
    Router,
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};

use crate::app::App;

/// The private listener's addresses.
pub fn router(app: App) -> Router {
    Router::new()
        .route("/metrics", get(metrics))
        .merge(health())
        .with_state(app)
}

/// Health, on both listeners.
pub fn health() -> Router<App> {
    Router::new()
        .route("/health/live", get(async || "live\n"))
        .route("/health/ready", get(ready))
}

async fn ready(State(app): State<App>) -> Response {
    match tokio::time::timeout(std::time::Duration::from_secs(3), app.db.ping()).await {
        Ok(Ok(())) => "ready\n".into_response(),
        _ => (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n").into_response(),
    }
}

async fn metrics(State(app): State<App>) -> Response {
    let stats = app.db.stats();
    let counter = |it: &std::sync::atomic::AtomicU64| it.load(Ordering::Relaxed);
    let mut text = String::new();
    let mut write = |name: &str, kind: &str, help: &str, value: u64| {
        // Writing to a String does not fail.
        let _ = writeln!(text, "# HELP {name} {help}\n# TYPE {name} {kind}\n{name} {value}");
    };
    write(
        "plano_db_commits_total",
        "counter",
        "Durable commits.",
        counter(&stats.commits),
    );
    write(
        "plano_db_writes_total",
        "counter",
        "Writes they carried.",
        counter(&stats.writes),
    );
    write(
        "plano_db_commit_microseconds_total",
        "counter",
        "Time spent in COMMIT.",
        counter(&stats.commit_us),
    );
    write(
        "plano_db_writes_refused_total",
        "counter",
        "Writes refused because too many waited.",
        counter(&stats.refused),
    );
    if let Ok(depth) = jobs::depth(&app.db).await {
        write(
            "plano_jobs_waiting",
            "gauge",
            "Jobs that wait or run.",
            u64::try_from(depth.waiting).unwrap_or(0),
        );
        write(
            "plano_jobs_dead",
            "gauge",
            "Jobs given up; an administrator looks at them.",
            u64::try_from(depth.dead).unwrap_or(0),
        );
    }
    let census = app.live.census();
    write(
        "plano_live_sockets",
        "gauge",
        "Open browsers.",
        census.connections as u64,
    );
    write(
        "plano_bus_words_dropped_total",
        "counter",
        "Words between nodes that were lost; readers catch up by themselves.",
        app.bus.dropped(),
    );
    if let Some(bytes) = resident_bytes() {
        write(
            "process_resident_memory_bytes",
            "gauge",
            "Resident memory.",
            bytes,
        );
    }
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4")], text).into_response()
}

/// Resident memory as Linux tells it; elsewhere not told.
fn resident_bytes() -> Option<u64> {
    let statm = std::fs::read_to_string("/proc/self/statm").ok()?;
    Some(statm.split(' ').nth(1)?.parse::<u64>().ok()? * 4096)
}
