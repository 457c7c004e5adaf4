//! The authorities that the operating system trusts, for publicly signed hosts only.
//!
//! The roots are read through `rustls-native-certs` instead of using the platform's own verifier.
//! One verifier then serves all hosts on all systems, with the same pins, revocation lists and
//! messages, and a container without authorities gets an error at once. A compiled-in list of roots
//! would become outdated and has a separate licence (CDLA), so it is not used.

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
