//! `diff`: what changed between two descriptions, and what it means.

mod annotations;
mod json;
mod locked;
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

use self::locked::Locked;
use self::report::{Report, Version, View};
use self::side::{Side, Source};
use crate::opened::parse_operation;
use crate::{Stopped, list, print};

/// Git calls an external diff with: path, old file, its hash and mode, new file, its hash and mode.
const GIT_ARGUMENTS: usize = 7;

pub(crate) fn command(matches: &ArgMatches) -> Result<ExitCode, Stopped> {
    let files = list(matches, "files");
    if matches.get_flag("git-driver") {
        print(&render(matches, &compare_for_git(matches, &files)?))?;
        // Git takes any other code of a driver for a failure.
        return Ok(ExitCode::SUCCESS);
    }
    let report = match find_lock(matches, &files)? {
        Some((locked, new)) => compare_with_lock(matches, &locked, &new)?,
        None => compare_files(matches, &files)?,
    };
    print(&render(matches, &report))?;
    Ok(exit_code(matches, &report))
}

/// The lock that is OLD, with NEW. OLD is a lock if it is given as one, or if it is left out and the package has one.
fn find_lock(matches: &ArgMatches, files: &[String]) -> Result<Option<(Locked, String)>, Stopped> {
    let is_of_all = view(matches) == View::Provider || has_choice(matches);
    if let Some(lock) = files.iter().find(|path| locked::is_lock(path))
        && (files.first() != Some(lock) || files.len() == 1)
    {
        return Err(format!(
            "error: `{lock}` is a lock, which can only be OLD\n  = help: `cargo lean-api diff {lock} NEW`\n"
        ));
    }
    let description = matches.get_one::<String>("description");
    match files {
        [old, new] if locked::is_lock(old) => {
            let refs = list(matches, "refs");
            let locked = Locked::read_old(old, new, description).map_err(|why| {
                // A file that cannot be read is the first thing to say.
                let opened = (new != "-").then(|| Side::open(&Source::read(new), &[], &refs));
                opened.and_then(Result::err).unwrap_or(why)
            })?;
            if is_of_all || matches.contains_id("rev") {
                return Err(format!(
                    "error: `{}` has only what the crate uses\n  = help: leave out `--view`, `--rev`, `--operations`, \
                     `--tags` and `--all`, or compare two descriptions\n",
                    locked.shown
                ));
            }
            Ok(Some((locked, new.clone())))
        }
        _ if description.is_some() => Err(
            "error: `--description` names a description in lean.lock, and OLD is not a lock\n  = help: `cargo lean-api \
             diff lean.lock NEW --description PATH`\n"
                .to_owned(),
        ),
        [new] if new != "-" && !is_of_all && !matches.contains_id("rev") => {
            let locked = Locked::of_package(matches.get_one("manifest-path"), &[new])?;
            Ok(locked.map(|locked| (locked, new.clone())))
        }
        _ => Ok(None),
    }
}

fn has_choice(matches: &ArgMatches) -> bool {
    matches.get_flag("all")
        || ["operations", "tags"]
            .iter()
            .any(|name| matches.contains_id(name))
}

/// The overlays of the arguments, or else those of the lock.
fn overlays(matches: &ArgMatches, locked: Option<&Locked>) -> Vec<String> {
    let overlays = list(matches, "overlay");
    match locked.filter(|_| overlays.is_empty()) {
        Some(locked) => locked.overlays(),
        None => overlays,
    }
}

fn compare_with_lock(matches: &ArgMatches, locked: &Locked, new: &str) -> Result<Report, Stopped> {
    let overlays = overlays(matches, Some(locked));
    let new = Side::open(&Source::read(new), &overlays, &list(matches, "refs"))?;
    let changes = locked.changes(new.description()?);
    let old = Version {
        shown: locked.shown.clone(),
        version: String::new(),
    };
    let version = new.contract().version;
    let new = Version {
        shown: new.shown,
        version,
    };
    Ok(Report::new((old, new), View::Consumer, changes))
}

