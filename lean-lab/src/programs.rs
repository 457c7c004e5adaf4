//! Programs that tests use if they are installed.

use std::env;
use std::path::Path;
use std::process::Command;

/// Returns true if this program is installed; otherwise prints that the test is skipped.
#[allow(clippy::print_stdout)] // This is how tests say it.
pub fn is_installed(program: &str, version: &str) -> bool {
    let output = Command::new(program).arg(version).output();
    let is_there = output.is_ok_and(|output| output.status.success());
    if !is_there {
        println!("skipped: `{program}` is not installed here");
    }
    is_there
}

/// The program nginx: as `NGINX` says, on the path, or where Debian puts it.
pub fn nginx() -> Option<String> {
    const DEBIAN: &str = "/usr/sbin/nginx";
    let program = env::var("NGINX").unwrap_or_else(|_| {
        let name = if Path::new(DEBIAN).exists() {
            DEBIAN
        } else {
            "nginx"
        };
        name.to_owned()
    });
    is_installed(&program, "-v").then_some(program)
}
