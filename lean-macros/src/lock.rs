//! `lean.lock` of the package, and the record that `cargo lean-api lock` asks for.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::path::{Component, Path, PathBuf};
use std::{env, fs};

use lean_codegen::drift::LockFile;
use lean_codegen::item::{Base, Spec};
use lean_codegen::lock::{self, NAME, Record, Usage, VARIABLE};

/// The lock next to the manifest.
pub(crate) fn read(package: &Path) -> Option<LockFile> {
    let path = package.join(NAME);
    let text = fs::read_to_string(&path).ok()?;
    Some(LockFile {
        path: path.to_string_lossy().into_owned(),
        text: text.into(),
    })
}

/// The key of a description: its path and those of its overlays as seen from the package.
pub(crate) fn key(package: &Path, base: &Path, spec: &Spec, overlays: &[String]) -> String {
    let seen = |file: &str| match spec.base {
        Base::OutDir => format!("$OUT_DIR/{file}"),
        Base::Package | Base::File => relative(package, &base.join(file)),
    };
    let overlays: Vec<String> = overlays.iter().map(|overlay| seen(overlay)).collect();
    lock::key(&seen(&spec.path.value()), &overlays)
}

/// Writes what an expansion uses, if the command asks for it. Returns true if it does.
pub(crate) fn record(
    package: &Path,
    base: &Path,
    spec: &Spec,
    overlays: &[String],
    usage: &Usage,
) -> bool {
    let Some(folder) = env::var_os(VARIABLE).filter(|folder| !folder.is_empty()) else {
        return false;
    };
    let record = Record {
        package: package.to_string_lossy().into_owned(),
        base: base.to_string_lossy().into_owned(),
        spec: spec.path.value(),
        overlays: overlays.to_vec(),
        refs: spec.refs.iter().map(syn::LitStr::value).collect(),
        key: key(package, base, spec, overlays),
        usage: usage.clone(),
    };
    let text = record.text();
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    let name = format!("{:016x}.usage", hasher.finish());
    // The command finds out that a record is missing, since it knows which units were compiled.
    let _ = fs::write(PathBuf::from(folder).join(name), text);
    true
}

/// A path as seen from a folder, with `/` between its parts.
fn relative(from: &Path, to: &Path) -> String {
    let (from, to) = (parts(from), parts(to));
    let common = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    let up = from.iter().skip(common).map(|_| "..".to_owned());
    let down = to.iter().skip(common).cloned();
    up.chain(down).collect::<Vec<_>>().join("/")
}

/// The parts of a path, without `.` and `..`.
fn parts(path: &Path) -> Vec<String> {
    let mut parts = Vec::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => drop(parts.pop()),
            part => parts.push(part.as_os_str().to_string_lossy().into_owned()),
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::relative;

    #[test]
    fn paths_are_seen_from_the_package() {
        let seen = |to: &str| relative(Path::new("/code/bank"), Path::new(to));
        assert_eq!(seen("/code/bank/api/./bank.yaml"), "api/bank.yaml");
        assert_eq!(seen("/code/bank/src/../bank.yaml"), "bank.yaml");
        assert_eq!(seen("/code/shared/bank.yaml"), "../shared/bank.yaml");
    }
}
