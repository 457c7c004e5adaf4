//! Credentials: which a call needs, which the client holds, and the life of access tokens.

mod credentials;
mod secret;
mod token;

pub(crate) use self::credentials::{Credentials, Missing, RequirementSet};
pub use self::{
    secret::Secret,
    token::{Token, TokenRequest, TokenSource},
};
