// SPDX-License-Identifier: EUPL-1.2
//! Passwords: Argon2id, a few at a time, so that guessing cannot starve the server; refused when easily guessed.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use argon2::{
    Algorithm, Argon2, Params, Version,
    password_hash::{PasswordHasher as _, PasswordVerifier as _, phc::PasswordHash},
};
use base::{Invalid, Problem};
use tokio::sync::Semaphore;

/// Memory of one check, KiB; with these passes some 130 ms on one processor of 2024, optimised. Source: attacks.md (100 to
/// 300 ms), OWASP ASVS 5.0 §11.4.2 (at least 19 MiB, t=2, p=1).
const MEMORY_KIB: u32 = 32 * 1024;
const PASSES: u32 = 4;
/// Checks at one time, and how many may wait for their turn.
const AT_ONCE: usize = 2;
const WAITING_MAX: usize = 64;

/// Fewest characters. Source: attacks.md.
pub const MIN_LENGTH: usize = 12;
/// Fewest characters for those who administer the instance.
pub const ADMIN_MIN_LENGTH: usize = 16;
/// Most characters: beyond this hashing only costs time.
pub const MAX_LENGTH: usize = 256;

/// Makes and checks password hashes. Cheap to clone.
#[derive(Clone)]
pub struct Passwords {
    argon2: Arc<Argon2<'static>>,
    turns: Arc<Semaphore>,
    waiting: Arc<Semaphore>,
    /// The hash of no known password: checking against it takes the time that checking a real one does.
    decoy: Arc<str>,
    /// Hashes computed to check a password, the decoy's among them.
    checks: Arc<AtomicU64>,
}

impl Passwords {
    /// With the strength of the product.
    ///
    /// # Panics
    /// Never: the parameters are constants that the library accepts.
    #[must_use]
    pub fn new() -> Self {
        Self::with(MEMORY_KIB, PASSES)
    }

    /// Weak and quick, for tests of other things.
    #[must_use]
    pub fn for_tests() -> Self {
        Self::with(64, 1)
    }

    /// Weaker still, as of an older version of the product.
    #[cfg(test)]
    pub(super) fn outdated() -> Self {
        Self::with(32, 1)
    }

    fn with(memory_kib: u32, passes: u32) -> Self {
        let params = Params::new(memory_kib, passes, 1, None).expect("constants within the library's limits");
        let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        Self {
            argon2: Arc::new(argon2),
            turns: Arc::new(Semaphore::new(AT_ONCE)),
            waiting: Arc::new(Semaphore::new(WAITING_MAX)),
            decoy: decoy(memory_kib, passes).into(),
            checks: Arc::default(),
        }
    }

    /// Whether `password` is the one of `hash`. Without a hash it takes as long, and is not.
    ///
    /// # Errors
    /// [`Problem::Unavailable`] when too many wait.
    pub async fn check(&self, password: String, hash: Option<String>) -> Result<bool, Problem> {
        let (argon2, decoy, checks) = (
            Arc::clone(&self.argon2),
            Arc::clone(&self.decoy),
            Arc::clone(&self.checks),
        );
        self.in_turn(move || {
            let is_real = hash.is_some();
            let hash = hash.as_deref().unwrap_or(&decoy);
            let matches = PasswordHash::new(hash).is_ok_and(|hash| {
                checks.fetch_add(1, Ordering::Relaxed);
                argon2.verify_password(password.as_bytes(), &hash).is_ok()
            });
            Ok(is_real && matches)
        })
        .await
    }

    /// Whether `hash` was made with less than what is asked for now: it is made anew when its password is next known.
    #[must_use]
    pub fn is_outdated(&self, hash: &str) -> bool {
        let Ok(hash) = PasswordHash::new(hash) else {
            return false;
        };
        let now = self.argon2.params();
        Params::try_from(&hash).is_ok_and(|it| it.m_cost() < now.m_cost() || it.t_cost() < now.t_cost())
    }

    /// How many hashes were computed to check passwords, right or wrong or nobody's: what cannot be told apart costs the same.
    #[must_use]
    pub fn checks(&self) -> u64 {
        self.checks.load(Ordering::Relaxed)
    }

    /// The hash to keep, in the PHC string format.
    ///
    /// # Errors
    /// [`Problem::Unavailable`] when too many wait.
    pub async fn hash(&self, password: String) -> Result<String, Problem> {
        let argon2 = Arc::clone(&self.argon2);
        self.in_turn(move || hash_now(&argon2, &password)).await
    }

    async fn in_turn<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let _place = self
            .waiting
            .try_acquire()
            .map_err(|_| Problem::Unavailable(Duration::from_secs(2)))?;
        let _turn = self.turns.acquire().await.map_err(Problem::internal)?;
        tokio::task::spawn_blocking(work)
            .await
            .map_err(Problem::internal)?
    }
}

impl Default for Passwords {
    fn default() -> Self {
        Self::new()
    }
}

