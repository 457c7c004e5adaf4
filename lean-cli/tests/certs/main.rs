//! `certs` and `sandbox` as their users meet them: the built program, its output, its files and exit codes.

mod check;
mod import;
mod keystore;
mod sandbox;
mod show;

use std::fs;
use std::path::Path;
use std::path::PathBuf;
use std::process::Command;
use std::process::Output;
use std::sync::OnceLock;

use lean_sandbox::Files;
use lean_sandbox::Sandbox;

fn lean(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cargo-lean-api"));
    for name in [
        "LEAN_PRIVATE_KEY",
        "LEAN_CERTIFICATE",
        "LEAN_CERTIFICATE_CHAIN",
    ] {
        command.env_remove(name);
    }
    command.args(arguments);
    command
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("the program prints UTF-8")
}

/// Standard output and standard error of a command that ends so.
#[track_caller]
fn ends(code: i32, command: &mut Command) -> (String, String) {
    let Output {
        status,
        stdout,
        stderr,
    } = command
        .output()
        .expect("the program was built for this test");
    let (stdout, stderr) = (text(&stdout), text(&stderr));
    assert_eq!(status.code(), Some(code), "{stdout}\n{stderr}");
    (stdout, stderr)
}

#[track_caller]
fn holds(text: &str, words: &[&str]) {
    for word in words {
        assert!(text.contains(word), "{word} is not in:\n{text}");
    }
}

fn sandbox() -> &'static Sandbox {
    static SANDBOX: OnceLock<Sandbox> = OnceLock::new();
    SANDBOX.get_or_init(|| {
        Sandbox::builder()
            .start_blocking()
            .expect("the sandbox starts")
    })
}

/// An empty directory of this test's own.
fn scratch(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("certs")
        .join(name);
    // It may be there from the last run.
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("the folder for tests can be written");
    folder
}

fn directory(name: &str, files: &Files) -> String {
    let folder = scratch(name);
    files
        .write(&folder)
        .expect("the folder for tests can be written");
    shown(&folder)
}

fn shown(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

#[cfg(unix)]
#[track_caller]
fn only_for_its_owner(path: &Path) {
    use std::os::unix::fs::PermissionsExt as _;
    let mode = fs::metadata(path)
        .expect("it is there")
        .permissions()
        .mode();
    assert_eq!(mode & 0o777, 0o600, "{}", path.display());
}

#[cfg(not(unix))]
fn only_for_its_owner(_: &Path) {}
