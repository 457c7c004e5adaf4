//! S-09: revocation lists in files that change while the client runs.

use lean_runtime::{Client, tls::TlsSettings};
use rcgen::SerialNumber;

use crate::{
    lab::{Directory, lab, revocation_list},
    support::{
        call, failed, mutual,
        server::{Server, Setup, json},
        table,
    },
};

const SERIAL: u64 = 4_711;

async fn serving() -> Server {
    let leaf = lab().server(|params| params.serial_number = Some(SerialNumber::from(SERIAL)));
    let config = Setup::mutual().with(&leaf, &lab().intermediate);
    Server::http(config, |_| async { json("{}") }).await
}

fn list(serial: Option<u64>, until: i32) -> Vec<u8> {
    revocation_list(&lab().intermediate, serial, until)
}

async fn code(client: &Client) -> String {
    failed(call(client, &table::CREATE).await).code().to_owned()
}

#[tokio::test]
async fn s_09_revocation_lists_are_read_again_when_their_file_changes() {
    let server = serving().await;
    let directory = Directory::new();
    let path = directory.write("ca.crl", list(None, 3000));
    let tls = TlsSettings::mutual().revocation_list_file(&path);
    let builder = mutual::builder(&server).tls(tls.expect("a list"));
    let client = builder.build().expect("a client");
    for _ in 0..3 {
        call(&client, &table::CREATE).await.expect("an answer");
    }
    assert_eq!(server.connections(), 1);
    // The server is revoked: the open connection is not used any more either.
    directory.write("ca.crl", list(Some(SERIAL), 3000));
    assert_eq!(code(&client).await, "SERVER_REVOKED");
    assert_eq!(server.visits().len(), 3);
    // What cannot be read changes nothing.
    directory.write("ca.crl", "not a list");
    assert_eq!(code(&client).await, "SERVER_REVOKED");
    std::fs::remove_file(&path).expect("it was there");
    assert_eq!(code(&client).await, "SERVER_REVOKED");
    directory.write("ca.crl", list(Some(SERIAL + 1), 3000));
    call(&client, &table::CREATE).await.expect("an answer");
}

#[tokio::test]
async fn s_09_an_expired_list_is_replaced_without_a_restart() {
    let server = serving().await;
    let directory = Directory::new();
    let path = directory.write("ca.crl", list(None, 2001));
    let tls = TlsSettings::mutual().revocation_list_file(&path);
    let builder = mutual::builder(&server).tls(tls.expect("a list"));
    let client = builder.build().expect("a client");
    assert_eq!(code(&client).await, "CRL_EXPIRED");
    directory.write("ca.crl", list(Some(SERIAL + 1), 3000));
    call(&client, &table::CREATE).await.expect("an answer");
}

#[tokio::test]
async fn s_09_a_file_without_a_list_is_refused_at_once() {
    let directory = Directory::new();
    let path = directory.write("ca.crl", "not a list");
    let settings = TlsSettings::mutual();
    assert!(settings.clone().revocation_list_file(&path).is_err());
    let nowhere = path.with_extension("pem");
    assert!(settings.revocation_list_file(nowhere).is_err());
}
