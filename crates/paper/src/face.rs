// SPDX-License-Identifier: EUPL-1.2
//! The two faces of the text, and how wide what they draw is. They are carried whole in each file: forty kilobytes.

use std::{collections::HashMap, sync::LazyLock};

/// One of the two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Weight {
    /// For text.
    Regular,
    /// For heads.
    SemiBold,
}

/// What is known of a face.
pub struct Face {
    /// Its file (OpenType with TrueType outlines).
    pub bytes: &'static [u8],
    /// Its name in the file.
    pub name: &'static str,
    /// Glyph and width, in thousandths of the size, of each character that it draws.
    glyphs: HashMap<char, (u16, f32)>,
    /// Width of each glyph, in thousandths of the size.
    pub widths: Vec<f32>,
    /// Above the line, below it, and the height of capitals, in thousandths of the size.
    pub heights: (f32, f32, f32),
    /// The box that holds any glyph.
    pub bounds: [f32; 4],
}

/// The face of a weight.
pub fn face(weight: Weight) -> &'static Face {
    static REGULAR: LazyLock<Face> = LazyLock::new(|| {
        Face::read(
            include_bytes!("../fonts/public-sans-regular.ttf"),
            "PublicSans-Regular",
        )
    });
    static SEMI_BOLD: LazyLock<Face> = LazyLock::new(|| {
        Face::read(
            include_bytes!("../fonts/public-sans-semibold.ttf"),
            "PublicSans-SemiBold",
        )
    });
    match weight {
        Weight::Regular => &REGULAR,
        Weight::SemiBold => &SEMI_BOLD,
    }
}

impl Face {
    fn read(bytes: &'static [u8], name: &'static str) -> Self {
        let read =
            ttf_parser::Face::parse(bytes, 0).expect("the font is in the program, and a test reads it");
        let unit = 1_000.0 / f32::from(read.units_per_em());
        let width = |glyph| f32::from(read.glyph_hor_advance(glyph).unwrap_or(0)) * unit;
        let mut glyphs = HashMap::new();
        if let Some(table) = read.tables().cmap {
            for part in table
                .subtables
                .into_iter()
                .filter(ttf_parser::cmap::Subtable::is_unicode)
            {
                part.codepoints(|point| {
                    if let (Some(c), Some(glyph)) = (char::from_u32(point), part.glyph_index(point)) {
                        glyphs.insert(c, (glyph.0, width(glyph)));
                    }
                });
            }
        }
        let bounds = read.global_bounding_box();
        let scaled = |it: i16| f32::from(it) * unit;
        Self {
            bytes,
            name,
            glyphs,
            widths: (0..read.number_of_glyphs())
                .map(|it| width(ttf_parser::GlyphId(it)))
                .collect(),
            heights: (
                scaled(read.ascender()),
                scaled(read.descender()),
                scaled(read.capital_height().unwrap_or(1_400)),
            ),
            bounds: [
                scaled(bounds.x_min),
                scaled(bounds.y_min),
                scaled(bounds.x_max),
                scaled(bounds.y_max),
            ],
        }
    }

    /// The glyph of a character that was made drawable.
    pub fn glyph(&self, c: char) -> u16 {
        self.glyphs.get(&c).map_or(0, |it| it.0)
    }

    /// How wide a character is at a size, in points.
    pub fn width(&self, c: char, size: f32) -> f32 {
        self.glyphs.get(&c).map_or(0.0, |it| it.1) * size / 1_000.0
    }

    /// The text in characters that this face draws. What it does not draw is named by its number, `<U+1F44D>`: nothing of
    /// what was written is left out.
    pub fn drawable(&self, text: &str) -> String {
        let mut drawable = String::with_capacity(text.len());
        for c in text.chars() {
            match c {
                '\t' => drawable.push_str("    "),
                // Spaces that do not break, of whatever width.
                '\u{202F}' | '\u{2007}' => drawable.push('\u{A0}'),
                '\u{2000}'..='\u{200A}' | '\u{3000}' => drawable.push(' '),
                '\u{2011}' => drawable.push('-'),
                // They only say how the one before is drawn.
                '\u{FE0E}' | '\u{FE0F}' | '\u{200B}'..='\u{200F}' | '\u{2060}' => {}
                c if self.glyphs.contains_key(&c) => drawable.push(c),
                c if c.is_control() => {}
                c => drawable.push_str(&format!("<U+{:04X}>", u32::from(c))),
            }
        }
        drawable
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn french_and_the_names_of_neighbours_are_drawn() {
        for weight in [Weight::Regular, Weight::SemiBold] {
            let text = "Œuvre, cœur, L’Haÿ-les-Roses, « ça » – 12 € … Łukasz Ștefan Nguyễn N° 1 · •";
            assert_eq!(face(weight).drawable(text), text);
            assert!(text.chars().all(|it| face(weight).glyph(it) != 0));
        }
    }

    #[test]
    fn what_is_not_drawn_is_named() {
        assert_eq!(face(Weight::Regular).drawable("ok 👍\u{FE0F}!"), "ok <U+1F44D>!");
        assert_eq!(face(Weight::Regular).drawable("12\u{202F}h"), "12\u{A0}h");
    }
}
