//! Credentials: those that a call needs, those that the client has, and the lifetime of access tokens.

mod apply;
mod cache;
mod client_credentials;
mod credentials;
mod custom;
mod failure;
mod token;
mod token_endpoint;

use self::client_credentials::form_encode;
pub(crate) use self::token_endpoint::Metadata;
pub(crate) use self::{
    apply::apply,
    cache::{Mint, MintRequest, Tokens},
    client_credentials::ClientCredentials,
    credentials::{Credentials, MissingCredentials, RequirementSet},
    custom::CustomSource,
    failure::TokenFailure,
};
pub use crate::operation::TokenEndpointAuth;
pub use crate::values::Secret;

pub use self::token::{Token, TokenRequest, TokenSource};
