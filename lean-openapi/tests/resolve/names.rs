//! Names: stable, readable, unique, for every choice of operations.

use super::{all, check, check_api, check_operation, dedent, open, render, with_schemas};
use lean_openapi::document::Wanted;
use lean_openapi::resolve::{Choice, Chosen, Options};

#[test]
fn inline_schemas_are_named_after_their_place() {
    let schemas = "
    T:
      properties:
        home_address: { properties: { city: { properties: { x: { type: string } } } } }
        addresses: { type: array, items: { properties: { y: { type: string } } } }
        by_name: { additionalProperties: { properties: { z: { type: string } } } }
        status: { type: string, enum: [a, b] }";
    check(
        schemas,
        "T = { home_address?: THomeAddress, addresses?: [TAddress], by_name?: {TByNameValue}, status?: TStatus }; \
         THomeAddress = { city?: THomeAddressCity }; THomeAddressCity = { x?: Text }; TAddress = { y?: Text }; \
         TByNameValue = { z?: Text }; TStatus = enum text A \"a\" | B \"b\"",
    );
}

#[test]
fn components_keep_their_names_before_inline_schemas() {
    let schemas = "
    T: { properties: { address: { properties: { a: { type: string } } } } }
    TAddress: { properties: { b: { type: string } } }";
    check(
        schemas,
        "T = { address?: TAddressMember }; TAddressMember = { a?: Text }; TAddress = { b?: Text }",
    );
}

#[test]
fn inline_bodies_with_the_names_of_components() {
    let text = dedent(
        "
        openapi: 3.1.0
        paths:
          /a:
            post:
              operationId: addFollowers
              requestBody: { content: { application/json: { schema: { properties: { of: { $ref: '#/components/schemas/AddFollowersRequest' } } } } } }
              responses:
                '200': { description: ok, content: { application/json: { schema: { properties: { of: { $ref: '#/components/schemas/AddFollowersReply' } } } } } }
        components:
          schemas:
            AddFollowersRequest: { properties: { a: { type: string } } }
            AddFollowersReply: { properties: { b: { type: string } } }
        ",
    );
    let description = open(&[("api.yaml", &text)]);
    assert_eq!(
        render::render_types(&all(&description), None),
        "AddFollowersRequestBody = { of?: AddFollowersRequest }; AddFollowersReplyBody = { of?: AddFollowersReply }; \
         AddFollowersRequest = { a?: Text }; AddFollowersReply = { b?: Text }"
    );
}

#[test]
fn the_member_rest_next_to_the_others() {
    let schemas = "
    T: { properties: { rest: { type: string }, rest_member: { type: string } }, additionalProperties: true }";
    check(
        schemas,
        "T = { rest as rest_member_2?: Text, rest_member?: Text, ..Json }",
    );
    let schemas = "
    T: { properties: { rest: { type: string } } }";
    check(schemas, "T = { rest?: Text }");
}

#[test]
fn components_that_differ_in_case_alone() {
    let schemas = "
    T: { properties: { a: { $ref: '#/components/schemas/foo_bar' }, b: { $ref: '#/components/schemas/FooBar' }, c: { $ref: '#/components/schemas/foo-bar' } } }
    foo_bar: { type: string }
    foo-bar: { type: string }
    FooBar: { type: string }";
    check(
        schemas,
        "T = { a?: FooBar2, b?: FooBar, c?: FooBar3 }; FooBar2 = new Text; FooBar3 = new Text; FooBar = new Text",
    );
}

#[test]
fn members_that_differ_in_case_or_symbols_alone() {
    let schemas = "
    T: { properties: { fooBar: { type: string }, foo_bar: { type: string }, '@id': { type: string }, id: { type: string }, self: { type: string }, type: { type: string }, 2nd: { type: string }, '': { type: string } } }";
    check(
        schemas,
        "T = { fooBar as foo_bar_2?: Text, foo_bar?: Text, @id as at_id?: Text, id?: Text, self as self_?: Text, \
         type?: Text, 2nd as _2nd?: Text,  as empty?: Text }",
    );
}

