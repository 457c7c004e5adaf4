//! Why an identity cannot be used: one code, the file, what happened, what to do.

use std::{error::Error, fmt};

use super::{Code, Role, printable::Printable};

/// Why an identity could not be loaded or may not be used.
///
/// The error's text is one line: the stable code, the file, the fault and the remedy. The text
/// never contains a key, a passphrase or the content of a file.
pub struct IdentityError(Box<Inner>);

#[derive(Debug)]
struct Inner {
    code: Code,
    role: Option<Role>,
    origin: Option<String>,
    what: String,
    remedy: String,
    source: Option<Box<dyn Error + Send + Sync>>,
}

impl IdentityError {
    pub(crate) fn new(code: Code, what: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self(Box::new(Inner {
            code,
            role: None,
            origin: None,
            what: what.into(),
            remedy: remedy.into(),
            source: None,
        }))
    }

    /// Sets the input that the error is about, unless it is already set.
    pub(crate) fn at(mut self, role: Role, origin: Option<&str>) -> Self {
        if self.0.role.is_none() {
            self.0.role = Some(role);
            self.0.origin = origin.map(str::to_owned);
        }
        self
    }

    pub(crate) fn with_source(mut self, source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        self.0.source = Some(source.into());
        self
    }

    /// The error of a source of the application's own: see [`IdentitySource`](super::IdentitySource).
    pub fn from_source(source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::new(
            Code::SourceFailed,
            "the identity source of this application failed",
            "See the error's source for its reason",
        )
        .with_source(source)
    }

    /// Returns the stable code of the error.
    #[must_use]
    pub fn code(&self) -> Code {
        self.0.code
    }

    /// Returns the role of the input at fault, if the fault is in one of the inputs.
    #[must_use]
    pub fn role(&self) -> Option<Role> {
        self.0.role
    }

    /// The path, the environment variable or the archive entry that is meant.
    #[must_use]
    pub fn origin(&self) -> Option<&str> {
        self.0.origin.as_deref()
    }

    /// Returns the remedy: one sentence without a full stop.
    #[must_use]
    pub fn remedy(&self) -> &str {
        &self.0.remedy
    }

    /// Returns true if the same call may succeed later without a repair. This happens only when
    /// files were being replaced while they were read.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        self.0.code == Code::PairChangedDuringLoad
    }
}

impl fmt::Display for IdentityError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Inner {
            code,
            role,
            origin,
            what,
            remedy,
            ..
        } = &*self.0;
        match (role, origin) {
            // A bundle may contain any part, so its path says enough.
            (Some(Role::Bundle), Some(origin)) => {
                write!(f, "{code}: `{}` {what}", Printable(origin))?
            }
            (Some(role), Some(origin)) => {
                write!(f, "{code}: `{}` ({role}) {what}", Printable(origin))?
            }
            (Some(role), None) => write!(f, "{code}: the {role} input {what}")?,
            (None, _) => write!(f, "{code}: {what}")?,
        }
        write!(f, ". {remedy}.")
    }
}

impl fmt::Debug for IdentityError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("IdentityError")
            .field("code", &self.0.code)
            .field("text", &self.to_string())
            .field("source", &self.0.source)
            .finish()
    }
}

impl Error for IdentityError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.0.source.as_deref().map(|source| source as _)
    }
}
