//! Bodies of requests: bytes in memory, or streams that can be opened again for each attempt.

mod file;
mod payload;
mod source;

use std::{io, pin::Pin};

pub use bytes::Bytes;
use futures_core::Stream;

pub use self::{file::File, payload::Payload, source::Source};

/// A stream of bytes that a program reads or writes.
pub type ByteStream = Pin<Box<dyn Stream<Item = io::Result<Bytes>> + Send>>;
