// SPDX-License-Identifier: EUPL-1.2
//! What mails say: one catalogue a language, each a whole `match`, so that a mail that lacks in one does not compile.
//!
//! Sentences are typeset by [`crate::rich`]: write a plain space before `:` in French. What people wrote goes through
//! `strong` or `said`, never bare.

mod en;
mod fr;

use crate::{
    Letter, Link, Locale, Mail,
    letter::{Action, Block, Item},
    locale::Dates,
    mails::Happening,
    rich::{self, Rich},
};

/// Who is written to, and by which installation.
pub(crate) struct Reader<'a> {
    pub(crate) name: Option<&'a str>,
    pub(crate) instance: &'a str,
    pub(crate) home: &'a Link,
    pub(crate) dates: Dates,
}

/// Composes a mail in the reader's language.
pub(crate) fn letter(mail: &Mail, reader: &Reader<'_>) -> Letter {
    let locale = reader.dates.locale;
    let words = match locale {
        Locale::Fr => fr::words(mail, reader),
        Locale::En => en::words(mail, reader),
    };
    // Anyone could have typed this address: the mail must not carry his words to a stranger.
    let name = reader.name.filter(|_| !mail.is_to_unproved_address());
    let greeting = match locale {
        Locale::Fr => fr::greeting(name),
        Locale::En => en::greeting(name),
    };
    let (settings_label, copy_hint) = match locale {
        Locale::Fr => (fr::SETTINGS, fr::COPY_HINT),
        Locale::En => (en::SETTINGS, en::COPY_HINT),
    };
    let settings = match mail {
        Mail::Digest(digest) => Some(Action {
            label: Rich::new(locale, settings_label),
            link: digest.settings.clone(),
        }),
        _ => None,
    };
    Letter {
        locale,
        instance: rich::line(reader.instance),
        home: reader.home.clone(),
        subject: Rich::new(locale, &words.subject).plain(),
        heading: Rich::new(locale, &words.heading),
        greeting: Rich::new(locale, &greeting),
        blocks: words.blocks,
        reason: Rich::new(locale, &words.reason),
        settings,
        copy_hint: Rich::new(locale, copy_hint),
    }
}

impl Letter {
    /// The colon, with the space that the language sets before it.
    pub(crate) fn colon(&self) -> &'static str {
        match self.locale {
            Locale::Fr => "\u{A0}:",
            Locale::En => ":",
        }
    }

    /// What a screen reader calls this.
    pub(crate) fn kind(&self) -> &'static str {
        match self.locale {
            Locale::Fr => fr::KIND,
            Locale::En => en::KIND,
        }
    }
}

/// What a catalogue gives for one mail.
struct Words {
    subject: String,
    heading: String,
    blocks: Vec<Block>,
    reason: String,
}

/// Gathers the blocks of a letter in one language.
struct Blocks {
    locale: Locale,
    blocks: Vec<Block>,
}

impl Blocks {
    const fn new(locale: Locale) -> Self {
        Self {
            locale,
            blocks: Vec::new(),
        }
    }

    fn text(mut self, sentence: impl AsRef<str>) -> Self {
        self.blocks
            .push(Block::Text(Rich::new(self.locale, sentence.as_ref())));
        self
    }

    fn note(mut self, sentence: impl AsRef<str>) -> Self {
        self.blocks
            .push(Block::Note(Rich::new(self.locale, sentence.as_ref())));
        self
    }

    fn button(mut self, label: &str, link: &Link) -> Self {
        let label = Rich::new(self.locale, label);
        self.blocks.push(Block::Button(Action {
            label,
            link: link.clone(),
        }));
        self
    }

    /// Values are sentences: what people wrote goes in by `said`.
    fn facts(mut self, facts: impl IntoIterator<Item = (&'static str, String)>) -> Self {
        let locale = self.locale;
        let facts = facts
            .into_iter()
            .map(|(name, value)| (Rich::new(locale, name), Rich::new(locale, &value)))
            .collect();
        self.blocks.push(Block::Facts(facts));
        self
    }

    fn list(mut self, items: impl IntoIterator<Item = String>) -> Self {
        let locale = self.locale;
        self.blocks.push(Block::List(
            items.into_iter().map(|item| Rich::new(locale, &item)).collect(),
        ));
        self
    }

    fn quote(mut self, words: Option<&str>) -> Self {
        let lines = rich::lines(words.unwrap_or_default());
        if !lines.is_empty() {
            self.blocks.push(Block::Quote(lines));
        }
        self
    }

    fn group(mut self, heading: &str, items: Vec<Item>) -> Self {
        self.blocks.push(Block::Group {
            heading: Rich::new(self.locale, heading),
            items,
        });
        self
    }
}

/// The one thing that happened, if it is one: a subject line then says it rather than a count.
fn only_item(groups: &[crate::DigestGroup]) -> Option<(Option<&str>, &crate::DigestItem)> {
    match groups {
        [group] => match &group.items[..] {
            [item] => Some((group.project.as_deref(), item)),
            _ => None,
        },
        _ => None,
    }
}

/// When an item happened: the hour if it is of the same day as the newest one, else the whole date.
fn when(dates: &Dates, at: base::Timestamp, groups: &[crate::DigestGroup]) -> String {
    let newest = groups
        .iter()
        .flat_map(|group| &group.items)
        .map(|item| item.at)
        .max();
    let is_same_day = newest.is_some_and(|newest| dates.day_of(newest) == dates.day_of(at));
    if is_same_day {
        dates.hour(at)
    } else {
        dates.instant(at)
    }
}

/// Whether the sentence needs its project's name beside it in a subject line.
const fn is_about_project(what: &Happening) -> bool {
    !matches!(
        what,
        Happening::AccountRequested { .. } | Happening::ImportDone { .. } | Happening::JobDead { .. }
    )
}
