//! Security schemes, and the sets of them that operations demand.

use super::TokenEndpoint;

/// A security scheme that a call needs, with its scopes (OpenAPI Security Requirement Object).
#[derive(Debug)]
pub struct Requirement {
    /// The scheme.
    pub scheme: &'static Scheme,
    /// The scopes or roles.
    pub scopes: &'static [&'static str],
}

/// A security scheme.
#[derive(Debug)]
pub struct Scheme {
    /// Its name in the description.
    pub name: &'static str,
    /// The kind of the scheme.
    pub kind: SchemeKind,
}

/// The kinds of security schemes (OpenAPI 3.2 section 4.27).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SchemeKind {
    /// A key in a header of this name.
    ApiKeyHeader(&'static str),
    /// A key in a query parameter of this name.
    ApiKeyQuery(&'static str),
    /// A key in a cookie of this name.
    ApiKeyCookie(&'static str),
    /// `Authorization: Basic` (RFC 7617).
    Basic,
    /// `Authorization: Bearer` (RFC 6750), from any source.
    Bearer,
    /// Another `Authorization` scheme, by its name.
    Http(&'static str),
    /// OAuth 2.0 (RFC 6749), with the token endpoint of client credentials.
    OAuth2(TokenEndpoint),
    /// OpenID Connect, by its discovery URL.
    OpenIdConnect(&'static str),
    /// A client certificate (RFC 8705, OpenAPI 3.1 `mutualTLS`).
    MutualTls,
}

/// The credentials that some operations of a server demand.
#[derive(Debug)]
pub struct Demand {
    /// One of these sets of schemes.
    pub schemes: &'static [&'static [&'static Scheme]],
    /// The operations, for messages: "`getThing`, `listThings` and 7 more".
    pub operations: &'static str,
}
