// SPDX-License-Identifier: EUPL-1.2
//! The bytes of files: taken in and given out in streams, in constant memory whatever their size, sealed at rest.

use std::{
    io,
    ops::Range,
    pin::Pin,
    task::{Context, Poll, ready},
    time::Duration,
};

use aws_lc_rs::digest;
use base::{Id, Invalid, Problem, kind};
use bytes::Bytes;
use futures_util::{Stream, StreamExt as _, TryStreamExt as _, stream};
use storage::{BlobKey, DataKey, StorageError, WrappedKey};
use tokio::{
    io::{AsyncRead, ReadBuf},
    time::{Instant, Sleep},
};
use tokio_util::io::StreamReader;
use uuid::Uuid;

use super::{
    model_names::FileName,
    store_versions::{self, Part},
};
use crate::app::App;

type ProjectId = Id<kind::Project>;

/// So much of the beginning of a file tells what it is. Source: the WHATWG's MIME Sniffing Standard §7 reads 1,445 bytes; the parts
/// of an archive that tell an office document from another begin later.
pub const HEAD_BYTES: usize = 8 * 1024;

/// How long the next bytes of a body may take: a file comes as slowly as its line is, but it comes.
const PIECE_MAX_DURATION: Duration = Duration::from_secs(60);

/// Bytes that were sealed and stored, and that no row names yet.
#[derive(Debug)]
pub struct Stored {
    pub part: Part,
    /// SHA-256 of them.
    pub digest: Vec<u8>,
    /// SHA-1 of them, which tus clients send along (tus 1.0, Checksum).
    pub sha1: Vec<u8>,
    /// Their beginning, [`HEAD_BYTES`] at most.
    pub head: Vec<u8>,
}

/// Reads on and looks at what passes.
struct Watched<R> {
    inner: R,
    /// Rings when nothing has come for [`PIECE_MAX_DURATION`].
    patience: Pin<Box<Sleep>>,
    is_slow: bool,
    left: u64,
    is_over: bool,
    sha256: digest::Context,
    sha1: digest::Context,
    head: Vec<u8>,
}

impl<R: AsyncRead + Unpin> AsyncRead for Watched<R> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buf.filled().len();
        match Pin::new(&mut self.inner).poll_read(cx, buf) {
            Poll::Ready(read) => read?,
            Poll::Pending => {
                ready!(self.patience.as_mut().poll(cx));
                self.is_slow = true;
                return Poll::Ready(Err(io::ErrorKind::TimedOut.into()));
            }
        }
        let until = Instant::now() + PIECE_MAX_DURATION;
        self.patience.as_mut().reset(until);
        let new = &buf.filled()[before..];
        let Some(left) = self.left.checked_sub(new.len() as u64) else {
            self.is_over = true;
            return Poll::Ready(Err(io::Error::other("more bytes than were announced")));
        };
        self.left = left;
        self.sha256.update(new);
        self.sha1.update(new);
        let room = HEAD_BYTES - self.head.len();
        self.head.extend_from_slice(&new[..new.len().min(room)]);
        Poll::Ready(Ok(()))
    }
}

/// Seals and stores what a body gives, `max` bytes at most. If it ends before its end, nothing is stored.
///
/// # Errors
/// `file.too_large` with `max_bytes` where there is more; `body.malformed` where it broke off; `body.too_slow`; `storage.full`.
pub async fn store<E: Into<io::Error>>(
    app: &App,
    project: ProjectId,
    body: impl Stream<Item = Result<Bytes, E>> + Send + Unpin,
    max: u64,
) -> Result<Stored, Problem> {
    let key = data_key(app, project).await?;
    let blob = app.db.new_id::<kind::Blob>().uuid();
    let mut watched = Watched {
        inner: StreamReader::new(body.map_err(Into::into)),
        patience: Box::pin(tokio::time::sleep(PIECE_MAX_DURATION)),
        is_slow: false,
        left: max,
        is_over: false,
        sha256: digest::Context::new(&digest::SHA256),
        sha1: digest::Context::new(&digest::SHA1_FOR_LEGACY_USE_ONLY),
        head: Vec::new(),
    };
    let size = match app
        .blobs
        .put(&BlobKey::new(project.uuid(), blob, 1), &key, &mut watched)
        .await
    {
        Ok(size) => size,
        Err(StorageError::Source(_)) if watched.is_over => {
            return Err(Problem::TooLarge(
                Invalid::new("file.too_large").with("max_bytes", max),
            ));
        }
        Err(StorageError::Source(_)) if watched.is_slow => return Err(Problem::TooSlow),
        Err(StorageError::Source(_)) => return Err(Problem::Malformed(Vec::new())),
        Err(error) => return Err(unavailable(error)),
    };
    let size = i64::try_from(size).map_err(Problem::internal)?;
    Ok(Stored {
        part: Part { blob, size },
        digest: watched.sha256.finish().as_ref().to_vec(),
        sha1: watched.sha1.finish().as_ref().to_vec(),
        head: watched.head,
    })
}

