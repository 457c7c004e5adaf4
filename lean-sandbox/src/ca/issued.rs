//! A client certificate that was issued, and its way through a restart.

use std::time::{Duration, SystemTime};

use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;

use super::{Authority, Files, KeyKind, Record};
use crate::json::{Json, map};

/// The files of a certificate, and what the register knows of it.
pub(crate) struct Issued {
    pub(crate) files: Files,
    pub(super) record: Record,
    pub(super) key: KeyKind,
    pub(super) until: SystemTime,
}

/// A certificate that ends sooner than this is not worth restoring.
const LEFT_MIN: Duration = Duration::from_secs(24 * 3600);

impl Issued {
    /// As [`from_json`](Self::from_json) reads it.
    pub(crate) fn to_json(&self) -> Json {
        let until = self.until.duration_since(SystemTime::UNIX_EPOCH);
        map! {
            "application": &self.record.application,
            "certificate": &self.files.certificate_pem,
            "key": &self.files.private_key_pem,
            "kind": self.key.name(),
            "serial": Json::List(self.record.serial.iter().map(|byte| Json::from(usize::from(*byte))).collect()),
            "until": Json::Number(until.unwrap_or_default().as_secs().to_string()),
        }
    }

    /// A certificate of an earlier start, entered into the register again; nothing if it is of another application or kind
    /// of key, or ends soon.
    pub(crate) fn from_json(saved: &Json, authority: &Authority, key: KeyKind) -> Option<Self> {
        let number = |value: &Json| match value {
            Json::Number(number) => number.parse::<u64>().ok(),
            _ => None,
        };
        let application = saved.text("application")?;
        let until = SystemTime::UNIX_EPOCH + Duration::from_secs(number(saved.get("until")?)?);
        let wanted = application == authority.application()
            && saved.text("kind")? == key.name()
            && authority.0.clock.latest() + LEFT_MIN < until;
        if !wanted {
            return None;
        }
        let certificate_pem = saved.text("certificate")?;
        let serial = saved.get("serial")?.items().iter();
        let record = Record {
            certificate: CertificateDer::from_pem_slice(certificate_pem.as_bytes()).ok()?,
            subject: super::order::subject(application),
            serial: serial
                .map(|byte| number(byte).and_then(|byte| u8::try_from(byte).ok()))
                .collect::<Option<_>>()?,
            application: application.to_owned(),
            sandbox_only: false,
            revoked: false,
        };
        authority.register().add(record.clone());
        Some(Self {
            files: Files {
                private_key_pem: saved.text("key")?.to_owned(),
                certificate_pem: certificate_pem.to_owned(),
                chain_pem: authority.chain_pem(),
            },
            record,
            key,
            until,
        })
    }
}