/// Written down, not computed: that would be the longest part of the program's start.
fn decoy(memory_kib: u32, passes: u32) -> String {
    let (salt, hash) = (
        "cGxhbm8gZGVjb3kgc2FsdA",
        "YSBoYXNoIG9mIG5vIHBhc3N3b3JkIGFueW9uZSBoYXM",
    );
    format!("$argon2id$v=19$m={memory_kib},t={passes},p=1${salt}${hash}")
}

fn hash_now(argon2: &Argon2<'_>, password: &str) -> Result<String, Problem> {
    argon2
        .hash_password(password.as_bytes())
        .map(|it| it.to_string())
        .map_err(|error| Problem::internal(error.to_string()))
}

/// Whether a password may be chosen. `words`: what others know of the person and the place (names, address, organisation).
///
/// # Errors
/// `password.too_short`, `password.too_long`, `password.guessable`.
pub fn acceptable(password: &str, min_length: usize, words: &[&str]) -> Result<(), Invalid> {
    let length = password.chars().count();
    if length < min_length {
        return Err(Invalid::new("password.too_short").with("min_length", min_length));
    }
    if length > MAX_LENGTH {
        return Err(Invalid::new("password.too_long").with("max_length", MAX_LENGTH));
    }
    // The estimator knows leaked passwords, keyboards, dates and names; it is quadratic, hence the bound.
    let start: String = password.chars().take(72).collect();
    let local = [
        "plano",
        "administration",
        "motdepasse",
        "bonjour",
        "republique",
        "prefecture",
        "mairie",
        "azerty",
        "service",
        "france",
    ];
    let words: Vec<&str> = words
        .iter()
        .copied()
        .chain(local)
        .filter(|it| it.len() > 2)
        .collect();
    if zxcvbn::zxcvbn(&start, &words).score() < zxcvbn::Score::Three {
        return Err(Invalid::new("password.guessable"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_decoy_costs_what_a_password_costs() {
        let passwords = Passwords::new();
        let decoy = PasswordHash::new(&passwords.decoy).unwrap();
        let cost = Params::try_from(&decoy).unwrap();
        assert_eq!((cost.m_cost(), cost.t_cost()), (MEMORY_KIB, PASSES));
        let length = |it: PasswordHash| (it.salt.unwrap().len(), it.hash.unwrap().len());
        let real = hash_now(&Passwords::for_tests().argon2, "correct cheval batterie").unwrap();
        assert_eq!(length(decoy), length(PasswordHash::new(&real).unwrap()));
    }

    #[tokio::test]
    async fn the_right_password_and_no_other() {
        let passwords = Passwords::for_tests();
        let hash = passwords.hash("correct cheval batterie".into()).await.unwrap();
        assert!(hash.starts_with("$argon2id$"));
        assert!(
            passwords
                .check("correct cheval batterie".into(), Some(hash.clone()))
                .await
                .unwrap()
        );
        assert!(
            !passwords
                .check("Correct cheval batterie".into(), Some(hash))
                .await
                .unwrap()
        );
        assert!(
            !passwords
                .check("correct cheval batterie".into(), None)
                .await
                .unwrap()
        );
    }

    #[tokio::test]
    async fn the_product_hashes_as_strongly_as_it_says() {
        let hash = Passwords::new().hash("x".into()).await.unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=32768,t=4,p=1$"), "{hash}");
    }

    #[tokio::test]
    async fn what_was_made_with_less_is_outdated_and_nothing_else() {
        let weak = Passwords::with(64, 1);
        let strong = Passwords::with(128, 2);
        let of_weak = weak.hash("x".into()).await.unwrap();
        let of_strong = strong.hash("x".into()).await.unwrap();
        assert!(strong.is_outdated(&of_weak) && Passwords::with(64, 2).is_outdated(&of_weak));
        assert!(!strong.is_outdated(&of_strong) && !weak.is_outdated(&of_strong));
        assert!(!strong.is_outdated("not a hash"));
    }

    #[test]
    fn guessable_passwords_are_refused_and_phrases_are_not() {
        let code = |text: &str| {
            acceptable(text, MIN_LENGTH, &["Camille", "Rovère", "Rivemont"])
                .err()
                .map(|it| it.code.into_owned())
        };
        assert_eq!(code("court").as_deref(), Some("password.too_short"));
        assert_eq!(code(&"a".repeat(300)).as_deref(), Some("password.too_long"));
        assert_eq!(code("aaaaaaaaaaaa").as_deref(), Some("password.guessable"));
        assert_eq!(code("password1234").as_deref(), Some("password.guessable"));
        assert_eq!(code("azertyuiop12").as_deref(), Some("password.guessable"));
        assert_eq!(code("camillerovere").as_deref(), Some("password.guessable"));
        assert_eq!(code("quatre vaches bleues sur le toit"), None);
        assert_eq!(code("é8!kfmq-wz2Tb"), None);
    }
}
