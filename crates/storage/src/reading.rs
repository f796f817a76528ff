// SPDX-License-Identifier: EUPL-1.2
//! Reading one object, chunk by chunk, in constant memory.

use crate::{
    BlobKey, DataKey, StorageError, StorageResult,
    seal::{CHUNK, HEADER, Opener, Refused, SEALED_CHUNK},
};
use bytes::{Bytes, BytesMut};
use futures_util::{
    Stream, StreamExt, TryStreamExt,
    stream::{self, BoxStream},
};
use object_store::{GetOptions, GetResultPayload, ObjectStore, ObjectStoreExt, path::Path};
use std::{
    fmt,
    fs::File,
    io,
    ops::Range,
    os::unix::fs::FileExt,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
};
use tokio::io::AsyncRead;
use tokio_util::io::StreamReader;

/// Chunks read from a file at a time: enough for the trip to another thread not to count.
const CHUNKS_AT_ONCE: u64 = 4;

/// An object, or a range of it, being read. Each piece was proved before it is given out; when a later piece does not
/// hold, the stream ends with the error, and what was given out must not be taken for the whole.
pub struct Reading {
    len: u64,
    range: Range<u64>,
    pieces: BoxStream<'static, StorageResult<Bytes>>,
}

impl Reading {
    /// The length of the whole object in bytes, whatever range is read. Proved, not only told by the store.
    #[must_use]
    pub const fn len(&self) -> u64 {
        self.len
    }

    /// Whether the whole object is empty.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The bytes of the object that this gives.
    #[must_use]
    pub const fn range(&self) -> &Range<u64> {
        &self.range
    }

    /// The same as a reader.
    pub fn into_reader(self) -> impl AsyncRead + Send + Unpin {
        StreamReader::new(self.map_err(io::Error::from))
    }

    /// The same in one piece. For what is known to be small.
    ///
    /// # Errors
    /// As the stream.
    pub async fn into_bytes(mut self) -> StorageResult<Bytes> {
        let mut whole = BytesMut::new();
        while let Some(piece) = self.pieces.try_next().await? {
            whole.extend_from_slice(&piece);
        }
        Ok(whole.freeze())
    }
}

impl Stream for Reading {
    type Item = StorageResult<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.pieces.poll_next_unpin(cx)
    }
}

impl fmt::Debug for Reading {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reading")
            .field("len", &self.len)
            .field("range", &self.range)
            .finish_non_exhaustive()
    }
}

/// A sealed object whose header was read and whose length is proved.
pub(crate) struct Opened {
    raw: Raw,
    opener: Arc<Opener>,
    /// The first chunk, still sealed: it came with the header.
    first: Bytes,
}

impl Opened {
    /// Reads the header, and the last chunk, which alone proves that nothing was cut off.
    pub(crate) async fn open(
        store: &Arc<dyn ObjectStore>,
        path: Path,
        key: BlobKey,
        data_key: &DataKey,
    ) -> StorageResult<Self> {
        let (raw, head, sealed_len) = Raw::open(Arc::clone(store), path, key).await?;
        let refuse = |refused| refusal(key, refused);
        let opener =
            Opener::new(data_key, &key, &head[..HEADER.min(head.len())], sealed_len).map_err(refuse)?;
        let first = head.slice(HEADER..);
        let last = opener.last_chunk()..opener.last_chunk() + 1;
        let mut sealed = match last.start {
            0 => BytesMut::from(&*first),
            _ => BytesMut::from(&*raw.read(opener.place_of(&last)).await?),
        };
        opener.open(&last, &mut sealed).map_err(refuse)?;
        Ok(Self {
            raw,
            opener: Arc::new(opener),
            first,
        })
    }

    pub(crate) fn plain_len(&self) -> u64 {
        self.opener.plain_len()
    }

