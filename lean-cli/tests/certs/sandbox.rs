//! `sandbox`, as a process of its own.

use std::fs;
use std::io::BufRead as _;
use std::io::BufReader;
use std::process::Child;
use std::process::Stdio;

use super::{ends, holds, lean, scratch, shown};

#[test]
fn a_sandbox_serves_until_it_is_stopped() {
    let folder = shown(&scratch("sandbox"));
    let (running, url) = Running::start(&["sandbox", "--dir", &folder]);
    ends(
        0,
        &mut lean(&["certs", "check", &folder, "--connect", &url]),
    );
    drop(running);
    ends(
        1,
        &mut lean(&["certs", "check", &folder, "--connect", &url]),
    );
}

#[test]
fn a_sandbox_replaces_no_real_files() {
    let folder = scratch("sandbox-real");
    fs::write(folder.join("my_app_cert.crt"), "something else")
        .expect("the folder for tests can be written");
    let (_, error) = ends(1, &mut lean(&["sandbox", "--dir", &shown(&folder)]));
    holds(&error, &["is not of a sandbox", "--dir"]);
}

/// A sandbox in a process of its own, which ends with this.
struct Running(Child);

impl Running {
    /// Started, with its URL.
    fn start(arguments: &[&str]) -> (Self, String) {
        let mut child = lean(arguments)
            .stdout(Stdio::piped())
            .spawn()
            .expect("the program was built for this test");
        let stdout = child.stdout.take().expect("it is piped");
        let running = Self(child);
        let url = BufReader::new(stdout)
            .lines()
            .map_while(Result::ok)
            .find_map(|line| {
                line.trim()
                    .strip_prefix("mutual TLS")?
                    .trim()
                    .strip_prefix("https:")
                    .map(|rest| format!("https:{rest}"))
            })
            .expect("it tells its URL");
        (running, url)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
