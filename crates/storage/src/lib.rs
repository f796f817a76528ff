// SPDX-License-Identifier: EUPL-1.2
//! Objects (files, photos, exports) kept on disk, in memory or in an S3 store, sealed at rest.
//!
//! - [`Storage`] puts and gets by [`BlobKey`], streaming in constant memory. What was put is durable when `put` returns.
//! - [`Keyring`] holds the instance key; each project has a [`DataKey`], kept in the database only wrapped by it.
//! - Nothing is ever changed in place: a new version of a file is a new key.
//!
//! How objects are sealed is written in [`seal`].

#![warn(missing_docs)]

mod config;
mod error;
mod key;
mod keyring;
mod reading;
pub mod seal;
mod store;
mod writing;

pub use config::{S3Credentials, StorageConfig, StorageUrl};
pub use error::{StorageError, StorageResult};
pub use key::BlobKey;
pub use keyring::{DataKey, Keyring, KeyringError, WrappedKey};
pub use reading::Reading;
pub use store::{Entry, Storage};
