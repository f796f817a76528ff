// SPDX-License-Identifier: EUPL-1.2
//! The mail server does not answer: nobody waits for it, the mail is tried again, and comes once when the server is back.

use std::sync::{Arc, Mutex};

use db::{Db, sql};
use serde_json::json;
use tokio::{
    io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader},
    net::{TcpListener, TcpStream},
};

use crate::program::{ADDRESS, Place, Program, each, free_port, until};

/// Attempts at the mail, and whether it was given up.
async fn tried(db: &Db) -> Option<(i64, bool)> {
    sql!("SELECT attempts, dead_at IS NOT NULL FROM jobs WHERE last_error IS NOT NULL ORDER BY attempts DESC LIMIT 1")
        .optional(db)
        .await
        .unwrap()
}

/// How much is still to be done, apart from what comes round by the clock.
async fn is_done(db: &Db) -> bool {
    let left: i64 = sql!("SELECT COUNT(*) FROM jobs WHERE last_error IS NOT NULL OR attempts > 0")
        .value(db)
        .await
        .unwrap();
    left == 0
}

/// A mail server that takes everything.
#[derive(Default, Clone)]
struct Letters(Arc<Mutex<Vec<String>>>);

impl Letters {
    async fn arrive_on(&self, port: u16) {
        let listener = TcpListener::bind(("127.0.0.1", port)).await.unwrap();
        let letters = self.clone();
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let letters = letters.clone();
                tokio::spawn(async move { letters.converse(client).await });
            }
        });
    }

    /// RFC 5321, as much of it as a client needs to be rid of a letter.
    async fn converse(&self, client: TcpStream) -> std::io::Result<()> {
        let (reading, mut writing) = client.into_split();
        let mut lines = BufReader::new(reading).lines();
        writing.write_all(b"220 test ESMTP\r\n").await?;
        while let Some(line) = lines.next_line().await? {
            let answer = match line.get(..4).unwrap_or_default() {
                "EHLO" => "250-test\r\n250 8BITMIME\r\n",
                "QUIT" => return writing.write_all(b"221 bye\r\n").await,
                "DATA" => {
                    writing.write_all(b"354 go on\r\n").await?;
                    let mut letter = String::new();
                    while let Some(line) = lines.next_line().await? {
                        if line == "." {
                            break;
                        }
                        letter += &(line + "\n");
                    }
                    self.0.lock().unwrap().push(letter);
                    "250 taken\r\n"
                }
                _ => "250 ok\r\n",
            };
            writing.write_all(answer.as_bytes()).await?;
        }
        Ok(())
    }

    fn count(&self) -> usize {
        self.0.lock().unwrap().len()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_causes_a_mail_is_answered_and_the_mail_comes_once_when_the_server_is_back() {
    each(async |mut place: Place| {
        let port = free_port();
        place
            .settings
            .push(("PLANO_MAIL", format!("smtp+plain://127.0.0.1:{port}")));
        place
            .settings
            .push(("PLANO_MAIL_FROM", "Plano <plano@rivemont.example>".into()));
        let mut program = Program::start(&place).await;
        program.set_up().await;
        let answer = program
            .client()
            .post("/password-resets", json!({ "email": ADDRESS }))
            .await
            .unwrap();
        assert_eq!(answer.status, 202, "{}", answer.json);
        let db = place.open();
        until(async || tried(&db).await.is_some_and(|(attempts, _)| attempts >= 2)).await;
        assert_eq!(tried(&db).await.map(|it| it.1), Some(false), "it is not given up");
        assert!(program.is_running());
        assert_eq!(program.client().get("/instance").await.unwrap().status, 200);

        let letters = Letters::default();
        letters.arrive_on(port).await;
        until(async || letters.count() > 0).await;
        until(async || is_done(&db).await).await;
        let all = letters.0.lock().unwrap().clone();
        assert_eq!(all.len(), 1, "{}", all.join("\n"));
        assert!(all[0].contains(ADDRESS), "{}", all[0]);
        program.kill().await;
    })
    .await;
}
