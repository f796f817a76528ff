// SPDX-License-Identifier: EUPL-1.2
//! The store as its users see it, on disk and in memory.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where it fails")]

use base::Timestamp;
use futures_util::{StreamExt, TryStreamExt, stream};
use proptest::prelude::*;
use std::{
    collections::BTreeSet,
    fs, io,
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::Duration,
};
use storage::{BlobKey, DataKey, Storage, StorageError, seal};
use tokio::io::{AsyncRead, AsyncReadExt};
use uuid::Uuid;

const SPACE: Uuid = Uuid::from_u128(0x51);
const KEY: BlobKey = BlobKey::new(SPACE, Uuid::from_u128(0x0b), 1);
const MIB: usize = 1024 * 1024;

/// Around the bounds of chunks, and of the parts in which large objects are written.
const TELLING_LENGTHS: [usize; 12] = [
    0,
    1,
    65_535,
    65_536,
    65_537,
    131_072,
    131_073,
    MIB - 1,
    MIB,
    MIB + 1,
    3 * MIB,
    5 * MIB + 12_345,
];

struct OnDisk {
    storage: Storage,
    home: tempfile::TempDir,
}

impl OnDisk {
    fn new() -> Self {
        let home = tempfile::tempdir().expect("a temporary directory");
        Self {
            storage: Storage::on_disk(&home.path().join("data/blobs")).expect("made"),
            home,
        }
    }

    /// Every file below the store, finished or not.
    fn files(&self) -> Vec<PathBuf> {
        fn walk(directory: &Path, found: &mut Vec<PathBuf>) {
            for entry in fs::read_dir(directory).expect("readable") {
                let path = entry.expect("readable").path();
                if path.is_dir() {
                    walk(&path, found);
                } else {
                    found.push(path);
                }
            }
        }
        let mut found = Vec::new();
        walk(self.home.path(), &mut found);
        found
    }

    fn only_file(&self) -> PathBuf {
        let [file] = &self.files()[..] else {
            panic!("one file: {:?}", self.files())
        };
        file.clone()
    }

    /// What was begun and given up is taken away in the background.
    async fn settles_to(&self, files: usize) {
        let settled = async {
            while self.files().len() != files {
                tokio::task::yield_now().await;
            }
        };
        tokio::time::timeout(Duration::from_secs(10), settled)
            .await
            .unwrap_or_else(|_| panic!("{files} files expected, there are {:?}", self.files()));
    }
}

fn pattern(len: usize) -> Vec<u8> {
    (0..len).map(|i| (i * 31 + i / 251) as u8).collect()
}

async fn read(storage: &Storage, key: &BlobKey, data_key: &DataKey) -> Result<Vec<u8>, StorageError> {
    Ok(storage.get(key, data_key).await?.into_bytes().await?.to_vec())
}

async fn read_range(
    storage: &Storage,
    data_key: &DataKey,
    range: std::ops::Range<u64>,
) -> Result<Vec<u8>, StorageError> {
    Ok(storage
        .get_range(&KEY, data_key, range)
        .await?
        .into_bytes()
        .await?
        .to_vec())
}

fn each_kind() -> (OnDisk, [Storage; 2]) {
    let disk = OnDisk::new();
    let storages = [disk.storage.clone(), Storage::in_memory()];
    (disk, storages)
}

#[tokio::test]
async fn what_was_put_comes_back_at_every_telling_length() {
    let (_disk, storages) = each_kind();
    let data_key = DataKey::generate();
    for storage in storages {
        for (version, len) in TELLING_LENGTHS.into_iter().enumerate() {
            let key = BlobKey {
                version: version as u64,
                ..KEY
            };
            let bytes = pattern(len);
            assert_eq!(
                storage.put(&key, &data_key, &bytes[..]).await.expect("put"),
                len as u64
            );

            let reading = storage.get(&key, &data_key).await.expect("there");
            assert_eq!(
                (reading.len(), reading.range().clone()),
                (len as u64, 0..len as u64)
            );
            let mut back = Vec::new();
            reading.into_reader().read_to_end(&mut back).await.expect("read");
            assert!(back == bytes, "{len} bytes");
        }
    }
}

