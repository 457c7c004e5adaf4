//! The authorities that the operating system trusts, for publicly signed hosts only.
//!
//! They are read through `rustls-native-certs` rather than verified by the platform's own verifier: one
//! verifier then serves all hosts on all systems, with the same pins, revocation lists and messages, and a
//! container without any authorities is told so at once. A list of roots compiled in would go stale and
//! comes under a licence of its own (CDLA), so there is none.

use std::sync::OnceLock;

use rustls::pki_types::CertificateDer;

use super::{FaultKind, TlsFault};

/// Reading them takes tens of milliseconds, once in the life of the process.
pub(super) fn public() -> Result<&'static [CertificateDer<'static>], TlsFault> {
    static ROOTS: OnceLock<Vec<CertificateDer<'static>>> = OnceLock::new();
    let roots = ROOTS.get_or_init(|| rustls_native_certs::load_native_certs().certs);
    if roots.is_empty() {
        return Err(TlsFault::new(
            FaultKind::PublicRootsMissing,
            "this machine has no list of public authorities, so no publicly signed host can be trusted",
            "Install the package `ca-certificates`, set SSL_CERT_FILE, or use `TlsSettings::trusting` with the authority",
        ));
    }
    Ok(roots)
}
