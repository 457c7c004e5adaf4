//! Servers of HTTP over TLS on the loopback address. They record each request.

mod responses;
mod setup;
mod wire;

use std::{
    io,
    net::SocketAddr,
    pin::Pin,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
};

use bytes::Bytes;
use http_body_util::{BodyExt as _, Full};
use hyper::{Request, Response, body::Incoming, service::service_fn};
use hyper_util::{
    rt::{TokioExecutor, TokioIo},
    server::conn::auto,
};
use rustls::{HandshakeKind, ServerConfig};
use tokio::{
    net::{TcpListener, TcpStream},
    task::{JoinHandle, JoinSet},
};
use tokio_rustls::{TlsAcceptor, server::TlsStream};

pub use self::{
    responses::{closing, json, status},
    setup::Setup,
    wire::{Close, read_request, wire},
};

/// A request as the server saw it.
#[derive(Clone, Debug)]
pub struct Visit {
    /// The client's own certificate.
    pub certificate: Option<Vec<u8>>,
    pub alpn: Option<String>,
    pub is_resumed: bool,
    pub method: String,
    pub path: String,
    pub headers: http::HeaderMap,
    pub body: Bytes,
}

/// The server's knowledge of a connection.
#[derive(Clone, Default)]
struct Peer {
    certificate: Option<Vec<u8>>,
    alpn: Option<String>,
    is_resumed: bool,
}

/// A server. It ends when dropped.
pub struct Server {
    pub address: SocketAddr,
    shared: Arc<Shared>,
    task: JoinHandle<()>,
}

#[derive(Default)]
pub struct Shared {
    visits: Mutex<Vec<Visit>>,
    connections: AtomicUsize,
    open: AtomicUsize,
    /// Bytes that came over connections that are not TLS.
    pub plain: Mutex<Vec<u8>>,
}

impl Server {
    /// Speaks HTTP over TLS, of both versions as the client likes.
    pub async fn http<A, R>(config: ServerConfig, answer: A) -> Self
    where
        A: Fn(Visit) -> R + Clone + Send + Sync + 'static,
        R: Future<Output = Response<Full<Bytes>>> + Send + 'static,
    {
        Self::http_at(SocketAddr::from(([127, 0, 0, 1], 0)), config, answer).await
    }

    async fn http_at<A, R>(address: SocketAddr, mut config: ServerConfig, answer: A) -> Self
    where
        A: Fn(Visit) -> R + Clone + Send + Sync + 'static,
        R: Future<Output = Response<Full<Bytes>>> + Send + 'static,
    {
        if config.alpn_protocols.is_empty() {
            config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        }
        let script = move |stream, shared| {
            let answer = answer.clone();
            async move { serve(stream, shared, answer).await }
        };
        Self::tcp_at(address, with_tls(config, script)).await
    }

    /// Answers everything with 200 and `{}`.
    pub async fn ok(config: ServerConfig) -> Self {
        Self::http(config, |_| async { json("{}") }).await
    }

    /// Does anything at all with each connection once its handshake is done.
    pub async fn tls<S, R>(config: ServerConfig, script: S) -> Self
    where
        S: Fn(TlsStream<TcpStream>, Arc<Shared>) -> R + Send + Sync + 'static,
        R: Future<Output = ()> + Send + 'static,
    {
        Self::tcp(with_tls(config, script)).await
    }

    /// Does anything at all with each connection.
    pub async fn tcp<S, R>(script: S) -> Self
    where
        S: Fn(TcpStream, Arc<Shared>) -> R + Send + Sync + 'static,
        R: Future<Output = ()> + Send + 'static,
    {
        Self::tcp_at(SocketAddr::from(([127, 0, 0, 1], 0)), script).await
    }

    async fn tcp_at<S, R>(address: SocketAddr, script: S) -> Self
    where
        S: Fn(TcpStream, Arc<Shared>) -> R + Send + Sync + 'static,
        R: Future<Output = ()> + Send + 'static,
    {
        let listener = TcpListener::bind(address).await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        let shared = Arc::new(Shared::default());
        let of_task = Arc::clone(&shared);
        let task = tokio::spawn(async move {
            // Its connections end with it.
            let mut connections = JoinSet::new();
            while let Ok((stream, _)) = listener.accept().await {
                while connections.try_join_next().is_some() {}
                of_task.connections.fetch_add(1, Ordering::SeqCst);
                let open = Open::new(&of_task);
                let served = script(stream, Arc::clone(&of_task));
                connections.spawn(async move {
                    served.await;
                    drop(open);
                });
            }
        });
        Self {
            address,
            shared,
            task,
        }
    }

