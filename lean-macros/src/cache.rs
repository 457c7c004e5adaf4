//! Descriptions that were read before, for as long as their files stay as they were.
//!
//! A macro server lives for days and expands on every key press. A description is found by its
//! path, and stays valid while each of its files keeps its time and length. The cache has two
//! limits: the number of descriptions and the length of their files. The least recently used entry
//! goes first. A failure is not cached, and does not remove the entry before it.
//!
//! A compiler expands each attribute once, and most crates have one for a description: there, what was read would only take up
//! memory while the rest of the crate is compiled. So it is kept from the second time on that it is asked for.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicU64;
use std::sync::atomic::Ordering::Relaxed;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use lean_codegen::api::{Api, Finding};
use lean_codegen::document::Description;
use lean_codegen::resolve::{Choice, Options};

use crate::files::Files;

/// More are not kept, however short.
const KEPT_MAX: usize = 16;

/// More text is not kept, except that of the one description that was just opened.
const TEXT_MAX: u64 = 128 << 20;

/// The one that was asked for last is the last.
static KEPT: Mutex<Vec<Cached>> = Mutex::new(Vec::new());

/// The number of remembered descriptions that were requested once: more than any crate has.
const MET_MAX: usize = 256;

/// The descriptions that were requested once and are not kept.
static MET: Mutex<Vec<Key>> = Mutex::new(Vec::new());

/// The requester of descriptions, which decides how often one description is requested.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Asker {
    /// Again and again.
    Editor,
    /// Mostly once.
    Compiler,
}

#[derive(Clone, PartialEq, Eq)]
struct Key {
    base: PathBuf,
    path: String,
    refs: Vec<PathBuf>,
    overlays: Vec<String>,
}

struct Cached {
    key: Key,
    description: Arc<Description>,
    files: Arc<Files>,
    /// Another number each time that the description is opened.
    version: u64,
    /// Parts of it that were worked out. The one that was asked for last is the last.
    models: Vec<Resolved>,
}

/// A part of a description.
struct Resolved {
    choice: Choice,
    options: Options,
    api: Arc<Api>,
}

/// More parts of one description are not kept: one for each trait that is worked on.
const MODELS_MAX: usize = 4;

/// The state of a file when it was read; none: it did not exist.
pub(crate) type Stamp = Option<(SystemTime, u64)>;

/// Opens a description, or takes the one that was opened before.
pub(crate) fn open(
    base: &Path,
    (path, refs): (&str, &[PathBuf]),
    overlays: &[String],
    asker: Asker,
) -> Result<Arc<Description>, Vec<Finding>> {
    let key = Key {
        base: base.to_path_buf(),
        path: path.to_owned(),
        refs: refs.to_vec(),
        overlays: overlays.to_vec(),
    };
    let mut cache = lock_cache();
    let known = cache.iter().position(|known| known.key == key);
    if let Some(index) = known
        && cache[index].files.are_fresh()
    {
        let known = cache.remove(index);
        let description = Arc::clone(&known.description);
        cache.push(known);
        return Ok(description);
    }
    let files = Arc::new(Files::below(base, path, refs, overlays));
    let description = Arc::new(Description::open(Arc::clone(&files) as _, path, overlays)?);
    if let Some(index) = known {
        cache.remove(index);
    }
    if asker == Asker::Compiler && is_new(&key) {
        return Ok(description);
    }
    cache.push(Cached {
        key,
        description: Arc::clone(&description),
        files,
        version: new_version(),
        models: Vec::new(),
    });
    let lengths: Vec<u64> = cache.iter().map(|known| known.files.length()).collect();
    cache.drain(..count_to_drop(&lengths));
    Ok(description)
}

/// The description when it was opened the last time, even if its files have changed since: with these overlays, or
/// otherwise with any.
pub(crate) fn last_good(base: &Path, path: &str, overlays: &[String]) -> Option<Arc<Description>> {
    let cache = lock_cache();
    let those = |known: &&Cached| known.key.base == base && known.key.path == path;
    let known = cache.iter().rev().filter(those);
    let with_these = known.clone().find(|known| known.key.overlays == overlays);
    let known = with_these.or_else(|| known.clone().next())?;
    Some(Arc::clone(&known.description))
}

