//! Mistakes and unsupported parts of a description.

use std::fmt;

use super::{Place, Rule};

/// A mistake or an unsupported part of a description.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Its kind.
    pub rule: Rule,
    /// Its severity.
    pub severity: Severity,
    /// The message: one sentence, lower case, names in backticks, no full stop.
    pub message: String,
    /// The text that was most likely meant; the message or the remedy asks for it.
    pub suggestion: Option<String>,
    /// The remedy, if there is one.
    pub help: Option<String>,
    /// The place in the description.
    pub place: Place,
}

impl Finding {
    /// A mistake that was understood anyway.
    pub fn repaired(rule: Rule, place: impl Into<Place>, message: impl Into<String>) -> Self {
        Self::new(Severity::Repaired, rule, place.into(), message.into())
    }

    /// A part that is left out; nothing else is lost.
    pub fn ignored(rule: Rule, place: impl Into<Place>, message: impl Into<String>) -> Self {
        Self::new(Severity::Ignored, rule, place.into(), message.into())
    }

    /// A mistake that makes everything unusable that needs the part.
    pub fn refused(rule: Rule, place: impl Into<Place>, message: impl Into<String>) -> Self {
        Self::new(Severity::Refused, rule, place.into(), message.into())
    }

    fn new(severity: Severity, rule: Rule, place: Place, message: String) -> Self {
        Self {
            rule,
            severity,
            message,
            suggestion: None,
            help: None,
            place,
        }
    }

    /// With a remedy.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// With the text that was most likely meant, as a question at the end of the message.
    #[must_use]
    pub fn suggest(mut self, near: impl fmt::Display) -> Self {
        self.message = format!("{}; did you mean `{near}`?", self.message);
        self.suggestion = Some(near.to_string());
        self
    }

    /// With the text that was most likely meant, if there is one.
    #[must_use]
    pub fn maybe_suggest(self, near: Option<impl fmt::Display>) -> Self {
        match near {
            Some(near) => self.suggest(near),
            None => self,
        }
    }

    /// With the text that was perhaps meant, if there is one: a question in the remedy, not in the message.
    #[must_use]
    pub fn maybe_suggest_in_help(mut self, near: Option<impl fmt::Display>) -> Self {
        if let Some(near) = near {
            self.help = Some(format!("did you mean `{near}`?"));
            self.suggestion = Some(near.to_string());
        }
        self
    }

    /// With the repair: in the message, or in the remedy if the message ends in a
    /// question.
    #[must_use]
    pub(crate) fn with_outcome(mut self, how: &str) -> Self {
        if self.suggestion.is_some() {
            self.help
                .get_or_insert_with(|| format!("until then it is {how}"));
        } else {
            self.message = format!("{}; {how}", self.message);
        }
        self
    }
}

/// The severity of a [`Finding`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// Slightly wrong, understood anyway.
    Repaired,
    /// Left out: nothing that was chosen needs it, or it only documents.
    Ignored,
    /// The part that needs it cannot be generated.
    Refused,
}
