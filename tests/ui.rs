//! The compiler's messages: `tests/ui/fail` contains mistakes with the resulting texts,
//! `tests/ui/pass` contains code that must compile.
//!
//! `TRYBUILD=overwrite cargo test --test ui` rewrites the texts; review them before you commit
//! them. They are from one compiler version, so other versions skip them.

#[path = "ui/pass/mod.rs"]
mod pass;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs, io};

/// The compiler whose words the expected texts hold.
const COMPILER: &str = "rustc 1.95.";

#[test]
fn mistakes_are_explained() -> io::Result<()> {
    let compiler = compiler();
    if !compiler.starts_with(COMPILER) {
        let mut out = io::stderr();
        io::Write::write_all(
            &mut out,
            format!("skipped: the texts are those of {COMPILER}x, this is {compiler}").as_bytes(),
        )?;
        return Ok(());
    }
    lay_out()?;
    let cases = trybuild::TestCases::new();
    cases.compile_fail("tests/ui/fail/*/*.rs");
    Ok(())
}

fn compiler() -> String {
    let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let output = Command::new(rustc).arg("--version").output();
    output
        .map(|output| String::from_utf8_lossy(&output.stdout).into_owned())
        .unwrap_or_default()
}

/// Cases are compiled in a package of their own, below the target directory: descriptions go there.
fn lay_out() -> io::Result<()> {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .parent()
        .map(PathBuf::from)
        .unwrap_or_default();
    let package = target.join("tests/trybuild").join(env!("CARGO_PKG_NAME"));
    fs::create_dir_all(&package)?;
    for entry in fs::read_dir("tests/ui/specs")? {
        let entry = entry?;
        fs::copy(entry.path(), package.join(entry.file_name()))?;
    }
    Ok(())
}
