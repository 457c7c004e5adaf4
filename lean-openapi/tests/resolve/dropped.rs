//! Nothing is dropped silently: an unsupported feature is a finding with its place, and a call's
//! documentation lists what the call lacks. A case is a piece of a description and the finding.

use super::{all, indented, open};

/// Asserts the findings about a whole description, given without the version and the title.
#[track_caller]
fn said(version: &str, rest: &str, expected: &[&str]) {
    let rest = indented(rest, 0);
    let text = format!("openapi: {version}\ninfo: {{ title: t, version: '1' }}\n{rest}");
    let api = all(&open(&[("api.yaml", &text)]));
    let messages: Vec<&str> = api
        .findings
        .iter()
        .map(|one| one.message.as_str())
        .collect();
    assert_eq!(messages, expected, "{text}");
    assert!(api.findings.iter().all(|one| one.place.line > 0), "{text}");
}

/// Asserts the findings about `GET /a`, given its fields.
#[track_caller]
fn of_operation(fields: &str, expected: &[&str]) {
    of_version("3.2.0", fields, expected);
}

#[track_caller]
fn of_version(version: &str, fields: &str, expected: &[&str]) {
    let mut fields = indented(fields, 6);
    if !fields.contains("responses:") {
        fields.push_str("      responses: { '204': { description: none } }\n");
    }
    said(
        version,
        &format!("paths:\n  /a:\n    post:\n      operationId: post\n{fields}"),
        expected,
    );
}

/// Asserts the findings about the component `T`.
#[track_caller]
fn of_schema(schema: &str, expected: &[&str]) {
    let rest = format!(
        "paths: {{}}\ncomponents:\n  schemas:\n{}",
        indented(schema, 4)
    );
    said("3.1.0", &rest, expected);
}

/// Asserts the findings about a body of this content.
#[track_caller]
fn of_content(content: &str, expected: &[&str]) {
    of_operation(
        &format!("requestBody:\n  content:\n{}", indented(content, 4)),
        expected,
    );
}

/// Asserts the findings about a response of status 200 with these fields.
#[track_caller]
fn of_response(fields: &str, expected: &[&str]) {
    let fields = indented(fields, 4);
    of_operation(
        &format!("responses:\n  '200':\n    description: ok\n{fields}"),
        expected,
    );
}

#[test]
fn fields_that_objects_do_not_have() {
    of_operation(
        "consumes: [a/b]",
        &["unknown field `consumes` in an operation; left out"],
    );
    of_operation(
        "sumary: x\nx-own: y",
        &["unknown field `sumary`; did you mean `summary`?"],
    );
    of_operation(
        "parameters: [{ name: q, in: query, requried: true, schema: { type: string } }]",
        &["unknown field `requried`; did you mean `required`?"],
    );
    of_operation(
        "requestBody: { contents: {}, content: { text/plain: {} } }",
        &["unknown field `contents` in a request body; left out"],
    );
    of_content(
        "text/plain: { shema: {} }",
        &["unknown field `shema`; did you mean `schema`?"],
    );
    of_response(
        "header: {}",
        &["unknown field `header`; did you mean `headers`?"],
    );
    of_response(
        "headers: { X-A: { type: string } }",
        &[
            "the header `X-A` has its `type` outside of `schema`, as in Swagger 2.0: it belongs into `schema: { type: string }`",
        ],
    );
    said(
        "3.1.0",
        "path: {}",
        &["unknown field `path`; did you mean `paths`?"],
    );
    said(
        "3.1.0",
        "components: { schema: {} }",
        &["unknown field `schema`; did you mean `schemas`?"],
    );
    said(
        "3.1.0",
        "paths: { /a: { GET: {} } }",
        &["unknown field `GET` in a path item; left out"],
    );
    said(
        "3.1.0",
        "paths: { /a: { gett: { responses: { '204': { description: none } } } } }",
        &["`gett` is not a method: the operation is left out"],
    );
    said(
        "3.1.0",
        "paths: { /a: get a thing, /b: [get], /c: }",
        &[
            "the path `/a` has to be a map: its methods are keys of it; left out",
            "the path `/b` has to be a map: its methods are keys of it; left out",
        ],
    );
    said(
        "3.1.0",
        "servers: [{ url: 'https://a', urls: x }]",
        &["unknown field `urls` in a server; left out"],
    );
}

