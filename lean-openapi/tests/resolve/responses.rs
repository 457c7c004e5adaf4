//! Responses: their cases, their media types, and those without content.

use super::{check_api, check_operation};

#[test]
fn outcomes_are_cases_by_content() {
    check_operation(
        "
        /a:
          get:
            operationId: get
            responses:
              '200': { description: ok, content: { application/json: { schema: { type: string } } } }
              '201': { description: ok, content: { application/json: { schema: { type: string } } } }
              '202': { description: later, content: { application/json: { schema: { type: integer } } } }
              '204': { description: none }
              4XX: { description: bad, content: { application/json: { schema: { type: string } } } }
              '404': { description: none }
              default: { description: bad, content: { application/problem+json: { schema: { type: string } } } }
        ",
        "
        get: GET /a () -> GetReply { Ok 200+201 Text | Accepted 202 I64 | NoContent 204 nothing } ! GetError { ClientError 4XX+default Text | NotFound 404 nothing }
        ",
    );
}

#[test]
fn one_of_several_media_types_of_the_same_content() {
    check_operation(
        "
        /a:
          get:
            operationId: get
            responses:
              '200': { description: ok, content: { application/xml: { schema: { properties: { x: { type: string } } } }, application/json: { schema: { properties: { x: { type: string } } } }, text/csv: { schema: { type: string } } } }
        ",
        "
        get: GET /a () -> GetReply { Ok 200 GetOk | OkText 200 text Text } ! nothing
        GetOk = { x?: Text }
        ",
    );
}

#[test]
fn success_where_only_default_or_redirects_are_described() {
    check_operation(
        "
        /a:
          get: { operationId: default, responses: { default: { description: any, content: { application/json: { schema: { type: string } } } } } }
          put: { operationId: redirect, responses: { '302': { description: elsewhere }, '400': { description: bad } } }
          head: { operationId: head }
        ",
        "
        default: GET /a () -> default Text ! default Text
        redirect: PUT /a () -> nothing ! nothing
        head: HEAD /a () -> nothing ! nothing
        repaired: the operation says nothing of its responses
        ",
    );
}

#[test]
fn responses_of_components_are_shared() {
    check_api(
        "
        openapi: 3.0.0
        info: { title: t, version: '1' }
        paths:
          /a:
            get: { operationId: a, responses: { '204': { description: none }, '400': { $ref: '#/components/responses/BadRequest' } } }
            put: { operationId: b, responses: { '204': { description: none }, '400': { $ref: '#/components/responses/BadRequest' } } }
        components:
          responses:
            BadRequest: { description: bad, content: { application/json: { schema: { type: object, properties: { x: { type: string } } } } } }
        ",
        "
        a: GET /a () -> nothing ! 400 BadRequestResponse
        b: PUT /a () -> nothing ! 400 BadRequestResponse
        BadRequestResponse = { x?: Text }
        ",
    );
}

#[test]
fn responses_that_never_have_content() {
    check_operation(
        "
        /a:
          head: { operationId: a, responses: { '200': { description: ok, content: { application/json: { schema: { type: string } } } } } }
          delete: { operationId: b, responses: { '204': { description: ok, content: { application/json: { schema: { type: string } } } } } }
        ",
        "
        a: HEAD /a () -> nothing ! nothing
        b: DELETE /a () -> nothing ! nothing
        repaired: a response of status `NoContent` has no content; left out
        ",
    );
}
