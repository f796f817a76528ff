// SPDX-License-Identifier: EUPL-1.2
//! When a mail may leave: the person's rhythm, the hours in which he wants to be left alone, where he is. No I/O, no clock.

use std::{fmt, str::FromStr, time::Duration};

use base::{Invalid, Timestamp};
use jiff::{
    civil::{Date, Time, Weekday},
    tz::TimeZone,
};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::model::{MailRhythm, Quiet, Wishes};

/// How long something new may be read in the program before it is mailed: several things that happen together leave
/// together, and who is there needs no mail.
pub const GRACE: Duration = Duration::from_secs(60);

/// When the mail of a day leaves, and that of a weekend for those who are left alone in the middle of the day only.
const MORNING: Hour = Hour::at(8, 0);

/// A minute of the day, `HH:MM`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hour {
    minutes: i16,
}

impl Hour {
    /// From constants; what is not a time of day is midnight.
    #[must_use]
    pub const fn at(hour: i8, minute: i8) -> Self {
        let minutes = hour as i16 * 60 + minute as i16;
        Self {
            minutes: if minutes >= 0 && minutes < 24 * 60 {
                minutes
            } else {
                0
            },
        }
    }

    fn of(time: Time) -> Self {
        Self::at(time.hour(), time.minute())
    }

    /// Its first instant on `date` in `zone`; where the clock is put back over it, the second time it comes: one is left
    /// alone too long rather than too short.
    fn on(self, date: Date, zone: &TimeZone) -> Timestamp {
        let time = Time::midnight().wrapping_add(jiff::Span::new().minutes(i64::from(self.minutes)));
        let at = zone.to_ambiguous_zoned_datetime(date.to_datetime(time)).later();
        // Only outside the years that calendars know.
        at.map_or(Timestamp::from_micros(i64::MAX), |it| {
            Timestamp::from_jiff(it.timestamp())
        })
    }
}

impl fmt::Display for Hour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.minutes / 60, self.minutes % 60)
    }
}

impl FromStr for Hour {
    type Err = Invalid;

    /// # Errors
    /// `hour.malformed` unless `HH:MM`.
    fn from_str(text: &str) -> Result<Self, Invalid> {
        let part = |it: &str, below: i8| it.parse::<i8>().ok().filter(|it| (0..below).contains(it));
        let malformed = || Invalid::new("hour.malformed");
        if text.len() != 5
            || !text.bytes().enumerate().all(|(at, byte)| {
                if at == 2 {
                    byte == b':'
                } else {
                    byte.is_ascii_digit()
                }
            })
        {
            return Err(malformed());
        }
        let (hour, minute) = text
            .split_once(':')
            .and_then(|(h, m)| Some((part(h, 24)?, part(m, 60)?)))
            .ok_or_else(malformed)?;
        Ok(Self::at(hour, minute))
    }
}

impl Serialize for Hour {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Hour {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse()
            .map_err(|invalid: Invalid| de::Error::custom(invalid.wire()))
    }
}

/// When something that happened at `at` is to be mailed; `None`: not at all.
#[must_use]
pub fn mail_at(wishes: &Wishes, zone: &TimeZone, at: Timestamp) -> Option<Timestamp> {
    let due = match wishes.mail {
        MailRhythm::AtOnce => at + GRACE,
        MailRhythm::Hourly => next_hour(at, zone),
        MailRhythm::Daily => next_morning(at, zone),
        MailRhythm::Never => return None,
    };
    Some(allowed(&wishes.quiet, zone, due))
}

/// The first instant from `at` on at which this person may be written to.
#[must_use]
pub fn allowed(quiet: &Quiet, zone: &TimeZone, at: Timestamp) -> Timestamp {
    let mut at = at;
    // A night, then a weekend, then its last night: more turns than this would not end.
    for _ in 0..8 {
        match end_of_silence(quiet, zone, at) {
            Some(end) if end > at => at = end,
            _ => return at,
        }
    }
    at
}

/// When the silence that holds at `at` ends; `None`: none holds.
fn end_of_silence(quiet: &Quiet, zone: &TimeZone, at: Timestamp) -> Option<Timestamp> {
    if !quiet.on {
        return None;
    }
    let local = at.to_jiff().to_zoned_datetime(zone.clone());
    let (date, hour) = (local.date(), Hour::of(local.time()));
    let (from, until) = (quiet.from, quiet.until);
    // From 19 h to 8 h is over midnight.
    let is_over_midnight = until < from;
    if quiet.weekends && matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday) {
        let days = if date.weekday() == Weekday::Saturday { 2 } else { 1 };
        let monday = date.checked_add(jiff::Span::new().days(days)).ok()?;
        return Some(if is_over_midnight { until } else { MORNING }.on(monday, zone));
    }
    if is_over_midnight {
        if hour >= from {
            return Some(until.on(date.tomorrow().ok()?, zone));
        }
        return (hour < until).then(|| until.on(date, zone));
    }
    (from <= hour && hour < until).then(|| until.on(date, zone))
}

