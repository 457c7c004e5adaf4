//! Servers: variables, several of them, an operation's own.

use lean::Client;
use lean::operation::Server;
use lean::testing::FakeTransport;

use super::operations::Operations;
use super::operations::operations::servers::{Regional, Sandbox};
use super::support::{done, only};

#[lean::api(spec = "tests/specs/relative.yaml", operations = all)]
trait Relative {}

async fn url(server: impl Server<Identity = lean::__private::NotNeeded>) -> String {
    let transport = FakeTransport::script([done()]);
    let client = Client::builder(server)
        .transport(transport.clone())
        .api_key("key", "k")
        .build()
        .expect("a client");
    client.copy().await.expect("an answer");
    only(&transport).url.to_string()
}

#[tokio::test]
async fn variables_have_defaults() {
    assert_eq!(
        url(Regional::default()).await,
        "https://eu.example.com:8443/v1/search"
    );
}

#[tokio::test]
async fn variables_can_be_set() {
    let server = Regional {
        region: "us".into(),
        ..Regional::default()
    };
    assert_eq!(url(server).await, "https://us.example.com:8443/v1/search");
}

#[test]
fn variables_keep_to_their_values() {
    let build = |region: &str, port: &str| {
        let server = Regional {
            region: region.into(),
            port: port.into(),
        };
        Client::builder(server)
            .anonymous()
            .transport(FakeTransport::script([]))
            .build()
    };
    // Any port will do: none is listed.
    build("us", "9").expect("a client");
    let refused = build("mars", "9").expect_err("no region");
    assert_eq!(refused.code(), "CONFIGURATION");
    assert!(
        refused.to_string().contains(
            "`mars` is not a value of the variable `region` of the server `Regional`; it is one of `eu`, `us`"
        ),
        "{refused}"
    );
}

#[test]
fn variables_change_no_other_part_of_the_url() {
    let build = |port: &str| {
        let server = Regional {
            port: port.into(),
            ..Regional::default()
        };
        Client::builder(server)
            .transport(FakeTransport::script([]))
            .build()
            .map(|_| ())
    };
    for port in [
        "1@evil.test",
        "1/../x",
        "1#",
        "1?",
        "65536",
        "",
        "1\r\n",
        "1\\",
    ] {
        let refused = build(port).expect_err(port);
        assert_eq!(refused.code(), "CONFIGURATION", "{port}");
        let text = refused.to_string();
        assert!(
            text.contains("the value of the variable `port` of the server `Regional`"),
            "{text}"
        );
        assert!(!text.contains("evil"), "{text}");
    }
}

#[tokio::test]
async fn several_servers() {
    assert_eq!(url(Sandbox).await, "https://sandbox.example.com/search");
}

#[tokio::test]
async fn servers_of_an_operation_need_leave_to_see_credentials() {
    let transport = FakeTransport::script([done()]);
    let builder = || {
        Client::builder(Sandbox)
            .transport(transport.clone())
            .api_key("key", "k")
    };
    let refused = builder()
        .build()
        .expect("a client")
        .elsewhere()
        .await
        .expect_err("another origin");
    assert_eq!(refused.code(), "ORIGIN_REFUSED");
    let client = builder()
        .allow_origin("https://files.example.com")
        .build()
        .expect("a client");
    client.elsewhere().await.expect("an answer");
    assert_eq!(
        only(&transport).url.to_string(),
        "https://files.example.com/up/elsewhere"
    );
}

#[lean::api(spec = "tests/specs/serverless.yaml", operations = all)]
trait Serverless {}

#[tokio::test]
async fn a_description_without_servers_says_how_to_give_a_url() {
    let server = FakeTransport::script([done()]);
    let builder = || Client::builder(serverless::servers::Default).transport(server.clone());
    let refused = builder().build().expect_err("no URL");
    let text = refused.to_string();
    let expected =
        "the description names no server. Give the whole URL to the builder: `.base_url(";
    assert!(text.contains(expected), "{text}");
    let client = builder().base_url("https://api.example.com/v1").build();
    client.expect("a client").things().await.expect("done");
    let url = server.seen()[0].url.to_string();
    assert_eq!(url, "https://api.example.com/v1/things");
}

/// Checks that a relative URL is reported: it is relative to the description's own URL, which a
/// client does not know.
#[tokio::test]
async fn relative_servers_need_a_base() {
    let transport = FakeTransport::script([done()]);
    let builder = || Client::builder(relative::servers::Default).transport(transport.clone());
    let refused = builder().build().expect_err("where is it?");
    assert_eq!(refused.code(), "CONFIGURATION");
    let text = refused.to_string();
    assert!(
        text.contains("the URL of the server `Default` is relative: `/v2`"),
        "{text}"
    );
    let client = builder()
        .base_url("https://here.example.com/v2")
        .build()
        .expect("a client");
    client.lonely().await.expect("an answer");
    assert_eq!(
        only(&transport).url.to_string(),
        "https://here.example.com/v2/lonely"
    );
}
