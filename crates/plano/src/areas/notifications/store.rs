// SPDX-License-Identifier: EUPL-1.2
//! The SQL of what people are told. How they want to be written to has its own file.

use std::collections::{HashMap, HashSet};

use base::{Id, PageSize, Timestamp, kind};
use db::{DbResult, FromRow, Reads, RowRef, Tx, row, sql};
use uuid::Uuid;

use super::model::{
    About, AccountId, Asked, ChannelId, Details, Kind, MailRhythm, Notice, NotificationId, ProjectId,
};

/// A notification as its owner may see it.
#[derive(Debug, Clone)]
pub struct Row {
    pub id: NotificationId,
    pub kind: Kind,
    pub project: Option<ProjectId>,
    pub organisation: Option<Id<kind::Organisation>>,
    pub subject: Option<Uuid>,
    pub actor: Option<AccountId>,
    pub others: i64,
    pub details: Details,
    pub at: Timestamp,
    pub read_at: Option<Timestamp>,
    pub is_open: bool,
}

impl FromRow for Row {
    fn from_row(row: &RowRef<'_>) -> DbResult<Self> {
        Ok(Self {
            id: row.get(0)?,
            kind: row.get(1)?,
            project: row.get(2)?,
            organisation: row.get(3)?,
            subject: row.get(4)?,
            actor: row.get(5)?,
            others: row.get(6)?,
            details: details(&row.get::<String>(7)?),
            at: row.get(8)?,
            read_at: row.get(9)?,
            is_open: row.get(10)?,
        })
    }
}

/// Of a newer or older version: what is not understood is left out rather than hiding the notification.
fn details(text: &str) -> Details {
    serde_json::from_str(text).unwrap_or_default()
}

fn text(details: &Details) -> String {
    serde_json::to_string(details).unwrap_or_default()
}

/// A page of it: all of one's own, or those of the kind that is named in the text, for which there is an index.
macro_rules! page {
    ($only:literal) => {
        concat!(
            "SELECT id, kind, project, organisation, subject, actor, others, details, at, read_at, is_open
             FROM visible_notifications
             WHERE account = $1 AND (at, id) < ($2, $3) AND (read_at IS NULL OR $4 = FALSE) AND visible_until > $5",
            $only,
            " ORDER BY at DESC, id DESC LIMIT $6"
        )
    };
}

/// A page of what `account` may see, latest first, before `before`.
pub async fn page(
    on: impl Reads,
    account: AccountId,
    now: Timestamp,
    asked: Asked,
    before: (Timestamp, NotificationId),
    size: PageSize,
) -> DbResult<Vec<Row>> {
    let page = match asked.about {
        About::All => sql!(page!("")),
        About::Mentions => sql!(page!(" AND kind = 'message.mentioned'")),
    };
    page.bind(account)
        .bind(before.0)
        .bind(before.1)
        .bind(asked.only_unread)
        .bind(now)
        .bind(size.and_one())
        .all(on)
        .await
}

/// How many are unread.
#[derive(Debug)]
pub struct Unread {
    pub all: i64,
    pub mentions: i64,
}
row!(Unread { all, mentions });

/// How many unread ones `account` may see, and how many of them are mentions.
pub async fn unread_of_each(on: impl Reads, account: AccountId, now: Timestamp) -> DbResult<Unread> {
    sql!(
        "SELECT COUNT(*), COUNT(CASE WHEN kind = 'message.mentioned' THEN 1 END)
         FROM visible_notifications WHERE account = $1 AND read_at IS NULL AND visible_until > $2"
    )
    .bind(account)
    .bind(now)
    .one(on)
    .await
}

/// How many unread ones `account` may see.
pub async fn unread(on: impl Reads, account: AccountId, now: Timestamp) -> DbResult<i64> {
    sql!("SELECT COUNT(*) FROM visible_notifications WHERE account = $1 AND read_at IS NULL AND visible_until > $2")
        .bind(account)
        .bind(now)
        .value(on)
        .await
}

/// One that `account` may see.
pub async fn find(
    on: impl Reads,
    account: AccountId,
    id: NotificationId,
    now: Timestamp,
) -> DbResult<Option<Row>> {
    sql!(
        "SELECT id, kind, project, organisation, subject, actor, others, details, at, read_at, is_open
         FROM visible_notifications WHERE account = $1 AND id = $2 AND visible_until > $3"
    )
    .bind(account)
    .bind(id)
    .bind(now)
    .optional(on)
    .await
}

