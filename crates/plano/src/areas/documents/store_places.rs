// SPDX-License-Identifier: EUPL-1.2
//! Folders and files as things that permission is asked for: where they are, and whom they admit.

use access::{InProject, Module, Resource};
use base::{Id, Timestamp, kind};
use db::{Query, sql};

/// How the entry `e` admits the one who asks, of the first parameter ([`access::Bounds`]): where a folder above it is narrowed,
/// as its people do; where several are, as the narrowest does.
macro_rules! admits {
    () => {
        "CASE WHEN e.scope IS NULL THEN 'everyone'
           WHEN EXISTS (SELECT 1 FROM entry_scopes s WHERE s.scope = e.scope
             AND NOT EXISTS (SELECT 1 FROM entry_people p WHERE p.folder = s.narrowed AND p.account = $1)
             AND NOT EXISTS (SELECT 1 FROM group_memberships g JOIN entry_people p ON p.group_id = g.group_id AND p.folder = s.narrowed
               WHERE g.account = $1))
             THEN 'managers'
           WHEN EXISTS (SELECT 1 FROM entry_scopes s WHERE s.scope = e.scope
             AND NOT EXISTS (SELECT 1 FROM entry_people p WHERE p.folder = s.narrowed AND p.account = $1 AND p.writes)
             AND NOT EXISTS (SELECT 1 FROM group_memberships g JOIN entry_people p ON p.group_id = g.group_id AND p.folder = s.narrowed
               WHERE g.account = $1 AND p.writes))
             THEN 'readers'
           ELSE 'everyone' END"
    };
}
pub(super) use admits;

/// A folder or a file. What is in the trash is not there.
#[derive(Debug)]
pub enum Entry {}

impl InProject for Entry {}

impl Resource for Entry {
    type Kind = kind::Entry;
    const MODULE: Option<Module> = Some(Module::Files);

    fn find(id: Id<kind::Entry>, asked_by: Id<kind::Account>, _: Timestamp) -> Option<Query<'static>> {
        Some(
            sql!(concat!(
                "SELECT e.project, (e.created_by = $1 AND e.created_by IS NOT NULL), ",
                admits!(),
                ", FALSE FROM entries e WHERE e.id = $2 AND e.trash IS NULL"
            ))
            .bind(asked_by)
            .bind(id),
        )
    }
}

/// What was put into the trash, by itself and not with a folder around it.
#[derive(Debug)]
pub enum Trashed {}

impl InProject for Trashed {}

impl Resource for Trashed {
    type Kind = kind::Entry;
    const MODULE: Option<Module> = Some(Module::Files);

    fn find(id: Id<kind::Entry>, asked_by: Id<kind::Account>, _: Timestamp) -> Option<Query<'static>> {
        Some(
            sql!(concat!(
                "SELECT e.project, (e.created_by = $1 AND e.created_by IS NOT NULL), ",
                admits!(),
                ", FALSE FROM entries e WHERE e.id = $2 AND e.trash = e.id"
            ))
            .bind(asked_by)
            .bind(id),
        )
    }
}

/// A file on its way into a folder: whoever sends it sees it, as long as he sees the folder.
#[derive(Debug)]
pub enum Upload {}

impl InProject for Upload {}

impl Resource for Upload {
    type Kind = kind::Upload;
    const MODULE: Option<Module> = Some(Module::Files);

    fn find(id: Id<kind::Upload>, asked_by: Id<kind::Account>, _: Timestamp) -> Option<Query<'static>> {
        Some(
            sql!(concat!(
                "SELECT e.project, TRUE, CASE WHEN u.account <> $1 THEN 'nobody' ELSE ",
                admits!(),
                " END, FALSE FROM uploads u JOIN entries e ON e.id = u.folder WHERE u.id = $2 AND e.trash IS NULL"
            ))
            .bind(asked_by)
            .bind(id),
        )
    }
}

/// The documents of a project.
#[derive(Debug)]
pub enum Documents {}

impl InProject for Documents {}

impl Resource for Documents {
    type Kind = kind::Project;
    const MODULE: Option<Module> = Some(Module::Files);

    fn find(_: Id<kind::Project>, _: Id<kind::Account>, _: Timestamp) -> Option<Query<'static>> {
        None
    }
}
