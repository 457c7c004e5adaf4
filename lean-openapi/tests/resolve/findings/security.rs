//! Findings about security schemes and servers.

use super::{expect_findings, in_operation};
use crate::{all, indented, open};

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
fn security_schemes_that_there_are_not() {
    let said_of = |scheme: &str, expected: &str| {
        expect_findings(
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
fn servers() {
    in_operation(
        "servers: [{ url: 'https://a' }, { url: 'https://b' }]",
        &["calls go to the first server of the operation, not to `https://b`"],
    );
    let server = |server: &str, expected: &[&str]| {
        expect_findings("3.1.0", &format!("servers: [{server}]"), expected)
    };
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
    expect_findings(
        "3.1.0",
        "servers: {}",
        &["`servers` has to be a list: each begins with `- url: `; left out"],
    );
}

#[test]
fn security_schemes() {
    let scheme = |scheme: &str, expected: &[&str]| {
        let paths = "paths: { /a: { get: { security: [{ s: [] }], responses: { '204': { description: none } } } } }";
        expect_findings(
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
    in_operation(
        "security: {}",
        &["a security requirement has to be in a list; read as a list of one"],
    );
}
