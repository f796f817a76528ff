// SPDX-License-Identifier: EUPL-1.2
//! What is read out of a message's Markdown: whom it names, and its plain text. How it looks is the client's matter.

use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};

use super::model::Mention;

/// Most people and groups one message names; more are text.
pub const MENTIONS_MAX: usize = 50;

/// What stands for all who read the channel, where an id would stand.
const EVERYONE: &str = "everyone";

const OPTIONS: Options = Options::ENABLE_STRIKETHROUGH
    .union(Options::ENABLE_TABLES)
    .union(Options::ENABLE_TASKLISTS);

fn parser(body: &str) -> Parser<'_> {
    Parser::new_ext(body, OPTIONS)
}

/// Whom a message names, each once, in order: `@[name](acc_…)`, `@[name](grp_…)`, `@[name](everyone)`. What stands in code
/// names nobody.
#[must_use]
pub fn mentions(body: &str) -> Vec<Mention> {
    let mut named = Vec::new();
    // Most messages name nobody: not worth parsing.
    if !body.contains("@[") {
        return named;
    }
    let mut follows_at = false;
    for event in parser(body) {
        if let Event::Start(Tag::Link {
            link_type: LinkType::Inline,
            dest_url,
            ..
        }) = &event
            && follows_at
            && let Some(mention) = target(dest_url)
            && !named.contains(&mention)
            && named.len() < MENTIONS_MAX
        {
            named.push(mention);
        }
        follows_at = matches!(&event, Event::Text(text) if text.ends_with('@'));
    }
    named
}

fn target(text: &str) -> Option<Mention> {
    match text.split_once('_') {
        Some(("acc", _)) => text.parse().ok().map(Mention::Account),
        Some(("grp", _)) => text.parse().ok().map(Mention::Group),
        None if text == EVERYONE => Some(Mention::Everyone),
        _ => None,
    }
}

/// Whether a message has a link that leads somewhere, written as one or as a bare address. What stands in code is none.
#[must_use]
pub fn has_link(body: &str) -> bool {
    // Most messages have none: not worth parsing.
    if !LEADS.iter().any(|it| body.contains(it)) {
        return false;
    }
    let mut is_code = false;
    parser(body).any(|event| match &event {
        Event::Start(Tag::CodeBlock(_)) => {
            is_code = true;
            false
        }
        Event::End(TagEnd::CodeBlock) => {
            is_code = false;
            false
        }
        Event::Start(Tag::Link { dest_url, .. }) => LEADS.iter().any(|it| dest_url.starts_with(it)),
        Event::Text(text) => !is_code && (text.contains("http://") || text.contains("https://")),
        _ => false,
    })
}

/// The words of a message as they stand, line by line, without its marks: for paper. Addresses of links follow their words.
#[must_use]
pub fn lines(body: &str) -> String {
    let mut text = String::new();
    let mut links: Vec<(String, usize)> = Vec::new();
    // Of each list that is open, the number of its next item.
    let mut lists: Vec<Option<u64>> = Vec::new();
    for event in parser(body) {
        match event {
            Event::Text(it) | Event::Code(it) | Event::Html(it) | Event::InlineHtml(it) => text.push_str(&it),
            Event::SoftBreak
            | Event::HardBreak
            | Event::Rule
            | Event::End(TagEnd::TableRow | TagEnd::TableHead) => {
                text.push('\n');
            }
            Event::End(TagEnd::TableCell) => text.push_str(" | "),
            Event::TaskListMarker(is_done) => text.push_str(if is_done { "[x] " } else { "[ ] " }),
            Event::Start(Tag::List(first)) => {
                new_line(&mut text);
                lists.push(first);
            }
            Event::End(TagEnd::List(_)) => {
                lists.pop();
            }
            Event::Start(Tag::Item) => {
                new_line(&mut text);
                text.extend(std::iter::repeat_n("  ", lists.len().saturating_sub(1)));
                match lists.last_mut() {
                    Some(Some(number)) => {
                        text.push_str(&format!("{number}. "));
                        *number += 1;
                    }
                    _ => text.push_str("• "),
                }
            }
            Event::Start(Tag::BlockQuote(_)) => {
                new_line(&mut text);
                text.push_str("> ");
            }
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                links.push((dest_url.into_string(), text.len()));
            }
            Event::End(TagEnd::Link | TagEnd::Image) => {
                if let Some((address, from)) = links.pop()
                    && LEADS.iter().any(|it| address.starts_with(it))
                    && text.get(from..) != Some(address.as_str())
                {
                    text.push_str(&format!(" ({address})"));
                }
            }
            Event::End(TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::CodeBlock | TagEnd::Item) => {
                new_line(&mut text);
            }
            _ => {}
        }
    }
    text.trim_end().to_owned()
}

