// SPDX-License-Identifier: EUPL-1.2
//! `plano backup` and `plano restore`: the data folder of an SQLite installation, copied whole.

use std::{
    fs::{self, File},
    io,
    os::unix::fs::PermissionsExt as _,
    path::Path,
};

use serde_json::json;

use super::doctor::{self, Level, Report};
use crate::config::Config;

const FOLDERS: [&str; 2] = ["blobs", "keys"];

/// The database as it is at one instant, then the blobs it names (which never change), then the keys.
///
/// # Errors
/// A sentence for the terminal.
pub async fn backup(config: Config, to: &Path) -> Result<(), String> {
    let told = |error: io::Error| format!("{}: {error}", to.display());
    if config.database != "sqlite" {
        return Err("a PostgreSQL database is backed up with pg_dump; copy the blobs and the keys of the data folder after it".into());
    }
    let file = config.data.join("plano.db");
    if !file.exists() {
        return Err(format!(
            "{} is not there: is --data the data folder?",
            file.display()
        ));
    }
    fs::create_dir(to).map_err(told)?;
    fs::set_permissions(to, fs::Permissions::from_mode(0o700)).map_err(told)?;
    let db = db::Db::sqlite(&file, 1, base::Clock::System, base::Ids::Random)
        .map_err(|error| error.to_string())?;
    db.backup(&to.join("plano.db"))
        .await
        .map_err(|error| error.to_string())?;
    for folder in FOLDERS {
        copy_folder(&config.data.join(folder), &to.join(folder)).map_err(told)?;
    }
    println!("{}", to.display());
    Ok(())
}

/// Copies `from` into the data folder, which must be absent or empty, and looks at the result as `plano doctor` does.
/// What cannot be served is taken away again.
///
/// # Errors
/// A sentence for the terminal.
pub async fn restore(config: Config, from: &Path, json: bool) -> Result<(), String> {
    if config.database != "sqlite" {
        return Err("a PostgreSQL database is restored with pg_restore; put the blobs and the keys back into the data folder, then run plano doctor".into());
    }
    for name in ["plano.db", "keys/instance.key"] {
        if !from.join(name).is_file() {
            return Err(format!(
                "{} holds no {name}: --from is a folder made by plano backup",
                from.display()
            ));
        }
    }
    let data = &config.data;
    let told = |error: io::Error| format!("{}: {error}", data.display());
    let was_there = data.exists();
    if was_there && fs::read_dir(data).map_err(told)?.next().is_some() {
        return Err(format!(
            "{} is not empty: restore into a new folder, and let Plano use that one once it has been looked at",
            data.display()
        ));
    }
    let undo = || {
        for name in ["plano.db", "plano.db-wal", "plano.db-shm", "blobs", "keys"] {
            let path = data.join(name);
            let _ = if path.is_dir() {
                fs::remove_dir_all(&path)
            } else {
                fs::remove_file(&path)
            };
        }
        if !was_there {
            let _ = fs::remove_dir(data);
        }
    };
    if let Err(error) = put_back(from, data) {
        undo();
        return Err(told(error));
    }
    let report = doctor::examine(&config).await;
    // Blobs or lines of the journal that are missing are missing in the copy as well: what is left is better than nothing.
    let is_in_vain =
        |it: &doctor::Check| it.level == Level::Fault && matches!(it.name, "database" | "schema" | "keys");
    if report.checks.iter().any(is_in_vain) {
        undo();
        print(&report, data, json);
        return Err("this copy cannot be served, and was not kept".into());
    }
    print(&report, data, json);
    Ok(())
}

fn print(report: &Report, data: &Path, json: bool) {
    if json {
        let mut told = report.json();
        told["data"] = json!(data.display().to_string());
        println!("{told}");
    } else {
        println!("{}\n{report}", data.display());
    }
}

fn put_back(from: &Path, data: &Path) -> io::Result<()> {
    fs::create_dir_all(data)?;
    fs::set_permissions(data, fs::Permissions::from_mode(0o700))?;
    copy_file(&from.join("plano.db"), &data.join("plano.db"))?;
    for folder in FOLDERS {
        copy_folder(&from.join(folder), &data.join(folder))?;
    }
    // A copy that went by another machine may have come back open to all.
    let keys = data.join("keys");
    fs::set_permissions(&keys, fs::Permissions::from_mode(0o700))?;
    for entry in fs::read_dir(&keys)? {
        fs::set_permissions(entry?.path(), fs::Permissions::from_mode(0o600))?;
    }
    File::open(data)?.sync_all()
}

fn copy_folder(from: &Path, to: &Path) -> io::Result<()> {
    if !from.exists() {
        return Ok(());
    }
    fs::create_dir_all(to)?;
    fs::set_permissions(to, fs::metadata(from)?.permissions())?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &target)?;
        } else {
            copy_file(&entry.path(), &target)?;
        }
    }
    File::open(to)?.sync_all()
}

/// Keeps the mode: keys stay 0600.
fn copy_file(from: &Path, to: &Path) -> io::Result<()> {
    fs::copy(from, to)?;
    File::open(to)?.sync_all()
}
