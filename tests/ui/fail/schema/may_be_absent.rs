#[derive(lean::Schema)]
#[schema(spec = "bank.yaml", name = Transaction)]
struct Line {
    description: String,
}

fn main() {}
