//! The role of an input.

use std::fmt;

/// The role of an input of an identity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Role {
    /// The private key of the application: `my_app_private_key.pem`.
    Key,
    /// The certificate of the application: `my_app_cert.crt`.
    Certificate,
    /// The chain of authorities: `lean_public_cert_chain.pem`. It says which servers are trusted, and holds
    /// the intermediates that go with our certificate.
    Chain,
    /// A directory, archive or store that holds several of them.
    Bundle,
}

impl Role {
    /// The name that Lean's portal gives this file.
    #[must_use]
    pub const fn portal_name(self) -> Option<&'static str> {
        match self {
            Self::Key => Some("my_app_private_key.pem"),
            Self::Certificate => Some("my_app_cert.crt"),
            Self::Chain => Some("lean_public_cert_chain.pem"),
            Self::Bundle => None,
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Key => "private key",
            Self::Certificate => "certificate",
            Self::Chain => "certificate chain",
            Self::Bundle => "identity",
        })
    }
}
