//! The accounts that a connected bank has of a customer.

use jiff::Timestamp;
use jiff::civil::Date;

use super::habits::{Habits, Use};
use super::iban::iban;
use super::ledger::{self, Entry};
use super::money::Money;
use crate::Region;
use crate::clock;
use crate::ids::Stream;

pub(super) struct Account {
    pub(super) id: String,
    pub(super) used: Use,
    pub(super) number: String,
    pub(super) iban: String,
    pub(super) currency: &'static str,
    pub(super) opening_date: String,
    pub(super) entries: Vec<Entry>,
}

impl Account {
    /// A current account, savings and a credit card, with a year of transactions each.
    pub(super) fn usual(region: Region, seed: u64, entity_id: &str, now: Timestamp) -> Vec<Self> {
        let mut stream = Stream::of(seed, entity_id);
        let mut open = |used, repaid: &[_]| {
            Self::open(
                &Habits {
                    region,
                    used,
                    repaid,
                },
                &mut stream,
                now,
            )
        };
        let card = open(Use::CreditCard, &[]);
        let current = open(Use::Current, &card.repayments());
        let savings = open(Use::Savings, &[]);
        vec![current, savings, card]
    }

    fn open(habits: &Habits<'_>, stream: &mut Stream, now: Timestamp) -> Self {
        let (country, bank, digits, currency) = match habits.region {
            Region::Uae => ("AE", "033", 16, "AED"),
            Region::Ksa => ("SA", "80", 18, "SAR"),
        };
        let number = format!("1{}", stream.digits(digits - 1));
        let (year, month, day) = (
            2015 + stream.below(8),
            1 + stream.below(12),
            1 + stream.below(28),
        );
        Self {
            id: stream.uuid(),
            used: habits.used,
            iban: iban(country, &format!("{bank}{number}")),
            number,
            currency,
            opening_date: format!("{year}-{month:02}-{day:02}"),
            entries: ledger::year(habits, stream, now),
        }
    }

    /// Returns the payments received, with their dates.
    fn repayments(&self) -> Vec<(Date, Money)> {
        let received = self
            .entries
            .iter()
            .filter(|entry| !entry.amount.is_negative());
        received
            .map(|entry| (clock::day(entry.at), entry.amount))
            .collect()
    }

    pub(super) fn sub_type(&self) -> &'static str {
        match self.used {
            Use::Current => "CURRENT",
            Use::Savings => "SAVINGS",
            Use::CreditCard => "CREDIT",
        }
    }

    pub(super) fn nickname(&self) -> &'static str {
        match self.used {
            Use::Current => "Everyday account",
            Use::Savings => "Rainy days",
            Use::CreditCard => "Credit card",
        }
    }

    /// Returns the maximum debt.
    pub(super) fn credit_line(&self) -> Money {
        match self.used {
            Use::Current => Money::whole(5_000),
            Use::Savings => Money::default(),
            Use::CreditCard => Money::whole(15_000),
        }
    }

    pub(super) fn balance(&self) -> Money {
        self.entries
            .last()
            .map_or_else(Money::default, |entry| entry.balance)
    }

    /// Books a payment of now.
    pub(super) fn pay(&mut self, id: String, at: Timestamp, amount: Money, payee: &str) {
        let same_day = self
            .entries
            .iter()
            .rev()
            .take_while(|entry| entry.at.as_second() / DAY == at.as_second() / DAY);
        self.entries.push(Entry {
            id,
            at,
            index: same_day.count(),
            amount: -amount,
            balance: self.balance() - amount,
            narrative: format!("TRANSFER TO {}", payee.to_uppercase()),
            cleansed: payee.to_owned(),
            category: "TRANSFER",
            kind: "LOCAL_BANK_TRANSFER",
            sub_kind: "MONEY_TRANSFER",
            merchant: None,
        });
    }
}

const DAY: i64 = 24 * 60 * 60;
