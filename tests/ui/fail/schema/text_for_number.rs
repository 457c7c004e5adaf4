#[derive(lean::Schema)]
#[schema(spec = "bank.yaml", name = Transactions)]
struct Page {
    pages: String,
}

fn main() {}
