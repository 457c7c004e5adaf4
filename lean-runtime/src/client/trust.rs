//! The trust in each host: the description says how the chosen server's certificate is trusted, and
//! public authorities are trusted for the token endpoint. One never replaces the other.

use super::settings::Settings;
use crate::{Error, operation::Trust, tls::TlsSettings};

pub(super) fn server(settings: &Settings) -> Result<TlsSettings, Error> {
    if let Some(tls) = &settings.tls {
        return Ok(tls.clone());
    }
    match (settings.server.trust, &settings.identity) {
        (Trust::Chain, _) | (Trust::Unstated, Some(_)) => Ok(TlsSettings::mutual()),
        (Trust::Public, _) | (Trust::Unstated, None) => public(settings),
    }
}

pub(super) fn token_endpoint(settings: &Settings) -> Result<TlsSettings, Error> {
    match &settings.token_tls {
        Some(tls) => Ok(tls.clone()),
        None => public(settings),
    }
}

fn public(settings: &Settings) -> Result<TlsSettings, Error> {
    if settings.trust_roots_pem.is_empty() {
        return Ok(TlsSettings::public());
    }
    TlsSettings::trusting(&settings.trust_roots_pem).map_err(|error| {
        Error::configuration("`trust_root_pem` holds no authorities that could be trusted")
            .with_source(error)
    })
}
