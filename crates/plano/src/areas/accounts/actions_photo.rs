// SPDX-License-Identifier: EUPL-1.2
//! Photos of people: decoded within limits, cut to a square, made small and written anew, so that nothing of the file that
//! was sent is kept: no place it was taken at, no comment, no trick.

use std::io::Cursor;

use access::Signed;
use base::{Invalid, Problem, kind};
use bytes::Bytes;
use events::{AccountEvent, Announce as _};
use image::{
    DynamicImage, ImageDecoder as _, ImageFormat, ImageReader, Limits, codecs::webp::WebPEncoder,
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
use crate::app::App;

/// Largest file taken.
pub const MAX_BYTES: usize = 5 * 1024 * 1024;
/// Most pixels decoded. Source: attacks.md, limits.
const MAX_PIXELS: u64 = 50_000_000;
/// Memory that decoding may take: 50 Mpixel of 4 bytes, and as much again to work on.
const MAX_ALLOC: u64 = 2 * 4 * MAX_PIXELS;
/// Width and height of what is kept.
const SIDE: u32 = 256;
/// Photos drawn at one time: each may take much memory for a moment.
static TURNS: Semaphore = Semaphore::const_new(2);

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
/// `photo.too_large`, `photo.unreadable`.
pub async fn set(app: &App, signed: Signed, format: Format, bytes: Bytes) -> Result<Person, Problem> {
    if bytes.len() > MAX_BYTES {
        return Err(too_large());
    }
    let drawn = {
        let _turn = TURNS.acquire().await.map_err(Problem::internal)?;
        tokio::task::spawn_blocking(move || draw(format, &bytes))
            .await
            .map_err(Problem::internal)??
    };
    let account = signed.account;
    let key = data_key(app, signed).await?;
    let photo: Uuid = app
        .db
        .write(signed, async |tx| {
            Ok::<_, Problem>(tx.new_id::<kind::Blob>().uuid())
        })
        .await?;
    // Stored before the row that names it; if that row is never written, the photo is nobody's.
    app.blobs
        .put(&BlobKey::new(account.uuid(), photo, 1), &key, drawn.as_slice())
        .await
        .map_err(unavailable)?;
    replace(app, signed, Some(photo)).await?;
    person(&app.db, account).await
}

/// Takes one's photo away.
///
/// # Errors
/// Whatever the database says.
pub async fn remove(app: &App, signed: Signed) -> Result<Person, Problem> {
    replace(app, signed, None).await?;
    person(&app.db, signed.account).await
}

async fn replace(app: &App, signed: Signed, photo: Option<Uuid>) -> Result<(), Problem> {
    let account = signed.account;
    app.db
        .write(signed, async move |tx| {
            let former = store::photo(&mut *tx, account)
                .await?
                .and_then(|(photo, _)| photo);
            store::set_photo(tx, account, photo).await?;
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
    let Some((Some(photo), Some(wrapped))) = store::photo(&app.db, account).await? else {
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
    let kept = async || Ok::<_, Problem>(store::photo(&app.db, account).await?.and_then(|(_, key)| key));
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

/// The middle square of a picture, upright, [`SIDE`] wide, as WebP.
fn draw(format: Format, bytes: &[u8]) -> Result<Vec<u8>, Problem> {
    let unreadable = || {
        Problem::Unacceptable(vec![base::FieldProblem {
            field: String::new(),
            invalid: Invalid::new("photo.unreadable"),
        }])
    };
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format.decoder());
    let mut limits = Limits::default();
    limits.max_alloc = Some(MAX_ALLOC);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|_| unreadable())?;
    // Looked at before anything is decoded: a few bytes may claim any size.
    let (width, height) = decoder.dimensions();
    let pixels = u64::from(width) * u64::from(height);
    if pixels == 0 || pixels > MAX_PIXELS {
        return Err(Problem::TooLarge(
            Invalid::new("photo.too_many_pixels").with("max_pixels", MAX_PIXELS),
        ));
    }
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

    #[test]
    fn a_picture_that_claims_to_be_huge_is_not_decoded() {
        let mut bytes = png(2, 2);
        // Width and height stand in the first chunk (PNG §11.2.2), whose checksum follows them.
        bytes[16..20].copy_from_slice(&20_000u32.to_be_bytes());
        bytes[20..24].copy_from_slice(&20_000u32.to_be_bytes());
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
        assert_eq!(draw(Format::Png, &bytes).unwrap_err().status(), 413);
    }
}
