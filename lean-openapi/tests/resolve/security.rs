//! Security and servers.

use lean_openapi::api::{SchemeKind, TokenEndpointAuth};

use super::{all, dedent, open};

#[test]
fn alternatives_and_overrides() {
    let text = dedent(
        "
        openapi: 3.1.0
        info: { title: t, version: '1' }
        security: [{ mtls: [], key: [] }, { oauth: [api] }]
        paths:
          /a:
            get: { operationId: a, responses: {} }
            put: { operationId: b, security: [], responses: {} }
            post: { operationId: c, security: [{}, { bearer: [] }], responses: {} }
            delete: { operationId: d, security: [{ nowhere: [] }, { basic: [] }], responses: {} }
        components:
          securitySchemes:
            mtls: { type: mutualTLS }
            key: { type: apiKey, in: header, name: x-key }
            oauth: { type: oauth2, flows: { clientCredentials: { tokenUrl: 'https://example.com/token', scopes: { api: everything } } } }
            bearer: { type: http, scheme: Bearer }
            basic: { type: http, scheme: basic }
            unused: { type: openIdConnect, openIdConnectUrl: 'https://example.com' }
        ",
    );
    let api = all(&open(&[("api.yaml", &text)]));
    let security: Vec<String> = api
        .operations
        .iter()
        .map(|operation| {
            let sets = operation.security.iter().map(|set| {
                let all: Vec<String> = set
                    .iter()
                    .map(|requirement| format!("{}{:?}", requirement.scheme, requirement.scopes))
                    .collect();
                all.join(" and ")
            });
            sets.collect::<Vec<_>>().join(" or ")
        })
        .collect();
    assert_eq!(
        security,
        [
            "mtls[] and key[] or oauth[\"api\"]",
            "",
            " or bearer[]",
            "basic[]"
        ]
    );
    let schemes: Vec<String> = api
        .schemes
        .iter()
        .map(|scheme| format!("{} {:?}", scheme.name.wire, scheme.kind))
        .collect();
    assert_eq!(
        schemes,
        [
            "mtls MutualTls",
            "key ApiKey { location: Header, name: \"x-key\" }",
            "oauth OAuth2 { token_url: Some(\"https://example.com/token\"), auth: None, metadata_url: None, scopes: [(\"api\", \"everything\")] }",
            "bearer Bearer",
            "basic Basic",
        ]
    );
    let messages: Vec<&str> = api
        .findings
        .iter()
        .map(|finding| finding.message.as_str())
        .collect();
    assert_eq!(
        messages,
        ["there is no security scheme `nowhere`; left out, and calls go without it"]
    );
}

