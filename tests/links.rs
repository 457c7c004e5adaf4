//! Links: from the response of one operation to the call of another.

use lean::testing::{Answer, FakeTransport};
use lean::{Client, Response};

#[lean::api(
    spec = "tests/specs/links.yaml",
    operations = [createOrder, getOrder, cancelOrder, addNote, listEvents]
)]
trait Orders {}

use orders::{CreateOrder, GetOrder, NewOrder, Order};

fn client(answers: impl IntoIterator<Item = Answer>) -> (Client, FakeTransport) {
    let server = FakeTransport::script(answers);
    let client = Client::builder(lean::At::new("https://api.example.com/v1"))
        .transport(server.clone())
        .build();
    (client.expect("a client"), server)
}

fn created() -> Answer {
    Answer::json(201, r#"{"id": "a/1"}"#).header("location", "/orders/a1")
}

async fn create(client: &Client) -> Response<Order> {
    let call = client.create_order(&NewOrder::new("tea".into()));
    call.channel("web")
        .x_trace("t-1")
        .send()
        .await
        .expect("an order")
}

#[tokio::test]
async fn links_make_the_next_call() {
    let (client, server) = client([created(), Answer::json(200, r#"{"id": "a/1"}"#)]);
    let response = create(&client).await;
    let order = CreateOrder::read(&response)
        .expect("a link")
        .await
        .expect("the order");
    assert_eq!(order.id, "a/1");
    let seen = server.seen();
    assert_eq!(
        seen[1].url.to_string(),
        "https://api.example.com/v1/orders/a%2F1"
    );
}

#[tokio::test]
async fn links_reach_the_whole_exchange() {
    let (client, _) = client([created()]);
    let response = create(&client).await;
    let request = CreateOrder::trail(&response)
        .expect("a link")
        .request()
        .expect("a request");
    let expected = "subject=orders%2Fa%2F1&url=https%3A%2F%2Fapi.example.com%2Fv1%2Forders%3Fchannel%3Dweb&method=POST\
                    &status=201&channel=web&trace=t-1&location=%2Forders%2Fa1&limit=5";
    let sorted = |query: &str| {
        let mut pairs: Vec<String> = query.split('&').map(str::to_owned).collect();
        pairs.sort();
        pairs
    };
    assert_eq!(sorted(&request.query), sorted(expected));
}

#[tokio::test]
async fn links_give_bodies() {
    let (client, server) = client([created(), Answer::status(204)]);
    let response = create(&client).await;
    CreateOrder::cancel(&response)
        .expect("a link")
        .await
        .expect("cancelled");
    assert_eq!(server.seen()[1].body, r#"{"item":"tea"}"#);
    assert_eq!(server.seen()[1].method, "DELETE");
}

#[tokio::test]
async fn what_a_link_does_not_give_is_an_argument() {
    let (client, server) = client([created(), Answer::status(204)]);
    let response = create(&client).await;
    CreateOrder::elsewhere(&response, 2, "fragile")
        .expect("a link")
        .await
        .expect("noted");
    let seen = server.seen();
    assert_eq!(
        seen[1].url.path_and_query().expect("a path").as_str(),
        "/v1/orders/a%2F1/notes?priority=2"
    );
    assert_eq!(seen[1].body, "fragile");
}

#[tokio::test]
async fn links_take_parameters_of_the_path() {
    let (client, _) = client([Answer::json(200, r#"{"id": "7"}"#)]);
    let response = client.get_order("b 2").send().await.expect("an order");
    let again = GetOrder::itself(&response)
        .expect("a link")
        .request()
        .expect("a request");
    assert_eq!(again.path, "/orders/b%202");
}

#[tokio::test]
async fn a_link_without_its_value_is_refused_by_name() {
    let (client, _) = client([created()]);
    let response = create(&client).await;
    // A parameter of the call has the name `channel` already.
    let refused = CreateOrder::link_channel(&response).expect_err("there is no parent");
    let text = refused.to_string();
    assert!(
        text.contains("`id` has no value") && text.contains("$response.body#/parent"),
        "{text}"
    );
}

#[tokio::test]
async fn links_of_refusals_are_followed_from_the_raw_response() {
    let (client, _) = client([Answer::json(409, r#"{"existing": "c"}"#)]);
    let response = client
        .create_order(&NewOrder::new("tea".into()))
        .send_raw()
        .await
        .expect("a response");
    let existing = CreateOrder::existing(&response)
        .expect("a link")
        .request()
        .expect("a request");
    assert_eq!(existing.path, "/orders/c");
}

#[tokio::test]
async fn a_response_of_another_operation_has_no_such_link() {
    let (client, _) = client([Answer::json(200, r#"{"id": "7"}"#)]);
    let response = client.get_order("7").send().await.expect("an order");
    let refused = CreateOrder::read(&response).expect_err("not a response of createOrder");
    assert!(refused.to_string().contains("createOrder"), "{refused}");
}

#[tokio::test]
async fn what_links_keep_is_not_shown() {
    let (client, _) = client([created()]);
    let response = create(&client).await;
    let shown = format!("{:?}", response);
    assert!(!shown.contains("tea") && !shown.contains("t-1"), "{shown}");
}

#[tokio::test]
async fn a_link_may_lead_to_another_server() {
    let (client, server) = client([created()]);
    let response = create(&client).await;
    let refused = CreateOrder::archive(&response).expect("a link").await;
    let told = refused.expect_err("nobody allowed it").to_string();
    assert!(told.contains("archive.example.com"), "{told}");
    assert_eq!(server.seen().len(), 1);

    let server = FakeTransport::script([created(), Answer::json(200, r#"{"id": "a/1"}"#)]);
    let client = Client::builder(lean::At::new("https://api.example.com/v1"))
        .allow_origin("https://archive.example.com")
        .transport(server.clone())
        .build()
        .expect("a client");
    let response = create(&client).await;
    CreateOrder::archive(&response)
        .expect("a link")
        .await
        .expect("the order");
    let url = server.seen()[1].url.to_string();
    assert_eq!(url, "https://archive.example.com/v2/orders/a%2F1");
}
