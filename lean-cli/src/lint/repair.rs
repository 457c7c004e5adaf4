//! Actions of an overlay that repair findings.
//!
//! A finding says where a part is left out, or suggests a spelling. An action takes the part away, or writes the
//! suggestion. Every action is tried: it stays if its finding goes, if no other one comes, and, unless it writes a
//! suggestion, if the description means the same as before.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use lean_diff::compare;
use lean_openapi::api::{Finding, Place, Rule, Severity};
use lean_openapi::contract::Contract;
use lean_openapi::document::{Description, Loader, Tree};
use lean_openapi::read::Kind;
use serde_json::{Value, json};

use super::{build_overlay, choose_all};
use crate::disk::Disk;

/// Values that are looked at to find the places of findings.
const VALUES_MAX: usize = 4_000_000;

/// Repairs that are tried one by one if they do not work together.
const TRIES_MAX: usize = 40;

/// The name of the overlay that is tried.
const NAME: &str = "lean-api-repairs.json";

/// A description, and how it was opened.
pub(super) struct Source<'a> {
    pub(super) spec: &'a str,
    pub(super) overlays: &'a [String],
    pub(super) disk: &'a Arc<Disk>,
}

/// Returns the actions that repair findings.
pub(super) fn actions(
    source: &Source<'_>,
    description: &Description,
    findings: &[Finding],
) -> Vec<Value> {
    let candidates = candidates(source, description, findings);
    let before = Unrepaired::of(description);
    if before.is_repaired(source, &candidates.iter().collect::<Vec<_>>()) {
        return write_actions(&candidates);
    }
    let mut accepted: Vec<Candidate> = Vec::new();
    for candidate in candidates.into_iter().take(TRIES_MAX) {
        let candidates: Vec<&Candidate> = accepted.iter().chain([&candidate]).collect();
        if before.is_repaired(source, &candidates) {
            accepted.push(candidate);
        }
    }
    write_actions(&accepted)
}

/// The findings and the meaning of the description before repairs.
struct Unrepaired {
    findings: HashSet<String>,
    contract: Contract,
}

impl Unrepaired {
    fn of(description: &Description) -> Self {
        let choice = choose_all();
        let api = description.resolve(&choice, &lean_openapi::resolve::Options::default());
        let known = description.findings().iter().chain(&api.findings);
        Self {
            findings: known.map(|finding| finding.message.clone()).collect(),
            contract: description.contract(&choice),
        }
    }

    /// Returns true if the actions repair their findings and nothing else changes.
    fn is_repaired(&self, source: &Source<'_>, candidates: &[&Candidate]) -> bool {
        let actions: Vec<Value> = write_actions_in_order(candidates);
        let text: Arc<str> = build_overlay("Repairs", &actions).to_string().into();
        let loader = WithOverlay {
            disk: Arc::clone(source.disk),
            text,
        };
        let overlays: Vec<String> = source
            .overlays
            .iter()
            .cloned()
            .chain([NAME.to_owned()])
            .collect();
        let Ok(repaired) = Description::open(Arc::new(loader), source.spec, &overlays) else {
            return false;
        };
        let after = Self::of(&repaired);
        let is_gone = |candidate: &&Candidate| !after.findings.contains(&candidate.message);
        let is_suggested = candidates.iter().any(|candidate| candidate.is_suggestion);
        candidates.iter().all(is_gone)
            && after.findings.is_subset(&self.findings)
            && (is_suggested || compare(&self.contract, &after.contract).is_empty())
    }
}

/// A repair of a finding.
struct Candidate {
    message: String,
    path: Vec<Step>,
    action: Value,
    is_suggestion: bool,
}

/// A step from a value to one in it; later entries of a list sort first, since removing one moves those after it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Step {
    Index(std::cmp::Reverse<usize>),
    Key(String),
}

