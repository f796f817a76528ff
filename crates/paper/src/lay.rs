// SPDX-License-Identifier: EUPL-1.2
//! Where each line stands on which page.

use crate::{
    Style,
    face::{Weight, face},
};

/// A4, in points (ISO 216).
pub const PAGE: (f32, f32) = (595.28, 841.89);
/// Left and right of the text.
pub const MARGIN: f32 = 56.0;
const TOP: f32 = 60.0;
/// What stands at the foot is below.
const BOTTOM: f32 = 64.0;
/// How wide lines are.
pub const WIDTH: f32 = PAGE.0 - 2.0 * MARGIN;

/// How a style is drawn: in points, and a grey of 0 (black) to 1.
pub struct Drawn {
    pub weight: Weight,
    pub size: f32,
    leading: f32,
    before: f32,
    pub grey: f32,
    /// Lines of what follows that have to stand on the same page.
    keeps: u8,
}

impl Style {
    pub(crate) const fn drawn(self) -> Drawn {
        let (weight, size, leading, before, grey, keeps) = match self {
            Self::Title => (Weight::SemiBold, 20.0, 25.0, 0.0, 0.0, 1),
            Self::Part => (Weight::SemiBold, 13.0, 17.0, 18.0, 0.0, 4),
            Self::Head => (Weight::SemiBold, 9.5, 13.0, 10.0, 0.0, 2),
            Self::Text => (Weight::Regular, 10.0, 14.0, 1.0, 0.1, 0),
            Self::Small => (Weight::Regular, 9.0, 12.5, 1.0, 0.3, 0),
        };
        Drawn {
            weight,
            size,
            leading,
            before,
            grey,
            keeps,
        }
    }
}

/// One line.
#[derive(Debug)]
pub struct Line {
    /// Which of the texts it is of.
    pub block: usize,
    /// Of its foot, from below.
    pub y: f32,
    /// In characters that the face draws.
    pub text: String,
}

/// All of it.
#[derive(Debug)]
pub struct Layout {
    pub pages: Vec<Vec<Line>>,
    /// The style of each text, and its first line as it was written.
    pub blocks: Vec<(Style, String)>,
    /// Where the next line ends at the top.
    y: f32,
}

impl Layout {
    pub fn new() -> Self {
        Self {
            pages: vec![Vec::new()],
            blocks: Vec::new(),
            y: PAGE.1 - TOP,
        }
    }

    pub fn add(&mut self, style: Style, text: &str) {
        let drawn = style.drawn();
        let block = self.blocks.len();
        self.blocks
            .push((style, text.lines().next().unwrap_or_default().to_owned()));
        let lines = broken(text, &drawn);
        let is_at_top = self.pages.last().is_some_and(Vec::is_empty);
        if !is_at_top {
            self.y -= drawn.before;
        }
        let kept = drawn.leading * lines.len().min(3) as f32 + f32::from(drawn.keeps) * 14.0;
        if drawn.keeps > 0 && !is_at_top && self.y - kept < BOTTOM {
            self.turn();
        }
        for text in lines {
            if self.y - drawn.leading < BOTTOM {
                self.turn();
            }
            self.y -= drawn.leading;
            let line = Line {
                block,
                y: self.y + (drawn.leading - drawn.size) * 0.6,
                text,
            };
            if let Some(page) = self.pages.last_mut() {
                page.push(line);
            }
        }
    }

    fn turn(&mut self) {
        self.pages.push(Vec::new());
        self.y = PAGE.1 - TOP;
    }
}

/// The lines of a text, none wider than the page lets it be.
fn broken(text: &str, drawn: &Drawn) -> Vec<String> {
    let face = face(drawn.weight);
    let mut lines = Vec::new();
    for written in text.split('\n') {
        let written = face.drawable(written.trim_end());
        let mut line = String::new();
        let mut width = 0.0;
        // Words with the space before them; other spaces do not break.
        for word in words(&written) {
            let wide: f32 = word.chars().map(|it| face.width(it, drawn.size)).sum();
            if width + wide > WIDTH && !line.is_empty() {
                lines.push(std::mem::take(&mut line));
                width = 0.0;
            }
            let word = if line.is_empty() && width == 0.0 && !lines.is_empty() {
                word.trim_start_matches(' ')
            } else {
                word
            };
            for c in word.chars() {
                let wide = face.width(c, drawn.size);
                // A word that is wider than the page goes on on the next line.
                if width + wide > WIDTH && !line.is_empty() {
                    lines.push(std::mem::take(&mut line));
                    width = 0.0;
                }
                line.push(c);
                width += wide;
            }
        }
        lines.push(line);
    }
    lines
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let start = rest.len() - rest.trim_start_matches(' ').len();
        let end = rest[start..].find(' ').map_or(rest.len(), |it| start + it);
        let (word, after) = rest.split_at(end);
        rest = after;
        Some(word)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wide(line: &str) -> f32 {
        let drawn = Style::Text.drawn();
        let face = face(drawn.weight);
        line.chars().map(|it| face.width(it, drawn.size)).sum()
    }

    #[test]
    fn lines_break_at_spaces_and_keep_every_word() {
        let text = "Bascule sur la liaison de secours. ".repeat(40);
        let lines = broken(&text, &Style::Text.drawn());
        assert!(lines.len() > 5 && lines.iter().all(|it| wide(it) <= WIDTH));
        assert_eq!(lines.join(" ").split_whitespace().count(), 40 * 6);
    }

    #[test]
    fn a_word_without_end_is_broken_and_an_indent_is_kept() {
        let lines = broken(&"x".repeat(500), &Style::Text.drawn());
        assert!(lines.len() > 3 && lines.iter().all(|it| wide(it) <= WIDTH));
        assert_eq!(lines.concat().len(), 500);
        assert_eq!(broken("  a\n\nb", &Style::Text.drawn()), ["  a", "", "b"]);
    }

    #[test]
    fn a_head_never_stands_alone_at_the_end_of_a_page() {
        let mut layout = Layout::new();
        for _ in 0..60 {
            layout.add(Style::Head, "N° 1 · 8 octobre 2026");
            layout.add(Style::Text, "Une ligne");
        }
        for page in &layout.pages {
            let last = page.last().expect("a line");
            assert_eq!(layout.blocks[last.block].0, Style::Text);
        }
    }
}
