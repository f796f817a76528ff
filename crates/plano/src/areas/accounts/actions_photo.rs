// SPDX-License-Identifier: EUPL-1.2
//! Photos of people: decoded within limits, cut to a square, made small and written anew, so that nothing of the file that
//! was sent is kept: no place it was taken at, no comment, no trick.

use std::io::Cursor;

use access::Signed;
use base::{Invalid, Problem, kind};
use bytes::Bytes;
use events::{AccountEvent, Announce as _};
use image::{
    DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits, codecs::webp::WebPEncoder,
    imageops::FilterType, metadata::Orientation,
};
use storage::{BlobKey, DataKey, WrappedKey};
use tokio::sync::Semaphore;
use uuid::Uuid;

use super::{
    actions::person,
    jobs::RemovePhoto,
    model::{AccountId, Person},
    store,
};
use crate::{app::App, areas::orgs};

/// Largest file taken.
pub const MAX_BYTES: usize = 5 * 1024 * 1024;
/// Most pixels decoded. Source: attacks.md, limits.
const MAX_PIXELS: u64 = 50_000_000;
/// Memory that decoding may take: 50 Mpixel of 4 bytes, and as much again to work on.
const MAX_ALLOC: u64 = 2 * 4 * MAX_PIXELS;
/// Width and height of what is kept.
const SIDE: u32 = 256;
/// One photo is drawn at a time, because each may take some hundred megabytes for a moment; and so many may wait for that.
static TURN: Semaphore = Semaphore::const_new(1);
static WAITING: Semaphore = Semaphore::const_new(16);

/// What kind of picture a file may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// JPEG.
    Jpeg,
    /// PNG.
    Png,
    /// WebP.
    WebP,
}

impl Format {
    /// Of a content type.
    #[must_use]
    pub fn of(content_type: &str) -> Option<Self> {
        match content_type {
            "image/jpeg" => Some(Self::Jpeg),
            "image/png" => Some(Self::Png),
            "image/webp" => Some(Self::WebP),
            _ => None,
        }
    }

    const fn decoder(self) -> ImageFormat {
        match self {
            Self::Jpeg => ImageFormat::Jpeg,
            Self::Png => ImageFormat::Png,
            Self::WebP => ImageFormat::WebP,
        }
    }
}

/// Sets one's photo.
///
/// # Errors
/// `photo.too_large`, `photo.unreadable`, `quota.full`.
pub async fn set(app: &App, signed: Signed, format: Format, bytes: Bytes) -> Result<Person, Problem> {
    if bytes.len() > MAX_BYTES {
        return Err(too_large());
    }
    let drawn = in_turn(move || draw(format, &bytes)).await?;
    let account = signed.account;
    let key = data_key(app, signed).await?;
    let photo: Uuid = app
        .db
        .write(signed, async |tx| {
            Ok::<_, Problem>(tx.new_id::<kind::Blob>().uuid())
        })
        .await?;
    // Stored before the row that names it; if that row is never written, the photo is nobody's.
    let at = BlobKey::new(account.uuid(), photo, 1);
    let bytes = app
        .blobs
        .put(&at, &key, drawn.as_slice())
        .await
        .map_err(unavailable)?;
    let bytes = i64::try_from(bytes).map_err(Problem::internal)?;
    if let Err(refused) = replace(app, signed, Some(photo), bytes).await {
        // Refused for sure, so that no row names it, and trying again and again must not fill what has a quota. After any
        // other error it is not known whether the row was written.
        if matches!(refused, Problem::Full(_)) {
            app.blobs.delete(&at).await.map_err(unavailable)?;
        }
        return Err(refused);
    }
    person(&app.db, account).await
}

/// Does heavy work on a thread of its own, one at a time.
async fn in_turn<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Problem> + Send + 'static,
) -> Result<T, Problem> {
    let _place = WAITING
        .try_acquire()
        .map_err(|_| Problem::Unavailable(std::time::Duration::from_secs(3)))?;
    let turn = TURN.acquire().await.map_err(Problem::internal)?;
    tokio::task::spawn_blocking(move || {
        // Held by the work, not by who waits for it: he may hang up, and the work goes on.
        let _turn = turn;
        work()
    })
    .await
    .map_err(Problem::internal)?
}

/// Takes one's photo away.
///
/// # Errors
/// Whatever the database says.
pub async fn remove(app: &App, signed: Signed) -> Result<Person, Problem> {
    replace(app, signed, None, 0).await?;
    person(&app.db, signed.account).await
}

