//! Session tickets are the proof that a server has accepted our certificate. They are noted and thrown away.

use rustls::{
    NamedGroup,
    client::{ClientSessionStore, Tls12ClientSessionValue, Tls13ClientSessionValue},
    pki_types::ServerName,
};

use super::recorder::Recorder;

/// A store of sessions that keeps none, so that none is resumed.
///
/// In TLS 1.3 a server judges the client's certificate after the client's part of the handshake has ended. It sends
/// tickets after that (RFC 8446 section 4.6.1): an alert that comes later is not about the handshake.
#[derive(Debug)]
pub(super) struct Tickets(pub(super) Recorder);

impl ClientSessionStore for Tickets {
    fn set_kx_hint(&self, _: ServerName<'static>, _: NamedGroup) {}

    fn kx_hint(&self, _: &ServerName<'_>) -> Option<NamedGroup> {
        None
    }

    fn set_tls12_session(&self, _: ServerName<'static>, _: Tls12ClientSessionValue) {}

    fn tls12_session(&self, _: &ServerName<'_>) -> Option<Tls12ClientSessionValue> {
        None
    }

    fn remove_tls12_session(&self, _: &ServerName<'static>) {}

    fn insert_tls13_ticket(&self, _: ServerName<'static>, _: Tls13ClientSessionValue) {
        self.0.record_admission();
    }

    fn take_tls13_ticket(&self, _: &ServerName<'static>) -> Option<Tls13ClientSessionValue> {
        None
    }
}
