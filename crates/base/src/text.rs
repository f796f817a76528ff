// SPDX-License-Identifier: EUPL-1.2
//! Text people type: normalised (NFC), bounded, without control characters; and its folded form, in which it is searched.

use std::borrow::Cow;

use icu_properties::{
    CodePointMapData, CodePointSetData,
    props::{DefaultIgnorableCodePoint, GeneralCategory, WhiteSpace},
};
use serde::{Deserialize, Deserializer, Serialize, de};
use unicode_normalization::UnicodeNormalization as _;

use crate::problem::Invalid;

/// The form in which text is compared and searched: lower case, without accents, `œ` and `æ` spelt out, spaces single.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut space = true; // Leading space is dropped.
    for c in text
        .nfkd()
        .filter(|c| !unicode_normalization::char::is_combining_mark(*c))
        .flat_map(char::to_lowercase)
    {
        let spelt = match c {
            'œ' => "oe",
            'æ' => "ae",
            'ß' => "ss",
            'ø' => "o",
            'ł' => "l",
            'đ' => "d",
            '’' | '‘' | 'ʼ' => "'",
            '‐' | '‑' | '–' | '—' => "-",
            c if c.is_whitespace() => {
                if !space {
                    folded.push(' ');
                }
                space = true;
                continue;
            }
            c => {
                folded.push(c);
                space = false;
                continue;
            }
        };
        folded.push_str(spelt);
        space = false;
    }
    if folded.ends_with(' ') {
        folded.pop();
    }
    folded
}

/// One line: NFC, trimmed, inner spaces single, no control or invisible direction character.
///
/// # Errors
/// `text.blank`, `text.too_long` with `max_chars`, `text.control`.
pub fn line(text: &str, max_chars: usize) -> Result<String, Invalid> {
    let normal: String = text.nfc().collect();
    if normal.chars().any(is_forbidden) {
        return Err(Invalid::new("text.control"));
    }
    let line = normal.split_whitespace().collect::<Vec<_>>().join(" ");
    bounded(line, max_chars)
}

/// Several lines: NFC, trimmed, line ends as `\n`, no control character but tab and line end.
///
/// # Errors
/// `text.blank`, `text.too_long` with `max_chars`, `text.control`.
pub fn lines(text: &str, max_chars: usize) -> Result<String, Invalid> {
    let normal: String = text.replace("\r\n", "\n").nfc().collect();
    if normal.chars().any(|c| is_forbidden(c) && c != '\n' && c != '\t') {
        return Err(Invalid::new("text.control"));
    }
    bounded(normal.trim().to_owned(), max_chars)
}

/// Whether a text shows nothing, however long it is: it has spaces, marks that stand on nothing, and characters that Unicode
/// says are drawn as nothing.
#[must_use]
pub fn is_blank(text: &str) -> bool {
    text.chars().all(|c| {
        // Most of what is written.
        if c.is_ascii() {
            return c.is_ascii_whitespace() || c.is_ascii_control();
        }
        let marks_or_orders = matches!(
            CodePointMapData::<GeneralCategory>::new().get(c),
            GeneralCategory::NonspacingMark
                | GeneralCategory::EnclosingMark
                | GeneralCategory::Format
                | GeneralCategory::Control
        );
        // A braille pattern without a dot is a picture of nothing to Unicode.
        marks_or_orders
            || c == '\u{2800}'
            || CodePointSetData::new::<WhiteSpace>().contains(c)
            || CodePointSetData::new::<DefaultIgnorableCodePoint>().contains(c)
    })
}

fn bounded(text: String, max_chars: usize) -> Result<String, Invalid> {
    if is_blank(&text) {
        return Err(Invalid::new("text.blank"));
    }
    if text.chars().count() > max_chars {
        return Err(Invalid::new("text.too_long").with("max_chars", max_chars));
    }
    Ok(text)
}

/// Control characters, the marks with which a name can be made to read as another (Unicode TR 36 §2.10), and letters and
/// tags that show nothing, with which it can be made to read as none or to differ from its double.
fn is_forbidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}')
        // The soft hyphen, joiners and fillers of several scripts, and the braille pattern without a dot.
        || matches!(c, '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}')
        || matches!(c, '\u{180B}'..='\u{180F}' | '\u{2800}' | '\u{3164}' | '\u{FFA0}')
        // Among them the one that stands for what could not be read.
        || matches!(c, '\u{FEFF}' | '\u{FFF0}'..='\u{FFFB}' | '\u{FFFD}'..='\u{FFFF}')
        || matches!(c, '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E007F}')
}

