// SPDX-License-Identifier: EUPL-1.2
//! The instance key, and the projects' data keys wrapped by it.

use aws_lc_rs::{
    aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey},
    hkdf, hmac, rand,
};
use base64::{Engine, prelude::BASE64_STANDARD};
use std::{
    fmt,
    fs::{self, File, Permissions},
    io::{self, Write},
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
};
use uuid::Uuid;
use zeroize::{Zeroize, Zeroizing};

/// The name of the key file inside the key directory.
const FILE: &str = "instance.key";

/// The word that begins each line of the key file. Another format would have another number.
const LINE: &str = "plano-instance-key-1";

const HEAD: &str = "\
# Plano: the key of this instance. Everything stored is sealed with it: without this file, files are lost for good.
# Keep a copy apart from the backups of the data. The last key is in use, the ones above still open older things.
";

/// The key that seals the objects of one project. It never leaves the program, except wrapped.
#[derive(Clone)]
pub struct DataKey(Secret);

impl DataKey {
    /// A fresh key.
    #[must_use]
    pub fn generate() -> Self {
        Self(Secret::generate())
    }

    /// What tells this key from others without giving it away. Written in the head of each object it seals.
    #[must_use]
    pub fn id(&self) -> [u8; 8] {
        self.0.id(b"plano.eu data key id")
    }

    pub(crate) fn expose(&self) -> &[u8] {
        &**self.0.0
    }
}

impl fmt::Debug for DataKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DataKey({})", hex(&self.id()))
    }
}

/// A data key sealed by the instance key for one project: what is kept in the project's row.
///
/// `format 1 (1) · instance key id (8) · nonce (12) · sealed key (32) · tag (16)`
#[derive(Clone, PartialEq, Eq)]
pub struct WrappedKey([u8; WrappedKey::LEN]);

impl WrappedKey {
    /// Bytes of a wrapped key.
    pub const LEN: usize = 1 + 8 + NONCE_LEN + 32 + 16;

    /// The bytes to store.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// The instance key that wrapped it.
    #[must_use]
    pub fn instance_key_id(&self) -> [u8; 8] {
        self.0[1..9].try_into().expect("8 bytes are 8 bytes")
    }
}

impl TryFrom<&[u8]> for WrappedKey {
    type Error = KeyringError;

    /// # Errors
    /// [`KeyringError::NotAWrappedKey`] on another length or format.
    fn try_from(bytes: &[u8]) -> Result<Self, KeyringError> {
        let bytes: [u8; Self::LEN] = bytes.try_into().map_err(|_| KeyringError::NotAWrappedKey)?;
        if bytes[0] != 1 {
            return Err(KeyringError::NotAWrappedKey);
        }
        Ok(Self(bytes))
    }
}

impl fmt::Debug for WrappedKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "WrappedKey(by {})", hex(&self.instance_key_id()))
    }
}

/// Why keys could not be read, made or used. The text names the file and what to do.
#[derive(Debug, thiserror::Error)]
pub enum KeyringError {
    /// There is data, but the key that opens it is gone. A new one would open nothing and hide the loss.
    #[error(
        "{0} is missing, although this instance already holds data: restore it from its copy; \
         it is never made anew, because nothing stored so far would open"
    )]
    Missing(PathBuf),
    /// The key file can be read or written by others than its owner.
    #[error(
        "{path} can be read by others (mode {mode:04o}): make it 0600, and change the key if others had access"
    )]
    Exposed {
        /// The key file.
        path: PathBuf,
        /// Its permission bits.
        mode: u32,
    },
    /// The key file is not one, or was damaged.
    #[error("{path}, line {line}: not a key of this program, or damaged: restore the file from its copy")]
    Damaged {
        /// The key file.
        path: PathBuf,
        /// The line at fault, from 1; 0 for the file as a whole.
        line: usize,
    },
    /// The key file could not be read or written.
    #[error("{path}: {source}")]
    Io {
        /// The file or directory at fault.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// What should be a wrapped key is not.
    #[error("what is stored as the project's key is not one")]
    NotAWrappedKey,
    /// Wrapped by an instance key that is not in the key file.
    #[error("the project's key is wrapped by instance key {}, which is not in the key file", hex(.0))]
    UnknownInstanceKey([u8; 8]),
    /// Changed, or taken from another project.
    #[error("the project's key does not open: it was changed or belongs to another project")]
    Refused,
}

