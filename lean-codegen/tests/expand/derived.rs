//! Derivations: the messages about custom types and their attributes.

use lean_codegen::derive;
use proc_macro2::TokenStream;

use super::{host, messages};

/// Asserts the messages about a type under `#[derive(lean::Schema)]`, first lines only.
#[track_caller]
fn says(item: &str, expected: &[&str]) {
    let tokens: TokenStream = item.parse().expect("the item is made of tokens");
    let messages = messages(&derive::schema(tokens, &host()).to_string());
    let first: Vec<&str> = messages
        .iter()
        .map(|message| message.lines().next().unwrap_or_default())
        .collect();
    assert_eq!(first, expected, "{item}\n{}", messages.join("\n"));
}

/// The same of a field of a transaction.
#[track_caller]
fn field_says(field: &str, expected: &[&str]) {
    let item = format!(
        "#[schema(spec = \"bank.yaml\", name = Transaction)] struct Line {{ {field}, status: Option<String> }}"
    );
    says(&item, expected);
}

#[test]
fn attributes_of_fields_are_one_mistake_each() {
    let booked = "booked: Option<lean::DateTime>";
    for (attribute, expected) in [
        (
            "name = \"booked-at\"",
            "no argument `name`; write `rename = \"booked-at\"`",
        ),
        (
            "rename = booked_at",
            "`rename` takes a name in quotes: `rename = \"booked_at\"`",
        ),
        (
            "rename(\"booked-at\")",
            "`rename` takes a name in quotes: `rename = \"booked-at\"`",
        ),
        (
            "rename",
            "`rename` takes a name in quotes: `rename = \"wire-name\"`",
        ),
        (
            "\"booked-at\"",
            "the text needs the name of its argument: write `rename = \"booked-at\"`",
        ),
        (
            "renmae = \"booked-at\"",
            "no argument `renmae`; did you mean `rename`?",
        ),
        (
            "skip",
            "no argument `skip`; every field is a member of the schema: remove this field",
        ),
        (
            "rename = \"booked-at\", default",
            "no argument `default`; it is not needed: a member that may be absent is an `Option`",
        ),
        (
            "rename = \"booked-at\", rename = \"description\"",
            "`rename` is given twice",
        ),
    ] {
        field_says(&format!("#[schema({attribute})] {booked}"), &[expected]);
    }
    let map = "lean::Map<lean::Json>";
    field_says(
        &format!("#[schema(flatten)] more: {map}"),
        &["no argument `flatten`; did you mean `rest`?"],
    );
    field_says(
        &format!("#[schema(rest = true)] more: {map}"),
        &["`rest` takes no value: write it alone"],
    );
    field_says(
        &format!("#[schema(rest)] one: {map}, #[schema(rest)] other: {map}"),
        &["`#[schema(rest)]` is given twice: `one` keeps all that no other field reads"],
    );
}

#[test]
fn attributes_of_types_are_one_mistake_each() {
    for (attribute, expected) in [
        (
            "spec = \"bank.yaml\", schema = Transaction",
            "no argument `schema`; did you mean `name`?",
        ),
        (
            "spec = \"bank.yaml\", Transaction",
            "`Transaction` needs the name of its argument: write `name = Transaction`",
        ),
        (
            "\"bank.yaml\", name = Transaction",
            "expected the name of an argument: `spec = \"bank.yaml\"`",
        ),
        (
            "spec = \"bank.yaml\", name = Transaction, name = Customer",
            "`name` is given twice",
        ),
        (
            "spec = \"bank.yaml\", name = bank::Transaction",
            "`name` takes a schema as the description names it: `name = Transaction`",
        ),
        (
            "spec = \"bank.yaml\", name = \"#/components/schemas/Transaction\"",
            "`name` takes a schema as the description names it: `name = Transaction`",
        ),
        (
            "spec = \"bank.yaml\", name",
            "`name` takes a schema as the description names it: `name = Thing`",
        ),
    ] {
        let item = format!("#[schema({attribute})] struct Line {{ amount: lean::Decimal }}");
        says(&item, &[expected]);
    }
    says(
        "#[schema(spec = \"bank.yaml\", name = Bank, request = true)] struct Line { name: String }",
        &["`request` takes no value: write it alone"],
    );
    says(
        "#[schema = \"bank.yaml\"] struct Line { amount: lean::Decimal }",
        &["expected arguments: `#[schema(spec = \"openapi.yaml\", name = Thing)]`"],
    );
}

#[test]
fn variants_are_one_mistake_each() {
    let status = "#[schema(spec = \"bank.yaml\", name = Status)]";
    says(
        &format!("{status} enum Mine {{ BOOKED, PENDING(String) }}"),
        &[
            "the values of `Status` have no content: write `PENDING` without fields, or `#[schema(other)]` on it for all other values",
        ],
    );
    says(
        &format!("{status} enum Mine {{ Booked {{ at: String }} }}"),
        &["a variant is a value, or holds one type: `Booked`, or `Card(Card)`"],
    );
    let source = "#[schema(spec = \"bank.yaml\", name = Transaction.source)]";
    says(
        &format!("{source} enum Mine {{ Card, Transfer(Transfer) }}"),
        &["`Card` of `Transaction.source` holds a value: write `Card(Card)`"],
    );
    says(
        &format!(
            "{source} enum Mine {{ #[schema(tag = \"card\")] Card(Card), Transfer(Transfer) }}"
        ),
        &["no argument `tag`; there are `rename = \"..\"` and `other`"],
    );
}
