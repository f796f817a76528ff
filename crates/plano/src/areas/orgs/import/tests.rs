// SPDX-License-Identifier: EUPL-1.2
//! What is wrong with which line.

use proptest::prelude::*;

use super::*;

fn known() -> Known {
    let mut known = Known {
        default: Some(Id::MIN),
        ..Known::default()
    };
    known.organisations.insert("voirie".into(), Some(Id::MIN));
    known
        .organisations
        .insert("agglomeration>voirie".into(), Some(Id::MIN));
    known.organisations.insert("accueil".into(), None);
    known.organisations.insert("presse".into(), Some(Id::MAX));
    known.reached = Some(HashSet::from([Id::MIN]));
    known
        .accounts
        .insert("vue@rivemont.example".into(), (Id::MIN, true));
    known
        .accounts
        .insert("ailleurs@rivemont.example".into(), (Id::MAX, false));
    known
}

fn check(text: &[u8]) -> (Vec<Line>, Vec<(i64, String, String)>) {
    let (lines, faults) = Table::read(text).unwrap().check(&known());
    (
        lines,
        faults
            .into_iter()
            .map(|it| (it.line, it.column, it.code.into_owned()))
            .collect(),
    )
}

#[test]
fn what_could_not_be_read_is_a_fault_of_its_column_and_never_a_zero() {
    let file = b"email;prenom;nom;service\nzoe@rivemont.example;Zo\0e;L\0ger;Voi\0rie\n";
    let (lines, faults) = check(file);
    let of = |column: &str, code: &str| (2, column.to_owned(), code.to_owned());
    assert_eq!(
        faults,
        [
            of("given_name", "line.malformed"),
            of("family_name", "line.malformed"),
            of("organisation", "organisation.unknown"),
        ]
    );
    let line = &lines[0];
    for text in [&line.given_name, &line.family_name, &line.organisation_name] {
        assert!(!text.contains('\0') && text.contains('\u{FFFD}'), "{text:?}");
    }
}

#[test]
fn files_of_any_office_are_read() {
    let texts: [&[u8]; 4] = [
        "\u{FEFF}Adresse électronique;Prénom;Nom\r\nzoe@rivemont.example;Zoé;Léger\r\n".as_bytes(),
        b"E-MAIL,first name,LAST_NAME\nzoe@rivemont.example,Zo\xe9,L\xe9ger\n",
        "courriel\tprenom\tnom\nzoe@rivemont.example\tZoé\tLéger".as_bytes(),
        "mail;given-name;name\n\"zoe@rivemont.example\";\"Zoé\";\"Léger\"".as_bytes(),
    ];
    for text in texts {
        let (lines, faults) = check(text);
        assert_eq!(faults, []);
        let [line] = lines.as_slice() else {
            panic!("{lines:?}")
        };
        assert_eq!(
            (
                line.line,
                line.email.as_str(),
                line.given_name.as_str(),
                line.family_name.as_str()
            ),
            (2, "zoe@rivemont.example", "Zoé", "Léger")
        );
    }
}

#[test]
fn each_fault_names_its_line_and_column() {
    let text = "email;prénom;nom;structure;langue\n\
        faux;A;B;;\n\
        a@rivemont.example;;B;;\n\
        b@rivemont.example;A;B;Inconnue;\n\
        c@rivemont.example;A;B;Presse;de\n\
        a@rivemont.example;A;B;;\n\
        ailleurs@rivemont.example;A;B;Voirie;fr\n\
        vue@rivemont.example;A;B;Agglomération > Voirie;en\n\
        d@rivemont.example;A;B;accueil;;trop\n";
    let (lines, faults) = check(text.as_bytes());
    let told: Vec<(i64, &str, &str)> = faults
        .iter()
        .map(|(line, column, code)| (*line, column.as_str(), code.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            (2, "email", "email.invalid"),
            (3, "given_name", "name.blank"),
            (4, "organisation", "organisation.unknown"),
            (5, "language", "language.unknown"),
            (5, "organisation", "organisation.not_yours"),
            (6, "email", "email.duplicate_in_file"),
            (7, "email", "email.taken"),
            (9, "organisation", "organisation.unknown"),
            (9, "", "line.malformed"),
        ]
    );
    let good: Vec<_> = lines
        .iter()
        .filter(|it| it.status != LineStatus::Faulty)
        .map(|it| (it.line, it.status))
        .collect();
    assert_eq!(good, [(8, LineStatus::Existing)]);
}

#[test]
fn a_line_names_no_more_groups_than_it_may() {
    let names = |many: usize| (0..many).map(|n| format!(" G{n} ")).collect::<Vec<_>>().join("|");
    let text = format!(
        "email;prénom;nom;groupe\na@rivemont.example;A;B;{}||\nb@rivemont.example;A;B;{}\nc@rivemont.example;A;B;{}\n",
        names(GROUPS_MAX),
        names(GROUPS_MAX + 1),
        names(5_000),
    );
    let (lines, faults) = check(text.as_bytes());
    let fault = |line| (line, "group".to_owned(), "group.too_many".to_owned());
    assert_eq!(faults, [fault(3), fault(4)]);
    assert_eq!(lines[0].groups.split('|').count(), GROUPS_MAX);
    assert_eq!(lines[2].status, LineStatus::Faulty);
    // What is kept of a faulty line is bounded too.
    assert!(lines[2].groups.len() < 100);
}

#[test]
fn a_missing_column_is_said_before_anything_else() {
    let (lines, faults) = check(b"email;nom\na@rivemont.example;A\n");
    assert_eq!(
        (lines.len(), faults),
        (0, vec![(1, "given_name".into(), "column.missing".into())])
    );
}

#[test]
fn an_empty_file_is_refused() {
    assert_eq!(Table::read(b" \n").unwrap_err().code, "import.empty");
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        if let Ok(table) = Table::read(&bytes) {
            let _ = table.check(&known());
        }
    }
}
