//! Lists of pages that do not end, repeat themselves, or are not pages.

use std::time::Duration;

use lean::middleware::{Attempt, Middleware, Signing};
use lean::testing::{Answer, FakeTransport};
use lean::{At, Client};

use super::pages::{Api, all, error, page, read, serving};

#[tokio::test]
async fn rounds_are_noticed_before_a_page_comes_twice() {
    for round in [1, 2, 3, 7, 50] {
        let (api, server) = serving(move |seen| {
            let next = seen.number % round;
            page(&["a"], &format!(r#","next":"c{next}""#))
        });
        let error = error(api.cursor().pages()).await;
        assert_eq!(error.code(), "PAGES_ENDLESS", "{round}");
        assert_eq!(server.seen().len(), round + 1, "{round}");
        assert!(!error.is_retryable());
    }
    // The cursor that the call began with counts, too; so does another spelling of the same text.
    for next in ["c1", r"\u00631"] {
        let (api, server) = serving(move |_| page(&["a"], &format!(r#","next":"{next}""#)));
        assert_eq!(
            error(api.cursor().after("c1").pages()).await.code(),
            "PAGES_ENDLESS"
        );
        assert_eq!(server.seen().len(), 1, "{next}");
    }
    let (api, server) = serving(|_| page(&["a"], r#","more":true"#));
    assert_eq!(error(api.last_id().pages()).await.code(), "PAGES_ENDLESS");
    assert_eq!(server.seen().len(), 2);
    for link in [
        "/v1/links",
        "?page=2",
        "https://api.example.com/v1/links?page=2#",
    ] {
        let (api, server) = serving(move |seen| {
            page(
                &["a"],
                &format!(r##","Links":{{"Next":"{link}#{}"}}"##, seen.number),
            )
        });
        assert_eq!(error(api.links().pages()).await.code(), "PAGES_ENDLESS");
        assert!(server.seen().len() <= 3, "{link}");
    }
}

#[tokio::test]
async fn pages_without_items_come_to_an_end() {
    let (api, server) = serving(|seen| page(&[], &format!(r#","next":"c{}""#, seen.number)));
    assert_eq!(error(api.cursor().pages()).await.code(), "PAGES_ENDLESS");
    assert_eq!(server.seen().len(), 100);
    let (api, server) = serving(|_| page(&[], r#","total":9000000000000000000"#));
    assert_eq!(error(api.numbered().pages()).await.code(), "PAGES_ENDLESS");
    assert_eq!(server.seen().len(), 100);
    let (api, server) = serving(|_| page(&[], r#","more":true"#));
    assert_eq!(error(api.numbered().pages()).await.code(), "PAGES_ENDLESS");
    assert_eq!(server.seen().len(), 100);
    let (api, server) =
        serving(|seen| page(&[], &format!(r#","Links":{{"Next":"?p={}"}}"#, seen.number)));
    assert_eq!(error(api.links().pages()).await.code(), "PAGES_ENDLESS");
    assert_eq!(server.seen().len(), 100);
    // Some are harmless.
    let (api, _) = serving(|seen| match seen.number {
        100 => page(&["a"], ""),
        number => page(&[], &format!(r#","next":"c{number}""#)),
    });
    assert_eq!(all(api.cursor().pages()).await, "a");
}

#[tokio::test]
async fn a_server_that_passes_over_the_number_of_the_page_is_noticed() {
    let (api, server) = serving(|_| page(&["a", "b"], ""));
    let mut pages = api.guessed().pages();
    let (ids, error) = read(&mut pages).await;
    assert_eq!((ids.as_str(), server.seen().len()), ("a b", 2));
    assert_eq!(error.expect("an error").code(), "PAGES_ENDLESS");
    let (api, server) = serving(|_| page(&["a"], ""));
    let (_, error) = read(&mut api.offset().pages()).await;
    assert_eq!(error.expect("an error").code(), "PAGES_ENDLESS");
    assert_eq!(server.seen().len(), 2);
}

/// Takes a second for each attempt.
struct Slow;

impl Middleware for Slow {
    fn before<'a>(&'a self, _: &'a mut Attempt<'_>) -> Signing<'a> {
        Box::pin(async {
            tokio::time::sleep(Duration::from_secs(1)).await;
            Ok(())
        })
    }
}

#[tokio::test(start_paused = true)]
async fn an_item_comes_within_the_deadline_of_the_call_however_many_pages_are_empty() {
    let server = FakeTransport::answering(|seen| match seen.number {
        1..=2 => page(&["a"], &format!(r#","next":"c{}""#, seen.number)),
        number => page(&[], &format!(r#","next":"c{number}""#)),
    });
    let builder = Client::builder(At::new("https://api.example.com/v1")).middleware(Slow);
    let client = builder
        .transport(server.clone())
        .timeout(Duration::from_secs(7))
        .build();
    let api = client.expect("a client");
    for (pages, seconds) in [
        (
            api.cursor().timeout(Duration::from_millis(3500)).pages(),
            3500,
        ),
        (api.cursor().after("z").pages(), 7000),
    ] {
        let start = tokio::time::Instant::now();
        assert_eq!(error(pages).await.code(), "TIMEOUT_TOTAL");
        // Each of the first items restarted the time limit.
        let own = if seconds == 3500 { 2000 } else { 0 };
        assert_eq!(start.elapsed(), Duration::from_millis(own + seconds));
    }
}

#[tokio::test]
async fn answers_that_are_not_pages_are_errors() {
    for (body, code) in [
        ("{}", "DECODE"),
        (r#"{"items":{"id":"a"}}"#, "DECODE"),
        (r#"{"items":"a"}"#, "DECODE"),
        (r#"{"items":[],"next":{"a":1}}"#, "DECODE"),
        (r#"{"items":[],"next":true}"#, "DECODE"),
        (r#"{"items":[{"id":"a"}],"more":true}"#, "DECODE"),
        ("[]", "DECODE"),
        ("{", "DECODE"),
        ("", "DECODE_EMPTY"),
    ] {
        let (api, _) = serving(move |_| Answer::json(200, body));
        let error = error(api.cursor().pages()).await;
        assert_eq!(error.code(), code, "{body}: {error}");
    }
    let (api, _) = serving(|_| {
        Answer::status(200)
            .header("content-type", "text/html")
            .piece("<html>")
    });
    assert_eq!(
        error(api.cursor().pages()).await.code(),
        "UNEXPECTED_CONTENT_TYPE"
    );
    let (api, _) = serving(|_| Answer::json(403, r#"{"code":"NO","message":"not yours"}"#));
    let refused = error(api.cursor().pages()).await;
    assert_eq!(refused.code(), "STATUS");
    assert!(refused.to_string().contains("`NO`"), "{refused}");
}
