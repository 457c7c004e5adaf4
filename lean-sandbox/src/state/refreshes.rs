//! Refreshes: Lean pulling the data of an entity from its bank.

use std::collections::HashMap;

use http::StatusCode;
use jiff::{Timestamp, ToSpan};

use super::entities::permitted;
use super::ledger;
use super::paging::PageWindow;
use super::{Call, State};
use crate::api::Refusal;
use crate::jobs::JobStep;
use crate::json::{Json, map};

/// Refreshes in the order in which they began, found by their id or their entity without looking at all of them.
#[derive(Default)]
pub(super) struct Refreshes {
    all: Vec<Refresh>,
    by_id: HashMap<String, usize>,
    by_entity: HashMap<String, Vec<usize>>,
}

impl Refreshes {
    /// Returns its place.
    fn add(&mut self, refresh: Refresh) -> usize {
        let index = self.all.len();
        self.by_id.insert(refresh.id.clone(), index);
        let of_entity = self.by_entity.entry(refresh.entity_id.clone());
        of_entity.or_default().push(index);
        self.all.push(refresh);
        index
    }

    fn of_entity(&self, id: &str) -> impl Iterator<Item = &Refresh> {
        let all = self.by_entity.get(id).into_iter().flatten();
        all.map(|index| &self.all[*index])
    }
}

struct Refresh {
    id: String,
    entity_id: String,
    finished: bool,
    created_at: Timestamp,
    updated_at: Timestamp,
}

impl State {
    /// Only one at a time for each entity.
    pub(super) fn refresh(&mut self, call: &Call<'_>) -> Result<Json, Refusal> {
        let entity_id = self
            .entity(call.field("entity_id").unwrap_or_default())?
            .id
            .clone();
        let is_under_way = {
            let mut refreshes = self.refreshes.of_entity(&entity_id);
            refreshes.any(|refresh| !refresh.finished)
        };
        if is_under_way {
            let message = "A refresh of this entity is under way";
            return Err(Refusal::new(
                StatusCode::TOO_MANY_REQUESTS,
                "DUPLICATED_REQUEST",
                message,
            ));
        }
        let refresh_id = self.begin_refresh(&entity_id);
        Ok(map! {
            "refresh_id": refresh_id,
            "status": "OK",
            "message": "Refresh started",
            "timestamp": self.now(),
        })
    }

    pub(super) fn begin_refresh(&mut self, entity_id: &str) -> String {
        let now = self.clock.timestamp();
        let id = self.ids.uuid();
        let index = self.refreshes.add(Refresh {
            id: id.clone(),
            entity_id: entity_id.to_owned(),
            finished: false,
            created_at: now,
            updated_at: now,
        });
        self.announce(index);
        self.schedule(JobStep::FinishRefresh(id.clone()));
        id
    }

    pub(super) fn finish_refresh(&mut self, id: &str) {
        let now = self.clock.timestamp();
        let Some(&index) = self.refreshes.by_id.get(id) else {
            return;
        };
        self.refreshes.all[index].finished = true;
        self.refreshes.all[index].updated_at = now;
        if let Some(entity) = self.entities.find_mut(&self.refreshes.all[index].entity_id) {
            entity.refreshed_at = now;
        }
        self.announce(index);
    }

    fn announce(&mut self, index: usize) {
        let refresh = &self.refreshes.all[index];
        // An entity that was deleted in the meantime is of no interest.
        let Ok(entity) = self.entity(&refresh.entity_id) else {
            return;
        };
        let app_user_id = self
            .customer(&entity.customer_id)
            .map(|customer| customer.app_user_id.clone());
        let payload = map! {
            "entity_id": &entity.id,
            "refresh_id": &refresh.id,
            "customer_id": &entity.customer_id,
            "app_user_id": app_user_id.unwrap_or_default(),
            "status": refresh.status(),
            "data_status": self.data_status(refresh, "transaction_availability"),
        };
        self.emit(
            "entity.data.refresh.updated",
            "A data refresh was updated.",
            payload,
        );
    }

    pub(super) fn list_refreshes(&self, call: &Call<'_>) -> Json {
        let mut asked: Vec<&Refresh> = match call.query("entity_id") {
            Some(id) => self.refreshes.of_entity(id).collect(),
            None => self.refreshes.all.iter().collect(),
        };
        asked.reverse();
        let (rows, page) =
            PageWindow::page(call).rows(asked.into_iter(), |refresh| self.refresh_row(refresh));
        map! { "content": rows, "page": page }
    }

    pub(super) fn read_refresh(&self, call: &Call<'_>) -> Result<Json, Refusal> {
        let id = call.path("refresh_id");
        let index = self.refreshes.by_id.get(id);
        let refresh = index.and_then(|index| self.refreshes.all.get(*index));
        let refresh = refresh.ok_or_else(|| Refusal::not_found("DATA_NOT_FOUND", "The refresh"))?;
        let mut row = self.refresh_row(refresh);
        row.set(
            "data_status",
            self.data_status(refresh, "transactionAvailability"),
        );
        Ok(row)
    }

    fn refresh_row(&self, refresh: &Refresh) -> Json {
        let entity = self.entities.find(&refresh.entity_id);
        map! {
            "refresh_id": &refresh.id,
            "entity_id": &refresh.entity_id,
            "customer_id": entity.map(|entity| &entity.customer_id),
            "status": refresh.status(),
            "created_at": refresh.created_at.to_string(),
            "updated_at": refresh.updated_at.to_string(),
        }
    }

    /// `window` is how the time for which there are transactions is called: not the same in webhooks.
    fn data_status(&self, refresh: &Refresh, window: &str) -> Json {
        let status = if refresh.finished { "OK" } else { "PENDING" };
        let entity = self.entities.find(&refresh.entity_id);
        let accounts = entity
            .map(|entity| entity.accounts.as_slice())
            .unwrap_or_default();
        let granted = |permission: &str| {
            let granted =
                permitted(self.region).any(|(name, granted)| name == permission && granted);
            if granted { status } else { "UNSUPPORTED" }
        };
        let rows = accounts.iter().map(|account| {
            let mut row = map! {
                "account_id": &account.id,
                "balance": status,
                "identity": status,
                "transactions": status,
                "scheduled_payments": granted("scheduled_payments"),
                "direct_debits": granted("direct_debits"),
                "standing_orders": granted("standing_orders"),
                "beneficiaries": granted("beneficiaries"),
            };
            row.set(window, self.availability(window));
            row
        });
        map! { "accounts": status, "identity": status, "account_data": rows.collect::<Json>() }
    }

    fn availability(&self, window: &str) -> Json {
        let today = self.clock.today();
        let mut availability = map! {
            "start": today.saturating_sub(ledger::DAYS.days()).to_string(),
            "end": today.to_string(),
        };
        if window == "transaction_availability" {
            availability.set("complete_months", 11_usize);
        }
        availability
    }
}

impl Refresh {
    fn status(&self) -> &'static str {
        if self.finished { "FINISHED" } else { "PENDING" }
    }
}
