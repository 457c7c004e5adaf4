//! F: files that hold something other than PEM text of a key or certificate.

use lean_identity::identity::{Identity, Role};

use crate::{
    fails,
    lab::{self, Directory, fixture, lab, text},
    load, notes, with_certificate,
};

#[test]
fn f_20_html_or_json_saved_as_pem() {
    let error = fails(
        with_certificate("<!DOCTYPE html><html><body>Sign in</body></html>"),
        "FILE_NOT_PEM",
    );
    assert!(error.to_string().contains("looks like HTML"), "{error}");
    let error = fails(
        with_certificate("{\"error\": \"unauthorised\"}"),
        "FILE_NOT_PEM",
    );
    assert!(error.to_string().contains("looks like JSON"), "{error}");
    fails(with_certificate("hello"), "FILE_NOT_PEM");
}

#[test]
fn f_21_certificate_in_der() {
    notes(
        with_certificate(lab().app.certificate.der().to_vec()),
        &["FILE_IS_DER"],
    );
}

#[test]
fn f_22_key_in_der() {
    let der = lab().app.key.serialized_der();
    notes(
        load(der, lab().app.pem(), lab().chain_pem()),
        &["FILE_IS_DER"],
    );
    for (key, certificate) in [
        ("rsa2048.pkcs1.pem", "rsa2048.crt"),
        ("p384.sec1.pem", "p384.crt"),
    ] {
        let pem = text(key);
        let der = lab::der(
            pem.split_once("-----END EC PARAMETERS-----\n")
                .map_or(pem.as_str(), |(_, key)| key),
        );
        notes(
            load(der, fixture(certificate), lab().chain_pem()),
            &["FILE_IS_DER", "CERT_SELF_SIGNED"],
        );
    }
}

#[test]
fn f_23_pkcs_12_in_place_of_pem() {
    for store in ["store.p12", "store_old.p12", "java.p12"] {
        let error = fails(with_certificate(fixture(store)), "FILE_IS_PKCS12");
        assert!(error.to_string().contains("PKCS#12"), "{error}");
    }
}

#[test]
fn f_24_java_key_store() {
    let error = fails(with_certificate(fixture("java.jks")), "FILE_IS_JKS");
    assert!(
        error.remedy().contains("keytool -importkeystore"),
        "{error}"
    );
}

#[test]
fn f_25_zip_as_downloaded() {
    let error = fails(
        with_certificate(&b"PK\x03\x04rest of an archive"[..]),
        "FILE_IS_ZIP",
    );
    assert!(error.remedy().contains("from_zip_files"), "{error}");
}

#[test]
fn f_26_other_things_are_named_for_what_they_are() {
    let pgp = "-----BEGIN PGP MESSAGE-----\n\nwcBMA=\n=abcd\n-----END PGP MESSAGE-----\n";
    for (content, code) in [
        (fixture("csr.pem"), "FILE_IS_CSR"),
        (lab::der(&text("csr.pem")), "FILE_IS_CSR"),
        (fixture("public.pem"), "FILE_IS_PUBLIC_KEY"),
        (lab::der(&text("public.pem")), "FILE_IS_PUBLIC_KEY"),
        (fixture("ssh_key"), "FILE_IS_SSH_KEY"),
        (
            b"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5 lab".to_vec(),
            "FILE_IS_SSH_KEY",
        ),
        (pgp.into(), "FILE_IS_PGP"),
        (fixture("bundle.p7b"), "PEM_LABEL"),
        (
            b"-----BEGIN X509 CRL-----\nMAAA\n-----END X509 CRL-----".to_vec(),
            "FILE_IS_CRL",
        ),
    ] {
        fails(with_certificate(content), code);
    }
    // Additional sections do no harm.
    notes(
        with_certificate(format!("{}{}", lab().app.pem(), text("public.pem"))),
        &["FILE_IS_PUBLIC_KEY"],
    );
}

#[test]
fn f_27_old_labels() {
    let key = fixture("p256.pkcs8.pem");
    notes(
        load(key.clone(), fixture("trusted.crt"), lab().chain_pem()),
        &["PEM_LABEL", "CERT_SELF_SIGNED"],
    );
    let old = text("p256.crt").replace(" CERTIFICATE", " X509 CERTIFICATE");
    notes(
        load(key, old, lab().chain_pem()),
        &["PEM_LABEL", "CERT_SELF_SIGNED"],
    );
}

#[test]
fn f_28_key_and_certificate_swapped() {
    let error = fails(
        load(lab().app.pem(), lab().app.key_pem(), lab().chain_pem()),
        "FILES_SWAPPED",
    );
    assert_eq!(error.role(), Some(Role::Key));
    let error = fails(
        load(lab().app.key_pem(), lab().chain_pem(), lab().app.pem()),
        "FILES_SWAPPED",
    );
    assert_eq!(error.role(), Some(Role::Certificate));
}

#[test]
fn f_29_one_file_given_three_times() {
    let all = format!(
        "{}{}{}",
        lab().app.key_pem(),
        lab().app.pem(),
        lab().chain_pem()
    );
    let directory = Directory::new();
    let path = directory.write("all.pem", all);
    let identity = Identity::from_pem_files(&path, &path, &path).expect("loads");
    assert_eq!(
        identity.report().sent_certificates().len(),
        2,
        "{}",
        identity.report()
    );
}
