//! From a socket to requests: accept, shake hands, note who it is, serve.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto;
use rustls::{HandshakeKind, ProtocolVersion, ServerConnection};
use tokio::io::AsyncWriteExt;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;
use tokio::time::timeout;
use tokio_rustls::TlsAcceptor;

use super::exchange;
use crate::api::App;
use crate::seen::{Connection, Listener, RefusedConnection};

/// Accepts connections until it is dropped, which ends them too.
pub(super) async fn accept(
    app: Arc<App>,
    listener: Listener,
    socket: TcpListener,
    acceptor: TlsAcceptor,
) {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            accepted = socket.accept() => match accepted {
                Ok((stream, _)) => drop(connections.spawn(serve(app.clone(), listener, stream, acceptor.clone()))),
                // Out of file descriptors, most likely: some will be given back.
                Err(_) => tokio::time::sleep(Duration::from_millis(10)).await,
            },
            Some(_) = connections.join_next() => {}
        }
    }
}

async fn serve(app: Arc<App>, listener: Listener, stream: TcpStream, acceptor: TlsAcceptor) {
    // Answers are small and written whole; failing to say so costs milliseconds, not correctness.
    let _ = stream.set_nodelay(true);
    let handshake = app.recorder.handshake();
    let refused = |reason: String| app.recorder.refusal(RefusedConnection { listener, reason });
    let stream = match timeout(HANDSHAKE_MAX, acceptor.accept(stream).into_fallible()).await {
        Ok(Ok(stream)) => stream,
        Ok(Err((error, stream))) => {
            refused(error.to_string());
            return linger(stream).await;
        }
        Err(_) => return refused(io::Error::from(io::ErrorKind::TimedOut).to_string()),
    };
    drop(handshake);
    let tls = stream.get_ref().1;
    let (number, _open) = app.recorder.open(is_resumed(tls));
    let connection = Arc::new(connection(&app, listener, number, tls));
    let service =
        service_fn(move |request| exchange::serve(app.clone(), connection.clone(), request));
    let mut server = auto::Builder::new(TokioExecutor::new());
    server.http1().timer(TokioTimer::new());
    server.http2().timer(TokioTimer::new());
    // A client that goes away in the middle is its own business; a connection that is cut on purpose ends here too.
    let _ = server.serve_connection(TokioIo::new(stream), service).await;
}

/// Lets the other side read the alert: closing with unread bytes would reset the connection, and the alert be lost.
async fn linger(mut stream: TcpStream) {
    let _ = stream.shutdown().await;
    let _ = timeout(
        LINGER_MAX,
        tokio::io::copy(&mut stream, &mut tokio::io::sink()),
    )
    .await;
}

const LINGER_MAX: Duration = Duration::from_secs(1);
const HANDSHAKE_MAX: Duration = Duration::from_secs(10);

fn is_resumed(tls: &ServerConnection) -> bool {
    tls.handshake_kind() == Some(HandshakeKind::Resumed)
}

fn connection(app: &App, listener: Listener, number: u64, tls: &ServerConnection) -> Connection {
    let certificate = tls.peer_certificates().and_then(|chain| chain.first());
    Connection {
        number,
        listener,
        peer: certificate
            .and_then(|certificate| Some(app.authority.register().find(certificate)?.peer())),
        tls_version: match tls.protocol_version() {
            Some(ProtocolVersion::TLSv1_3) => "TLSv1.3".to_owned(),
            Some(ProtocolVersion::TLSv1_2) => "TLSv1.2".to_owned(),
            other => format!("{other:?}"),
        },
        resumed: is_resumed(tls),
        alpn: tls
            .alpn_protocol()
            .map(|name| String::from_utf8_lossy(name).into_owned()),
        server_name: tls.server_name().map(str::to_owned),
    }
}
