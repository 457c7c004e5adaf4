//! The zip archives that the portal downloads: one with key and certificate, one with the chain.

use std::{
    error::Error,
    fmt,
    io::Read as _,
    path::{Path, PathBuf},
};

use flate2::bufread::DeflateDecoder;
use rawzip::{CompressionMethod, ZipArchive, ZipSliceEntry};
use zeroize::Zeroizing;

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
        return Err(too_large_error());
    }
    let archive = ZipArchive::from_slice(bytes).map_err(|error| unreadable_error(error.into()))?;
    let mut entries = archive.entries();
    let mut count = 0;
    let mut bytes_left = BYTES_MAX;
    let before = material.inputs.len();
    while let Some(entry) = entries
        .next_entry()
        .map_err(|error| unreadable_error(error.into()))?
    {
        count += 1;
        if count > ENTRIES_MAX {
            return Err(too_large_error());
        }
        let name = String::from_utf8_lossy(entry.file_path().as_bytes()).into_owned();
        let path = Path::new(&name);
        let is_mac_metadata = path.starts_with("__MACOSX");
        if entry.is_dir() || is_mac_metadata || !is_candidate(path) {
            continue;
        }
        if entry.flags().is_encrypted() {
            return Err(encrypted_error());
        }
        let data = archive
            .get_entry(entry.wayfinder())
            .map_err(|error| unreadable_error(error.into()))?;
        let content = inflate(&data, entry.compression_method(), bytes_left)?;
        bytes_left -= content.len();
        let role = role_of(path);
        material.push(Input {
            bytes: content,
            ..Input::new(role, Some(format!("{origin}!{name}")), Vec::new())
        });
    }
    if material.inputs.len() == before {
        return Err(empty_error());
    }
    Ok(())
}

/// The content of an entry, of which size and checksum are verified.
fn inflate(
    entry: &ZipSliceEntry<'_>,
    method: CompressionMethod,
    bytes_left: usize,
) -> Result<Zeroizing<Vec<u8>>, IdentityError> {
    let limit = files::BYTES_MAX.min(bytes_left);
    // One extra byte reveals content that is too large. Allocate the full size first: growing would
    // leave copies of a key.
    let mut content = Zeroizing::new(Vec::with_capacity(limit + 1));
    let most = limit as u64 + 1;
    let result = match method {
        CompressionMethod::STORE => entry
            .verifying_reader(entry.data())
            .take(most)
            .read_to_end(&mut content),
        CompressionMethod::DEFLATE => {
            let inflater = DeflateDecoder::new(entry.data());
            entry
                .verifying_reader(inflater)
                .take(most)
                .read_to_end(&mut content)
        }
        other => {
            return Err(unreadable_error(
                format!("compression method {other:?}").into(),
            ));
        }
    };
    result.map_err(|error| unreadable_error(error.into()))?;
    if content.len() > limit {
        return Err(too_large_error());
    }
    Ok(Zeroizing::new(content.to_vec()))
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

fn too_large_error() -> IdentityError {
    IdentityError::new(
        Code::ZipTooLarge,
        "is larger than any identity, packed or unpacked",
        "Give the archives that the portal downloads",
    )
}

fn empty_error() -> IdentityError {
    IdentityError::new(
        Code::FileNotFound,
        "is an archive without any key or certificate file",
        "Give the archives that the portal downloads",
    )
}

fn encrypted_error() -> IdentityError {
    IdentityError::new(
        Code::ZipEncrypted,
        "is an encrypted archive",
        "Unzip it, and load the files with `Identity::from_dir`",
    )
}

fn unreadable_error(error: Box<dyn Error + Send + Sync>) -> IdentityError {
    IdentityError::new(
        Code::ZipCorrupt,
        "is not a zip archive, or a damaged one",
        "Download it again; a text file is loaded with `Identity::from_pem_files`",
    )
    .with_source(error)
}