/// The instance key (and the ones it replaced), which wraps the data keys.
pub struct Keyring {
    /// Oldest first; never empty. The last one wraps, all unwrap.
    keys: Vec<InstanceKey>,
    /// `None` for a keyring that lives in memory only.
    file: Option<PathBuf>,
}

impl Keyring {
    /// Reads the key of an instance that already holds data. Never makes one.
    ///
    /// # Errors
    /// [`KeyringError::Missing`], [`KeyringError::Exposed`], [`KeyringError::Damaged`], [`KeyringError::Io`].
    pub fn open(directory: &Path) -> Result<Self, KeyringError> {
        let file = directory.join(FILE);
        match fs::metadata(&file) {
            Ok(metadata) => {
                let mode = metadata.permissions().mode() & 0o7777;
                if mode & 0o077 != 0 {
                    return Err(KeyringError::Exposed { path: file, mode });
                }
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Err(KeyringError::Missing(file)),
            Err(source) => return Err(KeyringError::Io { path: file, source }),
        }
        let text = Zeroizing::new(fs::read_to_string(&file).map_err(|source| io_error(&file, source))?);
        let keys = parse(&text).map_err(|line| KeyringError::Damaged {
            path: file.clone(),
            line,
        })?;
        Ok(Self {
            keys,
            file: Some(file),
        })
    }

    /// For the first start of an instance, **when the caller has seen that no database and no object exists yet**:
    /// makes the key if there is none, durably, readable by its owner only. An existing key is kept
    /// (the first start may have been interrupted after making it).
    ///
    /// # Errors
    /// As [`Self::open`], except [`KeyringError::Missing`].
    pub fn open_or_create(directory: &Path) -> Result<Self, KeyringError> {
        match Self::open(directory) {
            Err(KeyringError::Missing(file)) => {
                create_private_directory(directory)?;
                match write(&file, &[InstanceKey::generate()], Replacing::Nothing) {
                    // Another process won the race to the first start: its key is the one.
                    Err(KeyringError::Io { source, .. }) if source.kind() == io::ErrorKind::AlreadyExists => {
                    }
                    other => other?,
                }
                Self::open(directory)
            }
            other => other,
        }
    }

    /// A keyring that is written nowhere, for tests and for demonstrations that are thrown away.
    #[must_use]
    pub fn in_memory() -> Self {
        Self {
            keys: vec![InstanceKey::generate()],
            file: None,
        }
    }

    /// The id of the key that wraps from now on.
    #[must_use]
    pub fn current_id(&self) -> [u8; 8] {
        self.current().id
    }

    /// Makes a data key for `project`, and its wrapped form to store in the project's row.
    #[must_use]
    pub fn new_data_key(&self, project: Uuid) -> (DataKey, WrappedKey) {
        let key = DataKey::generate();
        let wrapped = self.wrap(project, &key);
        (key, wrapped)
    }

    /// Seals a data key for `project`: it opens for no other.
    #[must_use]
    pub fn wrap(&self, project: Uuid, key: &DataKey) -> WrappedKey {
        let current = self.current();
        let mut bytes = [0; WrappedKey::LEN];
        bytes[0] = 1;
        bytes[1..9].copy_from_slice(&current.id);
        // Random nonces are safe up to 2³² wrappings under one key: more projects than will ever be.
        let mut nonce = [0; NONCE_LEN];
        rand::fill(&mut nonce).expect("the system gives random bytes");
        bytes[9..21].copy_from_slice(&nonce);
        bytes[21..53].copy_from_slice(key.expose());
        let tag = current
            .cipher()
            .seal_in_place_separate_tag(
                Nonce::assume_unique_for_key(nonce),
                wrap_aad(project, &current.id),
                &mut bytes[21..53],
            )
            .expect("a key is far below the longest message of AES-GCM");
        bytes[53..].copy_from_slice(tag.as_ref());
        WrappedKey(bytes)
    }

    /// Opens the data key of `project`.
    ///
    /// # Errors
    /// [`KeyringError::UnknownInstanceKey`], [`KeyringError::Refused`].
    pub fn data_key(&self, project: Uuid, wrapped: &WrappedKey) -> Result<DataKey, KeyringError> {
        let id = wrapped.instance_key_id();
        let by = self
            .keys
            .iter()
            .find(|key| key.id == id)
            .ok_or(KeyringError::UnknownInstanceKey(id))?;
        let nonce = Nonce::try_assume_unique_for_key(&wrapped.0[9..21]).expect("12 bytes are a nonce");
        let mut bytes = Zeroizing::new([0; 48]);
        bytes.copy_from_slice(&wrapped.0[21..]);
        let key = by
            .cipher()
            .open_in_place(nonce, wrap_aad(project, &id), &mut *bytes)
            .map_err(|_| KeyringError::Refused)?;
        let mut secret = Secret(Box::new(Zeroizing::new([0; 32])));
        secret.0.copy_from_slice(key);
        Ok(DataKey(secret))
    }

    /// Whether a key was wrapped by an older instance key and is due to be wrapped again.
    #[must_use]
    pub fn is_outdated(&self, wrapped: &WrappedKey) -> bool {
        wrapped.instance_key_id() != self.current().id
    }

    /// Wraps a data key again by the current instance key. Objects need not be touched.
    ///
    /// # Errors
    /// As [`Self::data_key`].
    pub fn rewrap(&self, project: Uuid, wrapped: &WrappedKey) -> Result<WrappedKey, KeyringError> {
        Ok(self.wrap(project, &self.data_key(project, wrapped)?))
    }

    /// Adds a new instance key, which wraps from now on; the older ones still unwrap. Durable when it returns.
    ///
    /// # Errors
    /// [`KeyringError::Io`]; the keyring is then unchanged.
    pub fn rotate(&mut self) -> Result<(), KeyringError> {
        self.keys.push(InstanceKey::generate());
        self.save_or(|keys| {
            keys.pop();
        })
    }

    /// Forgets the older instance keys, once every data key was wrapped again (and every backup that needs them is gone).
    ///
    /// # Errors
    /// [`KeyringError::Io`]; the keyring is then unchanged.
    pub fn forget_older(&mut self) -> Result<(), KeyringError> {
        let older: Vec<_> = self.keys.drain(..self.keys.len() - 1).collect();
        self.save_or(move |keys| {
            keys.splice(0..0, older);
        })
    }

    /// What tells later whether a key is this one: a key that seals nothing, wrapped. To be kept with the data.
    #[must_use]
    pub fn check(&self) -> WrappedKey {
        self.new_data_key(Uuid::nil()).1
    }

    /// Whether a check was made by this key, or by one that it replaced.
    #[must_use]
    pub fn has_made(&self, check: &[u8]) -> bool {
        WrappedKey::try_from(check)
            .and_then(|it| self.data_key(Uuid::nil(), &it))
            .is_ok()
    }

    /// Marks a message as said by this instance, for one purpose: what browsers keep for us is known again by it.
    #[must_use]
    pub fn mark(&self, purpose: &str, message: &[u8]) -> [u8; 32] {
        let mut mark = [0; 32];
        mark.copy_from_slice(hmac::sign(&self.current().marker(purpose), message).as_ref());
        mark
    }

    /// Whether this instance has marked the message, with the key of today or an older one. Takes as long either way.
    #[must_use]
    pub fn has_marked(&self, purpose: &str, message: &[u8], mark: &[u8]) -> bool {
        self.keys.iter().fold(false, |found, key| {
            hmac::verify(&key.marker(purpose), message, mark).is_ok() | found
        })
    }

    fn save_or(&mut self, undo: impl FnOnce(&mut Vec<InstanceKey>)) -> Result<(), KeyringError> {
        let Some(file) = &self.file else { return Ok(()) };
        write(file, &self.keys, Replacing::Old).inspect_err(|_| undo(&mut self.keys))
    }

    fn current(&self) -> &InstanceKey {
        self.keys
            .last()
            .expect("a keyring holds at least one key, see `parse`")
    }
}

impl fmt::Debug for Keyring {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list()
            .entries(self.keys.iter().map(|key| hex(&key.id)))
            .finish()
    }
}

