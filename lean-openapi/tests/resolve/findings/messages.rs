//! Findings about bodies, responses, links and pages.

use super::{in_content, in_operation, in_response};

#[test]
fn pages_by_a_parameter_that_is_not_there() {
    in_operation(
        "parameters: [{ name: page, in: query, schema: { type: integer } }]\nx-pagination: { page: pge, items: /data }",
        &["`x-pagination`: `post` has no parameter `pge`; did you mean `page`?"],
    );
}

/// A member is as good as the pointer to it.
#[test]
fn pages_by_members_without_a_slash() {
    let fields = "parameters: [{ name: after, in: query, schema: { type: string } }]\n\
        x-pagination: { cursor: after, items: data, next: next }\n\
        responses: { '200': { description: ok, content: { application/json: { schema: {\n  \
          properties: { data: { type: array, items: { type: string } }, next: { type: string } } } } } } }";
    in_operation(fields, &[]);
    in_operation(
        &fields
            .replace("cursor: after, ", "")
            .replace("next: next }", "}"),
        &[
            "`x-pagination`: it needs `page`, `offset`, `cursor`, `next` or `style: link-header`; left out",
        ],
    );
}

#[test]
fn bodies() {
    in_content(
        "multipart/form-data: { schema: { type: object, properties: { a: { type: string } } }, encoding: { b: {} } }",
        &["the body has no member `b`; its encoding changes nothing"],
    );
    in_content(
        "application/json: { schema: {}, encoding: { b: {} } }",
        &["`application/json` has no parts; its `encoding` is left out"],
    );
    in_content(
        "multipart/mixed: { itemSchema: {}, itemEncoding: { contentType: multipart/mixed, itemEncoding: {} } }",
        &["the part `*` is not written in parts of its own: `itemEncoding` is left out"],
    );
    in_content(
        "multipart/form-data: { schema: { type: object, properties: { a: { type: string } } }, encoding: { a: { headers: { X-Id: { schema: { type: string } } } } } }",
        &[
            "the header `X-Id` of the part `a` has no fixed value: it is sent where a file carries it (`File::header`)",
        ],
    );
    in_content(
        "application/x-www-form-urlencoded: { schema: { type: object, properties: { a: { type: string } } }, encoding: { a: { headers: { X-Id: { schema: { const: b } } } } } }",
        &["parts of a form have no headers; `X-Id` of `a` is left out"],
    );
    in_content(
        "multipart/form-data: { schema: { type: object, properties: { a: { type: string } } }, encoding: { a: { style: matrix } } }",
        &["there is no style `matrix` for the part `a`; written in the usual one"],
    );
    in_content(
        "application/octet-stream: { schema: { type: object, properties: { a: { type: string } } } }",
        &["nothing reads or writes `application/octet-stream` by a schema: it is bytes"],
    );
    in_content(
        "application/cbor: { schema: { type: object, properties: { a: { type: string } } } }",
        &["nothing reads or writes `application/cbor` by a schema: it is bytes"],
    );
    in_content(
        "application/json: { schema: {}, itemSchema: {} }",
        &["`application/json` is not a sequence; its `itemSchema` is left out"],
    );
    in_content(
        "application/xml: { schema: { type: object, properties: { a: { type: string, xml: { nodeType: leaf, nam: x } } } } }",
        &[
            "unknown field `nam`; did you mean `name`?",
            "there is no `nodeType` `leaf`; read as an element",
        ],
    );
    in_operation(
        "requestBody: {}",
        &["the request body says nothing of its content; left out"],
    );
}

#[test]
fn responses_and_links() {
    in_response(
        "headers: { X-A: { style: form, schema: { type: string } } }",
        &["the header `X-A` has no style `form`; it is read as `simple`"],
    );
    in_response(
        "headers: { X-A: { $ref: '#/components/headers/Gone' } }",
        &["the reference `#/components/headers/Gone` leads to nothing; left out"],
    );
    in_response(
        "links: { next: { operationId: post, parameters: { id: $response.body#/id } } }",
        &["the link `next` gives `id`, which is not a parameter of `post`"],
    );
    in_response(
        "links: { next: { operationId: post, requestBody: x } }",
        &["the link `next` gives a body, and `post` takes none"],
    );
    in_response(
        "links: { next: { operationId: gone } }",
        &["the link `next` names no operation of this description; left out"],
    );
    in_response(
        "links: { next: { operationId: post, requestBody: $response.bdy } }",
        &[
            "the link `next` gives `requestBody` from `$response.bdy`, which is not a runtime expression",
            "the link `next` gives a body, and `post` takes none",
        ],
    );
    in_operation(
        "responses: [a]",
        &["`responses` has to be a map of statuses; left out"],
    );
    in_operation(
        "responses: { ok: { description: ok } }",
        &["`ok` is not a status; left out"],
    );
    in_operation(
        "responses: { '204': { description: none, content: { text/plain: {} } } }",
        &["a response of status `NoContent` has no content; left out"],
    );
}