/// Works out a part of a description, or takes what was worked out before.
pub(crate) fn resolve(description: &Arc<Description>, choice: &Choice, options: &Options) -> Api {
    if let Some(api) = known_model(description, choice, options) {
        return Api::clone(&api);
    }
    let api = description.resolve(choice, options);
    let mut cache = lock_cache();
    if let Some(known) = cache.iter_mut().find(|known| known.is(description)) {
        if known.models.len() == MODELS_MAX {
            known.models.remove(0);
        }
        known.models.push(Resolved {
            choice: choice.clone(),
            options: options.clone(),
            api: Arc::new(api.clone()),
        });
    }
    api
}

fn known_model(
    description: &Arc<Description>,
    choice: &Choice,
    options: &Options,
) -> Option<Arc<Api>> {
    let mut cache = lock_cache();
    let known = cache.iter_mut().find(|known| known.is(description))?;
    let is_that = |model: &Resolved| model.choice == *choice && model.options == *options;
    let index = known.models.iter().position(is_that)?;
    let model = known.models.remove(index);
    let api = Arc::clone(&model.api);
    known.models.push(model);
    Some(api)
}

/// The number of this reading of a description; 0 if it is not kept.
pub(crate) fn version(description: &Arc<Description>) -> u64 {
    let cache = lock_cache();
    let known = cache.iter().find(|known| known.is(description));
    known.map_or(0, |known| known.version)
}

/// The time in nanoseconds: no other process that expands for the same editor gives the same number.
fn new_version() -> u64 {
    static LAST: AtomicU64 = AtomicU64::new(0);
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    let now = since.map_or(0, |since| since.as_nanos() as u64);
    // A clock may be coarse, or go back.
    let next = |last| Some(now.max(last + 1));
    let last = LAST.fetch_update(Relaxed, Relaxed, next);
    now.max(last.unwrap_or_default() + 1)
}

impl Cached {
    fn is(&self, description: &Arc<Description>) -> bool {
        Arc::ptr_eq(&self.description, description)
    }
}

/// The base, path, overlays and folders of a description that cannot be opened.
pub(crate) type Failed = (PathBuf, Vec<String>);

/// The descriptions that could not be opened.
static FAILED: Mutex<Vec<Failed>> = Mutex::new(Vec::new());

/// Returns true if this description failed before in this process, which compiles one crate.
pub(crate) fn is_known_to_fail(description: Failed) -> bool {
    let mut failed = FAILED.lock().unwrap_or_else(PoisonError::into_inner);
    let is_known = failed.contains(&description);
    if !is_known && failed.len() < MET_MAX {
        failed.push(description);
    }
    is_known
}

/// Returns true if nobody has requested it before.
fn is_new(key: &Key) -> bool {
    let mut met = MET.lock().unwrap_or_else(PoisonError::into_inner);
    let is_new = !met.contains(key);
    if is_new {
        if met.len() == MET_MAX {
            met.remove(0);
        }
        met.push(key.clone());
    }
    is_new
}

fn lock_cache() -> MutexGuard<'static, Vec<Cached>> {
    KEPT.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The number of oldest entries to drop, by the lengths of all; the newest stays.
