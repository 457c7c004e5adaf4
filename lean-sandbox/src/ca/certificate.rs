//! Roots, issuers and leaves, by rcgen.

use std::time::{Duration, SystemTime};

use rcgen::{
    BasicConstraints, Certificate, CertificateParams, DnType, ExtendedKeyUsagePurpose, IsCa,
    Issuer, KeyPair, KeyUsagePurpose,
};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;

use crate::Error;
use crate::clock::Clock;
use crate::json::{Json, map};

/// A certificate that may sign others, and its key.
pub(super) struct Ca {
    name: String,
    pem: String,
    der: CertificateDer<'static>,
    key_pem: String,
    pub(super) issuer: Issuer<'static, KeyPair>,
}

pub(super) struct Leaf {
    pub(super) key_pem: String,
    pub(super) certificate: Certificate,
}

impl Ca {
    pub(super) fn root(name: &str, clock: &Clock) -> Result<Self, Error> {
        let key = KeyPair::generate()?;
        let params = signing_params(name, 2, clock);
        let certificate = params.self_signed(&key)?;
        Ok(Self::of(name, &certificate, params, key))
    }

    /// An issuer of certificates for servers and clients.
    pub(super) fn issuer(&self, name: &str, clock: &Clock) -> Result<Self, Error> {
        let key = KeyPair::generate()?;
        let params = signing_params(name, 0, clock);
        let certificate = params.signed_by(&key, &self.issuer)?;
        Ok(Self::of(name, &certificate, params, key))
    }

    fn of(name: &str, certificate: &Certificate, params: CertificateParams, key: KeyPair) -> Self {
        Self {
            name: name.to_owned(),
            pem: certificate.pem(),
            der: certificate.der().clone(),
            key_pem: key.serialize_pem(),
            issuer: Issuer::new(params, key),
        }
    }

    /// Returns the JSON that [`from_json`](Self::from_json) reads.
    pub(super) fn to_json(&self) -> Json {
        map! { "name": &self.name, "certificate": &self.pem, "key": &self.key_pem }
    }

    /// The authority of an earlier start; nothing if it is not complete.
    pub(super) fn from_json(saved: &Json) -> Option<Self> {
        let (name, pem, key_pem) = (
            saved.text("name")?,
            saved.text("certificate")?,
            saved.text("key")?,
        );
        // A signed certificate takes only the name and the key from these parameters.
        let params = signing_params(name, 0, &Clock::default());
        let key = KeyPair::from_pem(key_pem).ok()?;
        Some(Self {
            name: name.to_owned(),
            pem: pem.to_owned(),
            der: CertificateDer::from_pem_slice(pem.as_bytes()).ok()?,
            key_pem: key_pem.to_owned(),
            issuer: Issuer::new(params, key),
        })
    }

    /// A certificate for a server, good for a month.
    pub(super) fn leaf(&self, names: &[&str], clock: &Clock) -> Result<Leaf, Error> {
        let key = KeyPair::generate()?;
        let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        let common_name = names.first().cloned().unwrap_or_default();
        let mut params = CertificateParams::new(names)?;
        params
            .distinguished_name
            .push(DnType::CommonName, common_name);
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        params.use_authority_key_identifier_extension = true;
        set_validity(
            &mut params,
            clock.earliest() - HOUR,
            clock.latest() + 30 * DAY,
        );
        Ok(Leaf {
            certificate: params.signed_by(&key, &self.issuer)?,
            key_pem: key.serialize_pem(),
        })
    }

    pub(super) fn pem(&self) -> String {
        self.pem.clone()
    }

    pub(super) fn der(&self) -> CertificateDer<'static> {
        self.der.clone()
    }
}

pub(super) const HOUR: Duration = Duration::from_secs(3600);
pub(super) const DAY: Duration = Duration::from_secs(24 * 3600);

fn signing_params(name: &str, below: u8, clock: &Clock) -> CertificateParams {
    let mut params = CertificateParams::default();
    params.distinguished_name.push(DnType::CommonName, name);
    params
        .distinguished_name
        .push(DnType::OrganizationName, "lean-sandbox");
    params.is_ca = IsCa::Ca(BasicConstraints::Constrained(below));
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    params.use_authority_key_identifier_extension = true;
    // Earlier than any leaf may begin, later than any may end.
    set_validity(
        &mut params,
        clock.earliest() - 2 * 365 * DAY,
        clock.latest() + 10 * 365 * DAY,
    );
    params
}

/// Sets both ends; X.509 knows whole seconds only.
pub(super) fn set_validity(params: &mut CertificateParams, from: SystemTime, to: SystemTime) {
    let epoch = rcgen::date_time_ymd(1970, 1, 1);
    params.not_before = epoch + since_epoch(from);
    params.not_after = epoch + since_epoch(to);
}

fn since_epoch(time: SystemTime) -> Duration {
    let since = time
        .duration_since(SystemTime::UNIX_EPOCH)
        .unwrap_or_default();
    Duration::from_secs(since.as_secs())
}
