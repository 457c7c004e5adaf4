//! The customer's identity according to the bank.

use super::data::{filled, template};
use super::entities::{Entity, permitted};
use super::{Call, State};
use crate::api::Refusal;
use crate::json::{Json, map};

impl State {
    pub(super) fn read_identity(&mut self, call: &Call<'_>) -> Result<Json, Refusal> {
        let entity = self.asked_entity(call)?;
        let rows = vec![row(call, entity)];
        let refreshed_at = entity.refreshed_at.to_string();
        self.page(call, "identities", rows, refreshed_at)
    }

    /// All parties of an account, where banks tell them.
    pub(super) fn read_account_identities(&mut self, call: &Call<'_>) -> Result<Json, Refusal> {
        let (entity, account) = self.asked_account(call)?;
        if !permitted(self.region).any(|(name, granted)| name == "identities" && granted) {
            return self.failure(call, "UNSUPPORTED_BY_BANK");
        }
        let (rows, refreshed_at, account_id) = (
            vec![row(call, entity)],
            entity.refreshed_at.to_string(),
            account.id.clone(),
        );
        let mut answer = self.page(call, "identities", rows, refreshed_at)?;
        if let Some(data) = answer.get_mut("data") {
            data.set("account_id", account_id);
        }
        Ok(answer)
    }
}

fn row(call: &Call<'_>, entity: &Entity) -> Json {
    let person = &entity.person;
    filled(
        call,
        template(call, "identities"),
        &map! {
            "entity_id": &entity.id,
            "full_legal_name": person.name(),
            "name": person.first,
            "national_id": &person.national_id,
            "birth_date": &person.birth_date,
            "gender": person.gender,
            "email_address": person.email(),
            "mobile_number": &person.mobile,
            "phone": &person.mobile,
            "address": map! {
                "address_line": format!("Villa {}, {}", person.house, person.street),
                "address_type": "RESIDENTIAL",
                "building_type": "VILLA",
                "apartment_or_villa_number": &person.house,
                "street": person.street,
                "area": person.area,
                "town_name": person.town,
                "region": person.town,
                "country": person.country,
            },
        },
    )
}
