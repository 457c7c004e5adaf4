//! K: what can be wrong with a private key.

use std::time::{Duration, Instant};

use lean_identity::identity::{Identity, IdentityError, PemBytes};

use crate::{
    fails,
    lab::{self, fixture, lab, text},
    load, notes,
    secrets::PASSPHRASE,
};

/// A key fixture with the self-signed certificate that belongs to it.
fn pair(key: &str, certificate: &str) -> Result<Identity, IdentityError> {
    load(fixture(key), fixture(certificate), lab().chain_pem())
}

fn encrypted(key: impl Into<Vec<u8>>, passphrase: &str) -> Result<Identity, IdentityError> {
    Identity::builder(PemBytes::new(key, fixture("p256.crt"), lab().chain_pem()))
        .passphrase(passphrase)
        .load()
}

/// A key that is looked at before it is compared with any certificate.
fn key_alone(key: impl Into<Vec<u8>>) -> Result<Identity, IdentityError> {
    load(key, lab().app.pem(), lab().chain_pem())
}

#[test]
fn k_01_every_usual_encoding() {
    for (key, certificate, kind) in [
        ("rsa2048.pkcs8.pem", "rsa2048.crt", "RSA 2048"),
        ("rsa2048.pkcs1.pem", "rsa2048.crt", "RSA 2048"),
        ("p256.pkcs8.pem", "p256.crt", "EC P-256"),
        ("p384.pkcs8.pem", "p384.crt", "EC P-384"),
        ("ed25519.pkcs8.pem", "ed25519.crt", "Ed25519"),
    ] {
        let identity = notes(pair(key, certificate), &["CERT_SELF_SIGNED"]);
        assert_eq!(identity.report().key_type(), kind);
        assert_eq!(identity.report().leaf().key_type, kind);
    }
}

#[test]
fn k_02_ec_parameters_before_the_key() {
    for name in ["p256", "p384"] {
        assert!(text(&format!("{name}.sec1.pem")).contains("EC PARAMETERS"));
        notes(
            pair(&format!("{name}.sec1.pem"), &format!("{name}.crt")),
            &["CERT_SELF_SIGNED"],
        );
    }
}

#[test]
fn k_03_p_521_needs_aws_lc_rs() {
    for key in ["p521.pkcs8.pem", "p521.sec1.pem"] {
        if cfg!(feature = "aws-lc-rs") {
            notes(pair(key, "p521.crt"), &["CERT_SELF_SIGNED"]);
        } else {
            let error = fails(pair(key, "p521.crt"), "KEY_UNSUPPORTED");
            assert!(
                error
                    .to_string()
                    .contains("P-521 needs the aws-lc-rs provider"),
                "{error}"
            );
        }
    }
}

#[test]
fn k_04_unsupported_kinds_are_named() {
    for (key, name) in [
        ("dsa.pkcs8.pem", "DSA"),
        ("dsa.old.pem", "DSA"),
        ("rsapss.pem", "RSA-PSS"),
        ("x25519.pem", "X25519"),
        ("secp256k1.pem", "secp256k1"),
        ("explicit.pem", "explicit curve parameters"),
    ] {
        let error = fails(key_alone(fixture(key)), "KEY_UNSUPPORTED");
        assert!(error.to_string().contains(name), "{error}");
    }
}

#[test]
fn k_05_rsa_1024() {
    let error = fails(key_alone(fixture("rsa1024.pem")), "KEY_TOO_SMALL");
    assert!(error.to_string().contains("1024 < 2048"), "{error}");
}

#[test]
fn k_06_rsa_16384_is_refused_at_once() {
    // SEQUENCE { version 0, modulus of 16,384 bits, exponent 65,537 }: enough to be measured.
    let mut content = vec![2, 1, 0, 2, 0x82, 0x08, 0x01, 0, 0x80];
    content.extend(vec![1; 2047]);
    content.extend([2, 3, 1, 0, 1]);
    let length = u16::try_from(content.len()).expect("short");
    let mut der = vec![0x30, 0x82];
    der.extend(length.to_be_bytes());
    der.extend(content);

    let start = Instant::now();
    fails(
        key_alone(lab::pem("RSA PRIVATE KEY", &der)),
        "KEY_TOO_LARGE",
    );
    assert!(start.elapsed() < Duration::from_secs(1));
}

#[cfg(feature = "encrypted-keys")]
#[test]
fn k_07_encrypted_key_with_and_without_its_passphrase() {
    for key in ["enc_pbkdf2.pem", "enc_scrypt.pem", "enc_sha1.pem"] {
        let error = fails(
            load(fixture(key), fixture("p256.crt"), lab().chain_pem()),
            "KEY_ENCRYPTED",
        );
        assert!(error.remedy().contains(".passphrase("), "{error}");
        fails(encrypted(fixture(key), "wrong horse"), "KEY_PASSWORD_WRONG");
        fails(encrypted(fixture(key), ""), "KEY_PASSWORD_WRONG");
        notes(encrypted(fixture(key), PASSPHRASE), &["CERT_SELF_SIGNED"]);
    }
}

