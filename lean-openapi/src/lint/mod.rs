//! Explanations of malformed descriptions.
//!
//! Nodes of a document come in, findings go out. This module reads documents; it never resolves one.

pub(crate) mod report;

pub(crate) use report::{Part, Report};
