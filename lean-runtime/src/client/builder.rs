//! Builds clients: types express what is required, methods set options, and `build` reports
//! mistakes.

use std::{fmt, marker::PhantomData, sync::Arc, time::Duration};

use super::{
    Client, Given, Ready, ScopeSet, build,
    inner::Core,
    settings::{Settings, TokensFrom},
};
use crate::{
    Error,
    auth::{Secret, TokenEndpointAuth, TokenSource},
    identity::Identity,
    limits::RateLimit,
    middleware::Middleware,
    operation::Server,
    retry::RetryPolicy,
    tls::TlsSettings,
    transport::{Clear, HttpVersions, Transport},
};

/// Builds a [`Client`]: see [`Client::builder`] and [`blocking::Client::builder`](crate::blocking::Client::builder).
///
/// `Id` says if an identity is still missing; if so, there is no `build`. `C` is the client that is
/// built.
#[must_use = "a builder makes no client until `.build()?`"]
pub struct ClientBuilder<Id, C = Client> {
    settings: Box<Settings>,
    builds: PhantomData<fn() -> (Id, C)>,
}

impl<Id, C> ClientBuilder<Id, C> {
    pub(crate) fn new<V: Server>(server: &V) -> Self {
        Self {
            settings: Box::new(Settings::new(server)),
            builds: PhantomData,
        }
    }

    fn with(mut self, change: impl FnOnce(&mut Settings)) -> Self {
        change(&mut self.settings);
        self
    }

    /// Checks everything and opens the transport. Nothing is sent yet.
    ///
    /// A server that wants a client certificate has no `build` until `.identity(..)` was called:
    ///
    /// ```compile_fail,E0277
    /// # use lean_runtime::{Client, Error, client::Needed, operation::{Server, ServerInfo, Trust}};
    /// # struct Production;
    /// # impl Server for Production {
    /// #     type Identity = Needed;
    /// #     const INFO: &'static ServerInfo = &ServerInfo { name: "Production", url: "https://api.leantech.me",
    /// #         variables: &[], security: None, token_url: "", trust: Trust::Chain };
    /// # }
    /// let client: Result<Client, Error> = Client::builder(Production).app_token("3e5a...").build();
    /// ```
    ///
    /// # Errors
    /// A URL, header or other setting does not hold, or TLS cannot be set up: the error names it. `CREDENTIAL_MISSING`: none
    /// of the described operations of the chosen server takes the credentials of this builder.
    pub fn build(self) -> Result<C, Error>
    where
        Id: Ready,
        C: BuildClient,
    {
        build::core(*self.settings).map(|core| C::from_made(Made(Arc::new(core))))
    }
}

/// A client that a builder makes: [`Client`] or [`blocking::Client`](crate::blocking::Client).
pub trait BuildClient: Sized {
    /// The same kind of client, built for these scopes.
    type For<S>: BuildClient;

    /// The client.
    #[doc(hidden)]
    fn from_made(made: Made) -> Self;
}

/// The parts of a client. Only a builder makes this.
pub struct Made(Arc<Core>);

impl<T> BuildClient for Client<T> {
    type For<S> = Client<S>;

    fn from_made(Made(core): Made) -> Self {
        Self::from_core(core)
    }
}

/// The client's identity and credentials.
impl<Id, C> ClientBuilder<Id, C> {
    /// Shows this client certificate, to the chosen server only. Rotating the identity needs no new client.
    pub fn identity(mut self, identity: Identity) -> ClientBuilder<Given, C> {
        self.settings.credentials.identity = true;
        self.settings.identity = Some(identity);
        ClientBuilder {
            settings: self.settings,
            builds: PhantomData,
        }
    }

    /// The application's token (`lean-app-token`): the key of the description's `apiKey` scheme.
    pub fn app_token(self, token: impl Into<Secret>) -> Self {
        self.with(|s| s.credentials.app_token = Some(token.into()))
    }

    /// The key of one scheme, by its name in the description.
    pub fn api_key(self, scheme: impl Into<String>, key: impl Into<Secret>) -> Self {
        self.with(|s| {
            s.credentials.api_keys.insert(scheme.into(), key.into());
        })
    }

    /// Client id and secret, exchanged for access tokens at the server's token endpoint (RFC 6749 section 4.4).
    pub fn oauth2(self, client_id: impl Into<String>, secret: impl Into<Secret>) -> Self {
        self.tokens(TokensFrom::ClientCredentials {
            id: client_id.into(),
            secret: secret.into(),
        })
    }

