//! From a server's certificate to an authority (RFC 5280 section 6.1): which paths are found, and which are refused.
//!
//! The cases are of our own making. The test vectors of x509-limbo are in no package registry, so a clean machine cannot
//! fetch them the way it fetches everything else.

use std::{sync::Arc, time::Instant};

use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, CustomExtension, ExtendedKeyUsagePurpose,
    GeneralSubtree, IsCa, KeyUsagePurpose, NameConstraints, date_time_ymd,
};
use rustls::{
    client::danger::ServerCertVerifier as _,
    pki_types::{CertificateDer, ServerName, UnixTime},
};

use super::lab::{self, Authority, Leaf, authority_pem, lab};
use crate::tls::{
    FaultKind, PostQuantum, Recorder, TlsSettings, classify::classify_tls,
    config::recording_verifier, provider::provider_with,
};

/// Judges a server that shows these certificates, as a client that trusts the lab's root.
fn judge(leaf: &Leaf, issuers: &[&Authority]) -> Result<(), FaultKind> {
    judge_at(UnixTime::now(), leaf, issuers)
}

fn judge_at(now: UnixTime, leaf: &Leaf, issuers: &[&Authority]) -> Result<(), FaultKind> {
    let root = authority_pem(&lab().root);
    let settings = TlsSettings::trusting(root.as_bytes()).expect("an authority");
    let (recorder, provider) = (Recorder::default(), provider_with(PostQuantum::On));
    let verifier = recording_verifier(&settings, None, &recorder, &provider).expect("settings");
    let issuers: Vec<CertificateDer<'_>> = issuers.iter().map(|ca| ca.der().clone()).collect();
    let name = ServerName::try_from("localhost").expect("a name");
    verifier
        .verify_server_cert(leaf.certificate.der(), &issuers, &name, &[], now)
        .map(drop)
        .map_err(|error| classify_tls(&error, &recorder).kind())
}

/// An authority below another, changed in some way.
fn below(above: &Authority, name: &str, change: impl FnOnce(&mut CertificateParams)) -> Authority {
    below_for(lab::new_key(), above, name, change)
}

fn below_for(
    key: rcgen::KeyPair,
    above: &Authority,
    name: &str,
    change: impl FnOnce(&mut CertificateParams),
) -> Authority {
    let mut params = lab::authority_params("Lab", name);
    change(&mut params);
    CertifiedIssuer::signed_by(params, key, above).expect("an authority")
}

/// The same key once more.
fn again(key: &rcgen::KeyPair) -> rcgen::KeyPair {
    rcgen::KeyPair::try_from(key.serialized_der()).expect("a key")
}

/// A certificate for `localhost`, changed in some way.
fn server(issuer: &Authority, change: impl FnOnce(&mut CertificateParams)) -> Leaf {
    lab::issue(issuer, "localhost", |params| {
        *params = lab::server_params();
        change(params);
    })
}

#[test]
fn paths_are_found_whatever_else_is_sent() {
    let (one, two) = (
        below(&lab().root, "One", |_| {}),
        below(&lab().root, "Two", |_| {}),
    );
    let three = below(&two, "Three", |_| {});
    let leaf = server(&three, |_| {});
    assert_eq!(judge(&leaf, &[&three, &two]), Ok(()));
    assert_eq!(
        judge(&leaf, &[&two, &one, &three, &three, &lab().root]),
        Ok(())
    );
    assert_eq!(judge(&leaf, &[&two]), Err(FaultKind::ServerUntrusted));
}

#[test]
fn a_dead_end_is_no_end() {
    // Two certificates for one authority: by a root that has gone, and by the one that is trusted.
    let key = lab::new_key();
    let gone = lab::root("Gone", "Old Root");
    let old = below_for(again(&key), &gone, "Crossed", |_| {});
    let expired = below_for(again(&key), &lab().root, "Crossed", |params| {
        params.not_after = date_time_ymd(2001, 1, 1);
    });
    let good = below_for(key, &lab().root, "Crossed", |_| {});
    let leaf = server(&good, |_| {});
    assert_eq!(judge(&leaf, &[&old, &expired, &good]), Ok(()));
    assert_eq!(judge(&leaf, &[&expired]), Err(FaultKind::ServerExpired));
    assert!(judge(&leaf, &[&old]).is_err());
}

#[test]
fn validity_is_that_of_every_certificate_to_the_second() {
    let at = |year| u64::try_from(date_time_ymd(year, 1, 1).unix_timestamp()).expect("after 1970");
    let judge_at = |leaf: &Leaf, second| {
        let now = UnixTime::since_unix_epoch(std::time::Duration::from_secs(second));
        judge_at(now, leaf, &[&lab().intermediate])
    };
    let leaf = server(&lab().intermediate, |params| {
        params.not_before = date_time_ymd(2010, 1, 1);
        params.not_after = date_time_ymd(2020, 1, 1);
    });
    assert_eq!(judge_at(&leaf, at(2010)), Ok(()));
    assert_eq!(judge_at(&leaf, at(2020)), Ok(()));
    assert_eq!(judge_at(&leaf, at(2020) + 1), Err(FaultKind::ServerExpired));
    assert_eq!(
        judge_at(&leaf, at(2010) - 1),
        Err(FaultKind::ServerNotYetValid)
    );
}