#[cfg(not(feature = "encrypted-keys"))]
#[test]
fn k_07_encrypted_key_names_the_feature_that_it_needs() {
    for result in [
        load(
            fixture("enc_pbkdf2.pem"),
            fixture("p256.crt"),
            lab().chain_pem(),
        ),
        encrypted(fixture("enc_pbkdf2.pem"), PASSPHRASE),
    ] {
        let error = fails(result, "KEY_ENCRYPTED");
        assert!(error.remedy().contains("`encrypted-keys`"), "{error}");
    }
}

#[cfg(feature = "encrypted-keys")]
#[test]
fn k_08_absurd_derivation_costs_are_refused_before_any_work() {
    // The scrypt parameter p, one lane in the fixture, becomes 127.
    let mut scrypt = lab::der(&text("enc_scrypt.pem"));
    let lanes = [2, 2, 0x40, 0, 2, 1, 8, 2, 1, 1];
    let at = scrypt
        .windows(lanes.len())
        .position(|window| window == lanes)
        .expect("scrypt parameters");
    scrypt[at + lanes.len() - 1] = 127;

    for key in [
        fixture("enc_costly_pbkdf2.pem"),
        lab::pem("ENCRYPTED PRIVATE KEY", &scrypt).into(),
    ] {
        let start = Instant::now();
        fails(encrypted(key, PASSPHRASE), "KEY_COST_TOO_HIGH");
        assert!(start.elapsed() < Duration::from_secs(1));
    }
}

#[cfg(feature = "encrypted-keys")]
#[test]
fn k_09_old_encryption() {
    for key in [
        "enc_old.pem",
        "enc_pbes1.pem",
        "enc_pbe_pkcs12.pem",
        "enc_des3.pem",
    ] {
        let error = fails(encrypted(fixture(key), PASSPHRASE), "KEY_ENCRYPTED_LEGACY");
        assert!(error.remedy().contains("openssl pkcs8 -topk8"), "{error}");
    }
    for key in ["enc_old.pem", "enc_pbes1.pem", "enc_pbe_pkcs12.pem"] {
        fails(key_alone(fixture(key)), "KEY_ENCRYPTED_LEGACY");
    }
}

#[test]
fn k_10_passphrase_for_a_plain_key() {
    notes(
        encrypted(fixture("p256.pkcs8.pem"), PASSPHRASE),
        &["KEY_PASSWORD_UNUSED", "CERT_SELF_SIGNED"],
    );
}

#[test]
fn k_11_two_keys() {
    let (ours, other) = (lab().app.key_pem(), text("rsa2048.pkcs8.pem"));
    notes(key_alone(format!("{ours}{other}")), &["KEY_AMBIGUOUS"]);
    notes(key_alone(format!("{other}{ours}")), &["KEY_AMBIGUOUS"]);
    let neither = format!("{other}{}", text("p256.pkcs8.pem"));
    fails(key_alone(neither), "KEY_AMBIGUOUS");
    // The same key twice is one key.
    notes(key_alone(format!("{ours}{ours}")), &[]);
}

#[test]
fn k_12_key_of_another_certificate() {
    let spki = |name: &str| {
        let identity = pair(&format!("{name}.pkcs8.pem"), &format!("{name}.crt")).expect("loads");
        identity.report().leaf().spki_sha256.clone()
    };
    for (key, kind) in [("p256", "EC P-256"), ("rsa2048", "RSA 2048")] {
        let error = fails(
            key_alone(fixture(&format!("{key}.pkcs8.pem"))),
            "KEY_CERT_MISMATCH",
        );
        let text = error.to_string();
        let ours = lean_identity::identity::Identity::from_pem(
            lab().app.key_pem(),
            lab().app.pem(),
            lab().chain_pem(),
        );
        let theirs = ours.expect("loads").report().leaf().spki_sha256.clone();
        assert!(
            text.contains(&spki(key)) && text.contains(&theirs),
            "{text}"
        );
        assert!(text.contains(kind) && text.contains("app-one"), "{text}");
    }
    // The chain given as the certificate.
    let error = fails(
        load(lab().app.key_pem(), lab().chain_pem(), lab().chain_pem()),
        "KEY_CERT_MISMATCH",
    );
    assert!(error.remedy().contains("only authorities"), "{error}");
}

#[test]
fn k_13_key_damaged_inside() {
    fails(key_alone(lab::pem("PRIVATE KEY", b"hello")), "KEY_CORRUPT");
    let mut der = lab().app.key.serialized_der().to_vec();
    let end = der.len() - 20;
    der[end] ^= 1;
    fails(key_alone(lab::pem("PRIVATE KEY", &der)), "KEY_CORRUPT");
    for label in ["EC PRIVATE KEY", "RSA PRIVATE KEY"] {
        fails(
            key_alone(lab::pem(label, lab().app.key.serialized_der())),
            "KEY_CORRUPT",
        );
    }
}

#[test]
fn no_key_at_all() {
    fails(
        load(lab().app.pem(), lab().app.pem(), lab().chain_pem()),
        "KEY_MISSING",
    );
}
