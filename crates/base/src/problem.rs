// SPDX-License-Identifier: EUPL-1.2
//! What went wrong, as a client sees it: a stable code that the client turns into a sentence (RFC 9457).

use std::{borrow::Cow, fmt, time::Duration};

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A value that cannot be accepted: a stable code and what the sentence needs (`max_bytes`, `min_length` …).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invalid {
    /// `thing.reason`, stable, translated by the client.
    pub code: Cow<'static, str>,
    /// Numbers and words for the sentence.
    #[serde(default, skip_serializing_if = "serde_json::Map::is_empty")]
    pub params: serde_json::Map<String, Value>,
}

/// Marks an [`Invalid`] inside the message of a deserialisation error.
const WIRE_MARK: char = '\u{1}';

impl Invalid {
    /// Without parameters.
    #[must_use]
    pub fn new(code: &'static str) -> Self {
        Self {
            code: Cow::Borrowed(code),
            params: serde_json::Map::new(),
        }
    }

    /// Adds a parameter for the sentence.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.params.insert(name.to_owned(), value.into());
        self
    }

    /// Text that crosses serde, which carries messages only; read again by [`Invalid::from_wire`].
    #[must_use]
    pub fn wire(&self) -> String {
        let json = serde_json::to_string(self).unwrap_or_default();
        format!("{WIRE_MARK}{json}{WIRE_MARK}")
    }

    /// Finds what [`Invalid::wire`] put in an error's message.
    #[must_use]
    pub fn from_wire(message: &str) -> Option<Self> {
        serde_json::from_str(message.split(WIRE_MARK).nth(1)?).ok()
    }
}

impl fmt::Display for Invalid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.code)
    }
}
impl std::error::Error for Invalid {}

/// A field that cannot be accepted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FieldProblem {
    /// Where, in the words of the request: `email`, `invitations.2.role`.
    pub field: String,
    /// Why.
    #[serde(flatten)]
    pub invalid: Invalid,
}

/// An error a client can see.
#[derive(Debug)]
pub enum Problem {
    /// Absent, or not to be known of: the two look the same. 404.
    NotFound,
    /// The caller has not signed in. 401.
    SignedOut,
    /// Address and password do not go together. 401, the same whether the address is known or not.
    SignInRefused,
    /// Readable, but this may not be done. 403.
    Forbidden(Invalid),
    /// The request is not of the expected form. 400.
    Malformed(Vec<FieldProblem>),
    /// The request is understood, its content cannot be accepted. 422.
    Unacceptable(Vec<FieldProblem>),
    /// The body did not come in time. 408.
    TooSlow,
    /// It contradicts what is there. 409.
    Conflict(Invalid),
    /// The thing has changed since it was read. 412, with its current value.
    LostRace(Value),
    /// `If-Match` is missing. 428.
    NoPrecondition,
    /// Over a limit that the answer names. 413.
    TooLarge(Invalid),
    /// The content type is not one this address takes. 415.
    WrongType,
    /// The bytes asked for begin after the end of what has so many. 416.
    OutOfRange(u64),
    /// Too often. 429.
    TooMany(Invalid, Duration),
    /// The disk or the quota is full. 507.
    Full(Invalid),
    /// The database, or something else we need, is away or overloaded. 503.
    Unavailable(Duration),
    /// Ours. Logged with its chain; the client sees a reference number only. 500.
    Internal(Box<dyn std::error::Error + Send + Sync>),
}

impl Problem {
    /// May not be done, with the reason's code.
    #[must_use]
    pub fn forbidden(code: &'static str) -> Self {
        Self::Forbidden(Invalid::new(code))
    }

    /// Contradicts what is there, with the reason's code.
    #[must_use]
    pub fn conflict(code: &'static str) -> Self {
        Self::Conflict(Invalid::new(code))
    }

    /// One field whose content cannot be accepted.
    #[must_use]
    pub fn field(field: impl Into<String>, invalid: Invalid) -> Self {
        Self::Unacceptable(vec![FieldProblem {
            field: field.into(),
            invalid,
        }])
    }

    /// Something that cannot happen unless the program or its data is at fault.
    #[must_use]
    pub fn internal(why: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::Internal(why.into())
    }

    /// HTTP status (RFC 9110, 6585, 4918).
    #[must_use]
    pub const fn status(&self) -> u16 {
        match self {
            Self::NotFound => 404,
            Self::SignedOut | Self::SignInRefused => 401,
            Self::Forbidden(_) => 403,
            Self::Malformed(_) => 400,
            Self::Unacceptable(_) => 422,
            Self::OutOfRange(_) => 416,
            Self::TooSlow => 408,
            Self::Conflict(_) => 409,
            Self::LostRace(_) => 412,
            Self::NoPrecondition => 428,
            Self::TooLarge(_) => 413,
            Self::WrongType => 415,
            Self::TooMany(..) => 429,
            Self::Full(_) => 507,
            Self::Unavailable(_) => 503,
            Self::Internal(_) => 500,
        }
    }

    /// The stable code.
    #[must_use]
    pub fn code(&self) -> &str {
        match self {
            Self::NotFound => "not_found",
            Self::SignedOut => "session.none",
            Self::SignInRefused => "session.refused",
            Self::Malformed(_) => "body.malformed",
            Self::Unacceptable(_) => "body.unacceptable",
            Self::Forbidden(invalid)
            | Self::Conflict(invalid)
            | Self::TooLarge(invalid)
            | Self::TooMany(invalid, _)
            | Self::Full(invalid) => &invalid.code,
            Self::OutOfRange(_) => "content.out_of_range",
            Self::TooSlow => "body.too_slow",
            Self::LostRace(_) => "edit.lost_race",
            Self::NoPrecondition => "edit.no_precondition",
            Self::WrongType => "body.wrong_type",
            Self::Unavailable(_) => "service.unavailable",
            Self::Internal(_) => "internal",
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Malformed(fields) | Self::Unacceptable(fields) => {
                f.write_str(self.code())?;
                fields
                    .iter()
                    .try_for_each(|it| write!(f, " {}: {}", it.field, it.invalid))
            }
            Self::Internal(why) => write!(f, "internal: {why}"),
            _ => f.write_str(self.code()),
        }
    }
}
impl std::error::Error for Problem {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_crosses_serde() {
        let invalid = Invalid::new("name.too_long").with("max", 80);
        let message = format!("{} at line 1 column 9", invalid.wire());
        assert_eq!(Invalid::from_wire(&message), Some(invalid));
        assert_eq!(Invalid::from_wire("missing field `name`"), None);
    }
}
