#[lean::api(spec = "bank.yaml")]
fn bank() {}

fn main() {}
