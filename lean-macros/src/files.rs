//! Where descriptions are: relative to the package, the source file, or what a build script writes.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::{env, fs};

use lean_codegen::api::{Finding, Place, Severity};
use lean_codegen::document::{Description, Loader};
use lean_codegen::expand::Host;
use lean_codegen::item::{Base, Spec};

use crate::cache::{self, Stamp};

/// The package that is being compiled.
pub(crate) struct Package;

impl Host for Package {
    fn open(&self, spec: &Spec, overlays: &[String]) -> Result<Arc<Description>, Vec<Finding>> {
        let base = base(spec).map_err(|why| vec![fault(&why, &spec.path.value())])?;
        cache::open(&base, &spec.path.value(), overlays)
    }

    fn absolute(&self, spec: &Spec, file: &str) -> String {
        let base = base(spec).unwrap_or_default();
        base.join(file).to_string_lossy().into_owned()
    }
}

/// The directory that a description's path is relative to.
fn base(spec: &Spec) -> Result<PathBuf, String> {
    let variable = |name: &str| {
        env::var_os(name)
            .map(PathBuf::from)
            .ok_or_else(|| format!("`{name}` is not set"))
    };
    match spec.base {
        Base::Package => variable("CARGO_MANIFEST_DIR"),
        Base::OutDir => variable("OUT_DIR")
            .map_err(|why| format!("{why}: does the package have a build script?")),
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

/// The directory that the compiler was started in: the workspace's.
fn workspace() -> Result<PathBuf, String> {
    env::current_dir().map_err(|error| error.to_string())
}

fn fault(why: &str, path: &str) -> Finding {
    Finding {
        severity: Severity::Refused,
        message: format!("cannot find `{path}`: {why}"),
        help: None,
        place: Place::default(),
    }
}

/// Files below a directory, and what they were when they were read.
pub(crate) struct Files {
    base: PathBuf,
    read: Mutex<Vec<(PathBuf, Stamp)>>,
}

impl Files {
    pub(crate) fn below(base: &Path) -> Files {
        Files {
            base: base.to_path_buf(),
            read: Mutex::default(),
        }
    }

    /// Whether every file that was asked for is as it was.
    pub(crate) fn are_fresh(&self) -> bool {
        let read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        read.iter().all(|(path, then)| cache::stamp(path) == *then)
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
        let bytes = fs::read(&full)
            .map_err(|error| format!("cannot read `{}`: {error}", full.display()))?;
        String::from_utf8(bytes)
            .map(Arc::from)
            .map_err(|_| format!("`{}` is not UTF-8", full.display()))
    }
}
