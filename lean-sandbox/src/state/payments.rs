//! Payments: from the customer's yes to the bank's.

use http::StatusCode;
use jiff::Timestamp;

use super::habits::AccountUse;
use super::{Call, State};
use crate::api::Refusal;
use crate::jobs::JobStep;
use crate::json::{Json, map};

pub(super) struct Payment {
    id: String,
    intent_id: String,
    source_id: String,
    sender: Json,
    recipient: Json,
    amount: Json,
    currency: String,
    description: String,
    initiated_at: Timestamp,
    status: PaymentStatus,
}

/// The state of a payment.
enum PaymentStatus {
    Pending,
    Accepted { reference: String },
    Failed { reason: &'static str },
}

/// A description that is one of these makes the payment fail for that reason, once the bank has taken its time.
const FAILURES: &[&str] = &[
    "INSUFFICIENT_BALANCE",
    "EXCEEDS_DAILY_LIMIT",
    "ANOTHER_PAYMENT_ALREADY_IN_PROGRESS",
    "USER_CANCELLED",
    "SESSION_EXPIRED_ON_OTP",
    "BANK_ISSUE",
];

impl State {
    /// Does what the SDK's pay does once the customer has said yes: the payment is with the bank, which decides later.
    pub(crate) fn authorise(&mut self, intent_id: &str) -> Result<Json, Refusal> {
        let intent = self.intent(intent_id)?;
        if self
            .payments_of(intent_id)
            .any(|payment| !matches!(payment.status, PaymentStatus::Failed { .. }))
        {
            return Err(Refusal::new(
                StatusCode::BAD_REQUEST,
                "INVALID_PARAMETERS",
                "The payment intent has been paid already",
            ));
        }
        let now = self.clock.timestamp();
        let (customer_id, amount, currency, description) = (
            intent.customer_id.clone(),
            intent.amount.clone(),
            intent.currency.clone(),
            intent.description.clone(),
        );
        let recipient = party(&intent.destination, ["account_number", "iban", "name"]);
        let sender = self.sender(&customer_id);
        let payment = Payment {
            id: self.ids.uuid(),
            intent_id: intent_id.to_owned(),
            source_id: self.ids.uuid(),
            sender,
            recipient,
            amount,
            currency,
            description,
            initiated_at: now,
            status: PaymentStatus::Pending,
        };
        let (row, id) = (payment.row(), payment.id.clone());
        self.payments.push(payment);
        self.mark_updated(intent_id, now);
        self.announce_payment(&id, "payment.created", "A payment was created.");
        self.schedule(JobStep::SettlePayment(id));
        Ok(row)
    }

    /// The bank has decided.
    pub(super) fn decide(&mut self, id: &str) {
        let reference = format!("FT{}", self.ids.digits(10));
        let now = self.clock.timestamp();
        let Some(payment) = self.payments.iter_mut().find(|payment| payment.id == id) else {
            return;
        };
        let failure = FAILURES.iter().find(|code| **code == payment.description);
        payment.status = match failure {
            Some(reason) => PaymentStatus::Failed { reason },
            None => PaymentStatus::Accepted { reference },
        };
        let (intent_id, accepted) = (payment.intent_id.clone(), failure.is_none());
        self.mark_updated(&intent_id, now);
        if accepted {
            self.book_transaction(&intent_id, now);
        }
        self.announce_payment(id, "payment.updated", "A payment was updated.");
    }

    pub(super) fn read_payment(&self, call: &Call<'_>) -> Result<Json, Refusal> {
        let id = call.path("payment_id");
        let payment = self.payments.iter().find(|payment| payment.id == id);
        // No code is published for payments that are not there.
        payment
            .map(Payment::row)
            .ok_or_else(|| Refusal::not_found("DATA_NOT_FOUND", "The payment"))
    }

    pub(super) fn payments_of(&self, intent_id: &str) -> impl DoubleEndedIterator<Item = &Payment> {
        self.payments
            .iter()
            .filter(move |payment| payment.intent_id == intent_id)
    }

