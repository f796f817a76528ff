// SPDX-License-Identifier: EUPL-1.2
//! The words of a log that is taken away, in the language of whoever takes it.

use base::Day;

use crate::areas::accounts::Language;

/// All of them.
pub struct Words {
    /// BCP 47.
    pub language: &'static str,
    /// What the file's name begins with.
    pub file: &'static str,
    /// What a project's main channel is called, until someone names it.
    pub main: &'static str,
    /// What the conversation with oneself alone is called.
    pub notes: &'static str,
    /// The columns of the table.
    pub columns: [&'static str; 12],
    /// The columns of the table of who reads a channel.
    pub reader_columns: [&'static str; 6],
    pub yes: &'static str,
    pub no: &'static str,
    /// Of a channel and a project.
    pub title: fn(&str, &str) -> String,
    /// From a day to a day.
    pub period: fn(Option<String>, Option<String>) -> String,
    /// By whom, when, in which time zone.
    pub taken: fn(&str, &str, &str) -> String,
    /// How many entries.
    pub count: fn(usize) -> String,
    /// Of an entry: its number, when, by whom.
    pub head: fn(i64, &str, &str) -> String,
    /// Which entry it corrects.
    pub corrects: fn(i64) -> String,
    /// Which entries correct it.
    pub corrected_by: fn(&str) -> String,
    /// What stands over what an entry passes on: by whom it was said, when.
    pub passed_on: fn(&str, &str) -> String,
    /// A day.
    pub day: fn(Day) -> String,
    /// What stands over the fingerprint.
    pub integrity: &'static str,
    /// What it is made of, of how many entries.
    pub fingerprint: fn(usize) -> String,
    /// A page of so many.
    pub page: fn(usize, usize) -> String,
}

/// Those of a language.
#[must_use]
pub const fn of(language: Language) -> &'static Words {
    match language {
        Language::Fr => &FRENCH,
        Language::En => &ENGLISH,
    }
}

static FRENCH: Words = Words {
    language: "fr",
    file: "main-courante-",
    main: "général",
    notes: "Notes pour moi",
    columns: [
        "numéro",
        "instant_utc",
        "heure_locale",
        "auteur",
        "auteur_id",
        "texte",
        "rectifie",
        "rectifiée_par",
        "transféré_instant_utc",
        "transféré_auteur",
        "transféré_auteur_id",
        "transféré_texte",
    ],
    reader_columns: ["nom", "prénom", "fonction", "organisation", "extérieur", "id"],
    yes: "oui",
    no: "non",
    title: |channel, project| format!("{channel} – {project}"),
    period: |from, to| match (from, to) {
        (Some(from), Some(to)) if from == to => format!("Main courante du {from}"),
        (Some(from), Some(to)) => format!("Main courante du {from} au {to}"),
        (Some(from), None) => format!("Main courante depuis le {from}"),
        (None, Some(to)) => format!("Main courante jusqu’au {to}"),
        (None, None) => "Main courante complète".to_owned(),
    },
    taken: |by, when, zone| format!("Exportée par {by} le {when}. Heures du fuseau {zone}."),
    count: |entries| match entries {
        0 => "Aucune entrée sur cette période.".to_owned(),
        1 => "1 entrée.".to_owned(),
        entries => format!("{entries} entrées."),
    },
    head: |number, when, by| format!("N° {number} · {when} · {by}"),
    corrects: |number| format!("Rectifie ou complète l’entrée n° {number}"),
    corrected_by: |numbers| format!("Rectifiée ou complétée par : {numbers}"),
    passed_on: |by, when| format!("Transfère un message de {by} du {when}"),
    day: |day| {
        const MONTHS: [&str; 12] = [
            "janvier",
            "février",
            "mars",
            "avril",
            "mai",
            "juin",
            "juillet",
            "août",
            "septembre",
            "octobre",
            "novembre",
            "décembre",
        ];
        let date = day.to_jiff();
        let first = if date.day() == 1 { "er" } else { "" };
        format!("{}{first} {} {}", date.day(), month(&MONTHS, day), date.year())
    },
    integrity: "Intégrité",
    fingerprint: |entries| {
        let of = if entries == 1 {
            "de l’entrée ci-dessus".to_owned()
        } else {
            format!("des {entries} entrées ci-dessus, dans leur ordre")
        };
        format!(
            "Empreinte SHA-256 {of} (numéro, instant UTC, identifiant de l’auteur, texte ; \
             et les mêmes d’un message transféré). \
             Le guide des messages dit comment la recalculer à partir de l’export CSV."
        )
    },
    page: |page, pages| format!("Page {page} sur {pages}"),
};

static ENGLISH: Words = Words {
    language: "en",
    file: "log-",
    main: "general",
    notes: "Notes to myself",
    columns: [
        "number",
        "instant_utc",
        "local_time",
        "author",
        "author_id",
        "text",
        "corrects",
        "corrected_by",
        "forwarded_instant_utc",
        "forwarded_author",
        "forwarded_author_id",
        "forwarded_text",
    ],
    reader_columns: [
        "family_name",
        "given_name",
        "function",
        "organisation",
        "external",
        "id",
    ],
    yes: "yes",
    no: "no",
    title: |channel, project| format!("{channel} – {project}"),
    period: |from, to| match (from, to) {
        (Some(from), Some(to)) if from == to => format!("Log of {from}"),
        (Some(from), Some(to)) => format!("Log from {from} to {to}"),
        (Some(from), None) => format!("Log since {from}"),
        (None, Some(to)) => format!("Log until {to}"),
        (None, None) => "Whole log".to_owned(),
    },
    taken: |by, when, zone| format!("Exported by {by} on {when}. Times of the {zone} time zone."),
    count: |entries| match entries {
        0 => "No entry in this period.".to_owned(),
        1 => "1 entry.".to_owned(),
        entries => format!("{entries} entries."),
    },
    head: |number, when, by| format!("No. {number} · {when} · {by}"),
    corrects: |number| format!("Corrects or completes entry no. {number}"),
    corrected_by: |numbers| format!("Corrected or completed by: {numbers}"),
    passed_on: |by, when| format!("Forwards a message of {by} of {when}"),
    day: |day| {
        const MONTHS: [&str; 12] = [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ];
        let date = day.to_jiff();
        format!("{} {} {}", date.day(), month(&MONTHS, day), date.year())
    },
    integrity: "Integrity",
    fingerprint: |entries| {
        let of = if entries == 1 {
            "of the entry above".to_owned()
        } else {
            format!("of the {entries} entries above, in their order")
        };
        format!(
            "SHA-256 fingerprint {of} (number, UTC instant, id of the author, text; and those of a forwarded message). \
             The guide to messages says how to work it out again from the CSV export."
        )
    },
    page: |page, pages| format!("Page {page} of {pages}"),
};

fn month(names: &[&'static str; 12], day: Day) -> &'static str {
    let at = usize::try_from(day.to_jiff().month() - 1).unwrap_or_default();
    names.get(at).copied().unwrap_or_default()
}
