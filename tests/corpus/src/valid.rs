//! Checks if an example fits its own schema: many do not, and those prove nothing.
//!
//! An independent and lenient reading of the schema, straight from the document: what it does not know it lets
//! pass, and a `readOnly` or `writeOnly` member that is missing may belong to the other side.

use lean_openapi::read::{Kind, Node};

use crate::compare::compare;
use crate::walk::Nodes;

const DEPTH_MAX: usize = 64;

/// Why a value does not fit, if it does not.
pub(crate) fn misfit(value: &Node, schema: &Node, nodes: &Nodes<'_>) -> Option<String> {
    let rules = Rules {
        nodes,
        is_answer: false,
    };
    fits(value, schema, &rules, DEPTH_MAX).err()
}

/// Why a value does not fit as an answer, which has all `readOnly` members that are required.
pub(crate) fn misfit_of_answer(value: &Node, schema: &Node, nodes: &Nodes<'_>) -> Option<String> {
    let rules = Rules {
        nodes,
        is_answer: true,
    };
    fits(value, schema, &rules, DEPTH_MAX).err()
}

struct Rules<'a, 'd> {
    nodes: &'a Nodes<'d>,
    is_answer: bool,
}

/// Returns true if a schema lists the member that a JSON pointer leads to, in any part that the
/// value fits.
pub(crate) fn lists(schema: &Node, value: &Node, pointer: &str, nodes: &Nodes<'_>) -> bool {
    let tokens: Vec<&str> = pointer.split('/').skip(1).collect();
    reaches(schema, value, &tokens, nodes, DEPTH_MAX)
}

fn reaches(schema: &Node, value: &Node, tokens: &[&str], nodes: &Nodes<'_>, depth: usize) -> bool {
    let Some((first, rest)) = tokens.split_first() else {
        return true;
    };
    let Some(schema) = nodes.follow(schema).filter(|_| depth > 0) else {
        return false;
    };
    let property = schema
        .get("properties")
        .and_then(|properties| properties.get(first));
    let item = || {
        schema
            .get("items")
            .filter(|_| first.parse::<usize>().is_ok())
    };
    if let (Some(inner), Some(value)) =
        (property.or_else(item), value.pointer(&format!("/{first}")))
        && reaches(&inner, &value, rest, nodes, depth - 1)
    {
        return true;
    }
    ["allOf", "anyOf", "oneOf"].into_iter().any(|key| {
        let parts = schema
            .get(key)
            .map(|parts| parts.items())
            .unwrap_or_default();
        let meant = |part: &Node| key == "allOf" || misfit(value, part, nodes).is_none();
        parts
            .iter()
            .any(|part| meant(part) && reaches(part, value, tokens, nodes, depth - 1))
    })
}

/// The schemas of a member, in an object's schema and the parts that it is made of.
pub(crate) fn said_of(name: &str, owner: &Node, nodes: &Nodes<'_>) -> Vec<Node> {
    let mut said = Vec::new();
    gather(name, owner, nodes, DEPTH_MAX, &mut said);
    said
}

fn gather(name: &str, owner: &Node, nodes: &Nodes<'_>, depth: usize, said: &mut Vec<Node>) {
    let Some(owner) = nodes.follow(owner).filter(|_| depth > 0) else {
        return;
    };
    let properties = owner.get("properties");
    said.extend(properties.and_then(|properties| properties.get(name)));
    let parts = owner.get("allOf").map(|parts| parts.items());
    for part in parts.unwrap_or_default() {
        gather(name, &part, nodes, depth - 1, said);
    }
}

type Fit = Result<(), String>;

fn fits(value: &Node, schema: &Node, rules: &Rules<'_, '_>, depth: usize) -> Fit {
    if depth == 0 {
        return Ok(());
    }
    if schema.as_bool() == Some(false) {
        return Err("nothing fits `false`".to_owned());
    }
    let reference = schema.get("$ref").and_then(|reference| reference.as_str());
    if let Some(target) = reference.and_then(|reference| rules.nodes.target(schema, &reference)) {
        fits(value, &target, rules, depth - 1)?;
    }
    let nullable = schema.get("nullable").and_then(|flag| flag.as_bool()) == Some(true);
    if value.kind() == Kind::Null && nullable {
        return Ok(());
    }
    kind(value, schema)?;
    listed(value, schema)?;
    format(value, schema)?;
    combined(value, schema, rules, depth)?;
    match value.kind() {
        Kind::Map => members(value, schema, rules, depth),
        Kind::List => items(value, schema, rules, depth),
        _ => Ok(()),
    }
}

