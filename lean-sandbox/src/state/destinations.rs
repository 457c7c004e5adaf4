//! Payment destinations: the accounts that are paid to.

use http::StatusCode;

use super::iban;
use super::{Call, State};
use crate::api::Refusal;
use crate::json::{Json, map};

/// The members of the request that a destination keeps.
const KEPT: &[&str] = &[
    "branch_address",
    "name",
    "iban",
    "display_name",
    "address",
    "city",
    "country",
    "swift_code",
    "account_number",
    "customer_id",
    "ifsc",
    "transit_number",
    "sort_code",
    "routing_number",
    "postal_code",
    "currency",
];

impl State {
    pub(super) fn create_destination(&mut self, call: &Call<'_>) -> Result<Json, Refusal> {
        if let Some(id) = call.field("customer_id") {
            self.customer(id)?;
        }
        let name = call.field("name").unwrap_or_default();
        if name.split_whitespace().count() < 2 {
            return Err(Refusal::new(
                StatusCode::BAD_REQUEST,
                "INVALID_NAME",
                "name has to be two words at least",
            ));
        }
        let wrong = |iban: &str| {
            !iban::is_valid(iban) && call.body_example("iban").as_deref() != Some(iban)
        };
        if call.field("iban").is_some_and(wrong) {
            return Err(Refusal::new(
                StatusCode::BAD_REQUEST,
                "INVALID_IBAN",
                "iban has wrong check digits or length",
            ));
        }
        let mut destination = map! {
            "id": self.ids.uuid(),
            "status": "CONFIRMED",
            "default": self.destinations.is_empty(),
        };
        for (name, value) in call.body.map(Json::members).unwrap_or_default() {
            if KEPT.contains(&name.as_str()) {
                destination.set(name, value);
            }
        }
        call.check_example(&destination)?;
        self.destinations.push(destination.clone());
        Ok(destination)
    }

    /// Lists the destinations of a customer, or all.
    pub(super) fn list_destinations(&self, customer_id: Option<&str>) -> Json {
        let wanted = |destination: &&Json| {
            customer_id.is_none_or(|id| destination.text("customer_id") == Some(id))
        };
        self.destinations.iter().filter(wanted).cloned().collect()
    }

    pub(super) fn list_customer_destinations(&self, call: &Call<'_>) -> Result<Json, Refusal> {
        let id = call.path("customer_id");
        self.customer(id)?;
        Ok(self.list_destinations(Some(id)))
    }

    pub(super) fn read_destination(&self, call: &Call<'_>) -> Result<Json, Refusal> {
        self.destination(call.path("payment_destination_id"))
            .cloned()
    }

    pub(super) fn destination(&self, id: &str) -> Result<&Json, Refusal> {
        let found = self
            .destinations
            .iter()
            .find(|destination| destination.text("id") == Some(id));
        found.ok_or_else(unknown)
    }

    /// Used where none is named: the first that was made.
    pub(super) fn default_destination(&self) -> Result<&Json, Refusal> {
        self.destinations.first().ok_or_else(unknown)
    }
}

fn unknown() -> Refusal {
    Refusal::not_found("UNKNOWN_PAYMENT_DESTINATION", "The payment destination")
}