#[tokio::test]
async fn nothing_stored_can_be_read_without_the_key() {
    let disk = OnDisk::new();
    let text = b"Compte rendu confidentiel ".repeat(5_000);
    disk.storage
        .put(&KEY, &DataKey::generate(), &text[..])
        .await
        .expect("put");

    let stored = fs::read(disk.only_file()).expect("read");
    assert!(!stored.windows(12).any(|window| window == b"confidentiel"));
    assert!(matches!(
        read(&disk.storage, &KEY, &DataKey::generate()).await,
        Err(StorageError::WrongKey(KEY))
    ));
}

#[tokio::test]
async fn a_stream_is_put_whatever_its_pieces() {
    let storage = Storage::in_memory();
    let data_key = DataKey::generate();
    let bytes = pattern(200_000);
    let pieces: Vec<io::Result<bytes::Bytes>> =
        [&bytes[..0], &bytes[..1], &bytes[1..70_000], &bytes[70_000..]]
            .map(|piece| Ok(bytes::Bytes::copy_from_slice(piece)))
            .into();
    storage
        .put_stream(&KEY, &data_key, stream::iter(pieces))
        .await
        .expect("put");
    assert!(read(&storage, &KEY, &data_key).await.expect("read") == bytes);
}

#[tokio::test]
async fn what_is_not_there_is_not_found() {
    let (_disk, storages) = each_kind();
    for storage in storages {
        assert!(!storage.exists(&KEY).await.expect("asked"));
        assert!(matches!(
            read(&storage, &KEY, &DataKey::generate()).await,
            Err(StorageError::NotFound(KEY))
        ));
    }
}

#[tokio::test]
async fn a_key_is_put_once() {
    let (_disk, storages) = each_kind();
    let data_key = DataKey::generate();
    for storage in storages {
        for (version, len) in [(1, 10), (2, 4 * MIB)] {
            let key = BlobKey { version, ..KEY };
            storage
                .put(&key, &data_key, &pattern(len)[..])
                .await
                .expect("put");
            for again in [11, 5 * MIB] {
                let refused = storage.put(&key, &data_key, &vec![9; again][..]).await;
                assert!(
                    matches!(refused, Err(StorageError::Exists(refused)) if refused == key),
                    "{again} over {len}"
                );
            }
            assert!(
                read(&storage, &key, &data_key).await.expect("read") == pattern(len),
                "the first one stays"
            );
        }
    }
}

#[tokio::test]
async fn deleting_twice_is_no_error_and_a_reader_under_way_reads_to_the_end() {
    let disk = OnDisk::new();
    let data_key = DataKey::generate();
    disk.storage
        .put(&KEY, &data_key, &pattern(3 * MIB)[..])
        .await
        .expect("put");
    let reading = disk.storage.get(&KEY, &data_key).await.expect("there");

    disk.storage.delete(&KEY).await.expect("deleted");
    disk.storage.delete(&KEY).await.expect("deleted already");
    assert!(!disk.storage.exists(&KEY).await.expect("asked"));
    assert!(reading.into_bytes().await.expect("read") == pattern(3 * MIB));

    disk.storage
        .delete(&BlobKey::new(Uuid::from_u128(99), Uuid::nil(), 1))
        .await
        .expect("never was");
}

#[tokio::test]
async fn ranges_beyond_the_end_name_the_length() {
    let storage = Storage::in_memory();
    let data_key = DataKey::generate();
    storage
        .put(&KEY, &data_key, &pattern(100_000)[..])
        .await
        .expect("put");
    assert!(
        read_range(&storage, &data_key, 100_000..100_000)
            .await
            .expect("empty")
            .is_empty()
    );
    #[expect(clippy::reversed_empty_ranges, reason = "that is the point")]
    for wrong in [0..100_001, 100_001..100_001, 5..4] {
        assert!(matches!(
            read_range(&storage, &data_key, wrong).await,
            Err(StorageError::Range { len: 100_000 })
        ));
    }
}

