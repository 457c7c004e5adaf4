//! `inspect`: what a description holds, counted.

use std::collections::BTreeMap;
use std::fmt::Write;

use clap::ArgMatches;
use lean_openapi::api::{Api, Finding, Operation, Severity, TypeKind};
use lean_openapi::resolve::{Choice, Chosen};
use serde_json::{Value, json};

use lean_openapi::printable::{printable, printable_json};

use crate::opened::Opened;
use crate::{Stopped, list, print};

/// The number of repairs and similar findings shown as text; `--json` lists all.
const SHOWN_MAX: usize = 20;

pub(crate) fn command(matches: &ArgMatches) -> Result<(), Stopped> {
    let spec = matches
        .get_one::<String>("spec")
        .expect("clap has demanded it");
    let opened = Opened::open(spec, &list(matches, "overlay"), &list(matches, "refs"))?;
    let choice = Choice {
        operations: Chosen::All,
        schemas: Vec::new(),
        webhooks: true,
    };
    let api = opened.resolve(&choice)?;
    let counts = Counts::of(&opened, &api);
    if matches.get_flag("json") {
        return print(&printable_json(&format!(
            "{:#}\n",
            counts.to_json(spec, &api)
        )));
    }
    if matches.get_flag("list") {
        return print(&printable(&list_operations(&api)));
    }
    print(&printable(&counts.render(spec, &api)))
}

/// The operations under each of their tags: the name of the method, and the route.
fn list_operations(api: &Api) -> String {
    let mut tags: BTreeMap<&str, Vec<&Operation>> = BTreeMap::new();
    for operation in &api.operations {
        match operation.tags.as_slice() {
            [] => tags.entry("(no tag)").or_default().push(operation),
            some => some
                .iter()
                .for_each(|tag| tags.entry(tag).or_default().push(operation)),
        }
    }
    let mut out = String::new();
    for (tag, operations) in tags {
        let blank = if out.is_empty() { "" } else { "\n" };
        let _ = writeln!(out, "{blank}{tag}");
        for operation in operations {
            let Operation {
                name, method, path, ..
            } = operation;
            let refused = if operation.refused.is_some() {
                "  (refused)"
            } else {
                ""
            };
            let _ = writeln!(out, "  {:<40} {method} {path}{refused}", name.rust);
        }
    }
    out
}

/// The numbers of things in a description.
struct Counts<'a> {
    version: String,
    files: usize,
    refused: Vec<(&'a str, String, &'a Finding)>,
    kinds: BTreeMap<&'static str, usize>,
    findings: Vec<Finding>,
}

impl<'a> Counts<'a> {
    fn of(opened: &Opened, api: &'a Api) -> Counts<'a> {
        let refused = api.operations.iter().filter_map(|operation| {
            let finding = operation.refused.as_ref()?;
            Some((
                operation.name.wire.as_str(),
                format!("{} {}", operation.method, operation.path),
                finding,
            ))
        });
        let mut kinds = BTreeMap::new();
        for def in &api.types {
            *kinds.entry(kind(&def.kind)).or_default() += 1;
        }
        let mut findings = opened.description.findings().to_vec();
        let more = api
            .findings
            .iter()
            .filter(|finding| !opened.description.findings().contains(finding));
        findings.extend(more.cloned());
        Counts {
            version: format!("{}", opened.description.version()),
            files: opened.description.files().len(),
            refused: refused.collect(),
            kinds,
            findings,
        }
    }

    fn to_json(&self, spec: &str, api: &Api) -> Value {
        let refused: Vec<Value> = self
            .refused
            .iter()
            .map(|(name, route, finding)| {
                json!({
                    "operation": name, "route": route, "reason": finding.message, "help": finding.help,
                    "place": place(finding),
                })
            })
            .collect();
        let findings: Vec<Value> = self
            .findings
            .iter()
            .map(|finding| {
                json!({
                    "severity": severity(finding.severity), "message": finding.message, "help": finding.help,
                    "place": place(finding),
                })
            })
            .collect();
        let operations: Vec<Value> = api
            .operations
            .iter()
            .map(|operation| {
                json!({
                    "operation": operation.name.wire, "method": operation.name.rust, "tags": operation.tags,
                    "route": format!("{} {}", operation.method, operation.path),
                })
            })
            .collect();
        json!({
            "list": operations,
            "spec": spec, "title": api.title, "version": api.version, "openapi": self.version, "files": self.files,
            "operations": api.operations.len(), "generated": api.operations.len() - self.refused.len(),
            "refused": refused, "types": self.kinds, "inbound": api.inbound.len(), "servers": api.servers.len(),
            "schemes": api.schemes.len(), "findings": findings,
        })
    }

    fn render(&self, spec: &str, api: &Api) -> String {
        let mut out = format!(
            "{spec}: {} {} (OpenAPI {})\n\n",
            api.title, api.version, self.version
        );
        let mut row = |name: &str, value: String| {
            let _ = writeln!(out, "{name:<12}{value}");
        };
        row("files", self.files.to_string());
        row("operations", api.operations.len().to_string());
        row(
            "generated",
            (api.operations.len() - self.refused.len()).to_string(),
        );
        row("refused", self.refused.len().to_string());
        let kinds: Vec<String> = self
            .kinds
            .iter()
            .map(|(kind, count)| format!("{count} {kind}"))
            .collect();
        let kinds = match kinds.is_empty() {
            true => String::new(),
            false => format!(" ({})", kinds.join(", ")),
        };
        row("types", format!("{}{kinds}", api.types.len()));
        row(
            "inbound",
            format!("{} webhooks and callbacks", api.inbound.len()),
        );
        row("servers", api.servers.len().to_string());
        row("schemes", api.schemes.len().to_string());
        row("findings", self.findings.len().to_string());
        self.list_refused(&mut out);
        self.list_findings(&mut out);
        out
    }

    fn list_refused(&self, out: &mut String) {
        if !self.refused.is_empty() {
            out.push_str("\nRefused:\n");
        }
        for (name, route, finding) in &self.refused {
            let _ = writeln!(out, "  {name} ({route})\n    {}", finding.message);
            list_place(finding, out);
        }
    }

    fn list_findings(&self, out: &mut String) {
        if !self.findings.is_empty() {
            out.push_str("\nFindings:\n");
        }
        for finding in self.findings.iter().take(SHOWN_MAX) {
            let how = severity(finding.severity);
            let _ = writeln!(out, "  {how}: {}", finding.message);
            list_place(finding, out);
        }
        if self.findings.len() > SHOWN_MAX {
            let _ = writeln!(
                out,
                "  and {} more: see --json",
                self.findings.len() - SHOWN_MAX
            );
        }
    }
}

/// None: what it is about has no place, as a file that is not there.
fn place(finding: &Finding) -> Option<String> {
    Some(&finding.place)
        .filter(|place| !place.file.is_empty())
        .map(ToString::to_string)
}

fn list_place(finding: &Finding, out: &mut String) {
    if let Some(place) = place(finding) {
        let _ = writeln!(out, "    --> {place}");
    }
}

fn kind(kind: &TypeKind) -> &'static str {
    match kind {
        TypeKind::Struct(_) => "structs",
        TypeKind::Enum(_) => "enums",
        TypeKind::Union(_) => "unions",
        TypeKind::Newtype(_) => "newtypes",
        TypeKind::Alias(_) => "aliases",
    }
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Repaired => "repaired",
        Severity::Ignored => "ignored",
        Severity::Refused => "refused",
    }
}
