#[lean::api(spec = "https://bank.example/openapi.yaml")]
pub trait Bank {
    fn ping();
}

fn main() {}
