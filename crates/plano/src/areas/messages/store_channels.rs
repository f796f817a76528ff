// SPDX-License-Identifier: EUPL-1.2
//! The SQL of channels. The people in them, and how far each reader has come, have rooms of their own.

use access::{Grant, Manage, Read, Write};
use base::{Id, Timestamp, kind};
use db::{DbResult, Reads, Tx, row, sql};
use uuid::Uuid;

use super::{
    model::{Attention, ChannelKind},
    store_places::{Channel, Message},
};

type ChannelId = Id<kind::Channel>;
type AccountId = Id<kind::Account>;
type ProjectId = Id<kind::Project>;

/// A channel's row, as one of its readers has it.
pub struct ChannelRow {
    pub id: ChannelId,
    pub project: Option<ProjectId>,
    pub kind: ChannelKind,
    pub name: String,
    pub topic: String,
    pub folder: Option<Id<kind::ChannelFolder>>,
    pub folder_name: Option<String>,
    pub folder_rank: Option<String>,
    pub folder_version: Option<i64>,
    pub rank: String,
    pub is_main: bool,
    pub requires_threads: bool,
    pub archived_at: Option<Timestamp>,
    pub last_seq: i64,
    pub last_posted_at: Option<Timestamp>,
    pub cleared_seq: i64,
    pub cleared_at: Option<Timestamp>,
    pub cleared_by: Option<AccountId>,
    /// In microseconds.
    pub expires_after: Option<i64>,
    pub version: i64,
    pub read_seq: Option<i64>,
    pub attention: Option<Attention>,
    pub is_muted: Option<bool>,
    /// It is not in the asker's list as long as nothing comes after this place.
    pub hidden_seq: Option<i64>,
    /// Whether the asker is named among its people, and as one who manages it.
    pub is_in: bool,
    pub is_manager: bool,
    pub mentions: i64,
    /// What stands after all that the asker has read and is not his to read: what was taken away, and what he wrote himself.
    pub aside: i64,
}
row!(ChannelRow {
    id,
    project,
    kind,
    name,
    topic,
    folder,
    folder_name,
    folder_rank,
    folder_version,
    rank,
    is_main,
    requires_threads,
    archived_at,
    last_seq,
    last_posted_at,
    cleared_seq,
    cleared_at,
    cleared_by,
    expires_after,
    version,
    read_seq,
    attention,
    is_muted,
    hidden_seq,
    is_in,
    is_manager,
    mentions,
    aside,
});

/// What is after the place of a reader `r` in a channel `c` and not unread.
macro_rules! aside {
    () => {
        "COALESCE(r.own_after, 0) + (SELECT COUNT(*) FROM messages x WHERE x.channel = c.id AND x.retracted_at IS NOT NULL
           AND x.seq > COALESCE(r.read_seq, 0) AND x.seq > c.cleared_seq AND (x.author <> $1 OR x.automate IS NOT NULL))"
    };
}

/// What names someone after the place that a reader `r` has read of a channel `c`, or has put behind where he is told of it.
macro_rules! calls {
    () => {
        "n.channel = c.id AND n.seq > c.cleared_seq
           AND n.seq > CASE WHEN r.called_seq > r.read_seq THEN r.called_seq ELSE COALESCE(r.read_seq, 0) END LIMIT 100"
    };
}

