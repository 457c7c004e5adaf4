//! The doctor's findings about healthy and faulty servers, over real sockets.

mod lab;

use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::thread;
use std::time::{Duration, Instant};

use lab::{identity, of_another_authority};
use lean::Identity;
use lean::doctor::{CheckStatus, Diagnosis, Doctor, Owner, Topic};
use lean_sandbox::{Sandbox, TlsVersion};

fn sandbox() -> Sandbox {
    Sandbox::builder()
        .start_blocking()
        .expect("the sandbox starts")
}

fn own(sandbox: &Sandbox) -> Identity {
    identity(sandbox.files()).expect("the sandbox's own files")
}

#[track_caller]
fn check(diagnosis: &Diagnosis, topic: Topic, state: CheckStatus, code: &str) {
    let check = diagnosis
        .check(topic)
        .unwrap_or_else(|| panic!("nothing of {topic:?} in\n{diagnosis}"));
    assert_eq!(
        (check.state, check.code.unwrap_or_default()),
        (state, code),
        "{diagnosis}"
    );
    assert_eq!(
        check.remedy.is_some(),
        matches!(state, CheckStatus::Warn | CheckStatus::Fail),
        "{check}"
    );
}

#[test]
fn all_is_well() {
    let sandbox = sandbox();
    let diagnosis = Doctor::new(own(&sandbox), sandbox.url()).check();
    assert!(diagnosis.is_ok(), "{diagnosis}");
    for topic in Topic::ALL {
        check(&diagnosis, *topic, CheckStatus::Ok, "");
    }
    let text = diagnosis.to_string();
    for word in [
        "TLS 1.3",
        "ALPN h2",
        "MLKEM",
        "our issuer among them",
        "curl -v --cert my_app_cert.crt",
        "openssl s_client",
    ] {
        assert!(text.contains(word), "{word} is not in\n{text}");
    }
    let owners: Vec<_> = diagnosis
        .certificates()
        .iter()
        .map(|expiry| expiry.owner)
        .collect();
    assert!(
        [Owner::Ours, Owner::ChainFile, Owner::Server]
            .iter()
            .all(|owner| owners.contains(owner))
    );
    // The token was not sent, nor anything but a bare request.
    let paths: Vec<_> = sandbox
        .seen()
        .iter()
        .map(|seen| seen.path.clone())
        .collect();
    assert_eq!(paths, ["/"]);
}

#[test]
fn neither_text_nor_json_holds_the_key() {
    let sandbox = sandbox();
    let doctor = Doctor::new(own(&sandbox), sandbox.url());
    let diagnosis = doctor.check();
    let key = sandbox
        .files()
        .private_key_pem
        .lines()
        .nth(1)
        .expect("a line of base64")
        .to_owned();
    for shown in [
        diagnosis.to_string(),
        diagnosis.to_json(),
        format!("{diagnosis:?}"),
        format!("{doctor:?}"),
    ] {
        assert!(!shown.contains(&key), "{shown}");
    }
    let json = diagnosis.to_json();
    for member in [
        "\"ok\": true",
        "\"topic\": \"server chain\"",
        "\"state\": \"ok\"",
        "\"days_left\": ",
    ] {
        assert!(json.contains(member), "{member} is not in\n{json}");
    }
}

#[test]
fn a_certificate_of_another_authority() {
    let sandbox = sandbox();
    let files = of_another_authority(&sandbox);
    let diagnosis = Doctor::new(identity(&files).expect("files that fit"), sandbox.url()).check();
    assert!(!diagnosis.is_ok());
    check(&diagnosis, Topic::ServerName, CheckStatus::Ok, "");
    check(
        &diagnosis,
        Topic::ClientCertificate,
        CheckStatus::Fail,
        "CLIENT_CERT_REJECTED",
    );
    check(
        &diagnosis,
        Topic::Authorities,
        CheckStatus::Warn,
        "ISSUER_NOT_NAMED",
    );
    check(&diagnosis, Topic::Http, CheckStatus::Skipped, "");
    assert!(
        diagnosis
            .to_string()
            .contains("sandbox certificate against production"),
        "{diagnosis}"
    );
}

#[test]
fn no_certificate_where_one_is_demanded() {
    let sandbox = sandbox();
    let trust = lean::tls::TlsSettings::trusting(sandbox.authority().root_pem().as_bytes())
        .expect("an authority");
    let diagnosis = Doctor::new(None, sandbox.url()).settings(trust).check();
    check(&diagnosis, Topic::Identity, CheckStatus::Skipped, "");
    check(
        &diagnosis,
        Topic::ClientCertificate,
        CheckStatus::Fail,
        "CLIENT_CERT_REQUIRED",
    );
}

