//! The compiler, straight: a crate that depends on `lean` alone, without cargo's cost for each.

use std::env;
use std::ffi::OsString;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::{fs, thread};

use serde_json::Value;

/// The compiler and the `lean` that it compiles against.
pub struct Rustc {
    lean: PathBuf,
    folder: PathBuf,
}

impl Rustc {
    /// Builds `lean` and creates a folder for the compiled code.
    ///
    /// # Errors
    /// If `lean` does not build.
    pub fn prepare(folder: &Path) -> Result<Rustc, String> {
        let lean = build_dependencies()?;
        fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        Ok(Rustc {
            lean,
            folder: folder.to_path_buf(),
        })
    }

    pub(crate) fn folder(&self, name: &str) -> PathBuf {
        let plain: String = name
            .chars()
            .map(|c| {
                if c.is_ascii_alphanumeric() || c == '-' {
                    c
                } else {
                    '_'
                }
            })
            .collect();
        let folder = self.folder.join(plain);
        // Where it cannot be made, writing into it will say so.
        let _ = fs::create_dir_all(&folder);
        folder
    }

    /// Checks a library with warnings denied, in the newest edition; the errors, if there are any.
    pub(crate) fn check(&self, folder: &Path, name: &str, text: &str) -> Result<(), String> {
        let file = write(folder, name, text)?;
        let arguments = [
            "--edition=2024",
            "--crate-type=lib",
            "--crate-name=client",
            "--emit=metadata",
            "-Dwarnings",
        ];
        let out = folder.join(format!("{name}.rmeta"));
        self.compile(&file, &arguments, &out)
    }

    /// Builds a program in the oldest edition that is in use, runs it on an input and returns what it prints.
    pub(crate) fn run(&self, folder: &Path, text: &str, input: &str) -> Result<String, String> {
        let file = write(folder, "rounds", text)?;
        let program = folder.join("rounds");
        let arguments = [
            "--edition=2021",
            "--crate-type=bin",
            "--crate-name=rounds",
            "--cap-lints=allow",
            "-Cdebuginfo=0",
            "-Copt-level=0",
            "-Cstrip=symbols",
        ];
        self.compile(&file, &arguments, &program)?;
        let printed = run_with_input(&program, input)?;
        let _ = fs::remove_file(&program);
        Ok(printed)
    }

    fn compile(&self, file: &Path, arguments: &[&str], out: &Path) -> Result<(), String> {
        let mut lean = OsString::from("lean=");
        lean.push(&self.lean);
        let mut folder = OsString::from("dependency=");
        folder.push(self.lean.parent().unwrap_or(Path::new(".")));
        let output = Command::new(env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()))
            .args(arguments)
            .arg("--error-format=short")
            .arg("--extern")
            .arg(lean)
            .arg("-L")
            .arg(folder)
            .arg("-o")
            .arg(out)
            .arg(file)
            .output()
            .map_err(|error| format!("cannot run rustc: {error}"))?;
        check_success(&output)
    }
}

fn check_success(output: &Output) -> Result<(), String> {
    if output.status.success() {
        return Ok(());
    }
    let errors = String::from_utf8_lossy(&output.stderr);
    let first: Vec<&str> = errors
        .lines()
        .filter(|line| line.contains("error"))
        .take(5)
        .collect();
    Err(first.join("\n"))
}

fn write(folder: &Path, name: &str, text: &str) -> Result<PathBuf, String> {
    let file = folder.join(format!("{name}.rs"));
    fs::write(&file, text).map_err(|error| format!("{}: {error}", file.display()))?;
    Ok(file)
}

fn run_with_input(program: &Path, input: &str) -> Result<String, String> {
    let failed = |error: std::io::Error| format!("{}: {error}", program.display());
    let mut child = Command::new(program)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(failed)?;
    let mut stdin = child.stdin.take().ok_or("no standard input")?;
    let input = input.to_owned();
    // A program that dies stops reading: what it printed until then says more than the broken pipe.
    let writer = thread::spawn(move || stdin.write_all(input.as_bytes()));
    let output = child.wait_with_output().map_err(failed)?;
    let _ = writer.join();
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Builds `lean` without its ready-made clients and says where its library lies.
fn build_dependencies() -> Result<PathBuf, String> {
    let output = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args([
            "build",
            "-p",
            "lean-api",
            "--no-default-features",
            "--features=aws-lc-rs,xml",
            "--message-format=json",
        ])
        .current_dir(crate::documents::checkout())
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| format!("cannot run cargo: {error}"))?;
    let messages = String::from_utf8_lossy(&output.stdout);
    let files = messages
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok())
        .find_map(|message| {
            let ours = message["target"]["name"] == "lean" && message["target"]["kind"][0] == "lib";
            ours.then(|| message["filenames"].clone())
        });
    // The library among the dependencies has a name of its own; the other is overwritten by the next build.
    let files = files.ok_or("`lean` does not build")?;
    let metadata = files
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .find(|file| file.ends_with(".rmeta"));
    metadata
        .map(|file| PathBuf::from(file).with_extension("rlib"))
        .ok_or_else(|| "cargo names no metadata of `lean`".to_owned())
}
