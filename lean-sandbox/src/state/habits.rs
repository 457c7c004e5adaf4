//! The daily habits of account holders.

use jiff::civil::Date;

use super::merchants::{employer, merchants, standing};
use super::money::Money;
use crate::Region;
use crate::ids::Stream;

/// The use of an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum AccountUse {
    Current,
    Savings,
    CreditCard,
}

/// The habits of one account's holder.
pub(super) struct Habits<'a> {
    pub(super) region: Region,
    pub(super) used: AccountUse,
    /// The credit card repayments with their dates, which the current account pays.
    pub(super) repaid: &'a [(Date, Money)],
}

/// A transaction that is going to happen.
pub(super) struct PlannedEntry {
    /// Of the day.
    pub(super) second: u64,
    pub(super) amount: Money,
    pub(super) narrative: String,
    pub(super) cleansed: String,
    pub(super) category: &'static str,
    pub(super) kind: &'static str,
    pub(super) sub_kind: &'static str,
    pub(super) merchant: Option<(&'static str, &'static str)>,
}

const SAVED: Money = Money::whole(2_000);
const HOUR: u64 = 3600;

impl Habits<'_> {
    /// The balance a year ago.
    pub(super) fn opening(&self) -> Money {
        match self.used {
            AccountUse::Current => Money(1_264_035),
            AccountUse::Savings => Money::whole(41_500),
            AccountUse::CreditCard => Money(-82_540),
        }
    }

    /// Returns the entries of a day that begins with this balance, in no particular order.
    pub(super) fn day(&self, date: Date, balance: Money, stream: &mut Stream) -> Vec<PlannedEntry> {
        let mut drafts = match self.used {
            AccountUse::Current => self.current(date, stream),
            AccountUse::Savings => savings(date, balance),
            AccountUse::CreditCard => self.card(date, balance, stream),
        };
        for draft in &mut drafts {
            draft.second += stream.below(60);
        }
        drafts
    }

    fn current(&self, date: Date, stream: &mut Stream) -> Vec<PlannedEntry> {
        let mut drafts: Vec<PlannedEntry> = standing(self.region)
            .iter()
            .filter(|order| order.day == date.day())
            .map(|order| {
                let more = if order.spread > 0 {
                    stream.below(order.spread)
                } else {
                    0
                };
                PlannedEntry {
                    category: order.category,
                    kind: order.kind,
                    ..PlannedEntry::of(
                        7 * HOUR,
                        -hundredths(order.from + more),
                        order.narrative,
                        order.name,
                    )
                }
            })
            .collect();
        let (employer, salary) = employer(self.region);
        match date.day() {
            25 => drafts.push(PlannedEntry {
                category: "SALARY_AND_REVENUE",
                ..transfer(salary, &format!("SALARY {employer}"), "Salary")
            }),
            26 => drafts.push(transfer(
                -SAVED,
                "TRANSFER TO OWN SAVINGS ACCOUNT",
                "Transfer to savings",
            )),
            _ => {}
        }
        let repaid = self.repaid.iter().filter(|(day, _)| *day == date);
        drafts.extend(repaid.map(|(_, amount)| PlannedEntry {
            sub_kind: "REPAYMENTS",
            ..transfer(-*amount, "CREDIT CARD PAYMENT", "Card repayment")
        }));
        for _ in 0..stream.below(4) {
            drafts.extend(self.purchase("POS", stream));
        }
        drafts
    }

    fn card(&self, date: Date, balance: Money, stream: &mut Stream) -> Vec<PlannedEntry> {
        let mut drafts = Vec::new();
        if stream.below(5) == 0 {
            drafts.extend(self.purchase("CARD", stream));
        }
        if date.day() == 24 && balance.is_negative() {
            drafts.push(PlannedEntry {
                sub_kind: "REPAYMENTS",
                ..transfer(
                    balance.size(),
                    "CREDIT CARD PAYMENT RECEIVED",
                    "Card repayment",
                )
            });
        }
        drafts
    }

    fn purchase(&self, means: &str, stream: &mut Stream) -> Option<PlannedEntry> {
        let merchant = stream.pick(merchants(self.region));
        // Travel is rare.
        if merchant.category == "TRAVEL" && stream.below(3) > 0 {
            return None;
        }
        // The smaller of two throws: most purchases are small.
        let range = merchant.to - merchant.from;
        let size = merchant.from + stream.below(range).min(stream.below(range));
        let second = 8 * HOUR + stream.below(14 * 60) * 60;
        let means = if merchant.online { "ECOM" } else { means };
        let narrative = format!(
            "{means} {} {}",
            merchant.name.to_uppercase(),
            merchant.place
        );
        Some(PlannedEntry {
            category: merchant.category,
            kind: if merchant.online { "E_COMMERCE" } else { "POS" },
            sub_kind: "PURCHASE",
            merchant: Some((merchant.name, merchant.code)),
            ..PlannedEntry::of(second, -hundredths(size), &narrative, merchant.name)
        })
    }
}

/// Two thousand a month, and three per cent a year.
fn savings(date: Date, balance: Money) -> Vec<PlannedEntry> {
    let mut drafts = Vec::new();
    if date.day() == 26 {
        drafts.push(transfer(
            SAVED,
            "TRANSFER FROM OWN CURRENT ACCOUNT",
            "Transfer to savings",
        ));
    }
    if date.day() == date.days_in_month() {
        let profit = Money(balance.0 * 3 / 1_200);
        drafts.push(PlannedEntry {
            sub_kind: "PROFIT",
            ..PlannedEntry::of(23 * HOUR, profit, "PROFIT PAID", "Profit")
        });
    }
    drafts
}

fn transfer(amount: Money, narrative: &str, cleansed: &str) -> PlannedEntry {
    PlannedEntry {
        category: "TRANSFER",
        kind: "SAME_BANK_TRANSFER",
        sub_kind: "MONEY_TRANSFER",
        ..PlannedEntry::of(9 * HOUR, amount, narrative, cleansed)
    }
}

impl PlannedEntry {
    fn of(second: u64, amount: Money, narrative: &str, cleansed: &str) -> Self {
        Self {
            second,
            amount,
            narrative: narrative.to_owned(),
            cleansed: cleansed.to_owned(),
            category: "OTHER",
            kind: "OTHER",
            sub_kind: "NOT_APPLICABLE",
            merchant: None,
        }
    }
}

fn hundredths(size: u64) -> Money {
    Money(i64::try_from(size).unwrap_or_default())
}