macro_rules! checked_text {
    ($($(#[$doc:meta])* $name:ident = $check:ident($max:expr);)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Serialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// Most characters accepted.
            pub const MAX_CHARS: usize = $max;

            /// # Errors
            /// `text.blank`, `text.too_long`, `text.control`.
            pub fn new(text: &str) -> Result<Self, Invalid> {
                $check(text, Self::MAX_CHARS).map(Self)
            }

            /// The checked text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// The checked text, owned.
            #[must_use]
            pub fn into_string(self) -> String {
                self.0
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = Cow::<str>::deserialize(deserializer)?;
                Self::new(&text).map_err(|invalid| de::Error::custom(invalid.wire()))
            }
        }

        impl utoipa::PartialSchema for $name {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
                use utoipa::openapi::{ObjectBuilder, schema::Type};
                ObjectBuilder::new().schema_type(Type::String).min_length(Some(1)).max_length(Some($max)).into()
            }
        }
        impl utoipa::ToSchema for $name {}
    )*};
}

checked_text! {
    /// A given or family name, a function, the name of a group, a project, an organisation, a program.
    Name = line(120);
    /// What stands over a part of a list: the name of a folder of channels.
    Heading = line(60);
    /// A short sentence: a reason, a place, a category.
    Phrase = line(300);
    /// Some paragraphs: an aim, a message with an invitation.
    Paragraphs = lines(4_000);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn folding_ignores_accents_case_and_ligatures() {
        assert_eq!(fold("  Réunion  d’Équipe, CŒUR "), "reunion d'equipe, coeur");
        assert_eq!(fold("Łódź Ærø Straße"), "lodz aero strasse");
        assert_eq!(fold("E\u{301}cole"), fold("École"));
    }

    #[test]
    fn names_are_one_clean_line() {
        assert_eq!(
            Name::new("  Maëlle   Kervadec ").unwrap().as_str(),
            "Maëlle Kervadec"
        );
        assert_eq!(Name::new(" \t ").unwrap_err().code, "text.control");
        assert_eq!(Name::new("  ").unwrap_err().code, "text.blank");
        assert_eq!(Name::new("a\u{202E}b").unwrap_err().code, "text.control");
        assert_eq!(Name::new("a\u{0}b").unwrap_err().code, "text.control");
        for unseen in ['\u{061C}', '\u{3164}', '\u{115F}', '\u{180E}', '\u{E0041}'] {
            assert_eq!(Name::new(&unseen.to_string()).unwrap_err().code, "text.control");
        }
        assert!(Name::new(&"é".repeat(120)).is_ok());
        assert_eq!(Name::new(&"é".repeat(121)).unwrap_err().code, "text.too_long");
    }

    #[test]
    fn paragraphs_keep_their_lines() {
        assert_eq!(Paragraphs::new("a\r\n\r\nb\n").unwrap().as_str(), "a\n\nb");
    }

    /// Every character that shows nothing by itself, as Unicode 17 lists them (`Default_Ignorable_Code_Point`, without
    /// those of variations), and the empty braille pattern.
    const UNSEEN: &[std::ops::RangeInclusive<char>] = &[
        '\u{AD}'..='\u{AD}',
        '\u{34F}'..='\u{34F}',
        '\u{61C}'..='\u{61C}',
        '\u{115F}'..='\u{1160}',
        '\u{17B4}'..='\u{17B5}',
        '\u{180B}'..='\u{180F}',
        '\u{200B}'..='\u{200F}',
        '\u{202A}'..='\u{202E}',
        '\u{2060}'..='\u{206F}',
        '\u{2800}'..='\u{2800}',
        '\u{3164}'..='\u{3164}',
        '\u{FEFF}'..='\u{FEFF}',
        '\u{FFA0}'..='\u{FFA0}',
        '\u{FFF0}'..='\u{FFF8}',
        '\u{1D173}'..='\u{1D17A}',
        '\u{E0000}'..='\u{E007F}',
    ];

    fn unseen() -> impl Strategy<Value = char> {
        let all: Vec<char> = UNSEEN.iter().cloned().flatten().collect();
        prop::sample::select(all)
    }

    #[test]
    fn a_name_of_variations_alone_is_blank() {
        assert_eq!(Name::new("\u{FE0F} \u{FE0E}").unwrap_err().code, "text.blank");
        assert_eq!(Heading::new("\u{301}\u{302}").unwrap_err().code, "text.blank");
        assert!(Name::new("Équipe ❤\u{FE0F}").is_ok());
    }

    proptest! {
        #[test]
        fn what_shows_nothing_is_blank_however_much_there_is_of_it(unseen in prop::collection::vec(unseen(), 0..9)) {
            let text: String = unseen.into_iter().collect();
            prop_assert!(is_blank(&text));
            prop_assert!(!is_blank(&[text.as_str(), "a", text.as_str()].concat()));
        }

        #[test]
        fn what_shows_nothing_stands_in_no_name_and_no_paragraph(
            before in "[a-zéè ]{0,20}",
            unseen in unseen(),
            after in "[a-zéè ]{0,20}",
        ) {
            let text = format!("{before}{unseen}{after}");
            prop_assert_eq!(Name::new(&text).unwrap_err().code, "text.control");
            prop_assert_eq!(Phrase::new(&text).unwrap_err().code, "text.control");
            prop_assert_eq!(Paragraphs::new(&text).unwrap_err().code, "text.control");
        }

        #[test]
        fn folding_twice_changes_nothing(text in ".{0,60}") {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }
    }
}
