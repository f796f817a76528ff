// SPDX-License-Identifier: EUPL-1.2
//! The sign under a message: what is one emoji.

use base::Invalid;
use serde::Serialize;

/// Longest emoji, in bytes: the longest of Unicode's recommended sequences, a family or a flag of a region, has 35.
const EMOJI_MAX_BYTES: usize = 64;

/// One emoji, as its characters.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct Emoji(String);

impl Emoji {
    /// One sequence that Unicode says is drawn as one picture ([`is_sequence`]).
    ///
    /// # Errors
    /// `reaction.not_an_emoji`.
    pub fn new(text: &str) -> Result<Self, Invalid> {
        let read = Self::given(text)?;
        if is_sequence(text) {
            Ok(read)
        } else {
            Err(Invalid::new("reaction.not_an_emoji"))
        }
    }

    /// A sign that stands under a message, perhaps since more passed for one: it can be taken back.
    ///
    /// # Errors
    /// `reaction.not_an_emoji`.
    pub fn given(text: &str) -> Result<Self, Invalid> {
        use unicode_segmentation::UnicodeSegmentation as _;
        let mut graphemes = text.graphemes(true);
        let is_one = graphemes.next().is_some() && graphemes.next().is_none();
        if is_one && text.len() <= EMOJI_MAX_BYTES && !text.is_ascii() {
            Ok(Self(text.to_owned()))
        } else {
            Err(Invalid::new("reaction.not_an_emoji"))
        }
    }

    /// The characters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Asks that what stands before it be drawn as a picture.
const AS_PICTURE: char = '\u{FE0F}';
/// Makes one picture of those beside it.
const JOINER: char = '\u{200D}';
/// A flag, of a country's part if tags say which,
const FLAG: char = '\u{1F3F4}';
/// up to this.
const TAGS_END: char = '\u{E007F}';
/// The parts of countries whose flags are recommended for interchange.
const PARTS: [&str; 3] = ["gbeng", "gbsct", "gbwls"];

/// Whether these characters are drawn as one picture: a flag, a keycap, or pictures that are joined. Source: Unicode TS 51,
/// §1.4.9, without what shows nothing or looks as another does.
fn is_sequence(text: &str) -> bool {
    use icu_properties::{CodePointSetData, props::RegionalIndicator};
    let all: Vec<char> = text.chars().collect();
    match *all {
        [first, second] if CodePointSetData::new::<RegionalIndicator>().contains(first) => {
            CodePointSetData::new::<RegionalIndicator>().contains(second)
        }
        ['0'..='9' | '#' | '*', AS_PICTURE, '\u{20E3}'] => true,
        [FLAG, ref tags @ .., TAGS_END] => {
            let part: Option<String> = tags
                .iter()
                .map(|&tag| char::from_u32(u32::from(tag).checked_sub(0xE0000)?))
                .collect();
            part.is_some_and(|part| PARTS.contains(&part.as_str()))
        }
        _ => {
            let is_joined = all.contains(&JOINER);
            all.split(|&c| c == JOINER).all(|it| is_element(it, is_joined))
        }
    }
}

/// Whether these characters are a picture, which among others does not have to be asked for.
fn is_element(all: &[char], is_joined: bool) -> bool {
    use icu_properties::{
        CodePointSetData,
        props::{Emoji, EmojiModifier, EmojiModifierBase, EmojiPresentation, RegionalIndicator},
    };
    let is_picture = |c: char| {
        !c.is_ascii()
            && CodePointSetData::new::<Emoji>().contains(c)
            && !CodePointSetData::new::<RegionalIndicator>().contains(c)
    };
    match *all {
        [one] => is_picture(one) && (is_joined || CodePointSetData::new::<EmojiPresentation>().contains(one)),
        [one, AS_PICTURE] => is_picture(one),
        [one, tone] => {
            CodePointSetData::new::<EmojiModifierBase>().contains(one)
                && CodePointSetData::new::<EmojiModifier>().contains(tone)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_emoji_is_one_picture() {
        for emoji in [
            "👍",
            "👍🏽",
            "❤\u{FE0F}",
            "☎\u{FE0F}",
            "©\u{FE0F}",
            "👩‍🚒",
            "👨‍👩‍👧",
            "🕵🏽‍♂\u{FE0F}",
            "👩‍❤‍👨",
            "🏳\u{FE0F}‍🌈",
            "🏴\u{200D}☠\u{FE0F}",
            "🇫🇷",
            "1\u{FE0F}\u{20E3}",
            "✅",
            "🏴",
            "🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}",
            "⭐",
            "🫡",
        ] {
            assert!(Emoji::new(emoji).is_ok(), "{emoji}");
        }
        for other in [
            "",
            "a",
            "👍👍",
            "ok",
            "é",
            "1",
            "<b>",
            "\u{200D}",
            "👍 ",
            "\u{FE0F}",
            "\u{E0020}\u{FE0F}",
            "a\u{FE0F}",
            "漢\u{FE0F}",
            "1\u{FE0F}",
            "a\u{20E3}",
            "\u{1F1EB}",
            "☎",
            "👍\u{301}\u{302}\u{303}",
            "👍\u{E0041}\u{E007F}",
            "🏴\u{E0061}\u{E007F}",
            "👍\u{200D}",
            "\u{200D}👍",
            "👍\u{FE0F}\u{FE0F}",
            "e\u{301}\u{302}",
        ] {
            assert!(Emoji::new(other).is_err(), "{other:?}");
        }
        // What passed for one once can be taken back.
        assert!(Emoji::given("☎").is_ok());
        assert!(Emoji::given("\u{E0020}\u{FE0F}").is_ok());
        assert!(Emoji::given("👍👍").is_err());
    }
}
