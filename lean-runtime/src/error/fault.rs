//! What a TLS fault says, in the words of this module.

use super::Side;
use crate::tls::TlsFault;

pub(super) fn code(_fault: &TlsFault) -> &'static str {
    "TLS"
}

pub(super) fn what(_fault: &TlsFault) -> String {
    "TLS failed".to_owned()
}

pub(super) fn remedy(_fault: &TlsFault) -> &str {
    "See the error's source"
}

pub(super) fn side(_fault: &TlsFault) -> Side {
    Side::Network
}

pub(super) fn is_retryable(_fault: &TlsFault) -> bool {
    false
}
