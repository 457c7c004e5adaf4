//! `lint`: what in a description will trouble a client, and an overlay that repairs what can be.

mod repair;

use std::fmt::Write as _;
use std::fs::File;
use std::io::{self, Write};
use std::path::PathBuf;

use clap::ArgMatches;
use lean_openapi::api::{Api, Finding, Operation, Rule, Severity};
use lean_openapi::printable::{printable, printable_json};
use lean_openapi::resolve::{Choice, Chosen};
use serde_json::{Value, json};

use crate::opened::Opened;
use crate::{Stopped, diagnostics, list, print, say};

/// Findings that are printed as text; `--json` has all.
const SHOWN_MAX: usize = 100;

pub(crate) fn command(matches: &ArgMatches) -> Result<(), Stopped> {
    let spec = matches
        .get_one::<String>("spec")
        .expect("clap has demanded it");
    let opened = Opened::open(spec, &list(matches, "overlay"), &list(matches, "refs"))?;
    let api = opened.resolve(&choose_all())?;
    let findings = findings(&opened, &api);
    if matches.get_flag("json") {
        let all: Vec<Value> = findings.iter().map(finding_to_json).collect();
        print(&printable_json(&format!("{:#}\n", Value::from(all))))?;
    } else {
        print(&printable(&render(&findings, &opened)))?;
    }
    if let Some(path) = matches.get_one::<PathBuf>("repair") {
        let overlays = list(matches, "overlay");
        let source = repair::Source {
            spec,
            overlays: &overlays,
            disk: &opened.disk,
        };
        let mut actions = actions(&api);
        actions.extend(repair::actions(&source, &opened.description, &findings));
        write(path, &build_overlay(&api.title, &actions))?;
    }
    let refused = api
        .operations
        .iter()
        .filter(|operation| operation.refused.is_some());
    match refused.count() {
        0 => Ok(()),
        1 => Err("error: one operation cannot be called\n".to_owned()),
        several => Err(format!("error: {several} operations cannot be called\n")),
    }
}

/// The findings, the worst first, and operations without a name.
fn findings(opened: &Opened, api: &Api) -> Vec<Finding> {
    let mut all: Vec<Finding> = Vec::new();
    let refused = api
        .operations
        .iter()
        .filter_map(|operation| operation.refused.as_ref());
    let unnamed = api
        .operations
        .iter()
        .filter(|operation| !operation.named)
        .map(unnamed_finding);
    let known = opened.description.findings().iter().chain(&api.findings);
    for finding in refused.chain(known).cloned().chain(unnamed) {
        if !all.contains(&finding) {
            all.push(finding);
        }
    }
    all.sort_by_key(|finding| rank(finding.severity));
    all
}

fn unnamed_finding(operation: &Operation) -> Finding {
    let message = format!(
        "`{} {}` has no `operationId`",
        operation.method, operation.path
    );
    let help = format!(
        "it is called `{}`, until its path changes",
        operation.name.rust
    );
    Finding::repaired(Rule::UnnamedOperation, operation.place.clone(), message).help(help)
}

fn rank(severity: Severity) -> u8 {
    match severity {
        Severity::Refused => 0,
        Severity::Ignored => 1,
        Severity::Repaired => 2,
    }
}

fn severity_word(severity: Severity) -> &'static str {
    match severity {
        Severity::Refused => "refused",
        Severity::Ignored => "ignored",
        Severity::Repaired => "repaired",
    }
}

fn count(findings: &[Finding], severity: Severity) -> usize {
    let of_severity = findings
        .iter()
        .filter(|finding| finding.severity == severity);
    of_severity.count()
}

fn render(findings: &[Finding], opened: &Opened) -> String {
    let mut out = String::new();
    for finding in findings.iter().take(SHOWN_MAX) {
        out += &diagnostics::render_finding(severity_word(finding.severity), finding, &opened.disk);
        out.push('\n');
    }
    if findings.len() > SHOWN_MAX {
        let _ = writeln!(out, "and {} more: see --json\n", findings.len() - SHOWN_MAX);
    }
    let counts = [Severity::Refused, Severity::Ignored, Severity::Repaired];
    let counts =
        counts.map(|severity| format!("{} {}", count(findings, severity), severity_word(severity)));
    let _ = writeln!(out, "{}", counts.join(", "));
    out
}

fn finding_to_json(finding: &Finding) -> Value {
    let place = &finding.place;
    let known = !place.file.is_empty();
    json!({
        "rule": finding.rule.name(),
        "severity": severity_word(finding.severity),
        "message": finding.message,
        "suggestion": finding.suggestion,
        "help": finding.help,
        "place": known.then(|| json!({ "file": *place.file, "line": place.line, "column": place.column })),
    })
}

/// Everything in a description.
fn choose_all() -> Choice {
    Choice {
        operations: Chosen::All,
        schemas: Vec::new(),
        webhooks: true,
    }
}

/// Actions that name operations without a name and remove those that cannot be called.
fn actions(api: &Api) -> Vec<Value> {
    let mut actions = Vec::new();
    for operation in &api.operations {
        let target = format!(
            "$.paths[{}].{}",
            quote(&operation.path),
            operation.method.to_lowercase()
        );
        if let Some(finding) = &operation.refused {
            actions
                .push(json!({ "target": target, "description": finding.message, "remove": true }));
        } else if !operation.named {
            actions.push(
                json!({ "target": target, "update": { "operationId": operation.name.rust } }),
            );
        }
    }
    actions
}

fn build_overlay(title: &str, actions: &[Value]) -> Value {
    json!({
        "overlay": "1.0.0",
        "info": { "title": format!("Repairs of {title}"), "version": "1.0.0" },
        "actions": actions,
    })
}

/// A name as JSONPath quotes it.
fn quote(name: &str) -> String {
    format!("'{}'", name.replace('\\', "\\\\").replace('\'', "\\'"))
}

fn write(path: &PathBuf, overlay: &Value) -> Result<(), Stopped> {
    let shown = path.display();
    let actions = overlay["actions"].as_array().map_or(0, Vec::len);
    if actions == 0 {
        say("nothing to repair: no overlay was written\n");
        return Ok(());
    }
    let mut file = File::create_new(path).map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => {
            format!("error: `{shown}` is there already\n  = help: name another file\n")
        }
        _ => format!("error: cannot write `{shown}`: {error}\n"),
    })?;
    file.write_all(format!("{overlay:#}\n").as_bytes())
        .map_err(|error| format!("error: cannot write `{shown}`: {error}\n"))?;
    let actions = match actions {
        1 => "1 action; review it".to_owned(),
        several => format!("{several} actions; review them"),
    };
    say(&format!("wrote `{shown}`: {actions} before you use it\n"));
    Ok(())
}
