// SPDX-License-Identifier: EUPL-1.2
//! Sending to a mail server: a small one, made here, that behaves or misbehaves as told.

mod samples;

use mail::*;
use samples::{all, as_written, outgoing, sender};
use std::{
    net::SocketAddr,
    sync::{Arc, Mutex},
    time::Duration,
};
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
};

/// How the server behaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Manner {
    Accepts,
    /// Answers this instead of accepting the recipient.
    Recipient(&'static str),
    /// Answers this instead of accepting what was sent.
    Data(&'static str),
    /// Answers this to every sign-in.
    SignIn(&'static str),
    /// Says nothing, ever.
    Silent,
    /// Stops answering after the recipient.
    FallsSilent,
    /// Hangs up after the recipient.
    HangsUp,
}

#[derive(Debug, Clone, Default)]
struct Seen {
    /// Every line the client sent, outside messages.
    commands: Vec<String>,
    /// The messages accepted, dots unstuffed.
    messages: Vec<String>,
}

struct Server {
    address: SocketAddr,
    seen: Arc<Mutex<Seen>>,
    serving: tokio::task::JoinHandle<()>,
}

impl Drop for Server {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

impl Server {
    async fn start(manner: Manner) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("bound");
        let seen = Arc::new(Mutex::new(Seen::default()));
        let noted = Arc::clone(&seen);
        let serving = tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                tokio::spawn(converse(client, manner, Arc::clone(&noted)));
            }
        });
        Self {
            address,
            seen,
            serving,
        }
    }

    fn seen(&self) -> Seen {
        self.seen.lock().expect("no panic").clone()
    }

    fn url(&self) -> String {
        format!("smtp+plain://127.0.0.1:{}", self.address.port())
    }

    fn mailer(&self, scheme: &str, login: &str) -> Mailer {
        mailer(&format!("{scheme}://{login}127.0.0.1:{}", self.address.port()))
    }
}

fn mailer(url: &str) -> Mailer {
    patient_for(url, Duration::from_secs(10))
}

fn patient_for(url: &str, timeout: Duration) -> Mailer {
    let url = url.parse().expect("an address");
    let timeout = Some(timeout);
    Mailer::open(&MailConfig {
        url,
        from: sender(),
        authority: None,
        timeout,
    })
    .expect("configured")
}

async fn converse(client: TcpStream, manner: Manner, seen: Arc<Mutex<Seen>>) -> Option<()> {
    let (reading, mut writing) = client.into_split();
    let mut lines = BufReader::new(reading).lines();
    if manner == Manner::Silent {
        // Reads until the client gives up.
        while lines.next_line().await.ok()?.is_some() {}
        return None;
    }
    writing.write_all(b"220 test ESMTP\r\n").await.ok()?;
    while let Some(line) = lines.next_line().await.ok()? {
        seen.lock().expect("no panic").commands.push(line.clone());
        let verb = line
            .split([' ', ':'])
            .next()
            .unwrap_or_default()
            .to_ascii_uppercase();
        let answer = match (verb.as_str(), manner) {
            ("EHLO", Manner::SignIn(_)) => "250-test\r\n250-8BITMIME\r\n250 AUTH PLAIN LOGIN",
            ("EHLO", _) => "250-test\r\n250 8BITMIME",
            ("AUTH", Manner::SignIn(answer)) => answer,
            ("RCPT", Manner::Recipient(answer)) => answer,
            ("RCPT", Manner::HangsUp) => return None,
            ("RCPT", Manner::FallsSilent) => {
                while lines.next_line().await.ok()?.is_some() {}
                return None;
            }
            ("DATA", _) => {
                writing.write_all(b"354 go on\r\n").await.ok()?;
                let mut message = String::new();
                while let Some(line) = lines.next_line().await.ok()? {
                    if line == "." {
                        break;
                    }
                    // RFC 5321 §4.5.2.
                    message.push_str(line.strip_prefix('.').unwrap_or(&line));
                    message.push_str("\r\n");
                }
                match manner {
                    Manner::Data(answer) => answer,
                    _ => {
                        seen.lock().expect("no panic").messages.push(message);
                        "250 taken"
                    }
                }
            }
            ("MAIL" | "RCPT" | "NOOP" | "RSET", _) => "250 fine",
            ("QUIT", _) => "221 bye",
            _ => "502 what",
        };
        writing.write_all(answer.as_bytes()).await.ok()?;
        writing.write_all(b"\r\n").await.ok()?;
    }
    None
}

