//! Handshakes with servers of every kind of ill will, over real sockets: each test carries the number of
//! its case in `docs/transport-catalogue.md`.

mod clients;
mod doctor;
mod environment;
mod java;
mod openssl;
mod restraints;
mod servers;
mod trust;
mod whims;
mod wire;

use std::{sync::Arc, time::Duration};

use lean_identity::{
    identity::{Identity, Loaded},
    tls::{FaultKind, FaultSide, Probe, Target, TlsFault, TlsSettings},
};

use lean_lab as lab;
use lean_lab::lab;
use lean_lab::tls_server as server;
use server::Server;

/// The lab's application.
fn identity() -> Arc<Loaded> {
    let identity = Identity::from_pem(lab().app.key_pem(), lab().app.pem(), lab().chain_pem());
    identity.expect("the lab's identity loads").current()
}

/// Connects to `localhost` as the lab's application.
fn connect(server: &Server) -> Result<Probe, TlsFault> {
    connect_with(server, &TlsSettings::mutual())
}

fn connect_with(server: &Server, settings: &TlsSettings) -> Result<Probe, TlsFault> {
    target(server, "localhost").probe(settings, Some(&identity()))
}

fn target(server: &Server, host: &str) -> Target {
    Target::new(host, server.port())
        .at(server.address)
        .timeout(Duration::from_secs(10))
}

/// Asserts this failure. The error must be one line with a remedy, and only the network's faults
/// and guesses may be retried.
#[track_caller]
fn fails(result: Result<Probe, TlsFault>, kind: FaultKind) -> TlsFault {
    let fault = match result {
        Err(fault) => fault,
        Ok(probe) => panic!("connected instead of {kind}: {probe:?}"),
    };
    let text = fault.to_string();
    assert_eq!(fault.kind(), kind, "{text}");
    assert!(text.starts_with(kind.as_str()), "{text}");
    assert!(!text.contains('\n') && !text.contains('\u{1b}'), "{text}");
    assert!(!fault.remedy().is_empty(), "{text}");
    assert_eq!(
        fault.is_retryable(),
        fault.side() == FaultSide::Network || !fault.is_certain(),
        "{text}"
    );
    let key = lab().app.key_pem();
    let secret = key.lines().nth(1).expect("a line");
    assert!(!text.contains(secret) && !format!("{fault:?}").contains(secret));
    fault
}

#[track_caller]
fn works(result: Result<Probe, TlsFault>) -> Probe {
    match result {
        Ok(probe) => probe,
        Err(fault) => panic!("{fault}\n{:?}", fault.evidence()),
    }
}