#[test]
fn references_that_are_comments() {
    of_schema(
        "T:\n  $ref: #/components/schemas/U",
        &[
            "`$ref` is empty: in YAML ` #` begins a comment, so a reference needs quotes; read as any value",
        ],
    );
    of_operation(
        "parameters:\n  - $ref: #/components/parameters/P",
        &["`$ref` is empty: in YAML ` #` begins a comment, so a reference needs quotes; left out"],
    );
}

#[test]
fn pages_by_a_parameter_that_is_not_there() {
    of_operation(
        "parameters: [{ name: page, in: query, schema: { type: integer } }]\nx-pagination: { page: pge, items: /data }",
        &["`x-pagination`: `post` has no parameter `pge`; did you mean `page`?"],
    );
}

/// Checks that one misspelt key is one finding, even if it breaks many references.
#[test]
fn a_misspelt_kind_of_components() {
    let text = "paths: {}
components:
  schema:
    A: { type: object }
  parameters:
    P: { name: p, in: query, schema: { $ref: '#/components/schemas/A' } }
    Q: { name: q, in: query, schema: { $ref: '#/components/schemas/B' } }
";
    let fields = text.replace(
        "paths: {}",
        "paths:
  /a:
    post:
      operationId: post
      parameters: [{ $ref: '#/components/parameters/P' }, { $ref: '#/components/parameters/Q' }]
      responses: { '204': { description: none } }",
    );
    let said_once = "unknown field `schema`; did you mean `schemas`?";
    said("3.1.0", &fields, &[said_once]);
}

/// A member is as good as the pointer to it.
#[test]
fn pages_by_members_without_a_slash() {
    let fields = "parameters: [{ name: after, in: query, schema: { type: string } }]\n\
        x-pagination: { cursor: after, items: data, next: next }\n\
        responses: { '200': { description: ok, content: { application/json: { schema: {\n  \
          properties: { data: { type: array, items: { type: string } }, next: { type: string } } } } } } }";
    of_operation(fields, &[]);
    of_operation(
        &fields
            .replace("cursor: after, ", "")
            .replace("next: next }", "}"),
        &[
            "`x-pagination`: it needs `page`, `offset`, `cursor`, `next` or `style: link-header`; left out",
        ],
    );
}

#[test]
fn a_certificate_demanded_in_a_slip_of_the_pen() {
    let rest = "
        paths:
          /a: { get: { security: [{ cert: [] }], responses: { '204': { description: none } } } }
        components: { securitySchemes: { cert: { type: mutualTls } } }
        ";
    let text = format!(
        "openapi: 3.1.0\ninfo: {{ title: t, version: '1' }}\n{}",
        indented(rest, 0)
    );
    let api = all(&open(&[("api.yaml", &text)]));
    let refused = api.operations[0].refused.as_ref().expect("refused");
    assert_eq!(
        refused.message,
        "the security scheme `cert` has the unknown type `mutualTls`; did you mean `mutualTLS`?"
    );
}

#[test]
fn parameters_that_go_nowhere() {
    let said = |parameter: &str, expected: &str| {
        of_operation(&format!("parameters: [{{ {parameter} }}]"), &[expected]);
    };
    let of_path = |place: &str, near: &str| {
        said(
            &format!("name: q, in: {place}, schema: {{}}"),
            &format!("a parameter cannot be `in: {place}`; did you mean `{near}`?"),
        );
    };
    of_path("querry", "query");
    of_path("Query", "query");
    of_path("headers", "header");
    said(
        "name: q, in: url, schema: {}",
        "a parameter cannot be `in: url`, only in `path`, `query`, `header` or `cookie`; left out",
    );
    said(
        "name: q, schema: {}",
        "the parameter `q` does not say where it goes (`in`); left out",
    );
    said(
        "name: q, In: query, schema: {}",
        "unknown field `In`; did you mean `in`?",
    );
    said(
        "naem: q, in: query, schema: {}",
        "unknown field `naem`; did you mean `name`?",
    );
    said(
        "name: q, in: query, required: 'true', schema: {}",
        "`required` has to be `true` or `false`, without quotes; left out",
    );
    said(
        "name: q, in: query, schema: string",
        "`string` is not a schema; did you mean `{ type: string }`?",
    );
    of_operation(
        "parameters: [{ name: q, in: query, type: string }]",
        &[
            "the parameter `q` has its `type` outside of `schema`, as in Swagger 2.0: it belongs into `schema: { type: string }`",
        ],
    );
}

