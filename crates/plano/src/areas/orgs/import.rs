// SPDX-License-Identifier: EUPL-1.2
//! Reading a file of people: how it is written, what its columns are, what is wrong with which line. Nothing is made here.

use std::{
    borrow::Cow,
    collections::{HashMap, HashSet},
    str::FromStr,
};

use base::{EmailAddress, Id, Invalid, kind, text};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    model::{AccountId, OrganisationId, OrganisationRef},
    settings::words,
};
use crate::areas::accounts::Person;

/// The id of an import.
pub type ImportId = Id<kind::Import>;

/// Largest file. Source: the contract; a hundred thousand people fit.
pub const FILE_MAX_BYTES: usize = 8 * 1024 * 1024;
/// Most lines in one file.
pub const LINES_MAX: usize = 100_000;
/// Most groups that one line may name: who belongs to more is put there by hand.
pub const GROUPS_MAX: usize = 20;
/// Faults told with the import; all of them are in the file of faults.
pub const FAULTS_TOLD: i64 = 500;
/// Longest piece of a cell that is repeated in a fault.
const VALUE_MAX_CHARS: usize = 120;

words! {
    /// Where an import stands.
    ImportStatus "import.status_unknown" {
        /// Looked at; nothing has been made.
        Checked = "checked"
        /// Accounts are being made.
        Running = "running"
        /// Stopped for a while.
        Paused = "paused"
        /// All has been made.
        Done = "done"
    }
    /// What has become of a line.
    LineStatus "import.line_status_unknown" {
        /// Can become an account.
        Valid = "valid"
        /// Its person has an account.
        Existing = "existing"
        /// Something is wrong with it.
        Faulty = "faulty"
        /// Has become an account.
        Created = "created"
        /// That account has been invited.
        Invited = "invited"
        /// Its person had an account, which is where the line says now.
        Placed = "placed"
    }
}
db::text_column!(ImportStatus, LineStatus);

/// An import, as administrators see it.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[allow(missing_docs, reason = "the names say it")]
pub struct Import {
    pub id: ImportId,
    pub file_name: String,
    pub status: ImportStatus,
    /// Where a line names none.
    pub organisation: Option<OrganisationRef>,
    pub created_at: base::Timestamp,
    pub created_by: Person,
    pub lines: i64,
    pub valid: i64,
    pub existing: i64,
    pub created: i64,
    pub invited: i64,
    /// The first 500.
    pub faults: Vec<Fault>,
    pub faults_total: i64,
    pub columns: Vec<String>,
    /// The first five lines.
    pub preview: Vec<Preview>,
}

/// Imports, the latest first.
#[derive(Debug, Serialize, ToSchema)]
#[allow(missing_docs, reason = "the names say it")]
pub struct Imports {
    pub items: Vec<Import>,
}

/// A line as it was understood.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = ImportPreview)]
#[allow(missing_docs, reason = "the names say it")]
pub struct Preview {
    pub line: i64,
    pub email: String,
    pub given_name: String,
    pub family_name: String,
    pub function: String,
    pub organisation: String,
    pub group: String,
}

impl From<Line> for Preview {
    fn from(line: Line) -> Self {
        Self {
            line: line.line,
            email: line.email,
            given_name: line.given_name,
            family_name: line.family_name,
            function: line.function,
            organisation: line.organisation_name,
            group: line.groups,
        }
    }
}

/// What is wrong with a cell.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = ImportFault)]
pub struct Fault {
    /// In the file; its first line is 1.
    pub line: i64,
    /// The column's name in English, or as the file has it; empty for the whole line.
    pub column: String,
    /// Why, stable.
    #[schema(value_type = String)]
    pub code: Cow<'static, str>,
    /// What the cell says.
    pub value: String,
}

/// A line after the header.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// In the file; its first line is 1.
    pub line: i64,
    /// What has become of it.
    pub status: LineStatus,
    /// Checked unless the line is faulty.
    pub email: String,
    /// Checked unless the line is faulty.
    pub given_name: String,
    /// Checked unless the line is faulty.
    pub family_name: String,
    /// Checked unless the line is faulty; may be empty.
    pub function: String,
    /// `fr`, `en` or empty.
    pub language: String,
    /// Found.
    pub organisation: Option<OrganisationId>,
    /// As the file has it.
    pub organisation_name: String,
    /// Separated by `|`.
    pub groups: String,
    /// The account there is.
    pub account: Option<AccountId>,
}

/// What the lines are compared with.
#[derive(Debug, Default)]
pub struct Known {
    /// Every organisation by its name and by its path, folded; `None`: several are called so.
    pub organisations: HashMap<String, Option<OrganisationId>>,
    /// Those that the importing person administers; `None`: all.
    pub reached: Option<HashSet<OrganisationId>>,
    /// Where a line names none.
    pub default: Option<OrganisationId>,
    /// The account of an address, and whether the importing person administers it.
    pub accounts: HashMap<String, (AccountId, bool)>,
}

