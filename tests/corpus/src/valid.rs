//! Checks if an example fits its own schema: many do not, and those prove nothing.
//!
//! An independent and lenient reading of the schema, straight from the document: what it does not know it lets
//! pass, and a `readOnly` or `writeOnly` member that is missing may belong to the other side.

use lean_openapi::read::{Kind, Node};

use crate::compare::compare;
use crate::formats::text_fits;
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
pub(crate) fn answer_misfit(value: &Node, schema: &Node, nodes: &Nodes<'_>) -> Option<String> {
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
pub(crate) fn lists_member(schema: &Node, value: &Node, pointer: &str, nodes: &Nodes<'_>) -> bool {
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
        let is_chosen = |part: &Node| key == "allOf" || misfit(value, part, nodes).is_none();
        parts
            .iter()
            .any(|part| is_chosen(part) && reaches(part, value, tokens, nodes, depth - 1))
    })
}

/// The schemas of a member, in an object's schema and the parts that it is made of.
pub(crate) fn schemas_of(name: &str, owner: &Node, nodes: &Nodes<'_>) -> Vec<Node> {
    let mut schemas = Vec::new();
    gather(name, owner, nodes, DEPTH_MAX, &mut schemas);
    schemas
}

fn gather(name: &str, owner: &Node, nodes: &Nodes<'_>, depth: usize, schemas: &mut Vec<Node>) {
    let Some(owner) = nodes.follow(owner).filter(|_| depth > 0) else {
        return;
    };
    let properties = owner.get("properties");
    schemas.extend(properties.and_then(|properties| properties.get(name)));
    let parts = owner.get("allOf").map(|parts| parts.items());
    for part in parts.unwrap_or_default() {
        gather(name, &part, nodes, depth - 1, schemas);
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
    check_kind(value, schema)?;
    check_values(value, schema)?;
    check_format(value, schema)?;
    check_combined(value, schema, rules, depth)?;
    match value.kind() {
        Kind::Map => check_members(value, schema, rules, depth),
        Kind::List => check_items(value, schema, rules, depth),
        _ => Ok(()),
    }
}

fn check_kind(value: &Node, schema: &Node) -> Fit {
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
        ("integer", Kind::Number) => value.as_number().is_some_and(|text| is_whole_number(&text)),
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

fn is_whole_number(text: &str) -> bool {
    text.parse::<f64>()
        .is_ok_and(|number| number.fract() == 0.0)
}

fn check_values(value: &Node, schema: &Node) -> Fit {
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

fn check_format(value: &Node, schema: &Node) -> Fit {
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

fn check_combined(value: &Node, schema: &Node, rules: &Rules<'_, '_>, depth: usize) -> Fit {
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

fn check_members(value: &Node, schema: &Node, rules: &Rules<'_, '_>, depth: usize) -> Fit {
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

fn check_items(value: &Node, schema: &Node, rules: &Rules<'_, '_>, depth: usize) -> Fit {
    let first = schema
        .get("prefixItems")
        .map(|items| items.items())
        .unwrap_or_default();
    let rest = schema.get("items");
    for (index, item) in value.items().iter().enumerate() {
        if let Some(schema) = first.get(index).or(rest.as_ref()) {
            fits(item, schema, rules, depth - 1).map_err(|why| format!("{index}: {why}"))?;
        }
    }
    Ok(())
}
