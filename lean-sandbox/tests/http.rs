//! Correct HTTP, over both versions: HEAD, unknown methods, faulty requests.

mod support;

use http::{Method, Request};
use http_body_util::{BodyExt, Empty};
use hyper_util::rt::{TokioExecutor, TokioIo};
use lean_sandbox::Sandbox;
use support::{Client, Result, connected};

#[tokio::test]
async fn head_is_get_without_a_body() -> Result {
    let sandbox = Sandbox::start().await?;
    let client = Client::of(&sandbox);
    let get = client.get("/banks/v1").await?;
    let head = client.call(Method::HEAD, "/banks/v1", None).await?;
    assert_eq!((head.status.as_u16(), head.text.as_str()), (200, ""));
    assert_eq!(head.headers["content-type"], get.headers["content-type"]);
    assert_eq!(head.headers["content-length"], get.text.len().to_string());
    Ok(())
}

#[tokio::test]
async fn head_leaves_a_connection_of_http_2_intact() -> Result {
    let sandbox = Sandbox::start().await?;
    let stream = Client::of(&sandbox).alpn("h2").connect().await?;
    let (mut sender, connection) =
        hyper::client::conn::http2::handshake(TokioExecutor::new(), TokioIo::new(stream)).await?;
    let driver = tokio::spawn(connection);
    for (method, path, status) in [
        (Method::HEAD, "/banks/v1", 200),
        (Method::HEAD, "/nowhere", 404),
        (Method::HEAD, "/sandbox/v1/webhooks", 405),
        (Method::GET, "/banks/v1", 200),
    ] {
        let request = Request::builder()
            .method(&method)
            .uri(format!("{}{path}", sandbox.url()))
            .header("lean-app-token", sandbox.app_token())
            .body(Empty::<bytes::Bytes>::new())?;
        let (head, body) = sender.send_request(request).await?.into_parts();
        let body = body.collect().await?.to_bytes();
        assert_eq!(head.status, status, "{method} {path}");
        assert_eq!(body.is_empty(), method == Method::HEAD);
    }
    assert!(!driver.is_finished());
    driver.abort();
    Ok(())
}

#[tokio::test]
async fn connections_and_requests_are_counted() -> Result {
    let sandbox = Sandbox::start().await?;
    let client = Client::of(&sandbox);
    for _ in 0..2 {
        client.get("/banks/v1").await?;
    }
    let stream = client.connect().await?;
    let chain = &sandbox.files().chain_pem;
    let stranger = Client::new(sandbox.url(), chain, None, &[&rustls::version::TLS13]);
    assert!(stranger.get("/banks/v1").await.is_err());
    assert_eq!(sandbox.refused_connections().len(), 1);
    let counts = sandbox.counts();
    // The first handshake is whole; the client resumes its session in the next two.
    assert_eq!((counts.requests, counts.refused, counts.resumed), (2, 1, 2));
    assert_eq!(counts.handshakes, 3);
    assert_eq!(counts.accepted, counts.handshakes + counts.refused);
    assert!(counts.open >= 1 && counts.open_max >= counts.open);
    drop(stream);
    Ok(())
}

#[tokio::test]
async fn other_methods_are_told_which_there_are() -> Result {
    let sandbox = Sandbox::start().await?;
    let client = Client::of(&sandbox);
    for (method, path, allowed) in [
        (Method::PATCH, "/customers/v1/", "GET, HEAD, POST"),
        (Method::PUT, "/banks/v1", "GET, HEAD"),
        (Method::OPTIONS, "/payments/account-on-file", "POST"),
        (Method::GET, "/sandbox/v1/connections", "POST"),
    ] {
        let answer = client.call(method, path, None).await?;
        assert_eq!(
            answer.refusal(),
            (405, "INVALID_HTTP_METHOD".into()),
            "{path}"
        );
        assert_eq!(answer.headers["allow"], allowed, "{path}");
    }
    let token = Client::oauth(&sandbox).get("/oauth2/token").await?;
    assert_eq!(
        (token.status.as_u16(), &token.headers["allow"]),
        (405, &"POST".parse()?)
    );
    Ok(())
}

#[tokio::test]
async fn parameters_that_the_description_does_not_allow() -> Result {
    let sandbox = Sandbox::start().await?;
    let client = Client::of(&sandbox);
    for query in [
        "page_number=0&page_size=0",
        "page_number=0&page_size=-1",
        "page_number=0&page_size=2147483648",
        "page_number=99999999999&page_size=1",
        "page_number=0&page_size=NaN",
        "page_number=%2B1&page_size=1",
        "page_number=0.5&page_size=1",
    ] {
        let answer = client.get(&format!("/customers/v1/?{query}")).await?;
        assert_eq!(
            answer.refusal(),
            (400, "INVALID_PARAMETERS".into()),
            "{query}"
        );
    }
    client
        .get("/customers/v1/?page_number=2147483647&page_size=1")
        .await?
        .json();
    client.get("/payments/v1/intents").await?.json();
    Ok(())
}

#[tokio::test]
async fn what_comes_back_is_what_the_description_allows() -> Result {
    let sandbox = Sandbox::start().await?;
    let client = Client::of(&sandbox);
    let (_, entity, _) = connected(&sandbox, &client, "LEAN_OF_RETAIL_UAE").await?;
    // {"a":1}: answers give metadata back, as texts.
    let answer = client
        .get(&format!(
            "/data/v2/accounts?entity_id={entity}&meta=%7B%22a%22%3A1%7D"
        ))
        .await?;
    assert_eq!(answer.refusal(), (400, "INVALID_PARAMETERS".into()));
    Ok(())
}
