//! Entities: the connections of customers to banks.

use std::collections::HashMap;

use http::StatusCode;
use jiff::civil::Date;
use jiff::tz::Offset;
use jiff::{Timestamp, ToSpan};

use super::accounts::Account;
use super::banks::{Bank, bank, banks};
use super::paging::PageWindow;
use super::people::Person;
use super::{Call, State};
use crate::Region;
use crate::api::Refusal;
use crate::clock::day;
use crate::json::{Json, map};

/// Entities in the order in which they were made, found by their id or their customer without looking at all of them.
#[derive(Default)]
pub(super) struct Entities {
    all: Vec<Entity>,
    by_id: HashMap<String, usize>,
    by_customer: HashMap<String, Vec<usize>>,
}

impl Entities {
    fn add(&mut self, entity: Entity) {
        let index = self.all.len();
        self.by_id.insert(entity.id.clone(), index);
        let of_customer = self.by_customer.entry(entity.customer_id.clone());
        of_customer.or_default().push(index);
        self.all.push(entity);
    }

    /// The entity of this id, deleted or not.
    pub(super) fn find(&self, id: &str) -> Option<&Entity> {
        self.all.get(*self.by_id.get(id)?)
    }

    pub(super) fn find_mut(&mut self, id: &str) -> Option<&mut Entity> {
        self.all.get_mut(*self.by_id.get(id)?)
    }

    /// The entities of a customer, deleted ones too.
    pub(super) fn of_customer(&self, id: &str) -> impl Iterator<Item = &Entity> {
        let indices = self.by_customer.get(id).into_iter().flatten();
        indices.map(|index| &self.all[*index])
    }
}

pub(super) struct Entity {
    pub(super) id: String,
    pub(super) customer_id: String,
    pub(super) bank: &'static Bank,
    pub(super) person: Person,
    pub(super) accounts: Vec<Account>,
    pub(super) created_at: Timestamp,
    pub(super) refreshed_at: Timestamp,
    consent_id: String,
    deleted_at: Option<Timestamp>,
}

/// The permissions that a bank can grant, in the order of the REST answer.
const PERMISSIONS: &[(&str, bool)] = &[
    ("identity", true),
    ("accounts", true),
    ("balance", true),
    ("transactions", true),
    ("identities", false),
    ("scheduled_payments", false),
    ("standing_orders", false),
    ("direct_debits", false),
    ("beneficiaries", false),
];

impl State {
    /// Does what the SDK's connect does once the customer has said yes. A bank that is connected already gives the
    /// entity that is there, and no event.
    pub(crate) fn connect_bank(
        &mut self,
        customer_id: &str,
        identifier: &str,
    ) -> Result<Json, Refusal> {
        let app_user_id = self.customer(customer_id)?.app_user_id.clone();
        let bank = bank(self.region, identifier).ok_or_else(|| {
            let known: Vec<&str> = banks(self.region)
                .iter()
                .map(|bank| bank.identifier)
                .collect();
            Refusal::new(
                StatusCode::NOT_FOUND,
                "DATA_NOT_FOUND",
                format!("There is no such bank; there are {}", known.join(", ")),
            )
        })?;
        let is_same = |entity: &&Entity| entity.is_alive() && entity.bank.identifier == identifier;
        let known = self.entities.of_customer(customer_id).find(is_same);
        if let Some(entity) = known {
            return Ok(entity.row(self.region));
        }
        let now = self.clock.timestamp();
        let id = self.ids.uuid();
        let entity = Entity {
            consent_id: self.ids.uuid(),
            customer_id: customer_id.to_owned(),
            bank,
            person: Person::of(self.region, self.seed, customer_id),
            accounts: Account::open_usual(self.region, self.seed, &id, now),
            created_at: now,
            refreshed_at: now,
            deleted_at: None,
            id: id.clone(),
        };
        let row = entity.row(self.region);
        let payload = entity.payload(self.region, &app_user_id);
        self.entities.add(entity);
        self.emit("entity.created", "An entity was created.", payload);
        self.begin_refresh(&id);
        Ok(row)
    }

    pub(super) fn list_customer_entities(&self, call: &Call<'_>) -> Result<Json, Refusal> {
        let customer = self.customer(call.path("customer_id"))?;
        let own = self.entities.of_customer(&customer.id);
        let own = own.filter(|entity| entity.is_alive());
        Ok(own.map(|entity| entity.row(self.region)).collect())
    }

    pub(super) fn list_entities(&self, call: &Call<'_>) -> Result<Json, Refusal> {
        let asked = |name: &str| call.query(name).and_then(|text| text.parse::<Date>().ok());
        let (Some(from), Some(to)) = (asked("start_date"), asked("end_date")) else {
            return Err(Refusal::missing("start_date and end_date are required"));
        };
        let made = |entity: &&Entity| {
            let date = day(entity.created_at);
            from <= date && date <= to
        };
        let found: Vec<&Entity> = self.entities.all.iter().filter(made).collect();
        let (rows, page) = PageWindow::page_number(call)
            .rows(found.into_iter(), |entity| entity.listed(self.region));
        Ok(map! { "data": rows, "page": page })
    }