struct InstanceKey {
    id: [u8; 8],
    secret: Secret,
}

impl InstanceKey {
    fn generate() -> Self {
        Self::new(Secret::generate())
    }

    fn new(secret: Secret) -> Self {
        Self {
            id: secret.id(b"plano.eu instance key id"),
            secret,
        }
    }

    fn cipher(&self) -> LessSafeKey {
        let mut bytes = Zeroizing::new([0; 32]);
        hkdf::Salt::new(hkdf::HKDF_SHA256, &[])
            .extract(&**self.secret.0)
            .expand(&[b"plano.eu key wrap v1"], hkdf::HKDF_SHA256)
            .and_then(|okm| okm.fill(&mut *bytes))
            .expect("32 bytes is a length HKDF-SHA-256 gives");
        LessSafeKey::new(
            UnboundKey::new(&AES_256_GCM, &*bytes).expect("32 bytes is the length of an AES-256 key"),
        )
    }
}

impl InstanceKey {
    /// A key of its own for each purpose, so that a mark made for one says nothing in another.
    fn marker(&self, purpose: &str) -> hmac::Key {
        let mut bytes = Zeroizing::new([0; 32]);
        hkdf::Salt::new(hkdf::HKDF_SHA256, &[])
            .extract(&**self.secret.0)
            .expand(&[b"plano.eu mark v1 ", purpose.as_bytes()], hkdf::HKDF_SHA256)
            .and_then(|okm| okm.fill(&mut *bytes))
            .expect("32 bytes is a length HKDF-SHA-256 gives");
        hmac::Key::new(hmac::HMAC_SHA256, &*bytes)
    }
}

