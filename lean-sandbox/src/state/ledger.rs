//! A year of transactions: the same for the same account and day, and such that the balances add up.

use std::time::Duration;

use jiff::civil::Date;
use jiff::tz::Offset;
use jiff::{Timestamp, ToSpan};

use super::merchants::{employer, merchants, standing};
use super::money::Money;
use crate::Region;
use crate::clock::day;
use crate::ids::Stream;

/// One transaction.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) id: String,
    pub(super) at: Timestamp,
    /// Its place among those of the same day, from 0.
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

/// What an account is used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Use {
    Current,
    Savings,
    CreditCard,
}

/// How far back the bank tells, in days.
pub(super) const DAYS: i64 = 365;

const SAVED: Money = Money::whole(2_000);
const REPAID: Money = Money::whole(1_500);

/// The transactions of the year up to now, the oldest first.
pub(super) fn year(region: Region, used: Use, stream: &mut Stream, now: Timestamp) -> Vec<Entry> {
    let today = day(now);
    let mut book = Book {
        region,
        stream,
        entries: Vec::new(),
        balance: opening(used),
        today: Vec::new(),
    };
    for ago in (0..=DAYS).rev() {
        let date = today.saturating_sub(ago.days());
        book.plan(used, date);
        book.close_day(date, now);
    }
    book.entries
}

fn opening(used: Use) -> Money {
    match used {
        Use::Current => Money(1_264_035),
        Use::Savings => Money::whole(41_500),
        Use::CreditCard => Money(-82_540),
    }
}

struct Book<'a> {
    region: Region,
    stream: &'a mut Stream,
    entries: Vec<Entry>,
    balance: Money,
    /// What is planned for the day, with the second of the day.
    today: Vec<(u64, Draft)>,
}

struct Draft {
    amount: Money,
    narrative: String,
    cleansed: String,
    category: &'static str,
    kind: &'static str,
    sub_kind: &'static str,
    merchant: Option<(&'static str, &'static str)>,
}

