//! Unions that keep what no variant knows, tags, single values, and limits and nulls that unions hide.

use lean::model::{decode, decode_leniently, encode};

use super::support::{client, done, only, round_trip, silent};

#[lean::api(spec = "tests/specs/unions.yaml", operations = all)]
pub(crate) trait Unions {}

use unions::{
    Above, Beside, Card, Cash, Cat, Dog, Event, Extended, Mixtures, MixturesByEnum, MixturesEnums,
    MixturesInside, MixturesNested, MixturesOptional, Nothings, Pet, PetBase, Single, SingleStatus,
    Sub, Untold, Way, Wire,
};

fn path(seen: &lean::testing::SeenRequest) -> &str {
    seen.url.path_and_query().map_or("", |path| path.as_str())
}

fn mixed(member: &str, json: &str) -> Mixtures {
    round_trip(&format!(r#"{{"{member}":{json}}}"#))
}

#[test]
fn a_child_that_the_description_lacks_is_its_parent_and_keeps_its_members() {
    let pet: Pet = round_trip(r#"{"species":"newt","name":"n","wet":true,"more":{"a":[1.50]}}"#);
    let Pet::Pet(base) = pet else {
        panic!("the parent")
    };
    assert_eq!(
        (base.species.as_str(), base.name.as_deref()),
        ("newt", Some("n"))
    );
    assert!(matches!(
        round_trip(r#"{"species":"cachorro","bark":"wuff"}"#),
        Pet::Dog(_)
    ));
    assert!(matches!(
        round_trip(r#"{"species":"cat","lives":9}"#),
        Pet::Cat(_)
    ));
}

#[test]
fn members_of_two_variants_are_kept() {
    let optional = |json| mixed("optional", json).optional.expect("a value");
    assert!(matches!(
        optional(r#"{"left":"l","common":1}"#),
        MixturesOptional::Left(_)
    ));
    assert!(matches!(
        optional(r#"{"right":"r","common":1}"#),
        MixturesOptional::Right(_)
    ));
    assert!(matches!(
        optional(r#"{"left":"l","common":1,"right":"r"}"#),
        MixturesOptional::Unknown(_)
    ));
    let inside = |json| mixed("inside", json).inside.expect("a value");
    assert!(matches!(
        inside(r#"{"inner":{"a":1}}"#),
        MixturesInside::First(_)
    ));
    assert!(matches!(
        inside(r#"{"inner":{"b":1}}"#),
        MixturesInside::Second(_)
    ));
    assert!(matches!(
        inside(r#"{"inner":{"a":1,"b":2}}"#),
        MixturesInside::Unknown(_)
    ));
}

#[test]
fn unions_in_unions_keep_unknown_tags() {
    let nested = |json| mixed("nested", json).nested.expect("a value");
    assert!(matches!(
        nested(r#"{"kind":"why","y":1}"#),
        MixturesNested::Sub(Sub::Why(_))
    ));
    assert!(matches!(nested(r#"{"z":true}"#), MixturesNested::Other(_)));
    assert!(matches!(
        nested(r#"{"kind":"zed","q":1}"#),
        MixturesNested::Sub(Sub::Unknown(_))
    ));
    // Both know something of it.
    nested(r#"{"kind":"zed","z":true}"#);
}

#[test]
fn the_variant_that_lists_a_value_counts() {
    let enums = |json| mixed("enums", json).enums.expect("a value");
    assert!(matches!(enums(r#""live""#), MixturesEnums::Live));
    assert!(matches!(enums(r#""green""#), MixturesEnums::Green));
    enums(r#""blue""#);
    let by_enum = |json| mixed("byEnum", json).by_enum.expect("a value");
    assert!(matches!(
        by_enum(r#"{"kind":"new","at":"x"}"#),
        MixturesByEnum::New(_)
    ));
    assert!(matches!(
        by_enum(r#"{"kind":"old","at":"x"}"#),
        MixturesByEnum::Old(_)
    ));
    by_enum(r#"{"kind":"other","at":"x"}"#);
}

#[test]
fn discriminators_in_all_of_and_next_to_properties() {
    assert!(matches!(
        round_trip(r#"{"id":"i","kind":"a","a":1}"#),
        Event::A(_)
    ));
    assert!(matches!(
        round_trip(r#"{"id":"i","kind":"b","b":1}"#),
        Event::B(_)
    ));
    assert!(matches!(
        round_trip(r#"{"id":"i","kind":"c","c":1}"#),
        Event::Unknown(_)
    ));
    assert!(matches!(
        round_trip(r#"{"id":"i","kind":"b","b":1}"#),
        Beside::B(_)
    ));
    assert!(matches!(
        round_trip(r#"{"id":"i","kind":"a","a":1}"#),
        Above::A(_)
    ));
    assert!(matches!(
        round_trip(r#"{"kind":"a","a":1,"x":2}"#),
        Extended::A(_)
    ));
    // Nothing gives the tag a value: the content decides.
    assert!(matches!(
        round_trip(r#"{"kind":"any","r":1}"#),
        Untold::High(_)
    ));
}

#[test]
fn a_variant_sets_its_tag() {
    let card = Card::new("4111".into());
    assert_eq!(card.kind, "card");
    assert_eq!(
        encode(&Way::Card(card)),
        r#"{"kind":"card","number":"4111"}"#
    );
    // The object does not have the member at all.
    let cash = Way::Cash(Cash { amount: Some(3) });
    assert_eq!(encode(&cash), r#"{"amount":3,"kind":"cash"}"#);
    // Several tags mean it: the first one, unless another one of them is set.
    let mut wire = Wire::new("AE07".into());
    assert_eq!(
        encode(&Way::Wire(wire.clone())),
        r#"{"kind":"sepa","iban":"AE07"}"#
    );
    wire.kind = "swift".into();
    assert_eq!(
        encode(&Way::Wire(wire.clone())),
        r#"{"kind":"swift","iban":"AE07"}"#
    );
    // A tag of another variant would be read as that one.
    wire.kind = "card".into();
    assert_eq!(encode(&Way::Wire(wire)), r#"{"iban":"AE07","kind":"sepa"}"#);
    assert_eq!(
        encode(&Pet::Cat(Cat::new(9))),
        r#"{"species":"cat","lives":9}"#
    );
    assert_eq!(encode(&Pet::Dog(Dog::default())), r#"{"species":"dog"}"#);
    let newt = PetBase::new("newt".into());
    assert_eq!(encode(&Pet::Pet(newt)), r#"{"species":"newt"}"#);
}

#[test]
fn an_enum_of_one_value_is_open() {
    let single: Single = round_trip(
        r#"{"id":"1","currency":"USD","status":"CLOSED","kind":"k","list":["only","other"],"flag":false,"level":4}"#,
    );
    assert!(matches!(single.status, Some(SingleStatus::Unknown(ref text)) if text == "CLOSED"));
    // Constructors do not ask for the only value.
    assert_eq!(
        encode(&Single::new("1".into())),
        r#"{"id":"1","currency":"AED"}"#
    );
    assert!(decode::<Single>(r#"{"id":"1","currency":"AED","kind":"z"}"#).is_err());
}

#[test]
fn leniently_a_misfit_is_absent() {
    let text = r#"{"id":"1","currency":"AED","status":7,"kind":"z","list":{},"flag":"x"}"#;
    let (single, report) = decode_leniently::<Single>(text).expect("JSON");
    assert_eq!(report.count(), 4);
    assert_eq!(encode(&single), r#"{"id":"1","currency":"AED"}"#);
    assert_eq!(encode(&single.clone()), encode(&single));
    // A tag that is not the variant's was never sent by it.
    let (sub, _) = decode_leniently::<unions::SubEx>(r#"{"kind":"why","x":1}"#).expect("JSON");
    assert_eq!(encode(&sub), r#"{"x":1}"#);
}

#[test]
fn null_is_not_absent_where_anything_may_be() {
    for member in ["plain", "nullable", "either", "swash", "aside"] {
        round_trip::<Nothings>(&format!(r#"{{"{member}":null}}"#));
    }
    let text = r#"{"plain":1,"nullable":"x","either":"t","swash":{"id":"1"},"aside":{"id":"2"}}"#;
    round_trip::<Nothings>(text);
}

#[test]
fn tuples_that_are_open_are_lists() {
    for pair in [r#"["a",1]"#, r#"["a"]"#, "[]", r#"["a",1,true]"#] {
        round_trip::<Nothings>(&format!(r#"{{"pair":{pair}}}"#));
    }
    round_trip::<Nothings>(r#"{"more":["a","b","c"]}"#);
    let closed: Nothings = round_trip(r#"{"closed":["a",1]}"#);
    assert_eq!(closed.closed, Some(("a".to_owned(), 1)));
    assert!(decode::<Nothings>(r#"{"closed":["a",1,2]}"#).is_err());
}

#[tokio::test]
async fn what_has_one_value_is_sent_and_not_asked_for() {
    let (api, server) = client([done(), done(), done()]);
    api.list_all(3).await.expect("done");
    api.get_kind().await.expect("done");
    let seen = server.seen();
    assert_eq!(path(&seen[0]), "/q?beta=true&mode=live&action=list&page=3");
    assert_eq!(seen[0].header("version"), Some("2"));
    assert_eq!(path(&seen[1]), "/kinds/a%20b/x");
}

#[lean::api(spec = "tests/specs/unions.yaml")]
trait Own {
    #[operation("listAll")]
    async fn list(&self, page: i64) -> Result<(), lean::Error>;
    #[operation("listAll")]
    async fn list_in(&self, page: i64, mode: &str) -> Result<(), lean::Error>;
}

#[tokio::test]
async fn an_own_signature_need_not_name_it() {
    let (api, server) = client([done()]);
    Own::list(&api, 3).await.expect("done");
    assert_eq!(
        path(&only(&server)),
        "/q?beta=true&mode=live&action=list&page=3"
    );
}

#[test]
fn limits_hold_in_unions_with_null() {
    let api = silent();
    let must = ["a".to_owned()];
    assert!(api.limited(&must).via("abc").request().is_ok());
    for refused in [
        api.limited(&must).via("ab").request(),
        api.limited(&must)
            .r#ref(&unions::Code("ab".into()))
            .request(),
        // Nothing would be sent of a list that has to be there.
        api.limited(&[]).request(),
    ] {
        assert!(refused.is_err());
    }
    assert!(api.limited(&[]).unchecked().request().is_ok());
}
