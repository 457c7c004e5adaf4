//! `docs/transport-catalogue.md` names every numbered test, and no test that is gone.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

#[test]
fn catalogue_and_tests_agree() {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    let document =
        fs::read_to_string(package.join("../docs/transport-catalogue.md")).expect("the catalogue");
    let mut sources = Vec::new();
    for folder in ["src", "tests"] {
        collect(&package.join(folder), &mut sources);
        collect(&package.join("../lean-identity").join(folder), &mut sources);
    }
    let there: BTreeSet<_> = sources.iter().flat_map(|path| tests_in(path)).collect();
    let named: BTreeSet<_> = words(&document)
        .filter(|word| is_numbered(word))
        .map(str::to_owned)
        .collect();

    assert!(there.len() > 150, "the tests were not found");
    let unnamed: Vec<_> = there.difference(&named).collect();
    assert!(
        unnamed.is_empty(),
        "not in docs/transport-catalogue.md: {unnamed:#?}"
    );
    let gone: Vec<_> = named.difference(&there).collect();
    assert!(
        gone.is_empty(),
        "in docs/transport-catalogue.md, and no longer a test: {gone:#?}"
    );
}

fn collect(directory: &Path, sources: &mut Vec<PathBuf>) {
    let entries = fs::read_dir(directory).expect("a directory of sources");
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.is_dir() {
            collect(&path, sources);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            sources.push(path);
        }
    }
}

fn tests_in(path: &Path) -> Vec<String> {
    let source = fs::read_to_string(path).expect("a source");
    let functions = source.lines().filter_map(|line| line.split_once("fn "));
    functions
        .filter_map(|(_, rest)| words(rest).next())
        .filter(|name| is_numbered(name))
        .map(str::to_owned)
        .collect()
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_')
        .filter(|word| !word.is_empty())
}

/// Returns true if a name begins like `f_08_`.
fn is_numbered(name: &str) -> bool {
    matches!(name.as_bytes(), [b'a' | b'c' | b'f' | b'k' | b'o' | b'r' | b's' | b't' | b'w' | b'x', b'_', tens, ones, b'_', ..]
        if tens.is_ascii_digit() && ones.is_ascii_digit())
}
