//! The credentials of a client.

use std::{marker::PhantomData, sync::Arc};

use super::{BuildClient, ClientBuilder};
use crate::{
    auth::{Secret, TokenEndpointAuth, TokenSource},
    client::{Given, ScopeSet, settings::TokensFrom},
    identity::Identity,
};

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
