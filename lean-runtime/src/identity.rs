//! The identity of the application: private key, certificate and the chain of authorities. See [`Identity`].

pub use lean_identity::identity::{
    AnyFiles, Builder, CertificateSummary, Code, Contents, Directory, Environment, Event, Identity,
    IdentityError, IdentitySource, Loaded, Material, Note, PemBytes, PemFiles, Reload, Report,
    Role, Severity, Status, ZipBytes, ZipFiles,
};
