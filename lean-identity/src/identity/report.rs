//! The report on loading an identity.

use std::fmt;

use jiff::Timestamp;

use super::{
    Code, Role,
    checks::{days_between, iso},
    printable::Printable,
};

/// The report on loading an identity: what was found, what was repaired, and what needs attention.
///
/// `Display` prints it for people, several lines.
#[derive(Clone, Debug)]
pub struct LoadReport {
    pub(crate) leaf: CertificateSummary,
    pub(crate) key_type: String,
    pub(crate) sent: Vec<CertificateSummary>,
    pub(crate) trusted: Vec<CertificateSummary>,
    pub(crate) notes: Vec<Note>,
}

impl LoadReport {
    /// Our own certificate.
    #[must_use]
    pub fn leaf(&self) -> &CertificateSummary {
        &self.leaf
    }

    /// The kind of the private key, for instance `RSA 2048` or `EC P-256`.
    #[must_use]
    pub fn key_type(&self) -> &str {
        &self.key_type
    }

    /// The certificates that are sent to servers: ours first, then its issuers, without the root.
    #[must_use]
    pub fn sent_certificates(&self) -> &[CertificateSummary] {
        &self.sent
    }

    /// The certificates of the chain file, in its order, each with whether it is an authority.
    #[must_use]
    pub fn trusted_certificates(&self) -> &[CertificateSummary] {
        &self.trusted
    }

    /// Returns the notes about repairs and about what needs attention, in the order of discovery.
    #[must_use]
    pub fn notes(&self) -> &[Note] {
        &self.notes
    }

    /// The names of all authorities above our certificate, nearest first, as far as our files tell.
    pub(crate) fn issuers(&self) -> Vec<String> {
        let sent = self.sent.iter().map(|sent| sent.issuer.clone());
        let mut names: Vec<_> = sent.collect();
        let mut at = 0;
        while let Some(name) = names.get(at).cloned() {
            for above in self.trusted.iter().filter(|ca| ca.subject == name) {
                if !names.contains(&above.issuer) {
                    names.push(above.issuer.clone());
                }
            }
            at += 1;
        }
        names
    }

    /// Returns true if servers get our certificate without its issuers, because no file contains
    /// them.
    pub(crate) fn is_issuer_missing(&self) -> bool {
        self.sent.len() == 1 && self.has(Code::ChainIncomplete)
    }

    /// Returns true if a note has this code.
    #[must_use]
    pub fn has(&self, code: Code) -> bool {
        self.notes.iter().any(|note| note.code == code)
    }
}

/// The content of a certificate, in summary.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct CertificateSummary {
    /// The subject's distinguished name in its own order, with control characters escaped.
    pub subject: String,
    /// The issuer's distinguished name.
    pub issuer: String,
    /// The serial number, hexadecimal bytes separated by colons; a negative one has a leading `-`.
    pub serial: String,
    /// Alternative names: DNS names, addresses, URIs, mail addresses.
    pub names: Vec<String>,
    /// Extended key usages, for instance `clientAuth`. Empty if the certificate does not restrict its use.
    pub purposes: Vec<String>,
    /// The first moment of its validity.
    pub not_before: Timestamp,
    /// The last moment of its validity. RFC 5280's "never", the last second of the year 9999, is shown as
    /// [`Timestamp::MAX`], a day earlier.
    pub not_after: Timestamp,
    /// The kind of its public key, for instance `RSA 2048`.
    pub key_type: String,
    /// Its signature algorithm, for instance `sha256WithRSAEncryption`.
    pub signature: String,
    /// SHA-256 of the certificate, lower-case hexadecimal.
    pub sha256: String,
    /// SHA-256 of its public key (SubjectPublicKeyInfo), lower-case hexadecimal: what pins name.
    pub spki_sha256: String,
    /// True if this is the certificate of an authority.
    pub is_ca: bool,
    /// True if the certificate is signed by its own key.
    pub is_self_signed: bool,
}

impl CertificateSummary {
    /// Whole days until it expires, by this machine's clock; negative once it has.
    #[must_use]
    pub fn days_left(&self) -> i64 {
        days_between(Timestamp::now(), self.not_after)
    }
}

/// A repair, or something that needs attention.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    pub(crate) code: Code,
    pub(crate) severity: Severity,
    pub(crate) role: Role,
    pub(crate) origin: Option<String>,
    pub(crate) text: String,
}

impl Note {
    /// Its stable name.
    #[must_use]
    pub fn code(&self) -> Code {
        self.code
    }

    /// Returns how urgent the note is.
    #[must_use]
    pub fn severity(&self) -> Severity {
        self.severity
    }

    /// Returns the role of the input that the note is about.
    #[must_use]
    pub fn role(&self) -> Role {
        self.role
    }

    /// The path, environment variable or archive entry it is about.
    #[must_use]
    pub fn origin(&self) -> Option<&str> {
        self.origin.as_deref()
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.origin {
            Some(origin) if self.role == Role::Bundle => {
                write!(f, "{}: `{}` {}", self.code, Printable(origin), self.text)
            }
            Some(origin) => write!(
                f,
                "{}: `{}` ({}) {}",
                self.code,
                Printable(origin),
                self.role,
                self.text
            ),
            None => write!(f, "{}: the {} input {}", self.code, self.role, self.text),
        }
    }
}

/// The urgency of a note.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Something was repaired; no action is needed.
    Info,
    /// A note about something that works now, but may not work with every server or may stop
    /// working soon.
    Warning,
    /// A note about something that will fail within a week.
    Urgent,
    /// A note about something that will fail within a day.
    Critical,
}

impl fmt::Display for LoadReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "private key: {}", self.key_type)?;
        for (index, certificate) in self.sent.iter().enumerate() {
            let what = if index == 0 {
                "certificate"
            } else {
                "issued by"
            };
            writeln!(f, "{what}: {certificate}")?;
        }
        for certificate in &self.trusted {
            let what = if certificate.is_ca {
                "authority"
            } else {
                "no authority"
            };
            writeln!(f, "{what}: {certificate}")?;
        }
        for note in &self.notes {
            writeln!(f, "{}: {note}", note.severity)?;
        }
        Ok(())
    }
}

impl fmt::Display for CertificateSummary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            subject,
            issuer,
            serial,
            key_type,
            sha256,
            ..
        } = self;
        let (from, until) = (iso(self.not_before), iso(self.not_after));
        write!(
            f,
            "{subject} (issuer {issuer}, serial {serial}, {key_type}, valid {from} to {until}"
        )?;
        if !self.names.is_empty() {
            write!(f, ", names {}", self.names.join(", "))?;
        }
        if !self.purposes.is_empty() {
            write!(f, ", for {}", self.purposes.join(", "))?;
        }
        write!(f, ", SHA-256 {sha256})")
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Info => "note",
            Self::Warning => "warning",
            Self::Urgent => "urgent",
            Self::Critical => "critical",
        })
    }
}
