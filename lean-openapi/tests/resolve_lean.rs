//! The description of Lean's API resolves with every operation and without repairs. The only
//! omissions are the token endpoints of the sandboxes, which clients find by `x-token-url`.

use std::path::Path;
use std::sync::Arc;

use lean_openapi::document::Description;
use lean_openapi::resolve::{Choice, Chosen, Options};

#[track_caller]
fn check(root: &str, left_out: &[&str]) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../api-spec");
    let description =
        Description::open(Arc::new(lean_lab::Folder(folder)), root, &[]).expect("it can be opened");
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
    let messages: Vec<String> = refused
        .chain(&api.findings)
        .map(|finding| finding.message.clone())
        .collect();
    assert_eq!(messages, left_out);
    assert!(!api.operations.is_empty());
}

#[test]
fn emirates() {
    let sandbox =
        "calls go to the first server of the operation, not to `https://auth.sandbox.leantech.me`";
    check("lean.yaml", &[sandbox]);
}

#[test]
fn saudi_arabia() {
    let sandbox = "calls go to the first server of the operation, not to `https://auth.sandbox.sa.leantech.me`";
    check("lean-ksa.yaml", &[sandbox]);
}

#[test]
fn legacy() {
    check("lean-v1.yaml", &[]);
}