impl Known {
    fn reaches(&self, organisation: OrganisationId) -> bool {
        self.reached.as_ref().is_none_or(|it| it.contains(&organisation))
    }
}

/// The columns that are understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Column {
    Email,
    GivenName,
    FamilyName,
    Function,
    Organisation,
    Group,
    Language,
}

impl Column {
    const fn name(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::GivenName => "given_name",
            Self::FamilyName => "family_name",
            Self::Function => "function",
            Self::Organisation => "organisation",
            Self::Group => "group",
            Self::Language => "language",
        }
    }

    /// Case, accents, spaces, `-` and `_` do not count.
    fn of(header: &str) -> Option<Self> {
        let plain: String = text::fold(header)
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .collect();
        Some(match plain.as_str() {
            "adresse"
            | "adresseelectronique"
            | "adressemail"
            | "adresseemail"
            | "email"
            | "courriel"
            | "mail" => Self::Email,
            "prenom" | "givenname" | "firstname" => Self::GivenName,
            "nom" | "nomdefamille" | "familyname" | "lastname" | "name" => Self::FamilyName,
            "fonction" | "function" => Self::Function,
            "structure" | "service" | "organisation" | "organization" => Self::Organisation,
            "groupe" | "groupes" | "group" | "groups" => Self::Group,
            "langue" | "language" => Self::Language,
            _ => return None,
        })
    }
}

/// A file taken apart, before it is compared with what there is.
#[derive(Debug)]
pub struct Table {
    /// The header as the file has it.
    pub columns: Vec<String>,
    places: HashMap<Column, usize>,
    records: Vec<(i64, csv::StringRecord)>,
    faults: Vec<Fault>,
}

impl Table {
    /// Takes a file apart.
    ///
    /// # Errors
    /// `import.empty`, `import.too_long` with the limit.
    pub fn read(bytes: &[u8]) -> Result<Self, Invalid> {
        // The reader counts a line's end with the line after it where that is two characters.
        // A zero, which no database column can hold, is shown as what it is: a character that could not be read.
        let text = decoded(bytes).replace("\r\n", "\n").replace('\0', "\u{FFFD}");
        if text.trim().is_empty() {
            return Err(Invalid::new("import.empty"));
        }
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(separator(&text))
            .has_headers(false)
            .flexible(true)
            .trim(csv::Trim::All)
            .from_reader(text.as_bytes());
        let mut table = Self {
            columns: Vec::new(),
            places: HashMap::new(),
            records: Vec::new(),
            faults: Vec::new(),
        };
        let mut is_first = true;
        for record in reader.records() {
            let Ok(record) = record else {
                table.faults.push(fault(1, "", "line.malformed", ""));
                continue;
            };
            let line = record
                .position()
                .map_or(0, |it| i64::try_from(it.line()).unwrap_or(i64::MAX));
            if is_first {
                is_first = false;
                table.header(&record);
            } else if record.iter().any(|cell| !cell.is_empty()) {
                table.records.push((line, record));
            }
            if table.records.len() > LINES_MAX {
                return Err(Invalid::new("import.too_long").with("max_lines", LINES_MAX));
            }
        }
        Ok(table)
    }

    fn header(&mut self, record: &csv::StringRecord) {
        self.columns = record.iter().map(ToOwned::to_owned).collect();
        for (at, header) in record.iter().enumerate() {
            if let Some(column) = Column::of(header) {
                // The first of two that mean the same counts.
                self.places.entry(column).or_insert(at);
            }
        }
        for needed in [Column::Email, Column::GivenName, Column::FamilyName] {
            if !self.places.contains_key(&needed) {
                self.faults.push(fault(1, needed.name(), "column.missing", ""));
            }
        }
    }

    /// The addresses in it, as far as they are addresses, to look up who has an account.
    #[must_use]
    pub fn emails(&self) -> Vec<String> {
        let found: HashSet<String> = self
            .records
            .iter()
            .filter_map(|(_, it)| EmailAddress::from_str(self.cell(it, Column::Email)).ok())
            .map(|it| it.as_str().to_owned())
            .collect();
        found.into_iter().collect()
    }

