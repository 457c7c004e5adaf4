//! Access tokens as a server sees them.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use lean_runtime::{
    Client,
    auth::{Token, TokenRequest},
    testing::{Answer, FakeTransport, SeenRequest},
};

use crate::support::{builder, call, client, failed, seconds, table};

fn is_token(seen: &SeenRequest) -> bool {
    seen.url.host() == Some("auth.test")
}

/// Issues the tokens `t1`, `t2`, ... with a life of this many seconds; the API accepts those for
/// which `good` is true.
fn bank(life: u64, good: impl Fn(&str) -> bool + Send + Sync + 'static) -> FakeTransport {
    let minted = AtomicUsize::new(0);
    FakeTransport::answering(move |seen| {
        if is_token(seen) {
            let number = minted.fetch_add(1, Ordering::SeqCst) + 1;
            return Answer::json(
                200,
                format!(
                    r#"{{"access_token":"t{number}","token_type":"bearer","expires_in":{life},"scope":"api"}}"#
                ),
            );
        }
        let token = seen.header("authorization").unwrap_or_default();
        let status = if good(token.trim_start_matches("Bearer ")) {
            200
        } else {
            401
        };
        Answer::json(status, "{}")
    })
}

fn oauth(fake: &FakeTransport) -> Client {
    builder(fake)
        .oauth2("app id", "s3cr&t")
        .build()
        .expect("a client")
}

fn token_requests(fake: &FakeTransport) -> Vec<String> {
    let tokens = fake.seen().into_iter().filter(is_token);
    tokens
        .map(|seen| String::from_utf8(seen.body.to_vec()).expect("text"))
        .collect()
}

#[tokio::test(start_paused = true)]
async fn a_token_is_asked_for_once_and_used_until_it_is_old() {
    let fake = bank(3599, |_| true);
    let client = oauth(&fake);
    for _ in 0..10 {
        call(&client, &table::WITH_TOKEN).await.expect("an answer");
    }
    let form = "grant_type=client_credentials&client_id=app+id&client_secret=s3cr%26t&scope=api";
    assert_eq!(token_requests(&fake), [form]);
    assert_eq!(fake.seen()[1].header("authorization"), Some("Bearer t1"));
    tokio::time::advance(seconds(3598)).await;
    call(&client, &table::WITH_TOKEN).await.expect("an answer");
    let last = fake.seen().pop().expect("a request");
    assert_eq!(last.header("authorization"), Some("Bearer t2"));
}

