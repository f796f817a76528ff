// SPDX-License-Identifier: EUPL-1.2
//! Mail that the program writes to people: what it says, how it looks, how it leaves.
//!
//! - [`Mail`] is every mail there is, each a struct with what it needs. A new one does not compile until it is written in
//!   every language (`texts`).
//! - [`Outgoing`] is a mail with its address. It can be stored and sent again: the message id stays the same.
//! - [`Mailer`] sends: by SMTP, into the log for a first use without SMTP, or into memory for tests.
//!
//! A mail is composed once, as a [`Letter`], and printed twice, as plain text and as HTML: both always say the same.

#![warn(missing_docs)]

mod compose;
mod letter;
mod link;
mod locale;
mod mailer;
mod mails;
mod rich;
mod texts;

pub use compose::{ListHeaders, MessageId, Outgoing};
pub use letter::Letter;
pub use link::{InvalidLink, Link};
pub use locale::Locale;
pub use mailer::{MailConfig, MailError, MailUrl, Mailer, Outbox, Sender, Sent, Server};
pub use mails::*;
