//! Real descriptions: the corpus is not in this repository.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

/// Returns the folder that `LEAN_CORPUS` names, else `../shared/corpus` next to the checkout if it is
/// there.
#[must_use]
pub fn find_corpus() -> Option<PathBuf> {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus");
    let folder = env::var_os("LEAN_CORPUS").map_or_else(beside, PathBuf::from);
    folder.is_dir().then_some(folder)
}

/// As [`find_corpus`]. Without a corpus, prints that the test is skipped.
#[must_use]
#[allow(clippy::print_stderr, reason = "says that a test is skipped")]
pub fn corpus() -> Option<PathBuf> {
    let folder = find_corpus();
    if folder.is_none() {
        eprintln!("skipped: no corpus at ../shared/corpus, and `LEAN_CORPUS` is not set");
    }
    folder
}

/// Returns the folder that `LEAN_CORPUS` names, for slow tests. Without one, prints that the test is
/// skipped.
#[must_use]
#[allow(clippy::print_stderr, reason = "says that a test is skipped")]
pub fn named_corpus() -> Option<PathBuf> {
    let folder = env::var_os("LEAN_CORPUS").map(PathBuf::from);
    if folder.is_none() {
        eprintln!("skipped: `LEAN_CORPUS` does not name a folder of descriptions");
    }
    folder
}

/// Returns the paths of the documents that the manifest of a corpus lists, relative to its folder.
#[must_use]
pub fn listed_documents(corpus: &Path) -> Vec<String> {
    let manifest = fs::read_to_string(corpus.join("MANIFEST.md")).unwrap_or_default();
    let rows = manifest
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split('`').next());
    rows.filter(|path| corpus.join(path).is_file())
        .map(str::to_owned)
        .collect()
}

/// Returns all YAML and JSON files under a folder whose path contains `LEAN_CORPUS_ONLY`.
#[must_use]
pub fn files_under(folder: &Path) -> Vec<PathBuf> {
    let only = env::var("LEAN_CORPUS_ONLY").unwrap_or_default();
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            let extension = path.extension().and_then(|extension| extension.to_str());
            if path.is_dir() {
                folders.push(path);
            } else if matches!(extension, Some("yaml" | "yml" | "json"))
                && path.to_string_lossy().contains(&only)
            {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// Loads the files of a folder, for descriptions.
#[cfg(feature = "descriptions")]
pub struct Folder(pub PathBuf);

#[cfg(feature = "descriptions")]
impl lean_openapi::document::Loader for Folder {
    fn load(&self, path: &str) -> Result<std::sync::Arc<str>, String> {
        lean_openapi::document::read_text(fs::File::open(self.0.join(path)))
    }
}

/// Opens the description in a file, with the files next to it.
///
/// # Errors
/// The findings of a file that is not a description.
#[cfg(feature = "descriptions")]
pub fn open_description(
    path: &Path,
) -> Result<lean_openapi::document::Description, Vec<lean_openapi::api::Finding>> {
    let folder = path.parent().unwrap_or(Path::new(".")).to_path_buf();
    let file = path.file_name().unwrap_or_default().to_string_lossy();
    lean_openapi::document::Description::open(std::sync::Arc::new(Folder(folder)), &file, &[])
}
