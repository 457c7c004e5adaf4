//! Operations: methods, names, pages, repeats.

use std::time::Duration;

use lean::testing::{Answer, FakeTransport};
use lean::{At, Client};

use super::support::{done, only};

#[lean::api(spec = "tests/specs/operations.yaml", operations = all, webhooks)]
pub(crate) trait Operations {}

use operations::{PayRequest, SearchRequest};

pub(crate) fn client(answers: impl IntoIterator<Item = Answer>) -> (Client, FakeTransport) {
    let server = FakeTransport::script(answers);
    let client = Client::builder(At::new("https://api.example.com"))
        .transport(server.clone())
        .api_key("key", "k-1")
        .build();
    (client.expect("a client"), server)
}

#[tokio::test]
async fn query_method() {
    let (api, server) = client([done()]);
    api.search(&SearchRequest::new("q".into()))
        .await
        .expect("an answer");
    let seen = only(&server);
    assert_eq!(
        (seen.method.as_str(), &seen.body[..]),
        ("QUERY", &br#"{"q":"q"}"#[..])
    );
}

#[tokio::test]
async fn additional_operations() {
    let (api, server) = client([done(), done()]);
    api.copy().await.expect("an answer");
    api.purge().await.expect("an answer");
    let methods: Vec<_> = server
        .seen()
        .iter()
        .map(|seen| seen.method.to_string())
        .collect();
    assert_eq!(methods, ["COPY", "purGe"]);
}

#[test]
fn keywords_and_unusual_names() {
    let (api, _) = client([]);
    let call = api
        .r#match("t")
        .self_("s")
        .filter_by_name("n")
        .with_send("yes");
    let request = call.request().expect("a request");
    assert_eq!(request.path, "/keywords/t");
    assert_eq!(request.query, "self=s&filter%5Bby-name%5D=n&send=yes");
}

#[test]
fn operations_without_a_name() {
    let (api, _) = client([]);
    assert_eq!(
        api.get_unnamed_by_id_parts("7")
            .request()
            .expect("a request")
            .path,
        "/unnamed/7/parts"
    );
}

#[test]
fn names_that_are_there_twice() {
    let (api, _) = client([]);
    let path = |request: Result<lean::Request, lean::Error>| request.expect("a request").path;
    assert_eq!(path(api.twice().request()), "/twice-a");
    assert_eq!(path(api.get_twice_b().request()), "/twice-b");
    assert_eq!(path(api.list_all().request()), "/collide-a");
    assert_eq!(path(api.get_collide_b().request()), "/collide-b");
}

/// The lint is a real one: without the expectation, this test would not compile without a warning.
#[test]
#[expect(deprecated)]
fn deprecated_operations() {
    let (api, _) = client([]);
    assert_eq!(api.old().request().expect("a request").path, "/old");
}

#[test]
#[expect(deprecated)]
fn deprecated_parameters() {
    let (api, _) = client([]);
    let old = api.get_collide_b();
    drop(old);
    let call = Operations::old(&api).ancient("a");
    assert_eq!(call.request().expect("a request").query, "ancient=a");
}

#[tokio::test]
async fn idempotency_keys() {
    let (api, server) = client([Answer::status(503), done(), done()]);
    api.pay(&PayRequest::new(5))
        .await
        .expect("repeated with the same key");
    api.pay(&PayRequest::new(5))
        .idempotency_key("mine")
        .await
        .expect("an answer");
    let keys: Vec<_> = server
        .seen()
        .iter()
        .map(|seen| seen.header("idempotency-key").expect("a key").to_owned())
        .collect();
    assert_eq!(keys[0], keys[1]);
    assert_eq!(keys[2], "mine");
}

#[tokio::test]
async fn numbered_pages() {
    let page =
        |items: &'static str| Answer::json(200, format!(r#"{{"items": {items}, "pages": 2}}"#));
    let (api, server) = client([page(r#"["a", "b"]"#), page(r#"["c"]"#)]);
    let mut pages = Operations::pages(&api).pages();
    let mut items = Vec::new();
    while let Some(item) = pages.next().await {
        items.push(item.expect("an item"));
    }
    assert_eq!(items, ["a", "b", "c"]);
    let queries: Vec<_> = server
        .seen()
        .iter()
        .map(|seen| seen.url.query().unwrap_or_default().to_owned())
        .collect();
    assert_eq!(queries, ["", "page=1"]);
}

#[tokio::test]
async fn pages_by_cursor() {
    let answers = [
        r#"{"items": [1], "next": "c/2"}"#,
        r#"{"items": [2], "next": null}"#,
    ]
    .map(|page| Answer::json(200, page));
    let (api, server) = client(answers);
    let mut pages = api.cursor().pages();
    let mut items = Vec::new();
    while let Some(item) = pages.next().await {
        items.push(item.expect("an item"));
    }
    assert_eq!(items, [1, 2]);
    assert_eq!(server.seen()[1].url.query(), Some("after=c%2F2"));
}

#[tokio::test]
async fn deadlines_and_headers_of_one_call() {
    let (api, server) = client([done()]);
    api.copy()
        .header("x-mine", "1")
        .timeout(Duration::from_secs(1))
        .await
        .expect("an answer");
    assert_eq!(only(&server).header("x-mine"), Some("1"));
}

#[test]
fn calls_without_an_async_runtime() {
    let (api, server) = client([done()]);
    api.copy().wait().expect("an answer");
    only(&server);
}
