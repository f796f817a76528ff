// SPDX-License-Identifier: EUPL-1.2
//! Names that are no names, and ways that are too long.

use super::{Town, makes_folder, tries_folder};
use crate::testkit::{TestApp, id_of};

#[tokio::test(flavor = "multi_thread")]
async fn a_name_that_some_system_cannot_have_is_refused_and_says_why() {
    let plano = TestApp::new().await;
    let town = Town::in_(&plano).await;
    for (name, code) in [
        ("a/b", "document.name_reserved"),
        ("..", "document.name_reserved"),
        ("con.txt", "document.name_reserved"),
        ("a ", "document.name_reserved"),
        ("a\u{202E}b", "text.control"),
        ("", "text.blank"),
        (&"a".repeat(256), "document.name_too_long"),
    ] {
        let refused = tries_folder(&town.bruno, &town.top, name).await;
        assert!((400..=422).contains(&refused.status), "{name}");
        refused.refused(422, code);
    }
    makes_folder(&town.bruno, &town.top, &"a".repeat(255)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_way_to_an_entry_has_1024_bytes_at_most_wherever_it_is_put() {
    let plano = TestApp::new().await;
    let town = Town::in_(&plano).await;
    let mut folder = town.top.clone();
    for _ in 0..5 {
        folder = id_of(&makes_folder(&town.bruno, &folder, &"b".repeat(200)).await);
    }
    // Five times 201, and the sign after the top's name that is empty: 1,006 bytes.
    tries_folder(&town.bruno, &folder, &"c".repeat(19))
        .await
        .refused(422, "document.path_too_long");
    makes_folder(&town.bruno, &folder, &"c".repeat(18)).await;

    let other = makes_folder(&town.bruno, &town.top, "d").await;
    makes_folder(&town.bruno, &id_of(&other), &"e".repeat(17)).await;
    let moved = town
        .bruno
        .put(
            &format!("/documents/{}/place", id_of(&other)),
            serde_json::json!({ "folder": folder }),
        )
        .await;
    moved.refused(422, "document.path_too_long");
}
