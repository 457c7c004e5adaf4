//! Every code that [`Error::code`](super::Error::code) can give, to compare and match with. They never change; new
//! releases may add some.
//!
//! ```
//! use lean_runtime::error::codes;
//!
//! # fn handle(error: lean_runtime::Error) {
//! match error.code() {
//!     codes::STATUS => println!("the API refused: {:?}", error.status()),
//!     codes::CLIENT_CERT_REJECTED | codes::CERT_EXPIRED => println!("see to the certificate"),
//!     _ if error.is_retryable() => println!("later"),
//!     _ => println!("{error}"),
//! }
//! # }
//! ```
//!
//! The codes of TLS are listed by [`FaultKind`](crate::tls::FaultKind), those of identities by
//! [`identity::Code`](crate::identity::Code).

pub use super::code::names::*;
// What two of them have is the same text; the one that is named here counts.
pub use lean_identity::identity::codes::*;
pub use lean_identity::tls::codes::*;
pub use lean_identity::tls::codes::{CONNECT_REFUSED, DNS, TRUST_EMPTY};

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::super::ErrorCode;
    use crate::{identity, tls::FaultKind};

    #[test]
    fn what_is_named_twice_is_named_here() {
        let calls: BTreeSet<_> = ErrorCode::ALL.iter().map(|code| code.as_str()).collect();
        let tls: BTreeSet<_> = FaultKind::ALL.iter().map(|kind| kind.as_str()).collect();
        let identities = identity::Code::ALL.iter().map(|code| code.as_str());
        let mut twice: Vec<_> = identities
            .filter(|code| calls.contains(code) || tls.contains(code))
            .collect();
        twice.extend(calls.intersection(&tls));
        twice.sort_unstable();
        assert_eq!(
            twice,
            [super::CONNECT_REFUSED, super::DNS, super::TRUST_EMPTY]
        );
    }
}
