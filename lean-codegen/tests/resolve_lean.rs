//! The description of Lean's API resolves with every operation, and nothing in it needs mending.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use lean_codegen::document::{Description, Loader};
use lean_codegen::resolve::{Choice, Chosen, Options};

/// The folder of the description.
struct Folder(PathBuf);

impl Loader for Folder {
    fn load(&self, path: &str) -> Result<Arc<str>, String> {
        std::fs::read_to_string(self.0.join(path))
            .map(Arc::from)
            .map_err(|error| error.to_string())
    }
}

#[track_caller]
fn check(root: &str) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../api-spec");
    let description =
        Description::open(Arc::new(Folder(folder)), root, &[]).expect("it can be opened");
    let choice = Choice {
        operations: Chosen::All,
        schemas: Vec::new(),
        webhooks: true,
    };
    let api = description.resolve(&choice, &Options::default());
    let refused = api
        .operations
        .iter()
        .filter_map(|operation| operation.refused.as_ref());
    let said: Vec<String> = refused
        .chain(&api.findings)
        .map(|one| format!("{}: {}", one.place, one.message))
        .collect();
    assert!(said.is_empty(), "{said:#?}");
    assert!(!api.operations.is_empty());
}

#[test]
fn emirates() {
    check("lean.yaml");
}

#[test]
fn saudi_arabia() {
    check("lean-ksa.yaml");
}

#[test]
fn legacy() {
    check("lean-v1.yaml");
}
