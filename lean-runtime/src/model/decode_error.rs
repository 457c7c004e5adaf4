//! The error of a document that does not read as its type.

use std::fmt;

use super::memory::TOO_MUCH;
use super::problem::Problem;
use crate::json::{SyntaxError, Unread};

/// Why a document could not be read as the type it should be.
///
/// It says where and what kind of mistake, never what the document held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecodeError {
    pub(super) syntax: Option<SyntaxError>,
    pub(super) problems: Vec<Problem>,
    pub(super) count: usize,
}

impl DecodeError {
    /// The places that do not fit, at most ten.
    #[must_use]
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// Returns the number of places that do not fit.
    #[must_use]
    pub fn count(&self) -> usize {
        self.count
    }

    /// Returns the position where the text stops being JSON, if it does.
    #[must_use]
    pub fn syntax(&self) -> Option<&SyntaxError> {
        self.syntax.as_ref()
    }

    /// An error for bytes that are not text, from this offset on.
    pub(crate) fn not_text(message: &'static str, offset: usize) -> DecodeError {
        DecodeError::syntax_error(SyntaxError { message, offset })
    }

    pub(super) fn unread(error: Unread) -> DecodeError {
        match error {
            Unread::Syntax(error) => DecodeError::syntax_error(error),
            Unread::Memory => DecodeError {
                syntax: None,
                problems: vec![Problem::new("", TOO_MUCH)],
                count: 1,
            },
        }
    }

    pub(crate) fn syntax_error(error: SyntaxError) -> DecodeError {
        DecodeError {
            syntax: Some(error),
            problems: Vec::new(),
            count: 1,
        }
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(syntax) = &self.syntax {
            return write!(f, "not JSON: {syntax}");
        }
        for (at, problem) in self.problems.iter().take(3).enumerate() {
            let comma = if at > 0 { "; " } else { "" };
            match problem.pointer.as_str() {
                // The whole, which may be a text that was never in a document: an identifier, say.
                "" => write!(f, "{comma}{}", problem.message)?,
                place => write!(f, "{comma}at {place}: {}", problem.message)?,
            }
        }
        match self.count.saturating_sub(3) {
            0 => Ok(()),
            more => write!(f, "; and {more} more"),
        }
    }
}

impl std::error::Error for DecodeError {}
