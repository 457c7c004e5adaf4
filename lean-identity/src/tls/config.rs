//! From settings and an identity to a configuration of the TLS library.

use std::sync::Arc;

use rustls::{
    ClientConfig, SupportedProtocolVersion,
    client::{Resumption, Tls12Resumption, VerifierBuilderError, WebPkiServerVerifier},
    crypto::CryptoProvider,
    pki_types::CertificateDer,
};

use super::{
    FaultKind, TlsFault,
    provider::provider_with,
    recorder::{Configuration, Recorder, RecordingResolver},
    roots,
    settings::{MinimumVersion, TlsSettings, Trust},
    tickets::Tickets,
    verifier::RecordingVerifier,
};
use crate::identity::{Loaded, Printable};

/// The configuration for connections under these settings, which show this generation of the identity to
/// servers that ask. What happens in handshakes is noted in the recorder.
///
/// Sessions are never resumed: a resumed session keeps the identity with which it began, and is not
/// verified again.
///
/// # Errors
/// No authorities to trust, or a certificate or setting that the TLS library refuses.
pub fn client_config(
    settings: &TlsSettings,
    identity: Option<&Loaded>,
    recorder: &Recorder,
) -> Result<ClientConfig, TlsFault> {
    let provider = provider_with(settings.post_quantum);
    let verifier = recording_verifier(settings, identity, recorder, &provider)?;
    let resolver = RecordingResolver {
        key: identity.map(|identity| Arc::clone(&identity.key)),
        recorder: recorder.clone(),
    };

    let mut config = ClientConfig::builder_with_provider(provider)
        .with_protocol_versions(protocol_versions(settings.minimum))
        .map_err(|error| TlsFault::protocol(error.to_string()))?
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(verifier))
        .with_client_cert_resolver(Arc::new(resolver));
    // The store keeps nothing.
    config.resumption = Resumption::store(Arc::new(Tickets(recorder.clone())))
        .tls12_resumption(Tls12Resumption::Disabled);
    config.enable_early_data = false;
    config.alpn_protocols.clone_from(&settings.alpn);
    Ok(config)
}

/// Returns the verifier of server certificates for these settings.
pub(super) fn recording_verifier(
    settings: &TlsSettings,
    identity: Option<&Loaded>,
    recorder: &Recorder,
    provider: &Arc<CryptoProvider>,
) -> Result<RecordingVerifier, TlsFault> {
    let anchors = trust_anchors(&settings.trust, identity)?;
    // The public list is long and says nothing in a message.
    let named = if matches!(settings.trust, Trust::Public) {
        &[]
    } else {
        anchors
    };
    recorder.record_configuration(Configuration {
        ours: identity.map(|identity| identity.report().clone()),
        trusted_by: describe_trust(settings, identity),
        trusted: named.to_vec(),
    });

    let mut known = named.to_vec();
    if let (Trust::IdentityChain, Some(identity)) = (&settings.trust, identity) {
        known.extend(identity.intermediates.iter().cloned());
    }
    Ok(RecordingVerifier {
        inner: build_verifier(settings, anchors, provider)?,
        known,
        pins: settings.pins.clone(),
        recorder: recorder.clone(),
    })
}

fn describe_trust(settings: &TlsSettings, identity: Option<&Loaded>) -> String {
    let origin = identity.and_then(|identity| identity.chain_origin.as_deref());
    match (&settings.trust, origin) {
        (Trust::IdentityChain, Some(origin)) => format!("those of `{}`", Printable(origin)),
        (Trust::IdentityChain, None) => "those of the chain file".to_owned(),
        (Trust::Public | Trust::Given(_), _) => settings.trust_in_words().to_owned(),
    }
}

fn protocol_versions(minimum: MinimumVersion) -> &'static [&'static SupportedProtocolVersion] {
    static BOTH: [&SupportedProtocolVersion; 2] =
        [&rustls::version::TLS13, &rustls::version::TLS12];
    match minimum {
        MinimumVersion::Tls12 => &BOTH,
        MinimumVersion::Tls13 => &BOTH[..1],
    }
}

fn trust_anchors<'a>(
    trust: &'a Trust,
    identity: Option<&'a Loaded>,
) -> Result<&'a [CertificateDer<'static>], TlsFault> {
    match (trust, identity) {
        (Trust::Public, _) => roots::public(),
        (Trust::Given(anchors), _) => Ok(anchors),
        (Trust::IdentityChain, Some(identity)) => Ok(&identity.anchors),
        (Trust::IdentityChain, None) => Err(nothing_to_trust_fault()),
    }
}

fn build_verifier(
    settings: &TlsSettings,
    anchors: &[CertificateDer<'static>],
    provider: &Arc<CryptoProvider>,
) -> Result<Arc<WebPkiServerVerifier>, TlsFault> {
    // The public list may contain entries that the library does not accept. Those of an identity
    // were checked.
    let store = match settings.trust {
        Trust::Public => roots::public_store()?,
        Trust::Given(_) | Trust::IdentityChain => Arc::new(roots::store_of(anchors)),
    };
    let mut builder = WebPkiServerVerifier::builder_with_provider(store, Arc::clone(provider));
    let lists = settings.all_revocation_lists();
    if !lists.is_empty() {
        // Lists of the authorities above the server's issuer are rarely published.
        builder = builder
            .with_crls(lists)
            .only_check_end_entity_revocation()
            .enforce_revocation_expiration();
    }
    builder.build().map_err(|error| match error {
        VerifierBuilderError::InvalidCrl(reason) => TlsFault::new(
            FaultKind::CrlUnusable,
            format!("a revocation list cannot be used: {reason:?}"),
            "Download the list again",
        ),
        _ => nothing_to_trust_fault(),
    })
}

fn nothing_to_trust_fault() -> TlsFault {
    TlsFault::new(
        FaultKind::TrustEmpty,
        "no authority is trusted, so no server could be",
        "Give an identity with its chain file, or `TlsSettings::trusting` with the authority",
    )
}