#[test]
fn a_server_that_the_chain_does_not_vouch_for() {
    let (sandbox, stranger) = (sandbox(), sandbox());
    let diagnosis = Doctor::new(own(&stranger), sandbox.url()).check();
    check(&diagnosis, Topic::Tls, CheckStatus::Ok, "");
    check(
        &diagnosis,
        Topic::ServerChain,
        CheckStatus::Fail,
        "SERVER_UNTRUSTED",
    );
    check(
        &diagnosis,
        Topic::ClientCertificate,
        CheckStatus::Skipped,
        "",
    );
    // The server's certificates are reported even so.
    assert!(
        diagnosis
            .certificates()
            .iter()
            .any(|expiry| expiry.owner == Owner::Server),
        "{diagnosis}"
    );
    assert!(sandbox.seen().is_empty());
}

#[test]
fn a_host_that_asks_for_no_certificate() {
    let sandbox = sandbox();
    let trust = lean::tls::TlsSettings::trusting(sandbox.public_root_pem().as_bytes())
        .expect("an authority");
    let diagnosis = Doctor::new(own(&sandbox), sandbox.oauth_url())
        .settings(trust)
        .check();
    check(
        &diagnosis,
        Topic::ClientCertificate,
        CheckStatus::Warn,
        "SERVER_DID_NOT_ASK",
    );
    assert!(diagnosis.is_ok(), "{diagnosis}");
}

#[test]
fn a_server_of_an_older_version() {
    let sandbox = Sandbox::builder()
        .tls_versions(&[TlsVersion::V1_2])
        .start_blocking()
        .expect("the sandbox starts");
    let diagnosis = Doctor::new(own(&sandbox), sandbox.url()).check();
    check(&diagnosis, Topic::Tls, CheckStatus::Fail, "TLS_VERSION");
    assert!(
        diagnosis.to_string().contains("It speaks TLS 1.2"),
        "{diagnosis}"
    );
}

#[test]
fn a_certificate_about_to_expire() {
    let sandbox = sandbox();
    let order = |hours: u64| {
        sandbox
            .authority()
            .client()
            .valid_for(Duration::from_secs(hours * 3_600))
    };
    let soon =
        identity(&order(24 * 10).sign().expect("a signed certificate")).expect("it is valid");
    check(
        &Diagnosis::of(&soon),
        Topic::Expiry,
        CheckStatus::Warn,
        "CERT_EXPIRES_SOON",
    );
    let now = identity(&order(2).sign().expect("a signed certificate")).expect("it is valid");
    check(
        &Diagnosis::of(&now),
        Topic::Expiry,
        CheckStatus::Fail,
        "CERT_EXPIRES_SOON",
    );
}

#[test]
fn invalid_urls() {
    for (url, code) in [
        ("http://localhost", "URL_NOT_HTTPS"),
        ("localhost", "URL_INVALID"),
        ("", "URL_INVALID"),
    ] {
        let diagnosis = Doctor::new(None, url).check();
        check(&diagnosis, Topic::Url, CheckStatus::Fail, code);
        check(&diagnosis, Topic::Dns, CheckStatus::Skipped, "");
    }
}

#[test]
fn a_port_where_nothing_listens() {
    let port = free_port();
    let diagnosis = Doctor::new(None, format!("https://127.0.0.1:{port}")).check();
    check(&diagnosis, Topic::Tcp, CheckStatus::Fail, "CONNECT_REFUSED");
}

#[test]
fn a_host_that_does_not_resolve() {
    let diagnosis = Doctor::new(None, "https://no-such-host.invalid")
        .timeout(Duration::from_secs(8))
        .check();
    check(&diagnosis, Topic::Dns, CheckStatus::Fail, "DNS");
    check(&diagnosis, Topic::Tcp, CheckStatus::Skipped, "");
}

#[test]
fn plain_http_on_the_port() {
    let url = peer(|mut stream| {
        let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n");
        let _ = stream.read(&mut [0; 1024]);
    });
    let diagnosis = Doctor::new(None, url).check();
    check(&diagnosis, Topic::Tls, CheckStatus::Fail, "NOT_TLS");
    assert!(diagnosis.to_string().contains("plain HTTP"), "{diagnosis}");
}

#[test]
fn a_silent_peer_takes_no_longer_than_allowed() {
    let url = peer(|mut stream| while matches!(stream.read(&mut [0; 1024]), Ok(1..)) {});
    let start = Instant::now();
    let diagnosis = Doctor::new(None, url)
        .timeout(Duration::from_secs(2))
        .check();
    assert!(
        start.elapsed() < Duration::from_secs(4),
        "{:?}",
        start.elapsed()
    );
    check(&diagnosis, Topic::Tls, CheckStatus::Fail, "TIMEOUT(tls)");
}

/// Starts a peer that is not a TLS server; returns its URL.
fn peer(answer: impl Fn(std::net::TcpStream) + Send + 'static) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let port = listener.local_addr().expect("it is bound").port();
    thread::spawn(move || listener.incoming().flatten().for_each(answer));
    format!("https://127.0.0.1:{port}")
}

fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    listener.local_addr().expect("it is bound").port()
}
