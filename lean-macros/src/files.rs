//! The place of descriptions: relative to the package, the source file, or the output of a build script.

use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::{env, fs};

use lean_codegen::api::{Api, Finding, Place, Rule};
use lean_codegen::document::{Description, Folders, Loader};
use lean_codegen::drift::LockFile;
use lean_codegen::expand::Host;
use lean_codegen::item::{Base, Source, Spec};
use lean_codegen::lock::Usage;
use lean_codegen::resolve::{Choice, Options};

use crate::cache::{self, Asker, Stamp};
use crate::{lock, missing, prelude, publish};

/// The package that is being compiled.
pub(crate) struct Package;

impl Host for Package {
    fn open(&self, spec: &Spec, overlays: &[String]) -> Result<Arc<Description>, Vec<Finding>> {
        let opened = self.read(spec, overlays);
        opened.map_err(|findings| self.once(spec, overlays, findings))
    }

    fn absolute(&self, spec: &Spec, file: &str) -> String {
        let base = base(spec).unwrap_or_default();
        base.join(file).to_string_lossy().into_owned()
    }

    fn text(&self, spec: &Spec, file: &str) -> Option<String> {
        fs::read_to_string(base(spec).ok()?.join(file)).ok()
    }

    fn has_prelude(&self) -> bool {
        package().is_ok_and(|package| prelude::is_there(&package))
    }

    fn source(&self) -> Option<Source> {
        let here = proc_macro::Span::call_site();
        let path = prelude::absolute(here.local_file()?);
        let text = fs::read_to_string(path).ok()?;
        Some(Source {
            text,
            line: here.start().line(),
        })
    }

    fn is_editor(&self) -> bool {
        // Editors have macros expanded by `rust-analyzer` or its `rust-analyzer-proc-macro-srv`.
        let program = env::current_exe().unwrap_or_default();
        let name = program.file_stem().unwrap_or_default();
        name.to_string_lossy().starts_with("rust-analyzer")
    }

    fn last_good(&self, spec: &Spec, overlays: &[String]) -> Option<Arc<Description>> {
        cache::last_good(&base(spec).ok()?, &spec.path.value(), overlays)
    }

    fn lock(&self) -> Option<LockFile> {
        lock::read(&package().ok()?)
    }

    fn key(&self, spec: &Spec, overlays: &[String]) -> String {
        let (package, base) = (
            package().unwrap_or_default(),
            base(spec).unwrap_or_default(),
        );
        lock::key(&package, &base, spec, overlays)
    }

    fn record(&self, spec: &Spec, overlays: &[String], usage: &Usage) -> bool {
        let (Ok(package), Ok(base)) = (package(), base(spec)) else {
            return false;
        };
        lock::record(&package, &base, spec, overlays, usage)
    }

    fn resolve(&self, description: &Arc<Description>, choice: &Choice, options: &Options) -> Api {
        match self.is_editor() {
            true => cache::resolve(description, choice, options),
            // A compiler asks once.
            false => description.resolve(choice, options),
        }
    }

    fn version(&self, description: &Arc<Description>) -> u64 {
        cache::version(description)
    }

    fn warning(&self, spec: &Spec, files: &[String]) -> Option<String> {
        if spec.base == Base::OutDir {
            return None;
        }
        let package = package().ok()?;
        let base = base(spec).ok()?;
        let outside = files
            .iter()
            .find(|file| !plain(&base.join(file)).starts_with(&package))?;
        publish::is_meant(&package).then(|| publish::outside_message(outside))
    }
}

impl Package {
    fn read(&self, spec: &Spec, overlays: &[String]) -> Result<Arc<Description>, Vec<Finding>> {
        let path = spec.path.value();
        let base = base(spec)
            .map_err(|why| vec![fault(format!("cannot look for `{path}`: {why}"), None)])?;
        for file in std::iter::once(&path).chain(overlays) {
            if !base.join(file).is_file() {
                let (message, help) = missing::message_and_help(&base, file, spec.base);
                return Err(vec![fault(message, Some(help))]);
            }
        }
        let refs: Vec<PathBuf> = spec
            .refs
            .iter()
            .map(|folder| base.join(folder.value()))
            .collect();
        for (folder, written) in refs.iter().zip(&spec.refs) {
            if !folder.exists() {
                let message = format!(
                    "there is no folder `{}`, which `refs` allows",
                    written.value()
                );
                return Err(vec![fault(message, None)]);
            }
        }
        let asker = match self.is_editor() {
            true => Asker::Editor,
            false => Asker::Compiler,
        };
        cache::open(&base, (&path, &refs), overlays, asker)
    }

