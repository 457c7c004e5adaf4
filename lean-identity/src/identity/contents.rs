//! The contents of key and certificate files, without the checks of an identity.

use super::{
    CertificateSummary, IdentityError, IdentitySource, Note,
    collect::{Located, collect},
    key::{Encoding, RawKey},
};

/// The keys and certificates that a source holds, whether or not they make an identity: expired, unrelated,
/// without a key. For tools that show what there is.
///
/// # Example
/// ```no_run
/// use lean_identity::identity::{AnyFiles, Contents};
///
/// let contents = Contents::read(&AnyFiles::new(["lean_public_cert_chain.pem"]), None)?;
/// for (origin, certificate) in contents.certificates() {
///     println!("{}: {certificate}", origin.unwrap_or("?"));
/// }
/// # Ok::<(), lean_identity::identity::IdentityError>(())
/// ```
#[derive(Debug)]
pub struct Contents {
    keys: Vec<(Option<String>, String)>,
    certificates: Vec<(Option<String>, CertificateSummary)>,
    notes: Vec<Note>,
}

impl Contents {
    /// Reads everything. A passphrase opens encrypted keys and stores.
    ///
    /// # Errors
    /// A text or file that cannot be read as keys or certificates.
    pub fn read(
        source: &dyn IdentitySource,
        passphrase: Option<&str>,
    ) -> Result<Self, IdentityError> {
        let passphrase = passphrase.map(str::as_bytes);
        let collected = collect(&source.read()?, passphrase)?;
        Ok(Self {
            keys: collected
                .keys
                .iter()
                .map(|found| (found.place.origin.clone(), describe(found, passphrase)))
                .collect(),
            certificates: collected
                .certificates
                .into_iter()
                .map(|found| (found.place.origin, found.value.summary))
                .collect(),
            notes: collected.notes,
        })
    }

    /// Returns the place and kind of each private key, but never the key.
    pub fn keys(&self) -> impl Iterator<Item = (Option<&str>, &str)> {
        self.keys
            .iter()
            .map(|(origin, kind)| (origin.as_deref(), kind.as_str()))
    }

    /// Returns the place and summary of each certificate, in file order.
    pub fn certificates(&self) -> impl Iterator<Item = (Option<&str>, &CertificateSummary)> {
        self.certificates
            .iter()
            .map(|(origin, summary)| (origin.as_deref(), summary))
    }

    /// Returns notes about what was repaired or skipped while reading.
    #[must_use]
    pub fn notes(&self) -> &[Note] {
        &self.notes
    }
}

fn describe(found: &Located<RawKey>, passphrase: Option<&[u8]>) -> String {
    match (found.value.open(passphrase), found.value.encoding) {
        (Ok(key), _) => {
            let encrypted = if key.was_encrypted { ", encrypted" } else { "" };
            format!(
                "{}{encrypted}, public key SHA-256 {}",
                key.kind,
                key.fingerprint()
            )
        }
        (Err(_), Encoding::Encrypted | Encoding::EncryptedLegacy) if passphrase.is_none() => {
            "encrypted; give its passphrase to see more".to_owned()
        }
        (Err(error), _) => format!("unusable: {error}"),
    }
}
