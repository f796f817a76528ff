// SPDX-License-Identifier: EUPL-1.2
//! Sending: by SMTP, into the log, into memory.

use crate::{Mail, Outgoing};
use base::EmailAddress;
use lettre::{
    AsyncSmtpTransport, AsyncTransport, Tokio1Executor,
    transport::smtp::{
        PoolConfig,
        authentication::Credentials,
        client::{Certificate, Tls, TlsParameters},
    },
};
use percent_encoding::percent_decode_str;
use std::{
    fmt,
    net::IpAddr,
    str::FromStr,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};
use url::Url;
use zeroize::Zeroizing;

/// How long one step of the conversation with the mail server may take.
pub(crate) const STEP_TIMEOUT: Duration = Duration::from_secs(10);

/// Steps a slow but living server may take for one mail, each as long as [`STEP_TIMEOUT`], before we call it dead.
const STEPS: u32 = 3;

/// The `mail` setting.
///
/// - `log`: mails are written into the log, links included, so that a first use needs no mail server;
/// - `smtp://[user:password@]host[:587]`: TLS by STARTTLS, refused if the server does not offer it;
/// - `smtps://[user:password@]host[:465]`: TLS from the start;
/// - `smtp+plain://host[:25]`: no TLS, for a mail server on this very machine only.
///
/// Special characters in user and password are percent-encoded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MailUrl {
    /// Into the log.
    Log,
    /// To a mail server.
    Smtp(Server),
}

/// A mail server.
#[derive(Clone, PartialEq, Eq)]
pub struct Server {
    host: String,
    port: u16,
    security: Security,
    login: Option<(String, Zeroizing<String>)>,
}

impl fmt::Debug for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let user = self.login.as_ref().map(|(user, _)| user);
        write!(
            f,
            "Server({:?} {}:{} as {user:?})",
            self.security, self.host, self.port
        )
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Security {
    StartTls,
    Tls,
    PlainOnThisMachine,
}

impl FromStr for MailUrl {
    type Err = MailError;

    /// # Errors
    /// [`MailError::Config`], saying what is wrong and what is expected; never with the password in it.
    fn from_str(text: &str) -> Result<Self, MailError> {
        let refuse = |why: &str| {
            MailError::Config(format!(
                "{why} (expected log, smtp://user:password@host or smtps://…)"
            ))
        };
        if text == "log" {
            return Ok(Self::Log);
        }
        let url = Url::parse(text).map_err(|_| refuse("the mail server's address is not one"))?;
        let (security, default_port) = match url.scheme() {
            "smtp" => (Security::StartTls, 587),
            "smtps" => (Security::Tls, 465),
            "smtp+plain" => (Security::PlainOnThisMachine, 25),
            _ => return Err(refuse("this way of sending mail is not known")),
        };
        let host = url
            .host_str()
            .filter(|host| !host.is_empty())
            .ok_or_else(|| refuse("the mail server's name is missing"))?;
        let host = host.trim_start_matches('[').trim_end_matches(']').to_owned();
        if security == Security::PlainOnThisMachine && !is_this_machine(&host) {
            return Err(refuse("mail without TLS may go to a server on this machine only"));
        }
        if !matches!(url.path(), "" | "/") || url.query().is_some() || url.fragment().is_some() {
            return Err(refuse("nothing belongs after the mail server's name and port"));
        }
        let decode = |text: &str| {
            let decoded = percent_decode_str(text)
                .decode_utf8()
                .map_err(|_| refuse("user or password is not UTF-8"))?;
            Ok::<_, MailError>(decoded.into_owned())
        };
        let login = match (url.username(), url.password()) {
            ("", None) => None,
            (user, Some(password)) if !user.is_empty() => {
                Some((decode(user)?, Zeroizing::new(decode(password)?)))
            }
            _ => return Err(refuse("user and password go together")),
        };
        Ok(Self::Smtp(Server {
            host,
            port: url.port().unwrap_or(default_port),
            security,
            login,
        }))
    }
}

fn is_this_machine(host: &str) -> bool {
    host == "localhost" || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

/// Who writes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sender {
    /// The name people see.
    pub name: String,
    /// The address, also the envelope's, to which undeliverable mail returns.
    pub address: EmailAddress,
}

impl FromStr for Sender {
    type Err = MailError;

    /// `Name <address>`, or an address alone, which is then the name too.
    ///
    /// # Errors
    /// [`MailError::Config`].
    fn from_str(text: &str) -> Result<Self, MailError> {
        let malformed = || MailError::Config(format!("\"{text}\" is not of the form Name <address>"));
        let (name, address) = match text.trim().strip_suffix('>') {
            Some(rest) => rest.split_once('<').ok_or_else(malformed)?,
            None => (text, text),
        };
        let name = name.trim().trim_matches('"').trim();
        let address: EmailAddress = address.parse().map_err(|_| malformed())?;
        if name.is_empty() || name.chars().any(char::is_control) {
            return Err(malformed());
        }
        Ok(Self {
            name: name.to_owned(),
            address,
        })
    }
}