fn candidates(
    source: &Source<'_>,
    description: &Description,
    findings: &[Finding],
) -> Vec<Candidate> {
    let is_here = |finding: &&Finding| {
        finding.severity != Severity::Refused
            && finding.rule != Rule::UnnamedOperation
            && *finding.place.file == *source.spec
    };
    let here: Vec<&Finding> = findings.iter().filter(is_here).collect();
    let places = here
        .iter()
        .map(|finding| (finding.place.line, finding.place.column));
    let spots = find_values(description, source.spec, &places.collect());
    let mut found = Vec::new();
    let mut paths = HashSet::new();
    for finding in here {
        let Some((path, value)) = spots.get(&(finding.place.line, finding.place.column)) else {
            continue;
        };
        if path.is_empty() || !paths.insert(path.clone()) {
            continue;
        }
        let (parent, last) = path.split_at(path.len() - 1);
        let suggested = match (&finding.suggestion, &last[0]) {
            (Some(suggestion), Step::Key(key)) if value.kind() == Kind::String => {
                Some(json!({ "target": json_path(parent), "update": { key.clone(): suggestion } }))
            }
            _ => None,
        };
        let is_suggestion = suggested.is_some();
        let action = suggested.unwrap_or_else(
            || json!({ "target": json_path(path), "description": finding.message, "remove": true }),
        );
        found.push(Candidate {
            message: finding.message.clone(),
            path: path.clone(),
            action,
            is_suggestion,
        });
    }
    found
}

fn write_actions(candidates: &[Candidate]) -> Vec<Value> {
    write_actions_in_order(&candidates.iter().collect::<Vec<_>>())
}

fn write_actions_in_order(candidates: &[&Candidate]) -> Vec<Value> {
    let mut sorted = candidates.to_vec();
    sorted.sort_by(|a, b| a.path.cmp(&b.path));
    sorted
        .iter()
        .map(|candidate| candidate.action.clone())
        .collect()
}

type ValuesByPlace = HashMap<(u32, u32), (Vec<Step>, Tree)>;

/// The values of a file that are at one of the places, or whose keys are.
fn find_values(
    description: &Description,
    file: &str,
    places: &HashSet<(u32, u32)>,
) -> ValuesByPlace {
    let mut found = ValuesByPlace::new();
    let root = description
        .source(file)
        .and_then(|source| source.root().ok());
    let mut queue: Vec<(Vec<Step>, Tree)> = root
        .map(|root| (Vec::new(), Tree::from_node(root)))
        .into_iter()
        .collect();
    let mut seen = 0;
    while let Some((path, tree)) = queue.pop() {
        seen += 1;
        if seen > VALUES_MAX || found.len() == places.len() {
            break;
        }
        let inside = |step: Step| [&path[..], &[step]].concat();
        for (key, value) in tree.entries() {
            let path = inside(Step::Key(key.text.to_string()));
            let ends: [Place; 2] = [key.at.into(), value.place()];
            for place in ends.map(|place| (place.line, place.column)) {
                if places.contains(&place) {
                    found.insert(place, (path.clone(), value.clone()));
                }
            }
            queue.push((path, value));
        }
        for (index, value) in tree.items().into_iter().enumerate() {
            let path = inside(Step::Index(std::cmp::Reverse(index)));
            let place = value.place();
            if places.contains(&(place.line, place.column)) {
                found.insert((place.line, place.column), (path.clone(), value.clone()));
            }
            queue.push((path, value));
        }
    }
    found
}

fn json_path(path: &[Step]) -> String {
    let step = |step: &Step| match step {
        Step::Index(index) => format!("[{}]", index.0),
        Step::Key(key) => format!("[{}]", super::quote(key)),
    };
    format!("${}", path.iter().map(step).collect::<String>())
}

/// The files of a description, and the overlay that is tried.
struct WithOverlay {
    disk: Arc<Disk>,
    text: Arc<str>,
}

impl Loader for WithOverlay {
    fn load(&self, path: &str) -> Result<Arc<str>, String> {
        match path {
            NAME => Ok(Arc::clone(&self.text)),
            // Each text is read once: standard input cannot be read again.
            path => self
                .disk
                .text(path)
                .map_or_else(|| self.disk.load(path), Ok),
        }
    }
}
