//! Translates a TLS fault into the terms of this module.

use super::Side;
use crate::tls::{self, FaultKind, TlsFault};

pub(super) fn code(fault: &TlsFault) -> &'static str {
    fault.kind().as_str()
}

/// Returns the description without the code and the remedy in the fault's own text.
pub(super) fn what(fault: &TlsFault) -> String {
    let text = fault.to_string();
    let text = text
        .strip_prefix(fault.kind().as_str())
        .map_or(&*text, |text| text.trim_start_matches(": "));
    let remedy = format!(". {}.", fault.remedy());
    text.strip_suffix(&remedy).unwrap_or(text).to_owned()
}

pub(super) fn side(fault: &TlsFault) -> Side {
    match fault.side() {
        tls::FaultSide::ServerCertificate => Side::ServerCertificate,
        tls::FaultSide::ClientCertificate => Side::OurCertificate,
        tls::FaultSide::Protocol => Side::Protocol,
        tls::FaultSide::Network => Side::Network,
        tls::FaultSide::Configuration => Side::Caller,
        // The enum may grow; nothing is known yet of a new side.
        _ => Side::Protocol,
    }
}

pub(super) fn is_timeout(fault: &TlsFault) -> bool {
    matches!(
        fault.kind(),
        FaultKind::HandshakeTimeout | FaultKind::ConnectTimeout
    )
}

/// Returns true if the fault happened while connecting, before TLS.
pub(super) fn is_connect(fault: &TlsFault) -> bool {
    fault.side() == tls::FaultSide::Network
}
