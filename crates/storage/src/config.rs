// SPDX-License-Identifier: EUPL-1.2
//! Where objects are kept, as the configuration says it.

use crate::StorageError;
use std::{fmt, path::PathBuf, str::FromStr};
use url::{Host, Url};
use zeroize::Zeroizing;

/// The `storage` setting: `disk`, `memory`, or
/// `s3://bucket[/prefix]?endpoint=https://…&region=…&addressing=path|host`.
///
/// `addressing` is `path` unless said otherwise, which every S3-compatible store understands.
/// Credentials are never part of it, see [`S3Credentials`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StorageUrl {
    /// Files under `<data>/blobs`.
    Disk,
    /// Nothing kept: for tests.
    Memory,
    /// A bucket of an S3-compatible store.
    S3 {
        /// The bucket. It must exist.
        bucket: String,
        /// What every object's name begins with, empty for none.
        prefix: String,
        /// The store's address, without the bucket.
        endpoint: String,
        /// The region to sign for.
        region: String,
        /// The bucket as the first part of the path, not of the host name.
        path_style: bool,
    },
}

impl FromStr for StorageUrl {
    type Err = StorageError;

    /// # Errors
    /// [`StorageError::Config`], saying what is wrong and what is expected.
    fn from_str(text: &str) -> Result<Self, StorageError> {
        let refuse = |why: &str| {
            StorageError::Config(format!(
                "{why} (expected disk or s3://bucket?endpoint=https://…&region=…)"
            ))
        };
        match text {
            "disk" => return Ok(Self::Disk),
            "memory" => return Ok(Self::Memory),
            _ => {}
        }
        let url = Url::parse(text).map_err(|_| refuse("the address of the store is not one"))?;
        if url.scheme() != "s3" {
            return Err(refuse("this kind of store is not known"));
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(refuse(
                "credentials do not belong in the address: set the access key and the secret key apart",
            ));
        }
        if url.port().is_some() || url.fragment().is_some() {
            return Err(refuse("only bucket, prefix and parameters belong in the address"));
        }
        let bucket = url
            .host_str()
            .filter(|bucket| !bucket.is_empty())
            .ok_or_else(|| refuse("the bucket is missing"))?
            .to_owned();
        let prefix = url.path().trim_matches('/').to_owned();
        let (mut endpoint, mut region, mut path_style) = (None, None, true);
        for (name, value) in url.query_pairs() {
            match (&*name, &*value) {
                ("endpoint", value) => endpoint = Some(value.to_owned()),
                ("region", value) => region = Some(value.to_owned()),
                ("addressing", "path") => path_style = true,
                ("addressing", "host") => path_style = false,
                (name, _) => {
                    return Err(refuse(&format!(
                        "parameter {name:?} is not known or has a wrong value"
                    )));
                }
            }
        }
        // Nothing is assumed: a missing endpoint must not send a public body's files to a company it never named.
        let endpoint = endpoint.ok_or_else(|| refuse("parameter endpoint is missing"))?;
        check_endpoint(&endpoint).map_err(refuse)?;
        Ok(Self::S3 {
            bucket,
            prefix,
            endpoint,
            region: region.unwrap_or_else(|| "us-east-1".to_owned()),
            path_style,
        })
    }
}

/// Plain HTTP is for a store on this very machine only: requests, though signed, and names would be open to all on the way.
fn check_endpoint(endpoint: &str) -> Result<(), &'static str> {
    let url = Url::parse(endpoint).map_err(|_| "the endpoint is not an address")?;
    let is_loopback = match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => return Err("the endpoint has no host"),
    };
    match url.scheme() {
        "https" => Ok(()),
        "http" if is_loopback => Ok(()),
        "http" => Err("the endpoint must be https, except on this machine"),
        _ => Err("the endpoint must be https"),
    }
}

/// The key pair for an S3 store.
#[derive(Clone)]
pub struct S3Credentials {
    /// Names the key.
    pub access_key_id: String,
    /// Signs; never printed.
    pub secret_access_key: Zeroizing<String>,
}

impl fmt::Debug for S3Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "S3Credentials({})", self.access_key_id)
    }
}

/// All that [`crate::Storage::open`] needs.
#[derive(Debug, Clone)]
pub struct StorageConfig {
    /// Where objects are kept.
    pub url: StorageUrl,
    /// The directory of objects when on disk: `<data>/blobs`. Made if missing.
    pub directory: PathBuf,
    /// Needed for S3.
    pub credentials: Option<S3Credentials>,
    /// A certificate authority to trust besides the system's, as PEM, for a store inside an administration.
    pub authority: Option<Vec<u8>>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_stores_are_understood() {
        assert_eq!("disk".parse::<StorageUrl>().expect("valid"), StorageUrl::Disk);
        assert_eq!(
            "s3://plano/files?endpoint=https://s3.example.gouv.fr&region=fr-1&addressing=host"
                .parse::<StorageUrl>()
                .expect("valid"),
            StorageUrl::S3 {
                bucket: "plano".into(),
                prefix: "files".into(),
                endpoint: "https://s3.example.gouv.fr".into(),
                region: "fr-1".into(),
                path_style: false,
            }
        );
        assert!(
            "s3://plano?endpoint=http://127.0.0.1:9000"
                .parse::<StorageUrl>()
                .is_ok()
        );
    }

    #[test]
    fn addresses_that_would_surprise_are_refused() {
        for wrong in [
            "",
            "dsik",
            "/var/lib/plano",
            "file:///tmp",
            "s3://",
            "s3://plano",
            "s3://plano?region=fr-1",
            "s3://plano?endpoint=s3.example.fr",
            "s3://plano?endpoint=http://s3.example.fr",
            "s3://key:secret@plano?endpoint=https://s3.example.fr",
            "s3://plano?endpoint=https://s3.example.fr&adressing=path",
            "s3://plano?endpoint=https://s3.example.fr&addressing=both",
        ] {
            assert!(
                matches!(wrong.parse::<StorageUrl>(), Err(StorageError::Config(_))),
                "{wrong}"
            );
        }
    }
}
