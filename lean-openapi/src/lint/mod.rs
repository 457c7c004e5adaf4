//! Explanations of malformed descriptions.
//!
//! Nodes of a document come in, findings go out. This module reads documents and knows nothing of how they are
//! resolved: `resolve` calls it. The reasons why a file, a reference or a keyword cannot be read at all are in `document`,
//! since they are its errors.

mod misplaced_fields;
mod not_found;
pub(crate) mod objects;
mod report;
mod security_scheme;
mod unknown_fields;
mod unknown_keywords;
mod unknown_scheme;
mod wrong_kind_refs;

pub(crate) use report::{Part, Report};
pub(crate) use security_scheme::TOKEN_AUTH_METHOD;
