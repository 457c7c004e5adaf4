//! The destinations of credentials, and the messages when credentials are missing.

use std::sync::Arc;

use lean_runtime::{
    Client,
    client::Caller,
    middleware::{Attempt, AttemptOutcome, Middleware, Signing},
    request::Execute,
    testing::{Answer, FakeTransport},
};

use crate::support::{builder, call, client, failed, payment, request, send, table};

fn ok() -> FakeTransport {
    FakeTransport::answering(|_| Answer::json(200, "{}"))
}

#[tokio::test]
async fn the_app_token_stands_in_its_header() {
    let fake = ok();
    let client = builder(&fake)
        .app_token("s3cret")
        .build()
        .expect("a client");
    call(&client, &table::WITH_APP_TOKEN)
        .await
        .expect("an answer");
    call(&client, &table::GET).await.expect("an answer");
    let seen = fake.seen();
    assert_eq!(seen[0].header("lean-app-token"), Some("s3cret"));
    assert_eq!(seen[1].header("lean-app-token"), None, "not asked for");
}

#[tokio::test]
async fn what_is_missing_is_said_before_anything_is_sent() {
    let fake = ok();
    let error = failed(call(&client(&fake), &table::EITHER).await);
    assert_eq!(error.code(), "CREDENTIAL_MISSING");
    assert!(error.is_caller() && !error.is_retryable());
    for part in [
        ".identity(..)",
        ".app_token(..)",
        ".oauth2(id, secret)",
        "`Sandbox`",
        "or",
    ] {
        assert!(error.remedy().contains(part), "{error}");
    }
    assert!(fake.seen().is_empty());
}

#[tokio::test]
async fn the_first_way_that_is_open_is_taken() {
    let fake = ok();
    let client = builder(&fake)
        .app_token("a")
        .bearer("b")
        .build()
        .expect("a client");
    call(&client, &table::EITHER).await.expect("an answer");
    assert_eq!(fake.seen()[0].header("authorization"), Some("Bearer b"));
    assert_eq!(fake.seen()[0].header("lean-app-token"), None);
}

#[tokio::test]
async fn x_03_an_operation_on_another_origin_is_refused_unless_allowed() {
    let fake = ok();
    let error = failed(call(&client(&fake), &table::ELSEWHERE).await);
    assert_eq!(error.code(), "ORIGIN_REFUSED");
    assert!(error.remedy().contains("https://links.test"), "{error}");
    assert!(fake.seen().is_empty());

    let allowed = builder(&fake)
        .allow_origin("https://links.test")
        .build()
        .expect("a client");
    call(&allowed, &table::ELSEWHERE).await.expect("an answer");
    assert_eq!(fake.seen()[0].url, "https://links.test/v2/links");

    let local = builder(&fake)
        .base_url("https://localhost:8443/x")
        .build()
        .expect("a client");
    call(&local, &table::ELSEWHERE).await.expect("an answer");
    assert_eq!(fake.seen()[1].url, "https://localhost:8443/x/links");
}

#[test]
fn x_02_http_urls_are_refused_when_the_client_is_built() {
    let fake = ok();
    let code = |builder: lean_runtime::client::ClientBuilder<_>| {
        builder.build().expect_err("refused").code().to_owned()
    };
    assert_eq!(
        code(builder(&fake).base_url("http://a.test")),
        "URL_NOT_HTTPS"
    );
    let tokens = builder(&fake)
        .oauth2("id", "secret")
        .token_url("http://a.test/token");
    assert_eq!(code(tokens), "URL_NOT_HTTPS");
    assert_eq!(
        code(builder(&fake).allow_origin("http://a.test")),
        "URL_NOT_HTTPS"
    );
}

#[test]
fn w_26_headers_that_would_break_a_message_are_refused() {
    let fake = ok();
    for (name, value) in [
        ("x", "a\r\nb: c"),
        ("x\n", "a"),
        ("x", "a\0"),
        ("content-length", "5"),
        ("Transfer-Encoding", "chunked"),
        ("host", "a.test"),
    ] {
        let error = builder(&fake)
            .header(name, value)
            .build()
            .expect_err("refused");
        assert_eq!(error.code(), "CONFIGURATION", "{name}");
        assert!(!error.to_string().contains('\n'));
    }
}

