//! The crypto provider as the settings of a connection want it.

use std::sync::Arc;

use rustls::{NamedGroup, crypto::CryptoProvider};

use super::settings::PostQuantum;
use crate::crypto::provider;

/// The provider with or without post-quantum key exchange.
pub(super) fn provider_with(post_quantum: PostQuantum) -> Arc<CryptoProvider> {
    let mut provider = provider();
    if post_quantum == PostQuantum::Off {
        provider
            .kx_groups
            .retain(|group| !is_post_quantum(group.name()));
    }
    Arc::new(provider)
}

pub(super) fn is_post_quantum(group: NamedGroup) -> bool {
    matches!(
        group,
        NamedGroup::X25519MLKEM768 | NamedGroup::secp256r1MLKEM768
    ) || matches!(
        group,
        NamedGroup::MLKEM512 | NamedGroup::MLKEM768 | NamedGroup::MLKEM1024
    )
}
