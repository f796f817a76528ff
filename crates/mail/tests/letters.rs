// SPDX-License-Identifier: EUPL-1.2
//! What every mail says in every language, and that it stays safe whatever people write.

mod samples;

use mail::*;
use samples::{address, all, as_written, outgoing, sender};
use std::collections::BTreeSet;

#[test]
fn every_mail_reads_well_in_every_language() {
    for locale in Locale::ALL {
        for (name, mail) in all(&as_written) {
            let letter = outgoing(locale, mail).letter();
            let print = format!(
                "Subject: {}\n\n{}\n\n=== HTML ===\n{}\n",
                letter.subject(),
                letter.text().expect("prints"),
                without_styles(&letter.html().expect("prints"))
            );
            insta::assert_snapshot!(format!("{}_{name}", locale.tag()), print);
        }
    }
}

#[test]
fn the_whole_html_is_as_agreed() {
    for locale in Locale::ALL {
        let (_, mail) = all(&as_written).swap_remove(4);
        insta::assert_snapshot!(
            format!("{}_whole_html", locale.tag()),
            outgoing(locale, mail).letter().html().expect("prints")
        );
    }
}

#[test]
#[ignore = "writes every mail as a page under target/tmp/mails, to be looked at in a browser"]
fn pages_to_look_at() {
    let directory = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("mails");
    std::fs::create_dir_all(&directory).expect("made");
    for locale in Locale::ALL {
        for (name, mail) in all(&as_written) {
            let html = outgoing(locale, mail).letter().html().expect("prints");
            std::fs::write(directory.join(format!("{}_{name}.html", locale.tag())), html).expect("written");
        }
    }
}

#[test]
fn no_kind_of_mail_is_left_out_here() {
    let seen: BTreeSet<_> = all(&as_written).iter().map(|(_, mail)| mail.kind()).collect();
    assert_eq!(seen, Mail::KINDS.iter().copied().collect());
}

#[test]
fn french_is_set_as_french_is() {
    for (name, mail) in all(&as_written) {
        let letter = outgoing(Locale::Fr, mail).letter();
        let text = letter.text().expect("prints");
        let ours = text
            .lines()
            .filter(|line| !line.starts_with('>') && !line.contains("https://"));
        for line in ours.chain([letter.subject()]) {
            for fault in [" :", " ;", " !", " ?", " %", " »", "« ", "'", "\"", "..."] {
                assert!(!line.contains(fault), "{name}: {fault:?} in {line:?}");
            }
        }
    }
}

#[test]
fn nothing_is_loaded_from_anywhere_and_no_table_lays_out() {
    for locale in Locale::ALL {
        for (name, mail) in all(&as_written) {
            let html = outgoing(locale, mail).letter().html().expect("prints");
            for never in [
                "<img",
                "<table",
                "<script",
                "<link",
                "<iframe",
                "url(",
                "@import",
                "src=",
                "on load",
                "http-equiv",
            ] {
                assert!(!html.contains(never), "{name}: {never}");
            }
            assert!(html.contains(&format!("<html lang=\"{}\"", locale.tag())));
            assert_eq!(html.matches("<h1").count(), 1, "{name}");
            assert!(
                html.matches("class=\"button\"").count() <= 1,
                "{name}: one thing to do"
            );
        }
    }
}

#[test]
fn both_prints_give_the_same_links() {
    for locale in Locale::ALL {
        for (name, mail) in all(&as_written) {
            let letter = outgoing(locale, mail).letter();
            let in_html: BTreeSet<_> = letter
                .html()
                .expect("prints")
                .split("href=\"")
                .skip(1)
                .map(until_quote)
                .collect();
            let in_text: BTreeSet<_> = letter
                .text()
                .expect("prints")
                .split_whitespace()
                .filter(|word| word.starts_with("https://"))
                .map(str::to_owned)
                .collect();
            assert_eq!(in_html, in_text, "{name}");
        }
    }
}

fn until_quote(rest: &str) -> String {
    rest.split('"')
        .next()
        .unwrap_or_default()
        .replace("&#35;", "#")
        .replace("&#38;", "&")
}

#[test]
fn what_people_write_is_never_markup() {
    let hostile = |text: &str| format!("<script>alert(1)</script>\"'><a href=//evil.example>&lt;{text}");
    for locale in Locale::ALL {
        for (name, mail) in all(&hostile) {
            let mut outgoing = outgoing(locale, mail);
            outgoing.to_name = Some(hostile("x"));
            outgoing.instance = hostile("y");
            let html = outgoing.letter().html().expect("prints");
            assert!(
                !html.contains("<script") && !html.contains("<a href=//"),
                "{name}"
            );
        }
    }
}

