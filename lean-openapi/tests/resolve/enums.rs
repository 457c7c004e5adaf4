//! Enums and fixed values.

use super::check;

#[test]
fn enums() {
    check(
        "T: { type: string, enum: [a, b_c] }",
        r#"T = enum text A "a" | BC "b_c""#,
    );
    check(
        "T: { type: integer, enum: [1, 2] }",
        r#"T = enum integer _1 "1" | _2 "2""#,
    );
    check(
        "T: { enum: [1, two] }",
        r#"T = enum json _1 "1" | Two "\"two\"""#,
    );
    check(
        "T: { type: string, enum: ['', a] }",
        r#"T = enum text Empty "" | A "a""#,
    );
    check(
        "T: { type: string, enum: [asc, ASC, desc] }",
        r#"T = enum text Asc "asc" | Asc2 "ASC" | Desc "desc""#,
    );
    check(
        "T: { type: string, enum: ['a', 'a'] }",
        r#"T = enum text A "a""#,
    );
    check(
        "T: { type: string, enum: [a.b, a-b] }",
        r#"T = enum text AB "a.b" | AMinusB "a-b""#,
    );
    check(
        "T: { type: string, enum: [unknown, known] }",
        r#"T = enum text Unknown "unknown" | Known "known" else Unrecognized"#,
    );
    check(
        "T: { type: string, enum: ['+1', '-1'] }",
        r#"T = enum text Plus1 "+1" | Minus1 "-1""#,
    );
    check("T: { type: boolean, enum: [true, false] }", "T = new Bool");
    check(
        "T: { type: string, enum: [1, 2] }",
        r#"T = enum text _1 "1" | _2 "2""#,
    );
    check(
        "T: { type: integer, enum: ['1', '2'] }",
        r#"T = enum integer _1 "1" | _2 "2""#,
    );
}

#[test]
fn enums_that_are_meant_to_grow() {
    check(
        "T: { type: string, x-extensible-enum: [a, b] }",
        r#"T = enum text A "a" | B "b""#,
    );
}

#[test]
fn enums_with_null_and_names() {
    check(
        "T: { properties: { a: { type: [string, 'null'], enum: [x, y, null] } } }",
        r#"T = { a?: TA? }; TA = enum text X "x" | Y "y""#,
    );
    check(
        "T: { type: integer, enum: [1, 2], x-enum-varnames: [LOW, HIGH] }",
        r#"T = enum integer Low "1" | High "2""#,
    );
}

#[test]
fn fixed_values() {
    check(
        "T: { properties: { a: { const: x }, b: { type: string, enum: [y] }, c: { const: 1 } } }",
        r#"T = { a?: "x", b?: TB, c?: 1 }; TB = enum text Y "y""#,
    );
    check(
        "T: { properties: { a: { const: 2.0 }, b: { const: { x: 1 } }, c: { const: false } } }",
        "T = { a?: 2, b?: Json, c?: false }",
    );
    check(
        "T: { type: string, enum: [only] }",
        r#"T = enum text Only "only""#,
    );
}
