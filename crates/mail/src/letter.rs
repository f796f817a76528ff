// SPDX-License-Identifier: EUPL-1.2
//! A mail composed in one language, and its two prints.

use crate::{Link, Locale, MailError, rich::Rich};
use askama::Template;

/// A mail as it is written, before it is printed. Only catalogues make them; read one by printing it.
#[derive(Debug, Clone)]
pub struct Letter {
    pub(crate) locale: Locale,
    /// Whose mail this is: the name of the installation.
    pub(crate) instance: String,
    pub(crate) home: Link,
    pub(crate) subject: String,
    pub(crate) heading: Rich,
    pub(crate) greeting: Rich,
    pub(crate) blocks: Vec<Block>,
    /// Why one gets this mail.
    pub(crate) reason: Rich,
    /// Where to choose which mails one gets.
    pub(crate) settings: Option<Action>,
    /// What stands before the address of the button, for those whose program shows no button.
    pub(crate) copy_hint: Rich,
}

/// A part of a letter.
#[derive(Debug, Clone)]
pub(crate) enum Block {
    Text(Rich),
    /// Said with less weight.
    Note(Rich),
    /// The one thing to do. At most one in a letter.
    Button(Action),
    /// Names and what they stand for.
    Facts(Vec<(Rich, Rich)>),
    /// What a person wrote.
    Quote(Vec<String>),
    List(Vec<Rich>),
    /// Notifications, under the name of their project.
    Group {
        heading: Rich,
        items: Vec<Item>,
    },
}

/// A link with its words.
#[derive(Debug, Clone)]
pub(crate) struct Action {
    pub(crate) label: Rich,
    pub(crate) link: Link,
}

/// One notification.
#[derive(Debug, Clone)]
pub(crate) struct Item {
    pub(crate) text: Rich,
    pub(crate) when: String,
    pub(crate) link: Link,
}

#[derive(Template)]
#[template(path = "letter.html")]
struct Html<'a> {
    letter: &'a Letter,
}

#[derive(Template)]
#[template(path = "letter.txt")]
struct Text<'a> {
    letter: &'a Letter,
}

impl Letter {
    /// The subject line.
    #[must_use]
    pub fn subject(&self) -> &str {
        &self.subject
    }

    /// The print for programs and people that like plain text.
    ///
    /// # Errors
    /// [`MailError::Invalid`]; cannot happen with the templates as they are.
    pub fn text(&self) -> Result<String, MailError> {
        Text { letter: self }
            .render()
            .map_err(|_| MailError::Invalid("the text does not print"))
    }

    /// The print as HTML: no table, no image, nothing loaded from anywhere; light or dark as the reader's program is.
    ///
    /// # Errors
    /// [`MailError::Invalid`]; cannot happen with the templates as they are.
    pub fn html(&self) -> Result<String, MailError> {
        Html { letter: self }
            .render()
            .map_err(|_| MailError::Invalid("the HTML does not print"))
    }
}
