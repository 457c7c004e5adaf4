//! Tokens, refusals, headers, faults, and the record of requests.

mod support;

use std::time::{Duration, Instant, SystemTime};

use http::Method;
use lean_sandbox::{Fault, Listener, Sandbox};
use serde_json::{Value, json};
use support::{Client, EXAMPLE_CUSTOMER, Result};

#[tokio::test]
async fn tokens_for_those_who_know_the_secret() -> Result {
    let sandbox = Sandbox::start().await?;
    let (id, secret) = (
        sandbox.client_id().to_owned(),
        sandbox.client_secret().to_owned(),
    );
    let client = Client::oauth(&sandbox);
    let ask = async |form: String| -> Result<(u16, Value)> {
        let answer = client.form("/oauth2/token", &form).await?;
        Ok((answer.status.as_u16(), serde_json::from_str(&answer.text)?))
    };
    let (status, token) = ask(format!(
        "grant_type=client_credentials&client_id={id}&client_secret={secret}&scope=api"
    ))
    .await?;
    assert_eq!(
        (
            status,
            &token["token_type"],
            &token["expires_in"],
            &token["scope"]
        ),
        (200, &json!("Bearer"), &json!(3599), &json!("api"))
    );
    assert_eq!(
        token["access_token"]
            .as_str()
            .map(|token| token.split('.').count()),
        Some(3)
    );

    let form = |grant: &str, secret: &str, scope: &str| {
        format!("grant_type={grant}&client_id={id}&client_secret={secret}{scope}")
    };
    for (form, status, error) in [
        (
            form("client_credentials", "wrong", "&scope=api"),
            401,
            "invalid_client",
        ),
        (
            form("client_credentials", &secret, "&scope=admin"),
            400,
            "invalid_scope",
        ),
        (
            form("client_credentials", &secret, ""),
            400,
            "invalid_request",
        ),
        (
            form("password", &secret, "&scope=api"),
            400,
            "unsupported_grant_type",
        ),
    ] {
        let (told, body) = ask(form).await?;
        assert_eq!((told, body["error"].as_str()), (status, Some(error)));
    }
    Ok(())
}

#[tokio::test]
async fn tokens_are_asked_for_by_form_where_no_certificate_is_wanted() -> Result {
    let sandbox = Sandbox::start().await?;
    let client = Client::oauth(&sandbox);
    let json = client
        .post(
            "/oauth2/token",
            &json!({ "grant_type": "client_credentials" }),
        )
        .await?;
    assert_eq!(json.status, 400);
    assert_eq!(
        Client::of(&sandbox)
            .form("/oauth2/token", "")
            .await?
            .refusal(),
        (404, "INVALID_URL".into())
    );
    Ok(())
}

#[tokio::test]
async fn tokens_end() -> Result {
    let clock = std::sync::Arc::new(std::sync::atomic::AtomicU64::new(0));
    let (ticks, start) = (clock.clone(), SystemTime::now());
    let now = move || start + Duration::from_secs(ticks.load(std::sync::atomic::Ordering::SeqCst));
    let sandbox = Sandbox::builder().clock(now).start().await?;
    let client = Client::with_token(&sandbox, "api").await?;
    client.get("/banks/v1").await?.json();
    assert_eq!(
        sandbox
            .seen()
            .last()
            .map(|seen| (seen.connection.listener, seen.connection.peer.is_some())),
        Some((Listener::OAuth, false))
    );
    clock.store(3600, std::sync::atomic::Ordering::SeqCst);
    assert_eq!(
        client.get("/banks/v1").await?.refusal(),
        (401, "UNAUTHORIZED".into())
    );

    let client = Client::with_token(&sandbox, "api").await?;
    sandbox.revoke_tokens();
    assert_eq!(client.get("/banks/v1").await?.refusal().0, 401);
    assert_eq!(
        Client::oauth(&sandbox).get("/banks/v1").await?.refusal().0,
        401
    );
    Ok(())
}

#[tokio::test]
async fn without_mutual_tls_there_is_one_door() -> Result {
    let sandbox = Sandbox::builder()
        .require_client_certificate(false)
        .start()
        .await?;
    assert_eq!(sandbox.url(), sandbox.oauth_url());
    Client::with_token(&sandbox, "api")
        .await?
        .get("/banks/v1")
        .await?
        .json();
    Ok(())
}

