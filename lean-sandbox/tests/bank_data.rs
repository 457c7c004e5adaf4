//! Pages, days and balances add up.

mod support;

use std::collections::HashSet;
use std::time::{Duration, SystemTime};

use lean_sandbox::{Fault, Sandbox};
use serde_json::{Value, json};
use support::{Client, EXAMPLE_CUSTOMER, Result, connected, delayed};

/// Starts a sandbox whose clock stays at 13 May 2026.
async fn still() -> Result<Sandbox> {
    let now = SystemTime::UNIX_EPOCH + Duration::from_secs(1_778_660_130);
    Ok(Sandbox::builder()
        .clock(move || now)
        .bank_delay(Duration::ZERO)
        .start()
        .await?)
}

/// In hundredths, negative if money went out: digits only, no float.
fn hundredths(row: &Value) -> i64 {
    let text = row["amount"]["amount"].to_string();
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, "0"));
    let amount: i64 = format!("{whole}{fraction:0<2}").parse().expect("an amount");
    if row["credit_debit_indicator"] == "DEBIT" {
        -amount
    } else {
        amount
    }
}

async fn pages(client: &Client, path: &str, size: usize) -> Result<Vec<Value>> {
    let mut rows = Vec::new();
    for page in 0.. {
        let answer = client
            .get(&format!("{path}&page={page}&size={size}"))
            .await?
            .json();
        let data = &answer["data"];
        rows.extend(
            data["transactions"]
                .as_array()
                .expect("rows")
                .iter()
                .cloned(),
        );
        if page + 1 >= data["page"]["total_pages"].as_u64().expect("a number") {
            assert_eq!(data["page"]["total_elements"], json!(rows.len()));
            break;
        }
        assert_eq!(data["transactions"].as_array().map(Vec::len), Some(size));
    }
    Ok(rows)
}

#[tokio::test]
async fn pages_and_days_add_up() -> Result {
    let sandbox = still().await?;
    let client = Client::of(&sandbox);
    let (_, entity, accounts) = connected(&sandbox, &client, "LEAN_OF_RETAIL_UAE").await?;
    for account in &accounts {
        let path = format!("/data/v2/accounts/{account}/transactions?entity_id={entity}");
        let all = pages(&client, &path, 100).await?;
        assert_eq!(pages(&client, &path, 37).await?, all);
        let ids: HashSet<_> = all
            .iter()
            .map(|row| row["transaction_id"].to_string())
            .collect();
        assert_eq!(ids.len(), all.len());

        // Newest first, and each balance is the one before plus the amount.
        for pair in all.windows(2) {
            assert!(pair[0]["booking_date_time"].as_str() >= pair[1]["booking_date_time"].as_str());
            assert_eq!(
                hundredths(&pair[0]["balance"]),
                hundredths(&pair[1]["balance"]) + hundredths(&pair[0])
            );
        }
        let balances = client
            .get(&format!(
                "/data/v2/accounts/{account}/balances?entity_id={entity}"
            ))
            .await?
            .json();
        assert_eq!(
            hundredths(&balances["data"]["balances"][0]),
            hundredths(&all[0]["balance"])
        );

        let day =
            |row: &Value| row["booking_date_time"].as_str().unwrap_or_default()[..10].to_owned();
        let april = pages(
            &client,
            &format!("{path}&start_date=2026-04-01&end_date=2026-04-30"),
            50,
        )
        .await?;
        let wanted: Vec<_> = all
            .iter()
            .filter(|row| day(row).starts_with("2026-04"))
            .cloned()
            .collect();
        assert_eq!(april, wanted);
        let before = pages(&client, &format!("{path}&end_date=2026-03-31"), 100).await?;
        let after = pages(&client, &format!("{path}&start_date=2026-05-01"), 100).await?;
        assert_eq!(before.len() + april.len() + after.len(), all.len());
        assert!(
            pages(&client, &format!("{path}&start_date=2026-05-14"), 50)
                .await?
                .is_empty()
        );
    }
    Ok(())
}

#[tokio::test]
async fn the_same_seed_tells_the_same_story() -> Result {
    let mut stories = Vec::new();
    for _ in 0..2 {
        let sandbox = still().await?;
        let client = Client::of(&sandbox);
        let (_, entity, accounts) = connected(&sandbox, &client, "LEAN_OF_RETAIL_UAE").await?;
        let path = format!(
            "/data/v2/accounts/{}/transactions?entity_id={entity}",
            accounts[0]
        );
        stories.push((accounts, pages(&client, &path, 100).await?));
    }
    assert_eq!(stories[0], stories[1]);
    assert!(stories[0].1.len() > 300);
    Ok(())
}

