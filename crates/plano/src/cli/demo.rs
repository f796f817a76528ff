// SPDX-License-Identifier: EUPL-1.2
//! `plano demo`: fills an empty data folder with the demonstration, wholly or not at all.
//!
//! On SQLite it is made in a folder within, and moved up once it is whole: an interrupted one leaves nothing that counts, and
//! the next begins again. What holds data already is looked at from outside only, and left as it is.

use std::{fs, io, os::unix::fs::PermissionsExt as _, path::Path};

use base::Clock;
use db::DbError;

use crate::{areas::accounts, config::Config, demo, migrations, serve};

/// Where it is made until it is whole.
const UNFINISHED: &str = "demo.unfinished";
/// The database in one file, to be moved up last: what has none is not an installation.
const WHOLE: &str = "whole.db";
const DATABASE: &str = "plano.db";
/// What else an installation consists of.
const FOLDERS: [&str; 2] = ["blobs", "keys"];

/// Fills the folder of `config`, and prints how to enter it.
///
/// # Errors
/// A sentence for the terminal.
pub async fn run(config: Config) -> Result<(), String> {
    if config.database == "sqlite" {
        in_a_folder(config).await?;
    } else {
        is_empty(&config).await?;
        fill(config).await?;
    }
    demo::tell_entrances();
    Ok(())
}

async fn in_a_folder(config: Config) -> Result<(), String> {
    let data = config.data.clone();
    let told = |error: io::Error| format!("{}: {error}", data.display());
    let holds = |name: &str| data.join(name).exists();
    let unfinished = data.join(UNFINISHED);
    // Of an interrupted demonstration these may have been moved up; of anything else they are somebody's.
    let is_begun = unfinished.exists();
    if holds(DATABASE) || (!is_begun && FOLDERS.into_iter().any(holds)) {
        return Err(in_use(&format!("the data folder {}", data.display())));
    }
    if !data.exists() {
        fs::create_dir_all(&data).map_err(told)?;
        fs::set_permissions(&data, fs::Permissions::from_mode(0o700)).map_err(told)?;
    }
    // Whoever else is about to make or serve something here has it.
    let _lock = serve::lock(&data).map_err(|error| error.to_string())?;
    if holds(DATABASE) {
        return Err(in_use(&format!("the data folder {}", data.display())));
    }
    if is_begun {
        for name in FOLDERS.into_iter().chain([UNFINISHED]).filter(|it| holds(it)) {
            fs::remove_dir_all(data.join(name)).map_err(told)?;
        }
    }
    let mut within = config;
    within.data.clone_from(&unfinished);
    fill(within).await?;
    move_up(&unfinished, &data).map_err(told)
}

/// Fills what is empty; on SQLite with the whole of it in one file at the end.
async fn fill(config: Config) -> Result<(), String> {
    let whole = (config.database == "sqlite").then(|| config.data.join(WHOLE));
    // It tells of the last weeks, each thing at its time.
    let clock = Clock::set_to(Clock::System.now());
    let opened = serve::open_at(config, clock)
        .await
        .map_err(|error| error.to_string())?;
    demo::fill(&opened.app).await.map_err(|error| error.to_string())?;
    if let Some(whole) = whole {
        opened
            .app
            .db
            .backup(&whole)
            .await
            .map_err(|error| error.to_string())?;
    }
    Ok(())
}

fn move_up(unfinished: &Path, data: &Path) -> io::Result<()> {
    for name in FOLDERS.into_iter().filter(|it| unfinished.join(it).exists()) {
        fs::rename(unfinished.join(name), data.join(name))?;
    }
    fs::File::open(data)?.sync_all()?;
    fs::rename(unfinished.join(WHOLE), data.join(DATABASE))?;
    fs::File::open(data)?.sync_all()?;
    fs::remove_dir_all(unfinished)
}

/// Whether a database of a server holds accounts, without bringing its schema up to date.
async fn is_empty(config: &Config) -> Result<(), String> {
    let told = |error: DbError| error.to_string();
    let db = serve::database(config, Clock::System).map_err(told)?;
    db.ping().await.map_err(told)?;
    // Without a table of steps there is no installation.
    let is_made = db.missing_migrations(migrations::ALL).await.is_ok();
    if is_made && !accounts::are_none(&db).await.map_err(told)? {
        return Err(format!(
            "{}; if an earlier demonstration was interrupted, give this one a new database",
            in_use("this database")
        ));
    }
    Ok(())
}

fn in_use(what: &str) -> String {
    format!(
        "{what} holds an installation: a demonstration is made in an empty one (--data DIR), and nothing was touched"
    )
}
