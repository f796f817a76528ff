// SPDX-License-Identifier: EUPL-1.2
//! A log (main courante) as a document: its entries in their order, what corrects what, and a fingerprint by which anyone
//! sees whether something was left out or changed.

use std::fmt::Write as _;

use aws_lc_rs::digest::{Context, SHA256};
use base::{Day, Id, Invalid, Problem, Timestamp, kind};
use jiff::tz::TimeZone;
use paper::{About, Paper, Style};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{markdown, words_log::Words};
use crate::table::Table;

/// Most entries in one document: a longer log is taken away by periods.
pub const ENTRIES_MAX: i64 = 10_000;

/// Most text in one document, in bytes: what is made of it is held whole.
pub const TEXT_MAX_BYTES: i64 = 8 * 1024 * 1024;

/// What stands between the parts of an entry in its fingerprint, and after it. No text has either: a body keeps no control
/// characters but tabs and line ends.
const BETWEEN: &[u8] = b"\x1F";
const AFTER: &[u8] = b"\x1E";

/// What a log is taken away as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum LogFormat {
    /// A document to read, print and file (PDF, A4).
    Pdf,
    /// A table for other programs (RFC 4180, with `;`).
    Csv,
}

/// From one day to another, both included, where whoever asks is; without ends, all there is.
#[derive(Debug, Clone)]
pub struct Period {
    from: Option<Day>,
    to: Option<Day>,
    zone: TimeZone,
}

impl Period {
    /// A period in a time zone.
    ///
    /// # Errors
    /// `period.ends_before_it_starts`.
    pub fn new(from: Option<Day>, to: Option<Day>, zone: TimeZone) -> Result<Self, Problem> {
        if from.zip(to).is_some_and(|(from, to)| to < from) {
            let invalid = Invalid::new("period.ends_before_it_starts");
            return Err(Problem::field("to", invalid));
        }
        Ok(Self { from, to, zone })
    }

    /// The first instant in it, and the first after it.
    #[must_use]
    pub fn bounds(&self) -> (Timestamp, Timestamp) {
        let day_before = |it: Day| it.plus_days(-1).end_in(&self.zone);
        (
            self.from.map_or(Timestamp::from_micros(i64::MIN), day_before),
            self.to
                .map_or(Timestamp::from_micros(i64::MAX), |it| it.end_in(&self.zone)),
        )
    }
}

/// An entry of a log.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Its number.
    pub number: i64,
    /// When it was written.
    pub at: Timestamp,
    /// Who wrote it.
    pub author: Id<kind::Account>,
    /// What he was called when he wrote it, and the program that wrote for him.
    pub author_name: String,
    /// Markdown.
    pub body: String,
    /// The message that it passes on.
    pub passed_on: Option<PassedOn>,
    /// The entry that it corrects or completes.
    pub corrects: Option<i64>,
    /// Those that correct or complete it.
    pub corrected_by: Vec<i64>,
}

/// What an entry passes on, as it read then.
#[derive(Debug, Clone)]
pub struct PassedOn {
    /// When it was posted.
    pub at: Timestamp,
    /// Who wrote it.
    pub author: Id<kind::Account>,
    /// What he was called when it was passed on, and the program that wrote for him.
    pub author_name: String,
    /// Markdown.
    pub body: String,
}

/// A log, or a period of it, that someone takes away.
#[derive(Debug)]
pub struct Log {
    /// What its channel is called.
    pub channel: String,
    /// In which project.
    pub project: String,
    /// Of which days.
    pub period: Period,
    /// Who takes it away.
    pub taken_by: String,
    /// When.
    pub taken_at: Timestamp,
    /// In order.
    pub entries: Vec<Entry>,
}

