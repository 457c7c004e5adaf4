//! Two JSON values, compared: what was changed, what was dropped.

use std::net::Ipv6Addr;

use lean_openapi::read::{Kind, Node, Source};

use crate::numbers;

/// The differences of a value after decoding and encoding.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// JSON pointers to members that are not there any more.
    pub dropped: Vec<String>,
    /// JSON pointers to new or changed values.
    pub changed: Vec<String>,
}

/// Compares a value with what came back of it.
pub fn compare(before: &Node, after: &Node) -> Difference {
    let mut difference = Difference::default();
    walk(before, after, "", &mut difference);
    difference
}

/// A JSON text as a node.
///
/// # Errors
/// If it is not JSON.
pub fn parse(text: &str) -> Result<Node, String> {
    let source = Source::new("value.json", text).map_err(|error| error.to_string())?;
    source.root().map_err(|error| error.to_string())
}

fn walk(before: &Node, after: &Node, at: &str, out: &mut Difference) {
    match (before.kind(), after.kind()) {
        (Kind::Map, Kind::Map) => {
            for (key, value) in before.entries() {
                let at = format!("{at}/{}", key.text);
                match after.get(&key.text) {
                    Some(right) => walk(&value, &right, &at, out),
                    None => out.dropped.push(at),
                }
            }
            let new = after
                .entries()
                .into_iter()
                .filter(|(key, _)| before.get(&key.text).is_none());
            out.changed
                .extend(new.map(|(key, _)| format!("{at}/{} (new)", key.text)));
        }
        (Kind::List, Kind::List) => {
            let (before, after) = (before.items(), after.items());
            if before.len() != after.len() {
                out.changed.push(format!("{at} (length)"));
            }
            for (index, (left, right)) in before.iter().zip(&after).enumerate() {
                walk(left, right, &format!("{at}/{index}"), out);
            }
        }
        _ if are_same_scalar(before, after) => {}
        _ => out.changed.push(at.to_owned()),
    }
}

fn are_same_scalar(left: &Node, right: &Node) -> bool {
    match (left.as_number(), right.as_number()) {
        (Some(left), Some(right)) => numbers::are_same(&left, &right),
        _ => {
            left.kind() == right.kind()
                && (left.scalar() == right.scalar() || are_same_text(left, right))
        }
    }
}

/// Texts that mean the same: UUIDs in either case, IPv6 addresses with or without zeros.
fn are_same_text(left: &Node, right: &Node) -> bool {
    let (Some(left), Some(right)) = (left.as_str(), right.as_str()) else {
        return false;
    };
    let is_uuid = left.len() == 36
        && left
            .bytes()
            .all(|byte| byte.is_ascii_hexdigit() || byte == b'-');
    let address = |text: &str| text.parse::<Ipv6Addr>().ok();
    is_uuid && left.eq_ignore_ascii_case(&right)
        || address(&left).is_some_and(|left| address(&right) == Some(left))
}

#[cfg(test)]
mod tests {
    use super::{Difference, compare, parse};

    #[track_caller]
    fn check(before: &str, after: &str, dropped: &[&str], changed: &[&str]) {
        let difference = compare(&parse(before).expect("JSON"), &parse(after).expect("JSON"));
        let owned = |all: &[&str]| all.iter().map(|left| (*left).to_owned()).collect();
        assert_eq!(
            difference,
            Difference {
                dropped: owned(dropped),
                changed: owned(changed)
            }
        );
    }

    #[test]
    fn order_and_spelling_do_not_matter() {
        check(
            r#"{"a": 1.0, "b": "\u0041"}"#,
            r#"{"b": "A", "a": 1}"#,
            &[],
            &[],
        );
    }

    #[test]
    fn what_is_gone_and_what_is_new() {
        check(
            r#"{"a": {"b": 1, "c": 2}}"#,
            r#"{"a": {"b": 2, "d": 3}}"#,
            &["/a/c"],
            &["/a/b", "/a/d (new)"],
        );
    }

    #[test]
    fn identifiers_and_addresses_by_value() {
        check(
            r#"["C9C0797E-901D-4349-A33C-C2C8F31A92C2", "2001:DB8::42"]"#,
            r#"["c9c0797e-901d-4349-a33c-c2c8f31a92c2", "2001:db8::42"]"#,
            &[],
            &[],
        );
        check(r#"["ABC"]"#, r#"["abc"]"#, &[], &["/0"]);
    }

    #[test]
    fn null_is_not_absent() {
        check(r#"{"a": null}"#, "{}", &["/a"], &[]);
    }
}
