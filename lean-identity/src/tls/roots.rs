//! The authorities that the operating system trusts, for publicly signed hosts only.
//!
//! The roots are read through `rustls-native-certs` instead of using the platform's own verifier.
//! One verifier then serves all hosts on all systems, with the same pins, revocation lists and
//! messages, and a container without authorities gets an error at once. A compiled-in list of roots
//! would become outdated and has a separate licence (CDLA), so it is not used.

use std::sync::{Arc, OnceLock};

use rustls::{RootCertStore, pki_types::CertificateDer};

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

/// The same authorities as the TLS library holds them, once for all clients of the process: some 80 KiB.
///
/// # Errors
/// As [`public`].
pub(super) fn public_store() -> Result<Arc<RootCertStore>, TlsFault> {
    static STORE: OnceLock<Arc<RootCertStore>> = OnceLock::new();
    let roots = public()?;
    Ok(Arc::clone(STORE.get_or_init(|| Arc::new(store_of(roots)))))
}

/// A store of these authorities, without those that the TLS library does not accept.
pub(super) fn store_of(authorities: &[CertificateDer<'static>]) -> RootCertStore {
    let mut store = RootCertStore::empty();
    store.add_parsable_certificates(authorities.iter().cloned());
    store
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clients_share_the_public_authorities() {
        // A machine may have none.
        if let (Ok(one), Ok(other)) = (public_store(), public_store()) {
            assert!(Arc::ptr_eq(&one, &other));
        }
    }
}
