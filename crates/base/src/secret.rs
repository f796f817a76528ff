// SPDX-License-Identifier: EUPL-1.2
//! Secrets that are handed out once: links in mails, session cookies, app passwords. Only their hash is kept.

use std::{fmt, str::FromStr};

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use subtle::ConstantTimeEq as _;
use zeroize::Zeroize as _;

use crate::problem::Invalid;

/// 256 bits from the system's generator. Shown once; never printed by `Debug`, never stored.
#[derive(Clone)]
pub struct Secret([u8; 32]);

impl Secret {
    /// A new one.
    ///
    /// # Panics
    /// If the system has no randomness to give: nothing secret can be made then.
    #[must_use]
    pub fn generate() -> Self {
        let mut bytes = [0; 32];
        aws_lc_rs::rand::fill(&mut bytes).expect("the system's random generator answers");
        Self(bytes)
    }

    /// What to hand out: 43 characters of base64url (RFC 4648 §5).
    #[must_use]
    pub fn reveal(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.0)
    }

    /// What to keep. SHA-256 is enough: with 256 random bits there is nothing to guess.
    #[must_use]
    pub fn hash(&self) -> SecretHash {
        let digest = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, &self.0);
        let mut hash = [0; 32];
        hash.copy_from_slice(digest.as_ref());
        SecretHash(hash)
    }
}

impl FromStr for Secret {
    type Err = Invalid;

    /// # Errors
    /// `secret.malformed`.
    fn from_str(text: &str) -> Result<Self, Invalid> {
        let mut bytes = [0; 32];
        match URL_SAFE_NO_PAD.decode_slice(text, &mut bytes) {
            Ok(32) if text.len() == 43 => Ok(Self(bytes)),
            _ => Err(Invalid::new("secret.malformed")),
        }
    }
}

impl Drop for Secret {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// SHA-256 of a [`Secret`].
#[derive(Clone, Copy)]
pub struct SecretHash([u8; 32]);

impl SecretHash {
    /// The bytes to keep.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl PartialEq for SecretHash {
    fn eq(&self, other: &Self) -> bool {
        self.0.ct_eq(&other.0).into()
    }
}
impl Eq for SecretHash {}
impl fmt::Debug for SecretHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretHash(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_handed_out_is_recognised() {
        let secret = Secret::generate();
        let back: Secret = secret.reveal().parse().unwrap();
        assert_eq!(back.hash(), secret.hash());
        assert_ne!(Secret::generate().hash(), secret.hash());
    }

    #[test]
    fn it_is_never_printed() {
        let secret = Secret::generate();
        assert_eq!(
            format!("{secret:?} {:?}", secret.hash()),
            "Secret(…) SecretHash(…)"
        );
    }

    #[test]
    fn other_texts_are_refused() {
        for text in [
            "",
            "a",
            &"a".repeat(42),
            &"a".repeat(44),
            &"é".repeat(21),
            &format!("{}=", "a".repeat(42)),
        ] {
            assert!(text.parse::<Secret>().is_err(), "{text}");
        }
    }
}
