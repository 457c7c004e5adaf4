//! R, F-32: how an identity is replaced while it is in use.

use std::{
    fs,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU32, Ordering},
    },
    thread,
    time::Duration,
};

use lean_identity::identity::{
    Identity, IdentityError, IdentityEvent, IdentitySource, Material, PemBytes, Reload,
};

use crate::{
    fails,
    lab::{Directory, Leaf, lab},
};

/// A source whose next readings are given by the test; the last one repeats.
#[derive(Clone, Default)]
pub(crate) struct Script(Arc<Mutex<Vec<[String; 3]>>>, Arc<AtomicU32>);

impl Script {
    pub(crate) fn of(readings: &[[String; 3]]) -> Self {
        let script = Self::default();
        script.then(readings);
        script
    }

    pub(crate) fn then(&self, readings: &[[String; 3]]) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) =
            readings.iter().rev().cloned().collect();
    }

    pub(crate) fn reads(&self) -> u32 {
        self.1.load(Ordering::Relaxed)
    }
}

impl IdentitySource for Script {
    fn read(&self) -> Result<Material, IdentityError> {
        self.1.fetch_add(1, Ordering::Relaxed);
        let mut left = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let reading = if left.len() > 1 {
            left.pop()
        } else {
            left.last().cloned()
        };
        let [key, certificate, chain] =
            reading.ok_or_else(|| IdentityError::from_source("gone"))?;
        Ok(Material::new(key, certificate, chain))
    }
}

pub(crate) fn files(leaf: &Leaf) -> [String; 3] {
    [leaf.key_pem(), leaf.pem(), lab().chain_pem()]
}

/// The key of one, the certificate of another.
pub(crate) fn mixed(key: &Leaf, certificate: &Leaf) -> [String; 3] {
    [key.key_pem(), certificate.pem(), lab().chain_pem()]
}

pub(crate) fn app(name: &str) -> Leaf {
    lab().client(name, |_| {})
}

#[test]
fn f_32_files_replaced_between_two_reads() {
    let (old, new, newer) = (app("old"), app("new"), app("newer"));
    // Settled at the second reading.
    let script = Script::of(&[mixed(&new, &old), files(&new)]);
    let identity = Identity::builder(script).load().expect("loads");
    assert_eq!(identity.report().leaf().subject, "CN=new");
    // Still in motion.
    let script = Script::of(&[mixed(&new, &old), mixed(&newer, &new)]);
    let error = fails(Identity::builder(script).load(), "PAIR_CHANGED_DURING_LOAD");
    assert!(error.is_retryable());
    // Simply wrong.
    let script = Script::of(&[mixed(&new, &old)]);
    fails(Identity::builder(script).load(), "KEY_CERT_MISMATCH");
}

#[test]
fn r_05_clones_change_together() {
    let (old, new) = (app("old"), app("new"));
    let script = Script::of(&[files(&old)]);
    let identity = Identity::builder(script.clone()).load().expect("loads");
    let clone = identity.clone();
    let elsewhere = thread::spawn({
        let clone = identity.clone();
        script.then(&[files(&new)]);
        move || clone.reload().map_err(|error| error.to_string())
    });
    assert_eq!(elsewhere.join().expect("no panic"), Ok(Reload::Replaced(2)));
    for handle in [&identity, &clone] {
        assert_eq!(handle.current().generation(), 2);
        assert_eq!(handle.report().leaf().subject, "CN=new");
    }
}

#[test]
fn r_06_bad_files_leave_the_last_good_generation() {
    let good = app("good");
    let script = Script::of(&[files(&good)]);
    let events = Arc::new(Mutex::new(Vec::new()));
    let identity = Identity::builder(script.clone())
        .on_event({
            let events = Arc::clone(&events);
            move |event| {
                events
                    .lock()
                    .unwrap_or_else(PoisonError::into_inner)
                    .push(event.clone())
            }
        })
        .load()
        .expect("loads");
    let [key, certificate, chain] = files(&good);
    for (reading, code) in [
        (
            [String::new(), certificate.clone(), chain.clone()],
            "FILE_EMPTY",
        ),
        (
            [key.clone(), "<html>".into(), chain.clone()],
            "FILE_NOT_PEM",
        ),
        (mixed(&app("other"), &good), "KEY_CERT_MISMATCH"),
        (
            [key.clone(), certificate.clone(), certificate.clone()],
            "TRUST_NOT_A_CA",
        ),
        (
            [key.clone(), certificate[..200].into(), chain.clone()],
            "PEM_TRUNCATED",
        ),
    ] {
        script.then(&[reading]);
        let error = identity.reload().expect_err("refused");
        assert_eq!(error.code().as_str(), code);
        assert_eq!(identity.current().generation(), 1);
        let status = identity.status();
        assert!(status.last_error.is_some_and(|text| text.starts_with(code)));
        let last = events.lock().unwrap_or_else(PoisonError::into_inner).pop();
        assert!(
            matches!(last, Some(IdentityEvent::ReloadFailed { code: found, .. }) if found.as_str() == code),
            "{last:?}"
        );
    }
    // The source itself fails.
    script.then(&[]);
    assert_eq!(
        identity.reload().map_err(|error| error.code().as_str()),
        Err("SOURCE_FAILED")
    );
    script.then(&[files(&app("next"))]);
    assert_eq!(identity.reload().ok(), Some(Reload::Replaced(2)));
    assert_eq!(identity.status().last_error, None);
}

