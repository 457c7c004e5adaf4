//! The interface to the files and the environment.

use std::sync::Arc;

use crate::api::{Api, Finding};
use crate::document::Description;
use crate::drift::LockFile;
use crate::item::{Source, Spec};
use crate::lock::{self, Usage};
use crate::resolve::{Choice, Options};

/// The owner of the file system: the macro, the command line, a test.
pub trait Host {
    /// Opens a description, or says why it cannot.
    ///
    /// # Errors
    /// The faults that make the whole description unusable.
    fn open(&self, spec: &Spec, overlays: &[String]) -> Result<Arc<Description>, Vec<Finding>>;

    /// The absolute path of a file that the description was read from, for rebuilding when it changes.
    fn absolute(&self, spec: &Spec, file: &str) -> String;

    /// The text of a file of a description that could not be opened, to show the line that is wrong.
    fn text(&self, _spec: &Spec, _file: &str) -> Option<String> {
        None
    }

    /// Returns true if the names of the prelude, also those of tools, are available. Without them the type system cannot
    /// report errors in our words.
    fn has_prelude(&self) -> bool {
        true
    }

    /// The file of the attribute, if it is known.
    fn source(&self) -> Option<Source> {
        None
    }

    /// Returns true if an editor asks, not a compiler.
    fn is_editor(&self) -> bool {
        false
    }

    /// The description as it was when it could be opened the last time, for an editor to continue with.
    fn last_good(&self, _spec: &Spec, _overlays: &[String]) -> Option<Arc<Description>> {
        None
    }

    /// The file `lean.lock` of the package, if there is one.
    fn lock(&self) -> Option<LockFile> {
        None
    }

    /// The key of a description in the lock: its path and those of its overlays as seen from the package.
    fn key(&self, spec: &Spec, overlays: &[String]) -> String {
        lock::key(&spec.path.value(), overlays)
    }

    /// Takes what an expansion uses of a description. Returns true if that is all that is asked for: then nothing is
    /// compared with the lock.
    fn record(&self, _spec: &Spec, _overlays: &[String], _usage: &Usage) -> bool {
        false
    }

    /// Works out a part of a description. A host that is asked again and again may keep the answers.
    fn resolve(&self, description: &Arc<Description>, choice: &Choice, options: &Options) -> Api {
        description.resolve(choice, options)
    }

    /// A number that stays the same for as long as the files of the description do.
    fn version(&self, _description: &Arc<Description>) -> u64 {
        0
    }

    /// A word of warning about where the files of the description are, if there is one.
    fn warning(&self, _spec: &Spec, _files: &[String]) -> Option<String> {
        None
    }
}
