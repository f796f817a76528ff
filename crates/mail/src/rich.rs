// SPDX-License-Identifier: EUPL-1.2
//! One sentence of a mail: our words, set in the typography of the language, around words of people, left as they are.

use crate::Locale;

// Marks around people's words inside a sentence, from the private use area: they are taken out of people's words first.
const STRONG: char = '\u{E000}';
const SAID: char = '\u{E001}';
const END: char = '\u{E002}';

/// A sentence in pieces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Rich(pub(crate) Vec<Span>);

/// A piece of a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Span {
    pub(crate) text: String,
    pub(crate) is_strong: bool,
}

/// Somebody's words, to stand out in a sentence.
pub(crate) fn strong(words: &str) -> String {
    format!("{STRONG}{}{END}", line(words))
}

/// Somebody's words, as they are.
pub(crate) fn said(words: &str) -> String {
    format!("{SAID}{}{END}", line(words))
}

/// On one line, without what would not show, or would show something else than it is.
pub(crate) fn line(words: &str) -> String {
    let visible: String = words
        .chars()
        .map(|c| if c.is_whitespace() { ' ' } else { c })
        .filter(|c| is_visible(*c))
        .collect();
    visible.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// On several lines.
pub(crate) fn lines(words: &str) -> Vec<String> {
    words.trim().lines().map(line).collect()
}

fn is_visible(c: char) -> bool {
    let turns_direction =
        matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{200E}' | '\u{200F}');
    let is_private = matches!(c, '\u{E000}'..='\u{F8FF}');
    !c.is_control() && !turns_direction && !is_private
}

impl Rich {
    /// Takes a sentence of a catalogue, made with [`strong`] and [`said`].
    pub(crate) fn new(locale: Locale, sentence: &str) -> Self {
        let mut spans = Vec::new();
        let mut rest = sentence;
        while !rest.is_empty() {
            let ours = rest.find([STRONG, SAID]).unwrap_or(rest.len());
            if ours > 0 {
                spans.push(Span {
                    text: typeset(locale, &rest[..ours]),
                    is_strong: false,
                });
                rest = &rest[ours..];
                continue;
            }
            let is_strong = rest.starts_with(STRONG);
            let words = &rest[STRONG.len_utf8()..];
            let (words, after) = words.split_once(END).unwrap_or((words, ""));
            spans.push(Span {
                text: words.to_owned(),
                is_strong,
            });
            rest = after;
        }
        Self(spans)
    }

    /// Without distinction.
    pub(crate) fn plain(&self) -> String {
        self.0.iter().map(|span| span.text.as_str()).collect()
    }
}

/// French sets a space that does not break before `: ; ! ? % »` and after `«` (narrow where the sign is high), and
/// a curved apostrophe. English needs none of it.
fn typeset(locale: Locale, text: &str) -> String {
    match locale {
        Locale::En => text.to_owned(),
        Locale::Fr => text
            .replace(" :", "\u{A0}:")
            .replace(" »", "\u{A0}»")
            .replace("« ", "«\u{A0}")
            .replace(" ;", "\u{202F};")
            .replace(" !", "\u{202F}!")
            .replace(" ?", "\u{202F}?")
            .replace(" %", "\u{202F}%"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn our_words_are_typeset_and_peoples_are_left() {
        let sentence = format!("Projet « {} » : {} ?", strong("Vélo : pour ?"), said("a ; b"));
        let rich = Rich::new(Locale::Fr, &sentence);
        assert_eq!(
            rich.plain(),
            "Projet «\u{A0}Vélo : pour ?\u{A0}»\u{A0}: a ; b\u{202F}?"
        );
        let strong: Vec<_> = rich
            .0
            .iter()
            .filter(|span| span.is_strong)
            .map(|span| span.text.as_str())
            .collect();
        assert_eq!(strong, ["Vélo : pour ?"]);
    }

    #[test]
    fn nobody_can_break_out_of_his_words() {
        let sentence = format!(
            "Bonjour {}, bienvenue",
            strong("Eve\u{E002}\u{E000}\r\nBcc: x\u{202E}gpj\u{0}")
        );
        assert_eq!(
            Rich::new(Locale::En, &sentence).plain(),
            "Bonjour Eve Bcc: xgpj, bienvenue"
        );
    }
}
