//! What was noticed in a description.

use super::Place;

/// Something noticed in a description.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// How much it matters.
    pub severity: Severity,
    /// One sentence, lower case, names in backticks, no full stop.
    pub message: String,
    /// What to do about it, if that can be said.
    pub help: Option<String>,
    /// Where.
    pub place: Place,
}

/// How much a [`Finding`] matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// Slightly wrong, understood all the same.
    Mended,
    /// Left out: nothing that was chosen needs it, or it only documents.
    Ignored,
    /// What needs it cannot be generated.
    Refused,
}