#[test]
fn types_and_formats_that_there_are_not() {
    let of = |schema: &str, expected: &str| of_schema(&format!("T: {schema}"), &[expected]);
    of(
        "{ type: date }",
        "there is no type `date`; read as `string`, `format: date`",
    );
    of(
        "{ type: strng }",
        "there is no type `strng`; did you mean `string`?",
    );
    of(
        "{ type: any }",
        "there is no type `any`: without `type`, any value will do; read as any value",
    );
    of(
        "{ type: { a: b } }",
        "a type is a text, such as `string`; left out",
    );
    of(
        "{ typ: string }",
        "unknown field `typ`; did you mean `type`?",
    );
    for format in ["date_time", "datetime", "dateTime"] {
        of(
            &format!("{{ type: string, format: {format} }}"),
            &format!("`{format}` is not a known format; did you mean `date-time`?"),
        );
    }
    of_schema("T: { type: string, format: country-code }", &[]);
    of(
        "{ type: string, enum: a }",
        "`enum` has to be a list: `[a]`; left out",
    );
}

/// Returns the findings about `GET` of a path, and the reason why it is refused.
fn of_path(path: &str, parameters: &str) -> (Vec<String>, Option<String>) {
    let text = format!(
        "openapi: 3.1.0\npaths:\n  {path}: {{ get: {{ operationId: get, parameters: [{parameters}], responses: {{ '204': {{ description: none }} }} }} }}\n"
    );
    let mut api = all(&open(&[("api.yaml", &text)]));
    let refused = api.operations.remove(0).refused.map(|one| one.message);
    (
        api.findings.into_iter().map(|one| one.message).collect(),
        refused,
    )
}

#[test]
fn paths_and_their_parameters() {
    let id = "{ name: id, in: path, required: true, schema: {} }";
    let said = |path: &str, expected: &str| assert_eq!(of_path(path, id).0, [expected]);
    said(
        "/a/:id",
        "the path has no `{id}`: it writes `:id`; did you mean `{id}`?",
    );
    said(
        "/a/{ID}",
        "the path parameter `id` is called `ID` in `/a/{ID}`; read as that one",
    );
    said(
        "a/{id}",
        "the path `a/{id}` has to begin with `/`; read as `/a/{id}`",
    );
    assert_eq!(
        of_path("/a/{id}", "{ name: id, in: query, schema: {} }").0,
        ["the path has `{id}`, which is declared `in: query`; did you mean `in: path`?"]
    );
    for path in ["/a/{id", "/a/id}", "/a/{{id}}", "/a/{id/b}"] {
        let (said, refused) = of_path(path, id);
        assert_eq!(
            refused.expect("it is refused"),
            format!("the braces of the path `{path}` do not match")
        );
        assert!(said.is_empty());
    }
}

#[test]
fn security_schemes_that_there_are_not() {
    let said_of = |scheme: &str, expected: &str| {
        said(
            "3.1.0",
            &format!(
                "
                security: [{{ own: [] }}]
                paths: {{ /a: {{ get: {{ responses: {{ '204': {{ description: none }} }} }} }} }}
                components: {{ securitySchemes: {{ {scheme} }} }}
                "
            ),
            &[expected],
        );
    };
    said_of(
        "owm: { type: http, scheme: bearer }",
        "there is no security scheme `own`; did you mean `owm`?",
    );
    for (kind, near) in [
        ("oath2", "oauth2"),
        ("apikey", "apiKey"),
        ("openIdconnect", "openIdConnect"),
        ("oidc", "openIdConnect"),
        ("bearer", "http` with `scheme: bearer"),
    ] {
        said_of(
            &format!("own: {{ type: {kind} }}"),
            &format!(
                "the security scheme `own` has the unknown type `{kind}`; did you mean `{near}`?"
            ),
        );
    }
    said_of(
        "own: { type: apiKey, in: header }",
        "the key `own` has no `name`: that of its header or parameter; left out, and calls go without it",
    );
    said_of(
        "own: { scheme: bearer }",
        "the security scheme `own` has no `type`; left out, and calls go without it",
    );
    said_of(
        "own: { type: http, scheme: baerer }",
        "`baerer` is not an HTTP scheme that is known; did you mean `bearer`?",
    );
}

