// SPDX-License-Identifier: EUPL-1.2
//! What is read out of a message's Markdown: whom it names, and its plain text. How it looks is the client's matter.

use std::{collections::VecDeque, ops::Range};

use pulldown_cmark::{CodeBlockKind, CowStr, Event, LinkType, OffsetIter, Options, Parser, Tag, TagEnd};

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
    for (mention, ..) in links(body) {
        if !named.contains(&mention) && named.len() < MENTIONS_MAX {
            named.push(mention);
        }
    }
    named
}

/// Whether a link stands right behind an `@`, written as such and not as a character's number: nobody is named whom the eye does
/// not see named.
fn follows_at(body: &str, link: &Range<usize>) -> bool {
    body[..link.start].ends_with('@')
}

/// The links by which somebody is named, in order: who it is, where the link stands in the text, and what it leads to.
pub(super) fn links(body: &str) -> impl Iterator<Item = (Mention, Range<usize>, CowStr<'_>)> {
    parser(body)
        .into_offset_iter()
        .filter_map(move |(event, range)| match event {
            Event::Start(Tag::Link {
                link_type: LinkType::Inline,
                dest_url,
                ..
            }) if follows_at(body, &range) => Some((target(&dest_url)?, range, dest_url)),
            _ => None,
        })
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
        Event::Start(Tag::Link { dest_url, .. }) => leads(dest_url),
        Event::Text(text) => !is_code && (text.contains("http://") || text.contains("https://")),
        _ => false,
    })
}

/// What a parser reads, and what it reads nothing into but people do: to Markdown `[Urgent]: rappel` is the address of a
/// link, and shows nothing. What is written stands somewhere in this, as on the screen.
struct Whole<'b> {
    body: &'b str,
    events: OffsetIter<'b>,
    /// Up to here, everything has come out.
    at: usize,
    is_in_table: bool,
    next: VecDeque<Event<'b>>,
}

impl<'b> Whole<'b> {
    fn of(body: &'b str) -> Self {
        Self {
            body,
            events: parser(body).into_offset_iter(),
            at: 0,
            is_in_table: false,
            next: VecDeque::new(),
        }
    }

    /// What stands before `end` and was not read: definitions, and the cells of a table that has no such column.
    fn unread(&mut self, end: usize) {
        let Some(text) = self.body.get(self.at..end) else {
            return;
        };
        self.at = end;
        for line in text.lines() {
            let mut line = line.trim_matches([' ', '\t', '>']);
            if self.is_in_table {
                line = line.trim_matches(['|', ' ', '\t']);
            }
            // Else marks of Markdown, between what was read.
            if line
                .chars()
                .any(|c| c == '[' || !(c.is_ascii_punctuation() || c.is_whitespace()))
            {
                let after = if self.is_in_table {
                    TagEnd::TableCell
                } else {
                    TagEnd::Paragraph
                };
                self.next.push_back(Event::Text(line.into()));
                self.next.push_back(Event::End(after));
            }
        }
    }

    fn read(&mut self, event: Event<'b>, range: Range<usize>) {
        match &event {
            Event::Start(Tag::Item) => {
                self.unread(range.start);
                self.at = range.start + mark_of_item(&self.body[range]);
            }
            Event::Start(Tag::BlockQuote(_) | Tag::List(_) | Tag::TableHead | Tag::TableRow) => {
                self.unread(range.start);
            }
            Event::Start(Tag::Table(_)) => {
                self.unread(range.start);
                self.is_in_table = true;
            }
            Event::End(
                TagEnd::BlockQuote(_) | TagEnd::List(_) | TagEnd::Item | TagEnd::TableHead | TagEnd::TableRow,
            ) => self.unread(range.end),
            Event::End(TagEnd::Table) => {
                self.unread(range.end);
                self.is_in_table = false;
            }
            Event::Start(
                Tag::Link {
                    link_type, dest_url, ..
                }
                | Tag::Image {
                    link_type, dest_url, ..
                },
            ) if !(leads(dest_url)
                || *link_type == LinkType::Email
                || (follows_at(self.body, &range) && target(dest_url).is_some())) =>
            {
                // It leads nowhere, so it is no link: it stands as it was written.
                self.unread(range.start);
                self.at = self.at.max(range.end);
                self.next.push_back(Event::Text(self.body[range].into()));
                let mut open = 1_usize;
                while open > 0
                    && let Some((event, _)) = self.events.next()
                {
                    match event {
                        Event::Start(_) => open += 1,
                        Event::End(_) => open -= 1,
                        _ => {}
                    }
                }
                return;
            }
            Event::End(_) => {}
            _ => {
                self.unread(range.start);
                self.at = self.at.max(range.end);
            }
        }
        let language = match &event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(language))) if !language.is_empty() => {
                Some(language.clone())
            }
            _ => None,
        };
        self.next.push_back(event);
        if let Some(language) = language {
            self.next.push_back(Event::Text(language));
            self.next.push_back(Event::End(TagEnd::Paragraph));
        }
    }
}

