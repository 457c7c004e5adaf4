//! The members and variants that are held in a `Box`.

use super::check;

/// Returns a schema with this many texts, as YAML and as rendered.
fn texts(count: usize) -> (String, String) {
    let members = |member: &dyn Fn(usize) -> String| {
        let members: Vec<String> = (0..count).map(member).collect();
        members.join(", ")
    };
    (
        format!(
            "{{ properties: {{ {} }} }}",
            members(&|at| format!("m{at}: {{ type: string }}"))
        ),
        format!("{{ {} }}", members(&|at| format!("m{at}?: Text"))),
    )
}

const BIG: &str = "{ $ref: '#/components/schemas/Big' }";
const FEW: &str = "{ $ref: '#/components/schemas/Few' }";

fn with_big_and_few(schemas: &str, expected: &str) {
    let ((big, big_rendered), (few, few_rendered)) = (texts(11), texts(10));
    let schemas = schemas.replace("BIG", BIG).replace("FEW", FEW);
    check(
        &format!("\n    {schemas}\n    Big: {big}\n    Few: {few}"),
        &format!("{expected}; Big = {big_rendered}; Few = {few_rendered}"),
    );
}

#[test]
fn a_large_member_is_in_a_box_and_a_small_one_is_not() {
    with_big_and_few(
        "T: { required: [b, f], properties: { b: BIG, f: FEW, l: { type: array, items: BIG }, m: { type: object, additionalProperties: BIG } } }",
        "T = { b: Box Big, f: Few, l?: [Big], m?: {Big} }",
    );
    with_big_and_few(
        "T: { properties: { b: BIG, f: FEW } }",
        "T = { b?: Box Big, f?: Few }",
    );
}

#[test]
fn a_large_variant_is_in_a_box() {
    with_big_and_few(
        "T: { oneOf: [{ type: string }, BIG, FEW] }",
        "T = one of Text | Big Box Big | Few",
    );
}

/// Checks that a reference to an alias leads to the alias's target.
#[test]
fn an_alias_is_seen_through() {
    with_big_and_few(
        "T: { properties: { a: { $ref: '#/components/schemas/A' } } }\n    A: BIG",
        "T = { a?: Box A }; A = Big",
    );
}

/// Structs share what they hold in place: forty members of some hundred bytes are too much together.
#[test]
fn members_of_a_wide_struct_are_in_boxes_earlier() {
    let (few, few_rendered) = texts(10);
    let members: Vec<String> = (0..40).map(|at| format!("f{at}: {FEW}")).collect();
    let rendered: Vec<String> = (0..40).map(|at| format!("f{at}?: Box Few")).collect();
    check(
        &format!(
            "\n    T: {{ properties: {{ {} }} }}\n    Few: {few}",
            members.join(", ")
        ),
        &format!("T = {{ {} }}; Few = {few_rendered}", rendered.join(", ")),
    );
}

/// The order of the document decides nothing.
#[test]
fn circles_are_broken_alike_from_either_side() {
    let union = "{ oneOf: [{ type: string }, { $ref: '#/components/schemas/Node' }] }";
    let node = "{ required: [left], properties: { left: { $ref: '#/components/schemas/Tree' } } }";
    check(
        &format!("\n    Tree: {union}\n    Node: {node}"),
        "Tree = one of Text | Node Box Node; Node = { left: Tree }",
    );
    check(
        &format!("\n    Node: {node}\n    Tree: {union}"),
        "Node = { left: Tree }; Tree = one of Text | Node Box Node",
    );
}

#[test]
fn unions_of_nothing_but_unions_are_finite() {
    check(
        "
    T: { oneOf: [{ type: string }, { type: array, items: { type: string } }, { $ref: '#/components/schemas/U' }] }
    U: { oneOf: [{ type: integer }, { type: boolean }, { $ref: '#/components/schemas/T' }] }",
        "T = one of Text | List [Text] | U; U = one of Integer I64 | Bool | T Box T",
    );
}
