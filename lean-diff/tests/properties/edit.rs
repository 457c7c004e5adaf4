//! Edits of a description and the rule by which each is reported.

use serde_json::{Value, json};

/// An edit of an operation.
pub(crate) struct Edit {
    pub(crate) rule: &'static str,
    pub(crate) pointer: &'static str,
    pub(crate) apply: fn(&mut Value, usize),
}

const fn edit(rule: &'static str, pointer: &'static str, apply: fn(&mut Value, usize)) -> Edit {
    Edit {
        rule,
        pointer,
        apply,
    }
}

pub(crate) const EDITS: [Edit; 22] = [
    edit("api-path-removed-without-deprecation", "", |all, index| {
        let paths = all["paths"].as_object_mut().expect("a map");
        paths.remove(&format!("/things/{index}"));
    }),
    edit("endpoint-deprecated", "", |all, index| {
        operation(all, index)["deprecated"] = json!(true)
    }),
    edit("api-operation-id-changed", "", |all, index| {
        operation(all, index)["operationId"] = json!(format!("renamed{index}"))
    }),
    edit("api-tag-added", "", |all, index| {
        operation(all, index)["tags"] = json!(["New"])
    }),
    edit("api-security-scope-added", "", |all, index| {
        operation(all, index)["security"] = json!([{ "oauth": ["read", "write"] }])
    }),
    edit("api-security-lifted", "", |all, index| {
        operation(all, index)["security"] = json!([])
    }),
    edit("new-optional-request-parameter", "", |all, index| {
        add_parameter(all, index, false)
    }),
    edit("new-required-request-parameter", "", |all, index| {
        add_parameter(all, index, true)
    }),
    edit("request-parameter-became-required", "", |all, index| {
        operation(all, index)["parameters"][0]["required"] = json!(true)
    }),
    edit("request-parameter-min-increased", "", |all, index| {
        operation(all, index)["parameters"][0]["schema"]["minimum"] = json!(2)
    }),
    edit("request-body-became-optional", "", |all, index| {
        operation(all, index)["requestBody"]["required"] = json!(false)
    }),
    edit("response-non-success-status-added", "", |all, index| {
        operation(all, index)["responses"]["404"] = json!({ "description": "x" })
    }),
    edit("response-success-status-added", "", |all, index| {
        operation(all, index)["responses"]["202"] = json!({ "description": "x" })
    }),
    edit(
        "request-property-became-required",
        "/marker",
        |all, index| request(all, index)["required"] = json!(["marker"]),
    ),
    edit(
        "request-property-max-length-decreased",
        "/marker",
        |all, index| request(all, index)["properties"]["marker"]["maxLength"] = json!(4),
    ),
    edit("request-property-type-changed", "/marker", |all, index| {
        request(all, index)["properties"]["marker"] = json!({ "type": "boolean" })
    }),
    edit(
        "request-property-enum-value-removed",
        "/kind",
        |all, index| request(all, index)["properties"]["kind"]["enum"] = json!(["a"]),
    ),
    edit("new-optional-request-property", "/added", |all, index| {
        request(all, index)["properties"]["added"] = json!({ "type": "string" })
    }),
    edit(
        "response-property-became-nullable",
        "/marker",
        |all, index| {
            response(all, index)["properties"]["marker"]["type"] = json!(["string", "null"])
        },
    ),
    edit(
        "response-property-max-length-increased",
        "/marker",
        |all, index| response(all, index)["properties"]["marker"]["maxLength"] = json!(6),
    ),
    edit(
        "response-property-enum-value-added",
        "/kind",
        |all, index| response(all, index)["properties"]["kind"]["enum"] = json!(["a", "b", "c"]),
    ),
    edit(
        "response-optional-property-removed",
        "/marker",
        |all, index| {
            let properties = response(all, index)["properties"]
                .as_object_mut()
                .expect("a map");
            properties.remove("marker");
        },
    ),
];

fn operation(all: &mut Value, index: usize) -> &mut Value {
    &mut all["paths"][format!("/things/{index}")]["post"]
}

fn request(all: &mut Value, index: usize) -> &mut Value {
    &mut operation(all, index)["requestBody"]["content"]["application/json"]["schema"]
}

fn response(all: &mut Value, index: usize) -> &mut Value {
    &mut operation(all, index)["responses"]["200"]["content"]["application/json"]["schema"]
}

fn add_parameter(all: &mut Value, index: usize, required: bool) {
    let parameters = operation(all, index)["parameters"]
        .as_array_mut()
        .expect("a list");
    parameters.push(json!({ "name": "added", "in": "query", "required": required, "schema": { "type": "string" } }));
}