    /// # Errors
    /// [`StorageError::Range`] if the range is not within the object.
    pub(crate) fn read(self, range: Range<u64>) -> StorageResult<Reading> {
        let len = self.plain_len();
        if range.start > range.end || range.end > len {
            return Err(StorageError::Range { len });
        }
        let chunks = self.opener.chunks_of(&range);
        let pieces = match self.raw {
            _ if chunks.is_empty() => stream::empty().boxed(),
            raw if chunks.end == 1 => {
                let (opener, key) = (Arc::clone(&self.opener), raw.key());
                let first = self.first.clone();
                stream::once(async move { open_chunks(&opener, key, &(0..1), BytesMut::from(&*first)) })
                    .boxed()
            }
            Raw::File { file, key } => from_file(file, Arc::clone(&self.opener), key, chunks.clone()),
            Raw::Store { store, path, key } => {
                from_store(store, path, Arc::clone(&self.opener), key, chunks.clone())
            }
        };
        Ok(Reading {
            len,
            pieces: trim(pieces, chunks.start, &range),
            range,
        })
    }
}

/// Cuts from the opened chunks what lies before and after the range.
fn trim(
    pieces: BoxStream<'static, StorageResult<Bytes>>,
    first_chunk: u64,
    range: &Range<u64>,
) -> BoxStream<'static, StorageResult<Bytes>> {
    let range = range.clone();
    let mut at = first_chunk * CHUNK as u64;
    pieces
        .map_ok(move |piece| {
            let begin = at;
            at += piece.len() as u64;
            // Both fit: they are at most the length of the piece.
            let from = range.start.saturating_sub(begin).min(piece.len() as u64) as usize;
            let to = (range.end.min(at) - begin) as usize;
            piece.slice(from..to)
        })
        .boxed()
}

/// Where the sealed bytes come from.
enum Raw {
    /// Held open: the object can be read to its end even if it is deleted meanwhile.
    File { file: Arc<File>, key: BlobKey },
    Store {
        store: Arc<dyn ObjectStore>,
        path: Path,
        key: BlobKey,
    },
}

impl Raw {
    /// The object, its header with the first chunk, and its sealed length: one request to an S3 store.
    async fn open(
        store: Arc<dyn ObjectStore>,
        path: Path,
        key: BlobKey,
    ) -> StorageResult<(Self, Bytes, u64)> {
        let head = 0..(HEADER + SEALED_CHUNK) as u64;
        let options = GetOptions {
            range: Some(head.clone().into()),
            ..GetOptions::default()
        };
        let got = match store.get_opts(&path, options).await {
            Ok(got) => got,
            Err(error) => return Err(explain(&store, &path, key, error).await),
        };
        let sealed_len = got.meta.size;
        let end = head.end.min(sealed_len);
        match got.payload {
            GetResultPayload::File(file, _) => {
                let raw = Self::File {
                    file: Arc::new(file),
                    key,
                };
                let head = raw.read(0..end).await?;
                Ok((raw, head, sealed_len))
            }
            GetResultPayload::Stream(stream) => {
                let head = collect(stream, end, key).await?;
                Ok((Self::Store { store, path, key }, head, sealed_len))
            }
        }
    }

    const fn key(&self) -> BlobKey {
        match self {
            Self::File { key, .. } | Self::Store { key, .. } => *key,
        }
    }

    async fn read(&self, place: Range<u64>) -> StorageResult<Bytes> {
        match self {
            Self::File { file, key } => {
                let (file, key) = (Arc::clone(file), *key);
                blocking(move || read_file(&file, key, &place))
                    .await
                    .map(BytesMut::freeze)
            }
            Self::Store { store, path, key } => {
                let got = store
                    .get_range(path, place.clone())
                    .await
                    .map_err(|error| StorageError::of(*key, error))?;
                if got.len() as u64 == place.end - place.start {
                    Ok(got)
                } else {
                    Err(cut_short(*key))
                }
            }
        }
    }
}

/// An empty object has no first byte to give, which stores report in their own ways.
async fn explain(
    store: &Arc<dyn ObjectStore>,
    path: &Path,
    key: BlobKey,
    error: object_store::Error,
) -> StorageError {
    let error = StorageError::of(key, error);
    if let StorageError::Unavailable(_) = &error
        && let Ok(meta) = store.head(path).await
        && meta.size < HEADER as u64
    {
        return cut_short(key);
    }
    error
}

