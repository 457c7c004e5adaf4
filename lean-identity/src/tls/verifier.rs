//! Verifies servers as the TLS library does, and notes what they showed.

use std::{fmt, sync::Arc};

use rustls::{
    CertificateError, DigitallySignedStruct, Error, OtherError, SignatureScheme,
    client::{
        WebPkiServerVerifier,
        danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier},
    },
    pki_types::{CertificateDer, ServerName, UnixTime},
};

use super::{
    recorder::{Recorder, Stage},
    settings::Pin,
};
use crate::{identity, observe};

/// The library's own verifier. The additional checks can only refuse more.
#[derive(Debug)]
pub(super) struct RecordingVerifier {
    pub(super) inner: Arc<WebPkiServerVerifier>,
    /// From the chain file: intermediates help where a server forgot to send its own, and any of them may
    /// be pinned.
    pub(super) known: Vec<CertificateDer<'static>>,
    pub(super) pins: Vec<Pin>,
    pub(super) recorder: Recorder,
}

impl ServerCertVerifier for RecordingVerifier {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let presented: Vec<_> = std::iter::once(end_entity)
            .chain(intermediates)
            .map(|der| der.clone().into_owned())
            .collect();
        self.recorder
            .record_chain(server_name.to_str().into_owned(), presented.clone());

        // The library ignores the key usage of authorities, so authorities that may not issue are
        // left out here.
        let all = intermediates.iter().chain(&self.known);
        let all: Vec<_> = all
            .filter(|der| identity::may_issue(der))
            .cloned()
            .collect();
        let verified = self
            .inner
            .verify_server_cert(end_entity, &all, server_name, ocsp_response, now)
            .and_then(|verified| self.check_rest(&presented).map(|()| verified));
        if verified.is_ok() {
            self.recorder.record_stage(Stage::Trusted);
        } else {
            observe::record_handshake(&server_name.to_str(), false);
        }
        verified
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let valid = self.inner.verify_tls12_signature(message, cert, dss);
        // TLS 1.2 judges our certificate within the handshake: later failures are not about it.
        self.recorder.record_admission();
        self.record_proof(valid)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let valid = self.inner.verify_tls13_signature(message, cert, dss);
        self.record_proof(valid)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.inner.supported_verify_schemes()
    }
}

impl RecordingVerifier {
    fn check_rest(&self, presented: &[CertificateDer<'_>]) -> Result<(), Error> {
        self.check_pins(presented)?;
        // The server asked before it showed itself. Going on would send an empty answer, and a server that
        // asks without insisting would take the request as an anonymous one.
        if self.recorder.is_key_unusable() {
            return Err(refuse(KeyUnusable));
        }
        Ok(())
    }

    /// The last of the server's part: whether it has the key of what it showed.
    fn record_proof(
        &self,
        valid: Result<HandshakeSignatureValid, Error>,
    ) -> Result<HandshakeSignatureValid, Error> {
        if valid.is_ok() {
            self.recorder.record_stage(Stage::Proven);
        }
        observe::record_handshake(&self.recorder.host(), valid.is_ok());
        valid
    }

    /// The pinned key must have signed its way down to the server's certificate: a certificate that is
    /// merely sent along proves nothing.
    fn check_pins(&self, presented: &[CertificateDer<'_>]) -> Result<(), Error> {
        if self.pins.is_empty() {
            return Ok(());
        }
        let keys = identity::signing_key_hashes(presented, &self.known);
        let is_pinned = keys.iter().any(|key| self.pins.contains(&Pin::new(*key)));
        if is_pinned {
            Ok(())
        } else {
            Err(refuse(PinMismatch))
        }
    }
}

fn refuse(reason: impl std::error::Error + Send + Sync + 'static) -> Error {
    Error::InvalidCertificate(CertificateError::Other(OtherError(Arc::new(reason))))
}

/// None of the keys between the server and its authority is pinned.
#[derive(Debug)]
pub(super) struct PinMismatch;

/// Our key makes none of the signatures that the server takes.
#[derive(Debug)]
pub(super) struct KeyUnusable;

impl fmt::Display for PinMismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no key of the server's chain is pinned")
    }
}

impl fmt::Display for KeyUnusable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("our key makes none of the signatures that the server takes")
    }
}

impl std::error::Error for PinMismatch {}
impl std::error::Error for KeyUnusable {}
