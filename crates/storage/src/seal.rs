// SPDX-License-Identifier: EUPL-1.2
//! How an object is sealed: bytes in, bytes out, no I/O.
//!
//! A sealed object is a header and one or more chunks. Each chunk holds 64 KiB of plaintext (the last one what is left)
//! and a tag of 16 bytes, sealed by AES-256-GCM.
//!
//! ```text
//! header  "PLBS" · format 1 · log2(chunk) 16 · 0 0 · data key id (8) · salt (32)
//! chunk   ciphertext · tag (16)          … repeated
//! ```
//!
//! - Every object has its own key, derived by HKDF-SHA-256 from the project's data key, the salt, the whole header and the
//!   [`BlobKey`]. No nonce can therefore ever be used twice under one key, and another object's bytes, or another
//!   version's, do not open under this name.
//! - Chunks follow the STREAM construction (Hoang, Reyhanitabar, Rogaway and Vizár, *Online Authenticated-Encryption and
//!   its Nonce-Reuse Misuse-Resistance*, CRYPTO 2015), laid out as in age: the nonce is an 11-byte counter and a last byte
//!   that is 1 for the last chunk only. A chunk that is missing, repeated, or moved does not open, nor does an object
//!   that was cut short or continued. Key, position and last flag are in the associated data as well.
//! - The last chunk is empty only if the whole object is, so a length has exactly one encoding and the plaintext length
//!   follows from the sealed one ([`plain_len`]).

use crate::{BlobKey, DataKey};
use aws_lc_rs::{
    aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey},
    hkdf, rand,
};
use std::ops::Range;
use zeroize::Zeroizing;

/// Plaintext bytes in a chunk.
/// Source: HOUSE §4; small enough to seek in a video, large enough for the tags to weigh nothing (0.02 %).
pub const CHUNK: usize = 64 * 1024;

/// Bytes that sealing adds to a chunk.
pub const TAG: usize = 16;

/// Bytes of a full chunk once sealed.
pub const SEALED_CHUNK: usize = CHUNK + TAG;

/// Bytes of the header.
pub const HEADER: usize = 48;

const MAGIC: [u8; 8] = [b'P', b'L', b'B', b'S', 1, 16, 0, 0];

/// AES-GCM counts its invocations under one key up to 2³²; no file we accept comes near (256 TiB).
const CHUNKS_MAX: u64 = u32::MAX as u64;

/// Why something does not open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// Sealed with another data key.
    WrongKey,
    /// Not what was sealed. The text is for the operator.
    Corrupt(&'static str),
}

/// The length of an object of `plain` bytes once sealed.
#[must_use]
pub const fn sealed_len(plain: u64) -> u64 {
    let chunks = if plain == 0 {
        1
    } else {
        plain.div_ceil(CHUNK as u64)
    };
    HEADER as u64 + plain + chunks * TAG as u64
}

/// The length of what was sealed into `sealed` bytes. `None` if no object has this sealed length.
#[must_use]
pub const fn plain_len(sealed: u64) -> Option<u64> {
    let Some(body) = sealed.checked_sub(HEADER as u64) else {
        return None;
    };
    let chunks = body.div_ceil(SEALED_CHUNK as u64);
    let Some(plain) = body.checked_sub(chunks * TAG as u64) else {
        return None;
    };
    // An empty last chunk after full ones, or no chunk at all, is never written.
    if chunks > 0 && sealed_len(plain) == sealed {
        Some(plain)
    } else {
        None
    }
}

/// Seals one object: feed it with [`Self::push`], end it with [`Self::finish`].
pub struct Sealer {
    keys: ObjectKey,
    index: u64,
    /// What is not sealed yet: a chunk is sealed only once it is known whether it is the last.
    pending: Zeroizing<Vec<u8>>,
}

impl Sealer {
    /// A sealer for the object `key`, and the header to write first.
    #[must_use]
    pub fn new(data_key: &DataKey, key: &BlobKey) -> (Self, [u8; HEADER]) {
        let mut header = [0; HEADER];
        header[..8].copy_from_slice(&MAGIC);
        header[8..16].copy_from_slice(&data_key.id());
        rand::fill(&mut header[16..]).expect("the system gives random bytes");
        let keys = ObjectKey::derive(data_key, key, &header);
        (
            Self {
                keys,
                index: 0,
                pending: Zeroizing::new(Vec::with_capacity(CHUNK)),
            },
            header,
        )
    }

