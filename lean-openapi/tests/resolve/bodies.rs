//! Bodies and responses: media types, outcomes, streams, headers, webhooks, callbacks, links.

use super::{all, check_api, check_operation, dedent, open};

#[test]
fn several_media_types_best_first() {
    check_operation(
        "
        /a:
          post:
            operationId: post
            requestBody:
              required: true
              content:
                application/xml: { schema: { $ref: '#/components/schemas/A' } }
                multipart/form-data: { schema: { type: object, properties: { file: { type: string, format: binary } } } }
                application/json; charset=utf-8: { schema: { type: string } }
                application/octet-stream: {}
                text/plain: {}
            responses: { '204': { description: none } }
        ",
        "
        post: POST /a () <= json Text or multipart PostRequest or text Text or bytes Binary or xml Json -> nothing ! nothing
        PostRequest = { file?: Binary }
        repaired: the reference `#/components/schemas/A` leads to nothing; read as any value
        ",
    );
}

#[test]
fn media_types_that_differ_in_parameters_alone_are_one() {
    check_operation(
        "
        /a:
          post:
            operationId: post
            requestBody:
              required: true
              content:
                application/json; charset=utf-8: { schema: { properties: { a: { type: string } } } }
                application/json: { schema: { properties: { a: { type: string } } } }
                application/jose+jwe: {}
            responses:
              '200':
                description: ok
                content:
                  application/json; version=1: { schema: { type: string } }
                  application/json; version=2: { schema: { type: integer } }
                  application/vnd.three+json: { schema: { type: boolean } }
        ",
        "
        post: POST /a () <= json PostRequest or text Text -> PostReply { Ok 200 Text | OkJson 200 I64 | OkVndThreeJson 200 Bool } ! nothing
        PostRequest = { a?: Text }
        ",
    );
}

#[test]
fn streams() {
    check_api(
        "
        openapi: 3.2.0
        info: { title: t, version: '1' }
        paths:
          /lines:
            get: { operationId: lines, responses: { '200': { description: ok, content: { application/jsonl: { itemSchema: { properties: { x: { type: string } } } } } } } }
          /events:
            get: { operationId: events, responses: { '200': { description: ok, content: { text/event-stream: { itemSchema: { properties: { event: { const: e }, data: { type: string, contentMediaType: application/json, contentSchema: { properties: { y: { type: string } } } } } } } } } } }
          /plain:
            get: { operationId: plain, responses: { '200': { description: ok, content: { text/event-stream: { schema: { type: string } } } } } }
          /old:
            get: { operationId: old, responses: { '200': { description: ok, content: { application/x-ndjson: { schema: { type: array, items: { type: integer } } } } } } }
        ",
        "
        lines: GET /lines () -> 200 jsonlines LinesReplyItem ! nothing
        events: GET /events () -> 200 events EventsReplyEvent ! nothing
        plain: GET /plain () -> 200 events Text ! nothing
        old: GET /old () -> 200 jsonlines I64 ! nothing
        LinesReplyItem = { x?: Text }
        EventsReplyEvent = { y?: Text }
        ",
    );
}

#[test]
fn binary_bodies() {
    check_operation(
        "
        /a:
          get: { operationId: a, responses: { '200': { description: ok, content: { image/png: { schema: { type: string, format: binary } } } } } }
          put: { operationId: b, responses: { '200': { description: ok, content: { application/octet-stream: {} } } } }
          post: { operationId: c, responses: { '200': { description: ok, content: { '*/*': { schema: { type: string, format: binary } } } } } }
          patch: { operationId: d, responses: { '200': { description: ok, content: { '*/*': { schema: { type: integer } } } } } }
        ",
        "
        a: GET /a () -> 200 bytes Binary ! nothing
        b: PUT /a () -> 200 bytes Binary ! nothing
        c: POST /a () -> 200 bytes Binary ! nothing
        d: PATCH /a () -> 200 I64 ! nothing
        ",
    );
}

