// SPDX-License-Identifier: EUPL-1.2
//! Who reads a channel, as a table.

use base::Problem;

use super::{model_log, words_log::Words};
use crate::areas::accounts::Person;

/// The people as a table, in the form of a log's ([`model_log::table`]): one line each.
///
/// # Errors
/// Internal.
pub fn csv(people: &[Person], words: &Words) -> Result<Vec<u8>, Problem> {
    let mut table = model_log::table(&words.reader_columns)?;
    for person in people {
        let record = [
            model_log::inert(&person.family_name),
            model_log::inert(&person.given_name),
            model_log::inert(person.function.as_deref().unwrap_or_default()),
            model_log::inert(person.organisation.as_deref().unwrap_or_default()),
            if person.is_external { words.yes } else { words.no }.to_owned(),
            person.id.to_string(),
        ];
        table.write_record(record).map_err(Problem::internal)?;
    }
    table
        .into_inner()
        .map_err(|error| Problem::internal(error.to_string()))
}
