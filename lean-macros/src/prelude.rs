//! Whether the source that is compiled gave up the prelude.
//!
//! `#![no_implicit_prelude]` holds for a module and all below it, and no macro is told of it. It is looked for where it
//! can stand: in the file of the macro's call, and in those of the modules above it.

use std::fs;
use std::path::{Path, PathBuf};

const ATTRIBUTE: &str = "no_implicit_prelude";

/// Whether the prelude is there, as far as the usual files tell.
pub(crate) fn is_there(package: &Path) -> bool {
    let Some(source) = proc_macro::Span::call_site().local_file() else {
        return true;
    };
    let source = absolute(source);
    !above(&source, package).iter().any(|file| gives_it_up(file))
}

/// Where a source file is: the compiler names it as seen from where it was started.
pub(crate) fn absolute(source: PathBuf) -> PathBuf {
    match std::env::current_dir() {
        Ok(workspace) => workspace.join(source),
        Err(_) => source,
    }
}

/// The file itself, and those that modules above it usually stand in.
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
