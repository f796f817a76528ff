// SPDX-License-Identifier: EUPL-1.2
//! The files under judgement, and just enough reading of Rust, TypeScript and CSS to tell code from comments and text.

use std::fs;
use std::ops::Range;
use std::path::Path;

/// A file of the repository; the path is relative to its root, with `/`.
#[derive(Debug, Clone)]
pub struct File {
    pub path: String,
    pub text: String,
}

/// What a rule found, and where.
#[derive(Debug, PartialEq, Eq)]
pub struct Fault {
    pub path: String,
    /// From 1; 0 where the fault is of the whole file.
    pub line: usize,
    pub what: String,
}

#[derive(Debug, Default)]
pub struct Tree {
    pub files: Vec<File>,
}

/// Built, downloaded or left by running: never under judgement.
const PASSED_BY: [&str; 10] = [
    ".git",
    ".cache",
    "target",
    "node_modules",
    "dist",
    "data",
    "shots",
    "results",
    "report",
    "snapshots",
];

/// Larger than any file a person wrote here; pictures and fonts are not text anyway.
const LONGEST_BYTES: u64 = 2 * 1024 * 1024;

impl Tree {
    /// A tree made up for a test.
    pub fn of(files: &[(&str, &str)]) -> Self {
        Self {
            files: files
                .iter()
                .map(|(path, text)| File {
                    path: (*path).into(),
                    text: (*text).into(),
                })
                .collect(),
        }
    }

    /// The repository itself.
    pub fn of_the_repository() -> Self {
        let mut tree = Self::default();
        tree.gather(&root(), "");
        assert!(
            tree.files.len() > 20,
            "the repository was not found around {}",
            root().display()
        );
        tree.files.sort_by(|a, b| a.path.cmp(&b.path));
        tree
    }

    fn gather(&mut self, folder: &Path, prefix: &str) {
        for entry in fs::read_dir(folder)
            .expect("the repository can be read")
            .map_while(Result::ok)
        {
            let name = entry.file_name().to_string_lossy().into_owned();
            let path = if prefix.is_empty() {
                name.clone()
            } else {
                format!("{prefix}/{name}")
            };
            let kind = entry.file_type().expect("a listed entry has a kind");
            if kind.is_dir() {
                if !PASSED_BY.contains(&name.as_str()) {
                    self.gather(&entry.path(), &path);
                }
            } else if kind.is_file() && entry.metadata().is_ok_and(|it| it.len() <= LONGEST_BYTES) {
                // What is not UTF-8 is a picture or a font.
                if let Ok(text) = fs::read_to_string(entry.path()) {
                    self.files.push(File { path, text });
                }
            }
        }
    }

    pub fn find(&self, path: &str) -> Option<&File> {
        self.files.iter().find(|it| it.path == path)
    }

    /// Files below this folder whose names end so.
    pub fn under<'a>(&'a self, folder: &'a str, endings: &'a [&'a str]) -> impl Iterator<Item = &'a File> {
        self.files
            .iter()
            .filter(move |it| it.path.starts_with(folder) && endings.iter().any(|end| it.path.ends_with(end)))
    }

    /// The Rust that runs in production: tests and what only they use left out.
    pub fn production_rust(&self) -> impl Iterator<Item = &File> {
        self.under("crates/", &[".rs"]).filter(|it| !it.is_test())
    }
}

pub fn root() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

impl File {
    pub fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }

    /// `accounts` for `crates/plano/src/areas/accounts/store.rs` and for `web/src/areas/accounts/Login.tsx`.
    pub fn area(&self) -> Option<&str> {
        let rest = self.path.split_once("src/areas/")?.1;
        let (area, _) = rest.split_once('/')?;
        Some(area)
    }

    /// `db` for `crates/db/src/tx.rs`.
    pub fn krate(&self) -> Option<&str> {
        Some(self.path.strip_prefix("crates/")?.split_once('/')?.0)
    }

    pub fn is_test(&self) -> bool {
        let name = self.name();
        self.path.contains("/tests/")
            || self.path.contains("_tests/")
            || self.path.contains("/benches/")
            || self.path.contains("/testing/")
            || self.path.contains("/testkit/")
            || matches!(name, "tests.rs" | "testkit.rs")
            || name.ends_with("_tests.rs")
            || name.contains(".test.")
    }

    /// The text with comments, and the inside of strings, blanked out: positions and lines stay.
    pub fn code(&self) -> String {
        let mut code = self.text.clone().into_bytes();
        for part in parts(&self.text, self.language()) {
            blank(&mut code, part.inside());
        }
        let code = String::from_utf8(code).expect("whole characters were replaced by spaces");
        if self.language() == Language::Rust {
            without_test_items(&code)
        } else {
            code
        }
    }

