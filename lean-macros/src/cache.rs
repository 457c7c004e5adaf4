//! Descriptions that were read before, for as long as their files stay as they were.
//!
//! A macro server lives for days and expands on every key: a description is known by its path, and good while
//! each of its files has the time and length it had. What is kept is bounded twice, by the number of descriptions and
//! by the length of their files: whichever was not asked for the longest goes first. What failed is not kept.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use lean_codegen::api::Finding;
use lean_codegen::document::Description;

use crate::files::Files;

/// More are not kept, however short.
const KEPT_MAX: usize = 16;

/// More text is not kept, except that of the one description that was just opened.
const TEXT_MAX: u64 = 128 << 20;

/// The one that was asked for last is the last.
static KEPT: Mutex<Vec<Kept>> = Mutex::new(Vec::new());

#[derive(PartialEq, Eq)]
struct Key {
    base: PathBuf,
    path: String,
    overlays: Vec<String>,
}

struct Kept {
    key: Key,
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
    if let Some(index) = kept.iter().position(|known| known.key == key) {
        let known = kept.remove(index);
        if known.files.are_fresh() {
            let description = Arc::clone(&known.description);
            kept.push(known);
            return Ok(description);
        }
    }
    let files = Arc::new(Files::below(base));
    let description = Arc::new(Description::open(Arc::clone(&files) as _, path, overlays)?);
    kept.push(Kept {
        key,
        description: Arc::clone(&description),
        files,
    });
    let lengths: Vec<u64> = kept.iter().map(|known| known.files.length()).collect();
    kept.drain(..dropped(&lengths));
    Ok(description)
}

/// How many of the oldest go, by the lengths of all; the newest stays.
fn dropped(lengths: &[u64]) -> usize {
    let mut text = 0;
    let newest_first = lengths.iter().rev();
    let stay = newest_first
        .take(KEPT_MAX)
        .enumerate()
        .take_while(|(nth, length)| {
            text += **length;
            *nth == 0 || text <= TEXT_MAX
        });
    lengths.len() - stay.count()
}

/// The time and length of a file.
pub(crate) fn stamp(path: &Path) -> Stamp {
    let data = fs::metadata(path).ok()?;
    Some((data.modified().ok()?, data.len()))
}

#[cfg(test)]
mod tests {
    use super::{KEPT_MAX, TEXT_MAX, dropped};

    #[test]
    fn what_is_kept_is_bounded_by_number_and_by_length() {
        assert_eq!(dropped(&[1, 2, 3]), 0);
        assert_eq!(dropped(&[1; KEPT_MAX + 3]), 3, "the oldest go");
        assert_eq!(dropped(&[TEXT_MAX, 1, 1]), 1, "all else still fits");
        assert_eq!(
            dropped(&[1, TEXT_MAX + 1]),
            1,
            "the newest stays, however long"
        );
    }
}
