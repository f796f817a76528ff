// SPDX-License-Identifier: EUPL-1.2
//! By which words a message is found, and how it shows among what was found; no I/O.
//!
//! A word is found by its stems, as French and as English make them, without accents: "préparées" by "préparer", "meetings"
//! by "meeting". In which language something was written nobody says, so each word has both. Whoever asks without accents meets
//! the stem of the word without accents, which stands beside them.

use std::{collections::BTreeSet, ops::Range, sync::LazyLock};

use base::{Id, Timestamp, ids, kind, text::fold};
use rust_stemmers::{Algorithm, Stemmer};
use serde::Serialize;
use unicode_normalization::UnicodeNormalization as _;
use utoipa::ToSchema;

use super::{
    markdown,
    model::{BODY_MAX_BYTES, ChannelKind, MessageKind},
    model_forward::PASSED_ON_MAX_BYTES,
    model_hooks::Automate,
};
use crate::areas::{accounts::Person, projects::ProjectRef};

/// All that a message can be found by, in characters: its body and what it passes on. The options of a poll are shorter than that.
pub const SEARCHED_MAX_CHARS: usize = BODY_MAX_BYTES + PASSED_ON_MAX_BYTES;

/// Most words of one question; more are not asked for.
const SOUGHT_MAX: usize = 16;
/// Longest term, in characters: what is longer is no word, and is found by its beginning.
const TERM_MAX_CHARS: usize = 40;
/// Longest extract, in characters.
const EXTRACT_MAX_CHARS: usize = 200;
/// How much of it comes before the first word that was found.
const EXTRACT_BEFORE_CHARS: usize = 60;

/// Words that stand in any message and tell none from another, folded. None that means something in the other language: "or",
/// "but" and "an" are asked for.
const EVERYWHERE: &[&str] = &[
    "a", "au", "aux", "avec", "c", "ce", "ces", "d", "dans", "de", "des", "du", "elle", "en", "est", "et",
    "eux", "il", "ils", "j", "je", "l", "la", "le", "les", "leur", "leurs", "lui", "m", "ma", "mais", "me",
    "mes", "mon", "n", "ne", "nos", "notre", "nous", "on", "ou", "par", "pas", "pour", "qu", "que", "qui",
    "s", "sa", "se", "ses", "son", "sur", "t", "ta", "te", "tes", "ton", "tu", "un", "une", "vos", "votre",
    "vous", "y", "and", "been", "for", "from", "has", "have", "her", "his", "is", "it", "its", "my", "not",
    "of", "our", "she", "that", "the", "their", "them", "there", "they", "this", "to", "was", "were",
    "which", "will", "with", "you", "your",
];

/// Where a message stands, as far as it decides who finds it.
#[derive(Debug, Clone, Copy)]
pub struct Stands {
    pub channel: Id<kind::Channel>,
    pub project: Option<Id<kind::Project>>,
    pub kind: ChannelKind,
}

impl Stands {
    /// The project whose readers all read the channel, if it is such a channel.
    #[must_use]
    pub fn open_to(&self) -> Option<Id<kind::Project>> {
        match self.kind {
            ChannelKind::Open | ChannelKind::Announcement | ChannelKind::Log => self.project,
            ChannelKind::Private | ChannelKind::Direct => None,
        }
    }
}

/// What no word can be: it has a `_`, which is not in words.
pub mod marks {
    use base::{Id, kind};

    pub const HAS_LINK: &str = "has_link";

    pub fn channel(id: Id<kind::Channel>) -> String {
        format!("c_{}", id.uuid().simple())
    }

    pub fn project(id: Id<kind::Project>) -> String {
        format!("p_{}", id.uuid().simple())
    }

    pub fn author(id: Id<kind::Account>) -> String {
        format!("a_{}", id.uuid().simple())
    }
}

