//! The main job, from a customer to the bank's yes, in the order in which an application does it.

mod support;

use std::time::Duration;

use lean_sandbox::{DeliveryOutcome, Region, Sandbox};
use serde_json::{Value, json};
use support::{Client, Result, connected, delayed};

#[tokio::test]
async fn customers_are_created_once_and_found_again() -> Result {
    let sandbox = Sandbox::start().await?;
    let client = Client::of(&sandbox);
    let body = json!({ "app_user_id": "user-1", "government_identifiers": [{ "type": "EMIRATES_ID", "value": "784-1990-1234567-8" }] });
    let created = client.post("/customers/v1/", &body).await?.json();
    let id = created["customer_id"].as_str().expect("an id");
    assert_eq!(
        client.post("/customers/v1", &body).await?.refusal(),
        (409, "CUSTOMER_ALREADY_EXISTS".into())
    );

    assert_eq!(
        client.get(&format!("/customers/v1/{id}")).await?.json(),
        created
    );
    assert_eq!(
        client.get("/customers/v1/app-user-id/user-1").await?.json(),
        created
    );
    assert_eq!(
        client
            .get("/customers/v1/app-user-id/user-2")
            .await?
            .refusal()
            .0,
        404
    );

    for number in 2..=5 {
        client
            .post(
                "/customers/v1/",
                &json!({ "app_user_id": format!("user-{number}") }),
            )
            .await?
            .json();
    }
    let page = client
        .get("/customers/v1/?page_number=1&page_size=2")
        .await?
        .json();
    let names: Vec<&str> = page["data"]
        .as_array()
        .expect("rows")
        .iter()
        .filter_map(|row| row["app_user_id"].as_str())
        .collect();
    assert_eq!(names, ["user-3", "user-4"]);
    assert_eq!(
        (
            &page["page"]["total_elements"],
            &page["page"]["total_pages"]
        ),
        (&json!(5), &json!(3))
    );
    Ok(())
}

#[tokio::test]
async fn a_bank_is_connected_once_and_disconnected() -> Result {
    let (sandbox, client) = delayed(Duration::ZERO).await?;
    let (customer, entity, accounts) = connected(&sandbox, &client, "LEAN_OF_RETAIL_UAE").await?;
    assert_eq!(
        sandbox
            .connect_bank(&customer, "LEAN_OF_RETAIL_UAE")?
            .entity_id,
        entity
    );
    assert_eq!(
        sandbox
            .connect_bank(&customer, "LEANMB1_SAU")?
            .account_ids
            .len(),
        accounts.len()
    );
    assert!(
        sandbox
            .connect_bank(&customer, "NO_BANK")
            .is_err_and(|error| error.is_unknown())
    );

    let entities = client
        .get(&format!("/customers/v1/{customer}/entities"))
        .await?
        .json();
    assert_eq!(entities.as_array().map(Vec::len), Some(2));
    let path = format!("/customers/v1/{customer}/entities/{entity}");
    assert_eq!(client.get(&path).await?.json(), entities[0]);

    let gone = client
        .call(
            http::Method::DELETE,
            &path,
            Some(&json!({ "reason": "USER_REQUESTED" })),
        )
        .await?;
    assert!(gone.status.is_success(), "{}", gone.text);
    assert_eq!(
        client.get(&path).await?.refusal(),
        (404, "UNKNOWN_ENTITY".into())
    );
    let listed = client
        .get("/customers/v1/entities?start_date=2020-01-01&end_date=2120-01-01")
        .await?
        .json();
    assert_eq!(
        (&listed["data"][0]["status"], &listed["data"][1]["status"]),
        (&json!("DELETED"), &json!("ACTIVE"))
    );

    // Two connections, the second of which was known already.
    let mut webhooks = sandbox.webhooks();
    let first = webhooks.next_of("entity.created").await.expect("an event");
    assert_eq!(first.outcome, DeliveryOutcome::NoReceiver);
    let body: Value = serde_json::from_slice(&first.body)?;
    assert_eq!(
        (&body["payload"]["id"], &body["payload"]["permissions"][0]),
        (&json!(entity), &json!("identity"))
    );
    Ok(())
}

