//! `diff`: what changed between two descriptions, and what it means.

mod annotations;
mod json;
mod markdown;
mod report;
mod side;
mod text;
mod words;

use std::collections::HashSet;
use std::process::ExitCode;

use clap::ArgMatches;
use lean_diff::{Level, compare};
use lean_openapi::printable::printable_json;

use self::report::{Report, Version, View};
use self::side::{Side, Source};
use crate::opened::wanted;
use crate::{Stopped, list, print};

/// Git calls an external diff with: path, old file, its hash and mode, new file, its hash and mode.
const GIT_ARGUMENTS: usize = 7;

pub(crate) fn command(matches: &ArgMatches) -> Result<ExitCode, Stopped> {
    let given = list(matches, "files");
    let is_git = matches.get_flag("git-driver");
    let (old, new) = if is_git {
        git_sources(&given)?
    } else {
        sources(&given, matches.get_one::<String>("rev"))?
    };
    let (overlays, refs) = (list(matches, "overlay"), list(matches, "refs"));
    let old = Side::open(&old, &overlays, &refs)?;
    let new = Side::open(&new, &overlays, &refs)?;
    let used = used(matches, &old, &new)?;
    let (before, now) = (old.contract(), new.contract());
    let changes = compare(&before, &now);
    let versions = (
        Version {
            shown: if is_git { given[0].clone() } else { old.shown },
            version: before.version,
        },
        Version {
            shown: if is_git { given[0].clone() } else { new.shown },
            version: now.version,
        },
    );
    let report = Report::new(versions, view(matches), changes, used.as_ref());
    print(&shown(matches, &report))?;
    // Git takes any other code of a driver for a failure.
    if is_git {
        return Ok(ExitCode::SUCCESS);
    }
    Ok(code(matches, &report))
}

fn view(matches: &ArgMatches) -> View {
    match matches.get_one::<String>("view").map(String::as_str) {
        Some("provider") => View::Provider,
        _ => View::Consumer,
    }
}

fn shown(matches: &ArgMatches, report: &Report) -> String {
    if matches.get_flag("json") {
        printable_json(&format!("{:#}\n", json::shown(report)))
    } else if matches.get_flag("markdown") {
        markdown::shown(report)
    } else if matches.get_flag("github") {
        annotations::shown(report)
    } else {
        text::shown(report)
    }
}

/// The exit code: 0, or with `--fail-on` 3 for breaking, 4 for risky and 5 for additive changes.
fn code(matches: &ArgMatches, report: &Report) -> ExitCode {
    let least = match matches.get_one::<String>("fail-on").map(String::as_str) {
        Some("additive") => Level::Additive,
        Some("risky") => Level::Risky,
        Some(_) => Level::Breaking,
        None => return ExitCode::SUCCESS,
    };
    match report.worst().filter(|worst| *worst >= least) {
        None => ExitCode::SUCCESS,
        Some(Level::Breaking) => ExitCode::from(3),
        Some(Level::Risky) => ExitCode::from(4),
        Some(Level::Additive) => ExitCode::from(5),
    }
}

/// The two sides. Without OLD, it is NEW as the revision has it.
fn sources(given: &[String], revision: Option<&String>) -> Result<(Source, Source), Stopped> {
    match (given, revision) {
        ([old, new], None) if old == "-" && new == "-" => {
            Err("error: standard input can be one side only\n".to_owned())
        }
        ([old, new], None) => Ok((Source::read(old), Source::read(new))),
        ([new], revision) if new != "-" => {
            let new = Source::read(new);
            let revision = revision.map_or("HEAD", String::as_str);
            let old = Source {
                revision: Some(revision.to_owned()),
                path: new.path.clone(),
            };
            Ok((old, new))
        }
        ([_], _) => Err("error: no description to compare standard input with\n  = help: `cargo lean-api diff OLD -`\n".to_owned()),
        ([_, _], Some(_)) => Err(
            "error: `--rev` names the revision of OLD, and OLD is given too\n  = help: leave out one of them\n".to_owned(),
        ),
        _ => Err("error: one or two descriptions are compared\n".to_owned()),
    }
}

/// The two files that git hands to an external diff.
fn git_sources(given: &[String]) -> Result<(Source, Source), Stopped> {
    if given.len() < GIT_ARGUMENTS {
        return Err(
            "error: `--git-driver` is for git, which calls it with seven arguments\n  = help: \
             `git config diff.openapi.command 'cargo lean-api diff --git-driver'`\n"
                .to_owned(),
        );
    }
    let file = |index: usize| Source {
        revision: None,
        path: given[index].clone(),
    };
    Ok((file(1), file(4)))
}

/// The routes that are used, in both descriptions; none if all are.
fn used(matches: &ArgMatches, old: &Side, new: &Side) -> Result<Option<HashSet<String>>, Stopped> {
    let (operations, tags) = (list(matches, "operations"), list(matches, "tags"));
    if operations.is_empty() && tags.is_empty() {
        return Ok(None);
    }
    let mut routes = HashSet::new();
    for name in &operations {
        let wanted = wanted(name);
        let (before, now) = (old.route(&wanted), new.route(&wanted));
        if let (Err(why), Err(_)) = (&now, &before) {
            return Err(why.clone());
        }
        routes.extend(before);
        routes.extend(now);
    }
    for tag in &tags {
        let found = [old.routes_of_tag(tag), new.routes_of_tag(tag)].concat();
        if found.is_empty() {
            return Err(format!("error: no operation carries the tag `{tag}`\n"));
        }
        routes.extend(found);
    }
    Ok(Some(routes))
}
