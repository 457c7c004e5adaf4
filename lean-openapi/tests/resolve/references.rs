//! References: pointers, files, identifiers, anchors, generics, circles.

use super::{all, check, check_api, dedent, open, render};
use lean_openapi::resolve::{Choice, Options};

#[test]
fn pointers_into_anything() {
    let schemas = "
    T: { properties: { a: { $ref: '#/components/schemas/A/properties/inner' }, b: { $ref: '#/components/schemas/with~1slash%20and%20space' }, c: { $ref: '#/components/schemas/A/properties/plain' } } }
    A: { properties: { inner: { properties: { x: { type: string } } }, plain: { type: integer } } }
    with/slash and space: { type: string }";
    check(
        schemas,
        "T = { a?: AInner, b?: WithSlashAndSpace, c?: I64 }; A = { inner?: AInner, plain?: I64 }; AInner = { x?: Text }; \
         WithSlashAndSpace = new Text",
    );
}

#[test]
fn a_pointer_through_a_reference() {
    let schemas = "
    T: { properties: { a: { $ref: '#/components/schemas/A/properties/x' } } }
    A: { $ref: '#/components/schemas/B' }
    B: { properties: { x: { type: boolean } } }";
    check(schemas, "T = { a?: Bool }; A = B; B = { x?: Bool }");
}

#[test]
fn definitions_anchors_and_identifiers() {
    let schemas = "
    T:
      properties: { a: { $ref: '#/components/schemas/T/$defs/inner' }, b: { $ref: '#named' }, c: { $ref: 'https://example.com/schemas/other' } }
      $defs: { inner: { properties: { x: { type: string } } } }
    Named: { $anchor: named, type: string }
    Other: { $id: 'https://example.com/schemas/other', properties: { y: { $ref: '#/$defs/y' } }, $defs: { y: { type: integer } } }";
    check(
        schemas,
        "T = { a?: TInner, b?: Named, c?: Other }; TInner = { x?: Text }; Named = new Text; Other = { y?: I64 }",
    );
}

#[test]
fn what_would_have_to_be_fetched_is_refused_by_name() {
    check_api(
        "
        openapi: 3.1.0
        info: { title: t, version: '1' }
        paths:
          /a:
            get: { operationId: a, responses: { '200': { description: ok, content: { application/json: { schema: { properties: { x: { $ref: 'https://example.com/x.json' } } } } } } } }
          /b:
            get: { operationId: b, responses: { '200': { description: ok, content: { application/json: { schema: { $ref: '#/components/schemas/B' } } } } } }
          /c:
            get: { operationId: c, responses: { '204': { description: none } } }
        components: { schemas: { B: { properties: { x: { $ref: 'https://example.com/x.json' } } } } }
        ",
        "
        a: refused: the reference `https://example.com/x.json` would have to be fetched
        b: refused: the reference `https://example.com/x.json` would have to be fetched
        c: GET /c () -> nothing ! nothing
        B = { x?: Json }
        ",
    );
}

#[test]
fn other_files_relative_to_the_one_that_refers() {
    let root = dedent(
        "
        openapi: 3.1.0
        info: { title: t, version: '1' }
        paths:
          /a: { $ref: 'paths/a.yaml#/paths/~1a' }
          /b: { get: { operationId: b, responses: { '200': { description: ok, content: { application/json: { schema: { $ref: ./schemas/Pet.yaml } } } } } } }
        components:
          schemas:
            Customer: { $ref: 'shared/common.yaml#/components/schemas/Customer' }
            Money: { type: string }
        ",
    );
    let a = dedent(
        "
        paths:
          /a: { get: { operationId: a, responses: { '200': { description: ok, content: { application/json: { schema: { $ref: '../shared/common.yaml#/components/schemas/Customer' } } } } } } }
        ",
    );
    let common = dedent(
        "
        components:
          schemas:
            Customer: { properties: { money: { $ref: '#/components/schemas/Money' }, home: { properties: { x: { type: string } } } } }
            Money: { type: number, format: decimal }
        ",
    );
    let pet = "type: object\nproperties: { owner: { $ref: '../shared/common.yaml#/components/schemas/Customer' } }\n";
    let files = [
        ("api/root.yaml", &*root),
        ("api/paths/a.yaml", &a),
        ("api/shared/common.yaml", &common),
        ("api/schemas/Pet.yaml", pet),
    ];
    let description = open(&files);
    let rendered = render::render_api(&all(&description));
    let expected = dedent(
        "
        a: GET /a () -> 200 Customer ! nothing
        b: GET /b () -> 200 Pet ! nothing
        Money = new Text
        Customer = { money?: CommonMoney, home?: CustomerHome }
        CustomerHome = { x?: Text }
        CommonMoney = new Decimal
        Pet = { owner?: Customer }
        ",
    );
    assert_eq!(rendered, expected);
    assert_eq!(description.files().len(), 4);
}