fn kind(value: &Node, schema: &Node) -> Fit {
    let Some(ty) = schema.get("type") else {
        let shaped = schema.get("properties").is_some() && schema.get("$ref").is_none();
        return if shaped && value.kind() != Kind::Map {
            Err("an object is described".to_owned())
        } else {
            Ok(())
        };
    };
    let named = |name: &str| match (name, value.kind()) {
        ("object", Kind::Map)
        | ("array", Kind::List)
        | ("string", Kind::String)
        | ("boolean", Kind::Bool) => true,
        ("null", Kind::Null) | ("number", Kind::Number) => true,
        ("integer", Kind::Number) => value.as_number().is_some_and(|text| whole(&text)),
        ("object" | "array" | "string" | "boolean" | "null" | "number" | "integer", _) => false,
        _ => true,
    };
    let names = ty
        .as_str()
        .map(|name| vec![name])
        .unwrap_or_else(|| ty.items().iter().filter_map(Node::as_str).collect());
    if names.is_empty() || names.iter().any(|name| named(name)) {
        return Ok(());
    }
    Err(format!(
        "{:?} where {} is due",
        value.kind(),
        names.join(" or ")
    ))
}

fn whole(text: &str) -> bool {
    text.parse::<f64>()
        .is_ok_and(|number| number.fract() == 0.0)
}

fn listed(value: &Node, schema: &Node) -> Fit {
    let same = |other: &Node| compare(value, other) == Default::default();
    let values = schema
        .get("enum")
        .map(|values| values.items())
        .unwrap_or_default();
    if !values.is_empty() && !values.iter().any(same) {
        return Err("a value that is not listed".to_owned());
    }
    match schema.get("const") {
        Some(fixed) if !same(&fixed) => Err("not the fixed value".to_owned()),
        _ => Ok(()),
    }
}

fn format(value: &Node, schema: &Node) -> Fit {
    let format = schema
        .get("format")
        .and_then(|format| format.as_str())
        .unwrap_or_default();
    let wrong = |why: &str| Err(format!("{why} where `{format}` is due"));
    if let Some(text) = value.as_str() {
        return if text_fits(&text, &format) {
            Ok(())
        } else {
            wrong("another text")
        };
    }
    let Some(number) = value.as_number() else {
        return Ok(());
    };
    let number: f64 = number.parse().unwrap_or(0.0);
    let most = if &*format == "int32" {
        f64::from(i32::MAX)
    } else {
        9.3e18
    };
    let integral = schema
        .get("type")
        .and_then(|ty| ty.as_str())
        .is_some_and(|ty| &*ty == "integer");
    let bound = |key: &str| {
        schema
            .get(key)
            .and_then(|bound| bound.as_number())
            .and_then(|bound| bound.parse::<f64>().ok())
    };
    let outside = bound("minimum").is_some_and(|least| number < least)
        || bound("maximum").is_some_and(|most| number > most);
    if outside || integral && number.abs() > most {
        wrong("a number out of bounds")
    } else {
        Ok(())
    }
}

fn text_fits(text: &str, format: &str) -> bool {
    let digits = |range: std::ops::Range<usize>, most: u32| {
        text.get(range)
            .and_then(|part| part.parse::<u32>().ok())
            .is_some_and(|number| number <= most)
    };
    let date = || {
        digits(0..4, 9999)
            && digits(5..7, 12)
            && digits(8..10, 31)
            && text.get(4..5) == Some("-")
            && text.get(7..8) == Some("-")
    };
    match format {
        "date" => text.len() == 10 && date(),
        "date-time" => {
            let after = text.get(19..).unwrap_or_default();
            let zone = match after.strip_prefix('.') {
                Some(fraction) => fraction.trim_start_matches(|c: char| c.is_ascii_digit()),
                None => after,
            };
            let shift =
                zone.len() == 6 && zone.starts_with(['+', '-']) && zone.get(3..4) == Some(":");
            let zoned = matches!(zone, "Z" | "z") || shift;
            date()
                && zoned
                && digits(11..13, 23)
                && digits(14..16, 59)
                && digits(17..19, 60)
                && text.get(16..17) == Some(":")
        }
        "uuid" => {
            text.len() == 36
                && text
                    .bytes()
                    .all(|byte| byte.is_ascii_hexdigit() || byte == b'-')
        }
        "ipv4" => text.parse::<std::net::Ipv4Addr>().is_ok(),
        "ipv6" => text.parse::<std::net::Ipv6Addr>().is_ok(),
        "duration" => text.starts_with(['P', '-']),
        "byte" | "base64" => {
            text.bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"+/=".contains(&byte))
                && text.len().is_multiple_of(4)
                && whole_bytes(text)
        }
        "decimal" => text.parse::<f64>().is_ok(),
        "int64" | "uint64" => text.parse::<i128>().is_ok(),
        "time" => text.get(2..3) == Some(":"),
        _ => true,
    }
}

