use super::*;

/// "hello", and what becomes of it: `label:bytes` per section, codes of what was mended, or the error's code.
#[track_caller]
fn check(text: &str, expected: &str) {
    check_bytes(text.as_bytes(), expected);
}

#[track_caller]
fn check_bytes(bytes: &[u8], expected: &str) {
    let got = match read(bytes, EscapedNewlines::Refuse) {
        Ok(pem) => show(&pem),
        Err(error) => error.code().to_string(),
    };
    assert_eq!(got, expected);
}

fn show(pem: &Pem) -> String {
    let sections = pem
        .sections
        .iter()
        .map(|s| format!("{:?}:{}", s.label, String::from_utf8_lossy(&s.der)));
    let mends = pem.mends.iter().map(|mend| mend.code.to_string());
    sections.chain(mends).collect::<Vec<_>>().join(" ")
}

#[test]
fn one_section() {
    check(
        "-----BEGIN CERTIFICATE-----\naGVsbG8=\n-----END CERTIFICATE-----\n",
        "Certificate:hello",
    );
}

#[test]
fn text_around_is_fine() {
    check(
        "Bag Attributes: x\n-----BEGIN CERTIFICATE-----\naGVsbG8=\n-----END CERTIFICATE-----\nbye",
        "Certificate:hello",
    );
}

#[test]
fn carriage_returns_count_as_lines() {
    let text = Text(b"a\rb\r\nc\nd");
    assert_eq!([0, 2, 5, 7].map(|at| text.line(at)), [1, 2, 3, 4]);
    check(
        "-----BEGIN CERTIFICATE-----\raGVs\rbG8=\r-----END CERTIFICATE-----\r",
        "Certificate:hello",
    );
}

#[test]
fn glued_sections_are_both_read() {
    check(
        "-----BEGIN CERTIFICATE-----\naGVsbG8=\n-----END CERTIFICATE----------BEGIN CERTIFICATE-----\naGVsbG8=\n-----END CERTIFICATE-----",
        "Certificate:hello Certificate:hello PEM_GLUED",
    );
}

#[test]
fn damaged_markers_are_refused() {
    check(
        "----BEGIN CERTIFICATE-----\naGVsbG8=\n-----END CERTIFICATE-----",
        "PEM_TRUNCATED",
    );
    check(
        "-----BEGIN CERTIFICATE-----\naGVsbG8=\n----END CERTIFICATE-----",
        "PEM_TRUNCATED",
    );
    check(
        "-----BEGIN CERTIFICATE\naGVsbG8=\n-----END CERTIFICATE-----",
        "PEM_TRUNCATED",
    );
    check(
        "-----BEGIN CERTIFICATE-----\naGVsbG8=\n-----END PRIVATE KEY-----",
        "PEM_TRUNCATED",
    );
    check(
        "-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----",
        "PEM_TRUNCATED",
    );
}

#[test]
fn headers_are_read() {
    let pem = read(
        b"-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: DES-CBC,00\n\naGVsbG8=\n-----END RSA PRIVATE KEY-----",
        EscapedNewlines::Refuse,
    );
    assert!(pem.is_ok_and(|pem| pem.sections[0].is_encrypted_legacy));
    check(
        "-----BEGIN CERTIFICATE-----\nComment: x\n\naGVsbG8=\n-----END CERTIFICATE-----",
        "Certificate:hello",
    );
}

#[test]
fn unknown_labels_are_refused() {
    check(
        "-----BEGIN SECRET SAUCE-----\naGVsbG8=\n-----END SECRET SAUCE-----",
        "PEM_LABEL",
    );
}

#[test]
fn escaped_newlines_are_mended_where_they_are_usual() {
    let text = b"-----BEGIN CERTIFICATE-----\\naGVsbG8=\\n-----END CERTIFICATE-----\\n";
    check_bytes(text, "PEM_ESCAPED_NEWLINES");
    let pem = read(text, EscapedNewlines::Mend).map(|pem| show(&pem));
    assert_eq!(
        pem.ok().as_deref(),
        Some("Certificate:hello PEM_ESCAPED_NEWLINES")
    );
}
