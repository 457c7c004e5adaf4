//! Takes the keys and certificates out of a PKCS#12 store.

use p12_keystore::{KeyStore, KeyStoreEntry, Pkcs12ImportPolicy};
use zeroize::Zeroizing;

use super::super::{
    Code, IdentityError,
    collect::{Collected, Place},
    key::{Encoding, RawKey},
    printable::Printable,
};

pub(in crate::identity) fn open(
    bytes: &[u8],
    passphrase: Option<&[u8]>,
    place: &Place,
    collected: &mut Collected,
) -> Result<(), IdentityError> {
    let Some(passphrase) = passphrase else {
        return Err(IdentityError::new(
            Code::FileIsPkcs12,
            "is a PKCS#12 store (.p12, .pfx), and no passphrase was given",
            "Pass it with `.passphrase(..)`",
        ));
    };
    let passphrase = String::from_utf8_lossy(passphrase);
    let store = KeyStore::from_pkcs12(bytes, &passphrase, Pkcs12ImportPolicy::Relaxed)
        .map_err(unreadable_error)?;
    collected.is_store_opened = true;
    let mut entries: Vec<_> = store.entries().collect();
    entries.sort_by_key(|(alias, _)| alias.to_string());
    for (alias, entry) in entries {
        let which = format!(", under the alias `{}`", Printable(alias));
        match entry {
            KeyStoreEntry::PrivateKeyChain(chain) => {
                let der = Zeroizing::new(chain.key().as_der().to_vec());
                collected.push_key(
                    RawKey {
                        encoding: Encoding::Pkcs8,
                        der,
                    },
                    place,
                );
                for certificate in chain.certs() {
                    collected.push_certificate(certificate.as_der(), &which, place)?;
                }
            }
            KeyStoreEntry::Certificate(certificate) => {
                collected.push_certificate(certificate.as_der(), &which, place)?;
            }
            KeyStoreEntry::Secret(_) => {}
        }
    }
    Ok(())
}

fn unreadable_error(error: p12_keystore::error::Error) -> IdentityError {
    IdentityError::new(
        Code::Pkcs12Unreadable,
        "is a PKCS#12 store that the passphrase does not open, or that is damaged",
        "Check the passphrase: keytool -list -keystore FILE -storetype PKCS12",
    )
    .with_source(error)
}
