//! Real descriptions on the disk: the corpus in `../shared/corpus` next to the checkout, or in the
//! folder that `LEAN_CORPUS` names.
#![allow(dead_code, reason = "each test takes what it needs")]
#![allow(clippy::print_stdout)]

use std::path::{Path, PathBuf};
use std::sync::Arc;

use lean_openapi::document::Loader;

/// The file system below a folder.
pub(crate) struct Folder(pub(crate) PathBuf);

impl Loader for Folder {
    fn load(&self, path: &str) -> Result<Arc<str>, String> {
        std::fs::read_to_string(self.0.join(path))
            .map(Arc::from)
            .map_err(|error| error.to_string())
    }
}

/// Returns the folder of the corpus. If there is none, nothing is tested, and the test prints this.
pub(crate) fn corpus() -> Option<PathBuf> {
    let set = std::env::var_os("LEAN_CORPUS").map(PathBuf::from);
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus");
    let found = set.or(Some(beside)).filter(|path| path.is_dir());
    if found.is_none() {
        println!("skipped: no corpus at ../shared/corpus, and LEAN_CORPUS is not set");
    }
    found
}

/// Every document, as the manifest names them.
pub(crate) fn documents(corpus: &Path) -> Vec<String> {
    let manifest =
        std::fs::read_to_string(corpus.join("MANIFEST.md")).expect("the corpus has a manifest");
    let rows = manifest
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split('`').next());
    rows.filter(|path| corpus.join(path).is_file())
        .map(str::to_string)
        .collect()
}