/// Most mentions that are counted: nobody reads more of them one by one, and the client says "99+".
macro_rules! mentions {
    () => {
        concat!(
            "(SELECT COUNT(*) FROM (
               SELECT message FROM (SELECT n.message FROM mentions n WHERE n.account = $1 AND ",
            calls!(),
            ") a
               UNION
               SELECT message FROM (SELECT n.message FROM mentions n WHERE n.account IS NULL AND n.group_id IS NULL AND ",
            calls!(),
            ") b
               UNION
               SELECT message FROM (SELECT n.message FROM group_memberships g JOIN mentions n ON n.group_id = g.group_id
                 WHERE g.account = $1 AND ",
            calls!(),
            ") d
               LIMIT 100) e)"
        )
    };
}

/// The columns of a [`ChannelRow`] but for the last four.
macro_rules! columns {
    () => {
        "c.id, c.project, c.kind, c.name, c.topic, f.id, f.name, f.rank, f.version, c.rank, c.is_main, c.requires_threads, c.archived_at, c.last_seq,
           c.last_posted_at, c.cleared_seq, c.cleared_at, c.cleared_by, c.expires_after, c.version, r.read_seq, r.attention, r.is_muted, r.hidden_seq"
    };
}

/// In which channels someone is by himself or by a group, and whether he manages them: each once. Two selects, each by its
/// index, where one with OR would read the whole table.
macro_rules! named {
    () => {
        "SELECT channel, MAX(manages) AS manages FROM (
           SELECT p.channel, CASE WHEN p.is_manager THEN 1 ELSE 0 END AS manages FROM channel_people p WHERE p.account = $1
           UNION ALL
           SELECT p.channel, CASE WHEN p.is_manager THEN 1 ELSE 0 END FROM group_memberships g
             JOIN channel_people p ON p.group_id = g.group_id WHERE g.account = $1) w GROUP BY channel"
    };
}

/// What is taken of a channel itself.
macro_rules! channel {
    () => {
        "c.id, c.project, c.kind, c.name, c.topic, c.folder, c.rank, c.is_main, c.requires_threads, c.archived_at, c.last_seq,
           c.last_posted_at, c.cleared_seq, c.cleared_at, c.cleared_by, c.expires_after, c.version"
    };
}

macro_rules! known {
    (open: $open:expr, list: $list:literal) => {
        concat!(
            "WITH mine AS (",
            named!(),
            "), these AS (SELECT ",
            channel!(),
            " FROM ",
            $open,
            " UNION ALL SELECT ",
            channel!(),
            " FROM mine m JOIN channels c ON c.id = m.channel
               WHERE c.kind = 'direct' OR (c.kind = 'private' AND c.project IN (", $list, ")))
             SELECT ",
            columns!(),
            ", m.channel IS NOT NULL, COALESCE(m.manages, 0) > 0, ",
            mentions!(),
            ", ",
            aside!(),
            " FROM these c LEFT JOIN channel_folders f ON f.id = c.folder
               LEFT JOIN channel_readers r ON r.account = $1 AND r.channel = c.id LEFT JOIN mine m ON m.channel = c.id
             ORDER BY c.rank, c.id"
        )
    };
}

/// The channels of `projects` (a list of ids) that `account` may know of, as far as the channels themselves say, and the
/// conversations he is in. Whether he may read messages in a project at all is for the caller to have asked.
pub async fn known(on: impl Reads, account: AccountId, projects: &str) -> DbResult<Vec<ChannelRow>> {
    sql! {
        sqlite: known!(
            open: "channels c WHERE c.project IN (SELECT unhex(value) FROM json_each($2)) AND c.kind IN ('open', 'announcement', 'log')",
            list: "SELECT unhex(value) FROM json_each($2)"
        ),
        // Project by project, by the index: how long the list is, a prepared plan does not know. No project has more channels.
        postgres: known!(
            open: concat!(
                "jsonb_array_elements_text(CAST(CAST($2 AS TEXT) AS JSONB)) l CROSS JOIN LATERAL (SELECT ",
                channel!(),
                " FROM channels c WHERE c.project = CAST(l.value AS UUID) AND c.kind IN ('open', 'announcement', 'log')
                  ORDER BY c.rank, c.id LIMIT 500) c"
            ),
            list: "SELECT CAST(value AS UUID) FROM jsonb_array_elements_text(CAST(CAST($2 AS TEXT) AS JSONB))"
        ),
    }
    .bind(account)
    .bind(projects)
    .all(on)
    .await
}

