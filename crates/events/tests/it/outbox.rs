// SPDX-License-Identifier: EUPL-1.2
//! What is announced is there with the transaction that made it true, and only then, in one order for all.

use base::{Actor, Id, PageSize, kind};
use db::{Db, DbError, Wake, sql};
use events::{AccountEvent, Announce as _, Event, Position, ProjectEvent};

use crate::fixture::{all, announce, each, numbered, numbers_of, project, soon, until};

#[tokio::test(flavor = "multi_thread")]
async fn what_is_announced_is_read_with_whose_and_where() {
    each(async |it| {
        let anna = Id::<kind::Account>::MAX;
        let before = it.db.clock().now();
        it.db
            .write(anna, async move |tx| {
                tx.announce(ProjectEvent::Archived { project: project(7) })
                    .await?;
                tx.announce(AccountEvent::PasswordChanged { account: anna }).await
            })
            .await
            .unwrap();
        it.db
            .write(Actor::Visitor, async |tx| {
                tx.announce(AccountEvent::SignInRefused {
                    account: None,
                    address: "203.0.113.7".into(),
                })
                .await
            })
            .await
            .unwrap();
        let events = all(&it.db, 3).await;
        assert_eq!(events.len(), 3);
        assert_eq!(
            events
                .iter()
                .map(|it| it.event.clone().unwrap())
                .collect::<Vec<_>>(),
            [
                Event::from(ProjectEvent::Archived { project: project(7) }),
                Event::from(AccountEvent::PasswordChanged { account: anna }),
                Event::from(AccountEvent::SignInRefused {
                    account: None,
                    address: "203.0.113.7".into()
                }),
            ]
        );
        assert_eq!(
            events.iter().map(|it| it.actor).collect::<Vec<_>>(),
            [Some(anna), Some(anna), None]
        );
        assert_eq!(
            events.iter().map(|it| it.project).collect::<Vec<_>>(),
            [Some(project(7)), None, None]
        );
        assert!(events.iter().all(|it| it.at >= before));
        assert!(events.is_sorted_by_key(|it| it.position));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_rolled_back_is_never_told_and_wakes_nobody() {
    each(async |it| {
        let mut commits = it.db.commits(Wake::Events);
        commits.mark_unchanged();
        let result: Result<(), DbError> = it
            .db
            .write(Actor::System, async |tx| {
                tx.announce(numbered(1)).await?;
                Err(DbError::other("on purpose"))
            })
            .await;
        assert!(result.is_err());
        assert!(!commits.has_changed().unwrap());
        announce(&it.db, [2]).await;
        soon(commits.changed()).await.unwrap();
        assert_eq!(numbers_of(&all(&it.db, 1).await), [2]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_follow_one_another_without_gap_or_overlap() {
    each(async |it| {
        for first in [1, 11, 21] {
            announce(&it.db, first..first + 10).await;
        }
        all(&it.db, 30).await;
        let (mut position, mut read) = (Position::START, Vec::new());
        loop {
            let page = events::after(&it.db, position, 7).await.unwrap();
            let Some(last) = page.last() else { break };
            assert!(page.len() <= 7);
            position = last.position;
            read.extend(numbers_of(&page));
        }
        assert_eq!(read, (1..=30).collect::<Vec<_>>());
        assert_eq!(events::end(&it.db).await.unwrap(), position);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_end_of_nothing_is_the_start() {
    each(async |it| {
        assert_eq!(events::end(&it.db).await.unwrap(), Position::START);
        assert!(
            events::after(&it.db, Position::START, 10)
                .await
                .unwrap()
                .is_empty()
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_kind_from_a_newer_version_is_kept_in_its_place() {
    each(async |it| {
        announce(&it.db, [1]).await;
        it.db
            .write(Actor::System, async |tx| {
                sql!("INSERT INTO events (at, kind, body) VALUES ($1, $2, $3)")
                    .bind(tx.now())
                    .bind("page.printed")
                    .bind(r#"{"kind":"page.printed","page":"pag_00000000000000000000000000"}"#)
                    .exec(tx)
                    .await
            })
            .await
            .unwrap();
        announce(&it.db, [2]).await;
        let events = all(&it.db, 3).await;
        let known: Vec<bool> = events.iter().map(|it| it.event.is_some()).collect();
        assert_eq!(known, [true, false, true]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_project_s_page_goes_back_in_time_and_tells_nothing_private() {
    each(async |it| {
        for _ in 0..5 {
            announce(&it.db, [1, 2]).await;
        }
        it.db
            .write(Actor::System, async |tx| {
                tx.announce(ProjectEvent::MineChanged {
                    project: project(1),
                    account: Id::MAX,
                })
                .await
            })
            .await
            .unwrap();
        let end = Position {
            tx: i64::MAX,
            seq: i64::MAX,
        };
        let size = PageSize::new(3).unwrap();
        let page = page(&it.db, end, size).await;
        assert_eq!(page.len(), 4, "one more, to know whether there is a next page");
        assert!(page.is_sorted_by(|a, b| a > b));
        let rest = self::page(&it.db, page[2], size).await;
        assert_eq!(rest.len(), 2);
        assert!(rest.iter().all(|it| *it < page[2]));
    })
    .await;
}

async fn page(db: &Db, before: Position, size: PageSize) -> Vec<Position> {
    let page = events::project_page(db, project(1), before, size).await.unwrap();
    assert!(page.iter().all(|it| it.event == Some(numbered(1).into())));
    page.into_iter().map(|it| it.position).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_one_node_commits_another_reads() {
    each(async |it| {
        announce(&it.other, [1]).await;
        until(async || events::end(&it.db).await.unwrap() != Position::START).await;
        assert_eq!(numbers_of(&all(&it.db, 1).await), [1]);
    })
    .await;
}

#[test]
fn a_position_is_told_and_read_back() {
    let position = Position { tx: 812, seq: 44_107 };
    assert_eq!(position.to_string(), "812.44107");
    assert_eq!("812.44107".parse::<Position>().unwrap(), position);
    for text in [
        "",
        "1",
        "1.",
        ".1",
        "a.b",
        "1.2.3",
        "1,2",
        "99999999999999999999.1",
    ] {
        assert_eq!(
            text.parse::<Position>().unwrap_err().code,
            "cursor.malformed",
            "{text}"
        );
    }
}
