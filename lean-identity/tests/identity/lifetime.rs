//! R, F-32: how an identity is replaced while it is in use.

use std::{
    fs,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicI64, AtomicU32, Ordering},
        mpsc,
    },
    thread,
    time::Duration,
};

use jiff::Timestamp;
use lean_identity::identity::{
    Identity, IdentityError, IdentityEvent, IdentitySource, Material, PemBytes, Reload, Severity,
};
use rcgen::date_time_ymd;

use crate::{
    fails,
    lab::{Directory, Leaf, lab},
};

/// A source whose next readings are given by the test; the last one repeats.
#[derive(Clone, Default)]
struct Script(Arc<Mutex<Vec<[String; 3]>>>, Arc<AtomicU32>);

impl Script {
    fn of(readings: &[[String; 3]]) -> Self {
        let script = Self::default();
        script.then(readings);
        script
    }

    fn then(&self, readings: &[[String; 3]]) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) =
            readings.iter().rev().cloned().collect();
    }

    fn reads(&self) -> u32 {
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

fn files(leaf: &Leaf) -> [String; 3] {
    [leaf.key_pem(), leaf.pem(), lab().chain_pem()]
}

/// The key of one, the certificate of another.
fn mixed(key: &Leaf, certificate: &Leaf) -> [String; 3] {
    [key.key_pem(), certificate.pem(), lab().chain_pem()]
}

fn app(name: &str) -> Leaf {
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
fn r_12_expiry_is_announced_and_then_refused_locally() {
    const DAY: i64 = 24 * 3_600;
    let leaf = lab().client("short", |params| {
        params.not_before = date_time_ymd(2026, 1, 1);
        params.not_after = date_time_ymd(2027, 1, 1);
    });
    let end: Timestamp = "2027-01-01T00:00:00Z".parse().expect("a time");
    let now = Arc::new(AtomicI64::new(end.as_second() - 100 * DAY));
    let events = Arc::new(Mutex::new(Vec::new()));
    let [key, certificate, chain] = files(&leaf);
    let identity = Identity::builder(PemBytes::new(key, certificate, chain))
        .clock({
            let now = Arc::clone(&now);
            move || Timestamp::from_second(now.load(Ordering::Relaxed)).expect("in range")
        })
        .on_event({
            let events = Arc::clone(&events);
            move |event| {
                let shown = match event {
                    IdentityEvent::Expiring {
                        severity,
                        days_left,
                        ..
                    } => format!("{severity:?} {days_left}"),
                    other => format!("{other:?}")
                        .split(' ')
                        .next()
                        .unwrap_or_default()
                        .to_owned(),
                };
                events
                    .lock()
                    .unwrap_or_else(PoisonError::into_inner)
                    .push(shown);
            }
        })
        .load()
        .expect("loads");
    for days in [31, 29, 28, 6, 5, 1, 0, -1, -2] {
        now.store(end.as_second() - days * DAY + 60, Ordering::Relaxed);
        let ready = identity.ready();
        assert_eq!(ready.is_ok(), days > 0, "{days} days");
        if let Err(error) = ready {
            assert_eq!(error.code().as_str(), "CERT_EXPIRED");
        }
        assert_eq!(identity.status().is_valid(), days > 0, "{days} days");
    }
    let events = events.lock().unwrap_or_else(PoisonError::into_inner);
    assert_eq!(*events, ["Warning 28", "Urgent 5", "Critical 0", "Expired"]);
    assert!(Severity::Warning < Severity::Critical);
}

#[test]
fn observers_may_ask_and_subscribe() {
    let script = Script::of(&[files(&app("one"))]);
    let identity = Identity::builder(script.clone()).load().expect("loads");
    let seen = Arc::new(AtomicU32::new(0));
    identity.subscribe({
        let (weak, seen) = (identity.clone(), Arc::clone(&seen));
        move |_| {
            let generation = weak.status().generation;
            weak.subscribe(|_| {});
            let _ = weak.reload();
            seen.store(u32::try_from(generation).expect("small"), Ordering::Relaxed);
        }
    });
    script.then(&[files(&app("two"))]);
    assert_eq!(identity.reload().ok(), Some(Reload::Replaced(2)));
    assert_eq!(seen.load(Ordering::Relaxed), 2);
}

#[test]
fn r_13_clock_that_jumps_only_changes_what_is_said() {
    let now = Arc::new(AtomicI64::new(1_800_000_000));
    let leaf = app("steady");
    let [key, certificate, chain] = files(&leaf);
    let identity = Identity::builder(PemBytes::new(key, certificate, chain))
        .clock({
            let now = Arc::clone(&now);
            move || Timestamp::from_second(now.load(Ordering::Relaxed)).expect("in range")
        })
        .load()
        .expect("loads");
    let before = identity.status().days_left;
    now.fetch_sub(86_400, Ordering::Relaxed);
    assert_eq!(identity.status().days_left, before + 1);
    assert_eq!(identity.reload().ok(), Some(Reload::Unchanged));
    now.fetch_add(2 * 86_400, Ordering::Relaxed);
    assert_eq!(identity.status().days_left, before - 1);
}

#[test]
fn r_14_watching_takes_over_changes_and_ends_with_the_identity() {
    const PATIENCE: Duration = Duration::from_secs(30);
    let (old, new) = (app("old"), app("new"));
    let script = Script::of(&[files(&old)]);
    let (send, events) = mpsc::channel();
    let send = Mutex::new(send);
    let identity = Identity::builder(script.clone())
        .on_event(move |event| {
            let send = send.lock().unwrap_or_else(PoisonError::into_inner);
            let _ = send.send(event.clone());
        })
        .watch(Duration::from_millis(5))
        .load()
        .expect("loads");
    script.then(&[mixed(&new, &old)]);
    let event = events.recv_timeout(PATIENCE).expect("an event");
    assert!(
        matches!(event, IdentityEvent::ReloadFailed { .. }),
        "{event:?}"
    );
    script.then(&[files(&new)]);
    let replaced = loop {
        match events.recv_timeout(PATIENCE).expect("an event") {
            IdentityEvent::Replaced { generation, .. } => break generation,
            _ => continue,
        }
    };
    assert_eq!(replaced, 2);
    assert_eq!(identity.report().leaf().subject, "CN=new");

    drop(identity);
    // The thread drops the last of the observers, and with it the sending end.
    while events.recv_timeout(PATIENCE) != Err(mpsc::RecvTimeoutError::Disconnected) {}
    assert!(script.reads() >= 3);
}

/// A source that panics or hangs at its second reading, until the test lets go of it.
struct Stuck {
    good: Script,
    let_go: Mutex<mpsc::Receiver<()>>,
    hangs: mpsc::Sender<()>,
    panics: bool,
}

impl IdentitySource for Stuck {
    fn read(&self) -> Result<Material, IdentityError> {
        let material = self.good.read();
        if self.good.reads() == 2 {
            assert!(!self.panics, "a source of the program's own");
            let _ = self.hangs.send(());
            let _ = self.let_go.lock().expect("no panic").recv();
        }
        material
    }
}

#[test]
fn watched_identities_share_threads_and_none_waits_for_a_source_that_hangs() {
    const PATIENCE: Duration = Duration::from_secs(30);
    const INTERVAL: Duration = Duration::from_millis(5);
    let (old, new) = (app("old"), app("new"));
    let (hangs, is_stuck) = mpsc::channel();
    let (_hold, let_go) = mpsc::channel();
    let stuck = [false, false, true].map(|panics| {
        // Nobody sends to the ones that are not held.
        let (_, at_once) = mpsc::channel();
        Stuck {
            good: Script::of(&[files(&old)]),
            let_go: Mutex::new(at_once),
            hangs: hangs.clone(),
            panics,
        }
    });
    let [mut first, second, third] = stuck;
    first.let_go = Mutex::new(let_go);
    let _stuck = [first, second, third].map(|source| {
        let builder = Identity::builder(source).watch(INTERVAL);
        builder.load().expect("loads")
    });
    is_stuck
        .recv_timeout(PATIENCE)
        .expect("a source that hangs");

    let script = Script::of(&[files(&old)]);
    let (send, events) = mpsc::channel();
    let send = Mutex::new(send);
    let many: Vec<_> = (0..50)
        .map(|_| {
            let send = send.lock().expect("no panic").clone();
            let send = Mutex::new(send);
            Identity::builder(script.clone())
                .on_event(move |event| {
                    if let IdentityEvent::Replaced { generation, .. } = event {
                        let _ = send.lock().expect("no panic").send(*generation);
                    }
                })
                .watch(INTERVAL)
                .load()
                .expect("loads")
        })
        .collect();
    drop(send);
    script.then(&[files(&new)]);
    for _ in 0..many.len() {
        assert_eq!(events.recv_timeout(PATIENCE), Ok(2));
    }
    let names = fs::read_dir("/proc/self/task").into_iter().flatten();
    let names = names.filter_map(|task| fs::read_to_string(task.ok()?.path().join("comm")).ok());
    let watching = names.filter(|name| name.trim() == "lean-identity").count();
    // Two that take turns, and one for the source that hangs; another one may be about to end.
    assert!(watching <= 4, "{watching}");
    drop(many);
    assert!(events.recv_timeout(PATIENCE) == Err(mpsc::RecvTimeoutError::Disconnected));
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
