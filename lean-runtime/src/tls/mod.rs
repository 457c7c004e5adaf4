//! TLS: what a connection may do, what happened in its handshake, and which side refused why.
//!
//! The only module, with [`crate::identity`], that names the TLS library. Settings and a generation of an
//! identity come in; a configuration for the HTTP engine goes out, and afterwards, from whatever the engine
//! reports, a [`TlsFault`] with a stable kind, the [`Evidence`] and a remedy.

mod classify;
mod client_side;
mod config;
mod evidence;
mod exchange;
pub(crate) mod fault;
mod probe;
pub(crate) mod provider;
mod recorder;
mod roots;
mod server_side;
mod session;
mod settings;
mod verifier;

#[cfg(test)]
mod tests;

pub(crate) use self::{
    classify::classify, client_side::classify_response, config::client_config, recorder::Recorder,
};
pub use self::{
    evidence::{Evidence, Sent},
    fault::{FaultKind, Side, TlsFault},
    probe::{Acceptance, Probe, Target},
    settings::{InvalidPin, MinimumVersion, Pin, PostQuantum, TlsSettings},
};
