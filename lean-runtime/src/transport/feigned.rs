//! Faults of TLS without a handshake, for fakes.

use lean_identity::tls::TlsFault;

use super::{Failure, SendProgress};

impl Failure {
    /// The server refuses the client's certificate after its own side of the handshake.
    pub(crate) fn certificate_refused() -> Self {
        let fault = TlsFault::client_certificate_rejected();
        Self::tls(fault, SendProgress::BodySent).never_acted_on()
    }

    /// No trusted authority vouches for the server.
    pub(crate) fn server_untrusted() -> Self {
        Self::tls(TlsFault::server_untrusted(), SendProgress::NotConnected)
    }
}
