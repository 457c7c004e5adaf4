//! Why a sandbox could not be started or used.

use std::error;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// Why the sandbox could not do what it was asked for.
pub struct Error(Box<ErrorKind>);

#[derive(Debug)]
enum ErrorKind {
    Bind { port: u16, source: io::Error },
    Thread(io::Error),
    Certificate(rcgen::Error),
    Tls(rustls::Error),
    Unknown { what: &'static str, id: String },
    State(String),
    Files { folder: PathBuf, source: io::Error },
}

impl Error {
    pub(crate) fn bind(port: u16, source: io::Error) -> Self {
        Self(Box::new(ErrorKind::Bind { port, source }))
    }

    pub(crate) fn thread(source: io::Error) -> Self {
        Self(Box::new(ErrorKind::Thread(source)))
    }

    pub(crate) fn files(folder: &Path, source: io::Error) -> Self {
        let folder = folder.to_owned();
        Self(Box::new(ErrorKind::Files { folder, source }))
    }

    pub(crate) fn unknown(what: &'static str, id: &str) -> Self {
        let id = id.to_owned();
        Self(Box::new(ErrorKind::Unknown { what, id }))
    }

    pub(crate) fn state(message: impl Into<String>) -> Self {
        Self(Box::new(ErrorKind::State(message.into())))
    }

    /// Returns true if the port is taken.
    pub fn is_address_in_use(&self) -> bool {
        matches!(&*self.0, ErrorKind::Bind { source, .. } if source.kind() == io::ErrorKind::AddrInUse)
    }

    /// Returns true if the sandbox has no customer, bank, entity or payment of the given id.
    pub fn is_unknown(&self) -> bool {
        matches!(&*self.0, ErrorKind::Unknown { .. })
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &*self.0 {
            ErrorKind::Bind { port, .. } => write!(
                f,
                "the sandbox cannot listen on port {port} of the loopback address"
            ),
            ErrorKind::Thread(_) => f.write_str("the sandbox cannot start its thread"),
            ErrorKind::Certificate(_) => f.write_str("the sandbox cannot make a certificate"),
            ErrorKind::Tls(_) => f.write_str("the sandbox cannot set up TLS"),
            ErrorKind::Unknown { what, id } => write!(f, "the sandbox has no {what} `{id}`"),
            ErrorKind::State(message) => f.write_str(message),
            ErrorKind::Files { folder, .. } => write!(
                f,
                "the sandbox cannot write the files of the application to `{}`",
                folder.display()
            ),
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl error::Error for Error {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        match &*self.0 {
            ErrorKind::Bind { source, .. }
            | ErrorKind::Thread(source)
            | ErrorKind::Files { source, .. } => Some(source),
            ErrorKind::Certificate(source) => Some(source),
            ErrorKind::Tls(source) => Some(source),
            ErrorKind::Unknown { .. } | ErrorKind::State(_) => None,
        }
    }
}

impl From<rcgen::Error> for Error {
    fn from(source: rcgen::Error) -> Self {
        Self(Box::new(ErrorKind::Certificate(source)))
    }
}

impl From<rustls::Error> for Error {
    fn from(source: rustls::Error) -> Self {
        Self(Box::new(ErrorKind::Tls(source)))
    }
}
