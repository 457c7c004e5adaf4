//! `accept`: takes the changes of descriptions, all of them or one by one.

use std::io::{self, BufRead};

use clap::ArgMatches;
use lean_diff::Change;

use super::command::summarize;
use super::package::Package;
use super::{build, render_change, render_changes};
use crate::{Stopped, print};

pub(crate) fn command(matches: &ArgMatches) -> Result<(), Stopped> {
    let reason = matches
        .get_one::<String>("reason")
        .map_or("", String::as_str);
    if reason.lines().count() > 1 {
        return Err("error: a reason is one line\n".to_owned());
    }
    let is_interactive = matches.get_flag("interactive");
    for (folder, records) in build::collect_usage(matches)? {
        let package = Package::open(folder, records)?;
        if package.descriptions.is_empty() && package.lock.is_none() {
            continue;
        }
        match is_interactive {
            true => accept_one_by_one(&package, reason, &mut io::stdin().lock())?,
            false => accept_all(&package, reason)?,
        }
    }
    Ok(())
}

fn accept_all(package: &Package, reason: &str) -> Result<(), Stopped> {
    let changes = package.changes();
    let all: Vec<&Change> = changes.values().flatten().collect();
    print(&render_changes(&all))?;
    write_accepted(package, &package.open_changes(), reason)
}

/// Replaces the facts by those of today. Changes with a reason are kept with it.
fn write_accepted(
    package: &Package,
    accepted: &[(&str, Change)],
    reason: &str,
) -> Result<(), Stopped> {
    let mut lock = package.lock_if_accepted();
    if !reason.is_empty() {
        for (key, change) in accepted {
            lock.accept(key, change, reason);
        }
    }
    let is_written = package.write(&lock)?;
    let verb = if is_written {
        "accepted:"
    } else {
        "nothing to accept:"
    };
    let path = package.folder.join(lean_lock::NAME);
    print(&format!(
        "{verb} {} ({})\n",
        path.display(),
        summarize(package)
    ))
}

fn accept_one_by_one(
    package: &Package,
    reason: &str,
    answers: &mut dyn BufRead,
) -> Result<(), Stopped> {
    let open = package.open_changes();
    let mut accepted: Vec<(&str, Change)> = Vec::new();
    for (index, (key, change)) in open.iter().enumerate() {
        let number = format!("{} of {}", index + 1, open.len());
        print(&format!(
            "{number}, {key}\n{}accept? [y]es, [n]o, [q]uit: ",
            render_change(change)
        ))?;
        match read_answer(answers)? {
            Answer::Yes => accepted.push((key, change.clone())),
            Answer::No => {}
            Answer::Quit => break,
        }
    }
    if accepted.len() == open.len() {
        return write_accepted(package, &accepted, reason);
    }
    // The facts stay: what was not accepted is compared with them again.
    let mut lock = package.lock.clone().unwrap_or_default();
    for (key, change) in &accepted {
        lock.accept(key, change, reason);
    }
    package.write(&lock)?;
    let left = open.len() - accepted.len();
    print(&format!("accepted {}, {left} left\n", accepted.len()))
}

enum Answer {
    Yes,
    No,
    Quit,
}

/// The next answer. The end of the input is a quit.
fn read_answer(answers: &mut dyn BufRead) -> Result<Answer, Stopped> {
    loop {
        let mut line = String::new();
        let read = answers.read_line(&mut line);
        if read.map_err(|error| format!("error: cannot read: {error}\n"))? == 0 {
            return Ok(Answer::Quit);
        }
        match line.trim().to_ascii_lowercase().as_str() {
            "y" | "yes" => return Ok(Answer::Yes),
            "n" | "no" => return Ok(Answer::No),
            "q" | "quit" => return Ok(Answer::Quit),
            _ => print("[y]es, [n]o or [q]uit: ")?,
        }
    }
}
