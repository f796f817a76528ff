// SPDX-License-Identifier: EUPL-1.2
//! A channel as a file: JSON for other programs (docs/channel-export.md), or one page to read, without script and without
//! anything from elsewhere. Written piece by piece: nothing here holds a whole channel.

use std::collections::HashMap;

use base::{Id, Problem, Timestamp, ids, kind};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    markdown,
    model::{Channel, ChannelKind, Message, MessageKind, MessageVersion},
    model_forward::Forwarded,
    model_hooks::Automate,
    model_polls::Poll,
};
use crate::areas::accounts::{Language, Person};

/// The version of the form of the JSON: grows when a program that reads it would have to change.
pub const VERSION: u32 = 1;

/// What a channel is taken away as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ExportFormat {
    /// For other programs.
    Json,
    /// To read.
    Html,
}

/// The whole of the JSON; it is written piece by piece, and this says what comes of it.
#[derive(Debug, Serialize, ToSchema)]
pub struct ChannelExport {
    /// What stands before the messages.
    #[serde(flatten)]
    head: Head,
    /// All that have a place in the channel, in that order.
    messages: Vec<ExportedMessage>,
    /// Everyone who is named by id.
    people: Vec<Person>,
}

/// A message with what it was before, and its thread.
#[derive(Debug, Serialize, ToSchema)]
pub struct ExportedMessage {
    #[serde(flatten)]
    message: Message,
    /// Of an entry of a log, what its author was called when he wrote it; `null`: of another.
    author_name: Option<String>,
    versions: Vec<MessageVersion>,
    /// All answers, also those that are shown in the channel too.
    thread_answers: Vec<ExportedAnswer>,
}

/// A message with what it was before it was edited, oldest first.
#[derive(Debug, Serialize, ToSchema)]
pub struct ExportedAnswer {
    #[serde(flatten)]
    message: Message,
    versions: Vec<MessageVersion>,
}

/// What stands before the messages.
#[derive(Debug, Serialize, ToSchema)]
pub struct Head {
    /// Says what the file is.
    pub format: String,
    /// See [`VERSION`].
    pub version: u32,
    /// When it was taken away.
    pub exported_at: Timestamp,
    /// By whom.
    pub exported_by: ids::AccountId,
    /// The project's name; `null`: a conversation.
    pub project_name: Option<String>,
    /// The channel.
    pub channel: HeadChannel,
}

/// What is said of the channel.
#[derive(Debug, Serialize, ToSchema)]
#[allow(missing_docs, reason = "as in Channel")]
pub struct HeadChannel {
    pub id: ids::ChannelId,
    pub project: Option<ids::ProjectId>,
    pub kind: ChannelKind,
    pub name: String,
    pub topic: String,
    pub archived_at: Option<Timestamp>,
}

impl Head {
    /// Of a channel that is taken away now.
    #[must_use]
    pub fn of(channel: &Channel, project_name: Option<String>, by: ids::AccountId, at: Timestamp) -> Self {
        Self {
            format: "plano.channel".to_owned(),
            version: VERSION,
            exported_at: at,
            exported_by: by,
            project_name,
            channel: HeadChannel {
                id: channel.id,
                project: channel.project,
                kind: channel.kind,
                name: channel.name.clone(),
                topic: channel.topic.clone(),
                archived_at: channel.archived_at,
            },
        }
    }
}

/// Everyone met so far.
pub type People = HashMap<Id<kind::Account>, Person>;

/// Writes one file, in pieces: `begin`, then of each message `message`, its `version`s, `answers_follow`, of each answer
/// `answer`, its `version`s and `answer_ends`, then `message_ends`; at last `end`.
#[derive(Debug)]
pub struct Writer {
    format: ExportFormat,
    words: &'static Words,
    /// Whether nothing stands yet in the list of the JSON that was opened last and is not closed.
    is_empty: bool,
}

impl Writer {
    /// Of a file in a format; what one reads, in a language.
    #[must_use]
    pub const fn new(format: ExportFormat, language: Language) -> Self {
        let words = match language {
            Language::Fr => &FRENCH,
            Language::En => &ENGLISH,
        };
        Self {
            format,
            words,
            is_empty: true,
        }
    }

