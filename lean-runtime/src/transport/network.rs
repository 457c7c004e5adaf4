//! The settings of connections, except TLS.

use std::time::Duration;

use super::{Failure, SendProgress, connect::OpeningLayer};
use crate::{Error, error::ErrorCode};

/// The requests that may be sent without TLS.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Clear {
    #[default]
    Nothing,
    /// Requests that do not leave this machine.
    Loopback,
}

/// The maximum size of a response's headers over HTTP/2. In HTTP/1.1 the engine's own limits hold: 100 headers, which it
/// reads without an allocation only as long as no limit is set, and the size of its buffer.
const HEADER_BYTES_MAX: u32 = 64 * 1024;

/// After how long a silent HTTP/2 connection with requests under way is asked whether it is still there, and how long
/// it may take to answer: a connection whose network has gone would take requests for many minutes.
const PROBE_AFTER: Duration = Duration::from_secs(20);
const PROBE_MAX: Duration = Duration::from_secs(10);

/// The HTTP versions that are offered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum HttpVersions {
    /// HTTP/2, and HTTP/1.1 where the server does not speak it.
    #[default]
    Both,
    /// HTTP/1.1.
    One,
}

/// The settings of connections, except TLS.
#[derive(Clone)]
pub(crate) struct Network {
    /// For name, TCP and TLS together.
    pub(crate) connect: Duration,
    /// After which an unused connection is closed.
    pub(crate) idle: Duration,
    pub(crate) versions: HttpVersions,
    /// The requests that may be sent without TLS. URLs were already checked against this.
    pub(crate) clear: Clear,
    /// The proxy for tunnels; `None` for direct connections. Environment variables have no effect.
    pub(crate) proxy: Option<reqwest::Proxy>,
}

/// The proxy at this URL.
///
/// # Errors
/// The text is not a URL.
pub(crate) fn proxy(url: &str) -> Result<reqwest::Proxy, Error> {
    reqwest::Proxy::https(url).map_err(|error| {
        Error::configuration("`proxy` is not the URL of a proxy").with_source(error.without_url())
    })
}

impl Network {
    pub(super) fn alpn(&self) -> Vec<Vec<u8>> {
        match self.versions {
            HttpVersions::Both => vec![b"h2".to_vec(), b"http/1.1".to_vec()],
            HttpVersions::One => vec![b"http/1.1".to_vec()],
        }
    }

    pub(super) fn client(&self, tls: rustls::ClientConfig) -> Result<reqwest::Client, Failure> {
        let mut builder = reqwest::Client::builder()
            .tls_backend_preconfigured(tls)
            .https_only(self.clear == Clear::Nothing)
            .redirect(reqwest::redirect::Policy::none())
            // The client repeats calls itself, where attempts are counted, limited and signed.
            .retry(reqwest::retry::never())
            .referer(false)
            .no_proxy()
            .connect_timeout(self.connect)
            .pool_idle_timeout(self.idle)
            .http2_max_header_list_size(HEADER_BYTES_MAX)
            .http2_keep_alive_interval(PROBE_AFTER)
            .http2_keep_alive_timeout(PROBE_MAX)
            .tcp_nodelay(true);
        if self.versions == HttpVersions::One {
            builder = builder.http1_only();
        }
        if self.versions == HttpVersions::Both {
            builder = builder.connector_layer(OpeningLayer::default());
        }
        if let Some(proxy) = &self.proxy {
            builder = builder.proxy(proxy.clone());
        }
        builder.build().map_err(|error| {
            Failure::new(ErrorCode::Configuration, SendProgress::NotConnected)
                .with_what("the HTTP engine cannot be set up")
                .with_source(error)
        })
    }
}
