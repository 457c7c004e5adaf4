//! The body of a request.

use std::fmt;

use bytes::Bytes;

use super::Source;

/// The body of a request.
#[derive(Clone, Default)]
#[non_exhaustive]
pub enum Payload {
    /// None: no `Content-Length` either, unless the method calls for one.
    #[default]
    Empty,
    /// Bytes in memory, sent again as they are if the call is repeated.
    Bytes(Bytes),
    /// A stream, opened once per attempt.
    Stream(Source),
}

impl Payload {
    /// Returns true if it can be sent more than once.
    pub(crate) fn is_replayable(&self) -> bool {
        match self {
            Self::Empty | Self::Bytes(_) => true,
            Self::Stream(source) => source.is_replayable(),
        }
    }
}

impl fmt::Debug for Payload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("Empty"),
            Self::Bytes(bytes) => write!(f, "Bytes({})", bytes.len()),
            Self::Stream(source) => source.fmt(f),
        }
    }
}
