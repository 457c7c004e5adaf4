//! The client certificates that were issued, their owners, and those that were revoked since.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use aws_lc_rs::digest;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;

use crate::ids;
use crate::seen::PeerCertificate;

/// The issued certificates. The listener accepts only certificates that this sandbox issued, so a
/// look-up is enough to find the owner.
#[derive(Default)]
pub(crate) struct Register(Mutex<Records>);

#[derive(Default)]
struct Records {
    /// By the certificate.
    all: HashMap<Vec<u8>, Record>,
    /// The certificate of a serial number in hexadecimal digits.
    by_serial: HashMap<String, Vec<u8>>,
}

#[derive(Clone)]
pub(crate) struct Record {
    pub(crate) certificate: CertificateDer<'static>,
    pub(crate) subject: String,
    pub(crate) serial: Vec<u8>,
    pub(crate) application: String,
    pub(crate) sandbox_only: bool,
    pub(crate) revoked: bool,
}

impl Register {
    pub(crate) fn add(&self, record: Record) {
        let mut records = self.lock();
        let certificate = record.certificate.to_vec();
        let serial = ids::hex(&record.serial);
        records.by_serial.insert(serial, certificate.clone());
        records.all.insert(certificate, record);
    }

    pub(super) fn len(&self) -> usize {
        self.lock().all.len()
    }

    /// Sixteen random bytes: positive, and of no leading zero.
    pub(super) fn next_serial(&self) -> Vec<u8> {
        let mut serial = ids::random_bytes::<16>();
        serial[0] = 0x40 | (serial[0] & 0x3f);
        serial.to_vec()
    }

    pub(super) fn revoke(&self, certificate_pem: &str) -> bool {
        let Ok(certificate) = CertificateDer::from_pem_slice(certificate_pem.as_bytes()) else {
            return false;
        };
        let mut records = self.lock();
        let Some(record) = records.all.get_mut(certificate.as_ref()) else {
            return false;
        };
        record.revoked = true;
        true
    }

    pub(crate) fn find(&self, certificate: &CertificateDer<'_>) -> Option<Record> {
        self.lock().all.get(certificate.as_ref()).cloned()
    }

    /// The record of a certificate, by its serial number in hexadecimal digits, as it is now.
    pub(crate) fn by_serial(&self, serial: &str) -> Option<Record> {
        let records = self.lock();
        let certificate = records.by_serial.get(serial)?;
        records.all.get(certificate).cloned()
    }

    fn lock(&self) -> MutexGuard<'_, Records> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Record {
    pub(crate) fn peer(&self) -> PeerCertificate {
        let fingerprint = digest::digest(&digest::SHA256, &self.certificate);
        PeerCertificate {
            subject: self.subject.clone(),
            serial: ids::hex(&self.serial),
            fingerprint: ids::hex(fingerprint.as_ref()),
            application: self.application.clone(),
        }
    }
}
