// SPDX-License-Identifier: EUPL-1.2
//! Photos of people: decoded, cut to a square, made small and written anew, so that nothing of the file that was sent is
//! kept: no place it was taken at, no comment, no trick.

use std::io::Cursor;

use access::Signed;
use base::{Invalid, Problem};
use bytes::Bytes;
use events::{AccountEvent, Announce as _};
use image::{DynamicImage, ImageFormat, ImageReader, Limits, imageops::FilterType};

use super::{
    actions::person,
    jobs::RemovePhoto,
    model::{AccountId, Person},
    store,
};
use crate::app::App;

/// Largest file taken.
pub const PHOTO_MAX_BYTES: usize = 5 * 1024 * 1024;
/// Side of what is kept, in pixels.
const SIDE: u32 = 256;
/// Longest side taken: 7,000 by 7,000 is just under 50 Mpixel (attacks.md, limits).
const SIDE_MAX: u32 = 7_000;

/// Sets one's photo.
///
/// # Errors
/// `photo.unreadable`, `photo.too_large`.
pub async fn set(app: &App, signed: Signed, bytes: Bytes) -> Result<Person, Problem> {
    let small = tokio::task::spawn_blocking(move || small(&bytes)).await.map_err(Problem::internal)??;
    let account = signed.account;
    let photo = base::Ids::Random.next::<base::kind::Blob>(app.now()).uuid();
    let key = data_key(app, signed).await?;
    let blob = storage::BlobKey::new(account.uuid(), photo, 1);
    // The bytes before the row that names them.
    app.blobs.put(&blob, &key, Cursor::new(small)).await.map_err(stored)?;
    app.db.write(signed, async move |tx| keep(tx, account, Some(photo)).await).await?;
    person(&app.db, account).await
}

/// Takes one's photo away.
///
/// # Errors
/// Whatever the database says.
pub async fn remove(app: &App, signed: Signed) -> Result<Person, Problem> {
    let account = signed.account;
    app.db.write(signed, async move |tx| keep(tx, account, None).await).await?;
    person(&app.db, account).await
}

async fn keep(tx: &mut db::Tx, account: AccountId, photo: Option<uuid::Uuid>) -> Result<(), Problem> {
    let before = store::photo(&mut *tx, account).await?.and_then(|it| it.0);
    if let Some(before) = before {
        RemovePhoto::ask(tx, account, before).await?;
    }
    store::set_photo(tx, account, photo).await?;
    tx.announce(AccountEvent::ProfileChanged { account }).await?;
    Ok(())
}

/// The photo of someone whom `signed` may know of.
///
/// # Errors
/// [`Problem::NotFound`].
pub async fn read(app: &App, signed: Signed, account: AccountId) -> Result<Bytes, Problem> {
    if signed.account != account && !access::sees(&app.db, signed, account, app.now()).await? {
        return Err(Problem::NotFound);
    }
    let Some((Some(photo), Some(wrapped))) = store::photo(&app.db, account).await? else { return Err(Problem::NotFound) };
    let wrapped = storage::WrappedKey::try_from(wrapped.as_slice()).map_err(|_| Problem::internal("the key of a photo is malformed"))?;
    let key = app.keys.data_key(account.uuid(), &wrapped).map_err(Problem::internal)?;
    let blob = storage::BlobKey::new(account.uuid(), photo, 1);
    app.blobs.get(&blob, &key).await.map_err(stored)?.into_bytes().await.map_err(stored)
}

/// The key of this account's photos, made with the first.
async fn data_key(app: &App, signed: Signed) -> Result<storage::DataKey, Problem> {
    let account: AccountId = signed.account;
    for _ in 0..2 {
        if let Some((_, Some(wrapped))) = store::photo(&app.db, account).await? {
            let wrapped = storage::WrappedKey::try_from(wrapped.as_slice()).map_err(|_| Problem::internal("the key of a photo is malformed"))?;
            return app.keys.data_key(account.uuid(), &wrapped).map_err(Problem::internal);
        }
        let (_, wrapped) = app.keys.new_data_key(account.uuid());
        // Of two at once the first one's is kept, and read by both.
        let _: Result<bool, db::DbError> =
            app.db.write(signed, async move |tx| store::keep_photo_key(tx, account, wrapped.as_bytes()).await).await;
    }
    Err(Problem::internal("no key for a photo could be kept"))
}

fn stored(error: storage::StorageError) -> Problem {
    match error {
        storage::StorageError::NotFound(_) => Problem::NotFound,
        storage::StorageError::Full(_) => Problem::Full(Invalid::new("storage.full")),
        error => Problem::internal(error),
    }
}

fn small(bytes: &[u8]) -> Result<Vec<u8>, Problem> {
    let unreadable = || Problem::field("photo", Invalid::new("photo.unreadable"));
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().map_err(|_| unreadable())?;
    if !matches!(reader.format(), Some(ImageFormat::Jpeg | ImageFormat::Png | ImageFormat::WebP)) {
        return Err(unreadable());
    }
    let mut limits = Limits::default();
    limits.max_image_width = Some(SIDE_MAX);
    limits.max_image_height = Some(SIDE_MAX);
    limits.max_alloc = Some(256 * 1024 * 1024);
    reader.limits(limits);
    let image = reader.decode().map_err(|error| match error {
        image::ImageError::Limits(_) => Problem::field("photo", Invalid::new("photo.too_large").with("max_side", SIDE_MAX)),
        _ => unreadable(),
    })?;
    let side = image.width().min(image.height());
    let square = image.crop_imm((image.width() - side) / 2, (image.height() - side) / 2, side, side);
    let small = DynamicImage::from(square.resize_exact(SIDE, SIDE, FilterType::Triangle).to_rgb8());
    let mut out = Cursor::new(Vec::new());
    small.write_to(&mut out, ImageFormat::WebP).map_err(Problem::internal)?;
    Ok(out.into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
        let mut out = Cursor::new(Vec::new());
        DynamicImage::new_rgb8(width, height).write_to(&mut out, format).expect("a picture in memory");
        out.into_inner()
    }

    #[test]
    fn what_is_kept_is_a_small_square_whatever_was_sent() {
        for (width, height, format) in [(640, 480, ImageFormat::Jpeg), (10, 900, ImageFormat::Png), (256, 256, ImageFormat::WebP)] {
            let kept = small(&picture(width, height, format)).expect("a photo");
            let image = image::load_from_memory_with_format(&kept, ImageFormat::WebP).expect("WebP");
            assert_eq!((image.width(), image.height()), (SIDE, SIDE));
        }
    }

    #[test]
    fn what_is_no_picture_is_refused() {
        for bytes in [&b""[..], b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"\x89PNG\r\n\x1a\n", b"GIF89a"] {
            assert_eq!(small(bytes).expect_err("no picture").status(), 422);
        }
        assert_eq!(small(&picture(7_001, 1, ImageFormat::Png)).expect_err("too large").status(), 422);
    }
}
