//! The rules of this repository that a machine can check: dependencies, names, headers, English.
#![allow(clippy::print_stdout)]

mod circles;
mod directions;
mod libraries;
mod markdown;
mod names;
mod prose;
mod sources;
mod texts;
mod words;

use std::fs;
use std::path::{Path, PathBuf};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// All Rust files under a folder of the workspace, with their texts.
fn sources_in(folder: &str) -> Vec<(PathBuf, String)> {
    let found: Vec<_> = read(root().join(folder), "rs").collect();
    assert!(!found.is_empty(), "no sources in {folder}");
    found
}

/// All files of the repository with an extension, with their texts.
fn files(extension: &'static str) -> impl Iterator<Item = (PathBuf, String)> {
    read(root().to_owned(), extension)
}

fn read(folder: PathBuf, extension: &'static str) -> impl Iterator<Item = (PathBuf, String)> {
    let mut folders = vec![folder];
    let mut paths = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder").flatten() {
            let (path, name) = (entry.path(), entry.file_name());
            if path.is_dir() {
                // `target` holds what cargo built, a name with a dot what tools keep.
                let is_ours = name != "target" && !name.to_string_lossy().starts_with('.');
                folders.extend(is_ours.then_some(path));
            } else if path.extension().is_some_and(|found| found == extension) {
                paths.push(path);
            }
        }
    }
    paths.sort();
    paths.into_iter().map(|path| {
        let text = fs::read_to_string(&path).expect("a text");
        (path, text)
    })
}

/// The lines that are not comments.
fn code(text: &str) -> impl Iterator<Item = &str> {
    text.lines()
        .filter(|line| !line.trim_start().starts_with("//"))
}

fn shown(path: &Path) -> String {
    path.strip_prefix(root())
        .unwrap_or(path)
        .display()
        .to_string()
}