impl Log {
    /// SHA-256, in hexadecimal, of the entries in their order: of each the number, the instant (RFC 3339, UTC), the author's
    /// id and the text, and of what it passes on the same but for the number; separated by U+001F, the entry ended by U+001E.
    /// `docs/guide` says how to work it out again.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        let mut context = Context::new(&SHA256);
        for entry in &self.entries {
            context.update(entry.number.to_string().as_bytes());
            context.update(BETWEEN);
            context.update(entry.at.to_string().as_bytes());
            context.update(BETWEEN);
            context.update(entry.author.to_string().as_bytes());
            context.update(BETWEEN);
            context.update(entry.body.as_bytes());
            if let Some(passed_on) = &entry.passed_on {
                context.update(BETWEEN);
                context.update(passed_on.at.to_string().as_bytes());
                context.update(BETWEEN);
                context.update(passed_on.author.to_string().as_bytes());
                context.update(BETWEEN);
                context.update(passed_on.body.as_bytes());
            }
            context.update(AFTER);
        }
        let mut text = String::with_capacity(64);
        for byte in context.finish().as_ref() {
            // A String takes all.
            let _ = write!(text, "{byte:02x}");
        }
        text
    }

    /// As a table.
    ///
    /// # Errors
    /// Only once it does not go on, because nobody waits for it.
    pub fn csv(&self, words: &Words, goes_on: impl Fn() -> bool) -> Result<Vec<u8>, Problem> {
        let mut table = Table::for_spreadsheets(&words.columns)?;
        for entry in &self.entries {
            waited_for(&goes_on)?;
            let numbers: Vec<String> = entry.corrected_by.iter().map(ToString::to_string).collect();
            let passed_on = entry.passed_on.as_ref();
            let of_passed_on =
                |text: fn(&PassedOn) -> String| passed_on.map_or_else(String::new, |it| quoted(&text(it)));
            table.line([
                entry.number.to_string(),
                entry.at.to_string(),
                self.local(entry.at, "%Y-%m-%d %H:%M:%S%:z"),
                quoted(&entry.author_name),
                entry.author.to_string(),
                quoted(&entry.body),
                entry.corrects.map_or_else(String::new, |it| it.to_string()),
                numbers.join(" "),
                of_passed_on(|it| it.at.to_string()),
                of_passed_on(|it| it.author_name.clone()),
                of_passed_on(|it| it.author.to_string()),
                of_passed_on(|it| it.body.clone()),
            ])?;
        }
        table.into_bytes()
    }

    /// As a document.
    ///
    /// # Errors
    /// As [`Log::csv`].
    pub fn pdf(&self, words: &Words, goes_on: impl Fn() -> bool) -> Result<Vec<u8>, Problem> {
        let made = self.taken_at.to_jiff().to_zoned_datetime(TimeZone::UTC);
        let part = |it: i8| u8::try_from(it).unwrap_or_default();
        let mut paper = Paper::new(About {
            title: (words.title)(&self.channel, &self.project),
            language: words.language.to_owned(),
            made_at: (
                u16::try_from(made.year()).unwrap_or_default(),
                part(made.month()),
                part(made.day()),
                part(made.hour()),
                part(made.minute()),
                part(made.second()),
            ),
        });
        paper.add(Style::Title, &(words.title)(&self.channel, &self.project));
        paper.add(Style::Text, &self.period_in(words));
        let when = format!(
            "{} {}",
            self.day_of(self.taken_at, words),
            self.local(self.taken_at, "%H:%M")
        );
        paper.add(
            Style::Small,
            &(words.taken)(&self.taken_by, &when, &self.zone_name()),
        );
        paper.add(Style::Small, &(words.count)(self.entries.len()));
        let mut day = None;
        for entry in &self.entries {
            waited_for(&goes_on)?;
            let today = Day::of(entry.at, &self.period.zone);
            if day != Some(today) {
                day = Some(today);
                paper.add(Style::Part, &self.day_of(entry.at, words));
            }
            let time = self.local(entry.at, "%H:%M:%S (UTC%:z)");
            let author = format!("{} ({})", entry.author_name, entry.author);
            paper.add(Style::Head, &(words.head)(entry.number, &time, &author));
            if let Some(corrected) = entry.corrects {
                paper.add(Style::Small, &(words.corrects)(corrected));
            }
            if !entry.corrected_by.is_empty() {
                let numbers: Vec<String> = entry.corrected_by.iter().map(|it| format!("n° {it}")).collect();
                paper.add(Style::Small, &(words.corrected_by)(&numbers.join(", ")));
            }
            if !entry.body.is_empty() || entry.passed_on.is_none() {
                paper.add(Style::Text, &markdown::lines(&entry.body));
            }
            if let Some(passed_on) = &entry.passed_on {
                let when = format!(
                    "{} {}",
                    self.day_of(passed_on.at, words),
                    self.local(passed_on.at, "%H:%M:%S (UTC%:z)")
                );
                let author = format!("{} ({})", passed_on.author_name, passed_on.author);
                paper.add(Style::Small, &(words.passed_on)(&author, &when));
                paper.add(Style::Text, &markdown::lines(&passed_on.body));
            }
        }
        paper.add(Style::Part, words.integrity);
        paper.add(Style::Small, &(words.fingerprint)(self.entries.len()));
        paper.add(Style::Text, &self.fingerprint());
        waited_for(&goes_on)?;
        Ok(paper.finish(words.page))
    }

    /// What its file is called, without the ending: letters of any keyboard.
    #[must_use]
    pub fn file_name(&self, words: &Words) -> String {
        let mut name = String::from(words.file);
        for c in base::text::fold(&self.channel).chars().take(60) {
            if c.is_ascii_alphanumeric() {
                name.push(c);
            } else if !name.ends_with('-') {
                name.push('-');
            }
        }
        let day = Day::of(self.taken_at, &self.period.zone);
        format!("{}-{day}", name.trim_end_matches('-'))
    }

    fn local(&self, at: Timestamp, form: &str) -> String {
        at.to_jiff()
            .to_zoned_datetime(self.period.zone.clone())
            .strftime(form)
            .to_string()
    }

    fn day_of(&self, at: Timestamp, words: &Words) -> String {
        (words.day)(Day::of(at, &self.period.zone))
    }

    fn zone_name(&self) -> String {
        self.period.zone.iana_name().unwrap_or("UTC").to_owned()
    }

    fn period_in(&self, words: &Words) -> String {
        let named = |it: Option<Day>| it.map(words.day);
        (words.period)(named(self.period.from), named(self.period.to))
    }
}

