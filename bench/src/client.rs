// SPDX-License-Identifier: EUPL-1.2
//! A client with one connection that it keeps, as a browser does.

use std::net::{Ipv4Addr, SocketAddr};

use anyhow::{Context as _, Result, ensure};
use bytes::Bytes;
use http::{Method, Request, Response, header};
use http_body_util::{BodyExt as _, Full};
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper_util::rt::TokioIo;
use serde_json::Value;
use tokio::net::{TcpSocket, TcpStream};
use tokio_tungstenite::{WebSocketStream, tungstenite::client::IntoClientRequest as _};

/// Somebody with a browser, somewhere.
#[derive(Debug)]
pub struct Client {
    server: SocketAddr,
    from: Ipv4Addr,
    cookie: Option<String>,
    sender: Option<SendRequest<Full<Bytes>>>,
}

impl Client {
    /// Without a session, from this machine.
    pub const fn new(server: SocketAddr) -> Self {
        Self::from(server, Ipv4Addr::LOCALHOST)
    }

    /// From another address of the loopback network, which is another network to the program.
    pub const fn from(server: SocketAddr, from: Ipv4Addr) -> Self {
        Self {
            server,
            from,
            cookie: None,
            sender: None,
        }
    }

    /// With the secret of a session.
    pub fn with_session(mut self, secret: &str) -> Self {
        self.set_session(secret);
        self
    }

    /// From now on as someone else, over the same connection.
    pub fn set_session(&mut self, secret: &str) {
        self.cookie = Some(format!("plano={secret}"));
    }

    /// Signs in, and keeps the session.
    pub async fn sign_in(&mut self, email: &str, password: &str) -> Result<()> {
        let body = serde_json::json!({ "email": email, "password": password });
        let response = self
            .send(Method::POST, "/session", &[], body.to_string().into())
            .await?;
        let cookie = response
            .headers()
            .get(header::SET_COOKIE)
            .context("no session was given")?;
        self.cookie = cookie.to_str()?.split(';').next().map(ToOwned::to_owned);
        Ok(())
    }

    /// What stands at `path` (below `/api/v1`).
    pub async fn get(&mut self, path: &str) -> Result<Value> {
        let response = self.send(Method::GET, path, &[], Bytes::new()).await?;
        Ok(serde_json::from_slice(response.body())?)
    }

    /// Sends `body` as JSON.
    pub async fn json(
        &mut self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: Value,
    ) -> Result<Value> {
        let response = self.send(method, path, headers, body.to_string().into()).await?;
        Ok(serde_json::from_slice(response.body()).unwrap_or(Value::Null))
    }

    /// Sends anything; an answer that is no success is an error.
    pub async fn send(
        &mut self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: Bytes,
    ) -> Result<Response<Bytes>> {
        let mut request = Request::builder()
            .method(&method)
            .uri(format!("/api/v1{path}"))
            .header(header::HOST, self.server.to_string());
        if !headers
            .iter()
            .any(|(name, _)| name.eq_ignore_ascii_case("content-type"))
        {
            request = request.header(header::CONTENT_TYPE, "application/json");
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        if let Some(cookie) = &self.cookie {
            request = request.header(header::COOKIE, cookie);
        }
        let request = request.body(Full::from(body))?;
        let response = self.connection().await?.send_request(request).await?;
        let (parts, body) = response.into_parts();
        let body = body.collect().await?.to_bytes();
        ensure!(
            parts.status.is_success(),
            "{method} {path}: {} {}",
            parts.status,
            String::from_utf8_lossy(&body)
        );
        Ok(Response::from_parts(parts, body))
    }

    async fn connection(&mut self) -> Result<&mut SendRequest<Full<Bytes>>> {
        if self.sender.as_ref().is_none_or(SendRequest::is_closed) {
            let stream = self.stream().await?;
            let (sender, connection) = handshake(TokioIo::new(stream)).await?;
            tokio::spawn(connection);
            self.sender = Some(sender);
        }
        let sender = self.sender.as_mut().context("a connection was just made")?;
        sender.ready().await?;
        Ok(sender)
    }

    async fn stream(&self) -> Result<TcpStream> {
        let socket = TcpSocket::new_v4()?;
        socket.bind((self.from, 0).into())?;
        let stream = socket.connect(self.server).await?;
        stream.set_nodelay(true)?;
        Ok(stream)
    }

    /// The live socket of one window.
    pub async fn live(&self) -> Result<WebSocketStream<TcpStream>> {
        let mut request = format!("ws://{}/api/v1/live", self.server).into_client_request()?;
        let headers = request.headers_mut();
        headers.insert(header::ORIGIN, format!("http://{}", self.server).parse()?);
        if let Some(cookie) = &self.cookie {
            headers.insert(header::COOKIE, cookie.parse()?);
        }
        let (socket, _) = tokio_tungstenite::client_async(request, self.stream().await?).await?;
        Ok(socket)
    }
}