    fn cell<'r>(&self, record: &'r csv::StringRecord, column: Column) -> &'r str {
        self.places
            .get(&column)
            .and_then(|at| record.get(*at))
            .unwrap_or_default()
    }

    /// Compares each line with what there is: the lines and everything that is wrong with them.
    #[must_use]
    pub fn check(&self, known: &Known) -> (Vec<Line>, Vec<Fault>) {
        let mut faults = self.faults.clone();
        if faults.iter().any(|it| it.code == "column.missing") {
            return (Vec::new(), faults);
        }
        let mut seen = HashSet::new();
        let mut lines = Vec::with_capacity(self.records.len());
        for (line, record) in &self.records {
            let before = faults.len();
            let mut checked = self.line(*line, record, known, &mut seen, &mut faults);
            if faults.len() > before {
                checked.status = LineStatus::Faulty;
            }
            lines.push(checked);
        }
        (lines, faults)
    }

    fn line(
        &self,
        line: i64,
        record: &csv::StringRecord,
        known: &Known,
        seen: &mut HashSet<String>,
        faults: &mut Vec<Fault>,
    ) -> Line {
        let cell = |column| self.cell(record, column);
        let told = faults;
        let mut wrong =
            |column: Column, code: &'static str| told.push(fault(line, column.name(), code, cell(column)));
        let mut account = None;
        let mut email = cell(Column::Email).to_owned();
        match EmailAddress::from_str(&email) {
            Err(_) => wrong(Column::Email, "email.invalid"),
            Ok(address) => {
                address.as_str().clone_into(&mut email);
                if !seen.insert(email.clone()) {
                    wrong(Column::Email, "email.duplicate_in_file");
                } else if let Some((id, is_reached)) = known.accounts.get(&email) {
                    account = Some(*id);
                    if !is_reached {
                        wrong(Column::Email, "email.taken");
                    }
                }
            }
        }
        let mut named = |column: Column, given: &str| match text::Name::new(given) {
            Ok(name) => name.into_string(),
            Err(invalid) => {
                wrong(column, name_code(&invalid));
                given.to_owned()
            }
        };
        let given_name = named(Column::GivenName, cell(Column::GivenName));
        let family_name = named(Column::FamilyName, cell(Column::FamilyName));
        let function = match cell(Column::Function) {
            "" => String::new(),
            given => named(Column::Function, given),
        };
        let named_groups = || {
            let names = cell(Column::Group).split('|').map(str::trim);
            names.filter(|it| !it.is_empty())
        };
        let groups: Vec<String> = named_groups()
            .take(GROUPS_MAX)
            .map(|it| named(Column::Group, it))
            .collect();
        if named_groups().nth(GROUPS_MAX).is_some() {
            wrong(Column::Group, "group.too_many");
        }
        let language = text::fold(cell(Column::Language));
        if !matches!(language.as_str(), "" | "fr" | "en") {
            wrong(Column::Language, "language.unknown");
        }
        let organisation_name = cell(Column::Organisation).to_owned();
        let organisation = if organisation_name.is_empty() {
            known.default
        } else {
            known
                .organisations
                .get(&path_key(organisation_name.split('>')))
                .copied()
                .flatten()
        };
        match organisation {
            None => wrong(Column::Organisation, "organisation.unknown"),
            Some(found) if !known.reaches(found) => wrong(Column::Organisation, "organisation.not_yours"),
            Some(_) => {}
        }
        if let Some(extra) = record.iter().skip(self.columns.len()).find(|it| !it.is_empty()) {
            told.push(fault(line, "", "line.malformed", extra));
        }
        Line {
            line,
            status: if account.is_some() {
                LineStatus::Existing
            } else {
                LineStatus::Valid
            },
            email,
            given_name,
            family_name,
            function,
            language,
            organisation,
            organisation_name,
            groups: groups.join("|"),
            account,
        }
    }
}

fn name_code(invalid: &Invalid) -> &'static str {
    match invalid.code.as_ref() {
        "text.blank" => "name.blank",
        "text.too_long" => "name.too_long",
        _ => "line.malformed",
    }
}

/// A path of organisations in the form in which it is looked up.
pub fn path_key<S: AsRef<str>>(names: impl IntoIterator<Item = S>) -> String {
    names
        .into_iter()
        .map(|it| text::fold(it.as_ref()))
        .filter(|it| !it.is_empty())
        .collect::<Vec<_>>()
        .join(">")
}

fn fault(line: i64, column: &str, code: &'static str, value: &str) -> Fault {
    Fault {
        line,
        column: column.to_owned(),
        code: Cow::Borrowed(code),
        value: value.chars().take(VALUE_MAX_CHARS).collect(),
    }
}

/// UTF-8, with or without its mark; what is not UTF-8 comes from a spreadsheet in Windows-1252, which reads any byte.
fn decoded(bytes: &[u8]) -> Cow<'_, str> {
    let (text, _, is_broken) = encoding_rs::UTF_8.decode(bytes);
    if !is_broken {
        return text;
    }
    encoding_rs::WINDOWS_1252.decode(bytes).0
}

/// The separator that the header has most of, outside quotes.
fn separator(text: &str) -> u8 {
    let header = text.lines().find(|it| !it.trim().is_empty()).unwrap_or_default();
    let mut is_quoted = false;
    let mut counts = [(b';', 0), (b',', 0), (b'\t', 0)];
    for byte in header.bytes() {
        if byte == b'"' {
            is_quoted = !is_quoted;
        }
        if let Some((_, count)) = counts.iter_mut().find(|(it, _)| *it == byte && !is_quoted) {
            *count += 1;
        }
    }
    // The first of equals, hence the order above.
    counts
        .iter()
        .rev()
        .max_by_key(|(_, count)| *count)
        .map_or(b';', |(it, _)| *it)
}

#[cfg(test)]
mod tests;