/// Returns true if the last letter of base64 before the padding has no unused bits.
fn whole_bytes(text: &str) -> bool {
    let bare = text.trim_end_matches('=');
    match text.len() - bare.len() {
        0 => true,
        1 => bare.ends_with(|c| "AEIMQUYcgkosw048".contains(c)),
        _ => bare.ends_with(['A', 'Q', 'g', 'w']),
    }
}

fn combined(value: &Node, schema: &Node, rules: &Rules<'_, '_>, depth: usize) -> Fit {
    for part in schema
        .get("allOf")
        .map(|all| all.items())
        .unwrap_or_default()
    {
        fits(value, &part, rules, depth - 1)?;
    }
    for key in ["oneOf", "anyOf"] {
        let parts = schema.get(key).map(|any| any.items()).unwrap_or_default();
        let mut fit = parts.iter().map(|part| fits(value, part, rules, depth - 1));
        if !parts.is_empty() && !fit.any(|fit| fit.is_ok()) {
            return Err(format!("fits nothing of `{key}`"));
        }
    }
    Ok(())
}

fn members(value: &Node, schema: &Node, rules: &Rules<'_, '_>, depth: usize) -> Fit {
    let properties = schema.get("properties");
    let known = |name: &str| {
        properties
            .as_ref()
            .and_then(|properties| properties.get(name))
    };
    let one_way = |name: &str| {
        known(name)
            .and_then(|property| rules.nodes.follow(&property))
            .is_some_and(|property| {
                let is =
                    |key: &str| property.get(key).and_then(|flag| flag.as_bool()) == Some(true);
                is("writeOnly") || is("readOnly") && !rules.is_answer
            })
    };
    for name in schema
        .get("required")
        .map(|required| required.items())
        .unwrap_or_default()
    {
        let Some(name) = name.as_str() else { continue };
        if value.get(&name).is_none() && !one_way(&name) {
            return Err(format!("`{name}` is missing"));
        }
    }
    let additional = schema.get("additionalProperties");
    for (key, member) in value.entries() {
        let within = |fit: Fit| fit.map_err(|why| format!("{}: {why}", key.text));
        match (known(&key.text), &additional) {
            (Some(property), _) => within(fits(&member, &property, rules, depth - 1))?,
            (None, Some(additional)) if schema.get("patternProperties").is_none() => {
                within(fits(&member, additional, rules, depth - 1))?
            }
            (None, _) => {}
        }
    }
    Ok(())
}

fn items(value: &Node, schema: &Node, rules: &Rules<'_, '_>, depth: usize) -> Fit {
    let first = schema
        .get("prefixItems")
        .map(|items| items.items())
        .unwrap_or_default();
    let rest = schema.get("items");
    for (nth, item) in value.items().iter().enumerate() {
        if let Some(schema) = first.get(nth).or(rest.as_ref()) {
            fits(item, schema, rules, depth - 1).map_err(|why| format!("{nth}: {why}"))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::text_fits;

    #[test]
    fn instants() {
        for fits in ["2026-01-31T12:30:00Z", "2026-01-31T12:30:00.123456+04:00"] {
            assert!(text_fits(fits, "date-time"), "{fits}");
        }
        // RFC 3339 section 5.6 has a point before a fraction.
        for other in ["2018-01-01T12:00:00000Z", "2026-01-31T12:30:00"] {
            assert!(!text_fits(other, "date-time"), "{other}");
        }
    }
}
