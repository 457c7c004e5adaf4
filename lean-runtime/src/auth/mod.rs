//! Credentials: which a call needs, which the client holds, and the life of access tokens.

mod apply;
mod cache;
mod client_credentials;
mod credentials;
mod custom;
mod failure;
mod secret;
mod token;
mod token_endpoint;

use self::client_credentials::encode;
pub(crate) use self::token_endpoint::Metadata;
pub(crate) use self::{
    apply::apply,
    cache::{Mint, Tokens, Wanted},
    client_credentials::ClientCredentials,
    credentials::{Credentials, Missing, RequirementSet},
    custom::Custom,
    failure::TokenFailure,
};
pub use crate::operation::TokenEndpointAuth;

pub use self::{
    secret::Secret,
    token::{Token, TokenRequest, TokenSource},
};