#[test]
fn names_do_not_depend_on_what_is_chosen() {
    let text = dedent(
        "
        openapi: 3.1.0
        info: { title: t, version: '1' }
        paths:
          /a:
            get:
              operationId: getA
              responses: { '200': { description: ok, content: { application/json: { schema: { $ref: '#/components/schemas/Customer' } } } } }
          /b:
            get:
              operationId: getB
              responses: { '200': { description: ok, content: { application/json: { schema: { $ref: '#/components/schemas/CustomerAddress' } } } } }
        components:
          schemas:
            Customer: { properties: { address_line: { properties: { a: { type: string } } }, address_kind: { type: string, enum: [x, y] } } }
            CustomerAddress: { properties: { line: { properties: { b: { type: string } } } } }
        ",
    );
    let description = open(&[("api.yaml", &text)]);
    let whole = render::render_types(&all(&description), None);
    assert_eq!(
        whole,
        "Customer = { address_line?: CustomerAddressLineMember, address_kind?: CustomerAddressKind }; CustomerAddressLineMember = { a?: Text }; \
         CustomerAddressKind = enum text X \"x\" | Y \"y\"; CustomerAddress = { line?: CustomerAddressLine }; CustomerAddressLine = { b?: Text }"
    );
    for name in ["getA", "getB"] {
        let choice = Choice {
            operations: Chosen::Names(vec![Wanted::Name(name.to_string())]),
            ..Choice::default()
        };
        let part = render::render_types(&description.resolve(&choice, &Options::default()), None);
        assert!(part.split("; ").all(|line| whole.contains(line)), "{part}");
    }
}

#[test]
fn bodies_and_replies_are_named_after_their_operation() {
    check_operation(
        "
        /things/{id}:
          put:
            operationId: updateThing
            parameters: [{ name: id, in: path, required: true, schema: { type: string } }, { name: sort, in: query, schema: { type: string, enum: [a, b] } }]
            requestBody: { content: { application/json: { schema: { properties: { x: { type: string } } } } } }
            responses:
              '200': { description: ok, content: { application/json: { schema: { type: array, items: { properties: { y: { type: string } } } } } } }
              '400': { description: bad, content: { application/json: { schema: { properties: { z: { type: string } } } } } }
        ",
        "
        update_thing: PUT /things/{id} (id path simple: Text, sort? query form*: UpdateThingSort) <=? json UpdateThingRequest -> 200 [UpdateThingReplyItem] ! 400 UpdateThingError
        UpdateThingSort = enum text A \"a\" | B \"b\"
        UpdateThingRequest = { x?: Text }
        UpdateThingReplyItem = { y?: Text }
        UpdateThingError = { z?: Text }
        ",
    );
}

#[test]
fn calls_yield_to_components() {
    let text = with_schemas("3.1.0", "GetThing: { properties: { x: { type: string } } }");
    let text = text.replace("paths: {}", "paths: { /a: { get: { operationId: getThing, responses: { '204': { description: none } } } } }");
    let api = all(&open(&[("api.yaml", &text)]));
    assert_eq!(api.operations[0].call, "GetThingCall");
}

#[test]
fn operations_without_ids_or_with_repeated_ones() {
    check_api(
        "
        openapi: 3.0.0
        info: { title: t, version: '1' }
        paths:
          /a/{id}:
            get: { operationId: same, responses: { '204': { description: none } }, parameters: [{ name: id, in: path, required: true, schema: { type: string } }] }
          /b:
            get: { operationId: same, responses: { '204': { description: none } } }
            post: { responses: { '204': { description: none } } }
            put: { operationId: get_b, responses: { '204': { description: none } } }
            delete: { operationId: '  ', responses: { '204': { description: none } } }
            patch: { operationId: match, responses: { '204': { description: none } } }
        ",
        "
        same: GET /a/{id} (id path simple: Text) -> nothing ! nothing
        get_b_2: GET /b () -> nothing ! nothing
        post_b: POST /b () -> nothing ! nothing
        get_b: PUT /b () -> nothing ! nothing
        delete_b: DELETE /b () -> nothing ! nothing
        match: PATCH /b () -> nothing ! nothing
        repaired: the operationId `same` is there twice; `GET /b` goes by a name made of its route
        ",
    );
}