/// Where a link leads out of the program.
const LEADS: [&str; 3] = ["http://", "https://", "mailto:"];

fn new_line(text: &mut String) {
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
}

/// The words of a message in one line, without its marks, at most `max_chars` of them: for notifications, mails and lists.
#[must_use]
pub fn plain(body: &str, max_chars: usize) -> String {
    let mut plain = String::new();
    let mut left = max_chars;
    let mut push = |text: &str| {
        for c in text.chars() {
            // One space for any number of them, and none at the beginning.
            let c = if c.is_whitespace() { ' ' } else { c };
            if c == ' ' && (plain.is_empty() || plain.ends_with(' ')) {
                continue;
            }
            if left == 0 {
                return false;
            }
            left -= 1;
            plain.push(c);
        }
        true
    };
    for event in parser(body) {
        let goes_on = match &event {
            Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) => push(text),
            Event::SoftBreak | Event::HardBreak | Event::Rule | Event::End(TagEnd::TableCell) => push(" "),
            Event::End(end)
                if !matches!(
                    end,
                    TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link
                ) =>
            {
                push(" ")
            }
            _ => true,
        };
        if !goes_on {
            plain.truncate(plain.trim_end().len());
            plain.push('…');
            return plain;
        }
    }
    plain.truncate(plain.trim_end().len());
    plain
}

/// A text in which whom it names stands as text: by the name that `name_of` gives, or else by the one that stands there.
#[must_use]
pub fn in_words(body: &str, name_of: impl Fn(Mention) -> Option<String>) -> String {
    let mut written = String::with_capacity(body.len());
    let mut at = 0;
    let mut follows_at = false;
    for (event, range) in Parser::new_ext(body, OPTIONS).into_offset_iter() {
        if let Event::Start(Tag::Link {
            link_type: LinkType::Inline,
            dest_url,
            ..
        }) = &event
            && follows_at
            && range.start >= at
            && let Some(mention) = target(dest_url)
        {
            let there = body[range.clone()].split("](").next().unwrap_or_default();
            let name = name_of(mention)
                .map_or_else(|| there.trim_start_matches('[').to_owned(), |name| escaped(&name));
            written.push_str(&body[at..range.start]);
            written.push_str(&name);
            at = range.end;
        }
        follows_at = matches!(&event, Event::Text(text) if text.ends_with('@'));
    }
    written.push_str(&body[at..]);
    written
}

