// SPDX-License-Identifier: EUPL-1.2
//! The values that cross into and out of both databases.

use std::borrow::Cow;

use base::{Day, EmailAddress, Id, SecretHash, Timestamp, text};
use tokio_postgres::types::{IsNull, ToSql, Type, to_sql_checked};
use uuid::Uuid;

/// A parameter or a column.
#[derive(Debug, Clone, PartialEq)]
pub enum Value<'a> {
    /// NULL of any type.
    Null,
    /// BOOLEAN.
    Bool(bool),
    /// BIGINT.
    Int(i64),
    /// TEXT.
    Text(Cow<'a, str>),
    /// BYTEA.
    Bytes(Cow<'a, [u8]>),
    /// UUID; SQLite keeps its 16 bytes.
    Uuid(Uuid),
}

/// A column did not hold what the program expects of it.
#[derive(Debug, thiserror::Error)]
#[error("column {at}: expected {expected}, found {found}")]
pub struct Mismatch {
    /// Its place in the row.
    pub at: usize,
    /// What was expected.
    pub expected: &'static str,
    /// What was there: never the content, for errors are logged.
    pub found: &'static str,
}

impl Value<'_> {
    /// What it is, for the error message.
    pub(crate) const fn kind(&self) -> &'static str {
        match self {
            Self::Null => "NULL",
            Self::Bool(_) => "a boolean",
            Self::Int(_) => "an integer",
            Self::Text(_) => "text",
            Self::Bytes(_) => "bytes",
            Self::Uuid(_) => "an id",
        }
    }
}

/// What a column can be read as.
pub trait Column: Sized {
    /// For the error message.
    const EXPECTED: &'static str;

    /// `None` if the value is not one of these.
    fn from_value(value: Value<'_>) -> Option<Self>;
}

macro_rules! plain {
    ($($type:ty, $expected:literal, $pattern:pat => $out:expr;)*) => {$(
        impl Column for $type {
            const EXPECTED: &'static str = $expected;
            fn from_value(value: Value<'_>) -> Option<Self> {
                match value {
                    $pattern => $out,
                    _ => None,
                }
            }
        }
    )*};
}

plain! {
    i64, "an integer", Value::Int(it) => Some(it);
    String, "text", Value::Text(it) => Some(it.into_owned());
    Vec<u8>, "bytes", Value::Bytes(it) => Some(it.into_owned());
    Timestamp, "microseconds", Value::Int(it) => Some(Self::from_micros(it));
    Day, "a day", Value::Text(it) => it.parse().ok();
    EmailAddress, "an address", Value::Text(it) => it.parse().ok();
}

impl Column for bool {
    const EXPECTED: &'static str = "a boolean";
    fn from_value(value: Value<'_>) -> Option<Self> {
        match value {
            Value::Bool(it) => Some(it),
            Value::Int(it) => Some(it != 0),
            _ => None,
        }
    }
}

impl Column for Uuid {
    const EXPECTED: &'static str = "an id";
    fn from_value(value: Value<'_>) -> Option<Self> {
        match value {
            Value::Uuid(it) => Some(it),
            Value::Bytes(it) => Self::from_slice(&it).ok(),
            _ => None,
        }
    }
}

impl<K> Column for Id<K> {
    const EXPECTED: &'static str = "an id";
    fn from_value(value: Value<'_>) -> Option<Self> {
        Uuid::from_value(value).map(Self::from_uuid)
    }
}

impl<T: Column> Column for Option<T> {
    const EXPECTED: &'static str = T::EXPECTED;
    fn from_value(value: Value<'_>) -> Option<Self> {
        match value {
            Value::Null => Some(None),
            value => T::from_value(value).map(Some),
        }
    }
}

/// Lets an enum with `as_str()` and `FromStr` be stored as TEXT.
#[macro_export]
macro_rules! text_column {
    ($($type:ty),* $(,)?) => {$(
        impl $crate::Column for $type {
            const EXPECTED: &'static str = stringify!($type);
            fn from_value(value: $crate::Value<'_>) -> Option<Self> {
                match value {
                    $crate::Value::Text(it) => it.parse().ok(),
                    _ => None,
                }
            }
        }
        impl From<$type> for $crate::Value<'_> {
            fn from(it: $type) -> Self {
                $crate::Value::Text(std::borrow::Cow::Borrowed(it.as_str()))
            }
        }
        impl From<&$type> for $crate::Value<'_> {
            fn from(it: &$type) -> Self {
                $crate::Value::Text(std::borrow::Cow::Borrowed(it.as_str()))
            }
        }
    )*};
}

