//! JSON text as a tape: read once, without losing a digit, then visited in any order.
//!
//! Generated models do not parse. They ask a [`Value`] for what they need, and unions ask it twice.
//! The tape makes both cheap: one linear pass checks the text against RFC 8259 and notes where each
//! value starts and ends. Numbers and strings keep the server's text until they are requested.

mod entry;
mod find;
mod members;
mod pointer;
mod scan;
mod surrogate;
mod tape;
#[cfg(test)]
mod tests;
mod unescape;
mod value;
mod writer;

pub(crate) use find::is_same;
pub(crate) use members::Name;
pub(crate) use tape::{Scanned, Unread};
pub use tape::{SyntaxError, Tape};
pub use value::{Value, ValueKind};
pub use writer::Writer;
pub(crate) use writer::{Mark, NotFinite, Tag};
