//! Roots, issuers and leaves, by rcgen.

use std::time::{Duration, SystemTime};

use rcgen::{
    BasicConstraints, Certificate, CertificateParams, DnType, ExtendedKeyUsagePurpose, IsCa,
    Issuer, KeyPair, KeyUsagePurpose,
};
use rustls::pki_types::CertificateDer;

use crate::Error;
use crate::clock::Clock;

/// A certificate that may sign others, and its key.
pub(super) struct Ca {
    certificate: Certificate,
    pub(super) issuer: Issuer<'static, KeyPair>,
}

/// What an issuer signs.
#[derive(Clone, Copy)]
pub(super) enum Purpose {
    Servers,
    Clients,
}

pub(super) struct Leaf {
    pub(super) key_pem: String,
    pub(super) certificate: Certificate,
}

impl Ca {
    pub(super) fn root(name: &str, clock: &Clock) -> Result<Self, Error> {
        let key = KeyPair::generate()?;
        let params = signing(name, 2, clock);
        let certificate = params.self_signed(&key)?;
        let issuer = Issuer::new(params, key);
        Ok(Self {
            certificate,
            issuer,
        })
    }

    pub(super) fn issuer(
        &self,
        name: &str,
        purpose: Purpose,
        clock: &Clock,
    ) -> Result<Self, Error> {
        let key = KeyPair::generate()?;
        let mut params = signing(name, 0, clock);
        params.extended_key_usages = vec![match purpose {
            Purpose::Servers => ExtendedKeyUsagePurpose::ServerAuth,
            Purpose::Clients => ExtendedKeyUsagePurpose::ClientAuth,
        }];
        let certificate = params.signed_by(&key, &self.issuer)?;
        let issuer = Issuer::new(params, key);
        Ok(Self {
            certificate,
            issuer,
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
        valid(
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
        self.certificate.pem()
    }

    pub(super) fn der(&self) -> CertificateDer<'static> {
        self.certificate.der().clone()
    }
}

pub(super) const HOUR: Duration = Duration::from_secs(3600);
pub(super) const DAY: Duration = Duration::from_secs(24 * 3600);

fn signing(name: &str, below: u8, clock: &Clock) -> CertificateParams {
    let mut params = CertificateParams::default();
    params.distinguished_name.push(DnType::CommonName, name);
    params
        .distinguished_name
        .push(DnType::OrganizationName, "lean-sandbox");
    params.is_ca = IsCa::Ca(BasicConstraints::Constrained(below));
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    params.use_authority_key_identifier_extension = true;
    // Earlier than any leaf may begin, later than any may end.
    valid(
        &mut params,
        clock.earliest() - 2 * 365 * DAY,
        clock.latest() + 10 * 365 * DAY,
    );
    params
}

/// Sets both ends; X.509 knows whole seconds only.
pub(super) fn valid(params: &mut CertificateParams, from: SystemTime, to: SystemTime) {
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