/// Method, path, body; and the status, the code and a word of the refusal.
type Wrong = (
    Method,
    &'static str,
    Option<&'static str>,
    u16,
    &'static str,
    &'static str,
);

const WRONG: &[Wrong] = &[
    (Method::GET, "/nothing", None, 404, "INVALID_URL", ""),
    (
        Method::PATCH,
        "/banks/v1",
        None,
        405,
        "INVALID_HTTP_METHOD",
        "",
    ),
    (
        Method::GET,
        "/customers/v1/",
        None,
        400,
        "MISSING_PARAMETERS",
        "page_number",
    ),
    (
        Method::GET,
        "/customers/v1/?page_number=x&page_size=1",
        None,
        400,
        "INVALID_PARAMETERS",
        "page_number",
    ),
    (
        Method::GET,
        "/customers/v1/abc",
        None,
        400,
        "INVALID_PARAMETERS",
        "customer_id",
    ),
    (
        Method::GET,
        "/banks/v1?account_types=PERSONAL,NOBODY",
        None,
        400,
        "INVALID_PARAMETERS",
        "account_types",
    ),
    (
        Method::POST,
        "/customers/v1/",
        None,
        400,
        "MISSING_PARAMETERS",
        "body",
    ),
    (
        Method::POST,
        "/customers/v1/",
        Some("{}"),
        400,
        "MISSING_PARAMETERS",
        "app_user_id",
    ),
    (
        Method::POST,
        "/customers/v1/",
        Some("{app_user_id: 1}"),
        400,
        "INVALID_PARAMETERS",
        "JSON",
    ),
    (
        Method::POST,
        "/customers/v1/",
        Some(r#"{"app_user_id": 1}"#),
        400,
        "INVALID_PARAMETERS",
        "app_user_id",
    ),
    (
        Method::POST,
        "/customers/v1/",
        Some(r#"{"app_user_id": ""}"#),
        400,
        "INVALID_PARAMETERS",
        "app_user_id",
    ),
    (
        Method::POST,
        "/customers/v1/",
        Some(UNKNOWN_TYPE),
        400,
        "INVALID_PARAMETERS",
        "government_identifiers.0.type",
    ),
    (
        Method::POST,
        "/payments/v1/account-on-file",
        Some("{}"),
        400,
        "MISSING_PARAMETERS",
        "Idempotency-Key",
    ),
];

const UNKNOWN_TYPE: &str =
    r#"{"app_user_id": "a", "government_identifiers": [{"type": "X", "value": "1"}]}"#;

#[tokio::test]
async fn requests_are_checked_against_the_description() -> Result {
    let sandbox = Sandbox::start().await?;
    let client = Client::of(&sandbox);
    for (method, path, body, status, code, word) in WRONG {
        let bytes = body.unwrap_or_default().into();
        let media_type = body.map(|_| "application/json");
        let answer = client.send(method.clone(), path, media_type, bytes).await?;
        assert_eq!(
            answer.refusal(),
            (*status, (*code).to_owned()),
            "{path} {}",
            answer.text
        );
        assert!(answer.text.contains(word), "{path}: {}", answer.text);
    }
    Ok(())
}

#[tokio::test]
async fn bodies_that_are_no_json_of_bearable_size() -> Result {
    let sandbox = Sandbox::start().await?;
    let client = Client::of(&sandbox);
    let form = client.form("/customers/v1/", "app_user_id=1").await?;
    assert_eq!(form.status, 415);
    let long = format!(r#"{{"app_user_id": "{}"}}"#, "a".repeat(2 * 1024 * 1024));
    let deep = "[".repeat(100_000);
    for body in [
        long.into_bytes(),
        deep.into_bytes(),
        vec![0xff, 0xfe, 0],
        b"\"\xff\"".to_vec(),
    ] {
        let answer = client
            .send(
                Method::POST,
                "/customers/v1/",
                Some("application/json"),
                body.into(),
            )
            .await?;
        assert_eq!(answer.refusal().0, 400);
    }
    Ok(())
}

#[tokio::test]
async fn answers_carry_what_support_asks_for() -> Result {
    let sandbox = Sandbox::start().await?;
    let client = Client::of(&sandbox);
    let length = |answer: &support::Answer, name: &str| {
        answer.headers.get(name).map_or(0, |value| value.len())
    };
    for path in ["/banks/v1", "/nothing"] {
        let answer = client.get(path).await?;
        assert_eq!(
            (
                length(&answer, "lean-correlation-id"),
                length(&answer, "lean-trace-id")
            ),
            (16, 32)
        );
    }
    let answer = Client::of(&sandbox)
        .header("lean-correlation-id", "mine-1")
        .get("/banks/v1")
        .await?;
    assert_eq!(answer.headers["lean-correlation-id"], "mine-1");
    Ok(())
}

#[tokio::test]
async fn faults_happen_once_and_in_order() -> Result {
    let sandbox = Sandbox::start().await?;
    let client = Client::of(&sandbox);
    sandbox.fail_next(Fault::Status(503));
    sandbox.fail_next(Fault::RateLimited {
        retry_after: Some(Duration::from_secs(7)),
    });
    sandbox.fail_next(Fault::Reset);
    sandbox.fail_next(Fault::Delay(Duration::from_millis(30)));
    assert_eq!(
        client.get("/banks/v1").await?.refusal(),
        (503, "INTERNAL_SERVER_ERROR".into())
    );
    let limited = client.get("/banks/v1").await?;
    assert_eq!(
        (limited.refusal(), &limited.headers["retry-after"]),
        ((429, "RATE_LIMIT_EXCEEDED".into()), &"7".parse()?)
    );
    assert!(client.get("/banks/v1").await.is_err());
    let started = Instant::now();
    client.get("/banks/v1").await?.json();
    assert!(started.elapsed() >= Duration::from_millis(30));
    client.get("/banks/v1").await?.json();
    let statuses: Vec<_> = sandbox
        .seen()
        .iter()
        .map(|seen| seen.status.map(|status| status.as_u16()))
        .collect();
    assert_eq!(statuses, [Some(503), Some(429), None, Some(200), Some(200)]);

    sandbox.fail_next_of("createCustomer", Fault::ResetAfter);
    client.get("/banks/v1").await?.json();
    let body = json!({ "app_user_id": "user-1" });
    assert!(client.post("/customers/v1/", &body).await.is_err());
    assert_eq!(
        client.post("/customers/v1/", &body).await?.refusal().0,
        409,
        "it was created all the same"
    );

    sandbox.fail_next_of("postOauth2Token", Fault::Status(500));
    assert!(
        Client::oauth(&sandbox)
            .form("/oauth2/token", "")
            .await?
            .status
            .is_server_error()
    );
    Ok(())
}

#[tokio::test]
async fn what_was_seen_shows_no_secrets() -> Result {
    let sandbox = Sandbox::start().await?;
    let token = Client::with_token(&sandbox, "api").await?;
    token
        .get(&format!("/customers/v1/{EXAMPLE_CUSTOMER}"))
        .await?
        .json();
    Client::of(&sandbox).get("/banks/v1").await?.json();
    let seen = sandbox.seen();
    assert!(
        seen[1]
            .header("authorization")
            .is_some_and(|value| value.starts_with("Bearer "))
    );
    let shown = format!(
        "{seen:?} {sandbox:?} {:?} {:?}",
        sandbox.authority(),
        Sandbox::builder()
    );
    for secret in [sandbox.client_secret(), "Bearer ", "PRIVATE"] {
        assert!(!shown.contains(secret), "{secret} in {shown}");
    }
    let token = seen[2].header("lean-app-token").expect("a token");
    assert!(!format!("{:?}", seen[2].headers).is_empty() && token == sandbox.app_token());
    Ok(())
}

#[test]
fn what_is_embedded_is_what_is_there() -> Result {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let list = std::fs::read_to_string(folder.join("src/description/files.rs"))?;
    for inner in ["", "shared", "uae", "ksa"] {
        for file in std::fs::read_dir(folder.join("api-spec").join(inner))? {
            let name = file?.file_name().to_string_lossy().into_owned();
            let path = if inner.is_empty() {
                name.clone()
            } else {
                format!("{inner}/{name}")
            };
            let wanted = name.ends_with(".yaml") && name != "redocly.yaml";
            assert!(
                !wanted || list.contains(&format!("\"{path}\"")),
                "{path} is not embedded"
            );
        }
    }
    Ok(())
}
