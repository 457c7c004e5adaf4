//! Pages that are described wrongly: each has a finding at its place, and the operation has no pages.

use super::pages::api;

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
fn malformed_pages() {
    for (rule, expected, at) in WRONG {
        let expected = format!("`x-pagination`: {expected}");
        is_wrong(&format!("x-pagination: {{ {rule} }}"), &expected, at);
    }
    for (fields, expected, at) in WRONG_OTHERS {
        is_wrong(fields, expected, at);
    }
}
