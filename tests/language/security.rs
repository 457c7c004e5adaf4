//! Security requirements: one of several sets, each in full.

use lean::testing::FakeTransport;
use lean::{At, Client, Error};

use super::operations::Operations;
use super::support::{done, only};

fn server() -> FakeTransport {
    FakeTransport::script([done()])
}

fn client(server: &FakeTransport, change: impl FnOnce(Builder) -> Builder) -> Client {
    let builder = Client::builder(At::new("https://api.example.com")).transport(server.clone());
    change(builder).build().expect("a client")
}

type Builder = lean::ClientBuilder<lean::__private::NotNeeded>;

#[tokio::test]
async fn all_of_a_set() {
    let server = server();
    let api = client(&server, |builder| {
        builder.api_key("key", "k-1").bearer("t-1")
    });
    api.alternatives().await.expect("an answer");
    let seen = only(&server);
    assert_eq!(
        (seen.header("x-key"), seen.header("authorization")),
        (Some("k-1"), Some("Bearer t-1"))
    );
}

#[tokio::test]
async fn another_set() {
    let server = server();
    client(&server, |builder| builder.basic("u", "p"))
        .alternatives()
        .await
        .expect("an answer");
    assert_eq!(only(&server).header("authorization"), Some("Basic dTpw"));
}

#[tokio::test]
async fn half_a_set_is_refused_before_sending() {
    let server = server();
    let refused = Error::from(
        client(&server, |builder| builder.api_key("key", "k-1"))
            .alternatives()
            .await
            .expect_err("no token"),
    );
    assert!(!refused.to_string().contains("k-1"));
    assert!(server.seen().is_empty());
}

#[tokio::test]
async fn security_of_the_description_holds_for_all() {
    let server = server();
    client(&server, |builder| builder.api_key("key", "k-1"))
        .copy()
        .await
        .expect("an answer");
    assert_eq!(only(&server).header("x-key"), Some("k-1"));
}

#[tokio::test]
async fn operations_may_take_it_back() {
    let server = server();
    client(&server, |builder| builder.api_key("key", "k-1"))
        .open()
        .await
        .expect("an answer");
    assert_eq!(only(&server).header("x-key"), None);
}

#[tokio::test]
async fn anonymous_where_it_may_be() {
    let server = server();
    client(&server, |builder| builder)
        .perhaps()
        .await
        .expect("an answer");
    assert_eq!(only(&server).header("authorization"), None);
}

#[tokio::test]
async fn keys_in_queries_and_cookies() {
    let server = FakeTransport::script([done(), done()]);
    let api = client(&server, |builder| {
        builder
            .api_key("queryKey", "q 1")
            .api_key("cookieKey", "c1")
    });
    api.by_query().await.expect("an answer");
    api.by_cookie().await.expect("an answer");
    let seen = server.seen();
    assert_eq!(seen[0].url.query(), Some("key=q%201"));
    assert_eq!(seen[1].header("cookie"), Some("session=c1"));
}

/// Checks that the description names the scheme, and that the credentials after it are sent
/// unchanged.
#[tokio::test]
async fn other_http_schemes() {
    let server = server();
    client(&server, |builder| builder.api_key("other", "abc=1"))
        .by_other()
        .await
        .expect("an answer");
    assert_eq!(
        only(&server).header("authorization"),
        Some("ApiToken abc=1")
    );
}

/// The servers of a description know what its operations demand.
#[tokio::test]
async fn a_client_that_can_call_nothing_is_not_built() {
    use super::operations::operations::servers::Regional;
    let build = |change: fn(Builder) -> Builder| {
        let builder = Client::builder(Regional::default()).transport(server());
        change(builder).build()
    };
    let text = |refused: Result<Client, Error>| {
        let refused = refused.expect_err("no operation takes these");
        assert_eq!(refused.code(), "CREDENTIAL_MISSING");
        refused.to_string()
    };
    let nothing = text(build(|builder| builder));
    for part in [
        "the builder for `Regional` has no credentials",
        "`search`, `copy`, `purge` and 13 more need `key`",
        "`alternatives` need `key` and `token`, or `user`",
        "give the key of `key` with `.app_token(..)` or `.api_key(\"key\", ..)`",
        "For operations that need no credentials: `.anonymous()`",
    ] {
        assert!(nothing.contains(part), "{part}: {nothing}");
    }
    // Of the wrong kind, and under a wrong name.
    let token = text(build(|builder| builder.bearer("s3cret")));
    assert!(
        token.contains("has access tokens, and no operation takes that"),
        "{token}"
    );
    assert!(!token.contains("s3cret"), "{token}");
    let misnamed = text(build(|builder| builder.api_key("kye", "s3cret")));
    assert!(misnamed.contains("has a key of `kye`"), "{misnamed}");
    // One operation is enough, and a client may want the others only.
    build(|builder| builder.api_key("key", "k")).expect("a client");
    build(|builder| builder.basic("u", "p")).expect("a client");
    build(|builder| builder.anonymous()).expect("a client");
}
