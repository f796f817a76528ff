// SPDX-License-Identifier: EUPL-1.2
//! Ids: UUIDv7 (RFC 9562), typed by kind in the program, `acc_01h…`-style text outside it.

use std::{
    borrow::Cow,
    fmt,
    hash::{Hash, Hasher},
    marker::PhantomData,
    str::FromStr,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use uuid::{ContextV7, Uuid};

use crate::{problem::Invalid, time::Timestamp};

/// What an id names. Implemented by the types of [`kind`] only.
pub trait Kind: 'static + Send + Sync {
    /// Text before the underscore, for example `acc`.
    const PREFIX: &'static str;
    /// Name of the schema in the API's description.
    const NAME: &'static str;
}

macro_rules! kinds {
    ($($name:ident $alias:ident $prefix:literal $doc:literal;)*) => {
        /// The kinds of things that have an id.
        pub mod kind {
            $(#[doc = $doc] #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)] pub enum $name {}
            impl super::Kind for $name {
                const PREFIX: &'static str = $prefix;
                const NAME: &'static str = stringify!($alias);
            })*
        }
        /// Their ids by one word each, which is what derives of the API's description call a type by.
        pub mod ids {
            $(#[doc = $doc] pub type $alias = super::Id<super::kind::$name>;)*
        }
        /// Every prefix with the name of its kind, for looking at an id whose kind is not known.
        pub const PREFIXES: &[(&str, &str)] = &[$(($prefix, stringify!($name))),*];
    };
}

kinds! {
    Account AccountId "acc" "A person's account.";
    AccessRequest AccessRequestId "req" "A request for an account.";
    AppPassword AppPasswordId "apw" "A password for one program, with a scope.";
    Blob BlobId "blb" "Sealed bytes in the blob store.";
    EmailChange EmailChangeId "eml" "A change of e-mail address that waits for its confirmation.";
    Event EventId "evt" "Something that happened.";
    Group GroupId "grp" "A group of people that counts as one member.";
    Import ImportId "imp" "A list of accounts read from a file.";
    Invitation InvitationId "inv" "An invitation to open one's account.";
    Job JobId "job" "Work that must still happen.";
    Link LinkId "lnk" "A tie between two objects.";
    Member MemberId "mem" "A person or a group in a project.";
    Notification NotificationId "ntf" "Something a person is told.";
    Organisation OrganisationId "org" "A ministry, a directorate, an office.";
    Project ProjectId "prj" "A project.";
    ProjectAccessRequest ProjectAccessRequestId "par" "A request to enter a project.";
    Reset ResetId "rst" "A request for a new password.";
    Session SessionId "ses" "A signed-in browser.";
    Channel ChannelId "chn" "A channel of messages.";
    Message MessageId "msg" "A message.";
    ChannelFolder ChannelFolderId "cfd" "A folder of channels.";
    Hook HookId "hok" "An address at which a program posts in a channel.";
    ScheduledMessage ScheduledMessageId "sch" "A message that is to be posted later.";
    Entry EntryId "ent" "A folder or a file of a project's documents.";
    FileVersion FileVersionId "ver" "What a file held at a time.";
    Upload UploadId "upl" "A file on its way.";
    Page PageId "pag" "A co-edited page.";
    Task TaskId "tsk" "A task.";
    CalendarEvent CalendarEventId "cal" "An event of a calendar.";
    Meeting MeetingId "mtg" "A meeting.";
}

/// The id of one `K`. In text: the kind's prefix, `_`, and 26 digits of Crockford's base 32 in lower case, which sort as the ids do.
pub struct Id<K>(Uuid, PhantomData<fn() -> K>);

const DIGITS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
const TEXT_DIGITS: usize = 26;

impl<K> Id<K> {
    /// Sorts before every id made.
    pub const MIN: Self = Self(Uuid::nil(), PhantomData);
    /// Sorts after every id made; the first page of a list asks for what is before it.
    pub const MAX: Self = Self(Uuid::max(), PhantomData);

    /// For the database and for tests; elsewhere ids come from [`Ids`].
    #[must_use]
    pub const fn from_uuid(uuid: Uuid) -> Self {
        Self(uuid, PhantomData)
    }

    /// The 128 bits.
    #[must_use]
    pub const fn uuid(self) -> Uuid {
        self.0
    }
}

impl<K: Kind> fmt::Display for Id<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut digits = [0u8; TEXT_DIGITS];
        let mut rest = self.0.as_u128();
        for digit in digits.iter_mut().rev() {
            *digit = DIGITS[(rest & 31) as usize];
            rest >>= 5;
        }
        f.write_str(K::PREFIX)?;
        f.write_str("_")?;
        f.write_str(std::str::from_utf8(&digits).map_err(|_| fmt::Error)?)
    }
}

impl<K: Kind> fmt::Debug for Id<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl<K: Kind> FromStr for Id<K> {
    type Err = Invalid;

    /// One text per id: upper case, other alphabets and excess bits are refused.
    ///
    /// # Errors
    /// `id.malformed`.
    fn from_str(text: &str) -> Result<Self, Invalid> {
        let malformed = || Invalid::new("id.malformed").with("expected", K::PREFIX);
        let digits = text
            .strip_prefix(K::PREFIX)
            .and_then(|rest| rest.strip_prefix('_'))
            .ok_or_else(malformed)?;
        if digits.len() != TEXT_DIGITS {
            return Err(malformed());
        }
        let mut value: u128 = 0;
        for (at, byte) in digits.bytes().enumerate() {
            let digit = DIGITS.iter().position(|&it| it == byte).ok_or_else(malformed)? as u128;
            // 26 digits carry 130 bits: the first may use three of its five.
            if at == 0 && digit > 7 {
                return Err(malformed());
            }
            value = value << 5 | digit;
        }
        Ok(Self::from_uuid(Uuid::from_u128(value)))
    }
}

