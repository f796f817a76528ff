// SPDX-License-Identifier: EUPL-1.2
//! What an object is called.

use object_store::path::Path;
use std::fmt;
use uuid::Uuid;

/// The name of one object. It is bound into the object's seal, so that one object cannot be passed off as another.
///
/// Keys hold no name that a person chose: what can be read in the store tells nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct BlobKey {
    /// Whose data key seals it: the project, or for what belongs to none (a profile photo) the account.
    pub space: Uuid,
    /// The thing it belongs to: a file, a photo, an upload in progress.
    pub object: Uuid,
    /// The version of that thing. A version, once put, is never written again.
    pub version: u64,
}

impl BlobKey {
    /// Names version `version` of `object` in `space`.
    #[must_use]
    pub const fn new(space: Uuid, object: Uuid, version: u64) -> Self {
        Self {
            space,
            object,
            version,
        }
    }

    /// The bytes that are bound into the seal: always the same length, hence never ambiguous.
    pub(crate) fn to_bytes(self) -> [u8; 40] {
        let mut bytes = [0; 40];
        bytes[..16].copy_from_slice(self.space.as_bytes());
        bytes[16..32].copy_from_slice(self.object.as_bytes());
        bytes[32..].copy_from_slice(&self.version.to_be_bytes());
        bytes
    }

    /// One directory a space, so that a whole project can be listed, and erased, by its prefix.
    pub(crate) fn path(self) -> Path {
        Path::from_iter([
            self.space.simple().to_string(),
            format!("{}.{}", self.object.simple(), self.version),
        ])
    }

    /// `None` for anything that is not exactly what [`Self::path`] writes.
    pub(crate) fn from_path(path: &Path) -> Option<Self> {
        let mut parts = path.parts();
        let space = parts.next()?;
        let name = parts.next()?;
        if parts.next().is_some() {
            return None;
        }
        let (object, version) = name.as_ref().split_once('.')?;
        let key = Self::new(
            Uuid::try_parse(space.as_ref()).ok()?,
            Uuid::try_parse(object).ok()?,
            version.parse().ok()?,
        );
        (key.path() == *path).then_some(key)
    }
}

impl fmt::Display for BlobKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.path())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_reads_back_from_its_path() {
        let key = BlobKey::new(Uuid::from_u128(7), Uuid::from_u128(u128::MAX), 12);
        assert_eq!(BlobKey::from_path(&key.path()), Some(key));
    }

    #[test]
    fn a_path_that_we_did_not_write_is_not_a_key() {
        let key = BlobKey::new(Uuid::from_u128(7), Uuid::from_u128(8), 1)
            .path()
            .to_string();
        for foreign in [
            "lost+found",
            "a/b/c",
            &format!("{key}/x"),
            &key.replace(".1", ".01"),
            &key.replace(".1", ""),
        ] {
            assert_eq!(BlobKey::from_path(&Path::from(foreign)), None, "{foreign}");
        }
    }
}