/// Deletes blobs that no row names: what was refused, or erased. What cannot be deleted now is swept later.
pub async fn discard(app: &App, project: ProjectId, blobs: &[Uuid]) {
    for blob in blobs {
        if let Err(error) = app.blobs.delete(&BlobKey::new(project.uuid(), *blob, 1)).await {
            tracing::warn!(%error, "a blob that nothing names stays for the sweep");
        }
    }
}

/// Reads the bytes `range` of what lies in some parts, one after the other.
///
/// # Errors
/// Whatever the store says of the first of them.
pub async fn read(
    app: &App,
    project: ProjectId,
    parts: Vec<Part>,
    range: Range<u64>,
) -> Result<impl Stream<Item = Result<Bytes, StorageError>> + Send + use<>, Problem> {
    let key = data_key(app, project).await?;
    let mut pieces = Vec::new();
    let mut at = 0;
    for part in parts {
        let len = part.size.unsigned_abs();
        let (from, to) = (range.start.max(at), range.end.min(at + len));
        if from < to {
            pieces.push((part.blob, from - at..to - at));
        }
        at += len;
    }
    let mut pieces = pieces.into_iter();
    // What cannot be read at all is said before the answer begins.
    let first = match pieces.next() {
        Some((blob, range)) => Some(
            app.blobs
                .get_range(&BlobKey::new(project.uuid(), blob, 1), &key, range)
                .await
                .map_err(unavailable)?,
        ),
        None => None,
    };
    let app = app.clone();
    let rest = stream::iter(pieces).then(move |(blob, range)| {
        let (app, key) = (app.clone(), key.clone());
        async move {
            app.blobs
                .get_range(&BlobKey::new(project.uuid(), blob, 1), &key, range)
                .await
        }
    });
    Ok(stream::iter(first.map(Ok)).chain(rest).try_flatten())
}

/// The beginning of what lies in some parts.
///
/// # Errors
/// Whatever the store says.
pub async fn head(app: &App, project: ProjectId, parts: &[Part]) -> Result<Vec<u8>, Problem> {
    let mut head = Vec::new();
    let mut reading = Box::pin(read(app, project, parts.to_vec(), 0..HEAD_BYTES as u64).await?);
    while let Some(piece) = reading.next().await {
        head.extend_from_slice(&piece.map_err(unavailable)?);
    }
    Ok(head)
}

/// The key that seals a project's blobs, made with the first of them.
async fn data_key(app: &App, project: ProjectId) -> Result<DataKey, Problem> {
    let kept = async || store_versions::key(&app.db, project).await;
    let wrapped = if let Some(wrapped) = kept().await? {
        wrapped
    } else {
        let (_, new) = app.keys.new_data_key(project.uuid());
        let bytes = new.as_bytes().to_vec();
        app.db
            .write(base::Actor::System, async move |tx| {
                store_versions::keep_key(tx, project, &bytes).await
            })
            .await?;
        // Two at once make two keys, of which one is kept: both use that one.
        kept().await?.ok_or(Problem::NotFound)?
    };
    let wrapped = WrappedKey::try_from(wrapped.as_slice()).map_err(Problem::internal)?;
    app.keys
        .data_key(project.uuid(), &wrapped)
        .map_err(Problem::internal)
}

fn unavailable(error: StorageError) -> Problem {
    match error {
        StorageError::Full(_) => Problem::Full(Invalid::new("storage.full")),
        StorageError::NotFound(_) => Problem::NotFound,
        StorageError::Unavailable(_) => Problem::Unavailable(std::time::Duration::from_secs(3)),
        error => Problem::internal(error),
    }
}

