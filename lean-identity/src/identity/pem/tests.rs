//! Tests of PEM texts, also of the broken ones that programs accept.

use super::*;

/// Checks the result of reading "hello": `label:bytes` per section, codes of repairs, or the
/// error's code.
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
    let repairs = pem.repairs.iter().map(|repair| repair.code.to_string());
    sections.chain(repairs).collect::<Vec<_>>().join(" ")
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
fn markers_that_share_hyphens_are_refused() {
    const END: &str = "\naGVsbG8=\n-----END CERTIFICATE-----";
    check(
        &format!("-----BEGIN CERTIFICATE-----BEGIN {END}"),
        "PEM_TRUNCATED",
    );
    check(
        &format!("-----BEGIN CERTIFICATE------BEGIN {END}"),
        "PEM_TRUNCATED",
    );
    check(
        &format!("-----BEGIN CERTIFICATE-----{END}BEGIN CERTIFICATE-----{END}"),
        "PEM_TRUNCATED",
    );
    check(
        &format!("-----BEGIN CERTIFICATE-----{END}-BEGIN CERTIFICATE-----{END}"),
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
    let pem = read(text, EscapedNewlines::Repair).map(|pem| show(&pem));
    assert_eq!(
        pem.ok().as_deref(),
        Some("Certificate:hello PEM_ESCAPED_NEWLINES")
    );
}

/// Changes good text at random places, the same ones in every run.
struct Mutator(u64);

impl Mutator {
    fn next(&mut self, below: usize) -> usize {
        // Marsaglia's xorshift.
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % below as u64).unwrap_or_default()
    }

    fn mutate(&mut self, bytes: &mut Vec<u8>) {
        const PIECES: [&[u8]; 8] = [
            b"-",
            b"-----",
            b"BEGIN ",
            b"END ",
            b"\n",
            b"\r",
            b"CERTIFICATE",
            b"\xef\xbb\xbf",
        ];
        let at = self.next(bytes.len());
        match self.next(4) {
            0 => drop(bytes.remove(at)),
            1 => bytes[at] = u8::try_from(self.next(256)).unwrap_or_default(),
            2 => drop(bytes.drain(at..(at + self.next(80)).min(bytes.len()))),
            _ => drop(bytes.splice(at..at, PIECES[self.next(PIECES.len())].iter().copied())),
        }
        if bytes.is_empty() {
            bytes.push(b'-');
        }
    }
}

#[test]
fn x_11_every_begin_is_a_section_or_an_error() {
    const ROUNDS: usize = 20_000;
    let good = "text\n-----BEGIN CERTIFICATE-----\naGVsbG8=\n-----END CERTIFICATE-----\n".repeat(3);
    let mut mutator = Mutator(0x9e37_79b9_7f4a_7c15);
    let mut accepted = 0;
    for _ in 0..ROUNDS {
        let mut bytes = good.clone().into_bytes();
        for _ in 0..=mutator.next(3) {
            mutator.mutate(&mut bytes);
        }
        if let Ok(pem) = read(&bytes, EscapedNewlines::Refuse) {
            assert_eq!(pem.sections.len(), Text(&bytes).count(BEGIN));
            accepted += 1;
        }
        // Sniffing must not panic on any input.
        crate::identity::sniff::sniff(&bytes);
    }
    assert!(
        (ROUNDS / 20..ROUNDS).contains(&accepted),
        "{accepted} accepted"
    );
}