/// 256 secret bits, wiped when dropped. Boxed, so that moving it leaves no copy behind.
#[derive(Clone)]
struct Secret(Box<Zeroizing<[u8; 32]>>);

impl Secret {
    fn generate() -> Self {
        let mut secret = Self(Box::new(Zeroizing::new([0; 32])));
        rand::fill(&mut **secret.0).expect("the system gives random bytes");
        secret
    }

    fn id(&self, what: &[u8]) -> [u8; 8] {
        let mut bytes = [0; 32];
        hkdf::Salt::new(hkdf::HKDF_SHA256, &[])
            .extract(&**self.0)
            .expand(&[what], hkdf::HKDF_SHA256)
            .and_then(|okm| okm.fill(&mut bytes))
            .expect("32 bytes is a length HKDF-SHA-256 gives");
        bytes[..8].try_into().expect("8 bytes are 8 bytes")
    }
}

/// Binds a wrapped key to its project and to the instance key.
fn wrap_aad(project: Uuid, instance_key: &[u8; 8]) -> Aad<[u8; 25]> {
    let mut aad = [0; 25];
    aad[0] = 1;
    aad[1..17].copy_from_slice(project.as_bytes());
    aad[17..].copy_from_slice(instance_key);
    Aad::from(aad)
}

/// # Errors
/// The number of the faulty line, 0 if there is no key at all.
fn parse(text: &str) -> Result<Vec<InstanceKey>, usize> {
    let mut keys = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        keys.push(parse_line(line).ok_or(number + 1)?);
    }
    if keys.is_empty() { Err(0) } else { Ok(keys) }
}

fn parse_line(line: &str) -> Option<InstanceKey> {
    let mut words = line.split_ascii_whitespace();
    let (format, id, secret) = (words.next()?, words.next()?, words.next()?);
    if format != LINE || words.next().is_some() {
        return None;
    }
    let mut bytes = Zeroizing::new(BASE64_STANDARD.decode(secret).ok()?);
    if bytes.len() != 32 {
        return None;
    }
    let mut secret = Secret(Box::new(Zeroizing::new([0; 32])));
    secret.0.copy_from_slice(&bytes);
    bytes.zeroize();
    let key = InstanceKey::new(secret);
    // The id is computed from the key: a slip of the pen or a damaged file is found here, not at the first project.
    (hex(&key.id) == id).then_some(key)
}

enum Replacing {
    Nothing,
    Old,
}

/// Writes the key file beside its place, then moves it there: it is whole or absent, and private from its first byte.
fn write(file: &Path, keys: &[InstanceKey], replacing: Replacing) -> Result<(), KeyringError> {
    let at = |source| io_error(file, source);
    let directory = file.parent().expect("the key file is in a directory");
    let mut text = Zeroizing::new(String::from(HEAD));
    for key in keys {
        let secret = Zeroizing::new(BASE64_STANDARD.encode(**key.secret.0));
        text.push_str(&format!("{LINE} {} {}\n", hex(&key.id), *secret));
    }
    // `tempfile` makes files that only their owner can read.
    let mut staged = tempfile::NamedTempFile::new_in(directory).map_err(at)?;
    staged.write_all(text.as_bytes()).map_err(at)?;
    staged.as_file().sync_all().map_err(at)?;
    match replacing {
        Replacing::Nothing => staged.persist_noclobber(file).map_err(|error| at(error.error))?,
        Replacing::Old => staged.persist(file).map_err(|error| at(error.error))?,
    };
    File::open(directory)
        .and_then(|directory| directory.sync_all())
        .map_err(at)
}

