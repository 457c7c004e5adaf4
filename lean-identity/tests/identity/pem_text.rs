//! F: the text of PEM files, and its faults.

use std::path::Path;

use crate::{
    fails, fine,
    lab::{self, Directory, fixture, lab},
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
