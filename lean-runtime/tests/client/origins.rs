//! X and W-17: to whom certificate, tokens and bytes go, and to whom they never do.

use std::sync::{Arc, Mutex};

use lean_runtime::{
    Client, RetryPolicy,
    identity::Identity,
    testing::FakeTransport,
    tls::{MinimumVersion, TlsSettings},
};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

use crate::{
    lab::{self, authority_pem, lab},
    support::{
        call, failed, mutual,
        server::{Server, Setup, closing, json, status},
        table,
    },
};

/// A client with an identity and an app token.
fn production(server: &Server) -> Client {
    let builder = Client::builder(table::Production).identity(mutual::identity());
    let builder = builder.app_token("s3cret").base_url(server.url());
    builder.build().expect("a client")
}

#[tokio::test]
async fn w_17_redirects_are_not_followed_and_leak_nothing() {
    let evil = Server::ok(Setup::mutual().lab()).await;
    let plain = Server::tcp(|mut stream, shared| async move {
        let mut bytes = Vec::new();
        let _ = stream.read_to_end(&mut bytes).await;
        shared.plain.lock().expect("no panic").extend(bytes);
    })
    .await;
    let locations = [
        evil.url(),
        format!(
            "https://user@{}/",
            evil.url().trim_start_matches("https://")
        ),
        format!("http://localhost:{}/", plain.address.port()),
        "/again".to_owned(),
        "//localhost:1/".to_owned(),
    ];
    for location in locations {
        for code in [301, 302, 303, 307, 308] {
            let to = location.clone();
            let server = Server::http(Setup::mutual().lab(), move |_| {
                let mut response = status(code, "text/plain", "");
                response
                    .headers_mut()
                    .insert("location", to.parse().expect("a value"));
                async { response }
            })
            .await;
            let client = production(&server);
            let error = failed(call(&client, &table::GET).await);
            assert_eq!(error.code(), "REDIRECT_REFUSED", "{location}");
            let visits = server.visits();
            assert_eq!(visits.len(), 1, "{location}");
            assert_eq!(visits[0].headers["lean-app-token"], "s3cret");
        }
    }
    assert_eq!(evil.connections(), 0);
    assert!(plain.connections() == 0 && plain.plain().is_empty());
}

#[tokio::test]
async fn x_02_in_clear_by_choice_within_this_machine_and_without_an_identity() {
    let server = Server::tcp(|mut stream, _| async move {
        let mut bytes = [0; 4096];
        let _ = stream.read(&mut bytes).await;
        let answer =
            b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{}";
        let _ = stream.write_all(answer).await;
    })
    .await;
    let url = format!("http://127.0.0.1:{}", server.address.port());
    let refused = Client::builder(table::Sandbox).base_url(&url).build();
    let refused = refused.expect_err("not without being asked for");
    assert_eq!(refused.code(), "URL_NOT_HTTPS");
    assert!(refused.to_string().contains("`.allow_http_on_loopback()`"));
    let client = Client::builder(table::Sandbox)
        .base_url(&url)
        .allow_http_on_loopback()
        .build();
    let reply = call(&client.expect("a client"), &table::GET).await;
    assert_eq!(reply.expect("an answer").status, 200);
    let with_identity = Client::builder(table::Production)
        .identity(mutual::identity())
        .allow_http_on_loopback()
        .build();
    let refused = with_identity.expect_err("no certificate without TLS");
    assert_eq!(refused.code(), "CONFIGURATION");
}

#[tokio::test]
async fn x_01_no_byte_goes_to_a_server_that_is_not_trusted() {
    let other = lab::Lab::new("Other");
    let config = Setup::mutual().with(&other.server(|_| {}), &other.intermediate);
    let server = Server::ok(config).await;
    let client = production(&server);
    let error = failed(call(&client, &table::GET).await);
    assert_eq!(error.code(), "SERVER_UNTRUSTED", "{error:?}");
    assert!(server.visits().is_empty());
    assert_eq!(error.attempts(), 1);
}

