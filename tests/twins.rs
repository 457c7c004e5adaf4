//! Equal inline schemas, through the macro: one type under each of its names, also for custom
//! types.
#![allow(missing_docs, reason = "the items of a test")]

use lean::testing::{Answer, FakeTransport};

#[lean::api(spec = "tests/specs/twins.yaml", operations = all)]
pub trait All {}

/// Proven by way of a component that the first operation does not reach.
#[derive(Debug, PartialEq, lean::Schema)]
#[schema(spec = "tests/specs/twins.yaml", name = Changes.last)]
struct Change {
    at: i64,
}

#[derive(Debug, PartialEq, lean::Schema)]
#[schema(spec = "tests/specs/twins.yaml", name = Changes)]
struct Both {
    last: Change,
    first: Change,
}

#[lean::api(spec = "tests/specs/twins.yaml")]
trait Own {
    #[operation(listOrders)]
    async fn orders(&self, direction: &str) -> Result<Change, lean::Error>;

    #[operation(listUsers)]
    async fn users(&self, direction: Option<&str>) -> Result<Both, lean::Error>;
}

/// Names each place by its own name, for every choice of operations.
#[lean::api(spec = "tests/specs/twins.yaml")]
trait Named {
    fn list_orders();

    #[operation(listOrders)]
    async fn orders_by_name(
        &self,
        direction: &named::ListOrdersDirection,
    ) -> Result<named::ListOrdersReply, lean::Error>;

    #[operation(listUsers)]
    async fn users_by_name(
        &self,
        direction: Option<&named::ListUsersDirection>,
    ) -> Result<named::Changes, lean::Error>;
}

fn client(answer: &'static str) -> (lean::Client, FakeTransport) {
    let server = FakeTransport::script([Answer::json(200, answer)]);
    let client = lean::Client::builder(all::servers::Default)
        .transport(server.clone())
        .build();
    (client.expect("a client"), server)
}

#[test]
fn values_pass_from_one_to_another() {
    use all::{
        ChangesFirst, ChangesLastBy, ListOrdersDirection, ListOrdersReply, ListUsersDirection,
    };

    let change: ListOrdersReply = ChangesFirst {
        by: ChangesLastBy::System,
        at: 7,
    };
    assert_eq!(change.by, "system");
    let direction: ListUsersDirection = ListOrdersDirection::Desc;
    let (client, server) =
        client(r#"{"first": {"by": "user", "at": 1}, "last": {"by": "robot", "at": 2}}"#);
    let changes = client
        .list_users()
        .direction(&direction)
        .wait()
        .expect("changes");
    assert_eq!(changes.last.by, ChangesLastBy::Unknown("robot".into()));
    assert_eq!(server.seen()[0].url.query(), Some("direction=desc"));
}

#[tokio::test]
async fn each_goes_by_the_name_of_its_place() {
    let (api, _) =
        client(r#"{"first": {"by": "user", "at": 1}, "last": {"by": "robot", "at": 2}}"#);
    let changes = api
        .users_by_name(Some(&named::ListUsersDirection::Asc))
        .await;
    assert_eq!(changes.expect("changes").first.by, "user");
}

#[tokio::test]
async fn custom_types_replace_all_of_them() {
    let (api, server) = client(r#"{"by": "user", "at": 1}"#);
    assert_eq!(api.orders("asc").await.expect("a change"), Change { at: 1 });
    assert_eq!(server.seen()[0].url.query(), Some("direction=asc"));
    let (api, _) =
        client(r#"{"first": {"by": "user", "at": 1}, "last": {"by": "robot", "at": 2}}"#);
    let both = api.users(None).await.expect("changes");
    assert_eq!((both.first.at, both.last.at), (1, 2));
}
