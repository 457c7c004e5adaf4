//! Packs an identity into a PKCS#12 store, for platforms that want one.

use p12_keystore::{Certificate as Entry, KeyStore, KeyStoreEntry, PrivateKey, PrivateKeyChain};

use super::{
    super::{
        Code, IdentityError, Loaded, certificate::Certificate, collect::collect,
        material::Material, signature::Verdict,
    },
    pkcs8,
};

/// Writes one entry: the key with its certificate, the issuers and, if known, the root.
pub(in crate::identity) fn write(
    material: &Material,
    loaded: &Loaded,
    passphrase: Option<&[u8]>,
    store_passphrase: &str,
) -> Result<Vec<u8>, IdentityError> {
    const ALIAS: &str = "app";
    let collected = collect(material, passphrase)?;
    let chain = certificate_entries(loaded);
    let Some(leaf) = chain.first() else {
        return Err(unwritable_error());
    };
    let is_ours = |spki: &[u8]| spki == leaf.spki;
    let key = collected
        .keys
        .iter()
        .find(|found| {
            found
                .value
                .open(passphrase)
                .is_ok_and(|key| is_ours(&key.spki))
        })
        .ok_or_else(unwritable_error)?;
    let der = pkcs8::encode(&key.value, passphrase.unwrap_or_default())?;

    let key = PrivateKey::from_der(&der).map_err(|error| unwritable_error().with_source(error))?;
    let entries: Result<Vec<_>, _> = chain
        .iter()
        .map(|certificate| Entry::from_der(&certificate.der))
        .collect();
    let entries = entries.map_err(|error| unwritable_error().with_source(error))?;
    let mut store = KeyStore::new();
    store.add_entry(
        ALIAS,
        KeyStoreEntry::PrivateKeyChain(PrivateKeyChain::new(ALIAS, key, entries)),
    );
    store
        .writer(store_passphrase)
        .write()
        .map_err(|error| unwritable_error().with_source(error))
}

/// Returns the chain that is sent to servers, plus the root, which the JDK requires.
fn certificate_entries(loaded: &Loaded) -> Vec<Certificate> {
    let parse = |der: &[u8]| Certificate::parse(der, "").ok();
    let mut chain: Vec<_> = loaded
        .key
        .cert
        .iter()
        .filter_map(|der| parse(der))
        .collect();
    let roots = loaded.anchors.iter().filter_map(|der| parse(der));
    let root = chain.last().and_then(|last| {
        let is_issuer = |root: &Certificate| {
            root.subject == last.issuer && last.signed.verify(&root.spki) == Verdict::Yes
        };
        roots
            .into_iter()
            .find(|root| is_issuer(root) && root.der != last.der)
    });
    chain.extend(root);
    chain
}

fn unwritable_error() -> IdentityError {
    IdentityError::new(
        Code::Pkcs12Unreadable,
        "the identity cannot be written as a PKCS#12 store",
        "Make it by hand: openssl pkcs12 -export -inkey KEY -in CERTIFICATE -certfile CHAIN -out STORE.p12",
    )
}
