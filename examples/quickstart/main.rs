//! The main job, end to end: a customer, a bank, its accounts and transactions, a payment, and what happens without a
//! certificate.
//!
//! `cargo run --example quickstart` does it against the embedded sandbox, over real mutual TLS. With the variables
//! that [`place`] names, the very same calls go to Lean's own sandbox or to production.

mod place;
mod show;

use std::error::Error;

use lean::uae::models::{
    AccountId, AppUserId, CountryCode, CreateCustomerRequest, CreatePaymentDestinationRequest,
    CreatePaymentIntentRequest, Currency, CustomerId, EntityId,
};
use lean::uae::webhooks::Event;
use lean::uae::{Banks, Customers, Data, Entities, Payments};
use lean::{Client, Date, Decimal};

use self::place::Place;
use self::show::{Table, say, step};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let place = Place::from_env().await?;
    step(&format!("Connecting to {}", place.name()));
    place.show_identity();
    let lean = place.client()?;

    let banks = lean.get_banks().await?;
    say(&format!("{} banks can be connected", banks.len()));

    let customer_id = customer(&lean, &place).await?;
    let entity_id = entity(&lean, &place, customer_id).await?;
    read(&lean, entity_id).await?;
    pay(&lean, &place, customer_id).await?;
    refused_without_certificate(&place).await;
    Ok(())
}

/// A customer of ours: a new one in the sandbox, one that exists anywhere else.
async fn customer(lean: &Client, place: &Place) -> Result<CustomerId, Box<dyn Error>> {
    step("A customer");
    if let Some(customer_id) = place.customer()? {
        say(&format!("{customer_id} (LEAN_CUSTOMER_ID)"));
        return Ok(customer_id);
    }
    let wanted = CreateCustomerRequest::new(AppUserId::from("quickstart"));
    let customer = lean.create_customer(&wanted).await?;
    say(&format!(
        "{} is `{}` in our own books",
        customer.customer_id, customer.app_user_id
    ));
    Ok(customer.customer_id)
}

/// A bank that the customer has connected. In an app the customer does this in Lean's SDK.
async fn entity(
    lean: &Client,
    place: &Place,
    customer_id: CustomerId,
) -> Result<EntityId, Box<dyn Error>> {
    step("A bank connection");
    place.connect_bank(customer_id)?;
    let entities = lean.get_customer_entities(customer_id).await?;
    let entity = entities
        .first()
        .ok_or("this customer has not connected a bank yet")?;
    say(&format!("{} at {}", entity.id, entity.bank_identifier.0));
    Ok(entity.id)
}

/// Shows the entity's identity, accounts and balances.
async fn read(lean: &Client, entity_id: EntityId) -> Result<(), Box<dyn Error>> {
    step("What the bank knows");
    let identity = lean.fetch_identities_v2(entity_id).await?;
    let people = identity.data.into_option().map(|data| data.identities);
    if let Some(person) = people.unwrap_or_default().unwrap_or_default().first() {
        let name = person.full_legal_name.as_deref().unwrap_or("somebody");
        let birth = person
            .birth_date
            .as_ref()
            .map(|date| format!(", born {date}"));
        say(&format!("{name}{}", birth.unwrap_or_default()));
    }

    let accounts = lean.fetch_accounts_v2(entity_id).await?;
    let accounts = accounts
        .data
        .into_option()
        .map(|data| data.accounts)
        .unwrap_or_default();
    for account in &accounts {
        let balances = lean
            .fetch_balances_v2(account.account_id, entity_id)
            .await?;
        let balances = balances
            .data
            .into_option()
            .map(|data| data.balances)
            .unwrap_or_default();
        let name = account
            .nickname
            .as_option()
            .map_or("account", String::as_str);
        if let Some(balance) = balances.first() {
            say(&format!(
                "{name:<24} {:>14} {}",
                balance.amount.amount, balance.amount.currency
            ));
        }
    }

    match accounts.first() {
        Some(account) => transactions(lean, account.account_id, entity_id).await,
        None => Ok(()),
    }
}

