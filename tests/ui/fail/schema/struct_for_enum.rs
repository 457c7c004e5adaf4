#[derive(lean::Schema)]
#[schema(spec = "bank.yaml", name = Currency)]
struct Currency {
    code: String,
}

fn main() {}
