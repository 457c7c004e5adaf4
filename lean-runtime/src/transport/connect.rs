//! Opens connections: the name, TCP, the proxy's tunnel and TLS, within one deadline.
//!
//! A URL comes in; a stream that the pool sends requests on, or the reason why it cannot be opened, comes out.

use std::{
    fmt, io,
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};

use http::{Uri, uri};
use hyper_rustls::{HttpsConnector, MaybeHttpsStream};
use hyper_util::client::{
    legacy::connect::{
        Connection as _, HttpConnector,
        dns::{GaiAddrs, GaiResolver, Name},
        proxy::Tunnel,
    },
    proxy::matcher::{Intercept, Matcher},
};
use tokio::time::timeout_at;
use tower_service::Service;

use super::{
    connection::{Link, OpenConnection},
    opening::Opening,
};
use crate::{Error, error::BoxError, moment};

/// After how long a silent connection is asked by TCP whether it is still there, and how often.
const PROBE_AFTER: Duration = Duration::from_secs(15);
const PROBES_MAX: u32 = 3;
/// The time limit for the acknowledgement of sent data (RFC 5482).
#[cfg(any(target_os = "android", target_os = "fuchsia", target_os = "linux"))]
const UNACKNOWLEDGED_MAX: Duration = Duration::from_secs(30);

/// Opens connections to one kind of peer.
#[derive(Clone)]
pub(super) struct Connector {
    https: HttpsConnector<Route>,
    /// Set if one connection may be enough for all requests.
    opening: Option<Opening>,
    /// For name, TCP, tunnel and TLS together.
    deadline: Duration,
}

type Opened<T> = Pin<Box<dyn Future<Output = Result<T, BoxError>> + Send>>;

impl Connector {
    /// `is_clear_allowed`: a URL may be one without TLS.
    pub(super) fn new(
        tls: rustls::ClientConfig,
        proxy: Option<Proxy>,
        deadline: Duration,
        is_clear_allowed: bool,
    ) -> Self {
        let mut tcp = HttpConnector::new_with_resolver(Resolver(GaiResolver::new()));
        tcp.enforce_http(false);
        tcp.set_nodelay(true);
        tcp.set_connect_timeout(Some(deadline));
        tcp.set_keepalive(Some(PROBE_AFTER));
        tcp.set_keepalive_interval(Some(PROBE_AFTER));
        tcp.set_keepalive_retries(Some(PROBES_MAX));
        #[cfg(any(target_os = "android", target_os = "fuchsia", target_os = "linux"))]
        tcp.set_tcp_user_timeout(Some(UNACKNOWLEDGED_MAX));
        let is_two = tls.alpn_protocols.iter().any(|name| name == b"h2");
        let opening = is_two.then(Opening::default);
        let tunnel = proxy.map(|proxy| proxy.tunnel(tcp.clone(), &tls));
        let mut https = HttpsConnector::from((Route { tcp, tunnel }, tls));
        if !is_clear_allowed {
            https.enforce_https();
        }
        Self {
            https,
            opening,
            deadline,
        }
    }
}

impl Service<Uri> for Connector {
    type Response = OpenConnection;
    type Error = BoxError;
    type Future = Opened<Self::Response>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        self.https.poll_ready(context)
    }

    fn call(&mut self, server: Uri) -> Self::Future {
        let opening = self.opening.clone();
        let mut https = self.https.clone();
        let until = moment::from_now(self.deadline);
        Box::pin(async move {
            let turn = match (&opening, server.authority()) {
                (Some(opening), Some(authority)) => {
                    let turn = timeout_at(until, opening.turn(authority)).await;
                    Some(turn.map_err(|_| DeadlinePassed)??)
                }
                _ => None,
            };
            let opened = timeout_at(until, https.call(server)).await;
            let opened = opened.unwrap_or_else(|_| Err(DeadlinePassed.into()));
            match (&turn, &opened) {
                (Some(turn), Ok(stream)) => turn.note_open(stream.connected().is_negotiated_h2()),
                (Some(turn), Err(_)) => turn.note_failure(),
                (None, _) => {}
            }
            opened.map(OpenConnection)
        })
    }
}

/// The way to a server, up to its TLS: TCP, or a tunnel through a proxy.
#[derive(Clone)]
struct Route {
    tcp: HttpConnector<Resolver>,
    tunnel: Option<ProxyTunnel>,
}

type ProxyTunnel = Tunnel<HttpsConnector<HttpConnector<Resolver>>>;

impl Service<Uri> for Route {
    type Response = Link;
    type Error = BoxError;
    type Future = Opened<Link>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        self.tcp.poll_ready(context).map_err(Into::into)
    }

    fn call(&mut self, server: Uri) -> Self::Future {
        let is_https = server.scheme() == Some(&uri::Scheme::HTTPS);
        match &mut self.tunnel {
            // In clear, only this machine is called: past the proxy.
            Some(tunnel) if is_https => {
                let opening = tunnel.call(server);
                Box::pin(async move { Ok(opening.await?) })
            }
            _ => {
                let opening = self.tcp.call(server);
                Box::pin(async move { Ok(MaybeHttpsStream::Http(opening.await?)) })
            }
        }
    }
}

/// A proxy that opens tunnels.
#[derive(Clone)]
pub(crate) struct Proxy(Intercept);

impl Proxy {
    /// The proxy at this URL.
    ///
    /// # Errors
    /// The text is not the URL of an HTTP proxy. It may hold a password, and is not quoted.
    pub(crate) fn parse(url: &str) -> Result<Self, Error> {
        let server = Uri::from_static("https://server.invalid");
        let matcher = Matcher::builder().https(url.to_owned()).build();
        let proxy = matcher.intercept(&server).filter(|proxy| {
            matches!(proxy.uri().scheme_str(), Some("http" | "https"))
                && proxy.uri().host().is_some_and(|host| !host.is_empty())
        });
        proxy
            .map(Self)
            .ok_or_else(|| Error::configuration("`proxy` is not the URL of a proxy"))
    }

    fn tunnel(&self, tcp: HttpConnector<Resolver>, tls: &rustls::ClientConfig) -> ProxyTunnel {
        let mut tls = tls.clone();
        tls.alpn_protocols.clear();
        let tunnel = Tunnel::new(self.0.uri().clone(), HttpsConnector::from((tcp, tls)));
        match self.0.basic_auth() {
            Some(credentials) => tunnel.with_auth(credentials.clone()),
            None => tunnel,
        }
    }
}

/// The system's resolver. It marks its failures, which have no type of their own.
#[derive(Clone)]
struct Resolver(GaiResolver);

impl Service<Name> for Resolver {
    type Response = GaiAddrs;
    type Error = NameUnresolved;
    type Future = Pin<Box<dyn Future<Output = Result<GaiAddrs, NameUnresolved>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), NameUnresolved>> {
        self.0.poll_ready(context).map_err(NameUnresolved)
    }

    fn call(&mut self, name: Name) -> Self::Future {
        let resolving = self.0.call(name);
        Box::pin(async move { resolving.await.map_err(NameUnresolved) })
    }
}

/// The name of the server has no address.
#[derive(Debug)]
pub(super) struct NameUnresolved(io::Error);

impl fmt::Display for NameUnresolved {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("dns error")
    }
}

impl std::error::Error for NameUnresolved {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.0)
    }
}

/// No connection was open in time.
#[derive(Debug)]
pub(super) struct DeadlinePassed;

impl fmt::Display for DeadlinePassed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the deadline for connecting passed")
    }
}

impl std::error::Error for DeadlinePassed {}
