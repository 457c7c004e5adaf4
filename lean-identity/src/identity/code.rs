//! The stable names of everything that can be wrong with an identity, or be worth a note.

use std::fmt;

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $name:ident = $text:ident,)+) => {
        /// A fault or repair of an identity, as a name that never changes.
        ///
        /// Programs match on the variant, people search for [`Code::as_str`], which every message starts with.
        /// New releases may add variants.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Code {
            $($(#[doc = $doc])+ $name,)+
        }

        impl Code {
            /// Every code, in the order of the documentation.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// Returns the name used in messages and documentation, for instance
            /// `KEY_CERT_MISMATCH`.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$name => stringify!($text),)+
                }
            }
        }

        /// The codes as texts, to compare and match with.
        pub mod codes {
            $(
                $(#[doc = $doc])+
                pub const $text: &str = stringify!($text);
            )+
        }
    };
}

codes! {
    /// No file exists at the given path, or its symbolic link is broken.
    FileNotFound = FILE_NOT_FOUND,
    /// The path names a directory.
    FileIsDirectory = FILE_IS_DIRECTORY,
    /// The operating system refuses to let this process read the file.
    FilePermission = FILE_PERMISSION,
    /// The file has no content.
    FileEmpty = FILE_EMPTY,
    /// The path names a pipe, a socket or a device.
    FileNotRegular = FILE_NOT_REGULAR,
    /// The input is larger than one mebibyte.
    FileTooLarge = FILE_TOO_LARGE,
    /// Symbolic links lead in a circle.
    FileLoop = FILE_LOOP,
    /// The operating system reported some other failure while reading.
    FileUnreadable = FILE_UNREADABLE,
    /// The key file can be read by other users of the machine.
    FileOpenToOthers = FILE_OPEN_TO_OTHERS,
    /// Key and certificate changed while they were being read, and did not settle.
    PairChangedDuringLoad = PAIR_CHANGED_DURING_LOAD,
    /// An environment variable is missing or is not text.
    EnvMissing = ENV_MISSING,
    /// The text is UTF-16.
    FileUtf16 = FILE_UTF16,
    /// The content is not PEM, nor anything else that could hold a key or certificate.
    FileNotPem = FILE_NOT_PEM,
    /// The content is a PKCS#12 store (`.p12`, `.pfx`).
    FileIsPkcs12 = FILE_IS_PKCS12,
    /// The content is a Java key store.
    FileIsJks = FILE_IS_JKS,
    /// The content is a zip archive.
    FileIsZip = FILE_IS_ZIP,
    /// The content is a certificate signing request.
    FileIsCsr = FILE_IS_CSR,
    /// The content is a certificate revocation list.
    FileIsCrl = FILE_IS_CRL,
    /// The content is a public key.
    FileIsPublicKey = FILE_IS_PUBLIC_KEY,
    /// The content is an SSH key.
    FileIsSshKey = FILE_IS_SSH_KEY,
    /// The content is a PGP block.
    FileIsPgp = FILE_IS_PGP,
    /// The content is DER, and was read as such.
    FileIsDer = FILE_IS_DER,
    /// The file of the key holds a certificate, and the other way round.
    FilesSwapped = FILES_SWAPPED,
    /// There are more PEM sections than any identity needs.
    TooManySections = TOO_MANY_SECTIONS,
    /// A PEM section has no end line.
    PemTruncated = PEM_TRUNCATED,
    /// A PEM section holds a character that base64 does not have.
    PemBase64 = PEM_BASE64,
    /// The line breaks of the PEM text are lost.
    PemOneLine = PEM_ONE_LINE,
    /// The PEM text has `\n` written out in place of line breaks.
    PemEscapedNewlines = PEM_ESCAPED_NEWLINES,
    /// The end of one PEM section and the begin of the next share a line.
    PemGlued = PEM_GLUED,
    /// A byte-order mark or indentation precedes a PEM section; strict readers would skip the
    /// section.
    PemHiddenSection = PEM_HIDDEN_SECTION,
    /// A PEM section has a label that is not a field here, or an old name.
    PemLabel = PEM_LABEL,
    /// No private key was found.
    KeyMissing = KEY_MISSING,
    /// The private key is of a kind that TLS or the crypto provider cannot use.
    KeyUnsupported = KEY_UNSUPPORTED,
    /// The RSA key is shorter than 2048 bits.
    KeyTooSmall = KEY_TOO_SMALL,
    /// The RSA key is longer than 8192 bits.
    KeyTooLarge = KEY_TOO_LARGE,
    /// The private key is encrypted and no passphrase was given.
    KeyEncrypted = KEY_ENCRYPTED,
    /// The private key is encrypted in an old format.
    KeyEncryptedLegacy = KEY_ENCRYPTED_LEGACY,
    /// The passphrase does not open the private key.
    KeyPasswordWrong = KEY_PASSWORD_WRONG,
    /// A passphrase was given for a key that is not encrypted.
    KeyPasswordUnused = KEY_PASSWORD_UNUSED,
    /// Opening the private key would cost an absurd amount of work.
    KeyCostTooHigh = KEY_COST_TOO_HIGH,
    /// There are several private keys and nothing says which one is meant.
    KeyAmbiguous = KEY_AMBIGUOUS,
    /// The private key does not belong to the certificate.
    KeyCertMismatch = KEY_CERT_MISMATCH,
    /// The private key is damaged.
    KeyCorrupt = KEY_CORRUPT,
    /// No certificate was found.
    CertMissing = CERT_MISSING,
    /// A certificate is damaged.
    CertCorrupt = CERT_CORRUPT,
    /// A certificate is larger than 64 kibibytes.
    CertTooLarge = CERT_TOO_LARGE,
    /// There are several end-entity certificates.
    CertAmbiguous = CERT_AMBIGUOUS,
    /// The certificate is no longer valid.
    CertExpired = CERT_EXPIRED,
    /// The certificate is not valid yet.
    CertNotYetValid = CERT_NOT_YET_VALID,
    /// The certificate expires soon.
    CertExpiresSoon = CERT_EXPIRES_SOON,
    /// The certificate may not be used by a client.
    CertPurpose = CERT_PURPOSE,
    /// The certificate's key may not sign.
    CertKeyUsage = CERT_KEY_USAGE,
    /// The certificate is that of an authority.
    CertIsCa = CERT_IS_CA,
    /// The certificate is of X.509 version 1 or 2.
    CertV1 = CERT_V1,
    /// The certificate is signed with a broken algorithm.
    CertWeakSignature = CERT_WEAK_SIGNATURE,
    /// The certificate is signed by its own key.
    CertSelfSigned = CERT_SELF_SIGNED,
    /// The issuer of a certificate is not among the given ones.
    ChainIncomplete = CHAIN_INCOMPLETE,
    /// Certificates were put in order, leaf first.
    ChainReordered = CHAIN_REORDERED,
    /// A certificate is there more than once.
    ChainDuplicate = CHAIN_DUPLICATE,
    /// The certificate file contains a root; roots are not sent.
    ChainRootDropped = CHAIN_ROOT_DROPPED,
    /// A certificate has nothing to do with the identity.
    ChainUnrelated = CHAIN_UNRELATED,
    /// An issuing certificate has expired or is not valid yet.
    ChainExpired = CHAIN_EXPIRED,
    /// A certificate of the trust file is not that of an authority.
    TrustNotACa = TRUST_NOT_A_CA,
    /// The trust file holds a private key.
    TrustContainsKey = TRUST_CONTAINS_KEY,
    /// The trust file holds no certificate.
    TrustEmpty = TRUST_EMPTY,
    /// The trust file also holds the authority that issued our certificate.
    TrustHasOurIssuer = TRUST_HAS_OUR_ISSUER,
    /// A trust anchor has expired.
    TrustExpired = TRUST_EXPIRED,
    /// The archive is damaged, or not a zip archive.
    ZipCorrupt = ZIP_CORRUPT,
    /// The archive is larger than any identity needs, packed or unpacked.
    ZipTooLarge = ZIP_TOO_LARGE,
    /// The archive is encrypted.
    ZipEncrypted = ZIP_ENCRYPTED,
    /// The PKCS#12 store is damaged or the passphrase is wrong.
    Pkcs12Unreadable = PKCS12_UNREADABLE,
    /// A source of the application's own failed.
    SourceFailed = SOURCE_FAILED,
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::Code;

    #[test]
    fn names_are_unique() {
        let mut names: Vec<_> = Code::ALL.iter().map(|code| code.as_str()).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), Code::ALL.len());
    }
}
