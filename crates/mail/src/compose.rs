// SPDX-License-Identifier: EUPL-1.2
//! From a mail to the bytes that leave.

use crate::{
    Letter, Link, Locale, Mail, MailError,
    locale::Dates,
    mailer::{Sender, Sent},
    rich,
    texts::{self, Reader},
};
use base::{EmailAddress, Timestamp};
use lettre::{
    Address, Message,
    address::Envelope,
    message::{
        Mailbox, MultiPart, SinglePart,
        header::{ContentType, HeaderName, HeaderValue},
    },
};
use serde::{Deserialize, Serialize};
use std::fmt;

/// A mail with its address, ready to be stored as a job's payload and sent, again if need be.
///
/// Beware: [`Mail`]s with a link that opens something hold its secret. Store them only where secrets may lie, or make the
/// secret when the job runs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outgoing {
    /// The address that was checked, and no other.
    pub to: EmailAddress,
    /// The person's name, for the greeting.
    pub to_name: Option<String>,
    /// The language to write in.
    pub locale: Locale,
    /// The person's time zone, an IANA name. An unknown one becomes UTC, and the mail says so.
    pub time_zone: String,
    /// The name of this installation.
    pub instance: String,
    /// The address of this installation.
    pub home: Link,
    /// What to say.
    pub mail: Mail,
    /// The same for every attempt, so that a mail that arrives twice is seen as one.
    pub message_id: MessageId,
    /// When it was written, for the `Date`.
    pub at: Timestamp,
    /// For mails that come again and again.
    pub list: Option<ListHeaders>,
    /// Where an answer goes, if not to the sender.
    pub reply_to: Option<EmailAddress>,
}

/// What lets a mail program sort, and stop, mails that come again and again (RFC 2919, RFC 2369).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListHeaders {
    /// Names the series, under the sender's domain: `notifications`. Letters, digits, `.` and `-`.
    pub id: MessageId,
    /// Where to stop them.
    pub unsubscribe: Link,
}

/// The part of a message's id before the `@`: letters, digits, `.`, `-` and `_`, at most 64.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct MessageId(String);

impl MessageId {
    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for MessageId {
    type Error = MailError;

    /// # Errors
    /// [`MailError::Invalid`].
    fn try_from(text: String) -> Result<Self, MailError> {
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b".-_".contains(&byte);
        let dots_are_inside = !text.starts_with('.') && !text.ends_with('.') && !text.contains("..");
        if text.is_empty() || text.len() > 64 || !text.bytes().all(is_plain) || !dots_are_inside {
            return Err(MailError::Invalid("the message id is not plain"));
        }
        Ok(Self(text))
    }
}

impl From<MessageId> for String {
    fn from(id: MessageId) -> Self {
        id.0
    }
}

impl fmt::Display for MessageId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Outgoing {
    /// Composes the mail in the reader's language.
    #[must_use]
    pub fn letter(&self) -> Letter {
        let reader = Reader {
            name: self.to_name.as_deref(),
            instance: &self.instance,
            home: &self.home,
            dates: Dates::new(self.locale, &self.time_zone),
        };
        texts::letter(&self.mail, &reader)
    }

    /// Prints the mail as it leaves.
    pub(crate) fn print(&self, from: &Sender) -> Result<(Envelope, Sent), MailError> {
        let letter = self.letter();
        let (text, html) = (letter.text()?, letter.html()?);
        let subject = header_text(letter.subject())?;
        let domain = from.address.domain();
        let to_name = self
            .to_name
            .as_deref()
            .filter(|_| !self.mail.is_to_unproved_address());
        let date = std::time::UNIX_EPOCH + self.at.since(Timestamp::from_micros(0));

        let mut builder = Message::builder()
            .from(mailbox(Some(&from.name), &from.address)?)
            .to(mailbox(to_name, &self.to)?)
            .subject(subject.clone())
            .date(date)
            .message_id(Some(format!("<{}@{domain}>", self.message_id)))
            // So that no holiday responder answers, nor a program like this one in a loop (RFC 3834, and Exchange's own).
            .raw_header(raw("Auto-Submitted", "auto-generated")?)
            .raw_header(raw("X-Auto-Response-Suppress", "All")?)
            .raw_header(raw("Content-Language", self.locale.tag())?);
        if let Some(reply_to) = &self.reply_to {
            builder = builder.reply_to(mailbox(None, reply_to)?);
        }
        if let Some(list) = &self.list {
            builder = builder
                .raw_header(raw("List-Id", &format!("<{}.{domain}>", list.id))?)
                .raw_header(raw(
                    "List-Unsubscribe",
                    &format!("<{}>", list.unsubscribe.as_str()),
                )?);
        }
        let part = |kind: ContentType, body: &str| SinglePart::builder().header(kind).body(body.to_owned());
        let message = builder
            .multipart(
                // The last one is what programs prefer (RFC 2046 §5.1.4).
                MultiPart::alternative()
                    .singlepart(part(ContentType::TEXT_PLAIN, &text))
                    .singlepart(part(ContentType::TEXT_HTML, &html)),
            )
            .map_err(|_| MailError::Invalid("the message cannot be put together"))?;
        let sent = Sent {
            to: self.to.clone(),
            mail: self.mail.clone(),
            subject,
            text,
            html,
            raw: message.formatted(),
        };
        Ok((message.envelope().clone(), sent))
    }
}

fn mailbox(name: Option<&str>, address: &EmailAddress) -> Result<Mailbox, MailError> {
    let address: Address = address
        .as_str()
        .parse()
        .map_err(|_| MailError::Invalid("the address is not one"))?;
    let name = name.map(rich::line).filter(|name| !name.is_empty());
    name.as_deref().map(header_text).transpose()?;
    Ok(Mailbox::new(name, address))
}

fn raw(name: &'static str, value: &str) -> Result<HeaderValue, MailError> {
    let name = HeaderName::new_from_ascii_str(name);
    Ok(HeaderValue::new(name, header_text(value)?))
}

/// The last guard before a header: catalogues have put everything on one line already.
fn header_text(text: &str) -> Result<String, MailError> {
    if text.chars().any(char::is_control) {
        return Err(MailError::Invalid(
            "a header would hold a line end or another control character",
        ));
    }
    Ok(text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_end_in_a_header_is_refused() {
        for text in ["a\r\nBcc: x@y.fr", "a\nb", "a\rb", "a\u{0}b", "a\u{85}b"] {
            assert!(header_text(text).is_err(), "{text:?}");
        }
        assert!(header_text("Réunion : à 9 h").is_ok());
    }

    #[test]
    fn message_ids_are_plain() {
        assert!(MessageId::try_from("job_01h2x.3-a".to_owned()).is_ok());
        for wrong in [
            "",
            "a b",
            "a@b",
            "a>",
            "é",
            ".a",
            "a.",
            "a..b",
            "a\r\nb",
            &"a".repeat(65),
        ] {
            assert!(MessageId::try_from(wrong.to_owned()).is_err(), "{wrong:?}");
        }
    }
}
