//! Token endpoints, as descriptions name them.

/// The way in which a client sends its id and secret to the token endpoint (RFC 6749 section 2.3.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TokenEndpointAuth {
    /// `client_secret_basic`: in the header `Authorization`.
    ClientSecretBasic,
    /// `client_secret_post`: in the form.
    ClientSecretPost,
}

/// A token endpoint, as a description names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TokenEndpoint {
    /// Its URL; empty: the description names none.
    pub url: &'static str,
    /// The URL of the authorization server's metadata (RFC 8414); empty: the description names none.
    pub metadata_url: &'static str,
    /// The way to send the secret there. `None`: as the metadata says, or else in the form.
    pub auth: Option<TokenEndpointAuth>,
}

impl TokenEndpoint {
    /// An endpoint of which only the URL is known.
    #[must_use]
    pub const fn at(url: &'static str) -> Self {
        Self {
            url,
            metadata_url: "",
            auth: None,
        }
    }
}
