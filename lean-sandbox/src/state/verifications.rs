//! The fixed inputs of the account verification, as recorded from the vendor's sandbox.

use http::StatusCode;

use super::{Call, State};
use crate::api::Refusal;
use crate::json::Json;

/// The result for an account number.
enum KnownResult {
    Account { status: &'static str, owned: bool },
    Failure(&'static str),
    NotFound,
}

use KnownResult::{Account, Failure, NotFound};

const KNOWN: &[(&str, KnownResult)] = &[
    (
        "AE420260001015819612801",
        Account {
            status: "ACTIVE",
            owned: true,
        },
    ),
    (
        "AE810030012459313920001",
        Account {
            status: "BLOCKED",
            owned: false,
        },
    ),
    ("AE380030012459313810001", Failure("LEAN_ERROR")),
    ("AE160030011522789920001", Failure("BANK_ISSUE")),
    ("AE420500000000028645064", Failure("UNSUPPORTED_BY_BANK")),
    ("AE100500000000028538649", Failure("DISABLED_BY_LEAN")),
    (
        "AE550030011666123450001",
        Failure("GIVEN_INPUT_CANNOT_BE_VERIFIED"),
    ),
    (
        "SA2810000011100000461309",
        Account {
            status: "ACTIVE",
            owned: true,
        },
    ),
    ("SA1300GQO2OTVMEJ3885Y3TO", NotFound),
    (
        "SA3076747147122249133391",
        Account {
            status: "CLOSED",
            owned: false,
        },
    ),
    (
        "SA4576615857476891197381",
        Account {
            status: "IN_LIQUIDATION",
            owned: false,
        },
    ),
    ("SA7665000000124A60749002", Failure("LEAN_ERROR")),
    ("SA82550000000M1795800177", Failure("BANK_ISSUE")),
    ("SA0405000068201235335000", Failure("UNSUPPORTED_BY_BANK")),
    ("SA5080000146608010554454", Failure("DISABLED_BY_LEAN")),
];

impl State {
    /// Nothing for account numbers that mean nothing: they get the description's example.
    pub(super) fn verify_account(&mut self, call: &Call<'_>) -> Option<Result<Json, Refusal>> {
        let (_, known) = KNOWN
            .iter()
            .find(|(number, _)| call.body.is_some_and(|body| mentions(body, number)))?;
        Some(match known {
            Account { status, owned } => {
                let mut answer = call.operation.example()?.clone();
                set_deep(&mut answer, "account_status", &Json::from(*status));
                set_deep(
                    &mut answer,
                    "account_ownership_verified",
                    &Json::from(*owned),
                );
                Ok(self.with_current_times(answer))
            }
            Failure(code) => self.failure(call, code),
            NotFound => Err(Refusal::new(
                StatusCode::NOT_FOUND,
                "DATA_NOT_FOUND",
                "There is no data for this input",
            )),
        })
    }
}

fn mentions(value: &Json, text: &str) -> bool {
    match value {
        Json::Text(own) => own == text,
        Json::List(items) => items.iter().any(|item| mentions(item, text)),
        Json::Map(members) => members.iter().any(|(_, value)| mentions(value, text)),
        Json::Null | Json::Bool(_) | Json::Number(_) => false,
    }
}

/// Sets members of this name wherever they are.
fn set_deep(value: &mut Json, name: &str, to: &Json) {
    match value {
        Json::Map(members) => {
            for (own, value) in members {
                if own == name {
                    *value = to.clone();
                } else {
                    set_deep(value, name, to);
                }
            }
        }
        Json::List(items) => items.iter_mut().for_each(|item| set_deep(item, name, to)),
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::Text(_) => {}
    }
}
