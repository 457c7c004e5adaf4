//! Customers: the end users of the application.

use http::StatusCode;

use super::paging::Window;
use super::{Call, State};
use crate::api::Refusal;
use crate::json::{Json, map};

pub(super) struct Customer {
    pub(super) id: String,
    pub(super) app_user_id: String,
    government_identifiers: Option<Json>,
}

impl State {
    pub(super) fn create_customer(&mut self, call: &Call<'_>) -> Result<Json, Refusal> {
        let app_user_id = call.field("app_user_id").unwrap_or_default();
        if self
            .customers
            .iter()
            .any(|customer| customer.app_user_id == app_user_id)
        {
            let message = "There is a customer with this app_user_id";
            return Err(Refusal::new(
                StatusCode::CONFLICT,
                "CUSTOMER_ALREADY_EXISTS",
                message,
            ));
        }
        let customer = Customer {
            id: self.ids.uuid(),
            app_user_id: app_user_id.to_owned(),
            government_identifiers: call
                .body
                .and_then(|body| body.get("government_identifiers"))
                .cloned(),
        };
        let row = customer.row();
        self.customers.push(customer);
        Ok(row)
    }

    pub(super) fn list_customers(&self, call: &Call<'_>) -> Json {
        let (rows, page) =
            Window::page_number(call).cut(self.customers.iter().map(Customer::row).collect());
        map! { "data": rows, "page": page }
    }

    pub(super) fn read_customer(&self, call: &Call<'_>) -> Result<Json, Refusal> {
        self.customer(call.path("customer_id")).map(Customer::row)
    }

    pub(super) fn find_customer(&self, call: &Call<'_>) -> Result<Json, Refusal> {
        let wanted = call.path("app_user_id");
        let customer = self
            .customers
            .iter()
            .find(|customer| customer.app_user_id == wanted);
        customer.map(Customer::row).ok_or_else(unknown)
    }

    pub(super) fn update_customer(&mut self, call: &Call<'_>) -> Result<Json, Refusal> {
        let wanted = call.path("customer_id");
        let customer = self
            .customers
            .iter_mut()
            .find(|customer| customer.id == wanted)
            .ok_or_else(unknown)?;
        customer.government_identifiers = call
            .body
            .and_then(|body| body.get("government_identifiers"))
            .cloned();
        Ok(customer.row())
    }

    pub(super) fn customer(&self, id: &str) -> Result<&Customer, Refusal> {
        self.customers
            .iter()
            .find(|customer| customer.id == id)
            .ok_or_else(unknown)
    }
}

impl Customer {
    fn row(&self) -> Json {
        let mut row = map! { "customer_id": &self.id, "app_user_id": &self.app_user_id };
        if let Some(identifiers) = &self.government_identifiers {
            row.set("government_identifiers", identifiers);
        }
        row
    }
}

/// No code is published for customers that are not there.
fn unknown() -> Refusal {
    Refusal::not_found("DATA_NOT_FOUND", "The customer")
}
