//! A report as JSON.

use lean_diff::{Change, Level, sentence};
use serde_json::{Value, json};

use super::report::{Bump, Report, Version, View};
use super::words;

pub(super) fn to_json(report: &Report) -> Value {
    let side = |version: &Version| json!({ "source": version.shown, "version": version.version });
    json!({
        "old": side(&report.old),
        "new": side(&report.new),
        "view": match report.view { View::Consumer => "consumer", View::Provider => "provider" },
        "breaking": report.count(Level::Breaking),
        "risky": report.count(Level::Risky),
        "additive": report.count(Level::Additive),
        "unused": report.unused,
        "lock": report.used_by,
        "semver": { "api": report.api_bump().map(Bump::word), "crate": report.crate_bump().word() },
        "remark": report.version_remark(),
        "changes": report.changes.iter().map(change_to_json).collect::<Vec<Value>>(),
    })
}

fn change_to_json(change: &Change) -> Value {
    let subject = &change.subject;
    let place = &change.place;
    let known = !place.file.is_empty();
    json!({
        "rule": change.rule.to_string(),
        "fingerprint": change.fingerprint(),
        "provider": change.provider.to_string(),
        "consumer": change.consumer.to_string(),
        "operation": subject.operation,
        "method": subject.name,
        "part": subject.part,
        "pointer": subject.pointer,
        "schema": subject.owner.as_ref().map(|(name, _)| name),
        "old": change.old,
        "new": change.new,
        "sentence": sentence(change),
        "meaning": words::meaning(change),
        "place": known.then(|| json!({ "file": *place.file, "line": place.line, "column": place.column })),
    })
}
