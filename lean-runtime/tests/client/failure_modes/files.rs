//! 1 to 8: faults of the files.

use super::page::{Page, noted, refused};
use crate::lab::{authority_pem, fixture, lab};

pub fn write(page: &mut Page) {
    key(page);
    sections(page);
    other_things(page);
}

fn key(page: &mut Page) {
    page.failure(1, "The private key is encrypted");
    let error = refused(page.with_key(fixture("enc_pbkdf2.pem")));
    page.case("PKCS#8, and no passphrase was given", error);
    page.failure(2, "The private key is encrypted in the old way");
    let error = refused(page.with_key(fixture("enc_old.pem")));
    page.case("With `Proc-Type: 4,ENCRYPTED`", error);
    page.failure(3, "The private key is of another certificate");
    let error = refused(page.with_key(fixture("rsa2048.pkcs8.pem")));
    page.case("Of an older application", error);
}

fn sections(page: &mut Page) {
    let pem = lab().app.pem();
    page.failure(
        4,
        "A byte-order mark, indentation or lost newlines hide a certificate",
    );
    let notes = noted(page.with_certificate(format!("\u{feff}{pem}")));
    page.case("A byte-order mark; it loads, with a note", notes);
    let indented: String = pem.lines().map(|line| format!("  {line}\n")).collect();
    let notes = noted(page.with_certificate(indented));
    page.case("Indented, as in a YAML file; it loads, with a note", notes);
    let notes = noted(page.with_certificate(pem.replace('\n', " ")));
    page.case("All on one line; it loads, with a note", notes);
    let damaged = pem.replacen('M', "", 1).replace('\n', "");
    let error = refused(page.with_certificate(damaged));
    page.case("All on one line, and a character is lost", error);

    page.failure(5, "No newline between certificate and intermediate");
    let glued = pem.trim_end().to_owned() + &authority_pem(&lab().intermediate);
    let notes = noted(page.with_certificate(glued));
    page.case("Both are read; it loads, with a note", notes);
}

fn other_things(page: &mut Page) {
    let (key, pem) = (lab().app.key_pem(), lab().app.pem());
    page.failure(6, "The files are swapped");
    let error = refused(page.load(&pem, &key, lab().chain_pem()));
    page.case("Key and certificate", error);
    let error = refused(page.load(&key, lab().chain_pem(), &pem));
    page.case("Certificate and chain", error);

    page.failure(7, "The file is something else");
    let utf_16 = pem.encode_utf16().flat_map(u16::to_le_bytes).collect();
    for (how, bytes) in [
        ("A Java key store", fixture("java.jks")),
        ("UTF-16", utf_16),
        ("A signing request", fixture("csr.pem")),
        ("A login page", b"<!DOCTYPE html><p>Please sign in".to_vec()),
    ] {
        let error = refused(page.with_certificate(bytes));
        page.case(how, error);
    }
    let notes = noted(page.with_certificate(lab().app.certificate.der()));
    page.case("DER; it loads, with a note", notes);

    page.failure(8, "The chain is out of order");
    let reversed = [&lab().root, &lab().intermediate]
        .map(authority_pem)
        .concat()
        + &pem;
    let notes = noted(page.with_certificate(reversed));
    page.case("Root first; it loads, and is sent in order", notes);
}
