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
    /// A token of unknown life: it is used until a server refuses it.
    pub fn new(value: impl Into<Secret>) -> Self {
        Self {
            value: value.into(),
            expires_in: None,
        }
    }

    /// Lives for this long from now. A life of nothing tells nothing: such a token is used until it is refused, for ten
    /// minutes at most. No life is taken to be shorter than a second.
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

/// Gives access tokens. What it gives is cached by scopes and certificate until it expires or is refused, and it is
/// asked for one token of a kind at a time. Before a token expires the next one is asked for in the background, while
/// calls go on with the old one.
///
/// A source that panics, or gives nothing within 100 s, has failed. It may call operations of the same client, but none
/// that needs the token that it is asked for.
pub trait TokenSource: Send + Sync + 'static {
    /// A fresh token for these scopes.
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
