//! The helpers that the tests of the reader share.

use std::env;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use lean_openapi::read::{Kind, Node, ReadError, Source};

/// Returns the root of a document that is written in the test.
pub(crate) fn read(text: &str) -> Result<Node, ReadError> {
    source(text).root()
}

pub(crate) fn source(text: &str) -> Arc<Source> {
    Source::new("api.yaml", text).expect("the test's text is small")
}

/// The whole document as JSON, or the first error in it.
pub(crate) fn to_json(text: &str) -> String {
    let root = match read(text) {
        Ok(root) => root,
        Err(error) => return format!("error: {error}"),
    };
    if let Some(error) = first_error(&root) {
        return format!("error: {error}");
    }
    let mut out = String::new();
    root.to_json(&mut out);
    out
}

/// Walks everything.
pub(crate) fn first_error(node: &Node) -> Option<ReadError> {
    match node.kind() {
        Kind::Invalid => node.error(),
        Kind::Map => node
            .entries()
            .iter()
            .find_map(|(_, value)| first_error(value)),
        Kind::List => node.items().iter().find_map(first_error),
        Kind::Null | Kind::Bool | Kind::Number | Kind::String => None,
    }
}

/// Returns the folder of real documents, if it exists.
pub(crate) fn corpus() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus");
    let folder = env::var_os("LEAN_CORPUS").map_or(beside, PathBuf::from);
    folder.is_dir().then_some(folder)
}

#[expect(clippy::print_stdout, reason = "a test that does not run must say so")]
pub(crate) fn skipped() {
    println!("skipped: no corpus beside the checkout and no LEAN_CORPUS");
}

/// All files below a folder with one of these endings, in order.
pub(crate) fn files(folder: &Path, endings: &[&str]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in folder.read_dir().expect("a folder of the corpus") {
            let path = entry.expect("an entry of the corpus").path();
            let ending = path
                .extension()
                .and_then(|ending| ending.to_str())
                .unwrap_or_default();
            if path.is_dir() {
                folders.push(path);
            } else if endings.contains(&ending) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}
