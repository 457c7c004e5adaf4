//! The limit on the memory for reading a document.
//!
//! A few bytes of text may become many in memory: `{}` is a struct with room for all its optional
//! members. So memory is charged before a value is built, and reading stops at the limit.

/// A document may come to this much memory for each byte that its text may have: values, and the tape that they are read
/// from.
const BYTES_FOR_EACH: usize = 4;

/// A document that no client limits may come to this much, and to eight times its text if that is more.
const UNLIMITED_BYTES: usize = 64 << 20;

/// Why a document is not read.
pub(crate) const TOO_MUCH: &str = "the values take more memory than a body of the allowed size may; the client's \
     `.max_body_bytes(..)` moves the limit";

/// The memory that reading may still take.
#[derive(Debug)]
pub(super) struct Memory {
    /// Zero after it ran out.
    left: usize,
    is_spent: bool,
}

impl Memory {
    pub(super) fn of(bytes: usize) -> Memory {
        Memory {
            left: bytes,
            is_spent: false,
        }
    }

    /// Returns the remaining memory for a trial, which does not use it up.
    pub(super) fn of_trial(&self) -> Memory {
        Memory {
            left: self.left,
            is_spent: self.is_spent,
        }
    }

    /// Takes this many bytes; returns false if fewer are left.
    #[inline]
    pub(super) fn take(&mut self, bytes: usize) -> bool {
        let left = self.left.checked_sub(bytes);
        self.left = left.unwrap_or(self.left);
        left.is_some()
    }

    /// Leaves nothing. Returns false if memory ran out before.
    pub(super) fn spend(&mut self) -> bool {
        self.left = 0;
        !std::mem::replace(&mut self.is_spent, true)
    }

    pub(super) fn is_spent(&self) -> bool {
        self.is_spent
    }
}

impl Default for Memory {
    fn default() -> Memory {
        Memory::of(UNLIMITED_BYTES)
    }
}

/// Returns the memory limit for reading a body of at most `bytes_max` bytes.
pub(crate) fn of_body(bytes_max: u64) -> usize {
    usize::try_from(bytes_max)
        .unwrap_or(usize::MAX)
        .saturating_mul(BYTES_FOR_EACH)
}

/// Returns the memory limit for reading this text.
pub(crate) fn of_text(text: &str) -> usize {
    text.len().saturating_mul(8).max(UNLIMITED_BYTES)
}

/// Returns the memory that an allocation of this many bytes takes: allocators round up and add
/// bookkeeping.
#[inline]
pub(crate) const fn allocation(bytes: usize) -> usize {
    match bytes {
        0 => 0,
        1..=9 => 32,
        bytes => bytes.saturating_add(23),
    }
}
