//! Builds TLS configurations, watches handshakes, and says which side refused and why.
//!
//! The only module that names rustls. Settings and a [`Loaded`] identity come in; a `rustls::ClientConfig`,
//! and afterwards a [`TlsFault`], go out.

pub(crate) mod provider;
mod settings;

use crate::identity::Loaded;

/// What a connection may and may not do.
#[derive(Clone, Debug, Default)]
pub struct TlsSettings {}

/// Which side refused a connection, why, and what to do about it.
#[derive(Debug)]
pub struct TlsFault {}

/// Notes what happens in handshakes. Clones write to the same notes.
#[derive(Clone, Debug, Default)]
pub(crate) struct Recorder {}

/// The configuration for connections under these settings and this identity.
pub(crate) fn client_config(
    _settings: &TlsSettings,
    _identity: Option<&Loaded>,
    _recorder: &Recorder,
) -> Result<rustls::ClientConfig, TlsFault> {
    Err(TlsFault {})
}

/// Which TLS fault, if any, stands behind an error of the HTTP engine.
pub(crate) fn classify(
    _error: &(dyn std::error::Error + 'static),
    _recorder: &Recorder,
) -> Option<TlsFault> {
    None
}

/// Which TLS fault, if any, stands behind a response: some servers refuse a client certificate with an HTML page.
pub(crate) fn classify_response(
    _status: u16,
    _content_type: Option<&str>,
    _body: &[u8],
    _recorder: &Recorder,
) -> Option<TlsFault> {
    None
}