    /// Takes plaintext and appends to `sealed` every chunk that is complete and known not to be the last.
    pub fn push(&mut self, mut plain: &[u8], sealed: &mut Vec<u8>) {
        while !plain.is_empty() {
            if self.pending.len() == CHUNK {
                self.seal_pending(false, sealed);
            }
            let (now, later) = plain.split_at(plain.len().min(CHUNK - self.pending.len()));
            self.pending.extend_from_slice(now);
            plain = later;
        }
    }

    /// Appends the last chunk.
    pub fn finish(mut self, sealed: &mut Vec<u8>) {
        self.seal_pending(true, sealed);
    }

    fn seal_pending(&mut self, is_last: bool, sealed: &mut Vec<u8>) {
        assert!(self.index < CHUNKS_MAX, "no accepted object is this long");
        let start = sealed.len();
        sealed.extend_from_slice(&self.pending);
        let tag = self.keys.seal(self.index, is_last, &mut sealed[start..]);
        sealed.extend_from_slice(&tag);
        self.pending.clear();
        self.index += 1;
    }
}

/// Opens one object, chunk by chunk, in any order.
pub struct Opener {
    keys: ObjectKey,
    plain_len: u64,
    chunks: u64,
}

impl Opener {
    /// An opener for the object `key`, given its header and its sealed length.
    ///
    /// The length is proved only by opening the last chunk ([`Self::last_chunk`]).
    ///
    /// # Errors
    /// [`Refused`] if the header is not one of ours, names another data key, or the length is impossible.
    pub fn new(data_key: &DataKey, key: &BlobKey, header: &[u8], sealed_len: u64) -> Result<Self, Refused> {
        let header: &[u8; HEADER] = header
            .try_into()
            .map_err(|_| Refused::Corrupt("it is shorter than its header"))?;
        if header[..8] != MAGIC {
            return Err(Refused::Corrupt("its header is not one of ours"));
        }
        let plain_len = plain_len(sealed_len).ok_or(Refused::Corrupt("its length is impossible"))?;
        if header[8..16] != data_key.id() {
            return Err(Refused::WrongKey);
        }
        let chunks = (sealed_len - HEADER as u64).div_ceil(SEALED_CHUNK as u64);
        Ok(Self {
            keys: ObjectKey::derive(data_key, key, header),
            plain_len,
            chunks,
        })
    }

    /// The plaintext length in bytes.
    #[must_use]
    pub const fn plain_len(&self) -> u64 {
        self.plain_len
    }

    /// The chunks that hold these plaintext bytes. `range` is within the object.
    #[must_use]
    pub const fn chunks_of(&self, range: &Range<u64>) -> Range<u64> {
        if range.start >= range.end {
            return 0..0;
        }
        range.start / CHUNK as u64..range.end.div_ceil(CHUNK as u64)
    }

    /// The number of the last chunk.
    #[must_use]
    pub const fn last_chunk(&self) -> u64 {
        self.chunks - 1
    }

    /// Where these chunks lie in the sealed object, in bytes.
    #[must_use]
    pub fn place_of(&self, chunks: &Range<u64>) -> Range<u64> {
        let start = |chunk: u64| HEADER as u64 + chunk * SEALED_CHUNK as u64;
        start(chunks.start)
            ..start(chunks.end)
                .min(sealed_len(self.plain_len))
                .max(start(chunks.start))
    }

    /// Opens consecutive chunks in place and returns how many bytes of plaintext now begin `sealed`.
    ///
    /// # Errors
    /// [`Refused::Corrupt`]; `sealed` then holds nothing of worth.
    pub fn open(&self, chunks: &Range<u64>, sealed: &mut [u8]) -> Result<usize, Refused> {
        let mut plain = 0;
        let mut at = 0;
        for index in chunks.clone() {
            let len = SEALED_CHUNK.min(sealed.len() - at);
            let opened = self
                .keys
                .open(index, index == self.last_chunk(), &mut sealed[at..at + len])?;
            // The tags between the chunks are closed up, so that the caller gets one run of bytes.
            sealed.copy_within(at..at + opened, plain);
            plain += opened;
            at += len;
        }
        Ok(plain)
    }
}

/// The key of one object, with what is bound to each of its chunks.
struct ObjectKey {
    key: LessSafeKey,
    name: [u8; 40],
}