    /// What comes before the messages.
    ///
    /// # Errors
    /// None that is expected: what is written has a form in JSON.
    pub fn begin(&mut self, head: &Head, name: &str, by: &str) -> Result<String, Problem> {
        let words = self.words;
        match self.format {
            ExportFormat::Json => {
                let mut text = serde_json::to_string(head).map_err(Problem::internal)?;
                // Still open: the messages are one more field.
                text.pop();
                text.push_str(",\"messages\":[");
                Ok(text)
            }
            ExportFormat::Html => {
                let title = match &head.project_name {
                    Some(project) => format!("{name} – {project}"),
                    None => name.to_owned(),
                };
                Ok(format!(
                    "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
                     <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
                     <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{}</title>\n<style>{STYLE}</style>\n\
                     </head>\n<body>\n<header>\n<h1>{}</h1>\n<p>{}</p>\n<p>{}</p>\n</header>\n<main>\n<ol>\n",
                    words.language,
                    escaped(&title),
                    escaped(&title),
                    escaped(&head.channel.topic),
                    escaped(&(words.exported)(by, &instant(head.exported_at))),
                ))
            }
        }
    }

    /// A message of the channel, before what it was; of an entry of a log, with what its author was called when he wrote it.
    ///
    /// # Errors
    /// As [`Writer::begin`].
    pub fn message(
        &mut self,
        message: &Message,
        author_name: Option<&str>,
        people: &People,
    ) -> Result<String, Problem> {
        match self.format {
            ExportFormat::Json => {
                let name = serde_json::to_string(&author_name).map_err(Problem::internal)?;
                let name = format!(",\"author_name\":{name}");
                Ok(format!("{}\n{}", self.comma(), self.open(message, &name)?))
            }
            ExportFormat::Html => Ok(format!("<li>{}", self.html(message, author_name, people))),
        }
    }

    /// What a message or an answer was before; it comes after it, the oldest first.
    ///
    /// # Errors
    /// As [`Writer::begin`].
    pub fn version(&mut self, version: &MessageVersion) -> Result<String, Problem> {
        match self.format {
            ExportFormat::Json => {
                let text = serde_json::to_string(version).map_err(Problem::internal)?;
                Ok(format!("{}{text}", self.comma()))
            }
            ExportFormat::Html => Ok(format!(
                "<details><summary>{} {}</summary><p>{}</p></details>",
                self.words.until,
                instant(version.replaced_at),
                escaped(&markdown::lines(&version.body))
            )),
        }
    }

