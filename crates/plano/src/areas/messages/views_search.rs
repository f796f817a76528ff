// SPDX-License-Identifier: EUPL-1.2
//! Messages that someone looks for, over all channels that he may read now.

use std::collections::HashSet;

use access::{ActionKind, Module, Signed, Standing};
use base::{Id, PageSize, Timestamp, kind};
use db::DbResult;

use super::{
    model::MessageKind,
    model_hooks::Automate,
    model_search::{self, FoundMessage, FoundMessages, Stands, marks, searched},
    store_search::{self, Asked, FoundRow},
};
use crate::{
    app::App,
    areas::{accounts, projects},
};

type ChannelId = Id<kind::Channel>;
type ProjectId = Id<kind::Project>;

/// What is looked for.
#[derive(Debug, Default)]
pub struct Sought {
    pub words: String,
    pub author: Option<Id<kind::Account>>,
    pub channel: Option<ChannelId>,
    pub project: Option<ProjectId>,
    pub from: Option<Timestamp>,
    pub to: Option<Timestamp>,
    pub has_link: bool,
    pub after: Option<Id<kind::Message>>,
}

/// What someone may read, as far as it decides what he finds.
struct Scope {
    /// Projects whose messages he reads.
    projects: HashSet<ProjectId>,
    /// Private channels and conversations he is in.
    channels: HashSet<ChannelId>,
}

impl Scope {
    async fn of(app: &App, me: Signed, within: Option<ProjectId>) -> DbResult<Self> {
        let is_within = |project: ProjectId| within.is_none_or(|it| it == project);
        let standings = access::standings(&app.db, me, app.now()).await?;
        let converses = Standing::among_themselves(me.is_external, &standings).is_some();
        let projects: HashSet<ProjectId> = standings
            .into_iter()
            .filter(|(project, standing)| {
                is_within(*project)
                    && access::allows(standing, ActionKind::Read, Some(Module::Messages)).is_ok()
            })
            .map(|it| it.0)
            .collect();
        let named = store_search::named_in(&app.db, me).await?;
        let channels = named
            .into_iter()
            .filter(|(_, project)| match project {
                Some(project) => projects.contains(project),
                None => converses && within.is_none(),
            })
            .map(|it| it.0)
            .collect();
        Ok(Self { projects, channels })
    }

    /// What a message that he may read has one of.
    fn marks(&self) -> Vec<String> {
        let projects = self.projects.iter().copied().map(marks::project);
        let channels = self.channels.iter().copied().map(marks::channel);
        let mut marks: Vec<String> = projects.chain(channels).collect();
        marks.sort_unstable();
        marks
    }

    /// The same of the row itself: an index that had fallen behind would show nothing to anyone who may not read it.
    fn admits(&self, row: &FoundRow) -> bool {
        let stands = Stands {
            channel: row.channel,
            project: row.project,
            kind: row.channel_kind,
        };
        match stands.open_to() {
            Some(project) => self.projects.contains(&project),
            None => self.channels.contains(&row.channel),
        }
    }
}

/// Looks for messages. Whoever asks for nothing finds nothing; a channel, project or person that is not there or that one may
/// not know is one in which nothing is found.
///
/// # Errors
/// Whatever the database says.
pub async fn search(app: &App, me: Signed, sought: &Sought, size: PageSize) -> DbResult<FoundMessages> {
    let words = model_search::sought(&sought.words);
    let has_question = !sought.words.trim().is_empty();
    let is_dated = sought.from.is_some() || sought.to.is_some();
    let has_filter = sought.author.is_some() || sought.channel.is_some() || sought.has_link || is_dated;
    if words.is_empty() && (has_question || !has_filter) {
        return Ok(FoundMessages::default());
    }
    let scope = Scope::of(app, me, sought.project).await?;
    let mut terms = vec![scope.marks()];
    if terms.iter().all(Vec::is_empty) {
        return Ok(FoundMessages::default());
    }
    terms.extend(sought.channel.map(|it| vec![marks::channel(it)]));
    terms.extend(sought.author.map(|it| vec![marks::author(it)]));
    terms.extend(sought.has_link.then(|| vec![marks::HAS_LINK.to_owned()]));
    terms.extend(words.iter().cloned());
    let asked = Asked {
        terms,
        from: sought.from,
        to: sought.to,
        before: sought.after,
    };
    let mut rows = store_search::find(&app.db, app.db.dialect(), &asked, size).await?;
    let has_more = rows.len() > size.get();
    rows.truncate(size.get());
    let next = rows.last().filter(|_| has_more).map(|it| it.id);
    rows.retain(|it| scope.admits(it));

    // What stands beside the words of a poll, or of what passes another on, was found too.
    let more: Vec<_> = rows
        .iter()
        .filter(|it| it.kind == MessageKind::Poll || it.forwards.is_some())
        .map(|it| it.id)
        .collect();
    if !more.is_empty() {
        for (message, text) in store_search::beside(&app.db, &more).await? {
            if let Some(row) = rows.iter_mut().find(|it| it.id == message) {
                row.body = searched(&row.body, std::iter::once(text.as_str()));
            }
        }
    }

    let authors: HashSet<_> = rows.iter().map(|it| it.author).collect();
    let authors: Vec<_> = authors.into_iter().collect();
    let mut people: Vec<_> = accounts::people(&app.db, &authors).await?.into_values().collect();
    people.sort_unstable_by_key(|it| it.id);
    let within: HashSet<_> = rows.iter().filter_map(|it| it.project).collect();
    let within: Vec<_> = within.into_iter().collect();
    let mut projects: Vec<_> = projects::cards(&app.db, &within).await?.into_values().collect();
    projects.sort_unstable_by_key(|it| it.id);
    let items = rows
        .into_iter()
        .map(|row| FoundMessage {
            id: row.id,
            channel: row.channel,
            project: row.project,
            seq: row.seq,
            thread: row.thread,
            author: row.author,
            automate: Automate::read(row.automate.as_deref()),
            kind: row.kind,
            posted_at: row.posted_at,
            extract: model_search::extract(&row.body, &words),
        })
        .collect();
    Ok(FoundMessages {
        items,
        people,
        projects,
        next,
    })
}