/// All that [`Mailer::open`] needs.
#[derive(Debug, Clone)]
pub struct MailConfig {
    /// The way mail leaves.
    pub url: MailUrl,
    /// Who writes.
    pub from: Sender,
    /// A certificate authority to trust besides the public ones, as PEM, for a mail server inside an administration.
    pub authority: Option<Vec<u8>>,
    /// How long one step of the conversation with the server may take; `None` for 10 s.
    pub timeout: Option<Duration>,
}

/// Why a mail did not leave.
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    /// Worth trying again later: the server is away, slow, busy, or refuses us rather than this mail.
    #[error("the mail did not leave yet: {0}")]
    Transient(String),
    /// The server refuses this mail for good.
    #[error("the mail server refuses the mail: {0}")]
    Permanent(String),
    /// The mail cannot be written as asked. Trying again changes nothing.
    #[error("the mail cannot be written: {0}")]
    Invalid(&'static str),
    /// The configuration cannot work as written.
    #[error("mail: {0}")]
    Config(String),
}

impl MailError {
    /// Whether a later attempt may succeed.
    #[must_use]
    pub const fn is_transient(&self) -> bool {
        matches!(self, Self::Transient(_))
    }
}

impl From<lettre::transport::smtp::Error> for MailError {
    fn from(error: lettre::transport::smtp::Error) -> Self {
        // RFC 4954 §6: these refuse our sign-in, not the mail. They end when someone mends the configuration.
        const ABOUT_SIGN_IN: [u16; 4] = [530, 534, 535, 538];
        let code = error.status().map(u16::from);
        let is_about_the_mail =
            error.is_permanent() && !code.is_some_and(|code| ABOUT_SIGN_IN.contains(&code));
        let text = chain(&error);
        if is_about_the_mail {
            Self::Permanent(text)
        } else {
            Self::Transient(text)
        }
    }
}

/// An error with its causes, for the log and the list of failed jobs.
fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        let more = error.to_string();
        if !text.contains(&more) {
            text.push_str(": ");
            text.push_str(&more);
        }
        cause = error.source();
    }
    text
}

/// Sends mails. Cheap to clone; all clones share their connections.
#[derive(Debug, Clone)]
pub struct Mailer {
    from: Arc<Sender>,
    way: Way,
}

#[derive(Clone)]
enum Way {
    Smtp {
        server: AsyncSmtpTransport<Tokio1Executor>,
        whole_timeout: Duration,
    },
    Log,
    Memory(Outbox),
}

impl fmt::Debug for Way {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Smtp { .. } => "Smtp",
            Self::Log => "Log",
            Self::Memory(_) => "Memory",
        })
    }
}

impl Mailer {
    /// Makes ready to send; connects to nothing yet. Make it, and drop it, within the Tokio runtime: its connections are
    /// looked after, and closed, in the background.
    ///
    /// # Errors
    /// [`MailError::Config`].
    pub fn open(config: &MailConfig) -> Result<Self, MailError> {
        let way = match &config.url {
            MailUrl::Log => Way::Log,
            MailUrl::Smtp(server) => smtp(server, config)?,
        };
        Ok(Self {
            from: Arc::new(config.from.clone()),
            way,
        })
    }

    /// For tests: keeps what is sent where they can read it.
    #[must_use]
    pub fn in_memory(from: Sender) -> (Self, Outbox) {
        let outbox = Outbox::default();
        (
            Self {
                from: Arc::new(from),
                way: Way::Memory(outbox.clone()),
            },
            outbox,
        )
    }

    /// Whether mail leaves by a server, rather than into the log.
    #[must_use]
    pub const fn is_smtp(&self) -> bool {
        matches!(self.way, Way::Smtp { .. })
    }

    /// Sends a mail. When this returns, the mail server has taken charge of it.
    ///
    /// # Errors
    /// [`MailError::Transient`], [`MailError::Permanent`], [`MailError::Invalid`].
    pub async fn send(&self, outgoing: &Outgoing) -> Result<(), MailError> {
        let (envelope, sent) = outgoing.print(&self.from)?;
        match &self.way {
            Way::Smtp {
                server,
                whole_timeout,
            } => {
                let sending = server.send_raw(&envelope, &sent.raw);
                tokio::time::timeout(*whole_timeout, sending)
                    .await
                    .map_err(|_| MailError::Transient("the mail server takes too long".to_owned()))??;
            }
            Way::Log => tracing::info!(
                target: "mail",
                to = %sent.to,
                subject = %sent.subject,
                "NOT SENT, no mail server is configured (mail = \"log\"). Anyone who reads this can use the links:\n{}",
                sent.text
            ),
            Way::Memory(outbox) => outbox.put(sent),
        }
        Ok(())
    }

