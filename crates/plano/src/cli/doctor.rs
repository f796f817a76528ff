// SPDX-License-Identifier: EUPL-1.2
//! `plano doctor`: looks at everything an installation consists of, changes nothing, and says what to do.

use std::{collections::HashSet, fmt, path::Path, time::Duration};

use base::{Id, Timestamp};
use db::Db;
use futures_util::TryStreamExt as _;
use serde::Serialize;
use storage::{BlobKey, Keyring, WrappedKey};

use crate::{
    areas::{accounts, audit, documents},
    config::Config,
    migrations, serve,
};

/// Below so much free space, or so small a part of the disk, someone should make room.
const SPACE_LOW_BYTES: u64 = 1024 * 1024 * 1024;
const SPACE_LOW_PARTS: u64 = 20;
/// Below so much, writing is about to be refused.
const SPACE_OUT_BYTES: u64 = 64 * 1024 * 1024;
/// A reader that is behind for longer does not get on.
const LAG_MAX: Duration = Duration::from_secs(10 * 60);
/// A blob is stored before the row that names it: a younger one may still wait for its row. Source: `storage`.
const ORPHAN_AFTER: Duration = Duration::from_secs(24 * 3_600);

/// How a check came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// As it should be.
    Ok,
    /// Works; somebody should look.
    Warning,
    /// Does not work, or something is lost.
    Fault,
}

/// One thing that was looked at.
#[derive(Debug, Serialize)]
pub struct Check {
    /// What: never changes, for scripts.
    pub name: &'static str,
    /// How it came out.
    pub level: Level,
    /// What was found.
    pub found: String,
    /// What to do, if anything.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub advice: &'static str,
}

/// All that was looked at.
#[derive(Debug, Default)]
pub struct Report {
    /// In the order in which one would mend things.
    pub checks: Vec<Check>,
}

impl Report {
    fn ok(&mut self, name: &'static str, found: impl Into<String>) {
        self.add(name, Level::Ok, found, "");
    }

    fn add(&mut self, name: &'static str, level: Level, found: impl Into<String>, advice: &'static str) {
        self.checks.push(Check {
            name,
            level,
            found: found.into(),
            advice,
        });
    }

    fn count(&self, level: Level) -> usize {
        self.checks.iter().filter(|it| it.level == level).count()
    }

    /// For scripts.
    #[must_use]
    pub fn json(&self) -> serde_json::Value {
        serde_json::json!({
            "faults": self.count(Level::Fault), "warnings": self.count(Level::Warning), "checks": self.checks,
        })
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, check) in self.checks.iter().enumerate() {
            let level = match check.level {
                Level::Ok => "ok",
                Level::Warning => "warning",
                Level::Fault => "fault",
            };
            let line = if at == 0 { "" } else { "\n" };
            write!(f, "{line}{level:<8} {:<10} {}", check.name, check.found)?;
            if !check.advice.is_empty() {
                write!(f, ": {}", check.advice)?;
            }
        }
        Ok(())
    }
}

/// Looks, prints, and fails if there is a fault.
///
/// # Errors
/// How many faults there are.
pub async fn run(config: &Config, json: bool) -> Result<(), String> {
    let report = examine(config).await;
    if json {
        println!("{}", report.json());
    } else {
        println!("{report}");
    }
    match report.count(Level::Fault) {
        0 => Ok(()),
        1 => Err("one fault".into()),
        faults => Err(format!("{faults} faults")),
    }
}

/// Looks at everything. What cannot be looked at because something before it is at fault is left out.
pub async fn examine(config: &Config) -> Report {
    let mut report = Report::default();
    space(&mut report, &config.data);
    let Some(db) = database(&mut report, config).await else {
        return report;
    };
    match db.missing_migrations(migrations::ALL).await {
        Ok(0) => report.ok("schema", "as this program has it"),
        Ok(missing) => {
            report.add(
                "schema",
                Level::Warning,
                format!("{missing} steps behind this program"),
                "the next start brings it forward; make a backup first",
            );
            // What follows asks for tables as this program knows them.
            return report;
        }
        Err(error) => {
            report.add("schema", Level::Fault, error.to_string(), "");
            return report;
        }
    }
    let looked = async {
        keys_and_blobs(&mut report, config, &db).await?;
        journal(&mut report, &db).await?;
        readers(&mut report, &db).await?;
        jobs(&mut report, &db).await
    };
    if let Err(error) = looked.await {
        report.add(
            "database",
            Level::Fault,
            format!("it stopped answering: {error}"),
            "see whether its server runs and its disk has room",
        );
    }
    report
}

