// SPDX-License-Identifier: EUPL-1.2
//! Tables that are taken away (RFC 4180, UTF-8 with its mark, as spreadsheets expect). No cell is taken for a formula.

use base::Problem;

/// The mark by which spreadsheets know UTF-8.
const UTF_8_MARK: &[u8] = "\u{FEFF}".as_bytes();

/// A table that is being written.
pub struct Table(csv::Writer<Vec<u8>>);

impl Table {
    /// For other programs: its cells are parted by commas.
    ///
    /// # Errors
    /// Internal.
    pub fn new(head: &[&str]) -> Result<Self, Problem> {
        Self::parted_by(b',', head)
    }

    /// For spreadsheets: its cells are parted by `;`, which they expect where numbers have commas.
    ///
    /// # Errors
    /// Internal.
    pub fn for_spreadsheets(head: &[&str]) -> Result<Self, Problem> {
        Self::parted_by(b';', head)
    }

    fn parted_by(sign: u8, head: &[&str]) -> Result<Self, Problem> {
        let mut table = Self(
            csv::WriterBuilder::new()
                .delimiter(sign)
                .terminator(csv::Terminator::CRLF)
                .from_writer(UTF_8_MARK.to_vec()),
        );
        table.line(head.iter())?;
        Ok(table)
    }

    /// One line more.
    ///
    /// # Errors
    /// Internal.
    pub fn line(&mut self, cells: impl IntoIterator<Item = impl AsRef<str>>) -> Result<(), Problem> {
        self.0
            .write_record(cells.into_iter().map(|it| inert(it.as_ref())))
            .map_err(Problem::internal)
    }

    /// All of it.
    ///
    /// # Errors
    /// Internal.
    pub fn into_bytes(self) -> Result<Vec<u8>, Problem> {
        self.0
            .into_inner()
            .map_err(|error| Problem::internal(error.to_string()))
    }
}

/// A cell that no spreadsheet takes for a formula, also one that takes the wide signs of East Asian keyboards for the narrow.
/// Source: OWASP, CSV injection.
pub fn inert(text: &str) -> String {
    if text.starts_with([
        '=', '+', '-', '@', '\t', '\r', '\n', '\u{FF1D}', '\u{FF0B}', '\u{FF0D}', '\u{FF20}',
    ]) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        for text in [
            "=1+1",
            "+33",
            "-2",
            "@SUM(A1)",
            "\t=1",
            "\r=1",
            "\n=1",
            "\u{FF1D}1+1",
        ] {
            assert_eq!(inert(text), format!("'{text}"));
        }
        for text in ["a=1", "’t Hooft", "'t Hooft", ""] {
            assert_eq!(inert(text), text);
        }
    }

    #[test]
    fn a_table_has_its_mark_its_signs_and_the_ends_of_its_lines() {
        let mut table = Table::for_spreadsheets(&["nom", "fonction"]).unwrap();
        table.line(["=A;1", "dit \"Léo\""]).unwrap();
        let text = String::from_utf8(table.into_bytes().unwrap()).unwrap();
        assert_eq!(text, "\u{FEFF}nom;fonction\r\n\"'=A;1\";\"dit \"\"Léo\"\"\"\r\n");
        let text = Table::new(&["a", "b"]).unwrap().into_bytes().unwrap();
        assert!(text.ends_with(b"a,b\r\n"));
    }
}
