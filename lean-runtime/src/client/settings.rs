//! The settings that a builder collects.

use std::{sync::Arc, time::Duration};

use crate::{
    auth::{Credentials, Secret, TokenEndpointAuth, TokenSource},
    identity::Identity,
    limits::RateLimit,
    middleware::Middleware,
    operation::{Demand, Server, ServerInfo},
    request::WHOLE_BODY_BYTES_MAX,
    retry::RetryPolicy,
    tls::TlsSettings,
    transport::{Clear, HttpVersions, Transport},
};

/// Headers in which providers name a request, in the order in which they are looked for.
const REQUEST_ID_HEADERS: [&str; 4] = [
    "lean-correlation-id",
    "lean-trace-id",
    "x-request-id",
    "cf-ray",
];

/// The settings that a builder collects. Texts are checked when the client is built, so that the
/// builder's methods can be chained.
pub(super) struct Settings {
    pub(super) server: &'static ServerInfo,
    pub(super) server_url: String,
    /// The credentials that the operations of the server demand.
    pub(super) demands: &'static [Demand],
    /// True if only operations that demand none are called.
    pub(super) is_anonymous: bool,
    /// A variable of the server has a value that it may not have.
    pub(super) server_fault: Option<String>,
    pub(super) base_url: Option<String>,
    pub(super) token_url: Option<String>,
    pub(super) clear: Clear,
    pub(super) allowed_origins: Vec<String>,
    pub(super) identity: Option<Identity>,
    pub(super) credentials: Credentials,
    pub(super) tokens: TokensFrom,
    /// The way to send the secret to the token endpoint. `None`: as description or metadata say.
    pub(super) token_endpoint_auth: Option<TokenEndpointAuth>,
    pub(super) scopes: Option<Vec<String>>,
    /// Of the chosen server; none: by whose certificate it shows.
    pub(super) tls: Option<TlsSettings>,
    /// Of the token endpoint; none: as of any publicly signed host.
    pub(super) token_tls: Option<TlsSettings>,
    /// In place of the public roots.
    pub(super) trust_roots_pem: Vec<u8>,
    pub(super) deadlines: Deadlines,
    pub(super) http_versions: HttpVersions,
    pub(super) proxy: Option<String>,
    pub(super) headers: Vec<(String, String)>,
    pub(super) user_agent: String,
    pub(super) retry: RetryPolicy,
    pub(super) rate_limit: Option<RateLimit>,
    pub(super) concurrency_max: Option<usize>,
    pub(super) body_bytes_max: u64,
    pub(super) stream_limits: StreamLimits,
    pub(super) request_id_headers: Vec<String>,
    pub(super) middleware: Vec<Arc<dyn Middleware>>,
    pub(super) transport: Option<Arc<dyn Transport>>,
    pub(super) lenient: bool,
}

/// The source of access tokens.
pub(super) enum TokensFrom {
    Nowhere,
    Static(Secret),
    ClientCredentials { id: String, secret: Secret },
    Source(Arc<dyn TokenSource>),
}

/// The size limits of streamed responses.
#[derive(Clone, Copy, Debug)]
pub(crate) struct StreamLimits {
    /// In all, decompressed.
    pub(crate) bytes_max: u64,
    /// The limit of one event or line; `None` for the usual limit.
    pub(crate) item_bytes_max: Option<usize>,
}

impl Default for StreamLimits {
    fn default() -> Self {
        Self {
            // Streams are not kept in memory.
            bytes_max: u64::MAX,
            item_bytes_max: None,
        }
    }
}

/// The time limits of each phase of a call.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Deadlines {
    /// Name, TCP and TLS.
    pub(crate) connect: Duration,
    /// From sending an attempt to the head of its response.
    pub(crate) first_byte: Duration,
    /// Between two pieces of a response's body.
    pub(crate) idle: Duration,
    /// The whole call with its repeats; of a streamed response, until its head.
    pub(crate) total: Duration,
}

impl Default for Deadlines {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(10),
            // A synchronous call of Lean's data API answers after up to 50 s.
            first_byte: Duration::from_secs(60),
            idle: Duration::from_secs(30),
            total: Duration::from_secs(120),
        }
    }
}

impl Settings {
    pub(super) fn new<V: Server>(server: &V) -> Self {
        Self {
            server: V::INFO,
            server_url: server.url(),
            demands: V::DEMANDS,
            is_anonymous: false,
            server_fault: V::INFO.check(&server.values()).err(),
            base_url: None,
            token_url: None,
            clear: Clear::default(),
            allowed_origins: Vec::new(),
            identity: None,
            credentials: Credentials::default(),
            tokens: TokensFrom::Nowhere,
            token_endpoint_auth: None,
            scopes: None,
            tls: None,
            token_tls: None,
            trust_roots_pem: Vec::new(),
            deadlines: Deadlines::default(),
            http_versions: HttpVersions::default(),
            proxy: None,
            headers: Vec::new(),
            user_agent: concat!("lean-rust/", env!("CARGO_PKG_VERSION")).to_owned(),
            retry: RetryPolicy::new(),
            rate_limit: None,
            concurrency_max: None,
            body_bytes_max: WHOLE_BODY_BYTES_MAX,
            stream_limits: StreamLimits::default(),
            request_id_headers: REQUEST_ID_HEADERS.map(str::to_owned).to_vec(),
            middleware: Vec::new(),
            transport: None,
            lenient: false,
        }
    }
}
