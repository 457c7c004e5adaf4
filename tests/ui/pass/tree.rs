//! Your own types that hold themselves, alone or by way of each other.

use lean::testing::{Answer, FakeTransport};

#[derive(lean::Schema)]
#[schema(spec = "tests/ui/specs/tree.yaml", name = Node)]
struct Node {
    name: String,
    parent: Option<Box<Node>>,
    children: Option<Vec<Node>>,
}

mod read {
    #[derive(lean::Schema)]
    #[schema(spec = "tests/ui/specs/tree.yaml", name = Node)]
    pub(super) struct Branch {
        pub(super) leaf: Option<Leaf>,
    }

    #[derive(lean::Schema)]
    #[schema(spec = "tests/ui/specs/tree.yaml")]
    pub(super) struct Leaf {
        pub(super) node: Option<Vec<Branch>>,
    }
}

mod sent {
    #[derive(lean::Schema)]
    #[schema(spec = "tests/ui/specs/tree.yaml", name = Node, request)]
    pub(super) struct Branch {
        pub(super) name: String,
        pub(super) leaf: Option<Leaf>,
    }

    #[derive(lean::Schema)]
    #[schema(spec = "tests/ui/specs/tree.yaml", request)]
    pub(super) struct Leaf {
        pub(super) node: Option<Vec<Branch>>,
    }
}

#[lean::api(spec = "tests/ui/specs/tree.yaml")]
trait Tree {
    async fn get_node(&self) -> Result<Node, lean::Error>;
    #[operation(getNode)]
    async fn get_branch(&self) -> Result<read::Branch, lean::Error>;
    async fn put_node(&self, body: &Node) -> Result<(), lean::Error>;
    #[operation(putNode)]
    async fn put_branch(&self, body: &sent::Branch) -> Result<(), lean::Error>;
}

#[tokio::test]
async fn what_holds_itself_is_read_and_sent() {
    let text = r#"{"name":"a","parent":{"name":"b"},"children":[{"name":"c"}],"leaf":{"node":[{"name":"d"}]}}"#;
    let fake = FakeTransport::answering(move |seen| match seen.method.as_str() {
        "GET" => Answer::json(200, text),
        _ => Answer::status(204),
    });
    let client = lean::Client::builder(lean::At::new("https://tree.test"));
    let client = client.transport(fake.clone()).build().expect("a client");
    let node = client.get_node().await.expect("a node");
    assert_eq!(node.name, "a");
    assert_eq!(
        node.parent.as_ref().map(|parent| parent.name.as_str()),
        Some("b")
    );
    assert_eq!(node.children.as_ref().map(Vec::len), Some(1));
    let branch = client.get_branch().await.expect("a branch");
    let leaf = branch.leaf.expect("a leaf");
    assert!(leaf.node.is_some_and(|nodes| nodes[0].leaf.is_none()));
    client.put_node(&node).await.expect("put");
    let branch = sent::Branch {
        name: "e".to_owned(),
        leaf: Some(sent::Leaf { node: None }),
    };
    client.put_branch(&branch).await.expect("put");
    let seen = fake.seen();
    assert_eq!(
        seen[2].body,
        r#"{"name":"a","parent":{"name":"b"},"children":[{"name":"c"}]}"#
    );
    assert_eq!(seen[3].body, r#"{"name":"e","leaf":{}}"#);
}