/// Those of several that `account` may see.
pub async fn several(
    on: impl Reads,
    account: AccountId,
    ids: &[NotificationId],
    now: Timestamp,
) -> DbResult<Vec<Row>> {
    macro_rules! several {
        ($list:literal) => {
            concat!(
                "SELECT id, kind, project, organisation, subject, actor, others, details, at, read_at, is_open
                 FROM visible_notifications WHERE account = $1 AND visible_until > $2 AND id IN (",
                $list,
                ")"
            )
        };
    }
    sql! {
        sqlite: several!("SELECT unhex(value) FROM json_each($3)"),
        postgres: several!("SELECT CAST(value AS UUID) FROM jsonb_array_elements_text(CAST(CAST($3 AS TEXT) AS JSONB))"),
    }
    .bind(account)
    .bind(now)
    .bind(db::id_list(ids))
    .all(on)
    .await
}

/// Marks one as read; whether it was not. What is read is not mailed.
pub async fn mark_read(tx: &mut Tx, account: AccountId, id: NotificationId) -> DbResult<bool> {
    let now = tx.now();
    let changed = sql!("UPDATE notifications SET read_at = $1, mail_at = NULL WHERE account = $2 AND id = $3 AND read_at IS NULL")
        .bind(now)
        .bind(account)
        .bind(id)
        .exec(tx)
        .await?;
    Ok(changed > 0)
}

/// Marks one as not read; whether it was.
pub async fn mark_unread(tx: &mut Tx, account: AccountId, id: NotificationId) -> DbResult<bool> {
    let changed = sql!(
        "UPDATE notifications SET read_at = NULL WHERE account = $1 AND id = $2 AND read_at IS NOT NULL"
    )
    .bind(account)
    .bind(id)
    .exec(tx)
    .await?;
    Ok(changed > 0)
}

/// Marks all up to one as read, in the order of the list; of each that was not, the channel if it is a mention.
pub async fn mark_all_read(
    tx: &mut Tx,
    account: AccountId,
    until: (Timestamp, NotificationId),
) -> DbResult<Vec<Option<ChannelId>>> {
    let now = tx.now();
    sql!(
        "UPDATE notifications SET read_at = $1, mail_at = NULL
         WHERE account = $2 AND read_at IS NULL AND (at, id) <= ($3, $4)
         RETURNING CASE WHEN kind = 'message.mentioned' THEN subject END"
    )
    .bind(now)
    .bind(account)
    .bind(until.0)
    .bind(until.1)
    .values(tx)
    .await
}

/// A mention that someone was told of.
#[derive(Debug)]
pub struct Call {
    pub channel: ChannelId,
    /// The place of the latest message gathered in it; `None` where that shows in its thread only.
    pub last_seq: Option<i64>,
    /// While it is unread, the place of the first.
    pub first_seq: Option<i64>,
}

/// How far back mentions are looked at. Whoever has so many goes by his channels.
const CALLS_MAX: i64 = 500;

/// What of a mention, of those gathered in it, is shown in the channel: an answer in a thread has no place there.
macro_rules! placed {
    ($way:literal) => {
        concat!(
            "(SELECT p.details FROM notification_parts p
               WHERE p.notification = n.id AND p.kind = n.kind AND p.details LIKE '%\"seq\":%' ORDER BY p.event_seq",
            $way,
            " LIMIT 1)"
        )
    };
}

macro_rules! calls {
    ($channels:literal) => {
        concat!(
            "SELECT n.subject, COALESCE(",
            placed!(" DESC"),
            ", n.details), CASE WHEN n.read_at IS NULL THEN ",
            placed!(""),
            " END
             FROM (SELECT id, kind, subject, details, read_at FROM notifications
               WHERE account = $1 AND kind = 'message.mentioned' AND subject IS NOT NULL ORDER BY at DESC, id DESC LIMIT $2) n
             WHERE n.subject IN (",
            $channels,
            ")"
        )
    };
}

/// The latest mentions that `account` was told of, those of some channels.
pub async fn calls(on: impl Reads, account: AccountId, channels: &[ChannelId]) -> DbResult<Vec<Call>> {
    let rows: Vec<(ChannelId, String, Option<String>)> = sql! {
        sqlite: calls!("SELECT unhex(value) FROM json_each($3)"),
        postgres: calls!("SELECT CAST(value AS UUID) FROM jsonb_array_elements_text(CAST(CAST($3 AS TEXT) AS JSONB))"),
    }
    .bind(account)
    .bind(CALLS_MAX)
    .bind(db::id_list(channels))
    .all(on)
    .await?;
    let calls = rows.into_iter().map(|(channel, latest, first)| Call {
        channel,
        last_seq: details(&latest).seq,
        first_seq: first.and_then(|it| details(&it).seq),
    });
    Ok(calls.collect())
}

/// What someone has been told that belongs together with something new.
pub struct PlaceRow {
    pub account: AccountId,
    /// Of the very event.
    pub is_told: bool,
    /// The unread notification that it is gathered in.
    pub notification: Option<NotificationId>,
}
row!(PlaceRow {
    account,
    is_told,
    notification,
});

/// Whether each of `people` has been told of an event under `key`, and the unread notification that it is gathered in.
pub async fn places_for(
    tx: &mut Tx,
    people: &[AccountId],
    event_seq: i64,
    key: &str,
) -> DbResult<Vec<PlaceRow>> {
    sql! {
        sqlite: "SELECT a.account,
             EXISTS (SELECT 1 FROM notification_parts p WHERE p.account = a.account AND p.event_seq = $1 AND p.group_key = $2),
             (SELECT n.id FROM notifications n WHERE n.account = a.account AND n.group_key = $2 AND n.read_at IS NULL
              ORDER BY n.at DESC, n.id DESC LIMIT 1)
           FROM (SELECT unhex(value) AS account FROM json_each($3)) a",
        postgres: "SELECT a.account,
             EXISTS (SELECT 1 FROM notification_parts p WHERE p.account = a.account AND p.event_seq = $1 AND p.group_key = $2),
             (SELECT n.id FROM notifications n WHERE n.account = a.account AND n.group_key = $2 AND n.read_at IS NULL
              ORDER BY n.at DESC, n.id DESC LIMIT 1)
           FROM (SELECT CAST(value AS UUID) AS account FROM jsonb_array_elements_text(CAST(CAST($3 AS TEXT) AS JSONB))) a",
    }
    .bind(event_seq)
    .bind(key)
    .bind(db::id_list(people))
    .all(tx)
    .await
}

/// Several rows as one parameter: a list of objects of what differs between them.
fn rows_text<T>(rows: &[T], row: impl Fn(&T) -> serde_json::Value) -> String {
    serde_json::Value::from(rows.iter().map(row).collect::<Vec<_>>()).to_string()
}

fn hex<K>(id: Id<K>) -> String {
    id.uuid().simple().to_string()
}

/// Inserts notifications of one thing, each with whose it is and when it is to be mailed. `own`: what some are told instead of
/// its details.
pub async fn insert(
    tx: &mut Tx,
    new: &[(NotificationId, AccountId, Option<Timestamp>)],
    notice: &Notice,
    own: &HashMap<AccountId, Details>,
    at: Timestamp,
) -> DbResult<()> {
    if new.is_empty() {
        return Ok(());
    }
    let rows = rows_text(new, |(id, account, mail_at)| {
        serde_json::json!({
            "id": hex(*id), "account": hex(*account), "mail_at": mail_at.map(Timestamp::micros),
            "details": own.get(account).map(text),
        })
    });
    sql! {
        sqlite: "INSERT INTO notifications (kind, group_key, audience, project, organisation, subject, actor, others, details, at, is_open,
             id, account, mail_at)
           SELECT $1, $2, $3, $4, $5, $6, $7, 0, COALESCE(value ->> 'details', $8), $9, $10, unhex(value ->> 'id'),
             unhex(value ->> 'account'), value ->> 'mail_at'
           FROM json_each($11)",
        postgres: "INSERT INTO notifications (kind, group_key, audience, project, organisation, subject, actor, others, details, at, is_open,
             id, account, mail_at)
           SELECT $1, $2, $3, $4, $5, $6, $7, 0, COALESCE(value ->> 'details', $8), $9, $10, CAST(value ->> 'id' AS UUID),
             CAST(value ->> 'account' AS UUID), CAST(value ->> 'mail_at' AS BIGINT)
           FROM jsonb_array_elements(CAST(CAST($11 AS TEXT) AS JSONB))",
    }
    .bind(notice.kind)
    .bind(notice.key.as_str())
    .bind(notice.audience)
    .bind(notice.project)
    .bind(notice.organisation)
    .bind(notice.subject)
    .bind(notice.actor)
    .bind(text(&notice.details))
    .bind(at)
    .bind(notice.is_open)
    .bind(rows)
    .exec(tx)
    .await
    .map(drop)
}