fn compare_files(matches: &ArgMatches, files: &[String]) -> Result<Report, Stopped> {
    let (old, new) = sources(files, matches.get_one::<String>("rev"))?;
    let is_of_all = view(matches) == View::Provider || has_choice(matches);
    let locked = match is_of_all {
        true => None,
        false => Locked::of_package(matches.get_one("manifest-path"), &[&new.path, &old.path])?,
    };
    let (overlays, refs) = (overlays(matches, locked.as_ref()), list(matches, "refs"));
    let old = Side::open(&old, &overlays, &refs)?;
    let new = Side::open(&new, &overlays, &refs)?;
    let used = routes_in_use(matches, &old, &new)?;
    let (before, now) = (old.contract(), new.contract());
    let all = compare(&before, &now);
    let worst = all.iter().map(|change| change.provider).max();
    let changes = match (&locked, &used) {
        (Some(locked), _) => locked.changes_in_use(old.description()?, new.description()?),
        (None, Some(routes)) if view(matches) == View::Consumer => {
            let all = all.iter().filter(|change| report::concerns(change, routes));
            all.cloned().collect()
        }
        (None, _) => all.clone(),
    };
    let unused = match &locked {
        Some(_) => locked::count_unused(&all, &changes),
        None => all.len() - changes.len(),
    };
    let versions = (
        Version {
            shown: old.shown,
            version: before.version,
        },
        Version {
            shown: new.shown,
            version: now.version,
        },
    );
    let used_by = locked.map(|locked| locked.shown);
    Ok(Report::new(versions, view(matches), changes)
        .with_all(unused, worst)
        .used_by(used_by))
}

/// The comparison that git asks for: of everything, since a log is for everybody.
fn compare_for_git(matches: &ArgMatches, files: &[String]) -> Result<Report, Stopped> {
    let (old, new) = git_sources(files)?;
    let (overlays, refs) = (list(matches, "overlay"), list(matches, "refs"));
    let old = Side::open(&old, &overlays, &refs)?.contract();
    let new = Side::open(&new, &overlays, &refs)?.contract();
    let mut changes = compare(&old, &new);
    for change in &mut changes {
        // Git hands over copies: people know the file by its path.
        let file = &*change.place.file;
        if [&files[1], &files[4]]
            .iter()
            .any(|copy| copy.as_str() == file)
        {
            change.place.file = files[0].as_str().into();
        }
    }
    let worst = changes.iter().map(|change| change.provider).max();
    let version = |version: String| Version {
        shown: files[0].clone(),
        version,
    };
    let versions = (version(old.version), version(new.version));
    Ok(Report::new(versions, view(matches), changes).with_all(0, worst))
}

fn view(matches: &ArgMatches) -> View {
    match matches.get_one::<String>("view").map(String::as_str) {
        Some("provider") => View::Provider,
        _ => View::Consumer,
    }
}

fn render(matches: &ArgMatches, report: &Report) -> String {
    if matches.get_flag("json") {
        printable_json(&format!("{:#}\n", json::to_json(report)))
    } else if matches.get_flag("markdown") {
        markdown::render(report)
    } else if matches.get_flag("github") {
        annotations::render(report)
    } else {
        text::render(report)
    }
}

/// The exit code: 0, or with `--fail-on` 3 for breaking, 4 for risky and 5 for additive changes.
fn exit_code(matches: &ArgMatches, report: &Report) -> ExitCode {
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
fn sources(files: &[String], revision: Option<&String>) -> Result<(Source, Source), Stopped> {
    match (files, revision) {
        ([old, new], None) if old == "-" && new == "-" => {
            Err("error: only one of OLD and NEW can be standard input\n".to_owned())
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
            "error: `--rev` names the revision of OLD, but OLD is given too\n  = help: leave out one of them\n".to_owned(),
        ),
        _ => Err(format!(
            "error: `diff` compares two files, OLD and NEW, but {} are given\n",
            files.len()
        )),
    }
}

/// The two files that git hands to an external diff.
fn git_sources(files: &[String]) -> Result<(Source, Source), Stopped> {
    if files.len() < GIT_ARGUMENTS {
        return Err(
            "error: `--git-driver` is for git, which calls it with seven arguments\n  = help: \
             `git config diff.openapi.command 'cargo lean-api diff --git-driver'`\n"
                .to_owned(),
        );
    }
    let file = |index: usize| Source {
        revision: None,
        path: files[index].clone(),
    };
    Ok((file(1), file(4)))
}

/// The routes that are used, in both descriptions; none if all are.
fn routes_in_use(
    matches: &ArgMatches,
    old: &Side,
    new: &Side,
) -> Result<Option<HashSet<String>>, Stopped> {
    let (operations, tags) = (list(matches, "operations"), list(matches, "tags"));
    if operations.is_empty() && tags.is_empty() {
        return Ok(None);
    }
    let mut routes = HashSet::new();
    for name in &operations {
        let wanted = parse_operation(name);
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
