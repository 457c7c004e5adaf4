//! 15 to 23: faults of servers, and peers that are not such servers.

use lean_runtime::{Client, Error, RetryPolicy};
use rcgen::{BasicConstraints, CertificateParams, IsCa, date_time_ymd};
use rustls::ServerConfig;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

use super::page::{Page, refused};
use crate::{
    lab::{self, Authority, authority_pem, lab},
    support::{
        call, failed, mutual,
        server::{Server, Setup},
        table,
    },
};

pub async fn write(page: &mut Page) {
    untrusted(page).await;
    invalid(page).await;
    other_protocols(page).await;
}

async fn untrusted(page: &mut Page) {
    let other = lab::Lab::new("Other");
    page.failure(15, "The server's authority is not trusted");
    let config = Setup::mutual().with(&other.server(|_| {}), &other.intermediate);
    let server = Server::ok(config).await;
    let identity = page.with_chain(lab().chain_pem()).expect("it loads");
    let client = mutual::builder_of(&server, identity).build();
    let error = failed(call(&client.expect("a client"), &table::GET).await);
    page.case("Of an authority that the chain file does not hold", error);

    page.failure(16, "The server does not send its intermediate");
    let config = Setup::mutual().with_chain(&lab().server(|_| {}), &[]);
    let server = Server::ok(config).await;
    let identity = page
        .with_chain(authority_pem(&lab().root))
        .expect("it loads");
    let client = mutual::builder_of(&server, identity).build();
    let error = failed(call(&client.expect("a client"), &table::GET).await);
    page.case("And the chain file does not hold it either", error);

    page.failure(17, "A server's certificate is given as the authority");
    let error = refused(page.with_chain(lab().server(|_| {}).pem()));
    page.case("At loading", error);

    page.failure(18, "The authority has a new key and the old name");
    let twin = lab::Lab::new("Lab");
    let error = met(Setup::mutual().with(&twin.server(|_| {}), &twin.intermediate)).await;
    page.case(
        "The chain file is older than the server's certificate",
        error,
    );
}

async fn invalid(page: &mut Page) {
    page.failure(19, "An authority's certificate is used as the server's own");
    let error = met_with(|params| params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained)).await;
    page.case("It is marked as an authority", error);

    page.failure(20, "The certificate is for another host");
    let named = |names: &[&str]| {
        let names: Vec<_> = names.iter().map(|&name| name.to_owned()).collect();
        let names = CertificateParams::new(names).expect("valid names");
        names.subject_alt_names
    };
    let other = named(&["api.leantech.me", "mtls.leantech.me"]);
    let error = met_with(|params| params.subject_alt_names = other).await;
    page.case("It names others", error);
    let error = met_with(|params| params.subject_alt_names = named(&[])).await;
    page.case("It has a common name alone", error);

    page.failure(
        21,
        "The server's certificate has expired, or is not valid yet",
    );
    let error = met_with(|params| params.not_after = date_time_ymd(2001, 1, 1)).await;
    page.case("Expired", error);
    let error = met_with(|params| params.not_before = date_time_ymd(2400, 1, 1)).await;
    page.case("Not valid yet", error);
}

async fn other_protocols(page: &mut Page) {
    page.failure(22, "Plain HTTP");
    let server = Server::tcp(|mut stream, _| async move {
        let _ = stream.read(&mut [0; 4096]).await;
        let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n").await;
    })
    .await;
    let error = failed(call(&mutual::client(&server), &table::GET).await);
    page.case("On the port of the URL", error);
    let url = server.url().replace("https", "http");
    let built = Client::builder(table::Sandbox).base_url(url).build();
    page.case(
        "An `http://` URL, when the client is built",
        built.expect_err("refused"),
    );

    page.failure(23, "No TLS version or cipher in common");
    let error = met(Setup::mutual().tls12().lab()).await;
    page.case("The server speaks TLS 1.2", error);
    let error = met(Setup::mutual().without_ciphers_in_common().lab()).await;
    page.case("No key exchange in common", error);
}

/// Returns the error of a call by the lab's application to this server.
async fn met(config: ServerConfig) -> Error {
    let server = Server::ok(config).await;
    let client = mutual::builder(&server).retry(RetryPolicy::never()).build();
    failed(call(&client.expect("a client"), &table::GET).await)
}

/// At one whose certificate is changed in some way.
async fn met_with(change: impl FnOnce(&mut CertificateParams)) -> Error {
    let issuer: &Authority = &lab().intermediate;
    met(Setup::mutual().with(&lab().server(change), issuer)).await
}
