//! Signature schemes of webhooks.

use lean_openapi::api::{Api, SignatureAlgorithm, SignatureEncoding, SignedPart};

use super::{all, open};

/// A description with this under `x-webhook-signature`, in one line.
fn signed(scheme: &str) -> Api {
    let text = format!(
        "openapi: 3.1.0\ninfo: {{ title: t, version: '1' }}\npaths: {{}}\nx-webhook-signature: {scheme}\n"
    );
    all(&open(&[("api.yaml", &text)]))
}

#[test]
fn omitted_fields_have_defaults() {
    let api = signed("{ algorithm: hmac-sha256, header: X-Signature }");
    let [scheme] = &api.webhook_signatures[..] else {
        panic!("one scheme: {:?}", api.webhook_signatures);
    };
    assert_eq!(scheme.algorithm, SignatureAlgorithm::HmacSha256);
    assert_eq!(scheme.header, "x-signature");
    assert_eq!((&scheme.separator, scheme.prefix.as_str()), (&None, ""));
    assert_eq!(scheme.encoding, SignatureEncoding::Hex);
    assert_eq!(scheme.signed, [SignedPart::Body]);
    assert_eq!(scheme.timestamp, None);
    assert_eq!(scheme.secret.encoding, None);
    assert!(signed("null").webhook_signatures.is_empty());
    let keys = signed("{ algorithm: ed25519, header: s }");
    assert_eq!(
        keys.webhook_signatures[0].secret.encoding,
        Some(SignatureEncoding::Base64)
    );
}

#[test]
fn standard_webhooks_by_name() {
    for scheme in ["standard-webhooks", "[standard-webhooks]"] {
        let api = signed(scheme);
        let prefixes: Vec<(&str, &str)> = api
            .webhook_signatures
            .iter()
            .map(|scheme| (scheme.prefix.as_str(), scheme.secret.prefix.as_str()))
            .collect();
        assert_eq!(prefixes, [("v1,", "whsec_"), ("v1a,", "whpk_")]);
        let time = SignedPart::Header("webhook-timestamp".into());
        assert_eq!(api.webhook_signatures[0].timestamp, Some((time, 300)));
    }
}

/// Schemes that are refused, and why. `HMAC` is the part that a scheme needs.
const REFUSED: &[(&str, &str)] = &[
    (
        "standard-webhook",
        "expected an object, or the name `standard-webhooks`",
    ),
    ("[]", "the list is empty"),
    (
        "{ header: s }",
        "`algorithm` is missing, such as `hmac-sha256`",
    ),
    (
        "{ algorithm: hmac-sha256 }",
        "`header` is missing: the name of the header with the signature",
    ),
    (
        "{ algorithm: hmac-sha-256, header: s }",
        "unknown algorithm `hmac-sha-256`; did you mean `hmac-sha256`?",
    ),
    (
        "{ algorithm: jws, header: s }",
        "signatures of the kind `jws` are not supported yet",
    ),
    (
        "{ algorithm: hmac-sha256, header: 'a b' }",
        "`a b` is not the name of a header",
    ),
    (
        "{ HMAC, encodng: hex }",
        "unknown member `encodng`; did you mean `encoding`?",
    ),
    (
        "{ HMAC, encoding: base32 }",
        "unknown encoding `base32`; did you mean `base64`?",
    ),
    ("{ HMAC, prefix: 1 }", "`prefix` is not a text"),
    ("{ HMAC, separator: '' }", "`separator` is empty"),
    (
        "{ HMAC, signed: '{header:t}' }",
        "`signed` does not contain `{body}`",
    ),
    (
        "{ HMAC, signed: '{body}{body}' }",
        "`signed` contains `{body}` more than once",
    ),
    (
        "{ HMAC, signed: '{boby}' }",
        "unknown placeholder `{boby}`; did you mean `{body}`?",
    ),
    ("{ HMAC, signed: '{body' }", "`{body` lacks its `}`"),
    (
        "{ HMAC, signed: '{entry:t=}{body}' }",
        "`{entry:t=}` needs `separator`: the text between the entries",
    ),
    (
        "{ HMAC, tolerance: 300 }",
        "`tolerance` needs `timestamp`, such as `{header:webhook-timestamp}`",
    ),
    (
        "{ HMAC, timestamp: '{header:t}' }",
        "`signed` does not contain the timestamp `{header:t}`",
    ),
    (
        "{ HMAC, signed: '{header:t}{body}', timestamp: '{header:t}', tolerance: 0 }",
        "`tolerance` is a number of seconds from 1 to 86400",
    ),
    (
        "{ HMAC, timestamp: 'now' }",
        "`timestamp` is one placeholder, such as `{header:webhook-timestamp}`",
    ),
    (
        "{ HMAC, secret: abc }",
        "`secret` is an object with `encoding` and `prefix`; a secret itself is never written in a description",
    ),
    (
        "{ algorithm: ed25519, header: s, secret: { encoding: text } }",
        "a public key is `base64` or `hex`",
    ),
];

#[test]
fn what_cannot_be_honoured_is_refused_as_a_whole() {
    for (scheme, message) in REFUSED {
        let scheme = scheme.replace("HMAC", "algorithm: hmac-sha256, header: s");
        let api = signed(&scheme);
        let fault = api.webhook_fault.expect("a fault");
        assert_eq!(
            fault.message,
            format!("`x-webhook-signature`: {message}"),
            "{scheme}"
        );
        assert!(api.webhook_signatures.is_empty(), "{scheme}");
        let both = signed(&format!("[standard-webhooks, {scheme}]"));
        assert!(both.webhook_signatures.is_empty(), "{scheme}");
    }
}

#[test]
fn a_scheme_below_the_root_is_noticed() {
    let text = "openapi: 3.1.0\ninfo: { title: t, version: '1' }\npaths: {}\nwebhooks:\n  a:\n    x-webhook-signature: standard-webhooks\n    post: { x-webhook-signature: standard-webhooks, responses: {} }\n";
    let api = all(&open(&[("api.yaml", text)]));
    let messages: Vec<&str> = api
        .findings
        .iter()
        .map(|finding| finding.message.as_str())
        .collect();
    let message = "`x-webhook-signature` counts at the root of the description only; left out";
    assert_eq!(messages, [message, message]);
}
