//! Reads one file, and explains well why it cannot.

use std::{
    fs::{self, File, Metadata},
    io::{self, Read as _},
    path::{Path, PathBuf},
};

use zeroize::Zeroizing;

use super::{Code, IdentityError, Role, material::Input};

/// No key, certificate or chain is larger.
pub(super) const BYTES_MAX: usize = 1 << 20;

pub(super) fn read(role: Role, path: &Path) -> Result<Input, IdentityError> {
    let origin = path.to_string_lossy().into_owned();
    let (bytes, metadata) =
        read_regular(path, BYTES_MAX).map_err(|error| error.at(role, Some(&origin)))?;
    Ok(Input {
        role,
        origin: Some(origin),
        bytes,
        open_to_others: is_open_to_others(&metadata) && !is_secret_mount(path),
        escaped: super::pem::EscapedNewlines::Refuse,
    })
}

/// Reads a regular file of at most `max` bytes.
pub(super) fn read_regular(
    path: &Path,
    max: usize,
) -> Result<(Zeroizing<Vec<u8>>, Metadata), IdentityError> {
    let metadata = fs::metadata(path).map_err(|error| explain(path, error))?;
    if metadata.is_dir() {
        return Err(directory_error(path));
    }
    // A pipe would block for ever, a device never end.
    if !metadata.is_file() {
        return Err(IdentityError::new(
            Code::FileNotRegular,
            "is a pipe, socket or device, not a file",
            "Read it yourself and pass the bytes to `Identity::from_pem`",
        ));
    }
    let size = usize::try_from(metadata.len()).unwrap_or(usize::MAX);
    if size > max {
        return Err(too_large_error(size, max));
    }
    let file = File::open(path).map_err(|error| explain(path, error))?;
    let mut bytes = Zeroizing::new(Vec::with_capacity(size + 1));
    file.take(max as u64 + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| explain(path, error))?;
    if bytes.len() > max {
        return Err(too_large_error(bytes.len(), max));
    }
    Ok((bytes, metadata))
}

pub(super) fn too_large_error(size: usize, max: usize) -> IdentityError {
    IdentityError::new(
        Code::FileTooLarge,
        format!("has {size} bytes; no key or certificate file is larger than {max}"),
        "Give the file that was issued for this application",
    )
}

fn explain(path: &Path, error: io::Error) -> IdentityError {
    let failure = match error.kind() {
        io::ErrorKind::NotFound => not_found_error(path),
        io::ErrorKind::PermissionDenied => permission_error(),
        _ if is_link_loop(path) => IdentityError::new(
            Code::FileLoop,
            "is a symbolic link that leads back to itself",
            "Point it at the file",
        ),
        _ => IdentityError::new(
            Code::FileUnreadable,
            format!("cannot be read: {error}"),
            "See to the file system",
        ),
    };
    failure.with_source(error)
}

fn not_found_error(path: &Path) -> IdentityError {
    if let Ok(target) = fs::read_link(path) {
        return IdentityError::new(
            Code::FileNotFound,
            format!(
                "is a symbolic link to `{}`, which does not exist",
                target.display()
            ),
            "Point it at the file",
        );
    }
    let remedy = match find_similar_file(path) {
        Some(similar) => format!("Perhaps `{}` is meant", similar.display()),
        None => {
            "Check the path, which is relative to the working directory of the process".to_owned()
        }
    };
    IdentityError::new(Code::FileNotFound, "does not exist", remedy)
}

fn permission_error() -> IdentityError {
    let user =
        effective_user().map_or_else(|| "this process".to_owned(), |id| format!("user {id}"));
    IdentityError::new(
        Code::FilePermission,
        format!("may not be read by {user}"),
        "Give that user the right to read it, and nobody else",
    )
}

fn directory_error(path: &Path) -> IdentityError {
    let portal_names = [Role::Key, Role::Certificate, Role::Chain]
        .into_iter()
        .filter_map(Role::portal_name);
    let remedy = if portal_names
        .into_iter()
        .all(|name| path.join(name).exists())
    {
        "The three files of the portal are in it: use `Identity::from_dir`"
    } else {
        "Give the path of the file in it"
    };
    IdentityError::new(Code::FileIsDirectory, "is a directory", remedy)
}

/// The file in the same directory whose name differs least, if it does not differ much.
fn find_similar_file(path: &Path) -> Option<PathBuf> {
    const ENTRIES_MAX: usize = 1_000;
    const DISTANCE_MAX: usize = 4;
    let name = path.file_name()?.to_string_lossy().into_owned();
    // Short names are all alike.
    let distance_max = (name.chars().count() / 3).min(DISTANCE_MAX);
    let directory = path
        .parent()
        .filter(|parent| !parent.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    let entries = fs::read_dir(directory).ok()?.take(ENTRIES_MAX).flatten();
    let candidates = entries.map(|entry| {
        let other = entry.file_name();
        (
            edit_distance(&name, &other.to_string_lossy()),
            path.with_file_name(other),
        )
    });
    candidates
        .filter(|(distance, _)| *distance <= distance_max)
        .min()
        .map(|(_, path)| path)
}

/// Levenshtein's, ignoring case.
fn edit_distance(a: &str, b: &str) -> usize {
    const CHARS_MAX: usize = 128;
    let [a, b] = [a, b].map(|s| s.to_lowercase().chars().take(CHARS_MAX).collect::<Vec<_>>());
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let replaced = diagonal + usize::from(x != y);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}

fn is_link_loop(path: &Path) -> bool {
    const HOPS_MAX: usize = 40;
    let mut at = path.to_path_buf();
    for _ in 0..HOPS_MAX {
        let Ok(target) = fs::read_link(&at) else {
            return false;
        };
        at = at.parent().unwrap_or(Path::new("")).join(target);
    }
    true
}

#[cfg(unix)]
fn is_open_to_others(metadata: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    metadata.mode() & 0o077 != 0
}

#[cfg(not(unix))]
fn is_open_to_others(_: &Metadata) -> bool {
    false
}

/// Returns true for secrets that an orchestrator mounts. The orchestrator sets their permissions,
/// and users cannot change them.
fn is_secret_mount(path: &Path) -> bool {
    let Ok(path) = std::path::absolute(path) else {
        return false;
    };
    let is_run_secrets = ["/run/secrets", "/var/run/secrets"]
        .iter()
        .any(|root| path.starts_with(root));
    is_run_secrets
        || path
            .parent()
            .is_some_and(|parent| parent.join("..data").exists())
}

#[cfg(target_os = "linux")]
fn effective_user() -> Option<u32> {
    use std::os::unix::fs::MetadataExt as _;
    fs::metadata("/proc/self")
        .ok()
        .map(|metadata| metadata.uid())
}

#[cfg(not(target_os = "linux"))]
fn effective_user() -> Option<u32> {
    None
}

#[cfg(test)]
mod tests {
    use super::{edit_distance, explain};
    use std::{io, path::Path};

    #[test]
    fn f_03_unreadable_names_the_user() {
        let error = explain(Path::new("key.pem"), io::ErrorKind::PermissionDenied.into());
        assert_eq!(error.code().as_str(), "FILE_PERMISSION");
        assert!(error.to_string().contains("may not be read by"), "{error}");
    }

    #[test]
    fn distances() {
        assert_eq!(edit_distance("my_app_cert.crt", "my_app_cert.crt"), 0);
        assert_eq!(edit_distance("my_app_cert.crt", "My-App-Cert.crt"), 2);
        assert_eq!(edit_distance("key", ""), 3);
    }
}