fn space(report: &mut Report, data: &Path) {
    let name = "space";
    let stat = match rustix::fs::statvfs(data) {
        Ok(stat) => stat,
        Err(error) => {
            return report.add(
                name,
                Level::Fault,
                format!("the data folder {} cannot be looked at: {error}", data.display()),
                "say with --data where it is",
            );
        }
    };
    let (free, all) = (stat.f_bavail * stat.f_frsize, stat.f_blocks * stat.f_frsize);
    let found = format!("{} MiB free in {}", free / 1024 / 1024, data.display());
    if free < SPACE_OUT_BYTES {
        report.add(
            name,
            Level::Fault,
            found,
            "make room now: writing is refused when there is none",
        );
    } else if free < SPACE_LOW_BYTES || free < all / SPACE_LOW_PARTS {
        report.add(name, Level::Warning, found, "make room");
    } else {
        report.ok(name, found);
    }
}

async fn database(report: &mut Report, config: &Config) -> Option<Db> {
    let name = "database";
    if config.database == "sqlite" && !config.data.join("plano.db").is_file() {
        report.add(
            name,
            Level::Fault,
            format!("{} holds none", config.data.display()),
            "say with --data where the data is, restore a backup, or start plano serve for a new installation",
        );
        return None;
    }
    let looked = async {
        let db = serve::database(config, base::Clock::System)?;
        let damages = db.damages().await?;
        Ok::<_, db::DbError>((db, damages))
    };
    match looked.await {
        Ok((db, damages)) if damages.is_empty() => {
            report.ok(name, "answers, and is whole");
            Some(db)
        }
        Ok((_, damages)) => {
            report.add(
                name,
                Level::Fault,
                format!("damaged: {}", damages.join("; ")),
                "stop Plano, keep this folder, and restore the last backup into a new one",
            );
            None
        }
        Err(error) => {
            report.add(
                name,
                Level::Fault,
                error.to_string(),
                "see whether its server runs, or whether this is the file it should be",
            );
            None
        }
    }
}

async fn keys_and_blobs(report: &mut Report, config: &Config, db: &Db) -> db::DbResult<()> {
    if accounts::are_none(db).await? {
        report.ok("keys", "none needed yet: nobody has an account");
        return Ok(());
    }
    let keys = match Keyring::open(&config.data.join("keys")) {
        Ok(keys) => keys,
        Err(error) => {
            report.add("keys", Level::Fault, error.to_string(), "");
            return Ok(());
        }
    };
    let is_ours = serve::is_key_of(db, &keys).await?;
    let (mut named, mut closed, mut after) = (HashSet::new(), 0, Id::MIN);
    loop {
        let sealed = accounts::sealed(db, after).await?;
        let Some(last) = sealed.last() else { break };
        after = last.account;
        for it in &sealed {
            let space = it.account.uuid();
            named.extend(it.photo.map(|photo| BlobKey::new(space, photo, 1)));
            let opens = WrappedKey::try_from(it.key.as_slice())
                .and_then(|wrapped| keys.data_key(space, &wrapped))
                .is_ok();
            closed += usize::from(!opens);
        }
    }
    let mut after = Id::MIN;
    loop {
        let sealed = documents::keys_after(db, after).await?;
        let Some((last, _)) = sealed.last() else { break };
        after = *last;
        for (project, key) in &sealed {
            let opens = WrappedKey::try_from(key.as_slice())
                .and_then(|wrapped| keys.data_key(project.uuid(), &wrapped))
                .is_ok();
            closed += usize::from(!opens);
        }
    }
    let mut after = uuid::Uuid::nil();
    loop {
        let blobs = documents::blobs_after(db, after).await?;
        let Some((last, _)) = blobs.last() else { break };
        after = *last;
        let keys = blobs
            .iter()
            .map(|(blob, project)| BlobKey::new(project.uuid(), *blob, 1));
        named.extend(keys);
    }
    if !is_ours {
        report.add(
            "keys",
            Level::Fault,
            "the instance key is not the one that this database was used with",
            "put back keys/instance.key as it was saved with this database",
        );
    } else if closed == 0 {
        report.ok(
            "keys",
            "there, for their owner only, and they open what is sealed",
        );
    } else {
        report.add(
            "keys",
            Level::Fault,
            format!("the instance key does not open {closed} of the keys in the database"),
            "put back keys/instance.key as it was saved with this database",
        );
    }
    blobs(report, config, named, db.clock().now()).await;
    Ok(())
}

