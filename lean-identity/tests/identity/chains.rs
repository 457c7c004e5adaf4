//! C: the way from our certificate to its root.

use lean_identity::identity::{Identity, Severity};
use rcgen::{CertifiedIssuer, date_time_ymd};

use crate::{
    fine,
    lab::{self, authority_pem, lab},
    load, notes, with_certificate,
};

fn subjects(identity: &Identity) -> Vec<String> {
    identity
        .report()
        .sent_certificates()
        .iter()
        .map(|certificate| certificate.subject.clone())
        .collect()
}

#[test]
fn c_01_chain_is_completed_from_the_vendors_file_only_if_signatures_verify() {
    let identity = fine(with_certificate(lab().app.pem()));
    assert_eq!(
        subjects(&identity),
        ["CN=app-one", "CN=Lab Issuing CA, O=Lab"]
    );

    // Same names, other keys.
    let impostor = lab::Lab::new("Lab");
    let identity = notes(
        load(lab().app.key_pem(), lab().app.pem(), impostor.chain_pem()),
        &["CHAIN_INCOMPLETE"],
    );
    assert_eq!(subjects(&identity), ["CN=app-one"]);
    assert!(
        identity.report().to_string().contains("with another key"),
        "{}",
        identity.report()
    );
}

#[test]
fn c_02_issuer_unknown() {
    let other = lab::root("Other", "Other Root");
    let identity = notes(
        load(lab().app.key_pem(), lab().app.pem(), authority_pem(&other)),
        &["CHAIN_INCOMPLETE"],
    );
    let report = identity.report();
    assert_eq!(report.notes()[0].severity(), Severity::Warning);
    assert!(report.to_string().contains("CN=Lab Issuing CA"), "{report}");
}

#[test]
fn c_03_any_order_is_sent_leaf_first_without_the_root() {
    let (leaf, int, root) = (
        lab().app.pem(),
        authority_pem(&lab().intermediate),
        authority_pem(&lab().root),
    );
    for (file, codes) in [
        (format!("{leaf}{int}"), &[][..]),
        (format!("{leaf}{int}{root}"), &["CHAIN_ROOT_DROPPED"]),
        (
            format!("{root}{int}{leaf}"),
            &["CHAIN_ROOT_DROPPED", "CHAIN_REORDERED"],
        ),
        (format!("{int}{leaf}"), &["CHAIN_REORDERED"]),
        (
            format!("{int}{root}{leaf}"),
            &["CHAIN_ROOT_DROPPED", "CHAIN_REORDERED"],
        ),
        (
            format!("{leaf}{root}{int}"),
            &["CHAIN_ROOT_DROPPED", "CHAIN_REORDERED"],
        ),
    ] {
        let identity = notes(with_certificate(file), codes);
        assert_eq!(
            subjects(&identity),
            ["CN=app-one", "CN=Lab Issuing CA, O=Lab"]
        );
    }
}

#[test]
fn c_04_duplicates() {
    let (leaf, int) = (lab().app.pem(), authority_pem(&lab().intermediate));
    for file in [format!("{leaf}{leaf}{int}"), format!("{leaf}{int}{int}")] {
        let identity = notes(with_certificate(file), &["CHAIN_DUPLICATE"]);
        assert_eq!(identity.report().sent_certificates().len(), 2);
    }
}

#[test]
fn c_05_unrelated_authority() {
    let other = authority_pem(&lab::root("Other", "Other Root"));
    let identity = notes(
        with_certificate(format!("{}{other}", lab().app.pem())),
        &["CHAIN_UNRELATED"],
    );
    assert_eq!(identity.report().notes()[0].severity(), Severity::Warning);
    assert_eq!(identity.report().sent_certificates().len(), 2);
}

#[test]
fn c_06_two_leaves() {
    let other = lab().client("app-two", |_| {});
    for file in [
        format!("{}{}", lab().app.pem(), other.pem()),
        format!("{}{}", other.pem(), lab().app.pem()),
    ] {
        let identity = notes(with_certificate(file), &["CERT_AMBIGUOUS"]);
        assert_eq!(identity.report().leaf().subject, "CN=app-one");
    }
}

#[test]
fn c_07_authorities_that_signed_each_other() {
    let (key_a, key_b) = (lab::new_key(), lab::new_key());
    let (params_a, params_b) = (
        lab::authority_params("Loop", "A"),
        lab::authority_params("Loop", "B"),
    );
    let a = rcgen::Issuer::from_params(&params_a, &key_a);
    let b = rcgen::Issuer::from_params(&params_b, &key_b);
    let a_by_b = params_a.signed_by(&key_a, &b).expect("a certificate");
    let b_by_a = params_b.signed_by(&key_b, &a).expect("a certificate");
    let leaf_key = lab::new_key();
    let leaf = lab::params("looped")
        .signed_by(&leaf_key, &a)
        .expect("a certificate");

    let chain = lab::pem("CERTIFICATE", a_by_b.der()) + &lab::pem("CERTIFICATE", b_by_a.der());
    let key = lab::pem("PRIVATE KEY", leaf_key.serialized_der());
    let identity = fine(load(key, lab::pem("CERTIFICATE", leaf.der()), chain));
    assert_eq!(identity.report().sent_certificates().len(), 3);
}

#[test]
fn c_10_intermediate_expired() {
    let mut params = lab::authority_params("Lab", "Old Issuing CA");
    params.not_before = date_time_ymd(2000, 1, 1);
    params.not_after = date_time_ymd(2001, 1, 1);
    let old =
        CertifiedIssuer::signed_by(params, lab::new_key(), &lab().root).expect("an intermediate");
    let leaf = lab::issue(&old, "app-one", |_| {});
    let chain = format!("{}{}", authority_pem(&old), authority_pem(&lab().root));
    let identity = notes(load(leaf.key_pem(), leaf.pem(), chain), &["CHAIN_EXPIRED"]);
    assert!(
        identity.report().to_string().contains("Old Issuing CA"),
        "{}",
        identity.report()
    );
}