/// Gathers one more thing in unread notifications, which thereby become the latest. Which of them are still unread.
pub async fn renew(
    tx: &mut Tx,
    unread: &[(NotificationId, Option<Timestamp>)],
    notice: &Notice,
    at: Timestamp,
) -> DbResult<HashSet<NotificationId>> {
    if unread.is_empty() {
        return Ok(HashSet::new());
    }
    let rows = rows_text(
        unread,
        |(id, mail_at)| serde_json::json!({ "id": hex(*id), "mail_at": mail_at.map(Timestamp::micros) }),
    );
    let renewed: Vec<NotificationId> = sql! {
        sqlite: "UPDATE notifications SET kind = $1, audience = $2, project = $3, organisation = $4,
             at = CASE WHEN at < $5 THEN $5 ELSE at END, mail_at = COALESCE(mail_at, v.due_at)
           FROM (SELECT unhex(value ->> 'id') AS which, value ->> 'mail_at' AS due_at FROM json_each($6)) v
           WHERE id = v.which AND read_at IS NULL RETURNING id",
        postgres: "UPDATE notifications SET kind = $1, audience = $2, project = $3, organisation = $4,
             at = CASE WHEN at < $5 THEN $5 ELSE at END, mail_at = COALESCE(mail_at, v.due_at)
           FROM (SELECT CAST(value ->> 'id' AS UUID) AS which, CAST(value ->> 'mail_at' AS BIGINT) AS due_at
             FROM jsonb_array_elements(CAST(CAST($6 AS TEXT) AS JSONB))) v
           WHERE id = v.which AND read_at IS NULL RETURNING id",
    }
    .bind(notice.kind)
    .bind(notice.audience)
    .bind(notice.project)
    .bind(notice.organisation)
    .bind(at)
    .bind(rows)
    .values(tx)
    .await?;
    Ok(renewed.into_iter().collect())
}

