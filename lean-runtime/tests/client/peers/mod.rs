//! Servers of other makers: nginx, OpenSSL's and Java's, where they are installed. What they refuse, and how, is their
//! own; the error must be the same.

mod process;

use lean_runtime::{Client, Error, RetryPolicy, identity::Identity, tls::TlsSettings};

use self::process::{Peer, java, nginx, openssl};
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
