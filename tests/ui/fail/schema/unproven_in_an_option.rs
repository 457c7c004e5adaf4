#[derive(lean::Schema)]
#[schema(spec = "bank.yaml", name = Transaction)]
struct Line {
    merchant: Option<Box<Shop>>,
}

struct Shop;

fn main() {}