/// All that a message is found by, separated by spaces.
#[must_use]
pub fn indexed(stands: Stands, author: Id<kind::Account>, body: &str) -> String {
    let mut terms = BTreeSet::new();
    for word in words(&markdown::plain(body, SEARCHED_MAX_CHARS)) {
        terms.extend(forms(word.1));
    }
    terms.insert(marks::channel(stands.channel));
    terms.extend(stands.open_to().map(marks::project));
    terms.insert(marks::author(author));
    if markdown::has_link(body) {
        terms.insert(marks::HAS_LINK.to_owned());
    }
    terms.into_iter().collect::<Vec<_>>().join(" ")
}

/// The words by which a message is found that has more than its body: the options of a poll, what it passes on.
#[must_use]
pub fn searched<'t>(body: &'t str, more: impl Iterator<Item = &'t str>) -> String {
    std::iter::once(body).chain(more).collect::<Vec<_>>().join("\n\n")
}

/// For each word of a question the terms of which a message must have one.
#[must_use]
pub fn sought(question: &str) -> Vec<Vec<String>> {
    let question: String = question.nfc().collect();
    let mut all: Vec<Vec<String>> = Vec::new();
    for word in words(&question) {
        let forms = forms(word.1);
        if !forms.is_empty() && !all.contains(&forms) {
            all.push(forms);
        }
    }
    all.truncate(SOUGHT_MAX);
    all
}

/// The words of a text, and where they stand.
fn words(text: &str) -> impl Iterator<Item = (Range<usize>, &str)> {
    let mut rest = 0;
    std::iter::from_fn(move || {
        let begin = rest + text[rest..].find(char::is_alphanumeric)?;
        let len = text[begin..].find(|c: char| !c.is_alphanumeric());
        let end = len.map_or(text.len(), |it| begin + it);
        rest = end;
        Some((begin..end, &text[begin..end]))
    })
}

/// The terms of a word; none, if it is everywhere.
fn forms(word: &str) -> Vec<String> {
    static FRENCH: LazyLock<Stemmer> = LazyLock::new(|| Stemmer::create(Algorithm::French));
    static ENGLISH: LazyLock<Stemmer> = LazyLock::new(|| Stemmer::create(Algorithm::English));
    let lower = word.to_lowercase();
    let bare = folded(&lower);
    if bare.is_empty() || EVERYWHERE.contains(&bare.as_str()) {
        return Vec::new();
    }
    let mut forms = vec![shortened(&folded(&FRENCH.stem(&lower)))];
    // A word without accents is itself bare.
    let of_bare = (lower != bare).then(|| FRENCH.stem(&bare));
    for other in of_bare.into_iter().chain([ENGLISH.stem(&bare)]) {
        let other = shortened(&other);
        if !forms.contains(&other) {
            forms.push(other);
        }
    }
    forms.retain(|it| !it.is_empty());
    forms
}

/// The words of a text, folded, in their order.
#[must_use]
pub fn folded_words(text: &str) -> Vec<String> {
    let text: String = text.nfc().collect();
    words(&text)
        .map(|it| folded(it.1))
        .filter(|it| !it.is_empty())
        .collect()
}

/// Folded; of signs that stand for several characters (⑴) only what is a letter or a digit.
fn folded(word: &str) -> String {
    fold(word).chars().filter(|it| it.is_alphanumeric()).collect()
}

fn shortened(term: &str) -> String {
    term.chars().take(TERM_MAX_CHARS).collect()
}

/// A piece of an extract.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Piece {
    /// Plain text.
    pub text: String,
    /// It is a word that was looked for.
    pub is_found: bool,
}

