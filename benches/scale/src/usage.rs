//! The use that this process makes of the system, by the system's own count (Linux).

use std::fs;
use std::time::Duration;

use cpu_time::ProcessTime;

/// A reading of the use so far.
#[derive(Clone, Copy)]
pub struct Usage {
    pub resident_kib: u64,
    pub threads: u64,
    pub file_descriptors: u64,
    pub cpu: Duration,
    /// The number of times that a waiting thread of this process was woken up.
    pub wake_ups: u64,
}

impl Usage {
    /// The use of this moment.
    pub fn now() -> Usage {
        Usage {
            resident_kib: status("VmRSS:"),
            threads: status("Threads:"),
            file_descriptors: entries("/proc/self/fd").count() as u64,
            cpu: ProcessTime::now().as_duration(),
            wake_ups: wake_ups(),
        }
    }
}

/// The largest resident set since the last [`forget_peak`].
pub fn peak_kib() -> u64 {
    status("VmHWM:")
}

/// Lets the largest resident set begin with that of now.
pub fn forget_peak() {
    fs::write("/proc/self/clear_refs", "5").expect("the peak can be reset");
}

fn wake_ups() -> u64 {
    let threads = entries("/proc/self/task");
    // A thread may end meanwhile.
    let texts = threads.filter_map(|thread| fs::read_to_string(thread.path().join("status")).ok());
    texts
        .map(|text| value(&text, "voluntary_ctxt_switches:"))
        .sum()
}

fn entries(folder: &str) -> impl Iterator<Item = fs::DirEntry> {
    fs::read_dir(folder).expect("/proc").filter_map(Result::ok)
}

fn status(name: &str) -> u64 {
    let text = fs::read_to_string("/proc/self/status").expect("/proc");
    value(&text, name)
}

fn value(status: &str, name: &str) -> u64 {
    let line = status.lines().find_map(|line| line.strip_prefix(name));
    let number = line.and_then(|line| line.split_whitespace().next());
    number.and_then(|number| number.parse().ok()).unwrap_or(0)
}
