//! The way that pages follow each other, in every notation. A case is the member, and its meaning
//! or the findings about it.

use super::{all, open};

/// An operation with these fields, whose pages hold all that pages tell by.
pub(super) fn api(fields: &str) -> lean_openapi::api::Api {
    let text = format!(
        "openapi: 3.1.0
info: {{ title: t, version: '1' }}
paths:
  /a:
    get:
      operationId: getA
      parameters:
        - {{ name: page, in: query, schema: {{ type: integer, default: 1 }} }}
        - {{ name: number, in: query, schema: {{ type: integer }} }}
        - {{ name: offset, in: query, schema: {{ type: integer }} }}
        - {{ name: limit, in: query, schema: {{ type: integer }} }}
        - {{ name: after, in: query, schema: {{ type: string }} }}
        - {{ name: page_token, in: query, schema: {{ type: [string, 'null'] }} }}
        - {{ name: flag, in: query, schema: {{ type: boolean }} }}
      {fields}
      responses:
        '200':
          description: ok
          content: {{ application/json: {{ schema: {{ $ref: '#/components/schemas/P' }} }} }}
  /list:
    get:
      operationId: getList
      x-pagination: {{ style: link-header }}
      responses:
        '200':
          description: ok
          content: {{ application/json: {{ schema: {{ type: array, items: {{ type: string }} }} }} }}
components:
  schemas:
    P:
      properties:
        items: {{ type: array, items: {{ $ref: '#/components/schemas/T' }} }}
        value: {{ type: array, items: {{ type: string }} }}
        next_page: {{ type: [string, 'null'] }}
        has_more: {{ type: boolean }}
        meta: {{ properties: {{ total: {{ type: integer }}, next: {{ type: string }}, any: {{}} }} }}
        Links: {{ properties: {{ Next: {{ type: string, format: uri }} }} }}
    T: {{ properties: {{ id: {{ type: string }}, of: {{ properties: {{ id: {{ type: integer }} }} }} }} }}
"
    );
    all(&open(&[("api.yaml", &text)]))
}

#[track_caller]
fn means(fields: &str, expected: &str) {
    let api = api(fields);
    let messages: Vec<_> = api
        .findings
        .iter()
        .map(|finding| &finding.message)
        .collect();
    let pages = api.operations[0].pagination.as_ref();
    let pages = pages.unwrap_or_else(|| panic!("{fields}: {messages:?}"));
    let mut text = format!("{} {:?}", pages.items, pages.next).replace('"', "");
    if let Some(more) = &pages.more {
        text.push_str(&format!(" while {more}"));
    }
    assert_eq!(text, expected, "{fields}");
    assert!(messages.is_empty(), "{fields}: {messages:?}");
}

const STYLES: &[(&str, &str)] = &[
    (
        "page: page, items: /items",
        "/items Number { parameter: page, first: 1, pages: None }",
    ),
    (
        "page: number, items: items",
        "/items Number { parameter: number, first: 0, pages: None }",
    ),
    (
        "style: page, page: page, size: limit, items: /items, total-pages: /meta/total, first: 0",
        "/items Number { parameter: page, first: 0, pages: Some(/meta/total) }",
    ),
    (
        "offset: offset, size: limit, items: /items, total-items: meta.total, has-more: has_more",
        "/items Offset { parameter: offset, first: 0, total: Some(/meta/total) } while /has_more",
    ),
    (
        "cursor: after, items: /items, next: /meta/next",
        "/items Cursor { parameter: after, at: Body(/meta/next) }",
    ),
    (
        "cursor: after, items: /items, next: $response.body#/meta/any",
        "/items Cursor { parameter: after, at: Body(/meta/any) }",
    ),
    (
        "cursor: after, items: /items, next-header: X-Next",
        "/items Cursor { parameter: after, at: Header(x-next) }",
    ),
    (
        "cursor: after, id: /id, items: /items, has-more: /has_more",
        "/items LastId { parameter: after, id: /id } while /has_more",
    ),
    (
        "style: last-id, cursor: after, id: of.id, items: /items",
        "/items LastId { parameter: after, id: /of/id }",
    ),
    (
        "next: Links.Next, items: /items",
        "/items Link { at: Body(/Links/Next) }",
    ),
    (
        "style: next-url, next-header: x-next, items: /items",
        "/items Link { at: Header(x-next) }",
    ),
    (
        "style: link-header, items: /items",
        "/items Link { at: LinkHeader }",
    ),
];

