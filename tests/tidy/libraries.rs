//! The places where a library may be named.

use super::{code, shown, sources_in};

/// Each library or module, with the folders whose code may name it.
const ONLY_IN: [(&str, &[&str]); 4] = [
    (
        "reqwest::",
        &["lean-runtime/src/transport", "lean-identity/src/tls/tests"],
    ),
    (
        "hyper_util::",
        &["lean-runtime/src/transport", "lean-sandbox/src"],
    ),
    (
        "rustls::",
        &[
            "lean-identity/src",
            "lean-runtime/src/transport",
            "lean-sandbox/src",
        ],
    ),
    (
        "fs::",
        &[
            "lean-identity/src",
            "lean-runtime/src/body",
            "lean-sandbox/src",
            "lean-cli/src",
            "lean-macros/src",
            // The one loader of files, shared by the macro and the command line.
            "lean-openapi/src/document/folders.rs",
        ],
    ),
];

const FOLDERS: [&str; 11] = [
    "src",
    "lean-abi/src",
    "lean-cli/src",
    "lean-codegen/src",
    "lean-diff/src",
    "lean-identity/src",
    "lean-lock/src",
    "lean-macros/src",
    "lean-openapi/src",
    "lean-runtime/src",
    "lean-sandbox/src",
];

#[test]
fn libraries_are_named_in_their_place_only() {
    let mut faults = Vec::new();
    for (path, text) in FOLDERS.iter().flat_map(|folder| sources_in(folder)) {
        let file = shown(&path);
        for (library, places) in ONLY_IN {
            let is_allowed = places.iter().any(|place| file.starts_with(place));
            if !is_allowed && code(&text).any(|line| names(line, library)) {
                faults.push(format!("{file} names {library}"));
            }
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

/// The line has the library's name, and not as the end of a longer one.
fn names(line: &str, library: &str) -> bool {
    let is_start = |at: usize| !line[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_');
    line.match_indices(library).any(|(at, _)| is_start(at))
}
