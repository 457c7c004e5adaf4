//! The memory and the stack that reading takes at most.

use super::memory::{Memory, TOO_MUCH};
use super::problem::Problem;
use super::report::{DESCRIBED_MAX, DecodeReport};
use crate::json::Value;

/// Reading takes at most this much stack, by estimate: a thread may have no more than 2 MiB.
const STACK_BYTES_MAX: usize = 768 << 10;

/// The stack that reading a value of this many bytes takes. Without optimisation, a level takes less than three times its
/// value plus about a hundred bytes, as measured.
pub(super) const fn stack_of(bytes: usize) -> usize {
    bytes.saturating_mul(3).saturating_add(1024)
}

impl DecodeReport {
    /// Allows this much memory.
    pub(crate) fn limit_memory(&mut self, bytes: usize) {
        self.memory = Memory::of(bytes);
    }

    /// Charges the memory of a value before it is built. Returns false if this would take too much
    /// memory, which is noted once. After that, there is memory for nothing.
    #[inline]
    pub(crate) fn charge(&mut self, bytes: usize) -> bool {
        let fits = self.memory.take(bytes);
        if !fits {
            self.run_out();
        }
        fits
    }

    #[cold]
    fn run_out(&mut self) {
        if !self.memory.spend() {
            return;
        }
        self.count += 1;
        self.stopped = true;
        if !self.trial {
            self.problems.truncate(DESCRIBED_MAX - 1);
            self.problems.push(Problem::new("", TOO_MUCH));
        }
    }

    /// Begins to read a value inside the current one, which takes that much of the stack: see [`stack_of`]. Returns
    /// false if this would be too much, which is noted.
    #[inline]
    pub(super) fn enter(&mut self, stack: usize, value: Value<'_>) -> bool {
        let fits = self.stack + stack <= STACK_BYTES_MAX;
        if fits {
            self.stack += stack;
        } else {
            self.note(value, || {
                "nested too deeply for a type of this size".to_owned()
            });
        }
        fits
    }

    /// Ends what [`DecodeReport::enter`] began.
    #[inline]
    pub(super) fn leave(&mut self, stack: usize) {
        self.stack -= stack;
    }
}