#[test]
fn what_a_path_item_shares() {
    said(
        "3.1.0",
        "paths: { /a: { parametres: [], get: { responses: { '204': { description: none } } } } }",
        &["unknown field `parametres`; did you mean `parameters`?"],
    );
}

#[test]
fn the_right_field_is_named() {
    let text = "openapi: 3.1.0\ninfo: { title: t, version: '1' }\npaths:\n  /a:\n    pots: {}\n";
    let api = all(&open(&[("api.yaml", text)]));
    assert_eq!(
        api.findings[0].help.as_deref(),
        Some("did you mean `post`?")
    );
    assert_eq!(api.findings[0].place.to_string(), "api.yaml:5:5");
}

#[test]
fn methods_that_the_version_does_not_have() {
    let paths = "paths: { /a: { query: { responses: { '204': { description: none } } } } }";
    said(
        "3.1.0",
        paths,
        &["`query` is a method since OpenAPI 3.2; left out"],
    );
    said("3.2.0", paths, &[]);
}

#[test]
fn keywords_of_schemas() {
    of_schema(
        "T: { type: object, propeties: {} }\nU: { $ref: '#/components/schemas/T', propertis: {}, colour: red }\nV: { colour: red }",
        &[
            "unknown field `propeties`; did you mean `properties`?",
            "unknown field `propertis`; did you mean `properties`?",
            "unknown keyword `colour`; left out, here and elsewhere",
        ],
    );
    of_schema(
        "T: { type: string, not: { const: a } }",
        &["`not` is not checked: no type says it"],
    );
    of_schema(
        "T: { type: array, items: {}, contains: { const: 1 } }",
        &["`contains` is not checked: no type says it"],
    );
    of_schema(
        "T: { type: object, propertyNames: { maxLength: 3 } }",
        &["`propertyNames` is not checked: no type says it"],
    );
    of_schema(
        "T: { type: object, properties: { a: {}, b: {} }, dependentRequired: { a: [b] } }",
        &["`dependentRequired` is not checked: no type says it"],
    );
    of_schema(
        "T: { type: string, contentMediaType: application/json, contentSchema: {} }",
        &["`contentSchema` is not read: the text stays a text"],
    );
    of_schema(
        "T: { allOf: [{ type: string }, { type: integer }] }",
        &["parts of this schema allow no type in common; the first one counts"],
    );
    of_schema(
        "T: { allOf: [{ enum: [a] }, { enum: [b] }] }",
        &["the list of values is empty; read as if it were not there"],
    );
    of_schema(
        "T: { $ref: '#/components/schemas/Gone' }",
        &["the reference `#/components/schemas/Gone` leads to nothing; read as any value"],
    );
}

#[test]
fn values_that_do_not_fit_each_other() {
    of_schema(
        "T: { type: integer, enum: [1, '2', many] }",
        &["`many` does not have the type `integer`; the listed values count"],
    );
    of_schema(
        "T: { type: [boolean, 'null'], enum: [on, off, null] }",
        &["`on` does not have the type `boolean`; the listed values count"],
    );
    of_schema(
        "T: { type: string, enum: [up, down], default: sideways }",
        &["the default `sideways` is not one of the listed values"],
    );
    of_schema("T: { type: string, enum: [up, 2], default: 2 }", &[]);
    of_schema("T: { type: string, enum: [up], default: null }", &[]);
    of_schema("T: { enum: [true, 1, a], default: a }", &[]);
}

