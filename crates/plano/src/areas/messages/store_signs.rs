// SPDX-License-Identifier: EUPL-1.2
//! The SQL by which signs under messages are read.

use base::{Id, Timestamp, kind};
use db::{Db, DbResult, Query, Reads, row, sql};

use super::model::REACTION_PEOPLE_MAX;

type MessageId = Id<kind::Message>;
type ChannelId = Id<kind::Channel>;
type AccountId = Id<kind::Account>;

/// One person's sign under a message: of each sign those of the first people, and one's own.
pub struct ReactionRow {
    pub message: MessageId,
    pub emoji: String,
    pub account: AccountId,
    /// Its place among those of this sign.
    pub place: i64,
    /// How many there are of this sign.
    pub count: i64,
}
row!(ReactionRow {
    message,
    emoji,
    account,
    place,
    count,
});

/// A sign, as it is kept.
struct SignRow {
    message: MessageId,
    emoji: String,
    account: AccountId,
    at: Timestamp,
}
row!(SignRow {
    message,
    emoji,
    account,
    at,
});

/// So many signs are read as they are, and gathered here: for the database to number them costs more than all else of a page.
const FEW: i64 = 300;

/// The signs under those messages that the statement in the middle finds, so many at most, the first ones first.
macro_rules! few_signs {
    ($from:literal, $most:literal $(,)?) => {
        concat!(
            "SELECT r.message, r.emoji, r.account, r.at FROM ",
            $from,
            " ORDER BY r.at, r.account LIMIT ",
            $most
        )
    };
}

/// The same, however many there are: of each so many at most, and those of one person in any case.
macro_rules! many_signs {
    ($from:literal, $most:literal, $me:literal $(,)?) => {
        concat!(
            "SELECT message, emoji, account, place, many FROM (
               SELECT r.message, r.emoji, r.account, r.at,
                 ROW_NUMBER() OVER (PARTITION BY r.message, r.emoji ORDER BY r.at, r.account) AS place,
                 COUNT(*) OVER (PARTITION BY r.message, r.emoji) AS many,
                 MIN(r.at) OVER (PARTITION BY r.message, r.emoji) AS began
               FROM ",
            $from,
            ") s WHERE place <= ",
            $most,
            " OR account = ",
            $me,
            " ORDER BY began, emoji, place"
        )
    };
}

/// Numbers few signs as `many_signs!` has the database do it. `None`: they are not few.
fn gathered(rows: Vec<SignRow>, me: Option<AccountId>) -> Option<Vec<ReactionRow>> {
    if i64::try_from(rows.len()).is_ok_and(|it| it > FEW) {
        return None;
    }
    let mut signs: Vec<(Timestamp, Vec<ReactionRow>)> = Vec::new();
    for row in rows {
        let same = |it: &(Timestamp, Vec<ReactionRow>)| {
            it.1.first()
                .is_some_and(|it| it.message == row.message && it.emoji == row.emoji)
        };
        let at = signs.iter().position(same).unwrap_or_else(|| {
            signs.push((row.at, Vec::new()));
            signs.len() - 1
        });
        if let Some((_, of_sign)) = signs.get_mut(at) {
            of_sign.push(ReactionRow {
                message: row.message,
                emoji: row.emoji,
                account: row.account,
                place: i64::try_from(of_sign.len()).unwrap_or(i64::MAX) + 1,
                count: 0,
            });
        }
    }
    signs.sort_by(|one, other| {
        let emoji = |it: &(Timestamp, Vec<ReactionRow>)| it.1.first().map(|it| it.emoji.clone());
        one.0.cmp(&other.0).then_with(|| emoji(one).cmp(&emoji(other)))
    });
    let numbered = signs.into_iter().flat_map(|(_, of_sign)| {
        let count = i64::try_from(of_sign.len()).unwrap_or(i64::MAX);
        of_sign.into_iter().map(move |it| ReactionRow { count, ..it })
    });
    Some(
        numbered
            .filter(|it| it.place <= REACTION_PEOPLE_MAX || Some(it.account) == me)
            .collect(),
    )
}

/// Reads them as few, then, if they are not, as many.
async fn read(
    on: &Db,
    me: Option<AccountId>,
    few: Query<'_>,
    many: impl FnOnce() -> Query<'static>,
) -> DbResult<Vec<ReactionRow>> {
    let rows = few.bind(FEW + 1).all(on).await?;
    match gathered(rows, me) {
        Some(rows) => Ok(rows),
        None => many().bind(REACTION_PEOPLE_MAX).bind(me).all(on).await,
    }
}

/// Both statements, of which the text is the same but for its ends.
macro_rules! signs {
    ($on:expr, $me:expr, $from:literal, [$few:literal, $most:literal, $mine:literal], $($bound:expr),+) => {{
        let few = sql!(few_signs!($from, $few))$(.bind($bound))+;
        read($on, $me, few, || sql!(many_signs!($from, $most, $mine))$(.bind($bound))+).await
    }};
}

