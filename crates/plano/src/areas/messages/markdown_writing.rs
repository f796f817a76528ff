// SPDX-License-Identifier: EUPL-1.2
//! Markdown that the program writes of what people wrote: whom they named as text, plain text as it is, somebody's words.

use pulldown_cmark::{Event, LinkType, Tag};

use super::{
    markdown::{follows_at, parser, target},
    model::Mention,
};

/// A text in which whom it names stands as text: by the name that `name_of` gives, or else by the one that stands there.
#[must_use]
pub fn in_words(body: &str, name_of: impl Fn(Mention) -> Option<String>) -> String {
    let mut written = String::with_capacity(body.len());
    let mut at = 0;
    for (event, range) in parser(body).into_offset_iter() {
        if let Event::Start(Tag::Link {
            link_type: LinkType::Inline,
            dest_url,
            ..
        }) = &event
            && follows_at(body, &range)
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
    }
    written.push_str(&body[at..]);
    written
}

/// Plain text as Markdown that shows it (CommonMark 0.31, 2.4), also where it stands at the beginning of a line.
#[must_use]
pub fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    // What a line may begin a list or a heading with: nothing, or a number, of which the full stop is to be escaped.
    let mut begins = true;
    let mut counts = false;
    for c in text.chars() {
        let marks_a_line = match c {
            '-' | '+' | '=' => begins,
            '.' | ')' => counts,
            _ => false,
        };
        if marks_a_line
            || matches!(
                c,
                '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '~' | '|' | '&' | '!'
            )
        {
            escaped.push('\\');
        }
        counts = c.is_ascii_digit() && (begins || counts);
        begins = c == '\n' || c == '\r' || (begins && (c == ' ' || c == '\t'));
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

    use super::{
        super::markdown::{lines, mentions, plain},
        *,
    };

    fn claire() -> Id<kind::Account> {
        Id::MAX
    }

    #[test]
    fn plain_text_that_is_escaped_is_shown_as_it_is() {
        for text in [
            "+",
            "-",
            "- a",
            "1.",
            "12) b",
            "=",
            "Bilan\n===",
            "Bilan\n---",
            "a\n  + b",
            "# c",
            "1.5 km",
            "+33 1",
        ] {
            assert_eq!(
                lines(&escaped(text)).replace('\u{a0}', " "),
                text.replace("\n  ", "\n"),
                "{text:?}"
            );
        }
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

    proptest! {
        #[test]
        fn no_text_makes_it_panic_and_what_was_said_is_there(body in "(.|\n){0,300}") {
            let _ = in_words(&body, |_| None);
            prop_assert_eq!(plain(&escaped(body.trim()), usize::MAX).is_empty(), body.trim().is_empty());
        }
    }
}
