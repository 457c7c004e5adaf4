//! Pages of every kind: how they follow each other, where they begin, and where a server cannot lead.

use lean::testing::{Answer, FakeTransport, SeenRequest};
use lean::{At, Client, Error, Pages};

#[lean::api(spec = "tests/specs/pages.yaml", operations = all)]
pub(crate) trait Api {}

pub(crate) use api::Item;

pub(crate) fn serving(
    answer: impl Fn(&SeenRequest) -> Answer + Send + Sync + 'static,
) -> (Client, FakeTransport) {
    let server = FakeTransport::answering(answer);
    let client = Client::builder(At::new("https://api.example.com/v1"))
        .transport(server.clone())
        .build();
    (client.expect("a client"), server)
}

/// Answers with these bodies, one after the other.
pub(crate) fn script<const N: usize>(bodies: [&'static str; N]) -> (Client, FakeTransport) {
    let server = FakeTransport::script(bodies.map(|body| Answer::json(200, body)));
    let client = Client::builder(At::new("https://api.example.com/v1"))
        .transport(server.clone())
        .build();
    (client.expect("a client"), server)
}

/// A page of the items of these ids, with further members.
pub(crate) fn page(ids: &[&str], rest: &str) -> Answer {
    let items: Vec<_> = ids.iter().map(|id| format!(r#"{{"id":"{id}"}}"#)).collect();
    Answer::json(200, format!(r#"{{"items":[{}]{rest}}}"#, items.join(",")))
}

/// The ids of all items up to the end, or up to an error.
pub(crate) async fn read(pages: &mut Pages<Item>) -> (String, Option<Error>) {
    let mut ids = Vec::new();
    while let Some(item) = pages.next().await {
        match item {
            Ok(item) => ids.push(item.id),
            Err(error) => return (ids.join(" "), Some(error)),
        }
        assert!(ids.len() < 5_000, "without end");
    }
    (ids.join(" "), None)
}

pub(crate) async fn all(mut pages: Pages<Item>) -> String {
    let (ids, error) = read(&mut pages).await;
    assert!(error.is_none(), "{ids}: {error:?}");
    assert!(pages.position().is_none(), "the list has ended");
    ids
}

pub(crate) async fn error(mut pages: Pages<Item>) -> Error {
    let (_, error) = read(&mut pages).await;
    let after = pages.next().await;
    assert!(after.is_none(), "an error ends the stream");
    error.expect("an error")
}

pub(crate) fn queries(server: &FakeTransport) -> Vec<String> {
    let query = |seen: &SeenRequest| seen.url.query().unwrap_or("-").to_owned();
    server.seen().iter().map(query).collect()
}

#[tokio::test]
async fn pages_by_number_begin_where_the_call_says() {
    let numbered = |seen: &SeenRequest| {
        let query = seen.url.query().unwrap_or("page=0");
        page(&[query.trim_start_matches("page=")], r#","total":6"#)
    };
    let (api, server) = serving(numbered);
    assert_eq!(all(api.numbered().page(3).pages()).await, "3 4 5");
    assert_eq!(queries(&server), ["page=3", "page=4", "page=5"]);
    let (api, server) = serving(numbered);
    assert_eq!(all(api.numbered().pages()).await, "0 1 2 3 4 5");
    assert_eq!(queries(&server)[..2], ["-", "page=1"]);
    let (api, _) = serving(numbered);
    assert_eq!(
        all(api.numbered().page(-2).pages())
            .await
            .split(' ')
            .count(),
        8
    );
    let (api, _) = serving(|_| page(&["a"], r#","more":true"#));
    let (ids, error) = read(&mut api.numbered().page(i64::MAX).pages()).await;
    assert_eq!((ids.as_str(), error.is_none()), ("a", true));
}

#[tokio::test]
async fn the_end_of_numbered_pages_is_described_in_several_ways() {
    for (bodies, expected) in [
        (
            [
                r#"{"items":[{"id":"a"}],"more":true}"#,
                r#"{"items":[{"id":"b"}],"more":false,"total":9}"#,
            ],
            "a b",
        ),
        ([r#"{"items":[{"id":"a"}]}"#, r#"{"items":[]}"#], "a"),
        ([r#"{"items":[{"id":"a"}]}"#, r#"{"items":null}"#], "a"),
        (
            [
                r#"{"items":[{"id":"a"}],"total":"2"}"#,
                r#"{"items":[{"id":"b"}],"total":"2"}"#,
            ],
            "a b",
        ),
        (
            [
                r#"{"items":[],"total":2}"#,
                r#"{"items":[{"id":"b"}],"total":2}"#,
            ],
            "b",
        ),
    ] {
        let (api, server) = script(bodies);
        assert_eq!(all(api.numbered().pages()).await, expected);
        assert_eq!(server.seen().len(), 2);
    }
}

#[tokio::test]
async fn pages_by_offset_count_what_came() {
    let (api, server) = serving(|seen| match seen.url.query() {
        Some("skip=10") => page(&["a", "b"], r#","total":13"#),
        Some("skip=12") => page(&["c"], r#","total":13"#),
        _ => Answer::status(500),
    });
    assert_eq!(all(api.offset().skip(10).pages()).await, "a b c");
    assert_eq!(queries(&server), ["skip=10", "skip=12"]);
    // A page without items is the end, regardless of the total: there is no way to continue.
    let (api, server) = serving(|_| page(&[], r#","total":1000"#));
    assert_eq!(all(api.offset().pages()).await, "");
    assert_eq!(server.seen().len(), 1);
}

#[tokio::test]
async fn cursors_come_in_bodies_and_headers() {
    let (api, server) = serving(|seen| match seen.url.query() {
        Some("after=c%2F2") => page(&["b"], r#","next":"c/3""#),
        Some("after=c%2F3") => page(&["c"], r#","next":"""#),
        _ => page(&["a"], r#","next":"c\/2""#),
    });
    assert_eq!(all(api.cursor().pages()).await, "a b c");
    assert_eq!(server.seen().len(), 3);
    for end in [
        "",
        r#","next":null"#,
        r#","next":false"#,
        r#","next":"x","more":false"#,
    ] {
        let (api, server) = serving(move |_| page(&["a"], end));
        assert_eq!(all(api.cursor().pages()).await, "a", "{end}");
        assert_eq!(server.seen().len(), 1, "{end}");
    }
    let (api, server) = serving(|seen| match seen.header("x-after") {
        None => page(&["a"], "").header("x-next", " n 2 "),
        Some("n 2") => page(&["b"], "").header("x-next", ""),
        Some(_) => Answer::status(500),
    });
    assert_eq!(all(api.cursor_header().pages()).await, "a b");
    assert_eq!(server.seen().len(), 2);
}

#[tokio::test]
async fn pages_by_the_last_id() {
    let (api, server) = serving(|seen| match seen.url.query() {
        None => page(&["a", "b"], r#","more":true"#),
        Some("starting_after=b") => page(&["c"], r#","more":false"#),
        _ => Answer::status(500),
    });
    assert_eq!(all(api.last_id().pages()).await, "a b c");
    assert_eq!(server.seen().len(), 2);
    let (api, _) = serving(|_| Answer::json(200, r#"{"items":[{"name":"a"}],"more":true}"#));
    assert_eq!(error(api.last_id().pages()).await.code(), "DECODE");
    let (api, _) = serving(|_| page(&[], r#","more":true"#));
    assert_eq!(error(api.last_id().pages()).await.code(), "DECODE");
}

#[tokio::test]
async fn links_lead_on_within_the_origin() {
    for (link, url) in [
        (
            "https://api.example.com/v1/links?page=2&size=9",
            "https://api.example.com/v1/links?page=2&size=9",
        ),
        (
            "HTTPS://API.example.com:443/v1/links?a=%2F#b",
            "https://api.example.com/v1/links?a=%2F",
        ),
        (
            "/v2/other?page=2",
            "https://api.example.com/v2/other?page=2",
        ),
        ("?page=2", "https://api.example.com/v1/links?page=2"),
        ("more?page=2", "https://api.example.com/v1/more?page=2"),
        ("../../x/./y", "https://api.example.com/x/y"),
        (r"https:\\\\api.example.com\\z", "https://api.example.com/z"),
    ] {
        let (api, server) = serving(move |seen| match seen.number {
            1 => page(&["a"], &format!(r#","Links":{{"Next":"{link}"}}"#)),
            _ => page(&["b"], r#","Links":{}"#),
        });
        assert_eq!(all(api.links().size(5).pages()).await, "a b", "{link}");
        assert_eq!(server.seen()[1].url.to_string(), url, "{link}");
    }
}

#[tokio::test]
async fn links_to_other_origins_are_refused() {
    for link in [
        "https://evil.example/v1/links?page=2",
        "//evil.example/v1/links",
        r"\\\\evil.example\\x",
        "http://api.example.com/v1/links?page=2",
        "https://api.example.com:8443/v1/links",
        "https://api.example.com.evil.example/",
        "https://api.example.com@evil.example/",
        "data:application/json,{}",
        "file:///etc/passwd",
    ] {
        let (api, server) =
            serving(move |_| page(&["a"], &format!(r#","Links":{{"Next":"{link}"}}"#)));
        let error = error(api.links().pages()).await;
        assert_eq!(error.code(), "ORIGIN_REFUSED", "{link}: {error}");
        assert_eq!(server.seen().len(), 1, "{link}");
    }
    for link in [
        "https://user:pw@api.example.com/v1/links",
        "https://[",
        "https://api.example.com:x/",
    ] {
        let (api, server) =
            serving(move |_| page(&["a"], &format!(r#","Links":{{"Next":"{link}"}}"#)));
        let error = error(api.links().pages()).await;
        assert_eq!(error.code(), "PAGES_ENDLESS", "{link}: {error}");
        assert!(!format!("{error} {error:?}").contains("pw"), "{error:?}");
        assert_eq!(server.seen().len(), 1, "{link}");
    }
}

#[tokio::test]
async fn link_headers_lead_on() {
    let (api, server) = serving(|seen| {
        match seen.url.query() {
        None => Answer::json(200, r#"[{"id":"a"}]"#).header(
            "link",
            r#"</v1/link-header?p=1>; rel="prev first", </v1/link-header?p=2>; title="a, b"; rel="last next""#,
        ),
        Some("p=2") => Answer::json(200, r#"[{"id":"b"}]"#).header("link", r#"</v1/link-header>; rel="prev""#),
        _ => Answer::status(500),
    }
    });
    assert_eq!(all(api.link_header().pages()).await, "a b");
    assert_eq!(queries(&server), ["-", "p=2"]);
}

#[test]
fn pages_without_an_async_runtime() {
    let (api, _) = serving(|seen| match seen.url.query() {
        None => page(&["a", "b"], r#","more":true"#),
        Some(_) => page(&["c"], r#","more":false"#),
    });
    let ids: Result<Vec<_>, _> = api
        .last_id()
        .pages()
        .wait()
        .map(|item| item.map(|item| item.id))
        .collect();
    assert_eq!(ids.expect("no error"), ["a", "b", "c"]);
}
