//! The names of source files, and the header of each module.

use super::{files, shown};

/// Names that say nothing about the content of a file.
const VAGUE: [&str; 10] = [
    "common.rs",
    "helper.rs",
    "helpers.rs",
    "misc.rs",
    "more.rs",
    "other.rs",
    "stuff.rs",
    "things.rs",
    "util.rs",
    "utils.rs",
];

/// Names that were riddles once.
const RIDDLES: [&str; 14] = [
    "alien.rs",
    "beside.rs",
    "handed.rs",
    "lost.rs",
    "meant.rs",
    "misled.rs",
    "mistaken.rs",
    "offered.rs",
    "others.rs",
    "rivals.rs",
    "slips.rs",
    "strange.rs",
    "strangers.rs",
    "together.rs",
];

#[test]
fn files_are_named_after_their_content() {
    for (path, _) in files("rs") {
        let name = path.file_name().and_then(|name| name.to_str());
        let name = name.expect("a name");
        let is_denied = VAGUE.contains(&name) || RIDDLES.contains(&name);
        assert!(!is_denied, "name it after its content: {}", shown(&path));
    }
}

/// The inputs of compiler tests are code of users, and need no header.
#[test]
fn modules_have_a_header() {
    let faults: Vec<_> = files("rs")
        .filter(|(path, _)| {
            let path = shown(path);
            !path.starts_with("tests/ui/") && !path.starts_with("benches/")
        })
        .filter(|(_, text)| !text.lines().any(|line| line.starts_with("//!")))
        .map(|(path, _)| shown(&path))
        .collect();
    assert!(faults.is_empty(), "without a `//!` header: {faults:#?}");
}
