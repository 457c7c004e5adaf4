//! The accounts that a connected bank has of a customer.

use jiff::Timestamp;
use jiff::civil::Date;

use super::habits::{AccountUse, Habits};
use super::iban::iban;
use super::ledger::{self, LedgerEntry};
use super::money::Money;
use crate::Region;
use crate::clock;
use crate::ids::Stream;

pub(super) struct Account {
    pub(super) id: String,
    pub(super) used: AccountUse,
    pub(super) number: String,
    pub(super) iban: String,
    pub(super) currency: &'static str,
    pub(super) opening_date: String,
    history: History,
    balance: Money,
    /// The payments since the account was connected.
    paid: Vec<LedgerEntry>,
}

/// The year of transactions before the account was connected. It is made when it is read, the same each time: thousands
/// of accounts need no memory for it.
struct History {
    region: Region,
    repaid: Vec<(Date, Money)>,
    stream: Stream,
    now: Timestamp,
}

impl Account {
    /// A current account, savings and a credit card, with a year of transactions each.
    pub(super) fn open_usual(
        region: Region,
        seed: u64,
        entity_id: &str,
        now: Timestamp,
    ) -> Vec<Self> {
        let mut stream = Stream::of(seed, entity_id);
        let mut open = |used, repaid| Self::open(region, used, repaid, &mut stream, now);
        let (card, of_card) = open(AccountUse::CreditCard, Vec::new());
        let (current, _) = open(AccountUse::Current, repayments(&of_card));
        let (savings, _) = open(AccountUse::Savings, Vec::new());
        vec![current, savings, card]
    }

    /// With its transactions, which are made on the way.
    fn open(
        region: Region,
        used: AccountUse,
        repaid: Vec<(Date, Money)>,
        stream: &mut Stream,
        now: Timestamp,
    ) -> (Self, Vec<LedgerEntry>) {
        let (country, bank, digits, currency) = match region {
            Region::Uae => ("AE", "033", 16, "AED"),
            Region::Ksa => ("SA", "80", 18, "SAR"),
        };
        let number = format!("1{}", stream.digits(digits - 1));
        let (year, month, day) = (
            2015 + stream.below(8),
            1 + stream.below(12),
            1 + stream.below(28),
        );
        let id = stream.uuid();
        let history = History {
            region,
            repaid,
            stream: stream.clone(),
            now,
        };
        let entries = ledger::entries_of_year(&history.habits(used), stream, now);
        let balance = entries.last().map(|entry| entry.balance);
        let account = Self {
            id,
            used,
            iban: iban(country, &format!("{bank}{number}")),
            number,
            currency,
            opening_date: format!("{year}-{month:02}-{day:02}"),
            history,
            balance: balance.unwrap_or_default(),
            paid: Vec::new(),
        };
        (account, entries)
    }

    /// The transactions, the oldest first.
    pub(super) fn entries(&self) -> Vec<LedgerEntry> {
        let history = &self.history;
        let habits = history.habits(self.used);
        let mut entries =
            ledger::entries_of_year(&habits, &mut history.stream.clone(), history.now);
        entries.extend(self.paid.iter().cloned());
        entries
    }

    pub(super) fn sub_type(&self) -> &'static str {
        match self.used {
            AccountUse::Current => "CURRENT",
            AccountUse::Savings => "SAVINGS",
            AccountUse::CreditCard => "CREDIT",
        }
    }

    pub(super) fn nickname(&self) -> &'static str {
        match self.used {
            AccountUse::Current => "Everyday account",
            AccountUse::Savings => "Rainy days",
            AccountUse::CreditCard => "Credit card",
        }
    }

    /// Returns the maximum debt.
    pub(super) fn credit_line(&self) -> Money {
        match self.used {
            AccountUse::Current => Money::whole(5_000),
            AccountUse::Savings => Money::default(),
            AccountUse::CreditCard => Money::whole(15_000),
        }
    }

    pub(super) fn balance(&self) -> Money {
        self.balance
    }

    /// Books a payment of now.
    pub(super) fn pay(&mut self, id: String, at: Timestamp, amount: Money, payee: &str) {
        let entries = self.entries();
        let entries = entries.iter().rev();
        let same_day =
            entries.take_while(|entry| entry.at.as_second() / DAY == at.as_second() / DAY);
        self.balance = self.balance - amount;
        self.paid.push(LedgerEntry {
            id,
            at,
            index: same_day.count(),
            amount: -amount,
            balance: self.balance,
            narrative: format!("TRANSFER TO {}", payee.to_uppercase()),
            cleansed: payee.to_owned(),
            category: "TRANSFER",
            kind: "LOCAL_BANK_TRANSFER",
            sub_kind: "MONEY_TRANSFER",
            merchant: None,
        });
    }
}

impl History {
    fn habits(&self, used: AccountUse) -> Habits<'_> {
        Habits {
            region: self.region,
            used,
            repaid: &self.repaid,
        }
    }
}

/// Returns the payments received, with their dates.
fn repayments(entries: &[LedgerEntry]) -> Vec<(Date, Money)> {
    let received = entries.iter().filter(|entry| !entry.amount.is_negative());
    received
        .map(|entry| (clock::day(entry.at), entry.amount))
        .collect()
}

const DAY: i64 = 24 * 60 * 60;
