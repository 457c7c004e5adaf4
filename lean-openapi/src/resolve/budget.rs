//! The limits of one resolution: work, combinations and depth.

/// The maximum number of schemas read, with repetitions, for a description of any size: fifty times
/// the need of descriptions of some megabytes.
const WORK_MAX: usize = 1_000_000;

/// The number of bytes that allow one more schema, for long descriptions.
const BYTES_A_SCHEMA: usize = 8;

/// Combinations of unions that hold at once, in all: each becomes a type.
const COMBINATIONS_MAX: usize = 2_000;

/// The work done so far, and what is left.
pub(super) struct Budget {
    work: usize,
    work_max: usize,
    combinations_left: usize,
    depth: usize,
}

impl Budget {
    pub(super) fn new() -> Self {
        Self {
            work: 0,
            work_max: WORK_MAX,
            combinations_left: COMBINATIONS_MAX,
            depth: 0,
        }
    }

    /// The number of schemas read, with repetitions.
    pub(super) fn work(&self) -> usize {
        self.work
    }

    /// Takes work from the budget. Returns false if it is used up. `bytes` is the length of the description.
    pub(super) fn spend(&mut self, work: usize, bytes: impl FnOnce() -> usize) -> bool {
        self.work = self.work.saturating_add(work);
        if self.work >= self.work_max && self.work_max == WORK_MAX {
            self.work_max += bytes() / BYTES_A_SCHEMA;
        }
        self.work < self.work_max
    }

    /// Takes combinations of unions from the budget. Returns false if there are not enough left.
    pub(super) fn combine(&mut self, combinations: usize) -> bool {
        let left = self.combinations_left.checked_sub(combinations);
        self.combinations_left = left.unwrap_or(self.combinations_left);
        left.is_some()
    }

    /// Goes one level deeper. Returns false, and stays, if the depth is reached.
    pub(super) fn enter(&mut self, depth_max: usize) -> bool {
        let is_allowed = self.depth < depth_max;
        self.depth += usize::from(is_allowed);
        is_allowed
    }

    /// Goes one level up.
    pub(super) fn leave(&mut self) {
        self.depth -= 1;
    }
}

#[cfg(test)]
mod tests {
    use super::{Budget, WORK_MAX};

    #[track_caller]
    fn check(bytes: usize, work: usize, allowed: bool) {
        assert_eq!(Budget::new().spend(work, || bytes), allowed);
    }

    #[test]
    fn long_descriptions_may_cost_more() {
        check(0, WORK_MAX - 1, true);
        check(0, WORK_MAX * 2, false);
        check(WORK_MAX * 10, WORK_MAX * 2, true);
        check(WORK_MAX * 10, WORK_MAX * 3, false);
    }

    #[test]
    fn combinations_that_are_refused_are_not_counted() {
        let mut budget = Budget::new();
        assert!(!budget.combine(2_001));
        assert!(budget.combine(2_000));
        assert!(!budget.combine(1));
    }

    #[test]
    fn depth_is_left_as_it_was_entered() {
        let mut budget = Budget::new();
        assert!(budget.enter(1));
        assert!(!budget.enter(1));
        budget.leave();
        assert!(budget.enter(1));
    }
}