#[tokio::test]
async fn what_people_write_is_never_a_header() {
    let hostile = |text: &str| format!("x\r\nBcc: eve@evil.example\r\n\r\n{text}\u{0}\n.\nQUIT\u{202E}");
    for locale in Locale::ALL {
        for (name, mail) in all(&hostile) {
            let (mailer, outbox) = Mailer::in_memory(Sender {
                name: hostile("Plano"),
                ..sender()
            });
            let mut outgoing = outgoing(locale, mail);
            outgoing.to_name = Some(hostile("Maëlle"));
            outgoing.instance = hostile("Plano");
            mailer.send(&outgoing).await.expect("sent");

            let raw = String::from_utf8(outbox.all()[0].raw.clone()).expect("ASCII");
            let head = raw.split("\r\n\r\n").next().expect("a head");
            for line in head.split("\r\n").filter(|line| !line.starts_with([' ', '\t'])) {
                let header = line.split(':').next().expect("a name");
                assert!(KNOWN_HEADERS.contains(&header), "{name}: {line:?}");
            }
            assert!(
                !raw.replace("\r\n", "").contains(['\r', '\n']),
                "{name}: a bare line end"
            );
        }
    }
}

const KNOWN_HEADERS: [&str; 11] = [
    "From",
    "To",
    "Subject",
    "Date",
    "Message-ID",
    "Auto-Submitted",
    "X-Auto-Response-Suppress",
    "Content-Language",
    "MIME-Version",
    "Content-Type",
    "Content-Transfer-Encoding",
];

#[test]
fn a_mail_to_an_unproved_address_carries_no_word_of_whoever_gave_it() {
    let (_, mail) = all(&as_written)
        .into_iter()
        .find(|(name, _)| *name == "access_request_confirmation")
        .expect("there");
    let mut outgoing = outgoing(Locale::Fr, mail);
    outgoing.to_name = Some("Gagnez un vélo sur evil.example".into());
    let letter = outgoing.letter();
    let everything = [
        letter.subject(),
        &letter.text().expect("prints"),
        &letter.html().expect("prints"),
    ]
    .concat();
    assert!(!everything.contains("evil.example"));
}

#[tokio::test]
async fn headers_say_who_when_and_that_a_program_wrote() {
    let (mailer, outbox) = Mailer::in_memory(sender());
    let (_, mail) = all(&as_written)
        .into_iter()
        .find(|(name, _)| *name == "digest_hourly")
        .expect("there");
    let mut outgoing = outgoing(Locale::Fr, mail);
    outgoing.reply_to = Some(address("assistance@rivemont.example"));
    outgoing.list = Some(ListHeaders {
        id: MessageId::try_from("notifications".to_owned()).expect("plain"),
        unsubscribe: samples::link("/reglages/notifications"),
    });
    mailer.send(&outgoing).await.expect("sent");
    let raw = String::from_utf8(outbox.take()[0].raw.clone()).expect("ASCII");
    let head = raw.split("\r\n\r\n").next().expect("a head");
    // The boundary between the parts is drawn by chance.
    let head = head
        .split("boundary=")
        .next()
        .expect("all before")
        .replace("\r\n", "\n");
    insta::assert_snapshot!("headers", head);
    assert!(outbox.all().is_empty());
}

#[tokio::test]
async fn without_a_mail_server_the_log_holds_the_link_and_says_so() {
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_ansi(false)
        .with_writer(move || writer.clone())
        .finish();
    let guard = tracing::subscriber::set_default(subscriber);
    let config = MailConfig {
        url: MailUrl::Log,
        from: sender(),
        authority: None,
        timeout: None,
    };
    let mailer = Mailer::open(&config).expect("needs nothing");
    let (_, mail) = all(&as_written).swap_remove(0);
    mailer.send(&outgoing(Locale::Fr, mail)).await.expect("written");
    drop(guard);

    let lines = String::from_utf8(log.0.lock().expect("no panic").clone()).expect("UTF-8");
    assert!(lines.contains("INFO") && lines.contains("NOT SENT"), "{lines}");
    assert!(
        lines.contains("https://plano.rivemont.example/invitation#SECRET"),
        "{lines}"
    );
    assert!(!mailer.is_smtp());
}

/// What was logged.
#[derive(Clone, Default)]
struct Log(std::sync::Arc<std::sync::Mutex<Vec<u8>>>);

impl std::io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().expect("no panic").extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_stored_mail_comes_back_whole() {
    for (name, mail) in all(&as_written) {
        let outgoing = outgoing(Locale::En, mail);
        let stored = serde_json::to_string(&outgoing).expect("stored");
        assert_eq!(serde_json::from_str::<Outgoing>(&stored).expect(name), outgoing);
    }
}

#[test]
fn a_debug_print_gives_no_link_secret_away() {
    for (name, mail) in all(&as_written) {
        let outgoing = outgoing(Locale::En, mail);
        assert!(!format!("{outgoing:?}").contains("SECRET"), "{name}");
    }
}

/// Styles are looked at in pictures; here they would hide the words.
fn without_styles(html: &str) -> String {
    let body = html.split_once("<body").map_or(html, |(_, body)| body);
    let mut plain = String::new();
    let mut rest = body;
    while let Some((before, after)) = rest.split_once(" style=\"") {
        plain.push_str(before);
        rest = after.split_once('"').map_or("", |(_, rest)| rest);
    }
    plain + rest
}
