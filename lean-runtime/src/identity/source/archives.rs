//! The zip archives that the portal downloads: one with key and certificate, one with the chain.

use std::{
    fmt,
    io::{Cursor, Read as _},
    path::{Path, PathBuf},
};

use zeroize::Zeroizing;
use zip::{ZipArchive, result::ZipError};

use super::{
    super::{Code, IdentityError, Material, Role, files, material::Input},
    IdentitySource,
    directory::is_candidate,
};

/// Of an archive, and of all that is in it.
const BYTES_MAX: usize = 4 << 20;

/// Zip archives as files.
#[derive(Clone, Debug)]
pub struct ZipFiles(Vec<PathBuf>);

impl ZipFiles {
    /// The paths of the archives, most often two.
    pub fn new<P: Into<PathBuf>>(paths: impl IntoIterator<Item = P>) -> Self {
        Self(paths.into_iter().map(Into::into).collect())
    }
}

impl IdentitySource for ZipFiles {
    fn read(&self) -> Result<Material, IdentityError> {
        let mut material = Material::default();
        for path in &self.0 {
            let origin = path.to_string_lossy();
            files::read_regular(path, BYTES_MAX)
                .and_then(|(bytes, _)| unpack(&bytes, &origin, &mut material))
                .map_err(|error| error.at(Role::Bundle, Some(&origin)))?;
        }
        Ok(material)
    }
}

/// Zip archives in memory.
pub struct ZipBytes(Vec<Zeroizing<Vec<u8>>>);

impl ZipBytes {
    /// The content of the archives, most often two.
    pub fn new<B: Into<Vec<u8>>>(archives: impl IntoIterator<Item = B>) -> Self {
        Self(
            archives
                .into_iter()
                .map(|bytes| Zeroizing::new(bytes.into()))
                .collect(),
        )
    }
}

impl IdentitySource for ZipBytes {
    fn read(&self) -> Result<Material, IdentityError> {
        let mut material = Material::default();
        for (index, bytes) in self.0.iter().enumerate() {
            let origin = format!("archive {}", index + 1);
            unpack(bytes, &origin, &mut material)
                .map_err(|error| error.at(Role::Bundle, Some(&origin)))?;
        }
        Ok(material)
    }
}

impl fmt::Debug for ZipBytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ZipBytes([redacted])")
    }
}

/// Adds what an archive holds, entry by entry, each with the role that its name says.
fn unpack(bytes: &[u8], origin: &str, material: &mut Material) -> Result<(), IdentityError> {
    const ENTRIES_MAX: usize = 64;
    if bytes.len() > BYTES_MAX {
        return Err(too_large());
    }
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(unreadable)?;
    if archive.len() > ENTRIES_MAX {
        return Err(too_large());
    }
    let mut bytes_left = BYTES_MAX;
    let before = material.inputs.len();
    for index in 0..archive.len() {
        let entry = archive.by_index(index).map_err(unreadable)?;
        let name = entry.name().map_err(unreadable)?.into_owned();
        let path = Path::new(&name);
        let is_mac_metadata = path.starts_with("__MACOSX");
        if entry.is_dir() || is_mac_metadata || !is_candidate(path) {
            continue;
        }
        // Full size from the start: growing would leave copies of a key behind.
        let mut content = Zeroizing::new(Vec::with_capacity(files::BYTES_MAX.min(bytes_left) + 1));
        let limit = content.capacity() as u64;
        entry
            .take(limit)
            .read_to_end(&mut content)
            .map_err(|error| unreadable(error.into()))?;
        bytes_left = bytes_left
            .checked_sub(content.len())
            .ok_or_else(too_large)?;
        if content.len() > files::BYTES_MAX {
            return Err(too_large());
        }
        let role = role_of(path);
        material.push(Input::new(
            role,
            Some(format!("{origin}!{name}")),
            content.to_vec(),
        ));
    }
    if material.inputs.len() == before {
        return Err(IdentityError::new(
            Code::FileNotFound,
            "is an archive without any key or certificate file",
            "Give the archives that the portal downloads",
        ));
    }
    Ok(())
}

fn role_of(path: &Path) -> Role {
    let name = path
        .file_name()
        .map(|name| name.to_string_lossy())
        .unwrap_or_default();
    let known = [Role::Key, Role::Certificate, Role::Chain];
    known
        .into_iter()
        .find(|role| role.portal_name() == Some(&name))
        .unwrap_or(Role::Bundle)
}

fn too_large() -> IdentityError {
    IdentityError::new(
        Code::ZipTooLarge,
        "is larger than any identity, packed or unpacked",
        "Give the archives that the portal downloads",
    )
}

fn unreadable(error: ZipError) -> IdentityError {
    let failure = match &error {
        ZipError::UnsupportedArchive(what) if *what == ZipError::PASSWORD_REQUIRED => {
            IdentityError::new(
                Code::ZipEncrypted,
                "is an encrypted archive",
                "Unzip it, and load the files with `Identity::from_dir`",
            )
        }
        _ => IdentityError::new(
            Code::ZipCorrupt,
            "is not a zip archive, or a damaged one",
            "Download it again; a text file is loaded with `Identity::from_pem_files`",
        ),
    };
    failure.because(error)
}