async fn replace(app: &App, signed: Signed, photo: Option<Uuid>, bytes: i64) -> Result<(), Problem> {
    let account = signed.account;
    app.db
        .write(signed, async move |tx| {
            // The bytes that go are read under the lock of those who share the room: another window's photo may just have
            // taken the former one's place.
            store::hold(tx, account).await?;
            let (former, former_bytes) = store::photo(&mut *tx, account)
                .await?
                .map_or((None, 0), |(photo, _, bytes)| (photo, bytes));
            orgs::quota::charge(tx, account, bytes - former_bytes).await?;
            store::set_photo(tx, account, photo, bytes).await?;
            if let Some(former) = former {
                RemovePhoto::ask(tx, account, former).await?;
            }
            if former.is_some() || photo.is_some() {
                tx.announce(AccountEvent::ProfileChanged { account }).await?;
            }
            Ok(())
        })
        .await
}

/// The photo of someone whom `signed` may know of, as WebP, with its version.
///
/// # Errors
/// [`Problem::NotFound`].
pub async fn get(app: &App, signed: Signed, account: AccountId) -> Result<(Uuid, Bytes), Problem> {
    if !access::sees(&app.db, signed, account, app.now()).await? {
        return Err(Problem::NotFound);
    }
    let Some((Some(photo), Some(wrapped), _)) = store::photo(&app.db, account).await? else {
        return Err(Problem::NotFound);
    };
    let key = open_key(app, account, &wrapped)?;
    let reading = app
        .blobs
        .get(&BlobKey::new(account.uuid(), photo, 1), &key)
        .await
        .map_err(unavailable)?;
    Ok((photo, reading.into_bytes().await.map_err(unavailable)?))
}

/// The key that seals the photos of an account, made with the first one.
async fn data_key(app: &App, signed: Signed) -> Result<DataKey, Problem> {
    let account = signed.account;
    let kept = async || Ok::<_, Problem>(store::photo(&app.db, account).await?.and_then(|(_, key, _)| key));
    if let Some(wrapped) = kept().await? {
        return open_key(app, account, &wrapped);
    }
    let (_, wrapped) = app.keys.new_data_key(account.uuid());
    let bytes = wrapped.as_bytes().to_vec();
    app.db
        .write(signed, async move |tx| {
            Ok::<_, Problem>(store::keep_photo_key(tx, account, &bytes).await?)
        })
        .await?;
    // Two at once make two keys, of which one is kept: both use that one.
    let wrapped = kept().await?.ok_or(Problem::NotFound)?;
    open_key(app, account, &wrapped)
}

fn open_key(app: &App, account: AccountId, wrapped: &[u8]) -> Result<DataKey, Problem> {
    let wrapped = WrappedKey::try_from(wrapped).map_err(Problem::internal)?;
    app.keys
        .data_key(account.uuid(), &wrapped)
        .map_err(Problem::internal)
}

fn unavailable(error: storage::StorageError) -> Problem {
    match error {
        storage::StorageError::Full(_) => Problem::Full(Invalid::new("storage.full")),
        storage::StorageError::NotFound(_) => Problem::NotFound,
        storage::StorageError::Unavailable(_) => Problem::Unavailable(std::time::Duration::from_secs(3)),
        error => Problem::internal(error),
    }
}

/// The answer to a file beyond [`MAX_BYTES`].
pub(super) fn too_large() -> Problem {
    Problem::TooLarge(Invalid::new("photo.too_large").with("max_bytes", MAX_BYTES))
}

fn unreadable() -> Problem {
    Problem::Unacceptable(vec![base::FieldProblem {
        field: String::new(),
        invalid: Invalid::new("photo.unreadable"),
    }])
}

/// Looks at the head of a file, before anything is decoded: a few bytes may claim any size.
fn begin(format: Format, bytes: &[u8]) -> Result<impl ImageDecoder, Problem> {
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format.decoder());
    let mut limits = Limits::default();
    limits.max_alloc = Some(MAX_ALLOC);
    reader.limits(limits);
    let decoder = reader.into_decoder().map_err(|_| unreadable())?;
    let (width, height) = decoder.dimensions();
    let pixels = u64::from(width) * u64::from(height);
    if pixels == 0 || pixels > MAX_PIXELS {
        return Err(Problem::TooLarge(
            Invalid::new("photo.too_many_pixels").with("max_pixels", MAX_PIXELS),
        ));
    }
    Ok(decoder)
}

