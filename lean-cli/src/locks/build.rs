//! The use of descriptions by packages, as the compiler sees it: cargo checks them, and their macros write records.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, fs};

use clap::ArgMatches;
use lean_lock::Record;
use serde_json::Value;

use super::wrapper;
use crate::{Stopped, list};

/// The packages that were chosen, by their folders, with what each uses.
pub(super) type UsedDescription = BTreeMap<PathBuf, Vec<Record>>;

/// The packages of a workspace, as far as they were chosen.
pub(super) struct Workspace {
    pub(super) target: PathBuf,
    /// Package ids and folders.
    pub(super) chosen: BTreeMap<String, PathBuf>,
}

/// Compiles the chosen packages and collects what they use.
pub(super) fn collect_usage(matches: &ArgMatches) -> Result<UsedDescription, Stopped> {
    let workspace = workspace(matches)?;
    let folder = workspace.target.join("lean-api").join("usage");
    let units = compile(matches, &folder)?;
    let mut used: UsedDescription = BTreeMap::new();
    for package in workspace.chosen.values() {
        used.entry(package.clone()).or_default();
    }
    for (id, unit) in units {
        let Some(package) = workspace.chosen.get(&id) else {
            continue;
        };
        let all = used.entry(package.clone()).or_default();
        for record in records(&folder, &unit)? {
            if !all.contains(&record) {
                all.push(record);
            }
        }
    }
    Ok(used)
}

/// The packages that the arguments choose: as cargo does it, that of the manifest, else all default members.
pub(super) fn workspace(matches: &ArgMatches) -> Result<Workspace, Stopped> {
    let mut command = cargo(&["metadata", "--no-deps", "--format-version=1"]);
    manifest(matches, &mut command);
    let output = command.stderr(Stdio::inherit()).output();
    let output = output.map_err(|error| format!("error: cannot run cargo: {error}\n"))?;
    let data: Value = serde_json::from_slice(&output.stdout)
        .map_err(|_| "error: `cargo metadata` failed, see above\n".to_owned())?;
    let texts = |key: &str| {
        let all = data[key].as_array().into_iter().flatten();
        all.filter_map(Value::as_str).collect::<Vec<_>>()
    };
    let here = current(matches)?;
    let wanted = list(matches, "package");
    let packages = data["packages"].as_array().cloned().unwrap_or_default();
    let is_here =
        |package: &Value| package["manifest_path"].as_str().map(Path::new) == here.as_deref();
    let some_are_here = packages.iter().any(is_here);
    let defaults = texts("workspace_default_members");
    let mut chosen = BTreeMap::new();
    for package in &packages {
        let (Some(id), Some(name), Some(path)) = (
            package["id"].as_str(),
            package["name"].as_str(),
            package["manifest_path"].as_str(),
        ) else {
            continue;
        };
        let is_chosen = if matches.get_flag("workspace") {
            true
        } else if !wanted.is_empty() {
            wanted.iter().any(|wanted| wanted == name)
        } else if some_are_here {
            is_here(package)
        } else {
            defaults.contains(&id)
        };
        if is_chosen && let Some(folder) = Path::new(path).parent() {
            chosen.insert(id.to_owned(), folder.to_path_buf());
        }
    }
    if chosen.is_empty() {
        return Err("error: no such package in this workspace\n".to_owned());
    }
    let target = data["target_directory"].as_str().unwrap_or("target").into();
    Ok(Workspace { target, chosen })
}

/// The manifest that cargo takes.
fn current(matches: &ArgMatches) -> Result<Option<PathBuf>, Stopped> {
    let mut command = cargo(&["locate-project", "--message-format=plain"]);
    manifest(matches, &mut command);
    let output = command.stderr(Stdio::inherit()).output();
    let output = output.map_err(|error| format!("error: cannot run cargo: {error}\n"))?;
    let path = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    Ok(Some(PathBuf::from(path)).filter(|path| !path.as_os_str().is_empty()))
}

/// Compiles the chosen packages. Returns the package and the name of each unit.
fn compile(matches: &ArgMatches, folder: &Path) -> Result<Vec<(String, String)>, Stopped> {
    let program = env::current_exe()
        .map_err(|error| format!("error: cannot find this program: {error}\n"))?;
    let mut command = cargo(&[
        "check",
        "--all-targets",
        "--message-format=json-render-diagnostics",
    ]);
    manifest(matches, &mut command);
    for package in list(matches, "package") {
        command.args(["--package", &package]);
    }
    for features in list(matches, "features") {
        command.args(["--features", &features]);
    }
    for flag in [
        "workspace",
        "all-features",
        "no-default-features",
        "offline",
        "locked",
    ] {
        if matches.get_flag(flag) {
            command.arg(format!("--{flag}"));
        }
    }
    for target in list(matches, "target") {
        command.args(["--target", &target]);
    }
    command
        .env("RUSTC_WORKSPACE_WRAPPER", program)
        // A cache of compilations would leave the records out.
        .env("RUSTC_WRAPPER", "")
        .env(wrapper::FOLDER, folder)
        .stderr(Stdio::inherit());
    let output = command.output();
    let output = output.map_err(|error| format!("error: cannot run cargo: {error}\n"))?;
    if !output.status.success() {
        return Err(
            "error: the package does not compile, so it is unknown what it uses\n  = help: fix the errors above, then run this again\n"
                .to_owned(),
        );
    }
    Ok(units(&String::from_utf8_lossy(&output.stdout)))
}

/// The package and the name of each unit in cargo's messages. Build scripts use no descriptions.
fn units(messages: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for line in messages.lines() {
        let Ok(message) = serde_json::from_str::<Value>(line) else {
            continue;
        };
        let kinds = &message["target"]["kind"];
        let is_script = kinds[0].as_str() == Some("custom-build");
        let Some(id) = message["package_id"].as_str() else {
            continue;
        };
        if message["reason"] != "compiler-artifact" || is_script {
            continue;
        }
        let files = message["filenames"].as_array().into_iter().flatten();
        for file in files.filter_map(Value::as_str) {
            let stem = Path::new(file).file_stem().unwrap_or_default();
            let stem = stem.to_string_lossy().into_owned();
            found.push((id.to_owned(), stem));
        }
    }
    found
}

fn records(folder: &Path, unit: &str) -> Result<Vec<Record>, Stopped> {
    let names = [unit, unit.strip_prefix("lib").unwrap_or(unit)];
    let Some(folder) = names
        .map(|name| folder.join(name))
        .into_iter()
        .find(|path| path.is_dir())
    else {
        return Ok(Vec::new());
    };
    let broken = |path: &Path| {
        format!(
            "error: cannot read `{}`\n  = help: run `cargo clean`, then run this again\n",
            path.display()
        )
    };
    let mut found = Vec::new();
    let entries = fs::read_dir(&folder).map_err(|_| broken(&folder))?;
    for entry in entries.flatten() {
        let path = entry.path();
        let text = fs::read_to_string(&path).map_err(|_| broken(&path))?;
        found.push(Record::parse(&text).ok_or_else(|| broken(&path))?);
    }
    Ok(found)
}

/// Cargo, as it ran this program.
fn cargo(arguments: &[&str]) -> Command {
    let program = env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"));
    let mut command = Command::new(program);
    command.args(arguments);
    command
}

fn manifest(matches: &ArgMatches, command: &mut Command) {
    if let Some(path) = matches.get_one::<String>("manifest-path") {
        command.args(["--manifest-path", path]);
    }
}
