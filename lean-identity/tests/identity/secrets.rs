//! K-14, K-15, X-04: no secret in any text.

use base64::Engine as _;
use lean_identity::identity::{Identity, Material, PemBytes, PemFiles, ZipBytes};

use crate::lab::{der, lab, text};

/// The passphrase of the fixtures.
pub(crate) const PASSPHRASE: &str = "correct horse";

/// Every secret of these tests, in the forms in which it could slip out.
fn secrets() -> Vec<String> {
    const PART: usize = 24;
    let base64 = |der: &[u8]| base64::engine::general_purpose::STANDARD.encode(der);
    let keys = [
        lab().app.key.serialized_der().to_vec(),
        der(&text("rsa2048.pkcs8.pem")),
        der(&text("p256.pkcs8.pem")),
    ];
    let mut secrets: Vec<_> = keys
        .iter()
        .map(|key| base64(key)[60..60 + PART].to_owned())
        .collect();
    secrets.extend(keys.iter().map(|key| {
        format!("{:?}", &key[40..52])
            .trim_matches(['[', ']'])
            .to_owned()
    }));
    secrets.push(PASSPHRASE.to_owned());
    secrets
}

#[track_caller]
pub(crate) fn assert_none(text: &str) {
    for secret in secrets() {
        assert!(!text.contains(&secret), "a secret shows in: {text}");
    }
}

#[test]
fn k_14_debug_of_every_type_that_holds_a_key_is_redacted() {
    let key = lab().app.key_pem();
    let (certificate, chain) = (lab().app.pem(), lab().chain_pem());
    let identity =
        Identity::from_pem(key.clone(), certificate.clone(), chain.clone()).expect("loads");
    let builder = Identity::builder(PemFiles::new("a", "b", "c")).passphrase(PASSPHRASE);
    for text in [
        format!("{identity:?}"),
        format!("{:?}", identity.current()),
        format!("{builder:?}"),
        format!(
            "{:?}",
            Material::new(key.clone(), certificate.clone(), chain.clone())
        ),
        format!("{:?}", PemBytes::new(key.clone(), certificate, chain)),
        format!("{:?}", ZipBytes::new([key])),
    ] {
        assert_none(&text);
    }
}
