#[derive(lean::Schema)]
#[schema(spec = "bank.yaml", name = Currency)]
enum Currency {
    Aedd,
    #[schema(other)]
    Other(String),
}

fn main() {}
