//! `lock`: writes the lock, or says whether it is what would be written.

use clap::ArgMatches;
use lean_diff::Change;

use super::package::Package;
use super::{build, render_changes};
use crate::{Stopped, print};

/// Facts that `--check` lists of each kind.
const FACTS_SHOWN: usize = 5;

const ACCEPT: &str = "  = help: adapt the code, then run `cargo lean-api accept`\n";

pub(crate) fn command(matches: &ArgMatches) -> Result<(), Stopped> {
    let is_check = matches.get_flag("check");
    let mut is_empty = true;
    for (folder, records) in build::collect_usage(matches)? {
        let package = Package::open(folder, records)?;
        if package.descriptions.is_empty() && package.lock.is_none() {
            continue;
        }
        is_empty = false;
        match is_check {
            true => check(&package)?,
            false => write(&package)?,
        }
    }
    match is_empty && !is_check {
        true => Err(
            "error: nothing to lock: no `#[lean::api]` and no `#[derive(lean::Schema)]` here\n"
                .to_owned(),
        ),
        false => Ok(()),
    }
}

fn write(package: &Package) -> Result<(), Stopped> {
    refuse_open(package)?;
    let is_written = package.write(&package.lock_if_accepted())?;
    let verb = if is_written { "wrote" } else { "up to date:" };
    let path = package.folder.join(lean_lock::NAME);
    print(&format!(
        "{verb} {} ({})\n",
        path.display(),
        summarize(package)
    ))
}

fn check(package: &Package) -> Result<(), Stopped> {
    refuse_open(package)?;
    let path = package.folder.join(lean_lock::NAME);
    let (missing, unused) = package.difference(&package.lock_if_accepted());
    if package.lock.is_none() {
        return Err(format!(
            "error: there is no `{}`\n  = help: run `cargo lean-api lock`, and commit the file\n",
            path.display()
        ));
    }
    if !missing.is_empty() || !unused.is_empty() {
        return Err(format!(
            "error: `{}` is not up to date\n{}{}  = help: run `cargo lean-api lock`, and commit the file\n",
            path.display(),
            list_facts("missing", &missing),
            list_facts("no longer used", &unused)
        ));
    }
    print(&format!(
        "up to date: {} ({})\n",
        path.display(),
        summarize(package)
    ))
}

/// The number of facts, and the first ones.
fn list_facts(what: &str, facts: &[String]) -> String {
    let mut out = String::new();
    if !facts.is_empty() {
        out = format!("  {what}: {}\n", facts.len());
        for fact in facts.iter().take(FACTS_SHOWN) {
            out += &format!("    {fact}\n");
        }
    }
    out
}

/// To lock what changed would be to accept it without looking.
fn refuse_open(package: &Package) -> Result<(), Stopped> {
    let open = package.open_changes();
    if open.is_empty() {
        return Ok(());
    }
    let changes: Vec<&Change> = open.iter().map(|(_, change)| change).collect();
    let count = match changes.len() {
        1 => "1 change is".to_owned(),
        count => format!("{count} changes are"),
    };
    Err(format!(
        "error: {count} not accepted\n{}{ACCEPT}",
        render_changes(&changes)
    ))
}

pub(super) fn summarize(package: &Package) -> String {
    let all = package.descriptions.values().map(|used| &used.usage);
    let (mut operations, mut types) = (0, 0);
    for usage in all {
        operations += usage.operations.len();
        types += usage.types.len();
    }
    let plural = |count: usize, what: &str| match count {
        1 => format!("1 {what}"),
        count => format!("{count} {what}s"),
    };
    format!(
        "{}, {}, {}",
        plural(package.descriptions.len(), "description"),
        plural(operations, "operation"),
        plural(types, "schema")
    )
}