/// One channel.
pub async fn find(on: impl Reads, channel: &Grant<Read, Channel>) -> DbResult<Option<ChannelRow>> {
    sql!(concat!(
        "SELECT ",
        columns!(),
        ", m.channel IS NOT NULL, COALESCE(m.manages, 0) > 0, ",
        mentions!(),
        ", ",
        aside!(),
        " FROM channels c LEFT JOIN channel_folders f ON f.id = c.folder
           LEFT JOIN channel_readers r ON r.account = $1 AND r.channel = c.id
           LEFT JOIN (SELECT channel, MAX(manages) AS manages FROM (
             SELECT p.channel, CASE WHEN p.is_manager THEN 1 ELSE 0 END AS manages FROM channel_people p
               WHERE p.account = $1 AND p.channel = $2
             UNION ALL
             SELECT p.channel, CASE WHEN p.is_manager THEN 1 ELSE 0 END FROM group_memberships g
               JOIN channel_people p ON p.group_id = g.group_id AND p.channel = $2 WHERE g.account = $1) w GROUP BY channel) m
             ON m.channel = c.id
         WHERE c.id = $2"
    ))
    .bind(channel.actor().account)
    .bind(channel.id())
    .optional(on)
    .await
}

/// What decides how one posts in a channel.
pub struct Manner {
    pub kind: ChannelKind,
    pub requires_threads: bool,
}
row!(Manner {
    kind,
    requires_threads
});

/// How one posts in a channel.
pub async fn manner<A>(on: impl Reads, channel: &Grant<A, Channel>) -> DbResult<Option<Manner>> {
    sql!("SELECT kind, requires_threads FROM channels WHERE id = $1")
        .bind(channel.id())
        .optional(on)
        .await
}

/// The same, and whether a message of `author` is to be posted under `draft` later.
pub async fn manner_for<A>(
    on: impl Reads,
    channel: &Grant<A, Channel>,
    author: AccountId,
    draft: Uuid,
) -> DbResult<Option<(Manner, bool)>> {
    let found: Option<(ChannelKind, bool, bool)> = sql!(
        "SELECT kind, requires_threads, EXISTS (SELECT 1 FROM scheduled_messages s WHERE s.author = $1 AND s.draft = $2)
         FROM channels WHERE id = $3"
    )
    .bind(author)
    .bind(draft)
    .bind(channel.id())
    .optional(on)
    .await?;
    Ok(found.map(|(kind, requires_threads, is_planned)| {
        let manner = Manner {
            kind,
            requires_threads,
        };
        (manner, is_planned)
    }))
}

/// The kind of the channel that a message is in.
pub async fn kind_at<A>(
    on: impl Reads,
    message: &Grant<A, Message>,
) -> DbResult<Option<(ChannelId, ChannelKind)>> {
    sql!("SELECT c.id, c.kind FROM messages m JOIN channels c ON c.id = m.channel WHERE m.id = $1")
        .bind(message.id())
        .optional(on)
        .await
}

/// What a new channel is.
pub struct Inserted<'a> {
    pub project: Option<ProjectId>,
    pub kind: ChannelKind,
    pub name: &'a str,
    pub topic: &'a str,
    pub rank: &'a str,
    pub is_main: bool,
    pub requires_threads: bool,
    pub people_key: Option<&'a [u8]>,
    pub by: Option<AccountId>,
    pub draft: Option<Uuid>,
    /// Of all that was asked with the draft.
    pub draft_hash: Option<&'a [u8]>,
}

/// Inserts a channel. `None` if its draft has been used, or the conversation of these people exists.
pub async fn insert(tx: &mut Tx, new: Inserted<'_>) -> DbResult<Option<ChannelId>> {
    let (id, now): (ChannelId, _) = (tx.new_id(), tx.now());
    sql!(
        "INSERT INTO channels (id, project, kind, name, sort_name, topic, rank, is_main, requires_threads, people_key, last_seq, cleared_seq,
           created_at, created_by, draft, draft_hash, version)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 0, 0, $11, $12, $13, $14, 1) ON CONFLICT DO NOTHING RETURNING id"
    )
    .bind(id)
    .bind(new.project)
    .bind(new.kind)
    .bind(new.name)
    .bind(base::text::fold(new.name))
    .bind(new.topic)
    .bind(new.rank)
    .bind(new.is_main)
    .bind(new.requires_threads)
    .bind(new.people_key)
    .bind(now)
    .bind(new.by)
    .bind(new.draft)
    .bind(new.draft_hash)
    .optional_value(tx)
    .await
}