/// What kind of bytes a file has (RFC 6838), as its beginning tells, and its name where that agrees: what calls itself a picture
/// and does not begin as one is no picture. What a browser would run is so called, and never shown as a page of ours.
#[must_use]
pub fn media_type(name: &FileName, head: &[u8]) -> String {
    const UNKNOWN: &str = "application/octet-stream";
    let by_name = mime_guess::from_path(name.as_str()).first();
    let by_name = by_name.as_ref().map_or(UNKNOWN, |it| it.essence_str());
    let sniffed = infer::get(head).map(|it| it.mime_type());
    match sniffed {
        // An archive with an ending of its own: an office document, a book.
        Some("application/zip") if is_zipped(by_name) => by_name.to_owned(),
        Some("application/x-ole-storage") if is_compound(by_name) => by_name.to_owned(),
        // Text that begins like something else, or is told only by its name.
        Some("text/xml" | "text/html") | None if is_text(head) => {
            if by_name.starts_with("text/") || is_textual(by_name) {
                by_name.to_owned()
            } else {
                sniffed.unwrap_or("text/plain").to_owned()
            }
        }
        Some(sniffed) => sniffed.to_owned(),
        None => UNKNOWN.to_owned(),
    }
}

fn is_zipped(media_type: &str) -> bool {
    media_type.starts_with("application/vnd.openxmlformats-officedocument.")
        || media_type.starts_with("application/vnd.oasis.opendocument.")
        || media_type == "application/epub+zip"
}

fn is_compound(media_type: &str) -> bool {
    matches!(
        media_type,
        "application/msword" | "application/vnd.ms-excel" | "application/vnd.ms-powerpoint"
    )
}

/// Text by another first word.
fn is_textual(media_type: &str) -> bool {
    matches!(
        media_type,
        "application/json"
            | "application/xml"
            | "application/javascript"
            | "image/svg+xml"
            | "application/x-sh"
            | "application/toml"
    )
}

/// Whether a beginning is of text: UTF-8, but for a last character that is cut off, without control characters.
fn is_text(head: &[u8]) -> bool {
    let text = match std::str::from_utf8(head) {
        Ok(text) => text,
        Err(error) if error.error_len().is_none() => {
            std::str::from_utf8(&head[..error.valid_up_to()]).unwrap_or_default()
        }
        Err(_) => return false,
    };
    !text
        .chars()
        .any(|it| it.is_control() && !matches!(it, '\n' | '\r' | '\t' | '\u{C}' | '\u{1B}'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(name: &str, head: &[u8]) -> String {
        media_type(&FileName::new(name).expect("a name"), head)
    }

    #[test]
    fn what_a_file_is_its_beginning_tells() {
        assert_eq!(told("plan.pdf", b"%PDF-1.7\n"), "application/pdf");
        assert_eq!(told("plan.txt", b"%PDF-1.7\n"), "application/pdf");
        assert_eq!(
            told("photo.jpg", b"MZ\x90\0\x03\0\0\0"),
            "application/vnd.microsoft.portable-executable"
        );
        assert_eq!(told("photo.png", b"pas une image"), "text/plain");
        assert_eq!(told("photo.png", &[0, 1, 2, 3]), "application/octet-stream");
        assert_eq!(told("note.md", "# Réunion".as_bytes()), "text/markdown");
        assert_eq!(told("note", "Réunion".as_bytes()), "text/plain");
        assert_eq!(told("liste.csv", b"a;b\n1;2\n"), "text/csv");
        assert_eq!(told("page.html", b"<html><script>alert(1)</script>"), "text/html");
        assert_eq!(told("page.txt", b"<html><script>alert(1)</script>"), "text/plain");
        assert_eq!(told("vide.pdf", b""), "text/plain");
        let zip = b"PK\x03\x04\x14\0\0\0\0\0";
        assert_eq!(told("a.odt", zip), "application/vnd.oasis.opendocument.text");
        assert_eq!(told("a.zip", zip), "application/zip");
        assert_eq!(told("a.pdf", zip), "application/zip");
    }

    #[test]
    fn a_character_that_is_cut_off_at_the_end_is_no_fault_of_a_text() {
        assert!(is_text(&"é".as_bytes()[..1]));
        assert!(!is_text(&[0xC3, b'a']));
        assert!(!is_text(b"a\0"));
    }
}