#[test]
fn only_authorities_issue() {
    let no_authority = below(&lab().root, "No CA", |params| {
        params.is_ca = IsCa::ExplicitNoCa
    });
    let leaf = server(&no_authority, |_| {});
    assert!(judge(&leaf, &[&no_authority]).is_err());

    // Of the same name as its issuer's, with another key.
    let impostor = below(&lab().root, "Lab Issuing CA", |_| {});
    let leaf = server(&impostor, |_| {});
    assert!(judge(&leaf, &[&lab().intermediate]).is_err());
}

#[test]
fn the_length_of_a_path_is_limited_by_each_authority_on_it() {
    let with_room = |below_it| {
        move |params: &mut CertificateParams| {
            params.is_ca = IsCa::Ca(BasicConstraints::Constrained(below_it));
        }
    };
    let last = below(&lab().root, "No room", with_room(0));
    assert_eq!(judge(&server(&last, |_| {}), &[&last]), Ok(()));
    let one_more = below(&last, "One more", |_| {});
    let leaf = server(&one_more, |_| {});
    assert!(judge(&leaf, &[&one_more, &last]).is_err());
    let roomy = below(&lab().root, "Room for one", with_room(1));
    let one_more = below(&roomy, "One more", |_| {});
    let leaf = server(&one_more, |_| {});
    assert_eq!(judge(&leaf, &[&one_more, &roomy]), Ok(()));
}

#[test]
fn purposes_bind_the_authorities_above_too() {
    for (purpose, is_good) in [
        (ExtendedKeyUsagePurpose::ServerAuth, true),
        (ExtendedKeyUsagePurpose::ClientAuth, false),
    ] {
        let authority = below(&lab().root, "Of one purpose", |params| {
            params.extended_key_usages = vec![purpose];
        });
        let found = judge(&server(&authority, |_| {}), &[&authority]);
        assert_eq!(found.is_ok(), is_good, "{found:?}");
    }
}

#[test]
fn names_are_constrained_by_what_is_permitted_and_what_is_excluded() {
    let name = |name: &str| GeneralSubtree::DnsName(name.to_owned());
    for (permitted, excluded, is_good) in [
        (vec![name("localhost")], vec![], true),
        (vec![name("lab.example")], vec![], false),
        (vec![], vec![name("lab.example")], true),
        (vec![], vec![name("localhost")], false),
        (vec![name("localhost")], vec![name("localhost")], false),
    ] {
        let constrained = below(&lab().root, "Constrained", |params| {
            params.name_constraints = Some(NameConstraints {
                permitted_subtrees: permitted,
                excluded_subtrees: excluded,
            });
        });
        let found = judge(&server(&constrained, |_| {}), &[&constrained]);
        let expected = if is_good {
            Ok(())
        } else {
            Err(FaultKind::ServerNameConstraint)
        };
        assert_eq!(found, expected);
        // What binds an authority, binds those below it.
        let further = below(&constrained, "Below it", |_| {});
        let found = judge(&server(&further, |_| {}), &[&further, &constrained]);
        assert_eq!(found, expected);
    }
}

#[test]
fn what_is_critical_and_unknown_is_refused() {
    let extension = |is_critical| {
        let mut extension =
            CustomExtension::from_oid_content(&[1, 3, 6, 1, 4, 1, 99_999, 1], vec![5, 0]);
        extension.set_criticality(is_critical);
        extension
    };
    for is_critical in [false, true] {
        let leaf = server(&lab().intermediate, |params| {
            params.custom_extensions = vec![extension(is_critical)];
        });
        assert_eq!(judge(&leaf, &[&lab().intermediate]).is_err(), is_critical);
        let authority = below(&lab().root, "With an extension", |params| {
            params.custom_extensions = vec![extension(is_critical)];
        });
        let found = judge(&server(&authority, |_| {}), &[&authority]);
        assert_eq!(found.is_err(), is_critical);
    }
}

#[test]
fn an_authority_whose_key_may_not_sign_certificates() {
    let authority = below(&lab().root, "May not sign", |params| {
        params.key_usages = vec![KeyUsagePurpose::CrlSign];
    });
    let leaf = server(&authority, |_| {});
    assert_eq!(
        judge(&leaf, &[&authority]),
        Err(FaultKind::ServerCertInvalid)
    );
}

#[test]
fn long_and_wide_paths_end_in_bounded_time() {
    let start = Instant::now();
    let mut path: Vec<Arc<Authority>> = vec![Arc::new(below(&lab().root, "0", |_| {}))];
    for number in 1..12 {
        let last = Arc::clone(&path[path.len() - 1]);
        path.push(Arc::new(below(&last, &number.to_string(), |_| {})));
    }
    let leaf = server(&path[path.len() - 1], |_| {});
    let all: Vec<&Authority> = path.iter().map(|ca| &**ca).collect();
    assert!(judge(&leaf, &all).is_err());

    // A hundred authorities of one name, which all may have issued each other.
    let twins: Vec<_> = (0..100).map(|_| lab::root("Lab", "Twin")).collect();
    let leaf = server(&twins[0], |_| {});
    assert!(judge(&leaf, &twins.iter().collect::<Vec<_>>()).is_err());
    assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
}
