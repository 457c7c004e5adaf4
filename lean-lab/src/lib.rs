//! The test kit: a certificate authority, servers, fixtures, and the folder of real descriptions.
#![allow(missing_docs, reason = "only tests use it, and names say enough")]

#[cfg(feature = "tls")]
mod authority;
mod corpus;
#[cfg(feature = "tls")]
mod fixtures;
mod folder;
#[cfg(feature = "tls")]
pub mod http_server;
#[cfg(feature = "tls")]
mod pem;
mod programs;
#[cfg(feature = "tls")]
pub mod tls_server;

#[cfg(feature = "tls")]
pub use authority::*;
#[cfg(feature = "descriptions")]
pub use corpus::{Folder, open_description};
pub use corpus::{corpus, files_under, find_corpus, listed_documents, named_corpus};
#[cfg(feature = "tls")]
pub use fixtures::{fixture, text};
pub use folder::Directory;
#[cfg(unix)]
pub use folder::set_mode;
#[cfg(feature = "tls")]
pub use pem::{der, pem};
pub use programs::{is_installed, nginx};
