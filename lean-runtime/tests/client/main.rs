//! The client over a fake transport and over real sockets: what a server sees of it, and what a caller reads.
//!
//! Names that begin with a letter and a number are cases of docs/transport-catalogue.md.

// A test binary has no outside for which its helpers could be public.
#![allow(unreachable_pub)]

mod authentication;
mod blocking;
mod bodies;
mod bound_tokens;
mod bursts;
mod certificates;
mod decode;
mod errors;
#[cfg(feature = "encrypted-keys")]
mod failure_modes;
mod how_far;
mod http2;
mod keys;
mod long_streams;
#[cfg(feature = "metrics")]
mod metrics;
mod naive_rotation;
mod nesting;
mod observing;
mod origins;
mod outcome;
mod outcomes;
mod peers;
mod repeats;
mod requests;
mod revocation;
mod rotation;
mod soak;
mod support;
mod token_endpoint_auth;
mod tokens;
mod wire;

use lean_lab as lab;
