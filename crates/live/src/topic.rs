// SPDX-License-Identifier: EUPL-1.2
//! What one can listen to.

use std::{borrow::Cow, fmt, str::FromStr};

use base::{Id, Invalid, kind};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// What a frame is about, and what a connection subscribes to. In text: `project:prj_…`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Topic {
    /// One person, on all his devices. Heard by himself only, without subscribing.
    Person(Id<kind::Account>),
    /// A project: its members, its settings, its activity.
    Project(Id<kind::Project>),
    /// A channel of messages.
    Channel(Id<kind::Channel>),
    /// A co-edited page.
    Page(Id<kind::Page>),
}

impl fmt::Display for Topic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Person(id) => write!(f, "person:{id}"),
            Self::Project(id) => write!(f, "project:{id}"),
            Self::Channel(id) => write!(f, "channel:{id}"),
            Self::Page(id) => write!(f, "page:{id}"),
        }
    }
}

impl FromStr for Topic {
    type Err = Invalid;

    /// One text per topic, as ids have one.
    ///
    /// # Errors
    /// `topic.malformed`.
    fn from_str(text: &str) -> Result<Self, Invalid> {
        let malformed = |_: Invalid| Invalid::new("topic.malformed");
        match text.split_once(':') {
            Some(("person", id)) => id.parse().map(Self::Person).map_err(malformed),
            Some(("project", id)) => id.parse().map(Self::Project).map_err(malformed),
            Some(("channel", id)) => id.parse().map(Self::Channel).map_err(malformed),
            Some(("page", id)) => id.parse().map(Self::Page).map_err(malformed),
            _ => Err(Invalid::new("topic.malformed")),
        }
    }
}

impl Serialize for Topic {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Topic {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<str>::deserialize(deserializer)?;
        text.parse()
            .map_err(|invalid: Invalid| de::Error::custom(invalid.wire()))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;

    proptest! {
        #[test]
        fn text_and_back(value: u128, which in 0..4) {
            let value = Uuid::from_u128(value);
            let topic = match which {
                0 => Topic::Person(Id::from_uuid(value)),
                1 => Topic::Project(Id::from_uuid(value)),
                2 => Topic::Channel(Id::from_uuid(value)),
                _ => Topic::Page(Id::from_uuid(value)),
            };
            prop_assert_eq!(topic.to_string().parse::<Topic>(), Ok(topic));
        }

        #[test]
        fn no_text_makes_it_panic(text in "(person|project|channel|page|x)?:?.{0,40}") {
            let _ = text.parse::<Topic>();
        }
    }

    #[test]
    fn an_id_of_another_kind_is_refused() {
        let account = Id::<kind::Account>::MAX;
        assert!(format!("person:{account}").parse::<Topic>().is_ok());
        assert!(format!("project:{account}").parse::<Topic>().is_err());
        assert!(format!("PERSON:{account}").parse::<Topic>().is_err());
        assert!(format!("person:{account} ").parse::<Topic>().is_err());
    }
}