    /// Sets how client id and secret are sent to the token endpoint. By default the description says so
    /// (`x-token-endpoint-auth-method` of the scheme), or the metadata of the authorization server
    /// (`token_endpoint_auth_methods_supported`); where neither does, they are in the form (`client_secret_post`).
    pub fn token_endpoint_auth(self, auth: TokenEndpointAuth) -> Self {
        self.with(|s| s.token_endpoint_auth = Some(auth))
    }

    /// Uses one fixed access token.
    pub fn bearer(self, token: impl Into<Secret>) -> Self {
        self.tokens(TokensFrom::Static(token.into()))
    }

    /// Access tokens from elsewhere: a vault, another process, a user's session.
    pub fn token_source(self, source: impl TokenSource) -> Self {
        self.tokens(TokensFrom::Source(Arc::new(source)))
    }

    fn tokens(self, tokens: TokensFrom) -> Self {
        self.with(|s| {
            s.credentials.tokens = true;
            s.tokens = tokens;
        })
    }

    /// Builds a client without credentials, for operations that need none. Without this, [`build`](Self::build) refuses
    /// a client whose credentials none of the described operations of the chosen server takes.
    pub fn anonymous(self) -> Self {
        self.with(|s| s.is_anonymous = true)
    }

    /// User and password (RFC 7617).
    pub fn basic(self, user: impl Into<String>, password: impl Into<Secret>) -> Self {
        self.with(|s| s.credentials.basic = Some((user.into(), password.into())))
    }

    /// Sets the scopes of the access tokens that this client requests, instead of those of each
    /// operation.
    pub fn scopes<T: Into<String>>(self, scopes: impl IntoIterator<Item = T>) -> Self {
        self.with(|s| s.scopes = Some(scopes.into_iter().map(Into::into).collect()))
    }

    /// Builds a client for these scopes, which the compiler knows. The client requests exactly
    /// these from the token endpoint and has the methods of traits that need no other scopes.
    /// `bank::Needs` lists what the trait `Bank` needs; `lean::scopes!` declares your own list.
    pub fn for_scopes<S: ScopeSet>(self) -> ClientBuilder<Id, C::For<S>>
    where
        C: BuildClient,
    {
        let names = S::NAMES.iter().map(|name| (*name).to_owned());
        // An empty list of scopes does not change what is requested.
        let scopes = (!S::NAMES.is_empty()).then(|| names.collect());
        let mut settings = self.settings;
        settings.scopes = scopes;
        ClientBuilder {
            settings,
            builds: PhantomData,
        }
    }
}

/// The address of the server, and the trust in servers.
impl<Id, C> ClientBuilder<Id, C> {
    /// Sends everything here instead of to the described servers: a local sandbox, a private gateway. `https` only.
    pub fn base_url(self, url: impl Into<String>) -> Self {
        self.with(|s| s.base_url = Some(url.into()))
    }

    /// Asks for access tokens here instead of at the described endpoint. `https` only.
    pub fn token_url(self, url: impl Into<String>) -> Self {
        self.with(|s| s.token_url = Some(url.into()))
    }

    /// Takes `http://` URLs of this machine (`127.0.0.1`, `::1`, `localhost`), too: for mock servers in tests. Nothing
    /// else ever goes without TLS, and no client with an identity does.
    pub fn allow_http_on_loopback(self) -> Self {
        self.with(|s| s.clear = Clear::Loopback)
    }

    /// Shows certificate and credentials to this origin too (`https://other.example:8443`): for operations that live on
    /// a server of their own, or a token endpoint that binds tokens to the certificate.
    pub fn allow_origin(self, origin: impl Into<String>) -> Self {
        self.with(|s| s.allowed_origins.push(origin.into()))
    }

    /// Trusts these authorities (PEM) in place of the public ones: for a local sandbox or a private gateway. Hosts of
    /// mutual TLS are still trusted by the identity's chain file alone. Several calls add up.
    pub fn trust_root_pem(self, pem: impl AsRef<[u8]>) -> Self {
        self.with(|s| {
            s.trust_roots_pem.extend_from_slice(pem.as_ref());
            s.trust_roots_pem.push(b'\n');
        })
    }

    /// Trust, TLS versions, key exchange, pins and revocation lists of the chosen server, in place of what its
    /// description calls for: `TlsSettings::mutual()` or `TlsSettings::public()`.
    pub fn tls(self, tls: TlsSettings) -> Self {
        self.with(|s| s.tls = Some(tls))
    }

    /// The same of the token endpoint, which is trusted by public authorities if not said otherwise.
    pub fn token_tls(self, tls: TlsSettings) -> Self {
        self.with(|s| s.token_tls = Some(tls))
    }