impl ObjectKey {
    fn derive(data_key: &DataKey, key: &BlobKey, header: &[u8; HEADER]) -> Self {
        let name = key.to_bytes();
        let mut bytes = Zeroizing::new([0; 32]);
        hkdf::Salt::new(hkdf::HKDF_SHA256, &header[16..])
            .extract(data_key.expose())
            .expand(&[b"plano.eu blob v1", header, &name], hkdf::HKDF_SHA256)
            .and_then(|okm| okm.fill(&mut *bytes))
            .expect("32 bytes is a length HKDF-SHA-256 gives");
        let key = UnboundKey::new(&AES_256_GCM, &*bytes).expect("32 bytes is the length of an AES-256 key");
        Self {
            key: LessSafeKey::new(key),
            name,
        }
    }

    fn seal(&self, index: u64, is_last: bool, plain: &mut [u8]) -> [u8; TAG] {
        let tag = self
            .key
            .seal_in_place_separate_tag(nonce(index, is_last), self.aad(index, is_last), plain)
            .expect("a chunk is far below the longest message of AES-GCM");
        tag.as_ref().try_into().expect("the tag of AES-GCM has 16 bytes")
    }

    fn open(&self, index: u64, is_last: bool, sealed: &mut [u8]) -> Result<usize, Refused> {
        self.key
            .open_in_place(nonce(index, is_last), self.aad(index, is_last), sealed)
            .map(|plain| plain.len())
            .map_err(|_| Refused::Corrupt("a chunk was changed, moved, cut off or belongs to another object"))
    }

    fn aad(&self, index: u64, is_last: bool) -> Aad<[u8; 49]> {
        let mut aad = [0; 49];
        aad[..40].copy_from_slice(&self.name);
        aad[40..48].copy_from_slice(&index.to_be_bytes());
        aad[48] = u8::from(is_last);
        Aad::from(aad)
    }
}

