//! Bodies of requests and responses: bytes in memory, or streams.
//!
//! A request's [`Source`] can be opened anew for each attempt; a response's [`Incoming`] is bounded in size and
//! in how long it may stand still.

mod guard;
mod incoming;
mod part;
mod source;

use std::{io, pin::Pin};

pub use bytes::Bytes;
use futures_core::Stream;

pub(crate) use self::guard::{Guard, Limits};
pub(crate) use self::incoming::Bounds;
pub use self::{incoming::Incoming, part::Part, source::Source};

/// A stream of bytes that a program reads or writes.
pub type ByteStream = Pin<Box<dyn Stream<Item = io::Result<Bytes>> + Send>>;
