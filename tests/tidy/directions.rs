//! The dependencies between crates, and the compiler version that external dependencies need.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use serde_json::Value;

use super::root;

/// Each crate, and the crates of this workspace that it may depend on.
const MAY_USE: [(&str, &[&str]); 13] = [
    ("lean-abi", &[]),
    ("lean-openapi", &["lean-abi"]),
    ("lean-identity", &[]),
    (
        "lean-codegen",
        &["lean-abi", "lean-diff", "lean-lock", "lean-openapi"],
    ),
    ("lean-diff", &["lean-openapi"]),
    ("lean-lock", &["lean-diff", "lean-openapi"]),
    ("lean-api-macros", &["lean-codegen"]),
    ("lean-runtime", &["lean-abi", "lean-identity"]),
    ("lean-api", &["lean-api-macros", "lean-runtime"]),
    ("lean-sandbox", &["lean-openapi"]),
    (
        "lean-cli",
        &[
            "lean-codegen",
            "lean-diff",
            "lean-identity",
            "lean-lock",
            "lean-openapi",
            "lean-runtime",
            "lean-sandbox",
        ],
    ),
    ("lean-lab", &["lean-openapi"]),
    (
        "lean-corpus",
        &["lean-cli", "lean-codegen", "lean-lab", "lean-openapi"],
    ),
];

#[test]
fn no_crate_depends_on_a_higher_one() {
    let metadata = metadata(&["--no-deps"]);
    let packages = metadata["packages"].as_array().expect("packages");
    let ours: BTreeSet<&str> = packages.iter().filter_map(name).collect();
    let listed: BTreeSet<&str> = MAY_USE.iter().map(|(crate_name, _)| *crate_name).collect();
    assert_eq!(ours, listed, "list the crates of the workspace here");
    for package in packages {
        let crate_name = name(package).expect("a name");
        let (_, allowed) = MAY_USE
            .iter()
            .find(|(listed, _)| *listed == crate_name)
            .expect("listed");
        for used in normal_dependencies(package).filter_map(name) {
            assert!(
                !ours.contains(used) || allowed.contains(&used),
                "{crate_name} depends on {used}"
            );
        }
    }
}

#[test]
fn reading_descriptions_needs_no_syn() {
    let metadata = metadata(&["--no-deps"]);
    let packages = metadata["packages"].as_array().expect("packages");
    let openapi = packages
        .iter()
        .find(|package| name(package) == Some("lean-openapi"));
    let used: Vec<_> = normal_dependencies(openapi.expect("lean-openapi"))
        .filter_map(name)
        .collect();
    assert_eq!(used, ["lean-abi", "unicode-ident"]);
}

/// The `rust-version` of the workspace is at least that of everything that a user compiles.
#[test]
fn the_stated_compiler_is_new_enough_for_all_dependencies() {
    let metadata = metadata(&[]);
    let packages = metadata["packages"].as_array().expect("packages");
    let by_id: BTreeMap<&str, &Value> = packages
        .iter()
        .filter_map(|package| Some((package["id"].as_str()?, package)))
        .collect();
    let nodes = metadata["resolve"]["nodes"].as_array().expect("nodes");
    let nodes: BTreeMap<&str, &Value> = nodes
        .iter()
        .filter_map(|node| Some((node["id"].as_str()?, node)))
        .collect();
    let facade = packages
        .iter()
        .find(|package| name(package) == Some("lean-api"))
        .expect("lean-api");
    let stated = version(facade);

    let mut seen = BTreeSet::new();
    let mut next = vec![facade["id"].as_str().expect("an id")];
    while let Some(id) = next.pop() {
        if !seen.insert(id) {
            continue;
        }
        let package = by_id[id];
        assert!(
            version(package) <= stated,
            "{id} needs {}",
            package["rust_version"]
        );
        next.extend(compiled_dependencies(nodes[id]));
    }
    assert!(seen.len() > 100, "only {} packages", seen.len());
}

/// The packages that a node needs other than for its own tests.
fn compiled_dependencies(node: &Value) -> impl Iterator<Item = &str> {
    let used = node["deps"].as_array().into_iter().flatten();
    used.filter(|used| {
        let kinds = used["dep_kinds"].as_array().into_iter().flatten();
        kinds.into_iter().any(|kind| kind["kind"] != "dev")
    })
    .filter_map(|used| used["pkg"].as_str())
}

/// Major and minor number; nothing if a package states none.
fn version(package: &Value) -> Option<(u64, u64)> {
    let mut numbers = package["rust_version"].as_str()?.split('.');
    let major = numbers.next()?.parse().ok()?;
    Some((major, numbers.next()?.parse().ok()?))
}

fn normal_dependencies(package: &Value) -> impl Iterator<Item = &Value> {
    let all = package["dependencies"].as_array().into_iter().flatten();
    all.filter(|used| used["kind"].is_null())
}

fn name(package: &Value) -> Option<&str> {
    package["name"].as_str()
}

fn metadata(more: &[&str]) -> Value {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(["metadata", "--offline", "--locked", "--format-version", "1"])
        .args(more)
        .current_dir(root())
        .output()
        .expect("cargo runs");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    serde_json::from_slice(&output.stdout).expect("JSON")
}