#[test]
fn a_file_known_by_its_self() {
    let root = dedent(
        "
        openapi: 3.2.0
        $self: https://example.com/api/root.yaml
        info: { title: t, version: '1' }
        paths: {}
        components: { schemas: { T: { properties: { a: { $ref: 'https://example.com/api/root.yaml#/components/schemas/A' } } }, A: { type: string } } }
        ",
    );
    let api = all(&open(&[("root.yaml", &root)]));
    assert_eq!(
        render::render_types(&api, Some("T")),
        "T = { a?: A }; A = new Text"
    );
}

#[test]
fn generics_by_dynamic_anchors() {
    let schemas = "
    T: { properties: { pets: { $ref: '#/components/schemas/PageOfPets' }, any: { $ref: '#/components/schemas/Page' } } }
    Page: { $id: page, $dynamicAnchor: item, properties: { items: { type: array, items: { $dynamicRef: '#item' } }, next: { $ref: '#/components/schemas/Cursor' } } }
    PageOfPets: { $ref: '#/components/schemas/Page', $defs: { item: { $dynamicAnchor: item, $ref: '#/components/schemas/Pet' } } }
    Pet: { properties: { name: { type: string } } }
    Cursor: { properties: { at: { type: string } } }";
    check(
        schemas,
        "T = { pets?: PageOfPets, any?: Page }; Page = { items?: [Page], next?: Cursor }; PageOfPet = { items?: [Pet], next?: Cursor }; \
         PageOfPets = PageOfPet; Pet = { name?: Text }; Cursor = { at?: Text }",
    );
}

#[test]
fn circles_of_references_end() {
    let schemas = "
    T: { properties: { a: { $ref: '#/components/schemas/A/b' } } }
    A: { $ref: '#/components/schemas/A/b' }";
    check(
        schemas,
        "T = { a?: Json }; A = Json; repaired: the reference `#/components/schemas/A/b` leads to nothing; read as any value; \
         repaired: the reference `#/components/schemas/A/b` leads to nothing; read as any value",
    );
    check(
        "T: { allOf: [{ $ref: '#/components/schemas/T' }, { properties: { a: { type: string } } }] }",
        "T = { a?: Text }",
    );
}

#[test]
fn schemas_of_other_files_are_found_by_name() {
    let description = open(&[
        (
            "api.yaml",
            "openapi: 3.1.0\ninfo: {title: t, version: '1'}\npaths:\n  /a: {$ref: 'parts/a.yaml#/a'}\n",
        ),
        (
            "parts/a.yaml",
            "a:\n  get:\n    operationId: getA\n    responses:\n      '200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}}\ncomponents: {schemas: {Thing: {type: object, properties: {price: {$ref: 'deep.yaml#/components/schemas/Money'}}}}}\n",
        ),
        (
            "parts/deep.yaml",
            "components: {schemas: {Money: {type: object, properties: {amount: {type: number}}}, Unused: {type: string}}}\n",
        ),
    ]);
    assert_eq!(description.schema_names(), ["Thing", "Money"]);
    let choice = Choice {
        schemas: vec!["Money".to_owned()],
        ..Choice::default()
    };
    let api = description.resolve(&choice, &Options::default());
    let names: Vec<&str> = api.types.iter().map(|def| def.name.rust.as_str()).collect();
    assert_eq!(names, ["Money"]);
}