#[tokio::test]
async fn a_payment_goes_its_way() -> Result {
    let (sandbox, client) = delayed(Duration::from_millis(50)).await?;
    let (customer, ..) = connected(&sandbox, &client, "LEAN_OF_RETAIL_UAE").await?;
    let intent = create_intent(&client, &customer, "1250.75", "Order 20418").await?;
    assert_eq!(
        (&intent["payments"], &intent["created_at"]),
        (&json!([]), &Value::Null)
    );
    let intent_id = intent["payment_intent_id"].as_str().expect("an id");

    let payment = sandbox.authorise(intent_id)?;
    let path = format!("/payments/v1/{payment}");
    let mut states = vec![
        client.get(&path).await?.json()["status"]
            .as_str()
            .unwrap_or_default()
            .to_owned(),
    ];
    let mut webhooks = sandbox.webhooks();
    webhooks.next_of("payment.created").await.expect("an event");
    let updated: Value = serde_json::from_slice(
        &webhooks
            .next_of("payment.updated")
            .await
            .expect("an event")
            .body,
    )?;
    assert_eq!(updated["payload"]["status"], json!("ACCEPTED_BY_BANK"));
    let settled = client.get(&path).await?.json();
    states.push(settled["status"].as_str().unwrap_or_default().to_owned());
    assert_eq!(states, ["PENDING_WITH_BANK", "ACCEPTED_BY_BANK"]);
    assert_eq!(
        settled["bank_transaction_reference"],
        updated["payload"]["bank_transaction_reference"]
    );

    let intent = client
        .get(&format!("/payments/v1/intents/{intent_id}"))
        .await?;
    assert!(
        intent.text.contains("\"amount\":1250.75"),
        "{}",
        intent.text
    );
    assert_eq!(intent.json()["payments"][0], settled);
    assert!(
        sandbox
            .authorise(intent_id)
            .is_err_and(|error| !error.is_unknown()),
        "it is paid already"
    );
    Ok(())
}

#[tokio::test]
async fn a_payment_shows_at_the_bank_and_in_the_log() -> Result {
    let (sandbox, client) = delayed(Duration::ZERO).await?;
    let (customer, entity, accounts) = connected(&sandbox, &client, "LEAN_OF_RETAIL_UAE").await?;
    let intent = create_intent(&client, &customer, "1250.75", "Order 20418").await?;
    sandbox.authorise(intent["payment_intent_id"].as_str().expect("an id"))?;
    sandbox
        .webhooks()
        .next_of("payment.updated")
        .await
        .expect("an event");

    let newest = client
        .get(&format!(
            "/data/v2/accounts/{}/transactions?entity_id={entity}&size=1",
            accounts[0]
        ))
        .await?
        .json();
    let newest = &newest["data"]["transactions"][0];
    assert_eq!(
        (
            &newest["amount"]["amount"],
            &newest["credit_debit_indicator"]
        ),
        (&json!(1250.75), &json!("DEBIT"))
    );

    let events = client
        .get("/events/v1?page=0&size=50&type=payment.updated")
        .await?
        .json();
    assert_eq!(events["page"]["total_elements"], json!(1));
    Ok(())
}

#[tokio::test]
async fn a_payment_fails_if_it_is_told_to() -> Result {
    let (sandbox, client) = delayed(Duration::ZERO).await?;
    let (customer, ..) = connected(&sandbox, &client, "LEAN_OF_RETAIL_UAE").await?;
    let intent = create_intent(&client, &customer, "25", "INSUFFICIENT_BALANCE").await?;
    let payment = sandbox.authorise(intent["payment_intent_id"].as_str().expect("an id"))?;
    let updated = sandbox
        .webhooks()
        .next_of("payment.updated")
        .await
        .expect("an event");
    let updated: Value = serde_json::from_slice(&updated.body)?;
    assert_eq!(updated["payload"]["reason"], json!("INSUFFICIENT_BALANCE"));
    assert_eq!(
        client.get(&format!("/payments/v1/{payment}")).await?.json()["status"],
        json!("FAILED")
    );
    Ok(())
}

#[tokio::test]
async fn payments_that_cannot_be_are_refused() -> Result {
    let sandbox = Sandbox::start().await?;
    let client = Client::of(&sandbox);
    let (customer, ..) = connected(&sandbox, &client, "LEAN_OF_RETAIL_UAE").await?;
    let destination = create_destination(&client).await?;
    let id = destination["id"].as_str().expect("an id");
    for (amount, currency, code) in [
        ("4.99", "AED", "AMOUNT_UNDER_MIN_VALUE"),
        ("50000.01", "AED", "AMOUNT_OVER_MAX_VALUE"),
        ("10.001", "AED", "INVALID_AMOUNT"),
        ("10", "CHF", "INVALID_PARAMETERS"),
        ("\"10\"", "AED", "INVALID_PARAMETERS"),
    ] {
        let body = format!(
            r#"{{"customer_id":"{customer}","amount":{amount},"currency":"{currency}","payment_destination_id":"{id}"}}"#
        );
        let answer = client
            .send(
                http::Method::POST,
                "/payments/v1/intents",
                Some("application/json"),
                body.into(),
            )
            .await?;
        assert_eq!(answer.refusal(), (400, code.into()), "{amount}");
    }
    let mut wrong = DESTINATION.replace("AE890260001015900012345", "AE300260001015900012345");
    let refused = client
        .post("/payments/v1/destinations", &serde_json::from_str(&wrong)?)
        .await?;
    assert_eq!(refused.refusal(), (400, "INVALID_IBAN".into()));
    wrong = DESTINATION.replace("\"Palm Trading LLC\"", "\"Palm\"");
    let refused = client
        .post("/payments/v1/destinations", &serde_json::from_str(&wrong)?)
        .await?;
    assert_eq!(refused.refusal(), (400, "INVALID_NAME".into()));
    assert!(
        sandbox
            .authorise("11111111-1111-4111-8111-111111111111")
            .is_err_and(|error| error.is_unknown())
    );
    Ok(())
}