#[test]
fn additional_properties_count_before_unevaluated_ones() {
    super::check(
        "T: { type: object, additionalProperties: { type: integer }, unevaluatedProperties: false }",
        "T = {I64}",
    );
    super::check(
        "T: { type: object, properties: { a: {} }, unevaluatedProperties: false }",
        "T = { a?: Json, closed }",
    );
    super::check(
        "T: { type: array, items: [{ type: string }], additionalItems: { type: string } }",
        "T = [Text]",
    );
}

#[test]
fn beside_references() {
    let schemas = "components: { schemas: { T: { $ref: '#/components/schemas/U', required: [a] }, U: { properties: { a: {} } } } }";
    said(
        "3.0.0",
        schemas,
        &[
            "OpenAPI 3.0 ignores `required` next to `$ref`; left out: put the reference into `allOf`",
        ],
    );
    said("3.1.0", schemas, &[]);
    let rest = "
        paths:
          /a:
            get:
              parameters: [{ $ref: '#/components/parameters/P', required: true }]
              responses: { '204': { description: none } }
        components: { parameters: { P: { name: p, in: query, schema: { type: string } } } }
        ";
    said(
        "3.1.0",
        rest,
        &["`required` has no effect next to `$ref`; left out"],
    );
}

#[test]
fn discriminators() {
    let parts = "A: { properties: { k: {} } }\nB: { properties: { k: {} } }\nC: {}\n";
    let union = |discriminator: &str| {
        format!(
            "{parts}T: {{ oneOf: [{{ $ref: '#/components/schemas/A' }}, {{ $ref: '#/components/schemas/B' }}], discriminator: {discriminator} }}"
        )
    };
    of_schema(
        &union("{ propertyName: k, mapping: { a: Gone } }"),
        &["the mapping to `Gone` leads to nothing; left out"],
    );
    of_schema(
        &union("{ propertyName: k, mapping: { c: C } }"),
        &["the tag `c` means a schema that is not a member of the union; left out"],
    );
    of_schema(
        &union("{ propertyName: k, defaultMapping: C }"),
        &["the default mapping `C` is not a member of the union; left out"],
    );
    of_schema(
        &union("{ propertyName: k, mapping: { B: A } }"),
        &["the tag `B` means two members of the union; the first one counts"],
    );
    of_schema(
        &union("{ propertyName: k, maping: {} }"),
        &["unknown field `maping`; did you mean `mapping`?"],
    );
    of_schema(
        &union("{}"),
        &["the discriminator names no property; left out"],
    );
    of_schema(
        "T: { properties: { k: {} }, discriminator: { propertyName: k } }",
        &["the discriminator tells nothing apart: no schema has this one in its `allOf`"],
    );
}

#[test]
fn parameters() {
    of_operation(
        "parameters: [{ name: q, in: query, content: { application/json: {}, text/plain: {} } }]",
        &["the parameter `q` can have one media type; `text/plain` is left out"],
    );
    of_operation(
        "parameters: [{ name: q, in: query, schema: { type: string }, content: { text/plain: {} } }]",
        &["the parameter `q` has both `schema` and `content`; the schema counts"],
    );
    of_operation(
        "parameters: [{ name: q, in: query, content: {} }]",
        &["the content of the parameter `q` is empty; read as JSON"],
    );
    of_operation(
        "parameters: [{ name: q, in: query, content: { application/xml: { schema: { properties: { a: { type: string } } } } } }]",
        &[
            "the parameter `q` cannot be written: nothing writes lists or objects as `application/xml` there; `post` goes without it",
        ],
    );
    of_operation(
        "parameters: [{ name: w, in: querystring, content: { application/json: {} } }, { name: v, in: querystring, content: { application/json: {} } }]",
        &["`v` cannot be the whole query together with `w`; left out"],
    );
    of_operation(
        "parameters: [{ $ref: '#/components/parameters/Gone' }]",
        &["the reference `#/components/parameters/Gone` leads to nothing; left out"],
    );
    of_operation(
        "parameters: [{ name: p, in: path, required: true, schema: {} }]",
        &["the path has no `{p}`; the path parameter is left out"],
    );
    of_operation(
        "parameters: [{ name: q, in: body, schema: {} }]",
        &[
            "the parameter `q` is `in: body`, as in Swagger 2.0: it belongs into `requestBody`, under `application/json`; left out",
        ],
    );
    of_operation(
        "parameters: [{ name: q, in: query }]",
        &["the parameter `q` has no schema; read as text"],
    );
    of_operation(
        "parameters: [{ name: q, in: query, style: tabs, schema: {} }]",
        &["there is no style `tabs`; `q` is written in the usual one"],
    );
}