/// Marks as read what `account` was told of a channel, if the latest of it is at `seq` or before, and gives what it was.
pub async fn read_past(
    tx: &mut Tx,
    account: AccountId,
    channel: Id<kind::Channel>,
    seq: i64,
) -> DbResult<Vec<NotificationId>> {
    let unread: Vec<(NotificationId, String)> = sql!(
        "SELECT id, details FROM notifications WHERE account = $1 AND subject = $2 AND audience = 'channel' AND read_at IS NULL"
    )
    .bind(account)
    .bind(channel)
    .all(&mut *tx)
    .await?;
    let mut read = Vec::new();
    for (id, text) in unread {
        let is_past = details(&text).seq.is_some_and(|it| it <= seq);
        if is_past && mark_read(tx, account, id).await? {
            read.push(id);
        }
    }
    Ok(read)
}

/// What people were told of a channel and have not read, after one in the order of ids, at most `count`. `message`: only what
/// shows that one.
pub async fn unread_of(
    on: impl Reads,
    channel: Id<kind::Channel>,
    message: Option<Id<kind::Message>>,
    after: NotificationId,
    count: i64,
) -> DbResult<Vec<(NotificationId, AccountId, Details)>> {
    let rows: Vec<(NotificationId, AccountId, String)> = sql!(
        "SELECT id, account, details FROM notifications
         WHERE subject = $1 AND id > $2 AND audience = 'channel' AND read_at IS NULL AND details LIKE $3 ORDER BY id LIMIT $4"
    )
    .bind(channel)
    .bind(after)
    // As it is written in them: an id has no sign that means something here but the one that means any.
    .bind(message.map_or_else(|| "%".to_owned(), |it| format!("%\"message\":\"{it}\"%")))
    .bind(count)
    .all(on)
    .await?;
    Ok(rows
        .into_iter()
        .map(|(id, account, text)| (id, account, details(&text)))
        .collect())
}