/// The channel made with a draft, as it is now, and what was asked then.
pub struct Made {
    pub id: ChannelId,
    pub project: Option<ProjectId>,
    pub kind: ChannelKind,
    pub name: String,
    /// `None` for one of an older version.
    pub draft_hash: Option<Vec<u8>>,
}
row!(Made {
    id,
    project,
    kind,
    name,
    draft_hash,
});

/// See [`Made`].
pub async fn by_draft(tx: &mut Tx, by: AccountId, draft: Uuid) -> DbResult<Option<Made>> {
    sql!("SELECT id, project, kind, name, draft_hash FROM channels WHERE created_by = $1 AND draft = $2")
        .bind(by)
        .bind(draft)
        .optional(tx)
        .await
}

/// The conversation of exactly these people.
pub async fn of_people(tx: &mut Tx, people_key: &[u8]) -> DbResult<Option<ChannelId>> {
    sql!("SELECT id FROM channels WHERE people_key = $1")
        .bind(people_key)
        .optional_value(tx)
        .await
}

/// The main channel of a project.
pub async fn main_of(on: impl Reads, project: ProjectId) -> DbResult<Option<ChannelId>> {
    sql!("SELECT id FROM channels WHERE project = $1 AND is_main")
        .bind(project)
        .optional_value(on)
        .await
}

/// How many channels a project has, and the rank of the last one.
pub async fn count(on: impl Reads, project: ProjectId) -> DbResult<(i64, Option<String>)> {
    sql!("SELECT COUNT(*), MAX(rank) FROM channels WHERE project = $1")
        .bind(project)
        .one(on)
        .await
}

/// Changes a channel. `false` if `version` is no longer its version.
pub async fn update(
    tx: &mut Tx,
    channel: &Grant<Write, Channel>,
    version: i64,
    name: &str,
    topic: &str,
    requires_threads: bool,
) -> DbResult<bool> {
    let changed = sql!(
        "UPDATE channels SET name = $1, sort_name = $2, topic = $3, requires_threads = $4, version = version + 1
         WHERE id = $5 AND version = $6"
    )
    .bind(name)
    .bind(base::text::fold(name))
    .bind(topic)
    .bind(requires_threads)
    .bind(channel.id())
    .bind(version)
    .exec(tx)
    .await?;
    Ok(changed > 0)
}

/// Closes a channel, or opens it again. `false` if nothing changed: the main channel stays open.
pub async fn close(tx: &mut Tx, channel: &Grant<Manage, Channel>, is_closed: bool) -> DbResult<bool> {
    let at = is_closed.then_some(tx.now());
    let changed = sql!(
        "UPDATE channels SET archived_at = $1, version = version + 1
         WHERE id = $2 AND (archived_at IS NOT NULL) <> $3 AND NOT is_main AND kind <> 'direct'"
    )
    .bind(at)
    .bind(channel.id())
    .bind(is_closed)
    .exec(tx)
    .await?;
    Ok(changed > 0)
}

/// Lets those who change who is in a channel, or what is pinned to it, follow one another until the transaction ends. SQLite has
/// one writer. `false` if there is no such channel.
pub async fn hold(tx: &mut Tx, channel: ChannelId) -> DbResult<bool> {
    let held: Option<ChannelId> = sql! {
        sqlite: "SELECT id FROM channels WHERE id = $1",
        postgres: "SELECT id FROM channels WHERE id = $1 FOR NO KEY UPDATE",
    }
    .bind(channel)
    .optional_value(tx)
    .await?;
    Ok(held.is_some())
}

/// The project that a channel is in; `None`: it is a conversation.
pub async fn project_of(on: impl Reads, channel: ChannelId) -> DbResult<Option<ProjectId>> {
    let found: Option<Option<ProjectId>> = sql!("SELECT project FROM channels WHERE id = $1")
        .bind(channel)
        .optional_value(on)
        .await?;
    Ok(found.flatten())
}
