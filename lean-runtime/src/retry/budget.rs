//! The budget that all calls of a client share.

use std::sync::atomic::{AtomicU32, Ordering};

/// What one retry takes.
const PRICE: u32 = 5;

/// Tokens that retries take and good calls give back.
pub(crate) struct Budget {
    tokens: AtomicU32,
    max: u32,
}

impl Budget {
    pub(crate) fn new(max: u32) -> Self {
        Self {
            tokens: AtomicU32::new(max),
            max,
        }
    }

    /// Whether one more retry can be paid for; takes its price.
    pub(crate) fn take(&self) -> bool {
        let pay = |tokens: u32| tokens.checked_sub(PRICE);
        self.tokens
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, pay)
            .is_ok()
    }

    /// A call ended well at its first attempt.
    pub(crate) fn give(&self) {
        let add = |tokens: u32| (tokens < self.max).then(|| tokens + 1);
        // At the maximum already: nothing to give.
        let _ = self
            .tokens
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, add);
    }
}

#[cfg(test)]
mod tests {
    use super::Budget;

    #[test]
    fn retries_stop_when_the_budget_is_spent_and_come_back_with_good_calls() {
        let budget = Budget::new(12);
        assert!(budget.take());
        assert!(budget.take());
        assert!(!budget.take());
        for _ in 0..3 {
            budget.give();
        }
        assert!(budget.take());
        for _ in 0..100 {
            budget.give();
        }
        assert_eq!((0..100).filter(|_| budget.take()).count(), 2);
    }
}
