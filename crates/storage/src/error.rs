// SPDX-License-Identifier: EUPL-1.2
//! What can go wrong, told apart only where callers act differently.

use crate::BlobKey;
use std::{error::Error, io};

/// The result of asking the store.
pub type StorageResult<T> = Result<T, StorageError>;

/// Why an object could not be put, read, listed or deleted.
#[derive(Debug, thiserror::Error)]
pub enum StorageError {
    /// No such object. For one that a row names, this is a loss: report it.
    #[error("object {0} is not in the store")]
    NotFound(BlobKey),
    /// An object of this key exists. A version is put once: take a fresh key.
    #[error("object {0} is already in the store")]
    Exists(BlobKey),
    /// What is stored is not what was put: changed, cut short, or another object's. Nothing of it is to be trusted.
    #[error("object {key} is not what was stored: {why}")]
    Corrupt {
        /// The object asked for.
        key: BlobKey,
        /// For the operator: what did not hold.
        why: &'static str,
    },
    /// The object is sealed with another data key than the one given.
    #[error("object {0} is sealed with another key")]
    WrongKey(BlobKey),
    /// The range asked for is not within the object.
    #[error("the range is not within the {len} bytes of the object")]
    Range {
        /// The length of the object in bytes.
        len: u64,
    },
    /// No room left (disk full, quota of the store). Reading still works; writing does again once there is room.
    #[error("no room left in the object store")]
    Full(#[source] Box<dyn Error + Send + Sync>),
    /// The store does not answer, or refuses us. Worth trying again later.
    #[error("the object store does not answer")]
    Unavailable(#[source] Box<dyn Error + Send + Sync>),
    /// The caller's own reader failed in mid-put; nothing was stored.
    #[error("the data to store could not be read")]
    Source(#[source] io::Error),
    /// The configuration cannot work as written.
    #[error("storage: {0}")]
    Config(String),
}

impl StorageError {
    /// Turns an error of the store about `key` into ours.
    pub(crate) fn of(key: BlobKey, error: object_store::Error) -> Self {
        match error {
            object_store::Error::NotFound { .. } => Self::NotFound(key),
            object_store::Error::AlreadyExists { .. } | object_store::Error::Precondition { .. } => {
                Self::Exists(key)
            }
            other => Self::from_store(other),
        }
    }

    /// Turns an error of the store that is about no object in particular into ours.
    pub(crate) fn from_store(error: object_store::Error) -> Self {
        if is_full(&error) {
            Self::Full(Box::new(error))
        } else {
            Self::Unavailable(Box::new(error))
        }
    }

    /// Turns a fault of the file system into ours.
    pub(crate) fn from_io(error: io::Error) -> Self {
        if is_full(&error) {
            Self::Full(Box::new(error))
        } else {
            Self::Unavailable(Box::new(error))
        }
    }
}

/// For readers: an object that fails in mid-stream ends the copy with this.
impl From<StorageError> for io::Error {
    fn from(error: StorageError) -> Self {
        let kind = match &error {
            StorageError::NotFound(_) => io::ErrorKind::NotFound,
            StorageError::Corrupt { .. } | StorageError::WrongKey(_) => io::ErrorKind::InvalidData,
            StorageError::Full(_) => io::ErrorKind::StorageFull,
            _ => io::ErrorKind::Other,
        };
        Self::new(kind, error)
    }
}

/// Looks for "no room" down the chain of causes: the libraries between wrap it several times.
fn is_full(error: &(dyn Error + 'static)) -> bool {
    let mut cause = Some(error);
    while let Some(error) = cause {
        if let Some(io) = error.downcast_ref::<io::Error>()
            && matches!(
                io.kind(),
                io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded
            )
        {
            return true;
        }
        cause = error.source();
    }
    // S3 has no status for it that all servers share; these are what Ceph, MinIO and Garage say.
    let text = error.to_string();
    ["XMinioStorageFull", "QuotaExceeded", "507 Insufficient Storage"]
        .iter()
        .any(|sign| text.contains(sign))
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    const KEY: BlobKey = BlobKey::new(Uuid::nil(), Uuid::nil(), 1);

    #[test]
    fn a_full_disk_is_told_from_other_faults() {
        // The device that is always full gives the error a full disk gives.
        let full = std::fs::write("/dev/full", b"x").expect_err("it is full");
        let wrapped = object_store::Error::Generic {
            store: "test",
            source: Box::new(full),
        };
        assert!(matches!(StorageError::of(KEY, wrapped), StorageError::Full(_)));

        let denied = io::Error::from(io::ErrorKind::PermissionDenied);
        let wrapped = object_store::Error::Generic {
            store: "test",
            source: Box::new(denied),
        };
        assert!(matches!(
            StorageError::of(KEY, wrapped),
            StorageError::Unavailable(_)
        ));
    }

    #[test]
    fn a_store_over_its_quota_is_full() {
        let source = "Server returned non-2xx status code: 403: <Code>QuotaExceeded</Code>".into();
        let error = object_store::Error::Generic { store: "S3", source };
        assert!(matches!(StorageError::of(KEY, error), StorageError::Full(_)));
    }
}
