//! The tables that generated code would have.

use lean_runtime::{
    client::{Needed, NotNeeded},
    operation::{
        FailureRule, Operation, Requirement, Scheme, SchemeKind, Server, ServerInfo, TokenEndpoint,
        Trust,
    },
};

pub static APP_TOKEN: Scheme = Scheme {
    name: "appToken",
    kind: SchemeKind::ApiKeyHeader("lean-app-token"),
};
pub static MUTUAL: Scheme = Scheme {
    name: "mutual",
    kind: SchemeKind::MutualTls,
};
pub static OAUTH: Scheme = Scheme {
    name: "oauth",
    kind: SchemeKind::OAuth2(TokenEndpoint::at("https://auth.test/oauth2/token")),
};

const fn need(scheme: &'static Scheme, scopes: &'static [&'static str]) -> Requirement {
    Requirement { scheme, scopes }
}

/// No security.
pub static GET: Operation = Operation::new("getBanks", "GET", "/banks/v1").place("api.yaml:12:5");
/// Not idempotent, without a key.
pub static CREATE: Operation = Operation::new("createCustomer", "POST", "/customers/v1");
/// The same, answered with 201 or 204.
pub static ORDER: Operation = Operation::new("createOrder", "POST", "/orders/v1")
    .accept("application/json")
    .successes("201 204");
/// Not idempotent, with a key.
pub static PAY: Operation =
    Operation::new("createPayment", "POST", "/payments/v1").idempotency(Some("Idempotency-Key"));
/// With a key, and answers 200 with a body that tells of a failure.
pub static PAY_AND_TELL: Operation = Operation::new("sendPayment", "POST", "/sent/v1")
    .idempotency(Some("Idempotency-Key"))
    .failure(Some(FailureRule {
        at: "/status",
        values: &["FAILED"],
        code: "/code",
        message: "",
    }));
pub static DELETE: Operation = Operation::new("deleteCustomer", "DELETE", "/customers/v1/1");
pub static HEAD: Operation = Operation::new("headBanks", "HEAD", "/banks/v1");
/// Wants a bearer token of the scope `api`.
pub static WITH_TOKEN: Operation =
    Operation::new("getAccounts", "GET", "/accounts/v1").security(&[&[need(&OAUTH, &["api"])]]);
pub static POST_WITH_TOKEN: Operation =
    Operation::new("postAccounts", "POST", "/accounts/v1").security(&[&[need(&OAUTH, &["api"])]]);
/// The same with a key.
pub static PAY_WITH_TOKEN: Operation = Operation::new("createTransfer", "POST", "/transfers/v1")
    .security(&[&[need(&OAUTH, &["api"])]])
    .idempotency(Some("Idempotency-Key"));
/// Certificate and app token, or a bearer token.
pub static EITHER: Operation = Operation::new("getEither", "GET", "/either").security(&[
    &[need(&MUTUAL, &[]), need(&APP_TOKEN, &[])],
    &[need(&OAUTH, &["api"])],
]);
pub static WITH_APP_TOKEN: Operation =
    Operation::new("getBanksByApp", "GET", "/banks/v1").security(&[&[need(&APP_TOKEN, &[])]]);
/// Lives on a server of its own.
pub static ELSEWHERE: Operation =
    Operation::new("getLinks", "GET", "/links").server(Some(&LINKS_INFO));

/// Publicly signed, wants nothing.
const PUBLIC: ServerInfo = ServerInfo {
    name: "Sandbox",
    url: "https://sandbox.test",
    variables: &[],
    security: None,
    token_url: "",
    trust: Trust::Public,
};

static LINKS_INFO: ServerInfo = ServerInfo {
    name: "Links",
    url: "https://links.test/{version}",
    variables: &[("version", "v2", &[])],
    ..PUBLIC
};

/// Publicly signed, no certificate.
pub struct Sandbox;

impl Server for Sandbox {
    type Identity = NotNeeded;
    const INFO: &'static ServerInfo = &PUBLIC;
}

/// Mutual TLS, and an app token with every call.
pub struct Production;

impl Server for Production {
    type Identity = Needed;
    const INFO: &'static ServerInfo = &ServerInfo {
        name: "Production",
        url: "https://api.test",
        security: Some(&[&[need(&MUTUAL, &[]), need(&APP_TOKEN, &[])]]),
        trust: Trust::Chain,
        ..PUBLIC
    };
}

/// Mutual TLS with no other credentials.
pub struct Mutual;

impl Server for Mutual {
    type Identity = Needed;
    const INFO: &'static ServerInfo = &ServerInfo {
        name: "Mutual",
        url: "https://localhost",
        trust: Trust::Chain,
        ..PUBLIC
    };
}