    /// The text with comments blanked out, strings kept.
    pub fn without_comments(&self) -> String {
        let mut code = self.text.clone().into_bytes();
        for part in parts(&self.text, self.language())
            .into_iter()
            .filter(|it| it.is_comment)
        {
            blank(&mut code, part.range);
        }
        String::from_utf8(code).expect("whole characters were replaced by spaces")
    }

    /// Every string literal outside test items: where its text begins, and the text as written.
    pub fn strings(&self) -> Vec<(usize, &str)> {
        let code = self.code();
        parts(&self.text, self.language())
            .into_iter()
            .filter(|it| !it.is_comment)
            // The quotes of a string in a test item are blanked in `code`, those of others are not.
            .filter(|it| code.as_bytes()[it.range.start] != b' ')
            .map(|it| (it.inside().start, &self.text[it.inside()]))
            .collect()
    }

    pub fn line_at(&self, position: usize) -> usize {
        self.text.as_bytes()[..position]
            .iter()
            .filter(|it| **it == b'\n')
            .count()
            + 1
    }

    pub fn fault(&self, position: usize, what: impl Into<String>) -> Fault {
        Fault {
            path: self.path.clone(),
            line: self.line_at(position),
            what: what.into(),
        }
    }

    pub fn fault_of_file(&self, what: impl Into<String>) -> Fault {
        Fault {
            path: self.path.clone(),
            line: 0,
            what: what.into(),
        }
    }

    fn language(&self) -> Language {
        match self.path.rsplit('.').next() {
            Some("rs") => Language::Rust,
            Some("css") => Language::Css,
            Some("sql") => Language::Sql,
            _ => Language::Script,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Language {
    Rust,
    Script,
    Css,
    Sql,
}

/// A comment or a string literal, its delimiters included.
struct Part {
    range: Range<usize>,
    is_comment: bool,
    /// How many bytes of delimiters at each end.
    opening: usize,
    closing: usize,
}

impl Part {
    fn inside(&self) -> Range<usize> {
        if self.is_comment {
            return self.range.clone();
        }
        let end = self
            .range
            .end
            .saturating_sub(self.closing)
            .max(self.range.start + self.opening);
        self.range.start + self.opening..end.min(self.range.end)
    }
}

fn blank(code: &mut [u8], range: Range<usize>) {
    for byte in &mut code[range] {
        if *byte != b'\n' {
            *byte = b' ';
        }
    }
}

fn parts(text: &str, language: Language) -> Vec<Part> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let rest = &text.as_bytes()[at..];
        let part = match language {
            Language::Sql if rest.starts_with(b"--") => Some(comment(at, line_end(bytes, at))),
            Language::Rust | Language::Script if rest.starts_with(b"//") => {
                Some(comment(at, line_end(bytes, at)))
            }
            Language::Sql => None,
            _ if rest.starts_with(b"/*") => {
                Some(comment(at, block_end(bytes, at, language == Language::Rust)))
            }
            Language::Rust => rust_string(bytes, at),
            _ => match rest[0] {
                quote @ (b'"' | b'\'' | b'`') => Some(script_string(bytes, at, quote)),
                _ => None,
            },
        };
        match part {
            Some(part) => {
                at = part.range.end;
                found.push(part);
            }
            None => at += 1,
        }
    }
    found
}

fn comment(start: usize, end: usize) -> Part {
    Part {
        range: start..end,
        is_comment: true,
        opening: 0,
        closing: 0,
    }
}

fn line_end(bytes: &[u8], from: usize) -> usize {
    bytes[from..]
        .iter()
        .position(|it| *it == b'\n')
        .map_or(bytes.len(), |it| from + it)
}

fn block_end(bytes: &[u8], from: usize, nested: bool) -> usize {
    let mut depth = 0_usize;
    let mut at = from;
    while at + 1 < bytes.len() {
        match &bytes[at..at + 2] {
            b"/*" if nested || depth == 0 => {
                depth += 1;
                at += 2;
            }
            b"*/" => {
                depth -= 1;
                at += 2;
                if depth == 0 {
                    return at;
                }
            }
            _ => at += 1,
        }
    }
    bytes.len()
}

/// A string, raw string, byte string or character at this place; `None` for a lifetime and everything else.
fn rust_string(bytes: &[u8], at: usize) -> Option<Part> {
    let part = |end: usize, opening: usize, closing: usize| {
        Some(Part {
            range: at..end.min(bytes.len()),
            is_comment: false,
            opening,
            closing,
        })
    };
    match bytes[at] {
        b'"' => part(closing_quote(bytes, at + 1, b'"'), 1, 1),
        b'r' if at == 0 || !is_word(bytes[at - 1]) || (bytes[at - 1] == b'b' || bytes[at - 1] == b'c') => {
            let hashes = bytes[at + 1..].iter().take_while(|it| **it == b'#').count();
            if bytes.get(at + 1 + hashes) != Some(&b'"') {
                return None;
            }
            let end = format!("\"{}", "#".repeat(hashes));
            let from = at + 2 + hashes;
            let length = bytes[from..]
                .windows(end.len())
                .position(|it| it == end.as_bytes());
            let close = length.map_or(bytes.len(), |it| from + it + end.len());
            part(close, 2 + hashes, end.len())
        }
        // 'a' and '\n' are characters, 'a alone is a lifetime.
        b'\'' if bytes.get(at + 1) == Some(&b'\\') => part(closing_quote(bytes, at + 1, b'\''), 1, 1),
        b'\'' => {
            let width = std::str::from_utf8(&bytes[at + 1..])
                .ok()?
                .chars()
                .next()?
                .len_utf8();
            if bytes.get(at + 1 + width) == Some(&b'\'') {
                part(at + 2 + width, 1, 1)
            } else {
                None
            }
        }
        _ => None,
    }
}

/// In a script only a template may go over several lines: an apostrophe in the text of a page ends with its line.
fn script_string(bytes: &[u8], at: usize, quote: u8) -> Part {
    let end = closing_quote(bytes, at + 1, quote);
    let line = line_end(bytes, at);
    if quote != b'`' && end > line {
        return Part {
            range: at..at + 1,
            is_comment: false,
            opening: 1,
            closing: 0,
        };
    }
    Part {
        range: at..end,
        is_comment: false,
        opening: 1,
        closing: 1,
    }
}

fn closing_quote(bytes: &[u8], from: usize, quote: u8) -> usize {
    let mut at = from;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 2,
            byte if byte == quote => return at + 1,
            _ => at += 1,
        }
    }
    bytes.len()
}

