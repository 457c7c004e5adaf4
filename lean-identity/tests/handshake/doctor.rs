//! The doctor's findings about hostile servers.

use std::{
    io::{Read as _, Write as _},
    time::Duration,
};

use lean_identity::{
    doctor::{CheckStatus, Diagnosis, Doctor, Topic},
    identity::Identity,
};
use rustls::ServerConfig;

use super::{
    lab::lab,
    server::{Server, Setup, named, swallowing_large_hellos},
};

fn examine(server: &Server, timeout: Duration) -> Diagnosis {
    let identity = Identity::from_pem(lab().app.key_pem(), lab().app.pem(), lab().chain_pem())
        .expect("the lab's identity loads");
    Doctor::new(identity, format!("https://localhost:{}", server.port()))
        .timeout(timeout)
        .check()
}

#[track_caller]
fn check(diagnosis: &Diagnosis, topic: Topic, state: CheckStatus, code: &str) {
    let check = diagnosis.check(topic).expect("every topic is named");
    assert_eq!(
        (check.state, check.code.unwrap_or_default()),
        (state, code),
        "{diagnosis}"
    );
}

/// Answers every request with this.
fn answers(config: ServerConfig, response: &'static str) -> Server {
    Server::tls_then(config, move |tls, stream| {
        let mut stream = rustls::Stream::new(tls, stream);
        if stream.read(&mut [0; 1_024])? > 0 {
            stream.write_all(response.as_bytes())?;
        }
        stream.conn.send_close_notify();
        stream.flush()
    })
}

const PATIENCE: Duration = Duration::from_secs(20);

#[test]
fn a_refusal_by_a_page() {
    let page = "HTTP/1.1 400 Bad Request\r\nContent-Type: text/html\r\nContent-Length: 63\r\n\r\n\
                <html><body>The SSL certificate error</body></html>            ";
    let server = answers(Setup::mutual().lab(), page);
    let diagnosis = examine(&server, PATIENCE);
    check(
        &diagnosis,
        Topic::ClientCertificate,
        CheckStatus::Fail,
        "CLIENT_CERT_REJECTED",
    );
    check(&diagnosis, Topic::ServerName, CheckStatus::Ok, "");
}

#[test]
fn a_clock_that_is_off() {
    let response =
        "HTTP/1.1 200 OK\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\nContent-Length: 0\r\n\r\n";
    let diagnosis = examine(&answers(Setup::mutual().lab(), response), PATIENCE);
    check(&diagnosis, Topic::Clock, CheckStatus::Fail, "CLOCK_SKEW");
    assert!(
        diagnosis.to_string().contains("1994-11-06T08:49:37Z"),
        "{diagnosis}"
    );
}

#[test]
fn an_answer_that_is_not_http() {
    let diagnosis = examine(
        &answers(Setup::mutual().lab(), "220 mail\r\n\r\n"),
        PATIENCE,
    );
    check(&diagnosis, Topic::Http, CheckStatus::Skipped, "");
    assert!(diagnosis.is_ok(), "{diagnosis}");
}

#[test]
fn a_server_for_another_host() {
    let config = Setup::mutual().config(&named(&["other.example"]), &[&lab().intermediate]);
    let diagnosis = examine(&Server::tls(config), PATIENCE);
    check(&diagnosis, Topic::ServerChain, CheckStatus::Ok, "");
    check(
        &diagnosis,
        Topic::ServerName,
        CheckStatus::Fail,
        "SERVER_NAME",
    );
    check(
        &diagnosis,
        Topic::ClientCertificate,
        CheckStatus::Skipped,
        "",
    );
}

// The other provider's first message is small.
#[cfg(feature = "aws-lc-rs")]
#[test]
fn s_15_larger_first_messages_are_swallowed() {
    let server = swallowing_large_hellos(Setup::mutual().lab());
    let diagnosis = examine(&server, Duration::from_secs(8));
    check(
        &diagnosis,
        Topic::PostQuantum,
        CheckStatus::Fail,
        "POST_QUANTUM_BLOCKED",
    );
    check(&diagnosis, Topic::Tls, CheckStatus::Ok, "");
    check(&diagnosis, Topic::ServerChain, CheckStatus::Ok, "");
}
