//! C: what can be wrong with the certificate and the way to its root.

use jiff::{SignedDuration, Timestamp};
use lean_identity::identity::{Identity, IdentityError, PemBytes, Severity};
use rcgen::{
    BasicConstraints, CertificateParams, DnType, ExtendedKeyUsagePurpose, IsCa, KeyUsagePurpose,
    SerialNumber, date_time_ymd,
};

use crate::{
    fails, fine,
    lab::{Leaf, fixture, lab},
    load, notes, with_certificate,
};

/// A certificate of the lab, changed in some way, with its own key.
fn changed(change: impl FnOnce(&mut CertificateParams)) -> Result<Identity, IdentityError> {
    loaded(&lab().client("app-one", change))
}

fn loaded(leaf: &Leaf) -> Result<Identity, IdentityError> {
    load(leaf.key_pem(), leaf.pem(), lab().chain_pem())
}

/// A certificate that is valid for the year 2026, looked at at another time.
fn at(now: &str) -> Result<Identity, IdentityError> {
    let leaf = lab().client("app-one", |params| {
        params.not_before = date_time_ymd(2026, 1, 1);
        params.not_after = date_time_ymd(2027, 1, 1);
    });
    let now: Timestamp = now.parse().expect("a time");
    Identity::builder(PemBytes::new(leaf.key_pem(), leaf.pem(), lab().chain_pem()))
        .clock(move || now)
        .load()
}

#[test]
fn c_08_expired_or_not_yet_valid() {
    let error = fails(at("2027-01-02T00:00:00Z"), "CERT_EXPIRED");
    let text = error.to_string();
    assert!(
        text.contains(
            "expired 2027-01-01T00:00:00Z (1 day ago by this machine's clock, 2027-01-02T00:00:00Z)"
        ),
        "{text}"
    );
    let error = fails(at("2025-12-31T00:00:00Z"), "CERT_NOT_YET_VALID");
    assert!(
        error
            .to_string()
            .contains("this machine's clock says 2025-12-31T00:00:00Z"),
        "{error}"
    );
    fine(at("2025-12-31T23:55:00Z"));
}

#[test]
fn c_09_near_expiry_is_told_ever_louder() {
    for (now, severity) in [
        ("2026-12-03T00:00:00Z", Severity::Warning),
        ("2026-12-26T00:00:00Z", Severity::Urgent),
        ("2026-12-31T23:00:00Z", Severity::Critical),
    ] {
        let identity = notes(at(now), &["CERT_EXPIRES_SOON"]);
        assert_eq!(identity.report().notes()[0].severity(), severity, "{now}");
        assert_eq!(
            identity.current().not_after().to_string(),
            "2027-01-01T00:00:00Z"
        );
    }
    fine(at("2026-12-01T00:00:00Z"));
}

#[test]
fn c_11_purpose() {
    let with = |purposes: &[ExtendedKeyUsagePurpose]| {
        let purposes = purposes.to_vec();
        lab().client("app-one", |params| params.extended_key_usages = purposes)
    };
    fine(loaded(&with(&[])));
    fine(loaded(&with(&[
        ExtendedKeyUsagePurpose::ServerAuth,
        ExtendedKeyUsagePurpose::ClientAuth,
    ])));
    fine(loaded(&with(&[ExtendedKeyUsagePurpose::Any])));
    let server = with(&[ExtendedKeyUsagePurpose::ServerAuth]);
    let error = fails(loaded(&server), "CERT_PURPOSE");
    assert!(error.to_string().contains("serverAuth"), "{error}");
    let source = PemBytes::new(server.key_pem(), server.pem(), lab().chain_pem());
    fine(Identity::builder(source).allow_any_purpose().load());
}

#[test]
fn c_12_key_usage_without_digital_signature() {
    fails(
        changed(|params| params.key_usages = vec![KeyUsagePurpose::KeyEncipherment]),
        "CERT_KEY_USAGE",
    );
    fine(changed(|params| params.key_usages = Vec::new()));
}

#[test]
fn c_13_authority_as_leaf() {
    let codes = &["CERT_IS_CA"];
    notes(
        changed(|params| params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained)),
        codes,
    );
}

#[test]
fn c_14_version_1() {
    let error = fails(
        load(
            fixture("p256.pkcs8.pem"),
            fixture("v1.crt"),
            lab().chain_pem(),
        ),
        "CERT_V1",
    );
    assert!(error.remedy().contains("X.509 v3"), "{error}");
}

#[test]
fn c_15_weak_signature() {
    for (certificate, algorithm) in [
        ("sha1.crt", "sha1WithRSAEncryption"),
        ("md5.crt", "md5WithRSAEncryption"),
    ] {
        let result = load(
            fixture("rsa2048.pkcs8.pem"),
            fixture(certificate),
            lab().chain_pem(),
        );
        let identity = notes(result, &["CERT_WEAK_SIGNATURE", "CERT_SELF_SIGNED"]);
        assert!(
            identity.report().to_string().contains(algorithm),
            "{}",
            identity.report()
        );
    }
}

