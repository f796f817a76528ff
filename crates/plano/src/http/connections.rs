// SPDX-License-Identifier: EUPL-1.2
//! Connections of a listener: HTTP/1.1 and HTTP/2, each bounded in time, so that silence holds no place.

use std::{convert::Infallible, net::SocketAddr, time::Duration};

use axum::{
    Router,
    body::Body,
    extract::{ConnectInfo, Request},
    response::Response,
    serve::Listener,
};
use hyper::{body::Incoming, service::service_fn};
use hyper_util::{
    rt::{TokioExecutor, TokioIo, TokioTimer},
    server::{conn::auto, graceful::GracefulShutdown},
};
use tower::ServiceExt as _;

/// How long the head of a request may take, and a connection be kept between two of them. Longer than proxies keep theirs
/// (60 s with nginx), so that they are the ones to close, and no request meets a connection that is going.
pub const HEAD_MAX: Duration = Duration::from_secs(75);
/// How often a silent HTTP/2 connection is asked whether somebody is there, and how long the answer may take.
const PING_EVERY: Duration = Duration::from_secs(30);
const PONG_WITHIN: Duration = Duration::from_secs(20);

/// Serves what comes until `stopped` comes back; then takes no more, and lets what is being answered end.
pub async fn serve<L>(
    mut listener: L,
    router: Router,
    head_max: Duration,
    stopped: impl Future<Output = ()> + Send,
) where
    L: Listener<Addr = SocketAddr>,
{
    let mut protocol = auto::Builder::new(TokioExecutor::new());
    protocol
        .http1()
        .timer(TokioTimer::new())
        .header_read_timeout(head_max);
    protocol
        .http2()
        .timer(TokioTimer::new())
        .keep_alive_interval(PING_EVERY)
        .keep_alive_timeout(PONG_WITHIN);
    let open = GracefulShutdown::new();
    let mut stopped = std::pin::pin!(stopped);
    loop {
        let (io, address) = tokio::select! {
            accepted = listener.accept() => accepted,
            () = &mut stopped => break,
        };
        let router = router.clone();
        let service = service_fn(move |request: Request<Incoming>| answer(router.clone(), address, request));
        let connection = protocol
            .serve_connection_with_upgrades(TokioIo::new(io), service)
            .into_owned();
        let watched = open.watch(connection);
        tokio::spawn(async move {
            // It ended, in whatever way: the other side knows.
            let _ = watched.await;
        });
    }
    drop(listener);
    open.shutdown().await;
}

async fn answer(
    router: Router,
    address: SocketAddr,
    request: Request<Incoming>,
) -> Result<Response, Infallible> {
    let mut request = request.map(Body::new);
    request.extensions_mut().insert(ConnectInfo(address));
    router.oneshot(request).await
}

#[cfg(test)]
mod tests {
    use axum::routing::get;
    use tokio::{
        io::{AsyncReadExt as _, AsyncWriteExt as _},
        net::{TcpListener, TcpStream},
        sync::oneshot,
    };

    use super::*;

    /// A server whose heads may take so long, and what stops it.
    async fn server(head_max: Duration) -> (SocketAddr, oneshot::Sender<()>, tokio::task::JoinHandle<()>) {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        let router = Router::new().route(
            "/",
            get(async |ConnectInfo(from): ConnectInfo<SocketAddr>| from.ip().to_string()),
        );
        let (stop, stopped) = oneshot::channel();
        let served = tokio::spawn(async move {
            serve(listener, router, head_max, async {
                let _ = stopped.await;
            })
            .await;
        });
        (address, stop, served)
    }

    async fn says(address: SocketAddr, words: &str) -> TcpStream {
        let mut stream = TcpStream::connect(address).await.expect("a connection");
        stream.write_all(words.as_bytes()).await.expect("it is heard");
        stream
    }

    async fn hears(mut stream: TcpStream) -> String {
        let mut heard = Vec::new();
        let _ = stream.read_to_end(&mut heard).await;
        String::from_utf8_lossy(&heard).into_owned()
    }

    #[tokio::test]
    async fn a_head_that_does_not_end_is_not_waited_for() {
        let (address, _stop, _served) = server(Duration::from_millis(50)).await;
        let silent = says(address, "GET / HTTP/1.1\r\nhost: plano\r\nx-slow: ").await;
        let heard = hears(silent).await;
        assert!(!heard.contains("200 OK"), "{heard}");
    }

    #[tokio::test]
    async fn who_asks_is_answered_and_known_by_his_address() {
        let (address, _stop, _served) = server(HEAD_MAX).await;
        let asked = says(
            address,
            "GET / HTTP/1.1\r\nhost: plano\r\nconnection: close\r\n\r\n",
        )
        .await;
        let heard = hears(asked).await;
        assert!(
            heard.starts_with("HTTP/1.1 200 OK") && heard.ends_with("127.0.0.1"),
            "{heard}"
        );
    }

    #[tokio::test]
    async fn stopping_ends_what_is_kept_and_takes_no_more() {
        let (address, stop, served) = server(HEAD_MAX).await;
        let mut kept = says(address, "GET / HTTP/1.1\r\nhost: plano\r\n\r\n").await;
        let mut first = [0; 15];
        kept.read_exact(&mut first).await.expect("an answer");
        assert_eq!(&first, b"HTTP/1.1 200 OK");
        stop.send(()).expect("it serves");
        served.await.expect("it stops");
        hears(kept).await;
        assert!(TcpStream::connect(address).await.is_err());
    }
}
