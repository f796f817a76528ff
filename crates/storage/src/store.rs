// SPDX-License-Identifier: EUPL-1.2
//! The store: put, get, list, delete.

use crate::{
    BlobKey, DataKey, Reading, StorageConfig, StorageError, StorageResult, StorageUrl,
    reading::Opened,
    seal::{self, CHUNK, HEADER, Sealer},
    writing::Writing,
};
use base::Timestamp;
use bytes::Bytes;
use futures_util::{Stream, TryStreamExt};
use object_store::{
    BackoffConfig, Certificate, ClientOptions, ObjectMeta, ObjectStore, ObjectStoreExt, RetryConfig,
    aws::AmazonS3Builder, local::LocalFileSystem, memory::InMemory, path::Path,
};
use std::{
    fs, io,
    ops::Range,
    path::PathBuf,
    sync::Arc,
    time::{Duration, UNIX_EPOCH},
};
use tokio::io::{AsyncRead, AsyncReadExt};
use tokio_util::io::StreamReader;
use uuid::Uuid;

/// On disk: large enough for few calls, small enough for many uploads at once.
const DISK_PART_BYTES: usize = 1024 * 1024;

/// On S3 a part must have 5 MiB at least, and an object 10,000 parts at most: 80 GiB.
const S3_PART_BYTES: usize = 8 * 1024 * 1024;

/// The object store. Cheap to clone; all clones are the same store.
#[derive(Debug, Clone)]
pub struct Storage {
    store: Arc<dyn ObjectStore>,
    /// What every path begins with.
    prefix: Path,
    part_bytes: usize,
    /// The directory of objects, if they are on disk.
    directory: Option<Arc<PathBuf>>,
}

/// An object seen in a listing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its name.
    pub key: BlobKey,
    /// Its plaintext length in bytes, as it follows from the stored length; proved only by reading. `None` if no object
    /// of ours has this stored length.
    pub len: Option<u64>,
    /// The bytes it takes in the store.
    pub stored_bytes: u64,
    /// When it was put.
    pub put_at: Timestamp,
}

impl Storage {
    /// Opens the store that the configuration names. Makes the directory on disk; no bucket is made, none is asked for yet.
    ///
    /// # Errors
    /// [`StorageError::Config`], or [`StorageError::Unavailable`] if the directory cannot be made.
    pub fn open(config: &StorageConfig) -> StorageResult<Self> {
        match &config.url {
            StorageUrl::Disk => Self::on_disk(&config.directory),
            StorageUrl::Memory => Ok(Self::in_memory()),
            StorageUrl::S3 {
                bucket,
                prefix,
                endpoint,
                region,
                path_style,
            } => {
                let credentials = config.credentials.as_ref().ok_or_else(|| {
                    // Without them the library would look for an identity service on a link-local address.
                    StorageError::Config("an S3 store needs an access key and a secret key".to_owned())
                })?;
                let mut client = ClientOptions::new()
                    .with_connect_timeout(Duration::from_secs(5))
                    .with_timeout(Duration::from_secs(300))
                    .with_read_timeout(Duration::from_secs(30))
                    // `StorageUrl` allows it on this machine only.
                    .with_allow_http(endpoint.starts_with("http://"));
                if let Some(pem) = &config.authority {
                    let invalid = |_| {
                        StorageError::Config("the certificate authority is not a PEM certificate".to_owned())
                    };
                    for certificate in Certificate::from_pem_bundle(pem).map_err(invalid)? {
                        client = client.with_root_certificate(certificate);
                    }
                }
                let store = AmazonS3Builder::new()
                    .with_bucket_name(bucket)
                    .with_endpoint(endpoint)
                    .with_region(region)
                    .with_virtual_hosted_style_request(!path_style)
                    .with_access_key_id(&credentials.access_key_id)
                    .with_secret_access_key(credentials.secret_access_key.as_str())
                    .with_client_options(client)
                    .with_retry(RetryConfig {
                        backoff: BackoffConfig {
                            max_backoff: Duration::from_secs(2),
                            ..BackoffConfig::default()
                        },
                        max_retries: 3,
                        // A person waits: the caller says "try again" sooner than this library's three minutes.
                        retry_timeout: Duration::from_secs(15),
                    })
                    .build()
                    .map_err(|error| StorageError::Config(error.to_string()))?;
                let prefix = Path::parse(prefix).map_err(|error| StorageError::Config(error.to_string()))?;
                Ok(Self {
                    store: Arc::new(store),
                    prefix,
                    part_bytes: S3_PART_BYTES,
                    directory: None,
                })
            }
        }
    }

