//! `tracing` events and metrics about identities and handshakes. They never contain secrets.

use jiff::Timestamp;

use crate::identity::Loaded;

/// A TLS handshake with this host came to an end, as far as we are concerned: the server was found good, or refused.
/// The server's verdict on our certificate comes later.
pub(crate) fn record_handshake(host: &str, is_well: bool) {
    tracing::debug!(server.address = host, is_well, "shook hands");
    #[cfg(feature = "metrics")]
    {
        let outcome = if is_well { "ok" } else { "refused" };
        metrics::counter!("lean_client_handshakes_total", "outcome" => outcome).increment(1);
    }
}

/// Records how long the certificate in use remains valid.
pub(crate) fn record_days_left(identity: &Loaded, now: Timestamp) {
    #[cfg(feature = "metrics")]
    {
        let left = identity.not_after().duration_since(now);
        let days_left = left.as_secs_f64() / 86_400.0;
        let subject = identity.report().leaf().subject.clone();
        metrics::gauge!("lean_client_certificate_days_left", "certificate" => subject)
            .set(days_left);
    }
    #[cfg(not(feature = "metrics"))]
    let _ = (identity, now);
}
