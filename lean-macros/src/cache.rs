//! Descriptions that were read before, for as long as their files stay as they were.
//!
//! A macro server lives for days and expands on every key: a description is known by its path, and good while
//! each of its files has the time and length it had.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};
use std::time::SystemTime;

use lean_codegen::api::Finding;
use lean_codegen::document::Description;

use crate::files::Files;

/// More are not kept: a description of ten megabytes takes some memory.
const KEPT_MAX: usize = 16;

static KEPT: LazyLock<Mutex<HashMap<Key, Kept>>> = LazyLock::new(Mutex::default);

#[derive(Clone, PartialEq, Eq, Hash)]
struct Key {
    base: PathBuf,
    path: String,
    overlays: Vec<String>,
}

struct Kept {
    description: Arc<Description>,
    files: Arc<Files>,
}

/// What a file was when it was read; none: it was not there.
pub(crate) type Stamp = Option<(SystemTime, u64)>;

/// Opens a description, or takes the one that was opened before.
pub(crate) fn open(
    base: &Path,
    path: &str,
    overlays: &[String],
) -> Result<Arc<Description>, Vec<Finding>> {
    let key = Key {
        base: base.to_path_buf(),
        path: path.to_owned(),
        overlays: overlays.to_vec(),
    };
    let mut kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = kept.get(&key) {
        if known.files.are_fresh() {
            return Ok(Arc::clone(&known.description));
        }
        kept.remove(&key);
    }
    let files = Arc::new(Files::below(base));
    let description = Arc::new(Description::open(Arc::clone(&files) as _, path, overlays)?);
    if kept.len() >= KEPT_MAX {
        kept.clear();
    }
    kept.insert(
        key,
        Kept {
            description: Arc::clone(&description),
            files,
        },
    );
    Ok(description)
}

/// The time and length of a file.
pub(crate) fn stamp(path: &Path) -> Stamp {
    let data = fs::metadata(path).ok()?;
    Some((data.modified().ok()?, data.len()))
}
