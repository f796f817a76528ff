// SPDX-License-Identifier: EUPL-1.2
//! Instants and days. The only place that reads the system's clock.

use std::{
    borrow::Cow,
    fmt,
    str::FromStr,
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::problem::Invalid;

/// An instant: microseconds since 1970-01-01T00:00:00Z. RFC 3339 in JSON.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(i64);

impl Timestamp {
    /// From microseconds since 1970, UTC.
    #[must_use]
    pub const fn from_micros(micros: i64) -> Self {
        Self(micros)
    }

    /// Microseconds since 1970, UTC.
    #[must_use]
    pub const fn micros(self) -> i64 {
        self.0
    }

    /// As the time library's type, for zones and calendars.
    #[must_use]
    pub fn to_jiff(self) -> jiff::Timestamp {
        jiff::Timestamp::from_microsecond(self.0).unwrap_or(jiff::Timestamp::MAX)
    }

    /// From the time library's type; what is finer than a microsecond is dropped.
    #[must_use]
    pub fn from_jiff(at: jiff::Timestamp) -> Self {
        Self(at.as_microsecond())
    }

    /// Elapsed since `earlier`, zero if that is later.
    #[must_use]
    pub fn since(self, earlier: Self) -> Duration {
        Duration::from_micros(u64::try_from(self.0.saturating_sub(earlier.0)).unwrap_or(0))
    }
}

impl std::ops::Add<Duration> for Timestamp {
    type Output = Self;
    fn add(self, span: Duration) -> Self {
        Self(
            self.0
                .saturating_add(i64::try_from(span.as_micros()).unwrap_or(i64::MAX)),
        )
    }
}

impl std::ops::Sub<Duration> for Timestamp {
    type Output = Self;
    fn sub(self, span: Duration) -> Self {
        Self(
            self.0
                .saturating_sub(i64::try_from(span.as_micros()).unwrap_or(i64::MAX)),
        )
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.to_jiff(), f)
    }
}
impl fmt::Debug for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
impl FromStr for Timestamp {
    type Err = Invalid;
    /// # Errors
    /// `time.malformed` unless RFC 3339.
    fn from_str(text: &str) -> Result<Self, Invalid> {
        text.parse()
            .map(Self::from_jiff)
            .map_err(|_| Invalid::new("time.malformed"))
    }
}
impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<str>::deserialize(deserializer)?;
        text.parse()
            .map_err(|invalid: Invalid| de::Error::custom(invalid.wire()))
    }
}

/// A day of the civil calendar, without hour or zone: `2026-10-08`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(jiff::civil::Date);

impl Day {
    /// From the time library's type.
    #[must_use]
    pub const fn from_jiff(date: jiff::civil::Date) -> Self {
        Self(date)
    }

    /// As the time library's type.
    #[must_use]
    pub const fn to_jiff(self) -> jiff::civil::Date {
        self.0
    }

    /// The instant at which this day is over in `zone`.
    #[must_use]
    pub fn end_in(self, zone: &jiff::tz::TimeZone) -> Timestamp {
        self.0
            .tomorrow()
            .and_then(|next| next.to_zoned_datetime(zone.clone()))
            .map_or(Timestamp(i64::MAX), |at| Timestamp::from_jiff(at.timestamp()))
    }

    /// The day it is at `at` in `zone`.
    #[must_use]
    pub fn of(at: Timestamp, zone: &jiff::tz::TimeZone) -> Self {
        Self(at.to_jiff().to_zoned_datetime(zone.clone()).date())
    }

    /// `days` later, or the last day there is.
    #[must_use]
    pub fn plus_days(self, days: i64) -> Self {
        use jiff::ToSpan as _;
        Self(self.0.checked_add(days.days()).unwrap_or(jiff::civil::Date::MAX))
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}
impl fmt::Debug for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}
impl FromStr for Day {
    type Err = Invalid;
    /// # Errors
    /// `day.malformed` unless `YYYY-MM-DD`.
    fn from_str(text: &str) -> Result<Self, Invalid> {
        let malformed = || Invalid::new("day.malformed");
        if text.len() != 10 {
            return Err(malformed());
        }
        text.parse().map(Self).map_err(|_| malformed())
    }
}
impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<str>::deserialize(deserializer)?;
        text.parse()
            .map_err(|invalid: Invalid| de::Error::custom(invalid.wire()))
    }
}

macro_rules! string_schema {
    ($($name:ident $schema:literal $format:expr;)*) => {$(
        impl utoipa::PartialSchema for $name {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
                use utoipa::openapi::{ObjectBuilder, SchemaFormat, schema::{KnownFormat, Type}};
                ObjectBuilder::new().schema_type(Type::String).format(Some(SchemaFormat::KnownFormat($format))).into()
            }
        }
        impl utoipa::ToSchema for $name {
            fn name() -> Cow<'static, str> {
                Cow::Borrowed($schema)
            }
        }
    )*};
}
string_schema! {
    Timestamp "Instant" KnownFormat::DateTime;
    Day "Day" KnownFormat::Date;
}

/// Where the time comes from: the system, or a hand that tests move.
#[derive(Debug, Clone)]
pub enum Clock {
    /// The system's clock, never going back within one process.
    System,
    /// Microseconds since 1970, set by a test or by the demonstration.
    Set(Arc<AtomicI64>),
}

impl Clock {
    /// A clock for tests, standing at `at`.
    #[must_use]
    pub fn set_to(at: Timestamp) -> Self {
        Self::Set(Arc::new(AtomicI64::new(at.0)))
    }

    /// Now.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        match self {
            Self::System => {
                // A clock set back must not make new things older than what they answer.
                static LAST: AtomicI64 = AtomicI64::new(0);
                #[expect(
                    clippy::disallowed_methods,
                    reason = "the one place that reads the system's clock"
                )]
                let now = jiff::Timestamp::now().as_microsecond();
                Timestamp(LAST.fetch_max(now, Ordering::Relaxed).max(now))
            }
            Self::Set(micros) => Timestamp(micros.load(Ordering::Relaxed)),
        }
    }

    /// Puts a test's clock to `at`, also back; the system's cannot be moved.
    pub fn move_to(&self, at: Timestamp) {
        if let Self::Set(micros) = self {
            micros.store(at.0, Ordering::Relaxed);
        }
    }

    /// Moves a test's clock; the system's cannot be moved.
    pub fn advance(&self, span: Duration) {
        if let Self::Set(micros) = self {
            micros.fetch_add(
                i64::try_from(span.as_micros()).unwrap_or(i64::MAX),
                Ordering::Relaxed,
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_is_rfc_3339() {
        let at = Timestamp::from_micros(1_760_000_000_123_456);
        let text = serde_json::to_string(&at).unwrap();
        assert_eq!(text, "\"2025-10-09T08:53:20.123456Z\"");
        assert_eq!(serde_json::from_str::<Timestamp>(&text).unwrap(), at);
    }

    #[test]
    fn a_day_ends_at_midnight_where_people_are() {
        let day: Day = "2026-10-08".parse().unwrap();
        let paris = jiff::tz::TimeZone::get("Europe/Paris").unwrap();
        assert_eq!(day.end_in(&paris).to_string(), "2026-10-08T22:00:00Z");
        assert_eq!(Day::of(day.end_in(&paris), &paris), day.plus_days(1));
        assert!("2026-02-30".parse::<Day>().is_err());
        assert!("2026-10-08T10:00".parse::<Day>().is_err());
    }
}