/// Checks that variants in other files are named after their schemas, and that their tags select
/// them, in any order of discovery.
#[test]
fn unions_of_schemas_in_other_files() {
    let root = dedent(
        "
        openapi: 3.2.0
        info: { title: t, version: '1' }
        paths: { /a: { get: { operationId: a, responses: { '200': { description: ok, content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } } } } } } }
        components:
          schemas:
            Pet:
              oneOf: [{ $ref: 'pets.yaml#/Dog' }, { $ref: './pets.yaml#/Cat' }]
              discriminator: { propertyName: kind, mapping: { d: 'pets.yaml#/Dog', c: './pets.yaml#/Cat' }, defaultMapping: 'pets.yaml#/Cat' }
        ",
    );
    let pets = dedent(
        "
        Dog: { type: object, required: [kind], properties: { kind: { type: string } } }
        Cat: { type: object, required: [kind], properties: { kind: { type: string } } }
        ",
    );
    let description = open(&[("root.yaml", &*root), ("pets.yaml", &*pets)]);
    let rendered = render::render_api(&all(&description));
    let expected = "Pet = one by kind of Dog \"d\" | Cat \"c\" by default";
    assert!(rendered.contains(expected), "{rendered}");
}

/// Asserts the findings about a reference from a schema in 3.1 that has a `Customer`, a parameter
/// and a response.
#[track_caller]
fn expect_finding(reference: &str, expected: &str) {
    let text = format!(
        "openapi: 3.1.0
paths:
  /a: {{ get: {{ responses: {{ '204': {{ description: none }} }} }} }}
components:
  parameters:
    Page: {{ name: page, in: query, schema: {{ type: string }} }}
  responses:
    Bad: {{ description: bad, content: {{ application/json: {{ schema: {{ type: string }} }} }} }}
  schemas:
    Customer: {{ type: object, properties: {{ name: {{ type: string }} }} }}
    T: {{ $ref: '{reference}' }}
"
    );
    let api = all(&open(&[("api.yaml", &text)]));
    let messages: Vec<&str> = api
        .findings
        .iter()
        .map(|finding| finding.message.as_str())
        .collect();
    assert_eq!(messages, [expected], "{text}");
}

#[test]
fn references_that_are_misspelt() {
    let expect_near = |reference: &str, near: &str| {
        expect_finding(
            reference,
            &format!("the reference `{reference}` leads to nothing; did you mean `{near}`?"),
        );
    };
    let customer = "#/components/schemas/Customer";
    expect_near("#/components/schemas/Custmer", customer);
    expect_near("#/component/schemas/Customer", customer);
    expect_near("#/components/schema/customer", customer);
    expect_near("/components/schemas/Customer", customer);
    expect_near("components/schemas/Customer", customer);
    expect_near("#components/schemas/Customer", customer);
    expect_near("#/definitions/Customer", customer);
    expect_near("Customer", customer);
    expect_near("#/parameters/Page", "#/components/parameters/Page");
    expect_near(
        "#/components/schemas/Customer/properties/nam",
        "#/components/schemas/Customer/properties/name",
    );
    expect_near(
        "api.yaml#/components/schemas/Custmer",
        "api.yaml#/components/schemas/Customer",
    );
}

#[test]
fn references_that_lead_to_something_else() {
    let other = |reference: &str, what: &str| {
        expect_finding(
            reference,
            &format!("the reference `{reference}` leads to {what}"),
        );
    };
    other(
        "#/paths/~1a/get",
        "an operation, where a schema is due; read as any value",
    );
    other(
        "#/paths/~1a",
        "a path item, where a schema is due; read as any value",
    );
    other(
        "#",
        "a whole description, where a schema is due; read as any value",
    );
    other(
        "#/components/parameters/Page",
        "a parameter, where a schema is due; did you mean `#/components/parameters/Page/schema`?",
    );
    other(
        "#/components/responses/Bad",
        "a response, where a schema is due; did you mean `#/components/responses/Bad/content/application~1json/schema`?",
    );
}