impl<'b> Iterator for Whole<'b> {
    type Item = Event<'b>;

    fn next(&mut self) -> Option<Event<'b>> {
        loop {
            if let Some(event) = self.next.pop_front() {
                return Some(event);
            }
            if let Some((event, range)) = self.events.next() {
                self.read(event, range);
            } else if self.at < self.body.len() {
                self.unread(self.body.len());
            } else {
                return None;
            }
        }
    }
}

/// How long the mark before an item of a list is: `- `, `1. `.
fn mark_of_item(item: &str) -> usize {
    let mark = item.trim_start();
    let digits = mark.bytes().take_while(u8::is_ascii_digit).count();
    let is_there = mark[digits..].starts_with(['-', '+', '*', '.', ')']);
    item.len() - mark.len() + digits + usize::from(is_there)
}

/// Lists and quotes in others are drawn up to here; what is deeper is drawn as deep as this. Else a short text, all marks,
/// would be a very long one.
const DRAWN_DEPTH: usize = 16;

/// The words of a message as they stand, line by line, without its marks: for paper. Addresses of links follow their words.
#[must_use]
pub fn lines(body: &str) -> String {
    let mut text = String::new();
    let mut links: Vec<(String, String, usize)> = Vec::new();
    // Of each list that is open, the number of its next item.
    let mut lists: Vec<Option<u64>> = Vec::new();
    let mut quotes = 0_usize;
    // Where the mark of an item ends that has nothing yet.
    let mut marked = None;
    for event in Whole::of(body) {
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
                if lists.len() < DRAWN_DEPTH {
                    new_line(&mut text);
                }
                lists.push(first);
            }
            Event::End(TagEnd::List(_)) => {
                lists.pop();
            }
            Event::Start(Tag::Item) => {
                let depth = lists.len();
                let number = lists.last_mut().and_then(|next| {
                    let number = (*next)?;
                    *next = Some(number.saturating_add(1));
                    Some(number)
                });
                // Deeper ones have a mark only if they stand beside others.
                if depth <= DRAWN_DEPTH || marked != Some(text.len()) {
                    new_line(&mut text);
                    text.extend(std::iter::repeat_n(
                        "  ",
                        depth.min(DRAWN_DEPTH).saturating_sub(1),
                    ));
                    match number {
                        Some(number) => text.push_str(&format!("{number}. ")),
                        None => text.push_str("• "),
                    }
                    marked = Some(text.len());
                }
            }
            Event::Start(Tag::BlockQuote(_)) => {
                quotes += 1;
                if quotes <= DRAWN_DEPTH {
                    new_line(&mut text);
                    text.push_str("> ");
                }
            }
            Event::End(TagEnd::BlockQuote(_)) => quotes = quotes.saturating_sub(1),
            Event::Start(Tag::Link { dest_url, title, .. } | Tag::Image { dest_url, title, .. }) => {
                links.push((dest_url.into_string(), title.into_string(), text.len()));
            }
            Event::End(TagEnd::Link | TagEnd::Image) => {
                if let Some((address, title, from)) = links.pop() {
                    let is_told = !leads(&address) || text.get(from..) == Some(address.as_str());
                    let told: Vec<&str> = [&address[..if is_told { 0 } else { address.len() }], &title]
                        .into_iter()
                        .filter(|it| !it.is_empty())
                        .collect();
                    if !told.is_empty() {
                        text.push_str(&format!(" ({})", told.join(", ")));
                    }
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

/// Whether an address is one to which a link leads; any other is text.
fn leads(address: &str) -> bool {
    LEADS.iter().any(|it| {
        address
            .get(..it.len())
            .is_some_and(|scheme| scheme.eq_ignore_ascii_case(it))
    })
}

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
    for event in Whole::of(body) {
        let goes_on = match &event {
            Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) => push(text),
            Event::SoftBreak | Event::HardBreak | Event::Rule | Event::End(TagEnd::TableCell) => push(" "),
            Event::Start(Tag::Link { title, .. } | Tag::Image { title, .. }) if !title.is_empty() => {
                push(title) && push(" ")
            }
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
    }

    #[test]
    fn what_markdown_takes_for_an_address_is_text_as_on_the_screen() {
        for (body, on_paper, in_one_line) in [
            (
                "[10:05]: evacuation",
                "[10:05]: evacuation",
                "[10:05]: evacuation",
            ),
            (
                "[Urgent]: rappel\n'du\nmatin'\n\n[Urgent]: suite",
                "[Urgent]: rappel\n'du\nmatin'\n[Urgent]: suite",
                "[Urgent]: rappel 'du matin' [Urgent]: suite",
            ),
            (
                "> [a]: b\n\n- un\n- [c]: d\n  suite\n\nfin",
                "> [a]: b\n• un\n• [c]: d\nsuite\nfin",
                "[a]: b un [c]: d suite fin",
            ),
            ("```\n[a]: b\n```\n`[c]: d`", "[a]: b\n[c]: d", "[a]: b [c]: d"),
            (
                "[ici][1]\n\n[1]: https://ville.example",
                "ici (https://ville.example)\n[1]: https://ville.example",
                "ici [1]: https://ville.example",
            ),
            (
                "[dossier](file:///srv/preuve.doc) et <tel:+33612345678>",
                "[dossier](file:///srv/preuve.doc) et <tel:+33612345678>",
                "[dossier](file:///srv/preuve.doc) et <tel:+33612345678>",
            ),
            (
                "[x](javascript:alert(1)) ![p*la*n](C:/plan.png)",
                "[x](javascript:alert(1)) ![p*la*n](C:/plan.png)",
                "[x](javascript:alert(1)) ![p*la*n](C:/plan.png)",
            ),
            (
                "[ici](HTTPS://ville.example \"du soir\") <anna@ville.example>",
                "ici (HTTPS://ville.example, du soir) anna@ville.example",
                "du soir ici anna@ville.example",
            ),
            (
                "| a |\n|---|\n| b | trop |\n\n```evacuation\nx\n```",
                "a | \nb | trop | \nevacuation\nx",
                "a b trop evacuation x",
            ),
        ] {
            assert_eq!(lines(body), on_paper, "{body}");
            assert_eq!(plain(body, 200), in_one_line, "{body}");
        }
        let named = format!("@[Claire Martin]({}) [Claire]({0})", claire());
        assert_eq!(lines(&named), format!("@Claire Martin [Claire]({})", claire()));
    }

    #[test]
    fn what_stands_in_much_else_is_drawn_as_deep_as_sixteen() {
        assert_eq!(lines("- a\n  - - b"), "• a\n  • \n    • b");
        let listed = lines(&format!("{}a", "- ".repeat(8_190)));
        assert_eq!(listed.lines().count(), DRAWN_DEPTH);
        assert!(
            listed.ends_with(&format!("{}• a", "  ".repeat(DRAWN_DEPTH - 1))),
            "{listed}"
        );
        assert!(lines(&format!("{}a", "1. ".repeat(5_400))).len() < 1_000);
        let quoted = lines(&format!("{}a", "> ".repeat(8_190)));
        assert_eq!(quoted, format!("{}> a", "> \n".repeat(DRAWN_DEPTH - 1)));
        // Each beside the other, all deeper than is drawn.
        let deep = "- ".repeat(40);
        let indent = " ".repeat(80);
        let items: String = (0..100).map(|it| format!("{indent}- mot{it}\n")).collect();
        let drawn = lines(&format!("{deep}- mot\n{items}"));
        assert!(
            (0..100).all(|it| drawn.contains(&format!("• mot{it}"))),
            "{drawn}"
        );
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
            // Shown as a link behind a sign, not as somebody who is named.
            format!("&#64;[Claire]({id}) `@[`"),
            "&commat;[tous](everyone) `@[`".to_owned(),
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

    /// What begins a line of Markdown, or stands around a word.
    fn written() -> impl Strategy<Value = Vec<(String, String)>> {
        let marks = [
            "", "", "", "> ", "- ", "1. ", "2) ", "   ", "    ", "# ", "- [ ] ", "|", "```", "~~~", "[m]: ",
            "[m]: ", "[x]:\n", "> [m]: ", "- [m]: ", "***", "<p ", "<!-- ", "\\", "\n", "|-|\n",
        ];
        let between = [
            " ",
            " ",
            "\n",
            "\n\n",
            "|",
            "*",
            "**",
            "`",
            "](",
            ")",
            "[",
            "![",
            "<",
            ">",
            "](https://x.example \"",
            "\")",
            "@[",
            "\n'",
            "'\n",
            "]: ",
            "\\",
            "~~",
            "&",
            "\n|-|-|\n",
            "](file:",
            "\t",
            "\n\n\n  ",
        ];
        prop::collection::vec(
            (
                prop::sample::select(marks.to_vec()),
                prop::sample::select(between.to_vec()),
            )
                .prop_map(|(mark, between)| (mark.to_owned(), between.to_owned())),
            1..14,
        )
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(500))]
        #[test]
        fn every_word_that_is_written_comes_out(written in written()) {
            let mut body = String::new();
            let mut expected = Vec::new();
            for (at, (mark, between)) in written.iter().enumerate() {
                let word = format!("mot{at}fin");
                body.push_str(mark);
                body.push_str(&word);
                body.push_str(between);
                expected.push(word);
            }
            let (on_paper, in_one_line) = (lines(&body), plain(&body, usize::MAX));
            for word in expected {
                prop_assert!(on_paper.contains(&word), "{word} of {body:?} is not in {on_paper:?}");
                // The address of a link is said on paper only.
                prop_assert!(in_one_line.contains(&word) || body.contains("(https:") , "{word} of {body:?} is not in {in_one_line:?}");
            }
        }

        #[test]
        fn no_text_makes_it_panic(body in "(.|\n){0,300}", max in 0_usize..50) {
            let _ = mentions(&body);
            prop_assert!(plain(&body, max).chars().count() <= max + 1);
        }
    }
}
