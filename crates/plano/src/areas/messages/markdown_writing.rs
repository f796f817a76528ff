// SPDX-License-Identifier: EUPL-1.2
//! Markdown that the program writes of what people wrote: whom they named as text, plain text as it is, somebody's words.

use super::{markdown::links, model::Mention};

/// A text in which whom it names stands as text: by the name that `name_of` gives, or else by the one that stands there.
#[must_use]
pub fn in_words(body: &str, name_of: impl Fn(Mention) -> Option<String>) -> String {
    each_named(body, |named| {
        name_of(named.mention).map_or_else(|| named.label.to_owned(), |name| escaped(&name))
    })
}

/// What stands for all who read the channel where one names them, in each language of the interface.
const ALL: [&str; 2] = ["tous", "everyone"];

/// A text in which each whom it names has the name that `name_of` gives. For whom it gives none, he is not named: there it says
/// what was written.
#[must_use]
pub fn named(body: &str, name_of: impl Fn(Mention) -> Option<String>) -> String {
    each_named(body, |Named { mention, label, to }| match mention {
        Mention::Everyone if ALL.contains(&label) => format!("[{label}]({to})"),
        Mention::Everyone => format!("[{}]({to})", ALL[0]),
        Mention::Account(_) | Mention::Group(_) => match name_of(mention) {
            Some(name) => format!("[{}]({to})", label_of(&name)),
            None => label.to_owned(),
        },
    })
}

/// Whether two texts are one, whatever those they name were called.
#[must_use]
pub fn is_said_again(known: &str, said: &str) -> bool {
    let of_whom = |body| each_named(body, |it| format!("[]({})", it.to));
    known == said || (said.contains("@[") && of_whom(known) == of_whom(said))
}

/// A name as it stands beside an id: it is nothing but text.
fn label_of(name: &str) -> String {
    let mut label = String::with_capacity(name.len());
    for c in name.chars() {
        if matches!(c, '[' | ']' | '\\' | '`' | '<') {
            label.push('\\');
        }
        label.push(c);
    }
    label
}

/// Where somebody is named: what stands behind the `@`.
struct Named<'a> {
    mention: Mention,
    /// As it is written between the brackets.
    label: &'a str,
    to: &'a str,
}

/// Puts something in place of each link by which somebody is named; the `@` before it stays.
fn each_named(body: &str, put: impl Fn(Named<'_>) -> String) -> String {
    let mut written = String::with_capacity(body.len());
    let mut at = 0;
    for (mention, range, to) in links(body) {
        if range.start < at {
            continue;
        }
        let there = &body[range.clone()];
        let label = there.rsplit_once("](").map_or(there, |(label, _)| label);
        let label = label.strip_prefix('[').unwrap_or(label);
        written.push_str(&body[at..range.start]);
        written.push_str(&put(Named {
            mention,
            label,
            to: &to,
        }));
        at = range.end;
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