/// Three months of an account, page after page.
async fn transactions(
    lean: &Client,
    account_id: AccountId,
    entity_id: EntityId,
) -> Result<(), Box<dyn Error>> {
    let mut pages = lean
        .fetch_transactions_v2(account_id, entity_id)
        .start_date(Date::constant(2026, 1, 1))
        .size(25)
        .pages();
    let mut table = Table::new(&["date", "what", "amount"]);
    let mut count = 0;
    let mut total = Decimal::ZERO;
    while let Some(transaction) = pages.next().await {
        let transaction = transaction?;
        let sign = match transaction
            .credit_debit_indicator
            .as_ref()
            .map(|indicator| indicator.as_str())
        {
            Some("DEBIT") => -Decimal::ONE,
            _ => Decimal::ONE,
        };
        let amount = sign * transaction.amount.amount.0;
        total += amount;
        count += 1;
        let date = transaction
            .booking_date_time
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default();
        let what = transaction.transaction_information.unwrap_or_default();
        table.row(&[
            date.get(..10).unwrap_or("-"),
            &what,
            &format!("{amount} {}", transaction.amount.currency),
        ]);
    }
    table.print(8);
    say(&format!(
        "{count} transactions, {total} in all, to the fils"
    ));
    Ok(())
}

/// A payment: who is paid, how much, and its way through the bank.
async fn pay(lean: &Client, place: &Place, customer_id: CustomerId) -> Result<(), Box<dyn Error>> {
    step("A payment");
    if !place.may_pay() {
        say("left out: set LEAN_QUICKSTART_PAY=1 to create a payment intent here");
        return Ok(());
    }
    let destination = lean.create_payment_destination(&CreatePaymentDestinationRequest {
        iban: Some("AE070331234567890123456".to_owned()),
        currency: Some(Currency::from("AED")),
        ..CreatePaymentDestinationRequest::new(
            "Quickstart Trading LLC".to_owned(),
            "Quickstart".to_owned(),
            "1 Example Street".to_owned(),
            "Dubai".to_owned(),
            CountryCode::from("ARE"),
            "1234567890123456".to_owned(),
        )
    });
    let destination = destination.await?;
    let mut wanted = CreatePaymentIntentRequest::new(
        customer_id,
        Decimal::new(12_550, 2).into(),
        Currency::from("AED"),
    );
    wanted.description = Some("Invoice 42".to_owned());
    wanted.payment_destination_id = Some(destination.id);
    let intent = lean.create_payment_intent(&wanted).await?;
    say(&format!(
        "intent {}: {} {}",
        intent.payment_intent_id, intent.amount, intent.currency
    ));

    let Some(mut webhooks) = place.authorise(intent.payment_intent_id)? else {
        say("the customer authorises it in Lean's SDK");
        return Ok(());
    };
    let receiver = place.receiver()?;
    for kind in ["payment.created", "payment.updated"] {
        let Some(delivery) = webhooks.next_of(kind).await else {
            break;
        };
        // A server has the same from `receiver.receive(request).await`.
        let event = receiver.read(&delivery.headers(), &delivery.body)?;
        let (payment, status) = match &event {
            Event::PaymentCreated(event) => (event.payload.id, event.payload.status.as_str()),
            Event::PaymentUpdated(event) => (event.payload.id, event.payload.status.as_str()),
            other => return Err(format!("another event: {other:?}").into()),
        };
        say(&format!("webhook {kind:<16} -> {status} ({payment})"));
    }
    Ok(())
}

/// The same call without a certificate: refused in the handshake, and the error says why and what to do.
async fn refused_without_certificate(place: &Place) {
    let Some(lean) = place.client_without_certificate() else {
        return;
    };
    step("The same call without a certificate");
    match lean {
        Ok(lean) => match lean.get_banks().await {
            Ok(_) => say("was not refused: this server does not ask for one"),
            Err(refused) => {
                say(&format!("code        {}", refused.code()));
                say(&format!("whose side  {:?}", refused.side()));
                say(&format!("what to do  {}", refused.remedy()));
                say(&format!("in one line {refused}"));
            }
        },
        Err(error) => say(&error.to_string()),
    }
}
