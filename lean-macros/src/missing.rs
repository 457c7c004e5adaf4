//! Messages about a description that does not exist.

use std::fs;
use std::path::{Path, PathBuf};

use lean_codegen::diagnostic::list_some;
use lean_codegen::document::closest;
use lean_codegen::item::Base;

/// Directories that hold no descriptions of this package.
const SKIPPED: [&str; 3] = ["target", "node_modules", "vendor"];

/// Enough for a package with its descriptions anywhere sensible.
const DEPTH_MAX: usize = 4;
const FILES_MAX: usize = 500;

/// The number of listed files if no name is similar.
const LISTED_MAX: usize = 5;

/// The message and the remedy.
pub(crate) fn message_and_help(base: &Path, path: &str, relative_to: Base) -> (String, String) {
    if path.contains("://") {
        return (
            format!("`{path}` is a URL, but descriptions are read from disk only"),
            format!("download it once, `curl -fsSLo openapi.yaml {path}`, and name the file here"),
        );
    }
    let found = descriptions(base);
    let within = base.join(path);
    if within.is_dir() {
        let what = match path {
            "" => "an empty path names no description".to_owned(),
            _ => format!("`{path}` is a directory"),
        };
        let inside = descriptions(&within).into_iter();
        let inside: Vec<String> = inside
            .map(|file| match path.trim_end_matches('/') {
                "" | "." => file,
                directory => format!("{directory}/{file}"),
            })
            .collect();
        return match inside.as_slice() {
            [only] => (
                format!("{what}; did you mean `{only}`?"),
                "name the file, YAML or JSON".to_owned(),
            ),
            _ => (
                what,
                format!("name the file, YAML or JSON{}", list_of_files(&inside)),
            ),
        };
    }
    let near = nearest(&found, path);
    let suffix = near
        .map(|near| format!("; did you mean `{near}`?"))
        .unwrap_or_default();
    let whose = match relative_to {
        Base::Package => {
            "the package's directory; `relative_to = file` makes them relative to the source file"
        }
        Base::File => {
            "the source file's directory; without `relative_to` they are relative to the package's"
        }
        Base::OutDir => "the directory that the build script writes to",
    };
    let there = match near {
        None => list_of_files(&found),
        Some(_) => String::new(),
    };
    (
        format!("cannot find `{path}`{suffix}"),
        format!("paths are relative to {whose}{there}"),
    )
}

/// The files that might be meant if no name is similar.
fn list_of_files(found: &[String]) -> String {
    if found.is_empty() {
        return "; no YAML or JSON file is there".to_owned();
    }
    format!("; there are {}", list_some(found, LISTED_MAX))
}

fn descriptions(base: &Path) -> Vec<String> {
    let mut found = Vec::new();
    collect(base, base, 0, &mut found);
    found.sort();
    found
}

/// The file that was most likely meant: one of a similar name, or one of the same name elsewhere.
fn nearest<'f>(found: &'f [String], path: &str) -> Option<&'f str> {
    let name = |path: &str| path.rsplit('/').next().unwrap_or(path).to_owned();
    if let Some(near) = closest(path, found.iter().map(String::as_str)) {
        return Some(near);
    }
    let names: Vec<String> = found.iter().map(|path| name(path)).collect();
    let wanted = name(path);
    let same = names.iter().position(|known| *known == wanted);
    let without_ending = |name: &str| {
        name.rsplit_once('.')
            .map_or(name, |(stem, _)| stem)
            .to_owned()
    };
    let by_stem = || {
        let stem = without_ending(&wanted);
        names.iter().position(|known| without_ending(known) == stem)
    };
    let near = same.or_else(by_stem).or_else(|| {
        let near = closest(&wanted, names.iter().map(String::as_str))?;
        names.iter().position(|known| known == near)
    });
    near.map(|index| found[index].as_str())
}

fn collect(base: &Path, directory: &Path, depth: usize, found: &mut Vec<String>) {
    let Ok(entries) = fs::read_dir(directory) else {
        return;
    };
    let mut paths: Vec<PathBuf> = entries
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .collect();
    paths.sort();
    for path in paths {
        let name = path
            .file_name()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default();
        if found.len() >= FILES_MAX || name.starts_with('.') {
            continue;
        }
        if path.is_dir() {
            if depth < DEPTH_MAX && !SKIPPED.contains(&name.as_str()) {
                collect(base, &path, depth + 1, found);
            }
            continue;
        }
        let is_description = [".yaml", ".yml", ".json"]
            .iter()
            .any(|ending| name.ends_with(ending));
        if let (true, Ok(relative)) = (is_description, path.strip_prefix(base)) {
            found.push(relative.to_string_lossy().replace('\\', "/"));
        }
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{Base, message_and_help};

    fn message_for(path: &str) -> String {
        let base = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/ui");
        message_and_help(&base, path, Base::Package).0
    }

    #[test]
    fn missing_files_are_reported_with_the_files_that_exist() {
        assert_eq!(message_for(""), "an empty path names no description");
        assert_eq!(message_for("specs"), "`specs` is a directory");
        assert_eq!(
            message_for("bank"),
            "cannot find `bank`; did you mean `specs/bank.yaml`?"
        );
    }
}
