#[lean::api(spec = "bank.yaml")]
struct Bank;

fn main() {}