/// The next full hour of the clocks in `zone`, some of which stand at the half.
fn next_hour(at: Timestamp, zone: &TimeZone) -> Timestamp {
    const HOUR: i64 = 3_600_000_000;
    let offset = i64::from(zone.to_offset(at.to_jiff()).seconds()) * 1_000_000;
    let local = at.micros().saturating_add(offset);
    Timestamp::from_micros(
        (local.div_euclid(HOUR) + 1)
            .saturating_mul(HOUR)
            .saturating_sub(offset),
    )
}

fn next_morning(at: Timestamp, zone: &TimeZone) -> Timestamp {
    let today = at.to_jiff().to_zoned_datetime(zone.clone()).date();
    let this = MORNING.on(today, zone);
    if this > at {
        return this;
    }
    today
        .tomorrow()
        .map_or(Timestamp::from_micros(i64::MAX), |it| MORNING.on(it, zone))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn paris() -> TimeZone {
        TimeZone::get("Europe/Paris").unwrap()
    }

    fn reunion() -> TimeZone {
        TimeZone::get("Indian/Reunion").unwrap()
    }

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn wishes(mail: MailRhythm) -> Wishes {
        Wishes {
            mail,
            ..Wishes::default()
        }
    }

    fn quiet(from: &str, until: &str, weekends: bool) -> Quiet {
        Quiet {
            on: true,
            from: from.parse().unwrap(),
            until: until.parse().unwrap(),
            weekends,
        }
    }

    #[test]
    fn hours_are_hours() {
        assert_eq!("08:05".parse::<Hour>().unwrap().to_string(), "08:05");
        for wrong in ["", "8:05", "24:00", "12:60", "12h30", "-1:30", "+1:30", "12:3é"] {
            assert!(wrong.parse::<Hour>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn each_rhythm_has_its_instant() {
        // Thursday 8 October 2026, 9 h 42 in Paris.
        let now = at("2026-10-08T07:42:00Z");
        assert_eq!(
            mail_at(&wishes(MailRhythm::AtOnce), &paris(), now),
            Some(at("2026-10-08T07:43:00Z"))
        );
        assert_eq!(
            mail_at(&wishes(MailRhythm::Hourly), &paris(), now),
            Some(at("2026-10-08T08:00:00Z"))
        );
        assert_eq!(
            mail_at(&wishes(MailRhythm::Daily), &paris(), now),
            Some(at("2026-10-09T06:00:00Z"))
        );
        assert_eq!(mail_at(&wishes(MailRhythm::Never), &paris(), now), None);
    }

    #[test]
    fn an_hour_is_one_of_the_clocks_there() {
        let kolkata = TimeZone::get("Asia/Kolkata").unwrap();
        // 13 h 12 there; the next full hour is 14 h, 8 h 30 UTC.
        assert_eq!(
            next_hour(at("2026-10-08T07:42:00Z"), &kolkata),
            at("2026-10-08T08:30:00Z")
        );
        assert_eq!(
            next_hour(at("2026-10-08T08:30:00Z"), &kolkata),
            at("2026-10-08T09:30:00Z")
        );
    }

    #[test]
    fn the_evening_waits_for_the_morning_where_one_is() {
        // 20 h 15 in Paris, 22 h 15 on La Réunion; both wait for 8 h, which is not the same instant.
        let evening = at("2026-10-08T18:15:00Z");
        assert_eq!(
            mail_at(&wishes(MailRhythm::AtOnce), &paris(), evening),
            Some(at("2026-10-09T06:00:00Z"))
        );
        assert_eq!(
            mail_at(&wishes(MailRhythm::AtOnce), &reunion(), evening),
            Some(at("2026-10-09T04:00:00Z"))
        );
        // 17 h 30 in Paris is working time; on La Réunion it is 19 h 30.
        let afternoon = at("2026-10-08T15:30:00Z");
        assert_eq!(
            mail_at(&wishes(MailRhythm::AtOnce), &paris(), afternoon),
            Some(at("2026-10-08T15:31:00Z"))
        );
        assert_eq!(
            mail_at(&wishes(MailRhythm::AtOnce), &reunion(), afternoon),
            Some(at("2026-10-09T04:00:00Z"))
        );
    }

    #[test]
    fn friday_evening_waits_for_monday() {
        let friday = at("2026-10-09T18:15:00Z");
        assert_eq!(
            allowed(&Wishes::default().quiet, &paris(), friday),
            at("2026-10-12T06:00:00Z")
        );
        let saturday = at("2026-10-10T10:00:00Z");
        assert_eq!(
            allowed(&Wishes::default().quiet, &paris(), saturday),
            at("2026-10-12T06:00:00Z")
        );
        assert_eq!(
            allowed(&quiet("19:00", "08:00", false), &paris(), saturday),
            saturday
        );
        // Left alone at noon and on weekends: not written to at midnight on Monday.
        assert_eq!(
            allowed(&quiet("12:00", "14:00", true), &paris(), saturday),
            at("2026-10-12T06:00:00Z")
        );
    }

    #[test]
    fn the_borders_belong_to_one_side() {
        let hours = quiet("19:00", "08:00", false);
        assert_eq!(
            allowed(&hours, &paris(), at("2026-10-08T16:59:59Z")),
            at("2026-10-08T16:59:59Z")
        );
        assert_eq!(
            allowed(&hours, &paris(), at("2026-10-08T17:00:00Z")),
            at("2026-10-09T06:00:00Z")
        );
        assert_eq!(
            allowed(&hours, &paris(), at("2026-10-09T06:00:00Z")),
            at("2026-10-09T06:00:00Z")
        );
        // From an hour to itself is no time at all.
        assert_eq!(
            allowed(
                &quiet("19:00", "19:00", false),
                &paris(),
                at("2026-10-08T17:00:00Z")
            ),
            at("2026-10-08T17:00:00Z")
        );
    }

    #[test]
    fn clocks_that_are_put_on_or_back_are_followed() {
        // In the night to Sunday 25 October 2026 Paris goes from UTC+2 to UTC+1: 8 h is 7 h UTC.
        let hours = quiet("19:00", "08:00", false);
        assert_eq!(
            allowed(&hours, &paris(), at("2026-10-24T20:00:00Z")),
            at("2026-10-25T07:00:00Z")
        );
        // 2 h 30 comes twice in that night; until the second one it is silent.
        let short = quiet("22:00", "02:30", false);
        assert_eq!(
            allowed(&short, &paris(), at("2026-10-25T00:15:00Z")),
            at("2026-10-25T01:30:00Z")
        );
        assert_eq!(
            allowed(&short, &paris(), at("2026-10-25T01:15:00Z")),
            at("2026-10-25T01:30:00Z")
        );
        // In the night to Sunday 28 March 2027 there is no 2 h 30: 3 h 30 is the first minute after it.
        assert_eq!(
            allowed(&short, &paris(), at("2027-03-27T23:00:00Z")),
            at("2027-03-28T01:30:00Z")
        );
        // The mail of the day leaves at 8 h on both sides.
        assert_eq!(
            next_morning(at("2026-10-24T12:00:00Z"), &paris()),
            at("2026-10-25T07:00:00Z")
        );
        assert_eq!(
            next_morning(at("2027-03-27T12:00:00Z"), &paris()),
            at("2027-03-28T06:00:00Z")
        );
    }

    #[test]
    fn who_wants_no_silence_has_none() {
        let off = Quiet {
            on: false,
            ..Wishes::default().quiet
        };
        let night = at("2026-10-10T01:00:00Z");
        assert_eq!(allowed(&off, &paris(), night), night);
    }

    proptest! {
        #[test]
        fn what_is_allowed_is_not_silent_and_not_sooner(
            seconds in 1_700_000_000i64..1_900_000_000, from in 0i16..1440, until in 0i16..1440, weekends: bool, zone in 0..3usize,
        ) {
            let zone = [paris(), reunion(), TimeZone::get("America/Guadeloupe").unwrap()][zone].clone();
            let quiet = Quiet { on: true, from: Hour { minutes: from }, until: Hour { minutes: until }, weekends };
            let now = Timestamp::from_micros(seconds * 1_000_000);
            let then = allowed(&quiet, &zone, now);
            prop_assert!(then >= now);
            prop_assert_eq!(end_of_silence(&quiet, &zone, then), None);
            prop_assert!(then.since(now) < Duration::from_secs(4 * 24 * 3_600));
        }
    }
}