/// Makes the key directory, and what is missing above it, and has each of them kept by the disk.
fn create_private_directory(directory: &Path) -> Result<(), KeyringError> {
    if directory.is_dir() {
        return Ok(());
    }
    let at = |source| io_error(directory, source);
    fs::create_dir_all(directory).map_err(at)?;
    fs::set_permissions(directory, Permissions::from_mode(0o700)).map_err(at)?;
    for parent in directory
        .ancestors()
        .skip(1)
        .take_while(|parent| !parent.as_os_str().is_empty())
        .take(2)
    {
        File::open(parent)
            .and_then(|parent| parent.sync_all())
            .map_err(at)?;
    }
    Ok(())
}

fn io_error(path: &Path, source: io::Error) -> KeyringError {
    KeyringError::Io {
        path: path.to_owned(),
        source,
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PROJECT: Uuid = Uuid::from_u128(1);
    const OTHER: Uuid = Uuid::from_u128(2);

    fn directory() -> tempfile::TempDir {
        tempfile::tempdir().expect("a temporary directory")
    }

    #[test]
    fn the_first_start_makes_a_key_that_only_its_owner_reads() {
        let home = directory();
        let keys = home.path().join("data/keys");
        let id = Keyring::open_or_create(&keys).expect("made").current_id();

        let mode = |path: &Path| fs::metadata(path).expect("there").permissions().mode() & 0o777;
        assert_eq!(mode(&keys.join(FILE)), 0o600);
        assert_eq!(mode(&keys), 0o700);
        assert_eq!(
            fs::read_dir(&keys).expect("there").count(),
            1,
            "nothing else is left in the directory"
        );
        // The first start may be interrupted just after: the second one keeps the key.
        assert_eq!(Keyring::open_or_create(&keys).expect("kept").current_id(), id);
        assert_eq!(Keyring::open(&keys).expect("kept").current_id(), id);
    }

    #[test]
    fn a_lost_key_is_never_made_anew_over_existing_data() {
        let home = directory();
        assert!(matches!(
            Keyring::open(home.path()),
            Err(KeyringError::Missing(_))
        ));
        assert!(!home.path().join(FILE).exists());
    }

    #[test]
    fn a_key_that_others_can_read_is_refused() {
        let home = directory();
        Keyring::open_or_create(home.path()).expect("made");
        for mode in [0o640, 0o604, 0o620, 0o660, 0o644] {
            fs::set_permissions(home.path().join(FILE), Permissions::from_mode(mode)).expect("changed");
            assert!(
                matches!(Keyring::open(home.path()), Err(KeyringError::Exposed { mode: seen, .. }) if seen == mode)
            );
            assert!(matches!(
                Keyring::open_or_create(home.path()),
                Err(KeyringError::Exposed { .. })
            ));
        }
        fs::set_permissions(home.path().join(FILE), Permissions::from_mode(0o400)).expect("changed");
        assert!(
            Keyring::open(home.path()).is_ok(),
            "read-only for the owner is fine"
        );
    }

    #[test]
    fn a_damaged_key_file_is_refused_and_left_alone() {
        let home = directory();
        Keyring::open_or_create(home.path()).expect("made");
        let file = home.path().join(FILE);
        let whole = fs::read_to_string(&file).expect("read");
        let key_line = whole.lines().last().expect("a line").to_owned();
        let cut = &key_line[..key_line.len() - 4];
        let mut flipped = key_line.clone().into_bytes();
        let at = key_line.len() - 10;
        flipped[at] = if flipped[at] == b'A' { b'B' } else { b'A' };
        let flipped = String::from_utf8(flipped).expect("ASCII");
        for damaged in [
            "",
            "# nothing\n",
            cut,
            &flipped,
            "hello\n",
            &format!("{key_line} more"),
        ] {
            fs::write(&file, damaged).expect("written");
            assert!(
                matches!(
                    Keyring::open_or_create(home.path()),
                    Err(KeyringError::Damaged { .. })
                ),
                "{damaged:?}"
            );
            assert_eq!(fs::read_to_string(&file).expect("read"), damaged);
        }
    }

    #[test]
    fn a_wrapped_key_opens_for_its_project_only() {
        let keyring = Keyring::in_memory();
        let (key, wrapped) = keyring.new_data_key(PROJECT);
        assert_eq!(
            keyring.data_key(PROJECT, &wrapped).expect("opens").expose(),
            key.expose()
        );
        assert!(matches!(
            keyring.data_key(OTHER, &wrapped),
            Err(KeyringError::Refused)
        ));
        assert!(matches!(
            Keyring::in_memory().data_key(PROJECT, &wrapped),
            Err(KeyringError::UnknownInstanceKey(_))
        ));
    }

    #[test]
    fn every_bit_of_a_wrapped_key_counts() {
        let keyring = Keyring::in_memory();
        let (_, wrapped) = keyring.new_data_key(PROJECT);
        for bit in 0..WrappedKey::LEN * 8 {
            let mut bytes = wrapped.as_bytes().to_vec();
            bytes[bit / 8] ^= 1 << (bit % 8);
            let refused =
                WrappedKey::try_from(&bytes[..]).and_then(|forged| keyring.data_key(PROJECT, &forged));
            assert!(refused.is_err(), "bit {bit}");
        }
        assert!(WrappedKey::try_from(&wrapped.as_bytes()[1..]).is_err());
    }

    #[test]
    fn after_a_rotation_old_keys_open_and_new_ones_are_wrapped_by_the_new() {
        let home = directory();
        let mut keyring = Keyring::open_or_create(home.path()).expect("made");
        let (key, wrapped) = keyring.new_data_key(PROJECT);
        keyring.rotate().expect("rotated");

        let mut keyring = Keyring::open(home.path()).expect("read back");
        assert!(keyring.is_outdated(&wrapped));
        let rewrapped = keyring.rewrap(PROJECT, &wrapped).expect("rewrapped");
        assert!(!keyring.is_outdated(&rewrapped));
        assert_eq!(
            keyring.data_key(PROJECT, &rewrapped).expect("opens").id(),
            key.id()
        );

        keyring.forget_older().expect("forgotten");
        let keyring = Keyring::open(home.path()).expect("read back");
        assert!(keyring.data_key(PROJECT, &rewrapped).is_ok());
        assert!(matches!(
            keyring.data_key(PROJECT, &wrapped),
            Err(KeyringError::UnknownInstanceKey(_))
        ));
    }

    #[test]
    fn a_check_tells_the_key_from_another() {
        let mut keyring = Keyring::in_memory();
        let check = keyring.check();
        assert!(keyring.has_made(check.as_bytes()));
        assert!(!Keyring::in_memory().has_made(check.as_bytes()));
        assert!(!keyring.has_made(b""));
        keyring.rotate().expect("in memory");
        assert!(keyring.has_made(check.as_bytes()));
        assert!(keyring.is_outdated(&check));
    }

    #[test]
    fn a_mark_is_known_again_for_its_purpose_its_message_and_after_a_rotation() {
        let mut keyring = Keyring::in_memory();
        let mark = keyring.mark("tests", b"said");
        assert!(keyring.has_marked("tests", b"said", &mark));
        assert!(!keyring.has_marked("other", b"said", &mark));
        assert!(!keyring.has_marked("tests", b"sai", &mark));
        assert!(!keyring.has_marked("tests", b"said", &mark[..16]));
        assert!(!Keyring::in_memory().has_marked("tests", b"said", &mark));
        keyring.rotate().expect("in memory");
        assert!(keyring.has_marked("tests", b"said", &mark));
        assert_ne!(keyring.mark("tests", b"said"), mark);
    }

    #[test]
    fn no_debug_print_gives_a_key_away() {
        let keyring = Keyring::in_memory();
        let (key, wrapped) = keyring.new_data_key(PROJECT);
        let printed = format!("{keyring:?} {key:?} {wrapped:?}");
        for secret in [key.expose(), &**keyring.current().secret.0] {
            assert!(!printed.contains(&hex(secret)) && !printed.contains(&BASE64_STANDARD.encode(secret)));
            assert!(!printed.contains(&format!("{:?}", &secret[..4]).replace(['[', ']'], "")));
        }
    }
}
