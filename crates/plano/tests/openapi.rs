// SPDX-License-Identifier: EUPL-1.2
//! The API's description is what is committed. `make gen` writes it anew.

#[test]
fn the_committed_description_is_the_programs() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../api/openapi.json");
    let now = plano::router::openapi();
    let committed = std::fs::read_to_string(file).unwrap_or_default();
    assert!(
        committed == now,
        "api/openapi.json is not what the program does: run `make gen`"
    );
}