    /// Asks the mail server whether it is there and lets us in, for `doctor` and the administration page.
    ///
    /// # Errors
    /// [`MailError::Transient`] with what the server said.
    pub async fn check(&self) -> Result<(), MailError> {
        let Way::Smtp {
            server,
            whole_timeout,
        } = &self.way
        else {
            return Ok(());
        };
        match tokio::time::timeout(*whole_timeout, server.test_connection()).await {
            Ok(Ok(true)) => Ok(()),
            Ok(Ok(false)) => Err(MailError::Transient(
                "the mail server answers, but not as one".to_owned(),
            )),
            Ok(Err(error)) => Err(MailError::Transient(chain(&error))),
            Err(_) => Err(MailError::Transient("the mail server takes too long".to_owned())),
        }
    }
}

fn smtp(server: &Server, config: &MailConfig) -> Result<Way, MailError> {
    let tls = match server.security {
        Security::StartTls => Tls::Required(tls_parameters(server, config)?),
        Security::Tls => Tls::Wrapper(tls_parameters(server, config)?),
        Security::PlainOnThisMachine => Tls::None,
    };
    let timeout = config.timeout.unwrap_or(STEP_TIMEOUT);
    let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&server.host)
        .port(server.port)
        .tls(tls)
        .timeout(Some(timeout))
        .pool_config(
            PoolConfig::new()
                .max_size(4)
                .idle_timeout(Duration::from_secs(30)),
        );
    if let Some((user, password)) = &server.login {
        builder = builder.credentials(Credentials::new(user.clone(), password.to_string()));
    }
    Ok(Way::Smtp {
        server: builder.build(),
        whole_timeout: timeout * STEPS,
    })
}

fn tls_parameters(server: &Server, config: &MailConfig) -> Result<TlsParameters, MailError> {
    let mut parameters = TlsParameters::builder(server.host.clone());
    if let Some(pem) = &config.authority {
        let invalid = |_| MailError::Config("the certificate authority is not a PEM certificate".to_owned());
        parameters = parameters.add_root_certificate(Certificate::from_pem(pem).map_err(invalid)?);
    }
    parameters
        .build_rustls()
        .map_err(|error| MailError::Config(chain(&error)))
}

/// A mail as it left.
#[derive(Debug, Clone)]
pub struct Sent {
    /// To whom.
    pub to: EmailAddress,
    /// What was to be said.
    pub mail: Mail,
    /// The subject line.
    pub subject: String,
    /// The plain text.
    pub text: String,
    /// The HTML.
    pub html: String,
    /// The whole message with its headers, as a server gets it.
    pub raw: Vec<u8>,
}

/// What was sent, for tests.
#[derive(Debug, Clone, Default)]
pub struct Outbox(Arc<Mutex<Vec<Sent>>>);

impl Outbox {
    /// Everything sent so far, oldest first.
    #[must_use]
    pub fn all(&self) -> Vec<Sent> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Everything sent to one address, oldest first.
    #[must_use]
    pub fn to(&self, address: &str) -> Vec<Sent> {
        self.all()
            .into_iter()
            .filter(|sent| sent.to.as_str() == address)
            .collect()
    }

    /// Takes everything out.
    #[must_use]
    pub fn take(&self) -> Vec<Sent> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn put(&self, sent: Sent) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(sent);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn server(text: &str) -> Server {
        match text.parse() {
            Ok(MailUrl::Smtp(server)) => server,
            other => panic!("{text}: {other:?}"),
        }
    }

    #[test]
    fn addresses_of_mail_servers_are_understood() {
        assert_eq!("log".parse::<MailUrl>().expect("valid"), MailUrl::Log);
        let it = server("smtp://plano%40ville.fr:p%3Ass%2Fw%2B@relais.ville.fr");
        assert_eq!(
            (&*it.host, it.port, it.security),
            ("relais.ville.fr", 587, Security::StartTls)
        );
        let (user, password) = it.login.expect("given");
        assert_eq!((&*user, &**password), ("plano@ville.fr", "p:ss/w+"));
        assert_eq!(
            (server("smtps://relais").port, server("smtps://relais").security),
            (465, Security::Tls)
        );
        assert_eq!(server("smtp+plain://[::1]:2525").host, "::1");
        assert_eq!(server("smtp+plain://127.0.0.1").port, 25);
    }

    #[test]
    fn mail_without_tls_stays_on_this_machine() {
        for away in [
            "smtp+plain://relais.ville.fr",
            "smtp+plain://10.0.0.1",
            "smtp+plain://localhost.ville.fr",
        ] {
            assert!(
                matches!(away.parse::<MailUrl>(), Err(MailError::Config(_))),
                "{away}"
            );
        }
    }

    #[test]
    fn other_addresses_are_refused_without_giving_the_password_away() {
        for wrong in [
            "",
            "lgo",
            "smtp://",
            "http://a",
            "smtp://u@h",
            "smtp://:s3cret@h",
            "smtp://u:s3cret@h/x",
            "smtp://u:s3cret@h?tls=no",
        ] {
            let refused = wrong.parse::<MailUrl>().expect_err(wrong).to_string();
            assert!(!refused.contains("s3cret"), "{refused}");
        }
        assert!(!format!("{:?}", server("smtp://u:s3cret@h")).contains("s3cret"));
    }
}