#[test]
fn bodies() {
    of_content(
        "multipart/form-data: { schema: { type: object, properties: { a: { type: string } } }, encoding: { b: {} } }",
        &["the body has no member `b`; its encoding changes nothing"],
    );
    of_content(
        "application/json: { schema: {}, encoding: { b: {} } }",
        &["`application/json` has no parts; its `encoding` is left out"],
    );
    of_content(
        "multipart/mixed: { itemSchema: {}, itemEncoding: { contentType: multipart/mixed, itemEncoding: {} } }",
        &["the part `*` is not written in parts of its own: `itemEncoding` is left out"],
    );
    of_content(
        "multipart/form-data: { schema: { type: object, properties: { a: { type: string } } }, encoding: { a: { headers: { X-Id: { schema: { type: string } } } } } }",
        &[
            "the header `X-Id` of the part `a` has no fixed value: it is sent where a file carries it (`File::header`)",
        ],
    );
    of_content(
        "application/x-www-form-urlencoded: { schema: { type: object, properties: { a: { type: string } } }, encoding: { a: { headers: { X-Id: { schema: { const: b } } } } } }",
        &["parts of a form have no headers; `X-Id` of `a` is left out"],
    );
    of_content(
        "multipart/form-data: { schema: { type: object, properties: { a: { type: string } } }, encoding: { a: { style: matrix } } }",
        &["there is no style `matrix` for the part `a`; written in the usual one"],
    );
    of_content(
        "application/octet-stream: { schema: { type: object, properties: { a: { type: string } } } }",
        &["nothing reads or writes `application/octet-stream` by a schema: it is bytes"],
    );
    of_content(
        "application/cbor: { schema: { type: object, properties: { a: { type: string } } } }",
        &["nothing reads or writes `application/cbor` by a schema: it is bytes"],
    );
    of_content(
        "application/json: { schema: {}, itemSchema: {} }",
        &["`application/json` is not a sequence; its `itemSchema` is left out"],
    );
    of_content(
        "application/xml: { schema: { type: object, properties: { a: { type: string, xml: { nodeType: leaf, nam: x } } } } }",
        &[
            "unknown field `nam`; did you mean `name`?",
            "there is no `nodeType` `leaf`; read as an element",
        ],
    );
    of_operation(
        "requestBody: {}",
        &["the request body says nothing of its content; left out"],
    );
}

#[test]
fn responses_and_links() {
    of_response(
        "headers: { X-A: { style: form, schema: { type: string } } }",
        &["the header `X-A` has no style `form`; it is read as `simple`"],
    );
    of_response(
        "headers: { X-A: { $ref: '#/components/headers/Gone' } }",
        &["the reference `#/components/headers/Gone` leads to nothing; left out"],
    );
    of_response(
        "links: { next: { operationId: post, parameters: { id: $response.body#/id } } }",
        &["the link `next` gives `id`, which is not a parameter of `post`"],
    );
    of_response(
        "links: { next: { operationId: post, requestBody: x } }",
        &["the link `next` gives a body, and `post` takes none"],
    );
    of_response(
        "links: { next: { operationId: gone } }",
        &["the link `next` names no operation of this description; left out"],
    );
    of_response(
        "links: { next: { operationId: post, requestBody: $response.bdy } }",
        &[
            "the link `next` gives `requestBody` from `$response.bdy`, which is not a runtime expression",
            "the link `next` gives a body, and `post` takes none",
        ],
    );
    of_operation(
        "responses: [a]",
        &["`responses` has to be a map of statuses; left out"],
    );
    of_operation(
        "responses: { ok: { description: ok } }",
        &["`ok` is not a status; left out"],
    );
    of_operation(
        "responses: { '204': { description: none, content: { text/plain: {} } } }",
        &["a response of status `NoContent` has no content; left out"],
    );
}