    /// What comes between a message of the channel and its answers.
    #[must_use]
    pub const fn answers_follow(&mut self) -> &'static str {
        self.is_empty = true;
        match self.format {
            ExportFormat::Json => "],\"thread_answers\":[",
            ExportFormat::Html => "</article>\n<ol>",
        }
    }

    /// An answer to it, before what it was.
    ///
    /// # Errors
    /// As [`Writer::begin`].
    pub fn answer(&mut self, message: &Message, people: &People) -> Result<String, Problem> {
        match self.format {
            ExportFormat::Json => Ok(format!("{}{}", self.comma(), self.open(message, "")?)),
            ExportFormat::Html => Ok(format!("<li>{}", self.html(message, None, people))),
        }
    }

    /// What comes after an answer and what it was.
    #[must_use]
    pub const fn answer_ends(&mut self) -> &'static str {
        self.is_empty = false;
        match self.format {
            ExportFormat::Json => "]}",
            ExportFormat::Html => "</article></li>\n",
        }
    }

    /// What comes after a message of the channel and its answers.
    #[must_use]
    pub const fn message_ends(&mut self) -> &'static str {
        self.is_empty = false;
        match self.format {
            ExportFormat::Json => "]}",
            ExportFormat::Html => "</ol></li>\n",
        }
    }

    /// What comes after the messages.
    ///
    /// # Errors
    /// As [`Writer::begin`].
    pub fn end(&self, people: &People) -> Result<String, Problem> {
        match self.format {
            ExportFormat::Json => {
                let mut people: Vec<&Person> = people.values().collect();
                people.sort_unstable_by_key(|it| it.id);
                let people = serde_json::to_string(&people).map_err(Problem::internal)?;
                Ok(format!("],\n\"people\":{people}}}\n"))
            }
            ExportFormat::Html => Ok("</ol>\n</main>\n</body>\n</html>\n".to_owned()),
        }
    }

    /// What divides what comes next in a list of the JSON from what came before.
    fn comma(&mut self) -> &'static str {
        if std::mem::replace(&mut self.is_empty, false) {
            ""
        } else {
            ","
        }
    }

    /// A message as JSON with fields beside its own, as far as the list of what it was, which is empty still.
    fn open(&mut self, message: &Message, beside: &str) -> Result<String, Problem> {
        let mut text = serde_json::to_string(message).map_err(Problem::internal)?;
        text.pop();
        text.push_str(beside);
        text.push_str(",\"versions\":[");
        self.is_empty = true;
        Ok(text)
    }

    /// A message to read, as far as what it was.
    fn html(&self, message: &Message, author_name: Option<&str>, people: &People) -> String {
        let words = self.words;
        let named = |id: &Id<kind::Account>| people.get(id).map_or("?", |it| it.name.as_str());
        let author = author_name.unwrap_or_else(|| named(&message.author));
        let author = match author_name {
            Some(_) => format!(
                "{} · {}",
                signature(message.automate.as_ref(), author),
                message.author
            ),
            None => signature(message.automate.as_ref(), author),
        };
        let number = message.seq.map_or_else(String::new, |it| format!("n° {it}"));
        let at = instant(message.posted_at);
        let mut html = format!(
            "<article id=\"{}\"><h2>{} <time datetime=\"{at}\">{at}</time> <small>{number}</small></h2>",
            message.id,
            escaped(&author),
        );
        let mut marks = Vec::new();
        if message.kind == MessageKind::Decision {
            marks.push(words.decision.to_owned());
        }
        if message.is_pinned {
            marks.push(words.pinned.to_owned());
        }
        if let Some(at) = message.answers.as_ref().and_then(|it| it.resolved_at) {
            marks.push(format!("{} {}", words.resolved, instant(at)));
        }
        if let Some(at) = message.edited_at {
            marks.push(format!("{} {}", words.edited, instant(at)));
        }
        if !marks.is_empty() {
            html.push_str(&format!("<p class=\"marks\">{}</p>", escaped(&marks.join(" · "))));
        }
        if let Some(quoted) = message.quotes {
            html.push_str(&format!(
                "<p class=\"marks\"><a href=\"#{quoted}\">{}</a></p>",
                words.quotes
            ));
        }
        match message.retracted_at {
            Some(at) => html.push_str(&format!(
                "<p class=\"marks\">{} {}</p>",
                words.retracted,
                instant(at)
            )),
            // One that passes another on may say nothing itself.
            None if message.body.is_empty() => {}
            None => html.push_str(&format!("<p>{}</p>", escaped(&markdown::lines(&message.body)))),
        }
        if let Some(poll) = &message.poll {
            html.push_str(&self.poll(poll));
        }
        if let Some(forwarded) = &message.forwarded {
            html.push_str(&self.forwarded(forwarded, named(&forwarded.author)));
        }
        if !message.reactions.is_empty() {
            let signs: Vec<String> = message
                .reactions
                .iter()
                .map(|it| {
                    let people: Vec<&str> = it.people.iter().map(named).collect();
                    format!("{} {}", it.emoji, people.join(", "))
                })
                .collect();
            html.push_str(&format!("<p class=\"marks\">{}</p>", escaped(&signs.join(" · "))));
        }
        html
    }

    /// What may be chosen, and how many chose it.
    fn poll(&self, poll: &Poll) -> String {
        let closed = poll.closed_at.map(instant);
        let mut html = format!(
            "<p class=\"marks\">{}</p><ul>",
            escaped(&(self.words.poll)(closed.as_deref(), poll))
        );
        for option in &poll.options {
            html.push_str(&format!("<li>{} – {}</li>", escaped(&option.text), option.votes));
        }
        html.push_str("</ul>");
        html
    }

    /// What a message passes on, by whom it was said and when.
    fn forwarded(&self, forwarded: &Forwarded, author: &str) -> String {
        let author = signature(forwarded.automate.as_ref(), author);
        let number = forwarded
            .number
            .map_or_else(String::new, |it| format!(" n° {it}"));
        format!(
            "<blockquote><p class=\"marks\">{}{number}</p><p>{}</p></blockquote>",
            escaped(&(self.words.forwarded)(&author, &instant(forwarded.posted_at))),
            escaped(&markdown::lines(&forwarded.body))
        )
    }
}

