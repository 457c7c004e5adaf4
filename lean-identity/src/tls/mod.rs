//! TLS: what a connection may do, what happened in its handshake, and which side refused why.
//!
//! Settings and a generation of an identity come in; a configuration for the HTTP engine goes out.
//! Errors of the engine become a [`TlsFault`] with a stable kind, the [`Evidence`] and a remedy.

mod classify;
mod client_side;
mod config;
mod evidence;
mod exchange;
mod fault;
mod probe;
mod provider;
mod recorder;
mod revocation;
mod roots;
mod server_issuer;
mod server_side;
mod session;
mod settings;
mod tickets;
mod verifier;

#[cfg(test)]
mod tests;

pub use self::{
    classify::classify,
    client_side::classify_response,
    config::client_config,
    evidence::{Evidence, Sent},
    fault::codes,
    fault::{FaultKind, FaultSide, TlsFault},
    probe::{Acceptance, Probe, Target},
    recorder::Recorder,
    settings::{InvalidPin, MinimumVersion, Pin, PostQuantum, TlsSettings},
};