#[tokio::test]
async fn a_range_reads_only_the_chunks_it_needs() {
    let disk = OnDisk::new();
    let data_key = DataKey::generate();
    let bytes = pattern(10 * seal::CHUNK);
    disk.storage.put(&KEY, &data_key, &bytes[..]).await.expect("put");
    // The fourth chunk is spoilt: only those who ask for it notice.
    let mut stored = fs::read(disk.only_file()).expect("read");
    stored[seal::HEADER + 3 * seal::SEALED_CHUNK] ^= 1;
    fs::write(disk.only_file(), stored).expect("written");

    let chunk = seal::CHUNK as u64;
    assert!(
        read_range(&disk.storage, &data_key, 0..3 * chunk)
            .await
            .expect("fine")
            == bytes[..3 * seal::CHUNK]
    );
    assert!(
        read_range(&disk.storage, &data_key, 4 * chunk..10 * chunk)
            .await
            .is_ok()
    );
    let spoilt = read_range(&disk.storage, &data_key, 3 * chunk - 1..3 * chunk + 1).await;
    assert!(matches!(spoilt, Err(StorageError::Corrupt { key: KEY, .. })));
}

#[tokio::test]
async fn an_object_under_the_name_of_another_is_refused() {
    let disk = OnDisk::new();
    let data_key = DataKey::generate();
    disk.storage
        .put(&KEY, &data_key, &pattern(1_000)[..])
        .await
        .expect("put");
    let file = disk.only_file();
    for other in [
        BlobKey { version: 2, ..KEY },
        BlobKey {
            object: Uuid::from_u128(7),
            ..KEY
        },
    ] {
        let name = other.to_string();
        fs::copy(
            &file,
            file.with_file_name(name.rsplit('/').next().expect("a name")),
        )
        .expect("copied");
        assert!(
            matches!(
                read(&disk.storage, &other, &data_key).await,
                Err(StorageError::Corrupt { .. })
            ),
            "{other}"
        );
    }
}

#[tokio::test]
async fn what_was_cut_short_is_refused_before_a_byte_is_given() {
    let disk = OnDisk::new();
    let data_key = DataKey::generate();
    disk.storage
        .put(&KEY, &data_key, &pattern(5 * seal::CHUNK)[..])
        .await
        .expect("put");
    let file = disk.only_file();
    let stored = fs::read(&file).expect("read");
    let cuts = [
        0,
        1,
        seal::HEADER - 1,
        seal::HEADER,
        seal::HEADER + 1,
        seal::HEADER + 2 * seal::SEALED_CHUNK,
        stored.len() - 1,
    ];
    for cut in cuts {
        fs::write(&file, &stored[..cut]).expect("written");
        let refused = disk.storage.get(&KEY, &data_key).await.map(|_| ());
        assert!(
            matches!(refused, Err(StorageError::Corrupt { .. })),
            "cut to {cut}: {refused:?}"
        );
    }
    // The store in memory answers as an S3 store does: by streams.
    let storage = Storage::in_memory();
    storage
        .put_sealed(&KEY, &stored[..seal::HEADER + 2 * seal::SEALED_CHUNK])
        .await
        .expect("a possible length");
    assert!(matches!(
        storage.get(&KEY, &data_key).await,
        Err(StorageError::Corrupt { .. })
    ));
}

#[tokio::test]
async fn a_source_that_fails_leaves_nothing() {
    let disk = OnDisk::new();
    let data_key = DataKey::generate();
    for len in [10, 3 * MIB] {
        let bytes = pattern(len);
        let failing = bytes.chain(Failing);
        let failed = disk.storage.put(&KEY, &data_key, failing).await;
        assert!(
            matches!(failed, Err(StorageError::Source(error)) if error.kind() == io::ErrorKind::ConnectionReset)
        );
        assert!(!disk.storage.exists(&KEY).await.expect("asked"));
        disk.settles_to(0).await;
    }
    disk.storage
        .put(&KEY, &data_key, &b"second try"[..])
        .await
        .expect("the key is still free");
}

#[tokio::test]
async fn a_put_that_is_dropped_leaves_nothing() {
    let disk = OnDisk::new();
    let data_key = DataKey::generate();
    let (mut sender, receiver) = tokio::io::duplex(MIB);
    let storage = disk.storage.clone();
    let putting = tokio::spawn(async move { storage.put(&KEY, &data_key, receiver).await });
    tokio::io::AsyncWriteExt::write_all(&mut sender, &pattern(4 * MIB))
        .await
        .expect("taken");
    disk.settles_to(1).await; // It is being written, under another name.
    assert!(!disk.storage.exists(&KEY).await.expect("asked"));

    putting.abort();
    assert!(putting.await.expect_err("aborted").is_cancelled());
    disk.settles_to(0).await;
}

