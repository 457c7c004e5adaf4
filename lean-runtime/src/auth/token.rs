//! Access tokens and where they come from.

use std::time::Duration;

use super::Secret;
use crate::{error::BoxError, request::BoxFuture};

/// An access token (RFC 6750).
#[derive(Clone, Debug)]
pub struct Token {
    pub(crate) value: Secret,
    pub(crate) expires_in: Option<Duration>,
}

impl Token {
    /// A token of unknown lifetime: it is used until a server refuses it.
    pub fn new(value: impl Into<Secret>) -> Self {
        Self {
            value: value.into(),
            expires_in: None,
        }
    }

    /// Sets the lifetime from now. A lifetime of zero counts as unknown: the token is used until a server refuses it, for
    /// ten minutes at most. The shortest lifetime is one second.
    #[must_use]
    pub fn expires_in(mut self, life: Duration) -> Self {
        self.expires_in = Some(life);
        self
    }
}

/// The kind of token that a call needs.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct TokenRequest {
    /// The scopes, in the order in which they are asked for.
    pub scopes: Vec<String>,
    /// SHA-256 of the certificate that the token will travel with, lower-case hexadecimal: a bound token
    /// (RFC 8705) is good with this one only.
    pub certificate: Option<String>,
}

/// A source of access tokens. The client caches tokens by scopes and certificate until they expire or are refused. It
/// requests one token at a time for the same scopes and certificate. Before a token expires, the client requests the
/// next one in the background, while calls use the old one.
///
/// A source that panics or returns no token within 100 s has failed. A source may call operations of the same client,
/// except those that need the requested token.
pub trait TokenSource: Send + Sync + 'static {
    /// Returns a new token for these scopes.
    fn token(&self, wanted: TokenRequest) -> BoxFuture<Result<Token, BoxError>>;
}

impl<F, R> TokenSource for F
where
    F: Fn(TokenRequest) -> R + Send + Sync + 'static,
    R: Future<Output = Result<Token, BoxError>> + Send + 'static,
{
    fn token(&self, wanted: TokenRequest) -> BoxFuture<Result<Token, BoxError>> {
        Box::pin(self(wanted))
    }
}
