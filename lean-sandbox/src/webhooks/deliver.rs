//! The sending of one event.

use std::error::Error as StdError;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::header::{CONTENT_TYPE, HOST, USER_AGENT};
use http::{Method, Request, StatusCode};
use http_body_util::Full;
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use rustls::crypto::aws_lc_rs;
use rustls::pki_types::ServerName;
use rustls::{ClientConfig, RootCertStore};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;

use super::{Delivery, DeliveryOutcome, EmittedEvent, SIGNATURE_HEADER, Target, signature};
use crate::api::App;

type DeliverError = Box<dyn StdError + Send + Sync>;

/// As long as the vendor waits.
const ANSWER_MAX: Duration = Duration::from_secs(10);

/// Sends an event to all receivers, once: the vendor's later attempts come after minutes and hours.
pub(crate) async fn deliver(app: &App, event: EmittedEvent) {
    let signature = signature(&app.settings.webhook_secret, &event.body);
    let delivery = |url, outcome| Delivery {
        event_id: event.id.clone(),
        kind: event.kind.clone(),
        body: event.body.clone(),
        signature: signature.clone(),
        url,
        outcome,
    };
    let receivers = app.webhooks.receivers();
    if receivers.is_empty() {
        app.webhooks
            .push(delivery(None, DeliveryOutcome::NoReceiver));
    }
    for target in receivers {
        let sent = timeout(ANSWER_MAX, send(app, &target, &event, &signature)).await;
        let outcome = match sent {
            Ok(Ok(StatusCode::OK)) => DeliveryOutcome::Accepted,
            Ok(Ok(status)) => DeliveryOutcome::Refused(status),
            Ok(Err(failure)) => DeliveryOutcome::Failed(failure.to_string()),
            Err(_) => DeliveryOutcome::Failed("no answer within ten seconds".to_owned()),
        };
        app.webhooks.push(delivery(Some(target.url), outcome));
    }
}

async fn send(
    app: &App,
    target: &Target,
    event: &EmittedEvent,
    signature: &str,
) -> Result<StatusCode, DeliverError> {
    let request = Request::builder()
        .method(Method::POST)
        .uri(&target.path)
        .header(HOST, format!("{}:{}", target.host, target.port))
        .header(CONTENT_TYPE, "application/json")
        .header(USER_AGENT, "lean-sandbox")
        .header(SIGNATURE_HEADER, signature)
        .body(Full::new(event.body.clone()))?;
    let socket = TcpStream::connect((target.host.as_str(), target.port)).await?;
    if !target.tls {
        return exchange(socket, request).await;
    }
    let name = ServerName::try_from(target.host.clone())?;
    let socket = TlsConnector::from(tls(app)?).connect(name, socket).await?;
    exchange(socket, request).await
}

async fn exchange<S>(socket: S, request: Request<Full<Bytes>>) -> Result<StatusCode, DeliverError>
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let (mut sender, connection) = http1::handshake(TokioIo::new(socket)).await?;
    // Drives the connection until the answer is there; both end together.
    let answer = async move {
        sender
            .send_request(request)
            .await
            .map(|answer| answer.status())
    };
    let driven = tokio::spawn(connection);
    let status = answer.await;
    driven.abort();
    Ok(status?)
}

/// Trusts what the sandbox's public authority has signed, see [`Authority::server`](crate::Authority::server), and what
/// those authorities have that were given.
fn tls(app: &App) -> Result<Arc<ClientConfig>, DeliverError> {
    let mut roots = RootCertStore::empty();
    roots.add(app.authority.public_root())?;
    for root in &app.settings.webhook_roots {
        roots.add(root.clone())?;
    }
    let provider = Arc::new(aws_lc_rs::default_provider());
    let builder =
        ClientConfig::builder_with_details(provider, Arc::new(app.settings.clock.clone()));
    let config = builder
        .with_safe_default_protocol_versions()?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(Arc::new(config))
}
