//! The way that pages follow each other, in every notation. A case is the member, and its meaning
//! or the findings about it.

use super::{all, open};

/// An operation with these fields, whose pages hold all that pages tell by.
fn api(fields: &str) -> lean_openapi::api::Api {
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
    let messages: Vec<_> = api.findings.iter().map(|one| &one.message).collect();
    let pages = api.operations[0].pagination.as_ref();
    let pages = pages.unwrap_or_else(|| panic!("{fields}: {messages:?}"));
    let mut text = format!("{} {:?}", pages.items, pages.next).replace('"', "");
    if let Some(more) = &pages.more {
        text.push_str(&format!(" while {more}"));
    }
    assert_eq!(text, expected, "{fields}");
    assert!(messages.is_empty(), "{fields}: {messages:?}");
}

#[track_caller]
fn is_wrong(fields: &str, expected: &str, at: &str) {
    let api = api(fields);
    assert!(api.operations[0].pagination.is_none(), "{fields}");
    let found = api
        .findings
        .first()
        .unwrap_or_else(|| panic!("nothing of {fields}"));
    assert_eq!(found.message, expected, "{fields}");
    assert_eq!(found.place.line, 15, "{fields}");
    let column = usize::try_from(found.place.column).expect("small");
    let written = format!("      {fields}");
    assert!(
        written[column - 1..].starts_with(at),
        "{fields}: {}",
        &written[column - 1..]
    );
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

const WRONG: &[(&str, &str, &str)] = &[
    (
        "page: pge, items: /items",
        "`getA` has no parameter `pge`; did you mean `page`?",
        "pge",
    ),
    (
        "page: flag, items: /items",
        "the parameter `flag` is not a whole number; left out",
        "flag",
    ),
    (
        "cursor: flag, items: /items, next: /next_page",
        "the parameter `flag` is not a text or number; left out",
        "flag",
    ),
    (
        "page: page, itmes: /items",
        "there is no member `itmes`; did you mean `items`?",
        "/items",
    ),
    (
        "page: page, items: /itms",
        "there is no list at `/itms` of the response; did you mean `items`?",
        "/itms",
    ),
    (
        "page: page, items: /meta",
        "there is no list at `/meta` of the response; left out",
        "/meta",
    ),
    (
        "page: page, items: [a]",
        "`items` is not a text; left out",
        "[a]",
    ),
    (
        "page: page",
        "it needs `items`: the response is not a list, and does not contain exactly one list; left out",
        "{",
    ),
    (
        "page: page, items: /items, first: one",
        "`first` is a whole number, not `one`; left out",
        "one",
    ),
    (
        "page: page, items: /items, size: lmit",
        "`getA` has no parameter `lmit`; did you mean `limit`?",
        "lmit",
    ),
    (
        "page: page, items: /items, next: /next_page",
        "`next` says nothing of pages of the style `page`; left out",
        "/next_page",
    ),
    (
        "cursor: after, items: /items",
        "it needs `next`, the place in the response of what comes next, or `next-header`; left out",
        "{",
    ),
    (
        "cursor: after, items: /items, next: /meta/nxt",
        "there is nothing at `/meta/nxt` of the response; did you mean `next`?",
        "/meta/nxt",
    ),
    (
        "cursor: after, items: /items, next: /meta",
        "what is at `/meta` of the response is not a text or number; left out",
        "/meta",
    ),
    (
        "page: page, items: /items, has-more: /items",
        "what is at `/items` of the response is not a boolean; left out",
        "/items }",
    ),
    (
        "page: page, items: /items, total-pages: /has_more",
        "what is at `/has_more` of the response is not a number; left out",
        "/has_more",
    ),
    (
        "cursor: after, id: /idd, items: /items",
        "there is nothing at `/idd` of an item; did you mean `id`?",
        "/idd",
    ),
    (
        "style: last-id, cursor: after, items: /items",
        "it needs `id`, the place in an item of its id; left out",
        "last-id",
    ),
    (
        "style: curser, cursor: after, items: /items",
        "there is no style `curser`; did you mean `cursor`?",
        "curser",
    ),
    (
        "next-header: 'a b', items: /items",
        "`a b` is not the name of a header; left out",
        "'a b'",
    ),
    (
        "items: /items",
        "it needs `page`, `offset`, `cursor`, `next` or `style: link-header`; left out",
        "{",
    ),
];

const WRONG_OTHERS: &[(&str, &str, &str)] = &[
    (
        "x-pagination: true",
        "`x-pagination`: it is not an object; left out",
        "true",
    ),
    (
        "x-ms-pageable: { itemName: items }",
        "`x-ms-pageable`: it needs `nextLinkName`; left out",
        "{",
    ),
    (
        "x-speakeasy-pagination: { type: pages }",
        "`x-speakeasy-pagination`: there is no type `pages`; left out",
        "{",
    ),
    (
        "x-speakeasy-pagination: { type: offsetLimit, inputs: [{ name: page, in: requestBody, type: page }] }",
        "`x-speakeasy-pagination`: `page` is in the request's body, where pages are not turned; left out",
        "{ name",
    ),
    (
        "x-fern-pagination: { cursor: $request.cursr, next_cursor: $response.next_page, results: $response.items }",
        "`x-fern-pagination`: `getA` has no parameter `cursr`; left out",
        "$request",
    ),
];

#[test]
fn pages_that_are_told_wrongly() {
    for (rule, expected, at) in WRONG {
        let expected = format!("`x-pagination`: {expected}");
        is_wrong(&format!("x-pagination: {{ {rule} }}"), &expected, at);
    }
    for (fields, expected, at) in WRONG_OTHERS {
        is_wrong(fields, expected, at);
    }
}
