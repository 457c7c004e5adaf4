//! Idempotency keys: which header of a description is one, and what goes over the wire for it.

use lean::Error;
use lean::testing::{Answer, SeenRequest};

use super::support::{client, done, only, silent};

#[lean::api(spec = "tests/specs/keys.yaml", operations = all)]
pub(crate) trait Keys {}

use keys::OrderKey;

#[lean::api(spec = "tests/specs/keys.yaml", idempotency = "Idempotency-Key")]
trait Said {
    fn silent();

    fn look();

    #[idempotency("vendor-request-id")]
    fn other();

    #[operation(silent)]
    async fn own(&self, #[header(name = "Idempotency-Key")] key: Option<&str>)
    -> Result<(), Error>;
}

fn sent(server: &lean::testing::FakeTransport, header: &str) -> Vec<String> {
    let key = |seen: &SeenRequest| seen.header(header).expect("a key").to_owned();
    server.seen().iter().map(key).collect()
}

#[tokio::test]
async fn a_required_parameter_is_the_key() {
    let (api, server) = client([Answer::status(503), done()]);
    api.required(&OrderKey::from("order-1"))
        .await
        .expect("repeated with the key");
    assert_eq!(sent(&server, "Idempotency-Key"), ["order-1", "order-1"]);

    let (api, server) = client([Answer::closed(), Answer::status(409)]);
    let failed = api
        .required(&OrderKey::from("order-2"))
        .await
        .expect_err("in doubt");
    assert_eq!(
        failed.outcome_unknown().map(|key| key.as_str()),
        Some("order-2")
    );
    assert_eq!(server.seen().len(), 2);

    // The last word counts.
    let call = silent().required(&OrderKey::from("a")).idempotency_key("b");
    assert_eq!(
        call.request().expect("a request").headers["idempotency-key"],
        "b"
    );
}

#[tokio::test]
async fn an_optional_parameter_is_the_key_and_one_is_made_without_it() {
    let (api, server) = client([done(), Answer::status(503), done()]);
    api.optional()
        .idempotency_key("mine")
        .await
        .expect("an answer");
    api.optional().await.expect("repeated with a key of ours");
    let keys = sent(&server, "idempotency-key");
    assert_eq!(keys[0], "mine");
    assert!(keys[1] == keys[2] && keys[1].len() == 36, "{keys:?}");
}

#[tokio::test]
async fn keys_go_by_several_names_and_keep_to_their_limits() {
    let (api, server) = client([done(), done()]);
    api.prefixed()
        .idempotency_key("mine")
        .await
        .expect("an answer");
    api.prefixed().await.expect("a key that fits");
    let keys = sent(&server, "X-Idempotency-Key");
    assert!(keys[0] == "mine" && keys[1].len() == 32, "{keys:?}");
    let long = api.prefixed().idempotency_key("x".repeat(34)).request();
    assert!(
        long.expect_err("too long")
            .to_string()
            .contains("X-Idempotency-Key")
    );
    // By the parameter's own name, too.
    let call = api.prefixed().x_idempotency_key("same");
    assert_eq!(
        call.request().expect("a request").headers["x-idempotency-key"],
        "same"
    );

    let (api, server) = client([done()]);
    api.underscored()
        .idempotency_key("any text")
        .await
        .expect("an answer");
    assert_eq!(sent(&server, "Idempotency_Key"), ["any text"]);

    let (api, server) = client([done()]);
    let error = api.tiny().await.expect_err("no room for a random key");
    assert_eq!((error.code(), server.seen().len()), ("INVALID_REQUEST", 0));
    api.tiny()
        .idempotency_key("order-1")
        .await
        .expect("an answer");
}

#[tokio::test]
async fn other_headers_make_nothing_repeatable() {
    let (api, server) = client([Answer::status(503)]);
    let call = api
        .flag()
        .x_idempotent(true)
        .x_request_id("r")
        .idempotency_key_expiry("e");
    let failed = call.with_idempotency_key("q").await.expect_err("sent once");
    assert!(failed.is_outcome_unknown() && failed.outcome_unknown().is_none());
    assert!(
        only(&server)
            .url
            .query()
            .is_some_and(|query| query.contains("idempotency_key=q"))
    );

    let (api, server) = client([Answer::status(503)]);
    api.off()
        .with_idempotency_key("ignored by the server")
        .await
        .expect_err("sent once");
    assert_eq!(
        only(&server).header("idempotency-key"),
        Some("ignored by the server")
    );
}

#[tokio::test]
async fn undescribed_keys_are_named_once() {
    let (api, server) = client([done(), Answer::status(500), done()]);
    Said::silent(&api)
        .idempotency_key("mine")
        .await
        .expect("an answer");
    Said::silent(&api)
        .await
        .expect("repeated with a key of ours");
    let keys = sent(&server, "Idempotency-Key");
    assert!(keys[0] == "mine" && keys[1] == keys[2], "{keys:?}");

    let (api, server) = client([done(), done()]);
    api.own(Some("mine")).await.expect("an answer");
    api.own(None).await.expect("an answer");
    let keys = sent(&server, "Idempotency-Key");
    assert!(keys[0] == "mine" && keys[1].len() == 36, "{keys:?}");

    // The name as the description writes it.
    let (api, server) = client([done()]);
    Said::other(&api)
        .idempotency_key("mine")
        .await
        .expect("an answer");
    assert_eq!(only(&server).header("Vendor-Request-Id"), Some("mine"));
    assert_eq!(only(&server).header("Idempotency-Key"), None);

    // What only reads needs none.
    let (api, server) = client([done()]);
    Said::look(&api).await.expect("an answer");
    assert_eq!(only(&server).header("Idempotency-Key"), None);
}

#[tokio::test]
async fn keys_that_a_server_could_not_tell_apart_are_refused() {
    let (api, server) = client([]);
    for key in [
        "",
        " ",
        "\t",
        " order-1",
        "order-1 ",
        "a\r\nx: y",
        "a\0",
        "schlüssel",
        "a\u{202e}b",
    ] {
        let error = api
            .optional()
            .idempotency_key(key)
            .await
            .expect_err("refused");
        assert_eq!(error.code(), "INVALID_REQUEST", "{key:?}: {error}");
        let error = api
            .optional()
            .idempotency_key(key)
            .request()
            .expect_err("refused");
        assert!(error.to_string().contains("idempotency-key"), "{error}");
        assert!(
            key.trim().is_empty() || !error.to_string().contains(key),
            "{error}"
        );
        api.required(&OrderKey::from(key))
            .unchecked()
            .await
            .expect_err("refused");
        api.own(Some(key)).await.expect_err("refused");
    }
    let twice = api.optional().header("Idempotency-Key", "");
    assert_eq!(twice.await.expect_err("refused").code(), "INVALID_REQUEST");
    assert!(server.seen().is_empty());
}
