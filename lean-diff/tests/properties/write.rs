//! Other spellings of a description that mean the same.

use std::fmt::Write;

use serde_json::{Map, Value, json};

use crate::describe::Random;

/// JSON with the members of each object in a random order.
pub(crate) fn shuffled(value: &Value, random: &mut Random) -> String {
    match value {
        Value::Object(members) => {
            let mut left: Vec<(&String, &Value)> = members.iter().collect();
            let mut parts = Vec::new();
            while !left.is_empty() {
                let index = random.below(left.len() as u64);
                let (name, value) = left.swap_remove(usize::try_from(index).expect("an index"));
                parts.push(format!("{}: {}", json!(name), shuffled(value, random)));
            }
            format!("{{{}}}", parts.join(", "))
        }
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(|item| shuffled(item, random)).collect();
            format!("[{}]", items.join(", "))
        }
        other => other.to_string(),
    }
}

/// YAML in blocks.
pub(crate) fn block(value: &Value, _: &mut Random) -> String {
    let mut out = String::new();
    write_block(value, 0, &mut out);
    out
}

fn write_block(value: &Value, depth: usize, out: &mut String) {
    let indent = "  ".repeat(depth);
    match value {
        Value::Object(members) if !members.is_empty() => {
            for (name, value) in members {
                let _ = write!(out, "\n{indent}{}:", json!(name));
                write_block(value, depth + 1, out);
            }
        }
        Value::Array(items) if !items.is_empty() => {
            for item in items {
                let _ = write!(out, "\n{indent}-");
                write_block(item, depth + 1, out);
            }
        }
        other => {
            let _ = write!(out, " {other}");
        }
    }
}

/// JSON with every reference replaced by what it refers to.
pub(crate) fn inlined(value: &Value, _: &mut Random) -> String {
    let schemas = value["components"]["schemas"].clone();
    map(value, &|node| {
        let reference = node.get("$ref").and_then(Value::as_str)?;
        Some(schemas[reference.rsplit('/').next()?].clone())
    })
    .to_string()
}

/// JSON with every schema wrapped in an `allOf` of one.
pub(crate) fn wrapped(value: &Value, _: &mut Random) -> String {
    map(value, &|node| {
        let is_schema = node.get("type").is_some_and(|kind| kind != "oauth2");
        is_schema.then(|| json!({ "allOf": [node] }))
    })
    .to_string()
}

/// OpenAPI 3.0: `nullable` and boolean exclusive limits.
pub(crate) fn older(value: &Value, _: &mut Random) -> String {
    let mut value = map(value, &|node| {
        let mut older = node.clone();
        let mut differs = false;
        if let Some([kind, null]) = node
            .get("type")
            .and_then(Value::as_array)
            .map(Vec::as_slice)
            && null == "null"
        {
            older.insert("type".to_owned(), kind.clone());
            older.insert("nullable".to_owned(), json!(true));
            differs = true;
        }
        if let Some(limit) = node.get("exclusiveMinimum") {
            older.insert("minimum".to_owned(), limit.clone());
            older.insert("exclusiveMinimum".to_owned(), json!(true));
            differs = true;
        }
        differs.then_some(Value::Object(older))
    });
    value["openapi"] = json!("3.0.3");
    value.to_string()
}

/// The value with objects replaced where `change` says so, from the inside out.
fn map(value: &Value, change: &dyn Fn(&Map<String, Value>) -> Option<Value>) -> Value {
    match value {
        Value::Object(members) => {
            let members = members
                .iter()
                .map(|(name, value)| (name.clone(), map(value, change)));
            let members: Map<String, Value> = members.collect();
            change(&members).unwrap_or(Value::Object(members))
        }
        Value::Array(items) => items.iter().map(|item| map(item, change)).collect(),
        other => other.clone(),
    }
}
