//! Arguments of the attribute: choice of operations, overlays, formats, opaque schemas; OpenAPI
//! 3.0.

use lean::{Json, Maybe, Uuid};

use super::support::{client, round_trip, silent};

#[lean::api(spec = "tests/specs/overlay-base.yaml", overlay = "tests/specs/overlay.yaml", operations = [things, lax])]
trait Overlaid {}

#[lean::api(spec = "tests/specs/overlay-base.yaml")]
trait Plain {
    fn things();
    #[operation(GET "/secret")]
    fn hidden();
}

#[lean::api(
    spec = "tests/specs/schemas.yaml",
    operations = [formats, raw],
    formats("x-stamp" = i64, uuid = String),
    opaque = [Opaque],
    module = shaped
)]
trait Shaped {}

type Stamp = i64;

mod nested {
    type Day = String;

    #[lean::api(
        spec = "tests/specs/schemas.yaml",
        operations = [formats],
        formats("x-stamp" = super::Stamp, date = Day, uuid = self::Day),
        module = near
    )]
    pub trait Near {}
}

#[lean::api(spec = "tests/specs/operations.yaml", tags = ["Small Things"], module = by_tag)]
trait ByTag {}

#[test]
fn overlays_change_the_description() {
    let thing: overlaid::Thing =
        round_trip(r#"{"id":"67e55044-10b1-426f-9247-bb680e5fe0c8","note":null}"#);
    let id: Uuid = thing.id;
    assert_eq!(id.to_string(), "67e55044-10b1-426f-9247-bb680e5fe0c8");
}

/// Members that the description does not know are ignored, or kept where an overlay says that there are such.
#[test]
fn unknown_members_are_kept_if_chosen() {
    let json =
        r#"{"id":"67e55044-10b1-426f-9247-bb680e5fe0c8","note":null,"new":{"a":1.50},"other2":[]}"#;
    let thing: overlaid::Thing = round_trip(json);
    assert_eq!(thing.rest["new"].as_str(), r#"{"a":1.50}"#);
    let ignored: plain::Thing = lean::model::decode(json).expect("a thing");
    let written = lean::model::encode(&ignored);
    assert_eq!(
        written,
        r#"{"id":"67e55044-10b1-426f-9247-bb680e5fe0c8","note":null}"#
    );
}

/// 3.0: `nullable`, and `$ref` to another file with an escaped pointer.
#[test]
fn openapi_3_0() {
    let thing: plain::Thing = round_trip(r#"{"id":"a","note":null,"other":{"there":true}}"#);
    assert!(matches!(thing.other, Maybe::Value(ref other) if other.there));
    round_trip::<plain::Thing>(r#"{"id":"a","note":null,"other":null}"#);
}

#[test]
fn operations_by_route() {
    assert_eq!(
        silent().hidden().request().expect("a request").path,
        "/secret"
    );
}

/// Checks that a response without its required description is still used.
#[tokio::test]
async fn slightly_wrong_descriptions_work() {
    let thing = r#"{"id":"67e55044-10b1-426f-9247-bb680e5fe0c8","note":"n"}"#;
    let (api, _) = client([lean::testing::Answer::json(200, thing)]);
    assert_eq!(api.lax().await.expect("a thing").note.as_deref(), Some("n"));
}

#[test]
fn formats_with_chosen_types() {
    let text = r#"{"day":"2026-02-28","at":"2026-01-02T03:04:05Z","id":"any","amount":1.5,"big":7,"exact":1}"#;
    let formats: shaped::Formats = lean::model::decode(text).expect("formats");
    let (id, stamp): (String, Option<i64>) = (formats.id, formats.stamp);
    assert_eq!((id.as_str(), stamp), ("any", None));
}

/// Checks that a type chosen for a format is resolved in the trait's scope.
#[test]
fn formats_by_types_of_the_scope() {
    let text = r#"{"day":"any","at":"2026-01-02T03:04:05Z","id":"any","stamp":5,"amount":1.5,"big":7,"exact":1}"#;
    let formats: nested::near::Formats = lean::model::decode(text).expect("formats");
    let (day, id, stamp): (String, String, Option<i64>) = (formats.day, formats.id, formats.stamp);
    assert_eq!((day.as_str(), id.as_str(), stamp), ("any", "any", Some(5)));
}

#[tokio::test]
async fn opaque_schemas_stay_json() {
    let (api, _) = client([lean::testing::Answer::json(200, r#"{"a":"not a number"}"#)]);
    let raw: Json = Shaped::raw(&api).await.expect("json");
    assert_eq!(raw.as_str(), r#"{"a":"not a number"}"#);
}

#[test]
fn operations_by_tag() {
    assert_eq!(
        ByTag::tagged(&silent()).request().expect("a request").path,
        "/tagged"
    );
}
