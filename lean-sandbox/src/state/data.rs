//! Bank data: accounts, balances, transactions, and what only some banks tell.

use jiff::civil::Date;

use super::accounts::Account;
use super::entities::{Entity, permitted};
use super::ledger::LedgerEntry;
use super::money::Money;
use super::paging::PageWindow;
use super::{Call, State};
use crate::api::Refusal;
use crate::clock::day;
use crate::description::{echo, first_item};
use crate::json::{Json, map};

impl State {
    pub(super) fn read_accounts(&mut self, call: &Call<'_>) -> Result<Json, Refusal> {
        let entity = self.asked_entity(call)?;
        let rows = entity
            .accounts
            .iter()
            .map(|account| account_row(call, entity, account))
            .collect();
        let refreshed_at = entity.refreshed_at.to_string();
        self.page(call, "accounts", rows, refreshed_at)
    }

    pub(super) fn read_balances(&mut self, call: &Call<'_>) -> Result<Json, Refusal> {
        let (entity, account) = self.asked_account(call)?;
        let kinds = ["CLOSING_AVAILABLE", "CLOSING_BOOKED"];
        let rows = kinds
            .iter()
            .map(|kind| balance_row(call, entity, account, kind))
            .collect();
        let refreshed_at = entity.refreshed_at.to_string();
        self.page(call, "balances", rows, refreshed_at)
    }

    /// The newest first.
    pub(super) fn read_transactions(&mut self, call: &Call<'_>) -> Result<Json, Refusal> {
        let (entity, account) = self.asked_account(call)?;
        let asked = |name: &str| call.query(name).and_then(|text| text.parse::<Date>().ok());
        let (from, to) = (asked("start_date"), asked("end_date"));
        let wanted = |entry: &&LedgerEntry| {
            let date = day(entry.at);
            from.is_none_or(|from| from <= date) && to.is_none_or(|to| date <= to)
        };
        let entries = account.entries();
        let entries: Vec<&LedgerEntry> = entries.iter().rev().filter(wanted).collect();
        let (entries, page) = PageWindow::page(call).split(entries);
        let template = template(call, "transactions");
        let rows: Json = entries
            .iter()
            .map(|entry| transaction_row(call, template, entity, account, entry))
            .collect();
        let refreshed_at = entity.refreshed_at.to_string();
        self.envelope(
            call,
            "transactions",
            refreshed_at,
            map! { "type": "transactions", "transactions": rows, "page": page },
        )
    }

    /// Answers the reads that the mock banks of the Emirates do not support, but those of Saudi
    /// Arabia do.
    pub(super) fn read_other_data(
        &mut self,
        call: &Call<'_>,
        permission: &str,
    ) -> Result<Json, Refusal> {
        self.asked_account(call)?;
        if permitted(self.region).any(|(name, granted)| name == permission && granted) {
            let example = call.operation.example().unwrap_or(&Json::Null);
            let answer = echo(example, call.path, call.query, None);
            return Ok(self.with_current_times(answer));
        }
        self.failure(call, "UNSUPPORTED_BY_BANK")
    }

    /// An answer of one page of rows.
    pub(super) fn page(
        &mut self,
        call: &Call<'_>,
        kind: &str,
        rows: Vec<Json>,
        refreshed_at: String,
    ) -> Result<Json, Refusal> {
        let (rows, page) = PageWindow::page(call).split(rows);
        let mut data = map! { "type": kind };
        data.set(kind, rows);
        data.set("page", page);
        self.envelope(call, kind, refreshed_at, data)
    }

    /// The entity that the request names.
    pub(super) fn asked_entity(&self, call: &Call<'_>) -> Result<&Entity, Refusal> {
        let id = call
            .query("entity_id")
            .ok_or_else(|| Refusal::missing("entity_id is required"))?;
        // Refusals of data operations have an id as well; as they are not kept, any will do.
        self.entity(id)
            .map_err(|refusal| refusal.with_results_id(crate::ids::random_uuid()))
    }

    pub(super) fn asked_account(&self, call: &Call<'_>) -> Result<(&Entity, &Account), Refusal> {
        let entity = self.asked_entity(call)?;
        let id = call.path("account_id");
        let account = entity.accounts.iter().find(|account| account.id == id);
        let unknown = || {
            Refusal::not_found("UNKNOWN_ACCOUNT", "The account")
                .with_results_id(crate::ids::random_uuid())
        };
        Ok((entity, account.ok_or_else(unknown)?))
    }
}

/// Returns the first row of the description's example, which has the members that are specific to
/// the region.
pub(super) fn template<'a>(call: &Call<'a>, list: &str) -> &'a Json {
    const NOTHING: &Json = &Json::Map(Vec::new());
    first_item(call.operation, &["data", list]).unwrap_or(NOTHING)
}

/// The members that are the same in the regional part of a row; all others have a different form or
/// different words there.
const ALIKE: &[&str] = &[
    "account_holder_name",
    "account_holder_short_name",
    "account_id",
    "amount",
    "booking_date_time",
    "credit_debit_indicator",
    "currency",
    "index",
    "nickname",
    "transaction_id",
    "transaction_information",
    "transaction_reference",
    "value_date_time",
];

