//! The runtime of generated clients: transport, identity, encoding, decoding, errors.

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;
pub mod auth;
pub mod blocking;
pub mod body;
mod byte_set;
pub mod call;
pub mod client;
pub mod error;
mod idempotency;
pub mod identity;
pub mod json;
mod limits;
mod macros;
pub mod middleware;
pub mod model;
mod moment;
mod observe;
pub mod operation;
pub mod request;
mod retry;
pub mod testing;
pub mod tls;
pub mod transport;
pub mod values;
pub mod webhook;
pub mod wire;

pub use lean_identity::doctor;

pub use crate::{
    call::{Call, CallError, Response},
    client::Client,
    error::Error,
    limits::RateLimit,
    request::Request,
    retry::RetryPolicy,
};
