//! Objects, unions, enums, and values that are null, absent or limited to one direction.

use lean::Maybe;

use super::support::round_trip;

#[lean::api(spec = "tests/specs/schemas.yaml", operations = all)]
pub(crate) trait Schemas {}

use schemas::{
    Account, Animal, Enums, EnumsMixed, EnumsNamed, EnumsState, Level, Nulls, Pet, Shapes,
    ShapesAny, ShapesEither, ShapesPlain, Thing,
};

#[test]
fn all_of_is_merged() {
    let thing: Thing = round_trip(r#"{"id":"a","old":"o","size":3,"type":"t","3d-name!":"n"}"#);
    assert_eq!(
        (thing.id.as_str(), thing.size, thing.r#type.as_deref()),
        ("a", 3, Some("t"))
    );
    assert_eq!(thing._3d_name.as_deref(), Some("n"));
    assert!(
        lean::model::decode::<Thing>(r#"{"id":"a"}"#).is_err(),
        "a part of it requires `size`"
    );
}

/// Through the wire and back: the same type both ways.
#[tokio::test]
async fn the_same_type_both_ways() {
    let (api, server) =
        super::support::client([lean::testing::Answer::json(200, r#"{"id":"b","size":2}"#)]);
    let back = api.echo(&Thing::new("a".into(), 1)).await.expect("a thing");
    assert_eq!((back.id.as_str(), back.size), ("b", 2));
    assert_eq!(super::support::only(&server).body, r#"{"id":"a","size":1}"#);
}

#[test]
fn one_of_with_a_discriminator() {
    let shapes: Shapes = round_trip(r#"{"tagged":{"kind":"canine","bark":"wuff"},"plain":"p"}"#);
    assert!(matches!(shapes.tagged, Pet::Dog(ref dog) if dog.bark == "wuff"));
    let shapes: Shapes = round_trip(r#"{"tagged":{"kind":"cat","lives":9},"plain":"p"}"#);
    assert!(matches!(shapes.tagged, Pet::Cat(ref cat) if cat.lives == 9));
    let shapes: Shapes = round_trip(r#"{"tagged":{"kind":"fish","fins":2},"plain":"p"}"#);
    assert!(
        matches!(shapes.tagged, Pet::Unknown(_)),
        "what nobody described is kept"
    );
}

#[test]
fn one_of_by_shape() {
    let plain = |json: &str| {
        round_trip::<Shapes>(&format!(
            r#"{{"tagged":{{"kind":"cat","lives":9}},"plain":{json}}}"#
        ))
        .plain
    };
    assert!(matches!(plain("\"p\""), ShapesPlain::Text(_)));
    assert!(matches!(plain("7"), ShapesPlain::Integer(7)));
    assert!(matches!(plain(r#"["a"]"#), ShapesPlain::List(_)));
    assert!(matches!(plain("true"), ShapesPlain::Unknown(_)));
}

#[test]
fn any_of() {
    let shapes: Shapes = round_trip(
        r#"{"tagged":{"kind":"cat","lives":9},"plain":"p","any":{"id":"a"},"several":5}"#,
    );
    assert!(matches!(shapes.any, Some(ShapesAny::Base(ref base)) if base.id == "a"));
}

/// Several may hold at once, and nothing is lost.
#[test]
fn any_of_several_at_once() {
    // Nothing tells them apart: one object.
    let shapes: Shapes = round_trip(
        r#"{"tagged":{"kind":"cat","lives":9},"plain":"p","mixed":{"left":"l","size":1,"right":"r"}}"#,
    );
    let mixed = shapes.mixed.expect("a value");
    assert_eq!(
        (mixed.left.as_deref(), mixed.right.as_deref()),
        (Some("l"), Some("r"))
    );
    // Each requires what the other does not have, and here are both: kept as it is.
    let both =
        r#"{"tagged":{"kind":"cat","lives":9},"plain":"p","any":{"kind":"k","lives":9,"id":"a"}}"#;
    let shapes: Shapes = round_trip(both);
    assert!(matches!(shapes.any, Some(ShapesAny::Unknown(_))));
    // A member that is not listed does not count.
    let shapes: Shapes = lean::model::decode(
        r#"{"tagged":{"kind":"cat","lives":9},"plain":"p","any":{"kind":"k","lives":9,"new":true}}"#,
    )
    .expect("shapes");
    assert!(matches!(shapes.any, Some(ShapesAny::Cat(_))));
}

/// Checks a union with objects of only optional members. Such an object fits when the others do
/// not: a mistake in the intended variant must not give an empty object of the wrong kind.
#[test]
fn one_of_what_fits_anything() {
    let either = |json: &str| {
        let json =
            format!(r#"{{"tagged":{{"kind":"cat","lives":9}},"plain":"p","either":{json}}}"#);
        let shapes: Shapes = lean::model::decode(&json).expect("shapes");
        shapes.either.expect("a value")
    };
    let slip = r#"{"left":"l","size":"1"}"#;
    assert!(matches!(either(slip), ShapesEither::Unknown(ref json) if json.as_str() == slip));
    assert!(matches!(
        either(r#"{"note":"n","other":1}"#),
        ShapesEither::Note(_)
    ));
    assert!(matches!(
        either(r#"{"size":1,"other":1}"#),
        ShapesEither::Left(_)
    ));
    assert!(matches!(either(r#"{"other":1}"#), ShapesEither::Left(_)));
}

/// Checks `items` without `type`, alone and in a union: a value that is not a list is kept
/// unchanged.
#[test]
fn items_of_what_may_be_no_list() {
    let shapes: Shapes =
        round_trip(r#"{"tagged":{"kind":"cat","lives":9},"plain":"p","loose":[{"id":"a"},7]}"#);
    assert!(
        matches!(shapes.loose, Some(schemas::ShapesLoose::List(ref items)) if items.len() == 2)
    );
    let shapes: Shapes = round_trip(
        r#"{"tagged":{"kind":"cat","lives":9},"plain":"p","loose":{"id":"a","more":true}}"#,
    );
    assert!(matches!(
        shapes.loose,
        Some(schemas::ShapesLoose::Unknown(_))
    ));
}

#[test]
fn types_in_a_list() {
    let shapes: Shapes =
        round_trip(r#"{"tagged":{"kind":"cat","lives":9},"plain":"p","several":"s"}"#);
    assert!(matches!(
        shapes.several,
        Some(schemas::ShapesSeveral::Text(_))
    ));
}

#[test]
fn titled_constants_are_an_enum() {
    let shapes: Shapes =
        round_trip(r#"{"tagged":{"kind":"cat","lives":9},"plain":"p","titled":"high"}"#);
    assert_eq!(shapes.titled, Some(Level::High));
}

/// A discriminator on a parent: its children are found, and it decodes alone.
#[test]
fn inheritance() {
    let animal: Animal = round_trip(r#"{"species":"Bird","wings":2}"#);
    assert!(matches!(animal, Animal::Bird(ref bird) if bird.wings == Some(2)));
    let other = lean::model::decode::<Animal>(r#"{"species":"Animal"}"#).expect("the parent alone");
    assert!(matches!(other, Animal::Animal(_)));
}

#[test]
fn absent_null_and_a_value() {
    let nulls: Nulls = round_trip(r#"{"always":"a","perhaps":null}"#);
    assert_eq!(
        (nulls.perhaps, nulls.absent, nulls.either),
        (None, None, Maybe::Absent)
    );
    let nulls: Nulls = round_trip(r#"{"always":"a","perhaps":"p","absent":"b","either":null}"#);
    assert_eq!(
        (nulls.perhaps.as_deref(), nulls.either),
        (Some("p"), Maybe::Null)
    );
    let nulls: Nulls = round_trip(r#"{"always":"a","perhaps":"p","either":"e"}"#);
    assert_eq!(nulls.either, Maybe::Value("e".into()));
    assert!(lean::model::decode::<Nulls>(r#"{"always":null,"perhaps":null}"#).is_err());
    assert!(
        lean::model::decode::<Nulls>(r#"{"always":"a"}"#).is_err(),
        "required, though it may be null"
    );
}

#[test]
fn every_spelling_of_null() {
    let nulls: Nulls = round_trip(
        r#"{"always":"a","perhaps":null,"one":null,"any":null,"listed":null,"nothing":null}"#,
    );
    assert!(
        nulls.one.is_null()
            && nulls.any.is_null()
            && nulls.listed.is_null()
            && !nulls.nothing.is_absent()
    );
    round_trip::<Nulls>(r#"{"always":"a","perhaps":null,"one":{"id":"x"},"any":3,"listed":"b"}"#);
}

#[test]
fn enums_are_open() {
    let of = |state: &str| round_trip::<Enums>(&format!(r#"{{"state":"{state}"}}"#)).state;
    assert_eq!(of("active"), EnumsState::Active);
    assert_eq!(of("Active"), EnumsState::Active2);
    assert_eq!(of("on-hold"), EnumsState::OnHold);
    assert_eq!(of(""), EnumsState::Empty);
    assert_eq!(of("unknown"), EnumsState::Unknown);
    assert_eq!(
        of("brand-new"),
        EnumsState::Unrecognized("brand-new".into())
    );
}

#[test]
fn enums_of_any_kind() {
    let enums: Enums =
        round_trip(r#"{"state":"","number":9,"mixed":true,"named":20,"states":["up","sideways"]}"#);
    assert_eq!(enums.mixed, Some(EnumsMixed::True));
    assert_eq!(enums.named, Some(EnumsNamed::Twenty));
}

#[test]
fn constants() {
    round_trip::<Enums>(r#"{"state":"","fixed":"v1"}"#);
    assert!(lean::model::decode::<Enums>(r#"{"state":"","fixed":"v2"}"#).is_err());
}

/// Checks that members of responses only are not required in requests, and the reverse.
#[tokio::test]
async fn read_only_and_write_only() {
    let (api, server) =
        super::support::client([lean::testing::Answer::json(200, r#"{"id":"7","name":"n"}"#)]);
    let mut account = Account::new("n".into());
    account.secret = Some("s".into());
    account.id = Some("mine".into());
    let back = api.register(&account).await.expect("an account");
    assert_eq!((back.id.as_deref(), back.secret), (Some("7"), None));
    assert_eq!(
        super::support::only(&server).body,
        r#"{"name":"n","secret":"s"}"#
    );
}

#[test]
fn unknown_members_are_ignored() {
    let thing =
        lean::model::decode::<Thing>(r#"{"id":"a","size":1,"new":{"deep":[1]}}"#).expect("a thing");
    assert_eq!(thing.size, 1);
}

/// A default says what the server assumes of requests; that a response leaves a member out stays visible.
#[test]
fn defaults_are_not_filled_in() {
    let account: Account = round_trip(r#"{"id":"a","name":"n"}"#);
    assert_eq!(account.plan, None);
}
