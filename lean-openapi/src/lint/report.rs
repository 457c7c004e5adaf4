//! The findings of one description: each once, with the parts that they refuse.

use std::collections::{HashMap, HashSet};

use crate::api::{Finding, Place, Rule, Severity, TypeId};

/// The findings so far.
#[derive(Default)]
pub(crate) struct Report {
    /// The part that is being resolved: refusals and remarks are recorded for it.
    current: Part,
    findings: Vec<Finding>,
    noted: HashSet<(String, u32, u32)>,
    refusals: HashMap<Part, Finding>,
    /// The unsupported parts of each operation, for its documentation.
    remarks: HashMap<Part, Vec<String>>,
    /// Keywords and formats that are reported once for the whole description.
    words: HashSet<String>,
}

/// A part of a description that can be refused.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) enum Part {
    /// Everything that is neither a type nor an operation.
    #[default]
    Other,
    /// A named type.
    Type(TypeId),
    /// An operation, by its index among the chosen ones.
    Operation(usize),
}

impl Report {
    /// A report that begins with the findings from opening the description.
    pub(crate) fn new(findings: &[Finding]) -> Self {
        Self {
            findings: findings.to_vec(),
            ..Self::default()
        }
    }

    /// Records what follows for a part, until the next part begins.
    pub(crate) fn begin(&mut self, part: Part) {
        self.current = part;
    }

    /// The part that is being resolved.
    pub(crate) fn current(&self) -> Part {
        self.current
    }

    /// Adds a finding, unless the same message was reported at the same place.
    pub(crate) fn add(&mut self, finding: Finding) {
        let key = (
            finding.message.clone(),
            finding.place.line,
            finding.place.column,
        );
        if self.noted.insert(key) {
            self.findings.push(finding);
        }
    }

    /// Reports a mistake that was understood anyway.
    pub(crate) fn report_repaired(&mut self, rule: Rule, place: Place, message: impl Into<String>) {
        self.add(Finding::repaired(rule, place, message));
    }

    /// Reports a part that is left out.
    pub(crate) fn report_ignored(&mut self, rule: Rule, place: Place, message: impl Into<String>) {
        self.add(Finding::ignored(rule, place, message));
    }

    /// Reports an unsupported part of an operation, also in the operation's documentation.
    pub(crate) fn leave_out(&mut self, rule: Rule, place: Place, message: String) {
        let remarks = self.remarks.entry(self.current).or_default();
        if !remarks.contains(&message) {
            remarks.push(message.clone());
        }
        self.report_ignored(rule, place, message);
    }

    /// Returns true if a word is new: it is to be reported once for the whole description.
    pub(crate) fn is_new_word(&mut self, word: &str) -> bool {
        self.words.insert(word.to_string())
    }

    /// Returns true if there is a finding at a place.
    pub(crate) fn has_finding_at(&self, place: &Place) -> bool {
        let is_there = |finding: &Finding| {
            (
                &finding.place.file,
                finding.place.line,
                finding.place.column,
            ) == (&place.file, place.line, place.column)
        };
        self.findings.iter().any(is_there)
    }

    /// Refuses every operation that needs the part that is being resolved.
    pub(crate) fn refuse(&mut self, finding: Finding) {
        self.refuse_part(self.current, finding);
    }

    /// Refuses every operation that needs a part. The first reason is kept.
    pub(crate) fn refuse_part(&mut self, part: Part, finding: Finding) {
        let finding = Finding {
            severity: Severity::Refused,
            ..finding
        };
        self.refusals.entry(part).or_insert(finding);
    }

    /// The reason why a part is refused.
    pub(crate) fn refusal(&self, part: Part) -> Option<&Finding> {
        self.refusals.get(&part)
    }

    /// Returns true if a type is refused.
    pub(crate) fn has_refused_type(&self) -> bool {
        let mut parts = self.refusals.keys();
        parts.any(|part| matches!(part, Part::Type(_)))
    }

    /// Removes the findings in an area.
    pub(crate) fn forget(&mut self, area: &Place) {
        self.findings
            .retain(|finding| !area.contains(&finding.place));
    }

    /// The unsupported parts of a part, for its documentation.
    pub(crate) fn take_remarks(&mut self, part: Part) -> Vec<String> {
        self.remarks.remove(&part).unwrap_or_default()
    }

    /// The findings, without refusals.
    pub(crate) fn take_findings(&mut self) -> Vec<Finding> {
        std::mem::take(&mut self.findings)
    }
}
