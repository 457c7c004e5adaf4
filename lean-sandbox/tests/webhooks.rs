//! Webhooks arrive, signed, over HTTP and HTTPS.

mod support;

use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use lean_sandbox::{DeliveryOutcome, Files, Sandbox};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use serde_json::{Value, json};
use support::{Client, Result, connected};

/// A receiver on a thread that answers every request with this status, and passes it on as it was sent.
fn receiver(status: &'static str, tls: Option<Files>) -> Result<(u16, Receiver<String>)> {
    let socket = TcpListener::bind(("127.0.0.1", 0))?;
    let port = socket.local_addr()?.port();
    let tls = tls.map(server).transpose()?;
    let (sender, requests) = channel();
    thread::spawn(move || {
        for stream in socket.incoming().map_while(std::io::Result::ok) {
            let request = match &tls {
                None => answer(stream, status),
                Some(tls) => ServerConnection::new(tls.clone())
                    .map_or(None, |tls| answer(StreamOwned::new(tls, stream), status)),
            };
            if let Some(request) = request
                && sender.send(request).is_err()
            {
                return;
            }
        }
    });
    Ok((port, requests))
}

fn server(files: Files) -> Result<Arc<ServerConfig>> {
    let builder = ServerConfig::builder_with_provider(Arc::new(
        rustls::crypto::aws_lc_rs::default_provider(),
    ));
    let builder = builder
        .with_safe_default_protocol_versions()?
        .with_no_client_auth();
    let certificate = CertificateDer::from_pem_slice(files.certificate_pem.as_bytes())?;
    let key = PrivateKeyDer::from_pem_slice(files.private_key_pem.as_bytes())?;
    Ok(Arc::new(builder.with_single_cert(vec![certificate], key)?))
}

fn answer(mut stream: impl Read + Write, status: &str) -> Option<String> {
    let mut request = String::new();
    loop {
        let mut bytes = [0; 4096];
        let count = stream.read(&mut bytes).ok()?;
        request.push_str(&String::from_utf8_lossy(&bytes[..count]));
        let length = request.lines().find_map(|line| {
            line.to_lowercase()
                .strip_prefix("content-length: ")?
                .parse::<usize>()
                .ok()
        });
        let body = request.split_once("\r\n\r\n").map(|(_, body)| body.len());
        if count == 0 || body >= length && length.is_some() {
            break;
        }
    }
    write!(
        stream,
        "HTTP/1.1 {status}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
    )
    .ok()?;
    stream.flush().ok()?;
    Some(request)
}

fn hmac(secret: &str, body: &str) -> String {
    use aws_lc_rs::hmac;
    let tag = hmac::sign(
        &hmac::Key::new(hmac::HMAC_SHA512, secret.as_bytes()),
        body.as_bytes(),
    );
    tag.as_ref()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

#[tokio::test]
async fn events_arrive_in_order_and_signed() -> Result {
    let sandbox = Sandbox::builder()
        .bank_delay(Duration::ZERO)
        .start()
        .await?;
    let (port, requests) = receiver("200 OK", None)?;
    sandbox.register_webhook(&format!("http://127.0.0.1:{port}/hooks?a=1"))?;
    let (.., entity, _) = connected(&sandbox, &Client::of(&sandbox), "LEAN_OF_RETAIL_UAE").await?;
    let mut webhooks = sandbox.webhooks();
    for kind in [
        "entity.created",
        "entity.data.refresh.updated",
        "entity.data.refresh.updated",
    ] {
        let request = requests.recv_timeout(Duration::from_secs(10))?;
        let (head, body) = request.split_once("\r\n\r\n").expect("a request");
        assert!(head.starts_with("POST /hooks?a=1 HTTP/1.1\r\n"), "{head}");
        let signature = format!(
            "lean-signature: sha512={}",
            hmac(sandbox.webhook_secret(), body)
        );
        assert!(head.lines().any(|line| line == signature), "{head}");
        let event: Value = serde_json::from_str(body)?;
        assert_eq!(event["type"], json!(kind));
        let payload = &event["payload"];
        assert!(payload["id"] == json!(entity) || payload["entity_id"] == json!(entity));

        let delivery = webhooks.next().await.expect("a delivery");
        assert_eq!(
            (delivery.kind.as_str(), &delivery.outcome),
            (kind, &DeliveryOutcome::Accepted)
        );
        assert_eq!(delivery.body, body.as_bytes());
    }
    Ok(())
}

#[tokio::test]
async fn over_https_to_those_with_a_certificate() -> Result {
    let sandbox = Sandbox::builder()
        .bank_delay(Duration::ZERO)
        .start()
        .await?;
    let trusted = sandbox.authority().server(&["localhost", "127.0.0.1"])?;
    let other = Sandbox::start().await?.authority().server(&["127.0.0.1"])?;
    let (good, _requests) = receiver("200 OK", Some(trusted))?;
    let (bad, _others) = receiver("200 OK", Some(other))?;
    sandbox.register_webhook(&format!("https://127.0.0.1:{good}/"))?;
    sandbox.register_webhook(&format!("https://127.0.0.1:{bad}/"))?;
    connected(&sandbox, &Client::of(&sandbox), "LEAN_OF_RETAIL_UAE").await?;
    let mut webhooks = sandbox.webhooks();
    assert_eq!(
        webhooks.next().await.map(|delivery| delivery.outcome),
        Some(DeliveryOutcome::Accepted)
    );
    let refused = webhooks.next().await.expect("a delivery");
    assert!(
        matches!(&refused.outcome, DeliveryOutcome::Failed(why) if why.contains("UnknownIssuer")),
        "{refused:?}"
    );
    Ok(())
}

#[tokio::test]
async fn over_https_to_those_of_an_authority_that_is_given() -> Result {
    let other = Sandbox::start().await?;
    let (port, _requests) = receiver("200 OK", Some(other.authority().server(&["127.0.0.1"])?))?;
    let sandbox = Sandbox::builder()
        .webhook_url(&format!("https://127.0.0.1:{port}/"))
        .webhook_roots_pem(&other.public_root_pem())
        .start()
        .await?;
    connected(&sandbox, &Client::of(&sandbox), "LEAN_OF_RETAIL_UAE").await?;
    let delivery = sandbox.webhooks().next().await.expect("a delivery");
    assert_eq!(delivery.outcome, DeliveryOutcome::Accepted);
    let nothing = Sandbox::builder().webhook_roots_pem("nothing");
    assert!(nothing.start().await.is_err());
    Ok(())
}

#[tokio::test]
async fn only_200_counts() -> Result {
    let (port, _requests) = receiver("204 No Content", None)?;
    let builder = Sandbox::builder()
        .bank_delay(Duration::ZERO)
        .webhook_url(&format!("http://localhost:{port}"));
    let sandbox = builder.start().await?;
    connected(&sandbox, &Client::of(&sandbox), "LEAN_OF_RETAIL_UAE").await?;
    let delivery = sandbox.webhooks().next().await.expect("a delivery");
    assert_eq!(
        delivery.outcome,
        DeliveryOutcome::Refused(http::StatusCode::NO_CONTENT)
    );
    assert!(
        Sandbox::builder()
            .webhook_url("nowhere")
            .start()
            .await
            .is_err()
    );
    Ok(())
}

#[tokio::test]
async fn following_ends_with_the_sandbox() -> Result {
    let sandbox = Sandbox::start().await?;
    let mut webhooks = sandbox.webhooks();
    drop(sandbox);
    assert!(webhooks.next().await.is_none());
    Ok(())
}