/// Puts values into a row, and into its regional part, which is there only if it was asked for.
pub(super) fn filled(call: &Call<'_>, template: &Json, values: &Json) -> Json {
    let mut row = template.clone();
    row.fill(values);
    if call.query("verbose") != Some("true") {
        row.fill(&map! { "regional_data": Json::Null });
    } else if let Some(data) = row
        .get_mut("regional_data")
        .and_then(|regional| regional.get_mut("data"))
    {
        let same = values
            .members()
            .iter()
            .filter(|(name, _)| ALIKE.contains(&name.as_str()));
        data.fill(&Json::Map(same.cloned().collect()));
    }
    row
}

fn account_row(call: &Call<'_>, entity: &Entity, account: &Account) -> Json {
    let name = entity.person.name();
    let known_as = |scheme: &str, identification: &str, name: &str| {
        map! { "scheme_name": scheme, "identification": identification, "name": name }
    };
    filled(
        call,
        template(call, "accounts"),
        &map! {
            "entity_id": &entity.id,
            "account_id": &account.id,
            "account_holder_name": &name,
            "account_holder_short_name": entity.person.first,
            "currency": account.currency,
            "account_sub_type": account.sub_type(),
            "nickname": account.nickname(),
            "opening_date": &account.opening_date,
            "account": Json::List(vec![
                known_as("IBAN", &account.iban, &name),
                known_as("BBAN", &account.number, account.nickname()),
            ]),
        },
    )
}

fn balance_row(call: &Call<'_>, entity: &Entity, account: &Account, kind: &str) -> Json {
    let balance = account.balance();
    filled(
        call,
        template(call, "balances"),
        &map! {
            "entity_id": &entity.id,
            "account_id": &account.id,
            "credit_debit_indicator": direction(balance),
            "type": kind,
            "amount": amount(account, balance),
            "date_time": entity.refreshed_at.to_string(),
            "credit_line": Json::List(vec![map! {
                "included": false,
                "amount": amount(account, account.credit_line()),
                "type": "PRE_AGREED",
            }]),
        },
    )
}

fn transaction_row(
    call: &Call<'_>,
    template: &Json,
    entity: &Entity,
    account: &Account,
    entry: &LedgerEntry,
) -> Json {
    let date = day(entry.at);
    let mut row = filled(
        call,
        template,
        &map! {
            "entity_id": &entity.id,
            "account_id": &account.id,
            "transaction_id": &entry.id,
            "transaction_information": &entry.narrative,
            "transaction_reference": format!("TRX-{}", &entry.id[..8]),
            "credit_debit_indicator": direction(entry.amount),
            "amount": amount(account, entry.amount),
            "booking_date_time": entry.at.to_string(),
            "balance": map! {
                "type": "INTERIM_BOOKED",
                "credit_debit_indicator": direction(entry.balance),
                "amount": amount(account, entry.balance),
            },
            "status": "BOOKED",
            "value_date_time": format!("{date}T00:00:00Z"),
            "index": entry.index,
            "transaction_type": entry.kind,
            "sub_transaction_type": entry.sub_kind,
            "insights": map! {
                "description_cleansed": &entry.cleansed,
                "category": entry.category,
                "category_confidence": Json::Number("0.97".to_owned()),
            },
            "statement_reference": Json::List(vec![Json::from(format!("{:04}-{:02}", date.year(), date.month()))]),
            "charge_amount": map! { "amount": Money::default(), "currency": account.currency, "charge_included": false },
        },
    );
    describe_merchant(&mut row, entity, account, entry);
    // The insights are there only if they were asked for; the published description knows no such parameter.
    if call.query("insights") != Some("true") {
        remove(&mut row, "insights");
    }
    row
}

/// A card and a merchant belong to purchases only.
fn describe_merchant(row: &mut Json, entity: &Entity, account: &Account, entry: &LedgerEntry) {
    let Some((name, code)) = entry.merchant else {
        for member in [
            "card_instrument",
            "merchant_details",
            "bank_transaction_code",
            "proprietary_bank_transaction_code",
        ] {
            remove(row, member);
        }
        return;
    };
    row.fill(&map! {
        "merchant_details": map! { "merchant_category_code": code, "merchant_name": name },
        "card_instrument": map! {
            "authorization_type": if entry.kind == "POS" { "CONTACTLESS" } else { "NONE" },
            "card_scheme_name": "VISA",
            "identification": format!("************{}", &account.number[account.number.len() - 4..]),
            "name": entity.person.name().to_uppercase(),
        },
    });
}

fn remove(row: &mut Json, name: &str) {
    if let Json::Map(members) = row {
        members.retain(|(own, _)| own != name);
    }
}

/// Amounts have no sign; zero counts as credit.
fn direction(amount: Money) -> &'static str {
    if amount.is_negative() {
        "DEBIT"
    } else {
        "CREDIT"
    }
}

fn amount(account: &Account, amount: Money) -> Json {
    map! { "currency": account.currency, "amount": amount.size() }
}