/// Who said something: a person, or a program for him.
fn signature(automate: Option<&Automate>, author: &str) -> String {
    match automate {
        Some(automate) => format!("{} ({author})", automate.name),
        None => author.to_owned(),
    }
}

/// Text that stays text wherever it stands in a page, in an attribute too.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            c => escaped.push(c),
        }
    }
    escaped
}

/// To the second, in UTC: the page is read anywhere.
fn instant(at: Timestamp) -> String {
    at.to_jiff().strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// The looks of the page: legible by itself, on paper too.
const STYLE: &str = "body{font:16px/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#1c1c28}\
    h1{font-size:1.5rem}h2{font-size:1rem;margin:1.2rem 0 .2rem}time,small,.marks,header p,summary{color:#55556a;font-size:.85rem;font-weight:400}\
    p{margin:.2rem 0;white-space:pre-wrap;overflow-wrap:anywhere}ol{list-style:none;margin:0;padding:0}ol ol{margin-left:1rem;\
    padding-left:1rem;border-left:2px solid #d8d8e4}blockquote{margin:.4rem 0;padding-left:.8rem;border-left:2px solid #55556a}\
    ul{margin:.2rem 0}ol ol:empty{display:none}\
    @media (prefers-color-scheme:dark){body{background:#16161f;color:#e6e6f0}time,small,.marks,header p,summary{color:#a6a6bb}a{color:#b3b3ff}}";

/// What the page says by itself.
#[derive(Debug)]
struct Words {
    language: &'static str,
    exported: fn(&str, &str) -> String,
    decision: &'static str,
    pinned: &'static str,
    resolved: &'static str,
    edited: &'static str,
    retracted: &'static str,
    quotes: &'static str,
    until: &'static str,
    /// When it was closed, if it was, and the poll.
    poll: fn(Option<&str>, &Poll) -> String,
    /// By whom, when.
    forwarded: fn(&str, &str) -> String,
}

static FRENCH: Words = Words {
    language: "fr",
    exported: |by, at| format!("Exporté par {by} le {at}. Heures UTC."),
    decision: "Décision",
    pinned: "Épinglé",
    resolved: "Fil réglé le",
    edited: "Modifié le",
    retracted: "Message retiré le",
    quotes: "Cite un message",
    until: "Version jusqu’au",
    poll: |closed, poll| {
        let state = closed.map_or_else(
            || "Sondage ouvert".to_owned(),
            |at| format!("Sondage clos le {at}"),
        );
        let manner = match (poll.is_multiple, poll.is_anonymous) {
            (false, false) => "une réponse chacun",
            (true, false) => "plusieurs réponses possibles",
            (false, true) => "une réponse chacun, anonyme",
            (true, true) => "plusieurs réponses possibles, anonyme",
        };
        let ending = if poll.voters > 1 { "s" } else { "" };
        format!("{state}, {manner}, {} votant{ending}", poll.voters)
    },
    forwarded: |by, at| format!("Transféré de {by}, {at}"),
};

static ENGLISH: Words = Words {
    language: "en",
    exported: |by, at| format!("Exported by {by} on {at}. Times in UTC."),
    decision: "Decision",
    pinned: "Pinned",
    resolved: "Thread resolved on",
    edited: "Edited on",
    retracted: "Message removed on",
    quotes: "Quotes a message",
    until: "Version until",
    poll: |closed, poll| {
        let state = closed.map_or_else(|| "Open poll".to_owned(), |at| format!("Poll closed on {at}"));
        let manner = match (poll.is_multiple, poll.is_anonymous) {
            (false, false) => "one answer each",
            (true, false) => "several answers possible",
            (false, true) => "one answer each, anonymous",
            (true, true) => "several answers possible, anonymous",
        };
        let ending = if poll.voters == 1 { "" } else { "s" };
        format!("{state}, {manner}, {} voter{ending}", poll.voters)
    },
    forwarded: |by, at| format!("Forwarded from {by}, {at}"),
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_stays_text_anywhere_in_the_page() {
        assert_eq!(
            escaped("</p><script>alert('x')</script>\"&amp;"),
            "&lt;/p&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&quot;&amp;amp;"
        );
    }
}
