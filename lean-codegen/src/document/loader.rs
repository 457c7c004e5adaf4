//! How files are got, and how their paths are written.

use std::collections::HashMap;
use std::sync::Arc;

/// How files are got: the macro reads the file system, tests read a map. Never the network.
pub trait Loader {
    /// The text of a file. The path is normalised: the root document's as it was given, others joined
    /// with the folder of the file that refers to them, `.` and `..` worked out, `/` between folders.
    ///
    /// # Errors
    /// Why there is none, as one sentence without the path.
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

/// A path without `.`, and without `..` where a folder stands before it.
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
    if rooted { format!("/{joined}") } else { joined }
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
    fn stems() {
        assert_eq!(stem("a/Pet.schema.yaml"), "Pet");
        assert_eq!(stem("a/.hidden"), ".hidden");
    }
}
