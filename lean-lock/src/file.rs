//! The file `lean.lock`: a fact a line, sorted. The module `write` writes it.

use std::collections::BTreeMap;

use lean_openapi::contract::Contract;

use crate::facts::{Facts, Fault};
use crate::part;
use crate::read::contract_of;
use crate::usage::Usage;
use crate::words;

/// The name of the file.
pub const NAME: &str = "lean.lock";

/// The line of `.gitattributes` that lets branches merge.
pub const ATTRIBUTES: &str = "lean.lock merge=union";

/// A lock: the used parts and the accepted changes of each description.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lock {
    pub(crate) descriptions: BTreeMap<String, Facts>,
}

/// A change that was accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AcceptedChange {
    /// The rule of the change.
    pub rule: String,
    /// The subject of the change, in words.
    pub subject: String,
    /// The reason for accepting it; empty if none was given.
    pub reason: String,
}

impl Lock {
    /// Reads a lock. Lines may be in any order and there twice, as after a merge.
    ///
    /// # Errors
    /// Facts with two values, and lines that are not facts.
    pub fn parse(text: &str) -> Result<Lock, Vec<Fault>> {
        let mut lock = Lock::default();
        let mut faults = Vec::new();
        for line in fact_lines(text) {
            lock.read(line, &mut faults);
        }
        if faults.is_empty() {
            Ok(lock)
        } else {
            Err(faults)
        }
    }

    /// Reads the needed facts of one description: some operations, by method and path, and all
    /// types. Everything else may be left out.
    ///
    /// # Errors
    /// Facts with two values, and lines that are not facts.
    pub fn parse_part(
        text: &str,
        key: &str,
        operations: &[(String, String)],
    ) -> Result<Lock, Vec<Fault>> {
        let facts = part::read_facts(text, key, operations)?;
        let mut lock = Lock::default();
        if !facts.is_empty() {
            lock.descriptions.insert(key.to_owned(), facts);
        }
        Ok(lock)
    }

    fn read(&mut self, line: &str, faults: &mut Vec<Fault>) {
        match words::split_line(line) {
            Some((words, value)) if words.len() > 1 && !is_conflict(line) => {
                let facts = self.descriptions.entry(words[0].clone()).or_default();
                let fault = facts.add(&words[1..], value);
                faults.extend(fault.map(|fault| Fault {
                    line: format!("{} {}", words::quote_word(&words[0]), fault.line),
                    ..fault
                }));
            }
            _ => faults.push(Fault {
                line: line.to_owned(),
                values: None,
            }),
        }
    }

    /// The descriptions, by their keys.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.descriptions.keys().map(String::as_str)
    }

    /// Returns the contract that was locked of a description.
    #[must_use]
    pub fn contract(&self, key: &str) -> Option<Contract> {
        self.descriptions.get(key).map(contract_of)
    }

    /// Returns what was used of a description when it was locked.
    #[must_use]
    pub fn usage(&self, key: &str) -> Option<Usage> {
        self.descriptions.get(key).map(Usage::of)
    }

    /// Returns the accepted changes by their fingerprints.
    #[must_use]
    pub fn accepted_changes(&self, key: &str) -> BTreeMap<String, AcceptedChange> {
        let facts = self.descriptions.get(key);
        let all = facts.and_then(|facts| facts.get("accepted"));
        let mut found = BTreeMap::new();
        for (fingerprint, rules) in all.into_iter().flat_map(Facts::entries) {
            for (rule, subjects) in rules.entries() {
                for (subject, facts) in subjects.entries() {
                    let accepted = AcceptedChange {
                        rule: rule.to_owned(),
                        subject: subject.to_owned(),
                        reason: facts.value().unwrap_or_default().to_owned(),
                    };
                    found.insert(fingerprint.to_owned(), accepted);
                }
            }
        }
        found
    }
}

/// Returns the key of a description: the paths of the description and its overlays, relative to the
/// package.
#[must_use]
pub fn key(path: &str, overlays: &[String]) -> String {
    let escaped = |path: &str| path.replace('%', "%25").replace('+', "%2B");
    let mut key = escaped(path);
    for overlay in overlays {
        key.push('+');
        key.push_str(&escaped(overlay));
    }
    key
}

/// Returns the path and the overlays of a key.
#[must_use]
pub fn paths(key: &str) -> (String, Vec<String>) {
    let mut parts = key
        .split('+')
        .map(|part| part.replace("%2B", "+").replace("%25", "%"));
    let path = parts.next().unwrap_or_default();
    (path, parts.collect())
}

/// Returns the lines that hold facts.
pub(crate) fn fact_lines(text: &str) -> impl Iterator<Item = &str> {
    let lines = text.split('\n').map(str::trim_ascii);
    lines.filter(|line| !line.is_empty() && !line.starts_with("# ") && *line != "#")
}

/// Returns true for a line that git writes between two versions.
pub(crate) fn is_conflict(line: &str) -> bool {
    let marks = ["<<<<<<<", "|||||||", "=======", ">>>>>>>"];
    marks.iter().any(|mark| line.starts_with(mark))
}