#[test]
fn operations_are_found_by_every_name() {
    let text = super::of_operation(
        "3.0.0",
        "
        /banks/{bank_id}/v1/:
          get: { operationId: getBank, responses: {} }
        /banks:
          get: { operationId: getBanks, responses: {} }
        ",
    );
    let description = open(&[("api.yaml", &text)]);
    let name = |name: &str| Wanted::Name(name.to_string());
    let route = |method: &str, path: &str| Wanted::Route {
        method: method.to_string(),
        path: path.to_string(),
    };
    for wanted in [
        name("getBank"),
        name("get_bank"),
        route("GET", "/banks/{bank_id}/v1/"),
        route("get", "/banks/{id}/v1"),
    ] {
        assert_eq!(
            description.find(&wanted).map(|head| head.name.as_str()),
            Ok("get_bank"),
            "{wanted:?}"
        );
    }
    let help = |wanted: &Wanted| {
        description
            .find(wanted)
            .err()
            .and_then(|finding| finding.help)
    };
    assert_eq!(
        help(&name("get_bnak")).as_deref(),
        Some("did you mean `get_bank`?")
    );
    assert_eq!(
        help(&route("POST", "/banks")).as_deref(),
        Some("did you mean `GET /banks`?")
    );
    assert_eq!(
        help(&route("GET", "/bank")).as_deref(),
        Some("did you mean `GET /banks`?")
    );
    let choice = Choice {
        operations: Chosen::Names(vec![name("getBanks"), name("nothing"), name("getBank")]),
        ..Choice::default()
    };
    let selected: Vec<Option<usize>> = description
        .select(&choice)
        .into_iter()
        .map(Result::ok)
        .collect();
    assert_eq!(selected, [Some(1), None, Some(0)]);
}

#[test]
fn parts_of_schemas_are_named_after_their_place() {
    // In either order: names do not depend on the choice of operations.
    check_api(
        "
        openapi: 3.0.0
        info: { title: t, version: '1' }
        paths:
          /a:
            get:
              operationId: first
              responses:
                '200': { description: ok, content: { application/json: { schema: { allOf: [{ $ref: '#/paths/~1b/get/responses/200/content/application~1json/schema/properties/inner' }, { properties: { more: { type: string } } }] } } } }
                '404': { description: none, content: { application/json: { schema: { oneOf: [{ $ref: '#/components/responses/Gone/content/application~1json/schema' }, { type: integer }] } } } }
          /b:
            get:
              operationId: second
              responses:
                '200':
                  description: ok
                  content:
                    application/json: { schema: { properties: { inner: { properties: { deep: { properties: { x: { type: string } } } } } } } }
                    application/xml: { schema: { type: string } }
                '404': { $ref: '#/components/responses/Gone' }
        components:
          responses:
            Gone: { description: gone, content: { application/json: { schema: { properties: { why: { type: string } } } } } }
        ",
        "
        first: GET /a () -> 200 FirstReply ! 404 FirstError
        second: GET /b () -> SecondReply { Ok 200 SecondOk | OkXml 200 xml Text } ! 404 GoneResponse
        FirstReply = { deep?: SecondOkInnerDeep, more?: Text }
        FirstError = one of WithWhy GoneResponse | Integer I64
        SecondOk = { inner?: SecondOkInner }
        SecondOkInner = { deep?: SecondOkInnerDeep }
        SecondOkInnerDeep = { x?: Text }
        GoneResponse = { why?: Text }
        ",
    );
}
