//! Names in a description that generated code uses itself.

use super::hostile::{Hostile, hostile, refused, with};
use super::support::{client, done, round_trip};

#[test]
fn members_called_rest() {
    let value = with(
        "resting",
        r#"{"rest":"r","rest_member":"m","rest_member_2":"2","Rest":"R","REST":"RR","other":7}"#,
    );
    let resting = value.resting.expect("there");
    assert_eq!(resting.rest_member_3, "r");
    assert_eq!(resting.rest["other"], 7);
    let error = refused("resting", r#"{"rest":"r","other":"text"}"#);
    // Keys of a map may be personal data: they are not shown.
    assert!(error.contains("/resting/*"), "{error}");
    with("restingAny", r#"{"rest":["a"],"other":null,"more":[1.0]}"#);
    with("restingPatterns", r#"{"rest":true,"x-a":"b"}"#);
    with(
        "restingParent",
        r#"{"kind":"RestingChild","rest":"r","more":1}"#,
    );
    with(
        "restingParent",
        r#"{"kind":"new","rest":"r","more":{"a":1}}"#,
    );
}

#[test]
fn variants_and_values_called_like_the_fallback() {
    use hostile::{Fallbacks, Words};
    assert!(matches!(round_trip(r#"{"u":1}"#), Fallbacks::Unknown(_)));
    assert!(matches!(round_trip(r#"{"l":1}"#), Fallbacks::Unlisted(_)));
    round_trip::<Fallbacks>(r#"{"s":1}"#);
    round_trip::<Fallbacks>(r#"{"z":1}"#);
    round_trip::<Fallbacks>(r#""text""#);
    for word in [
        "Unknown",
        "Unrecognized",
        "Unlisted",
        "Self",
        "",
        " ",
        "-",
        "1",
        "true",
        "null",
        "a",
        "A",
        "a|b",
    ] {
        let json = format!("{word:?}");
        assert!(!format!("{:?}", round_trip::<Words>(&json)).is_empty());
    }
    assert!(matches!(round_trip(r#""Unknown""#), Words::Unknown));
    round_trip::<Words>(r#""a\"b""#);
    round_trip::<Words>(r#""new""#);
}

#[test]
fn types_called_like_the_preludes() {
    with("option", r#"{"some":{"items":[{"text":"t"},{}]}}"#);
    with("result", r#"{"ok":true,"error":{"code":1}}"#);
    with("box", r#"{"inside":{"inside":{}}}"#);
    with("default", r#"{"default":"d"}"#);
    with("serialize", r#"{"serialize":"s"}"#);
    with("maybe", r#"{"maybe":null}"#);
}

#[test]
fn members_with_any_name() {
    with(
        "members",
        r#"{"":0,"_":1,"1":2,"-":3,"é":4,"ключ":5,"fn":6,"r#type":7,"self":8,"Self":9,"a-b":10,"a_b":11,"a.b":12,"A_B":13,"$id":14,"@type":15,"x y":16,"__lean":17,"make":18,"slot":19,"clone":20,"new":21,"default":22,"type":23,"NaN":24,"|":25,"a|b":26,"\t":27,"'":28}"#,
    );
    with("members", r#"{"|":1,"other":"kept"}"#);
}

#[tokio::test]
async fn parameters_and_operations_with_any_name() {
    let (api, server) = client(std::iter::repeat_with(done).take(3));
    let call = api.names().default("d").r#fn("f")._1("1").名("n").std("s");
    call.await.expect("done");
    api._1().await.expect("done");
    api.main().await.expect("done");
    let seen = server.seen();
    let paths: Vec<_> = seen.iter().map(|seen| seen.url.to_string()).collect();
    assert_eq!(
        paths,
        [
            "https://api.example.com/names?default=d&fn=f&1=1&%E5%90%8D=n&std=s",
            "https://api.example.com/ops/5",
            "https://api.example.com/ops/7",
        ]
    );
    with("one", r#""1""#);
    with("two", "2");
    with("three", r#""_""#);
}
