//! Servers of other makers: nginx, OpenSSL's and Java's, where they are installed. What they refuse, and how, is their
//! own; the error must be the same.

mod process;

use lean_runtime::{
    Client, Error, RetryPolicy,
    auth::TokenEndpointAuth,
    client::{ClientBuilder, Given},
    identity::Identity,
    operation::{Operation, Requirement, Scheme, SchemeKind, TokenEndpoint},
    tls::TlsSettings,
};

use self::process::{Peer, java, nginx, oidc, openssl};
use crate::{
    lab::{self, Leaf, authority_pem, lab},
    support::{call, failed, mutual, table, text},
};

fn with(peer: &Peer, identity: Identity) -> Client {
    let builder = Client::builder(table::Mutual).identity(identity);
    let builder = builder.base_url(peer.url()).retry(RetryPolicy::never());
    builder.build().expect("a client")
}

fn showing(peer: &Peer, leaf: &Leaf, issuer: &lab::Authority) -> Client {
    let chain = lab().chain_pem() + &authority_pem(issuer);
    let identity = Identity::from_pem(leaf.key_pem(), leaf.pem(), chain).expect("it loads");
    with(peer, identity)
}

fn anonymous(peer: &Peer) -> Client {
    let tls = TlsSettings::trusting(lab().chain_pem().as_bytes()).expect("authorities");
    let builder = Client::builder(table::Sandbox)
        .base_url(peer.url())
        .tls(tls);
    builder
        .retry(RetryPolicy::never())
        .build()
        .expect("a client")
}

/// Returns the errors for an unknown certificate and for a missing one.
async fn refusals(peer: &Peer) -> [Error; 2] {
    let other = lab::Lab::new("Other");
    let stranger = showing(peer, &other.app, &other.intermediate);
    [
        failed(call(&stranger, &table::GET).await),
        failed(call(&anonymous(peer), &table::GET).await),
    ]
}

#[track_caller]
fn are_ours(errors: &[Error; 2]) {
    let codes = errors.each_ref().map(Error::code);
    assert_eq!(
        codes,
        ["CLIENT_CERT_REJECTED", "CLIENT_CERT_REQUIRED"],
        "{errors:?}"
    );
    assert!(errors.iter().all(|error| !error.is_retryable()));
}

#[tokio::test]
async fn a_02_a_04_nginx() {
    let Some(peer) = nginx() else { return };
    let reply = call(&with(&peer, mutual::identity()), &table::GET)
        .await
        .expect("an answer");
    assert_eq!(text(&reply), "SUCCESS CN=app-one");
    are_ours(&refusals(&peer).await);
}

#[tokio::test]
async fn a_02_a_04_openssl() {
    let Some(peer) = openssl() else { return };
    let reply = call(&with(&peer, mutual::identity()), &table::GET)
        .await
        .expect("an answer");
    assert!(text(&reply).contains("CN=app-one") || text(&reply).contains("CN = app-one"));
    are_ours(&refusals(&peer).await);
}

#[tokio::test]
async fn a_02_a_04_java() {
    let Some(peer) = java() else { return };
    let reply = call(&with(&peer, mutual::identity()), &table::GET)
        .await
        .expect("an answer");
    assert_eq!(text(&reply), "CN=app-one");
    are_ours(&refusals(&peer).await);
}

/// An operation whose token endpoint is the peer's.
fn things(peer: &Peer, metadata: bool) -> &'static Operation {
    let leak = |text: String| &*text.leak();
    let endpoint = TokenEndpoint {
        metadata_url: match metadata {
            true => leak(format!("{}/.well-known/openid-configuration", peer.url())),
            false => "",
        },
        ..TokenEndpoint::at(leak(format!("{}/token", peer.url())))
    };
    let scheme: &'static Scheme = Box::leak(Box::new(Scheme {
        name: "oauth",
        kind: SchemeKind::OAuth2(endpoint),
    }));
    let requirement: &'static [Requirement] = Box::leak(Box::new([Requirement {
        scheme,
        scopes: &["accounts"],
    }]));
    let sets: &'static [&'static [Requirement]] = Box::leak(Box::new([requirement]));
    let operation = Operation::new("getThings", "GET", "/things").security(sets);
    Box::leak(Box::new(operation))
}

fn oauth(peer: &Peer, secret: &str) -> ClientBuilder<Given> {
    Client::builder(table::Mutual)
        .identity(mutual::identity())
        .base_url(peer.url())
        .retry(RetryPolicy::never())
        .oauth2("app one:+%/", secret.to_owned())
}

const SECRET: &str = "a secret: +%/=&\"\\ of forty characters!!";

#[tokio::test]
async fn an_authorization_server_takes_id_and_secret_in_the_header() {
    let Some(peer) = oidc() else { return };
    let basic = oauth(&peer, SECRET).token_endpoint_auth(TokenEndpointAuth::ClientSecretBasic);
    let basic = basic.build().expect("a client");
    let reply = call(&basic, things(&peer, false))
        .await
        .expect("a token that is bound to our certificate");
    assert_eq!(
        text(&reply),
        r#"{"client":"app one:+%/","scope":"accounts"}"#
    );
    // Its metadata says so, too.
    let told = oauth(&peer, SECRET).build().expect("a client");
    let reply = call(&told, things(&peer, true)).await.expect("a token");
    assert_eq!(reply.status, 200);
    // It takes nothing else, and no other secret.
    let form = oauth(&peer, SECRET).token_endpoint_auth(TokenEndpointAuth::ClientSecretPost);
    let form = failed(call(&form.build().expect("a client"), things(&peer, false)).await);
    assert_eq!(form.code(), "TOKEN_REFUSED", "{form}");
    let wrong = oauth(&peer, "wrong").token_endpoint_auth(TokenEndpointAuth::ClientSecretBasic);
    let wrong = failed(call(&wrong.build().expect("a client"), things(&peer, false)).await);
    assert_eq!(wrong.code(), "TOKEN_REFUSED", "{wrong}");
    assert!(!wrong.to_string().contains("wrong"), "{wrong}");
}
