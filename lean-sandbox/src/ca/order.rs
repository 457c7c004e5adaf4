//! Orders for client certificates: their properties and their issue.

use std::time::{Duration, SystemTime};

use rcgen::{
    CertificateParams, DnType, ExtendedKeyUsagePurpose, KeyPair, KeyUsagePurpose, SerialNumber,
};

use super::certificate::{DAY, HOUR, set_validity};
use super::{Authority, Files, Hierarchy, Issued, Record};
use crate::Error;

/// A client certificate to be issued; [`sign`](Self::sign) issues it.
#[derive(Debug)]
#[must_use = "nothing is issued before `sign`"]
pub struct Order<'a> {
    authority: &'a Authority,
    application: String,
    from: SystemTime,
    to: SystemTime,
    key: KeyKind,
    usage: Usage,
    sandbox_only: bool,
    stranger: bool,
}

/// The kind of key of a certificate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum KeyKind {
    /// ECDSA on the curve P-256: made in no time.
    #[default]
    P256,
    /// ECDSA on the curve P-384.
    P384,
    /// RSA of 2048 bits, as the vendor's portal makes them. Takes a tenth of a second, or more than one without
    /// optimisation.
    Rsa2048,
}

/// The use that a certificate permits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Usage {
    /// To show who a client is.
    #[default]
    Client,
    /// To show who a server is: wrong for a client, the sandbox refuses it while connecting.
    Server,
}

impl<'a> Order<'a> {
    pub(super) fn new(authority: &'a Authority) -> Self {
        let clock = &authority.0.clock;
        Self {
            authority,
            application: authority.application().to_owned(),
            from: clock.earliest() - HOUR,
            to: clock.latest() + 365 * DAY,
            key: KeyKind::default(),
            usage: Usage::default(),
            sandbox_only: false,
            stranger: false,
        }
    }

    /// Of another application: with the sandbox's app token it is answered with 401 `CERTIFICATE_TOKEN_MISMATCH`.
    pub fn application(mut self, id: impl Into<String>) -> Self {
        self.application = id.into();
        self
    }

    /// Expired yesterday: refused while connecting.
    pub fn expired(self) -> Self {
        let now = self.authority.0.clock.now();
        self.valid_between(now - 30 * DAY, now - DAY)
    }

    /// Valid from tomorrow on: refused while connecting.
    pub fn not_yet_valid(self) -> Self {
        let now = self.authority.0.clock.now();
        self.valid_between(now + DAY, now + 30 * DAY)
    }

    /// Valid from an hour ago until so long from now.
    pub fn valid_for(self, life: Duration) -> Self {
        let now = self.authority.0.clock.now();
        self.valid_between(now - HOUR, now + life)
    }

    /// Valid between these times, in whole seconds.
    pub fn valid_between(mut self, from: SystemTime, to: SystemTime) -> Self {
        (self.from, self.to) = (from, to);
        self
    }

    /// With a key of this kind.
    pub fn key(mut self, kind: KeyKind) -> Self {
        self.key = kind;
        self
    }

    /// With this extended key usage.
    pub fn usage(mut self, usage: Usage) -> Self {
        self.usage = usage;
        self
    }

    /// Of an application without production access: answered with 403 `INSUFFICIENT_ACCESS_LEVEL`.
    pub fn sandbox_only(mut self) -> Self {
        self.sandbox_only = true;
        self
    }

    /// Issued by an authority that the sandbox does not know: refused while connecting.
    pub fn of_another_authority(mut self) -> Self {
        self.stranger = true;
        self
    }

    /// Makes the key and issues the certificate.
    ///
    /// # Errors
    /// An order that rcgen refuses, for instance with times beyond the range of X.509.
    pub fn sign(self) -> Result<Files, Error> {
        self.issue().map(|issued| issued.files)
    }

    pub(crate) fn issue(self) -> Result<Issued, Error> {
        if self.stranger {
            let stranger = Hierarchy::new("Foreign", &self.authority.0.clock)?;
            return self.issue_with(&stranger);
        }
        self.issue_with(&self.authority.0.vendor)
    }

    fn issue_with(&self, hierarchy: &Hierarchy) -> Result<Issued, Error> {
        let key = self.key.generate()?;
        let serial = self.authority.register().next_serial();
        let certificate = self
            .params(&serial)
            .signed_by(&key, &hierarchy.issuer.issuer)?;
        let record = Record {
            certificate: certificate.der().clone(),
            subject: subject(&self.application),
            serial,
            application: self.application.clone(),
            sandbox_only: self.sandbox_only,
            revoked: false,
        };
        self.authority.register().add(record.clone());
        Ok(Issued {
            files: Files {
                private_key_pem: key.serialize_pem(),
                certificate_pem: certificate.pem(),
                chain_pem: hierarchy.chain_pem(),
            },
            record,
            key: self.key,
            until: self.to,
        })
    }

    fn params(&self, serial: &[u8]) -> CertificateParams {
        let mut params = CertificateParams::default();
        params
            .distinguished_name
            .push(DnType::CommonName, self.application.as_str());
        params
            .distinguished_name
            .push(DnType::OrganizationName, "lean-sandbox application");
        params.serial_number = Some(SerialNumber::from_slice(serial));
        params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        params.extended_key_usages = vec![match self.usage {
            Usage::Client => ExtendedKeyUsagePurpose::ClientAuth,
            Usage::Server => ExtendedKeyUsagePurpose::ServerAuth,
        }];
        params.use_authority_key_identifier_extension = true;
        set_validity(&mut params, self.from, self.to);
        params
    }
}

pub(super) fn subject(application: &str) -> String {
    format!("CN={application}, O=lean-sandbox application")
}

impl KeyKind {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::P256 => "p256",
            Self::P384 => "p384",
            Self::Rsa2048 => "rsa",
        }
    }

    fn generate(self) -> Result<KeyPair, Error> {
        let algorithm = match self {
            Self::P256 => &rcgen::PKCS_ECDSA_P256_SHA256,
            Self::P384 => &rcgen::PKCS_ECDSA_P384_SHA384,
            Self::Rsa2048 => &rcgen::PKCS_RSA_SHA256,
        };
        Ok(KeyPair::generate_for(algorithm)?)
    }
}