    /// Ends at once, with all connections, and is there again at the same address with this in its place.
    pub async fn restarted<A, R>(self, config: ServerConfig, answer: A) -> Self
    where
        A: Fn(Visit) -> R + Clone + Send + Sync + 'static,
        R: Future<Output = Response<Full<Bytes>>> + Send + 'static,
    {
        let address = self.address;
        self.task.abort();
        while !self.task.is_finished() {
            tokio::task::yield_now().await;
        }
        drop(self);
        Self::http_at(address, config, answer).await
    }

    pub fn url(&self) -> String {
        format!("https://localhost:{}", self.address.port())
    }

    pub fn visits(&self) -> Vec<Visit> {
        self.shared.visits()
    }

    /// Forgets what it saw: for tests that run for long.
    pub fn forget(&self) {
        self.shared
            .visits
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clear();
    }

    /// Returns the number of connections so far.
    pub fn connections(&self) -> usize {
        self.shared.connections.load(Ordering::SeqCst)
    }

    pub fn plain(&self) -> Vec<u8> {
        self.shared
            .plain
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// Waits until at most this many connections are open.
    pub async fn drained_to(&self, open: usize) {
        while self.shared.open.load(Ordering::SeqCst) > open {
            tokio::task::yield_now().await;
        }
    }
}

/// Does the handshake, then the rest.
fn with_tls<S, R>(
    config: ServerConfig,
    script: S,
) -> impl Fn(TcpStream, Arc<Shared>) -> Pin<Box<dyn Future<Output = ()> + Send>> + Send + Sync + 'static
where
    S: Fn(TlsStream<TcpStream>, Arc<Shared>) -> R + Send + Sync + 'static,
    R: Future<Output = ()> + Send + 'static,
{
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let script = Arc::new(script);
    move |stream, shared| {
        let (acceptor, script) = (acceptor.clone(), Arc::clone(&script));
        Box::pin(async move {
            if let Ok(stream) = acceptor.accept(stream).await {
                script(stream, shared).await;
            }
        })
    }
}

/// Counts as an open connection until it is dropped.
struct Open(Arc<Shared>);

impl Open {
    fn new(shared: &Arc<Shared>) -> Self {
        shared.open.fetch_add(1, Ordering::SeqCst);
        Self(Arc::clone(shared))
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        self.0.open.fetch_sub(1, Ordering::SeqCst);
    }
}

/// In a response's extensions: the connection is broken off instead of sending it.
#[derive(Clone)]
pub struct BreakOff;

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Shared {
    fn visits(&self) -> Vec<Visit> {
        self.visits
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}

async fn serve<A, R>(stream: TlsStream<TcpStream>, shared: Arc<Shared>, answer: A)
where
    A: Fn(Visit) -> R + Clone + Send + Sync + 'static,
    R: Future<Output = Response<Full<Bytes>>> + Send + 'static,
{
    let connection = stream.get_ref().1;
    let peer = Peer {
        certificate: connection
            .peer_certificates()
            .map(|chain| chain[0].to_vec()),
        alpn: connection
            .alpn_protocol()
            .map(|name| String::from_utf8_lossy(name).into_owned()),
        is_resumed: connection.handshake_kind() == Some(HandshakeKind::Resumed),
    };
    let service = service_fn(move |request: Request<Incoming>| {
        let (peer, shared, answer) = (peer.clone(), Arc::clone(&shared), answer.clone());
        async move {
            let Some(visit) = visit(request, peer).await else {
                return Err(io::Error::other("the request was cut off"));
            };
            shared
                .visits
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .push(visit.clone());
            let response = answer(visit).await;
            match response.extensions().get::<BreakOff>() {
                Some(BreakOff) => Err(io::Error::other("broken off on purpose")),
                None => Ok(response),
            }
        }
    });
    // Clients come and go as they like.
    let _ = auto::Builder::new(TokioExecutor::new())
        .serve_connection(TokioIo::new(stream), service)
        .await;
}

/// None: it did not come whole.
async fn visit(request: Request<Incoming>, peer: Peer) -> Option<Visit> {
    let (head, body) = request.into_parts();
    let body = body.collect().await.ok()?.to_bytes();
    Some(Visit {
        certificate: peer.certificate,
        alpn: peer.alpn,
        is_resumed: peer.is_resumed,
        method: head.method.to_string(),
        path: head
            .uri
            .path_and_query()
            .map(ToString::to_string)
            .unwrap_or_default(),
        headers: head.headers,
        body,
    })
}
