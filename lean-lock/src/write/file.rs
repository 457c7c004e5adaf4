//! Changes a lock and writes it.

use lean_diff::Change;
use lean_openapi::contract::Contract;

use super::facts_of;
use crate::facts::Facts;
use crate::file::Lock;
use crate::restrict::used_parts;
use crate::usage::Usage;
use crate::words;

const HEADER: &str = "\
# What this crate uses of its API descriptions. `cargo lean-api lock` and `cargo lean-api accept` write this file.
# One fact a line. After a merge, run `cargo lean-api lock --check`.
";

impl Lock {
    /// Writes the lock.
    #[must_use]
    pub fn text(&self) -> String {
        let mut lines = Vec::new();
        for (key, facts) in &self.descriptions {
            let key = words::quote_word(key);
            lines.extend(facts.lines().iter().map(|line| format!("{key} {line}\n")));
        }
        lines.sort_unstable();
        format!("{HEADER}{}", lines.concat())
    }

    /// Replaces the facts of a description by the used parts of a contract. Accepted changes stay.
    pub fn set(&mut self, key: &str, contract: &Contract, usage: &Usage) {
        let mut usage = usage.clone();
        usage.drop_underived_schemas();
        let accepted = self.descriptions.remove(key);
        let accepted = accepted.and_then(|mut facts| facts.remove("accepted"));
        let mut facts = Facts::default();
        for part in used_parts(contract, &usage) {
            facts.merge(facts_of(&part));
        }
        usage.add_to(&mut facts);
        if let Some(accepted) = accepted {
            facts.at("accepted").merge(accepted);
        }
        if !facts.is_empty() {
            self.descriptions.insert(key.to_owned(), facts);
        }
    }

    /// Forgets the descriptions that are not used any more.
    pub fn retain(&mut self, keys: impl Fn(&str) -> bool) {
        self.descriptions.retain(|key, _| keys(key));
    }

    /// Keeps that a change was accepted, and why.
    pub fn accept(&mut self, key: &str, change: &Change, reason: &str) {
        let facts = self.descriptions.entry(key.to_owned()).or_default();
        let facts = facts
            .at("accepted")
            .at(&change.fingerprint())
            .at(&change.rule.to_string())
            .at(&change.subject.to_string());
        if reason.is_empty() {
            facts.state();
        } else {
            facts.set_value(reason);
        }
    }

    /// Removes accepted changes without a reason: the facts already record them.
    pub fn forget_without_reason(&mut self, key: &str) {
        let accepted = self.accepted_changes(key);
        let Some(facts) = self.descriptions.get_mut(key) else {
            return;
        };
        for (fingerprint, known) in accepted {
            if known.reason.is_empty() {
                facts.at("accepted").remove(&fingerprint);
            }
        }
    }
}
