// SPDX-License-Identifier: EUPL-1.2
//! Large objects pass through in constant memory. Alone in its process, because memory is counted per process.

use futures_util::TryStreamExt;
use std::fs;
use storage::{BlobKey, DataKey, Storage};
use tokio::io::AsyncReadExt;
use uuid::Uuid;

const OBJECT: u64 = 192 * 1024 * 1024;
const ALLOWED_KIB: u64 = 32 * 1024;

#[tokio::test]
async fn a_large_object_passes_in_constant_memory() {
    let home = tempfile::tempdir().expect("a temporary directory");
    let storage = Storage::on_disk(home.path()).expect("made");
    let (key, data_key) = (BlobKey::new(Uuid::nil(), Uuid::nil(), 1), DataKey::generate());
    let before = peak_kib();

    storage
        .put(&key, &data_key, tokio::io::repeat(7).take(OBJECT))
        .await
        .expect("put");
    let mut reading = storage.get(&key, &data_key).await.expect("there");
    let mut len = 0;
    while let Some(piece) = reading.try_next().await.expect("read") {
        len += piece.len() as u64;
    }

    assert_eq!(len, OBJECT);
    let taken = peak_kib() - before;
    assert!(
        taken < ALLOWED_KIB,
        "{taken} KiB were taken to pass {} KiB",
        OBJECT / 1024
    );
}

/// The most memory this process ever had, in KiB.
fn peak_kib() -> u64 {
    let status = fs::read_to_string("/proc/self/status").expect("Linux tells");
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))
        .expect("Linux tells the peak");
    line.trim().trim_end_matches(" kB").parse().expect("a number")
}
