// SPDX-License-Identifier: EUPL-1.2
//! Room kept on the disk for what must still be written when it is full.

use std::{
    fs::{self, File},
    io::{self, Read as _},
    path::PathBuf,
    time::{Duration, Instant},
};

/// Twice what SQLite's log grows to before it is put into the database: 1,000 pages of 4 KiB.
const SIZE_BYTES: u64 = 8 * 1024 * 1024;

/// How often a full disk is tried again. Each attempt writes until the disk refuses.
const TRIED_EVERY: Duration = Duration::from_millis(250);

/// A file of no meaning, given up when the disk is full. Until it could be written again, only such writes are accepted as
/// may use what it left.
pub struct Reserve {
    file: PathBuf,
    /// Since when the disk is full, as far as is known, and when that was last tried.
    full: Option<Instant>,
}

impl Reserve {
    /// Takes the room, unless it was taken by an earlier process. Without it, if the disk has none left: then what would
    /// have been kept is already in use.
    pub fn take(file: PathBuf) -> Self {
        let reserve = Self { file, full: None };
        if let Err(error) = reserve.fill() {
            tracing::warn!(file = %reserve.file.display(), %error, "no room could be set aside for a full disk");
        }
        reserve
    }

    /// The disk is full: leaves the room to writes that may use it.
    pub fn give_up(&mut self) {
        if self.full.is_none() {
            tracing::error!("the disk is full: only signing in and out is written until there is room again");
        }
        self.full = Some(Instant::now());
        if let Err(error) = fs::remove_file(&self.file)
            && error.kind() != io::ErrorKind::NotFound
        {
            tracing::warn!(%error, "the room set aside could not be given up");
        }
    }

    /// Whether the disk is still full. Looks again by taking the room back.
    pub fn is_disk_full(&mut self) -> bool {
        let Some(tried_at) = self.full else { return false };
        if tried_at.elapsed() < TRIED_EVERY {
            return true;
        }
        if self.fill().is_err() {
            self.full = Some(Instant::now());
            return true;
        }
        tracing::info!("the disk has room again");
        self.full = None;
        false
    }

    /// Bytes are written, since a file that is only said to be long takes no room.
    fn fill(&self) -> io::Result<()> {
        if fs::metadata(&self.file).is_ok_and(|it| it.len() == SIZE_BYTES) {
            return Ok(());
        }
        let written = File::create(&self.file).and_then(|mut file| {
            io::copy(&mut io::repeat(0).take(SIZE_BYTES), &mut file)?;
            file.sync_all()
        });
        if written.is_err() {
            // What was had of it would be missing elsewhere.
            let _ = fs::remove_file(&self.file);
        }
        written
    }
}
