//! Reading pages from any position, also after an error.

use lean::PagePosition;
use lean::testing::{Answer, SeenRequest};

use super::pages::{Api, all, error, page, queries, read, serving};

#[tokio::test]
async fn reading_goes_on_from_any_position() {
    let serve = |seen: &SeenRequest| match seen.url.query() {
        Some("after=c2") => page(&["c", "d"], r#","next":"c3""#),
        Some("after=c3") => page(&["e"], ""),
        _ => page(&["a", "b"], r#","next":"c2""#),
    };
    for read_first in 0..5 {
        let (api, _) = serving(serve);
        let mut pages = api.cursor().pages();
        let mut ids = Vec::new();
        for _ in 0..read_first {
            ids.push(pages.next().await.expect("an item").expect("no error").id);
        }
        let text = pages.position().expect("there is more").to_string();
        // In another process.
        let position: PagePosition = text.parse().expect("a position");
        assert_eq!(position.to_string(), text);
        let mut rest = api.cursor().pages().resume(&position);
        assert_eq!(rest.position(), Some(position));
        ids.push(read(&mut rest).await.0);
        assert_eq!(ids.join(" "), "a b c d e");
    }
    let links = |seen: &SeenRequest| match seen.url.query() {
        Some("p=2") => page(&["b", "c"], ""),
        _ => page(&["a"], r#","Links":{"Next":"?p=2"}"#),
    };
    let (api, server) = serving(links);
    let mut pages = api.links().pages();
    for _ in 0..2 {
        pages.next().await.expect("an item").expect("no error");
    }
    let position = pages.position().expect("there is more");
    assert_eq!(all(api.links().pages().resume(&position)).await, "c");
    assert_eq!(queries(&server), ["-", "p=2", "p=2"]);
    assert!(!format!("{position:?}").contains("p=2"), "{position:?}");
}

#[tokio::test]
async fn after_an_error_reading_can_go_on_where_it_ended() {
    let (api, _) = serving(|seen| match seen.number {
        1 => page(&["a"], r#","next":"c2""#),
        2 => Answer::status(400),
        _ => page(&["b"], ""),
    });
    let mut pages = api.cursor().pages();
    let (ids, error) = read(&mut pages).await;
    assert_eq!((ids.as_str(), error.is_some()), ("a", true));
    let position = pages.position().expect("the page that failed");
    assert_eq!(all(api.cursor().pages().resume(&position)).await, "b");
}

#[tokio::test]
async fn positions_of_other_lists_and_invalid_texts_are_refused() {
    for text in [
        "",
        "a",
        "0",
        "0:",
        "x:first",
        "0:at:",
        "0:at:{",
        "-1:first",
        "0:second:x",
    ] {
        assert!(text.parse::<PagePosition>().is_err(), "{text}");
    }
    let from = |text: &str| text.parse::<PagePosition>().expect("a position");
    let (api, server) = serving(|_| page(&["a"], ""));
    let link = "0:link:https://api.example.com/v1/cursor?after=1";
    assert_eq!(
        error(api.cursor().pages().resume(&from(link))).await.code(),
        "INVALID_REQUEST"
    );
    let at = r#"0:at:"c""#;
    assert_eq!(
        error(api.links().pages().resume(&from(at))).await.code(),
        "INVALID_REQUEST"
    );
    assert_eq!(server.seen().len(), 0);
    let elsewhere = "0:link:https://evil.example/";
    assert_eq!(
        error(api.links().pages().resume(&from(elsewhere)))
            .await
            .code(),
        "ORIGIN_REFUSED"
    );
    assert_eq!(
        error(api.numbered().pages().resume(&from(at))).await.code(),
        "INVALID_REQUEST"
    );
}