    /// A store in `directory`, made if it is missing. Each object is a file, synced to the disk with its directory before
    /// `put` returns.
    ///
    /// # Errors
    /// [`StorageError::Unavailable`] or [`StorageError::Full`] if the directory cannot be made.
    pub fn on_disk(directory: &std::path::Path) -> StorageResult<Self> {
        fs::create_dir_all(directory).map_err(StorageError::from_io)?;
        let directory = directory.canonicalize().map_err(StorageError::from_io)?;
        for made in directory.ancestors().take(2) {
            sync_directory(made).map_err(StorageError::from_io)?;
        }
        let store = LocalFileSystem::new_with_prefix(&directory)
            .map_err(StorageError::from_store)?
            .with_fsync(true);
        Ok(Self {
            store: Arc::new(store),
            prefix: Path::default(),
            part_bytes: DISK_PART_BYTES,
            directory: Some(Arc::new(directory)),
        })
    }

    /// A store that forgets everything when it is dropped.
    #[must_use]
    pub fn in_memory() -> Self {
        Self {
            store: Arc::new(InMemory::new()),
            prefix: Path::default(),
            part_bytes: DISK_PART_BYTES,
            directory: None,
        }
    }

    /// Seals what `source` gives, to its end, and stores it as `key`. Returns its length in bytes once it is durable.
    ///
    /// If this fails, or is dropped half-way, or the process dies, nothing is there under `key`.
    ///
    /// # Errors
    /// [`StorageError::Exists`] if the key was used before, [`StorageError::Source`] with the reader's own error,
    /// [`StorageError::Full`], [`StorageError::Unavailable`].
    pub async fn put(
        &self,
        key: &BlobKey,
        data_key: &DataKey,
        source: impl AsyncRead + Send,
    ) -> StorageResult<u64> {
        let mut source = std::pin::pin!(source);
        let mut writing = self.writing(*key);
        let (mut sealer, header) = Sealer::new(data_key, key);
        writing.buffer().extend_from_slice(&header);
        let mut plain = vec![0; CHUNK];
        let mut len = 0;
        loop {
            match source.read(&mut plain).await.map_err(StorageError::Source)? {
                0 => break,
                read => {
                    sealer.push(&plain[..read], writing.buffer());
                    len += read as u64;
                }
            }
            writing.flush().await?;
        }
        sealer.finish(writing.buffer());
        writing.flush().await?;
        writing.finish().await?;
        self.settle_directories().await?;
        Ok(len)
    }

    /// [`Self::put`] from a stream of pieces, such as the body of a request.
    ///
    /// # Errors
    /// As [`Self::put`].
    pub async fn put_stream<E: Into<io::Error>>(
        &self,
        key: &BlobKey,
        data_key: &DataKey,
        source: impl Stream<Item = Result<Bytes, E>> + Send,
    ) -> StorageResult<u64> {
        self.put(key, data_key, StreamReader::new(source.map_err(Into::into)))
            .await
    }

    /// Reads a whole object.
    ///
    /// # Errors
    /// [`StorageError::NotFound`], [`StorageError::Corrupt`], [`StorageError::WrongKey`], [`StorageError::Unavailable`];
    /// the stream may end with the same.
    pub async fn get(&self, key: &BlobKey, data_key: &DataKey) -> StorageResult<Reading> {
        let opened = self.opened(key, data_key).await?;
        let len = opened.plain_len();
        opened.read(0..len)
    }

    /// Reads the bytes `range` of an object; only the chunks that hold them (and the last, which proves the length) are
    /// fetched and opened.
    ///
    /// # Errors
    /// As [`Self::get`], and [`StorageError::Range`].
    pub async fn get_range(
        &self,
        key: &BlobKey,
        data_key: &DataKey,
        range: Range<u64>,
    ) -> StorageResult<Reading> {
        self.opened(key, data_key).await?.read(range)
    }