    /// Goes through this proxy, by tunnels (`CONNECT`). The environment's proxies are never used.
    pub fn proxy(self, url: impl Into<String>) -> Self {
        self.with(|s| s.proxy = Some(url.into()))
    }

    /// Offers HTTP/1.1 only.
    pub fn http1_only(self) -> Self {
        self.with(|s| s.http_versions = HttpVersions::One)
    }

    /// Sends attempts through this instead of the network: for tests. The identity's files are then not needed.
    pub fn transport(self, transport: impl Transport) -> Self {
        self.with(|s| s.transport = Some(Arc::new(transport)))
    }
}

/// Limits of time, attempts and size.
impl<Id, C> ClientBuilder<Id, C> {
    /// The whole call, with its repeats: 120 s if not said otherwise.
    pub fn timeout(self, timeout: Duration) -> Self {
        self.with(|s| s.deadlines.total = timeout)
    }

    /// Name, TCP and TLS together: 10 s if not said otherwise.
    pub fn connect_timeout(self, timeout: Duration) -> Self {
        self.with(|s| s.deadlines.connect = timeout)
    }

    /// From sending an attempt to the head of its response: 60 s if not said otherwise.
    pub fn first_byte_timeout(self, timeout: Duration) -> Self {
        self.with(|s| s.deadlines.first_byte = timeout)
    }

    /// Between two pieces of a response's body: 30 s if not said otherwise.
    pub fn idle_timeout(self, timeout: Duration) -> Self {
        self.with(|s| s.deadlines.idle = timeout)
    }

    /// When calls are repeated.
    pub fn retry(self, policy: RetryPolicy) -> Self {
        self.with(|s| s.retry = policy)
    }

    /// Limits the rate of attempts; further attempts wait for their turn.
    pub fn rate_limit(self, limit: RateLimit) -> Self {
        self.with(|s| s.rate_limit = Some(limit))
    }

    /// Limits the number of concurrent attempts; further attempts wait for their turn.
    pub fn concurrency(self, calls_max: usize) -> Self {
        self.with(|s| s.concurrency_max = Some(calls_max.max(1)))
    }

    /// Limits a response's body, in decompressed bytes. The default is 16 MiB. A response that is
    /// read as a stream may be longer: only the part kept in memory is limited.
    ///
    /// Values are limited with it: a response that is read into a value takes at most eight times as much memory, with all
    /// that is built on the way, however little it was on the wire. One that would take more is an error.
    pub fn max_body_bytes(self, bytes: u64) -> Self {
        self.with(|s| s.body_bytes_max = bytes)
    }

    /// Limits a streamed response (events, lines, a download) as a whole, in decompressed bytes.
    /// There is no limit by default.
    pub fn max_stream_bytes(self, bytes: u64) -> Self {
        self.with(|s| s.stream_limits.bytes_max = bytes)
    }

    /// Limits one event or one line of a streamed response. The default is 16 MiB for events and 64
    /// MiB for lines. `usize::MAX` removes the limit.
    pub fn max_event_bytes(self, bytes: usize) -> Self {
        self.with(|s| s.stream_limits.item_bytes_max = Some(bytes))
    }
}

/// Additional headers, and the way that answers are read.
impl<Id, C> ClientBuilder<Id, C> {
    /// Sends this header with every request.
    pub fn header(self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.with(|s| s.headers.push((name.into(), value.into())))
    }

    /// Calls itself this.
    pub fn user_agent(self, agent: impl Into<String>) -> Self {
        self.with(|s| s.user_agent = agent.into())
    }

    /// The response headers that name a request, most telling first. If not said otherwise: `lean-correlation-id`,
    /// `lean-trace-id`, `x-request-id`, `cf-ray`.
    pub fn request_id_headers<T: Into<String>>(self, names: impl IntoIterator<Item = T>) -> Self {
        self.with(|s| s.request_id_headers = names.into_iter().map(Into::into).collect())
    }

    /// Lets this see each attempt in its final form. Several run in the order in which they were given.
    pub fn middleware(self, middleware: impl Middleware) -> Self {
        self.with(|s| s.middleware.push(Arc::new(middleware)))
    }

    /// Keeps what can be kept of responses that do not fit the description, instead of failing.
    pub fn lenient(self, lenient: bool) -> Self {
        self.with(|s| s.lenient = lenient)
    }
}

impl<Id, C> fmt::Debug for ClientBuilder<Id, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("server", &self.settings.server.name)
            .field("identity", &self.settings.identity)
            .finish_non_exhaustive()
    }
}