impl<K> Clone for Id<K> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<K> Copy for Id<K> {}
impl<K> PartialEq for Id<K> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}
impl<K> Eq for Id<K> {}
impl<K> PartialOrd for Id<K> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl<K> Ord for Id<K> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.cmp(&other.0)
    }
}
impl<K> Hash for Id<K> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}

impl<K: Kind> Serialize for Id<K> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de, K: Kind> Deserialize<'de> for Id<K> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<str>::deserialize(deserializer)?;
        text.parse()
            .map_err(|invalid: Invalid| de::Error::custom(invalid.wire()))
    }
}

impl<K: Kind> utoipa::PartialSchema for Id<K> {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        use utoipa::openapi::{ObjectBuilder, schema::Type};
        ObjectBuilder::new()
            .schema_type(Type::String)
            .description(Some(format!(
                "`{}_…`. Opaque: compare it, keep it, send it back.",
                K::PREFIX
            )))
            .pattern(Some(format!("^{}_[0-7][0-9a-hjkmnp-tv-z]{{25}}$", K::PREFIX)))
            .into()
    }
}

impl<K: Kind> utoipa::ToSchema for Id<K> {
    fn name() -> Cow<'static, str> {
        Cow::Borrowed(K::NAME)
    }
}

/// Where new ids come from: the system's randomness, or a counter in tests, so that snapshots hold.
#[derive(Debug, Clone)]
pub enum Ids {
    /// UUIDv7 of the time given, with a counter within the millisecond.
    Random,
    /// UUIDv7 of the time given, numbered from one.
    Counted(Arc<AtomicU64>),
}

impl Ids {
    /// Ids for tests.
    #[must_use]
    pub fn counted() -> Self {
        Self::Counted(Arc::new(AtomicU64::new(1)))
    }

    /// Goes on from here, apart: what one numbers does not move the other.
    #[must_use]
    pub fn apart(&self) -> Self {
        match self {
            Self::Random => Self::Random,
            Self::Counted(next) => Self::Counted(Arc::new(AtomicU64::new(next.load(Ordering::Relaxed)))),
        }
    }

    /// A new id, later than all earlier ones of the same time.
    #[must_use]
    pub fn next<K>(&self, now: Timestamp) -> Id<K> {
        Id::from_uuid(match self {
            Self::Random => {
                static CONTEXT: std::sync::LazyLock<std::sync::Mutex<ContextV7>> =
                    std::sync::LazyLock::new(|| std::sync::Mutex::new(ContextV7::new()));
                let micros = now.micros().max(0).unsigned_abs();
                let context = CONTEXT.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
                let nanos = u32::try_from(micros % 1_000_000).unwrap_or(0) * 1_000;
                Uuid::new_v7(uuid::Timestamp::from_unix(&*context, micros / 1_000_000, nanos))
            }
            Self::Counted(next) => {
                let millis = now.micros().max(0).unsigned_abs() / 1_000;
                let number = next.fetch_add(1, Ordering::Relaxed);
                let mut bytes = [0u8; 10];
                bytes[2..].copy_from_slice(&number.to_be_bytes());
                uuid::Builder::from_unix_timestamp_millis(millis, &bytes).into_uuid()
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn text_and_back(value: u128) {
            let id = Id::<kind::Account>::from_uuid(Uuid::from_u128(value));
            prop_assert_eq!(id.to_string().parse::<Id<kind::Account>>(), Ok(id));
        }

        #[test]
        fn texts_sort_as_ids(a: u128, b: u128) {
            let (a, b) = (Id::<kind::Account>::from_uuid(Uuid::from_u128(a)), Id::<kind::Account>::from_uuid(Uuid::from_u128(b)));
            prop_assert_eq!(a.cmp(&b), a.to_string().cmp(&b.to_string()));
        }

        #[test]
        fn no_text_makes_it_panic(text in ".{0,40}") {
            let _ = text.parse::<Id<kind::Account>>();
        }
    }

    #[test]
    fn another_kind_is_refused() {
        let id = Id::<kind::Account>::MAX.to_string();
        assert!(id.parse::<Id<kind::Project>>().is_err());
        assert!(id.to_uppercase().parse::<Id<kind::Account>>().is_err());
        assert!(
            "acc_8zzzzzzzzzzzzzzzzzzzzzzzzz"
                .parse::<Id<kind::Account>>()
                .is_err()
        );
    }

    #[test]
    fn ids_of_one_instant_are_ordered() {
        for ids in [Ids::Random, Ids::counted()] {
            let now = Timestamp::from_micros(1_700_000_000_000_000);
            let made: Vec<Id<kind::Account>> = (0..1_000).map(|_| ids.next(now)).collect();
            assert!(made.is_sorted());
            assert!(made.windows(2).all(|pair| pair[0] != pair[1]));
        }
    }

    #[test]
    fn prefixes_are_distinct() {
        let mut prefixes: Vec<_> = PREFIXES.iter().map(|(prefix, _)| prefix).collect();
        prefixes.sort();
        prefixes.dedup();
        assert_eq!(prefixes.len(), PREFIXES.len());
    }
}