/// Blanks every item under `#[cfg(test)]`.
fn without_test_items(code: &str) -> String {
    let mut bytes = code.as_bytes().to_vec();
    for (start, _) in code.match_indices("#[cfg(test)]") {
        let end = code[start..].find(['{', ';']).map_or(code.len(), |it| start + it);
        let end = if code.as_bytes().get(end) == Some(&b'{') {
            closing(code, end)
        } else {
            end
        };
        blank(&mut bytes, start..end);
    }
    String::from_utf8(bytes).expect("whole characters were replaced by spaces")
}

/// Just after the bracket that closes the one at `open`.
pub fn closing(code: &str, open: usize) -> usize {
    let mut depth = 0_usize;
    for (at, byte) in code.bytes().enumerate().skip(open) {
        match byte {
            b'{' | b'(' | b'[' => depth += 1,
            b'}' | b')' | b']' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return at + 1;
                }
            }
            _ => {}
        }
    }
    code.len()
}

pub fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// Where this text stands as whole words: `bus` is not found in `business` nor `rebus`.
pub fn words(code: &str, text: &str) -> Vec<usize> {
    let bytes = code.as_bytes();
    code.match_indices(text)
        .map(|(at, _)| at)
        .filter(|at| *at == 0 || !is_word(bytes[at - 1]) || !is_word(text.as_bytes()[0]))
        .filter(|at| {
            let end = at + text.len();
            !bytes.get(end).copied().is_some_and(is_word) || !text.bytes().last().is_some_and(is_word)
        })
        .collect()
}

/// The word that begins at or after `from`, spaces passed over.
pub fn next_word(code: &str, from: usize) -> &str {
    let rest = code[from..].trim_start();
    let end = rest.bytes().position(|it| !is_word(it)).unwrap_or(rest.len());
    &rest[..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(path: &str, text: &str) -> String {
        File {
            path: path.into(),
            text: text.into(),
        }
        .code()
    }

    #[test]
    fn comments_and_strings_are_not_code() {
        assert_eq!(
            code("a.rs", "a // b\nc /* d /* e */ f */ g"),
            "a     \nc                   g"
        );
        assert_eq!(
            code("a.rs", r##"x("y\"z", r#"w"q"#, 'v', 'l: 's)"##),
            r##"x("    ", r#"   "#, ' ', 'l: 's)"##
        );
        assert_eq!(
            code("a.ts", "f('a', \"b\", `c\nd`) // e"),
            "f(' ', \" \", ` \n `)     "
        );
        assert_eq!(code("a.css", "a { /* #fff */ }"), "a {            }");
    }

    #[test]
    fn test_items_are_not_production() {
        assert_eq!(
            code("a.rs", "a\n#[cfg(test)]\nmod t { fn x() { y } }\nb")
                .split_whitespace()
                .collect::<Vec<_>>(),
            ["a", "b"]
        );
        let file = File {
            path: "a.rs".into(),
            text: "f(\"one\"); #[cfg(test)] mod t { g(\"two\"); }".into(),
        };
        assert_eq!(
            file.strings().into_iter().map(|it| it.1).collect::<Vec<_>>(),
            ["one"]
        );
    }

    #[test]
    fn a_word_is_whole() {
        assert_eq!(words("bus business rebus my_bus bus::x", "bus"), [0, 26]);
        assert_eq!(words("a.unwrap() unwrap()", ".unwrap()"), [1]);
    }
}
