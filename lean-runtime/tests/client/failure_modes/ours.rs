//! 9 to 14: what servers think of our certificate.

use std::sync::{Arc, Mutex};

use jiff::{SignedDuration, Timestamp};
use lean_runtime::{
    Client, Error, RetryPolicy,
    identity::{Identity, PemBytes},
    request::Payload,
    tls::{MinimumVersion, TlsSettings},
};
use rcgen::{SerialNumber, date_time_ymd};

use super::page::{Page, noted, refused};
use crate::{
    lab::{self, authority_pem, lab},
    support::{
        call, failed, mutual, payment, send,
        server::{Server, Setup, status},
        table,
    },
};

const NGINX_MISSING: &str =
    "<html><head><title>400 No required SSL certificate was sent</title></head></html>";
const NGINX_BAD: &str = "<html><head><title>400 The SSL certificate error</title></head></html>";

pub async fn write(page: &mut Page) {
    missing_intermediate(page).await;
    page.failure(10, "Our certificate has expired");
    let old = lab().client("app-one", |params| {
        params.not_before = date_time_ymd(2000, 1, 1);
        params.not_after = date_time_ymd(2001, 1, 1);
    });
    let error = refused(page.load(old.key_pem(), old.pem(), lab().chain_pem()));
    page.case("At loading, before any server is asked", error);
    let error = expired_meanwhile(page).await;
    page.case(
        "While the application runs and nobody replaces it; nothing is sent",
        error,
    );
    stranger(page).await;
    nothing_sent(page).await;
    revoked(page).await;
    late(page).await;
}

async fn missing_intermediate(page: &mut Page) {
    page.failure(9, "The intermediate is missing");
    let loaded = page.with_chain(authority_pem(&lab().root));
    let identity = loaded.as_ref().expect("it loads").clone();
    page.case("At loading, a warning", noted(loaded));
    let server = Server::ok(Setup::mutual().lab()).await;
    let client = mutual::builder_of(&server, identity).build();
    let error = failed(call(&client.expect("a client"), &table::GET).await);
    page.case("When a server refuses it", error);
}

async fn stranger(page: &mut Page) {
    page.failure(11, "Our certificate is of another authority");
    let other = lab::Lab::new("Other");
    let server = Server::ok(Setup::mutual().lab()).await;
    let error = failed(call(&of_a_stranger(&other, &server), &table::GET).await);
    page.case("By an alert", error);
    let setup = Setup::mutual_of_unnamed(&[&lab().root, &other.root]);
    let server = refusing(setup, NGINX_BAD).await;
    let error = failed(call(&of_a_stranger(&other, &server), &table::GET).await);
    page.case(
        "By a page, as nginx does; the server names no authorities",
        error,
    );
}

async fn expired_meanwhile(page: &Page) -> Error {
    let server = Server::ok(Setup::mutual().lab()).await;
    let files = page.with_key(lab().app.key_pem()).expect("it loads");
    let later = files.current().not_after() + SignedDuration::from_hours(1);
    let now = Arc::new(Mutex::new(Timestamp::now()));
    let clock = Arc::clone(&now);
    let source = PemBytes::new(lab().app.key_pem(), lab().app.pem(), lab().chain_pem());
    let builder = Identity::builder(source).clock(move || *clock.lock().expect("no panic"));
    let client = mutual::builder_of(&server, builder.load().expect("it loads")).build();
    *now.lock().expect("no panic") = later;
    failed(call(&client.expect("a client"), &table::GET).await)
}

async fn nothing_sent(page: &mut Page) {
    page.failure(12, "No client certificate was sent");
    let server = Server::ok(Setup::mutual().lab()).await;
    let error = failed(call(&anonymous(&server), &table::GET).await);
    page.case("TLS 1.3", error);
    let server = Server::ok(Setup::mutual().tls12().lab()).await;
    let error = failed(call(&anonymous(&server), &table::GET).await);
    page.case("TLS 1.2", error);
    let server = refusing(Setup::public(), NGINX_MISSING).await;
    let error = failed(call(&anonymous(&server), &table::GET).await);
    page.case("By a page, as nginx does", error);
}

async fn revoked(page: &mut Page) {
    const SERIAL: u64 = 0x65fd;
    page.failure(13, "Our certificate is revoked");
    let leaf = lab().client("app-gone", |params| {
        params.serial_number = Some(SerialNumber::from(SERIAL));
    });
    let list = lab::revocation_list(&lab().intermediate, Some(SERIAL), 3000);
    let server = Server::ok(Setup::revoking(&lab().root, list).lab()).await;
    let identity = page.load(leaf.key_pem(), leaf.pem(), lab().chain_pem());
    let client = mutual::builder_of(&server, identity.expect("it loads")).build();
    let error = failed(call(&client.expect("a client"), &table::GET).await);
    page.case("By an alert", error);
}

async fn late(page: &mut Page) {
    page.failure(14, "The refusal comes late");
    let server = Server::ok(Setup::mutual().lab()).await;
    let mut large = payment();
    large.body = Payload::Bytes(vec![b'x'; 2 << 20].into());
    let other = lab::Lab::new("Other");
    let error = failed(send(&of_a_stranger(&other, &server), large).await);
    page.case("While 2 MB of a payment are being sent", error);
    let server = Server::tls(Setup::mutual().lab(), |_, _| async {}).await;
    let client = mutual::builder(&server).retry(RetryPolicy::never()).build();
    let error = failed(call(&client.expect("a client"), &table::GET).await);
    page.case("The server hangs up without a word", error);
}

/// A client whose certificate the lab's servers do not know.
fn of_a_stranger(other: &lab::Lab, server: &Server) -> Client {
    let chain = lab().chain_pem() + &authority_pem(&other.intermediate);
    let identity = Identity::from_pem(other.app.key_pem(), other.app.pem(), chain);
    let builder = mutual::builder_of(server, identity.expect("it loads"));
    builder.build().expect("a client")
}

/// A client without a certificate.
fn anonymous(server: &Server) -> Client {
    let tls = TlsSettings::trusting(lab().chain_pem().as_bytes()).expect("authorities");
    let builder = Client::builder(table::Sandbox).base_url(server.url());
    let builder = builder.tls(tls.minimum_version(MinimumVersion::Tls12));
    builder.build().expect("a client")
}

/// A server that ends the handshake well, and answers with this page.
async fn refusing(setup: Setup, page: &'static str) -> Server {
    let answer = move |_| async move { status(400, "text/html", page) };
    Server::http(setup.lab(), answer).await
}