#[test]
fn webhooks_and_callbacks() {
    check_api(
        "
        openapi: 3.1.0
        info: { title: t, version: '1' }
        paths:
          /subscriptions:
            post:
              operationId: subscribe
              responses: { '204': { description: none } }
              callbacks:
                onEvent:
                  '{$request.body#/url}':
                    post: { requestBody: { content: { application/json: { schema: { properties: { x: { type: string } } } } } }, responses: { '200': { description: ok } } }
        webhooks:
          newPet:
            post:
              parameters: [{ name: X-Signature, in: header, required: true, schema: { type: string } }]
              requestBody: { content: { application/json: { schema: { properties: { y: { type: string } } } } } }
              responses: { '200': { description: ok } }
        ",
        "
        subscribe: POST /subscriptions () -> nothing ! nothing
        POST subscribe_on_event <- SubscribeOnEventRequest to {$request.body#/url}
        POST new_pet <- NewPetRequest with X-Signature as x_signature header simple: Text
        SubscribeOnEventRequest = { x?: Text }
        NewPetRequest = { y?: Text }
        ",
    );
}

const EXTENDED: &str = "
    openapi: 3.1.0
    info: { title: t, version: '1' }
    paths:
      /a:
        get:
          operationId: getA
          parameters: [{ name: page, in: query, schema: { type: integer } }, { name: size, in: query, schema: { type: integer } }]
          x-pagination: { style: page, page: page, size: size, items: /data/list, total-pages: /page/total }
          x-idempotency: { header: Idempotency-Key }
          responses:
            '200':
              description: ok
              headers:
                X-Rate: { required: true, schema: { type: integer } }
              content: { application/json: { schema: { properties: { data: { oneOf: [{ $ref: '#/components/schemas/D' }, { type: 'null' }] }, page: { properties: { total: { type: integer } } } } } } }
              x-failure: { at: /status, values: [FAILED], code: /code, message: /message }
              links:
                next: { operationId: getB, parameters: { id: $response.body#/id, n: 3 }, requestBody: text }
                by_ref: { operationRef: '#/paths/~1b/get' }
                lost: { operationId: nothing }
      /b:
        get:
          operationId: getB
          parameters: [{ name: id, in: query, schema: { type: string } }, { name: n, in: query, schema: { type: integer } }]
          requestBody: { content: { text/plain: {} } }
          responses: { '204': { description: none } }
    components: { schemas: { D: { properties: { list: { type: array, items: { type: integer } } } } } }
    ";

#[test]
fn links_and_headers_and_extensions() {
    let api = all(&open(&[("api.yaml", &dedent(EXTENDED))]));
    let operation = &api.operations[0];
    let pages = operation.pagination.as_ref().expect("the list is there");
    assert_eq!(
        format!("{:?} {} {:?}", pages.item, pages.items, pages.next),
        "Integer(I64) /data/list Number { parameter: \"page\", first: 0, pages: Some(\"/page/total\") }"
    );
    assert_eq!(
        operation.idempotency_header.as_deref(),
        Some("Idempotency-Key")
    );
    let rule = operation.responses[0]
        .failure
        .as_ref()
        .expect("the rule is there");
    assert_eq!(
        format!(
            "{} {:?} {:?} {:?}",
            rule.at, rule.values, rule.code, rule.ty
        ),
        r#"/status ["FAILED"] Some("/code") None"#
    );
    let header = &operation.responses[0].headers[0];
    assert_eq!(
        format!("{} {:?} {}", header.name.rust, header.ty, header.required),
        "x_rate Integer(I64) true"
    );
    let links: Vec<String> = operation
        .links
        .iter()
        .map(|link| {
            format!(
                "{} {} {:?} {:?}",
                link.name.rust, link.target, link.parameters, link.body
            )
        })
        .collect();
    assert_eq!(
        links,
        [
            r#"next getB [("id", "$response.body#/id"), ("n", "3")] Some("\"text\"")"#,
            "by_ref getB [] None"
        ]
    );
    assert!(
        api.findings
            .iter()
            .any(|finding| finding.message.contains("`lost`"))
    );
}

/// Checks that one of `style`, `explode` and `allowReserved` is enough to write a member by style
/// instead of by content type.
#[test]
fn encodings_and_roots() {
    let text = dedent(
        "
        openapi: 3.1.0
        info: { title: t, version: '1' }
        paths:
          /a:
            post:
              operationId: post
              requestBody:
                content:
                  application/x-www-form-urlencoded:
                    schema: { properties: { a: { type: string }, b: { type: string }, c: { type: string }, d: { type: string } } }
                    encoding:
                      a: { style: pipeDelimited }
                      b: { explode: false }
                      c: { allowReserved: true }
                      d: { contentType: application/json }
                  application/xml: { schema: { $ref: '#/components/schemas/Pet' } }
                  text/xml: { schema: { $ref: '#/components/schemas/Dog' } }
              responses: { '204': { description: none } }
        components:
          schemas:
            Pet: { properties: { id: { type: integer } } }
            Dog: { xml: { name: dog }, properties: { id: { type: integer } } }
        ",
    );
    let api = all(&open(&[("api.yaml", &text)]));
    let media = &api.operations[0].body.as_ref().expect("a body").media;
    let form = media.iter().find(|media| !media.encoding.is_empty());
    let parts = form.expect("a form").encoding.iter().map(|part| {
        let reserved = if part.allow_reserved { " reserved" } else { "" };
        format!("{} {:?} {}{reserved}", part.name, part.style, part.explode)
    });
    assert_eq!(
        parts.collect::<Vec<_>>(),
        [
            "a Some(PipeDelimited) false",
            "b Some(Form) false",
            "c Some(Form) true reserved",
            "d None true"
        ]
    );
    let mut roots: Vec<_> = media.iter().map(|media| media.root.as_str()).collect();
    roots.sort_unstable();
    assert_eq!(roots, ["", "Pet", "dog"]);
}

#[test]
fn objects_under_a_text_type_come_as_text() {
    check_operation(
        "
        /a:
          get: { operationId: a, responses: { '200': { description: signed, content: { application/jwt: { schema: { properties: { x: { type: string } } } } } } } }
          put: { operationId: b, responses: { '200': { description: ok, content: { text/plain: { schema: { type: string, enum: [x, y] } } } } } }
          post: { operationId: c, responses: { '200': { description: ok, content: { application/vnd.own: { schema: { properties: { x: { type: string } } } } } } } }
        ",
        "
        a: GET /a () -> 200 text Text ! nothing
        b: PUT /a () -> 200 text BReply ! nothing
        c: POST /a () -> 200 CReply ! nothing
        BReply = enum text X \"x\" | Y \"y\"
        CReply = { x?: Text }
        ignored: nothing reads or writes `application/jwt` by a schema: it is text
        ",
    );
}

#[test]
fn parts_in_parts_are_refused_by_name() {
    let parts = "type: object, properties: { a: { type: array, items: { type: string } }, n: { type: object, properties: { x: { type: string } } } }";
    check_operation(
        &format!(
            "
        /a:
          post:
            operationId: nested
            requestBody: {{ content: {{ multipart/form-data: {{ schema: {{ {parts} }}, encoding: {{ n: {{ contentType: multipart/mixed }} }} }} }} }}
            responses: {{ '204': {{ description: none }} }}
          put:
            operationId: fine
            requestBody: {{ content: {{ multipart/form-data: {{ schema: {{ {parts} }}, encoding: {{ a: {{ contentType: text/xml }}, n: {{ contentType: 'application/xml, application/json' }} }} }} }} }}
            responses: {{ '204': {{ description: none }} }}
        "
        ),
        "
        nested: refused: the part `n` cannot be written: lists and objects in a part are JSON, not `multipart/mixed`
        fine: PUT /a () <=? multipart FineRequest -> nothing ! nothing
        FineRequest = { a?: [Text], n?: FineRequestN }
        FineRequestN = { x?: Text }
        ",
    );
}
