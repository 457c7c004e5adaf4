//! The files of an application, as the vendor's portal hands them out.

use std::fmt;
use std::fs::{self, OpenOptions};
use std::io::{self, Cursor, Write};
use std::path::{Path, PathBuf};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const PRIVATE_KEY: &str = "my_app_private_key.pem";
const CERTIFICATE: &str = "my_app_cert.crt";
const CHAIN: &str = "lean_public_cert_chain.pem";

/// The three files that an application gets from the portal, in memory.
#[derive(Clone, PartialEq, Eq)]
pub struct Files {
    /// The application's private key, PKCS#8 in PEM, not encrypted.
    pub private_key_pem: String,
    /// The application's certificate, in PEM, alone.
    pub certificate_pem: String,
    /// The chain, in PEM: what the server is trusted by, and the issuers that go with the certificate. Holds
    /// duplicates, as the portal's does.
    pub chain_pem: String,
}

/// The paths of the files that [`Files::write`] wrote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FilePaths {
    /// `my_app_private_key.pem`
    pub private_key: PathBuf,
    /// `my_app_cert.crt`
    pub certificate: PathBuf,
    /// `lean_public_cert_chain.pem`
    pub chain: PathBuf,
}

impl FilePaths {
    pub(crate) fn paths_in(folder: &Path) -> Self {
        Self {
            private_key: folder.join(PRIVATE_KEY),
            certificate: folder.join(CERTIFICATE),
            chain: folder.join(CHAIN),
        }
    }
}

impl Files {
    /// Writes the files under the portal's names into a folder. The folder is created if necessary,
    /// and existing files of these names are replaced. On Unix, only the owner may read the key.
    ///
    /// # Errors
    /// The error of the file system.
    pub fn write(&self, folder: impl AsRef<Path>) -> io::Result<FilePaths> {
        let folder = folder.as_ref();
        fs::create_dir_all(folder)?;
        let paths = FilePaths::paths_in(folder);
        write_secret(&paths.private_key, &self.private_key_pem)?;
        fs::write(&paths.certificate, &self.certificate_pem)?;
        fs::write(&paths.chain, &self.chain_pem)?;
        Ok(paths)
    }

    /// The archive that the portal calls a new certificate: the private key and the certificate.
    pub fn app_zip(&self) -> Vec<u8> {
        archive(&[
            (PRIVATE_KEY, &self.private_key_pem),
            (CERTIFICATE, &self.certificate_pem),
        ])
    }

    /// The archive that the portal calls the certificate chain.
    pub fn chain_zip(&self) -> Vec<u8> {
        archive(&[(CHAIN, &self.chain_pem)])
    }
}

impl fmt::Debug for Files {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Files")
            .field("private_key_pem", &"(not shown)")
            .field("certificate_pem", &self.certificate_pem)
            .finish_non_exhaustive()
    }
}

/// Writes a file that only its owner may read. Removes the old one first, which would keep its permissions.
pub(crate) fn write_secret(path: &Path, text: &str) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        Ok(()) | Err(_) => {}
    }
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)?.write_all(text.as_bytes())
}

fn archive(files: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().unix_permissions(0o600);
    for (name, text) in files {
        zip.start_file(*name, options)
            .expect("memory takes any short name");
        zip.write_all(text.as_bytes())
            .expect("memory takes any bytes");
    }
    zip.finish()
        .expect("memory takes the directory")
        .into_inner()
}
