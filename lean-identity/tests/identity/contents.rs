//! F: what can be wrong with what a file holds.

use std::path::Path;

use lean_identity::identity::{Identity, Role};

use crate::{
    fails, fine,
    lab::{self, Directory, fixture, lab, text},
    load, notes, with_certificate, with_chain,
};

#[test]
fn f_08_bom_is_tolerated_and_noted() {
    notes(
        with_certificate(format!("\u{feff}{}", lab().app.pem())),
        &["PEM_HIDDEN_SECTION"],
    );
}

#[test]
fn f_09_utf_16() {
    let units = |text: &str, encode: fn(u16) -> [u8; 2]| {
        text.encode_utf16().flat_map(encode).collect::<Vec<_>>()
    };
    let pem = lab().app.pem();
    for bytes in [
        units(&format!("\u{feff}{pem}"), u16::to_le_bytes),
        units(&format!("\u{feff}{pem}"), u16::to_be_bytes),
        units(&pem, u16::to_le_bytes),
        units(&pem, u16::to_be_bytes),
    ] {
        let error = fails(with_certificate(bytes), "FILE_UTF16");
        assert!(error.remedy().contains("UTF-8"), "{error}");
    }
}

#[test]
fn f_10_any_kind_of_line_end() {
    let pem = lab().app.pem();
    fine(with_certificate(pem.replace('\n', "\r\n")));
    fine(with_certificate(pem.replace('\n', "\r")));
    fine(with_certificate(
        pem.replacen('\n', "\r\n", 2).replacen("\nM", "\rM", 1),
    ));
}

#[test]
fn f_11_blanks_and_missing_last_newline() {
    let pem = lab().app.pem();
    fine(with_certificate(pem.replace('\n', "  \t\n")));
    fine(with_certificate(format!(
        "\n\n{}\n\n",
        pem.replace('\n', "\n\n")
    )));
    fine(with_certificate(pem.trim_end()));
}

#[test]
fn f_12_indented_lines() {
    let indented: String = lab()
        .app
        .pem()
        .lines()
        .map(|line| format!("    {line}\n"))
        .collect();
    notes(with_certificate(indented), &["PEM_HIDDEN_SECTION"]);
    let indented: String = lab()
        .chain_pem()
        .lines()
        .map(|line| format!("\t{line}\n"))
        .collect();
    notes(
        with_chain(indented),
        &["PEM_HIDDEN_SECTION", "PEM_HIDDEN_SECTION"],
    );
}

#[test]
fn f_13_lost_newlines() {
    let pem = lab().app.pem();
    notes(with_certificate(pem.replace('\n', "")), &["PEM_ONE_LINE"]);
    notes(with_certificate(pem.replace('\n', " ")), &["PEM_ONE_LINE"]);
    let cut = pem.replacen('M', "", 1).replace('\n', "");
    fails(with_certificate(cut), "PEM_ONE_LINE");
}

#[test]
fn f_14_newlines_written_out() {
    fails(
        with_certificate(lab().app.pem().replace('\n', "\\n")),
        "PEM_ESCAPED_NEWLINES",
    );
}

#[test]
fn f_15_end_and_begin_on_one_line() {
    let glued = format!(
        "{}{}",
        lab().app.pem().trim_end(),
        lab::authority_pem(&lab().intermediate)
    );
    let identity = notes(with_certificate(glued), &["PEM_GLUED"]);
    assert_eq!(identity.report().sent_certificates().len(), 2);
}

#[test]
fn f_16_no_end() {
    let pem = lab().app.pem();
    let cut = pem.split("-----END").next().expect("a first part");
    let error = fails(with_certificate(format!("text\n{cut}")), "PEM_TRUNCATED");
    assert!(error.to_string().contains("line 2"), "{error}");
    fails(with_certificate(format!("{cut}{pem}")), "PEM_TRUNCATED");
}

#[test]
fn f_17_bad_base64_is_named_by_line_and_column() {
    let pem = lab().app.pem();
    let third: Vec<_> = pem.lines().collect();
    let bad = pem.replacen(
        third[2],
        &format!("{}!{}", &third[2][..10], &third[2][11..]),
        1,
    );
    let error = fails(with_certificate(bad), "PEM_BASE64");
    assert!(error.to_string().contains("line 3 column 11"), "{error}");
}

#[test]
fn f_18_corrupt_inside_a_good_section() {
    let mut der = lab().app.certificate.der().to_vec();
    der[4] ^= 0x40;
    let error = fails(
        with_certificate(lab::pem("CERTIFICATE", &der)),
        "CERT_CORRUPT",
    );
    assert!(!error.to_string().contains("peer"), "{error}");
    fails(
        with_certificate(lab::pem("CERTIFICATE", b"hello")),
        "CERT_CORRUPT",
    );
}

#[test]
fn f_19_text_around_sections() {
    let bag = "Bag Attributes\n    localKeyID: 00 11\nsubject=CN = app\n";
    fine(with_certificate(format!(
        "{bag}{}\nmore: text\n{}",
        lab().app.pem(),
        lab::authority_pem(&lab().intermediate)
    )));
    notes(
        load(
            fixture("p256.pkcs8.pem"),
            fixture("text.crt"),
            lab().chain_pem(),
        ),
        &["CERT_SELF_SIGNED"],
    );
}

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

/// Returns the number of certificates that OpenSSL finds in a file.
fn openssl_count(path: &Path) -> usize {
    let output = std::process::Command::new("openssl")
        .args(["storeutl", "-certs", "-noout"])
        .arg(path)
        .output()
        .expect("it is installed");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let count = text
        .lines()
        .find_map(|line| line.strip_prefix("Total found: "));
    // Where it finds none at all, it does not count.
    count.map_or(0, |count| count.trim().parse().expect("a number"))
}

#[test]
fn x_11_openssl_finds_the_same_certificates_where_it_reads_at_all() {
    let has_openssl = lab::is_installed("openssl", "version");
    let directory = Directory::new();
    let chain = lab().chain_pem();
    for (text, is_lost_on_openssl) in [
        (chain.clone(), false),
        (chain.replace('\n', "\r\n"), false),
        (chain.replace('\n', " \n"), false),
        (format!("Bag Attributes\n{chain}"), false),
        (
            chain.replace("-----\n-----", "-----\n\nsubject=x\n-----"),
            false,
        ),
        // What makes the strict reader worth its while.
        (chain.replace("-----\n-----", "----------"), true),
        (
            chain.lines().map(|line| format!("  {line}\n")).collect(),
            true,
        ),
    ] {
        let identity = with_chain(text.clone()).expect("loads");
        assert_eq!(identity.report().trusted_certificates().len(), 2);
        if !has_openssl {
            continue;
        }
        let count = openssl_count(&directory.write("chain.pem", &text));
        assert_eq!(
            count < 2,
            is_lost_on_openssl,
            "OpenSSL found {count} in:\n{text}"
        );
    }
}
