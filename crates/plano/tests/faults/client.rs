// SPDX-License-Identifier: EUPL-1.2
//! A client that knows nothing of the program but its address.

use std::{net::SocketAddr, time::Duration};

use bytes::Bytes;
use futures_util::SinkExt as _;
use http::{HeaderMap, Method, Request, header};
use http_body_util::{BodyExt as _, Full};
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio_tungstenite::{
    WebSocketStream,
    tungstenite::{Message, client::IntoClientRequest as _},
};

/// What is heard of what happens.
pub type Window = WebSocketStream<TcpStream>;

/// No answer may take longer, whatever is broken.
const PATIENCE: Duration = Duration::from_secs(60);

/// Somebody with a browser.
#[derive(Debug, Clone)]
pub struct Client {
    address: SocketAddr,
    cookie: Option<String>,
}

/// What was answered.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub json: Value,
}

/// No whole answer came: it is not known whether the request was carried out.
#[derive(Debug)]
pub struct Lost;

impl Answer {
    /// The body of a success.
    #[track_caller]
    pub fn ok(self) -> Value {
        assert!((200..300).contains(&self.status), "{} {}", self.status, self.json);
        self.json
    }

    /// Asserts a refusal.
    #[track_caller]
    pub fn refused(&self, status: u16, code: &str) {
        assert_eq!(
            (self.status, self.json["code"].as_str()),
            (status, Some(code)),
            "{}",
            self.json
        );
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|it| it.to_str().ok())
    }
}

impl Client {
    pub const fn new(address: SocketAddr) -> Self {
        Self {
            address,
            cookie: None,
        }
    }

    /// The same with the cookie that `answer` has set.
    pub fn with_cookie_of(&self, answer: &Answer) -> Self {
        let cookie = answer.header("set-cookie").unwrap().split(';').next().unwrap();
        Self {
            address: self.address,
            cookie: Some(cookie.to_owned()),
        }
    }

    /// Somebody else, with the secret of a session.
    pub fn with_session(&self, secret: &str) -> Self {
        Self {
            address: self.address,
            cookie: Some(format!("plano={secret}")),
        }
    }

    /// The same person at another node.
    pub fn at(&self, address: SocketAddr) -> Self {
        Self {
            address,
            cookie: self.cookie.clone(),
        }
    }

    pub const fn port(&self) -> u16 {
        self.address.port()
    }

    /// The cookie of the session.
    pub fn cookie(&self) -> &str {
        self.cookie.as_deref().unwrap()
    }

    pub async fn get(&self, path: &str) -> Result<Answer, Lost> {
        self.json(Method::GET, path, None).await
    }

    pub async fn post(&self, path: &str, body: Value) -> Result<Answer, Lost> {
        self.json(Method::POST, path, Some(body)).await
    }

    pub async fn delete(&self, path: &str) -> Result<Answer, Lost> {
        self.json(Method::DELETE, path, None).await
    }

    pub async fn put(&self, path: &str, body: Value) -> Result<Answer, Lost> {
        self.json(Method::PUT, path, Some(body)).await
    }

    /// Opens a window that listens to `topic` and goes on from `cursor`.
    pub async fn window(&self, cursor: &Value, topic: &str) -> Window {
        let stream = TcpStream::connect(self.address).await.unwrap();
        let mut request = format!("ws://{}/api/v1/live", self.address)
            .into_client_request()
            .unwrap();
        request
            .headers_mut()
            .insert("cookie", self.cookie().parse().unwrap());
        let (mut socket, _) = tokio_tungstenite::client_async(request, stream).await.unwrap();
        let resume = json!({ "type": "resume", "cursor": cursor, "topics": [topic] });
        socket.send(Message::text(resume.to_string())).await.unwrap();
        socket
    }

    async fn json(&self, method: Method, path: &str, body: Option<Value>) -> Result<Answer, Lost> {
        let request = Request::builder().method(method).uri(format!("/api/v1{path}"));
        let request = match body {
            Some(body) => request
                .header(header::CONTENT_TYPE, "application/json")
                .body(Full::from(body.to_string())),
            None => request.body(Full::default()),
        };
        self.send(request.unwrap()).await
    }

    /// Any request, on a connection of its own.
    pub async fn send(&self, mut request: Request<Full<Bytes>>) -> Result<Answer, Lost> {
        let headers = request.headers_mut();
        headers.insert(header::HOST, self.address.to_string().parse().unwrap());
        if let Some(cookie) = &self.cookie {
            headers.insert(header::COOKIE, cookie.parse().unwrap());
        }
        let exchange = async {
            let stream = TcpStream::connect(self.address).await.map_err(|_| Lost)?;
            let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await.map_err(|_| Lost)?;
            let connection = tokio::spawn(connection);
            let response = sender.send_request(request).await.map_err(|_| Lost)?;
            let (parts, body) = response.into_parts();
            let bytes = body.collect().await.map_err(|_| Lost)?.to_bytes();
            drop(sender);
            connection.await.ok();
            Ok(Answer {
                status: parts.status.as_u16(),
                headers: parts.headers,
                json: serde_json::from_slice(&bytes).unwrap_or(Value::Null),
            })
        };
        tokio::time::timeout(PATIENCE, exchange)
            .await
            .expect("an answer, or the end of the connection")
    }
}
