//! Maps, tuples, lists, recursion and references.

use super::shapes::schemas::{Containers, NamePage, Tree};
use super::support::round_trip;

#[test]
fn maps_keep_their_order() {
    let containers: Containers = round_trip(r#"{"map":{"z":1,"a":2}}"#);
    assert_eq!(containers.map.expect("a map").len(), 2);
}

#[test]
fn members_next_to_a_map() {
    let containers: Containers = round_trip(r#"{"open":{"name":"n","x":1,"y":2}}"#);
    let open = containers.open.expect("an object");
    assert_eq!((open.name.as_str(), open.rest.get("y")), ("n", Some(&2)));
}

#[test]
fn pattern_properties() {
    round_trip::<Containers>(r#"{"patterned":{"x-a":"b"}}"#);
}

#[test]
fn tuples() {
    let containers: Containers = round_trip(r#"{"pair":["a",1]}"#);
    assert_eq!(containers.pair, Some(("a".into(), 1)));
}

#[test]
fn recursion() {
    let tree: Tree = round_trip(
        r#"{"label":"a","left":{"label":"b"},"children":[{"label":"c","children":[]}]}"#,
    );
    assert_eq!(tree.left.expect("a tree").label, "b");
}

#[test]
fn anything() {
    round_trip::<Containers>(r#"{"free":[1,{"a":null}]}"#);
}

#[test]
fn closed_objects() {
    round_trip::<Containers>(r#"{"closed":{"a":1}}"#);
}

/// `$id`, `$defs`, `$dynamicRef` and `$dynamicAnchor`.
#[test]
fn dynamic_references() {
    let page: NamePage = round_trip(r#"{"items":["a"]}"#);
    assert_eq!(page.items, ["a"]);
}