impl Book<'_> {
    fn plan(&mut self, used: Use, date: Date) {
        match used {
            Use::Current => {
                self.plan_month(date);
                let purchases = self.stream.below(4);
                (0..purchases).for_each(|_| self.plan_purchase("POS"));
            }
            Use::Savings => self.plan_savings(date),
            Use::CreditCard => {
                if self.stream.below(5) == 0 {
                    self.plan_purchase("CARD");
                }
                if date.day() == 24 && self.balance.is_negative() {
                    let amount = REPAID.min(self.balance.size());
                    self.transfer(
                        amount,
                        "CREDIT CARD PAYMENT RECEIVED",
                        "Card repayment",
                        "REPAYMENTS",
                    );
                }
            }
        }
    }

    fn plan_month(&mut self, date: Date) {
        for order in standing(self.region)
            .iter()
            .filter(|order| order.day == date.day())
        {
            let more = if order.spread > 0 {
                self.stream.below(order.spread)
            } else {
                0
            };
            self.add(
                7 * 60,
                Draft {
                    amount: -hundredths(order.from + more),
                    narrative: order.narrative.to_owned(),
                    cleansed: order.name.to_owned(),
                    category: order.category,
                    kind: order.kind,
                    sub_kind: "NOT_APPLICABLE",
                    merchant: None,
                },
            );
        }
        match date.day() {
            25 => {
                let name = employer(self.region);
                self.add(
                    5 * 60,
                    Draft {
                        amount: Money(1_925_000),
                        narrative: format!("SALARY {name}"),
                        cleansed: "Salary".to_owned(),
                        category: "SALARY_AND_REVENUE",
                        kind: "LOCAL_BANK_TRANSFER",
                        sub_kind: "MONEY_TRANSFER",
                        merchant: None,
                    },
                );
            }
            26 => self.transfer(
                -SAVED,
                "TRANSFER TO OWN SAVINGS ACCOUNT",
                "Transfer to savings",
                "MONEY_TRANSFER",
            ),
            24 => self.transfer(
                -REPAID,
                "CREDIT CARD PAYMENT",
                "Card repayment",
                "REPAYMENTS",
            ),
            _ => {}
        }
    }

    fn plan_savings(&mut self, date: Date) {
        if date.day() == 26 {
            self.transfer(
                SAVED,
                "TRANSFER FROM OWN CURRENT ACCOUNT",
                "Transfer to savings",
                "MONEY_TRANSFER",
            );
        }
        if date.day() == date.days_in_month() {
            let amount = Money(self.balance.0 * 3 / 1_200);
            self.add(
                23 * 60,
                Draft {
                    amount,
                    narrative: "PROFIT PAID".to_owned(),
                    cleansed: "Profit".to_owned(),
                    category: "OTHER",
                    kind: "OTHER",
                    sub_kind: "PROFIT",
                    merchant: None,
                },
            );
        }
    }

    fn plan_purchase(&mut self, means: &str) {
        let merchant = self.stream.pick(merchants(self.region));
        // Travel is rare.
        if merchant.category == "TRAVEL" && self.stream.below(3) > 0 {
            return;
        }
        // The smaller of two throws: most purchases are small.
        let range = merchant.to - merchant.from;
        let size = merchant.from + self.stream.below(range).min(self.stream.below(range));
        let minute = 8 * 60 + self.stream.below(14 * 60);
        let means = if merchant.online { "ECOM" } else { means };
        self.add(
            minute,
            Draft {
                amount: -hundredths(size),
                narrative: format!(
                    "{means} {} {}",
                    merchant.name.to_uppercase(),
                    merchant.place
                ),
                cleansed: merchant.name.to_owned(),
                category: merchant.category,
                kind: if merchant.online { "E_COMMERCE" } else { "POS" },
                sub_kind: "PURCHASE",
                merchant: Some((merchant.name, merchant.code)),
            },
        );
    }

    fn transfer(&mut self, amount: Money, narrative: &str, cleansed: &str, sub_kind: &'static str) {
        self.add(
            9 * 60,
            Draft {
                amount,
                narrative: narrative.to_owned(),
                cleansed: cleansed.to_owned(),
                category: "TRANSFER",
                kind: "SAME_BANK_TRANSFER",
                sub_kind,
                merchant: None,
            },
        );
    }

    fn add(&mut self, minute: u64, draft: Draft) {
        let second = minute * 60 + self.stream.below(60);
        self.today.push((second, draft));
    }

    /// Books what is planned, in the order of the clock, as far as the day has come.
    fn close_day(&mut self, date: Date, now: Timestamp) {
        let mut drafts = std::mem::take(&mut self.today);
        drafts.sort_by_key(|(second, _)| *second);
        for (index, (second, draft)) in drafts.into_iter().enumerate() {
            let Some(at) = instant(date, second).filter(|at| *at <= now) else {
                continue;
            };
            self.balance = self.balance + draft.amount;
            self.entries.push(Entry {
                id: self.stream.uuid(),
                at,
                index,
                amount: draft.amount,
                balance: self.balance,
                narrative: draft.narrative,
                cleansed: draft.cleansed,
                category: draft.category,
                kind: draft.kind,
                sub_kind: draft.sub_kind,
                merchant: draft.merchant,
            });
        }
    }
}

fn hundredths(size: u64) -> Money {
    Money(i64::try_from(size).unwrap_or_default())
}

fn instant(date: Date, second: u64) -> Option<Timestamp> {
    let midnight = Offset::UTC.to_timestamp(date.at(0, 0, 0, 0)).ok()?;
    midnight.checked_add(Duration::from_secs(second)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_account_has_the_same_year_and_the_balances_add_up() {
        let now: Timestamp = "2026-05-13T08:15:30Z".parse().expect("a timestamp");
        for used in [Use::Current, Use::Savings, Use::CreditCard] {
            let entries = year(Region::Uae, used, &mut Stream::new(7), now);
            let again = year(Region::Uae, used, &mut Stream::new(7), now);
            assert_eq!(format!("{entries:?}"), format!("{again:?}"));
            let mut balance = opening(used);
            for entry in &entries {
                balance = balance + entry.amount;
                assert_eq!(entry.balance, balance);
                assert!(entry.at <= now);
            }
            assert!(entries.is_sorted_by_key(|entry| entry.at));
        }
        let current = year(Region::Uae, Use::Current, &mut Stream::new(7), now);
        assert!(current.len() > 400, "{}", current.len());
        assert!(current.iter().all(|entry| !entry.balance.is_negative()));
    }
}
