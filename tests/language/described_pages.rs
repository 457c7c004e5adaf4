//! Pages that a method describes.

use lean::Pages;
use lean::testing::Answer;

use super::pages::{page, queries, serving};

/// The description says nothing about pages of `untold`: the method does.
#[lean::api(spec = "tests/specs/pages.yaml")]
pub(crate) trait Described {
    #[pages(cursor = "from", items = "/items", next = "/next", has_more = "/more")]
    fn untold(&self) -> Pages<described::Item>;

    /// Counts before what the description says: here there is no total.
    #[pages(offset = "skip", items = "/items", first = 5)]
    fn offset();
}

#[tokio::test]
async fn a_method_describes_its_pages() {
    let (api, server) = serving(|seen| match seen.url.query() {
        None => page(&["a", "b"], r#","next":"n/1","more":true"#),
        Some("from=n%2F1") => page(&["c"], r#","next":"n2","more":false"#),
        _ => Answer::status(500),
    });
    let mut ids = Vec::new();
    let mut pages = Described::untold(&api);
    while let Some(item) = pages.next().await {
        ids.push(item.expect("an item").id);
    }
    assert_eq!(ids, ["a", "b", "c"]);
    assert_eq!(queries(&server), ["-", "from=n%2F1"]);
}

#[tokio::test]
async fn a_method_counts_before_the_description() {
    let (api, server) = serving(|seen| match seen.url.query() {
        None => page(&["a", "b"], r#","total":2"#),
        Some("skip=7") => page(&["c"], r#","total":2"#),
        _ => page(&[], r#","total":2"#),
    });
    let mut ids = Vec::new();
    let mut pages = Described::offset(&api).pages();
    while let Some(item) = pages.next().await {
        ids.push(item.expect("an item").id);
    }
    assert_eq!(ids, ["a", "b", "c"]);
    assert_eq!(queries(&server), ["-", "skip=7", "skip=8"]);
}
