// SPDX-License-Identifier: EUPL-1.2
//! Channels and messages as things that permission is asked for: where they are, and whom they admit.

use access::{InProject, Module, Resource};
use base::{Id, Timestamp, kind};
use db::{Query, sql};

/// How a channel admits the one who asks ([`access::Bounds`]). The people of a private, announcement or direct one alone are
/// looked up: the others admit all.
macro_rules! admits {
    () => {
        "CASE WHEN c.kind IN ('open', 'log') THEN 'everyone'
           WHEN EXISTS (SELECT 1 FROM channel_people p WHERE p.channel = c.id AND p.account = $1 AND p.is_manager)
             OR EXISTS (SELECT 1 FROM group_memberships g JOIN channel_people p ON p.group_id = g.group_id AND p.channel = c.id
               WHERE g.account = $1 AND p.is_manager)
             THEN 'manager'
           WHEN EXISTS (SELECT 1 FROM channel_people p WHERE p.channel = c.id AND p.account = $1)
             OR EXISTS (SELECT 1 FROM group_memberships g JOIN channel_people p ON p.group_id = g.group_id AND p.channel = c.id
               WHERE g.account = $1)
             THEN 'everyone'
           WHEN c.kind = 'announcement' THEN 'announcers'
           ELSE 'nobody' END"
    };
}

/// Whether the message `m` of the channel `c` is still there: it was neither cleared, nor has its time passed by the instant of
/// the parameter. Decisions stay, they are the record of a project; an answer goes with what it answers. What is gone is
/// erased a little later ([`super::store_clear`]); nothing that reads messages shows it until then.
macro_rules! present {
    ($now:literal) => {
        concat!(
            "(m.kind = 'decision' OR ((c.expires_after IS NULL OR m.posted_at > ",
            $now,
            " - c.expires_after) AND (m.seq > c.cleared_seq OR (m.seq IS NULL AND EXISTS (
               SELECT 1 FROM messages root JOIN threads h ON h.root = root.id
               WHERE root.id = m.thread AND m.thread_seq > h.cleared_seq AND (root.kind = 'decision' OR (root.seq > c.cleared_seq
                 AND (c.expires_after IS NULL OR root.posted_at > ",
            $now,
            " - c.expires_after))))))))"
        )
    };
}
pub(super) use present;

/// A channel, of a project or between people.
#[derive(Debug)]
pub enum Channel {}

impl Resource for Channel {
    type Kind = kind::Channel;
    const MODULE: Option<Module> = Some(Module::Messages);

    fn find(id: Id<kind::Channel>, asked_by: Id<kind::Account>, _: Timestamp) -> Option<Query<'static>> {
        Some(
            sql!(concat!(
                "SELECT c.project, (c.created_by = $1 AND c.created_by IS NOT NULL), ",
                admits!(),
                ", c.archived_at IS NOT NULL FROM channels c WHERE c.id = $2"
            ))
            .bind(asked_by)
            .bind(id),
        )
    }
}

/// A message: changed by its author; taken away by him, and by those who manage its channel. An entry of a log by nobody.
#[derive(Debug)]
pub enum Message {}

impl Resource for Message {
    type Kind = kind::Message;
    const MODULE: Option<Module> = Some(Module::Messages);
    const IS_AUTHORED: bool = true;

    fn find(id: Id<kind::Message>, asked_by: Id<kind::Account>, now: Timestamp) -> Option<Query<'static>> {
        Some(
            sql!(concat!(
                "SELECT c.project, m.author = $1, ",
                admits!(),
                ", (c.archived_at IS NOT NULL OR c.kind = 'log')
                 FROM messages m JOIN channels c ON c.id = m.channel WHERE ",
                present!("$2"),
                " AND m.id = $3"
            ))
            .bind(asked_by)
            .bind(now)
            .bind(id),
        )
    }
}

/// The messages of a project: where channels are made.
#[derive(Debug)]
pub enum Messages {}

impl InProject for Messages {}

impl Resource for Messages {
    type Kind = kind::Project;
    const MODULE: Option<Module> = Some(Module::Messages);

    fn find(_: Id<kind::Project>, _: Id<kind::Account>, _: Timestamp) -> Option<Query<'static>> {
        None
    }
}