fn a_mail() -> Outgoing {
    let (_, mail) = all(&as_written)
        .into_iter()
        .find(|(name, _)| *name == "project_invitation")
        .expect("there");
    outgoing(Locale::Fr, mail)
}

/// The parts of a message: headers and body of each, decoded.
fn plain_part(message: &str) -> String {
    let boundary = message
        .split("boundary=\"")
        .nth(1)
        .and_then(|rest| rest.split('"').next())
        .expect("two parts");
    let part = message
        .split(&format!("--{boundary}\r\n"))
        .nth(1)
        .expect("the plain text comes first");
    let (head, body) = part.split_once("\r\n\r\n").expect("a head");
    if head.contains("quoted-printable") {
        unquoted(body)
    } else {
        body.to_owned()
    }
}

/// RFC 2045 §6.7, as far as our own mails need it.
fn unquoted(body: &str) -> String {
    let joined = body.replace("=\r\n", "");
    let mut bytes = Vec::new();
    let mut rest = joined.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        if byte == b'=' {
            let hex = std::str::from_utf8(&after[..2]).expect("two digits");
            bytes.push(u8::from_str_radix(hex, 16).expect("two digits"));
            rest = &after[2..];
        } else {
            bytes.push(byte);
            rest = after;
        }
    }
    String::from_utf8(bytes).expect("UTF-8")
}

#[tokio::test]
async fn a_mail_arrives_whole_with_lines_that_begin_with_a_dot() {
    let server = Server::start(Manner::Accepts).await;
    let outgoing = a_mail();
    server
        .mailer("smtp+plain", "")
        .send(&outgoing)
        .await
        .expect("sent");

    let seen = server.seen();
    let [message] = &seen.messages[..] else {
        panic!("one message: {seen:?}")
    };
    assert!(message.contains("Auto-Submitted: auto-generated\r\n"));
    assert!(message.contains("Message-ID: <job_01kz@rivemont.example>\r\n"));
    assert!(
        message.contains("Date: Thu, 08 Oct 2026 07:30:00 +0000\r\n"),
        "{message}"
    );
    assert!(
        seen.commands
            .iter()
            .any(|line| line.starts_with("MAIL FROM:<ne-pas-repondre@rivemont.example>"))
    );
    assert!(
        seen.commands
            .iter()
            .any(|line| line.starts_with("RCPT TO:<maelle.kervadec@rivemont.example>"))
    );
    let text = outgoing.letter().text().expect("prints");
    assert_eq!(
        plain_part(message).replace("\r\n", "\n").trim_end(),
        text.trim_end()
    );
}

#[tokio::test]
async fn connections_serve_several_mails() {
    let server = Server::start(Manner::Accepts).await;
    let mailer = server.mailer("smtp+plain", "");
    for _ in 0..12 {
        mailer.send(&a_mail()).await.expect("sent");
    }
    let seen = server.seen();
    assert_eq!(seen.messages.len(), 12);
    // A connection returns to the pool in the background, so that the next mail may open another meanwhile; but not
    // each mail its own.
    let connections = seen
        .commands
        .iter()
        .filter(|line| line.starts_with("EHLO"))
        .count();
    assert!(connections < 12, "{connections}");
}