/// Marks as read what `account` was told of a thread, if the latest of it is at `seq` of the answers or before, and gives what
/// it was.
pub async fn read_thread_past(
    tx: &mut Tx,
    account: AccountId,
    keys: &[String],
    seq: i64,
) -> DbResult<Vec<NotificationId>> {
    let mut read = Vec::new();
    for key in keys {
        let unread: Vec<(NotificationId, String)> = sql!(
            "SELECT id, details FROM notifications WHERE account = $1 AND group_key = $2 AND read_at IS NULL"
        )
        .bind(account)
        .bind(key.as_str())
        .all(&mut *tx)
        .await?;
        for (id, text) in unread {
            // Of an older version: which answer it was is not known.
            let is_past = details(&text).thread_seq.is_none_or(|it| it <= seq);
            if is_past && mark_read(tx, account, id).await? {
                read.push(id);
            }
        }
    }
    Ok(read)
}

/// Writes down what an event has added to notifications, each with whose it is. `own`: as above.
pub async fn insert_parts(
    tx: &mut Tx,
    told: &[(NotificationId, AccountId)],
    event_seq: i64,
    notice: &Notice,
    own: &HashMap<AccountId, Details>,
) -> DbResult<()> {
    let rows = rows_text(
        told,
        |(id, account)| serde_json::json!({ "id": hex(*id), "account": hex(*account), "details": own.get(account).map(text) }),
    );
    sql! {
        sqlite: "INSERT INTO notification_parts (event_seq, group_key, kind, person, actor, subject, is_open, details, notification, account)
           SELECT $1, $2, $3, $4, $5, $6, $7, COALESCE(value ->> 'details', $8), unhex(value ->> 'id'), unhex(value ->> 'account')
           FROM json_each($9)",
        postgres: "INSERT INTO notification_parts (event_seq, group_key, kind, person, actor, subject, is_open, details, notification, account)
           SELECT $1, $2, $3, $4, $5, $6, $7, COALESCE(value ->> 'details', $8), CAST(value ->> 'id' AS UUID),
             CAST(value ->> 'account' AS UUID)
           FROM jsonb_array_elements(CAST(CAST($9 AS TEXT) AS JSONB))",
    }
    .bind(event_seq)
    .bind(notice.key.as_str())
    .bind(notice.kind)
    .bind(notice.counted.or(notice.actor.map(Id::uuid)))
    .bind(notice.actor)
    .bind(notice.subject)
    .bind(notice.is_open)
    .bind(text(&notice.details))
    .bind(rows)
    .exec(tx)
    .await
    .map(drop)
}

/// Shows of what is gathered in notifications where nothing waits for an answer the latest, and how many others there are of
/// the last thousand.
pub async fn show_latest(tx: &mut Tx, ids: &[NotificationId]) -> DbResult<()> {
    if ids.is_empty() {
        return Ok(());
    }
    sql! {
        sqlite: "UPDATE notifications SET
             (subject, actor, details) = (SELECT p.subject, p.actor, p.details FROM notification_parts p
               WHERE p.notification = notifications.id AND p.kind = notifications.kind ORDER BY p.event_seq DESC LIMIT 1),
             others = (SELECT COUNT(DISTINCT l.person) + MAX(CASE WHEN l.person IS NULL THEN 1 ELSE 0 END) - 1 FROM (SELECT p.person FROM notification_parts p
               WHERE p.notification = notifications.id AND p.kind = notifications.kind ORDER BY p.event_seq DESC LIMIT 1000) l)
           WHERE id IN (SELECT unhex(value) FROM json_each($1))",
        postgres: "UPDATE notifications SET
             (subject, actor, details) = (SELECT p.subject, p.actor, p.details FROM notification_parts p
               WHERE p.notification = notifications.id AND p.kind = notifications.kind ORDER BY p.event_seq DESC LIMIT 1),
             others = (SELECT COUNT(DISTINCT l.person) + MAX(CASE WHEN l.person IS NULL THEN 1 ELSE 0 END) - 1 FROM (SELECT p.person FROM notification_parts p
               WHERE p.notification = notifications.id AND p.kind = notifications.kind ORDER BY p.event_seq DESC LIMIT 1000) l)
           WHERE id IN (SELECT CAST(value AS UUID) FROM jsonb_array_elements_text(CAST(CAST($1 AS TEXT) AS JSONB)))",
    }
    .bind(db::id_list(ids))
    .exec(tx)
    .await
    .map(drop)
}