    /// The findings of a description that cannot be opened, for the first attribute that names it. An error for each
    /// attribute and derivation would say the same; an editor shows an error for as long as it is made.
    fn once(&self, spec: &Spec, overlays: &[String], findings: Vec<Finding>) -> Vec<Finding> {
        let paths = std::iter::once(spec.path.value()).chain(overlays.iter().cloned());
        let refs = spec.refs.iter().map(|folder| folder.value());
        let key = (base(spec).unwrap_or_default(), paths.chain(refs).collect());
        match !self.is_editor() && cache::is_known_to_fail(key) {
            true => Vec::new(),
            false => findings,
        }
    }
}

/// The directory that a description's path is relative to.
fn base(spec: &Spec) -> Result<PathBuf, String> {
    match spec.base {
        Base::Package => package(),
        Base::OutDir => variable("OUT_DIR")
            .map_err(|why| format!("{why}: `relative_to = out_dir` needs a build script")),
        Base::File => {
            let source = proc_macro::Span::call_site()
                .local_file()
                .ok_or("the source file is not known")?;
            // Paths of source files are relative to the workspace, or absolute.
            let source = if source.is_absolute() {
                source
            } else {
                workspace()?.join(source)
            };
            Ok(source.parent().map(Path::to_path_buf).unwrap_or_default())
        }
    }
}

fn package() -> Result<PathBuf, String> {
    variable("CARGO_MANIFEST_DIR")
}

fn variable(name: &str) -> Result<PathBuf, String> {
    env::var_os(name)
        .map(PathBuf::from)
        .ok_or_else(|| format!("`{name}` is not set"))
}

/// The directory that the compiler was started in: the workspace's.
fn workspace() -> Result<PathBuf, String> {
    env::current_dir().map_err(|error| error.to_string())
}

/// A path without `.` and `..`.
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                plain.pop();
            }
            part => plain.push(part),
        }
    }
    plain
}

fn fault(message: String, help: Option<String>) -> Finding {
    let finding = Finding::refused(Rule::UnreadableFile, Place::default(), message);
    Finding { help, ..finding }
}

/// Files below a directory, and what they were when they were read.
pub(crate) struct Files {
    base: PathBuf,
    folders: Folders,
    read: Mutex<Vec<(PathBuf, Stamp)>>,
}

/// The remedy that allows the folder of a file.
const REMEDY: &str = "to allow the folder that it is in: `refs = \"../folder\"` next to `spec`";

impl Files {
    pub(crate) fn below(base: &Path, path: &str, refs: &[PathBuf], overlays: &[String]) -> Files {
        let refs = refs.iter().map(PathBuf::as_path);
        let overlays = overlays.iter().map(|overlay| base.join(overlay));
        Files {
            base: base.to_path_buf(),
            folders: Folders::new(&base.join(path), refs, REMEDY).with_files(overlays),
            read: Mutex::default(),
        }
    }

    /// Returns true if no requested file has changed.
    pub(crate) fn are_fresh(&self) -> bool {
        let read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        read.iter().all(|(path, then)| cache::stamp(path) == *then)
    }
}

impl Files {
    /// The length of all files.
    pub(crate) fn length(&self) -> u64 {
        let read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        let lengths = read.iter().filter_map(|(_, stamp)| *stamp);
        lengths.map(|(_, length)| length).sum()
    }
}

impl Loader for Files {
    fn load(&self, path: &str) -> Result<Arc<str>, String> {
        let full = self.base.join(path);
        // The stamp first: a file that changes while it is read is stale the next time.
        let stamp = cache::stamp(&full);
        self.read
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push((full.clone(), stamp));
        self.folders.text(&full)
    }
}
