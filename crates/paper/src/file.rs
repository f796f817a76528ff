// SPDX-License-Identifier: EUPL-1.2
//! The objects of the file (ISO 32000-1).

use std::collections::BTreeMap;

use miniz_oxide::deflate::compress_to_vec_zlib;
use pdf_writer::{
    Content, Date, Filter, Finish as _, Name, Pdf, Rect, Ref, Str, TextStr,
    types::{ArtifactType, CidFontType, FontFlags, OutlineItemFlags, StructRole, SystemInfo, UnicodeCmap},
};

use crate::{
    About, Style,
    face::{Weight, face},
    lay::{Layout, Line, MARGIN, PAGE, WIDTH},
};

const FOOT_SIZE: f32 = 8.5;
const FOOT_Y: f32 = 36.0;
/// How hard streams are pressed: the default of zlib.
const PRESSED: u8 = 6;
const UNICODE: SystemInfo<'static> = SystemInfo {
    registry: Str(b"Adobe"),
    ordering: Str(b"Identity"),
    supplement: 0,
};

/// Gives out numbers of objects.
struct Refs(i32);

impl Refs {
    fn next(&mut self) -> Ref {
        self.0 += 1;
        Ref::new(self.0)
    }
}

/// Which glyphs of a face were drawn, for which characters.
type Drawn = BTreeMap<Weight, BTreeMap<u16, char>>;

pub fn written(about: &About, layout: &Layout, foot: impl Fn(usize, usize) -> String) -> Vec<u8> {
    let mut refs = Refs(0);
    let mut pdf = Pdf::new();
    let (catalog, tree, info) = (refs.next(), refs.next(), refs.next());
    let fonts = [(Weight::Regular, refs.next()), (Weight::SemiBold, refs.next())];
    let pages: Vec<Ref> = layout.pages.iter().map(|_| refs.next()).collect();
    let (root, document) = (refs.next(), refs.next());
    let blocks: Vec<Ref> = layout.blocks.iter().map(|_| refs.next()).collect();
    let mut drawn = Drawn::new();
    // Where each text stands: the page, and its mark on it.
    let mut marks: Vec<Vec<(usize, i32)>> = vec![Vec::new(); blocks.len()];
    let mut parents: Vec<(i32, Ref)> = Vec::new();
    for (number, lines) in layout.pages.iter().enumerate() {
        let mut content = Content::new();
        let mut on_page = Vec::new();
        for part in lines.chunk_by(|one, next| one.block == next.block) {
            let block = part[0].block;
            let mark = i32::try_from(on_page.len()).unwrap_or(i32::MAX);
            on_page.push(blocks[block]);
            marks[block].push((number, mark));
            show(&mut content, layout.blocks[block].0, part, mark, &mut drawn);
        }
        let right = foot(number + 1, layout.pages.len());
        show_foot(&mut content, &about.title, &right, &mut drawn);
        let (stream, parent) = (refs.next(), refs.next());
        let pressed = compress_to_vec_zlib(&content.finish(), PRESSED);
        pdf.stream(stream, &pressed).filter(Filter::FlateDecode);
        pdf.indirect(parent).array().items(on_page);
        let key = i32::try_from(number).unwrap_or(i32::MAX);
        parents.push((key, parent));
        let mut page = pdf.page(pages[number]);
        page.media_box(Rect::new(0.0, 0.0, PAGE.0, PAGE.1))
            .parent(tree)
            .contents(stream)
            .struct_parents(key)
            .tab_order(pdf_writer::types::TabOrder::StructureOrder);
        let mut resources = page.resources();
        let mut named = resources.fonts();
        for (weight, font) in fonts {
            named.pair(name_of(weight), font);
        }
    }
    pdf.pages(tree)
        .kids(pages.iter().copied())
        .count(i32::try_from(pages.len()).unwrap_or(i32::MAX));
    for (weight, font) in fonts {
        let glyphs = drawn.remove(&weight).unwrap_or_default();
        write_font(&mut pdf, &mut refs, weight, font, &glyphs);
    }
    write_structure(
        &mut pdf,
        (root, document),
        layout,
        &blocks,
        &marks,
        &pages,
        &parents,
    );
    let outline = write_outline(&mut pdf, &mut refs, layout, &pages);
    write_catalog(&mut pdf, &mut refs, about, (catalog, tree, info), (root, outline));
    pdf.finish()
}

fn name_of(weight: Weight) -> Name<'static> {
    match weight {
        Weight::Regular => Name(b"F0"),
        Weight::SemiBold => Name(b"F1"),
    }
}

const fn role(style: Style) -> StructRole {
    match style {
        Style::Title => StructRole::H1,
        Style::Part => StructRole::H2,
        Style::Head => StructRole::H3,
        Style::Text | Style::Small => StructRole::P,
    }
}

