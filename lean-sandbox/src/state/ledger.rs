//! A year of transactions: the same for the same account and day, and such that the balances add up.

use std::time::Duration;

use jiff::civil::Date;
use jiff::tz::Offset;
use jiff::{Timestamp, ToSpan};

use super::habits::{Habits, PlannedEntry};
use super::money::Money;
use crate::clock::day;
use crate::ids::Stream;

/// A transaction.
#[derive(Clone, Debug)]
pub(super) struct LedgerEntry {
    pub(super) id: String,
    pub(super) at: Timestamp,
    /// The index of the transaction among those of the same day, from 0.
    pub(super) index: usize,
    /// Negative if money went out.
    pub(super) amount: Money,
    /// The balance right after.
    pub(super) balance: Money,
    pub(super) narrative: String,
    pub(super) cleansed: String,
    pub(super) category: &'static str,
    pub(super) kind: &'static str,
    pub(super) sub_kind: &'static str,
    /// The merchant's name and category code, if it was one.
    pub(super) merchant: Option<(&'static str, &'static str)>,
}

/// The history that the bank provides, in days.
pub(super) const DAYS: i64 = 365;

/// The transactions of the year up to now, the oldest first.
pub(super) fn entries_of_year(
    habits: &Habits<'_>,
    stream: &mut Stream,
    now: Timestamp,
) -> Vec<LedgerEntry> {
    let mut entries = Vec::new();
    let mut balance = habits.opening();
    for ago in (0..=DAYS).rev() {
        let date = day(now).saturating_sub(ago.days());
        let mut drafts = habits.day(date, balance, stream);
        drafts.sort_by_key(|draft| draft.second);
        for (index, draft) in drafts.into_iter().enumerate() {
            // Today has come only so far.
            let Some(at) = instant(date, draft.second).filter(|at| *at <= now) else {
                continue;
            };
            balance = balance + draft.amount;
            entries.push(book(draft, stream.uuid(), at, index, balance));
        }
    }
    entries
}

fn book(
    draft: PlannedEntry,
    id: String,
    at: Timestamp,
    index: usize,
    balance: Money,
) -> LedgerEntry {
    LedgerEntry {
        id,
        at,
        index,
        amount: draft.amount,
        balance,
        narrative: draft.narrative,
        cleansed: draft.cleansed,
        category: draft.category,
        kind: draft.kind,
        sub_kind: draft.sub_kind,
        merchant: draft.merchant,
    }
}

fn instant(date: Date, second: u64) -> Option<Timestamp> {
    let midnight = Offset::UTC.to_timestamp(date.at(0, 0, 0, 0)).ok()?;
    midnight.checked_add(Duration::from_secs(second)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Region;
    use crate::state::habits::AccountUse;

    #[test]
    fn the_same_account_has_the_same_year_and_the_balances_add_up() {
        let now: Timestamp = "2026-05-13T08:15:30Z".parse().expect("a timestamp");
        for used in [
            AccountUse::Current,
            AccountUse::Savings,
            AccountUse::CreditCard,
        ] {
            let habits = Habits {
                region: Region::Uae,
                used,
                repaid: &[],
            };
            let entries = entries_of_year(&habits, &mut Stream::new(7), now);
            let again = entries_of_year(&habits, &mut Stream::new(7), now);
            assert_eq!(format!("{entries:?}"), format!("{again:?}"));
            let mut balance = habits.opening();
            for entry in &entries {
                balance = balance + entry.amount;
                assert_eq!(entry.balance, balance);
                assert!(entry.at <= now);
            }
            assert!(entries.is_sorted_by_key(|entry| entry.at));
        }
    }

    #[test]
    fn nobody_is_ruined() {
        let now: Timestamp = "2026-05-13T08:15:30Z".parse().expect("a timestamp");
        for (region, seed) in [
            (Region::Uae, 1),
            (Region::Uae, 2),
            (Region::Ksa, 1),
            (Region::Ksa, 2),
        ] {
            let habits = Habits {
                region,
                used: AccountUse::Current,
                repaid: &[],
            };
            let current = entries_of_year(&habits, &mut Stream::new(seed), now);
            assert!(current.len() > 400, "{}", current.len());
            assert!(current.iter().all(|entry| !entry.balance.is_negative()));
        }
    }
}
