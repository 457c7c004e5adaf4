//! TLS: what a connection may do, what happened in its handshake, and which side refused why.

pub use lean_identity::tls::{
    Acceptance, Evidence, FaultKind, FaultSide, InvalidPin, MinimumVersion, Pin, PostQuantum,
    Probe, Sent, Target, TlsFault, TlsSettings,
};
