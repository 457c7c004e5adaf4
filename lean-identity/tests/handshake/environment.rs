//! T-10, X-07: what the environment may and may not decide. In processes of their own, whose environment
//! is set from outside.

use std::{env, process::Command};

use lean_identity::tls::{FaultKind, TlsSettings};

use crate::{
    connect, connect_with, fails,
    lab::{self, Directory, authority_pem, lab},
    server::{Server, Setup},
    works,
};

const ASKED: &str = "LEAN_TEST_ENVIRONMENT";

/// Runs a test of this binary again with other variables.
#[track_caller]
fn again(test: &str, variables: &[(&str, &str)]) {
    let this = env::current_exe().expect("a path");
    let output = Command::new(this)
        .args(["--exact", &format!("environment::{test}")])
        .env(ASKED, "1")
        .envs(variables.iter().copied())
        .output()
        .expect("runs");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stdout)
    );
}

fn is_asked() -> bool {
    env::var_os(ASKED).is_some()
}

#[test]
fn t_10_authorities_of_the_system_count_only_where_they_are_asked_for() {
    if !is_asked() {
        let directory = Directory::new();
        let public = lab::root("Public", "Public Root");
        let leaf = lab::issue(&public, "localhost", |params| {
            *params = lab::server_params()
        });
        let root = directory.write("root.pem", authority_pem(&public));
        directory.write("leaf.pem", leaf.pem());
        directory.write("key.pem", leaf.key_pem());
        let [root, folder] = [&root, &directory.0].map(|path| path.to_string_lossy().into_owned());
        return again(
            "t_10_authorities_of_the_system_count_only_where_they_are_asked_for",
            &[
                ("SSL_CERT_FILE", &root),
                ("SSL_CERT_DIR", &folder),
                ("LEAN_TEST_FOLDER", &folder),
            ],
        );
    }
    let folder = env::var("LEAN_TEST_FOLDER").expect("set by the test");
    let read = |name: &str| {
        std::fs::read_to_string(format!("{folder}/{name}")).expect("written by the test")
    };
    let key = rustls::pki_types::PrivatePkcs8KeyDer::from(lab::der(&read("key.pem")));
    let chain = vec![lab::der(&read("leaf.pem")).into()];
    let config = Setup::mutual()
        .builder()
        .with_single_cert(chain, key.into())
        .expect("a key for the certificate");
    let server = Server::tls(config);
    fails(connect(&server), FaultKind::ServerUntrusted);
    works(connect_with(&server, &TlsSettings::public()));
    // And the other way round: the chain file does not count for public hosts.
    fails(
        connect_with(&Server::tls(Setup::mutual().lab()), &TlsSettings::public()),
        FaultKind::ServerUntrusted,
    );
}

#[test]
fn machine_without_public_authorities_is_told_so() {
    if !is_asked() {
        let empty = Directory::new();
        let folder = empty.0.to_string_lossy().into_owned();
        let none = empty.write("none.pem", "").to_string_lossy().into_owned();
        return again(
            "machine_without_public_authorities_is_told_so",
            &[("SSL_CERT_FILE", &none), ("SSL_CERT_DIR", &folder)],
        );
    }
    let server = Server::tls(Setup::mutual().lab());
    let fault = fails(
        connect_with(&server, &TlsSettings::public()),
        FaultKind::PublicRootsMissing,
    );
    assert!(fault.remedy().contains("ca-certificates"), "{fault}");
    works(connect(&server));
}

#[test]
fn x_07_key_log_variable_is_ignored() {
    if !is_asked() {
        let directory = Directory::new();
        let log = directory.0.join("keys.log");
        again(
            "x_07_key_log_variable_is_ignored",
            &[("SSLKEYLOGFILE", &log.to_string_lossy())],
        );
        return assert!(!log.exists());
    }
    works(connect(&Server::tls(Setup::mutual().lab())));
}

#[test]
fn x_09_no_provider_is_installed_for_the_process() {
    if !is_asked() {
        return again("x_09_no_provider_is_installed_for_the_process", &[]);
    }
    assert!(lab().app.pem().starts_with("-----BEGIN"));
    works(connect(&Server::tls(Setup::mutual().lab())));
    assert!(rustls::crypto::CryptoProvider::get_default().is_none());
}
