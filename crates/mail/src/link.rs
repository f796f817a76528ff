// SPDX-License-Identifier: EUPL-1.2
//! Addresses in mails.

use serde::{Deserialize, Serialize};
use std::fmt;
use url::Url;

/// An `http` or `https` address. Secrets travel in its fragment, which no server ever sees, nor `Debug` ever prints.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Link(Url);

/// Not an address that may stand in a mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an http or https address")]
pub struct InvalidLink;

impl Link {
    /// The address: ASCII, without spaces, quotes or angle brackets.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// The host, to show whose mail this is.
    #[must_use]
    pub fn host(&self) -> &str {
        self.0.host_str().unwrap_or_default()
    }
}

impl TryFrom<String> for Link {
    type Error = InvalidLink;

    /// # Errors
    /// [`InvalidLink`] on another scheme, credentials, or no address at all.
    fn try_from(text: String) -> Result<Self, InvalidLink> {
        let url = Url::parse(&text).map_err(|_| InvalidLink)?;
        let is_web = matches!(url.scheme(), "http" | "https");
        // The parser has percent-encoded whatever is not a plain character of an address; what it lets through in some
        // place would still end an address in a header or in plain text.
        let is_plain = url
            .as_str()
            .bytes()
            .all(|byte| byte.is_ascii_graphic() && !b"<>\"'\\`".contains(&byte));
        if !is_web || !is_plain || !url.username().is_empty() || url.password().is_some() {
            return Err(InvalidLink);
        }
        Ok(Self(url))
    }
}

impl TryFrom<&str> for Link {
    type Error = InvalidLink;

    fn try_from(text: &str) -> Result<Self, InvalidLink> {
        text.to_owned().try_into()
    }
}

impl From<Link> for String {
    fn from(link: Link) -> Self {
        link.0.into()
    }
}

impl fmt::Debug for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = self.as_str();
        match text.split_once('#') {
            Some((place, _)) => write!(f, "Link({place}#…)"),
            None => write!(f, "Link({text})"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_web_addresses_pass() {
        assert!(Link::try_from("https://plano.example.fr/invitation#abc_-123").is_ok());
        assert!(Link::try_from("http://127.0.0.1:8080/").is_ok());
        for wrong in [
            "",
            "plano.example.fr",
            "javascript:alert(1)",
            "mailto:a@b.fr",
            "https://",
            "https://a:b@c.fr/",
            "https://c.fr/'x",
        ] {
            assert_eq!(Link::try_from(wrong), Err(InvalidLink), "{wrong}");
        }
    }

    #[test]
    fn what_would_end_an_address_is_encoded() {
        let link = Link::try_from("https://c.fr/a b\"<x>\r\nBcc: x@y.fr#s\" t").expect("encoded");
        assert!(
            !link.as_str().contains([' ', '"', '<', '>', '\r', '\n']),
            "{}",
            link.as_str()
        );
    }

    #[test]
    fn the_secret_is_not_printed() {
        let link = Link::try_from("https://plano.example.fr/invitation#secret").expect("valid");
        assert_eq!(format!("{link:?}"), "Link(https://plano.example.fr/invitation#…)");
    }
}