    pub(super) fn read_entity(&self, call: &Call<'_>) -> Result<Json, Refusal> {
        let entity = self.entity(call.path("entity_id"))?;
        if entity.customer_id != call.path("customer_id") {
            return Err(unknown());
        }
        Ok(entity.row(self.region))
    }

    pub(super) fn delete_entity(&mut self, call: &Call<'_>) -> Result<Json, Refusal> {
        let (id, customer_id) = (call.path("entity_id"), call.path("customer_id"));
        let now = self.clock.timestamp();
        let entity = self.entities.find_mut(id);
        let entity = entity.filter(|entity| entity.is_alive() && entity.customer_id == customer_id);
        entity.ok_or_else(unknown)?.deleted_at = Some(now);
        Ok(Json::Null)
    }

    /// An entity that was not deleted.
    pub(super) fn entity(&self, id: &str) -> Result<&Entity, Refusal> {
        let entity = self.entities.find(id);
        entity
            .filter(|entity| entity.is_alive())
            .ok_or_else(unknown)
    }
}

fn unknown() -> Refusal {
    Refusal::not_found("UNKNOWN_ENTITY", "The entity")
}

/// In the Emirates, banks tell four kinds of data; in Saudi Arabia all.
pub(super) fn permitted(region: Region) -> impl Iterator<Item = (&'static str, bool)> {
    PERMISSIONS
        .iter()
        .map(move |(name, everywhere)| (*name, *everywhere || region == Region::Ksa))
}

impl Entity {
    fn is_alive(&self) -> bool {
        self.deleted_at.is_none()
    }

    fn row(&self, region: Region) -> Json {
        map! {
            "id": &self.id,
            "customer_id": &self.customer_id,
            "bank_identifier": self.bank.identifier,
            "permissions": permissions(region),
            "bank_type": self.bank.bank_type,
            "created_at": self.created_at.to_string(),
            "consents": Json::List(vec![self.consent(region)]),
        }
    }

    fn listed(&self, region: Region) -> Json {
        let mut row = self.row(region);
        row.set("status", if self.is_alive() { "ACTIVE" } else { "DELETED" });
        row.set(
            "updated_at",
            self.deleted_at.unwrap_or(self.refreshed_at).to_string(),
        );
        row
    }

    fn consent(&self, region: Region) -> Json {
        let years = |count: i32| {
            let time = Offset::UTC
                .to_datetime(self.created_at)
                .saturating_add(count.years());
            format!("{time}Z")
        };
        map! {
            "id": &self.consent_id,
            "bank_consent_id": format!("bcns-{}", &self.consent_id[..8]),
            "bank_identifier": Json::Null,
            "consent_type": Json::Null,
            "consent_status": if self.is_alive() { "ACTIVE" } else { "REVOKED" },
            "standard_consent_status": Json::Null,
            "permissions": permissions(region),
            "creation_date_time": self.created_at.to_string(),
            "status_update_date_time": self.created_at.to_string(),
            "expiration_date_time": years(1),
            "transaction_from_date_time": years(-1),
            "transaction_to_date_time": years(1),
            "accounts": self.accounts.iter().flat_map(|account| self.consented(account)).collect::<Json>(),
        }
    }

    fn consented(&self, account: &Account) -> [Json; 2] {
        [("IBAN", &account.iban), ("ACCOUNT_NUMBER", &account.number)].map(
            |(scheme, identification)| {
                map! {
                    "scheme_name": scheme,
                    "identification": identification,
                    "name": self.person.name(),
                    "secondary_identification": Json::Null,
                }
            },
        )
    }

    fn payload(&self, region: Region, app_user_id: &str) -> Json {
        let granted = permitted(region).filter(|(_, granted)| *granted);
        map! {
            "id": &self.id,
            "customer_id": &self.customer_id,
            "app_user_id": app_user_id,
            "permissions": granted.map(|(name, _)| Json::from(name)).collect::<Json>(),
            "bank_details": map! {
                "identifier": self.bank.identifier,
                "name": self.bank.name,
                "logo": "https://cdn.leantech.me/img/banks/white-lean.png",
                "main_color": "#1beb75",
                "background_color": "#ffffff",
                "swift_code": self.bank.swift_code,
                "account_type": self.bank.account_type,
                "bank_type": self.bank.bank_type,
            },
        }
    }
}

fn permissions(region: Region) -> Json {
    Json::Map(
        permitted(region)
            .map(|(name, granted)| (name.to_owned(), Json::Bool(granted)))
            .collect(),
    )
}