fn count_to_drop(lengths: &[u64]) -> usize {
    let mut text = 0;
    let newest_first = lengths.iter().rev();
    let stay = newest_first
        .take(KEPT_MAX)
        .enumerate()
        .take_while(|(index, length)| {
            text += **length;
            *index == 0 || text <= TEXT_MAX
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
    use std::fs;

    use lean_codegen::resolve::{Choice, Options};

    use super::{
        Asker, KEPT_MAX, MODELS_MAX, TEXT_MAX, count_to_drop, last_good, open, resolve, version,
    };

    #[test]
    fn the_last_good_state_is_kept_while_it_is_broken() {
        let base = std::env::temp_dir().join(format!("lean-cache-{}", std::process::id()));
        fs::create_dir_all(&base).expect("a directory");
        let file = base.join("bank.yaml");
        let write = |text: &str| fs::write(&file, text).expect("a file");
        let overlays = ["repaired.yaml".to_owned()];

        assert!(last_good(&base, "bank.yaml", &[]).is_none());
        write("openapi: 3.1.0\ninfo: {title: Bank, version: '1'}\npaths: {}\n");
        let good = open(&base, ("bank.yaml", &[]), &[], Asker::Editor).expect("a description");
        write("openapi: [");
        for _ in 0..2 {
            assert!(open(&base, ("bank.yaml", &[]), &[], Asker::Editor).is_err());
        }
        for overlays in [&[], &overlays[..]] {
            let cached = last_good(&base, "bank.yaml", overlays).expect("what it was");
            assert!(std::sync::Arc::ptr_eq(&cached, &good));
        }
        assert!(last_good(&base, "shop.yaml", &[]).is_none());

        write("openapi: 3.1.0\ninfo: {title: Bank, version: '2'}\npaths: {}\n\n");
        let mended = open(&base, ("bank.yaml", &[]), &[], Asker::Editor).expect("a description");
        let cached = last_good(&base, "bank.yaml", &[]).expect("what it is");
        assert!(std::sync::Arc::ptr_eq(&cached, &mended));
        fs::remove_dir_all(&base).expect("it goes");
    }

    #[test]
    fn an_answer_lasts_as_long_as_the_files() {
        let base = std::env::temp_dir().join(format!("lean-answers-{}", std::process::id()));
        fs::create_dir_all(&base).expect("a directory");
        let file = base.join("bank.yaml");
        let write = |title: &str| {
            let text =
                format!("openapi: 3.1.0\ninfo: {{title: {title}, version: '1'}}\npaths: {{}}\n");
            fs::write(&file, text).expect("a file");
        };
        let open = || open(&base, ("bank.yaml", &[]), &[], Asker::Editor).expect("a description");
        let title =
            |description: &_| resolve(description, &Choice::default(), &Options::default()).title;

        write("Bank");
        let first = open();
        assert_eq!(title(&first), "Bank");
        assert_eq!(title(&open()), "Bank");
        let before = version(&first);
        assert_eq!(before, version(&open()), "nothing has changed");

        write("Other bank");
        let second = open();
        assert_eq!(title(&second), "Other bank");
        assert!(version(&second) > before);
        fs::remove_dir_all(&base).expect("it goes");
    }

    #[test]
    fn few_answers_are_kept() {
        let base = std::env::temp_dir().join(format!("lean-parts-{}", std::process::id()));
        fs::create_dir_all(&base).expect("a directory");
        let text = "openapi: 3.1.0\ninfo: {title: Bank, version: '1'}\npaths: {}\n";
        fs::write(base.join("bank.yaml"), text).expect("a file");
        let bank = open(&base, ("bank.yaml", &[]), &[], Asker::Editor).expect("a description");

        for name in 0..MODELS_MAX + 3 {
            let choice = Choice {
                schemas: vec![name.to_string()],
                ..Choice::default()
            };
            resolve(&bank, &choice, &Options::default());
        }
        let cache = super::lock_cache();
        let known = cache.iter().find(|known| known.is(&bank));
        assert_eq!(known.expect("it is kept").models.len(), MODELS_MAX);
        drop(cache);
        fs::remove_dir_all(&base).expect("it goes");
    }

    #[test]
    fn a_compiler_keeps_what_it_asks_for_again() {
        let base = std::env::temp_dir().join(format!("lean-compiled-{}", std::process::id()));
        fs::create_dir_all(&base).expect("a directory");
        let text = "openapi: 3.1.0\ninfo: {title: Bank, version: '1'}\npaths: {}\n";
        fs::write(base.join("bank.yaml"), text).expect("a file");
        let open = || open(&base, ("bank.yaml", &[]), &[], Asker::Compiler).expect("a description");

        assert_eq!(
            std::sync::Arc::strong_count(&open()),
            1,
            "nobody else has it"
        );
        let second = open();
        assert!(std::sync::Arc::ptr_eq(&second, &open()));
        fs::remove_dir_all(&base).expect("it goes");
    }

    #[test]
    fn the_cache_is_bounded_by_number_and_by_length() {
        assert_eq!(count_to_drop(&[1, 2, 3]), 0);
        assert_eq!(count_to_drop(&[1; KEPT_MAX + 3]), 3, "the oldest go");
        assert_eq!(count_to_drop(&[TEXT_MAX, 1, 1]), 1, "all else still fits");
        assert_eq!(
            count_to_drop(&[1, TEXT_MAX + 1]),
            1,
            "the newest stays, however long"
        );
    }
}