fn nonce(index: u64, is_last: bool) -> Nonce {
    let mut nonce = [0; NONCE_LEN];
    nonce[3..11].copy_from_slice(&index.to_be_bytes());
    nonce[11] = u8::from(is_last);
    Nonce::assume_unique_for_key(nonce)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    const KEY: BlobKey = BlobKey::new(Uuid::from_u128(1), Uuid::from_u128(2), 3);

    /// Seals in pieces of `piece` bytes: where the caller cuts must not show.
    fn seal(data_key: &DataKey, key: &BlobKey, plain: &[u8], piece: usize) -> Vec<u8> {
        let (mut sealer, header) = Sealer::new(data_key, key);
        let mut sealed = header.to_vec();
        for piece in plain.chunks(piece.max(1)) {
            sealer.push(piece, &mut sealed);
        }
        sealer.finish(&mut sealed);
        sealed
    }

    fn open(data_key: &DataKey, key: &BlobKey, sealed: &[u8]) -> Result<Vec<u8>, Refused> {
        let opener = Opener::new(
            data_key,
            key,
            &sealed[..HEADER.min(sealed.len())],
            sealed.len() as u64,
        )?;
        let mut body = sealed[HEADER..].to_vec();
        let len = opener.open(&(0..opener.last_chunk() + 1), &mut body)?;
        body.truncate(len);
        Ok(body)
    }

    fn pattern(len: usize) -> Vec<u8> {
        (0..len).map(|i| (i * 31 + i / 251) as u8).collect()
    }

    const TELLING_LENGTHS: [usize; 9] = [
        0,
        1,
        CHUNK - 1,
        CHUNK,
        CHUNK + 1,
        2 * CHUNK,
        2 * CHUNK + 1,
        3 * CHUNK - 1,
        5 * 1024 * 1024 + 7,
    ];

    #[test]
    fn what_was_sealed_opens_at_every_telling_length() {
        let data_key = DataKey::generate();
        for len in TELLING_LENGTHS {
            let plain = pattern(len);
            let sealed = seal(&data_key, &KEY, &plain, 10_000);
            assert_eq!(sealed.len() as u64, sealed_len(len as u64), "{len}");
            assert_eq!(plain_len(sealed.len() as u64), Some(len as u64), "{len}");
            assert!(open(&data_key, &KEY, &sealed) == Ok(plain), "{len}");
        }
    }

    #[test]
    fn two_sealings_of_the_same_bytes_have_nothing_in_common() {
        let data_key = DataKey::generate();
        let (one, two) = (
            seal(&data_key, &KEY, b"Bonjour", 7),
            seal(&data_key, &KEY, b"Bonjour", 7),
        );
        assert_ne!(one[HEADER..], two[HEADER..]);
    }

    #[test]
    fn an_object_does_not_open_under_another_name() {
        let data_key = DataKey::generate();
        let sealed = seal(&data_key, &KEY, b"Bonjour", 7);
        let others = [
            BlobKey {
                space: Uuid::from_u128(9),
                ..KEY
            },
            BlobKey {
                object: Uuid::from_u128(9),
                ..KEY
            },
            BlobKey { version: 4, ..KEY },
        ];
        for other in others {
            assert!(
                matches!(open(&data_key, &other, &sealed), Err(Refused::Corrupt(_))),
                "{other}"
            );
        }
    }

    #[test]
    fn another_key_is_told_from_a_corrupt_object() {
        let sealed = seal(&DataKey::generate(), &KEY, b"Bonjour", 7);
        assert_eq!(open(&DataKey::generate(), &KEY, &sealed), Err(Refused::WrongKey));
    }

    #[test]
    fn chunks_moved_repeated_left_out_or_added_are_refused() {
        let data_key = DataKey::generate();
        let sealed = seal(&data_key, &KEY, &pattern(4 * CHUNK), CHUNK);
        let chunk =
            |index: usize| &sealed[HEADER + index * SEALED_CHUNK..HEADER + (index + 1) * SEALED_CHUNK];
        let other = seal(
            &data_key,
            &BlobKey { version: 4, ..KEY },
            &pattern(4 * CHUNK),
            CHUNK,
        );
        let with = |chunks: &[&[u8]]| [&sealed[..HEADER], &chunks.concat()].concat();

        assert!(open(&data_key, &KEY, &with(&[chunk(0), chunk(1), chunk(2), chunk(3)])).is_ok());
        let forgeries = [
            ("swapped", with(&[chunk(1), chunk(0), chunk(2), chunk(3)])),
            (
                "repeated",
                with(&[chunk(0), chunk(0), chunk(1), chunk(2), chunk(3)]),
            ),
            ("left out", with(&[chunk(0), chunk(2), chunk(3)])),
            ("cut at a chunk", with(&[chunk(0), chunk(1), chunk(2)])),
            ("no chunk", with(&[])),
            (
                "last one twice",
                with(&[chunk(0), chunk(1), chunk(2), chunk(3), chunk(3)]),
            ),
            (
                "of another version",
                with(&[
                    chunk(0),
                    &other[HEADER..HEADER + SEALED_CHUNK],
                    chunk(2),
                    chunk(3),
                ]),
            ),
            (
                "under another header",
                [&other[..HEADER], &sealed[HEADER..]].concat(),
            ),
        ];
        for (what, forged) in forgeries {
            assert!(
                matches!(open(&data_key, &KEY, &forged), Err(Refused::Corrupt(_))),
                "{what}"
            );
        }
    }

    #[test]
    fn every_single_bit_counts() {
        let data_key = DataKey::generate();
        let sealed = seal(&data_key, &KEY, b"Bonjour", 7);
        for bit in 0..sealed.len() * 8 {
            let mut forged = sealed.clone();
            forged[bit / 8] ^= 1 << (bit % 8);
            assert!(open(&data_key, &KEY, &forged).is_err(), "bit {bit}");
        }
    }

    proptest! {
        #[test]
        fn any_bytes_cut_anywhere_open_again(plain in prop::collection::vec(any::<u8>(), 0..200_000), piece in 1usize..100_000) {
            let data_key = DataKey::generate();
            prop_assert!(open(&data_key, &KEY, &seal(&data_key, &KEY, &plain, piece)) == Ok(plain));
        }

        #[test]
        fn any_flipped_bit_is_refused(len in 0usize..150_000, at: prop::sample::Index, bit in 0u8..8) {
            let data_key = DataKey::generate();
            let mut sealed = seal(&data_key, &KEY, &pattern(len), CHUNK);
            let at = at.index(sealed.len());
            sealed[at] ^= 1 << bit;
            prop_assert!(open(&data_key, &KEY, &sealed).is_err());
        }

        #[test]
        fn any_truncation_is_refused(len in 0usize..150_000, keep: prop::sample::Index) {
            let data_key = DataKey::generate();
            let sealed = seal(&data_key, &KEY, &pattern(len), CHUNK);
            prop_assert!(open(&data_key, &KEY, &sealed[..keep.index(sealed.len())]).is_err());
        }

        #[test]
        fn lengths_convert_both_ways(plain in 0u64..1 << 50) {
            prop_assert_eq!(plain_len(sealed_len(plain)), Some(plain));
        }

        #[test]
        fn an_impossible_length_is_known_as_such(sealed in 0u64..1 << 22) {
            if let Some(plain) = plain_len(sealed) {
                prop_assert_eq!(sealed_len(plain), sealed);
            }
        }
    }
}