#[tokio::test(start_paused = true)]
async fn lives_that_tell_nothing_are_no_request_for_each_call() {
    for life in [
        "0",
        "-1",
        "-0.0",
        "null",
        r#""""#,
        r#""soon""#,
        r#""-5""#,
        r#""0""#,
        r#""NaN""#,
        "1e400",
        "1e-400",
        "1e18",
        r#""1e400""#,
        r#""3600""#,
        r#"" 3600 ""#,
        "3600.0",
        r#""3599.5""#,
        "true",
        "[]",
        "{}",
        "99999999999999999999999",
    ] {
        let minted = format!(r#"{{"access_token":"t","expires_in":{life}}}"#);
        let fake = FakeTransport::answering(move |_| Answer::json(200, minted.clone()));
        let client = oauth(&fake);
        for _ in 0..20 {
            call(&client, &table::WITH_TOKEN).await.expect("an answer");
            tokio::time::advance(seconds(2)).await;
        }
        assert_eq!(token_requests(&fake).len(), 1, "{life}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_token_endpoint_that_hangs_fails_no_call_while_the_old_token_is_good() {
    let minted = AtomicUsize::new(0);
    let fake = FakeTransport::answering(move |seen| {
        if is_token(seen) && minted.fetch_add(1, Ordering::SeqCst) > 0 {
            return Answer::never();
        }
        Answer::json(200, r#"{"access_token":"t1","expires_in":3600}"#)
    });
    let client = oauth(&fake);
    call(&client, &table::WITH_TOKEN).await.expect("an answer");
    tokio::time::advance(seconds(3250)).await;
    for _ in 0..34 {
        let start = tokio::time::Instant::now();
        call(&client, &table::WITH_TOKEN).await.expect("an answer");
        assert_eq!(start.elapsed(), seconds(0));
        tokio::time::advance(seconds(10)).await;
    }
    let bearers = fake.seen().into_iter().filter(|seen| !is_token(seen));
    let mut bearers = bearers.map(|seen| seen.header("authorization") == Some("Bearer t1"));
    assert!(bearers.all(|is_old| is_old));
    assert!(
        token_requests(&fake).len() < 12,
        "{}",
        token_requests(&fake).len()
    );
}

#[tokio::test(start_paused = true)]
async fn a_thousand_callers_at_once_ask_for_one_token() {
    let fake = bank(3599, |_| true);
    let client = oauth(&fake);
    let calls: Vec<_> = (0..1000)
        .map(|_| {
            let client = client.clone();
            tokio::spawn(async move {
                call(&client, &table::WITH_TOKEN)
                    .await
                    .map(|reply| reply.status)
            })
        })
        .collect();
    for call in calls {
        assert_eq!(call.await.expect("no panic").expect("an answer"), 200);
    }
    assert_eq!(token_requests(&fake).len(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_refused_token_is_replaced_once_even_for_a_post() {
    let fake = bank(3599, |token| token != "t1");
    let client = oauth(&fake);
    for operation in [&table::POST_WITH_TOKEN, &table::WITH_TOKEN] {
        let reply = call(&client, operation).await.expect("an answer");
        assert_eq!(reply.status, 200);
    }
    assert_eq!(token_requests(&fake).len(), 2);
}

#[tokio::test(start_paused = true)]
async fn refusals_that_go_on_make_no_storm() {
    let fake = bank(3599, |_| false);
    let client = oauth(&fake);
    for _ in 0..50 {
        let reply = call(&client, &table::WITH_TOKEN).await.expect("an answer");
        assert_eq!(reply.status, 401);
    }
    assert_eq!(token_requests(&fake).len(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_refusal_that_names_something_else_is_not_about_the_token() {
    let fake = FakeTransport::answering(|seen| {
        if is_token(seen) {
            return Answer::json(200, r#"{"access_token":"t"}"#);
        }
        Answer::status(401).header("www-authenticate", r#"Bearer error="insufficient_scope""#)
    });
    let reply = call(&oauth(&fake), &table::WITH_TOKEN)
        .await
        .expect("an answer");
    assert_eq!(
        (reply.status.as_u16(), token_requests(&fake).len()),
        (401, 1)
    );
}

#[tokio::test(start_paused = true)]
async fn scopes_are_those_of_the_operation_unless_chosen() {
    let fake = bank(3599, |_| true);
    let client = oauth(&fake);
    let customer = client.with_scopes(["customer.1", "api"]);
    call(&customer, &table::WITH_TOKEN)
        .await
        .expect("an answer");
    call(&client, &table::WITH_TOKEN).await.expect("an answer");
    call(&customer, &table::WITH_TOKEN)
        .await
        .expect("an answer");
    let scopes: Vec<_> = token_requests(&fake)
        .iter()
        .map(|form| form.rsplit_once('=').expect("a field").1.to_owned())
        .collect();
    assert_eq!(scopes, ["customer.1+api", "api"]);
}

#[tokio::test(start_paused = true)]
async fn x_04_a_refusal_of_the_token_endpoint_names_host_and_reason_and_no_secret() {
    let fake = FakeTransport::answering(|_| {
        Answer::json(
            401,
            r#"{"error":"invalid_client","error_description":"s3cr&t is wrong"}"#,
        )
    });
    let error = failed(call(&oauth(&fake), &table::WITH_TOKEN).await);
    assert_eq!(error.code(), "TOKEN_REFUSED");
    assert!(!error.is_retryable());
    let text = format!("{error} {error:?}");
    assert!(
        text.contains("auth.test answered with 401 `invalid_client`"),
        "{text}"
    );
    assert!(!text.contains("s3cr"), "{text}");
    assert_eq!(fake.seen().len(), 1, "not tried again");
}

#[tokio::test(start_paused = true)]
async fn answers_that_are_no_token_are_said_to_be_none() {
    for (answer, why) in [
        ("<html>", "is not JSON"),
        ("{}", "has no `access_token`"),
        (r#"{"access_token":""}"#, "has no `access_token`"),
        (r#"{"access_token":"a\nb"}"#, "has no `access_token`"),
        (
            r#"{"access_token":"a","token_type":"mac"}"#,
            "is not a bearer token",
        ),
    ] {
        let fake = FakeTransport::answering(move |_| Answer::json(200, answer));
        let error = failed(call(&oauth(&fake), &table::WITH_TOKEN).await);
        assert_eq!(error.code(), "TOKEN_INVALID", "{answer}");
        assert!(error.to_string().contains(why), "{error}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_token_endpoint_in_trouble_is_asked_again_and_then_said_to_be() {
    let fake = FakeTransport::answering(|_| Answer::status(503));
    let error = failed(call(&oauth(&fake), &table::WITH_TOKEN).await);
    assert_eq!(error.code(), "TOKEN_UNAVAILABLE");
    assert!(error.is_retryable());
    assert_eq!(fake.seen().len(), 3);

    let fake = FakeTransport::answering(|_| Answer::never());
    let error = failed(call(&oauth(&fake), &table::WITH_TOKEN).await);
    assert_eq!(error.code(), "TOKEN_UNAVAILABLE");
}

#[tokio::test(start_paused = true)]
async fn tokens_come_from_a_source_of_the_applications_own() {
    let fake = bank(0, |_| true);
    let asked = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&asked);
    let source = move |wanted: TokenRequest| {
        let number = counter.fetch_add(1, Ordering::SeqCst);
        async move { Ok(Token::new(format!("{}-{number}", wanted.scopes.join("+")))) }
    };
    let client = builder(&fake)
        .token_source(source)
        .build()
        .expect("a client");
    for _ in 0..3 {
        call(&client, &table::WITH_TOKEN).await.expect("an answer");
    }
    assert_eq!(fake.seen()[2].header("authorization"), Some("Bearer api-0"));

    let failing = |_| async { Err("the vault is sealed".into()) };
    let client = builder(&fake)
        .token_source(failing)
        .build()
        .expect("a client");
    let error = failed(call(&client, &table::WITH_TOKEN).await);
    assert_eq!(error.code(), "TOKEN_SOURCE");
    assert!(error.to_string().contains("the vault is sealed"), "{error}");
}

#[tokio::test]
async fn a_fixed_token_that_is_refused_is_not_tried_again() {
    let fake = bank(0, |_| false);
    let client = builder(&fake).bearer("b").build().expect("a client");
    let reply = call(&client, &table::WITH_TOKEN).await.expect("an answer");
    assert_eq!((reply.status.as_u16(), fake.seen().len()), (401, 1));
}

#[tokio::test]
async fn a_token_url_of_ones_own_replaces_the_described_one() {
    let fake = bank(3599, |_| true);
    let client = builder(&fake)
        .oauth2("id", "secret")
        .token_url("https://auth.test/other");
    call(&client.build().expect("a client"), &table::WITH_TOKEN)
        .await
        .expect("an answer");
    assert_eq!(fake.seen()[0].url.path(), "/other");
    // No token is asked for where none is needed.
    let without = bank(0, |_| true);
    call(&client_of(&without), &table::GET)
        .await
        .expect("an answer");
    assert_eq!(without.seen().len(), 1);
}

fn client_of(fake: &FakeTransport) -> Client {
    client(fake)
}
