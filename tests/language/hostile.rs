//! Values and names of the rare kinds: what a hostile reader of the description would try first.

use lean::model::{decode, encode};

use super::support::{client, done, only, round_trip, silent};

#[lean::api(spec = "tests/specs/hostile.yaml", operations = all)]
pub(crate) trait Hostile {}

use hostile::{
    Bar, Both, BothBeside, BothTagged, Empty, Everything, Lines, OddA, OddB, OddTag, Options,
    Quote, Right, Spaced, Tagged,
};

/// Reads an object with one member, and expects the same text back.
#[track_caller]
pub(crate) fn with(member: &str, json: &str) -> Everything {
    round_trip(&format!(r#"{{"{member}":{json}}}"#))
}

/// The error of an object with one member.
#[track_caller]
pub(crate) fn refused(member: &str, json: &str) -> String {
    let text = format!(r#"{{"{member}":{json}}}"#);
    let error = decode::<Everything>(&text).err();
    error
        .unwrap_or_else(|| panic!("{text} was read"))
        .to_string()
}

#[track_caller]
pub(crate) fn path(call: Result<lean::Request, lean::Error>) -> String {
    let request = call.unwrap_or_else(|error| panic!("{error}"));
    format!("{}?{}", request.path, request.query)
}

#[test]
fn tags_with_any_character_mean_their_variant() {
    assert!(matches!(
        round_trip(r#"{"kind":"a|b","n":1}"#),
        Tagged::Bar(_)
    ));
    assert!(matches!(
        round_trip(r#"{"kind":"a","n":1}"#),
        Tagged::Left(_)
    ));
    assert!(matches!(
        round_trip(r#"{"n":1,"kind":"b"}"#),
        Tagged::Right(_)
    ));
    assert!(matches!(
        round_trip(r#"{"kind":"say \"x\" \\","n":1}"#),
        Tagged::Quote(_)
    ));
    assert!(matches!(
        round_trip(r#"{"kind":"","n":1}"#),
        Tagged::Empty(_)
    ));
    assert!(matches!(
        round_trip(r#"{"kind":" é/~1 ","n":1}"#),
        Tagged::Spaced(_)
    ));
    assert!(matches!(
        round_trip(r#"{"kind":"line\nfeed\ttab","n":1}"#),
        Tagged::Lines(_)
    ));
    for unknown in ["a|", "|b", "|", "a|b|c", "A", "say"] {
        let value: Tagged = round_trip(&format!(r#"{{"kind":{unknown:?},"n":1}}"#));
        assert!(matches!(value, Tagged::Unknown(_)), "{unknown}");
    }
    round_trip::<Tagged>("{}");
}

#[test]
fn variants_set_tags_with_any_character() {
    let bar = Bar::default();
    assert_eq!(encode(&Tagged::Bar(bar)), r#"{"kind":"a|b"}"#);
    let mut quote = Quote::default();
    assert_eq!(
        encode(&Tagged::Quote(quote.clone())),
        r#"{"kind":"say \"x\" \\"}"#
    );
    // A tag with an escape is compared, too.
    quote.kind = "say \"y\" \\".into();
    assert_eq!(encode(&Tagged::Quote(quote)), r#"{"kind":"say \"x\" \\"}"#);
    assert_eq!(encode(&Tagged::Empty(Empty::default())), r#"{"kind":""}"#);
    assert_eq!(encode(&Tagged::Right(Right::default())), r#"{"kind":"b"}"#);
    assert_eq!(
        encode(&Tagged::Spaced(Spaced::default())),
        r#"{"kind":" é/~1 "}"#
    );
    assert_eq!(
        encode(&Tagged::Lines(Lines::default())),
        r#"{"kind":"line\nfeed\ttab"}"#
    );
    assert_eq!(
        encode(&OddTag::OddA(OddA::default())),
        r#"{"@type|\"x\"":"http://x/A#1"}"#
    );
    assert_eq!(
        encode(&OddTag::OddB(OddB::default())),
        r#"{"@type|\"x\"":"http://x/B#1"}"#
    );
    assert!(matches!(
        round_trip(r#"{"@type|\"x\"":"http://x/A#1","a":1}"#),
        OddTag::OddA(_)
    ));
}

#[test]
fn values_that_tell_variants_apart_may_hold_bars() {
    use hostile::Inferred;
    assert!(matches!(
        round_trip(r#"{"t":"p|q","v":1}"#),
        Inferred::Pair(_)
    ));
    assert!(matches!(
        round_trip(r#"{"t":"p","v":1}"#),
        Inferred::First(_)
    ));
    assert!(matches!(
        round_trip(r#"{"t":"q","v":1}"#),
        Inferred::Second(_)
    ));
    assert!(matches!(
        round_trip(r#"{"t":"p|","v":1}"#),
        Inferred::Unknown(_)
    ));
}

#[test]
fn two_unions_in_one_schema_both_hold() {
    for json in [
        r#"{"cash":1,"mail":"m"}"#,
        r#"{"cash":1,"post":"p"}"#,
        r#"{"card":"c","mail":"m"}"#,
        r#"{"card":"c","post":"p"}"#,
    ] {
        let both: Both = round_trip(json);
        assert!(!matches!(both, Both::Unknown(_)), "{json}");
    }
    // Half of it is neither.
    for json in [r#"{"cash":1}"#, r#"{"mail":"m"}"#, "{}", "7", r#""x""#] {
        assert!(matches!(round_trip(json), Both::Unknown(_)), "{json}");
    }
    // All of one union at once: nothing is lost.
    round_trip::<Both>(r#"{"cash":1,"card":"c","mail":"m","post":"p"}"#);
    round_trip::<Both>(r#"{"cash":1,"mail":"m","post":"p"}"#);
    round_trip::<BothBeside>(r#"{"id":"i","x":1}"#);
    round_trip::<BothBeside>(r#"{"id":"i","y":2}"#);
    round_trip::<BothBeside>(r#"{"id":"i","x":1,"y":2}"#);
}

#[test]
fn a_discriminator_next_to_another_union() {
    for json in [
        r#"{"pet":"Cat","lives":9,"home":"h"}"#,
        r#"{"pet":"Dog","bark":"w","home":"h"}"#,
        r#"{"pet":"Cat","lives":9,"stray":true}"#,
        r#"{"pet":"Dog","bark":"w","stray":true}"#,
    ] {
        let value: BothTagged = round_trip(json);
        assert!(!matches!(value, BothTagged::Unknown(_)), "{json}");
    }
    round_trip::<BothTagged>(r#"{"pet":"Dog","lives":9,"stray":true}"#);
    round_trip::<BothTagged>(r#"{"pet":"Cow","horns":2}"#);
}

#[test]
fn unions_in_parts_of_all_of_both_hold() {
    for json in [
        r#"{"a":1,"c":1}"#,
        r#"{"a":1,"d":1}"#,
        r#"{"b":1,"c":1}"#,
        r#"{"b":1,"d":1}"#,
        r#"{"a":1,"b":1,"c":1,"d":1}"#,
        r#"{"a":1}"#,
    ] {
        with("ofAll", json);
    }
    // Whole numbers alone are in both.
    with("scalars", "1");
    for json in [r#""x""#, "true", "1.5"] {
        assert!(refused("scalars", json).contains("scalars"));
    }
}

#[test]
fn required_parameters_that_would_send_nothing() {
    let api = silent();
    assert!(api.filter(&Options::default()).request().is_err());
    assert!(api.exploded(&Options::default()).request().is_err());
    assert!(api.lists(&[]).request().is_err());
    let values = ["a".to_owned()];
    assert_eq!(path(api.lists(&values).request()), "/lists?exploded=a");
    // What may be left out is left out.
    assert_eq!(
        path(api.lists(&values).joined(&[]).request()),
        "/lists?exploded=a"
    );
    let some = Options {
        a: Some("x".into()),
        ..Options::default()
    };
    assert_eq!(path(api.filter(&some).request()), "/filter?o%5Ba%5D=x");
    assert_eq!(path(api.exploded(&some).request()), "/exploded?a=x");
    assert_eq!(path(api.packed(&some).request()), "/packed?o=a,x");
}

#[tokio::test]
async fn fixed_values_are_escaped() {
    let (api, server) = client([done()]);
    api.fixed(&["z".into()]).await.expect("done");
    let seen = only(&server);
    let path = seen.url.path_and_query().map_or("", |path| path.as_str());
    assert_eq!(path, "/one/a%2Fb%7Cc%3F?q=x%26y%3D1&n=7&list=z");
}

/// Traits called like crates, macros and items of the prelude.
mod traits {
    macro_rules! called {
        ($($module:ident $name:ident)*) => {$(
            mod $module {
                #[lean::api(spec = "tests/specs/hostile.yaml", tags = [])]
                #[allow(dead_code)]
                pub(super) trait $name {
                    fn lists();
                }

                // What the prelude means is still there.
                #[allow(dead_code)]
                fn prelude(text: std::string::String) -> core::option::Option<u8> {
                    text.bytes().next()
                }
            }
        )*};
    }
    called! {
        serde Serde std Std option Option result Result vec Vec string String lean Lean send Send
        sync Sync core Core alloc Alloc clone Clone default Default into Into from From iterator Iterator
        tokio Tokio macro_ Macro self_ SelfTrait call Call client Client error Error r#box Box str Str test Test
        bool_ Bool ok Ok some Some none None drop Drop private Private model Model hostile Hostile
    }
}