/// Plain text as Markdown that shows it.
#[must_use]
pub fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(
            c,
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '~' | '|' | '&' | '!'
        ) {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

/// A text as somebody else's words.
#[must_use]
pub fn quoted(body: &str) -> String {
    let lines: Vec<String> = body.lines().map(|it| format!("> {it}")).collect();
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use base::{Id, kind};
    use proptest::prelude::*;

    use super::*;

    fn claire() -> Id<kind::Account> {
        Id::MAX
    }

    #[test]
    fn on_paper_lines_and_lists_stay_and_addresses_follow_their_words() {
        let body = "**Début**\nsuite\n\n- un\n- deux\n  - trois\n\n1. a\n2. b\n\nvoir [ici](https://ville.example)\n\n```\nlet x = 1;\n  y\n```\n<b>fin</b>";
        assert_eq!(
            lines(body),
            "Début\nsuite\n• un\n• deux\n  • trois\n1. a\n2. b\nvoir ici (https://ville.example)\nlet x = 1;\n  y\n<b>fin</b>"
        );
        assert_eq!(lines("[x](javascript:alert(1))"), "x");
    }

    #[test]
    fn people_groups_and_everyone_are_named_once_each_in_order() {
        let group = Id::<kind::Group>::MIN;
        let body = format!(
            "Bonjour @[Claire Martin]({0}), **@[Bureau]({group})** et @[Claire]({0}) : @[tous](everyone) !",
            claire()
        );
        assert_eq!(
            mentions(&body),
            [
                Mention::Account(claire()),
                Mention::Group(group),
                Mention::Everyone
            ]
        );
    }

    #[test]
    fn what_stands_in_code_or_only_looks_like_it_names_nobody() {
        let id = claire();
        for body in [
            format!("`@[Claire]({id})`"),
            format!("```\n@[Claire]({id})\n```"),
            format!("[Claire]({id})"),
            "@[Claire](acc_zzz)".to_owned(),
            "@[Claire](https://example.org)".to_owned(),
            format!("\\@\\[Claire]({id})"),
            "@Claire".to_owned(),
        ] {
            assert!(mentions(&body).is_empty(), "{body}");
        }
    }

    #[test]
    fn a_message_that_names_very_many_names_the_first_ones() {
        let body: String = (0..200_u128)
            .map(|n| {
                format!(
                    "@[x]({}) ",
                    Id::<kind::Account>::from_uuid(uuid::Uuid::from_u128(n))
                )
            })
            .collect();
        assert_eq!(mentions(&body).len(), MENTIONS_MAX);
    }

    #[test]
    fn what_is_said_elsewhere_names_nobody() {
        let body = format!(
            "**@[Cl]({0})** et @[Bureau]({1}), `@[Cl]({0})` ; @[tous](everyone) [lien](https://example.org)",
            claire(),
            Id::<kind::Group>::MIN
        );
        let text = in_words(&body, |it| {
            matches!(it, Mention::Account(_)).then(|| "Claire *M*".to_owned())
        });
        assert_eq!(
            text,
            format!(
                "**@Claire \\*M\\*** et @Bureau, `@[Cl]({})` ; @tous [lien](https://example.org)",
                claire()
            )
        );
        assert!(mentions(&text).is_empty());
        assert_eq!(quoted("a\n\nb"), "> a\n> \n> b");
    }

    #[test]
    fn plain_text_has_the_words_without_the_marks() {
        let body = "# Titre\n\n- **gras** et `code`\n- [lien](https://example.org)\n\n> cité\n\n| a | b |\n|---|---|\n| 1 | 2 |";
        assert_eq!(plain(body, 200), "Titre gras et code lien cité a b 1 2");
        assert_eq!(plain("un deux trois", 7), "un deux…");
        assert_eq!(plain("  \n ", 7), "");
    }

    #[test]
    fn a_link_leads_somewhere() {
        for body in [
            "voir https://example.org/a",
            "[ici](https://example.org)",
            "<mailto:anna@rivemont.example>",
            "[ici][1]\n\n[1]: http://example.org",
        ] {
            assert!(has_link(body), "{body}");
        }
        for body in [
            "sans",
            "`https://example.org`",
            "```\nhttps://example.org\n```",
            "@[Claire](acc_01)",
        ] {
            assert!(!has_link(body), "{body}");
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(body in "(.|\n){0,300}", max in 0_usize..50) {
            let _ = mentions(&body);
            prop_assert!(plain(&body, max).chars().count() <= max + 1);
            let _ = in_words(&body, |_| None);
            prop_assert_eq!(plain(&escaped(body.trim()), usize::MAX).is_empty(), body.trim().is_empty());
        }
    }
}
