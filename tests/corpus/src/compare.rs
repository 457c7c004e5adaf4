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
pub fn parsed(text: &str) -> Result<Node, String> {
    let source = Source::new("value.json", text).map_err(|error| error.to_string())?;
    source.root().map_err(|error| error.to_string())
}

fn walk(before: &Node, after: &Node, at: &str, out: &mut Difference) {
    match (before.kind(), after.kind()) {
        (Kind::Map, Kind::Map) => {
            for (key, value) in before.entries() {
                let at = format!("{at}/{}", key.text);
                match after.get(&key.text) {
                    Some(other) => walk(&value, &other, &at, out),
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
            for (nth, (one, other)) in before.iter().zip(&after).enumerate() {
                walk(one, other, &format!("{at}/{nth}"), out);
            }
        }
        _ if same_scalar(before, after) => {}
        _ => out.changed.push(at.to_owned()),
    }
}

fn same_scalar(one: &Node, other: &Node) -> bool {
    match (one.as_number(), other.as_number()) {
        (Some(one), Some(other)) => numbers::same(&one, &other),
        _ => {
            one.kind() == other.kind() && (one.scalar() == other.scalar() || same_text(one, other))
        }
    }
}

/// Texts that mean the same: UUIDs in either case, IPv6 addresses with or without zeros.
fn same_text(one: &Node, other: &Node) -> bool {
    let (Some(one), Some(other)) = (one.as_str(), other.as_str()) else {
        return false;
    };
    let is_uuid = one.len() == 36
        && one
            .bytes()
            .all(|byte| byte.is_ascii_hexdigit() || byte == b'-');
    let address = |text: &str| text.parse::<Ipv6Addr>().ok();
    is_uuid && one.eq_ignore_ascii_case(&other)
        || address(&one).is_some_and(|one| address(&other) == Some(one))
}

#[cfg(test)]
mod tests {
    use super::{Difference, compare, parsed};

    #[track_caller]
    fn check(before: &str, after: &str, dropped: &[&str], changed: &[&str]) {
        let difference = compare(
            &parsed(before).expect("JSON"),
            &parsed(after).expect("JSON"),
        );
        let owned = |all: &[&str]| all.iter().map(|one| (*one).to_owned()).collect();
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
