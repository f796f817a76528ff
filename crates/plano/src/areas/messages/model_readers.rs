// SPDX-License-Identifier: EUPL-1.2
//! Who reads a channel, as a table.

use base::Problem;

use super::words_log::Words;
use crate::{areas::accounts::Person, table::Table};

/// The people, one line each.
///
/// # Errors
/// Internal.
pub fn table(people: &[Person], words: &Words) -> Result<Table, Problem> {
    let mut table = Table::for_spreadsheets(&words.reader_columns)?;
    for person in people {
        table.line([
            person.family_name.as_str(),
            &person.given_name,
            person.function.as_deref().unwrap_or_default(),
            person.organisation.as_deref().unwrap_or_default(),
            if person.is_external { words.yes } else { words.no },
            &person.id.to_string(),
        ])?;
    }
    Ok(table)
}
