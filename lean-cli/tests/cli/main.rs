//! The command line as its users meet it: the built program, its output and exit codes.

mod descriptions;
mod expand;
mod inspect;
mod sandbox;

use std::fs;
use std::path::Path;
use std::path::PathBuf;
use std::process::Command;
use std::process::Output;
use std::process::Stdio;

const SHOP: &str = "tests/fixtures/shop.yaml";

fn lean(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cargo-lean-api"));
    command
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(arguments)
        .output()
        .expect("the program was built for this test")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("the program prints UTF-8")
}

#[track_caller]
fn succeeds(arguments: &[&str]) -> (String, String) {
    let output = lean(arguments);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    (text(&output.stdout), text(&output.stderr))
}

#[track_caller]
fn fails(code: i32, arguments: &[&str]) -> String {
    let output = lean(arguments);
    assert_eq!(output.status.code(), Some(code), "{}", text(&output.stdout));
    assert_eq!(
        text(&output.stdout),
        "",
        "a failure prints nothing to standard output"
    );
    text(&output.stderr)
}

fn scratch(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("cli");
    fs::create_dir_all(&folder).expect("the folder for tests can be written");
    folder.join(name)
}

fn file(name: &str, content: &str) -> String {
    let path = scratch(name);
    fs::write(&path, content).expect("the folder for tests can be written");
    path.to_string_lossy().into_owned()
}

#[test]
fn help_names_the_commands_and_gives_examples() {
    let (help, _) = succeeds(&["--help"]);
    for word in ["expand", "inspect", "Examples:", "cargo lean-api"] {
        assert!(help.contains(word), "{word} is not in:\n{help}");
    }
    let (help, _) = succeeds(&["expand", "--help"]);
    assert!(
        help.contains("--operations") && help.contains("GET /banks"),
        "{help}"
    );
}

#[test]
fn version() {
    assert_eq!(
        succeeds(&["--version"]).0.trim(),
        format!("cargo-lean-api {}", env!("CARGO_PKG_VERSION"))
    );
}

#[test]
fn a_misspelt_command_is_recognised() {
    let error = fails(2, &["expnad", SHOP]);
    assert!(error.contains("expand"), "{error}");
}

#[test]
fn cargo_passes_its_own_word_first() {
    assert!(succeeds(&["lean-api", "inspect", SHOP]).0.contains("Shop"));
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_cargo-lean-api"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(["expand", "../api-spec/lean.yaml"])
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program was built for this test");
    drop(child.stdout.take());
    assert!(child.wait().expect("it ends").success());
}
