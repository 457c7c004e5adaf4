//! A directory that holds the files of one identity.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use super::{
    super::{Code, IdentityError, Material, Role, files},
    IdentitySource,
};

/// A directory with the portal's three files, or with files of other names that hold the three parts, such
/// as a mounted Kubernetes secret (`tls.key`, `tls.crt`, `ca.crt`).
///
/// A directory of files that end in `.pem`, `.crt`, `.cer`, `.key`, `.der`, `.p12` or `.pfx`. Every
/// such file must be readable as keys or certificates. Each part is recognised by its content.
#[derive(Clone, Debug)]
pub struct Directory(PathBuf);

impl Directory {
    /// The path of the directory.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self(path.into())
    }

    fn read_material(&self) -> Result<Material, IdentityError> {
        let portal = [Role::Key, Role::Certificate, Role::Chain]
            .map(|role| (role, self.0.join(role.portal_name().unwrap_or_default())));
        let mut material = Material::default();
        if portal.iter().all(|(_, path)| path.exists()) {
            for (role, path) in &portal {
                material.push(files::read(*role, path)?);
            }
            return Ok(material);
        }
        let paths = find_candidates(&self.0)?;
        if paths.is_empty() {
            return Err(empty_error(&self.0));
        }
        for path in paths {
            material.push(files::read(Role::Bundle, &path)?);
        }
        Ok(material)
    }
}

impl IdentitySource for Directory {
    fn read(&self) -> Result<Material, IdentityError> {
        self.read_material()
            .map_err(|error| error.at(Role::Bundle, Some(&self.0.to_string_lossy())))
    }
}

/// Returns true if a file of this name may contain a key or certificates.
pub(super) fn is_candidate(name: &Path) -> bool {
    const EXTENSIONS: [&str; 8] = ["pem", "crt", "cer", "key", "der", "p12", "pfx", "p8"];
    let is_hidden = name
        .file_name()
        .is_none_or(|name| name.to_string_lossy().starts_with('.'));
    let extension = name
        .extension()
        .map(|extension| extension.to_string_lossy().to_lowercase());
    !is_hidden && extension.is_some_and(|extension| EXTENSIONS.contains(&extension.as_str()))
}

/// In the order of their names, so that messages do not depend on the file system.
fn find_candidates(directory: &Path) -> Result<Vec<PathBuf>, IdentityError> {
    const FILES_MAX: usize = 64;
    let entries = fs::read_dir(directory).map_err(|error| unreadable_error(directory, error))?;
    let mut paths = Vec::new();
    for entry in entries {
        let path = entry
            .map_err(|error| unreadable_error(directory, error))?
            .path();
        if !is_candidate(&path) || path.is_dir() {
            continue;
        }
        if paths.len() == FILES_MAX {
            return Err(IdentityError::new(
                Code::TooManySections,
                format!("holds more than {FILES_MAX} key and certificate files"),
                "Put the files of one identity in a directory of their own",
            ));
        }
        paths.push(path);
    }
    paths.sort();
    Ok(paths)
}

fn unreadable_error(directory: &Path, error: io::Error) -> IdentityError {
    match files::read_regular(directory, files::BYTES_MAX) {
        Err(reason) if reason.code() != Code::FileIsDirectory => reason,
        Ok(_) => IdentityError::new(
            Code::FileUnreadable,
            "is a file, not a directory",
            "Give the directory that holds it",
        ),
        Err(_) => IdentityError::new(
            Code::FileUnreadable,
            format!("cannot be listed: {error}"),
            "See to its permissions",
        )
        .with_source(error),
    }
}

fn empty_error(directory: &Path) -> IdentityError {
    let has_archive = fs::read_dir(directory).is_ok_and(|entries| {
        entries.flatten().any(|entry| {
            entry
                .path()
                .extension()
                .is_some_and(|extension| extension == "zip")
        })
    });
    let remedy = if has_archive {
        "It holds zip archives: load them with `Identity::from_zip_files`"
    } else {
        "Put my_app_private_key.pem, my_app_cert.crt and lean_public_cert_chain.pem there"
    };
    IdentityError::new(
        Code::FileNotFound,
        "holds no key or certificate file",
        remedy,
    )
}