/// The signs under the messages of a channel from one place to another, both included, the first ones first; `me`: whose own
/// are among them in any case.
pub async fn between(
    on: &Db,
    me: Option<AccountId>,
    channel: ChannelId,
    first: i64,
    last: i64,
) -> DbResult<Vec<ReactionRow>> {
    signs!(
        on,
        me,
        "messages m JOIN reactions r ON r.message = m.id WHERE m.channel = $1 AND m.seq >= $2 AND m.seq <= $3",
        ["$4", "$4", "$5"],
        channel,
        first,
        last
    )
}

/// The signs under the answers of a thread from one place to another, both included.
pub async fn of_answers(
    on: &Db,
    me: Option<AccountId>,
    root: MessageId,
    first: i64,
    last: i64,
) -> DbResult<Vec<ReactionRow>> {
    signs!(
        on,
        me,
        "messages m JOIN reactions r ON r.message = m.id WHERE m.thread = $1 AND m.thread_seq >= $2 AND m.thread_seq <= $3",
        ["$4", "$4", "$5"],
        root,
        first,
        last
    )
}

/// The signs under one message.
pub async fn of(on: &Db, me: Option<AccountId>, message: MessageId) -> DbResult<Vec<ReactionRow>> {
    signs!(
        on,
        me,
        "reactions r WHERE r.message = $1",
        ["$2", "$2", "$3"],
        message
    )
}

/// The signs under the messages pinned to a channel.
pub async fn of_pinned(on: &Db, me: Option<AccountId>, channel: ChannelId) -> DbResult<Vec<ReactionRow>> {
    signs!(
        on,
        me,
        "pins p JOIN reactions r ON r.message = p.message WHERE p.channel = $1",
        ["$2", "$2", "$3"],
        channel
    )
}

/// The signs under several messages.
pub async fn of_all(on: &Db, me: Option<AccountId>, messages: &[MessageId]) -> DbResult<Vec<ReactionRow>> {
    macro_rules! both {
        ($signs:ident $(, $more:literal)+) => {
            sql! {
                sqlite: $signs!("reactions r WHERE r.message IN (SELECT unhex(value) FROM json_each($1))" $(, $more)+),
                postgres: $signs!(
                    "reactions r WHERE r.message IN (SELECT CAST(value AS UUID) FROM jsonb_array_elements_text(CAST(CAST($1 AS TEXT) AS JSONB)))"
                    $(, $more)+
                ),
            }
        };
    }
    let list = db::id_list(messages);
    let few = both!(few_signs, "$2").bind(list.clone());
    read(on, me, few, || both!(many_signs, "$2", "$3").bind(list)).await
}

/// With which signs someone answered a message, in the order of their characters.
pub async fn signed_by(on: impl Reads, account: AccountId, message: MessageId) -> DbResult<Vec<String>> {
    sql!("SELECT emoji FROM reactions WHERE message = $1 AND account = $2 ORDER BY emoji")
        .bind(message)
        .bind(account)
        .values(on)
        .await
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sign(message: u128, emoji: &str, account: u128, at: i64) -> SignRow {
        SignRow {
            message: Id::from_uuid(uuid::Uuid::from_u128(message)),
            emoji: emoji.to_owned(),
            account: Id::from_uuid(uuid::Uuid::from_u128(account)),
            at: Timestamp::from_micros(at),
        }
    }

    fn told(rows: &[ReactionRow]) -> Vec<(u128, &str, u128, i64, i64)> {
        rows.iter()
            .map(|it| {
                let (message, account) = (it.message.uuid().as_u128(), it.account.uuid().as_u128());
                (message, it.emoji.as_str(), account, it.place, it.count)
            })
            .collect()
    }

    #[test]
    fn few_signs_are_numbered_in_the_order_in_which_the_first_of_each_came() {
        let rows = vec![
            sign(1, "👍", 7, 10),
            sign(2, "🎉", 8, 10),
            sign(1, "🎉", 7, 11),
            sign(1, "👍", 8, 12),
        ];
        let rows = gathered(rows, None).expect("they are few");
        assert_eq!(
            told(&rows),
            [
                (2, "🎉", 8, 1, 1),
                (1, "👍", 7, 1, 2),
                (1, "👍", 8, 2, 2),
                (1, "🎉", 7, 1, 1)
            ]
        );
    }

    #[test]
    fn of_one_sign_the_first_people_are_told_and_oneself() {
        let rows = || {
            (0..100)
                .map(|at| sign(1, "👍", at, i64::try_from(at).unwrap()))
                .collect()
        };
        let me = Id::from_uuid(uuid::Uuid::from_u128(90));
        let rows = gathered(rows(), Some(me)).expect("they are few");
        assert_eq!(rows.len(), 31);
        assert_eq!(told(&rows).last(), Some(&(1, "👍", 90, 91, 100)));
        let many = (0..=FEW)
            .map(|at| sign(1, "👍", at.unsigned_abs().into(), at))
            .collect();
        assert!(gathered(many, None).is_none());
    }
}
