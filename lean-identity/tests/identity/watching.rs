//! R: what an identity does over time: it announces expiry, and watches its source.

use std::{
    fs,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicI64, AtomicU32, Ordering},
        mpsc,
    },
    time::Duration,
};

use jiff::Timestamp;
use lean_identity::identity::{
    Identity, IdentityError, IdentityEvent, IdentitySource, Material, PemBytes, Reload, Severity,
};
use rcgen::date_time_ymd;

use crate::{
    lab::lab,
    lifetime::{Script, app, files, mixed},
};

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
