//! Mistakes and unsupported parts of a description.

use super::Place;

/// Something noticed in a description.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Its severity.
    pub severity: Severity,
    /// The message: one sentence, lower case, names in backticks, no full stop.
    pub message: String,
    /// The remedy, if there is one.
    pub help: Option<String>,
    /// The place in the description.
    pub place: Place,
}

impl Finding {
    /// The same with what became of it: in the sentence, or under it where that ends in a question.
    pub(crate) fn treated(mut self, how: &str) -> Self {
        if self.message.ends_with('?') {
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
    Mended,
    /// Left out: nothing that was chosen needs it, or it only documents.
    Ignored,
    /// The part that needs it cannot be generated.
    Refused,
}
