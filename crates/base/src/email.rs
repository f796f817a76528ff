// SPDX-License-Identifier: EUPL-1.2
//! E-mail addresses, parsed strictly: what is checked is what mail goes to.

use std::{borrow::Cow, fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, de};

use crate::problem::Invalid;

/// An address in the ASCII dot-atom form of RFC 5321 §4.1.2: one `@`, no quoted local part, no address literal, no
/// internationalised or punycode domain (whose letters can look like others). Lower case, as it is compared.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(transparent)]
pub struct EmailAddress(String);

impl EmailAddress {
    /// The address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// After the `@`.
    #[must_use]
    pub fn domain(&self) -> &str {
        self.0.split_once('@').map_or("", |(_, domain)| domain)
    }

    /// Whether the domain is one of `domains`, or below one of them.
    #[must_use]
    pub fn is_in(&self, domains: &[String]) -> bool {
        domains.iter().any(|it| {
            self.domain() == it
                || self
                    .domain()
                    .strip_suffix(it.as_str())
                    .is_some_and(|rest| rest.ends_with('.'))
        })
    }
}

/// A domain name in lower case, such as `rivemont.example`.
///
/// # Errors
/// `email.domain_malformed`.
pub fn domain(text: &str) -> Result<String, Invalid> {
    let malformed = || Invalid::new("email.domain_malformed");
    let domain = text.trim().trim_start_matches('@').to_ascii_lowercase();
    let labels: Vec<&str> = domain.split('.').collect();
    let label_is_good = |label: &&str| {
        !label.is_empty()
            && label.len() <= 63
            && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
            && !label.starts_with("xn--")
    };
    let top_is_a_name = labels
        .last()
        .is_some_and(|top| top.bytes().any(|b| b.is_ascii_alphabetic()));
    if domain.len() > 253 || labels.len() < 2 || !labels.iter().all(label_is_good) || !top_is_a_name {
        return Err(malformed());
    }
    Ok(domain)
}

impl FromStr for EmailAddress {
    type Err = Invalid;

    /// # Errors
    /// `email.malformed`.
    fn from_str(text: &str) -> Result<Self, Invalid> {
        let malformed = || Invalid::new("email.malformed");
        let (local, host) = text.trim().split_once('@').ok_or_else(malformed)?;
        let atom_is_good = |atom: &str| {
            !atom.is_empty()
                && atom
                    .bytes()
                    .all(|b| b.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(&b))
        };
        if local.len() > 64 || !local.split('.').all(atom_is_good) || host.starts_with('@') {
            return Err(malformed());
        }
        let host = domain(host).map_err(|_| malformed())?;
        let address = format!("{}@{host}", local.to_ascii_lowercase());
        if address.len() > 254 {
            return Err(malformed());
        }
        Ok(Self(address))
    }
}

impl fmt::Display for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for EmailAddress {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<str>::deserialize(deserializer)?;
        text.parse()
            .map_err(|invalid: Invalid| de::Error::custom(invalid.wire()))
    }
}

impl utoipa::PartialSchema for EmailAddress {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        use utoipa::openapi::{ObjectBuilder, SchemaFormat, schema::Type};
        ObjectBuilder::new()
            .schema_type(Type::String)
            .format(Some(SchemaFormat::Custom("email".into())))
            .max_length(Some(254))
            .into()
    }
}
impl utoipa::ToSchema for EmailAddress {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_addresses_pass_in_lower_case() {
        let address: EmailAddress = " Nour.Attali-Faure@CH-Rivemont.example ".parse().unwrap();
        assert_eq!(address.as_str(), "nour.attali-faure@ch-rivemont.example");
        assert!(address.is_in(&["ch-rivemont.example".into()]));
        assert!(
            "a@b.ch-rivemont.example"
                .parse::<EmailAddress>()
                .unwrap()
                .is_in(&["ch-rivemont.example".into()])
        );
        assert!(
            !"a@evilch-rivemont.example"
                .parse::<EmailAddress>()
                .unwrap()
                .is_in(&["ch-rivemont.example".into()])
        );
    }

    #[test]
    fn tricks_are_refused() {
        for text in [
            "",
            "a",
            "@b.fr",
            "a@",
            "a@b",
            "a@@b.fr",
            "a@b@c.fr",
            "\"a@b\"@c.fr",
            "a b@c.fr",
            "a@c.fr\r\nBcc: x@y.fr",
            "a@[127.0.0.1]",
            "a@127.0.0.1",
            "a@exàmple.fr",
            "a@xn--exmple-jta.fr",
            "a..b@c.fr",
            ".a@c.fr",
            "a@-c.fr",
            "a@c..fr",
            "a@c.fr.",
            "a<b@c.fr>",
            "a(b)@c.fr",
            "a,b@c.fr",
        ] {
            assert!(text.parse::<EmailAddress>().is_err(), "{text:?}");
        }
        assert!(
            format!("{}@c.fr", "a".repeat(65))
                .parse::<EmailAddress>()
                .is_err()
        );
    }
}
