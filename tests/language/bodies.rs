//! Bodies of requests, by media type.

use lean::File;
use lean::testing::{Answer, SeenRequest};

use super::support::{client, done, only};

#[lean::api(spec = "tests/specs/bodies.yaml", operations = all)]
trait Bodies {}

use bodies::{Form, FormDeep, Invoice, Limited, Line, SendSeveralBody, Thing, Upload};

fn thing() -> Thing {
    Thing::new("a b".into())
}

/// The request that a call makes.
macro_rules! sent {
    (|$api:ident| $call:expr) => {{
        let ($api, server) = client([done()]);
        $call.await.expect("an answer");
        only(&server)
    }};
}

fn text(seen: &SeenRequest) -> &str {
    std::str::from_utf8(&seen.body).expect("text")
}

#[tokio::test]
async fn json_of_a_vendor() {
    let seen = sent!(|api| api.send_json(&thing()));
    assert_eq!(
        seen.header("content-type"),
        Some("application/vnd.example+json")
    );
    assert_eq!(text(&seen), r#"{"name":"a b"}"#);
}

#[tokio::test]
async fn optional_bodies() {
    let seen = sent!(|api| api.send_optional());
    assert_eq!((seen.header("content-type"), text(&seen)), (None, ""));
    let seen = sent!(|api| api.send_optional().body(&thing()));
    assert_eq!(text(&seen), r#"{"name":"a b"}"#);
}

#[tokio::test]
async fn lists() {
    let seen = sent!(|api| api.send_list(&[thing(), thing()]));
    assert_eq!(text(&seen), r#"[{"name":"a b"},{"name":"a b"}]"#);
}

#[tokio::test]
async fn forms() {
    let mut form = Form::new("a b&c".into());
    form.tags = Some(vec!["x".into(), "y".into()]);
    form.joined = Some(vec!["x".into(), "y".into()]);
    form.deep = Some(FormDeep::new(1));
    let seen = sent!(|api| api.send_form(&form));
    assert_eq!(
        seen.header("content-type"),
        Some("application/x-www-form-urlencoded")
    );
    assert_eq!(
        text(&seen),
        "name=a+b%26c&tags=x&tags=y&joined=x,y&deep%5Ba%5D=1"
    );
}

#[tokio::test]
async fn multipart_with_files() {
    let mut upload = Upload::new("A".into(), File::from_bytes("png").named("a.png"));
    upload.thing = Some(thing());
    upload.extras = Some(vec![
        File::from_bytes("1")
            .named("1.txt")
            .content_type("text/plain"),
        File::from_bytes("2"),
    ]);
    let seen = sent!(|api| api.send_multipart(&upload));
    let content_type = seen.header("content-type").expect("a content type");
    let boundary = content_type
        .strip_prefix("multipart/form-data; boundary=")
        .expect("a boundary")
        .trim_matches('"');
    let parts: Vec<_> = text(&seen)
        .split(&format!("--{boundary}"))
        .map(str::to_lowercase)
        .collect();
    let part = |name: &str| {
        let named = |part: &&String| part.contains(&format!("name=\"{name}\""));
        parts.iter().filter(named).cloned().collect::<Vec<_>>()
    };
    assert!(part("title")[0].ends_with("\r\n\r\na\r\n"));
    assert!(
        part("picture")[0].contains("filename=\"a.png\"")
            && part("picture")[0].contains("content-type: image/png")
    );
    assert!(
        part("thing")[0].contains("application/vnd.thing+json"),
        "by its encoding"
    );
    assert_eq!(part("extras").len(), 2, "one part for each item");
    assert!(
        part("extras")[0].contains("content-type: text/plain"),
        "by the file"
    );
}

#[tokio::test]
async fn octets() {
    let seen = sent!(|api| api.send_bytes(File::from_bytes(vec![0, 255, 10])));
    assert_eq!(
        seen.header("content-type"),
        Some("application/octet-stream")
    );
    assert_eq!(&seen.body[..], [0, 255, 10]);
}

#[tokio::test]
async fn ranges_of_media_types() {
    let seen = sent!(|api| api.send_image(File::from_bytes("gif").content_type("image/gif")));
    assert_eq!(seen.header("content-type"), Some("image/gif"));
}

#[tokio::test]
async fn plain_text() {
    let seen = sent!(|api| api.send_text("ä \"b\""));
    assert_eq!(text(&seen), "ä \"b\"");
    assert!(
        seen.header("content-type")
            .is_some_and(|kind| kind.starts_with("text/plain"))
    );
}

#[tokio::test]
async fn xml_both_ways() {
    let answer = Answer::status(200)
        .header("content-type", "application/xml")
        .piece("<Thing><name>x</name><size>7</size></Thing>");
    let (api, server) = client([answer]);
    let back = api.send_xml(&thing()).await.expect("a thing");
    assert_eq!((back.name.as_str(), back.size), ("x", Some(7)));
    let seen = only(&server);
    assert!(
        text(&seen).ends_with("<Thing><name>a b</name></Thing>"),
        "{}",
        text(&seen)
    );
}

#[tokio::test]
async fn json_lines() {
    let seen = sent!(|api| api.send_lines(&[thing(), thing()]));
    assert_eq!(text(&seen), "{\"name\":\"a b\"}\n{\"name\":\"a b\"}\n");
}

#[tokio::test]
async fn one_of_several_media_types() {
    let seen = sent!(|api| api.send_several(SendSeveralBody::Json(thing())));
    assert_eq!(seen.header("content-type"), Some("application/json"));
    let seen = sent!(|api| api.send_several(SendSeveralBody::Text("t".into())));
    assert!(
        seen.header("content-type")
            .is_some_and(|kind| kind.starts_with("text/plain"))
    );
    let seen = sent!(|api| api.send_several(SendSeveralBody::Bytes(File::from_bytes("%PDF"))));
    assert_eq!(seen.header("content-type"), Some("application/pdf"));
}

#[tokio::test]
async fn get_with_a_body() {
    let seen = sent!(|api| api.search_by_body(&thing()));
    assert_eq!(
        (seen.method.as_str(), text(&seen)),
        ("GET", r#"{"name":"a b"}"#)
    );
}

/// Checks XML in both directions: attributes, other names, wrapped and unwrapped lists, namespaces,
/// text next to attributes.
#[tokio::test]
async fn xml_as_its_objects_say() {
    let document = "<i:invoice xmlns:i=\"urn:example:invoice\" number=\"7 &quot;a&quot;\"><i:remark>R &amp; D</i:remark>\
                    <rows><row u=\"kg\">5</row><row>6</row></rows><tag>x</tag><tag>y</tag>\
                    <i:invoice number=\"6\"><rows></rows></i:invoice></i:invoice>";
    let answer = Answer::status(200)
        .header("content-type", "application/xml")
        .piece(document);
    let mut corrected = Invoice::new("6".into(), Vec::new());
    corrected.tags = None;
    let mut heavy = Line::new(5);
    heavy.unit = Some("kg".into());
    let mut invoice = Invoice::new("7 \"a\"".into(), vec![heavy, Line::new(6)]);
    invoice.note = Some("R & D".into());
    invoice.tags = Some(vec!["x".into(), "y".into()]);
    invoice.corrects = Some(Box::new(corrected));
    let (api, server) = client([answer]);
    let back = api.send_shaped_xml(&invoice).await.expect("an invoice");
    assert_eq!(back, invoice);
    let seen = only(&server);
    assert!(text(&seen).ends_with(document), "{}", text(&seen));
}

#[tokio::test]
async fn headers_of_parts() {
    let picture = File::from_bytes("png").header("X-Scan", "clean");
    let seen = sent!(|api| api.send_parts_with_headers(&Upload::new("A".into(), picture)));
    let parts: Vec<_> = text(&seen).split("--lean-").collect();
    assert!(parts[1].contains("\r\nX-Kind: title\r\n"), "{}", parts[1]);
    assert!(parts[2].contains("\r\nX-Scan: clean\r\n"), "{}", parts[2]);
}

#[tokio::test]
async fn headers_of_parts_cannot_be_broken_out_of() {
    for (name, value) in [
        ("X-Scan", "a\r\nb: c"),
        ("X Scan", "a"),
        ("Content-Type", "a/b"),
    ] {
        let (api, _) = client([]);
        let picture = File::from_bytes("png").header(name, value);
        let upload = Upload::new("A".into(), picture);
        let error = api
            .send_parts_with_headers(&upload)
            .await
            .expect_err("no header");
        assert!(
            error.to_string().contains("a header of its part"),
            "{error}"
        );
    }
}

#[tokio::test]
async fn parts_by_their_place() {
    let seen = sent!(|api| api.send_parts_by_place(&[thing(), thing(), thing()]));
    let kind = seen.header("content-type").expect("a content type");
    assert!(kind.starts_with("multipart/mixed; boundary="), "{kind}");
    let parts: Vec<_> = text(&seen).split("--lean-").collect();
    assert!(parts[1].contains("application/vnd.first+json") && !parts[1].contains("X-More"));
    for part in &parts[2..4] {
        assert!(part.contains("application/vnd.next+json"), "{part}");
        assert!(part.contains("\r\nX-More: yes\r\n"), "{part}");
    }
}

/// The parameter, the kind of its value and the limit; never the value.
#[test]
fn limits_of_parameters() {
    let api = super::support::silent();
    let refused = |call: &lean::Call<bodies::SendWithinLimits>| {
        let error = call.request().expect_err("beyond a limit");
        error.to_string()
    };
    let call = api.send_within_limits("abc");
    assert!(call.page(1).request().is_ok() && call.page(100).request().is_ok());
    for (call, expected) in [
        (
            api.send_within_limits("a"),
            "the path parameter `code` cannot be sent: it is a string, and has to have at least 2 characters",
        ),
        (
            api.send_within_limits("abcde"),
            "`code` cannot be sent: it is a string, and has to have at most 4 characters",
        ),
        (
            call.page(0),
            "the query parameter `page` cannot be sent: it is a number, and has to be at least 1",
        ),
        (
            call.page(101),
            "`page` cannot be sent: it is a number, and has to be at most 100",
        ),
        (
            call.share("0".parse().expect("a decimal")),
            "`share` cannot be sent: it is a number, and has to be more than 0",
        ),
        (
            call.share("0.015".parse().expect("a decimal")),
            "`share` cannot be sent: it is a number, and has to be a multiple of 0.01",
        ),
        (
            call.tags(&["a".into(), "b".into(), "c".into()]),
            "`tags` cannot be sent: it is a list, and has to have at most 2 items",
        ),
        (
            call.tags(&["a".into(), "a".into()]),
            "`tags` cannot be sent: it is a list, and has to have each item once",
        ),
        (
            call.tags(&["secret".into()]),
            "`tags` cannot be sent: it is a string, and has to have at most 3 characters",
        ),
    ] {
        let told = refused(&call);
        assert!(
            told.contains(expected) && told.contains("`.unchecked()`"),
            "{told}"
        );
        assert!(!told.contains("secret"), "{told}");
        assert!(call.unchecked().request().is_ok());
    }
}

#[test]
fn limits_of_bodies() {
    let api = super::support::silent();
    let told = |json: &str, expected: &str| {
        let body: Limited = lean::model::decode(json).expect("a body");
        let call = api.send_within_limits("abc").body(&body);
        let told = call.request().err().map(|error| error.to_string());
        let told = told.unwrap_or_default();
        assert!(
            told.contains(expected) != expected.is_empty()
                || expected.is_empty() && told.is_empty(),
            "{told}"
        );
        assert!(call.unchecked().request().is_ok());
    };
    told(
        r#"{"name": "äöü", "rows": [{"size": 9}], "counts": {"a": 0}}"#,
        "",
    );
    told(
        r#"{"name": "abcd"}"#,
        "the body's member `name` cannot be sent: it is a string, and has to have at most 3 characters",
    );
    told(
        r#"{"rows": []}"#,
        "the body's member `rows` cannot be sent: it is a list, and has to have at least 1 items",
    );
    told(
        r#"{"rows": [{"size": 1}, {"size": 10}]}"#,
        "the body's member `rows/*/size` cannot be sent: it is a number, and has to be at most 9",
    );
    told(
        r#"{"counts": {"a": 1, "b": 2}}"#,
        "the body's member `counts` cannot be sent: it is an object, and has to have at most 1 members",
    );
    told(
        r#"{"counts": {"a": -1}}"#,
        "the body's member `counts/*` cannot be sent: it is a number, and has to be at least 0",
    );
}