/// What surrounds the first word that was looked for, in plain text; the beginning, where none was.
#[must_use]
pub fn extract(body: &str, sought: &[Vec<String>]) -> Vec<Piece> {
    let text = markdown::plain(body, SEARCHED_MAX_CHARS);
    let is_sought = |word: &str| {
        let forms = forms(word);
        sought.iter().flatten().any(|it| forms.contains(it))
    };
    let mut hits = words(&text)
        .filter(|it| !sought.is_empty() && is_sought(it.1))
        .map(|it| it.0)
        .peekable();
    let begin = hits.peek().map_or(0, |it| begin_before(&text, it.start));
    let end = text[begin..]
        .char_indices()
        .nth(EXTRACT_MAX_CHARS)
        .map_or(text.len(), |it| begin + it.0);

    let mut pieces = Vec::new();
    let mut push = |text: String, is_found: bool| {
        if !text.is_empty() {
            pieces.push(Piece { text, is_found });
        }
    };
    let mut at = begin;
    let mut between = if begin > 0 {
        "…".to_owned()
    } else {
        String::new()
    };
    for hit in hits.take_while(|it| it.end <= end) {
        between.push_str(&text[at..hit.start]);
        push(std::mem::take(&mut between), false);
        at = hit.end;
        push(text[hit].to_owned(), true);
    }
    between.push_str(&text[at..end]);
    if end < text.len() {
        between.push('…');
    }
    push(between, false);
    pieces
}

/// Where an extract begins that shows what stands at `hit`: at the beginning of a word.
fn begin_before(text: &str, hit: usize) -> usize {
    let Some((begin, _)) = text[..hit].char_indices().rev().nth(EXTRACT_BEFORE_CHARS) else {
        return 0;
    };
    text[begin..hit].find(' ').map_or(begin, |it| begin + it + 1)
}

/// A message that was found.
#[derive(Debug, Serialize, ToSchema)]
pub struct FoundMessage {
    /// Its id.
    pub id: ids::MessageId,
    /// Its channel.
    pub channel: ids::ChannelId,
    /// The channel's project; `null`: a direct conversation.
    pub project: Option<ids::ProjectId>,
    /// Its place in the channel; `null`: shown in its thread only.
    pub seq: Option<i64>,
    /// The message it answers in a thread.
    pub thread: Option<ids::MessageId>,
    /// Who wrote it, or for whom a program did.
    pub author: ids::AccountId,
    /// The program that posted it; `null`: its author did.
    pub automate: Option<Automate>,
    /// What it is.
    pub kind: MessageKind,
    /// When.
    pub posted_at: Timestamp,
    /// Plain text around the words that were looked for, in pieces to put one after the other.
    pub extract: Vec<Piece>,
}

/// Messages that were found, with their authors and projects.
#[derive(Debug, Default, Serialize, ToSchema)]
pub struct FoundMessages {
    /// Newest first.
    pub items: Vec<FoundMessage>,
    /// Those who wrote them.
    pub people: Vec<Person>,
    /// Those whose channels they stand in.
    pub projects: Vec<ProjectRef>,
    /// Ask for the next page with `after` set to this. `null` on the last page.
    pub next: Option<ids::MessageId>,
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Whether a message is found by a question: it has a term of each word.
    fn finds(question: &str, body: &str) -> bool {
        let stands = Stands {
            channel: Id::MIN,
            project: None,
            kind: ChannelKind::Direct,
        };
        let terms = indexed(stands, Id::MIN, body);
        let terms: Vec<&str> = terms.split(' ').collect();
        let all = sought(question);
        !all.is_empty()
            && all
                .iter()
                .all(|it| it.iter().any(|form| terms.contains(&form.as_str())))
    }

    #[test]
    fn accents_case_and_ligatures_do_not_matter() {
        for (question, body) in [
            ("reunion", "La Réunion de lundi"),
            ("RÉUNION", "une reunion"),
            ("oeuvre", "Les œuvres complètes"),
            ("cœur", "COEUR de ville"),
            ("ecole", "l’école"),
            ("equipe", "d'équipe"),
            ("compte-rendu", "le compte rendu"),
        ] {
            assert!(finds(question, body), "{question} in {body}");
        }
    }

    #[test]
    fn words_are_found_by_their_stems() {
        for (question, body) in [
            ("décision", "Les décisions sont prises"),
            ("décisions", "La décision"),
            ("decision", "Décisions"),
            ("préparer", "Salles préparées"),
            ("préparées", "Il faut préparer la salle"),
            ("preparer", "Salles préparées"),
            ("budgets", "Le budget 2027"),
        ] {
            assert!(finds(question, body), "{question} in {body}");
        }
        assert!(!finds("budget", "Le bus est parti"));
    }

