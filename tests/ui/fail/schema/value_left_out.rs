#[derive(lean::Schema)]
#[schema(spec = "bank.yaml", name = Currency)]
enum Currency {
    Aed,
}

fn main() {}
