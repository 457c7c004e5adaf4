//! Random descriptions, of OpenAPI 3.1.

use serde_json::{Map, Value, json};

/// Operations of a description.
pub(crate) const OPERATIONS: usize = 4;

/// Component schemas of a description.
const COMPONENTS: u64 = 3;

/// A xorshift generator: the same numbers for the same seed.
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn of(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    pub(crate) fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }

    pub(crate) fn choose<'a, T>(&mut self, among: &'a [T]) -> &'a T {
        let length = u64::try_from(among.len()).expect("a short list");
        &among[usize::try_from(self.below(length)).expect("below the length")]
    }
}

pub(crate) fn description(random: &mut Random) -> Value {
    let mut paths = Map::new();
    for index in 0..OPERATIONS {
        paths.insert(
            format!("/things/{index}"),
            json!({ "post": operation(index, random) }),
        );
    }
    let mut schemas = Map::new();
    for index in 0..COMPONENTS {
        schemas.insert(format!("Thing{index}"), object(2, false, random));
    }
    json!({
        "openapi": "3.1.0",
        "info": { "title": "Things", "version": "1" },
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": { "oauth": { "type": "oauth2", "flows": { "clientCredentials": {
                "tokenUrl": "https://t.example", "scopes": { "read": "r", "write": "w" } } } } },
        },
    })
}

fn operation(index: usize, random: &mut Random) -> Value {
    let marked = |random: &mut Random| {
        json!({
            "type": "object",
            "properties": { "marker": { "type": "string", "maxLength": 5 }, "kind": { "type": "string", "enum": ["a", "b"] }, "rest": schema(3, random) },
        })
    };
    json!({
        "operationId": format!("thing{index}"),
        "parameters": [
            { "name": "page", "in": "query", "schema": { "type": "integer", "minimum": 1 } },
            { "name": "other", "in": "query", "schema": scalar(random) },
        ],
        "requestBody": { "required": true, "content": { "application/json": { "schema": marked(random) } } },
        "responses": { "200": { "description": "x", "content": { "application/json": { "schema": marked(random) } } } },
        "security": [{ "oauth": ["read"] }],
    })
}

fn schema(depth: u64, random: &mut Random) -> Value {
    match random.below(if depth == 0 { 3 } else { 8 }) {
        0..=2 => scalar(random),
        3 => json!({ "type": "array", "items": schema(depth - 1, random) }),
        4 => json!({ "$ref": format!("#/components/schemas/Thing{}", random.below(COMPONENTS)) }),
        5 => json!({ "type": "object", "additionalProperties": schema(depth - 1, random) }),
        6 => json!({ "oneOf": [object(1, false, random), { "type": "string", "format": "date" }] }),
        _ => object(depth - 1, true, random),
    }
}

fn object(depth: u64, may_refer: bool, random: &mut Random) -> Value {
    let mut properties = Map::new();
    let mut required = Vec::new();
    for name in ["a", "b", "c"] {
        let value = if may_refer {
            schema(depth, random)
        } else {
            scalar(random)
        };
        properties.insert(name.to_owned(), value);
        if random.below(2) == 0 {
            required.push(name);
        }
    }
    let mut object = json!({ "type": "object", "properties": properties });
    if !required.is_empty() {
        object["required"] = json!(required);
    }
    object
}

fn scalar(random: &mut Random) -> Value {
    let mut value = match random.below(7) {
        0 => json!({ "type": "string", "minLength": 1, "maxLength": 20 }),
        1 => json!({ "type": "string", "format": "date-time" }),
        2 => json!({ "type": "string", "enum": ["x", "y", "z"] }),
        3 => json!({ "type": "integer", "format": "int64", "exclusiveMinimum": 0 }),
        4 => json!({ "type": "number", "maximum": 1.5 }),
        5 => json!({ "type": "string", "pattern": "^[a-z]+$" }),
        _ => json!({ "type": "boolean", "default": false }),
    };
    if random.below(4) == 0 && value.get("enum").is_none() {
        value["type"] = json!([value["type"], "null"]);
    }
    value
}