#[test]
fn r_07_no_mixed_pair_is_ever_published() {
    let (old, new) = (app("old"), app("new"));
    let directory = Directory::new();
    let [old_key, old_certificate, chain] = files(&old);
    let [key, certificate, _] = directory.write_portal(&old_key, &old_certificate, &chain);
    let identity = Identity::from_dir(&directory.0).expect("loads");
    let is_still_old = || {
        assert!(identity.reload().is_err());
        assert_eq!(identity.report().leaf().subject, "CN=old");
    };
    fs::write(&key, new.key_pem()).expect("written");
    is_still_old();
    fs::write(&certificate, &new.pem()[..100]).expect("written");
    is_still_old();
    fs::write(&certificate, new.pem()).expect("written");
    assert_eq!(identity.reload().ok(), Some(Reload::Replaced(2)));
    // And in the other order.
    fs::write(&certificate, &old_certificate).expect("written");
    assert!(identity.reload().is_err());
    fs::write(&key, &old_key).expect("written");
    assert_eq!(identity.reload().ok(), Some(Reload::Replaced(3)));
}

#[cfg(unix)]
#[test]
fn r_08_every_way_in_which_files_change() {
    use std::os::unix::fs::symlink;
    let directory = Directory::new();
    // As Kubernetes mounts a secret: ..data is a link to a directory, the files are links into it.
    let publish = |version: &str, leaf: &Leaf| {
        let versioned = directory.0.join(version);
        fs::create_dir(&versioned).expect("a directory");
        for (name, content) in ["tls.key", "tls.crt", "ca.crt"].iter().zip(files(leaf)) {
            fs::write(versioned.join(name), content).expect("written");
        }
        symlink(version, directory.0.join("..new")).expect("a link");
        fs::rename(directory.0.join("..new"), directory.0.join("..data")).expect("swapped");
    };
    publish("v1", &app("one"));
    for name in ["tls.key", "tls.crt", "ca.crt"] {
        symlink(format!("..data/{name}"), directory.0.join(name)).expect("a link");
    }
    let identity = Identity::from_dir(&directory.0).expect("loads");
    assert_eq!(identity.reload().ok(), Some(Reload::Unchanged));
    publish("v2", &app("two"));
    assert_eq!(identity.reload().ok(), Some(Reload::Replaced(2)));

    // The same bytes written again, and only touched.
    let path = directory.0.join("v2/tls.crt");
    let bytes = fs::read(&path).expect("read");
    fs::write(&path, &bytes).expect("written");
    assert_eq!(identity.reload().ok(), Some(Reload::Unchanged));
    let file = fs::File::options()
        .append(true)
        .open(&path)
        .expect("opened");
    file.set_modified(std::time::SystemTime::UNIX_EPOCH)
        .expect("touched");
    assert_eq!(identity.reload().ok(), Some(Reload::Unchanged));

    // Rewritten in place, and renamed over.
    let renewed = app("three");
    fs::write(directory.0.join("v2/tls.key"), renewed.key_pem()).expect("written");
    fs::write(&path, renewed.pem()).expect("written");
    assert_eq!(identity.reload().ok(), Some(Reload::Replaced(3)));
    fs::write(directory.0.join("next.tmp"), format!("{}\n", renewed.pem())).expect("written");
    fs::rename(directory.0.join("next.tmp"), &path).expect("renamed");
    assert_eq!(identity.reload().ok(), Some(Reload::Replaced(4)));
}

#[test]
fn r_11_reloads_from_many_threads_build_once() {
    let (old, new) = (app("old"), app("new"));
    let script = Script::of(&[files(&old)]);
    let identity = Identity::builder(script.clone()).load().expect("loads");
    script.then(&[files(&new)]);
    let threads: Vec<_> = (0..8)
        .map(|_| {
            let identity = identity.clone();
            thread::spawn(move || identity.reload().map_err(|error| error.to_string()))
        })
        .collect();
    let results: Vec<_> = threads
        .into_iter()
        .map(|thread| thread.join().expect("no panic"))
        .collect();
    let replaced = results
        .iter()
        .filter(|result| **result == Ok(Reload::Replaced(2)))
        .count();
    assert_eq!(replaced, 1, "{results:?}");
    assert_eq!(identity.current().generation(), 2);
}

#[test]
fn r_10_thousand_reloads_leave_nothing_behind() {
    let (one, two) = (app("one"), app("two"));
    let script = Script::of(&[files(&one)]);
    let identity = Identity::builder(script.clone()).load().expect("loads");
    let first = Arc::downgrade(&identity.current());
    let descriptors = || fs::read_dir("/proc/self/fd").map_or(0, Iterator::count);
    let threads = || fs::read_dir("/proc/self/task").map_or(0, Iterator::count);
    let before = descriptors();
    for round in 0..1_000 {
        script.then(&[files(if round % 2 == 0 { &two } else { &one })]);
        assert_eq!(identity.reload().ok(), Some(Reload::Replaced(round + 2)));
    }
    assert!(first.upgrade().is_none(), "the first generation is freed");
    // Other tests run at the same time and open files of their own.
    assert!(descriptors() < before + 100 && threads() < 200);
}

#[test]
fn r_15_no_runtime_is_needed() {
    // This test has none; neither loading, reloading nor watching may look for one.
    let leaf = app("plain");
    let [key, certificate, chain] = files(&leaf);
    let source = PemBytes::new(key, certificate, chain);
    let identity = Identity::builder(source)
        .watch(Duration::from_secs(3_600))
        .load()
        .expect("loads");
    assert_eq!(identity.reload().ok(), Some(Reload::Unchanged));
}
