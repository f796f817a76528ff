// SPDX-License-Identifier: EUPL-1.2
//! Languages, and how each writes dates.

use base::{Day, Timestamp};
use jiff::{civil::Date, tz::TimeZone};
use serde::{Deserialize, Serialize};

/// A language that mails are written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Locale {
    /// French.
    Fr,
    /// English.
    En,
}

impl Locale {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Fr, Self::En];

    /// The tag of the language: `fr`, `en`.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Fr => "fr",
            Self::En => "en",
        }
    }
}

/// `3 963` or `3,963`
pub(crate) fn number(locale: Locale, number: u64) -> String {
    let separator = match locale {
        Locale::Fr => '\u{202F}',
        Locale::En => ',',
    };
    let digits = number.to_string();
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(separator);
        }
        grouped.push(digit);
    }
    grouped
}

/// Writes dates as one language does, where the reader is.
pub(crate) struct Dates {
    pub(crate) locale: Locale,
    pub(crate) zone: TimeZone,
}

const NBSP: char = '\u{A0}';

impl Dates {
    /// `zone` is an IANA name; one that this machine does not know becomes UTC, and the hours then say so.
    pub(crate) fn new(locale: Locale, zone: &str) -> Self {
        Self {
            locale,
            zone: TimeZone::get(zone).unwrap_or(TimeZone::UTC),
        }
    }

    /// `jeudi 8 octobre 2026`
    pub(crate) fn day(&self, day: Day) -> String {
        self.date(day.to_jiff())
    }

    /// `jeudi 8 octobre 2026 à 9 h 30`
    pub(crate) fn instant(&self, at: Timestamp) -> String {
        let at_word = match self.locale {
            Locale::Fr => "à",
            Locale::En => "at",
        };
        let date = self.date(self.local(at).date());
        format!("{date} {at_word}{NBSP}{}", self.hour(at))
    }

    /// `9 h 30`
    pub(crate) fn hour(&self, at: Timestamp) -> String {
        let local = self.local(at);
        let hour = match self.locale {
            Locale::Fr if local.minute() == 0 => format!("{}{NBSP}h", local.hour()),
            Locale::Fr => format!("{}{NBSP}h{NBSP}{:02}", local.hour(), local.minute()),
            Locale::En => format!("{:02}:{:02}", local.hour(), local.minute()),
        };
        if self.zone == TimeZone::UTC {
            format!("{hour}{NBSP}UTC")
        } else {
            hour
        }
    }

    /// The day it is for the reader.
    pub(crate) fn day_of(&self, at: Timestamp) -> Day {
        Day::of(at, &self.zone)
    }

    fn local(&self, at: Timestamp) -> jiff::ZonedDateTime {
        at.to_jiff().to_zoned_datetime(self.zone.clone())
    }

    fn date(&self, date: Date) -> String {
        const FR_DAYS: [&str; 7] = [
            "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche",
        ];
        const EN_DAYS: [&str; 7] = [
            "Monday",
            "Tuesday",
            "Wednesday",
            "Thursday",
            "Friday",
            "Saturday",
            "Sunday",
        ];
        const FR_MONTHS: [&str; 12] = [
            "janvier",
            "février",
            "mars",
            "avril",
            "mai",
            "juin",
            "juillet",
            "août",
            "septembre",
            "octobre",
            "novembre",
            "décembre",
        ];
        const EN_MONTHS: [&str; 12] = [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ];
        let index = |number: i8| usize::try_from(number).unwrap_or_default();
        let weekday = index(date.weekday().to_monday_zero_offset());
        let month = index(date.month() - 1);
        match self.locale {
            Locale::Fr => {
                let day = if date.day() == 1 {
                    "1er".to_owned()
                } else {
                    date.day().to_string()
                };
                format!(
                    "{} {day}{NBSP}{} {}",
                    FR_DAYS[weekday],
                    FR_MONTHS[month],
                    date.year()
                )
            }
            Locale::En => {
                format!(
                    "{} {}{NBSP}{} {}",
                    EN_DAYS[weekday],
                    date.day(),
                    EN_MONTHS[month],
                    date.year()
                )
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().expect("RFC 3339")
    }

    #[test]
    fn hours_are_those_of_the_reader() {
        let paris = Dates::new(Locale::Fr, "Europe/Paris");
        assert_eq!(
            paris.instant(at("2026-10-08T07:30:00Z")),
            "jeudi 8\u{A0}octobre 2026 à\u{A0}9\u{A0}h\u{A0}30"
        );
        assert_eq!(
            paris.instant(at("2026-12-31T23:00:00Z")),
            "vendredi 1er\u{A0}janvier 2027 à\u{A0}0\u{A0}h"
        );
        let reunion = Dates::new(Locale::En, "Indian/Reunion");
        assert_eq!(
            reunion.instant(at("2026-10-08T07:05:00Z")),
            "Thursday 8\u{A0}October 2026 at\u{A0}11:05"
        );
    }

    #[test]
    fn long_numbers_are_grouped() {
        let french = [0, 999, 1_000, 1_234_567].map(|it| number(Locale::Fr, it));
        assert_eq!(french, ["0", "999", "1\u{202F}000", "1\u{202F}234\u{202F}567"]);
        assert_eq!(number(Locale::En, 12_345), "12,345");
    }

    #[test]
    fn an_unknown_zone_is_said_to_be_utc() {
        assert_eq!(
            Dates::new(Locale::En, "Mars/Olympus").hour(at("2026-10-08T07:05:00Z")),
            "07:05\u{A0}UTC"
        );
    }
}