/// The middle square of a picture, upright, [`SIDE`] wide, as WebP.
fn draw(format: Format, bytes: &[u8]) -> Result<Vec<u8>, Problem> {
    let mut decoder = begin(format, bytes)?;
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut picture = DynamicImage::from_decoder(decoder).map_err(|_| unreadable())?;
    picture.apply_orientation(orientation);
    let small = picture
        .resize_to_fill(SIDE, SIDE, FilterType::Lanczos3)
        .to_rgba8();
    let mut drawn = Vec::new();
    WebPEncoder::new_lossless(&mut drawn)
        .encode(&small, SIDE, SIDE, image::ExtendedColorType::Rgba8)
        .map_err(|error| Problem::internal(error.to_string()))?;
    Ok(drawn)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn png(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = Vec::new();
        DynamicImage::new_rgb8(width, height)
            .write_to(&mut Cursor::new(&mut bytes), ImageFormat::Png)
            .unwrap();
        bytes
    }

    #[test]
    fn whatever_comes_a_small_square_is_kept() {
        for (width, height) in [(1, 1), (40, 900), (1_000, 300)] {
            let drawn = draw(Format::Png, &png(width, height)).unwrap();
            let back = image::load_from_memory_with_format(&drawn, ImageFormat::WebP).unwrap();
            assert_eq!((back.width(), back.height()), (SIDE, SIDE));
        }
    }

    #[test]
    fn what_is_not_the_picture_it_says_is_refused() {
        for bytes in [&b""[..], b"GIF89a", b"<svg onload=alert(1)>", &png(4, 4)[..20]] {
            assert_eq!(draw(Format::Png, bytes).unwrap_err().status(), 422);
        }
        assert_eq!(draw(Format::Jpeg, &png(4, 4)).unwrap_err().status(), 422);
    }

    /// The head of a PNG that claims a size, without its picture (PNG §5.6, §11.2.2).
    fn claiming(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = png(2, 2);
        bytes[16..20].copy_from_slice(&width.to_be_bytes());
        bytes[20..24].copy_from_slice(&height.to_be_bytes());
        let mut sum = !0u32;
        for byte in &bytes[12..29] {
            sum ^= u32::from(*byte);
            for _ in 0..8 {
                sum = if sum & 1 == 1 {
                    sum >> 1 ^ 0xEDB8_8320
                } else {
                    sum >> 1
                };
            }
        }
        bytes[29..33].copy_from_slice(&(!sum).to_be_bytes());
        bytes
    }

    #[test]
    fn a_picture_that_claims_to_be_huge_is_not_decoded() {
        for (width, height) in [(20_000, 20_000), (10_000, 5_001), (50_000_001, 1)] {
            let refused = begin(Format::Png, &claiming(width, height)).err();
            assert_eq!(refused.map(|it| it.status()), Some(413), "{width} x {height}");
        }
    }

    #[test]
    fn a_picture_of_exactly_the_most_pixels_is_begun() {
        for (width, height) in [(10_000, 5_000), (5_000, 10_000)] {
            assert!(
                begin(Format::Png, &claiming(width, height)).is_ok(),
                "{width} x {height}"
            );
        }
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn one_is_drawn_at_a_time_even_when_those_who_asked_have_hung_up() {
        use std::sync::{Arc, Condvar, Mutex};

        let gate = Arc::new((Mutex::new(false), Condvar::new()));
        let (tell, mut told) = tokio::sync::mpsc::unbounded_channel();
        let begins = |number: u32| {
            let (gate, tell) = (Arc::clone(&gate), tell.clone());
            tokio::spawn(in_turn(move || {
                let _ = tell.send(number);
                let mut is_open = gate.0.lock().unwrap();
                while !*is_open {
                    is_open = gate.1.wait(is_open).unwrap();
                }
                Ok(())
            }))
        };
        let first = begins(1);
        assert_eq!(told.recv().await, Some(1));
        first.abort();
        assert!(first.await.unwrap_err().is_cancelled());
        let second = begins(2);
        while WAITING.available_permits() == 16 {
            tokio::task::yield_now().await;
        }
        // Its place is taken, its turn has not come.
        assert_eq!(TURN.available_permits(), 0);
        assert!(told.try_recv().is_err());
        *gate.0.lock().unwrap() = true;
        gate.1.notify_all();
        second.await.unwrap().unwrap();
        assert_eq!(told.recv().await, Some(2));
    }
}
