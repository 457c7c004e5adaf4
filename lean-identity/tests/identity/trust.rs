//! T: what can be wrong with the chain file. Which servers it makes trusted is tested in `handshake`.

use lean_identity::identity::{Identity, PemBytes, Severity};
use rcgen::{CertifiedIssuer, date_time_ymd};

use crate::{
    fails, fine,
    lab::{self, authority_pem, fixture, lab, text},
    load, notes, with_chain,
};

#[test]
fn t_01_any_selection_in_any_order() {
    let (int, root) = (
        authority_pem(&lab().intermediate),
        authority_pem(&lab().root),
    );
    let leaf = lab().server(|_| {}).pem();
    for (chain, codes, is_ca) in [
        (root.clone(), &["CHAIN_INCOMPLETE"][..], vec![true]),
        (int.clone(), &["CHAIN_INCOMPLETE"], vec![true]),
        (format!("{int}{root}"), &[], vec![true, true]),
        (format!("{root}{int}"), &[], vec![true, true]),
        (
            format!("{leaf}{int}{root}"),
            &["TRUST_NOT_A_CA"],
            vec![false, true, true],
        ),
        (
            format!("{root}{leaf}{int}"),
            &["TRUST_NOT_A_CA"],
            vec![true, false, true],
        ),
        (
            format!("{int}{int}{root}{root}"),
            &["CHAIN_DUPLICATE", "CHAIN_DUPLICATE"],
            vec![true, true],
        ),
    ] {
        let identity = notes(with_chain(chain), codes);
        let found: Vec<_> = identity
            .report()
            .trusted_certificates()
            .iter()
            .map(|certificate| certificate.is_ca)
            .collect();
        assert_eq!(found, is_ca);
    }
}

#[test]
fn t_02_leaf_in_place_of_an_authority() {
    let error = fails(with_chain(lab().server(|_| {}).pem()), "TRUST_NOT_A_CA");
    assert!(error.to_string().contains("CN=localhost"), "{error}");
}

#[test]
fn t_03_private_key_in_the_chain_file() {
    let chain = format!("{}{}", lab().chain_pem(), text("p256.pkcs8.pem"));
    let error = fails(with_chain(chain), "TRUST_CONTAINS_KEY");
    assert!(error.remedy().contains("revoked"), "{error}");
    // Our own key too.
    fails(
        with_chain(format!("{}{}", lab().chain_pem(), lab().app.key_pem())),
        "TRUST_CONTAINS_KEY",
    );
}

#[test]
fn t_04_our_own_issuer_is_noted() {
    let identity = with_chain(lab().chain_pem()).expect("loads");
    assert!(
        identity
            .report()
            .to_string()
            .contains("TRUST_HAS_OUR_ISSUER"),
        "{}",
        identity.report()
    );
}

#[test]
fn t_05_expired_root_is_still_an_anchor() {
    let mut params = lab::authority_params("Lab", "Old Root");
    params.not_before = date_time_ymd(2000, 1, 1);
    params.not_after = date_time_ymd(2001, 1, 1);
    let old = CertifiedIssuer::self_signed(params, lab::new_key()).expect("a root");
    let chain = format!("{}{}", lab().chain_pem(), authority_pem(&old));
    let identity = notes(with_chain(chain), &["TRUST_EXPIRED"]);
    assert_eq!(
        identity
            .report()
            .notes()
            .last()
            .map(lean_identity::identity::Note::severity),
        Some(Severity::Info)
    );
    assert!(
        identity
            .report()
            .notes()
            .iter()
            .any(|note| note.severity() == Severity::Warning)
    );
}

#[test]
fn t_06_one_bad_certificate_among_good_ones_is_named() {
    let mut der = lab().root.der().to_vec();
    der[4] ^= 0x40;
    let chain = format!(
        "{}{}{}",
        authority_pem(&lab().intermediate),
        lab::pem("CERTIFICATE", &der),
        authority_pem(&lab().root)
    );
    let error = fails(with_chain(chain), "CERT_CORRUPT");
    assert!(error.to_string().contains("number 2, line "), "{error}");
}

#[test]
fn t_07_nothing_to_trust() {
    fails(with_chain(""), "FILE_EMPTY");
    fails(with_chain(text("public.pem")), "FILE_IS_PUBLIC_KEY");
    let parameters =
        "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n";
    fails(with_chain(parameters), "TRUST_EMPTY");
}

#[test]
fn t_08_two_roots_of_one_name_are_both_kept() {
    let twin = lab::root("Lab", "Lab Root");
    let identity = fine(with_chain(format!(
        "{}{}",
        authority_pem(&twin),
        lab().chain_pem()
    )));
    assert_eq!(identity.report().trusted_certificates().len(), 3);
    assert_eq!(identity.report().sent_certificates().len(), 2);
}

#[test]
fn intermediates_are_pinned_by_choice() {
    let load = |chain: String| {
        let source = PemBytes::new(lab().app.key_pem(), lab().app.pem(), chain);
        Identity::builder(source).pin_intermediates().load()
    };
    fine(load(lab().chain_pem()));
    fails(load(authority_pem(&lab().root)), "TRUST_NOT_A_CA");
}

#[test]
fn version_1_roots_are_taken_with_a_warning() {
    let result = load(
        fixture("p256.pkcs8.pem"),
        fixture("p256.crt"),
        fixture("v1.crt"),
    );
    notes(result, &["CERT_SELF_SIGNED", "CERT_V1"]);
}