    fn mark_updated(&mut self, intent_id: &str, now: Timestamp) {
        if let Some(intent) = self
            .intents
            .iter_mut()
            .find(|intent| intent.id == intent_id)
        {
            intent.updated_at = now;
        }
    }

    /// The payment shows among the transactions of the account that it was paid from.
    fn book_transaction(&mut self, intent_id: &str, now: Timestamp) {
        let transaction_id = self.ids.uuid();
        let Ok(intent) = self.intent(intent_id) else {
            return;
        };
        let (customer_id, value) = (intent.customer_id.clone(), intent.value);
        let payee = intent
            .destination
            .text("display_name")
            .unwrap_or("payee")
            .to_owned();
        let first = self.entities.of_customer(&customer_id).next();
        let Some(id) = first.map(|entity| entity.id.clone()) else {
            return;
        };
        let entity = self.entities.find_mut(&id);
        let mut accounts = entity.into_iter().flat_map(|entity| &mut entity.accounts);
        if let Some(account) = accounts.find(|account| account.used == AccountUse::Current) {
            account.pay(transaction_id, now, value, &payee);
        }
    }

    /// The customer's current account; before a bank is connected, an account that exists nowhere.
    fn sender(&self, customer_id: &str) -> Json {
        let entity = self.entities.of_customer(customer_id).next();
        let account = entity.and_then(|entity| {
            entity
                .accounts
                .iter()
                .find(|account| account.used == AccountUse::Current)
        });
        match (entity, account) {
            (Some(entity), Some(account)) => map! {
                "account_number": &account.number,
                "iban": &account.iban,
                "name": entity.person.name(),
            },
            (_, _) => map! {
                "account_number": "1234567890123456",
                "iban": "AE070331234567890123456",
                "name": "Sara Haddad",
            },
        }
    }

    fn announce_payment(&mut self, id: &str, kind: &str, message: &str) {
        let Some(payment) = self.payments.iter().find(|payment| payment.id == id) else {
            return;
        };
        let Ok(intent) = self.intent(&payment.intent_id) else {
            return;
        };
        let mut payload = map! {
            "id": &payment.id,
            "customer_id": &intent.customer_id,
            "intent_id": &intent.id,
            "status": payment.status(),
            "amount": &intent.amount,
            "currency": &intent.currency,
            "payment_destination_id": intent.destination.get("id").cloned(),
        };
        match &payment.status {
            PaymentStatus::Pending => {}
            PaymentStatus::Accepted { reference } => {
                payload.set("bank_transaction_reference", reference)
            }
            PaymentStatus::Failed { reason } => payload.set("reason", *reason),
        }
        self.emit(kind, message, payload);
    }
}

impl Payment {
    pub(super) fn status(&self) -> &'static str {
        match self.status {
            PaymentStatus::Pending => "PENDING_WITH_BANK",
            PaymentStatus::Accepted { .. } => "ACCEPTED_BY_BANK",
            PaymentStatus::Failed { .. } => "FAILED",
        }
    }

    pub(super) fn row(&self) -> Json {
        let reference = match &self.status {
            PaymentStatus::Accepted { reference } => Some(reference),
            PaymentStatus::Pending | PaymentStatus::Failed { .. } => None,
        };
        map! {
            "id": &self.id,
            "payment_intent_id": &self.intent_id,
            "payment_source_id": &self.source_id,
            "sender_details": &self.sender,
            "recipient_details": &self.recipient,
            "amount": &self.amount,
            "currency": &self.currency,
            "description": &self.description,
            "submission_timestamp": self.initiated_at.to_string(),
            "initiation_timestamp": self.initiated_at.to_string(),
            "status": self.status(),
            "bank_transaction_reference": reference,
        }
    }
}

fn party(from: &Json, members: [&str; 3]) -> Json {
    Json::Map(
        members
            .iter()
            .map(|name| {
                (
                    (*name).to_owned(),
                    Json::from(from.text(name).unwrap_or_default()),
                )
            })
            .collect(),
    )
}