/// Not a test of its own: the process that [`a_process_killed_in_mid_put_leaves_nothing_visible`] kills.
#[tokio::test]
#[ignore = "started and killed by another test"]
async fn puts_without_end() {
    let mut directory = String::new();
    io::stdin().read_line(&mut directory).expect("told where");
    let storage = Storage::on_disk(Path::new(directory.trim())).expect("made");
    storage
        .put(&KEY, &DataKey::generate(), tokio::io::repeat(7))
        .await
        .expect("never ends");
}

#[tokio::test]
async fn a_process_killed_in_mid_put_leaves_nothing_visible() {
    let disk = OnDisk::new();
    let mut process = Command::new(std::env::current_exe().expect("this test"))
        .args(["--exact", "puts_without_end", "--ignored", "--nocapture"])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .expect("started");
    let directory = disk.home.path().join("data/blobs");
    writeln!(process.stdin.take().expect("piped"), "{}", directory.display()).expect("told where");
    let some_megabytes = async {
        while disk
            .files()
            .first()
            .and_then(|file| fs::metadata(file).ok())
            .is_none_or(|file| file.len() < 3 * MIB as u64)
        {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(60), some_megabytes)
        .await
        .expect("it writes");
    process.kill().expect("killed");
    process.wait().expect("dead");

    assert!(!disk.storage.exists(&KEY).await.expect("asked"));
    assert_eq!(disk.storage.list(None).count().await, 0);
    assert_eq!(disk.files().len(), 1, "what it had written so far");
    assert_eq!(
        disk.storage
            .sweep_unfinished(Timestamp::from_micros(0))
            .await
            .expect("swept"),
        0,
        "it may still be at work"
    );
    assert_eq!(
        disk.storage
            .sweep_unfinished(Timestamp::from_micros(i64::MAX))
            .await
            .expect("swept"),
        1
    );
    assert_eq!(disk.files().len(), 0);
}

#[tokio::test]
async fn sweeping_spares_what_is_finished() {
    let disk = OnDisk::new();
    let data_key = DataKey::generate();
    disk.storage
        .put(&KEY, &data_key, &pattern(3 * MIB)[..])
        .await
        .expect("put");
    assert_eq!(
        disk.storage
            .sweep_unfinished(Timestamp::from_micros(i64::MAX))
            .await
            .expect("swept"),
        0
    );
    assert!(read(&disk.storage, &KEY, &data_key).await.is_ok());
}

#[tokio::test]
async fn listings_show_our_objects_by_space_and_age() {
    let disk = OnDisk::new();
    for storage in [disk.storage.clone(), Storage::in_memory()] {
        let data_key = DataKey::generate();
        let other = BlobKey {
            space: Uuid::from_u128(2),
            ..KEY
        };
        storage.put(&KEY, &data_key, &b"four"[..]).await.expect("put");
        storage.put(&other, &data_key, &b""[..]).await.expect("put");

        let all: Vec<_> = storage.list(None).try_collect().await.expect("listed");
        assert_eq!(
            all.iter().map(|entry| entry.key).collect::<BTreeSet<_>>(),
            BTreeSet::from([KEY, other])
        );
        let mine: Vec<_> = storage.list(Some(SPACE)).try_collect().await.expect("listed");
        let [entry] = &mine[..] else {
            panic!("one: {mine:?}")
        };
        assert_eq!(
            (entry.key, entry.len, entry.stored_bytes),
            (KEY, Some(4), seal::sealed_len(4))
        );

        assert_eq!(
            storage
                .list_put_before(entry.put_at)
                .filter(is_ours)
                .count()
                .await,
            0
        );
        let later = entry.put_at + Duration::from_secs(86_400);
        assert_eq!(storage.list_put_before(later).count().await, 2);
        assert_eq!(
            storage.list(Some(Uuid::from_u128(77))).count().await,
            0,
            "an unknown space is empty"
        );
    }
    // What an administrator or the system leaves in the directory disturbs nobody.
    fs::create_dir(disk.home.path().join("data/blobs/lost+found")).expect("made");
    fs::write(disk.home.path().join("data/blobs/lost+found/notes.txt"), "x").expect("written");
    fs::write(disk.home.path().join("data/blobs/README"), "x").expect("written");
    assert_eq!(
        disk.storage
            .list(None)
            .try_collect::<Vec<_>>()
            .await
            .expect("listed")
            .len(),
        2
    );
}

fn is_ours(entry: &Result<storage::Entry, StorageError>) -> std::future::Ready<bool> {
    std::future::ready(entry.as_ref().is_ok_and(|entry| entry.key == KEY))
}

#[tokio::test]
async fn a_backup_copies_without_the_key_and_opens_with_it() {
    let (from, to) = (OnDisk::new(), Storage::in_memory());
    let data_key = DataKey::generate();
    for (version, len) in [(1, 0), (2, 5 * MIB + 1)] {
        let key = BlobKey { version, ..KEY };
        from.storage
            .put(&key, &data_key, &pattern(len)[..])
            .await
            .expect("put");
        to.put_sealed(&key, from.storage.get_sealed(&key).await.expect("there"))
            .await
            .expect("copied");
        assert!(read(&to, &key, &data_key).await.expect("opens") == pattern(len));
    }
    let not_ours = to.put_sealed(&BlobKey { version: 3, ..KEY }, &b"short"[..]).await;
    assert!(matches!(not_ours, Err(StorageError::Corrupt { .. })));
    assert!(matches!(
        from.storage
            .get_sealed(&BlobKey { version: 9, ..KEY })
            .await
            .err(),
        Some(StorageError::NotFound(_))
    ));
}

#[tokio::test(flavor = "multi_thread")]
async fn of_many_putting_under_one_key_one_wins() {
    let disk = OnDisk::new();
    let data_key = DataKey::generate();
    let putting = (0..50_u8).map(|who| {
        let (storage, data_key) = (disk.storage.clone(), data_key.clone());
        tokio::spawn(async move { storage.put(&KEY, &data_key, &vec![who; 1_000][..]).await })
    });
    let results = futures_util::future::join_all(putting).await;
    assert_eq!(
        results
            .iter()
            .filter(|result| matches!(result, Ok(Ok(_))))
            .count(),
        1
    );
    assert!(
        results
            .iter()
            .all(|result| matches!(result, Ok(Ok(_) | Err(StorageError::Exists(_)))))
    );
    let winner = read(&disk.storage, &KEY, &data_key).await.expect("read");
    assert!(winner.iter().all(|byte| *byte == winner[0]));
    assert_eq!(disk.files().len(), 1);
}

#[tokio::test]
#[ignore = "needs an S3 server: PLANO_TEST_S3='s3://bucket?endpoint=http://127.0.0.1:9000', any key pair accepted"]
async fn an_s3_store_does_the_same() {
    #[expect(
        clippy::disallowed_methods,
        reason = "a test that is started by hand is told where its server is"
    )]
    let url = std::env::var("PLANO_TEST_S3")
        .expect("set")
        .parse()
        .expect("an address");
    let credentials = storage::S3Credentials {
        access_key_id: "plano-test".into(),
        secret_access_key: "plano-test".to_owned().into(),
    };
    let config = storage::StorageConfig {
        url,
        directory: PathBuf::new(),
        credentials: Some(credentials),
        authority: None,
    };
    let storage = Storage::open(&config).expect("configured");
    let data_key = DataKey::generate();
    for entry in storage.list(None).try_collect::<Vec<_>>().await.expect("listed") {
        storage.delete(&entry.key).await.expect("deleted");
    }
    for (version, len) in [0, 1, 65_536, 65_537, 3 * MIB, 8 * MIB, 20 * MIB + 3]
        .into_iter()
        .enumerate()
    {
        let key = BlobKey {
            version: version as u64,
            ..KEY
        };
        let bytes = pattern(len);
        storage.put(&key, &data_key, &bytes[..]).await.expect("put");
        assert!(
            read(&storage, &key, &data_key).await.expect("read") == bytes,
            "{len}"
        );
        let (from, to) = (len / 3, len - len / 5);
        let range = storage
            .get_range(&key, &data_key, from as u64..to as u64)
            .await
            .expect("there");
        assert!(
            range.into_bytes().await.expect("read") == bytes[from..to],
            "{len}"
        );
        assert!(
            matches!(
                storage.put(&key, &data_key, &bytes[..]).await,
                Err(StorageError::Exists(_))
            ),
            "{len}"
        );
    }
    assert_eq!(storage.list(Some(SPACE)).count().await, 7);
    storage.delete(&KEY).await.expect("deleted");
    storage.delete(&KEY).await.expect("deleted already");
    assert!(!storage.exists(&KEY).await.expect("asked"));
    assert!(matches!(
        read(&storage, &KEY, &data_key).await,
        Err(StorageError::NotFound(_))
    ));
}

