// SPDX-License-Identifier: EUPL-1.2
//! The one-time link of the first start. Its secret lives as long as the process: a restart makes a new one.

use base::{Secret, SecretHash};

/// Lets whoever can read the log set up an instance that has no account yet.
#[derive(Debug)]
pub struct SetUpLink {
    hash: SecretHash,
    secret: Secret,
}

impl SetUpLink {
    /// A new one.
    #[must_use]
    pub fn generate() -> Self {
        let secret = Secret::generate();
        Self {
            hash: secret.hash(),
            secret,
        }
    }

    /// The address to open. The secret stands in the fragment, which browsers do not send.
    #[must_use]
    pub fn address(&self, public_url: &str) -> String {
        format!("{public_url}/installation#{}", self.secret.reveal())
    }

    /// Whether this is the secret.
    #[must_use]
    pub fn is(&self, secret: &Secret) -> bool {
        secret.hash() == self.hash
    }
}
