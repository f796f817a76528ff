// SPDX-License-Identifier: EUPL-1.2
//! What a browser keeps to show that its person has signed in on it before (a "device cookie"). It opens nothing: it only
//! takes the attempts made with it out of the limit that strangers can fill. ADR 0015.

use std::time::Duration;

use base::Timestamp;
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use storage::Keyring;
use uuid::Uuid;

use super::model::AccountId;

/// How long it is good for, after the sign-in that made it.
pub const KEPT: Duration = Duration::from_secs(180 * 24 * 3_600);

/// Its purpose among the marks of the instance's key.
const PURPOSE: &str = "known browser";

const HEAD: usize = 1 + 16 + 8;
const LENGTH: usize = HEAD + 32;

/// A browser, by a number of its own that says nothing of who uses it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct BrowserId([u8; 16]);

/// What is handed to the browser: `format 1 (1) · browser (16) · made at (8) · mark (32)`, in base64url. The mark covers
/// the account and its password's hash as well, neither of which can be read from it.
#[derive(Clone)]
pub struct Proof(String);

impl Proof {
    /// For someone who has just shown that he knows the password of this hash, or has just chosen it. The session it is
    /// made in numbers the browser.
    #[must_use]
    pub fn make(
        keys: &Keyring,
        account: AccountId,
        password_hash: &str,
        session: Uuid,
        now: Timestamp,
    ) -> Self {
        let mut bytes = [0; LENGTH];
        bytes[0] = 1;
        bytes[1..17].copy_from_slice(session.as_bytes());
        bytes[17..HEAD].copy_from_slice(&now.micros().to_be_bytes());
        let mark = keys.mark(PURPOSE, &message(&bytes[..HEAD], account, password_hash));
        bytes[HEAD..].copy_from_slice(&mark);
        Self(URL_SAFE_NO_PAD.encode(bytes))
    }

    /// The value of the cookie.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Proof {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Proof(…)")
    }
}

/// The browser that shows `text`, if it is known to the account as long as it has this password.
#[must_use]
pub fn recognise(
    keys: &Keyring,
    text: &str,
    account: AccountId,
    password_hash: &str,
    now: Timestamp,
) -> Option<BrowserId> {
    let mut bytes = [0; LENGTH];
    // Of another length is of another making: nothing long is decoded.
    if text.len() != LENGTH.div_ceil(3) * 4 || URL_SAFE_NO_PAD.decode_slice(text, &mut bytes) != Ok(LENGTH) {
        return None;
    }
    let (head, mark) = bytes.split_at(HEAD);
    let is_ours = keys.has_marked(PURPOSE, &message(head, account, password_hash), mark);
    let made_at = Timestamp::from_micros(i64::from_be_bytes(head[17..].try_into().ok()?));
    (is_ours && head[0] == 1 && now.since(made_at) < KEPT)
        .then(|| head[1..17].try_into().ok().map(BrowserId))
        .flatten()
}

fn message(head: &[u8], account: AccountId, password_hash: &str) -> Vec<u8> {
    // Head and account have fixed lengths, so that no two messages read alike.
    [head, account.uuid().as_bytes(), password_hash.as_bytes()].concat()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const NOW: Timestamp = Timestamp::from_micros(1_791_445_320_000_000);
    const ANNA: AccountId = AccountId::from_uuid(Uuid::from_u128(1));

    fn made(keys: &Keyring) -> Proof {
        Proof::make(keys, ANNA, "hash", Uuid::from_u128(7), NOW)
    }

    #[test]
    fn it_is_known_to_its_account_and_password_for_half_a_year() {
        let keys = Keyring::in_memory();
        let proof = made(&keys);
        let known = |account, hash, now| recognise(&keys, proof.reveal(), account, hash, now).is_some();
        assert!(known(ANNA, "hash", NOW));
        assert!(known(ANNA, "hash", NOW + (KEPT - Duration::from_secs(1))));
        assert!(!known(ANNA, "hash", NOW + KEPT));
        assert!(!known(ANNA, "another hash", NOW));
        assert!(!known(AccountId::from_uuid(Uuid::from_u128(2)), "hash", NOW));
        assert!(recognise(&Keyring::in_memory(), proof.reveal(), ANNA, "hash", NOW).is_none());
    }

    #[test]
    fn it_tells_nobody_whose_it_is() {
        let proof = made(&Keyring::in_memory());
        let bytes = URL_SAFE_NO_PAD.decode(proof.reveal()).unwrap();
        assert!(!bytes.windows(16).any(|it| it == ANNA.uuid().as_bytes()));
        assert_eq!(format!("{proof:?}"), "Proof(…)");
    }

    proptest! {
        #[test]
        fn one_changed_character_makes_it_unknown(at in 0_usize..76, to in "[A-Za-z0-9_-]") {
            let keys = Keyring::in_memory();
            let proof = made(&keys);
            let mut text = proof.reveal().to_owned();
            text.replace_range(at..=at, &to);
            prop_assert_eq!(
                recognise(&keys, &text, ANNA, "hash", NOW).is_some(),
                text == proof.reveal()
            );
        }

        #[test]
        fn any_other_text_is_unknown(text in ".{0,100}") {
            prop_assert!(recognise(&Keyring::in_memory(), &text, ANNA, "hash", NOW).is_none());
        }
    }
}