async fn collect(
    mut stream: BoxStream<'static, object_store::Result<Bytes>>,
    len: u64,
    key: BlobKey,
) -> StorageResult<Bytes> {
    let mut bytes = BytesMut::new();
    while let Some(piece) = stream
        .try_next()
        .await
        .map_err(|error| StorageError::of(key, error))?
    {
        bytes.extend_from_slice(&piece);
    }
    if bytes.len() as u64 == len {
        Ok(bytes.freeze())
    } else {
        Err(cut_short(key))
    }
}

/// Reads and opens a few chunks at a time on a thread that may block.
fn from_file(
    file: Arc<File>,
    opener: Arc<Opener>,
    key: BlobKey,
    chunks: Range<u64>,
) -> BoxStream<'static, StorageResult<Bytes>> {
    stream::try_unfold(chunks, move |left| {
        let (file, opener) = (Arc::clone(&file), Arc::clone(&opener));
        async move {
            if left.is_empty() {
                return Ok(None);
            }
            let now = left.start..left.end.min(left.start + CHUNKS_AT_ONCE);
            let later = now.end..left.end;
            let piece = blocking(move || {
                let sealed = read_file(&file, key, &opener.place_of(&now))?;
                open_chunks(&opener, key, &now, sealed)
            })
            .await?;
            Ok(Some((piece, later)))
        }
    })
    .boxed()
}

/// One request for the whole range, opened as it arrives.
fn from_store(
    store: Arc<dyn ObjectStore>,
    path: Path,
    opener: Arc<Opener>,
    key: BlobKey,
    chunks: Range<u64>,
) -> BoxStream<'static, StorageResult<Bytes>> {
    let fault = move |error| StorageError::of(key, error);
    stream::once(async move {
        let options = GetOptions {
            range: Some(opener.place_of(&chunks).into()),
            ..GetOptions::default()
        };
        let arriving = store.get_opts(&path, options).await.map_err(fault)?.into_stream();
        let state = (arriving, BytesMut::new(), chunks);
        Ok(stream::try_unfold(
            state,
            move |(mut arriving, mut sealed, left)| {
                let opener = Arc::clone(&opener);
                async move {
                    if left.is_empty() {
                        return Ok(None);
                    }
                    let now = left.start..left.start + 1;
                    let place = opener.place_of(&now);
                    // At most the length of a chunk.
                    let wanted = (place.end - place.start) as usize;
                    while sealed.len() < wanted {
                        match arriving.try_next().await.map_err(fault)? {
                            Some(piece) => sealed.extend_from_slice(&piece),
                            None => return Err(cut_short(key)),
                        }
                    }
                    let piece = open_chunks(&opener, key, &now, sealed.split_to(wanted))?;
                    Ok(Some((piece, (arriving, sealed, now.end..left.end))))
                }
            },
        ))
    })
    .try_flatten()
    .boxed()
}

fn open_chunks(
    opener: &Opener,
    key: BlobKey,
    chunks: &Range<u64>,
    mut sealed: BytesMut,
) -> StorageResult<Bytes> {
    let len = opener
        .open(chunks, &mut sealed)
        .map_err(|refused| refusal(key, refused))?;
    sealed.truncate(len);
    Ok(sealed.freeze())
}

fn read_file(file: &File, key: BlobKey, place: &Range<u64>) -> StorageResult<BytesMut> {
    // At most a few chunks.
    let mut bytes = BytesMut::zeroed((place.end - place.start) as usize);
    match file.read_exact_at(&mut bytes, place.start) {
        Ok(()) => Ok(bytes),
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Err(cut_short(key)),
        Err(error) => Err(StorageError::from_io(error)),
    }
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> StorageResult<T> + Send + 'static,
) -> StorageResult<T> {
    tokio::task::spawn_blocking(work)
        .await
        .unwrap_or_else(|stopped| Err(StorageError::Unavailable(Box::new(stopped))))
}

const fn cut_short(key: BlobKey) -> StorageError {
    StorageError::Corrupt {
        key,
        why: "it was cut short",
    }
}

const fn refusal(key: BlobKey, refused: Refused) -> StorageError {
    match refused {
        Refused::WrongKey => StorageError::WrongKey(key),
        Refused::Corrupt(why) => StorageError::Corrupt { key, why },
    }
}