#[tokio::test]
#[ignore = "needs a small disk: mount -t tmpfs -o size=3m tmpfs DIR, PLANO_TEST_SMALL_DISK=DIR"]
async fn a_full_disk_refuses_writes_still_reads_and_recovers() {
    #[expect(
        clippy::disallowed_methods,
        reason = "a test that is started by hand is told where its disk is"
    )]
    let directory = std::env::var("PLANO_TEST_SMALL_DISK").expect("set");
    let storage = Storage::on_disk(Path::new(&directory)).expect("made");
    let data_key = DataKey::generate();
    let version = |version| BlobKey { version, ..KEY };
    storage
        .put(&version(1), &data_key, &pattern(MIB)[..])
        .await
        .expect("fits");
    for (number, len) in [(2, 10 * MIB), (3, 2 * MIB)] {
        let refused = storage.put(&version(number), &data_key, &pattern(len)[..]).await;
        assert!(matches!(refused, Err(StorageError::Full(_))), "{refused:?}");
        assert!(!storage.exists(&version(number)).await.expect("asked"));
    }
    assert!(read(&storage, &version(1), &data_key).await.expect("read") == pattern(MIB));

    storage.delete(&version(1)).await.expect("deleted");
    let recovered = async {
        while storage
            .put(&version(4), &data_key, &pattern(2 * MIB)[..])
            .await
            .is_err()
        {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(10), recovered)
        .await
        .expect("there is room again");
    storage.delete(&version(4)).await.expect("deleted");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_range_equals_the_slice(len in 0usize..400_000, a: prop::sample::Index, b: prop::sample::Index, on_disk: bool) {
        let (from, to) = (a.index(len + 1).min(b.index(len + 1)), a.index(len + 1).max(b.index(len + 1)));
        let bytes = pattern(len);
        let disk = OnDisk::new();
        let storage = if on_disk { disk.storage.clone() } else { Storage::in_memory() };
        let read = runtime().block_on(async {
            let data_key = DataKey::generate();
            storage.put(&KEY, &data_key, &bytes[..]).await?;
            read_range(&storage, &data_key, from as u64..to as u64).await
        });
        prop_assert!(read.expect("read") == bytes[from..to]);
    }

    #[test]
    fn any_change_on_disk_is_noticed(len in 0usize..200_000, at: prop::sample::Index, change in 1u8..) {
        let disk = OnDisk::new();
        let outcome = runtime().block_on(async {
            let data_key = DataKey::generate();
            disk.storage.put(&KEY, &data_key, &pattern(len)[..]).await.expect("put");
            let mut stored = fs::read(disk.only_file()).expect("read");
            let at = at.index(stored.len());
            stored[at] ^= change;
            fs::write(disk.only_file(), stored).expect("written");
            read(&disk.storage, &KEY, &data_key).await
        });
        let is_noticed = matches!(outcome, Err(StorageError::Corrupt { .. } | StorageError::WrongKey(_)));
        prop_assert!(is_noticed);
    }
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime")
}

/// A reader whose other end goes away.
struct Failing;

impl AsyncRead for Failing {
    fn poll_read(
        self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
        _: &mut tokio::io::ReadBuf<'_>,
    ) -> std::task::Poll<io::Result<()>> {
        std::task::Poll::Ready(Err(io::ErrorKind::ConnectionReset.into()))
    }
}
