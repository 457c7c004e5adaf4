//! Bodies of requests, by media type.

use lean::File;
use lean::testing::{Answer, Seen};

use super::support::{client, done, only};

#[lean::api(spec = "tests/specs/bodies.yaml", operations = all)]
trait Bodies {}

use bodies::{Form, FormDeep, SendSeveralBody, Thing, Upload};

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

fn text(seen: &Seen) -> &str {
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
