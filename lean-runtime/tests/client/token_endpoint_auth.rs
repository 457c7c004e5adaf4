//! The ways to send client id and secret to the token endpoint.

use lean_runtime::{
    auth::TokenEndpointAuth,
    client::{ClientBuilder, NotNeeded},
    operation::{Operation, Requirement, Scheme, SchemeKind, TokenEndpoint},
    testing::{Answer, FakeTransport, SeenRequest},
};

use crate::support::{builder, call, failed};

macro_rules! operation {
    ($name:ident, $kind:expr) => {
        static $name: Operation = {
            static SCHEME: Scheme = Scheme {
                name: "oauth",
                kind: $kind,
            };
            Operation::new("getThings", "GET", "/things").security(&[&[Requirement {
                scheme: &SCHEME,
                scopes: &["api"],
            }]])
        };
    };
}

const TOLD: TokenEndpoint = TokenEndpoint {
    auth: Some(TokenEndpointAuth::ClientSecretBasic),
    ..TokenEndpoint::at("https://auth.test/token")
};
const WITH_METADATA: TokenEndpoint = TokenEndpoint {
    metadata_url: "https://auth.test/.well-known/oauth-authorization-server",
    ..TokenEndpoint::at("https://auth.test/token")
};

operation!(
    PLAIN,
    SchemeKind::OAuth2(TokenEndpoint::at("https://auth.test/token"))
);
operation!(BASIC, SchemeKind::OAuth2(TOLD));
operation!(METADATA, SchemeKind::OAuth2(WITH_METADATA));
operation!(
    DISCOVERED,
    SchemeKind::OpenIdConnect("https://auth.test/.well-known/openid-configuration")
);

/// `a%3Ab+c:%C3%A9%26%25`, in base64.
const HEADER: &str = "Basic YSUzQWIrYzolQzMlQTklMjYlMjU=";
const IN_FORM: &str =
    "grant_type=client_credentials&client_id=a%3Ab+c&client_secret=%C3%A9%26%25&scope=api";
const WITHOUT: &str = "grant_type=client_credentials&scope=api";

/// An authorization server with this metadata.
fn server(metadata: Option<&'static str>) -> FakeTransport {
    FakeTransport::answering(move |seen| match (seen.url.host(), metadata) {
        (Some("auth.test"), Some(metadata)) if seen.url.path().starts_with("/.well-known/") => {
            Answer::json(200, metadata)
        }
        (Some("auth.test"), _) if seen.url.path() == "/token" => {
            Answer::json(200, r#"{"access_token":"t","expires_in":3600}"#)
        }
        (Some("auth.test"), _) => Answer::status(404),
        _ => Answer::json(200, "{}"),
    })
}

fn oauth(fake: &FakeTransport) -> ClientBuilder<NotNeeded> {
    builder(fake).oauth2("a:b c", "\u{e9}&%")
}

/// The header and form of the one request for a token.
fn shown(fake: &FakeTransport) -> (Option<String>, String) {
    let is_exchange =
        |seen: &SeenRequest| seen.url.host() == Some("auth.test") && seen.method == "POST";
    let mut exchanges: Vec<SeenRequest> = fake.seen().into_iter().filter(is_exchange).collect();
    assert_eq!(exchanges.len(), 1);
    let seen = exchanges.remove(0);
    let form = String::from_utf8(seen.body.to_vec()).expect("text");
    (seen.header("authorization").map(str::to_owned), form)
}

fn by_header() -> (Option<String>, String) {
    (Some(HEADER.to_owned()), WITHOUT.to_owned())
}

fn by_form() -> (Option<String>, String) {
    (None, IN_FORM.to_owned())
}

#[tokio::test]
async fn description_and_builder_choose() {
    for (operation, chosen, expected) in [
        (&PLAIN, None, by_form()),
        (&BASIC, None, by_header()),
        (
            &PLAIN,
            Some(TokenEndpointAuth::ClientSecretBasic),
            by_header(),
        ),
        (&BASIC, Some(TokenEndpointAuth::ClientSecretPost), by_form()),
        (
            &METADATA,
            Some(TokenEndpointAuth::ClientSecretPost),
            by_form(),
        ),
    ] {
        let fake = server(None);
        let builder = match chosen {
            Some(chosen) => oauth(&fake).token_endpoint_auth(chosen),
            None => oauth(&fake),
        };
        let client = builder.build().expect("a client");
        call(&client, operation).await.expect("an answer");
        assert_eq!(shown(&fake), expected, "{chosen:?}");
        assert_eq!(fake.seen().len(), 2, "no metadata is asked for: {chosen:?}");
    }
}

#[tokio::test]
async fn metadata_choose_where_nobody_else_does() {
    for (metadata, expected) in [
        (
            r#"{"token_endpoint":"x","token_endpoint_auth_methods_supported":["private_key_jwt","client_secret_basic","client_secret_post"]}"#,
            by_header(),
        ),
        (
            r#"{"token_endpoint":"x","token_endpoint_auth_methods_supported":["client_secret_post"]}"#,
            by_form(),
        ),
        // RFC 8414 section 2: without a list it is the first method.
        (r#"{"token_endpoint":"x"}"#, by_header()),
        // No metadata: as if there were none.
        ("<html>", by_form()),
        ("{}", by_form()),
    ] {
        for operation in [&METADATA, &DISCOVERED] {
            let fake = server(Some(metadata));
            let client = oauth(&fake).token_url("https://auth.test/token").build();
            let client = client.expect("a client");
            for _ in 0..2 {
                call(&client, operation).await.expect("an answer");
            }
            assert_eq!(shown(&fake), expected, "{metadata}");
            assert_eq!(fake.seen()[0].header("authorization"), None);
        }
    }
    let fake = server(None);
    let client = oauth(&fake).build().expect("a client");
    call(&client, &METADATA).await.expect("an answer");
    assert_eq!(shown(&fake), by_form());
}

#[tokio::test]
async fn a_server_that_takes_no_secret_is_not_shown_one() {
    let fake = server(Some(
        r#"{"token_endpoint":"x","token_endpoint_auth_methods_supported":["private_key_jwt","tls_client_auth"]}"#,
    ));
    let client = oauth(&fake).build().expect("a client");
    let error = failed(call(&client, &METADATA).await);
    assert_eq!(error.code(), "TOKEN_REFUSED");
    assert!(
        error.to_string().contains("neither `client_secret_basic`"),
        "{error}"
    );
    assert_eq!(fake.seen().len(), 1);
}