macro_rules! into_value {
    ($($type:ty, $it:ident => $value:expr;)*) => {$(
        impl<'a> From<$type> for Value<'a> {
            fn from($it: $type) -> Self {
                $value
            }
        }
    )*};
}

into_value! {
    bool, it => Value::Bool(it);
    i64, it => Value::Int(it);
    Uuid, it => Value::Uuid(it);
    Timestamp, it => Value::Int(it.micros());
    Day, it => Value::Text(Cow::Owned(it.to_string()));
    String, it => Value::Text(Cow::Owned(it));
    Vec<u8>, it => Value::Bytes(Cow::Owned(it));
    &'a str, it => Value::Text(Cow::Borrowed(it));
    &'a String, it => Value::Text(Cow::Borrowed(it));
    &'a [u8], it => Value::Bytes(Cow::Borrowed(it));
    &'a Vec<u8>, it => Value::Bytes(Cow::Borrowed(it));
    &'a EmailAddress, it => Value::Text(Cow::Borrowed(it.as_str()));
    &'a SecretHash, it => Value::Bytes(Cow::Borrowed(it.as_bytes()));
    &'a text::Name, it => Value::Text(Cow::Borrowed(it.as_str()));
    &'a text::Phrase, it => Value::Text(Cow::Borrowed(it.as_str()));
    &'a text::Paragraphs, it => Value::Text(Cow::Borrowed(it.as_str()));
}

impl<K> From<Id<K>> for Value<'_> {
    fn from(it: Id<K>) -> Self {
        Value::Uuid(it.uuid())
    }
}

impl<'a, T> From<Option<T>> for Value<'a>
where
    Value<'a>: From<T>,
{
    fn from(it: Option<T>) -> Self {
        it.map_or(Value::Null, Value::from)
    }
}

/// A list of ids as one parameter: a JSON array of their 32 hexadecimal digits, read by `json_each` and `unhex`, or
/// `jsonb_array_elements_text`.
#[must_use]
pub fn id_list<K>(ids: &[Id<K>]) -> String {
    let mut text = String::with_capacity(ids.len() * 35 + 2);
    text.push('[');
    for (at, id) in ids.iter().enumerate() {
        if at > 0 {
            text.push(',');
        }
        text.push('"');
        text.push_str(&id.uuid().simple().to_string());
        text.push('"');
    }
    text.push(']');
    text
}

impl rusqlite::ToSql for Value<'_> {
    fn to_sql(&self) -> rusqlite::Result<rusqlite::types::ToSqlOutput<'_>> {
        use rusqlite::types::{ToSqlOutput, Value as Owned, ValueRef};
        Ok(match self {
            Value::Null => ToSqlOutput::Owned(Owned::Null),
            Value::Bool(it) => ToSqlOutput::Owned(Owned::Integer(i64::from(*it))),
            Value::Int(it) => ToSqlOutput::Owned(Owned::Integer(*it)),
            Value::Text(it) => ToSqlOutput::Borrowed(ValueRef::Text(it.as_bytes())),
            Value::Bytes(it) => ToSqlOutput::Borrowed(ValueRef::Blob(it)),
            Value::Uuid(it) => ToSqlOutput::Borrowed(ValueRef::Blob(it.as_bytes())),
        })
    }
}

impl ToSql for Value<'_> {
    fn to_sql(
        &self,
        ty: &Type,
        out: &mut tokio_postgres::types::private::BytesMut,
    ) -> Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
        match self {
            Value::Null => Ok(IsNull::Yes),
            Value::Bool(it) => it.to_sql_checked(ty, out),
            Value::Int(it) if *ty == Type::INT4 => i32::try_from(*it)?.to_sql_checked(ty, out),
            Value::Int(it) => it.to_sql_checked(ty, out),
            Value::Text(it) => it.as_ref().to_sql_checked(ty, out),
            Value::Bytes(it) => it.as_ref().to_sql_checked(ty, out),
            Value::Uuid(it) => it.to_sql_checked(ty, out),
        }
    }

    // Each value checks itself against the type when it is written.
    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}