#[tokio::test]
async fn w_26_paths_that_would_break_a_message_are_refused() {
    let fake = ok();
    for path in ["/a b", "/a\r\nx: y", "/\0"] {
        let mut request = request(&table::GET);
        request.path = path.to_owned();
        let error = failed(send(&client(&fake), request).await);
        assert_eq!(error.code(), "INVALID_REQUEST", "{path:?}");
    }
    assert!(fake.seen().is_empty());
}

/// Signs the final bytes; the key is the attempt's number.
struct Signer;

impl Middleware for Signer {
    fn before<'a>(&'a self, attempt: &'a mut Attempt<'_>) -> Signing<'a> {
        Box::pin(async move {
            let body = attempt.body().ok_or("a stream cannot be signed")?;
            let sum: u32 = body.iter().map(|byte| u32::from(*byte)).sum();
            let token = attempt.headers().contains_key("lean-app-token");
            let signature = format!(
                "{}:{}:{sum}:{token}",
                attempt.operation().id,
                attempt.number()
            );
            attempt.set_header("x-jws-signature", &signature)?;
            Ok(())
        })
    }
}

#[tokio::test(start_paused = true)]
async fn middleware_signs_the_final_bytes_of_each_attempt() {
    let fake = FakeTransport::script([Answer::status(503), Answer::status(200)]);
    let client = builder(&fake).middleware(Signer).build().expect("a client");
    send(&client, payment()).await.expect("an answer");
    let signatures: Vec<_> = fake
        .seen()
        .iter()
        .map(|s| s.header("x-jws-signature").map(str::to_owned))
        .collect();
    let sum: u32 = b"{\"amount\":9.5}"
        .iter()
        .map(|byte| u32::from(*byte))
        .sum();
    let expected = [1, 2].map(|n| Some(format!("createPayment:{n}:{sum}:false")));
    assert_eq!(signatures, expected);
}

struct Refusing;

impl Middleware for Refusing {
    fn before<'a>(&'a self, _: &'a mut Attempt<'_>) -> Signing<'a> {
        Box::pin(async { Err("the HSM is away".into()) })
    }

    fn after(&self, _: &Attempt<'_>, _: &AttemptOutcome<'_>) {
        panic!("nothing was sent");
    }
}

#[tokio::test]
async fn middleware_may_refuse_and_then_nothing_is_sent() {
    let fake = ok();
    let client = builder(&fake)
        .middleware(Refusing)
        .build()
        .expect("a client");
    let error = failed(send(&client, payment()).await);
    assert_eq!(error.code(), "MIDDLEWARE");
    assert!(error.to_string().contains("the HSM is away"), "{error}");
    assert!(fake.seen().is_empty());
}

#[tokio::test]
async fn headers_of_the_call_replace_those_of_the_client() {
    let fake = ok();
    let client = builder(&fake)
        .header("x-a", "1")
        .header("x-b", "2")
        .user_agent("me/1");
    let client = client.build().expect("a client");
    let mut request = request(&table::GET);
    request.headers.insert("x-a", "3".parse().expect("a value"));
    send(&client, request).await.expect("an answer");
    let seen = &fake.seen()[0];
    assert_eq!(
        ["x-a", "x-b", "user-agent"].map(|name| seen.header(name)),
        [Some("3"), Some("2"), Some("me/1")]
    );
}

/// Checks that all callers lead to the same executor.
#[test]
fn clients_references_and_boxes_call() {
    fn executor(caller: &impl Caller) -> Arc<dyn Execute> {
        caller.executor()
    }
    let client: Client = client(&ok());
    let erased: Box<dyn Caller> = Box::new(client.clone());
    let blocking = lean_runtime::blocking::Client::from(client.clone());
    for executor in [
        executor(&client),
        executor(&&client),
        executor(&Arc::new(client.clone())),
        executor(&erased),
        executor(&blocking),
    ] {
        assert!(!executor.lenient());
    }
}

#[test]
fn x_04_no_secret_is_in_debug() {
    let fake = ok();
    let builder = builder(&fake)
        .app_token("s3cret-1")
        .oauth2("id", "s3cret-2");
    let builder = builder.basic("user", "s3cret-3").api_key("k", "s3cret-4");
    let text = format!("{builder:?}");
    assert!(!text.contains("s3cret"), "{text}");
    let client = builder.build().expect("a client");
    let text = format!(
        "{client:?} {:?}",
        lean_runtime::blocking::Client::from(client.clone())
    );
    assert!(!text.contains("s3cret"), "{text}");
    assert!(text.contains("sandbox.test"), "{text}");
}