    #[test]
    fn english_words_are_found_by_their_stems_too() {
        for (question, body) in [
            ("meeting", "The meetings are moved"),
            ("meetings", "One meeting"),
            ("meet", "We are meeting on Monday"),
            ("policies", "The policy"),
            ("policy", "New policies apply"),
            ("running", "It runs"),
            ("hiring", "We hire"),
            ("the decisions", "A decision"),
        ] {
            assert!(finds(question, body), "{question} in {body}");
        }
        assert!(!finds("police", "Une politique"));
        assert!(sought("the of with").is_empty());
    }

    #[test]
    fn every_word_must_be_there_but_those_that_are_everywhere() {
        assert!(finds("le budget de la mairie", "Budget mairie"));
        assert!(!finds("budget école", "Budget mairie"));
        assert!(sought("le la de").is_empty());
        assert!(sought(" ?! ").is_empty());
    }

    #[test]
    fn a_word_is_no_mark() {
        let channel = marks::channel(Id::MIN);
        assert!(!sought(&channel).concat().contains(&channel));
        assert!(!finds(marks::HAS_LINK, "sans"));
        let stands = Stands {
            channel: Id::MAX,
            project: Some(Id::MAX),
            kind: ChannelKind::Private,
        };
        let terms = indexed(
            stands,
            Id::MAX,
            &format!("{channel} has_link p_{}", uuid::Uuid::nil().simple()),
        );
        assert_eq!(
            terms.split(' ').filter(|it| it.contains('_')).count(),
            2,
            "{terms}"
        );
        assert!(
            indexed(
                Stands {
                    kind: ChannelKind::Open,
                    ..stands
                },
                Id::MAX,
                "x"
            )
            .contains("p_")
        );
    }

    fn shown(pieces: &[Piece]) -> String {
        pieces
            .iter()
            .map(|it| {
                if it.is_found {
                    format!("[{}]", it.text)
                } else {
                    it.text.clone()
                }
            })
            .collect()
    }

    #[test]
    fn an_extract_marks_what_was_found_in_plain_text() {
        let body = "Les **décisions** du [bureau](https://example.org) : décision n° 4, *dessin*";
        assert_eq!(
            shown(&extract(body, &sought("decision bureau"))),
            "Les [décisions] du [bureau] : [décision] n° 4, dessin"
        );
        assert_eq!(
            shown(&extract(body, &[])),
            "Les décisions du bureau : décision n° 4, dessin"
        );
    }

    #[test]
    fn an_extract_of_a_long_text_surrounds_what_was_found() {
        let body = format!("{} budget {}", "avant ".repeat(100), "après ".repeat(100));
        let extract = shown(&extract(&body, &sought("budget")));
        assert!(extract.starts_with("…avant avant "), "{extract}");
        assert!(extract.contains(" [budget] après "), "{extract}");
        assert!(
            extract.ends_with('…') && extract.chars().count() < 210,
            "{extract}"
        );
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic_and_terms_are_letters_and_digits(body in "(.|\n){0,300}", question in ".{0,60}") {
            let all = sought(&question);
            let _ = extract(&body, &all);
            for term in all.iter().flatten() {
                prop_assert!(term.chars().all(char::is_alphanumeric), "{term}");
            }
            for word in words(&body) {
                for term in forms(word.1) {
                    prop_assert!(term.chars().all(char::is_alphanumeric), "{term}");
                }
            }
        }

        #[test]
        fn a_message_is_found_by_each_of_its_words(body in "([a-zéèêçàœ']{1,12}[ ,.]{1,2}){1,12}") {
            for word in words(&body) {
                if !forms(word.1).is_empty() {
                    prop_assert!(finds(word.1, &body), "{} in {body}", word.1);
                }
            }
        }
    }
}