async fn blobs(report: &mut Report, config: &Config, mut named: HashSet<BlobKey>, now: Timestamp) {
    let name = "blobs";
    let all = named.len();
    let listed = async {
        let blobs = serve::blobs(config)?;
        let (mut orphans, mut bytes) = (0u64, 0);
        let mut list = std::pin::pin!(blobs.list(None));
        while let Some(entry) = list.try_next().await? {
            if !named.remove(&entry.key) && now.since(entry.put_at) > ORPHAN_AFTER {
                orphans += 1;
                bytes += entry.stored_bytes;
            }
        }
        Ok::<_, serve::StartError>((orphans, bytes))
    };
    match listed.await {
        Err(error) => report.add(
            name,
            Level::Fault,
            error.to_string(),
            "see whether the store can be reached",
        ),
        Ok(_) if !named.is_empty() => report.add(
            name,
            Level::Fault,
            format!("{} of {all} are missing", named.len()),
            "put them back from the last backup",
        ),
        Ok((0, _)) => report.ok(name, format!("all {all} are there")),
        Ok((orphans, bytes)) => report.add(
            name,
            Level::Warning,
            format!(
                "all {all} are there, and {orphans} that no row names ({} KiB)",
                bytes / 1024
            ),
            "they only take room",
        ),
    }
}

async fn journal(report: &mut Report, db: &Db) -> db::DbResult<()> {
    let integrity = audit::check(db).await?;
    match integrity.first_broken {
        None => report.ok(
            "journal",
            format!("{} lines, as they were written", integrity.checked),
        ),
        Some(line) => report.add(
            "journal",
            Level::Fault,
            format!("line {line} is not as it was written, or one before it is missing"),
            "compare with a backup; whoever may write to the database could have changed it",
        ),
    }
    Ok(())
}

async fn readers(report: &mut Report, db: &Db) -> db::DbResult<()> {
    let now = db.clock().now();
    let lags = events::lags(db).await?;
    let behind: Vec<String> = lags
        .iter()
        .filter(|it| it.since.is_some_and(|since| now.since(since) > LAG_MAX))
        .map(|it| format!("{} by {} events", it.reader, it.events))
        .collect();
    if behind.is_empty() {
        report.ok("readers", format!("{} follow the events", lags.len()));
    } else {
        report.add(
            "readers",
            Level::Warning,
            format!("behind for ten minutes: {}", behind.join(", ")),
            "they catch up while Plano runs; if they do not, the log says why",
        );
    }
    match events::failures(db).await?.first() {
        None => report.ok("events", "none was set aside"),
        Some(last) => report.add(
            "events",
            Level::Warning,
            format!(
                "some were set aside, the last ({}) by {}: {}",
                last.seq, last.reader, last.error
            ),
            "after an upgrade that mends it, plano rebuild takes them up",
        ),
    }
    Ok(())
}

async fn jobs(report: &mut Report, db: &Db) -> db::DbResult<()> {
    match jobs::depth(db).await?.dead {
        0 => report.ok("jobs", "none was given up"),
        dead => report.add(
            "jobs",
            Level::Warning,
            format!("{dead} were given up"),
            "the administration shows them, and retries them",
        ),
    }
    Ok(())
}