#[tokio::test]
async fn busy_is_for_later_and_refused_is_for_good() {
    for (manner, is_transient) in [
        (Manner::Recipient("451 4.7.1 Greylisted, try again"), true),
        (Manner::Recipient("452 4.2.2 Mailbox full"), true),
        (Manner::Data("421 4.3.2 Shutting down"), true),
        (Manner::Recipient("550 5.1.1 No such user"), false),
        (Manner::Data("554 5.7.1 Looks like spam"), false),
    ] {
        let server = Server::start(manner).await;
        let refused = server
            .mailer("smtp+plain", "")
            .send(&a_mail())
            .await
            .expect_err("refused");
        assert_eq!(refused.is_transient(), is_transient, "{manner:?}: {refused}");
        let (Manner::Recipient(answer) | Manner::Data(answer)) = manner else {
            unreachable!("all are")
        };
        assert!(
            refused.to_string().contains(&answer[10..]),
            "what the server said is told: {refused}"
        );
        assert!(server.seen().messages.is_empty());
    }
}

#[tokio::test]
async fn a_wrong_password_is_the_configurations_fault_not_the_mails() {
    let server = Server::start(Manner::SignIn("535 5.7.8 Wrong password")).await;
    let refused = server
        .mailer("smtp+plain", "plano:s3cret@")
        .send(&a_mail())
        .await
        .expect_err("refused");
    assert!(refused.is_transient(), "{refused}");
    assert!(!refused.to_string().contains("s3cret"));
}

#[tokio::test]
async fn no_server_is_for_later() {
    let server = Server::start(Manner::Accepts).await;
    let url = server.url();
    server.serving.abort();
    while !server.serving.is_finished() {
        tokio::task::yield_now().await;
    }
    let refused = mailer(&url).send(&a_mail()).await.expect_err("nobody there");
    assert!(refused.is_transient(), "{refused}");
    assert!(mailer(&url).check().await.is_err());
}

#[tokio::test]
async fn a_server_that_never_answers_is_given_up() {
    for manner in [Manner::Silent, Manner::FallsSilent, Manner::HangsUp] {
        let server = Server::start(manner).await;
        let mailer = patient_for(&server.url(), Duration::from_millis(200));
        let sending = tokio::time::timeout(Duration::from_secs(20), async { mailer.send(&a_mail()).await });
        let refused = sending
            .await
            .expect("it gives up by itself")
            .expect_err("no answer");
        assert!(refused.is_transient(), "{manner:?}: {refused}");
    }
}

#[tokio::test]
async fn without_tls_nothing_is_sent_not_even_the_password() {
    let server = Server::start(Manner::SignIn("235 2.7.0 Welcome")).await;
    let refused = server
        .mailer("smtp", "plano:s3cret@")
        .send(&a_mail())
        .await
        .expect_err("no STARTTLS offered");
    assert!(refused.is_transient(), "{refused}");
    let seen = server.seen();
    assert!(seen.messages.is_empty());
    assert!(
        seen.commands
            .iter()
            .all(|line| line.starts_with("EHLO") || line.starts_with("QUIT")),
        "{seen:?}"
    );
}

#[tokio::test]
async fn a_server_can_be_tried() {
    let server = Server::start(Manner::Accepts).await;
    server.mailer("smtp+plain", "").check().await.expect("there");
    assert!(server.seen().messages.is_empty());
}

#[tokio::test]
#[ignore = "needs a mail server: PLANO_TEST_SMTP='smtp://user:password@localhost:2525', PLANO_TEST_SMTP_CA=its authority as PEM"]
#[expect(
    clippy::disallowed_methods,
    reason = "a test that is started by hand is told where its server is"
)]
async fn a_real_server_takes_a_mail_over_tls() {
    let url: MailUrl = std::env::var("PLANO_TEST_SMTP")
        .expect("set")
        .parse()
        .expect("an address");
    let authority = std::fs::read(std::env::var("PLANO_TEST_SMTP_CA").expect("set")).expect("a file");
    let config = |authority| MailConfig {
        url: url.clone(),
        from: sender(),
        authority,
        timeout: None,
    };
    let trusting = Mailer::open(&config(Some(authority))).expect("configured");
    trusting.check().await.expect("there");
    trusting.send(&a_mail()).await.expect("sent");

    let stranger = Mailer::open(&config(None)).expect("configured");
    let refused = stranger
        .send(&a_mail())
        .await
        .expect_err("an authority that nobody named");
    assert!(refused.is_transient(), "{refused}");
}