#[test]
fn pages_of_every_style() {
    for (rule, expected) in STYLES {
        means(&format!("x-pagination: {{ {rule} }}"), expected);
    }
    let list = &api("").operations[1];
    let pages = list.pagination.as_ref().expect("a list is a page");
    assert_eq!(
        (pages.items.as_str(), format!("{:?}", pages.item)),
        ("", "Text".to_owned())
    );
}

const OTHERS: &[(&str, &str)] = &[
    (
        "x-ms-pageable: { nextLinkName: next_page, operationName: getNext }",
        "/value Link { at: Body(/next_page) }",
    ),
    (
        "x-ms-pageable: { nextLinkName: Links.Next, itemName: items }",
        "/items Link { at: Body(/Links/Next) }",
    ),
    (
        "x-dropshot-pagination: { required: [] }",
        "/items Cursor { parameter: page_token, at: Body(/next_page) }",
    ),
    (
        "x-fern-pagination: { offset: $request.number, results: $response.items }",
        "/items Number { parameter: number, first: 1, pages: None }",
    ),
    (
        "x-fern-pagination: { offset: $request.offset, step: $request.limit, results: $response.items, has-next-page: $response.has_more }",
        "/items Offset { parameter: offset, first: 0, total: None } while /has_more",
    ),
    (
        "x-fern-pagination: { cursor: $request.after, next_cursor: $response.meta.next, results: $response.items }",
        "/items Cursor { parameter: after, at: Body(/meta/next) }",
    ),
    (
        "x-fern-pagination: { next_uri: $response.Links.Next, results: $response.items }",
        "/items Link { at: Body(/Links/Next) }",
    ),
    (
        "x-speakeasy-pagination: { type: offsetLimit, inputs: [{ name: number, in: parameters, type: page }, { name: limit, in: parameters, type: limit }], outputs: { results: $.items, numPages: $.meta.total } }",
        "/items Number { parameter: number, first: 1, pages: Some(/meta/total) }",
    ),
    (
        "x-speakeasy-pagination: { type: offsetLimit, inputs: [{ name: offset, in: parameters, type: offset }], outputs: { results: \"$['items']\" } }",
        "/items Offset { parameter: offset, first: 0, total: None }",
    ),
    (
        "x-speakeasy-pagination: { type: cursor, inputs: [{ name: after, in: parameters, type: cursor }], outputs: { results: $.items, nextCursor: $.meta.next } }",
        "/items Cursor { parameter: after, at: Body(/meta/next) }",
    ),
    (
        "x-speakeasy-pagination: { type: cursor, inputs: [{ name: after, in: parameters, type: cursor }], outputs: { nextCursor: '$.items[-1].id' } }",
        "/items LastId { parameter: after, id: /id }",
    ),
    (
        "x-speakeasy-pagination: { type: url, outputs: { results: $.items, nextUrl: $.Links.Next } }",
        "/items Link { at: Body(/Links/Next) }",
    ),
    // Ours counts before theirs.
    (
        "x-pagination: { page: page, items: /items }\n      x-dropshot-pagination: {}",
        "/items Number { parameter: page, first: 1, pages: None }",
    ),
];

#[test]
fn pages_in_the_words_of_others() {
    for (fields, expected) in OTHERS {
        means(fields, expected);
    }
    let one_page = api("x-ms-pageable: { nextLinkName: null, itemName: items }");
    assert!(one_page.operations[0].pagination.is_none() && one_page.findings.is_empty());
}
