//! The budget that all calls of a client share.

use std::sync::atomic::{AtomicU32, Ordering};

/// Into how many parts a token is divided.
const PARTS: u32 = 5;

/// The price of one retry, in parts of a token.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Price {
    /// After a failure: five tokens.
    Failure,
    /// After the server refused a request without acting on it, as servers do that close a connection in good order.
    Refusal,
}

impl Price {
    const fn parts(self) -> u32 {
        match self {
            Self::Failure => 5 * PARTS,
            Self::Refusal => 1,
        }
    }
}

/// Tokens that retries take and good calls give back.
pub(crate) struct Budget {
    parts: AtomicU32,
    parts_max: u32,
}

impl Budget {
    pub(crate) fn new(tokens_max: u32) -> Self {
        let parts_max = tokens_max.saturating_mul(PARTS);
        Self {
            parts: AtomicU32::new(parts_max),
            parts_max,
        }
    }

    /// Returns true if the budget covers one more retry, and subtracts the price.
    pub(crate) fn try_take(&self, price: Price) -> bool {
        let pay = |parts: u32| parts.checked_sub(price.parts());
        self.parts
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, pay)
            .is_ok()
    }

    /// A call ended well at its first attempt.
    pub(crate) fn give_back(&self) {
        let add = |parts: u32| {
            (parts < self.parts_max).then(|| parts.saturating_add(PARTS).min(self.parts_max))
        };
        // At the maximum already: nothing to give.
        let _ = self
            .parts
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, add);
    }
}

#[cfg(test)]
mod tests {
    use super::{Budget, Price};

    #[test]
    fn retries_stop_when_the_budget_is_spent_and_come_back_with_good_calls() {
        let budget = Budget::new(12);
        assert!(budget.try_take(Price::Failure));
        assert!(budget.try_take(Price::Failure));
        assert!(!budget.try_take(Price::Failure));
        for _ in 0..3 {
            budget.give_back();
        }
        assert!(budget.try_take(Price::Failure));
        for _ in 0..100 {
            budget.give_back();
        }
        assert_eq!(
            (0..100).filter(|_| budget.try_take(Price::Failure)).count(),
            2
        );
    }

    #[test]
    fn refusals_without_work_take_a_fifth_of_a_token() {
        let budget = Budget::new(2);
        let refusals = (0..100).filter(|_| budget.try_take(Price::Refusal));
        assert_eq!(refusals.count(), 10);
        assert!(!Budget::new(0).try_take(Price::Refusal));
    }
}
