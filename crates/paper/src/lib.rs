// SPDX-License-Identifier: EUPL-1.2
//! Texts on sheets of A4, as PDF: headings, paragraphs, a line at the foot of each page. The text can be selected and
//! searched, is read in its order by a screen reader (tagged, ISO 32000-1 §14.8), and its fonts are in the file.
//!
//! No I/O and no clock: bytes out. What is drawn is ours; the objects of the file are written by `pdf-writer`
//! (docs/adr/0020).

#![warn(missing_docs)]

mod face;
mod file;
mod lay;

use crate::lay::Layout;

/// How a piece of text is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// The title of the whole.
    Title,
    /// A part, which has its entry in the outline.
    Part,
    /// The head of a paragraph.
    Head,
    /// A paragraph.
    Text,
    /// Something said aside.
    Small,
}

/// What is said of the whole.
#[derive(Debug, Clone)]
pub struct About {
    /// In the window's title, and at the foot of each page.
    pub title: String,
    /// The language of the text (BCP 47), such as `fr`.
    pub language: String,
    /// When it was made: year, month, day, hour, minute, second, in UTC.
    pub made_at: (u16, u8, u8, u8, u8, u8),
}

/// A document that is being written.
#[derive(Debug)]
pub struct Paper {
    about: About,
    layout: Layout,
}

impl Paper {
    /// An empty one.
    #[must_use]
    pub fn new(about: About) -> Self {
        Self {
            about,
            layout: Layout::new(),
        }
    }

    /// Adds a text, of as many lines as it has, broken where they are too long.
    pub fn add(&mut self, style: Style, text: &str) {
        self.layout.add(style, text);
    }

    /// The file. `foot` is what stands at the foot of a page, to the right, of its number and of how many there are.
    #[must_use]
    pub fn finish(self, foot: impl Fn(usize, usize) -> String) -> Vec<u8> {
        file::written(&self.about, &self.layout, foot)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn about() -> About {
        About {
            title: "Main courante « nuit »".into(),
            language: "fr".into(),
            made_at: (2026, 10, 8, 7, 42, 0),
        }
    }

    fn pages(bytes: &[u8]) -> usize {
        let text = String::from_utf8_lossy(bytes);
        text.matches("/Type /Page\n").count() + text.matches("/Type /Page ").count()
    }

    #[test]
    fn an_empty_one_has_a_page() {
        let bytes = Paper::new(about()).finish(|page, pages| format!("{page}/{pages}"));
        assert!(bytes.starts_with(b"%PDF-1.7"));
        assert!(bytes.trim_ascii_end().ends_with(b"%%EOF"));
        assert_eq!(pages(&bytes), 1);
    }

    #[test]
    fn a_long_text_goes_on_over_pages_and_is_tagged_on_each() {
        let mut paper = Paper::new(about());
        paper.add(Style::Title, "Main courante");
        paper.add(Style::Part, "8 octobre 2026");
        paper.add(Style::Head, "N° 1");
        paper.add(Style::Text, &"Le cœur de l’été, l’œuvre et l’île.\n".repeat(200));
        let bytes = paper.finish(|page, pages| format!("Page {page} sur {pages}"));
        assert!(pages(&bytes) >= 4, "{}", pages(&bytes));
        let text = String::from_utf8_lossy(&bytes);
        for needed in [
            "/StructTreeRoot",
            "/Marked true",
            "/Lang",
            "/Outlines",
            "/ToUnicode",
            "/FontFile2",
        ] {
            assert!(text.contains(needed), "{needed}");
        }
        assert!(text.matches("/StructParents").count() >= 4);
    }

    #[test]
    fn whatever_is_written_makes_a_file() {
        let mut paper = Paper::new(about());
        for text in [
            "",
            "\n\n",
            "👩‍🚒 ❤️ 漢字 \u{202E}abc",
            "(parenthèses) \\ et %",
            &"a".repeat(10_000),
            "\u{0}\u{1}\t fin",
        ] {
            for style in [Style::Title, Style::Part, Style::Head, Style::Text, Style::Small] {
                paper.add(style, text);
            }
        }
        let bytes = paper.finish(|page, pages| format!("{page}/{pages}"));
        assert!(pages(&bytes) > 5);
    }
}
