// SPDX-License-Identifier: EUPL-1.2
//! Who reads a channel, taken away as a table.

use super::{invite, main_channel, makes, project};
use crate::testkit::{Caller, TestApp};

#[tokio::test(flavor = "multi_thread")]
async fn who_reads_a_channel_is_taken_away_as_a_table_by_those_who_manage_it() {
    let plano = TestApp::new().await;
    let (anna, bruno, rose, idriss) = (
        plano.person("anna").await,
        plano.person("bruno").await,
        plano.person("rose").await,
        plano.person("idriss").await,
    );
    let project = project(&anna).await;
    invite(&anna, &project, &bruno, "member").await;
    invite(&anna, &project, &rose, "reader").await;
    plano.settle().await;
    let channel = main_channel(&anna, &project).await;
    let export = |channel: &str| format!("/channels/{channel}/readers/export");
    for who in [&bruno, &rose] {
        who.get(&export(&channel))
            .await
            .refused(403, "access.managers_only");
    }
    idriss.get(&export(&channel)).await.refused(404, "not_found");
    plano
        .visitor()
        .get(&export(&channel))
        .await
        .refused(401, "session.none");
    let table = async |who: &Caller<'_>, channel: &str| -> Vec<String> {
        let answer = who.get(&export(channel)).await;
        assert_eq!(answer.status, 200, "{}", answer.json);
        assert_eq!(answer.headers["content-type"], "text/csv; charset=utf-8");
        let text = String::from_utf8(answer.bytes).expect("text");
        let text = text.strip_prefix('\u{FEFF}').expect("its mark").to_owned();
        text.lines().map(str::to_owned).collect()
    };
    let of_all = table(&anna, &channel).await;
    assert_eq!(of_all[0], "nom;prénom;fonction;organisation;extérieur;id");
    assert_eq!(of_all.len(), 4);
    for who in [&anna, &bruno, &rose] {
        let id = who.account().to_string();
        assert_eq!(
            of_all.iter().filter(|it| it.ends_with(&id)).count(),
            1,
            "{of_all:?}"
        );
    }
    // Of a private channel those who are in it, and its manager alone takes it.
    let private = makes(&bruno, &project, "private", &[&rose]).await;
    anna.get(&export(&private)).await.refused(404, "not_found");
    rose.get(&export(&private))
        .await
        .refused(403, "access.managers_only");
    assert_eq!(table(&bruno, &private).await.len(), 3);
}