#[test]
fn servers_have_names_and_variables() {
    let text = dedent(
        "
        openapi: 3.2.0
        info: { title: t, version: '1' }
        servers:
          - { url: 'https://api.example.com/v1', x-name: Production, x-token-url: 'https://auth.example.com', x-trust: chain, x-security: [{ mtls: [] }] }
          - { url: 'https://{region}.example.com:{port}', name: regional, variables: { region: { default: eu, enum: [eu, us] } } }
          - { url: 'https://sandbox.example.com', description: The sandbox server }
          - { url: 'https://api.other.com/x', description: 'A description that is far too long to be the name of anything' }
          - { url: /relative }
        paths: { /a: { servers: [{ url: 'https://a.example.com' }], get: { operationId: a, responses: {} } } }
        components: { securitySchemes: { mtls: { type: mutualTLS } } }
        ",
    );
    let api = all(&open(&[("api.yaml", &text)]));
    let names: Vec<&str> = api
        .servers
        .iter()
        .map(|server| server.name.rust.as_str())
        .collect();
    assert_eq!(
        names,
        [
            "Production",
            "Regional",
            "Sandbox",
            "ApiOtherCom",
            "Default"
        ]
    );
    let first = &api.servers[0];
    assert_eq!(first.private_trust, Some(true));
    assert_eq!(first.token_url.as_deref(), Some("https://auth.example.com"));
    assert_eq!(
        first
            .security
            .as_ref()
            .map(|sets| sets[0][0].scheme.as_str()),
        Some("mtls")
    );
    let variables: Vec<String> = api.servers[1]
        .variables
        .iter()
        .map(|variable| {
            format!(
                "{} {:?} {:?}",
                variable.name.wire, variable.default, variable.values
            )
        })
        .collect();
    assert_eq!(variables, [r#"region "eu" ["eu", "us"]"#, r#"port "" []"#]);
    assert_eq!(api.operations[0].servers[0].url, "https://a.example.com");
    assert_eq!(api.schemes.len(), 1);
}

#[test]
fn schemes_named_by_a_uri() {
    let text = dedent(
        "
        openapi: 3.2.0
        info: { title: t, version: '1' }
        paths:
          /a: { get: { operationId: a, security: [{ './schemes.yaml#/Key': [], '#/components/securitySchemes/own': [x] }], responses: {} } }
        components: { securitySchemes: { own: { type: http, scheme: bearer } } }
        ",
    );
    let schemes = "Key: { type: apiKey, in: query, name: k }";
    let api = all(&open(&[("api.yaml", &text), ("schemes.yaml", schemes)]));
    let set: Vec<(&str, &[String])> = api.operations[0].security[0]
        .iter()
        .map(|requirement| (requirement.scheme.as_str(), &requirement.scopes[..]))
        .collect();
    assert_eq!(set, [("Key", &[][..]), ("own", &["x".to_string()][..])]);
    let kinds: Vec<String> = api
        .schemes
        .iter()
        .map(|scheme| format!("{} {:?}", scheme.name.wire, scheme.kind))
        .collect();
    assert_eq!(
        kinds,
        ["own Bearer", "Key ApiKey { location: Query, name: \"k\" }"]
    );
}

/// Flows that need a person are for people: their URLs are in the documentation, tokens come from a source.
#[test]
fn flows_that_need_a_person_are_documented() {
    let text = dedent(
        "
        openapi: 3.2.0
        info: { title: t, version: '1' }
        paths: { /a: { get: { operationId: a, security: [{ o: [] }], responses: {} } } }
        components:
          securitySchemes:
            o:
              type: oauth2
              description: Ask first.
              deprecated: true
              oauth2MetadataUrl: https://id.example.com/.well-known/oauth-authorization-server
              flows:
                deviceAuthorization: { deviceAuthorizationUrl: 'https://id.example.com/device', tokenUrl: 'https://id.example.com/token', scopes: { read: Reads } }
        ",
    );
    let api = all(&open(&[("api.yaml", &text)]));
    let scheme = &api.schemes[0];
    assert_eq!(
        scheme.docs,
        "Ask first.\n\nMetadata of the authorization server: `https://id.example.com/.well-known/oauth-authorization-server`.\n\n\
         Device authorization: `https://id.example.com/device`, `https://id.example.com/token`.\n\nDeprecated."
    );
    assert_eq!(
        format!("{:?}", scheme.kind),
        "OAuth2 { token_url: None, auth: None, metadata_url: Some(\"https://id.example.com/.well-known/oauth-authorization-server\"), scopes: [(\"read\", \"Reads\")] }"
    );
    assert!(api.findings.is_empty(), "{:?}", api.findings);
}

#[test]
fn the_way_to_show_a_secret_is_read_and_checked() {
    let auth = |method: &str| {
        let text = dedent(
            "
            openapi: 3.1.0
            info: { title: t, version: '1' }
            paths: { /a: { get: { operationId: a, security: [{ o: [] }], responses: {} } } }
            components:
              securitySchemes:
                o:
                  type: oauth2
                  x-token-endpoint-auth-method: METHOD
                  flows: { clientCredentials: { tokenUrl: 'https://example.com/token', scopes: {} } }
            ",
        );
        let api = all(&open(&[("api.yaml", &text.replace("METHOD", method))]));
        let SchemeKind::OAuth2 { auth, .. } = api.schemes[0].kind else {
            panic!("another kind: {:?}", api.schemes[0]);
        };
        let messages = api.findings.iter().map(|finding| finding.message.clone());
        (auth, messages.collect::<Vec<_>>())
    };
    assert_eq!(
        auth("client_secret_basic"),
        (Some(TokenEndpointAuth::Basic), vec![])
    );
    assert_eq!(
        auth("client_secret_post"),
        (Some(TokenEndpointAuth::Post), vec![])
    );
    let message = |method: &str, near: &str| {
        format!("`x-token-endpoint-auth-method`: there is no method `{method}` for a secret{near}")
    };
    assert_eq!(
        auth("client_secret_basik"),
        (
            None,
            vec![message(
                "client_secret_basik",
                "; did you mean `client_secret_basic`?"
            )]
        )
    );
    assert_eq!(
        auth("private_key_jwt"),
        (None, vec![message("private_key_jwt", "; left out")])
    );
    assert_eq!(auth("[1]"), (None, vec![message("", "; left out")]));
}