#[test]
fn c_16_self_signed() {
    notes(
        load(
            fixture("p256.pkcs8.pem"),
            fixture("p256.crt"),
            lab().chain_pem(),
        ),
        &["CERT_SELF_SIGNED"],
    );
}

#[test]
fn c_17_large_certificates() {
    let names = |count: usize| {
        (0..count)
            .map(|n| format!("host-{n:05}.lab.example"))
            .collect::<Vec<_>>()
    };
    let with = |count| {
        lab().client("app-one", |params| {
            params.subject_alt_names = CertificateParams::new(names(count))
                .expect("valid names")
                .subject_alt_names;
        })
    };
    let identity = fine(loaded(&with(1_000)));
    assert_eq!(identity.report().leaf().names.len(), 1_000);
    fails(loaded(&with(4_000)), "CERT_TOO_LARGE");
}

#[test]
fn c_18_odd_subjects_cannot_act_on_a_terminal() {
    let identity = fine(changed(|params| {
        params.distinguished_name.push(
            DnType::OrganizationName,
            "Bänk \u{202e}evil\u{1b}[31m\0, Inc.",
        );
    }));
    let report = identity.report().to_string();
    assert!(
        report.contains("O=Bänk \\u{202e}evil\\u{1b}[31m\\u{0}\\, Inc."),
        "{report}"
    );
    assert!(!report.contains(['\u{1b}', '\u{202e}', '\0']));
}

#[test]
fn c_19_odd_serials() {
    let serial = |bytes: &[u8]| {
        let bytes = SerialNumber::from_slice(bytes);
        fine(changed(|params| params.serial_number = Some(bytes)))
            .report()
            .leaf()
            .serial
            .clone()
    };
    assert_eq!(serial(&[0]), "00");
    assert_eq!(serial(&[1, 2]), "01:02");
    assert_eq!(serial(&[0x7f; 40]), vec!["7f"; 40].join(":"));
    let negative = load(
        fixture("p256.pkcs8.pem"),
        fixture("negative_serial.crt"),
        lab().chain_pem(),
    );
    let identity = notes(negative, &["CERT_SELF_SIGNED"]);
    assert!(
        identity.report().leaf().serial.starts_with('-'),
        "{}",
        identity.report()
    );
}

#[test]
fn c_20_dates_are_exact() {
    for (from, to, shown) in [
        (
            (1950, 1, 1),
            (2049, 12, 31),
            ("1950-01-01T00:00:00Z", "2049-12-31T00:00:00Z"),
        ),
        (
            (1999, 12, 31),
            (2050, 1, 1),
            ("1999-12-31T00:00:00Z", "2050-01-01T00:00:00Z"),
        ),
        (
            (2000, 2, 29),
            (9998, 1, 1),
            ("2000-02-29T00:00:00Z", "9998-01-01T00:00:00Z"),
        ),
        // The last second of RFC 5280 is after the last moment that `Timestamp` can hold.
        (
            (2000, 2, 29),
            (9999, 12, 31),
            ("2000-02-29T00:00:00Z", "9999-12-30T22:00:00.999999999Z"),
        ),
    ] {
        let identity = fine(changed(|params| {
            params.not_before = date_time_ymd(from.0, from.1, from.2);
            params.not_after = date_time_ymd(to.0, to.1, to.2);
        }));
        let leaf = identity.report().leaf().clone();
        assert_eq!(
            (
                leaf.not_before.to_string().as_str(),
                leaf.not_after.to_string().as_str()
            ),
            shown
        );
    }
    assert!(
        Timestamp::MAX
            .checked_add(SignedDuration::from_secs(1))
            .is_err()
    );
}

#[test]
fn report_says_what_was_found() {
    let identity = fine(with_certificate(lab().app.pem()));
    let report = identity.report();
    assert_eq!(report.key_type(), "EC P-256");
    let leaf = report.leaf();
    assert_eq!(
        (leaf.subject.as_str(), leaf.issuer.as_str()),
        ("CN=app-one", "CN=Lab Issuing CA, O=Lab")
    );
    assert_eq!(leaf.purposes, ["clientAuth"]);
    assert_eq!(leaf.signature, "ecdsa-with-SHA256");
    assert_eq!(leaf.sha256.len(), 64);
    assert!(!leaf.is_ca && !leaf.is_self_signed);
    let text = report.to_string();
    assert!(
        text.contains("private key: EC P-256") && text.contains("authority: CN=Lab Root, O=Lab"),
        "{text}"
    );
    assert!(text.contains(&leaf.sha256), "{text}");
}