#[tokio::test]
async fn other_programs_do_by_http_what_the_sdk_does() -> Result {
    let sandbox = Sandbox::builder()
        .bank_delay(Duration::ZERO)
        .start()
        .await?;
    let backend = Client::with_token(&sandbox, "api").await?;
    let customer = backend
        .post("/customers/v1/", &json!({ "app_user_id": "user-1" }))
        .await?
        .json();
    let customer = customer["customer_id"].as_str().expect("an id");

    let session = Client::with_token(&sandbox, &format!("customer.{customer}")).await?;
    let connect = json!({ "customer_id": customer, "bank_identifier": "LEAN_OF_RETAIL_UAE" });
    let entity = session
        .post("/sandbox/v1/connections", &connect)
        .await?
        .json();
    assert_eq!(entity["customer_id"], json!(customer));
    let intent = create_intent(&backend, customer, "25", "Order 1").await?;
    let pay = json!({ "payment_intent_id": intent["payment_intent_id"] });
    let payment = session
        .post("/sandbox/v1/authorisations", &pay)
        .await?
        .json();
    assert_eq!(payment["status"], json!("PENDING_WITH_BANK"));

    let stranger =
        Client::with_token(&sandbox, "customer.11111111-1111-4111-8111-111111111111").await?;
    assert_eq!(
        stranger
            .post("/sandbox/v1/connections", &connect)
            .await?
            .refusal(),
        (403, "INCORRECT_ACCESS_LEVEL".into())
    );
    assert_eq!(
        stranger
            .post("/sandbox/v1/authorisations", &pay)
            .await?
            .refusal()
            .0,
        403
    );
    assert_eq!(
        session.get("/banks/v1").await?.refusal().0,
        403,
        "a session is not a backend"
    );
    assert_eq!(
        session.get("/sandbox/v1/connections").await?.refusal().0,
        405
    );
    assert_eq!(
        backend
            .post("/sandbox/v1/nothing", &json!({}))
            .await?
            .refusal()
            .0,
        404
    );
    assert_eq!(
        backend
            .post("/sandbox/v1/webhooks", &json!({ "url": "ftp://x" }))
            .await?
            .refusal()
            .0,
        400
    );
    Ok(())
}

#[tokio::test]
async fn saudi_arabia_tells_more() -> Result {
    let sandbox = Sandbox::builder().region(Region::Ksa).start().await?;
    let client = Client::of(&sandbox);
    let (_, entity, accounts) = connected(&sandbox, &client, "LEA1_SAMAOB_SAU").await?;
    for what in [
        "balances",
        "transactions",
        "identities",
        "beneficiaries",
        "direct-debits",
        "scheduled-payments",
        "standing-orders",
    ] {
        for more in ["", "&verbose=true"] {
            let answer = client
                .get(&format!(
                    "/data/v2/accounts/{}/{what}?entity_id={entity}{more}",
                    accounts[0]
                ))
                .await?
                .json();
            assert_eq!(answer["status"], json!("OK"), "{what}");
        }
    }
    let accounts = client
        .get(&format!(
            "/data/v2/accounts?entity_id={entity}&verbose=true"
        ))
        .await?
        .json();
    let first = &accounts["data"]["accounts"][0];
    assert_eq!(first["currency"], json!("SAR"));
    assert_eq!(
        first["regional_data"]["data"]["account_id"],
        first["account_id"]
    );
    Ok(())
}

const DESTINATION: &str = r#"{
    "name": "Palm Trading LLC", "iban": "AE890260001015900012345", "display_name": "Palm Trading",
    "address": "Office 1204, Business Bay", "city": "Dubai", "country": "ARE", "account_number": "1015900012345"
}"#;

async fn create_destination(client: &Client) -> Result<Value> {
    Ok(client
        .post(
            "/payments/v1/destinations",
            &serde_json::from_str(DESTINATION)?,
        )
        .await?
        .json())
}

async fn create_intent(
    client: &Client,
    customer: &str,
    amount: &str,
    description: &str,
) -> Result<Value> {
    let destination = create_destination(client).await?;
    let id = destination["id"].as_str().expect("an id");
    let body = format!(
        r#"{{"customer_id":"{customer}","amount":{amount},"currency":"AED","description":"{description}","payment_destination_id":"{id}"}}"#
    );
    let answer = client
        .send(
            http::Method::POST,
            "/payments/v1/intents",
            Some("application/json"),
            body.into(),
        )
        .await?;
    Ok(answer.json())
}
