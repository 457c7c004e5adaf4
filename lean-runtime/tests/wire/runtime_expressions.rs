//! Runtime expressions of links.

use http::HeaderMap;
use lean_runtime::json::Tape;
use lean_runtime::wire::Exchange;

/// The table of OpenAPI 3.1.1, "Key Expression", and what it leaves out.
#[test]
fn expressions() {
    let url =
        "https://example.org/subscribe/myevent?queryUrl=https://clientdomain.com/stillrunning";
    for (expression, expected) in [
        ("$url", Some(format!("{url:?}"))),
        ("$method", Some("\"POST\"".to_owned())),
        ("$statusCode", Some("201".to_owned())),
        ("$request.path.eventType", Some("\"myevent\"".to_owned())),
        (
            "$request.query.queryUrl",
            Some("\"https://clientdomain.com/stillrunning\"".to_owned()),
        ),
        (
            "$request.header.content-Type",
            Some("\"application/json\"".to_owned()),
        ),
        (
            "$request.body#/failedUrl",
            Some("\"https://clientdomain.com/failed\"".to_owned()),
        ),
        (
            "$request.body#/successUrls/1",
            Some("\"https://clientdomain.com/medium\"".to_owned()),
        ),
        ("$request.body#/a~1b", Some("1.50".to_owned())),
        (
            "$response.header.Location",
            Some("\"https://example.org/subscription/1\"".to_owned()),
        ),
        (
            "$response.body",
            Some("{\"id\":7,\"deep\":{\"n\":null}}".to_owned()),
        ),
        (
            "$response.body#",
            Some("{\"id\":7,\"deep\":{\"n\":null}}".to_owned()),
        ),
        ("$response.body#/deep", Some("{\"n\":null}".to_owned())),
        ("$response.body#/deep/n", Some("null".to_owned())),
        ("$response.body#/gone", None),
        ("$response.body#id", None),
        ("$response.bodyguard", None),
        ("$response.query.x", None),
        ("$request.path.gone", None),
        ("$request.body#/successUrls/01", None),
        ("$request.body#/successUrls/+1", None),
        ("$request", None),
        ("$response.", None),
        ("$", None),
        ("url", None),
        ("", None),
    ] {
        with_exchange(|exchange| {
            let value = exchange
                .evaluate(expression)
                .map(|json| json.as_str().to_owned());
            assert_eq!(value, expected, "{expression}");
        });
    }
}

#[test]
fn templates() {
    for (template, expected) in [
        (
            "https://x/{$response.body#/id}?e={$request.path.eventType}",
            Some("https://x/7?e=myevent"),
        ),
        (
            "{$request.query.queryUrl}",
            Some("https://clientdomain.com/stillrunning"),
        ),
        ("no {braces} at all", Some("no {braces} at all")),
        ("{$response.body#/gone}", None),
        ("{$response.body#/deep}", None),
        ("{$url", None),
    ] {
        with_exchange(|exchange| {
            assert_eq!(
                exchange.fill_template(template).as_deref(),
                expected,
                "{template}"
            )
        });
    }
}

#[test]
fn nothing_is_known() {
    let exchange = Exchange::default();
    for expression in [
        "$url",
        "$method",
        "$statusCode",
        "$request.header.x",
        "$request.body",
        "$response.body#/a",
    ] {
        assert_eq!(exchange.evaluate(expression), None, "{expression}");
    }
}

fn with_exchange(look: impl Fn(Exchange<'_>)) {
    let request = r#"{
        "failedUrl": "https://clientdomain.com/failed",
        "successUrls": ["https://clientdomain.com/fast", "https://clientdomain.com/medium"],
        "a/b": 1.50
    }"#;
    let (request, response) = (
        Tape::parse(request).unwrap(),
        Tape::parse(r#"{"id": 7, "deep": {"n": null}}"#).unwrap(),
    );
    let headers = |name: &'static str, value: &'static str| {
        let mut headers = HeaderMap::new();
        headers.insert(name, value.parse().unwrap());
        headers
    };
    let (sent, came) = (
        headers("content-type", "application/json"),
        headers("location", "https://example.org/subscription/1"),
    );
    look(Exchange {
        url: "https://example.org/subscribe/myevent?queryUrl=https://clientdomain.com/stillrunning",
        method: "POST",
        status: 201,
        path: &[("eventType", "myevent")],
        query: &[("queryUrl", "https://clientdomain.com/stillrunning")],
        request_headers: Some(&sent),
        request_body: Some(request.root()),
        response_headers: Some(&came),
        response_body: Some(response.root()),
    });
}
