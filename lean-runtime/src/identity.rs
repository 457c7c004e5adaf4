//! The identity of the application: private key, certificate and the chain of authorities. See [`Identity`].

pub use lean_identity::identity::{
    AnyFiles, CertificateSummary, Code, Contents, Directory, Environment, Identity,
    IdentityBuilder, IdentityError, IdentityEvent, IdentitySource, LoadReport, Loaded, Material,
    Note, PemBytes, PemFiles, Reload, Role, Severity, Status, ZipBytes, ZipFiles,
};