#[tokio::test]
async fn insights_are_there_if_they_are_asked_for() -> Result {
    let sandbox = still().await?;
    let client = Client::of(&sandbox);
    let (_, entity, accounts) = connected(&sandbox, &client, "LEAN_OF_RETAIL_UAE").await?;
    let path = format!(
        "/data/v2/accounts/{}/transactions?entity_id={entity}",
        accounts[0]
    );
    let plain = client.get(&path).await?.json();
    assert_eq!(plain["data"]["transactions"][0].get("insights"), None);
    let rich = client.get(&format!("{path}&insights=true")).await?.json();
    assert!(rich["data"]["transactions"][0]["insights"]["category"].is_string());
    Ok(())
}

#[tokio::test]
async fn identity_and_accounts_name_the_same_person() -> Result {
    let sandbox = still().await?;
    let client = Client::of(&sandbox);
    let (_, entity, _) = connected(&sandbox, &client, "LEAN_OF_RETAIL_UAE").await?;
    let identity = client
        .get(&format!(
            "/data/v2/identity?entity_id={entity}&meta=%7B%22batch%22%3A%22nightly%22%7D"
        ))
        .await?
        .json();
    assert_eq!(identity["meta"], json!({ "batch": "nightly" }));
    let accounts = client
        .get(&format!("/data/v2/accounts?entity_id={entity}"))
        .await?
        .json();
    assert_eq!(
        identity["data"]["identities"][0]["full_legal_name"],
        accounts["data"]["accounts"][0]["account_holder_name"]
    );
    Ok(())
}

#[tokio::test]
async fn what_is_not_there_is_not_told() -> Result {
    let sandbox = still().await?;
    let client = Client::of(&sandbox);
    let (_, entity, accounts) = connected(&sandbox, &client, "LEAN_OF_RETAIL_UAE").await?;
    let unknown = "11111111-1111-4111-8111-111111111111";
    let get =
        async |path: String| -> Result<(u16, String)> { Ok(client.get(&path).await?.refusal()) };
    let account = &accounts[0];
    assert_eq!(
        get(format!("/data/v2/accounts?entity_id={unknown}")).await?,
        (404, "UNKNOWN_ENTITY".into())
    );
    assert_eq!(
        get(format!(
            "/data/v2/accounts/{unknown}/balances?entity_id={entity}"
        ))
        .await?,
        (404, "UNKNOWN_ACCOUNT".into())
    );
    assert_eq!(
        get("/data/v2/accounts?entity_id=abc".to_owned()).await?,
        (400, "INVALID_PARAMETERS".into())
    );
    assert_eq!(
        get("/data/v2/accounts".to_owned()).await?,
        (400, "MISSING_PARAMETERS".into())
    );
    assert_eq!(
        get(format!("/data/v2/accounts?entity_id={entity}&size=101")).await?,
        (400, "INVALID_PARAMETERS".into())
    );
    assert_eq!(
        get(format!("/data/v2/results/{unknown}")).await?,
        (404, "UNKNOWN_RESULTS_ID".into())
    );
    let error = client
        .get(&format!("/data/v2/accounts?entity_id={unknown}"))
        .await?;
    assert!(error.text.contains("results_id"), "{}", error.text);

    let unsupported = client
        .get(&format!(
            "/data/v2/accounts/{account}/beneficiaries?entity_id={entity}"
        ))
        .await?
        .json();
    assert_eq!(unsupported["status"], json!("FAILED"));
    assert_eq!(
        unsupported["status_detail"]["granular_status_code"],
        json!("UNSUPPORTED_BY_BANK")
    );
    Ok(())
}

#[tokio::test]
async fn results_are_collected_later() -> Result {
    let (sandbox, client) = delayed(Duration::from_millis(50)).await?;
    let (_, entity, _) = connected(&sandbox, &client, "LEAN_OF_RETAIL_UAE").await?;
    let answer = client
        .get(&format!("/data/v2/accounts?entity_id={entity}&async=true"))
        .await?;
    assert_eq!(answer.status, 202);
    let pending = answer.json();
    assert_eq!(
        (&pending["status"], &pending["data"]),
        (&json!("PENDING"), &Value::Null)
    );
    let id = pending["results_id"].as_str().expect("an id");
    assert_eq!(
        client.get(&format!("/data/v2/results/{id}")).await?.json()["status"],
        json!("PENDING")
    );
    let ready: Value = serde_json::from_slice(
        &sandbox
            .webhooks()
            .next_of("results.ready")
            .await
            .expect("an event")
            .body,
    )?;
    assert_eq!(ready["payload"]["id"], json!(id));
    let collected = client.get(&format!("/data/v2/results/{id}")).await?.json();
    assert_eq!(
        (&collected["status"], &collected["results_id"]),
        (&json!("OK"), &json!(id))
    );
    assert_eq!(
        collected["data"]["accounts"].as_array().map(Vec::len),
        Some(3)
    );
    Ok(())
}

