//! Notes what happens in handshakes, so that a failure can be explained afterwards.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rustls::{
    SignatureScheme, client::ResolvesClientCert, pki_types::CertificateDer, sign::CertifiedKey,
};

use super::evidence::{Evidence, Sent};
use crate::{
    crypto::{hex, sha256},
    identity::{self, LoadReport},
};

/// Notes of the handshakes under one configuration. Clones write to the same notes, of which the newest
/// replace older ones: make one for each server and each generation of the identity.
#[derive(Clone, Debug, Default)]
pub struct Recorder(Arc<Mutex<Notes>>);

#[derive(Debug, Default)]
struct Notes {
    /// The only host that the recorder is for, if it is for one.
    only_host: Option<String>,
    asked: Option<CertificateRequest>,
    presented: Option<PresentedChain>,
    stage: Stage,
    is_accepted: bool,
    is_admitted: bool,
    configured: Configuration,
}

/// The configuration that connections are made with.
#[derive(Debug, Default)]
pub(super) struct Configuration {
    /// The report on loading our identity.
    pub(super) ours: Option<LoadReport>,
    /// In words: by what servers are trusted.
    pub(super) trusted_by: String,
    /// The authorities that are; empty if they are too many to name.
    pub(super) trusted: Vec<CertificateDer<'static>>,
}

#[derive(Clone, Debug)]
struct CertificateRequest {
    authorities: Vec<String>,
    schemes: Vec<String>,
    sent: Sent,
}

/// The certificates that a server showed.
#[derive(Clone, Debug)]
pub(super) struct PresentedChain {
    pub(super) host: String,
    /// Its own certificate first.
    pub(super) chain: Vec<CertificateDer<'static>>,
}

/// The furthest stage of the newest handshake.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Stage {
    #[default]
    Nothing,
    /// The server's certificate came.
    Presented,
    /// The certificate was found to be trusted.
    Trusted,
    /// The server proved that it has the key: all but its last message is done.
    Proven,
}

impl Recorder {
    /// Notes that the server answered a request, and so accepted the certificate if one was shown.
    pub fn record_acceptance(&self) {
        self.notes().is_accepted = true;
    }

    /// Notes that a server ended a handshake well, our certificate included.
    pub(super) fn record_admission(&self) {
        self.notes().is_admitted = true;
    }

    /// Returns true if a server under this configuration is known to have ended a handshake well. A verdict on our
    /// certificate that comes after that may be about a connection that carried requests.
    #[must_use]
    pub fn is_admitted(&self) -> bool {
        let notes = self.notes();
        notes.is_admitted || notes.is_accepted
    }

    /// For connections to this host only: so that it is named when a handshake fails early.
    pub(super) fn of_host(host: &str) -> Self {
        let recorder = Self::default();
        recorder.notes().only_host = Some(host.to_owned());
        recorder
    }

    /// Returns the evidence collected so far.
    pub(crate) fn evidence(&self) -> Evidence {
        let notes = self.notes();
        let asked = notes.asked.clone();
        let ours = notes.configured.ours.as_ref();
        Evidence {
            asked: match (&asked, notes.stage) {
                (Some(_), _) => Some(true),
                (None, Stage::Proven) => Some(false),
                (None, _) => None,
            },
            sent: asked
                .as_ref()
                .map_or(Sent::Nothing, |asked| asked.sent.clone()),
            authorities: asked
                .as_ref()
                .map(|asked| asked.authorities.clone())
                .unwrap_or_default(),
            schemes: asked.map(|asked| asked.schemes).unwrap_or_default(),
            ours: ours.map(|ours| ours.leaf().clone()),
            our_issuers: ours.map(LoadReport::issuers).unwrap_or_default(),
            is_issuer_missing: ours.is_some_and(LoadReport::is_issuer_missing),
            host: notes
                .presented
                .as_ref()
                .map(|presented| presented.host.clone())
                .or_else(|| notes.only_host.clone()),
            server_chain: notes
                .presented
                .as_ref()
                .map(|p| identity::summarize(&p.chain))
                .unwrap_or_default(),
            alert: None,
            status: None,
        }
    }

    pub(super) fn record_chain(&self, host: String, chain: Vec<CertificateDer<'static>>) {
        let mut notes = self.notes();
        notes.presented = Some(PresentedChain { host, chain });
        notes.stage = Stage::Presented;
    }

    pub(super) fn record_stage(&self, stage: Stage) {
        self.notes().stage = stage;
    }

    pub(super) fn stage(&self) -> Stage {
        self.notes().stage
    }

    pub(super) fn is_accepted(&self) -> bool {
        self.notes().is_accepted
    }

    pub(super) fn is_key_unusable(&self) -> bool {
        self.notes()
            .asked
            .as_ref()
            .is_some_and(|asked| asked.sent == Sent::KeyUnusable)
    }

    /// Returns the server's chain and the trusted certificates.
    pub(super) fn chains(&self) -> (Vec<CertificateDer<'static>>, Vec<CertificateDer<'static>>) {
        let notes = self.notes();
        (
            notes
                .presented
                .as_ref()
                .map(|p| p.chain.clone())
                .unwrap_or_default(),
            notes.configured.trusted.clone(),
        )
    }

    /// The server of the newest handshake.
    pub(super) fn host(&self) -> String {
        let notes = self.notes();
        let presented = notes.presented.as_ref();
        presented.map_or_else(String::new, |presented| presented.host.clone())
    }

    /// In words: by what servers are trusted.
    pub(super) fn trust_in_words(&self) -> String {
        self.notes().configured.trusted_by.clone()
    }

    pub(super) fn record_configuration(&self, configured: Configuration) {
        self.notes().configured = configured;
    }

    fn notes(&self) -> MutexGuard<'_, Notes> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Shows our certificate to every server that asks and can use it, and notes what was asked.
///
/// The names of authorities that the server sends do not decide: servers are known to send none, or stale
/// ones, and the refusal of a certificate says more than its silent absence.
#[derive(Debug)]
pub(super) struct RecordingResolver {
    pub(super) key: Option<Arc<CertifiedKey>>,
    pub(super) recorder: Recorder,
}

impl ResolvesClientCert for RecordingResolver {
    fn resolve(
        &self,
        authorities: &[&[u8]],
        schemes: &[SignatureScheme],
    ) -> Option<Arc<CertifiedKey>> {
        const NOTED_MAX: usize = 64;
        let usable = self
            .key
            .as_ref()
            .filter(|key| key.key.choose_scheme(schemes).is_some());
        let sent = match (usable, &self.key) {
            (Some(key), _) => Sent::Certificate {
                fingerprint: key
                    .cert
                    .first()
                    .map(|leaf| hex(&sha256(leaf)))
                    .unwrap_or_default(),
                count: key.cert.len(),
            },
            (None, Some(_)) => Sent::KeyUnusable,
            (None, None) => Sent::Nothing,
        };
        let authorities = authorities
            .iter()
            .take(NOTED_MAX)
            .map(|name| identity::format_distinguished_name(name))
            .collect();
        let schemes = schemes
            .iter()
            .take(NOTED_MAX)
            .map(|scheme| format!("{scheme:?}"))
            .collect();
        self.recorder.notes().asked = Some(CertificateRequest {
            authorities,
            schemes,
            sent,
        });
        usable.cloned()
    }

    fn has_certs(&self) -> bool {
        self.key.is_some()
    }
}