/// The glyphs of a text, two bytes each, noted as drawn.
fn glyphs(text: &str, weight: Weight, drawn: &mut Drawn) -> Vec<u8> {
    let face = face(weight);
    let of_face = drawn.entry(weight).or_default();
    text.chars()
        .flat_map(|c| {
            let glyph = face.glyph(c);
            of_face.entry(glyph).or_insert(c);
            glyph.to_be_bytes()
        })
        .collect()
}

/// The lines of one text on one page, marked as its.
fn show(content: &mut Content, style: Style, lines: &[Line], mark: i32, drawn: &mut Drawn) {
    let how = style.drawn();
    content
        .begin_marked_content_with_properties(role(style).to_name())
        .properties()
        .identify(mark);
    content.begin_text();
    content.set_fill_gray(how.grey);
    content.set_font(name_of(how.weight), how.size);
    for (at, line) in lines.iter().enumerate() {
        content.set_text_matrix([1.0, 0.0, 0.0, 1.0, MARGIN, line.y]);
        let mut bytes = glyphs(&line.text, how.weight, drawn);
        // So that words of two lines are two words to who copies them.
        if at + 1 < lines.len() && !line.text.is_empty() {
            bytes.extend(glyphs(" ", how.weight, drawn));
        }
        content.show(Str(&bytes));
    }
    content.end_text();
    content.end_marked_content();
}

/// What stands at the foot of each page, which is not read out each time.
fn show_foot(content: &mut Content, left: &str, right: &str, drawn: &mut Drawn) {
    let face = face(Weight::Regular);
    let wide = |text: &str| -> f32 { text.chars().map(|it| face.width(it, FOOT_SIZE)).sum() };
    let right = face.drawable(right);
    let room = WIDTH - wide(&right) - 24.0;
    let mut left = face.drawable(left);
    while wide(&left) > room && left.pop().is_some() {}
    content
        .begin_marked_content_with_properties(Name(b"Artifact"))
        .properties()
        .artifact()
        .kind(ArtifactType::Pagination);
    content.set_stroke_gray(0.8);
    content.set_line_width(0.5);
    content.move_to(MARGIN, FOOT_Y + 14.0);
    content.line_to(MARGIN + WIDTH, FOOT_Y + 14.0);
    content.stroke();
    content.begin_text();
    content.set_fill_gray(0.35);
    content.set_font(name_of(Weight::Regular), FOOT_SIZE);
    for (text, x) in [(&left, MARGIN), (&right, MARGIN + WIDTH - wide(&right))] {
        content.set_text_matrix([1.0, 0.0, 0.0, 1.0, x, FOOT_Y]);
        content.show(Str(&glyphs(text, Weight::Regular, drawn)));
    }
    content.end_text();
    content.end_marked_content();
}

fn write_font(pdf: &mut Pdf, refs: &mut Refs, weight: Weight, font: Ref, glyphs: &BTreeMap<u16, char>) {
    let face = face(weight);
    let (cid, descriptor, map, file) = (refs.next(), refs.next(), refs.next(), refs.next());
    let name = Name(face.name.as_bytes());
    pdf.type0_font(font)
        .base_font(name)
        .encoding_predefined(Name(b"Identity-H"))
        .descendant_font(cid)
        .to_unicode(map);
    let mut cid_font = pdf.cid_font(cid);
    cid_font
        .subtype(CidFontType::Type2)
        .base_font(name)
        .system_info(UNICODE)
        .font_descriptor(descriptor)
        .default_width(0.0)
        .cid_to_gid_map_predefined(Name(b"Identity"));
    cid_font.widths().consecutive(0, face.widths.iter().copied());
    cid_font.finish();
    let (ascent, descent, capitals) = face.heights;
    let [left, low, right, high] = face.bounds;
    pdf.font_descriptor(descriptor)
        .name(name)
        .flags(FontFlags::NON_SYMBOLIC)
        .bbox(Rect::new(left, low, right, high))
        .italic_angle(0.0)
        .ascent(ascent)
        .descent(descent)
        .cap_height(capitals)
        .stem_v(if weight == Weight::SemiBold { 120.0 } else { 80.0 })
        .font_file2(file);
    let mut unicode = UnicodeCmap::new(Name(b"Custom"), UNICODE);
    for (glyph, c) in glyphs {
        unicode.pair(*glyph, *c);
    }
    pdf.cmap(map, &unicode.finish());
    let pressed = compress_to_vec_zlib(face.bytes, PRESSED);
    let whole = i32::try_from(face.bytes.len()).unwrap_or(i32::MAX);
    pdf.stream(file, &pressed)
        .filter(Filter::FlateDecode)
        .pair(Name(b"Length1"), whole);
}

