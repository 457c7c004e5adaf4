//! Directories, archives and stores that hold all parts at once.

use std::io::Write as _;

use flate2::{Compression, write::DeflateEncoder};
use lean_identity::identity::{Directory as Source, Identity};
use rawzip::{CompressionMethod, ZipArchiveWriter};

use crate::{
    fails, fine,
    lab::{Directory, authority_pem, fixture, lab},
    notes,
};

fn archive(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut archive = ZipArchiveWriter::new(&mut bytes);
    for (name, content) in entries {
        let file = archive
            .new_file(*name)
            .compression_method(CompressionMethod::DEFLATE);
        let (mut entry, config) = file.start().expect("an entry");
        let mut writer = config.wrap(DeflateEncoder::new(&mut entry, Compression::default()));
        writer.write_all(content).expect("its content");
        let (encoder, descriptor) = writer.finish().expect("its end");
        encoder.finish().expect("its last block");
        entry.finish(descriptor).expect("its descriptor");
    }
    archive.finish().expect("a directory");
    bytes
}

/// The two archives of the portal.
fn portal() -> [Vec<u8>; 2] {
    let (key, certificate, chain) = (lab().app.key_pem(), lab().app.pem(), lab().chain_pem());
    [
        archive(&[
            ("my_app_private_key.pem", key.as_bytes()),
            ("my_app_cert.crt", certificate.as_bytes()),
        ]),
        archive(&[("lean_public_cert_chain.pem", chain.as_bytes())]),
    ]
}

#[test]
fn archives_of_the_portal_in_any_order() {
    let [app, chain] = portal();
    fine(Identity::from_zip_bytes([app.clone(), chain.clone()]));
    fine(Identity::from_zip_bytes([chain.clone(), app.clone()]));
    let directory = Directory::new();
    fine(Identity::from_zip_files([
        directory.write("app.zip", app),
        directory.write("chain.zip", chain),
    ]));
}

#[test]
fn one_archive_with_other_names_and_folders() {
    let (key, certificate, chain) = (lab().app.key_pem(), lab().app.pem(), lab().chain_pem());
    fine(Identity::from_zip_bytes([archive(&[
        ("__MACOSX/._key.pem", b"junk"),
        ("certs/README.txt", b"hello"),
        ("certs/key.pem", key.as_bytes()),
        ("certs/app.crt", certificate.as_bytes()),
        ("certs/ca.pem", chain.as_bytes()),
    ])]));
}

#[test]
fn archive_without_the_chain() {
    let [app, _] = portal();
    let error = fails(Identity::from_zip_bytes([app]), "TRUST_EMPTY");
    assert!(
        error.remedy().contains("lean_public_cert_chain.pem"),
        "{error}"
    );
}

#[test]
fn bad_entry_is_named_with_its_archive() {
    let bad = archive(&[("my_app_cert.crt", b"<html>")]);
    let error = fails(Identity::from_zip_bytes([bad]), "FILE_NOT_PEM");
    assert_eq!(error.origin(), Some("archive 1!my_app_cert.crt"));
}

#[test]
fn damaged_archives() {
    let [app, chain] = portal();
    fails(Identity::from_zip_bytes([b"hello".to_vec()]), "ZIP_CORRUPT");
    fails(Identity::from_zip_bytes([Vec::new()]), "ZIP_CORRUPT");
    fails(
        Identity::from_zip_bytes([app[..app.len() / 2].to_vec()]),
        "ZIP_CORRUPT",
    );
    fails(
        Identity::from_zip_bytes([archive(&[("readme.txt", b"")])]),
        "FILE_NOT_FOUND",
    );
    let mut flipped = chain;
    flipped[60] ^= 0xff;
    fails(Identity::from_zip_bytes([flipped]), "ZIP_CORRUPT");
}

#[test]
fn archives_that_unpack_to_too_much() {
    let zeros = vec![0; 2 << 20];
    fails(
        Identity::from_zip_bytes([archive(&[("bomb.pem", &zeros)])]),
        "ZIP_TOO_LARGE",
    );
    let mebibyte = vec![b'x'; 1 << 20];
    let names: Vec<_> = (0..5).map(|n| format!("{n}.pem")).collect();
    let entries: Vec<_> = names
        .iter()
        .map(|name| (name.as_str(), mebibyte.as_slice()))
        .collect();
    fails(
        Identity::from_zip_bytes([archive(&entries)]),
        "ZIP_TOO_LARGE",
    );
    let names: Vec<_> = (0..100).map(|n| format!("{n}.txt")).collect();
    let entries: Vec<_> = names.iter().map(|name| (name.as_str(), &b""[..])).collect();
    fails(
        Identity::from_zip_bytes([archive(&entries)]),
        "ZIP_TOO_LARGE",
    );
}

#[test]
fn directory_with_the_portals_names() {
    let directory = Directory::new();
    directory.write_portal(&lab().app.key_pem(), &lab().app.pem(), &lab().chain_pem());
    directory.write("notes.txt", "not looked at");
    fine(Identity::from_dir(&directory.0));
}

