// SPDX-License-Identifier: EUPL-1.2
//! What was cleared or has expired is shown nowhere.

use crate::rule;
use crate::source::{Fault, Tree, closing, next_word, words};

/// What reads messages without asking whether they are there, and why it may.
const NEED_NOT_ASK: [(&str, &str); 23] = [
    (
        "by_draft",
        "what one has sent oneself is not sent again, gone or not",
    ),
    ("edit", "by a permission that is given for what is there"),
    ("retract", "as edit"),
    ("react", "held by `hold`, which asks"),
    ("pin", "as react"),
    ("count_pins", "as react: it counts pins, of its channel"),
    ("first_places", "places only; what is gone counts as older"),
    ("decisions", "they stay"),
    ("at", "ids of places, looked at by a view that asks"),
    ("kind_at", "says where, by a permission"),
    (
        "is_told_of_thread",
        "says whether one may have been told, of nothing that is shown",
    ),
    ("sees_again", "conversations are not cleared"),
    ("log_size", "logs are not cleared"),
    ("log_entries", "as log_size"),
    ("log_corrections", "as log_size"),
    ("names_of_then", "as log_size"),
    ("corrections", "as log_size"),
    ("own_are_gone", "counts what goes"),
    ("copies", "ids of what is told by a view that asks"),
    ("save", "by a permission that is given for what is there"),
    ("remind", "as save"),
    ("mark", "one's own"),
    ("channel_of", "says where, of nothing that is shown"),
];
/// The index of words holds what is gone until that is erased; what is found is asked about.
const INDEX: [&str; 2] = ["insertion", "index_after"];

rule! {
    what_reads_messages_asks_whether_they_are_there,
    "what was cleared or has expired is erased later, and shown by nobody who forgets to ask",
    present,
    finds: [
        [("crates/plano/src/areas/messages/store_new.rs", "fn a() { sql!(\"SELECT m.body FROM messages m WHERE m.id = $1\") }")],
        [("crates/plano/src/areas/messages/store_new.rs", "fn a() { sql!(concat!(\"SELECT 1 FROM messages m WHERE \", present!(\"$1\"))) }\nfn b() { sql!(\"SELECT 1 FROM pins p JOIN messages m ON m.id = p.message\") }")],
    ],
    allows: [
        [("crates/plano/src/areas/messages/store_new.rs", "fn a() { sql!(concat!(\"SELECT 1 FROM messages m WHERE \", present!(\"$1\"))) }")],
        [("crates/plano/src/areas/messages/store_new.rs", "fn a() { sql!(\"SELECT 1 FROM messages_read\") }")],
        [("crates/plano/src/areas/messages/store.rs", "fn by_draft() { sql!(\"SELECT m.id FROM messages m\") }")],
        [("crates/plano/src/areas/messages/store_clear.rs", "fn next() { sql!(\"SELECT m.id FROM messages m\") }")],
    ],
}

fn present(tree: &Tree) -> Vec<Fault> {
    let mut faults = Vec::new();
    let stores = tree.production_rust().filter(|it| {
        it.area() == Some("messages") && it.name().starts_with("store") && it.name() != "store_clear.rs"
    });
    for file in stores {
        let code = file.code();
        let strings = file.strings();
        for at in words(&code, "fn") {
            let name = next_word(&code, at + "fn".len());
            let Some(open) = code[at..].find('{').map(|it| at + it) else {
                continue;
            };
            let end = closing(&code, open);
            let asks = ["present!", "rows!"]
                .iter()
                .any(|it| code[open..end].contains(it));
            let may = asks
                || NEED_NOT_ASK.iter().any(|it| it.0 == name)
                || (file.name() == "store_search.rs" && INDEX.contains(&name));
            if may {
                continue;
            }
            let reads = strings
                .iter()
                .filter(|it| (open..end).contains(&it.0))
                .find(|it| reads_messages(it.1));
            if let Some((position, _)) = reads {
                faults.push(file.fault(*position, format!("{name} reads messages that may be gone")));
            }
        }
    }
    faults
}

fn reads_messages(text: &str) -> bool {
    let flat: Vec<&str> = text.split_whitespace().collect();
    flat.windows(2)
        .any(|it| matches!(it[0], "FROM" | "JOIN") && it[1].trim_end_matches(')') == "messages")
}