    /// Whether there is an object of this name. It may still be corrupt.
    ///
    /// # Errors
    /// [`StorageError::Unavailable`].
    pub async fn exists(&self, key: &BlobKey) -> StorageResult<bool> {
        match self.store.head(&self.path(*key)).await {
            Ok(_) => Ok(true),
            Err(object_store::Error::NotFound { .. }) => Ok(false),
            Err(error) => Err(StorageError::of(*key, error)),
        }
    }

    /// Deletes an object. Deleting what is not there is no error: a retry after a lost answer.
    ///
    /// # Errors
    /// [`StorageError::Unavailable`].
    pub async fn delete(&self, key: &BlobKey) -> StorageResult<()> {
        let path = self.path(*key);
        match self.store.delete(&path).await {
            Ok(()) => {}
            Err(object_store::Error::NotFound { .. }) => return Ok(()),
            Err(error) => return Err(StorageError::of(*key, error)),
        }
        if let Some(directory) = &self.directory {
            // What a person was told is erased must not come back after a power cut.
            let space = directory.join(key.space.simple().to_string());
            in_background(move || sync_directory(&space)).await?;
        }
        Ok(())
    }

    /// Lists the objects of one space, or of all, in no particular order. Files that are not ours are passed over.
    pub fn list(&self, space: Option<Uuid>) -> impl Stream<Item = StorageResult<Entry>> + Send + 'static {
        let prefix = match space {
            Some(space) => Some(self.prefix.clone().join(space.simple().to_string())),
            None => Some(self.prefix.clone()).filter(|prefix| !prefix.as_ref().is_empty()),
        };
        let skip = self.prefix.parts().count();
        self.store
            .list(prefix.as_ref())
            .map_err(StorageError::from_store)
            .try_filter_map(move |meta| {
                let entry = entry(&meta, skip);
                if entry.is_none() {
                    tracing::debug!(path = %meta.location, "not an object of ours");
                }
                async move { Ok(entry) }
            })
    }

    /// Lists what was put before `before`, so that a sweeper can ask the database which of it no row names: an object is
    /// stored before the row that names it, hence a young one may still be waiting for its row. A day is ample.
    pub fn list_put_before(
        &self,
        before: Timestamp,
    ) -> impl Stream<Item = StorageResult<Entry>> + Send + 'static {
        self.list(None)
            .try_filter(move |entry| std::future::ready(entry.put_at < before))
    }

    /// Takes away what interrupted puts left on disk before `before`, and tells how many. It was never visible.
    ///
    /// An S3 store does the same by a rule of the bucket (`AbortIncompleteMultipartUpload`); here this does nothing for it.
    ///
    /// # Errors
    /// [`StorageError::Unavailable`].
    pub async fn sweep_unfinished(&self, before: Timestamp) -> StorageResult<u64> {
        let Some(directory) = self.directory.clone() else {
            return Ok(0);
        };
        in_background(move || sweep(&directory, before)).await
    }

    /// The sealed bytes of an object as they are stored, for backups: no key is needed, nothing is proved.
    ///
    /// # Errors
    /// [`StorageError::NotFound`], [`StorageError::Unavailable`].
    pub async fn get_sealed(&self, key: &BlobKey) -> StorageResult<impl AsyncRead + Send + Unpin + use<>> {
        let key = *key;
        let got = self
            .store
            .get(&self.path(key))
            .await
            .map_err(|error| StorageError::of(key, error))?;
        Ok(StreamReader::new(got.into_stream().map_err(move |error| {
            io::Error::from(StorageError::of(key, error))
        })))
    }

    /// Stores bytes that [`Self::get_sealed`] gave, under the same key. They open with the same data key only.
    ///
    /// # Errors
    /// As [`Self::put`], and [`StorageError::Corrupt`] if no object of ours has this length.
    pub async fn put_sealed(&self, key: &BlobKey, source: impl AsyncRead + Send) -> StorageResult<()> {
        let mut source = std::pin::pin!(source);
        let mut writing = self.writing(*key);
        let mut piece = vec![0; CHUNK];
        let mut sealed_len = 0;
        loop {
            match source.read(&mut piece).await.map_err(StorageError::Source)? {
                0 => break,
                read => writing.buffer().extend_from_slice(&piece[..read]),
            }
            sealed_len += writing.buffer().len() as u64;
            writing.flush().await?;
            sealed_len -= writing.buffer().len() as u64;
        }
        sealed_len += writing.buffer().len() as u64;
        if seal::plain_len(sealed_len).is_none() {
            return Err(StorageError::Corrupt {
                key: *key,
                why: "its length is impossible",
            });
        }
        writing.finish().await?;
        self.settle_directories().await
    }

    fn writing(&self, key: BlobKey) -> Writing {
        Writing::new(Arc::clone(&self.store), key, self.path(key), self.part_bytes)
    }

    async fn opened(&self, key: &BlobKey, data_key: &DataKey) -> StorageResult<Opened> {
        Opened::open(&self.store, self.path(*key), *key, data_key).await
    }

    fn path(&self, key: BlobKey) -> Path {
        self.prefix.parts().chain(key.path().parts()).collect()
    }

    /// `object_store` syncs the directories it made itself. One that another put made a moment ago may not be synced yet,
    /// and the object in it would be lost with it: sync the one level above as well. Costs nothing when it is clean.
    async fn settle_directories(&self) -> StorageResult<()> {
        match self.directory.clone() {
            Some(directory) => in_background(move || sync_directory(&directory)).await,
            None => Ok(()),
        }
    }
}