/// What a screen reader follows: the texts in their order, each with its kind.
fn write_structure(
    pdf: &mut Pdf,
    (root, document): (Ref, Ref),
    layout: &Layout,
    blocks: &[Ref],
    marks: &[Vec<(usize, i32)>],
    pages: &[Ref],
    parents: &[(i32, Ref)],
) {
    let mut tree = pdf
        .indirect(root)
        .start::<pdf_writer::writers::StructTreeRoot<'_>>();
    tree.child(document);
    let mut by_page = tree.parent_tree();
    let mut numbers = by_page.nums();
    for (key, parent) in parents {
        numbers.insert(*key, *parent);
    }
    numbers.finish();
    by_page.finish();
    tree.parent_tree_next_key(i32::try_from(parents.len()).unwrap_or(i32::MAX));
    tree.finish();
    let mut whole = pdf.struct_element(document);
    whole.kind(StructRole::Document).parent(root);
    let mut children = whole.children();
    for block in blocks {
        children.struct_element(*block);
    }
    children.finish();
    whole.finish();
    for ((block, (style, _)), marks) in blocks.iter().zip(&layout.blocks).zip(marks) {
        let mut element = pdf.struct_element(*block);
        element.kind(role(*style)).parent(document);
        let mut children = element.children();
        for (page, mark) in marks {
            children
                .marked_content_ref()
                .page(pages[*page])
                .marked_content_id(*mark);
        }
    }
}

/// The parts, to go to from beside the pages. `None` where there is none.
fn write_outline(pdf: &mut Pdf, refs: &mut Refs, layout: &Layout, pages: &[Ref]) -> Option<Ref> {
    let parts: Vec<(Ref, &str, usize, f32)> = layout
        .blocks
        .iter()
        .enumerate()
        .filter(|(_, (style, _))| *style == Style::Part)
        .filter_map(|(block, (_, text))| {
            let (page, line) = layout
                .pages
                .iter()
                .enumerate()
                .find_map(|(page, lines)| Some((page, lines.iter().find(|it| it.block == block)?)))?;
            Some((refs.next(), text.as_str(), page, line.y))
        })
        .collect();
    let (first, last) = (parts.first()?.0, parts.last()?.0);
    let root = refs.next();
    let count = i32::try_from(parts.len()).unwrap_or(i32::MAX);
    pdf.outline(root).first(first).last(last).count(count);
    for (at, (item, text, page, y)) in parts.iter().enumerate() {
        let mut entry = pdf.outline_item(*item);
        entry
            .title(TextStr(text))
            .parent(root)
            .flags(OutlineItemFlags::empty());
        if let Some(before) = at.checked_sub(1) {
            entry.prev(parts[before].0);
        }
        if let Some(next) = parts.get(at + 1) {
            entry.next(next.0);
        }
        entry.dest().page(pages[*page]).xyz(0.0, y + 24.0, None);
    }
    Some(root)
}

fn write_catalog(
    pdf: &mut Pdf,
    refs: &mut Refs,
    about: &About,
    (catalog, tree, info): (Ref, Ref, Ref),
    (root, outline): (Ref, Option<Ref>),
) {
    let (year, month, day, hour, minute, second) = about.made_at;
    let made = Date::new(year)
        .month(month)
        .day(day)
        .hour(hour)
        .minute(minute)
        .second(second)
        .utc_offset_hour(0);
    pdf.document_info(info)
        .title(TextStr(&about.title))
        .producer(TextStr("Plano"))
        .creation_date(made);
    let metadata = refs.next();
    let described = described(about);
    pdf.metadata(metadata, described.as_bytes());
    let mut all = pdf.catalog(catalog);
    all.pages(tree).lang(TextStr(&about.language)).metadata(metadata);
    all.pair(Name(b"StructTreeRoot"), root);
    all.mark_info().marked(true);
    all.viewer_preferences().display_doc_title(true);
    if let Some(outline) = outline {
        all.outlines(outline);
    }
}

/// The title as programs that know no PDF read it (XMP, ISO 16684-1).
fn described(about: &About) -> String {
    let escaped = |text: &str| {
        let text: String = text.chars().filter(|it| !it.is_control()).collect();
        text.replace('&', "&amp;")
            .replace('<', "&lt;")
            .replace('>', "&gt;")
    };
    let (title, language) = (escaped(&about.title), escaped(&about.language));
    format!(
        "<?xpacket begin=\"\u{FEFF}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\
         <x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\
         <rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\
         <dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">{title}</rdf:li></rdf:Alt></dc:title>\
         <dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>\
         </rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end=\"r\"?>"
    )
}