#[tokio::test]
async fn one_refresh_at_a_time() -> Result {
    let (sandbox, client) = delayed(Duration::from_secs(3600)).await?;
    let (_, entity, _) = connected(&sandbox, &client, "LEAN_OF_RETAIL_UAE").await?;
    let refused = client
        .post("/data/v2/refreshes", &json!({ "entity_id": entity }))
        .await?;
    assert_eq!(refused.refusal(), (429, "DUPLICATED_REQUEST".into()));

    let sandbox = still().await?;
    let client = Client::of(&sandbox);
    let (_, entity, _) = connected(&sandbox, &client, "LEAN_OF_RETAIL_UAE").await?;
    let mut webhooks = sandbox.webhooks();
    for status in ["PENDING", "FINISHED"] {
        let event = webhooks
            .next_of("entity.data.refresh.updated")
            .await
            .expect("an event");
        assert_eq!(
            serde_json::from_slice::<Value>(&event.body)?["payload"]["status"],
            json!(status)
        );
    }
    let started = client
        .post("/data/v2/refreshes", &json!({ "entity_id": entity }))
        .await?
        .json();
    let id = started["refresh_id"].as_str().expect("an id");
    let progress = client
        .get(&format!("/data/v2/refreshes/{id}"))
        .await?
        .json();
    assert_eq!(
        progress["data_status"]["account_data"]
            .as_array()
            .map(Vec::len),
        Some(3)
    );
    let list = client
        .get(&format!("/data/v2/refreshes?entity_id={entity}"))
        .await?
        .json();
    assert_eq!(list["content"][0]["refresh_id"], json!(id));
    Ok(())
}

#[tokio::test]
async fn verifications_of_fixed_inputs() -> Result {
    let sandbox = Sandbox::start().await?;
    let client = Client::of(&sandbox);
    let verify = async |iban: &str| -> Result<_> {
        let body = json!({
            "country_code": "AE", "type": "PERSONAL", "account_details": { "type": "IBAN", "value": iban },
            "identifications": [{ "type": "FULL_NAME", "value": "ADAM AHMED" }],
        });
        client.post("/verifications/v1/accounts", &body).await
    };
    let blocked = verify("AE810030012459313920001").await?.json();
    assert_eq!(blocked["verifications"]["account_status"], json!("BLOCKED"));
    assert_eq!(
        blocked["verifications"]["account_ownership_verified"],
        json!(false)
    );
    let failed = verify("AE160030011522789920001").await?.json();
    assert_eq!(
        (&failed["status"], &failed["verifications"]),
        (&json!("FAILED"), &Value::Null)
    );
    assert_eq!(
        failed["status_detail"]["granular_status_code"],
        json!("BANK_ISSUE")
    );
    assert_eq!(
        verify("SA1300GQO2OTVMEJ3885Y3TO").await?.refusal(),
        (404, "DATA_NOT_FOUND".into())
    );
    Ok(())
}

#[tokio::test]
async fn failures_of_business_on_request() -> Result {
    let sandbox = Sandbox::start().await?;
    let client = Client::of(&sandbox);
    let (_, entity, _) = connected(&sandbox, &client, "LEAN_OF_RETAIL_UAE").await?;
    sandbox.fail_next(Fault::Failed("BANK_MAINTENANCE".to_owned()));
    let answer = client
        .get(&format!("/data/v2/accounts?entity_id={entity}"))
        .await?;
    assert_eq!(answer.status, 200);
    assert_eq!(
        answer.json()["status_detail"]["granular_status_code"],
        json!("BANK_MAINTENANCE")
    );
    sandbox.fail_next(Fault::Failed("BANK_MAINTENANCE".to_owned()));
    assert_eq!(
        client
            .get(&format!("/customers/v1/{EXAMPLE_CUSTOMER}"))
            .await?
            .refusal()
            .0,
        500
    );
    Ok(())
}