#[test]
fn directory_with_other_names_is_sorted_by_content() {
    let directory = Directory::new();
    directory.write("tls.key", lab().app.key_pem());
    directory.write(
        "tls.crt",
        format!("{}{}", lab().app.pem(), authority_pem(&lab().intermediate)),
    );
    directory.write("ca.crt", lab().chain_pem());
    let identity = fine(Identity::from_dir(&directory.0));
    assert_eq!(identity.report().sent_certificates().len(), 2);
    assert_eq!(identity.report().trusted_certificates().len(), 2);
}

#[test]
fn directory_with_nothing_or_with_archives() {
    let directory = Directory::new();
    let error = fails(Identity::from_dir(&directory.0), "FILE_NOT_FOUND");
    assert!(error.remedy().contains("my_app_private_key.pem"), "{error}");
    directory.write("download.zip", "PK");
    let error = fails(Identity::from_dir(&directory.0), "FILE_NOT_FOUND");
    assert!(error.remedy().contains("from_zip_files"), "{error}");
    fails(
        Identity::from_dir(directory.0.join("gone")),
        "FILE_NOT_FOUND",
    );
}

#[cfg(feature = "pkcs12")]
#[test]
fn key_stores_of_other_platforms() {
    for store in ["store.p12", "store_old.p12", "java.p12"] {
        let directory = Directory::new();
        directory.write("app.p12", fixture(store));
        directory.write("chain.pem", lab().chain_pem());
        let open = |passphrase: &str| {
            Identity::builder(Source::new(&directory.0))
                .passphrase(passphrase)
                .load()
        };
        notes(open("changeit"), &["CERT_SELF_SIGNED"]);
        fails(open("wrong"), "PKCS12_UNREADABLE");
        fails(Identity::from_dir(&directory.0), "FILE_IS_PKCS12");
    }
}

#[cfg(feature = "pkcs12")]
#[test]
fn key_stores_are_written_for_other_platforms() {
    use lean_identity::identity::PemBytes;

    for (key, certificate, chain) in [
        (
            fixture("p256.sec1.pem"),
            fixture("p256.crt"),
            lab().chain_pem().into_bytes(),
        ),
        (
            fixture("rsa2048.pkcs1.pem"),
            fixture("rsa2048.crt"),
            lab().chain_pem().into_bytes(),
        ),
        (
            fixture("enc_scrypt.pem"),
            fixture("p256.crt"),
            lab().chain_pem().into_bytes(),
        ),
        (
            lab().app.key_pem().into(),
            lab().app.pem().into(),
            lab().chain_pem().into(),
        ),
    ] {
        let source = PemBytes::new(key, certificate.clone(), chain.clone());
        let store = Identity::builder(source)
            .passphrase("correct horse")
            .to_pkcs12("changeit")
            .expect("a store");
        let directory = Directory::new();
        let path = directory.write("store.p12", &store);
        directory.write("chain.pem", &chain);
        let again = Identity::builder(Source::new(&directory.0))
            .passphrase("changeit")
            .load()
            .expect("loads");
        let leaf = again.report().leaf().clone();
        let before = String::from_utf8_lossy(&certificate).into_owned();
        assert_eq!(leaf.sha256, sha256_of(&before), "{}", again.report());
        assert!(keytool_reads(&path));
    }
}

/// Of the first certificate in PEM text, as an identity that trusts it says.
#[cfg(feature = "pkcs12")]
fn sha256_of(pem: &str) -> String {
    let chain = lab().chain_pem() + pem;
    let identity = Identity::from_pem(lab().app.key_pem(), lab().app.pem(), chain).expect("loads");
    identity
        .report()
        .trusted_certificates()
        .last()
        .expect("a certificate")
        .sha256
        .clone()
}

/// Returns true if the JDK finds the private key, or if no JDK is installed.
#[cfg(feature = "pkcs12")]
fn keytool_reads(path: &std::path::Path) -> bool {
    let arguments = [
        "-list",
        "-storetype",
        "PKCS12",
        "-storepass",
        "changeit",
        "-keystore",
    ];
    let output = std::process::Command::new("keytool")
        .args(arguments)
        .arg(path)
        .output();
    output.is_ok_and(|output| String::from_utf8_lossy(&output.stdout).contains("PrivateKeyEntry"))
        || !has_keytool()
}

#[cfg(feature = "pkcs12")]
fn has_keytool() -> bool {
    std::process::Command::new("keytool")
        .arg("-help")
        .output()
        .is_ok()
}

#[cfg(not(feature = "pkcs12"))]
#[test]
fn key_stores_are_named_where_they_cannot_be_opened() {
    let directory = Directory::new();
    directory.write("app.p12", fixture("store.p12"));
    let error = fails(
        Identity::builder(Source::new(&directory.0)).load(),
        "FILE_IS_PKCS12",
    );
    assert!(error.remedy().contains("openssl pkcs12"), "{error}");
    let _ = notes;
}