#[test]
fn servers() {
    of_operation(
        "servers: [{ url: 'https://a' }, { url: 'https://b' }]",
        &["calls go to the first server of the operation, not to `https://b`"],
    );
    let server =
        |server: &str, expected: &[&str]| said("3.1.0", &format!("servers: [{server}]"), expected);
    server(
        "{ url: 'https://{a}' }",
        &["`{a}` in the server's URL is not a variable; it is empty unless it is set"],
    );
    server(
        "{ url: 'https://a', variables: { b: { default: c } } }",
        &["the server's URL has no `{b}`; the variable changes nothing"],
    );
    server(
        "{ url: 'https://{a}', variables: { a: { enum: [x] } } }",
        &["the server's variable `a` has no default; `x` is taken"],
    );
    server(
        "{ url: 'https://{a}', variables: { a: { enum: [x], default: y } } }",
        &["the default of the server's variable `a` is not among its values; it is used anyway"],
    );
    said(
        "3.1.0",
        "servers: {}",
        &["`servers` has to be a list: each begins with `- url: `; left out"],
    );
}

#[test]
fn security_schemes() {
    let scheme = |scheme: &str, expected: &[&str]| {
        let paths = "paths: { /a: { get: { security: [{ s: [] }], responses: { '204': { description: none } } } } }";
        said(
            "3.2.0",
            &format!("{paths}\ncomponents: {{ securitySchemes: {{ s: {scheme} }} }}"),
            expected,
        );
    };
    scheme(
        "{ type: apiKey, name: k }",
        &["the scheme `s` does not say where its key goes; sent as a header"],
    );
    scheme(
        "{ type: http }",
        &["the scheme `s` does not name its HTTP scheme; read as `bearer`"],
    );
    scheme(
        "{ type: openIdConnect }",
        &["the scheme `s` has no `openIdConnectUrl`"],
    );
    scheme(
        "{ type: oauth2 }",
        &["the scheme `s` has no `flows`: tokens come from a custom source"],
    );
    scheme(
        "{ type: oauth2, flows: { clientCredentials: { scopes: {} } } }",
        &["the client credentials of `s` have no `tokenUrl`: tokens come from a custom source"],
    );
    scheme(
        "{ type: oauth2, flows: { device: {} } }",
        &["unknown field `device` in `flows`; left out"],
    );
    scheme(
        "{ type: magic }",
        &[
            "the security scheme `s` has the unknown type `magic`; there are `apiKey`, `http`, `oauth2`, `openIdConnect`, `mutualTLS`; left out, and calls go without it",
        ],
    );
    of_operation(
        "security: {}",
        &["a security requirement has to be in a list; read as a list of one"],
    );
}

#[test]
fn dialects() {
    said(
        "3.1.0",
        "jsonSchemaDialect: http://json-schema.org/draft-04/schema#",
        &[
            "schemas of the dialect `http://json-schema.org/draft-04/schema#` are read as JSON Schema 2020-12",
        ],
    );
    said(
        "3.1.0",
        "jsonSchemaDialect: https://spec.openapis.org/oas/3.1/dialect/base",
        &[],
    );
}

#[test]
fn what_a_call_lacks_stands_in_its_documentation() {
    let text = "openapi: 3.1.0\ninfo: { title: t, version: '1' }\npaths:\n  /a:\n    get:\n      description: Gets a.\n      servers: [{ url: 'https://a' }, { url: 'https://b' }]\n      responses: { '204': { description: none } }\n";
    let api = all(&open(&[("api.yaml", text)]));
    assert_eq!(
        api.operations[0].docs,
        "Gets a.\n\nNot here: calls go to the first server of the operation, not to `https://b`."
    );
}

#[test]
fn where_to_read_more() {
    let text = "openapi: 3.1.0\ninfo: { title: t, version: '1' }\npaths:\n  /a:\n    get:\n      summary: Gets a.\n      externalDocs: { url: 'https://docs.example.com/a', description: The guide }\n      responses: { '204': { description: none } }\n";
    let api = all(&open(&[("api.yaml", text)]));
    assert_eq!(
        api.operations[0].docs,
        "Gets a.\n\nThe guide: <https://docs.example.com/a>"
    );
}
