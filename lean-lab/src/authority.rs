//! A throw-away certificate authority.

use std::sync::OnceLock;

use rcgen::{
    BasicConstraints, CertificateParams, CertificateRevocationListParams, CertifiedIssuer, DnType,
    ExtendedKeyUsagePurpose, IsCa, KeyIdMethod, KeyPair, KeyUsagePurpose, RevocationReason,
    RevokedCertParams, SerialNumber, date_time_ymd,
};

use crate::pem::pem;

/// An authority that issues certificates.
pub type Authority = CertifiedIssuer<'static, KeyPair>;

/// A root, an intermediate below it, and an application's key and certificate.
pub struct Lab {
    pub root: Authority,
    pub intermediate: Authority,
    pub app: Leaf,
}

/// A key and the certificate that was issued for it.
pub struct Leaf {
    pub key: KeyPair,
    pub certificate: rcgen::Certificate,
}

impl Leaf {
    pub fn key_pem(&self) -> String {
        pem("PRIVATE KEY", self.key.serialized_der())
    }

    pub fn pem(&self) -> String {
        pem("CERTIFICATE", self.certificate.der())
    }
}

/// The lab that all tests share: making keys is the slow part.
pub fn lab() -> &'static Lab {
    static LAB: OnceLock<Lab> = OnceLock::new();
    LAB.get_or_init(|| Lab::new("Lab"))
}

impl Lab {
    pub fn new(organisation: &str) -> Self {
        let root = root(organisation, "Lab Root");
        let intermediate = intermediate(organisation, "Lab Issuing CA", &root);
        let app = issue(&intermediate, "app-one", |_| {});
        Self {
            root,
            intermediate,
            app,
        }
    }

    /// Root and intermediate, as the portal's chain file has them.
    pub fn chain_pem(&self) -> String {
        format!(
            "{}{}",
            authority_pem(&self.intermediate),
            authority_pem(&self.root)
        )
    }

    /// A certificate for clients, changed in some way, issued by the intermediate.
    pub fn client(&self, name: &str, change: impl FnOnce(&mut CertificateParams)) -> Leaf {
        issue(&self.intermediate, name, change)
    }

    /// A certificate for the server `localhost`, changed in some way, issued by the intermediate.
    pub fn server(&self, change: impl FnOnce(&mut CertificateParams)) -> Leaf {
        issue(&self.intermediate, "localhost", |params| {
            *params = server_params();
            change(params);
        })
    }
}

pub fn root(organisation: &str, name: &str) -> Authority {
    let params = authority_params(organisation, name);
    CertifiedIssuer::self_signed(params, new_key()).expect("a root")
}

pub fn intermediate(organisation: &str, name: &str, root: &Authority) -> Authority {
    CertifiedIssuer::signed_by(authority_params(organisation, name), new_key(), root)
        .expect("an intermediate")
}

pub fn authority_params(organisation: &str, name: &str) -> CertificateParams {
    let mut params = params(name);
    params
        .distinguished_name
        .push(DnType::OrganizationName, organisation);
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    params
}

pub fn server_params() -> CertificateParams {
    let mut params = CertificateParams::new(["localhost".to_owned()]).expect("a valid name");
    params.distinguished_name = named("localhost");
    params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    params
}

/// A certificate for clients unless changed into another.
pub fn issue(issuer: &Authority, name: &str, change: impl FnOnce(&mut CertificateParams)) -> Leaf {
    issue_for(new_key(), issuer, name, change)
}

pub fn issue_for(
    key: KeyPair,
    issuer: &Authority,
    name: &str,
    change: impl FnOnce(&mut CertificateParams),
) -> Leaf {
    let mut params = params(name);
    params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ClientAuth];
    change(&mut params);
    let certificate = params.signed_by(&key, issuer).expect("a certificate");
    Leaf { key, certificate }
}

pub fn params(name: &str) -> CertificateParams {
    let mut params = CertificateParams::default();
    params.distinguished_name = named(name);
    params.use_authority_key_identifier_extension = true;
    params
}

fn named(name: &str) -> rcgen::DistinguishedName {
    let mut named = rcgen::DistinguishedName::new();
    named.push(DnType::CommonName, name);
    named
}

pub fn new_key() -> KeyPair {
    KeyPair::generate().expect("a key")
}

pub fn authority_pem(authority: &Authority) -> String {
    pem("CERTIFICATE", authority.der())
}

/// A revocation list (DER) of the certificate with this serial number, good until the beginning of that year.
pub fn revocation_list(issuer: &Authority, serial: Option<u64>, until: i32) -> Vec<u8> {
    let revoked = serial.map(|serial| RevokedCertParams {
        serial_number: SerialNumber::from(serial),
        revocation_time: date_time_ymd(2001, 1, 1),
        reason_code: Some(RevocationReason::KeyCompromise),
        invalidity_date: None,
    });
    let params = CertificateRevocationListParams {
        this_update: date_time_ymd(2000, 1, 1),
        next_update: date_time_ymd(until, 1, 1),
        crl_number: SerialNumber::from(1),
        issuing_distribution_point: None,
        revoked_certs: revoked.into_iter().collect(),
        key_identifier_method: KeyIdMethod::Sha256,
    };
    params.signed_by(issuer).expect("a list").der().to_vec()
}
