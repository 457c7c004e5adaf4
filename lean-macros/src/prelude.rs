//! Finds out if the compiled source gave up the prelude.
//!
//! `#![no_implicit_prelude]` applies to a module and all modules below it, and a macro cannot see it. So this module looks
//! for it in the file of the macro's call, and in the files of the modules above it.

use std::fs;
use std::path::{Path, PathBuf};

const ATTRIBUTE: &str = "no_implicit_prelude";

/// Returns true if the prelude is present, as far as the usual files show.
pub(crate) fn is_there(package: &Path) -> bool {
    let Some(source) = proc_macro::Span::call_site().local_file() else {
        return true;
    };
    let source = absolute(source);
    !above(&source, package).iter().any(|file| gives_it_up(file))
}

/// The place of a source file: the compiler names it relative to the folder in which it was started.
pub(crate) fn absolute(source: PathBuf) -> PathBuf {
    match std::env::current_dir() {
        Ok(workspace) => workspace.join(source),
        Err(_) => source,
    }
}

/// The file itself, and the usual files of the modules above it.
fn above(source: &Path, package: &Path) -> Vec<PathBuf> {
    let mut files = vec![source.to_path_buf()];
    for directory in source.ancestors().skip(1) {
        files.extend(["lib.rs", "main.rs", "mod.rs"].map(|name| directory.join(name)));
        if directory == package || !directory.starts_with(package) {
            break;
        }
        files.push(directory.with_extension("rs"));
    }
    files
}

fn gives_it_up(file: &Path) -> bool {
    fs::read_to_string(file).is_ok_and(|text| text.contains(ATTRIBUTE))
}
