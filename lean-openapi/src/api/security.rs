//! Security schemes, and who asks for them.

use super::{Location, Name};

/// A scheme that a call needs, with its scopes.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Requirement {
    /// The scheme's name.
    pub scheme: String,
    /// Scopes or roles.
    pub scopes: Vec<String>,
}

/// A security scheme.
#[derive(Clone, Debug)]
pub struct Scheme {
    /// Its name.
    pub name: Name,
    /// Its kind.
    pub kind: SchemeKind,
    /// Description, as Markdown.
    pub docs: String,
}

/// The way in which a client proves its secret to a token endpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenEndpointAuth {
    /// `client_secret_basic`.
    Basic,
    /// `client_secret_post`.
    Post,
}

/// The kinds of security schemes.
#[derive(Clone, Debug, PartialEq)]
pub enum SchemeKind {
    /// A key in a header, the query or a cookie.
    ApiKey {
        /// The location.
        location: Location,
        /// The name of the header, query parameter or cookie.
        name: String,
    },
    /// `Authorization: Basic`.
    Basic,
    /// `Authorization: Bearer`.
    Bearer,
    /// Another HTTP scheme, by its name.
    Http(String),
    /// OAuth 2: the token URL of the client-credentials flow, if it has one, and all scopes.
    OAuth2 {
        /// Token endpoint of the client-credentials flow.
        token_url: Option<String>,
        /// The way to prove the client's secret there (`x-token-endpoint-auth-method`).
        auth: Option<TokenEndpointAuth>,
        /// The metadata of the authorization server (3.2).
        metadata_url: Option<String>,
        /// Scope and description.
        scopes: Vec<(String, String)>,
    },
    /// OpenID Connect discovery.
    OpenIdConnect(String),
    /// A client certificate.
    MutualTls,
}