/// Goes on only as long as somebody waits for what is made.
fn waited_for(goes_on: impl Fn() -> bool) -> Result<(), Problem> {
    if goes_on() {
        Ok(())
    } else {
        Err(Problem::internal("whoever took it went away"))
    }
}

/// A text that tells from its cell what it was: taking one `'` away from the beginning of one that has it gives it back, also
/// where the table put it there ([`crate::table::inert`]).
fn quoted(text: &str) -> String {
    if text.starts_with('\'') {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::{super::words_log, *};
    use crate::areas::accounts::Language;

    fn log(bodies: &[&str]) -> Log {
        let entries = (1_i64..)
            .zip(bodies)
            .map(|(number, body)| Entry {
                number,
                at: Timestamp::from_micros(1_791_445_320_000_000 + number),
                author: Id::MIN,
                author_name: "Maëlle Kervadec".into(),
                body: (*body).to_owned(),
                passed_on: None,
                corrects: (number == 2).then_some(1),
                corrected_by: if number == 1 { vec![2] } else { Vec::new() },
            })
            .collect();
        let zone = TimeZone::get("Europe/Paris").expect("a zone");
        Log {
            channel: "Main courante « nuit »".into(),
            project: "Continuité".into(),
            period: Period::new(None, None, zone).expect("a period"),
            taken_by: "Bertrand Roux".into(),
            taken_at: Timestamp::from_micros(1_791_445_320_000_000),
            entries,
        }
    }

    #[test]
    fn the_fingerprint_changes_with_anything_that_changes() {
        let whole = log(&["un", "deux", "trois"]);
        let first = whole.fingerprint();
        assert_eq!(first.len(), 64);
        assert_eq!(log(&["un", "deux", "trois"]).fingerprint(), first);
        for other in [
            vec!["un", "deux"],
            vec!["un", "trois", "deux"],
            vec!["un", "deux", "trois "],
        ] {
            assert_ne!(log(&other).fingerprint(), first, "{other:?}");
        }
        let mut moved = log(&["un", "deux", "trois"]);
        moved.entries[0].at = Timestamp::from_micros(0);
        assert_ne!(moved.fingerprint(), first);
        let passes_on = |body: &str, at: i64| {
            let mut log = log(&["un", "deux", "trois"]);
            log.entries[1].passed_on = Some(PassedOn {
                at: Timestamp::from_micros(at),
                author: Id::MIN,
                author_name: "Maëlle Kervadec".into(),
                body: body.to_owned(),
            });
            log.fingerprint()
        };
        let all = [first, passes_on("", 0), passes_on("mot", 0), passes_on("mot", 1)];
        for (at, one) in all.iter().enumerate() {
            assert!(!all[..at].contains(one), "{at}");
        }
    }

    #[test]
    fn no_cell_is_a_formula_and_each_gives_its_text_back() {
        for text in [
            "=1+1",
            "+33",
            "-2",
            "@SUM(A1)",
            "\t=1",
            "\u{FF1D}1+1",
            "'déjà",
            "plain; \"et\" œ",
        ] {
            let cell = crate::table::inert(&quoted(text));
            assert!(!cell.starts_with(['=', '+', '-', '@', '\t']));
            assert_eq!(cell.strip_prefix('\'').unwrap_or(&cell), text);
        }
    }

    #[test]
    fn a_table_has_its_mark_its_separator_and_what_corrects_what() {
        let words = words_log::of(Language::Fr);
        let table = log(&["=1+1", "cœur ; \"été\""])
            .csv(words, || true)
            .expect("a table");
        let text = String::from_utf8(table).expect("UTF-8");
        assert!(text.starts_with("\u{FEFF}numéro;instant_utc;"), "{text}");
        let lines: Vec<&str> = text.split("\r\n").collect();
        assert!(
            lines[1]
                .starts_with("1;2026-10-08T07:42:00.000001Z;2026-10-08 09:42:00+02:00;Maëlle Kervadec;acc_")
        );
        assert!(lines[1].ends_with(";'=1+1;;2;;;;"), "{}", lines[1]);
        assert!(
            lines[2].ends_with(";\"cœur ; \"\"été\"\"\";1;;;;;"),
            "{}",
            lines[2]
        );
    }

    #[test]
    fn a_document_is_made_of_any_text() {
        let words = words_log::of(Language::Fr);
        let long = "Le cœur de l’œuvre à l’été. ".repeat(500);
        let bytes = log(&["**un**", &long, "👍 漢字 <script>", "```\ncode\n```\n\n- a\n- b"])
            .pdf(words, || true)
            .expect("a document");
        assert!(bytes.starts_with(b"%PDF-"));
        assert!(bytes.len() > 30_000);
        assert_eq!(
            log(&["a"]).file_name(words),
            "main-courante-main-courante-nuit-2026-10-08"
        );
    }

    #[test]
    fn what_nobody_waits_for_is_not_gone_on_with() {
        let words = words_log::of(Language::Fr);
        let log = log(&["un", "deux", "trois"]);
        let asked = std::cell::Cell::new(0);
        let twice = || asked.replace(asked.get() + 1) < 2;
        log.pdf(words, twice).expect_err("nobody waits");
        assert_eq!(asked.get(), 3);
        asked.set(0);
        log.csv(words, twice).expect_err("nobody waits");
        assert_eq!(asked.get(), 3);
    }

    #[test]
    fn a_short_text_that_stands_in_much_else_makes_a_short_document() {
        let words = words_log::of(Language::Fr);
        let deep = format!("{}a", "- ".repeat(8_190));
        let bytes = log(&[&deep, &deep, &deep, &deep])
            .pdf(words, || true)
            .expect("a document");
        let flat = log(&["a", "a", "a", "a"])
            .pdf(words, || true)
            .expect("a document");
        assert!(
            bytes.len() < flat.len() + 40_000,
            "{} after {}",
            bytes.len(),
            flat.len()
        );
    }

    #[test]
    fn a_period_is_of_whole_days_where_one_is() {
        let zone = TimeZone::get("Indian/Reunion").expect("a zone");
        let day: Day = serde_json::from_str("\"2026-10-08\"").expect("a day");
        let period = Period::new(Some(day), Some(day), zone.clone()).expect("a period");
        let (from, to) = period.bounds();
        assert_eq!(from.to_string(), "2026-10-07T20:00:00Z");
        assert_eq!(to.to_string(), "2026-10-08T20:00:00Z");
        assert!(Period::new(Some(day), Some(day.plus_days(-1)), zone).is_err());
    }
}
