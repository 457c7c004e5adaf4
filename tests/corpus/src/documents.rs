//! The available descriptions.

use std::fs;
use std::path::{Path, PathBuf};

/// A description by its root file.
#[derive(Clone, Debug)]
pub struct Document {
    /// The name in reports.
    pub name: String,
    /// Its root file.
    pub path: String,
    /// The size of the root file.
    pub bytes: u64,
}

/// Folders of a corpus that hold no descriptions of our kind, or are tested apart.
const APART: &[&str] = &["jsts", "swagger2"];

/// Documents that must be refused, and other files next to descriptions.
const NOT_OURS: &[&str] = &["mermade-yamlbomb.yaml", "redocly.yaml"];

/// The checkout.
pub fn checkout() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The descriptions of Lean's API that come with the project.
pub fn own() -> Vec<Document> {
    let folder = checkout().join("api-spec");
    let mut files = list_folder(&folder);
    files.retain(|path| is_description(path));
    files
        .iter()
        .map(|path| document(&folder, path, "api-spec/"))
        .collect()
}

/// Every description of a corpus: files, and the root files of folders.
pub fn of(corpus: &Path) -> Vec<Document> {
    let mut found = Vec::new();
    for path in list_folder(corpus) {
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        if path.is_dir() && !APART.contains(&name.as_str()) {
            found.extend(list_folder(&path).into_iter().filter(|path| path.is_file()));
        } else if path.is_file() {
            found.push(path);
        }
    }
    found.retain(|path| is_description(path));
    found
        .iter()
        .map(|path| document(corpus, path, ""))
        .collect()
}

fn document(folder: &Path, path: &Path, prefix: &str) -> Document {
    let name = path
        .strip_prefix(folder)
        .unwrap_or(path)
        .to_string_lossy()
        .into_owned();
    let bytes = fs::metadata(path)
        .map(|data| data.len())
        .unwrap_or_default();
    Document {
        name: format!("{prefix}{name}"),
        path: path.to_string_lossy().into_owned(),
        bytes,
    }
}

fn is_description(path: &Path) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str());
    let ours = !NOT_OURS.iter().any(|name| path.ends_with(name));
    ours && matches!(ending, Some("json" | "yaml" | "yml"))
}

fn list_folder(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .filter_map(Result::ok);
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    paths.sort();
    paths
}
