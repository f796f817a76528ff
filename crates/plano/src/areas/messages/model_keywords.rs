// SPDX-License-Identifier: EUPL-1.2
//! Words of which someone is told wherever he reads; no I/O.

use std::collections::HashSet;

use base::{Invalid, Problem};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::model_search::folded_words;

/// Most words of one person.
pub const KEYWORDS_MAX: usize = 20;

/// Longest of them, in characters.
const KEYWORD_MAX_CHARS: usize = 60;

/// Most different words of one message that are looked at: what is longer is a document.
const LOOKED_AT_MAX: usize = 1_000;

/// The words of which one is told.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Keywords {
    /// At most twenty, of 60 characters each: a word, or several that follow each other. Case and accents do not matter.
    #[schema(max_items = 20)]
    pub words: Vec<String>,
}

/// One of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keyword {
    /// As it was written.
    pub word: String,
    /// Its words folded, separated by spaces.
    pub folded: String,
}

impl Keyword {
    /// The word it is found by.
    #[must_use]
    pub fn first(&self) -> &str {
        self.folded.split(' ').next().unwrap_or_default()
    }
}

impl Keywords {
    /// Each once, in the order given.
    ///
    /// # Errors
    /// `keyword.too_many` with `max`, `keyword.too_long` with `max_chars`, `keyword.blank` for one without a letter or digit.
    pub fn checked(self) -> Result<Vec<Keyword>, Problem> {
        let refused = |invalid| Problem::field("words", invalid);
        if self.words.len() > KEYWORDS_MAX {
            return Err(refused(
                Invalid::new("keyword.too_many").with("max", KEYWORDS_MAX),
            ));
        }
        let mut known = HashSet::new();
        let mut keywords = Vec::with_capacity(self.words.len());
        for text in self.words {
            let word = base::text::line(&text, KEYWORD_MAX_CHARS).map_err(|invalid| {
                refused(match invalid.code.as_ref() {
                    "text.too_long" => Invalid::new("keyword.too_long").with("max_chars", KEYWORD_MAX_CHARS),
                    _ => Invalid::new("keyword.blank"),
                })
            })?;
            let folded = folded_words(&word).join(" ");
            if folded.is_empty() {
                return Err(refused(Invalid::new("keyword.blank")));
            }
            if known.insert(folded.clone()) {
                keywords.push(Keyword { word, folded });
            }
        }
        Ok(keywords)
    }
}

/// The folded words of a message, in their order, between spaces: what follows each other in it is found in this.
#[derive(Debug)]
pub struct Spoken(String);

impl Spoken {
    /// Those of a plain text.
    #[must_use]
    pub fn of(text: &str) -> Self {
        Self(format!(" {} ", folded_words(text).join(" ")))
    }

    /// Each word once, as a list for the database.
    #[must_use]
    pub fn list(&self) -> String {
        let mut known = HashSet::new();
        let words: Vec<&str> = self
            .0
            .split_whitespace()
            .filter(|it| known.insert(*it))
            .take(LOOKED_AT_MAX)
            .collect();
        serde_json::json!(words).to_string()
    }

    /// Whether these folded words stand in it, one after the other.
    #[must_use]
    pub fn has(&self, folded: &str) -> bool {
        self.0.contains(&format!(" {folded} "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keywords(words: &[&str]) -> Result<Vec<Keyword>, Problem> {
        let words = words.iter().map(|it| (*it).to_owned()).collect();
        Keywords { words }.checked()
    }

    #[test]
    fn whole_words_are_found_whatever_their_case_and_accents() {
        let spoken = Spoken::of("L’œuvre d’été : le Compte-rendu de la DSI, n° 12.");
        for word in [
            "été",
            "ETE",
            "compte rendu",
            "compte-rendu",
            "dsi",
            "Oeuvre",
            "12",
        ] {
            let keyword = keywords(&[word]).expect("a word").remove(0);
            assert!(spoken.has(&keyword.folded), "{word}");
            assert!(
                spoken.list().contains(&format!("\"{}\"", keyword.first())),
                "{word}"
            );
        }
        for word in ["compte la", "rend", "ds", "été compte"] {
            let keyword = keywords(&[word]).expect("a word").remove(0);
            assert!(!spoken.has(&keyword.folded), "{word}");
        }
    }

    #[test]
    fn each_is_kept_once_and_what_is_no_word_is_refused() {
        let kept = keywords(&["Budget", "budget ", "BÛDGET", "plan  climat"]).expect("words");
        let words: Vec<&str> = kept.iter().map(|it| it.word.as_str()).collect();
        assert_eq!(words, ["Budget", "plan climat"]);
        assert_eq!(kept[1].first(), "plan");
        for (words, code) in [
            (vec!["…"], "keyword.blank"),
            (vec![""], "keyword.blank"),
            (vec!["a\u{0}"], "keyword.blank"),
            (vec!["x"; 21], "keyword.too_many"),
        ] {
            let problem = keywords(&words).expect_err("a refusal");
            assert!(format!("{problem:?}").contains(code), "{problem:?}");
        }
        let long = "a".repeat(61);
        assert!(format!("{:?}", keywords(&[&long])).contains("keyword.too_long"));
    }
}
