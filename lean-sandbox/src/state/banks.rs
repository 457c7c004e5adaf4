//! The banks that customers can connect.

use super::{Call, State};
use crate::Region;
use crate::description::{Operation, first_item};
use crate::json::{Json, map};

/// A made-up bank.
pub(super) struct Bank {
    pub(super) identifier: &'static str,
    pub(super) name: &'static str,
    arabic_name: &'static str,
    pub(super) bank_type: &'static str,
    pub(super) account_type: &'static str,
    connection_type: &'static str,
    pub(super) swift_code: Option<&'static str>,
}

/// The identifiers of the vendor's own sandbox.
const UAE: &[Bank] = &[
    Bank {
        identifier: "LEAN_OF_RETAIL_UAE",
        name: "Lean Open Finance Mock Bank",
        arabic_name: "بنك لين التجريبي",
        bank_type: "RETAIL",
        account_type: "PERSONAL",
        connection_type: "OPEN_BANKING",
        swift_code: None,
    },
    Bank {
        identifier: "LEANMB1_SAU",
        name: "Lean Mock Bank",
        arabic_name: "بنك لين",
        bank_type: "RETAIL",
        account_type: "PERSONAL",
        connection_type: "REVERSE_ENGINEERED",
        swift_code: None,
    },
    Bank {
        identifier: "LEAN_SME_MB1_UAE",
        name: "Lean Mock Corporate Bank",
        arabic_name: "بنك لين للشركات",
        bank_type: "SME",
        account_type: "BUSINESS",
        connection_type: "REVERSE_ENGINEERED",
        swift_code: None,
    },
];

const KSA: &[Bank] = &[
    Bank {
        identifier: "LEA1_SAMAOB_SAU",
        name: "Lean Mock Bank (SAMA open banking)",
        arabic_name: "بنك لين التجريبي",
        bank_type: "RETAIL",
        account_type: "PERSONAL",
        connection_type: "OPEN_BANKING",
        swift_code: Some("MOCKSA01"),
    },
    Bank {
        identifier: "LEAN_SME_MB1_KSA",
        name: "Lean Mock Corporate Bank",
        arabic_name: "بنك لين للشركات",
        bank_type: "SME",
        account_type: "BUSINESS",
        connection_type: "REVERSE_ENGINEERED",
        swift_code: None,
    },
];

pub(super) fn banks(region: Region) -> &'static [Bank] {
    match region {
        Region::Uae => UAE,
        Region::Ksa => KSA,
    }
}

pub(super) fn bank(region: Region, identifier: &str) -> Option<&'static Bank> {
    banks(region)
        .iter()
        .find(|bank| bank.identifier == identifier)
}

impl State {
    pub(super) fn list_banks(&self, call: &Call<'_>) -> Json {
        let wanted = |name: &str, value: &str, default: &[&str]| {
            let asked = call.query_list(name);
            let list = if asked.is_empty() { default } else { &asked };
            list.is_empty() || list.contains(&value)
        };
        banks(self.region)
            .iter()
            // The default is personal accounts, as in the vendor's own collection.
            .filter(|bank| wanted("account_types", bank.account_type, &["PERSONAL"]))
            .filter(|bank| wanted("connection_types", bank.connection_type, &[]))
            .filter(|bank| wanted("bank_type", bank.bank_type, &[]))
            .filter(|_| wanted("country_codes", country(self.region), &[]))
            .map(|bank| row(call.operation, bank, self.region))
            .collect()
    }
}

fn row(operation: &Operation, bank: &Bank, region: Region) -> Json {
    let mut row = first_item(operation, &[]).cloned().unwrap_or(Json::Null);
    row.fill(&map! {
        "identifier": bank.identifier,
        "name": bank.name,
        "arabic_name": bank.arabic_name,
        "country_code": country(region),
        "swift_code": bank.swift_code,
        "active": true,
        "mock": true,
        "bank_type": bank.bank_type,
        "account_type": bank.account_type,
        "connection_type": bank.connection_type,
    });
    row
}

fn country(region: Region) -> &'static str {
    match region {
        Region::Uae => "ARE",
        Region::Ksa => "SAU",
    }
}
