//! The meaning of a PEM section's label.

use super::Code;

/// The meaning of a label.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Label {
    Certificate,
    /// OpenSSL's own: a certificate with trust settings behind it.
    TrustedCertificate,
    OldCertificate,
    Pkcs8Key,
    EncryptedKey,
    Pkcs1Key,
    Sec1Key,
    DsaKey,
    /// The parameters before an EC key, which repeat part of the key.
    Parameters,
    /// A known label that is not needed here.
    Foreign(Foreign),
}

/// Things that people give in place of a key or certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Foreign {
    Csr,
    Crl,
    PublicKey,
    SshKey,
    Pgp,
    Pkcs7,
}

impl Label {
    pub(super) fn parse(name: &str) -> Option<Self> {
        Some(match name {
            "CERTIFICATE" => Self::Certificate,
            "TRUSTED CERTIFICATE" => Self::TrustedCertificate,
            "X509 CERTIFICATE" | "X.509 CERTIFICATE" => Self::OldCertificate,
            "PRIVATE KEY" => Self::Pkcs8Key,
            "ENCRYPTED PRIVATE KEY" => Self::EncryptedKey,
            "RSA PRIVATE KEY" => Self::Pkcs1Key,
            "EC PRIVATE KEY" => Self::Sec1Key,
            "DSA PRIVATE KEY" => Self::DsaKey,
            "EC PARAMETERS" | "DH PARAMETERS" | "DSA PARAMETERS" => Self::Parameters,
            "CERTIFICATE REQUEST" | "NEW CERTIFICATE REQUEST" => Self::Foreign(Foreign::Csr),
            "X509 CRL" => Self::Foreign(Foreign::Crl),
            "PUBLIC KEY" | "RSA PUBLIC KEY" => Self::Foreign(Foreign::PublicKey),
            "OPENSSH PRIVATE KEY" => Self::Foreign(Foreign::SshKey),
            "PKCS7" | "CMS" | "PKCS #7 SIGNED DATA" => Self::Foreign(Foreign::Pkcs7),
            _ if name.starts_with("PGP ") => Self::Foreign(Foreign::Pgp),
            _ if name.starts_with("SSH2 ") => Self::Foreign(Foreign::SshKey),
            _ => return None,
        })
    }

    pub(super) fn is_old_name(self) -> bool {
        matches!(self, Self::TrustedCertificate | Self::OldCertificate)
    }

    /// Returns true if the body is DER. PGP and SSH have their own formats.
    pub(super) fn holds_der(self) -> bool {
        !matches!(
            self,
            Self::Parameters | Self::Foreign(Foreign::SshKey | Foreign::Pgp | Foreign::Pkcs7)
        )
    }
}

impl Foreign {
    pub(crate) fn code(self) -> Code {
        match self {
            Self::Csr => Code::FileIsCsr,
            Self::Crl => Code::FileIsCrl,
            Self::PublicKey => Code::FileIsPublicKey,
            Self::SshKey => Code::FileIsSshKey,
            Self::Pgp => Code::FileIsPgp,
            Self::Pkcs7 => Code::PemLabel,
        }
    }

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Csr => "a certificate signing request",
            Self::Crl => "a certificate revocation list",
            Self::PublicKey => "a public key",
            Self::SshKey => "an SSH key",
            Self::Pgp => "a PGP block",
            Self::Pkcs7 => "a PKCS#7 bundle",
        }
    }

    pub(crate) fn remedy(self) -> &'static str {
        match self {
            Self::Csr => "Give the certificate that was issued for it",
            Self::Crl => "Give the certificates; a revocation list goes into the TLS settings",
            Self::PublicKey => {
                "Give what was issued: the private key is called PRIVATE KEY, a certificate CERTIFICATE"
            }
            Self::SshKey => {
                "SSH keys are of no use for TLS: give the key that was issued with the certificate"
            }
            Self::Pgp => "Decrypt it first, and give the PEM file that is in it",
            Self::Pkcs7 => "Convert it: openssl pkcs7 -print_certs -in FILE -out certificates.pem",
        }
    }
}
