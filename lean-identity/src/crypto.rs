//! The one crypto provider of this build. It is always passed on explicitly: never installed for the
//! process, never taken from it.

use rustls::{CipherSuite, crypto::CryptoProvider};

#[cfg(not(any(feature = "aws-lc-rs", feature = "ring")))]
compile_error!(
    "lean needs a crypto provider: enable the feature `aws-lc-rs` (the default) or `ring`"
);

#[cfg(feature = "aws-lc-rs")]
pub(crate) fn provider() -> CryptoProvider {
    rustls::crypto::aws_lc_rs::default_provider()
}

#[cfg(all(feature = "ring", not(feature = "aws-lc-rs")))]
pub(crate) fn provider() -> CryptoProvider {
    rustls::crypto::ring::default_provider()
}

/// SHA-256 by the provider, so that no other implementation is needed.
pub(crate) fn sha256(bytes: &[u8]) -> [u8; 32] {
    let provider = provider();
    let hash = provider
        .cipher_suites
        .iter()
        .filter(|suite| suite.suite() == CipherSuite::TLS13_AES_128_GCM_SHA256)
        .find_map(|suite| suite.tls13())
        .map(|suite| suite.common.hash_provider.hash(bytes));
    let mut out = [0; 32];
    // Every provider has the suite that TLS 1.3 makes mandatory.
    out.copy_from_slice(
        hash.expect("TLS13_AES_128_GCM_SHA256 is in every provider")
            .as_ref(),
    );
    out
}

/// Lower-case hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::{hex, sha256};

    #[test]
    fn sha256_of_abc() {
        assert_eq!(
            hex(&sha256(b"abc")),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }
}