fn entry(meta: &ObjectMeta, skip: usize) -> Option<Entry> {
    let path: Path = meta.location.parts().skip(skip).collect();
    Some(Entry {
        key: BlobKey::from_path(&path)?,
        len: seal::plain_len(meta.size),
        stored_bytes: meta.size,
        put_at: Timestamp::from_micros(meta.last_modified.timestamp_micros()),
    })
}

/// Removes old files whose name says that they are unfinished: `object_store` writes beside the object, under `name#n`.
fn sweep(directory: &std::path::Path, before: Timestamp) -> io::Result<u64> {
    let mut swept = 0;
    for space in fs::read_dir(directory)? {
        let space = space?;
        if !space.file_type()?.is_dir() {
            continue;
        }
        for file in fs::read_dir(space.path())? {
            let file = file?;
            let is_unfinished = file.file_name().to_str().is_some_and(|name| {
                name.split_once('#').is_some_and(|(_, number)| {
                    !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
                })
            });
            if is_unfinished && written_at(&file.metadata()?)? < before {
                fs::remove_file(file.path())?;
                swept += 1;
            }
        }
    }
    Ok(swept)
}

fn written_at(metadata: &fs::Metadata) -> io::Result<Timestamp> {
    let since_1970 = metadata
        .modified()?
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    Ok(Timestamp::from_micros(0) + since_1970)
}

fn sync_directory(directory: &std::path::Path) -> io::Result<()> {
    fs::File::open(directory)?.sync_all()
}

async fn in_background<T: Send + 'static>(
    work: impl FnOnce() -> io::Result<T> + Send + 'static,
) -> StorageResult<T> {
    match tokio::task::spawn_blocking(work).await {
        Ok(done) => done.map_err(StorageError::from_io),
        Err(stopped) => Err(StorageError::Unavailable(Box::new(stopped))),
    }
}

// The header and a first chunk fit in one part, so that a small object is one request.
const _: () = assert!(HEADER + seal::SEALED_CHUNK < DISK_PART_BYTES);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn objects_on_disk_are_synced() {
        let home = tempfile::tempdir().expect("a temporary directory");
        let storage = Storage::on_disk(home.path()).expect("made");
        // Durability cannot be seen short of cutting the power; that it is asked for can.
        assert!(format!("{:?}", storage.store).contains("fsync: true"));
    }

    #[test]
    fn s3_without_credentials_is_refused_before_anything_is_asked_of_the_network() {
        let url = "s3://plano?endpoint=https://s3.example.fr"
            .parse()
            .expect("valid");
        let config = StorageConfig {
            url,
            directory: PathBuf::new(),
            credentials: None,
            authority: None,
        };
        assert!(matches!(Storage::open(&config), Err(StorageError::Config(_))));
    }
}
