//! Customers: the end users of the application.

use std::collections::HashMap;

use http::StatusCode;

use super::paging::PageWindow;
use super::{Call, State};
use crate::api::Refusal;
use crate::json::{Json, map};

pub(super) struct Customer {
    pub(super) id: String,
    pub(super) app_user_id: String,
    government_identifiers: Option<Json>,
}

/// Customers in the order in which they were made, found by either id without looking at all of them.
#[derive(Default)]
pub(super) struct Customers {
    all: Vec<Customer>,
    by_id: HashMap<String, usize>,
    by_app_user_id: HashMap<String, usize>,
}

impl Customers {
    fn add(&mut self, customer: Customer) {
        let index = self.all.len();
        self.by_id.insert(customer.id.clone(), index);
        self.by_app_user_id
            .insert(customer.app_user_id.clone(), index);
        self.all.push(customer);
    }

    fn find(&self, id: &str) -> Option<&Customer> {
        self.all.get(*self.by_id.get(id)?)
    }

    fn find_by_app_user_id(&self, id: &str) -> Option<&Customer> {
        self.all.get(*self.by_app_user_id.get(id)?)
    }
}

impl State {
    pub(super) fn create_customer(&mut self, call: &Call<'_>) -> Result<Json, Refusal> {
        let app_user_id = call.field("app_user_id").unwrap_or_default();
        if self.customers.find_by_app_user_id(app_user_id).is_some() {
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
            government_identifiers: government_identifiers(call),
        };
        let row = customer.row();
        call.check_example(&row)?;
        self.customers.add(customer);
        Ok(row)
    }

    pub(super) fn list_customers(&self, call: &Call<'_>) -> Json {
        let (rows, page) =
            PageWindow::page_number(call).rows(self.customers.all.iter(), Customer::row);
        map! { "data": rows, "page": page }
    }

    pub(super) fn read_customer(&self, call: &Call<'_>) -> Result<Json, Refusal> {
        self.customer(call.path("customer_id")).map(Customer::row)
    }

    pub(super) fn find_customer(&self, call: &Call<'_>) -> Result<Json, Refusal> {
        let found = self.customers.find_by_app_user_id(call.path("app_user_id"));
        found.map(Customer::row).ok_or_else(unknown)
    }

    pub(super) fn update_customer(&mut self, call: &Call<'_>) -> Result<Json, Refusal> {
        let customer = self.customer(call.path("customer_id"))?;
        let updated = Customer {
            id: customer.id.clone(),
            app_user_id: customer.app_user_id.clone(),
            government_identifiers: government_identifiers(call),
        };
        let row = updated.row();
        call.check_example(&row)?;
        if let Some(index) = self.customers.by_id.get(&updated.id) {
            self.customers.all[*index] = updated;
        }
        Ok(row)
    }

    pub(super) fn customer(&self, id: &str) -> Result<&Customer, Refusal> {
        self.customers.find(id).ok_or_else(unknown)
    }
}

fn government_identifiers(call: &Call<'_>) -> Option<Json> {
    call.body?.get("government_identifiers").cloned()
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
