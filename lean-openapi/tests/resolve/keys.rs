//! The headers that are idempotency keys.

use super::{all, dedent, open};

/// The key of an operation with a header parameter of this name and schema.
fn key(name: &str, schema: &str) -> Option<String> {
    let text = format!(
        "
        openapi: 3.1.0
        info: {{ title: t, version: '1' }}
        paths:
          /a:
            post:
              operationId: a
              parameters: [{{ name: {name}, in: header, schema: {schema} }}]
              responses: {{ '204': {{ description: done }} }}
        components:
          schemas:
            Named: {{ type: string, minLength: 3 }}
            Alias: {{ $ref: '#/components/schemas/Named' }}
            Kind: {{ type: string, enum: [a, b] }}
        "
    );
    let api = all(&open(&[("api.yaml", &dedent(&text))]));
    api.operations[0].idempotency_header.clone()
}

#[test]
fn names_of_keys() {
    for name in [
        "Idempotency-Key",
        "idempotency-key",
        "IDEMPOTENCY-KEY",
        "x-idempotency-key",
        "Idempotency_Key",
        "IdempotencyKey",
        "idempotencyKey",
        "idempotencykey",
        "X-Idempotence-UUID",
        "X-Idempotent-Id",
        "Idempotency-Token",
        "X-Idempotency",
        "Vendor-Idempotency-Key",
    ] {
        assert_eq!(
            key(name, "{ type: string }").as_deref(),
            Some(name),
            "{name}"
        );
    }
    for name in [
        "X-Request-ID",
        "X-Correlation-Id",
        "PayPal-Request-Id",
        "Idempotency-Key-Expiry",
        "Idempotent-Replayed",
        "Key",
        "X-Key-Id",
    ] {
        assert_eq!(key(name, "{ type: string }"), None, "{name}");
    }
}

#[test]
fn types_of_keys() {
    for schema in [
        "{}",
        "{ type: string, format: uuid }",
        "{ type: [string, 'null'] }",
        "{ type: string, minLength: 1, maxLength: 40 }",
        "{ $ref: '#/components/schemas/Named' }",
        "{ $ref: '#/components/schemas/Alias' }",
    ] {
        assert!(key("Idempotency-Key", schema).is_some(), "{schema}");
    }
    for schema in [
        "{ type: boolean }",
        "{ type: integer }",
        "{ type: string, enum: [on, off] }",
        "{ $ref: '#/components/schemas/Kind' }",
        "{ type: array, items: { type: string } }",
        "{ type: object }",
    ] {
        assert_eq!(key("Idempotency-Key", schema), None, "{schema}");
    }
}

/// The key of an operation of which the description says this, and the findings.
fn key_of(rule: &str) -> (Option<String>, Vec<String>, Vec<String>) {
    let text = format!(
        "
        openapi: 3.1.0
        info: {{ title: t, version: '1' }}
        paths:
          /a:
            post:
              operationId: a
              x-idempotency: {rule}
              parameters: [{{ name: idempotency-key, in: header, schema: {{ type: string }} }}]
              responses: {{ '204': {{ description: done }} }}
        "
    );
    let api = all(&open(&[("api.yaml", &dedent(&text))]));
    let operation = &api.operations[0];
    let names = operation
        .parameters
        .iter()
        .map(|parameter| parameter.name.rust.clone());
    let findings = api.findings.iter().map(|finding| finding.message.clone());
    (
        operation.idempotency_header.clone(),
        names.collect(),
        findings.collect(),
    )
}

#[test]
fn keys_that_the_description_names() {
    // The parameter's own spelling, and no second parameter.
    for rule in ["{ header: Idempotency-Key }", "Idempotency-Key"] {
        let (key, names, findings) = key_of(rule);
        assert_eq!(key.as_deref(), Some("idempotency-key"), "{rule}");
        assert_eq!(names, ["idempotency_key"], "{rule}");
        assert!(findings.is_empty(), "{findings:?}");
    }
    let (key, names, _) = key_of("{ header: PayPal-Request-Id }");
    assert_eq!(key.as_deref(), Some("PayPal-Request-Id"));
    assert_eq!(names, ["idempotency_key", "pay_pal_request_id"]);
    assert_eq!(
        key_of("false"),
        (None, vec!["idempotency_key".to_owned()], vec![])
    );
}

#[test]
fn names_that_carry_no_key_are_reported() {
    for (rule, what) in [
        (
            "{}",
            "`x-idempotency` needs the name of a `header`; left out",
        ),
        (
            "true",
            "`x-idempotency` needs the name of a `header`; left out",
        ),
        (
            "{ headers: X }",
            "`x-idempotency` needs the name of a `header`; left out",
        ),
        (
            "{ header: 'X Y' }",
            "`x-idempotency` names `X Y`, which is not the name of a header; left out",
        ),
        (
            "{ header: '' }",
            "`x-idempotency` names ``, which is not the name of a header; left out",
        ),
        (
            "{ header: Authorization }",
            "`x-idempotency` names `Authorization`, a header with another meaning; left out",
        ),
    ] {
        let (key, _, findings) = key_of(rule);
        assert_eq!((key, findings), (None, vec![what.to_owned()]), "{rule}");
    }
}