/// One of the things that are gathered in a notification.
pub struct Part {
    pub person: Option<Uuid>,
    pub actor: Option<AccountId>,
    pub subject: Option<Uuid>,
    pub is_open: bool,
    pub details: Details,
}

impl FromRow for Part {
    fn from_row(row: &RowRef<'_>) -> DbResult<Self> {
        Ok(Self {
            person: row.get(0)?,
            actor: row.get(1)?,
            subject: row.get(2)?,
            is_open: row.get(3)?,
            details: details(&row.get::<String>(4)?),
        })
    }
}

/// What is gathered in a notification and of its kind, latest first.
pub async fn parts(tx: &mut Tx, id: NotificationId) -> DbResult<Vec<Part>> {
    sql!(
        "SELECT p.person, p.actor, p.subject, p.is_open, p.details
         FROM notification_parts p JOIN notifications n ON n.id = p.notification AND n.kind = p.kind
         WHERE p.notification = $1 ORDER BY p.event_seq DESC LIMIT 1000"
    )
    .bind(id)
    .all(tx)
    .await
}

/// Writes what a notification shows of what is gathered in it.
pub async fn show(tx: &mut Tx, id: NotificationId, shown: &Part, others: i64) -> DbResult<()> {
    sql!("UPDATE notifications SET subject = $1, actor = $2, others = $3, details = $4, is_open = $5 WHERE id = $6")
        .bind(shown.subject)
        .bind(shown.actor)
        .bind(others)
        .bind(text(&shown.details))
        .bind(shown.is_open)
        .bind(id)
        .exec(tx)
        .await
        .map(drop)
}

/// Ends the waiting for an answer to `subject`: the notifications that asked for it, with their owners.
pub async fn close(tx: &mut Tx, subject: Uuid) -> DbResult<Vec<(NotificationId, AccountId)>> {
    sql!(
        "UPDATE notification_parts SET is_open = FALSE WHERE subject = $1 AND is_open = TRUE
         RETURNING notification, account"
    )
    .bind(subject)
    .all(tx)
    .await
}

/// Takes back that a notification is to be mailed.
pub async fn do_not_mail(tx: &mut Tx, id: NotificationId) -> DbResult<()> {
    sql!("UPDATE notifications SET mail_at = NULL WHERE id = $1")
        .bind(id)
        .exec(tx)
        .await
        .map(drop)
}

/// The role a member was last told of.
pub async fn told_role(tx: &mut Tx, member: Id<kind::Member>) -> DbResult<Option<access::Role>> {
    sql!("SELECT role FROM told_roles WHERE member = $1")
        .bind(member)
        .optional_value(tx)
        .await
}

/// Writes down the role a member is told of.
pub async fn set_told_role(tx: &mut Tx, member: Id<kind::Member>, role: access::Role) -> DbResult<()> {
    sql!("INSERT INTO told_roles (member, role) VALUES ($1, $2) ON CONFLICT (member) DO UPDATE SET role = excluded.role")
        .bind(member)
        .bind(role)
        .exec(tx)
        .await
        .map(drop)
}

/// Forgets a member; whether he had been told anything.
pub async fn forget_role(tx: &mut Tx, member: Id<kind::Member>) -> DbResult<bool> {
    Ok(sql!("DELETE FROM told_roles WHERE member = $1")
        .bind(member)
        .exec(tx)
        .await?
        > 0)
}

/// What is due to be mailed to `account`: which, and in which project.
#[derive(Debug, Clone, Copy)]
pub struct Due {
    pub id: NotificationId,
    pub project: Option<ProjectId>,
}
row!(Due { id, project });

