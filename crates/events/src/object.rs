// SPDX-License-Identifier: EUPL-1.2
//! Things of different kinds, where any of them may stand.

use std::fmt;

use base::{Id, kind};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! objects {
    ($($name:ident $kind:literal)*) => {
        /// A thing that can be linked with others. Outside, its id, whose prefix tells its kind. A kind that is to be linked
        /// is added to this list, and nowhere else.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(untagged)]
        #[allow(missing_docs, reason = "the ids are named by what they identify")]
        pub enum Object {
            $($name(Id<kind::$name>),)*
        }

        impl Object {
            /// Names its kind in the database.
            #[must_use]
            pub const fn kind(self) -> &'static str {
                match self {
                    $(Self::$name(_) => $kind,)*
                }
            }

            /// Its id, without the kind.
            #[must_use]
            pub const fn uuid(self) -> Uuid {
                match self {
                    $(Self::$name(id) => id.uuid(),)*
                }
            }
        }

        impl fmt::Display for Object {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                match self {
                    $(Self::$name(id) => id.fmt(f),)*
                }
            }
        }

        $(impl From<Id<kind::$name>> for Object {
            fn from(id: Id<kind::$name>) -> Self {
                Self::$name(id)
            }
        })*
    };
}
objects! { Project "project" }

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_prefix_tells_the_kind() {
        let object = Object::from(Id::<kind::Project>::MAX);
        let text = serde_json::to_string(&object).unwrap();
        assert_eq!(text, format!("\"{object}\""));
        assert_eq!(serde_json::from_str::<Object>(&text).unwrap(), object);
        let person = serde_json::to_string(&Id::<kind::Account>::MAX).unwrap();
        assert!(
            serde_json::from_str::<Object>(&person).is_err(),
            "people are not linked"
        );
    }
}
