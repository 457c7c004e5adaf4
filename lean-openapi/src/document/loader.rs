//! Loading of files, and the form of their paths.

use std::collections::HashMap;
use std::io::{self, Read};
use std::sync::Arc;

use crate::read::BYTES_MAX;

/// Loads files: the macro reads the file system, tests read a map. Never the network.
pub trait Loader {
    /// The text of a file. The path is normalised: the root document's as it was given, others joined
    /// with the folder of the file that refers to them, `.` and `..` worked out, `/` between folders.
    ///
    /// # Errors
    /// Fails with the reason, as one sentence without the path.
    fn load(&self, path: &str) -> Result<Arc<str>, String>;
}

/// Files in memory.
impl Loader for HashMap<String, Arc<str>> {
    fn load(&self, path: &str) -> Result<Arc<str>, String> {
        self.get(path)
            .cloned()
            .ok_or_else(|| "there is no such file".to_string())
    }
}

/// Reads a text to its end, if it is one: no more of it than is read of any description.
///
/// # Errors
/// Fails with the message of [`Loader::load`].
pub fn read_text(file: io::Result<impl Read>) -> Result<Arc<str>, String> {
    let mut bytes = Vec::new();
    let most = u64::try_from(BYTES_MAX).unwrap_or(u64::MAX);
    file.and_then(|file| file.take(most.saturating_add(1)).read_to_end(&mut bytes))
        .map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => "there is no such file".to_string(),
            io::ErrorKind::IsADirectory => "it is a directory".to_string(),
            _ => error.to_string(),
        })?;
    if bytes.len() > BYTES_MAX {
        return Err(format!(
            "it is longer than {} MiB, the most that is read",
            BYTES_MAX >> 20
        ));
    }
    String::from_utf8(bytes).map(Arc::from).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        encoding_name(error.as_bytes(), at)
    })
}

/// Names the encoding of a text that is not UTF-8.
fn encoding_name(bytes: &[u8], at: usize) -> String {
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return "it is UTF-16; save it as UTF-8".to_string();
    }
    if bytes.starts_with(&[0x1f, 0x8b]) || bytes.starts_with(b"PK\x03\x04") {
        return "it is compressed; unpack it first".to_string();
    }
    let before = &bytes[..at];
    if before.contains(&0) {
        return "it is not a text".to_string();
    }
    let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
    let byte = bytes.get(at).copied().unwrap_or_default();
    format!("it is not UTF-8: line {line} has the byte {byte:#04x}; save it as UTF-8")
}

/// The path of a file that another refers to.
pub(crate) fn join(base: &str, relative: &str) -> String {
    if relative.starts_with('/') || has_drive(relative) {
        return normalise(relative);
    }
    match base.rfind(['/', '\\']) {
        Some(end) => normalise(&format!("{}/{relative}", &base[..end])),
        None => normalise(relative),
    }
}

/// A path without `.`, and without `..` where a folder is before it.
pub(crate) fn normalise(path: &str) -> String {
    let path = path.replace('\\', "/");
    let rooted = path.starts_with('/');
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => {
                parts.pop();
            }
            ".." if rooted => {}
            part => parts.push(part),
        }
    }
    let joined = parts.join("/");
    match (rooted, joined.is_empty()) {
        (true, _) => format!("/{joined}"),
        (false, true) => ".".to_string(),
        (false, false) => joined,
    }
}

/// The name of a file without folders and ending.
pub(crate) fn stem(path: &str) -> &str {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    name.split('.')
        .next()
        .filter(|stem| !stem.is_empty())
        .unwrap_or(name)
}

fn has_drive(path: &str) -> bool {
    let bytes = path.as_bytes();
    bytes.len() > 2
        && bytes[0].is_ascii_alphabetic()
        && bytes[1] == b':'
        && matches!(bytes[2], b'/' | b'\\')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relative_paths_start_at_the_referring_file() {
        assert_eq!(
            join("api/root.yaml", "./shared/common.yaml"),
            "api/shared/common.yaml"
        );
        assert_eq!(
            join("api/uae/x.yaml", "../shared/common.yaml"),
            "api/shared/common.yaml"
        );
        assert_eq!(join("root.yaml", "../other.yaml"), "../other.yaml");
        assert_eq!(join("/a/root.yaml", "../../../b.yaml"), "/b.yaml");
        assert_eq!(join("C:\\x\\root.yaml", "b.yaml"), "C:/x/b.yaml");
    }

    #[test]
    fn the_folder_itself() {
        assert_eq!(normalise("./"), ".");
        assert_eq!(normalise("a/.."), ".");
    }

    #[test]
    fn invalid_texts() {
        let check = |bytes: &[u8], expected: &str| {
            assert_eq!(read_text(Ok(bytes)).unwrap_err(), expected);
        };
        check(
            b"a: 1\nb: Stra\xdfe\n",
            "it is not UTF-8: line 2 has the byte 0xdf; save it as UTF-8",
        );
        check(b"\xff\xfea\0", "it is UTF-16; save it as UTF-8");
        check(b"\x7fELF\0\xff", "it is not a text");
        let endless = io::repeat(b' ');
        assert!(
            read_text(Ok(endless))
                .unwrap_err()
                .starts_with("it is longer than")
        );
        let missing = io::Error::from(io::ErrorKind::NotFound);
        assert_eq!(
            read_text(Err::<io::Empty, _>(missing)).unwrap_err(),
            "there is no such file"
        );
    }

    #[test]
    fn stems() {
        assert_eq!(stem("a/Pet.schema.yaml"), "Pet");
        assert_eq!(stem("a/.hidden"), ".hidden");
    }
}
