//! Payment intents: payments before their authorisation.

use http::StatusCode;
use jiff::Timestamp;

use super::money::Money;
use super::paging::PageWindow;
use super::{Call, State};
use crate::api::Refusal;
use crate::json::{Json, map};

pub(super) struct Intent {
    pub(super) id: String,
    pub(super) customer_id: String,
    /// As it was sent, digit for digit.
    pub(super) amount: Json,
    pub(super) value: Money,
    pub(super) currency: String,
    pub(super) description: String,
    pub(super) destination: Json,
    created_at: Timestamp,
    pub(super) updated_at: Timestamp,
}

/// The limits of the open-finance mock bank.
const LIMITS: &[(&str, Money, Money)] = &[
    ("AED", Money::whole(5), Money::whole(50_000)),
    ("SAR", Money::whole(5), Money::whole(50_000)),
    ("USD", Money::whole(3), Money::whole(27_000)),
];

impl State {
    pub(super) fn create_intent(&mut self, call: &Call<'_>) -> Result<Json, Refusal> {
        let customer_id = self
            .customer(call.field("customer_id").unwrap_or_default())?
            .id
            .clone();
        let amount = call
            .body
            .and_then(|body| body.get("amount"))
            .cloned()
            .unwrap_or(Json::Null);
        let currency = call.field("currency").unwrap_or_default();
        let value = check_amount(&amount, currency)?;
        let destination = match call.field("payment_destination_id") {
            Some(id) => self.destination(id)?,
            None => self.default_destination()?,
        };
        let destination = embedded_destination(destination, currency);
        let id = self.ids.uuid();
        let description = call
            .field("description")
            .map_or_else(|| id.replace('-', ""), str::to_owned);
        if description.chars().count() > 32 {
            return Err(Refusal::invalid("description has more than 32 characters"));
        }
        let now = self.clock.timestamp();
        let intent = Intent {
            id,
            customer_id,
            amount,
            value,
            currency: currency.to_owned(),
            description,
            destination,
            created_at: now,
            updated_at: now,
        };
        let mut row = self.intent_row(&intent);
        // So the vendor's answer was recorded: there are no times yet.
        row.fill(&map! { "created_at": Json::Null, "updated_at": Json::Null });
        call.check_example(&row)?;
        let payload = map! {
            "intent_id": &intent.id,
            "amount": &intent.amount,
            "currency": &intent.currency,
            "status": "INTENT_CREATED",
            "reason": &intent.description,
        };
        self.intents.push(intent);
        self.emit(
            "payment_intent.created",
            "A payment intent was created.",
            payload,
        );
        Ok(row)
    }

    pub(super) fn list_intents(&self, call: &Call<'_>) -> Json {
        let instant = |name: &str| {
            call.query(name)
                .and_then(|text| text.parse::<Timestamp>().ok())
        };
        let (from, to) = (instant("from"), instant("to"));
        let wanted = |intent: &&Intent| {
            let status = || {
                self.payments_of(&intent.id)
                    .next_back()
                    .map_or("AWAITING_AUTHORIZATION", |payment| payment.status())
            };
            call.query("customer_id")
                .is_none_or(|id| intent.customer_id == id)
                && from.is_none_or(|from| from <= intent.created_at)
                && to.is_none_or(|to| intent.created_at <= to)
                && call.query("status").is_none_or(|wanted| wanted == status())
        };
        let found: Vec<&Intent> = self.intents.iter().filter(wanted).collect();
        let (rows, page) =
            PageWindow::page(call).rows(found.into_iter(), |intent| self.intent_row(intent));
        map! { "data": rows, "page": page }
    }

    pub(super) fn read_intent(&self, call: &Call<'_>) -> Result<Json, Refusal> {
        self.intent(call.path("payment_intent_id"))
            .map(|intent| self.intent_row(intent))
    }

    pub(super) fn intent(&self, id: &str) -> Result<&Intent, Refusal> {
        let found = self.intents.iter().find(|intent| intent.id == id);
        found.ok_or_else(|| Refusal::not_found("UNKNOWN_PAYMENT_INTENT", "The payment intent"))
    }

    /// The customer who is to pay.
    pub(crate) fn payer(&self, intent_id: &str) -> Result<String, Refusal> {
        self.intent(intent_id)
            .map(|intent| intent.customer_id.clone())
    }

    fn intent_row(&self, intent: &Intent) -> Json {
        map! {
            "payment_intent_id": &intent.id,
            "customer_id": &intent.customer_id,
            "amount": &intent.amount,
            "currency": &intent.currency,
            "description": &intent.description,
            "payments": self.payments_of(&intent.id).map(|payment| payment.row()).collect::<Json>(),
            "payment_destination": &intent.destination,
            "created_at": intent.created_at.to_string(),
            "updated_at": intent.updated_at.to_string(),
        }
    }
}

fn check_amount(amount: &Json, currency: &str) -> Result<Money, Refusal> {
    let bad = |code: &str, message: &str| Refusal::new(StatusCode::BAD_REQUEST, code, message);
    let Json::Number(number) = amount else {
        return Err(bad("INVALID_AMOUNT", "amount is not a number"));
    };
    let value: Money = number
        .parse()
        .map_err(|_| bad("INVALID_AMOUNT", "amount has more than two decimal places"))?;
    let limits = LIMITS.iter().find(|(own, ..)| *own == currency);
    let (_, least, most) =
        limits.ok_or_else(|| Refusal::invalid("currency is not one that can be paid in"))?;
    if value < *least {
        return Err(bad(
            "AMOUNT_UNDER_MIN_VALUE",
            &format!("amount is below {least} {currency}"),
        ));
    }
    if value > *most {
        return Err(bad(
            "AMOUNT_OVER_MAX_VALUE",
            &format!("amount is above {most} {currency}"),
        ));
    }
    Ok(value)
}

/// Returns a destination as part of an intent: with more members than alone, as in the vendor's
/// recorded answers.
fn embedded_destination(destination: &Json, currency: &str) -> Json {
    let mut embedded = destination.clone();
    let owner = if destination.get("customer_id").is_some() {
        "CUSTOMER"
    } else {
        "APPLICATION"
    };
    let more = map! {
        "owner_type": owner,
        "bank_identifier": "ENBD_UAE",
        "branch_address": destination.get("branch_address").cloned(),
        "currency_iso_code": currency,
        "confirmation_of_payee_status": "MATCH",
        "bank_type": "SME",
        "ifsc": destination.get("ifsc").cloned(),
        "sort_code": destination.get("sort_code").cloned(),
        "routing_number": destination.get("routing_number").cloned(),
        "transit_code": destination.get("transit_number").cloned(),
        "postal_code": destination.get("postal_code").cloned(),
    };
    for (name, value) in more.members() {
        embedded.set(name, value);
    }
    if let Json::Map(members) = &mut embedded {
        members.retain(|(name, _)| name != "currency" && name != "transit_number");
    }
    embedded
}