/// What `account` has not read, may see, and is to be mailed by `now`.
pub async fn due(on: impl Reads, account: AccountId, now: Timestamp) -> DbResult<Vec<Due>> {
    sql!(
        "SELECT id, project FROM visible_notifications
         WHERE account = $1 AND mail_at <= $2 AND read_at IS NULL AND visible_until > $2
         ORDER BY at DESC, id DESC LIMIT 200"
    )
    .bind(account)
    .bind(now)
    .all(on)
    .await
}

/// Says when what waits for `account` is to be mailed: what is of projects with a rhythm of their own, by rhythm, and the
/// rest. As many statements as there are rhythms, whatever waits.
pub async fn reschedule(
    tx: &mut Tx,
    account: AccountId,
    usual: Option<Timestamp>,
    own: &[(MailRhythm, Option<Timestamp>)],
) -> DbResult<()> {
    sql!(
        "UPDATE notifications SET mail_at = $1
         WHERE account = $2 AND mail_at IS NOT NULL AND NOT EXISTS (
           SELECT 1 FROM project_notification_settings s WHERE s.account = $2 AND s.project = notifications.project)"
    )
    .bind(usual)
    .bind(account)
    .exec(tx)
    .await?;
    let queries = own
        .iter()
        .map(|(rhythm, at)| {
            sql!(
                "UPDATE notifications SET mail_at = $1
                 WHERE account = $2 AND mail_at IS NOT NULL AND EXISTS (
                   SELECT 1 FROM project_notification_settings s
                   WHERE s.account = $2 AND s.project = notifications.project AND s.mail = $3)"
            )
            .bind(*at)
            .bind(account)
            .bind(*rhythm)
        })
        .collect();
    tx.each(queries).await.map(drop)
}

/// Says when some are to be mailed.
pub async fn schedule(tx: &mut Tx, when: &[(NotificationId, Option<Timestamp>)]) -> DbResult<()> {
    let queries = when
        .iter()
        .map(|(id, at)| {
            sql!("UPDATE notifications SET mail_at = $1 WHERE id = $2 AND mail_at IS NOT NULL")
                .bind(*at)
                .bind(*id)
        })
        .collect();
    tx.each(queries).await.map(drop)
}

/// When the next of `account` is to be mailed.
pub async fn next_mail(tx: &mut Tx, account: AccountId) -> DbResult<Option<Timestamp>> {
    sql!("SELECT MIN(mail_at) FROM notifications WHERE account = $1 AND mail_at IS NOT NULL")
        .bind(account)
        .value(tx)
        .await
}

/// Puts some into a mail that is about to leave; those that have been read meanwhile stay out.
pub async fn put_into(tx: &mut Tx, digest: Uuid, ids: &[NotificationId]) -> DbResult<u64> {
    let queries = ids
        .iter()
        .map(|id| {
            sql!("UPDATE notifications SET digest = $1, mail_at = NULL WHERE id = $2 AND read_at IS NULL AND mail_at IS NOT NULL")
                .bind(digest)
                .bind(*id)
        })
        .collect();
    tx.each(queries).await
}

/// Takes back all mails of `account` that are due by `until`.
pub async fn give_up_mail(tx: &mut Tx, account: AccountId, until: Timestamp) -> DbResult<()> {
    sql!("UPDATE notifications SET mail_at = NULL WHERE account = $1 AND mail_at <= $2")
        .bind(account)
        .bind(until)
        .exec(tx)
        .await
        .map(drop)
}

/// What stands in a mail, has not been read since, and may still be seen.
pub async fn in_digest(
    on: impl Reads,
    account: AccountId,
    digest: Uuid,
    now: Timestamp,
) -> DbResult<Vec<Row>> {
    sql!(
        "SELECT id, kind, project, organisation, subject, actor, others, details, at, read_at, is_open
         FROM visible_notifications WHERE account = $1 AND digest = $2 AND read_at IS NULL AND visible_until > $3
         ORDER BY at DESC, id DESC"
    )
    .bind(account)
    .bind(digest)
    .bind(now)
    .all(on)
    .await
}

/// A mail has left.
pub async fn forget_digest(tx: &mut Tx, digest: Uuid) -> DbResult<()> {
    sql!("UPDATE notifications SET digest = NULL WHERE digest = $1")
        .bind(digest)
        .exec(tx)
        .await
        .map(drop)
}
