#[derive(lean::Schema)]
#[schema(spec = "tree.yaml")]
struct Node {
    name: String,
    left: Node,
}

#[derive(lean::Schema)]
#[schema(spec = "tree.yaml", name = Node)]
struct Other {
    parent: Option<Other>,
}

fn main() {}