#[tokio::test]
async fn x_03_the_certificate_is_not_shown_to_the_token_endpoint() {
    let api = Server::ok(Setup::mutual().lab()).await;
    // It asks for a certificate, but does not insist.
    let tokens = Server::http(Setup::public().lab(), |_| async {
        json(r#"{"access_token":"t1","expires_in":3599}"#)
    })
    .await;
    let builder = mutual::builder(&api).oauth2("id", "secret");
    let builder = builder.token_url(format!("{}/token", tokens.url()));
    let client = builder
        .trust_root_pem(lab().chain_pem())
        .build()
        .expect("a client");
    call(&client, &table::WITH_TOKEN).await.expect("an answer");
    assert_eq!(tokens.visits()[0].certificate, None);
    assert!(!tokens.visits()[0].headers.contains_key("authorization"));
    assert_eq!(api.visits()[0].headers["authorization"], "Bearer t1");
    assert!(api.visits()[0].certificate.is_some());
}

#[tokio::test]
async fn a_token_endpoint_that_may_see_the_certificate_does() {
    let both = Server::http(Setup::mutual().lab(), |visit| async move {
        match visit.path.as_str() {
            "/token" => json(r#"{"access_token":"bound","expires_in":3599}"#),
            _ => json("{}"),
        }
    })
    .await;
    let builder = mutual::builder(&both).oauth2("id", "secret");
    let client = builder
        .token_url(format!("{}/token", both.url()))
        .build()
        .expect("a client");
    call(&client, &table::WITH_TOKEN).await.expect("an answer");
    assert!(
        both.visits()
            .iter()
            .all(|visit| visit.certificate.is_some())
    );
}

#[tokio::test]
async fn trust_of_one_kind_never_stands_in_for_the_other() {
    let bank = Server::ok(Setup::mutual().lab()).await;
    let other = lab::Lab::new("Public");
    let public = Server::ok(Setup::public().with(&other.server(|_| {}), &other.intermediate)).await;
    // The chain file does not make a publicly signed host trusted, nor public roots a mutual one.
    let chain_only = mutual::builder(&public).trust_root_pem(authority_pem(&other.root));
    let error = failed(call(&chain_only.build().expect("a client"), &table::GET).await);
    assert_eq!(error.code(), "SERVER_UNTRUSTED", "{error:?}");
    let sandbox = |server: &Server, root: &lab::Authority| {
        let builder = Client::builder(table::Sandbox).base_url(server.url());
        builder
            .trust_root_pem(authority_pem(root))
            .build()
            .expect("a client")
    };
    let error = failed(call(&sandbox(&bank, &other.root), &table::GET).await);
    assert_eq!(error.code(), "SERVER_UNTRUSTED", "{error:?}");
    call(&sandbox(&public, &other.root), &table::GET)
        .await
        .expect("an answer");
}

#[tokio::test]
async fn x_02_http_is_never_opened() {
    let plain = Server::tcp(|mut stream, shared| async move {
        let mut bytes = Vec::new();
        let _ = stream.read_to_end(&mut bytes).await;
        shared.plain.lock().expect("no panic").extend(bytes);
    })
    .await;
    let url = format!("http://localhost:{}", plain.address.port());
    let built = Client::builder(table::Mutual)
        .identity(mutual::identity())
        .base_url(url)
        .build();
    assert_eq!(built.expect_err("refused").code(), "URL_NOT_HTTPS");
    assert_eq!(plain.connections(), 0);
}

#[tokio::test]
async fn x_05_tls_12_is_refused_unless_chosen() {
    let server = Server::ok(Setup::mutual().tls12().lab()).await;
    let error = failed(call(&mutual::client(&server), &table::GET).await);
    assert_eq!(error.code(), "TLS_VERSION", "{error:?}");
    let tls = TlsSettings::mutual().minimum_version(MinimumVersion::Tls12);
    let client = mutual::builder(&server).tls(tls).build().expect("a client");
    call(&client, &table::GET).await.expect("an answer");
}

#[tokio::test]
async fn x_08_sessions_are_not_resumed() {
    let server = Server::http(Setup::mutual().http1(), |_| async { closing(json("{}")) }).await;
    let client = mutual::client(&server);
    for _ in 0..4 {
        call(&client, &table::GET).await.expect("an answer");
    }
    assert_eq!(server.connections(), 4);
    assert!(server.visits().iter().all(|visit| !visit.is_resumed));
}

#[tokio::test]
async fn w_24_one_certificate_for_two_hosts_does_not_join_their_connections() {
    let server = Server::ok(Setup::mutual().http2()).await;
    let client = mutual::builder(&server).build().expect("a client");
    let other =
        mutual::builder(&server).base_url(format!("https://127.0.0.1:{}", server.address.port()));
    let other = other.build().expect("a client");
    call(&client, &table::GET).await.expect("an answer");
    // Not a name of the certificate: a connection of its own is tried, and refused.
    let error = failed(call(&other, &table::GET).await);
    assert_eq!(error.code(), "SERVER_NAME", "{error:?}");
    assert_eq!(server.connections(), 2);
}

#[tokio::test]
async fn w_25_a_proxy_gets_a_tunnel_and_nothing_else() {
    let bank = Server::ok(Setup::mutual().lab()).await;
    let asked = Arc::new(Mutex::new(String::new()));
    let (to, note) = (bank.address, Arc::clone(&asked));
    let proxy = Server::tcp(move |mut stream, _| {
        let note = Arc::clone(&note);
        async move {
            let mut head = Vec::new();
            while !head.ends_with(b"\r\n\r\n") {
                let Ok(byte) = stream.read_u8().await else {
                    return;
                };
                head.push(byte);
            }
            note.lock()
                .expect("no panic")
                .push_str(&String::from_utf8_lossy(&head));
            let answer = b"HTTP/1.1 200 OK\r\n\r\n";
            let _ = tokio::io::AsyncWriteExt::write_all(&mut stream, answer).await;
            let Ok(mut bank) = tokio::net::TcpStream::connect(to).await else {
                return;
            };
            let _ = tokio::io::copy_bidirectional(&mut stream, &mut bank).await;
        }
    })
    .await;
    let url = format!("http://127.0.0.1:{}", proxy.address.port());
    let client = mutual::builder(&bank)
        .proxy(url)
        .app_token("s3cret")
        .build()
        .expect("a client");
    call(&client, &table::WITH_APP_TOKEN)
        .await
        .expect("an answer");
    assert!(
        bank.visits()[0].certificate.is_some(),
        "mutual TLS from end to end"
    );
    let asked = asked.lock().expect("no panic").clone();
    assert!(
        asked.starts_with(&format!("CONNECT localhost:{}", bank.address.port())),
        "{asked}"
    );
    assert!(!asked.contains("s3cret"), "{asked}");
}

#[tokio::test]
async fn w_25_a_proxy_that_refuses_is_named() {
    for code in [407, 502] {
        let proxy = Server::tcp(move |mut stream, _| async move {
            let mut head = Vec::new();
            while !head.ends_with(b"\r\n\r\n") {
                let Ok(byte) = stream.read_u8().await else {
                    return;
                };
                head.push(byte);
            }
            let answer = format!("HTTP/1.1 {code} X\r\nContent-Length: 0\r\n\r\n");
            let _ = tokio::io::AsyncWriteExt::write_all(&mut stream, answer.as_bytes()).await;
        })
        .await;
        let bank = Server::ok(Setup::mutual().lab()).await;
        let url = format!("http://127.0.0.1:{}", proxy.address.port());
        let client = mutual::builder(&bank)
            .proxy(url)
            .retry(RetryPolicy::never());
        let error = failed(call(&client.build().expect("a client"), &table::GET).await);
        assert_eq!(error.code(), "PROXY_REFUSED", "{error:?}");
        assert_eq!(bank.connections(), 0);
    }
}

#[tokio::test]
async fn w_25_a_proxy_that_looks_inside_is_found_out() {
    let inspector = lab::Lab::new("Corporate Inspection");
    let config = Setup::public().with(&inspector.server(|_| {}), &inspector.intermediate);
    let acceptor = tokio_rustls::TlsAcceptor::from(Arc::new(config));
    let read = Arc::new(Mutex::new(Vec::new()));
    let note = Arc::clone(&read);
    let proxy = Server::tcp(move |mut stream, _| {
        let (acceptor, note) = (acceptor.clone(), Arc::clone(&note));
        async move {
            let mut head = Vec::new();
            while !head.ends_with(b"\r\n\r\n") {
                let Ok(byte) = stream.read_u8().await else {
                    return;
                };
                head.push(byte);
            }
            let answer = b"HTTP/1.1 200 OK\r\n\r\n";
            let _ = tokio::io::AsyncWriteExt::write_all(&mut stream, answer).await;
            let Ok(mut inside) = acceptor.accept(stream).await else {
                return;
            };
            let mut bytes = Vec::new();
            let _ = inside.read_to_end(&mut bytes).await;
            note.lock().expect("no panic").extend(bytes);
        }
    })
    .await;
    let bank = Server::ok(Setup::mutual().lab()).await;
    let url = format!("http://127.0.0.1:{}", proxy.address.port());
    let client = mutual::builder(&bank).proxy(url).app_token("s3cret");
    let error = failed(call(&client.build().expect("a client"), &table::GET).await);
    assert_eq!(error.code(), "SERVER_UNTRUSTED", "{error:?}");
    assert!(
        error.to_string().contains("Corporate Inspection"),
        "{error}"
    );
    assert!(read.lock().expect("no panic").is_empty());
}

#[tokio::test]
async fn dns_and_refused_connections_are_named() {
    let closed = tokio::net::TcpListener::bind("127.0.0.1:0")
        .await
        .expect("a port");
    let port = closed.local_addr().expect("an address").port();
    drop(closed);
    let code = async |url: String| {
        let builder = Client::builder(table::Mutual)
            .identity(mutual::identity())
            .base_url(url);
        let client = builder
            .retry(RetryPolicy::never())
            .build()
            .expect("a client");
        let error = failed(call(&client, &table::CREATE).await);
        assert!(
            error.is_connect() && !error.is_outcome_unknown(),
            "{error:?}"
        );
        error.code().to_owned()
    };
    assert_eq!(
        code(format!("https://localhost:{port}")).await,
        "CONNECT_REFUSED"
    );
    assert_eq!(code("https://no-such-host.invalid".to_owned()).await, "DNS");
}

#[test]
fn an_identity_and_a_fake_transport_go_together() {
    let fake = FakeTransport::script([]);
    let identity: Identity = mutual::identity();
    let client = Client::builder(table::Production)
        .identity(identity)
        .transport(fake)
        .build();
    client.expect("a client");
}
