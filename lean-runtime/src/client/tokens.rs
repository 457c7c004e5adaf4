//! The source of an access token: the application's own, or the token endpoint named by the server
//! or, failing that, by the scheme.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use tokio::sync::OnceCell;

use super::{
    build,
    origin::{BaseUrl, Origin},
    settings::{Settings, TokensFrom},
    trust,
};
use crate::{
    Error,
    auth::{ClientCredentials, CustomSource, Metadata, Secret, TokenEndpointAuth, Tokens},
    operation::{Scheme, SchemeKind},
    retry::RetryPolicy,
    transport::{Clear, Engine, Network, Peer, Transport},
};

/// The sources of a client's access tokens.
pub(super) enum TokenSources {
    Nowhere,
    One(Arc<Tokens>),
    Endpoints(Box<Endpoints>),
}

/// Token endpoints by their URLs, each with a cache of its own: tokens belong to their issuer.
pub(super) struct Endpoints {
    /// Takes the place of what the schemes say.
    url: Option<BaseUrl>,
    id: String,
    secret: Secret,
    auth: Option<TokenEndpointAuth>,
    retry: RetryPolicy,
    base: BaseUrl,
    /// Origins that may see the certificate.
    trusted_with_identity: Vec<Origin>,
    api: Arc<dyn Transport>,
    elsewhere: ForeignEndpoints,
    open: Mutex<HashMap<EndpointKey, Arc<Tokens>>>,
}

/// URL, way to authenticate and metadata: schemes that share them share tokens.
type EndpointKey = (String, Option<TokenEndpointAuth>, &'static str);

/// The settings for endpoints that must not see the certificate.
struct ForeignEndpoints {
    peer: Peer,
    network: Network,
    /// Replaces all of it in tests.
    transport: Mutex<Option<Arc<dyn Transport>>>,
}

impl TokenSources {
    pub(super) fn new(
        settings: &Settings,
        base: &BaseUrl,
        allowed_origins: &[Origin],
        api: &Arc<dyn Transport>,
    ) -> Result<Self, Error> {
        let (id, secret) = match &settings.tokens {
            TokensFrom::Nowhere => return Ok(Self::Nowhere),
            TokensFrom::Static(token) => {
                return Ok(Self::One(Arc::new(Tokens::Fixed(token.clone()))));
            }
            TokensFrom::Source(source) => {
                let source = CustomSource(Arc::clone(source));
                return Ok(Self::One(Arc::new(Tokens::cached(source))));
            }
            TokensFrom::ClientCredentials { id, secret } => (id.clone(), secret.clone()),
        };
        let of_server = Some(settings.server.token_url).filter(|url| !url.is_empty());
        let url = settings.token_url.as_deref().or(of_server);
        let endpoints = Endpoints {
            url: url
                .map(|url| absolute(base, url, settings.clear))
                .transpose()?,
            id,
            secret,
            auth: settings.token_endpoint_auth,
            retry: settings.retry.clone(),
            base: base.clone(),
            trusted_with_identity: [std::slice::from_ref(base.origin()), allowed_origins].concat(),
            api: Arc::clone(api),
            elsewhere: ForeignEndpoints::new(settings)?,
            open: Mutex::default(),
        };
        Ok(Self::Endpoints(Box::new(endpoints)))
    }

    /// # Errors
    /// The scheme names no endpoint, or one that cannot be spoken to.
    pub(super) fn of(&self, scheme: &Scheme) -> Result<Option<Arc<Tokens>>, Error> {
        match self {
            Self::Nowhere => Ok(None),
            Self::One(tokens) => Ok(Some(Arc::clone(tokens))),
            Self::Endpoints(endpoints) => endpoints.of(scheme).map(Some),
        }
    }
}

impl Endpoints {
    fn of(&self, scheme: &Scheme) -> Result<Arc<Tokens>, Error> {
        let base = match (&self.url, scheme.kind) {
            (Some(url), _) => url.clone(),
            (None, SchemeKind::OAuth2(endpoint)) if !endpoint.url.is_empty() => {
                absolute(&self.base, endpoint.url, self.elsewhere.network.clear)?
            }
            (None, _) => return Err(no_endpoint(scheme)),
        };
        let (auth, metadata_url) = match scheme.kind {
            SchemeKind::OAuth2(endpoint) => (endpoint.auth, endpoint.metadata_url),
            SchemeKind::OpenIdConnect(url) => (None, url),
            _ => (None, ""),
        };
        let auth = self.auth.or(auth);
        let key = (base.uri().to_string(), auth, metadata_url);
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(tokens) = open.get(&key) {
            return Ok(Arc::clone(tokens));
        }
        let transport = self.transport(&base)?;
        let metadata = match auth.is_none() && !metadata_url.is_empty() {
            true => Some(Arc::new(self.metadata(metadata_url)?)),
            false => None,
        };
        let tokens = Arc::new(Tokens::cached(ClientCredentials {
            transport,
            url: base.uri().clone(),
            id: self.id.clone(),
            secret: self.secret.clone(),
            retry: self.retry.clone(),
            auth,
            metadata,
        }));
        open.insert(key, Arc::clone(&tokens));
        Ok(tokens)
    }

    fn transport(&self, base: &BaseUrl) -> Result<Arc<dyn Transport>, Error> {
        if self.trusted_with_identity.contains(base.origin()) {
            return Ok(Arc::clone(&self.api));
        }
        self.elsewhere.transport()
    }

    fn metadata(&self, url: &str) -> Result<Metadata, Error> {
        let base = absolute(&self.base, url, self.elsewhere.network.clear)?;
        Ok(Metadata {
            transport: self.transport(&base)?,
            url: base.uri().clone(),
            answer: OnceCell::new(),
        })
    }
}

impl ForeignEndpoints {
    fn new(settings: &Settings) -> Result<Self, Error> {
        let peer = Peer {
            identity: None,
            tls: trust::token_endpoint(settings)?,
        };
        Ok(Self {
            peer,
            network: build::network(settings)?,
            transport: Mutex::new(settings.transport.clone()),
        })
    }

    fn transport(&self) -> Result<Arc<dyn Transport>, Error> {
        let mut transport = self
            .transport
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if let Some(transport) = &*transport {
            return Ok(Arc::clone(transport));
        }
        let engine = Engine::new(self.peer.clone(), self.network.clone())?;
        Ok(Arc::clone(transport.insert(Arc::new(engine))))
    }
}

/// Some descriptions give the endpoint as a path of the server.
fn absolute(base: &BaseUrl, url: &str, clear: Clear) -> Result<BaseUrl, Error> {
    if url.starts_with('/') {
        return BaseUrl::parse("token_url", &format!("{}{url}", base.origin().url()), clear);
    }
    BaseUrl::parse("token_url", url, clear)
}

fn no_endpoint(scheme: &Scheme) -> Error {
    let text = format!(
        "the description names no token endpoint for `{}`",
        scheme.name
    );
    Error::configuration(text)
        .with_remedy("Give its URL to the builder: `.token_url(\"https://...\")`")
}
